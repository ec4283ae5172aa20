/* SPDX-License-Identifier: MIT
 *
 * What matters (insight/matters.h), told: sensitivity_words.c for people, sensitivity_json.c for
 * programs.
 */
#ifndef DT_WRITE_SENSITIVITY_H
#define DT_WRITE_SENSITIVITY_H

#include "insight/matters.h"
#include "words/phrases.h"
#include "words/prose.h"

/* "act [d4:3]", "rest": line k of a party's preferences. */
void dt_sensitivity_line(dt_phrases *phrases, uint32_t party, uint32_t k, dt_text *text);

void dt_sensitivity_tell(const dt_matters *matters, dt_phrases *phrases, dt_prose *prose);
void dt_sensitivity_json(const dt_matters *matters, dt_phrases *phrases, dt_text *text);

#endif
