/* SPDX-License-Identifier: MIT
 *
 * The engines, and the choice among them.
 *
 * Without one that is asked for, the first kind is taken of which some row covers the game, however
 * large: the engines without arcs before the one with them.  Of that kind it is the quickest that
 * fits the memory, by the estimates; where none fits, with half the threads, as each takes memory
 * of its own.
 */
#include "engines/engine.h"

/* Less work is not worth waking another thread for. */
#define THREADS_SECONDS 0.005

static const dt_engine *const rows[] = {&dt_dense_engine, &dt_listed_engine, &dt_graph_engine,
                                        &dt_joint_engine};
#define ROWS (sizeof rows / sizeof rows[0])

/* ---- what is decided ------------------------------------------------------------------------- */

detente_concepts dt_decided_of(detente_concepts concepts)
{
    detente_concepts decided = {{0}};
    for (size_t k = 0; k < ROWS; k++) {
        decided = dt_concepts_or(decided, rows[k]->decides);
    }
    return dt_concepts_and(concepts, decided);
}

detente_concepts dt_group_of(detente_concepts concepts)
{
    const uint32_t first = detente_concepts_next(&concepts, 0);
    for (size_t k = 0; k < ROWS; k++) {
        if (dt_concepts_have(&rows[k]->decides, first)) {
            return dt_concepts_and(concepts, rows[k]->decides);
        }
    }
    return concepts;
}

detente_status dt_options_cover(const dt_task *task, const char **why, detente_error *err)
{
    *why = "coalesced states";
    if (dt_is_graph_form(task->model->syntax)) {
        *why = "graph form";
        return dt_fail(err, DETENTE_EUNSUPPORTED,
                       "the option engine needs a model in option form; use the graph engine");
    }
    if (task->model->states->members != NULL) {
        return dt_fail(err, DETENTE_EUNSUPPORTED,
                       "coalesced states (`same`) make moves that do not compose; the graph "
                       "engine covers them");
    }
    *why = "no rankings";
    return dt_rankings_need(task->model, task->preferences, "the option engine", err);
}

/* ---- the choice ------------------------------------------------------------------------------ */

/* The rows that could solve a task. */
typedef struct candidates {
    const dt_engine *list[ROWS];
    void *prepared[ROWS];
    size_t count;
    const char *why_not; /* what the others lack */
} candidates;

static void drop(const dt_engine *engine, void *prepared)
{
    if (prepared != NULL) {
        engine->drop(prepared);
    }
}

static bool takes_part(const dt_engine *engine, const dt_task *task, detente_engine kind)
{
    return (engine->kind == kind || engine->kind == DETENTE_ENGINE_AUTO) &&
           dt_concepts_within(task->concepts, engine->decides);
}

/* The kind that is meant where none is asked for. */
static detente_engine kind_of(const dt_task *task)
{
    detente_engine kind = DETENTE_ENGINE_GRAPH;
    for (size_t k = ROWS; k-- > 0;) {
        const char *why = "";
        if (takes_part(rows[k], task, rows[k]->kind) && rows[k]->kind != DETENTE_ENGINE_AUTO &&
            rows[k]->covers(task, &why, NULL) != DETENTE_EUNSUPPORTED) {
            kind = rows[k]->kind;
        }
    }
    return kind;
}

/* No row of this kind decides all these concepts: the first that none of them does. */
static detente_status refuse(const dt_task *task, detente_engine kind, detente_error *err)
{
    static const char *const names[] = {[DETENTE_ENGINE_AUTO] = "detente",
                                        [DETENTE_ENGINE_GRAPH] = "the graph engine",
                                        [DETENTE_ENGINE_OPTION] = "the option engine"};
    detente_concepts decided = {{0}};
    for (size_t k = 0; k < ROWS; k++) {
        if (rows[k]->kind == kind) {
            decided = dt_concepts_or(decided, rows[k]->decides);
        }
    }
    return dt_concepts_check(task->concepts, decided, names[kind], err);
}

/* Fails with the reason of the first row where none covers the task. */
static detente_status gather(const dt_task *task, detente_engine kind, candidates *out,
                             detente_error *err)
{
    detente_status first = DETENTE_OK;
    for (size_t k = 0; k < ROWS; k++) {
        if (!takes_part(rows[k], task, kind)) {
            continue;
        }
        void *prepared = NULL;
        const char *why = "";
        detente_status status = rows[k]->covers(task, &why, first == DETENTE_OK ? err : NULL);
        if (status == DETENTE_OK && rows[k]->prepare != NULL) {
            why = "it takes less memory";
            status = rows[k]->prepare(task, &prepared, first == DETENTE_OK ? err : NULL);
        }
        if (status == DETENTE_OK) {
            out->prepared[out->count] = prepared;
            out->list[out->count++] = rows[k];
        } else if (status != DETENTE_ELIMIT && status != DETENTE_EUNSUPPORTED) {
            return status;
        } else {
            first = first == DETENTE_OK ? status : first;
            out->why_not = why;
        }
    }
    if (out->count == 0 && first == DETENTE_OK) {
        return refuse(task, kind, err);
    }
    return out->count == 0 ? first : DETENTE_OK;
}

/* The quickest that fits, else the one that takes least; words: why it is this one. */
static size_t pick(const dt_task *task, const candidates *from, uint32_t threads, uint64_t memory,
                   dt_plan *out, const char **why)
{
    size_t best = 0;
    bool better_did_not_fit = false;
    for (size_t k = 0; k < from->count; k++) {
        dt_plan plan = {.engine = from->list[k]};
        if (from->list[k]->estimate != NULL) {
            from->list[k]->estimate(task, from->prepared[k], threads, &plan);
            plan.threads = threads;
        }
        const bool fits = memory == 0 || plan.bytes <= memory;
        const bool did = memory == 0 || out->bytes <= memory;
        if (k == 0 || (fits == did ? plan.seconds < out->seconds : fits)) {
            better_did_not_fit = k > 0 && !did && fits;
            best = k;
            *out = plan;
        }
    }
    *why = from->why_not != NULL ? from->why_not
           : from->count == 1    ? from->list[best]->merit
           : better_did_not_fit  ? "it takes less memory"
                                 : from->list[best]->merit;
    return best;
}

static bool say(const dt_task *task, const char *why, dt_plan *plan)
{
    dt_text text = {0};
    char size[DT_SIZE_WORDS];
    char states[DT_COUNT_WORDS];
    dt_text_format(&text, "%s: %s", plan->engine->name, why);
    if (plan->engine->estimate != NULL) {
        dt_text_format(&text, "; %s states, %u options, %u thread%s, ",
                       dt_states_say(task->model, states), task->model->syntax->option_count,
                       plan->threads, plan->threads == 1 ? "" : "s");
        dt_text_add(&text, dt_size_say(plan->bytes, size));
        dt_text_add(&text, " at most, about ");
        dt_text_number(&text, (uint64_t)(plan->seconds * 1000 + 1));
        dt_text_add(&text, " ms");
    }
    const bool said = !text.failed;
    if (said) {
        const size_t most = sizeof plan->words - 1;
        const size_t length = text.length < most ? text.length : most;
        memcpy(plan->words, text.bytes, length);
        plan->words[length] = '\0';
    }
    dt_text_clear(&text);
    return said;
}

detente_status dt_choose(const dt_task *task, detente_engine kind, dt_plan *out, detente_error *err)
{
    candidates from = {.count = 0};
    dt_plan plan = {0};
    const char *why = "";
    uint32_t threads = dt_threads(task->limits);
    const uint64_t memory = task->limits == NULL ? 0 : task->limits->memory;
    detente_status status = DETENTE_OK;
    DT_TRY(gather(task, kind == DETENTE_ENGINE_AUTO ? kind_of(task) : kind, &from, err));
    size_t best = pick(task, &from, threads, memory, &plan, &why);
    while (memory != 0 && plan.bytes > memory && threads > 1) {
        threads /= 2;
        best = pick(task, &from, threads, memory, &plan, &why);
    }
    if (memory != 0 && plan.bytes > memory) {
        char size[DT_SIZE_WORDS];
        char states[DT_COUNT_WORDS];
        status = dt_fail(err, DETENTE_ELIMIT, "%s states need %s of memory, more than is allowed",
                         dt_states_say(task->model, states), dt_size_say(plan.bytes, size));
        goto done;
    }
    if (plan.threads > 1 && plan.seconds * threads < THREADS_SECONDS) {
        plan.threads = 1;
        plan.seconds *= threads;
    }
    if (!say(task, why, &plan)) {
        status = dt_no_memory(err);
        goto done;
    }
    plan.prepared = from.prepared[best];
    from.prepared[best] = NULL;
    *out = plan;
done:
    for (size_t k = 0; k < from.count; k++) {
        drop(from.list[k], from.prepared[k]);
    }
    return status;
}

void dt_plan_clear(dt_plan *plan)
{
    if (plan->engine != NULL) {
        drop(plan->engine, plan->prepared);
    }
    plan->prepared = NULL;
}

/* ---- solving --------------------------------------------------------------------------------- */

detente_status dt_plan_run(dt_plan *plan, const dt_task *task, dt_verdicts *out, detente_error *err)
{
    detente_limits planned = task->limits == NULL ? (detente_limits){0} : *task->limits;
    planned.threads = plan->threads == 0 ? planned.threads : plan->threads;
    dt_task alike = *task;
    alike.limits = &planned;
    const detente_status status = plan->engine->solve(&alike, &plan->prepared, out, err);
    if (status != DETENTE_OK) {
        dt_verdicts_clear(out);
    } else if (out->engine[0] == '\0') {
        memcpy(out->engine, plan->words, sizeof out->engine);
    }
    return status;
}

detente_status dt_solve(const dt_task *task, detente_engine kind, dt_verdicts *out,
                        detente_error *err)
{
    detente_status status = DETENTE_OK;
    dt_task parts[ROWS];
    dt_plan plans[ROWS];
    size_t count = 0;
    detente_concepts left = task->concepts;
    DT_TRY(dt_concepts_check(left, dt_decided_of(left), "detente", err));
    for (; !dt_concepts_are_none(left); count++) {
        parts[count] = *task;
        parts[count].concepts = dt_group_of(left);
        DT_TRY(dt_choose(&parts[count], kind, &plans[count], err));
        left = dt_concepts_without(left, parts[count].concepts);
    }
    for (size_t k = 0; k < count; k++) {
        DT_TRY(dt_plan_run(&plans[k], &parts[k], out, err));
    }
    dt_verdicts_count(out, task->model);
done:
    for (size_t k = 0; k < count; k++) {
        dt_plan_clear(&plans[k]);
    }
    return status;
}
