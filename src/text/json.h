/* SPDX-License-Identifier: MIT
 *
 * JSON, written and read (RFC 8259).
 *
 * Writer.  Puts one document into a dt_text; commas, line breaks and indentation come by
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
 *
 * Reader.  Strict: one document, UTF-8 checked, no duplicate keys, no lone surrogates, no NUL in a
 * string, at most DT_JSON_DEEPEST containers inside each other.  A byte order mark is skipped.
 * Every value knows its line and column.  Time O(length), plus sorting of each object's keys;
 * about 100 bytes per value in the caller's arena.
 */
#ifndef DT_JSON_H
#define DT_JSON_H

#include "text/syntax.h"

#define DT_JSON_DEEPEST 128

/* ---- writer ---------------------------------------------------------------------------------- */

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

/* ---- reader ---------------------------------------------------------------------------------- */

typedef enum dt_json_kind {
    DT_JSON_NULL,
    DT_JSON_FALSE,
    DT_JSON_TRUE,
    DT_JSON_NUMBER,
    DT_JSON_STRING,
    DT_JSON_ARRAY,
    DT_JSON_OBJECT
} dt_json_kind;

typedef struct dt_json_value {
    dt_json_kind kind;
    bool exact; /* number: written as an integer that fits `integer` */
    int64_t integer;
    const char *text;                  /* string: its characters; number: as written */
    size_t length;                     /* of text, in bytes */
    uint32_t count;                    /* array, object: members */
    const struct dt_json_value *first; /* members: first, then ->next */
    const struct dt_json_value *next;
    const char *key; /* member of an object: its key, else NULL */
    dt_span at;      /* of the value */
    dt_span key_at;
} dt_json_value;

/* Read one document.  EMODEL when it is not JSON: `err` says what, `where` (may be NULL) where.
 * The tree lives in `arena`. */
detente_status dt_json_read(const char *text, size_t length, dt_arena *arena,
                            const dt_json_value **out, dt_span *where, detente_error *err);

/* The same for what becomes a model's text, with the faults put on a list: OK and *out NULL when it
 * is not JSON; characters that no text may hold are faults too. */
detente_status dt_json_root(const char *text, size_t length, dt_arena *arena,
                            const dt_json_value **out, dt_faults *faults, detente_error *err);

/* Member of an object by key, NULL when there is none or `object` is no object. */
const dt_json_value *dt_json_find(const dt_json_value *object, const char *key);

/* The member `key`, which must be there and of that kind; otherwise NULL and a fault. */
const dt_json_value *dt_json_need(const dt_json_value *object, const char *key, dt_json_kind kind,
                                  dt_faults *faults);
/* The text of a string member, NULL when there is none. */
const char *dt_json_find_text(const dt_json_value *object, const char *key);

/* "a string", "an array", ...: what a value is, for messages. */
const char *dt_json_kind_name(dt_json_kind kind);

#endif
