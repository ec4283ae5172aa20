/* SPDX-License-Identifier: MIT
 *
 * Joint moves: the smallest group that can bring a state about and all of whose members prefer it.
 *
 *     R_H^{++}(s) = { t in R_H(s), t != s : for all i in H, t is preferred to s }
 *
 * H moves along a legal sequence; only the end has to be better for each member, what lies between
 * may be anything (Kilgour, Hipel, Fang, Peng 2001; docs/concepts.md section 3).  R_H grows with H,
 * so everybody who prefers t is asked first; and in option form those whose options differ between
 * s and t have to be in.
 */
#ifndef DT_COALITION_H
#define DT_COALITION_H

#include "insight/reach.h"

typedef struct dt_jump {
    uint64_t willing; /* parties that prefer the end, as bits */
    uint64_t group;   /* the smallest that can bring it about, first in order of parties; 0: none */
    bool smallest;  /* false: too many parties to try all groups; no member can be spared, though */
    dt_step *steps; /* the legal sequence, freed by dt_jump_clear */
    uint32_t step_count;
} dt_jump;

/* Time: a search for each group that is tried, at most DT_MOST_GROUPS. */
#define DT_MOST_GROUPS 4096
detente_status dt_jump_find(dt_search *search, uint64_t from, uint64_t to, dt_jump *out,
                            detente_error *err);

/* The best state to jump from among those that `paying` (improvements from a start) reached, the
 * start included: the smallest group, then the fewest steps before.  group 0: from none of them;
 * then the jump is the one from the start.  Looks at no more than DT_MOST_STARTS states, the
 * nearest. */
#define DT_MOST_STARTS 1024
detente_status dt_jump_after(const dt_reach *paying, dt_search *search, uint64_t to, uint64_t *from,
                             dt_jump *out, detente_error *err);
void dt_jump_clear(dt_jump *jump);

#endif
