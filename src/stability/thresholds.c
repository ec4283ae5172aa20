/* SPDX-License-Identifier: MIT
 *
 * Threshold tables as planes.  See thresholds.h.
 */
#include "stability/thresholds.h"

size_t dt_thresholds_words(uint64_t kept)
{
    const unsigned bits = dt_popcount(kept);
    return bits <= 6 ? 1 : (size_t)1 << (bits - 6);
}

bool dt_thresholds_make(dt_thresholds *table, uint64_t kept, uint32_t planes)
{
    *table = (dt_thresholds){.kept = kept, .planes = planes, .words = dt_thresholds_words(kept)};
    size_t words = 0;
    if (!dt_mul(table->words, planes, &words)) {
        return false;
    }
    table->bits = dt_zeroed(words, sizeof *table->bits);
    return table->bits != NULL;
}

void dt_thresholds_clear(dt_thresholds *table)
{
    free(table->bits);
    *table = (dt_thresholds){0};
}

/* ---- maxima of entries ------------------------------------------------------------------------ */

/* One plane of "b > a": open and more as in dt_words_compare. */
static uint64_t step_greater(uint64_t *open, uint64_t *more, const uint64_t *a, const uint64_t *b,
                             size_t words)
{
    uint64_t left = 0;
    for (size_t w = 0; w < words; w++) {
        more[w] |= open[w] & b[w] & ~a[w];
        open[w] &= ~(a[w] ^ b[w]);
        left |= open[w];
    }
    return left;
}

void dt_thresholds_raise(dt_thresholds *table, size_t word, const uint64_t *planes, size_t plane_step,
                    size_t words, uint64_t *scratch)
{
    uint64_t *open = scratch;
    uint64_t *more = scratch + words;
    uint64_t any = UINT64_MAX;
    memset(open, 0xFF, words * sizeof *open);
    memset(more, 0, words * sizeof *more);
    for (uint32_t t = 0; t < table->planes && any != 0; t++) {
        any = step_greater(open, more, dt_thresholds_plane(table, t) + word, planes + t * plane_step,
                           words);
    }
    for (uint32_t t = 0; t < table->planes; t++) {
        uint64_t *a = dt_thresholds_plane(table, t) + word;
        const uint64_t *b = planes + t * plane_step;
        for (size_t w = 0; w < words; w++) {
            a[w] = (a[w] & ~more[w]) | (b[w] & more[w]);
        }
    }
}

/* Entries whose index bit `bit` is `from` become the maximum with those where it is not. */
static void close_bit(dt_thresholds *table, unsigned bit, unsigned from, uint64_t *other,
                      uint64_t *scratch)
{
    static const uint64_t low[6] = {
        UINT64_C(0x5555555555555555), UINT64_C(0x3333333333333333), UINT64_C(0x0F0F0F0F0F0F0F0F),
        UINT64_C(0x00FF00FF00FF00FF), UINT64_C(0x0000FFFF0000FFFF), UINT64_C(0x00000000FFFFFFFF)};
    for (size_t w = 0; w < table->words; w++) {
        if (bit >= 6) {
            if ((w >> (bit - 6) & 1) != from) {
                continue;
            }
            dt_thresholds_raise(table, w, table->bits + (w ^ (size_t)1 << (bit - 6)), table->words, 1,
                           scratch);
            continue;
        }
        for (uint32_t t = 0; t < table->planes; t++) {
            const uint64_t word = dt_thresholds_plane(table, t)[w];
            const unsigned shift = 1u << bit;
            /* where the entry may move, put the other one; elsewhere itself, which changes nothing */
            other[t] = from == 0 ? (word >> shift & low[bit]) | (word & ~low[bit])
                                 : (word << shift & ~low[bit]) | (word & low[bit]);
        }
        dt_thresholds_raise(table, w, other, 1, 1, scratch);
    }
}

bool dt_thresholds_close(dt_thresholds *table, uint64_t up, uint64_t down)
{
    uint64_t scratch[2];
    uint64_t *other = dt_zeroed(table->planes, sizeof *other);
    if (other == NULL) {
        return false;
    }
    for (uint64_t left = (up | down) & table->kept; left != 0; left &= left - 1) {
        const uint64_t option = left & ~(left - 1);
        const unsigned bit = dt_popcount(table->kept & (option - 1));
        if ((up & option) != 0) {
            close_bit(table, bit, 0, other, scratch);
        }
        if ((down & option) != 0) {
            close_bit(table, bit, 1, other, scratch);
        }
    }
    free(other);
    return true;
}

/* ---- numbers --------------------------------------------------------------------------------------- */

void dt_thresholds_from_scores(dt_thresholds *table, const int16_t *scores)
{
    const uint64_t entries = (uint64_t)1 << dt_popcount(table->kept);
    memset(table->bits, 0, table->words * table->planes * sizeof *table->bits);
    for (uint32_t t = 0; t < table->planes; t++) {
        uint64_t *plane = dt_thresholds_plane(table, t);
        const unsigned shift = table->planes - 1 - t;
        for (uint64_t e = 0; e < entries; e++) {
            plane[e >> 6] |= (uint64_t)((uint16_t)scores[e] >> shift & 1) << (e & 63);
        }
    }
}

void dt_thresholds_to_scores(const dt_thresholds *table, int16_t *scores)
{
    const uint64_t entries = (uint64_t)1 << dt_popcount(table->kept);
    for (uint64_t e = 0; e < entries; e++) {
        uint32_t score = 0;
        for (uint32_t t = 0; t < table->planes; t++) {
            score = score << 1 | (uint32_t)dt_bit(dt_thresholds_plane(table, t), e);
        }
        scores[e] = (int16_t)score;
    }
}

/* ---- entries over a leaf ------------------------------------------------------------------------- */

void dt_spread_make(dt_spread *spread, uint64_t kept)
{
    const uint64_t lanes = ((uint64_t)1 << DT_LEAF_LANES) - 1;
    uint32_t below = 0;
    *spread = (dt_spread){.kept = kept};
    for (uint64_t left = kept; left != 0;) {
        const unsigned from = dt_lowest(left);
        const uint64_t ended = ~left & ~(((uint64_t)1 << from) - 1);
        const uint64_t run = ended == 0 ? left : left & (((ended & (0 - ended)) - 1));
        spread->run_mask[spread->run_count] = run;
        spread->run_shift[spread->run_count++] = (uint8_t)(from - below);
        below += dt_popcount(run);
        left &= ~run;
    }
    spread->in_word = dt_popcount(kept & 63);
    spread->whole = (kept & lanes) == lanes;
    spread->constant = (kept & lanes) == 0;
    for (uint32_t w = 0; w < DT_LEAF_WORDS; w++) {
        spread->entry[w] = (uint32_t)dt_bits_gather((uint64_t)w << 6, kept & lanes);
    }
    const uint32_t step = spread->in_word == 6 ? 64 : 0;
    spread->stretch = 1;
    while (spread->stretch < DT_LEAF_WORDS &&
           spread->entry[spread->stretch] == spread->stretch * step) {
        spread->stretch *= 2;
    }
}

/* Repeat every run of 2^p bits of the low half of x. */
static uint64_t repeat_runs(uint64_t x, unsigned p)
{
    static const uint64_t masks[5] = {
        UINT64_C(0x5555555555555555), UINT64_C(0x3333333333333333), UINT64_C(0x0F0F0F0F0F0F0F0F),
        UINT64_C(0x00FF00FF00FF00FF), UINT64_C(0x0000FFFF0000FFFF)};
    x &= UINT64_C(0xFFFFFFFF);
    for (unsigned q = 5; q-- > p;) {
        x = (x | x << (1u << q)) & masks[q];
    }
    return x | x << (1u << p);
}

/* The 64 states of a word from the entries of those options among 0..5 that are kept. */
static uint64_t spread_word(uint64_t entries, uint64_t kept)
{
    if ((kept & 63) == 0) {
        return 0 - (entries & 1);
    }
    for (unsigned p = 0; p < 6; p++) {
        if ((kept >> p & 1) == 0) {
            entries = repeat_runs(entries, p);
        }
    }
    return entries;
}

dt_vector dt_spread_get(const dt_spread *spread, const dt_thresholds *table, uint32_t plane,
                        uint64_t first, uint64_t words[DT_LEAF_WORDS])
{
    const uint64_t *bits = dt_thresholds_plane(table, plane);
    if (spread->constant) {
        return (dt_vector){.words = NULL, .flip = 0 - (bits[first >> 6] >> (first & 63) & 1)};
    }
    if (spread->whole) {
        return (dt_vector){.words = bits + (first >> 6), .flip = 0};
    }
    const uint64_t mask = ((uint64_t)1 << ((1u << spread->in_word) - 1)) * 2 - 1;
    for (uint32_t w = 0; w < DT_LEAF_WORDS; w += spread->stretch) {
        const uint64_t entry = first + spread->entry[w];
        if (spread->in_word == 6) {
            memcpy(words + w, bits + (entry >> 6), spread->stretch * sizeof *words);
            continue;
        }
        const uint64_t word = spread_word(bits[entry >> 6] >> (entry & 63) & mask, spread->kept);
        for (uint32_t k = 0; k < spread->stretch; k++) {
            words[w + k] = word;
        }
    }
    return (dt_vector){.words = words, .flip = 0};
}
