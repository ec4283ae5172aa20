/* SPDX-License-Identifier: MIT
 *
 * Reachability against the reference, on random models of all forms: distances by legal moves and
 * by improvements, and ways that are legal sequences.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "insight/reach.h"
#include "reference/random_model.h"
#include "reference/reference.h"

typedef struct trial {
    detente_model *model;
    reference_model reference;
} trial;

static void open_trial(trial *t, uint64_t seed)
{
    static const random_form forms[] = {RANDOM_OPTIONS, RANDOM_GRAPH, RANDOM_COALESCED};
    const random_knobs knobs = random_knobs_for(forms[seed % 3]);
    dt_text text = {0};
    random_model(seed, &knobs, &text);
    assert_int_equal(
        detente_model_read(text.bytes, text.length, "random", NULL, NULL, &t->model, NULL, NULL),
        DETENTE_OK);
    reference_model_init(&t->reference, t->model->syntax);
    assert_null(t->reference.fault);
    dt_text_clear(&text);
}

static void close_trial(trial *t)
{
    reference_model_clear(&t->reference);
    detente_model_free(t->model);
}

/* A legal sequence of the group: real moves, nobody twice in a row. */
static void check_sequence(const trial *t, uint64_t group, uint32_t from, uint32_t to,
                           const dt_step *steps, uint32_t count, bool improvements)
{
    const reference_graph *g = &t->reference.graph;
    for (uint32_t k = 0; k < count; k++) {
        assert_true(group >> steps[k].party & 1);
        assert_true(k == 0 || steps[k].party != steps[k - 1].party);
        assert_true(*reference_move(g, steps[k].party, from, steps[k].state));
        assert_true(!improvements || *reference_better(g, steps[k].party, from, steps[k].state));
        from = steps[k].state;
    }
    assert_int_equal(from, to);
}

static void check_reach(const trial *t, uint32_t from, bool improvements)
{
    uint32_t shortest[512];
    dt_step steps[512];
    dt_reach reach;
    reference_distances(&t->reference.graph, from, improvements, shortest);
    assert_int_equal(
        dt_reach_from(t->model, t->model->preferences, from, improvements, 0, NULL, &reach, NULL),
        DETENTE_OK);
    for (uint32_t s = 0; s < t->reference.state_count; s++) {
        if (s != from) {
            assert_int_equal(dt_reach_distance(&reach, s), shortest[s]);
        }
        if (s != from && shortest[s] != UINT32_MAX) {
            dt_reach_way(&reach, s, steps);
            check_sequence(t, UINT64_MAX, from, s, steps, shortest[s], improvements);
        }
    }
    assert_int_equal(dt_reach_distance(&reach, from), 0);
    dt_reach_clear(&reach);
}

static void distances_are_the_shortest(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 600; seed++) {
        trial t;
        open_trial(&t, seed);
        for (uint32_t from = 0; from < t.reference.state_count; from += 3) {
            check_reach(&t, from, false);
            check_reach(&t, from, true);
        }
        close_trial(&t);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(distances_are_the_shortest),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
