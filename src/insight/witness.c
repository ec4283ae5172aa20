/* SPDX-License-Identifier: MIT
 *
 * Witnesses by forward search from each tempting move.  See witness.h.
 *
 * Time per verdict: the party's moves, and for each tempting one a search over (state, last mover)
 * that ends at the first sanction; only a move that is not met costs the whole search.
 */
#include "insight/witness.h"

#include "engines/stability.h"

detente_status dt_prover_open(const detente_model *model, const dt_preference *preferences,
                              dt_poll *poll, dt_prover *prover, detente_error *err)
{
    *prover = (dt_prover){.stance = dt_standard}; /* each witness has that of its concept */
    detente_status status = dt_walk_open(model, poll, &prover->walk, err);
    if (status == DETENTE_OK) {
        status = dt_search_open(&prover->walk, preferences, 1, &prover->search, err);
        prover->search.may_pay = true;
        if (status != DETENTE_OK) {
            dt_walk_clear(&prover->walk);
        }
    }
    return status;
}

void dt_prover_clear(dt_prover *prover)
{
    dt_search_clear(&prover->search);
    dt_walk_clear(&prover->walk);
}

void dt_witness_clear(dt_witness *witness)
{
    dt_arena_clear(&witness->arena);
    *witness = (dt_witness){0};
}

/* ---- tempting moves -------------------------------------------------------------------------- */

/* temptations = R_i^+(s), by state. */
static detente_status list_temptations(dt_prover *prover, dt_witness *w, detente_error *err)
{
    dt_targets moves;
    const detente_status status = dt_walk_moves(&prover->walk, w->party, w->state, &moves, err);
    if (status != DETENTE_OK) {
        return status;
    }
    const dt_preference *own = &prover->search.preferences[w->party];
    w->moves = moves;
    w->temptations = dt_arena_take(&w->arena, ((size_t)moves.count + 1) * sizeof *w->temptations);
    if (w->temptations == NULL) {
        return dt_no_memory(err);
    }
    for (uint32_t k = 0; k < moves.count; k++) {
        if (dt_tempts(own, prover->stance, w->state, moves.to[k])) {
            w->temptations[w->temptation_count++] = (dt_temptation){.to = moves.to[k]};
        }
    }
    return DETENTE_OK;
}

/* ---- sanctions by a legal sequence (GMR, SMR, SEQ, SSEQ) ------------------------------------- */

/* Does ending at `end` deter, the reply included where the concept allows one? */
static detente_status deters(dt_prover *prover, const dt_witness *w, uint32_t end,
                             dt_targets *replies, bool *result, detente_error *err)
{
    const dt_preference *own = &prover->search.preferences[w->party];
    *replies = (dt_targets){0};
    *result = dt_deters(own, prover->stance, w->state, end);
    if (!*result || !dt_concept_row(w->concept)->reply) {
        return DETENTE_OK;
    }
    const detente_status status = dt_walk_moves(&prover->walk, w->party, end, replies, err);
    for (uint32_t k = 0; status == DETENTE_OK && k < replies->count; k++) {
        *result &= dt_deters(own, prover->stance, w->state, replies->to[k]);
    }
    return status;
}

static detente_status keep_sanction(const dt_search *search, const dt_node *node, dt_witness *w,
                                    dt_temptation *t, detente_error *err)
{
    t->steps = dt_arena_take(&w->arena, node->length * sizeof *t->steps);
    if (t->steps == NULL) {
        return dt_no_memory(err);
    }
    dt_search_steps(search, node, t->steps);
    t->step_count = node->length;
    t->end = node->state;
    t->met = true;
    return DETENTE_OK;
}

static detente_status find_steps(dt_prover *prover, dt_witness *w, bool credible, dt_temptation *t,
                                 detente_error *err)
{
    detente_status status = DETENTE_OK;
    dt_search *search = &prover->search;
    dt_search_start(search, dt_all_but(prover->walk.model, w->party), credible, t->to);
    for (;;) {
        const dt_node *node = NULL;
        bool enough = false;
        DT_TRY(dt_search_next(search, &node, err));
        if (node == NULL) {
            break;
        }
        DT_TRY(deters(prover, w, node->state, &t->replies, &enough, err));
        if (enough) {
            DT_TRY(keep_sanction(search, node, w, t, err));
            break;
        }
    }
done:
    return status;
}

/* A sanction that pays those who carry it out is the better reason, also where any would do. */
static detente_status find_sequence(dt_prover *prover, dt_witness *w, dt_temptation *t,
                                    detente_error *err)
{
    detente_status status = find_steps(prover, w, true, t, err);
    if (status == DETENTE_OK && !t->met && !dt_concept_row(w->concept)->credible) {
        status = find_steps(prover, w, false, t, err);
    }
    return status;
}

/* ---- sanctions by a joint choice (SIM) ------------------------------------------------------- */

typedef struct choices {
    uint32_t count;
    dt_step list[DT_MOST_PARTIES]; /* the choice of each party that has an improvement */
    dt_targets moves[DT_MOST_PARTIES];
    uint32_t at[DT_MOST_PARTIES]; /* 0: stays; k: its k-th move, which improves */
} choices;

/* The next improvement of party number k of the choices after the one in hand; 0 when none is left.
 */
static uint32_t next_choice(const dt_preference *preferences, const dt_witness *w, const choices *c,
                            uint32_t k)
{
    const dt_preference *own = &preferences[c->list[k].party];
    for (uint32_t at = c->at[k] + 1; at <= c->moves[k].count; at++) {
        if (dt_steps(own, w->state, c->moves[k].to[at - 1])) {
            return at;
        }
    }
    return 0;
}

/* The state where the tempting move and all choices come together; UINT64_MAX: not feasible. */
static uint64_t joint_state(const detente_model *model, const dt_witness *w, const choices *c,
                            uint32_t to)
{
    const uint64_t *codes = model->states->codes;
    uint64_t changed = codes[w->state] ^ codes[to]; /* parties own different options */
    for (uint32_t k = 0; k < c->count; k++) {
        changed ^= c->at[k] == 0 ? 0 : codes[w->state] ^ codes[c->moves[k].to[c->at[k] - 1]];
    }
    return dt_states_find(model, codes[w->state] ^ changed);
}

static detente_status list_choices(dt_prover *prover, const dt_witness *w, choices *c,
                                   detente_error *err)
{
    detente_status status = DETENTE_OK;
    *c = (choices){0};
    for (uint32_t party = 0; party < prover->walk.model->syntax->party_count; party++) {
        if (party != w->party) {
            c->list[c->count].party = party;
            DT_TRY(dt_walk_moves(&prover->walk, party, w->state, &c->moves[c->count], err));
            c->count++;
        }
    }
done:
    return status;
}

static detente_status keep_choices(const choices *c, uint32_t end, dt_witness *w, dt_temptation *t,
                                   detente_error *err)
{
    t->steps = dt_arena_take(&w->arena, ((size_t)c->count + 1) * sizeof *t->steps);
    if (t->steps == NULL) {
        return dt_no_memory(err);
    }
    for (uint32_t k = 0; k < c->count; k++) {
        if (c->at[k] != 0) {
            t->steps[t->step_count++] = (dt_step){.party = c->list[k].party,
                                                  .state = c->moves[k].to[c->at[k] - 1]};
        }
    }
    t->end = end;
    t->met = true;
    return DETENTE_OK;
}

/* Go through the joint choices as an odometer turns; `ends`, when not NULL, receives every feasible
 * joint state instead of stopping at the first that deters. */
static detente_status find_choices(dt_prover *prover, dt_witness *w, dt_temptation *t,
                                   uint64_t *ends, detente_error *err)
{
    detente_status status = DETENTE_OK;
    const detente_model *model = prover->walk.model;
    const dt_preference *own = &prover->search.preferences[w->party];
    choices c;
    DT_TRY(list_choices(prover, w, &c, err));
    for (uint32_t k = 0; k < c.count;) {
        c.at[k] = next_choice(prover->search.preferences, w, &c, k);
        k = c.at[k] == 0 ? k + 1 : 0; /* carry, or start over with the first */
        if (k > 0) {
            continue;
        }
        DT_TRY(dt_poll_try(prover->walk.poll, 1, err));
        const uint64_t end = joint_state(model, w, &c, t->to);
        if (end != UINT64_MAX && ends != NULL) {
            dt_set_bit(ends, end);
        } else if (end != UINT64_MAX && dt_deters(own, prover->stance, w->state, end)) {
            return keep_choices(&c, (uint32_t)end, w, t, err);
        }
    }
done:
    return status;
}

/* ---- what the others can bring about --------------------------------------------------------- */

static detente_status keep_ends(const uint64_t *set, uint64_t states, dt_poll *poll, dt_witness *w,
                                detente_error *err)
{
    for (uint64_t word = 0; word < DT_WORDS(states); word++) {
        w->end_count += dt_popcount(set[word]);
    }
    w->ends = dt_arena_take(&w->arena, ((size_t)w->end_count + 1) * sizeof *w->ends);
    if (w->ends == NULL) {
        return dt_no_memory(err);
    }
    uint32_t count = 0;
    for (uint64_t state = 0; state < states && dt_poll_step(poll, 1); state++) {
        if (dt_bit(set, state)) {
            w->ends[count++] = (uint32_t)state;
        }
    }
    return dt_poll_try(poll, 0, err);
}

static detente_status list_sequence_ends(dt_prover *prover, const dt_witness *w, uint32_t from,
                                         uint64_t *set, detente_error *err)
{
    dt_search *search = &prover->search;
    dt_search_start(search, dt_all_but(prover->walk.model, w->party),
                    dt_concept_row(w->concept)->credible, from);
    for (;;) {
        const dt_node *node = NULL;
        const detente_status status = dt_search_next(search, &node, err);
        if (status != DETENTE_OK || node == NULL) {
            return status;
        }
        dt_set_bit(set, node->state);
    }
}

/* Everything that can follow the unmet move: the closed set of the proof. */
static detente_status list_ends(dt_prover *prover, dt_witness *w, detente_error *err)
{
    detente_status status = DETENTE_OK;
    dt_temptation *unmet = &w->temptations[w->unmet];
    const uint64_t states = prover->walk.model->state_count;
    uint64_t *set = dt_zeroed(DT_WORDS(states), sizeof *set);
    if (set == NULL) {
        return dt_no_memory(err);
    }
    if (dt_deterrent_of(w->concept) == DT_DETERRENT_JOINT) {
        DT_TRY(find_choices(prover, w, unmet, set, err));
    } else {
        DT_TRY(list_sequence_ends(prover, w, unmet->to, set, err));
    }
    DT_TRY(keep_ends(set, states, prover->walk.poll, w, err));
done:
    free(set);
    return status;
}

/* ---- one verdict ----------------------------------------------------------------------------- */

static detente_status meet_temptation(dt_prover *prover, dt_witness *w, dt_temptation *t,
                                      detente_error *err)
{
    switch (dt_deterrent_of(w->concept)) {
    case DT_DETERRENT_NOTHING:
        return DETENTE_OK;
    case DT_DETERRENT_SEQUENCE:
        return find_sequence(prover, w, t, err);
    case DT_DETERRENT_JOINT:
        return find_choices(prover, w, t, NULL, err);
    case DT_DETERRENT_UNKNOWN:
        break;
    }
    return dt_concepts_check(detente_concepts_one(w->concept), (detente_concepts){{0}}, "detente",
                             err);
}

static detente_status meet_temptations(dt_prover *prover, dt_witness *w, detente_error *err)
{
    detente_status status = DETENTE_OK;
    for (uint32_t k = 0; k < w->temptation_count; k++) {
        DT_TRY(meet_temptation(prover, w, &w->temptations[k], err));
    }
done:
    return status;
}

/* stable iff every tempting move is met; among the unmet the one that the party likes best. */
static void decide(const dt_prover *prover, dt_witness *w)
{
    const dt_preference *own = &prover->search.preferences[w->party];
    w->unmet = DT_NONE;
    for (uint32_t k = 0; k < w->temptation_count; k++) {
        if (!w->temptations[k].met) {
            w->unmet_count++;
            if (w->unmet == DT_NONE ||
                dt_prefers(own, w->temptations[w->unmet].to, w->temptations[k].to)) {
                w->unmet = k;
            }
        }
    }
    w->stable = w->unmet == DT_NONE;
}

detente_status dt_witness_find(dt_prover *prover, uint64_t state, uint32_t party,
                               detente_concept concept, dt_witness *out, detente_error *err)
{
    detente_status status = DETENTE_OK;
    const detente_concepts one = detente_concepts_one(concept);
    status = dt_concepts_check(one, dt_decided_of(one), "detente", err);
    if (status != DETENTE_OK) {
        return status;
    }
    const dt_terms terms = dt_terms_of(prover->walk.model);
    if (dt_concepts_are_none(dt_applying_of(one, terms))) {
        return dt_fail(err, DETENTE_EUNSUPPORTED, "%s %s", detente_concept_name(concept),
                       dt_why_not(concept, terms));
    }
    dt_witness w = {.state = (uint32_t)state, .party = party, .concept = concept};
    prover->stance = dt_stance_of(concept);
    DT_TRY(list_temptations(prover, &w, err));
    DT_TRY(meet_temptations(prover, &w, err));
    decide(prover, &w);
    if (!w.stable && dt_deterrent_of(concept) != DT_DETERRENT_NOTHING) {
        DT_TRY(list_ends(prover, &w, err));
    }
    *out = w;
done:
    if (status != DETENTE_OK) {
        dt_witness_clear(&w);
    }
    return status;
}
