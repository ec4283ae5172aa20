/* SPDX-License-Identifier: MIT
 *
 * JSON against a second implementation, jansson: both must accept and reject the same texts and see
 * the same values in them; what the writer writes, jansson must read back unchanged.
 */
#include "base/json.h"
#include "exchange/json_tree.h"

#include <jansson.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <time.h>

#include <cmocka.h>

/* ---- hand-made texts ------------------------------------------------------------------------- */

typedef struct sample {
    const char *text;
    size_t length;
} sample;

#define S(literal)                                                                                 \
    {                                                                                              \
        literal, sizeof(literal) - 1                                                               \
    }

static const sample good[] = {
    S("null"),
    S("true"),
    S("false"),
    S("0"),
    S("-0"),
    S("1"),
    S("-1"),
    S("12345678901"),
    S("9223372036854775807"),
    S("-9223372036854775808"),
    S("0.5"),
    S("-0.0"),
    S("1e2"),
    S("1E+2"),
    S("1e-2"),
    S("1.25e10"),
    S("0e0"),
    S("\"\""),
    S("\"a\""),
    S("\"\\u0041\""),
    S("\"\\n\\t\\r\\b\\f\""),
    S("\"\\/\\\\\\\"\""),
    S("\"\\ud83d\\ude00\""),
    S("\"\\uD83D\\uDE00\""),
    S("\"\xC3\xA9\""),
    S("\"\xE2\x82\xAC\""),
    S("\"\xF0\x9F\x98\x80\""),
    S("\"\xF4\x8F\xBF\xBF\""),
    S("\"\xEF\xBF\xBD\""),
    S("\"\xED\x9F\xBF\""),
    S("\"\xEE\x80\x80\""),
    S("\"\x7F\""),
    S("\"\\u007f\""),
    S("\"\\uffff\""),
    S("[]"),
    S("{}"),
    S(" [ ] "),
    S("\t{\n}\r\n"),
    S("[1]"),
    S("[1,2]"),
    S("[1 , 2]"),
    S("[[],[[]]]"),
    S("{\"a\":1}"),
    S("{\"a\":{\"a\":{}}}"),
    S("{\"\":0}"),
    S("{\"a\":1,\"b\":[true,null]}"),
    S("[\"\\u00e9\"]"),
    S("{\"a\":1,\"A\":2}"),
    S("\n\n3\n"),
    S("[1e3,2E-3]"),
    S("{\"x y\":\"z\"}"),
    S("[0,-1,0.1]"),
    S("\"'\""),
    S("\"/\""),
    S("\"#\""),
};

static const sample bad[] = {
    S(""),
    S(" "),
    S("nul"),
    S("nulll"),
    S("True"),
    S("TRUE"),
    S("NaN"),
    S("Infinity"),
    S("-"),
    S("+1"),
    S("01"),
    S("-01"),
    S("00"),
    S("1."),
    S(".5"),
    S("1.e2"),
    S("1e"),
    S("1e+"),
    S("0x10"),
    S("1 2"),
    S("1,"),
    S("\""),
    S("\"a"),
    S("'a'"),
    S("\"\\x\""),
    S("\"\\\""),
    S("\"\\u12\""),
    S("\"\\u12g4\""),
    S("\"\\ud800\""),
    S("\"\\udc00\""),
    S("\"\\ud800\\u0041\""),
    S("\"\\ud800x\""),
    S("\"\\ud800\\ud800\""),
    S("\"\n\""),
    S("\"\t\""),
    S("\"\x01\""),
    S("\"\x1F\""),
    S("\"\0\""),
    S("\"\\u0000\""),
    S("\"\x80\""),
    S("\"\xC0\x80\""),
    S("\"\xC1\xBF\""),
    S("\"\xC3\""),
    S("\"\xE0\x80\x80\""),
    S("\"\xE0\x9F\xBF\""),
    S("\"\xED\xA0\x80\""),
    S("\"\xED\xBF\xBF\""),
    S("\"\xF0\x80\x80\x80\""),
    S("\"\xF0\x8F\xBF\xBF\""),
    S("\"\xF4\x90\x80\x80\""),
    S("\"\xF5\x80\x80\x80\""),
    S("\"\xFF\""),
    S("\"\xE2\x82\""),
    S("["),
    S("]"),
    S("{"),
    S("}"),
    S("[1"),
    S("[1,"),
    S("[1,]"),
    S("[,1]"),
    S("[,]"),
    S("[1 2]"),
    S("[1}"),
    S("{\"a\"}"),
    S("{\"a\":}"),
    S("{\"a\":1,}"),
    S("{,}"),
    S("{a:1}"),
    S("{1:1}"),
    S("{\"a\":1]"),
    S("{\"a\" 1}"),
    S("{\"a\",1}"),
    S("{\"a\":1 \"b\":2}"),
    S("{\"a\":1,\"a\":2}"),
    S("{\"a\":1,\"b\":2,\"a\":1}"),
    S("{\"a\":1,\"\\u0061\":2}"),
    S("[{\"a\":{\"b\":1,\"b\":2}}]"),
    S("[] []"),
    S("{} x"),
    S("// c\n1"),
    S("/* c */ 1"),
    S("[1]#"),
    S("\xA0"
      "1"),
    S("\v1"),
    S("\f1"),
    S("{'a':1}"),
    S("[\"a\\"),
    S("\"\\u"),
    S("tru"),
    S("[tru]"),
    S("-a"),
    S("--1"),
    S("1e1.5"),
};

/* ---- comparing with jansson ------------------------------------------------------------------ */

static json_t *judge(const char *text, size_t length)
{
    return json_loadb(text, length, JSON_DECODE_ANY | JSON_REJECT_DUPLICATES, NULL);
}

static bool same_value(const dt_json_value *ours, const json_t *theirs)
{
    const dt_json_value *member = ours->first;
    switch (ours->kind) {
    case DT_JSON_NULL:
        return json_is_null(theirs);
    case DT_JSON_FALSE:
        return json_is_false(theirs);
    case DT_JSON_TRUE:
        return json_is_true(theirs);
    case DT_JSON_NUMBER:
        if (json_is_integer(theirs)) {
            return ours->exact && ours->integer == json_integer_value(theirs);
        }
        return !ours->exact && json_is_real(theirs) &&
               strtod(ours->text, NULL) == json_real_value(theirs);
    case DT_JSON_STRING:
        return json_is_string(theirs) && ours->length == json_string_length(theirs) &&
               memcmp(ours->text, json_string_value(theirs), ours->length) == 0;
    case DT_JSON_ARRAY:
        if (!json_is_array(theirs) || json_array_size(theirs) != ours->count) {
            return false;
        }
        for (size_t k = 0; k < ours->count; k++, member = member->next) {
            if (!same_value(member, json_array_get(theirs, k))) {
                return false;
            }
        }
        return member == NULL;
    default:
        if (!json_is_object(theirs) || json_object_size(theirs) != ours->count) {
            return false;
        }
        for (; member != NULL; member = member->next) {
            const json_t *other = json_object_get(theirs, member->key);
            if (other == NULL || !same_value(member, other) ||
                dt_json_find(ours, member->key) != member) {
                return false;
            }
        }
        return true;
    }
}

/* jansson also refuses numbers that its machine types cannot hold; we keep their text. */
static bool holds_big_number(const char *text, size_t length)
{
    size_t digits = 0;
    for (size_t k = 0; k < length; k++) {
        digits = text[k] >= '0' && text[k] <= '9' ? digits + 1 : 0;
        if (digits > 18 || ((text[k] == 'e' || text[k] == 'E') && k > 0 && text[k - 1] >= '0' &&
                            text[k - 1] <= '9')) {
            return true;
        }
    }
    return false;
}

static bool is_accepted(const char *text, size_t length)
{
    dt_arena arena = {0};
    const dt_json_value *root = NULL;
    dt_span where = {0};
    detente_error err = {0};
    const detente_status status = dt_json_read(text, length, &arena, &root, &where, &err);
    json_t *theirs = judge(text, length);
    if (status == DETENTE_OK) {
        assert_true(theirs != NULL || holds_big_number(text, length));
        assert_true(theirs == NULL || same_value(root, theirs));
    } else {
        assert_int_equal(status, DETENTE_EMODEL);
        assert_null(theirs);
        assert_null(root);
        assert_true(where.line >= 1 && where.column >= 1 && err.message[0] != '\0');
    }
    json_decref(theirs);
    dt_arena_clear(&arena);
    return status == DETENTE_OK;
}

static void test_good_and_bad(void **state)
{
    (void)state;
    for (size_t k = 0; k < sizeof good / sizeof good[0]; k++) {
        assert_true(is_accepted(good[k].text, good[k].length));
    }
    for (size_t k = 0; k < sizeof bad / sizeof bad[0]; k++) {
        assert_false(is_accepted(bad[k].text, bad[k].length));
    }
}

/* ---- random documents ------------------------------------------------------------------------ */

static uint64_t draw(uint64_t *seed, uint64_t below)
{
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    *seed ^= *seed << 17;
    return *seed % below;
}

static const char *const words[] = {"",
                                    "a",
                                    "two words",
                                    "\"quoted\"",
                                    "back\\slash",
                                    "\n\t\r",
                                    "\xC3\xA9t\xC3\xA9",
                                    "\xF0\x9F\x95\x8A",
                                    "\x01\x1f\x7f",
                                    "party",
                                    "option",
                                    "\xE4\xB8\xAD",
                                    "/",
                                    "'"};

static void write_random(dt_json *json, uint64_t *seed, unsigned depth);

static void write_members(dt_json *json, uint64_t *seed, unsigned depth, bool object)
{
    const uint64_t count = draw(seed, 6);
    for (uint64_t k = 0; k < count; k++) {
        if (object) {
            char key[64];
            snprintf(key, sizeof key, "%s%u", words[draw(seed, 14)], (unsigned)k);
            dt_json_key(json, key);
        }
        write_random(json, seed, depth + 1);
    }
    dt_json_end(json);
}

static void write_random(dt_json *json, uint64_t *seed, unsigned depth)
{
    switch (draw(seed, depth > 5 ? 6 : 10)) {
    case 0:
        dt_json_null(json);
        break;
    case 1:
        dt_json_bool(json, draw(seed, 2) == 1);
        break;
    case 2:
        dt_json_integer(json, (int64_t)*seed);
        break;
    case 3:
        dt_json_number(json, *seed >> (1 + draw(seed, 63)));
        break;
    case 4:
    case 5:
        dt_json_string(json, words[draw(seed, 14)]);
        break;
    case 6:
        dt_json_object(json);
        write_members(json, seed, depth, true);
        break;
    case 7:
        dt_json_line_object(json);
        write_members(json, seed, depth, true);
        break;
    case 8:
        dt_json_array(json);
        write_members(json, seed, depth, false);
        break;
    default:
        dt_json_line_array(json);
        write_members(json, seed, depth, false);
    }
}

static void copy_value(dt_json *json, const json_t *value)
{
    const char *key = NULL;
    const json_t *member = NULL;
    size_t k = 0;
    switch (json_typeof(value)) {
    case JSON_OBJECT:
        dt_json_object(json);
        json_object_foreach((json_t *)(uintptr_t)value, key, member)
        {
            dt_json_key(json, key);
            copy_value(json, member);
        }
        dt_json_end(json);
        break;
    case JSON_ARRAY:
        dt_json_line_array(json);
        json_array_foreach(value, k, member)
        {
            copy_value(json, member);
        }
        dt_json_end(json);
        break;
    case JSON_STRING:
        dt_json_string_bytes(json, json_string_value(value), json_string_length(value));
        break;
    case JSON_INTEGER:
        dt_json_integer(json, json_integer_value(value));
        break;
    case JSON_NULL:
        dt_json_null(json);
        break;
    default:
        dt_json_bool(json, json_is_true(value));
    }
}

/* Written by us, read by jansson, written by us from jansson's tree: equal trees; and our reader
 * sees what jansson sees. */
static void test_random_documents(void **state)
{
    (void)state;
    uint64_t seed = 20170401;
    for (unsigned round = 0; round < 3000; round++) {
        dt_text text = {0};
        dt_text again = {0};
        dt_json json = dt_json_into(&text);
        write_random(&json, &seed, 0);
        assert_true(is_accepted(text.bytes, text.length));
        json_t *tree = judge(text.bytes, text.length);
        dt_json copy = dt_json_into(&again);
        copy_value(&copy, tree);
        json_t *tree_again = judge(again.bytes, again.length);
        assert_non_null(tree_again);
        assert_true(json_equal(tree, tree_again));
        json_decref(tree);
        json_decref(tree_again);
        dt_text_clear(&text);
        dt_text_clear(&again);
    }
}

static void test_mutated(void **state)
{
    (void)state;
    static const char spice[] = "{}[]\",:\\u0123456789abcdefE+-. \n\t\x80\xC3\xED\xF0\xFF\x01";
    uint64_t seed = 1944;
    unsigned accepted = 0;
    for (unsigned round = 0; round < 20000; round++) {
        dt_text text = {0};
        dt_json json = dt_json_into(&text);
        write_random(&json, &seed, 2);
        for (uint64_t changes = 1 + draw(&seed, 3); changes > 0 && text.length > 0; changes--) {
            const size_t place = draw(&seed, text.length);
            text.bytes[place] = spice[draw(&seed, sizeof spice - 1)];
        }
        accepted += is_accepted(text.bytes, text.length) ? 1 : 0;
        dt_text_clear(&text);
    }
    assert_in_range(accepted, 500, 19500); /* the mutations reach both verdicts */
}

/* ---- details --------------------------------------------------------------------------------- */

static void expect_fault(const char *text, uint32_t line, uint32_t column, const char *words_in_it)
{
    dt_arena arena = {0};
    const dt_json_value *root = NULL;
    dt_span where = {0};
    detente_error err = {0};
    assert_int_equal(dt_json_read(text, strlen(text), &arena, &root, &where, &err), DETENTE_EMODEL);
    assert_int_equal(where.line, line);
    assert_int_equal(where.column, column);
    assert_non_null(strstr(err.message, words_in_it));
    dt_arena_clear(&arena);
}

static void test_places(void **state)
{
    (void)state;
    expect_fault("{\"a\": 1,\n \"a\": 2}", 2, 2, "\"a\" stands twice");
    expect_fault("[\"\xC3\xA9\xC3\xA9\", x]", 1, 8, "expected a value");
    expect_fault("[1,\r\n2", 2, 2, "ends too early");
    expect_fault("[1,\r2,,", 2, 3, "expected a value");
    expect_fault("\"a\nb\"", 1, 3, "does not end on its line");

    const char *text = "{\"one\": [10,\n  \"\xE2\x82\xAC\"]}";
    dt_arena arena = {0};
    const dt_json_value *root = NULL;
    assert_int_equal(dt_json_read(text, strlen(text), &arena, &root, NULL, NULL), DETENTE_OK);
    const dt_json_value *one = dt_json_find(root, "one");
    assert_int_equal(one->key_at.column, 2);
    assert_int_equal(one->key_at.length, 5);
    assert_int_equal(one->at.column, 9);
    assert_int_equal(one->first->at.column, 10);
    assert_int_equal(one->first->at.length, 2);
    assert_int_equal(one->first->next->at.line, 2);
    assert_int_equal(one->first->next->at.column, 3);
    assert_int_equal(one->first->next->at.length, 3);
    assert_null(dt_json_find(root, "two"));
    assert_null(dt_json_find(one, "one"));
    dt_arena_clear(&arena);
}

static void test_depth(void **state)
{
    (void)state;
    char text[2 * DT_JSON_DEEPEST + 3] = {0};
    memset(text, '[', DT_JSON_DEEPEST);
    memset(text + DT_JSON_DEEPEST, ']', DT_JSON_DEEPEST);
    assert_true(is_accepted(text, 2 * DT_JSON_DEEPEST));
    memset(text, '[', DT_JSON_DEEPEST + 1);
    memset(text + DT_JSON_DEEPEST + 1, ']', DT_JSON_DEEPEST + 1);
    dt_arena arena = {0};
    const dt_json_value *root = NULL;
    assert_int_equal(dt_json_read(text, sizeof text - 1, &arena, &root, NULL, NULL),
                     DETENTE_EMODEL);
    dt_arena_clear(&arena);
}

/* A byte order mark is skipped (RFC 8259 section 8.1 allows it; jansson refuses). */
static void test_byte_order_mark(void **state)
{
    (void)state;
    dt_arena arena = {0};
    const dt_json_value *root = NULL;
    assert_int_equal(dt_json_read("\xEF\xBB\xBF[1]", 6, &arena, &root, NULL, NULL), DETENTE_OK);
    assert_int_equal(root->at.column, 1);
    dt_arena_clear(&arena);
}

/* jansson takes a NUL byte behind a bare number for the end of the text; it is not. */
static void test_nul_after_number(void **state)
{
    (void)state;
    dt_arena arena = {0};
    const dt_json_value *root = NULL;
    assert_int_equal(dt_json_read("1\0", 2, &arena, &root, NULL, NULL), DETENTE_EMODEL);
    dt_arena_clear(&arena);
}

static void test_layout(void **state)
{
    (void)state;
    dt_text text = {0};
    dt_json json = dt_json_into(&text);
    dt_json_object(&json);
    dt_json_key_number(&json, "n", UINT64_MAX);
    dt_json_key(&json, "empty");
    dt_json_array(&json);
    dt_json_end(&json);
    dt_json_key(&json, "rows");
    dt_json_array(&json);
    for (uint64_t n = 1; n <= 2; n++) {
        dt_json_line_object(&json);
        dt_json_key_number(&json, "n", n);
        dt_json_key(&json, "list");
        dt_json_array(&json);
        dt_json_micro(&json, -2500000);
        dt_json_micro(&json, 1);
        dt_json_micro(&json, 3000000);
        dt_json_integer(&json, INT64_MIN);
        dt_json_end(&json);
        dt_json_end(&json);
    }
    dt_json_end(&json);
    dt_json_key_string(&json, "none", NULL);
    dt_json_key_string(&json, "bad", "a\xFF\xC3z\x1b\"");
    dt_json_end(&json);
    assert_string_equal(
        text.bytes, "{\n  \"n\": \"18446744073709551615\",\n  \"empty\": [],\n  \"rows\": [\n"
                    "    {\"n\": 1, \"list\": [-2.5, 0.000001, 3, -9223372036854775808]},\n"
                    "    {\"n\": 2, \"list\": [-2.5, 0.000001, 3, -9223372036854775808]}\n  ],\n"
                    "  \"none\": null,\n  \"bad\": \"a\xEF\xBF\xBD\xEF\xBF\xBDz\\u001b\\\"\"\n}");
    dt_text_clear(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_good_and_bad),
        cmocka_unit_test(test_random_documents),
        cmocka_unit_test(test_mutated),
        cmocka_unit_test(test_places),
        cmocka_unit_test(test_depth),
        cmocka_unit_test(test_byte_order_mark),
        cmocka_unit_test(test_nul_after_number),
        cmocka_unit_test(test_layout),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
