/* SPDX-License-Identifier: MIT
 *
 * Levels of many states.  See levels.h.
 */
#include "base/hot.h"

#include "engines/dense/levels.h"

/* -1, 0, 1: a[x] is below, equal to, above b[y] */
static int compare(const dt_levels *a, uint64_t x, const dt_levels *b, uint64_t y)
{
    for (uint32_t k = 0; k < a->count; k++) {
        if (a->layer[k][x] != b->layer[k][y]) {
            return a->layer[k][x] < b->layer[k][y] ? -1 : 1;
        }
    }
    return 0;
}

static void copy(const dt_levels *to, uint64_t x, const dt_levels *from, uint64_t y)
{
    for (uint32_t k = 0; k < to->count; k++) {
        to->layer[k][x] = from->layer[k][y];
    }
}

void dt_levels_lift(const dt_levels *to, uint64_t x, const dt_levels *from, uint64_t y)
{
    if (compare(to, x, from, y) < 0) {
        copy(to, x, from, y);
    }
}

void dt_levels_raise(const dt_levels *to, const dt_levels *a, const dt_levels *b, size_t n)
{
    if (to->count == 1) {
        dt_scores_raise(to->layer[0], a->layer[0], b->layer[0], n);
        return;
    }
    for (size_t y = 0; y < n; y++) {
        if (a->layer[0][y] != DT_GONE) {
            dt_levels_lift(to, y, compare(a, y, b, y) < 0 ? a : b, y);
        }
    }
}

void dt_levels_least(const dt_levels *to, const dt_levels *keys, const dt_levels *own, size_t n)
{
    if (to->count == 1) {
        const int16_t least = dt_scores_least(keys->layer[0], own->layer[0], n);
        dt_scores_level(to->layer[0], own->layer[0], least, n);
        return;
    }
    size_t least = n;
    for (size_t y = 0; y < n; y++) {
        if (own->layer[0][y] != DT_GONE && (least == n || compare(keys, y, keys, least) < 0)) {
            least = y;
        }
    }
    for (size_t y = 0; y < n && least < n; y++) {
        copy(to, y, keys, least);
    }
}

bool dt_levels_exceed(const dt_levels *own, const dt_levels *to, size_t n)
{
    if (to->count == 1) {
        return dt_scores_exceed(own->layer[0], to->layer[0], n);
    }
    for (size_t y = 0; y < n; y++) {
        if (own->layer[0][y] != DT_GONE && own->layer[0][y] >= to->layer[0][y]) {
            return true;
        }
    }
    return false;
}

static int by_number(const void *a, const void *b)
{
    const uint64_t x = *(const uint64_t *)a;
    const uint64_t y = *(const uint64_t *)b;
    return x < y ? -1 : x > y;
}

void dt_levels_refine(int16_t *x, const int16_t *y, size_t n, size_t step, uint64_t *room)
{
    size_t count = 0;
    for (size_t k = 0; k < n; k++) {
        if (x[k * step] != DT_GONE) {
            const uint64_t pair = (uint64_t)(uint16_t)x[k * step] << 16 | (uint16_t)y[k * step];
            room[count++] = pair << 32 | k;
        }
    }
    qsort(room, count, sizeof *room, by_number);
    int16_t rank = 0;
    for (size_t r = 0; r < count; r++) {
        rank = (int16_t)(rank + (r > 0 && room[r] >> 32 != room[r - 1] >> 32));
        x[(room[r] & UINT32_MAX) * step] = rank;
    }
}
