/* SPDX-License-Identifier: MIT
 *
 * detente_write_report: one model, one page.
 *
 * Answers come first, in words and pictures; then what they rest on, in the order in which analysts
 * work; last, what is needed to do it again.  Time: the sum of its parts, each bounded in the
 * number of states it tells.
 */
#include "report/report.h"
#include "base/arguments.h"
#include "base/poll.h"
#include "words/words.h"

static const struct {
    const char *id, *title; /* NULL: no heading of its own */
    dt_chapter *write;
} chapters[] = {
    {NULL, NULL, dt_report_head},
    {NULL, NULL, dt_report_findings},
    {"pictures", "Pictures", dt_report_pictures},
    {"hold", "What would hold", dt_report_hold},
    {"ways", "Ways there", dt_report_ways},
    {"claims", "Claims of the model", dt_report_claims},
    {"model", "The model", dt_report_model},
    {"states", "Feasible states", dt_report_states},
    {"preferences", "Preferences", dt_report_ladders},
    {"stability", "Stability", dt_report_stability},
    {"why", "Why states hold or not", dt_report_why},
    {"sensitivity", "What it hangs on", dt_report_sensitivity},
    {"sources", "Sources", dt_report_sources},
    {"conventions", "How to read this", dt_report_conventions},
    {"reproduce", "To do it again", dt_report_reproduce},
};
#define CHAPTERS (sizeof chapters / sizeof chapters[0])

detente_status dt_report_sheets(dt_report *report, detente_table_kind kind, uint32_t columns,
                                const char *class, detente_error *err)
{
    const dt_sheet_wish wish = {
        .chosen = &report->told, .columns = columns, .most = report->view->count};
    dt_sheets sheets = {0};
    const detente_status status = dt_sheets_make(report->view, kind, &wish, &sheets, err);
    for (size_t k = 0; status == DETENTE_OK && k < sheets.count; k++) {
        const dt_sheet *sheet = &sheets.list[k];
        dt_text_format(&report->text, "<div class=\"sheet %s\">\n", class == NULL ? "" : class);
        dt_table_html(&sheet->table, sheet->title.bytes, &report->text);
        dt_text_add(&report->text, "</div>\n");
        if (sheet->note.length > 0 && k + 1 == sheets.count) {
            dt_text_add(&report->text, "<p class=\"note\">");
            dt_xml_text(&report->text, sheet->note.bytes);
            dt_text_add(&report->text, "</p>\n");
        }
    }
    dt_sheets_clear(&sheets);
    return status;
}

/* ---- which states are told one by one -------------------------------------------------------- */

static int by_value(const void *a, const void *b)
{
    const uint64_t x = *(const uint64_t *)a;
    const uint64_t y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

static uint64_t outcomes_of(const dt_view *view, uint64_t state)
{
    uint64_t outcomes = 0;
    for (uint32_t k = 0; k < view->syntax->outcome_count && k < 64; k++) {
        outcomes |= (uint64_t)dt_view_is(view, k, state) << k;
    }
    return outcomes;
}

/* Move to the front the first state of each set of outcomes, keeping the order otherwise: what
 * stands in front tells more than many states of one kind. */
static void put_kinds_first(const dt_view *view, dt_chosen *chosen, uint64_t most)
{
    uint64_t kinds = 0;
    for (uint64_t k = 0; k < chosen->count && kinds < most; k++) {
        const uint64_t state = chosen->states[k];
        bool known = false;
        for (uint64_t j = 0; j < kinds; j++) {
            known = known || outcomes_of(view, chosen->states[j]) == outcomes_of(view, state);
        }
        if (!known) {
            memmove(&chosen->states[kinds + 1], &chosen->states[kinds],
                    (size_t)(k - kinds) * sizeof *chosen->states);
            chosen->states[kinds++] = state;
        }
    }
}

/* All states of a small model; of a larger one the status quo and equilibria, one for each set of
 * outcomes before others, those that hold under most concepts first. */
static detente_status choose_told(dt_report *report, detente_error *err)
{
    const dt_view *view = report->view;
    dt_chosen chosen;
    const uint64_t most = view->count <= DT_REPORT_ALL ? view->count : view->count - 1;
    const detente_status status = dt_view_choose(view, most, &chosen, err);
    if (status != DETENTE_OK) {
        return status;
    }
    if (!chosen.all && chosen.count > DT_REPORT_SOME) {
        put_kinds_first(view, &chosen, DT_REPORT_SOME);
        chosen.count = DT_REPORT_SOME;
    }
    qsort(chosen.states, (size_t)chosen.count, sizeof *chosen.states, by_value);
    report->told = chosen;
    return DETENTE_OK;
}

/* ---- chapters -------------------------------------------------------------------------------- */

/* A chapter that writes nothing gets no heading. */
static detente_status write_chapter(dt_report *report, size_t k, detente_error *err)
{
    dt_text *text = &report->text;
    if (chapters[k].title == NULL) {
        return chapters[k].write(report, err);
    }
    dt_text_add(text, "<section>\n");
    dt_html_heading(text, chapters[k].id, chapters[k].title);
    const size_t before = text->length;
    const detente_status status = chapters[k].write(report, err);
    if (text->length == before && !text->failed) {
        dt_text_add(text, "<p class=\"soft\">The model says nothing here.</p>\n");
    }
    dt_text_add(text, "</section>\n");
    return status;
}

static void write_contents(dt_text *text)
{
    dt_text_add(text, "<nav aria-label=\"Contents\"><ul>\n");
    for (size_t k = 0; k < CHAPTERS; k++) {
        if (chapters[k].title != NULL) {
            dt_text_format(text, "<li><a href=\"#%s\">%s</a></li>\n", chapters[k].id,
                           chapters[k].title);
        }
    }
    dt_text_add(text, "</ul></nav>\n");
}

static detente_status write_page(dt_report *report, detente_error *err)
{
    detente_status status = DETENTE_OK;
    dt_html_begin(&report->text, report->view->syntax->title);
    dt_text_add(&report->text, "<main>\n");
    for (size_t k = 0; k < CHAPTERS; k++) {
        DT_TRY(write_chapter(report, k, err));
        report->text.failed = report->text.failed || report->phrases.failed;
        if (chapters[k].write == dt_report_findings) {
            write_contents(&report->text);
        }
        DT_TRY(dt_text_flush(&report->text, report->sink, err));
    }
    dt_text_add(&report->text, "</main>\n");
    dt_html_end(&report->text);
    DT_TRY(dt_text_flush(&report->text, report->sink, err));
done:
    return status;
}

detente_status detente_write_report(const detente_analysis *analysis, const detente_report *theirs,
                                    const detente_limits *limits, const detente_sink *sink,
                                    detente_error *err)
{
    dt_arguments given = dt_given(err);
    dt_need(&given, analysis, "an analysis");
    dt_check_limits(&given, limits);
    dt_need_sink(&given, sink);
    detente_report wish;
    DT_TAKE_STRUCT(&given, detente_report, file, theirs, &wish);
    if (given.status != DETENTE_OK) {
        return given.status;
    }
    dt_poll poll;
    dt_poll_start(&poll, limits, "writing the report", 0);
    sink = dt_poll_sink(&poll, sink);
    dt_view view;
    detente_status status = dt_view_open(analysis, &poll, &view, err);
    if (status != DETENTE_OK) {
        return status;
    }
    dt_report report = {.view = &view,
                        .wish = &wish,
                        .limits = dt_poll_inner(&poll),
                        .sink = sink,
                        .text.poll = &poll};
    DT_TRY(view.listed && view.count > 0
               ? DETENTE_OK
               : dt_fail(err, DETENTE_ELIMIT, "%llu states: no report can be written of them",
                         (unsigned long long)view.count));
    DT_TRY(dt_phrases_open(analysis->model, NULL, &poll, &report.phrases, err));
    DT_TRY(choose_told(&report, err));
    DT_TRY(write_page(&report, err));
done:
    dt_phrases_clear(&report.phrases);
    dt_chosen_clear(&report.told);
    dt_text_clear(&report.text);
    dt_view_clear(&view);
    return dt_poll_end(&poll, status, err);
}
