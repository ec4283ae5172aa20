/* SPDX-License-Identifier: MIT
 *
 * SIM: what the others would do anyway, at the same time, deters.  Option form only, where the
 * joint state of several moves from one state is well defined.
 *
 * Time O(states^parties) per improvement.
 */
#include "reference.h"

bool reference_has_sim(const reference_model *model)
{
    return !dt_is_graph_form(model->syntax) && !model->coalesced;
}

static uint32_t options_of(const reference_model *model, uint32_t party)
{
    uint32_t mask = 0;
    for (uint32_t k = 0; k < model->syntax->option_count; k++) {
        mask |= model->syntax->options[k].party == party ? (uint32_t)1 << k : 0;
    }
    return mask;
}

/* Do the parties from `j` on have choices c_j in R+_j(s) + {s} such that the joint state, `code`
 * with their options as in c_j, is feasible and not preferred by i to s?  Depth: the number of
 * parties. */
static bool joint_sanction(const reference_model *model, uint32_t i, uint32_t s, uint32_t j,
                           uint32_t code)
{
    const reference_graph *graph = &model->graph;
    if (j == graph->parties) {
        for (uint32_t z = 0; z < model->state_count; z++) {
            if (model->lowest[z] == code) {
                return !*reference_better(graph, i, s, z);
            }
        }
        return false;
    }
    const uint32_t own = options_of(model, j);
    for (uint32_t c = 0; c < model->state_count; c++) {
        const bool may_choose = c == s || (*reference_move(graph, j, s, c) &&
                                           *reference_better(graph, j, s, c));
        if (j != i && may_choose &&
            joint_sanction(model, i, s, j + 1, (code & ~own) | (model->lowest[c] & own))) {
            return true;
        }
    }
    return j == i && joint_sanction(model, i, s, j + 1, code);
}

bool reference_sim_deters(const reference_model *model, uint32_t party, uint32_t s, uint32_t s1)
{
    return joint_sanction(model, party, s, 0, model->lowest[s1]);
}

/* SIM: for all s1 in R+_i(s) exist choices c_j of the others: z feasible and z not preferred to s.
 * z has i's options from s1 and j's options from c_j. */
void reference_sim(const reference_model *model, uint32_t party, bool *stable)
{
    const reference_graph *graph = &model->graph;
    for (uint32_t s = 0; s < model->state_count; s++) {
        stable[s] = true;
        for (uint32_t s1 = 0; s1 < model->state_count; s1++) {
            if (*reference_move(graph, party, s, s1) && *reference_better(graph, party, s, s1)) {
                stable[s] = stable[s] && reference_sim_deters(model, party, s, s1);
            }
        }
    }
}
