/* SPDX-License-Identifier: MIT
 *
 * Numbers as people and spreadsheets write them, compared exactly.
 *
 *     [sign] decimal [/ decimal]         decimal: digits [point digits] [e [sign] digits]
 *
 * The sign may be U+2212, too.  A number points into the text that it was read from.  Two decimals
 * are compared digit by digit, O(length); a fraction is compared by cross products, O(length^2),
 *
 *     a/b < c/d  <=>  ad < cb            (b, d > 0)
 */
#ifndef DT_NUMBER_H
#define DT_NUMBER_H

#include "base/base.h"

#define DT_MOST_DIGITS 300 /* of a decimal; its power of ten has at most 6 */

/* 0.d1 d2 d3 ... times 10^power; d1 is not 0; 0 has no digits.  A point may stand among them. */
typedef struct dt_decimal {
    const char *first;
    const char *end;
    int32_t power;
} dt_decimal;

typedef struct dt_number {
    bool negative; /* never of 0 */
    bool fraction;
    dt_decimal over;
    dt_decimal under; /* of a fraction */
} dt_number;

/* The whole of `text` as a number whose point is `point`; false: it is none. */
bool dt_number_read(const char *text, char point, dt_number *out);

/* < 0, 0, > 0: a is less than, equal to, greater than b. */
int dt_number_order(const dt_number *a, const dt_number *b);

#endif
