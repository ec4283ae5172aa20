/* SPDX-License-Identifier: MIT
 *
 * How one of a set of states could come about from today, s.  The first kind that applies:
 *
 *   itself      by steps that each pay their mover (reach.h)
 *   first step  one move of a party X that does not pay it, after which the others follow:
 *
 *                   s --- a move of X ---> m === best steps that pay ===> t      t >_X s
 *
 *               best: none of its mover's moves leads to a state that it likes better.  Nobody
 *               moves twice in a row.  X loses by its step, or gains nothing until others follow.
 *   together    by a joint move of the smallest group that gains (coalition.h), to any of the set
 *   at a cost   by a legal way at all, to where the fewest parties are worse off than today
 *   not         no legal way leads to any of the states
 *
 * Of each kind the way with the fewest steps; then, of first steps, one that costs nothing, then of
 * the party that comes first; of what is left what the search finds first.
 *
 * Time: two searches through states and moves for all sets together, and for a set one per party
 * and those of coalition.h.  Bytes: reach.h twice, and 24 per state for the joint ways.
 */
#ifndef DT_COMING_H
#define DT_COMING_H

#include "insight/coalition.h"

typedef enum dt_coming_kind {
    DT_COMES_ITSELF,
    DT_COMES_FIRST_STEP,
    DT_COMES_TOGETHER,
    DT_COMES_AT_COST,
    DT_COMES_NOT
} dt_coming_kind;

typedef struct dt_coming {
    dt_coming_kind kind;
    uint64_t state; /* where it leads; none: of the set the first */
    dt_step *steps; /* freed by dt_coming_clear */
    uint32_t step_count;
    uint32_t first; /* first step: who goes first */
    bool costs;     /* it is worse off until others follow; else as well off as today */
    uint64_t group; /* together: who moves jointly, as bits, and who then follows */
    uint64_t followers;
    uint32_t joint_at, followed_at; /* together: as in dt_jump */
    bool gains;                     /* each of the group; false: none of it loses */
    uint64_t unavoidable; /* at a cost: who loses at each of the set that can be reached */
    bool cut;             /* together, at a cost: not all groups were tried (dt_jump) */
} dt_coming;

/* What does not change from set to set: the ways that lead away from today.  Not to be moved in
 * memory once open. */
typedef struct dt_roads {
    dt_reach paying;
    dt_reach any;
    bool has_any; /* made when it is first needed */
    dt_search search;
    uint64_t memory;
    dt_poll *poll;
} dt_roads;

/* ELIMIT as in dt_reach_from, for each of the two. */
detente_status dt_roads_open(const detente_model *model, uint64_t today, uint64_t memory,
                             dt_poll *poll, dt_roads *roads, detente_error *err);
void dt_roads_clear(dt_roads *roads);

/* `ends`: a bit per state; one at least, and not today's. */
detente_status dt_coming_find(dt_roads *roads, const uint64_t *ends, dt_coming *out,
                              detente_error *err);
void dt_coming_clear(dt_coming *coming);

#endif
