/* SPDX-License-Identifier: MIT
 *
 * A summary in the making: paragraphs with a head in the margin, and the phrases that they share.
 */
#ifndef DT_SUMMARY_WORDS_H
#define DT_SUMMARY_WORDS_H

#include "insight/summary.h"
#include "words/phrases.h"
#include "words/prose.h"
#include "words/words.h"

typedef struct dt_summary_text {
    const dt_view *view;
    const dt_summary *summary;
    const detente_style *style;
    dt_phrases phrases; /* opened where the states are listed */
    dt_prose *prose;
} dt_summary_text;

/* Put the line under its head (at most 11 columns), which goes on where none is given. */
void dt_summary_put(dt_summary_text *b, const char *head);
/* The same under the head that goes on, after "lead: ". */
void dt_summary_put_after(dt_summary_text *b, const char *lead);

/* " would hold if each fears credible answers (SEQ), or any answer that it could not escape (SMR)":
 * by the firmest of these concepts.  " would not hold". */
void dt_summary_firmness(dt_summary_text *b, detente_concepts concepts);
/* The same of a set of states, with the share of them that holds: ", in 2 of its 4 states (states
 * 3, 8)" after each concept. */
void dt_summary_outcome_firmness(dt_summary_text *b, uint32_t outcome);
/* " under Nash, SEQ" */
void dt_summary_concepts(dt_summary_text *b, const char *before, detente_concepts concepts);
/* "state 8 (deadlock)": the outcomes that it belongs to, else its pattern or label. */
void dt_summary_state(dt_summary_text *b, uint64_t index);

/* What nobody likes less than today and would hold, and whether a way leads there:
 * summary_better.c. */
void dt_summary_better(dt_summary_text *b);

#endif
