/* SPDX-License-Identifier: MIT
 *
 * What `check` says of the claims of random models, held against the definitions: the verdict, and
 * every state, move and number that is said to show it, for every concept for which it is said.
 */
#include "judged.h"

#define MODELS 1000 /* per form */

/* ---- reading what is said -------------------------------------------------------------------- */

/* Text that is read from left to right. */
typedef struct saying {
    const judged *j;
    const dt_claim *claim;
    const char *at;
    bool none_of; /* "none of its ... states" stood before */
} saying;

static void wrong(const saying *s, const char *what)
{
    fail_msg("seed %llu: %s: %s, at '%s'\n%s", (unsigned long long)s->j->seed, s->claim->text, what,
             s->at, s->j->text.bytes);
}

static void expect(const saying *s, bool holds, const char *what)
{
    if (!holds) {
        wrong(s, what);
    }
}

static bool says(saying *s, const char *words)
{
    const size_t length = strlen(words);
    const bool is = strncmp(s->at, words, length) == 0;
    s->at += is ? length : 0;
    return is;
}

static void must_say(saying *s, const char *words)
{
    if (!says(s, words)) {
        wrong(s, words);
    }
}

static uint32_t read_number(saying *s)
{
    char *end;
    const unsigned long number = strtoul(s->at, &end, 10);
    expect(s, end != s->at, "a number");
    s->at = end;
    return (uint32_t)number;
}

/* "state 5 (YNY)" */
static uint32_t read_state(saying *s)
{
    must_say(s, "state ");
    const uint32_t state = read_number(s) - 1;
    expect(s, state < s->j->reference.state_count, "a state");
    must_say(s, " (");
    must_say(s, dt_is_graph_form(s->j->syntax) ? s->j->syntax->states[state].id
                                               : reference_pattern(&s->j->reference, state));
    must_say(s, ")");
    return state;
}

static uint32_t read_party(saying *s)
{
    for (uint32_t k = 0; k < s->j->syntax->party_count; k++) {
        if (says(s, s->j->syntax->parties[k].name)) {
            return k;
        }
    }
    wrong(s, "a party");
    return 0;
}

/* "nash, seq" */
static uint32_t read_concepts(saying *s)
{
    uint32_t concepts = 0;
    do {
        uint32_t k = 0;
        for (; k < CONCEPT_COUNT; k++) {
            const char *id = detente_concept_id((detente_concept)k);
            const size_t length = strlen(id);
            if (strncmp(s->at, id, length) == 0 && strchr(",; ", s->at[length]) != NULL) {
                s->at += length;
                break;
            }
        }
        expect(s, k < CONCEPT_COUNT, "a concept");
        concepts |= 1u << k;
    } while (says(s, ", "));
    return concepts;
}

/* ---- facts ----------------------------------------------------------------------------------- */

static bool is_in(const saying *s, uint32_t state)
{
    bool in = false;
    for (const dt_expr *e = s->claim->what; e != NULL; e = e->next) {
        in = in || reference_holds(&s->j->reference, e, state);
    }
    return in;
}

static uint32_t size_of_set(const saying *s)
{
    uint32_t size = 0;
    for (uint32_t k = 0; k < s->j->reference.state_count; k++) {
        size += is_in(s, k);
    }
    return size;
}

static bool is_stable_for(const saying *s, detente_concept concept, uint32_t party, uint32_t state)
{
    bool stable[256];
    reference_solve(&s->j->reference, concept, party, stable);
    return stable[state];
}

/* As the claim means it: for its party, or for everybody. */
static bool is_so(const saying *s, detente_concept concept, uint32_t state)
{
    bool stable[256];
    if (s->claim->kind == DT_CLAIM_STABLE) {
        return is_stable_for(s, concept, s->claim->party, state);
    }
    reference_equilibria(&s->j->reference, concept, stable);
    return stable[state];
}

/* The claim, if it spoke of this concept alone. */
static bool holds_under(const saying *s, detente_concept concept)
{
    dt_claim one = *s->claim;
    one.concepts = set_of(1u << concept);
    return reference_claim(&s->j->reference, &one) == REFERENCE_HOLDS;
}

/* ---- equilibria and stability ---------------------------------------------------------------- */

/* What is said of a state under `concepts`: is it a reason for the claim's verdict? */
static void judge_stable(const saying *s, uint32_t concepts, uint32_t state, bool holds)
{
    const dt_claim *claim = s->claim;
    for (uint32_t c = 0; c < CONCEPT_COUNT; c++) {
        expect(s, !(concepts >> c & 1) || is_so(s, (detente_concept)c, state), "stable there");
    }
    if (claim->kind == DT_CLAIM_EXACTLY) {
        expect(s, !is_in(s, state) && !holds, "an equilibrium that is not listed");
    } else {
        expect(s, is_in(s, state) && holds == !claim->negated, "a state of the claim");
    }
}

static void judge_leaving(const saying *s, uint32_t concepts, uint32_t state, uint32_t party,
                          uint32_t to, bool holds)
{
    const dt_claim *claim = s->claim;
    expect(s, claim->kind != DT_CLAIM_STABLE || party == claim->party, "the claim's party");
    expect(s, is_in(s, state), "a state of the claim");
    expect(s, holds == claim->negated, "a reason for the verdict");
    expect(s, judged_improves(s->j, party, state, to), "a better move");
    for (uint32_t c = 0; c < CONCEPT_COUNT; c++) {
        if (concepts >> c & 1) {
            expect(s,
                   c == DETENTE_NASH ||
                       !reference_met(&s->j->reference, (detente_concept)c, party, state, to),
                   "a move that nothing meets");
        }
    }
}

/* "state 4 (YY) is an equilibrium under seq"; "state 5 (YN) is not stable under nash, gmr for
 * Pakistan, which would move to state 7 (YY)" */
static uint32_t read_showing(saying *s, bool holds)
{
    const uint32_t state = read_state(s);
    uint32_t concepts = 0;
    if (says(s, " is not stable under ")) {
        concepts = read_concepts(s);
        must_say(s, " for ");
        const uint32_t party = read_party(s);
        must_say(s, ", which would move to ");
        judge_leaving(s, concepts, state, party, read_state(s), holds);
    } else {
        must_say(s, s->claim->kind == DT_CLAIM_STABLE ? " is stable under "
                                                      : " is an equilibrium under ");
        concepts = read_concepts(s);
        judge_stable(s, concepts, state, holds);
    }
    return concepts;
}

/* "none of its 3 states is an equilibrium under nash, gmr; e.g. " */
static uint32_t read_none_of(saying *s)
{
    if (!says(s, "none of its ")) {
        return 0;
    }
    expect(s, read_number(s) == size_of_set(s), "the number of its states");
    must_say(s, s->claim->kind == DT_CLAIM_STABLE ? " states is stable under "
                                                  : " states is an equilibrium under ");
    const uint32_t concepts = read_concepts(s);
    for (uint32_t k = 0; k < s->j->reference.state_count; k++) {
        for (uint32_t c = 0; is_in(s, k) && c < CONCEPT_COUNT; c++) {
            expect(s, !(concepts >> c & 1) || !is_so(s, (detente_concept)c, k), "none of them");
        }
    }
    must_say(s, "; e.g. ");
    return concepts;
}

/* "; under gmr some is", "; likewise for all its 3 states" */
static void read_end(saying *s, uint32_t shown)
{
    const uint32_t size = size_of_set(s);
    if (says(s, "; under ")) {
        const uint32_t concepts = read_concepts(s);
        expect(s, concepts == (bits_of(s->claim->concepts) & ~shown), "the other concepts");
        must_say(s, size > 1 ? " some is" : " it is");
        for (uint32_t c = 0; c < CONCEPT_COUNT; c++) {
            bool some = false;
            for (uint32_t k = 0; k < s->j->reference.state_count; k++) {
                some = some || (is_in(s, k) && is_so(s, (detente_concept)c, k));
            }
            expect(s, !(concepts >> c & 1) || some, "some is");
        }
    } else if (says(s, "; likewise for all its ")) {
        expect(s, read_number(s) == size, "the number of its states");
        must_say(s, " states");
        for (uint32_t k = 0; k < s->j->reference.state_count; k++) {
            for (uint32_t c = 0; is_in(s, k) && c < CONCEPT_COUNT; c++) {
                expect(s, !(shown >> c & 1) || is_so(s, (detente_concept)c, k), "all of them");
            }
        }
    }
}

/* Each concept that it fails under is shown; all, where it holds. */
static void judge_concepts(saying *s, bool holds)
{
    uint32_t due = 0;
    uint32_t shown = 0;
    for (uint32_t c = 0; c < CONCEPT_COUNT; c++) {
        const bool asked = bits_of(s->claim->concepts) >> c & 1;
        due |= (uint32_t)(asked && (holds || !holds_under(s, (detente_concept)c))) << c;
    }
    if (s->claim->kind == DT_CLAIM_EXACTLY && holds) {
        expect(s, read_number(s) == size_of_set(s), "the number of states");
        must_say(s, " of ");
        expect(s, read_number(s) == s->j->reference.state_count, "the number of all states");
        must_say(s, " states, no other");
        return;
    }
    const uint32_t none = read_none_of(s);
    expect(s, none == 0 || none == due, "the concepts that none is stable under");
    do {
        const uint32_t concepts = read_showing(s, holds);
        expect(s, (shown & concepts) == 0, "a concept once");
        shown |= concepts;
    } while (strncmp(s->at, "; state ", 8) == 0 && says(s, "; "));
    expect(s, shown == due, "each concept is shown");
    read_end(s, shown);
}

/* ---- reaching -------------------------------------------------------------------------------- */

static void judge_way(saying *s, const uint32_t *shortest)
{
    const bool paying = s->claim->by_improvements;
    const uint32_t length = read_number(s);
    uint32_t at = s->j->reference.status_quo - 1;
    uint32_t last = UINT32_MAX;
    must_say(s, paying        ? length == 1 ? " improvement: " : " improvements: "
                : length == 1 ? " move: "
                              : " moves: ");
    for (uint32_t k = 0; k < length; k++) {
        const uint32_t party = read_party(s);
        must_say(s, " to ");
        const uint32_t to = read_state(s);
        expect(s, party != last, "nobody twice in a row");
        expect(s, judged_moves(s->j, party, at, to), "a move");
        expect(s, !paying || judged_prefers(s->j, party, to, at), "an improvement");
        at = to;
        last = party;
        says(s, "; ");
    }
    expect(s, is_in(s, at) && shortest[at] == length, "the shortest way to the set");
}

static void judge_reached(saying *s)
{
    const uint32_t states = s->j->reference.state_count;
    const uint32_t here = s->j->reference.status_quo - 1;
    uint32_t shortest[256];
    uint32_t reached = 0;
    bool meets = false;
    reference_distances(&s->j->reference.graph, here, s->claim->by_improvements, shortest);
    for (uint32_t k = 0; k < states; k++) {
        reached += shortest[k] != UINT32_MAX;
        meets = meets || (is_in(s, k) && shortest[k] != UINT32_MAX);
    }
    if (meets && says(s, "the status quo is one: ")) {
        expect(s, read_state(s) == here && is_in(s, here), "the status quo");
    } else if (meets) {
        expect(s, !is_in(s, here), "the status quo is none");
        judge_way(s, shortest);
    } else {
        const bool alone = says(s, "nothing but the status quo itself can be reached");
        expect(s, alone == (reached == 1), "the status quo alone");
        if (!alone) {
            expect(s, read_number(s) == reached, "how many can be reached");
            must_say(s, " of ");
            expect(s, read_number(s) == states, "of how many");
            must_say(s, " states can be reached");
        }
        if (s->claim->by_improvements) {
            must_say(s, " by improvements");
        }
        must_say(s, alone ? "" : ", none of these");
    }
}

/* ---- preferring ------------------------------------------------------------------------------ */

static uint32_t read_rank(saying *s, uint32_t *state)
{
    *state = read_state(s);
    must_say(s, " has rank ");
    const uint32_t rank = read_number(s);
    expect(s, rank == reference_rank(&s->j->reference, s->claim->party, *state), "its rank");
    return rank;
}

static void judge_ranks(saying *s, bool holds)
{
    uint32_t first = 0, second = 0;
    const uint32_t worst = read_rank(s, &first);
    must_say(s, ", ");
    const uint32_t best = read_rank(s, &second);
    expect(s, is_in(s, first) && reference_holds(&s->j->reference, s->claim->than, second),
           "states of the sets");
    expect(s, holds == (worst > best), "ranks that show it");
}

/* ---- a claim --------------------------------------------------------------------------------- */

static unsigned seen[3]; /* REFERENCE_FAILS, ... */

static void judge_claim(const judged *j, const dt_claim *claim, const json_t *answer)
{
    saying s = {.j = j, .claim = claim, .at = json_words(answer, "because")};
    const reference_finding expected = reference_claim(&j->reference, claim);
    const bool holds = expected != REFERENCE_FAILS;
    const json_t *states = json_object_get(answer, "states");
    seen[expected]++;
    expect(&s, json_flag(answer, "holds") == holds, "whether it holds");
    expect(&s, json_flag(answer, "vacuous") == (expected == REFERENCE_VACUOUS), "vacuous");
    for (const char *word = s.at; (word = strstr(word, "state ")) != NULL; word += 6) {
        if (word[6] >= '0' && word[6] <= '9') {
            expect(&s, json_array_size(states) > 0, "the states that are named");
        }
    }
    if (says(&s, "there is no such state")) {
        dt_claim negated = *claim;
        negated.negated = true;
        expect(&s, reference_claim(&j->reference, &negated) == REFERENCE_VACUOUS, "an empty set");
    } else if (claim->kind == DT_CLAIM_REACHED) {
        judge_reached(&s);
    } else if (claim->kind == DT_CLAIM_PREFERS) {
        judge_ranks(&s, holds);
    } else {
        judge_concepts(&s, holds);
    }
    expect(&s, *s.at == '\0', "the end");
}

static void judge_claims(const judged *j)
{
    dt_text out = {0};
    const detente_sink sink = {judged_take, &out};
    const detente_style style = {.format = DETENTE_JSON};
    uint64_t failed = 0;
    uint64_t count[3] = {0};
    require(j, detente_check(j->analysis, &style, NULL, &sink, &failed, NULL) == DETENTE_OK,
            "check");
    json_t *json = judged_json(j, &out);
    const json_t *claims = json_object_get(json, "claims");
    require(j, json_array_size(claims) == j->syntax->claim_count, "all claims");
    for (uint32_t k = 0; k < j->syntax->claim_count; k++) {
        judge_claim(j, &j->syntax->claims[k], json_array_get(claims, k));
        count[reference_claim(&j->reference, &j->syntax->claims[k])]++;
    }
    require(j, failed == count[REFERENCE_FAILS] && json_number(json, "fail") == failed, "fail");
    require(j, json_number(json, "hold") == count[REFERENCE_HOLDS], "hold");
    require(j, json_number(json, "vacuous") == count[REFERENCE_VACUOUS], "vacuous");
    json_decref(json);
}

/* ---- many models ----------------------------------------------------------------------------- */

static void judge_many(random_form form)
{
    random_knobs knobs = random_knobs_for(form);
    knobs.claims = true;
    knobs.most_options = 5;
    memset(seen, 0, sizeof seen);
    for (uint64_t seed = 1; seed <= MODELS; seed++) {
        judged j = judge_random(seed, &knobs);
        judge_claims(&j);
        judged_clear(&j);
    }
    const unsigned all = seen[0] + seen[1] + seen[2];
    assert_true(seen[REFERENCE_HOLDS] > all / 10 && seen[REFERENCE_FAILS] > all / 10);
    assert_true(seen[REFERENCE_VACUOUS] > 10);
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

/* The same move of two parties: under Nash a would make it, under GMR, where it fears b, b alone.
 */
static void test_common_move(void **state)
{
    (void)state;
    judged j = {.seed = 0};
    dt_text_add(&j.text, "conflict \"Common move\"\n"
                         "state s1\nstate s2\nstate s3\n"
                         "party a\nparty b\n"
                         "a moves\n  s1 -> s2\n"
                         "b moves\n  s1 -> s2\n  s2 -> s3\n"
                         "a ranks\n  s2\n  s1\n  s3\n"
                         "b ranks\n  s2\n  s1\n  s3\n"
                         "claim s1 is not an equilibrium under nash, gmr\n"
                         "claim s1 is an equilibrium under nash, gmr\n");
    judge_text(&j);
    judge_claims(&j);
    judged_clear(&j);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_option_form),
        cmocka_unit_test(test_coalesced),
        cmocka_unit_test(test_graph_form),
        cmocka_unit_test(test_common_move),
    };
    return cmocka_run_group_tests_name("claims", tests, NULL, NULL);
}
