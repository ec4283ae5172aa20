/* SPDX-License-Identifier: MIT
 *
 * Explaining verdicts: everything said here is read off witnesses (insight/account.h).
 *
 *   explain.c        the question, and who answers it
 *   explain_tell.c   the order of things; concepts that read the same are told once
 *   explain_words.c  a witness in sentences
 *   explain_json.c   a witness for programs
 */
#ifndef DT_EXPLAIN_H
#define DT_EXPLAIN_H

#include "base/json.h"
#include "insight/account.h"
#include "words/phrases.h"
#include "words/prose.h"

/* One verdict in one sentence, without a full stop at the end: "Pakistan would not leave ...". */
void dt_explain_sentence(dt_phrases *phrases, const dt_witness *witness, dt_text *text);
/* Its details, a point each. */
void dt_explain_details(dt_phrases *phrases, const dt_witness *witness, dt_prose *prose);

/* "State 2, the deadlock: “threaten”", and under which of `concepts` it is stable for everybody or
 * for the one `party`. */
void dt_explain_verdict(dt_phrases *phrases, uint64_t state, uint32_t party,
                        detente_concepts concepts, detente_concepts stable, dt_prose *prose);
/* What is said of one party under every concept that was asked, below its name. */
void dt_explain_account(dt_phrases *phrases, const dt_account *account, bool details,
                        dt_prose *prose);
/* What the phrases so far rest on: options, notes, sources. */
void dt_explain_evidence(const dt_phrases *phrases, dt_prose *prose);

/* A JSON object. */
void dt_explain_json(dt_phrases *phrases, const dt_witness *witness, dt_json *json);

#endif
