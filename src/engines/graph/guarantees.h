/* SPDX-License-Identifier: MIT
 *
 * What a party is sure of: a lower bound, per state, on where the others can bring it.
 *
 * For a party i and a concept, level(x) is the rank that ending at x leaves i with: its rank of x,
 * or of the best state that it can reply to where the concept allows a reply.  Ending at x deters i
 * from leaving s iff level(x) <= rank(s).  For a party l of the others
 *
 *     bound(x, l) = the lowest level that a legal sequence of the others from x can end at, when l
 *                   moves first          (credible concepts: by improvements only)
 *                 = min over y in R_l(x) of  min(level(y), min over k != l of bound(y, k))
 *
 * so a move of i to s1 is unmet iff bound(s1, l) > rank(s) for every l.  The bounds are all closed
 * sets of "what the others can bring about" at once: for each level L the nodes with bound > L are
 * left by no sequence.  Per state two numbers are enough: the lowest bound with the party that
 * attains it, and the lowest of the other parties'.
 *
 * The graph engine decides by these bounds, certificates write them out.
 *
 * Time O(parties * (states + moves)); 12 bytes per state, and 26 more while working.
 */
#ifndef DT_GUARANTEES_H
#define DT_GUARANTEES_H

#include "engines/stability.h"

#define DT_SURE UINT32_MAX /* nothing can be brought about: no move, or none by party l */

typedef struct dt_guarantees {
    uint32_t *first;  /* [state] the lowest bound */
    uint32_t *by;     /* [state] who attains it; DT_NONE where first is DT_SURE */
    uint32_t *second; /* [state] the lowest bound of the others */
} dt_guarantees;

/* Concept: GMR, SMR, SEQ or SSEQ.   */
detente_status dt_guarantees_find(const detente_model *model, const dt_preference *preferences,
                                  const dt_all_moves *moves, uint32_t party,
                                  detente_concept concept, dt_poll *poll, dt_guarantees *out,
                                  detente_error *err);
void dt_guarantees_clear(dt_guarantees *guarantees);

#endif
