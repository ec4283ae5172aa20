/* SPDX-License-Identifier: MIT
 *
 * What `explain` answers, against the reference on random models: verdicts, improvements and
 * whether each is met, what the others can bring about.
 */
#include "asked.h"

#define MODELS 500 /* per form */

/* ---- explain --------------------------------------------------------------------------------- */

static bool is_credible(detente_concept concept)
{
    return concept == DETENTE_SEQ || concept == DETENTE_SSEQ;
}

/* Does some end of the others' sequences from s1 deter, as the square of concepts has it? */
static bool is_met(const asked *a, detente_concept concept, uint32_t party, uint32_t s1)
{
    const reference_graph *graph = a->graph;
    bool reached[256];
    const bool symmetric = concept == DETENTE_SMR || concept == DETENTE_SSEQ;
    reference_legal(graph, reference_others(graph, party), is_credible(concept), s1, reached);
    for (uint32_t s2 = 0; s2 < graph->states; s2++) {
        bool deters = concept != DETENTE_NASH && reached[s2] &&
                      !*reference_better(graph, party, a->state, s2);
        for (uint32_t s3 = 0; symmetric && s3 < graph->states; s3++) {
            deters = deters && !(*reference_move(graph, party, s2, s3) &&
                                 *reference_better(graph, party, a->state, s3));
        }
        if (deters) {
            return true;
        }
    }
    return false;
}

/* Every improvement is listed once, with whether it is met (SIM has its own way of meeting). */
static void compare_improvements(const asked *a, const json_t *verdict, detente_concept concept,
                                 uint32_t party)
{
    const json_t *list = json_object_get(verdict, "improvements");
    size_t expected = 0;
    for (uint32_t s1 = 0; s1 < a->graph->states; s1++) {
        expected += *reference_move(a->graph, party, a->state, s1) &&
                    *reference_better(a->graph, party, a->state, s1);
    }
    require(a, json_array_size(list) == expected, "number of improvements");
    bool all_met = true;
    for (size_t k = 0; k < expected; k++) {
        const json_t *each = json_array_get(list, k);
        const uint32_t s1 = number(each, "to") - 1;
        require(a,
                *reference_move(a->graph, party, a->state, s1) &&
                    *reference_better(a->graph, party, a->state, s1),
                "an improvement");
        all_met = all_met && is_set(each, "met");
        require(a, concept == DETENTE_SIM || is_set(each, "met") == is_met(a, concept, party, s1),
                "whether an improvement is met");
    }
    require(a, all_met == is_set(verdict, "stable"), "stable: every improvement is met");
}

/* After the move that nothing deters: all that the others can bring about. */
static void compare_consequences(const asked *a, const json_t *verdict, detente_concept concept,
                                 uint32_t party)
{
    const json_t *list = json_object_get(verdict, "others_can_bring_about");
    bool reached[256];
    if (list == NULL || concept == DETENTE_NASH || concept == DETENTE_SIM) {
        return;
    }
    reference_legal(a->graph, reference_others(a->graph, party), is_credible(concept),
                    number(verdict, "unmet") - 1, reached);
    for (uint32_t t = 0; t < a->graph->states; t++) {
        require(a, has_number(list, t + 1) == reached[t], "what the others can bring about");
    }
}

static void compare_verdict(const asked *a, const json_t *verdict)
{
    bool stable[256];
    detente_concept concept = DETENTE_NASH;
    const uint32_t party = party_named(a, json_object_get(verdict, "party"));
    assert_true(
        detente_concept_find(json_string_value(json_object_get(verdict, "concept")), &concept));
    reference_solve(&a->reference, concept, party, stable);
    require(a, is_set(verdict, "stable") == stable[a->state], "a verdict");
    compare_improvements(a, verdict, concept, party);
    if (!stable[a->state]) {
        compare_consequences(a, verdict, concept, party);
    }
}

static void compare_explanation(const asked *a)
{
    char name[32];
    dt_text out = {0};
    const detente_sink sink = {.write = take, .payload = &out};
    const detente_style style = {.format = DETENTE_JSON};
    snprintf(name, sizeof name, "%u", a->state + 1);
    const detente_question question = {
        .state = name, .party = DETENTE_EVERY_PARTY, .details = true};
    require(a, detente_explain(a->model, &question, &style, NULL, &sink, NULL) == DETENTE_OK,
            "explain");
    json_t *json = parse(a, &out);
    const json_t *verdicts = json_object_get(json, "verdicts");
    const uint32_t concepts = reference_has_sim(&a->reference) ? 6 : 5;
    require(a, json_array_size(verdicts) == (size_t)concepts * a->graph->parties, "all verdicts");
    for (size_t k = 0; k < json_array_size(verdicts); k++) {
        compare_verdict(a, json_array_get(verdicts, k));
    }
    json_decref(json);
    dt_text_clear(&out);
}

/* ---- many models ----------------------------------------------------------------------------- */

static void ask(uint64_t seed, const random_knobs *knobs)
{
    asked a;
    open_random(&a, seed, knobs);
    random_source source = {.state = seed};
    for (int k = 0; k < 2; k++) {
        a.state = random_below(&source, a.reference.state_count);
        compare_explanation(&a);
    }
    close_asked(&a);
}

static void ask_many(random_form form)
{
    random_knobs knobs = random_knobs_for(form);
    knobs.most_options = 5;
    for (uint64_t seed = 4000000; seed < 4000000 + MODELS; seed++) {
        ask(seed, &knobs);
    }
}

static void test_option_form(void **state)
{
    (void)state;
    ask_many(RANDOM_OPTIONS);
}

static void test_coalesced(void **state)
{
    (void)state;
    ask_many(RANDOM_COALESCED);
}

static void test_graph_form(void **state)
{
    (void)state;
    ask_many(RANDOM_GRAPH);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_option_form),
        cmocka_unit_test(test_coalesced),
        cmocka_unit_test(test_graph_form),
    };
    return cmocka_run_group_tests_name("why", tests, NULL, NULL);
}
