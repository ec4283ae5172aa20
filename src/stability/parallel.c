/* SPDX-License-Identifier: MIT
 *
 * Work on several threads.  See parallel.h.
 */
#include "stability/parallel.h"

#ifdef _OPENMP
#include <omp.h>
#endif

uint32_t dt_threads(const detente_limits *limits)
{
#ifdef _OPENMP
    if (limits != NULL && limits->threads > 0) {
        return limits->threads;
    }
    const int most = omp_get_num_procs();
    return most > 0 ? (uint32_t)most : 1;
#else
    (void)limits;
    return 1;
#endif
}

void dt_parallel(uint32_t threads, uint64_t tasks,
                 void (*body)(void *context, uint64_t task, uint32_t thread), void *context)
{
    if (threads > tasks) {
        threads = (uint32_t)tasks;
    }
    if (threads <= 1) {
        for (uint64_t task = 0; task < tasks; task++) {
            body(context, task, 0);
        }
        return;
    }
#ifdef _OPENMP
    _Atomic uint64_t next = 0;
#pragma omp parallel num_threads((int)threads)
    {
        const uint32_t thread = (uint32_t)omp_get_thread_num();
        for (;;) {
            const uint64_t task = atomic_fetch_add(&next, 1);
            if (task >= tasks) {
                break;
            }
            body(context, task, thread);
        }
    }
#endif
}

void dt_meter_start(dt_meter *meter, const detente_limits *limits, const char *stage,
                    uint64_t total)
{
    meter->limits = limits;
    meter->stage = stage;
    meter->total = total;
    atomic_init(&meter->done, 0);
    atomic_init(&meter->stopped, false);
    atomic_flag_clear(&meter->calling);
}

bool dt_meter_add(dt_meter *meter, uint64_t units)
{
    const uint64_t done = atomic_fetch_add(&meter->done, units) + units;
    if (meter->limits == NULL || meter->limits->progress == NULL || dt_meter_stopped(meter)) {
        return !dt_meter_stopped(meter);
    }
    if (!atomic_flag_test_and_set(&meter->calling)) {
        const uint64_t shown = done < meter->total ? done : meter->total;
        if (!meter->limits->progress(meter->limits->payload, meter->stage, shown, meter->total)) {
            atomic_store(&meter->stopped, true);
        }
        atomic_flag_clear(&meter->calling);
    }
    return !dt_meter_stopped(meter);
}
