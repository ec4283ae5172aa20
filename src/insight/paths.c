/* SPDX-License-Identifier: MIT
 *
 * Ways, see paths.h.
 */
#include "insight/paths.h"

#include "base/sort.h"

#define NAMED 64u /* weighs more than any number of concepts */

/* ---- which equilibria ------------------------------------------------------------------------ */

typedef struct weighed {
    uint64_t state;
    uint32_t weight;
} weighed;

static int compare_weighed(const void *a, const void *b)
{
    const weighed *x = a;
    const weighed *y = b;
    if (x->weight != y->weight) {
        return x->weight > y->weight ? -1 : 1;
    }
    return x->state < y->state ? -1 : x->state > y->state;
}

/* Each name that a state has alone counts. */
static uint32_t weight_of(const dt_view *view, uint64_t state, detente_concepts under)
{
    uint32_t weight = dt_concepts_count(under);
    for (uint32_t k = 0; k < view->syntax->outcome_count; k++) {
        weight += dt_view_is(view, k, state) && view->sizes[k] == 1 ? NAMED : 0;
    }
    return weight;
}

static detente_status choose_equilibria(dt_paths *p, detente_error *err)
{
    const uint64_t states = p->view->count;
    weighed *list = dt_zeroed(states, sizeof *list);
    p->targets = dt_zeroed(states, sizeof *p->targets);
    detente_status status = DETENTE_OK;
    if (list == NULL || p->targets == NULL) {
        free(list);
        return dt_no_memory(err);
    }
    for (uint64_t s = 0; s < states; s++) {
        const detente_concepts under = dt_view_holds_under(p->view, s);
        if (!dt_concepts_are_none(under)) {
            list[p->target_count++] = (weighed){s, weight_of(p->view, s, under)};
        }
    }
    status = dt_sort(list, p->target_count, sizeof *list, compare_weighed, p->view->poll, err);
    for (uint64_t k = 0; k < p->target_count; k++) {
        p->targets[k] = list[k].state;
    }
    free(list);
    return status;
}

static detente_status choose_targets(dt_paths *p, const uint64_t *to, detente_error *err)
{
    if (to == NULL) {
        return choose_equilibria(p, err);
    }
    p->targets = dt_zeroed(1, sizeof *p->targets);
    if (p->targets == NULL) {
        return dt_no_memory(err);
    }
    p->targets[0] = *to;
    p->target_count = 1;
    return DETENTE_OK;
}

/* ---- opening --------------------------------------------------------------------------------- */

detente_status dt_paths_open(const dt_view *view, uint64_t from, const uint64_t *to, dt_paths *out,
                             detente_error *err)
{
    detente_status status = DETENTE_OK;
    const dt_preference *preferences = view->model->preferences;
    *out = (dt_paths){.view = view, .from = from};
    DT_TRY(dt_reach_from(view->model, preferences, from, true, 0, view->poll, &out->paying, err));
    DT_TRY(dt_reach_from(view->model, preferences, from, false, 0, view->poll, &out->legal, err));
    DT_TRY(dt_search_open(&out->legal.walk, preferences, DT_MOST_LEGS, &out->search, err));
    DT_TRY(choose_targets(out, to, err));
done:
    if (status != DETENTE_OK) {
        dt_paths_clear(out);
    }
    return status;
}

void dt_paths_clear(dt_paths *paths)
{
    dt_search_clear(&paths->search);
    dt_reach_clear(&paths->paying);
    dt_reach_clear(&paths->legal);
    free(paths->targets);
    *paths = (dt_paths){0};
}

uint64_t dt_paths_reached(const dt_paths *paths, const dt_reach *reach)
{
    uint64_t count = 0;
    for (uint64_t s = 0; s < paths->view->count; s++) {
        count += s != paths->from && dt_reach_distance(reach, s) != DT_UNREACHED;
    }
    return count;
}

/* ---- one state ------------------------------------------------------------------------------- */

static detente_status find_way(const dt_reach *reach, uint64_t to, dt_way *way, detente_error *err)
{
    const uint32_t length = dt_reach_distance(reach, to);
    if (length == DT_UNREACHED) {
        return DETENTE_OK;
    }
    way->steps = dt_zeroed(length, sizeof *way->steps);
    if (way->steps == NULL) {
        return dt_no_memory(err);
    }
    dt_reach_way(reach, to, way->steps);
    way->length = length;
    way->exists = true;
    return DETENTE_OK;
}

/* Is some step of the way worth that much to its mover? */
static bool has_step(const dt_paths *p, const dt_way *way, detente_comparison worth)
{
    uint64_t from = p->from;
    for (uint32_t k = 0; k < way->length; k++) {
        const dt_step *step = &way->steps[k];
        if (dt_compare(&p->view->model->preferences[step->party], step->state, from) == worth) {
            return true;
        }
        from = step->state;
    }
    return false;
}

detente_status dt_path_find(dt_paths *p, uint64_t to, dt_path *out, detente_error *err)
{
    detente_status status = DETENTE_OK;
    dt_path found = {.to = to, .under = dt_view_holds_under(p->view, to)};
    DT_TRY(find_way(&p->paying, to, &found.paying, err));
    DT_TRY(find_way(&p->legal, to, &found.legal, err));
    found.costs = has_step(p, &found.legal, DETENTE_WORSE);
    found.unsure = has_step(p, &found.legal, DETENTE_OPEN);
    if (!found.paying.exists && found.legal.exists) {
        DT_TRY(dt_jump_find(&p->paying, &p->search, to, &found.jump, err));
        p->cut = p->cut || found.jump.cut;
    }
    for (uint32_t party = 0; party < p->view->syntax->party_count; party++) {
        const detente_comparison end = dt_compare(&p->view->model->preferences[party], to, p->from);
        found.gain |= (uint64_t)(end == DETENTE_BETTER) << party;
        found.lose |= (uint64_t)(end == DETENTE_WORSE) << party;
        found.open |= (uint64_t)(end == DETENTE_OPEN) << party;
    }
    *out = found;
done:
    if (status != DETENTE_OK) {
        dt_path_clear(&found);
    }
    return status;
}

void dt_path_clear(dt_path *path)
{
    free(path->paying.steps);
    free(path->legal.steps);
    dt_jump_clear(&path->jump);
    *path = (dt_path){0};
}
