/* SPDX-License-Identifier: MIT
 *
 * Preferences: a list of numbers per state and party, compared from the first on.
 *
 * Time O(states^2 * lines) per party, and O(states^3) for the dense ranks.
 */
#include "reference.h"

/* wants: one number per level, the statements of the level that hold, the first level first. */
static void score_wants(const reference_model *model, const dt_preferences *preferences,
                        uint32_t state, int64_t *scores)
{
    uint32_t level = 0;
    for (uint32_t k = 0; k < preferences->count; k++) {
        level += k > 0 && !preferences->lines[k].tied ? 1 : 0;
        scores[level] += reference_holds(model, preferences->lines[k].expr, state) ? 1 : 0;
    }
}

/* ranks: one number, minus the position of the first line that takes the state.  Lines with `~`
 * have the position of the line above.  False: no line takes it. */
static bool score_ranks(const reference_model *model, const dt_preferences *preferences,
                        uint32_t state, int64_t *scores, bool *line_takes)
{
    int64_t position = 0;
    for (uint32_t k = 0; k < preferences->count; k++) {
        const dt_statement *line = &preferences->lines[k];
        position += k > 0 && !line->tied ? 1 : 0;
        if (line->expr == NULL || reference_holds(model, line->expr, state)) {
            scores[0] = -position;
            line_takes[k] = true;
            return true;
        }
    }
    return false;
}

/* weighs: one number, the sum of the weights whose expression holds. */
static void score_weighs(const reference_model *model, const dt_preferences *preferences,
                         uint32_t state, int64_t *scores)
{
    for (uint32_t k = 0; k < preferences->count; k++) {
        if (reference_holds(model, preferences->lines[k].expr, state)) {
            scores[0] += preferences->lines[k].weight;
        }
    }
}

/* The scores of all states of a party; length numbers each, compared from the first on. */
static const char *score_states(const reference_model *model, const dt_preferences *preferences,
                                size_t length, int64_t *scores)
{
    bool *line_takes = reference_take(preferences->count, sizeof(bool));
    const char *fault = NULL;
    for (uint32_t s = 0; s < model->state_count; s++) {
        if (preferences->kind == DT_WANTS) {
            score_wants(model, preferences, s, &scores[s * length]);
        } else if (preferences->kind == DT_WEIGHS) {
            score_weighs(model, preferences, s, &scores[s * length]);
        } else if (preferences->kind == DT_RANKS &&
                   !score_ranks(model, preferences, s, &scores[s * length], line_takes)) {
            fault = "a state is not ranked";
        }
    }
    for (uint32_t k = 0; preferences->kind == DT_RANKS && k < preferences->count; k++) {
        if (!line_takes[k]) {
            fault = "a line of ranks takes no state";
        }
    }
    free(line_takes);
    return fault;
}

static int compare_scores(const int64_t *a, const int64_t *b, size_t length)
{
    for (size_t k = 0; k < length; k++) {
        if (a[k] != b[k]) {
            return a[k] > b[k] ? 1 : -1;
        }
    }
    return 0;
}

/* rank of s = 1 + number of different scores below that of s */
static uint32_t dense_rank(const int64_t *scores, size_t length, uint32_t states, uint32_t s)
{
    uint32_t rank = 1;
    for (uint32_t t = 0; t < states; t++) {
        bool seen = false;
        for (uint32_t u = 0; u < t; u++) {
            seen = seen || compare_scores(&scores[u * length], &scores[t * length], length) == 0;
        }
        if (!seen && compare_scores(&scores[t * length], &scores[s * length], length) < 0) {
            rank++;
        }
    }
    return rank;
}

/* How `list` compares t with s: 1 preferred, 0 equal, -1 less. */
static void compare_by(reference_model *model, const dt_preferences *list, signed char *compared)
{
    const uint32_t states = model->state_count;
    const size_t length = (size_t)list->count + 1;
    int64_t *scores = reference_take((size_t)states * length, sizeof(int64_t));
    const char *fault = score_states(model, list, length, scores);
    model->fault = fault != NULL ? fault : model->fault;
    for (uint32_t s = 0; s < states; s++) {
        for (uint32_t t = 0; t < states; t++) {
            compared[s * states + t] = (signed char)compare_scores(&scores[t * length],
                                                                   &scores[s * length], length);
        }
    }
    free(scores);
}

/* Preferred where every list says so, equal where every list says equal, else unknown. */
static void compare_lists(reference_model *model, uint32_t party)
{
    const uint32_t states = model->state_count;
    const dt_preferences *first = &model->syntax->preferences[party];
    signed char *one = reference_take((size_t)states * states, 1);
    signed char *all = reference_take((size_t)states * states, 1);
    bool *open = reference_take((size_t)states * states, sizeof(bool));
    compare_by(model, first, all);
    for (const dt_preferences *list = first->other; list != NULL; list = list->other) {
        compare_by(model, list, one);
        for (uint32_t k = 0; k < states * states; k++) {
            open[k] = open[k] || one[k] != all[k];
        }
    }
    for (uint32_t s = 0; s < states; s++) {
        for (uint32_t t = 0; t < states; t++) {
            *reference_unknown(&model->graph, party, s, t) = open[s * states + t];
            *reference_better(&model->graph, party, s, t) = !open[s * states + t] &&
                                                            all[s * states + t] > 0;
        }
    }
    free(one);
    free(all);
    free(open);
}

/* unknown whether PARTY prefers A to B: every s of A with every t of B. */
static void apply_line(reference_model *model, const dt_unknown *line, bool *said)
{
    uint32_t pairs = 0;
    for (uint32_t s = 0; s < model->state_count; s++) {
        for (uint32_t t = 0; t < model->state_count; t++) {
            if (!reference_holds(model, line->what, s) || !reference_holds(model, line->than, t)) {
                continue;
            }
            pairs++;
            if (s == t) {
                model->fault = "an unknown line compares a state with itself";
            } else if (said[s * model->state_count + t]) {
                model->fault = "two unknown lines speak of one pair";
            }
            said[s * model->state_count + t] = said[t * model->state_count + s] = true;
            *reference_better(&model->graph, line->party, s, t) = false;
            *reference_better(&model->graph, line->party, t, s) = false;
            *reference_unknown(&model->graph, line->party, s, t) = true;
            *reference_unknown(&model->graph, line->party, t, s) = true;
        }
    }
    model->fault = pairs == 0 ? "an unknown line compares nothing" : model->fault;
}

/* A preference that is no ranking.  False: it is one. */
static bool compare_party(reference_model *model, uint32_t party)
{
    bool *said = reference_take((size_t)model->state_count * model->state_count, sizeof(bool));
    const dt_preferences *first = &model->syntax->preferences[party];
    bool open = first->other != NULL;
    for (uint32_t k = 0; k < model->syntax->unknown_count; k++) {
        open = open || model->syntax->unknowns[k].party == party;
    }
    if (open) {
        compare_lists(model, party);
    }
    for (uint32_t k = 0; open && k < model->syntax->unknown_count; k++) {
        if (model->syntax->unknowns[k].party == party) {
            apply_line(model, &model->syntax->unknowns[k], said);
        }
    }
    free(said);
    return open;
}

void reference_rank_party(reference_model *model, uint32_t party)
{
    const dt_preferences *preferences = &model->syntax->preferences[party];
    if (compare_party(model, party)) {
        return;
    }
    const size_t length = (size_t)preferences->count + 1;
    int64_t *scores = reference_take((size_t)model->state_count * length, sizeof(int64_t));
    const char *fault = score_states(model, preferences, length, scores);
    if (fault != NULL) {
        model->fault = fault;
    }
    for (uint32_t s = 0; s < model->state_count; s++) {
        model->ranks[(size_t)party * model->state_count + s] = dense_rank(scores, length,
                                                                          model->state_count, s);
        for (uint32_t t = 0; t < model->state_count; t++) {
            *reference_better(&model->graph, party, s, t) = compare_scores(&scores[t * length],
                                                                           &scores[s * length],
                                                                           length) > 0;
        }
    }
    free(scores);
}
