/* SPDX-License-Identifier: MIT
 *
 * The program against the reference on random models: what is a model at all, state numbers, codes,
 * patterns, outcomes, ranks, status quo, moves, every verdict of both engines for every party, and
 * how many claims hold.
 *
 * On a disagreement the seed and the text of the model are printed.  DETENTE_MODELS in the
 * environment sets the number of models per form, DETENTE_SEED the first seed.
 */
#include "game/model.h"
#include "game/states.h"
#include "reference/random_model.h"
#include "reference/reference.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

#define MOST_STATES ((size_t)1 << REFERENCE_MOST_OPTIONS)

/* One model in both worlds. */
typedef struct both {
    uint64_t seed;
    const dt_text *text;
    dt_syntax *syntax; /* the reference's own */
    reference_model reference;
    detente_model *model;
} both;

typedef struct totals {
    uint32_t wrong, coalesced, two_engines, stable, unstable, claims, failed;
} totals;

static void disagree(const both *b, const char *what)
{
    fail_msg("seed %llu: %s\n%s", (unsigned long long)b->seed, what, b->text->bytes);
}

static void check(const both *b, bool agrees, const char *what)
{
    if (!agrees) {
        disagree(b, what);
    }
}

/* ---- the states ------------------------------------------------------------------------------ */

static void compare_states(const both *b)
{
    const reference_model *r = &b->reference;
    char pattern[DT_MOST_OPTIONS + 1];
    check(b, detente_model_state_count(b->model) == r->state_count, "number of states");
    check(b, b->model->status_quo == r->status_quo, "status quo");
    for (uint32_t s = 0; s < r->state_count; s++) {
        for (uint32_t party = 0; party < b->syntax->party_count; party++) {
            check(b, b->model->preferences[party].ranks[s] == reference_rank(r, party, s), "ranks");
        }
        if (!dt_is_graph_form(b->syntax)) {
            dt_states_pattern(b->model, s, pattern);
            check(b, strcmp(pattern, reference_pattern(r, s)) == 0, "patterns");
            check(b, dt_states_code(b->model, s) == r->lowest[s], "codes");
        }
    }
    for (uint32_t k = 0; k < r->member_count && !dt_is_graph_form(b->syntax); k++) {
        check(b, dt_states_find(b->model, r->members[k]) == r->state_of[k], "state of a code");
    }
}

static void compare_outcomes(const both *b)
{
    uint64_t words[DT_WORDS(MOST_STATES)];
    for (uint32_t k = 0; k < b->syntax->outcome_count; k++) {
        check(b,
              dt_states_where(b->model, b->model->syntax->outcomes[k].expr, NULL, words, NULL) ==
                  DETENTE_OK,
              "status of an outcome");
        for (uint32_t s = 0; s < b->reference.state_count; s++) {
            check(b,
                  dt_bit(words, s) ==
                      reference_holds(&b->reference, b->syntax->outcomes[k].expr, s),
                  "states of an outcome");
        }
    }
}

/* ---- moves and verdicts ---------------------------------------------------------------------- */

static void compare_moves(const both *b)
{
    const uint32_t count = b->reference.state_count;
    for (uint32_t party = 0; party < b->syntax->party_count; party++) {
        dt_moves forth, back;
        check(b, dt_moves_list(b->model, party, false, 0, NULL, &forth, NULL) == DETENTE_OK,
              "moves");
        check(b, dt_moves_list(b->model, party, true, 0, NULL, &back, NULL) == DETENTE_OK,
              "moves back");
        for (uint32_t s = 0; s < count; s++) {
            uint64_t next = forth.at[s], before = back.at[s];
            for (uint32_t t = 0; t < count; t++) {
                if (*reference_move(&b->reference.graph, party, s, t)) {
                    check(b, next < forth.at[s + 1] && forth.to[next++] == t, "a move is missing");
                }
                if (*reference_move(&b->reference.graph, party, t, s)) {
                    check(b, before < back.at[s + 1] && back.to[before++] == t,
                          "a move back is missing");
                }
            }
            check(b, next == forth.at[s + 1] && before == back.at[s + 1], "a move too many");
        }
        dt_moves_clear(&forth);
        dt_moves_clear(&back);
    }
}

/* Verdicts and count of one concept for one party or DETENTE_EVERY_PARTY. */
static void compare_verdicts(const both *b, const detente_analysis *analysis,
                             detente_concept concept, uint32_t party, const bool *stable)
{
    uint64_t count = 0;
    for (uint32_t s = 0; s < b->reference.state_count; s++) {
        if (detente_analysis_stable(analysis, concept, party, (uint64_t)s + 1) != stable[s]) {
            char what[160];
            snprintf(what, sizeof what, "%s, party %d, state %u is %sstable; engine: %.60s",
                     detente_concept_id(concept), (int)party, s + 1, stable[s] ? "" : "not ",
                     detente_analysis_engine(analysis));
            disagree(b, what);
        }
        count += stable[s] ? 1 : 0;
    }
    check(b, detente_analysis_count(analysis, concept, party) == count, "number of stable states");
}

static void compare_concept(const both *b, detente_analysis *const analyses[2],
                            detente_concept concept, totals *sum)
{
    static bool stable[MOST_STATES], all[MOST_STATES];
    memset(all, true, sizeof all);
    for (uint32_t party = 0; party < b->syntax->party_count; party++) {
        reference_solve(&b->reference, concept, party, stable);
        for (uint32_t s = 0; s < b->reference.state_count; s++) {
            all[s] = all[s] && stable[s];
            sum->stable += stable[s] ? 1 : 0;
            sum->unstable += stable[s] ? 0 : 1;
        }
        for (int engine = 0; engine < 2 && analyses[engine] != NULL; engine++) {
            compare_verdicts(b, analyses[engine], concept, party, stable);
        }
    }
    for (int engine = 0; engine < 2 && analyses[engine] != NULL; engine++) {
        compare_verdicts(b, analyses[engine], concept, DETENTE_EVERY_PARTY, all);
    }
}

static detente_analysis *solve(const both *b, detente_engine engine)
{
    const detente_request request = {.engine = engine};
    const detente_limits limits = {.threads = 1};
    const bool has_sim = reference_has_sim(&b->reference);
    detente_analysis *analysis = NULL;
    const detente_status status = detente_solve(b->model, &request, &limits, &analysis, NULL);
    if (engine == DETENTE_ENGINE_OPTION && !has_sim) { /* graph form, coalesced states */
        check(b, status == DETENTE_EUNSUPPORTED, "the option engine should refuse");
        return NULL;
    }
    check(b, status == DETENTE_OK, "status of an engine");
    const uint32_t sim = 1u << DETENTE_SIM;
    const uint32_t expected = has_sim ? ALL_CONCEPTS : ALL_CONCEPTS & ~sim;
    check(b, bits_of(detente_analysis_concepts(analysis)) == expected, "concepts that apply");
    return analysis;
}

static void compare_engines(const both *b, totals *sum)
{
    detente_analysis *const analyses[2] = {solve(b, DETENTE_ENGINE_GRAPH),
                                           solve(b, DETENTE_ENGINE_OPTION)};
    const bool has_sim = reference_has_sim(&b->reference);
    for (int concept = 0; concept < (has_sim ? 6 : 5); concept++) {
        compare_concept(b, analyses, (detente_concept)concept, sum);
    }
    detente_analysis_free(analyses[0]);
    detente_analysis_free(analyses[1]);
    sum->two_engines += has_sim ? 1 : 0;
}

/* ---- claims ---------------------------------------------------------------------------------- */

static bool swallow(void *payload, const char *bytes, size_t count)
{
    (void)payload;
    (void)bytes;
    (void)count;
    return true;
}

static void compare_claims(const both *b, totals *sum)
{
    const detente_limits limits = {.threads = 1};
    const detente_style style = {.format = DETENTE_TABLE};
    const detente_sink sink = {.write = swallow};
    detente_analysis *analysis = NULL;
    uint64_t failed = 0, expected = 0;
    check(b, detente_solve(b->model, NULL, &limits, &analysis, NULL) == DETENTE_OK, "solving");
    check(b, detente_check(analysis, &style, NULL, &sink, &failed, NULL) == DETENTE_OK, "checking");
    detente_analysis_free(analysis);
    for (uint32_t k = 0; k < b->syntax->claim_count; k++) {
        expected += reference_claim(&b->reference, &b->syntax->claims[k]) == REFERENCE_FAILS;
    }
    check(b, failed == expected, "claims that do not hold");
    sum->claims += b->syntax->claim_count;
    sum->failed += (uint32_t)failed;
}

/* ---- one model, many models ------------------------------------------------------------------ */

static void compare(uint64_t seed, const random_knobs *knobs, totals *sum)
{
    dt_text text = {0};
    random_model(seed, knobs, &text);
    both b = {.seed = seed, .text = &text};
    check(&b, dt_syntax_read(text.bytes, text.length, NULL, NULL, &b.syntax, NULL) == DETENTE_OK,
          "cannot be read");
    reference_model_init(&b.reference, b.syntax);
    const detente_status status = detente_model_read(text.bytes, text.length, "random", NULL, NULL,
                                                     &b.model, NULL, NULL);
    if (b.reference.fault != NULL) {
        check(&b, status == DETENTE_EMODEL, b.reference.fault);
        sum->wrong++;
    } else {
        check(&b, status == DETENTE_OK, "is a model by the definitions");
        compare_states(&b);
        compare_outcomes(&b);
        compare_moves(&b);
        compare_engines(&b, sum);
        if (b.syntax->claim_count > 0) {
            compare_claims(&b, sum);
        }
        sum->coalesced += b.reference.coalesced ? 1 : 0;
    }
    detente_model_free(b.model);
    reference_model_clear(&b.reference);
    dt_syntax_free(b.syntax);
    dt_text_clear(&text);
}

static uint64_t setting(const char *name, uint64_t otherwise)
{
    const char *value = getenv(name);
    return value == NULL ? otherwise : strtoull(value, NULL, 10);
}

static totals compare_many(const random_knobs *knobs, uint64_t count)
{
    totals sum = {0};
    const uint64_t first = setting("DETENTE_SEED", 0);
    count = setting("DETENTE_MODELS", count);
    for (uint64_t seed = first; seed < first + count; seed++) {
        compare(seed, knobs, &sum);
    }
    print_message("%u wrong, %u coalesced, %u by both engines, %u stable, %u not\n", sum.wrong,
                  sum.coalesced, sum.two_engines, sum.stable, sum.unstable);
    assert_true(sum.unstable > count && sum.stable > count);
    return sum;
}

static void test_option_form(void **state)
{
    (void)state;
    random_knobs knobs = random_knobs_for(RANDOM_OPTIONS);
    knobs.most_options = 5;
    knobs.wrong = true;
    const totals sum = compare_many(&knobs, 12000);
    assert_true(sum.two_engines >= 10000 || getenv("DETENTE_MODELS") != NULL);
}

/* The more states, the longer the sequences: few models, up to 2^7 states and 5 parties. */
static void test_large_option_form(void **state)
{
    (void)state;
    random_knobs knobs = random_knobs_for(RANDOM_OPTIONS);
    knobs.most_options = 7;
    knobs.most_parties = 5;
    compare_many(&knobs, 150);
}

static void test_coalesced(void **state)
{
    (void)state;
    random_knobs knobs = random_knobs_for(RANDOM_COALESCED);
    knobs.wrong = true;
    knobs.most_options = 5;
    const totals sum = compare_many(&knobs, 21000);
    assert_true(sum.coalesced >= 10000 || getenv("DETENTE_MODELS") != NULL);
}

static void test_graph_form(void **state)
{
    (void)state;
    random_knobs knobs = random_knobs_for(RANDOM_GRAPH);
    knobs.wrong = true;
    compare_many(&knobs, 11000);
}

/* Every kind of claim, in every form. */
static void test_claims(void **state)
{
    (void)state;
    for (int form = RANDOM_OPTIONS; form <= RANDOM_GRAPH; form++) {
        random_knobs knobs = random_knobs_for((random_form)form);
        knobs.most_options = 4;
        knobs.claims = true;
        const totals sum = compare_many(&knobs, 2000);
        assert_true(sum.failed > sum.claims / 5 && sum.failed < sum.claims * 4 / 5);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_option_form), cmocka_unit_test(test_large_option_form),
        cmocka_unit_test(test_coalesced),   cmocka_unit_test(test_graph_form),
        cmocka_unit_test(test_claims),
    };
    return cmocka_run_group_tests_name("agreement", tests, NULL, NULL);
}
