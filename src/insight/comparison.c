/* SPDX-License-Identifier: MIT
 *
 * Two models side by side, see comparison.h.
 */
#include "insight/comparison.h"

detente_status dt_comparison_open(const dt_view *first, const dt_view *second, dt_poll *poll,
                                  dt_comparison *out, detente_error *err)
{
    detente_status status = DETENTE_OK;
    *out = (dt_comparison){.first = first, .second = second};
    out->concepts = dt_concepts_and(first->analysis->verdicts.concepts,
                                    second->analysis->verdicts.concepts);
    DT_TRY(dt_prover_open(first->model, first->model->preferences, poll, &out->first_prover, err));
    DT_TRY(
        dt_prover_open(second->model, second->model->preferences, poll, &out->second_prover, err));
    DT_TRY(dt_match_find(first->model, second->model, poll, &out->match, err));
done:
    if (status != DETENTE_OK) {
        dt_comparison_clear(out);
    }
    return status;
}

void dt_comparison_clear(dt_comparison *comparison)
{
    dt_prover_clear(&comparison->first_prover);
    dt_prover_clear(&comparison->second_prover);
    dt_match_clear(&comparison->match);
    *comparison = (dt_comparison){0};
}

uint64_t dt_comparison_only(const dt_comparison *c, bool first)
{
    const uint32_t *other_of = first ? c->match.other_of_first : c->match.first_of_other;
    const uint64_t states = first ? c->first->count : c->second->count;
    uint64_t count = 0;
    for (uint64_t s = 0; s < states; s++) {
        count += other_of[s] == DT_NONE;
    }
    return count;
}

bool dt_comparison_changed(const dt_comparison *c, detente_concept concept, uint32_t party,
                           uint32_t state, dt_change *out)
{
    const uint32_t other = c->match.other_of_first[state];
    const uint32_t like = c->match.party_of_first[party];
    if (other == DT_NONE || like == DT_NONE) {
        return false;
    }
    const bool stable_now = dt_view_stable(c->second, concept, like, other);
    *out = (dt_change){party, state, concept, stable_now};
    return dt_view_stable(c->first, concept, party, state) != stable_now;
}

/* ---- equilibria ------------------------------------------------------------------------------ */

/* A party and concept that account for it: the weakest concept, the first party. */
static bool find_change(const dt_comparison *c, dt_turn *turn)
{
    DT_EACH_CONCEPT (k, turn->concepts) {
        for (uint32_t p = 0; p < c->first->syntax->party_count; p++) {
            if (dt_comparison_changed(c, (detente_concept)k, p, turn->state, &turn->change)) {
                return true;
            }
        }
    }
    return false;
}

/* No party of both models accounts for it: one that the other model has not would leave. */
static bool find_stranger(const dt_comparison *c, dt_turn *turn)
{
    const dt_view *side = turn->lost ? c->second : c->first;
    const uint32_t *like = turn->lost ? c->match.party_of_other : c->match.party_of_first;
    const uint32_t concept = detente_concepts_next(&turn->concepts, 0);
    const uint64_t there = turn->lost ? c->match.other_of_first[turn->state] : turn->state;
    for (uint32_t p = 0; p < side->syntax->party_count; p++) {
        if (like[p] == DT_NONE && !dt_view_stable(side, concept, p, there)) {
            turn->party = p;
            return true;
        }
    }
    return false;
}

bool dt_comparison_turned(const dt_comparison *c, uint32_t state, bool lost, dt_turn *out)
{
    const uint32_t other = c->match.other_of_first[state];
    if (other == DT_NONE) {
        return false;
    }
    const detente_concepts before = dt_view_holds_under(c->first, state);
    const detente_concepts after = dt_view_holds_under(c->second, other);
    *out = (dt_turn){.state = state, .lost = lost};
    out->concepts = dt_concepts_and(c->concepts, lost ? dt_concepts_without(before, after)
                                                      : dt_concepts_without(after, before));
    if (dt_concepts_are_none(out->concepts)) {
        return false;
    }
    out->by = find_change(c, out)     ? DT_BY_CHANGE
              : find_stranger(c, out) ? DT_BY_STRANGER
                                      : DT_BY_NOBODY;
    return true;
}

/* ---- causes ---------------------------------------------------------------------------------- */

detente_status dt_comparison_cause(dt_comparison *c, const dt_change *change, dt_changed *out,
                                   detente_error *err)
{
    detente_status status = DETENTE_OK;
    const dt_match *match = &c->match;
    const bool lost = !change->stable_now;
    const uint32_t party[] = {change->party, match->party_of_first[change->party]};
    const uint32_t state[] = {change->state, match->other_of_first[change->state]};
    dt_prover *prover[] = {&c->first_prover, &c->second_prover};
    dt_witness unstable = {0};
    dt_witness stable = {0};
    dt_changed found = {.lost = lost,
                        .joint = dt_deterrent_of(change->concept) == DT_DETERRENT_JOINT,
                        .party = party[lost],
                        .state = state[lost],
                        .back_party = lost ? match->party_of_first : match->party_of_other,
                        .back_state = lost ? match->other_of_first : match->first_of_other};
    DT_TRY(
        dt_witness_find(prover[lost], state[lost], party[lost], change->concept, &unstable, err));
    DT_TRY(
        dt_witness_find(prover[!lost], state[!lost], party[!lost], change->concept, &stable, err));
    const dt_cause_question question = {.unstable_model = prover[lost],
                                        .unstable = &unstable,
                                        .stable = &stable,
                                        .state_of = lost ? match->first_of_other
                                                         : match->other_of_first,
                                        .back_state = found.back_state,
                                        .back_party = found.back_party};
    DT_TRY(dt_cause_find(&question, &found.cause, err));
    *out = found;
done:
    dt_witness_clear(&unstable);
    dt_witness_clear(&stable);
    return status;
}
