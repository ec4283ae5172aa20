/* SPDX-License-Identifier: MIT
 *
 * What may follow any statement: notes and marks, on its line and on the note lines below.
 * O(length) time.
 */
#include "language/reader.h"

typedef struct collector {
    dt_reader *reader;
    dt_text note;
    bool has_note;
    dt_mark *marks;
    size_t count;
    size_t capacity;
} collector;

/* ---- marks ----------------------------------------------------------------------------------- */

/* Up to nine digits; false when there is something else. */
static bool read_paragraph(const char **at, uint32_t *number)
{
    const char *k = *at;
    uint32_t value = 0;
    for (; *k >= '0' && *k <= '9' && k - *at < 9; k++) {
        value = value * 10 + (uint32_t)(*k - '0');
    }
    if (k == *at || (*k >= '0' && *k <= '9')) {
        return false;
    }
    *at = k;
    *number = value;
    return true;
}

/* N or N-M are paragraphs, anything else is free text. */
static void read_place(dt_cursor *cursor, dt_mark *mark)
{
    const char *k = mark->place;
    uint32_t first = 0;
    uint32_t last = 0;
    if (!read_paragraph(&k, &first)) {
        return;
    }
    last = first;
    if (*k == '-') {
        k++;
        if (!read_paragraph(&k, &last)) {
            return;
        }
    }
    if (*k != '\0') {
        return;
    }
    if (first == 0 || last < first) {
        dt_complain(cursor, mark->at,
                    first == 0 ? "paragraphs are counted from 1, not from 0"
                               : "paragraphs go from the lower number to the higher");
        return;
    }
    mark->first = first;
    mark->last = last;
}

/* The piece [from, to) without blanks at its ends, as a text of the tree. */
static const char *trimmed(dt_reader *reader, const char *from, const char *to)
{
    while (from < to && (*from == ' ' || *from == '\t')) {
        from++;
    }
    while (to > from && (to[-1] == ' ' || to[-1] == '\t')) {
        to--;
    }
    const char *copy = dt_arena_text(&reader->tree->arena, from, (size_t)(to - from));
    reader->failed = reader->failed || copy == NULL;
    return copy;
}

static void report_source(dt_cursor *cursor, dt_span at, const char *id, const collector *all)
{
    const char *near = dt_near(cursor, &cursor->reader->source_names, id);
    if (id[0] >= '0' && id[0] <= '9' && all->count > 0) {
        dt_complain(cursor, at,
                    "'%s' is not a source; for one more paragraph write the source again, as in "
                    "[a:3, a:7]",
                    id);
    } else if (near != NULL) {
        dt_complain(cursor, at, "there is no source called '%s'; did you mean '%s'?", id, near);
        dt_fault_propose(cursor->reader->faults, at, near);
    } else {
        dt_complain(cursor, at,
                    "there is no source called '%s'; a source is declared by a line: source %s "
                    "\"text\"",
                    id, id);
    }
}

/* source or source:place, the bytes [from, to) of the token's value */
static void add_mark(dt_cursor *cursor, collector *all, const dt_token *token, const char *from,
                     const char *to)
{
    dt_reader *reader = cursor->reader;
    const char *colon = memchr(from, ':', (size_t)(to - from));
    const char *id = trimmed(reader, from, colon == NULL ? to : colon);
    const char *place = colon == NULL ? "" : trimmed(reader, colon + 1, to);
    if (id == NULL || place == NULL) {
        return;
    }
    if (*id == '\0') {
        dt_complain(cursor, token->at, "square brackets name a source, as in [d4] or [d4:3]");
        return;
    }
    const dt_name *name = dt_names_find(&reader->source_names, id);
    if (name == NULL) {
        report_source(cursor, token->at, id, all);
    }
    if (!dt_grow((void **)&all->marks, &all->capacity, all->count, sizeof *all->marks)) {
        reader->failed = true;
        return;
    }
    dt_mark *mark = &all->marks[all->count++];
    *mark = (dt_mark){.source = name == NULL ? 0 : name->index, .place = place, .at = token->at};
    read_place(cursor, mark);
}

static void add_marks(dt_cursor *cursor, collector *all, const dt_token *token)
{
    const char *from = token->value;
    for (;;) {
        const char *comma = strchr(from, ',');
        add_mark(cursor, all, token, from, comma == NULL ? from + strlen(from) : comma);
        if (comma == NULL) {
            return;
        }
        from = comma + 1;
    }
}

/* ---- notes ----------------------------------------------------------------------------------- */

static void add_note(dt_cursor *cursor, collector *all)
{
    const char *text = dt_take_text(cursor);
    if (text == NULL) {
        dt_stop(cursor, dt_here(cursor), "after 'note' put the text in double quotes");
        return;
    }
    if (all->has_note) {
        dt_text_add_char(&all->note, ' ');
    }
    dt_text_add(&all->note, text);
    all->has_note = true;
}

bool dt_at_support(const dt_cursor *cursor)
{
    return dt_peek(cursor) == NULL || dt_sees_kind(cursor, DT_TOKEN_MARKS) ||
           dt_sees(cursor, "note");
}

static void report_stray(dt_cursor *cursor)
{
    if (dt_stop_at_source(cursor)) {
        return;
    }
    const dt_line_kind kind = cursor->line->kind;
    const bool takes_text = kind == DT_LINE_CONFLICT || kind == DT_LINE_PARTY ||
                            kind == DT_LINE_OPTION || kind == DT_LINE_STATE ||
                            kind == DT_LINE_SCENARIO || kind == DT_LINE_SOURCE;
    if (dt_sees_kind(cursor, DT_TOKEN_QUOTED)) {
        dt_stop(cursor, dt_here(cursor),
                "a text is not expected here; for a remark write: note \"...\"");
    } else if (takes_text && dt_sees_kind(cursor, DT_TOKEN_WORD)) {
        dt_stop(cursor, dt_here(cursor), "%s is not expected here; texts stand in double quotes",
                dt_found(cursor));
    } else {
        dt_stop(cursor, dt_here(cursor),
                "%s is not expected here; expected a note, a source such as [d4:3], or the end of "
                "the line",
                dt_found(cursor));
    }
}

/* cannot be undone, where an option has it behind its marks: once. */
static bool pass_way(dt_cursor *cursor)
{
    const bool passes = cursor->passes_way && dt_sees(cursor, "cannot");
    cursor->next += passes ? 3 : 0;
    cursor->passes_way = cursor->passes_way && !passes;
    return passes;
}

static void collect(dt_cursor *cursor, collector *all)
{
    while (!cursor->failed && dt_peek(cursor) != NULL) {
        if (dt_sees_kind(cursor, DT_TOKEN_MARKS)) {
            add_marks(cursor, all, dt_peek(cursor));
            cursor->next++;
        } else if (dt_skip(cursor, "note")) {
            add_note(cursor, all);
        } else if (!pass_way(cursor)) {
            report_stray(cursor);
        }
    }
}

/* The note lines right below the cursor's line. */
static void collect_below(const dt_cursor *cursor, collector *all)
{
    const dt_lines *lines = cursor->reader->lines;
    for (uint32_t k = cursor->place + 1; k < lines->count; k++) {
        const dt_line *line = &lines->list[k];
        if (line->kind == DT_LINE_NOTE) {
            dt_cursor below = dt_cursor_at(cursor->reader, k, 1);
            add_note(&below, all);
            collect(&below, all);
        } else if (line->kind != DT_LINE_EMPTY) {
            return;
        }
    }
}

dt_support dt_add_support(dt_cursor *cursor, dt_support earlier)
{
    dt_reader *reader = cursor->reader;
    collector all = {.reader = reader};
    collect(cursor, &all);
    collect_below(cursor, &all);
    dt_support support = earlier;
    if (all.has_note) {
        dt_text joined = {0};
        if (earlier.note != NULL) {
            dt_text_add(&joined, earlier.note);
            dt_text_add_char(&joined, ' ');
        }
        dt_text_add_bytes(&joined, all.note.bytes, all.note.length);
        reader->failed = reader->failed || joined.failed || all.note.failed;
        support.note = reader->failed ? NULL : dt_keep(reader, joined.bytes);
        dt_text_clear(&joined);
    }
    if (all.count > 0) {
        dt_mark *marks = dt_take(reader, all.count + earlier.mark_count, sizeof *marks);
        if (marks != NULL) {
            if (earlier.mark_count > 0) {
                memcpy(marks, earlier.marks, earlier.mark_count * sizeof *marks);
            }
            memcpy(marks + earlier.mark_count, all.marks, all.count * sizeof *marks);
            support.marks = marks;
            support.mark_count = earlier.mark_count + (uint32_t)all.count;
        }
    }
    dt_text_clear(&all.note);
    free(all.marks);
    return support;
}

dt_support dt_read_support(dt_cursor *cursor)
{
    return dt_add_support(cursor, (dt_support){0});
}
