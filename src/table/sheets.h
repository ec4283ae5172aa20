/* SPDX-License-Identifier: MIT
 *
 * The tables that papers print, each filled once and printed in any format: terminal, Markdown,
 * LaTeX, CSV, and the chapters of the report.
 *
 * A sheet is a table with its title and its conventions, so that no table travels without saying
 * how it is to be read.  Wide tables (states as columns) come as several sheets.
 */
#ifndef DT_SHEETS_H
#define DT_SHEETS_H

#include "insight/view.h"
#include "table/table.h"
#include "words/words.h"

typedef struct dt_sheet {
    dt_table table;
    dt_text title;
    dt_text note; /* conventions, in sentences */
} dt_sheet;

typedef struct dt_sheets {
    dt_sheet *list;
    size_t count, capacity;
    bool failed;
} dt_sheets;

/* What is to be listed. */
typedef struct dt_sheet_wish {
    uint64_t most;           /* states */
    const dt_chosen *chosen; /* exactly these; NULL: the most telling ones, at most `most` */
    uint32_t columns;        /* states side by side; 0 = all in one */
    detente_style style;     /* for the marks */
} dt_sheet_wish;

/* The name that tells an option apart, as a cell. */
void dt_sheet_option(const dt_syntax *syntax, uint32_t option, dt_table *table);

/* Add the sheets of one kind. */
detente_status dt_sheets_make(const dt_view *view, detente_table_kind kind,
                              const dt_sheet_wish *wish, dt_sheets *out, detente_error *err);
void dt_sheets_clear(dt_sheets *sheets);

/* A new sheet, to be filled; the previous one may move.  NULL when memory ran out. */
dt_sheet *dt_sheet_add(dt_sheets *sheets, const char *title);

/* ---- one file per group of kinds ------------------------------------------------------------- */

typedef detente_status dt_sheet_maker(const dt_view *view, const dt_sheet_wish *wish,
                                      dt_sheets *out, detente_error *err);
dt_sheet_maker dt_sheet_options, dt_sheet_rules, dt_sheet_statements; /* sheets_model.c */
dt_sheet_maker dt_sheet_states, dt_sheet_vectors, dt_sheet_stability; /* sheets_states.c */
dt_sheet_maker dt_sheet_evolution, dt_sheet_moves;                    /* sheets_moves.c */

/* "s12", or the state's name in graph form. */
void dt_sheet_state(const dt_view *view, uint64_t state, dt_text *text);

#endif
