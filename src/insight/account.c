/* SPDX-License-Identifier: MIT
 *
 * Accounts of one party, see account.h.
 */
#include "insight/account.h"

detente_status dt_account_find(dt_prover *prover, uint64_t state, uint32_t party,
                               detente_concepts concepts, dt_account *out, detente_error *err)
{
    dt_account found = {.state = state, .party = party};
    DT_EACH_CONCEPT (c, concepts) {
        const detente_status status = dt_witness_find(prover, state, party, (detente_concept)c,
                                                      &found.witnesses[c], err);
        if (status != DETENTE_OK) {
            dt_account_clear(&found);
            return status;
        }
        dt_concepts_add(&found.concepts, c);
        if (found.witnesses[c].stable) {
            dt_concepts_add(&found.stable, c);
        }
    }
    *out = found;
    return DETENTE_OK;
}

void dt_account_clear(dt_account *account)
{
    DT_EACH_CONCEPT (c, account->concepts) {
        dt_witness_clear(&account->witnesses[c]);
    }
    *account = (dt_account){0};
}
