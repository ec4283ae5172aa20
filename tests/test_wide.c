/* SPDX-License-Identifier: MIT
 *
 * The inner loops that exist once for each kind of processor: every one that this machine has,
 * against what they are to compute.
 */
#include "engines/dense/settle.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define SIZE ((size_t)256)

static uint64_t seed = 1;

static uint64_t dice(void)
{
    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    return seed;
}

/* Numbers around the limits of 16 bits, and many alike. */
static int16_t any_number(void)
{
    static const int16_t edges[] = {INT16_MIN, INT16_MIN + 1, -1, 0, 1, DT_GONE - 1, DT_GONE};
    return dice() % 3 == 0 ? edges[dice() % 7] : (int16_t)(dice() % 16 - 8);
}

/* The places are listed in order, whichever way; all lengths, so that ends are among them. */
static void places_of_small_numbers(void **state)
{
    (void)state;
    int16_t x[SIZE];
    uint32_t places[SIZE];
    for (unsigned trial = 0; trial < 2000; trial++) {
        const size_t n = trial % 4 == 0 ? dice() % SIZE : 32 * (dice() % (SIZE / 32 + 1));
        const int16_t limit = any_number();
        for (size_t k = 0; k < n; k++) {
            x[k] = any_number();
        }
        for (int path = DT_PATH_PLAIN; path <= DT_PATH_AVX512; path++) {
            if (!dt_path_works((dt_path)path)) {
                continue;
            }
            const size_t count = dt_scan_below_by((dt_path)path, x, n, limit, places);
            size_t at = 0;
            for (size_t k = 0; k < n; k++) {
                if (x[k] < limit && (at >= count || places[at++] != k)) {
                    fail_msg("path %d, %zu numbers: place %zu is not listed", path, n, k);
                }
            }
            assert_int_equal(at, count);
        }
    }
}

/* Bit k of plane t, most significant first, is bit count-1-t of number k. */
static void numbers_of_planes(void **state)
{
    (void)state;
    enum { WORDS = 3, MOST = 15 };
    uint64_t bits[MOST + 1][WORDS];
    int16_t scores[64 * WORDS];
    for (unsigned trial = 0; trial < 500; trial++) {
        dt_vector planes[MOST];
        const uint32_t count = (uint32_t)(dice() % (MOST + 1));
        for (uint32_t t = 0; t <= count; t++) {
            for (size_t w = 0; w < WORDS; w++) {
                bits[t][w] = dice();
            }
        }
        for (uint32_t t = 0; t < count; t++) {
            const bool constant = dice() % 4 == 0;
            planes[t] = (dt_vector){constant ? NULL : bits[t], dice() % 2 == 0 ? UINT64_MAX : 0};
        }
        const dt_vector keep = {dice() % 4 == 0 ? NULL : bits[count], UINT64_MAX};
        for (int path = DT_PATH_PLAIN; path <= DT_PATH_AVX512; path++) {
            if (!dt_path_works((dt_path)path)) {
                continue;
            }
            dt_bits_scores_by((dt_path)path, scores, planes, count, keep, WORDS);
            for (size_t k = 0; k < sizeof scores / sizeof scores[0]; k++) {
                int16_t expected = 0;
                for (uint32_t t = 0; t < count; t++) {
                    const uint64_t word = planes[t].words == NULL ? 0 : planes[t].words[k / 64];
                    expected = (int16_t)(2 * expected +
                                         (int16_t)((word ^ planes[t].flip) >> k % 64 & 1));
                }
                const bool kept = keep.words == NULL || (bits[count][k / 64] >> k % 64 & 1) == 0;
                assert_int_equal(scores[k], kept ? expected : DT_GONE);
            }
        }
    }
}

static void planes_of_numbers(void **state)
{
    (void)state;
    enum { MOST = 15 };
    int16_t scores[64];
    uint64_t words[2 * MOST];
    for (unsigned trial = 0; trial < 500; trial++) {
        const uint32_t count = (uint32_t)(1 + dice() % MOST);
        const size_t step = 1 + dice() % 2;
        for (unsigned k = 0; k < 64; k++) {
            scores[k] = (int16_t)(dice() & 0x7FFF);
        }
        for (int path = DT_PATH_PLAIN; path <= DT_PATH_AVX512; path++) {
            if (!dt_path_works((dt_path)path)) {
                continue;
            }
            dt_bits_planes_by((dt_path)path, words, step, count, scores);
            for (uint32_t t = 0; t < count; t++) {
                for (unsigned k = 0; k < 64; k++) {
                    assert_int_equal(words[t * step] >> k & 1, scores[k] >> (count - 1 - t) & 1);
                }
            }
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(places_of_small_numbers),
        cmocka_unit_test(numbers_of_planes),
        cmocka_unit_test(planes_of_numbers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
