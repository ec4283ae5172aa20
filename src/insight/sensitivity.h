/* SPDX-License-Identifier: MIT
 *
 * What matters: the preferences of one party with one line dropped, or two neighbours swapped.
 *
 *             dropping line k                        swapping lines k and k+1
 *   wants     the statement is not there             each has the other's place
 *   ranks     its states tie with the next line's,   each has the other's place
 *             the last line's with those of the one before
 *   weighs    its weight is nothing                  each has the other's weight
 *
 * Only ranks change, so a variation is the same game with one party's ranks replaced, decided
 * again; its moves are listed once.  Bytes: a bit per state and line, 20 per state; time per
 * variation: O(lines * states) and an answer.
 */
#ifndef DT_SENSITIVITY_H
#define DT_SENSITIVITY_H

#include "engines/analysis.h"

/* One party's lines as truth values. */
typedef struct dt_variation {
    const detente_model *model;
    const dt_all_moves *moves; /* of the model */
    uint32_t party;
    uint32_t count;
    uint64_t **holds;  /* [line] bitset over states */
    uint32_t *line_of; /* ranks: [state] the line that takes it */
    uint32_t *ranks;   /* [state] of the variation in hand */
    uint64_t *key;     /* [state] scratch */
    dt_poll *poll;     /* of the call; may be NULL */
} dt_variation;

detente_status dt_variation_open(const detente_model *model, const dt_all_moves *moves,
                                 uint32_t party, dt_poll *poll, dt_variation *out,
                                 detente_error *err);
void dt_variation_clear(dt_variation *variation);

#define DT_NO_LINE UINT32_MAX
/* The ranks with line `dropped` dropped, or `swapped` and the line below it swapped; DT_NO_LINE:
 * not.  Into variation->ranks. */
detente_status dt_variation_rank(dt_variation *variation, uint32_t dropped, uint32_t swapped,
                                 detente_error *err);
/* Do they order the states as the model does? */
bool dt_variation_is_same(const dt_variation *variation);
/* Decide the game with these ranks. */
detente_status dt_variation_solve(const dt_variation *variation, detente_concepts concepts,
                                  dt_verdicts *out, detente_error *err);

/* Pairs of states that a level of statements decides: alike on all levels above, and not on it.
 * decided[line] for the first line of each level, 0 for the others; wants only. */
detente_status dt_variation_pairs(dt_variation *variation, uint64_t *decided, detente_error *err);
/* Pairs of states between which the party is indifferent, and one of them. */
uint64_t dt_variation_ties(const dt_variation *variation, uint64_t *one, uint64_t *other);

#endif
