/* SPDX-License-Identifier: MIT
 *
 * The option engine against judges that share nothing with it: the reference on thousands of small
 * models, the graph engine (explicit moves) on models of 2^10 to 2^14 states, its own two parts
 * against each other, and one thread against several.  Adversarial families are among them.
 */
#include "solving.h"

#include "engines/dense/judge.h"
#include "reference/random_model.h"
#include "reference/reference.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define SQUARE DT_SQUARE

/* test_option_engine_long.c runs everything, this program a part in a few seconds */
#ifndef REFERENCE_MODELS
#define REFERENCE_MODELS 2000
#define GRAPH_MODELS 150
#endif

static bool keep(void *payload, const char *bytes, size_t count)
{
    dt_text_add_bytes(payload, bytes, count);
    return true;
}

static detente_model *read_text(const char *text, size_t length)
{
    detente_model *model = NULL;
    detente_error err = {0};
    const detente_status status = detente_model_read(text, length, "test", NULL, NULL, &model, NULL,
                                                     &err);
    return status == DETENTE_OK ? model : NULL;
}

/* NULL where nothing is feasible */
static detente_model *random_family(const detente_random *random)
{
    dt_text text = {0};
    const detente_sink sink = {.write = keep, .payload = &text};
    assert_int_equal(detente_random_model(random, NULL, &sink, NULL), DETENTE_OK);
    detente_model *model = read_text(text.bytes, text.length);
    dt_text_clear(&text);
    return model;
}

static void assert_same(const detente_model *model, const dt_verdicts *a, const dt_verdicts *b,
                        const char *what, uint64_t seed)
{
    for (uint32_t c = 0; c < DT_SQUARE_COUNT; c++) {
        for (uint32_t i = 0; i < model->syntax->party_count; i++) {
            for (uint64_t w = 0; w < DT_WORDS(model->state_count); w++) {
                if (dt_verdicts_word(a, (detente_concept)c, i, w) !=
                    dt_verdicts_word(b, (detente_concept)c, i, w)) {
                    fail_msg("%s, seed %llu: concept %u, party %u, word %llu differ", what,
                             (unsigned long long)seed, c, i, (unsigned long long)w);
                }
            }
            assert_int_equal(a->counts[c][i], b->counts[c][i]);
        }
        assert_int_equal(a->equilibria[c], b->equilibria[c]);
    }
}

/* ---- the reference --------------------------------------------------------------------------- */

static bool compare_with_reference(uint64_t seed, const dt_text *text)
{
    detente_model *model = read_text(text->bytes, text->length);
    assert_non_null(model);
    const bool applies = dt_option_applies(model);
    if (applies) {
        dt_verdicts got = {0};
        detente_error err = {0};
        reference_model judge;
        reference_model_init(&judge, model->syntax);
        bool *stable = reference_take(judge.state_count, sizeof *stable);
        assert_int_equal(solve_by_options(model, dt_square_concepts(SQUARE), NULL, &got, &err),
                         DETENTE_OK);
        for (uint32_t c = 0; c < DT_SQUARE_COUNT; c++) {
            for (uint32_t i = 0; i < model->syntax->party_count; i++) {
                reference_solve(&judge, (detente_concept)c, i, stable);
                for (uint32_t s = 0; s < model->state_count; s++) {
                    if (dt_bit(got.stable[c][i], s) != stable[s]) {
                        fail_msg("model %llu: concept %u, party %u, state %u",
                                 (unsigned long long)seed, c, i, s + 1);
                    }
                }
            }
        }
        free(stable);
        reference_model_clear(&judge);
        dt_verdicts_clear(&got);
    }
    detente_model_free(model);
    return applies;
}

/* Random models with rules, one-way options, ties, wants, ranks, weighs. */
static void agrees_with_the_reference(void **state)
{
    (void)state;
    const random_knobs knobs = random_knobs_for(RANDOM_OPTIONS);
    dt_text text = {0};
    uint32_t compared = 0;
    for (uint64_t seed = 0; compared < REFERENCE_MODELS; seed++) {
        random_model(seed, &knobs, &text);
        compared += compare_with_reference(seed, &text);
    }
    dt_text_clear(&text);
}

/* ---- the graph engine ------------------------------------------------------------------------ */

/* States that are an equilibrium under some concept. */
static uint64_t count_any(const detente_model *model, const dt_verdicts *verdicts)
{
    uint64_t count = 0;
    for (uint64_t s = 0; s < model->state_count; s++) {
        bool any = false;
        for (uint32_t c = 0; c < DT_SQUARE_COUNT; c++) {
            bool all = true;
            for (uint32_t i = 0; i < model->syntax->party_count; i++) {
                all = all && dt_bit(verdicts->stable[c][i], s);
            }
            any = any || all;
        }
        count += any;
    }
    return count;
}

/* Solve with the part of the engine that is named, whatever it would have chosen. */
static detente_status solve_with(const detente_model *model, bool dense, uint32_t threads,
                                 dt_verdicts *out)
{
    const detente_limits limits = {.threads = threads};
    detente_status status = DETENTE_OK;
    *out = (dt_verdicts){0};
    DT_TRY(dt_verdicts_init(out, model, dt_square_concepts(SQUARE), NULL));
    if (dense) {
        dt_dense *made = NULL;
        DT_TRY(open_dense(model, SQUARE, &made, NULL));
        DT_TRY(dt_dense_solve(made, &limits, NULL));
        DT_TRY(dt_dense_fill(made, out, NULL));
        dt_verdicts_count(out, model);
        /* streaming counts the same */
        dt_verdicts counted = {0};
        DT_TRY(dt_dense_count(made, &limits, &counted, NULL));
        for (uint32_t c = 0; c < DT_SQUARE_COUNT; c++) {
            assert_int_equal(counted.equilibria[c], out->equilibria[c]);
            for (uint32_t i = 0; i < model->syntax->party_count; i++) {
                assert_int_equal(counted.counts[c][i], out->counts[c][i]);
            }
        }
        assert_int_equal(counted.any_equilibria, count_any(model, out));
        dt_dense_free_all(made);
    } else {
        DT_TRY(solve_listed(model, SQUARE, &limits, out, NULL));
        dt_verdicts_count(out, model);
    }
done:
    return status;
}

static detente_random family_of(uint64_t seed)
{
    return (detente_random){
        .family = (detente_random_family)(seed % 4),
        .options = 10 + (uint32_t)(seed / 4 % 5),
        .parties = 1 + (uint32_t)(seed / 20 % 9),
        .statements = seed % 7 == 6 ? 15 + (uint32_t)(seed / 3 % 40) : (uint32_t)(seed / 3 % 17),
        .rules = seed % 3 == 0 ? 0 : (uint32_t)(seed / 7 % 12),
        .one_way = seed % 5 < 2 ? (uint32_t)(seed % 7) : 0,
        .seed = seed,
    };
}

/* Moves are counted, not made: every block is a clique. */
static bool is_small_enough(const detente_model *model)
{
    return model->state_count <= 1500;
}

static void agrees_with_the_graph_engine(void **state)
{
    (void)state;
    uint32_t compared = 0;
    for (uint64_t seed = 0; compared < GRAPH_MODELS; seed++) {
        const detente_random random = family_of(seed);
        detente_model *model = random_family(&random);
        dt_verdicts judge = {0};
        if (model == NULL) {
            continue;
        }
        if (!is_small_enough(model) && seed % 64 != 0) {
            detente_model_free(model);
            continue;
        }
        assert_int_equal(solve_by_graph(model, dt_square_concepts(SQUARE), NULL, &judge, NULL),
                         DETENTE_OK);
        dt_verdicts_count(&judge, model);
        const char *why = NULL;
        for (uint32_t dense = 0; dense <= dense_covers(model, SQUARE, &why); dense++) {
            dt_verdicts got;
            assert_int_equal(solve_with(model, dense != 0, 1, &got), DETENTE_OK);
            assert_same(model, &judge, &got, dense != 0 ? "dense" : "listed", seed);
            dt_verdicts_clear(&got);
        }
        dt_verdicts_clear(&judge);
        detente_model_free(model);
        compared++;
    }
}

/* ---- threads, parts -------------------------------------------------------------------------- */

static void does_not_depend_on_threads(void **state)
{
    (void)state;
    for (uint64_t seed = 0; seed < 3; seed++) {
        const detente_random random = {.options = 20,
                                       .parties = 3,
                                       .statements = 12,
                                       .rules = seed == 0 ? 0 : 6,
                                       .one_way = seed == 2 ? 3 : 0,
                                       .seed = seed};
        detente_model *model = random_family(&random);
        dt_verdicts one;
        assert_non_null(model);
        assert_int_equal(solve_with(model, true, 1, &one), DETENTE_OK);
        for (uint32_t threads = 2; threads <= 5; threads += 3) {
            dt_verdicts several;
            assert_int_equal(solve_with(model, true, threads, &several), DETENTE_OK);
            assert_same(model, &one, &several, "threads", seed);
            dt_verdicts_clear(&several);
        }
        if (seed != 0) {
            dt_verdicts listed;
            assert_int_equal(solve_with(model, false, 2, &listed), DETENTE_OK);
            assert_same(model, &one, &listed, "parts", seed);
            dt_verdicts_clear(&listed);
        }
        dt_verdicts_clear(&one);
        detente_model_free(model);
    }
}

/* The two parts on models that the graph engine is too slow for: a party with more options than are
 * told apart in one go, parties with one to five options each, more of them than there are
 * bits for their moves, more statements than a number has bits. */
static void parts_agree(void **state)
{
    static const detente_random randoms[] = {
        {.family = DETENTE_RANDOM_UNEQUAL,
         .options = 20,
         .parties = 4,
         .statements = 14,
         .rules = 3,
         .seed = 1},
        {.family = DETENTE_RANDOM_UNEQUAL,
         .options = 20,
         .parties = 4,
         .statements = 14,
         .one_way = 7,
         .seed = 2},
        {.options = 16, .parties = 16, .statements = 10, .rules = 2, .seed = 3},
        {.options = 17, .parties = 8, .statements = 12, .rules = 5, .one_way = 5, .seed = 4},
        {.options = 18, .parties = 6, .statements = 22, .rules = 4, .seed = 5},
        {.options = 16, .parties = 3, .statements = 60, .rules = 6, .one_way = 4, .seed = 9},
        {.options = 18, .parties = 4, .statements = 14, .rules = 9, .one_way = 3, .seed = 6},
        {.family = DETENTE_RANDOM_COUNTER,
         .options = 18,
         .parties = 5,
         .statements = 12,
         .seed = 7},
        {.family = DETENTE_RANDOM_SEPARABLE,
         .options = 18,
         .parties = 7,
         .statements = 12,
         .rules = 6,
         .seed = 8},
    };
    (void)state;
    for (size_t k = 0; k < sizeof randoms / sizeof randoms[0]; k++) {
        detente_model *model = random_family(&randoms[k]);
        dt_verdicts dense;
        dt_verdicts listed;
        assert_non_null(model);
        assert_int_equal(solve_with(model, true, 2, &dense), DETENTE_OK);
        assert_int_equal(solve_with(model, false, 2, &listed), DETENTE_OK);
        assert_same(model, &listed, &dense, "parts", randoms[k].seed);
        dt_verdicts_clear(&dense);
        dt_verdicts_clear(&listed);
        detente_model_free(model);
    }
}

/* No two settings of party a are alike, in gates neither: they are told apart a part at a time. */
static void many_different_settings_take_little_memory(void **state)
{
    enum { OWN = 14, OTHERS = 4 };
    dt_text text = {0};
    dt_dense *made = NULL;
    (void)state;
    dt_text_add(&text, "conflict \"c\"\nparty a\n");
    for (unsigned k = 0; k < OWN; k++) {
        dt_text_format(&text, "option a%u\n", k);
    }
    dt_text_add(&text, "party b\n");
    for (unsigned k = 0; k < OTHERS; k++) {
        dt_text_format(&text, "option b%u\n", k);
    }
    dt_text_add(&text, "a wants\na0 iff b0\na1 and b2\nb weighs\n");
    for (unsigned k = 0; k < OWN * OTHERS; k++) {
        dt_text_format(&text, "%u a%u and b%u\n", 7 + k * k * 37 % 251, k % OWN, k / OWN);
    }
    detente_model *model = read_text(text.bytes, text.length);
    assert_non_null(model);
    assert_int_equal(open_dense(model, SQUARE, &made, NULL), DETENTE_OK);
    assert_true(dt_dense_bytes(made, 1) < (uint64_t)64 << 20);
    dt_dense_free_all(made);
    dt_verdicts dense;
    dt_verdicts listed;
    assert_int_equal(solve_with(model, true, 2, &dense), DETENTE_OK);
    assert_int_equal(solve_with(model, false, 2, &listed), DETENTE_OK);
    assert_same(model, &listed, &dense, "rounds", 0);
    dt_verdicts_clear(&dense);
    dt_verdicts_clear(&listed);
    detente_model_free(model);
    dt_text_clear(&text);
}

/* ---- degenerate models ----------------------------------------------------------------------- */

static void check_text(const char *text)
{
    detente_model *model = read_text(text, strlen(text));
    dt_verdicts judge = {0};
    dt_verdicts got = {0};
    assert_non_null(model);
    assert_int_equal(solve_by_graph(model, dt_square_concepts(SQUARE), NULL, &judge, NULL),
                     DETENTE_OK);
    dt_verdicts_count(&judge, model);
    assert_int_equal(solve_by_options(model, dt_square_concepts(SQUARE), NULL, &got, NULL),
                     DETENTE_OK);
    assert_same(model, &judge, &got, text, 0);
    dt_verdicts_clear(&judge);
    dt_verdicts_clear(&got);
    if (model->syntax->option_count >= DT_DENSE_LEAST_OPTIONS) {
        assert_int_equal(solve_by_graph(model, dt_square_concepts(SQUARE), NULL, &judge, NULL),
                         DETENTE_OK);
        dt_verdicts_count(&judge, model);
        assert_int_equal(solve_with(model, true, 2, &got), DETENTE_OK);
        assert_same(model, &judge, &got, text, 1);
        dt_verdicts_clear(&judge);
        dt_verdicts_clear(&got);
    }
    detente_model_free(model);
}

#define TWELVE                                                                                     \
    "conflict \"c\"\nparty a\noption a1\noption a2\noption a3\noption a4\noption a5\n"             \
    "party b\noption b1\noption b2\noption b3\noption b4\noption b5\noption b6\noption b7\n"

static void survives_degenerate_models(void **state)
{
    (void)state;
    check_text("conflict \"one party\"\nparty a\noption x\na wants\nnot x\n");
    check_text("conflict \"no options\"\nparty a\nparty b\noption x\na wants\nx\nb wants\nnot x\n");
    check_text("conflict \"one state\"\nparty a\noption x\nparty b\noption y\nimpossible x or y\n"
               "a wants\nx\nb wants\ny\n");
    check_text("conflict \"indifferent\"\nparty a\noption x\nparty b\noption y\n");
    check_text(TWELVE "a wants\nb wants\n");
    check_text(TWELVE
               "impossible a1 or a2 or a3 or a4 or a5 or b1 or b2 or b3 or b4 or b5 or b6 or b7\n"
               "a wants\na1\nb wants\nb1\n");
    /* settings that differ in an option given up for good only, and in what i thinks of it */
    check_text("conflict \"c\"\nparty a\noption a1 cannot be resumed\noption a2 cannot be "
               "undone\noption a3\n"
               "party b\noption b1\noption b2\noption b3\noption b4\noption b5\noption b6\n"
               "option b7\noption b8\noption b9\na wants\na1\na2\nb1\nb wants\nb1 iff a3\n");
    /* levels that differ in the fifteenth plane only */
    check_text(TWELVE "impossible a1\na wants\na1 and a2\na1 and a3\n"
                      "a1 and a4\na1 and a5\na1 and b1\na1 and b2\n"
                      "a1 and b3\na1 and b4\na1 and b5\na1 and b6\n"
                      "a1 and b7\na1 and a2 and b1\na1 and a3 and b1\n"
                      "a1 and a4 and b1\na2 xor b1\na3 xor b2\nb wants\nb1 iff a2\n"
                      "b2 iff a3\n");
    check_text(TWELVE "party c\nparty d\na wants\na1 iff b1\nb wants\nb1 xor a1\nc wants\nb2\n");
}

/* Where memory does not do for two threads, one does the work. */
static void takes_fewer_threads_where_memory_is_short(void **state)
{
    (void)state;
    const detente_random random = {
        .options = 23, .parties = 3, .statements = 12, .rules = 2, .seed = 1};
    detente_model *model = random_family(&random);
    detente_limits limits = {.threads = 2};
    dt_plan plan;
    assert_non_null(model);
    assert_int_equal(plan_by_options(model, dt_square_concepts(SQUARE), &limits, &plan, NULL),
                     DETENTE_OK);
    assert_int_equal(plan.threads, 2);
    limits.memory = plan.bytes - 1;
    assert_int_equal(plan_by_options(model, dt_square_concepts(SQUARE), &limits, &plan, NULL),
                     DETENTE_OK);
    assert_int_equal(plan.threads, 1);
    limits.memory = plan.bytes - 1;
    assert_int_equal(plan_by_options(model, dt_square_concepts(SQUARE), &limits, &plan, NULL),
                     DETENTE_ELIMIT);
    detente_model_free(model);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(agrees_with_the_reference),
        cmocka_unit_test(agrees_with_the_graph_engine),
        cmocka_unit_test(does_not_depend_on_threads),
        cmocka_unit_test(parts_agree),
        cmocka_unit_test(many_different_settings_take_little_memory),
        cmocka_unit_test(survives_degenerate_models),
        cmocka_unit_test(takes_fewer_threads_where_memory_is_short),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
