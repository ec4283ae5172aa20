/* SPDX-License-Identifier: MIT
 *
 * Threshold tables: for one party and concept, the plane vector that a state must reach.
 *
 * The threshold of a state depends on some of its options only: none (one number for everybody),
 * those of the others (one number per block), or those and the party's own one-way options.  The
 * options that it depends on are `kept`; the table has an entry for each combination of them, in
 * the order of the option numbers, and stores it as planes: bit e of plane t is plane t of entry e.
 *
 * planes * 2^|kept| / 8 bytes.
 */
#ifndef DT_THRESHOLDS_H
#define DT_THRESHOLDS_H

#include "engines/dense/program.h"

#include <assert.h>

#define DT_LEAF_LANES 12u /* the leaf of everybody who reads tables: options 0..11 */
#define DT_LEAF_WORDS 64u

typedef struct dt_thresholds {
    uint64_t kept;
    uint32_t planes;
    size_t words; /* per plane */
    uint64_t *bits;
} dt_thresholds;

size_t dt_thresholds_words(uint64_t kept);
bool dt_thresholds_make(dt_thresholds *table, uint64_t kept, uint32_t planes);
void dt_thresholds_clear(dt_thresholds *table);

static inline uint64_t *dt_thresholds_plane(const dt_thresholds *table, uint32_t plane)
{
    assert(plane <= table->planes); /* the end, where a party wants nothing */
    return table->bits + plane * table->words;
}

/* Entries first .. first+64*words-1 become the greater of themselves and the given planes
 * (planes[t] + plane_step*t), word by word; `scratch` has 2*words words. */
void dt_thresholds_raise(dt_thresholds *table, size_t word, const uint64_t *planes,
                         size_t plane_step, size_t words, uint64_t *scratch);

/* entry(e) = max of entry(f) over all f that e's owner can move to along one-way options: from N to
 * Y for `up`, from Y to N for `down` (both subsets of kept). */
bool dt_thresholds_close(dt_thresholds *table, uint64_t up, uint64_t down);

/* Planes first .. first+count-1 of the entries, which are zero so far, from numbers, most
 * significant plane first.  The scores lie by the options `high` of the kept ones, then by the
 * rest. */
void dt_thresholds_from_scores(dt_thresholds *table, uint32_t first, uint32_t count,
                               const int16_t *scores, uint64_t high);
/* Back, in the order of the entries. */
void dt_thresholds_to_scores(const dt_thresholds *table, uint32_t first, uint32_t count,
                             int16_t *scores);

/* Keep only the options that entries depend on.  False: no memory, and nothing is changed. */
bool dt_thresholds_shrink(dt_thresholds *table);

/* How the entries of a table lie in a leaf: made once per table. */
typedef struct dt_spread {
    uint64_t kept;
    uint32_t run_count;            /* kept options as runs of neighbours: */
    uint64_t run_mask[32];         /* where they are in a code */
    uint8_t run_shift[32];         /* how far they move down */
    uint32_t in_word;              /* number of kept options among 0..5 */
    uint32_t entry[DT_LEAF_WORDS]; /* entry of word w, relative to the leaf's first */
    uint32_t stretch; /* words in a row that are alike: of one entry, or (in_word 6) neighbours */
    bool whole;       /* every option of the leaf is kept: words are the table's own */
    bool constant;    /* none is: one entry for the leaf */
} dt_spread;

void dt_spread_make(dt_spread *spread, uint64_t kept);

/* The entry of a code. */
static inline uint64_t dt_spread_entry(const dt_spread *spread, uint64_t code)
{
    uint64_t entry = 0;
    for (uint32_t r = 0; r < spread->run_count; r++) {
        entry |= (code & spread->run_mask[r]) >> spread->run_shift[r];
    }
    return entry;
}

/* Plane `plane` over the leaf whose first entry is `first`: constant, a pointer into the table, or
 * `words`, filled. */
dt_vector dt_spread_get(const dt_spread *spread, const dt_thresholds *table, uint32_t plane,
                        uint64_t first, uint64_t words[DT_LEAF_WORDS]);

#endif
