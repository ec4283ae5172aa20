/* SPDX-License-Identifier: MIT
 *
 * Random numbers and random expressions, each with its own truth value: what the generator means
 * by an expression, without the reader.
 */
#ifndef RANDOM_EXPR_H
#define RANDOM_EXPR_H

#include "language/syntax.h"

/* The same numbers on every machine: splitmix64, or first, a byte for a draw, what a fuzzer says.
 */
typedef struct random_source {
    uint64_t state;
    const uint8_t *bytes;
    size_t left;
} random_source;

uint64_t random_next(random_source *source);
uint32_t random_below(random_source *source, uint32_t limit); /* 0 .. limit-1 */
bool random_chance(random_source *source, uint32_t percent);

/* Names are "options" k (text in names[k]); in graph form the states. */
typedef struct random_expr {
    dt_expr_kind kind;
    uint32_t name; /* OPTION, OUTCOME */
    uint32_t count;
    struct random_expr *parts[4];
    bool bracketed; /* written in brackets although it need not be */
} random_expr;

typedef struct random_words {
    char names[64][32]; /* what may be said: options or states, then outcomes */
    uint32_t name_count;
    uint32_t first_outcome; /* names[first_outcome ..] are outcomes */
} random_words;

/* An expression of at most `depth` levels of operators, in memory of `arena`. */
random_expr *random_expr_new(random_source *source, const random_words *words, uint32_t depth,
                             dt_arena *arena);
random_expr *random_expr_of(dt_expr_kind kind, random_expr *first, random_expr *second,
                            dt_arena *arena);
/* Written with no more brackets than the language asks for, but those of `bracketed`. */
void random_expr_write(const random_expr *expr, const random_words *words, dt_text *text);
/* As it stands in a list: in brackets where it is not one word. */
void random_expr_write_operand(const random_expr *expr, const random_words *words, dt_text *text);
/* Truth where exactly the options in `code` are taken (outcomes do not occur). */
bool random_expr_holds(const random_expr *expr, uint64_t code);

#endif
