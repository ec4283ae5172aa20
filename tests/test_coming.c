/* SPDX-License-Identifier: MIT
 *
 * How states could come about from today: random sets of states of random models against the
 * definition, and every step of every way against the rules of its kind.
 */
#include "insight/coming.h"
#include "reference/random_model.h"
#include "reference/reference.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#define ROUNDS 1200 /* per form */

static uint64_t next(uint64_t *state)
{
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return *state >> 33;
}

/* ---- one way --------------------------------------------------------------------------------- */

static bool pays(const reference_graph *g, uint32_t from, dt_step step)
{
    return *reference_better(g, step.party, from, step.state);
}

static bool is_best(const reference_graph *g, uint32_t from, dt_step step)
{
    for (uint32_t z = 0; z < g->states; z++) {
        if (*reference_move(g, step.party, from, z) &&
            *reference_better(g, step.party, step.state, z)) {
            return false;
        }
    }
    return true;
}

/* The way is legal, leads to the state that is named, and each of its steps is of its kind. */
static void check_way(const reference_graph *g, uint32_t start, const dt_coming *found)
{
    uint32_t at = start;
    for (uint32_t k = 0; k < found->step_count; k++) {
        const dt_step step = found->steps[k];
        const bool outside = k < found->joint_at || k >= found->followed_at;
        assert_true(*reference_move(g, step.party, at, step.state));
        assert_true(k == 0 || step.party != found->steps[k - 1].party);
        assert_true(found->kind != DT_COMES_ITSELF || pays(g, at, step));
        if (found->kind == DT_COMES_FIRST_STEP) {
            assert_int_equal(k == 0, !pays(g, at, step));
            assert_true(k > 0 || step.party == found->first);
            assert_true(k == 0 || is_best(g, at, step));
        }
        if (found->kind == DT_COMES_TOGETHER) {
            assert_true(!outside || pays(g, at, step));
            assert_true(outside || (found->group >> step.party & 1) != 0);
            assert_true(k < found->followed_at || (found->followers >> step.party & 1) != 0);
        }
        at = step.state;
    }
    assert_int_equal(at, found->state);
}

static uint32_t members(uint64_t group)
{
    uint32_t count = 0;
    for (; group != 0; group >>= 1) {
        count += group & 1;
    }
    return count;
}

static void compare(const reference_graph *g, uint32_t start, const bool *ends,
                    const dt_coming *found)
{
    reference_coming right;
    reference_come(g, start, ends, &right);
    assert_int_equal(found->kind, right.kind);
    assert_false(found->cut);
    assert_true(ends[found->state]);
    if (right.kind == 4) {
        assert_int_equal(found->step_count, 0);
        return;
    }
    assert_int_equal(found->step_count, right.steps);
    check_way(g, start, found);
    if (right.kind == 1) {
        assert_int_equal(found->first, right.first);
        assert_int_equal(found->costs, right.costs);
        assert_int_equal(found->costs,
                         *reference_better(g, right.first, found->steps[0].state, start));
        assert_true(*reference_better(g, right.first, start, (uint32_t)found->state));
    }
    if (right.kind == 2) {
        assert_int_equal(members(found->group), members(right.group));
        assert_int_equal(found->gains, right.gains);
    }
    if (right.kind == 3) {
        uint32_t lose = 0;
        for (uint32_t i = 0; i < g->parties; i++) {
            lose += *reference_better(g, i, (uint32_t)found->state, start);
        }
        assert_int_equal(lose, right.losers);
    }
}

/* ---- random models --------------------------------------------------------------------------- */

static void check_model(random_form form, uint64_t seed, uint32_t kinds[5])
{
    const random_knobs knobs = random_knobs_for(form);
    dt_text text = {0};
    detente_model *model = NULL;
    reference_model judge;
    random_model(seed, &knobs, &text);
    assert_int_equal(
        detente_model_read(text.bytes, text.length, "random", NULL, NULL, &model, NULL, NULL),
        DETENTE_OK);
    reference_model_init(&judge, model->syntax);
    assert_null(judge.fault);
    const reference_graph *g = &judge.graph;
    uint64_t chance = seed;
    for (uint32_t round = 0; g->states > 1 && round < 4; round++) {
        const uint32_t start = (uint32_t)(next(&chance) % g->states);
        bool *ends = calloc(g->states, sizeof *ends);
        uint64_t *bits = calloc(DT_WORDS(g->states), sizeof *bits);
        dt_roads roads;
        dt_coming found = {0};
        uint32_t count = 0;
        for (uint32_t s = 0; s < g->states; s++) {
            ends[s] = s != start && next(&chance) % (round + 2) == 0;
            count += ends[s];
            bits[s / 64] |= (uint64_t)ends[s] << s % 64;
        }
        if (count > 0) {
            assert_int_equal(dt_roads_open(model, start, 0, NULL, &roads, NULL), DETENTE_OK);
            assert_int_equal(dt_coming_find(&roads, bits, &found, NULL), DETENTE_OK);
            compare(g, start, ends, &found);
            kinds[found.kind]++;
            dt_coming_clear(&found);
            dt_roads_clear(&roads);
        }
        free(ends);
        free(bits);
    }
    reference_model_clear(&judge);
    detente_model_free(model);
    dt_text_clear(&text);
}

static void check_form(random_form form)
{
    uint32_t kinds[5] = {0};
    for (uint64_t seed = 1; seed <= ROUNDS; seed++) {
        check_model(form, seed, kinds);
    }
    for (uint32_t k = 0; k < 5; k++) {
        print_message("kind %u: %u\n", k, kinds[k]);
        assert_true(kinds[k] >= 3 || (k == 4 && form != RANDOM_GRAPH));
    }
}

#include "forms.h"
