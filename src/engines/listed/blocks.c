/* SPDX-License-Identifier: MIT
 *
 * Blocks by radix sorting.  See blocks.h.
 *
 * The states are sorted by rank, then by the one-way options that are used up, then by everybody
 * else's options, each time stably and a digit of at most 11 bits at a time; equal keys are then
 * neighbours.  20 bytes per state while sorting.
 */
#include "engines/listed/blocks.h"

#define DIGIT_BITS 11

typedef struct sorting {
    const uint64_t *keys; /* [state] */
    uint32_t *from;
    uint32_t *to;
    uint32_t count;
} sorting;

/* Sort stably by `width` bits of the keys, from bit `shift` on. */
static void sort_by_digit(sorting *sort, unsigned shift, unsigned width)
{
    uint32_t places[(1u << DIGIT_BITS) + 1] = {0};
    const uint64_t mask = ((uint64_t)1 << width) - 1;
    for (uint32_t k = 0; k < sort->count; k++) {
        places[((sort->keys[k] >> shift) & mask) + 1]++;
    }
    for (uint32_t d = 0; d < mask; d++) {
        places[d + 1] += places[d];
    }
    for (uint32_t k = 0; k < sort->count; k++) {
        const uint32_t state = sort->from[k];
        sort->to[places[(sort->keys[state] >> shift) & mask]++] = state;
    }
    uint32_t *sorted = sort->to;
    sort->to = sort->from;
    sort->from = sorted;
}

/* Sort stably by the bits of `mask`, run by run. */
static void sort_by_mask(sorting *sort, uint64_t mask)
{
    while (mask != 0) {
        const unsigned shift = dt_lowest(mask);
        unsigned width = 0;
        while (width < DIGIT_BITS && shift + width < 64 && ((mask >> (shift + width)) & 1) != 0) {
            mask &= ~((uint64_t)1 << (shift + width));
            width++;
        }
        sort_by_digit(sort, shift, width);
    }
}

static uint64_t used_up(const detente_model *model, uint32_t party, uint64_t code)
{
    return ((code & model->only_up) | (~code & model->only_down)) & model->owned[party];
}

/* Bits in which the feasible states differ at all: nothing else needs sorting. */
static uint64_t differing(const uint64_t *keys, uint32_t count)
{
    uint64_t all = UINT64_MAX;
    uint64_t some = 0;
    for (uint32_t k = 0; k < count; k++) {
        all &= keys[k];
        some |= keys[k];
    }
    return count == 0 ? 0 : some & ~all;
}

static void number_groups(const uint64_t *keys, uint32_t count, dt_blocks *out)
{
    uint32_t groups = 0;
    for (uint32_t k = 0; k < count; k++) {
        const uint32_t state = out->order[k];
        if (k == 0 || keys[state] != keys[out->order[k - 1]]) {
            out->first[groups++] = k;
        }
        out->group[state] = groups - 1;
    }
    out->first[groups] = count;
    out->count = groups;
}

static detente_status join_groups(const uint64_t *keys, uint64_t others, uint64_t owned,
                                  dt_blocks *out, detente_error *err)
{
    out->head = dt_zeroed(out->count, sizeof *out->head);
    out->tail = dt_zeroed(out->count, sizeof *out->tail);
    out->used = dt_zeroed(out->count, sizeof *out->used);
    if (out->head == NULL || out->tail == NULL || out->used == NULL) {
        return dt_no_memory(err);
    }
    for (uint32_t g = 0; g < out->count; g++) {
        const uint64_t key = keys[out->order[out->first[g]]];
        const bool starts = g == 0 || ((key ^ keys[out->order[out->first[g - 1]]]) & others) != 0;
        out->head[g] = starts ? g : out->head[g - 1];
        out->used[g] = key & owned;
    }
    for (uint32_t g = out->count; g-- > 0;) {
        const bool ends = g + 1 == out->count || out->head[g + 1] == g + 1;
        out->tail[g] = ends ? g + 1 : out->tail[g + 1];
    }
    return DETENTE_OK;
}

detente_status dt_blocks_make(const detente_model *model, uint32_t party, const uint32_t *ranks,
                              dt_blocks *out, detente_error *err)
{
    detente_status status = DETENTE_OK;
    const dt_states *states = model->states;
    const uint32_t count = (uint32_t)states->count;
    const uint64_t others = dt_model_others(model, party);
    uint64_t *keys = dt_zeroed(count, sizeof *keys);
    sorting sort = {.keys = keys, .count = count};
    *out = (dt_blocks){0};
    sort.from = dt_zeroed(count, sizeof *sort.from);
    sort.to = dt_zeroed(count, sizeof *sort.to);
    out->group = dt_zeroed(count, sizeof *out->group);
    out->first = dt_zeroed((size_t)count + 1, sizeof *out->first);
    if (keys == NULL || sort.from == NULL || sort.to == NULL || out->group == NULL ||
        out->first == NULL) {
        status = dt_no_memory(err);
        goto done;
    }
    for (uint32_t k = 0; k < count; k++) {
        sort.from[k] = k;
        keys[k] = ranks[k];
    }
    sort_by_mask(&sort, differing(keys, count));
    for (uint32_t k = 0; k < count; k++) {
        keys[k] = (states->codes[k] & others) | used_up(model, party, states->codes[k]);
    }
    const uint64_t differ = differing(keys, count);
    sort_by_mask(&sort, differ & ~others);
    sort_by_mask(&sort, differ & others);
    out->order = sort.from;
    sort.from = NULL;
    number_groups(keys, count, out);
    if (((model->only_up | model->only_down) & model->owned[party]) != 0) {
        DT_TRY(join_groups(keys, others, model->owned[party], out, err));
    }
done:
    free(keys);
    free(sort.from);
    free(sort.to);
    if (status != DETENTE_OK) {
        dt_blocks_clear(out);
    }
    return status;
}

void dt_blocks_clear(dt_blocks *blocks)
{
    free(blocks->order);
    free(blocks->group);
    free(blocks->first);
    free(blocks->head);
    free(blocks->tail);
    free(blocks->used);
    *blocks = (dt_blocks){0};
}
