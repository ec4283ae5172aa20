/* SPDX-License-Identifier: MIT
 *
 * Reachability and joint moves against the reference, on random models of all forms: distances by
 * legal moves and by improvements, ways that are legal sequences, and the smallest coalition that
 * can make a jump among all groups of parties.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "insight/coalition.h"
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
    assert_int_equal(dt_reach_from(t->model, from, improvements, 0, &reach, NULL), DETENTE_OK);
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

/* The size of the smallest group with the joint improvement, 0: there is none. */
static unsigned smallest_group(const trial *t, uint32_t from, uint32_t to)
{
    const reference_graph *g = &t->reference.graph;
    bool improvements[512];
    unsigned best = 0;
    for (uint64_t group = 1; group <= reference_everybody(g); group++) {
        reference_joint_improvements(g, group, from, improvements);
        if (improvements[to] && (best == 0 || dt_popcount(group) < best)) {
            best = dt_popcount(group);
        }
    }
    return best;
}

static void check_jump(const trial *t, dt_search *search, uint32_t from, uint32_t to)
{
    dt_jump jump;
    const reference_graph *g = &t->reference.graph;
    assert_int_equal(dt_jump_find(search, from, to, &jump, NULL), DETENTE_OK);
    assert_int_equal(dt_popcount(jump.group), smallest_group(t, from, to));
    if (jump.group != 0) {
        assert_true(jump.smallest);
        check_sequence(t, jump.group, from, to, jump.steps, jump.step_count, false);
        for (uint32_t party = 0; party < g->parties; party++) {
            assert_true(!(jump.group >> party & 1) || *reference_better(g, party, from, to));
        }
    }
    dt_jump_clear(&jump);
}

static void jumps_need_the_smallest_coalition(void **state)
{
    (void)state;
    uint32_t joint = 0;
    for (uint64_t seed = 1; seed <= 900; seed++) {
        trial t;
        dt_walk walk;
        dt_search search;
        open_trial(&t, seed);
        assert_int_equal(dt_walk_open(t.model, &walk, NULL), DETENTE_OK);
        assert_int_equal(dt_search_open(&walk, &search, NULL), DETENTE_OK);
        const uint32_t states = t.reference.state_count;
        for (uint32_t from = 0; from < states && states <= 24; from += 2) {
            for (uint32_t to = 0; to < states; to++) {
                if (to != from) {
                    check_jump(&t, &search, from, to);
                    joint += smallest_group(&t, from, to) > 1;
                }
            }
        }
        dt_search_clear(&search);
        dt_walk_clear(&walk);
        close_trial(&t);
    }
    print_message("%u joint moves\n", joint);
    assert_true(joint > 100); /* else nothing was tried */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(distances_are_the_shortest),
        cmocka_unit_test(jumps_need_the_smallest_coalition),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
