/* SPDX-License-Identifier: MIT
 *
 * Tables of comma-separated values (RFC 4180), read into cells that know their place, and written.
 *
 * Also accepted: semicolons or tabs instead of commas (whichever the first row uses, or a line
 * `sep=;` before it says), LF or CR as line ends, a byte order mark, empty lines.
 *
 * The guard.  Spreadsheets take a text that begins with = + - @ (or a tab, a CR) for a formula and
 * run it.  Such a text is written with an apostrophe before it, and so is one that begins with
 * apostrophes and then one of these; reading takes one apostrophe off from just these.  Numbers and
 * a dash alone stay as they are.  Time and bytes O(length).
 */
#ifndef DT_CSV_H
#define DT_CSV_H

#include "language/syntax.h"

typedef struct dt_csv_cell {
    const char *text; /* without quotes, guard and the blanks around it */
    dt_span at;
} dt_csv_cell;

typedef struct dt_csv_row {
    const dt_csv_cell *cells;
    uint32_t count;
} dt_csv_row;

typedef struct dt_csv {
    dt_csv_row *rows;
    size_t count;
    size_t capacity;
    char separator; /* of the cells */
    dt_arena arena;
} dt_csv;

/* Faults (bad UTF-8, an open quote, text behind a closing quote) go to `faults`.  Fails for lack of
 * memory only. */
detente_status dt_csv_read(const char *text, size_t length, dt_csv *out, dt_faults *faults,
                           detente_error *err);
void dt_csv_clear(dt_csv *csv);

/* A cell: guarded and quoted where it must be. */
void dt_text_add_cell(dt_text *text, const char *content);

#endif
