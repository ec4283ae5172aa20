/* SPDX-License-Identifier: MIT
 *
 * Threshold tables as planes.  See thresholds.h.
 */
#include "base/hot.h"

#include "engines/dense/thresholds.h"

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

/* ---- maxima of entries ----------------------------------------------------------------------- */

/* One plane of "b > a": open and more as in dt_bits_compare. */
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

void dt_thresholds_raise(dt_thresholds *table, size_t word, const uint64_t *planes,
                         size_t plane_step, size_t words, uint64_t *scratch)
{
    uint64_t *open = scratch;
    uint64_t *more = scratch + words;
    uint64_t any = UINT64_MAX;
    memset(open, 0xFF, words * sizeof *open);
    memset(more, 0, words * sizeof *more);
    for (uint32_t t = 0; t < table->planes && any != 0; t++) {
        any = step_greater(open, more, dt_thresholds_plane(table, t) + word,
                           planes + t * plane_step, words);
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
    for (size_t w = 0; w < table->words; w++) {
        if (bit >= 6) {
            if ((w >> (bit - 6) & 1) != from) {
                continue;
            }
            dt_thresholds_raise(table, w, table->bits + (w ^ (size_t)1 << (bit - 6)), table->words,
                                1, scratch);
            continue;
        }
        for (uint32_t t = 0; t < table->planes; t++) {
            const uint64_t word = dt_thresholds_plane(table, t)[w];
            const unsigned shift = 1u << bit;
            /* where the entry may move, put the other one; elsewhere itself, which changes nothing
             */
            other[t] = from == 0 ? (word >> shift & dt_low_half[bit]) | (word & ~dt_low_half[bit])
                                 : (word << shift & ~dt_low_half[bit]) | (word & dt_low_half[bit]);
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

/* ---- numbers --------------------------------------------------------------------------------- */

void dt_thresholds_from_scores(dt_thresholds *table, uint32_t first, uint32_t count,
                               const int16_t *scores, uint64_t high)
{
    const uint64_t entries = (uint64_t)1 << dt_popcount(table->kept);
    const uint64_t high_bits = dt_bits_gather(high, table->kept); /* of an entry's number */
    const uint64_t low_bits = (entries - 1) & ~high_bits;
    const uint64_t run = (low_bits & 63) == 63 ? 64
                                               : 1; /* scores that follow each other in a word */
    uint64_t *planes = dt_thresholds_plane(table, first);
    uint64_t e = 0;
    for (uint64_t k = 0; k < entries; k += run) {
        if (run == 64) {
            dt_bits_planes(planes + (e >> 6), table->words, count, scores + k);
        }
        for (uint32_t t = 0; run == 1 && t < count; t++) {
            const uint64_t bit = (uint16_t)scores[k] >> (count - 1 - t) & 1;
            planes[t * table->words + (e >> 6)] |= bit << (e & 63);
        }
        /* the next entry in the order of the scores: one more in the low bits, carried to the high
         */
        const uint64_t low = ((e & low_bits) + run - 1 - low_bits) & low_bits;
        e = low != 0 ? (e & high_bits) | low : ((e & high_bits) - high_bits) & high_bits;
    }
}

void dt_thresholds_to_scores(const dt_thresholds *table, uint32_t first, uint32_t count,
                             int16_t *scores)
{
    const uint64_t entries = (uint64_t)1 << dt_popcount(table->kept);
    for (uint64_t e = 0; e < entries; e++) {
        uint32_t score = 0;
        for (uint32_t t = first; t < first + count; t++) {
            score = score << 1 | (uint32_t)dt_bit(dt_thresholds_plane(table, t), e);
        }
        scores[e] = (int16_t)score;
    }
}

/* ---- options that matter --------------------------------------------------------------------- */

static bool depends_on_bit(const dt_thresholds *table, unsigned bit)
{
    const uint64_t entries = (uint64_t)1 << dt_popcount(table->kept);
    const size_t words = table->words * table->planes;
    if (bit < 6) {
        const uint64_t valid = entries < 64 ? ((uint64_t)1 << entries) - 1 : UINT64_MAX;
        const uint64_t low = dt_low_half[bit] & valid;
        for (size_t w = 0; w < words; w++) {
            if (((table->bits[w] ^ table->bits[w] >> (1u << bit)) & low) != 0) {
                return true;
            }
        }
        return false;
    }
    const size_t step = (size_t)1 << (bit - 6);
    for (size_t w = 0; w < words; w++) {
        if ((w & step) == 0 && table->bits[w] != table->bits[w + step]) {
            return true;
        }
    }
    return false;
}

/* The bits of x whose number has bit p clear, moved together. */
static uint64_t pack_half(uint64_t x, unsigned p)
{
    x &= dt_low_half[p];
    for (; p < 5; p++) {
        x = (x | x >> (1u << p)) & dt_low_half[p + 1];
    }
    return x;
}

/* `to` := the entries whose number has bit `bit` clear; it has half the words of `from`, or one. */
static void drop_bit(uint64_t *to, const uint64_t *from, size_t from_words, unsigned bit)
{
    if (bit >= 6) {
        const size_t step = (size_t)1 << (bit - 6);
        for (size_t w = 0; w < from_words; w += 2 * step) {
            memmove(to + w / 2, from + w, step * sizeof *to);
        }
        return;
    }
    for (size_t w = 0; w < from_words; w += 2) {
        const uint64_t high = from_words == 1 ? 0 : pack_half(from[w + 1], bit);
        to[w / 2] = pack_half(from[w], bit) | high << 32;
    }
}

bool dt_thresholds_shrink(dt_thresholds *table)
{
    unsigned bit = dt_popcount(table->kept);
    for (uint64_t left = table->kept; left != 0 && bit-- > 0;) {
        const uint64_t option = (uint64_t)1 << dt_highest(left);
        left &= ~option;
        if (depends_on_bit(table, bit)) {
            continue;
        }
        dt_thresholds half;
        if (!dt_thresholds_make(&half, table->kept & ~option, table->planes)) {
            return false;
        }
        for (uint32_t t = 0; t < table->planes; t++) {
            drop_bit(dt_thresholds_plane(&half, t), dt_thresholds_plane(table, t), table->words,
                     bit);
        }
        dt_thresholds_clear(table);
        *table = half;
    }
    return true;
}

/* ---- entries over a leaf --------------------------------------------------------------------- */

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
    x &= UINT64_C(0xFFFFFFFF);
    for (unsigned q = 5; q-- > p;) {
        x = (x | x << (1u << q)) & dt_low_half[q];
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
