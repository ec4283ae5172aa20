/* SPDX-License-Identifier: MIT
 *
 * The concepts as data: what a row of concepts.def says.
 *
 * A state is stable for a party when every *tempting* move is *deterred* (stability.h).  Concepts
 * differ in what may deter, which a row says; engines, explanations and certificates ask the row
 * and never the name.  Whoever distinguishes kinds of deterrents names them all in a switch, so
 * that the compiler points at what a new kind needs.
 */
#ifndef DT_CONCEPTS_H
#define DT_CONCEPTS_H

#include "base/base.h"

typedef enum dt_deterrent {
    DT_DETERRENT_NOTHING,  /* nothing keeps a party from a tempting move */
    DT_DETERRENT_SEQUENCE, /* a legal sequence of the others' moves may */
    DT_DETERRENT_JOINT,    /* what the others choose at the same time may */
    DT_DETERRENT_UNKNOWN   /* of a number that is no concept: nobody decides it */
} dt_deterrent;

typedef enum dt_concept_needs {
    DT_NEEDS_ANY,    /* applies to any model */
    DT_NEEDS_OPTIONS /* to option form without merged states only */
} dt_concept_needs;

/* How a picture marks an equilibrium: by the strongest of its concepts, the weakest here first. */
typedef enum dt_ring {
    DT_RING_NONE,
    DT_RING_CAUTION,  /* the fear of any counter-move holds it */
    DT_RING_AT_ONCE,  /* what others do at the same time does */
    DT_RING_CREDIBLE, /* credible counter-moves do */
    DT_RING_NASH      /* nobody has an improvement at all */
} dt_ring;

/* How a concept reads preferences. */
typedef enum dt_reading {
    DT_READING_STANDARD, /* one state is preferred to another, or it is not */
    DT_READING_A,        /* or it is not known whether: leaves for what may be better, ... */
    DT_READING_B,        /* ... or for what is known to be */
    DT_READING_C,        /* as A, and what may be no better deters, too */
    DT_READING_D         /* as B, likewise */
} dt_reading;

/* As many numbers as rows, in the same order. */
enum {
#define CONCEPT(NAME, ...) DT_ROW_##NAME,
#include "concepts/concepts.def"
#undef CONCEPT
    DT_CONCEPT_COUNT
};
_Static_assert(DT_CONCEPT_COUNT < DETENTE_MOST_CONCEPTS, "more concepts than a set can hold");

typedef struct dt_concept {
    const char *id, *name;
    detente_concept base; /* whose definition it is, under the standard reading */
    dt_reading reading;
    dt_deterrent deterrent;
    bool credible; /* each step of it is an improvement of its mover */
    bool reply;    /* it must leave the party no way out */
    dt_concept_needs needs;
    dt_ring ring;
    const char *fear;    /* " would hold if each fears ..." */
    const char *meaning; /* one plain sentence: when a state is stable */
} dt_concept;

/* The row of a concept; of a number that is none, a row that nothing is known of. */
const dt_concept *dt_concept_row(detente_concept concept);

static inline dt_deterrent dt_deterrent_of(detente_concept concept)
{
    return dt_concept_row(concept)->deterrent;
}

/* ---- sets ------------------------------------------------------------------------------------ */

/* Every concept of a set, in the order of the rows.  `set` is a variable, not a call. */
#define DT_EACH_CONCEPT(c, set)                                                                    \
    for (uint32_t c = detente_concepts_next(&(set), 0); c < DT_CONCEPT_COUNT;                      \
         c = detente_concepts_next(&(set), c + 1))

#define DT_CONCEPT_WORDS (DETENTE_MOST_CONCEPTS / 64)

static inline bool dt_concepts_have(const detente_concepts *set, uint32_t concept)
{
    return concept < DETENTE_MOST_CONCEPTS && dt_bit(set->words, concept);
}

static inline detente_concepts dt_concepts_one(uint32_t concept)
{
    return detente_concepts_one((detente_concept)concept);
}

static inline void dt_concepts_add(detente_concepts *set, uint32_t concept)
{
    if (concept < DETENTE_MOST_CONCEPTS) {
        dt_set_bit(set->words, concept);
    }
}

static inline detente_concepts dt_concepts_or(detente_concepts a, detente_concepts b)
{
    for (unsigned w = 0; w < DT_CONCEPT_WORDS; w++) {
        a.words[w] |= b.words[w];
    }
    return a;
}

static inline detente_concepts dt_concepts_and(detente_concepts a, detente_concepts b)
{
    for (unsigned w = 0; w < DT_CONCEPT_WORDS; w++) {
        a.words[w] &= b.words[w];
    }
    return a;
}

static inline detente_concepts dt_concepts_without(detente_concepts a, detente_concepts b)
{
    for (unsigned w = 0; w < DT_CONCEPT_WORDS; w++) {
        a.words[w] &= ~b.words[w];
    }
    return a;
}

static inline uint32_t dt_concepts_count(detente_concepts set)
{
    uint32_t count = 0;
    for (unsigned w = 0; w < DT_CONCEPT_WORDS; w++) {
        count += dt_popcount(set.words[w]);
    }
    return count;
}

static inline bool dt_concepts_are_none(detente_concepts set)
{
    return detente_concepts_are_none(&set);
}

static inline bool dt_concepts_equal(detente_concepts a, detente_concepts b)
{
    return memcmp(&a, &b, sizeof a) == 0;
}

/* Is all of `a` in `b`? */
static inline bool dt_concepts_within(detente_concepts a, detente_concepts b)
{
    return dt_concepts_are_none(dt_concepts_without(a, b));
}

/* What of a model decides which concepts apply to it. */
typedef struct dt_terms {
    bool options_alone; /* option form without merged states */
    bool all_known;     /* every preference is a ranking */
} dt_terms;

/* What a set stands for: where not all is known, each concept for its readings, if it has some. */
detente_concepts dt_meant_by(detente_concepts concepts, dt_terms terms);
/* A set as it is told: the readings of a concept, where all are in it, by its own name. */
detente_concepts dt_told_as(detente_concepts concepts);
/* Those of a set that apply to a model. */
detente_concepts dt_applying_of(detente_concepts concepts, dt_terms terms);
/* Why a concept does not: "... has a meaning only in option form without coalesced states". */
const char *dt_why_not(detente_concept concept, dt_terms terms);
/* What is asked for where nothing is named: the concepts under the standard reading, or what they
 * stand for. */
detente_concepts dt_asked_by_default(dt_terms terms);

/* ---- firmness -------------------------------------------------------------------------------- */

/* The concepts, other than itself, under which a state is then stable, too. */
detente_concepts dt_implied_by(detente_concept concept);
/* A set without those that another one of it implies. */
detente_concepts dt_firmest(detente_concepts concepts);
/* Take the firmest concept out of a set that is not empty.  Taken one after the other, none comes
 * before one that implies it. */
detente_concept dt_take_firmest(detente_concepts *concepts);

#endif
