/* SPDX-License-Identifier: MIT
 *
 * What somebody would do, in the author's labels, which are infinitives ("Accept the Taliban"), and
 * what outcomes and parties are called within a sentence.
 *
 *   "accept the Taliban, and no longer threaten isolation or oppose the corridor"
 *
 * An option without a label is named by its id: "take up ‘accept’".  O(options) time.
 */
#ifndef DT_DOING_H
#define DT_DOING_H

#include "words/phrases.h"

/* What `party` does in a move, as an infinitive without "to". */
void dt_say_doing(dt_phrases *phrases, uint32_t party, uint64_t from, uint64_t to, dt_text *text);

/* "the settlement": an outcome within a sentence, or at its beginning, with a capital letter. */
void dt_say_outcome(const dt_syntax *syntax, uint32_t outcome, bool begins, dt_text *text);

/* A party's name; a "The" that it begins with is small where it does not begin the sentence. */
void dt_say_party(const dt_syntax *syntax, uint32_t party, bool begins, dt_text *text);
/* "A, B and C". */
void dt_say_parties(const dt_syntax *syntax, uint64_t parties, dt_text *text);

/* "two", up to twelve, then digits. */
void dt_say_number(uint64_t number, dt_text *text);

#endif
