/* SPDX-License-Identifier: MIT
 *
 * Small graphs with payoffs, as counterexamples are written down: "D0:0>2 D1:1>0" (arcs per party)
 * and "2,0,1 / 2,1,0" (payoffs per party, state by state, higher is better).
 */
#ifndef SMALL_H
#define SMALL_H

#include "reference.h"

#define SMALL_PARTIES 6
#define SMALL_STATES 12

typedef struct small_graph {
    uint32_t parties;
    uint32_t states;
    bool moves[SMALL_PARTIES][SMALL_STATES][SMALL_STATES];
    int payoffs[SMALL_PARTIES][SMALL_STATES];
} small_graph;

/* Ends the program where the text is not of that form. */
small_graph small_graph_read(const char *arcs, const char *payoffs);
/* The same as a model file: states s0, s1, ..., parties d0, d1, .... */
void small_graph_write(const small_graph *small, dt_text *text);
/* And as matrices.  Free with reference_graph_clear. */
void small_graph_reference(const small_graph *small, reference_graph *graph);

/* The small models of the definitions (docs/concepts.md): what holds at one state for one party. */
typedef struct small_claim {
    const char *id;
    const char *claims; /* concepts; "!" before those that do not hold; GMRreach, GMRonce, ...: by
                           the wrong searches of reference.h */
    uint32_t party, state;
    const char *arcs;
    const char *payoffs;
} small_claim;

extern const small_claim small_claims[];
extern const size_t small_claim_count;

#endif
