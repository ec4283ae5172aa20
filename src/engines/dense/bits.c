/* SPDX-License-Identifier: MIT
 *
 * Loops over bits.  See bits.h.
 */
#include "base/hot.h"

#include "engines/dense/bits.h"

const uint64_t dt_low_half[6] = {UINT64_C(0x5555555555555555), UINT64_C(0x3333333333333333),
                                 UINT64_C(0x0F0F0F0F0F0F0F0F), UINT64_C(0x00FF00FF00FF00FF),
                                 UINT64_C(0x0000FFFF0000FFFF), UINT64_C(0x00000000FFFFFFFF)};

DT_CLONES void dt_bits_and(uint64_t *restrict out, const uint64_t *restrict a, uint64_t fa,
                           const uint64_t *restrict b, uint64_t fb, size_t n)
{
    for (size_t w = 0; w < n; w++) {
        out[w] = (a[w] ^ fa) & (b[w] ^ fb);
    }
}

DT_CLONES void dt_bits_xor(uint64_t *restrict out, const uint64_t *restrict a,
                           const uint64_t *restrict b, uint64_t f, size_t n)
{
    for (size_t w = 0; w < n; w++) {
        out[w] = a[w] ^ b[w] ^ f;
    }
}

DT_CLONES uint64_t dt_bits_popcount(const uint64_t *a, size_t n)
{
    uint64_t count = 0;
    for (size_t w = 0; w < n; w++) {
        count += dt_popcount(a[w]);
    }
    return count;
}

/* t is constant */
DT_CLONES static uint64_t compare_constant(uint64_t *restrict open, uint64_t *restrict more,
                                           const uint64_t *restrict p, uint64_t fp, uint64_t t,
                                           size_t n)
{
    uint64_t left = 0;
    for (size_t w = 0; w < n; w++) {
        const uint64_t pw = p[w] ^ fp;
        more[w] |= open[w] & pw & ~t;
        open[w] &= ~(pw ^ t);
        left |= open[w];
    }
    return left;
}

DT_CLONES static uint64_t compare_vectors(uint64_t *restrict open, uint64_t *restrict more,
                                          const uint64_t *restrict p, uint64_t fp,
                                          const uint64_t *restrict t, uint64_t ft, size_t n)
{
    uint64_t left = 0;
    for (size_t w = 0; w < n; w++) {
        const uint64_t pw = p[w] ^ fp;
        const uint64_t tw = t[w] ^ ft;
        more[w] |= open[w] & pw & ~tw;
        open[w] &= ~(pw ^ tw);
        left |= open[w];
    }
    return left;
}

/* p is constant */
DT_CLONES static uint64_t compare_with_constant(uint64_t *restrict open, uint64_t *restrict more,
                                                uint64_t p, const uint64_t *restrict t, uint64_t ft,
                                                size_t n)
{
    uint64_t left = 0;
    for (size_t w = 0; w < n; w++) {
        const uint64_t tw = t[w] ^ ft;
        more[w] |= open[w] & p & ~tw;
        open[w] &= ~(p ^ tw);
        left |= open[w];
    }
    return left;
}

uint64_t dt_bits_compare(uint64_t *open, uint64_t *more, dt_vector p, dt_vector t, size_t n)
{
    if (t.words == NULL) {
        return compare_constant(open, more, p.words, p.flip, t.flip, n);
    }
    if (p.words == NULL) {
        return compare_with_constant(open, more, p.flip, t.words, t.flip, n);
    }
    return compare_vectors(open, more, p.words, p.flip, t.words, t.flip, n);
}

/* ---- block maxima ---------------------------------------------------------------------------- */

/* n = 1: the groups are neighbours, one long reduction */
DT_CLONES static uint64_t best_of_one(const uint64_t *restrict left, const uint64_t *restrict p,
                                      uint64_t fp, size_t groups)
{
    uint64_t best = 0;
    for (size_t g = 0; g < groups; g++) {
        best |= left[g] & (p[g] ^ fp);
    }
    return best;
}

DT_CLONES static void best_of_many(uint64_t *restrict best, const uint64_t *restrict left,
                                   const uint64_t *restrict p, uint64_t fp, size_t n, size_t groups)
{
    for (size_t w = 0; w < n; w++) {
        best[w] = 0;
    }
    for (size_t g = 0; g < groups; g++) {
        for (size_t w = 0; w < n; w++) {
            best[w] |= left[g * n + w] & (p[g * n + w] ^ fp);
        }
    }
}

void dt_bits_best(uint64_t *best, const uint64_t *left, dt_vector p, size_t n, size_t groups)
{
    if (n == 1) {
        best[0] = best_of_one(left, p.words, p.flip, groups);
    } else {
        best_of_many(best, left, p.words, p.flip, n, groups);
    }
}

DT_CLONES static void keep_one(uint64_t *restrict left, uint64_t best, const uint64_t *restrict p,
                               uint64_t fp, size_t groups)
{
    for (size_t g = 0; g < groups; g++) {
        left[g] &= (p[g] ^ fp) | ~best;
    }
}

DT_CLONES static void keep_many(uint64_t *restrict left, const uint64_t *restrict best,
                                const uint64_t *restrict p, uint64_t fp, size_t n, size_t groups)
{
    for (size_t g = 0; g < groups; g++) {
        for (size_t w = 0; w < n; w++) {
            left[g * n + w] &= (p[g * n + w] ^ fp) | ~best[w];
        }
    }
}

void dt_bits_keep(uint64_t *left, const uint64_t *best, dt_vector p, size_t n, size_t groups)
{
    if (n == 1) {
        keep_one(left, best[0], p.words, p.flip, groups);
    } else {
        keep_many(left, best, p.words, p.flip, n, groups);
    }
}

DT_CLONES static uint64_t without(uint64_t *restrict out, const uint64_t *restrict left,
                                  const uint64_t *restrict p, uint64_t fp, size_t n)
{
    uint64_t any = 0;
    for (size_t w = 0; w < n; w++) {
        out[w] = left[w] & ~(p[w] ^ fp);
        any |= out[w];
    }
    return any;
}

uint64_t dt_bits_least(uint64_t *left, dt_vector p, uint64_t *scratch, size_t n)
{
    const uint64_t any = without(scratch, left, p.words, p.flip, n);
    if (any != 0) {
        memcpy(left, scratch, n * sizeof *left);
    }
    return any;
}

/* ---- numbers --------------------------------------------------------------------------------- */

void dt_bits_fill(int16_t *scores, int16_t value, size_t n)
{
    for (size_t s = 0; s < 64 * n; s++) {
        scores[s] = value;
    }
}

DT_CLONES void dt_scores_keys(int16_t *restrict a, const int16_t *restrict own,
                              const int16_t *restrict from, size_t n)
{
    for (size_t k = 0; k < n; k++) {
        a[k] = own[k] == INT16_MAX ? 0 : (int16_t)(from[k] + INT16_MIN);
    }
}

DT_CLONES void dt_scores_level(int16_t *restrict a, const int16_t *restrict own, int16_t level,
                               size_t n)
{
    for (size_t k = 0; k < n; k++) {
        a[k] = own[k] == INT16_MAX ? 0 : level;
    }
}

DT_CLONES int16_t dt_scores_least(const int16_t *restrict a, const int16_t *restrict own, size_t n)
{
    int16_t least = INT16_MAX;
    for (size_t k = 0; k < n; k++) {
        const int16_t here = own[k] == INT16_MAX ? INT16_MAX : a[k];
        least = here < least ? here : least;
    }
    return least;
}

DT_CLONES void dt_scores_raise(int16_t *restrict t, const int16_t *restrict a,
                               const int16_t *restrict b, size_t n)
{
    for (size_t k = 0; k < n; k++) {
        const int16_t held = a[k] < b[k] ? a[k] : b[k];
        t[k] = held > t[k] ? held : t[k];
    }
}

DT_CLONES void dt_scores_max(int16_t *restrict t, const int16_t *restrict a, size_t n)
{
    for (size_t k = 0; k < n; k++) {
        t[k] = a[k] > t[k] ? a[k] : t[k];
    }
}

DT_CLONES bool dt_scores_exceed(const int16_t *restrict own, const int16_t *restrict t, size_t n)
{
    int16_t any = 0;
    for (size_t k = 0; k < n; k++) {
        any |= (int16_t) - (own[k] > t[k] && own[k] != INT16_MAX);
    }
    return any != 0;
}
