/* SPDX-License-Identifier: MIT
 *
 * The matrix form of the concepts: a second way to the same verdicts.
 *
 * E all ones, I identity, `o` the entrywise product, J_i the 0/1 matrix of R_i, P_i(s,t) = 1 iff t
 * is preferred to s, Q_i = E - P_i (the literature also takes off I: then coming back to the start
 * deters nobody).
 *
 *     M_i^(1) = J_i,   M_i^(t) = sign(J_i * (or over j != i in H of M_j^(t-1))),   M_H = or of all
 *     M_Nash  = (J_i o P_i) E
 *     M_GMR   = (J_i o P_i) (E - sign(M_H Q_i^T))
 *     M_SMR   = (J_i o P_i) (E - sign(M_H (Q_i^T o (E - sign(J_i P_i^T)))))
 *     SEQ, SSEQ: the same with J_j o P_j in place of J_j for every j in H
 *     s is stable iff the entry (s,s) is 0
 *
 * Time O(parties * states^3) per added move; bytes: a few states^2.
 */
#include "reference.h"

typedef struct matrix {
    uint32_t size;
    bool *at; /* [row][column] */
} matrix;

static matrix zeros(uint32_t size)
{
    return (matrix){size, reference_take((size_t)size * size, sizeof(bool))};
}

static bool *entry(matrix m, uint32_t row, uint32_t column)
{
    return &m.at[(size_t)row * m.size + column];
}

/* into = sign(a * b) */
static void multiply(matrix into, matrix a, matrix b)
{
    memset(into.at, 0, (size_t)into.size * into.size * sizeof(bool));
    for (uint32_t row = 0; row < a.size; row++) {
        for (uint32_t k = 0; k < a.size; k++) {
            for (uint32_t column = 0; *entry(a, row, k) && column < a.size; column++) {
                *entry(into, row, column) |= *entry(b, k, column);
            }
        }
    }
}

/* J_party, or J_party o P_party */
static matrix adjacency(const reference_graph *graph, uint32_t party, bool improvements)
{
    matrix m = zeros(graph->states);
    for (uint32_t s = 0; s < m.size; s++) {
        for (uint32_t t = 0; t < m.size; t++) {
            *entry(m, s, t) = *reference_move(graph, party, s, t) &&
                              (!improvements || *reference_better(graph, party, s, t));
        }
    }
    return m;
}

static bool add(matrix into, matrix m)
{
    bool new = false;
    for (size_t k = 0; k < (size_t)m.size * m.size; k++) {
        new |= m.at[k] && !into.at[k];
        into.at[k] |= m.at[k];
    }
    return new;
}

/* M_H with H = everybody but `party`: by_first[j] gathers the M_j^(t), and the loop ends when a
 * round adds to none of them. */
static matrix counter_moves(const reference_graph *graph, uint32_t party, bool improvements)
{
    const uint32_t parties = graph->parties;
    matrix *step = reference_take(parties, sizeof *step);
    matrix *by_first = reference_take(parties, sizeof *by_first);
    matrix after = zeros(graph->states), product = zeros(graph->states);
    matrix all = zeros(graph->states);
    for (uint32_t j = 0; j < parties; j++) {
        step[j] = adjacency(graph, j, improvements);
        by_first[j] = adjacency(graph, j, improvements);
    }
    for (bool new = true; new;) {
        new = false;
        for (uint32_t j = 0; j < parties; j++) {
            memset(after.at, 0, (size_t)after.size * after.size * sizeof(bool));
            for (uint32_t k = 0; k < parties; k++) {
                if (k != j && k != party) {
                    add(after, by_first[k]);
                }
            }
            multiply(product, step[j], after);
            new |= j != party &&add(by_first[j], product);
        }
    }
    for (uint32_t j = 0; j < parties; j++) {
        if (j != party) {
            add(all, by_first[j]);
        }
        free(step[j].at);
        free(by_first[j].at);
    }
    free(step);
    free(by_first);
    free(after.at);
    free(product.at);
    return all;
}

/* Q_i^T, and for the symmetric concepts Q_i^T o (E - sign(J_i P_i^T)): entry (x, s) = x deters a
 * departure from s. */
static matrix deterrents(const reference_graph *graph, uint32_t party, bool returning,
                         bool symmetric)
{
    matrix deters = zeros(graph->states);
    matrix preferred = zeros(graph->states), answer = zeros(graph->states);
    matrix moves = adjacency(graph, party, false);
    for (uint32_t s = 0; s < deters.size; s++) {
        for (uint32_t x = 0; x < deters.size; x++) {
            *entry(preferred, x, s) = *reference_better(graph, party, s, x); /* P_i^T */
            *entry(deters, x, s) = !*entry(preferred, x, s) && (returning || x != s);
        }
    }
    multiply(answer, moves, preferred);
    for (size_t k = 0; symmetric && k < (size_t)deters.size * deters.size; k++) {
        deters.at[k] &= !answer.at[k];
    }
    free(preferred.at);
    free(answer.at);
    free(moves.at);
    return deters;
}

void reference_matrix_stable(const reference_graph *graph, detente_concept concept, uint32_t party,
                             bool returning, bool *stable)
{
    const reference_corner corner = reference_corner_of(concept);
    matrix tempts = adjacency(graph, party, true);
    matrix moves = counter_moves(graph, party, corner.credible);
    matrix deters = deterrents(graph, party, returning, corner.symmetric);
    matrix sanction = zeros(graph->states), verdict = zeros(graph->states);
    multiply(sanction, moves, deters);
    for (size_t k = 0; k < (size_t)sanction.size * sanction.size; k++) {
        sanction.at[k] = !corner.counter || !sanction.at[k]; /* E - sign(...) */
    }
    multiply(verdict, tempts, sanction);
    for (uint32_t s = 0; s < graph->states; s++) {
        stable[s] = !*entry(verdict, s, s);
    }
    free(tempts.at);
    free(moves.at);
    free(deters.at);
    free(sanction.at);
    free(verdict.at);
}
