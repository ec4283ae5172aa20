/* SPDX-License-Identifier: MIT
 *
 * A summary in the making: paragraphs with a head in the margin, and the phrases that they share.
 */
#ifndef DT_BRIEF_H
#define DT_BRIEF_H

#include "insight/reach.h"
#include "insight/view.h"
#include "insight/words.h"

#define DT_NO_STATE UINT64_MAX

typedef struct dt_brief {
    const dt_view *view;
    const detente_style *style;
    dt_text line; /* the paragraph being made */
    dt_text *text;
} dt_brief;

/* Put the line under its head (at most 11 columns), broken into lines. */
void dt_brief_put(dt_brief *b, const char *head);

/* The concept that asks least of what the parties fear, of a non-empty set; as a bit. */
uint32_t dt_brief_strongest(uint32_t concepts);
/* " would hold if each fears credible answers (SEQ)": by the strongest of these concepts. */
void dt_brief_firmness(dt_brief *b, uint32_t concepts);
/* "state 8 (deadlock)": the outcomes that it belongs to, else its pattern or label. */
void dt_brief_state(dt_brief *b, uint64_t index);
/* What a party does when it moves: "Act", no longer "Threaten"; else "moving to state 3 (YN-)". */
void dt_brief_change(dt_brief *b, uint64_t from, uint64_t to);

/* What every party would like at least as much as today and would hold, and whether a way leads
 * there: summary_better.c. */
detente_status dt_brief_better(dt_brief *b, const dt_reach *reach, detente_error *err);

#endif
