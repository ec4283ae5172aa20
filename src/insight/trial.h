/* SPDX-License-Identifier: MIT
 *
 * One claim while it is tested: claims.c opens the trial, each kind of claim decides it.
 */
#ifndef DT_TRIAL_H
#define DT_TRIAL_H

#include "insight/claims.h"
#include "insight/witness.h"

/* What a state shows under some concepts: it is stable, or `party` would leave it for `to`. */
typedef struct dt_showing {
    uint32_t concepts;
    uint64_t state;
    bool stable;
    uint32_t party;
    uint64_t to;
} dt_showing;

typedef struct dt_trial {
    const dt_view *view;
    const detente_style *style;
    const dt_claim *claim;
    uint64_t *set;   /* bitset of `what` */
    uint64_t *other; /* of `than` */
    bool has_empty;  /* a part of `what`, or `than`, names no state */
    dt_prover prover;
    bool has_prover;
    dt_showing shown[DETENTE_CONCEPT_COUNT]; /* each concept in one of them */
    uint32_t shown_count;
    dt_finding found;
    size_t state_capacity; /* of found.states */
    bool failed;           /* memory ran out */
} dt_trial;

/* Words of a bitset of states. */
static inline size_t dt_trial_words(const dt_trial *t)
{
    return DT_WORDS(t->view->count);
}

static inline const char *dt_trial_party(const dt_trial *t, uint32_t party)
{
    return t->view->syntax->parties[party].name;
}

uint64_t dt_trial_size(const dt_trial *t, const uint64_t *set);
/* Its first state, UINT64_MAX: it has none. */
uint64_t dt_trial_first(const dt_trial *t, const uint64_t *set);

/* Add "state 5 (YNY)" to the finding's words, and its number to the states that they name. */
void dt_trial_name(dt_trial *t, uint64_t index);

/* [every] ... is [not] an equilibrium, stable; the equilibria are ...; neither set is empty. */
detente_status dt_test_stability(dt_trial *t, detente_error *err);
detente_status dt_test_exactly(dt_trial *t, detente_error *err);

#endif
