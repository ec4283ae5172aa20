/* SPDX-License-Identifier: MIT
 *
 * Reads a model file: cut into lines, say what each line is, read every view, hand out the chosen
 * one.
 *
 * The base model and each scenario are views of the same lines.  O(length) time and memory per
 * view; one view is in memory besides the chosen one.
 */
#include "base/sort.h"
#include "language/foreign.h"
#include "language/reader.h"

#define MOST_SCENARIOS 256

static void count_kinds(const dt_lines *lines, size_t *counts)
{
    for (size_t k = 0; k < lines->count; k++) {
        counts[lines->list[k].kind]++;
    }
}

static void fill_none(uint32_t *list, size_t count)
{
    for (size_t k = 0; list != NULL && k < count; k++) {
        list[k] = DT_NONE;
    }
}

/* Lists as long as the text could need. */
static void make_lists(dt_reader *reader)
{
    size_t counts[DT_LINE_ENTRY + 1] = {0};
    count_kinds(reader->lines, counts);
    reader->sources = dt_take(reader, counts[DT_LINE_SOURCE], sizeof *reader->sources);
    reader->parties = dt_take(reader, counts[DT_LINE_PARTY], sizeof *reader->parties);
    reader->options = dt_take(reader, counts[DT_LINE_OPTION], sizeof *reader->options);
    reader->states = dt_take(reader, counts[DT_LINE_STATE], sizeof *reader->states);
    reader->rules = dt_take(reader, counts[DT_LINE_RULE], sizeof *reader->rules);
    reader->outcomes = dt_take(reader, counts[DT_LINE_OUTCOME], sizeof *reader->outcomes);
    reader->claims = dt_take(reader, counts[DT_LINE_CLAIM], sizeof *reader->claims);
    reader->scenarios = dt_take(reader, counts[DT_LINE_SCENARIO], sizeof *reader->scenarios);
    reader->preferences = dt_take(reader, counts[DT_LINE_PARTY], sizeof *reader->preferences);
    reader->declared = dt_take(reader, reader->lines->count, sizeof *reader->declared);
    reader->outcome_line = dt_take(reader, counts[DT_LINE_OUTCOME], sizeof *reader->outcome_line);
    reader->unknowns = dt_take(reader, counts[DT_LINE_UNKNOWN], sizeof *reader->unknowns);
    reader->doubts = dt_take(reader, counts[DT_LINE_PARTY], sizeof *reader->doubts);
    reader->block_line = dt_take(reader, counts[DT_LINE_PARTY], sizeof *reader->block_line);
    reader->moves_line = dt_take(reader, counts[DT_LINE_PARTY], sizeof *reader->moves_line);
    fill_none(reader->declared, reader->lines->count);
    reader->status_line = DT_NONE;
    reader->date_line = DT_NONE;
    reader->conflict_line = DT_NONE;
}

/* ---- moves: each once ------------------------------------------------------------------------ */

static int compare_moves(const void *a, const void *b)
{
    const dt_graph_move *x = a;
    const dt_graph_move *y = b;
    if (x->party != y->party) {
        return x->party < y->party ? -1 : 1;
    }
    if (x->from != y->from) {
        return x->from < y->from ? -1 : 1;
    }
    if (x->to != y->to) {
        return x->to < y->to ? -1 : 1;
    }
    if (x->at.line != y->at.line) {
        return x->at.line < y->at.line ? -1 : 1;
    }
    return x->at.column < y->at.column ? -1 : x->at.column > y->at.column;
}

/* Moves by party, from, to; one that is written twice is told and kept once. */
static void keep_moves(dt_reader *reader)
{
    if (reader->move_count == 0) {
        return;
    }
    if (dt_sort(reader->moves, reader->move_count, sizeof *reader->moves, compare_moves,
                reader->faults->arena.poll, NULL) != DETENTE_OK) {
        reader->failed = true;
        return;
    }
    dt_graph_move *kept = dt_take(reader, reader->move_count, sizeof *kept);
    uint32_t count = 0;
    for (size_t k = 0; kept != NULL && k < reader->move_count; k++) {
        const dt_graph_move *move = &reader->moves[k];
        const dt_graph_move *last = count == 0 ? NULL : &kept[count - 1];
        if (last == NULL || last->party != move->party || last->from != move->from ||
            last->to != move->to) {
            kept[count++] = *move;
        } else if (reader->is_chosen) {
            dt_warning(reader->faults, move->at, "this move stands in line %u already",
                       (unsigned)last->at.line);
        }
    }
    reader->tree->moves = kept;
    reader->tree->move_count = count;
}

/* ---- one view -------------------------------------------------------------------------------- */

/* The tree's lists are the reader's; their counts grow as they are filled. */
static void share_lists(dt_reader *reader)
{
    dt_syntax *tree = reader->tree;
    tree->sources = reader->sources;
    tree->parties = reader->parties;
    tree->options = reader->options;
    tree->states = reader->states;
    tree->rules = reader->rules;
    tree->outcomes = reader->outcomes;
    tree->preferences = reader->preferences;
    tree->unknowns = reader->unknowns;
    tree->claims = reader->claims;
    tree->scenarios = reader->scenarios;
    tree->scenario = reader->scenario;
}

/* Read one view; NULL: no memory.  Whether it is sound, the faults tell. */
static dt_syntax *read_view(const dt_lines *lines, uint32_t scenario, bool is_chosen,
                            bool base_is_faulty, dt_faults *faults)
{
    dt_syntax *tree = dt_zeroed(1, sizeof *tree);
    if (tree == NULL) {
        return NULL;
    }
    tree->arena.poll = faults->arena.poll;
    dt_reader reader = {.lines = lines,
                        .faults = faults,
                        .scenario = scenario,
                        .is_chosen = is_chosen,
                        .base_is_faulty = base_is_faulty,
                        .tree = tree};
    make_lists(&reader);
    share_lists(&reader);
    if (!reader.failed) {
        dt_declare(&reader);
    }
    if (!reader.failed) {
        dt_resolve(&reader);
        keep_moves(&reader);
        tree->title = tree->title == NULL ? "" : tree->title;
    }
    free(reader.moves);
    dt_names_clear(&reader.source_names);
    dt_names_clear(&reader.party_names);
    dt_names_clear(&reader.terms);
    dt_names_clear(&reader.scenario_names);
    if (reader.failed) {
        dt_syntax_free(tree);
        return NULL;
    }
    return tree;
}

/* ---- all views ------------------------------------------------------------------------------- */

/* The scenario called `wanted` by its id or its title, DT_NONE = not there. */
static uint32_t find_scenario(const dt_lines *lines, const char *wanted)
{
    for (uint32_t token = 1; token <= 2; token++) {
        for (size_t k = 0; k < lines->count; k++) {
            const dt_line *line = &lines->list[k];
            if (line->kind == DT_LINE_SCENARIO && token < line->count &&
                strcmp(line->tokens[token].value, wanted) == 0) {
                return line->scenario;
            }
        }
    }
    return DT_NONE;
}

#define MOST_LISTED 12

static detente_status report_scenario(const dt_syntax *base, const char *wanted, detente_error *err)
{
    dt_names names = {0};
    bool failed = false;
    for (uint32_t k = 0; k < base->scenario_count; k++) {
        failed = failed ||
                 dt_names_add(&names, base->scenarios[k].id, DT_NAME_SCENARIO, k, 0) == NULL;
    }
    const char *near = failed ? NULL : dt_names_near(&names, wanted);
    detente_status status = DETENTE_OK;
    dt_text known = {0};
    for (uint32_t k = 0; k < base->scenario_count && k < MOST_LISTED; k++) {
        dt_text_format(&known, "%s%s", k == 0 ? "" : ", ", base->scenarios[k].id);
    }
    dt_text_add(&known, base->scenario_count > MOST_LISTED ? ", ..." : "");
    if (near != NULL) {
        status = dt_fail(err, DETENTE_EINVAL,
                         "there is no scenario called '%s'; did you mean '%s'?", wanted, near);
    } else if (base->scenario_count == 0) {
        status = dt_fail(err, DETENTE_EINVAL,
                         "there is no scenario called '%s': this model has none", wanted);
    } else {
        status = dt_fail(err, DETENTE_EINVAL,
                         "there is no scenario called '%s' in this model; it has %s", wanted,
                         known.bytes == NULL ? "others" : known.bytes);
    }
    dt_text_clear(&known);
    dt_names_clear(&names);
    return status;
}

static detente_status read_all(const dt_lines *lines, const char *wanted, dt_faults *faults,
                               dt_syntax **out, detente_error *err)
{
    const uint32_t chosen = wanted == NULL ? DT_NONE : find_scenario(lines, wanted);
    dt_syntax *tree = read_view(lines, DT_NONE, chosen == DT_NONE, false, faults);
    if (tree == NULL) {
        return dt_no_memory(err);
    }
    const bool base_is_faulty = faults->errors > 0;
    detente_status status = DETENTE_OK;
    if (wanted != NULL && chosen == DT_NONE && !base_is_faulty) {
        status = report_scenario(tree, wanted, err);
    }
    const uint32_t scenarios = lines->scenarios <= MOST_SCENARIOS ? lines->scenarios : 0;
    for (uint32_t k = 0; k < scenarios; k++) {
        dt_syntax *view = read_view(lines, k, k == chosen, base_is_faulty, faults);
        if (view == NULL) {
            dt_syntax_free(tree);
            return dt_no_memory(err);
        }
        dt_syntax *spare = k == chosen ? tree : view;
        tree = k == chosen ? view : tree;
        dt_syntax_free(spare);
    }
    *out = tree;
    return status;
}

static void check_scenario_count(const dt_lines *lines, dt_faults *faults)
{
    for (size_t k = 0; k < lines->count && lines->scenarios > MOST_SCENARIOS; k++) {
        if (lines->list[k].kind == DT_LINE_SCENARIO && lines->list[k].scenario == MOST_SCENARIOS) {
            dt_error(faults, lines->list[k].tokens[0].at, "more than %d scenarios in one file",
                     MOST_SCENARIOS);
        }
    }
}

detente_status dt_syntax_read(const char *text, size_t length, const char *scenario,
                              dt_faults *faults, dt_syntax **out, detente_error *err)
{
    dt_faults own = {0};
    dt_faults *list = faults == NULL ? &own : faults;
    dt_lines lines = {.arena.poll = list->arena.poll};
    dt_syntax *tree = NULL;
    detente_status status = DETENTE_OK;
    if (length > UINT32_MAX / 2) {
        return dt_fail(err, DETENTE_ELIMIT, "the file is larger than 2 GB");
    }
    if (dt_refuse_foreign(text, length, "a model", list)) {
        DT_TRY(dt_fail(err, DETENTE_EMODEL, "this is not a model"));
    }
    dt_lines_read(text, length, &lines, list);
    dt_lines_classify(&lines, list);
    if (lines.failed) {
        DT_TRY(dt_no_memory(err));
    }
    check_scenario_count(&lines, list);
    status = read_all(&lines, scenario, list, &tree, err);
    dt_faults_sort(list);
    if (status == DETENTE_OK && list->failed) {
        status = dt_no_memory(err);
    }
    if ((status == DETENTE_OK || status == DETENTE_EINVAL) && list->errors > 0) {
        status = dt_fail(err, DETENTE_EMODEL, "the model has %zu error%s", list->errors,
                         list->errors == 1 ? "" : "s");
    }
    if (status == DETENTE_OK) {
        *out = tree;
        tree->arena.poll = NULL; /* the call ends before the tree does */
        tree = NULL;
    }
done:
    dt_syntax_free(tree);
    dt_lines_clear(&lines);
    dt_faults_clear(&own);
    return status;
}

bool dt_has_ranking(const dt_syntax *syntax, uint32_t party)
{
    bool known = syntax->preferences[party].other == NULL;
    for (uint32_t k = 0; k < syntax->unknown_count; k++) {
        known = known && syntax->unknowns[k].party != party;
    }
    return known;
}

bool dt_all_rankings(const dt_syntax *syntax)
{
    bool all = syntax->unknown_count == 0;
    for (uint32_t party = 0; party < syntax->party_count; party++) {
        all = all && syntax->preferences[party].other == NULL;
    }
    return all;
}

void dt_syntax_free(dt_syntax *syntax)
{
    if (syntax != NULL) {
        dt_arena_clear(&syntax->arena);
        free(syntax);
    }
}
