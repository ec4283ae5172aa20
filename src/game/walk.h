/* SPDX-License-Identifier: MIT
 *
 * Walking through a model: who can move where from a state, and the legal sequences of a group.
 *
 * Questions about single states touch few of them, so moves are worked out where they are asked for
 * and kept: nothing is listed beforehand, and a walk through a model of four million states starts
 * at once.  Everything that explains a verdict is a search of this file.
 *
 * Bytes: 8 per state and party (untouched pages cost nothing), 4 per move looked at, 8 per state
 * and leg for a search.  Time per state and party asked for: the combinations of the party's own
 * options, or the number of states where that is smaller; O(1) when asked again.
 */
#ifndef DT_WALK_H
#define DT_WALK_H

#include "game/states.h"

/* ---- moves ----------------------------------------------------------------------------------- */

typedef struct dt_walk {
    const detente_model *model;
    dt_poll *poll; /* of the call; may be NULL */
    uint32_t *
        *lists[DT_MOST_PARTIES]; /* [party][state]: count, then states; NULL = not asked yet */
    uint32_t *found;             /* moves of the state in hand */
    size_t found_count, found_capacity;
    dt_arena arena;
} dt_walk;

/* R_i(s), increasing. */
typedef struct dt_targets {
    const uint32_t *to;
    uint32_t count;
} dt_targets;

/* ELIMIT when the states of the model are not listed (states.h). */
detente_status dt_walk_open(const detente_model *model, dt_poll *poll, dt_walk *walk,
                            detente_error *err);
void dt_walk_clear(dt_walk *walk);

/* Where `party` can move from `state`.  Valid until the walk is cleared.  ENOMEM only. */
detente_status dt_walk_moves(dt_walk *walk, uint32_t party, uint64_t state, dt_targets *out,
                             detente_error *err);
/* Can it move from `from` to `to`? */
detente_status dt_walk_may(dt_walk *walk, uint32_t party, uint64_t from, uint64_t to, bool *may,
                           detente_error *err);

/* ---- legal sequences ------------------------------------------------------------------------- */

/* One step of a sequence: who moves, and the state that it leads to. */
typedef struct dt_step {
    uint32_t party;
    uint32_t state;
} dt_step;

/* A node of the search: a state and the party that moved last. */
typedef struct dt_node {
    uint32_t state;
    uint32_t before; /* index of the node before; DT_NONE: the start */
    uint32_t length; /* moves so far */
    uint8_t party;
    uint8_t leg;
} dt_node;

/* A leg of a way: who moves, on what terms, and where the leg may end for the next one to begin. */
typedef struct dt_leg {
    uint64_t group; /* parties, as bits */
    bool credible;  /* each step is an improvement of its mover over the state that it leaves */
    bool best;      /* and none of its mover's moves from there leads to a state it likes better */
    uint64_t
        content; /* none of these, as bits, is worse off where the leg ends than at the start */
    bool gains;  /* each of them is better off there */
} dt_leg;
#define DT_MOST_LEGS 3

/* All legal sequences (no party twice in a row) from one state, breadth first over (state, last
 * mover), so the shortest come first; among those of one length the order of what precedes, then of
 * the parties, then of the states decides.  The moves are those of a group, or of several legs that
 * follow one another: then nobody moves twice in a row across their seam either, the first leg may
 * be empty, the second not, the third again may.
 *
 *     dt_search_start(&search, group, credible, from);
 *     while (dt_search_next(&search, &node, err) == DETENTE_OK && node != NULL) ...
 */
typedef struct dt_search {
    dt_walk *walk;
    const dt_preference *preferences; /* one per party */
    dt_leg legs[DT_MOST_LEGS];
    uint32_t leg_count, most_legs;
    bool may_pay; /* a step that may or may not be an improvement is taken for one */
    uint32_t from;
    uint64_t *seen; /* per leg and state: the last movers with which it was reached */
    dt_node *nodes; /* in the order of discovery */
    size_t count, capacity;
    size_t given; /* handed out */
    size_t expanded;
    bool started; /* the moves from the start are in */
} dt_search;

/* For ways of at most `most_legs` legs. */
detente_status dt_search_open(dt_walk *walk, const dt_preference *preferences, uint32_t most_legs,
                              dt_search *search, detente_error *err);
void dt_search_clear(dt_search *search);

void dt_search_start(dt_search *search, uint64_t group, bool credible, uint64_t from);
void dt_search_start_legs(dt_search *search, const dt_leg *legs, uint32_t count, uint64_t from);
/* The next node, NULL when there is no more.  Valid until the next call. */
detente_status dt_search_next(dt_search *search, const dt_node **out, detente_error *err);
/* The steps that lead to a node: steps[0 .. node->length - 1]. */
void dt_search_steps(const dt_search *search, const dt_node *node, dt_step *steps);

/* Everybody; everybody but one. */
static inline uint64_t dt_everybody(const detente_model *model)
{
    const uint32_t n = model->syntax->party_count;
    return n == 64 ? UINT64_MAX : ((uint64_t)1 << n) - 1;
}
static inline uint64_t dt_all_but(const detente_model *model, uint32_t party)
{
    return dt_everybody(model) & ~((uint64_t)1 << party);
}

#endif
