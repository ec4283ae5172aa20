/* SPDX-License-Identifier: MIT
 *
 * Which moves a figure draws.
 *
 * Improvements always; of a reversible pair only the improvement, since the other direction is its
 * reverse.  Where a picture would hold more than MANY improvements, each party's best one from
 * each state stands for the others (most liked, then fewest options changed, then lowest number).
 *
 * Time O(parties x chosen states squared), 20 bytes per move drawn.
 */
#include "picture/figure.h"

#define MANY 60

/* May `party` move from state a to state b?  Coalesced and graph-form states: by the lists. */
static bool may_move(const dt_view *view, const dt_moves *moves, uint32_t party, uint64_t a,
                     uint64_t b)
{
    if (moves == NULL) {
        return dt_model_may_move(view->model, party, dt_states_code(view->model, a),
                                 dt_states_code(view->model, b));
    }
    for (uint64_t k = moves->at[a]; k < moves->at[a + 1]; k++) {
        if (moves->to[k] == b) {
            return true;
        }
    }
    return false;
}

static bool add(dt_figure *figure, dt_drawn step)
{
    if (!dt_grow((void **)&figure->drawn, &figure->drawn_capacity, figure->drawn_count,
                 sizeof *figure->drawn)) {
        return false;
    }
    figure->drawn[figure->drawn_count++] = step;
    return true;
}

/* A move that is no improvement is drawn unless its reverse tells the same: the reverse improves,
 * or it is the other half of a tie. */
static bool is_told_by_reverse(detente_comparison end, bool reversible, uint32_t from, uint32_t to)
{
    return reversible && (end == DETENTE_WORSE || to < from);
}

static bool list_moves(dt_figure *figure, const dt_moves *moves, uint32_t party)
{
    const dt_view *view = figure->view;
    const dt_preference *own = &view->model->preferences[party];
    const bool others = figure->wish.arcs == DETENTE_ARCS_ALL;
    for (uint32_t a = 0; a < figure->count; a++) {
        if (!dt_poll_step(view->poll, 1 + figure->count / 32)) {
            return false;
        }
        for (uint32_t b = 0; b < figure->count; b++) {
            const uint64_t s = figure->chosen[a];
            const uint64_t t = figure->chosen[b];
            const detente_comparison end = dt_compare(own, t, s);
            const bool improvement = end == DETENTE_BETTER;
            if (a == b || (!others && !improvement) || !may_move(view, moves, party, s, t)) {
                continue;
            }
            const bool reversible = may_move(view, moves, party, t, s);
            if (!improvement && is_told_by_reverse(end, reversible, a, b)) {
                continue;
            }
            figure->improvements += improvement;
            if (!add(figure, (dt_drawn){party, a, b, improvement, reversible})) {
                return false;
            }
        }
    }
    return true;
}

/* ---- best improvements only ------------------------------------------------------------------ */

static unsigned changes(const dt_view *view, uint64_t a, uint64_t b)
{
    return dt_is_graph_form(view->syntax)
               ? 0
               : dt_popcount(dt_states_code(view->model, a) ^ dt_states_code(view->model, b));
}

static bool is_better(const dt_figure *figure, const dt_drawn *a, const dt_drawn *b)
{
    const dt_preference *own = &figure->view->model->preferences[a->party];
    const uint64_t *chosen = figure->chosen;
    const detente_comparison end = dt_compare(own, chosen[a->to], chosen[b->to]);
    if (end == DETENTE_BETTER || end == DETENTE_WORSE) {
        return end == DETENTE_BETTER;
    }
    return changes(figure->view, chosen[a->from], chosen[a->to]) <
           changes(figure->view, chosen[b->from], chosen[b->to]);
}

/* Steps are listed by party, then by `from`, then by `to`: keep the best of each run. */
static void keep_best(dt_figure *figure)
{
    size_t kept = 0;
    for (size_t k = 0; k < figure->drawn_count; k++) {
        const dt_drawn step = figure->drawn[k];
        dt_drawn *last = kept > 0 ? &figure->drawn[kept - 1] : NULL;
        if (last == NULL || last->party != step.party || last->from != step.from) {
            figure->drawn[kept++] = step;
        } else if (is_better(figure, &step, last)) {
            *last = step;
        }
    }
    figure->drawn_count = kept;
    figure->best_only = true;
}

detente_status dt_figure_steps(dt_figure *figure, detente_error *err)
{
    const detente_model *model = figure->view->model;
    detente_status status = DETENTE_OK;
    for (uint32_t party = 0; party < model->syntax->party_count; party++) {
        dt_moves moves = {0};
        const bool listed = !dt_option_applies(model);
        if (listed) {
            DT_TRY(dt_moves_list(model, party, false, 0, figure->view->poll, &moves, err));
        }
        const bool done = list_moves(figure, listed ? &moves : NULL, party);
        dt_moves_clear(&moves);
        if (!done) {
            return dt_no_memory(err);
        }
    }
    const bool dense = figure->wish.arcs == DETENTE_ARCS_AUTO && figure->improvements > MANY;
    if (dense || figure->wish.arcs == DETENTE_ARCS_BEST) {
        keep_best(figure);
    }
done:
    return status;
}
