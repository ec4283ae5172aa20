/* SPDX-License-Identifier: MIT
 *
 * Moves of parties with few options, as bits.  See settle.h.
 *
 * Of the states of a group, those next below y are enough: what lies further below is next below
 * one of them.  With one-way options "next below" would need the order of the moves as well, so all
 * that lie below are taken.
 */
#include "base/hot.h"

#include "engines/dense/settle.h"

#define MOST_ELEMENTS (1u << DT_NARROW_BITS)
#define ASK_AFTER (1u << 18) /* groups: some milliseconds */
#define RUN_BITS 6u
#define RUN (1u << RUN_BITS) /* groups that are looked at together */

/* May the party go from element f to element e of a group? */
static bool may_go(const dt_facet *facet, uint32_t f, uint32_t e)
{
    return (f & ~e & facet->ups) == 0 && (e & ~f & facet->downs) == 0;
}

/* below[r] = the greatest of s_f[r] under s_e[r], -1 where there is none */
DT_CLONES static void next_below(int16_t *restrict below, const int16_t *restrict s_e,
                                 const int16_t *restrict s_f, size_t n)
{
    for (size_t r = 0; r < n; r++) {
        const int16_t here = s_f[r] < s_e[r] ? s_f[r] : -1;
        below[r] = here > below[r] ? here : below[r];
    }
}

/* codes[r] gets `bit` where s_f[r] is below[r] */
DT_CLONES static void mark_equal(uint16_t *restrict codes, const int16_t *restrict below,
                                 const int16_t *restrict s_f, uint16_t bit, size_t n)
{
    for (size_t r = 0; r < n; r++) {
        codes[r] = (uint16_t)(codes[r] | (s_f[r] == below[r] ? bit : 0));
    }
}

DT_CLONES static void mark_below(uint16_t *restrict codes, const int16_t *restrict s_e,
                                 const int16_t *restrict s_f, uint16_t bit, size_t n)
{
    for (size_t r = 0; r < n; r++) {
        codes[r] = (uint16_t)(codes[r] | (s_f[r] < s_e[r] ? bit : 0));
    }
}

/* RUN groups side by side, of which `count` are there: element e of group r has the level
 * levels[e][r]. */
typedef struct strip {
    size_t count;
    const int16_t *levels[MOST_ELEMENTS];
    int16_t copies[MOST_ELEMENTS][RUN]; /* where they are not neighbours */
    uint16_t codes[MOST_ELEMENTS][RUN];
} strip;

static uint64_t place_of(const dt_facet *facet, uint64_t group)
{
    const uint64_t low = group & (((uint64_t)1 << facet->from_bit) - 1);
    return low | (group >> facet->from_bit) << facet->to_bit;
}

static void read_strip(const dt_facet *facet, const int16_t *scores, uint64_t first, strip *s)
{
    const uint32_t elements = 1u << (facet->to_bit - facet->from_bit);
    const bool neighbours = s->count == RUN && facet->from_bit >= RUN_BITS;
    for (uint32_t e = 0; e < elements; e++) {
        s->levels[e] = neighbours
                           ? scores + (place_of(facet, first) | (uint64_t)e << facet->from_bit)
                           : s->copies[e];
    }
    for (size_t r = 0; !neighbours && r < s->count; r++) {
        const uint64_t place = place_of(facet, first + r);
        for (uint32_t e = 0; e < elements; e++) {
            s->copies[e][r] = scores[place | (uint64_t)e << facet->from_bit];
        }
    }
}

DT_CLONES static void put_codes(uint64_t *restrict edges, const uint16_t *restrict codes,
                                unsigned shift)
{
    for (size_t r = 0; r < RUN; r++) {
        edges[r] |= (uint64_t)codes[r] << shift;
    }
}

static void write_strip(const dt_facet *facet, const strip *s, uint64_t first, uint64_t *edges)
{
    const uint32_t elements = 1u << (facet->to_bit - facet->from_bit);
    const bool neighbours = s->count == RUN && facet->from_bit >= RUN_BITS;
    for (uint32_t e = 0; neighbours && e < elements; e++) {
        put_codes(edges + (place_of(facet, first) | (uint64_t)e << facet->from_bit), s->codes[e],
                  facet->first_edge);
    }
    for (size_t r = 0; !neighbours && r < s->count; r++) {
        const uint64_t place = place_of(facet, first + r);
        for (uint32_t e = 0; e < elements; e++) {
            edges[place | (uint64_t)e << facet->from_bit] |= (uint64_t)s->codes[e][r]
                                                             << facet->first_edge;
        }
    }
}

/* Bit d-1 of codes[e]: from element e^d the party improves to e, and nothing lies between. */
static void find_improvements(const dt_facet *facet, strip *s)
{
    const uint32_t elements = 1u << (facet->to_bit - facet->from_bit);
    const bool ordered = (facet->ups | facet->downs) == 0;
    for (uint32_t e = 0; e < elements; e++) {
        int16_t below[RUN];
        memset(s->codes[e], 0, sizeof s->codes[e]);
        memset(below, 0xFF, sizeof below);
        for (uint32_t f = 0; ordered && f < elements; f++) {
            next_below(below, s->levels[e], s->levels[f], RUN);
        }
        for (uint32_t d = 1; d < elements; d++) {
            const uint16_t bit = (uint16_t)(1u << (d - 1));
            if (ordered) {
                mark_equal(s->codes[e], below, s->levels[e ^ d], bit, RUN);
            } else if (may_go(facet, e ^ d, e)) {
                mark_below(s->codes[e], s->levels[e], s->levels[e ^ d], bit, RUN);
            }
        }
    }
}

/* The same for any moves: every feasible element that may go to e. */
static void find_moves(const dt_facet *facet, strip *s)
{
    const uint32_t elements = 1u << (facet->to_bit - facet->from_bit);
    for (uint32_t e = 0; e < elements; e++) {
        memset(s->codes[e], 0, sizeof s->codes[e]);
        for (uint32_t d = 1; d < elements; d++) {
            for (size_t r = 0; may_go(facet, e ^ d, e) && r < RUN; r++) {
                s->codes[e][r] |= (uint16_t)((s->levels[e ^ d][r] != DT_GONE) << (d - 1));
            }
        }
    }
}

void dt_settle_edges(dt_settling *run, uint32_t v, const int16_t *scores, bool improving)
{
    const dt_facet *facet = &run->facets[v];
    const uint64_t groups = run->size >> (facet->to_bit - facet->from_bit);
    strip s;
    memset(s.copies, 0, sizeof s.copies);
    for (uint64_t first = 0; first < groups && !dt_poll_stopped(run->poll); first += RUN) {
        if (first % ASK_AFTER == 0) {
            dt_poll_add(run->poll, 0);
        }
        s.count = groups - first < RUN ? (size_t)(groups - first) : RUN;
        read_strip(facet, scores, first, &s);
        if (improving) {
            find_improvements(facet, &s);
        } else {
            find_moves(facet, &s);
        }
        write_strip(facet, &s, first, run->edges);
    }
}
