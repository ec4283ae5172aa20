/* SPDX-License-Identifier: MIT
 *
 * Each engine by itself, asked about a model with its own preferences.
 */
#ifndef SOLVING_H
#define SOLVING_H

#include "engines/dense/dense.h"
#include "engines/listed/listed.h"

/* Counted, too. */
static inline detente_status solve_by_kind(const detente_model *model, detente_engine kind,
                                           detente_concepts concepts, const detente_limits *limits,
                                           dt_verdicts *out, detente_error *err)
{
    const dt_task asked = dt_task_of(model, concepts, limits);
    *out = (dt_verdicts){0};
    dt_plan plan = {0};
    detente_status status = dt_choose(&asked, kind, &plan, err);
    if (status == DETENTE_OK) {
        status = dt_plan_run(&plan, &asked, out, err);
        dt_plan_clear(&plan);
    }
    if (status == DETENTE_OK) {
        dt_verdicts_count(out, model);
    }
    return status;
}

static inline detente_status solve_by_graph(const detente_model *model, detente_concepts concepts,
                                            const detente_limits *limits, dt_verdicts *out,
                                            detente_error *err)
{
    return solve_by_kind(model, DETENTE_ENGINE_GRAPH, concepts, limits, out, err);
}

static inline detente_status solve_by_options(const detente_model *model, detente_concepts concepts,
                                              const detente_limits *limits, dt_verdicts *out,
                                              detente_error *err)
{
    return solve_by_kind(model, DETENTE_ENGINE_OPTION, concepts, limits, out, err);
}

static inline detente_status plan_by_options(const detente_model *model, detente_concepts concepts,
                                             const detente_limits *limits, dt_plan *out,
                                             detente_error *err)
{
    const dt_task asked = dt_task_of(model, concepts, limits);
    const detente_status status = dt_choose(&asked, DETENTE_ENGINE_OPTION, out, err);
    if (status == DETENTE_OK) {
        dt_plan_clear(out);
    }
    return status;
}

static inline detente_status solve_listed(const detente_model *model, dt_square concepts,
                                          const detente_limits *limits, dt_verdicts *out,
                                          detente_error *err)
{
    const dt_task asked = dt_task_of(model, dt_square_concepts(concepts), limits);
    return dt_listed_solve(&asked, out, err);
}

static inline bool dense_covers(const detente_model *model, dt_square concepts, const char **why)
{
    const dt_task asked = dt_task_of(model, dt_square_concepts(concepts), NULL);
    return dt_dense_covers(&asked, why);
}

static inline detente_status open_dense(const detente_model *model, dt_square concepts,
                                        dt_dense **out, detente_error *err)
{
    const dt_task asked = dt_task_of(model, dt_square_concepts(concepts), NULL);
    return dt_dense_open(&asked, out, err);
}

#endif
