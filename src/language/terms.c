/* SPDX-License-Identifier: MIT
 *
 * Names in expressions: options, outcomes and states, and what to say when there is none of the
 * name; states by number or pattern.  O(length of the name) time, more only for a fault.
 */
#include "language/reader.h"

static const char *what_terms_are(const dt_reader *reader)
{
    return dt_is_graph_form(reader->tree) ? "state or outcome" : "option or outcome";
}

static void report_qualified(dt_cursor *cursor, const dt_token *token)
{
    dt_reader *reader = cursor->reader;
    const char *near = dt_near(cursor, &reader->terms, token->value);
    const char *party = dt_arena_text(&reader->tree->arena, token->value, token->dot);
    if (party == NULL) {
        reader->failed = true;
        return;
    }
    const bool known = dt_names_find(&reader->party_names, party) != NULL;
    const char *near_party = known ? NULL : dt_near(cursor, &reader->party_names, party);
    if (near != NULL) {
        dt_complain(cursor, token->at, "there is no option called '%s'; did you mean '%s'?",
                    token->value, near);
        dt_fault_propose(cursor->reader->faults, token->at, near);
    } else if (near_party != NULL) {
        dt_complain(cursor, token->at, "there is no party called '%s'; did you mean '%s'?", party,
                    near_party);
    } else if (known) {
        dt_complain(cursor, token->at, "party '%s' has no option called '%s'", party,
                    token->value + token->dot + 1);
    } else {
        dt_complain(cursor, token->at, "there is no party called '%s'", party);
    }
}

/* NOT, And, ... : what follows makes no sense then, so the line is given up. */
static bool stop_at_capitals(dt_cursor *cursor, const dt_token *token)
{
    const char *word = dt_expression_word_in_capitals(token->value);
    if (word == NULL) {
        return false;
    }
    dt_stop(cursor, token->at, "'%s' is written with small letters: '%s'", token->value, word);
    dt_fault_propose(cursor->reader->faults, token->at, word);
    return true;
}

static bool starts_with(const char *text, const char *start)
{
    return strncmp(text, start, strlen(start)) == 0;
}

static void report_unknown(dt_cursor *cursor, const dt_token *token)
{
    dt_reader *reader = cursor->reader;
    const char *near = dt_near(cursor, &reader->terms, token->value);
    const char *what = what_terms_are(reader);
    if (dt_names_find(&reader->party_names, token->value) != NULL) {
        dt_complain(cursor, token->at, "'%s' is a party; expected an %s", token->value,
                    dt_is_graph_form(reader->tree) ? "outcome or a state" : what);
    } else if (starts_with(token->value, "\xC2\xAC")) {
        dt_complain(cursor, token->at, "the sign '\xC2\xAC' has no meaning here; write 'not'");
    } else if (near != NULL) {
        dt_complain(cursor, token->at, "there is no %s called '%s'; did you mean '%s'?", what,
                    token->value, near);
        dt_fault_propose(cursor->reader->faults, token->at, near);
    } else {
        dt_complain(cursor, token->at, "there is no %s called '%s'", what, token->value);
    }
}

static void report_shared(dt_cursor *cursor, const dt_token *token)
{
    const dt_reader *reader = cursor->reader;
    const char *owner[2] = {"", ""};
    size_t found = 0;
    for (uint32_t k = 0; k < reader->tree->option_count && found < 2; k++) {
        const dt_option *option = &reader->tree->options[k];
        if (strcmp(option->id, token->value) == 0) {
            owner[found++] = reader->tree->parties[option->party].id;
        }
    }
    dt_complain(cursor, token->at,
                "'%s' is an option of more than one party; write '%s.%s' or '%s.%s'", token->value,
                owner[0], token->value, owner[1], token->value);
}

/* May this line use the outcome?  Outcomes may use earlier ones only. */
static void check_earlier(dt_cursor *cursor, const dt_token *token, const dt_name *name)
{
    if (name->kind != DT_NAME_OUTCOME || name->index < cursor->outcomes) {
        return;
    }
    if (name->index == cursor->outcomes) {
        dt_complain(cursor, token->at, "outcome '%s' is defined by itself", token->value);
    } else {
        dt_complain(
            cursor, token->at,
            "outcome '%s' is defined below, in line %u; an outcome may use earlier ones only",
            token->value, (unsigned)name->line);
    }
}

/* Inside a party's own block a name that it shares with others is its own option's. */
static const dt_name *own_option(dt_cursor *cursor, const dt_token *token)
{
    const char *full = cursor->party == DT_NONE
                           ? NULL
                           : dt_full_name(cursor->reader, cursor->party, token->value);
    return full == NULL ? NULL : dt_names_find(&cursor->reader->terms, full);
}

const dt_name *dt_take_term(dt_cursor *cursor)
{
    const dt_token *token = dt_peek(cursor);
    const dt_name *name = dt_names_find(&cursor->reader->terms, token->value);
    if (name == NULL && stop_at_capitals(cursor, token)) {
        return NULL;
    }
    cursor->next++;
    if (name == NULL) {
        if (dt_sees(cursor, "of")) {
            dt_stop(cursor, token->at,
                    "'%s of' is not understood; expected 'exactly one of', 'at most one of', "
                    "'at least one of', 'none of' or 'all of'",
                    token->value);
        } else if (token->dot > 0) {
            report_qualified(cursor, token);
        } else {
            report_unknown(cursor, token);
        }
        return NULL;
    }
    if (name->shared) {
        const dt_name *own = own_option(cursor, token);
        if (own != NULL) {
            return own;
        }
        report_shared(cursor, token);
    }
    check_earlier(cursor, token, name);
    return name;
}

/* ---- states by number or pattern ------------------------------------------------------------- */

/* The run of Y, N and - at the next token, in bytes; 0 = none, or it is not all there is. */
static size_t pattern_run(const dt_cursor *cursor)
{
    const dt_token *token = dt_peek(cursor);
    if (token == NULL) {
        return 0;
    }
    const char *const end = cursor->line->bytes + cursor->line->length;
    const char *k = token->bytes;
    while (k < end && (*k == 'Y' || *k == 'N' || *k == '-')) {
        k++;
    }
    for (uint32_t t = cursor->next; t < cursor->line->count; t++) {
        const dt_token *other = &cursor->line->tokens[t];
        if (other->bytes >= k) {
            break;
        }
        if (other->bytes + other->length > k) {
            return 0; /* a token reaches beyond the run: YNx, -> */
        }
    }
    return (size_t)(k - token->bytes);
}

static dt_expr *read_pattern(dt_cursor *cursor, size_t length)
{
    const dt_reader *reader = cursor->reader;
    const uint32_t start = cursor->next;
    const char *bytes = dt_peek(cursor)->bytes;
    const dt_token *token = dt_peek(cursor);
    while (token != NULL && token->bytes < bytes + length) {
        cursor->next++;
        token = dt_peek(cursor);
    }
    const dt_span at = dt_span_from(cursor, start);
    if (dt_is_graph_form(reader->tree)) {
        dt_complain(cursor, at,
                    "patterns are for models with options; write the state's name or number");
    } else if (length != reader->tree->option_count) {
        dt_complain(cursor, at, "this pattern has %zu signs, but there are %u options", length,
                    (unsigned)reader->tree->option_count);
    }
    dt_expr *expr = dt_new_expr(cursor, DT_EXPR_PATTERN, at);
    if (expr != NULL) {
        expr->pattern = dt_arena_text(&reader->tree->arena, bytes, length);
        cursor->reader->failed = reader->failed || expr->pattern == NULL;
    }
    return expr;
}

static dt_expr *read_number(dt_cursor *cursor)
{
    const dt_token *token = dt_peek(cursor);
    uint64_t number = 0;
    uint32_t k = 0;
    for (; k < token->length && k < 18 && token->value[k] >= '0' && token->value[k] <= '9'; k++) {
        number = number * 10 + (uint64_t)(token->value[k] - '0');
    }
    cursor->next++;
    if (k < token->length || number == 0) {
        dt_complain(cursor, token->at,
                    "'%s' is not the number of a state; states are counted from 1", token->value);
    }
    dt_expr *expr = dt_new_expr(cursor, DT_EXPR_NUMBER, token->at);
    if (expr != NULL) {
        expr->number = number;
    }
    return expr;
}

dt_expr *dt_read_state(dt_cursor *cursor)
{
    const size_t length = pattern_run(cursor);
    if (length > 0) {
        return read_pattern(cursor, length);
    }
    if (dt_sees_kind(cursor, DT_TOKEN_NUMBER)) {
        return read_number(cursor);
    }
    dt_stop(cursor, dt_here(cursor),
            dt_is_graph_form(cursor->reader->tree)
                ? "expected the number of a state; a state's name stands without the word 'state'"
                : "expected the number of a state, or a pattern of Y, N and - such as YN-");
    return NULL;
}

bool dt_more_states(dt_cursor *cursor)
{
    dt_cursor ahead = *cursor;
    if (!dt_skip(&ahead, ",")) {
        return false;
    }
    const bool named = dt_skip(&ahead, "state");
    const dt_token *token = dt_peek(&ahead);
    const bool is_term = token != NULL && dt_names_find(&ahead.reader->terms, token->value) != NULL;
    if (!named && !dt_sees_kind(&ahead, DT_TOKEN_NUMBER) && (is_term || pattern_run(&ahead) == 0)) {
        return false;
    }
    cursor->next = ahead.next;
    return true;
}

dt_expr *dt_read_set(dt_cursor *cursor, const char *who)
{
    const dt_token *token = dt_peek(cursor);
    if (dt_skip(cursor, "state")) {
        return dt_read_state(cursor);
    }
    if (token == NULL || token->kind != DT_TOKEN_WORD || dt_is_reserved(token->value)) {
        dt_stop(cursor, dt_here(cursor),
                "expected an outcome or 'state' and its number or pattern, found %s",
                dt_found(cursor));
        return NULL;
    }
    const dt_name *name = dt_take_term(cursor);
    if (cursor->failed) {
        return NULL;
    }
    dt_expr *expr = dt_new_expr(cursor, DT_EXPR_TRUE, token->at);
    if (expr == NULL || name == NULL || name->kind == DT_NAME_BROKEN) {
        return expr;
    }
    if (name->kind == DT_NAME_OPTION) {
        dt_complain(cursor, token->at,
                    "'%s' is an option; %s are about outcomes: outcome NAME = %s", token->value,
                    who, token->value);
    }
    expr->kind = name->kind == DT_NAME_OUTCOME ? DT_EXPR_OUTCOME : DT_EXPR_STATE;
    expr->index = name->index;
    return expr;
}
