/* SPDX-License-Identifier: MIT
 *
 * One row of an outlook in the making: outlook.c says which rows there are, outlook_row.c fills
 * them.
 */
#ifndef DT_OUTLOOK_ROW_H
#define DT_OUTLOOK_ROW_H

#include "insight/outlook.h"

typedef struct dt_rows {
    const dt_view *view;
    dt_poll *poll;
    dt_outlook *out;
    uint64_t today; /* DT_NO_STATE: there is no status quo */
    dt_row *list;   /* [out->row_count] */
    size_t capacity;
    uint8_t *firmness; /* [state] */
    uint32_t *row_of;  /* [state] DT_NONE: in none */
    uint64_t *ends;    /* a bit per state, for the row in hand */
    uint64_t *sizes;   /* [outcome] states */
    uint64_t *implied; /* [outcome][words] */
    size_t words;      /* of a set of outcomes */
    dt_prover prover;
    dt_roads roads;
} dt_rows;

/* Fill out->today; row number `row`, which holds; the row of an outcome that does not. */
detente_status dt_row_today(dt_rows *r, detente_error *err);
detente_status dt_row_held(dt_rows *r, uint32_t row, detente_error *err);
detente_status dt_row_unheld(dt_rows *r, uint32_t outcome, dt_row *row, detente_error *err);

#endif
