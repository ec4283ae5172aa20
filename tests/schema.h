/* SPDX-License-Identifier: MIT
 *
 * JSON Schema, draft 2020-12, as far as the files in schemas/ use it: the validator that the tests
 * hold every answer against.
 *
 * A keyword that is not in the table below is an error of the schema, and not passed over.  So is a
 * schema that leaves anything open: an object without additionalProperties, an array without items,
 * a number without bounds, a definition that nothing uses.
 */
#ifndef SCHEMA_H
#define SCHEMA_H

#include "exchange.h"

#include <jansson.h>
#include <regex.h>

/* One trial of a document.  Of all that was refused the deepest place tells most, since several
 * shapes may have been tried. */
typedef struct trial {
    json_t *root; /* the schema */
    unsigned depth, deepest;
    json_t *asked, *found; /* there */
} trial;

static bool holds(trial *t, json_t *schema, json_t *value);

/* ---- keywords: does `value` do what `argument` asks? ----------------------------------------- */

typedef bool keyword_test(trial *t, json_t *argument, json_t *schema, json_t *value);

static bool is_type(const char *name, const json_t *value)
{
    switch (json_typeof(value)) {
    case JSON_OBJECT:
        return strcmp(name, "object") == 0;
    case JSON_ARRAY:
        return strcmp(name, "array") == 0;
    case JSON_STRING:
        return strcmp(name, "string") == 0;
    case JSON_INTEGER:
        return strcmp(name, "integer") == 0 || strcmp(name, "number") == 0;
    case JSON_REAL:
        return strcmp(name, "number") == 0;
    case JSON_TRUE:
    case JSON_FALSE:
        return strcmp(name, "boolean") == 0;
    case JSON_NULL:
        return strcmp(name, "null") == 0;
    }
    return false;
}

static bool holds_type(trial *t, json_t *argument, json_t *schema, json_t *value)
{
    (void)t, (void)schema;
    bool any = json_is_string(argument) && is_type(json_string_value(argument), value);
    for (size_t k = 0; k < json_array_size(argument); k++) {
        any = any || is_type(json_string_value(json_array_get(argument, k)), value);
    }
    return any;
}

static bool holds_const(trial *t, json_t *argument, json_t *schema, json_t *value)
{
    (void)t, (void)schema;
    return json_equal(argument, value) != 0;
}

static bool holds_enum(trial *t, json_t *argument, json_t *schema, json_t *value)
{
    (void)t, (void)schema;
    bool any = false;
    for (size_t k = 0; k < json_array_size(argument); k++) {
        any = any || json_equal(json_array_get(argument, k), value) != 0;
    }
    return any;
}

static bool holds_pattern(trial *t, json_t *argument, json_t *schema, json_t *value)
{
    (void)t, (void)schema;
    regex_t pattern;
    if (!json_is_string(value)) {
        return true;
    }
    assert_int_equal(regcomp(&pattern, json_string_value(argument), REG_EXTENDED | REG_NOSUB), 0);
    const int found = regexec(&pattern, json_string_value(value), 0, NULL, 0);
    regfree(&pattern);
    return found == 0;
}

/* Whole numbers are compared as such: beyond 2^53 doubles are not exact. */
static int compare_numbers(const json_t *a, const json_t *b)
{
    const json_int_t m = json_integer_value(a);
    const json_int_t n = json_integer_value(b);
    const double x = json_number_value(a);
    const double y = json_number_value(b);
    return json_is_integer(a) && json_is_integer(b) ? (m > n) - (m < n) : (x > y) - (x < y);
}

static bool holds_minimum(trial *t, json_t *argument, json_t *schema, json_t *value)
{
    (void)t, (void)schema;
    return !json_is_number(value) || compare_numbers(value, argument) >= 0;
}

static bool holds_maximum(trial *t, json_t *argument, json_t *schema, json_t *value)
{
    (void)t, (void)schema;
    return !json_is_number(value) || compare_numbers(value, argument) <= 0;
}

static bool holds_least(trial *t, json_t *argument, json_t *schema, json_t *value)
{
    (void)t, (void)schema;
    return !json_is_array(value) ||
           (json_int_t)json_array_size(value) >= json_integer_value(argument);
}

static bool holds_most(trial *t, json_t *argument, json_t *schema, json_t *value)
{
    (void)t, (void)schema;
    return !json_is_array(value) ||
           (json_int_t)json_array_size(value) <= json_integer_value(argument);
}

static bool holds_items(trial *t, json_t *argument, json_t *schema, json_t *value)
{
    (void)schema;
    bool all = true;
    for (size_t k = 0; all && k < json_array_size(value); k++) {
        all = holds(t, argument, json_array_get(value, k));
    }
    return all;
}

static bool holds_required(trial *t, json_t *argument, json_t *schema, json_t *value)
{
    (void)t, (void)schema;
    bool all = true;
    for (size_t k = 0; json_is_object(value) && k < json_array_size(argument); k++) {
        all = all && json_object_get(value, json_string_value(json_array_get(argument, k))) != NULL;
    }
    return all;
}

static bool holds_properties(trial *t, json_t *argument, json_t *schema, json_t *value)
{
    (void)schema;
    const char *key = NULL;
    json_t *member = NULL;
    json_object_foreach(value, key, member)
    {
        json_t *asked = json_object_get(argument, key);
        if (asked != NULL && !holds(t, asked, member)) {
            return false;
        }
    }
    return true;
}

static bool holds_additional(trial *t, json_t *argument, json_t *schema, json_t *value)
{
    const char *key = NULL;
    json_t *member = NULL;
    json_object_foreach(value, key, member)
    {
        if (json_object_get(json_object_get(schema, "properties"), key) == NULL &&
            (json_is_false(argument) || !holds(t, argument, member))) {
            return false;
        }
    }
    return true;
}

static bool holds_names(trial *t, json_t *argument, json_t *schema, json_t *value)
{
    (void)schema;
    const char *key = NULL;
    json_t *member = NULL;
    json_object_foreach(value, key, member)
    {
        json_t *name = json_string(key);
        const bool named = holds(t, argument, name);
        json_decref(name);
        if (!named) {
            return false;
        }
    }
    return true;
}

static bool holds_one(trial *t, json_t *argument, json_t *schema, json_t *value)
{
    (void)schema;
    unsigned count = 0;
    for (size_t k = 0; k < json_array_size(argument); k++) {
        count += holds(t, json_array_get(argument, k), value);
    }
    return count == 1;
}

/* "#/$defs/NAME" */
static json_t *referred(json_t *root, json_t *reference)
{
    const char *words = json_string_value(reference);
    assert_non_null(words);
    assert_int_equal(strncmp(words, "#/$defs/", 8), 0);
    return json_object_get(json_object_get(root, "$defs"), words + 8);
}

static bool holds_reference(trial *t, json_t *argument, json_t *schema, json_t *value)
{
    (void)schema;
    return holds(t, referred(t->root, argument), value);
}

static const struct keyword {
    const char *name;
    keyword_test *test; /* NULL: says nothing about the value */
} keywords[] = {{"$schema", NULL},
                {"$defs", NULL},
                {"title", NULL},
                {"description", NULL},
                {"$ref", holds_reference},
                {"oneOf", holds_one},
                {"type", holds_type},
                {"const", holds_const},
                {"enum", holds_enum},
                {"pattern", holds_pattern},
                {"minimum", holds_minimum},
                {"maximum", holds_maximum},
                {"minItems", holds_least},
                {"maxItems", holds_most},
                {"items", holds_items},
                {"required", holds_required},
                {"properties", holds_properties},
                {"additionalProperties", holds_additional},
                {"propertyNames", holds_names}};
#define KEYWORD_COUNT (sizeof keywords / sizeof keywords[0])

static bool holds(trial *t, json_t *schema, json_t *value)
{
    bool all = true;
    t->depth++;
    for (size_t k = 0; all && k < KEYWORD_COUNT; k++) {
        json_t *argument = json_object_get(schema, keywords[k].name);
        all = argument == NULL || keywords[k].test == NULL ||
              keywords[k].test(t, argument, schema, value);
    }
    if (!all && t->depth > t->deepest) {
        t->deepest = t->depth;
        t->asked = schema;
        t->found = value;
    }
    t->depth--;
    return all;
}

/* ---- schemas that are sound and leave nothing open ------------------------------------------- */

static void fault(json_t *schema, const char *what)
{
    char *shown = json_dumps(schema, JSON_INDENT(2));
    print_message("%s\n", shown);
    free(shown);
    fail_msg("a schema: %s", what);
}

static void require(json_t *schema, bool good, const char *what)
{
    if (!good) {
        fault(schema, what);
    }
}

static bool may_be(json_t *schema, const char *type)
{
    json_t *named = json_object_get(schema, "type");
    bool any = json_is_string(named) && strcmp(json_string_value(named), type) == 0;
    for (size_t k = 0; k < json_array_size(named); k++) {
        any = any || strcmp(json_string_value(json_array_get(named, k)), type) == 0;
    }
    return any;
}

static void look_at_keywords(json_t *schema)
{
    const char *key = NULL;
    json_t *argument = NULL;
    json_object_foreach(schema, key, argument)
    {
        bool known = false;
        for (size_t k = 0; k < KEYWORD_COUNT; k++) {
            known = known || strcmp(key, keywords[k].name) == 0;
        }
        require(schema, known, key);
    }
}

static void look_at_bounds(json_t *schema)
{
    json_t *properties = json_object_get(schema, "properties");
    json_t *others = json_object_get(schema, "additionalProperties");
    json_t *required = json_object_get(schema, "required");
    if (may_be(schema, "object")) {
        require(schema, others != NULL, "what else may the object have?");
        require(schema, properties == NULL || json_is_false(others), "other keys are allowed");
    }
    for (size_t k = 0; k < json_array_size(required); k++) {
        const char *key = json_string_value(json_array_get(required, k));
        require(schema, json_object_get(properties, key) != NULL, "a key is required, not told");
    }
    if (may_be(schema, "array")) {
        require(schema,
                json_object_get(schema, "items") != NULL ||
                    json_object_get(schema, "maxItems") != NULL,
                "what is in the array?");
    }
    if (may_be(schema, "integer") || may_be(schema, "number")) {
        require(schema,
                json_object_get(schema, "minimum") != NULL &&
                    json_object_get(schema, "maximum") != NULL,
                "a number without bounds");
    }
}

static void look_at(json_t *root, json_t *schema, json_t *used);

static void look_at_members(json_t *root, json_t *members, json_t *used)
{
    const char *key = NULL;
    json_t *member = NULL;
    json_object_foreach(members, key, member)
    {
        look_at(root, member, used);
    }
}

/* This schema and all within it; the definitions that they use are put into `used`. */
static void look_at(json_t *root, json_t *schema, json_t *used)
{
    static const char *const nested[] = {"items", "additionalProperties", "propertyNames"};
    json_t *reference = json_object_get(schema, "$ref");
    json_t *shapes = json_object_get(schema, "oneOf");
    require(schema, json_is_object(schema), "no object");
    look_at_keywords(schema);
    look_at_bounds(schema);
    if (reference != NULL) {
        require(schema, referred(root, reference) != NULL, "it refers to nothing");
        json_object_set_new(used, json_string_value(reference) + 8, json_true());
    }
    look_at_members(root, json_object_get(schema, "$defs"), used);
    look_at_members(root, json_object_get(schema, "properties"), used);
    for (size_t k = 0; k < json_array_size(shapes); k++) {
        look_at(root, json_array_get(shapes, k), used);
    }
    for (size_t k = 0; k < sizeof nested / sizeof nested[0]; k++) {
        json_t *within = json_object_get(schema, nested[k]);
        if (within != NULL && !json_is_false(within)) {
            look_at(root, within, used);
        }
    }
}

/* schemas/NAME.schema.json, sound. */
static json_t *read_schema(const char *name)
{
    char path[1024];
    json_error_t error;
    snprintf(path, sizeof path, "%s/schemas/%s.schema.json", SOURCE_DIR, name);
    json_t *root = json_load_file(path, JSON_REJECT_DUPLICATES, &error);
    if (root == NULL) {
        fail_msg("%s:%d: %s", path, error.line, error.text);
    }
    json_t *used = json_object();
    look_at(root, root, used);
    require(root, json_object_size(used) == json_object_size(json_object_get(root, "$defs")),
            "a definition that nothing uses");
    json_decref(used);
    return root;
}

/* Does the document follow the schema?  `told`: if not, print why. */
static bool follows(json_t *root, json_t *document, bool told)
{
    trial t = {.root = root};
    const bool good = holds(&t, root, document);
    if (!good && told) {
        char *asked = json_dumps(t.asked, JSON_ENCODE_ANY | JSON_INDENT(2));
        char *found = json_dumps(t.found, JSON_ENCODE_ANY);
        print_message("%s\ndoes not follow\n%s\n", found, asked);
        free(asked);
        free(found);
    }
    return good;
}

#endif
