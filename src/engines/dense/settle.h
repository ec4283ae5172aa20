/* SPDX-License-Identifier: MIT
 *
 * Closures in one slice: to which level can the others hold the focal party?
 *
 * While the others answer, the focal party's options stand still; so its own settings split the
 * states into slices that are independent of each other, and a slice fits in a cache.
 *
 * A party j with many options has a *wide* facet of the slice: its free options are the lowest
 * bits, then its one-way options, then the rest, so that a group (the states between which j moves
 * freely) is a run of neighbours, and the groups that j reaches along one-way options differ from
 * it in the low bits of their number.  A facet holds p_j of every state; a state that is
 * infeasible, or settled, is GONE from it.
 *
 * Settling (listed.c) without sorting: group g has a level, the greatest p_j among the states of
 * the group that are settled; the states below the level improve to it and settle too.  A group is
 * scanned again only when its level has risen, sixteen or more states at a time; once its level is
 * as high as its top, nothing in it can settle by j any more and it is left alone.  A scan also
 * finds the lowest level that stays, so that a rise up to there needs no scan.
 *
 * Parties with few options have *narrow* facets, in the order of the slice: their improvements to a
 * state are bits of one word of that state (edges.c), and a state that settles hands its value on
 * along them.
 *
 * Time: each state is settled once, about 2 ns for every wide facet or edge; a group of size B is
 * scanned in about B/16 cycles, as often as its level rises and something in it settles.  4 to 12
 * bytes per state and wide facet; 12 per state for the narrow ones together.
 */
#ifndef DT_SETTLE_H
#define DT_SETTLE_H

#include "engines/dense/levels.h"
#include "engines/parallel.h"

#define DT_PIECE ((size_t)1024) /* states that are scanned together */
#define DT_NARROW_BITS 4u       /* options of a party whose facet is narrow, at most */
#define DT_EDGES 64u            /* offsets of all narrow facets together: 2^options - 1 each */

/* Moves the bits of one index to another: runs of neighbours at a time. */
typedef struct dt_shuffle {
    uint32_t count;
    uint64_t mask[64];
    uint8_t turn[64]; /* rotate left by */
} dt_shuffle;

/* from[p] and to[q] are the options at bits p and q; options of `from` that `to` lacks are dropped.
 */
void dt_shuffle_make(dt_shuffle *map, const uint8_t *from, uint32_t from_count, const uint8_t *to,
                     uint32_t to_count);

static inline uint64_t dt_shuffle_run(const dt_shuffle *map, uint64_t index, uint32_t r)
{
    const uint64_t bits = index & map->mask[r];
    const unsigned turn = map->turn[r];
    return bits << turn | bits >> ((64 - turn) & 63);
}

/* Three runs (masks that are not used are 0) are enough where no option is one-way. */
static inline uint64_t dt_shuffle_get(const dt_shuffle *map, uint64_t index)
{
    uint64_t out = dt_shuffle_run(map, index, 0);
    if (map->count > 1) {
        out |= dt_shuffle_run(map, index, 1) | dt_shuffle_run(map, index, 2);
        for (uint32_t r = 3; r < map->count; r++) {
            out |= dt_shuffle_run(map, index, r);
        }
    }
    return out;
}

/* What does not change from slice to slice. */
typedef struct dt_facet {
    dt_shuffle from_slice; /* index in the slice -> index in the facet */
    dt_shuffle to_slice;
    uint32_t free_bits; /* log2 of the size of a group */
    uint32_t way_bits;  /* one-way options: low bits of the group number */
    uint64_t up;        /* of these, which only go up / down */
    uint64_t down;
    uint32_t from_bit; /* the party's options are the bits from_bit .. to_bit-1 of the slice */
    uint32_t to_bit;
    /* narrow: */
    uint64_t ups; /* among those bits, counted from from_bit, which only go up / down */
    uint64_t downs;
    uint32_t first_edge; /* its edge bits: first_edge + d-1 for the offset d << from_bit */
} dt_facet;

typedef struct dt_settling {
    const dt_facet *facets;
    uint32_t wide_count; /* of the facets the first ones; the others are narrow */
    uint32_t facet_count;
    uint64_t size;       /* states of the slice */
    int16_t *scores[64]; /* [facet] p_j, GONE where infeasible */
    int16_t *left[64];   /* [facet] the same, GONE once settled */
    int16_t *top[64];    /* [facet][group] level from which no state of it is left to settle */
    int16_t *level[64];  /* [facet][group] greatest p_j of a settled state, GONE: its top is */
    int16_t *wanted[64]; /* [facet][group] level to scan with, 0: does not wait */
    int16_t *piece[64];  /* [facet][state / DT_PIECE] the same of a piece of a larger group */
    int16_t *lowest[64]; /* [facet][group] no unsettled state of it is below this */
    uint64_t *waiting;   /* groups to scan: group * 64 + facet */
    size_t waiting_count;
    size_t waiting_most; /* each group once */
    uint64_t *open;      /* a bit per state, for the narrow facets: feasible and not settled */
    uint64_t *edges;     /* [size] narrow: from which states a party improves to this one */
    uint64_t offset[DT_EDGES]; /* [edge] what leads there: the bits that change */
    uint32_t *queue;           /* [size] settled, to be handed on along the edges */
    size_t queue_head;
    size_t queue_tail;
    int16_t *value;     /* [size] settled: the answer; else dt_key(key), negative */
    uint32_t *found;    /* [size] */
    uint64_t unsettled; /* states */
    dt_poll *poll;      /* asked now and then whether to stop; the caller sets it */
    size_t scans;
    bool stopped;
    uint8_t shift[64][64]; /* [v][w] where the options of v begin in facet w */
} dt_settling;

/* Arrays side by side in one piece of memory; without memory it counts the bytes they would take,
 * so that a layout is written down once, and what is asked for is what is used. */
typedef struct dt_carver {
    char *memory; /* the caller's; NULL: count only */
    size_t used;
} dt_carver;

static inline void *dt_carve(dt_carver *carver, size_t count, size_t size)
{
    void *carved = carver->memory == NULL ? NULL : carver->memory + carver->used;
    carver->used += (count * size + 63) & ~(size_t)63;
    return carved;
}

/* Lay out the arrays of a slice; without memory they are not to be used. */
void dt_settling_place(dt_settling *run, dt_carver *carver, const dt_facet *facets,
                       uint32_t wide_count, uint32_t facet_count, uint64_t size);

/* Call after `scores` were filled. */
void dt_settle_prepare(dt_settling *run);

/* Add the edges of narrow facet v: scores[y] = p_j in the order of the slice, DT_GONE where
 * infeasible; improvements only, or any moves (then scores matter only where they are DT_GONE).
 * run->edges starts at zero. */
void dt_settle_edges(dt_settling *run, uint32_t v, const int16_t *scores, bool improving);

/* A state that is not settled, with its key 0 .. GONE-1, as it is put into `value`. */
static inline int16_t dt_key(int16_t key)
{
    return (int16_t)(key + INT16_MIN);
}

/* value[y] = least key of what the others can reach from y, y included; by improvements of the
 * mover only, or by any moves.  Before, `value` holds the keys, and 0 where infeasible, and
 * `unsettled` the number of the others.  Stops early, with any values, when the poll is stopped.
 */
void dt_settle(dt_settling *run, bool improving);
/* The same, but value[y] is the key of the first of the seeds that the others can reach from y. */
void dt_settle_seeds(dt_settling *run, bool improving, const uint32_t *seeds, size_t count);

/* Sort places by keys, which are all negative or none is; stable.  `other`: room for as many. */
void dt_settle_sort(const int16_t *keys, uint32_t *places, uint32_t *other, size_t count);

/* connect.c: do the feasible states hang together, all moves being reversible?  `feasible`: a bit
 * per state of the slice; `reached` and `any` are scratch of as many words. */
bool dt_is_connected(const dt_facet *facets, uint32_t facet_count, const uint64_t *feasible,
                     uint64_t *reached, uint64_t *any, size_t words);

/* Places of x[0..n-1] that are below `limit`, in order; returns how many. */
size_t dt_scan_below(const int16_t *x, size_t n, int16_t limit, uint32_t *places);
size_t dt_scan_below_by(dt_path path, const int16_t *x, size_t n, int16_t limit, uint32_t *places);

#endif
