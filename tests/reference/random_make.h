/* SPDX-License-Identifier: MIT
 *
 * What the parts of the maker of random models share.  See random_model.h.
 */
#ifndef RANDOM_MAKE_H
#define RANDOM_MAKE_H

#include "random_expr.h"
#include "random_model.h"
#include "reference.h"

typedef struct maker {
    random_source source;
    const random_knobs *knobs;
    dt_text *text;
    dt_arena arena; /* expressions */
    random_words words;
    uint32_t parties;
    uint32_t options;     /* option form */
    uint32_t states;      /* graph form; later of both */
    random_expr *same[3]; /* coalesced */
    uint32_t same_count;
    const reference_model *skeleton; /* second step */
} maker;

uint32_t make_below(maker *make, uint32_t limit);
bool make_chance(maker *make, uint32_t percent);
/* 1 .. most, the small ones more often. */
uint32_t make_some(maker *make, uint32_t most);
/* `count` different numbers below `limit`, in any order. */
void make_draw(maker *make, uint32_t limit, uint32_t count, uint32_t *drawn);

random_expr *make_expr(maker *make, uint32_t depth);
void make_say(maker *make, const random_expr *expr);
/* A state by number (kind 0), by pattern or name (1), by name in graph form, else by number (2). */
void make_say_state(maker *make, uint32_t state, uint32_t kind);

/* random_claims.c */
void make_say_claim(maker *make);

/* random_unknown.c: lines on what is unknown, for each party some or none. */
void make_say_unknown(maker *make);

/* random_support.c: nothing but with the knob `rich`. */

/* The lines below the title: sources and a date. */
void make_say_sources(maker *make);
/* A name or label in quotes, or none. */
void make_say_label(maker *make);
/* A scenario at the end of the file. */
void make_say_scenario(maker *make);
/* Marks and notes, a comment, and the end of the line. */
void make_end_line(maker *make);

#endif
