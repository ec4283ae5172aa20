/* SPDX-License-Identifier: MIT
 *
 * Random numbers and random expressions.  See random_expr.h.  Recursion is as deep as the caller's
 * `depth`.
 */
#include "random_expr.h"

uint64_t random_next(random_source *source)
{
    if (source->left > 0) {
        source->left--;
        return (uint64_t)*source->bytes++ << 32;
    }
    source->state += UINT64_C(0x9e3779b97f4a7c15);
    uint64_t z = source->state;
    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return z ^ (z >> 31);
}

uint32_t random_below(random_source *source, uint32_t limit)
{
    return (uint32_t)((random_next(source) >> 32) % limit);
}

bool random_chance(random_source *source, uint32_t percent)
{
    return random_below(source, 100) < percent;
}

/* ---- making ---------------------------------------------------------------------------------- */

static random_expr *leaf(random_source *source, const random_words *words, dt_arena *arena)
{
    random_expr *expr = dt_arena_take(arena, sizeof *expr);
    if (random_chance(source, 4)) {
        expr->kind = random_chance(source, 50) ? DT_EXPR_TRUE : DT_EXPR_FALSE;
        return expr;
    }
    expr->name = random_below(source, words->name_count);
    expr->kind = expr->name < words->first_outcome ? DT_EXPR_OPTION : DT_EXPR_OUTCOME;
    return expr;
}

random_expr *random_expr_of(dt_expr_kind kind, random_expr *first, random_expr *second,
                            dt_arena *arena)
{
    random_expr *expr = dt_arena_take(arena, sizeof *expr);
    expr->kind = kind;
    expr->parts[expr->count++] = first;
    if (second != NULL) {
        expr->parts[expr->count++] = second;
    }
    return expr;
}

random_expr *random_expr_new(random_source *source, const random_words *words, uint32_t depth,
                             dt_arena *arena)
{
    static const dt_expr_kind kinds[] = {
        DT_EXPR_NOT,     DT_EXPR_NOT,      DT_EXPR_AND,     DT_EXPR_AND,
        DT_EXPR_OR,      DT_EXPR_OR,       DT_EXPR_XOR,     DT_EXPR_IF,
        DT_EXPR_IFF,     DT_EXPR_UNLESS,   DT_EXPR_IMPLIES, DT_EXPR_EXACTLY,
        DT_EXPR_AT_MOST, DT_EXPR_AT_LEAST, DT_EXPR_NONE_OF, DT_EXPR_ALL_OF};
    if (depth == 0 || random_chance(source, 30)) {
        return leaf(source, words, arena);
    }
    random_expr *expr = dt_arena_take(arena, sizeof *expr);
    expr->kind = kinds[random_below(source, sizeof kinds / sizeof *kinds)];
    expr->bracketed = random_chance(source, 10);
    if (expr->kind == DT_EXPR_NOT) {
        expr->count = 1;
    } else if (expr->kind == DT_EXPR_AND || expr->kind == DT_EXPR_OR ||
               expr->kind >= DT_EXPR_EXACTLY) {
        expr->count = 2 + random_below(source, 3);
    } else {
        expr->count = 2;
    }
    for (uint32_t k = 0; k < expr->count; k++) {
        expr->parts[k] = random_expr_new(source, words, depth - 1, arena);
    }
    return expr;
}

/* ---- writing --------------------------------------------------------------------------------- */

/* How tightly a place binds: what stands there looser needs brackets. */
typedef enum binding { LOOSE, CHAIN, TIGHT } binding;

static const char *word_of(dt_expr_kind kind)
{
    switch (kind) {
    case DT_EXPR_AND:
        return " and ";
    case DT_EXPR_OR:
        return " or ";
    case DT_EXPR_XOR:
        return " xor ";
    case DT_EXPR_IF:
        return " if ";
    case DT_EXPR_IFF:
        return " iff ";
    case DT_EXPR_UNLESS:
        return " unless ";
    case DT_EXPR_IMPLIES:
        return " implies ";
    case DT_EXPR_EXACTLY:
        return "exactly one of (";
    case DT_EXPR_AT_MOST:
        return "at most one of (";
    case DT_EXPR_AT_LEAST:
        return "at least one of (";
    case DT_EXPR_NONE_OF:
        return "none of (";
    default:
        return "all of (";
    }
}

static binding binding_of(dt_expr_kind kind)
{
    switch (kind) {
    case DT_EXPR_IF:
    case DT_EXPR_IFF:
    case DT_EXPR_UNLESS:
    case DT_EXPR_IMPLIES:
        return LOOSE;
    case DT_EXPR_AND:
    case DT_EXPR_OR:
    case DT_EXPR_XOR:
        return CHAIN;
    default:
        return TIGHT;
    }
}

static void write_at(const random_expr *expr, const random_words *words, binding place,
                     dt_text *text);

static void write_parts(const random_expr *expr, const random_words *words, const char *between,
                        binding place, dt_text *text)
{
    for (uint32_t k = 0; k < expr->count; k++) {
        dt_text_add(text, k == 0 ? "" : between);
        write_at(expr->parts[k], words, place, text);
    }
}

static void write_inside(const random_expr *expr, const random_words *words, dt_text *text)
{
    switch (expr->kind) {
    case DT_EXPR_TRUE:
        dt_text_add(text, "true");
        break;
    case DT_EXPR_FALSE:
        dt_text_add(text, "false");
        break;
    case DT_EXPR_OPTION:
    case DT_EXPR_OUTCOME:
        dt_text_add(text, words->names[expr->name]);
        break;
    case DT_EXPR_NOT:
        dt_text_add(text, "not ");
        write_parts(expr, words, "", TIGHT, text);
        break;
    default:
        if (expr->kind >= DT_EXPR_EXACTLY) {
            dt_text_add(text, word_of(expr->kind));
            write_parts(expr, words, ", ", TIGHT, text);
            dt_text_add(text, ")");
        } else {
            write_parts(expr, words, word_of(expr->kind),
                        binding_of(expr->kind) == LOOSE ? CHAIN : TIGHT, text);
        }
        break;
    }
}

static void write_at(const random_expr *expr, const random_words *words, binding place,
                     dt_text *text)
{
    const bool brackets = expr->bracketed || binding_of(expr->kind) < place;
    dt_text_add(text, brackets ? "(" : "");
    write_inside(expr, words, text);
    dt_text_add(text, brackets ? ")" : "");
}

void random_expr_write(const random_expr *expr, const random_words *words, dt_text *text)
{
    write_at(expr, words, LOOSE, text);
}

void random_expr_write_operand(const random_expr *expr, const random_words *words, dt_text *text)
{
    write_at(expr, words, TIGHT, text);
}

/* ---- truth ----------------------------------------------------------------------------------- */

bool random_expr_holds(const random_expr *expr, uint64_t code)
{
    bool part[4] = {false, false, false, false};
    uint32_t true_parts = 0;
    for (uint32_t k = 0; k < expr->count; k++) {
        part[k] = random_expr_holds(expr->parts[k], code);
        true_parts += part[k] ? 1 : 0;
    }
    switch (expr->kind) {
    case DT_EXPR_TRUE:
        return true;
    case DT_EXPR_OPTION:
        return (code >> expr->name) & 1;
    case DT_EXPR_NOT:
    case DT_EXPR_NONE_OF:
        return true_parts == 0;
    case DT_EXPR_AND:
    case DT_EXPR_ALL_OF:
        return true_parts == expr->count;
    case DT_EXPR_OR:
    case DT_EXPR_AT_LEAST:
        return true_parts > 0;
    case DT_EXPR_XOR:
    case DT_EXPR_EXACTLY:
        return true_parts == 1;
    case DT_EXPR_AT_MOST:
        return true_parts <= 1;
    case DT_EXPR_IFF:
        return part[0] == part[1];
    case DT_EXPR_IF:
        return part[0] || !part[1];
    case DT_EXPR_IMPLIES:
        return !part[0] || part[1];
    case DT_EXPR_UNLESS:
        return part[0] || part[1];
    default: /* DT_EXPR_FALSE */
        return false;
    }
}
