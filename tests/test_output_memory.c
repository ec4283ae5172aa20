/* SPDX-License-Identifier: MIT
 *
 * Lost memory in the writers of solve, check and summary: every allocation fails once, alone and
 * with all that follow; each time the writer says so and gives everything back.
 */
#include "failing_memory.h"

#include "base/base.h"

#include <string.h>

#if CAN_WRAP

static const char option_form[] = "conflict \"One last time\"\n"
                                  "source d \"A paper\"\n"
                                  "party us \"United States\"\n"
                                  "option threaten\n"
                                  "option accept\n"
                                  "party pakistan\n"
                                  "option act\n"
                                  "status quo threaten\n"
                                  "outcome deadlock = threaten and not act\n"
                                  "outcome settlement = accept and act and not threaten\n"
                                  "us wants\n"
                                  "act\n"
                                  "not accept\n"
                                  "threaten iff not act\n"
                                  "pakistan wants\n"
                                  "accept\n"
                                  "not threaten\n"
                                  "act iff accept\n"
                                  "claim deadlock is an equilibrium under nash, seq [d:1]\n"
                                  "claim settlement is an equilibrium under nash\n"
                                  "note \"It is not.\"\n"
                                  "claim settlement can be reached\n"
                                  "claim us prefers settlement to deadlock\n"
                                  "claim the equilibria under seq are state 2, state 5\n";

static const char graph_form[] = "conflict \"Graph\"\n"
                                 "state s1 \"First\"\n"
                                 "state s2\n"
                                 "party a\n"
                                 "party b\n"
                                 "status quo s1\n"
                                 "a moves\n"
                                 "s1 -> s2\n"
                                 "a ranks\n"
                                 "s2\n"
                                 "s1\n"
                                 "b ranks\n"
                                 "s1\n"
                                 "s2\n"
                                 "claim s2 is an equilibrium under nash\n";

static detente_analysis *analysis;
static detente_style style;

static bool swallow(void *payload, const char *bytes, size_t count)
{
    (void)payload;
    (void)bytes;
    (void)count;
    return true;
}

static detente_status write_solution(const char *text, size_t length)
{
    const detente_sink sink = {swallow, NULL};
    (void)text;
    (void)length;
    return detente_write_solution(analysis, &style, NULL, &sink, NULL);
}

static detente_status write_summary(const char *text, size_t length)
{
    const detente_sink sink = {swallow, NULL};
    (void)text;
    (void)length;
    return detente_write_summary(analysis, &style, NULL, &sink, NULL);
}

static detente_status write_brief(const char *text, size_t length)
{
    const detente_sink sink = {swallow, NULL};
    const detente_analysis *one = analysis;
    (void)text;
    (void)length;
    return detente_write_brief(&one, 1, &style, NULL, &sink, NULL);
}

static detente_status check_claims(const char *text, size_t length)
{
    const detente_sink sink = {swallow, NULL};
    uint64_t failed = 0;
    (void)text;
    (void)length;
    return detente_check(analysis, &style, NULL, &sink, &failed, NULL);
}

static void fail_writers(const char *text)
{
    detente_model *model = NULL;
    assert_int_equal(
        detente_model_read(text, strlen(text), "model", NULL, NULL, &model, NULL, NULL),
        DETENTE_OK);
    assert_int_equal(detente_solve(model, NULL, NULL, &analysis, NULL), DETENTE_OK);
    for (int format = DETENTE_TABLE; format <= DETENTE_MARKDOWN; format++) {
        style = (detente_style){.format = (detente_format_kind)format, .detail = true};
        fail_each(write_solution, "", 0, DETENTE_OK);
        if (format == DETENTE_TABLE || format == DETENTE_MARKDOWN) {
            fail_each(write_summary, "", 0, DETENTE_OK);
        }
        if (format != DETENTE_CSV && format != DETENTE_LATEX) {
            fail_each(write_brief, "", 0, DETENTE_OK);
        }
        if (format != DETENTE_CSV) {
            fail_each(check_claims, "", 0, DETENTE_OK);
        }
        style = (detente_style){.format = (detente_format_kind)format, .limit = 1};
        fail_each(write_solution, "", 0, DETENTE_OK);
    }
    detente_analysis_free(analysis);
    detente_model_free(model);
}

static void test_option_form(void **state)
{
    (void)state;
    fail_writers(option_form);
}

static void test_graph_form(void **state)
{
    (void)state;
    fail_writers(graph_form);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_option_form),
        cmocka_unit_test(test_graph_form),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

#else

int main(void)
{
    return 0;
}

#endif
