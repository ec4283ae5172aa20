/* SPDX-License-Identifier: MIT
 *
 * JSON, read (RFC 8259).
 *
 * Strict: one document, UTF-8 checked, no duplicate keys, no lone surrogates, no NUL in a
 * string, at most DT_JSON_DEEPEST containers inside each other.  A byte order mark is skipped.
 * Every value knows its line and column.  Time O(length), plus sorting of each object's keys;
 * about 100 bytes per value in the caller's arena.
 */
#ifndef DT_JSON_TREE_H
#define DT_JSON_TREE_H

#include "language/syntax.h"

#define DT_JSON_DEEPEST 128

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
