/* SPDX-License-Identifier: MIT
 *
 * Tables in the formats that other programs run or set: no cell becomes a formula of a spreadsheet
 * or an argument of LaTeX.
 */
#include "table/table.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static void fill(dt_table *table)
{
    static const char *const cells[3][2] = {{"who", "what"}, {"*x", "-Y*"}, {"[s]", "=1+1"}};
    *table = (dt_table){.labels = 1, .columns = 2};
    for (size_t row = 0; row < 3; row++) {
        dt_table_row(table);
        for (size_t column = 0; column < 2; column++) {
            dt_table_cell(table, cells[row][column]);
        }
    }
}

/* LaTeX takes * and [ behind \\, on the next line too, for its own: \\* and \\[length]. */
static void test_latex(void **state)
{
    (void)state;
    dt_table table;
    dt_text text = {0};
    fill(&table);
    dt_table_latex(&table, &text);
    assert_non_null(strstr(text.bytes, "\n{*}x & -Y{*} \\\\\n{[}s] & =1+1 \\\\\n"));
    dt_text_clear(&text);
    dt_table_clear(&table);
}

static void test_csv(void **state)
{
    (void)state;
    dt_table table;
    dt_text text = {0};
    fill(&table);
    dt_table_csv(&table, &text);
    assert_string_equal(text.bytes, "who,what\r\n*x,'-Y*\r\n[s],'=1+1\r\n");
    dt_text_clear(&text);
    dt_table_clear(&table);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_latex),
        cmocka_unit_test(test_csv),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
