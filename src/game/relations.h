/* SPDX-License-Identifier: MIT
 *
 * The three relations that a preference structure is made of, for rankings.
 *
 *   tempts   a move from s to s1 tempts party i to leave s       s1 is preferred to s
 *   deters   ending at s2 deters party i from leaving s          s2 is not preferred to s
 *   steps    a credible step of party j from x to y              y is preferred to x
 *
 * A preference that is no ranking (unknown, strength, threshold) differs from a ranking in these
 * relations and in nothing else.  Literature: Fang, Hipel, Kilgour (1993); for ties, sanctions are
 * weak ("not preferred") and improvements strict.
 */
#ifndef DT_RELATIONS_H
#define DT_RELATIONS_H

#include "base/base.h"

/* Is `to` preferred to `from`?  Tempting moves and credible steps alike. */
static inline bool dt_improves(const uint32_t *ranks, uint64_t from, uint64_t to)
{
    return ranks[to] > ranks[from];
}

/* Does ending at `end` deter the party with these ranks from leaving `start`? */
static inline bool dt_deters(const uint32_t *ranks, uint64_t start, uint64_t end)
{
    return ranks[end] <= ranks[start];
}

#endif
