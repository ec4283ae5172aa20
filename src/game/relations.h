/* SPDX-License-Identifier: MIT
 *
 * The three relations that the concepts are made of, asked of a preference and a stance.
 *
 *   tempts   a move from s to s1 tempts party i to leave s       s1 is preferred to s
 *   deters   ending at s2 deters party i from leaving s          s2 is not preferred to s
 *   steps    a credible step of party j from x to y              y is preferred to x
 *
 * A stance says what an open comparison counts as, for the party in focus; of rankings nothing is
 * open, and all stances say the same.  The steps of others may always be to states that they might
 * prefer.  Literature: Fang, Hipel, Kilgour (1993); for ties, sanctions are weak
 * ("not preferred") and improvements strict; Li, Hipel, Kilgour, Fang (2004) for what is not known.
 */
#ifndef DT_RELATIONS_H
#define DT_RELATIONS_H

#include "game/preference.h"

typedef struct dt_stance {
    bool open_tempts; /* a move to a state that may or may not be preferred tempts */
    bool open_deters; /* the end in such a state deters */
} dt_stance;

/* That of all concepts of rankings. */
static const dt_stance dt_standard = {false, false};

static inline bool dt_tempts(const dt_preference *preference, dt_stance stance, uint64_t from,
                             uint64_t to)
{
    return dt_prefers(preference, from, to) ||
           (stance.open_tempts && dt_compare(preference, to, from) == DETENTE_OPEN);
}

static inline bool dt_deters(const dt_preference *preference, dt_stance stance, uint64_t start,
                             uint64_t end)
{
    const detente_comparison found = dt_compare(preference, end, start);
    return found == DETENTE_WORSE || found == DETENTE_EQUAL ||
           (stance.open_deters && found == DETENTE_OPEN);
}

static inline bool dt_steps(const dt_preference *preference, uint64_t from, uint64_t to)
{
    const detente_comparison found = dt_compare(preference, to, from);
    return found == DETENTE_BETTER || found == DETENTE_OPEN;
}

#endif
