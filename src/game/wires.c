/* SPDX-License-Identifier: MIT
 *
 * What an expression means.  One definition (`fold`) serves two domains: wires of the circuit,
 * while the model is built, and words of 64 truth values, for questions to a finished model.
 */
#include "game/model.h"
#include "game/states.h"

/* A truth value: a wire when there is a circuit, else 64 states' bits. */
typedef uint64_t truth;

typedef struct operands {
    dt_circuit *circuit;   /* NULL: words */
    truth all, any, twice; /* all hold; at least one does; at least two do */
    truth list[2];         /* the first two */
    uint32_t count;
} operands;

static truth and_(dt_circuit *circuit, truth a, truth b)
{
    return circuit == NULL ? (a & b) : dt_and(circuit, (dt_wire)a, (dt_wire)b);
}

static truth or_(dt_circuit *circuit, truth a, truth b)
{
    return circuit == NULL ? (a | b) : dt_or(circuit, (dt_wire)a, (dt_wire)b);
}

static truth xor_(dt_circuit *circuit, truth a, truth b)
{
    return circuit == NULL ? (a ^ b) : dt_xor(circuit, (dt_wire)a, (dt_wire)b);
}

static truth not_(const dt_circuit *circuit, truth a)
{
    return circuit == NULL ? ~a : dt_not((dt_wire)a);
}

static operands no_operands(dt_circuit *circuit)
{
    operands ops = {.circuit = circuit};
    ops.all = circuit == NULL ? UINT64_MAX : DT_TRUE;
    return ops; /* any, twice: false in both domains */
}

static void add_operand(operands *ops, truth x)
{
    dt_circuit *const c = ops->circuit;
    ops->twice = or_(c, ops->twice, and_(c, ops->any, x));
    ops->any = or_(c, ops->any, x);
    ops->all = and_(c, ops->all, x);
    if (ops->count < 2) {
        ops->list[ops->count] = x;
    }
    ops->count++;
}

static truth fold(dt_expr_kind kind, const operands *ops)
{
    dt_circuit *const c = ops->circuit;
    const truth a = ops->list[0];
    const truth b = ops->list[1];
    switch (kind) {
    case DT_EXPR_NOT:
        return not_(c, a);
    case DT_EXPR_AND:
    case DT_EXPR_ALL_OF:
        return ops->all;
    case DT_EXPR_OR:
    case DT_EXPR_AT_LEAST:
        return ops->any;
    case DT_EXPR_XOR:
        return xor_(c, a, b);
    case DT_EXPR_IF: /* A if B: B implies A */
        return or_(c, a, not_(c, b));
    case DT_EXPR_UNLESS: /* A unless B: A if not B */
        return or_(c, a, b);
    case DT_EXPR_IFF:
        return not_(c, xor_(c, a, b));
    case DT_EXPR_IMPLIES:
        return or_(c, not_(c, a), b);
    case DT_EXPR_EXACTLY:
        return and_(c, ops->any, not_(c, ops->twice));
    case DT_EXPR_AT_MOST:
        return not_(c, ops->twice);
    case DT_EXPR_NONE_OF:
        return not_(c, ops->any);
    case DT_EXPR_TRUE:
    case DT_EXPR_FALSE:
    case DT_EXPR_OPTION:
    case DT_EXPR_OUTCOME:
    case DT_EXPR_STATE:
    case DT_EXPR_NUMBER:
    case DT_EXPR_PATTERN:
        break; /* no operands: the callers' */
    }
    return 0;
}

/* ---- as wires -------------------------------------------------------------------------------- */

static dt_wire code_wire(detente_model *model, uint64_t code)
{
    dt_wire all = DT_TRUE;
    for (uint32_t k = 0; k < model->syntax->option_count; k++) {
        const dt_wire option = dt_input(k);
        all = dt_and(&model->circuit, all, code >> k & 1 ? option : dt_not(option));
    }
    return all;
}

static dt_wire number_wire(detente_model *model, uint64_t n)
{
    if (n < 1 || n > model->state_count) {
        return DT_FALSE;
    }
    if (dt_is_graph_form(model->syntax)) {
        return dt_input((uint32_t)(n - 1));
    }
    const dt_states *states = model->states;
    if (states->members == NULL) {
        return code_wire(model, dt_states_code(model, n - 1));
    }
    dt_wire any = DT_FALSE;
    for (uint64_t k = states->member_at[n - 1]; k < states->member_at[n]; k++) {
        any = dt_or(&model->circuit, any, code_wire(model, states->members[k]));
    }
    return any;
}

static dt_wire pattern_wire(detente_model *model, const char *pattern)
{
    dt_wire all = DT_TRUE;
    for (uint32_t k = 0; pattern[k] != '\0'; k++) {
        if (pattern[k] != '-') {
            const dt_wire option = dt_input(k);
            all = dt_and(&model->circuit, all, pattern[k] == 'Y' ? option : dt_not(option));
        }
    }
    return all;
}

dt_wire dt_model_wire(detente_model *model, const dt_expr *expr)
{
    switch (expr->kind) {
    case DT_EXPR_TRUE:
        return DT_TRUE;
    case DT_EXPR_FALSE:
        return DT_FALSE;
    case DT_EXPR_OPTION:
    case DT_EXPR_STATE:
        return dt_input(expr->index);
    case DT_EXPR_OUTCOME:
        return model->outcomes[expr->index];
    case DT_EXPR_NUMBER:
        return number_wire(model, expr->number);
    case DT_EXPR_PATTERN:
        return pattern_wire(model, expr->pattern);
    case DT_EXPR_NOT:
    case DT_EXPR_AND:
    case DT_EXPR_OR:
    case DT_EXPR_XOR:
    case DT_EXPR_IF:
    case DT_EXPR_IFF:
    case DT_EXPR_UNLESS:
    case DT_EXPR_IMPLIES:
    case DT_EXPR_EXACTLY:
    case DT_EXPR_AT_MOST:
    case DT_EXPR_AT_LEAST:
    case DT_EXPR_NONE_OF:
    case DT_EXPR_ALL_OF:
        break; /* operands, below */
    }
    operands ops = no_operands(&model->circuit);
    for (const dt_expr *operand = expr->first; operand != NULL; operand = operand->next) {
        add_operand(&ops, dt_model_wire(model, operand));
    }
    return (dt_wire)fold(expr->kind, &ops);
}

/* ---- as words -------------------------------------------------------------------------------- */

static uint64_t pattern_word(const char *pattern, const uint64_t *values)
{
    uint64_t all = UINT64_MAX;
    for (uint32_t k = 0; pattern[k] != '\0'; k++) {
        if (pattern[k] != '-') {
            all &= pattern[k] == 'Y' ? values[k + 1] : ~values[k + 1];
        }
    }
    return all;
}

uint64_t dt_model_word(const detente_model *model, const dt_expr *expr, uint64_t first,
                       const uint64_t *values)
{
    switch (expr->kind) {
    case DT_EXPR_TRUE:
        return UINT64_MAX;
    case DT_EXPR_FALSE:
        return 0;
    case DT_EXPR_OPTION:
    case DT_EXPR_STATE:
        return values[expr->index + 1];
    case DT_EXPR_OUTCOME:
        return dt_value(values, model->outcomes[expr->index]);
    case DT_EXPR_NUMBER: /* numbers from 1; n - 1 - first wraps far out of range when n is below */
        return expr->number - 1 - first < 64 ? (uint64_t)1 << (expr->number - 1 - first) : 0;
    case DT_EXPR_PATTERN:
        return pattern_word(expr->pattern, values);
    case DT_EXPR_NOT:
    case DT_EXPR_AND:
    case DT_EXPR_OR:
    case DT_EXPR_XOR:
    case DT_EXPR_IF:
    case DT_EXPR_IFF:
    case DT_EXPR_UNLESS:
    case DT_EXPR_IMPLIES:
    case DT_EXPR_EXACTLY:
    case DT_EXPR_AT_MOST:
    case DT_EXPR_AT_LEAST:
    case DT_EXPR_NONE_OF:
    case DT_EXPR_ALL_OF:
        break; /* operands, below */
    }
    operands ops = no_operands(NULL);
    for (const dt_expr *operand = expr->first; operand != NULL; operand = operand->next) {
        add_operand(&ops, dt_model_word(model, operand, first, values));
    }
    return fold(expr->kind, &ops);
}
