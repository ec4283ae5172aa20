/* SPDX-License-Identifier: MIT
 *
 * Included first by the files whose loops decide how long an answer takes: gcc is asked for the
 * level of optimisation that they were measured at, whatever the rest is built with.  (At -O2 alone
 * gcc 12 leaves their loops scalar and their inner functions out of line: 1.3 to 3 times slower.)
 */
#if defined(__GNUC__) && !defined(__clang__) && defined(__OPTIMIZE__)
#pragma GCC optimize("O3")
#endif
