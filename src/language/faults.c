/* SPDX-License-Identifier: MIT
 *
 * Faults: the list that every reader and checker adds to, and how it is shown.
 *
 * A fault is shown as FILE:LINE:COL: error: message, the line of the text, and a caret with a wave
 * under the place.  Tabs are shown as blanks and wide characters counted as two, so that the caret
 * stands where the eye expects it; of a very long line only the neighbourhood is shown.
 * O(n log n) time to sort, O(text) to write.
 */
#include "base/arguments.h"
#include "base/utf8.h"
#include "language/syntax.h"

#include <stdio.h>

#define MOST_KEPT 1000 /* more are only counted */
#define MOST_SHOWN 200
#define LONGEST_MESSAGE 500
#define SHOWN_BEFORE 60 /* code points of a long line before the place ... */
#define SHOWN_WIDTH 100 /* ... and in all */

/* A copy; one that was cut off ends with ... behind its last whole code point. */
static const char *keep_message(dt_faults *faults, char *message)
{
    const size_t length = strlen(message);
    if (length + 1 < LONGEST_MESSAGE) {
        return dt_arena_text(&faults->arena, message, length);
    }
    size_t end = length - 3;
    while (end > 0 && ((unsigned char)message[end] & 0xC0) == 0x80) {
        end--;
    }
    memcpy(message + end, "...", 4);
    return dt_arena_text(&faults->arena, message, end + 3);
}

void dt_fault_add(dt_faults *faults, bool is_warning, dt_span at, const char *format, va_list args)
{
    faults->errors += is_warning ? 0 : 1;
    if (faults->count >= MOST_KEPT) {
        faults->dropped++;
        return;
    }
    char message[LONGEST_MESSAGE];
    if (vsnprintf(message, sizeof message, format, args) < 0) {
        message[0] = '\0';
    }
    const char *kept = keep_message(faults, message);
    if (kept == NULL ||
        !dt_grow((void **)&faults->list, &faults->capacity, faults->count, sizeof *faults->list)) {
        faults->failed = true;
        return;
    }
    faults->list[faults->count++] = (dt_fault){is_warning, at, kept, NULL};
}

void dt_fault_propose(dt_faults *faults, dt_span at, const char *replacement)
{
    dt_fault *last = faults->count == 0 ? NULL : &faults->list[faults->count - 1];
    if (last != NULL && last->at.line == at.line && last->at.column == at.column) {
        last->replacement = dt_arena_text(&faults->arena, replacement, strlen(replacement));
        faults->failed = faults->failed || last->replacement == NULL;
    }
}

void dt_error(dt_faults *faults, dt_span at, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    dt_fault_add(faults, false, at, format, args);
    va_end(args);
}

void dt_warning(dt_faults *faults, dt_span at, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    dt_fault_add(faults, true, at, format, args);
    va_end(args);
}

/* ---- order of the text ----------------------------------------------------------------------- */

static bool stands_before(const dt_fault *a, const dt_fault *b)
{
    return a->at.line != b->at.line ? a->at.line < b->at.line : a->at.column < b->at.column;
}

static bool is_same(const dt_fault *a, const dt_fault *b)
{
    return a->at.line == b->at.line && a->at.column == b->at.column &&
           a->is_warning == b->is_warning && strcmp(a->message, b->message) == 0;
}

static void drop_repeated(dt_faults *faults)
{
    size_t kept = 0;
    for (size_t k = 0; k < faults->count; k++) {
        if (kept > 0 && is_same(&faults->list[k], &faults->list[kept - 1])) {
            faults->errors -= faults->list[k].is_warning ? 0 : 1;
        } else {
            faults->list[kept++] = faults->list[k];
        }
    }
    faults->count = kept;
}

/* Insertion sort: stable, and the list is short and nearly sorted. */
void dt_faults_sort(dt_faults *faults)
{
    for (size_t k = 1; k < faults->count; k++) {
        const dt_fault fault = faults->list[k];
        size_t place = k;
        for (; place > 0 && stands_before(&fault, &faults->list[place - 1]); place--) {
            faults->list[place] = faults->list[place - 1];
        }
        faults->list[place] = fault;
    }
    drop_repeated(faults);
}

/* ---- life ------------------------------------------------------------------------------------ */

detente_faults *dt_faults_new(const char *file, const char *text, size_t length)
{
    detente_faults *faults = dt_zeroed(1, sizeof *faults);
    if (faults == NULL) {
        return NULL;
    }
    if (length >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0) {
        text += 3; /* a byte order mark is no column of the first line */
        length -= 3;
    }
    dt_faults *list = &faults->list;
    list->file = dt_arena_text(&list->arena, file, strlen(file));
    list->source = dt_arena_text(&list->arena, text, length);
    list->source_length = length;
    if (list->file == NULL || list->source == NULL) {
        detente_faults_free(faults);
        return NULL;
    }
    return faults;
}

void dt_faults_clear(dt_faults *faults)
{
    free(faults->list);
    dt_arena_clear(&faults->arena);
    *faults = (dt_faults){0};
}

void detente_faults_free(detente_faults *faults)
{
    if (faults != NULL) {
        dt_faults_clear(&faults->list);
        free(faults);
    }
}

size_t detente_faults_errors(const detente_faults *faults)
{
    return faults == NULL ? 0 : faults->list.errors;
}

size_t detente_faults_count(const detente_faults *faults)
{
    return faults == NULL ? 0 : faults->list.count;
}

detente_status detente_faults_get(const detente_faults *faults, size_t number, detente_fault *out,
                                  detente_error *err)
{
    if (out == NULL || out->size == 0) {
        return dt_fail(err, DETENTE_EINVAL, "the size of the fault to fill is not set");
    }
    if (number >= detente_faults_count(faults)) {
        return dt_fail(err, DETENTE_EINVAL, "there is no fault %zu: there are %zu", number,
                       detente_faults_count(faults));
    }
    const dt_fault *fault = &faults->list.list[number];
    const detente_fault found = {.size = out->size,
                                 .is_warning = fault->is_warning,
                                 .line = fault->at.line,
                                 .column = fault->at.column,
                                 .length = fault->at.length,
                                 .message = fault->message,
                                 .replacement = fault->replacement};
    memcpy(out, &found, out->size < sizeof found ? out->size : sizeof found);
    return DETENTE_OK;
}

/* ---- showing --------------------------------------------------------------------------------- */

/* Walks over the lines of the text, so that faults in order cost one walk in all. */
typedef struct line_walk {
    const char *text;
    size_t length;
    size_t start;
    uint32_t number;
} line_walk;

static size_t line_end(const line_walk *walk)
{
    size_t end = walk->start;
    while (end < walk->length && walk->text[end] != '\n' && walk->text[end] != '\r') {
        end++;
    }
    return end;
}

/* Go to line `number`; false when the text has no such line. */
static bool go_to_line(line_walk *walk, uint32_t number)
{
    if (number < walk->number) {
        walk->start = 0;
        walk->number = 1;
    }
    while (walk->number < number) {
        size_t end = line_end(walk);
        if (end == walk->length) {
            return false;
        }
        end += walk->text[end] == '\r' && end + 1 < walk->length && walk->text[end + 1] == '\n' ? 2
                                                                                                : 1;
        walk->start = end;
        walk->number++;
    }
    return true;
}

/* One code point of the line as shown; returns the columns that it takes. */
static size_t show_code(dt_text *out, const char *bytes, size_t size, uint32_t code)
{
    if (code == '\t' || code == 0xFEFF) {
        dt_text_add_char(out, ' ');
        return 1;
    }
    if (!dt_is_text(code)) {
        dt_text_add(out, "\xEF\xBF\xBD"); /* U+FFFD: the columns below must be right */
        return 1;
    }
    dt_text_add_bytes(out, bytes, size);
    return dt_width_bytes(bytes, size);
}

/* The line and, below it, the caret: ^ at at.column, ~ up to at.length code points. */
static void show_place(dt_text *out, const char *line, size_t length, dt_span at)
{
    const uint32_t total = dt_utf8_count(line, length);
    const uint32_t first = total > SHOWN_WIDTH && at.column > SHOWN_BEFORE
                               ? at.column - SHOWN_BEFORE
                               : 1;
    const uint32_t last = total > SHOWN_WIDTH ? first + SHOWN_WIDTH - 1 : total;
    size_t indent = 0; /* columns before the caret */
    size_t marked = 0; /* columns under the caret and its wave */
    uint32_t column = 1;
    uint32_t code = 0;
    dt_text_add(out, "    ");
    if (first > 1) {
        dt_text_add(out, "...");
        indent += 3;
    }
    for (size_t k = 0; k < length && column <= last; column++) {
        const size_t size = dt_utf8_read(line + k, length - k, &code);
        if (column >= first) {
            const size_t width = show_code(out, line + k, size, code);
            indent += column < at.column ? width : 0;
            marked += column >= at.column && column - at.column < at.length ? width : 0;
        }
        k += size;
    }
    dt_text_add(out, last < total ? "...\n    " : "\n    ");
    dt_text_fill(out, ' ', indent);
    dt_text_add_char(out, '^');
    dt_text_fill(out, '~', marked > 1 ? marked - 1 : 0);
    dt_text_add_char(out, '\n');
}

static void show_file(dt_text *out, const dt_faults *faults)
{
    const char *file = faults->file == NULL ? "-" : faults->file;
    dt_text_add_safe(out, file, strlen(file), false);
}

static void show_fault(dt_text *out, const dt_faults *faults, const dt_fault *fault,
                       line_walk *walk)
{
    show_file(out, faults);
    if (fault->at.line > 0) {
        dt_text_format(out, ":%u:%u", (unsigned)fault->at.line, (unsigned)fault->at.column);
    }
    dt_text_add(out, fault->is_warning ? ": warning: " : ": error: ");
    dt_text_add_safe(out, fault->message, strlen(fault->message), false);
    dt_text_add_char(out, '\n');
    if (fault->at.line > 0 && faults->source != NULL && go_to_line(walk, fault->at.line)) {
        show_place(out, walk->text + walk->start, line_end(walk) - walk->start, fault->at);
    }
}

detente_status detente_faults_write(const detente_faults *faults, const detente_sink *sink,
                                    detente_error *err)
{
    dt_arguments given = dt_given(err);
    dt_need_sink(&given, sink);
    if (given.status != DETENTE_OK || faults == NULL) {
        return given.status;
    }
    const dt_faults *list = &faults->list;
    line_walk walk = {list->source, list->source_length, 0, 1};
    dt_text out = {0};
    for (size_t k = 0; k < list->count && k < MOST_SHOWN; k++) {
        show_fault(&out, list, &list->list[k], &walk);
    }
    const size_t all = list->count + list->dropped;
    if (all > MOST_SHOWN) {
        show_file(&out, list);
        dt_text_format(&out, ": error: and %zu more\n", all - MOST_SHOWN);
    }
    const detente_status status = dt_text_flush(&out, sink, err);
    dt_text_clear(&out);
    return status;
}
