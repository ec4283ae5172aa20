/* SPDX-License-Identifier: MIT
 *
 * The option engine over listed states: Nash, GMR, SMR, SEQ, SSEQ in near-linear time.
 *
 * Let val(x) be the best level to which the others can hold party i after it moved to x:
 *
 *     GMR   min of p_i over all that the others can reach from x by moves, x included
 *     SMR   the same with M_i, where M_i(y) = max of p_i over y and R_i(y)
 *     SEQ   as GMR, by improvements of the mover only;  SSEQ  as SMR, by improvements only
 *     Nash  infinite: nobody answers
 *
 * s is stable for i exactly when p_i(s) >= max over moves s -> x of min(p_i(x), val(x)), so the
 * right side is one number per group of i (docs/engine.md, lemma 2).  val is found by *settling*:
 * states in increasing level; whatever can reach a state that is settled at level v, and is not
 * settled itself, settles at v.  In a group sorted by p_j, the states from which j improves to y
 * are those before p_j(y): a pointer that only moves right.  So every state is settled once and
 * every pointer step is made once: O(states * parties) after sorting, however long the paths of
 * improvements are.  Moves of j compose (in and out of a group, up along used(g)), which is why
 * legal sequences and plain closure agree here (lemma 1).
 *
 * 8 bytes per state and party for the blocks, 16 per state and thread, 4 per group.
 */
#include "base/hot.h"

#include "engines/listed/blocks.h"
#include "engines/listed/listed.h"

#include <assert.h>

#define UNSETTLED UINT32_MAX
#define STEPS_PER_REPORT ((uint32_t)1 << 14)

typedef struct game {
    const detente_model *model;
    uint32_t count;
    uint32_t parties;
    const uint32_t *ranks[DT_MOST_PARTIES]; /* [party][state] */
    dt_blocks blocks[DT_MOST_PARTIES];
    uint32_t *best[DT_MOST_PARTIES]; /* [group] M_i */
} game;

/* Scratch of one task: party `focal`, one concept. */
typedef struct settling {
    const game *game;
    uint32_t focal;
    bool improving; /* the others move to improve only */
    uint32_t *value;
    uint32_t *queue; /* [count] states settled, not yet followed back */
    uint32_t tail;
    uint32_t *next[DT_MOST_PARTIES];  /* [group] place of the first state not passed yet */
    uint32_t *level[DT_MOST_PARTIES]; /* [group] passed up to this rank; one-way options only */
} settling;

static void free_settling(settling *run)
{
    free(run->value);
    free(run->queue);
    for (uint32_t j = 0; j < DT_MOST_PARTIES; j++) {
        free(run->next[j]);
        free(run->level[j]);
    }
}

static bool start_settling(settling *run, const game *g, uint32_t focal, bool improving)
{
    *run = (settling){.game = g, .focal = focal, .improving = improving};
    run->value = dt_zeroed(g->count, sizeof *run->value);
    run->queue = dt_zeroed(g->count, sizeof *run->queue);
    bool fits = run->value != NULL && run->queue != NULL;
    for (uint32_t j = 0; fits && j < g->parties; j++) {
        const dt_blocks *blocks = &g->blocks[j];
        if (j == focal || g->model->owned[j] == 0) {
            continue;
        }
        run->next[j] = dt_zeroed(blocks->count, sizeof *run->next[j]);
        fits = run->next[j] != NULL;
        if (fits) {
            memcpy(run->next[j], blocks->first, blocks->count * sizeof *run->next[j]);
        }
        if (fits && blocks->used != NULL) {
            run->level[j] = dt_zeroed(blocks->count, sizeof *run->level[j]);
            fits = run->level[j] != NULL;
        }
    }
    return fits;
}

/* Settle at `value` what is in group g of j, ranks below `limit`. */
static void pass(settling *run, uint32_t j, uint32_t g, uint32_t limit, uint32_t value)
{
    const dt_blocks *blocks = &run->game->blocks[j];
    const uint32_t *ranks = run->game->ranks[j];
    const uint32_t end = blocks->first[g + 1];
    uint32_t place = run->next[j][g];
    for (; place < end; place++) {
        const uint32_t state = blocks->order[place];
        if (ranks[state] >= limit) {
            break;
        }
        if (run->value[state] == UNSETTLED) {
            assert(run->tail < run->game->count);
            run->value[state] = value;
            run->queue[run->tail++] = state;
        }
    }
    run->next[j][g] = place;
}

/* y settled at `value`: so do the states from which j moves to y. */
static void follow_back(settling *run, uint32_t j, uint32_t y, uint32_t value)
{
    const dt_blocks *blocks = &run->game->blocks[j];
    const uint32_t limit = run->improving ? run->game->ranks[j][y] : UNSETTLED;
    const uint32_t g = blocks->group[y];
    if (blocks->used == NULL) {
        pass(run, j, g, limit, value);
        return;
    }
    /* a group's level is at most that of the groups below it: nothing to do if it is reached */
    if (run->level[j][g] >= limit) {
        return;
    }
    for (uint32_t h = blocks->head[g]; h < blocks->tail[g]; h++) {
        if ((blocks->used[h] & ~blocks->used[g]) == 0 && run->level[j][h] < limit) {
            run->level[j][h] = limit;
            pass(run, j, h, limit, value);
        }
    }
}

/* Settle everything, from the states in `seeds` (increasing key). */
static bool settle(settling *run, const uint32_t *seeds, const uint32_t *keys, dt_poll *poll)
{
    const game *g = run->game;
    for (uint32_t k = 0; k < g->count; k++) {
        run->value[k] = UNSETTLED;
    }
    uint32_t head = 0;
    for (uint32_t k = 0; k < g->count; k++) {
        const uint32_t seed = seeds[k];
        if (run->value[seed] != UNSETTLED) {
            continue;
        }
        assert(run->tail < g->count && head == run->tail);
        run->value[seed] = keys[seed];
        run->queue[run->tail++] = seed;
        while (head < run->tail) {
            const uint32_t y = run->queue[head++];
            for (uint32_t j = 0; j < g->parties; j++) {
                if (run->next[j] != NULL) {
                    follow_back(run, j, y, keys[seed]);
                }
            }
            if (head % STEPS_PER_REPORT == 0 && !dt_poll_add(poll, STEPS_PER_REPORT)) {
                return false;
            }
        }
    }
    return dt_poll_add(poll, g->count % STEPS_PER_REPORT);
}

/* out[group of i] = max of min(p_i, value) over the states that i can move to from the group, and
 * the group itself; value NULL: no bound. */
static bool thresholds(const game *g, uint32_t i, const uint32_t *value, uint32_t *out)
{
    const dt_blocks *blocks = &g->blocks[i];
    const uint32_t *ranks = g->ranks[i];
    for (uint32_t h = 0; h < blocks->count; h++) {
        uint32_t most = 0;
        for (uint32_t k = blocks->first[h]; k < blocks->first[h + 1]; k++) {
            const uint32_t state = blocks->order[k];
            const uint32_t rank = ranks[state];
            const uint32_t held = value != NULL && value[state] < rank ? value[state] : rank;
            most = held > most ? held : most;
        }
        out[h] = most;
    }
    if (blocks->used == NULL) {
        return true;
    }
    uint32_t *own = dt_zeroed(blocks->count, sizeof *own);
    if (own == NULL) {
        return false;
    }
    memcpy(own, out, blocks->count * sizeof *own);
    for (uint32_t h = 0; h < blocks->count; h++) {
        for (uint32_t k = blocks->head[h]; k < blocks->tail[h]; k++) {
            if ((blocks->used[h] & ~blocks->used[k]) == 0 && own[k] > out[h]) {
                out[h] = own[k];
            }
        }
    }
    free(own);
    return true;
}

/* stable[s] = p_i(s) >= threshold of its group */
static void mark_stable(const game *g, uint32_t i, const uint32_t *threshold, uint64_t *stable)
{
    const uint32_t *ranks = g->ranks[i];
    const uint32_t *group = g->blocks[i].group;
    for (uint32_t k = 0; k < g->count; k++) {
        stable[k >> 6] |= (uint64_t)(ranks[k] >= threshold[group[k]]) << (k & 63);
    }
}

/* keys[k] = p_i or M_i of state k, seeds = states in increasing key (counting sort). */
static bool order_seeds(const game *g, uint32_t i, bool answered, uint32_t *keys, uint32_t *seeds)
{
    const uint32_t *ranks = g->ranks[i];
    uint32_t most = 0;
    for (uint32_t k = 0; k < g->count; k++) {
        keys[k] = answered ? g->best[i][g->blocks[i].group[k]] : ranks[k];
        most = keys[k] > most ? keys[k] : most;
    }
    uint32_t *places = dt_zeroed((size_t)most + 2, sizeof *places);
    if (places == NULL) {
        return false;
    }
    for (uint32_t k = 0; k < g->count; k++) {
        places[keys[k] + 1]++;
    }
    for (uint32_t d = 0; d <= most; d++) {
        places[d + 1] += places[d];
    }
    for (uint32_t k = 0; k < g->count; k++) {
        seeds[places[keys[k]]++] = k;
    }
    free(places);
    return true;
}

/* ---- tasks: one party and concept each ------------------------------------------------------- */

typedef struct work {
    const game *game;
    uint64_t *stable[DT_SQUARE_COUNT * DT_MOST_PARTIES]; /* [task] */
    detente_concept concept[DT_SQUARE_COUNT * DT_MOST_PARTIES];
    uint32_t party[DT_SQUARE_COUNT * DT_MOST_PARTIES];
    uint64_t count;
    dt_poll poll;
    _Atomic bool no_memory;
} work;

static bool solve_task(work *all, uint64_t task)
{
    const game *g = all->game;
    const uint32_t i = all->party[task];
    const detente_concept concept = all->concept[task];
    const bool answered = dt_concept_row(concept)->reply;
    const bool improving = dt_concept_row(concept)->credible;
    uint32_t *keys = dt_zeroed(g->count, sizeof *keys);
    uint32_t *seeds = dt_zeroed(g->count, sizeof *seeds);
    uint32_t *threshold = dt_zeroed(g->blocks[i].count, sizeof *threshold);
    settling run = {0};
    bool fits = keys != NULL && seeds != NULL && threshold != NULL &&
                order_seeds(g, i, answered, keys, seeds) && start_settling(&run, g, i, improving);
    if (fits && settle(&run, seeds, keys, &all->poll)) {
        fits = thresholds(g, i, run.value, threshold);
        if (fits) {
            mark_stable(g, i, threshold, all->stable[task]);
        }
    }
    free_settling(&run);
    free(keys);
    free(seeds);
    free(threshold);
    return fits;
}

static void task_body(void *context, uint64_t task, uint32_t thread)
{
    work *all = context;
    (void)thread;
    if (!dt_poll_stopped(&all->poll) && !atomic_load(&all->no_memory) && !solve_task(all, task)) {
        atomic_store(&all->no_memory, true);
    }
}

static void block_body(void *context, uint64_t task, uint32_t thread)
{
    work *all = context;
    game *g = (game *)all->game;
    (void)thread;
    if (dt_poll_stopped(&all->poll) || atomic_load(&all->no_memory)) {
        return;
    }
    dt_blocks *blocks = &g->blocks[task];
    if (dt_blocks_make(g->model, (uint32_t)task, g->ranks[task], blocks, NULL) == DETENTE_OK) {
        g->best[task] = dt_zeroed(blocks->count, sizeof *g->best[task]);
    }
    if (g->best[task] == NULL || !thresholds(g, (uint32_t)task, NULL, g->best[task])) {
        atomic_store(&all->no_memory, true);
    }
    dt_poll_add(&all->poll, g->count);
}

static detente_status outcome(work *all, detente_error *err)
{
    if (dt_poll_stopped(&all->poll)) {
        return dt_poll_cancelled(&all->poll, err);
    }
    return atomic_load(&all->no_memory) ? dt_no_memory(err) : DETENTE_OK;
}

uint64_t dt_listed_bytes(const detente_model *model, dt_square concepts, uint32_t threads)
{
    const uint64_t n = model->state_count;
    const uint64_t parties = model->syntax->party_count;
    const uint64_t per_group = ((model->only_up | model->only_down) != 0 ? 16 : 0) + 8;
    uint64_t bits = 0;
    for (uint32_t k = 0; k < DT_SQUARE_COUNT; k++) {
        bits += dt_asks(concepts, (detente_concept)k) ? parties : 0;
    }
    /* groups: at most one per state; sorting and settling never run at the same time */
    const uint64_t run = 16 + 4 * 2 * parties;
    return n * (parties * (8 + per_group) + threads * (run > 20 ? run : 20)) + bits * (n / 8 + 8);
}

detente_status dt_listed_solve(const dt_task *task, dt_verdicts *out, detente_error *err)
{
    detente_status status = DETENTE_OK;
    const detente_model *model = task->model;
    const dt_square concepts = dt_square_of(task->concepts);
    const detente_limits *limits = task->limits;
    const uint32_t threads = dt_threads(limits);
    game *g = dt_zeroed(1, sizeof *g);
    work *all = dt_zeroed(1, sizeof *all);
    if (g == NULL || all == NULL) {
        status = dt_no_memory(err);
        goto done;
    }
    g->model = model;
    g->count = (uint32_t)model->states->count;
    g->parties = model->syntax->party_count;
    for (uint32_t i = 0; i < g->parties; i++) {
        g->ranks[i] = dt_preference_ranks(&task->preferences[i]);
    }
    all->game = g;
    dt_poll_start(&all->poll, limits, "looking for better moves", (uint64_t)g->parties * g->count);
    dt_parallel(threads, g->parties, block_body, all);
    DT_TRY(outcome(all, err));
    for (uint32_t i = 0; i < g->parties; i++) {
        if (dt_asks(concepts, DETENTE_NASH)) {
            mark_stable(g, i, g->best[i], out->stable[DETENTE_NASH][i]);
        }
        for (uint32_t k = 0; k < DT_SQUARE_COUNT; k++) {
            if (dt_deterrent_of((detente_concept)k) == DT_DETERRENT_SEQUENCE &&
                dt_asks(concepts, (detente_concept)k)) {
                all->party[all->count] = i;
                all->concept[all->count] = (detente_concept)k;
                all->stable[all->count++] = out->stable[k][i];
            }
        }
    }
    dt_poll_start(&all->poll, limits, "looking for counter-moves", all->count * g->count);
    dt_parallel(threads, all->count, task_body, all);
    DT_TRY(outcome(all, err));
done:
    for (uint32_t i = 0; g != NULL && i < g->parties; i++) {
        dt_blocks_clear(&g->blocks[i]);
        free(g->best[i]);
    }
    free(g);
    free(all);
    return status;
}

/* ---- the row --------------------------------------------------------------------------------- */

/* Measured on one 2.5 GHz core: nanoseconds per listed state, concept and two parties. */
#define NANOSECONDS 22.0

static detente_status covers(const dt_task *task, const char **why, detente_error *err)
{
    const detente_status status = dt_options_cover(task, why, err);
    if (status != DETENTE_OK || dt_states_listed(task->model)) {
        return status;
    }
    *why = "too many states to list";
    return dt_fail(err, DETENTE_ELIMIT, "%s", *why);
}

static void estimate(const dt_task *task, const void *prepared, uint32_t threads, dt_plan *out)
{
    const double parties = task->model->syntax->party_count;
    const double runs = parties * parties * (1 + dt_concepts_count(task->concepts));
    (void)prepared;
    out->bytes = dt_listed_bytes(task->model, dt_square_of(task->concepts), threads);
    out->seconds = (double)task->model->state_count * runs * NANOSECONDS * 1e-9 / threads;
}

static detente_status solve(const dt_task *task, void **prepared, dt_verdicts *out,
                            detente_error *err)
{
    (void)prepared;
    const detente_status status = dt_verdicts_init(out, task->model, task->concepts, err);
    return status == DETENTE_OK ? dt_listed_solve(task, out, err) : status;
}

const dt_engine dt_listed_engine = {
    .name = "option engine, listed",
    .kind = DETENTE_ENGINE_OPTION,
    .decides = {{DT_SQUARE}},
    .merit = "few combinations are feasible",
    .covers = covers,
    .estimate = estimate,
    .solve = solve,
};
