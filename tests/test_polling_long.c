/* SPDX-License-Identifier: MIT
 *
 * Long calls stop when they are told to, on models of the size at which lists are long.  See
 * polling.h.
 */
#include "polling.h"

#define MOMENTS 5
#define LONGEST 3.0

static void test_option_form(void **state)
{
    (void)state;
    open_model("option form, 2^20", option_model(20, 4, false), 0);
    stop_all(MOMENTS, LONGEST);
    close_model();
}

static void test_coalesced(void **state)
{
    (void)state;
    open_model("coalesced, 2^19", option_model(19, 3, true), 0);
    stop_all(MOMENTS, LONGEST);
    close_model();
}

static void test_graph_form(void **state)
{
    (void)state;
    open_model("graph form, 100000", graph_model(100000, 3), 0);
    stop_all(MOMENTS, LONGEST);
    close_model();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_option_form),
        cmocka_unit_test(test_coalesced),
        cmocka_unit_test(test_graph_form),
    };
    return cmocka_run_group_tests_name("polling, long", tests, NULL, NULL);
}
