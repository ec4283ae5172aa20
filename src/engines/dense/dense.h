/* SPDX-License-Identifier: MIT
 *
 * The option engine over the whole product space: no list of states, no rank, no arc.
 *
 * The answer is one threshold table per party and concept (thresholds.h); whether a state is stable
 * is recomputed from the circuit whenever it is asked for, 4096 states at a time.
 *
 *   dense.c      what is needed, solving, verdicts of numbered states
 *   row.c        its row among the engines, what it leaves in an answer; scan.c: walking
 *   count.c      counting what is stable and the equilibria
 *   judge.c      verdicts from thresholds, a leaf at a time
 *   extremes.c   best and worst levels by streaming: Nash; GMR and SMR where everything is
 *                feasible and reversible
 *   slices.c     GMR, SMR, SEQ, SSEQ in general: the others' options, one own setting at a time
 *   settings.c   which own settings, and which options of the others, make a difference
 *   slice.c      one slice: levels of everybody, closures, thresholds
 *   settle.c     the closures; edges.c: along the moves of parties with few options
 *   levels.c     levels as numbers, of any number of planes
 */
#ifndef DT_DENSE_H
#define DT_DENSE_H

#include "engines/dense/levels.h"
#include "engines/dense/thresholds.h"
#include "engines/engine.h"
#include "engines/scan.h"

#include <stdatomic.h>

#define DT_DENSE_LEAST_OPTIONS DT_LEAF_LANES
#define DT_DENSE_MOST_OPTIONS 56u /* counts of codes times parties fit in 64 bits */

/* What the slices of one party will take. */
typedef struct dt_slice_plan {
    uint64_t slices;
    uint64_t states; /* in all of them */
    uint64_t bytes;  /* for all threads together */
    uint64_t bytes_per_thread;
} dt_slice_plan;

/* What looking up single verdicts works in: one at a time, so that a look-up cannot fail. */
typedef struct dt_lookup {
    atomic_flag taken;
    uint64_t values[]; /* of the model's circuit */
} dt_lookup;

typedef struct dt_dense dt_dense;
struct dt_dense {
    const detente_model *model;
    const dt_preference *preferences;
    uint32_t parties;
    uint32_t options;
    dt_square concepts;       /* solved */
    bool free_and_reversible; /* everything feasible, no one-way option */
    dt_program program;
    dt_wire feasible;
    dt_wire *planes[DT_MOST_PARTIES];
    uint32_t plane_count[DT_MOST_PARTIES];
    dt_wire *wires;                  /* owns what planes points to */
    uint64_t reads[DT_MOST_PARTIES]; /* options that the rules and the party's planes depend on */
    uint64_t reads_any;              /* by any party's planes */
    dt_slice_plan slices[DT_MOST_PARTIES]; /* zero where there are none */
    dt_thresholds tables[DT_SQUARE_COUNT][DT_MOST_PARTIES];
    uint32_t
        same_as[DT_SQUARE_COUNT]; /* the first concept with the same tables: the same verdicts */
    dt_lookup *lookup;
};

static inline uint64_t dt_dense_all(const dt_dense *dense)
{
    return dense->options == 64 ? UINT64_MAX : ((uint64_t)1 << dense->options) - 1;
}
/* options that the party can set and set back */
static inline uint64_t dt_dense_free(const dt_dense *dense, uint32_t party)
{
    return dense->model->owned[party] & ~(dense->model->only_up | dense->model->only_down);
}

/* own options that anything depends on */
static inline uint64_t dt_dense_own(const dt_dense *dense, uint32_t party)
{
    return dense->model->owned[party] & dense->reads_any;
}

/* extremes.c */

/* options that the best level of a block of `party` depends on */
uint64_t dt_dense_best_kept(const dt_dense *dense, uint32_t party);
size_t dt_dense_best_bytes(const dt_dense *dense, uint32_t party); /* per thread */

/* tables[NASH][party]: the best level of each block, M_i. */
detente_status dt_dense_best(dt_dense *dense, uint32_t party, uint32_t threads, dt_poll *poll,
                             detente_error *err);
/* tables[GMR][party] where free_and_reversible: max over own settings of the worst level. */
detente_status dt_dense_secure(dt_dense *dense, uint32_t party, uint32_t threads, dt_poll *poll,
                               detente_error *err);
/* tables[SMR][party] where free_and_reversible: the worst of the best levels. */
detente_status dt_dense_held(dt_dense *dense, uint32_t party, detente_error *err);

/* slices.c: the other tables of one party for `concepts`; needs tables[NASH]. */
detente_status dt_dense_slices(dt_dense *dense, uint32_t party, dt_square concepts,
                               uint32_t threads, dt_poll *poll, detente_error *err);
detente_status dt_dense_slice_plan(const dt_dense *dense, uint32_t party, dt_square concepts,
                                   dt_slice_plan *out, detente_error *err);

/* ---- stage by stage -------------------------------------------------------------------------- */

/* Does the dense part cover the model?  (12 to 56 options, levels that fit.)  Where not, `why` says
 * so. */
bool dt_dense_covers(const dt_task *task, const char **why);
/* Prepare: about 1 us and 100 bytes for each own setting that differs, a party at a time; some
 * tens of MiB at most (settings.h), a few kilobytes after that. */
detente_status dt_dense_open(const dt_task *task, dt_dense **out, detente_error *err);
void dt_dense_free_all(dt_dense *dense);
/* Bytes that solving and counting will allocate at most at one time. */
uint64_t dt_dense_bytes(const dt_dense *dense, uint32_t threads);
/* Rough time, in seconds. */
double dt_dense_seconds(const dt_dense *dense, uint32_t threads);
/* Find the thresholds: afterwards every verdict is a look. */
detente_status dt_dense_solve(dt_dense *dense, const detente_limits *limits, detente_error *err);
/* Stream over all codes: counts and equilibria of `out`. */
detente_status dt_dense_count(const dt_dense *dense, const detente_limits *limits, dt_verdicts *out,
                              detente_error *err);
/* Stream over all codes: out->stable (allocated, zeroed). */
detente_status dt_dense_fill(const dt_dense *dense, dt_verdicts *out, detente_error *err);
/* Verdicts of the 64 states number 64*word+1 and on. */
uint64_t dt_dense_word(const dt_dense *dense, detente_concept concept, uint32_t party,
                       uint64_t word);
/* Counts, and look-ups from now on: the answer takes `dense` over unless this fails (row.c). */
detente_status dt_dense_leave(dt_dense *dense, const detente_limits *limits, dt_verdicts *out,
                              detente_error *err);
/* scan.c */
detente_status dt_dense_scan(const dt_dense *dense, const dt_scan_request *request,
                             dt_scan_found *found, void *payload, detente_error *err);

#endif
