/* SPDX-License-Identifier: MIT
 *
 * Sequences that deter, backwards, for 64 states at a time.  See open.h.
 */
#include "base/hot.h"

#include "engines/graph/open.h"

#include <assert.h>

typedef struct asking {
    const dt_task *task;
    const dt_all_moves *moves;
    const dt_preference *own; /* of the party that would leave */
    const dt_concept *concept;
    dt_stance stance;
    uint32_t party, parties;
    uint64_t count;   /* of states */
    uint64_t *ends;   /* [state] bit k: it is no better than state[k] */
    uint64_t *deters; /* [state] D; the same where the concept asks for no reply */
    uint64_t *ahead;  /* [party][state] V(y, party) over all steps of the party from there */
    uint32_t *stack;  /* states whose bits grew */
    uint64_t *waits;  /* bitset: on the stack */
    size_t height;
    uint32_t state[64]; /* asked about */
    unsigned asked;
    dt_poll *poll;
} asking;

static void asking_clear(asking *a)
{
    free(a->ends);
    if (a->deters != a->ends) {
        free(a->deters);
    }
    free(a->ahead);
    free(a->stack);
    free(a->waits);
}

static detente_status asking_init(asking *a, detente_error *err)
{
    size_t cells = 0;
    if (!dt_mul((size_t)a->count, a->parties, &cells)) {
        return dt_no_memory(err);
    }
    a->ends = dt_zeroed(a->count, sizeof *a->ends);
    a->deters = a->concept->reply ? dt_zeroed(a->count, sizeof *a->deters) : a->ends;
    a->ahead = dt_zeroed(cells, sizeof *a->ahead);
    a->stack = dt_zeroed(a->count, sizeof *a->stack);
    a->waits = dt_zeroed(DT_WORDS(a->count), sizeof *a->waits);
    return a->ends == NULL || a->deters == NULL || a->ahead == NULL || a->stack == NULL ||
                   a->waits == NULL
               ? dt_no_memory(err)
               : DETENTE_OK;
}

/* ---- D --------------------------------------------------------------------------------------- */

/* ends(x) = x deters; deters(x) = ends(x) and, with a reply, ends(s3) for every s3 in R_i(x) */
static void find_deterrents(asking *a)
{
    const dt_moves *own = &a->moves->own[a->party];
    for (uint64_t x = 0; x < a->count && dt_poll_step(a->poll, 4); x++) {
        uint64_t word = 0;
        for (unsigned k = 0; k < a->asked; k++) {
            word |= (uint64_t)dt_deters(a->own, a->stance, a->state[k], x) << k;
        }
        a->ends[x] = word;
    }
    for (uint64_t x = 0; a->concept->reply && x < a->count; x++) {
        uint64_t word = a->ends[x];
        for (uint64_t k = own->at[x]; k < own->at[x + 1]; k++) {
            word &= a->ends[own->to[k]];
        }
        a->deters[x] = word;
        if (!dt_poll_step(a->poll, 1 + (own->at[x + 1] - own->at[x]) / 16)) {
            return;
        }
    }
}

/* ---- V --------------------------------------------------------------------------------------- */

static void wait_for(asking *a, uint32_t x)
{
    if (!dt_bit(a->waits, x)) {
        assert(a->height < a->count);
        dt_set_bit(a->waits, x);
        a->stack[a->height++] = x;
    }
}

/* V(x, l) = D(x) | ahead[k][x] over all k but l and i */
static uint64_t arrived(const asking *a, uint32_t x, uint32_t last)
{
    uint64_t word = a->deters[x];
    for (uint32_t k = 0; k < a->parties; k++) {
        word |= k == last || k == a->party ? 0 : a->ahead[k * a->count + x];
    }
    return word;
}

/* Whoever can step to x by a step of `last` knows now what follows. */
static void hand_back(asking *a, uint32_t x, uint32_t last)
{
    const dt_moves *reverse = &a->moves->reverse[last];
    const dt_preference *mover = &a->task->preferences[last];
    const uint64_t word = arrived(a, x, last);
    dt_poll_step(a->poll, 1 + (reverse->at[x + 1] - reverse->at[x]) / 16);
    for (uint64_t k = reverse->at[x]; k < reverse->at[x + 1]; k++) {
        const uint32_t from = reverse->to[k];
        uint64_t *ahead = &a->ahead[last * a->count + from];
        if ((word & ~*ahead) != 0 && (!a->concept->credible || dt_steps(mover, from, x))) {
            *ahead |= word;
            wait_for(a, from);
        }
    }
}

static void look_ahead(asking *a)
{
    memset(a->ahead, 0, (size_t)a->count * a->parties * sizeof *a->ahead);
    for (uint64_t x = 0; x < a->count; x++) {
        if (a->deters[x] != 0) {
            wait_for(a, (uint32_t)x);
        }
    }
    while (a->height > 0 && dt_poll_step(a->poll, 1)) {
        const uint32_t x = a->stack[--a->height];
        a->waits[x / 64] &= ~((uint64_t)1 << x % 64);
        for (uint32_t last = 0; last < a->parties; last++) {
            if (last != a->party) {
                hand_back(a, x, last);
            }
        }
    }
}

/* ---- verdicts -------------------------------------------------------------------------------- */

/* Bit k of `unmet`, so far: state number k has a tempting move that nothing deters. */
static bool is_stable(const asking *a, unsigned k)
{
    const dt_moves *own = &a->moves->own[a->party];
    const uint32_t s = a->state[k];
    for (uint64_t m = own->at[s]; m < own->at[s + 1]; m++) {
        const uint32_t s1 = own->to[m];
        uint64_t met = 0;
        for (uint32_t j = 0; j < a->parties; j++) {
            met |= j == a->party ? 0 : a->ahead[j * a->count + s1];
        }
        if (dt_tempts(a->own, a->stance, s, s1) && !(met >> k & 1)) {
            return false;
        }
    }
    return true;
}

static void answer(asking *a, uint64_t *stable)
{
    if (a->asked == 0) {
        return;
    }
    find_deterrents(a);
    look_ahead(a);
    for (unsigned k = 0; k < a->asked; k++) {
        if (is_stable(a, k)) {
            dt_set_bit(stable, a->state[k]);
        }
    }
    a->asked = 0;
}

static bool is_tempted(const asking *a, uint64_t s)
{
    const dt_moves *own = &a->moves->own[a->party];
    for (uint64_t k = own->at[s]; k < own->at[s + 1]; k++) {
        if (dt_tempts(a->own, a->stance, s, own->to[k])) {
            return true;
        }
    }
    return false;
}

detente_status dt_open_solve(const dt_task *task, const dt_all_moves *moves, uint32_t party,
                             detente_concept concept, dt_poll *poll, uint64_t *stable,
                             detente_error *err)
{
    detente_status status = DETENTE_OK;
    const dt_concept *row = dt_concept_row(concept);
    asking a = {.task = task,
                .moves = moves,
                .own = &task->preferences[party],
                .concept = row,
                .stance = dt_stance_of(concept),
                .party = party,
                .parties = task->model->syntax->party_count,
                .count = task->model->state_count,
                .poll = poll};
    const bool answered = row->deterrent == DT_DETERRENT_SEQUENCE;
    if (answered) {
        DT_TRY(asking_init(&a, err));
    }
    for (uint64_t s = 0; s < a.count; s++) {
        const dt_moves *own = &moves->own[party];
        DT_TRY(dt_poll_try(poll, 1 + (own->at[s + 1] - own->at[s]) / 16, err));
        if (!is_tempted(&a, s)) {
            dt_set_bit(stable, s);
        } else if (answered) {
            a.state[a.asked++] = (uint32_t)s;
        }
        if (a.asked == 64) {
            answer(&a, stable);
        }
    }
    answer(&a, stable);
    status = dt_poll_try(poll, 0, err);
done:
    asking_clear(&a);
    return status;
}
