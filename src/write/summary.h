/* SPDX-License-Identifier: MIT
 *
 * What an analysis comes to (insight/summary.h), told.
 */
#ifndef DT_WRITE_SUMMARY_H
#define DT_WRITE_SUMMARY_H

#include "insight/view.h"
#include "words/prose.h"

/* A title, and a TERM for each thing that is said. */
detente_status dt_summary_tell(const dt_view *view, const detente_style *style, dt_prose *prose,
                               detente_error *err);

#endif
