/* SPDX-License-Identifier: MIT
 *
 * Explaining verdicts: everything said here is read off a witness (insight/witness.h).
 *
 *   explain.c        the question, the witnesses, the order of things; terminal and Markdown
 *   explain_words.c  a witness in sentences
 *   explain_json.c   a witness for programs
 */
#ifndef DT_EXPLAIN_H
#define DT_EXPLAIN_H

#include "base/json.h"
#include "insight/witness.h"
#include "words/phrases.h"

/* One verdict in one sentence, without a full stop at the end: "Pakistan would not leave ...". */
void dt_explain_sentence(dt_phrases *phrases, const dt_witness *witness, dt_text *text);

/* The details: a paragraph per call of `put`, depth 0 for a tempting move, 1 for what follows it.
 */
typedef struct dt_explain_lines {
    void (*put)(void *payload, unsigned depth, const char *paragraph);
    void *payload;
} dt_explain_lines;
void dt_explain_details(dt_phrases *phrases, const dt_witness *witness,
                        const dt_explain_lines *lines);

/* A JSON object. */
void dt_explain_json(dt_phrases *phrases, const dt_witness *witness, dt_json *json);

#endif
