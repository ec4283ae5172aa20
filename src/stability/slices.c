/* SPDX-License-Identifier: MIT
 *
 * GMR, SMR, SEQ and SSEQ over the whole product space, a slice at a time.
 *
 * For party i and each of its own settings: evaluate p_i and everybody else's p_j on the slice of the
 * others' options, settle (settle.h), and raise the thresholds of i's groups to min(p_i, val)
 * (lemma 2).  Slices are independent, so threads share them out; maxima of whole numbers come out
 * the same in any order.
 *
 * Time: |H|+1 evaluations and one closure per concept and slice, about 10 ns per state, party and
 * concept; memory: 2 bytes per group, party and concept, and per thread 6 to 8 bytes per state of a
 * slice and view.
 */
#include "stability/dense.h"
#include "stability/settle.h"

#define SEGMENT ((size_t)1 << 14) /* thresholds raised under one lock */

/* One way to evaluate the slice: whose levels, and which option is which bit of the index. */
typedef struct frame {
    uint32_t party;
    uint8_t order[64]; /* options of the slice, lowest bit of the index first */
    uint32_t lane_count;
} frame;

typedef struct slicing {
    dt_dense *dense;
    uint32_t focal;
    uint32_t concepts;
    uint32_t last; /* of the concepts */
    uint32_t bits; /* options of the others */
    uint64_t size; /* 2^bits */
    bool reversible; /* all moves of the others */
    uint32_t view_count;
    dt_view views[DT_MOST_PARTIES];
    frame frames[DT_MOST_PARTIES + 1]; /* the views', then the focal party's own */
    dt_map to_entry; /* index in the slice -> entry of the focal party's tables */
    uint64_t kept;
    int16_t *best;                   /* [entry] M_i */
    int16_t *thresholds[DETENTE_SIM]; /* [concept][entry] */
    atomic_flag *locks;              /* [segment of the slice] */
    struct workspace *spaces;        /* [thread] */
    dt_meter *meter;
} slicing;

typedef struct workspace {
    dt_settling run;
    dt_runner runners[DT_MOST_PARTIES + 1]; /* [frame] */
    int16_t *own;       /* [size] p_i, GONE where infeasible */
    uint64_t *feasible; /* [size / 64], a bit per state */
    uint64_t feasible_count;
    uint64_t *reached;
    uint64_t *any;
} workspace;

/* ---- plan ---------------------------------------------------------------------------------------- */

static uint32_t append(uint8_t *order, uint32_t count, uint64_t options)
{
    for (; options != 0; options &= options - 1) {
        order[count++] = (uint8_t)dt_lowest(options);
    }
    return count;
}

static void plan_view(slicing *plan, uint32_t party)
{
    const detente_model *model = plan->dense->model;
    const uint64_t others = dt_model_others(model, plan->focal);
    const uint64_t owned = model->owned[party];
    const uint64_t free_options = dt_dense_free(plan->dense, party);
    const uint64_t ways = owned & ~free_options;
    dt_view *view = &plan->views[plan->view_count];
    frame *f = &plan->frames[plan->view_count++];
    uint8_t natural[64];
    uint32_t count = append(f->order, 0, free_options);
    view->free_bits = count;
    for (uint64_t left = ways; left != 0; left &= left - 1) {
        const uint64_t group_bit = (uint64_t)1 << (count - view->free_bits);
        if ((model->only_up & left & (0 - left)) != 0) {
            view->up |= group_bit;
        }
        if ((model->only_down & left & (0 - left)) != 0) {
            view->down |= group_bit;
        }
        f->order[count++] = (uint8_t)dt_lowest(left);
    }
    view->way_bits = count - view->free_bits;
    view->from_bit = dt_popcount(others & ((owned & (0 - owned)) - 1));
    view->to_bit = view->from_bit + dt_popcount(owned);
    plan->reversible = plan->reversible && ways == 0;
    append(f->order, count, others & ~owned);
    append(natural, 0, others);
    dt_map_make(&view->from_slice, natural, plan->bits, f->order, plan->bits);
    dt_map_make(&view->to_slice, f->order, plan->bits, natural, plan->bits);
    f->party = party;
    f->lane_count = plan->bits < DT_LEAF_LANES ? plan->bits : DT_LEAF_LANES;
}

static void plan_slices(slicing *plan, dt_dense *dense, uint32_t focal, uint32_t concepts)
{
    const uint64_t others = dt_model_others(dense->model, focal);
    uint8_t kept_order[64];
    *plan = (slicing){.dense = dense, .focal = focal, .concepts = concepts};
    plan->bits = dt_popcount(others);
    plan->size = (uint64_t)1 << plan->bits;
    plan->reversible = true;
    for (uint32_t j = 0; j < dense->parties; j++) {
        if (j != focal && dense->model->owned[j] != 0) {
            plan_view(plan, j);
        }
    }
    frame *own = &plan->frames[plan->view_count];
    own->party = focal;
    own->lane_count = plan->bits < DT_LEAF_LANES ? plan->bits : DT_LEAF_LANES;
    append(own->order, 0, others);
    plan->kept = dt_dense_all(dense) & ~dt_dense_free(dense, focal);
    const uint32_t kept_count = append(kept_order, 0, plan->kept);
    dt_map_make(&plan->to_entry, own->order, plan->bits, kept_order, kept_count);
}

/* ---- memory --------------------------------------------------------------------------------------- */

static size_t rounded(uint64_t size)
{
    return (size_t)(size < 64 ? 64 : size);
}

static uint64_t entries_of(const slicing *plan)
{
    return (uint64_t)1 << dt_popcount(plan->kept);
}

uint64_t dt_dense_slice_bytes(const dt_dense *dense, uint32_t party, uint32_t concepts,
                              uint32_t threads)
{
    slicing *plan = dt_zeroed(1, sizeof *plan);
    uint64_t bytes = 0;
    if (plan == NULL) {
        return UINT64_MAX;
    }
    plan_slices(plan, (dt_dense *)dense, party, concepts);
    bytes = entries_of(plan) * 2 * (dt_popcount(concepts) + 1);
    bytes += threads * (dt_settling_bytes(plan->views, plan->view_count, plan->size) +
                        rounded(plan->size) * 2 + rounded(plan->size) / 64 * 24);
    for (uint32_t f = 0; f <= plan->view_count; f++) {
        bytes += threads * dt_runner_bytes(&dense->program, plan->frames[f].lane_count);
    }
    free(plan);
    return bytes;
}

static bool start_space(workspace *space, const slicing *plan)
{
    bool fits = dt_settling_start(&space->run, plan->views, plan->view_count, plan->size);
    const size_t words = rounded(plan->size) / 64;
    space->own = dt_zeroed(rounded(plan->size), sizeof *space->own);
    space->feasible = dt_zeroed(words, sizeof *space->feasible);
    space->reached = dt_zeroed(words, sizeof *space->reached);
    space->any = dt_zeroed(words, sizeof *space->any);
    fits = fits && space->feasible != NULL && space->reached != NULL && space->any != NULL;
    for (uint32_t f = 0; fits && f <= plan->view_count; f++) {
        fits = dt_runner_start(&space->runners[f], &plan->dense->program, plan->frames[f].order,
                               plan->frames[f].lane_count, NULL) == DETENTE_OK;
    }
    return fits && space->own != NULL;
}

static void end_space(workspace *space, const slicing *plan)
{
    dt_settling_clear(&space->run);
    free(space->own);
    free(space->feasible);
    free(space->reached);
    free(space->any);
    for (uint32_t f = 0; f <= plan->view_count; f++) {
        dt_runner_clear(&space->runners[f]);
    }
}

static bool start_slicing(slicing *plan, uint32_t threads)
{
    const size_t segments = (size_t)(plan->size / SEGMENT) + 1;
    const size_t entries = (size_t)entries_of(plan);
    bool fits = true;
    plan->locks = dt_zeroed(segments, sizeof *plan->locks);
    plan->spaces = dt_zeroed(threads, sizeof *plan->spaces);
    plan->best = dt_zeroed(rounded(entries), sizeof *plan->best);
    fits = plan->locks != NULL && plan->spaces != NULL && plan->best != NULL;
    for (size_t k = 0; fits && k < segments; k++) {
        atomic_flag_clear(&plan->locks[k]);
    }
    for (uint32_t c = 0; fits && c < DETENTE_SIM; c++) {
        if (dt_asks(plan->concepts, (detente_concept)c)) {
            plan->thresholds[c] = dt_zeroed(rounded(entries), sizeof *plan->thresholds[c]);
            fits = plan->thresholds[c] != NULL;
            plan->last = c;
        }
    }
    for (uint32_t k = 0; fits && k < threads; k++) {
        fits = start_space(&plan->spaces[k], plan);
    }
    return fits;
}

static void end_slicing(slicing *plan, uint32_t threads)
{
    for (uint32_t k = 0; plan->spaces != NULL && k < threads; k++) {
        end_space(&plan->spaces[k], plan);
    }
    for (uint32_t c = 0; c < DETENTE_SIM; c++) {
        free(plan->thresholds[c]);
    }
    free(plan->spaces);
    free(plan->locks);
    free(plan->best);
}

/* ---- one slice ------------------------------------------------------------------------------------- */

/* Remember which states of the leaf number `leaf` are feasible. */
static void note_feasible(const slicing *plan, const frame *f, dt_vector feasible, uint64_t leaf,
                          uint64_t *bits)
{
    const size_t words = f->lane_count <= 6 ? 1 : (size_t)1 << (f->lane_count - 6);
    for (size_t w = 0; w < words; w++) {
        bits[leaf * words + w] = (feasible.words == NULL ? 0 : feasible.words[w]) ^ feasible.flip;
    }
    if (plan->size < 64) {
        bits[0] &= ((uint64_t)1 << plan->size) - 1;
    }
}

/* scores[index] = level of the frame's party, GONE where infeasible; bits: which are feasible, may be
 * NULL.  False: nothing is feasible. */
static bool evaluate(const slicing *plan, const frame *f, dt_runner *runner, uint64_t own,
                     int16_t *scores, uint64_t *bits)
{
    const dt_dense *dense = plan->dense;
    const uint32_t planes = dense->plane_count[f->party];
    const uint64_t leaves = plan->size >> f->lane_count;
    bool any = false;
    for (uint64_t at = 0; at < leaves; at += 64) {
        uint64_t codes[64];
        unsigned count = 0;
        for (; count < 64 && at + count < leaves; count++) {
            codes[count] = own;
            for (uint32_t p = f->lane_count; p < plan->bits; p++) {
                codes[count] |= ((at + count) >> (p - f->lane_count) & 1) << f->order[p];
            }
        }
        dt_runner_batch(runner, codes, count);
        for (unsigned k = 0; k < count; k++) {
            int16_t *to = scores + ((at + k) << f->lane_count);
            dt_vector level[DT_SCORE_PLANES];
            dt_runner_leaf(runner, k);
            const dt_vector feasible = dt_runner_get(runner, dense->feasible);
            if (bits != NULL) {
                note_feasible(plan, f, feasible, at + k, bits);
            }
            if (feasible.words == NULL && feasible.flip == 0) {
                dt_words_fill(to, DT_GONE, runner->words);
                continue;
            }
            for (uint32_t t = 0; t < planes; t++) {
                level[t] = dt_runner_get(runner, dense->planes[f->party][t]);
            }
            dt_words_scores(to, level, planes, feasible, runner->words);
            any = true;
        }
    }
    return any;
}

/* M_i on the slice: the table's own row, or gathered into `room` */
static const int16_t *best_row(const slicing *plan, uint64_t base, int16_t *room)
{
    if (plan->kept == dt_model_others(plan->dense->model, plan->focal)) {
        return plan->best;
    }
    for (uint64_t y = 0; y < plan->size; y++) {
        room[y] = plan->best[base | dt_map_get(&plan->to_entry, y)];
    }
    return room;
}

/* threshold = max(threshold, min(own, value)) */
static void raise_thresholds(const slicing *plan, uint64_t base, int16_t *thresholds,
                             const int16_t *own, const int16_t *value)
{
    const bool straight = plan->kept == dt_model_others(plan->dense->model, plan->focal);
    for (size_t from = 0; from < plan->size; from += SEGMENT) {
        const size_t left = (size_t)plan->size - from;
        const size_t n = left < SEGMENT ? left : SEGMENT;
        while (atomic_flag_test_and_set_explicit(&plan->locks[from / SEGMENT],
                                                 memory_order_acquire)) {
        }
        if (straight) {
            dt_scores_raise(thresholds + from, own + from, value + from, n);
        } else {
            for (size_t y = from; y < from + n; y++) {
                int16_t *to = &thresholds[base | dt_map_get(&plan->to_entry, y)];
                const int16_t held = own[y] < value[y] ? own[y] : value[y];
                *to = held > *to ? held : *to;
            }
        }
        atomic_flag_clear_explicit(&plan->locks[from / SEGMENT], memory_order_release);
    }
}

/* val of one concept on the slice, into run.value */
static void solve_concept(const slicing *plan, workspace *space, uint64_t base, uint32_t concept,
                          bool connected, bool last)
{
    const bool answered = concept == DETENTE_SMR || concept == DETENTE_SSEQ;
    const bool improving = concept == DETENTE_SEQ || concept == DETENTE_SSEQ;
    const size_t size = (size_t)plan->size;
    int16_t *value = space->run.value;
    if (plan->view_count == 0) { /* nobody answers */
        for (size_t y = 0; y < size; y++) {
            value[y] = space->own[y] == DT_GONE ? 0 : space->own[y];
        }
        return;
    }
    const int16_t *keys = answered ? best_row(plan, base, (int16_t *)space->run.found) : space->own;
    if (connected && !improving) {
        dt_scores_level(value, space->own, dt_scores_least(keys, space->own, size), size);
        return;
    }
    dt_scores_keys(value, space->own, keys, size);
    space->run.unsettled = space->feasible_count;
    dt_settle(&space->run, improving, last);
}

static void slice_body(void *context, uint64_t task, uint32_t thread)
{
    slicing *plan = context;
    workspace *space = &plan->spaces[thread];
    const dt_dense *dense = plan->dense;
    const uint64_t own = dt_bits_scatter(task, dense->model->owned[plan->focal]);
    const uint64_t base = dt_bits_gather(own, plan->kept);
    const uint32_t views = plan->view_count;
    if (dt_meter_stopped(plan->meter)) {
        return;
    }
    if (evaluate(plan, &plan->frames[views], &space->runners[views], own, space->own,
                              space->feasible)) {
        const bool connected =
            views > 0 && plan->reversible && dt_is_connected(plan->views, views, space->feasible, space->reached,
                                                space->any, rounded(plan->size) / 64);
        for (uint32_t v = 0; v < views; v++) {
            evaluate(plan, &plan->frames[v], &space->runners[v], own, space->run.scores[v], NULL);
        }
        dt_settle_prepare(&space->run);
        space->feasible_count = dt_words_popcount(space->feasible, rounded(plan->size) / 64);
        for (uint32_t c = DETENTE_GMR; c <= DETENTE_SSEQ; c++) {
            if (plan->thresholds[c] != NULL && !dt_meter_stopped(plan->meter)) {
                solve_concept(plan, space, base, c, connected, plan->last == c);
                raise_thresholds(plan, base, plan->thresholds[c], space->own, space->run.value);
            }
        }
    }
    dt_meter_add(plan->meter, plan->size);
}

detente_status dt_dense_slices(dt_dense *dense, uint32_t party, uint32_t concepts,
                               uint32_t threads, dt_meter *meter, detente_error *err)
{
    detente_status status = DETENTE_OK;
    const detente_model *model = dense->model;
    slicing *plan = dt_zeroed(1, sizeof *plan);
    if (plan == NULL) {
        return dt_no_memory(err);
    }
    plan_slices(plan, dense, party, concepts);
    plan->meter = meter;
    if (!start_slicing(plan, threads)) {
        status = dt_no_memory(err);
        goto done;
    }
    dt_thresholds_to_scores(&dense->tables[DETENTE_NASH][party], plan->best);
    dt_parallel(threads, (uint64_t)1 << dt_popcount(model->owned[party]), slice_body, plan);
    for (uint32_t c = 0; c < DETENTE_SIM; c++) {
        if (plan->thresholds[c] == NULL) {
            continue;
        }
        dt_thresholds *table = &dense->tables[c][party];
        if (!dt_thresholds_make(table, plan->kept, dense->plane_count[party])) {
            status = dt_no_memory(err);
            goto done;
        }
        dt_thresholds_from_scores(table, plan->thresholds[c]);
        if (!dt_thresholds_close(table, model->only_up & model->owned[party],
                            model->only_down & model->owned[party])) {
            status = dt_no_memory(err);
            goto done;
        }
    }
done:
    end_slicing(plan, threads);
    free(plan);
    return status;
}
