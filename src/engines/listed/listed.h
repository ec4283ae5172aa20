/* SPDX-License-Identifier: MIT
 *
 * The option engine over listed states, see listed.c: time and memory follow the feasible states.
 */
#ifndef DT_LISTED_H
#define DT_LISTED_H

#include "engines/engine.h"

/* Bytes that dt_listed_solve allocates at most, the answer included. */
uint64_t dt_listed_bytes(const detente_model *model, dt_square concepts, uint32_t threads);

/* Fill out->stable for the task's concepts (allocated by the caller, zeroed), party by party. */
detente_status dt_listed_solve(const dt_task *task, dt_verdicts *out, detente_error *err);

#endif
