/* SPDX-License-Identifier: MIT
 *
 * Reachability by legal sequences, see reach.h.
 */
#include "insight/reach.h"

typedef struct walk {
    const detente_model *model;
    dt_moves moves[DT_MOST_PARTIES];
    bool by_improvements;
    dt_reach reach;
    uint32_t *queue; /* nodes, each once */
    uint64_t queued;
} walk;

static void visit(walk *w, uint32_t party, uint64_t state, uint32_t distance, uint32_t before)
{
    const uint64_t node = state * w->reach.parties + party;
    if (w->reach.distance[node] == DT_UNREACHED) {
        w->reach.distance[node] = distance;
        w->reach.before[node] = before;
        w->queue[w->queued++] = (uint32_t)node;
    }
}

/* All steps of every party but `last` from `state`. */
static void leave(walk *w, uint64_t state, uint32_t last, uint32_t distance, uint32_t node)
{
    for (uint32_t party = 0; party < w->reach.parties; party++) {
        const dt_moves *moves = &w->moves[party];
        const uint32_t *ranks = w->model->states->ranks[party];
        for (uint64_t k = moves->at[state]; party != last && k < moves->at[state + 1]; k++) {
            const uint64_t to = moves->to[k];
            if (!w->by_improvements || ranks[to] > ranks[state]) {
                visit(w, party, to, distance + 1, node);
            }
        }
    }
}

static void spread(walk *w)
{
    leave(w, w->reach.start, DT_UNREACHED, 0, DT_UNREACHED);
    for (uint64_t k = 0; k < w->queued; k++) {
        const uint32_t node = w->queue[k];
        leave(w, node / w->reach.parties, node % w->reach.parties, w->reach.distance[node], node);
    }
}

detente_status dt_reach_from(const detente_model *model, uint64_t start, bool by_improvements,
                             uint64_t memory, dt_reach *out, detente_error *err)
{
    detente_status status = DETENTE_OK;
    const uint32_t parties = model->syntax->party_count;
    const uint64_t nodes = model->state_count * parties;
    walk w = {.model = model, .by_improvements = by_improvements};
    w.reach = (dt_reach){.states = model->state_count, .parties = parties, .start = start};
    if (!dt_states_listed(model) || nodes >= DT_UNREACHED) {
        return dt_fail(err, DETENTE_ELIMIT, "%llu states are too many to follow the moves between them",
                       (unsigned long long)model->state_count);
    }
    w.reach.distance = dt_zeroed(nodes, sizeof(uint32_t));
    w.reach.before = dt_zeroed(nodes, sizeof(uint32_t));
    w.queue = dt_zeroed(nodes, sizeof(uint32_t));
    if (w.reach.distance == NULL || w.reach.before == NULL || w.queue == NULL) {
        status = dt_no_memory(err);
        goto done;
    }
    memset(w.reach.distance, 0xFF, nodes * sizeof(uint32_t));
    for (uint32_t party = 0; party < parties; party++) {
        DT_TRY(dt_moves_list(model, party, false, memory, &w.moves[party], err));
    }
    spread(&w);
    *out = w.reach;
    w.reach = (dt_reach){0};
done:
    for (uint32_t party = 0; party < parties; party++) {
        dt_moves_clear(&w.moves[party]);
    }
    free(w.queue);
    dt_reach_clear(&w.reach);
    return status;
}

void dt_reach_clear(dt_reach *reach)
{
    free(reach->distance);
    free(reach->before);
    *reach = (dt_reach){0};
}

/* The node of a state that was reached first; UINT64_MAX = none. */
static uint64_t nearest_node(const dt_reach *reach, uint64_t state)
{
    uint64_t best = UINT64_MAX;
    for (uint64_t node = state * reach->parties; node < (state + 1) * reach->parties; node++) {
        if (reach->distance[node] != DT_UNREACHED &&
            (best == UINT64_MAX || reach->distance[node] < reach->distance[best])) {
            best = node;
        }
    }
    return best;
}

uint32_t dt_reach_distance(const dt_reach *reach, uint64_t state)
{
    if (state == reach->start) {
        return 0;
    }
    const uint64_t node = nearest_node(reach, state);
    return node == UINT64_MAX ? DT_UNREACHED : reach->distance[node];
}

void dt_reach_way(const dt_reach *reach, uint64_t state, dt_step *steps)
{
    uint64_t node = nearest_node(reach, state);
    for (uint32_t k = dt_reach_distance(reach, state); k > 0; k--) {
        steps[k - 1] = (dt_step){.party = (uint32_t)(node % reach->parties),
                                 .state = node / reach->parties};
        node = reach->before[node];
    }
}
