/* SPDX-License-Identifier: MIT
 *
 * The sentences of a brief: what an outlook (insight/outlook.h) says to whoever has to act.
 *
 * At most DT_BRIEF_WORDS words: today and why; what else would hold, how it could come about, what
 * keeps those who would be tempted away; what holds in no form; what each scenario changes.  What
 * would hold is never said without how it could come about.
 *
 *   says            of        who               count
 *   today           outcomes  tempted, or goes  0       under: the firmest concept
 *   holds-...       outcomes  see below         states that hold so firmly
 *     all-gain      everybody                 nobody-loses  who gains
 *     at-cost       who loses                 as-good       nobody
 *     (without a status quo: holds)
 *   comes-itself, comes-first-step, comes-together, comes-at-cost, comes-not
 *                   outcomes  who moves first, jointly; who loses    steps
 *   tempted         outcomes  who is, and who answers                0
 *   holds-not       outcomes  who would leave every form             0
 *   scenario        outcomes that change                             outcomes that change
 */
#ifndef DT_BRIEF_WORDS_H
#define DT_BRIEF_WORDS_H

#include "insight/outlook.h"
#include "words/doing.h"
#include "words/naming.h"
#include "words/sentence.h"

#define DT_BRIEF_WORDS 120u

/* One reading of the file: as written, or under a scenario. */
typedef struct dt_reading_of {
    const dt_view *view;
    const dt_outlook *outlook;
} dt_reading_of;

/* The first is as written, the others its scenarios. */
detente_status dt_outlook_say(const dt_reading_of *readings, size_t count,
                              const detente_style *style, dt_poll *poll, dt_sentences *out,
                              detente_error *err);

/* Shared by its parts. */
typedef struct dt_telling {
    const dt_view *view;
    const dt_outlook *outlook;
    dt_phrases phrases;
    dt_sentences *out;
} dt_telling;

/* " is firm", " would be held by fear". */
void dt_tell_firmness(dt_telling *t, const dt_row *row, bool today);
/* The outcomes that name a row, else what is taken there. */
void dt_tell_row(dt_telling *t, const dt_row *row, bool begins);
/* How a row comes about: brief_ways.c. */
void dt_tell_way(dt_telling *t, const dt_row *row, uint32_t weight);
/* ": A is tempted to ..., but B would then ...". */
void dt_tell_tempted(dt_telling *t, const dt_row *row, const dt_tempted *tempted, bool today);

#endif
