/* SPDX-License-Identifier: MIT
 *
 * Choosing an engine, and asking its verdicts.
 */
#include "stability/analysis.h"

/* Above this SIM is decided only when asked for by name: it is a product over the others' choices. */
#define MOST_STATES_FOR_SIM 65536

/* ---- verdicts ------------------------------------------------------------------------------------------- */

detente_status dt_verdicts_init(dt_verdicts *verdicts, const detente_model *model,
                                uint32_t concepts, detente_error *err)
{
    const uint32_t parties = model->syntax->party_count;
    for (uint32_t concept = 0; concept < DETENTE_CONCEPT_COUNT; concept++) {
        if (!(concepts >> concept & 1)) {
            continue;
        }
        for (uint32_t party = 0; party < parties; party++) {
            uint64_t **stable = &verdicts->stable[concept][party];
            free(*stable);
            *stable = dt_zeroed(DT_WORDS(model->state_count), sizeof **stable);
            if (*stable == NULL) {
                return dt_no_memory(err);
            }
        }
        verdicts->concepts |= 1u << concept;
    }
    return DETENTE_OK;
}

void dt_verdicts_count(dt_verdicts *verdicts, const detente_model *model)
{
    const uint32_t parties = model->syntax->party_count;
    const uint64_t count = model->state_count;
    for (uint32_t concept = 0; concept < DETENTE_CONCEPT_COUNT; concept++) {
        if (!(verdicts->concepts >> concept & 1)) {
            continue;
        }
        memset(verdicts->counts[concept], 0, sizeof verdicts->counts[concept]);
        verdicts->equilibria[concept] = 0;
        for (uint64_t w = 0; w < DT_WORDS(count); w++) {
            uint64_t all = count - w * 64 < 64 ? ((uint64_t)1 << (count - w * 64)) - 1 : UINT64_MAX;
            for (uint32_t party = 0; party < parties; party++) {
                const uint64_t word = verdicts->stable[concept][party][w];
                verdicts->counts[concept][party] += dt_popcount(word);
                all &= word;
            }
            verdicts->equilibria[concept] += dt_popcount(all);
        }
    }
}

void dt_verdicts_clear(dt_verdicts *verdicts)
{
    for (uint32_t concept = 0; concept < DETENTE_CONCEPT_COUNT; concept++) {
        for (uint32_t party = 0; party < DT_MOST_PARTIES; party++) {
            free(verdicts->stable[concept][party]);
        }
    }
    *verdicts = (dt_verdicts){0};
}

/* ---- solving -------------------------------------------------------------------------------------------- */

static uint32_t applicable(const detente_model *model, uint32_t concepts)
{
    const uint32_t sim = 1u << DETENTE_SIM;
    if (concepts == 0) {
        concepts = DETENTE_ALL_CONCEPTS;
        concepts &= model->state_count > MOST_STATES_FOR_SIM ? ~sim : ~0u;
    }
    return dt_sim_applies(model) ? concepts : concepts & ~sim;
}

static detente_status solve(const detente_model *model, detente_engine engine, uint32_t concepts,
                            const detente_limits *limits, dt_verdicts *out, detente_error *err)
{
    detente_status status = DETENTE_OK;
    const uint32_t square = concepts & ~(1u << DETENTE_SIM);
    if (square != 0) {
        if (engine == DETENTE_ENGINE_OPTION) {
            return dt_fail(err, DETENTE_EUNSUPPORTED, "the option engine does not cover this model");
        }
        DT_TRY(dt_graph_solve(model, square, limits, out, err));
    }
    if (concepts >> DETENTE_SIM & 1) {
        DT_TRY(dt_sim_solve(model, limits, out, err));
    }
    dt_verdicts_count(out, model);
done:
    return status;
}

detente_status detente_solve(const detente_model *model, const detente_request *request,
                             detente_analysis **out, detente_error *err)
{
    if (model == NULL || out == NULL) {
        return dt_fail(err, DETENTE_EINVAL, "detente_solve needs a model and a place for the analysis");
    }
    const detente_request everything = {0};
    request = request == NULL ? &everything : request;
    detente_analysis *analysis = dt_zeroed(1, sizeof *analysis);
    if (analysis == NULL) {
        return dt_no_memory(err);
    }
    analysis->model = model;
    const detente_status status =
        solve(model, request->engine, applicable(model, request->concepts), &request->limits,
              &analysis->verdicts, err);
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

/* ---- asking ---------------------------------------------------------------------------------------------- */

uint32_t detente_analysis_concepts(const detente_analysis *analysis)
{
    return analysis->verdicts.concepts;
}

static bool is_decided(const detente_analysis *analysis, detente_concept concept)
{
    return (uint32_t)concept < DETENTE_CONCEPT_COUNT && analysis->verdicts.concepts >> concept & 1;
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
    const uint32_t parties = analysis->model->syntax->party_count;
    if (!is_decided(analysis, concept) || n < 1 || n > analysis->model->state_count) {
        return false;
    }
    if (party != DETENTE_EVERY_PARTY) {
        return party < parties && dt_bit(analysis->verdicts.stable[concept][party], n - 1);
    }
    for (uint32_t k = 0; k < parties; k++) {
        if (!dt_bit(analysis->verdicts.stable[concept][k], n - 1)) {
            return false;
        }
    }
    return true;
}

const char *detente_analysis_engine(const detente_analysis *analysis)
{
    return analysis->verdicts.engine;
}
