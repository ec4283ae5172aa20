/* SPDX-License-Identifier: MIT
 *
 * States: which there are, their numbers, what holds in them, how they rank, who can move where.
 *
 * Numbers (language.md section 3).  Feasible option codes in increasing decimal, after coalescing;
 * graph form in file order.  Public numbers n run from 1; inside, a state is its *index* 0-based,
 * index = n - 1.
 *
 * Listed or not.  Up to DT_MOST_LISTED states codes and ranks are listed with the model, moves on
 * demand. Beyond, only option form without coalesced states exists: the diagram does the numbering
 * and the option engine recomputes what it needs.
 */
#ifndef DT_STATES_H
#define DT_STATES_H

#include "base/poll.h"
#include "game/feasible.h"
#include "game/model.h"

#define DT_MOST_LISTED DETENTE_MOST_LISTED

typedef struct dt_states {
    uint64_t count;  /* UINT64_MAX stands for 2^64 as well: dt_states_say */
    uint64_t *codes; /* option form: [count] lowest code of each state; NULL when not listed */

    /* coalesced states only, else NULL */
    uint64_t *members;   /* all feasible codes, state by state, increasing within a state */
    uint64_t *member_at; /* state k has members[member_at[k] .. member_at[k+1]-1] */
    uint64_t *all;       /* all feasible codes, increasing */
    uint64_t *state_of;  /* the state of each of `all` */
    uint64_t all_count;
} dt_states;

/* Are the states listed, and ranked?  (Always so in graph form, where there are no codes.) */
static inline bool dt_states_listed(const detente_model *model)
{
    return dt_is_graph_form(model->syntax) || model->states->codes != NULL;
}

/* The number of states, exactly; returns `words`. */
#define DT_COUNT_WORDS DETENTE_COUNT_WORDS
const char *dt_states_say(const detente_model *model, char words[DT_COUNT_WORDS]);

/* ELIMIT: of 2^64 states the last has a number that no uint64_t holds. */
detente_status dt_states_beyond(detente_error *err);

/* Index of the state that has option code `code`; UINT64_MAX when not feasible, or for the last of
 * 2^64 states, which is then the only one that is not found. */
uint64_t dt_states_find(const detente_model *model, uint64_t code);
/* Lowest code of a state (option form). */
uint64_t dt_states_code(const detente_model *model, uint64_t index);
/* "YN-" into pattern[option_count + 1] (option form). */
void dt_states_pattern(const detente_model *model, uint64_t index, char *pattern);

/* Put the states first .. first+count-1 (count <= 64) on the inputs of `values` (circuit.count
 * words) and run the circuit.  Coalesced states are read at their lowest member. */
void dt_states_load(const detente_model *model, uint64_t first, unsigned count, uint64_t *values);
/* What that takes at most, in units of work (base/poll.h). */
static inline uint64_t dt_states_work(const detente_model *model)
{
    return 1 + model->circuit.count / 64;
}
/* The same, running no gate beyond those that wire `last` rests on. */
void dt_states_load_to(const detente_model *model, dt_wire last, uint64_t first, unsigned count,
                       uint64_t *values);

/* The value of each of `count` wires, 64 states at a time: bit k of `word` is that of state 64
 * at+k. One walk over the states for all of them. */
typedef void (*dt_states_visit)(void *payload, uint32_t wire, uint64_t at, uint64_t word);
detente_status dt_states_each(const detente_model *model, const dt_wire *wires, uint32_t count,
                              dt_states_visit visit, void *payload, dt_poll *poll,
                              detente_error *err);

/* words[0 .. DT_WORDS(count)-1]: bit k = the wire, the expression, holds at state k. */
detente_status dt_states_where_wire(const detente_model *model, dt_wire wire, dt_poll *poll,
                                    uint64_t *words, detente_error *err);
detente_status dt_states_where(const detente_model *model, const dt_expr *expr, dt_poll *poll,
                               uint64_t *words, detente_error *err);

/* ---- made once, while the model is built ----------------------------------------------------- */

/* Number the states: list codes up to DT_MOST_LISTED, join what `same` joins.  Sets
 * model->states and state_count.  8 bytes per state; coalesced 40 per feasible code. */
detente_status dt_states_number(detente_model *model, dt_poll *poll, dt_faults *faults,
                                detente_error *err);
/* Where no state is feasible: report a smallest set of rules that sees to that, at its last one. */
detente_status dt_states_contradiction(detente_model *model, dt_poll *poll, dt_faults *faults,
                                       detente_error *err);
/* Check rankings, expressions on coalesced states and the status quo; needs the planes. */
detente_status dt_states_check(detente_model *model, dt_poll *poll, dt_faults *faults,
                               detente_error *err);
/* Check one expression like those of the model, `wire` being its wire. */
detente_status dt_states_check_one(const detente_model *model, const dt_expr *expr, dt_wire wire,
                                   dt_poll *poll, dt_faults *faults, detente_error *err);
void dt_states_free(dt_states *states);

/* ---- moves, explicit ------------------------------------------------------------------------- */

/* R_i as lists: party i moves from s to to[at[s]] .. to[at[s+1]-1], increasing.  8 bytes per state
 * and 4 per move. */
typedef struct dt_moves {
    uint64_t *at;
    uint32_t *to;
} dt_moves;

/* The moves of one party, and, with `reverse`, the moves that lead to each state.
 * ELIMIT when it would need more than `memory` bytes (0 = no limit). */
detente_status dt_moves_list(const detente_model *model, uint32_t party, bool reverse,
                             uint64_t memory, dt_poll *poll, dt_moves *out, detente_error *err);
void dt_moves_clear(dt_moves *moves);

/* The moves of all parties in both directions: reverse[i] lists the states from which i moves to s.
 */
typedef struct dt_all_moves {
    dt_moves own[DT_MOST_PARTIES];
    dt_moves reverse[DT_MOST_PARTIES];
} dt_all_moves;

/* Each list gets an equal share of the memory that the poll allows.  ELIMIT, ENOMEM, ECANCELLED. */
detente_status dt_all_moves_list(const detente_model *model, dt_poll *poll, dt_all_moves *out,
                                 detente_error *err);
void dt_all_moves_clear(dt_all_moves *moves);

#endif
