/* SPDX-License-Identifier: MIT
 *
 * The checker's own view of a model: states, preferences and moves, worked out from the syntax tree
 * by the definitions and as plainly as possible.  Shares nothing with the engine.
 *
 * Bytes: 8 per feasible combination of options, 8 more where states are coalesced, 4 per state and
 * party.  Memory running out ends the program.
 */
#ifndef VERIFY_CONFLICT_H
#define VERIFY_CONFLICT_H

#include "language/syntax.h"

#define VERIFY_MOST_STATES ((uint64_t)1 << 26)

typedef struct conflict {
    const dt_syntax *syntax;
    uint64_t states;    /* their number */
    uint64_t codes;     /* feasible combinations of options; graph form: states */
    uint64_t *code;     /* [codes] increasing; NULL in graph form */
    uint32_t *state_of; /* [codes] the state, from 0; NULL: every code is a state of its own */
    uint32_t *members;  /* [codes] places in `code`, state by state; NULL as above */
    uint32_t *first;    /* [states + 1] where the members of a state begin; NULL as above */
    uint64_t *owned;    /* [party] its options, as bits */
    uint64_t only_up, only_down;
    uint32_t *ranks; /* [party * states + state] dense, 1 = least preferred */
    uint64_t *arcs;  /* graph form: party << 48 | from << 24 | to, increasing */
    uint32_t *found; /* scratch of conflict_moves */
    size_t found_capacity;
} conflict;

/* Work out a faultless tree; NULL, or why the model cannot be checked. */
const char *conflict_open(conflict *c, const dt_syntax *syntax);
void conflict_close(conflict *c);

static inline uint32_t conflict_rank(const conflict *c, uint32_t party, uint64_t state)
{
    return c->ranks[party * c->states + state];
}

/* The state of an option code, UINT64_MAX: not feasible. */
uint64_t conflict_find(const conflict *c, uint64_t code);
/* Can `party` move from one state to another? */
bool conflict_may(const conflict *c, uint32_t party, uint64_t from, uint64_t to);
/* All states that it can move to, each once; the list is good until the next call. */
size_t conflict_moves(conflict *c, uint32_t party, uint64_t from, const uint32_t **list);

/* ---- truth.c --------------------------------------------------------------------------------- */

typedef enum truth { TRUTH_NO, TRUTH_YES, TRUTH_OPEN } truth;

/* Where an expression is read: options whose bit is in `known` are as in `code`; the others open.
 * `number`: of the state, from 1; 0 = not known. */
typedef struct place {
    uint64_t code, known, number;
} place;

truth truth_of(const dt_syntax *syntax, const dt_expr *expr, const place *at);

/* ---- ranks.c --------------------------------------------------------------------------------- */

void conflict_rank_all(conflict *c);

/* calloc that ends the program where memory runs out. */
void *verify_take(size_t count, size_t size);

#endif
