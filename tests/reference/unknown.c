/* SPDX-License-Identifier: MIT
 *
 * The square where some comparisons are unknown, in four readings, by the definitions:
 *
 *        s1 tempts to leave s: Imp_l(s)       s2 deters: Blk_l(s)
 *     a  preferred to s, or unknown           known to be no better than s
 *     b  preferred to s                       known to be no better than s
 *     c  preferred to s, or unknown           not known to be better than s
 *     d  preferred to s                       not known to be better than s
 *
 * In all of them the others' credible steps lead to states that they prefer or that they may
 * prefer: R_H^{+,U}.  Time as in graph.c.
 */
#include "reference.h"

bool reference_tempts_as(const reference_graph *graph, reference_letter letter, uint32_t party,
                         uint32_t s, uint32_t s1)
{
    const bool eager = letter == REFERENCE_A || letter == REFERENCE_C;
    return *reference_better(graph, party, s, s1) ||
           (eager && *reference_unknown(graph, party, s, s1));
}

bool reference_blocks_as(const reference_graph *graph, reference_letter letter, uint32_t party,
                         uint32_t s, uint32_t s2)
{
    const bool cautious = letter == REFERENCE_C || letter == REFERENCE_D;
    return !*reference_better(graph, party, s, s2) &&
           (cautious || !*reference_unknown(graph, party, s, s2));
}

/* The same graph, what may be preferred taken for preferred. */
static reference_graph what_may_pay(const reference_graph *graph)
{
    const size_t cells = (size_t)graph->parties * graph->states * graph->states;
    reference_graph open = *graph;
    open.better = reference_take(cells, sizeof(bool));
    for (size_t k = 0; k < cells; k++) {
        open.better[k] = graph->better[k] || graph->unknown[k];
    }
    return open;
}

void reference_reached_as(const reference_graph *graph, bool credible, uint32_t party,
                          uint32_t start, bool *reached)
{
    reference_graph open = what_may_pay(graph);
    reference_legal(&open, reference_others(graph, party), credible, start, reached);
    free(open.better);
}

/* exists s2 in R_H(s1), R_H^{+,U}(s1): s2 in Blk_l(s) [and all s3 in R_i(s2): s3 in Blk_l(s)] */
bool reference_deters_as(const reference_graph *graph, detente_concept concept,
                         reference_letter letter, uint32_t party, uint32_t s, uint32_t s1)
{
    const reference_corner corner = reference_corner_of(concept);
    if (!corner.counter) {
        return false;
    }
    bool *reached = reference_take(graph->states, sizeof(bool));
    reference_reached_as(graph, corner.credible, party, s1, reached);
    bool found = false;
    for (uint32_t s2 = 0; s2 < graph->states; s2++) {
        bool deters = reached[s2] && reference_blocks_as(graph, letter, party, s, s2);
        for (uint32_t s3 = 0; corner.symmetric && s3 < graph->states; s3++) {
            deters = deters && (!*reference_move(graph, party, s2, s3) ||
                                reference_blocks_as(graph, letter, party, s, s3));
        }
        found = found || deters;
    }
    free(reached);
    return found;
}

/* all s1 in R_i(s) with s1 in Imp_l(s) are deterred */
void reference_stable_as(const reference_graph *graph, detente_concept concept,
                         reference_letter letter, uint32_t party, bool *stable)
{
    for (uint32_t s = 0; s < graph->states; s++) {
        stable[s] = true;
        for (uint32_t s1 = 0; s1 < graph->states; s1++) {
            if (*reference_move(graph, party, s, s1) &&
                reference_tempts_as(graph, letter, party, s, s1)) {
                stable[s] = stable[s] && reference_deters_as(graph, concept, letter, party, s, s1);
            }
        }
    }
}
