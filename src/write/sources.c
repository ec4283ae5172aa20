/* SPDX-License-Identifier: MIT
 *
 * detente_write_sources: every statement, rule and claim with the paragraphs that it cites, and
 * what rests on nothing.
 *
 * Paragraph n of a document is its n-th line that is not blank.  Documents come through a callback:
 * the library reads no files.  Time O(length of the documents + citations); 16 bytes per paragraph.
 */
#include "base/arguments.h"
#include "base/json.h"
#include "base/poll.h"
#include "base/utf8.h"
#include "game/model.h"
#include "language/foreign.h"
#include "language/syntax.h"
#include "words/prose.h"
#include "words/words.h"

#include <stdio.h>

typedef struct paragraph {
    const char *text;
    size_t length;
} paragraph;

typedef struct document {
    bool at_hand;
    const char *refused; /* there, but no text that can be shown; why */
    paragraph *paragraphs;
    uint32_t count;
    size_t capacity;
    bool *shown; /* paragraphs that have been printed */
} document;

typedef struct telling {
    const detente_style *style;
    const dt_syntax *syntax;
    document *documents; /* [source] */
    bool wanted;         /* this pass lists what rests on nothing */
    uint64_t items, unfounded, faults;
    uint64_t refused; /* documents */
    dt_json json;
    dt_text line;
    dt_text out;
} telling;

static bool is_json(const telling *t)
{
    return t->style->format == DETENTE_JSON;
}

static bool is_markdown(const telling *t)
{
    return t->style->format == DETENTE_MARKDOWN;
}

static void put(telling *t, const char *first)
{
    dt_say_line(&t->out, &t->line, first, t->style);
}

/* ---- documents ------------------------------------------------------------------------------- */

static bool is_blank(const char *text, size_t length)
{
    uint32_t code = ' ';
    for (size_t k = 0; k < length && dt_utf8_blank(code);) {
        k += dt_utf8_read(text + k, length - k, &code);
    }
    return dt_utf8_blank(code);
}

/* Why a document cannot be shown; NULL: it can. */
static const char *why_not(const char *text, size_t length)
{
    uint32_t code = 0;
    const char *words = dt_no_text(text, length);
    for (size_t k = 0; k < length && words == NULL;) {
        k += dt_utf8_read(text + k, length - k, &code);
        words = code == DT_BAD_CODE ? "not UTF-8; save it as UTF-8"
                : code == 0         ? "no text: it holds bytes 0"
                                    : NULL;
    }
    return words;
}

static detente_status split_paragraphs(document *d, const char *text, size_t length,
                                       detente_error *err)
{
    size_t at = length >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    while (at < length) {
        size_t end = at;
        while (end < length && text[end] != '\n' && text[end] != '\r') {
            end++;
        }
        if (!is_blank(text + at, end - at)) {
            if (!dt_grow((void **)&d->paragraphs, &d->capacity, d->count, sizeof *d->paragraphs)) {
                return dt_no_memory(err);
            }
            d->paragraphs[d->count++] = (paragraph){text + at, end - at};
        }
        at = end + 1;
    }
    d->shown = dt_zeroed((size_t)d->count + 1, sizeof *d->shown);
    return d->shown == NULL ? dt_no_memory(err) : DETENTE_OK;
}

/* A document is anybody's text: nothing of it reaches a terminal as it is. */
static void add_paragraph(dt_text *line, const paragraph *p)
{
    uint32_t code = 0;
    for (size_t k = 0; k < p->length;) {
        const size_t size = dt_utf8_read(p->text + k, p->length - k, &code);
        if (dt_utf8_blank(code) && dt_utf8_unsafe(code)) {
            dt_text_add_char(line, ' ');
        } else {
            dt_text_add_safe(line, p->text + k, size, false);
        }
        k += size;
    }
}

static detente_status open_documents(telling *t, const detente_documents *documents,
                                     detente_error *err)
{
    t->documents = dt_zeroed(t->syntax->source_count, sizeof *t->documents);
    if (t->documents == NULL) {
        return dt_no_memory(err);
    }
    for (uint32_t k = 0; k < t->syntax->source_count; k++) {
        const dt_source *source = &t->syntax->sources[k];
        document *d = &t->documents[k];
        const char *text = NULL;
        size_t length = 0;
        d->at_hand = documents != NULL && source->place != NULL &&
                     documents->open(documents->payload, source->place, &text, &length);
        d->refused = d->at_hand ? why_not(text, length) : NULL;
        d->at_hand = d->at_hand && d->refused == NULL;
        t->refused += d->refused != NULL;
        if (d->at_hand) {
            const detente_status status = split_paragraphs(d, text, length, err);
            if (status != DETENTE_OK) {
                return status;
            }
        }
    }
    return DETENTE_OK;
}

static void close_documents(telling *t)
{
    for (uint32_t k = 0; t->documents != NULL && k < t->syntax->source_count; k++) {
        free(t->documents[k].paragraphs);
        free(t->documents[k].shown);
    }
    free(t->documents);
}

static void tell_documents(telling *t)
{
    dt_text_add(&t->out, is_markdown(t) ? "# Sources\n\n" : "Sources\n");
    for (uint32_t k = 0; k < t->syntax->source_count; k++) {
        const dt_source *source = &t->syntax->sources[k];
        dt_text_format(&t->line, "%s: %s", source->id, source->text);
        if (t->documents[k].at_hand) {
            dt_text_format(&t->line, " (%s, %u paragraphs)", source->place, t->documents[k].count);
        } else if (source->place != NULL) {
            dt_text_format(&t->line, " (not at hand: %s%s%s)", source->place,
                           t->documents[k].refused == NULL ? "" : ", which is ",
                           t->documents[k].refused == NULL ? "" : t->documents[k].refused);
        }
        put(t, is_markdown(t) ? "- " : "  ");
    }
    if (t->syntax->source_count == 0) {
        dt_text_add(&t->line, "The model names no source.");
        put(t, is_markdown(t) ? "" : "  ");
    }
}

/* ---- citations ------------------------------------------------------------------------------- */

static void tell_paragraph(telling *t, const dt_mark *mark, uint32_t number)
{
    document *d = &t->documents[mark->source];
    dt_text first = {0};
    dt_text_add(&first, is_markdown(t) ? "  > **" : "      ");
    dt_say_words(&first, t->syntax->sources[mark->source].id, t->style);
    dt_text_format(&first, is_markdown(t) ? ":%u** " : ":%u  ", number);
    if (number > d->count) {
        t->faults++;
        dt_text_format(&t->line, "error: there is no paragraph %u, the document has %u", number,
                       d->count);
    } else if (d->shown[number - 1]) {
        dt_text_add(&t->line, "(shown above)");
    } else {
        d->shown[number - 1] = true;
        add_paragraph(&t->line, &d->paragraphs[number - 1]);
    }
    put(t, first.failed ? "" : first.bytes);
    t->out.failed |= first.failed;
    dt_text_clear(&first);
}

static void tell_mark(telling *t, const dt_mark *mark)
{
    const document *d = &t->documents[mark->source];
    if (mark->first == 0 || !d->at_hand) {
        dt_text_format(&t->line, "%s%s%s%s", t->syntax->sources[mark->source].id,
                       mark->place[0] == '\0' ? "" : ":", mark->place,
                       d->at_hand ? "" : " (not at hand)");
        put(t, is_markdown(t) ? "  - " : "      ");
        return;
    }
    for (uint32_t n = mark->first; n <= mark->last; n++) {
        tell_paragraph(t, mark, n);
        if (n > d->count) {
            break;
        }
    }
}

static void add_mark(telling *t, const dt_mark *mark)
{
    document *d = &t->documents[mark->source];
    dt_json_object(&t->json);
    dt_json_key_string(&t->json, "source", t->syntax->sources[mark->source].id);
    dt_json_key_string(&t->json, "place", mark->place);
    dt_json_key(&t->json, "paragraphs");
    dt_json_array(&t->json);
    for (uint32_t n = mark->first; d->at_hand && n != 0 && n <= mark->last; n++) {
        if (n > d->count) {
            t->faults++;
            dt_json_null(&t->json);
            break;
        }
        dt_json_string_bytes(&t->json, d->paragraphs[n - 1].text, d->paragraphs[n - 1].length);
    }
    dt_json_end(&t->json);
    dt_json_end(&t->json);
}

/* One thing that the model says; its words are the line in hand. */
static void tell_item(telling *t, const dt_support *support, bool needs_evidence)
{
    const bool founded = support->mark_count > 0;
    if (t->wanted ? founded || !needs_evidence : !founded) {
        t->line.length = 0;
        return;
    }
    t->items++;
    t->unfounded += !founded;
    if (is_json(t)) {
        t->out.failed |= t->line.failed;
        dt_json_object(&t->json);
        dt_json_key_string(&t->json, "what", t->line.failed ? "" : t->line.bytes);
        dt_json_key_string(&t->json, "note", support->note);
        dt_json_key(&t->json, "cites");
        dt_json_array(&t->json);
        for (uint32_t k = 0; k < support->mark_count; k++) {
            add_mark(t, &support->marks[k]);
        }
        dt_json_end(&t->json);
        dt_json_end(&t->json);
        t->line.length = 0;
        return;
    }
    put(t, is_markdown(t) ? "- " : "  ");
    for (uint32_t k = 0; k < support->mark_count; k++) {
        tell_mark(t, &support->marks[k]);
    }
}

/* ---- everything that can cite ---------------------------------------------------------------- */

static void tell_states(telling *t)
{
    const dt_syntax *syntax = t->syntax;
    for (uint32_t k = 0; k < syntax->party_count; k++) {
        dt_text_format(&t->line, "party %s", syntax->parties[k].id);
        tell_item(t, &syntax->parties[k].support, false);
    }
    for (uint32_t k = 0; k < syntax->option_count; k++) {
        const dt_option *option = &syntax->options[k];
        dt_text_format(&t->line, "option %s of %s: %s", option->id,
                       syntax->parties[option->party].id, option->label);
        tell_item(t, &option->support, true);
    }
    for (uint32_t k = 0; k < syntax->state_count; k++) {
        dt_text_format(&t->line, "state %s: %s", syntax->states[k].id, syntax->states[k].label);
        tell_item(t, &syntax->states[k].support, false);
    }
    for (uint32_t k = 0; k < syntax->move_count; k++) {
        const dt_graph_move *move = &syntax->moves[k];
        dt_text_format(&t->line, "move of %s: %s -> %s", syntax->parties[move->party].id,
                       syntax->states[move->from].id, syntax->states[move->to].id);
        tell_item(t, &move->support, false);
    }
    if (syntax->has_status_quo) {
        dt_text_add(&t->line, "status quo");
        tell_item(t, &syntax->status_quo_support, true);
    }
}

static void tell_rules(telling *t)
{
    const dt_syntax *syntax = t->syntax;
    for (uint32_t k = 0; k < syntax->rule_count; k++) {
        const dt_rule *rule = &syntax->rules[k];
        dt_text_add(&t->line, rule->kind == DT_RULE_IMPOSSIBLE ? "impossible "
                              : rule->kind == DT_RULE_SAME     ? "same "
                                                               : "");
        dt_expr_print(syntax, rule->expr, &t->line);
        tell_item(t, &rule->support, true);
    }
    for (uint32_t k = 0; k < syntax->outcome_count; k++) {
        dt_text_format(&t->line, "outcome %s", syntax->outcomes[k].id);
        tell_item(t, &syntax->outcomes[k].support, false);
    }
}

static void tell_list(telling *t, const dt_preferences *list, const char *id, const char *verb)
{
    dt_text_format(&t->line, "%s %s", id, verb);
    tell_item(t, &list->support, false);
    for (uint32_t k = 0; k < list->count; k++) {
        const dt_statement *line = &list->lines[k];
        dt_text_format(&t->line, "%s %s: ", id, verb);
        if (line->expr == NULL) {
            dt_text_add(&t->line, "rest");
        } else {
            dt_expr_print(t->syntax, line->expr, &t->line);
        }
        tell_item(t, &line->support, list->support.mark_count == 0 && line->expr != NULL);
    }
}

static void tell_preferences(telling *t)
{
    static const char *const verbs[] = {"is indifferent", "wants", "ranks", "weighs"};
    const dt_syntax *syntax = t->syntax;
    for (uint32_t party = 0; party < syntax->party_count; party++) {
        const dt_preferences *first = &syntax->preferences[party];
        for (const dt_preferences *list = first; list != NULL; list = list->other) {
            tell_list(t, list, syntax->parties[party].id,
                      list == first ? verbs[list->kind] : "may want");
        }
    }
    for (uint32_t k = 0; k < syntax->unknown_count; k++) {
        dt_unknown_print(syntax, &syntax->unknowns[k], &t->line);
        tell_item(t, &syntax->unknowns[k].support, true);
    }
}

static void tell_claims(telling *t)
{
    for (uint32_t k = 0; k < t->syntax->claim_count; k++) {
        const char *words = t->syntax->claims[k].text;
        dt_text_add(&t->line, strncmp(words, "claim", 5) == 0 ? "" : "claim ");
        dt_text_add(&t->line, words);
        tell_item(t, &t->syntax->claims[k].support, true);
    }
}

static void tell_items(telling *t)
{
    dt_text_add(&t->line, "the conflict");
    tell_item(t, &t->syntax->support, false);
    tell_states(t);
    tell_rules(t);
    tell_preferences(t);
    tell_claims(t);
}

/* ---- all ------------------------------------------------------------------------------------- */

static void tell_all(telling *t)
{
    tell_documents(t);
    dt_text_add(&t->out, is_markdown(t) ? "\n## What rests on them\n\n" : "\nWhat rests on them\n");
    tell_items(t);
    const uint64_t cited = t->items;
    t->wanted = true;
    dt_text_add(&t->out,
                is_markdown(t) ? "\n## What rests on nothing\n\n" : "\nWhat rests on nothing\n");
    tell_items(t);
    if (t->unfounded == 0) {
        dt_text_add(&t->line, "nothing: every option, rule, statement and claim cites a source");
        put(t, is_markdown(t) ? "" : "  ");
    }
    dt_text_format(&t->out, "\n%llu cite a source, %llu do not", (unsigned long long)cited,
                   (unsigned long long)t->unfounded);
    if (t->faults > 0) {
        dt_text_format(&t->out, "; %llu %s a paragraph that is not there",
                       (unsigned long long)t->faults, t->faults == 1 ? "cites" : "cite");
    }
    if (t->refused > 0) {
        dt_text_format(&t->out, "; %llu %s", (unsigned long long)t->refused,
                       t->refused == 1 ? "document cannot be shown" : "documents cannot be shown");
    }
    dt_text_add(&t->out, ".\n");
}

/* Those that a source names, and why one of them is not shown. */
static void add_documents(telling *t)
{
    dt_json_key(&t->json, "documents");
    dt_json_array(&t->json);
    for (uint32_t k = 0; k < t->syntax->source_count; k++) {
        dt_json_object(&t->json);
        dt_json_key_string(&t->json, "source", t->syntax->sources[k].id);
        dt_json_key_string(&t->json, "place", t->syntax->sources[k].place);
        dt_json_key_bool(&t->json, "at_hand", t->documents[k].at_hand);
        dt_json_key_string(&t->json, "refused", t->documents[k].refused);
        dt_json_end(&t->json);
    }
    dt_json_end(&t->json);
}

static void add_all(telling *t)
{
    t->json = dt_json_into(&t->out);
    dt_json_object(&t->json);
    dt_json_key_number(&t->json, "detente", 1);
    dt_json_key_string(&t->json, "conflict", t->syntax->title);
    dt_json_key(&t->json, "founded");
    dt_json_array(&t->json);
    tell_items(t);
    dt_json_end(&t->json);
    t->wanted = true;
    dt_json_key(&t->json, "unfounded");
    dt_json_array(&t->json);
    tell_items(t);
    dt_json_end(&t->json);
    dt_json_key_number(&t->json, "faults", t->faults);
    add_documents(t);
    dt_json_end(&t->json);
    dt_text_add_char(&t->out, '\n');
}

detente_status detente_write_sources(const detente_model *model, const detente_documents *documents,
                                     const detente_style *style, const detente_limits *limits,
                                     const detente_sink *sink, uint64_t *faults, detente_error *err)
{
    dt_arguments given = dt_given(err);
    dt_need(&given, model, "a model");
    dt_check_style(&given, style, DT_WORDS_OR_JSON);
    dt_check_limits(&given, limits);
    dt_need_sink(&given, sink);
    dt_need(&given, faults, "a place for the count");
    dt_need_callback(&given, documents == NULL || documents->open != NULL);
    if (given.status != DETENTE_OK) {
        return given.status;
    }
    dt_poll poll;
    dt_poll_start(&poll, limits, "looking up sources", 0);
    sink = dt_poll_sink(&poll, sink);
    detente_status status = DETENTE_OK;
    const detente_style filled = dt_style_of(style);
    telling t = {.style = &filled, .syntax = model->syntax, .out.poll = &poll};
    DT_TRY(open_documents(&t, documents, err));
    if (is_json(&t)) {
        add_all(&t);
    } else {
        tell_all(&t);
    }
    DT_TRY(dt_text_flush(&t.out, sink, err));
    *faults = t.faults + t.refused;
done:
    close_documents(&t);
    dt_text_clear(&t.line);
    dt_text_clear(&t.out);
    return dt_poll_end(&poll, status, err);
}
