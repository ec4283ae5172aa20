/* SPDX-License-Identifier: MIT
 *
 * First pass over a view: which names there are, so that lines may use what is declared below them.
 *
 * A faulty declaration registers its name all the same: one mistake is one message.  Options are
 * put in the order of their parties, which is their numbering.  O(tokens) time.
 */
#include "language/reader.h"

typedef struct declarer {
    dt_reader *reader;
    uint32_t party;       /* that options belong to, DT_NONE = none */
    bool party_is_broken; /* a party line was there, with a fault */
    bool form_is_told;    /* options and states together: said once */
} declarer;

static const dt_line *line_of(const dt_reader *reader, uint32_t place)
{
    return &reader->lines->list[place];
}

static bool in_scenario(const dt_reader *reader, uint32_t place)
{
    return line_of(reader, place)->scenario != DT_NONE;
}

static dt_name *add_name(dt_reader *reader, dt_names *names, const char *text, dt_name_kind kind,
                         uint32_t index, uint32_t place)
{
    dt_name *name = dt_names_add(names, text, kind, index, line_of(reader, place)->number);
    reader->failed = reader->failed || name == NULL;
    return name;
}

/* Was the name declared by a line that this scenario line may change? */
static bool may_change(const dt_reader *reader, const dt_name *name, uint32_t place)
{
    return in_scenario(reader, place) && !in_scenario(reader, name->line - 1);
}

static const char *kind_words(dt_name_kind kind)
{
    return kind == DT_NAME_OPTION    ? "an option"
           : kind == DT_NAME_OUTCOME ? "an outcome"
                                     : "a state";
}

/* ---- sources, parties, scenarios ------------------------------------------------------------- */

static void declare_source(dt_reader *reader, uint32_t place)
{
    dt_cursor cursor = dt_cursor_at(reader, place, 1);
    const dt_token *token = dt_new_name(&cursor, "a source");
    if (token == NULL) {
        return;
    }
    const dt_name *earlier = dt_names_find(&reader->source_names, token->value);
    if (earlier != NULL) {
        dt_complain(&cursor, token->at, "source '%s' is declared already, in line %u", token->value,
                    (unsigned)earlier->line);
        return;
    }
    const uint32_t index = reader->tree->source_count++;
    reader->sources[index] = (dt_source){.id = dt_keep(reader, token->value), .at = token->at};
    reader->declared[place] = index;
    add_name(reader, &reader->source_names, token->value, DT_NAME_SOURCE, index, place);
}

static void declare_scenario(dt_reader *reader, uint32_t place)
{
    dt_cursor cursor = dt_cursor_at(reader, place, 1);
    const dt_token *token = dt_new_name(&cursor, "a scenario");
    const uint32_t index = reader->tree->scenario_count++;
    reader->scenarios[index] = (dt_scenario){
        .id = token == NULL ? "" : dt_keep(reader, token->value), .at = dt_span_from(&cursor, 1)};
    if (token == NULL) {
        return;
    }
    const dt_name *earlier = dt_names_find(&reader->scenario_names, token->value);
    if (earlier != NULL) {
        dt_complain(&cursor, token->at, "scenario '%s' is declared already, in line %u",
                    token->value, (unsigned)earlier->line);
        return;
    }
    reader->declared[place] = index;
    add_name(reader, &reader->scenario_names, token->value, DT_NAME_SCENARIO, index, place);
}

/* In a scenario `party` opens a party of the base again. */
static void reopen_party(declarer *declare, dt_cursor *cursor, uint32_t place)
{
    declare->party = dt_take_party(cursor);
    declare->reader->declared[place] = declare->party;
    declare->party_is_broken = declare->party == DT_NONE;
}

static void declare_party(declarer *declare, uint32_t place)
{
    dt_reader *reader = declare->reader;
    dt_cursor cursor = dt_cursor_at(reader, place, 1);
    if (in_scenario(reader, place)) {
        reopen_party(declare, &cursor, place);
        return;
    }
    const dt_token *token = dt_new_name(&cursor, "a party");
    declare->party = DT_NONE;
    declare->party_is_broken = token == NULL;
    if (token == NULL) {
        return;
    }
    const dt_name *earlier = dt_names_find(&reader->party_names, token->value);
    if (earlier != NULL) {
        dt_complain(&cursor, token->at, "party '%s' is declared already, in line %u", token->value,
                    (unsigned)earlier->line);
        declare->party = earlier->index;
        return;
    }
    const uint32_t index = reader->tree->party_count++;
    const char *id = dt_keep(reader, token->value);
    reader->parties[index] = (dt_party){.id = id, .name = id, .at = token->at};
    reader->block_line[index] = DT_NONE;
    reader->doubts[index] = (dt_doubts){.may_want = DT_NONE, .unknown = DT_NONE};
    reader->moves_line[index] = DT_NONE;
    reader->declared[place] = index;
    declare->party = index;
    add_name(reader, &reader->party_names, token->value, DT_NAME_PARTY, index, place);
}

/* ---- options --------------------------------------------------------------------------------- */

const char *dt_full_name(dt_reader *reader, uint32_t party, const char *option)
{
    const char *owner = reader->tree->parties[party].id;
    const size_t length = strlen(owner);
    char *full = dt_take(reader, length + strlen(option) + 2, 1);
    if (full != NULL) {
        memcpy(full, owner, length);
        full[length] = '.';
        memcpy(full + length + 1, option, strlen(option));
    }
    return full;
}

/* Enter the plain id; options of several parties may share it. */
static bool share_name(dt_cursor *cursor, const dt_token *token, uint32_t index, uint32_t place)
{
    dt_reader *reader = cursor->reader;
    dt_name *plain = dt_names_find(&reader->terms, token->value);
    if (plain == NULL) {
        add_name(reader, &reader->terms, token->value, DT_NAME_OPTION, index, place);
        return true;
    }
    if (plain->kind == DT_NAME_BROKEN) {
        return true;
    }
    if (plain->kind != DT_NAME_OPTION) {
        dt_complain(cursor, token->at, "'%s' is %s already, in line %u", token->value,
                    kind_words(plain->kind), (unsigned)plain->line);
        return false;
    }
    plain->shared = true;
    reader->options[plain->index].qualified = true;
    reader->options[index].qualified = true;
    return true;
}

static void add_option(declarer *declare, dt_cursor *cursor, const dt_token *token, uint32_t place)
{
    dt_reader *reader = declare->reader;
    const char *full = dt_full_name(reader, declare->party, token->value);
    if (full == NULL) {
        return;
    }
    const dt_name *earlier = dt_names_find(&reader->terms, full);
    if (earlier != NULL && may_change(reader, earlier, place)) {
        reader->declared[place] = earlier->index;
        return;
    }
    if (earlier != NULL) {
        dt_complain(cursor, token->at, "party '%s' has an option '%s' already, in line %u",
                    reader->parties[declare->party].id, token->value, (unsigned)earlier->line);
        return;
    }
    const uint32_t index = reader->tree->option_count;
    const char *id = dt_keep(reader, token->value);
    reader->options[index] = (dt_option){
        .id = id, .label = id, .party = declare->party, .at = token->at};
    if (share_name(cursor, token, index, place)) {
        reader->tree->option_count++;
        reader->declared[place] = index;
        add_name(reader, &reader->terms, full, DT_NAME_OPTION, index, place);
    }
}

static void declare_option(declarer *declare, uint32_t place)
{
    dt_reader *reader = declare->reader;
    dt_cursor cursor = dt_cursor_at(reader, place, 1);
    const dt_token *token = dt_new_name(&cursor, "an option");
    if (reader->tree->state_count > 0 && !declare->form_is_told) {
        dt_complain(&cursor, line_of(reader, place)->tokens[0].at,
                    "a model has either options or states, and this one has states (line %u)",
                    (unsigned)reader->states[0].at.line);
        declare->form_is_told = true;
    }
    if (token == NULL) {
        return;
    }
    if (declare->party != DT_NONE) {
        add_option(declare, &cursor, token, place);
        return;
    }
    if (!declare->party_is_broken) {
        dt_complain(&cursor, token->at,
                    "option '%s' stands below no party; write a party line first", token->value);
    }
    if (dt_names_find(&reader->terms, token->value) == NULL) {
        add_name(reader, &reader->terms, token->value, DT_NAME_BROKEN, 0, place);
    }
}

/* Put the options in the order of their parties (a counting sort) and tell everyone their numbers.
 */
static void number_options(dt_reader *reader)
{
    const uint32_t count = reader->tree->option_count;
    const uint32_t parties = reader->tree->party_count;
    uint32_t *start = dt_take(reader, (size_t)parties + 1, sizeof *start);
    uint32_t *number = dt_take(reader, (size_t)count + 1, sizeof *number);
    dt_option *sorted = dt_take(reader, (size_t)count + 1, sizeof *sorted);
    if (start == NULL || number == NULL || sorted == NULL) {
        return;
    }
    for (uint32_t k = 0; k < count; k++) {
        start[reader->options[k].party + 1]++;
    }
    for (uint32_t p = 0; p < parties; p++) {
        start[p + 1] += start[p];
    }
    for (uint32_t k = 0; k < count; k++) {
        number[k] = start[reader->options[k].party]++;
        sorted[number[k]] = reader->options[k];
    }
    reader->options = sorted;
    reader->tree->options = sorted;
    for (size_t k = 0; k < reader->terms.count; k++) {
        dt_name *name = &reader->terms.list[k];
        name->index = name->kind == DT_NAME_OPTION ? number[name->index] : name->index;
    }
    for (size_t k = 0; k < reader->lines->count; k++) {
        if (reader->lines->list[k].kind == DT_LINE_OPTION && reader->declared[k] != DT_NONE) {
            reader->declared[k] = number[reader->declared[k]];
        }
    }
}

/* ---- states and outcomes --------------------------------------------------------------------- */

static void declare_state(declarer *declare, uint32_t place)
{
    dt_reader *reader = declare->reader;
    dt_cursor cursor = dt_cursor_at(reader, place, 1);
    if (reader->tree->party_count > 0 || declare->party_is_broken) {
        dt_complain(&cursor, cursor.line->tokens[0].at,
                    "states are declared before the first party");
        cursor.failed = true;
    }
    const dt_token *token = dt_new_name(&cursor, "a state");
    if (token == NULL) {
        return;
    }
    const dt_name *earlier = dt_names_find(&reader->terms, token->value);
    if (earlier != NULL) {
        dt_complain(&cursor, token->at, "'%s' is %s already, in line %u", token->value,
                    kind_words(earlier->kind), (unsigned)earlier->line);
        return;
    }
    if (cursor.failed) {
        add_name(reader, &reader->terms, token->value, DT_NAME_BROKEN, 0, place);
        return;
    }
    const uint32_t index = reader->tree->state_count++;
    const char *id = dt_keep(reader, token->value);
    reader->states[index] = (dt_graph_state){.id = id, .label = id, .at = token->at};
    reader->declared[place] = index;
    add_name(reader, &reader->terms, token->value, DT_NAME_STATE, index, place);
}

static void declare_outcome(dt_reader *reader, uint32_t place)
{
    dt_cursor cursor = dt_cursor_at(reader, place, 1);
    const dt_token *token = dt_new_name(&cursor, "an outcome");
    if (token == NULL) {
        return;
    }
    dt_name *earlier = dt_names_find(&reader->terms, token->value);
    if (earlier != NULL && earlier->kind == DT_NAME_OUTCOME && may_change(reader, earlier, place)) {
        earlier->line = cursor.line->number;
        reader->declared[place] = earlier->index;
        reader->outcome_line[earlier->index] = place;
        return;
    }
    if (earlier != NULL) {
        if (earlier->kind != DT_NAME_BROKEN) {
            dt_complain(&cursor, token->at, "'%s' is %s already, in line %u", token->value,
                        kind_words(earlier->kind), (unsigned)earlier->line);
        }
        return;
    }
    const uint32_t index = reader->tree->outcome_count++;
    reader->outcomes[index] = (dt_outcome){.id = dt_keep(reader, token->value), .at = token->at};
    reader->outcome_line[index] = place;
    reader->declared[place] = index;
    add_name(reader, &reader->terms, token->value, DT_NAME_OUTCOME, index, place);
}

/* ---- lines of which there is one ------------------------------------------------------------- */

/* Remember `place` as the line that counts; a second one of the same layer is a fault. */
static void declare_once(dt_reader *reader, uint32_t *only, uint32_t place, const char *what)
{
    dt_cursor cursor = dt_cursor_at(reader, place, 0);
    if (*only != DT_NONE && line_of(reader, *only)->scenario == cursor.line->scenario) {
        dt_complain(&cursor, dt_here(&cursor), "%s is given already, in line %u", what,
                    (unsigned)line_of(reader, *only)->number);
        return;
    }
    *only = place;
    reader->declared[place] = 0;
}

/* Several such lines may stand side by side; those of a scenario take the place of the base's. */
static void declare_doubt(const dt_line *line, uint32_t *scenario)
{
    *scenario = line->scenario != DT_NONE ? line->scenario : *scenario;
}

/* unknown whether PARTY ...; a name that is none is told where the line is read */
static void declare_unknown(dt_reader *reader, const dt_line *line)
{
    const dt_name *name = line->count > 2 && line->tokens[2].kind == DT_TOKEN_WORD
                              ? dt_names_find(&reader->party_names, line->tokens[2].value)
                              : NULL;
    if (name != NULL && name->kind == DT_NAME_PARTY) {
        declare_doubt(line, &reader->doubts[name->index].unknown);
    }
}

/* PARTY wants | may want | ranks | weighs | moves */
static void declare_block(dt_reader *reader, uint32_t place)
{
    dt_cursor cursor = dt_cursor_at(reader, place, 0);
    const dt_token *token = dt_peek(&cursor);
    const uint32_t party = dt_take_party(&cursor);
    if (party == DT_NONE) {
        return;
    }
    if (reader->parties[party].at.line > token->at.line) {
        dt_complain(&cursor, token->at,
                    "party '%s' is declared below, in line %u; its blocks stand after that",
                    token->value, (unsigned)reader->parties[party].at.line);
    }
    if (cursor.line->kind == DT_LINE_MAY_WANT) {
        declare_doubt(cursor.line, &reader->doubts[party].may_want);
        reader->declared[place] = party;
        return;
    }
    uint32_t *line = cursor.line->kind == DT_LINE_MOVES ? &reader->moves_line[party]
                                                        : &reader->block_line[party];
    if (*line != DT_NONE && line_of(reader, *line)->scenario == cursor.line->scenario) {
        dt_complain(
            &cursor, token->at, "'%s %s' stands in line %u already; a party has one block%s",
            token->value, line_of(reader, *line)->tokens[1].value,
            (unsigned)line_of(reader, *line)->number,
            cursor.line->kind == DT_LINE_MOVES ? " of moves" : " of wants, ranks or weighs");
        return;
    }
    *line = place;
    reader->declared[place] = party;
}

/* ---- the pass -------------------------------------------------------------------------------- */

static void declare_line(declarer *declare, uint32_t place)
{
    dt_reader *reader = declare->reader;
    switch (line_of(reader, place)->kind) {
    case DT_LINE_CONFLICT:
        reader->conflict_line = place;
        break;
    case DT_LINE_SOURCE:
        declare_source(reader, place);
        break;
    case DT_LINE_DATE:
        declare_once(reader, &reader->date_line, place, "the date");
        break;
    case DT_LINE_STATUS:
        declare_once(reader, &reader->status_line, place, "the status quo");
        break;
    case DT_LINE_PARTY:
        declare_party(declare, place);
        break;
    case DT_LINE_OPTION:
        declare_option(declare, place);
        break;
    case DT_LINE_STATE:
        declare_state(declare, place);
        break;
    case DT_LINE_OUTCOME:
        declare_outcome(reader, place);
        break;
    case DT_LINE_SCENARIO:
        declare->party = DT_NONE;
        declare->party_is_broken = false;
        break;
    case DT_LINE_EMPTY:
    case DT_LINE_BROKEN:
    case DT_LINE_NOTE:
    case DT_LINE_RULE:
    case DT_LINE_CLAIM:
    case DT_LINE_UNKNOWN:
    case DT_LINE_MAY_WANT: /* blocks wait until the options are numbered */
    case DT_LINE_WANTS:
    case DT_LINE_RANKS:
    case DT_LINE_WEIGHS:
    case DT_LINE_MOVES:
    case DT_LINE_ENTRY:
        break;
    }
}

void dt_declare(dt_reader *reader)
{
    const dt_line *list = reader->lines->list;
    const uint32_t count = (uint32_t)reader->lines->count;
    declarer declare = {.reader = reader, .party = DT_NONE};
    for (uint32_t k = 0; k < count && !reader->failed; k++) {
        if (list[k].kind == DT_LINE_SCENARIO) {
            declare_scenario(reader, k);
        }
        if (dt_in_view(reader, &list[k])) {
            declare_line(&declare, k);
        }
    }
    number_options(reader);
    for (uint32_t k = 0; k < count && !reader->failed; k++) {
        if (dt_opens_block(list[k].kind) && dt_in_view(reader, &list[k])) {
            declare_block(reader, k);
        } else if (list[k].kind == DT_LINE_UNKNOWN && dt_in_view(reader, &list[k])) {
            declare_unknown(reader, &list[k]);
        }
    }
}
