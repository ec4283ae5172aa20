/* SPDX-License-Identifier: MIT
 *
 * One file, several views: the base model and its scenarios.
 */
#include "reading.h"

/* ---- scenarios ------------------------------------------------------------------------------- */

static const char scenarios[] = HEAD "  a\n"
                                     "outcome x = a\n"
                                     "outcome y = x or b\n"
                                     "status quo a\n"
                                     "claim x is an equilibrium under nash\n"
                                     "scenario first \"More options\"\n"
                                     "  note \"n\"\n"
                                     "  party us\n"
                                     "    option extra \"E\"\n"
                                     "    option b \"changed\" cannot be undone\n"
                                     "  impossible extra and c\n"
                                     "  outcome x = extra\n"
                                     "  outcome z = y\n"
                                     "  them ranks\n"
                                     "    state NNYN\n"
                                     "    rest\n"
                                     "  claim z is an equilibrium under gmr\n"
                                     "  claim x can be reached\n"
                                     "scenario second\n"
                                     "  status quo none\n";

static void base_is_free_of_scenarios(void **state)
{
    (void)state;
    dt_syntax *tree = read_text(scenarios);
    assert_int_equal(tree->scenario_count, 2);
    assert_string_equal(tree->scenarios[0].title, "More options");
    assert_string_equal(tree->scenarios[0].support.note, "n");
    assert_string_equal(tree->scenarios[1].title, "second");
    assert_int_equal(tree->scenario, DT_NONE);
    assert_int_equal(tree->option_count, 3);
    assert_string_equal(tree->options[1].label, "b");
    assert_int_equal(tree->rule_count, 0);
    assert_int_equal(tree->outcome_count, 2);
    assert_prints(tree, tree->outcomes[0].expr, "a");
    assert_int_equal(tree->preferences[1].kind, DT_WANTS);
    assert_int_equal(tree->claim_count, 1);
    assert_int_equal(tree->status_quo_count, 1);
    dt_syntax_free(tree);
}

static void scenario_changes_the_base(void **state)
{
    (void)state;
    dt_syntax *tree = read_under(scenarios, "More options");
    assert_int_equal(tree->scenario, 0);
    assert_int_equal(tree->option_count, 4);
    assert_string_equal(tree->options[1].label, "changed");
    assert_int_equal(tree->options[1].direction, DT_CANNOT_BE_UNDONE);
    assert_string_equal(tree->options[2].id, "extra"); /* behind the party's others */
    assert_string_equal(tree->options[3].id, "c");
    assert_int_equal(tree->rule_count, 1);
    assert_prints(tree, tree->rules[0].expr, "extra and c");
    assert_int_equal(tree->outcome_count, 3);
    assert_prints(tree, tree->outcomes[0].expr, "extra");
    assert_prints(tree, tree->outcomes[1].expr, "x or b");
    assert_int_equal(tree->preferences[0].kind, DT_WANTS);
    assert_int_equal(tree->preferences[1].kind, DT_RANKS);
    assert_int_equal(tree->claim_count, 2);
    assert_string_equal(tree->claims[0].text, "claim z is an equilibrium under gmr");
    assert_int_equal(tree->status_quo[0], 0);
    dt_syntax_free(tree);
    tree = read_under(scenarios, "second");
    assert_int_equal(tree->scenario, 1);
    assert_int_equal(tree->option_count, 3);
    assert_int_equal(tree->status_quo_count, 0);
    assert_int_equal(tree->claim_count, 0);
    dt_syntax_free(tree);
}

static void unknown_scenario(void **state)
{
    (void)state;
    dt_syntax *tree = NULL;
    detente_error err = {0};
    assert_int_equal(dt_syntax_read(scenarios, sizeof scenarios - 1, "secnod", NULL, &tree, &err),
                     DETENTE_EINVAL);
    assert_null(tree);
    assert_string_equal(err.message,
                        "there is no scenario called 'secnod'; did you mean 'second'?");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(base_is_free_of_scenarios),
        cmocka_unit_test(scenario_changes_the_base),
        cmocka_unit_test(unknown_scenario),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
