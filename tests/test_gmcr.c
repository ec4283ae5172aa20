/* SPDX-License-Identifier: MIT
 *
 * GMCR+ files in and out.
 *
 * Judges: published conflicts with their published rankings; a second reading of random files,
 * written here from the format's description alone (states by brute force, statements compared one
 * by one), against the model that our text gives; and round trips, exact for files and in meaning
 * for random models.
 */
#include "exchange.h"

#include "game/states.h"
#include "reference/random_model.h"

static detente_model *model_of(const char *text, size_t length)
{
    detente_model *model = NULL;
    detente_error err = {0};
    if (detente_model_read(text, length, "t.detente", NULL, NULL, &model, NULL, &err) !=
        DETENTE_OK) {
        print_message("%s\n%.*s\n", err.message, (int)length, text);
        return NULL;
    }
    return model;
}

static void import_ok(const char *json, size_t length, dt_text *out)
{
    dt_text faults = {0};
    if (import_text(detente_gmcr_to_text, json, length, "dir/case.gmcr", out, &faults) !=
        DETENTE_OK) {
        print_message("%s\n%.*s\n", faults.bytes, (int)length, json);
        fail();
    }
    dt_text_clear(&faults);
}

static void export_ok(const detente_model *model, dt_text *out)
{
    const detente_sink sink = sink_of(out);
    detente_error err = {0};
    if (detente_model_to_gmcr(model, "m.detente", NULL, &sink, NULL, &err) != DETENTE_OK) {
        print_message("%s\n", err.message);
        fail();
    }
}

/* text -> file -> text changes nothing. */
static void same_after_export(const detente_model *model, const dt_text *text)
{
    dt_text json = {0};
    dt_text back = {0};
    export_ok(model, &json);
    import_ok(json.bytes, json.length, &back);
    if (strcmp(text->bytes, back.bytes) != 0) {
        print_message("%s\n%s\n%s\n", text->bytes, json.bytes, back.bytes);
        fail();
    }
    dt_text_clear(&json);
    dt_text_clear(&back);
}

/* ---- published conflicts --------------------------------------------------------------------- */

typedef struct published {
    const char *file;
    const char *patterns[12];
    uint32_t state_count;
    uint32_t party_count;
    uint32_t ranks[3][12]; /* of state n, dense, 1 = worst */
} published;

/* Rankings as printed; states in their published numbers. */
static const published cases[] = {
    /* prisoners: one 3 > 4 > 1 > 2, two 2 > 4 > 1 > 3 */
    {"prisoners", {"NN", "YN", "NY", "YY"}, 4, 2, {{2, 1, 4, 3}, {2, 4, 1, 3}}},
    /* Syria 1 > 3 > 6 > 2 > 4 > 5, Iraq 2 > 4 > 6 > 1 > 5 > 3 (Hipel, Kilgour, Kinsara 2014) */
    {"syria-iraq",
     {"NNN", "YNN", "NYN", "NNY", "YNY", "NYY"},
     6,
     2,
     {{6, 3, 5, 2, 1, 4}, {3, 6, 1, 5, 2, 4}}},
    /* Elmira with four states of abandonment (Kinsara, Kilgour, Hipel 2014) */
    {"elmira",
     {"NYNNN", "YYNNN", "NNYNN", "YNYNN", "NNNYN", "YNNYN", "NYNNY", "YYNNY", "NNYNY", "YNYNY",
      "NNNYY", "YNNYY"},
     12,
     3,
     {{4, 3, 8, 7, 1, 1, 5, 2, 9, 6, 1, 1},
      {9, 4, 3, 8, 5, 5, 6, 1, 2, 7, 5, 5},
      {6, 2, 8, 3, 1, 1, 7, 4, 9, 5, 1, 1}}},
};

static void check_published(const published *c)
{
    char path[512];
    size_t length = 0;
    dt_text text = {0};
    snprintf(path, sizeof path, "%s/tests/exchange/%s.gmcr", SOURCE_DIR, c->file);
    char *json = slurp(path, &length);
    import_ok(json, length, &text);
    detente_model *model = model_of(text.bytes, text.length);
    assert_int_equal(detente_model_state_count(model), c->state_count);
    assert_int_equal(detente_model_party_count(model), c->party_count);
    for (uint32_t n = 0; n < c->state_count; n++) {
        char pattern[65];
        dt_states_pattern(model, n, pattern);
        assert_string_equal(pattern, c->patterns[n]);
        for (uint32_t p = 0; p < c->party_count; p++) {
            assert_int_equal(model->preferences[p].ranks[n], c->ranks[p][n]);
        }
    }
    same_after_export(model, &text);
    detente_model_free(model);
    dt_text_clear(&text);
    free(json);
}

static void test_published(void **state)
{
    (void)state;
    for (size_t k = 0; k < sizeof cases / sizeof cases[0]; k++) {
        check_published(&cases[k]);
    }
}

/* Elmira: three exclusions and "not none" fold into one rule, directions become words, the tie of
 * four states one pattern. */
static void test_elmira_words(void **state)
{
    (void)state;
    size_t length = 0;
    dt_text text = {0};
    char *json = slurp(SOURCE_DIR "/tests/exchange/elmira.gmcr", &length);
    import_ok(json, length, &text);
    assert_non_null(strstr(text.bytes, "\nexactly one of delay, accept, abandon\n"));
    assert_null(strstr(text.bytes, "impossible"));
    assert_non_null(strstr(text.bytes, "option modify \"Modify\"  cannot be undone"));
    assert_non_null(strstr(text.bytes, "\"Delay\"    cannot be resumed"));
    assert_non_null(strstr(text.bytes, "  state -NNY-\n"));
    assert_non_null(strstr(text.bytes, "  state YYNNY\n  rest\n"));
    dt_text_clear(&text);
    free(json);
}

/* ---- random files ---------------------------------------------------------------------------- */

#define MOST_OPTIONS 7
#define MOST_PARTIES 4
#define MOST_LINES 6

typedef struct condition {
    int value[MOST_OPTIONS]; /* of the option of the file: 1 Y, 0 N, -1 not mentioned */
} condition;

typedef struct statement {
    bool compound;
    uint32_t count;
    condition members[4];
} statement;

typedef struct random_file {
    uint32_t options, parties;
    uint32_t owner[MOST_OPTIONS];
    uint32_t order[MOST_OPTIONS]; /* the options party by party, as their lists say */
    int direction[MOST_OPTIONS];  /* 0 both, 1 fwd, 2 back */
    bool manual, old_names;
    uint32_t infeasible_count;
    condition infeasible[MOST_LINES];
    uint32_t statement_count[MOST_PARTIES];
    statement statements[MOST_PARTIES][MOST_LINES];
    uint32_t state_count;
    uint32_t codes[1 << MOST_OPTIONS];               /* in the final order */
    uint32_t place[MOST_PARTIES][1 << MOST_OPTIONS]; /* manual: of state k, 0 = best */
} random_file;

static uint64_t draw(uint64_t *seed, uint64_t below)
{
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    *seed ^= *seed << 17;
    return (*seed >> 8) % below;
}

static condition draw_condition(uint64_t *seed, uint32_t options, uint32_t sparse)
{
    condition c;
    for (uint32_t k = 0; k < MOST_OPTIONS; k++) {
        c.value[k] = k >= options || draw(seed, sparse) > 0 ? -1 : (int)draw(seed, 2);
    }
    return c;
}

/* Two or three different combinations of two options: what GMCR+ stores for iff and if. */
static void draw_table(uint64_t *seed, uint32_t options, statement *s)
{
    const uint32_t a = (uint32_t)draw(seed, options);
    const uint32_t b = (a + 1 + (uint32_t)draw(seed, options - 1)) % options;
    const uint32_t start = (uint32_t)draw(seed, 4);
    const uint32_t step = draw(seed, 2) == 0 ? 1 : 3;
    s->compound = true;
    s->count = 2 + (uint32_t)draw(seed, 2);
    for (uint32_t k = 0; k < s->count; k++) {
        const uint32_t combination = (start +
                                      step * k * (s->count == 2 ? 3 - 2 * (start % 2) : 1)) %
                                     4;
        s->members[k] = draw_condition(seed, 0, 1);
        s->members[k].value[a] = (int)(combination & 1);
        s->members[k].value[b] = (int)(combination >> 1);
    }
}

static statement draw_statement(uint64_t *seed, uint32_t options)
{
    statement s = {0};
    if (options > 1 && draw(seed, 3) == 0) {
        draw_table(seed, options, &s);
        return s;
    }
    s.compound = draw(seed, 3) == 0;
    s.count = s.compound ? 1 + (uint32_t)draw(seed, 4) : 1;
    for (uint32_t k = 0; k < s.count; k++) {
        s.members[k] = draw_condition(seed, options, 2);
    }
    return s;
}

/* ---- the second reading ---------------------------------------------------------------------- */

/* Bit k of `code` is the option order[k] of the file. */
static bool holds(const random_file *f, const condition *c, uint32_t code)
{
    for (uint32_t k = 0; k < f->options; k++) {
        const int value = c->value[f->order[k]];
        if (value >= 0 && value != (int)((code >> k) & 1)) {
            return false;
        }
    }
    return true;
}

static bool statement_holds(const random_file *f, const statement *s, uint32_t code)
{
    bool any = false;
    for (uint32_t k = 0; k < s->count; k++) {
        any = any || holds(f, &s->members[k], code);
    }
    return any;
}

static void list_feasible(random_file *f)
{
    f->state_count = 0;
    for (uint32_t code = 0; code < 1u << f->options; code++) {
        bool feasible = true;
        for (uint32_t k = 0; k < f->infeasible_count; k++) {
            feasible = feasible && !holds(f, &f->infeasible[k], code);
        }
        if (feasible) {
            f->codes[f->state_count++] = code;
        }
    }
}

/* > 0: state a is better for the party.  A repeated statement decides nothing, so dropping it or
 * not is the same here. */
static int better(const random_file *f, uint32_t party, uint32_t a, uint32_t b)
{
    if (f->manual) {
        return (int)f->place[party][b] - (int)f->place[party][a];
    }
    for (uint32_t k = 0; k < f->statement_count[party]; k++) {
        const int x = statement_holds(f, &f->statements[party][k], f->codes[a]);
        const int y = statement_holds(f, &f->statements[party][k], f->codes[b]);
        if (x != y) {
            return x - y;
        }
    }
    return 0;
}

static random_file draw_file(uint64_t seed)
{
    random_file f = {0};
    seed = seed * UINT64_C(0x9e3779b97f4a7c15) + 1;
    f.options = 1 + (uint32_t)draw(&seed, MOST_OPTIONS);
    f.parties = 1 + (uint32_t)draw(&seed, MOST_PARTIES);
    f.manual = draw(&seed, 3) == 0;
    f.old_names = draw(&seed, 2) == 0;
    const bool grouped = draw(&seed, 2) == 0;
    uint32_t placed = 0;
    for (uint32_t k = 0; k < f.options; k++) {
        f.owner[k] = grouped ? k * f.parties / f.options : (uint32_t)draw(&seed, f.parties);
        f.direction[k] = (int)draw(&seed, 3);
    }
    for (uint32_t p = 0; p < f.parties; p++) {
        for (uint32_t k = 0; k < f.options; k++) {
            if (f.owner[k] == p) {
                f.order[placed++] = k;
            }
        }
    }
    f.infeasible_count = (uint32_t)draw(&seed, MOST_LINES);
    for (uint32_t k = 0; k < f.infeasible_count; k++) {
        f.infeasible[k] = draw_condition(&seed, f.options, 2);
        f.infeasible[k].value[draw(&seed, f.options)] = 1;
    }
    list_feasible(&f);
    for (uint32_t p = 0; p < f.parties; p++) {
        f.statement_count[p] = (uint32_t)draw(&seed, MOST_LINES + 1);
        for (uint32_t k = 0; k < f.statement_count[p]; k++) {
            f.statements[p][k] = k > 0 && draw(&seed, 6) == 0 ? f.statements[p][draw(&seed, k)]
                                                              : draw_statement(&seed, f.options);
        }
        const uint32_t places = 1 + (uint32_t)draw(&seed, f.state_count + 1);
        for (uint32_t k = 0; k < f.state_count; k++) {
            f.place[p][k] = (uint32_t)draw(&seed, places);
        }
    }
    return f;
}

/* ---- writing it ------------------------------------------------------------------------------ */

static void put_condition(dt_text *text, const condition *c)
{
    bool first = true;
    dt_text_add(text, "[");
    for (uint32_t k = 0; k < MOST_OPTIONS; k++) {
        if (c->value[k] >= 0) {
            dt_text_format(text, "%s[%u, \"%s\"]", first ? "" : ", ", k, c->value[k] ? "Y" : "N");
            first = false;
        }
    }
    dt_text_add(text, "]");
}

static void put_statement(dt_text *text, const statement *s)
{
    dt_text_add(text, s->compound ? "{\"compound\": true, \"members\": [" : "");
    for (uint32_t k = 0; k < s->count; k++) {
        dt_text_add(text, k == 0 ? "" : ", ");
        put_condition(text, &s->members[k]);
    }
    dt_text_add(text, s->compound ? "]}" : "");
}

static void put_ranking(dt_text *text, const random_file *f, uint32_t party)
{
    bool first = true;
    dt_text_format(text, ", \"%s\": [", f->old_names ? "preferenceVector" : "preferenceRanking");
    for (uint32_t place = 0; place <= f->state_count; place++) {
        uint32_t count = 0;
        for (uint32_t k = 0; k < f->state_count; k++) {
            count += f->place[party][k] == place;
        }
        if (count == 0) {
            continue;
        }
        const bool list = count > 1 || place % 3 == 0;
        dt_text_add(text, first ? "" : ", ");
        dt_text_add(text, list ? "[" : "");
        bool start = true;
        for (uint32_t k = 0; k < f->state_count; k++) {
            if (f->place[party][k] == place) {
                dt_text_format(text, "%s%u", start ? "" : ", ", k + 1);
                start = false;
            }
        }
        dt_text_add(text, list ? "]" : "");
        first = false;
    }
    dt_text_add(text, "]");
}

static void put_party(dt_text *text, const random_file *f, uint32_t p)
{
    dt_text_format(text, "%s{\"name\": \"Party %u\", \"options\": [", p == 0 ? "" : ", ", p);
    bool first = true;
    for (uint32_t k = 0; k < f->options; k++) {
        if (f->owner[k] == p) {
            dt_text_format(text, "%s%u", first ? "" : ", ", k);
            first = false;
        }
    }
    dt_text_add(text, "], \"preferences\": [");
    for (uint32_t k = 0; k < f->statement_count[p]; k++) {
        dt_text_add(text, k == 0 ? "" : ", ");
        put_statement(text, &f->statements[p][k]);
    }
    dt_text_add(text, "]");
    if (f->manual) {
        put_ranking(text, f, p);
    }
    dt_text_add(text, "}");
}

static void put_file(dt_text *text, const random_file *f)
{
    static const char *const names[] = {"Full",
                                        "Full",
                                        "none",
                                        "2 lanes",
                                        "\\u00c9t\\u00e9",
                                        "and",
                                        "A very long name of an option that nobody reads"};
    static const char *const directions[] = {"both", "fwd", "back"};
    dt_text_add(text, "{\"options\": [");
    for (uint32_t k = 0; k < f->options; k++) {
        dt_text_format(text, "%s{\"name\": \"%s\", \"permittedDirection\": \"%s\"}",
                       k == 0 ? "" : ", ", names[k], directions[f->direction[k]]);
    }
    dt_text_add(text, "], \"decisionMakers\": [");
    for (uint32_t p = 0; p < f->parties; p++) {
        put_party(text, f, p);
    }
    dt_text_add(text, "], \"infeasibles\": [");
    for (uint32_t k = 0; k < f->infeasible_count; k++) {
        dt_text_add(text, k == 0 ? "" : ", ");
        put_condition(text, &f->infeasible[k]);
    }
    dt_text_format(text, "], \"useManualPreference%s\": %s}", f->old_names ? "Vectors" : "Ranking",
                   f->manual ? "true" : "false");
}

/* ---- both readings --------------------------------------------------------------------------- */

static int sign(int64_t x)
{
    return x < 0 ? -1 : x > 0;
}

static void compare(const random_file *f, const detente_model *model)
{
    assert_int_equal(model->state_count, f->state_count);
    for (uint32_t k = 0; k < f->options; k++) {
        const uint32_t option = f->order[k];
        const uint64_t bit = (uint64_t)1 << k;
        assert_int_equal((model->only_up & bit) != 0, f->direction[option] == 1);
        assert_int_equal((model->only_down & bit) != 0, f->direction[option] == 2);
        for (uint32_t p = 0; p < f->parties; p++) {
            assert_int_equal((model->owned[p] & bit) != 0, f->owner[option] == p);
        }
    }
    for (uint32_t a = 0; a < f->state_count; a++) {
        assert_int_equal(model->states->codes[a], f->codes[a]);
        for (uint32_t b = 0; b < f->state_count; b++) {
            for (uint32_t p = 0; p < f->parties; p++) {
                const uint32_t *ranks = model->preferences[p].ranks;
                assert_int_equal(sign((int64_t)ranks[a] - (int64_t)ranks[b]),
                                 sign(better(f, p, a, b)));
            }
        }
    }
}

static void test_random_files(void **state)
{
    (void)state;
    unsigned seen = 0;
    unsigned folded = 0;
    for (uint64_t seed = 1; seed <= 1500; seed++) {
        const random_file f = draw_file(seed);
        dt_text json = {0};
        dt_text text = {0};
        put_file(&json, &f);
        if (f.state_count > 0) {
            import_ok(json.bytes, json.length, &text);
            detente_model *model = model_of(text.bytes, text.length);
            assert_non_null(model);
            compare(&f, model);
            same_after_export(model, &text);
            detente_model_free(model);
            seen++;
            folded += strstr(text.bytes, " if ") != NULL || strstr(text.bytes, " iff ") != NULL;
        }
        dt_text_clear(&json);
        dt_text_clear(&text);
    }
    assert_true(seen > 1200 && folded > 250);
}

/* ---- random models out and in ---------------------------------------------------------------- */

static uint64_t code_count(const detente_model *model)
{
    return model->states->members != NULL ? model->states->all_count : model->states->count;
}

static void same_meaning(const detente_model *a, const detente_model *b)
{
    const uint64_t *codes = a->states->members != NULL ? a->states->all : a->states->codes;
    assert_int_equal(code_count(a), code_count(b));
    assert_null(b->states->members);
    assert_int_equal(a->only_up, b->only_up);
    assert_int_equal(a->only_down, b->only_down);
    for (uint32_t p = 0; p < a->syntax->party_count; p++) {
        const uint32_t *x = a->preferences[p].ranks;
        const uint32_t *y = b->preferences[p].ranks;
        assert_int_equal(a->owned[p], b->owned[p]);
        for (uint64_t k = 1; k < code_count(a); k++) {
            const uint64_t s = dt_states_find(a, codes[k - 1]);
            const uint64_t t = dt_states_find(a, codes[k]);
            assert_int_equal(b->states->codes[k], codes[k]);
            assert_int_equal(sign((int64_t)x[t] - (int64_t)x[s]),
                             sign((int64_t)y[k] - (int64_t)y[k - 1]));
        }
    }
}

static void test_random_models(void **state)
{
    (void)state;
    static const random_form forms[] = {RANDOM_OPTIONS, RANDOM_COALESCED};
    for (size_t f = 0; f < 2; f++) {
        const random_knobs knobs = random_knobs_for(forms[f]);
        for (uint64_t seed = 1; seed <= 500; seed++) {
            dt_text text = {0};
            dt_text json = {0};
            dt_text back = {0};
            random_model(seed, &knobs, &text);
            detente_model *model = model_of(text.bytes, text.length);
            export_ok(model, &json);
            import_ok(json.bytes, json.length, &back);
            detente_model *again = model_of(back.bytes, back.length);
            same_meaning(model, again);
            detente_model_free(model);
            detente_model_free(again);
            dt_text_clear(&text);
            dt_text_clear(&json);
            dt_text_clear(&back);
        }
    }
}

/* ---- what goes beside the format ------------------------------------------------------------- */

static void test_additions(void **state)
{
    (void)state;
    static const char text[] = "conflict \"T\xC3\xA9st \xF0\x9F\x95\x8A\"\n"
                               "  note \"a note\"\n"
                               "  date 1991-05\n"
                               "\n"
                               "party p \"One\"\n"
                               "  note \"about p\"\n"
                               "  option a \"Act\"\n"
                               "    note \"about a\"\n"
                               "  option b\n"
                               "\n"
                               "status quo b\n"
                               "\n"
                               "p wants\n"
                               "  a if b\n"
                               "  a iff not b\n"
                               "  a or b\n";
    detente_model *model = model_of(text, sizeof text - 1);
    dt_text json = {0};
    dt_text back = {0};
    export_ok(model, &json);
    for (size_t k = 0; k < json.length; k++) {
        assert_true((unsigned char)json.bytes[k] < 0x80);
    }
    assert_non_null(strstr(json.bytes, "T\\u00e9st \\ud83d\\udd4a"));
    /* p if q: p q, not p not q, p not q */
    assert_non_null(strstr(json.bytes, "[[[0, \"Y\"], [1, \"Y\"]], [[0, \"N\"], [1, \"N\"]], "
                                       "[[0, \"Y\"], [1, \"N\"]]]"));
    import_ok(json.bytes, json.length, &back);
    dt_syntax *a = read_tree(text, sizeof text - 1);
    dt_syntax *b = read_tree(back.bytes, back.length);
    same_trees(a, b);
    dt_syntax_free(a);
    dt_syntax_free(b);
    detente_model_free(model);
    dt_text_clear(&json);
    dt_text_clear(&back);
}

static void test_export_warnings(void **state)
{
    (void)state;
    static const char text[] =
        "conflict \"c\"\nparty p\noption a\noption b\nsame a\noutcome o = a\n"
        "p weighs\n1 a\nclaim o can be reached\nstatus quo none\n";
    detente_model *model = model_of(text, sizeof text - 1);
    dt_text json = {0};
    dt_text said = {0};
    detente_faults *faults = NULL;
    const detente_sink sink = sink_of(&json);
    const detente_sink fault_sink = sink_of(&said);
    assert_int_equal(detente_model_to_gmcr(model, "m", NULL, &sink, &faults, NULL), DETENTE_OK);
    assert_int_equal(detente_faults_write(faults, &fault_sink, NULL), DETENTE_OK);
    assert_non_null(strstr(said.bytes, "m:5:1: warning: `same`"));
    assert_non_null(strstr(said.bytes, "m:7:1: warning: p weighs"));
    assert_non_null(strstr(said.bytes, "outcomes have no place"));
    assert_non_null(strstr(said.bytes, "claims have no place"));
    assert_int_equal(detente_faults_errors(faults), 0);
    detente_faults_free(faults);
    detente_model_free(model);
    dt_text_clear(&json);
    dt_text_clear(&said);
}

static void test_graph_form_refused(void **state)
{
    (void)state;
    static const char text[] = "conflict \"c\"\nstate s\nstate t\nparty p\np moves\ns -> t\n";
    detente_model *model = model_of(text, sizeof text - 1);
    dt_text json = {0};
    detente_error err = {0};
    const detente_sink sink = sink_of(&json);
    assert_int_equal(detente_model_to_gmcr(model, "m", NULL, &sink, NULL, &err),
                     DETENTE_EUNSUPPORTED);
    assert_int_equal(json.length, 0);
    detente_model_free(model);
}

/* ---- faults ---------------------------------------------------------------------------------- */

static void expect(const char *json, detente_status wanted, const char *where, const char *what)
{
    dt_text out = {0};
    dt_text faults = {0};
    const detente_status status = import_text(detente_gmcr_to_text, json, strlen(json), "f.gmcr",
                                              &out, &faults);
    if (status != wanted || strstr(faults.bytes, where) == NULL ||
        strstr(faults.bytes, what) == NULL) {
        print_message("%d: %s\n", (int)status, faults.bytes);
        fail();
    }
    assert_true((out.length > 0) == (status == DETENTE_OK));
    dt_text_clear(&out);
    dt_text_clear(&faults);
}

#define OPTIONS                                                                                    \
    "{\"options\": [{\"name\": \"A\", \"permittedDirection\": \"both\"},"                          \
    " {\"name\": \"B\", \"permittedDirection\": \"both\"}],\n"
#define PARTY(options, preferences)                                                                \
    "\"decisionMakers\": [{\"name\": \"P\", \"options\": " options                                 \
    ", \"preferences\": " preferences "}],\n"
#define TAIL "\"infeasibles\": [], \"useManualPreferenceRanking\": false}"

static void test_faults(void **state)
{
    (void)state;
    const detente_status bad = DETENTE_EMODEL;
    expect("{", bad, "f.gmcr:1:2: error", "ends too early");
    expect("[]", bad, "f.gmcr:1:1: error", "no GMCR+ file");
    expect("{}", bad, "f.gmcr:1:1: error", "\"options\" is missing");
    expect("{\"title\": \"t\", \"options\": [{\"name\": \"A\", \"image\": 0, \"reversible\": "
           "\"forward\"}], \"mutexes\": []}",
           bad, "f.gmcr:1:1: error", "browser edition");
    expect(OPTIONS PARTY("[0]", "[]") TAIL, bad, "f.gmcr:1:59: error", "\"B\" belongs to no party");
    expect(OPTIONS
           "\"decisionMakers\": [{\"name\": \"P\", \"options\": [0, 1], \"preferences\": []},\n"
           "{\"name\": \"Q\", \"options\": [1], \"preferences\": []}],\n" TAIL,
           bad, "f.gmcr:3:27: error", "\"B\" belongs to two parties");
    expect(OPTIONS PARTY("[0, 1, 2]", "[]") TAIL, bad, "f.gmcr:2:52: error", "0 to 1");
    expect(OPTIONS PARTY("[0, 1]", "[[[0, \"Y\"], [1, \"N\"], [0, \"N\"]]]") TAIL, bad,
           "f.gmcr:2:90: error", "\"A\" stands twice");
    expect(OPTIONS PARTY("[0, 1]", "[[[0, \"y\"]]]") TAIL, bad, "f.gmcr:2:74: error",
           "expected \"Y\" or \"N\"");
    expect(OPTIONS PARTY("[0, 1]", "[]") "\"infeasibles\": [{\"compound\": true, \"members\": []}],"
                                         " \"useManualPreferenceRanking\": false}",
           bad, "f.gmcr:3:17: error", "compound");
    expect(OPTIONS PARTY("[0, 1]", "[]") "\"infeasibles\": [[]], \"useManualPreferenceRanking\": "
                                         "false}",
           bad, "f.gmcr:3:17: error", "every state");
    expect(OPTIONS PARTY("[0, 1]", "[]") "\"infeasibles\": []}", bad, "f.gmcr:1:1: error",
           "useManualPreferenceRanking");
}

#define RANKED(ranking)                                                                            \
    OPTIONS PARTY("[0, 1]",                                                                        \
                  "[], \"preferenceRanking\": " ranking) "\"infeasibles\": [], "                   \
                                                         "\"useManualPreferenceRanking\": true}"

static void test_ranking_faults(void **state)
{
    (void)state;
    const detente_status bad = DETENTE_EMODEL;
    expect(RANKED("[1, 2, 3]"), bad, "error", "the model has more");
    expect(RANKED("[1, 2, 3, 3]"), bad, "error", "state 3 stands twice");
    expect(RANKED("[1, 2, 3, 0]"), bad, "error", "1 to 4");
    expect(RANKED("[1, 2, 3, 3, 1]"), bad, "error", "state 3 stands twice");
    expect(RANKED("[1, 2, [3], [5, \"4\"]]"), bad, "error", "1 to 4");
    expect(RANKED("[1, 2, 4, 4, 2]"), bad, "error", "state 4 stands twice");
    expect(
        OPTIONS PARTY("[0, 1]", "[]") "\"infeasibles\": [], \"useManualPreferenceRanking\": true}",
        bad, "error", "\"preferenceRanking\" is missing");
}

static void test_warnings(void **state)
{
    (void)state;
    const detente_status ok = DETENTE_OK;
    expect(OPTIONS PARTY("[1, 0]", "[]") TAIL, ok, "f.gmcr:2:19: warning", "regrouped");
    expect(OPTIONS PARTY("[0, 1]",
                         "[[[0, \"Y\"]], {\"compound\": true, \"members\": [[[0, \"Y\"]]]}]") TAIL,
           ok, "f.gmcr:2:81: warning", "repeats an earlier one");
    expect(OPTIONS PARTY("[0, 1]", "[], \"misperceptions\": [[[0, \"Y\"]]]") TAIL, ok, "warning",
           "misperceptions");
    expect(OPTIONS
           "\"decisionMakers\": [{\"name\": \"P\", \"options\": [0], \"preferences\": []},\n"
           "{\"name\": \"Q\", \"options\": [1], \"preferences\": []}],\n"
           "\"coalitions\": [[0, 1]]," TAIL,
           ok, "f.gmcr:4:15: warning", "coalitions");
    expect(RANKED("[1, 2, 3, 4], \"preferences2\": []"), ok, "", "");
}

/* Misperceptions and coalitions stay readable in the text. */
static void test_notes(void **state)
{
    (void)state;
    const char *json = OPTIONS
        "\"decisionMakers\": [{\"name\": \"P\", \"options\": [0], \"preferences\": [], "
        "\"misperceptions\": [[[0, \"Y\"], [1, \"N\"]], [[1, \"Y\"]]]},\n"
        "{\"name\": \"Q\", \"options\": [1], \"preferences\": []}],\n"
        "\"coalitions\": [[0, 1]]," TAIL;
    dt_text out = {0};
    import_ok(json, strlen(json), &out);
    assert_non_null(strstr(out.bytes, "does not perceive: a and not b; b\""));
    assert_non_null(strstr(out.bytes, "coalitions of the GMCR+ file: P and Q"));
    dt_text_clear(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_published),
        cmocka_unit_test(test_elmira_words),
        cmocka_unit_test(test_random_files),
        cmocka_unit_test(test_random_models),
        cmocka_unit_test(test_additions),
        cmocka_unit_test(test_export_warnings),
        cmocka_unit_test(test_graph_form_refused),
        cmocka_unit_test(test_faults),
        cmocka_unit_test(test_ranking_faults),
        cmocka_unit_test(test_warnings),
        cmocka_unit_test(test_notes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
