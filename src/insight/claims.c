/* SPDX-License-Identifier: MIT
 *
 * Testing claims: each kind of language.md section 5 is a function that decides it and keeps the
 * states or moves that show it.
 *
 * With W the set of states of the claim's outcome and E(c) the equilibria under concept c:
 *
 *     is an equilibrium under C            for all c in C:  W meets E(c)
 *     is not an equilibrium under C        for all c in C:  W does not meet E(c)
 *     every ... is an equilibrium          for all c in C:  W within E(c)
 *     the equilibria under C are S         for all c in C:  E(c) = S
 *     can be reached                       W meets what is reached from the status quo (reach.h)
 *     i prefers W to V                     min rank_i(W) > max rank_i(V)
 *
 * Stability for one party is the same with that party's stable states for E(c).  Where W, V or a
 * part of S is empty, a claim that says something of every state is vacuous and any other fails.
 * Each concept is shown by a state of its own, unless one does for several.  Time O(states) per
 * concept, and a proof for each that shows a party leaving; bytes n/8 per set.
 */
#include "insight/trial.h"

#include "engines/stability.h"
#include "insight/reach.h"

#include <inttypes.h>

void dt_finding_clear(dt_finding *finding)
{
    free(finding->way);
    free(finding->states);
    *finding = (dt_finding){0};
}

void dt_tally_add(dt_tally *tally, const dt_finding *finding)
{
    *(finding->vacuous     ? &tally->vacuous
      : finding->holds     ? &tally->held
      : finding->undecided ? &tally->undecided
                           : &tally->failed) += 1;
}

/* ---- sets ------------------------------------------------------------------------------------ */

uint64_t dt_trial_size(const dt_trial *t, const uint64_t *set)
{
    uint64_t size = 0;
    for (size_t w = 0; w < dt_trial_words(t); w++) {
        size += dt_popcount(set[w]);
    }
    return size;
}

uint64_t dt_trial_first(const dt_trial *t, const uint64_t *set)
{
    for (size_t w = 0; w < dt_trial_words(t); w++) {
        if (set[w] != 0) {
            return 64 * (uint64_t)w + dt_lowest(set[w]);
        }
    }
    return UINT64_MAX;
}

/* `what`, the union of its parts, and `than`. */
static detente_status collect_states(dt_trial *t, detente_error *err)
{
    detente_status status = DETENTE_OK;
    uint64_t *one = dt_zeroed(dt_trial_words(t), sizeof *one);
    if (one == NULL) {
        return dt_no_memory(err);
    }
    for (const dt_expr *e = t->claim->what; e != NULL && status == DETENTE_OK; e = e->next) {
        memset(one, 0, dt_trial_words(t) * sizeof *one);
        status = dt_states_where(t->view->model, e, t->view->poll, one, err);
        t->has_empty |= dt_trial_first(t, one) == UINT64_MAX;
        for (size_t w = 0; w < dt_trial_words(t); w++) {
            t->set[w] |= one[w];
        }
    }
    if (status == DETENTE_OK && t->claim->than != NULL) {
        status = dt_states_where(t->view->model, t->claim->than, t->view->poll, t->other, err);
        t->has_empty |= dt_trial_first(t, t->other) == UINT64_MAX;
    }
    free(one);
    return status;
}

/* ---- reachability ---------------------------------------------------------------------------- */

static detente_status keep_way(dt_trial *t, const dt_reach *reach, detente_error *err)
{
    t->found.way_length = dt_reach_distance(reach, t->found.nearest);
    t->found.way = dt_zeroed(t->found.way_length, sizeof *t->found.way);
    if (t->found.way == NULL) {
        return dt_no_memory(err);
    }
    dt_reach_way(reach, t->found.nearest, t->found.way);
    return DETENTE_OK;
}

static detente_status test_reached(dt_trial *t, detente_error *err)
{
    dt_reach reach;
    detente_status status = dt_reach_from(
        t->view->model, t->view->model->preferences, t->view->model->status_quo - 1,
        t->claim->by_improvements, dt_poll_memory(t->view->poll), t->view->poll, &reach, err);
    if (status != DETENTE_OK) {
        return status;
    }
    bool any = false;
    uint32_t least = DT_UNREACHED;
    for (uint64_t k = 0; k < t->view->count; k++) {
        const uint32_t distance = dt_reach_distance(&reach, k);
        t->found.reached += distance != DT_UNREACHED;
        if (dt_bit(t->set, k) && distance < least) {
            t->found.nearest = k;
            least = distance;
            any = true;
        }
    }
    t->found.holds = any != t->claim->negated;
    t->found.by = any ? DT_BY_WAY : DT_BY_REACH;
    status = any ? keep_way(t, &reach, err) : DETENTE_OK;
    dt_reach_clear(&reach);
    return status;
}

/* ---- preference ------------------------------------------------------------------------------ */

/* The state of a set with the least (greatest) rank. */
static uint64_t extreme(const dt_trial *t, const uint32_t *ranks, const uint64_t *set,
                        bool greatest)
{
    uint64_t best = UINT64_MAX;
    for (uint64_t k = 0; k < t->view->count; k++) {
        if (dt_bit(set, k) &&
            (best == UINT64_MAX || (greatest ? ranks[k] > ranks[best] : ranks[k] < ranks[best]))) {
            best = k;
        }
    }
    return best;
}

/* By ranks: the worst of one set against the best of the other. */
static void test_ranks(dt_trial *t, const uint32_t *ranks)
{
    t->found.by = DT_BY_RANKS;
    t->found.worst = extreme(t, ranks, t->set, false);
    t->found.best = extreme(t, ranks, t->other, true);
    t->found.holds = ranks[t->found.worst] > ranks[t->found.best];
}

/* No ranking: pair by pair, up to the first that is not so. */
static void test_pairs(dt_trial *t, const dt_preference *own)
{
    t->found.by = DT_BY_COMPARISON;
    t->found.worst = dt_trial_first(t, t->set);
    t->found.best = dt_trial_first(t, t->other);
    t->found.holds = true;
    for (uint64_t s = 0; t->found.holds && s < t->view->count && dt_poll_step(t->view->poll, 1);
         s++) {
        for (uint64_t k = 0; t->found.holds && dt_bit(t->set, s) && k < t->view->count; k++) {
            if (dt_bit(t->other, k) && !dt_prefers(own, k, s)) {
                t->found.holds = false;
                t->found.worst = s;
                t->found.best = k;
            }
        }
    }
}

static void test_prefers(dt_trial *t)
{
    const dt_preference *own = &t->view->model->preferences[t->claim->party];
    if (dt_preference_is_ranking(own)) {
        test_ranks(t, dt_preference_ranks(own));
    } else {
        test_pairs(t, own);
    }
}

/* ---- any claim ------------------------------------------------------------------------------- */

/* Keeps the first concept of the claim that this analysis did not decide, if there is one. */
static bool is_undecided(dt_trial *t)
{
    const dt_terms terms = dt_terms_of(t->view->model);
    const detente_concepts missing = dt_concepts_without(t->found.asked,
                                                         t->view->analysis->verdicts.concepts);
    if (dt_concepts_are_none(missing)) {
        return false;
    }
    t->found.by = DT_BY_NOTHING_DECIDED;
    t->found.concept = (detente_concept)detente_concepts_next(&missing, 0);
    const detente_concepts one = detente_concepts_one(t->found.concept);
    t->found.applies = dt_concepts_within(one, dt_applying_of(one, terms));
    t->found.undecided = true;
    return true;
}

/* The numbers of the states that show it, in the order in which they are told. */
static detente_status list_states(dt_finding *f, detente_error *err)
{
    f->states = dt_zeroed(2 * (size_t)f->shown_count + f->way_length + 2, sizeof *f->states);
    if (f->states == NULL) {
        return dt_no_memory(err);
    }
    switch (f->by) {
    case DT_BY_STATES:
        for (uint32_t k = 0; k < f->shown_count; k++) {
            f->states[f->state_count++] = f->shown[k].state + 1;
            if (!f->shown[k].stable) {
                f->states[f->state_count++] = f->shown[k].to + 1;
            }
        }
        break;
    case DT_BY_WAY:
        if (f->way_length == 0) {
            f->states[f->state_count++] = f->nearest + 1;
        }
        for (uint32_t k = 0; k < f->way_length; k++) {
            f->states[f->state_count++] = (uint64_t)f->way[k].state + 1;
        }
        break;
    case DT_BY_RANKS:
    case DT_BY_COMPARISON:
        f->states[f->state_count++] = f->worst + 1;
        f->states[f->state_count++] = f->best + 1;
        break;
    case DT_BY_NOTHING_DECIDED:
    case DT_BY_NO_STATE:
    case DT_BY_NO_OTHER:
    case DT_BY_REACH:
        break;
    }
    return DETENTE_OK;
}

static detente_status test(dt_trial *t, detente_error *err)
{
    detente_status status = DETENTE_OK;
    if (is_undecided(t)) {
        return DETENTE_OK;
    }
    DT_TRY(collect_states(t, err));
    if (t->has_empty) {
        t->found.vacuous = dt_claim_may_be_vacuous(t->claim);
        t->found.holds = t->found.vacuous;
        t->found.by = DT_BY_NO_STATE;
        return DETENTE_OK;
    }
    switch (t->claim->kind) {
    case DT_CLAIM_EQUILIBRIUM:
    case DT_CLAIM_STABLE:
        status = dt_test_stability(t, err);
        break;
    case DT_CLAIM_EXACTLY:
        status = dt_test_exactly(t, err);
        break;
    case DT_CLAIM_REACHED:
        status = test_reached(t, err);
        break;
    case DT_CLAIM_PREFERS:
        test_prefers(t);
        break;
    }
done:
    return status;
}

detente_status dt_claim_test(const dt_view *view, const dt_claim *claim, dt_finding *out,
                             detente_error *err)
{
    if (!view->listed) {
        return dt_fail(err, DETENTE_ELIMIT, "%" PRIu64 " states are too many to test claims on",
                       view->count);
    }
    dt_trial t = {.view = view, .claim = claim, .found.claim = claim};
    t.found.asked = dt_meant_by(claim->concepts, dt_terms_of(view->model));
    t.set = dt_zeroed(dt_trial_words(&t), sizeof *t.set);
    t.other = dt_zeroed(dt_trial_words(&t), sizeof *t.other);
    detente_status status = t.set == NULL || t.other == NULL ? dt_no_memory(err) : test(&t, err);
    if (status == DETENTE_OK) {
        status = list_states(&t.found, err);
    }
    if (status == DETENTE_OK) {
        *out = t.found;
    } else {
        dt_finding_clear(&t.found);
    }
    if (t.has_prover) {
        dt_prover_clear(&t.prover);
    }
    free(t.set);
    free(t.other);
    return status;
}

/* ---- all of them ----------------------------------------------------------------------------- */

detente_status dt_findings_make(const dt_view *view, dt_findings *out, detente_error *err)
{
    const uint32_t count = view->syntax->claim_count;
    dt_findings made = {.list = dt_zeroed((size_t)count + 1, sizeof *made.list)};
    detente_status status = made.list == NULL ? dt_no_memory(err) : DETENTE_OK;
    for (uint32_t k = 0; k < count && status == DETENTE_OK; k++) {
        status = dt_claim_test(view, &view->syntax->claims[k], &made.list[k], err);
        made.count += status == DETENTE_OK;
        dt_tally_add(&made.tally, &made.list[k]);
    }
    if (status != DETENTE_OK) {
        dt_findings_clear(&made);
        return status;
    }
    *out = made;
    return DETENTE_OK;
}

void dt_findings_clear(dt_findings *findings)
{
    for (uint32_t k = 0; k < findings->count; k++) {
        dt_finding_clear(&findings->list[k]);
    }
    free(findings->list);
    *findings = (dt_findings){0};
}
