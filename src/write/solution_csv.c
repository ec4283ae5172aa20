/* SPDX-License-Identifier: MIT
 *
 * The answer for spreadsheets (RFC 4180): one row per state.
 *
 * Columns: n, decimal, PARTY:OPTION (1 taken, 0 not, - either, in a coalesced state), outcomes,
 * rank:PARTY, CONCEPT:PARTY (1 = stable), CONCEPT (1 = equilibrium).  In graph form n, id, label
 * instead of the first three.  Then what a model has beside: status_quo (1 in its row), and
 * `cannot be undone:PARTY:OPTION` or `cannot be resumed:PARTY:OPTION` (1 in every row) for each
 * option that is one-way.  exchange/csv_model.c reads the same headings.  Time O(states x columns);
 * the text is handed on every 64 KB.
 */
#include "exchange/csv_header.h"
#include "write/solution.h"

static void add_flag(dt_text *text, bool flag)
{
    dt_text_add(text, flag ? ",1" : ",0");
}

static void add_concept_heads(const dt_view *view, dt_text *text)
{
    for (unsigned c = 0; c < DT_CONCEPT_COUNT; c++) {
        const char *id = detente_concept_id((detente_concept)c);
        if (!dt_view_has_concept(view, c)) {
            continue;
        }
        for (uint32_t k = 0; k < view->syntax->party_count; k++) {
            dt_text_format(text, ",%s:%s", id, view->syntax->parties[k].id);
        }
        dt_text_format(text, ",%s", id);
    }
}

static void add_head(const dt_view *view, dt_text *text)
{
    const dt_syntax *syntax = view->syntax;
    dt_text_add(text, dt_is_graph_form(syntax) ? "n,id,label" : "n,decimal");
    for (uint32_t k = 0; k < syntax->option_count; k++) {
        const dt_option *option = &syntax->options[k];
        const char *party = syntax->parties[option->party].id;
        dt_text_format(text, ",%s%s:%s", dt_csv_is_word(party) ? ":" : "", party, option->id);
    }
    dt_text_add(text, "," DT_CSV_OUTCOMES);
    for (uint32_t k = 0; k < syntax->party_count; k++) {
        dt_text_format(text, "," DT_CSV_RANK ":%s", syntax->parties[k].id);
    }
    add_concept_heads(view, text);
    dt_text_add(text, syntax->has_status_quo ? "," DT_CSV_STATUS_QUO : "");
    for (uint32_t k = 0; k < syntax->option_count; k++) {
        const dt_option *option = &syntax->options[k];
        if (option->direction != DT_BOTH) {
            dt_text_format(text, ",%s:%s:%s",
                           option->direction == DT_CANNOT_BE_UNDONE ? DT_CSV_NOT_UNDONE
                                                                    : DT_CSV_NOT_RESUMED,
                           syntax->parties[option->party].id, option->id);
        }
    }
    dt_text_add(text, "\r\n");
}

static void add_what(const dt_view *view, uint64_t index, dt_text *text)
{
    dt_text_number(text, index + 1);
    if (dt_is_graph_form(view->syntax)) {
        dt_text_format(text, ",%s,", view->syntax->states[index].id);
        dt_text_add_cell(text, view->syntax->states[index].label);
        return;
    }
    char pattern[DT_MOST_OPTIONS + 1];
    dt_states_pattern(view->model, index, pattern);
    dt_text_add_char(text, ',');
    dt_text_number(text, dt_states_code(view->model, index));
    for (const char *c = pattern; *c != '\0'; c++) {
        dt_text_add(text, *c == 'Y' ? ",1" : *c == 'N' ? ",0" : ",-");
    }
}

static void add_row(const dt_view *view, uint64_t index, dt_text *text)
{
    const dt_syntax *syntax = view->syntax;
    add_what(view, index, text);
    const char *before = ",";
    for (uint32_t k = 0; k < syntax->outcome_count; k++) {
        if (dt_view_is(view, k, index)) {
            dt_text_format(text, "%s%s", before, syntax->outcomes[k].id);
            before = " ";
        }
    }
    dt_text_add(text, before[0] == ',' ? "," : "");
    for (uint32_t k = 0; k < syntax->party_count; k++) {
        dt_text_add_char(text, ',');
        const uint32_t *ranks = dt_preference_ranks(&view->model->preferences[k]);
        if (ranks != NULL) {
            dt_text_number(text, ranks[index]);
        }
    }
    for (unsigned c = 0; c < DT_CONCEPT_COUNT; c++) {
        for (uint32_t k = 0; dt_view_has_concept(view, c) && k < syntax->party_count; k++) {
            add_flag(text, dt_view_stable(view, c, k, index));
        }
        if (dt_view_has_concept(view, c)) {
            add_flag(text, dt_view_equilibrium(view, c, index));
        }
    }
    if (syntax->has_status_quo) {
        add_flag(text, view->model->status_quo == index + 1);
    }
    for (uint32_t k = 0; k < syntax->option_count; k++) {
        dt_text_add(text, syntax->options[k].direction != DT_BOTH ? ",1" : "");
    }
    dt_text_add(text, "\r\n");
}

detente_status dt_solution_csv(const dt_view *view, dt_text *text, const detente_sink *sink,
                               detente_error *err)
{
    if (!view->listed) {
        return dt_fail(err, DETENTE_ELIMIT,
                       "%llu states are too many for a row each; "
                       "--json counts them",
                       (unsigned long long)view->count);
    }
    add_head(view, text);
    for (uint64_t k = 0; k < view->count; k++) {
        add_row(view, k, text);
        const detente_status status = dt_text_relieve(text, sink, err);
        if (status != DETENTE_OK) {
            return status;
        }
    }
    return dt_text_flush(text, sink, err);
}
