/* SPDX-License-Identifier: MIT
 *
 * Claims and what shows that they hold or not, in words.
 */
#ifndef DT_FINDING_H
#define DT_FINDING_H

#include "insight/claims.h"

/* The claim's line without the word `claim`. */
const char *dt_claim_words(const dt_claim *claim);
/* "holds", "vacuous", "not decided", "does not hold". */
const char *dt_finding_verdict(const dt_finding *finding);
/* What shows it: "state 4 (YY) is an equilibrium under seq". */
void dt_finding_say(const dt_view *view, const detente_style *style, const dt_finding *finding,
                    dt_text *text);
/* "1 holds, 2 are vacuous, 1 does not". */
void dt_tally_say(const dt_tally *tally, dt_text *text);

#endif
