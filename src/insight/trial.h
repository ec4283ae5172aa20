/* SPDX-License-Identifier: MIT
 *
 * One claim while it is tested: claims.c opens the trial, each kind of claim decides it.
 */
#ifndef DT_TRIAL_H
#define DT_TRIAL_H

#include "insight/claims.h"
#include "insight/witness.h"

typedef struct dt_trial {
    const dt_view *view;
    const dt_claim *claim;
    uint64_t *set;   /* bitset of `what` */
    uint64_t *other; /* of `than` */
    bool has_empty;  /* a part of `what`, or `than`, names no state */
    dt_prover prover;
    bool has_prover;
    dt_finding found;
} dt_trial;

/* Words of a bitset of states. */
static inline size_t dt_trial_words(const dt_trial *t)
{
    return DT_WORDS(t->view->count);
}

uint64_t dt_trial_size(const dt_trial *t, const uint64_t *set);
/* Its first state, UINT64_MAX: it has none. */
uint64_t dt_trial_first(const dt_trial *t, const uint64_t *set);

/* [every] ... is [not] an equilibrium, stable; the equilibria are ...; neither set is empty. */
detente_status dt_test_stability(dt_trial *t, detente_error *err);
detente_status dt_test_exactly(dt_trial *t, detente_error *err);

#endif
