/* SPDX-License-Identifier: MIT
 *
 * Inside the option engine: what its parts hand to each other.
 *
 *   option.c   chooses a part, estimates, says why
 *   compact.c  any listed option-form model: time and memory follow the feasible states
 *   dense.c    the whole product space, nothing listed: billions of states (dense.h)
 */
#ifndef DT_OPTION_H
#define DT_OPTION_H

#include "engines/parallel.h"
#include "engines/stability.h"

static inline bool dt_asks(dt_square concepts, detente_concept concept)
{
    return (concepts >> concept & 1) != 0;
}

/* Bytes that dt_compact_solve allocates at most, the answer included. */
uint64_t dt_compact_bytes(const detente_model *model, dt_square concepts, uint32_t threads);

/* Fill out->stable for the task's concepts (allocated by the caller, zeroed), party by party. */
detente_status dt_compact_solve(const dt_task *task, dt_verdicts *out, detente_error *err);

/* ---- dense ----------------------------------------------------------------------------------- */

typedef struct dt_dense dt_dense;

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

#endif
