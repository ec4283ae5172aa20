/* SPDX-License-Identifier: MIT
 *
 * Reading sound texts in tests, and looking at what became of them.
 */
#ifndef READING_H
#define READING_H

#include "language/syntax.h"

#include <setjmp.h>
#include <stdio.h>

#include <cmocka.h>

static inline bool keep_bytes(void *payload, const char *bytes, size_t count)
{
    dt_text_add_bytes(payload, bytes, count);
    return true;
}

/* Read a text that must be sound. */
static inline dt_syntax *read_under(const char *text, const char *scenario)
{
    dt_syntax *tree = NULL;
    detente_faults *faults = dt_faults_new("test", text, strlen(text));
    detente_error err = {0};
    const detente_status status = dt_syntax_read(text, strlen(text), scenario, &faults->list, &tree,
                                                 &err);
    if (status != DETENTE_OK) {
        dt_text shown = {0};
        const detente_sink sink = {keep_bytes, &shown};
        detente_faults_write(faults, &sink, NULL);
        print_error("%s\n%s", err.message, shown.length > 0 ? shown.bytes : "");
        dt_text_clear(&shown);
    }
    detente_faults_free(faults);
    assert_int_equal(status, DETENTE_OK);
    return tree;
}

static inline dt_syntax *read_text(const char *text)
{
    return read_under(text, NULL);
}

static inline void assert_prints(const dt_syntax *tree, const dt_expr *expr, const char *wanted)
{
    dt_text text = {0};
    dt_expr_print(tree, expr, &text);
    assert_string_equal(text.bytes, wanted);
    dt_text_clear(&text);
}

static inline void assert_span(dt_span at, uint32_t line, uint32_t column, uint32_t length)
{
    assert_int_equal(at.line, line);
    assert_int_equal(at.column, column);
    assert_int_equal(at.length, length);
}

#define HEAD                                                                                       \
    "conflict \"c\"\n"                                                                             \
    "party us\n"                                                                                   \
    "option a\n"                                                                                   \
    "option b\n"                                                                                   \
    "party them\n"                                                                                 \
    "option c\n"                                                                                   \
    "them wants\n"                                                                                 \
    "us wants\n"

#endif
