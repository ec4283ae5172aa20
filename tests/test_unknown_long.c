/* SPDX-License-Identifier: MIT
 *
 * 15,000 random models of which not all is known: every verdict and what proves it, against the
 * definitions.  The first 3,000 are in test_unknown.c.
 */
#include "unknown_trial.h"

static void test_agreement(void **state)
{
    (void)state;
    check_models(100000, 5000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_agreement)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
