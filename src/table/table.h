/* SPDX-License-Identifier: MIT
 *
 * Tables: filled once, printed as a terminal's columns, Markdown, LaTeX, CSV or HTML.
 *
 * The first `labels` columns say what a row is; they are aligned left, and on a terminal long ones
 * are broken into lines.  The others carry data, are aligned right, and are as wide as the widest
 * of them.  What does not fit the width goes into further panels below, each with the labels.  The
 * first rows are heads: one, unless `heads` says more.
 *
 *     dt_table table = {.labels = 2, .columns = 2 + states};
 *     dt_table_row(&table);
 *     dt_table_cell(&table, "us"); ...            missing cells at the end of a row are empty
 *     dt_table_rule(&table);                       a line before the next row
 *     dt_table_print(&table, &style, &text, sink, err);
 *     dt_table_clear(&table);
 *
 * Like dt_text, a table remembers lost memory and passes it on to `text`.  Bytes: the cells' text
 * and 8 per cell; time O(cells).
 */
#ifndef DT_TABLE_H
#define DT_TABLE_H

#include "base/poll.h"

#define DT_TABLE_MOST_LABELS 4

typedef struct dt_table {
    uint32_t labels;
    uint32_t columns; /* labels and data */
    bool uneven;      /* data columns: each as wide as its own widest cell */
    bool left;        /* data aligned left */
    uint32_t heads;   /* rows of heads; 0 = 1 */
    uint64_t prose;   /* bit k: column k (below 64) holds running text that may be broken */
    dt_text pool;     /* the cells, each ended by NUL; byte 0 is the empty cell */
    size_t *cells;    /* where each begins, row by row */
    size_t count;
    size_t capacity;
    bool *ruled; /* per row: a line before it */
    size_t rows;
    size_t row_capacity;
    bool rule_next;
    bool failed;
    dt_poll *poll; /* NULL: nobody asks; stopped, the table has failed */
} dt_table;

void dt_table_row(dt_table *table);
void dt_table_cell(dt_table *table, const char *content);
void dt_table_cell_number(dt_table *table, uint64_t number);
/* A cell over `columns` columns. */
void dt_table_cell_over(dt_table *table, const char *content, uint32_t columns);
void dt_table_rule(dt_table *table);
/* Leave out data columns that hold nothing but their head. */
void dt_table_prune(dt_table *table);
/* Behind what `text` holds; a long table is handed to the sink on the way, the end stays in `text`.
 */
detente_status dt_table_print(const dt_table *table, const detente_style *style, dt_text *text,
                              const detente_sink *sink, detente_error *err);
void dt_table_clear(dt_table *table);

/* The text of a cell; `over` (may be NULL) receives the columns that it takes, 0 = it belongs to
 * the cell before. */
const char *dt_table_at(const dt_table *table, size_t row, size_t column, uint32_t *over);

/* A complete `tabular`: booktabs, and amssymb for the ticks; words like s12 are set as states. */
void dt_table_latex(const dt_table *table, dt_text *text);
/* RFC 4180; a line ends with CR LF. */
void dt_table_csv(const dt_table *table, dt_text *text);
/* <table> with head and row headings; `caption` may be NULL. */
void dt_table_html(const dt_table *table, const char *caption, dt_text *text);

#endif
