/* SPDX-License-Identifier: MIT
 *
 * Expressions to cubes.  See dnf.h.
 *
 * One function per shape; negation is pushed down on the way.  Time at most MOST_STEPS calls times
 * DT_DNF_MOST^2 products.
 */
#include "exchange/dnf.h"

#include "game/states.h"

#define MOST_STEPS 20000
#define DEEPEST 500

typedef struct expander {
    const detente_model *model;
    uint32_t steps;
    uint32_t depth;
    detente_error *err;
} expander;

static detente_status expand(expander *x, const dt_expr *expr, bool negated, dt_cubes *out);

static detente_status too_big(expander *x)
{
    return dt_fail(x->err, DETENTE_ELIMIT, "an expression has more than %d alternatives",
                   DT_DNF_MOST);
}

static detente_status add(expander *x, dt_cubes *cubes, dt_cube cube)
{
    if (cubes->count >= DT_DNF_MOST) {
        return too_big(x);
    }
    return dt_cubes_add(cubes, cube) ? DETENTE_OK : dt_no_memory(x->err);
}

/* product = a and b: what is common to each pair. */
static detente_status multiply(expander *x, const dt_cubes *a, const dt_cubes *b, dt_cubes *product)
{
    for (size_t i = 0; i < a->count; i++) {
        for (size_t j = 0; j < b->count; j++) {
            const dt_cube p = a->list[i];
            const dt_cube q = b->list[j];
            if (((p.value ^ q.value) & p.care & q.care) != 0) {
                continue;
            }
            const detente_status status = add(x, product,
                                              (dt_cube){p.care | q.care, p.value | q.value});
            if (status != DETENTE_OK) {
                return status;
            }
        }
    }
    return DETENTE_OK;
}

/* left := left and right; right is emptied. */
static detente_status narrow(expander *x, dt_cubes *left, dt_cubes *right)
{
    dt_cubes product = {0};
    const detente_status status = multiply(x, left, right, &product);
    dt_cubes_clear(left);
    dt_cubes_clear(right);
    *left = product;
    return status;
}

/* out += left, which is emptied. */
static detente_status widen(expander *x, dt_cubes *out, dt_cubes *left)
{
    detente_status status = DETENTE_OK;
    for (size_t k = 0; k < left->count && status == DETENTE_OK; k++) {
        status = add(x, out, left->list[k]);
    }
    dt_cubes_clear(left);
    return status;
}

/* Operands joined by and, all but `kept` negated when `others` says so:
 * kept NULL: all as `negated` says. */
static detente_status expand_all(expander *x, const dt_expr *first, const dt_expr *kept,
                                 const dt_expr *left_out, bool negated, dt_cubes *out)
{
    dt_cubes all = {0};
    dt_cubes one = {0};
    detente_status status = DETENTE_OK;
    DT_TRY(add(x, &all, (dt_cube){0, 0}));
    for (const dt_expr *e = first; e != NULL; e = e->next) {
        if (e == left_out) {
            continue;
        }
        DT_TRY(expand(x, e, e == kept ? !negated : negated, &one));
        DT_TRY(narrow(x, &all, &one));
    }
    DT_TRY(widen(x, out, &all));
done:
    dt_cubes_clear(&all);
    dt_cubes_clear(&one);
    return status;
}

static detente_status expand_any(expander *x, const dt_expr *first, bool negated, dt_cubes *out)
{
    detente_status status = DETENTE_OK;
    for (const dt_expr *e = first; e != NULL && status == DETENTE_OK; e = e->next) {
        status = expand(x, e, negated, out);
    }
    return status;
}

/* a and b, each negated or not. */
static detente_status expand_pair(expander *x, const dt_expr *a, bool not_a, const dt_expr *b,
                                  bool not_b, dt_cubes *out)
{
    dt_cubes left = {0};
    dt_cubes right = {0};
    detente_status status = DETENTE_OK;
    DT_TRY(expand(x, a, not_a, &left));
    DT_TRY(expand(x, b, not_b, &right));
    DT_TRY(narrow(x, &left, &right));
    DT_TRY(widen(x, out, &left));
done:
    dt_cubes_clear(&left);
    dt_cubes_clear(&right);
    return status;
}

/* a or b, each negated or not; the negation is the pair of opposites. */
static detente_status expand_either(expander *x, const dt_expr *expr, bool not_a, bool not_b,
                                    bool negated, dt_cubes *out)
{
    const dt_expr *a = expr->first;
    const dt_expr *b = a->next;
    if (negated) {
        return expand_pair(x, a, !not_a, b, !not_b, out);
    }
    const detente_status status = expand(x, a, not_a, out);
    return status == DETENTE_OK ? expand(x, b, not_b, out) : status;
}

/* a iff b = (a and b) or (not a and not b); with `differ` a xor b. */
static detente_status expand_iff(expander *x, const dt_expr *expr, bool differ, dt_cubes *out)
{
    const dt_expr *a = expr->first;
    const dt_expr *b = a->next;
    const detente_status status = expand_pair(x, a, false, b, differ, out);
    return status == DETENTE_OK ? expand_pair(x, a, true, b, !differ, out) : status;
}

/* Two of the operands hold, for some two. */
static detente_status expand_two(expander *x, const dt_expr *first, dt_cubes *out)
{
    detente_status status = DETENTE_OK;
    for (const dt_expr *a = first; a != NULL; a = a->next) {
        for (const dt_expr *b = a->next; b != NULL && status == DETENTE_OK; b = b->next) {
            status = expand_pair(x, a, false, b, false, out);
        }
    }
    return status;
}

/* At most one: for some operand, none of the others holds.  Exactly one: it holds, too. */
static detente_status expand_one(expander *x, const dt_expr *first, bool exactly, dt_cubes *out)
{
    detente_status status = DETENTE_OK;
    for (const dt_expr *e = first; e != NULL && status == DETENTE_OK; e = e->next) {
        status = exactly ? expand_all(x, first, e, NULL, true, out)
                         : expand_all(x, first, NULL, e, true, out);
    }
    return status;
}

static detente_status expand_counted(expander *x, const dt_expr *expr, bool negated, dt_cubes *out)
{
    const bool exactly = expr->kind == DT_EXPR_EXACTLY;
    if (!negated) {
        return expand_one(x, expr->first, exactly, out);
    }
    const detente_status status = exactly ? expand_all(x, expr->first, NULL, NULL, true, out)
                                          : DETENTE_OK;
    return status == DETENTE_OK ? expand_two(x, expr->first, out) : status;
}

/* Everything outside `cube`, an option at a time. */
static detente_status add_outside(expander *x, dt_cube cube, dt_cubes *out)
{
    detente_status status = DETENTE_OK;
    for (uint64_t left = cube.care; left != 0 && status == DETENTE_OK; left &= left - 1) {
        const uint64_t bit = left & (0 - left);
        status = add(x, out, (dt_cube){bit, ~cube.value & bit});
    }
    return status;
}

static detente_status expand_cube(expander *x, dt_cube cube, bool negated, dt_cubes *out)
{
    return negated ? add_outside(x, cube, out) : add(x, out, cube);
}

/* A state by its number.  A coalesced one stands for all its members. */
static detente_status expand_number(expander *x, uint64_t number, bool negated, dt_cubes *out)
{
    const dt_states *states = x->model->states;
    const uint64_t all = dt_all_options(x->model->syntax->option_count);
    const bool coalesced = states->members != NULL;
    if (number == 0 || number > x->model->state_count) {
        return negated ? add(x, out, (dt_cube){0, 0}) : DETENTE_OK;
    }
    if (!coalesced) {
        return expand_cube(x, (dt_cube){all, dt_states_code(x->model, number - 1)}, negated, out);
    }
    dt_cubes product = {0};
    dt_cubes one = {0};
    detente_status status = DETENTE_OK;
    DT_TRY(negated ? add(x, &product, (dt_cube){0, 0}) : DETENTE_OK);
    for (uint64_t k = states->member_at[number - 1]; k < states->member_at[number]; k++) {
        DT_TRY(expand_cube(x, (dt_cube){all, states->members[k]}, negated, negated ? &one : out));
        if (negated) {
            DT_TRY(narrow(x, &product, &one));
        }
    }
    DT_TRY(widen(x, out, &product));
done:
    dt_cubes_clear(&product);
    dt_cubes_clear(&one);
    return status;
}

static detente_status expand_pattern(expander *x, const char *pattern, bool negated, dt_cubes *out)
{
    dt_cube cube = {0, 0};
    if (x->model->states->members != NULL) {
        return dt_fail(x->err, DETENTE_ELIMIT,
                       "a pattern of coalesced states is no single condition");
    }
    for (uint32_t k = 0; pattern[k] != '\0'; k++) {
        cube.care |= pattern[k] == '-' ? 0 : (uint64_t)1 << k;
        cube.value |= pattern[k] == 'Y' ? (uint64_t)1 << k : 0;
    }
    return expand_cube(x, cube, negated, out);
}

static detente_status expand_kind(expander *x, const dt_expr *expr, bool negated, dt_cubes *out)
{
    switch (expr->kind) {
    case DT_EXPR_TRUE:
    case DT_EXPR_FALSE:
        return (expr->kind == DT_EXPR_TRUE) != negated ? add(x, out, (dt_cube){0, 0}) : DETENTE_OK;
    case DT_EXPR_OPTION: {
        const uint64_t bit = (uint64_t)1 << expr->index;
        return add(x, out, (dt_cube){bit, negated ? 0 : bit});
    }
    case DT_EXPR_OUTCOME:
        return expand(x, x->model->syntax->outcomes[expr->index].expr, negated, out);
    case DT_EXPR_NUMBER:
        return expand_number(x, expr->number, negated, out);
    case DT_EXPR_PATTERN:
        return expand_pattern(x, expr->pattern, negated, out);
    case DT_EXPR_NOT:
        return expand(x, expr->first, !negated, out);
    case DT_EXPR_AND:
    case DT_EXPR_ALL_OF:
        return negated ? expand_any(x, expr->first, true, out)
                       : expand_all(x, expr->first, NULL, NULL, false, out);
    case DT_EXPR_OR:
    case DT_EXPR_AT_LEAST:
        return negated ? expand_all(x, expr->first, NULL, NULL, true, out)
                       : expand_any(x, expr->first, false, out);
    case DT_EXPR_NONE_OF:
        return negated ? expand_any(x, expr->first, false, out)
                       : expand_all(x, expr->first, NULL, NULL, true, out);
    case DT_EXPR_XOR:
        return expand_iff(x, expr, !negated, out);
    case DT_EXPR_IFF:
        return expand_iff(x, expr, negated, out);
    case DT_EXPR_IF:
        return expand_either(x, expr, false, true, negated, out);
    case DT_EXPR_UNLESS:
        return expand_either(x, expr, false, false, negated, out);
    case DT_EXPR_IMPLIES:
        return expand_either(x, expr, true, false, negated, out);
    case DT_EXPR_EXACTLY:
    case DT_EXPR_AT_MOST:
        return expand_counted(x, expr, negated, out);
    case DT_EXPR_STATE:
        break;
    }
    return dt_fail(x->err, DETENTE_EUNSUPPORTED, "states by name are not of option form");
}

static detente_status expand(expander *x, const dt_expr *expr, bool negated, dt_cubes *out)
{
    if (++x->steps > MOST_STEPS || x->depth == DEEPEST) {
        return too_big(x);
    }
    x->depth++;
    const detente_status status = expand_kind(x, expr, negated, out);
    x->depth--;
    return status;
}

detente_status dt_dnf(const detente_model *model, const dt_expr *expr, bool negated, dt_cubes *out,
                      detente_error *err)
{
    expander x = {.model = model, .err = err};
    dt_cubes cubes = {0};
    const detente_status status = expand(&x, expr, negated, &cubes);
    if (status != DETENTE_OK) {
        dt_cubes_clear(&cubes);
        return status;
    }
    dt_cubes_clear(out);
    *out = cubes;
    return DETENTE_OK;
}
