/* SPDX-License-Identifier: MIT
 *
 * Names of states, options and moves.  See phrases.h.
 */
#include "words/phrases.h"

#include "words/naming.h"

/* ---- opening --------------------------------------------------------------------------------- */

#define SEVERAL (DT_NONE - 1)

/* title[outcome]: the only state of the outcome so far, DT_NONE or SEVERAL. */
static void add_word(void *payload, uint32_t outcome, uint64_t at, uint64_t word)
{
    uint32_t *title = (uint32_t *)payload + outcome;
    if (word != 0) {
        const bool first = *title == DT_NONE && (word & (word - 1)) == 0;
        *title = first ? (uint32_t)(64 * at + dt_lowest(word)) : SEVERAL;
    }
}

static detente_status find_titles(dt_phrases *phrases, dt_poll *poll, detente_error *err)
{
    const detente_model *model = phrases->model;
    const uint32_t count = model->syntax->outcome_count;
    for (uint32_t k = 0; k < count; k++) {
        phrases->title[k] = DT_NONE;
    }
    const detente_status status = dt_states_each(model, model->outcomes, count, add_word,
                                                 phrases->title, poll, err);
    for (uint32_t k = 0; k < count; k++) {
        phrases->title[k] = phrases->title[k] == SEVERAL ? DT_NONE : phrases->title[k];
    }
    return status;
}

detente_status dt_phrases_open(const detente_model *model, const detente_style *style,
                               dt_poll *poll, dt_phrases *phrases, detente_error *err)
{
    dt_phrases opened = {.model = model, .ascii = style != NULL && style->ascii};
    opened.values = dt_zeroed(model->circuit.count, sizeof *opened.values);
    opened.title = dt_zeroed(model->syntax->outcome_count, sizeof *opened.title);
    detente_status status = opened.values == NULL || opened.title == NULL
                                ? dt_no_memory(err)
                                : find_titles(&opened, poll, err);
    if (status != DETENTE_OK) {
        dt_phrases_clear(&opened);
        return status;
    }
    *phrases = opened;
    return DETENTE_OK;
}

void dt_phrases_clear(dt_phrases *phrases)
{
    free(phrases->title);
    free(phrases->values);
    free(phrases->evidence);
    dt_arena_clear(&phrases->arena);
    *phrases = (dt_phrases){0};
}

void dt_phrases_rest_on(dt_phrases *phrases, const dt_support *support, const char *words)
{
    if (support->note == NULL && support->mark_count == 0) {
        return;
    }
    for (size_t k = 0; k < phrases->evidence_count; k++) {
        if (phrases->evidence[k].support == support) {
            return;
        }
    }
    const char *copy = dt_arena_text(&phrases->arena, words, strlen(words));
    if (copy == NULL || !dt_grow((void **)&phrases->evidence, &phrases->evidence_capacity,
                                 phrases->evidence_count, sizeof *phrases->evidence)) {
        phrases->failed = true;
        return;
    }
    phrases->evidence[phrases->evidence_count++] = (dt_evidence){support, copy};
}

/* ---- marks and quotation --------------------------------------------------------------------- */

void dt_phrase_quote(const dt_phrases *phrases, const char *words, dt_text *text)
{
    dt_text_format(text, phrases->ascii ? "'%s'" : "‘%s’", words);
}

void dt_phrase_marks(const dt_phrases *phrases, const dt_support *support, dt_text *text)
{
    dt_text_add(text, support->mark_count > 0 ? " " : "");
    dt_marks_print(phrases->model->syntax, support, text);
}

/* ---- states ---------------------------------------------------------------------------------- */

static void name_graph_state(const dt_phrases *phrases, uint64_t state, dt_text *text)
{
    const dt_graph_state *s = &phrases->model->syntax->states[state];
    const bool labelled = strcmp(s->id, s->label) != 0;
    dt_text_format(text, phrases->ascii ? "\"%s\"" : "“%s”", labelled ? s->label : s->id);
}

/* The ids of the options with this letter in the pattern. */
static uint32_t list_options(dt_phrases *phrases, const char *pattern, char letter, dt_text *text)
{
    uint32_t count = 0;
    for (uint32_t k = 0; pattern[k] != '\0'; k++) {
        if (pattern[k] == letter) {
            dt_text_add(text, count++ == 0 ? "" : ", ");
            dt_option_name(phrases->model->syntax, k, text);
        }
    }
    return count;
}

void dt_phrase_options_of(dt_phrases *phrases, uint64_t state, dt_text *text)
{
    if (dt_is_graph_form(phrases->model->syntax)) {
        name_graph_state(phrases, state, text);
        return;
    }
    char pattern[DT_MOST_OPTIONS + 1];
    dt_states_pattern(phrases->model, state, pattern);
    dt_text_add(text, phrases->ascii ? "\"" : "“");
    if (list_options(phrases, pattern, 'Y', text) == 0) {
        dt_text_add(text, "no option taken");
    }
    if (strchr(pattern, '-') != NULL) {
        dt_text_add(text, "; ");
        list_options(phrases, pattern, '-', text);
        dt_text_add(text, " or not");
    }
    dt_text_add(text, phrases->ascii ? "\"" : "”");
}

void dt_phrase_state(dt_phrases *phrases, uint64_t state, dt_text *text)
{
    const dt_syntax *syntax = phrases->model->syntax;
    for (uint32_t k = 0; k < syntax->outcome_count; k++) {
        if (phrases->title[k] == state) {
            dt_phrases_rest_on(phrases, &syntax->outcomes[k].support, syntax->outcomes[k].id);
            dt_text_add(text, "the ");
            dt_text_add(text, syntax->outcomes[k].id);
            return;
        }
    }
    dt_phrase_options_of(phrases, state, text);
}

/* ---- moves ----------------------------------------------------------------------------------- */

/* An option in quotation marks, and what it rests on. */
static void mention_option(dt_phrases *phrases, uint32_t option, dt_text *text)
{
    const dt_option *o = &phrases->model->syntax->options[option];
    dt_text id = {0};
    dt_option_name(phrases->model->syntax, option, &id);
    if (phrases->labels) {
        dt_text_format(text, "\"%s\"", o->label);
    } else {
        dt_phrase_quote(phrases, id.failed ? "" : id.bytes, text);
    }
    phrases->failed |= id.failed;
    phrases->options |= (uint64_t)1 << option;
    dt_phrases_rest_on(phrases, &o->support, id.failed ? "" : id.bytes);
    dt_text_clear(&id);
}

/* The options that change from `off` to `on` letters, after a verb; how many. */
static uint32_t list_changes(dt_phrases *phrases, const char *from, const char *to, char before,
                             const char *verb, const char *lead, dt_text *text)
{
    uint32_t total = 0;
    uint32_t said = 0;
    for (uint32_t k = 0; from[k] != '\0'; k++) {
        total += from[k] == before && to[k] != before && to[k] != '-';
    }
    for (uint32_t k = 0; from[k] != '\0'; k++) {
        if (from[k] != before || to[k] == before || to[k] == '-') {
            continue;
        }
        if (said == 0) {
            dt_text_format(text, "%s%s ", lead, verb);
        }
        dt_text_add(text, dt_name_join(said++, total, " and "));
        mention_option(phrases, k, text);
    }
    return total;
}

/* The move of the file that leads from one graph state to another, for its note and sources. */
static void rest_on_graph_move(dt_phrases *phrases, uint32_t party, uint64_t from, uint64_t to)
{
    const dt_syntax *syntax = phrases->model->syntax;
    for (uint32_t k = 0; k < syntax->move_count; k++) {
        const dt_graph_move *move = &syntax->moves[k];
        if (move->party == party && move->from == from && move->to == to) {
            dt_phrases_rest_on(phrases, &move->support, syntax->states[to].id);
        }
    }
}

void dt_phrase_move(dt_phrases *phrases, uint32_t party, uint64_t from, uint64_t to,
                    dt_verb_form form, dt_text *text)
{
    static const char *const take[] = {"takes up", "take up", "taking up"};
    static const char *const give[] = {"gives up", "give up", "giving up"};
    static const char *const move[] = {"moves to ", "move to ", "moving to "};
    if (dt_is_graph_form(phrases->model->syntax)) {
        dt_text_add(text, move[form]);
        dt_phrase_state(phrases, to, text);
        rest_on_graph_move(phrases, party, from, to);
        return;
    }
    char before[DT_MOST_OPTIONS + 1];
    char after[DT_MOST_OPTIONS + 1];
    dt_states_pattern(phrases->model, from, before);
    dt_states_pattern(phrases->model, to, after);
    uint32_t said = list_changes(phrases, before, after, 'N', take[form], "", text);
    said += list_changes(phrases, before, after, 'Y', give[form], said == 0 ? "" : " and ", text);
    if (said == 0) { /* what changes is open in one of two coalesced states */
        dt_text_add(text, move[form]);
        dt_phrase_state(phrases, to, text);
    }
}

void dt_phrase_step(dt_phrases *phrases, const dt_step *step, uint64_t from, dt_text *text)
{
    dt_text_add(text, phrases->model->syntax->parties[step->party].name);
    dt_text_add_char(text, ' ');
    dt_phrase_move(phrases, step->party, from, step->state, DT_VERB_FINITE, text);
}

void dt_phrase_where(dt_phrases *phrases, uint64_t to, dt_text *text)
{
    if (!dt_is_graph_form(phrases->model->syntax)) {
        dt_text_add(text, ", to ");
        dt_phrase_state(phrases, to, text);
    }
}
