/* SPDX-License-Identifier: MIT
 *
 * The end of a program that checks random models of every form: it has a check_form, and includes
 * this last.
 */
#ifndef FORMS_H
#define FORMS_H

#include "reference/random_model.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static void test_options(void **state)
{
    (void)state;
    check_form(RANDOM_OPTIONS);
}

static void test_merged(void **state)
{
    (void)state;
    check_form(RANDOM_COALESCED);
}

static void test_graphs(void **state)
{
    (void)state;
    check_form(RANDOM_GRAPH);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_options),
        cmocka_unit_test(test_merged),
        cmocka_unit_test(test_graphs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

#endif
