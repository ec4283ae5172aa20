/* SPDX-License-Identifier: MIT
 *
 * Sheets of moves: the evolution from the status quo, and every move.
 *
 * Evolution: for equilibria that improvements reach, firmest first, the shortest way, in option
 * form with arrows at the options that change.  Time and bytes: the search (insight/reach.h) and
 * the moves (game/states.h).
 */
#include "insight/reach.h"
#include "table/sheets.h"

#define MOST_WAYS 4

/* ---- evolution ------------------------------------------------------------------------------- */

static void add_state_cell(const dt_view *view, uint64_t state, dt_table *table)
{
    dt_text name = {0};
    dt_sheet_state(view, state, &name);
    dt_table_cell(table, name.failed ? "" : name.bytes);
    table->failed = table->failed || name.failed;
    dt_text_clear(&name);
}

/* Heads: s8, the mover, s24, ... */
static void add_way_heads(const dt_view *view, uint64_t start, const dt_step *steps,
                          uint32_t length, dt_table *table)
{
    dt_table_row(table);
    dt_table_cell(table, "");
    dt_table_cell(table, "");
    add_state_cell(view, start, table);
    for (uint32_t k = 0; k < length; k++) {
        dt_table_cell(table, view->syntax->parties[steps[k].party].id);
        add_state_cell(view, steps[k].state, table);
    }
    dt_table_rule(table);
}

static void add_way_option(const dt_view *view, uint32_t option, uint64_t start,
                           const dt_step *steps, uint32_t length, const char *arrow,
                           dt_table *table)
{
    char pattern[DT_MOST_OPTIONS + 1];
    char taken[2] = "?";
    dt_states_pattern(view->model, start, pattern);
    taken[0] = pattern[option];
    dt_table_cell(table, taken);
    for (uint32_t k = 0; k < length; k++) {
        const char before = taken[0];
        dt_states_pattern(view->model, steps[k].state, pattern);
        taken[0] = pattern[option];
        dt_table_cell(table, before != taken[0] ? arrow : "");
        dt_table_cell(table, taken);
    }
}

static void add_way(const dt_view *view, const dt_reach *reach, uint64_t end, const dt_step *steps,
                    uint32_t length, const char *arrow, dt_sheets *out)
{
    const dt_syntax *syntax = view->syntax;
    dt_sheet *sheet = dt_sheet_add(out, "Evolution to ");
    if (sheet == NULL) {
        return;
    }
    dt_sheet_state(view, end, &sheet->title);
    const detente_concepts holds = dt_view_holds_under(view, end);
    const char *before = ", an equilibrium under ";
    DT_EACH_CONCEPT (c, holds) {
        dt_text_add(&sheet->title, before);
        dt_text_add(&sheet->title, detente_concept_name((detente_concept)c));
        before = ", ";
    }
    dt_table *table = &sheet->table;
    *table = (dt_table){.poll = view->poll, .labels = 2, .columns = 3 + 2 * length, .uneven = true};
    add_way_heads(view, reach->start, steps, length, table);
    uint32_t last = DT_NONE;
    for (uint32_t option = 0; option < syntax->option_count; option++) {
        const uint32_t party = syntax->options[option].party;
        dt_table_row(table);
        dt_table_cell(table, party != last ? syntax->parties[party].name : "");
        dt_sheet_option(syntax, option, table);
        last = party;
        add_way_option(view, option, reach->start, steps, length, arrow, table);
    }
    dt_text_add(&sheet->note,
                "From the status quo, left, by improvements: between two states stands the "
                "party that moves, an arrow where its option changes.");
}

/* Equilibria that are reached, those that hold under most concepts first. */
static detente_status add_ways(const dt_view *view, const dt_reach *reach, const char *arrow,
                               dt_sheets *out, detente_error *err)
{
    uint32_t ways = 0;
    for (unsigned concepts = DT_CONCEPT_COUNT; concepts > 0; concepts--) {
        for (uint64_t k = 0; k < view->count && ways < MOST_WAYS; k++) {
            const uint32_t length = dt_reach_distance(reach, k);
            if (length == DT_UNREACHED || length == 0 ||
                dt_concepts_count(dt_view_holds_under(view, k)) != concepts) {
                continue;
            }
            dt_step *steps = dt_zeroed(length, sizeof *steps);
            if (steps == NULL) {
                return dt_no_memory(err);
            }
            dt_reach_way(reach, k, steps);
            add_way(view, reach, k, steps, length, arrow, out);
            free(steps);
            ways++;
        }
    }
    return DETENTE_OK;
}

detente_status dt_sheet_evolution(const dt_view *view, const dt_sheet_wish *wish, dt_sheets *out,
                                  detente_error *err)
{
    if (view->model->status_quo == 0) {
        return DETENTE_OK;
    }
    dt_reach reach = {0};
    detente_status status = dt_reach_from(view->model, view->model->preferences,
                                          view->model->status_quo - 1, true,
                                          dt_poll_memory(view->poll), view->poll, &reach, err);
    if (status == DETENTE_ELIMIT) {
        return DETENTE_OK; /* too many states to search: no table */
    }
    if (status == DETENTE_OK) {
        status = add_ways(view, &reach, dt_draw(&wish->style, DT_MARK_ARROW), out, err);
    }
    dt_reach_clear(&reach);
    return status;
}

/* ---- moves ----------------------------------------------------------------------------------- */

static void add_change(const dt_view *view, uint32_t party, uint64_t from, uint64_t to,
                       dt_table *table)
{
    dt_text change = {0};
    if (!dt_is_graph_form(view->syntax)) {
        char before[DT_MOST_OPTIONS + 1];
        char after[DT_MOST_OPTIONS + 1];
        dt_states_pattern(view->model, from, before);
        dt_states_pattern(view->model, to, after);
        for (uint32_t k = 0; k < view->syntax->option_count; k++) {
            if (before[k] != after[k] && after[k] != '-' &&
                view->syntax->options[k].party == party) {
                dt_text_add(&change, change.length > 0 ? " " : "");
                dt_text_add_char(&change, after[k] == 'Y' ? '+' : '-');
                dt_option_name(view->syntax, k, &change);
            }
        }
    }
    dt_table_cell(table, change.length > 0 && !change.failed ? change.bytes : "");
    table->failed = table->failed || change.failed;
    dt_text_clear(&change);
}

detente_status dt_sheet_moves(const dt_view *view, const dt_sheet_wish *wish, dt_sheets *out,
                              detente_error *err)
{
    static const char *const heads[] = {"party", "from", "to", "change", "improvement"};
    (void)wish;
    dt_sheet *sheet = dt_sheet_add(out, "Moves");
    if (sheet == NULL) {
        return dt_no_memory(err);
    }
    dt_table *table = &sheet->table;
    *table = (dt_table){
        .poll = view->poll, .labels = 1, .columns = 5, .left = true, .uneven = true};
    dt_table_row(table);
    for (size_t k = 0; k < sizeof heads / sizeof heads[0]; k++) {
        dt_table_cell(table, heads[k]);
    }
    detente_status status = DETENTE_OK;
    for (uint32_t party = 0; party < view->syntax->party_count && status == DETENTE_OK; party++) {
        const dt_preference *own = &view->model->preferences[party];
        dt_moves moves = {0};
        status = dt_moves_list(view->model, party, false, dt_poll_memory(view->poll), view->poll,
                               &moves, err);
        dt_table_rule(table);
        for (uint64_t s = 0; status == DETENTE_OK && s < view->count && !table->failed; s++) {
            for (uint64_t k = moves.at[s]; k < moves.at[s + 1]; k++) {
                dt_table_row(table);
                dt_table_cell(table, view->syntax->parties[party].id);
                dt_table_cell_number(table, s + 1);
                dt_table_cell_number(table, (uint64_t)moves.to[k] + 1);
                add_change(view, party, s, moves.to[k], table);
                dt_table_cell(table, dt_prefers(own, s, moves.to[k]) ? "yes" : "no");
            }
        }
        dt_moves_clear(&moves);
    }
    dt_text_add(&sheet->note,
                "from, to: numbers of states; change: + takes an option up, - drops it; "
                "improvement: the party likes the second state better.");
    return status;
}
