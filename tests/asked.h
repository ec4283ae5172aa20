/* SPDX-License-Identifier: MIT
 *
 * A random model, solved, with its reference, and the JSON that is answered about it.
 */
#ifndef ASKED_H
#define ASKED_H

#include "reference/random_expr.h"
#include "reference/random_model.h"
#include "reference/reference.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>
#include <jansson.h>

typedef struct asked {
    uint64_t seed;
    dt_text text;
    dt_syntax *syntax;
    reference_model reference;
    const reference_graph *graph;
    detente_model *model;
    detente_analysis *analysis;
    uint32_t state; /* asked about */
} asked;

static inline void require(const asked *a, bool holds, const char *what)
{
    if (!holds) {
        fail_msg("seed %llu, state %u: %s\n%s", (unsigned long long)a->seed, a->state + 1, what,
                 a->text.bytes);
    }
}

static inline bool take(void *payload, const char *bytes, size_t count)
{
    dt_text_add_bytes(payload, bytes, count);
    return true;
}

/* ---- reading the answers --------------------------------------------------------------------- */

static inline uint32_t number(const json_t *object, const char *key)
{
    const json_t *value = json_object_get(object, key);
    assert_true(json_is_integer(value));
    return (uint32_t)json_integer_value(value);
}

static inline bool is_set(const json_t *object, const char *key)
{
    const json_t *value = json_object_get(object, key);
    assert_true(json_is_boolean(value));
    return json_is_true(value);
}

static inline uint32_t party_named(const asked *a, const json_t *name)
{
    uint32_t party = 0;
    assert_true(json_is_string(name));
    while (strcmp(a->syntax->parties[party].id, json_string_value(name)) != 0) {
        party++;
        require(a, party < a->syntax->party_count, "a party of that name");
    }
    return party;
}

static inline bool has_number(const json_t *list, uint32_t n)
{
    for (size_t k = 0; k < json_array_size(list); k++) {
        if (json_integer_value(json_array_get(list, k)) == n) {
            return true;
        }
    }
    return false;
}

static inline json_t *parse(const asked *a, const dt_text *out)
{
    json_t *json = json_loadb(out->bytes, out->length, JSON_REJECT_DUPLICATES, NULL);
    require(a, json != NULL, "JSON");
    return json;
}

static inline uint64_t group_in(const asked *a, const json_t *list)
{
    uint64_t group = 0;
    assert_true(json_is_array(list));
    for (size_t k = 0; k < json_array_size(list); k++) {
        const uint64_t party = (uint64_t)1 << party_named(a, json_array_get(list, k));
        require(a, party > group, "parties in order, each once");
        group |= party;
    }
    return group;
}

static inline bool says(const dt_text *text, const char *words)
{
    return strstr(text->bytes, words) != NULL;
}

/* ---- the model ------------------------------------------------------------------------------- */

static inline void open_text(asked *a)
{
    const detente_limits limits = {.threads = 1};
    require(a,
            dt_syntax_read(a->text.bytes, a->text.length, NULL, NULL, &a->syntax, NULL) ==
                DETENTE_OK,
            "reading");
    reference_model_init(&a->reference, a->syntax);
    a->graph = &a->reference.graph;
    require(a,
            detente_model_read(a->text.bytes, a->text.length, "asked", NULL, NULL, &a->model, NULL,
                               NULL) == DETENTE_OK &&
                detente_solve(a->model, NULL, &limits, &a->analysis, NULL) == DETENTE_OK,
            "solving");
}

static inline void open_random(asked *a, uint64_t seed, const random_knobs *knobs)
{
    *a = (asked){.seed = seed};
    random_model(seed, knobs, &a->text);
    open_text(a);
}

static inline void close_asked(asked *a)
{
    detente_analysis_free(a->analysis);
    detente_model_free(a->model);
    reference_model_clear(&a->reference);
    dt_syntax_free(a->syntax);
    dt_text_clear(&a->text);
}

/* ---- paths ---------------------------------------------------------------------------------- */

static const detente_style json_style = {.format = DETENTE_JSON};
static const detente_style text_style = {.format = DETENTE_TABLE, .width = 100000};

/* The answer from a->state, to a state or (NULL) to all equilibria. */
static inline dt_text ask_paths(const asked *a, const char *to, const detente_style *style,
                                detente_status expected)
{
    char from[32];
    dt_text out = {0};
    const detente_sink sink = {.write = take, .payload = &out};
    snprintf(from, sizeof from, "%u", a->state + 1);
    require(a, detente_write_paths(a->analysis, from, to, style, NULL, &sink, NULL) == expected,
            "paths");
    return out;
}

#endif
