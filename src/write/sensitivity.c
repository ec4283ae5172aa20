/* SPDX-License-Identifier: MIT
 *
 * detente_write_sensitivity: which preference statements matter.
 *
 * Every line of every party is dropped, and swapped with the line below it, and the model decided
 * again (insight/sensitivity.h); what is told is how the equilibria change.  Time: two analyses per
 * line, less those of lines that leave the order of the states as it is.
 */
#include "insight/sensitivity.h"
#include "base/arguments.h"
#include "base/json.h"
#include "base/poll.h"
#include "insight/view.h"
#include "words/phrases.h"
#include "words/words.h"

#include <stdio.h>

/* How a variation changes the equilibria. */
typedef struct change {
    bool same_order;       /* the states are ordered as before */
    uint64_t lost, gained; /* states that change under some concept */
    uint64_t first_lost, first_gained;
    detente_concepts lost_under, gained_under; /* of the first ones */
} change;

typedef struct telling {
    const detente_style *style;
    const detente_analysis *analysis;
    const detente_model *model;
    dt_poll *poll; /* counts variations */
    dt_poll work;  /* of one of them */
    dt_view view;
    dt_all_moves moves; /* shared by all variations */
    dt_phrases phrases;
    dt_json json;
    dt_text line;
    dt_text out;
} telling;

static bool is_markdown(const telling *t)
{
    return t->style->format == DETENTE_MARKDOWN;
}

static bool is_json(const telling *t)
{
    return t->style->format == DETENTE_JSON;
}

static void put(telling *t, const char *first)
{
    dt_say_line(&t->out, &t->line, first, t->style);
}

/* ---- variations ------------------------------------------------------------------------------ */

static bool is_named(const telling *t, uint64_t state)
{
    for (uint32_t k = 0; k < t->model->syntax->outcome_count; k++) {
        if (t->phrases.title[k] == state) {
            return true;
        }
    }
    return false;
}

/* Count a state; the first is kept, and a named one rather than another. */
static void count_state(const telling *t, uint64_t state, detente_concepts concepts,
                        uint64_t *count, uint64_t *first, detente_concepts *under)
{
    if (dt_concepts_are_none(concepts)) {
        return;
    }
    if ((*count)++ == 0 || (is_named(t, state) && !is_named(t, *first))) {
        *first = state;
        *under = concepts;
    }
}

static detente_concepts holds_under(const telling *t, const dt_verdicts *verdicts, uint64_t state)
{
    detente_concepts concepts = {{0}};
    DT_EACH_CONCEPT (c, verdicts->concepts) {
        uint64_t word = UINT64_MAX;
        for (uint32_t k = 0; k < t->model->syntax->party_count; k++) {
            word &= dt_verdicts_word(verdicts, (detente_concept)c, k, state / 64);
        }
        if (word >> state % 64 & 1) {
            dt_concepts_add(&concepts, c);
        }
    }
    return concepts;
}

static detente_status vary(telling *t, dt_variation *v, uint32_t dropped, uint32_t swapped,
                           change *out, detente_error *err)
{
    detente_status status = DETENTE_OK;
    dt_verdicts varied = {0};
    *out = (change){0};
    if (!dt_poll_add(t->poll, 1)) {
        return dt_poll_cancelled(t->poll, err);
    }
    DT_TRY(dt_variation_rank(v, dropped, swapped, err));
    out->same_order = dt_variation_is_same(v);
    if (out->same_order) {
        goto done;
    }
    DT_TRY(dt_variation_solve(v, t->analysis->verdicts.concepts, &varied, err));
    for (uint64_t s = 0; s < t->view.count; s++) {
        DT_TRY(dt_poll_try(&t->work, 1, err));
        const detente_concepts before = dt_view_holds_under(&t->view, s);
        const detente_concepts after = holds_under(t, &varied, s);
        count_state(t, s, dt_concepts_without(before, after), &out->lost, &out->first_lost,
                    &out->lost_under);
        count_state(t, s, dt_concepts_without(after, before), &out->gained, &out->first_gained,
                    &out->gained_under);
    }
done:
    dt_verdicts_clear(&varied);
    return status;
}

/* ---- in words -------------------------------------------------------------------------------- */

static void say_states(telling *t, const char *lead, uint64_t count, uint64_t first,
                       detente_concepts under)
{
    uint32_t said = 0;
    dt_text_format(&t->line, "%s%llu %s", lead, (unsigned long long)count,
                   count == 1 ? "equilibrium (" : "equilibria (");
    dt_phrase_state(&t->phrases, first, &t->line);
    dt_text_add(&t->line, " under ");
    DT_EACH_CONCEPT (c, under) {
        dt_text_add(&t->line, dt_phrase_join(said++, dt_concepts_count(under)));
        dt_text_add(&t->line, detente_concept_name((detente_concept)c));
    }
    dt_text_add(&t->line, count == 1 ? ")" : ", ...)");
}

static void tell_change(telling *t, const char *what, const change *c)
{
    dt_text_add(&t->line, what);
    if (c->same_order) {
        dt_text_add(&t->line, "nothing changes");
    } else if (c->lost + c->gained == 0) {
        dt_text_add(&t->line, "no equilibrium changes");
    } else {
        if (c->lost > 0) {
            say_states(t, "lost ", c->lost, c->first_lost, c->lost_under);
        }
        if (c->gained > 0) {
            say_states(t, c->lost > 0 ? "; gained " : "gained ", c->gained, c->first_gained,
                       c->gained_under);
        }
    }
    put(t, is_markdown(t) ? "  - " : "      ");
}

static void say_line(telling *t, const dt_preferences *preferences, uint32_t k)
{
    const dt_statement *line = &preferences->lines[k];
    if (line->expr == NULL) {
        dt_text_add(&t->line, "rest");
    } else {
        dt_expr_print(t->model->syntax, line->expr, &t->line);
    }
    dt_phrase_marks(&t->phrases, &line->support, &t->line);
}

/* What dropping line k is called: in a ranking its states tie with those of its neighbour. */
static const char *neighbour(const dt_preferences *preferences, uint32_t k)
{
    return preferences->kind != DT_RANKS || preferences->count == 1 ? NULL
           : k + 1 < preferences->count                             ? "the next"
                                                                    : "the one before";
}

static void tell_line(telling *t, const dt_preferences *preferences, uint32_t k, uint64_t pairs,
                      const change *dropped, const change *swapped)
{
    char first[24];
    snprintf(first, sizeof first, is_markdown(t) ? "- " : "  %2u %s", k + 1,
             preferences->lines[k].tied ? "~ " : "");
    const char *with = neighbour(preferences, k);
    say_line(t, preferences, k);
    if (dropped->same_order) {
        if (with == NULL) {
            dt_text_add(&t->line, ": never decides anything");
        } else {
            dt_text_format(&t->line, ": ties with %s already", with);
        }
        put(t, first);
        return;
    }
    if (pairs > 0) {
        dt_text_format(&t->line, ": decides %llu %s of states", (unsigned long long)pairs,
                       pairs == 1 ? "pair" : "pairs");
    }
    put(t, first);
    char what[32];
    snprintf(what, sizeof what, with == NULL ? "without it: " : "tied with %s: ", with);
    tell_change(t, what, dropped);
    if (swapped != NULL) {
        tell_change(t, "swapped with the next: ", swapped);
    }
}

static void tell_ties(telling *t, const dt_variation *v)
{
    uint64_t one = 0;
    uint64_t other = 0;
    const uint64_t pairs = dt_variation_ties(v, &one, &other);
    if (is_json(t)) {
        dt_json_key_number(&t->json, "tied_pairs", pairs);
        return;
    }
    if (pairs == 0) {
        dt_text_add(&t->line, "No ties are left.");
    } else {
        dt_text_format(&t->line, "Leaves %llu %s of states tied, such as ",
                       (unsigned long long)pairs, pairs == 1 ? "pair" : "pairs");
        dt_phrase_state(&t->phrases, one, &t->line);
        dt_text_add(&t->line, " and ");
        dt_phrase_state(&t->phrases, other, &t->line);
        dt_text_add_char(&t->line, '.');
    }
    put(t, is_markdown(t) ? "\n" : "  ");
}

/* ---- for programs ---------------------------------------------------------------------------- */

static void add_change(telling *t, const char *key, const change *c)
{
    dt_json_key(&t->json, key);
    if (c == NULL) {
        dt_json_null(&t->json);
        return;
    }
    dt_json_line_object(&t->json);
    dt_json_key_bool(&t->json, "same_order", c->same_order);
    dt_json_key_number(&t->json, "lost", c->lost);
    dt_json_key_number(&t->json, "gained", c->gained);
    dt_json_end(&t->json);
}

static void add_line(telling *t, const dt_preferences *preferences, uint32_t k, uint64_t pairs,
                     const change *dropped, const change *swapped)
{
    dt_json_object(&t->json);
    say_line(t, &(dt_preferences){.lines = preferences->lines}, k);
    t->out.failed |= t->line.failed;
    dt_json_key_string(&t->json, "line", t->line.failed ? "" : t->line.bytes);
    t->line.length = 0;
    dt_json_key_bool(&t->json, "never_decides", dropped->same_order);
    if (preferences->kind == DT_WANTS) {
        dt_json_key_number(&t->json, "pairs_decided", pairs);
    }
    add_change(t, "dropped", dropped);
    add_change(t, "swapped", swapped);
    dt_json_end(&t->json);
}

/* ---- all ------------------------------------------------------------------------------------- */

static detente_status tell_lines(telling *t, dt_variation *v, uint64_t *pairs, detente_error *err)
{
    detente_status status = DETENTE_OK;
    const dt_preferences *preferences = &t->model->syntax->preferences[v->party];
    if (preferences->kind == DT_WANTS) {
        DT_TRY(dt_variation_pairs(v, pairs, err));
    }
    for (uint32_t k = 0; k < v->count; k++) {
        change dropped;
        change swapped;
        const bool last = k + 1 == v->count;
        DT_TRY(vary(t, v, k, DT_NO_LINE, &dropped, err));
        if (!last) {
            DT_TRY(vary(t, v, DT_NO_LINE, k, &swapped, err));
        }
        (is_json(t) ? add_line : tell_line)(t, preferences, k, pairs[k], &dropped,
                                            last ? NULL : &swapped);
    }
done:
    return status;
}

static void begin_party(telling *t, uint32_t party)
{
    static const char *const kinds[] = {"is indifferent", "wants", "ranks", "weighs"};
    const dt_syntax *syntax = t->model->syntax;
    const char *kind = kinds[syntax->preferences[party].kind];
    if (is_json(t)) {
        dt_json_object(&t->json);
        dt_json_key_string(&t->json, "party", syntax->parties[party].id);
        dt_json_key(&t->json, "lines");
        dt_json_array(&t->json);
    } else {
        dt_text_format(&t->line, "%s %s", syntax->parties[party].name, kind);
        dt_text_add_char(&t->out, '\n');
        dt_say_head(&t->out, "###", t->line.failed ? "" : t->line.bytes, t->style);
        t->out.failed |= t->line.failed;
        t->line.length = 0;
    }
}

static detente_status tell_party(telling *t, uint32_t party, detente_error *err)
{
    detente_status status = DETENTE_OK;
    dt_variation v = {0};
    uint64_t *pairs = dt_zeroed((size_t)t->model->syntax->preferences[party].count + 1,
                                sizeof *pairs);
    if (pairs == NULL) {
        return dt_no_memory(err);
    }
    DT_TRY(dt_variation_open(t->model, &t->moves, party, &t->work, &v, err));
    begin_party(t, party);
    DT_TRY(tell_lines(t, &v, pairs, err));
    if (is_json(t)) {
        dt_json_end(&t->json);
    }
    tell_ties(t, &v);
    if (is_json(t)) {
        dt_json_end(&t->json);
    }
done:
    dt_variation_clear(&v);
    free(pairs);
    return status;
}

static detente_status tell_all(telling *t, detente_error *err)
{
    detente_status status = DETENTE_OK;
    const dt_syntax *syntax = t->model->syntax;
    if (is_json(t)) {
        t->json = dt_json_into(&t->out);
        dt_json_object(&t->json);
        dt_json_key_number(&t->json, "detente", 1);
        dt_json_key_string(&t->json, "conflict", syntax->title);
        dt_json_key(&t->json, "sensitivity");
        dt_json_array(&t->json);
    } else {
        dt_text_add(&t->out, is_markdown(t) ? "\n## What matters\n" : "\nWhat matters\n");
    }
    for (uint32_t party = 0; party < syntax->party_count; party++) {
        DT_TRY(tell_party(t, party, err));
    }
    if (is_json(t)) {
        dt_json_end(&t->json);
        dt_json_end(&t->json);
        dt_text_add_char(&t->out, '\n');
    }
done:
    return status;
}

detente_status detente_write_sensitivity(const detente_analysis *analysis,
                                         const detente_style *style, const detente_limits *limits,
                                         const detente_sink *sink, detente_error *err)
{
    dt_arguments given = dt_given(err);
    dt_need(&given, analysis, "an analysis");
    dt_check_style(&given, style, DT_WORDS_OR_JSON);
    dt_check_limits(&given, limits);
    dt_need_sink(&given, sink);
    if (given.status != DETENTE_OK) {
        return given.status;
    }
    dt_poll poll;
    dt_poll_start(&poll, limits, "trying every statement", 0);
    sink = dt_poll_sink(&poll, sink);
    detente_status status = dt_rankings_need(analysis->model, analysis->model->preferences,
                                             "varying statements", err);
    if (status != DETENTE_OK) {
        return status;
    }
    const detente_style filled = dt_style_of(style);
    telling t = {.style = &filled,
                 .analysis = analysis,
                 .model = analysis->model,
                 .poll = &poll,
                 .out.poll = &t.work};
    if (!dt_states_listed(t.model)) {
        return dt_fail(err, DETENTE_ELIMIT, "%llu states are too many to vary every statement",
                       (unsigned long long)t.model->state_count);
    }
    uint64_t variations = 0;
    for (uint32_t party = 0; party < t.model->syntax->party_count; party++) {
        variations += 2 * (uint64_t)t.model->syntax->preferences[party].count;
    }
    dt_poll_stage(&poll, "trying every statement", variations);
    dt_poll_start(&t.work, dt_poll_inner(&poll), "trying every statement", 0);
    DT_TRY(dt_view_open(analysis, &t.work, &t.view, err));
    DT_TRY(dt_phrases_open(t.model, &filled, &t.work, &t.phrases, err));
    DT_TRY(dt_all_moves_list(t.model, &t.work, &t.moves, err));
    DT_TRY(tell_all(&t, err));
    t.out.failed |= t.phrases.failed;
    DT_TRY(dt_text_flush(&t.out, sink, err));
done:
    dt_all_moves_clear(&t.moves);
    dt_phrases_clear(&t.phrases);
    dt_view_clear(&t.view);
    dt_text_clear(&t.line);
    dt_text_clear(&t.out);
    return dt_poll_end(&poll, status, err);
}
