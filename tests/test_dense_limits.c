/* SPDX-License-Identifier: MIT
 *
 * Where the dense engine ends: it says so one step beyond each limit, and is right at the limit;
 * and what it sets aside for telling settings apart stays below its bounds.
 */
#include "solving.h"

#include "engines/dense/judge.h"
#include "engines/dense/settings.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static detente_model *read_text(dt_text *text)
{
    detente_model *model = NULL;
    assert_false(text->failed);
    assert_int_equal(
        detente_model_read(text->bytes, text->length, "t", NULL, NULL, &model, NULL, NULL),
        DETENTE_OK);
    dt_text_clear(text);
    return model;
}

static void add_options(dt_text *text, const char *party, unsigned count)
{
    dt_text_format(text, "party %s\n", party);
    for (unsigned k = 0; k < count; k++) {
        dt_text_format(text, "  option %s%u\n", party, k);
    }
}

/* Parties a and b with so many options; a has so many statements, no two alike. */
static detente_model *model_with(unsigned own, unsigned others, unsigned statements)
{
    static const char *const between[] = {"iff", "and", "or", "and not"};
    dt_text text = {0};
    unsigned said = 0;
    dt_text_add(&text, "conflict \"limits\"\n");
    add_options(&text, "a", own);
    add_options(&text, "b", others);
    dt_text_add(&text, "impossible a0 and b0 and b1\na wants\n");
    for (unsigned w = 0; w < 4; w++) {
        for (unsigned k = 0; k < own * others && said < statements; k++, said++) {
            dt_text_format(&text, "a%u %s b%u\n", k % own, between[w], (k + k / own) % others);
        }
    }
    assert_int_equal(said, statements);
    dt_text_add(&text, "b wants\n  b1 iff a1\n  b2\n");
    return read_text(&text);
}

static void assert_covered(unsigned own, unsigned others, unsigned statements, const char *unless)
{
    const char *why = "";
    detente_model *model = model_with(own, others, statements);
    assert_int_equal(model->preferences[0].planes.count, statements);
    const bool covered = dense_covers(model, DT_SQUARE, &why);
    if (covered != (unless == NULL) || (unless != NULL && strstr(why, unless) == NULL)) {
        fail_msg("%u and %u options, %u statements: %d, %s", own, others, statements, covered, why);
    }
    detente_model_free(model);
}

/* docs/engine.md: 12 to 56 options; up to 112 planes, where there are more than 14 up to 14 own
 * options. */
static void says_where_it_ends(void **state)
{
    (void)state;
    assert_covered(6, 5, 5, "fewer than 12 options");
    assert_covered(6, 6, 5, NULL);
    assert_covered(28, 28, 14, NULL);
    assert_covered(28, 29, 14, "more than 56 options");
    assert_covered(6, 6, 112, NULL);
    assert_covered(6, 6, 113, "more than 112 planes");
    assert_covered(14, 6, 15, NULL);
    assert_covered(15, 6, 15, "more than 14 options and more than 14 planes");
    assert_covered(15, 6, 14, NULL);
}

static void assert_same(const detente_model *model, const dt_verdicts *a, const dt_verdicts *b)
{
    for (uint32_t c = 0; c < DT_SQUARE_COUNT; c++) {
        for (uint32_t i = 0; i < model->syntax->party_count; i++) {
            assert_memory_equal(a->stable[c][i], b->stable[c][i],
                                DT_WORDS(model->state_count) * sizeof(uint64_t));
        }
    }
}

static detente_status solve_dense(const detente_model *model, dt_verdicts *out)
{
    detente_status status = DETENTE_OK;
    dt_dense *dense = NULL;
    DT_TRY(dt_verdicts_init(out, model, dt_square_concepts(DT_SQUARE), NULL));
    DT_TRY(open_dense(model, DT_SQUARE, &dense, NULL));
    DT_TRY(dt_dense_solve(dense, NULL, NULL));
    DT_TRY(dt_dense_fill(dense, out, NULL));
done:
    dt_dense_free_all(dense);
    return status;
}

/* Eight layers of fourteen planes, all of them full. */
static void is_right_at_the_limit(void **state)
{
    (void)state;
    detente_model *model = model_with(6, 6, 112);
    dt_verdicts dense = {0};
    dt_verdicts listed = {0};
    dt_verdicts graph = {0};
    assert_int_equal(solve_dense(model, &dense), DETENTE_OK);
    assert_int_equal(dt_verdicts_init(&listed, model, dt_square_concepts(DT_SQUARE), NULL),
                     DETENTE_OK);
    assert_int_equal(solve_listed(model, DT_SQUARE, NULL, &listed, NULL), DETENTE_OK);
    assert_int_equal(solve_by_graph(model, dt_square_concepts(DT_SQUARE), NULL, &graph, NULL),
                     DETENTE_OK);
    assert_same(model, &graph, &dense);
    assert_same(model, &graph, &listed);
    dt_verdicts_clear(&dense);
    dt_verdicts_clear(&listed);
    dt_verdicts_clear(&graph);
    detente_model_free(model);
}

/* ---- settings -------------------------------------------------------------------------------- */

/* All 2^own settings of party a differ: each of its options decides whether a likes b0 or its
 * absence, and so on with b1. */
static detente_model *model_of_settings(unsigned own, unsigned statements)
{
    dt_text text = {0};
    dt_text_add(&text, "conflict \"settings\"\n");
    add_options(&text, "a", own);
    add_options(&text, "b", 4);
    dt_text_add(&text, "b wants\n  b0\na wants\n");
    for (unsigned k = 0; k < statements; k++) {
        dt_text_format(&text, "  b%u iff a%u\n", k / own % 4, k % own);
    }
    return read_text(&text);
}

/* The same in few statements: three options of a decide which of four options of b, or the absence
 * of which, a likes. */
static detente_model *model_of_choices(unsigned own)
{
    dt_text text = {0};
    dt_text_add(&text, "conflict \"settings\"\n");
    add_options(&text, "a", own);
    add_options(&text, "b", 4);
    dt_text_add(&text, "b wants\n  b0\na wants\n");
    for (unsigned k = 0; k < own; k += 3) {
        const unsigned x = k + 1 < own ? k + 1 : k; /* the last three may be fewer */
        const unsigned y = k + 2 < own ? k + 2 : x;
        dt_text_format(&text,
                       "  a%u iff ((a%u and a%u and b0) or (a%u and not a%u and b1) or "
                       "(not a%u and a%u and b2) or (not a%u and not a%u and b3))\n",
                       k, x, y, x, y, x, y, x, y);
    }
    return read_text(&text);
}

/* Tell the settings of party a apart, and hold what that took against the bounds that
 * dt_settings_bytes counts on. */
static void tell_apart(detente_model *model, bool cut)
{
    dt_dense *dense = NULL;
    dt_settings settings = {0};
    uint64_t open = model->owned[0];
    assert_int_equal(open_dense(model, DT_SQUARE, &dense, NULL), DETENTE_OK);
    assert_int_equal(dt_settings_find(dense, 0, 0, &open, true, 0, &settings, NULL), DETENTE_OK);
    assert_int_equal(open != model->owned[0], cut);
    assert_true(settings.most <= DT_MOST_SETTINGS);
    assert_true(settings.most * settings.roots <= DT_MOST_SETTING_WIRES);
    assert_true(settings.circuit.count <= 3 * DT_MOST_SETTING_GATES);
    assert_int_equal(settings.count, (uint64_t)1 << dt_popcount(open));
    dt_settings_clear(&settings);
    dt_dense_free_all(dense);
    detente_model_free(model);
}

static void settings_stay_below_their_bounds(void **state)
{
    (void)state;
    tell_apart(model_of_settings(8, 8), false);
    tell_apart(model_of_settings(14, 14), false); /* 2^14 settings of 16 wires: all in one go */
    tell_apart(model_of_choices(15), false);      /* 2^15 settings of 7 wires */
    tell_apart(model_of_choices(17),
               true); /* 2^17 settings of 8 wires: 2^20, but too many settings */
    tell_apart(model_of_settings(14, 4 * 14), false); /* 2^14 of 58 wires: just below 2^20 */
    tell_apart(model_of_settings(16, 4 * 16), true);  /* 2^16 of 66 wires are not */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(says_where_it_ends),
        cmocka_unit_test(is_right_at_the_limit),
        cmocka_unit_test(settings_stay_below_their_bounds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
