/* SPDX-License-Identifier: MIT
 *
 * Work on several threads.  See parallel.h.
 */
#include "engines/parallel.h"

/* ThreadSanitizer and MemorySanitizer do not see how OpenMP's run-time library starts and joins its
 * threads and would report every use of memory on both sides; under them the same loop runs on
 * POSIX threads, and they are built without OpenMP. */
#if defined(__SANITIZE_THREAD__)
#define WATCHED 1
#elif defined(__has_feature)
#if __has_feature(thread_sanitizer) || __has_feature(memory_sanitizer)
#define WATCHED 1
#endif
#endif
#if defined(WATCHED)
#include <pthread.h>
#elif defined(_OPENMP)
#include <omp.h>
#endif

static uint32_t processors(void)
{
#if defined(WATCHED)
    return 2; /* so that they meet */
#elif defined(_OPENMP)
    const int most = omp_get_num_procs();
    return most > 0 ? (uint32_t)most : 1;
#else
    return 1;
#endif
}

uint32_t dt_threads(const detente_limits *limits)
{
#if defined(WATCHED) || defined(_OPENMP)
    if (limits != NULL && limits->threads > 0) {
        return limits->threads;
    }
#endif
    (void)limits;
    return processors();
}

/* The tasks that are left, and who takes them. */
typedef struct crew {
    uint64_t tasks;
    _Atomic uint64_t next;
    _Atomic uint32_t hired;
    void (*body)(void *context, uint64_t task, uint32_t thread);
    void *context;
} crew;

static void *take_tasks(void *payload)
{
    crew *c = payload;
    const uint32_t thread = atomic_fetch_add(&c->hired, 1);
    for (;;) {
        const uint64_t task = atomic_fetch_add(&c->next, 1);
        if (task >= c->tasks) {
            return NULL;
        }
        c->body(c->context, task, thread);
    }
}

void dt_parallel(uint32_t threads, uint64_t tasks,
                 void (*body)(void *context, uint64_t task, uint32_t thread), void *context)
{
    crew c = {.tasks = tasks, .body = body, .context = context};
    if (threads > tasks) {
        threads = (uint32_t)tasks;
    }
#if defined(WATCHED)
    pthread_t helpers[64];
    uint32_t helping = 0;
    while (helping + 1 < threads && helping < 64 &&
           pthread_create(&helpers[helping], NULL, take_tasks, &c) == 0) {
        helping++;
    }
    take_tasks(&c);
    while (helping > 0) {
        pthread_join(helpers[--helping], NULL);
    }
#elif defined(_OPENMP)
    if (threads > 1) {
#pragma omp parallel num_threads((int)threads)
        take_tasks(&c);
        return;
    }
    take_tasks(&c);
#else
    take_tasks(&c);
#endif
}
