/* SPDX-License-Identifier: MIT
 *
 * Tables of comma-separated values (RFC 4180), read into cells that know their place.
 *
 * Also accepted: semicolons or tabs instead of commas (whichever the first row uses), LF or CR as
 * line ends, a byte order mark, empty lines.  Time and bytes O(length).
 */
#ifndef DT_CSV_H
#define DT_CSV_H

#include "text/syntax.h"

typedef struct dt_csv_cell {
    const char *text; /* without the quotes; blanks around unquoted text are dropped */
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
    dt_arena arena;
} dt_csv;

/* Faults (bad UTF-8, an open quote, text behind a closing quote) go to `faults`.  Fails for lack of
 * memory only. */
detente_status dt_csv_read(const char *text, size_t length, dt_csv *out, dt_faults *faults,
                           detente_error *err);
void dt_csv_clear(dt_csv *csv);

#endif
