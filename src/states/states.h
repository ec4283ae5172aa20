/* SPDX-License-Identifier: MIT
 *
 * States: which there are, their numbers, what holds in them, how they rank, who can move where.
 *
 * Numbers (language.md section 3).  Feasible option codes in increasing decimal, after coalescing;
 * graph form in file order.  Public numbers n run from 1; inside, a state is its *index* 0-based,
 * index = n - 1.
 *
 * Listed or not.  Up to DT_MOST_LISTED states everything is listed: codes, ranks, (on demand) moves.
 * Beyond, only option form without coalesced states exists, the diagram does the numbering and
 * the option engine recomputes what it needs.
 */
#ifndef DT_STATES_H
#define DT_STATES_H

#include "model/model.h"
#include "states/feasible.h"

#define DT_MOST_LISTED ((uint64_t)1 << 26)

typedef struct dt_states {
    uint64_t count;
    uint64_t *codes;     /* option form: [count] lowest code of each state; NULL when not listed */
    uint64_t *members;   /* coalesced: all feasible codes, state by state; NULL = each state is one */
    uint64_t *member_at; /* coalesced: state k has members[member_at[k] .. member_at[k+1]-1] */
    uint32_t **ranks;    /* [party][count] dense, 1 = least preferred; NULL when not listed */
} dt_states;

/* Index of the state that has option code `code`; UINT64_MAX when not feasible. */
uint64_t dt_states_find(const detente_model *model, uint64_t code);
/* Lowest code of a state (option form). */
uint64_t dt_states_code(const detente_model *model, uint64_t index);
/* "YN-" into pattern[option_count + 1]. */
void dt_states_pattern(const detente_model *model, uint64_t index, char *pattern);

/* words[0 .. DT_WORDS(count)-1]: bit k = `wire` holds at state k (its lowest member). */
detente_status dt_states_where(const detente_model *model, dt_wire wire, uint64_t *words,
                               detente_error *err);

/* List codes and rank them; called once by the model.  ELIMIT with the estimate. */
detente_status dt_states_list(detente_model *model, const detente_limits *limits, dt_faults *faults,
                              detente_error *err);

/* ---- moves, explicit -------------------------------------------------------------------------- */

/* R_i as lists: party i moves from s to to[at[s]] .. to[at[s+1]-1], increasing.  8 bytes per state
 * and 4 per move. */
typedef struct dt_moves {
    uint64_t *at;
    uint32_t *to;
} dt_moves;

/* The moves of one party, and, with `reverse`, the moves that lead to each state.
 * ELIMIT when it would need more than `memory` bytes (0 = no limit). */
detente_status dt_moves_list(const detente_model *model, uint32_t party, bool reverse,
                             uint64_t memory, dt_moves *out, detente_error *err);
void dt_moves_clear(dt_moves *moves);

#endif
