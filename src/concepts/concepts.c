/* SPDX-License-Identifier: MIT
 *
 * The table of concepts.def, looked up and counted over.  See concepts.h.
 */
#include "concepts/concepts.h"

#define BIT(NAME) (1u << DETENTE_##NAME)

static const dt_concept rows[DETENTE_CONCEPT_COUNT + 1] = {
#define CONCEPT(NAME, ID, TITLE, DETERRENT, CREDIBLE, REPLY, IMPLIES, NEEDS, RING, FEAR, MEANING)  \
    [DETENTE_##NAME] = {.id = ID,                                                                  \
                        .name = TITLE,                                                             \
                        .deterrent = DT_DETERRENT_##DETERRENT,                                     \
                        .credible = CREDIBLE,                                                      \
                        .reply = REPLY,                                                            \
                        .implies = IMPLIES,                                                        \
                        .needs = DT_NEEDS_##NEEDS,                                                 \
                        .ring = DT_RING_##RING,                                                    \
                        .fear = FEAR,                                                              \
                        .meaning = MEANING},
#include "concepts/concepts.def"
#undef CONCEPT
    [DETENTE_CONCEPT_COUNT] = {.deterrent = DT_DETERRENT_UNKNOWN}};

/* As many rows as numbers, in the same order. */
enum {
#define CONCEPT(NAME, ...) ROW_##NAME,
#include "concepts/concepts.def"
#undef CONCEPT
    ROW_COUNT
};
#define CONCEPT(NAME, ...)                                                                         \
    _Static_assert((int)DETENTE_##NAME == (int)ROW_##NAME, #NAME ": number and row differ");
#include "concepts/concepts.def"
#undef CONCEPT
_Static_assert((int)ROW_COUNT == DETENTE_CONCEPT_COUNT, "a number without a row");

const dt_concept *dt_concept_row(detente_concept concept)
{
    return &rows[(unsigned)concept < DETENTE_CONCEPT_COUNT ? (unsigned)concept
                                                           : DETENTE_CONCEPT_COUNT];
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
    for (unsigned k = 0; name != NULL && out != NULL && k < DETENTE_CONCEPT_COUNT; k++) {
        if (is_same_word(name, rows[k].id)) {
            *out = (detente_concept)k;
            return true;
        }
    }
    return false;
}

/* ---- sets ------------------------------------------------------------------------------------ */

uint32_t dt_credible_of(uint32_t concepts)
{
    uint32_t credible = 0;
    for (uint32_t c = 0; c < DETENTE_CONCEPT_COUNT; c++) {
        credible |= (uint32_t)rows[c].credible << c;
    }
    return concepts & credible;
}

uint32_t dt_reply_of(uint32_t concepts)
{
    uint32_t reply = 0;
    for (uint32_t c = 0; c < DETENTE_CONCEPT_COUNT; c++) {
        reply |= (uint32_t)rows[c].reply << c;
    }
    return concepts & reply;
}

uint32_t dt_decided_of(uint32_t concepts)
{
    return concepts & DETENTE_ALL_CONCEPTS;
}

uint32_t dt_applying_of(uint32_t concepts, bool options_alone)
{
    uint32_t needing = 0;
    for (uint32_t c = 0; c < DETENTE_CONCEPT_COUNT; c++) {
        needing |= (uint32_t)(rows[c].needs == DT_NEEDS_OPTIONS) << c;
    }
    return options_alone ? concepts : concepts & ~needing;
}

/* ---- firmness -------------------------------------------------------------------------------- */

uint32_t dt_firmest(uint32_t concepts)
{
    uint32_t left = concepts;
    for (uint32_t c = 0; c < DETENTE_CONCEPT_COUNT; c++) {
        left &= (concepts >> c & 1) != 0 ? ~rows[c].implies : UINT32_MAX;
    }
    return left;
}

/* What implies more is firmer; of equals what is credible, then the earlier row. */
static bool is_firmer(uint32_t a, uint32_t b)
{
    const unsigned more = dt_popcount(rows[a].implies);
    const unsigned less = dt_popcount(rows[b].implies);
    return more != less                           ? more > less
           : rows[a].credible != rows[b].credible ? rows[a].credible
                                                  : a < b;
}

detente_concept dt_concept_by_firmness(unsigned k)
{
    uint32_t found = 0;
    for (uint32_t c = 0; c < DETENTE_CONCEPT_COUNT; c++) {
        unsigned firmer = 0;
        for (uint32_t other = 0; other < DETENTE_CONCEPT_COUNT; other++) {
            firmer += other != c && is_firmer(other, c) ? 1 : 0;
        }
        found = firmer == k ? c : found;
    }
    return (detente_concept)found;
}
