/* SPDX-License-Identifier: MIT
 *
 * Why a party prefers one state to another: the statement, line or weights that decide.
 *
 *   wants   the first level on which the two differ; there the line that the better state alone
 *           satisfies, and below it what the party forgoes for it
 *   ranks   the two lines that take the two states
 *   weighs  the two sums
 *
 * Where a party may have several lists, each has its reason; where they do not agree, or a line
 * says that it is unknown, that is what there is to say.
 */
#include "words/phrases.h"

static bool holds_at(dt_phrases *phrases, const dt_expr *expr, uint64_t state)
{
    return dt_model_word(phrases->model, expr, state, phrases->values) & 1;
}

/* holds[k]: line k of the preferences holds at `state`. */
static bool *list_truth(dt_phrases *phrases, const dt_preferences *preferences, uint64_t state)
{
    bool *holds = dt_zeroed((size_t)preferences->count + 1, sizeof *holds);
    if (holds == NULL) {
        phrases->failed = true;
        return NULL;
    }
    dt_states_load(phrases->model, state, 1, phrases->values);
    for (uint32_t k = 0; k < preferences->count; k++) {
        const dt_expr *expr = preferences->lines[k].expr;
        holds[k] = expr == NULL || holds_at(phrases, expr, state);
    }
    return holds;
}

/* ---- wants ----------------------------------------------------------------------------------- */

/* The first line of `better` and not of `worse`, from line `first` on to before `end`. */
static uint32_t first_alone(const bool *better, const bool *worse, uint32_t first, uint32_t end)
{
    for (uint32_t k = first; k < end; k++) {
        if (better[k] && !worse[k]) {
            return k;
        }
    }
    return DT_NONE;
}

static void decide_wants(const dt_preferences *wants, const bool *better, const bool *worse,
                         dt_reason *reason)
{
    for (uint32_t first = 0; first < wants->count;) {
        uint32_t end = first + 1;
        int more = better[first] - worse[first];
        for (; end < wants->count && wants->lines[end].tied; end++) {
            more += better[end] - worse[end];
        }
        if (more > 0) {
            reason->gained = first_alone(better, worse, first, end);
            reason->lost = first_alone(worse, better, first, wants->count);
            if (reason->lost < end) { /* outweighed by two of its own level */
                reason->also = first_alone(better, worse, reason->gained + 1, end);
            }
            return;
        }
        first = end;
    }
}

/* ---- ranks and weighs ------------------------------------------------------------------------ */

static uint32_t first_true(const bool *holds, uint32_t count)
{
    for (uint32_t k = 0; k < count; k++) {
        if (holds[k]) {
            return k;
        }
    }
    return DT_NONE;
}

static int64_t sum_of(const dt_preferences *weighs, const bool *holds)
{
    int64_t sum = 0; /* fits: game/planes.c sees to it */
    for (uint32_t k = 0; k < weighs->count; k++) {
        sum += holds[k] ? weighs->lines[k].weight : 0;
    }
    return sum;
}

/* The line that adds most to the difference. */
static uint32_t heaviest(const dt_preferences *weighs, const bool *better, const bool *worse)
{
    uint32_t best = DT_NONE;
    int64_t most = 0;
    for (uint32_t k = 0; k < weighs->count; k++) {
        const int64_t adds = (better[k] - worse[k]) * weighs->lines[k].weight;
        if (adds > most) {
            most = adds;
            best = k;
        }
    }
    return best;
}

/* `better` must rank above `worse`. */
static dt_reason find_reason(dt_phrases *phrases, const dt_preferences *preferences,
                             uint64_t better, uint64_t worse)
{
    dt_reason reason = {
        .kind = preferences->kind, .gained = DT_NONE, .lost = DT_NONE, .also = DT_NONE};
    bool *good = list_truth(phrases, preferences, better);
    bool *bad = list_truth(phrases, preferences, worse);
    if (good != NULL && bad != NULL) {
        switch (preferences->kind) {
        case DT_WANTS:
            decide_wants(preferences, good, bad, &reason);
            break;
        case DT_RANKS:
            reason.gained = first_true(good, preferences->count);
            reason.lost = first_true(bad, preferences->count);
            break;
        case DT_WEIGHS:
            reason.gained = heaviest(preferences, good, bad);
            reason.better_sum = sum_of(preferences, good);
            reason.worse_sum = sum_of(preferences, bad);
            break;
        case DT_INDIFFERENT:
            break;
        }
    }
    free(good);
    free(bad);
    return reason;
}

/* ---- in words -------------------------------------------------------------------------------- */

/* A pattern, a number, a list of states or `rest` (no expression) says less than the state's name.
 */
static bool is_bare(const dt_expr *expr)
{
    const dt_expr *part = expr != NULL && expr->kind == DT_EXPR_OR ? expr->first : NULL;
    for (; part != NULL; part = part->next) {
        if (!is_bare(part)) {
            return false;
        }
    }
    return expr == NULL || expr->kind == DT_EXPR_PATTERN || expr->kind == DT_EXPR_NUMBER ||
           expr->kind == DT_EXPR_STATE || expr->kind == DT_EXPR_OR;
}

/* A line of a block that holds at `state`, quoted, with its marks. */
static void say_line(dt_phrases *phrases, const dt_statement *line, uint64_t state, dt_text *text)
{
    dt_text words = {0};
    if (is_bare(line->expr)) {
        dt_phrase_state(phrases, state, text);
    } else {
        dt_expr_print(phrases->model->syntax, line->expr, &words);
        phrases->failed |= words.failed;
        dt_phrase_quote(phrases, words.failed ? "" : words.bytes, text);
    }
    dt_phrases_rest_on(phrases, &line->support,
                       words.length == 0 || words.failed ? "rest" : words.bytes);
    dt_phrase_marks(phrases, &line->support, text);
    dt_text_clear(&words);
}

/* Why one list of a party prefers one state to another. */
static void say_reason(dt_phrases *phrases, uint32_t party, const dt_preferences *preferences,
                       uint64_t better, uint64_t worse, dt_text *text)
{
    const dt_reason reason = find_reason(phrases, preferences, better, worse);
    dt_phrases_rest_on(phrases, &preferences->support, phrases->model->syntax->parties[party].id);
    if (reason.kind == DT_WEIGHS && reason.gained != DT_NONE) {
        const dt_statement *line = &preferences->lines[reason.gained];
        dt_text_add(text, "because ");
        say_line(phrases, line, line->weight < 0 ? worse : better, text);
        dt_text_add(text, " is worth ");
        dt_text_millionths(text, line->weight);
        dt_text_add(text, " to it (in all ");
        dt_text_millionths(text, reason.better_sum);
        dt_text_add(text, " against ");
        dt_text_millionths(text, reason.worse_sum);
        dt_text_add_char(text, ')');
    } else if (reason.gained != DT_NONE) {
        const bool contrast = reason.lost != DT_NONE;
        dt_text_add(text, reason.kind == DT_RANKS ? "because it ranks "
                          : contrast              ? "because it puts "
                                                  : "because it wants ");
        say_line(phrases, &preferences->lines[reason.gained], better, text);
        if (reason.also != DT_NONE) {
            dt_text_add(text, " and ");
            say_line(phrases, &preferences->lines[reason.also], better, text);
            dt_text_add(text, " together");
        }
        if (contrast) {
            dt_text_add(text, " above ");
            say_line(phrases, &preferences->lines[reason.lost], worse, text);
        }
    }
    dt_phrase_marks(phrases, &preferences->support, text);
}

/* ---- what is not known ----------------------------------------------------------------------- */

/* "by its first list", "by its list number 3"; of two lists, "by its other list". */
static void say_list(const dt_preference *preference, uint32_t k, dt_text *text)
{
    if (k == 0) {
        dt_text_add(text, "by its first list");
    } else if (preference->list_count == 2) {
        dt_text_add(text, "by its other list");
    } else {
        dt_text_format(text, "by its list number %u", k + 1);
    }
}

/* What list number k makes of the two states, and why. */
static void say_view(dt_phrases *phrases, uint32_t party, const dt_preferences *list, uint32_t k,
                     uint64_t one, uint64_t other, dt_text *text)
{
    const dt_preference *preference = &phrases->model->preferences[party];
    const uint32_t *ranks = preference->lists[k].ranks;
    say_list(preference, k, text);
    if (ranks[one] > ranks[other]) {
        dt_text_add(text, " it is better ");
        say_reason(phrases, party, list, one, other, text);
    } else if (ranks[one] < ranks[other]) {
        dt_text_add(text, " it is worse ");
        say_reason(phrases, party, list, other, one, text);
    } else {
        dt_text_add(text, " it is all the same");
    }
}

/* The line that says so; NULL: the lists do not agree. */
static const dt_unknown *line_on(const dt_phrases *phrases, uint32_t party, uint64_t one,
                                 uint64_t other)
{
    const dt_syntax *syntax = phrases->model->syntax;
    const dt_preference *preference = &phrases->model->preferences[party];
    uint32_t number = 0;
    for (uint32_t k = 0; k < syntax->unknown_count; k++) {
        if (syntax->unknowns[k].party != party) {
            continue;
        }
        if (dt_is_apart(&preference->aparts[number++], one, other)) {
            return &syntax->unknowns[k];
        }
    }
    return NULL;
}

void dt_phrase_doubt(dt_phrases *phrases, uint32_t party, uint64_t one, uint64_t other,
                     dt_text *text)
{
    const dt_preference *preference = &phrases->model->preferences[party];
    const dt_preferences *list = &phrases->model->syntax->preferences[party];
    const dt_unknown *line = line_on(phrases, party, one, other);
    if (line != NULL) {
        dt_text words = {0};
        dt_unknown_print(phrases->model->syntax, line, &words);
        phrases->failed |= words.failed;
        dt_text_add(text, "the model has it ");
        dt_phrase_quote(phrases, words.failed ? "" : words.bytes, text);
        dt_phrase_marks(phrases, &line->support, text);
        dt_phrases_rest_on(phrases, &line->support, words.failed ? "" : words.bytes);
        dt_text_clear(&words);
        return;
    }
    const uint32_t *ranks = preference->lists[0].ranks;
    const int first = (ranks[one] > ranks[other]) - (ranks[one] < ranks[other]);
    say_view(phrases, party, list, 0, one, other, text);
    uint32_t k = 1;
    for (list = list->other; list != NULL; list = list->other, k++) {
        ranks = preference->lists[k].ranks;
        if ((ranks[one] > ranks[other]) - (ranks[one] < ranks[other]) != first) {
            dt_text_add(text, ", ");
            say_view(phrases, party, list, k, one, other, text);
            return;
        }
    }
}

void dt_phrase_reason(dt_phrases *phrases, uint32_t party, uint64_t better, uint64_t worse,
                      dt_text *text)
{
    const dt_preferences *first = &phrases->model->syntax->preferences[party];
    dt_text said = {0};
    if (first->other == NULL) {
        say_reason(phrases, party, first, better, worse, text);
        return;
    }
    dt_text_add(&said, "");
    say_reason(phrases, party, first, better, worse, &said);
    dt_text_add(text, said.failed ? "" : said.bytes);
    uint32_t k = 1;
    for (const dt_preferences *list = first->other; list != NULL; list = list->other, k++) {
        dt_text again = {0};
        dt_text_add(&again, "");
        say_reason(phrases, party, list, better, worse, &again);
        if (!said.failed && !again.failed && strcmp(said.bytes, again.bytes) != 0) {
            dt_text_add(text, ", ");
            say_list(&phrases->model->preferences[party], k, text);
            dt_text_add_char(text, ' ');
            dt_text_add(text, again.bytes);
        }
        phrases->failed |= again.failed;
        dt_text_clear(&again);
    }
    phrases->failed |= said.failed;
    dt_text_clear(&said);
}

void dt_phrase_worth(dt_phrases *phrases, uint32_t party, uint64_t from, uint64_t to,
                     const char *gains, dt_text *text)
{
    switch (dt_compare(&phrases->model->preferences[party], to, from)) {
    case DETENTE_BETTER:
        dt_text_add(text, gains);
        dt_phrase_reason(phrases, party, to, from, text);
        break;
    case DETENTE_WORSE:
        dt_text_add(text, ", at a cost to itself ");
        dt_phrase_reason(phrases, party, from, to, text);
        break;
    case DETENTE_EQUAL:
        dt_text_add(text, ", which is all the same to it");
        break;
    case DETENTE_OPEN:
        dt_text_add(text, ", and it is not known what that is worth to it: ");
        dt_phrase_doubt(phrases, party, to, from, text);
        break;
    }
}
