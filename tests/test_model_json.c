/* SPDX-License-Identifier: MIT
 *
 * Models as JSON: text -> JSON -> text gives an equal tree, for every model file and for random
 * models of each form; the JSON is what jansson reads; faults are told where they stand.
 */
#include "exchange.h"

#include "reference/random_model.h"

#include <dirent.h>
#include <jansson.h>

static void to_json(const dt_syntax *tree, dt_text *out)
{
    detente_model model = {.syntax = (dt_syntax *)(uintptr_t)tree};
    const detente_sink sink = sink_of(out);
    assert_int_equal(detente_model_to_json(&model, NULL, &sink, NULL), DETENTE_OK);
}

static void round_trip(const char *text, size_t length)
{
    dt_syntax *tree = read_tree(text, length);
    dt_text json = {0};
    dt_text back = {0};
    dt_text faults = {0};
    to_json(tree, &json);
    json_t *judge = json_loadb(json.bytes, json.length, JSON_REJECT_DUPLICATES, NULL);
    assert_non_null(judge);
    json_decref(judge);
    const detente_status status = import_text(detente_json_to_text, json.bytes, json.length,
                                              "m.json", &back, &faults);
    if (status != DETENTE_OK) {
        print_message("%s\n%.*s\n%s\n", faults.bytes, (int)length, text, json.bytes);
        fail();
    }
    dt_syntax *again = read_tree(back.bytes, back.length);
    same_trees(tree, again);
    dt_syntax_free(again);
    dt_syntax_free(tree);
    dt_text_clear(&json);
    dt_text_clear(&back);
    dt_text_clear(&faults);
}

static unsigned round_trip_folder(const char *folder)
{
    unsigned count = 0;
    DIR *directory = opendir(folder);
    assert_non_null(directory);
    for (const struct dirent *entry = readdir(directory); entry != NULL;
         entry = readdir(directory)) {
        const char *dot = strrchr(entry->d_name, '.');
        if (dot == NULL || strcmp(dot, ".detente") != 0) {
            continue;
        }
        char path[1024];
        size_t length = 0;
        snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
        char *text = slurp(path, &length);
        round_trip(text, length);
        free(text);
        count++;
    }
    closedir(directory);
    return count;
}

static void test_model_files(void **state)
{
    (void)state;
    assert_true(round_trip_folder(SOURCE_DIR "/models/published") >= 10);
    assert_true(round_trip_folder(SOURCE_DIR "/models/seeds") >= 5);
}

/* ---- everything that the language has -------------------------------------------------------- */

/* What the random models held, by name, so that nothing is left out unseen. */
typedef struct tally {
    unsigned exprs[DT_EXPR_ALL_OF + 1];
    unsigned rules[DT_RULE_SAME + 1];
    unsigned claims[DT_CLAIM_PREFERS + 1];
    unsigned directions[DT_CANNOT_BE_RESUMED + 1];
    unsigned preferences[DT_WEIGHS + 1];
    unsigned notes, marks, labels, dates, scenarios, qualified, tied, rest, members, negative;
    unsigned status_quos, without_status_quo, negated, every;
} tally;

static void count_exprs(tally *t, const dt_expr *expr)
{
    for (; expr != NULL; expr = expr->next) {
        t->exprs[expr->kind]++;
        count_exprs(t, expr->first);
    }
}

static void count_support(tally *t, const dt_support *support)
{
    t->notes += support->note != NULL;
    t->marks += support->mark_count;
}

static void count_lines(tally *t, const dt_preferences *p)
{
    t->preferences[p->kind]++;
    count_support(t, &p->support);
    for (uint32_t k = 0; k < p->count; k++) {
        const dt_statement *line = &p->lines[k];
        t->tied += line->tied;
        t->rest += line->expr == NULL;
        t->negative += line->weight < 0;
        count_support(t, &line->support);
        count_exprs(t, line->expr);
    }
}

static void count_tree(tally *t, const dt_syntax *tree)
{
    t->dates += tree->date != NULL;
    t->scenarios += tree->scenario_count;
    t->status_quos += tree->has_status_quo;
    t->without_status_quo += !tree->has_status_quo;
    count_support(t, &tree->support);
    for (uint32_t k = 0; k < tree->party_count; k++) {
        t->labels += strcmp(tree->parties[k].id, tree->parties[k].name) != 0;
        count_lines(t, &tree->preferences[k]);
    }
    for (uint32_t k = 0; k < tree->option_count; k++) {
        t->directions[tree->options[k].direction]++;
        t->qualified += tree->options[k].qualified;
    }
    for (uint32_t k = 0; k < tree->rule_count; k++) {
        t->rules[tree->rules[k].kind]++;
        t->members += tree->rules[k].kind != DT_RULE_IMPOSSIBLE &&
                      tree->rules[k].kind != DT_RULE_SAME &&
                      tree->rules[k].expr->first->kind != DT_EXPR_OPTION;
        count_support(t, &tree->rules[k].support);
        count_exprs(t, tree->rules[k].expr);
    }
    for (uint32_t k = 0; k < tree->outcome_count; k++) {
        count_exprs(t, tree->outcomes[k].expr);
    }
    for (uint32_t k = 0; k < tree->claim_count; k++) {
        t->claims[tree->claims[k].kind]++;
        t->negated += tree->claims[k].negated;
        t->every += tree->claims[k].every;
    }
}

static void test_random_models(void **state)
{
    (void)state;
    static const random_form forms[] = {RANDOM_OPTIONS, RANDOM_COALESCED, RANDOM_GRAPH};
    tally t = {0};
    for (size_t f = 0; f < 3; f++) {
        random_knobs knobs = random_knobs_for(forms[f]);
        knobs.claims = true;
        knobs.rich = true;
        for (uint64_t seed = 1; seed <= 700; seed++) {
            dt_text text = {0};
            random_model(seed, &knobs, &text);
            round_trip(text.bytes, text.length);
            dt_syntax *tree = read_tree(text.bytes, text.length);
            count_tree(&t, tree);
            dt_syntax_free(tree);
            dt_text_clear(&text);
        }
    }
    const unsigned *counts = (const unsigned *)&t;
    for (size_t k = 0; k < sizeof t / sizeof *counts; k++) {
        if (counts[k] < 10) {
            fail_msg("construct %zu occurs %u times", k, counts[k]);
        }
    }
}

/* Every kind of line, with notes, marks, quotes and characters beyond ASCII. */
static void test_every_line(void **state)
{
    (void)state;
    static const char text[] = "conflict \"A \"\"quoted\"\" title \xE2\x80\x94 \xC3\xA9\" [s:1]\n"
                               "  note \"first\"\n"
                               "  note \"second\\n\"\n"
                               "source s \"Some text\" at \"file # 1.txt\"\n"
                               "source t \"Other\"\n"
                               "date 1975-03\n"
                               "party us \"United States\" [s:1-2, t] note \"n\"\n"
                               "option a \"A label\" cannot be undone [s:free text] note \"x\"\n"
                               "option b cannot be resumed\n"
                               "party \xC3\xA9tat\n"
                               "option a\n"
                               "option c\n"
                               "party idle\n"
                               "status quo us.a, c [t:4] note \"today\"\n"
                               "impossible us.a and b and (c or not \xC3\xA9tat.a) [s]\n"
                               "at most one of b, c note \"rule\"\n"
                               "at least one of us.a, b, c\n"
                               "at least one of (us.a and b), not c, (b if (c or b))\n"
                               "same c and b\n"
                               "outcome odd = us.a xor b [t]\n"
                               "outcome two = odd if c note \"out\"\n"
                               "us wants [s]\n"
                               "  us.a [s:3]\n"
                               "  ~ b iff c note \"tie\"\n"
                               "  exactly one of (b, c) unless two\n"
                               "\xC3\xA9tat ranks\n"
                               "  odd and c [t:1]\n"
                               "  ~ state 1\n"
                               "  rest note \"others\"\n"
                               "idle weighs\n"
                               "  2.5 us.a\n"
                               "  -0.000001 not b\n"
                               "  3 none of (b, c) [s]\n"
                               "claim odd is not an equilibrium under nash, seq [s:1]\n"
                               "claim every two is stable for us under gmr\n"
                               "claim the equilibria under smr are none\n"
                               "claim us prefers odd to two note \"why\"\n"
                               "claim odd cannot be reached by improvements\n";
    round_trip(text, sizeof text - 1);
}

/* ---- JSON with faults ------------------------------------------------------------------------ */

static void expect_fault(const char *json, const char *where, const char *what)
{
    expect_refusal(detente_json_to_text, "m.json", json, where, what);
}

#define HEAD "{\"detente_model\": 1, \"conflict\": \"c\",\n"
#define PARTY "\"parties\": [{\"id\": \"p\", \"options\": [{\"id\": \"a\"}]}]"

static void test_faults(void **state)
{
    (void)state;
    expect_fault("[1, 2", "m.json:1:6: error", "ends too early");
    expect_fault("[]", "m.json:1:1: error", "found an array");
    expect_fault("{\"conflict\": \"c\"}", "m.json:1:1: error", "\"detente_model\" is missing");
    expect_fault("{\"detente_model\": 2}", "m.json:1:19: error", "version 2");
    expect_fault(HEAD "\"parties\": {}}", "m.json:2:12: error", "expected an array");
    expect_fault(HEAD "\"parties\": [{\"id\": \"p\", \"options\": [7]}]}", "m.json:2:37: error",
                 "found a number, expected an object");
    expect_fault(HEAD PARTY ",\n\"rules\": [{\"kind\": \"impossible\", \"expr\": \"b\"}]}",
                 "m.json:3:11: error", "b");
    expect_fault(HEAD PARTY
                 ",\n\"rules\": [{\"kind\": \"impossible\", \"expr\": \"a\\noutcome x = a\"}]}",
                 "m.json:3:42: error", "cannot stand here");
    expect_fault(HEAD PARTY ",\n\"rules\": [{\"kind\": \"forbidden\", \"expr\": \"a\"}]}",
                 "m.json:3:11: error", "forbidden");
    expect_fault(HEAD PARTY ",\n\"status_quo\": [1]}", "m.json:3:15: error", "expected an object");
    expect_fault(HEAD "\"parties\": [{\" id\": \"p\"}]}", "m.json:2:14: error", "the key \" id\"");
    expect_fault(HEAD "\"parties\": [{\"id\": \"p\", \"id name\": \"q\"}]}", "m.json:2:25: error",
                 "the key \"id name\"");
    expect_fault(HEAD "\"\": 1}", "m.json:2:1: error", "the key \"\"");
    expect_fault(HEAD PARTY ",\n\"rules\": [{\"kind\": \"at most one of\", \"of\": [\"a, a\"]}]}",
                 "m.json:3:45: error", "one expression in each string");
    expect_fault(HEAD PARTY
                 ",\n\"rules\": [{\"kind\": \"at most one of\", \"of\": [\"a) or (a\"]}]}",
                 "m.json:3:45: error", "one expression in each string");
    expect_fault(HEAD "\"parties\": [{\"id\": \"p\", \"options\": [{\"id\": \"a\"}], "
                      "\"preferences\": {\"kind\": \"wants\", \"lines\": [{\"expr\": \"a\", "
                      "\"tied\": \"yes\"}]}}]}",
                 "m.json:2:116: error", "true or false");
    expect_fault(HEAD "\"parties\": [{\"id\": \"p\", \"preferences\": {\"kind\": \"likes\"}}]}",
                 "m.json:2:49: error", "wants");
}

static void test_unknown_key_and_scenarios(void **state)
{
    (void)state;
    const char *json = HEAD PARTY
        ",\n\"partys\": [],\n\"scenarios\": [{\"id\": \"s\"}],\n\"mark\": []}";
    dt_text out = {0};
    dt_text faults = {0};
    assert_int_equal(import_text(detente_json_to_text, json, strlen(json), "m.json", &out, &faults),
                     DETENTE_OK);
    assert_non_null(strstr(faults.bytes, "m.json:3:1: warning: unknown key \"partys\""));
    assert_non_null(strstr(faults.bytes, "m.json:5:1: warning: unknown key \"mark\""));
    assert_null(strstr(faults.bytes, "unknown key \"parties\""));
    assert_non_null(strstr(faults.bytes, "m.json:4:14: warning"));
    dt_text_clear(&out);
    dt_text_clear(&faults);
}

/* Members of a rule get brackets where the language wants them, and nowhere else. */
static void test_members(void **state)
{
    (void)state;
    const char *json = HEAD
        "\"parties\": [{\"id\": \"p\", \"options\": [{\"id\": \"a\"}, "
        "{\"id\": \"b\"}, {\"id\": \"android\"}]}],\n\"rules\": [{\"kind\": \"at "
        "least one of\", \"of\": [\"a and b\", \"not a\", \"(a if b)\", \"android\", "
        "\"not (a or b)\"]}]}";
    dt_text out = {0};
    dt_text faults = {0};
    assert_int_equal(import_text(detente_json_to_text, json, strlen(json), "m.json", &out, &faults),
                     DETENTE_OK);
    assert_non_null(
        strstr(out.bytes, "\nat least one of (a and b), not a, (a if b), android, not (a or b)\n"));
    dt_text_clear(&out);
    dt_text_clear(&faults);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_model_files),
        cmocka_unit_test(test_random_models),
        cmocka_unit_test(test_every_line),
        cmocka_unit_test(test_faults),
        cmocka_unit_test(test_unknown_key_and_scenarios),
        cmocka_unit_test(test_members),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
