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
#include "insight/citations.h"
#include "language/foreign.h"
#include "words/prose.h"
#include "words/words.h"

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
    const dt_syntax *syntax;
    dt_citations citations;
    document *documents; /* [source] */
    uint64_t cited, unfounded;
    uint64_t faults;  /* paragraphs that are not there */
    uint64_t refused; /* documents */
} telling;

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

/* ---- for people ------------------------------------------------------------------------------ */

static void tell_documents(const telling *t, dt_prose *prose)
{
    dt_text *line = &prose->line;
    dt_text_add(line, "Sources");
    dt_prose_heading(prose, 1);
    for (uint32_t k = 0; k < t->syntax->source_count; k++) {
        const dt_source *source = &t->syntax->sources[k];
        const document *d = &t->documents[k];
        dt_text_format(line, "%s: %s", source->id, source->text);
        if (d->at_hand) {
            dt_text_format(line, " (%s, %u paragraphs)", source->place, d->count);
        } else if (source->place != NULL) {
            dt_text_format(line, " (not at hand: %s%s%s)", source->place,
                           d->refused == NULL ? "" : ", which is ",
                           d->refused == NULL ? "" : d->refused);
        }
        dt_prose_item(prose, 0, 2);
    }
    if (t->syntax->source_count == 0) {
        dt_text_add(line, "The model names no source.");
        dt_prose_paragraph(prose, 2);
    }
}

/* "d4:3  What the paragraph says"; each paragraph once. */
static void tell_paragraph(telling *t, const dt_mark *mark, uint32_t number, dt_prose *prose)
{
    document *d = &t->documents[mark->source];
    dt_text_format(&prose->label, "%s:%u", t->syntax->sources[mark->source].id, number);
    if (number > d->count) {
        t->faults++;
        dt_text_format(&prose->line, "error: there is no paragraph %u, the document has %u", number,
                       d->count);
    } else if (d->shown[number - 1]) {
        dt_text_add(&prose->line, "(shown above)");
    } else {
        d->shown[number - 1] = true;
        add_paragraph(&prose->line, &d->paragraphs[number - 1]);
    }
    dt_prose_put(prose, (dt_block){.kind = DT_QUOTE, .indent = 6});
}

static void tell_mark(telling *t, const dt_mark *mark, dt_prose *prose)
{
    const document *d = &t->documents[mark->source];
    if (mark->first == 0 || !d->at_hand) {
        dt_text_format(&prose->line, "%s%s%s%s", t->syntax->sources[mark->source].id,
                       mark->place[0] == '\0' ? "" : ":", mark->place,
                       d->at_hand ? "" : " (not at hand)");
        dt_prose_item(prose, 1, 6);
        return;
    }
    for (uint32_t n = mark->first; n <= mark->last; n++) {
        tell_paragraph(t, mark, n, prose);
        if (n > d->count) {
            break;
        }
    }
}

/* Does it belong to this part: what cites something, or what should and does not? */
static bool is_listed(const dt_citation *citation, bool founded)
{
    return founded ? citation->support->mark_count > 0
                   : citation->support->mark_count == 0 && citation->needs;
}

static uint64_t count_listed(const telling *t, bool founded)
{
    uint64_t count = 0;
    for (size_t k = 0; k < t->citations.count; k++) {
        count += is_listed(&t->citations.list[k], founded);
    }
    return count;
}

static void tell_items(telling *t, bool founded, dt_prose *prose)
{
    dt_text_add(&prose->line, founded ? "What rests on them" : "What rests on nothing");
    dt_prose_heading(prose, 2);
    for (size_t k = 0; k < t->citations.count; k++) {
        const dt_citation *citation = &t->citations.list[k];
        if (is_listed(citation, founded)) {
            dt_text_add(&prose->line, citation->what);
            dt_prose_item(prose, 0, 2);
            for (uint32_t j = 0; j < citation->support->mark_count; j++) {
                tell_mark(t, &citation->support->marks[j], prose);
            }
        }
    }
}

static void tell_count(const telling *t, dt_prose *prose)
{
    dt_text *line = &prose->line;
    dt_text_format(line, "%llu cite a source, %llu do not", (unsigned long long)t->cited,
                   (unsigned long long)t->unfounded);
    if (t->faults > 0) {
        dt_text_format(line, "; %llu %s a paragraph that is not there",
                       (unsigned long long)t->faults, t->faults == 1 ? "cites" : "cite");
    }
    if (t->refused > 0) {
        dt_text_format(line, "; %llu %s", (unsigned long long)t->refused,
                       t->refused == 1 ? "document cannot be shown" : "documents cannot be shown");
    }
    dt_text_add_char(line, '.');
    dt_prose_put(prose, (dt_block){.kind = DT_PARAGRAPH, .apart = true});
}

static void tell_all(telling *t, const detente_style *style, dt_text *text)
{
    dt_prose prose = {.pool.poll = text->poll};
    tell_documents(t, &prose);
    tell_items(t, true, &prose);
    tell_items(t, false, &prose);
    if (t->unfounded == 0) {
        dt_text_add(&prose.line, "nothing: every option, rule, statement and claim cites a source");
        dt_prose_paragraph(&prose, 2);
    }
    tell_count(t, &prose);
    dt_prose_write(&prose, style, text);
    dt_prose_clear(&prose);
}

/* ---- for programs ---------------------------------------------------------------------------- */

static void add_mark(telling *t, const dt_mark *mark, dt_json *json)
{
    document *d = &t->documents[mark->source];
    dt_json_object(json);
    dt_json_key_string(json, "source", t->syntax->sources[mark->source].id);
    dt_json_key_string(json, "place", mark->place);
    dt_json_key(json, "paragraphs");
    dt_json_array(json);
    for (uint32_t n = mark->first; d->at_hand && n != 0 && n <= mark->last; n++) {
        if (n > d->count) {
            t->faults++;
            dt_json_null(json);
            break;
        }
        dt_json_string_bytes(json, d->paragraphs[n - 1].text, d->paragraphs[n - 1].length);
    }
    dt_json_end(json);
    dt_json_end(json);
}

static void add_items(telling *t, const char *key, bool founded, dt_json *json)
{
    dt_json_key(json, key);
    dt_json_array(json);
    for (size_t k = 0; k < t->citations.count; k++) {
        const dt_citation *citation = &t->citations.list[k];
        if (is_listed(citation, founded)) {
            dt_json_object(json);
            dt_json_key_string(json, "what", citation->what);
            dt_json_key_string(json, "note", citation->support->note);
            dt_json_key(json, "cites");
            dt_json_array(json);
            for (uint32_t j = 0; j < citation->support->mark_count; j++) {
                add_mark(t, &citation->support->marks[j], json);
            }
            dt_json_end(json);
            dt_json_end(json);
        }
    }
    dt_json_end(json);
}

/* Those that a source names, and why one of them is not shown. */
static void add_documents(const telling *t, dt_json *json)
{
    dt_json_key(json, "documents");
    dt_json_array(json);
    for (uint32_t k = 0; k < t->syntax->source_count; k++) {
        dt_json_object(json);
        dt_json_key_string(json, "source", t->syntax->sources[k].id);
        dt_json_key_string(json, "place", t->syntax->sources[k].place);
        dt_json_key_bool(json, "at_hand", t->documents[k].at_hand);
        dt_json_key_string(json, "refused", t->documents[k].refused);
        dt_json_end(json);
    }
    dt_json_end(json);
}

static void add_all(telling *t, dt_text *text)
{
    dt_json json = dt_json_into(text);
    dt_json_object(&json);
    dt_json_key_number(&json, "detente", 1);
    dt_json_key_string(&json, "conflict", t->syntax->title);
    add_items(t, "founded", true, &json);
    add_items(t, "unfounded", false, &json);
    dt_json_key_number(&json, "faults", t->faults);
    add_documents(t, &json);
    dt_json_end(&json);
    dt_text_add_char(text, '\n');
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
    dt_text text = {.poll = &poll};
    telling t = {.syntax = model->syntax};
    DT_TRY(open_documents(&t, documents, err));
    DT_TRY(dt_citations_list(model->syntax, &t.citations, err));
    t.cited = count_listed(&t, true);
    t.unfounded = count_listed(&t, false);
    if (filled.format == DETENTE_JSON) {
        add_all(&t, &text);
    } else {
        tell_all(&t, &filled, &text);
    }
    DT_TRY(dt_text_flush(&text, sink, err));
    *faults = t.faults + t.refused;
done:
    close_documents(&t);
    dt_citations_clear(&t.citations);
    dt_text_clear(&text);
    return dt_poll_end(&poll, status, err);
}
