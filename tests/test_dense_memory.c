/* SPDX-License-Identifier: MIT
 *
 * Lost memory and stops inside the engines: every allocation fails once, every report of progress
 * is answered with "stop" once.  Each time the status says which, outputs stay as they were, and
 * nothing is kept.  The models have the 12 options and more that the dense engine needs.
 */
#include "failing_memory.h"
#include "solving.h"

#include "engines/dense/judge.h"
#include "engines/scan.h"
#include "reference/sets.h"

#include <string.h>

#if CAN_WRAP

static long until_stop = -1; /* reports that are still answered with "go on"; negative: all are */

static bool go_on(void *payload, const char *stage, uint64_t done, uint64_t total)
{
    (void)payload;
    assert_true(stage[0] != '\0' && (total == 0 || done <= total));
    return !(until_stop >= 0 && until_stop-- == 0);
}

static const detente_limits limits = {.threads = 1, .progress = go_on};

static struct {
    detente_model *model;
    uint32_t concepts;
    detente_engine engine;
    detente_analysis analysis; /* of a dense answer that is kept */
} on;

/* ---- the work -------------------------------------------------------------------------------- */

static detente_status told(detente_status status, const detente_error *err)
{
    assert_true(status == DETENTE_OK || (err->status == status && err->message[0] != '\0'));
    return status;
}

/* A failed call leaves its output alone. */
static void assert_untouched(detente_status status, const void *now, const void *before,
                             size_t size)
{
    if (status != DETENTE_OK) {
        assert_memory_equal(now, before, size);
    }
}

static detente_status plan(const char *text, size_t length)
{
    (void)text;
    (void)length;
    detente_error err = {0};
    dt_plan made;
    memset(&made, 0x55, sizeof made);
    const dt_plan before = made;
    const detente_status status = plan_by_options(on.model, set_of(on.concepts), &limits, &made,
                                                  &err);
    assert_untouched(status, &made, &before, sizeof made);
    return told(status, &err);
}

static detente_status solve(const char *text, size_t length)
{
    detente_error err = {0};
    const detente_request request = {.engine = on.engine, .concepts = set_of(on.concepts)};
    detente_analysis *analysis = NULL;
    const detente_status status = detente_solve(on.model, &request, &limits, &analysis, &err);
    if (status == DETENTE_OK) {
        char engine[64];
        snprintf(engine, sizeof engine, "%.*s", (int)length, text);
        assert_non_null(strstr(detente_analysis_engine(analysis), engine));
    } else {
        assert_null(analysis);
    }
    detente_analysis_free(analysis);
    return told(status, &err);
}

/* By the engine's own calls: `made` is what it hands out. */
static detente_status solve_square(const char *text, size_t length)
{
    (void)text;
    (void)length;
    static const dt_verdicts empty;
    detente_error err = {0};
    dt_verdicts made = {0};
    detente_status status = on.engine == DETENTE_ENGINE_GRAPH
                                ? solve_by_graph(on.model, set_of(on.concepts), &limits, &made,
                                                 &err)
                                : solve_by_options(on.model, set_of(on.concepts), &limits, &made,
                                                   &err);
    assert_untouched(status, &made, &empty, sizeof made);
    dt_verdicts_clear(&made);
    return told(status, &err);
}

/* What models with too many states for bitsets take: thresholds, and counts by streaming. */
static detente_status count(const char *text, size_t length)
{
    (void)text;
    (void)length;
    detente_error err = {0};
    detente_status status = DETENTE_OK;
    dt_dense *dense = NULL;
    static dt_verdicts made;
    static dt_verdicts before;
    memset(&made, 0x55, sizeof made);
    before = made;
    DT_TRY(open_dense(on.model, on.concepts, &dense, &err));
    DT_TRY(dt_dense_solve(dense, &limits, &err));
    DT_TRY(dt_dense_count(dense, &limits, &made, &err));
done:
    assert_untouched(status, &made, &before, sizeof made);
    dt_dense_free_all(dense);
    return told(status, &err);
}

static bool take(void *payload, uint64_t index, uint64_t code, const detente_concepts *concepts)
{
    uint64_t *seen = payload;
    assert_int_equal(code, dt_states_code(on.model, index));
    *seen += !detente_concepts_are_none(concepts);
    return true;
}

static detente_status scan(const char *text, size_t length)
{
    (void)text;
    (void)length;
    detente_error err = {0};
    uint64_t seen = 0;
    const dt_scan_request request = {
        .concepts = set_of(on.concepts), .party = DETENTE_EVERY_PARTY, .limits = &limits};
    const detente_status status = dt_scan(&on.analysis, &request, take, &seen, &err);
    assert_true(status != DETENTE_OK || seen == on.analysis.verdicts.any_equilibria);
    return told(status, &err);
}

static bool swallow(void *payload, const char *bytes, size_t length)
{
    (void)payload;
    (void)bytes;
    (void)length;
    return true;
}

static detente_status write_bitmap(const char *text, size_t length)
{
    (void)text;
    (void)length;
    detente_error err = {0};
    const detente_sink sink = {.write = swallow};
    return told(
        detente_write_bitmap(&on.analysis, DETENTE_GMR, DETENTE_EVERY_PARTY, &limits, &sink, &err),
        &err);
}

static detente_status write_solution(const char *text, size_t length)
{
    (void)text;
    (void)length;
    detente_error err = {0};
    const detente_sink sink = {.write = swallow};
    const detente_style style = {.format = DETENTE_JSON, .limit = 4};
    return told(detente_write_solution(&on.analysis, &style, &limits, &sink, &err), &err);
}

static detente_status certify(const char *text, size_t length)
{
    detente_error err = {0};
    detente_analysis *analysis = NULL;
    const detente_sink sink = {.write = swallow};
    (void)text;
    (void)length;
    detente_status status = DETENTE_OK;
    DT_TRY(detente_solve(on.model, NULL, &limits, &analysis, &err));
    DT_TRY(detente_write_certificate(analysis, &limits, &sink, &err));
done:
    detente_analysis_free(analysis);
    return told(status, &err);
}

/* ---- what it is done to ---------------------------------------------------------------------- */

static const char head[] = "conflict \"twelve\"\n"
                           "party a\n  option a0\n  option a1\n  option a2 cannot be undone\n"
                           "  option a3\n  option a4\n"
                           "party b\n  option b0\n  option b1\n  option b2\n  option b3\n"
                           "party c\n  option c0 cannot be resumed\n  option c1\n  option c2\n"
                           "party idle\n";

static const char free_head[] = "conflict \"twelve\"\n"
                                "party a\n  option a0\n  option a1\n  option a2\n"
                                "  option a3\n  option a4\n"
                                "party b\n  option b0\n  option b1\n  option b2\n  option b3\n"
                                "party c\n  option c0\n  option c1\n  option c2\n"
                                "party idle\n";

/* Few statements, and more than one number has bits for. */
static const char rules[] = "impossible a0 and b0 and c0\n";
static const char few[] = "a wants\n  a0 iff b1\n  b2 or c1\n  not a3\n"
                          "b wants\n  b0 xor c1\n  a1 and b3\n  b2\n"
                          "c wants\n  c2 iff a0\n  not b1\n  c1\n";
static const char many[] = "a wants\n  a0 iff b1\n  b2 or c1\n  not a3\n  a1 iff b2\n  a2 iff b3\n"
                           "  a4 xor c1\n  a0 and c2\n  a1 or c2\n  b0\n  b1\n  b2\n  b3\n  c1\n"
                           "  a1 and a4\n  a0 and b2\n  c2\n"
                           "b wants\n  b0 xor c1\n  a1 and b3\n  b2\n"
                           "c wants\n  c2 iff a0\n  not b1\n  c1\n";

static void read_parts(const char *first, const char *second, const char *third)
{
    char text[4096];
    const int length = snprintf(text, sizeof text, "%s%s%s", first, second, third);
    assert_true(length > 0 && (size_t)length < sizeof text);
    assert_int_equal(
        detente_model_read(text, (size_t)length, "memory", NULL, NULL, &on.model, NULL, NULL),
        DETENTE_OK);
}

static void spoil(task *run, const char *engine)
{
    fail_each(run, engine, strlen(engine), DETENTE_OK);
    stop_each(run, engine, strlen(engine), &until_stop, DETENTE_ECANCELLED);
}

static const uint32_t sets[] = {DT_SQUARE, 1u << DETENTE_NASH,
                                1u << DETENTE_GMR | 1u << DETENTE_SMR, 1u << DETENTE_SSEQ};

static void spoil_dense(void)
{
    for (size_t k = 0; k < sizeof sets / sizeof sets[0]; k++) {
        on.concepts = sets[k];
        on.engine = DETENTE_ENGINE_OPTION;
        spoil(plan, "");
        spoil(solve, "option engine, dense");
        spoil(solve_square, "");
        spoil(count, "");
    }
    detente_model_free(on.model);
}

static void dense_with_rules(void **state)
{
    (void)state;
    read_parts(head, rules, few);
    spoil_dense();
}

static void dense_where_all_is_feasible(void **state)
{
    (void)state;
    read_parts(free_head, "", few);
    spoil_dense();
}

static void dense_in_layers(void **state)
{
    (void)state;
    read_parts(head, rules, many);
    spoil_dense();
}

/* A look-up has no way to fail, so with no memory left it answers as before. */
static void looking_up_takes_no_memory(void)
{
    const uint64_t words = DT_WORDS(on.model->state_count);
    const long before = taken;
    for (uint32_t c = 0; c < DT_SQUARE_COUNT; c++) {
        for (uint32_t party = 0; party < on.model->syntax->party_count; party++) {
            uint64_t stable = 0;
            for (uint64_t w = 0; w < words; w++) {
                stable += dt_popcount(
                    dt_verdicts_word(&on.analysis.verdicts, (detente_concept)c, party, w));
            }
            assert_int_equal(stable, on.analysis.verdicts.counts[c][party]);
        }
    }
    assert_int_equal(taken, before);
}

/* Verdicts that are looked up in thresholds: what is asked of them may fail, too. */
static void answers_without_bitsets(void **state)
{
    (void)state;
    dt_dense *dense = NULL;
    read_parts(head, rules, few);
    on.concepts = DT_SQUARE;
    on.analysis = (detente_analysis){.model = on.model, .asked = set_of(DT_SQUARE)};
    assert_int_equal(open_dense(on.model, DT_SQUARE, &dense, NULL), DETENTE_OK);
    assert_int_equal(dt_dense_solve(dense, NULL, NULL), DETENTE_OK);
    assert_int_equal(dt_dense_leave(dense, NULL, &on.analysis.verdicts, NULL), DETENTE_OK);
    spoil(scan, "");
    spoil(write_bitmap, "");
    spoil(write_solution, "");
    looking_up_takes_no_memory();
    dt_verdicts_clear(&on.analysis.verdicts);
    detente_model_free(on.model);
}

/* ---- the other engines ----------------------------------------------------------------------- */

static const char small[] = "conflict \"small\"\n"
                            "party a\n  option a0\n  option a1 cannot be undone\n"
                            "party b\n  option b0\n  option b1\n"
                            "party c\n  option c0\n"
                            "a wants\n  a0 iff b1\n  b0 or c0\n"
                            "b wants\n  b0 xor c0\n  a1 and b1\n"
                            "c wants\n  c0 iff a0\n";

static void listed_graph_and_sim(void **state)
{
    (void)state;
    static const struct {
        detente_engine engine;
        uint32_t concepts;
        const char *words;
    } asked[] = {
        {DETENTE_ENGINE_OPTION, DT_SQUARE, "option engine, listed"},
        {DETENTE_ENGINE_OPTION, ALL_CONCEPTS, "option engine, listed"},
        {DETENTE_ENGINE_GRAPH, DT_SQUARE, "graph engine"},
        {DETENTE_ENGINE_GRAPH, ALL_CONCEPTS, "graph engine"},
        {DETENTE_ENGINE_AUTO, 1u << DETENTE_SIM, ""},
    };
    read_parts(small, "", "");
    for (size_t k = 0; k < sizeof asked / sizeof asked[0]; k++) {
        on.engine = asked[k].engine;
        on.concepts = asked[k].concepts;
        spoil(solve, asked[k].words);
        on.concepts &= DT_SQUARE;
        if (on.concepts != 0) {
            spoil(solve_square, "");
        }
    }
    detente_model_free(on.model);
}

static void certificates(void **state)
{
    (void)state;
    read_parts(small, "", "");
    spoil(certify, "");
    detente_model_free(on.model);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dense_with_rules),     cmocka_unit_test(dense_where_all_is_feasible),
        cmocka_unit_test(dense_in_layers),      cmocka_unit_test(answers_without_bitsets),
        cmocka_unit_test(listed_graph_and_sim), cmocka_unit_test(certificates),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

#else

int main(void)
{
    return 0;
}

#endif
