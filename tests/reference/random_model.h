/* SPDX-License-Identifier: MIT
 *
 * Random model files: the same text for the same seed and knobs on every machine.
 *
 * Parties are p1, p2, ...; options o1, o2, ... (sometimes counted anew for each party, so that they
 * need `party.option`); outcomes x1, ...; graph states s1, ....  Each model uses what the language
 * has: rules, one-way options, wants, ranks and weighs with ties, outcomes, claims.
 *
 * The reader and the reference are used to make models with at least one state and, unless asked
 * otherwise, without faults.  About 20 microseconds per model.
 */
#ifndef RANDOM_MODEL_H
#define RANDOM_MODEL_H

#include "language/syntax.h"

typedef enum random_form { RANDOM_OPTIONS, RANDOM_COALESCED, RANDOM_GRAPH } random_form;

typedef struct random_knobs {
    random_form form;
    uint32_t most_parties;
    uint32_t most_options; /* in all, at most 12; option form */
    uint32_t most_states;  /* at most 20; graph form */
    bool plain;            /* option form without rules and one-way options */
    bool claims;           /* add claims */
    bool unknown;          /* `may want` lists and `unknown whether` lines */
    bool rich;             /* and what decides nothing: labels, sources, marks, notes, comments, a
                              scenario; expressions as members of rules */
    bool wrong;            /* keep models that can be read but that the definitions reject */
} random_knobs;

/* 4 parties, 6 options or 9 states, everything but claims and wrong models. */
random_knobs random_knobs_for(random_form form);

/* Replace `text` by model number `seed`. */
void random_model(uint64_t seed, const random_knobs *knobs, dt_text *text);

/* The model that these bytes choose, a byte for each choice; where they end, chance goes on. */
void random_model_of(const uint8_t *bytes, size_t count, const random_knobs *knobs, dt_text *text);

#endif
