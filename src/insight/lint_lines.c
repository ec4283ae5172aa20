/* SPDX-License-Identifier: MIT
 *
 * Preference statements that say nothing, or nothing new.  See lint.h.
 */
#include "insight/lint.h"
#include "insight/sensitivity.h"

/* One list of statements as truth values: [line] a bit per state. */
typedef struct truths {
    const detente_model *model;
    uint32_t party, list;
    const dt_preferences *lines;
    uint64_t **holds;
} truths;

/* How line `a` is to line `b`, or, with a == b, to all states: the bits that say so stay set. */
typedef enum relation { NOTHING_ELSE = 0, SAME = 1, TURNED = 2, FULL = 4, NONE = 8 } relation;

static unsigned relate(const truths *t, uint32_t a, uint32_t b)
{
    const uint64_t states = t->model->state_count;
    unsigned found = SAME | TURNED | FULL | NONE;
    for (uint64_t w = 0; w < DT_WORDS(states) && found != 0; w++) {
        const uint64_t left = states - 64 * w;
        const uint64_t mask = left >= 64 ? UINT64_MAX : ((uint64_t)1 << left) - 1;
        const uint64_t x = t->holds[a][w] & mask;
        const uint64_t y = t->holds[b][w] & mask;
        found &= (x == y ? ~0u : ~(unsigned)SAME) & ((x ^ y) == mask ? ~0u : ~(unsigned)TURNED) &
                 (x == mask ? ~0u : ~(unsigned)FULL) & (x == 0 ? ~0u : ~(unsigned)NONE);
    }
    return found;
}

/* What is to be said of one line, without regard to what it decides; false: nothing. */
static bool look_at(const truths *t, uint32_t line, dt_lint *out)
{
    const unsigned alone = relate(t, line, line);
    out->kind = alone & FULL ? DT_LINT_ALWAYS : DT_LINT_NEVER;
    if (alone & (FULL | NONE)) {
        return true;
    }
    for (unsigned wanted = SAME; wanted <= TURNED; wanted *= 2) {
        for (uint32_t above = 0; above < line; above++) {
            if (relate(t, line, above) & wanted) {
                out->kind = wanted == SAME ? DT_LINT_TWICE : DT_LINT_OPPOSITE;
                out->other = above;
                return true;
            }
        }
    }
    return false;
}

/* Without this line, do all states compare as they do? */
static detente_status decides_nothing(dt_variation *variation, uint32_t line, bool *nothing,
                                      detente_error *err)
{
    const detente_status status = dt_variation_rank(variation, line, DT_NO_LINE, err);
    *nothing = status == DETENTE_OK && dt_variation_is_same(variation);
    return status;
}

static detente_status look_at_list(const truths *t, dt_variation *variation, dt_lints *out,
                                   detente_error *err)
{
    detente_status status = DETENTE_OK;
    for (uint32_t k = 0; k < t->lines->count && status == DETENTE_OK; k++) {
        dt_lint found = {.at = t->lines->lines[k].at,
                         .party = t->party,
                         .item = k,
                         .list = t->list,
                         .other = DT_NONE};
        bool said = look_at(t, k, &found);
        if (!said && variation != NULL) {
            found.kind = DT_LINT_UNDECIDING;
            status = decides_nothing(variation, k, &said, err);
        }
        if (said && status == DETENTE_OK) {
            status = dt_lint_add(out, found, err);
        }
    }
    return status;
}

/* Of a list that has no variation: one of several that the party might have. */
static detente_status find_truths(truths *t, dt_poll *poll, detente_error *err)
{
    const size_t words = DT_WORDS(t->model->state_count);
    detente_status status = DETENTE_OK;
    t->holds = dt_zeroed(t->lines->count, sizeof *t->holds);
    if (t->holds == NULL) {
        return dt_no_memory(err);
    }
    for (uint32_t k = 0; k < t->lines->count && status == DETENTE_OK; k++) {
        t->holds[k] = dt_zeroed(words, sizeof **t->holds);
        status = t->holds[k] == NULL
                     ? dt_no_memory(err)
                     : dt_states_where(t->model, t->lines->lines[k].expr, poll, t->holds[k], err);
    }
    return status;
}

static void clear_truths(truths *t)
{
    for (uint32_t k = 0; t->holds != NULL && k < t->lines->count; k++) {
        free(t->holds[k]);
    }
    free(t->holds);
}

static detente_status lint_list(const detente_model *model, uint32_t party, uint32_t list,
                                const dt_preferences *lines, dt_poll *poll, dt_lints *out,
                                detente_error *err)
{
    truths t = {.model = model, .party = party, .list = list, .lines = lines};
    dt_variation variation;
    const bool ranking = dt_has_ranking(model->syntax, party);
    detente_status status = find_truths(&t, poll, err);
    if (status == DETENTE_OK && ranking) {
        status = dt_variation_open(model, NULL, party, poll, &variation, err);
    }
    if (status == DETENTE_OK) {
        status = look_at_list(&t, ranking ? &variation : NULL, out, err);
        if (ranking) {
            dt_variation_clear(&variation);
        }
    }
    clear_truths(&t);
    return status;
}

detente_status dt_lint_lines(const detente_model *model, dt_poll *poll, dt_lints *out,
                             detente_error *err)
{
    detente_status status = DETENTE_OK;
    for (uint32_t party = 0; party < model->syntax->party_count; party++) {
        uint32_t number = 0;
        for (const dt_preferences *list = &model->syntax->preferences[party];
             list != NULL && status == DETENTE_OK; list = list->other) {
            if (list->kind == DT_WANTS || list->kind == DT_WEIGHS) {
                status = lint_list(model, party, number, list, poll, out, err);
            }
            number++;
        }
    }
    return status;
}
