/* SPDX-License-Identifier: MIT
 *
 * Which states a figure shows: all where they can be read, else the status quo, the equilibria, the
 * shortest roads of improvements between them, and the neighbourhood of a state that was asked for.
 *
 * Time and bytes: those of a search by improvements (insight/reach.h), and O(states).
 */
#include "insight/reach.h"
#include "picture/figure.h"

#define MOST_EQUILIBRIA 20
#define MOST_CHOSEN 60
#define FEW_BOXES 8 /* of an evolution that reaches no equilibrium */

void dt_figure_clear(dt_figure *figure)
{
    free(figure->chosen);
    free(figure->layers);
    free(figure->drawn);
    *figure = (dt_figure){0};
}

/* ---- a set of states, made into a list ------------------------------------------------------- */

typedef struct picks {
    uint64_t *bits; /* over state indices */
    uint32_t count;
    uint32_t most;
} picks;

static bool pick(picks *p, uint64_t state)
{
    if (dt_bit(p->bits, state)) {
        return true;
    }
    if (p->count >= p->most) {
        return false;
    }
    dt_set_bit(p->bits, state);
    p->count++;
    return true;
}

static detente_status list_picks(dt_figure *figure, const picks *p, detente_error *err)
{
    figure->chosen = dt_zeroed(p->count, sizeof *figure->chosen);
    if (figure->chosen == NULL) {
        return dt_no_memory(err);
    }
    for (uint64_t w = 0; w < DT_WORDS(figure->view->count); w++) {
        for (uint64_t bits = p->bits[w]; bits != 0; bits &= bits - 1) {
            figure->chosen[figure->count++] = 64 * w + dt_lowest(bits);
        }
    }
    figure->whole = figure->count == figure->view->count;
    return DETENTE_OK;
}

static void pick_all(const dt_figure *figure, picks *p)
{
    for (uint64_t k = 0; k < figure->view->count && dt_poll_step(figure->view->poll, 1); k++) {
        pick(p, k);
    }
}

/* ---- roads ----------------------------------------------------------------------------------- */

/* The states of the shortest way to `state`, if all of them still fit. */
static void pick_road(const dt_reach *reach, uint64_t state, dt_step *steps, picks *p)
{
    const uint32_t length = dt_reach_distance(reach, state);
    if (length == DT_UNREACHED) {
        return;
    }
    dt_reach_way(reach, state, steps);
    uint32_t new_ones = 0;
    for (uint32_t k = 0; k < length; k++) {
        new_ones += !dt_bit(p->bits, steps[k].state);
    }
    for (uint32_t k = 0; k < length && p->count + new_ones <= p->most; k++) {
        pick(p, steps[k].state);
        new_ones -= new_ones > 0;
    }
}

static uint32_t longest_way(const dt_reach *reach, const dt_chosen *ends)
{
    uint32_t longest = 1;
    for (uint64_t k = 0; k < ends->count; k++) {
        const uint32_t distance = dt_reach_distance(reach, ends->states[k]);
        longest = distance != DT_UNREACHED && distance > longest ? distance : longest;
    }
    return longest;
}

static detente_status pick_roads(const dt_reach *reach, const dt_chosen *ends, picks *p,
                                 detente_error *err)
{
    dt_step *steps = dt_zeroed(longest_way(reach, ends), sizeof *steps);
    if (steps == NULL) {
        return dt_no_memory(err);
    }
    for (uint64_t k = 0; k < ends->count && dt_poll_step(reach->walk.poll, 1); k++) {
        pick_road(reach, ends->states[k], steps, p);
    }
    free(steps);
    return DETENTE_OK;
}

/* States that one improvement leads to from `state`. */
static detente_status pick_neighbours(const dt_view *view, uint64_t state, picks *p,
                                      detente_error *err)
{
    dt_reach reach = {0};
    detente_status status = dt_reach_from(view->model, view->model->preferences, state, true,
                                          dt_poll_memory(view->poll), view->poll, &reach, err);
    for (uint64_t k = 0; status == DETENTE_OK && k < view->count; k++) {
        status = dt_poll_try(view->poll, 1, err);
        if (dt_reach_distance(&reach, k) <= 1) {
            pick(p, k);
        }
    }
    dt_reach_clear(&reach);
    return status;
}

/* Of equilibria that belong to the same outcomes keep the first, which holds under most concepts.
 * A status quo is kept; where it does not hold it stands for no equilibrium. */
static void thin_out(const dt_view *view, dt_chosen *ends)
{
    uint64_t seen[MOST_EQUILIBRIA];
    uint64_t kept = 0;
    uint64_t sets = 0;
    for (uint64_t k = 0; k < ends->count && kept < MOST_EQUILIBRIA; k++) {
        const uint64_t state = ends->states[k];
        const bool holds = !dt_concepts_are_none(dt_view_holds_under(view, state));
        const uint64_t outcomes = dt_view_outcomes_of(view, state);
        bool known = false;
        for (uint64_t j = 0; holds && j < sets; j++) {
            known = known || seen[j] == outcomes;
        }
        if (!known) {
            ends->states[kept++] = state;
        }
        if (!known && holds) {
            seen[sets++] = outcomes;
        }
    }
    ends->count = kept;
}

static detente_status pick_some(dt_figure *figure, picks *p, detente_error *err)
{
    const dt_view *view = figure->view;
    detente_status status = DETENTE_OK;
    dt_reach reach = {0};
    dt_chosen ends = {0};
    if (figure->wish.state > 0) {
        pick(p, figure->wish.state - 1);
        DT_TRY(pick_neighbours(view, figure->wish.state - 1, p, err));
    }
    DT_TRY(dt_view_choose(view, view->count - 1, &ends, err));
    thin_out(view, &ends);
    for (uint64_t k = 0; k < ends.count; k++) {
        pick(p, ends.states[k]);
    }
    if (view->model->status_quo > 0) {
        const detente_status searched = dt_reach_from(
            view->model, view->model->preferences, view->model->status_quo - 1, true,
            dt_poll_memory(view->poll), view->poll, &reach, err);
        figure->roads_cut = searched == DETENTE_ELIMIT;
        DT_TRY(figure->roads_cut ? DETENTE_OK : searched);
        if (!figure->roads_cut) {
            DT_TRY(pick_roads(&reach, &ends, p, err));
        }
    }
    if (p->count == 0) {
        pick(p, 0);
    }
done:
    dt_reach_clear(&reach);
    dt_chosen_clear(&ends);
    return status;
}

detente_status dt_figure_choose_map(dt_figure *figure, detente_error *err)
{
    const uint32_t whole = figure->wish.limit > 0 ? figure->wish.limit : DT_MOST_WHOLE;
    picks p = {.most = figure->view->count <= whole ? whole : MOST_CHOSEN};
    detente_status status = DETENTE_OK;
    p.bits = dt_zeroed(DT_WORDS(figure->view->count), sizeof *p.bits);
    if (p.bits == NULL) {
        return dt_no_memory(err);
    }
    if (figure->view->count <= whole) {
        pick_all(figure, &p);
    } else {
        DT_TRY(pick_some(figure, &p, err));
    }
    DT_TRY(list_picks(figure, &p, err));
done:
    free(p.bits);
    return status;
}

/* ---- evolution ------------------------------------------------------------------------------- */

static detente_status list_layers(dt_figure *figure, const dt_reach *reach, detente_error *err)
{
    figure->layers = dt_zeroed(figure->count, sizeof *figure->layers);
    if (figure->layers == NULL) {
        return dt_no_memory(err);
    }
    for (uint32_t k = 0; k < figure->count; k++) {
        figure->layers[k] = dt_reach_distance(reach, figure->chosen[k]);
    }
    return DETENTE_OK;
}

/* Too many to be read: the ways to the equilibria that are reached, then whole layers. */
static detente_status pick_ways(dt_figure *figure, const dt_reach *reach, uint64_t start, picks *p,
                                detente_error *err)
{
    detente_status status = DETENTE_OK;
    dt_chosen ends = {0};
    pick(p, start);
    DT_TRY(dt_view_choose(figure->view, figure->view->count, &ends, err));
    for (unsigned rings = DT_RING_NASH; rings > DT_RING_NONE; rings--) {
        for (uint64_t k = 0; k < ends.count && p->count < p->most; k++) {
            DT_TRY(dt_poll_try(figure->view->poll, 1, err));
            if (dt_figure_ring(figure->view, &figure->wish, ends.states[k]) == rings) {
                const dt_chosen one = {.states = &ends.states[k], .count = 1};
                DT_TRY(pick_roads(reach, &one, p, err));
            }
        }
    }
    figure->ways = p->count > 1;
    for (uint32_t layer = 1; layer < 3; layer++) {
        for (uint64_t k = 0; k < figure->view->count && p->count < FEW_BOXES; k++) {
            DT_TRY(dt_poll_try(figure->view->poll, 1, err));
            if (dt_reach_distance(reach, k) == layer) {
                pick(p, k);
            }
        }
    }
done:
    dt_chosen_clear(&ends);
    return status;
}

detente_status dt_figure_choose_evolution(dt_figure *figure, detente_error *err)
{
    const dt_view *view = figure->view;
    const uint64_t start = figure->wish.state > 0 ? figure->wish.state - 1
                                                  : view->model->status_quo - 1;
    const uint32_t most = figure->wish.limit > 0 ? figure->wish.limit : DT_MOST_BOXES;
    dt_reach reach = {0};
    picks p = {.most = most};
    detente_status status = dt_reach_from(view->model, view->model->preferences, start, true,
                                          dt_poll_memory(view->poll), view->poll, &reach, err);
    if (status != DETENTE_OK) {
        return status;
    }
    p.bits = dt_zeroed(DT_WORDS(view->count), sizeof *p.bits);
    if (p.bits == NULL) {
        status = dt_no_memory(err);
        goto done;
    }
    uint64_t reached = 0;
    for (uint64_t k = 0; k < view->count && dt_poll_step(view->poll, 1); k++) {
        reached += dt_reach_distance(&reach, k) != DT_UNREACHED;
    }
    if (reached > most) {
        DT_TRY(pick_ways(figure, &reach, start, &p, err));
    }
    for (uint64_t k = 0; reached <= most && k < view->count; k++) {
        if (dt_reach_distance(&reach, k) != DT_UNREACHED) {
            pick(&p, k);
        }
    }
    DT_TRY(list_picks(figure, &p, err));
    figure->whole = reached == figure->count;
    DT_TRY(list_layers(figure, &reach, err));
done:
    free(p.bits);
    dt_reach_clear(&reach);
    return status;
}
