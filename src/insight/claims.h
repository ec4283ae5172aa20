/* SPDX-License-Identifier: MIT
 *
 * Testing one claim of a model (language.md section 5).
 */
#ifndef DT_CLAIMS_H
#define DT_CLAIMS_H

#include "insight/view.h"

#define DT_MOST_SHOWN_STATES 8

typedef struct dt_finding {
    bool holds;
    dt_text why;                           /* the state or move that shows it, in words */
    uint64_t states[DT_MOST_SHOWN_STATES]; /* numbers of the states named in `why`, as they come */
    uint32_t state_count;
} dt_finding;

/* Does a claim hold, and what shows it?  Time O(states) and, for reachability, as in reach.h. */
detente_status dt_claim_test(const dt_view *view, const detente_style *style, const dt_claim *claim,
                             dt_finding *out, detente_error *err);
void dt_finding_clear(dt_finding *finding);

/* The claim's line without the word `claim`. */
const char *dt_claim_words(const dt_claim *claim);

#endif
