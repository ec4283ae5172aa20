/* SPDX-License-Identifier: MIT
 *
 * How states could come about, kind by kind.  See coming.h.
 */
#include "insight/coming.h"

#include "game/preference.h"

static const detente_model *model_of(const dt_roads *roads)
{
    return roads->paying.walk.model;
}

detente_status dt_roads_open(const detente_model *model, uint64_t today, uint64_t memory,
                             dt_poll *poll, dt_roads *roads, detente_error *err)
{
    detente_status status = DETENTE_OK;
    *roads = (dt_roads){.memory = memory, .poll = poll};
    DT_TRY(
        dt_reach_from(model, model->preferences, today, true, memory, poll, &roads->paying, err));
    DT_TRY(
        dt_search_open(&roads->paying.walk, model->preferences, DT_MOST_LEGS, &roads->search, err));
done:
    if (status != DETENTE_OK) {
        dt_roads_clear(roads);
    }
    return status;
}

void dt_roads_clear(dt_roads *roads)
{
    dt_search_clear(&roads->search);
    dt_reach_clear(&roads->paying);
    dt_reach_clear(&roads->any);
    *roads = (dt_roads){0};
}

void dt_coming_clear(dt_coming *coming)
{
    free(coming->steps);
    *coming = (dt_coming){0};
}

/* ---- by itself, and by any way --------------------------------------------------------------- */

static detente_status keep_way(const dt_reach *reach, uint64_t state, dt_coming *out,
                               detente_error *err)
{
    out->state = state;
    out->step_count = dt_reach_distance(reach, state);
    out->steps = dt_zeroed((size_t)out->step_count + 1, sizeof *out->steps);
    if (out->steps == NULL) {
        return dt_no_memory(err);
    }
    dt_reach_way(reach, state, out->steps);
    return DETENTE_OK;
}

static uint64_t losers_at(const detente_model *model, uint64_t today, uint64_t state)
{
    uint64_t losers = 0;
    for (uint32_t i = 0; i < model->syntax->party_count; i++) {
        losers |= (uint64_t)dt_prefers(&model->preferences[i], state, today) << i;
    }
    return losers;
}

/* Of the states that are reached the one with the fewest losers, if they count, then the nearest;
 * UINT64_MAX: none is. */
static uint64_t nearest(const dt_roads *roads, const dt_reach *reach, const uint64_t *ends,
                        bool losers_count)
{
    const detente_model *model = model_of(roads);
    uint64_t found = UINT64_MAX;
    uint32_t fewest = 0, shortest = 0;
    for (uint64_t s = 0; s < model->state_count && dt_poll_step(roads->poll, 1); s++) {
        const uint32_t steps = dt_bit(ends, s) ? dt_reach_distance(reach, s) : DT_UNREACHED;
        if (steps == DT_UNREACHED) {
            continue;
        }
        const uint32_t losers = losers_count ? dt_popcount(losers_at(model, reach->start, s)) : 0;
        if (found == UINT64_MAX || losers < fewest || (losers == fewest && steps < shortest)) {
            found = s;
            fewest = losers;
            shortest = steps;
        }
    }
    return found;
}

/* ---- after a first step ---------------------------------------------------------------------- */

/* The shortest way after a first step of `party` that may cost it something, or not; NULL: there is
 * none. */
static detente_status go_first(dt_roads *roads, const uint64_t *ends, uint32_t party, bool costs,
                               const dt_node **out, detente_error *err)
{
    const detente_model *model = model_of(roads);
    const uint64_t alone = (uint64_t)1 << party;
    const dt_leg legs[] = {
        {.group = 0},
        {.group = alone, .content = costs ? 0 : alone},
        {.group = dt_everybody(model), .credible = true, .best = true},
    };
    dt_search_start_legs(&roads->search, legs, 3, roads->paying.start);
    for (;;) {
        const detente_status status = dt_search_next(&roads->search, out, err);
        if (status != DETENTE_OK || *out == NULL ||
            ((*out)->leg == 2 && dt_bit(ends, (*out)->state) &&
             dt_prefers(&model->preferences[party], roads->paying.start, (*out)->state))) {
            return status;
        }
    }
}

static detente_status keep_first_step(const dt_roads *roads, const dt_node *node, uint32_t party,
                                      bool costs, dt_coming *out, detente_error *err)
{
    dt_step *steps = dt_zeroed(node->length, sizeof *steps);
    if (steps == NULL) {
        return dt_no_memory(err);
    }
    dt_search_steps(&roads->search, node, steps);
    free(out->steps);
    *out = (dt_coming){.kind = DT_COMES_FIRST_STEP,
                       .state = node->state,
                       .steps = steps,
                       .step_count = node->length,
                       .first = party,
                       .costs = costs};
    return DETENTE_OK;
}

/* Those that cost nothing are tried first, so a dearer one has to be shorter. */
static detente_status find_first_step(dt_roads *roads, const uint64_t *ends, dt_coming *out,
                                      detente_error *err)
{
    detente_status status = DETENTE_OK;
    for (unsigned costs = 0; costs < 2; costs++) {
        for (uint32_t party = 0; party < model_of(roads)->syntax->party_count; party++) {
            const dt_node *node = NULL;
            DT_TRY(go_first(roads, ends, party, costs != 0, &node, err));
            if (node != NULL && (out->steps == NULL || node->length < out->step_count)) {
                DT_TRY(keep_first_step(roads, node, party, costs != 0, out, err));
            }
        }
    }
done:
    return status;
}

/* ---- together -------------------------------------------------------------------------------- */

static detente_status find_joint(dt_roads *roads, const uint64_t *ends, dt_coming *out,
                                 detente_error *err)
{
    dt_jump jump = {0};
    const detente_status status = dt_jump_to_any(&roads->paying, &roads->search, ends, &jump, err);
    if (status != DETENTE_OK) {
        return status;
    }
    out->cut = jump.cut;
    if (jump.group != 0) {
        *out = (dt_coming){.kind = DT_COMES_TOGETHER,
                           .state = jump.steps[jump.step_count - 1].state,
                           .steps = jump.steps,
                           .step_count = jump.step_count,
                           .group = jump.group,
                           .followers = jump.followers,
                           .joint_at = jump.joint_at,
                           .followed_at = jump.followed_at,
                           .gains = jump.gains,
                           .cut = jump.cut};
        jump.steps = NULL;
    }
    dt_jump_clear(&jump);
    return DETENTE_OK;
}

/* ---- all kinds ------------------------------------------------------------------------------- */

static uint64_t first_of(const uint64_t *ends)
{
    uint64_t word = 0;
    while (ends[word] == 0) {
        word++;
    }
    return 64 * word + dt_lowest(ends[word]);
}

/* Who is worse off than today at each of the states that can be reached; none can: everybody. */
static uint64_t losers_everywhere(const dt_roads *roads, const uint64_t *ends)
{
    const detente_model *model = model_of(roads);
    uint64_t losers = dt_everybody(model);
    for (uint64_t s = 0; s < model->state_count && dt_poll_step(roads->poll, 1); s++) {
        if (dt_bit(ends, s) && dt_reach_distance(&roads->any, s) != DT_UNREACHED) {
            losers &= losers_at(model, roads->paying.start, s);
        }
    }
    return losers;
}

static detente_status find_any(dt_roads *roads, const uint64_t *ends, dt_coming *out,
                               detente_error *err)
{
    detente_status status = DETENTE_OK;
    if (!roads->has_any) {
        DT_TRY(dt_reach_from(model_of(roads), model_of(roads)->preferences, roads->paying.start,
                             false, roads->memory, roads->poll, &roads->any, err));
        roads->has_any = true;
    }
    const uint64_t state = nearest(roads, &roads->any, ends, true);
    out->unavoidable = losers_everywhere(roads, ends);
    DT_TRY(dt_poll_try(roads->poll, 0, err));
    out->kind = state == UINT64_MAX ? DT_COMES_NOT : DT_COMES_AT_COST;
    out->state = first_of(ends);
    if (state != UINT64_MAX) {
        DT_TRY(keep_way(&roads->any, state, out, err));
    }
done:
    return status;
}

detente_status dt_coming_find(dt_roads *roads, const uint64_t *ends, dt_coming *out,
                              detente_error *err)
{
    detente_status status = DETENTE_OK;
    dt_coming found = {.kind = DT_COMES_ITSELF};
    const uint64_t state = nearest(roads, &roads->paying, ends, false);
    DT_TRY(dt_poll_try(roads->poll, 0, err));
    if (state != UINT64_MAX) {
        DT_TRY(keep_way(&roads->paying, state, &found, err));
    } else {
        DT_TRY(find_first_step(roads, ends, &found, err));
        if (found.steps == NULL) {
            DT_TRY(find_joint(roads, ends, &found, err));
        }
        if (found.steps == NULL) {
            DT_TRY(find_any(roads, ends, &found, err));
        }
    }
    *out = found;
done:
    if (status != DETENTE_OK) {
        dt_coming_clear(&found);
    }
    return status;
}
