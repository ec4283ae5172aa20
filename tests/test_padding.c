/* SPDX-License-Identifier: MIT
 *
 * Options that change nothing.  Small random models get a party more that wants nothing, with so
 * many options that the engine over the product space works on them; some of these options are
 * impossible, the others free.  By the definitions each verdict is that of the small model, which
 * the reference decides: so wants, ranks and weighs of every shape come before the dense engine.
 */
#include "solving.h"

#include "engines/dense/judge.h"
#include "reference/random_expr.h"
#include "reference/random_model.h"
#include "reference/reference.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

#define MODELS 1000
#define SQUARE DT_SQUARE

typedef struct padded {
    dt_text text;      /* the small model */
    dt_text more_text; /* with the party more */
    dt_syntax *syntax; /* of the small model */
    reference_model reference;
    detente_model *model; /* with the party more */
    uint32_t free_options;
} padded;

/* Its patterns would get longer; its numbers would change where options are free. */
static bool can_be_padded(const dt_text *text, uint32_t free_options)
{
    return strstr(text->bytes, "state Y") == NULL && strstr(text->bytes, "state N") == NULL &&
           (free_options == 0 || strstr(text->bytes, "state ") == NULL);
}

/* `free_options` that anybody may combine with anything, and `fixed` that are never taken. */
static void write_padding(dt_text *text, uint32_t free_options, uint32_t fixed)
{
    dt_text_add(text, "party pad\n");
    for (uint32_t k = 0; k < free_options + fixed; k++) {
        dt_text_format(text, "  option z%u\n", k);
    }
    for (uint32_t k = free_options; k < free_options + fixed; k++) {
        dt_text_format(text, "impossible z%u\n", k);
    }
}

static bool make(uint64_t seed, padded *p)
{
    random_source source = {.state = seed};
    random_knobs knobs = random_knobs_for(RANDOM_OPTIONS);
    knobs.most_options = 5;
    knobs.plain = random_chance(&source, 10); /* then nothing is forbidden in the padding, too */
    *p = (padded){.free_options = random_chance(&source, 50) ? 0 : 1 + random_below(&source, 4)};
    p->free_options = knobs.plain ? DT_DENSE_LEAST_OPTIONS : p->free_options;
    random_model(seed, &knobs, &p->text);
    if (!can_be_padded(&p->text, p->free_options)) {
        return false;
    }
    assert_int_equal(dt_syntax_read(p->text.bytes, p->text.length, NULL, NULL, &p->syntax, NULL),
                     DETENTE_OK);
    reference_model_init(&p->reference, p->syntax);
    const uint32_t room = DT_DENSE_LEAST_OPTIONS - p->syntax->option_count;
    p->free_options = p->free_options > room ? room : p->free_options;
    dt_text_add(&p->more_text, p->text.bytes);
    write_padding(&p->more_text, p->free_options,
                  room - p->free_options + (knobs.plain ? 0 : random_below(&source, 2)));
    assert_int_equal(detente_model_read(p->more_text.bytes, p->more_text.length, "padded", NULL,
                                        NULL, &p->model, NULL, NULL),
                     DETENTE_OK);
    return true;
}

static void clear(padded *p)
{
    detente_model_free(p->model);
    reference_model_clear(&p->reference);
    dt_syntax_free(p->syntax);
    dt_text_clear(&p->text);
    dt_text_clear(&p->more_text);
}

/* State s with free options `extra`: stable as s is; for the party that wants nothing, anyway. */
static void compare(const padded *p, const dt_verdicts *verdicts, uint64_t seed)
{
    bool stable[32];
    const uint32_t parties = p->syntax->party_count, states = p->reference.state_count;
    assert_int_equal(detente_model_state_count(p->model), (uint64_t)states << p->free_options);
    for (uint32_t k = 0; k < DT_SQUARE_COUNT * (parties + 1); k++) {
        const detente_concept concept = (detente_concept)(k % DT_SQUARE_COUNT);
        const uint32_t party = k / DT_SQUARE_COUNT;
        memset(stable, true, sizeof stable);
        if (party < parties) {
            reference_solve(&p->reference, concept, party, stable);
        }
        for (uint32_t s = 0; s < states << p->free_options; s++) {
            const uint64_t extra = s / states;
            const uint64_t code = p->reference.lowest[s % states] | extra
                                                                        << p->syntax->option_count;
            const uint64_t t = dt_states_find(p->model, code);
            if (t >= p->model->state_count ||
                dt_bit(verdicts->stable[concept][party], t) != stable[s % states]) {
                fail_msg("seed %llu: %s, party %u, state %u, extra %llu\n%s",
                         (unsigned long long)seed, detente_concept_id(concept), party,
                         s % states + 1, (unsigned long long)extra, p->more_text.bytes);
            }
        }
    }
}

static void solve_dense(const padded *p, dt_verdicts *out)
{
    const char *why = NULL;
    const detente_limits limits = {.threads = 1};
    dt_dense *dense = NULL;
    assert_true(dense_covers(p->model, SQUARE, &why));
    assert_int_equal(dt_verdicts_init(out, p->model, dt_square_concepts(SQUARE), NULL), DETENTE_OK);
    assert_int_equal(open_dense(p->model, SQUARE, &dense, NULL), DETENTE_OK);
    assert_int_equal(dt_dense_solve(dense, &limits, NULL), DETENTE_OK);
    assert_int_equal(dt_dense_fill(dense, out, NULL), DETENTE_OK);
    dt_dense_free_all(dense);
}

static void test_dense_engine(void **state)
{
    (void)state;
    uint32_t compared = 0, free_ones = 0;
    for (uint64_t seed = 5000000; compared < MODELS; seed++) {
        padded p;
        if (make(seed, &p)) {
            dt_verdicts verdicts = {0};
            solve_dense(&p, &verdicts);
            compare(&p, &verdicts, seed);
            dt_verdicts_clear(&verdicts);
            compared++;
            free_ones += p.free_options > 0 ? 1 : 0;
        }
        clear(&p);
    }
    assert_true(free_ones > MODELS / 10);
}

/* The same for the other engines, whichever they take. */
static void test_other_engines(void **state)
{
    (void)state;
    for (uint64_t seed = 6000000; seed < 6000000 + MODELS / 4; seed++) {
        const detente_limits limits = {.threads = 1};
        padded p;
        if (make(seed, &p)) {
            dt_verdicts verdicts = {0};
            const detente_status status = seed % 2 == 0
                                              ? solve_by_graph(p.model, dt_square_concepts(SQUARE),
                                                               &limits, &verdicts, NULL)
                                              : solve_by_options(p.model,
                                                                 dt_square_concepts(SQUARE),
                                                                 &limits, &verdicts, NULL);
            assert_int_equal(status, DETENTE_OK);
            compare(&p, &verdicts, seed);
            dt_verdicts_clear(&verdicts);
        }
        clear(&p);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_dense_engine),
        cmocka_unit_test(test_other_engines),
    };
    return cmocka_run_group_tests_name("padding", tests, NULL, NULL);
}
