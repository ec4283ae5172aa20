/* SPDX-License-Identifier: MIT
 *
 * What the reader makes of sound texts: the tree, written out by hand.
 */
#include "reading.h"
#include "reference/sets.h"

/* ---- the example of the language's description ----------------------------------------------- */

static const char example[] =
    "conflict \"One last time\"\n"
    "  note   \"Autumn 2017.\"\n"
    "  source d4 \"October 2017\" at \"004.txt\"\n"
    "\n"
    "party us \"United States\"\n"
    "  option threaten \"Threaten isolation\"          [d4:7]\n"
    "  option accept   \"Accept the Taliban\"  [d4:15]\n"
    "\n"
    "party pakistan \"Pakistan\"\n"
    "  option act \"Act\"                  [d4:3]\n"
    "\n"
    "status quo threaten\n"
    "\n"
    "outcome deadlock   = threaten and not act\n"
    "outcome settlement = accept and act and not threaten\n"
    "\n"
    "us wants                        # most important first\n"
    "  act                           [d4:3]\n"
    "  not accept                    [d4:15]\n"
    "  threaten iff not act\n"
    "\n"
    "pakistan wants\n"
    "  accept                        [d4:15]\n"
    "  not threaten                  [d4:7-8]\n"
    "  act iff accept                note \"only for something\"  [d4:4]\n"
    "\n"
    "claim deadlock is an equilibrium under nash, gmr, smr, seq              [d4:17]\n"
    "claim settlement is an equilibrium under seq\n"
    "claim settlement is not an equilibrium under nash\n";

static void example_declarations(void **state)
{
    (void)state;
    dt_syntax *tree = read_text(example);
    assert_string_equal(tree->title, "One last time");
    assert_string_equal(tree->support.note, "Autumn 2017.");
    assert_null(tree->date);
    assert_int_equal(tree->source_count, 1);
    assert_string_equal(tree->sources[0].text, "October 2017");
    assert_string_equal(tree->sources[0].place, "004.txt");
    assert_int_equal(tree->party_count, 2);
    assert_string_equal(tree->parties[1].id, "pakistan");
    assert_string_equal(tree->parties[1].name, "Pakistan");
    assert_int_equal(tree->option_count, 3);
    assert_string_equal(tree->options[1].label, "Accept the Taliban");
    assert_int_equal(tree->options[1].party, 0);
    assert_int_equal(tree->options[2].party, 1);
    assert_int_equal(tree->options[2].direction, DT_BOTH);
    assert_false(tree->options[2].qualified);
    assert_span(tree->options[2].at, 10, 10, 3);
    assert_int_equal(tree->options[0].support.mark_count, 1);
    assert_int_equal(tree->options[0].support.marks[0].first, 7);
    assert_int_equal(tree->options[0].support.marks[0].last, 7);
    assert_true(tree->has_status_quo);
    assert_int_equal(tree->status_quo_count, 1);
    assert_int_equal(tree->status_quo[0], 0);
    assert_false(dt_is_graph_form(tree));
    assert_int_equal(tree->scenario, DT_NONE);
    dt_syntax_free(tree);
}

static void example_statements(void **state)
{
    (void)state;
    dt_syntax *tree = read_text(example);
    assert_int_equal(tree->outcome_count, 2);
    assert_prints(tree, tree->outcomes[1].expr, "accept and act and not threaten");
    const dt_preferences *pakistan = &tree->preferences[1];
    assert_int_equal(pakistan->kind, DT_WANTS);
    assert_int_equal(pakistan->count, 3);
    assert_span(pakistan->at, 22, 1, 14);
    assert_span(pakistan->lines[2].at, 25, 3, 14);
    assert_int_equal(pakistan->lines[2].expr->kind, DT_EXPR_IFF);
    assert_string_equal(pakistan->lines[2].support.note, "only for something");
    assert_int_equal(pakistan->lines[2].support.marks[0].first, 4);
    assert_int_equal(pakistan->lines[1].support.marks[0].first, 7);
    assert_int_equal(pakistan->lines[1].support.marks[0].last, 8);
    assert_string_equal(pakistan->lines[1].support.marks[0].place, "7-8");
    assert_int_equal(tree->claim_count, 3);
    assert_int_equal(tree->claims[0].kind, DT_CLAIM_EQUILIBRIUM);
    assert_int_equal(bits_of(tree->claims[0].concepts), 1u << DETENTE_NASH | 1u << DETENTE_GMR |
                                                            1u << DETENTE_SMR | 1u << DETENTE_SEQ);
    assert_false(tree->claims[0].negated);
    assert_true(tree->claims[2].negated);
    assert_int_equal(tree->claims[2].what->index, 1);
    assert_string_equal(tree->claims[1].text, "claim settlement is an equilibrium under seq");
    dt_syntax_free(tree);
}

/* ---- characters and names -------------------------------------------------------------------- */

static void texts_are_unquoted(void **state)
{
    (void)state;
    dt_syntax *tree = read_text("\xEF\xBB\xBF"
                                "conflict \"a \"\"b\"\" # c\" # d\r\n"
                                "party us \xE2\x80\x9Csay \"x\"\xE2\x80\x9D\r\n"
                                "\toption a\t\"\"\r\n"
                                "us wants\r\n");
    assert_string_equal(tree->title, "a \"b\" # c");
    assert_string_equal(tree->parties[0].name, "say \"x\"");
    assert_string_equal(tree->options[0].label, "");
    dt_syntax_free(tree);
}

static void names_in_any_script(void **state)
{
    (void)state;
    dt_syntax *tree = read_text("conflict \"c\"\n"
                                "party \xC3\xA9tat-1\n" /* état-1 */
                                "option \xE6\x88\xA6\n" /* 戦 */
                                "option _x9\n"
                                "option Act\n"
                                "option act\n"
                                "\xC3\xA9tat-1 wants\n"
                                "  not \xE6\x88\xA6 and Act and not act\n");
    assert_int_equal(tree->option_count, 4);
    assert_prints(tree, tree->preferences[0].lines[0].expr, "not \xE6\x88\xA6 and Act and not act");
    assert_span(tree->preferences[0].lines[0].at, 8, 3, 25);
    dt_syntax_free(tree);
}

static void option_of_two_parties(void **state)
{
    (void)state;
    dt_syntax *tree = read_text("conflict \"c\"\n"
                                "party us\noption act\noption wait\n"
                                "party them\noption act\n"
                                "us wants\n us.act and not them.act and us.wait\n"
                                "them wants\n wait\n"
                                "status quo them.act, us.act\n");
    assert_true(tree->options[0].qualified);
    assert_false(tree->options[1].qualified);
    assert_true(tree->options[2].qualified);
    assert_prints(tree, tree->preferences[0].lines[0].expr, "us.act and not them.act and wait");
    assert_int_equal(tree->status_quo_count, 2);
    assert_int_equal(tree->status_quo[0], 2);
    assert_int_equal(tree->status_quo[1], 0);
    dt_syntax_free(tree);
}

/* ---- expressions ----------------------------------------------------------------------------- */

static void assert_expr(const char *written, const char *printed)
{
    char text[512];
    snprintf(text, sizeof text, "%s  %s\n", HEAD, written);
    dt_syntax *tree = read_text(text);
    assert_prints(tree, tree->preferences[0].lines[0].expr, printed);
    dt_syntax_free(tree);
}

static void expressions_print_in_few_brackets(void **state)
{
    (void)state;
    assert_expr("((a)) and(b)", "a and b");
    assert_expr("(a and b) and c", "(a and b) and c");
    assert_expr("a and b and c", "a and b and c");
    assert_expr("(a or b) and not (c xor a)", "(a or b) and not (c xor a)");
    assert_expr("not not (not a)", "not not not a");
    assert_expr("a and b if not (b if c)", "a and b if not (b if c)");
    assert_expr("(a if b) unless (c iff a)", "(a if b) unless (c iff a)");
    assert_expr("(a and b) implies (true or false)", "a and b implies true or false");
    assert_expr("exactly one of (a, (b and c), none of(a,b))",
                "exactly one of (a, (b and c), none of (a, b))");
    assert_expr("at most one of (a) or at least one of (b, c)",
                "at most one of (a) or at least one of (b, c)");
    assert_expr("all of (not a, us.b)", "all of (not a, b)");
}

static void expressions_are_trees(void **state)
{
    (void)state;
    dt_syntax *tree = read_text(HEAD "  not a and (b xor c) if a\n");
    const dt_expr *expr = tree->preferences[0].lines[0].expr;
    assert_int_equal(expr->kind, DT_EXPR_IF);
    assert_span(expr->at, 9, 3, 24);
    const dt_expr *left = expr->first;
    assert_int_equal(left->kind, DT_EXPR_AND);
    assert_int_equal(left->first->kind, DT_EXPR_NOT);
    assert_int_equal(left->first->first->kind, DT_EXPR_OPTION);
    assert_int_equal(left->first->first->index, 0);
    assert_int_equal(left->first->next->kind, DT_EXPR_XOR);
    assert_true(left->first->next->bracketed);
    assert_null(left->first->next->next);
    assert_int_equal(left->next->kind, DT_EXPR_OPTION);
    assert_null(left->next->next);
    assert_null(expr->next);
    dt_syntax_free(tree);
}

/* ---- lines ----------------------------------------------------------------------------------- */

static void rules(void **state)
{
    (void)state;
    dt_syntax *tree = read_text(HEAD "impossible a and b\n"
                                     "exactly one of a, b, c  note \"why\"\n"
                                     "at most one of (a, b)\n"
                                     "at least one of (a and b), c\n"
                                     "same a or b\n"
                                     "status quo none\n");
    const dt_rule_kind kinds[] = {DT_RULE_IMPOSSIBLE, DT_RULE_EXACTLY_ONE, DT_RULE_AT_MOST_ONE,
                                  DT_RULE_AT_LEAST_ONE, DT_RULE_SAME};
    const char *const printed[] = {"a and b", "exactly one of (a, b, c)", "at most one of (a, b)",
                                   "at least one of ((a and b), c)", "a or b"};
    assert_int_equal(tree->rule_count, 5);
    for (uint32_t k = 0; k < 5; k++) {
        assert_int_equal(tree->rules[k].kind, kinds[k]);
        assert_prints(tree, tree->rules[k].expr, printed[k]);
    }
    assert_span(tree->rules[1].at, 10, 1, 22);
    assert_string_equal(tree->rules[1].support.note, "why");
    assert_true(tree->has_status_quo);
    assert_int_equal(tree->status_quo_count, 0);
    dt_syntax_free(tree);
}

static void directions(void **state)
{
    (void)state;
    dt_syntax *tree = read_text("conflict \"c\"\ndate 2016-02-29\nparty p\n"
                                "option a \"A\" cannot be undone\n"
                                "option b cannot be resumed note \"n\"\n"
                                "p wants\n");
    assert_int_equal(tree->options[0].direction, DT_CANNOT_BE_UNDONE);
    assert_int_equal(tree->options[1].direction, DT_CANNOT_BE_RESUMED);
    assert_string_equal(tree->options[1].label, "b");
    assert_string_equal(tree->date, "2016-02-29");
    dt_syntax_free(tree);
}

static void notes_and_marks_add_up(void **state)
{
    (void)state;
    dt_syntax *tree = read_text("conflict \"c\"\n"
                                "source d \"D\"\n"
                                "source e-1 \"E\"\n"
                                "party p\noption a\n"
                                "p wants [d] note \"block\"\n"
                                "  a  note \"one\" [d: 3 , e-1:p. 12 # 3] note \"two\" [d:3-x]\n"
                                "  # a comment between\n"
                                "\n"
                                "  note \"three\" [e-1]\n"
                                "  not a\n");
    const dt_preferences *block = &tree->preferences[0];
    assert_string_equal(block->support.note, "block");
    assert_int_equal(block->count, 2);
    const dt_support *support = &block->lines[0].support;
    assert_string_equal(support->note, "one two three");
    assert_int_equal(support->mark_count, 4);
    assert_string_equal(support->marks[0].place, "3");
    assert_int_equal(support->marks[0].first, 3);
    assert_int_equal(support->marks[1].source, 1);
    assert_string_equal(support->marks[1].place, "p. 12 # 3");
    assert_int_equal(support->marks[1].first, 0);
    assert_string_equal(support->marks[2].place, "3-x");
    assert_int_equal(support->marks[2].first, 0);
    assert_string_equal(support->marks[3].place, "");
    assert_null(block->lines[1].support.note);
    dt_syntax_free(tree);
}

static void wants_with_ties_and_list_marks(void **state)
{
    (void)state;
    dt_syntax *tree = read_text("conflict \"c\"\nparty p\noption a\noption b\n"
                                "p wants:\n- a\n* ~ b\n~ (a)\n  - exactly one of (a, b) or a\n");
    const dt_preferences *block = &tree->preferences[0];
    assert_int_equal(block->count, 4);
    assert_false(block->lines[0].tied);
    assert_true(block->lines[1].tied);
    assert_true(block->lines[2].tied);
    assert_prints(tree, block->lines[3].expr, "exactly one of (a, b) or a");
    dt_syntax_free(tree);
}

static void ranks(void **state)
{
    (void)state;
    dt_syntax *tree = read_text(
        "conflict \"c\"\nparty p\noption a\noption b\n"
        "outcome good = a\n"
        "p ranks\n state 3, 4\n ~ state YN\n good\n state --, NY\n ~ rest\n");
    const dt_preferences *block = &tree->preferences[0];
    assert_int_equal(block->kind, DT_RANKS);
    assert_int_equal(block->count, 5);
    assert_int_equal(block->lines[0].expr->kind, DT_EXPR_OR);
    assert_int_equal(block->lines[0].expr->first->next->number, 4);
    assert_prints(tree, block->lines[0].expr, "state 3, state 4");
    assert_int_equal(block->lines[1].expr->kind, DT_EXPR_PATTERN);
    assert_string_equal(block->lines[1].expr->pattern, "YN");
    assert_true(block->lines[1].tied);
    assert_int_equal(block->lines[2].expr->kind, DT_EXPR_OUTCOME);
    assert_string_equal(block->lines[3].expr->first->pattern, "--");
    assert_null(block->lines[4].expr);
    assert_true(block->lines[4].tied);
    dt_syntax_free(tree);
}

static void weights_are_exact(void **state)
{
    (void)state;
    dt_syntax *tree = read_text("conflict \"c\"\nparty p\noption a\n"
                                "p weighs\n 2 a\n -0.000001 not a\n +999999999.999999 a\n 0.1 a\n"
                                " -12.50 a note \"n\"\n");
    const int64_t wanted[] = {2000000, -1, 999999999999999, 100000, -12500000};
    assert_int_equal(tree->preferences[0].count, 5);
    for (uint32_t k = 0; k < 5; k++) {
        assert_true(tree->preferences[0].lines[k].weight == wanted[k]);
    }
    assert_span(tree->preferences[0].lines[1].at, 6, 2, 15);
    dt_syntax_free(tree);
}

static void claims(void **state)
{
    (void)state;
    dt_syntax *tree = read_text(
        HEAD "status quo a\noutcome every = a\noutcome the = b\n"
             "claim every is stable for them under NASH\n"
             "claim every every is not stable for us under sseq, Sim\n"
             "claim the equilibria under nash are state 3, 5, the, state YN-, NNY\n"
             "claim the equilibria under nash are none\n"
             "claim the can be reached\n"
             "claim every cannot be reached by improvements\n"
             "claim us prefers every to state 4   # why\n");
    const dt_claim *claim = tree->claims;
    assert_int_equal(tree->claim_count, 7);
    assert_int_equal(claim[0].kind, DT_CLAIM_STABLE);
    assert_false(claim[0].every);
    assert_int_equal(claim[0].party, 1);
    assert_true(claim[1].every);
    assert_true(claim[1].negated);
    assert_int_equal(bits_of(claim[1].concepts), 1u << DETENTE_SSEQ | 1u << DETENTE_SIM);
    assert_int_equal(claim[2].kind, DT_CLAIM_EXACTLY);
    const dt_expr *item = claim[2].what;
    assert_int_equal(item->number, 3);
    assert_int_equal(item->next->number, 5);
    assert_int_equal(item->next->next->index, 1);
    assert_string_equal(item->next->next->next->pattern, "YN-");
    assert_string_equal(item->next->next->next->next->pattern, "NNY");
    assert_null(item->next->next->next->next->next);
    assert_int_equal(claim[3].kind, DT_CLAIM_EXACTLY);
    assert_null(claim[3].what);
    assert_int_equal(claim[4].kind, DT_CLAIM_REACHED);
    assert_int_equal(claim[4].what->index, 1);
    assert_false(claim[4].negated);
    assert_true(claim[5].negated);
    assert_true(claim[5].by_improvements);
    assert_int_equal(claim[6].kind, DT_CLAIM_PREFERS);
    assert_int_equal(claim[6].party, 0);
    assert_int_equal(claim[6].than->number, 4);
    assert_string_equal(claim[6].text, "claim us prefers every to state 4");
    dt_syntax_free(tree);
}

static void blocks_come_in_any_order(void **state)
{
    (void)state;
    dt_syntax *tree = read_text("conflict \"c\"\n"
                                "outcome x = later\n"
                                "status quo later\n"
                                "party p\n"
                                "p wants\n"
                                "  x\n"
                                "option later\n"
                                "party q\n");
    assert_int_equal(tree->options[0].party, 0);
    assert_int_equal(tree->preferences[0].count, 1);
    assert_int_equal(tree->preferences[1].kind, DT_INDIFFERENT);
    dt_syntax_free(tree);
}

static void graph_form(void **state)
{
    (void)state;
    dt_syntax *tree = read_text("conflict \"c\"\n"
                                "state s1 \"First\" note \"n\"\n"
                                "state s2\n"
                                "state s3\n"
                                "party p\nparty q\n"
                                "status quo s2\n"
                                "outcome o = s1 or s3\n"
                                "p moves note \"m\"\n"
                                "  s1->s3, s2\n"
                                "  s3 \xE2\x86\x92 s1\n"
                                "p ranks\n  s1\n  state 2\n  rest\n"
                                "q wants\n  not o\n"
                                "claim the equilibria under nash are s1, state 2\n");
    assert_true(dt_is_graph_form(tree));
    assert_int_equal(tree->state_count, 3);
    assert_string_equal(tree->states[0].label, "First");
    assert_string_equal(tree->states[1].label, "s2");
    assert_int_equal(tree->option_count, 0);
    assert_int_equal(tree->status_quo[0], 1);
    assert_int_equal(tree->move_count, 3);
    const uint32_t from[] = {0, 0, 2};
    const uint32_t to[] = {1, 2, 0};
    for (uint32_t k = 0; k < 3; k++) {
        assert_int_equal(tree->moves[k].party, 0);
        assert_int_equal(tree->moves[k].from, from[k]);
        assert_int_equal(tree->moves[k].to, to[k]);
    }
    assert_string_equal(tree->parties[0].support.note, "m");
    assert_prints(tree, tree->preferences[1].lines[0].expr, "not o");
    assert_int_equal(tree->claims[0].what->kind, DT_EXPR_STATE);
    dt_syntax_free(tree);
}

/* ---- concepts -------------------------------------------------------------------------------- */

static void concepts_by_name(void **state)
{
    (void)state;
    detente_concept found = DETENTE_NASH;
    assert_true(detente_concept_find("sSeQ", &found));
    assert_int_equal(found, DETENTE_SSEQ);
    assert_false(detente_concept_find("ss", &found));
    assert_false(detente_concept_find("nash2", &found));
    for (unsigned k = 0; k < CONCEPT_COUNT; k++) {
        assert_true(detente_concept_find(detente_concept_id((detente_concept)k), &found));
        assert_int_equal(found, k);
        assert_non_null(detente_concept_name((detente_concept)k));
        assert_non_null(detente_concept_meaning((detente_concept)k));
    }
    assert_null(detente_concept_id((detente_concept)26));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(example_declarations),
        cmocka_unit_test(example_statements),
        cmocka_unit_test(texts_are_unquoted),
        cmocka_unit_test(names_in_any_script),
        cmocka_unit_test(option_of_two_parties),
        cmocka_unit_test(expressions_print_in_few_brackets),
        cmocka_unit_test(expressions_are_trees),
        cmocka_unit_test(rules),
        cmocka_unit_test(directions),
        cmocka_unit_test(notes_and_marks_add_up),
        cmocka_unit_test(wants_with_ties_and_list_marks),
        cmocka_unit_test(ranks),
        cmocka_unit_test(weights_are_exact),
        cmocka_unit_test(claims),
        cmocka_unit_test(blocks_come_in_any_order),
        cmocka_unit_test(graph_form),
        cmocka_unit_test(concepts_by_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
