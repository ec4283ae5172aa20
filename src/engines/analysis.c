/* SPDX-License-Identifier: MIT
 *
 * Choosing an engine, and asking its verdicts.
 */
#include "engines/analysis.h"
#include "base/arguments.h"

/* Above this SIM is decided only when asked for by name, in the request or in a claim: it is a
 * product over the others' choices. */
#define MOST_STATES_FOR_SIM 65536

/* ---- solving --------------------------------------------------------------------------------- */

static detente_concepts claimed(const dt_syntax *syntax)
{
    detente_concepts concepts = {{0}};
    for (uint32_t k = 0; k < syntax->claim_count; k++) {
        concepts = dt_concepts_or(concepts, syntax->claims[k].concepts);
    }
    return concepts;
}

/* What is to be decided; of "all that apply" only what some engine decides. */
static detente_concepts applicable(const detente_model *model, detente_concepts concepts)
{
    const dt_terms terms = dt_terms_of(model);
    if (dt_concepts_are_none(concepts)) {
        concepts = dt_asked_by_default(terms);
        if (model->state_count > MOST_STATES_FOR_SIM) {
            detente_concepts_remove(&concepts, DETENTE_SIM);
        }
        concepts = dt_decided_of(dt_concepts_or(concepts, claimed(model->syntax)));
    }
    return dt_applying_of(dt_meant_by(concepts, terms), terms);
}

/* A concept that no engine decides has no answer, not an empty one. */
static detente_status check_decided(detente_concepts concepts, detente_error *err)
{
    return dt_concepts_check(concepts, dt_decided_of(concepts), "detente", err);
}

/* NULL: everything, by the engine that suits. */
static detente_request take_request(dt_arguments *given, const detente_request *theirs)
{
    detente_request request;
    DT_TAKE_STRUCT(given, detente_request, engine, theirs, &request);
    dt_check_concepts(given, &request.concepts);
    dt_check_kind(given, (uint32_t)request.engine, DETENTE_ENGINE_OPTION + 1, "engine");
    return request;
}

detente_status detente_plan_solve(const detente_model *model, const detente_request *theirs,
                                  const detente_limits *limits, detente_plan *out,
                                  detente_error *err)
{
    dt_arguments given = dt_given(err);
    dt_need(&given, model, "a model");
    const detente_request request = take_request(&given, theirs);
    dt_check_limits(&given, limits);
    dt_need(&given, out, "a place for the plan");
    if (given.status != DETENTE_OK) {
        return given.status;
    }
    const detente_concepts concepts = applicable(model, request.concepts);
    const detente_status known = check_decided(concepts, err);
    if (known != DETENTE_OK) {
        return known;
    }
    dt_plan plan;
    const dt_task task = dt_task_of(model, dt_group_of(concepts), limits);
    const detente_engine kind = dt_concepts_are_none(concepts) ? DETENTE_ENGINE_GRAPH
                                                               : request.engine;
    const detente_status status = dt_choose(&task, kind, &plan, err);
    if (status != DETENTE_OK) {
        return status;
    }
    detente_plan made = {.bytes = plan.bytes, .seconds = plan.seconds};
    memcpy(made.words, plan.words, sizeof made.words);
    dt_plan_clear(&plan);
    *out = made;
    return DETENTE_OK;
}

detente_status detente_solve(const detente_model *model, const detente_request *theirs,
                             const detente_limits *limits, detente_analysis **out,
                             detente_error *err)
{
    dt_arguments given = dt_given(err);
    dt_need(&given, model, "a model");
    const detente_request request = take_request(&given, theirs);
    dt_check_limits(&given, limits);
    dt_need(&given, out, "a place for the analysis");
    if (given.status != DETENTE_OK) {
        return given.status;
    }
    detente_analysis *analysis = dt_zeroed(1, sizeof *analysis);
    if (analysis == NULL) {
        return dt_no_memory(err);
    }
    analysis->model = model;
    analysis->asked = request.concepts;
    const dt_task task = dt_task_of(model, applicable(model, request.concepts), limits);
    detente_status status = check_decided(task.concepts, err);
    status = status != DETENTE_OK ? status
                                  : dt_solve(&task, request.engine, &analysis->verdicts, err);
    if (status != DETENTE_OK) {
        detente_analysis_free(analysis);
        return status;
    }
    *out = analysis;
    return DETENTE_OK;
}

void detente_analysis_free(detente_analysis *analysis)
{
    if (analysis != NULL) {
        dt_verdicts_clear(&analysis->verdicts);
        free(analysis);
    }
}

/* ---- asking ---------------------------------------------------------------------------------- */

detente_concepts detente_analysis_concepts(const detente_analysis *analysis)
{
    return analysis == NULL ? (detente_concepts){{0}} : analysis->verdicts.concepts;
}

static bool is_decided(const detente_analysis *analysis, detente_concept concept)
{
    return analysis != NULL && dt_concepts_have(&analysis->verdicts.concepts, (uint32_t)concept);
}

uint64_t detente_analysis_count(const detente_analysis *analysis, detente_concept concept,
                                uint32_t party)
{
    if (!is_decided(analysis, concept)) {
        return 0;
    }
    if (party == DETENTE_EVERY_PARTY) {
        return analysis->verdicts.equilibria[concept];
    }
    const uint32_t parties = analysis->model->syntax->party_count;
    return party < parties ? analysis->verdicts.counts[concept][party] : 0;
}

bool detente_analysis_stable(const detente_analysis *analysis, detente_concept concept,
                             uint32_t party, uint64_t n)
{
    if (!is_decided(analysis, concept) || n < 1 || n > analysis->model->state_count) {
        return false;
    }
    const uint32_t parties = analysis->model->syntax->party_count;
    if (party != DETENTE_EVERY_PARTY) {
        return party < parties &&
               (dt_verdicts_word(&analysis->verdicts, concept, party, (n - 1) / 64) >>
                    (n - 1) % 64 &
                1);
    }
    for (uint32_t k = 0; k < parties; k++) {
        if (!(dt_verdicts_word(&analysis->verdicts, concept, k, (n - 1) / 64) >> (n - 1) % 64 &
              1)) {
            return false;
        }
    }
    return true;
}

const char *detente_analysis_engine(const detente_analysis *analysis)
{
    return analysis == NULL ? NULL : analysis->verdicts.engine;
}
