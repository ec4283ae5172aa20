/* SPDX-License-Identifier: MIT
 *
 * detente_compare: what differs between two models, which states gained or lost stability for whom
 * and under which concept, and the first cause.
 *
 * States are the same when the same options are taken; verdicts are compared where both models have
 * the state and the concept.  Time: O(states * parties * concepts), and a proof per change told.
 */
#include "write/compare.h"
#include "base/arguments.h"
#include "base/poll.h"

#include "base/json.h"
#include "words/words.h"

#include <stdio.h>

#define MOST_TOLD 12

typedef struct comparing {
    const detente_style *style;
    dt_side first, second;
    dt_match match;
    detente_concepts concepts; /* decided in both */
    const char *head;          /* of the differences, as told last */
    dt_json json;
    dt_text line;
    dt_text out;
} comparing;

static bool is_markdown(const comparing *c)
{
    return c->style->format == DETENTE_MARKDOWN;
}

static void put(comparing *c, const char *first)
{
    dt_say_line(&c->out, &c->line, first, c->style);
}

static void put_head(comparing *c, const char *words)
{
    dt_text_add_char(&c->out, '\n');
    dt_say_head(&c->out, "##", words, c->style);
}

static void add_concepts(detente_concepts concepts, dt_text *text)
{
    uint32_t said = 0;
    DT_EACH_CONCEPT (k, concepts) {
        dt_text_add(text, dt_phrase_join(said++, dt_concepts_count(concepts)));
        dt_text_add(text, detente_concept_name((detente_concept)k));
    }
}

/* ---- the texts ------------------------------------------------------------------------------- */

static void put_difference(void *payload, const char *head, const char *line)
{
    comparing *c = payload;
    if (c->head == NULL || strcmp(c->head, head) != 0) {
        dt_text_add(&c->line, head);
        put(c, is_markdown(c) ? "- " : "  ");
    }
    c->head = head;
    dt_text_add(&c->line, line);
    put(c, is_markdown(c) ? "  - " : "    ");
}

static void tell_sides(comparing *c)
{
    const dt_side *sides[] = {&c->first, &c->second};
    for (uint32_t k = 0; k < 2; k++) {
        dt_text_format(&c->line, "%s: %s, %llu states", sides[k]->name,
                       sides[k]->model->syntax->title,
                       (unsigned long long)sides[k]->model->state_count);
        put(c, is_markdown(c) ? "- " : "");
    }
    put_head(c, "What differs (- first, + second)");
    bool failed = false;
    if (dt_compare_texts(&c->first, &c->second, put_difference, c, &failed) == 0) {
        dt_text_add(&c->line, "Nothing but names, claims, notes and sources.");
        put(c, is_markdown(c) ? "" : "  ");
    }
    c->out.failed |= failed;
}

static uint64_t count_unmatched(const uint32_t *other_of, uint64_t states)
{
    uint64_t count = 0;
    for (uint64_t s = 0; s < states; s++) {
        count += other_of[s] == DT_NONE;
    }
    return count;
}

static void tell_states(comparing *c)
{
    const uint64_t first = count_unmatched(c->match.other_of_first, c->first.model->state_count);
    const uint64_t second = count_unmatched(c->match.first_of_other, c->second.model->state_count);
    if (first + second > 0) {
        put_head(c, "States");
        dt_text_format(&c->line, "%llu only in %s, %llu only in %s; the others are compared.",
                       (unsigned long long)first, c->first.name, (unsigned long long)second,
                       c->second.name);
        put(c, is_markdown(c) ? "" : "  ");
    }
}

/* ---- equilibria ------------------------------------------------------------------------------ */

/* Concepts under which a state of the first is an equilibrium in one model and not in the other. */
static detente_concepts changed_at(const comparing *c, uint64_t state, bool lost)
{
    const uint32_t other = c->match.other_of_first[state];
    if (other == DT_NONE) {
        return (detente_concepts){{0}};
    }
    const detente_concepts before = dt_view_holds_under(&c->first.view, state);
    const detente_concepts after = dt_view_holds_under(&c->second.view, other);
    return dt_concepts_and(c->concepts, lost ? dt_concepts_without(before, after)
                                             : dt_concepts_without(after, before));
}

/* A party and concept that account for it: the weakest concept, the first party. */
static bool find_change(const comparing *c, uint64_t state, detente_concepts concepts,
                        uint32_t *party, detente_concept *concept)
{
    const uint32_t other = c->match.other_of_first[state];
    DT_EACH_CONCEPT (k, concepts) {
        for (uint32_t p = 0; p < c->first.model->syntax->party_count; p++) {
            const uint32_t q = c->match.party_of_first[p];
            if (q != DT_NONE && dt_view_stable(&c->first.view, k, p, state) !=
                                    dt_view_stable(&c->second.view, k, q, other)) {
                *party = p;
                *concept = (detente_concept)k;
                return true;
            }
        }
    }
    return false;
}

/* No party of both models accounts for it: one that the other model has not would leave. */
static void tell_stranger(comparing *c, uint64_t state, detente_concepts concepts, bool lost)
{
    const dt_side *side = lost ? &c->second : &c->first;
    const uint32_t *like = lost ? c->match.party_of_other : c->match.party_of_first;
    const uint64_t there = lost ? c->match.other_of_first[state] : state;
    const uint32_t concept = detente_concepts_next(&concepts, 0);
    for (uint32_t p = 0; p < side->model->syntax->party_count; p++) {
        if (like[p] == DT_NONE && !dt_view_stable(&side->view, concept, p, there)) {
            dt_text_format(&c->line, "%s under %s, a party of %s alone, would leave it.",
                           side->model->syntax->parties[p].name,
                           detente_concept_name((detente_concept)concept), side->name);
            put(c, is_markdown(c) ? "  - " : "      ");
            return;
        }
    }
}

static detente_status tell_equilibrium(comparing *c, uint64_t state, detente_concepts concepts,
                                       bool lost, detente_error *err)
{
    detente_status status = DETENTE_OK;
    uint32_t party = 0;
    detente_concept concept = DETENTE_NASH;
    dt_text_format(&c->line, "state %llu", (unsigned long long)state + 1);
    if (c->match.other_of_first[state] != state) {
        dt_text_format(&c->line, " (%u in %s)", c->match.other_of_first[state] + 1, c->second.name);
    }
    dt_text_add(&c->line, ", ");
    dt_phrase_state(&c->first.phrases, state, &c->line);
    dt_text_add(&c->line, ", under ");
    add_concepts(concepts, &c->line);
    put(c, is_markdown(c) ? "- " : "    ");
    if (find_change(c, state, concepts, &party, &concept)) {
        dt_text_format(&c->line, "%s under %s: ", c->first.model->syntax->parties[party].name,
                       detente_concept_name(concept));
        DT_TRY(dt_compare_cause(&c->first, &c->second, &c->match, party, (uint32_t)state, concept,
                                &c->line, err));
        dt_text_add_char(&c->line, '.');
        put(c, is_markdown(c) ? "  - " : "      ");
    } else {
        tell_stranger(c, state, concepts, lost);
    }
done:
    return status;
}

static detente_status tell_equilibria(comparing *c, bool lost, detente_error *err)
{
    detente_status status = DETENTE_OK;
    uint64_t count = 0;
    put_head(c, lost ? "Equilibria lost" : "Equilibria gained");
    for (uint64_t s = 0; s < c->first.model->state_count; s++) {
        const detente_concepts concepts = changed_at(c, s, lost);
        if (!dt_concepts_are_none(concepts) && count++ < MOST_TOLD) {
            DT_TRY(tell_equilibrium(c, s, concepts, lost, err));
        }
    }
    if (count == 0) {
        dt_text_add(&c->line, "none");
        put(c, is_markdown(c) ? "" : "    ");
    } else if (count > MOST_TOLD) {
        dt_text_format(&c->line, "and %llu more", (unsigned long long)(count - MOST_TOLD));
        put(c, is_markdown(c) ? "- " : "    ");
    }
done:
    return status;
}

/* ---- parties --------------------------------------------------------------------------------- */

static bool has_changed(const comparing *c, uint32_t concept, uint32_t party, uint64_t state,
                        bool *stable_now)
{
    const uint32_t other = c->match.other_of_first[state];
    const uint32_t q = c->match.party_of_first[party];
    if (other == DT_NONE || q == DT_NONE) {
        return false;
    }
    *stable_now = dt_view_stable(&c->second.view, concept, q, other);
    return dt_view_stable(&c->first.view, concept, party, state) != *stable_now;
}

/* "Pakistan: GMR 3 gained, 12 lost; SEQ 1 gained, 0 lost" */
static void tell_party(comparing *c, uint32_t p)
{
    uint32_t said = 0;
    dt_text_format(&c->line, "%s: ", c->first.model->syntax->parties[p].name);
    DT_EACH_CONCEPT (k, c->concepts) {
        uint64_t count[2] = {0, 0};
        for (uint64_t s = 0; s < c->first.model->state_count; s++) {
            bool stable = false;
            if (has_changed(c, k, p, s, &stable)) {
                count[stable]++;
            }
        }
        if (count[0] + count[1] > 0) {
            dt_text_format(&c->line, "%s%s %llu gained, %llu lost", said++ == 0 ? "" : "; ",
                           detente_concept_name((detente_concept)k), (unsigned long long)count[1],
                           (unsigned long long)count[0]);
        }
    }
    dt_text_add(&c->line, said == 0 ? "no change" : "");
    put(c, is_markdown(c) ? "- " : "  ");
}

/* The parties that only one side has. */
static void tell_strangers(comparing *c, const dt_side *side, const uint32_t *like)
{
    for (uint32_t p = 0; p < side->model->syntax->party_count; p++) {
        if (like[p] == DT_NONE) {
            dt_text_format(&c->line, "%s: only in %s", side->model->syntax->parties[p].name,
                           side->name);
            put(c, is_markdown(c) ? "- " : "  ");
        }
    }
}

static void tell_parties(comparing *c)
{
    put_head(c, "Stable states, by party");
    for (uint32_t p = 0; p < c->first.model->syntax->party_count; p++) {
        if (c->match.party_of_first[p] != DT_NONE) {
            tell_party(c, p);
        }
    }
    tell_strangers(c, &c->first, c->match.party_of_first);
    tell_strangers(c, &c->second, c->match.party_of_other);
}

static detente_status tell_all(comparing *c, detente_error *err)
{
    detente_status status = DETENTE_OK;
    tell_sides(c);
    tell_states(c);
    DT_TRY(tell_equilibria(c, true, err));
    DT_TRY(tell_equilibria(c, false, err));
    tell_parties(c);
done:
    return status;
}

/* ---- for programs ---------------------------------------------------------------------------- */

static void add_difference(void *payload, const char *head, const char *line)
{
    comparing *c = payload;
    dt_json_line_object(&c->json);
    dt_json_key_string(&c->json, "what", head);
    dt_json_key_string(&c->json, "line", line);
    dt_json_end(&c->json);
}

static detente_status add_change(comparing *c, uint32_t concept, uint32_t party, uint64_t state,
                                 bool stable, detente_error *err)
{
    const detente_status status = dt_compare_cause(&c->first, &c->second, &c->match, party,
                                                   (uint32_t)state, (detente_concept)concept,
                                                   &c->line, err);
    c->out.failed |= c->line.failed;
    dt_json_line_object(&c->json);
    dt_json_key_number(&c->json, "n", state + 1);
    dt_json_key_number(&c->json, "n_second", (uint64_t)c->match.other_of_first[state] + 1);
    dt_json_key_string(&c->json, "party", c->first.model->syntax->parties[party].id);
    dt_json_key_string(&c->json, "concept", detente_concept_id((detente_concept)concept));
    dt_json_key_string(&c->json, "stable_in", stable ? "second" : "first");
    dt_json_key_string(&c->json, "because",
                       c->line.failed || c->line.length == 0 ? "" : c->line.bytes);
    dt_json_end(&c->json);
    c->line.length = 0;
    return status;
}

static detente_status add_changes(comparing *c, detente_error *err)
{
    detente_status status = DETENTE_OK;
    const uint64_t limit = c->style->limit == 0 ? 4096 : c->style->limit;
    uint64_t count = 0;
    DT_EACH_CONCEPT (k, c->concepts) {
        for (uint32_t p = 0; p < c->first.model->syntax->party_count; p++) {
            for (uint64_t s = 0; s < c->first.model->state_count; s++) {
                bool stable = false;
                if (has_changed(c, k, p, s, &stable) && count++ < limit) {
                    DT_TRY(add_change(c, k, p, s, stable, err));
                }
            }
        }
    }
    dt_json_end(&c->json);
    dt_json_key_number(&c->json, "change_count", count);
done:
    return status;
}

static detente_status add_all(comparing *c, detente_error *err)
{
    detente_status status = DETENTE_OK;
    bool failed = false;
    c->json = dt_json_into(&c->out);
    dt_json_object(&c->json);
    dt_json_key_number(&c->json, "detente", 1);
    dt_json_key_string(&c->json, "first", c->first.name);
    dt_json_key_string(&c->json, "second", c->second.name);
    dt_json_key(&c->json, "differences");
    dt_json_array(&c->json);
    dt_compare_texts(&c->first, &c->second, add_difference, c, &failed);
    dt_json_end(&c->json);
    dt_json_key_number(&c->json, "only_first",
                       count_unmatched(c->match.other_of_first, c->first.model->state_count));
    dt_json_key_number(&c->json, "only_second",
                       count_unmatched(c->match.first_of_other, c->second.model->state_count));
    dt_json_key(&c->json, "changes");
    dt_json_array(&c->json);
    DT_TRY(add_changes(c, err));
    dt_json_end(&c->json);
    dt_text_add_char(&c->out, '\n');
    c->out.failed |= failed;
done:
    return status;
}

/* ---- public ---------------------------------------------------------------------------------- */

static detente_status open_side(dt_side *side, const detente_analysis *analysis, const char *name,
                                const detente_style *style, dt_poll *poll, detente_error *err)
{
    detente_status status = DETENTE_OK;
    *side = (dt_side){.name = name, .analysis = analysis, .model = analysis->model};
    DT_TRY(dt_view_open(analysis, poll, &side->view, err));
    DT_TRY(dt_prover_open(side->model, side->model->preferences, poll, &side->prover, err));
    DT_TRY(dt_phrases_open(side->model, style, poll, &side->phrases, err));
done:
    return status;
}

static void close_side(dt_side *side)
{
    dt_phrases_clear(&side->phrases);
    dt_prover_clear(&side->prover);
    dt_view_clear(&side->view);
}

detente_status detente_compare(const detente_analysis *first, const char *first_name,
                               const detente_analysis *second, const char *second_name,
                               const detente_style *style, const detente_limits *limits,
                               const detente_sink *sink, detente_error *err)
{
    dt_arguments given = dt_given(err);
    dt_need(&given, first, "a first analysis");
    dt_need(&given, first_name, "a name of the first");
    dt_need(&given, second, "a second analysis");
    dt_need(&given, second_name, "a name of the second");
    dt_check_style(&given, style, DT_WORDS_OR_JSON);
    dt_check_limits(&given, limits);
    dt_need_sink(&given, sink);
    if (given.status != DETENTE_OK) {
        return given.status;
    }
    dt_poll poll;
    dt_poll_start(&poll, limits, "comparing", 0);
    sink = dt_poll_sink(&poll, sink);
    detente_status status = DETENTE_OK;
    const detente_style filled = dt_style_of(style);
    comparing c = {.style = &filled, .out.poll = &poll};
    c.concepts = dt_concepts_and(first->verdicts.concepts, second->verdicts.concepts);
    DT_TRY(open_side(&c.first, first, first_name, &filled, &poll, err));
    DT_TRY(open_side(&c.second, second, second_name, &filled, &poll, err));
    DT_TRY(dt_match_find(first->model, second->model, &poll, &c.match, err));
    status = filled.format == DETENTE_JSON ? add_all(&c, err) : tell_all(&c, err);
    if (status == DETENTE_OK) {
        c.out.failed |= c.first.phrases.failed || c.second.phrases.failed;
        status = dt_text_flush(&c.out, sink, err);
    }
done:
    close_side(&c.first);
    close_side(&c.second);
    dt_match_clear(&c.match);
    dt_text_clear(&c.line);
    dt_text_clear(&c.out);
    return dt_poll_end(&poll, status, err);
}
