/* SPDX-License-Identifier: MIT
 *
 * detente_compare: what differs between two models, which states gained or lost stability for whom
 * and under which concept, and the first cause.
 */
#include "write/compare.h"

#include "base/arguments.h"
#include "base/poll.h"
#include "words/words.h"

#define MOST_CHANGES 4096 /* in JSON, when the style names no limit */

static detente_status open_side(dt_side *side, const detente_analysis *analysis,
                                const detente_style *style, dt_poll *poll, detente_error *err)
{
    detente_status status = DETENTE_OK;
    DT_TRY(dt_view_open(analysis, poll, &side->view, err));
    DT_TRY(dt_phrases_open(analysis->model, style, poll, &side->phrases, err));
done:
    return status;
}

static void close_side(dt_side *side)
{
    dt_phrases_clear(&side->phrases);
    dt_view_clear(&side->view);
}

static detente_status write_words(dt_comparing *c, const detente_style *style, dt_text *text,
                                  detente_error *err)
{
    dt_prose prose = {.pool.poll = text->poll};
    const detente_status status = dt_compare_tell(c, &prose, err);
    dt_prose_write(&prose, style, text);
    dt_prose_clear(&prose);
    return status;
}

detente_status detente_compare(const detente_analysis *first, const char *first_name,
                               const detente_analysis *second, const char *second_name,
                               const detente_style *style, const detente_limits *limits,
                               const detente_sink *sink, detente_error *err)
{
    dt_arguments given = dt_given(err);
    dt_need(&given, first, "a first analysis");
    dt_need(&given, first_name, "a name of the first");
    dt_need(&given, second, "a second analysis");
    dt_need(&given, second_name, "a name of the second");
    dt_check_style(&given, style, DT_WORDS_OR_JSON);
    dt_check_limits(&given, limits);
    dt_need_sink(&given, sink);
    if (given.status != DETENTE_OK) {
        return given.status;
    }
    if (dt_terms_of(first->model).all_known != dt_terms_of(second->model).all_known) {
        return dt_fail(err, DETENTE_EUNSUPPORTED,
                       "no concept is decided of both: all is known of the preferences of the one, "
                       "not of the other");
    }
    dt_poll poll;
    dt_poll_start(&poll, limits, "comparing", 0);
    sink = dt_poll_sink(&poll, sink);
    detente_status status = DETENTE_OK;
    const detente_style filled = dt_style_of(style);
    dt_text text = {.poll = &poll};
    dt_comparing c = {.first.name = first_name, .second.name = second_name};
    DT_TRY(open_side(&c.first, first, &filled, &poll, err));
    DT_TRY(open_side(&c.second, second, &filled, &poll, err));
    DT_TRY(
        dt_differences_find(c.first.view.syntax, c.second.view.syntax, &poll, &c.differences, err));
    DT_TRY(dt_comparison_open(&c.first.view, &c.second.view, &poll, &c.comparison, err));
    DT_TRY(filled.format == DETENTE_JSON
               ? dt_compare_json(&c, filled.limit == 0 ? MOST_CHANGES : filled.limit, &text, err)
               : write_words(&c, &filled, &text, err));
    text.failed = text.failed || c.first.phrases.failed || c.second.phrases.failed;
    status = dt_text_flush(&text, sink, err);
done:
    dt_comparison_clear(&c.comparison);
    dt_differences_clear(&c.differences);
    close_side(&c.first);
    close_side(&c.second);
    dt_text_clear(&text);
    return dt_poll_end(&poll, status, err);
}
