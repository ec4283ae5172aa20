/* SPDX-License-Identifier: MIT
 *
 * The engine over the product space as a row: time follows 2^options, but a state costs nanoseconds
 * and almost no memory, so it wins where a fair share of all combinations is feasible, and it is
 * the only one where the states are too many to list.
 */
#include "engines/dense/dense.h"

#define SPARSE_BITS 12u

/* Fewer than one combination in some thousands is feasible. */
static bool is_sparse(const detente_model *model)
{
    const uint32_t options = model->syntax->option_count;
    return options > SPARSE_BITS && model->state_count < (uint64_t)1 << (options - SPARSE_BITS);
}

static detente_status covers(const dt_task *task, const char **why, detente_error *err)
{
    const detente_model *model = task->model;
    const detente_status status = dt_options_cover(task, why, err);
    if (status != DETENTE_OK) {
        return status;
    }
    bool covered = dt_dense_covers(task, why);
    if (covered && dt_states_listed(model) && is_sparse(model)) {
        *why = "few combinations are feasible"; /* not even worth planning */
        covered = false;
    }
    char words[DT_COUNT_WORDS];
    return covered ? DETENTE_OK
                   : dt_fail(err, DETENTE_ELIMIT,
                             "%s states are too many to list, and the engine that needs no list "
                             "does not cover this model: %s",
                             dt_states_say(model, words), *why);
}

static detente_status prepare(const dt_task *task, void **out, detente_error *err)
{
    dt_dense *dense = NULL;
    const detente_status status = dt_dense_open(task, &dense, err);
    *out = dense;
    return status;
}

static void drop(void *prepared)
{
    dt_dense_free_all(prepared);
}

static void estimate(const dt_task *task, const void *prepared, uint32_t threads, dt_plan *out)
{
    (void)task;
    out->bytes = dt_dense_bytes(prepared, threads);
    out->seconds = dt_dense_seconds(prepared, threads);
}

/* ---- what it leaves behind ------------------------------------------------------------------- */

static uint64_t look_up(const void *left, detente_concept concept, uint32_t party, uint64_t word)
{
    return dt_dense_word(left, concept, party, word);
}

static detente_status scan(const void *left, const dt_scan_request *request, dt_scan_found *found,
                           void *payload, detente_error *err)
{
    return dt_dense_scan(left, request, found, payload, err);
}

static const dt_answering thresholds = {.word = look_up, .scan = scan, .free = drop};

detente_status dt_dense_leave(dt_dense *dense, const detente_limits *limits, dt_verdicts *out,
                              detente_error *err)
{
    const detente_status status = dt_dense_count(dense, limits, out, err);
    if (status == DETENTE_OK) {
        out->concepts = dt_concepts_or(out->concepts, dt_square_concepts(dense->concepts));
        out->by = &thresholds;
        out->left = dense;
    }
    return status;
}

static detente_status solve(const dt_task *task, void **prepared, dt_verdicts *out,
                            detente_error *err)
{
    detente_status status = DETENTE_OK;
    DT_TRY(dt_dense_solve(*prepared, task->limits, err));
    if (dt_states_listed(task->model)) {
        DT_TRY(dt_verdicts_init(out, task->model, task->concepts, err));
        DT_TRY(dt_dense_fill(*prepared, out, err));
    } else {
        DT_TRY(dt_dense_leave(*prepared, task->limits, out, err));
        *prepared = NULL;
    }
done:
    return status;
}

const dt_engine dt_dense_engine = {
    .name = "option engine, dense",
    .kind = DETENTE_ENGINE_OPTION,
    .decides = {{DT_SQUARE}},
    .merit = "most combinations are feasible",
    .covers = covers,
    .prepare = prepare,
    .drop = drop,
    .estimate = estimate,
    .solve = solve,
};
