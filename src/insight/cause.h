/* SPDX-License-Identifier: MIT
 *
 * Why two models disagree on one verdict: the first step of the one's proof that fails in the
 * other.
 *
 * In the one model an improvement to t is not met; in the other the state is stable.  So there the
 * move is no move, or does not tempt, or is met by a sanction; and of that sanction some step is
 * not open, or does not pay its mover, or its end does not deter, in the first model.  The first of
 * these that holds is the cause.
 */
#ifndef DT_CAUSE_H
#define DT_CAUSE_H

#include "insight/witness.h"

typedef enum dt_cause_kind {
    DT_CAUSE_NO_MOVE, /* stable model: the party cannot make the move */
    DT_CAUSE_NO_WISH, /* stable model: it does not prefer where the move leads */
    DT_CAUSE_NO_STEP, /* unstable model: a step of the sanction is no move there */
    DT_CAUSE_NO_GAIN, /* unstable model: a step of the sanction does not pay its mover there */
    DT_CAUSE_NO_FEAR, /* unstable model: the end of the sanction is preferred there */
    DT_CAUSE_WAY_OUT, /* unstable model: the party has a way out of the sanction there */
    DT_CAUSE_NOT_FOUND
} dt_cause_kind;

/* States of the two models that are the same combination of options: of[state], DT_NONE: no such
 * state in the other model. */
typedef struct dt_match {
    uint32_t *other_of_first; /* [state of the first model] */
    uint32_t *first_of_other;
    uint32_t *party_of_first; /* [party of the first model] */
    uint32_t *party_of_other;
} dt_match;

detente_status dt_match_find(const detente_model *first, const detente_model *other, dt_poll *poll,
                             dt_match *out, detente_error *err);
void dt_match_clear(dt_match *match);

typedef struct dt_cause {
    dt_cause_kind kind;
    uint32_t to;   /* the unmet move, a state of the unstable model */
    dt_step step;  /* NO_STEP, NO_GAIN: the step, in states of the stable model */
    uint32_t from; /* and where it begins */
    uint32_t end;  /* NO_FEAR, WAY_OUT: the end, a state of the unstable model */
    uint32_t out;  /* WAY_OUT: where it leads, a state of the unstable model */
} dt_cause;

/* `unstable` is a witness of one model, `stable` the other's of the same verdict; `state_of` and
 * `party_of` lead from the unstable model to the stable one, `back_state` and `back_party` back. */
typedef struct dt_cause_question {
    dt_prover *unstable_model;
    const dt_witness *unstable, *stable;
    const uint32_t *state_of, *back_state, *back_party;
} dt_cause_question;

detente_status dt_cause_find(const dt_cause_question *question, dt_cause *out, detente_error *err);

#endif
