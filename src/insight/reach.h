/* SPDX-License-Identifier: MIT
 *
 * What can be reached from a state by legal sequences of moves of all parties.
 *
 *     V_j^(1) = R_j(start);   V_j^(h) = V_j^(h-1) + { t in R_j(x) : x in V_k^(h-1), k != j }
 *
 * V_j^(h) are the states reached in at most h moves, party j moving last; no party moves twice in a
 * row (Li, Kilgour, Hipel 2005; docs/concepts.md).  With `by_improvements` every step is to a state
 * that its mover prefers to the one left.  The start itself counts as reached in 0 moves.
 *
 * The search is walk.h's, to its end: 12 bytes per state and 16 per (state, last mover) that is
 * reached; time O(parties x moves).
 */
#ifndef DT_REACH_H
#define DT_REACH_H

#include "game/walk.h"

#define DT_UNREACHED UINT32_MAX

typedef struct dt_reach {
    uint64_t start;  /* state index */
    uint32_t *first; /* [state] the node that reached it first, DT_UNREACHED = never */
    dt_walk walk;
    dt_search search;
} dt_reach;

/* ELIMIT when the states are not listed, or need more than `memory` bytes (0 = no limit).  A reach
 * is not to be moved in memory; its walk may be used for further questions. */
detente_status dt_reach_from(const detente_model *model, const dt_preference *preferences,
                             uint64_t start, bool by_improvements, uint64_t memory, dt_poll *poll,
                             dt_reach *out, detente_error *err);
void dt_reach_clear(dt_reach *reach);

/* Moves of the shortest way to a state, DT_UNREACHED = there is none; 0 for the start. */
uint32_t dt_reach_distance(const dt_reach *reach, uint64_t state);

/* A shortest way to a state that is reached: steps[0 .. distance-1]. */
void dt_reach_way(const dt_reach *reach, uint64_t state, dt_step *steps);

#endif
