/* SPDX-License-Identifier: MIT
 *
 * Lost memory: the reader and the formatter are run with every single allocation failing once.
 * Each time they must say so, hand out nothing, and give everything back.
 */
#include "failing_memory.h"
#include "language/syntax.h"

#if CAN_WRAP

static const char model[] = "conflict \"c\" note \"n\"\n"
                            "source s \"S\" at \"f\"\n"
                            "date 2017\n"
                            "party us \"US\" [s:1]\n"
                            "option a \"A\" cannot be undone\n"
                            "option b\n"
                            "party them\n"
                            "option b\n"
                            "status quo a, us.b\n"
                            "impossible a and them.b\n"
                            "exactly one of (a, us.b, them.b)\n"
                            "outcome o = a if not us.b\n"
                            "us wants\n a note \"x\"\n note \"y\" [s, s:2]\n ~ not us.b\n"
                            "them ranks\n state 1, 2\n ~ state YN-\n o\n rest\n"
                            "claim the equilibria under nash are state 1, o\n"
                            "claim o can be reached\n"
                            "scenario x \"X\"\n party them\n option more\n them weighs\n 2 more\n";

static const char unknown[] =
    "conflict \"c\"\nparty us\noption a\noption b\noutcome o = a\nus wants\n a\nus may want\n a\n"
    "us may want\n b [s]\nsource s \"S\"\nunknown whether us prefers o to state NY note \"n\"\n";

static const char faulty[] = "conflict \"c\"\nparty us\noption act\nus wants\n atc\n act &\n";

static const char graph[] =
    "conflict \"c\"\nstate s\nstate t\nparty p\np moves\n s -> t\np wants\n t\n";

/* One task: its status is ENOMEM when memory ran out, and nothing is held then. */
static detente_status read_model(const char *text, size_t length)
{
    dt_faults faults = {0};
    dt_syntax *tree = NULL;
    const detente_status status = dt_syntax_read(text, length, NULL, &faults, &tree, NULL);
    assert_int_equal(tree != NULL, status == DETENTE_OK);
    dt_syntax_free(tree);
    dt_faults_clear(&faults);
    return status;
}

static bool keep_bytes(void *payload, const char *bytes, size_t count)
{
    (void)bytes;
    *(size_t *)payload += count;
    return true;
}

static detente_status format_model(const char *text, size_t length)
{
    size_t written = 0;
    const detente_sink sink = {keep_bytes, &written};
    const detente_status status = detente_format(text, length, "f", NULL, &sink, NULL, NULL);
    assert_int_equal(written > 0, status == DETENTE_OK);
    return status;
}

static void lost_memory_is_reported(void **state)
{
    (void)state;
    fail_each(read_model, model, sizeof model - 1, DETENTE_OK);
    fail_each(read_model, faulty, sizeof faulty - 1, DETENTE_EMODEL);
    fail_each(read_model, unknown, sizeof unknown - 1, DETENTE_OK);
    fail_each(read_model, graph, sizeof graph - 1, DETENTE_OK);
    fail_each(format_model, model, sizeof model - 1, DETENTE_OK);
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
