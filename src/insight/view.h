/* SPDX-License-Identifier: MIT
 *
 * What the writers ask of an analysis, state by state: its pattern, outcomes, ranks, verdicts.
 *
 * A view is opened once per answer; it holds a bitset per named outcome (n/8 bytes each).  Models
 * beyond DT_MOST_LISTED states have no lists: then `listed` is false and only numbers and patterns
 * can be asked for.
 */
#ifndef DT_VIEW_H
#define DT_VIEW_H

#include "engines/analysis.h"

typedef struct dt_view {
    const detente_analysis *analysis;
    const detente_model *model;
    const dt_syntax *syntax;
    dt_poll *poll; /* of the call; may be NULL */
    uint64_t count;
    bool listed;
    uint64_t **outcomes; /* [outcome] bitset over state indices */
    uint64_t *sizes;     /* [outcome] how many states it has */
} dt_view;

detente_status dt_view_open(const detente_analysis *analysis, dt_poll *poll, dt_view *view,
                            detente_error *err);
void dt_view_clear(dt_view *view);

/* Does outcome number `outcome` hold at a state?  (index from 0) */
static inline bool dt_view_is(const dt_view *view, uint32_t outcome, uint64_t index)
{
    return dt_bit(view->outcomes[outcome], index);
}

/* How many states an outcome has; time O(states / 64). */
uint64_t dt_view_size(const dt_view *view, uint32_t outcome);
/* The outcomes that a state belongs to, as bits (the first 64). */
uint64_t dt_view_outcomes_of(const dt_view *view, uint64_t index);

/* Decided? */
bool dt_view_has_concept(const dt_view *view, unsigned concept);
/* Asked for, but not decided: without a meaning for this model, or SIM of too many states. */
bool dt_view_left_out(const dt_view *view, unsigned concept);
/* Said below the counts of a model whose states are not listed. */
#define DT_SIM_LEFT_OUT "SIM is not decided for models whose states cannot be listed."
#define DT_NO_STATE UINT64_MAX
bool dt_view_stable(const dt_view *view, unsigned concept, uint32_t party, uint64_t index);
bool dt_view_equilibrium(const dt_view *view, unsigned concept, uint64_t index);
/* Bits w*64 .. w*64+63 of the equilibria under a concept. */
uint64_t dt_view_equilibria_word(const dt_view *view, unsigned concept, uint64_t word);
/* Concepts under which a state is an equilibrium. */
detente_concepts dt_view_holds_under(const dt_view *view, uint64_t index);

/* "YN-", or the state's id in graph form, added to `text`. */
void dt_view_name(const dt_view *view, uint64_t index, dt_text *text);

/* "[d4:17, d3:4-5]": the evidence of a statement, added to `text`. */
void dt_view_marks(const dt_view *view, const dt_support *support, dt_text *text);

/* States to show where not all fit, at most `most`: the status quo, then of every named outcome the
 * equilibrium that holds under most concepts, then the other equilibria, those under most concepts
 * first.  All states, in order, when there are not more than `most`. */
typedef struct dt_chosen {
    uint64_t *states; /* indices */
    uint64_t count;
    uint64_t equilibria; /* there are, under any concept */
    bool all;
} dt_chosen;

detente_status dt_view_choose(const dt_view *view, uint64_t most, dt_chosen *out,
                              detente_error *err);
void dt_chosen_clear(dt_chosen *chosen);

#endif
