/* SPDX-License-Identifier: MIT
 *
 * detente_check: every claim with its verdict, what shows it, its note and sources; then a count.
 * Time and bytes: those of dt_claim_test, of all claims together.
 */
#include "base/arguments.h"
#include "base/json.h"
#include "base/poll.h"
#include "words/finding.h"
#include "words/prose.h"
#include "words/words.h"

#define MARGIN 15 /* columns: "does not hold  " */

/* ---- for people ------------------------------------------------------------------------------ */

/* Under the verdict in the margin, or under what stands there already. */
static void put(dt_prose *prose, const char *label, unsigned depth)
{
    dt_text_add(&prose->label, label);
    dt_prose_put(prose, (dt_block){.kind = DT_TERM, .depth = (uint8_t)depth, .margin = MARGIN});
}

static void tell_finding(const dt_view *view, const detente_style *style, const dt_finding *found,
                         dt_prose *prose)
{
    const dt_support *support = &found->claim->support;
    dt_text_add(&prose->line, dt_claim_words(found->claim));
    dt_text_add(&prose->line, support->mark_count > 0 ? "  " : "");
    dt_view_marks(view, support, &prose->line);
    put(prose, dt_finding_verdict(found), 0);
    dt_finding_say(view, style, found, &prose->line);
    put(prose, "", 1);
    if (support->note != NULL) {
        dt_text_add(&prose->line, support->note);
        put(prose, "note: ", 1);
    }
}

static void tell_count(const dt_tally *tally, uint32_t claims, dt_prose *prose)
{
    if (claims == 0) {
        dt_text_add(&prose->line, "The model makes no claims.");
        dt_prose_paragraph(prose, 0);
        return;
    }
    dt_text_format(&prose->line, "%u %s: ", claims, claims == 1 ? "claim" : "claims");
    if (tally->held == claims) {
        dt_text_add(&prose->line, claims == 1 ? "it holds" : "all hold");
    } else {
        dt_tally_say(tally, &prose->line);
    }
    dt_text_add_char(&prose->line, '.');
    dt_prose_put(prose, (dt_block){.kind = DT_PARAGRAPH, .apart = true});
}

static void check_for_people(const dt_view *view, const detente_style *style,
                             const dt_findings *findings, dt_text *text)
{
    dt_prose prose = {.pool.poll = text->poll};
    for (uint32_t k = 0; k < findings->count; k++) {
        tell_finding(view, style, &findings->list[k], &prose);
    }
    tell_count(&findings->tally, findings->count, &prose);
    dt_prose_write(&prose, style, text);
    dt_prose_clear(&prose);
}

/* ---- for programs ---------------------------------------------------------------------------- */

static void add_finding(const dt_view *view, const detente_style *style, const dt_finding *found,
                        dt_json *json)
{
    const dt_claim *claim = found->claim;
    dt_text why = {0};
    dt_finding_say(view, style, found, &why);
    dt_json_line_object(json);
    dt_json_key_string(json, "claim", dt_claim_words(claim));
    dt_json_key_number(json, "line", claim->at.line);
    dt_json_key_bool(json, "holds", found->holds);
    dt_json_key_string(json, "because", why.failed ? "" : why.bytes);
    json->text->failed |= why.failed;
    dt_text_clear(&why);
    dt_json_key(json, "states");
    dt_json_array(json);
    for (size_t k = 0; k < found->state_count; k++) {
        dt_json_number(json, found->states[k]);
    }
    dt_json_end(json);
    dt_json_key_string(json, "note", claim->support.note);
    dt_json_key(json, "sources");
    dt_json_array(json);
    for (uint32_t k = 0; k < claim->support.mark_count; k++) {
        const dt_mark *mark = &claim->support.marks[k];
        dt_json_object(json);
        dt_json_key_string(json, "source", view->syntax->sources[mark->source].id);
        dt_json_key_string(json, "place", mark->place);
        dt_json_end(json);
    }
    dt_json_end(json);
    dt_json_key_bool(json, "vacuous", found->vacuous);
    dt_json_end(json);
}

static void check_for_programs(const dt_view *view, const detente_style *style,
                               const dt_findings *findings, dt_text *text)
{
    dt_json json = dt_json_into(text);
    dt_json_object(&json);
    dt_json_key_number(&json, "detente", 1);
    dt_json_key_string(&json, "conflict", view->syntax->title);
    dt_json_key(&json, "claims");
    dt_json_array(&json);
    for (uint32_t k = 0; k < findings->count; k++) {
        add_finding(view, style, &findings->list[k], &json);
    }
    dt_json_end(&json);
    dt_json_key_number(&json, "hold", findings->tally.held);
    dt_json_key_number(&json, "fail", (uint64_t)findings->tally.failed + findings->tally.undecided);
    dt_json_key_number(&json, "vacuous", findings->tally.vacuous);
    dt_json_end(&json);
    dt_text_add_char(text, '\n');
}

/* ---- public ---------------------------------------------------------------------------------- */

detente_status detente_check(const detente_analysis *analysis, const detente_style *style,
                             const detente_limits *limits, const detente_sink *sink,
                             uint64_t *failed, detente_error *err)
{
    dt_arguments given = dt_given(err);
    dt_need(&given, analysis, "an analysis");
    dt_check_style(&given, style, DT_WORDS_OR_JSON);
    dt_check_limits(&given, limits);
    dt_need_sink(&given, sink);
    dt_need(&given, failed, "a place for the count");
    if (given.status != DETENTE_OK) {
        return given.status;
    }
    dt_poll poll;
    dt_poll_start(&poll, limits, "testing claims", 0);
    sink = dt_poll_sink(&poll, sink);
    const detente_style filled = dt_style_of(style);
    dt_findings findings = {0};
    dt_text text = {.poll = &poll};
    dt_view view;
    detente_status status = dt_view_open(analysis, &poll, &view, err);
    if (status != DETENTE_OK) {
        return status;
    }
    DT_TRY(dt_findings_make(&view, &findings, err));
    if (filled.format == DETENTE_JSON) {
        check_for_programs(&view, &filled, &findings, &text);
    } else {
        check_for_people(&view, &filled, &findings, &text);
    }
    DT_TRY(dt_text_flush(&text, sink, err));
    *failed = (uint64_t)findings.tally.failed + findings.tally.undecided;
done:
    dt_text_clear(&text);
    dt_findings_clear(&findings);
    dt_view_clear(&view);
    return dt_poll_end(&poll, status, err);
}
