/* SPDX-License-Identifier: MIT
 *
 * Sheets of what the author wrote: parties and options, rules, preference statements.
 *
 * Rules count what they remove over all 2^m combinations, 64 at a time, while m <= MOST_COUNTED;
 * time O(2^m / 64 x expression), elsewhere O(lines).
 */
#include "table/sheets.h"

#define MOST_COUNTED 22

static void add_support(const dt_view *view, const dt_support *support, dt_table *table)
{
    dt_text marks = {0};
    dt_view_marks(view, support, &marks);
    dt_table_cell(table, support->note == NULL ? "" : support->note);
    dt_table_cell(table, marks.bytes == NULL || marks.length == 0 ? "" : marks.bytes);
    table->failed = table->failed || marks.failed;
    dt_text_clear(&marks);
}

/* ---- parties and options --------------------------------------------------------------------- */

static const char *const direction_words[] = {
    [DT_BOTH] = "",
    [DT_CANNOT_BE_UNDONE] = "cannot be undone",
    [DT_CANNOT_BE_RESUMED] = "cannot be resumed",
};

static void add_graph_states(const dt_view *view, dt_table *table)
{
    for (uint32_t k = 0; k < view->syntax->state_count; k++) {
        const dt_graph_state *s = &view->syntax->states[k];
        dt_table_row(table);
        dt_table_cell(table, s->id);
        dt_table_cell(table, s->label);
        add_support(view, &s->support, table);
    }
}

static detente_status add_states_sheet(const dt_view *view, dt_sheets *out, detente_error *err)
{
    dt_sheet *sheet = dt_sheet_add(out, "States");
    if (sheet == NULL) {
        return dt_no_memory(err);
    }
    sheet->table = (dt_table){
        .poll = view->poll, .labels = 1, .columns = 4, .left = true, .uneven = true};
    sheet->table.prose = 1u << 1 | 1u << 2;
    dt_table_row(&sheet->table);
    dt_table_cell(&sheet->table, "State");
    dt_table_cell(&sheet->table, "Description");
    dt_table_cell(&sheet->table, "Note");
    dt_table_cell(&sheet->table, "Source");
    dt_table_rule(&sheet->table);
    add_graph_states(view, &sheet->table);
    dt_table_prune(&sheet->table);
    return DETENTE_OK;
}

static void add_party(const dt_view *view, uint32_t party, dt_table *table)
{
    const dt_syntax *syntax = view->syntax;
    const char *name = syntax->parties[party].name;
    for (uint32_t k = 0; k < syntax->option_count; k++) {
        const dt_option *o = &syntax->options[k];
        if (o->party != party) {
            continue;
        }
        dt_table_row(table);
        dt_table_cell(table, name);
        dt_table_cell_number(table, k + 1);
        dt_sheet_option(syntax, k, table);
        dt_table_cell(table, o->label);
        dt_table_cell(table, direction_words[o->direction]);
        add_support(view, &o->support, table);
        name = "";
    }
    if (name[0] != '\0') {
        dt_table_row(table);
        dt_table_cell(table, name);
    }
}

detente_status dt_sheet_options(const dt_view *view, const dt_sheet_wish *wish, dt_sheets *out,
                                detente_error *err)
{
    static const char *const heads[] = {"Party", "No.",  "Option", "Description",
                                        "Moves", "Note", "Source"};
    (void)wish;
    dt_sheet *sheet = dt_sheet_add(out, "Parties and options");
    if (sheet == NULL) {
        return dt_no_memory(err);
    }
    sheet->table = (dt_table){
        .poll = view->poll, .labels = 1, .columns = 7, .left = true, .uneven = true};
    sheet->table.prose = 1u << 3 | 1u << 5;
    dt_table_row(&sheet->table);
    for (size_t k = 0; k < sizeof heads / sizeof heads[0]; k++) {
        dt_table_cell(&sheet->table, heads[k]);
    }
    for (uint32_t party = 0; party < view->syntax->party_count; party++) {
        dt_table_rule(&sheet->table);
        add_party(view, party, &sheet->table);
    }
    dt_table_prune(&sheet->table);
    dt_text_add(&sheet->note, "An option is taken (Y) or not (N) by its party alone.");
    return dt_is_graph_form(view->syntax) ? add_states_sheet(view, out, err) : DETENTE_OK;
}

/* ---- rules ----------------------------------------------------------------------------------- */

/* Does the rule remove a combination where its expression is `holds`?  (`same` joins instead.) */
static uint64_t removed_where(const dt_rule *rule, uint64_t holds)
{
    return rule->kind == DT_RULE_IMPOSSIBLE ? holds : rule->kind == DT_RULE_SAME ? 0 : ~holds;
}

/* removed[k] = combinations that rule k alone removes. */
static detente_status count_removed(const dt_view *view, uint64_t *removed, detente_error *err)
{
    const dt_circuit *circuit = &view->model->circuit;
    const uint64_t all = (uint64_t)1 << view->syntax->option_count;
    uint64_t *values = dt_zeroed(circuit->count, sizeof *values);
    if (values == NULL) {
        return dt_no_memory(err);
    }
    for (uint64_t first = 0; first < all; first += 64) {
        uint64_t codes[64];
        const unsigned count = all - first < 64 ? (unsigned)(all - first) : 64;
        for (unsigned k = 0; k < count; k++) {
            codes[k] = first + k;
        }
        const uint64_t live = count == 64 ? UINT64_MAX : ((uint64_t)1 << count) - 1;
        dt_circuit_load(circuit, codes, count, values);
        dt_circuit_run(circuit, values);
        for (uint32_t k = 0; k < view->syntax->rule_count; k++) {
            const dt_rule *rule = &view->syntax->rules[k];
            const uint64_t holds = dt_model_word(view->model, rule->expr, 0, values);
            removed[k] += dt_popcount(removed_where(rule, holds) & live);
        }
    }
    free(values);
    return DETENTE_OK;
}

static void add_rule(const dt_view *view, uint32_t k, uint64_t removed, bool counted,
                     const detente_style *style, dt_table *table)
{
    const dt_rule *rule = &view->syntax->rules[k];
    dt_text words = {0};
    dt_text_add(&words, rule->kind == DT_RULE_IMPOSSIBLE ? "impossible: "
                        : rule->kind == DT_RULE_SAME     ? "one state: "
                                                         : "");
    dt_expr_print(view->syntax, rule->expr, &words);
    dt_table_row(table);
    dt_table_cell_number(table, k + 1);
    dt_table_cell(table, words.failed ? "" : words.bytes);
    if (!counted || rule->kind == DT_RULE_SAME) {
        dt_table_cell(table, dt_draw(style, DT_MARK_DASH));
    } else {
        dt_table_cell_number(table, removed);
    }
    add_support(view, &rule->support, table);
    table->failed = table->failed || words.failed;
    dt_text_clear(&words);
}

detente_status dt_sheet_rules(const dt_view *view, const dt_sheet_wish *wish, dt_sheets *out,
                              detente_error *err)
{
    const dt_syntax *syntax = view->syntax;
    if (syntax->rule_count == 0) {
        return DETENTE_OK;
    }
    const bool counted = !dt_is_graph_form(syntax) && syntax->option_count <= MOST_COUNTED;
    detente_status status = DETENTE_OK;
    uint64_t *removed = dt_zeroed(syntax->rule_count, sizeof *removed);
    dt_sheet *sheet = removed == NULL ? NULL : dt_sheet_add(out, "Rules of feasibility");
    if (sheet == NULL) {
        status = dt_no_memory(err);
        goto done;
    }
    if (counted) {
        DT_TRY(count_removed(view, removed, err));
    }
    sheet->table = (dt_table){
        .poll = view->poll, .labels = 1, .columns = 5, .left = true, .uneven = true};
    sheet->table.prose = 1u << 1 | 1u << 3;
    dt_table_row(&sheet->table);
    static const char *const heads[] = {"No.", "Rule", "Removes", "Note", "Source"};
    for (size_t k = 0; k < sizeof heads / sizeof heads[0]; k++) {
        dt_table_cell(&sheet->table, heads[k]);
    }
    dt_table_rule(&sheet->table);
    for (uint32_t k = 0; k < syntax->rule_count; k++) {
        add_rule(view, k, removed[k], counted, &wish->style, &sheet->table);
    }
    dt_table_prune(&sheet->table);
    if (counted) {
        dt_text_format(&sheet->note,
                       "Removes: combinations of the %llu that the rule rules out by itself; "
                       "two rules may rule out the same one. %llu states are left.",
                       1ull << syntax->option_count, (unsigned long long)view->count);
    }
done:
    free(removed);
    return status;
}

/* ---- statements ------------------------------------------------------------------------------ */

static const char *const kind_words[] = {
    [DT_INDIFFERENT] = "indifferent",
    [DT_WANTS] = "wants, most important first",
    [DT_RANKS] = "ranks, best first",
    [DT_WEIGHS] = "weighs",
};

static void add_weight(dt_text *text, int64_t millionths, const detente_style *style)
{
    dt_text_add(text, millionths < 0 ? dt_draw(style, DT_MARK_MINUS) : "");
    dt_text_millionths(text, millionths < 0 ? -millionths : millionths); /* 15 digits at most */
}

static void add_statement(const dt_view *view, const dt_preferences *p, uint32_t k, uint32_t level,
                          const detente_style *style, dt_table *table)
{
    const dt_statement *line = &p->lines[k];
    dt_text cell = {0};
    if (p->kind == DT_WEIGHS) {
        add_weight(&cell, line->weight, style);
    } else {
        dt_text_number(&cell, level);
    }
    dt_table_cell(table, cell.failed ? "" : cell.bytes);
    cell.length = 0;
    if (line->expr == NULL) {
        dt_text_add(&cell, "all others");
    } else {
        dt_expr_print(view->syntax, line->expr, &cell);
    }
    dt_table_cell(table, cell.failed ? "" : cell.bytes);
    add_support(view, &line->support, table);
    table->failed = table->failed || cell.failed;
    dt_text_clear(&cell);
}

static void add_list(const dt_view *view, const dt_preferences *list, const char *name,
                     const char *how, const detente_style *style, dt_table *table)
{
    uint32_t level = 0;
    for (uint32_t k = 0; k < list->count || k == 0; k++) {
        dt_table_row(table);
        dt_table_cell(table, k == 0 ? name : "");
        dt_table_cell(table, k == 0 ? how : "");
        if (k < list->count) {
            level += !list->lines[k].tied;
            add_statement(view, list, k, level, style, table);
        }
    }
}

static void add_unknowns(const dt_view *view, uint32_t party, dt_table *table)
{
    for (uint32_t k = 0; k < view->syntax->unknown_count; k++) {
        const dt_unknown *line = &view->syntax->unknowns[k];
        if (line->party != party) {
            continue;
        }
        dt_text cell = {0};
        dt_expr_print(view->syntax, line->what, &cell);
        dt_text_add(&cell, " against ");
        dt_expr_print(view->syntax, line->than, &cell);
        dt_table_row(table);
        dt_table_cell(table, "");
        dt_table_cell(table, "unknown");
        dt_table_cell(table, "");
        dt_table_cell(table, cell.failed ? "" : cell.bytes);
        add_support(view, &line->support, table);
        table->failed = table->failed || cell.failed;
        dt_text_clear(&cell);
    }
}

detente_status dt_sheet_statements(const dt_view *view, const dt_sheet_wish *wish, dt_sheets *out,
                                   detente_error *err)
{
    static const char *const heads[] = {"Party", "How", "Level", "Statement", "Note", "Source"};
    dt_sheet *sheet = dt_sheet_add(out, "Preference statements");
    if (sheet == NULL) {
        return dt_no_memory(err);
    }
    dt_table *table = &sheet->table;
    *table = (dt_table){
        .poll = view->poll, .labels = 1, .columns = 6, .left = true, .uneven = true};
    table->prose = 1u << 3 | 1u << 4;
    dt_table_row(table);
    for (size_t k = 0; k < sizeof heads / sizeof heads[0]; k++) {
        dt_table_cell(table, heads[k]);
    }
    for (uint32_t party = 0; party < view->syntax->party_count; party++) {
        const dt_preferences *first = &view->syntax->preferences[party];
        dt_table_rule(table);
        for (const dt_preferences *list = first; list != NULL; list = list->other) {
            add_list(view, list, list == first ? view->syntax->parties[party].name : "",
                     list == first ? kind_words[list->kind] : "may want", &wish->style, table);
        }
        add_unknowns(view, party, table);
    }
    dt_table_prune(table);
    dt_text_add(
        &sheet->note,
        "wants: states are compared statement by statement, the first that tells them apart "
        "decides; statements of one level count alike. ranks: a state belongs to the first line "
        "that holds at it. weighs: the numbers of the statements that hold are added up.");
    if (!dt_all_rankings(view->syntax)) {
        dt_text_add(
            &sheet->note,
            " may want: another list that the party may have instead; what the lists judge "
            "differently is unknown. unknown: each comparison of a state of the one outcome "
            "with a state of the other.");
    }
    return DETENTE_OK;
}
