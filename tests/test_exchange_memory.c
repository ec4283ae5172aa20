/* SPDX-License-Identifier: MIT
 *
 * Lost memory in the exchange formats, in and out: every single allocation fails once.
 */
#include "failing_memory.h"
#include "game/model.h"

#if CAN_WRAP

static const char gmcr[] =
    "{\"options\": [{\"name\": \"Act\", \"permittedDirection\": \"fwd\"},"
    "{\"name\": \"Act\", \"permittedDirection\": \"both\"},"
    "{\"name\": \"\", \"permittedDirection\": \"back\", \"note\": \"n\"}],"
    "\"decisionMakers\": [{\"name\": \"A\", \"options\": [1], \"misperceptions\": [[[0, \"Y\"]]],"
    "\"preferences\": [[[0, \"Y\"]], {\"compound\": true, \"members\": [[[0, \"Y\"], [1, \"Y\"]],"
    "[[0, \"N\"], [1, \"N\"]], [[0, \"Y\"], [1, \"N\"]]]}, {\"compound\": true, \"members\":"
    "[[[0, \"Y\"]], [[2, \"Y\"]]]}, {\"compound\": true, \"members\": [[[2, \"Y\"]], [[0, "
    "\"Y\"]]]}]},"
    "{\"name\": \"B\", \"options\": [2, 0], \"preferences\": []}], \"coalitions\": [[0, 1]],"
    "\"infeasibles\": [[[0, \"Y\"], [1, \"Y\"]], [[0, \"N\"], [1, \"N\"]], [[0, \"Y\"], [2, "
    "\"N\"]]],"
    "\"useManualPreferenceRanking\": false, \"detente\": {\"title\": \"t\", \"statusQuo\": [1]}}";

static const char ranked[] =
    "{\"options\": [{\"name\": \"A\", \"permittedDirection\": \"both\"},"
    "{\"name\": \"B\", \"permittedDirection\": \"both\"},"
    "{\"name\": \"C\", \"permittedDirection\": \"both\"}],"
    "\"decisionMakers\": [{\"name\": \"P\", \"options\": [0, 1, 2], \"preferences\": [],"
    "\"preferenceRanking\": [[1, 6, 3], 2, [4, 5]]}],"
    "\"infeasibles\": [[[2, \"Y\"], [1, \"Y\"]]], \"useManualPreferenceRanking\": true}";

static const char table[] = "p:a,q:b,p:c,rank:p,label,status_quo\n"
                            "0,0,0,1,x,1\n1,0,0,2,y,\n1,1,0,1,\"x\",\n0,0,1,1,,\n";

static const char json[] =
    "{\"detente_model\": 1, \"conflict\": \"c\", \"note\": \"n\", \"sources\": [{\"id\": \"s\","
    "\"text\": \"t\"}], \"parties\": [{\"id\": \"p\", \"options\": [{\"id\": \"a\", \"marks\": "
    "[{\"source\": \"s\"}]}], \"preferences\": {\"kind\": \"weighs\", \"lines\": [{\"weight\": 1.5,"
    "\"expr\": \"a\"}]}}], \"rules\": [{\"kind\": \"impossible\", \"expr\": \"not a\"}], \"x\": 1}";

static const char faulty[] =
    "{\"detente_model\": 1, \"conflict\": \"c\", \"parties\": [{\"id\": 1}]}";

static const char text[] = "conflict \"c\" note \"n\"\nsource s \"S\"\nparty p \"P\" [s]\n"
                           "option a cannot be undone\noption b\noption d\nparty q\noption c\n"
                           "impossible a and c\nexactly one of a, b, d\noutcome o = a or c\n"
                           "p wants\na if c\n~ b\nb xor c\no\nq ranks\nstate N-N-\nrest\n"
                           "status quo a\nclaim o can be reached\n";

static const char plain[] = "conflict \"c\"\nparty p\noption a\noption b\nparty q\noption c\n"
                            "impossible a and c\np wants\na if c\nb xor c\n";

static bool count_bytes(void *payload, const char *bytes, size_t count)
{
    (void)bytes;
    *(size_t *)payload += count;
    return true;
}

typedef detente_status importer(const char *text, size_t length, const char *file,
                                const detente_limits *limits, const detente_sink *sink,
                                detente_faults **faults, detente_error *err);

static detente_status import_with(importer *import, const char *bytes, size_t length)
{
    size_t written = 0;
    detente_faults *faults = NULL;
    const detente_sink sink = {count_bytes, &written};
    const detente_status status = import(bytes, length, "f", NULL, &sink, &faults, NULL);
    assert_int_equal(written > 0, status == DETENTE_OK);
    detente_faults_free(faults);
    return status;
}

static detente_status import_gmcr(const char *bytes, size_t length)
{
    return import_with(detente_gmcr_to_text, bytes, length);
}

static detente_status import_json(const char *bytes, size_t length)
{
    return import_with(detente_json_to_text, bytes, length);
}

static detente_status import_csv(const char *bytes, size_t length)
{
    return import_with(detente_csv_to_text, bytes, length);
}

/* ---- writers: the model is read with memory enough ------------------------------------------- */

static detente_model *model;

static detente_status export_gmcr(const char *bytes, size_t length)
{
    (void)bytes;
    (void)length;
    size_t written = 0;
    detente_faults *faults = NULL;
    const detente_sink sink = {count_bytes, &written};
    const detente_status status = detente_model_to_gmcr(model, "f", NULL, &sink, &faults, NULL);
    assert_int_equal(written > 0, status == DETENTE_OK);
    detente_faults_free(faults);
    return status;
}

static detente_status export_nfg(const char *bytes, size_t length)
{
    (void)bytes;
    (void)length;
    size_t written = 0;
    detente_faults *faults = NULL;
    const detente_sink sink = {count_bytes, &written};
    const detente_status status = detente_model_to_nfg(model, "f", NULL, &sink, &faults, NULL);
    assert_int_equal(written > 0, status == DETENTE_OK);
    detente_faults_free(faults);
    return status;
}

static detente_status export_json(const char *bytes, size_t length)
{
    (void)bytes;
    (void)length;
    size_t written = 0;
    const detente_sink sink = {count_bytes, &written};
    const detente_status status = detente_model_to_json(model, NULL, &sink, NULL);
    assert_int_equal(written > 0, status == DETENTE_OK);
    return status;
}

static void export_each(const char *bytes, size_t length)
{
    assert_int_equal(detente_model_read(bytes, length, "f", NULL, NULL, &model, NULL, NULL),
                     DETENTE_OK);
    fail_each(export_gmcr, bytes, length, DETENTE_OK);
    fail_each(export_nfg, bytes, length, DETENTE_OK);
    fail_each(export_json, bytes, length, DETENTE_OK);
    detente_model_free(model);
}

static void lost_memory_is_reported(void **state)
{
    (void)state;
    fail_each(import_gmcr, gmcr, sizeof gmcr - 1, DETENTE_OK);
    fail_each(import_gmcr, ranked, sizeof ranked - 1, DETENTE_OK);
    fail_each(import_csv, table, sizeof table - 1, DETENTE_OK);
    fail_each(import_json, json, sizeof json - 1, DETENTE_OK);
    fail_each(import_json, faulty, sizeof faulty - 1, DETENTE_EMODEL);
    export_each(text, sizeof text - 1);
    export_each(plain, sizeof plain - 1);
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
