/* SPDX-License-Identifier: MIT
 *
 * The inner loops of the slices that a compiler does not find by itself: planes to numbers and
 * back, and the places of small numbers.
 *
 * On x86-64 they are written for SSE2, AVX2 and AVX-512 and chosen at run time; elsewhere, and for
 * pieces that are no multiple of a vector, plain C.  Every way can be asked for by name, so that
 * tests run all that the machine has.
 */
#include "engines/dense/settle.h"

static size_t scan_plain(const int16_t *x, size_t n, int16_t limit, uint32_t *places)
{
    size_t count = 0;
    for (size_t k = 0; k < n; k++) {
        places[count] = (uint32_t)k;
        count += x[k] < limit;
    }
    return count;
}

/* Word w of every plane to 64 numbers. */
static void scores_plain(int16_t *scores, const dt_vector *planes, const int16_t *values,
                         uint32_t count, int16_t start, uint64_t keep, size_t w)
{
    for (unsigned k = 0; k < 64; k++) {
        int16_t score = start;
        for (uint32_t t = 0; t < count; t++) {
            const uint64_t word = planes[t].words[w] ^ planes[t].flip;
            score = (int16_t)(score | ((word >> k & 1) != 0 ? values[t] : 0));
        }
        scores[k] = (keep >> k & 1) != 0 ? score : DT_GONE;
    }
}

static void planes_plain(uint64_t *words, size_t step, uint32_t count, const int16_t *scores)
{
    for (uint32_t t = 0; t < count; t++) {
        uint64_t word = 0;
        for (unsigned k = 0; k < 64; k++) {
            word |= (uint64_t)((uint16_t)scores[k] >> (count - 1 - t) & 1) << k;
        }
        words[t * step] = word;
    }
}

#if defined(__x86_64__) && defined(__GNUC__)
#include <immintrin.h>

static inline size_t put_places(uint32_t *places, size_t count, size_t base, uint32_t hits)
{
    for (; hits != 0; hits &= hits - 1) {
        places[count++] = (uint32_t)(base + (unsigned)__builtin_ctz(hits));
    }
    return count;
}

__attribute__((target("avx512f,avx512bw"))) static size_t
scan_avx512(const int16_t *x, size_t n, int16_t limit, uint32_t *places)
{
    const __m512i most = _mm512_set1_epi16(limit);
    size_t count = 0;
    for (size_t k = 0; k < n; k += 32) {
        const __m512i a = _mm512_loadu_si512((const void *)(x + k));
        count = put_places(places, count, k, _mm512_cmplt_epi16_mask(a, most));
    }
    return count;
}

__attribute__((target("avx2"))) static size_t scan_avx2(const int16_t *x, size_t n, int16_t limit,
                                                        uint32_t *places)
{
    const __m256i most = _mm256_set1_epi16(limit);
    size_t count = 0;
    for (size_t k = 0; k < n; k += 32) {
        const __m256i a = _mm256_loadu_si256((const __m256i *)(const void *)(x + k));
        const __m256i b = _mm256_loadu_si256((const __m256i *)(const void *)(x + k + 16));
        __m256i hits = _mm256_packs_epi16(_mm256_cmpgt_epi16(most, a), _mm256_cmpgt_epi16(most, b));
        hits = _mm256_permute4x64_epi64(hits, 0xD8);
        count = put_places(places, count, k, (uint32_t)_mm256_movemask_epi8(hits));
    }
    return count;
}

static size_t scan_sse2(const int16_t *x, size_t n, int16_t limit, uint32_t *places)
{
    const __m128i most = _mm_set1_epi16(limit);
    size_t count = 0;
    for (size_t k = 0; k < n; k += 16) {
        const __m128i a = _mm_loadu_si128((const __m128i *)(const void *)(x + k));
        const __m128i b = _mm_loadu_si128((const __m128i *)(const void *)(x + k + 8));
        const __m128i hits = _mm_packs_epi16(_mm_cmpgt_epi16(most, a), _mm_cmpgt_epi16(most, b));
        count = put_places(places, count, k, (uint32_t)_mm_movemask_epi8(hits));
    }
    return count;
}

__attribute__((target("avx512f,avx512bw"))) static void
scores_avx512(int16_t *scores, const dt_vector *planes, const int16_t *values, uint32_t count,
              int16_t start, uint64_t keep, size_t w)
{
    __m512i low = _mm512_set1_epi16(start);
    __m512i high = low;
    for (uint32_t t = 0; t < count; t++) {
        const uint64_t word = planes[t].words[w] ^ planes[t].flip;
        const __m512i value = _mm512_set1_epi16(values[t]);
        low = _mm512_mask_or_epi32(low, 0xFFFF, low,
                                   _mm512_maskz_mov_epi16((__mmask32)word, value));
        high = _mm512_mask_or_epi32(high, 0xFFFF, high,
                                    _mm512_maskz_mov_epi16((__mmask32)(word >> 32), value));
    }
    const __m512i gone = _mm512_set1_epi16(DT_GONE);
    _mm512_storeu_si512((void *)scores, _mm512_mask_mov_epi16(gone, (__mmask32)keep, low));
    _mm512_storeu_si512((void *)(scores + 32),
                        _mm512_mask_mov_epi16(gone, (__mmask32)(keep >> 32), high));
}

__attribute__((target("avx2"))) static void scores_avx2(int16_t *scores, const dt_vector *planes,
                                                        const int16_t *values, uint32_t count,
                                                        int16_t start, uint64_t keep, size_t w)
{
    const __m256i bits = _mm256_setr_epi16(1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096,
                                           8192, 16384, INT16_MIN);
    __m256i out[4];
    for (unsigned part = 0; part < 4; part++) {
        out[part] = _mm256_set1_epi16(start);
    }
    for (uint32_t t = 0; t < count; t++) {
        const uint64_t word = planes[t].words[w] ^ planes[t].flip;
        const __m256i value = _mm256_set1_epi16(values[t]);
        for (unsigned part = 0; part < 4; part++) {
            const __m256i here = _mm256_set1_epi16((int16_t)(uint16_t)(word >> (16 * part)));
            const __m256i has = _mm256_cmpeq_epi16(_mm256_and_si256(here, bits), bits);
            out[part] = _mm256_or_si256(out[part], _mm256_and_si256(has, value));
        }
    }
    const __m256i gone = _mm256_set1_epi16(DT_GONE);
    for (unsigned part = 0; part < 4; part++) {
        const __m256i here = _mm256_set1_epi16((int16_t)(uint16_t)(keep >> (16 * part)));
        const __m256i kept = _mm256_cmpeq_epi16(_mm256_and_si256(here, bits), bits);
        _mm256_storeu_si256((__m256i *)(void *)(scores + 16 * part),
                            _mm256_blendv_epi8(gone, out[part], kept));
    }
}

static void planes_sse2(uint64_t *words, size_t step, uint32_t count, const int16_t *scores)
{
    for (uint32_t t = 0; t < count; t++) {
        const __m128i shift = _mm_cvtsi32_si128(
            (int)(16 - count + t)); /* the bit becomes the sign */
        uint64_t word = 0;
        for (unsigned k = 0; k < 64; k += 16) {
            const __m128i *from = (const __m128i *)(const void *)(scores + k);
            const __m128i a = _mm_sll_epi16(_mm_loadu_si128(from), shift);
            const __m128i b = _mm_sll_epi16(_mm_loadu_si128(from + 1), shift);
            word |= (uint64_t)(uint32_t)_mm_movemask_epi8(_mm_packs_epi16(a, b)) << k;
        }
        words[t * step] = word;
    }
}

bool dt_path_works(dt_path path)
{
    return path == DT_PATH_AVX512 ? __builtin_cpu_supports("avx512bw") != 0
           : path == DT_PATH_AVX2 ? __builtin_cpu_supports("avx2") != 0
                                  : true;
}

size_t dt_scan_below_by(dt_path path, const int16_t *x, size_t n, int16_t limit, uint32_t *places)
{
    if (n % 32 != 0 || path == DT_PATH_PLAIN) {
        return scan_plain(x, n, limit, places);
    }
    return path == DT_PATH_AVX512 ? scan_avx512(x, n, limit, places)
           : path == DT_PATH_AVX2 ? scan_avx2(x, n, limit, places)
                                  : scan_sse2(x, n, limit, places);
}

void dt_bits_planes_by(dt_path path, uint64_t *words, size_t step, uint32_t count,
                       const int16_t *scores)
{
    if (path == DT_PATH_PLAIN) {
        planes_plain(words, step, count, scores);
    } else {
        planes_sse2(words, step, count, scores);
    }
}

static void scores_of_word(dt_path path, int16_t *scores, const dt_vector *planes,
                           const int16_t *values, uint32_t count, int16_t start, uint64_t keep,
                           size_t w)
{
    if (path == DT_PATH_AVX512) {
        scores_avx512(scores, planes, values, count, start, keep, w);
    } else if (path == DT_PATH_AVX2) {
        scores_avx2(scores, planes, values, count, start, keep, w);
    } else {
        scores_plain(scores, planes, values, count, start, keep, w);
    }
}
#else
bool dt_path_works(dt_path path)
{
    return path == DT_PATH_PLAIN;
}

size_t dt_scan_below_by(dt_path path, const int16_t *x, size_t n, int16_t limit, uint32_t *places)
{
    (void)path;
    return scan_plain(x, n, limit, places);
}

void dt_bits_planes_by(dt_path path, uint64_t *words, size_t step, uint32_t count,
                       const int16_t *scores)
{
    (void)path;
    planes_plain(words, step, count, scores);
}

#define scores_of_word(path, ...) scores_plain(__VA_ARGS__)
#endif

static dt_path best_path(void)
{
    dt_path path = DT_PATH_AVX512;
    while (!dt_path_works(path)) {
        path--;
    }
    return path;
}

size_t dt_scan_below(const int16_t *x, size_t n, int16_t limit, uint32_t *places)
{
    return dt_scan_below_by(best_path(), x, n, limit, places);
}

void dt_bits_planes(uint64_t *words, size_t step, uint32_t count, const int16_t *scores)
{
    dt_bits_planes_by(best_path(), words, step, count, scores);
}

void dt_bits_scores(int16_t *scores, const dt_vector *planes, uint32_t count, dt_vector keep,
                    size_t n)
{
    dt_bits_scores_by(best_path(), scores, planes, count, keep, n);
}

void dt_bits_scores_by(dt_path path, int16_t *scores, const dt_vector *planes, uint32_t count,
                       dt_vector keep, size_t n)
{
    dt_vector varying[15];
    int16_t values[15];
    uint32_t varying_count = 0;
    int16_t start = 0;
    (void)path; /* where there is but one */
    for (uint32_t k = 0; k < count; k++) {
        const int16_t value = (int16_t)(1 << (count - 1 - k));
        if (planes[k].words != NULL) {
            varying[varying_count] = planes[k];
            values[varying_count++] = value;
        } else if (planes[k].flip != 0) {
            start = (int16_t)(start | value);
        }
    }
    for (size_t w = 0; w < n; w++) {
        const uint64_t kept = (keep.words == NULL ? 0 : keep.words[w]) ^ keep.flip;
        scores_of_word(path, scores + 64 * w, varying, values, varying_count, start, kept, w);
    }
}
