/* SPDX-License-Identifier: MIT
 *
 * Claims about equilibria and stability: what each concept shows.  The formulas stand in claims.c.
 */
#include "insight/trial.h"

/* ---- sets ------------------------------------------------------------------------------------ */

/* The states that are stable for the claim's party, or the equilibria: word w of E(concept). */
static uint64_t stable_word(const dt_trial *t, unsigned concept, size_t w)
{
    if (t->claim->kind == DT_CLAIM_STABLE) {
        return dt_verdicts_word(&t->view->analysis->verdicts, (detente_concept)concept,
                                t->claim->party, w);
    }
    return dt_view_equilibria_word(t->view, concept, w);
}

/* First state of the set that is (not) in E(c) for every concept of `concepts`; UINT64_MAX = none.
 */
static uint64_t first_in(const dt_trial *t, detente_concepts concepts, bool stable)
{
    for (size_t w = 0; w < dt_trial_words(t); w++) {
        uint64_t bits = t->set[w];
        DT_EACH_CONCEPT (c, concepts) {
            bits &= stable ? stable_word(t, c, w) : ~stable_word(t, c, w);
            if (bits == 0) {
                break;
            }
        }
        if (bits != 0) {
            return 64 * (uint64_t)w + dt_lowest(bits);
        }
    }
    return UINT64_MAX;
}

/* ---- what states show ------------------------------------------------------------------------ */

static void keep_showing(dt_trial *t, dt_showing new)
{
    for (uint32_t k = 0; k < t->found.shown_count; k++) {
        dt_showing *old = &t->found.shown[k];
        if (old->state == new.state && old->stable == new.stable && old->party == new.party &&
            old->to == new.to) {
            old->concepts = dt_concepts_or(old->concepts, new.concepts);
            return;
        }
    }
    t->found.shown[t->found.shown_count++] = new;
}

/* The unmet move that the party likes best. */
static detente_status find_unmet(dt_trial *t, unsigned concept, dt_showing *s, detente_error *err)
{
    detente_status status = DETENTE_OK;
    dt_witness witness;
    if (!t->has_prover) {
        DT_TRY(dt_prover_open(t->view->model, t->view->model->preferences, t->view->poll,
                              &t->prover, err));
        t->has_prover = true;
    }
    DT_TRY(
        dt_witness_find(&t->prover, s->state, s->party, (detente_concept)concept, &witness, err));
    s->to = witness.temptations[witness.unmet].to;
    dt_witness_clear(&witness);
done:
    return status;
}

/* Keep what a state shows under a concept: where it is not stable, for the claim's party or the
 * first one for which it is not. */
static detente_status show(dt_trial *t, unsigned concept, uint64_t state, detente_error *err)
{
    detente_status status = DETENTE_OK;
    dt_showing s = {.concepts = dt_concepts_one(concept), .state = state, .stable = true};
    const uint64_t word = stable_word(t, concept, state / 64);
    if ((word >> state % 64 & 1) == 0) {
        s.stable = false;
        s.party = t->claim->kind == DT_CLAIM_STABLE ? t->claim->party : 0;
        while (dt_view_stable(t->view, concept, s.party, state)) {
            s.party++;
        }
        DT_TRY(find_unmet(t, concept, &s, err));
    }
    keep_showing(t, s);
done:
    return status;
}

/* ---- equilibria and stability ---------------------------------------------------------------- */

/* A state of the set that decides the claim under `concepts`, or UINT64_MAX: some state that is
 * stable; where the claim speaks of every state, one that speaks against it. */
static uint64_t deciding(const dt_trial *t, detente_concepts concepts)
{
    const bool of_all = t->claim->every || t->claim->negated;
    return first_in(t, concepts, of_all ? t->claim->negated : true);
}

/* The concepts that a claim does not hold under. */
static detente_concepts failing_concepts(const dt_trial *t)
{
    const bool of_all = t->claim->every || t->claim->negated;
    detente_concepts failing = {{0}};
    DT_EACH_CONCEPT (c, t->found.asked) {
        const bool decided = deciding(t, dt_concepts_one(c)) != UINT64_MAX;
        if (decided == of_all) {
            dt_concepts_add(&failing, c);
        }
    }
    return failing;
}

/* Each of `concepts` by a state that decides it - one for all where there is one - or else by the
 * first state of the set. */
static detente_status show_each(dt_trial *t, detente_concepts concepts, detente_error *err)
{
    detente_status status = DETENTE_OK;
    const uint64_t common = deciding(t, concepts);
    DT_EACH_CONCEPT (c, concepts) {
        uint64_t state = common != UINT64_MAX ? common : deciding(t, dt_concepts_one(c));
        state = state != UINT64_MAX ? state : dt_trial_first(t, t->set);
        DT_TRY(show(t, c, state, err));
    }
done:
    return status;
}

/* Where a claim fails, the concepts that it fails under are shown, else all. */
detente_status dt_test_stability(dt_trial *t, detente_error *err)
{
    const detente_concepts failing = failing_concepts(t);
    const bool of_all = t->claim->every || t->claim->negated;
    t->found.by = DT_BY_STATES;
    t->found.size = dt_trial_size(t, t->set);
    t->found.holds = dt_concepts_are_none(failing);
    t->found.under = t->found.holds ? t->found.asked : failing;
    t->found.none = t->claim->negated ? t->found.holds : !of_all && !t->found.holds;
    return show_each(t, t->found.under, err);
}

/* ---- the equilibria are ... ------------------------------------------------------------------ */

/* A state in which E(c) and the set differ; UINT64_MAX = none. */
static uint64_t first_difference(const dt_trial *t, unsigned c)
{
    for (size_t w = 0; w < dt_trial_words(t); w++) {
        const uint64_t differing = dt_view_equilibria_word(t->view, c, w) ^ t->set[w];
        if (differing != 0) {
            return 64 * (uint64_t)w + dt_lowest(differing);
        }
    }
    return UINT64_MAX;
}

detente_status dt_test_exactly(dt_trial *t, detente_error *err)
{
    detente_status status = DETENTE_OK;
    DT_EACH_CONCEPT (c, t->found.asked) {
        const uint64_t differing = first_difference(t, c);
        if (differing != UINT64_MAX) {
            DT_TRY(show(t, c, differing, err));
        }
    }
    t->found.holds = t->found.shown_count == 0;
    t->found.by = t->found.holds ? DT_BY_NO_OTHER : DT_BY_STATES;
    t->found.size = dt_trial_size(t, t->set);
done:
    return status;
}
