/* SPDX-License-Identifier: MIT
 *
 * The model: the syntax tree made computable.
 *
 * Every expression becomes a wire of one circuit; a party's block becomes a list of wires, the
 * *planes*, most significant first: a state is preferred to another when its plane vector is
 * lexicographically greater, and equally preferred when the vectors are equal.  That one form
 * covers wants (a plane per statement; a tied group of k statements is a binary count, so fewer
 * planes), ranks and weighs, with any number of statements.  What others ask of a preference is in
 * preference.h.
 *
 * Built in steps (model.c): wires of rules and outcomes -> feasible set -> numbering ->
 * preferences; each step reports its own faults.
 */
#ifndef DT_MODEL_H
#define DT_MODEL_H

#include "base/poll.h"
#include "game/circuit.h"
#include "game/preference.h"
#include "language/syntax.h"

#define DT_MOST_OPTIONS 64
#define DT_MOST_PARTIES 64

struct dt_feasible; /* game/feasible.h */
struct dt_states;   /* game/states.h */

struct detente_model {
    dt_syntax *syntax;
    dt_circuit circuit;

    uint64_t owned[DT_MOST_PARTIES]; /* option form: bit mask of each party's options */
    uint64_t only_up;                /* options that cannot be undone (only N -> Y) */
    uint64_t only_down;              /* options that cannot be resumed (only Y -> N) */

    dt_wire *outcomes; /* one wire per outcome */
    dt_wire feasible;  /* option form: conjunction of all rules but `same`; graph form: DT_TRUE */
    dt_preference *preferences; /* one per party: as written; a game may be asked with others */

    struct dt_feasible *diagram; /* option form: the feasible set as a decision diagram */
    struct dt_states *states;    /* numbering; game/states.h says when it is listed */
    uint64_t state_count;        /* after coalescing */
    uint64_t digest;             /* of the text that it was read from (dt_digest); 0 = of no text */
    uint64_t status_quo;         /* number n of the status quo, 0 = none */
};

/* Build everything from a tree, which the model takes over (also on failure).  Faults that only the
 * feasible set shows (an impossible status quo, a ranking with gaps) are added to `faults`. */
detente_status dt_model_new(dt_syntax *syntax, dt_poll *poll, dt_faults *faults,
                            detente_model **out, detente_error *err);

/* The wire of an expression; `state N` needs the numbering, so only once the states are known.
 * DT_NO_WIRE when memory runs out.  Makes gates, so only while the model is built. */
dt_wire dt_model_wire(detente_model *model, const dt_expr *expr);

/* Fills model->outcomes. */
detente_status dt_model_outcomes(detente_model *model, detente_error *err);

/* The planes of a party's block, or of another list of it.  False when memory runs out. */
bool dt_planes_make(detente_model *model, const dt_preferences *block, dt_faults *faults,
                    dt_planes *out);

/* Truth of an expression at the 64 states index first .. first+63, for which `values` was loaded
 * and run (dt_states_load): bit k is state first+k.  Makes no gates, so it can be asked of a
 * finished model. */
uint64_t dt_model_word(const detente_model *model, const dt_expr *expr, uint64_t first,
                       const uint64_t *values);

/* All options that are not `party`'s own. */
static inline uint64_t dt_model_others(const detente_model *model, uint32_t party)
{
    const uint32_t m = model->syntax->option_count;
    const uint64_t all = m == 64 ? UINT64_MAX : ((uint64_t)1 << m) - 1;
    return all & ~model->owned[party];
}

/* May `party` move from code `from` to code `to` (both feasible)?  concepts: R_i(s), option form.
 */
static inline bool dt_model_may_move(const detente_model *model, uint32_t party, uint64_t from,
                                     uint64_t to)
{
    const uint64_t changed = from ^ to;
    return changed != 0 && (changed & ~model->owned[party]) == 0 &&
           (from & changed & model->only_up) == 0 && (to & changed & model->only_down) == 0;
}

#endif
