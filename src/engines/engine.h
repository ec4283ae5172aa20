/* SPDX-License-Identifier: MIT
 *
 * An engine: a row that says what it decides, which tasks it covers, what they would take, and how
 * they are solved.  choose.c has the rows; a new engine is its folder and its row there.
 *
 *     choose    among the rows that decide the concepts and cover the task, by their estimates
 *     plan      what was chosen: engine, threads, bytes, seconds, words; with what it has prepared
 *     solve     the plan into an answer
 *
 * Each stage is passed once.  Concepts of one task may go to different engines.
 */
#ifndef DT_ENGINE_H
#define DT_ENGINE_H

#include "engines/parallel.h"
#include "engines/stability.h"

typedef struct dt_engine dt_engine;

typedef struct dt_plan {
    const dt_engine *engine;
    void *prepared;   /* the engine's own */
    uint32_t threads; /* 0: as the limits say */
    uint64_t bytes;   /* at most; 0: not known */
    double seconds;   /* rough: measured on one machine; 0: not known */
    char words[256];  /* which and why */
} dt_plan;

struct dt_engine {
    const char *name;         /* "graph engine" */
    detente_engine kind;      /* the request that asks for it; AUTO: every request */
    detente_concepts decides; /* EUNSUPPORTED beyond */
    const char *merit;        /* why it is chosen among others that cover the task, too */
    /* DETENTE_OK, or why not: EUNSUPPORTED the game or the preferences are not of its kind, ELIMIT
     * too large; `why` in a few words. */
    detente_status (*covers)(const dt_task *task, const char **why, detente_error *err);
    /* What the estimate and the solution share; ELIMIT: not worth its memory.  May be NULL. */
    detente_status (*prepare)(const dt_task *task, void **out, detente_error *err);
    void (*drop)(void *prepared);
    /* Fills bytes and seconds.  NULL: not known, so it is chosen only where no other is. */
    void (*estimate)(const dt_task *task, const void *prepared, uint32_t threads, dt_plan *out);
    /* Adds the verdicts under the task's concepts to `out`, the counts excepted where there are
     * bitsets.  What it leaves behind in the answer it takes from *prepared. */
    detente_status (*solve)(const dt_task *task, void **prepared, dt_verdicts *out,
                            detente_error *err);
};

extern const dt_engine dt_dense_engine;  /* dense/: the whole product space, nothing listed */
extern const dt_engine dt_listed_engine; /* listed/: option form, states listed, no moves */
extern const dt_engine dt_graph_engine;  /* graph/: any model, states and moves listed */
extern const dt_engine dt_joint_engine;  /* joint/: SIM */

/* Option form without coalesced states, rankings: what the engines without arcs need. */
detente_status dt_options_cover(const dt_task *task, const char **why, detente_error *err);

/* Choose for concepts that the same rows decide; `out` is to be cleared.  EUNSUPPORTED no engine of
 * that kind decides or covers them; ELIMIT too many states, or too little memory. */
detente_status dt_choose(const dt_task *task, detente_engine kind, dt_plan *out,
                         detente_error *err);
void dt_plan_clear(dt_plan *plan);

/* Carry out a plan for the task that it was made for.  On failure `out` is cleared. */
detente_status dt_plan_run(dt_plan *plan, const dt_task *task, dt_verdicts *out,
                           detente_error *err);

/* The first concepts of a set that the same rows decide. */
detente_concepts dt_group_of(detente_concepts concepts);

/* Decide a task; `out` is empty before, and on failure after. */
detente_status dt_solve(const dt_task *task, detente_engine kind, dt_verdicts *out,
                        detente_error *err);

#endif
