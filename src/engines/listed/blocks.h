/* SPDX-License-Identifier: MIT
 *
 * The blocks of one party over listed states.
 *
 * A *block* of a party holds the feasible states that agree on everybody else's options: the party
 * moves within a block.  One-way options split it into *groups* of states that agree on them too;
 * `used` has a bit for every one-way option that has been taken for good, and the party may move
 * from group g to group h of the block exactly when used(g) is a subset of used(h).
 *
 * 8 bytes per state, 4 per group, 16 more per group where there are one-way options.
 */
#ifndef DT_BLOCKS_H
#define DT_BLOCKS_H

#include "game/states.h"

typedef struct dt_blocks {
    uint32_t *order; /* states by block, then group, then rank of the party, ascending */
    uint32_t *group; /* [state] */
    uint32_t *first; /* [group] place of its first state in `order`; one more at the end */
    uint32_t *head;  /* [group] first group of its block, NULL: every group is a block */
    uint32_t *tail;  /* [group] one past the last group of its block */
    uint64_t *used;  /* [group] */
    uint32_t count;  /* groups */
} dt_blocks;

/* ranks: the party's.  Time O(states * options / 11). */
detente_status dt_blocks_make(const detente_model *model, uint32_t party, const uint32_t *ranks,
                              dt_blocks *out, detente_error *err);
void dt_blocks_clear(dt_blocks *blocks);

#endif
