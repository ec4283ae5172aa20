/* SPDX-License-Identifier: MIT
 *
 * The square where the preference of a party is no ranking: the graph engine's other half.
 *
 * What deters depends on the state s that is left in a way that does not nest from state to state,
 * so each s is asked about by itself.  For party i
 *
 *     D(x)     x deters i from leaving s; with a reply, so does every s3 in R_i(x)
 *     V(x, l)  a legal sequence of the others that came to x by a step of l has deterred i, or can
 *              go on to: D(x), or V(y, k) for a k other than l and i, and a step of k from x to y
 *
 * V is the least solution, found from where D holds, backwards.  A move to s1 is deterred iff V(y,
 * k) for some k other than i and some step of k from s1 to y.  64 states s are asked about
 * together, a bit each.
 *
 * Time O(states / 64 * (64 * states + moves * r)), where r is how often the bits of a state grow:
 * at most 64, a few as a rule; 8 bytes per state and party, and 21 more.
 */
#ifndef DT_OPEN_H
#define DT_OPEN_H

#include "engines/stability.h"

/* stable: bitset of the states that are stable for `party`, zeroed.  `concept`: Nash or one of the
 * square, in any reading.  ENOMEM, ECANCELLED. */
detente_status dt_open_solve(const dt_task *task, const dt_all_moves *moves, uint32_t party,
                             detente_concept concept, dt_poll *poll, uint64_t *stable,
                             detente_error *err);

#endif
