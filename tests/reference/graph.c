/* SPDX-License-Identifier: MIT
 *
 * Legal sequences and the concepts by their definitions, on plain matrices.
 *
 * Legal sequences: O(parties^2 * states^2) per start.  A concept: that for every start, and then
 * nested loops, O(states^4) at worst.
 */
#include "reference.h"

#include <stdio.h>

void *reference_take(size_t count, size_t size)
{
    void *taken = calloc(count == 0 ? 1 : count, size);
    if (taken == NULL) {
        fprintf(stderr, "reference: out of memory\n");
        abort();
    }
    return taken;
}

reference_corner reference_corner_of(detente_concept concept)
{
    switch ((int)concept) {
    case DETENTE_NASH:
        return (reference_corner){0};
    case DETENTE_GMR:
        return (reference_corner){.counter = true};
    case DETENTE_SMR:
        return (reference_corner){.counter = true, .symmetric = true};
    case DETENTE_SEQ:
        return (reference_corner){.counter = true, .credible = true};
    case DETENTE_SSEQ:
        return (reference_corner){.counter = true, .credible = true, .symmetric = true};
    case DETENTE_SIM:
        break; /* no corner: reference_sim */
    }
    fprintf(stderr, "reference: concept %d is not defined here\n", (int)concept);
    abort();
}

void reference_graph_init(reference_graph *graph, uint32_t parties, uint32_t states)
{
    graph->parties = parties;
    graph->states = states;
    graph->moves = reference_take((size_t)parties * states * states, sizeof(bool));
    graph->better = reference_take((size_t)parties * states * states, sizeof(bool));
    graph->unknown = reference_take((size_t)parties * states * states, sizeof(bool));
}

void reference_graph_clear(reference_graph *graph)
{
    free(graph->moves);
    free(graph->better);
    free(graph->unknown);
    *graph = (reference_graph){0};
}

static size_t cell(const reference_graph *graph, uint32_t party, uint32_t s, uint32_t t)
{
    return ((size_t)party * graph->states + s) * graph->states + t;
}

bool *reference_move(const reference_graph *graph, uint32_t party, uint32_t s, uint32_t t)
{
    return &graph->moves[cell(graph, party, s, t)];
}

bool *reference_better(const reference_graph *graph, uint32_t party, uint32_t s, uint32_t t)
{
    return &graph->better[cell(graph, party, s, t)];
}

bool *reference_unknown(const reference_graph *graph, uint32_t party, uint32_t s, uint32_t t)
{
    return &graph->unknown[cell(graph, party, s, t)];
}

uint64_t reference_everybody(const reference_graph *graph)
{
    return graph->parties >= 64 ? UINT64_MAX : ((uint64_t)1 << graph->parties) - 1;
}

uint64_t reference_others(const reference_graph *graph, uint32_t party)
{
    return reference_everybody(graph) & ~((uint64_t)1 << party);
}

static bool is_member(uint64_t group, uint32_t party)
{
    return (group >> party) & 1;
}

/* May `party` step from s to t: R_party(s), or R+_party(s). */
static bool may_step(const reference_graph *graph, uint32_t party, uint32_t s, uint32_t t,
                     bool improvements)
{
    return *reference_move(graph, party, s, t) &&
           (!improvements || *reference_better(graph, party, s, t));
}

/* ---- legal sequences ------------------------------------------------------------------------- */

/* Sequences found so far, by what matters of them: where they end and who moved last. */
typedef struct sequences {
    uint32_t *end, *last;
    uint32_t count;
    bool *known; /* [last][end] */
} sequences;

/* Sequences of one more move, by `mover` from x. */
static void add_steps(const reference_graph *graph, uint32_t mover, uint32_t x, bool improvements,
                      sequences *all)
{
    for (uint32_t t = 0; t < graph->states; t++) {
        bool *known = &all->known[(size_t)mover * graph->states + t];
        if (may_step(graph, mover, x, t, improvements) && !*known) {
            *known = true;
            all->end[all->count] = t;
            all->last[all->count++] = mover;
        }
    }
}

/* R_H(s), R_H^+(s): ends x_k of s = x_0, ..., x_k (k >= 1), x_r in R_{d_r}(x_{r-1}), d_r in H and
 * d_r != d_{r+1}. */
void reference_legal(const reference_graph *graph, uint64_t group, bool improvements,
                     uint32_t start, bool *reached)
{
    const size_t size = (size_t)graph->parties * graph->states;
    sequences all = {.end = reference_take(size, sizeof(uint32_t)),
                     .last = reference_take(size, sizeof(uint32_t)),
                     .known = reference_take(size, sizeof(bool))};
    for (uint32_t first = 0; first < graph->parties; first++) {
        if (is_member(group, first)) {
            add_steps(graph, first, start, improvements, &all);
        }
    }
    for (uint32_t k = 0; k < all.count; k++) {
        for (uint32_t next = 0; next < graph->parties; next++) {
            if (is_member(group, next) && next != all.last[k]) {
                add_steps(graph, next, all.end[k], improvements, &all);
            }
        }
    }
    memset(reached, 0, graph->states * sizeof(bool));
    for (uint32_t k = 0; k < all.count; k++) {
        reached[all.end[k]] = true;
    }
    free(all.end);
    free(all.last);
    free(all.known);
}

/* ---- the same, wrongly ----------------------------------------------------------------------- */

void reference_single(const reference_graph *graph, uint64_t group, bool improvements,
                      uint32_t start, bool *reached)
{
    for (uint32_t t = 0; t < graph->states; t++) {
        reached[t] = false;
        for (uint32_t j = 0; j < graph->parties; j++) {
            reached[t] |= is_member(group, j) && may_step(graph, j, start, t, improvements);
        }
    }
}

void reference_plain(const reference_graph *graph, uint64_t group, bool improvements,
                     uint32_t start, bool *reached)
{
    bool *step = reference_take(graph->states, sizeof(bool));
    reference_single(graph, group, improvements, start, reached);
    for (bool added = true; added;) {
        added = false;
        for (uint32_t x = 0; x < graph->states; x++) {
            if (!reached[x]) {
                continue;
            }
            reference_single(graph, group, improvements, x, step);
            for (uint32_t t = 0; t < graph->states; t++) {
                added |= step[t] && !reached[t];
                reached[t] |= step[t];
            }
        }
    }
    free(step);
}

/* Every order of distinct parties; the depth is the number of parties. */
static void add_once(const reference_graph *graph, uint64_t left, bool improvements, uint32_t x,
                     bool *reached)
{
    for (uint32_t j = 0; j < graph->parties; j++) {
        for (uint32_t t = 0; is_member(left, j) && t < graph->states; t++) {
            if (may_step(graph, j, x, t, improvements)) {
                reached[t] = true;
                add_once(graph, left & ~((uint64_t)1 << j), improvements, t, reached);
            }
        }
    }
}

void reference_once(const reference_graph *graph, uint64_t group, bool improvements, uint32_t start,
                    bool *reached)
{
    memset(reached, 0, graph->states * sizeof(bool));
    add_once(graph, group, improvements, start, reached);
}

void reference_visited(const reference_graph *graph, uint64_t group, bool improvements,
                       uint32_t start, bool *reached)
{
    const uint32_t nobody = UINT32_MAX;
    uint32_t *queue = reference_take((size_t)graph->states + 1, sizeof(uint32_t));
    uint32_t *last = reference_take((size_t)graph->states + 1, sizeof(uint32_t));
    uint32_t ends = 0;
    memset(reached, 0, graph->states * sizeof(bool));
    queue[ends] = start;
    last[ends++] = nobody;
    for (uint32_t k = 0; k < ends; k++) {
        for (uint32_t j = 0; j < graph->parties; j++) {
            for (uint32_t t = 0; is_member(group, j) && j != last[k] && t < graph->states; t++) {
                if (may_step(graph, j, queue[k], t, improvements) && !reached[t]) {
                    reached[t] = true;
                    queue[ends] = t;
                    last[ends++] = j;
                }
            }
        }
    }
    free(queue);
    free(last);
}

/* ---- concepts -------------------------------------------------------------------------------- */

/* "and for all s3 in R_i(s2): s3 not preferred to s" */
static bool unanswerable(const reference_graph *graph, uint32_t i, uint32_t s, uint32_t s2)
{
    for (uint32_t s3 = 0; s3 < graph->states; s3++) {
        if (*reference_move(graph, i, s2, s3) && *reference_better(graph, i, s, s3)) {
            return false;
        }
    }
    return true;
}

/* "exists s2 in R_H(s1): s2 not preferred to s" (and, where asked, unanswerable) */
static bool sanctioned(const reference_graph *graph, uint32_t i, uint32_t s, const bool *reached,
                       bool symmetric)
{
    for (uint32_t s2 = 0; s2 < graph->states; s2++) {
        if (reached[s2] && !*reference_better(graph, i, s, s2) &&
            (!symmetric || unanswerable(graph, i, s, s2))) {
            return true;
        }
    }
    return false;
}

bool reference_deters(const reference_graph *graph, detente_concept concept, uint32_t party,
                      uint32_t s, uint32_t s1)
{
    const bool credible = concept == DETENTE_SEQ || concept == DETENTE_SSEQ;
    const bool symmetric = concept == DETENTE_SMR || concept == DETENTE_SSEQ;
    bool *reached = reference_take(graph->states, sizeof(bool));
    reference_legal(graph, reference_others(graph, party), credible, s1, reached);
    const bool deters = concept != DETENTE_NASH && sanctioned(graph, party, s, reached, symmetric);
    free(reached);
    return deters;
}

/* Nash:            no s1 in R+_i(s)
 * the others: for all s1 in R+_i(s) exists s2 in R_H(s1), H = N-i, that deters:
 *             GMR, SMR over R_H, SEQ, SSEQ over R+_H; SMR, SSEQ symmetric */
void reference_stable(const reference_graph *graph, detente_concept concept, uint32_t party,
                      reference_reach *reach, bool *stable)
{
    const uint32_t states = graph->states;
    const reference_corner corner = reference_corner_of(concept);
    bool *reached = reference_take((size_t)states * states, sizeof(bool));
    for (uint32_t s1 = 0; s1 < states; s1++) {
        reach(graph, reference_others(graph, party), corner.credible, s1,
              &reached[(size_t)s1 * states]);
    }
    for (uint32_t s = 0; s < states; s++) {
        stable[s] = true;
        for (uint32_t s1 = 0; s1 < states; s1++) {
            if (!may_step(graph, party, s, s1, true)) {
                continue;
            }
            const bool deterred = corner.counter &&
                                  sanctioned(graph, party, s, &reached[(size_t)s1 * states],
                                             corner.symmetric);
            stable[s] = stable[s] && deterred;
        }
    }
    free(reached);
}

/* ---- paths and groups ------------------------------------------------------------------------ */

/* V_j^(1) = R_j(SQ);  V_j^(h) = V_j^(h-1) + { t in R_j(x) : x in V_k^(h-1), k != j }: after[j][t]
 * and before[j][t], t in V_j^(h) and in V_j^(h-1).  Was anything new? */
static bool one_more_move(const reference_graph *graph, bool improvements, const bool *before,
                          bool *after)
{
    const uint32_t states = graph->states;
    bool new = false;
    for (uint32_t k = 0; k < graph->parties * states; k++) {
        for (uint32_t j = 0; before[k] && j < graph->parties; j++) {
            for (uint32_t t = 0; k / states != j && t < states; t++) {
                if (may_step(graph, j, k % states, t, improvements)) {
                    new = new || !after[j * states + t];
                    after[j * states + t] = true;
                }
            }
        }
    }
    return new;
}

void reference_distances(const reference_graph *graph, uint32_t start, bool improvements,
                         uint32_t *shortest)
{
    const uint32_t states = graph->states, size = graph->parties * states;
    bool *before = reference_take(size, sizeof(bool));
    bool *after = reference_take(size, sizeof(bool));
    for (uint32_t t = 0; t < states; t++) {
        shortest[t] = UINT32_MAX;
    }
    for (uint32_t k = 0; k < size; k++) {
        after[k] = may_step(graph, k / states, start, k % states, improvements);
    }
    bool new = true;
    for (uint32_t h = 1; new; h++) {
        for (uint32_t k = 0; k < size; k++) {
            shortest[k % states] = after[k] && h < shortest[k % states] ? h : shortest[k % states];
        }
        memcpy(before, after, size * sizeof(bool));
        new = one_more_move(graph, improvements, before, after);
    }
    shortest[start] = 0;
    free(before);
    free(after);
}

/* R_H^{++}(s) = { x in R_H(s), x != s : for all i in H  x preferred by i to s } */
void reference_joint_improvements(const reference_graph *graph, uint64_t group, uint32_t s,
                                  bool *improvements)
{
    reference_legal(graph, group, false, s, improvements);
    improvements[s] = false;
    for (uint32_t x = 0; x < graph->states; x++) {
        for (uint32_t i = 0; i < graph->parties; i++) {
            if (is_member(group, i) && !*reference_better(graph, i, s, x)) {
                improvements[x] = false;
            }
        }
    }
}
