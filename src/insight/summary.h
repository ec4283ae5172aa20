/* SPDX-License-Identifier: MIT
 *
 * What an analysis comes to, as data: how firmly today's situation and every named outcome hold,
 * who would leave them, what keeps each party where it is, and which states that are no worse than
 * today for anybody would hold as well.  The words are in write/summary.c.
 *
 *     t is better than s      for every party t >= s, for one at least t > s
 *     t is as good as s       for every party t ~ s, and t is another state
 *
 * Of several states those count that hold under one of the firmest concepts under which any holds.
 *
 * Time O(states x (concepts x parties + outcomes)), and the moves from today (reach.h, witness.h).
 * Bytes: a bit per state and concept while it is made, two per state then.
 */
#ifndef DT_SUMMARY_H
#define DT_SUMMARY_H

#include "base/poll.h"
#include "insight/reach.h"
#include "insight/tempted.h"

/* ---- answers --------------------------------------------------------------------------------- */

/* How a set of states stands: today alone, or those of an outcome. */
typedef struct dt_standing {
    uint64_t states;
    uint64_t first;                     /* of them; DT_NO_STATE: there is none */
    detente_concepts concepts;          /* under which some state of it is an equilibrium */
    uint64_t holding[DT_CONCEPT_COUNT]; /* how many of them are, under each */
    detente_concepts *leaves; /* [party] decided concepts under which it would leave `first`; NULL:
                         there are several states, or none, or it holds */
} dt_standing;

/* States that nobody likes less than today. */
typedef struct dt_prospect {
    uint64_t states;                /* that there are, whether they hold or not */
    detente_concepts concepts;      /* the firmest under which some hold; none: none does */
    uint64_t *holding;              /* those that hold under one of these, a bit per state */
    uint64_t count;                 /* of them */
    uint64_t gain[DT_MOST_PARTIES]; /* in how many a party is better off than today */
    uint64_t reached;               /* how many can be reached by improvements */
    uint64_t nearest;               /* the first of those reached by the fewest */
    uint64_t nearest_count;         /* that are as near */
    uint32_t distance;              /* improvements */
} dt_prospect;

typedef struct dt_summary {
    detente_concepts decided; /* concepts */
    bool all_decided;         /* that have a meaning for the model */
    uint64_t here;            /* today; DT_NO_STATE: not given, and then nothing is said of it */
    dt_standing today;
    dt_tempted *tempted;
    uint32_t tempted_count;
    dt_standing *outcomes;       /* [outcome] */
    dt_prospect better, as_good; /* than today, as today */
    dt_arena arena;
} dt_summary;

/* Of a model whose states are not listed only `decided`, `here` and `today` without `leaves`.
 * `memory`: what following the moves may take. */
detente_status dt_summary_find(const dt_view *view, uint64_t memory, dt_poll *poll, dt_summary *out,
                               detente_error *err);
void dt_summary_clear(dt_summary *summary);

/* Would the party leave the state of such a standing under every concept that was decided? */
bool dt_summary_goes(const dt_summary *summary, const dt_standing *standing, uint32_t party);

#endif
