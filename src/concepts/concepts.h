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

typedef struct dt_concept {
    const char *id, *name;
    dt_deterrent deterrent;
    bool credible;    /* each step of it is an improvement of its mover */
    bool reply;       /* it must leave the party no way out */
    uint32_t implies; /* concepts under which a state is then stable, too, as bits */
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

/* Those of a set of concepts that are credible; that ask for a reply; that there are; that apply to
 * a model, where options_alone says whether it is in option form without merged states. */
uint32_t dt_credible_of(uint32_t concepts);
uint32_t dt_reply_of(uint32_t concepts);
uint32_t dt_decided_of(uint32_t concepts);
uint32_t dt_applying_of(uint32_t concepts, bool options_alone);

/* The k-th concept by how firmly a state holds: none stands before one that implies it. */
detente_concept dt_concept_by_firmness(unsigned k);
/* A set without those that another one of it implies. */
uint32_t dt_firmest(uint32_t concepts);

#endif
