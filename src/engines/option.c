/* SPDX-License-Identifier: MIT
 *
 * The option engine: Nash, GMR, SMR, SEQ and SSEQ of models in option form, without one arc.
 *
 * Two parts.  Over the *listed* feasible states (compact.c): time and memory follow their number.
 * Over the *product space* (dense.c): time follows 2^options, but a state costs nanoseconds and
 * almost no memory, so it wins where a fair share of all combinations is feasible, and it is the
 * only one where the states are too many to list.  The choice compares the two estimates.
 */
#include "engines/dense/judge.h"

/* Measured on one 2.5 GHz core: nanoseconds per listed state, concept and two parties. */
#define COMPACT_NANOSECONDS 22.0
#define SPARSE_BITS 12u
/* Less work is not worth waking another thread for. */
#define THREADS_SECONDS 0.005

/* False when the text lacks memory. */
static bool copy_text(const dt_text *text, char *to, size_t size)
{
    if (text->failed) {
        return false;
    }
    const size_t n = text->length < size ? text->length : size - 1;
    memcpy(to, text->bytes, n);
    to[n] = '\0';
    return true;
}

static detente_status covers(const dt_task *task, detente_error *err)
{
    const detente_model *model = task->model;
    if (dt_is_graph_form(model->syntax)) {
        return dt_fail(err, DETENTE_EUNSUPPORTED,
                       "the option engine needs a model in option form; use the graph engine");
    }
    if (model->states->members != NULL) {
        return dt_fail(err, DETENTE_EUNSUPPORTED,
                       "coalesced states (`same`) make moves that do not compose; the graph "
                       "engine covers them");
    }
    return dt_rankings_need(model, task->preferences, "the option engine", err);
}

/* ---- the choice ------------------------------------------------------------------------------ */

static dt_option_plan plan_compact(const detente_model *model, dt_square concepts, uint32_t threads)
{
    const double parties = model->syntax->party_count;
    const double runs = parties * parties * (1 + dt_popcount(concepts));
    return (dt_option_plan){.bytes = dt_compact_bytes(model, concepts, threads),
                            .seconds = (double)model->state_count * runs * COMPACT_NANOSECONDS *
                                       1e-9 / threads};
}

/* The quicker part with that many threads, but for memory.  `reason`: why there is no dense part,
 * if there is none; then why it is this one. */
static dt_option_plan plan_with(const detente_model *model, dt_square concepts, uint32_t threads,
                                uint64_t memory, const dt_dense *dense, const char **reason)
{
    const bool listed = dt_states_listed(model);
    dt_option_plan plan = {0};
    if (dense != NULL) {
        plan = (dt_option_plan){.dense = true,
                                .bytes = dt_dense_bytes(dense, threads),
                                .seconds = dt_dense_seconds(dense, threads)};
        *reason = listed ? "most combinations are feasible" : "too many states to list";
    }
    if (listed) {
        const dt_option_plan compact = plan_compact(model, concepts, threads);
        const bool too_much = memory != 0 && plan.bytes > memory;
        if (dense == NULL || too_much || compact.seconds < plan.seconds) {
            *reason = dense == NULL ? *reason
                      : too_much    ? "it takes less memory"
                                    : "few combinations are feasible";
            plan = compact;
        }
    }
    plan.threads = threads;
    return plan;
}

/* Fewer than one combination in some thousands is feasible. */
static bool is_sparse(const detente_model *model)
{
    const uint32_t options = model->syntax->option_count;
    return options > SPARSE_BITS && model->state_count < (uint64_t)1 << (options - SPARSE_BITS);
}

static bool say_why(const detente_model *model, const char *reason, dt_option_plan *plan)
{
    dt_text text = {0};
    char size[DT_SIZE_WORDS];
    char words[DT_COUNT_WORDS];
    dt_text_format(&text, "option engine, %s: %s; %s states, %u options, %u thread%s, ",
                   plan->dense ? "dense" : "listed", reason, dt_states_say(model, words),
                   model->syntax->option_count, plan->threads, plan->threads == 1 ? "" : "s");
    dt_text_add(&text, dt_size_say(plan->bytes, size));
    dt_text_add(&text, " at most, about ");
    dt_text_number(&text, (uint64_t)(plan->seconds * 1000 + 1));
    dt_text_add(&text, " ms");
    const bool said = copy_text(&text, plan->why, sizeof plan->why);
    dt_text_clear(&text);
    return said;
}

/* `opened`: the dense part, ready to solve, where the plan is to take it; else NULL. */
static detente_status choose(const dt_task *task, dt_option_plan *out, dt_dense **opened,
                             detente_error *err)
{
    const detente_model *model = task->model;
    const detente_concepts concepts = task->concepts;
    uint32_t threads = dt_threads(task->limits);
    const uint64_t memory = task->limits == NULL ? 0 : task->limits->memory;
    const bool listed = dt_states_listed(model);
    const dt_square square = dt_square_of(concepts);
    const char *reason = "";
    char words[DT_COUNT_WORDS];
    dt_dense *dense = NULL;
    detente_status status = DETENTE_OK;
    DT_TRY(dt_concepts_check(concepts, dt_square_concepts(DT_SQUARE), "the option engine", err));
    DT_TRY(covers(task, err));
    const bool covered = dt_dense_covers(task, &reason);
    if (!listed && !covered) {
        status = dt_fail(err, DETENTE_ELIMIT,
                         "%s states are too many to list, and the engine that needs no list does "
                         "not cover this model: %s",
                         dt_states_say(model, words), reason);
        goto done;
    }
    if (covered && listed && is_sparse(model)) {
        reason = "few combinations are feasible"; /* not even worth planning */
    } else if (covered) {
        status = dt_dense_open(task, &dense, err);
        reason = listed ? "most combinations are feasible" : "too many states to list";
    }
    if (status != DETENTE_OK && !(listed && status == DETENTE_ELIMIT)) {
        goto done;
    }
    status = DETENTE_OK;
    dt_option_plan plan = plan_with(model, square, threads, memory, dense, &reason);
    while (memory != 0 && plan.bytes > memory && threads > 1) {
        threads /= 2; /* each thread has its own slice */
        plan = plan_with(model, square, threads, memory, dense, &reason);
    }
    if (memory != 0 && plan.bytes > memory) {
        char size[DT_SIZE_WORDS];
        status = dt_fail(err, DETENTE_ELIMIT, "%s states need %s of memory, more than is allowed",
                         dt_states_say(model, words), dt_size_say(plan.bytes, size));
        goto done;
    }
    if (plan.seconds * threads < THREADS_SECONDS) {
        plan.threads = 1;
        plan.seconds *= threads;
    }
    if (!say_why(model, reason, &plan)) {
        status = dt_no_memory(err);
        goto done;
    }
    *out = plan;
    *opened = plan.dense ? dense : NULL;
    dense = plan.dense ? NULL : dense;
done:
    dt_dense_free_all(dense);
    return status;
}

detente_status dt_option_choose(const dt_task *task, dt_option_plan *out, detente_error *err)
{
    dt_dense *dense = NULL;
    const detente_status status = choose(task, out, &dense, err);
    dt_dense_free_all(dense);
    return status;
}

/* ---- solving --------------------------------------------------------------------------------- */

static detente_status solve_dense(const detente_model *model, const detente_limits *limits,
                                  dt_verdicts *made, detente_error *err)
{
    detente_status status = DETENTE_OK;
    DT_TRY(dt_dense_solve(made->dense, limits, err));
    if (!dt_states_listed(model)) {
        return dt_dense_count(made->dense, limits, made, err);
    }
    DT_TRY(dt_verdicts_init(made, model, made->concepts, err));
    DT_TRY(dt_dense_fill(made->dense, made, err));
    dt_dense_free_all(made->dense);
    made->dense = NULL;
    dt_verdicts_count(made, model);
done:
    return status;
}

static detente_status solve_compact(const dt_task *task, dt_verdicts *made, detente_error *err)
{
    detente_status status = DETENTE_OK;
    DT_TRY(dt_verdicts_init(made, task->model, made->concepts, err));
    DT_TRY(dt_compact_solve(task, made, err));
    dt_verdicts_count(made, task->model);
done:
    return status;
}

detente_status dt_option_solve(const dt_task *task, dt_verdicts *out, detente_error *err)
{
    dt_verdicts made = {.concepts = task->concepts};
    dt_option_plan plan;
    detente_status status = choose(task, &plan, &made.dense, err);
    if (status != DETENTE_OK) {
        return status;
    }
    detente_limits planned = task->limits == NULL ? (detente_limits){0} : *task->limits;
    planned.threads = plan.threads;
    dt_task alike = *task;
    alike.limits = &planned;
    status = plan.dense ? solve_dense(task->model, &planned, &made, err)
                        : solve_compact(&alike, &made, err);
    if (status != DETENTE_OK) {
        dt_verdicts_clear(&made);
        return status;
    }
    memcpy(made.engine, plan.why, sizeof made.engine);
    *out = made;
    return DETENTE_OK;
}
