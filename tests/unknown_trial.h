/* SPDX-License-Identifier: MIT
 *
 * A random model of which not all is known, solved by the program and judged by the definitions:
 * every verdict, and what proves it.
 */
#ifndef UNKNOWN_TRIAL_H
#define UNKNOWN_TRIAL_H

#include "insight/reach.h"
#include "insight/witness.h"
#include "reference/random_model.h"
#include "reference/reference.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

typedef struct trial {
    uint64_t seed;
    dt_text text;
    dt_syntax *syntax;
    reference_model reference;
    detente_model *model;
    detente_analysis *analysis;
    dt_prover prover;
} trial;

#define READINGS 20 /* nash-a ... sseq-d */

/* How often each kind of thing was seen, so that a trial that sees nothing fails. */
typedef struct tally {
    uint64_t models, open_parties, stable, unstable, met, unmet, open_steps, open_ends;
    bool apart[READINGS][READINGS]; /* a state stable under the one and not under the other */
} tally;

static inline void need(const trial *t, bool holds, const char *what)
{
    if (!holds) {
        fail_msg("seed %llu: %s\n%s", (unsigned long long)t->seed, what, t->text.bytes);
    }
}

/* The concept of the square `base` as `letter` reads it. */
static inline detente_concept concept_of(detente_concept base, int letter)
{
    return (detente_concept)(DETENTE_NASH_A + 4 * (int)base + letter);
}

/* In place: the prover points into it. */
static inline void trial_open(trial *t, random_form form, uint64_t seed)
{
    const detente_limits limits = {.threads = 1};
    random_knobs knobs = random_knobs_for(form);
    knobs.unknown = true;
    knobs.most_parties = 5;
    *t = (trial){.seed = seed};
    random_model(seed, &knobs, &t->text);
    need(t,
         dt_syntax_read(t->text.bytes, t->text.length, NULL, NULL, &t->syntax, NULL) == DETENTE_OK,
         "reading");
    reference_model_init(&t->reference, t->syntax);
    need(t,
         detente_model_read(t->text.bytes, t->text.length, "trial", NULL, NULL, &t->model, NULL,
                            NULL) == DETENTE_OK &&
             detente_solve(t->model, NULL, &limits, &t->analysis, NULL) == DETENTE_OK,
         "solving");
    need(t, dt_prover_open(t->model, t->model->preferences, NULL, &t->prover, NULL) == DETENTE_OK,
         "a prover");
}

static inline void trial_clear(trial *t)
{
    dt_prover_clear(&t->prover);
    detente_analysis_free(t->analysis);
    detente_model_free(t->model);
    reference_model_clear(&t->reference);
    dt_syntax_free(t->syntax);
    dt_text_clear(&t->text);
}

/* ---- proofs ---------------------------------------------------------------------------------- */

/* A legal sequence of the others from the tempting move to an end that deters. */
static inline void check_met(const trial *t, const dt_witness *w, const dt_temptation *move,
                             reference_corner corner, reference_letter letter, tally *seen)
{
    const reference_graph *graph = &t->reference.graph;
    uint32_t at = move->to, last = UINT32_MAX;
    need(t, move->step_count > 0, "a sanction has steps");
    for (uint32_t k = 0; k < move->step_count; k++) {
        const dt_step *step = &move->steps[k];
        const bool unknown = *reference_unknown(graph, step->party, at, step->state);
        need(t, step->party != w->party && step->party != last, "who steps");
        need(t, *reference_move(graph, step->party, at, step->state), "a step is a move");
        need(t,
             !corner.credible || unknown || *reference_better(graph, step->party, at, step->state),
             "a credible step pays or may pay");
        seen->open_steps += unknown;
        at = step->state;
        last = step->party;
    }
    need(t, at == move->end && reference_blocks_as(graph, letter, w->party, w->state, at),
         "the end deters");
    seen->open_ends += *reference_unknown(graph, w->party, w->state, at);
    for (uint32_t s3 = 0; corner.symmetric && s3 < graph->states; s3++) {
        need(t,
             !*reference_move(graph, w->party, at, s3) ||
                 reference_blocks_as(graph, letter, w->party, w->state, s3),
             "no way out");
    }
}

static inline void check_ends(const trial *t, const dt_witness *w, reference_corner corner)
{
    bool reached[512] = {false};
    reference_reached_as(&t->reference.graph, corner.credible, w->party,
                         w->temptations[w->unmet].to, reached);
    uint32_t count = 0;
    for (uint32_t s = 0; s < t->reference.state_count; s++) {
        count += reached[s];
    }
    need(t, w->end_count == count, "all that the others can bring about");
    for (uint32_t k = 0; k < w->end_count; k++) {
        need(t, reached[w->ends[k]], "and nothing else");
    }
}

static inline void check_witness(trial *t, detente_concept base, int letter, uint32_t party,
                                 uint32_t s, tally *seen)
{
    const reference_graph *graph = &t->reference.graph;
    const reference_corner corner = reference_corner_of(base);
    dt_witness w;
    need(t, dt_witness_find(&t->prover, s, party, concept_of(base, letter), &w, NULL) == DETENTE_OK,
         "a witness");
    uint32_t tempting = 0;
    for (uint32_t s1 = 0; s1 < graph->states; s1++) {
        tempting += *reference_move(graph, party, s, s1) &&
                    reference_tempts_as(graph, (reference_letter)letter, party, s, s1);
    }
    need(t, w.temptation_count == tempting, "what tempts");
    for (uint32_t k = 0; k < w.temptation_count; k++) {
        const dt_temptation *move = &w.temptations[k];
        need(t,
             *reference_move(graph, party, s, move->to) &&
                 reference_tempts_as(graph, (reference_letter)letter, party, s, move->to),
             "a temptation");
        need(t,
             move->met ==
                 reference_deters_as(graph, base, (reference_letter)letter, party, s, move->to),
             "what meets it");
        if (move->met) {
            check_met(t, &w, move, corner, (reference_letter)letter, seen);
            seen->met++;
        } else {
            seen->unmet++;
        }
    }
    if (!w.stable && corner.counter) {
        check_ends(t, &w, corner);
    }
    dt_witness_clear(&w);
}

/* ---- verdicts -------------------------------------------------------------------------------- */

static inline void tell_apart(const trial *t, uint32_t party, uint32_t s, tally *seen)
{
    bool stable[READINGS];
    for (int c = 0; c < READINGS; c++) {
        stable[c] = detente_analysis_stable(t->analysis, (detente_concept)(DETENTE_NASH_A + c),
                                            party, (uint64_t)s + 1);
    }
    for (int c = 0; c < READINGS; c++) {
        for (int other = 0; other < READINGS; other++) {
            seen->apart[c][other] |= stable[c] && !stable[other];
        }
    }
}

/* The theorems of the concepts are what no model contradicts, but that nash-c and nash-d are
 * nash-a and nash-b too. */
static inline void check_theorems(const tally *seen)
{
    for (int c = 0; c < READINGS; c++) {
        const detente_concepts implied = dt_implied_by((detente_concept)(DETENTE_NASH_A + c));
        const detente_concepts same = dt_implied_by(
            (detente_concept)(DETENTE_NASH_A + (c == 2 || c == 3 ? c - 2 : c)));
        for (int other = 0; other < READINGS; other++) {
            const uint32_t k = (uint32_t)(DETENTE_NASH_A + other);
            const bool follows = c == other || dt_concepts_have(&implied, k) ||
                                 dt_concepts_have(&same, k) ||
                                 ((c == 2 || c == 3) && other == c - 2);
            assert_int_equal(seen->apart[c][other], !follows);
        }
    }
}

static inline void check_verdicts(trial *t, tally *seen)
{
    const uint32_t states = t->reference.state_count;
    for (uint32_t party = 0; party < t->syntax->party_count; party++) {
        seen->open_parties += !dt_has_ranking(t->syntax, party);
        for (uint32_t s = 0; s < states; s++) {
            tell_apart(t, party, s, seen);
        }
        for (int base = DETENTE_NASH; base <= DETENTE_SSEQ; base++) {
            for (int letter = REFERENCE_A; letter <= REFERENCE_D; letter++) {
                bool stable[512];
                reference_stable_as(&t->reference.graph, (detente_concept)base,
                                    (reference_letter)letter, party, stable);
                const detente_concept concept = concept_of((detente_concept)base, letter);
                for (uint32_t s = 0; s < states; s++) {
                    need(t,
                         detente_analysis_stable(t->analysis, concept, party, (uint64_t)s + 1) ==
                             stable[s],
                         detente_concept_id(concept));
                    *(stable[s] ? &seen->stable : &seen->unstable) += 1;
                    if ((s + t->seed) % 4 == 0) {
                        check_witness(t, (detente_concept)base, letter, party, s, seen);
                    }
                }
            }
        }
    }
}

/* Steps that pay are those that are known to. */
static inline void check_reach(const trial *t)
{
    const uint32_t start = (uint32_t)(t->seed % t->reference.state_count);
    uint32_t shortest[512];
    dt_reach reach = {0};
    reference_distances(&t->reference.graph, start, true, shortest);
    need(t,
         dt_reach_from(t->model, t->model->preferences, start, true, 0, NULL, &reach, NULL) ==
             DETENTE_OK,
         "reaching");
    for (uint32_t s = 0; s < t->reference.state_count; s++) {
        const uint32_t distance = dt_reach_distance(&reach, s);
        need(t, (distance == DT_UNREACHED ? UINT32_MAX : distance) == shortest[s], "paying ways");
    }
    dt_reach_clear(&reach);
}

/* A model in which all is known is decided by the plain concepts; it is left to others. */
static inline bool check_model(random_form form, uint64_t seed, tally *seen)
{
    trial t;
    trial_open(&t, form, seed);
    const bool open = !dt_all_rankings(t.syntax);
    const detente_concepts decided = detente_analysis_concepts(t.analysis);
    need(&t, detente_concepts_have(&decided, DETENTE_SEQ) == !open, "plain where all is known");
    need(&t, detente_concepts_have(&decided, DETENTE_SEQ_C) == open, "lettered where it is not");
    need(&t, !open || !detente_concepts_have(&decided, DETENTE_SIM), "no SIM");
    if (open) {
        check_verdicts(&t, seen);
        check_reach(&t);
    }
    seen->models += open;
    trial_clear(&t);
    return open;
}

/* `count` models of each form; every kind of thing is seen. */
static inline void check_models(uint64_t first, uint64_t count)
{
    tally seen = {0};
    for (int form = RANDOM_OPTIONS; form <= RANDOM_GRAPH; form++) {
        uint64_t left = count;
        for (uint64_t seed = first; left > 0; seed++) {
            left -= check_model((random_form)form, seed, &seen);
        }
    }
    assert_int_equal(seen.models, 3 * count);
    check_theorems(&seen);
    assert_true(seen.open_parties > count && seen.stable > count && seen.unstable > count);
    assert_true(seen.met > count && seen.unmet > count);
    assert_true(seen.open_steps > count / 4 && seen.open_ends > count / 4);
}

#endif
