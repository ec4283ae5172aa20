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

#include "stability/parallel.h"
#include "stability/stability.h"

/* The concepts that the option engine decides: all but SIM. */
#define DT_OPTION_CONCEPTS                                                                         \
    (1u << DETENTE_NASH | 1u << DETENTE_GMR | 1u << DETENTE_SMR | 1u << DETENTE_SEQ |              \
     1u << DETENTE_SSEQ)

static inline bool dt_asks(uint32_t concepts, detente_concept concept)
{
    return (concepts >> concept & 1) != 0;
}

/* Bytes that dt_compact_solve allocates at most, the answer included. */
uint64_t dt_compact_bytes(const detente_model *model, uint32_t concepts, uint32_t threads);

/* Fill out->stable for `concepts` (allocated by the caller, zeroed), party by party. */
detente_status dt_compact_solve(const detente_model *model, uint32_t concepts,
                                const detente_limits *limits, dt_verdicts *out,
                                detente_error *err);

/* ---- dense ------------------------------------------------------------------------------------- */

typedef struct dt_dense dt_dense;

/* Does the dense part cover the model?  (At least 12 options, levels that fit.)  `why` receives the
 * reason where not. */
bool dt_dense_covers(const detente_model *model, uint32_t concepts, const char **why);
/* Bytes that it allocates, estimated before anything is. */
detente_status dt_dense_bytes(const detente_model *model, uint32_t concepts, uint32_t threads,
                              uint64_t *bytes, detente_error *err);
/* Find the thresholds: afterwards every verdict is a look. */
detente_status dt_dense_solve(const detente_model *model, uint32_t concepts,
                              const detente_limits *limits, dt_dense **out, detente_error *err);
void dt_dense_free_all(dt_dense *dense);
/* Stream over all codes and count: counts and equilibria of `out`. */
detente_status dt_dense_count(const dt_dense *dense, const detente_limits *limits, dt_verdicts *out,
                              detente_error *err);
/* Stream over all codes and fill out->stable (allocated, zeroed): listed models. */
detente_status dt_dense_fill(const dt_dense *dense, const detente_limits *limits, dt_verdicts *out,
                             detente_error *err);

#endif
