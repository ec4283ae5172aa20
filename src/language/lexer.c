/* SPDX-License-Identifier: MIT
 *
 * Cuts the text into lines and the lines into tokens.
 *
 * Any bytes are safe: what is not UTF-8, not a printable character or not closed is reported and
 * reading goes on.  One fault of this kind is reported per line.  A text in a token never spans two
 * lines.  O(length) time, about 100 bytes per token.
 */
#include "language/lexer.h"
#include "base/utf8.h"

#include <stdio.h>

typedef struct lexer {
    dt_lines *lines;
    dt_faults *faults;
    dt_line *line;
    const char *at;  /* next byte */
    const char *end; /* of the line */
    uint32_t column; /* of the next code point */
    dt_token *tokens;
    size_t count;
    size_t capacity;
} lexer;

/* ---- characters ------------------------------------------------------------------------------ */

/* A blank in any script.  A byte order mark at a line's start is what joined files leave. */
static bool is_blank(uint32_t code)
{
    return dt_utf8_blank(code) && (dt_is_text(code) || code == 0xFEFF);
}

static bool is_quote(uint32_t code)
{
    return (code >= 0x2018 && code <= 0x201F) || code == 0xAB || code == 0xBB || code == 0x2039 ||
           code == 0x203A;
}

static bool is_arrow(uint32_t code)
{
    return (code >= 0x2190 && code <= 0x21FF) || (code >= 0x27F0 && code <= 0x27FF) ||
           (code >= 0x2900 && code <= 0x297F);
}

static bool starts_name(uint32_t code)
{
    return (code >= 'a' && code <= 'z') || (code >= 'A' && code <= 'Z') || code == '_' ||
           (code >= 0xA0 && dt_is_text(code) && !dt_is_format(code) && !is_blank(code) &&
            !is_quote(code) && !is_arrow(code));
}

static bool is_digit(uint32_t code)
{
    return code >= '0' && code <= '9';
}

static bool in_name(uint32_t code)
{
    return starts_name(code) || is_digit(code);
}

/* The code point at byte `place`; 0 at the end of the line. */
static uint32_t code_at(const lexer *lex, const char *place)
{
    uint32_t code = 0;
    if (place < lex->end) {
        dt_utf8_read(place, (size_t)(lex->end - place), &code);
    }
    return code;
}

static void report(lexer *lex, const char *place, uint32_t length, const char *message)
{
    if (!lex->line->reported) {
        const uint32_t column = lex->column + dt_utf8_count(lex->at, (size_t)(place - lex->at));
        dt_error(lex->faults, (dt_span){lex->line->number, column, length}, "%s", message);
        lex->line->reported = true;
    }
}

/* A character that is not seen, and so has to be told by its number. */
static void report_unseen(lexer *lex, const char *place, uint32_t code, const char *remedy)
{
    char message[128];
    const bool control = code < 0xA0;
    snprintf(message, sizeof message, "%s (U+%04X) stands here; %s",
             control ? "a control character" : "a character that is not seen", (unsigned)code,
             remedy);
    report(lex, place, 1, message);
}

/* Report the first character of [from, to) that no text may hold. */
static void check_bytes(lexer *lex, const char *from, const char *to)
{
    uint32_t code = 0;
    for (const char *k = from; k < to && !lex->line->reported;) {
        const size_t size = dt_utf8_read(k, (size_t)(to - k), &code);
        if (code == DT_BAD_CODE) {
            report(lex, k, 1, "this byte is not UTF-8 text; save the file as UTF-8");
        } else if (!dt_is_text(code)) {
            report_unseen(lex, k, code, "remove it");
        }
        k += size;
    }
}

/* ---- tokens ---------------------------------------------------------------------------------- */

/* Add the token of `length` bytes at lex->at, with `value`, and step over it. */
static void take(lexer *lex, dt_token_kind kind, size_t length, const char *value, uint32_t dot)
{
    const bool first = lex->count == 0;
    const char *previous_end = first ? NULL
                                     : lex->tokens[lex->count - 1].bytes +
                                           lex->tokens[lex->count - 1].length;
    if (value == NULL ||
        !dt_grow((void **)&lex->tokens, &lex->capacity, lex->count, sizeof *lex->tokens)) {
        lex->lines->failed = true;
        lex->at = lex->end;
        return;
    }
    const uint32_t width = dt_utf8_count(lex->at, length);
    lex->tokens[lex->count++] = (dt_token){.kind = kind,
                                           .spaced = previous_end != lex->at,
                                           .dot = dot,
                                           .bytes = lex->at,
                                           .length = (uint32_t)length,
                                           .value = value,
                                           .at = {lex->line->number, lex->column, width}};
    lex->at += length;
    lex->column += width;
}

static void take_as_written(lexer *lex, dt_token_kind kind, size_t length, uint32_t dot)
{
    take(lex, kind, length, dt_arena_text(&lex->lines->arena, lex->at, length), dot);
}

/* Bytes of the longest run of name characters from `place`; a hyphen counts between two of them. */
static size_t name_run(const lexer *lex, const char *place)
{
    const char *k = place;
    uint32_t code = 0;
    while (k < lex->end) {
        const size_t size = dt_utf8_read(k, (size_t)(lex->end - k), &code);
        if (!in_name(code) && !(code == '-' && k > place && in_name(code_at(lex, k + 1)))) {
            break;
        }
        k += size;
    }
    return (size_t)(k - place);
}

static void take_word(lexer *lex)
{
    size_t length = name_run(lex, lex->at);
    uint32_t dot = 0;
    if (lex->at + length < lex->end && lex->at[length] == '.' &&
        starts_name(code_at(lex, lex->at + length + 1))) {
        dot = (uint32_t)length;
        length += 1 + name_run(lex, lex->at + length + 1);
    }
    take_as_written(lex, DT_TOKEN_WORD, length, dot);
}

/* Digits with what is glued to them: 3, 2.5, 2017-10-05. */
static void take_number(lexer *lex)
{
    size_t length = name_run(lex, lex->at);
    while (lex->at + length < lex->end && lex->at[length] == '.' &&
           is_digit(code_at(lex, lex->at + length + 1))) {
        length += 1 + name_run(lex, lex->at + length + 1);
    }
    take_as_written(lex, DT_TOKEN_NUMBER, length, 0);
}

/* Does a closing quote stand at `place`?  Returns its size, 0 = no. */
static size_t closes_quote(const lexer *lex, const char *place, bool curly)
{
    if (!curly) {
        return *place == '"' ? 1 : 0;
    }
    return code_at(lex, place) == 0x201D ? 3 : 0;
}

/* Copy the inside of quotes: "" becomes one quote, what no text may hold becomes
 * U+FFFD. */
static const char *unquoted(lexer *lex, const char *from, const char *to, bool curly)
{
    /* a bad byte grows to three */
    char *copy = dt_arena_take(&lex->lines->arena, 3 * (size_t)(to - from) + 1);
    if (copy == NULL) {
        return NULL;
    }
    size_t used = 0;
    uint32_t code = 0;
    for (const char *k = from; k < to;) {
        const size_t size = dt_utf8_read(k, (size_t)(to - k), &code);
        const bool bad = !dt_is_text(code);
        memcpy(copy + used, bad ? "\xEF\xBF\xBD" : k, bad ? 3 : size);
        used += bad ? 3 : size;
        k += !curly && code == '"' ? 2 : size;
    }
    return copy;
}

static void take_quoted(lexer *lex, bool curly)
{
    const char *from = lex->at + (curly ? 3 : 1);
    const char *k = from;
    uint32_t code = 0;
    size_t closing = 0;
    while (k < lex->end && closing == 0) {
        closing = closes_quote(lex, k, curly);
        if (closing == 0) {
            k += dt_utf8_read(k, (size_t)(lex->end - k), &code);
        } else if (!curly && k + 1 < lex->end && k[1] == '"') {
            k += 2;
            closing = 0;
        }
    }
    if (closing == 0) {
        report(lex, lex->at, 1,
               curly ? "this text is not closed; add a \xE2\x80\x9D at its end"
                     : "this text is not closed; add a \" at its end");
    }
    check_bytes(lex, from, k);
    const char *value = unquoted(lex, from, k, curly);
    take(lex, DT_TOKEN_QUOTED, (size_t)(k + closing - lex->at), value, 0);
}

static void take_marks(lexer *lex)
{
    const char *close = memchr(lex->at, ']', (size_t)(lex->end - lex->at));
    if (close == NULL) {
        report(lex, lex->at, 1, "this bracket is not closed; add a ] at its end");
        close = lex->end;
    }
    check_bytes(lex, lex->at, close);
    const size_t length = (size_t)(close - lex->at);
    const char *value = dt_arena_text(&lex->lines->arena, lex->at + 1, length - 1);
    take(lex, DT_TOKEN_MARKS, length + (close < lex->end ? 1 : 0), value, 0);
}

/* Signs of several characters that people bring along from elsewhere, so that one message names the
 * whole sign. */
static size_t sign_length(const lexer *lex)
{
    static const char *const signs[] = {"<=>", "<->", "&&", "||", "=>",
                                        "==",  "!=",  "<=", ">=", "**"};
    for (size_t k = 0; k < sizeof signs / sizeof *signs; k++) {
        const size_t length = strlen(signs[k]);
        if ((size_t)(lex->end - lex->at) >= length && memcmp(lex->at, signs[k], length) == 0) {
            return length;
        }
    }
    uint32_t code = 0;
    return dt_utf8_read(lex->at, (size_t)(lex->end - lex->at), &code);
}

static void take_token(lexer *lex)
{
    const uint32_t code = code_at(lex, lex->at);
    if (starts_name(code)) {
        take_word(lex);
    } else if (is_digit(code)) {
        take_number(lex);
    } else if (code == '"' || code == 0x201C) {
        take_quoted(lex, code != '"');
    } else if (code == '[') {
        take_marks(lex);
    } else if (code == 0x2192) {
        take_as_written(lex, DT_TOKEN_ARROW, 3, 0);
    } else if (code == '-' && lex->at + 1 < lex->end && lex->at[1] == '>') {
        take_as_written(lex, DT_TOKEN_ARROW, 2, 0);
    } else {
        const size_t length = sign_length(lex);
        check_bytes(lex, lex->at, lex->at + length);
        if (dt_is_format(code)) {
            report_unseen(lex, lex->at, code, "it may stand in texts, not in names");
        }
        if (is_quote(code) || code == '\'') {
            report(lex, lex->at, 1,
                   "texts stand in double quotes: \"...\" or \xE2\x80\x9C...\xE2\x80\x9D");
        }
        take_as_written(lex, DT_TOKEN_SIGN, length, 0);
    }
}

/* ---- lines ----------------------------------------------------------------------------------- */

static void take_comment(lexer *lex)
{
    check_bytes(lex, lex->at, lex->end);
    size_t length = (size_t)(lex->end - lex->at);
    while (length > 0 && (lex->at[length - 1] == ' ' || lex->at[length - 1] == '\t')) {
        length--;
    }
    lex->line->comment = lex->at;
    lex->line->comment_length = length;
}

static void read_line(lexer *lex)
{
    lex->count = 0;
    lex->column = 1;
    uint32_t code = 0;
    while (lex->at < lex->end) {
        const size_t size = dt_utf8_read(lex->at, (size_t)(lex->end - lex->at), &code);
        if (code == '#') {
            take_comment(lex);
            break;
        }
        if (is_blank(code)) {
            lex->at += size;
            lex->column++;
        } else {
            take_token(lex);
        }
    }
    dt_token *tokens = dt_arena_take(&lex->lines->arena, lex->count * sizeof *tokens + 1);
    if (tokens == NULL) {
        lex->lines->failed = true;
        return;
    }
    if (lex->count > 0) {
        memcpy(tokens, lex->tokens, lex->count * sizeof *tokens);
    }
    lex->line->tokens = tokens;
    lex->line->count = (uint32_t)lex->count;
}

void dt_lines_read(const char *text, size_t length, dt_lines *lines, dt_faults *faults)
{
    lexer lex = {.lines = lines, .faults = faults, .at = text};
    const char *const end = text + length;
    size_t capacity = 0;
    if (length >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0) {
        lex.at += 3;
    }
    while (lex.at < end && !lines->failed) {
        if (!dt_grow((void **)&lines->list, &capacity, lines->count, sizeof *lines->list)) {
            lines->failed = true;
            break;
        }
        const char *stop = lex.at;
        while (stop < end && *stop != '\n' && *stop != '\r') {
            stop++;
        }
        lex.line = &lines->list[lines->count++];
        *lex.line = (dt_line){.number = (uint32_t)lines->count,
                              .scenario = DT_NONE,
                              .bytes = lex.at,
                              .length = (size_t)(stop - lex.at)};
        lex.end = stop;
        read_line(&lex);
        const bool pair = stop + 1 < end && stop[0] == '\r' && stop[1] == '\n';
        lex.at = stop + (pair ? 2 : 1);
    }
    free(lex.tokens);
}

void dt_lines_clear(dt_lines *lines)
{
    free(lines->list);
    dt_arena_clear(&lines->arena);
    *lines = (dt_lines){0};
}
