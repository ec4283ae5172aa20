/* SPDX-License-Identifier: MIT
 *
 * detente_write_index: several conflicts side by side, with links to their reports.
 */
#include "base/arguments.h"
#include "base/poll.h"
#include "insight/claims.h"
#include "report/report.h"

static void add_cell(dt_text *text, const char *words)
{
    dt_text_add(text, "<td>");
    dt_xml_text(text, words);
    dt_text_add(text, "</td>");
}

/* To a file beside the page: every byte that is not plain in a URL as %XX, and ./ before, so that
 * no name looks like a scheme. */
static void add_link(dt_text *text, const char *file, const char *title)
{
    static const char plain[] =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~/";
    dt_text_add(text, "<a href=\"./");
    for (; *file != '\0'; file++) {
        if (strchr(plain, *file) != NULL) {
            dt_text_add_char(text, *file);
        } else {
            dt_text_format(text, "%%%02X", (unsigned)(unsigned char)*file);
        }
    }
    dt_text_add(text, "\">");
    dt_xml_text(text, title);
    dt_text_add(text, "</a>");
}

/* Under which concepts today's state holds. */
static void add_today(const dt_view *view, dt_text *text)
{
    dt_text words = {0};
    const uint64_t here = view->model->status_quo;
    const detente_concepts holds = here == 0 ? (detente_concepts){{0}}
                                             : dt_told_as(dt_view_holds_under(view, here - 1));
    DT_EACH_CONCEPT (c, holds) {
        dt_text_add(&words, words.length > 0 ? ", " : "");
        dt_text_add(&words, detente_concept_name((detente_concept)c));
    }
    add_cell(text, here == 0 ? "not named" : words.length == 0 ? "does not hold" : words.bytes);
    text->failed = text->failed || words.failed;
    dt_text_clear(&words);
}

static detente_status add_row(const dt_view *view, const char *link, dt_text *text,
                              detente_error *err)
{
    dt_findings claims;
    const detente_status status = dt_findings_make(view, &claims, err);
    if (status != DETENTE_OK) {
        return status;
    }
    const dt_tally tally = claims.tally;
    dt_findings_clear(&claims);
    const dt_syntax *syntax = view->syntax;
    dt_text_add(text, "<tr><th scope=\"row\" class=\"l\">");
    add_link(text, link, syntax->title);
    dt_text_add(text, "</th>");
    dt_text_add(text, "<td style=\"white-space:nowrap\">");
    dt_xml_text(text, syntax->date == NULL ? "" : syntax->date);
    dt_text_add(text, "</td>");
    dt_text_format(text, "<td>%u</td><td>%llu</td>", syntax->party_count,
                   (unsigned long long)view->count);
    add_today(view, text);
    for (unsigned c = 0; c < DT_CONCEPT_COUNT; c++) {
        if (dt_view_has_concept(view, c)) {
            dt_text_format(text, "<td>%llu</td>",
                           (unsigned long long)view->analysis->verdicts.equilibria[c]);
        } else {
            add_cell(text, "–");
        }
    }
    if (syntax->claim_count == 0) {
        add_cell(text, "–");
    } else {
        dt_text_format(text, "<td>%u of %u", tally.held, syntax->claim_count);
        if (tally.vacuous > 0) {
            dt_text_format(text, ", %u vacuous", tally.vacuous);
        }
        if (tally.undecided > 0) {
            dt_text_format(text, ", %u not decided", tally.undecided);
        }
        dt_text_add(text, "</td>");
    }
    dt_text_add(text, "</tr>\n");
    return DETENTE_OK;
}

static void add_table_head(dt_text *text)
{
    dt_text_add(text,
                "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Comparison\">"
                "<table><caption>Conflicts side by side</caption>\n<thead><tr>"
                "<th scope=\"col\" rowspan=\"2\" class=\"l\">Conflict</th>"
                "<th scope=\"col\" rowspan=\"2\">Date</th><th scope=\"col\" rowspan=\"2\">Parties"
                "</th><th scope=\"col\" rowspan=\"2\">States</th>"
                "<th scope=\"col\" rowspan=\"2\">Today holds under</th>");
    dt_text_format(text, "<th scope=\"colgroup\" colspan=\"%d\">Equilibria</th>", DT_CONCEPT_COUNT);
    dt_text_add(text, "<th scope=\"col\" rowspan=\"2\">Claims that hold</th></tr>\n<tr>");
    for (unsigned c = 0; c < DT_CONCEPT_COUNT; c++) {
        dt_text_format(text, "<th scope=\"col\">%s</th>", detente_concept_name((detente_concept)c));
    }
    dt_text_add(text, "</tr></thead>\n<tbody>\n");
}

static void check_list(dt_arguments *given, const detente_analysis *const *analyses,
                       const char *const *links, size_t count)
{
    dt_need(given, count == 0 ? given : (const void *)analyses, "a list of analyses");
    dt_need(given, count == 0 ? given : (const void *)links, "a list of links");
    for (size_t k = 0; k < count && given->status == DETENTE_OK; k++) {
        dt_need(given, analyses[k], "every analysis");
        dt_need(given, links[k], "every link");
    }
}

detente_status detente_write_index(const detente_analysis *const *analyses,
                                   const char *const *links, size_t count,
                                   const detente_limits *limits, const detente_sink *sink,
                                   detente_error *err)
{
    dt_arguments given = dt_given(err);
    check_list(&given, analyses, links, count);
    dt_check_limits(&given, limits);
    dt_need_sink(&given, sink);
    if (given.status != DETENTE_OK) {
        return given.status;
    }
    dt_poll poll;
    dt_poll_start(&poll, limits, "writing the index", 0);
    sink = dt_poll_sink(&poll, sink);
    detente_status status = DETENTE_OK;
    dt_text text = {.poll = &poll};
    dt_html_begin(&text, "Conflicts");
    dt_text_add(&text, "<main>\n<h1>Conflicts</h1>\n");
    add_table_head(&text);
    for (size_t k = 0; k < count && status == DETENTE_OK; k++) {
        dt_view view;
        DT_TRY(dt_view_open(analyses[k], &poll, &view, err));
        status = add_row(&view, links[k], &text, err);
        dt_view_clear(&view);
    }
    DT_TRY(status);
    dt_text_add(&text, "</tbody></table></div>\n<p class=\"note\">–: does not apply, or nothing "
                       "claimed. The reports explain the concepts.</p>\n");
    for (size_t k = 0; k < count; k++) {
        const dt_syntax *syntax = analyses[k]->model->syntax;
        dt_text_add(&text, "<h3>");
        add_link(&text, links[k], syntax->title);
        dt_text_add(&text, "</h3>\n");
        if (syntax->support.note != NULL) {
            dt_html_paragraph(&text, syntax->support.note);
        }
    }
    dt_text_add(&text, "</main>\n");
    dt_html_end(&text);
    status = dt_text_flush(&text, sink, err);
done:
    dt_text_clear(&text);
    return dt_poll_end(&poll, status, err);
}
