/* SPDX-License-Identifier: MIT
 *
 * An analysis: a model and what an engine answered about it.
 */
#ifndef DT_ANALYSIS_H
#define DT_ANALYSIS_H

#include "engines/engine.h"

struct detente_analysis {
    const detente_model *model;
    detente_concepts asked; /* the concepts of the request; none: all that apply */
    dt_verdicts verdicts;
};

#endif
