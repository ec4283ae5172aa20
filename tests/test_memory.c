/* SPDX-License-Identifier: MIT
 *
 * What goes wrong on the way from a text to what is written about it: every allocation of reading,
 * solving by each engine, every writer, every picture and every way to another format fails once;
 * every piece that is written is refused once; every report of progress is answered with "stop".
 */
#include "failing_memory.h"
#include "reference/sets.h"

#include <string.h>

#if CAN_WRAP

/* ---- the work -------------------------------------------------------------------------------- */

/* Counts what it is given, and keeps it as long as there is room. */
typedef struct kept {
    size_t length;
    char bytes[65536];
} kept;

static long until_refusal = -1;      /* pieces that are still taken; negative: all are */
static long until_cancellation = -1; /* reports that are still answered with "go on" */

static bool keep(void *payload, const char *bytes, size_t count)
{
    kept *all = payload;
    if (until_refusal >= 0 && until_refusal-- == 0) {
        return false;
    }
    if (count <= sizeof all->bytes - all->length) {
        memcpy(all->bytes + all->length, bytes, count);
        all->length += count;
    }
    return true;
}

static kept first, second;

static bool go_on(void *payload, const char *stage, uint64_t done, uint64_t total)
{
    (void)payload;
    assert_true(stage[0] != '\0' && (total == 0 || done <= total));
    return !(until_cancellation >= 0 && until_cancellation-- == 0);
}

static const detente_limits limits = {.threads = 1, .progress = go_on};

static detente_sink into(kept *all)
{
    all->length = 0;
    return (detente_sink){.write = keep, .payload = all};
}

/* What the tasks below work on: made before anything fails, so that each task fails on its own. */
static struct {
    detente_model *model;
    detente_analysis *analysis;
    detente_engine engine;
    detente_style style;
    detente_picture picture;
    detente_table_kind kind;
} on;

/* "out of memory" must also be what the error says. */
static detente_status told(detente_status status, const detente_error *err)
{
    assert_true(status == DETENTE_OK || (err->status == status && err->message[0] != '\0'));
    return status;
}

static detente_status read_model(const char *text, size_t length)
{
    detente_error err = {0};
    detente_model *model = NULL;
    detente_faults *faults = NULL;
    detente_status status = detente_model_read(text, length, "memory", NULL, &limits, &model,
                                               &faults, &err);
    if (status == DETENTE_OK || status == DETENTE_EMODEL) {
        const detente_sink sink = into(&first);
        const detente_status written = detente_faults_write(faults, &sink, &err);
        status = written == DETENTE_OK ? status : written;
    }
    detente_faults_free(faults);
    detente_model_free(model);
    return told(status, &err);
}

static detente_status solve(const char *text, size_t length)
{
    (void)text;
    (void)length;
    detente_error err = {0};
    const detente_request request = {.engine = on.engine};
    detente_analysis *analysis = NULL;
    const detente_status status = detente_solve(on.model, &request, &limits, &analysis, &err);
    detente_analysis_free(analysis);
    return told(status, &err);
}

static detente_status write_solution(const char *text, size_t length)
{
    (void)text;
    (void)length;
    detente_error err = {0};
    const detente_sink sink = into(&first);
    return told(detente_write_solution(on.analysis, &on.style, &limits, &sink, &err), &err);
}

static detente_status write_summary(const char *text, size_t length)
{
    (void)text;
    (void)length;
    detente_error err = {0};
    const detente_sink sink = into(&first);
    return told(detente_write_summary(on.analysis, &on.style, &limits, &sink, &err), &err);
}

static detente_status check_claims(const char *text, size_t length)
{
    (void)text;
    (void)length;
    detente_error err = {0};
    uint64_t failed = 0;
    const detente_sink sink = into(&first);
    return told(detente_check(on.analysis, &on.style, &limits, &sink, &failed, &err), &err);
}

static detente_status explain(const char *text, size_t length)
{
    (void)length;
    detente_error err = {0};
    const detente_question question = {
        .state = text, .party = DETENTE_EVERY_PARTY, .details = true};
    const detente_sink sink = into(&first);
    return told(detente_explain(on.model, &question, &on.style, &limits, &sink, &err), &err);
}

static detente_status write_paths(const char *text, size_t length)
{
    (void)text;
    (void)length;
    detente_error err = {0};
    const detente_sink sink = into(&first);
    return told(detente_write_paths(on.analysis, NULL, NULL, &on.style, &limits, &sink, &err),
                &err);
}

static detente_status certify(const char *text, size_t length)
{
    (void)text;
    (void)length;
    detente_error err = {0};
    const detente_sink sink = into(&first);
    return told(detente_write_certificate(on.analysis, &limits, &sink, &err), &err);
}

static detente_status draw(const char *text, size_t length)
{
    (void)text;
    (void)length;
    detente_error err = {0};
    const detente_sink sink = into(&first);
    return told(detente_write_graph(on.analysis, &on.picture, &limits, &sink, &err), &err);
}

static detente_status write_table(const char *text, size_t length)
{
    (void)text;
    (void)length;
    detente_error err = {0};
    const detente_sink sink = into(&first);
    return told(detente_write_table(on.analysis, on.kind, &on.style, &limits, &sink, &err), &err);
}

static detente_status write_report(const char *text, size_t length)
{
    (void)text;
    (void)length;
    detente_error err = {0};
    const detente_sink sink = into(&first);
    return told(detente_write_report(on.analysis, NULL, &limits, &sink, &err), &err);
}

static detente_status write_index(const char *text, size_t length)
{
    (void)length;
    detente_error err = {0};
    const detente_analysis *const analyses[] = {on.analysis};
    const detente_sink sink = into(&first);
    return told(detente_write_index(analyses, &text, 1, &limits, &sink, &err), &err);
}

static detente_status do_json(const char *text, size_t length)
{
    (void)text;
    (void)length;
    detente_error err = {0};
    detente_faults *faults = NULL;
    const detente_sink json = into(&first), back = into(&second);
    detente_status status = detente_model_to_json(on.model, &limits, &json, &err);
    if (status == DETENTE_OK) {
        status = detente_json_to_text(first.bytes, first.length, "memory", &limits, &back, &faults,
                                      &err);
        detente_faults_free(faults);
    }
    return told(status, &err);
}

static detente_status do_gmcr(const char *text, size_t length)
{
    (void)text;
    (void)length;
    detente_error err = {0};
    detente_faults *faults = NULL;
    const detente_sink gmcr = into(&first), back = into(&second);
    detente_status status = detente_model_to_gmcr(on.model, "memory", &limits, &gmcr, &faults,
                                                  &err);
    detente_faults_free(faults);
    faults = NULL;
    if (status == DETENTE_OK) {
        status = detente_gmcr_to_text(first.bytes, first.length, "memory", &limits, &back, &faults,
                                      &err);
        detente_faults_free(faults);
    }
    return told(status, &err);
}

static detente_status do_nfg(const char *text, size_t length)
{
    (void)text;
    (void)length;
    detente_error err = {0};
    detente_faults *faults = NULL;
    const detente_sink sink = into(&first);
    const detente_status status = detente_model_to_nfg(on.model, "memory", &limits, &sink, &faults,
                                                       &err);
    detente_faults_free(faults);
    return told(status, &err);
}

static detente_status do_format(const char *text, size_t length)
{
    detente_faults *faults = NULL;
    const detente_sink sink = into(&first);
    const detente_status status = detente_format(text, length, "memory", &limits, &sink, &faults,
                                                 NULL);
    detente_faults_free(faults);
    return status;
}

static detente_status do_csv(const char *text, size_t length)
{
    detente_faults *faults = NULL;
    const detente_sink sink = into(&first);
    const detente_status status = detente_csv_to_text(text, length, "memory", &limits, &sink,
                                                      &faults, NULL);
    detente_faults_free(faults);
    return status;
}

/* ---- what it is done to ---------------------------------------------------------------------- */

static const char option_form[] =
    "conflict \"memory\"\n"
    "  source d \"a document\" at \"d.txt\"\n"
    "party us \"United States\"\n"
    "  option threaten \"Threaten\" cannot be undone [d:1-2]\n"
    "  option accept\n"
    "party them\n"
    "  option act\n"
    "  option talk cannot be resumed\n"
    "party idle\n"
    "impossible threaten and accept and talk   # a comment\n"
    "at most one of accept, talk\n"
    "status quo threaten\n"
    "outcome deadlock = threaten and not act\n"
    "us wants\n  act   note \"most of all\"  [d]\n  ~ not accept\n  threaten iff not act\n"
    "them ranks\n  accept and act\n  ~ state NNNN\n  deadlock\n  rest\n"
    "idle weighs\n  1.5 act\n  -2 exactly one of (threaten, talk)\n"
    "claim deadlock is an equilibrium under nash, gmr, sim\n"
    "claim every deadlock is not stable for us under seq\n"
    "claim the equilibria under smr are state 1\n"
    "claim deadlock can be reached by improvements\n"
    "claim us prefers deadlock to state 2\n";

static const char coalesced[] = "conflict \"coalesced\"\n"
                                "party a\n  option x cannot be undone\n  option y\n"
                                "party b\n  option z\n"
                                "same x\n"
                                "status quo none\n"
                                "a wants\n  not x\n  y or x\n"
                                "b wants\n  x or z\n"
                                "claim state 2 can be reached\n";

static const char graph_form[] = "conflict \"graph\"\n"
                                 "state s1 \"now\"\nstate s2\nstate s3\n"
                                 "party a\nparty b\n"
                                 "status quo s1\n"
                                 "outcome good = s2 or s3\n"
                                 "a moves\n  s1 -> s2, s3\n  s2 -> s1\n"
                                 "b moves\n  s2 -> s3\n"
                                 "a ranks\n  good\n  s1\n"
                                 "b wants\n  not s3\n"
                                 "claim good is stable for a under sseq\n";

static const char tiny[] = "conflict \"tiny\"\n  source d \"A source\" at \"https://example.org\"\n"
                           "party a\n  option x cannot be undone [d:1]\nparty b\n  option y\n"
                           "impossible y and not x\nstatus quo none\noutcome good = x and y\n"
                           "a wants\n  x\nb wants\n  y note \"why\"\n"
                           "claim good is an equilibrium under seq\n";

static const char faulty[] = "conflict \"faulty\"\n"
                             "party a\n  option x\n  option y\n"
                             "impossible x and y\n"
                             "status quo x, y\n"
                             "a ranks\n  x\n  x\n"
                             "a wants\n  nothing\n";

static const char unfinished[] = "conflict \"wrong only once its states are known\"\n"
                                 "party a\n  option x\n  option y\n"
                                 "impossible x and y\n"
                                 "same x or y\n"
                                 "status quo x, y\n"
                                 "a ranks\n  x\n  x\n";

static const char table[] = "us:threaten,them:act,rank:us,rank:them\n"
                            "N,N,2,1\nY,N,1,2\nN,Y,3,2\nY,Y,2,1\n";

static void spoil(task *run, const char *text, size_t length)
{
    fail_each(run, text, length, DETENTE_OK);
    stop_each(run, text, length, &until_refusal, DETENTE_EIO);
    stop_each(run, text, length, &until_cancellation, DETENTE_ECANCELLED);
}

static void fail_writers(void)
{
    static const detente_format_kind formats[] = {DETENTE_TABLE, DETENTE_JSON, DETENTE_MARKDOWN,
                                                  DETENTE_CSV};
    for (int k = 0; k < 4; k++) {
        on.style = (detente_style){.format = formats[k], .detail = true};
        spoil(write_solution, "", 0);
        if (formats[k] != DETENTE_CSV) {
            if (formats[k] != DETENTE_JSON) {
                spoil(write_summary, "", 0);
            }
            spoil(check_claims, "", 0);
            spoil(explain, "2", 1);
            spoil(write_paths, "", 0);
        }
    }
    spoil(certify, "", 0);
}

static void fail_pictures(void)
{
    for (int view = DETENTE_MAP; view <= DETENTE_HEAT; view++) {
        for (int format = DETENTE_SVG; format <= DETENTE_SCENE; format++) {
            on.picture = (detente_picture){.view = (detente_picture_view)view,
                                           .format = (detente_picture_format)format,
                                           .arcs = DETENTE_ARCS_ALL};
            spoil(draw, "", 0);
        }
    }
}

static void fail_pages(void)
{
    for (int kind = 0; kind < DETENTE_TABLE_COUNT; kind++) {
        on.kind = (detente_table_kind)kind;
        on.style = (detente_style){.format = DETENTE_LATEX};
        spoil(write_table, "", 0);
    }
    spoil(write_index, "there.html", 10);
    spoil(write_report, "", 0);
}

static void fail_model(const char *text, size_t length, detente_engine last)
{
    spoil(read_model, text, length);
    assert_int_equal(detente_model_read(text, length, "memory", NULL, NULL, &on.model, NULL, NULL),
                     DETENTE_OK);
    assert_int_equal(detente_solve(on.model, NULL, &limits, &on.analysis, NULL), DETENTE_OK);
    for (int engine = DETENTE_ENGINE_AUTO; engine <= (int)last; engine++) {
        on.engine = (detente_engine)engine;
        spoil(solve, "", 0);
    }
    fail_writers();
    spoil(do_json, "", 0);
}

static void clear(void)
{
    detente_analysis_free(on.analysis);
    detente_model_free(on.model);
}

static void test_option_form(void **state)
{
    (void)state;
    fail_model(option_form, sizeof option_form - 1, DETENTE_ENGINE_OPTION);
    spoil(do_gmcr, "", 0);
    spoil(do_nfg, "", 0);
    clear();
}

static void test_coalesced(void **state)
{
    (void)state;
    fail_model(coalesced, sizeof coalesced - 1, DETENTE_ENGINE_GRAPH);
    clear();
}

static void test_graph_form(void **state)
{
    (void)state;
    fail_model(graph_form, sizeof graph_form - 1, DETENTE_ENGINE_GRAPH);
    fail_pictures();
    clear();
}

static void test_pictures(void **state)
{
    (void)state;
    assert_int_equal(detente_model_read(option_form, sizeof option_form - 1, "memory", NULL, NULL,
                                        &on.model, NULL, NULL),
                     DETENTE_OK);
    assert_int_equal(detente_solve(on.model, NULL, &limits, &on.analysis, NULL), DETENTE_OK);
    fail_pictures();
    clear();
}

static void test_pages(void **state)
{
    (void)state;
    const detente_request request = {.concepts = set_of(1u << DETENTE_SEQ)};
    assert_int_equal(
        detente_model_read(tiny, sizeof tiny - 1, "memory", NULL, NULL, &on.model, NULL, NULL),
        DETENTE_OK);
    assert_int_equal(detente_solve(on.model, &request, &limits, &on.analysis, NULL), DETENTE_OK);
    fail_pages();
    clear();
}

static void test_faults(void **state)
{
    (void)state;
    fail_each(read_model, faulty, sizeof faulty - 1, DETENTE_EMODEL);
    fail_each(read_model, unfinished, sizeof unfinished - 1, DETENTE_EMODEL);
}

static void test_format(void **state)
{
    (void)state;
    spoil(do_format, option_form, sizeof option_form - 1);
    spoil(do_format, coalesced, sizeof coalesced - 1);
    spoil(do_format, graph_form, sizeof graph_form - 1);
    fail_each(do_format, faulty, sizeof faulty - 1, DETENTE_EMODEL);
}

static void test_table_of_states(void **state)
{
    (void)state;
    spoil(do_csv, table, sizeof table - 1);
}

#else

static void test_option_form(void **state)
{
    (void)state;
    skip();
}

#endif

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_option_form),
#if CAN_WRAP
        cmocka_unit_test(test_coalesced),
        cmocka_unit_test(test_graph_form),
        cmocka_unit_test(test_pictures),
        cmocka_unit_test(test_pages),
        cmocka_unit_test(test_faults),
        cmocka_unit_test(test_format),
        cmocka_unit_test(test_table_of_states),
#endif
    };
    return cmocka_run_group_tests_name("memory", tests, NULL, NULL);
}
