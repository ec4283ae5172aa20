/* SPDX-License-Identifier: MIT
 *
 * Expressions that are asked of a finished model, and the scan that takes them: against the random
 * expression's own truth value and the reference's states, in every form, under scenarios and over
 * a product space; and where their faults are said to be.
 */
#include "game/model.h"
#include "reading.h"
#include "reference/random_expr.h"
#include "reference/random_model.h"
#include "reference/reference.h"

#define MODELS 400
#define EXPRESSIONS 5

/* ---- random models --------------------------------------------------------------------------- */

typedef struct asked {
    const char *text; /* of the model */
    dt_syntax *tree;
    reference_model reference;
    detente_model *model;
    detente_analysis *analysis;
    random_words words; /* options or states, then outcomes */
    uint32_t mixed, uniform;
} asked;

static void open_asked(asked *a, const char *text)
{
    *a = (asked){.text = text, .tree = read_text(text)};
    reference_model_init(&a->reference, a->tree);
    assert_null(a->reference.fault);
    assert_int_equal(detente_model_read(text, strlen(text), "m", NULL, NULL, &a->model, NULL, NULL),
                     DETENTE_OK);
    assert_int_equal(detente_solve(a->model, NULL, NULL, &a->analysis, NULL), DETENTE_OK);
    random_words *w = &a->words;
    for (uint32_t k = 0; k < a->tree->option_count; k++) {
        const dt_option *option = &a->tree->options[k];
        snprintf(w->names[w->name_count++], sizeof w->names[0], "%s%s%s",
                 option->qualified ? a->tree->parties[option->party].id : "",
                 option->qualified ? "." : "", option->id);
    }
    for (uint32_t k = 0; k < a->tree->state_count; k++) {
        snprintf(w->names[w->name_count++], sizeof w->names[0], "%s", a->tree->states[k].id);
    }
    for (uint32_t k = 0; k < a->tree->outcome_count; k++) {
        snprintf(w->names[w->name_count++], sizeof w->names[0], "%s", a->tree->outcomes[k].id);
    }
    w->first_outcome = w->name_count; /* a bit each: the generator need not tell them apart */
}

static void close_asked(asked *a)
{
    detente_analysis_free(a->analysis);
    detente_model_free(a->model);
    reference_model_clear(&a->reference);
    dt_syntax_free(a->tree);
}

/* Which of the words hold at a member of a state, a bit each. */
static uint64_t words_at(const asked *a, uint32_t member)
{
    const uint32_t first = a->tree->option_count + a->tree->state_count;
    const uint32_t s = a->reference.state_of[member];
    uint64_t bits = dt_is_graph_form(a->tree) ? (uint64_t)1 << s : a->reference.members[member];
    for (uint32_t k = 0; k < a->tree->outcome_count; k++) {
        const bool holds = reference_holds(&a->reference, a->tree->outcomes[k].expr, s);
        bits |= (uint64_t)holds << (first + k);
    }
    return bits;
}

/* wanted[s]: does it hold?  False where it holds at some members of a state and not at others. */
static bool work_out(const asked *a, const random_expr *expr, bool *wanted)
{
    bool seen[4096] = {false};
    for (uint32_t k = 0; k < a->reference.member_count; k++) {
        const uint32_t s = a->reference.state_of[k];
        const bool holds = random_expr_holds(expr, words_at(a, k));
        if (seen[s] && wanted[s] != holds) {
            return false;
        }
        seen[s] = true;
        wanted[s] = holds;
    }
    return true;
}

typedef struct rows {
    const asked *of;
    uint32_t count;
    bool found[4096];
} rows;

static bool keep_row(void *payload, const detente_hit *hit)
{
    rows *r = payload;
    const reference_model *reference = &r->of->reference;
    if (r->of->tree->option_count > 0) {
        assert_int_equal(hit->code, reference->lowest[hit->n - 1]);
    }
    r->found[hit->n - 1] = true;
    r->count++;
    return true;
}

static void ask(asked *a, const char *words, const random_expr *expr)
{
    bool wanted[4096] = {false};
    detente_expression *where = NULL;
    detente_faults *faults = NULL;
    const bool uniform = work_out(a, expr, wanted);
    const detente_status status = detente_expression_read(a->model, words, strlen(words), "where",
                                                          NULL, &where, &faults, NULL);
    if (status != (uniform ? DETENTE_OK : DETENTE_EMODEL)) {
        fail_msg("status %d for '%s' in\n%s", (int)status, words, a->text);
    }
    assert_int_equal(detente_faults_errors(faults), uniform ? 0 : 1);
    a->uniform += uniform;
    a->mixed += !uniform;
    detente_faults_free(faults);
    if (!uniform) {
        assert_null(where);
        return;
    }
    rows all = {.of = a};
    rows drawn = {.of = a};
    detente_scan scan = {.party = DETENTE_EVERY_PARTY, .where = where, .every_state = true};
    assert_int_equal(detente_scan_states(a->analysis, &scan, NULL, keep_row, &all, NULL),
                     DETENTE_OK);
    scan.sample = 20;
    assert_int_equal(detente_scan_states(a->analysis, &scan, NULL, keep_row, &drawn, NULL),
                     DETENTE_OK);
    for (uint32_t s = 0; s < a->reference.state_count; s++) {
        if (all.found[s] != wanted[s] || (drawn.found[s] && !wanted[s])) {
            fail_msg("'%s' at state %u of\n%s", words, s + 1, a->text);
        }
    }
    detente_expression_free(where);
}

static void ask_many(random_form form)
{
    const random_knobs knobs = random_knobs_for(form);
    uint32_t mixed = 0;
    uint32_t uniform = 0;
    for (uint64_t seed = 0; seed < MODELS; seed++) {
        random_source source = {.state = seed};
        dt_text text = {0};
        asked a;
        random_model(seed, &knobs, &text);
        open_asked(&a, text.bytes);
        for (int k = 0; k < EXPRESSIONS; k++) {
            dt_arena arena = {0};
            dt_text words = {0};
            const random_expr *expr = random_expr_new(&source, &a.words, 3, &arena);
            random_expr_write(expr, &a.words, &words);
            ask(&a, words.bytes, expr);
            dt_text_clear(&words);
            dt_arena_clear(&arena);
        }
        mixed += a.mixed;
        uniform += a.uniform;
        close_asked(&a);
        dt_text_clear(&text);
    }
    assert_true(uniform > MODELS);
    assert_true(form == RANDOM_COALESCED ? mixed > MODELS / 4 : mixed == 0);
}

static void test_options(void **state)
{
    (void)state;
    ask_many(RANDOM_OPTIONS);
}

static void test_coalesced(void **state)
{
    (void)state;
    ask_many(RANDOM_COALESCED);
}

static void test_graph(void **state)
{
    (void)state;
    ask_many(RANDOM_GRAPH);
}

/* ---- over the product space ------------------------------------------------------------------ */

#define DENSE_OPTIONS 23u /* more states than are listed */

typedef struct walk {
    const random_expr *expr;
    uint64_t next; /* the first code that was not looked at */
    uint64_t hits;
} walk;

static bool step(void *payload, const detente_hit *hit)
{
    walk *w = payload;
    for (; w->next < hit->code; w->next++) {
        assert_false(random_expr_holds(w->expr, w->next));
    }
    assert_true(random_expr_holds(w->expr, hit->code));
    assert_int_equal(hit->n, hit->code + 1);
    w->next++;
    w->hits++;
    return true;
}

static void test_dense(void **state)
{
    (void)state;
    dt_text text = {0};
    dt_text words = {0};
    dt_arena arena = {0};
    random_words names = {.name_count = DENSE_OPTIONS, .first_outcome = DENSE_OPTIONS};
    random_source source = {.state = 3};
    dt_text_add(&text, "conflict \"d\"\n");
    for (uint32_t k = 0; k < DENSE_OPTIONS; k++) {
        snprintf(names.names[k], sizeof names.names[k], "o%u", k);
        dt_text_format(&text, "%soption o%u\n",
                       k == 0    ? "party a\n"
                       : k == 11 ? "party b\n"
                                 : "",
                       k);
    }
    dt_text_add(&text, "a wants\no0 iff o12\nb wants\no13 or o1\n");
    detente_model *model = NULL;
    detente_analysis *analysis = NULL;
    assert_int_equal(
        detente_model_read(text.bytes, text.length, "d", NULL, NULL, &model, NULL, NULL),
        DETENTE_OK);
    const detente_request request = {.concepts = set_of(1u << DETENTE_NASH)};
    assert_int_equal(detente_solve(model, &request, NULL, &analysis, NULL), DETENTE_OK);
    detente_expression *where = NULL;
    const random_expr *expr = random_expr_new(&source, &names, 5, &arena);
    random_expr_write(expr, &names, &words);
    assert_int_equal(detente_expression_read(model, words.bytes, words.length, "where", NULL,
                                             &where, NULL, NULL),
                     DETENTE_OK);
    const detente_scan scan = {.party = DETENTE_EVERY_PARTY, .where = where, .every_state = true};
    walk w = {.expr = expr};
    assert_int_equal(detente_scan_states(analysis, &scan, NULL, step, &w, NULL), DETENTE_OK);
    for (; w.next < (uint64_t)1 << DENSE_OPTIONS; w.next++) {
        assert_false(random_expr_holds(expr, w.next));
    }
    assert_in_range(w.hits, 1000, ((uint64_t)1 << DENSE_OPTIONS) - 1000);
    detente_expression_free(where);
    detente_analysis_free(analysis);
    detente_model_free(model);
    dt_arena_clear(&arena);
    dt_text_clear(&words);
    dt_text_clear(&text);
}

/* ---- faults ---------------------------------------------------------------------------------- */

#define TWO_PARTIES                                                                                \
    "conflict \"o\"\nparty us\noption vote\noption go\nparty them\noption vote\noption stay\n"     \
    "outcome peace = go or stay\nus wants\nthem wants\n"
static const char options[] = TWO_PARTIES
    "scenario later\nparty us\noption pay\noutcome bought = pay\n";
static const char merged[] = TWO_PARTIES "same go and stay\n";
static const char graph[] = "conflict \"g\"\nstate s1\nstate s2\noutcome two = s2\nparty i\n"
                            "i moves\ns1 -> s2\ni ranks\ns2\ns1\n";

static const struct {
    const char *model;
    const char *scenario;
    const char *text;
    const char *first; /* line of what is told; NULL: sound */
} faults[] = {
    {options, NULL, "peace and not us.vote", NULL},
    {merged, NULL, "peace or us.vote", NULL},
    {options, "later", "bought and not pay", NULL},
    {options, NULL, "not bought", "w:1:5: error: there is no option or outcome called 'bought'"},
    {options, NULL, "vote",
     "w:1:1: error: 'vote' is an option of more than one party; write 'us.vote' or 'them.vote'"},
    {options, NULL, "not  x", "w:1:6: error: there is no option or outcome called 'x'"},
    {options, NULL, "peace and foes.x", "w:1:11: error: there is no party called 'foes'"},
    {options, NULL, "peace and peacf",
     "w:1:11: error: there is no option or outcome called 'peacf'; did you mean 'peace'?"},
    {options, NULL, "", "w:1:1: error: expected an expression, found nothing"},
    {options, NULL, " \n \n", "w:1:1: error: expected an expression, found nothing"},
    {options, NULL, "go\nand stay", "w:2:1: error: an expression stands on one line"},
    {options, NULL, "go and",
     "w:1:7: error: the expression ends too early; expected an option or an outcome"},
    {options, NULL, "go)",
     "w:1:3: error: this bracket closes nothing; remove it or add a ( before"},
    {options, NULL, "go [d4:3]",
     "w:1:4: error: 'd4:3' is not expected here; an expression stands alone"},
    {options, NULL, "outcome x = go",
     "w:1:1: error: 'outcome' is not expected here; expected an option or an outcome"},
    {options, NULL, "go and\x01 stay",
     "w:1:7: error: a control character (U+0001) stands here; remove it"},
    {merged, NULL, "not us.vote",
     "w:1:1: error: 'not us.vote' is true of some and false of other parts of state 11 (-Y-Y), "
     "which `same` makes one state; say what holds there: 'not us.vote or EXPR' or 'not us.vote "
     "and not EXPR', EXPR being the words of the `same` line"},
    {graph, NULL, "s1 xor two", NULL},
    {graph, NULL, "not s3", "w:1:5: error: there is no state or outcome called 's3'"},
};

static void test_faults(void **state)
{
    (void)state;
    for (size_t k = 0; k < sizeof faults / sizeof *faults; k++) {
        detente_model *model = NULL;
        detente_expression *where = NULL;
        detente_faults *list = NULL;
        dt_text shown = {0};
        const detente_sink sink = {keep_bytes, &shown};
        assert_int_equal(detente_model_read(faults[k].model, strlen(faults[k].model), "m",
                                            faults[k].scenario, NULL, &model, NULL, NULL),
                         DETENTE_OK);
        const detente_status status = detente_expression_read(
            model, faults[k].text, strlen(faults[k].text), "w", NULL, &where, &list, NULL);
        detente_faults_write(list, &sink, NULL);
        if ((status == DETENTE_OK) != (faults[k].first == NULL)) {
            fail_msg("%s: %s", faults[k].text, shown.bytes);
        }
        assert_int_equal(status, faults[k].first == NULL ? DETENTE_OK : DETENTE_EMODEL);
        assert_int_equal(where != NULL, faults[k].first == NULL);
        if (faults[k].first != NULL) {
            shown.bytes[strcspn(shown.bytes, "\n")] = '\0';
            assert_string_equal(shown.bytes, faults[k].first);
        } else {
            assert_int_equal(shown.length, 0);
        }
        dt_text_clear(&shown);
        detente_faults_free(list);
        detente_expression_free(where);
        detente_model_free(model);
    }
}

/* An expression belongs to the model that it was read against. */
static void test_other_model(void **state)
{
    (void)state;
    detente_model *one = NULL;
    detente_model *two = NULL;
    detente_analysis *analysis = NULL;
    detente_expression *where = NULL;
    rows none = {0};
    detente_model_read(graph, strlen(graph), "m", NULL, NULL, &one, NULL, NULL);
    detente_model_read(graph, strlen(graph), "m", NULL, NULL, &two, NULL, NULL);
    assert_int_equal(detente_solve(one, NULL, NULL, &analysis, NULL), DETENTE_OK);
    assert_int_equal(detente_expression_read(two, "s1", 2, "w", NULL, &where, NULL, NULL),
                     DETENTE_OK);
    const detente_scan scan = {.party = DETENTE_EVERY_PARTY, .where = where};
    assert_int_equal(detente_scan_states(analysis, &scan, NULL, keep_row, &none, NULL),
                     DETENTE_EINVAL);
    assert_int_equal(none.count, 0);
    detente_expression_free(where);
    detente_analysis_free(analysis);
    detente_model_free(one);
    detente_model_free(two);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_options), cmocka_unit_test(test_coalesced),
        cmocka_unit_test(test_graph),   cmocka_unit_test(test_dense),
        cmocka_unit_test(test_faults),  cmocka_unit_test(test_other_model),
    };
    return cmocka_run_group_tests_name("where", tests, NULL, NULL);
}
