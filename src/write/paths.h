/* SPDX-License-Identifier: MIT
 *
 * The answer of `detente paths`: paths.c finds and tells it, paths_json.c writes it for programs.
 */
#ifndef DT_PATHS_H
#define DT_PATHS_H

#include "insight/coalition.h"
#include "insight/reach.h"
#include "insight/view.h"
#include "words/phrases.h"

typedef struct dt_paths {
    const detente_style *style;
    const detente_model *model;
    dt_view view;
    dt_phrases phrases;
    uint64_t from;
    dt_reach paying; /* by improvements */
    dt_reach legal;  /* by any moves */
    dt_search search;
    uint64_t *targets;
    uint64_t target_count;
    bool cut; /* somewhere not all groups were tried */
    dt_text line;
    dt_text out;
} dt_paths;

/* Into t->out. */
detente_status dt_paths_json(dt_paths *t, detente_error *err);

#endif
