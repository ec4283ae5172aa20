/* SPDX-License-Identifier: MIT
 *
 * The width of text on a terminal, judged by the C library's own tables, which were made by others.
 */
#define _XOPEN_SOURCE 700 /* wcwidth */

#include "base/utf8.h"

#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <wchar.h>

#include <cmocka.h>

static void agrees_with_the_c_library(void **state)
{
    (void)state;
    if (setlocale(LC_CTYPE, "C.UTF-8") == NULL && setlocale(LC_CTYPE, "C.utf8") == NULL) {
        skip();
    }
    unsigned widths[3] = {0};
    unsigned old = 0; /* alphabets, whose marks do not change from one Unicode to the next */
    unsigned differ = 0;
    for (uint32_t c = 0x20; c < 0x40000; c++) {
        char text[5] = {0};
        const int judge = wcwidth((wchar_t)c);
        if (judge < 0 || (c >= 0xD800 && c <= 0xDFFF)) {
            continue; /* a control character, or not assigned */
        }
        dt_utf8_put(c, text);
        if (dt_width(text) != (size_t)judge) {
            print_message("U+%04X: %zu, expected %d\n", c, dt_width(text), judge);
            old += c < 0x1000;
            differ++;
        }
        widths[judge]++;
    }
    assert_true(widths[0] > 1500 && widths[1] > 20000 && widths[2] > 100000);
    assert_int_equal(old, 0);
    assert_true(differ < 1000); /* 0 where the C library knows Unicode 14 */
}

/* Words as they stand in models. */
static void of_words(void **state)
{
    (void)state;
    assert_int_equal(dt_width(""), 0);
    assert_int_equal(dt_width("d\xC3\xA9tente"), 7);
    assert_int_equal(dt_width("de\xCC\x81tente"), 7);                      /* e, acute */
    assert_int_equal(dt_width("\xE0\xA4\xB9\xE0\xA4\xBF\xE0\xA4\x82"), 2); /* hi-i-anusvara: */
    assert_int_equal(dt_width("\xE0\xB8\x97\xE0\xB8\xB5\xE0\xB9\x88"), 1); /* Thai, two marks */
    assert_int_equal(dt_width("\xD7\xA9\xD7\x81\xD6\xB8\xD7\x9C\xD7\x95\xD6\xB9\xD7\x9D"), 4);
    assert_int_equal(dt_width("\xE5\x8F\xB0\xE6\xB9\xBE"), 4); /* Taiwan */
    assert_int_equal(dt_width("\xE2\x9C\x85 yes"), 6);         /* a picture */
    assert_int_equal(dt_width_bytes("e\xCC\x81"
                                    "e",
                                    3),
                     1);
}

/* As much as fits, marks with the letter that they stand on, no half of a wide character. */
static void what_fits(void **state)
{
    (void)state;
    assert_int_equal(dt_width_fit("", 5), 0);
    assert_int_equal(dt_width_fit("abc", 0), 0);
    assert_int_equal(dt_width_fit("abc", 2), 2);
    assert_int_equal(dt_width_fit("abc", 3), 3);
    assert_int_equal(dt_width_fit("abc", 9), 3);
    assert_int_equal(dt_width_fit("e\xCC\x81"
                                  "e",
                                  1),
                     3);
    assert_int_equal(dt_width_fit("\xE5\x8F\xB0\xE6\xB9\xBE", 3), 3);
    assert_int_equal(dt_width_fit("\xE5\x8F\xB0\xE6\xB9\xBE", 1), 0);
    assert_int_equal(dt_width_fit("a\xF0\x9F", 9), 3); /* cut off within a character */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(agrees_with_the_c_library),
        cmocka_unit_test(of_words),
        cmocka_unit_test(what_fits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
