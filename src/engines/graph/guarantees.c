/* SPDX-License-Identifier: MIT
 *
 * Guarantees, backwards from the states of the lowest level upwards.  See guarantees.h.
 *
 * A node (x, l), x reached by a step of l, is *lost* at level L when a sequence can end at a level
 * of at most L.  Visiting the levels upwards, the lost nodes only grow; each is expanded once.  A
 * state changes twice at most: when the first party that can step to a lost node turns up, and when
 * a second does (all but the last mover are one of these two kinds).
 *
 * The levels nest because the ranks of the party do; what the others prefer need be no ranking.  A
 * party whose own preference is none makes each state that is asked about a level of its own:
 * open.h.
 */
#include "base/hot.h"

#include "engines/graph/guarantees.h"

#include "game/relations.h"

#include <assert.h>

/* Nodes at a state that are newly lost: all, all but one last mover, or only that one. */
typedef enum which { ALL, ALL_BUT, ONLY } which;

typedef struct pending {
    uint32_t state;
    uint32_t party;
    which which;
} pending;

typedef struct sweep {
    const detente_model *model;
    const dt_preference *preferences;
    uint32_t party;
    bool credible;
    const dt_all_moves *moves;
    uint32_t *level; /* [state] */
    uint32_t *order; /* states by rising level */
    uint64_t *lost;  /* bitset: states whose level has been visited */
    pending *stack;
    size_t height;
    uint32_t now; /* the level in hand */
    dt_guarantees found;
    dt_poll *poll;
} sweep;

/* Each state is pushed twice at most. */
static void push(sweep *s, pending p)
{
    assert(s->height < 2 * s->model->state_count);
    s->stack[s->height++] = p;
}

/* `party` can step from x to a lost node, from level `now` on. */
static void can_step(sweep *s, uint32_t x, uint32_t party)
{
    dt_guarantees *found = &s->found;
    if (found->second[x] != DT_SURE || found->by[x] == party) {
        return;
    }
    const bool first = found->by[x] == DT_NONE;
    const uint32_t before = found->by[x];
    if (first) {
        found->first[x] = s->now;
        found->by[x] = party;
    } else {
        found->second[x] = s->now;
    }
    if (!dt_bit(s->lost, x)) { /* else every node at x is lost already */
        push(s, first ? (pending){x, party, ALL_BUT} : (pending){x, before, ONLY});
    }
}

static void expand(sweep *s, uint32_t x, uint32_t party)
{
    const dt_moves *reverse = &s->moves->reverse[party];
    const dt_preference *mover = &s->preferences[party];
    dt_poll_step(s->poll, 1 + (reverse->at[x + 1] - reverse->at[x]) / 16);
    for (uint64_t k = reverse->at[x]; k < reverse->at[x + 1]; k++) {
        if (!s->credible || dt_steps(mover, reverse->to[k], x)) {
            can_step(s, reverse->to[k], party);
        }
    }
}

static void propagate(sweep *s)
{
    while (s->height > 0 && dt_poll_step(s->poll, 1)) {
        const pending p = s->stack[--s->height];
        for (uint32_t party = 0; party < s->model->syntax->party_count; party++) {
            const bool wanted = p.which == ALL || (p.which == ONLY) == (party == p.party);
            if (wanted && party != s->party) {
                expand(s, p.state, party);
            }
        }
    }
}

/* All nodes at x are lost from now on. */
static void lose(sweep *s, uint32_t x)
{
    dt_set_bit(s->lost, x);
    const dt_guarantees *found = &s->found;
    if (found->second[x] == DT_SURE) {
        const bool none = found->by[x] == DT_NONE;
        push(s, (pending){x, found->by[x], none ? ALL : ONLY});
    }
}

/* ---- levels ---------------------------------------------------------------------------------- */

/* level(x): the rank of x, with a reply the best that the party can move to from there. */
static void find_levels(sweep *s, bool reply)
{
    const uint32_t *ranks = dt_preference_ranks(&s->preferences[s->party]);
    const dt_moves *own = &s->moves->own[s->party];
    memcpy(s->level, ranks, s->model->state_count * sizeof *ranks);
    for (uint64_t x = 0; reply && x < s->model->state_count; x++) {
        if (!dt_poll_step(s->poll, 1 + (own->at[x + 1] - own->at[x]) / 16)) {
            return;
        }
        for (uint64_t k = own->at[x]; k < own->at[x + 1]; k++) {
            const uint32_t rank = ranks[own->to[k]];
            s->level[x] = rank > s->level[x] ? rank : s->level[x];
        }
    }
}

/* Counting sort: levels are ranks, from 1 to at most the number of states. */
static bool sort_by_level(sweep *s)
{
    const uint64_t count = s->model->state_count;
    uint32_t *bucket = dt_zeroed(count + 2, sizeof *bucket);
    if (bucket == NULL) {
        return false;
    }
    for (uint64_t x = 0; x < count && dt_poll_step(s->poll, 1); x++) {
        bucket[s->level[x] + 1]++;
    }
    for (uint64_t k = 1; k <= count + 1; k++) {
        bucket[k] += bucket[k - 1];
    }
    for (uint64_t x = 0; x < count && dt_poll_step(s->poll, 1); x++) {
        s->order[bucket[s->level[x]]++] = (uint32_t)x;
    }
    free(bucket);
    return true;
}

static detente_status prepare(sweep *s, bool reply, detente_error *err)
{
    const uint64_t count = s->model->state_count;
    s->level = dt_zeroed(count, sizeof *s->level);
    s->order = dt_zeroed(count, sizeof *s->order);
    s->lost = dt_zeroed(DT_WORDS(count), sizeof *s->lost);
    s->stack = dt_zeroed(2 * count + 1, sizeof *s->stack);
    s->found.first = dt_zeroed(count, sizeof *s->found.first);
    s->found.second = dt_zeroed(count, sizeof *s->found.second);
    s->found.by = dt_zeroed(count, sizeof *s->found.by);
    if (s->level == NULL || s->order == NULL || s->lost == NULL || s->stack == NULL ||
        s->found.first == NULL || s->found.second == NULL || s->found.by == NULL) {
        return dt_no_memory(err);
    }
    memset(s->found.first, 0xFF, count * sizeof *s->found.first); /* DT_SURE, DT_NONE */
    memset(s->found.second, 0xFF, count * sizeof *s->found.second);
    memset(s->found.by, 0xFF, count * sizeof *s->found.by);
    find_levels(s, reply);
    return sort_by_level(s) ? DETENTE_OK : dt_no_memory(err);
}

detente_status dt_guarantees_find(const detente_model *model, const dt_preference *preferences,
                                  const dt_all_moves *moves, uint32_t party,
                                  detente_concept concept, dt_poll *poll, dt_guarantees *out,
                                  detente_error *err)
{
    detente_status status = DETENTE_OK;
    const uint64_t count = model->state_count;
    sweep s = {.model = model,
               .preferences = preferences,
               .moves = moves,
               .party = party,
               .credible = dt_concept_row(concept)->credible,
               .poll = poll};
    if (dt_deterrent_of(concept) != DT_DETERRENT_SEQUENCE) {
        return dt_fail(err, DETENTE_EUNSUPPORTED, "guarantees are about sequences of moves");
    }
    DT_TRY(prepare(&s, dt_concept_row(concept)->reply, err));
    for (uint64_t k = 0; k < count; k++) {
        DT_TRY(dt_poll_try(poll, 1, err));
        s.now = s.level[s.order[k]];
        lose(&s, s.order[k]);
        propagate(&s);
    }
    *out = s.found;
    s.found = (dt_guarantees){0};
done:
    free(s.level);
    free(s.order);
    free(s.lost);
    free(s.stack);
    dt_guarantees_clear(&s.found);
    return status;
}

void dt_guarantees_clear(dt_guarantees *guarantees)
{
    free(guarantees->first);
    free(guarantees->by);
    free(guarantees->second);
    *guarantees = (dt_guarantees){0};
}
