/* SPDX-License-Identifier: MIT
 *
 * Tables of comma-separated values, read and written.  See csv.h.
 */
#include "exchange/csv.h"
#include "language/foreign.h"

#include "base/utf8.h"

/* ---- the guard ------------------------------------------------------------------------------- */

/* Does a formula begin here, behind any apostrophes? */
static bool begins_formula(const char *text)
{
    text += strspn(text, "'");
    return *text != '\0' && strchr("=+-@\t\r", *text) != NULL;
}

/* [sign] digits [. digits], or a dash alone: what a spreadsheet shows as it stands. */
static bool is_harmless(const char *text)
{
    const char *digits = text + (text[0] == '-' || text[0] == '+');
    const size_t whole = strspn(digits, "0123456789");
    const size_t part = digits[whole] == '.' ? 1 + strspn(digits + whole + 1, "0123456789") : 0;
    return strcmp(text, "-") == 0 || (whole > 0 && part != 1 && digits[whole + part] == '\0');
}

void dt_text_add_cell(dt_text *text, const char *content)
{
    const bool guarded = begins_formula(content) && !is_harmless(content);
    const bool quoted = strpbrk(content, ",;\t\"\r\n") != NULL;
    dt_text_add(text, quoted ? "\"" : "");
    dt_text_add(text, guarded ? "'" : "");
    for (; *content != '\0'; content++) {
        dt_text_add(text, *content == '"' ? "\"" : "");
        dt_text_add_char(text, *content);
    }
    dt_text_add(text, quoted ? "\"" : "");
}

/* ---- cells ----------------------------------------------------------------------------------- */

typedef struct reader {
    const char *at;
    const char *end;
    uint32_t line;
    uint32_t column;
    dt_csv *csv;
    dt_faults *faults;
    dt_text scratch;
    dt_csv_cell *cells; /* of the row being read */
    size_t count;
    size_t capacity;
    bool failed; /* no memory */
} reader;

static bool at_line_end(const reader *r)
{
    return r->at == r->end || *r->at == '\n' || *r->at == '\r';
}

/* Take the line break, if one stands here: CR LF, LF or CR. */
static void skip_line_end(reader *r)
{
    if (r->at == r->end) {
        return;
    }
    const bool pair = *r->at == '\r' && r->end - r->at >= 2 && r->at[1] == '\n';
    r->at += pair ? 2 : 1;
    r->line++;
    r->column = 1;
}

static dt_span here(const reader *r)
{
    return (dt_span){r->line, r->column, 1};
}

/* One character into the cell; what is not UTF-8 or no text may hold is a fault. */
static void take(reader *r)
{
    uint32_t code = 0;
    const size_t size = dt_utf8_read(r->at, (size_t)(r->end - r->at), &code);
    if (code == DT_BAD_CODE) {
        dt_error(r->faults, here(r), "a byte that is not UTF-8");
    } else if (!dt_is_text(code) && !dt_is_break(code)) {
        dt_error(r->faults, here(r), "a character that is not seen (U+%04X) stands here; remove it",
                 (unsigned)code);
    }
    dt_text_add_bytes(&r->scratch, r->at, size);
    r->at += size;
    r->column++;
}

static void read_quoted(reader *r)
{
    const dt_span opened = here(r);
    r->at++;
    r->column++;
    while (r->at < r->end) {
        if (*r->at == '"' && r->end - r->at >= 2 && r->at[1] == '"') {
            dt_text_add_char(&r->scratch, '"');
            r->at += 2;
            r->column += 2;
        } else if (*r->at == '"') {
            r->at++;
            r->column++;
            return;
        } else if (at_line_end(r)) {
            dt_text_add_char(&r->scratch, ' ');
            skip_line_end(r);
        } else {
            take(r);
        }
    }
    dt_error(r->faults, opened, "this quote is not closed");
}

static bool at_cell_end(const reader *r)
{
    return at_line_end(r) || *r->at == r->csv->separator;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

static void read_cell(reader *r)
{
    r->scratch.length = 0;
    while (!at_cell_end(r) && is_blank(*r->at)) {
        r->at++;
        r->column++;
    }
    dt_span at = here(r);
    if (!at_cell_end(r) && *r->at == '"') {
        read_quoted(r);
        while (!at_cell_end(r) && is_blank(*r->at)) {
            r->at++;
            r->column++;
        }
        if (!at_cell_end(r)) {
            dt_error(r->faults, here(r), "text behind a closing quote");
        }
    }
    while (!at_cell_end(r)) {
        take(r);
    }
    size_t length = r->scratch.length;
    while (length > 0 && is_blank(r->scratch.bytes[length - 1])) {
        length--;
    }
    at.length = at.line == r->line && r->column > at.column ? r->column - at.column : 1;
    const char *text = dt_arena_text(&r->csv->arena, r->scratch.bytes, length);
    text += text != NULL && text[0] == '\'' && begins_formula(text) ? 1 : 0;
    if (text == NULL || !dt_grow((void **)&r->cells, &r->capacity, r->count, sizeof *r->cells)) {
        r->failed = true;
        return;
    }
    r->cells[r->count++] = (dt_csv_cell){text, at};
}

/* ---- rows ------------------------------------------------------------------------------------ */

static void keep_row(reader *r)
{
    dt_csv *csv = r->csv;
    dt_csv_cell *cells = dt_arena_take(&csv->arena, r->count * sizeof *cells);
    if (cells == NULL ||
        !dt_grow((void **)&csv->rows, &csv->capacity, csv->count, sizeof *csv->rows)) {
        r->failed = true;
        return;
    }
    memcpy(cells, r->cells, r->count * sizeof *cells);
    csv->rows[csv->count++] = (dt_csv_row){cells, (uint32_t)r->count};
}

static void read_row(reader *r)
{
    r->count = 0;
    read_cell(r);
    while (!r->failed && !at_line_end(r)) {
        r->at++; /* the separator */
        r->column++;
        read_cell(r);
    }
    skip_line_end(r);
    bool empty = true;
    for (size_t k = 0; k < r->count; k++) {
        empty = empty && r->cells[k].text[0] == '\0';
    }
    if (!empty && !r->failed) {
        keep_row(r);
    }
}

/* The first of , ; tab outside quotes in the first line. */
static char find_separator(const char *text, size_t length)
{
    bool quoted = false;
    for (size_t k = 0; k < length && text[k] != '\n' && text[k] != '\r'; k++) {
        quoted = text[k] == '"' ? !quoted : quoted;
        if (!quoted && (text[k] == ',' || text[k] == ';' || text[k] == '\t')) {
            return text[k];
        }
    }
    return ',';
}

/* A line `sep=;`, as spreadsheets write and read it: it names the separator and is no row. */
static bool read_separator(reader *r)
{
    const size_t left = (size_t)(r->end - r->at);
    if (left < 5 || (memcmp(r->at, "sep=", 4) != 0 && memcmp(r->at, "SEP=", 4) != 0) ||
        r->at[4] == '"' || r->at[4] == '\n' || r->at[4] == '\r' ||
        (left > 5 && r->at[5] != '\n' && r->at[5] != '\r')) {
        return false;
    }
    r->csv->separator = r->at[4];
    r->at += 5;
    skip_line_end(r);
    return true;
}

detente_status dt_csv_read(const char *text, size_t length, dt_csv *out, dt_faults *faults,
                           detente_error *err)
{
    reader r = {
        .at = text, .end = text + length, .line = 1, .column = 1, .csv = out, .faults = faults};
    if (dt_refuse_foreign(text, length, "a table", faults)) {
        return dt_fail(err, DETENTE_EMODEL, "this is not a table");
    }
    if (length >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0) {
        r.at += 3;
    }
    if (!read_separator(&r)) {
        out->separator = find_separator(r.at, (size_t)(r.end - r.at));
    }
    while (r.at < r.end && !r.failed && !r.scratch.failed) {
        read_row(&r);
    }
    const bool failed = r.failed || r.scratch.failed || faults->failed;
    dt_text_clear(&r.scratch);
    free(r.cells);
    return failed ? dt_no_memory(err) : DETENTE_OK;
}

void dt_csv_clear(dt_csv *csv)
{
    free(csv->rows);
    dt_arena_clear(&csv->arena);
    *csv = (dt_csv){0};
}
