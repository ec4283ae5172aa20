/* SPDX-License-Identifier: MIT
 *
 * JSON, written (RFC 8259).
 *
 * Puts one document into a dt_text; commas, line breaks and indentation come by
 * themselves.  Nothing to check on the way: lost memory is remembered in the text, as always, and
 * the text may be flushed to a sink between any two calls.
 *
 *     dt_json json = dt_json_into(&text);
 *     dt_json_object(&json);                      {
 *     dt_json_key(&json, "detente");                "detente": 1,
 *     dt_json_number(&json, 1);
 *     dt_json_key(&json, "states");                 "states": [
 *     dt_json_array(&json);
 *     for (...) {
 *         dt_json_line_object(&json);                 {"n": 1, "pattern": "YN"},
 *         dt_json_key_number(&json, "n", n);
 *         dt_json_key_string(&json, "pattern", pattern);
 *         dt_json_end(&json);
 *     }
 *     dt_json_end(&json);                           ]
 *     dt_json_end(&json);                         }
 *
 * `dt_json_object` and `dt_json_array` put a member per line; the `line` variants, and all that
 * stands inside them, stay on one line.  Numbers are exact integers, strings beyond 2^53, where
 * others' numbers stop being exact; no floating point is printed.
 */
#ifndef DT_JSON_H
#define DT_JSON_H

#include "base/base.h"

typedef struct dt_json {
    dt_text *text;
    uint32_t depth; /* containers open, at most 64 */
    uint64_t array; /* bit d: the container at depth d is an array */
    uint64_t line;  /* bit d: it is written on one line */
    uint64_t used;  /* bit d: it has a member already */
    bool after_key; /* the next value belongs to a key just written */
} dt_json;

/* A writer at the start of a document (which may also be the middle of a line of `text`). */
dt_json dt_json_into(dt_text *text);

void dt_json_object(dt_json *json);
void dt_json_array(dt_json *json);
void dt_json_line_object(dt_json *json);
void dt_json_line_array(dt_json *json);
void dt_json_end(dt_json *json); /* of the innermost object or array; a final newline is yours */

void dt_json_key(dt_json *json, const char *key);
void dt_json_string(dt_json *json, const char *string); /* NULL: null.  Bad UTF-8 becomes U+FFFD */
void dt_json_string_bytes(dt_json *json, const char *bytes, size_t count);
void dt_json_number(dt_json *json, uint64_t number); /* beyond 2^53 a string: digits in quotes */
void dt_json_integer(dt_json *json, int64_t number);
void dt_json_micro(dt_json *json, int64_t millionths); /* 2500000 -> 2.5, exactly */
void dt_json_bool(dt_json *json, bool value);
void dt_json_null(dt_json *json);

/* A key and its value. */
void dt_json_key_string(dt_json *json, const char *key, const char *string);
void dt_json_key_number(dt_json *json, const char *key, uint64_t number);
void dt_json_key_bool(dt_json *json, const char *key, bool value);

/* A whole document with everything beyond ASCII escaped, for readers that guess encodings. */
void dt_json_to_ascii(dt_text *out, const char *json, size_t length);

#endif
