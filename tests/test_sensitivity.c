/* SPDX-License-Identifier: MIT
 *
 * What `solve --sensitivity` says of random models: every line dropped, every two neighbours
 * swapped by the definitions of docs/explain.md, and the varied conflict decided by the reference.
 *
 * Time: some parties * lines * 2 conflicts of the reference per model, so the models are small.
 */
#include "judged.h"

#define MODELS 1000 /* per form */
#define MOST_STATES 64
#define MOST_LINES 64
#define NOTHING UINT32_MAX

/* A preference in hand: line k of the file stands at place[k], tied lines share a place. */
typedef struct varied {
    const judged *j;
    const dt_preferences *of;
    uint32_t party;
    bool holds[MOST_LINES][MOST_STATES];
    uint32_t place[MOST_LINES];
    bool counts[MOST_LINES];
    int64_t weight[MOST_LINES];
} varied;

static void require_at(const varied *v, uint32_t line, bool holds, const char *what)
{
    if (!holds) {
        fail_msg("seed %llu, %s, line %u: %s\n%s", (unsigned long long)v->j->seed,
                 v->j->syntax->parties[v->party].id, line + 1, what, v->j->text.bytes);
    }
}

/* As the file has it. */
static varied as_written(const judged *j, uint32_t party)
{
    varied v = {.j = j, .of = &j->syntax->preferences[party], .party = party};
    assert_true(v.of->count <= MOST_LINES && j->reference.state_count <= MOST_STATES);
    for (uint32_t k = 0; k < v.of->count; k++) {
        const dt_statement *line = &v.of->lines[k];
        for (uint32_t s = 0; s < j->reference.state_count; s++) {
            v.holds[k][s] = line->expr == NULL || reference_holds(&j->reference, line->expr, s);
        }
        v.place[k] = k == 0 ? 0 : v.place[k - 1] + !line->tied;
        v.counts[k] = true;
        v.weight[k] = line->weight;
    }
    return v;
}

/* wants: the statement is not there.  weighs: its weight is nothing.  ranks: its states tie with
 * the next line's, the last line's with those of the one before. */
static varied without(const varied *written, uint32_t line)
{
    varied v = *written;
    if (v.of->kind != DT_RANKS) {
        v.counts[line] = false;
    } else if (line + 1 < v.of->count) {
        v.place[line] = v.place[line + 1];
    } else if (line > 0) {
        v.place[line] = v.place[line - 1];
    }
    return v;
}

/* Each has the other's place; weighs: the other's weight. */
static varied with_swapped(const varied *written, uint32_t line)
{
    varied v = *written;
    v.place[line] = written->place[line + 1];
    v.place[line + 1] = written->place[line];
    v.weight[line] = written->weight[line + 1];
    v.weight[line + 1] = written->weight[line];
    return v;
}

/* ---- what is preferred ----------------------------------------------------------------------- */

static int more_at(const varied *v, uint32_t place, uint32_t t, uint32_t s)
{
    int more = 0;
    for (uint32_t k = 0; k < v->of->count; k++) {
        more += v->counts[k] && v->place[k] == place ? v->holds[k][t] - v->holds[k][s] : 0;
    }
    return more;
}

/* The first place on which two states differ; NOTHING. */
static uint32_t deciding_place(const varied *v, uint32_t t, uint32_t s)
{
    for (uint32_t place = 0; place < v->of->count; place++) {
        if (more_at(v, place, t, s) != 0) {
            return place;
        }
    }
    return NOTHING;
}

static uint32_t place_of_state(const varied *v, uint32_t state)
{
    for (uint32_t k = 0; k < v->of->count; k++) {
        if (v->holds[k][state]) {
            return v->place[k];
        }
    }
    return NOTHING;
}

static int64_t sum_of(const varied *v, uint32_t state)
{
    int64_t sum = 0;
    for (uint32_t k = 0; k < v->of->count; k++) {
        sum += v->counts[k] && v->holds[k][state] ? v->weight[k] : 0;
    }
    return sum;
}

static bool prefers(const varied *v, uint32_t t, uint32_t s)
{
    switch (v->of->kind) {
    case DT_WANTS: {
        const uint32_t place = deciding_place(v, t, s);
        return place != NOTHING && more_at(v, place, t, s) > 0;
    }
    case DT_RANKS:
        return place_of_state(v, t) < place_of_state(v, s);
    case DT_WEIGHS:
        return sum_of(v, t) > sum_of(v, s);
    case DT_INDIFFERENT:
        break;
    }
    return false;
}

/* ---- what changes ---------------------------------------------------------------------------- */

typedef struct solved {
    bool equilibrium[CONCEPT_COUNT][MOST_STATES];
} solved;

static void solve(const judged *j, solved *out)
{
    const uint32_t concepts = reference_has_sim(&j->reference) ? 6 : 5;
    *out = (solved){0};
    for (uint32_t c = 0; c < concepts; c++) {
        reference_equilibria(&j->reference, (detente_concept)c, out->equilibrium[c]);
    }
}

/* The party's preferences as varied, put into the reference's relation; whether they are others. */
static bool put_preferences(const varied *v)
{
    const uint32_t states = v->j->reference.state_count;
    bool other = false;
    for (uint32_t s = 0; s < states; s++) {
        for (uint32_t t = 0; t < states; t++) {
            bool *better = reference_better(&v->j->reference.graph, v->party, s, t);
            other = other || *better != prefers(v, t, s);
            *better = prefers(v, t, s);
        }
    }
    return other;
}

static void judge_change(const varied *written, const varied *v, uint32_t line,
                         const solved *before, const json_t *change)
{
    const judged *j = v->j;
    uint32_t lost = 0, gained = 0;
    solved after = *before;
    const bool other = put_preferences(v);
    if (other) {
        solve(j, &after);
        put_preferences(written);
    }
    for (uint32_t s = 0; s < j->reference.state_count; s++) {
        bool loses = false, gains = false;
        for (uint32_t c = 0; c < CONCEPT_COUNT; c++) {
            loses = loses || (before->equilibrium[c][s] && !after.equilibrium[c][s]);
            gains = gains || (!before->equilibrium[c][s] && after.equilibrium[c][s]);
        }
        lost += loses;
        gained += gains;
    }
    require_at(v, line, json_flag(change, "same_order") == !other, "the same order");
    require_at(v, line, json_number(change, "lost") == lost, "equilibria lost");
    require_at(v, line, json_number(change, "gained") == gained, "equilibria gained");
}

/* Pairs of states on which the level of a line is the first to differ, at its first line. */
static uint32_t pairs_decided(const varied *v, uint32_t line)
{
    uint32_t pairs = 0;
    for (uint32_t s = 0; s < v->j->reference.state_count; s++) {
        for (uint32_t t = 0; t < s; t++) {
            pairs += deciding_place(v, t, s) == v->place[line];
        }
    }
    return line > 0 && v->place[line - 1] == v->place[line] ? 0 : pairs;
}

static unsigned never, changing;

static void judge_line(const varied *written, uint32_t line, const solved *before,
                       const json_t *answer)
{
    const varied dropped = without(written, line);
    const json_t *change = json_object_get(answer, "dropped");
    judge_change(written, &dropped, line, before, change);
    require_at(written, line, json_flag(answer, "never_decides") == json_flag(change, "same_order"),
               "never decides");
    never += json_flag(answer, "never_decides");
    changing += json_number(change, "lost") + json_number(change, "gained") > 0;
    change = json_object_get(answer, "swapped");
    require_at(written, line, json_is_null(change) == (line + 1 == written->of->count),
               "swapped with a next line");
    if (!json_is_null(change)) {
        const varied swapped = with_swapped(written, line);
        judge_change(written, &swapped, line, before, change);
    }
    if (written->of->kind == DT_WANTS) {
        require_at(written, line,
                   json_number(answer, "pairs_decided") == pairs_decided(written, line),
                   "pairs of states that it decides");
    }
}

static void judge_party(const judged *j, uint32_t party, const solved *before, const json_t *answer)
{
    const varied written = as_written(j, party);
    const json_t *list = json_object_get(answer, "lines");
    uint32_t ties = 0;
    require(j, strcmp(json_words(answer, "party"), j->syntax->parties[party].id) == 0, "the party");
    require(j, json_array_size(list) == written.of->count, "all lines");
    require(j, !put_preferences(&written), "the preferences of the reference");
    for (uint32_t k = 0; k < written.of->count; k++) {
        judge_line(&written, k, before, json_array_get(list, k));
    }
    for (uint32_t s = 0; s < j->reference.state_count; s++) {
        for (uint32_t t = 0; t < s; t++) {
            ties += !prefers(&written, s, t) && !prefers(&written, t, s);
        }
    }
    require(j, json_number(answer, "tied_pairs") == ties, "ties");
}

/* ---- many models ----------------------------------------------------------------------------- */

static void judge_model(const judged *j)
{
    dt_text out = {0};
    const detente_sink sink = {.write = judged_take, .payload = &out};
    const detente_style style = {.format = DETENTE_JSON};
    solved before;
    require(j, detente_write_sensitivity(j->analysis, &style, NULL, &sink, NULL) == DETENTE_OK,
            "sensitivity");
    json_t *json = judged_json(j, &out);
    const json_t *parties = json_object_get(json, "sensitivity");
    require(j, json_array_size(parties) == j->syntax->party_count, "all parties");
    solve(j, &before);
    for (uint32_t party = 0; party < j->syntax->party_count; party++) {
        judge_party(j, party, &before, json_array_get(parties, party));
    }
    json_decref(json);
}

static void judge_many(random_form form)
{
    random_knobs knobs = random_knobs_for(form);
    knobs.most_parties = 3;
    knobs.most_options = 4;
    knobs.most_states = 7;
    never = changing = 0;
    for (uint64_t seed = 1; seed <= MODELS; seed++) {
        judged j = judge_random(seed, &knobs);
        judge_model(&j);
        judged_clear(&j);
    }
    assert_true(never > 100 && changing > 100);
}

static void test_option_form(void **state)
{
    (void)state;
    judge_many(RANDOM_OPTIONS);
}

static void test_coalesced(void **state)
{
    (void)state;
    judge_many(RANDOM_COALESCED);
}

static void test_graph_form(void **state)
{
    (void)state;
    judge_many(RANDOM_GRAPH);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_option_form),
        cmocka_unit_test(test_coalesced),
        cmocka_unit_test(test_graph_form),
    };
    return cmocka_run_group_tests_name("sensitivity", tests, NULL, NULL);
}
