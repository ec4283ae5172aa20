/* SPDX-License-Identifier: MIT
 *
 * Who is tempted away from a state, see tempted.h.
 */
#include "insight/tempted.h"

detente_concepts dt_stable_under(const dt_view *view, uint32_t party, uint64_t state)
{
    detente_concepts concepts = {{0}};
    DT_EACH_CONCEPT (c, view->analysis->verdicts.concepts) {
        if (dt_view_stable(view, c, party, state)) {
            dt_concepts_add(&concepts, c);
        }
    }
    return concepts;
}

/* The verdict that tells most: the firmest under which the party stays; else that it does not even
 * when it fears as much as was asked. */
static detente_concept telling_concept(const dt_view *view, uint32_t party, uint64_t state)
{
    const detente_concepts stable = dt_stable_under(view, party, state);
    detente_concepts left = view->analysis->verdicts.concepts;
    const bool sim_alone = dt_concepts_equal(left, dt_concepts_one(DETENTE_SIM));
    detente_concept weakest = DETENTE_NASH;
    while (!dt_concepts_are_none(left)) {
        const detente_concept concept = dt_take_firmest(&left);
        if (detente_concepts_have(&stable, concept)) {
            return concept;
        }
        weakest = concept != DETENTE_SIM || sim_alone ? concept : weakest;
    }
    return weakest;
}

/* The move that the party likes best: of those that are not met, where there are such. */
static const dt_temptation *best_temptation(const dt_view *view, const dt_witness *w)
{
    const dt_preference *own = &view->model->preferences[w->party];
    uint32_t best = w->stable ? 0 : w->unmet;
    for (uint32_t k = 1; w->stable && k < w->temptation_count; k++) {
        if (dt_prefers(own, w->temptations[best].to, w->temptations[k].to)) {
            best = k;
        }
    }
    return &w->temptations[best];
}

static detente_status keep(const dt_view *view, const dt_witness *w, dt_arena *arena,
                           dt_tempted *kept, detente_error *err)
{
    const dt_temptation *t = best_temptation(view, w);
    *kept = (dt_tempted){.party = w->party, .concept = w->concept, .stays = w->stable, .to = t->to};
    if (w->stable) {
        kept->step_count = t->step_count;
        kept->steps = dt_arena_take(arena, (t->step_count + 1) * sizeof *kept->steps);
        if (kept->steps == NULL) {
            return dt_no_memory(err);
        }
        memcpy(kept->steps, t->steps, t->step_count * sizeof *kept->steps);
    }
    return DETENTE_OK;
}

detente_status dt_tempted_find(const dt_view *view, dt_prover *prover, uint64_t state,
                               dt_arena *arena, dt_tempted **list, uint32_t *count,
                               detente_error *err)
{
    const uint32_t parties = view->syntax->party_count;
    *count = 0;
    *list = dt_arena_take(arena, parties * sizeof **list);
    detente_status status = *list == NULL ? dt_no_memory(err) : DETENTE_OK;
    for (uint32_t party = 0; party < parties && status == DETENTE_OK; party++) {
        dt_witness w;
        status = dt_witness_find(prover, state, party, telling_concept(view, party, state), &w,
                                 err);
        if (status == DETENTE_OK) {
            if (w.temptation_count > 0) {
                status = keep(view, &w, arena, &(*list)[*count], err);
                *count += status == DETENTE_OK;
            }
            dt_witness_clear(&w);
        }
    }
    return status;
}
