/* SPDX-License-Identifier: MIT
 *
 * Verdicts by the definitions, see verdicts.h.
 */
#include "verdicts.h"

static bool *entry(const reference_verdicts *v, uint32_t concept, uint32_t party, uint32_t state)
{
    const uint32_t parties = v->model->graph.parties;
    return &v->stable[((size_t)concept * parties + party) * v->model->state_count + state];
}

void reference_verdicts_init(reference_verdicts *v, const reference_model *model, uint32_t asked)
{
    *v = (reference_verdicts){.model = model};
    v->stable = reference_take((size_t)CONCEPT_COUNT * model->graph.parties * model->state_count,
                               sizeof *v->stable);
    for (uint32_t concept = 0; concept < CONCEPT_COUNT; concept++) {
        const bool means = concept != DETENTE_SIM || reference_has_sim(model);
        if ((asked >> concept & 1) == 0 || !means) {
            continue;
        }
        v->decided |= 1u << concept;
        for (uint32_t party = 0; party < model->graph.parties; party++) {
            reference_solve(model, (detente_concept)concept, party, entry(v, concept, party, 0));
        }
    }
}

void reference_verdicts_clear(reference_verdicts *v)
{
    free(v->stable);
    *v = (reference_verdicts){0};
}

bool reference_stays(const reference_verdicts *v, uint32_t concept, uint32_t party, uint32_t state)
{
    return *entry(v, concept, party, state);
}

uint32_t reference_leaves_under(const reference_verdicts *v, uint32_t party, uint32_t state)
{
    uint32_t concepts = 0;
    for (uint32_t concept = 0; concept < CONCEPT_COUNT; concept++) {
        if ((v->decided >> concept & 1) != 0 && !reference_stays(v, concept, party, state)) {
            concepts |= 1u << concept;
        }
    }
    return concepts;
}

uint32_t reference_holds_under(const reference_verdicts *v, uint32_t state)
{
    uint32_t concepts = v->decided;
    for (uint32_t party = 0; party < v->model->graph.parties; party++) {
        concepts &= ~reference_leaves_under(v, party, state);
    }
    return concepts;
}

bool reference_is_no_worse(const reference_model *model, uint32_t from, uint32_t to, bool better)
{
    bool somebody = false;
    for (uint32_t party = 0; party < model->graph.parties; party++) {
        if (*reference_better(&model->graph, party, to, from)) {
            return false;
        }
        somebody = somebody || *reference_better(&model->graph, party, from, to);
    }
    return somebody == better;
}

void reference_contradict(const reference_verdicts *v, uint32_t implied[CONCEPT_COUNT])
{
    for (uint32_t concept = 0; concept < CONCEPT_COUNT; concept++) {
        for (uint32_t party = 0; party < v->model->graph.parties; party++) {
            for (uint32_t state = 0; state < v->model->state_count; state++) {
                if ((v->decided >> concept & 1) != 0 && reference_stays(v, concept, party, state)) {
                    implied[concept] &= ~reference_leaves_under(v, party, state);
                }
            }
        }
    }
}
