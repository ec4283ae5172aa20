/* SPDX-License-Identifier: MIT
 *
 * What matters, see matters.h.
 */
#include "insight/matters.h"

#include "base/poll.h"

typedef struct finder {
    const dt_view *view;
    dt_matters *found;
    dt_poll *poll;      /* counts variations */
    dt_poll work;       /* of one of them */
    dt_all_moves moves; /* shared by all variations */
} finder;

/* ---- one variation --------------------------------------------------------------------------- */

static bool is_named(const dt_view *view, uint64_t state)
{
    for (uint32_t k = 0; k < view->syntax->outcome_count; k++) {
        if (view->sizes[k] == 1 && dt_view_is(view, k, state)) {
            return true;
        }
    }
    return false;
}

static void count_state(const dt_view *view, uint64_t state, detente_concepts concepts,
                        dt_turned *turned)
{
    if (dt_concepts_are_none(concepts)) {
        return;
    }
    if (turned->count++ == 0 || (is_named(view, state) && !is_named(view, turned->first))) {
        turned->first = state;
        turned->under = concepts;
    }
}

static detente_concepts holds_under(const finder *f, const dt_verdicts *verdicts, uint64_t state)
{
    detente_concepts concepts = {{0}};
    DT_EACH_CONCEPT (c, verdicts->concepts) {
        uint64_t word = UINT64_MAX;
        for (uint32_t k = 0; k < f->view->syntax->party_count; k++) {
            word &= dt_verdicts_word(verdicts, (detente_concept)c, k, state / 64);
        }
        if ((word >> state % 64 & 1) != 0) {
            dt_concepts_add(&concepts, c);
        }
    }
    return concepts;
}

static detente_status vary(finder *f, dt_variation *v, uint32_t dropped, uint32_t swapped,
                           dt_effect *out, detente_error *err)
{
    detente_status status = DETENTE_OK;
    dt_verdicts varied = {0};
    if (!dt_poll_add(f->poll, 1)) {
        return dt_poll_cancelled(f->poll, err);
    }
    DT_TRY(dt_variation_rank(v, dropped, swapped, err));
    out->same_order = dt_variation_is_same(v);
    if (out->same_order) {
        goto done;
    }
    DT_TRY(dt_variation_solve(v, f->view->analysis->verdicts.concepts, &varied, err));
    for (uint64_t s = 0; s < f->view->count; s++) {
        DT_TRY(dt_poll_try(&f->work, 1, err));
        const detente_concepts before = dt_view_holds_under(f->view, s);
        const detente_concepts after = holds_under(f, &varied, s);
        count_state(f->view, s, dt_concepts_without(before, after), &out->lost);
        count_state(f->view, s, dt_concepts_without(after, before), &out->gained);
    }
done:
    dt_verdicts_clear(&varied);
    return status;
}

/* ---- all of them ----------------------------------------------------------------------------- */

static detente_status vary_line(finder *f, dt_variation *v, uint32_t k, dt_line_effect *line,
                                detente_error *err)
{
    detente_status status = DETENTE_OK;
    line->has_next = k + 1 < v->count;
    DT_TRY(vary(f, v, k, DT_NO_LINE, &line->dropped, err));
    if (line->has_next) {
        DT_TRY(vary(f, v, DT_NO_LINE, k, &line->swapped, err));
    }
done:
    return status;
}

static detente_status count_pairs(dt_variation *v, dt_party_effect *party, detente_error *err)
{
    uint64_t *pairs = dt_zeroed((size_t)v->count + 1, sizeof *pairs);
    if (pairs == NULL) {
        return dt_no_memory(err);
    }
    const detente_status status = dt_variation_pairs(v, pairs, err);
    for (uint32_t k = 0; k < v->count; k++) {
        party->lines[k].pairs = pairs[k];
    }
    free(pairs);
    return status;
}

static detente_status vary_party(finder *f, uint32_t index, detente_error *err)
{
    detente_status status = DETENTE_OK;
    const dt_preferences *preferences = &f->view->syntax->preferences[index];
    dt_party_effect *party = &f->found->parties[index];
    dt_variation v = {0};
    DT_TRY(dt_variation_open(f->view->model, &f->moves, index, &f->work, &v, err));
    party->lines = dt_arena_take(&f->found->arena, ((size_t)v.count + 1) * sizeof *party->lines);
    if (party->lines == NULL) {
        status = dt_no_memory(err);
        goto done;
    }
    party->count = v.count;
    if (preferences->kind == DT_WANTS) {
        DT_TRY(count_pairs(&v, party, err));
    }
    for (uint32_t k = 0; k < party->count; k++) {
        DT_TRY(vary_line(f, &v, k, &party->lines[k], err));
    }
    party->tied_pairs = dt_variation_ties(&v, &party->tied[0], &party->tied[1]);
done:
    dt_variation_clear(&v);
    return status;
}

detente_status dt_matters_find(const dt_view *view, dt_poll *poll, dt_matters *out,
                               detente_error *err)
{
    detente_status status = DETENTE_OK;
    const dt_syntax *syntax = view->syntax;
    dt_matters found = {0};
    finder f = {.view = view, .found = &found, .poll = poll};
    uint64_t variations = 0;
    DT_TRY(dt_rankings_need(view->model, view->model->preferences, "varying statements", err));
    if (!view->listed) {
        return dt_fail(err, DETENTE_ELIMIT, "%llu states are too many to vary every statement",
                       (unsigned long long)view->count);
    }
    for (uint32_t party = 0; party < syntax->party_count; party++) {
        variations += 2 * (uint64_t)syntax->preferences[party].count;
    }
    dt_poll_stage(poll, "trying every statement", variations);
    dt_poll_start(&f.work, dt_poll_inner(poll), "trying every statement", 0);
    found.parties = dt_arena_take(&found.arena, syntax->party_count * sizeof *found.parties);
    if (found.parties == NULL) {
        return dt_no_memory(err);
    }
    DT_TRY(dt_all_moves_list(view->model, &f.work, &f.moves, err));
    for (uint32_t party = 0; party < syntax->party_count; party++) {
        DT_TRY(vary_party(&f, party, err));
    }
    *out = found;
done:
    dt_all_moves_clear(&f.moves);
    if (status != DETENTE_OK) {
        dt_matters_clear(&found);
    }
    return status;
}

void dt_matters_clear(dt_matters *matters)
{
    dt_arena_clear(&matters->arena);
    *matters = (dt_matters){0};
}
