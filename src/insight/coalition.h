/* SPDX-License-Identifier: MIT
 *
 * Joint moves: the smallest group of parties whose common move brings a state about.
 *
 * A joint way of a group H from today, s, to a state t is one legal sequence of moves (no party
 * twice in a row, across the seams either) of three legs,
 *
 *     s --- steps that pay ---> f === moves of H ===> m --- steps that pay, not of H ---> t
 *
 *   before: each step is an improvement of its mover, whoever that is; may be empty (f = s)
 *   joint:  one move at least, all by members of H; what lies between f and m may be anything
 *   after:  each step is an improvement of its mover, who is no member; may be empty (m = t).
 *           These follow of themselves: they are told, but do not count as members.
 *
 * and to the gain of its members against today, not against f, both if the others follow and if
 * they do not:
 *
 *     each gains:   for all i in H  m >_i s  and  t >_i s
 *     none loses:   for all i in H  m >=_i s  and  t >=_i s,  and for some i in H  t >_i s
 *
 * (the coalitional and the Pareto improvement of the literature: Kilgour, Hipel, Fang, Peng 2001;
 * with what comes before and after of itself).  Of all joint ways the one is told
 *
 *     on which each gains rather than none loses, then with the fewest members, then with nothing
 *     before, then with the fewest steps, then of the group that is first in the order of the file
 *     (as a number whose bit k is party k), then the first that the search finds.
 *
 * On none of these does s come again: the rest of the way from there would be better.
 */
#ifndef DT_COALITION_H
#define DT_COALITION_H

#include "insight/reach.h"

typedef struct dt_jump {
    uint64_t willing;   /* parties that prefer the end, of several one of them, to today, as bits */
    uint64_t unmoved;   /* parties that like it as much as today */
    uint64_t group;     /* 0: no joint way was found */
    uint64_t followers; /* who moves after the joint move */
    bool gains;         /* each member does; false: none loses */
    bool cut; /* more than DT_MOST_GROUPS groups: there may be a smaller one, or, with group 0,
                 one at all.  No member can be spared, though. */
    dt_step *steps;       /* the whole way, freed by dt_jump_clear */
    uint32_t joint_at;    /* steps before the joint move */
    uint32_t followed_at; /* steps up to its end */
    uint32_t step_count;
} dt_jump;

/* The best joint way from the start of `paying` (improvements from there, which do not reach `to`).
 * `search` is open for three legs.  Time: two searches for each group that is tried, at most
 * 2 DT_MOST_GROUPS groups. */
#define DT_MOST_GROUPS 4096
detente_status dt_jump_find(const dt_reach *paying, dt_search *search, uint64_t to, dt_jump *out,
                            detente_error *err);
/* The best joint way to any of a set of states, as bits. */
detente_status dt_jump_to_any(const dt_reach *paying, dt_search *search, const uint64_t *ends,
                              dt_jump *out, detente_error *err);
void dt_jump_clear(dt_jump *jump);

#endif
