/* SPDX-License-Identifier: MIT
 *
 * detente_write_sensitivity: which preference statements matter.
 */
#include "write/sensitivity.h"

#include "base/arguments.h"
#include "base/poll.h"
#include "words/words.h"

static void write_words(const dt_matters *matters, dt_phrases *phrases, const detente_style *style,
                        dt_text *text)
{
    dt_prose prose = {.pool.poll = text->poll};
    dt_text_add(&prose.line, "What matters");
    dt_prose_heading(&prose, 2);
    dt_sensitivity_tell(matters, phrases, &prose);
    dt_prose_write(&prose, style, text);
    dt_prose_clear(&prose);
}

detente_status detente_write_sensitivity(const detente_analysis *analysis,
                                         const detente_style *style, const detente_limits *limits,
                                         const detente_sink *sink, detente_error *err)
{
    dt_arguments given = dt_given(err);
    dt_need(&given, analysis, "an analysis");
    dt_check_style(&given, style, DT_WORDS_OR_JSON);
    dt_check_limits(&given, limits);
    dt_need_sink(&given, sink);
    if (given.status != DETENTE_OK) {
        return given.status;
    }
    dt_poll poll;
    dt_poll work;
    dt_poll_start(&poll, limits, "trying every statement", 0);
    dt_poll_start(&work, dt_poll_inner(&poll), "trying every statement", 0);
    sink = dt_poll_sink(&poll, sink);
    detente_status status = DETENTE_OK;
    const detente_style filled = dt_style_of(style);
    dt_text text = {.poll = &work};
    dt_view view = {0};
    dt_phrases phrases = {0};
    dt_matters matters = {0};
    DT_TRY(dt_view_open(analysis, &work, &view, err));
    DT_TRY(dt_matters_find(&view, &poll, &matters, err));
    DT_TRY(dt_phrases_open(analysis->model, &filled, &work, &phrases, err));
    if (filled.format == DETENTE_JSON) {
        dt_sensitivity_json(&matters, &phrases, &text);
    } else {
        write_words(&matters, &phrases, &filled, &text);
    }
    text.failed = text.failed || phrases.failed;
    DT_TRY(dt_text_flush(&text, sink, err));
done:
    dt_matters_clear(&matters);
    dt_phrases_clear(&phrases);
    dt_view_clear(&view);
    dt_text_clear(&text);
    return dt_poll_end(&poll, status, err);
}
