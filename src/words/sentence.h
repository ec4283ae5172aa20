/* SPDX-License-Identifier: MIT
 *
 * Sentences that can be tested: what one says, of which outcomes, under which concepts, of whom,
 * how many, and its words.  A text for people is written from a list of them; the same list goes
 * into JSON as "sentences" (docs/json.md).
 *
 * A sentence is worded in `line` and put; memory that runs out on the way is remembered.  A list
 * can be cut to a number of words: the sentences of the lowest weight go first, all of them at
 * once, so that what is not true enough alone stays or goes together.
 */
#ifndef DT_SENTENCE_H
#define DT_SENTENCE_H

#include "base/json.h"
#include "concepts/concepts.h"
#include "language/syntax.h"

typedef struct dt_sentence {
    const char *says; /* what kind of thing: "holds", "first-step", ... */
    uint64_t who;     /* parties, as bits */
    detente_concepts concepts;
    uint64_t count; /* states, steps: what `says` counts */
    uint32_t of_count;
    const uint32_t *of; /* outcomes */
    const char *text;
    uint32_t weight;
    uint32_t needs; /* the weight of the sentences without which it says nothing; 0: of none */
    bool starts;    /* a paragraph of its own */
} dt_sentence;

typedef struct dt_sentences {
    dt_sentence *list;
    size_t count, capacity;
    dt_text line; /* the words of the sentence in hand */
    dt_arena arena;
    bool failed; /* memory ran out */
} dt_sentences;

/* Put `line` as a sentence; the lists of `what` are copied. */
void dt_sentence_put(dt_sentences *sentences, dt_sentence what);
/* Leave sentences out so that all have at most `most` words; those of the greatest weight stay. */
void dt_sentences_cut(dt_sentences *sentences, size_t most);
size_t dt_words_of(const char *text);
/* "sentences": [...] of the model. */
void dt_sentences_json(const dt_sentences *sentences, const dt_syntax *syntax, dt_json *json);
void dt_sentences_clear(dt_sentences *sentences);

#endif
