/* SPDX-License-Identifier: MIT
 *
 * Witnesses against the reference: on random models of all forms every witness's verdict is the
 * definitions' verdict, its sanctions are what they claim to be, and its closed set is exactly what
 * the others can bring about.  Guarantees against the same sets.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "engines/graph/guarantees.h"
#include "engines/stability.h"
#include "insight/witness.h"
#include "reference/random_model.h"
#include "reference/reference.h"
#include "reference/sets.h"

typedef struct trial {
    detente_model *model;
    reference_model reference;
    dt_prover prover;
} trial;

static void open_trial(trial *t, random_form form, uint64_t seed)
{
    dt_text text = {0};
    const random_knobs knobs = random_knobs_for(form);
    random_model(seed, &knobs, &text);
    detente_error err = {0};
    assert_int_equal(
        detente_model_read(text.bytes, text.length, "random", NULL, NULL, &t->model, NULL, &err),
        DETENTE_OK);
    reference_model_init(&t->reference, t->model->syntax);
    assert_null(t->reference.fault);
    assert_int_equal(dt_prover_open(t->model, t->model->preferences, NULL, &t->prover, &err),
                     DETENTE_OK);
    dt_text_clear(&text);
}

static void close_trial(trial *t)
{
    dt_prover_clear(&t->prover);
    reference_model_clear(&t->reference);
    detente_model_free(t->model);
}

/* ---- one witness ----------------------------------------------------------------------------- */

static void check_replies(const trial *t, const dt_witness *w, uint32_t end)
{
    const reference_graph *g = &t->reference.graph;
    for (uint32_t x = 0; x < g->states; x++) {
        if (*reference_move(g, w->party, end, x)) {
            assert_false(*reference_better(g, w->party, w->state, x));
        }
    }
}

static void check_sequence(const trial *t, const dt_witness *w, const dt_temptation *m)
{
    const reference_graph *g = &t->reference.graph;
    uint32_t at = m->to;
    assert_true(m->step_count > 0);
    for (uint32_t k = 0; k < m->step_count; k++) {
        const dt_step *step = &m->steps[k];
        assert_int_not_equal(step->party, w->party);
        assert_true(k == 0 || step->party != m->steps[k - 1].party);
        assert_true(*reference_move(g, step->party, at, step->state));
        if (dt_concept_row(w->concept)->credible) {
            assert_true(*reference_better(g, step->party, at, step->state));
        }
        at = step->state;
    }
    assert_int_equal(at, m->end);
    assert_false(*reference_better(g, w->party, w->state, at));
    if (dt_concept_row(w->concept)->reply) {
        check_replies(t, w, at);
    }
}

static void check_unmet(const trial *t, const dt_witness *w)
{
    const reference_graph *g = &t->reference.graph;
    const uint32_t to = w->temptations[w->unmet].to;
    bool reached[512] = {false};
    if (w->concept == DETENTE_NASH || w->concept == DETENTE_SIM) {
        return;
    }
    reference_legal(g, reference_others(g, w->party), dt_concept_row(w->concept)->credible, to,
                    reached);
    uint32_t count = 0;
    for (uint32_t x = 0; x < g->states; x++) {
        if (reached[x]) {
            assert_true(count < w->end_count);
            assert_int_equal(w->ends[count], x);
            count++;
        }
    }
    assert_int_equal(count, w->end_count);
}

static void check_witness(const trial *t, const dt_witness *w, bool stable)
{
    const reference_graph *g = &t->reference.graph;
    uint32_t improvements = 0;
    assert_int_equal(w->stable, stable);
    for (uint32_t x = 0; x < g->states; x++) {
        improvements += *reference_move(g, w->party, w->state, x) &&
                        *reference_better(g, w->party, w->state, x);
    }
    assert_int_equal(w->temptation_count, improvements);
    for (uint32_t k = 0; k < w->temptation_count; k++) {
        const dt_temptation *m = &w->temptations[k];
        assert_true(*reference_move(g, w->party, w->state, m->to));
        assert_true(*reference_better(g, w->party, w->state, m->to));
        if (m->met && w->concept != DETENTE_SIM) {
            check_sequence(t, w, m);
        }
    }
    if (!stable) {
        check_unmet(t, w);
    }
}

static void try_model(random_form form, uint64_t seed)
{
    trial t;
    open_trial(&t, form, seed);
    bool stable[512];
    for (uint32_t concept = 0; concept < CONCEPT_COUNT; concept++) {
        if (concept == DETENTE_SIM && !dt_option_applies(t.model)) {
            continue;
        }
        for (uint32_t party = 0; party < t.model->syntax->party_count; party++) {
            reference_solve(&t.reference, (detente_concept)concept, party, stable);
            for (uint32_t s = 0; s < t.reference.state_count; s++) {
                dt_witness w;
                assert_int_equal(
                    dt_witness_find(&t.prover, s, party, (detente_concept)concept, &w, NULL),
                    DETENTE_OK);
                check_witness(&t, &w, stable[s]);
                dt_witness_clear(&w);
            }
        }
    }
    close_trial(&t);
}

static void witnesses_prove_what_the_definitions_say(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 300; seed++) {
        try_model(RANDOM_OPTIONS, seed);
        try_model(RANDOM_COALESCED, seed);
        try_model(RANDOM_GRAPH, seed);
    }
}

/* ---- guarantees ------------------------------------------------------------------------------ */

/* The lowest level that a sequence of the others from x can end at, by the reference's reach. */
static uint32_t lowest_level(const trial *t, uint32_t party, detente_concept concept, uint32_t x)
{
    const reference_graph *g = &t->reference.graph;
    bool reached[512] = {false};
    uint32_t lowest = DT_SURE;
    reference_legal(g, reference_others(g, party), dt_concept_row(concept)->credible, x, reached);
    for (uint32_t y = 0; y < g->states; y++) {
        uint32_t level = reference_rank(&t->reference, party, y);
        for (uint32_t z = 0; z < g->states && dt_concept_row(concept)->reply; z++) {
            const uint32_t rank = reference_rank(&t->reference, party, z);
            level = *reference_move(g, party, y, z) && rank > level ? rank : level;
        }
        lowest = reached[y] && level < lowest ? level : lowest;
    }
    return lowest;
}

static void guarantees_are_the_lowest_level_that_can_be_brought_about(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 300; seed++) {
        trial t;
        dt_all_moves moves;
        open_trial(&t, seed % 3 == 0 ? RANDOM_OPTIONS : RANDOM_GRAPH, seed);
        assert_int_equal(dt_all_moves_list(t.model, NULL, &moves, NULL), DETENTE_OK);
        for (uint32_t party = 0; party < t.model->syntax->party_count; party++) {
            for (uint32_t concept = DETENTE_GMR; concept <= DETENTE_SSEQ; concept++) {
                dt_guarantees sure;
                assert_int_equal(dt_guarantees_find(t.model, t.model->preferences, &moves, party,
                                                    (detente_concept)concept, NULL, &sure, NULL),
                                 DETENTE_OK);
                for (uint32_t x = 0; x < t.reference.state_count; x++) {
                    assert_int_equal(sure.first[x],
                                     lowest_level(&t, party, (detente_concept)concept, x));
                }
                dt_guarantees_clear(&sure);
            }
        }
        dt_all_moves_clear(&moves);
        close_trial(&t);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(witnesses_prove_what_the_definitions_say),
        cmocka_unit_test(guarantees_are_the_lowest_level_that_can_be_brought_about),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
