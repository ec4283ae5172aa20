/* SPDX-License-Identifier: MIT
 *
 * What programs ask of a model through the public header alone: items as their author wrote them (a
 * model worked out by hand), single states as the reference has them (random models of every form).
 */
#include "base/arguments.h"
#include "reading.h"

#include "reference/random_model.h"
#include "reference/reference.h"

static detente_model *read_public(const char *text)
{
    detente_model *model = NULL;
    detente_error err = {0};
    if (detente_model_read(text, strlen(text), "test", NULL, NULL, &model, NULL, &err) !=
        DETENTE_OK) {
        fail_msg("%s", err.message);
    }
    return model;
}

static detente_item item_of(const detente_model *model, detente_kind kind, uint32_t number)
{
    detente_item item = {.size = sizeof item};
    assert_int_equal(detente_model_item(model, kind, number, &item, NULL), DETENTE_OK);
    return item;
}

static void assert_expression(const detente_model *model, detente_kind kind, uint32_t number,
                              const char *wanted)
{
    dt_text text = {0};
    const detente_sink sink = {keep_bytes, &text};
    assert_int_equal(detente_model_expression(model, kind, number, &sink, NULL), DETENTE_OK);
    assert_string_equal(text.length == 0 ? "" : text.bytes, wanted);
    dt_text_clear(&text);
}

/* ---- items ----------------------------------------------------------------------------------- */

static const char written[] = "conflict \"Two farms\"\n"
                              "  source d1 \"Minutes\" at \"minutes.txt\"\n"
                              "party a \"Upper farm\"\n"
                              "  option dam \"Build a dam\" cannot be undone [d1:3-4]\n"
                              "  option vote\n"
                              "party b\n"
                              "  option vote \"Vote\" note \"by hand\"\n"
                              "impossible dam and a.vote\n"
                              "status quo none\n"
                              "outcome peace = none of (dam, b.vote)\n"
                              "a wants\n"
                              "  dam if b.vote\n"
                              "  ~ not a.vote\n"
                              "b weighs\n"
                              "  -1.5 dam [d1:the end]\n"
                              "  2 b.vote\n"
                              "claim peace is an equilibrium under gmr\n"
                              "scenario dry \"A dry year\"\n";

static void items_are_told_as_written(void **state)
{
    (void)state;
    detente_model *model = read_public(written);
    static const uint32_t counts[] = {1, 2, 3, 0, 1, 1, 4, 1, 1, 0};
    for (uint32_t kind = 0; kind < 10; kind++) {
        assert_int_equal(detente_model_item_count(model, (detente_kind)kind), counts[kind]);
    }
    const detente_item source = item_of(model, DETENTE_SOURCES, 0);
    assert_string_equal(source.id, "d1");
    assert_string_equal(source.name, "Minutes");
    assert_int_equal(source.line, 2);
    const detente_item party = item_of(model, DETENTE_PARTIES, 0);
    assert_string_equal(party.name, "Upper farm");
    assert_int_equal(party.column, 7);
    const detente_item dam = item_of(model, DETENTE_OPTIONS, 0);
    assert_string_equal(dam.id, "dam");
    assert_string_equal(dam.name, "Build a dam");
    assert_true(dam.only_taken_up && !dam.only_given_up);
    assert_int_equal(dam.party, 0);
    assert_int_equal(dam.mark_count, 1);
    const detente_item vote = item_of(model, DETENTE_OPTIONS, 2);
    assert_int_equal(vote.party, 1);
    assert_string_equal(vote.note, "by hand");
    assert_false(vote.only_taken_up);
    assert_int_equal(item_of(model, DETENTE_OUTCOMES, 0).party, DETENTE_EVERY_PARTY);
    const detente_item tied = item_of(model, DETENTE_STATEMENTS, 1);
    assert_true(tied.tied);
    assert_int_equal(tied.party, 0);
    const detente_item weight = item_of(model, DETENTE_STATEMENTS, 2);
    assert_int_equal(weight.party, 1);
    assert_int_equal(weight.millionths, -1500000);
    assert_string_equal(item_of(model, DETENTE_CLAIMS, 0).name,
                        "claim peace is an equilibrium under gmr");
    assert_string_equal(item_of(model, DETENTE_SCENARIOS, 0).name, "A dry year");
    assert_expression(model, DETENTE_RULES, 0, "dam and a.vote");
    assert_expression(model, DETENTE_OUTCOMES, 0, "none of (dam, b.vote)");
    assert_expression(model, DETENTE_STATEMENTS, 0, "dam if b.vote");
    assert_expression(model, DETENTE_PARTIES, 0, "");
    detente_model_free(model);
}

static void marks_say_where_a_source_supports(void **state)
{
    (void)state;
    detente_model *model = read_public(written);
    detente_mark mark = {.size = sizeof mark};
    assert_int_equal(detente_model_mark(model, DETENTE_OPTIONS, 0, 0, &mark, NULL), DETENTE_OK);
    assert_int_equal(mark.source, 0);
    assert_int_equal(mark.first_paragraph, 3);
    assert_int_equal(mark.last_paragraph, 4);
    assert_int_equal(detente_model_mark(model, DETENTE_STATEMENTS, 2, 0, &mark, NULL), DETENTE_OK);
    assert_int_equal(mark.first_paragraph, 0);
    assert_string_equal(mark.place, "the end");
    assert_int_equal(detente_model_mark(model, DETENTE_OPTIONS, 0, 1, &mark, NULL), DETENTE_EINVAL);
    detente_model_free(model);
}

/* A caller built with an older header has a smaller struct: no byte behind it is touched. */
static void no_more_is_filled_than_the_caller_has(void **state)
{
    (void)state;
    detente_model *model = read_public(written);
    detente_item item;
    memset(&item, 0xA5, sizeof item);
    item.size = offsetof(detente_item, note);
    assert_int_equal(detente_model_item(model, DETENTE_OPTIONS, 2, &item, NULL), DETENTE_OK);
    assert_string_equal(item.name, "Vote");
    const unsigned char *bytes = (const unsigned char *)&item;
    for (size_t k = offsetof(detente_item, note); k < sizeof item; k++) {
        assert_int_equal(bytes[k], 0xA5);
    }
    item.size = 0;
    assert_int_equal(detente_model_item(model, DETENTE_OPTIONS, 2, &item, NULL), DETENTE_EINVAL);
    detente_model_free(model);
}

/* ---- states ---------------------------------------------------------------------------------- */

typedef struct told {
    const reference_model *judge;
    uint32_t party, from, count;
    uint64_t last;
} told;

static bool hear(void *payload, uint64_t to)
{
    told *t = payload;
    assert_true(to > t->last);
    assert_true(*reference_move(&t->judge->graph, t->party, t->from, (uint32_t)to - 1));
    t->last = to;
    t->count++;
    return true;
}

static void compare_state(const detente_model *model, const reference_model *judge, uint32_t s)
{
    for (uint32_t party = 0; party < judge->syntax->party_count; party++) {
        told t = {judge, party, s, 0, 0};
        uint32_t moves = 0;
        uint32_t rank = 0;
        assert_int_equal(detente_state_moves(model, party, s + 1, hear, &t, NULL), DETENTE_OK);
        assert_int_equal(detente_state_rank(model, party, s + 1, &rank, NULL), DETENTE_OK);
        assert_int_equal(rank, reference_rank(judge, party, s));
        for (uint32_t other = 0; other < judge->state_count; other++) {
            const detente_comparison wanted = *reference_better(&judge->graph, party, other, s)
                                                  ? DETENTE_BETTER
                                              : *reference_better(&judge->graph, party, s, other)
                                                  ? DETENTE_WORSE
                                                  : DETENTE_EQUAL;
            detente_comparison found = DETENTE_EQUAL;
            assert_int_equal(detente_state_compare(model, party, s + 1, other + 1, &found, NULL),
                             DETENTE_OK);
            assert_int_equal(found, wanted);
            moves += *reference_move(&judge->graph, party, s, other);
        }
        assert_int_equal(t.count, moves);
    }
    for (uint32_t k = 0; k < judge->syntax->outcome_count; k++) {
        bool is = false;
        assert_int_equal(detente_state_is(model, s + 1, k, &is, NULL), DETENTE_OK);
        assert_int_equal(is, reference_holds(judge, judge->syntax->outcomes[k].expr, s));
    }
    char pattern[80];
    uint64_t n = 0;
    assert_int_equal(detente_state_pattern(model, s + 1, pattern, sizeof pattern, NULL),
                     DETENTE_OK);
    if (dt_is_graph_form(judge->syntax)) {
        assert_string_equal(pattern, judge->syntax->states[s].id);
    } else {
        assert_string_equal(pattern, reference_pattern(judge, s));
    }
    assert_int_equal(detente_state_find(model, pattern, &n, NULL), DETENTE_OK);
    assert_int_equal(n, s + 1);
}

static void states_are_as_the_reference_has_them(void **state)
{
    (void)state;
    dt_text text = {0};
    for (random_form form = RANDOM_OPTIONS; form <= RANDOM_GRAPH; form++) {
        const random_knobs knobs = random_knobs_for(form);
        for (uint64_t seed = 0; seed < 200; seed++) {
            random_model(seed, &knobs, &text);
            dt_syntax *tree = read_text(text.bytes);
            reference_model judge;
            reference_model_init(&judge, tree);
            detente_model *model = read_public(text.bytes);
            assert_int_equal(detente_model_status_quo(model), judge.status_quo);
            for (uint32_t s = 0; s < judge.state_count; s++) {
                compare_state(model, &judge, s);
            }
            detente_model_free(model);
            reference_model_clear(&judge);
            dt_syntax_free(tree);
        }
    }
    dt_text_clear(&text);
}

/* Without a list of states: 2^24 of them, party p likes those best that take its first option. */
static void states_beyond_the_list_can_be_compared(void **state)
{
    (void)state;
    dt_text text = {0};
    dt_text_add(&text, "conflict \"c\"\nparty p\n");
    for (unsigned k = 1; k <= 24; k++) {
        dt_text_format(&text, "option o%u\n", k);
    }
    dt_text_add(&text, "p wants\n o1\n not o2\n");
    detente_model *model = read_public(text.bytes);
    detente_comparison found = DETENTE_EQUAL;
    uint32_t rank = 0;
    assert_int_equal(detente_state_compare(model, 0, 2, 1, &found, NULL), DETENTE_OK);
    assert_int_equal(found, DETENTE_BETTER);
    assert_int_equal(detente_state_compare(model, 0, 4, 2, &found, NULL), DETENTE_OK);
    assert_int_equal(found, DETENTE_WORSE);
    assert_int_equal(detente_state_compare(model, 0, 2, (1u << 23) + 2, &found, NULL), DETENTE_OK);
    assert_int_equal(found, DETENTE_EQUAL);
    assert_int_equal(detente_state_rank(model, 0, 2, &rank, NULL), DETENTE_ELIMIT);
    detente_model_free(model);
    dt_text_clear(&text);
}

/* ---- versions and names ---------------------------------------------------------------------- */

static void statuses_have_names(void **state)
{
    (void)state;
    assert_string_equal(detente_version(), DETENTE_VERSION);
    assert_string_equal(detente_status_name(DETENTE_OK), "OK");
    assert_string_equal(detente_status_name(DETENTE_EINTERNAL), "EINTERNAL");
    assert_string_equal(detente_status_name(DETENTE_EINCOMPLETE), "EINCOMPLETE");
    assert_null(detente_status_name((detente_status)9));
}

/* ---- structs that grow ----------------------------------------------------------------------- */

/* A struct in three versions of a header; the library knows the second. */
typedef struct first_version {
    size_t size;
    uint32_t a;
} first_version;

typedef struct second_version {
    size_t size;
    uint32_t a;
    uint64_t b;
} second_version;

typedef struct third_version {
    size_t size;
    uint32_t a;
    uint64_t b, c;
} third_version;

static detente_status read_version(const void *theirs, second_version *own)
{
    memset(own, 0x55, sizeof *own);
    return dt_read_struct(own, sizeof *own, offsetof(first_version, a) + sizeof(uint32_t), theirs);
}

static void structs_are_read_as_far_as_they_go(void **state)
{
    (void)state;
    second_version own;
    const second_version silent = {.a = 3, .b = 4}; /* says nothing of its size */
    const first_version older = {sizeof older, 5};
    const second_version same = {sizeof same, 6, 7};
    third_version newer = {sizeof newer, 8, 9, 0};
    assert_int_equal(read_version(NULL, &own), DETENTE_OK);
    assert_true(own.size == 0 && own.a == 0 && own.b == 0);
    assert_int_equal(read_version(&silent, &own), DETENTE_OK);
    assert_true(own.a == 3 && own.b == 0);
    assert_int_equal(read_version(&older, &own), DETENTE_OK);
    assert_true(own.a == 5 && own.b == 0);
    assert_int_equal(read_version(&same, &own), DETENTE_OK);
    assert_true(own.a == 6 && own.b == 7);
    assert_int_equal(read_version(&newer, &own), DETENTE_OK);
    assert_true(own.a == 8 && own.b == 9);
    newer.c = 1;
    assert_int_equal(read_version(&newer, &own), DETENTE_EUNSUPPORTED);
    newer.size = sizeof newer.size + 3; /* no version is as small */
    assert_int_equal(read_version(&newer, &own), DETENTE_EINVAL);
    newer.size = SIZE_MAX;
    assert_int_equal(read_version(&newer, &own), DETENTE_EINVAL);
}

/* By a public call: a request with more in it than there is. */
static void newer_requests_are_refused(void **state)
{
    (void)state;
    static const char text[] = "conflict \"c\"\nparty a\n  option x\na wants\n  x\n";
    struct {
        detente_request request;
        uint64_t more;
    } asked = {{.size = sizeof asked}, 0};
    detente_model *model = NULL;
    detente_analysis *analysis = NULL;
    detente_error err = {0};
    assert_int_equal(detente_model_read(text, sizeof text - 1, "c", NULL, NULL, &model, NULL, NULL),
                     DETENTE_OK);
    asked.more = 1;
    assert_int_equal(detente_solve(model, &asked.request, NULL, &analysis, &err),
                     DETENTE_EUNSUPPORTED);
    assert_null(analysis);
    assert_string_equal(err.message, "a newer library is needed for what is asked");
    asked.more = 0;
    assert_int_equal(detente_solve(model, &asked.request, NULL, &analysis, &err), DETENTE_OK);
    detente_analysis_free(analysis);
    detente_model_free(model);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(structs_are_read_as_far_as_they_go),
        cmocka_unit_test(newer_requests_are_refused),
        cmocka_unit_test(items_are_told_as_written),
        cmocka_unit_test(marks_say_where_a_source_supports),
        cmocka_unit_test(no_more_is_filled_than_the_caller_has),
        cmocka_unit_test(states_are_as_the_reference_has_them),
        cmocka_unit_test(states_beyond_the_list_can_be_compared),
        cmocka_unit_test(statuses_have_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
