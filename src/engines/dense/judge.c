/* SPDX-License-Identifier: MIT
 *
 * Verdicts from thresholds.  See judge.h.
 */
#include "engines/dense/judge.h"

#include <assert.h>

size_t dt_judge_bytes(const dt_dense *dense)
{
    return dt_runner_bytes(&dense->program, DT_LEAF_LANES) +
           DT_SQUARE_COUNT * dense->parties * sizeof(dt_spread) + sizeof(dt_judge);
}

/* The option code of a number whose bits are the low options, then the high ones. */
static uint64_t code_of(const dt_judge *judge, uint64_t number)
{
    const unsigned lows = dt_popcount(judge->low);
    return dt_bits_scatter(number & (((uint64_t)1 << lows) - 1), judge->low) |
           dt_bits_scatter(number >> lows, judge->high);
}

detente_status dt_judge_start(dt_judge *judge, const dt_dense *dense, uint64_t low, uint64_t high,
                              detente_error *err)
{
    uint8_t lanes[DT_LEAF_LANES];
    memset(judge, 0, sizeof *judge);
    judge->dense = dense;
    judge->low = low;
    judge->high = high;
    for (uint32_t p = 0; p < DT_LEAF_LANES; p++) {
        lanes[p] = (uint8_t)dt_lowest(code_of(judge, (uint64_t)1 << p));
    }
    detente_status status = dt_runner_start(&judge->runner, &dense->program, lanes, DT_LEAF_LANES,
                                            err);
    for (uint32_t c = 0; status == DETENTE_OK && c < DT_SQUARE_COUNT; c++) {
        if (!dt_asks(dense->concepts, (detente_concept)c)) {
            continue;
        }
        judge->spreads[c] = dt_zeroed(dense->parties, sizeof *judge->spreads[c]);
        if (judge->spreads[c] == NULL) {
            status = dt_no_memory(err);
            break;
        }
        for (uint32_t i = 0; i < dense->parties; i++) {
            const uint64_t kept = dt_bits_gather(dense->tables[c][i].kept, high);
            dt_spread_make(&judge->spreads[c][i], kept << dt_popcount(low));
        }
    }
    if (status != DETENTE_OK) {
        dt_judge_clear(judge);
    }
    return status;
}

void dt_judge_clear(dt_judge *judge)
{
    dt_runner_clear(&judge->runner);
    for (uint32_t c = 0; c < DT_SQUARE_COUNT; c++) {
        free(judge->spreads[c]);
        judge->spreads[c] = NULL;
    }
}

void dt_judge_batch(dt_judge *judge, uint64_t first, unsigned count)
{
    for (unsigned k = 0; k < count; k++) {
        judge->codes[k] = code_of(judge, (first + k) << DT_LEAF_LANES);
    }
    judge->first = first;
    dt_runner_batch(&judge->runner, judge->codes, count);
}

void dt_judge_leaf(dt_judge *judge, unsigned k)
{
    dt_runner_leaf(&judge->runner, k);
    judge->code = (judge->first + k) << DT_LEAF_LANES;
    const dt_vector f = dt_runner_get(&judge->runner, judge->dense->feasible);
    if (f.words == NULL) {
        judge->feasible_kind = f.flip == 0 ? DT_LEAF_NONE : DT_LEAF_ALL;
        memset(judge->feasible, f.flip == 0 ? 0 : 0xFF, sizeof judge->feasible);
        return;
    }
    judge->feasible_kind = DT_LEAF_SOME;
    for (uint32_t w = 0; w < DT_LEAF_WORDS; w++) {
        judge->feasible[w] = f.words[w] ^ f.flip;
    }
}

dt_leaf_verdict dt_judge_stable(dt_judge *judge, detente_concept concept, uint32_t party,
                                uint64_t stable[DT_LEAF_WORDS])
{
    const dt_dense *dense = judge->dense;
    const dt_thresholds *table = &dense->tables[concept][party];
    const dt_spread *spread = &judge->spreads[concept][party];
    const uint64_t first = dt_spread_entry(spread, judge->code);
    uint64_t open[DT_LEAF_WORDS];
    uint64_t words[DT_LEAF_WORDS];
    assert(dt_asks(dense->concepts, concept) && (table->kept & judge->low) == 0);
    bool mixed = false; /* open and stable are filled: the leaf is no longer of one kind */
    if (judge->feasible_kind == DT_LEAF_NONE) {
        return DT_LEAF_NONE;
    }
    for (uint32_t t = 0; t < table->planes; t++) {
        const dt_vector p = dt_runner_get(&judge->runner, dense->planes[party][t]);
        const dt_vector level = dt_spread_get(spread, table, t, first, words);
        if (p.words == NULL && level.words == NULL) {
            if (p.flip == level.flip) {
                continue;
            }
            if (!mixed) {
                return p.flip != 0 ? DT_LEAF_ALL : DT_LEAF_NONE;
            }
            for (uint32_t w = 0; p.flip != 0 && w < DT_LEAF_WORDS; w++) {
                stable[w] |= open[w];
            }
            return DT_LEAF_SOME;
        }
        if (!mixed) {
            memcpy(open, judge->feasible, sizeof open);
            memset(stable, 0, DT_LEAF_WORDS * sizeof *stable);
            mixed = true;
        }
        if (dt_bits_compare(open, stable, p, level, DT_LEAF_WORDS) == 0) {
            return DT_LEAF_SOME;
        }
    }
    if (!mixed) {
        return DT_LEAF_ALL; /* reaches its threshold exactly */
    }
    for (uint32_t w = 0; w < DT_LEAF_WORDS; w++) {
        stable[w] |= open[w];
    }
    return DT_LEAF_SOME;
}
