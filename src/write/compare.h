/* SPDX-License-Identifier: MIT
 *
 * The answer of `detente compare` (insight/comparison.h, insight/differences.h):
 *
 *   compare.c        two analyses, and who answers
 *   compare_words.c  what differs and what changed, for people
 *   compare_cause.c  a changed verdict and its first cause
 *   compare_json.c   the same for programs
 */
#ifndef DT_COMPARE_H
#define DT_COMPARE_H

#include "insight/comparison.h"
#include "insight/differences.h"
#include "words/phrases.h"
#include "words/prose.h"

typedef struct dt_side {
    const char *name; /* as shown */
    dt_view view;
    dt_phrases phrases;
} dt_side;

typedef struct dt_comparing {
    dt_side first, second;
    dt_differences differences;
    dt_comparison comparison;
} dt_comparing;

/* "preferences" */
const char *dt_difference_part(const dt_difference *difference);
/* "- pakistan wants: act", "+ ...", "another order: 'act' where 'talk' stood" */
void dt_difference_say(const dt_difference *difference, dt_text *text);
/* Why a verdict differs, without a full stop. */
detente_status dt_compare_cause(dt_comparing *comparing, const dt_change *change, dt_text *text,
                                detente_error *err);

detente_status dt_compare_tell(dt_comparing *comparing, dt_prose *prose, detente_error *err);
/* At most `limit` changes. */
detente_status dt_compare_json(dt_comparing *comparing, uint64_t limit, dt_text *text,
                               detente_error *err);

#endif
