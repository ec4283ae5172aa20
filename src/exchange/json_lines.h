/* SPDX-License-Identifier: MIT
 *
 * Lines of model text out of JSON values; each remembers the value that it came from.
 */
#ifndef DT_JSON_LINES_H
#define DT_JSON_LINES_H

#include "exchange/json_tree.h"

typedef struct dt_lines_of_json {
    dt_faults *faults;
    dt_text text;
    dt_span *origins; /* of each line written */
    size_t line_count;
    size_t line_capacity;
    bool failed; /* no memory */
} dt_lines_of_json;

/* The line is complete; faults in it are told at `origin`. */
void dt_lines_end(dt_lines_of_json *w, dt_span origin);

/* A string as it stands, given or the member `key`, which must be there. */
void dt_lines_raw(dt_lines_of_json *w, const dt_json_value *value);
void dt_lines_member(dt_lines_of_json *w, const dt_json_value *object, const char *key);
/* ` before "text"`; nothing when the member is missing. */
void dt_lines_quoted(dt_lines_of_json *w, const dt_json_value *object, const char *key,
                     const char *before);
/* ID "label", the label where it says more. */
void dt_lines_named(dt_lines_of_json *w, const dt_json_value *object, const char *label);
/* Marks and note. */
void dt_lines_support(dt_lines_of_json *w, const dt_json_value *object);
/* Members of a list, in brackets where the language wants them: (a and b), not c. */
void dt_lines_members(dt_lines_of_json *w, const dt_json_value *first);

/* Elements of an array that may be missing; each must be of `kind`. */
const dt_json_value *dt_lines_list(dt_lines_of_json *w, const dt_json_value *object,
                                   const char *key, dt_json_kind kind);
/* Warn of keys that are not among the words of `known`: a later version may have them.  What is no
 * word will never be a key. */
void dt_lines_keys(dt_lines_of_json *w, const dt_json_value *object, const char *known);

#endif
