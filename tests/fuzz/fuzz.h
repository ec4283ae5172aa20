/* SPDX-License-Identifier: MIT
 *
 * The fuzz targets: one function per kind of input, `fuzz_KIND`, in fuzz_KIND.c.
 *
 * Each takes any bytes, returns 0, and ends the program where a promise is broken.  entry.c makes
 * one of them a program for libFuzzer; ../test_fuzz_replay.c runs all of them over corpus/KIND and
 * mutations of it, so that what fuzzing found stays found on any machine.
 */
#ifndef FUZZ_H
#define FUZZ_H

#include "language/syntax.h"

/* The kinds. */
#define FUZZ_KINDS(KIND)                                                                           \
    KIND(reader)                                                                                   \
    KIND(json)                                                                                     \
    KIND(gmcr)                                                                                     \
    KIND(csv)                                                                                      \
    KIND(certificate)                                                                              \
    KIND(commands)                                                                                 \
    KIND(pipeline)

typedef int fuzz_target(const uint8_t *data, size_t size);

#define FUZZ_DECLARE(kind) fuzz_target fuzz_##kind;
FUZZ_KINDS(FUZZ_DECLARE)

/* ---- support.c: what they share -------------------------------------------------------------- */

/* Ends the program, with words, where `holds` is false. */
void insist(bool holds, const char *what);

/* A sink that keeps the bytes. */
detente_sink fuzz_sink(dt_text *text);

typedef detente_status importer(const char *text, size_t length, const char *file,
                                const detente_limits *limits, const detente_sink *sink,
                                detente_faults **faults, detente_error *err);

/* Import: false when the bytes are refused, and then a fault names a place; else `text` is model
 * text that can be read. */
bool fuzz_import(importer *import, const char *bytes, size_t size, dt_text *text);

/* Text that must be sound, as a tree and as a model. */
dt_syntax *fuzz_tree(const dt_text *text);
detente_model *fuzz_model(const dt_text *text);
/* Solved by this engine for all concepts, and told as JSON. */
detente_analysis *fuzz_solve(const detente_model *model, detente_engine engine);
void fuzz_answer(const detente_analysis *analysis, dt_text *json);

bool fuzz_same(const dt_text *a, const dt_text *b);

#endif
