/* SPDX-License-Identifier: MIT
 *
 * The conflict as GraphML, for network programs: every state with its options, ranks and verdicts,
 * every move with its party and whether it improves.  Flushes to the sink on the way.
 * Time and bytes: those of the moves (game/states.h); ELIMIT beyond a few million.
 */
#ifndef DT_GRAPHML_H
#define DT_GRAPHML_H

#include "insight/view.h"

detente_status dt_graphml_write(const dt_view *view, dt_text *text, const detente_sink *sink,
                                detente_error *err);

#endif
