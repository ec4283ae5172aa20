/* SPDX-License-Identifier: MIT
 *
 * A line of a sound model as the cells of a table, each in canonical words; for the formatter.
 */
#ifndef DT_CELLS_H
#define DT_CELLS_H

#include "language/lexer.h"

enum {
    DT_CELL_HEAD,    /* what the line is, and its name */
    DT_CELL_BODY,    /* label, or what stands behind = or a weight */
    DT_CELL_WAY,     /* cannot be undone */
    DT_CELL_SUPPORT, /* notes and marks */
    DT_CELL_COMMENT,
    DT_CELL_COUNT
};

typedef struct dt_cells {
    dt_text cell[DT_CELL_COUNT];
} dt_cells;

/* `kind`: DT_LINE_ENTRY is told apart by the kind of line that opened its block. */
void dt_cells_read(const dt_line *line, dt_line_kind opener, dt_cells *cells);
void dt_cells_clear(dt_cells *cells);
bool dt_cells_failed(const dt_cells *cells);

#endif
