/* SPDX-License-Identifier: MIT
 *
 * Reads the blocks of a party: wants, may want, ranks, weighs and (graph form) moves.  O(tokens)
 * time.
 */
#include "language/reader.h"

/* ---- what starts a line ---------------------------------------------------------------------- */

static bool is_spaced(const dt_cursor *cursor)
{
    const dt_token *token = dt_peek(cursor);
    return token == NULL || token->spaced;
}

/* `- ` or `* ` before a line of wants or ranks is passed over. */
static void skip_list_mark(dt_cursor *cursor, dt_preference_kind kind)
{
    const dt_token *mark = dt_peek(cursor);
    if (dt_is_pasted_mark(cursor->line) && cursor->next == 0 && kind != DT_WEIGHS) {
        cursor->next++;
        return;
    }
    if (!dt_sees(cursor, "-") && !dt_sees(cursor, "*")) {
        return;
    }
    cursor->next++;
    if (kind == DT_WEIGHS) {
        dt_stop(cursor, mark->at,
                is_spaced(cursor) ? "lines of weighs have no list marks; expected a number"
                                  : "expected a number such as 2 or -1.5, found '%s'",
                mark->value);
    } else if (!is_spaced(cursor)) {
        dt_stop(cursor, mark->at,
                "'%s' has no meaning here; for 'not' write the word, for a list mark put a blank "
                "behind it",
                mark->value);
    }
}

/* `~ EXPR`: counts as much as the line above. */
static bool skip_tie(dt_cursor *cursor, bool is_first)
{
    const dt_token *tie = dt_peek(cursor);
    if (!dt_skip(cursor, "~")) {
        return false;
    }
    const dt_token *behind = dt_peek(cursor);
    if (behind != NULL && !behind->spaced) {
        dt_stop(cursor, tie->at,
                "'~%s' can mean two things; write '~ %s' (counts as much as the line above) or "
                "'not %s'",
                behind->value, behind->value, behind->value);
    } else if (is_first) {
        dt_stop(cursor, tie->at, "'~' ties a line with the one above, and this is the first");
    }
    return true;
}

/* The verb of an opener behind its second word. */
static const char *verb_goes_on(const dt_line *opener)
{
    return opener->kind == DT_LINE_MAY_WANT ? " want" : "";
}

/* exactly one of a, b : the rule, or a statement with the brackets forgotten? */
static void check_counting(dt_cursor *cursor, const dt_line *opener)
{
    dt_cursor ahead = *cursor;
    dt_expr_kind kind = DT_EXPR_EXACTLY;
    if (!dt_skip_counting(&ahead, &kind) || dt_sees(&ahead, "(")) {
        return;
    }
    const char *words = kind == DT_EXPR_EXACTLY   ? "exactly one of"
                        : kind == DT_EXPR_AT_MOST ? "at most one of"
                                                  : "at least one of";
    dt_stop(
        cursor, dt_here(cursor),
        "a rule inside '%s %s%s': as a statement of this block write '%s (a, b)' with brackets; "
        "as a rule on what is feasible move the line out of the block",
        opener->tokens[0].value, opener->tokens[1].value, verb_goes_on(opener), words);
}

/* ---- weights --------------------------------------------------------------------------------- */

/* [sign] at most 9 digits [. at most 6 digits], times 10^6.  False: not such a number. */
static bool exact_weight(const char *text, int64_t *weight)
{
    int64_t value = 0;
    size_t whole = 0;
    size_t decimals = 0;
    for (; *text >= '0' && *text <= '9'; text++, whole++) {
        value = whole < 9 ? value * 10 + (*text - '0') : value;
    }
    if (*text == '.') {
        for (text++; *text >= '0' && *text <= '9'; text++, decimals++) {
            value = decimals < 6 ? value * 10 + (*text - '0') : value;
        }
    }
    if (*text != '\0' || whole > 9 || decimals > 6) {
        return false;
    }
    for (; decimals < 6; decimals++) {
        value *= 10;
    }
    *weight = value;
    return true;
}

/* −3: a minus sign, or a dash, of another keyboard. */
static bool stop_at_dash(dt_cursor *cursor, const dt_token *token)
{
    static const char *const dashes[] = {"\xE2\x88\x92", "\xE2\x80\x93", "\xE2\x80\x94"};
    for (size_t k = 0; k < sizeof dashes / sizeof *dashes; k++) {
        const size_t size = strlen(dashes[k]);
        if (strncmp(token->value, dashes[k], size) == 0 && token->value[size] >= '0' &&
            token->value[size] <= '9') {
            dt_stop(cursor, token->at, "'%s' begins with a dash; write -%s", token->value,
                    token->value + size);
            return true;
        }
    }
    return false;
}

/* 10 * raise; 10,5 raise */
static void stop_behind_weight(dt_cursor *cursor, const dt_token *number)
{
    const dt_token *sign = dt_peek(cursor);
    dt_cursor ahead = *cursor;
    ahead.next++;
    const dt_token *behind = dt_peek(&ahead);
    if (cursor->failed || sign == NULL || behind == NULL) {
        return;
    }
    if (dt_token_is(sign, "*") || dt_token_is(sign, "\xC3\x97")) {
        dt_stop(cursor, sign->at,
                "no sign stands between the number and what it weighs; write: %s %s", number->value,
                behind->value);
    } else if (dt_token_is(sign, ",") && !sign->spaced && behind->kind == DT_TOKEN_NUMBER &&
               !behind->spaced) {
        dt_stop(cursor, dt_span_from(cursor, cursor->next - 1),
                "decimals stand behind a point; write %s.%s", number->value, behind->value);
    }
}

static int64_t read_weight(dt_cursor *cursor)
{
    const uint32_t start = cursor->next;
    const bool minus = dt_sees(cursor, "-");
    dt_cursor ahead = *cursor;
    if (minus || dt_sees(cursor, "+")) {
        ahead.next++;
    }
    const bool glued = ahead.next == cursor->next || !is_spaced(&ahead);
    if (dt_sees_kind(&ahead, DT_TOKEN_NUMBER) && glued) {
        *cursor = ahead;
    }
    skip_list_mark(cursor, DT_WEIGHS);
    const dt_token *token = dt_peek(cursor);
    if (!cursor->failed && token != NULL && stop_at_dash(cursor, token)) {
        return 0;
    }
    if (cursor->failed || token == NULL || token->kind != DT_TOKEN_NUMBER) {
        dt_stop(cursor, dt_here(cursor),
                "expected a number and an expression, as in: 2.5 name; found %s", dt_found(cursor));
        return 0;
    }
    cursor->next++;
    int64_t weight = 0;
    if (!exact_weight(token->value, &weight)) {
        dt_stop(cursor, dt_span_from(cursor, start),
                "'%s' is no weight; a weight has at most 9 digits before and 6 behind the point, "
                "and a blank behind it",
                token->value);
    }
    stop_behind_weight(cursor, token);
    return minus ? -weight : weight;
}

/* ---- lines ----------------------------------------------------------------------------------- */

/* The inside of `state 3, YN-, 5`: one of them. */
static dt_expr *read_states(dt_cursor *cursor)
{
    const uint32_t start = cursor->next++;
    dt_expr *first = dt_read_state(cursor);
    dt_expr *last = first;
    while (last != NULL && dt_more_states(cursor)) {
        dt_expr *state = dt_read_state(cursor);
        last->next = state;
        last = state;
    }
    if (cursor->failed || first == NULL || first->next == NULL) {
        return cursor->failed ? NULL : first;
    }
    dt_expr *any = dt_new_expr(cursor, DT_EXPR_OR, dt_span_from(cursor, start));
    if (any != NULL) {
        any->first = first;
    }
    return any;
}

static const dt_expr *read_ranked(dt_cursor *cursor)
{
    if (dt_skip(cursor, "rest")) {
        return NULL;
    }
    return dt_sees(cursor, "state") ? read_states(cursor) : dt_read_expr(cursor);
}

/* "1. act": numbers people paste along with a list */
static void check_numbering(dt_cursor *cursor)
{
    if (dt_sees_kind(cursor, DT_TOKEN_NUMBER)) {
        dt_stop(cursor, dt_here(cursor),
                "lines of this block have no numbers; the order says what counts most");
    }
}

static void read_statement(dt_cursor *cursor, dt_preference_kind kind, const dt_line *opener,
                           bool is_first, dt_statement *statement)
{
    if (kind == DT_WEIGHS) {
        const uint32_t start = cursor->next;
        check_counting(cursor, opener);
        statement->weight = cursor->failed ? 0 : read_weight(cursor);
        statement->expr = cursor->failed ? NULL : dt_read_expr(cursor);
        statement->at = dt_span_from(cursor, start);
        return;
    }
    skip_list_mark(cursor, kind);
    statement->tied = !cursor->failed && skip_tie(cursor, is_first);
    if (!cursor->failed) {
        check_counting(cursor, opener);
        check_numbering(cursor);
    }
    if (!cursor->failed && kind == DT_WANTS && dt_sees(cursor, "rest")) {
        dt_stop(cursor, dt_here(cursor), "'rest' is the last line of ranks; wants has none");
    }
    const uint32_t start = cursor->next;
    if (!cursor->failed) {
        statement->expr = kind == DT_RANKS ? read_ranked(cursor) : dt_read_expr(cursor);
    }
    statement->at = dt_span_from(cursor, start);
}

static uint32_t count_entries(const dt_reader *reader, uint32_t place)
{
    uint32_t count = 0;
    for (uint32_t k = dt_next_entry(reader, place); k != DT_NONE; k = dt_next_entry(reader, k)) {
        count++;
    }
    return count;
}

/* PARTY wants [:] */
static dt_cursor read_opener(dt_reader *reader, uint32_t place, dt_support *support)
{
    const dt_line *line = &reader->lines->list[place];
    dt_cursor cursor = dt_cursor_at(reader, place, dt_opener_length(line->kind));
    dt_skip(&cursor, ":");
    if (!dt_at_support(&cursor)) {
        dt_stop(&cursor, dt_here(&cursor),
                "the lines of a block stand below '%s %s%s', one per line", line->tokens[0].value,
                line->tokens[1].value, verb_goes_on(line));
    } else {
        *support = dt_add_support(&cursor, *support);
    }
    return cursor;
}

static dt_preference_kind kind_of_block(dt_line_kind opener)
{
    return opener == DT_LINE_RANKS ? DT_RANKS : opener == DT_LINE_WEIGHS ? DT_WEIGHS : DT_WANTS;
}

/* The block is its party's, or one more of the lists that it may have. */
static void keep_block(dt_reader *reader, uint32_t party, bool may_want, dt_preferences block)
{
    if (!may_want) {
        reader->preferences[party] = block;
        return;
    }
    dt_doubts *doubts = &reader->doubts[party];
    dt_preferences *list = dt_take(reader, 1, sizeof *list);
    if (list != NULL) {
        *list = block;
        if (doubts->last == NULL) {
            doubts->first = list;
        } else {
            doubts->last->other = list;
        }
        doubts->last = list;
    }
}

void dt_read_block(dt_reader *reader, uint32_t place, uint32_t party)
{
    const dt_line *opener = &reader->lines->list[place];
    const dt_preference_kind kind = kind_of_block(opener->kind);
    dt_preferences block = {.kind = kind};
    read_opener(reader, place, &block.support);
    const dt_cursor start = dt_cursor_at(reader, place, dt_opener_length(opener->kind));
    block.at = dt_span_from(&start, 0);
    dt_statement *lines = dt_take(reader, (size_t)count_entries(reader, place) + 1, sizeof *lines);
    if (lines == NULL) {
        return;
    }
    bool rest = false;
    for (uint32_t k = dt_next_entry(reader, place); k != DT_NONE; k = dt_next_entry(reader, k)) {
        dt_cursor cursor = dt_cursor_at(reader, k, 0);
        dt_statement *line = &lines[block.count++];
        cursor.party = party;
        if (rest) {
            dt_complain(&cursor, dt_here(&cursor),
                        "'rest' is the last line of a block; this one comes behind it");
        }
        read_statement(&cursor, kind, opener, block.count == 1, line);
        rest = rest || (kind == DT_RANKS && line->expr == NULL && !cursor.failed);
        if (!cursor.failed) {
            line->support = dt_read_support(&cursor);
        }
    }
    block.lines = lines;
    if (party != DT_NONE) {
        keep_block(reader, party, opener->kind == DT_LINE_MAY_WANT, block);
    }
}

/* ---- moves ----------------------------------------------------------------------------------- */

/* A state's index; DT_NONE with a fault. */
static uint32_t read_state_name(dt_cursor *cursor)
{
    const dt_token *token = dt_peek(cursor);
    if (token == NULL || token->kind != DT_TOKEN_WORD || dt_is_reserved(token->value)) {
        dt_stop(cursor, dt_here(cursor), "expected the name of a state, found %s",
                dt_found(cursor));
        return DT_NONE;
    }
    const dt_name *name = dt_take_term(cursor);
    if (name != NULL && name->kind == DT_NAME_OUTCOME) {
        dt_complain(cursor, token->at, "'%s' is an outcome; moves go from state to state",
                    token->value);
    }
    return name == NULL || name->kind != DT_NAME_STATE ? DT_NONE : name->index;
}

static void add_move(dt_reader *reader, dt_graph_move move)
{
    if (!dt_grow((void **)&reader->moves, &reader->move_capacity, reader->move_count,
                 sizeof *reader->moves)) {
        reader->failed = true;
        return;
    }
    reader->moves[reader->move_count++] = move;
}

/* s1 -> s2, s3 */
static void read_move_line(dt_cursor *cursor, uint32_t party)
{
    dt_reader *reader = cursor->reader;
    const size_t before = reader->move_count;
    const uint32_t from = read_state_name(cursor);
    if (!cursor->failed && !dt_sees_kind(cursor, DT_TOKEN_ARROW)) {
        dt_stop(cursor, dt_here(cursor), "expected -> and the states that it can move to, found %s",
                dt_found(cursor));
    }
    cursor->next++;
    while (!cursor->failed) {
        const uint32_t start = cursor->next;
        const uint32_t to = read_state_name(cursor);
        const dt_span at = dt_span_from(cursor, start);
        if (!cursor->failed && to != DT_NONE && to == from) {
            dt_complain(cursor, at, "a move from '%s' to itself is no move", reader->states[to].id);
        } else if (to != DT_NONE && from != DT_NONE && party != DT_NONE) {
            add_move(reader, (dt_graph_move){.party = party, .from = from, .to = to, .at = at});
        }
        if (!dt_skip(cursor, ",")) {
            break;
        }
    }
    if (!cursor->failed && dt_sees_kind(cursor, DT_TOKEN_ARROW)) {
        dt_stop(cursor, dt_here(cursor),
                "one arrow per line; write the next move on a line of its own");
    }
    const dt_support support = cursor->failed ? (dt_support){0} : dt_read_support(cursor);
    for (size_t k = before; k < reader->move_count; k++) {
        reader->moves[k].support = support;
    }
}

void dt_read_moves(dt_reader *reader, uint32_t place, uint32_t party)
{
    dt_support unknown = {0};
    dt_cursor opener = read_opener(reader, place,
                                   party == DT_NONE ? &unknown : &reader->parties[party].support);
    if (!dt_is_graph_form(reader->tree)) {
        dt_complain(&opener, opener.line->tokens[1].at,
                    "moves are for models with states; with options every change of a party's own "
                    "options is a move");
        return;
    }
    for (uint32_t k = dt_next_entry(reader, place); k != DT_NONE; k = dt_next_entry(reader, k)) {
        dt_cursor cursor = dt_cursor_at(reader, k, 0);
        read_move_line(&cursor, party);
    }
}
