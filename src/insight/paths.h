/* SPDX-License-Identifier: MIT
 *
 * Status quo analysis, as data: what can come of a state, and the way to each equilibrium.
 *
 * Two searches from the start (reach.h): by improvements, and by any legal moves; for a state that
 * improvements do not reach, the smallest group that can make a joint move (coalition.h).  Bytes
 * and time: those of the searches; two more per group that is tried.
 */
#ifndef DT_PATHS_H
#define DT_PATHS_H

#include "insight/coalition.h"
#include "insight/view.h"

/* A shortest way from the start; none of one step or more where the state is not reached. */
typedef struct dt_way {
    bool exists;
    dt_step *steps;
    uint32_t length;
} dt_way;

/* All about one state. */
typedef struct dt_path {
    uint64_t to;
    detente_concepts under; /* it is an equilibrium under these */
    dt_way paying;          /* each step is an improvement of its mover */
    dt_way legal;           /* by any moves */
    bool costs;             /* some step of the legal way leaves its mover worse off */
    bool unsure;            /* of some step of it that is not known */
    dt_jump jump;           /* looked for where only the legal way exists */
    uint64_t gain, lose;    /* parties that prefer it to the start, or the start to it, as bits */
    uint64_t open;          /* of which it is not known */
} dt_path;

typedef struct dt_paths {
    const dt_view *view;
    uint64_t from;
    dt_reach paying, legal;
    dt_search search;
    uint64_t *targets; /* the equilibria: those with a name of their own first, then those that hold
                          under more concepts, then by number; or the one that was asked for */
    uint64_t target_count;
    bool cut; /* somewhere not all groups were tried */
} dt_paths;

/* `to`: NULL for all equilibria.  Not to be moved in memory while it is open. */
detente_status dt_paths_open(const dt_view *view, uint64_t from, const uint64_t *to, dt_paths *out,
                             detente_error *err);
void dt_paths_clear(dt_paths *paths);

/* How many other states a search reached. */
uint64_t dt_paths_reached(const dt_paths *paths, const dt_reach *reach);

detente_status dt_path_find(dt_paths *paths, uint64_t to, dt_path *out, detente_error *err);
void dt_path_clear(dt_path *path);

#endif
