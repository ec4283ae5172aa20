/* SPDX-License-Identifier: MIT
 *
 * Long calls stop when they are told to, on models of moderate size.  See polling.h.
 */
#include "polling.h"

#define MOMENTS 2
#define LONGEST 0.2

static void test_option_form(void **state)
{
    (void)state;
    open_model("option form, 2^17", option_model(17, 4, false), 0);
    stop_all(MOMENTS, LONGEST);
    close_model();
}

static void test_coalesced(void **state)
{
    (void)state;
    open_model("coalesced, 2^16", option_model(16, 3, true), 0);
    stop_all(MOMENTS, LONGEST);
    close_model();
}

static void test_graph_form(void **state)
{
    (void)state;
    open_model("graph form, 20000", graph_model(20000, 3), 0);
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
    return cmocka_run_group_tests_name("polling", tests, NULL, NULL);
}
