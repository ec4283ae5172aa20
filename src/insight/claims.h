/* SPDX-License-Identifier: MIT
 *
 * Testing the claims of a model (language.md section 5), as data: does a claim hold, and which
 * states, moves or ranks show it?  The words are in words/finding.h.
 */
#ifndef DT_CLAIMS_H
#define DT_CLAIMS_H

#include "game/walk.h"
#include "insight/view.h"

/* ---- one claim ------------------------------------------------------------------------------- */

/* What shows that a claim holds or not. */
typedef enum dt_shown_by {
    DT_BY_NOTHING_DECIDED, /* `concept` was not decided */
    DT_BY_NO_STATE,        /* a part of the claim names no state */
    DT_BY_STATES,          /* `shown` */
    DT_BY_NO_OTHER,        /* the equilibria are the claim's `size` states and no others */
    DT_BY_REACH,           /* `reached` states can be reached, none of them is one of the claim's */
    DT_BY_WAY,             /* `way` leads to `nearest` */
    DT_BY_RANKS,           /* of `worst` and `best` */
    DT_BY_COMPARISON       /* of `worst` with `best`: no ranking */
} dt_shown_by;

/* What a state shows under some concepts: it is stable, or `party` would leave it for `to`. */
typedef struct dt_showing {
    detente_concepts concepts;
    uint64_t state;
    bool stable;
    uint32_t party;
    uint64_t to;
} dt_showing;

typedef struct dt_finding {
    const dt_claim *claim;
    detente_concepts asked; /* what the claim's concepts stand for in the model */
    bool holds;
    bool vacuous;   /* it holds because it speaks of no state */
    bool undecided; /* counts as not holding: a concept of it was not decided */
    dt_shown_by by;

    detente_concept concept; /* NOTHING_DECIDED: the first of the claim's that was not */
    bool applies;            /* it has a meaning for the model, and was not asked for */

    uint64_t size; /* STATES, NO_OTHER: of the set that the claim speaks of */
    detente_concepts
        under; /* STATES: the concepts that are shown: those it fails under, else all */
    bool none; /* STATES: none of the set's states is stable under these */
    dt_showing shown[DT_CONCEPT_COUNT]; /* each concept in one of them */
    uint32_t shown_count;

    uint64_t reached; /* REACH, WAY: states that can be, the status quo among them */
    uint64_t nearest; /* WAY: of the claim's states */
    dt_step *way;     /* WAY: a shortest one from the status quo, which may be it */
    uint32_t way_length;

    uint64_t worst, best; /* RANKS, COMPARISON: of the first and of the second outcome */

    uint64_t *states; /* numbers of the states of all this, in the order in which it is told */
    size_t state_count;
} dt_finding;

/* Time O(states) and, for reachability, as in reach.h. */
detente_status dt_claim_test(const dt_view *view, const dt_claim *claim, dt_finding *out,
                             detente_error *err);
void dt_finding_clear(dt_finding *finding);

/* ---- all claims ------------------------------------------------------------------------------ */

/* How many claims of a model hold, are vacuous (these are no part of the former), fail. */
typedef struct dt_tally {
    uint32_t held, vacuous, undecided, failed;
} dt_tally;

void dt_tally_add(dt_tally *tally, const dt_finding *finding);

/* In the order of the file. */
typedef struct dt_findings {
    dt_finding *list;
    uint32_t count;
    dt_tally tally;
} dt_findings;

detente_status dt_findings_make(const dt_view *view, dt_findings *out, detente_error *err);
void dt_findings_clear(dt_findings *findings);

#endif
