/* SPDX-License-Identifier: MIT
 *
 * detente_write_solution: opens a view of the analysis and hands it to the format's writer.
 */
#include "write/solution.h"
#include "base/arguments.h"
#include "base/poll.h"
#include "words/words.h"

detente_status detente_write_solution(const detente_analysis *analysis, const detente_style *style,
                                      const detente_limits *limits, const detente_sink *sink,
                                      detente_error *err)
{
    dt_arguments given = dt_given(err);
    dt_need(&given, analysis, "an analysis");
    dt_check_style(&given, style, DT_WORDS_OR_JSON | DT_FORMAT(DETENTE_CSV));
    dt_check_limits(&given, limits);
    dt_need_sink(&given, sink);
    if (given.status != DETENTE_OK) {
        return given.status;
    }
    dt_poll poll;
    dt_poll_start(&poll, limits, "writing the answer", 0);
    sink = dt_poll_sink(&poll, sink);
    const detente_style filled = dt_style_of(style);
    dt_text text = {.poll = &poll};
    dt_view view;
    detente_status status = dt_view_open(analysis, &poll, &view, err);
    if (status != DETENTE_OK) {
        return status;
    }
    switch (filled.format) {
    case DETENTE_TABLE:
    case DETENTE_MARKDOWN:
        DT_TRY(dt_solution_table(&view, &filled, &text, sink, err));
        break;
    case DETENTE_JSON:
        DT_TRY(dt_solution_json(&view, &filled, &text, sink, err));
        break;
    case DETENTE_LATEX:
        status = dt_fail(err, DETENTE_EUNSUPPORTED, "LaTeX comes from `detente tables`");
        goto done;
    case DETENTE_CSV:
        DT_TRY(dt_solution_csv(&view, &text, sink, err));
        break;
    }
    DT_TRY(dt_text_flush(&text, sink, err));
done:
    dt_text_clear(&text);
    dt_view_clear(&view);
    return dt_poll_end(&poll, status, err);
}
