/* SPDX-License-Identifier: MIT
 *
 * Testing one claim of a model (language.md section 5).
 */
#ifndef DT_CLAIMS_H
#define DT_CLAIMS_H

#include "insight/view.h"

typedef struct dt_finding {
    bool holds;
    bool vacuous;     /* it holds because it speaks of no state */
    bool undecided;   /* counts as not holding: a concept of it was not decided */
    dt_text why;      /* the state or move that shows it, in words */
    uint64_t *states; /* numbers of the states named in `why`, as they come */
    size_t state_count;
} dt_finding;

/* Does a claim hold, and what shows it?  Time O(states) and, for reachability, as in reach.h. */
detente_status dt_claim_test(const dt_view *view, const detente_style *style, const dt_claim *claim,
                             dt_finding *out, detente_error *err);
void dt_finding_clear(dt_finding *finding);

/* How many claims of a model hold, are vacuous (these are no part of the former), fail. */
typedef struct dt_tally {
    uint32_t held, vacuous, undecided, failed;
} dt_tally;

void dt_tally_add(dt_tally *tally, const dt_finding *finding);
/* "1 holds, 2 are vacuous, 1 does not". */
void dt_tally_say(const dt_tally *tally, dt_text *text);

/* "holds", "vacuous", "not decided", "does not hold". */
const char *dt_finding_verdict(const dt_finding *finding);

/* The claim's line without the word `claim`. */
const char *dt_claim_words(const dt_claim *claim);

#endif
