/* SPDX-License-Identifier: MIT
 *
 * The graph engine: any model, moves as explicit lists.  Here every concept is defined.
 *
 *   Nash  s is stable for i iff no move of i tempts it:  R_i^+(s) = {}
 *   GMR, SMR, SEQ, SSEQ  iff every tempting move s1 is deterred: some legal sequence of the others
 *         (no party twice in a row) leads from s1 to a state that deters i   (stability.h: the
 * square)
 *
 * What can be reached after s1 does not depend on s, and what deters depends on s by its rank
 * alone. So one number per state is enough: the lowest level to which the others can bring i from
 * there (guarantees.h); s1 is deterred iff that is at most the rank of s.
 *
 * Time O(parties * (states + moves)) per concept and party; 8 bytes per move (lists in both
 * directions), per state 16 bytes per party for the lists and 38 while searching.
 */
#include "base/hot.h"

#include "engines/engine.h"
#include "engines/graph/guarantees.h"
#include "engines/graph/open.h"

/* sure: NULL under Nash, where nothing deters. */
static bool is_stable(const uint32_t *ranks, const dt_moves *own, const dt_guarantees *sure,
                      uint64_t s)
{
    for (uint64_t k = own->at[s]; k < own->at[s + 1]; k++) {
        const uint32_t s1 = own->to[k];
        const bool tempts = ranks[s1] > ranks[s];
        const bool deterred = sure != NULL && sure->first[s1] <= ranks[s];
        if (tempts && !deterred) {
            return false;
        }
    }
    return true;
}

static detente_status solve_party(const dt_task *task, const dt_all_moves *moves, uint32_t party,
                                  detente_concept concept, dt_poll *poll, uint64_t *stable,
                                  detente_error *err)
{
    const detente_model *model = task->model;
    dt_guarantees sure = {0};
    if (!dt_preference_is_ranking(&task->preferences[party])) {
        return dt_open_solve(task, moves, party, concept, poll, stable, err);
    }
    const bool fears = dt_deterrent_of(concept) != DT_DETERRENT_NOTHING;
    if (fears) {
        const detente_status status = dt_guarantees_find(model, task->preferences, moves, party,
                                                         concept, poll, &sure, err);
        if (status != DETENTE_OK) {
            return status;
        }
    }
    const dt_moves *own = &moves->own[party];
    const uint32_t *ranks = dt_preference_ranks(&task->preferences[party]);
    for (uint64_t s = 0; s < model->state_count; s++) {
        if (!dt_poll_step(poll, 1 + (own->at[s + 1] - own->at[s]) / 16)) {
            break;
        }
        if (is_stable(ranks, own, fears ? &sure : NULL, s)) {
            dt_set_bit(stable, s);
        }
    }
    dt_guarantees_clear(&sure);
    return dt_poll_try(poll, 0, err);
}

static detente_status check_size(const detente_model *model, const detente_limits *limits,
                                 detente_error *err)
{
    if (!dt_states_listed(model)) {
        char words[DT_COUNT_WORDS];
        return dt_fail(err, DETENTE_ELIMIT,
                       "the graph engine lists states and moves; %s states are too many for it",
                       dt_states_say(model, words));
    }
    const uint64_t bytes = model->state_count * (38 + 16 * (uint64_t)model->syntax->party_count);
    if (limits != NULL && limits->memory != 0 && bytes > limits->memory) {
        char size[DT_SIZE_WORDS];
        return dt_fail(err, DETENTE_ELIMIT,
                       "the graph engine would need %s and the moves besides, more than is allowed",
                       dt_size_say(bytes, size));
    }
    return DETENTE_OK;
}

static detente_status solve(const dt_task *task, void **prepared, dt_verdicts *out,
                            detente_error *err)
{
    detente_status status = DETENTE_OK;
    const detente_model *model = task->model;
    const detente_concepts concepts = task->concepts;
    const dt_all_moves *moves = task->moves;
    dt_all_moves listed = {0};
    dt_poll poll;
    (void)prepared;
    dt_poll_start(&poll, task->limits, "listing moves", 0);
    DT_TRY(check_size(model, task->limits, err));
    if (moves == NULL) {
        DT_TRY(dt_all_moves_list(model, &poll, &listed, err));
        moves = &listed;
    }
    DT_TRY(dt_verdicts_init(out, model, concepts, err));
    dt_poll_stage(&poll, "looking for counter-moves", 0);
    DT_EACH_CONCEPT (concept, concepts) {
        for (uint32_t party = 0; party < model->syntax->party_count; party++) {
            DT_TRY(solve_party(task, moves, party, (detente_concept)concept, &poll,
                               out->stable[concept][party], err));
        }
    }
done:
    dt_all_moves_clear(&listed);
    return status;
}

/* What is preferred and what is not needs rankings; the readings of what is not known, nothing. */
static detente_status covers(const dt_task *task, const char **why, detente_error *err)
{
    *why = "no rankings";
    DT_EACH_CONCEPT (concept, task->concepts) {
        if (dt_concept_row((detente_concept)concept)->reading == DT_READING_STANDARD) {
            return dt_rankings_need(task->model, task->preferences, "the graph engine", err);
        }
    }
    return DETENTE_OK;
}

/* Nash and the square, in every reading. */
#define CONCEPT(NAME, id, title, BASE, ...)                                                        \
    | (uint64_t)(DETENTE_##BASE < DT_SQUARE_COUNT) << DETENTE_##NAME
_Static_assert(DT_CONCEPT_COUNT <= 64, "the bits of the rows fill one word");
enum { NONE };
const dt_engine dt_graph_engine = {
    .name = "graph engine",
    .kind = DETENTE_ENGINE_GRAPH,
    .decides = {{NONE
#include "concepts/concepts.def"
    }},
    .merit = "every state and move is listed",
    .covers = covers,
    .solve = solve,
};
