/* SPDX-License-Identifier: MIT
 *
 * Lost memory where not all is known: every allocation of reading, solving and telling fails once;
 * each time that is said, nothing is handed out, and everything is given back.
 */
#include "detente.h"
#include "failing_memory.h"

#if CAN_WRAP

static const char model[] = "conflict \"c\"\n"
                            "party us\n  option a\n  option b\n"
                            "party them\n  option c\n"
                            "party others\n  option d\n"
                            "status quo none\n"
                            "outcome calm = none of (a, b, c, d)\n"
                            "outcome war = a and c\n"
                            "us wants\n  a iff c\n  not b\n"
                            "us may want\n  b\n  ~ a\n"
                            "them wants\n  c\n"
                            "unknown whether them prefers calm to war\n"
                            "others wants\n  d if a\n"
                            "claim calm is an equilibrium under seq\n"
                            "claim us prefers war to calm\n";

static bool swallow(void *payload, const char *bytes, size_t count)
{
    (void)bytes;
    *(size_t *)payload += count;
    return true;
}

typedef detente_status tell(const detente_analysis *analysis, const detente_model *conflict,
                            const detente_sink *sink);

static detente_status tell_solution(const detente_analysis *analysis, const detente_model *conflict,
                                    const detente_sink *sink)
{
    (void)conflict;
    const detente_style style = {.detail = true};
    return detente_write_solution(analysis, &style, NULL, sink, NULL);
}

static detente_status tell_why(const detente_analysis *analysis, const detente_model *conflict,
                               const detente_sink *sink)
{
    (void)analysis;
    const detente_question question = {.state = "1", .party = DETENTE_EVERY_PARTY, .details = true};
    return detente_explain(conflict, &question, NULL, NULL, sink, NULL);
}

static detente_status tell_claims(const detente_analysis *analysis, const detente_model *conflict,
                                  const detente_sink *sink)
{
    (void)conflict;
    uint64_t failed = 0;
    return detente_check(analysis, NULL, NULL, sink, &failed, NULL);
}

static detente_status tell_summary(const detente_analysis *analysis, const detente_model *conflict,
                                   const detente_sink *sink)
{
    (void)conflict;
    return detente_write_summary(analysis, NULL, NULL, sink, NULL);
}

static detente_status solve_and(tell *what, const char *text, size_t length)
{
    size_t written = 0;
    const detente_sink sink = {swallow, &written};
    const detente_limits limits = {.threads = 1};
    detente_model *conflict = NULL;
    detente_analysis *analysis = NULL;
    detente_status status = detente_model_read(text, length, "m", NULL, &limits, &conflict, NULL,
                                               NULL);
    assert_int_equal(conflict != NULL, status == DETENTE_OK);
    if (status == DETENTE_OK) {
        status = detente_solve(conflict, NULL, &limits, &analysis, NULL);
        assert_int_equal(analysis != NULL, status == DETENTE_OK);
    }
    if (status == DETENTE_OK && what != NULL) {
        status = what(analysis, conflict, &sink);
    }
    detente_analysis_free(analysis);
    detente_model_free(conflict);
    return status;
}

#define TASK(NAME, WHAT)                                                                           \
    static detente_status NAME(const char *text, size_t length)                                    \
    {                                                                                              \
        return solve_and(WHAT, text, length);                                                      \
    }
TASK(solve, NULL)
TASK(solution, tell_solution)
TASK(why, tell_why)
TASK(claims, tell_claims)
TASK(summary, tell_summary)

static void lost_memory_is_reported(void **state)
{
    (void)state;
    fail_each(solve, model, sizeof model - 1, DETENTE_OK);
    fail_each(solution, model, sizeof model - 1, DETENTE_OK);
    fail_each(why, model, sizeof model - 1, DETENTE_OK);
    fail_each(claims, model, sizeof model - 1, DETENTE_OK);
    fail_each(summary, model, sizeof model - 1, DETENTE_OK);
}

#else

static void lost_memory_is_reported(void **state)
{
    (void)state;
    skip();
}

#endif

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(lost_memory_is_reported)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
