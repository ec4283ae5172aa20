/* SPDX-License-Identifier: MIT
 *
 * The writers of `detente solve`, one per format; detente_write_solution chooses.
 */
#ifndef DT_SOLUTION_H
#define DT_SOLUTION_H

#include "insight/view.h"

#define DT_DEFAULT_LIMIT 4096 /* states listed in JSON and CSV when the style names no limit */

/* A terminal or Markdown table: solution_table.c.  Flushes to the sink on the way. */
detente_status dt_solution_table(const dt_view *view, const detente_style *style, dt_text *text,
                                 const detente_sink *sink, detente_error *err);
/* docs/json.md: solution_json.c.  Flushes to the sink on the way. */
detente_status dt_solution_json(const dt_view *view, const detente_style *style, dt_text *text,
                                const detente_sink *sink, detente_error *err);
/* RFC 4180: solution_csv.c.  Flushes to the sink on the way. */
detente_status dt_solution_csv(const dt_view *view, dt_text *text, const detente_sink *sink,
                               detente_error *err);

#endif
