/* SPDX-License-Identifier: MIT
 *
 * What the tests of the exchange formats share: a sink into memory, converting, reading, comparing.
 */
#ifndef TEST_EXCHANGE_H
#define TEST_EXCHANGE_H

#include "game/model.h"
#include "language/syntax.h"
#include "same_tree.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <time.h>

#include <cmocka.h>

static inline bool into_text(void *payload, const char *bytes, size_t count)
{
    dt_text *text = payload;
    dt_text_add_bytes(text, bytes, count);
    return !text->failed;
}

static inline detente_sink sink_of(dt_text *text)
{
    return (detente_sink){into_text, text};
}

typedef detente_status importer(const char *text, size_t length, const char *file,
                                const detente_limits *limits, const detente_sink *sink,
                                detente_faults **faults, detente_error *err);

/* Import `text`; `faults` receives all messages as text.  The caller frees *faults. */
static inline detente_status import_text(importer *import, const char *text, size_t length,
                                         const char *file, dt_text *out, dt_text *faults)
{
    detente_faults *found = NULL;
    detente_error err = {0};
    const detente_sink sink = sink_of(out);
    const detente_status status = import(text, length, file, NULL, &sink, &found, &err);
    const detente_sink fault_sink = sink_of(faults);
    dt_text_add(faults, "");
    if (found != NULL) {
        assert_int_equal(detente_faults_write(found, &fault_sink, NULL), DETENTE_OK);
    }
    detente_faults_free(found);
    if (status == DETENTE_EINTERNAL) {
        print_message("%s\n%.*s\n", err.message, (int)length, text);
    }
    return status;
}

/* The text is refused, nothing comes out, and the messages hold both `where` and `what`. */
static inline void expect_refusal(importer *import, const char *file, const char *text,
                                  const char *where, const char *what)
{
    dt_text out = {0};
    dt_text faults = {0};
    const detente_status status = import_text(import, text, strlen(text), file, &out, &faults);
    if (status != DETENTE_EMODEL || strstr(faults.bytes, where) == NULL ||
        strstr(faults.bytes, what) == NULL) {
        print_message("%s\n%d: %s\n", text, (int)status, faults.bytes);
        fail();
    }
    assert_int_equal(out.length, 0);
    dt_text_clear(&out);
    dt_text_clear(&faults);
}

static inline char *slurp(const char *path, size_t *length)
{
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    dt_text text = {0};
    char block[4096];
    size_t got = 0;
    while ((got = fread(block, 1, sizeof block, file)) > 0) {
        dt_text_add_bytes(&text, block, got);
    }
    fclose(file);
    dt_text_add(&text, "");
    *length = text.length;
    return text.bytes;
}

/* Everything but places, and but the scenarios that the file lists. */
static inline void same_trees(const dt_syntax *a, const dt_syntax *b)
{
    dt_syntax as_listed = *b;
    as_listed.scenarios = a->scenarios;
    as_listed.scenario_count = a->scenario_count;
    assert_true(same_tree(a, &as_listed));
}

static inline dt_syntax *read_tree(const char *text, size_t length)
{
    dt_syntax *tree = NULL;
    detente_error err = {0};
    if (dt_syntax_read(text, length, NULL, NULL, &tree, &err) != DETENTE_OK) {
        print_message("%s\n%.*s\n", err.message, (int)length, text);
        fail();
    }
    return tree;
}

#endif
