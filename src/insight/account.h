/* SPDX-License-Identifier: MIT
 *
 * Why a state is stable or not for one party, as data: a witness for each concept that is asked.
 *
 * Time and bytes: those of the witnesses (witness.h).
 */
#ifndef DT_ACCOUNT_H
#define DT_ACCOUNT_H

#include "insight/witness.h"

typedef struct dt_account {
    uint64_t state;
    uint32_t party;
    detente_concepts concepts; /* that were asked */
    detente_concepts stable;   /* those of them under which the state is stable for the party */
    dt_witness witnesses[DT_CONCEPT_COUNT]; /* [concept], of those that were asked */
} dt_account;

detente_status dt_account_find(dt_prover *prover, uint64_t state, uint32_t party,
                               detente_concepts concepts, dt_account *out, detente_error *err);
void dt_account_clear(dt_account *account);

#endif
