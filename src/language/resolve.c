/* SPDX-License-Identifier: MIT
 *
 * Second pass over a view: texts, rules, outcomes, status quo and everything that uses names.
 * O(tokens) time.
 */
#include "language/reader.h"

/* ---- names of several words ------------------------------------------------------------------ */

/* More words behind the name at token 1, as in `party South Sudan`? */
static bool has_more_words(const dt_cursor *cursor)
{
    const dt_token *token = dt_peek(cursor);
    return token != NULL && token->kind == DT_TOKEN_WORD && !dt_token_is(token, "note") &&
           !dt_token_is(token, "cannot");
}

/* party South Sudan: say party south-sudan "South Sudan" */
static void check_one_word(dt_cursor *cursor)
{
    dt_text id = {0};
    dt_text words = {0};
    dt_cursor ahead = *cursor;
    if (!has_more_words(cursor)) {
        return;
    }
    for (ahead.next = 1; has_more_words(&ahead); ahead.next++) {
        const char *word = dt_peek(&ahead)->value;
        dt_text_add(&words, words.length > 0 ? " " : "");
        dt_text_add(&words, word);
        dt_text_add(&id, id.length > 0 ? "-" : "");
        for (; *word != '\0'; word++) {
            dt_text_add_char(&id, *word >= 'A' && *word <= 'Z' ? (char)(*word + 32) : *word);
        }
    }
    const char *text = dt_take_text(&ahead);
    if (id.failed || words.failed) {
        cursor->reader->failed = true;
    } else {
        dt_stop(cursor, dt_here(cursor), "a name is one word; write: %s %s \"%s\"",
                cursor->line->tokens[0].value, id.bytes, text == NULL ? words.bytes : text);
    }
    dt_text_clear(&id);
    dt_text_clear(&words);
}

/* ---- declarations: what stands behind the name ----------------------------------------------- */

static void read_conflict(dt_reader *reader, uint32_t place)
{
    dt_cursor cursor = dt_cursor_at(reader, place, 1);
    const char *title = dt_take_text(&cursor);
    if (title == NULL) {
        dt_stop(&cursor, dt_here(&cursor), "expected the title in double quotes, found %s",
                dt_found(&cursor));
        return;
    }
    reader->tree->title = dt_keep(reader, title);
    reader->tree->support = dt_add_support(&cursor, reader->tree->support);
}

static void read_source(dt_reader *reader, uint32_t place)
{
    dt_cursor cursor = dt_cursor_at(reader, place, 2);
    const char *text = dt_take_text(&cursor);
    dt_source *source = &reader->sources[reader->declared[place]];
    source->text = "";
    if (text == NULL) {
        dt_stop(&cursor, dt_here(&cursor), "expected what the source is in double quotes, found %s",
                dt_found(&cursor));
        return;
    }
    source->text = dt_keep(reader, text);
    if (dt_skip(&cursor, "at")) {
        const char *where = dt_take_text(&cursor);
        if (where == NULL) {
            dt_stop(&cursor, dt_here(&cursor),
                    "after 'at' put the file or address in double quotes");
            return;
        }
        source->place = dt_keep(reader, where);
    }
    source->support = dt_read_support(&cursor);
}

static void read_party(dt_reader *reader, uint32_t place)
{
    dt_cursor cursor = dt_cursor_at(reader, place, 2);
    dt_party *party = &reader->parties[reader->declared[place]];
    check_one_word(&cursor);
    const char *name = dt_take_text(&cursor);
    if (name != NULL) {
        party->name = dt_keep(reader, name);
    }
    party->support = dt_add_support(&cursor, party->support);
}

static dt_direction read_direction(dt_cursor *cursor)
{
    if (!dt_skip(cursor, "cannot")) {
        return DT_BOTH;
    }
    const bool be = dt_skip(cursor, "be");
    if (be && dt_skip(cursor, "undone")) {
        return DT_CANNOT_BE_UNDONE;
    }
    if (be && dt_skip(cursor, "resumed")) {
        return DT_CANNOT_BE_RESUMED;
    }
    dt_stop(cursor, dt_here(cursor), "expected 'cannot be undone' or 'cannot be resumed'");
    return DT_BOTH;
}

/* A scenario's line about an option of the base changes its direction, and the label and the
 * evidence when it gives some. */
static void read_option(dt_reader *reader, uint32_t place)
{
    dt_cursor cursor = dt_cursor_at(reader, place, 2);
    dt_option *option = &reader->options[reader->declared[place]];
    check_one_word(&cursor);
    const char *label = dt_take_text(&cursor);
    if (label != NULL) {
        option->label = dt_keep(reader, label);
    }
    option->direction = read_direction(&cursor);
    if (option->direction == DT_BOTH && !cursor.failed) {
        dt_cursor behind = cursor; /* among the marks */
        while (dt_peek(&behind) != NULL && !dt_sees(&behind, "cannot")) {
            behind.next++;
        }
        option->direction = read_direction(&behind);
        cursor.failed = behind.failed;
        cursor.passes_way = option->direction != DT_BOTH;
    }
    const dt_support support = dt_read_support(&cursor);
    if (support.note != NULL || support.mark_count > 0) {
        option->support = support;
    }
}

static void read_state(dt_reader *reader, uint32_t place)
{
    dt_cursor cursor = dt_cursor_at(reader, place, 2);
    dt_graph_state *state = &reader->states[reader->declared[place]];
    check_one_word(&cursor);
    const char *label = dt_take_text(&cursor);
    if (label != NULL) {
        state->label = dt_keep(reader, label);
    }
    state->support = dt_read_support(&cursor);
}

static void read_scenario(dt_reader *reader, uint32_t place)
{
    dt_cursor cursor = dt_cursor_at(reader, place, 2);
    dt_scenario *scenario = &reader->scenarios[reader->declared[place]];
    check_one_word(&cursor);
    const char *title = dt_take_text(&cursor);
    scenario->title = title == NULL ? scenario->id : dt_keep(reader, title);
    scenario->support = dt_read_support(&cursor);
}

/* ---- date ------------------------------------------------------------------------------------ */

static unsigned digits(const char *at, size_t count)
{
    unsigned value = 0;
    for (size_t k = 0; k < count; k++) {
        value = value * 10 + (unsigned)(at[k] - '0');
    }
    return value;
}

/* Does `text` look like `shape`, where 0 stands for a digit? */
static bool has_shape(const char *text, const char *shape)
{
    for (; *shape != '\0' && *text != '\0'; shape++, text++) {
        if (*shape == '0' ? *text < '0' || *text > '9' : *text != *shape) {
            return false;
        }
    }
    return *shape == *text;
}

bool dt_is_date(const char *text)
{
    static const unsigned days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (has_shape(text, "0000")) {
        return true;
    }
    if (!has_shape(text, "0000-00") && !has_shape(text, "0000-00-00")) {
        return false;
    }
    const unsigned year = digits(text, 4);
    const unsigned month = digits(text + 5, 2);
    if (month < 1 || month > 12 || text[7] == '\0') {
        return month >= 1 && month <= 12;
    }
    const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    const unsigned day = digits(text + 8, 2);
    return day >= 1 && day <= days[month - 1] + (leap && month == 2 ? 1 : 0);
}

static void read_date(dt_reader *reader, uint32_t place)
{
    dt_cursor cursor = dt_cursor_at(reader, place, 1);
    const dt_token *token = dt_peek(&cursor);
    if (token == NULL || (token->kind != DT_TOKEN_NUMBER && token->kind != DT_TOKEN_QUOTED) ||
        !dt_is_date(token->value)) {
        dt_stop(&cursor, dt_here(&cursor), "%s is no date; write it as 2017, 2017-10 or 2017-10-05",
                dt_found(&cursor));
        return;
    }
    if (token->kind == DT_TOKEN_QUOTED) {
        dt_stop(&cursor, token->at, "a date stands without quotes");
        return;
    }
    cursor.next++;
    reader->tree->date = dt_keep(reader, token->value);
    reader->tree->support = dt_add_support(&cursor, reader->tree->support);
}

/* ---- rules and outcomes ---------------------------------------------------------------------- */

static dt_rule_kind counting_rule(dt_expr_kind kind)
{
    return kind == DT_EXPR_EXACTLY   ? DT_RULE_EXACTLY_ONE
           : kind == DT_EXPR_AT_MOST ? DT_RULE_AT_MOST_ONE
                                     : DT_RULE_AT_LEAST_ONE;
}

/* Does the bracket at the cursor hold the whole rest of the statement, with a comma in it?  Then it
 * is the list's own: exactly one of (a, b). */
static bool list_has_brackets(const dt_cursor *cursor)
{
    uint32_t open = 0;
    bool has_comma = false;
    for (dt_cursor ahead = *cursor; dt_peek(&ahead) != NULL; ahead.next++) {
        open += dt_sees(&ahead, "(") ? 1 : 0;
        has_comma = has_comma || (open == 1 && dt_sees(&ahead, ","));
        if (dt_sees(&ahead, ")") && --open == 0) {
            ahead.next++;
            return has_comma && dt_at_support(&ahead);
        }
        if (open == 0) {
            return false;
        }
    }
    return false;
}

static dt_expr *read_counting(dt_cursor *cursor, dt_expr_kind kind)
{
    const bool brackets = list_has_brackets(cursor);
    cursor->next += brackets ? 1 : 0;
    dt_expr *list = dt_read_list(cursor, kind);
    cursor->next += brackets && list != NULL ? 1 : 0;
    return list;
}

static void read_rule(dt_reader *reader, uint32_t place)
{
    dt_cursor cursor = dt_cursor_at(reader, place, 0);
    dt_expr_kind counting = DT_EXPR_EXACTLY;
    dt_rule rule = {.kind = DT_RULE_IMPOSSIBLE};
    if (dt_is_graph_form(reader->tree)) {
        dt_stop(&cursor, dt_here(&cursor),
                "a rule about options in a model with states; leave out the state or merge the two "
                "state lines instead");
        return;
    }
    if (dt_skip_counting(&cursor, &counting)) {
        rule.kind = counting_rule(counting);
        rule.expr = read_counting(&cursor, counting);
    } else if (dt_sees(&cursor, "exactly") || dt_sees(&cursor, "at")) {
        dt_stop(&cursor, dt_here(&cursor),
                "expected 'exactly one of', 'at most one of' or 'at least one of'");
    } else {
        const dt_token *first = dt_peek(&cursor);
        rule.kind = strncmp(first->value, "sa", 2) == 0 ? DT_RULE_SAME : DT_RULE_IMPOSSIBLE;
        cursor.next++;
        rule.expr = dt_read_expr(&cursor);
    }
    rule.at = dt_span_from(&cursor, 0);
    if (rule.expr != NULL) {
        rule.support = dt_read_support(&cursor);
        reader->rules[reader->tree->rule_count++] = rule;
    }
}

static void read_outcome(dt_reader *reader, uint32_t place)
{
    dt_cursor cursor = dt_cursor_at(reader, place, 2);
    const uint32_t index = reader->declared[place];
    dt_outcome *outcome = &reader->outcomes[index];
    outcome->at = cursor.line->tokens[1].at;
    cursor.outcomes = index;
    if (!dt_skip(&cursor, "=")) {
        dt_stop(&cursor, dt_here(&cursor), "expected '=' and an expression, found %s",
                dt_found(&cursor));
        return;
    }
    outcome->expr = dt_read_expr(&cursor);
    if (outcome->expr != NULL) {
        outcome->support = dt_read_support(&cursor);
    }
}

/* ---- status quo ------------------------------------------------------------------------------ */

/* The options of a status quo as they are read; `taken` has a place per option or state. */
typedef struct status_list {
    uint32_t *list;
    bool *taken;
} status_list;

static void add_to_status_quo(dt_cursor *cursor, status_list *status)
{
    dt_syntax *tree = cursor->reader->tree;
    const bool graph = dt_is_graph_form(tree);
    const dt_token *token = dt_peek(cursor);
    if (token == NULL || token->kind != DT_TOKEN_WORD || dt_is_reserved(token->value)) {
        dt_stop(cursor, dt_here(cursor), "expected %s, found %s",
                graph ? "the name of a state" : "the options taken today, or 'none'",
                dt_found(cursor));
        return;
    }
    const dt_name *name = dt_take_term(cursor);
    if (name == NULL || name->kind == DT_NAME_BROKEN || name->shared) {
        return; /* the fault is told */
    }
    if (name->kind == DT_NAME_OUTCOME) {
        dt_complain(cursor, token->at, "'%s' is an outcome; the status quo is one state: name %s",
                    token->value, graph ? "it" : "the options taken");
        return;
    }
    if (status->taken[name->index]) {
        dt_complain(cursor, token->at, "'%s' stands here twice", token->value);
        return;
    }
    status->taken[name->index] = true;
    status->list[tree->status_quo_count++] = name->index;
}

static void read_status_list(dt_cursor *cursor, status_list *status)
{
    const bool graph = dt_is_graph_form(cursor->reader->tree);
    if (!graph && dt_skip(cursor, "none")) {
        return;
    }
    do {
        add_to_status_quo(cursor, status);
    } while (!cursor->failed && !graph && dt_skip(cursor, ","));
    if (!cursor->failed && (dt_sees(cursor, "and") || dt_sees(cursor, ","))) {
        dt_stop(cursor, dt_here(cursor),
                graph ? "the status quo is one state" : "separate the options by commas");
    }
}

static void read_status(dt_reader *reader, uint32_t place)
{
    dt_cursor cursor = dt_cursor_at(reader, place, 1);
    dt_syntax *tree = reader->tree;
    if (!dt_skip(&cursor, "quo")) {
        dt_stop(&cursor, dt_here(&cursor), "expected 'status quo', found %s behind 'status'",
                dt_found(&cursor));
        return;
    }
    status_list status = {
        .list = dt_take(reader, cursor.line->count, sizeof *status.list),
        .taken = dt_take(reader, (size_t)tree->option_count + tree->state_count, 1),
    };
    if (status.list == NULL || status.taken == NULL) {
        return;
    }
    read_status_list(&cursor, &status);
    tree->has_status_quo = true;
    tree->status_quo = status.list;
    tree->status_quo_at = dt_span_from(&cursor, 0);
    if (!cursor.failed) {
        tree->status_quo_support = dt_read_support(&cursor);
    }
}

/* ---- the pass -------------------------------------------------------------------------------- */

static void read_block_line(dt_reader *reader, uint32_t place)
{
    const uint32_t party = reader->declared[place];
    const dt_line *line = &reader->lines->list[place];
    const bool is_moves = line->kind == DT_LINE_MOVES;
    const bool counts = party == DT_NONE ? true
                        : line->kind == DT_LINE_MAY_WANT
                            ? line->scenario == reader->doubts[party].may_want
                            : place == (is_moves ? reader->moves_line : reader->block_line)[party];
    if (!counts) {
        return; /* a scenario's block counts instead */
    }
    if (is_moves) {
        dt_read_moves(reader, place, party);
    } else {
        dt_read_block(reader, place, party);
    }
}

static void resolve_line(dt_reader *reader, uint32_t place)
{
    const dt_line *line = &reader->lines->list[place];
    const bool known = reader->declared[place] != DT_NONE;
    switch (line->kind) {
    case DT_LINE_CONFLICT:
        read_conflict(reader, place);
        break;
    case DT_LINE_RULE:
        read_rule(reader, place);
        break;
    case DT_LINE_CLAIM:
        if (line->scenario == reader->scenario) {
            dt_read_claim(reader, place);
        }
        break;
    case DT_LINE_UNKNOWN:
        dt_read_unknown(reader, place);
        break;
    case DT_LINE_MAY_WANT:
    case DT_LINE_WANTS:
    case DT_LINE_RANKS:
    case DT_LINE_WEIGHS:
    case DT_LINE_MOVES:
        read_block_line(reader, place);
        break;
    case DT_LINE_SOURCE:
        if (known) {
            read_source(reader, place);
        }
        break;
    case DT_LINE_DATE:
        if (place == reader->date_line) {
            read_date(reader, place);
        }
        break;
    case DT_LINE_PARTY:
        if (known) {
            read_party(reader, place);
        }
        break;
    case DT_LINE_OPTION:
        if (known) {
            read_option(reader, place);
        }
        break;
    case DT_LINE_STATE:
        if (known) {
            read_state(reader, place);
        }
        break;
    case DT_LINE_STATUS:
        if (place == reader->status_line) {
            read_status(reader, place);
        }
        break;
    case DT_LINE_OUTCOME:
        if (known && reader->outcome_line[reader->declared[place]] == place) {
            read_outcome(reader, place);
        }
        break;
    case DT_LINE_EMPTY:
    case DT_LINE_BROKEN:
    case DT_LINE_NOTE: /* read with the line that it belongs to, as are entries */
    case DT_LINE_ENTRY:
    case DT_LINE_SCENARIO:
        break;
    }
}

/* A block without lines (of ranks that is an error; among errors its lines may just be faulty). */
static bool is_empty(const dt_reader *reader, uint32_t party)
{
    const dt_preferences *block = &reader->preferences[party];
    return reader->faults->errors == 0 && block->count == 0 && block->kind != DT_RANKS;
}

/* Is there such a line?  What a faulty one was to declare is not missing: it is said there. */
static bool has_line(const dt_reader *reader, dt_line_kind kind)
{
    for (uint32_t k = 0; k < reader->lines->count; k++) {
        if (reader->lines->list[k].kind == kind && dt_in_view(reader, &reader->lines->list[k])) {
            return true;
        }
    }
    return false;
}

/* What only the whole view shows. */
static void check_whole(dt_reader *reader)
{
    const dt_syntax *tree = reader->tree;
    if (reader->conflict_line == DT_NONE) {
        return; /* said already; without a first line little can be expected */
    }
    dt_cursor cursor = dt_cursor_at(reader, reader->conflict_line, 0);
    if (tree->party_count == 0 && !has_line(reader, DT_LINE_PARTY)) {
        dt_complain(&cursor, dt_here(&cursor),
                    "this model has no parties; expected a party line below");
    } else if (tree->option_count == 0 && tree->state_count == 0 && reader->terms.count == 0 &&
               !has_line(reader, DT_LINE_OPTION) && !has_line(reader, DT_LINE_STATE)) {
        dt_complain(&cursor, dt_here(&cursor),
                    "this model has neither options nor states; expected option lines below the "
                    "parties");
    }
    /* Beside errors it would mislead: the preferences may stand in a line that was not understood.
     */
    const bool tell = reader->is_chosen && reader->faults->errors == 0;
    for (uint32_t k = 0; k < tree->party_count && tell; k++) {
        if (reader->block_line[k] == DT_NONE) {
            dt_warning(reader->faults, reader->parties[k].at,
                       "party '%s' has no wants, ranks or weighs; it is indifferent %s",
                       reader->parties[k].id,
                       dt_has_ranking(tree, k) ? "between all states"
                                               : "wherever it is not unknown what it prefers");
        } else if (is_empty(reader, k)) {
            dt_warning(reader->faults, reader->preferences[k].at,
                       "party '%s' %s nothing: it is indifferent between all states",
                       reader->parties[k].id,
                       reader->lines->list[reader->block_line[k]].tokens[1].value);
        }
    }
}

void dt_resolve(dt_reader *reader)
{
    const dt_line *list = reader->lines->list;
    for (uint32_t k = 0; k < reader->lines->count && !reader->failed; k++) {
        if (list[k].kind == DT_LINE_SCENARIO && reader->declared[k] != DT_NONE) {
            read_scenario(reader, k);
        } else if (dt_in_view(reader, &list[k])) {
            resolve_line(reader, k);
        }
    }
    for (uint32_t party = 0; party < reader->tree->party_count; party++) {
        reader->preferences[party].other = reader->doubts[party].first;
    }
    dt_check_unknown(reader);
    check_whole(reader);
}
