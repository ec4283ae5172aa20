/* SPDX-License-Identifier: MIT
 *
 * All verdicts of a model by the definitions, and what is told of them: who would leave, how firmly
 * a state holds, which states nobody likes less than another.
 */
#ifndef REFERENCE_VERDICTS_H
#define REFERENCE_VERDICTS_H

#include "reference.h"

typedef struct reference_verdicts {
    const reference_model *model;
    uint32_t decided; /* concepts, as bits */
    bool *stable;     /* [concept][party][state] */
} reference_verdicts;

/* `asked`: concepts, as bits; SIM is left out where it has no meaning. */
void reference_verdicts_init(reference_verdicts *verdicts, const reference_model *model,
                             uint32_t asked);
void reference_verdicts_clear(reference_verdicts *verdicts);

bool reference_stays(const reference_verdicts *verdicts, uint32_t concept, uint32_t party,
                     uint32_t state);
/* Decided concepts under which a party would leave a state; under which the state is an
 * equilibrium. */
uint32_t reference_leaves_under(const reference_verdicts *verdicts, uint32_t party, uint32_t state);
uint32_t reference_holds_under(const reference_verdicts *verdicts, uint32_t state);

/* Nobody likes `to` less than `from`; `better`: and somebody likes it more, else nobody does. */
bool reference_is_no_worse(const reference_model *model, uint32_t from, uint32_t to, bool better);

/* What no model contradicts: implied[c] are the concepts under which every state that is stable for
 * a party under c is stable for it too.  Begin with all bits set; each model takes some away. */
void reference_contradict(const reference_verdicts *verdicts, uint32_t implied[CONCEPT_COUNT]);

#endif
