/* SPDX-License-Identifier: MIT
 *
 * What `explain` and `paths` answer, against the reference on random models: verdicts, improvements
 * and whether each is met, what the others can bring about; which states can be reached in how many
 * steps, the ways there, and the smallest group that gains by going together.
 */
#include "reference/random_expr.h"
#include "reference/random_model.h"
#include "reference/reference.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>
#include <jansson.h>

#define MODELS 500 /* per form */

typedef struct asked {
    uint64_t seed;
    dt_text text;
    dt_syntax *syntax;
    reference_model reference;
    const reference_graph *graph;
    detente_model *model;
    detente_analysis *analysis;
    uint32_t state; /* asked about */
} asked;

static void require(const asked *a, bool holds, const char *what)
{
    if (!holds) {
        fail_msg("seed %llu, state %u: %s\n%s", (unsigned long long)a->seed, a->state + 1, what,
                 a->text.bytes);
    }
}

static bool take(void *payload, const char *bytes, size_t count)
{
    dt_text_add_bytes(payload, bytes, count);
    return true;
}

/* ---- reading the answers --------------------------------------------------------------------- */

static uint32_t number(const json_t *object, const char *key)
{
    const json_t *value = json_object_get(object, key);
    assert_true(json_is_integer(value));
    return (uint32_t)json_integer_value(value);
}

static bool is_set(const json_t *object, const char *key)
{
    const json_t *value = json_object_get(object, key);
    assert_true(json_is_boolean(value));
    return json_is_true(value);
}

static uint32_t party_named(const asked *a, const json_t *name)
{
    uint32_t party = 0;
    assert_true(json_is_string(name));
    while (strcmp(a->syntax->parties[party].id, json_string_value(name)) != 0) {
        party++;
        require(a, party < a->syntax->party_count, "a party of that name");
    }
    return party;
}

static bool has_number(const json_t *list, uint32_t n)
{
    for (size_t k = 0; k < json_array_size(list); k++) {
        if (json_integer_value(json_array_get(list, k)) == n) {
            return true;
        }
    }
    return false;
}

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

static json_t *parse(const asked *a, const dt_text *out)
{
    json_t *json = json_loadb(out->bytes, out->length, JSON_REJECT_DUPLICATES, NULL);
    require(a, json != NULL, "JSON");
    return json;
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

/* ---- paths ----------------------------------------------------------------------------------- */

static void compare_reached(const asked *a, const json_t *list, const uint32_t *shortest)
{
    size_t expected = 0;
    for (uint32_t t = 0; t < a->graph->states; t++) {
        expected += shortest[t] != UINT32_MAX;
    }
    require(a, json_array_size(list) == expected, "number of states reached");
    for (size_t k = 0; k < expected; k++) {
        const json_t *each = json_array_get(list, k);
        require(a, shortest[number(each, "n") - 1] == number(each, "steps"), "steps to a state");
    }
}

/* A legal sequence of members of `group` from `from` to `to`, its improvements marked as such. */
static void require_way(const asked *a, const json_t *steps, uint32_t from, uint32_t to,
                        uint64_t group, bool improvements)
{
    uint32_t last = UINT32_MAX;
    for (size_t k = 0; k < json_array_size(steps); k++) {
        const json_t *step = json_array_get(steps, k);
        const uint32_t party = party_named(a, json_object_get(step, "party"));
        const uint32_t t = number(step, "to") - 1;
        const bool improves = *reference_better(a->graph, party, from, t);
        require(a, (group >> party & 1) != 0 && party != last, "whose turn it is");
        require(a, *reference_move(a->graph, party, from, t), "a move");
        require(a, is_set(step, "improvement") == improves, "whether a step is an improvement");
        require(a, improves || !improvements, "a step that pays");
        last = party;
        from = t;
    }
    require(a, from == to, "where a way ends");
}

/* The size of the smallest group that can go from some state of `paying` to `to` to the gain of
 * each member; 0: there is none. */
static uint32_t smallest_group(const asked *a, const uint32_t *paying, uint32_t to)
{
    uint32_t smallest = 0;
    for (uint32_t s = 0; s < a->graph->states; s++) {
        for (uint64_t group = 1; group <= reference_everybody(a->graph); group++) {
            bool joint[256];
            const uint32_t size = dt_popcount(group);
            if (s == to || paying[s] == UINT32_MAX || (smallest != 0 && size >= smallest)) {
                continue;
            }
            reference_joint_improvements(a->graph, group, s, joint);
            smallest = joint[to] ? size : smallest;
        }
    }
    return smallest;
}

static void compare_together(const asked *a, const json_t *together, const uint32_t *paying,
                             uint32_t to)
{
    const uint32_t size = smallest_group(a, paying, to);
    if (size == 0 || json_is_null(together)) {
        require(a, size == 0 && json_is_null(together), "whether a group can go together");
        return;
    }
    const json_t *parties = json_object_get(together, "parties");
    const uint32_t from = number(together, "from") - 1;
    uint64_t group = 0;
    bool joint[256];
    for (size_t k = 0; k < json_array_size(parties); k++) {
        group |= (uint64_t)1 << party_named(a, json_array_get(parties, k));
    }
    reference_joint_improvements(a->graph, group, from, joint);
    require(a, paying[from] != UINT32_MAX && joint[to], "a joint improvement");
    require(a, dt_popcount(group) == size, "the smallest group");
    require_way(a, json_object_get(together, "steps"), from, to, group, false);
}

static void compare_path(const asked *a, const json_t *path, const uint32_t *paying,
                         const uint32_t *legal)
{
    const uint64_t everybody = reference_everybody(a->graph);
    const uint32_t to = number(path, "to") - 1;
    const json_t *ways[] = {json_object_get(path, "by_improvements"),
                            json_object_get(path, "by_moves")};
    for (int k = 0; k < 2; k++) {
        const uint32_t distance = k == 0 ? paying[to] : legal[to];
        require(a, json_is_null(ways[k]) == (distance == UINT32_MAX), "whether there is a way");
        if (distance != UINT32_MAX) {
            require(a, json_array_size(ways[k]) == distance, "the shortest way");
            require_way(a, ways[k], a->state, to, everybody, k == 0);
        }
    }
    if (to != a->state && paying[to] == UINT32_MAX) {
        compare_together(a, json_object_get(path, "together"), paying, to);
    }
}

static void compare_paths(const asked *a)
{
    char name[32];
    uint32_t paying[256], legal[256];
    dt_text out = {0};
    const detente_sink sink = {.write = take, .payload = &out};
    const detente_style style = {.format = DETENTE_JSON};
    snprintf(name, sizeof name, "%u", a->state + 1);
    require(a,
            detente_write_paths(a->analysis, name, NULL, &style, NULL, &sink, NULL) == DETENTE_OK,
            "paths");
    reference_distances(a->graph, a->state, true, paying);
    reference_distances(a->graph, a->state, false, legal);
    json_t *json = parse(a, &out);
    compare_reached(a, json_object_get(json, "reached_by_improvements"), paying);
    compare_reached(a, json_object_get(json, "reached_by_moves"), legal);
    const json_t *paths = json_object_get(json, "paths");
    for (size_t k = 0; k < json_array_size(paths); k++) {
        compare_path(a, json_array_get(paths, k), paying, legal);
    }
    json_decref(json);
    dt_text_clear(&out);
}

/* ---- many models ----------------------------------------------------------------------------- */

static void ask(uint64_t seed, const random_knobs *knobs)
{
    const detente_limits limits = {.threads = 1};
    asked a = {.seed = seed};
    random_model(seed, knobs, &a.text);
    require(&a,
            dt_syntax_read(a.text.bytes, a.text.length, NULL, NULL, &a.syntax, NULL) == DETENTE_OK,
            "reading");
    reference_model_init(&a.reference, a.syntax);
    a.graph = &a.reference.graph;
    require(&a,
            detente_model_read(a.text.bytes, a.text.length, "why", NULL, NULL, &a.model, NULL,
                               NULL) == DETENTE_OK &&
                detente_solve(a.model, NULL, &limits, &a.analysis, NULL) == DETENTE_OK,
            "solving");
    random_source source = {seed};
    for (int k = 0; k < 2; k++) {
        a.state = random_below(&source, a.reference.state_count);
        compare_explanation(&a);
        compare_paths(&a);
    }
    detente_analysis_free(a.analysis);
    detente_model_free(a.model);
    reference_model_clear(&a.reference);
    dt_syntax_free(a.syntax);
    dt_text_clear(&a.text);
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
