/* SPDX-License-Identifier: MIT
 *
 * Joint ways by their definition (docs/explain.md): for every group of parties, for ways on which
 * each member gains and on which none loses, with and without steps that pay before the joint move,
 * what can be done in at most h moves, h = 1, 2, ..., by whole tables; then the best of all.
 *
 * Time O(2^parties * parties^2 * states^2 * longest way) per start.
 */
#include "reference.h"

enum { BEFORE, JOINT, AFTER, LEGS };

/* What a way of at most h moves can come to: [leg][last mover, or nobody][state]. */
typedef struct table {
    const reference_graph *graph;
    uint32_t start;
    uint64_t group;
    bool gains; /* each member is better off than at the start where the joint move ends */
    bool led;   /* steps that pay may come before it */
    bool *can;
} table;

static bool *can(const table *t, uint32_t leg, uint32_t last, uint32_t state)
{
    return &t->can[((size_t)leg * (t->graph->parties + 1) + last) * t->graph->states + state];
}

/* Is x as good for every member as is asked: m >_i s, or m >=_i s? */
static bool suits(const table *t, uint32_t x)
{
    for (uint32_t i = 0; i < t->graph->parties; i++) {
        const bool better = *reference_better(t->graph, i, t->start, x);
        const bool worse = *reference_better(t->graph, i, x, t->start);
        if ((t->group >> i & 1) != 0 && (t->gains ? !better : worse)) {
            return false;
        }
    }
    return true;
}

/* May the move of i from x, on leg `leg`, to y be one of leg `to_leg`? */
static bool may(const table *t, uint32_t leg, uint32_t to_leg, uint32_t i, uint32_t x, uint32_t y)
{
    const bool member = (t->group >> i & 1) != 0;
    const bool pays = *reference_better(t->graph, i, x, y);
    switch (to_leg) {
    case BEFORE:
        return leg == BEFORE && t->led && pays;
    case JOINT:
        return (leg == BEFORE || leg == JOINT) && member;
    default:
        return (leg == AFTER || (leg == JOINT && suits(t, x))) && !member && pays;
    }
}

/* One move more from all that could be done before; was anything new? */
static bool one_more(const table *t, const bool *before)
{
    const uint32_t states = t->graph->states, nobody = t->graph->parties;
    bool new = false;
    for (uint32_t cell = 0; cell < LEGS * (nobody + 1) * states; cell++) {
        const uint32_t x = cell % states, last = cell / states % (nobody + 1);
        const uint32_t leg = cell / states / (nobody + 1);
        for (uint32_t i = 0; before[cell] && i < t->graph->parties; i++) {
            for (uint32_t y = 0; i != last && y < states; y++) {
                for (uint32_t to_leg = 0; *reference_move(t->graph, i, x, y) && to_leg < LEGS;
                     to_leg++) {
                    if (may(t, leg, to_leg, i, x, y) && !*can(t, to_leg, i, y)) {
                        *can(t, to_leg, i, y) = new = true;
                    }
                }
            }
        }
    }
    return new;
}

/* Can a joint way end at `state` with what has been done? */
static bool ends(const table *t, uint32_t state)
{
    bool joint = false, after = false;
    for (uint32_t i = 0; i < t->graph->parties; i++) {
        joint = joint || *can(t, JOINT, i, state);
        after = after || *can(t, AFTER, i, state);
    }
    return after || (joint && suits(t, state));
}

/* fewest[state]: moves of the shortest joint way of the group, UINT32_MAX where there is none. */
static void count_moves(table *t, uint32_t *fewest)
{
    const uint32_t states = t->graph->states, nobody = t->graph->parties;
    const size_t size = (size_t)LEGS * (nobody + 1) * states;
    bool *before = reference_take(size, sizeof(bool));
    t->can = reference_take(size, sizeof(bool));
    *can(t, BEFORE, nobody, t->start) = true;
    bool new = true;
    for (uint32_t s = 0; s < states; s++) {
        fewest[s] = UINT32_MAX;
    }
    for (uint32_t h = 1; new; h++) {
        memcpy(before, t->can, size * sizeof(bool));
        new = one_more(t, before);
        for (uint32_t s = 0; s < states; s++) {
            fewest[s] = fewest[s] == UINT32_MAX && ends(t, s) ? h : fewest[s];
        }
    }
    free(before);
    free(t->can);
}

/* Does the end suit the members, and one of them more than that? */
static bool is_worth(const table *t, uint32_t end)
{
    bool some = false;
    for (uint32_t i = 0; i < t->graph->parties; i++) {
        some = some || ((t->group >> i & 1) != 0 && *reference_better(t->graph, i, t->start, end));
    }
    return some && suits(t, end);
}

static uint32_t members(uint64_t group)
{
    uint32_t count = 0;
    for (; group != 0; group >>= 1) {
        count += group & 1;
    }
    return count;
}

/* gains before not, then fewer members, then not led, then fewer steps; ties: false. */
bool reference_joint_preferred(const reference_joint_way *a, const reference_joint_way *b)
{
    const uint32_t x = members(a->group), y = members(b->group);
    if (b->group == 0 || a->gains != b->gains) {
        return b->group == 0 || a->gains;
    }
    if (x != y) {
        return x < y;
    }
    return a->led != b->led ? b->led : a->steps < b->steps;
}

void reference_joint_ways(const reference_graph *graph, uint32_t start, reference_joint_way *best)
{
    uint32_t *fewest = reference_take(graph->states, sizeof(uint32_t));
    memset(best, 0, graph->states * sizeof *best);
    for (uint64_t group = 1; group <= reference_everybody(graph); group++) {
        for (uint32_t kind = 0; kind < 4; kind++) {
            table t = {.graph = graph,
                       .start = start,
                       .group = group,
                       .gains = kind / 2 == 0,
                       .led = kind % 2 == 1};
            count_moves(&t, fewest);
            for (uint32_t end = 0; end < graph->states; end++) {
                const reference_joint_way way = {group, t.gains, t.led, fewest[end]};
                if (fewest[end] != UINT32_MAX && is_worth(&t, end) &&
                    reference_joint_preferred(&way, &best[end])) {
                    best[end] = way;
                }
            }
        }
    }
    free(fewest);
}
