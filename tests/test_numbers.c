/* SPDX-License-Identifier: MIT
 *
 * Large numbers: exact in words to 2^64 itself, and strings in JSON beyond 2^53, where the numbers
 * of other people's readers stop being exact.
 */
#include "base/json.h"
#include "exchange/json_tree.h"
#include "reading.h"
#include "reference/sets.h"

#include <jansson.h>

/* ---- JSON ------------------------------------------------------------------------------------ */

static void test_json_numbers(void **state)
{
    (void)state;
    static const struct {
        uint64_t number;
        const char *written;
    } cases[] = {{0, "0"},
                 {4096, "4096"},
                 {((uint64_t)1 << 53) - 1, "9007199254740991"},
                 {(uint64_t)1 << 53, "9007199254740992"},
                 {((uint64_t)1 << 53) + 1, "\"9007199254740993\""},
                 {UINT64_MAX, "\"18446744073709551615\""}};
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
        dt_text text = {0};
        dt_json json = dt_json_into(&text);
        dt_json_number(&json, cases[k].number);
        assert_string_equal(text.bytes, cases[k].written);
        dt_text_clear(&text);
    }
}

/* ---- models of many options ------------------------------------------------------------------- */

/* 2^k in decimal digits, by doubling them. */
static void power_of_two(unsigned k, char words[DETENTE_COUNT_WORDS])
{
    unsigned digits[DETENTE_COUNT_WORDS] = {1};
    unsigned count = 1;
    for (; k > 0; k--) {
        unsigned carry = 0;
        for (unsigned d = 0; d < count; d++) {
            const unsigned doubled = 2 * digits[d] + carry;
            digits[d] = doubled % 10;
            carry = doubled / 10;
        }
        if (carry > 0) {
            digits[count++] = carry;
        }
    }
    for (unsigned d = 0; d < count; d++) {
        words[d] = (char)('0' + digits[count - 1 - d]);
    }
    words[count] = '\0';
}

/* Two parties share `options` options; `more` stands before the preferences, which are such that
 * nothing but Nash verdicts about x1 and the last option matter. */
static void write_model(dt_text *text, unsigned options, const char *more)
{
    text->length = 0;
    dt_text_add(text, "conflict \"n\"\n");
    for (unsigned k = 1; k <= options; k++) {
        dt_text_format(text, "%soption x%u\n",
                       k == 1                 ? "party a\n"
                       : k == options / 2 + 1 ? "party b\n"
                                              : "",
                       k);
    }
    dt_text_format(text, "%s%sa wants\nx1\nb wants\nnot x%u\n", options == 1 ? "party b\n" : "",
                   more, options);
}

static detente_status open_model(const dt_text *text, detente_model **out, detente_error *err)
{
    *out = NULL;
    return detente_model_read(text->bytes, text->length, "n", NULL, NULL, out, NULL, err);
}

static void test_counts(void **state)
{
    (void)state;
    dt_text text = {0};
    for (unsigned options = 1; options <= 64; options++) {
        char wanted[DETENTE_COUNT_WORDS];
        char found[DETENTE_COUNT_WORDS];
        detente_model *model = NULL;
        power_of_two(options, wanted);
        write_model(&text, options, "");
        assert_int_equal(open_model(&text, &model, NULL), DETENTE_OK);
        assert_string_equal(detente_model_state_count_words(model, found), wanted);
        const uint64_t count = detente_model_state_count(model);
        assert_true(count == (options == 64 ? UINT64_MAX : (uint64_t)1 << options));
        detente_model_free(model);
    }
    dt_text_clear(&text);
}

/* "x1 and x2 and ... x64" */
static void all_taken(dt_text *text, const char *before, const char *between)
{
    text->length = 0;
    for (unsigned k = 1; k <= 64; k++) {
        dt_text_format(text, "%sx%u", k == 1 ? before : between, k);
    }
    dt_text_add(text, "\n");
}

static void assert_message_has(const detente_error *err, const char *part)
{
    if (strstr(err->message, part) == NULL) {
        fail_msg("'%s' does not say '%s'", err->message, part);
    }
}

/* With 2^64 states the last has no number; with one less every state has. */
static void test_last_state(void **state)
{
    (void)state;
    dt_text text = {0};
    dt_text line = {0};
    char every[65];
    char words[DETENTE_COUNT_WORDS];
    detente_model *model = NULL;
    detente_error err = {0};
    uint64_t n = 7;
    memset(every, 'Y', 64);
    every[64] = '\0';

    write_model(&text, 64, "");
    assert_int_equal(open_model(&text, &model, &err), DETENTE_OK);
    assert_int_equal(detente_state_find(model, every, &n, &err), DETENTE_ELIMIT);
    assert_message_has(&err, "18446744073709551616");
    assert_int_equal(n, 7);
    every[0] = 'N';
    assert_int_equal(detente_state_find(model, every, &n, &err), DETENTE_OK);
    assert_true(n == UINT64_MAX);
    every[0] = 'Y';
    const detente_question question = {.state = "1", .party = DETENTE_EVERY_PARTY};
    const detente_sink sink = {keep_bytes, &line};
    assert_int_equal(detente_explain(model, &question, NULL, NULL, &sink, &err), DETENTE_ELIMIT);
    assert_message_has(&err, "18446744073709551616 states");
    assert_int_equal(detente_state_find(model, "0", &n, &err), DETENTE_EINVAL);
    assert_message_has(&err, "states 1 to 18446744073709551616");
    detente_model_free(model);

    all_taken(&line, "status quo ", ", ");
    write_model(&text, 64, line.bytes);
    assert_int_equal(open_model(&text, &model, &err), DETENTE_ELIMIT);
    assert_message_has(&err, "18446744073709551616");

    all_taken(&line, "impossible ", " and not ");
    write_model(&text, 64, line.bytes);
    assert_int_equal(open_model(&text, &model, &err), DETENTE_OK);
    assert_string_equal(detente_model_state_count_words(model, words), "18446744073709551615");
    assert_int_equal(detente_state_find(model, every, &n, &err), DETENTE_OK);
    assert_true(n == UINT64_MAX);
    detente_model_free(model);
    dt_text_clear(&text);
    dt_text_clear(&line);
}

/* ---- an answer -------------------------------------------------------------------------------- */

static void assert_digits(const json_t *number, const char *wanted)
{
    assert_non_null(number);
    assert_true(json_is_string(number));
    assert_string_equal(json_string_value(number), wanted);
}

/* 2^54 states: a is content in half of them, so is b; equilibria in a quarter, 2^52,
 * the first of them early enough to be found at once. */
static void test_answer(void **state)
{
    (void)state;
    dt_text text = {0};
    dt_text out = {0};
    detente_model *model = NULL;
    detente_analysis *analysis = NULL;
    const detente_request request = {.concepts = set_of(1u << DETENTE_NASH)};
    const detente_style style = {.format = DETENTE_JSON, .limit = 1};
    const detente_sink sink = {keep_bytes, &out};
    write_model(&text, 54, "status quo x1, x54\n");
    assert_int_equal(open_model(&text, &model, NULL), DETENTE_OK);
    assert_int_equal(detente_solve(model, &request, NULL, &analysis, NULL), DETENTE_OK);
    assert_int_equal(detente_write_solution(analysis, &style, NULL, &sink, NULL), DETENTE_OK);
    json_t *root = json_loadb(out.bytes, out.length, 0, NULL);
    assert_non_null(root);
    const json_t *nash = json_object_get(json_object_get(root, "concepts"), "nash");
    const json_t *stable = json_object_get(nash, "stable_count");
    assert_digits(json_object_get(root, "state_count"), "18014398509481984");
    assert_digits(json_object_get(root, "status_quo"), "9007199254740994"); /* 2^53 + 1 + 1 */
    assert_int_equal(json_integer_value(json_object_get(stable, "a")), 9007199254740992);
    assert_int_equal(json_integer_value(json_object_get(nash, "equilibrium_count")),
                     4503599627370496);
    json_decref(root);
    detente_analysis_free(analysis);
    detente_model_free(model);
    dt_text_clear(&text);
    dt_text_clear(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_json_numbers),
        cmocka_unit_test(test_counts),
        cmocka_unit_test(test_last_state),
        cmocka_unit_test(test_answer),
    };
    return cmocka_run_group_tests_name("numbers", tests, NULL, NULL);
}
