/* SPDX-License-Identifier: MIT
 *
 * The first chapters: what it is about, what was found, in words, pictures and a table.
 */
#include "report/report.h"
#include "words/words.h"

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

#define HEAD_COLUMNS 12 /* of the summary's lines, before their text */

/* What readers ask first; the rest follows in the summary's order. */
static const char *const leading[] = {"Today", "Better", "Outcomes"};

/* The head of a line of the summary: "Today" of "  Today       state 8 ...", "" of one that goes
 * on. */
static size_t head_of(const char *line, size_t length)
{
    size_t end = length < HEAD_COLUMNS ? length : HEAD_COLUMNS;
    while (end > 0 && line[end - 1] == ' ') {
        end--;
    }
    return end > 2 ? end - 2 : 0;
}

static void add_part(dt_text *text, const char *words, size_t length)
{
    dt_text part = {0};
    dt_text_add_bytes(&part, words, length);
    if (part.length > 0) {
        dt_xml_text(text, part.bytes);
    }
    text->failed = text->failed || part.failed;
    dt_text_clear(&part);
}

/* One finding: its head and the lines up to the next head.  Returns what follows. */
static const char *add_finding(dt_text *text, const char *line, bool wanted)
{
    bool first = true;
    while (*line != '\0') {
        const size_t length = strcspn(line, "\n");
        const size_t head = head_of(line, length);
        if (head > 0 && !first) {
            break;
        }
        if (wanted && first) {
            dt_text_add(text, "<dt>");
            add_part(text, line + 2, head);
            dt_text_add(text, "</dt>\n<dd>");
        }
        if (wanted && length > HEAD_COLUMNS) {
            dt_text_add(text, first ? "" : "<br>\n");
            add_part(text, line + HEAD_COLUMNS, length - HEAD_COLUMNS);
        }
        first = false;
        line += length + (line[length] == '\n');
    }
    dt_text_add(text, wanted ? "</dd>\n" : "");
    return line;
}

static bool is_head(const char *line, size_t length, const char *head)
{
    return length == strlen(head) && memcmp(line + 2, head, length) == 0;
}

/* All findings under `head`, or all that are under none of the first ones; scenarios apart, whose
 * line tells how to ask for them at a terminal. */
static void add_findings(dt_text *text, const char *line, const char *head)
{
    while (*line != '\0') {
        const size_t length = head_of(line, strcspn(line, "\n"));
        bool leads = is_head(line, length, "Scenarios");
        for (size_t k = 0; k < sizeof leading / sizeof leading[0]; k++) {
            leads = leads || is_head(line, length, leading[k]);
        }
        line = add_finding(text, line, head == NULL ? !leads : is_head(line, length, head));
    }
}

static void add_scenarios(const dt_syntax *syntax, dt_text *text)
{
    if (syntax->scenario != DT_NONE || syntax->scenario_count == 0) {
        return;
    }
    dt_text_add(text, "<dt>Scenarios</dt>\n<dd>The file also tells: ");
    for (uint32_t k = 0; k < syntax->scenario_count; k++) {
        dt_text_add(text, k == 0 ? "" : ", ");
        dt_xml_text(text, syntax->scenarios[k].title);
    }
    dt_text_add(text, ".</dd>\n");
}

detente_status dt_report_findings(dt_report *report, detente_error *err)
{
    const detente_style style = {.width = DT_REPORT_WIDTH};
    dt_text summary = {0};
    const detente_sink sink = dt_text_sink(&summary);
    const detente_status status = detente_write_summary(report->view->analysis, &style,
                                                        report->limits, &sink, err);
    if (status == DETENTE_OK) {
        const char *lines = strstr(summary.bytes == NULL ? "" : summary.bytes, "\n\n");
        lines = lines == NULL ? "" : lines + strspn(lines, "\n");
        dt_text_add(&report->text, "<section class=\"findings\" aria-label=\"In short\">\n"
                                   "<h2>In short</h2>\n<dl>\n");
        for (size_t k = 0; k < sizeof leading / sizeof leading[0]; k++) {
            add_findings(&report->text, lines, leading[k]);
        }
        add_findings(&report->text, lines, NULL);
        add_scenarios(report->view->syntax, &report->text);
        dt_text_add(&report->text, "</dl>\n</section>\n");
    }
    report->text.failed = report->text.failed || summary.failed;
    dt_text_clear(&summary);
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
