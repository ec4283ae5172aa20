/* SPDX-License-Identifier: MIT
 *
 * Arguments of public calls: one check per kind of argument.
 *
 * The checks remember the first that is wrong, as dt_text remembers lost memory: write one line for
 * each argument and ask `status` once, before anything else is done.
 *
 *     dt_arguments given = dt_given(err);
 *     dt_need(&given, analysis, "an analysis");
 *     dt_need_sink(&given, sink);
 *     if (given.status != DETENTE_OK) {
 *         return given.status;
 *     }
 */
#ifndef DT_ARGUMENTS_H
#define DT_ARGUMENTS_H

#include "base/base.h"

#include <stddef.h>

typedef struct dt_arguments {
    detente_status status; /* EINVAL; EUNSUPPORTED of a format that this writer does not have */
    detente_error *err;
} dt_arguments;

static inline dt_arguments dt_given(detente_error *err)
{
    return (dt_arguments){.err = err};
}

/* ---- structs that may grow ------------------------------------------------------------------- */

/* A caller's struct as this library knows it (the head of detente.h): `own`, of `size` bytes, is
 * zero beyond what `theirs` has; theirs may be NULL.  `first`: bytes of the first version, which
 * all callers have; a field that comes later stands behind all of an earlier version, its padding
 * included.  EINVAL a size that no version had; EUNSUPPORTED something that is not known here. */
detente_status dt_read_struct(void *own, size_t size, size_t first, const void *theirs);

/* Copy and remember what is wrong; `last` is the last field of the first version. */
#define DT_TAKE_STRUCT(given, type, last, theirs, own)                                             \
    dt_take_struct(given, own, sizeof(type), offsetof(type, last) + sizeof((own)->last), theirs)
void dt_take_struct(dt_arguments *given, void *own, size_t size, size_t first, const void *theirs);

/* ---- arguments ------------------------------------------------------------------------------- */

/* Something must be there: "a model". */
void dt_need(dt_arguments *given, const void *argument, const char *what);
/* `length` bytes of text, which may be none. */
void dt_need_text(dt_arguments *given, const char *text, size_t length);
void dt_need_sink(dt_arguments *given, const detente_sink *sink);
/* A function to tell something to. */
void dt_need_callback(dt_arguments *given, bool is_there);
/* May be NULL. */
void dt_check_limits(dt_arguments *given, const detente_limits *limits);
/* One of `count` values of an enum, from 0. */
void dt_check_kind(dt_arguments *given, uint32_t kind, uint32_t count, const char *what);
/* A set of concepts that there are. */
void dt_check_concepts(dt_arguments *given, const detente_concepts *concepts);
/* A party of `count`, or, with `every`, DETENTE_EVERY_PARTY. */
void dt_check_party(dt_arguments *given, uint32_t party, uint32_t count, bool every);
/* What there is of a style; may be NULL. */
detente_style dt_style_given(const detente_style *style);
/* May be NULL; `formats`: those that the writer has, as bits. */
void dt_check_style(dt_arguments *given, const detente_style *style, uint32_t formats);

/* Formats of answers in words, and of tables. */
#define DT_FORMAT(kind) (1u << (kind))
#define DT_WORDS_OR_JSON                                                                           \
    (DT_FORMAT(DETENTE_TABLE) | DT_FORMAT(DETENTE_MARKDOWN) | DT_FORMAT(DETENTE_JSON))

#endif
