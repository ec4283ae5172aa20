/* SPDX-License-Identifier: MIT
 *
 * Cubes: sets of option combinations that fix some options and leave the others open, the "YN-"
 * of the tables; and short lists of cubes for given sets.
 *
 * 16 bytes per cube.  The lists found are short, not shortest: pairs that differ in one option are
 * merged, then options are dropped where that takes in no forbidden combination.
 */
#ifndef DT_CUBES_H
#define DT_CUBES_H

#include "base/poll.h"

typedef struct dt_cube {
    uint64_t care;  /* options that are fixed */
    uint64_t value; /* of these, the ones taken */
} dt_cube;

typedef struct dt_cubes {
    dt_cube *list;
    size_t count;
    size_t capacity;
    dt_poll *poll; /* NULL: nobody asks; stopped, the list holds anything */
} dt_cubes;

static inline bool dt_cube_holds(dt_cube cube, uint64_t code)
{
    return (code & cube.care) == cube.value;
}

/* Is every combination of `inner` one of `outer`? */
static inline bool dt_cube_within(dt_cube inner, dt_cube outer)
{
    return (outer.care & ~inner.care) == 0 && (inner.value & outer.care) == outer.value;
}

static inline bool dt_cube_equal(dt_cube a, dt_cube b)
{
    return a.care == b.care && a.value == b.value;
}

/* All the bits of `options` options. */
static inline uint64_t dt_all_options(uint32_t options)
{
    return options >= 64 ? UINT64_MAX : ((uint64_t)1 << options) - 1;
}

bool dt_cubes_add(dt_cubes *cubes, dt_cube cube); /* false: no memory, or stopped */
void dt_cubes_clear(dt_cubes *cubes);

/* A fixed order: by options fixed, then by value. */
int dt_cube_order(const void *a, const void *b);

/* Replace pairs of cubes that differ in the value of one option by one, as long as there are any.
 * The union stays; cubes that did not overlap still do not.  Time O(m n log n) per round. */
bool dt_cubes_merge(dt_cubes *cubes); /* false: no memory, or stopped */

/* Drop options from each cube while it meets none of the `count` codes, then drop cubes within
 * another.  Time O(n m count). */
void dt_cubes_expand(dt_cubes *cubes, const uint64_t *codes, size_t count);

/* Add disjoint cubes for all combinations of `options` options that are not among codes[0..count-1]
 * (sorted, no repetitions).  At most `options` cubes per code. */
bool dt_cubes_absent(dt_cubes *cubes, const uint64_t *codes, size_t count, uint32_t options);

/* "YN-" into pattern[options + 1]. */
void dt_cube_pattern(dt_cube cube, uint32_t options, char *pattern);

#endif
