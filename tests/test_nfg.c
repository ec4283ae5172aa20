/* SPDX-License-Identifier: MIT
 *
 * Gambit games, cell by cell against files made by hand; the hard part is the order of the cells:
 * the first player's strategy runs fastest.
 */
#include "exchange.h"

static void write_game(const char *text, dt_text *game, dt_text *said)
{
    detente_model *model = NULL;
    detente_faults *faults = NULL;
    const detente_sink sink = sink_of(game);
    const detente_sink fault_sink = sink_of(said);
    assert_int_equal(detente_model_read(text, strlen(text), "m", NULL, NULL, &model, NULL, NULL),
                     DETENTE_OK);
    assert_int_equal(detente_model_to_nfg(model, "m", NULL, &sink, &faults, NULL), DETENTE_OK);
    assert_int_equal(detente_faults_write(faults, &fault_sink, NULL), DETENTE_OK);
    detente_faults_free(faults);
    detente_model_free(model);
}

/* The words of `game` after its three quoted heads, one blank between them. */
static void payoffs_of(const dt_text *game, dt_text *out)
{
    const char *c = strstr(game->bytes, "\"\n\n");
    assert_non_null(c);
    for (c += 3; *c != '\0'; c++) {
        dt_text_add_char(out, *c == '\n' ? ' ' : *c);
    }
}

static void expect_game(const char *text, const char *head, const char *payoffs,
                        const char *warning)
{
    dt_text game = {0};
    dt_text said = {0};
    dt_text cells = {0};
    write_game(text, &game, &said);
    payoffs_of(&game, &cells);
    assert_memory_equal(game.bytes, head, strlen(head));
    assert_string_equal(cells.bytes, payoffs);
    assert_non_null(strstr(said.bytes, "mixed strategies"));
    assert_non_null(strstr(said.bytes, warning));
    dt_text_clear(&game);
    dt_text_clear(&said);
    dt_text_clear(&cells);
}

/* Row player: options a1 (1), a2 (2), so strategies none, a1, a2, both; column player: b; third
 * player without options.  Row ranks by a1 - 2 a2 + 4 b, column by b alone, the third is
 * indifferent. */
static void test_order_of_cells(void **state)
{
    (void)state;
    expect_game("conflict \"A \"\"game\"\"\"\nparty r \"Row\"\noption a1\noption a2\n"
                "party c \"Column\"\noption b\nparty z\n"
                "r weighs\n1 a1\n-2 a2\n4 b\n"
                "c wants\nb\n",
                "NFG 1 R \"A \\\"game\\\"\" { \"Row\" \"Column\" \"z\" } { 4 2 1 }\n",
                /* scores of row: 0 1 -2 -1, then 4 5 2 3: ranks 3 4 1 2, 7 8 5 6 */
                "3 1 1 4 1 1 1 1 1 2 1 1 7 2 1 8 2 1 5 2 1 6 2 1 ", "");
}

/* Infeasible profiles get 0, ties share a rank, one-way options are told. */
static void test_infeasible(void **state)
{
    (void)state;
    expect_game("conflict \"c\"\nparty p\noption a cannot be undone\nparty q\noption b\n"
                "impossible a and b\np wants\na\nq ranks\nstate NY\nrest\n",
                "NFG 1 R \"c\" { \"p\" \"q\" } { 2 2 }\n", "1 1 2 1 1 2 0 0 ",
                "1 of 4 profiles are not feasible");
    expect_game("conflict \"c\"\nparty p\noption a cannot be undone\np wants\na\n",
                "NFG 1 R \"c\" { \"p\" } { 2 }\n", "1 2 ", "undone or resumed");
}

/* Gambit 17 refuses labels with blanks at an end or side by side, and two players of one name; it
 * takes a backslash before the closing quote for an escaped quote, and any other for itself. */
static void test_labels(void **state)
{
    (void)state;
    expect_game("conflict \"Study of C:\\data\\\"\nparty a \" lead\"\noption x\n"
                "party b \"two  blanks \\ \\\"\noption y\n",
                "NFG 1 R \"Study of C:\\data\" { \"lead\" \"two blanks\" } { 2 2 }\n",
                "1 1 1 1 1 1 1 1 ", "");
    expect_game("conflict \"c\"\nparty a \"Same\"\noption x\nparty b \"Same \"\nparty c \" \"\n"
                "party d \"a\"\"b\\c\"\n",
                "NFG 1 R \"c\" { \"Same a\" \"Same b\" \"c\" \"a\\\"b\\c\" } { 2 1 1 1 }\n",
                "1 1 1 1 1 1 1 1 ", "");
}

static void test_refused(void **state)
{
    (void)state;
    static const char graph[] = "conflict \"c\"\nstate s\nstate t\nparty p\np moves\ns -> t\n";
    dt_text big = {0};
    dt_text out = {0};
    const detente_sink sink = sink_of(&out);
    detente_model *model = NULL;
    assert_int_equal(
        detente_model_read(graph, sizeof graph - 1, "m", NULL, NULL, &model, NULL, NULL),
        DETENTE_OK);
    assert_int_equal(detente_model_to_nfg(model, "m", NULL, &sink, NULL, NULL),
                     DETENTE_EUNSUPPORTED);
    detente_model_free(model);
    dt_text_add(&big, "conflict \"c\"\nparty p\n");
    for (int k = 0; k < 21; k++) {
        dt_text_format(&big, "option o%d\n", k);
    }
    dt_text_add(&big, "impossible o0 or o1 or o2 or o3 or o4 or o5 or o6 or o7\n");
    assert_int_equal(detente_model_read(big.bytes, big.length, "m", NULL, NULL, &model, NULL, NULL),
                     DETENTE_OK);
    assert_int_equal(detente_model_to_nfg(model, "m", NULL, &sink, NULL, NULL), DETENTE_ELIMIT);
    assert_int_equal(out.length, 0);
    detente_model_free(model);
    dt_text_clear(&big);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_order_of_cells),
        cmocka_unit_test(test_infeasible),
        cmocka_unit_test(test_labels),
        cmocka_unit_test(test_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
