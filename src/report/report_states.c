/* SPDX-License-Identifier: MIT
 *
 * The states: option form, preference ladders, stability.
 */
#include "report/report.h"

#define COLUMNS 20 /* states side by side, so that a page of paper holds them */

detente_status dt_report_states(dt_report *report, detente_error *err)
{
    return dt_report_sheets(report, DETENTE_TABLE_STATES, COLUMNS, "panel", err);
}

detente_status dt_report_stability(dt_report *report, detente_error *err)
{
    return dt_report_sheets(report, DETENTE_TABLE_STABILITY, 0, "stability", err);
}

/* ---- ladders --------------------------------------------------------------------------------- */

typedef struct ladder {
    const uint64_t *states;
    uint64_t count;
    uint64_t *order; /* of one party: positions in `states`, best first */
} ladder;

/* Insertion into descending rank, ties by number: ladders are short. */
static void sort_ladder(const dt_view *view, uint32_t party, ladder *l)
{
    const uint32_t *ranks = dt_preference_ranks(&view->model->preferences[party]);
    for (uint64_t k = 0; ranks != NULL && k < l->count; k++) {
        uint64_t j = k;
        for (; j > 0 && ranks[l->states[l->order[j - 1]]] < ranks[l->states[k]]; j--) {
            l->order[j] = l->order[j - 1];
        }
        l->order[j] = k;
    }
}

/* The first position of level `level` (from 0) of the sorted ladder, count = there is none. */
static uint64_t level_at(const dt_view *view, uint32_t party, const ladder *l, uint64_t level)
{
    const uint32_t *ranks = dt_preference_ranks(&view->model->preferences[party]);
    uint64_t k = 0;
    for (; level > 0 && k < l->count; level--) {
        const uint32_t rank = ranks[l->states[l->order[k]]];
        while (k < l->count && ranks[l->states[l->order[k]]] == rank) {
            k++;
        }
    }
    return k;
}

static void add_state(dt_report *report, uint64_t state)
{
    const dt_view *view = report->view;
    dt_scene scratch = {0};
    const char *outcomes = dt_figure_outcomes(&scratch, view, state);
    dt_text *text = &report->text;
    dt_text_format(text, "<span class=\"state%s%s\">",
                   !dt_concepts_are_none(dt_view_holds_under(view, state)) ? " eq" : "",
                   state + 1 == view->model->status_quo ? " here" : "");
    dt_text_number(text, state + 1);
    dt_text_add(text, outcomes[0] != '\0' ? " " : "");
    dt_xml_text(text, outcomes);
    dt_text_add(text, "</span> ");
    text->failed = text->failed || scratch.failed;
    dt_scene_clear(&scratch);
}

/* One cell: the states of one level of one party. */
static bool add_level(dt_report *report, uint32_t party, const ladder *l, uint64_t level)
{
    if (!dt_preference_is_ranking(&report->view->model->preferences[party])) {
        dt_text_add(&report->text, level == 0 ? "<td>" DT_NO_RANKING "</td>" : "<td></td>");
        return level == 0;
    }
    const uint64_t first = level_at(report->view, party, l, level);
    const uint64_t last = level_at(report->view, party, l, level + 1);
    dt_text_add(&report->text, "<td>");
    for (uint64_t k = first; k < last; k++) {
        add_state(report, l->states[l->order[k]]);
    }
    dt_text_add(&report->text, "</td>");
    return first < last;
}

static void add_ladders(dt_report *report, ladder *ladders)
{
    const dt_syntax *syntax = report->view->syntax;
    dt_text *text = &report->text;
    dt_text_add(text,
                "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Ladders\">"
                "<table class=\"ladder\"><caption>Ladders: what each party likes best stands on "
                "top</caption>\n<thead><tr>");
    for (uint32_t party = 0; party < syntax->party_count; party++) {
        dt_text_add(text, "<th scope=\"col\" class=\"l\">");
        dt_xml_text(text, syntax->parties[party].name);
        dt_text_add(text, "</th>");
    }
    dt_text_add(text, "</tr></thead>\n<tbody>\n");
    bool more = true;
    for (uint64_t level = 0; more; level++) {
        const size_t before = text->length;
        more = false;
        dt_text_add(text, "<tr>");
        for (uint32_t party = 0; party < syntax->party_count; party++) {
            more = add_level(report, party, &ladders[party], level) || more;
        }
        dt_text_add(text, "</tr>\n");
        if (!more && !text->failed) {
            text->length = before; /* the row below the last */
        }
    }
    dt_text_add(text, "</tbody></table></div>\n");
}

detente_status dt_report_ladders(dt_report *report, detente_error *err)
{
    const dt_view *view = report->view;
    const uint32_t parties = view->syntax->party_count;
    const uint64_t count = report->told.count;
    detente_status status = dt_report_sheets(report, DETENTE_TABLE_STATEMENTS, 0, NULL, err);
    if (status != DETENTE_OK) {
        return status;
    }
    uint64_t *orders = dt_zeroed((size_t)count * parties, sizeof *orders);
    ladder *ladders = dt_zeroed(parties, sizeof *ladders);
    if (orders == NULL || ladders == NULL) {
        status = dt_no_memory(err);
        goto done;
    }
    for (uint32_t party = 0; party < parties; party++) {
        ladders[party] = (ladder){report->told.states, count, orders + (uint64_t)party * count};
        sort_ladder(view, party, &ladders[party]);
    }
    add_ladders(report, ladders);
    dt_text_add(&report->text, "<p class=\"note\">States on one rung are liked equally. Filled: an "
                               "equilibrium under some concept; framed: the status quo.");
    if (!report->told.all) {
        dt_text_format(&report->text, " Of %llu states the status quo and equilibria are shown.",
                       (unsigned long long)view->count);
    }
    dt_text_add(&report->text, "</p>\n");
    if (report->told.all) {
        status = dt_report_sheets(report, DETENTE_TABLE_VECTORS, 0, NULL, err);
    }
done:
    free(orders);
    free(ladders);
    return status;
}
