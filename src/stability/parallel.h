/* SPDX-License-Identifier: MIT
 *
 * Work on several threads, progress and cancelling: the one place that knows about OpenMP.
 *
 * Results never depend on the number of threads: a task writes only what is its own, or takes
 * maxima and sums of whole numbers.
 */
#ifndef DT_PARALLEL_H
#define DT_PARALLEL_H

#include "base/base.h"

#include <stdatomic.h>

/* Threads to use under `limits` (may be NULL). */
uint32_t dt_threads(const detente_limits *limits);

/* Call body(context, task, thread) for every task < tasks, thread < threads, in any order; each
 * thread number is in use once at a time, so it may index scratch memory. */
void dt_parallel(uint32_t threads, uint64_t tasks,
                 void (*body)(void *context, uint64_t task, uint32_t thread), void *context);

/* Progress of one stage.  Workers report units of work as they go; whoever finds nobody else
 * reporting calls the user's callback. */
typedef struct dt_meter {
    const detente_limits *limits; /* may be NULL */
    const char *stage;
    uint64_t total; /* units */
    _Atomic uint64_t done;
    _Atomic bool stopped;
    atomic_flag calling;
} dt_meter;

void dt_meter_start(dt_meter *meter, const detente_limits *limits, const char *stage,
                    uint64_t total);

/* Add `units` of work done; false when the user asked to stop.  Cheap enough for every few
 * microseconds of work; call it at least every 10 ms. */
bool dt_meter_add(dt_meter *meter, uint64_t units);

static inline bool dt_meter_stopped(dt_meter *meter)
{
    return atomic_load_explicit(&meter->stopped, memory_order_relaxed);
}

#endif
