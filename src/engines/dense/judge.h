/* SPDX-License-Identifier: MIT
 *
 * Verdicts from thresholds: a state is stable when its plane vector reaches its table entry.
 *
 * A judge belongs to one thread and looks at one leaf of 4096 option codes at a time.  A plane is
 * evaluated only while some state of the leaf is undecided, and a leaf on which planes and
 * thresholds are constant is decided at once.
 *
 * About 0.5 KiB per gate, party and concept.
 */
#ifndef DT_JUDGE_H
#define DT_JUDGE_H

#include "engines/dense/dense.h"

typedef enum dt_leaf_verdict { DT_LEAF_NONE, DT_LEAF_ALL, DT_LEAF_SOME } dt_leaf_verdict;

typedef struct dt_judge {
    const dt_dense *dense;
    dt_runner runner;
    uint64_t low;                        /* options that the leaves run over: these first, */
    uint64_t high;                       /* then these; the others are N */
    dt_spread *spreads[DT_SQUARE_COUNT]; /* [party] */
    uint64_t codes[64];                  /* first option code of each leaf of the batch */
    uint64_t first;                      /* number of the batch's first leaf */
    uint64_t code;                       /* the leaf's first, options not seen left out */
    dt_leaf_verdict feasible_kind;
    uint64_t feasible[DT_LEAF_WORDS];
} dt_judge;

size_t dt_judge_bytes(const dt_dense *dense);
/* `low` and `high`: 12 options or more together; those that a verdict asked for depends on must be
 * among them, and no threshold may depend on the low ones. */
detente_status dt_judge_start(dt_judge *judge, const dt_dense *dense, uint64_t low, uint64_t high,
                              detente_error *err);
void dt_judge_clear(dt_judge *judge);

/* Take the leaves first .. first+count-1 (count <= 64), leaf k holding the codes from 4096*k on, in
 * which an option that is not seen is left out. */
void dt_judge_batch(dt_judge *judge, uint64_t first, unsigned count);
/* Turn to leaf k of the batch; fills feasible. */
void dt_judge_leaf(dt_judge *judge, unsigned k);
/* stable[] = feasible states of the leaf that are stable for `party`; filled for SOME only, ALL
 * means all feasible ones. */
dt_leaf_verdict dt_judge_stable(dt_judge *judge, detente_concept concept, uint32_t party,
                                uint64_t stable[DT_LEAF_WORDS]);

#endif
