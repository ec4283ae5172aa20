/* SPDX-License-Identifier: MIT
 *
 * The answer of `detente paths` (insight/paths.h): paths_words.c tells it to people, paths_json.c
 * to programs, paths.c chooses.
 */
#ifndef DT_WRITE_PATHS_H
#define DT_WRITE_PATHS_H

#include "insight/paths.h"
#include "words/phrases.h"
#include "words/prose.h"

/* All that is told of the start, and of the ways to the first targets. */
detente_status dt_paths_tell(dt_paths *paths, dt_phrases *phrases, dt_prose *prose,
                             detente_error *err);
/* The way to one state, with a heading. */
detente_status dt_path_tell(dt_paths *paths, uint64_t to, dt_phrases *phrases, dt_prose *prose,
                            detente_error *err);

detente_status dt_paths_json(dt_paths *paths, dt_text *text, detente_error *err);

#endif
