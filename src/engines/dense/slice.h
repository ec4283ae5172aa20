/* SPDX-License-Identifier: MIT
 *
 * One slice: a setting of the focal party's options, and all combinations of the others' that
 * matter.
 *
 * Its *shape* is the order of its states: state number y has the options of shape.reads, lowest
 * first, as the bits of y.  Each other party with options among them has a facet of its own
 * (settle.h).
 *
 * A slice belongs to one thread; it is shaped once for all settings that read the same options. Per
 * state of it: 12 bytes, 2 per concept, 4 per wide facet and 16 per group of it, and 12 if there
 * are narrow ones.
 */
#ifndef DT_SLICE_H
#define DT_SLICE_H

#include "engines/dense/settings.h"
#include "engines/dense/settle.h"

typedef struct dt_slice {
    const dt_dense *dense;
    uint32_t focal;
    dt_square concepts;
    uint64_t reads;      /* options */
    uint32_t bits;       /* how many */
    uint64_t size;       /* 2^bits */
    bool reversible;     /* all moves in it */
    uint32_t wide_count; /* of the facets */
    uint32_t facet_count;
    dt_facet facets[DT_MOST_PARTIES];
    uint32_t party_of[DT_MOST_PARTIES];
    uint8_t orders[DT_MOST_PARTIES + 1][64]; /* options, lowest bit of the index first: of each
                                                facet, then of the slice itself */
    dt_settling run;
    dt_levels own;                         /* [size] p_i */
    dt_levels best;                        /* [size] M_i */
    dt_levels value;                       /* [size] val of the concept at hand */
    dt_levels thresholds[DT_SQUARE_COUNT]; /* [concept][size] max of min(p_i, val) so far; count 0
                                          where not asked for */
    uint32_t *seeds;                       /* several layers: [2 * size] */
    int16_t *more;      /* a party has several layers: [size] one layer of the other's levels */
    uint64_t *room;     /* and [size of its largest group] */
    uint64_t *feasible; /* [size / 64], a bit per state */
    uint64_t *reached;
    uint64_t *any;
} dt_slice;

/* Take the shape of the slices over `reads`: the options of others than dense->focal. */
void dt_slice_shape(dt_slice *slice, uint64_t reads);
/* Lay out the arrays of the shape in memory of the caller's, whatever is in it; returns the bytes
 * that they take.  NULL: only count these. */
size_t dt_slice_place(dt_slice *slice, void *memory);

/* Solve the concepts for one setting and raise slice->thresholds.  Stops early, with any answer,
 * when the poll is stopped. */
detente_status dt_slice_solve(dt_slice *slice, const dt_settings *settings,
                              const dt_setting *setting, dt_poll *poll, detente_error *err);

#endif
