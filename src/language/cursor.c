/* SPDX-License-Identifier: MIT
 *
 * Walking over the tokens of a line, and reporting what is wrong with it.  Every step is O(1).
 */
#include "language/reader.h"

#include <stdio.h>

#define MOST_LISTED_PARTIES 8

dt_cursor dt_cursor_at(dt_reader *reader, uint32_t place, uint32_t next)
{
    return (dt_cursor){.reader = reader,
                       .line = &reader->lines->list[place],
                       .place = place,
                       .next = next,
                       .outcomes = DT_NONE,
                       .party = DT_NONE};
}

bool dt_sees(const dt_cursor *cursor, const char *value)
{
    const dt_token *token = dt_peek(cursor);
    return token != NULL && dt_token_is(token, value);
}

bool dt_sees_kind(const dt_cursor *cursor, dt_token_kind kind)
{
    const dt_token *token = dt_peek(cursor);
    return token != NULL && token->kind == kind;
}

bool dt_skip(dt_cursor *cursor, const char *value)
{
    if (!dt_sees(cursor, value)) {
        return false;
    }
    cursor->next++;
    return true;
}

bool dt_skip_pair(dt_cursor *cursor, const char *first, const char *second)
{
    const uint32_t start = cursor->next;
    if (dt_skip(cursor, first) && dt_skip(cursor, second)) {
        return true;
    }
    cursor->next = start;
    return false;
}

/* ---- places ---------------------------------------------------------------------------------- */

dt_span dt_here(const dt_cursor *cursor)
{
    const dt_line *line = cursor->line;
    if (cursor->next < line->count) {
        return line->tokens[cursor->next].at;
    }
    if (line->count == 0) {
        return (dt_span){line->number, 1, 1};
    }
    const dt_span last = line->tokens[line->count - 1].at;
    return (dt_span){line->number, last.column + last.length, 1};
}

dt_span dt_span_from(const dt_cursor *cursor, uint32_t first)
{
    const dt_line *line = cursor->line;
    if (first >= cursor->next || first >= line->count) {
        return dt_here(cursor);
    }
    dt_span at = line->tokens[first].at;
    const dt_span last = line->tokens[cursor->next - 1].at;
    at.length = last.column + last.length - at.column;
    return at;
}

const char *dt_found(const dt_cursor *cursor)
{
    const dt_token *token = dt_peek(cursor);
    if (token == NULL) {
        return "the end of the line";
    }
    dt_text text = {0};
    const char *quote = token->kind == DT_TOKEN_QUOTED ? "\"" : "'";
    dt_text_add(&text, token->kind == DT_TOKEN_QUOTED ? "the text " : "");
    dt_text_add(&text, quote);
    dt_text_add(&text, token->value);
    dt_text_add(&text, quote);
    const char *kept = text.failed ? NULL : dt_keep(cursor->reader, text.bytes);
    cursor->reader->failed = cursor->reader->failed || kept == NULL;
    dt_text_clear(&text);
    return kept == NULL ? "" : kept;
}

/* ---- faults ---------------------------------------------------------------------------------- */

/* Is a fault of this line news?  A base line seen through a scenario is, when the base is sound. */
static bool is_news(const dt_reader *reader, const dt_line *line)
{
    if (line->reported) {
        return false;
    }
    return reader->scenario == DT_NONE || line->scenario == reader->scenario ||
           !reader->base_is_faulty;
}

static void complain(dt_cursor *cursor, dt_span at, const char *format, va_list args)
    DT_PRINTF(3, 0);

static void complain(dt_cursor *cursor, dt_span at, const char *format, va_list args)
{
    const dt_reader *reader = cursor->reader;
    if (!is_news(reader, cursor->line)) {
        return;
    }
    if (reader->scenario == DT_NONE || cursor->line->scenario != DT_NONE) {
        dt_fault_add(reader->faults, false, at, format, args);
        return;
    }
    char message[512];
    vsnprintf(message, sizeof message, format, args);
    dt_error(reader->faults, at, "under scenario '%s': %s",
             reader->tree->scenarios[reader->scenario].id, message);
}

void dt_complain(dt_cursor *cursor, dt_span at, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    complain(cursor, at, format, args);
    va_end(args);
}

void dt_stop(dt_cursor *cursor, dt_span at, const char *format, ...)
{
    if (cursor->failed) {
        return;
    }
    va_list args;
    va_start(args, format);
    complain(cursor, at, format, args);
    va_end(args);
    cursor->failed = true;
}

const char *dt_near(const dt_cursor *cursor, const dt_names *names, const char *text)
{
    const bool is_shown = cursor->reader->faults->dropped == 0 &&
                          is_news(cursor->reader, cursor->line);
    return is_shown ? dt_names_near(names, text) : NULL;
}

bool dt_expect(dt_cursor *cursor, const char *word, const char *wanted)
{
    if (!cursor->failed && dt_skip(cursor, word)) {
        return true;
    }
    dt_stop(cursor, dt_here(cursor), "expected %s, found %s", wanted, dt_found(cursor));
    return false;
}

/* ---- tokens that many lines have ------------------------------------------------------------- */

const dt_token *dt_new_name(dt_cursor *cursor, const char *what)
{
    const dt_token *token = dt_peek(cursor);
    if (token == NULL || token->kind == DT_TOKEN_MARKS) {
        dt_stop(cursor, dt_here(cursor), "%s needs a name here", what);
    } else if (token->kind == DT_TOKEN_QUOTED) {
        dt_stop(cursor, token->at, "%s needs a short name before its text, as in: %s name \"%s\"",
                what, cursor->line->tokens[0].value, token->value);
    } else if (token->kind != DT_TOKEN_WORD) {
        dt_stop(cursor, token->at,
                "%s is no name; a name starts with a letter and goes on with letters, digits, _ "
                "and -",
                dt_found(cursor));
    } else if (token->dot > 0) {
        dt_stop(cursor, token->at, "a new name has no dot in it: '%s'", token->value);
    } else if (dt_is_reserved(token->value)) {
        dt_stop(cursor, token->at, "'%s' is a word of the language and cannot be a name",
                token->value);
    } else {
        cursor->next++;
        return token;
    }
    return NULL;
}

const char *dt_take_text(dt_cursor *cursor)
{
    return dt_sees_kind(cursor, DT_TOKEN_QUOTED) ? cursor->line->tokens[cursor->next++].value
                                                 : NULL;
}

bool dt_stop_at_source(dt_cursor *cursor)
{
    dt_cursor ahead = *cursor;
    if (!dt_skip(&ahead, "(") || !dt_sees_kind(&ahead, DT_TOKEN_WORD)) {
        return false;
    }
    const dt_token *id = dt_peek(&ahead);
    ahead.next++;
    const bool is_source = dt_sees(&ahead, ":") ||
                           dt_names_find(&cursor->reader->source_names, id->value) != NULL;
    while (dt_peek(&ahead) != NULL && !dt_sees(&ahead, ")")) {
        ahead.next++;
    }
    if (!is_source || dt_peek(&ahead) == NULL) {
        return false;
    }
    dt_stop(cursor, dt_here(cursor), "a source stands in square brackets: [%.*s]",
            (int)(dt_peek(&ahead)->bytes - id->bytes), id->bytes);
    return true;
}

/* "; expected us, them or others": the first parties. */
static void list_parties(const dt_reader *reader, dt_text *text)
{
    const uint32_t count = reader->tree->party_count;
    for (uint32_t k = 0; k < count && k < MOST_LISTED_PARTIES; k++) {
        dt_text_add(text, k == 0 ? "; expected " : k + 1 == count ? " or " : ", ");
        dt_text_add(text, reader->tree->parties[k].id);
    }
    dt_text_add(text, count > MOST_LISTED_PARTIES ? " or others" : "");
}

static void report_party(dt_cursor *cursor, const dt_token *token)
{
    const char *near = dt_near(cursor, &cursor->reader->party_names, token->value);
    dt_text list = {0};
    if (near != NULL) {
        dt_complain(cursor, token->at, "there is no party called '%s'; did you mean '%s'?",
                    token->value, near);
        dt_fault_propose(cursor->reader->faults, token->at, near);
        return;
    }
    list_parties(cursor->reader, &list);
    dt_complain(cursor, token->at, "there is no party called '%s'%s", token->value,
                list.failed || list.length == 0 ? "" : list.bytes);
    cursor->reader->failed = cursor->reader->failed || list.failed;
    dt_text_clear(&list);
}

uint32_t dt_take_party(dt_cursor *cursor)
{
    const dt_token *token = dt_peek(cursor);
    if (token == NULL || token->kind != DT_TOKEN_WORD) {
        dt_stop(cursor, dt_here(cursor), "expected the name of a party, found %s",
                dt_found(cursor));
        return DT_NONE;
    }
    cursor->next++;
    const dt_names *parties = &cursor->reader->party_names;
    const dt_name *name = dt_names_find(parties, token->value);
    if (name != NULL) {
        return name->kind == DT_NAME_BROKEN ? DT_NONE : name->index;
    }
    report_party(cursor, token);
    return DT_NONE;
}

/* ---- memory and views ------------------------------------------------------------------------ */

void *dt_take(dt_reader *reader, size_t count, size_t size)
{
    size_t bytes = 0;
    void *taken = dt_mul(count, size, &bytes) ? dt_arena_take(&reader->tree->arena, bytes) : NULL;
    reader->failed = reader->failed || taken == NULL;
    return taken;
}

const char *dt_keep_line(dt_cursor *cursor)
{
    dt_reader *reader = cursor->reader;
    const dt_token *first = &cursor->line->tokens[0];
    const dt_token *last = &cursor->line->tokens[cursor->next - 1];
    const char *copy = dt_arena_text(&reader->tree->arena, first->bytes,
                                     (size_t)(last->bytes + last->length - first->bytes));
    reader->failed = reader->failed || copy == NULL;
    return copy;
}

const char *dt_keep(dt_reader *reader, const char *text)
{
    if (text == NULL) {
        return NULL;
    }
    const char *copy = dt_arena_text(&reader->tree->arena, text, strlen(text));
    reader->failed = reader->failed || copy == NULL;
    return copy;
}

bool dt_in_view(const dt_reader *reader, const dt_line *line)
{
    return line->scenario == DT_NONE || line->scenario == reader->scenario;
}

uint32_t dt_next_entry(const dt_reader *reader, uint32_t place)
{
    for (uint32_t k = place + 1; k < reader->lines->count; k++) {
        const dt_line_kind kind = reader->lines->list[k].kind;
        if (kind == DT_LINE_ENTRY) {
            return k;
        }
        if (kind != DT_LINE_EMPTY && kind != DT_LINE_NOTE && kind != DT_LINE_BROKEN) {
            break;
        }
    }
    return DT_NONE;
}
