/* SPDX-License-Identifier: MIT
 *
 * Which rows there are and in what order.  See outlook.h; what a row says is in outlook_row.c.
 */
#include "insight/outlook_row.h"

#include "base/sort.h"

#define MOST_COMPARED 512u /* outcomes that are asked which of them implies which */

/* ---- firmness -------------------------------------------------------------------------------- */

static const char *const ids[DT_FIRMNESS_COUNT] = {
    [DT_HOLDS_NOT] = "does not hold",    [DT_HOLDS_BARELY] = "barely held",
    [DT_HOLDS_BY_FEAR] = "held by fear", [DT_HOLDS_LOOSELY] = "loosely guarded",
    [DT_HOLDS_GUARDED] = "guarded",      [DT_HOLDS_FIRM] = "firm",
};

const char *dt_firmness_id(dt_firmness firmness)
{
    return ids[firmness];
}

/* From the least firm to the firmest: a later one counts. */
static const struct {
    detente_concept concept;
    dt_firmness firmness;
} ladder[] = {
    {DETENTE_GMR, DT_HOLDS_BARELY},  {DETENTE_SMR, DT_HOLDS_BY_FEAR},
    {DETENTE_SEQ, DT_HOLDS_LOOSELY}, {DETENTE_SSEQ, DT_HOLDS_GUARDED},
    {DETENTE_NASH, DT_HOLDS_FIRM},
};
#define STEPS (sizeof ladder / sizeof *ladder)

detente_concepts dt_firmness_concept(dt_firmness firmness)
{
    detente_concepts found = {{0}};
    for (size_t k = 0; k < STEPS; k++) {
        if (ladder[k].firmness == firmness) {
            dt_concepts_add(&found, ladder[k].concept);
        }
    }
    return found;
}

dt_firmness dt_firmness_at(const dt_view *view, uint64_t state, bool *also_feared)
{
    dt_firmness found = DT_HOLDS_NOT;
    for (size_t k = 0; k < STEPS; k++) {
        found = dt_view_equilibrium(view, ladder[k].concept, state) ? ladder[k].firmness : found;
    }
    *also_feared = found == DT_HOLDS_LOOSELY && dt_view_equilibrium(view, DETENTE_SMR, state);
    return found;
}

static detente_status list_firmness(dt_rows *r, detente_error *err)
{
    const dt_view *view = r->view;
    for (size_t k = 0; k < STEPS; k++) {
        for (uint64_t word = 0; word < DT_WORDS(view->count); word++) {
            uint64_t bits = dt_view_equilibria_word(view, ladder[k].concept, word);
            for (; bits != 0; bits &= bits - 1) {
                r->firmness[64 * word + dt_lowest(bits)] = (uint8_t)ladder[k].firmness;
            }
        }
    }
    return dt_poll_try(r->poll, view->count / 16, err);
}

/* ---- which outcomes name a state ------------------------------------------------------------- */

/* Are all states of outcome a among those of b, which has more? */
static bool is_narrower(const dt_view *view, uint32_t a, uint32_t b)
{
    bool more = false;
    for (uint64_t word = 0; word < DT_WORDS(view->count); word++) {
        const uint64_t x = view->outcomes[a][word], y = view->outcomes[b][word];
        if ((x & ~y) != 0) {
            return false;
        }
        more = more || (y & ~x) != 0;
    }
    return more;
}

/* implied[a * words ..]: a bit for each outcome that has all states of outcome a, and more. */
static detente_status list_implied(dt_rows *r, detente_error *err)
{
    const uint32_t outcomes = r->view->syntax->outcome_count;
    detente_status status = DETENTE_OK;
    r->implied = dt_zeroed((size_t)outcomes * r->words + 1, sizeof *r->implied);
    if (r->implied == NULL) {
        return dt_no_memory(err);
    }
    for (uint32_t a = 0; a < outcomes; a++) {
        for (uint32_t b = 0; b < outcomes; b++) {
            if (is_narrower(r->view, a, b)) {
                dt_set_bit(&r->implied[a * r->words], b);
            }
        }
        DT_TRY(dt_poll_try(r->poll, outcomes * DT_WORDS(r->view->count) / 16, err));
    }
done:
    return status;
}

/* The outcomes of a state that no narrower one implies. */
static void name_by_all(const dt_rows *r, uint64_t state, uint64_t *key)
{
    const uint32_t outcomes = r->view->syntax->outcome_count;
    for (uint32_t a = 0; a < outcomes; a++) {
        if (dt_view_is(r->view, a, state)) {
            dt_set_bit(key, a);
        }
    }
    for (uint32_t a = 0; a < outcomes; a++) {
        for (size_t w = 0; dt_view_is(r->view, a, state) && w < r->words; w++) {
            key[w] &= ~r->implied[a * r->words + w];
        }
    }
}

/* The one of its outcomes with the fewest states. */
static void name_by_one(const dt_rows *r, uint64_t state, uint64_t *key)
{
    uint32_t narrowest = DT_NONE;
    for (uint32_t a = 0; a < r->view->syntax->outcome_count; a++) {
        if (dt_view_is(r->view, a, state) &&
            (narrowest == DT_NONE || r->sizes[a] < r->sizes[narrowest])) {
            narrowest = a;
        }
    }
    if (narrowest != DT_NONE) {
        dt_set_bit(key, narrowest);
    }
}

/* ---- the rows -------------------------------------------------------------------------------- */

static detente_status add_row(dt_rows *r, const uint64_t *key, uint32_t *row, detente_error *err)
{
    dt_outlook *out = r->out;
    if (!dt_grow((void **)&r->list, &r->capacity, out->row_count, sizeof *r->list)) {
        return dt_no_memory(err);
    }
    uint32_t count = 0;
    for (size_t w = 0; w < r->words; w++) {
        count += dt_popcount(key[w]);
    }
    uint32_t *outcomes = dt_arena_take(&out->arena, ((size_t)count + 1) * sizeof *outcomes);
    if (outcomes == NULL) {
        return dt_no_memory(err);
    }
    *row = out->row_count++;
    r->list[*row] = (dt_row){.outcomes = outcomes, .outcome_count = count};
    for (uint32_t a = 0; a < r->view->syntax->outcome_count; a++) {
        if (dt_bit(key, a)) {
            *outcomes++ = a;
        }
    }
    return DETENTE_OK;
}

static bool is_row(const dt_row *row, const uint64_t *key, size_t words)
{
    uint32_t count = 0;
    for (size_t w = 0; w < words; w++) {
        count += dt_popcount(key[w]);
    }
    for (uint32_t k = 0; k < row->outcome_count; k++) {
        if (!dt_bit(key, row->outcomes[k])) {
            return false;
        }
    }
    return count == row->outcome_count;
}

static detente_status find_row(dt_rows *r, const uint64_t *key, uint32_t *row, detente_error *err)
{
    for (*row = 0; *row < r->out->row_count; (*row)++) {
        if (is_row(&r->list[*row], key, r->words)) {
            return DETENTE_OK;
        }
    }
    return add_row(r, key, row, err);
}

/* Put every state that holds into its row. */
static detente_status group(dt_rows *r, detente_error *err)
{
    detente_status status = DETENTE_OK;
    uint64_t *key = dt_zeroed(r->words, sizeof *key);
    if (key == NULL) {
        return dt_no_memory(err);
    }
    for (uint64_t s = 0; s < r->view->count; s++) {
        r->row_of[s] = DT_NONE;
        if (r->firmness[s] == DT_HOLDS_NOT || s == r->today) {
            continue;
        }
        memset(key, 0, r->words * sizeof *key);
        (r->out->narrowest ? name_by_one : name_by_all)(r, s, key);
        DT_TRY(find_row(r, key, &r->row_of[s], err));
        if (!r->out->narrowest && r->out->row_count > DT_MOST_ROWS) {
            break;
        }
        DT_TRY(dt_poll_try(r->poll, 1 + r->view->syntax->outcome_count / 16, err));
    }
done:
    free(key);
    return status;
}

static detente_status group_all(dt_rows *r, detente_error *err)
{
    detente_status status = DETENTE_OK;
    dt_outlook *out = r->out;
    const uint32_t outcomes = r->view->syntax->outcome_count;
    out->narrowest = outcomes > MOST_COMPARED;
    if (!out->narrowest) {
        DT_TRY(list_implied(r, err));
        DT_TRY(group(r, err));
    }
    if (out->narrowest || out->row_count > DT_MOST_ROWS) {
        out->narrowest = true;
        out->row_count = 0;
        DT_TRY(group(r, err));
    }
    out->held = out->row_count;
done:
    return status;
}

/* ---- outcomes that do not hold --------------------------------------------------------------- */

static detente_status find_firmest(dt_rows *r, detente_error *err)
{
    detente_status status = DETENTE_OK;
    const uint32_t outcomes = r->view->syntax->outcome_count;
    uint8_t *firmest = dt_arena_take(&r->out->arena, (size_t)outcomes + 1);
    if (firmest == NULL) {
        return dt_no_memory(err);
    }
    for (uint32_t a = 0; a < outcomes; a++) {
        for (uint64_t s = 0; s < r->view->count; s++) {
            if (dt_view_is(r->view, a, s) && r->firmness[s] > firmest[a]) {
                firmest[a] = r->firmness[s];
            }
        }
        DT_TRY(dt_poll_try(r->poll, r->view->count / 16, err));
    }
    r->out->firmest = firmest;
done:
    return status;
}

static detente_status add_unheld(dt_rows *r, detente_error *err)
{
    detente_status status = DETENTE_OK;
    uint64_t *key = dt_zeroed(r->words, sizeof *key);
    if (key == NULL) {
        return dt_no_memory(err);
    }
    for (uint32_t a = 0; a < r->view->syntax->outcome_count; a++) {
        const bool today = r->today != DT_NO_STATE && dt_view_is(r->view, a, r->today);
        if (r->sizes[a] > today && r->out->firmest[a] == DT_HOLDS_NOT) {
            uint32_t row = 0;
            memset(key, 0, r->words * sizeof *key);
            dt_set_bit(key, a);
            DT_TRY(add_row(r, key, &row, err));
            DT_TRY(dt_row_unheld(r, a, &r->list[row], err));
        }
    }
done:
    free(key);
    return status;
}

/* ---- order ----------------------------------------------------------------------------------- */

static int compare_rows(const void *a, const void *b)
{
    const dt_row *x = a, *y = b;
    const unsigned losers_x = dt_popcount(x->losers), losers_y = dt_popcount(y->losers);
    const unsigned gainers_x = dt_popcount(x->gainers), gainers_y = dt_popcount(y->gainers);
    const uint32_t first_x = x->outcome_count == 0 ? DT_NONE : x->outcomes[0];
    const uint32_t first_y = y->outcome_count == 0 ? DT_NONE : y->outcomes[0];
    return x->firmness != y->firmness         ? (x->firmness > y->firmness ? -1 : 1)
           : losers_x != losers_y             ? (losers_x < losers_y ? -1 : 1)
           : gainers_x != gainers_y           ? (gainers_x > gainers_y ? -1 : 1)
           : x->coming.kind != y->coming.kind ? (x->coming.kind < y->coming.kind ? -1 : 1)
           : x->states != y->states           ? (x->states < y->states ? -1 : 1)
           : first_x != first_y               ? (first_x < first_y ? -1 : 1)
                                              : (x->state > y->state) - (x->state < y->state);
}

/* ---- all ------------------------------------------------------------------------------------- */

static detente_status check(const dt_view *view, detente_error *err)
{
    if (!dt_all_rankings(view->syntax)) {
        return dt_fail(err, DETENTE_EUNSUPPORTED,
                       "no brief of a model with `may want` or `unknown whether`: it would tell as "
                       "sure what is not known; ask `detente summary`, `explain` and `paths`");
    }
    for (size_t k = 0; k < STEPS; k++) {
        if (!dt_view_has_concept(view, ladder[k].concept)) {
            return dt_fail(err, DETENTE_EUNSUPPORTED,
                           "how firmly an outcome holds needs %s, which was not decided",
                           detente_concept_name(ladder[k].concept));
        }
    }
    char words[DT_COUNT_WORDS];
    return view->listed ? DETENTE_OK
                        : dt_fail(err, DETENTE_ELIMIT,
                                  "%s states are too many to follow the moves between them",
                                  dt_states_say(view->model, words));
}

static detente_status open_rows(dt_rows *r, uint64_t memory, detente_error *err)
{
    detente_status status = DETENTE_OK;
    const dt_view *view = r->view;
    const uint32_t outcomes = view->syntax->outcome_count;
    r->words = DT_WORDS((uint64_t)outcomes + 1);
    r->firmness = dt_zeroed(view->count, sizeof *r->firmness);
    r->row_of = dt_zeroed(view->count, sizeof *r->row_of);
    r->ends = dt_zeroed(DT_WORDS(view->count), sizeof *r->ends);
    r->sizes = dt_zeroed((size_t)outcomes + 1, sizeof *r->sizes);
    if (r->firmness == NULL || r->row_of == NULL || r->ends == NULL || r->sizes == NULL) {
        return dt_no_memory(err);
    }
    for (uint32_t a = 0; a < outcomes; a++) {
        r->sizes[a] = dt_view_size(view, a);
    }
    DT_TRY(dt_prover_open(view->model, view->model->preferences, r->poll, &r->prover, err));
    if (r->today != DT_NO_STATE) {
        DT_TRY(dt_roads_open(view->model, r->today, memory, r->poll, &r->roads, err));
    }
done:
    return status;
}

static void close_rows(dt_rows *r)
{
    dt_roads_clear(&r->roads);
    dt_prover_clear(&r->prover);
    free(r->firmness);
    free(r->row_of);
    free(r->ends);
    free(r->sizes);
    free(r->implied);
}

detente_status dt_outlook_find(const dt_view *view, uint64_t memory, dt_poll *poll, dt_outlook *out,
                               detente_error *err)
{
    detente_status status = DETENTE_OK;
    dt_outlook found = {0};
    dt_rows r = {.view = view, .poll = poll, .out = &found, .today = DT_NO_STATE};
    if (view->model->status_quo > 0) {
        r.today = view->model->status_quo - 1;
        found.has_today = true;
    }
    DT_TRY(check(view, err));
    DT_TRY(open_rows(&r, memory, err));
    DT_TRY(list_firmness(&r, err));
    if (found.has_today) {
        DT_TRY(dt_row_today(&r, err));
    }
    DT_TRY(group_all(&r, err));
    for (uint32_t row = 0; row < found.held; row++) {
        DT_TRY(dt_row_held(&r, row, err));
    }
    DT_TRY(find_firmest(&r, err));
    DT_TRY(add_unheld(&r, err));
    DT_TRY(dt_sort(r.list, found.row_count, sizeof *r.list, compare_rows, poll, err));
done:
    found.rows = r.list;
    close_rows(&r);
    if (status != DETENTE_OK) {
        dt_outlook_clear(&found);
        return status;
    }
    *out = found;
    return DETENTE_OK;
}

void dt_outlook_clear(dt_outlook *outlook)
{
    for (uint32_t row = 0; row < outlook->row_count; row++) {
        dt_coming_clear(&outlook->rows[row].coming);
    }
    free(outlook->rows);
    dt_arena_clear(&outlook->arena);
    *outlook = (dt_outlook){0};
}
