/* SPDX-License-Identifier: MIT
 *
 * One slice.  See slice.h.
 */
#include "base/hot.h"

#include "engines/dense/slice.h"

/* ---- shape ----------------------------------------------------------------------------------- */

static uint64_t owned_in(const dt_slice *slice, uint32_t party)
{
    return slice->dense->model->owned[party] & slice->reads;
}

static dt_facet *add_facet(dt_slice *slice, uint32_t party)
{
    const uint64_t owned = owned_in(slice, party);
    dt_facet *facet = &slice->facets[slice->facet_count];
    slice->party_of[slice->facet_count++] = party;
    *facet = (dt_facet){.from_bit = dt_popcount(slice->reads & ((owned & (0 - owned)) - 1))};
    facet->to_bit = facet->from_bit + dt_popcount(owned);
    if ((owned & ~dt_dense_free(slice->dense, party)) != 0) {
        slice->reversible = false;
    }
    return facet;
}

/* The party's free options lowest, then its one-way options, then the rest. */
static void shape_wide(dt_slice *slice, uint32_t party)
{
    const detente_model *model = slice->dense->model;
    const uint64_t owned = owned_in(slice, party);
    const uint64_t free_options = owned & dt_dense_free(slice->dense, party);
    const uint64_t ways = owned & ~free_options;
    const uint8_t *natural = slice->orders[DT_MOST_PARTIES];
    uint8_t *order = slice->orders[slice->facet_count];
    dt_facet *facet = add_facet(slice, party);
    uint32_t count = dt_bits_list(order, 0, free_options, 64);
    facet->free_bits = count;
    for (uint64_t left = ways; left != 0; left &= left - 1) {
        const uint64_t option = left & (0 - left);
        const uint64_t group_bit = (uint64_t)1 << (count - facet->free_bits);
        facet->up |= (model->only_up & option) != 0 ? group_bit : 0;
        facet->down |= (model->only_down & option) != 0 ? group_bit : 0;
        order[count++] = (uint8_t)dt_lowest(option);
    }
    facet->way_bits = count - facet->free_bits;
    dt_bits_list(order, count, slice->reads & ~owned, 64);
    dt_shuffle_make(&facet->from_slice, natural, slice->bits, order, slice->bits);
    dt_shuffle_make(&facet->to_slice, order, slice->bits, natural, slice->bits);
}

static void shape_narrow(dt_slice *slice, uint32_t party, uint32_t first_edge)
{
    const detente_model *model = slice->dense->model;
    const uint64_t owned = owned_in(slice, party);
    dt_facet *facet = add_facet(slice, party);
    facet->ups = dt_bits_gather(model->only_up, owned);
    facet->downs = dt_bits_gather(model->only_down, owned);
    facet->first_edge = first_edge;
}

/* Parties whose facets are narrow: those with the fewest options, as long as there are edges. */
static uint64_t narrow_parties(const dt_slice *slice)
{
    uint64_t narrow = 0;
    uint32_t edges = 0;
    for (uint32_t bits = 1; bits <= DT_NARROW_BITS; bits++) {
        for (uint32_t j = 0; j < slice->dense->parties; j++) {
            const uint32_t more = (1u << bits) - 1;
            if (dt_popcount(owned_in(slice, j)) == bits && edges + more <= DT_EDGES) {
                narrow |= (uint64_t)1 << j;
                edges += more;
            }
        }
    }
    return narrow;
}

void dt_slice_shape(dt_slice *slice, uint64_t reads)
{
    uint32_t edges = 0;
    slice->reads = reads;
    slice->bits = dt_bits_list(slice->orders[DT_MOST_PARTIES], 0, reads, 64);
    slice->size = (uint64_t)1 << slice->bits;
    slice->reversible = true;
    slice->facet_count = 0;
    const uint64_t narrow = narrow_parties(slice);
    for (uint32_t j = 0; j < slice->dense->parties; j++) {
        if (owned_in(slice, j) != 0 && (narrow >> j & 1) == 0) {
            shape_wide(slice, j);
        }
    }
    slice->wide_count = slice->facet_count;
    for (uint64_t left = narrow; left != 0; left &= left - 1) {
        const uint32_t j = dt_lowest(left);
        shape_narrow(slice, j, edges);
        edges += (1u << dt_popcount(owned_in(slice, j))) - 1;
    }
}

/* ---- memory ---------------------------------------------------------------------------------- */

/* States, in whole words of bits and whole vectors of numbers. */
static size_t rounded(const dt_slice *slice)
{
    return (size_t)(slice->size < 64 ? 64 : slice->size);
}

/* Does any party have more planes than one number holds? */
static bool is_deep(const dt_dense *dense)
{
    bool deep = false;
    for (uint32_t j = 0; j < dense->parties; j++) {
        deep = deep || dt_layers(dense->plane_count[j]) > 1;
    }
    return deep;
}

static size_t largest_group(const dt_slice *slice)
{
    uint32_t bits = 0;
    for (uint32_t v = 0; v < slice->facet_count; v++) {
        const uint32_t here = slice->facets[v].to_bit - slice->facets[v].from_bit;
        bits = here > bits ? here : bits;
    }
    return (size_t)1 << bits;
}

static uint32_t layers_of(const dt_slice *slice)
{
    return dt_layers(slice->dense->plane_count[slice->focal]);
}

static void carve_levels(dt_levels *levels, uint32_t layers, size_t size, dt_carver *carver)
{
    levels->count = layers;
    for (uint32_t k = 0; k < layers; k++) {
        levels->layer[k] = dt_carve(carver, size, sizeof *levels->layer[k]);
    }
}

size_t dt_slice_place(dt_slice *slice, void *memory)
{
    const size_t size = rounded(slice);
    const uint32_t layers = layers_of(slice);
    dt_carver carver = {.memory = memory};
    carve_levels(&slice->own, layers, size, &carver);
    carve_levels(&slice->best, layers, size, &carver);
    for (uint32_t c = 0; c < DT_SQUARE_COUNT; c++) {
        dt_levels *thresholds = &slice->thresholds[c];
        carve_levels(thresholds, dt_asks(slice->concepts, (detente_concept)c) ? layers : 0, size,
                     &carver);
        for (uint32_t k = 0; memory != NULL && k < thresholds->count; k++) {
            memset(thresholds->layer[k], 0, size * sizeof *thresholds->layer[k]);
        }
    }
    if (is_deep(slice->dense)) {
        slice->more = dt_carve(&carver, size, sizeof *slice->more);
        slice->room = dt_carve(&carver, largest_group(slice), sizeof *slice->room);
    }
    slice->feasible = dt_carve(&carver, size / 64, sizeof *slice->feasible);
    slice->reached = dt_carve(&carver, size / 64, sizeof *slice->reached);
    slice->any = dt_carve(&carver, size / 64, sizeof *slice->any);
    dt_settling_place(&slice->run, &carver, slice->facets, slice->wide_count, slice->facet_count,
                      slice->size);
    if (layers > 1) {
        slice->seeds = dt_carve(&carver, 2 * size, sizeof *slice->seeds);
        carve_levels(&slice->value, layers, size, &carver);
    } else {
        slice->value = (dt_levels){.count = 1, .layer = {slice->run.value}};
    }
    return carver.used;
}

/* ---- levels ---------------------------------------------------------------------------------- */

/* Remember which states of the leaf number `leaf` are feasible. */
static void note_feasible(const dt_slice *slice, dt_vector feasible, uint64_t leaf, size_t words)
{
    uint64_t *bits = slice->feasible + leaf * words;
    for (size_t w = 0; w < words; w++) {
        bits[w] = (feasible.words == NULL ? 0 : feasible.words[w]) ^ feasible.flip;
    }
    if (slice->size < 64) {
        bits[0] &= ((uint64_t)1 << slice->size) - 1;
    }
}

/* What is evaluated: one layer of the levels of one party, in the order of one facet. */
typedef struct task {
    const dt_program *program;
    dt_wire feasible;
    const dt_wire *planes;
    uint32_t plane_count;
    const uint8_t *order;
    int16_t *scores; /* out: [index] the level, DT_GONE where infeasible */
    bool notes;      /* slice->feasible as well */
} task;

static void evaluate_leaf(const dt_slice *slice, const task *t, dt_runner *runner, uint64_t leaf)
{
    dt_vector level[DT_LAYER_PLANES];
    int16_t *to = t->scores + leaf * 64 * runner->words;
    const dt_vector feasible = dt_runner_get(runner, t->feasible);
    if (t->notes) {
        note_feasible(slice, feasible, leaf, runner->words);
    }
    if (feasible.words == NULL && feasible.flip == 0) {
        dt_bits_fill(to, DT_GONE, runner->words);
        return;
    }
    for (uint32_t p = 0; p < t->plane_count; p++) {
        level[p] = dt_runner_get(runner, t->planes[p]);
    }
    dt_bits_scores(to, level, t->plane_count, feasible, runner->words);
}

static detente_status evaluate(const dt_slice *slice, const task *t, detente_error *err)
{
    dt_runner runner;
    const uint32_t lanes = slice->bits < DT_LEAF_LANES ? slice->bits : DT_LEAF_LANES;
    const uint64_t leaves = slice->size >> lanes;
    const detente_status status = dt_runner_start(&runner, t->program, t->order, lanes, err);
    if (status != DETENTE_OK) {
        return status;
    }
    for (uint64_t at = 0; at < leaves; at += 64) {
        uint64_t codes[64];
        unsigned count = 0;
        for (; count < 64 && at + count < leaves; count++) {
            codes[count] = 0;
            for (uint32_t p = lanes; p < slice->bits; p++) {
                codes[count] |= ((at + count) >> (p - lanes) & 1) << t->order[p];
            }
        }
        if (!dt_poll_add(slice->run.poll, 0)) {
            break;
        }
        dt_runner_batch(&runner, codes, count);
        for (unsigned k = 0; k < count; k++) {
            dt_runner_leaf(&runner, k);
            evaluate_leaf(slice, t, &runner, at + k);
        }
    }
    dt_runner_clear(&runner);
    return DETENTE_OK;
}

/* Planes in front that order something (settings.h). */
static uint32_t ordering(const dt_wire *planes, uint32_t most)
{
    uint32_t count = 0;
    while (count < most && planes[count] >= 2) {
        count++;
    }
    return count;
}

/* What the setting leaves of the game, as a program of its own. */
typedef struct game {
    dt_program program;
    dt_wire *wires; /* as in settings.h */
    const uint32_t *first;
} game;

static detente_status make_game(const dt_settings *settings, const dt_setting *setting, game *out,
                                detente_error *err)
{
    *out = (game){.first = settings->first};
    out->wires = dt_zeroed(settings->roots, sizeof *out->wires);
    if (out->wires == NULL) {
        return dt_no_memory(err);
    }
    memcpy(out->wires, setting->wires, settings->roots * sizeof *out->wires);
    return dt_program_make(&settings->circuit, out->wires, settings->roots, &out->program, err);
}

static void end_game(game *g)
{
    dt_program_clear(&g->program);
    free(g->wires);
}

static detente_status evaluate_own(const dt_slice *slice, const game *g, detente_error *err)
{
    const uint32_t planes = slice->dense->plane_count[slice->focal];
    detente_status status = DETENTE_OK;
    for (uint32_t k = 0; status == DETENTE_OK && k < slice->own.count; k++) {
        const task own = {.program = &g->program,
                          .feasible = g->wires[0],
                          .planes = g->wires + g->first[slice->focal] + k * DT_LAYER_PLANES,
                          .plane_count = dt_layer_planes(planes, k),
                          .order = slice->orders[DT_MOST_PARTIES],
                          .scores = slice->own.layer[k],
                          .notes = k == 0};
        status = evaluate(slice, &own, err);
    }
    return status;
}

/* Put another layer of levels below `scores`: then they are numbers within a group. */
static void refine(const dt_slice *slice, uint32_t v, bool wide, int16_t *scores)
{
    const dt_facet *facet = &slice->facets[v];
    const uint32_t bits = facet->to_bit - facet->from_bit;
    const uint32_t from = wide ? 0 : facet->from_bit;
    const uint64_t low = ((uint64_t)1 << from) - 1;
    for (uint64_t g = 0; g < slice->size >> bits && !dt_poll_stopped(slice->run.poll); g++) {
        const uint64_t first = (g & low) | (g & ~low) << bits;
        dt_levels_refine(scores + first, slice->more + first, (size_t)1 << bits, (size_t)1 << from,
                         slice->room);
    }
}

/* Levels of the party of facet v, in the order of a wide facet or of the slice. */
static detente_status evaluate_facet(const dt_slice *slice, const game *g, uint32_t v, bool wide,
                                     int16_t *scores, detente_error *err)
{
    const uint32_t j = slice->party_of[v];
    const dt_wire *planes = g->wires + g->first[j];
    const uint32_t count = g->first[j] == 0 ? 0 : ordering(planes, slice->dense->plane_count[j]);
    detente_status status = DETENTE_OK;
    for (uint32_t k = 0; status == DETENTE_OK && k < dt_layers(count); k++) {
        const task facet = {.program = &g->program,
                            .feasible = g->wires[0],
                            .planes = planes + k * DT_LAYER_PLANES,
                            .plane_count = dt_layer_planes(count, k),
                            .order = slice->orders[wide ? v : DT_MOST_PARTIES],
                            .scores = k == 0 ? scores : slice->more};
        status = evaluate(slice, &facet, err);
        if (k > 0) {
            refine(slice, v, wide, scores);
        }
    }
    return status;
}

static detente_status evaluate_wide(dt_slice *slice, const game *g, detente_error *err)
{
    detente_status status = DETENTE_OK;
    for (uint32_t v = 0; status == DETENTE_OK && v < slice->wide_count; v++) {
        status = evaluate_facet(slice, g, v, true, slice->run.scores[v], err);
    }
    dt_settle_prepare(&slice->run);
    return status;
}

/* The narrow facets' edges: improvements, or any moves. */
static detente_status make_edges(dt_slice *slice, const game *g, bool improving, detente_error *err)
{
    detente_status status = DETENTE_OK;
    int16_t *scores = slice->run.value; /* not needed yet */
    if (slice->run.edges != NULL) {
        memset(slice->run.edges, 0, (size_t)slice->size * sizeof *slice->run.edges);
    }
    for (uint32_t v = slice->wide_count; v < slice->facet_count; v++) {
        if (improving) {
            DT_TRY(evaluate_facet(slice, g, v, false, scores, err));
        }
        dt_settle_edges(&slice->run, v, improving ? scores : slice->own.layer[0], improving);
    }
done:
    return status;
}

/* ---- closures -------------------------------------------------------------------------------- */

/* States whose keys are the value so far in the first `layers` layers, by that and then by the next
 * key, which goes into run.value; other feasible states wait without one. */
static size_t find_seeds(dt_slice *slice, const dt_levels *keys, uint32_t layers)
{
    const size_t size = (size_t)slice->size;
    size_t count = 0;
    for (size_t y = 0; y < size; y++) {
        bool is_seed = slice->own.layer[0][y] != DT_GONE;
        slice->run.value[y] = is_seed ? -1 : 0;
        for (uint32_t k = 0; is_seed && k < layers; k++) {
            is_seed = keys->layer[k][y] == slice->value.layer[k][y];
        }
        if (is_seed) {
            slice->run.value[y] = dt_key(keys->layer[layers][y]);
            slice->seeds[count++] = (uint32_t)y;
        }
    }
    dt_settle_sort(slice->run.value, slice->seeds, slice->seeds + size, count);
    for (uint32_t k = layers; k-- > 0;) {
        dt_settle_sort(slice->value.layer[k], slice->seeds, slice->seeds + size, count);
    }
    return count;
}

/* value = the least keys that the others can reach.  Layer by layer: once the first ones are known,
 * the next is the least that is found where the first ones are reached.  A state that reaches such
 * a seed has a value that is not greater, so in the order of the seeds each state is first reached
 * by one of those that have its own value in the first layers. */
static void settle_keys(dt_slice *slice, const dt_levels *keys, bool improving)
{
    const size_t size = (size_t)slice->size;
    const uint64_t feasible = dt_bits_popcount(slice->feasible, rounded(slice) / 64);
    dt_scores_keys(slice->run.value, slice->own.layer[0], keys->layer[0], size);
    slice->run.unsettled = feasible;
    dt_settle(&slice->run, improving);
    for (uint32_t k = 1; k < keys->count && !slice->run.stopped; k++) {
        memcpy(slice->value.layer[k - 1], slice->run.value, size * sizeof(int16_t));
        const size_t count = find_seeds(slice, keys, k);
        slice->run.unsettled = feasible;
        dt_settle_seeds(&slice->run, improving, slice->seeds, count);
    }
    if (keys->count > 1) {
        memcpy(slice->value.layer[keys->count - 1], slice->run.value, size * sizeof(int16_t));
    }
}

/* The thresholds of one concept rise to min(p_i, val); `connected`: GMR and SMR need one level. */
static void solve_concept(dt_slice *slice, uint32_t concept, bool connected)
{
    const bool improving = dt_concept_row((detente_concept)concept)->credible;
    const bool answered = dt_concept_row((detente_concept)concept)->reply;
    const dt_levels *keys = answered ? &slice->best : &slice->own;
    if (connected && !improving) {
        dt_levels_least(&slice->value, keys, &slice->own, (size_t)slice->size);
    } else {
        settle_keys(slice, keys, improving);
    }
    dt_levels_raise(&slice->thresholds[concept], &slice->own, &slice->value, (size_t)slice->size);
}

/* Concepts whose thresholds the setting may raise: min(p_i, val) is p_i at most. */
static dt_square open_concepts(const dt_slice *slice)
{
    dt_square concepts = 0;
    for (uint32_t c = 0; c < DT_SQUARE_COUNT; c++) {
        if (slice->thresholds[c].count > 0 &&
            dt_levels_exceed(&slice->own, &slice->thresholds[c], (size_t)slice->size)) {
            concepts |= 1u << c;
        }
    }
    return concepts;
}

/* The credible ones, SEQ and SSEQ. */
static detente_status solve_improving(dt_slice *slice, const game *g, dt_square concepts,
                                      dt_poll *poll, detente_error *err)
{
    detente_status status = DETENTE_OK;
    DT_TRY(make_edges(slice, g, true, err));
    for (uint32_t c = 0; c < DT_SQUARE_COUNT; c++) {
        if (dt_asks(concepts, (detente_concept)c) && !dt_poll_stopped(poll)) {
            solve_concept(slice, c, false);
        }
    }
done:
    return status;
}

/* The others, GMR and SMR. */
static detente_status solve_any(dt_slice *slice, const game *g, dt_square concepts, dt_poll *poll,
                                detente_error *err)
{
    detente_status status = DETENTE_OK;
    const bool connected = slice->reversible &&
                           dt_is_connected(slice->facets, slice->facet_count, slice->feasible,
                                           slice->reached, slice->any, rounded(slice) / 64);
    if (!connected) {
        DT_TRY(make_edges(slice, g, false, err));
    }
    for (uint32_t c = 0; c < DT_SQUARE_COUNT; c++) {
        if (dt_asks(concepts, (detente_concept)c) && !dt_poll_stopped(poll)) {
            solve_concept(slice, c, connected);
        }
    }
done:
    return status;
}

detente_status dt_slice_solve(dt_slice *slice, const dt_settings *settings,
                              const dt_setting *setting, dt_poll *poll, detente_error *err)
{
    detente_status status = DETENTE_OK;
    slice->run.poll = poll;
    slice->run.stopped = false;
    game g = {0};
    DT_TRY(make_game(settings, setting, &g, err));
    DT_TRY(evaluate_own(slice, &g, err));
    const uint32_t open = open_concepts(slice);
    if (open == 0) {
        goto done;
    }
    DT_TRY(evaluate_wide(slice, &g, err));
    const uint32_t improving = dt_square_credible(open);
    if (open != improving) {
        DT_TRY(solve_any(slice, &g, open & ~improving, poll, err));
    }
    if (improving != 0) {
        DT_TRY(solve_improving(slice, &g, improving, poll, err));
    }
done:
    end_game(&g);
    return status;
}
