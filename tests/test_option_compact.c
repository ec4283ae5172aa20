/* SPDX-License-Identifier: MIT
 *
 * The option engine over listed states against the definitions typed in word for word: explicit
 * moves, legal sequences by breadth-first search over (state, last mover), quantifiers as loops.
 * Models are made without the reader: random feasible sets, ranks, one-way options.
 */
#include "solving.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define MOST_STATES 64

static uint64_t seed_now = 1;

static uint32_t dice(uint32_t sides)
{
    seed_now = seed_now * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(seed_now >> 33) % sides;
}

typedef struct fixture {
    dt_syntax syntax;
    dt_states states;
    detente_model model;
    uint64_t codes[MOST_STATES];
    uint32_t ranks[8][MOST_STATES];
    dt_preference preferences[8];
} fixture;

/* Dense ranks 1.. of values. */
static void rank_densely(const uint32_t *values, uint64_t count, uint32_t *ranks)
{
    for (uint64_t s = 0; s < count; s++) {
        uint32_t rank = 1;
        for (uint32_t v = 0; v < values[s]; v++) {
            bool used = false;
            for (uint64_t t = 0; t < count; t++) {
                used = used || values[t] == v;
            }
            rank += used;
        }
        ranks[s] = rank;
    }
}

static void make(fixture *f, uint32_t parties, uint32_t options, uint32_t kind)
{
    memset(f, 0, sizeof *f);
    f->syntax.party_count = parties;
    f->syntax.option_count = options;
    f->model.syntax = &f->syntax;
    f->model.states = &f->states;
    uint32_t at = 0;
    for (uint32_t i = 0; i < parties; i++) {
        const uint32_t left = options - at;
        const uint32_t takes = i + 1 == parties ? left : dice(left + 1);
        for (uint32_t k = 0; k < takes; k++) {
            f->model.owned[i] |= (uint64_t)1 << at++;
        }
    }
    for (uint32_t k = 0; kind % 2 == 1 && k < options; k++) {
        const uint32_t way = dice(4);
        f->model.only_up |= (uint64_t)(way == 0) << k;
        f->model.only_down |= (uint64_t)(way == 1) << k;
    }
    const uint32_t share = kind / 2 % 3; /* all, about half, few feasible */
    for (uint64_t code = 0; code >> options == 0; code++) {
        if (share == 0 || dice(share == 1 ? 2 : 6) == 0) {
            f->codes[f->states.count++] = code;
        }
    }
    if (f->states.count == 0) {
        f->codes[f->states.count++] = dice(1u << options);
    }
    f->model.state_count = f->states.count;
    f->states.codes = f->codes;
    f->model.preferences = f->preferences;
    for (uint32_t i = 0; i < parties; i++) {
        uint32_t values[MOST_STATES];
        const uint32_t levels = dice(3) == 0 ? 1 + dice(3) : 1 + dice(64);
        for (uint64_t s = 0; s < f->states.count; s++) {
            values[s] = dice(levels);
        }
        rank_densely(values, f->states.count, f->ranks[i]);
        f->preferences[i].ranks = f->ranks[i];
    }
}

/* ---- the definitions ------------------------------------------------------------------------- */

/* reached[t]: t is the end of a legal sequence of everybody but i from `from`, k >= 1 steps. */
static void reach(const fixture *f, uint32_t i, uint64_t from, bool improving, bool *reached)
{
    const uint32_t parties = f->syntax.party_count;
    bool marked[MOST_STATES][9] = {{false}};
    uint64_t queue[MOST_STATES * 9 + 1][2];
    size_t head = 0, tail = 0;
    queue[tail][0] = from;
    queue[tail++][1] = 8;
    while (head < tail) {
        const uint64_t x = queue[head][0];
        const uint64_t last = queue[head++][1];
        for (uint32_t j = 0; j < parties; j++) {
            for (uint64_t t = 0; j != i && j != last && t < f->states.count; t++) {
                if (!marked[t][j] && dt_model_may_move(&f->model, j, f->codes[x], f->codes[t]) &&
                    (!improving || f->ranks[j][t] > f->ranks[j][x])) {
                    marked[t][j] = true;
                    reached[t] = true;
                    queue[tail][0] = t;
                    queue[tail++][1] = j;
                }
            }
        }
    }
}

static bool deters(const fixture *f, uint32_t i, uint64_t s, uint64_t s2, bool answered)
{
    if (f->ranks[i][s2] > f->ranks[i][s]) {
        return false;
    }
    for (uint64_t s3 = 0; answered && s3 < f->states.count; s3++) {
        if (dt_model_may_move(&f->model, i, f->codes[s2], f->codes[s3]) &&
            f->ranks[i][s3] > f->ranks[i][s]) {
            return false;
        }
    }
    return true;
}

static bool stable(const fixture *f, uint32_t i, uint64_t s, detente_concept concept)
{
    const bool answered = concept == DETENTE_SMR || concept == DETENTE_SSEQ;
    const bool improving = concept == DETENTE_SEQ || concept == DETENTE_SSEQ;
    for (uint64_t s1 = 0; s1 < f->states.count; s1++) {
        if (!dt_model_may_move(&f->model, i, f->codes[s], f->codes[s1]) ||
            f->ranks[i][s1] <= f->ranks[i][s]) {
            continue;
        }
        bool reached[MOST_STATES] = {false};
        bool deterred = false;
        if (concept != DETENTE_NASH) {
            reach(f, i, s1, improving, reached);
        }
        for (uint64_t s2 = 0; !deterred && s2 < f->states.count; s2++) {
            deterred = reached[s2] && deters(f, i, s, s2, answered);
        }
        if (!deterred) {
            return false;
        }
    }
    return true;
}

static void compare(const fixture *f, uint32_t kind)
{
    dt_verdicts got;
    detente_error err;
    const detente_limits limits = {.threads = 1 + kind % 2};
    assert_int_equal(
        solve_by_options(&f->model, dt_square_concepts(DT_SQUARE), &limits, &got, &err),
        DETENTE_OK);
    for (uint32_t k = 0; k < DT_SQUARE_COUNT; k++) {
        uint64_t equilibria = 0;
        for (uint64_t s = 0; s < f->states.count; s++) {
            bool all = true;
            for (uint32_t i = 0; i < f->syntax.party_count; i++) {
                const bool expected = stable(f, i, s, (detente_concept)k);
                all = all && expected;
                if (dt_bit(got.stable[k][i], s) != expected) {
                    fail_msg("kind %u concept %u party %u state %u: expected %d", kind, k, i,
                             (unsigned)s, expected);
                }
            }
            equilibria += all;
        }
        assert_true(got.equilibria[k] == equilibria);
    }
    dt_verdicts_clear(&got);
}

static void agrees_with_the_definitions(void **state)
{
    (void)state;
    for (uint32_t kind = 0; kind < 3000; kind++) {
        fixture f;
        seed_now = kind + 1;
        make(&f, 1 + dice(4), 1 + dice(5), kind);
        compare(&f, kind);
    }
}

/* ---- refusals -------------------------------------------------------------------------------- */

static void refuses_above_the_memory_limit(void **state)
{
    (void)state;
    fixture f;
    dt_verdicts got;
    detente_error err;
    const detente_limits limits = {.memory = 100};
    make(&f, 2, 5, 0);
    assert_int_equal(solve_by_options(&f.model, dt_square_concepts(DT_SQUARE), &limits, &got, &err),
                     DETENTE_ELIMIT);
}

static void refuses_coalesced_states(void **state)
{
    (void)state;
    fixture f;
    dt_verdicts got;
    detente_error err;
    make(&f, 2, 5, 0);
    f.states.members = f.codes;
    assert_int_equal(solve_by_options(&f.model, dt_square_concepts(DT_SQUARE), NULL, &got, &err),
                     DETENTE_EUNSUPPORTED);
}

static bool stop(void *payload, const char *stage, uint64_t done, uint64_t total)
{
    (void)payload;
    (void)stage;
    assert_true(done <= total);
    return false;
}

static void stops_when_asked(void **state)
{
    (void)state;
    fixture f;
    dt_verdicts got;
    detente_error err;
    const detente_limits limits = {.progress = stop};
    make(&f, 2, 5, 0);
    assert_int_equal(solve_by_options(&f.model, dt_square_concepts(DT_SQUARE), &limits, &got, &err),
                     DETENTE_ECANCELLED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(agrees_with_the_definitions),
        cmocka_unit_test(refuses_above_the_memory_limit),
        cmocka_unit_test(refuses_coalesced_states),
        cmocka_unit_test(stops_when_asked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
