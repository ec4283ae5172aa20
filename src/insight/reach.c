/* SPDX-License-Identifier: MIT
 *
 * Reachability by legal sequences, see reach.h.
 */
#include "insight/reach.h"

/* What the nodes of a whole search need at most. */
static detente_status check_memory(const detente_model *model, uint64_t memory, detente_error *err)
{
    const uint64_t per_state = 12 + 24 * (uint64_t)model->syntax->party_count;
    if (memory != 0 && model->state_count > memory / per_state) {
        return dt_fail(err, DETENTE_ELIMIT,
                       "%llu states are too many to follow the moves between them",
                       (unsigned long long)model->state_count);
    }
    return DETENTE_OK;
}

static detente_status spread(dt_reach *reach, bool by_improvements, detente_error *err)
{
    dt_search *search = &reach->search;
    dt_search_start(search, dt_everybody(reach->walk.model), by_improvements, reach->start);
    for (;;) {
        const dt_node *node = NULL;
        const detente_status status = dt_search_next(search, &node, err);
        if (status != DETENTE_OK || node == NULL) {
            return status;
        }
        if (reach->first[node->state] == DT_UNREACHED) {
            reach->first[node->state] = (uint32_t)(node - search->nodes);
        }
    }
}

detente_status dt_reach_from(const detente_model *model, const dt_preference *preferences,
                             uint64_t start, bool by_improvements, uint64_t memory, dt_poll *poll,
                             dt_reach *out, detente_error *err)
{
    detente_status status = DETENTE_OK;
    *out = (dt_reach){.start = start};
    DT_TRY(check_memory(model, memory, err));
    DT_TRY(dt_walk_open(model, poll, &out->walk, err));
    DT_TRY(dt_search_open(&out->walk, preferences, 1, &out->search, err));
    out->first = dt_zeroed(model->state_count, sizeof *out->first);
    if (out->first == NULL) {
        status = dt_no_memory(err);
        goto done;
    }
    memset(out->first, 0xFF, model->state_count * sizeof *out->first);
    DT_TRY(spread(out, by_improvements, err));
done:
    if (status != DETENTE_OK) {
        dt_reach_clear(out);
    }
    return status;
}

void dt_reach_clear(dt_reach *reach)
{
    free(reach->first);
    dt_search_clear(&reach->search);
    dt_walk_clear(&reach->walk);
    *reach = (dt_reach){0};
}

static const dt_node *node_of(const dt_reach *reach, uint64_t state)
{
    const uint32_t first = reach->first[state];
    return first == DT_UNREACHED ? NULL : &reach->search.nodes[first];
}

uint32_t dt_reach_distance(const dt_reach *reach, uint64_t state)
{
    const dt_node *node = node_of(reach, state);
    return state == reach->start ? 0 : node == NULL ? DT_UNREACHED : node->length;
}

void dt_reach_way(const dt_reach *reach, uint64_t state, dt_step *steps)
{
    if (state != reach->start) {
        dt_search_steps(&reach->search, node_of(reach, state), steps);
    }
}
