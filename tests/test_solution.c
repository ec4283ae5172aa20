/* SPDX-License-Identifier: MIT
 *
 * What `solve` prints, read back with another JSON reader (jansson) and compared with
 * the reference, state by state: random models in option form, with coalesced states, in graph
 * form.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <jansson.h>

#include "base/base.h"
#include "detente.h"
#include "reference/random_model.h"
#include "reference/reference.h"
#include "reference/sets.h"

#include <stdio.h>

#define MODELS 120 /* per form */

static bool append(void *payload, const char *bytes, size_t count)
{
    dt_text_add_bytes(payload, bytes, count);
    return true;
}

typedef struct subject {
    dt_text text;
    dt_syntax *syntax;
    detente_faults *faults;
    reference_model reference;
    detente_model *model;
    detente_analysis *analysis;
} subject;

static void read_subject(subject *s, uint64_t seed, random_form form)
{
    random_knobs knobs = random_knobs_for(form);
    *s = (subject){0};
    random_model(seed, &knobs, &s->text);
    s->faults = dt_faults_new("random", s->text.bytes, s->text.length);
    assert_int_equal(
        dt_syntax_read(s->text.bytes, s->text.length, NULL, &s->faults->list, &s->syntax, NULL),
        DETENTE_OK);
    reference_model_init(&s->reference, s->syntax);
    assert_null(s->reference.fault);
    assert_int_equal(detente_model_read(s->text.bytes, s->text.length, "random", NULL, NULL,
                                        &s->model, NULL, NULL),
                     DETENTE_OK);
    assert_int_equal(detente_solve(s->model, NULL, NULL, &s->analysis, NULL), DETENTE_OK);
}

static void clear_subject(subject *s)
{
    detente_analysis_free(s->analysis);
    detente_model_free(s->model);
    reference_model_clear(&s->reference);
    dt_syntax_free(s->syntax);
    detente_faults_free(s->faults);
    dt_text_clear(&s->text);
}

static void write_solution(const subject *s, detente_style style, dt_text *out)
{
    const detente_sink sink = {append, out};
    out->length = 0;
    assert_int_equal(detente_write_solution(s->analysis, &style, NULL, &sink, NULL), DETENTE_OK);
}

static json_t *load(const dt_text *text)
{
    json_error_t error;
    json_t *json = json_loadb(text->bytes, text->length, JSON_REJECT_DUPLICATES, &error);
    if (json == NULL) {
        fail_msg("line %d: %s\n%s", error.line, error.text, text->bytes);
    }
    return json;
}

/* ---- the solution ---------------------------------------------------------------------------- */

static void compare_state(const subject *s, uint32_t k, const json_t *state)
{
    const reference_model *r = &s->reference;
    assert_int_equal(json_integer_value(json_object_get(state, "n")), k + 1);
    if (dt_is_graph_form(s->syntax)) {
        assert_string_equal(json_string_value(json_object_get(state, "id")),
                            s->syntax->states[k].id);
    } else {
        char decimal[24];
        snprintf(decimal, sizeof decimal, "%u", r->lowest[k]);
        assert_string_equal(json_string_value(json_object_get(state, "decimal")), decimal);
        assert_string_equal(json_string_value(json_object_get(state, "pattern")),
                            reference_pattern(r, k));
        size_t taken = 0;
        for (const char *c = reference_pattern(r, k); *c != '\0'; c++) {
            taken += *c == 'Y';
        }
        assert_int_equal(json_array_size(json_object_get(state, "taken")), taken);
    }
    const json_t *outcomes = json_object_get(state, "outcomes");
    size_t at = 0;
    for (uint32_t o = 0; o < s->syntax->outcome_count; o++) {
        if (reference_holds(r, s->syntax->outcomes[o].expr, k)) {
            assert_string_equal(json_string_value(json_array_get(outcomes, at++)),
                                s->syntax->outcomes[o].id);
        }
    }
    assert_int_equal(json_array_size(outcomes), at);
}

/* An array of the numbers of the states that are expected; says which concept and party differ. */
static void compare_numbers(const subject *s, const char *concept, const char *party,
                            const bool *expected, const json_t *numbers)
{
    size_t at = 0;
    bool same = json_is_array(numbers);
    for (uint32_t k = 0; k < s->reference.state_count; k++) {
        if (expected[k]) {
            same = same && json_integer_value(json_array_get(numbers, at++)) == k + 1;
        }
    }
    if (!same || json_array_size(numbers) != at) {
        fail_msg("%s for %s differs: %s\n%s", concept, party, json_dumps(numbers, 0),
                 s->text.bytes);
    }
}

static void compare_concept(const subject *s, detente_concept concept, const json_t *answer)
{
    const reference_model *r = &s->reference;
    if (concept == DETENTE_SIM && !reference_has_sim(r)) {
        assert_true(json_is_null(answer));
        return;
    }
    bool *stable = reference_take(r->state_count, sizeof *stable);
    for (uint32_t party = 0; party < s->syntax->party_count; party++) {
        reference_solve(r, concept, party, stable);
        const char *id = s->syntax->parties[party].id;
        compare_numbers(s, detente_concept_id(concept), id, stable,
                        json_object_get(json_object_get(answer, "stable"), id));
    }
    reference_equilibria(r, concept, stable);
    compare_numbers(s, detente_concept_id(concept), "every party", stable,
                    json_object_get(answer, "equilibria"));
    free(stable);
}

static const char *const key_order[] = {"detente", "conflict",    "parties",
                                        "options", "state_count", "status_quo",
                                        "states",  "ranks",       "concepts"};

static void compare_solution(const subject *s, json_t *json)
{
    const reference_model *r = &s->reference;
    size_t at = 0;
    const char *key;
    json_t *value;
    json_object_foreach(json, key, value)
    {
        assert_string_equal(key, key_order[at++]);
    }
    assert_int_equal(at, sizeof key_order / sizeof key_order[0]);
    assert_int_equal(json_integer_value(json_object_get(json, "state_count")), r->state_count);
    const json_t *here = json_object_get(json, "status_quo");
    assert_int_equal(json_is_null(here), r->status_quo == 0);
    assert_int_equal(json_integer_value(here), r->status_quo);
    const json_t *states = json_object_get(json, "states");
    assert_int_equal(json_array_size(states), r->state_count);
    for (uint32_t k = 0; k < r->state_count; k++) {
        compare_state(s, k, json_array_get(states, k));
    }
    for (uint32_t party = 0; party < s->syntax->party_count; party++) {
        const json_t *ranks = json_object_get(json_object_get(json, "ranks"),
                                              s->syntax->parties[party].id);
        assert_int_equal(json_array_size(ranks), r->state_count);
        for (uint32_t k = 0; k < r->state_count; k++) {
            assert_int_equal(json_integer_value(json_array_get(ranks, k)),
                             reference_rank(r, party, k));
        }
    }
    const json_t *concepts = json_object_get(json, "concepts");
    assert_int_equal(json_object_size(concepts), CONCEPT_COUNT);
    for (unsigned c = 0; c < CONCEPT_COUNT; c++) {
        compare_concept(s, (detente_concept)c,
                        json_object_get(concepts, detente_concept_id((detente_concept)c)));
    }
}

/* Above the limit: counts that agree with the lists, and the first equilibria by name. */
static void compare_limited(const subject *s, const json_t *full)
{
    dt_text out = {0};
    write_solution(s, (detente_style){.format = DETENTE_JSON, .limit = 1}, &out);
    json_t *json = load(&out);
    const bool small = s->reference.state_count <= 1;
    assert_int_equal(json_object_get(json, "states") != NULL, small);
    assert_int_equal(json_object_get(json, "ranks") != NULL, small);
    for (unsigned c = 0; c < CONCEPT_COUNT && !small; c++) {
        const char *id = detente_concept_id((detente_concept)c);
        const json_t *answer = json_object_get(json_object_get(json, "concepts"), id);
        const json_t *listed = json_object_get(json_object_get(full, "concepts"), id);
        if (json_is_null(listed)) {
            assert_true(json_is_null(answer));
            continue;
        }
        const json_t *all = json_object_get(listed, "equilibria");
        const json_t *some = json_object_get(answer, "equilibria");
        assert_int_equal(json_integer_value(json_object_get(answer, "equilibrium_count")),
                         json_array_size(all));
        assert_int_equal(json_array_size(some), json_array_size(all) > 0);
        if (json_array_size(all) > 0) {
            const uint32_t first = (uint32_t)json_integer_value(json_array_get(all, 0)) - 1;
            assert_string_equal(json_string_value(json_array_get(some, 0)),
                                dt_is_graph_form(s->syntax)
                                    ? s->syntax->states[first].id
                                    : reference_pattern(&s->reference, first));
        }
        for (uint32_t party = 0; party < s->syntax->party_count; party++) {
            const char *p = s->syntax->parties[party].id;
            assert_int_equal(
                json_integer_value(json_object_get(json_object_get(answer, "stable_count"), p)),
                json_array_size(json_object_get(json_object_get(listed, "stable"), p)));
        }
    }
    json_decref(json);
    dt_text_clear(&out);
}

/* ---- CSV ------------------------------------------------------------------------------------- */

/* The next field of a row (random models need no quotes); advances `at` past it. */
static const char *next_field(const char **at, char *field)
{
    const size_t length = strcspn(*at, ",\r");
    memcpy(field, *at, length);
    field[length] = '\0';
    *at += length + ((*at)[length] == ',');
    return field;
}

/* Column by column against the reference. */
static void compare_csv_row(const subject *s, uint32_t k, const char *row)
{
    const reference_model *r = &s->reference;
    char field[256];
    char wanted[24];
    snprintf(wanted, sizeof wanted, "%u", k + 1);
    assert_string_equal(next_field(&row, field), wanted);
    next_field(&row, field);
    if (dt_is_graph_form(s->syntax)) {
        assert_string_equal(field, s->syntax->states[k].id);
        next_field(&row, field);
    }
    for (uint32_t option = 0; option < s->syntax->option_count; option++) {
        const char mark = reference_pattern(r, k)[option];
        assert_string_equal(next_field(&row, field), mark == 'Y' ? "1" : mark == 'N' ? "0" : "-");
    }
    next_field(&row, field);
    for (uint32_t party = 0; party < s->syntax->party_count; party++) {
        snprintf(wanted, sizeof wanted, "%u", reference_rank(r, party, k));
        assert_string_equal(next_field(&row, field), wanted);
    }
    bool *stable = reference_take(r->state_count, sizeof *stable);
    for (unsigned c = 0; c < CONCEPT_COUNT; c++) {
        const bool applies = c != DETENTE_SIM || reference_has_sim(r);
        for (uint32_t party = 0; applies && party < s->syntax->party_count; party++) {
            reference_solve(r, (detente_concept)c, party, stable);
            assert_string_equal(next_field(&row, field), stable[k] ? "1" : "0");
        }
        if (applies) {
            reference_equilibria(r, (detente_concept)c, stable);
            assert_string_equal(next_field(&row, field), stable[k] ? "1" : "0");
        }
    }
    free(stable);
    if (s->syntax->has_status_quo) {
        assert_string_equal(next_field(&row, field), r->status_quo == k + 1 ? "1" : "0");
    }
    for (uint32_t option = 0; option < s->syntax->option_count; option++) {
        if (s->syntax->options[option].direction != DT_BOTH) {
            assert_string_equal(next_field(&row, field), "1");
        }
    }
    assert_memory_equal(row, "\r\n", 2);
}

static void compare_csv(const subject *s)
{
    dt_text out = {0};
    write_solution(s, (detente_style){.format = DETENTE_CSV}, &out);
    const char *row = strstr(out.bytes, "\r\n") + 2;
    uint32_t rows = 0;
    for (; *row != '\0'; row = strstr(row, "\r\n") + 2) {
        compare_csv_row(s, rows++, row);
    }
    assert_int_equal(rows, s->reference.state_count);
    dt_text_clear(&out);
}

/* ---- tests ----------------------------------------------------------------------------------- */

static void compare_form(random_form form)
{
    dt_text out = {0};
    for (uint64_t seed = 1; seed <= MODELS; seed++) {
        subject s;
        read_subject(&s, seed, form);
        write_solution(&s, (detente_style){.format = DETENTE_JSON}, &out);
        json_t *json = load(&out);
        compare_solution(&s, json);
        compare_limited(&s, json);
        compare_csv(&s);
        json_decref(json);
        clear_subject(&s);
    }
    dt_text_clear(&out);
}

static void test_option_form(void **state)
{
    (void)state;
    compare_form(RANDOM_OPTIONS);
}

static void test_coalesced(void **state)
{
    (void)state;
    compare_form(RANDOM_COALESCED);
}

static void test_graph_form(void **state)
{
    (void)state;
    compare_form(RANDOM_GRAPH);
}

/* ---- more states than are listed ------------------------------------------------------------- */

/* 23 options, everything feasible: party i likes each of its first four options to be as the next
 * party's are, and its sixth not to be taken. */
static void write_wide(dt_text *text)
{
    dt_text_add(text, "conflict \"Wide\"\n");
    for (unsigned i = 0; i < 3; i++) {
        dt_text_format(text, "party p%u\n", i);
        for (unsigned k = 0; k < (i < 2 ? 8u : 7u); k++) {
            dt_text_format(text, "  option o%ux%u\n", i, k);
        }
    }
    dt_text_add(text, "status quo none\n");
    for (unsigned i = 0; i < 3; i++) {
        dt_text_format(text, "p%u wants\n", i);
        for (unsigned k = 0; k < 4; k++) {
            dt_text_format(text, "  o%ux%u iff o%ux%u\n", (i + 1) % 3, k, i, k);
        }
        dt_text_format(text, "  not o%ux5\n", i);
    }
}

/* A Nash equilibrium of the wide model: the three agree in the first four, nobody takes the sixth.
 */
static bool is_wide_equilibrium(const char *pattern)
{
    static const unsigned first[] = {0, 8, 16};
    bool is = true;
    for (unsigned i = 0; i < 3; i++) {
        is = is && strncmp(pattern + first[i], pattern, 4) == 0 && pattern[first[i] + 5] == 'N';
    }
    return is;
}

static uint64_t decimal_of(const char *pattern)
{
    uint64_t decimal = 0;
    for (unsigned k = 0; pattern[k] != '\0'; k++) {
        decimal |= pattern[k] == 'Y' ? (uint64_t)1 << k : 0;
    }
    return decimal;
}

/* 2^4 ways to agree, 2^8 settings of the 23 - 12 - 3 options that nobody cares for. */
static void test_unlisted(void **state)
{
    (void)state;
    dt_text text = {0};
    dt_text out = {0};
    detente_model *model = NULL;
    detente_analysis *analysis = NULL;
    write_wide(&text);
    assert_int_equal(
        detente_model_read(text.bytes, text.length, "wide", NULL, NULL, &model, NULL, NULL),
        DETENTE_OK);
    const detente_request request = {.concepts = set_of(1u << DETENTE_NASH | 1u << DETENTE_GMR)};
    assert_int_equal(detente_solve(model, &request, NULL, &analysis, NULL), DETENTE_OK);
    const subject s = {.analysis = analysis};
    write_solution(&s, (detente_style){.format = DETENTE_JSON, .limit = 5000}, &out);
    json_t *json = load(&out);
    const json_t *nash = json_object_get(json_object_get(json, "concepts"), "nash");
    const json_t *found = json_object_get(nash, "equilibria");
    assert_int_equal(json_integer_value(json_object_get(nash, "equilibrium_count")), 1 << 12);
    assert_int_equal(json_array_size(found), 1 << 12);
    uint64_t last = 0;
    for (size_t k = 0; k < json_array_size(found); k++) {
        const char *pattern = json_string_value(json_array_get(found, k));
        assert_true(is_wide_equilibrium(pattern));
        assert_true(k == 0 || decimal_of(pattern) > last);
        last = decimal_of(pattern);
    }
    json_decref(json);
    for (int format = DETENTE_TABLE; format <= DETENTE_MARKDOWN; format += DETENTE_MARKDOWN) {
        write_solution(&s, (detente_style){.format = (detente_format_kind)format}, &out);
        assert_non_null(strstr(out.bytes, "4096 under Nash"));
    }
    detente_analysis_free(analysis);
    detente_model_free(model);
    dt_text_clear(&text);
    dt_text_clear(&out);
}

/* A sink that refuses is an error wherever it refuses, and nothing leaks (sanitizers). */
static bool refuse(void *payload, const char *bytes, size_t count)
{
    size_t *left = payload;
    (void)bytes;
    *left -= count < *left ? count : *left;
    return *left > 0;
}

static void test_refusing_sink(void **state)
{
    (void)state;
    subject s;
    read_subject(&s, 1, RANDOM_OPTIONS);
    for (int format = DETENTE_TABLE; format <= DETENTE_MARKDOWN; format++) {
        size_t left = 1;
        const detente_sink sink = {refuse, &left};
        const detente_style style = {.format = (detente_format_kind)format};
        detente_error err = {0};
        uint64_t failed = 77;
        assert_int_equal(detente_write_solution(s.analysis, &style, NULL, &sink, &err),
                         DETENTE_EIO);
        assert_int_equal(err.status, DETENTE_EIO);
        const bool in_words = format == DETENTE_TABLE || format == DETENTE_MARKDOWN;
        assert_int_equal(detente_write_summary(s.analysis, &style, NULL, &sink, &err),
                         in_words ? DETENTE_EIO : DETENTE_EUNSUPPORTED);
        assert_int_equal(detente_check(s.analysis, &style, NULL, &sink, &failed, &err),
                         format == DETENTE_CSV ? DETENTE_EUNSUPPORTED : DETENTE_EIO);
        assert_int_equal(failed, 77);
    }
    clear_subject(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_option_form),   cmocka_unit_test(test_coalesced),
        cmocka_unit_test(test_graph_form),    cmocka_unit_test(test_unlisted),
        cmocka_unit_test(test_refusing_sink),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
