/* SPDX-License-Identifier: MIT
 *
 * Verdicts: what every engine answers.  See stability.h.
 */
#include "stability/stability.h"

void dt_verdicts_clear(dt_verdicts *verdicts)
{
    for (uint32_t k = 0; k < DETENTE_CONCEPT_COUNT; k++) {
        for (uint32_t i = 0; i < DT_MOST_PARTIES; i++) {
            free(verdicts->stable[k][i]);
        }
    }
    *verdicts = (dt_verdicts){0};
}
