/* SPDX-License-Identifier: MIT
 *
 * Work on several threads: the one place that knows about OpenMP.
 *
 * Results never depend on the number of threads: a task writes only what is its own, or takes
 * maxima and sums of whole numbers.
 */
#ifndef DT_PARALLEL_H
#define DT_PARALLEL_H

#include "base/poll.h"

/* Threads to use under `limits` (may be NULL). */
uint32_t dt_threads(const detente_limits *limits);

/* Call body(context, task, thread) for every task < tasks, thread < threads, in any order; each
 * thread number is in use once at a time, so it may index scratch memory. */
void dt_parallel(uint32_t threads, uint64_t tasks,
                 void (*body)(void *context, uint64_t task, uint32_t thread), void *context);

#endif
