/* SPDX-License-Identifier: MIT
 *
 * What the answers rest on: the model, its sources, the conventions, and how to do it again.
 */
#include "report/report.h"

/* ---- the model ------------------------------------------------------------------------------- */

static void add_outcomes(dt_report *report)
{
    const dt_syntax *syntax = report->view->syntax;
    if (syntax->outcome_count == 0) {
        return;
    }
    dt_table table = {.poll = report->view->poll,
                      .labels = 1,
                      .columns = 5,
                      .left = true,
                      .prose = 1u << 1 | 1u << 3};
    static const char *const heads[] = {"Outcome", "Where it holds", "States", "Note", "Source"};
    dt_table_row(&table);
    for (size_t k = 0; k < sizeof heads / sizeof heads[0]; k++) {
        dt_table_cell(&table, heads[k]);
    }
    for (uint32_t k = 0; k < syntax->outcome_count; k++) {
        const dt_outcome *o = &syntax->outcomes[k];
        dt_text cell = {0};
        dt_table_row(&table);
        dt_table_cell(&table, o->id);
        dt_expr_print(syntax, o->expr, &cell);
        dt_table_cell(&table, cell.failed ? "" : cell.bytes);
        dt_table_cell_number(&table, dt_view_size(report->view, k));
        dt_table_cell(&table, o->support.note == NULL ? "" : o->support.note);
        cell.length = 0;
        dt_view_marks(report->view, &o->support, &cell);
        dt_table_cell(&table, cell.failed || cell.length == 0 ? "" : cell.bytes);
        table.failed = table.failed || cell.failed;
        dt_text_clear(&cell);
    }
    dt_table_prune(&table);
    dt_table_html(&table, "Named outcomes", &report->text);
    dt_table_clear(&table);
}

static void add_status_quo(dt_report *report)
{
    const dt_view *view = report->view;
    if (view->model->status_quo == 0) {
        dt_html_paragraph(&report->text, "The model names no status quo.");
        return;
    }
    const dt_support *support = &view->syntax->status_quo_support;
    dt_text words = {0};
    dt_text_format(&words, "Status quo: state %llu, ", (unsigned long long)view->model->status_quo);
    dt_phrase_options_of(&report->phrases, view->model->status_quo - 1, &words);
    dt_text_add(&words, support->mark_count > 0 ? " " : "");
    dt_view_marks(view, support, &words);
    dt_text_add(&words, ". ");
    dt_text_add(&words, support->note == NULL ? "" : support->note);
    dt_html_paragraph(&report->text, words.failed ? "" : words.bytes);
    report->text.failed = report->text.failed || words.failed;
    dt_text_clear(&words);
}

detente_status dt_report_model(dt_report *report, detente_error *err)
{
    detente_status status = DETENTE_OK;
    add_status_quo(report);
    DT_TRY(dt_report_sheets(report, DETENTE_TABLE_OPTIONS, 0, NULL, err));
    DT_TRY(dt_report_sheets(report, DETENTE_TABLE_RULES, 0, NULL, err));
    add_outcomes(report);
done:
    return status;
}

/* ---- sources --------------------------------------------------------------------------------- */

static bool is_address(const char *place)
{
    return strncmp(place, "https://", 8) == 0 || strncmp(place, "http://", 7) == 0;
}

detente_status dt_report_sources(dt_report *report, detente_error *err)
{
    (void)err;
    const dt_syntax *syntax = report->view->syntax;
    dt_text *text = &report->text;
    if (syntax->source_count == 0) {
        return DETENTE_OK;
    }
    dt_text_add(text, "<p>Marks such as <code>[");
    dt_xml_text(text, syntax->sources[0].id);
    dt_text_add(text,
                ":2]</code> name the source and, after the colon, the place; plain numbers are "
                "paragraphs.</p>\n<dl>\n");
    for (uint32_t k = 0; k < syntax->source_count; k++) {
        const dt_source *s = &syntax->sources[k];
        dt_text_add(text, "<dt><strong>");
        dt_xml_text(text, s->id);
        dt_text_add(text, "</strong></dt><dd>");
        dt_xml_text(text, s->text);
        if (s->place != NULL) {
            dt_text_add(text, is_address(s->place) ? " (<a href=\"" : " (<code>");
            (is_address(s->place) ? dt_xml_raw : dt_xml_text)(text, s->place);
            if (is_address(s->place)) {
                dt_text_add(text, "\">");
                dt_xml_text(text, s->place);
            }
            dt_text_add(text, is_address(s->place) ? "</a>)" : "</code>)");
        }
        dt_text_add(text, "</dd>\n");
    }
    dt_text_add(text, "</dl>\n");
    return DETENTE_OK;
}

/* ---- conventions ----------------------------------------------------------------------------- */

detente_status dt_report_conventions(dt_report *report, detente_error *err)
{
    (void)err;
    dt_text *text = &report->text;
    dt_text_add(
        text, "<h3>Words</h3>\n"
              "<p>A <em>party</em> (decision maker) controls <em>options</em>, each taken or not. "
              "A <em>state</em> is one feasible combination of all options. A <em>move</em> "
              "(unilateral move) is a change that one party can make alone, an "
              "<em>improvement</em> one to a state that it likes better, a "
              "<em>counter-move</em> (sanction) what the others can do next. A state is "
              "<em>stable</em> for a party that has no reason to leave it, and an "
              "<em>equilibrium</em> when it is stable for all.</p>\n"
              "<h3>Concepts</h3>\n<p>They differ in what a party that is tempted to move "
              "fears.</p>\n<dl>\n");
    for (unsigned c = 0; c < DT_CONCEPT_COUNT; c++) {
        if (dt_view_has_concept(report->view, c)) {
            dt_text_add(text, "<dt><strong>");
            dt_xml_text(text, detente_concept_name((detente_concept)c));
            dt_text_add(text, "</strong></dt><dd>");
            dt_xml_text(text, detente_concept_meaning((detente_concept)c));
            dt_text_add(text, "</dd>\n");
        }
    }
    dt_text_add(text,
                "</dl>\n<h3>Assumptions and limits</h3>\n<ul class=\"dots\">\n"
                "<li>The model is a reading of its sources: other readings are possible, and what "
                "is not in the model is not in the answer.</li>\n"
                "<li>Preferences say which state a party likes better, not by how much; ranks are "
                "places in an order, and sums or means of them mean nothing.</li>\n"
                "<li>Every party knows the options, moves and preferences of all, and nobody "
                "moves twice in a row.</li>\n"
                "<li>A state that the others bring about and that is as good as the one left "
                "deters a party; a move to an equally good state tempts nobody.</li>\n"
                "<li>An equilibrium is a state that would hold once reached. It is no forecast, "
                "and says nothing about when.</li>\n</ul>\n");
    return DETENTE_OK;
}

/* ---- to do it again -------------------------------------------------------------------------- */

detente_status dt_report_reproduce(dt_report *report, detente_error *err)
{
    (void)err;
    const dt_view *view = report->view;
    dt_text *text = &report->text;
    dt_text_add(text, "<p>Written by detente " DETENTE_VERSION);
    if (report->wish->file != NULL) {
        dt_text_add(text, " from <code>");
        dt_xml_raw(text, report->wish->file);
        dt_text_add(text, "</code>");
    }
    dt_text_format(text,
                   "; digest of the model's text: <code>%016llx</code> (FNV-1a, 64 bits). The same "
                   "text and version give the same page, byte for byte.</p>\n",
                   (unsigned long long)view->model->digest);
    if (report->wish->file != NULL) {
        dt_text_add(text, "<p><code>detente report ");
        dt_xml_raw(text, report->wish->file);
        if (view->syntax->scenario != DT_NONE) {
            dt_text_add(text, " --scenario ");
            dt_xml_raw(text, view->syntax->scenarios[view->syntax->scenario].id);
        }
        dt_text_add(text, " -o report.html</code></p>\n");
    }
    return DETENTE_OK;
}
