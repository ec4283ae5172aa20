/* SPDX-License-Identifier: MIT
 *
 * Closures in one slice.  See settle.h.
 */
#include "base/hot.h"

#include "engines/dense/settle.h"

#include <assert.h>

#define ASK_AFTER ((size_t)1 << 14) /* states or scans: about a millisecond */

/* ---- maps of indices ------------------------------------------------------------------------- */

void dt_shuffle_make(dt_shuffle *map, const uint8_t *from, uint32_t from_count, const uint8_t *to,
                     uint32_t to_count)
{
    *map = (dt_shuffle){0};
    for (uint32_t p = 0; p < from_count; p++) {
        uint32_t q = 0;
        while (q < to_count && to[q] != from[p]) {
            q++;
        }
        if (q == to_count) {
            continue;
        }
        const uint8_t turn = (uint8_t)((q - p) & 63);
        const uint64_t bit = (uint64_t)1 << p;
        if (map->count > 0 && map->turn[map->count - 1] == turn) {
            map->mask[map->count - 1] |= bit;
        } else {
            assert(map->count < 64);
            map->mask[map->count] = bit;
            map->turn[map->count++] = turn;
        }
    }
}

/* ---- memory ---------------------------------------------------------------------------------- */

/* Entries of an array: whole vectors. */
static size_t rounded(uint64_t size)
{
    return (size_t)((size + 63) & ~UINT64_C(63));
}

static int16_t *carve_numbers(dt_carver *carver, size_t count)
{
    return dt_carve(carver, count, sizeof(int16_t));
}

/* Where the options of each facet lead in the slice and in the other facets. */
static void find_shifts(dt_settling *run)
{
    const dt_facet *facets = run->facets;
    for (uint32_t v = run->wide_count; v < run->facet_count; v++) {
        for (uint64_t d = 1; d >> (facets[v].to_bit - facets[v].from_bit) == 0; d++) {
            assert(facets[v].first_edge + d - 1 < DT_EDGES);
            run->offset[facets[v].first_edge + d - 1] = d << facets[v].from_bit;
        }
    }
    for (uint32_t v = 0; v < run->wide_count; v++) {
        for (uint32_t w = 0; w < run->wide_count; w++) {
            const uint64_t option = (uint64_t)1 << facets[v].from_bit;
            run->shift[v][w] = (uint8_t)dt_lowest(dt_shuffle_get(&facets[w].from_slice, option));
        }
    }
}

void dt_settling_place(dt_settling *run, dt_carver *carver, const dt_facet *facets,
                       uint32_t wide_count, uint32_t facet_count, uint64_t size)
{
    const size_t states = rounded(size);
    size_t all_groups = 0;
    *run = (dt_settling){
        .facets = facets, .wide_count = wide_count, .facet_count = facet_count, .size = size};
    run->value = carve_numbers(carver, states);
    for (uint32_t v = 0; v < wide_count; v++) {
        const size_t groups = rounded(size >> facets[v].free_bits);
        run->scores[v] = carve_numbers(carver, states);
        run->left[v] = carve_numbers(carver, states);
        run->level[v] = carve_numbers(carver, groups);
        run->wanted[v] = carve_numbers(carver, groups);
        run->top[v] = carve_numbers(carver, groups);
        run->lowest[v] = carve_numbers(carver, groups);
        run->piece[v] = carve_numbers(carver, rounded(size / DT_PIECE));
        all_groups += groups;
    }
    run->found = dt_carve(carver, states, sizeof *run->found);
    run->waiting = dt_carve(carver, all_groups, sizeof *run->waiting);
    if (facet_count > wide_count) {
        run->edges = dt_carve(carver, states, sizeof *run->edges);
        run->queue = dt_carve(carver, states, sizeof *run->queue);
        run->open = dt_carve(carver, states / 64, sizeof *run->open);
    }
    if (carver->memory != NULL) {
        run->waiting_most = all_groups;
        find_shifts(run);
    }
}

/* ---- settling -------------------------------------------------------------------------------- */

/* The states of group g that are below `level` can move to a settled state; so can those of the
 * groups from which the party moves here along one-way options.  Recursion ends after at most
 * way_bits steps: each turns one more option back. */
static void raise_level(dt_settling *run, uint32_t v, uint64_t g, int16_t level)
{
    const dt_facet *facet = &run->facets[v];
    if (run->level[v][g] >= level) {
        return;
    }
    if (level > run->lowest[v][g]) {
        if (run->wanted[v][g] == 0) {
            assert(run->waiting_count < run->waiting_most);
            run->waiting[run->waiting_count++] = g << 6 | v;
        }
        run->wanted[v][g] = level;
    }
    run->level[v][g] = level >= run->top[v][g] ? DT_GONE : level;
    for (uint64_t ways = (g & facet->up) | (~g & facet->down); ways != 0; ways &= ways - 1) {
        raise_level(run, v, g ^ (ways & (0 - ways)), level);
    }
}

/* Narrow facets: state y settled and will be handed on. */
static inline void queue_state(dt_settling *run, uint64_t y)
{
    if (run->edges != NULL) {
#if defined(__GNUC__)
        __builtin_prefetch(&run->edges[y]);
#endif
        run->open[y >> 6] &= ~((uint64_t)1 << (y & 63));
        assert(run->queue_tail < run->size && y < run->size);
        run->queue[run->queue_tail++] = (uint32_t)y;
    }
}

/* State y settles at `value`; every facet but `from` learns of it. */
static inline void settle_state(dt_settling *run, uint64_t y, int16_t value, uint32_t from,
                                bool improving)
{
    assert(run->value[y] < 0 && value >= 0 && run->unsettled > 0); /* once each */
    run->value[y] = value;
    run->unsettled--;
    queue_state(run, y);
    for (uint32_t v = 0; v < run->wide_count; v++) {
        if (v == from) {
            continue;
        }
        const uint64_t at = dt_shuffle_get(&run->facets[v].from_slice, y);
        const uint64_t g = at >> run->facets[v].free_bits;
        if (run->level[v][g] == DT_GONE) {
            continue;
        }
        const int16_t level = improving ? run->left[v][at] : DT_GONE;
        run->left[v][at] = DT_GONE;
        if (run->level[v][g] < level) {
            raise_level(run, v, g, level);
        }
    }
}

/* How the states of a group lie in the slice and in the other facets: state number p of the group
 * is at base + (p << shift).  So it is where the free options of the party are neighbours. */
typedef struct group_places {
    uint64_t slice;
    uint32_t slice_shift;
    uint64_t base[64];  /* [facet] */
    uint32_t shift[64]; /* [facet] */
} group_places;

static void find_group(const dt_settling *run, uint32_t v, uint64_t first, group_places *out)
{
    out->slice = dt_shuffle_get(&run->facets[v].to_slice, first);
    out->slice_shift = run->facets[v].from_bit;
    for (uint32_t w = 0; w < run->wide_count; w++) {
        if (w != v) {
            out->base[w] = dt_shuffle_get(&run->facets[w].from_slice, out->slice);
            out->shift[w] = run->shift[v][w];
        }
    }
}

/* What settling the states is about to touch. */
static void prefetch_states(const dt_settling *run, uint32_t v, const group_places *group,
                            const uint32_t *places, size_t count)
{
#if defined(__GNUC__)
    for (uint32_t w = 0; w < run->wide_count; w++) {
        const uint32_t bits = run->facets[w].free_bits;
        for (size_t k = 0; w != v && k < count; k++) {
            const uint64_t at = group->base[w] | (uint64_t)places[k] << group->shift[w];
            if (run->level[w][at >> bits] != DT_GONE) {
                __builtin_prefetch(&run->left[w][at], 1);
            }
        }
    }
    for (size_t k = 0; group->slice_shift > 0 && k < count; k++) {
        __builtin_prefetch(&run->value[group->slice | (uint64_t)places[k] << group->slice_shift],
                           1);
    }
#else
    (void)run;
    (void)v;
    (void)group;
    (void)places;
    (void)count;
#endif
}

/* One state of the group settles; see settle_state. */
static inline void settle_member(dt_settling *run, uint32_t v, const group_places *group,
                                 uint64_t p, bool improving)
{
    for (uint32_t w = 0; w < run->wide_count; w++) {
        if (w == v) {
            continue;
        }
        const uint64_t at = group->base[w] | p << group->shift[w];
        const uint64_t g = at >> run->facets[w].free_bits;
        const int16_t known = run->level[w][g];
        if (known == DT_GONE) {
            continue;
        }
        const int16_t level = improving ? run->left[w][at] : DT_GONE;
        run->left[w][at] = DT_GONE;
        if (known < level) {
            raise_level(run, w, g, level);
        }
    }
}

/* The states `places` behind `first` of facet v can move to a settled one. */
static void settle_places(dt_settling *run, uint32_t v, uint64_t first, const uint32_t *places,
                          size_t count, int16_t value, bool improving)
{
    int16_t *left = run->left[v] + first;
    if (run->facets[v].way_bits > 0) {
        for (size_t k = 0; k < count; k++) {
            const uint64_t y = dt_shuffle_get(&run->facets[v].to_slice, first + places[k]);
            left[places[k]] = DT_GONE;
            if (run->value[y] < 0) { /* else it settled when this facet was done with it */
                settle_state(run, y, value, v, improving);
            }
        }
        return;
    }
    group_places group;
    find_group(run, v, first, &group);
    if (count >= 8) {
        prefetch_states(run, v, &group, places, count);
    }
    for (size_t k = 0; k < count; k++) {
        const uint64_t p = places[k];
        int16_t *to = &run->value[group.slice | p << group.slice_shift];
        left[p] = DT_GONE;
        if (*to < 0) {
            *to = value;
            run->unsettled--;
            queue_state(run, group.slice | p << group.slice_shift);
            settle_member(run, v, &group, p, improving);
        }
    }
}

DT_CLONES static int16_t least_left(const int16_t *x, size_t n)
{
    int16_t least = DT_GONE;
    for (size_t k = 0; k < n; k++) {
        least = x[k] < least ? x[k] : least;
    }
    return least;
}

/* Does the user want to stop?  Then nothing waits any more. */
static void ask_to_stop(dt_settling *run)
{
    if (!dt_poll_add(run->poll, 0)) {
        run->stopped = true;
        run->queue_tail = run->queue_head;
        run->waiting_count = 0;
    }
}

/* Hand on what is in the queue along the edges of the narrow facets. */
static void follow_edges(dt_settling *run, int16_t value, bool improving)
{
    while (run->queue_head < run->queue_tail) {
        const uint64_t y = run->queue[run->queue_head++];
        if (run->queue_head % ASK_AFTER == 0) {
            ask_to_stop(run);
        }
        for (uint64_t edges = run->edges[y]; edges != 0; edges &= edges - 1) {
            const uint64_t x = y ^ run->offset[dt_lowest(edges)];
            if (dt_bit(run->open, x)) {
                settle_state(run, x, value, UINT32_MAX, improving);
            }
        }
    }
    run->queue_head = 0;
    run->queue_tail = 0;
}

/* Scan a group that waits. */
static void scan_group(dt_settling *run, uint64_t entry, int16_t value, bool improving)
{
    uint32_t places[DT_PIECE];
    const uint32_t v = (uint32_t)(entry & 63);
    const uint64_t g = entry >> 6;
    const uint64_t first = g << run->facets[v].free_bits;
    const uint64_t end = first + ((uint64_t)1 << run->facets[v].free_bits);
    const int16_t level = run->wanted[v][g];
    int16_t lowest = DT_GONE;
    run->wanted[v][g] = 0;
    for (uint64_t at = first; at < end; at += DT_PIECE) {
        const size_t n = end - at < DT_PIECE ? (size_t)(end - at) : DT_PIECE;
        int16_t here = n < DT_PIECE ? 0 : run->piece[v][at / DT_PIECE];
        if (here < level) {
            const size_t count = dt_scan_below(run->left[v] + at, n, level, places);
            settle_places(run, v, at, places, count, value, improving);
            here = least_left(run->left[v] + at, n);
        }
        if (n == DT_PIECE) {
            run->piece[v][at / DT_PIECE] = here;
        }
        lowest = here < lowest ? here : lowest;
    }
    run->lowest[v][g] = lowest;
}

/* Go back from what has settled until nothing more does. */
static void follow_back(dt_settling *run, int16_t value, bool improving)
{
    for (;;) {
        follow_edges(run, value, improving);
        if (run->waiting_count == 0) {
            return;
        }
        scan_group(run, run->waiting[--run->waiting_count], value, improving);
        if (++run->scans % ASK_AFTER == 0) {
            ask_to_stop(run);
        }
    }
}

DT_CLONES static int16_t least_of(const int16_t *x, size_t n)
{
    int16_t least = 0;
    for (size_t k = 0; k < n; k++) {
        least = x[k] < least ? x[k] : least;
    }
    return least;
}

/* greatest score, 0 where nothing is feasible */
DT_CLONES static int16_t greatest_of(const int16_t *x, size_t n)
{
    int16_t greatest = 0;
    for (size_t k = 0; k < n; k++) {
        const int16_t here = x[k] == DT_GONE ? 0 : x[k];
        greatest = here > greatest ? here : greatest;
    }
    return greatest;
}

/* By both bytes of the key: counting sort. */
void dt_settle_sort(const int16_t *keys, uint32_t *places, uint32_t *other, size_t count)
{
    for (unsigned shift = 0; shift < 16; shift += 8) {
        size_t at[257] = {0};
        for (size_t k = 0; k < count; k++) {
            at[((uint16_t)keys[places[k]] >> shift & 255) + 1]++; /* of one sign: in order */
        }
        for (unsigned d = 0; d < 256; d++) {
            at[d + 1] += at[d];
        }
        for (size_t k = 0; k < count; k++) {
            other[at[(uint16_t)keys[places[k]] >> shift & 255]++] = places[k];
        }
        uint32_t *sorted = other;
        other = places;
        places = sorted;
    }
}

static void settle_from(dt_settling *run, uint32_t y, bool improving)
{
    if (run->value[y] < 0) {
        const int16_t value = (int16_t)(run->value[y] - INT16_MIN);
        settle_state(run, y, value, UINT32_MAX, improving);
        follow_back(run, value, improving);
    }
}

/* The greatest limit such that at most `most` of the keys at `places` are below it, or, where the
 * lowest level alone has more, the limit just above that one. */
static int16_t limit_for(const int16_t *keys, const uint32_t *places, size_t count, size_t most)
{
    uint32_t counts[DT_GONE + 1] = {0};
    size_t below = 0;
    uint32_t limit = 0;
    for (size_t k = 0; k < count; k++) {
        counts[keys[places[k]] - INT16_MIN]++;
    }
    while (limit < DT_GONE && (below == 0 || below + counts[limit] <= most)) {
        below += counts[limit++];
    }
    return dt_key((int16_t)limit);
}

/* Lowest level first, which settles most states, then the rest sorted, half of the room for the
 * sorting. */
static void settle_all(dt_settling *run, bool improving)
{
    const size_t size = (size_t)run->size;
    for (unsigned round = 0;; round++) {
        if (run->unsettled == 0 || run->stopped) {
            return;
        }
        const int16_t least = least_of(run->value, size);
        int16_t limit = (int16_t)(least + 1);
        if (round > 0) {
            const size_t all = dt_scan_below(run->value, size, 0, run->found);
            limit = all <= size / 2 ? 0 : limit_for(run->value, run->found, all, size / 2);
        }
        const size_t count = dt_scan_below(run->value, size, limit, run->found);
        if (limit > least + 1) {
            dt_settle_sort(run->value, run->found, run->found + size / 2, count);
        }
        for (size_t s = 0; s < count && !run->stopped; s++) {
            settle_from(run, run->found[s], improving);
        }
    }
}

/* A level raised in group g is raised in the groups that lead to it, so theirs count as well; and
 * it may come from above g, so it has to be higher than the top. */
static void raise_tops(const dt_facet *facet, int16_t *top, uint64_t groups)
{
    for (uint64_t g = 0; facet->way_bits > 0 && g < groups; g++) {
        top[g]++;
    }
    for (uint32_t w = 0; w < facet->way_bits; w++) {
        const uint64_t bit = (uint64_t)1 << w;
        for (uint64_t g = 0; g < groups; g++) {
            const bool is_led_to = ((g & bit) != 0) == ((facet->up & bit) != 0);
            if (is_led_to && top[g ^ bit] > top[g]) {
                top[g] = top[g ^ bit];
            }
        }
    }
}

void dt_settle_prepare(dt_settling *run)
{
    for (uint32_t v = 0; v < run->wide_count; v++) {
        const uint32_t bits = run->facets[v].free_bits;
        for (uint64_t g = 0; g < run->size >> bits; g++) {
            run->top[v][g] = greatest_of(run->scores[v] + (g << bits), (size_t)1 << bits);
        }
        raise_tops(&run->facets[v], run->top[v], run->size >> bits);
    }
}

DT_CLONES static void note_open(dt_settling *run)
{
    const size_t size = (size_t)run->size;
    for (size_t first = 0; first < size; first += 64) {
        uint64_t word = 0;
        for (size_t k = 0; k < 64 && first + k < size; k++) {
            word |= (uint64_t)(run->value[first + k] < 0) << k;
        }
        run->open[first / 64] = word;
    }
}

/* Nothing is settled. */
static void start(dt_settling *run)
{
    for (uint32_t v = 0; v < run->wide_count; v++) {
        const size_t groups = (size_t)(run->size >> run->facets[v].free_bits);
        memcpy(run->left[v], run->scores[v], run->size * sizeof(int16_t));
        memset(run->level[v], 0, groups * sizeof(int16_t));
        memset(run->wanted[v], 0, groups * sizeof(int16_t));
        memset(run->lowest[v], 0, groups * sizeof(int16_t));
        memset(run->piece[v], 0, (size_t)(run->size / DT_PIECE) * sizeof(int16_t));
    }
    run->waiting_count = 0;
    run->queue_head = 0;
    run->queue_tail = 0;
    if (run->open != NULL) {
        note_open(run);
    }
}

void dt_settle(dt_settling *run, bool improving)
{
    start(run);
    settle_all(run, improving);
}

void dt_settle_seeds(dt_settling *run, bool improving, const uint32_t *seeds, size_t count)
{
    start(run);
    for (size_t s = 0; s < count && !run->stopped; s++) {
        settle_from(run, seeds[s], improving);
    }
    assert(run->stopped || run->unsettled == 0);
}
