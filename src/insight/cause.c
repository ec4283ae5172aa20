/* SPDX-License-Identifier: MIT
 *
 * Matching two models and finding the first cause of a difference.  See cause.h.
 * Time: O(states * options) for the match, O(length of the proof) for a cause.
 */
#include "insight/cause.h"

#include "engines/stability.h"
#include "game/relations.h"

/* ---- matching -------------------------------------------------------------------------------- */

static uint32_t party_named(const dt_syntax *syntax, const char *id)
{
    for (uint32_t k = 0; k < syntax->party_count; k++) {
        if (strcmp(syntax->parties[k].id, id) == 0) {
            return k;
        }
    }
    return DT_NONE;
}

/* The option of `other` with the same id and a party of the same id. */
static uint32_t option_like(const dt_syntax *other, const dt_syntax *syntax, uint32_t option)
{
    const char *id = syntax->options[option].id;
    const char *party = syntax->parties[syntax->options[option].party].id;
    for (uint32_t k = 0; k < other->option_count; k++) {
        if (strcmp(other->options[k].id, id) == 0 &&
            strcmp(other->parties[other->options[k].party].id, party) == 0) {
            return k;
        }
    }
    return DT_NONE;
}

static uint32_t graph_state_like(const dt_syntax *other, const char *id)
{
    for (uint32_t k = 0; k < other->state_count; k++) {
        if (strcmp(other->states[k].id, id) == 0) {
            return k;
        }
    }
    return DT_NONE;
}

/* The option codes of a state: several only where it is coalesced. */
static uint64_t member_count(const detente_model *model, uint64_t state)
{
    const dt_states *states = model->states;
    return states->members == NULL ? 1 : states->member_at[state + 1] - states->member_at[state];
}

static uint64_t member(const detente_model *model, uint64_t state, uint64_t k)
{
    const dt_states *states = model->states;
    return states->members == NULL ? dt_states_code(model, state)
                                   : states->members[states->member_at[state] + k];
}

/* The state of `other` that has this option code, with its own numbers of the options; DT_NONE:
 * none, as where an option is taken that only one model has. */
static uint32_t find_code(const detente_model *other, const uint32_t *option_of, uint64_t code)
{
    uint64_t there = 0;
    for (; code != 0; code &= code - 1) {
        const uint32_t option = option_of[dt_lowest(code)];
        if (option == DT_NONE) {
            return DT_NONE;
        }
        there |= (uint64_t)1 << option;
    }
    const uint64_t found = dt_states_find(other, there);
    return found == UINT64_MAX ? DT_NONE : (uint32_t)found;
}

/* The state of `other` with the same options taken; of a coalesced state all members. */
static uint32_t state_like(const detente_model *other, const detente_model *model,
                           const uint32_t *option_of, uint64_t state)
{
    const uint64_t count = member_count(model, state);
    const uint32_t found = find_code(other, option_of, member(model, state, 0));
    for (uint64_t k = 1; k < count && found != DT_NONE; k++) {
        if (find_code(other, option_of, member(model, state, k)) != found) {
            return DT_NONE;
        }
    }
    return found != DT_NONE && member_count(other, found) == count ? found : DT_NONE;
}

static void match_one_way(const detente_model *model, const detente_model *other, dt_poll *poll,
                          uint32_t *state_of, uint32_t *party_of)
{
    uint32_t option_of[DT_MOST_OPTIONS];
    const bool graph = dt_is_graph_form(model->syntax);
    const bool alike = graph == dt_is_graph_form(other->syntax);
    for (uint32_t k = 0; k < model->syntax->party_count; k++) {
        party_of[k] = party_named(other->syntax, model->syntax->parties[k].id);
    }
    for (uint32_t k = 0; k < model->syntax->option_count; k++) {
        option_of[k] = option_like(other->syntax, model->syntax, k);
    }
    const uint64_t work = graph ? 1 + other->state_count / 64 : 1;
    for (uint64_t s = 0; s < model->state_count && dt_poll_step(poll, work); s++) {
        state_of[s] = !alike  ? DT_NONE
                      : graph ? graph_state_like(other->syntax, model->syntax->states[s].id)
                              : state_like(other, model, option_of, s);
    }
}

detente_status dt_match_find(const detente_model *first, const detente_model *other, dt_poll *poll,
                             dt_match *out, detente_error *err)
{
    dt_match match = {
        .other_of_first = dt_zeroed(first->state_count, sizeof(uint32_t)),
        .first_of_other = dt_zeroed(other->state_count, sizeof(uint32_t)),
        .party_of_first = dt_zeroed(first->syntax->party_count, sizeof(uint32_t)),
        .party_of_other = dt_zeroed(other->syntax->party_count, sizeof(uint32_t)),
    };
    if (match.other_of_first == NULL || match.first_of_other == NULL ||
        match.party_of_first == NULL || match.party_of_other == NULL) {
        dt_match_clear(&match);
        return dt_no_memory(err);
    }
    match_one_way(first, other, poll, match.other_of_first, match.party_of_first);
    match_one_way(other, first, poll, match.first_of_other, match.party_of_other);
    if (dt_poll_stopped(poll)) {
        dt_match_clear(&match);
        return dt_poll_cancelled(poll, err);
    }
    *out = match;
    return DETENTE_OK;
}

void dt_match_clear(dt_match *match)
{
    free(match->other_of_first);
    free(match->first_of_other);
    free(match->party_of_first);
    free(match->party_of_other);
    *match = (dt_match){0};
}

/* ---- the cause ------------------------------------------------------------------------------- */

/* The stable model's sanction of the move to `to`; NULL when it does not tempt there. */
static const dt_temptation *sanction_of(const dt_witness *stable, uint32_t to)
{
    for (uint32_t k = 0; k < stable->temptation_count; k++) {
        if (stable->temptations[k].to == to) {
            return &stable->temptations[k];
        }
    }
    return NULL;
}

static bool is_target(const dt_witness *stable, uint32_t to)
{
    for (uint32_t k = 0; k < stable->moves.count; k++) {
        if (stable->moves.to[k] == to) {
            return true;
        }
    }
    return false;
}

/* Follow the sanction in the unstable model until something fails. */
static detente_status follow(const dt_cause_question *q, const dt_temptation *t, dt_cause *cause,
                             uint32_t *at, detente_error *err)
{
    const bool joint = dt_deterrent_of(q->unstable->concept) == DT_DETERRENT_JOINT;
    const bool pays = joint || dt_concept_row(q->unstable->concept)->credible;
    uint32_t from = joint ? q->stable->state : t->to;
    for (uint32_t k = 0; k < t->step_count; k++) {
        const dt_step *step = &t->steps[k];
        const uint32_t mover = q->back_party[step->party];
        const uint32_t before = q->back_state[from];
        const uint32_t after = q->back_state[step->state];
        bool may = false;
        cause->step = *step;
        cause->from = from;
        cause->kind = DT_CAUSE_NO_STEP;
        if (mover == DT_NONE || before == DT_NONE || after == DT_NONE) {
            return DETENTE_OK;
        }
        dt_prover *prover = q->unstable_model;
        const detente_status status = dt_walk_may(&prover->walk, mover, before, after, &may, err);
        if (status != DETENTE_OK || !may) {
            return status;
        }
        cause->kind = DT_CAUSE_NO_GAIN;
        if (pays && !dt_steps(&prover->search.preferences[mover], before, after)) {
            return DETENTE_OK;
        }
        from = joint ? q->stable->state : step->state;
        cause->kind = DT_CAUSE_NOT_FOUND;
    }
    *at = q->back_state[t->end];
    return DETENTE_OK;
}

/* The sanction can be carried out in the unstable model too: then its end does not deter there. */
static detente_status judge_end(const dt_cause_question *q, uint32_t end, dt_cause *cause,
                                detente_error *err)
{
    const dt_prover *prover = q->unstable_model;
    const dt_preference *own = &prover->search.preferences[q->unstable->party];
    dt_targets replies = {0};
    cause->end = end;
    if (end == DT_NONE) {
        return DETENTE_OK;
    }
    if (!dt_deters(own, prover->stance, q->unstable->state, end)) {
        cause->kind = DT_CAUSE_NO_FEAR;
        return DETENTE_OK;
    }
    const detente_status status = dt_walk_moves(&q->unstable_model->walk, q->unstable->party, end,
                                                &replies, err);
    for (uint32_t k = 0; status == DETENTE_OK && k < replies.count; k++) {
        if (dt_concept_row(q->unstable->concept)->reply &&
            !dt_deters(own, prover->stance, q->unstable->state, replies.to[k])) {
            cause->kind = DT_CAUSE_WAY_OUT;
            cause->out = replies.to[k];
        }
    }
    return status;
}

detente_status dt_cause_find(const dt_cause_question *q, dt_cause *out, detente_error *err)
{
    detente_status status = DETENTE_OK;
    const uint32_t to = q->unstable->temptations[q->unstable->unmet].to;
    const uint32_t there = q->state_of[to];
    dt_cause cause = {.kind = DT_CAUSE_NO_MOVE, .to = to};
    if (there != DT_NONE && is_target(q->stable, there)) {
        const dt_temptation *t = sanction_of(q->stable, there);
        uint32_t end = DT_NONE;
        cause.kind = DT_CAUSE_NO_WISH;
        if (t != NULL) {
            cause.kind = DT_CAUSE_NOT_FOUND;
            DT_TRY(follow(q, t, &cause, &end, err));
            if (cause.kind == DT_CAUSE_NOT_FOUND) {
                DT_TRY(judge_end(q, end, &cause, err));
            }
        }
    }
    *out = cause;
done:
    return status;
}
