/* SPDX-License-Identifier: MIT
 *
 * Everything that `paths` answers, against the reference on random models: which states can be
 * reached in how many steps, the shortest ways there, the smallest group whose joint move brings a
 * state about, the whole way legal across its seams, who follows, and who gains and who loses
 * against the start; the same in words.
 */
#include "asked.h"

#define MODELS 2500 /* per form */

/* What the models had to offer; a test that has met none of a kind has tested nothing. */
typedef struct met {
    uint32_t joint, led, followed, unmoved, alone, none;
} met;

/* ---- ways ------------------------------------------------------------------------------------ */

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

/* Where a way has come to. */
typedef struct place {
    uint32_t state, last;
} place;

static place nowhere_yet(const asked *a)
{
    return (place){.state = a->state, .last = UINT32_MAX};
}

/* On by steps of members of `group`: moves, nobody's after another of its own, each told to be an
 * improvement where it is one, and being one where they have to be; never back to the start. */
static place follow(const asked *a, const json_t *steps, place at, uint64_t group, bool improving)
{
    assert_true(json_is_array(steps));
    for (size_t k = 0; k < json_array_size(steps); k++) {
        const json_t *step = json_array_get(steps, k);
        const uint32_t party = party_named(a, json_object_get(step, "party"));
        const uint32_t to = number(step, "to") - 1;
        const bool improves = *reference_better(a->graph, party, at.state, to);
        require(a, (group >> party & 1) != 0 && party != at.last, "whose turn it is");
        require(a, *reference_move(a->graph, party, at.state, to), "a move");
        require(a, is_set(step, "improvement") == improves, "whether a step is an improvement");
        require(a, improves || !improving, "a step that pays");
        require(a, to != a->state, "the start is not passed again");
        at = (place){.state = to, .last = party};
    }
    return at;
}

static void compare_way(const asked *a, const json_t *way, uint32_t to, uint32_t distance,
                        bool improving)
{
    require(a, json_is_null(way) == (distance == UINT32_MAX), "whether there is a way");
    if (distance != UINT32_MAX) {
        const place end = follow(a, way, nowhere_yet(a), UINT64_MAX, improving);
        require(a, json_array_size(way) == distance && end.state == to, "the shortest way");
    }
}

/* ---- joint ways ------------------------------------------------------------------------------ */

static uint64_t movers_of(const asked *a, const json_t *steps)
{
    uint64_t movers = 0;
    for (size_t k = 0; k < json_array_size(steps); k++) {
        const json_t *party = json_object_get(json_array_get(steps, k), "party");
        movers |= (uint64_t)1 << party_named(a, party);
    }
    return movers;
}

/* Is it, for each member, better than the start, or for none worse? */
static void require_gain(const asked *a, uint64_t group, bool gains, uint32_t at)
{
    for (uint32_t i = 0; i < a->graph->parties; i++) {
        if (group >> i & 1) {
            require(a, !gains || *reference_better(a->graph, i, a->state, at), "a member gains");
            require(a, !*reference_better(a->graph, i, at, a->state), "no member loses");
        }
    }
}

static void compare_together(const asked *a, const json_t *together, uint32_t to,
                             const reference_joint_way *best)
{
    require(a, json_is_null(together) == (best->group == 0), "whether there is a joint move");
    if (best->group == 0) {
        return;
    }
    const json_t *before = json_object_get(together, "before");
    const json_t *steps = json_object_get(together, "steps");
    const json_t *after = json_object_get(together, "after");
    const uint64_t group = group_in(a, json_object_get(together, "parties"));
    require(a, group == best->group, "the smallest group");
    require(a, is_set(together, "each_gains") == best->gains, "whether each gains");
    require(a, (json_array_size(before) > 0) == best->led, "whether steps that pay come before");
    require(
        a, json_array_size(before) + json_array_size(steps) + json_array_size(after) == best->steps,
        "the shortest joint way");
    place at = follow(a, before, nowhere_yet(a), UINT64_MAX, true);
    require(a, number(together, "from") == at.state + 1, "where the joint move begins");
    require(a, json_array_size(steps) > 0, "a joint move");
    at = follow(a, steps, at, group, false);
    require_gain(a, group, best->gains, at.state);
    at = follow(a, after, at, ~group, true);
    require(a, at.state == to, "where a joint way ends");
    require_gain(a, group, best->gains, to);
    require(a, group_in(a, json_object_get(together, "followers")) == movers_of(a, after),
            "who follows");
}

static void compare_gains(const asked *a, const json_t *path, uint32_t to)
{
    const uint64_t gain = group_in(a, json_object_get(path, "gain"));
    const uint64_t lose = group_in(a, json_object_get(path, "lose"));
    for (uint32_t i = 0; i < a->graph->parties; i++) {
        require(a, (gain >> i & 1) == *reference_better(a->graph, i, a->state, to), "who gains");
        require(a, (lose >> i & 1) == *reference_better(a->graph, i, to, a->state), "who loses");
    }
}

/* ---- in words -------------------------------------------------------------------------------- */

static void add_names(const asked *a, uint64_t group, dt_text *words)
{
    for (uint32_t i = 0; group >> i != 0; i++) {
        if (group >> i & 1) {
            dt_text_add(words, a->syntax->parties[i].name);
            dt_text_add(words, group >> i == 1                ? ""
                               : dt_popcount(group >> i) == 2 ? " and "
                                                              : ", ");
        }
    }
}

/* "Together p1 and p2 can go there so that each of them gains; no smaller group can." */
static void compare_sentence(const asked *a, const dt_text *text, const reference_joint_way *best)
{
    dt_text words = {0};
    const bool alone = dt_popcount(best->group) == 1;
    dt_text_add(&words, alone ? "\n  " : "\n  Together ");
    add_names(a, best->group, &words);
    dt_text_add(&words, alone         ? best->gains
                                            ? " alone can go there so that it gains."
                                            : " alone can go there so that it loses nothing at first and "
                                              "gains in the end."
                        : best->gains ? " can go there so that each of them gains; no smaller "
                                        "group can."
                                      : " can go there so that none of them loses; no smaller "
                                        "group can.");
    require(a, says(text, words.bytes), words.bytes);
    dt_text_clear(&words);
}

/* "p1 gains because", "p2 loses because", "p3 neither gains nor loses". */
static void compare_told_gains(const asked *a, const dt_text *text, uint32_t to)
{
    for (uint32_t i = 0; i < a->graph->parties; i++) {
        dt_text words = {0};
        dt_text_format(&words, "\n    %s %s", a->syntax->parties[i].name,
                       *reference_better(a->graph, i, a->state, to) ? "gains because "
                       : *reference_better(a->graph, i, to, a->state)
                           ? "loses because "
                           : "neither gains nor loses\n");
        require(a, says(text, words.bytes), words.bytes);
        dt_text_clear(&words);
    }
}

static void compare_words(const asked *a, uint32_t to, const uint32_t *paying,
                          const uint32_t *legal, const reference_joint_way *best)
{
    char name[32];
    snprintf(name, sizeof name, "%u", to + 1);
    dt_text text = ask_paths(a, name, &text_style, DETENTE_OK);
    const bool detour = paying[to] == UINT32_MAX && legal[to] != UINT32_MAX;
    require(a, says(&text, "No legal sequence of moves") == (legal[to] == UINT32_MAX), "no way");
    require(a, says(&text, "pays its mover:") == (to != a->state && paying[to] != UINT32_MAX),
            "a way that pays");
    require(a, says(&text, "can go there so that") == (detour && best->group != 0), "together");
    require(a, says(&text, "No joint move either") == (detour && best->group == 0), "no group");
    require(a, says(&text, "Against ") == (to != a->state && legal[to] != UINT32_MAX), "gains");
    if (detour && best->group != 0) {
        compare_sentence(a, &text, best);
    }
    if (to != a->state && legal[to] != UINT32_MAX) {
        compare_told_gains(a, &text, to);
    }
    dt_text_clear(&text);
}

/* ---- a model --------------------------------------------------------------------------------- */

static void count(met *m, const asked *a, const json_t *together, const reference_joint_way *best)
{
    m->joint += best->group != 0;
    m->none += best->group == 0;
    m->led += best->led;
    m->alone += dt_popcount(best->group) == 1;
    m->unmoved += best->group != 0 && !best->gains;
    m->followed += movers_of(a, json_object_get(together, "after")) != 0;
}

static void compare_path(const asked *a, uint32_t to, const uint32_t *paying, const uint32_t *legal,
                         const reference_joint_way *best, met *m)
{
    char name[32];
    snprintf(name, sizeof name, "%u", to + 1);
    dt_text out = ask_paths(a, name, &json_style, DETENTE_OK);
    json_t *json = parse(a, &out);
    const json_t *path = json_array_get(json_object_get(json, "paths"), 0);
    const json_t *together = json_object_get(path, "together");
    require(a, number(json, "from") == a->state + 1 && number(path, "to") == to + 1, "from, to");
    compare_reached(a, json_object_get(json, "reached_by_improvements"), paying);
    compare_reached(a, json_object_get(json, "reached_by_moves"), legal);
    compare_way(a, json_object_get(path, "by_improvements"), to, paying[to], true);
    compare_way(a, json_object_get(path, "by_moves"), to, legal[to], false);
    compare_gains(a, path, to);
    require(a, json_object_get(path, "complete") == NULL, "few groups are all tried");
    if (paying[to] != UINT32_MAX) {
        require(a, json_is_null(together), "no joint move where steps that pay lead");
    } else {
        require(a, json_is_null(together) || legal[to] != UINT32_MAX, "a joint move is legal");
        compare_together(a, together, to, best);
        count(m, a, together, best);
    }
    json_decref(json);
    dt_text_clear(&out);
    compare_words(a, to, paying, legal, best);
}

/* Without `to`: the ways to the equilibria under any concept, each once. */
static void compare_targets(const asked *a)
{
    bool wanted[256] = {false};
    dt_text out = ask_paths(a, NULL, &json_style, DETENTE_OK);
    json_t *json = parse(a, &out);
    const json_t *paths = json_object_get(json, "paths");
    for (int c = 0; c < (reference_has_sim(&a->reference) ? 6 : 5); c++) {
        bool stable[256];
        reference_equilibria(&a->reference, (detente_concept)c, stable);
        for (uint32_t s = 0; s < a->graph->states; s++) {
            wanted[s] = wanted[s] || stable[s];
        }
    }
    for (size_t k = 0; k < json_array_size(paths); k++) {
        const uint32_t to = number(json_array_get(paths, k), "to") - 1;
        require(a, wanted[to], "an equilibrium, once");
        wanted[to] = false;
    }
    for (uint32_t s = 0; s < a->graph->states; s++) {
        require(a, !wanted[s], "all equilibria");
    }
    json_decref(json);
    dt_text_clear(&out);
}

static void compare_paths(const asked *a, met *m)
{
    uint32_t paying[256], legal[256];
    reference_joint_way best[256];
    reference_distances(a->graph, a->state, true, paying);
    reference_distances(a->graph, a->state, false, legal);
    reference_joint_ways(a->graph, a->state, best);
    for (uint32_t to = 0; to < a->graph->states; to++) {
        compare_path(a, to, paying, legal, &best[to], m);
    }
    compare_targets(a);
}

/* ---- many models ----------------------------------------------------------------------------- */

static void ask_many(random_form form)
{
    random_knobs knobs = random_knobs_for(form);
    met m = {0};
    knobs.most_options = 5;
    for (uint64_t seed = 4000000; seed < 4000000 + MODELS; seed++) {
        asked a;
        open_random(&a, seed, &knobs);
        random_source source = {.state = seed};
        a.state = random_below(&source, a.graph->states);
        compare_paths(&a, &m);
        close_asked(&a);
    }
    print_message("joint %u: led %u, followed %u, none loses %u, alone %u; no joint move %u\n",
                  m.joint, m.led, m.followed, m.unmoved, m.alone, m.none);
    assert_true(m.joint > 100 && m.led > 20 && m.followed > 20 && m.unmoved > 20 && m.alone > 20 &&
                m.none > 100);
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
    return cmocka_run_group_tests_name("paths", tests, NULL, NULL);
}
