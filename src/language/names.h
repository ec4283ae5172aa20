/* SPDX-License-Identifier: MIT
 *
 * Tables of names, words with a meaning, and "did you mean".
 */
#ifndef DT_NAMES_H
#define DT_NAMES_H

#include "language/syntax.h"

typedef enum dt_name_kind {
    DT_NAME_BROKEN, /* its declaration is faulty: using it is no further fault */
    DT_NAME_SOURCE,
    DT_NAME_PARTY,
    DT_NAME_OPTION,
    DT_NAME_STATE,
    DT_NAME_OUTCOME,
    DT_NAME_SCENARIO
} dt_name_kind;

typedef struct dt_name {
    const char *text;
    dt_name_kind kind;
    bool shared; /* an option of more than one party */
    uint32_t index;
    uint32_t line; /* where declared */
    uint32_t next; /* chain */
} dt_name;

typedef struct dt_names {
    dt_name *list; /* in the order of their declaration */
    size_t count;
    size_t capacity;
    uint32_t *buckets;
    size_t bucket_count; /* power of two */
} dt_names;

/* NULL: not there.  Valid until the next addition. */
dt_name *dt_names_find(const dt_names *names, const char *text);
/* `text` must live as long as the table.  NULL: no memory. */
dt_name *dt_names_add(dt_names *names, const char *text, dt_name_kind kind, uint32_t index,
                      uint32_t line);
void dt_names_clear(dt_names *names);

/* The name or word that `text` was probably meant to be; NULL = none is near. */
const char *dt_names_near(const dt_names *names, const char *text);
const char *dt_word_near(const char *const *words, size_t count, const char *text);

/* Is `text` a word that cannot be a name? */
bool dt_is_reserved(const char *text);
/* Kept for later versions of the language. */
bool dt_is_for_later(const char *text);
/* The word that starts a line which `text` was meant to be (or NULL). */
const char *dt_line_word_near(const char *text);
/* A word of expressions; the one that `text` was meant to be. */
bool dt_is_expression_word(const char *text);
const char *dt_expression_word_near(const char *text);
/* The word of an expression that `text` is with capital letters, NOT; NULL: none. */
const char *dt_expression_word_in_capitals(const char *text);
/* Joins two expressions: and, or, xor, if, iff, unless, implies. */
bool dt_is_joining_word(const char *text);

#endif
