/* SPDX-License-Identifier: MIT
 *
 * The table of concepts.def, looked up and counted over.  See concepts.h.
 */
#include "concepts/concepts.h"

static const dt_concept rows[DT_CONCEPT_COUNT + 1] = {
#define CONCEPT(NAME, ID, TITLE, BASE, READING, DETERRENT, CREDIBLE, REPLY, NEEDS, RING, FEAR,     \
                MEANING)                                                                           \
    [DETENTE_##NAME] = {.id = ID,                                                                  \
                        .name = TITLE,                                                             \
                        .base = DETENTE_##BASE,                                                    \
                        .reading = DT_READING_##READING,                                           \
                        .deterrent = DT_DETERRENT_##DETERRENT,                                     \
                        .credible = CREDIBLE,                                                      \
                        .reply = REPLY,                                                            \
                        .needs = DT_NEEDS_##NEEDS,                                                 \
                        .ring = DT_RING_##RING,                                                    \
                        .fear = FEAR,                                                              \
                        .meaning = MEANING},
#include "concepts/concepts.def"
#undef CONCEPT
    [DT_CONCEPT_COUNT] = {.base = DETENTE_MOST_CONCEPTS, .deterrent = DT_DETERRENT_UNKNOWN}};

#define CONCEPT(NAME, ...)                                                                         \
    _Static_assert((int)DETENTE_##NAME == (int)DT_ROW_##NAME, #NAME ": number and row differ");
#include "concepts/concepts.def"
#undef CONCEPT

static const struct {
    detente_concept from, to;
} theorems[] = {
#define IMPLIES(NAME, OTHER) {DETENTE_##NAME, DETENTE_##OTHER},
#include "concepts/concepts.def"
#undef IMPLIES
};

const dt_concept *dt_concept_row(detente_concept concept)
{
    return &rows[(unsigned)concept < DT_CONCEPT_COUNT ? (unsigned)concept : DT_CONCEPT_COUNT];
}

/* ---- names ----------------------------------------------------------------------------------- */

const char *detente_concept_id(detente_concept concept)
{
    return dt_concept_row(concept)->id;
}

const char *detente_concept_name(detente_concept concept)
{
    return dt_concept_row(concept)->name;
}

const char *detente_concept_meaning(detente_concept concept)
{
    return dt_concept_row(concept)->meaning;
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
    for (unsigned k = 0; name != NULL && out != NULL && k < DT_CONCEPT_COUNT; k++) {
        if (is_same_word(name, rows[k].id)) {
            *out = (detente_concept)k;
            return true;
        }
    }
    return false;
}

/* ---- sets ------------------------------------------------------------------------------------ */

uint32_t detente_concept_count(void)
{
    return DT_CONCEPT_COUNT;
}

detente_concepts detente_concepts_all(void)
{
    detente_concepts all = {{0}};
    for (uint32_t c = 0; c < DT_CONCEPT_COUNT; c++) {
        dt_concepts_add(&all, c);
    }
    return all;
}

detente_concepts detente_concepts_one(detente_concept which)
{
    detente_concepts one = {{0}};
    dt_concepts_add(&one, (uint32_t)which);
    return one;
}

void detente_concepts_add(detente_concepts *set, detente_concept which)
{
    if (set != NULL) {
        dt_concepts_add(set, (uint32_t)which);
    }
}

void detente_concepts_remove(detente_concepts *set, detente_concept which)
{
    if (set != NULL) {
        *set = dt_concepts_without(*set, detente_concepts_one(which));
    }
}

bool detente_concepts_have(const detente_concepts *set, detente_concept which)
{
    return set != NULL && dt_concepts_have(set, (uint32_t)which);
}

uint32_t detente_concepts_next(const detente_concepts *set, uint32_t from)
{
    for (uint32_t w = from / 64; set != NULL && w < DT_CONCEPT_WORDS; w++) {
        const uint64_t rest = w == from / 64 ? set->words[w] >> from % 64 << from % 64
                                             : set->words[w];
        if (rest != 0) {
            return 64 * w + dt_lowest(rest);
        }
    }
    return DETENTE_MOST_CONCEPTS;
}

bool detente_concepts_are_none(const detente_concepts *set)
{
    return detente_concepts_next(set, 0) == DETENTE_MOST_CONCEPTS;
}

/* ---- what applies ---------------------------------------------------------------------------- */

static bool applies(const dt_concept *row, dt_terms terms)
{
    const bool known = row->reading == DT_READING_STANDARD;
    return known == terms.all_known && (terms.options_alone || row->needs != DT_NEEDS_OPTIONS);
}

detente_concepts dt_applying_of(detente_concepts concepts, dt_terms terms)
{
    detente_concepts applying = {{0}};
    DT_EACH_CONCEPT (c, concepts) {
        if (applies(&rows[c], terms)) {
            dt_concepts_add(&applying, c);
        }
    }
    return applying;
}

const char *dt_why_not(detente_concept concept, dt_terms terms)
{
    const bool known = dt_concept_row(concept)->reading == DT_READING_STANDARD;
    return !known ? "has a meaning only where not all is known of what the parties prefer"
           : terms.all_known ? "has a meaning only in option form without coalesced states"
                             : "has no meaning where not all is known of what the parties prefer";
}

detente_concepts dt_meant_by(detente_concepts concepts, dt_terms terms)
{
    detente_concepts meant = concepts;
    for (uint32_t c = 0; c < DT_CONCEPT_COUNT && !terms.all_known; c++) {
        const detente_concept base = rows[c].base;
        if ((uint32_t)base != c && dt_concepts_have(&concepts, (uint32_t)base)) {
            detente_concepts_remove(&meant, base);
            dt_concepts_add(&meant, c);
        }
    }
    return meant;
}

detente_concepts dt_told_as(detente_concepts concepts)
{
    detente_concepts told = concepts;
    const dt_terms open = {.all_known = false};
    for (uint32_t c = 0; c < DT_CONCEPT_COUNT; c++) {
        const detente_concepts one = dt_concepts_one(c);
        const detente_concepts readings = dt_meant_by(one, open);
        if (!dt_concepts_equal(readings, one) && dt_concepts_within(readings, concepts)) {
            told = dt_concepts_or(dt_concepts_without(told, readings), one);
        }
    }
    return told;
}

detente_concepts dt_asked_by_default(dt_terms terms)
{
    detente_concepts plain = {{0}};
    for (uint32_t c = 0; c < DT_CONCEPT_COUNT; c++) {
        if (rows[c].reading == DT_READING_STANDARD) {
            dt_concepts_add(&plain, c);
        }
    }
    return dt_meant_by(plain, terms);
}

/* ---- firmness -------------------------------------------------------------------------------- */

/* Theorems upon theorems, until there is nothing new. */
detente_concepts dt_implied_by(detente_concept concept)
{
    detente_concepts implied = {{0}};
    for (bool grows = true; grows;) {
        grows = false;
        for (size_t k = 0; k < sizeof theorems / sizeof *theorems; k++) {
            const bool holds = theorems[k].from == concept ||
                               dt_concepts_have(&implied, (uint32_t)theorems[k].from);
            if (holds && !dt_concepts_have(&implied, (uint32_t)theorems[k].to)) {
                dt_concepts_add(&implied, (uint32_t)theorems[k].to);
                grows = true;
            }
        }
    }
    return implied;
}

detente_concepts dt_firmest(detente_concepts concepts)
{
    detente_concepts left = concepts;
    DT_EACH_CONCEPT (c, concepts) {
        left = dt_concepts_without(left, dt_implied_by((detente_concept)c));
    }
    return left;
}

/* What implies more is firmer; of equals what is credible, then the earlier row. */
detente_concept dt_take_firmest(detente_concepts *concepts)
{
    uint32_t found = DETENTE_MOST_CONCEPTS;
    uint32_t most = 0;
    DT_EACH_CONCEPT (c, *concepts) {
        const uint32_t implied = 2 * dt_concepts_count(dt_implied_by((detente_concept)c)) +
                                 rows[c].credible;
        if (found == DETENTE_MOST_CONCEPTS || implied > most) {
            found = c;
            most = implied;
        }
    }
    detente_concepts_remove(concepts, (detente_concept)found);
    return (detente_concept)found;
}
