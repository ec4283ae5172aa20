/* SPDX-License-Identifier: MIT
 *
 * Preferences varied line by line.  See sensitivity.h.
 */
#include "insight/sensitivity.h"

#include "base/sort.h"

static const dt_preferences *lines_of(const dt_variation *v)
{
    return &v->model->syntax->preferences[v->party];
}

/* ---- opening --------------------------------------------------------------------------------- */

static detente_status find_truth(dt_variation *v, detente_error *err)
{
    detente_status status = DETENTE_OK;
    const uint64_t states = v->model->state_count;
    for (uint32_t k = 0; k < v->count; k++) {
        const dt_expr *expr = lines_of(v)->lines[k].expr;
        v->holds[k] = dt_zeroed(DT_WORDS(states), sizeof **v->holds);
        if (v->holds[k] == NULL) {
            return dt_no_memory(err);
        }
        if (expr == NULL) {
            memset(v->holds[k], 0xFF, DT_WORDS(states) * sizeof **v->holds);
        } else {
            DT_TRY(dt_states_where(v->model, expr, v->poll, v->holds[k], err));
        }
    }
    for (uint64_t s = 0; s < states; s++) {
        DT_TRY(dt_poll_try(v->poll, 1 + v->count / 32, err));
        uint32_t k = 0;
        while (k + 1 < v->count && !dt_bit(v->holds[k], s)) {
            k++;
        }
        v->line_of[s] = k;
    }
done:
    return status;
}

detente_status dt_variation_open(const detente_model *model, const dt_all_moves *moves,
                                 uint32_t party, dt_poll *poll, dt_variation *out,
                                 detente_error *err)
{
    dt_variation v = {.model = model,
                      .moves = moves,
                      .party = party,
                      .poll = poll,
                      .count = model->syntax->preferences[party].count};
    v.holds = dt_zeroed(v.count, sizeof *v.holds);
    v.line_of = dt_zeroed(model->state_count, sizeof *v.line_of);
    v.ranks = dt_zeroed(model->state_count, sizeof *v.ranks);
    v.key = dt_zeroed(model->state_count, sizeof *v.key);
    detente_status status = v.holds == NULL || v.line_of == NULL || v.ranks == NULL || v.key == NULL
                                ? dt_no_memory(err)
                                : find_truth(&v, err);
    if (status != DETENTE_OK) {
        dt_variation_clear(&v);
        return status;
    }
    *out = v;
    return DETENTE_OK;
}

void dt_variation_clear(dt_variation *v)
{
    for (uint32_t k = 0; v->holds != NULL && k < v->count; k++) {
        free(v->holds[k]);
    }
    free(v->holds);
    free(v->line_of);
    free(v->ranks);
    free(v->key);
    *v = (dt_variation){0};
}

/* ---- ranks ----------------------------------------------------------------------------------- */

static int compare_u64(const void *a, const void *b)
{
    const uint64_t x = *(const uint64_t *)a;
    const uint64_t y = *(const uint64_t *)b;
    return x < y ? -1 : x > y;
}

/* ranks[s] = how many different keys are at most key[s]. */
static detente_status make_dense(dt_variation *v, detente_error *err)
{
    const uint64_t states = v->model->state_count;
    uint64_t *sorted = dt_zeroed(states, sizeof *sorted);
    if (sorted == NULL) {
        return dt_no_memory(err);
    }
    memcpy(sorted, v->key, states * sizeof *sorted);
    detente_status status = dt_sort(sorted, states, sizeof *sorted, compare_u64, v->poll, err);
    uint64_t kinds = 0;
    for (uint64_t k = 0; k < states; k++) {
        if (kinds == 0 || sorted[k] != sorted[kinds - 1]) {
            sorted[kinds++] = sorted[k];
        }
    }
    for (uint64_t s = 0; s < states && status == DETENTE_OK; s++) {
        status = dt_poll_try(v->poll, 1, err);
        const uint64_t *at = bsearch(&v->key[s], sorted, kinds, sizeof *sorted, compare_u64);
        v->ranks[s] = (uint32_t)(at - sorted) + 1;
    }
    free(sorted);
    return status;
}

/* The statement that stands at place k of the variation. */
static uint32_t line_at(uint32_t place, uint32_t swapped)
{
    if (swapped == DT_NO_LINE || (place != swapped && place != swapped + 1)) {
        return place;
    }
    return place == swapped ? swapped + 1 : swapped;
}

/* Refine the ranks by the level of places first .. end-1, of which `dropped` does not count. */
static detente_status refine(dt_variation *v, uint32_t first, uint32_t end, uint32_t dropped,
                             uint32_t swapped, detente_error *err)
{
    for (uint64_t s = 0; s < v->model->state_count && dt_poll_step(v->poll, 1); s++) {
        v->key[s] = (uint64_t)v->ranks[s] * (end - first + 1);
        for (uint32_t place = first; place < end; place++) {
            const uint32_t k = line_at(place, swapped);
            v->key[s] += k != dropped && dt_bit(v->holds[k], s);
        }
    }
    return make_dense(v, err);
}

static uint32_t level_end(const dt_preferences *wants, uint32_t first)
{
    uint32_t end = first + 1;
    while (end < wants->count && wants->lines[end].tied) {
        end++;
    }
    return end;
}

static detente_status rank_wants(dt_variation *v, uint32_t dropped, uint32_t swapped,
                                 detente_error *err)
{
    detente_status status = DETENTE_OK;
    for (uint32_t first = 0, end = 0; first < v->count; first = end) {
        end = level_end(lines_of(v), first);
        DT_TRY(refine(v, first, end, dropped, swapped, err));
    }
done:
    return status;
}

/* The place of a line from the top: tied lines share one. */
static uint32_t place_of(const dt_preferences *ranks, uint32_t line)
{
    uint32_t place = 0;
    for (uint32_t k = 1; k <= line; k++) {
        place += !ranks->lines[k].tied;
    }
    return place;
}

/* The line whose states those of a dropped line tie with. */
static uint32_t neighbour_of(const dt_preferences *ranks, uint32_t line)
{
    return line + 1 < ranks->count ? line + 1 : line - (line > 0);
}

static detente_status rank_ranks(dt_variation *v, uint32_t dropped, uint32_t swapped,
                                 detente_error *err)
{
    const dt_preferences *ranks = lines_of(v);
    const uint32_t last = place_of(ranks, v->count - 1);
    for (uint64_t s = 0; s < v->model->state_count && dt_poll_step(v->poll, 1 + v->count / 64);
         s++) {
        const uint32_t line = line_at(v->line_of[s], swapped);
        v->key[s] = last - place_of(ranks, line == dropped ? neighbour_of(ranks, line) : line);
    }
    return make_dense(v, err);
}

static detente_status rank_weighs(dt_variation *v, uint32_t dropped, uint32_t swapped,
                                  detente_error *err)
{
    const dt_preferences *weighs = lines_of(v);
    for (uint64_t s = 0; s < v->model->state_count && dt_poll_step(v->poll, 1 + v->count / 32);
         s++) {
        uint64_t sum = (uint64_t)1 << 63; /* keeps the order of signed sums */
        for (uint32_t k = 0; k < v->count; k++) {
            if (k != dropped && dt_bit(v->holds[k], s)) {
                sum += (uint64_t)weighs->lines[line_at(k, swapped)].weight;
            }
        }
        v->key[s] = sum;
    }
    return make_dense(v, err);
}

detente_status dt_variation_rank(dt_variation *v, uint32_t dropped, uint32_t swapped,
                                 detente_error *err)
{
    for (uint64_t s = 0; s < v->model->state_count; s++) {
        v->ranks[s] = 1;
    }
    switch (lines_of(v)->kind) {
    case DT_WANTS:
        return rank_wants(v, dropped, swapped, err);
    case DT_RANKS:
        return v->count == 0 ? DETENTE_OK : rank_ranks(v, dropped, swapped, err);
    case DT_WEIGHS:
        return rank_weighs(v, dropped, swapped, err);
    case DT_INDIFFERENT:
        break;
    }
    return DETENTE_OK;
}

bool dt_variation_is_same(const dt_variation *v)
{
    return memcmp(v->ranks, dt_preference_ranks(&v->model->preferences[v->party]),
                  v->model->state_count * sizeof *v->ranks) == 0;
}

/* ---- deciding -------------------------------------------------------------------------------- */

detente_status dt_variation_solve(const dt_variation *v, detente_concepts concepts,
                                  dt_verdicts *out, detente_error *err)
{
    dt_preference preferences[DT_MOST_PARTIES];
    dt_task task = dt_task_of(v->model, concepts, dt_poll_inner(v->poll));
    memcpy(preferences, task.preferences, v->model->syntax->party_count * sizeof *preferences);
    preferences[v->party] = (dt_preference){.ranks = v->ranks};
    task.preferences = preferences;
    task.moves = v->moves;
    return dt_solve(&task, DETENTE_ENGINE_GRAPH, out, err);
}

/* ---- pairs and ties -------------------------------------------------------------------------- */

/* Pairs of states with equal ranks. */
static detente_status count_equal(const dt_variation *v, uint64_t *pairs, detente_error *err)
{
    const uint64_t states = v->model->state_count;
    uint64_t *size = dt_zeroed(states + 1, sizeof *size);
    if (size == NULL) {
        return dt_no_memory(err);
    }
    *pairs = 0;
    for (uint64_t s = 0; s < states && dt_poll_step(v->poll, 1); s++) {
        *pairs += size[v->ranks[s]]++; /* ranks are at most the number of states */
    }
    free(size);
    return DETENTE_OK;
}

detente_status dt_variation_pairs(dt_variation *v, uint64_t *decided, detente_error *err)
{
    detente_status status = DETENTE_OK;
    uint64_t before = 0;
    for (uint64_t s = 0; s < v->model->state_count; s++) {
        v->ranks[s] = 1;
    }
    DT_TRY(count_equal(v, &before, err));
    for (uint32_t first = 0, end = 0; first < v->count; first = end) {
        uint64_t after = 0;
        end = level_end(lines_of(v), first);
        DT_TRY(refine(v, first, end, DT_NO_LINE, DT_NO_LINE, err));
        DT_TRY(count_equal(v, &after, err));
        decided[first] = before - after;
        before = after;
    }
done:
    return status;
}

uint64_t dt_variation_ties(const dt_variation *v, uint64_t *one, uint64_t *other)
{
    const uint64_t states = v->model->state_count;
    const uint32_t *ranks = dt_preference_ranks(&v->model->preferences[v->party]);
    uint64_t *seen = v->key; /* [rank] 1 + the first state, count above */
    uint64_t pairs = 0;
    memset(seen, 0, states * sizeof *seen);
    memset(v->ranks, 0, states * sizeof *v->ranks);
    for (uint64_t s = 0; s < states && dt_poll_step(v->poll, 1); s++) {
        const uint32_t k = ranks[s] - 1;
        if (seen[k] == 0) {
            seen[k] = s + 1;
        } else if (pairs == 0) {
            *one = seen[k] - 1;
            *other = s;
        }
        pairs += v->ranks[k]++;
    }
    return pairs;
}
