/* SPDX-License-Identifier: MIT
 *
 * What one row of an outlook says: its firmness, the state that is shown, how that could come
 * about, who likes it how much, who is tempted away.
 *
 * Time O(states x parties) and those of coming.h and tempted.h.
 */
#include "insight/outlook_row.h"

#include "game/preference.h"

static uint32_t parties_of(const dt_rows *r)
{
    return r->view->syntax->party_count;
}

/* Who is better off, and who worse, at a state than today. */
static void ask_everybody(const dt_rows *r, uint64_t state, uint64_t *gainers, uint64_t *losers)
{
    *gainers = *losers = 0;
    for (uint32_t i = 0; i < parties_of(r); i++) {
        const dt_preference *liked = &r->view->model->preferences[i];
        *gainers |= (uint64_t)dt_prefers(liked, r->today, state) << i;
        *losers |= (uint64_t)dt_prefers(liked, state, r->today) << i;
    }
}

/* At the row's state, and whether that is so at all `ends`. */
static detente_status compare_with_today(dt_rows *r, dt_row *row, detente_error *err)
{
    ask_everybody(r, row->state, &row->gainers, &row->losers);
    for (uint64_t s = 0; s < r->view->count && dt_poll_step(r->poll, 1); s++) {
        uint64_t gainers, losers;
        if (dt_bit(r->ends, s) && !row->mixed) {
            ask_everybody(r, s, &gainers, &losers);
            row->mixed = gainers != row->gainers || losers != row->losers;
        }
    }
    return dt_poll_try(r->poll, 0, err);
}

/* Ranks of today, of the state shown, and the range over all `ends`. */
static detente_status find_likes(dt_rows *r, dt_row *row, detente_error *err)
{
    const dt_view *view = r->view;
    row->likes = dt_arena_take(&r->out->arena, parties_of(r) * sizeof *row->likes);
    if (row->likes == NULL) {
        return dt_no_memory(err);
    }
    for (uint32_t i = 0; i < parties_of(r); i++) {
        const uint32_t *ranks = dt_preference_ranks(&view->model->preferences[i]);
        dt_likes *likes = &row->likes[i];
        if (ranks == NULL) {
            continue;
        }
        *likes = (dt_likes){.today = ranks[r->today], .here = ranks[row->state], .low = UINT32_MAX};
        for (uint64_t s = 0; s < view->count && dt_poll_step(r->poll, 1); s++) {
            const uint32_t rank = ranks[s];
            likes->of = rank > likes->of ? rank : likes->of;
            if (dt_bit(r->ends, s)) {
                likes->low = rank < likes->low ? rank : likes->low;
                likes->high = rank > likes->high ? rank : likes->high;
            }
        }
    }
    return dt_poll_try(r->poll, 0, err);
}

static detente_status find_tempted(dt_rows *r, dt_row *row, detente_error *err)
{
    return dt_tempted_find(r->view, &r->prover, row->state, &r->out->arena, &row->tempted,
                           &row->tempted_count, err);
}

/* ---- today ----------------------------------------------------------------------------------- */

detente_status dt_row_today(dt_rows *r, detente_error *err)
{
    detente_status status = DETENTE_OK;
    dt_row *row = &r->out->today;
    *row = (dt_row){.states = 1, .so_firmly = 1, .state = r->today};
    row->firmness = dt_firmness_at(r->view, r->today, &row->also_feared);
    uint32_t *outcomes = dt_arena_take(
        &r->out->arena, ((size_t)r->view->syntax->outcome_count + 1) * sizeof *outcomes);
    if (outcomes == NULL) {
        return dt_no_memory(err);
    }
    row->outcomes = outcomes;
    for (uint32_t a = 0; a < r->view->syntax->outcome_count; a++) {
        if (dt_view_is(r->view, a, r->today)) {
            outcomes[row->outcome_count++] = a;
        }
    }
    dt_set_bit(r->ends, r->today);
    DT_TRY(find_likes(r, row, err));
    DT_TRY(find_tempted(r, row, err));
done:
    r->ends[r->today / 64] = 0;
    return status;
}

/* ---- what holds ------------------------------------------------------------------------------ */

/* The states of a row, and a bit for each that is as firm as its firmest. */
static detente_status find_ends(dt_rows *r, uint32_t number, detente_error *err)
{
    dt_row *row = &r->list[number];
    memset(r->ends, 0, DT_WORDS(r->view->count) * sizeof *r->ends);
    for (uint64_t s = 0; s < r->view->count && dt_poll_step(r->poll, 1); s++) {
        if (r->row_of[s] == number) {
            row->states++;
            row->firmness = r->firmness[s] > row->firmness ? r->firmness[s] : row->firmness;
        }
    }
    row->state = DT_NO_STATE;
    for (uint64_t s = 0; s < r->view->count && dt_poll_step(r->poll, 1); s++) {
        if (r->row_of[s] == number && r->firmness[s] == row->firmness) {
            dt_set_bit(r->ends, s);
            row->so_firmly++;
            row->state = row->state == DT_NO_STATE ? s : row->state;
        }
    }
    return dt_poll_try(r->poll, 0, err);
}

static bool has_all_outcomes(const dt_rows *r, const dt_row *row, uint64_t state)
{
    for (uint32_t k = 0; k < row->outcome_count; k++) {
        if (!dt_view_is(r->view, row->outcomes[k], state)) {
            return false;
        }
    }
    return row->outcome_count > 0;
}

/* What else goes by the row's name. */
static detente_status find_forms(dt_rows *r, uint32_t number, detente_error *err)
{
    dt_row *row = &r->list[number];
    for (uint64_t s = 0; s < r->view->count && dt_poll_step(r->poll, 1); s++) {
        if (has_all_outcomes(r, row, s)) {
            row->forms++;
            row->today_too = row->today_too || s == r->today;
            row->others_too = row->others_too ||
                              (r->row_of[s] != number && r->firmness[s] >= row->firmness);
        }
    }
    return dt_poll_try(r->poll, 0, err);
}

detente_status dt_row_held(dt_rows *r, uint32_t number, detente_error *err)
{
    detente_status status = DETENTE_OK;
    dt_row *row = &r->list[number];
    DT_TRY(find_ends(r, number, err));
    DT_TRY(find_forms(r, number, err));
    if (r->today != DT_NO_STATE) {
        DT_TRY(dt_coming_find(&r->roads, r->ends, &row->coming, err));
        row->state = row->coming.state;
        DT_TRY(compare_with_today(r, row, err));
        DT_TRY(find_likes(r, row, err));
    }
    dt_firmness_at(r->view, row->state, &row->also_feared);
    DT_TRY(find_tempted(r, row, err));
done:
    return status;
}

/* ---- what does not --------------------------------------------------------------------------- */

detente_status dt_row_unheld(dt_rows *r, uint32_t outcome, dt_row *row, detente_error *err)
{
    const uint32_t parties = parties_of(r);
    row->state = DT_NO_STATE;
    row->coming.kind = DT_COMES_NOT;
    row->leavers = dt_everybody(r->view->model);
    for (uint64_t s = 0; s < r->view->count && dt_poll_step(r->poll, 1); s++) {
        if (!dt_view_is(r->view, outcome, s)) {
            continue;
        }
        row->states++;
        row->state = row->state == DT_NO_STATE ? s : row->state;
        for (uint32_t i = 0; i < parties; i++) {
            row->leavers &= dt_view_stable(r->view, DETENTE_GMR, i, s) ? ~((uint64_t)1 << i)
                                                                       : UINT64_MAX;
        }
    }
    return find_tempted(r, row, err);
}
