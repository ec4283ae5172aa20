/* SPDX-License-Identifier: MIT
 *
 * Exact numbers.  See number.h.
 */
#include "base/number.h"

/* ---- reading --------------------------------------------------------------------------------- */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Past a sign at *at, if one stands there: is it a minus? */
static bool skip_minus(const char **at)
{
    static const char minus[] = "\xE2\x88\x92";
    const bool sign = strncmp(*at, minus, sizeof minus - 1) == 0;
    const bool negative = sign || **at == '-';
    *at += sign ? sizeof minus - 1 : negative || **at == '+' ? 1 : 0;
    return negative;
}

/* Past [e [sign] digits] at *at; false where no digits, or too many, follow the e. */
static bool skip_exponent(const char **at, int32_t *exponent)
{
    *exponent = 0;
    if (**at != 'e' && **at != 'E') {
        return true;
    }
    ++*at;
    const bool negative = skip_minus(at);
    const char *first = *at;
    for (; is_digit(**at) && *at - first < 6; ++*at) {
        *exponent = 10 * *exponent + (**at - '0');
    }
    *exponent = negative ? -*exponent : *exponent;
    return *at > first && !is_digit(**at);
}

/* Past a decimal at *at. */
static bool skip_decimal(const char **at, char point, dt_decimal *out)
{
    uint32_t digits = 0;
    bool behind = false; /* the point */
    *out = (dt_decimal){0};
    for (; is_digit(**at) || (**at == point && !behind); ++*at) {
        if (**at == point) {
            behind = true;
            continue;
        }
        digits++;
        if (out->first == NULL && **at == '0') {
            out->power -= behind ? 1 : 0;
            continue;
        }
        out->first = out->first == NULL ? *at : out->first;
        out->power += behind ? 0 : 1;
        out->end = **at != '0' ? *at + 1 : out->end;
    }
    int32_t exponent = 0;
    if (digits == 0 || digits > DT_MOST_DIGITS || !skip_exponent(at, &exponent)) {
        return false;
    }
    out->power += exponent;
    return true;
}

bool dt_number_read(const char *text, char point, dt_number *out)
{
    *out = (dt_number){0};
    const bool negative = skip_minus(&text);
    if (!skip_decimal(&text, point, &out->over)) {
        return false;
    }
    out->negative = negative && out->over.first != NULL;
    if (*text == '/') {
        text++;
        out->fraction = true;
        if (!skip_decimal(&text, point, &out->under) || out->under.first == NULL) {
            return false;
        }
    }
    return *text == '\0';
}

/* ---- comparing ------------------------------------------------------------------------------- */

/* The digits of a decimal without its point; their number. */
static uint32_t copy_digits(const dt_decimal *decimal, char *out)
{
    uint32_t count = 0;
    for (const char *c = decimal->first; c != decimal->end; c++) {
        if (is_digit(*c)) {
            out[count++] = *c;
        }
    }
    return count;
}

/* Schoolbook, into room[0 .. 2 DT_MOST_DIGITS - 1].  The product of two numbers from 0.1 to 1 is at
 * least 0.01, so that one 0 may lead. */
static dt_decimal product(const dt_decimal *a, const dt_decimal *b, char *room)
{
    char x[DT_MOST_DIGITS];
    char y[DT_MOST_DIGITS];
    const uint32_t m = copy_digits(a, x);
    const uint32_t n = copy_digits(b, y);
    if (m == 0 || n == 0) {
        return (dt_decimal){0};
    }
    memset(room, '0', m + n);
    for (uint32_t i = m; i-- > 0;) {
        int carry = 0;
        for (uint32_t j = n; j-- > 0;) {
            const int sum = (room[i + j + 1] - '0') + (x[i] - '0') * (y[j] - '0') + carry;
            room[i + j + 1] = (char)('0' + sum % 10);
            carry = sum / 10;
        }
        room[i] = (char)('0' + carry);
    }
    const bool leads = room[0] == '0';
    return (dt_decimal){room + leads, room + m + n, a->power + b->power - leads};
}

/* The next digit of a decimal at *at, '0' behind the last. */
static char next_digit(const char **at, const char *end)
{
    while (*at != end && !is_digit(**at)) {
        ++*at;
    }
    return *at == end ? '0' : *(*at)++;
}

static int decimal_order(const dt_decimal *a, const dt_decimal *b)
{
    if (a->first == NULL || b->first == NULL) {
        return (a->first != NULL) - (b->first != NULL);
    }
    if (a->power != b->power) {
        return a->power < b->power ? -1 : 1;
    }
    for (const char *x = a->first, *y = b->first; x != a->end || y != b->end;) {
        const char left = next_digit(&x, a->end);
        const char right = next_digit(&y, b->end);
        if (left != right) {
            return left - right;
        }
    }
    return 0;
}

int dt_number_order(const dt_number *a, const dt_number *b)
{
    char rooms[2][2 * DT_MOST_DIGITS];
    if (a->negative != b->negative) {
        return a->negative ? -1 : 1;
    }
    const dt_decimal left = b->fraction ? product(&a->over, &b->under, rooms[0]) : a->over;
    const dt_decimal right = a->fraction ? product(&b->over, &a->under, rooms[1]) : b->over;
    const int order = decimal_order(&left, &right);
    return a->negative ? -order : order;
}
