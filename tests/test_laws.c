/* SPDX-License-Identifier: MIT
 *
 * Laws that hold for every model, whatever its verdicts are (docs/concepts.md, P01-P25), asked of
 * the program; and the small models of the definitions, read as model files.
 *
 * No law needs a second implementation, so they also catch what program and reference have in
 * common.
 */
#include "game/model.h"
#include "game/states.h"
#include "reference/random_expr.h"
#include "reference/random_model.h"
#include "reference/small.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

#define ROUNDS 1500

/* ---- asking the program ---------------------------------------------------------------------- */

typedef struct solved {
    const char *text;
    detente_model *model;
    detente_analysis *analysis;
} solved;

static solved solve_text(const char *text)
{
    solved answer = {.text = text};
    const detente_limits limits = {.threads = 1};
    if (detente_model_read(text, strlen(text), "law", NULL, NULL, &answer.model, NULL, NULL) !=
            DETENTE_OK ||
        detente_solve(answer.model, NULL, &limits, &answer.analysis, NULL) != DETENTE_OK) {
        fail_msg("not solved:\n%s", text);
    }
    return answer;
}

static void clear_solved(solved *answer)
{
    detente_analysis_free(answer->analysis);
    detente_model_free(answer->model);
}

static uint32_t state_count(const solved *answer)
{
    return (uint32_t)detente_model_state_count(answer->model);
}

/* Is state s (from 0) stable? */
static bool is_stable(const solved *answer, int concept, uint32_t party, uint32_t s)
{
    return detente_analysis_stable(answer->analysis, (detente_concept)concept, party,
                                   (uint64_t)s + 1);
}

static void require(const solved *answer, bool holds, const char *law, uint32_t s)
{
    if (!holds) {
        fail_msg("%s, state %u\n%s", law, s + 1, answer->text);
    }
}

/* ---- small graphs ---------------------------------------------------------------------------- */

/* Ties among payoffs are common; arcs need not be transitive. */
static small_graph draw_graph(random_source *source, uint32_t fewest, uint32_t most_parties)
{
    small_graph small = {.states = 2 + random_below(source, 6)};
    small.parties = fewest + random_below(source, most_parties - fewest + 1);
    const uint32_t percent = 10 + random_below(source, 40);
    for (uint32_t party = 0; party < small.parties; party++) {
        for (uint32_t s = 0; s < small.states; s++) {
            small.payoffs[party][s] = (int)random_below(source, small.states);
            for (uint32_t t = 0; t < small.states; t++) {
                small.moves[party][s][t] = s != t && random_chance(source, percent);
            }
        }
    }
    return small;
}

/* The text is freed by the caller, after the answer. */
static solved solve_graph(const small_graph *small, dt_text *text)
{
    *text = (dt_text){0};
    small_graph_write(small, text);
    return solve_text(text->bytes);
}

/* The same verdicts for party `a` in one model and `b` in the other, state s against moved[s]. */
static void require_same(const solved *one, uint32_t a, const solved *other, uint32_t b,
                         const uint32_t *moved, const char *law)
{
    for (int concept = DETENTE_NASH; concept <= DETENTE_SSEQ; concept++) {
        for (uint32_t s = 0; s < state_count(one); s++) {
            const uint32_t t = moved == NULL ? s : moved[s];
            require(one, is_stable(one, concept, a, s) == is_stable(other, concept, b, t), law, s);
        }
    }
}

static void clear_both(solved *one, dt_text *text, solved *other, dt_text *other_text)
{
    clear_solved(one);
    clear_solved(other);
    dt_text_clear(text);
    dt_text_clear(other_text);
}

static void shuffle(random_source *source, uint32_t count, uint32_t *order)
{
    for (uint32_t k = 0; k < count; k++) {
        order[k] = k;
    }
    for (uint32_t k = count; k > 1; k--) {
        const uint32_t chosen = random_below(source, k);
        const uint32_t kept = order[k - 1];
        order[k - 1] = order[chosen];
        order[chosen] = kept;
    }
}

/* ---- the definitions' small models ----------------------------------------------------------- */

static void test_small_models(void **state)
{
    (void)state;
    uint32_t asked = 0;
    for (size_t k = 0; k < small_claim_count; k++) {
        const small_claim *each = &small_claims[k];
        const small_graph small = small_graph_read(each->arcs, each->payoffs);
        dt_text text;
        solved answer = solve_graph(&small, &text);
        char names[64];
        snprintf(names, sizeof names, "%s", each->claims);
        for (char *name = strtok(names, " "); name != NULL; name = strtok(NULL, " ")) {
            const bool wanted = *name != '!';
            detente_concept concept;
            if (detente_concept_find(wanted ? name : name + 1, &concept)) {
                const bool stable = is_stable(&answer, (int)concept, each->party, each->state);
                require(&answer, stable == wanted, each->id, each->state);
                asked++;
            }
        }
        clear_solved(&answer);
        dt_text_clear(&text);
    }
    assert_true(asked > 20);
}

/* Equilibria of a concept as bits. */
static uint64_t equilibria(const solved *answer, int concept)
{
    uint64_t set = 0;
    for (uint32_t s = 0; s < state_count(answer); s++) {
        const bool stable = is_stable(answer, concept, DETENTE_EVERY_PARTY, s);
        set |= stable ? (uint64_t)1 << s : 0;
    }
    return set;
}

static void test_whole_models(void **state)
{
    (void)state;
    static const char two_by_two[] = "D0:0>1,1>0,2>3,3>2 D1:0>2,2>0,1>3,3>1";
    static const struct {
        const char *arcs, *payoffs;
        uint64_t expected[5];
    } models[] = {
        {"D0:0>1,3>0 D1:1>2,2>3", "1,2,3,0 / 3,0,1,2", {0, 0, 0, 0, 0}}, /* X05 */
        {two_by_two, "2,3,0,1 / 2,0,3,1", {8, 9, 9, 9, 9}},              /* prisoner's dilemma */
        {two_by_two, "2,3,1,0 / 2,1,3,0", {6, 7, 7, 6, 6}},              /* chicken */
    };
    for (size_t k = 0; k < sizeof models / sizeof *models; k++) {
        const small_graph small = small_graph_read(models[k].arcs, models[k].payoffs);
        dt_text text;
        solved answer = solve_graph(&small, &text);
        for (int concept = DETENTE_NASH; concept <= DETENTE_SSEQ; concept++) {
            assert_int_equal(equilibria(&answer, concept), models[k].expected[concept]);
        }
        clear_solved(&answer);
        dt_text_clear(&text);
    }
    const small_graph small = small_graph_read("D0:2>1 D1:0>2,1>2", "1,2,0 / 0,1,2"); /* X07 */
    dt_text text;
    solved answer = solve_graph(&small, &text);
    assert_int_equal(equilibria(&answer, DETENTE_SMR), 0);
    assert_int_equal(equilibria(&answer, DETENTE_GMR), 6);
    assert_int_equal(equilibria(&answer, DETENTE_SEQ), 6);
    clear_solved(&answer);
    dt_text_clear(&text);
}

/* ---- inclusions and existence ---------------------------------------------------------------- */

/* P01-P03: Nash in SSEQ in SMR in GMR, SSEQ in SEQ in GMR; P04: one party: all equal;
 * P22: Nash in SIM, SIM in GMR where every combination is feasible. */
static void require_inclusions(const solved *answer)
{
    static const int chains[][2] = {{DETENTE_NASH, DETENTE_SSEQ},
                                    {DETENTE_SSEQ, DETENTE_SMR},
                                    {DETENTE_SMR, DETENTE_GMR},
                                    {DETENTE_SSEQ, DETENTE_SEQ},
                                    {DETENTE_SEQ, DETENTE_GMR}};
    const uint32_t parties = detente_model_party_count(answer->model);
    const bool has_sim = (bits_of(detente_analysis_concepts(answer->analysis)) >> DETENTE_SIM &
                          1) != 0;
    const bool all_feasible = state_count(answer) ==
                              (uint64_t)1 << detente_model_option_count(answer->model);
    for (uint32_t k = 0; k < parties * state_count(answer); k++) {
        const uint32_t party = k % parties, s = k / parties;
        for (size_t c = 0; c < sizeof chains / sizeof *chains; c++) {
            require(answer,
                    !is_stable(answer, chains[c][0], party, s) ||
                        is_stable(answer, chains[c][1], party, s),
                    "P01-P03", s);
        }
        require(answer,
                parties > 1 || is_stable(answer, DETENTE_GMR, party, s) ==
                                   is_stable(answer, DETENTE_NASH, party, s),
                "P04", s);
        if (has_sim) {
            const bool sim = is_stable(answer, DETENTE_SIM, party, s);
            require(answer, sim || !is_stable(answer, DETENTE_NASH, party, s), "P22, Nash", s);
            require(answer, !all_feasible || !sim || is_stable(answer, DETENTE_GMR, party, s),
                    "P22, GMR", s);
        }
    }
}

/* P25: moves are transitive in option form and preferences are rankings: there is a GMR and a SEQ
 * equilibrium. */
static void require_existence(const solved *answer)
{
    const detente_analysis *analysis = answer->analysis;
    const uint32_t every = DETENTE_EVERY_PARTY;
    require(answer, detente_analysis_count(analysis, DETENTE_GMR, every) > 0, "P25, GMR", 0);
    require(answer, detente_analysis_count(analysis, DETENTE_SEQ, every) > 0, "P25, SEQ", 0);
}

static void test_inclusions(void **state)
{
    (void)state;
    for (int form = RANDOM_OPTIONS; form <= RANDOM_GRAPH; form++) {
        random_knobs knobs = random_knobs_for((random_form)form);
        knobs.plain = form == RANDOM_OPTIONS;
        for (uint64_t seed = 1000000; seed < 1000000 + ROUNDS; seed++) {
            dt_text text = {0};
            random_model(seed, &knobs, &text);
            solved answer = solve_text(text.bytes);
            require_inclusions(&answer);
            if (form == RANDOM_OPTIONS) {
                require_existence(&answer);
            }
            clear_solved(&answer);
            dt_text_clear(&text);
            knobs.plain = false;
        }
    }
}

/* Make the arcs of every party transitive. */
static void close_moves(small_graph *small)
{
    for (uint32_t party = 0; party < small->parties; party++) {
        for (uint32_t via = 0; via < small->states; via++) {
            for (uint32_t s = 0; s < small->states; s++) {
                for (uint32_t t = 0; t < small->states; t++) {
                    small->moves[party][s][t] |= s != t && small->moves[party][s][via] &&
                                                 small->moves[party][via][t];
                }
            }
        }
    }
}

/* P25 in graph form; P24: then legal sequences reach what plain reachability does. */
static void test_transitive_moves(void **state)
{
    (void)state;
    random_source source = {.state = 24};
    for (int round = 0; round < ROUNDS; round++) {
        small_graph small = draw_graph(&source, 1, 4);
        close_moves(&small);
        dt_text text;
        solved answer = solve_graph(&small, &text);
        require_existence(&answer);
        clear_solved(&answer);
        dt_text_clear(&text);
        reference_graph graph;
        small_graph_reference(&small, &graph);
        const uint64_t group = random_next(&source) & reference_everybody(&graph);
        const uint32_t start = random_below(&source, small.states);
        bool legal[SMALL_STATES], plain[SMALL_STATES];
        for (int improvements = 0; improvements < 2; improvements++) {
            reference_legal(&graph, group, improvements != 0, start, legal);
            reference_plain(&graph, group, improvements != 0, start, plain);
            for (uint32_t t = 0; t < small.states; t++) {
                assert_true(t == start || legal[t] == plain[t]);
            }
        }
        reference_graph_clear(&graph);
    }
}

/* P05: one opponent has one move.  P06: improvements are moves, and a larger group reaches more. */
static void test_groups(void **state)
{
    (void)state;
    random_source source = {.state = 5};
    for (int round = 0; round < ROUNDS; round++) {
        const small_graph small = draw_graph(&source, 1, 5);
        reference_graph graph;
        small_graph_reference(&small, &graph);
        const uint64_t group = random_next(&source) & reference_everybody(&graph);
        const uint64_t part = group & random_next(&source);
        const uint32_t start = random_below(&source, small.states);
        bool all[SMALL_STATES], credible[SMALL_STATES], fewer[SMALL_STATES], one[SMALL_STATES];
        reference_legal(&graph, group, false, start, all);
        reference_legal(&graph, group, true, start, credible);
        reference_legal(&graph, part, false, start, fewer);
        reference_legal(&graph, 1, false, start, one);
        for (uint32_t t = 0; t < small.states; t++) {
            assert_true(all[t] || !credible[t]);
            assert_true(all[t] || !fewer[t]);
            assert_int_equal(one[t], small.moves[0][start][t]);
        }
        reference_graph_clear(&graph);
    }
}

/* ---- what must not matter -------------------------------------------------------------------- */

/* P07: GMR and SMR (and Nash) of a party ask nobody else's preferences. */
static void test_foreign_preferences(void **state)
{
    (void)state;
    random_source source = {.state = 7};
    uint32_t changed = 0;
    for (int round = 0; round < ROUNDS; round++) {
        const small_graph small = draw_graph(&source, 2, 4);
        small_graph other = draw_graph(&source, small.parties, small.parties);
        const uint32_t focal = random_below(&source, small.parties);
        other.states = small.states;
        memcpy(other.moves, small.moves, sizeof other.moves);
        memcpy(other.payoffs[focal], small.payoffs[focal], sizeof other.payoffs[focal]);
        dt_text text, other_text;
        solved one = solve_graph(&small, &text), two = solve_graph(&other, &other_text);
        for (uint32_t s = 0; s < small.states; s++) {
            for (int concept = DETENTE_NASH; concept <= DETENTE_SMR; concept++) {
                require(&one,
                        is_stable(&one, concept, focal, s) == is_stable(&two, concept, focal, s),
                        "P07", s);
            }
            changed += is_stable(&one, DETENTE_SEQ, focal, s) !=
                       is_stable(&two, DETENTE_SEQ, focal, s);
        }
        clear_both(&one, &text, &two, &other_text);
    }
    assert_true(changed > 20); /* SEQ does ask them: the two models differ */
}

/* P08: numbers of states, the order of parties and the size of payoffs do not matter. */
static void test_renumbering(void **state)
{
    (void)state;
    random_source source = {.state = 8};
    for (int round = 0; round < ROUNDS; round++) {
        const small_graph small = draw_graph(&source, 1, 4);
        small_graph other = {.parties = small.parties, .states = small.states};
        uint32_t parties[SMALL_PARTIES], states[SMALL_STATES];
        shuffle(&source, small.parties, parties);
        shuffle(&source, small.states, states);
        for (uint32_t i = 0; i < small.parties; i++) {
            for (uint32_t s = 0; s < small.states; s++) {
                const int payoff = small.payoffs[i][s];
                other.payoffs[parties[i]][states[s]] = payoff * payoff * 3 + payoff - 5;
                for (uint32_t t = 0; t < small.states; t++) {
                    other.moves[parties[i]][states[s]][states[t]] = small.moves[i][s][t];
                }
            }
        }
        dt_text text, other_text;
        solved one = solve_graph(&small, &text), two = solve_graph(&other, &other_text);
        for (uint32_t i = 0; i < small.parties; i++) {
            require_same(&one, i, &two, parties[i], states, "P08");
        }
        clear_both(&one, &text, &two, &other_text);
    }
}

/* P09: where the others only have improvements, every counter-move is credible. */
static void test_only_improvements(void **state)
{
    (void)state;
    random_source source = {.state = 9};
    for (int round = 0; round < ROUNDS; round++) {
        small_graph small = draw_graph(&source, 2, 4);
        for (uint32_t i = 1; i < small.parties; i++) {
            for (uint32_t s = 0; s < small.states; s++) {
                for (uint32_t t = 0; t < small.states; t++) {
                    small.moves[i][s][t] &= small.payoffs[i][t] > small.payoffs[i][s];
                }
            }
        }
        dt_text text;
        solved one = solve_graph(&small, &text);
        for (uint32_t s = 0; s < small.states; s++) {
            require(&one, is_stable(&one, DETENTE_SEQ, 0, s) == is_stable(&one, DETENTE_GMR, 0, s),
                    "P09, SEQ", s);
            require(&one, is_stable(&one, DETENTE_SSEQ, 0, s) == is_stable(&one, DETENTE_SMR, 0, s),
                    "P09, SSEQ", s);
        }
        clear_solved(&one);
        dt_text_clear(&text);
    }
}

/* P10: a party that cannot move changes nothing, and everything is stable for it. */
static void test_idle_party(void **state)
{
    (void)state;
    for (int form = RANDOM_OPTIONS; form <= RANDOM_GRAPH; form++) {
        const random_knobs knobs = random_knobs_for((random_form)form);
        for (uint64_t seed = 2000000; seed < 2000000 + ROUNDS / 3; seed++) {
            dt_text text = {0}, other_text = {0};
            random_model(seed, &knobs, &text);
            dt_text_add(&other_text, text.bytes);
            dt_text_add(&other_text, "party idle\nidle ranks\n  state 1\n");
            solved one = solve_text(text.bytes);
            const uint32_t parties = detente_model_party_count(one.model);
            if (state_count(&one) > 1) {
                dt_text_add(&other_text, "  rest\n");
            }
            solved two = solve_text(other_text.bytes);
            for (uint32_t i = 0; i < parties; i++) {
                require_same(&one, i, &two, i, NULL, "P10");
            }
            for (uint32_t s = 0; s < state_count(&two); s++) {
                require(&two, is_stable(&two, DETENTE_NASH, parties, s), "P10, idle", s);
            }
            clear_both(&one, &text, &two, &other_text);
        }
    }
}

/* P11: without improvements everything is stable.  P12: so it is for who is indifferent. */
static void test_nothing_to_gain(void **state)
{
    (void)state;
    random_source source = {.state = 11};
    for (int round = 0; round < ROUNDS; round++) {
        small_graph small = draw_graph(&source, 1, 4);
        const bool indifferent = random_chance(&source, 50);
        for (uint32_t s = 0; s < small.states; s++) {
            small.payoffs[0][s] = indifferent ? 3 : small.payoffs[0][s];
            for (uint32_t t = 0; t < small.states; t++) {
                small.moves[0][s][t] &= small.payoffs[0][t] <= small.payoffs[0][s];
            }
        }
        dt_text text;
        solved one = solve_graph(&small, &text);
        for (uint32_t s = 0; s < small.states; s++) {
            for (int concept = DETENTE_NASH; concept <= DETENTE_SSEQ; concept++) {
                require(&one, is_stable(&one, concept, 0, s), "P11, P12", s);
            }
        }
        clear_solved(&one);
        dt_text_clear(&text);
    }
}

/* ---- option form, written in another order --------------------------------------------------- */

/* The lines of a text from `from` up to the next line that starts a party or is not indented, and
 * where they end. */
static const char *end_of_party(const char *from)
{
    const char *end = strchr(from, '\n') + 1;
    while (strncmp(end, "  option", 8) == 0) {
        end = strchr(end, '\n') + 1;
    }
    return end;
}

/* The same text with the parties declared in another order; it speaks of no state by number. */
static void write_reordered(const char *text, random_source *source, dt_text *out)
{
    const char *starts[SMALL_PARTIES], *ends[SMALL_PARTIES];
    uint32_t order[SMALL_PARTIES], count = 0;
    const char *at = strchr(text, '\n') + 1;
    dt_text_add_bytes(out, text, (size_t)(at - text));
    while (strncmp(at, "party", 5) == 0) {
        starts[count] = at;
        at = end_of_party(at);
        ends[count++] = at;
    }
    shuffle(source, count, order);
    for (uint32_t k = 0; k < count; k++) {
        dt_text_add_bytes(out, starts[order[k]], (size_t)(ends[order[k]] - starts[order[k]]));
    }
    dt_text_add(out, at);
}

static uint32_t find_party(const dt_syntax *syntax, const char *id)
{
    uint32_t party = 0;
    while (strcmp(syntax->parties[party].id, id) != 0) {
        party++;
    }
    return party;
}

/* The code in `to` of the same combination of options. */
static uint64_t same_options(const dt_syntax *from, uint64_t code, const dt_syntax *to)
{
    uint64_t result = 0;
    for (uint32_t k = 0; k < from->option_count; k++) {
        const char *party = from->parties[from->options[k].party].id;
        for (uint32_t j = 0; j < to->option_count; j++) {
            if (strcmp(to->options[j].id, from->options[k].id) == 0 &&
                strcmp(to->parties[to->options[j].party].id, party) == 0) {
                result |= (code >> k & 1) << j;
            }
        }
    }
    return result;
}

/* P08 in option form, SIM included. */
static void require_same_options(const solved *one, const solved *two)
{
    const dt_syntax *syntax = one->model->syntax;
    require(one, state_count(one) == state_count(two), "P08, number of states", 0);
    for (uint32_t s = 0; s < state_count(one); s++) {
        const uint64_t code = same_options(syntax, dt_states_code(one->model, s),
                                           two->model->syntax);
        const uint64_t t = dt_states_find(two->model, code);
        require(one, t < state_count(two), "P08, feasible", s);
        for (uint32_t party = 0; party < syntax->party_count; party++) {
            const uint32_t other = find_party(two->model->syntax, syntax->parties[party].id);
            for (int concept = DETENTE_NASH; concept <= DETENTE_SIM; concept++) {
                require(one,
                        is_stable(one, concept, party, s) ==
                            is_stable(two, concept, other, (uint32_t)t),
                        "P08, options", s);
            }
        }
    }
}

static void test_order_of_parties(void **state)
{
    (void)state;
    random_source source = {.state = 88};
    uint32_t compared = 0;
    for (uint64_t seed = 3000000; compared < ROUNDS; seed++) {
        const random_form form = seed % 2 == 0 ? RANDOM_OPTIONS : RANDOM_COALESCED;
        const random_knobs knobs = random_knobs_for(form);
        dt_text text = {0}, other_text = {0};
        random_model(seed, &knobs, &text);
        if (strstr(text.bytes, "state ") == NULL) {
            write_reordered(text.bytes, &source, &other_text);
            solved one = solve_text(text.bytes), two = solve_text(other_text.bytes);
            require_same_options(&one, &two);
            clear_solved(&one);
            clear_solved(&two);
            compared++;
        }
        dt_text_clear(&text);
        dt_text_clear(&other_text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_small_models),     cmocka_unit_test(test_whole_models),
        cmocka_unit_test(test_inclusions),       cmocka_unit_test(test_transitive_moves),
        cmocka_unit_test(test_groups),           cmocka_unit_test(test_foreign_preferences),
        cmocka_unit_test(test_renumbering),      cmocka_unit_test(test_only_improvements),
        cmocka_unit_test(test_idle_party),       cmocka_unit_test(test_nothing_to_gain),
        cmocka_unit_test(test_order_of_parties),
    };
    return cmocka_run_group_tests_name("laws", tests, NULL, NULL);
}
