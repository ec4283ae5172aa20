/* SPDX-License-Identifier: MIT
 *
 * detente_check: every claim with its verdict, what shows it, its note and sources; then a count.
 * Time and bytes: those of dt_claim_test, claim by claim.
 */
#include "base/arguments.h"
#include "base/json.h"
#include "base/poll.h"
#include "insight/claims.h"
#include "words/words.h"

#include <stdio.h>

#define VERDICT_COLUMNS "               " /* as wide as "does not hold  " */

/* ---- for people ------------------------------------------------------------------------------ */

static void print_finding(const dt_view *view, const detente_style *style, const dt_claim *claim,
                          const dt_finding *found, dt_text *text)
{
    const dt_support *support = &claim->support;
    dt_text line = {0};
    char verdict[sizeof VERDICT_COLUMNS];
    snprintf(verdict, sizeof verdict, "%-15s", dt_finding_verdict(found));
    dt_text_add(&line, dt_claim_words(claim));
    dt_text_add(&line, support->mark_count > 0 ? "  " : "");
    dt_view_marks(view, support, &line);
    dt_say_wrapped(text, verdict, line.failed ? "" : line.bytes, style->width);
    if (found->why.length > 0) {
        dt_say_wrapped(text, VERDICT_COLUMNS, found->why.bytes, style->width);
    }
    if (support->note != NULL) {
        dt_say_wrapped(text, VERDICT_COLUMNS "note: ", support->note, style->width);
    }
    text->failed = text->failed || line.failed;
    dt_text_clear(&line);
}

static void print_count(const dt_tally *tally, uint32_t claims, dt_text *text)
{
    if (claims == 0) {
        dt_text_add(text, "The model makes no claims.\n");
        return;
    }
    dt_text_format(text, "\n%u %s: ", claims, claims == 1 ? "claim" : "claims");
    if (tally->held == claims) {
        dt_text_add(text, claims == 1 ? "it holds" : "all hold");
    } else {
        dt_tally_say(tally, text);
    }
    dt_text_add(text, ".\n");
}

static detente_status check_for_people(const dt_view *view, const detente_style *style,
                                       dt_text *text, dt_tally *tally, detente_error *err)
{
    detente_status status = DETENTE_OK;
    const dt_syntax *syntax = view->syntax;
    for (uint32_t k = 0; k < syntax->claim_count; k++) {
        dt_finding found = {0};
        DT_TRY(dt_claim_test(view, style, &syntax->claims[k], &found, err));
        print_finding(view, style, &syntax->claims[k], &found, text);
        dt_tally_add(tally, &found);
        dt_finding_clear(&found);
    }
    print_count(tally, syntax->claim_count, text);
done:
    return status;
}

/* ---- for programs ---------------------------------------------------------------------------- */

static void add_finding(const dt_view *view, const dt_claim *claim, const dt_finding *found,
                        dt_json *json)
{
    dt_json_line_object(json);
    dt_json_key_string(json, "claim", dt_claim_words(claim));
    dt_json_key_number(json, "line", claim->at.line);
    dt_json_key_bool(json, "holds", found->holds);
    dt_json_key(json, "because");
    dt_json_string_bytes(json, found->why.bytes, found->why.length);
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

static detente_status check_for_programs(const dt_view *view, const detente_style *style,
                                         dt_text *text, dt_tally *tally, detente_error *err)
{
    detente_status status = DETENTE_OK;
    const dt_syntax *syntax = view->syntax;
    dt_json json = dt_json_into(text);
    dt_json_object(&json);
    dt_json_key_number(&json, "detente", 1);
    dt_json_key_string(&json, "conflict", syntax->title);
    dt_json_key(&json, "claims");
    dt_json_array(&json);
    for (uint32_t k = 0; k < syntax->claim_count; k++) {
        dt_finding found = {0};
        DT_TRY(dt_claim_test(view, style, &syntax->claims[k], &found, err));
        add_finding(view, &syntax->claims[k], &found, &json);
        dt_tally_add(tally, &found);
        dt_finding_clear(&found);
    }
    dt_json_end(&json);
    dt_json_key_number(&json, "hold", tally->held);
    dt_json_key_number(&json, "fail", (uint64_t)tally->failed + tally->undecided);
    dt_json_key_number(&json, "vacuous", tally->vacuous);
    dt_json_end(&json);
    dt_text_add_char(text, '\n');
done:
    return status;
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
    dt_tally tally = {0};
    dt_text text = {.poll = &poll};
    dt_view view;
    detente_status status = dt_view_open(analysis, &poll, &view, err);
    if (status != DETENTE_OK) {
        return status;
    }
    if (filled.format == DETENTE_JSON) {
        DT_TRY(check_for_programs(&view, &filled, &text, &tally, err));
    } else {
        DT_TRY(check_for_people(&view, &filled, &text, &tally, err));
    }
    DT_TRY(dt_text_flush(&text, sink, err));
    *failed = (uint64_t)tally.failed + tally.undecided;
done:
    dt_text_clear(&text);
    dt_view_clear(&view);
    return dt_poll_end(&poll, status, err);
}
