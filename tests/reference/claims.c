/* SPDX-License-Identifier: MIT
 *
 * Claims by their definitions (language.md section 5).
 */
#include "reference.h"

/* The states of `what` that `wanted` speaks of: how many there are and how many have it. */
static void count_states(const reference_model *model, const dt_expr *what, const bool *wanted,
                         uint32_t *all, uint32_t *with)
{
    *all = 0;
    *with = 0;
    for (uint32_t s = 0; s < model->state_count; s++) {
        if (reference_holds(model, what, s)) {
            *all += 1;
            *with += wanted[s] ? 1 : 0;
        }
    }
}

/* "X is P": some state of X has P.  "every X is P": all have.  "X is not P" and "every X is not P":
 * none has. */
static bool holds_of(const reference_model *model, const dt_claim *claim, const bool *wanted)
{
    uint32_t all = 0, with = 0;
    count_states(model, claim->what, wanted, &all, &with);
    if (claim->negated) {
        return with == 0;
    }
    return claim->every ? with == all : with > 0;
}

static bool is_empty(const reference_model *model, const dt_expr *set)
{
    for (uint32_t s = 0; s < model->state_count; s++) {
        if (reference_holds(model, set, s)) {
            return false;
        }
    }
    return true;
}

/* The claim's first outcome, one of its states, or its second outcome is an empty set. */
static bool speaks_of_nothing(const reference_model *model, const dt_claim *claim)
{
    for (const dt_expr *each = claim->what; each != NULL; each = each->next) {
        if (is_empty(model, each)) {
            return true;
        }
    }
    return claim->than != NULL && is_empty(model, claim->than);
}

/* The states of the list and no others. */
static bool is_exactly(const reference_model *model, const dt_claim *claim, const bool *wanted)
{
    for (uint32_t s = 0; s < model->state_count; s++) {
        bool listed = false;
        for (const dt_expr *each = claim->what; each != NULL; each = each->next) {
            listed = listed || reference_holds(model, each, s);
        }
        if (listed != wanted[s]) {
            return false;
        }
    }
    return true;
}

static bool holds_under_each_concept(const reference_model *model, const dt_claim *claim,
                                     bool *wanted)
{
    bool holds = true;
    for (uint32_t concept = 0; concept < CONCEPT_COUNT; concept++) {
        if (!detente_concepts_have(&claim->concepts, (detente_concept)concept)) {
            continue;
        }
        if (claim->kind == DT_CLAIM_STABLE) {
            reference_solve(model, (detente_concept)concept, claim->party, wanted);
        } else {
            reference_equilibria(model, (detente_concept)concept, wanted);
        }
        holds = holds && (claim->kind == DT_CLAIM_EXACTLY ? is_exactly(model, claim, wanted)
                                                          : holds_of(model, claim, wanted));
    }
    return holds;
}

/* From the status quo, by legal moves; no move at all counts. */
static bool is_reached(const reference_model *model, const dt_claim *claim, bool *wanted)
{
    uint32_t *shortest = reference_take(model->state_count, sizeof(uint32_t));
    reference_distances(&model->graph, model->status_quo - 1, claim->by_improvements, shortest);
    for (uint32_t s = 0; s < model->state_count; s++) {
        wanted[s] = shortest[s] != UINT32_MAX;
    }
    free(shortest);
    return holds_of(model, claim, wanted);
}

/* Every state of the first to every state of the second. */
static bool prefers(const reference_model *model, const dt_claim *claim)
{
    uint32_t pairs = 0, right = 0;
    for (uint32_t s = 0; s < model->state_count; s++) {
        for (uint32_t t = 0; t < model->state_count; t++) {
            if (reference_holds(model, claim->what, s) && reference_holds(model, claim->than, t)) {
                pairs++;
                right += *reference_better(&model->graph, claim->party, t, s) ? 1 : 0;
            }
        }
    }
    return pairs == right;
}

reference_finding reference_claim(const reference_model *model, const dt_claim *claim)
{
    bool *wanted = reference_take(model->state_count, sizeof(bool));
    bool holds = false;
    switch (claim->kind) {
    case DT_CLAIM_REACHED:
        holds = is_reached(model, claim, wanted);
        break;
    case DT_CLAIM_PREFERS:
        holds = prefers(model, claim);
        break;
    default:
        holds = holds_under_each_concept(model, claim, wanted);
        break;
    }
    free(wanted);
    if (speaks_of_nothing(model, claim)) {
        return claim->negated || claim->kind == DT_CLAIM_PREFERS ? REFERENCE_VACUOUS
                                                                 : REFERENCE_FAILS;
    }
    return holds ? REFERENCE_HOLDS : REFERENCE_FAILS;
}
