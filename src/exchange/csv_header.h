/* SPDX-License-Identifier: MIT
 *
 * The first row of a table of states (docs/exchange.md): what each column holds.
 *
 * Blanks around a heading and its colons do not count, nor does the case of the words that are
 * ours.
 */
#ifndef DT_CSV_HEADER_H
#define DT_CSV_HEADER_H

#include "exchange/csv.h"

#define DT_CSV_MOST 64 /* options, and parties */
#define DT_CSV_NO_COLUMN UINT32_MAX

typedef struct dt_csv_option {
    const char *name;
    const char *id; /* made later */
    uint32_t party;
    uint32_t column;
    uint32_t one_way; /* the column that says so */
    dt_direction direction;
} dt_csv_option;

typedef struct dt_csv_party {
    const char *name;
    const char *id; /* made later */
    uint32_t options;
    uint32_t rank; /* column of its ranks */
} dt_csv_party;

typedef struct dt_csv_header {
    dt_csv_party parties[DT_CSV_MOST];
    uint32_t party_count;
    dt_csv_option options[DT_CSV_MOST]; /* party by party, else in the order of their columns */
    uint32_t option_count;
    uint32_t label; /* columns */
    uint32_t outcomes;
    uint32_t status_quo;
} dt_csv_header;

/* The words of a table, as it is written and read; a colon and names follow these: */
#define DT_CSV_RANK "rank"
#define DT_CSV_NOT_UNDONE "cannot be undone"
#define DT_CSV_NOT_RESUMED "cannot be resumed"
/* and these stand alone: */
#define DT_CSV_OUTCOMES "outcomes"
#define DT_CSV_STATUS_QUO "status_quo"

/* Faults go to `faults`; false: no memory. */
bool dt_csv_read_header(const dt_csv *csv, dt_arena *arena, dt_csv_header *out, dt_faults *faults);

/* Is this one of the words that names follow, or a concept?  As a party it needs a colon before it,
 * `:rank:OPTION`. */
bool dt_csv_is_word(const char *name);

/* The same words, ASCII letters in any case? */
bool dt_csv_same(const char *text, const char *word);

#endif
