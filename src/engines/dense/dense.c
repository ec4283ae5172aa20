/* SPDX-License-Identifier: MIT
 *
 * The option engine over the whole product space: set-up, solving, counting.  See dense.h.
 */
#include "engines/dense/judge.h"

#include <assert.h>

static bool is_reversible(const detente_model *model)
{
    return (model->only_up | model->only_down) == 0;
}

bool dt_dense_covers(const dt_task *task, const char **why)
{
    const detente_model *model = task->model;
    const dt_square concepts = dt_square_of(task->concepts);
    const uint32_t options = model->syntax->option_count;
    const bool streams = model->feasible == DT_TRUE && is_reversible(model) &&
                         dt_square_credible(concepts) == 0;
    const bool nash_only = (concepts & ~(1u << DETENTE_NASH)) == 0;
    if (options < DT_DENSE_LEAST_OPTIONS) {
        *why = "fewer than 12 options";
        return false;
    }
    if (!dt_preferences_planed(model, task->preferences)) {
        *why = "preferences without planes";
        return false;
    }
    if (options > DT_DENSE_MOST_OPTIONS) {
        *why = "more than 56 options";
        return false;
    }
    for (uint32_t i = 0; i < model->syntax->party_count; i++) {
        const uint32_t planes = task->preferences[i].planes.count;
        if (streams || nash_only || planes <= DT_LAYER_PLANES || model->owned[i] == 0) {
            continue;
        }
        if (planes > DT_LAYER_PLANES * DT_MOST_LAYERS) {
            *why = "a party has more than 112 planes of statements";
            return false;
        }
        if (dt_popcount(model->owned[i]) > DT_LAYER_PLANES) {
            *why = "a party has more than 14 options and more than 14 planes of statements";
            return false;
        }
    }
    return true;
}

/* Concepts that need slices. */
static uint32_t sliced(const dt_dense *dense)
{
    const dt_square square = dense->concepts & ~(1u << DETENTE_NASH);
    return dense->free_and_reversible ? dt_square_credible(square) : square;
}

detente_status dt_dense_open(const dt_task *task, dt_dense **out, detente_error *err)
{
    const detente_model *model = task->model;
    const dt_preference *preferences = task->preferences;
    detente_status status = DETENTE_OK;
    size_t count = 1;
    dt_dense *dense = dt_zeroed(1, sizeof *dense);
    if (dense == NULL) {
        return dt_no_memory(err);
    }
    assert(dt_concepts_within(task->concepts, dt_square_concepts(DT_SQUARE)));
    dense->model = model;
    dense->preferences = preferences;
    dense->concepts = dt_square_of(task->concepts);
    dense->parties = model->syntax->party_count;
    dense->options = model->syntax->option_count;
    dense->free_and_reversible = model->feasible == DT_TRUE && is_reversible(model);
    for (uint32_t i = 0; i < dense->parties; i++) {
        count += preferences[i].planes.count;
    }
    dense->wires = dt_zeroed(count, sizeof *dense->wires);
    dense->lookup = dt_zeroed(1, sizeof *dense->lookup +
                                     model->circuit.count * sizeof *dense->lookup->values);
    if (dense->wires == NULL || dense->lookup == NULL) {
        status = dt_no_memory(err);
        goto done;
    }
    atomic_flag_clear(&dense->lookup->taken);
    dense->wires[0] = model->feasible;
    size_t at = 1;
    for (uint32_t i = 0; i < dense->parties; i++) {
        dense->planes[i] = dense->wires + at;
        /* who cannot move is content everywhere, whatever it wants */
        dense->plane_count[i] = model->owned[i] == 0 ? 0 : preferences[i].planes.count;
        for (uint32_t t = 0; t < dense->plane_count[i]; t++) {
            dense->wires[at++] = preferences[i].planes.wires[t];
        }
    }
    DT_TRY(dt_program_make(&model->circuit, dense->wires, at, &dense->program, err));
    dense->feasible = dense->wires[0];
    for (uint32_t i = 0; i < dense->parties; i++) {
        dense->reads[i] = dense->program.support[dense->feasible >> 1];
        for (uint32_t t = 0; t < dense->plane_count[i]; t++) {
            dense->reads[i] |= dense->program.support[dense->planes[i][t] >> 1];
        }
        dense->reads_any |= dense->reads[i];
    }
    for (uint32_t i = 0; sliced(dense) != 0 && i < dense->parties; i++) {
        if (model->owned[i] != 0) {
            DT_TRY(dt_dense_slice_plan(dense, i, sliced(dense), &dense->slices[i], err));
        }
    }
done:
    if (status != DETENTE_OK) {
        dt_dense_free_all(dense);
        return status;
    }
    *out = dense;
    return DETENTE_OK;
}

void dt_dense_free_all(dt_dense *dense)
{
    if (dense == NULL) {
        return;
    }
    for (uint32_t c = 0; c < DT_SQUARE_COUNT; c++) {
        for (uint32_t i = 0; i < dense->parties; i++) {
            dt_thresholds_clear(&dense->tables[c][i]);
        }
    }
    dt_program_clear(&dense->program);
    free(dense->wires);
    free(dense->lookup);
    free(dense);
}

/* ---- solving --------------------------------------------------------------------------------- */

/* A party without options has no move: every state reaches the lowest level. */
static bool always_stable(dt_dense *dense, uint32_t party, dt_square concepts)
{
    for (uint32_t c = 0; c < DT_SQUARE_COUNT; c++) {
        if (dt_asks(concepts, (detente_concept)c) &&
            !dt_thresholds_make(&dense->tables[c][party], 0, dense->plane_count[party])) {
            return false;
        }
    }
    return true;
}

static detente_status solve_party(dt_dense *dense, uint32_t party, dt_square concepts,
                                  uint32_t threads, dt_poll *poll, detente_error *err)
{
    detente_status status = DETENTE_OK;
    uint32_t left = concepts & ~(1u << DETENTE_NASH);
    if (dense->model->owned[party] == 0) {
        return always_stable(dense, party, concepts) ? DETENTE_OK : dt_no_memory(err);
    }
    DT_TRY(dt_dense_best(dense, party, threads, poll, err));
    if (!dt_thresholds_shrink(&dense->tables[DETENTE_NASH][party])) {
        status = dt_no_memory(err);
        goto done;
    }
    if (dense->free_and_reversible && dt_asks(left, DETENTE_GMR)) {
        DT_TRY(dt_dense_secure(dense, party, threads, poll, err));
        left &= ~(1u << DETENTE_GMR);
    }
    if (dense->free_and_reversible && dt_asks(left, DETENTE_SMR)) {
        DT_TRY(dt_dense_held(dense, party, err));
        left &= ~(1u << DETENTE_SMR);
    }
    if (left != 0 && !dt_poll_stopped(poll)) {
        DT_TRY(dt_dense_slices(dense, party, left, threads, poll, err));
    }
    if (!dt_asks(concepts, DETENTE_NASH)) {
        dt_thresholds_clear(&dense->tables[DETENTE_NASH][party]);
    }
done:
    return status;
}

static bool same_tables(const dt_dense *dense, uint32_t a, uint32_t b)
{
    for (uint32_t i = 0; i < dense->parties; i++) {
        const dt_thresholds *x = &dense->tables[a][i];
        const dt_thresholds *y = &dense->tables[b][i];
        if (x->kept != y->kept ||
            memcmp(x->bits, y->bits, x->words * x->planes * sizeof *x->bits) != 0) {
            return false;
        }
    }
    return true;
}

static void find_same(dt_dense *dense)
{
    for (uint32_t c = 0; c < DT_SQUARE_COUNT; c++) {
        dense->same_as[c] = c;
        for (uint32_t k = 0; k < c && dt_asks(dense->concepts, (detente_concept)c); k++) {
            if (dt_asks(dense->concepts, (detente_concept)k) && same_tables(dense, c, k)) {
                dense->same_as[c] = k;
                break;
            }
        }
    }
}

/* Units of progress: states passed over. */
static uint64_t work_of(const dt_dense *dense)
{
    uint64_t work = 0;
    for (uint32_t i = 0; i < dense->parties; i++) {
        const bool secures = dense->free_and_reversible && dt_asks(dense->concepts, DETENTE_GMR);
        if (dense->model->owned[i] != 0) {
            work += (uint64_t)(1u + secures) << dt_popcount(dense->reads[i]);
        }
        work += dense->slices[i].states;
    }
    return work;
}

detente_status dt_dense_solve(dt_dense *dense, const detente_limits *limits, detente_error *err)
{
    dt_poll poll;
    detente_status status = DETENTE_OK;
    dt_poll_start(&poll, limits, "looking for moves and counter-moves", work_of(dense));
    for (uint32_t i = 0; i < dense->parties; i++) {
        DT_TRY(solve_party(dense, i, dense->concepts, dt_threads(limits), &poll, err));
        if (dt_poll_stopped(&poll)) {
            status = dt_poll_cancelled(&poll, err);
            goto done;
        }
    }
    find_same(dense);
done:
    return status;
}

/* ---- estimates ------------------------------------------------------------------------------- */

/* In floating point: what 56 options would take does not fit in 64 bits. */
uint64_t dt_dense_bytes(const dt_dense *dense, uint32_t threads)
{
    double tables = 0;
    double working = (double)threads * (double)dt_judge_bytes(dense);
    for (uint32_t i = 0; i < dense->parties; i++) {
        const uint64_t kept = dense->reads_any & ~dt_dense_free(dense, i);
        const dt_slice_plan *plan = &dense->slices[i];
        if (dense->model->owned[i] == 0) {
            continue;
        }
        const double words = (double)dt_thresholds_words(dt_dense_best_kept(dense, i)) +
                             dt_popcount(sliced(dense)) * (double)dt_thresholds_words(kept);
        tables += 8.0 * dense->plane_count[i] * words;
        const double best = (double)threads * (double)dt_dense_best_bytes(dense, i);
        const double slices = (double)plan->bytes +
                              (double)threads * (double)plan->bytes_per_thread;
        working = best > working ? best : working;
        working = slices > working ? slices : working;
    }
    const double bytes = tables + working;
    return bytes < 0x1p63 ? (uint64_t)bytes : UINT64_MAX;
}

/* Measured on one 2.5 GHz core, in nanoseconds: counting, the best levels, slices by the number of
 * parties that answer, and starting a slice or a party. */
double dt_dense_seconds(const dt_dense *dense, uint32_t threads)
{
    const double all = (double)((uint64_t)1 << dt_popcount(dense->reads_any));
    const double closures = dt_popcount(sliced(dense));
    double work = all * dense->parties * 0.1 * dt_popcount(dense->concepts);
    for (uint32_t i = 0; i < dense->parties; i++) {
        work += (double)((uint64_t)1 << dt_popcount(dense->reads[i])) * 0.3;
        work += (double)dense->slices[i].states * closures * (1 + 4 * dense->parties);
        work += (double)dense->slices[i].slices * 2e4 + 1e5;
    }
    return work * 1e-9 / threads;
}

/* ---- verdicts of numbered states ------------------------------------------------------------- */

static void append_bits(uint64_t *set, uint64_t at, uint64_t bits, unsigned count)
{
    const unsigned shift = at & 63;
    set[at >> 6] |= bits << shift;
    if (shift + count > 64) {
        set[(at >> 6) + 1] |= bits >> (64 - shift);
    }
}

/* Write the feasible states' bits of a leaf at place `at` of a bitset over state indices. */
static void fill_leaf(const dt_judge *judge, dt_leaf_verdict kind, const uint64_t *stable,
                      uint64_t *set, uint64_t at)
{
    for (uint32_t w = 0; kind != DT_LEAF_NONE && w < DT_LEAF_WORDS; w++) {
        const uint64_t feasible = judge->feasible[w];
        const uint64_t word = kind == DT_LEAF_ALL ? feasible : stable[w];
        const unsigned count = dt_popcount(feasible);
        const uint64_t bits = feasible == UINT64_MAX ? word : dt_bits_gather(word, feasible);
        if (count > 0) {
            append_bits(set, at, bits, count);
        }
        at += count;
    }
}

detente_status dt_dense_fill(const dt_dense *dense, dt_verdicts *out, detente_error *err)
{
    const uint64_t leaves = (uint64_t)1 << (dense->options - DT_LEAF_LANES);
    uint64_t stable[DT_LEAF_WORDS];
    uint64_t at = 0;
    dt_judge judge;
    const detente_status status = dt_judge_start(&judge, dense, 0, dt_dense_all(dense), err);
    for (uint64_t leaf = 0; status == DETENTE_OK && leaf < leaves; leaf++) {
        if (leaf % 64 == 0) {
            dt_judge_batch(&judge, leaf, leaves - leaf < 64 ? (unsigned)(leaves - leaf) : 64);
        }
        dt_judge_leaf(&judge, (unsigned)(leaf % 64));
        for (uint32_t c = 0; c < DT_SQUARE_COUNT; c++) {
            for (uint32_t i = 0; dt_asks(dense->concepts, (detente_concept)c) && i < dense->parties;
                 i++) {
                const dt_leaf_verdict kind = dt_judge_stable(&judge, (detente_concept)c, i, stable);
                fill_leaf(&judge, kind, stable, out->stable[c][i], at);
            }
        }
        at += dt_bits_popcount(judge.feasible, DT_LEAF_WORDS);
    }
    if (status == DETENTE_OK) {
        dt_judge_clear(&judge);
    }
    return status;
}

/* Is the plane vector of a code at least its threshold?  values: the circuit, run. */
static bool reaches(const dt_dense *dense, detente_concept concept, uint32_t party, uint64_t code,
                    const uint64_t *values, unsigned k)
{
    const dt_thresholds *table = &dense->tables[concept][party];
    const uint64_t entry = dt_bits_gather(code, table->kept);
    for (uint32_t t = 0; t < table->planes; t++) {
        const bool has = (dt_value(values, dense->preferences[party].planes.wires[t]) >> k & 1) !=
                         0;
        const bool needs = dt_bit(dt_thresholds_plane(table, t), entry);
        if (has != needs) {
            return has;
        }
    }
    return true;
}

uint64_t dt_dense_word(const dt_dense *dense, detente_concept concept, uint32_t party,
                       uint64_t word)
{
    const detente_model *model = dense->model;
    const uint64_t left = model->state_count - 64 * word;
    const unsigned count = left < 64 ? (unsigned)left : 64;
    uint64_t codes[64];
    uint64_t bits = 0;
    uint64_t *values = dense->lookup->values;
    for (unsigned k = 0; k < count; k++) {
        codes[k] = dt_states_code(model, 64 * word + k);
    }
    while (atomic_flag_test_and_set_explicit(&dense->lookup->taken, memory_order_acquire)) {
        /* another thread looks something up: about a microsecond */
    }
    dt_circuit_load(&model->circuit, codes, count, values);
    dt_circuit_run(&model->circuit, values);
    for (unsigned k = 0; k < count; k++) {
        bits |= (uint64_t)reaches(dense, concept, party, codes[k], values, k) << k;
    }
    atomic_flag_clear_explicit(&dense->lookup->taken, memory_order_release);
    return bits;
}
