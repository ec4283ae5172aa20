/* SPDX-License-Identifier: MIT
 *
 * The stability concepts by name.
 */
#include "base/base.h"

static const struct {
    const char *id;
    const char *name;
    const char *meaning;
} concepts[DETENTE_CONCEPT_COUNT] = {
    {"nash", "Nash", "The party has no improvement from the state."},
    {"gmr", "GMR",
     "After every improvement the others can move to a state that is no better for the party than "
     "where it started."},
    {"smr", "SMR",
     "After every improvement the others can move to a state that is no better for the party, and "
     "no answer of its own leads it to a better one."},
    {"seq", "SEQ",
     "After every improvement the others, by improvements of their own, can move to a state that "
     "is no better for the party than where it started."},
    {"sseq", "SSEQ",
     "After every improvement the others, by improvements of their own, can move to a state that "
     "is no better for the party, and no answer of its own leads it to a better one."},
    {"sim", "SIM",
     "Every improvement leads to a state that is no better for the party when others improve at "
     "the same time."}};

static bool is_known(detente_concept concept)
{
    return (unsigned)concept < DETENTE_CONCEPT_COUNT;
}

const char *detente_concept_id(detente_concept concept)
{
    return is_known(concept) ? concepts[concept].id : NULL;
}

const char *detente_concept_name(detente_concept concept)
{
    return is_known(concept) ? concepts[concept].name : NULL;
}

const char *detente_concept_meaning(detente_concept concept)
{
    return is_known(concept) ? concepts[concept].meaning : NULL;
}

static char lower(char c)
{
    return (char)(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
}

static bool is_same_word(const char *a, const char *b)
{
    while (*a != '\0' && lower(*a) == lower(*b)) {
        a++;
        b++;
    }
    return *a == *b;
}

bool detente_concept_find(const char *name, detente_concept *out)
{
    for (unsigned k = 0; k < DETENTE_CONCEPT_COUNT; k++) {
        if (is_same_word(name, concepts[k].id)) {
            *out = (detente_concept)k;
            return true;
        }
    }
    return false;
}
