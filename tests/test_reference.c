/* SPDX-License-Identifier: MIT
 *
 * The judge judged: the reference against the small models and vectors of the definitions
 * (docs/concepts.md), against its own matrix form, and against the generator's own truth values.
 *
 * The models X20-X23 are also asked of the usual wrong searches, which must get them wrong: so the
 * table shows that it can fail.
 */
#include "reference/random_expr.h"
#include "reference/random_model.h"
#include "reference/reference.h"
#include "reference/small.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

/* ---- small models ---------------------------------------------------------------------------- */

/* Is the state stable under the concept of that name? */
static bool is_stable(const reference_graph *graph, const char *name, uint32_t party,
                      uint32_t state)
{
    static const struct {
        const char *name;
        detente_concept concept;
        reference_reach *reach;
    } names[] = {
        {"Nash", DETENTE_NASH, reference_legal},       {"GMR", DETENTE_GMR, reference_legal},
        {"SMR", DETENTE_SMR, reference_legal},         {"SEQ", DETENTE_SEQ, reference_legal},
        {"SSEQ", DETENTE_SSEQ, reference_legal},       {"GMRreach", DETENTE_GMR, reference_plain},
        {"GMRonce", DETENTE_GMR, reference_once},      {"GMRsingle", DETENTE_GMR, reference_single},
        {"GMRvisited", DETENTE_GMR, reference_visited}};
    bool stable[SMALL_STATES] = {false};
    if (strcmp(name, "GMRzero") == 0) {
        reference_matrix_stable(graph, DETENTE_GMR, party, false, stable);
        return stable[state];
    }
    for (size_t k = 0; k < sizeof names / sizeof *names; k++) {
        if (strcmp(name, names[k].name) == 0) {
            reference_stable(graph, names[k].concept, party, names[k].reach, stable);
            return stable[state];
        }
    }
    fail_msg("no concept %s", name);
    return false;
}

static void test_small_models(void **state)
{
    (void)state;
    for (size_t k = 0; k < small_claim_count; k++) {
        const small_claim *each = &small_claims[k];
        const small_graph small = small_graph_read(each->arcs, each->payoffs);
        reference_graph graph;
        small_graph_reference(&small, &graph);
        char names[64];
        snprintf(names, sizeof names, "%s", each->claims);
        for (char *name = strtok(names, " "); name != NULL; name = strtok(NULL, " ")) {
            const bool wanted = *name != '!';
            if (is_stable(&graph, wanted ? name : name + 1, each->party, each->state) != wanted) {
                fail_msg("%s: %s is wrong", each->id, name);
            }
        }
        reference_graph_clear(&graph);
    }
}

/* Equilibria of a concept as bits. */
static uint64_t equilibria(const reference_graph *graph, detente_concept concept)
{
    uint64_t all = ((uint64_t)1 << graph->states) - 1;
    for (uint32_t party = 0; party < graph->parties; party++) {
        bool stable[SMALL_STATES] = {false};
        reference_stable(graph, concept, party, reference_legal, stable);
        for (uint32_t s = 0; s < graph->states; s++) {
            all &= stable[s] ? UINT64_MAX : ~((uint64_t)1 << s);
        }
    }
    return all;
}

static void expect_equilibria(const char *arcs, const char *payoffs, const uint64_t expected[5])
{
    const small_graph small = small_graph_read(arcs, payoffs);
    reference_graph graph;
    small_graph_reference(&small, &graph);
    for (int concept = DETENTE_NASH; concept <= DETENTE_SSEQ; concept++) {
        assert_int_equal(equilibria(&graph, (detente_concept)concept), expected[concept]);
    }
    reference_graph_clear(&graph);
}

static const char two_by_two[] = "D0:0>1,1>0,2>3,3>2 D1:0>2,2>0,1>3,3>1";

static void test_whole_models(void **state)
{
    (void)state;
    const uint64_t none[5] = {0, 0, 0, 0, 0};
    expect_equilibria("D0:0>1,3>0 D1:1>2,2>3", "1,2,3,0 / 3,0,1,2", none); /* X05 */
    const uint64_t dilemma[5] = {8, 9, 9, 9, 9};
    expect_equilibria(two_by_two, "2,3,0,1 / 2,0,3,1", dilemma);
    const uint64_t chicken[5] = {6, 7, 7, 6, 6};
    expect_equilibria(two_by_two, "2,3,1,0 / 2,1,3,0", chicken);
    const small_graph small = small_graph_read("D0:2>1 D1:0>2,1>2", "1,2,0 / 0,1,2"); /* X07 */
    reference_graph graph;
    small_graph_reference(&small, &graph);
    assert_int_equal(equilibria(&graph, DETENTE_SMR), 0);
    assert_int_equal(equilibria(&graph, DETENTE_GMR), 6);
    assert_int_equal(equilibria(&graph, DETENTE_SEQ), 6);
    reference_graph_clear(&graph);
}

/* X24: with indifference that is not transitive, a reply of i that is no improvement over the
 * state it leaves still counts. */
static void test_intransitive_indifference(void **state)
{
    (void)state;
    reference_graph graph;
    reference_graph_init(&graph, 2, 3);
    *reference_move(&graph, 0, 1, 0) = true;
    *reference_move(&graph, 0, 2, 0) = true;
    *reference_move(&graph, 1, 0, 1) = true;
    *reference_better(&graph, 0, 2, 0) = true; /* 0 > 2, 0 ~ 1, 1 ~ 2 */
    bool stable[3];
    reference_stable(&graph, DETENTE_GMR, 0, reference_legal, stable);
    assert_true(stable[2]);
    reference_stable(&graph, DETENTE_SMR, 0, reference_legal, stable);
    assert_false(stable[2]);
    reference_graph_clear(&graph);
}

/* States without a joint improvement of the group: CNash. */
static uint64_t without_joint_improvement(const char *arcs, const char *payoffs, uint64_t group)
{
    const small_graph small = small_graph_read(arcs, payoffs);
    reference_graph graph;
    small_graph_reference(&small, &graph);
    uint64_t states = 0;
    for (uint32_t s = 0; s < graph.states; s++) {
        bool improvements[SMALL_STATES] = {false};
        reference_joint_improvements(&graph, group, s, improvements);
        bool any = false;
        for (uint32_t t = 0; t < graph.states; t++) {
            any = any || improvements[t];
        }
        states |= any ? 0 : (uint64_t)1 << s;
    }
    reference_graph_clear(&graph);
    return states;
}

static void test_joint_improvements(void **state)
{
    (void)state;
    const char *dilemma = "2,3,0,1 / 2,0,3,1";
    assert_int_equal(without_joint_improvement(two_by_two, dilemma, 1), 2 + 8);
    assert_int_equal(without_joint_improvement(two_by_two, dilemma, 2), 4 + 8);
    assert_int_equal(without_joint_improvement(two_by_two, dilemma, 3), 1 + 2 + 4);
    /* X34: state 1 is a Nash equilibrium, but both gain by going on to 0. */
    assert_int_equal(without_joint_improvement("D0:2>0 D1:1>2", "1,0,2 / 2,1,0", 3) & 2, 0);
}

/* ---- two forms, one answer ------------------------------------------------------------------- */

/* Preferences that are no ranking: better, equal or worse, drawn for each pair. */
static void draw_graph(random_source *source, reference_graph *graph)
{
    reference_graph_init(graph, 1 + random_below(source, 4), 2 + random_below(source, 6));
    for (uint32_t party = 0; party < graph->parties; party++) {
        for (uint32_t s = 0; s < graph->states; s++) {
            for (uint32_t t = 0; t < s; t++) {
                const uint32_t relation = random_below(source, 3);
                *reference_better(graph, party, s, t) = relation == 1;
                *reference_better(graph, party, t, s) = relation == 2;
                *reference_move(graph, party, s, t) = random_chance(source, 30);
                *reference_move(graph, party, t, s) = random_chance(source, 30);
            }
        }
    }
}

/* P13 of the definitions: the matrix form is the logical form; without returning to the start its
 * stable states are among those of the logical form. */
static void test_matrix_form(void **state)
{
    (void)state;
    random_source source = {.state = 13};
    uint32_t differences = 0;
    for (int round = 0; round < 2000; round++) {
        reference_graph graph;
        draw_graph(&source, &graph);
        for (uint32_t task = 0; task < graph.parties * 5; task++) {
            const detente_concept concept = (detente_concept)(task % 5);
            bool logical[8], matrix[8], zero[8];
            reference_stable(&graph, concept, task / 5, reference_legal, logical);
            reference_matrix_stable(&graph, concept, task / 5, true, matrix);
            reference_matrix_stable(&graph, concept, task / 5, false, zero);
            for (uint32_t s = 0; s < graph.states; s++) {
                assert_int_equal(logical[s], matrix[s]);
                assert_true(logical[s] || !zero[s]);
                differences += logical[s] != zero[s] ? 1 : 0;
            }
        }
        reference_graph_clear(&graph);
    }
    assert_true(differences > 100);
}

/* A state is some moves away exactly where a legal sequence of all parties leads to it. */
static void test_distances(void **state)
{
    (void)state;
    random_source source = {.state = 14};
    for (int round = 0; round < 1000; round++) {
        reference_graph graph;
        draw_graph(&source, &graph);
        const bool improvements = random_chance(&source, 50);
        const uint32_t start = random_below(&source, graph.states);
        uint32_t shortest[8];
        bool reached[8], single[8];
        reference_distances(&graph, start, improvements, shortest);
        reference_legal(&graph, reference_everybody(&graph), improvements, start, reached);
        reference_single(&graph, reference_everybody(&graph), improvements, start, single);
        for (uint32_t t = 0; t < graph.states; t++) {
            assert_int_equal(shortest[t] != UINT32_MAX, reached[t] || t == start);
            assert_int_equal(shortest[t] == 1, single[t] && t != start);
            assert_int_equal(shortest[t] == 0, t == start);
        }
        reference_graph_clear(&graph);
    }
}

/* ---- models ---------------------------------------------------------------------------------- */

typedef struct read_model {
    dt_syntax *syntax;
    reference_model model;
} read_model;

static read_model read_text(const char *text)
{
    read_model read = {0};
    if (dt_syntax_read(text, strlen(text), NULL, NULL, &read.syntax, NULL) != DETENTE_OK) {
        fail_msg("not read:\n%s", text);
    }
    reference_model_init(&read.model, read.syntax);
    return read;
}

static void clear_model(read_model *read)
{
    reference_model_clear(&read->model);
    dt_syntax_free(read->syntax);
}

/* Numbers of the equilibria as "1 2 5". */
static void expect_numbers(const reference_model *model, detente_concept concept, uint32_t party,
                           const char *expected)
{
    bool stable[128];
    char numbers[512] = "";
    size_t length = 0;
    if (party == DETENTE_EVERY_PARTY) {
        reference_equilibria(model, concept, stable);
    } else {
        reference_solve(model, concept, party, stable);
    }
    for (uint32_t s = 0; s < model->state_count; s++) {
        if (stable[s]) {
            const char *blank = length == 0 ? "" : " ";
            length += (size_t)snprintf(numbers + length, sizeof numbers - length, "%s%u", blank,
                                       s + 1);
        }
    }
    assert_string_equal(numbers, expected);
}

static void expect_ranks(const reference_model *model, uint32_t party, const uint32_t *expected)
{
    for (uint32_t s = 0; s < model->state_count; s++) {
        assert_int_equal(reference_rank(model, party, s), expected[s]);
    }
}

/* The example of the language, and the answer printed there. */
static void test_language_example(void **state)
{
    (void)state;
    read_model read = read_text("conflict \"One last time\"\n"
                                "party us\n"
                                "option threaten\n"
                                "option accept\n"
                                "party pakistan\n"
                                "option act\n"
                                "status quo threaten\n"
                                "outcome deadlock = threaten and not act\n"
                                "us wants\n"
                                "  act\n"
                                "  not accept\n"
                                "  threaten iff not act\n"
                                "pakistan wants\n"
                                "  accept\n"
                                "  not threaten\n"
                                "  act iff accept\n"
                                "claim deadlock is an equilibrium under nash, gmr, smr, seq\n"
                                "claim deadlock is not stable for us under seq\n");
    const uint32_t us[] = {3, 4, 1, 2, 8, 7, 6, 5};
    const uint32_t pakistan[] = {4, 2, 7, 5, 3, 1, 8, 6};
    assert_null(read.model.fault);
    assert_int_equal(read.model.state_count, 8);
    assert_int_equal(read.model.status_quo, 2);
    assert_string_equal(reference_pattern(&read.model, 1), "YNN");
    expect_ranks(&read.model, 0, us);
    expect_ranks(&read.model, 1, pakistan);
    expect_numbers(&read.model, DETENTE_NASH, 0, "2 5");
    expect_numbers(&read.model, DETENTE_NASH, 1, "1 2 7 8");
    expect_numbers(&read.model, DETENTE_NASH, DETENTE_EVERY_PARTY, "2");
    assert_int_equal(reference_claim(&read.model, &read.syntax->claims[0]), REFERENCE_HOLDS);
    assert_int_equal(reference_claim(&read.model, &read.syntax->claims[1]), REFERENCE_FAILS);
    clear_model(&read);
}

/* Three parties with one option each: a sanction in which a party would have to move after another
 * and before a third (definitions, section 11.1). */
static void test_long_sanction(void **state)
{
    (void)state;
    read_model read = read_text("conflict \"a sanction of three moves\"\n"
                                "party a\noption x\nparty b\noption y\nparty c\noption z\n"
                                "a ranks\nstate 2\nstate 1\nstate 3\nstate 6\nstate 4\nstate 5\n"
                                "state 7\nstate 8\n"
                                "b ranks\nstate 8\nstate 6\nstate 1\nstate 2\nstate 4\nstate 5\n"
                                "state 7\nstate 3\n"
                                "c ranks\nstate 4\nstate 7\nstate 3\nstate 6\nstate 8\nstate 1\n"
                                "state 2\nstate 5\n");
    expect_numbers(&read.model, DETENTE_SEQ, DETENTE_EVERY_PARTY, "1 2 6");
    clear_model(&read);
}

/* SIM where a party has two improvements (definitions, section 11.1). */
static void test_sim(void **state)
{
    (void)state;
    read_model read = read_text("conflict \"two improvements\"\n"
                                "party a\noption x\noption y\nparty b\noption z\n"
                                "a ranks\nstate 8\nstate 6\nstate 5\nstate 3\nstate 2\nstate 7\n"
                                "state 1\nstate 4\n"
                                "b ranks\nstate 6\nstate 1\nstate 5\nstate 7\nstate 4\nstate 8\n"
                                "state 3\nstate 2\n");
    assert_true(reference_has_sim(&read.model));
    expect_numbers(&read.model, DETENTE_SIM, DETENTE_EVERY_PARTY, "5");
    clear_model(&read);
}

/* A group moves party by party: it cannot jump over states that are not feasible. */
static void test_no_jump(void **state)
{
    (void)state;
    read_model read = read_text("conflict \"no jump\"\n"
                                "party a\noption x\nparty b\noption y\nparty c\noption z\n"
                                "impossible x xor y\n");
    bool reached[4];
    assert_int_equal(read.model.state_count, 4);
    reference_legal(&read.model.graph, 3, false, 0, reached);
    for (uint32_t t = 0; t < 4; t++) {
        assert_false(reached[t]);
    }
    clear_model(&read);
}

/* Worked out by hand: the states with x become one. */
static void test_coalesced(void **state)
{
    (void)state;
    read_model read = read_text("conflict \"x ends it\"\n"
                                "party a\noption x cannot be undone\noption y\n"
                                "party b\noption z\n"
                                "same x\n"
                                "a wants\n  not x\n  y or x\n"
                                "b wants\n  x or z\n");
    assert_null(read.model.fault);
    assert_int_equal(read.model.state_count, 5); /* NNN Y-- NYN NNY NYY */
    assert_string_equal(reference_pattern(&read.model, 1), "Y--");
    assert_string_equal(reference_pattern(&read.model, 2), "NYN");
    assert_string_equal(reference_pattern(&read.model, 4), "NYY");
    const uint32_t a[] = {2, 1, 3, 2, 3};
    const uint32_t b[] = {1, 2, 1, 2, 2};
    expect_ranks(&read.model, 0, a);
    expect_ranks(&read.model, 1, b);
    assert_true(*reference_move(&read.model.graph, 0, 4, 1));
    assert_false(*reference_move(&read.model.graph, 0, 1, 4));
    assert_true(*reference_move(&read.model.graph, 1, 2, 4));
    assert_false(*reference_move(&read.model.graph, 1, 1, 0));
    assert_false(reference_has_sim(&read.model));
    clear_model(&read);
    read = read_text("conflict \"y differs where x holds\"\n"
                     "party a\noption x\noption y\nsame x\na wants\n  y\n");
    assert_non_null(read.model.fault);
    clear_model(&read);
}

/* Ties of every kind of preference, worked out by hand. */
static void test_ties(void **state)
{
    (void)state;
    read_model read = read_text("conflict \"ties\"\n"
                                "party a\noption x\noption y\nparty b\nparty c\nparty d\n"
                                "a wants\n  x\n  ~ y\n  x\n"
                                "b ranks\n  x\n  ~ state 1\n  rest\n"
                                "c weighs\n  0.1 x\n  0.2 x\n  0.3 y\n");
    const uint32_t a[] = {1, 3, 2, 4}, b[] = {2, 2, 1, 2}, c[] = {1, 2, 2, 3}, d[] = {1, 1, 1, 1};
    assert_null(read.model.fault);
    expect_ranks(&read.model, 0, a);
    expect_ranks(&read.model, 1, b);
    expect_ranks(&read.model, 2, c);
    expect_ranks(&read.model, 3, d);
    clear_model(&read);
}

/* ---- the reader understands what the generator meant ----------------------------------------- */

static void test_expressions(void **state)
{
    (void)state;
    random_source source = {.state = 15};
    random_words words = {.names = {"a", "b", "c", "d"}, .name_count = 4, .first_outcome = 4};
    for (int round = 0; round < 5000; round++) {
        dt_arena arena = {0};
        dt_text text = {0};
        const random_expr *expr = random_expr_new(&source, &words, 4, &arena);
        dt_text_add(&text, "conflict \"e\"\nparty p\noption a\noption b\noption c\noption d\n"
                           "outcome e = ");
        random_expr_write(expr, &words, &text);
        dt_text_add(&text, "\n");
        read_model read = read_text(text.bytes);
        for (uint32_t code = 0; code < 16; code++) {
            if (reference_holds(&read.model, read.syntax->outcomes[0].expr, code) !=
                random_expr_holds(expr, code)) {
                fail_msg("at %u: %s", code, text.bytes);
            }
        }
        clear_model(&read);
        dt_text_clear(&text);
        dt_arena_clear(&arena);
    }
}

/* The generator makes what it promises: right models, of every size, the same for the same seed. */
static void test_random_models(void **state)
{
    (void)state;
    for (int form = RANDOM_OPTIONS; form <= RANDOM_GRAPH; form++) {
        random_knobs knobs = random_knobs_for((random_form)form);
        uint32_t coalesced = 0, large = 0;
        for (uint64_t seed = 0; seed < 300; seed++) {
            dt_text text = {0}, again = {0};
            knobs.claims = seed % 2 == 0;
            random_model(seed, &knobs, &text);
            random_model(seed, &knobs, &again);
            assert_string_equal(text.bytes, again.bytes);
            read_model read = read_text(text.bytes);
            assert_null(read.model.fault);
            assert_true(read.model.state_count > 0);
            coalesced += read.model.coalesced ? 1 : 0;
            large += read.model.state_count >= 8 ? 1 : 0;
            clear_model(&read);
            dt_text_clear(&text);
            dt_text_clear(&again);
        }
        assert_true(large > 30);
        assert_true(form == RANDOM_COALESCED ? coalesced > 200 : coalesced == 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_small_models),
        cmocka_unit_test(test_whole_models),
        cmocka_unit_test(test_intransitive_indifference),
        cmocka_unit_test(test_joint_improvements),
        cmocka_unit_test(test_matrix_form),
        cmocka_unit_test(test_distances),
        cmocka_unit_test(test_language_example),
        cmocka_unit_test(test_long_sanction),
        cmocka_unit_test(test_sim),
        cmocka_unit_test(test_no_jump),
        cmocka_unit_test(test_coalesced),
        cmocka_unit_test(test_ties),
        cmocka_unit_test(test_expressions),
        cmocka_unit_test(test_random_models),
    };
    return cmocka_run_group_tests_name("reference", tests, NULL, NULL);
}
