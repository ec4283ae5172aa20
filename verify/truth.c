/* SPDX-License-Identifier: MIT
 *
 * Truth of expressions, three-valued: where some options are open, so may be the answer.
 */
#include "conflict.h"

static truth negate(truth a)
{
    return a == TRUTH_OPEN ? TRUTH_OPEN : a == TRUTH_YES ? TRUTH_NO : TRUTH_YES;
}

static truth either(truth a, truth b)
{
    if (a == TRUTH_YES || b == TRUTH_YES) {
        return TRUTH_YES;
    }
    return a == TRUTH_OPEN || b == TRUTH_OPEN ? TRUTH_OPEN : TRUTH_NO;
}

static truth same(truth a, truth b)
{
    return a == TRUTH_OPEN || b == TRUTH_OPEN ? TRUTH_OPEN : a == b ? TRUTH_YES : TRUTH_NO;
}

/* Do at least `least` and at most `most` operands hold? */
static truth counted(const dt_syntax *syntax, const dt_expr *expr, const place *at, unsigned least,
                     unsigned most)
{
    unsigned yes = 0;
    unsigned open = 0;
    for (const dt_expr *part = expr->first; part != NULL; part = part->next) {
        const truth t = truth_of(syntax, part, at);
        yes += t == TRUTH_YES;
        open += t == TRUTH_OPEN;
    }
    if (yes > most || yes + open < least) {
        return TRUTH_NO;
    }
    return yes >= least && yes + open <= most ? TRUTH_YES : TRUTH_OPEN;
}

static truth every(const dt_syntax *syntax, const dt_expr *expr, const place *at)
{
    truth all = TRUTH_YES;
    for (const dt_expr *part = expr->first; part != NULL; part = part->next) {
        all = negate(either(negate(all), negate(truth_of(syntax, part, at))));
    }
    return all;
}

static truth option_at(const place *at, uint32_t option, bool taken)
{
    if (!(at->known >> option & 1)) {
        return TRUTH_OPEN;
    }
    return (bool)(at->code >> option & 1) == taken ? TRUTH_YES : TRUTH_NO;
}

static truth pattern_at(const char *pattern, const place *at)
{
    truth all = TRUTH_YES;
    for (uint32_t k = 0; pattern[k] != '\0'; k++) {
        if (pattern[k] != '-') {
            all = negate(either(negate(all), negate(option_at(at, k, pattern[k] == 'Y'))));
        }
    }
    return all;
}

static truth number_at(const place *at, uint64_t number)
{
    return at->number == 0 ? TRUTH_OPEN : at->number == number ? TRUTH_YES : TRUTH_NO;
}

truth truth_of(const dt_syntax *syntax, const dt_expr *expr, const place *at)
{
    const dt_expr *a = expr->first;
    const dt_expr *b = a == NULL ? NULL : a->next;
    switch (expr->kind) {
    case DT_EXPR_TRUE:
        return TRUTH_YES;
    case DT_EXPR_FALSE:
        return TRUTH_NO;
    case DT_EXPR_OPTION:
        return option_at(at, expr->index, true);
    case DT_EXPR_OUTCOME:
        return truth_of(syntax, syntax->outcomes[expr->index].expr, at);
    case DT_EXPR_STATE:
        return number_at(at, (uint64_t)expr->index + 1);
    case DT_EXPR_NUMBER:
        return number_at(at, expr->number);
    case DT_EXPR_PATTERN:
        return pattern_at(expr->pattern, at);
    case DT_EXPR_NOT:
        return negate(truth_of(syntax, a, at));
    case DT_EXPR_XOR:
        return negate(same(truth_of(syntax, a, at), truth_of(syntax, b, at)));
    case DT_EXPR_IFF:
        return same(truth_of(syntax, a, at), truth_of(syntax, b, at));
    case DT_EXPR_IF: /* A, or not B */
        return either(truth_of(syntax, a, at), negate(truth_of(syntax, b, at)));
    case DT_EXPR_UNLESS: /* A, or B */
        return either(truth_of(syntax, a, at), truth_of(syntax, b, at));
    case DT_EXPR_IMPLIES: /* not A, or B */
        return either(negate(truth_of(syntax, a, at)), truth_of(syntax, b, at));
    case DT_EXPR_AND:
    case DT_EXPR_ALL_OF:
        return every(syntax, expr, at);
    case DT_EXPR_OR:
    case DT_EXPR_AT_LEAST:
        return counted(syntax, expr, at, 1, UINT32_MAX);
    case DT_EXPR_EXACTLY:
        return counted(syntax, expr, at, 1, 1);
    case DT_EXPR_AT_MOST:
        return counted(syntax, expr, at, 0, 1);
    case DT_EXPR_NONE_OF:
        return counted(syntax, expr, at, 0, 0);
    }
    return TRUTH_OPEN;
}
