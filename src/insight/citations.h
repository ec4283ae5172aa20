/* SPDX-License-Identifier: MIT
 *
 * Everything in a model that can cite a source, as data: what it is, in the words of the file, and
 * what it rests on.
 *
 * Time and bytes: those of the model's text.
 */
#ifndef DT_CITATIONS_H
#define DT_CITATIONS_H

#include "language/syntax.h"

typedef struct dt_citation {
    const char *what; /* "option act of pakistan: Act against the Taliban" */
    const dt_support *support;
    bool needs; /* it should cite something, but for what stands above it */
} dt_citation;

typedef struct dt_citations {
    dt_citation *list; /* in the order of the kinds, then of the file */
    size_t count, capacity;
    dt_arena arena; /* of the words */
} dt_citations;

detente_status dt_citations_list(const dt_syntax *syntax, dt_citations *out, detente_error *err);
void dt_citations_clear(dt_citations *citations);

#endif
