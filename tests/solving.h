/* SPDX-License-Identifier: MIT
 *
 * Each engine by itself, asked about a model with its own preferences.
 */
#ifndef SOLVING_H
#define SOLVING_H

#include "engines/option.h"

static inline detente_status solve_by_graph(const detente_model *model, detente_concepts concepts,
                                            const detente_limits *limits, dt_verdicts *out,
                                            detente_error *err)
{
    const dt_task asked = dt_task_of(model, concepts, limits);
    return dt_graph_solve(&asked, out, err);
}

static inline detente_status solve_by_options(const detente_model *model, detente_concepts concepts,
                                              const detente_limits *limits, dt_verdicts *out,
                                              detente_error *err)
{
    const dt_task asked = dt_task_of(model, concepts, limits);
    return dt_option_solve(&asked, out, err);
}

static inline detente_status plan_by_options(const detente_model *model, detente_concepts concepts,
                                             const detente_limits *limits, dt_option_plan *out,
                                             detente_error *err)
{
    const dt_task asked = dt_task_of(model, concepts, limits);
    return dt_option_choose(&asked, out, err);
}

static inline detente_status solve_listed(const detente_model *model, dt_square concepts,
                                          const detente_limits *limits, dt_verdicts *out,
                                          detente_error *err)
{
    const dt_task asked = dt_task_of(model, dt_square_concepts(concepts), limits);
    return dt_compact_solve(&asked, out, err);
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
