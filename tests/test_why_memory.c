/* SPDX-License-Identifier: MIT
 *
 * Lost memory in explanations, certificates, paths, comparisons, sensitivity and sources: every
 * single allocation fails once.
 */
#include "failing_memory.h"

#include <string.h>

#if CAN_WRAP

static const char options[] =
    "conflict \"c\"\nsource d \"D\" at \"doc\"\nparty us \"United States\"\noption threaten \"T\" "
    "[d:1]\n"
    "option accept\nparty pakistan\noption act\nstatus quo threaten\n"
    "outcome settlement = accept and act and not threaten\nus wants\nact [d:1]\n~ not accept\n"
    "threaten iff not act note \"n\"\npakistan weighs\n3 accept\n-2 threaten\n1 act iff accept\n"
    "claim settlement is an equilibrium under gmr [d:2]\n";

static const char graph[] =
    "conflict \"g\"\nstate a\nstate b\nstate c\nstate d\nparty i\nparty j\nparty k\ni moves\na -> "
    "b\n"
    "d -> b\nj moves\nb -> c\nk moves\nc -> d\nstatus quo a\noutcome two = a or b\n"
    "i ranks\nb\nc\nrest\nj ranks\nc\nrest\nk ranks\nd\nrest\n";

static bool count_bytes(void *payload, const char *bytes, size_t count)
{
    (void)bytes;
    *(size_t *)payload += count;
    return true;
}

static bool open_document(void *payload, const char *place, const char **text, size_t *length)
{
    (void)payload;
    (void)place;
    *text = "one\n\ntwo\n";
    *length = strlen(*text);
    return true;
}

static const detente_limits limits = {.threads = 1};

static bool pass_over(void *payload, const detente_hit *hit)
{
    (void)payload;
    return hit->n > 0;
}

static detente_status scan_where(const detente_analysis *analysis, const detente_model *model)
{
    static const char words[] = "not (true and false) or true";
    detente_faults *faults = NULL;
    detente_expression *where = NULL;
    detente_status status = detente_expression_read(model, words, strlen(words), "where", &limits,
                                                    &where, &faults, NULL);
    const detente_scan scan = {.party = DETENTE_EVERY_PARTY, .where = where};
    if (status == DETENTE_OK) {
        status = detente_scan_states(analysis, &scan, &limits, pass_over, NULL, NULL);
    }
    detente_expression_free(where);
    detente_faults_free(faults);
    return status;
}

static detente_status write_all(const detente_analysis *analysis, const detente_model *model,
                                const detente_style *style)
{
    size_t written = 0;
    uint64_t faults = 0;
    const detente_sink sink = {count_bytes, &written};
    const detente_documents documents = {open_document, NULL};
    const detente_question question = {.state = "1", .party = DETENTE_EVERY_PARTY, .details = true};
    detente_status status = detente_explain(model, &question, style, NULL, &sink, NULL);
    if (status == DETENTE_OK) {
        status = detente_write_certificate(analysis, NULL, &sink, NULL);
    }
    if (status == DETENTE_OK) {
        status = detente_write_paths(analysis, NULL, NULL, style, NULL, &sink, NULL);
    }
    if (status == DETENTE_OK) {
        status = detente_write_sensitivity(analysis, style, NULL, &sink, NULL);
    }
    if (status == DETENTE_OK) {
        status = detente_write_sources(model, &documents, style, NULL, &sink, &faults, NULL);
    }
    if (status == DETENTE_OK) {
        status = detente_write_lint(model, &(const detente_model *){model}, 1, "m", style, NULL,
                                    &sink, &faults, NULL);
    }
    if (status == DETENTE_OK) {
        status = scan_where(analysis, model);
    }
    return status;
}

/* The model, and the model with one statement less: something to compare. */
static detente_status compare(const detente_analysis *analysis, const char *text, size_t length,
                              const detente_request *request, const detente_style *style)
{
    size_t written = 0;
    const detente_sink sink = {count_bytes, &written};
    detente_model *model = NULL;
    detente_analysis *other = NULL;
    const char *last = strstr(text, "rest\nj");
    const size_t shorter = last != NULL ? length
                                        : (size_t)(strstr(text, "~ not accept") - text) + 13;
    detente_status status = detente_model_read(text, shorter, "other", NULL, NULL, &model, NULL,
                                               NULL);
    if (status == DETENTE_OK) {
        status = detente_solve(model, request, &limits, &other, NULL);
    }
    if (status == DETENTE_OK) {
        status = detente_compare(analysis, "one", other, "other", style, NULL, &sink, NULL);
    }
    detente_analysis_free(other);
    detente_model_free(model);
    return status;
}

static detente_status run_in(const char *text, size_t length, detente_format_kind format)
{
    const detente_style style = {.format = format, .width = 60};
    const detente_request request = {.engine = DETENTE_ENGINE_GRAPH};
    detente_model *model = NULL;
    detente_analysis *analysis = NULL;
    detente_status status = detente_model_read(text, length, "model", NULL, NULL, &model, NULL,
                                               NULL);
    if (status == DETENTE_OK) {
        status = detente_solve(model, &request, &limits, &analysis, NULL);
    }
    if (status == DETENTE_OK) {
        status = write_all(analysis, model, &style);
    }
    if (status == DETENTE_OK) {
        status = compare(analysis, text, length, &request, &style);
    }
    detente_analysis_free(analysis);
    detente_model_free(model);
    return status;
}

static detente_status in_words(const char *text, size_t length)
{
    return run_in(text, length, DETENTE_TABLE);
}

static detente_status in_json(const char *text, size_t length)
{
    return run_in(text, length, DETENTE_JSON);
}

static void every_allocation_may_fail(void **state)
{
    (void)state;
    fail_each(in_words, options, sizeof options - 1, DETENTE_OK);
    fail_each(in_json, options, sizeof options - 1, DETENTE_OK);
    fail_each(in_words, graph, sizeof graph - 1, DETENTE_OK);
    fail_each(in_json, graph, sizeof graph - 1, DETENTE_OK);
}

#else

static void every_allocation_may_fail(void **state)
{
    (void)state;
    skip();
}

#endif

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_allocation_may_fail)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
