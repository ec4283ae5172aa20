/* SPDX-License-Identifier: MIT
 *
 * Tables as people and spreadsheets write them: headings, marks, the guard against formulas,
 * numbers, and what is said where a table is wrong.
 */
#include "exchange.h"

#include "exchange/csv.h"

/* ---- cells and headings ---------------------------------------------------------------------- */

/* The text that comes out, and what is said. */
static void expect_text(const char *table, const char *text, const char *said)
{
    dt_text out = {0};
    dt_text faults = {0};
    const detente_status status = import_text(detente_csv_to_text, table, strlen(table), "t.csv",
                                              &out, &faults);
    if (status != DETENTE_OK) {
        fail_msg("%s%s", table, faults.bytes);
    }
    assert_string_equal(out.bytes, text);
    if (said == NULL) {
        assert_string_equal(faults.bytes, "");
    } else {
        assert_non_null(strstr(faults.bytes, said));
    }
    dt_text_clear(&out);
    dt_text_clear(&faults);
}

#define ONE "conflict \"t\"\n\nparty a \"A\"\n  option x\n\n"
#define TWO ONE "party b \"B\"\n  option y\n\na ranks\n"
#define ROWS "0;0;0;1\n1;0;1;0\n0;1;1;1\n1;1;0;0\n"
#define RANKS "  state YN\n  ~ state NY\n  rest\n\nb ranks\n  state N-\n  rest\n"

static void test_headings(void **state)
{
    (void)state;
    expect_text("A:x;B:y;Rank:A;RANK:B\n" ROWS, TWO RANKS, NULL);
    expect_text("A : x; B:\ty ;rank :A;\" rank:  B\"\n" ROWS, TWO RANKS, NULL);
    expect_text("sep=;\nA:x;B:y;rank:A;rank:B\n" ROWS, TWO RANKS, NULL);
    expect_text("\xEF\xBB\xBFsep=;\r\nA:x;B:y;rank:A;rank:B\r\n" ROWS, TWO RANKS, NULL);
    expect_text("sep=|\nA:x|rank:A\n0|1,5\n1|2\n", ONE "a ranks\n  state Y\n  state N\n", NULL);
    /* a party may be called like a concept; a verdict names a party */
    expect_text("Sim:x;sim:Sim;Sim\n0;1;1\n1;1;1\n",
                "conflict \"t\"\n\nparty sim \"Sim\"\n  option x\n", NULL);
    expect_text(":Rank:x,rank:Rank,:nash:y,gmr:nash\n0,1,0,1\n1,1,1,1\n",
                "conflict \"t\"\n\nparty rank \"Rank\"\n  option x\n\nparty nash\n  option y\n\n"
                "# 2 of the 4 combinations are not in the table; what follows rules them out.\n"
                "impossible x and not y\nimpossible not x and y\n\nrank ranks\n  rest\n",
                NULL);
    expect_text("A:x,rank:A,rank:Watcher\n0,1,1\n1,1,1\n",
                ONE "party watcher \"Watcher\"\n\na ranks\n  rest\n\nwatcher ranks\n  rest\n",
                "t.csv:1:12: warning: \"Watcher\" has ranks and no options");
}

/* One-way options, the status quo, outcomes. */
static void test_marks(void **state)
{
    (void)state;
    expect_text("a:go,a:no,b:stop,Status Quo,Outcomes,Cannot be undone : a : go,"
                "cannot be resumed:b:stop\n"
                "0,0,0,,calm,1,1\n1,0,0,,,1,1\n0,0,1,1,calm stopped,1,1\n1,0,1,,stopped,1,1\n"
                "1,1,1,,,1,1\n",
                "conflict \"t\"\n\n"
                "party a\n  option go  cannot be undone\n  option no\n\n"
                "party b\n  option stop  cannot be resumed\n\n"
                "# 3 of the 8 combinations are not in the table; what follows rules them out.\n"
                "impossible no and not stop\nimpossible not go and no\n\n"
                "status quo stop\n\n"
                "outcome calm    = not go and not no\n"
                "outcome stopped = not no and stop\n",
                NULL);
}

/* Formulas of spreadsheets: an apostrophe before them, off again when read. */
static void test_guard(void **state)
{
    (void)state;
    static const char *const pairs[][2] = {
        {"plain", "plain"},   {"=1+1", "'=1+1"},
        {"+x", "'+x"},        {"-Y", "'-Y"},
        {"@cmd", "'@cmd"},    {"\tx", "\"'\tx\""},
        {"'=a", "''=a"},      {"''@", "'''@"},
        {"'tis", "'tis"},     {"=a,b\"c", "\"'=a,b\"\"c\""},
        {"-", "-"},           {"+", "'+"},
        {"-1", "-1"},         {"+2.50", "+2.50"},
        {"-1.", "'-1."},      {"-1+cmd|'/C x'!A0", "'-1+cmd|'/C x'!A0"},
        {"a;=1", "\"a;=1\""}, {"", ""},
    };
    for (size_t k = 0; k < sizeof pairs / sizeof pairs[0]; k++) {
        dt_text text = {0};
        dt_csv csv = {0};
        dt_faults faults = {0};
        dt_text_add(&text, "first,");
        dt_text_add_cell(&text, pairs[k][0]);
        assert_string_equal(text.bytes + 6, pairs[k][1]);
        assert_int_equal(dt_csv_read(text.bytes, text.length, &csv, &faults, NULL), DETENTE_OK);
        assert_string_equal(csv.rows[0].cells[1].text, pairs[k][0]);
        dt_csv_clear(&csv);
        dt_faults_clear(&faults);
        dt_text_clear(&text);
    }
}

/* Only the order of ranks counts, and all of it. */
static void test_numbers(void **state)
{
    (void)state;
    expect_text("A:x;B:y;rank:A;rank:B\n0;0;1e3;0,30000000000000004\n1;0;1000;0,3\n"
                "0;1;1E-2;\xE2\x88\x92"
                "1\n1;1;4;2/3\n",
                TWO "  state -N\n  state YY\n  state NY\n\n"
                    "b ranks\n  state YY\n  state NN\n  state YN\n  state NY\n",
                NULL);
}

/* ---- faults ---------------------------------------------------------------------------------- */

static void refused(const char *text, const char *where, const char *what)
{
    expect_refusal(detente_csv_to_text, "t.csv", text, where, what);
}

static void test_faults(void **state)
{
    (void)state;
    refused("", "t.csv:1:1: error", "empty");
    refused("a,b\n1,2\n", "t.csv:1:1: error", "no column PARTY:OPTION");
    refused("p:a\n", "t.csv:1:1: error", "no states");
    refused("p:a,p:a\n1,1\n", "t.csv:1:5: error", "already");
    refused("p:,p:a\n1,1\n", "t.csv:1:1: error", "expected PARTY:OPTION");
    refused("p:a,rank:p,rank:p\n1,1,1\n", "t.csv:1:12: error", "two columns");
    refused("p:a\n2\n", "t.csv:2:1: error", "1 or 0");
    refused("p:a,p:b\n1,\n", "t.csv:2:3: error", "1 or 0");
    refused("p:a\n1\n0\n1\n", "t.csv:4:1: error", "earlier row");
    refused("p:a,rank:p\n1,best\n", "t.csv:2:3: error", "a number");
    refused("p:a,rank:p\n1\n", "t.csv:2:1: error", "this row has 1 cells, the header 2");
    refused("p:a,status_quo\n1,1\n0,1\n", "error", "second row");
    refused("p:a\n\"1\n", "t.csv:2:1: error", "not closed");
    refused("p:a\n\"1\"x\n", "t.csv:2:4: error", "behind a closing quote");
    refused("p:a\n\xFF\n", "t.csv:2:1: error", "UTF-8");
    refused("US:strike,USSR:withdraw,rank:US,rank:USR\n0,0,2,3\n", "t.csv:1:33: error",
            "\"USR\" has ranks and no options, \"USSR\" options and no ranks: write rank:USSR");
    refused("a:go,cannot be undone:a:stop\n0,1\n", "t.csv:1:6: error", "\"a:stop\" is no option");
    refused("a:go,cannot be undone:a\n0,1\n", "t.csv:1:6: error", "no option of this table");
    refused("a:go,cannot be undone:a:go\n0,0\n1,1\n", "t.csv:2:3: error", "expected 1");
    refused("a:go,cannot be undone:a:go,cannot be resumed:a:go\n0,1,1\n", "t.csv:1:28: error",
            "second column");
    refused("a:go,label,Label\n0,,\n", "t.csv:1:12: error", "second column");
    refused("a:go,a:stop\n0,-\n", "t.csv:2:3: error", "coalesced");
    refused("p:a,rank:p\n1,\"1,5\"\n", "t.csv:2:3: error", "expected a number as 1.5");
    refused("p:a,rank:p\n1,1 1/2\n", "t.csv:2:3: error", "such as 3, -1.5, 1e6 or 2/3");
    refused("p:a,rank:p\n1,\n", "t.csv:2:3: error", "found \"\"");
    refused("p:a;rank:p\n0;1,5\n1;1.000\n", "t.csv:3:3: error",
            "\"1.000\" beside \"1,5\" in line 2");
    refused("p:a,rank:p\n1,1e1234567\n", "t.csv:2:3: error", "expected a number");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_headings), cmocka_unit_test(test_marks),
        cmocka_unit_test(test_guard),    cmocka_unit_test(test_numbers),
        cmocka_unit_test(test_faults),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
