/* SPDX-License-Identifier: MIT
 *
 * Numbers of tables, exactly: a list in its order, and random numbers, written in every way,
 * against cross products of integers.
 */
#include "base/number.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

static dt_number number_of(const char *text, char point)
{
    dt_number number = {0};
    if (!dt_number_read(text, point, &number)) {
        fail_msg("%s is not read", text);
    }
    return number;
}

static int sign_of(int order)
{
    return (order > 0) - (order < 0);
}

/* ---- by hand --------------------------------------------------------------------------------- */

#define MINUS "\xE2\x88\x92"

/* From the least to the greatest; numbers of one row are equal. */
static const char *const rows[][5] = {
    {"-1e999", MINUS "1000e996"},
    {"-9007199254740993"},
    {"-9007199254740992", "-9007199254740992.0"},
    {"-0.30000000000000004"},
    {"-0.3", "-3e-1", MINUS ".3", "-3/10", "-0.30"},
    {"-1e" MINUS "400"},
    {"0", "-0", "0.000", "0e5", "0/7"},
    {"1e-400", "1/1e400"},
    {"0.3", "+0.3", "00.3", "3E-1", "0.6/2"},
    {"0.30000000000000004"},
    {"0.333333333333333333333333333333333333333333"},
    {"1/3", "2/6", "0.2/0.6", "1e-1/3e-1", "100/300"},
    {"0.333333333333333333333333333333333333333334"},
    {"1", "1.", "10e-1", "7/7", "0.01e2"},
    {"1000", "1e3", "1e+3", "1000000/1000"},
    {"9007199254740992"},
    {"9007199254740993"},
    {"1e300"},
    {"1e999999"},
};
#define ROWS (sizeof rows / sizeof rows[0])

static void test_order(void **state)
{
    (void)state;
    for (size_t i = 0; i < ROWS; i++) {
        for (size_t j = 0; j < ROWS; j++) {
            for (size_t k = 0; k < 25; k++) {
                const char *x = rows[i][k / 5];
                const char *y = rows[j][k % 5];
                if (x == NULL || y == NULL) {
                    continue;
                }
                const dt_number a = number_of(x, '.');
                const dt_number b = number_of(y, '.');
                if (sign_of(dt_number_order(&a, &b)) != (i > j) - (i < j)) {
                    fail_msg("%s and %s", x, y);
                }
            }
        }
    }
}

static void test_no_numbers(void **state)
{
    (void)state;
    static const char *const bad[] = {"",    "-",     "+",         ".",    "-.", "1e",   "e1",
                                      "1/",  "/1",    "1/0",       "1//2", "x",  "1x",   "1 2",
                                      " 1",  "1.2.3", "1e1234567", "+-1",  "--", "1/-2", "0x10",
                                      "1,5", "inf",   "nan",       "1e.5", "½",  "1'000"};
    char longest[DT_MOST_DIGITS + 2];
    dt_number number;
    for (size_t k = 0; k < sizeof bad / sizeof bad[0]; k++) {
        if (dt_number_read(bad[k], '.', &number)) {
            fail_msg("%s is read", bad[k]);
        }
    }
    memset(longest, '7', sizeof longest);
    longest[DT_MOST_DIGITS + 1] = '\0';
    assert_false(dt_number_read(longest, '.', &number));
    longest[DT_MOST_DIGITS] = '\0';
    assert_true(dt_number_read(longest, '.', &number));
    assert_true(dt_number_read("1,5", ',', &number));
    assert_false(dt_number_read("1.5", ',', &number));
}

/* The longest fractions: 77...7 / 77...78 < 1. */
static void test_longest(void **state)
{
    (void)state;
    char text[2 * DT_MOST_DIGITS + 2];
    memset(text, '7', sizeof text);
    text[DT_MOST_DIGITS] = '/';
    text[2 * DT_MOST_DIGITS] = '8';
    text[2 * DT_MOST_DIGITS + 1] = '\0';
    const dt_number a = number_of(text, '.');
    const dt_number one = number_of("9999999999999999999999/9999999999999999999999", '.');
    assert_true(dt_number_order(&a, &one) < 0);
    assert_true(dt_number_order(&one, &a) > 0);
    assert_int_equal(dt_number_order(&a, &a), 0);
}

/* ---- random ---------------------------------------------------------------------------------- */

static uint32_t draw(uint64_t *seed, uint32_t below)
{
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    *seed ^= *seed << 17;
    return (uint32_t)((*seed >> 20) % below);
}

/* over / under, both times 10^4. */
typedef struct fraction {
    __extension__ __int128 over;
    int64_t under;
} fraction;

/* A decimal below 1000 with at most 4 places, written somehow; times 10^4. */
static int64_t put_decimal(uint64_t *seed, char *text, bool positive)
{
    static const char *const zeros[] = {"", "", "0", "00"};
    const uint32_t places = draw(seed, 3) > 0 ? 0 : draw(seed, 5);
    int64_t value = draw(seed, draw(seed, 3) > 0 ? 10 : 1000) + (positive ? 1 : 0);
    int64_t tail = 0;
    int64_t scale = 1;
    for (uint32_t k = 0; k < places; k++) {
        scale *= 10;
    }
    tail = places == 0 ? 0 : draw(seed, (uint32_t)scale);
    text += sprintf(text, "%s%lld", zeros[draw(seed, 4)], (long long)value);
    if (places > 0) {
        text += sprintf(text, ".%0*lld%s", (int)places, (long long)tail, zeros[draw(seed, 4)]);
    }
    value = value * scale + tail;
    for (; scale < 10000; scale *= 10) {
        value *= 10;
    }
    if (value % 100 == 0 && draw(seed, 4) == 0) {
        sprintf(text, "e%s2", draw(seed, 2) == 0 ? "-" : MINUS);
        value /= 100;
    }
    return value;
}

static fraction put_number(uint64_t *seed, char *text)
{
    static const char *const signs[] = {"", "", "+", "-", MINUS};
    const uint32_t sign = draw(seed, 5);
    text += sprintf(text, "%s", signs[sign]);
    fraction f = {put_decimal(seed, text, false), 10000};
    if (draw(seed, 3) == 0) {
        text += strlen(text);
        *text++ = '/';
        f.under = put_decimal(seed, text, true);
    }
    f.over = sign >= 3 ? -f.over : f.over;
    return f;
}

static void test_random(void **state)
{
    (void)state;
    uint64_t seed = 31;
    uint32_t equal = 0;
    for (uint32_t round = 0; round < 200000; round++) {
        char texts[2][128];
        const fraction x = put_number(&seed, texts[0]);
        const fraction y = put_number(&seed, texts[1]);
        const dt_number a = number_of(texts[0], '.');
        const dt_number b = number_of(texts[1], '.');
        const int wanted = (x.over * y.under > y.over * x.under) -
                           (x.over * y.under < y.over * x.under);
        equal += wanted == 0;
        if (sign_of(dt_number_order(&a, &b)) != wanted) {
            fail_msg("%s and %s", texts[0], texts[1]);
        }
    }
    assert_true(equal > 200);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_order),
        cmocka_unit_test(test_no_numbers),
        cmocka_unit_test(test_longest),
        cmocka_unit_test(test_random),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
