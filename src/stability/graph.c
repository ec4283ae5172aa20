/* SPDX-License-Identifier: MIT
 *
 * The graph engine: any model, moves as explicit lists.  Here every concept is defined.
 *
 *   Nash  s is stable for i iff no move of i tempts it:  R_i^+(s) = {}
 *   GMR, SMR, SEQ, SSEQ  iff every tempting move s1 is deterred: some legal sequence of the others
 *         (no party twice in a row) leads from s1 to a state that deters i   (stability.h: the square)
 *
 * All sources are answered at once, backwards.  Call (x, l) a *node*: x was reached by a step of l.
 * A node is good when x deters, or some other party k != l can step from x to a good node (y, k); s1
 * is deterred iff some party of the others can step from it to a good node.  Per state it is enough
 * to remember the parties that can so step: none, exactly one, or many, because "all but the last
 * mover" only distinguishes these.
 *
 * What deters s depends on s by its level alone, and a higher level is deterred by more: so the
 * levels are visited upwards, the good nodes only grow, and each (x, l) is expanded once.
 * (Preferences that are no ranking will visit each state as a level of its own, from scratch.)
 *
 * Time O(parties * (states + moves)) per concept and party; 8 bytes per move (lists in both
 * directions), per state 16 bytes per party for the lists and 21 while searching.
 */
#include "stability/relations.h"
#include "stability/stability.h"

/* Who can step from a state towards a deterring one. */
enum { NOBODY = 0xFF, MANY = 0xFE };

/* Nodes still to be expanded at a state: those whose last mover is ... */
typedef enum which { ALL, ALL_BUT, ONLY } which;

typedef struct pending {
    uint32_t state;
    uint8_t which;
    uint8_t party;
} pending;

typedef struct search {
    const detente_model *model;
    const dt_moves *moves;   /* [party] */
    const dt_moves *reverse; /* [party] */
    uint32_t focal;
    bool credible;     /* the others step to improvements only (SEQ, SSEQ) */
    bool reply;        /* the focal party may reply to the sanction (SMR, SSEQ) */
    uint8_t *can_step; /* per state: NOBODY, one party, or MANY */
    uint64_t *deters;  /* bitset: deters at the levels visited so far */
    uint32_t *level;   /* per state: the lowest level that it deters */
    uint32_t *order;   /* states by rising level of deterrence */
    uint32_t *judged;  /* states by rising rank */
    pending *stack;
    size_t height;
} search;

static const uint32_t *ranks_of(const search *s, uint32_t party)
{
    return s->model->states->ranks[party];
}

/* ---- backward search ---------------------------------------------------------------------------------- */

static void push(search *s, uint32_t state, which last_movers, uint32_t party)
{
    s->stack[s->height++] = (pending){state, (uint8_t)last_movers, (uint8_t)party};
}

/* `party` can step from x to a good node. */
static void can_step(search *s, uint32_t x, uint32_t party)
{
    const uint8_t before = s->can_step[x];
    if (before == MANY || before == party) {
        return;
    }
    const bool deters = dt_bit(s->deters, x); /* then every node at x is good already */
    s->can_step[x] = before == NOBODY ? (uint8_t)party : MANY;
    if (!deters) {
        push(s, x, before == NOBODY ? ALL_BUT : ONLY, before == NOBODY ? party : before);
    }
}

/* x deters from now on: all its nodes are good. */
static void deter(search *s, uint32_t x)
{
    dt_set_bit(s->deters, x);
    const uint8_t before = s->can_step[x];
    if (before != MANY) {
        push(s, x, before == NOBODY ? ALL : ONLY, before);
    }
}

/* The node (x, party) is good: whoever it can come from can step. */
static void expand(search *s, uint32_t x, uint32_t party)
{
    const dt_moves *reverse = &s->reverse[party];
    const uint32_t *ranks = ranks_of(s, party);
    for (uint64_t k = reverse->at[x]; k < reverse->at[x + 1]; k++) {
        const uint32_t from = reverse->to[k];
        if (!s->credible || dt_improves(ranks, from, x)) {
            can_step(s, from, party);
        }
    }
}

static void propagate(search *s)
{
    const uint32_t parties = s->model->syntax->party_count;
    while (s->height > 0) {
        const pending p = s->stack[--s->height];
        for (uint32_t party = 0; party < parties; party++) {
            const bool wanted = p.which == ALL || (p.which == ONLY) == (party == p.party);
            if (wanted && party != s->focal) {
                expand(s, p.state, party);
            }
        }
    }
}

/* ---- levels --------------------------------------------------------------------------------------------- */

/* The lowest level at which x deters the focal party: its own rank, and with a reply the best that
 * the party can move to from there. */
static uint32_t deterring_level(const search *s, uint32_t x)
{
    const uint32_t *ranks = ranks_of(s, s->focal);
    const dt_moves *own = &s->moves[s->focal];
    uint32_t level = ranks[x];
    for (uint64_t k = own->at[x]; s->reply && k < own->at[x + 1]; k++) {
        const uint32_t reply = ranks[own->to[k]];
        level = reply > level ? reply : level;
    }
    return level;
}

/* order = states by rising key (1..count); counting sort. */
static void sort_by_key(const uint32_t *key, uint32_t *bucket, uint64_t count, uint32_t *order)
{
    memset(bucket, 0, (size_t)(count + 2) * sizeof *bucket);
    for (uint64_t x = 0; x < count; x++) {
        bucket[key[x] + 1]++;
    }
    for (uint64_t k = 1; k <= count + 1; k++) {
        bucket[k] += bucket[k - 1];
    }
    for (uint64_t x = 0; x < count; x++) {
        order[bucket[key[x]]++] = (uint32_t)x;
    }
}

/* Every tempting move from x is deterred. */
static bool is_deterred(const search *s, uint32_t x)
{
    const uint32_t *ranks = ranks_of(s, s->focal);
    const dt_moves *own = &s->moves[s->focal];
    for (uint64_t k = own->at[x]; k < own->at[x + 1]; k++) {
        if (dt_improves(ranks, x, own->to[k]) && s->can_step[own->to[k]] == NOBODY) {
            return false;
        }
    }
    return true;
}

static detente_status visit_levels(search *s, const detente_limits *limits, uint64_t *stable,
                                   detente_error *err)
{
    const uint64_t count = s->model->state_count;
    const uint32_t *ranks = ranks_of(s, s->focal);
    uint64_t deterring = 0;
    for (uint64_t k = 0; k < count; k++) {
        const uint32_t x = s->judged[k];
        for (; deterring < count && s->level[s->order[deterring]] <= ranks[x]; deterring++) {
            deter(s, s->order[deterring]);
            propagate(s);
        }
        if (is_deterred(s, x)) {
            dt_set_bit(stable, x);
        }
        if (k % 4096 == 0) {
            const detente_status status = dt_progress(limits, "deciding stability", k, count, err);
            if (status != DETENTE_OK) {
                return status;
            }
        }
    }
    return DETENTE_OK;
}

static detente_status solve_square(search *s, const detente_limits *limits, uint32_t *bucket,
                                   uint64_t *stable, detente_error *err)
{
    const uint64_t count = s->model->state_count;
    memset(s->can_step, NOBODY, (size_t)count);
    memset(s->deters, 0, DT_WORDS(count) * sizeof *s->deters);
    for (uint64_t x = 0; x < count; x++) {
        s->level[x] = deterring_level(s, (uint32_t)x);
    }
    sort_by_key(s->level, bucket, count, s->order);
    sort_by_key(ranks_of(s, s->focal), bucket, count, s->judged);
    return visit_levels(s, limits, stable, err);
}

static void solve_nash(const search *s, uint64_t *stable)
{
    const uint32_t *ranks = ranks_of(s, s->focal);
    const dt_moves *own = &s->moves[s->focal];
    for (uint64_t x = 0; x < s->model->state_count; x++) {
        bool tempted = false;
        for (uint64_t k = own->at[x]; k < own->at[x + 1]; k++) {
            tempted |= dt_improves(ranks, x, own->to[k]);
        }
        if (!tempted) {
            dt_set_bit(stable, x);
        }
    }
}

/* ---- one model -------------------------------------------------------------------------------------------- */

static detente_status solve_parties(search *s, uint32_t concepts, const detente_limits *limits,
                                    uint32_t *bucket, dt_verdicts *out, detente_error *err)
{
    detente_status status = DETENTE_OK;
    for (uint32_t concept = DETENTE_NASH; concept <= DETENTE_SSEQ; concept++) {
        if (!(concepts >> concept & 1)) {
            continue;
        }
        s->credible = concept == DETENTE_SEQ || concept == DETENTE_SSEQ;
        s->reply = concept == DETENTE_SMR || concept == DETENTE_SSEQ;
        for (s->focal = 0; s->focal < s->model->syntax->party_count; s->focal++) {
            uint64_t *stable = out->stable[concept][s->focal];
            if (concept == DETENTE_NASH) {
                solve_nash(s, stable);
            } else {
                DT_TRY(solve_square(s, limits, bucket, stable, err));
            }
        }
    }
done:
    return status;
}

static detente_status check_size(const detente_model *model, const detente_limits *limits,
                                 detente_error *err)
{
    if (!dt_states_listed(model)) {
        return dt_fail(err, DETENTE_ELIMIT,
                       "the graph engine lists states and moves; %llu states are too many for it",
                       (unsigned long long)model->state_count);
    }
    const uint64_t bytes = model->state_count * (24 + 32 * (uint64_t)model->syntax->party_count);
    if (limits != NULL && limits->memory != 0 && bytes > limits->memory) {
        return dt_fail(err, DETENTE_ELIMIT,
                       "the graph engine would need %llu MiB and the moves besides, more than is allowed",
                       (unsigned long long)(bytes >> 20));
    }
    return DETENTE_OK;
}

static detente_status list_moves(const detente_model *model, const detente_limits *limits,
                                 dt_moves *moves, dt_moves *reverse, detente_error *err)
{
    detente_status status = DETENTE_OK;
    const uint32_t parties = model->syntax->party_count;
    const uint64_t share = limits == NULL ? 0 : limits->memory / parties;
    for (uint32_t party = 0; party < parties; party++) {
        DT_TRY(dt_progress(limits, "listing moves", party, parties, err));
        DT_TRY(dt_moves_list(model, party, false, share, &moves[party], err));
        DT_TRY(dt_moves_list(model, party, true, share, &reverse[party], err));
    }
done:
    return status;
}

detente_status dt_graph_solve(const detente_model *model, uint32_t concepts,
                              const detente_limits *limits, dt_verdicts *out, detente_error *err)
{
    detente_status status = DETENTE_OK;
    const uint64_t count = model->state_count;
    const uint32_t parties = model->syntax->party_count;
    dt_moves *moves = dt_zeroed(parties, sizeof *moves);
    dt_moves *reverse = dt_zeroed(parties, sizeof *reverse);
    uint32_t *bucket = NULL;
    search s = {.model = model, .moves = moves, .reverse = reverse};
    DT_TRY(check_size(model, limits, err));
    s.can_step = dt_zeroed(count, 1);
    s.deters = dt_zeroed(DT_WORDS(count), sizeof *s.deters);
    s.level = dt_zeroed(count, sizeof *s.level);
    s.order = dt_zeroed(count, sizeof *s.order);
    s.judged = dt_zeroed(count, sizeof *s.judged);
    s.stack = dt_zeroed(count * 2 + 1, sizeof *s.stack); /* at most ALL_BUT or ALL, then ONLY, per state */
    bucket = dt_zeroed(count + 2, sizeof *bucket);
    if (moves == NULL || reverse == NULL || s.can_step == NULL || s.deters == NULL ||
        s.level == NULL || s.order == NULL || s.judged == NULL || s.stack == NULL || bucket == NULL) {
        status = dt_no_memory(err);
        goto done;
    }
    DT_TRY(dt_verdicts_init(out, model, concepts & ~(1u << DETENTE_SIM), err));
    DT_TRY(list_moves(model, limits, moves, reverse, err));
    DT_TRY(solve_parties(&s, concepts, limits, bucket, out, err));
done:
    for (uint32_t party = 0; party < parties; party++) {
        if (moves != NULL) {
            dt_moves_clear(&moves[party]);
        }
        if (reverse != NULL) {
            dt_moves_clear(&reverse[party]);
        }
    }
    free(moves);
    free(reverse);
    free(s.can_step);
    free(s.deters);
    free(s.level);
    free(s.order);
    free(s.judged);
    free(s.stack);
    free(bucket);
    if (status != DETENTE_OK) {
        dt_verdicts_clear(out);
    }
    return status;
}
