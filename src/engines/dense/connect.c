/* SPDX-License-Identifier: MIT
 *
 * Is a slice connected?
 *
 * Where the others can take every move back, what they can reach from a state is the connected
 * component that it lies in, and most slices are one component: then GMR and SMR need one number
 * for the whole slice.  The component of one state is flooded a word of 64 states at a time: a
 * party spreads a bit to all of its group by a union over its own options.  A few passes over
 * size / 64 words.
 */
#include "engines/dense/settle.h"

/* Unite the bits that differ in the options from .. to-1 of the word. */
static uint64_t spread_in_word(uint64_t x, uint32_t from, uint32_t to)
{
    for (uint32_t p = from; p < to && p < 6; p++) {
        const unsigned shift = 1u << p;
        x |= (x >> shift & dt_low_half[p]) | (x & dt_low_half[p]) << shift;
    }
    return x;
}

/* Spread `reached` along the options from .. to-1 within `feasible`; true when it grew. */
static bool spread(uint64_t *reached, const uint64_t *feasible, uint64_t *any, size_t words,
                   uint32_t from, uint32_t to)
{
    const size_t step = (size_t)1 << (from <= 6 ? 0 : from - 6);
    const size_t block = (size_t)1 << (to <= 6 ? 0 : to - 6);
    uint64_t grown = 0;
    for (size_t first = 0; first < words; first += block) {
        memset(any, 0, step * sizeof *any);
        for (size_t at = first; at < first + block; at += step) {
            for (size_t w = 0; w < step; w++) {
                any[w] |= reached[at + w];
            }
        }
        for (size_t w = 0; from < 6 && w < step; w++) {
            any[w] = spread_in_word(any[w], from, to);
        }
        for (size_t at = first; at < first + block; at += step) {
            for (size_t w = 0; w < step; w++) {
                const uint64_t more = any[w] & feasible[at + w];
                grown |= more & ~reached[at + w];
                reached[at + w] |= more;
            }
        }
    }
    return grown != 0;
}

bool dt_is_connected(const dt_facet *facets, uint32_t facet_count, const uint64_t *feasible,
                     uint64_t *reached, uint64_t *any, size_t words)
{
    size_t w = 0;
    memset(reached, 0, words * sizeof *reached);
    while (w < words && feasible[w] == 0) {
        w++;
    }
    if (w == words) {
        return true;
    }
    reached[w] = feasible[w] & (0 - feasible[w]);
    for (uint32_t v = 0, idle = 0; idle < facet_count; v = (v + 1) % facet_count) {
        const bool grew = spread(reached, feasible, any, words, facets[v].from_bit,
                                 facets[v].to_bit);
        idle = grew ? 0 : idle + 1;
    }
    return memcmp(reached, feasible, words * sizeof *reached) == 0;
}
