/* SPDX-License-Identifier: MIT
 *
 * Levels of many states as arrays of numbers: one array, or, where a party has more planes than a
 * number has bits, one for each layer of planes, compared like words, layer 0 first.
 *
 * A number is 0 .. DT_GONE-1; DT_GONE in layer 0 means that the state is infeasible.  With one
 * layer everything runs in vector instructions; with more, state by state, about 2 ns for each.
 */
#ifndef DT_LEVELS_H
#define DT_LEVELS_H

#include "engines/dense/bits.h"

#define DT_GONE INT16_MAX
#define DT_LAYER_PLANES 14u
#define DT_MOST_LAYERS 8u

typedef struct dt_levels {
    uint32_t count;
    int16_t *layer[DT_MOST_LAYERS];
} dt_levels;

static inline uint32_t dt_layers(uint32_t planes)
{
    return planes == 0 ? 1 : (planes + DT_LAYER_PLANES - 1) / DT_LAYER_PLANES;
}
/* planes of layer k */
static inline uint32_t dt_layer_planes(uint32_t planes, uint32_t k)
{
    const uint32_t left = planes - k * DT_LAYER_PLANES;
    return left < DT_LAYER_PLANES ? left : DT_LAYER_PLANES;
}

/* to[x] = max(to[x], from[y]) */
void dt_levels_lift(const dt_levels *to, uint64_t x, const dt_levels *from, uint64_t y);
/* to[y] = max(to[y], min(a[y], b[y])) for the feasible y < n (a tells) */
void dt_levels_raise(const dt_levels *to, const dt_levels *a, const dt_levels *b, size_t n);
/* to[y] = the least of keys for all feasible y < n (own tells) */
void dt_levels_least(const dt_levels *to, const dt_levels *keys, const dt_levels *own, size_t n);
/* Is own[y] above to[y] for some feasible y < n?  With several layers: or equal in layer 0. */
bool dt_levels_exceed(const dt_levels *own, const dt_levels *to, size_t n);

/* Numbers of elements x[0], x[step], ..., x[(n-1)*step] that compare like the pairs (x, y), equal
 * where both are; n <= 2^14.  `room`: n numbers.  Elements that are DT_GONE stay so. */
void dt_levels_refine(int16_t *x, const int16_t *y, size_t n, size_t step, uint64_t *room);

#endif
