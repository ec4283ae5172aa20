/* SPDX-License-Identifier: MIT
 *
 * How things are called where it takes no sentence: concepts, parties, states by their numbers.
 * What is called by what is done there, and moves, are in phrases.h.
 */
#ifndef DT_NAMING_H
#define DT_NAMING_H

#include "insight/view.h"

/* "a, b and c": what stands before item k of `count`, where `last` stands before the last one. */
const char *dt_name_join(uint32_t k, uint32_t count, const char *last);

/* "Nash, GMR and SEQ", with `last` " and "; their ids, "nash, gmr". */
void dt_name_concepts(detente_concepts concepts, const char *last, dt_text *text);
void dt_name_concept_ids(detente_concepts concepts, dt_text *text);

/* "Pakistan and United States", of a set of parties as bits. */
void dt_name_parties(const dt_syntax *syntax, uint64_t parties, const char *last, dt_text *text);

/* "One last time (2017-10), scenario: Regardless" */
void dt_name_model(const dt_syntax *syntax, dt_text *text);

/* "state 5 (YNY)" */
void dt_name_state(const dt_view *view, uint64_t index, dt_text *text);

#endif
