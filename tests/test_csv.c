/* SPDX-License-Identifier: MIT
 *
 * Tables of states in, judged by the tables themselves: random sets of states with random ranks are
 * written as a table, and the model that comes back must have exactly these states, in every party
 * the same order, the same status quo and labels.
 */
#include "exchange.h"

#include "base/utf8.h"
#include "exchange/compose.h"
#include "exchange/csv.h"
#include "game/states.h"
#include "reference/random_model.h"

/* ---- reading tables -------------------------------------------------------------------------- */

static void test_cells(void **state)
{
    (void)state;
    static const char text[] =
        "\xEF\xBB\xBF"
        "a;\"b;\"\"c\"\"\";  d e \r\n;;\r\n\"x\ny\"; \"z\" ;\xC3\xA9\rlast;;";
    static const char *const expected[3][3] = {
        {"a", "b;\"c\"", "d e"}, {"x y", "z", "\xC3\xA9"}, {"last", "", ""}};
    dt_csv csv = {0};
    dt_faults faults = {0};
    assert_int_equal(dt_csv_read(text, sizeof text - 1, &csv, &faults, NULL), DETENTE_OK);
    assert_int_equal(faults.count, 0);
    assert_int_equal(csv.count, 3);
    for (size_t r = 0; r < 3; r++) {
        assert_int_equal(csv.rows[r].count, 3);
        for (size_t c = 0; c < 3; c++) {
            assert_string_equal(csv.rows[r].cells[c].text, expected[r][c]);
        }
    }
    assert_int_equal(csv.rows[0].cells[2].at.column, 15);
    assert_int_equal(csv.rows[1].cells[1].at.line, 4);
    assert_int_equal(csv.rows[1].cells[1].at.column, 5);
    assert_int_equal(csv.rows[2].cells[0].at.line, 5);
    dt_csv_clear(&csv);
    dt_faults_clear(&faults);
}

/* Names without a letter still make ids that can be read back: numbered, as the words `party` and
 * `option` are the language's own. */
static void test_names_without_letters(void **state)
{
    (void)state;
    static const char text[] = "?:!,?:2,-:a,rank:?,rank:-\n0,0,0,1,1\n1,1,1,2,2\n";
    dt_text out = {0};
    dt_text faults = {0};
    assert_int_equal(
        import_text(detente_csv_to_text, text, sizeof text - 1, "t.csv", &out, &faults),
        DETENTE_OK);
    assert_non_null(strstr(out.bytes, "party party-1 \"?\""));
    assert_non_null(strstr(out.bytes, "option option-1 \"!\""));
    assert_non_null(strstr(out.bytes, "option option-2 \"2\""));
    dt_text_clear(&out);
    dt_text_clear(&faults);
}

/* Whatever character a name holds, the id made of it and the name in quotes are read back. */
static void test_every_character(void **state)
{
    (void)state;
    for (uint32_t c = 0x20; c < 0x20000; c += c < 0x3000 ? 1 : 7) {
        char name[8] = "a";
        dt_arena arena = {0};
        dt_text text = {0};
        if (c >= 0xD800 && c < 0xE000) {
            continue;
        }
        const size_t size = dt_utf8_put(c, name + 1);
        name[1 + size] = 'b';
        const char *id = dt_make_id(&arena, name, "option", NULL, 0);
        assert_non_null(id);
        dt_text_add_named(&text, "conflict \"c\"\nparty p\noption ", id, name);
        dt_syntax *tree = NULL;
        if (dt_syntax_read(text.bytes, text.length, NULL, NULL, &tree, NULL) != DETENTE_OK) {
            fail_msg("U+%04X makes %s", (unsigned)c, id);
        }
        dt_syntax_free(tree);
        dt_text_clear(&text);
        dt_arena_clear(&arena);
    }
}

/* ---- a table by hand ------------------------------------------------------------------------- */

/* Columns of one party need not stand together; rows in any order. */
static void test_small_table(void **state)
{
    (void)state;
    static const char text[] =
        "US:Air strike,label,USSR:Withdraw,rank:US,US:Blockade,rank:USSR,status_quo,remark\n"
        "0,status quo,0,2,0,3,1,x\n"
        "Y,,N,1,n,1.5,,\n"
        "no,\"deal, at last\",yes,3,yes,1.5,,\n"
        "0,fight,0,1,1,-2,0,\n";
    dt_text out = {0};
    dt_text faults = {0};
    assert_int_equal(
        import_text(detente_csv_to_text, text, sizeof text - 1, "a/cuba.csv", &out, &faults),
        DETENTE_OK);
    assert_non_null(strstr(faults.bytes, "a/cuba.csv:1:76: warning: this column is passed over"));
    detente_model *model = NULL;
    assert_int_equal(detente_model_read(out.bytes, out.length, "m", NULL, NULL, &model, NULL, NULL),
                     DETENTE_OK);
    assert_string_equal(detente_model_title(model), "cuba");
    assert_int_equal(detente_model_state_count(model), 4);
    /* order: air-strike, blockade, withdraw; NNN, YNN, NYN, NYY */
    static const uint64_t codes[] = {0, 1, 2, 6};
    static const uint32_t us[] = {2, 1, 1, 3};
    static const uint32_t ussr[] = {3, 2, 1, 2};
    for (uint32_t k = 0; k < 4; k++) {
        assert_int_equal(model->states->codes[k], codes[k]);
        assert_int_equal(model->preferences[0].ranks[k], us[k]);
        assert_int_equal(model->preferences[1].ranks[k], ussr[k]);
    }
    assert_int_equal(model->status_quo, 1);
    assert_string_equal(model->syntax->parties[0].name, "US");
    assert_string_equal(model->syntax->options[0].label, "Air strike");
    assert_string_equal(model->syntax->options[0].id, "air-strike");
    assert_int_equal(model->syntax->outcome_count, 3);
    assert_string_equal(model->syntax->outcomes[0].id, "status-quo");
    assert_string_equal(model->syntax->outcomes[1].id, "fight");
    assert_string_equal(model->syntax->outcomes[2].id, "deal-at-last");
    detente_model_free(model);
    dt_text_clear(&out);
    dt_text_clear(&faults);
}

/* ---- random tables --------------------------------------------------------------------------- */

static uint64_t draw(uint64_t *seed, uint64_t below)
{
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    *seed ^= *seed << 17;
    return (*seed >> 8) % below;
}

typedef struct random_table {
    uint32_t options, parties;
    uint32_t owner[8]; /* increasing, so that columns stand in the order of a model */
    uint32_t count;
    uint32_t codes[256]; /* increasing */
    int rank[3][256];
    uint32_t status_quo; /* state, or count for none */
} random_table;

static random_table draw_table(uint64_t seed)
{
    random_table t = {0};
    seed = seed * UINT64_C(0x9e3779b97f4a7c15) + 1;
    t.options = 1 + (uint32_t)draw(&seed, 8);
    t.parties = 1 + (uint32_t)draw(&seed, 3);
    t.parties = t.parties > t.options ? t.options : t.parties;
    for (uint32_t k = 0; k < t.options; k++) {
        t.owner[k] = k * t.parties / t.options;
    }
    const uint64_t density = 1 + draw(&seed, 8);
    for (uint32_t code = 0; code < 1u << t.options; code++) {
        if (draw(&seed, 8) < density) {
            t.codes[t.count++] = code;
        }
    }
    if (t.count == 0) {
        t.codes[t.count++] = (uint32_t)draw(&seed, 1u << t.options);
    }
    for (uint32_t p = 0; p < t.parties; p++) {
        const uint64_t levels = 1 + draw(&seed, t.count + 2);
        for (uint32_t k = 0; k < t.count; k++) {
            t.rank[p][k] = (int)draw(&seed, levels) - 3;
        }
    }
    t.status_quo = (uint32_t)draw(&seed, t.count + 1);
    return t;
}

static void put_table(const random_table *t, dt_text *text)
{
    for (uint32_t k = 0; k < t->options; k++) {
        dt_text_format(text, "P%u:Option %u,", t->owner[k], k);
    }
    for (uint32_t p = 0; p < t->parties; p++) {
        dt_text_format(text, "rank:P%u,", p);
    }
    dt_text_add(text, "status_quo\n");
    for (uint32_t n = t->count; n-- > 0;) { /* backwards: the order of rows does not matter */
        for (uint32_t k = 0; k < t->options; k++) {
            dt_text_format(text, "%u,", (t->codes[n] >> k) & 1);
        }
        for (uint32_t p = 0; p < t->parties; p++) {
            dt_text_format(text, "%d,", t->rank[p][n]);
        }
        dt_text_format(text, "%d\n", n == t->status_quo);
    }
}

static void check_table(const random_table *t, const detente_model *model)
{
    assert_int_equal(model->state_count, t->count);
    assert_int_equal(model->status_quo, t->status_quo == t->count ? 0 : t->status_quo + 1);
    for (uint32_t a = 0; a < t->count; a++) {
        assert_int_equal(model->states->codes[a], t->codes[a]);
        for (uint32_t b = 0; b < t->count; b++) {
            for (uint32_t p = 0; p < t->parties; p++) {
                const uint32_t *ranks = model->preferences[p].ranks;
                assert_int_equal(ranks[a] < ranks[b], t->rank[p][a] < t->rank[p][b]);
            }
        }
    }
}

static void test_random_tables(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 400; seed++) {
        const random_table t = draw_table(seed);
        dt_text table = {0};
        dt_text out = {0};
        dt_text faults = {0};
        detente_model *model = NULL;
        put_table(&t, &table);
        assert_int_equal(
            import_text(detente_csv_to_text, table.bytes, table.length, "t.csv", &out, &faults),
            DETENTE_OK);
        assert_int_equal(
            detente_model_read(out.bytes, out.length, "m", NULL, NULL, &model, NULL, NULL),
            DETENTE_OK);
        check_table(&t, model);
        detente_model_free(model);
        dt_text_clear(&table);
        dt_text_clear(&out);
        dt_text_clear(&faults);
    }
}

/* The rules for "one of six" are one line; without them, six states of 64. */
static void test_rules_are_short(void **state)
{
    (void)state;
    dt_text table = {0};
    dt_text out = {0};
    dt_text faults = {0};
    dt_text_add(&table, "p:a,p:b,p:c,q:d,q:e,q:f\n");
    for (int n = 0; n < 6; n++) {
        for (int k = 0; k < 6; k++) {
            dt_text_format(&table, "%d%s", n == k, k == 5 ? "\n" : ",");
        }
    }
    assert_int_equal(
        import_text(detente_csv_to_text, table.bytes, table.length, "t.csv", &out, &faults),
        DETENTE_OK);
    assert_non_null(strstr(out.bytes, "exactly one of a, b, c, d, e, f\n"));
    assert_null(strstr(out.bytes, "impossible"));
    assert_non_null(strstr(out.bytes, "\n# 58 of the 64 combinations are not in the table;"));
    dt_text_clear(&table);
    dt_text_clear(&out);
    dt_text_clear(&faults);
}

/* ---- our own tables of results ----------------------------------------------------------------
 */

/* The words of a cell in order: the outcomes of a table that is read are in the order of their
 * first states. */
static void sort_words(char *cell, size_t length)
{
    char *words[8];
    char copy[64];
    size_t count = 0;
    assert_true(length < sizeof copy);
    memcpy(copy, cell, length);
    copy[length] = '\0';
    for (char *word = strtok(copy, " "); word != NULL; word = strtok(NULL, " ")) {
        size_t k = count++;
        for (; k > 0 && strcmp(words[k - 1], word) > 0; k--) {
            words[k] = words[k - 1];
        }
        words[k] = word;
    }
    for (size_t k = 0; k < count; k++) {
        cell += sprintf(cell, "%s%s", k > 0 ? " " : "", words[k]);
        *cell = ',';
    }
}

static void sort_outcomes(dt_text *table)
{
    char *cell = strchr(table->bytes, '\n'); /* the head has blanks of its own */
    while (cell != NULL && *++cell != '\0') {
        const size_t length = strcspn(cell, ",");
        if (memchr(cell, ' ', length) != NULL) {
            sort_words(cell, length);
        }
        cell = strchr(cell, ',');
    }
}

/* Where each party has an option, so that the parties come back in their order, the table of the
 * model read back is the same to the byte: verdicts, outcomes, status quo, one-way options. */
static void same_results(dt_text *table, const detente_model *model, detente_model *again)
{
    for (uint32_t p = 0; p < model->syntax->party_count; p++) {
        if (model->owned[p] == 0) {
            return;
        }
    }
    dt_text other = {0};
    detente_analysis *analysis = NULL;
    const detente_style style = {.format = DETENTE_CSV};
    const detente_sink sink = sink_of(&other);
    assert_int_equal(detente_solve(again, NULL, NULL, &analysis, NULL), DETENTE_OK);
    assert_int_equal(detente_write_solution(analysis, &style, NULL, &sink, NULL), DETENTE_OK);
    sort_outcomes(table);
    sort_outcomes(&other);
    assert_string_equal(other.bytes, table->bytes);
    detente_analysis_free(analysis);
    dt_text_clear(&other);
}

/* `solve --csv` says which states there are, who has which option, and the ranks: read back, they
 * are the same. */
static void test_own_tables(void **state)
{
    (void)state;
    const random_knobs knobs = random_knobs_for(RANDOM_OPTIONS);
    for (uint64_t seed = 1; seed <= 200; seed++) {
        dt_text text = {0};
        dt_text table = {0};
        dt_text back = {0};
        dt_text faults = {0};
        detente_model *model = NULL;
        detente_model *again = NULL;
        detente_analysis *analysis = NULL;
        const detente_style style = {.format = DETENTE_CSV};
        const detente_sink sink = sink_of(&table);
        random_model(seed, &knobs, &text);
        assert_int_equal(
            detente_model_read(text.bytes, text.length, "m", NULL, NULL, &model, NULL, NULL),
            DETENTE_OK);
        assert_int_equal(detente_solve(model, NULL, NULL, &analysis, NULL), DETENTE_OK);
        assert_int_equal(detente_write_solution(analysis, &style, NULL, &sink, NULL), DETENTE_OK);
        if (model->syntax->option_count > 0) {
            assert_int_equal(import_text(detente_csv_to_text, table.bytes, table.length, "t.csv",
                                         &back, &faults),
                             DETENTE_OK);
            assert_int_equal(
                detente_model_read(back.bytes, back.length, "m", NULL, NULL, &again, NULL, NULL),
                DETENTE_OK);
            assert_int_equal(again->state_count, model->state_count);
            for (uint64_t k = 0; k < model->state_count; k++) {
                assert_int_equal(again->states->codes[k], model->states->codes[k]);
            }
            assert_int_equal(again->only_up, model->only_up);
            assert_int_equal(again->only_down, model->only_down);
            assert_int_equal(again->status_quo, model->status_quo);
            same_results(&table, model, again);
            for (uint32_t p = 0; p < again->syntax->party_count; p++) {
                const char *id = again->syntax->parties[p].id;
                uint32_t q = 0;
                while (strcmp(model->syntax->parties[q].id, id) != 0) {
                    q++;
                }
                assert_int_equal(again->owned[p], model->owned[q]);
                assert_memory_equal(again->preferences[p].ranks, model->preferences[q].ranks,
                                    model->state_count * sizeof(uint32_t));
            }
            detente_model_free(again);
        }
        detente_analysis_free(analysis);
        detente_model_free(model);
        dt_text_clear(&text);
        dt_text_clear(&table);
        dt_text_clear(&back);
        dt_text_clear(&faults);
    }
}

/* ---- cubes ----------------------------------------------------------------------------------- */

/* The complement of a random set of codes: absent cubes cover it exactly, before and after merging
 * and widening. */
static void test_absent_cubes(void **state)
{
    (void)state;
    uint64_t seed = 77;
    for (unsigned round = 0; round < 300; round++) {
        uint64_t codes[64];
        size_t count = 0;
        dt_cubes cubes = {0};
        for (uint64_t code = 0; code < 64; code++) {
            if (draw(&seed, 3) == 0) {
                codes[count++] = code;
            }
        }
        assert_true(dt_cubes_absent(&cubes, codes, count, 6));
        for (int stage = 0; stage < 3; stage++) {
            const size_t before = cubes.count;
            if (stage == 1) {
                dt_cubes_merge(&cubes);
            } else if (stage == 2) {
                dt_cubes_expand(&cubes, codes, count);
            }
            assert_true(cubes.count <= before);
            size_t next = 0;
            for (uint64_t code = 0; code < 64; code++) {
                size_t hits = 0;
                for (size_t k = 0; k < cubes.count; k++) {
                    hits += dt_cube_holds(cubes.list[k], code);
                }
                const bool listed = next < count && codes[next] == code;
                next += listed;
                assert_true(listed ? hits == 0 : stage == 2 ? hits >= 1 : hits == 1);
            }
        }
        dt_cubes_clear(&cubes);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cells),           cmocka_unit_test(test_names_without_letters),
        cmocka_unit_test(test_every_character), cmocka_unit_test(test_small_table),
        cmocka_unit_test(test_random_tables),   cmocka_unit_test(test_rules_are_short),
        cmocka_unit_test(test_own_tables),      cmocka_unit_test(test_absent_cubes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
