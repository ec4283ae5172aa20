/* SPDX-License-Identifier: MIT
 *
 * What the tests of the exchange formats share: a sink into memory, converting, reading, and a
 * comparison of syntax trees that looks at everything but places.
 */
#ifndef TEST_EXCHANGE_H
#define TEST_EXCHANGE_H

#include "model/model.h"
#include "text/syntax.h"

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
                                const detente_sink *sink, detente_faults **faults,
                                detente_error *err);

/* Import `text`; `faults` receives all messages as text.  The caller frees *faults. */
static inline detente_status import_text(importer *import, const char *text, size_t length,
                                         const char *file, dt_text *out, dt_text *faults)
{
    detente_faults *found = NULL;
    detente_error err = {0};
    const detente_sink sink = sink_of(out);
    const detente_status status = import(text, length, file, &sink, &found, &err);
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

/* ---- equal trees ------------------------------------------------------------------------------------ */

#define SAME_TEXT(a, b)                                                                            \
    do {                                                                                           \
        if ((a) == NULL || (b) == NULL) {                                                          \
            assert_ptr_equal(a, b);                                                                \
        } else {                                                                                   \
            assert_string_equal(a, b);                                                             \
        }                                                                                          \
    } while (0)

static inline void same_support(const dt_support *a, const dt_support *b)
{
    SAME_TEXT(a->note, b->note);
    assert_int_equal(a->mark_count, b->mark_count);
    for (uint32_t k = 0; k < a->mark_count; k++) {
        assert_int_equal(a->marks[k].source, b->marks[k].source);
        assert_int_equal(a->marks[k].first, b->marks[k].first);
        assert_int_equal(a->marks[k].last, b->marks[k].last);
        assert_string_equal(a->marks[k].place, b->marks[k].place);
    }
}

static inline void same_expr(const dt_expr *a, const dt_expr *b)
{
    if (a == NULL || b == NULL) {
        assert_ptr_equal(a, b);
        return;
    }
    assert_int_equal(a->kind, b->kind);
    assert_int_equal(a->index, b->index);
    assert_int_equal(a->number, b->number);
    SAME_TEXT(a->pattern, b->pattern);
    const dt_expr *x = a->first;
    const dt_expr *y = b->first;
    for (; x != NULL && y != NULL; x = x->next, y = y->next) {
        same_expr(x, y);
    }
    assert_ptr_equal(x, y);
}

static inline void same_parties(const dt_syntax *a, const dt_syntax *b)
{
    assert_int_equal(a->party_count, b->party_count);
    assert_int_equal(a->option_count, b->option_count);
    for (uint32_t k = 0; k < a->party_count; k++) {
        assert_string_equal(a->parties[k].id, b->parties[k].id);
        assert_string_equal(a->parties[k].name, b->parties[k].name);
        same_support(&a->parties[k].support, &b->parties[k].support);
        const dt_preferences *p = &a->preferences[k];
        const dt_preferences *q = &b->preferences[k];
        assert_int_equal(p->kind, q->kind);
        assert_int_equal(p->count, q->count);
        same_support(&p->support, &q->support);
        for (uint32_t j = 0; j < p->count; j++) {
            same_expr(p->lines[j].expr, q->lines[j].expr);
            assert_int_equal(p->lines[j].tied, q->lines[j].tied);
            assert_int_equal(p->lines[j].weight, q->lines[j].weight);
            same_support(&p->lines[j].support, &q->lines[j].support);
        }
    }
    for (uint32_t k = 0; k < a->option_count; k++) {
        assert_string_equal(a->options[k].id, b->options[k].id);
        assert_string_equal(a->options[k].label, b->options[k].label);
        assert_int_equal(a->options[k].party, b->options[k].party);
        assert_int_equal(a->options[k].direction, b->options[k].direction);
        assert_int_equal(a->options[k].qualified, b->options[k].qualified);
        same_support(&a->options[k].support, &b->options[k].support);
    }
}

static inline void same_graph(const dt_syntax *a, const dt_syntax *b)
{
    assert_int_equal(a->state_count, b->state_count);
    assert_int_equal(a->move_count, b->move_count);
    for (uint32_t k = 0; k < a->state_count; k++) {
        assert_string_equal(a->states[k].id, b->states[k].id);
        assert_string_equal(a->states[k].label, b->states[k].label);
        same_support(&a->states[k].support, &b->states[k].support);
    }
    for (uint32_t k = 0; k < a->move_count; k++) {
        assert_int_equal(a->moves[k].party, b->moves[k].party);
        assert_int_equal(a->moves[k].from, b->moves[k].from);
        assert_int_equal(a->moves[k].to, b->moves[k].to);
        same_support(&a->moves[k].support, &b->moves[k].support);
    }
}

static inline void same_claims(const dt_syntax *a, const dt_syntax *b)
{
    assert_int_equal(a->claim_count, b->claim_count);
    for (uint32_t k = 0; k < a->claim_count; k++) {
        const dt_claim *p = &a->claims[k];
        const dt_claim *q = &b->claims[k];
        assert_int_equal(p->kind, q->kind);
        assert_int_equal(p->every, q->every);
        assert_int_equal(p->negated, q->negated);
        assert_int_equal(p->by_improvements, q->by_improvements);
        assert_int_equal(p->concepts, q->concepts);
        assert_int_equal(p->party, q->party);
        same_expr(p->what, q->what);
        same_expr(p->than, q->than);
        same_support(&p->support, &q->support);
    }
}

/* Everything but places and the scenarios of the file. */
static inline void same_trees(const dt_syntax *a, const dt_syntax *b)
{
    assert_string_equal(a->title, b->title);
    SAME_TEXT(a->date, b->date);
    same_support(&a->support, &b->support);
    assert_int_equal(a->source_count, b->source_count);
    for (uint32_t k = 0; k < a->source_count; k++) {
        assert_string_equal(a->sources[k].id, b->sources[k].id);
        assert_string_equal(a->sources[k].text, b->sources[k].text);
        SAME_TEXT(a->sources[k].place, b->sources[k].place);
        same_support(&a->sources[k].support, &b->sources[k].support);
    }
    same_parties(a, b);
    same_graph(a, b);
    assert_int_equal(a->rule_count, b->rule_count);
    for (uint32_t k = 0; k < a->rule_count; k++) {
        assert_int_equal(a->rules[k].kind, b->rules[k].kind);
        same_expr(a->rules[k].expr, b->rules[k].expr);
        same_support(&a->rules[k].support, &b->rules[k].support);
    }
    assert_int_equal(a->outcome_count, b->outcome_count);
    for (uint32_t k = 0; k < a->outcome_count; k++) {
        assert_string_equal(a->outcomes[k].id, b->outcomes[k].id);
        same_expr(a->outcomes[k].expr, b->outcomes[k].expr);
        same_support(&a->outcomes[k].support, &b->outcomes[k].support);
    }
    same_claims(a, b);
    assert_int_equal(a->has_status_quo, b->has_status_quo);
    assert_int_equal(a->status_quo_count, b->status_quo_count);
    for (uint32_t k = 0; k < a->status_quo_count; k++) {
        assert_int_equal(a->status_quo[k], b->status_quo[k]);
    }
    same_support(&a->status_quo_support, &b->status_quo_support);
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
