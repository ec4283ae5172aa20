/* SPDX-License-Identifier: MIT
 *
 * The first chapters: what it is about, what was found, in words, pictures and a table.
 */
#include "report/report.h"
#include "words/words.h"
#include "write/summary.h"

/* ---- head ------------------------------------------------------------------------------------ */

detente_status dt_report_head(dt_report *report, detente_error *err)
{
    (void)err;
    const dt_syntax *syntax = report->view->syntax;
    dt_text *text = &report->text;
    dt_text_add(text, "<header><h1>");
    dt_xml_text(text, syntax->title);
    dt_text_add(text, "</h1>\n<p class=\"soft\">");
    if (syntax->scenario != DT_NONE) {
        dt_text_add(text, "Scenario: ");
        dt_xml_text(text, syntax->scenarios[syntax->scenario].title);
        dt_text_add(text, ". ");
    }
    dt_text_add(text, "A conflict of ");
    for (uint32_t k = 0; k < syntax->party_count; k++) {
        dt_text_add(text, k == 0 ? "" : k + 1 == syntax->party_count ? " and " : ", ");
        dt_xml_text(text, syntax->parties[k].name);
    }
    if (syntax->date != NULL) {
        dt_text_add(text, ", as of <span style=\"white-space:nowrap\">");
        dt_xml_text(text, syntax->date);
        dt_text_add(text, "</span>");
    }
    dt_text_add(text, ".</p></header>\n");
    if (syntax->support.note != NULL) {
        dt_text_add(text, "<p class=\"lead\">");
        dt_xml_text(text, syntax->support.note);
        dt_text_add(text, "</p>\n");
    }
    return DETENTE_OK;
}

/* ---- findings -------------------------------------------------------------------------------- */

/* What readers ask first; the rest follows in the summary's order. */
static const char *const leading[] = {"Today", "Better", "Outcomes"};
#define LEADING (sizeof leading / sizeof leading[0])

/* Which of the leading heads a block has; LEADING: none of them. */
static size_t head_of(const dt_prose *summary, size_t block)
{
    size_t k = 0;
    while (k < LEADING && strcmp(dt_prose_label(summary, block), leading[k]) != 0) {
        k++;
    }
    return k;
}

/* All that the summary says under this head; scenarios apart, whose line tells how to ask for them
 * at a terminal. */
static void take_findings(const dt_prose *summary, size_t head, dt_prose *found)
{
    bool wanted = false;
    for (size_t k = 0; k < summary->count && !summary->failed; k++) {
        const dt_block *block = &summary->blocks[k];
        if (block->kind == DT_TERM && block->depth == 0) {
            wanted = head_of(summary, k) == head &&
                     strcmp(dt_prose_label(summary, k), "Scenarios") != 0;
        }
        dt_prose_append(found, summary, k, block->kind == DT_TERM && wanted);
    }
}

static void tell_scenarios(const dt_syntax *syntax, dt_prose *found)
{
    if (syntax->scenario != DT_NONE || syntax->scenario_count == 0) {
        return;
    }
    dt_text_add(&found->label, "Scenarios");
    dt_text_add(&found->line, "The file also tells: ");
    for (uint32_t k = 0; k < syntax->scenario_count; k++) {
        dt_text_add(&found->line, k == 0 ? "" : ", ");
        dt_text_add(&found->line, syntax->scenarios[k].title);
    }
    dt_text_add_char(&found->line, '.');
    dt_prose_put(found, (dt_block){.kind = DT_TERM});
}

detente_status dt_report_findings(dt_report *report, detente_error *err)
{
    const detente_style style = dt_style_of(NULL);
    dt_prose summary = {0};
    dt_prose found = {0};
    const detente_status status = dt_summary_tell(report->view, &style, &summary, err);
    if (status == DETENTE_OK) {
        for (size_t k = 0; k <= LEADING; k++) {
            take_findings(&summary, k, &found);
        }
        tell_scenarios(report->view->syntax, &found);
        found.failed = found.failed || summary.failed;
        dt_text_add(&report->text, "<section class=\"findings\" aria-label=\"In short\">\n"
                                   "<h2>In short</h2>\n");
        dt_prose_html(&found, 2, &report->text);
        dt_text_add(&report->text, "</section>\n");
    }
    dt_prose_clear(&summary);
    dt_prose_clear(&found);
    return status;
}

/* ---- pictures -------------------------------------------------------------------------------- */

static detente_status add_picture(dt_report *report, detente_picture_view kind, const char *prefix,
                                  const char *caption, detente_error *err)
{
    const detente_picture wish = {.view = kind, .bare = true};
    dt_scene scene = {0};
    const detente_status status = dt_figure_scene(report->view, &wish, &scene, err);
    if (status == DETENTE_OK) {
        dt_text_add(&report->text, kind == DETENTE_EVOLUTION
                                       ? "<figure class=\"first\"><figcaption>"
                                       : "<figure><figcaption>");
        dt_xml_text(&report->text, caption);
        dt_text_add(&report->text, "</figcaption>\n");
        dt_scene_svg(&scene, &(dt_svg_style){.inlined = true, .prefix = prefix}, &report->text);
        dt_text_add(&report->text, "</figure>\n");
    }
    dt_scene_clear(&scene);
    return status;
}

detente_status dt_report_pictures(dt_report *report, detente_error *err)
{
    detente_status status = DETENTE_OK;
    const dt_view *view = report->view;
    if (view->model->status_quo > 0) {
        DT_TRY(add_picture(report, DETENTE_EVOLUTION, "e-",
                           "Where steps that each pay their mover lead from the status quo", err));
    }
    DT_TRY(add_picture(
        report, DETENTE_MAP, "m-",
        view->count <= DT_MOST_WHOLE
            ? "Map of all states: who would move where, and what holds"
            : "Map of the states that matter: the status quo, equilibria, the roads between",
        err));
    if (view->count > DT_MOST_WHOLE && view->count <= DT_MOST_CELLS) {
        DT_TRY(add_picture(report, DETENTE_HEAT, "h-", "All states: how many parties would stay",
                           err));
    }
done:
    return status;
}

/* ---- what holds ------------------------------------------------------------------------------ */

static void add_concept_heads(const dt_view *view, dt_table *table)
{
    for (unsigned c = 0; c < DT_CONCEPT_COUNT; c++) {
        if (dt_view_has_concept(view, c)) {
            dt_table_cell(table, detente_concept_name((detente_concept)c));
        }
    }
}

static void add_hold_row(dt_report *report, uint64_t state, dt_table *table)
{
    const dt_view *view = report->view;
    dt_text cell = {0};
    dt_scene scratch = {0};
    dt_table_row(table);
    dt_table_cell_number(table, state + 1);
    dt_text_add(&cell, dt_figure_outcomes(&scratch, view, state));
    dt_table_cell(table, cell.failed ? "" : cell.bytes);
    cell.length = 0;
    dt_phrase_options_of(&report->phrases, state, &cell);
    dt_table_cell(table, cell.failed ? "" : cell.bytes);
    for (unsigned c = 0; c < DT_CONCEPT_COUNT; c++) {
        if (dt_view_has_concept(view, c)) {
            dt_table_cell(table, dt_view_equilibrium(view, c, state) ? "✓" : "");
        }
    }
    table->failed = table->failed || cell.failed || scratch.failed;
    dt_text_clear(&cell);
    dt_scene_clear(&scratch);
}

detente_status dt_report_hold(dt_report *report, detente_error *err)
{
    (void)err;
    const dt_view *view = report->view;
    dt_table table = {
        .poll = report->view->poll, .labels = 1, .uneven = true, .prose = 1u << 1 | 1u << 2};
    uint64_t listed = 0;
    uint64_t all = 0;
    table.columns = 3 + dt_concepts_count(view->analysis->verdicts.concepts);
    dt_table_row(&table);
    dt_table_cell(&table, "State");
    dt_table_cell(&table, "Outcomes");
    dt_table_cell(&table, "What is done");
    add_concept_heads(view, &table);
    for (uint64_t k = 0; k < view->count; k++) {
        all += !dt_concepts_are_none(dt_view_holds_under(view, k));
    }
    for (uint64_t k = 0; k < report->told.count; k++) {
        if (!dt_concepts_are_none(dt_view_holds_under(view, report->told.states[k]))) {
            add_hold_row(report, report->told.states[k], &table);
            listed++;
        }
    }
    if (listed == 0) {
        dt_html_paragraph(&report->text,
                          "No state is an equilibrium under any of the concepts: from "
                          "every state some party has a move that it need not fear.");
    } else {
        dt_table_html(&table, "Equilibria", &report->text);
    }
    if (listed < all) {
        dt_text_format(&report->text,
                       "<p class=\"note\">%llu of %llu equilibria: those that hold under "
                       "most concepts, then by number.</p>\n",
                       (unsigned long long)listed, (unsigned long long)all);
    }
    dt_table_clear(&table);
    return DETENTE_OK;
}
