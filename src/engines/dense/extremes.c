/* SPDX-License-Identifier: MIT
 *
 * Best and worst levels by streaming over the planes: nothing is ever stored per state.
 *
 * A maximum over a block is found plane by plane, most significant first: where some state that is
 * still in the running has the plane, those without it drop out, and the maximum has it.  A leaf
 * holds 64 or more blocks, one per bit, its own settings one below the other, so that "some state"
 * is a union of words.  Planes that do not depend on the own options need one word per block.
 *
 * Time: about one word operation per plane, gate and 64 states, less what folds (program.h).
 * Memory: one runner per thread and the table.
 */
#include "base/hot.h"

#include "engines/dense/dense.h"

#define MOST_OWN_LANES 10u
#define MOST_LANES 16u
#define RUNNER_BYTES ((size_t)1 << 20) /* stay in the second-level cache */

static uint64_t lane_mask(const uint8_t *lanes, uint32_t count)
{
    uint64_t mask = 0;
    for (uint32_t p = 0; p < count; p++) {
        mask |= (uint64_t)1 << lanes[p];
    }
    return mask;
}

/* ---- block maxima ---------------------------------------------------------------------------- */

typedef struct best_run {
    dt_dense *dense;
    uint32_t party;
    uint8_t lanes[64];
    uint32_t lane_count;
    uint32_t kept_lanes; /* of them the first ones: one block per combination */
    uint64_t kept_rest;  /* kept options that are fixed in a leaf */
    uint64_t own_rest;   /* own free options that are fixed in a leaf */
    size_t words;        /* of a leaf */
    size_t block_words;  /* words that hold one bit per block */
    uint64_t per_task;   /* combinations of kept_rest */
    dt_poll *poll;
    _Atomic bool no_memory;
} best_run;

typedef struct best_scratch {
    dt_runner runner;
    uint64_t *left;  /* [words] states in the running */
    uint64_t *best;  /* [planes][block_words] */
    uint64_t *raise; /* [2 * block_words] */
    uint64_t *any;   /* [block_words] blocks that have a state */
} best_scratch;

static bool start_best(best_scratch *s, const best_run *run)
{
    const uint32_t planes = run->dense->plane_count[run->party];
    *s = (best_scratch){0};
    if (dt_runner_start(&s->runner, &run->dense->program, run->lanes, run->lane_count, NULL) !=
        DETENTE_OK) {
        return false;
    }
    s->left = dt_zeroed(run->words, sizeof *s->left);
    s->best = dt_zeroed((size_t)planes * run->block_words, sizeof *s->best);
    s->raise = dt_zeroed(run->block_words, 2 * sizeof *s->raise);
    s->any = dt_zeroed(run->block_words, sizeof *s->any);
    return s->left != NULL && s->best != NULL && s->raise != NULL && s->any != NULL;
}

static void end_best(best_scratch *s)
{
    dt_runner_clear(&s->runner);
    free(s->left);
    free(s->best);
    free(s->raise);
    free(s->any);
}

/* Own lanes below 6 share a word with the blocks: unite the bits they distinguish. */
static void unite_in_word(const best_run *run, uint64_t *words)
{
    for (uint32_t p = run->kept_lanes; p < 6 && p < run->lane_count; p++) {
        const unsigned shift = 1u << p;
        words[0] |= (words[0] >> shift & dt_low_half[p]) | (words[0] & dt_low_half[p]) << shift;
    }
}

/* The states of the leaf that are feasible; false when there are none. */
static bool start_leaf(const best_run *run, best_scratch *s)
{
    const dt_vector feasible = dt_runner_get(&s->runner, run->dense->feasible);
    if (feasible.words == NULL && feasible.flip == 0) {
        return false;
    }
    for (size_t w = 0; w < run->words; w++) {
        s->left[w] = (feasible.words == NULL ? 0 : feasible.words[w]) ^ feasible.flip;
    }
    memset(s->any, 0, run->block_words * sizeof *s->any);
    const size_t groups = run->words / run->block_words;
    for (size_t g = 0; g < groups; g++) {
        for (size_t w = 0; w < run->block_words; w++) {
            s->any[w] |= s->left[g * run->block_words + w];
        }
    }
    unite_in_word(run, s->any);
    return true;
}

/* best[plane] of the leaf's blocks */
static void best_plane(const best_run *run, best_scratch *s, dt_wire wire, uint64_t *best)
{
    const size_t n = run->block_words;
    const dt_vector p = dt_runner_get(&s->runner, wire);
    const uint64_t own = dt_dense_free(run->dense, run->party);
    if (p.words == NULL || (dt_runner_reads(&s->runner, wire) & own) == 0) {
        for (size_t w = 0; w < n; w++) {
            best[w] = ((p.words == NULL ? 0 : p.words[w]) ^ p.flip) & s->any[w];
        }
        return;
    }
    dt_bits_best(best, s->left, p, n, run->words / n);
    if (run->kept_lanes < 6) {
        unite_in_word(run, best);
    }
    dt_bits_keep(s->left, best, p, n, run->words / n);
}

static void best_leaf(const best_run *run, best_scratch *s, uint64_t rest, bool first)
{
    dt_dense *dense = run->dense;
    const uint32_t planes = dense->plane_count[run->party];
    dt_thresholds *table = &dense->tables[DETENTE_NASH][run->party];
    const size_t n = run->block_words;
    const size_t word = (size_t)((rest << run->kept_lanes) >> 6);
    if (!start_leaf(run, s)) {
        return; /* the table starts at the worst level */
    }
    for (uint32_t t = 0; t < planes; t++) {
        best_plane(run, s, dense->planes[run->party][t], s->best + t * n);
    }
    if (!first) {
        dt_thresholds_raise(table, word, s->best, n, n, s->raise);
        return;
    }
    for (uint32_t t = 0; t < planes; t++) {
        memcpy(dt_thresholds_plane(table, t) + word, s->best + t * n, n * sizeof *s->best);
    }
}

static void best_body(void *context, uint64_t task, uint32_t thread)
{
    best_run *run = context;
    const uint64_t own = (uint64_t)1 << dt_popcount(run->own_rest);
    const uint64_t end = (task + 1) * run->per_task * own;
    best_scratch s;
    (void)thread;
    if (dt_poll_stopped(run->poll)) {
        return;
    }
    if (!start_best(&s, run)) {
        atomic_store(&run->no_memory, true);
        end_best(&s);
        return;
    }
    for (uint64_t at = task * run->per_task * own; at < end;) {
        uint64_t codes[64];
        unsigned count = 0;
        for (; count < 64 && at + count < end; count++) {
            codes[count] = dt_bits_scatter((at + count) / own, run->kept_rest) |
                           dt_bits_scatter((at + count) % own, run->own_rest);
        }
        dt_runner_batch(&s.runner, codes, count);
        for (unsigned k = 0; k < count; k++) {
            dt_runner_leaf(&s.runner, k);
            best_leaf(run, &s, (at + k) / own, (at + k) % own == 0);
        }
        at += count;
        if (!dt_poll_add(run->poll, (uint64_t)count << run->lane_count)) {
            break;
        }
    }
    end_best(&s);
}

/* Lanes: kept options first, at least one word of them, then own ones. */
static void plan_best(best_run *run, uint64_t kept)
{
    const dt_dense *dense = run->dense;
    const uint64_t own = dt_dense_free(dense, run->party) & dense->reads[run->party];
    uint32_t most = MOST_LANES;
    while (most > 8 && dt_runner_bytes(&dense->program, most) > RUNNER_BYTES) {
        most--;
    }
    uint32_t own_lanes = dt_popcount(own) < MOST_OWN_LANES ? dt_popcount(own) : MOST_OWN_LANES;
    if (own_lanes > most - 6) {
        own_lanes = most - 6;
    }
    run->kept_lanes = dt_bits_list(run->lanes, 0, kept, most - own_lanes);
    run->lane_count = dt_bits_list(run->lanes, run->kept_lanes, own, most - run->kept_lanes);
    const uint64_t on_lanes = lane_mask(run->lanes, run->lane_count);
    run->kept_rest = kept & ~on_lanes;
    run->own_rest = own & ~on_lanes;
    run->words = run->lane_count <= 6 ? 1 : (size_t)1 << (run->lane_count - 6);
    run->block_words = run->kept_lanes <= 6 ? 1 : (size_t)1 << (run->kept_lanes - 6);
}

uint64_t dt_dense_best_kept(const dt_dense *dense, uint32_t party)
{
    return dense->reads[party] & ~dt_dense_free(dense, party);
}

size_t dt_dense_best_bytes(const dt_dense *dense, uint32_t party)
{
    best_run run = {.dense = (dt_dense *)dense, .party = party};
    plan_best(&run, dt_dense_best_kept(dense, party));
    return dt_runner_bytes(&dense->program, run.lane_count) +
           8 * (run.words + run.block_words * (dense->plane_count[party] + 3u));
}

detente_status dt_dense_best(dt_dense *dense, uint32_t party, uint32_t threads, dt_poll *poll,
                             detente_error *err)
{
    const uint64_t kept = dt_dense_best_kept(dense, party);
    dt_thresholds *table = &dense->tables[DETENTE_NASH][party];
    best_run run = {.dense = dense, .party = party, .poll = poll};
    if (!dt_thresholds_make(table, kept, dense->plane_count[party])) {
        return dt_no_memory(err);
    }
    plan_best(&run, kept);
    const uint64_t combinations = (uint64_t)1 << dt_popcount(run.kept_rest);
    run.per_task = 1;
    while (run.per_task < combinations && combinations / run.per_task > 128) {
        run.per_task *= 2;
    }
    dt_parallel(threads, combinations / run.per_task, best_body, &run);
    if (atomic_load(&run.no_memory) ||
        !dt_thresholds_close(table, dense->model->only_up & dense->model->owned[party],
                             dense->model->only_down & dense->model->owned[party])) {
        return dt_no_memory(err);
    }
    return DETENTE_OK;
}

/* ---- the level that a party can secure: max over own settings of the min over the others' ---- */

typedef struct secure_run {
    dt_dense *dense;
    uint32_t party;
    uint8_t lanes[64];
    uint32_t lane_count;
    uint64_t rest;  /* options of the others that are fixed in a leaf */
    uint64_t *best; /* [planes], one bit each: the best worst level so far */
    atomic_flag changing;
    dt_poll *poll;
    _Atomic bool no_memory;
} secure_run;

/* -1, 0, 1: is level a below, equal to, above b? */
static int compare_levels(const uint64_t *a, const uint64_t *b, uint32_t planes)
{
    for (uint32_t t = 0; t < planes; t++) {
        if (a[t] != b[t]) {
            return a[t] < b[t] ? -1 : 1;
        }
    }
    return 0;
}

/* Lower `worst` to the worst level of the leaf. */
static void worst_leaf(const secure_run *run, dt_runner *runner, uint64_t *left, uint64_t *scratch,
                       uint64_t *found, uint64_t *worst)
{
    const uint32_t planes = run->dense->plane_count[run->party];
    bool below = false; /* found is already below worst */
    memset(left, 0xFF, runner->words * sizeof *left);
    for (uint32_t t = 0; t < planes; t++) {
        const dt_vector p = dt_runner_get(runner, run->dense->planes[run->party][t]);
        if (p.words == NULL) {
            found[t] = p.flip & 1;
        } else {
            found[t] = dt_bits_least(left, p, scratch, runner->words) == 0;
        }
        if (!below && found[t] != worst[t]) {
            if (found[t] > worst[t]) {
                return;
            }
            below = true;
        }
    }
    memcpy(worst, found, planes * sizeof *worst);
}

/* The worst level of own setting `own`, or something that is not above the best so far. */
static bool worst_of(secure_run *run, dt_runner *runner, uint64_t own, uint64_t *scratch,
                     uint64_t *worst)
{
    const uint32_t planes = run->dense->plane_count[run->party];
    const uint64_t leaves = (uint64_t)1 << dt_popcount(run->rest);
    uint64_t *left = scratch;
    uint64_t *found = scratch + 2 * runner->words;
    uint64_t *bound = found + planes;
    while (atomic_flag_test_and_set(&run->changing)) {
    }
    memcpy(bound, run->best, planes * sizeof *bound);
    atomic_flag_clear(&run->changing);
    for (uint32_t t = 0; t < planes; t++) {
        worst[t] = 1;
    }
    for (uint64_t at = 0; at < leaves; at += 64) {
        uint64_t codes[64];
        unsigned count = 0;
        for (; count < 64 && at + count < leaves; count++) {
            codes[count] = own | dt_bits_scatter(at + count, run->rest);
        }
        dt_runner_batch(runner, codes, count);
        for (unsigned k = 0; k < count; k++) {
            dt_runner_leaf(runner, k);
            worst_leaf(run, runner, left, scratch + runner->words, found, worst);
            if (compare_levels(worst, bound, planes) <= 0) {
                return true;
            }
        }
        if (dt_poll_stopped(run->poll)) {
            return false;
        }
    }
    return true;
}

static void secure_body(void *context, uint64_t task, uint32_t thread)
{
    secure_run *run = context;
    dt_dense *dense = run->dense;
    const uint32_t planes = dense->plane_count[run->party];
    const uint64_t owned = dense->model->owned[run->party] & dense->reads[run->party];
    const uint64_t settings = (uint64_t)1 << dt_popcount(owned);
    dt_runner runner = {0};
    uint64_t *scratch = NULL;
    (void)thread;
    if (dt_poll_stopped(run->poll)) {
        return;
    }
    const size_t words = (size_t)1 << (run->lane_count <= 6 ? 0 : run->lane_count - 6);
    scratch = dt_zeroed(2 * words + 3 * (size_t)planes, sizeof *scratch);
    if (scratch == NULL || dt_runner_start(&runner, &dense->program, run->lanes, run->lane_count,
                                           NULL) != DETENTE_OK) {
        atomic_store(&run->no_memory, true);
        free(scratch);
        return;
    }
    uint64_t *worst = scratch + 2 * words + 2 * (size_t)planes;
    for (uint64_t a = task * 64; a < settings && a < (task + 1) * 64; a++) {
        if (!worst_of(run, &runner, dt_bits_scatter(a, owned), scratch, worst)) {
            break;
        }
        while (atomic_flag_test_and_set(&run->changing)) {
        }
        if (compare_levels(worst, run->best, planes) > 0) {
            memcpy(run->best, worst, planes * sizeof *worst);
        }
        atomic_flag_clear(&run->changing);
        if (!dt_poll_add(run->poll, (uint64_t)1 << (dt_popcount(dense->reads[run->party]) -
                                                    dt_popcount(owned)))) {
            break;
        }
    }
    dt_runner_clear(&runner);
    free(scratch);
}

/* A table with one entry. */
static bool constant_table(dt_thresholds *table, const uint64_t *level, uint32_t planes)
{
    if (!dt_thresholds_make(table, 0, planes)) {
        return false;
    }
    for (uint32_t t = 0; t < planes; t++) {
        dt_thresholds_plane(table, t)[0] = level[t] & 1;
    }
    return true;
}

detente_status dt_dense_secure(dt_dense *dense, uint32_t party, uint32_t threads, dt_poll *poll,
                               detente_error *err)
{
    const uint64_t owned = dense->model->owned[party] & dense->reads[party];
    const uint64_t others = dense->reads[party] & ~owned;
    secure_run run = {.dense = dense, .party = party, .poll = poll, .changing = ATOMIC_FLAG_INIT};
    run.lane_count = dt_bits_list(run.lanes, 0, others, DT_LEAF_LANES);
    run.rest = others & ~lane_mask(run.lanes, run.lane_count);
    run.best = dt_zeroed(dense->plane_count[party], sizeof *run.best);
    if (run.best == NULL) {
        return dt_no_memory(err);
    }
    const uint64_t settings = (uint64_t)1 << dt_popcount(owned);
    dt_parallel(threads, (settings + 63) / 64, secure_body, &run);
    const bool fits = !atomic_load(&run.no_memory) &&
                      constant_table(&dense->tables[DETENTE_GMR][party], run.best,
                                     dense->plane_count[party]);
    free(run.best);
    return fits ? DETENTE_OK : dt_no_memory(err);
}

/* ---- the level to which the others can hold a party: min over them of its best reply --------- */

detente_status dt_dense_held(dt_dense *dense, uint32_t party, detente_error *err)
{
    const dt_thresholds *best = &dense->tables[DETENTE_NASH][party];
    const uint64_t entries = (uint64_t)1 << dt_popcount(best->kept);
    uint64_t *left = dt_zeroed(best->words, 2 * sizeof *left);
    uint64_t *level = dt_zeroed(best->planes, sizeof *level);
    bool fits = left != NULL && level != NULL;
    if (fits) {
        memset(left, 0xFF, best->words * sizeof *left);
        left[0] = entries < 64 ? ((uint64_t)1 << entries) - 1 : UINT64_MAX;
        for (uint32_t t = 0; t < best->planes; t++) {
            const dt_vector p = {.words = dt_thresholds_plane(best, t), .flip = 0};
            level[t] = dt_bits_least(left, p, left + best->words, best->words) == 0;
        }
        fits = constant_table(&dense->tables[DETENTE_SMR][party], level, best->planes);
    }
    free(left);
    free(level);
    return fits ? DETENTE_OK : dt_no_memory(err);
}
