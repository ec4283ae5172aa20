/* SPDX-License-Identifier: MIT
 *
 * The answer of `detente compare`: compare.c finds what changed, compare_models.c says how the
 * texts differ, compare_words.c tells a change and its cause.
 */
#ifndef DT_COMPARE_H
#define DT_COMPARE_H

#include "insight/cause.h"
#include "insight/view.h"
#include "words/phrases.h"

typedef struct dt_side {
    const char *name; /* as shown */
    const detente_analysis *analysis;
    const detente_model *model;
    dt_view view;
    dt_prover prover;
    dt_phrases phrases;
} dt_side;

/* What differs between two models, a line per difference ("+ ..." only in the second, "- ..." only
 * in the first), each under a head; how many. */
uint32_t dt_compare_texts(const dt_side *first, const dt_side *second,
                          void (*put)(void *payload, const char *head, const char *line),
                          void *payload, bool *failed);

/* Why `party` (of the first) is stable at `state` (of the first) under a concept in one model only:
 * added to `text`, without a full stop. */
detente_status dt_compare_cause(dt_side *first, dt_side *second, const dt_match *match,
                                uint32_t party, uint32_t state, detente_concept concept,
                                dt_text *text, detente_error *err);

#endif
