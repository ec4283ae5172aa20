/* SPDX-License-Identifier: MIT
 *
 * Axes of the map: one per party, its own combinations in Gray-code order.  Two cross, a third runs
 * obliquely, more are nested.  Time O(states log states) per axis.
 */
#include "picture/map.h"

#define MOST_ON_AXIS 16 /* combinations: a party with more gets two axes */
#define MOST_OBLIQUE 3

/* ---- axes ------------------------------------------------------------------------------------ */

static int by_gray_rank(const void *a, const void *b)
{
    const uint64_t x = dt_gray_rank(*(const uint64_t *)a);
    const uint64_t y = dt_gray_rank(*(const uint64_t *)b);
    return (x > y) - (x < y);
}

uint64_t dt_map_code(const dt_map *m, uint32_t k)
{
    return dt_states_code(m->figure->view->model, m->figure->chosen[k]);
}

/* Own combinations that occur, each once, in Gray-code order of the axis' own options. */
static bool list_combos(dt_map *m, dt_axis *a)
{
    const uint32_t count = m->figure->count;
    a->combos = dt_arena_take(&m->scene->arena, (size_t)count * sizeof *a->combos);
    if (a->combos == NULL) {
        m->scene->failed = true;
        return false;
    }
    for (uint32_t k = 0; k < count; k++) {
        a->combos[k] = dt_squeeze(dt_map_code(m, k), a->mask);
    }
    qsort(a->combos, count, sizeof *a->combos, by_gray_rank);
    a->count = 0;
    for (uint32_t k = 0; k < count; k++) {
        if (a->count == 0 || a->combos[a->count - 1] != a->combos[k]) {
            a->combos[a->count++] = a->combos[k];
        }
    }
    return true;
}

/* The lower half of the options of `mask`. */
static uint64_t lower_half(uint64_t mask)
{
    uint64_t half = 0;
    for (unsigned k = dt_popcount(mask) / 2; k > 0; k--) {
        half |= mask & (~mask + 1);
        mask &= mask - 1;
    }
    return half;
}

void dt_map_add_axis(dt_map *m, uint32_t party, uint64_t mask)
{
    dt_axis a = {.party = party, .mask = mask};
    if (!list_combos(m, &a) || a.count < 2) {
        return;
    }
    if (a.count > MOST_ON_AXIS && m->axis_count + 1 < DT_MOST_AXES && dt_popcount(mask) > 1) {
        dt_map_add_axis(m, party, lower_half(mask));
        dt_map_add_axis(m, party, mask & ~lower_half(mask));
        return;
    }
    if (m->axis_count < DT_MOST_AXES) {
        m->axes[m->axis_count++] = a;
    }
}

/* ---- directions ------------------------------------------------------------------------------ */

static void set_direction(dt_axis *a, dt_way along, uint32_t level)
{
    a->along = along;
    a->level = level;
}

/* The longer of two axes lies level. */
static void cross(dt_axis *a, dt_axis *b)
{
    const bool first = a->count >= b->count;
    set_direction(first ? a : b, DT_RIGHTWARDS, 0);
    set_direction(first ? b : a, DT_DOWNWARDS, 0);
}

static uint32_t smallest_axis(const dt_map *m)
{
    uint32_t smallest = 0;
    for (uint32_t k = 1; k < m->axis_count; k++) {
        smallest = m->axes[k].count <= m->axes[smallest].count ? k : smallest;
    }
    return smallest;
}

/* Outer axes go where the grid is still shorter. */
static void nest(dt_map *m)
{
    uint64_t wide = m->axes[0].along == DT_RIGHTWARDS ? m->axes[0].count : m->axes[1].count;
    uint64_t high = m->axes[0].along == DT_RIGHTWARDS ? m->axes[1].count : m->axes[0].count;
    uint32_t levels[2] = {1, 1};
    for (uint32_t k = 2; k < m->axis_count; k++) {
        const bool level = wide * (uint64_t)m->step_x <= high * (uint64_t)m->step_y;
        set_direction(&m->axes[k], level ? DT_RIGHTWARDS : DT_DOWNWARDS, levels[level]++);
        *(level ? &wide : &high) *= m->axes[k].count;
    }
}

void dt_map_choose_directions(dt_map *m)
{
    if (m->axis_count == 1) {
        set_direction(&m->axes[0], DT_RIGHTWARDS, 0);
    } else if (m->axis_count == 2) {
        cross(&m->axes[0], &m->axes[1]);
    } else if (m->axis_count > 2) {
        const uint32_t z = smallest_axis(m);
        if (m->axis_count == 3 && m->roomy && m->axes[z].count <= MOST_OBLIQUE) {
            set_direction(&m->axes[z], DT_OBLIQUE, 0);
            m->step_x = m->step_x * 3 / 4; /* every other place of a row is empty */
            m->step_y = 84;
            cross(&m->axes[z == 0 ? 1 : 0], &m->axes[z == 2 ? 1 : 2]);
        } else {
            cross(&m->axes[0], &m->axes[1]);
            nest(m);
        }
    }
}

dt_axis *dt_map_axis(dt_map *m, dt_way along, uint32_t level)
{
    for (uint32_t k = 0; k < m->axis_count; k++) {
        if (m->axes[k].along == along && m->axes[k].level == level) {
            return &m->axes[k];
        }
    }
    return NULL;
}

/* Length of one step along every axis; an outer step spans the whole inner grid and a gap. */
void dt_map_set_steps(dt_map *m)
{
    const dt_axis *z = dt_map_axis(m, DT_OBLIQUE, 0);
    const int32_t depth = z == NULL ? 1 : (int32_t)z->count;
    for (int way = DT_RIGHTWARDS; way <= DT_DOWNWARDS; way++) {
        int32_t step = (way == DT_RIGHTWARDS ? m->step_x : m->step_y) * depth;
        int32_t *extent = way == DT_RIGHTWARDS ? &m->width : &m->height;
        dt_axis *a = NULL;
        *extent = (way == DT_RIGHTWARDS ? m->step_x : m->step_y) * (depth - 1);
        for (uint32_t level = 0; (a = dt_map_axis(m, (dt_way)way, level)) != NULL; level++) {
            a->dx = way == DT_RIGHTWARDS ? step : 0;
            a->dy = way == DT_DOWNWARDS ? step : 0;
            *extent += step * ((int32_t)a->count - 1);
            step = step * (int32_t)a->count + DT_BLOCK_GAP;
        }
    }
    if (z != NULL) {
        dt_axis *oblique = dt_map_axis(m, DT_OBLIQUE, 0);
        oblique->dx = m->step_x;
        oblique->dy = -m->step_y;
    }
}
