/* SPDX-License-Identifier: MIT
 *
 * What matters, as data: every line of every party is dropped, and swapped with the line below it,
 * and the model decided again (sensitivity.h); how do the equilibria change?
 *
 * Time: two analyses per line, less those of lines that leave the order of the states as it is.
 * Bytes: some 130 per line.
 */
#ifndef DT_MATTERS_H
#define DT_MATTERS_H

#include "insight/sensitivity.h"
#include "insight/view.h"

/* States that are equilibria on one side alone. */
typedef struct dt_turned {
    uint64_t count;
    uint64_t first;         /* of them, and one with a name of its own rather than another */
    detente_concepts under; /* the concepts, of `first` */
} dt_turned;

/* How a variation changes the equilibria. */
typedef struct dt_effect {
    bool same_order; /* the states are ordered as before: nothing changes */
    dt_turned lost, gained;
} dt_effect;

typedef struct dt_line_effect {
    uint64_t pairs; /* of states that its level decides; wants alone */
    dt_effect dropped, swapped;
    bool has_next; /* else there is nothing to swap it with */
} dt_line_effect;

typedef struct dt_party_effect {
    dt_line_effect *lines;
    uint32_t count;
    uint64_t tied_pairs; /* of states between which the party is indifferent */
    uint64_t tied[2];    /* one of them */
} dt_party_effect;

typedef struct dt_matters {
    dt_party_effect *parties; /* [party] */
    dt_arena arena;
} dt_matters;

/* ELIMIT where the states are not listed, EUNSUPPORTED where a party has no ranking.  `poll` counts
 * the variations. */
detente_status dt_matters_find(const dt_view *view, dt_poll *poll, dt_matters *out,
                               detente_error *err);
void dt_matters_clear(dt_matters *matters);

#endif
