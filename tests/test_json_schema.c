/* SPDX-License-Identifier: MIT
 *
 * docs/json.md keeps its word: the two JSON Schemas printed there hold for what the program writes,
 * for every model file and for random models, and refuse what is wrong.  The schemas are read from
 * the document itself; the validator below knows the keywords that they use, and no others.
 */
#include "exchange.h"

#include "reference/random_model.h"

#include <dirent.h>
#include <jansson.h>

/* ---- the document ---------------------------------------------------------------------------- */

/* The n-th indented block of the document with "$schema" in it. */
static json_t *schema_number(int n)
{
    size_t length = 0;
    char *document = slurp(SOURCE_DIR "/docs/json.md", &length);
    char *start = document;
    for (start = strstr(start, "    { \"$schema\""); n > 0; n--) {
        start = strstr(start + 1, "    { \"$schema\"");
    }
    json_error_t error;
    json_t *schema = json_loads(start, JSON_DISABLE_EOF_CHECK | JSON_REJECT_DUPLICATES, &error);
    if (schema == NULL) {
        fail_msg("docs/json.md: %s", error.text);
    }
    free(document);
    return schema;
}

/* ---- a validator ----------------------------------------------------------------------------- */

static bool valid(const json_t *root, const json_t *schema, const json_t *value);

static bool has_type(const json_t *type, const json_t *value)
{
    const char *name = json_string_value(type);
    if (json_is_array(type)) {
        bool any = false;
        for (size_t k = 0; k < json_array_size(type); k++) {
            any = any || has_type(json_array_get(type, k), value);
        }
        return any;
    }
    return (strcmp(name, "object") == 0 && json_is_object(value)) ||
           (strcmp(name, "array") == 0 && json_is_array(value)) ||
           (strcmp(name, "string") == 0 && json_is_string(value)) ||
           (strcmp(name, "integer") == 0 && json_is_integer(value)) ||
           (strcmp(name, "number") == 0 && json_is_number(value)) ||
           (strcmp(name, "boolean") == 0 && json_is_boolean(value)) ||
           (strcmp(name, "null") == 0 && json_is_null(value));
}

static bool is_among(const json_t *list, const json_t *value)
{
    bool any = false;
    for (size_t k = 0; k < json_array_size(list); k++) {
        any = any || json_equal(json_array_get(list, k), (json_t *)(uintptr_t)value);
    }
    return any;
}

static bool valid_object(const json_t *root, const json_t *schema, const json_t *value)
{
    const json_t *required = json_object_get(schema, "required");
    const json_t *others = json_object_get(schema, "additionalProperties");
    const json_t *names = json_object_get(schema, "propertyNames");
    const char *key = NULL;
    json_t *member = NULL;
    for (size_t k = 0; k < json_array_size(required); k++) {
        if (json_object_get(value, json_string_value(json_array_get(required, k))) == NULL) {
            return false;
        }
    }
    json_object_foreach((json_t *)(uintptr_t)value, key, member)
    {
        const json_t *known = json_object_get(json_object_get(schema, "properties"), key);
        json_t *name = json_string(key);
        const bool named = names == NULL || valid(root, names, name);
        json_decref(name);
        known = known == NULL ? others : known;
        if (!named || known == NULL || !valid(root, known, member)) {
            print_message("at key %s\n", key);
            return false; /* stricter than a schema: what we write is documented in full */
        }
    }
    return true;
}

static bool valid(const json_t *root, const json_t *schema, const json_t *value)
{
    static const char *const keywords[] = {"$schema",
                                           "$defs",
                                           "title",
                                           "description",
                                           "type",
                                           "const",
                                           "enum",
                                           "required",
                                           "items",
                                           "properties",
                                           "additionalProperties",
                                           "propertyNames",
                                           "pattern",
                                           "minimum",
                                           "$ref"};
    const char *key = NULL;
    json_t *argument = NULL;
    json_object_foreach((json_t *)(uintptr_t)schema, key, argument)
    {
        bool known = false;
        for (size_t k = 0; k < sizeof keywords / sizeof keywords[0]; k++) {
            known = known || strcmp(key, keywords[k]) == 0;
        }
        assert_true(known);
    }
    const json_t *reference = json_object_get(schema, "$ref");
    if (reference != NULL) {
        const char *name = strrchr(json_string_value(reference), '/') + 1;
        return valid(root, json_object_get(json_object_get(root, "$defs"), name), value);
    }
    const json_t *type = json_object_get(schema, "type");
    const json_t *constant = json_object_get(schema, "const");
    const json_t *list = json_object_get(schema, "enum");
    const json_t *minimum = json_object_get(schema, "minimum");
    const json_t *items = json_object_get(schema, "items");
    bool ok = (type == NULL || has_type(type, value)) &&
              (constant == NULL ||
               json_equal((json_t *)(uintptr_t)constant, (json_t *)(uintptr_t)value)) &&
              (list == NULL || is_among(list, value)) &&
              (minimum == NULL || json_integer_value(value) >= json_integer_value(minimum));
    for (size_t k = 0; ok && items != NULL && k < json_array_size(value); k++) {
        ok = valid(root, items, json_array_get(value, k));
    }
    return ok && (!json_is_object(value) || valid_object(root, schema, value));
}

/* ---- what the program writes ----------------------------------------------------------------- */

typedef struct schemas {
    json_t *model;
    json_t *answer;
} schemas;

static void check(const json_t *schema, const dt_text *text)
{
    json_t *value = json_loadb(text->bytes, text->length, JSON_REJECT_DUPLICATES, NULL);
    if (value == NULL || !valid(schema, schema, value)) {
        print_message("%s\n", text->bytes);
        fail();
    }
    json_decref(value);
}

static void check_answer(const schemas *s, const detente_model *model, uint64_t limit)
{
    dt_text text = {0};
    detente_analysis *analysis = NULL;
    const detente_sink sink = sink_of(&text);
    const detente_style style = {.format = DETENTE_JSON, .limit = limit};
    assert_int_equal(detente_solve(model, NULL, NULL, &analysis, NULL), DETENTE_OK);
    assert_int_equal(detente_write_solution(analysis, &style, NULL, &sink, NULL), DETENTE_OK);
    check(s->answer, &text);
    detente_analysis_free(analysis);
    dt_text_clear(&text);
}

static void check_model(const schemas *s, const char *source, size_t length)
{
    dt_text text = {0};
    detente_model *model = NULL;
    const detente_sink sink = sink_of(&text);
    assert_int_equal(detente_model_read(source, length, "m", NULL, NULL, &model, NULL, NULL),
                     DETENTE_OK);
    assert_int_equal(detente_model_to_json(model, NULL, &sink, NULL), DETENTE_OK);
    check(s->model, &text);
    check_answer(s, model, 0);
    check_answer(s, model, 1);
    detente_model_free(model);
    dt_text_clear(&text);
}

static void test_model_files(void **state)
{
    const schemas *s = *state;
    static const char *const folders[] = {"published", "seeds"};
    unsigned count = 0;
    for (size_t k = 0; k < 2; k++) {
        char path[1024];
        snprintf(path, sizeof path, "%s/models/%s", SOURCE_DIR, folders[k]);
        DIR *directory = opendir(path);
        assert_non_null(directory);
        for (const struct dirent *entry = readdir(directory); entry != NULL;
             entry = readdir(directory)) {
            const char *dot = strrchr(entry->d_name, '.');
            if (dot != NULL && strcmp(dot, ".detente") == 0) {
                size_t length = 0;
                snprintf(path, sizeof path, "%s/models/%s/%s", SOURCE_DIR, folders[k],
                         entry->d_name);
                char *text = slurp(path, &length);
                check_model(s, text, length);
                free(text);
                count++;
            }
        }
        closedir(directory);
    }
    assert_true(count > 12);
}

static void test_random_models(void **state)
{
    static const random_form forms[] = {RANDOM_OPTIONS, RANDOM_COALESCED, RANDOM_GRAPH};
    for (size_t f = 0; f < 3; f++) {
        random_knobs knobs = random_knobs_for(forms[f]);
        knobs.claims = true;
        for (uint64_t seed = 1; seed <= 100; seed++) {
            dt_text text = {0};
            random_model(seed, &knobs, &text);
            check_model(*state, text.bytes, text.length);
            dt_text_clear(&text);
        }
    }
}

/* The validator can refuse. */
static void test_wrong_documents(void **state)
{
    static const char *const wrong[] = {
        "{\"detente_model\": 2, \"conflict\": \"c\"}",
        "{\"detente_model\": 1}",
        "{\"detente_model\": 1, \"conflict\": \"c\", \"form\": \"options\"}",
        "{\"detente_model\": 1, \"conflict\": \"c\", \"parties\": [{\"name\": \"P\"}]}",
        "{\"detente_model\": 1, \"conflict\": \"c\", \"unknown\": 1}",
        ("{\"detente_model\": 1, \"conflict\": \"c\", \"rules\": [{\"kind\": \"same\", \"expr\": "
         "1}]}")};
    const schemas *s = *state;
    for (size_t k = 0; k < sizeof wrong / sizeof wrong[0]; k++) {
        json_t *value = json_loads(wrong[k], 0, NULL);
        assert_non_null(value);
        assert_false(valid(s->model, s->model, value));
        json_decref(value);
    }
}

static int set_up(void **state)
{
    static schemas s;
    s.model = schema_number(0);
    s.answer = schema_number(1);
    *state = &s;
    return 0;
}

static int tear_down(void **state)
{
    const schemas *s = *state;
    json_decref(s->model);
    json_decref(s->answer);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_model_files),
        cmocka_unit_test(test_random_models),
        cmocka_unit_test(test_wrong_documents),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
