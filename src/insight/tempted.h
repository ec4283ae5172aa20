/* SPDX-License-Identifier: MIT
 *
 * Who would gain by leaving a state, and what comes of it: the one sentence that tells most of a
 * party there.
 *
 * The verdict told is the firmest under which the party stays; where it stays under none, that it
 * would leave whatever the answer.  Time and bytes: those of a witness per party (witness.h).
 */
#ifndef DT_TEMPTED_H
#define DT_TEMPTED_H

#include "insight/view.h"
#include "insight/witness.h"

typedef struct dt_tempted {
    uint32_t party;
    detente_concept concept; /* the firmest under which it stays, else the weakest that is decided
                                of those with answers */
    bool stays;
    uint64_t to;    /* what it likes best of its better moves; where it goes, of those not met */
    dt_step *steps; /* stays: what the others would do about it; SIM: at the same moment */
    uint32_t step_count;
} dt_tempted;

/* The parties that are tempted at a state, in their order.  Lists are taken from `arena`. */
detente_status dt_tempted_find(const dt_view *view, dt_prover *prover, uint64_t state,
                               dt_arena *arena, dt_tempted **list, uint32_t *count,
                               detente_error *err);

/* Decided concepts under which the state is stable for the party. */
detente_concepts dt_stable_under(const dt_view *view, uint32_t party, uint64_t state);

#endif
