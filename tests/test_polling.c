/* SPDX-License-Identifier: MIT
 *
 * Long calls stop when they are told to, on models of moderate size.  See polling.h.
 */
#include "polling.h"

#define MOMENTS 2   /* of a call at which it is stopped */
#define LONGEST 0.2 /* seconds after its start, at most */
#define OPTIONS 17
#define STATES 20000

static void test_option_form(void **state)
{
    (void)state;
    open_model("option form", option_model(OPTIONS, 4, false), 0);
    stop_all(MOMENTS, LONGEST);
    close_model();
}

static void test_coalesced(void **state)
{
    (void)state;
    open_model("coalesced", option_model(OPTIONS - 1, 3, true), 0);
    stop_all(MOMENTS, LONGEST);
    close_model();
}

static void test_graph_form(void **state)
{
    (void)state;
    open_model("graph form", graph_model(STATES, 3), 0);
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
