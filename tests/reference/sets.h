/* SPDX-License-Identifier: MIT
 *
 * The concepts that the judge knows, and sets of them as bits: bit k = concept k.
 */
#ifndef REFERENCE_SETS_H
#define REFERENCE_SETS_H

#include "detente.h"

#include <stdlib.h>
#include <string.h>

#define CONCEPT_COUNT 6u
#define ALL_CONCEPTS ((1u << CONCEPT_COUNT) - 1)

static inline detente_concepts set_of(uint32_t bits)
{
    return (detente_concepts){{bits}};
}

/* Nothing beyond is in it. */
static inline uint32_t bits_of(detente_concepts set)
{
    const uint32_t bits = (uint32_t)set.words[0] & ALL_CONCEPTS;
    const detente_concepts same = set_of(bits);
    if (memcmp(&same, &set, sizeof set) != 0) {
        abort();
    }
    return bits;
}

#endif
