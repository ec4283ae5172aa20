/* SPDX-License-Identifier: MIT
 *
 * A random model, solved by the program and worked out by the reference, and what the program says
 * of it, read back with another JSON reader (jansson).
 */
#ifndef JUDGED_H
#define JUDGED_H

#include "detente.h"
#include "reference/random_model.h"
#include "reference/reference.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>
#include <jansson.h>

typedef struct judged {
    uint64_t seed;
    dt_text text;
    dt_syntax *syntax;
    reference_model reference;
    detente_model *model;
    detente_analysis *analysis;
} judged;

static inline void require(const judged *j, bool holds, const char *what)
{
    if (!holds) {
        fail_msg("seed %llu: %s\n%s", (unsigned long long)j->seed, what, j->text.bytes);
    }
}

/* Work out j->text, which must be a sound model. */
static inline void judge_text(judged *j)
{
    const detente_limits limits = {.threads = 1};
    require(j,
            dt_syntax_read(j->text.bytes, j->text.length, NULL, NULL, &j->syntax, NULL) ==
                DETENTE_OK,
            "reading");
    reference_model_init(&j->reference, j->syntax);
    require(j, j->reference.fault == NULL, "a sound model");
    require(j,
            detente_model_read(j->text.bytes, j->text.length, "judged", NULL, NULL, &j->model, NULL,
                               NULL) == DETENTE_OK &&
                detente_solve(j->model, NULL, &limits, &j->analysis, NULL) == DETENTE_OK,
            "solving");
}

static inline judged judge_random(uint64_t seed, const random_knobs *knobs)
{
    judged j = {.seed = seed};
    random_model(seed, knobs, &j.text);
    judge_text(&j);
    return j;
}

static inline void judged_clear(judged *j)
{
    detente_analysis_free(j->analysis);
    detente_model_free(j->model);
    reference_model_clear(&j->reference);
    dt_syntax_free(j->syntax);
    dt_text_clear(&j->text);
    *j = (judged){0};
}

/* ---- answers --------------------------------------------------------------------------------- */

static inline bool judged_take(void *payload, const char *bytes, size_t count)
{
    dt_text_add_bytes(payload, bytes, count);
    return true;
}

/* Parse and clear. */
static inline json_t *judged_json(const judged *j, dt_text *out)
{
    json_t *json = json_loadb(out->bytes, out->length, JSON_REJECT_DUPLICATES, NULL);
    require(j, json != NULL, "JSON");
    dt_text_clear(out);
    return json;
}

static inline uint32_t json_number(const json_t *object, const char *key)
{
    const json_t *value = json_object_get(object, key);
    assert_true(json_is_integer(value));
    return (uint32_t)json_integer_value(value);
}

static inline bool json_flag(const json_t *object, const char *key)
{
    const json_t *value = json_object_get(object, key);
    assert_true(json_is_boolean(value));
    return json_is_true(value);
}

static inline const char *json_words(const json_t *object, const char *key)
{
    const json_t *value = json_object_get(object, key);
    assert_true(json_is_string(value));
    return json_string_value(value);
}

/* ---- names ----------------------------------------------------------------------------------- */

static inline uint32_t judged_party(const judged *j, const char *id)
{
    uint32_t party = 0;
    while (strcmp(j->syntax->parties[party].id, id) != 0) {
        party++;
        require(j, party < j->syntax->party_count, "a party of that name");
    }
    return party;
}

static inline bool judged_moves(const judged *j, uint32_t party, uint32_t s, uint32_t t)
{
    return *reference_move(&j->reference.graph, party, s, t);
}

static inline bool judged_prefers(const judged *j, uint32_t party, uint32_t t, uint32_t s)
{
    return *reference_better(&j->reference.graph, party, s, t);
}

static inline bool judged_improves(const judged *j, uint32_t party, uint32_t s, uint32_t t)
{
    return judged_moves(j, party, s, t) && judged_prefers(j, party, t, s);
}

#endif
