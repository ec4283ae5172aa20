/* SPDX-License-Identifier: MIT
 *
 * Lists of cubes.  See cubes.h.
 */
#include "exchange/cubes.h"

#include "base/sort.h"

bool dt_cubes_add(dt_cubes *cubes, dt_cube cube)
{
    if (!dt_poll_step(cubes->poll, 1) ||
        !dt_grow((void **)&cubes->list, &cubes->capacity, cubes->count, sizeof *cubes->list)) {
        return false;
    }
    cubes->list[cubes->count++] = cube;
    return true;
}

void dt_cubes_clear(dt_cubes *cubes)
{
    free(cubes->list);
    *cubes = (dt_cubes){.poll = cubes->poll};
}

int dt_cube_order(const void *a, const void *b)
{
    const dt_cube *x = a;
    const dt_cube *y = b;
    if (x->care != y->care) {
        return x->care < y->care ? -1 : 1;
    }
    return x->value < y->value ? -1 : x->value > y->value;
}

static uint64_t swap_bits(uint64_t word, unsigned a, unsigned b)
{
    const uint64_t differ = ((word >> a) ^ (word >> b)) & 1;
    return word ^ (differ << a) ^ (differ << b);
}

static void swap_options(dt_cubes *cubes, unsigned a, unsigned b)
{
    for (size_t k = 0; k < cubes->count; k++) {
        cubes->list[k].care = swap_bits(cubes->list[k].care, a, b);
        cubes->list[k].value = swap_bits(cubes->list[k].value, a, b);
    }
}

/* False: no memory, or stopped. */
static bool sort(dt_cubes *cubes)
{
    return dt_sort(cubes->list, cubes->count, sizeof *cubes->list, dt_cube_order, cubes->poll,
                   NULL) == DETENTE_OK;
}

/* Merge along one option.  With its bit swapped into the lowest place, the two halves of a merged
 * cube are neighbours in the order. */
static bool merge_option(dt_cubes *cubes, unsigned option, size_t *merged)
{
    dt_cube *list = cubes->list;
    size_t kept = 0;
    swap_options(cubes, 0, option);
    if (!sort(cubes)) {
        return false;
    }
    for (size_t k = 0; k < cubes->count; k++) {
        const dt_cube half = {list[k].care, list[k].value & ~(uint64_t)1};
        if (kept > 0 && (list[k].value & 1) != 0 && dt_cube_equal(list[kept - 1], half)) {
            list[kept - 1].care &= ~(uint64_t)1;
        } else {
            list[kept++] = list[k];
        }
    }
    *merged += cubes->count - kept;
    cubes->count = kept;
    swap_options(cubes, 0, option);
    return true;
}

bool dt_cubes_merge(dt_cubes *cubes)
{
    uint64_t used = 0;
    for (size_t k = 0; k < cubes->count; k++) {
        used |= cubes->list[k].care;
    }
    size_t merged = 1;
    while (merged > 0 && cubes->count > 1) {
        merged = 0;
        for (unsigned option = 0; option < 64; option++) {
            if (((used >> option) & 1) != 0 && !merge_option(cubes, option, &merged)) {
                return false;
            }
        }
    }
    return sort(cubes);
}

static bool meets_any(dt_cube cube, const uint64_t *codes, size_t count)
{
    for (size_t k = 0; k < count; k++) {
        if (dt_cube_holds(cube, codes[k])) {
            return true;
        }
    }
    return false;
}

static void drop_contained(dt_cubes *cubes)
{
    size_t kept = 0;
    for (size_t k = 0; k < cubes->count && dt_poll_step(cubes->poll, 1 + cubes->count / 64); k++) {
        bool contained = false;
        for (size_t j = 0; j < kept && !contained; j++) {
            contained = dt_cube_within(cubes->list[k], cubes->list[j]);
        }
        for (size_t j = k + 1; j < cubes->count && !contained; j++) {
            contained = dt_cube_within(cubes->list[k], cubes->list[j]) &&
                        !dt_cube_equal(cubes->list[k], cubes->list[j]);
        }
        if (!contained) {
            cubes->list[kept++] = cubes->list[k];
        }
    }
    cubes->count = kept;
}

void dt_cubes_expand(dt_cubes *cubes, const uint64_t *codes, size_t count)
{
    for (size_t k = 0; k < cubes->count; k++) {
        dt_cube *cube = &cubes->list[k];
        for (uint64_t left = cube->care; left != 0; left &= left - 1) {
            const uint64_t option = left & (0 - left);
            if (!dt_poll_step(cubes->poll, 1 + count / 256)) {
                return;
            }
            const dt_cube wider = {cube->care & ~option, cube->value & ~option};
            if (!meets_any(wider, codes, count)) {
                *cube = wider;
            }
        }
    }
    drop_contained(cubes);
}

/* Codes that agree with `cube` on its fixed options, which are the ones from `option` up; no code:
 * the whole cube is absent, all options fixed: none of it is. */
static bool add_absent(dt_cubes *cubes, const uint64_t *codes, size_t count, dt_cube cube,
                       uint32_t option)
{
    if (count == 0) {
        return dt_cubes_add(cubes, cube);
    }
    if (option == 0) {
        return true;
    }
    const uint64_t bit = (uint64_t)1 << (option - 1);
    size_t without = 0; /* codes are sorted: those without the option come first */
    for (size_t below = count; without < below;) {
        const size_t middle = without + (below - without) / 2;
        if ((codes[middle] & bit) == 0) {
            without = middle + 1;
        } else {
            below = middle;
        }
    }
    const dt_cube no = {cube.care | bit, cube.value};
    const dt_cube yes = {cube.care | bit, cube.value | bit};
    return add_absent(cubes, codes, without, no, option - 1) &&
           add_absent(cubes, codes + without, count - without, yes, option - 1);
}

bool dt_cubes_absent(dt_cubes *cubes, const uint64_t *codes, size_t count, uint32_t options)
{
    return add_absent(cubes, codes, count, (dt_cube){0, 0}, options);
}

void dt_cube_pattern(dt_cube cube, uint32_t options, char *pattern)
{
    for (uint32_t k = 0; k < options; k++) {
        const bool fixed = (cube.care >> k) & 1;
        pattern[k] = !fixed ? '-' : ((cube.value >> k) & 1) != 0 ? 'Y' : 'N';
    }
    pattern[options] = '\0';
}
