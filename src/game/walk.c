/* SPDX-License-Identifier: MIT
 *
 * Moves on demand and the search through legal sequences.  See walk.h for what they cost.
 */
#include "game/walk.h"

#include "base/sort.h"

#include "game/relations.h"

#include <assert.h>

/* ---- moves of one state ---------------------------------------------------------------------- */

detente_status dt_walk_open(const detente_model *model, dt_poll *poll, dt_walk *walk,
                            detente_error *err)
{
    if (!dt_states_listed(model)) {
        char words[DT_COUNT_WORDS];
        return dt_fail(err, DETENTE_ELIMIT, "%s states are too many to walk through; at most %llu",
                       dt_states_say(model, words), (unsigned long long)DT_MOST_LISTED);
    }
    *walk = (dt_walk){.model = model, .poll = poll};
    for (uint32_t party = 0; party < model->syntax->party_count; party++) {
        walk->lists[party] = dt_zeroed(model->state_count, sizeof *walk->lists[party]);
        if (walk->lists[party] == NULL) {
            dt_walk_clear(walk);
            return dt_no_memory(err);
        }
    }
    return DETENTE_OK;
}

void dt_walk_clear(dt_walk *walk)
{
    for (uint32_t party = 0; party < DT_MOST_PARTIES; party++) {
        free(walk->lists[party]);
    }
    free(walk->found);
    dt_arena_clear(&walk->arena);
    *walk = (dt_walk){0};
}

static bool add_found(dt_walk *walk, uint64_t state)
{
    if (!dt_grow((void **)&walk->found, &walk->found_capacity, walk->found_count,
                 sizeof *walk->found)) {
        return false;
    }
    walk->found[walk->found_count++] = (uint32_t)state;
    return true;
}

/* Where the moves of `party` from `state` begin in the file's list, which is in order of party,
 * from, to. */
static uint32_t first_move(const dt_syntax *syntax, uint32_t party, uint64_t state)
{
    uint32_t low = 0;
    uint32_t high = syntax->move_count;
    while (low < high) {
        const uint32_t middle = low + (high - low) / 2;
        const dt_graph_move *move = &syntax->moves[middle];
        const bool before = move->party != party ? move->party < party
                                                 : (uint64_t)move->from < state;
        low = before ? middle + 1 : low;
        high = before ? high : middle;
    }
    return low;
}

static bool find_in_graph(dt_walk *walk, uint32_t party, uint64_t state)
{
    const dt_syntax *syntax = walk->model->syntax;
    for (uint32_t k = first_move(syntax, party, state); k < syntax->move_count; k++) {
        const dt_graph_move *move = &syntax->moves[k];
        if (move->party != party || move->from != state) {
            break;
        }
        if (!add_found(walk, move->to)) {
            return false;
        }
    }
    return true;
}

/* Every other setting of the options that `party` may change; `may` has few bits. */
static bool try_settings(dt_walk *walk, uint64_t state, uint64_t code, uint64_t may)
{
    for (uint64_t change = may; change != 0; change = (change - 1) & may) {
        if (!dt_poll_step(walk->poll, 1)) {
            return false;
        }
        const uint64_t to = dt_states_find(walk->model, code ^ change);
        if (to != UINT64_MAX && to != state && !add_found(walk, to)) {
            return false;
        }
    }
    return true;
}

/* Every feasible code, where a party has more settings than the model has states. */
static bool try_codes(dt_walk *walk, uint32_t party, uint64_t state, uint64_t code)
{
    const dt_states *states = walk->model->states;
    const uint64_t count = states->all != NULL ? states->all_count : states->count;
    for (uint64_t k = 0; k < count; k++) {
        if (!dt_poll_step(walk->poll, 1)) {
            return false;
        }
        const uint64_t other = states->all != NULL ? states->all[k] : states->codes[k];
        const uint64_t to = states->all != NULL ? states->state_of[k] : k;
        if (to != state && dt_model_may_move(walk->model, party, code, other) &&
            !add_found(walk, to)) {
            return false;
        }
    }
    return true;
}

static bool find_from_code(dt_walk *walk, uint32_t party, uint64_t state, uint64_t code)
{
    const detente_model *model = walk->model;
    const uint64_t may = model->owned[party] & ~(code & model->only_up) &
                         ~(~code & model->only_down);
    const unsigned free_options = dt_popcount(may);
    return free_options < 40 && (uint64_t)1 << free_options <= model->state_count + 64
               ? try_settings(walk, state, code, may)
               : try_codes(walk, party, state, code);
}

/* A coalesced state is left from any of its members. */
static bool find_in_options(dt_walk *walk, uint32_t party, uint64_t state)
{
    const dt_states *states = walk->model->states;
    if (states->members == NULL) {
        return find_from_code(walk, party, state, states->codes[state]);
    }
    for (uint64_t k = states->member_at[state]; k < states->member_at[state + 1]; k++) {
        if (!find_from_code(walk, party, state, states->members[k])) {
            return false;
        }
    }
    return true;
}

static int compare_u32(const void *a, const void *b)
{
    const uint32_t x = *(const uint32_t *)a;
    const uint32_t y = *(const uint32_t *)b;
    return x < y ? -1 : x > y;
}

/* The moves found, sorted, each once, as a list of their own. */
static uint32_t *keep_found(dt_walk *walk)
{
    uint32_t count = 0;
    if (dt_sort(walk->found, walk->found_count, sizeof *walk->found, compare_u32, walk->poll,
                NULL) != DETENTE_OK) {
        return NULL;
    }
    for (size_t k = 0; k < walk->found_count; k++) {
        if (count == 0 || walk->found[count - 1] != walk->found[k]) {
            walk->found[count++] = walk->found[k];
        }
    }
    uint32_t *list = dt_arena_take(&walk->arena, ((size_t)count + 1) * sizeof *list);
    if (list != NULL) {
        list[0] = count;
        if (count > 0) {
            memcpy(list + 1, walk->found, count * sizeof *list);
        }
    }
    return list;
}

detente_status dt_walk_moves(dt_walk *walk, uint32_t party, uint64_t state, dt_targets *out,
                             detente_error *err)
{
    uint32_t **list = &walk->lists[party][state];
    if (*list == NULL) {
        walk->found_count = 0;
        const bool found = dt_is_graph_form(walk->model->syntax)
                               ? find_in_graph(walk, party, state)
                               : find_in_options(walk, party, state);
        *list = found ? keep_found(walk) : NULL;
        if (*list == NULL) {
            return dt_poll_stopped(walk->poll) ? dt_poll_cancelled(walk->poll, err)
                                               : dt_no_memory(err);
        }
    }
    *out = (dt_targets){.to = *list + 1, .count = **list};
    return DETENTE_OK;
}

detente_status dt_walk_may(dt_walk *walk, uint32_t party, uint64_t from, uint64_t to, bool *may,
                           detente_error *err)
{
    dt_targets moves;
    const detente_status status = dt_walk_moves(walk, party, from, &moves, err);
    if (status != DETENTE_OK) {
        return status;
    }
    *may = false;
    for (uint32_t k = 0; k < moves.count; k++) {
        *may |= moves.to[k] == to;
    }
    return DETENTE_OK;
}

/* ---- legal sequences ------------------------------------------------------------------------- */

#define NOBODY UINT8_MAX /* moved before the start */

detente_status dt_search_open(dt_walk *walk, const dt_preference *preferences, uint32_t most_legs,
                              dt_search *search, detente_error *err)
{
    *search = (dt_search){.walk = walk, .preferences = preferences, .most_legs = most_legs};
    search->seen = dt_zeroed(walk->model->state_count, most_legs * sizeof *search->seen);
    return search->seen == NULL ? dt_no_memory(err) : DETENTE_OK;
}

void dt_search_clear(dt_search *search)
{
    free(search->seen);
    free(search->nodes);
    *search = (dt_search){0};
}

static uint64_t *seen_at(const dt_search *search, uint32_t leg, uint32_t state)
{
    return &search->seen[leg * search->walk->model->state_count + state];
}

/* Of a search that saw little only what it saw: groups are tried by the thousand. */
static void forget(dt_search *search)
{
    const uint64_t states = search->walk->model->state_count;
    if (search->count > states) {
        memset(search->seen, 0, search->most_legs * states * sizeof *search->seen);
        return;
    }
    for (size_t k = 0; k < search->count; k++) {
        *seen_at(search, search->nodes[k].leg, search->nodes[k].state) = 0;
    }
}

void dt_search_start_legs(dt_search *search, const dt_leg *legs, uint32_t count, uint64_t from)
{
    assert(count <= search->most_legs && count <= DT_MOST_LEGS);
    forget(search);
    search->count = 0;
    search->given = 0;
    search->expanded = 0;
    search->started = false;
    memcpy(search->legs, legs, count * sizeof *legs);
    search->leg_count = count;
    search->from = (uint32_t)from;
}

void dt_search_start(dt_search *search, uint64_t group, bool credible, uint64_t from)
{
    const dt_leg leg = {.group = group, .credible = credible};
    dt_search_start_legs(search, &leg, 1, from);
}

static bool reach(dt_search *search, dt_node node)
{
    uint64_t *seen = seen_at(search, node.leg, node.state);
    if (*seen >> node.party & 1) {
        return true;
    }
    if (!dt_grow((void **)&search->nodes, &search->capacity, search->count,
                 sizeof *search->nodes)) {
        return false;
    }
    *seen |= (uint64_t)1 << node.party;
    search->nodes[search->count++] = node;
    return true;
}

static bool pays(const dt_search *search, uint32_t party, uint32_t from, uint32_t to)
{
    const dt_preference *mover = &search->preferences[party];
    return search->may_pay ? dt_steps(mover, from, to) : dt_prefers(mover, from, to);
}

/* A move that none is preferred to, of a ranking; else any. */
static uint32_t best_of(const dt_targets *moves, const dt_preference *liked)
{
    uint32_t best = moves->count == 0 ? 0 : moves->to[0];
    for (uint32_t k = 1; k < moves->count; k++) {
        best = dt_prefers(liked, best, moves->to[k]) ? moves->to[k] : best;
    }
    return best;
}

/* Is none of these moves preferred to `to`?  Where not all is known each has to be asked. */
static bool is_best(const dt_targets *moves, const dt_preference *liked, uint32_t best, uint32_t to)
{
    bool found = !dt_prefers(liked, to, best);
    for (uint32_t k = 0; !dt_preference_is_ranking(liked) && found && k < moves->count; k++) {
        found = !dt_prefers(liked, to, moves->to[k]);
    }
    return found;
}

/* The steps on one leg from a node: of all who move on it but the last mover. */
static detente_status step_on(dt_search *search, uint32_t index, const dt_node *node, uint32_t leg,
                              detente_error *err)
{
    detente_status status = DETENTE_OK;
    const detente_model *model = search->walk->model;
    const dt_leg *terms = &search->legs[leg];
    for (uint32_t party = 0; party < model->syntax->party_count; party++) {
        if (party == node->party || !(terms->group >> party & 1)) {
            continue;
        }
        dt_targets moves;
        DT_TRY(dt_walk_moves(search->walk, party, node->state, &moves, err));
        DT_TRY(dt_poll_try(search->walk->poll, 1 + moves.count / 16, err));
        const dt_preference *liked = &search->preferences[party];
        const uint32_t best = terms->best ? best_of(&moves, liked) : 0;
        for (uint32_t k = 0; k < moves.count; k++) {
            const uint32_t to = moves.to[k];
            if ((!terms->credible || pays(search, party, node->state, to)) &&
                (!terms->best || is_best(&moves, liked, best, to)) &&
                !reach(search, (dt_node){.state = to,
                                         .before = index,
                                         .length = node->length + 1,
                                         .party = (uint8_t)party,
                                         .leg = (uint8_t)leg})) {
                return dt_no_memory(err);
            }
        }
    }
done:
    return status;
}

static bool may_end(const dt_search *search, const dt_leg *leg, uint32_t state)
{
    for (uint64_t left = leg->content; left != 0; left &= left - 1) {
        const dt_preference *own = &search->preferences[dt_lowest(left)];
        if (leg->gains ? !dt_prefers(own, search->from, state)
                       : dt_prefers(own, state, search->from)) {
            return false;
        }
    }
    return true;
}

/* The steps from a node, or from the start (index DT_NONE), on its leg and on the next. */
static detente_status expand(dt_search *search, uint32_t index, detente_error *err)
{
    detente_status status = DETENTE_OK;
    const dt_node node = index == DT_NONE ? (dt_node){.state = search->from, .party = NOBODY}
                                          : search->nodes[index];
    DT_TRY(step_on(search, index, &node, node.leg, err));
    if (node.leg + 1U < search->leg_count && may_end(search, &search->legs[node.leg], node.state)) {
        DT_TRY(step_on(search, index, &node, node.leg + 1U, err));
    }
done:
    return status;
}

detente_status dt_search_next(dt_search *search, const dt_node **out, detente_error *err)
{
    detente_status status = DETENTE_OK;
    *out = NULL;
    DT_TRY(dt_poll_try(search->walk->poll, 1, err));
    if (!search->started) {
        search->started = true;
        DT_TRY(expand(search, DT_NONE, err));
    }
    while (search->given == search->count && search->expanded < search->count) {
        DT_TRY(expand(search, (uint32_t)search->expanded++, err));
    }
    if (search->given < search->count) {
        *out = &search->nodes[search->given++];
    }
done:
    return status;
}

void dt_search_steps(const dt_search *search, const dt_node *node, dt_step *steps)
{
    for (uint32_t left = node->length; left > 0; left--) {
        steps[left - 1] = (dt_step){.party = node->party, .state = node->state};
        node = node->before == DT_NONE ? NULL : &search->nodes[node->before];
        if (node == NULL) {
            return;
        }
    }
}
