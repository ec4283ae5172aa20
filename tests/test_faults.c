/* SPDX-License-Identifier: MIT
 *
 * How faults are shown, and that large and hostile texts do no harm.
 */
#include "reading.h"

/* ---- faults as shown ------------------------------------------------------------------------- */

static void assert_shown(const char *text, const char *wanted)
{
    dt_text shown = {0};
    dt_syntax *tree = NULL;
    const detente_sink sink = {keep_bytes, &shown};
    detente_faults *faults = dt_faults_new("f.detente", text, strlen(text));
    assert_int_equal(dt_syntax_read(text, strlen(text), NULL, &faults->list, &tree, NULL),
                     DETENTE_EMODEL);
    assert_null(tree);
    assert_int_equal(detente_faults_write(faults, &sink, NULL), DETENTE_OK);
    assert_string_equal(shown.bytes, wanted);
    detente_faults_free(faults);
    dt_text_clear(&shown);
}

static void the_caret_stands_below_the_place(void **state)
{
    (void)state;
    assert_shown("conflict \"c\"\nparty us\noption act\nus wants\n  not atc\n",
                 "f.detente:5:7: error: there is no option or outcome called 'atc'; did you mean "
                 "'act'?\n"
                 "      not atc\n"
                 "          ^~~\n");
    /* a tab is one column; a wide letter takes two places; a byte order mark none */
    assert_shown("\xEF\xBB\xBF"
                 "conflct \"c\"\nparty us\noption \xE6\x88\xA6\nus wants\n\t"
                 "\xE6\x88\xA6 and nope\n",
                 "f.detente:1:1: error: 'conflct' is not understood; did you mean 'conflict'?\n"
                 "    conflct \"c\"\n"
                 "    ^~~~~~~\n"
                 "f.detente:5:8: error: there is no option or outcome called 'nope'\n"
                 "     \xE6\x88\xA6 and nope\n"
                 "            ^~~~\n");
}

static void names_of_files_are_safe(void **state)
{
    (void)state;
    dt_text shown = {0};
    dt_syntax *tree = NULL;
    const detente_sink sink = {keep_bytes, &shown};
    detente_faults *faults = dt_faults_new("a\x1B[31m\nb\xE2\x80\xAE.detente", "%PDF-1.7", 8);
    assert_int_equal(dt_syntax_read("%PDF-1.7", 8, NULL, &faults->list, &tree, NULL),
                     DETENTE_EMODEL);
    assert_int_equal(detente_faults_write(faults, &sink, NULL), DETENTE_OK);
    assert_string_equal(shown.bytes, "a\\x1B[31m\\x0Ab\\xE2\\x80\\xAE.detente: error: this is not "
                                     "a model but a PDF; save it as plain text (.txt, UTF-8)\n");
    detente_faults_free(faults);
    dt_text_clear(&shown);
}

static void assert_safe(const char *text, size_t length, bool lines, const char *wanted)
{
    dt_text shown = {0};
    const detente_sink sink = {keep_bytes, &shown};
    dt_text_add(&shown, "");
    assert_int_equal(detente_write_safely(text, length, lines, &sink, NULL), DETENTE_OK);
    assert_string_equal(shown.bytes, wanted);
    dt_text_clear(&shown);
}

static void anybodys_text_is_safe(void **state)
{
    (void)state;
    const detente_sink sink = {NULL, NULL};
    assert_safe("", 0, false, "");
    assert_safe("d\xC3\xA9tente \xE4\xB8\xAD \xF0\x9F\x8C\x8D", 17, false,
                "d\xC3\xA9tente \xE4\xB8\xAD \xF0\x9F\x8C\x8D");
    assert_safe("a\nb\r\n", 5, true, "a\nb\\x0D\n");
    assert_safe("a\nb", 3, false, "a\\x0Ab");
    assert_safe("\0\x7F\xC2\x9B", 4, false, "\\x00\\x7F\\xC2\\x9B");
    assert_safe("\xC3(\xED\xA0\x80\xFF", 6, false, "\\xC3(\\xED\\xA0\\x80\\xFF");
    assert_safe("\xE2\x81\xA6x\xEF\xBB\xBF", 7, false, "\\xE2\\x81\\xA6x\\xEF\\xBB\\xBF");
    assert_int_equal(detente_write_safely(NULL, 0, false, &sink, NULL), DETENTE_EINVAL);
    assert_int_equal(detente_write_safely("x", 1, false, NULL, NULL), DETENTE_EINVAL);
    assert_int_equal(detente_write_safely("x", 1, false, &sink, NULL), DETENTE_EINVAL);
}

static void repeat(dt_text *text, const char *words, int times)
{
    for (int k = 0; k < times; k++) {
        dt_text_add(text, words);
    }
}

/* The fault is in column 701; of the line 100 columns are shown, from 60 before it on. */
static void of_a_long_line_a_part_is_shown(void **state)
{
    (void)state;
    dt_text text = {0};
    dt_text wanted = {0};
    dt_text_add(&text, "conflict \"c\"\nparty us\noption act\nus wants\n");
    repeat(&text, "act or ", 100);
    dt_text_add(&text, "atc or ");
    repeat(&text, "act or ", 100);
    dt_text_add(&text, "act\n");
    dt_text_add(&wanted, "f.detente:5:701: error: there is no option or outcome called 'atc'; did "
                         "you mean 'act'?\n    ... or ");
    repeat(&wanted, "act or ", 8);
    dt_text_add(&wanted, "atc or ");
    repeat(&wanted, "act or ", 4);
    dt_text_add(&wanted, "act o...\n");
    dt_text_fill(&wanted, ' ', 4 + 3 + 60);
    dt_text_add(&wanted, "^~~\n");
    assert_shown(text.bytes, wanted.bytes);
    dt_text_clear(&wanted);
    dt_text_clear(&text);
}

static void faults_are_capped(void **state)
{
    (void)state;
    dt_text text = {0};
    dt_text shown = {0};
    dt_syntax *tree = NULL;
    const detente_sink sink = {keep_bytes, &shown};
    dt_text_add(&text, "conflict \"c\"\nparty us\noption act\nus wants\n");
    for (int k = 0; k < 1500; k++) {
        dt_text_add(&text, "nope\n");
    }
    detente_faults *faults = dt_faults_new("f", text.bytes, text.length);
    assert_int_equal(dt_syntax_read(text.bytes, text.length, NULL, &faults->list, &tree, NULL),
                     DETENTE_EMODEL);
    assert_int_equal(detente_faults_errors(faults), 1500);
    assert_int_equal(detente_faults_write(faults, &sink, NULL), DETENTE_OK);
    assert_non_null(strstr(shown.bytes, "f: error: and 1300 more\n"));
    detente_faults_free(faults);
    dt_text_clear(&text);
    dt_text_clear(&shown);
}

/* ---- large and hostile texts ----------------------------------------------------------------- */

static void many_options_are_read(void **state)
{
    (void)state;
    dt_text text = {0};
    dt_text_add(&text, "conflict \"c\"\n");
    for (int p = 0; p < 100; p++) {
        dt_text_format(&text, "party p%d\n", p);
        for (int k = 0; k < 100; k++) {
            dt_text_format(&text, "option o%d\n", 100 * p + k);
        }
    }
    dt_text_add(&text, "p99 wants\n o9999 and o0\n");
    dt_syntax *tree = read_text(text.bytes);
    assert_int_equal(tree->party_count, 100);
    assert_int_equal(tree->option_count, 10000);
    assert_int_equal(tree->preferences[99].lines[0].expr->first->index, 9999);
    dt_syntax_free(tree);
    dt_text_clear(&text);
}

static void long_expressions_are_read(void **state)
{
    (void)state;
    dt_text text = {0};
    dt_text_add(&text, HEAD "  a");
    for (int k = 0; k < 100000; k++) {
        dt_text_add(&text, " and b");
    }
    dt_syntax *tree = read_text(text.bytes);
    size_t operands = 0;
    for (const dt_expr *e = tree->preferences[0].lines[0].expr->first; e != NULL; e = e->next) {
        operands++;
    }
    assert_int_equal(operands, 100001);
    dt_syntax_free(tree);
    dt_text_clear(&text);
}

static void nesting_is_bounded(void **state)
{
    (void)state;
    dt_text text = {0};
    dt_text_add(&text, HEAD "  ");
    for (int k = 0; k < 199; k++) {
        dt_text_add(&text, k % 2 == 0 ? "not " : "(");
    }
    dt_text_add(&text, "a");
    dt_text_fill(&text, ')', 99);
    dt_text_add(&text, "\n");
    dt_syntax_free(read_text(text.bytes));
    dt_text_clear(&text);
    dt_text_add(&text, HEAD "  ");
    dt_text_fill(&text, '(', 1000000);
    dt_syntax *tree = NULL;
    assert_int_equal(dt_syntax_read(text.bytes, text.length, NULL, NULL, &tree, NULL),
                     DETENTE_EMODEL);
    dt_text_clear(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_caret_stands_below_the_place),
        cmocka_unit_test(names_of_files_are_safe),
        cmocka_unit_test(anybodys_text_is_safe),
        cmocka_unit_test(of_a_long_line_a_part_is_shown),
        cmocka_unit_test(faults_are_capped),
        cmocka_unit_test(many_options_are_read),
        cmocka_unit_test(long_expressions_are_read),
        cmocka_unit_test(nesting_is_bounded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
