/* SPDX-License-Identifier: MIT
 *
 * Sheets of the states: option form with ranks and equilibria, preference vectors, stability.
 *
 * Where a model has more states than are wished, the status quo and the equilibria are listed
 * (view.h), and the note says so.  Time O(states shown x rows), vectors O(states log states).
 */
#include "table/sheets.h"

static void add_state_cell(const dt_view *view, uint64_t state, dt_table *table)
{
    dt_text name = {0};
    dt_sheet_state(view, state, &name);
    dt_table_cell(table, name.failed ? "" : name.bytes);
    table->failed = table->failed || name.failed;
    dt_text_clear(&name);
}

/* The states of the wish; a copy, to be cleared. */
static detente_status choose(const dt_view *view, const dt_sheet_wish *wish, dt_chosen *out,
                             detente_error *err)
{
    if (wish->chosen == NULL) {
        return dt_view_choose(view, wish->most, out, err);
    }
    *out = *wish->chosen;
    out->states = dt_zeroed((size_t)out->count, sizeof *out->states);
    if (out->states == NULL) {
        return dt_no_memory(err);
    }
    memcpy(out->states, wish->chosen->states, (size_t)out->count * sizeof *out->states);
    return DETENTE_OK;
}

static void say_how_many(const dt_view *view, const dt_chosen *chosen, dt_text *note)
{
    if (!chosen->all) {
        dt_text_format(note,
                       " %llu of %llu states are listed: the status quo and telling equilibria.",
                       (unsigned long long)chosen->count, (unsigned long long)view->count);
    }
}

/* ---- option form ----------------------------------------------------------------------------- */

typedef struct page {
    const dt_view *view;
    const uint64_t *states;
    uint64_t count;
    dt_table *table;
    const char *tick;
} page;

static void begin(const page *p, const char *group, const char *label)
{
    dt_table_row(p->table);
    dt_table_cell(p->table, group);
    dt_table_cell(p->table, label);
}

static void add_heads(const page *p)
{
    begin(p, "", "");
    for (uint64_t k = 0; k < p->count; k++) {
        add_state_cell(p->view, p->states[k], p->table);
    }
    if (dt_is_graph_form(p->view->syntax)) {
        return;
    }
    begin(p, "", "Decimal");
    for (uint64_t k = 0; k < p->count; k++) {
        dt_table_cell_number(p->table, dt_states_code(p->view->model, p->states[k]));
    }
    p->table->heads = 2;
}

static void add_options(const page *p)
{
    const dt_syntax *syntax = p->view->syntax;
    char pattern[DT_MOST_OPTIONS + 1];
    char taken[2] = "?";
    uint32_t last = DT_NONE;
    for (uint32_t option = 0; option < syntax->option_count; option++) {
        const dt_option *o = &syntax->options[option];
        dt_table_row(p->table);
        dt_table_cell(p->table, o->party != last ? syntax->parties[o->party].name : "");
        dt_sheet_option(syntax, option, p->table);
        last = o->party;
        for (uint64_t k = 0; k < p->count; k++) {
            dt_states_pattern(p->view->model, p->states[k], pattern);
            taken[0] = pattern[option];
            dt_table_cell(p->table, taken);
        }
    }
    dt_table_rule(p->table);
}

static void add_ranks(const page *p)
{
    const dt_syntax *syntax = p->view->syntax;
    for (uint32_t party = 0; party < syntax->party_count; party++) {
        begin(p, party == 0 ? "Rank" : "", syntax->parties[party].name);
        const uint32_t *ranks = dt_preference_ranks(&p->view->model->preferences[party]);
        for (uint64_t k = 0; ranks != NULL && k < p->count; k++) {
            dt_table_cell_number(p->table, ranks[p->states[k]]);
        }
        if (ranks == NULL) {
            dt_table_cell(p->table, "?");
        }
    }
    dt_table_rule(p->table);
}

static void add_equilibria(const page *p)
{
    const char *group = "Equilibrium";
    for (unsigned c = 0; c < DT_CONCEPT_COUNT; c++) {
        if (!dt_view_has_concept(p->view, c)) {
            continue;
        }
        begin(p, group, detente_concept_name((detente_concept)c));
        group = "";
        for (uint64_t k = 0; k < p->count; k++) {
            dt_table_cell(p->table, dt_view_equilibrium(p->view, c, p->states[k]) ? p->tick : "");
        }
    }
}

static detente_status add_page(const dt_view *view, const dt_chosen *chosen, uint64_t first,
                               uint64_t count, uint64_t step, const char *tick, dt_sheets *out,
                               detente_error *err)
{
    dt_sheet *sheet = dt_sheet_add(out, "Feasible states");
    if (sheet == NULL) {
        return dt_no_memory(err);
    }
    if (count < chosen->count) {
        dt_text_format(&sheet->title, ", table %llu of %llu",
                       (unsigned long long)(first / step) + 1,
                       (unsigned long long)((chosen->count - 1) / step) + 1);
    }
    sheet->table = (dt_table){.poll = view->poll, .labels = 2, .columns = 2 + (uint32_t)count};
    const page p = {view, chosen->states + first, count, &sheet->table, tick};
    add_heads(&p);
    dt_table_rule(&sheet->table);
    add_options(&p);
    add_ranks(&p);
    add_equilibria(&p);
    dt_text_add(&sheet->note,
                dt_is_graph_form(view->syntax)
                    ? ""
                    : "Y: the option is taken, N: it is not, -: either. Decimal: option k "
                      "counts 2^(k-1) when taken. ");
    dt_text_format(&sheet->note,
                   "Rank: the highest number is what the party likes best; equal numbers are ties. "
                   "%s: equilibrium, stable for every party.",
                   tick);
    if (!dt_terms_of(view->model).all_known) {
        dt_text_add(&sheet->note, " " DT_READINGS_NOTE);
    }
    say_how_many(view, chosen, &sheet->note);
    return DETENTE_OK;
}

detente_status dt_sheet_states(const dt_view *view, const dt_sheet_wish *wish, dt_sheets *out,
                               detente_error *err)
{
    dt_chosen chosen;
    detente_status status = choose(view, wish, &chosen, err);
    if (status != DETENTE_OK) {
        return status;
    }
    const uint64_t step = wish->columns == 0 ? chosen.count : wish->columns;
    for (uint64_t first = 0; first < chosen.count && status == DETENTE_OK; first += step) {
        const uint64_t left = chosen.count - first;
        status = add_page(view, &chosen, first, left < step ? left : step, step,
                          dt_draw(&wish->style, DT_MARK_TICK), out, err);
    }
    dt_chosen_clear(&chosen);
    return status;
}

/* ---- vectors --------------------------------------------------------------------------------- */

/* order = the states by rank, best first, then by number: counting sort. */
static bool sort_by_rank(const dt_view *view, const uint32_t *ranks, uint32_t *order)
{
    uint64_t *starts = dt_zeroed((size_t)view->count + 2, sizeof *starts);
    if (starts == NULL) {
        return false;
    }
    for (uint64_t k = 0; k < view->count; k++) {
        starts[view->count - ranks[k] + 1]++;
    }
    for (uint64_t k = 1; k <= view->count; k++) {
        starts[k] += starts[k - 1];
    }
    for (uint64_t k = 0; k < view->count; k++) {
        order[starts[view->count - ranks[k]]++] = (uint32_t)k;
    }
    free(starts);
    return true;
}

/* " ∼ " or " ≻ ": how place k of the order compares with the one before. */
static void add_comparison(const uint32_t *ranks, const uint32_t *order, uint64_t k,
                           const detente_style *style, dt_text *text)
{
    const bool equal = ranks[order[k]] == ranks[order[k - 1]];
    dt_text_add_char(text, ' ');
    dt_text_add(text, dt_draw(style, equal ? DT_MARK_EQUAL : DT_MARK_BETTER));
    dt_text_add_char(text, ' ');
}

/* The first `most` (one or more) places of the order; the rest is cut off. */
static void add_vector(const dt_view *view, const uint32_t *ranks, const uint32_t *order,
                       const dt_sheet_wish *wish, dt_text *text)
{
    for (uint64_t k = 0; k < view->count && k < wish->most; k++) {
        if (k > 0) {
            add_comparison(ranks, order, k, &wish->style, text);
        }
        dt_sheet_state(view, order[k], text);
    }
    if (view->count > wish->most) {
        add_comparison(ranks, order, wish->most, &wish->style, text);
        dt_text_add(text, dt_draw(&wish->style, DT_MARK_MORE));
    }
}

detente_status dt_sheet_vectors(const dt_view *view, const dt_sheet_wish *wish, dt_sheets *out,
                                detente_error *err)
{
    detente_status status = DETENTE_OK;
    uint32_t *order = dt_zeroed((size_t)view->count, sizeof *order);
    dt_sheet *sheet = order == NULL ? NULL : dt_sheet_add(out, "Preference vectors");
    if (sheet == NULL) {
        status = dt_no_memory(err);
        goto done;
    }
    sheet->table = (dt_table){
        .poll = view->poll, .labels = 1, .columns = 2, .left = true, .uneven = true};
    sheet->table.prose = 1u << 1;
    dt_table_row(&sheet->table);
    dt_table_cell(&sheet->table, "Party");
    dt_table_cell(&sheet->table, "From most to least preferred");
    dt_table_rule(&sheet->table);
    for (uint32_t party = 0; party < view->syntax->party_count; party++) {
        dt_text vector = {0};
        const uint32_t *ranks = dt_preference_ranks(&view->model->preferences[party]);
        if (ranks != NULL && !sort_by_rank(view, ranks, order)) {
            status = dt_no_memory(err);
            goto done;
        }
        if (ranks != NULL) {
            add_vector(view, ranks, order, wish, &vector);
        } else {
            dt_text_add(&vector, DT_NO_RANKING);
        }
        dt_table_row(&sheet->table);
        dt_table_cell(&sheet->table, view->syntax->parties[party].name);
        dt_table_cell(&sheet->table, vector.failed || vector.length == 0 ? "" : vector.bytes);
        sheet->table.failed = sheet->table.failed || vector.failed;
        dt_text_clear(&vector);
    }
    dt_text_format(
        &sheet->note,
        "%s: preferred to; %s: equally preferred. States are numbered as in the table of "
        "feasible states.",
        dt_draw(&wish->style, DT_MARK_BETTER), dt_draw(&wish->style, DT_MARK_EQUAL));
done:
    free(order);
    return status;
}

/* ---- stability ------------------------------------------------------------------------------- */

/* A group of columns per concept: the parties, then E. */
static void add_stability_heads(const dt_view *view, dt_table *table)
{
    const dt_syntax *syntax = view->syntax;
    dt_table_row(table);
    dt_table_cell(table, "");
    dt_table_cell(table, "");
    for (unsigned c = 0; c < DT_CONCEPT_COUNT; c++) {
        if (dt_view_has_concept(view, c)) {
            dt_table_cell_over(table, detente_concept_name((detente_concept)c),
                               syntax->party_count + 1);
        }
    }
    dt_table_row(table);
    dt_table_cell(table, "State");
    dt_table_cell(table, dt_is_graph_form(syntax) ? "" : "Options");
    for (unsigned c = 0; c < DT_CONCEPT_COUNT; c++) {
        for (uint32_t party = 0; dt_view_has_concept(view, c) && party < syntax->party_count;
             party++) {
            dt_table_cell(table, syntax->parties[party].id);
        }
        if (dt_view_has_concept(view, c)) {
            dt_table_cell(table, "E");
        }
    }
    dt_table_rule(table);
}

static void add_stability_row(const dt_view *view, uint64_t state, const char *tick,
                              dt_table *table)
{
    dt_table_row(table);
    add_state_cell(view, state, table);
    char pattern[DT_MOST_OPTIONS + 1] = "";
    if (!dt_is_graph_form(view->syntax)) {
        dt_states_pattern(view->model, state, pattern);
    }
    dt_table_cell(table, pattern);
    for (unsigned c = 0; c < DT_CONCEPT_COUNT; c++) {
        if (!dt_view_has_concept(view, c)) {
            continue;
        }
        for (uint32_t party = 0; party < view->syntax->party_count; party++) {
            dt_table_cell(table, dt_view_stable(view, c, party, state) ? tick : "");
        }
        dt_table_cell(table, dt_view_equilibrium(view, c, state) ? "E" : "");
    }
}

detente_status dt_sheet_stability(const dt_view *view, const dt_sheet_wish *wish, dt_sheets *out,
                                  detente_error *err)
{
    dt_chosen chosen;
    const detente_status status = choose(view, wish, &chosen, err);
    if (status != DETENTE_OK) {
        return status;
    }
    dt_sheet *sheet = dt_sheet_add(out, "Stability");
    if (sheet == NULL) {
        dt_chosen_clear(&chosen);
        return dt_no_memory(err);
    }
    const char *tick = dt_draw(&wish->style, DT_MARK_TICK);
    const uint32_t concepts = dt_concepts_count(view->analysis->verdicts.concepts);
    sheet->table = (dt_table){.poll = view->poll, .labels = 2, .heads = 2, .uneven = true};
    sheet->table.columns = 2 + concepts * (view->syntax->party_count + 1);
    add_stability_heads(view, &sheet->table);
    for (uint64_t k = 0; k < chosen.count; k++) {
        add_stability_row(view, chosen.states[k], tick, &sheet->table);
    }
    dt_text_format(
        &sheet->note,
        "%s: stable for the party, which has no reason to leave the state. E: stable for "
        "every party, an equilibrium.",
        tick);
    say_how_many(view, &chosen, &sheet->note);
    dt_chosen_clear(&chosen);
    return DETENTE_OK;
}
