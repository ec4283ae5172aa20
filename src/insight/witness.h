/* SPDX-License-Identifier: MIT
 *
 * The proof object of one verdict: what suffices to check, by the definitions alone, that a state
 * is stable for a party under a concept, or that it is not.
 *
 *   stable      every move that tempts the party, each with the sanction that meets it: a legal
 *               sequence of the others' steps whose end deters (SMR, SSEQ: and from whose end the
 *               party has no reply to a state that it prefers); steps that pay their movers are
 *               taken where there are such, else the shortest.  Under Nash nothing tempts.
 *   not stable  one move that tempts and is not met, with all the states that the others can bring
 *               about from there: none of them deters.
 *
 * Under SIM a sanction is a joint choice instead: each step is an improvement of its party from the
 * state itself, and `end` the state in which all of them and the tempting move come together.
 *
 * Explanations, certificates and reports are written from this object and compute nothing more.
 */
#ifndef DT_WITNESS_H
#define DT_WITNESS_H

#include "engines/stability.h"
#include "game/relations.h"
#include "game/walk.h"

/* A move to a state that the party prefers. */
typedef struct dt_temptation {
    uint32_t to;
    bool met;
    dt_step *steps; /* met: the sanction, shortest first found; SIM: the others' choices */
    uint32_t step_count;
    uint32_t end;       /* met: where it ends */
    dt_targets replies; /* met, SMR and SSEQ: where the party could still move; none is preferred */
} dt_temptation;

typedef struct dt_witness {
    uint32_t state, party;
    detente_concept concept;
    bool stable;
    dt_targets moves;           /* all that the party can move to */
    dt_temptation *temptations; /* those that tempt it, by state */
    uint32_t temptation_count;
    uint32_t unmet; /* not stable: the unmet one that the party likes best; else DT_NONE */
    uint32_t unmet_count;
    uint32_t *ends; /* not stable: all that the others can bring about after it, by state */
    uint32_t end_count;
    dt_arena arena; /* of all but `moves` and `replies`, which are the walk's */
} dt_witness;

/* Makes witnesses, one after the other. */
typedef struct dt_prover {
    dt_walk walk;
    dt_search search;
    dt_stance stance; /* what an open comparison counts as; at first the standard one */
} dt_prover;

detente_status dt_prover_open(const detente_model *model, const dt_preference *preferences,
                              dt_poll *poll, dt_prover *prover, detente_error *err);
void dt_prover_clear(dt_prover *prover);

/* EUNSUPPORTED: SIM where it has no meaning (stability.h). */
detente_status dt_witness_find(dt_prover *prover, uint64_t state, uint32_t party,
                               detente_concept concept, dt_witness *out, detente_error *err);
void dt_witness_clear(dt_witness *witness);

#endif
