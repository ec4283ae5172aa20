/* SPDX-License-Identifier: MIT
 *
 * GMR, SMR, SEQ and SSEQ over the whole product space, a slice at a time.
 *
 * Of party i's settings those that matter are found first (settings.h).  For each of them: evaluate
 * p_i and everybody else's p_j on the slice of the others' options that matter, settle (settle.h),
 * and raise the thresholds of i's groups to min(p_i, val) (lemma 2).  Settings that read the same
 * options make a batch and share a table of thresholds, which is spread over all of the others'
 * options once, at the end of the batch.  Batches are independent, so threads share them out;
 * maxima of whole numbers come out the same in any order.
 *
 * Time: |H|+1 evaluations and one closure per concept and slice: per state of a slice 20 to 40 ns
 * for SEQ and SSEQ each, where the slice is connected 1 ns for GMR and SMR.  Memory: 2 bytes per
 * concept and combination of the others' options that matter, and per thread what slice.h says.
 */
#include "engines/dense/slice.h"

#include "engines/dense/pages.h"

#include <assert.h>

#define SEGMENT ((size_t)1 << 14) /* thresholds raised under one lock */
#define MOST_SLICE_BITS 32u       /* places are numbers of 32 bits */
#define TABLE_BITS 10u            /* entries whose places are looked up */

typedef struct batch {
    size_t first; /* setting */
    size_t count;
} batch;

typedef struct slicing {
    dt_dense *dense;
    uint32_t focal;
    dt_square concepts;
    uint64_t others;  /* options of the others that thresholds may depend on */
    uint64_t ways;    /* own one-way options */
    uint64_t entries; /* 2^|others|: thresholds lie by own one-way options, then by the others' */
    uint64_t best_kept;
    dt_levels best;                        /* [entry of the Nash table] M_i */
    dt_levels thresholds[DT_SQUARE_COUNT]; /* [concept][entry]; count 0 where not asked for */
    atomic_flag *locks;                    /* [segment] */
    dt_settings settings;
    batch *batches;
    size_t batch_count;
    dt_slice *slices; /* [thread] */
    void **memory;    /* [thread] */
    size_t room;      /* bytes of each */
    dt_poll *poll;
    _Atomic bool no_memory;
} slicing;

/* ---- plan ------------------------------------------------------------------------------------ */

/* The others' options that M_i is known to depend on. */
static uint64_t best_reads(const dt_dense *dense, uint32_t party, dt_square concepts)
{
    const dt_thresholds *best = &dense->tables[DETENTE_NASH][party];
    const uint64_t kept = best->bits != NULL ? best->kept : dt_dense_best_kept(dense, party);
    return dt_square_reply(concepts) != 0 ? kept & ~dense->model->owned[party] : 0;
}

typedef struct measure {
    uint64_t states; /* in all slices */
    uint32_t bits;   /* options of the largest */
    size_t bytes;    /* the most memory that one needs */
} measure;

static void measure_slice(dt_slice *slice, measure *m)
{
    const size_t bytes = dt_slice_place(slice, NULL);
    m->bits = slice->bits > m->bits ? slice->bits : m->bits;
    m->bytes = bytes > m->bytes ? bytes : m->bytes;
}

/* The slices of these settings. */
static measure measure_all(dt_slice *slice, const dt_settings *settings)
{
    measure m = {0};
    for (size_t k = 0; k < settings->count; k++) {
        const uint64_t reads = settings->items[k].reads;
        if (k == 0 || reads != slice->reads) {
            dt_slice_shape(slice, reads);
            measure_slice(slice, &m);
        }
        m.states += slice->size;
    }
    return m;
}

detente_status dt_dense_slice_plan(const dt_dense *dense, uint32_t party, dt_square concepts,
                                   dt_slice_plan *out, detente_error *err)
{
    detente_status status = DETENTE_OK;
    dt_settings settings = {0};
    dt_slice *slice = dt_zeroed(1, sizeof *slice);
    if (slice == NULL) {
        return dt_no_memory(err);
    }
    *slice = (dt_slice){.dense = dense, .focal = party, .concepts = concepts};
    const uint64_t own = dt_dense_own(dense, party);
    uint64_t open = own;
    const uint64_t others = dense->reads_any & ~dense->model->owned[party];
    const uint64_t ways = own & ~dt_dense_free(dense, party);
    DT_TRY(dt_settings_find(dense, party, 0, &open, dt_square_credible(concepts) != 0,
                            best_reads(dense, party, concepts), &settings, err));
    const uint64_t rounds = (uint64_t)1 << dt_popcount(own & ~open);
    measure m = measure_all(slice, &settings);
    if (rounds > 1) { /* the other rounds may read more */
        dt_slice_shape(slice, others);
        measure_slice(slice, &m);
    }
    if (m.bits > MOST_SLICE_BITS) {
        status = dt_fail(err, DETENTE_ELIMIT,
                         "while party '%s' stands still the others have 2^%u states among "
                         "themselves; the engine covers up to 2^%u",
                         dense->model->syntax->parties[party].name, m.bits, MOST_SLICE_BITS);
        goto done;
    }
    out->states = m.states * rounds;
    out->slices = settings.count * rounds;
    out->bytes_per_thread = m.bytes + sizeof(dt_slice);
    out->bytes = dt_settings_bytes(&settings, rounds > 1) +
                 ((uint64_t)2 * dt_layers(dense->plane_count[party]) * (dt_popcount(concepts) + 1)
                  << dt_popcount(others | ways));
done:
    dt_settings_clear(&settings);
    free(slice);
    return status;
}

/* ---- memory ---------------------------------------------------------------------------------- */

static bool start_levels(dt_levels *levels, uint32_t planes, size_t entries)
{
    bool fits = true;
    levels->count = dt_layers(planes);
    for (uint32_t k = 0; k < levels->count; k++) {
        levels->layer[k] = dt_zeroed(entries, sizeof *levels->layer[k]);
        fits = fits && levels->layer[k] != NULL;
    }
    return fits;
}

static void end_levels(dt_levels *levels)
{
    for (uint32_t k = 0; k < levels->count; k++) {
        free(levels->layer[k]);
    }
}

static bool start_slicing(slicing *run, uint32_t threads)
{
    const dt_dense *dense = run->dense;
    const dt_thresholds *best = &dense->tables[DETENTE_NASH][run->focal];
    const size_t all = (size_t)run->entries << dt_popcount(run->ways);
    const size_t segments = all / SEGMENT + 1;
    run->locks = dt_zeroed(segments, sizeof *run->locks);
    run->slices = dt_zeroed(threads, sizeof *run->slices);
    run->memory = dt_zeroed(threads, sizeof *run->memory);
    run->best_kept = best->kept;
    const uint32_t planes = dense->plane_count[run->focal];
    bool fits = run->locks != NULL && run->slices != NULL && run->memory != NULL &&
                start_levels(&run->best, planes, (size_t)1 << dt_popcount(best->kept));
    for (size_t k = 0; fits && k < segments; k++) {
        atomic_flag_clear(&run->locks[k]);
    }
    for (uint32_t c = 0; fits && c < DT_SQUARE_COUNT; c++) {
        if (dt_asks(run->concepts, (detente_concept)c)) {
            fits = start_levels(&run->thresholds[c], planes, all);
        }
    }
    for (uint32_t k = 0; fits && k < threads; k++) {
        run->slices[k] = (dt_slice){.dense = dense, .focal = run->focal, .concepts = run->concepts};
    }
    for (uint32_t k = 0; fits && k < run->best.count; k++) {
        dt_thresholds_to_scores(best, k * DT_LAYER_PLANES, dt_layer_planes(planes, k),
                                run->best.layer[k]);
    }
    return fits;
}

static void end_slicing(slicing *run, uint32_t threads)
{
    for (uint32_t k = 0; run->memory != NULL && k < threads; k++) {
        free(run->memory[k]);
    }
    for (uint32_t c = 0; c < DT_SQUARE_COUNT; c++) {
        end_levels(&run->thresholds[c]);
    }
    free(run->memory);
    free(run->slices);
    free(run->locks);
    end_levels(&run->best);
}

/* ---- a batch --------------------------------------------------------------------------------- */

/* M_i on the slice. */
static void gather_best(const slicing *run, dt_slice *slice, uint64_t own)
{
    uint8_t kept[64];
    dt_shuffle map;
    const uint32_t count = dt_bits_list(kept, 0, run->best_kept, 64);
    dt_shuffle_make(&map, slice->orders[DT_MOST_PARTIES], slice->bits, kept, count);
    const uint64_t base = dt_bits_gather(own, run->best_kept);
    for (uint64_t first = 0; first < slice->size && !dt_poll_stopped(run->poll); first += SEGMENT) {
        const uint64_t end = slice->size - first < SEGMENT ? slice->size : first + SEGMENT;
        for (uint64_t y = first; y < end; y++) {
            const uint64_t entry = base | dt_shuffle_get(&map, y);
            for (uint32_t k = 0; k < run->best.count; k++) {
                slice->best.layer[k][y] = run->best.layer[k][entry];
            }
        }
        dt_poll_add(run->poll, 0);
    }
}

/* Where the thresholds of a batch go: an entry for each combination of the others' options takes
 * the one of the state that it has in the slice. */
typedef struct spreading {
    dt_shuffle map; /* entry -> state of the slice */
    uint32_t table_bits;
    uint32_t places[(size_t)1 << TABLE_BITS]; /* of the lowest entries */
    bool straight;                            /* a run of that many entries is a run of states */
} spreading;

static void plan_spreading(spreading *s, const slicing *run, const dt_slice *slice)
{
    uint8_t others[64];
    const uint32_t count = dt_bits_list(others, 0, run->others, 64);
    dt_shuffle_make(&s->map, others, count, slice->orders[DT_MOST_PARTIES], slice->bits);
    s->table_bits = count < TABLE_BITS ? count : TABLE_BITS;
    s->straight = true;
    for (uint32_t e = 0; e < 1u << s->table_bits; e++) {
        s->places[e] = (uint32_t)dt_shuffle_get(&s->map, e);
        s->straight = s->straight && s->places[e] == e;
    }
}

/* Entries first .. end-1 of `to`, the first of them `base` later in its arrays. */
static void spread_segment(const spreading *s, const dt_levels *to, uint64_t base,
                           const dt_levels *from, uint64_t first, uint64_t end)
{
    const uint64_t step = (uint64_t)1 << s->table_bits;
    for (uint64_t e = first; e < end; e += step) {
        const uint64_t source = dt_shuffle_get(&s->map, e);
        int16_t *target = to->layer[0] + base + e;
        if (to->count > 1) {
            for (uint64_t k = 0; k < step; k++) {
                dt_levels_lift(to, base + e + k, from, source + s->places[k]);
            }
        } else if (s->straight) {
            dt_scores_max(target, from->layer[0] + source, step);
        } else {
            for (uint64_t k = 0; k < step; k++) {
                const int16_t here = from->layer[0][source + s->places[k]];
                target[k] = here > target[k] ? here : target[k];
            }
        }
    }
}

/* Raise everybody's thresholds to those of the batch. */
static void spread_thresholds(slicing *run, const dt_slice *slice, uint64_t own)
{
    spreading s;
    const uint64_t base = dt_bits_gather(own, run->ways) * run->entries;
    plan_spreading(&s, run, slice);
    for (uint32_t c = 0; c < DT_SQUARE_COUNT; c++) {
        for (uint64_t first = 0;
             run->thresholds[c].count > 0 && first < run->entries && dt_poll_add(run->poll, 0);
             first += SEGMENT) {
            const uint64_t end = run->entries - first < SEGMENT ? run->entries : first + SEGMENT;
            atomic_flag *lock = &run->locks[(base + first) / SEGMENT];
            while (atomic_flag_test_and_set_explicit(lock, memory_order_acquire)) {
            }
            spread_segment(&s, &run->thresholds[c], base, &slice->thresholds[c], first, end);
            atomic_flag_clear_explicit(lock, memory_order_release);
        }
    }
}

static void batch_body(void *context, uint64_t task, uint32_t thread)
{
    slicing *run = context;
    dt_slice *slice = &run->slices[thread];
    const batch *b = &run->batches[task];
    const dt_setting *settings = run->settings.items + b->first;
    if (dt_poll_stopped(run->poll) || atomic_load(&run->no_memory)) {
        return;
    }
    dt_slice_shape(slice, settings->reads);
    const size_t used = dt_slice_place(slice, run->memory[thread]);
    assert(used <= run->room);
    (void)used;
    if (dt_square_reply(run->concepts) != 0) {
        gather_best(run, slice, settings->own);
    }
    for (size_t k = 0; k < b->count; k++) {
        if (dt_slice_solve(slice, &run->settings, &settings[k], run->poll, NULL) != DETENTE_OK) {
            atomic_store(&run->no_memory, true);
            return;
        }
        if (!dt_poll_add(run->poll, slice->size)) {
            return;
        }
    }
    spread_thresholds(run, slice, settings->own);
}

/* ---- a party --------------------------------------------------------------------------------- */

/* Settings that read the same options and agree in one-way options, at most about `most` states. */
static bool make_batches(slicing *run, uint64_t most)
{
    const dt_settings *s = &run->settings;
    run->batch_count = 0;
    run->batches = dt_zeroed(s->count, sizeof *run->batches);
    if (run->batches == NULL) {
        return false;
    }
    for (size_t k = 0; k < s->count; k++) {
        const dt_setting *one = &s->items[k];
        batch *last = run->batch_count == 0 ? NULL : &run->batches[run->batch_count - 1];
        const dt_setting *head = last == NULL ? NULL : &s->items[last->first];
        if (last != NULL && head->reads == one->reads && head->one_way == one->one_way &&
            last->count << dt_popcount(one->reads) < most) {
            last->count++;
        } else {
            run->batches[run->batch_count++] = (batch){.first = k, .count = 1};
        }
    }
    return true;
}

/* Settings whose options outside `open` are as in `code`: as many as are found in one go, and the
 * others have been taken out of `open`. */
static detente_status solve_round(slicing *run, uint64_t code, uint64_t *open, uint32_t threads,
                                  detente_error *err)
{
    detente_status status = DETENTE_OK;
    DT_TRY(
        dt_settings_find(run->dense, run->focal, code, open, dt_square_credible(run->concepts) != 0,
                         best_reads(run->dense, run->focal, run->concepts), &run->settings, err));
    const measure m = measure_all(&run->slices[0], &run->settings);
    bool fits = make_batches(run, m.states / (16 * (uint64_t)threads));
    run->room = m.bytes;
    for (uint32_t k = 0; fits && k < threads; k++) {
        run->memory[k] = dt_pages(m.bytes);
        fits = run->memory[k] != NULL;
    }
    if (fits) {
        dt_parallel(threads, run->batch_count, batch_body, run);
    }
    if (!fits || atomic_load(&run->no_memory)) {
        status = dt_no_memory(err);
    }
done:
    for (uint32_t k = 0; k < threads; k++) {
        free(run->memory[k]);
        run->memory[k] = NULL;
    }
    free(run->batches);
    run->batches = NULL;
    dt_settings_clear(&run->settings);
    return status;
}

/* All of them: where options were taken out, one of their settings after the other.  They are fewer
 * each time, so this goes as deep as the party has options. */
static detente_status solve_rounds(slicing *run, uint64_t code, uint64_t open, uint32_t threads,
                                   detente_error *err)
{
    uint64_t now = open;
    detente_status status = solve_round(run, code, &now, threads, err);
    const uint64_t rest = open & ~now;
    for (uint64_t more = rest & (0 - rest);
         status == DETENTE_OK && more != 0 && dt_poll_add(run->poll, 0);
         more = (more - rest) & rest) {
        status = solve_rounds(run, code | more, now, threads, err);
    }
    return status;
}

/* The table of concept `task` from its thresholds. */
static void table_body(void *context, uint64_t task, uint32_t thread)
{
    slicing *run = context;
    dt_dense *dense = run->dense;
    const detente_model *model = dense->model;
    const uint64_t owned = model->owned[run->focal];
    dt_thresholds *table = &dense->tables[task][run->focal];
    (void)thread;
    const uint32_t planes = dense->plane_count[run->focal];
    if (run->thresholds[task].count == 0 || dt_poll_stopped(run->poll)) {
        return;
    }
    if (!dt_thresholds_make(table, run->others | run->ways, planes)) {
        atomic_store(&run->no_memory, true);
        return;
    }
    for (uint32_t k = 0; k < run->thresholds[task].count; k++) {
        dt_thresholds_from_scores(table, k * DT_LAYER_PLANES, dt_layer_planes(planes, k),
                                  run->thresholds[task].layer[k], run->ways);
    }
    if (!dt_thresholds_close(table, model->only_up & owned, model->only_down & owned) ||
        !dt_thresholds_shrink(table)) {
        atomic_store(&run->no_memory, true);
    }
}

detente_status dt_dense_slices(dt_dense *dense, uint32_t party, dt_square concepts,
                               uint32_t threads, dt_poll *poll, detente_error *err)
{
    detente_status status = DETENTE_OK;
    slicing run = {.dense = dense, .focal = party, .concepts = concepts, .poll = poll};
    const uint64_t own = dt_dense_own(dense, party);
    run.others = dense->reads_any & ~dense->model->owned[party];
    run.ways = own & ~dt_dense_free(dense, party);
    run.entries = (uint64_t)1 << dt_popcount(run.others);
    if (!start_slicing(&run, threads)) {
        status = dt_no_memory(err);
        goto done;
    }
    DT_TRY(solve_rounds(&run, 0, own, threads, err));
    dt_parallel(threads, DT_SQUARE_COUNT, table_body, &run);
    if (atomic_load(&run.no_memory)) {
        status = dt_no_memory(err);
    }
done:
    end_slicing(&run, threads);
    return status;
}
