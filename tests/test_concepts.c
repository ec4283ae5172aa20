/* SPDX-License-Identifier: MIT
 *
 * What was not decided must not look like an answer: whoever is asked for a concept that it does
 * not decide says so, and leaves its outputs alone.
 */
#include "solving.h"

#include "engines/graph/guarantees.h"
#include "engines/stability.h"
#include "insight/view.h"
#include "insight/witness.h"
#include "reference/reference.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

/* A number that names no concept stands for one that has a name and no engine yet. */
#define UNDECIDED ((detente_concept)(DETENTE_SSEQ_D + 1))

static const char text[] = "conflict \"c\"\nparty a\n  option x\nparty b\n  option y\n"
                           "a wants\n  x iff y\nb wants\n  x\n  y\n";

static detente_model *model;

static int read_text(void **state)
{
    (void)state;
    return detente_model_read(text, sizeof text - 1, "c", NULL, NULL, &model, NULL, NULL) !=
           DETENTE_OK;
}

static int free_text(void **state)
{
    (void)state;
    detente_model_free(model);
    return 0;
}

/* The corners of the square as the reference has them. */
static void deterrents_are_those_of_the_definitions(void **state)
{
    (void)state;
    for (uint32_t c = 0; c < CONCEPT_COUNT; c++) {
        const dt_concept *row = dt_concept_row((detente_concept)c);
        assert_int_equal(row->deterrent == DT_DETERRENT_JOINT, c == DETENTE_SIM);
        if (c != DETENTE_SIM) {
            const reference_corner corner = reference_corner_of((detente_concept)c);
            assert_int_equal(row->deterrent,
                             corner.counter ? DT_DETERRENT_SEQUENCE : DT_DETERRENT_NOTHING);
            assert_int_equal(row->credible, corner.credible);
            assert_int_equal(row->reply, corner.symmetric);
        }
    }
    assert_int_equal(dt_deterrent_of(UNDECIDED), DT_DETERRENT_UNKNOWN);
    assert_null(detente_concept_id(UNDECIDED));
    assert_int_equal(dt_square_credible(DT_SQUARE), 1u << DETENTE_SEQ | 1u << DETENTE_SSEQ);
    assert_int_equal(dt_square_reply(DT_SQUARE), 1u << DETENTE_SMR | 1u << DETENTE_SSEQ);
    const detente_concepts all = detente_concepts_all();
    assert_int_equal(detente_concept_count(), UNDECIDED); /* the judge knows them all, ... */
    assert_int_equal(dt_concepts_count(all), UNDECIDED);
    assert_true(dt_concepts_equal(dt_decided_of(all), all)); /* ... and so do the engines */
    assert_int_equal(bits_of(dt_asked_by_default((dt_terms){true, true})), ALL_CONCEPTS);
}

/* nash-a ... sseq-d: the square four times, each as its concept. */
static void readings_are_of_the_square(void **state)
{
    (void)state;
    static const char letters[] = "abcd";
    for (uint32_t c = CONCEPT_COUNT; c < (uint32_t)UNDECIDED; c++) {
        const dt_concept *row = dt_concept_row((detente_concept)c);
        const dt_concept *base = dt_concept_row((detente_concept)((c - CONCEPT_COUNT) / 4));
        char id[16];
        snprintf(id, sizeof id, "%s-%c", base->id, letters[(c - CONCEPT_COUNT) % 4]);
        assert_string_equal(row->id, id);
        assert_int_equal(row->base, (c - CONCEPT_COUNT) / 4);
        assert_int_equal(row->reading, DT_READING_A + (c - CONCEPT_COUNT) % 4);
        assert_int_equal(row->deterrent, base->deterrent);
        assert_int_equal(row->credible, base->credible);
        assert_int_equal(row->reply, base->reply);
        assert_int_equal(row->ring, base->ring);
        const detente_concepts one = detente_concepts_one((detente_concept)c);
        const detente_concepts meant = dt_meant_by(detente_concepts_one(row->base),
                                                   (dt_terms){true, false});
        assert_true(dt_concepts_within(one, meant) && dt_concepts_count(meant) == 4);
        assert_true(dt_concepts_equal(dt_told_as(meant), detente_concepts_one(row->base)));
        assert_true(dt_concepts_equal(dt_told_as(one), one));
    }
}

/* Against a table of truth values, over every number that a set may hold. */
static void sets_hold_what_was_put_in(void **state)
{
    (void)state;
    static bool in[2][DETENTE_MOST_CONCEPTS];
    detente_concepts sets[2] = {{{0}}};
    uint32_t draw = 1;
    for (uint32_t round = 0; round < 3000; round++) {
        draw = draw * 1664525 + 1013904223;
        const uint32_t k = draw >> 8 & 1;
        const uint32_t c = (draw >> 9) % DETENTE_MOST_CONCEPTS;
        in[k][c] = (draw >> 30) != 0;
        (in[k][c] ? detente_concepts_add : detente_concepts_remove)(&sets[k], (detente_concept)c);
    }
    const detente_concepts both = dt_concepts_and(sets[0], sets[1]);
    const detente_concepts some = dt_concepts_or(sets[0], sets[1]);
    const detente_concepts rest = dt_concepts_without(sets[0], sets[1]);
    uint32_t count = 0;
    uint32_t next = detente_concepts_next(&sets[0], 0);
    for (uint32_t c = 0; c < DETENTE_MOST_CONCEPTS; c++) {
        const detente_concept concept = (detente_concept)c;
        assert_int_equal(detente_concepts_have(&sets[0], concept), in[0][c]);
        assert_int_equal(detente_concepts_have(&both, concept), in[0][c] && in[1][c]);
        assert_int_equal(detente_concepts_have(&some, concept), in[0][c] || in[1][c]);
        assert_int_equal(detente_concepts_have(&rest, concept), in[0][c] && !in[1][c]);
        count += in[0][c];
        if (in[0][c]) {
            assert_int_equal(next, c);
            next = detente_concepts_next(&sets[0], c + 1);
        }
        const detente_concepts one = detente_concepts_one(concept);
        assert_int_equal(dt_concepts_within(one, sets[0]), in[0][c]);
        assert_int_equal(detente_concepts_next(&one, 0), c);
    }
    assert_int_equal(next, DETENTE_MOST_CONCEPTS);
    assert_int_equal(dt_concepts_count(sets[0]), count);
    assert_true(count > 100 && count < DETENTE_MOST_CONCEPTS);
    assert_false(dt_concepts_equal(sets[0], sets[1]));
    assert_true(dt_concepts_are_none(dt_concepts_without(both, some)));
}

static bool is_empty(const dt_verdicts *verdicts)
{
    static const dt_verdicts empty;
    return memcmp(verdicts, &empty, sizeof empty) == 0;
}

static void engines_refuse(void **state)
{
    (void)state;
    /* SIM alone goes to the engine of its own; one plan is of one engine */
    static const uint32_t asked[] = {1u << UNDECIDED, 1u << DETENTE_NASH | 1u << DETENTE_SIM,
                                     1u << DETENTE_NASH | 1u << UNDECIDED, ALL_CONCEPTS};
    for (size_t k = 0; k < sizeof asked / sizeof asked[0]; k++) {
        dt_verdicts out = {0};
        dt_plan plan;
        detente_error err = {0};
        assert_int_equal(solve_by_graph(model, set_of(asked[k]), NULL, &out, &err),
                         DETENTE_EUNSUPPORTED);
        assert_non_null(strstr(err.message, "does not decide"));
        assert_true(is_empty(&out));
        assert_int_equal(solve_by_options(model, set_of(asked[k]), NULL, &out, &err),
                         DETENTE_EUNSUPPORTED);
        assert_true(is_empty(&out));
        assert_int_equal(plan_by_options(model, set_of(asked[k]), NULL, &plan, &err),
                         DETENTE_EUNSUPPORTED);
    }
}

static void guarantees_are_about_sequences(void **state)
{
    (void)state;
    static const detente_concept without[] = {DETENTE_NASH, DETENTE_SIM, UNDECIDED};
    dt_all_moves moves = {0};
    assert_int_equal(dt_all_moves_list(model, NULL, &moves, NULL), DETENTE_OK);
    for (size_t k = 0; k < sizeof without / sizeof without[0]; k++) {
        dt_guarantees sure = {0};
        assert_int_equal(
            dt_guarantees_find(model, model->preferences, &moves, 0, without[k], NULL, &sure, NULL),
            DETENTE_EUNSUPPORTED);
        assert_null(sure.first);
    }
    dt_all_moves_clear(&moves);
}

static void no_witness_of_what_is_not_decided(void **state)
{
    (void)state;
    dt_prover prover;
    assert_int_equal(dt_prover_open(model, model->preferences, NULL, &prover, NULL), DETENTE_OK);
    for (uint64_t s = 0; s < model->state_count; s++) {
        dt_witness witness = {.end_count = 77};
        assert_int_equal(dt_witness_find(&prover, s, 0, UNDECIDED, &witness, NULL),
                         DETENTE_EUNSUPPORTED);
        assert_int_equal(witness.end_count, 77);
    }
    dt_prover_clear(&prover);
}

static bool swallow(void *payload, const char *bytes, size_t count)
{
    (void)bytes;
    *(size_t *)payload += count;
    return true;
}

/* By the public calls: an error, and not a byte. */
static void nothing_is_said(void **state)
{
    (void)state;
    size_t written = 0;
    const detente_sink sink = {.write = swallow, .payload = &written};
    const detente_request request = {.concepts = set_of(1u << DETENTE_GMR | 1u << UNDECIDED)};
    const detente_question question = {
        .state = "1", .party = DETENTE_EVERY_PARTY, .concepts = request.concepts};
    detente_plan plan;
    detente_analysis *analysis = NULL;
    assert_int_not_equal(detente_solve(model, &request, NULL, &analysis, NULL), DETENTE_OK);
    assert_null(analysis);
    assert_int_not_equal(detente_plan_solve(model, &request, NULL, &plan, NULL), DETENTE_OK);
    assert_int_not_equal(detente_explain(model, &question, NULL, NULL, &sink, NULL), DETENTE_OK);
    assert_int_equal(written, 0);
    assert_null(detente_concept_id(UNDECIDED));
    dt_view view;
    assert_int_equal(detente_solve(model, NULL, NULL, &analysis, NULL), DETENTE_OK);
    assert_int_equal(dt_view_open(analysis, NULL, &view, NULL), DETENTE_OK);
    assert_false(dt_view_left_out(&view, UNDECIDED)); /* "all" is what some engine decides */
    dt_view_clear(&view);
    detente_analysis_free(analysis);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(deterrents_are_those_of_the_definitions),
        cmocka_unit_test(readings_are_of_the_square),
        cmocka_unit_test(sets_hold_what_was_put_in),
        cmocka_unit_test(engines_refuse),
        cmocka_unit_test(guarantees_are_about_sequences),
        cmocka_unit_test(no_witness_of_what_is_not_decided),
        cmocka_unit_test(nothing_is_said),
    };
    return cmocka_run_group_tests(tests, read_text, free_text);
}
