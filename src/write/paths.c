/* SPDX-License-Identifier: MIT
 *
 * detente_write_paths: the states that are meant, and who tells the ways between them.
 */
#include "write/paths.h"

#include "base/arguments.h"
#include "base/poll.h"
#include "words/words.h"

static detente_status write_words(dt_paths *paths, dt_phrases *phrases, const detente_style *style,
                                  dt_text *text, detente_error *err)
{
    dt_prose prose = {.pool.poll = paths->view->poll};
    const detente_status status = dt_paths_tell(paths, phrases, &prose, err);
    dt_prose_write(&prose, style, text);
    text->failed = text->failed || phrases->failed;
    dt_prose_clear(&prose);
    return status;
}

detente_status detente_write_paths(const detente_analysis *analysis, const char *from,
                                   const char *to, const detente_style *style,
                                   const detente_limits *limits, const detente_sink *sink,
                                   detente_error *err)
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
    dt_poll_start(&poll, limits, "looking for ways", 0);
    sink = dt_poll_sink(&poll, sink);
    detente_status status = DETENTE_OK;
    const detente_model *model = analysis->model;
    const detente_style filled = dt_style_of(style);
    dt_text text = {.poll = &poll};
    dt_view view = {0};
    dt_phrases phrases = {0};
    dt_paths paths = {0};
    uint64_t start = 0;
    uint64_t end = 0;
    DT_TRY(dt_view_open(analysis, &poll, &view, err));
    DT_TRY(dt_state_named(model, from == NULL ? "status quo" : from, &poll, &start, err));
    DT_TRY(to == NULL ? DETENTE_OK : dt_state_named(model, to, &poll, &end, err));
    DT_TRY(dt_phrases_open(model, &filled, &poll, &phrases, err));
    DT_TRY(dt_paths_open(&view, start, to == NULL ? NULL : &end, &paths, err));
    DT_TRY(filled.format == DETENTE_JSON ? dt_paths_json(&paths, &text, err)
                                         : write_words(&paths, &phrases, &filled, &text, err));
    DT_TRY(dt_text_flush(&text, sink, err));
    if (paths.cut) {
        status = dt_fail(err, DETENTE_EINCOMPLETE,
                         "there are too many groups of parties to try them all");
    }
done:
    dt_paths_clear(&paths);
    dt_phrases_clear(&phrases);
    dt_view_clear(&view);
    dt_text_clear(&text);
    return dt_poll_end(&poll, status, err);
}
