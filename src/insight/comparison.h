/* SPDX-License-Identifier: MIT
 *
 * Two models side by side, as data: which states are the same, which verdicts differ, and the first
 * cause of each.
 *
 * States are the same when the same options are taken, parties when they have the same id; verdicts
 * are compared where both models have the state, the party and the concept.  Time: O(1) per verdict
 * once it is open; a proof in both models per cause.
 */
#ifndef DT_COMPARISON_H
#define DT_COMPARISON_H

#include "insight/cause.h"
#include "insight/view.h"

typedef struct dt_comparison {
    const dt_view *first, *second;
    dt_prover first_prover, second_prover;
    dt_match match;
    detente_concepts concepts; /* decided in both */
} dt_comparison;

/* The views and the analyses must outlive it. */
detente_status dt_comparison_open(const dt_view *first, const dt_view *second, dt_poll *poll,
                                  dt_comparison *out, detente_error *err);
void dt_comparison_clear(dt_comparison *comparison);

/* States that only the first model has, or only the second. */
uint64_t dt_comparison_only(const dt_comparison *comparison, bool first);

/* A verdict that differs; party and state are the first model's. */
typedef struct dt_change {
    uint32_t party;
    uint32_t state;
    detente_concept concept;
    bool stable_now; /* in the second model, and not in the first */
} dt_change;

/* Does it?  Fills `out` if so. */
bool dt_comparison_changed(const dt_comparison *comparison, detente_concept concept, uint32_t party,
                           uint32_t state, dt_change *out);

/* ---- equilibria ------------------------------------------------------------------------------ */

/* Who accounts for it that a state is an equilibrium in one model alone. */
typedef enum dt_account_of {
    DT_BY_CHANGE,   /* the verdict of a party of both models */
    DT_BY_STRANGER, /* a party that only the one where it is none has, and that would leave it */
    DT_BY_NOBODY
} dt_account_of;

typedef struct dt_turn {
    uint32_t state;            /* of the first model */
    detente_concepts concepts; /* under which it is an equilibrium in one model alone */
    bool lost;                 /* in the first alone */
    dt_account_of by;
    dt_change change; /* CHANGE: of the first such concept and party */
    uint32_t party;   /* STRANGER, of the second model where the equilibrium is lost */
} dt_turn;

/* False: the state is an equilibrium in both or in neither, or only the first model has it. */
bool dt_comparison_turned(const dt_comparison *comparison, uint32_t state, bool lost, dt_turn *out);

/* ---- causes ---------------------------------------------------------------------------------- */

/* A cause with its two models: the party would leave the state in the one, and not in the other. */
typedef struct dt_changed {
    bool lost; /* the second model is the one where it would leave */
    bool joint;
    uint32_t party, state; /* of the model where it would leave */
    dt_cause cause;
    const uint32_t *back_party, *back_state; /* from the other model to that one */
} dt_changed;

detente_status dt_comparison_cause(dt_comparison *comparison, const dt_change *change,
                                   dt_changed *out, detente_error *err);

#endif
