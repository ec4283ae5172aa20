/* SPDX-License-Identifier: MIT
 *
 * How two models differ as texts, as data: lines that only one of them has, and the first that
 * stands in another place.
 *
 * Time O(lines^2) of string comparison.  Bytes: those of the lines.
 */
#ifndef DT_DIFFERENCES_H
#define DT_DIFFERENCES_H

#include "base/poll.h"
#include "language/syntax.h"

typedef enum dt_part {
    DT_PARTIES,
    DT_OPTIONS, /* or the states of a graph */
    DT_MOVES,
    DT_RULES,
    DT_OUTCOMES,
    DT_STATUS_QUO,
    DT_PREFERENCES
} dt_part;

typedef enum dt_difference_kind {
    DT_ONLY_FIRST,
    DT_ONLY_SECOND,
    DT_OTHER_ORDER /* `line` where `stood` stood */
} dt_difference_kind;

typedef struct dt_difference {
    dt_part part;
    dt_difference_kind kind;
    const char *line, *stood;
} dt_difference;

typedef struct dt_differences {
    dt_difference *list;
    size_t count, capacity;
    dt_arena arena; /* of the lines */
} dt_differences;

detente_status dt_differences_find(const dt_syntax *first, const dt_syntax *second, dt_poll *poll,
                                   dt_differences *out, detente_error *err);
void dt_differences_clear(dt_differences *differences);

#endif
