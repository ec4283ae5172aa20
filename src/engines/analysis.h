/* SPDX-License-Identifier: MIT
 *
 * An analysis: a model and what an engine answered about it.
 */
#ifndef DT_ANALYSIS_H
#define DT_ANALYSIS_H

#include "engines/stability.h"

struct detente_analysis {
    const detente_model *model;
    detente_concepts asked; /* the concepts of the request; none: all that apply */
    dt_verdicts verdicts;
};

/* Decide a task; `out` is empty before, and on failure after. */
detente_status dt_solve(const dt_task *task, detente_engine engine, dt_verdicts *out,
                        detente_error *err);

#endif
