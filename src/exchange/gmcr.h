/* SPDX-License-Identifier: MIT
 *
 * A GMCR+ file as read: options in their final order, conditions as cubes over them.
 *
 * GMCR+ groups options by owner when it loads a file and numbers states only then; so do we, and
 * everything here speaks of the final order.  Lists live in `arena`.
 */
#ifndef DT_GMCR_H
#define DT_GMCR_H

#include "exchange/cubes.h"
#include "exchange/json_tree.h"

#define DT_GMCR_MOST 64 /* options, and parties */

typedef struct dt_gmcr_option {
    const char *name;
    const char *id;   /* of our own files, else NULL */
    const char *note; /* the same */
    dt_direction direction;
    uint32_t owner;
    uint32_t place; /* of the option of the file with this index: its number in the final order */
    dt_span at;
} dt_gmcr_option;

/* True in a state when a member is; one member: a plain condition. */
typedef struct dt_gmcr_statement {
    const dt_cube *members;
    uint32_t count;
    dt_span at;
} dt_gmcr_statement;

typedef struct dt_gmcr_party {
    const char *name;
    const char *id;
    const char *note;
    const dt_gmcr_statement *statements;
    uint32_t statement_count;
    const dt_json_value *ranking; /* NULL: by statements */
    const dt_cube *unperceived;   /* misperceptions */
    uint32_t unperceived_count;
    dt_span at;
} dt_gmcr_party;

typedef struct dt_gmcr {
    const char *title; /* of our own files, else NULL */
    const char *note;
    const char *date;
    dt_gmcr_option options[DT_GMCR_MOST];
    uint32_t option_count;
    dt_gmcr_party parties[DT_GMCR_MOST];
    uint32_t party_count;
    dt_cubes infeasible;
    bool has_status_quo;
    uint64_t status_quo;
    dt_text coalitions; /* in words, empty = none of several parties */
    dt_arena arena;
} dt_gmcr;

/* Read `json`; everything wrong goes to `faults`.  Fails for lack of memory only; what was read is
 * usable when there is no error among the faults.  Cleared by dt_gmcr_clear in any case. */
detente_status dt_gmcr_read(const char *json, size_t length, dt_faults *faults, dt_gmcr *out,
                            detente_error *err);
void dt_gmcr_clear(dt_gmcr *gmcr);

#endif
