/* SPDX-License-Identifier: MIT
 *
 * Reads expressions: names become indices, words become nodes.
 *
 *     expr    = clause [ ("if" | "iff" | "unless" | "implies") clause ]
 *     clause  = operand { "and" operand } | operand { "or" operand } | operand "xor" operand
 *     operand = "not" operand | "(" expr ")" | "true" | "false" | name | party.option
 *             | counting "(" operand { "," operand } ")"
 *
 * The depth of brackets, lists and nots together is bounded, so that the recursion is.  O(tokens)
 * time, a node of 64 bytes per name and word.
 */
#include "language/reader.h"

#define DEEPEST 200

dt_expr *dt_new_expr(dt_cursor *cursor, dt_expr_kind kind, dt_span at)
{
    dt_expr *expr = dt_take(cursor->reader, 1, sizeof *expr);
    if (expr == NULL) {
        cursor->failed = true;
        return NULL;
    }
    expr->kind = kind;
    expr->at = at;
    return expr;
}

static bool go_deeper(dt_cursor *cursor)
{
    if (cursor->depth >= DEEPEST) {
        dt_stop(cursor, dt_here(cursor),
                "brackets and 'not' are nested more than %d deep here; name a part of the "
                "expression with an outcome line",
                DEEPEST);
        return false;
    }
    cursor->depth++;
    return true;
}

/* ---- signs that people bring along ----------------------------------------------------------- */

static const struct {
    const char *sign;
    const char *word;
} signs[] = {{"!", "not"},
             {"&", "and"},
             {"&&", "and"},
             {"|", "or"},
             {"||", "or"},
             {"=>", "implies"},
             {"->", "implies"},
             {"\xE2\x86\x92", "implies"},
             {"\xE2\x87\x92", "implies"},
             {"<=>", "iff"},
             {"<->", "iff"},
             {"=", "iff"},
             {"==", "iff"},
             {"\xE2\x87\x94", "iff"},
             {"\xE2\x86\x94", "iff"},
             {"!=", "xor"},
             {"^", "xor"},
             {"+", "or"},
             {"*", "and"},
             {"-", "not"},
             {"~", "not"}};

static const char *word_for_sign(const dt_token *token)
{
    for (size_t k = 0; k < sizeof signs / sizeof *signs; k++) {
        if (dt_token_is(token, signs[k].sign)) {
            return signs[k].word;
        }
    }
    return NULL;
}

/* A sign where a name or a word should stand. */
static void stop_at_sign(dt_cursor *cursor, const char *expected)
{
    const char *word = word_for_sign(dt_peek(cursor));
    if (word != NULL) {
        dt_stop(cursor, dt_here(cursor), "the sign %s has no meaning here; write '%s'",
                dt_found(cursor), word);
        dt_fault_propose(cursor->reader->faults, dt_here(cursor), word);
    } else {
        dt_stop(cursor, dt_here(cursor), "%s is not expected here; expected %s", dt_found(cursor),
                expected);
    }
}

/* ---- operands -------------------------------------------------------------------------------- */

static dt_expr *read_name(dt_cursor *cursor)
{
    const dt_token *token = dt_peek(cursor);
    const dt_name *name = dt_take_term(cursor);
    dt_expr *expr = cursor->failed ? NULL : dt_new_expr(cursor, DT_EXPR_TRUE, token->at);
    if (name == NULL || expr == NULL || name->kind == DT_NAME_BROKEN) {
        return expr; /* a name that is not known is read as true; the fault is told */
    }
    expr->kind = name->kind == DT_NAME_OPTION    ? DT_EXPR_OPTION
                 : name->kind == DT_NAME_OUTCOME ? DT_EXPR_OUTCOME
                                                 : DT_EXPR_STATE;
    expr->index = name->index;
    return expr;
}

static dt_expr *read_operand(dt_cursor *cursor);
static dt_expr *read_open(dt_cursor *cursor);

bool dt_skip_counting(dt_cursor *cursor, dt_expr_kind *kind)
{
    const uint32_t start = cursor->next;
    if (dt_skip(cursor, "exactly")) {
        *kind = DT_EXPR_EXACTLY;
    } else if (dt_skip_pair(cursor, "at", "most")) {
        *kind = DT_EXPR_AT_MOST;
    } else if (dt_skip_pair(cursor, "at", "least")) {
        *kind = DT_EXPR_AT_LEAST;
    } else {
        return false;
    }
    if (!dt_skip_pair(cursor, "one", "of")) {
        cursor->next = start;
        return false;
    }
    return true;
}

/* An operand of a list: and, or and the like only in brackets, so that `a, b and c` is no trap. */
static dt_expr *read_member(dt_cursor *cursor)
{
    dt_expr *member = read_operand(cursor);
    const dt_token *token = dt_peek(cursor);
    if (member != NULL && token != NULL && token->kind == DT_TOKEN_WORD &&
        dt_is_joining_word(token->value)) {
        dt_stop(cursor, token->at,
                "'%s' inside a list; separate the members by commas, or put the expression in "
                "brackets",
                token->value);
    }
    return cursor->failed ? NULL : member;
}

dt_expr *dt_read_list(dt_cursor *cursor, dt_expr_kind kind)
{
    const uint32_t start = cursor->next;
    dt_expr *list = dt_new_expr(cursor, kind, dt_here(cursor));
    dt_expr *last = NULL;
    do {
        dt_expr *member = cursor->failed ? NULL : read_member(cursor);
        if (member == NULL) {
            return NULL;
        }
        if (last == NULL) {
            list->first = member;
        } else {
            last->next = member;
        }
        last = member;
    } while (dt_skip(cursor, ","));
    list->at = dt_span_from(cursor, start);
    return list;
}

static void stop_unclosed(dt_cursor *cursor, const dt_token *open)
{
    if (dt_peek(cursor) == NULL || dt_at_support(cursor)) {
        dt_stop(cursor, open->at,
                "this bracket is not closed; add a ) at the end of its expression");
    } else if (dt_sees_kind(cursor, DT_TOKEN_SIGN)) {
        stop_at_sign(cursor, "')'");
    } else {
        dt_stop(cursor, dt_here(cursor), "%s is not expected here; expected ')'", dt_found(cursor));
    }
}

static dt_expr *read_members(dt_cursor *cursor, uint32_t start, dt_expr_kind kind)
{
    const dt_token *open = dt_peek(cursor);
    if (!dt_skip(cursor, "(")) {
        dt_stop(cursor, dt_here(cursor),
                "inside an expression the list stands in brackets, as in "
                "exactly one of (a, b)");
        return NULL;
    }
    if (!go_deeper(cursor)) {
        return NULL;
    }
    dt_expr *list = dt_read_list(cursor, kind);
    cursor->depth--;
    if (list == NULL) {
        return NULL;
    }
    if (!dt_skip(cursor, ")")) {
        stop_unclosed(cursor, open);
        return NULL;
    }
    list->at = dt_span_from(cursor, start);
    return list;
}

static dt_expr *read_bracket(dt_cursor *cursor)
{
    const dt_token *open = dt_peek(cursor);
    cursor->next++;
    if (!go_deeper(cursor)) {
        return NULL;
    }
    dt_expr *expr = read_open(cursor);
    cursor->depth--;
    if (expr == NULL) {
        return NULL;
    }
    if (!dt_skip(cursor, ")")) {
        stop_unclosed(cursor, open);
        return NULL;
    }
    expr->bracketed = true;
    return expr;
}

static dt_expr *read_not(dt_cursor *cursor)
{
    const uint32_t start = cursor->next++;
    if (!go_deeper(cursor)) {
        return NULL;
    }
    dt_expr *inner = read_operand(cursor);
    cursor->depth--;
    dt_expr *expr = inner == NULL ? NULL : dt_new_expr(cursor, DT_EXPR_NOT, inner->at);
    if (expr != NULL) {
        expr->first = inner;
        expr->at = dt_span_from(cursor, start);
    }
    return expr;
}

/* The next token is no operand. */
static void stop_no_operand(dt_cursor *cursor)
{
    const dt_token *token = dt_peek(cursor);
    const char *what = dt_is_graph_form(cursor->reader->tree) ? "a state or an outcome"
                                                              : "an option or an outcome";
    if (token == NULL || dt_at_support(cursor)) {
        dt_stop(cursor, dt_here(cursor), "the expression ends too early; expected %s", what);
    } else if (token->kind == DT_TOKEN_QUOTED) {
        dt_stop(cursor, token->at, "a name stands here without quotes");
    } else if (dt_token_is(token, "state")) {
        dt_stop(cursor, token->at,
                "'state' followed by a number or pattern is a whole line of ranks, or stands in a "
                "claim; expected %s",
                what);
    } else if (dt_token_is(token, "one")) {
        dt_stop(cursor, token->at,
                "how many? write 'exactly one of', 'at most one of' or 'at least one of'");
    } else if (dt_token_is(token, "exactly") || dt_token_is(token, "at")) {
        dt_stop(cursor, token->at,
                "expected 'exactly one of', 'at most one of' or 'at least one of'");
    } else if (token->kind == DT_TOKEN_SIGN || token->kind == DT_TOKEN_ARROW) {
        stop_at_sign(cursor, what);
    } else {
        dt_stop(cursor, token->at, "%s is not expected here; expected %s", dt_found(cursor), what);
    }
}

/* `no strike` for `not strike`, where nothing is called `no` */
static bool stop_at_no(dt_cursor *cursor)
{
    dt_cursor ahead = *cursor;
    if (!dt_skip(&ahead, "no") || dt_names_find(&cursor->reader->terms, "no") != NULL) {
        return false;
    }
    const dt_token *denied = dt_peek(&ahead);
    if (denied == NULL || denied->kind != DT_TOKEN_WORD || dt_is_reserved(denied->value)) {
        return false;
    }
    dt_stop(cursor, dt_here(cursor), "'no' has no meaning here; write 'not %s'", denied->value);
    dt_fault_propose(cursor->reader->faults, dt_here(cursor), "not");
    return true;
}

static dt_expr *read_operand(dt_cursor *cursor)
{
    const dt_token *token = dt_peek(cursor);
    const uint32_t start = cursor->next;
    dt_expr_kind kind = DT_EXPR_TRUE;
    if (dt_sees(cursor, "not")) {
        return read_not(cursor);
    }
    if (dt_sees(cursor, "(")) {
        return read_bracket(cursor);
    }
    if (dt_sees(cursor, "true") || dt_sees(cursor, "false")) {
        cursor->next++;
        return dt_new_expr(cursor, dt_token_is(token, "true") ? DT_EXPR_TRUE : DT_EXPR_FALSE,
                           token->at);
    }
    if (dt_skip_counting(cursor, &kind)) {
        return read_members(cursor, start, kind);
    }
    if (dt_skip_pair(cursor, "none", "of")) {
        return read_members(cursor, start, DT_EXPR_NONE_OF);
    }
    if (dt_skip_pair(cursor, "all", "of")) {
        return read_members(cursor, start, DT_EXPR_ALL_OF);
    }
    if (token != NULL && token->kind == DT_TOKEN_WORD && !dt_is_reserved(token->value)) {
        return stop_at_no(cursor) ? NULL : read_name(cursor);
    }
    stop_no_operand(cursor);
    return NULL;
}

/* ---- clauses --------------------------------------------------------------------------------- */

/* TRUE: the next word joins nothing of this level. */
static dt_expr_kind tight_kind(const dt_cursor *cursor)
{
    return dt_sees(cursor, "and")   ? DT_EXPR_AND
           : dt_sees(cursor, "or")  ? DT_EXPR_OR
           : dt_sees(cursor, "xor") ? DT_EXPR_XOR
                                    : DT_EXPR_TRUE;
}

static dt_expr_kind loose_kind(const dt_cursor *cursor)
{
    return dt_sees(cursor, "if")        ? DT_EXPR_IF
           : dt_sees(cursor, "iff")     ? DT_EXPR_IFF
           : dt_sees(cursor, "unless")  ? DT_EXPR_UNLESS
           : dt_sees(cursor, "implies") ? DT_EXPR_IMPLIES
                                        : DT_EXPR_TRUE;
}

/* The token behind the operand that begins at token k: at the next word that joins, outside of
 * brackets. */
static uint32_t operand_end(const dt_cursor *cursor, uint32_t k)
{
    int open = 0;
    for (; k < cursor->line->count; k++) {
        const dt_token *token = &cursor->line->tokens[k];
        open += dt_token_is(token, "(") ? 1 : dt_token_is(token, ")") ? -1 : 0;
        const bool ends = token->kind == DT_TOKEN_MARKS || dt_token_is(token, "note") || open < 0 ||
                          (open == 0 && token->kind == DT_TOKEN_WORD &&
                           dt_is_joining_word(token->value));
        if (ends) {
            break;
        }
    }
    return k;
}

/* The tokens as they stand in the text. */
static int written(const dt_cursor *cursor, uint32_t first, uint32_t end, const char **bytes)
{
    const dt_token *tokens = cursor->line->tokens;
    *bytes = tokens[first].bytes;
    return (int)(tokens[end - 1].bytes + tokens[end - 1].length - *bytes);
}

/* a and b or c, in the author's words: (a and b) or c; a and (b or c) */
static void stop_at_mixture(dt_cursor *cursor, uint32_t start, uint32_t last)
{
    const uint32_t here = cursor->next;
    const uint32_t end = operand_end(cursor, here + 1);
    const char *whole, *before, *mine, *other;
    if (end == here + 1) { /* nothing behind the word: that is told first */
        dt_stop(cursor, dt_here(cursor), "'%s' and '%s' are not mixed without brackets",
                cursor->line->tokens[last - 1].value, dt_peek(cursor)->value);
        return;
    }
    const int whole_length = written(cursor, start, here, &whole);
    const int before_length = written(cursor, start, last, &before);
    const int mine_length = written(cursor, last, here, &mine);
    const int other_length = written(cursor, here + 1, end, &other);
    const char *word = cursor->line->tokens[here].value;
    dt_stop(cursor, dt_here(cursor),
            "'%s' and '%s' are not mixed without brackets; write '(%.*s) %s %.*s' or '%.*s (%.*s "
            "%s %.*s)'",
            cursor->line->tokens[last - 1].value, word, whole_length, whole, word, other_length,
            other, before_length, before, mine_length, mine, word, other_length, other);
}

/* The word behind a whole clause of `kind` may not be another one of the same level.  The clause
 * begins at token `start`, its last operand at token `last`. */
static void check_mixing(dt_cursor *cursor, dt_expr_kind kind, uint32_t start, uint32_t last)
{
    const dt_expr_kind other = tight_kind(cursor);
    if (other == DT_EXPR_TRUE) {
        return;
    }
    if (kind == DT_EXPR_XOR && other == DT_EXPR_XOR) {
        dt_stop(cursor, dt_here(cursor),
                "'xor' takes two; write exactly one of (a, b, c), or use brackets");
        return;
    }
    stop_at_mixture(cursor, start, last);
}

static dt_expr *read_clause(dt_cursor *cursor)
{
    const uint32_t start = cursor->next;
    dt_expr *first = read_operand(cursor);
    const dt_expr_kind kind = first == NULL ? DT_EXPR_TRUE : tight_kind(cursor);
    if (kind == DT_EXPR_TRUE) {
        return first;
    }
    dt_expr *expr = dt_new_expr(cursor, kind, first->at);
    dt_expr *last = first;
    size_t operands = 1;
    uint32_t begins = start; /* the last operand */
    while (expr != NULL && tight_kind(cursor) == kind && !(kind == DT_EXPR_XOR && operands == 2)) {
        begins = ++cursor->next;
        dt_expr *operand = read_operand(cursor);
        if (operand == NULL) {
            return NULL;
        }
        last->next = operand;
        last = operand;
        operands++;
    }
    check_mixing(cursor, kind, start, begins);
    if (cursor->failed) {
        return NULL;
    }
    expr->first = first;
    expr->at = dt_span_from(cursor, start);
    return expr;
}

/* `quota > fill` in a block whose order of lines says that */
static bool is_order(const dt_cursor *cursor)
{
    return cursor->line->kind == DT_LINE_ENTRY && cursor->line->tokens[0].kind != DT_TOKEN_NUMBER &&
           (dt_sees(cursor, ">") || dt_sees(cursor, ">="));
}

/* A clause is complete: a word or sign that continues it wrongly gets a message of its own. */
static void check_behind(dt_cursor *cursor)
{
    const dt_token *token = dt_peek(cursor);
    if (cursor->failed || token == NULL || dt_at_support(cursor) || dt_sees(cursor, ")") ||
        dt_sees(cursor, ",")) {
        return;
    }
    if (dt_stop_at_source(cursor)) {
        return;
    }
    if (is_order(cursor)) {
        dt_stop(cursor, token->at,
                "'%s' has no meaning here; write one statement per line, the most important first",
                token->value);
        return;
    }
    const char *near = token->kind == DT_TOKEN_WORD ? dt_expression_word_near(token->value) : NULL;
    if (token->kind == DT_TOKEN_WORD && near != NULL && dt_is_joining_word(near)) {
        dt_stop(cursor, token->at, "'%s' is not understood here; did you mean '%s'?", token->value,
                near);
        dt_fault_propose(cursor->reader->faults, token->at, near);
    } else if (token->kind == DT_TOKEN_WORD) {
        dt_stop(cursor, token->at,
                "a word is missing before '%s'; expected and, or, if, unless and the like, or the "
                "end of the line",
                token->value);
    } else if (dt_token_is(token, "!") || dt_token_is(token, "~") || dt_token_is(token, "-") ||
               dt_token_is(token, "(")) {
        dt_stop(cursor, token->at, "a word such as 'and' or 'or' is missing before '%s'",
                token->value);
    } else if (token->kind == DT_TOKEN_SIGN || token->kind == DT_TOKEN_ARROW) {
        stop_at_sign(cursor, "and, or, if, unless and the like, or the end of the line");
    }
}

static dt_expr *read_open(dt_cursor *cursor)
{
    const uint32_t start = cursor->next;
    dt_expr *left = read_clause(cursor);
    const dt_expr_kind kind = left == NULL ? DT_EXPR_TRUE : loose_kind(cursor);
    if (kind != DT_EXPR_TRUE) {
        cursor->next++;
        dt_expr *right = read_clause(cursor);
        dt_expr *expr = right == NULL ? NULL : dt_new_expr(cursor, kind, left->at);
        if (expr == NULL) {
            return NULL;
        }
        if (loose_kind(cursor) != DT_EXPR_TRUE) {
            dt_stop(cursor, dt_here(cursor),
                    "only one of if, iff, unless and implies without brackets; put one of the two "
                    "parts in brackets");
            return NULL;
        }
        left->next = right;
        expr->first = left;
        expr->at = dt_span_from(cursor, start);
        left = expr;
    }
    check_behind(cursor);
    return cursor->failed ? NULL : left;
}

dt_expr *dt_read_expr(dt_cursor *cursor)
{
    dt_expr *expr = read_open(cursor);
    if (expr != NULL && (dt_sees(cursor, ")") || dt_sees(cursor, ","))) {
        if (dt_sees(cursor, ")")) {
            dt_stop(cursor, dt_here(cursor),
                    "this bracket closes nothing; remove it or add a ( before");
        } else {
            dt_stop(cursor, dt_here(cursor), "a comma joins nothing here; write 'and' or 'or'");
        }
        return NULL;
    }
    return expr;
}
