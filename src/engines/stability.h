/* SPDX-License-Identifier: MIT
 *
 * Stability: what the engines answer, and the square of definitions that they share.
 *
 * A state s is stable for party i when every *tempting* move is *deterred*:
 *
 *     for all s1 in R_i(s) with tempts(i, s, s1)
 *         exists s2 reached from s1 by a legal sequence of the others' steps:  deters(i, s, s2)
 *
 * GMR, SMR, SEQ and SSEQ are the four corners of a square:
 *
 *                            any counter-move        credible counter-move (improvements)
 *     no reply                     GMR                           SEQ
 *     a reply by i                 SMR                           SSEQ
 *
 * "a reply by i": deters also asks that no s3 in R_i(s2) is preferred to s.  Nash is the square
 * without counter-moves.  A preference structure is three relations - which moves tempt, which end
 * states deter, which steps the others take; the concepts never look at ranks themselves.
 */
#ifndef DT_STABILITY_H
#define DT_STABILITY_H

#include "concepts/concepts.h"
#include "game/relations.h"
#include "game/states.h"

/* What an engine is asked: a game, preferences of its parties, concepts. */
typedef struct dt_task {
    const detente_model *model;       /* the game */
    const dt_preference *preferences; /* one per party: the model's own, or others; they outlive an
                                         answer whose states are not listed */
    detente_concepts concepts;
    const detente_limits *limits;
    const dt_all_moves *moves; /* of the game, where they are listed already; else NULL */
} dt_task;

/* A model with its own preferences. */
static inline dt_task dt_task_of(const detente_model *model, detente_concepts concepts,
                                 const detente_limits *limits)
{
    return (dt_task){
        .model = model, .preferences = model->preferences, .concepts = concepts, .limits = limits};
}

/* What a concept makes of comparisons that are open. */
static inline dt_stance dt_stance_of(detente_concept concept)
{
    const dt_reading reading = dt_concept_row(concept)->reading;
    return (dt_stance){.open_tempts = reading == DT_READING_A || reading == DT_READING_C,
                       .open_deters = reading == DT_READING_C || reading == DT_READING_D};
}

/* The square and Nash, which most engines decide: concepts 0 .. DT_SQUARE_COUNT-1. */
#define DT_SQUARE_COUNT 5u
#define DT_SQUARE ((1u << DT_SQUARE_COUNT) - 1)
_Static_assert(DT_SQUARE_COUNT == DETENTE_SSEQ + 1, "the square is the first concepts");

/* A set of them alone, as the engines have it in hand: bit k = concept k. */
typedef uint32_t dt_square;

static inline bool dt_asks(dt_square concepts, detente_concept concept)
{
    return (concepts >> concept & 1) != 0;
}

static inline dt_square dt_square_of(detente_concepts concepts)
{
    return (dt_square)concepts.words[0] & DT_SQUARE;
}

static inline detente_concepts dt_square_concepts(dt_square square)
{
    return (detente_concepts){{square}};
}

/* Those that are credible; that ask for a reply. */
dt_square dt_square_credible(dt_square square);
dt_square dt_square_reply(dt_square square);

/* Those of a set that some engine decides (choose.c).  A row of concepts.def that is not among
 * them is refused by name. */
detente_concepts dt_decided_of(detente_concepts concepts);
/* What of a model decides which concepts apply to it. */
dt_terms dt_terms_of(const detente_model *model);
static inline bool dt_is_decided(detente_concept concept)
{
    return !dt_concepts_are_none(dt_decided_of(detente_concepts_one(concept)));
}

/* EUNSUPPORTED where some of `concepts` is not among those that `who` decides. */
detente_status dt_concepts_check(detente_concepts concepts, detente_concepts decides,
                                 const char *who, detente_error *err);

struct dt_scan_request; /* engines/scan.h */
/* `concepts`: under which of the requested ones the state is stable.  False: enough. */
typedef bool dt_scan_found(void *payload, uint64_t index, uint64_t code,
                           const detente_concepts *concepts);

/* How to ask what an engine left behind instead of bitsets. */
typedef struct dt_answering {
    /* dt_verdicts_word; cannot fail */
    uint64_t (*word)(const void *left, detente_concept concept, uint32_t party, uint64_t word);
    detente_status (*scan)(const void *left, const struct dt_scan_request *request,
                           dt_scan_found *found, void *payload, detente_error *err);
    void (*free)(void *left);
} dt_answering;

/* What the engines answer: stable[concept][party] is a bitset over state indices, NULL where the
 * concept was not asked for or does not apply.  n/8 bytes each.  Models too large for bitsets have
 * counts, and what an engine left behind: thresholds, say, from which any verdict is recomputed. */
typedef struct dt_verdicts {
    uint64_t *stable[DT_CONCEPT_COUNT][DT_MOST_PARTIES];
    uint64_t counts[DT_CONCEPT_COUNT][DT_MOST_PARTIES];
    uint64_t equilibria[DT_CONCEPT_COUNT]; /* number of equilibria */
    uint64_t any_equilibria;   /* with `left`: number of states that are one under some concept */
    detente_concepts concepts; /* decided */
    char engine[256];          /* which and why */
    const dt_answering *by;    /* NULL: all is in bitsets */
    void *left;
} dt_verdicts;

/* Add zeroed bitsets for these concepts.  On failure what was there stays. */
detente_status dt_verdicts_init(dt_verdicts *verdicts, const detente_model *model,
                                detente_concepts concepts, detente_error *err);
/* Fill counts and equilibria from the bitsets. */
void dt_verdicts_count(dt_verdicts *verdicts, const detente_model *model);
void dt_verdicts_clear(dt_verdicts *verdicts);

/* Bits 64*word .. 64*word+63 of a decided concept: a look into the bitset, or about a microsecond.
 */
uint64_t dt_verdicts_word(const dt_verdicts *verdicts, detente_concept concept, uint32_t party,
                          uint64_t word);

/* Is everything decided in bitsets? */
static inline bool dt_verdicts_are_listed(const dt_verdicts *verdicts)
{
    return verdicts->by == NULL;
}

/* Option form without coalesced states: there a joint change of options is one state. */
static inline bool dt_option_applies(const detente_model *model)
{
    return !dt_is_graph_form(model->syntax) && model->states->members == NULL;
}

#endif
