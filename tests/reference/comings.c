/* SPDX-License-Identifier: MIT
 *
 * How one of some states could come about, by the definition (insight/coming.h): each kind by whole
 * tables, whatever the kinds before it say.  Time O(parties^3 * states^2 * longest way).
 */
#include "reference.h"

/* ---- after a first step ---------------------------------------------------------------------- */

/* Is y the best that i can do at x, and better for it than x? */
static bool is_best(const reference_graph *graph, uint32_t i, uint32_t x, uint32_t y)
{
    bool best = *reference_move(graph, i, x, y) && *reference_better(graph, i, x, y);
    for (uint32_t z = 0; z < graph->states; z++) {
        best = best && !(*reference_move(graph, i, x, z) && *reference_better(graph, i, y, z));
    }
    return best;
}

/* Steps of the shortest way that begins with a move of `first`, UINT32_MAX: there is none.
 * `costs`: the first step may leave it worse off. */
static uint32_t count_steps(const reference_graph *graph, uint32_t start, const bool *ends,
                            uint32_t first, bool costs)
{
    const uint32_t states = graph->states, parties = graph->parties;
    bool *can = reference_take((size_t)parties * states, sizeof(bool)); /* [last][state] */
    bool *before = reference_take((size_t)parties * states, sizeof(bool));
    uint32_t found = UINT32_MAX;
    bool new = true;
    for (uint32_t y = 0; y < states; y++) {
        can[first * states + y] = *reference_move(graph, first, start, y) &&
                                  (costs || !*reference_better(graph, first, y, start));
    }
    for (uint32_t h = 2; new &&found == UINT32_MAX; h++) {
        memcpy(before, can, (size_t)parties * states * sizeof(bool));
        new = false;
        for (uint32_t last = 0; last < parties; last++) {
            for (uint32_t x = 0; x < states; x++) {
                for (uint32_t i = 0; before[last * states + x] && i < parties; i++) {
                    for (uint32_t y = 0; i != last && y < states; y++) {
                        if (!is_best(graph, i, x, y)) {
                            continue;
                        }
                        new = new || !can[i * states + y];
                        can[i * states + y] = true;
                        if (ends[y] && *reference_better(graph, first, start, y)) {
                            found = h;
                        }
                    }
                }
            }
        }
    }
    free(can);
    free(before);
    return found;
}

static void find_first_step(const reference_graph *graph, uint32_t start, const bool *ends,
                            reference_coming *out)
{
    out->steps = UINT32_MAX;
    for (uint32_t costs = 0; costs < 2; costs++) {
        for (uint32_t i = 0; i < graph->parties; i++) {
            const uint32_t steps = count_steps(graph, start, ends, i, costs != 0);
            if (steps < out->steps) {
                *out = (reference_coming){
                    .kind = 1, .steps = steps, .first = i, .costs = costs != 0};
            }
        }
    }
}

/* ---- the other kinds ------------------------------------------------------------------------- */

static void find_joint(const reference_graph *graph, uint32_t start, const bool *ends,
                       reference_coming *out)
{
    reference_joint_way *ways = reference_take(graph->states, sizeof *ways);
    reference_joint_way best = {0};
    reference_joint_ways(graph, start, ways);
    for (uint32_t s = 0; s < graph->states; s++) {
        if (ends[s] && ways[s].group != 0 && reference_joint_preferred(&ways[s], &best)) {
            best = ways[s];
        }
    }
    if (best.group != 0) {
        *out = (reference_coming){
            .kind = 2, .steps = best.steps, .group = best.group, .gains = best.gains};
    }
    free(ways);
}

static uint32_t losers(const reference_graph *graph, uint32_t start, uint32_t s)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < graph->parties; i++) {
        count += *reference_better(graph, i, s, start);
    }
    return count;
}

void reference_come(const reference_graph *graph, uint32_t start, const bool *ends,
                    reference_coming *out)
{
    uint32_t *paying = reference_take(graph->states, sizeof(uint32_t));
    uint32_t *any = reference_take(graph->states, sizeof(uint32_t));
    reference_distances(graph, start, true, paying);
    reference_distances(graph, start, false, any);
    *out = (reference_coming){.kind = 4, .steps = UINT32_MAX};
    for (uint32_t s = 0; s < graph->states; s++) {
        if (ends[s] && paying[s] < out->steps) {
            *out = (reference_coming){.kind = 0, .steps = paying[s]};
        }
    }
    if (out->kind == 4) {
        find_first_step(graph, start, ends, out);
    }
    if (out->steps == UINT32_MAX) {
        find_joint(graph, start, ends, out);
    }
    if (out->steps == UINT32_MAX) {
        out->kind = 4;
        out->losers = UINT32_MAX;
        for (uint32_t s = 0; s < graph->states; s++) {
            const uint32_t lose = losers(graph, start, s);
            if (ends[s] && any[s] != UINT32_MAX &&
                (lose < out->losers || (lose == out->losers && any[s] < out->steps))) {
                *out = (reference_coming){.kind = 3, .steps = any[s], .losers = lose};
            }
        }
    }
    free(paying);
    free(any);
}
