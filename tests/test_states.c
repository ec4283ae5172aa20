/* SPDX-License-Identifier: MIT
 *
 * Numbering, coalescing, ranks and moves on small models worked out by hand, and the faults that
 * only the states show.  (Thousands of random models are compared in test_agreement.c.)
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "game/states.h"

static detente_model *read_model(const char *text, detente_faults **faults, detente_status expected)
{
    detente_model *model = NULL;
    detente_error err = {0};
    const detente_status status = detente_model_read(text, strlen(text), "test.detente", NULL, NULL,
                                                     &model, faults, &err);
    if (status != expected) {
        print_error("%s\n", err.message);
        for (size_t k = 0; faults != NULL && *faults != NULL && k < (*faults)->list.count; k++) {
            print_error("%u:%u: %s\n", (*faults)->list.list[k].at.line,
                        (*faults)->list.list[k].at.column, (*faults)->list.list[k].message);
        }
    }
    assert_int_equal(status, expected);
    return model;
}

static void assert_patterns(const detente_model *model, const char *const *patterns, uint64_t count)
{
    assert_int_equal(model->state_count, count);
    for (uint64_t k = 0; k < count; k++) {
        char pattern[DT_MOST_OPTIONS + 1];
        dt_states_pattern(model, k, pattern);
        assert_string_equal(pattern, patterns[k]);
    }
}

static void assert_ranks(const detente_model *model, uint32_t party, const uint32_t *ranks)
{
    for (uint64_t k = 0; k < model->state_count; k++) {
        assert_int_equal(model->preferences[party].ranks[k], ranks[k]);
    }
}

/* language.md section 1 and 4: the ranks of the example. */
static void the_example_of_the_language_ranks_as_printed(void **state)
{
    (void)state;
    detente_model *model = read_model("conflict \"One last time\"\n"
                                      "party us \"United States\"\n"
                                      "  option threaten\n"
                                      "  option accept\n"
                                      "party pakistan\n"
                                      "  option act\n"
                                      "status quo threaten\n"
                                      "us wants\n"
                                      "  act\n"
                                      "  not accept\n"
                                      "  threaten iff not act\n"
                                      "pakistan wants\n"
                                      "  accept\n"
                                      "  not threaten\n"
                                      "  act iff accept\n",
                                      NULL, DETENTE_OK);
    assert_int_equal(model->status_quo, 2);
    assert_ranks(model, 0, (const uint32_t[]){3, 4, 1, 2, 8, 7, 6, 5});
    assert_ranks(model, 1, (const uint32_t[]){4, 2, 7, 5, 3, 1, 8, 6});
    detente_model_free(model);
}

/* Tied statements are counted; weights are added exactly; ranks tie and end in rest. */
static void every_kind_of_preference_ranks(void **state)
{
    (void)state;
    detente_model *model = read_model("conflict \"Kinds\"\n"
                                      "party p\n"
                                      "  option a\n"
                                      "  option b\n"
                                      "party q\n"
                                      "party r\n"
                                      "p wants\n"
                                      "  a\n"
                                      "  ~ b\n"
                                      "q weighs\n"
                                      "  0.1 a\n"
                                      "  -0.3 b\n"
                                      "  0.2 a and b\n"
                                      "r ranks\n"
                                      "  state YN\n"
                                      "  ~ state NY\n"
                                      "  rest\n",
                                      NULL, DETENTE_OK);
    assert_patterns(model, (const char *const[]){"NN", "YN", "NY", "YY"}, 4);
    assert_ranks(model, 0, (const uint32_t[]){1, 2, 2, 3});
    assert_ranks(model, 1, (const uint32_t[]){2, 3, 1, 2}); /* 0, 0.1, -0.3, 0.1-0.3+0.2 = 0 */
    assert_ranks(model, 2, (const uint32_t[]){1, 2, 2, 1});
    detente_model_free(model);
}

/* 70 statements that mention one option each time but the last: no overflow at 64. */
static void statements_beyond_64_still_count(void **state)
{
    (void)state;
    dt_text text = {0};
    dt_text_add(&text, "conflict \"Long\"\nparty p\n option a\n option b\np wants\n");
    for (unsigned k = 0; k < 99; k++) {
        dt_text_add(&text, "  a or b\n");
    }
    dt_text_add(&text, "  a\n  b\n");
    detente_model *model = read_model(text.bytes, NULL, DETENTE_OK);
    assert_ranks(model, 0, (const uint32_t[]){1, 3, 2, 4});
    detente_model_free(model);
    dt_text_clear(&text);
}

/* Overlapping `same` lines merge; the state has the lowest decimal of its members. */
static void overlapping_same_lines_merge(void **state)
{
    (void)state;
    detente_model *model = read_model("conflict \"Same\"\n"
                                      "party p\n  option a\n  option b\n  option c\n"
                                      "party q\n  option d cannot be undone\n"
                                      "same a and b\n"
                                      "same b and c\n"
                                      "impossible d and not b\n"
                                      "status quo a, b, c\n",
                                      NULL, DETENTE_OK);
    /* feasible: NNNN YNNN NYNN YYNN NNYN YNYN NYYN YYYN NYNY YYNY NYYY YYYY;
     * a and b: YYNN YYYN YYNY YYYY; b and c: NYYN YYYN NYYY YYYY: one state, lowest YYNN */
    assert_patterns(
        model, (const char *const[]){"NNNN", "YNNN", "NYNN", "-Y--", "NNYN", "YNYN", "NYNY"}, 7);
    assert_int_equal(model->status_quo, 4);
    dt_moves moves = {0};
    assert_int_equal(dt_moves_list(model, 1, false, 0, NULL, &moves, NULL), DETENTE_OK);
    assert_int_equal(moves.at[7], 1); /* q: NYNN -> NYNY; within -Y-- no move; never back */
    assert_int_equal(moves.at[3] - moves.at[2], 1);
    assert_int_equal(moves.to[moves.at[2]], 6);
    dt_moves_clear(&moves);
    assert_int_equal(dt_moves_list(model, 0, false, 0, NULL, &moves, NULL), DETENTE_OK);
    /* p: from NYNY to the joined state (YYNY) only; from the joined state to all others */
    assert_int_equal(moves.at[7] - moves.at[6], 1);
    assert_int_equal(moves.to[moves.at[6]], 3);
    assert_int_equal(moves.at[4] - moves.at[3], 6);
    dt_moves_clear(&moves);
    detente_model_free(model);
}

/* 40 options, twenty groups of two: at most one of each pair, and only the first six pairs free. */
static void forty_options_few_states(void **state)
{
    (void)state;
    dt_text text = {0};
    dt_text_add(&text, "conflict \"Forty\"\nparty p\n");
    for (unsigned k = 0; k < 40; k++) {
        dt_text_format(&text, "  option o%u\n", k);
    }
    for (unsigned k = 0; k < 40; k += 2) {
        dt_text_format(&text, "at most one of o%u, o%u\n", k, k + 1);
        if (k >= 12) {
            dt_text_format(&text, "impossible o%u or o%u\n", k, k + 1);
        }
    }
    detente_faults *faults = NULL;
    detente_model *model = read_model(text.bytes, &faults, DETENTE_OK);
    assert_int_equal(model->state_count, 729);
    assert_int_equal(model->states->codes[728], 0xAAA);
    detente_faults_free(faults);
    detente_model_free(model);
    dt_text_clear(&text);
}

typedef struct faulty {
    const char *text;
    unsigned line;
    const char *message; /* part of it */
} faulty;

#define TWO_OPTIONS "conflict \"F\"\nparty p\n  option a\n  option b\n"

static void faults_that_only_states_show(void **state)
{
    (void)state;
    static const faulty cases[] = {
        {TWO_OPTIONS "impossible a\nimpossible not a\np wants\n  b\n", 6,
         "lines 5 and 6 together leave no state feasible"},
        {TWO_OPTIONS "impossible b\nimpossible a\nsame a\nimpossible a and b\n"
                     "at least one of a, b\nimpossible not a\np wants\n  b\n",
         9, "lines 5, 6 and 9 together leave no state feasible"},
        {TWO_OPTIONS "impossible b\nimpossible true\nimpossible a\np wants\n  b\n", 6,
         "this rule leaves no state feasible"},
        {TWO_OPTIONS "at most one of a, b\nstatus quo a, b\np wants\n  b\n", 6, "line 5"},
        {TWO_OPTIONS "p ranks\n  a\n  a and b\n  rest\n", 7, "takes no state"},
        {TWO_OPTIONS "p ranks\n  a\n  b\n", 5,
         "the ranking leaves out 1 of 4 states: NN; add a line for it, or `rest` at the end"},
        {TWO_OPTIONS "p ranks\n  a xor b\n", 5,
         "the ranking leaves out 2 of 4 states: NN, YY; add lines for them, or `rest` at the end"},
        {TWO_OPTIONS "  option c\np ranks\n  a and b and c\n", 6,
         "leaves out 7 of 8 states: NNN, YNN, NYN and 4 more; add lines for them"},
        {"conflict \"F\"\nstate s1\nstate s2\nstate s3\nparty p\np moves\n  s1 -> s2\n"
         "p ranks\n  s2\n",
         8, "leaves out 2 of 3 states: s1, s3; add lines for them"},
        {TWO_OPTIONS "p ranks\n  a\n  not a\n  rest\n", 8, "nothing is left"},
        {TWO_OPTIONS "p ranks\n  state 5\n  rest\n", 6, "no state 5"},
        {TWO_OPTIONS "p ranks\n  state 0\n  rest\n", 6, "counted from 1"},
        {TWO_OPTIONS "same a\np wants\n  b\n", 7, "state 2 (Y-)"},
        {TWO_OPTIONS "same a\noutcome both = a and b\np wants\n  b or a\n", 6,
         "'a and b' is true of some"},
        {TWO_OPTIONS "p wants\n  b\nclaim the equilibria under nash are state Y-\n", 7,
         "'state Y-' is true of 2 states, where one is wanted; name each by itself: state YN, YY"},
        {TWO_OPTIONS "outcome any = true\np wants\n  b\n"
                     "claim the equilibria under nash are state NN, any\n",
         8,
         "'any' is true of 4 states, where one is wanted; name each by itself: "
         "state NN, YN, NY and 1 more"},
        {"conflict \"F\"\nstate s1\nstate s2\nstate s3\noutcome few = s1 or s3\nparty p\np moves\n"
         "  s1 -> s2\nclaim the equilibria under nash are few\n",
         9, "is true of 2 states, where one is wanted; name each by itself: s1, s3"},
    };
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
        detente_faults *faults = NULL;
        read_model(cases[k].text, &faults, DETENTE_EMODEL);
        for (size_t j = 0; faults->list.errors != 1 && j < faults->list.count; j++) {
            print_error("case %zu, line %u: %s\n", k, faults->list.list[j].at.line,
                        faults->list.list[j].message);
        }
        assert_int_equal(faults->list.errors, 1);
        for (size_t j = 0; j < faults->list.count; j++) {
            const dt_fault *fault = &faults->list.list[j];
            if (!fault->is_warning) {
                assert_int_equal(fault->at.line, cases[k].line);
                if (strstr(fault->message, cases[k].message) == NULL) {
                    fail_msg("case %zu: %s", k, fault->message);
                }
            }
        }
        detente_faults_free(faults);
    }
}

static void sizes_are_said_in_fitting_units(void **state)
{
    (void)state;
    static const struct {
        uint64_t bytes;
        const char *words;
    } cases[] = {{480, "480 bytes"}, {9999, "9999 bytes"},           {10000, "10 KiB"},
                 {10241, "11 KiB"},  {(uint64_t)38 << 20, "38 MiB"}, {UINT64_MAX, "16 EiB"}};
    for (size_t k = 0; k < sizeof cases / sizeof cases[0]; k++) {
        char words[DT_SIZE_WORDS];
        assert_string_equal(dt_size_say(cases[k].bytes, words), cases[k].words);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_example_of_the_language_ranks_as_printed),
        cmocka_unit_test(every_kind_of_preference_ranks),
        cmocka_unit_test(statements_beyond_64_still_count),
        cmocka_unit_test(overlapping_same_lines_merge),
        cmocka_unit_test(forty_options_few_states),
        cmocka_unit_test(faults_that_only_states_show),
        cmocka_unit_test(sizes_are_said_in_fitting_units),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
