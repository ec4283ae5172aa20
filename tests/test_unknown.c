/* SPDX-License-Identifier: MIT
 *
 * What is not known of a preference (docs/concepts.md, section 8): the four readings of the square
 * by the definitions, held against their laws and the small models that tell them apart.
 */
#include "reference/random_expr.h"
#include "reference/random_model.h"
#include "reference/reference.h"
#include "same_tree.h"
#include "unknown_trial.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

#define GRAPHS 1500
#define MODELS 600

static const detente_concept square[] = {DETENTE_NASH, DETENTE_GMR, DETENTE_SMR, DETENTE_SEQ,
                                         DETENTE_SSEQ};
#define SQUARE (sizeof square / sizeof *square)

/* ---- laws ------------------------------------------------------------------------------------ */

/* Arcs at random; of each pair of states one is better, or they are equal, or it is unknown. */
static void draw_graph(random_source *source, reference_graph *graph, bool open)
{
    const uint32_t states = 2 + random_below(source, 6);
    const uint32_t percent = 10 + random_below(source, 40);
    reference_graph_init(graph, 1 + random_below(source, 5), states);
    for (uint32_t party = 0; party < graph->parties; party++) {
        for (uint32_t s = 0; s < states; s++) {
            for (uint32_t t = 0; t < states; t++) {
                *reference_move(graph, party, s, t) = s != t && random_chance(source, percent);
                const uint32_t kind = s < t ? random_below(source, open ? 4 : 3) : 2;
                if (kind < 2) {
                    *reference_better(graph, party, kind == 0 ? s : t, kind == 0 ? t : s) = true;
                } else if (kind == 3) {
                    *reference_unknown(graph, party, s, t) = true;
                    *reference_unknown(graph, party, t, s) = true;
                }
            }
        }
    }
}

typedef struct readings {
    bool stable[SQUARE][4][16];
    bool plain[SQUARE][16];
} readings;

static void read_all(const reference_graph *graph, uint32_t party, readings *r)
{
    for (size_t c = 0; c < SQUARE; c++) {
        for (int letter = REFERENCE_A; letter <= REFERENCE_D; letter++) {
            reference_stable_as(graph, square[c], (reference_letter)letter, party,
                                r->stable[c][letter]);
        }
        reference_stable(graph, square[c], party, reference_legal, r->plain[c]);
    }
}

static void require(bool holds, const char *law, uint64_t seed)
{
    if (!holds) {
        fail_msg("graph %llu: %s", (unsigned long long)seed, law);
    }
}

/* P17; and the chain P01-P03 within each letter. */
static void check_laws(const readings *r, uint32_t s, uint64_t seed)
{
    enum { NASH, GMR, SMR, SEQ, SSEQ };
    for (size_t c = 0; c < SQUARE; c++) {
        const bool a = r->stable[c][REFERENCE_A][s], b = r->stable[c][REFERENCE_B][s];
        const bool x = r->stable[c][REFERENCE_C][s], d = r->stable[c][REFERENCE_D][s];
        require(!a || (b && x), "a in b and c", seed);
        require((!b || d) && (!x || d), "b and c in d", seed);
        require(c != NASH || (a == x && b == d), "Nash: a = c, b = d", seed);
    }
    for (int letter = REFERENCE_A; letter <= REFERENCE_D; letter++) {
        const bool nash = r->stable[NASH][letter][s], sseq = r->stable[SSEQ][letter][s];
        require(!nash || sseq, "Nash in SSEQ", seed);
        require(!sseq || (r->stable[SMR][letter][s] && r->stable[SEQ][letter][s]),
                "SSEQ in SMR and SEQ", seed);
        require(!(r->stable[SMR][letter][s] || r->stable[SEQ][letter][s]) ||
                    r->stable[GMR][letter][s],
                "SMR and SEQ in GMR", seed);
    }
}

static void test_laws(void **state)
{
    (void)state;
    uint32_t told_apart[6] = {0};
    for (uint64_t seed = 1; seed <= GRAPHS; seed++) {
        random_source source = {.state = seed};
        reference_graph graph;
        draw_graph(&source, &graph, true);
        for (uint32_t party = 0; party < graph.parties; party++) {
            readings r;
            read_all(&graph, party, &r);
            for (uint32_t s = 0; s < graph.states; s++) {
                check_laws(&r, s, seed);
                const bool *seq[] = {r.stable[3][0], r.stable[3][1], r.stable[3][2],
                                     r.stable[3][3]};
                told_apart[0] += seq[0][s] != seq[1][s];
                told_apart[1] += seq[0][s] != seq[2][s];
                told_apart[2] += seq[1][s] != seq[3][s];
                told_apart[3] += seq[2][s] != seq[3][s];
                told_apart[4] += seq[1][s] && !seq[2][s];
                told_apart[5] += seq[2][s] && !seq[1][s];
            }
        }
        reference_graph_clear(&graph);
    }
    for (int k = 0; k < 6; k++) {
        assert_true(told_apart[k] > 0);
    }
}

static void test_nothing_unknown(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= GRAPHS; seed++) {
        random_source source = {.state = seed};
        reference_graph graph;
        draw_graph(&source, &graph, false);
        for (uint32_t party = 0; party < graph.parties; party++) {
            readings r;
            read_all(&graph, party, &r);
            for (size_t c = 0; c < SQUARE; c++) {
                for (int letter = REFERENCE_A; letter <= REFERENCE_D; letter++) {
                    require(memcmp(r.stable[c][letter], r.plain[c], graph.states) == 0,
                            "nothing unknown: the plain concept", seed);
                }
            }
        }
        reference_graph_clear(&graph);
    }
}

/* ---- small models ---------------------------------------------------------------------------- */

static void set_arc(reference_graph *graph, uint32_t party, uint32_t s, uint32_t t)
{
    *reference_move(graph, party, s, t) = true;
}

static void set_better(reference_graph *graph, uint32_t party, uint32_t better, uint32_t worse)
{
    *reference_better(graph, party, worse, better) = true;
}

static void set_unknown(reference_graph *graph, uint32_t party, uint32_t s, uint32_t t)
{
    *reference_unknown(graph, party, s, t) = true;
    *reference_unknown(graph, party, t, s) = true;
}

static bool holds_as(const reference_graph *graph, detente_concept concept, reference_letter letter,
                     uint32_t party, uint32_t s)
{
    bool stable[16];
    reference_stable_as(graph, concept, letter, party, stable);
    return stable[s];
}

/* D1: 2>0 and 0 U 2: b stays, c leaves, and nobody answers. */
static void test_x37(void **state)
{
    (void)state;
    reference_graph graph;
    reference_graph_init(&graph, 2, 3);
    set_arc(&graph, 1, 2, 0);
    set_unknown(&graph, 1, 0, 2);
    for (size_t c = 1; c < SQUARE; c++) {
        assert_true(holds_as(&graph, square[c], REFERENCE_B, 1, 2));
        assert_true(!holds_as(&graph, square[c], REFERENCE_C, 1, 2));
    }
    reference_graph_clear(&graph);
}

/* D0: 1>0, D1: 0>2; D0 prefers 0 to 1, and 1 U 2: the answer deters c, not b. */
static void test_x38(void **state)
{
    (void)state;
    reference_graph graph;
    reference_graph_init(&graph, 2, 3);
    set_arc(&graph, 0, 1, 0);
    set_arc(&graph, 1, 0, 2);
    set_better(&graph, 0, 0, 1);
    set_unknown(&graph, 0, 1, 2);
    for (size_t c = 1; c <= 2; c++) {
        assert_true(holds_as(&graph, square[c], REFERENCE_C, 0, 1));
        assert_true(!holds_as(&graph, square[c], REFERENCE_B, 0, 1));
    }
    reference_graph_clear(&graph);
}

/* Three parties go round in a circle back to where D0's move led: that end counts (c). */
static void test_x33(void **state)
{
    (void)state;
    reference_graph graph;
    reference_graph_init(&graph, 3, 3);
    set_arc(&graph, 0, 1, 0);
    set_arc(&graph, 1, 2, 0);
    set_arc(&graph, 2, 0, 2);
    set_unknown(&graph, 0, 0, 1);
    set_better(&graph, 0, 2, 1);
    assert_true(holds_as(&graph, DETENTE_GMR, REFERENCE_C, 0, 1));
    *reference_move(&graph, 1, 2, 0) = false; /* no way back: the only end is better */
    assert_true(!holds_as(&graph, DETENTE_GMR, REFERENCE_C, 0, 1));
    reference_graph_clear(&graph);
}

/* ---- the language ---------------------------------------------------------------------------- */

static bool take(void *payload, const char *bytes, size_t count)
{
    dt_text_add_bytes(payload, bytes, count);
    return true;
}

static dt_syntax *read_sound(const dt_text *text)
{
    dt_syntax *tree = NULL;
    if (dt_syntax_read(text->bytes, text->length, NULL, NULL, &tree, NULL) != DETENTE_OK) {
        fail_msg("not read:\n%s", text->bytes);
    }
    return tree;
}

/* The text, its canonical layout and its JSON brought back say the same. */
static void check_round_trips(const dt_text *text)
{
    dt_text laid_out = {0};
    dt_text json = {0};
    dt_text back = {0};
    detente_model *model = NULL;
    const detente_sink sinks[] = {{take, &laid_out}, {take, &json}, {take, &back}};
    assert_int_equal(
        detente_format(text->bytes, text->length, "random", NULL, &sinks[0], NULL, NULL),
        DETENTE_OK);
    assert_int_equal(
        detente_model_read(text->bytes, text->length, "random", NULL, NULL, &model, NULL, NULL),
        DETENTE_OK);
    assert_int_equal(detente_model_to_json(model, NULL, &sinks[1], NULL), DETENTE_OK);
    assert_int_equal(
        detente_json_to_text(json.bytes, json.length, "random", NULL, &sinks[2], NULL, NULL),
        DETENTE_OK);
    dt_syntax *trees[] = {read_sound(text), read_sound(&laid_out), read_sound(&back)};
    assert_true(same_tree(trees[0], trees[1]));
    assert_true(same_tree(trees[0], trees[2]));
    for (int k = 0; k < 3; k++) {
        dt_syntax_free(trees[k]);
    }
    detente_model_free(model);
    dt_text_clear(&laid_out);
    dt_text_clear(&json);
    dt_text_clear(&back);
}

static void test_round_trips(void **state)
{
    (void)state;
    uint32_t lists = 0, lines = 0;
    for (int form = RANDOM_OPTIONS; form <= RANDOM_GRAPH; form++) {
        random_knobs knobs = random_knobs_for((random_form)form);
        knobs.unknown = true;
        for (uint64_t seed = 1; seed <= MODELS / 3; seed++) {
            dt_text text = {0};
            random_model(seed, &knobs, &text);
            check_round_trips(&text);
            dt_syntax *tree = read_sound(&text);
            lines += tree->unknown_count;
            for (uint32_t party = 0; party < tree->party_count; party++) {
                lists += tree->preferences[party].other != NULL;
            }
            dt_syntax_free(tree);
            dt_text_clear(&text);
        }
    }
    assert_true(lists > MODELS / 10 && lines > MODELS / 10);
}

/* A file with faults in `may want` and `unknown` lines is a model for the program where, and only
 * where, it is one by the definitions. */
static void test_faults(void **state)
{
    (void)state;
    uint32_t right = 0;
    for (int form = RANDOM_OPTIONS; form <= RANDOM_GRAPH; form++) {
        random_knobs knobs = random_knobs_for((random_form)form);
        knobs.unknown = knobs.wrong = true;
        for (uint64_t seed = 1; seed <= MODELS; seed++) {
            dt_text text = {0};
            detente_model *model = NULL;
            random_model(seed, &knobs, &text);
            dt_syntax *tree = read_sound(&text);
            reference_model reference;
            reference_model_init(&reference, tree);
            const detente_status status = detente_model_read(text.bytes, text.length, "random",
                                                             NULL, NULL, &model, NULL, NULL);
            if ((status == DETENTE_OK) != (reference.fault == NULL)) {
                fail_msg("seed %llu: %s\n%s", (unsigned long long)seed,
                         reference.fault == NULL ? "no fault" : reference.fault, text.bytes);
            }
            right += status == DETENTE_OK;
            detente_model_free(model);
            reference_model_clear(&reference);
            dt_syntax_free(tree);
            dt_text_clear(&text);
        }
    }
    assert_true(right > MODELS && right < 2 * MODELS + MODELS / 2);
}

/* ---- faults that only the states show -------------------------------------------------------- */

#define RIVER                                                                                      \
    "conflict \"river\"\n"                                                                         \
    "party up\n"                                                                                   \
    "  option dam\n"                                                                               \
    "party down\n"                                                                                 \
    "  option sue\n"                                                                               \
    "outcome calm = none of (dam, sue)\n"                                                          \
    "outcome trial = sue\n"                                                                        \
    "outcome never = dam and not dam\n"                                                            \
    "up wants\n"                                                                                   \
    "  not sue\n"                                                                                  \
    "  dam\n"                                                                                      \
    "down wants\n"                                                                                 \
    "  not dam\n"

static void assert_fault(const char *text, uint32_t line, uint32_t column, const char *message)
{
    detente_faults *faults = NULL;
    detente_model *model = NULL;
    detente_fault fault = {.size = sizeof fault};
    assert_int_equal(
        detente_model_read(text, strlen(text), "river", NULL, NULL, &model, &faults, NULL),
        DETENTE_EMODEL);
    assert_int_equal(detente_faults_count(faults), 1);
    assert_int_equal(detente_faults_get(faults, 0, &fault, NULL), DETENTE_OK);
    assert_string_equal(fault.message, message);
    assert_int_equal(fault.line, line);
    assert_int_equal(fault.column, column);
    detente_faults_free(faults);
}

static void test_sets(void **state)
{
    (void)state;
    assert_fault(RIVER "unknown whether up prefers never to calm\n", 14, 28,
                 "no state is 'never', so there is nothing to compare");
    assert_fault(RIVER "unknown whether up prefers calm to state NN\n", 14, 42,
                 "the two outcomes have state NN in common; they must be apart for their states to "
                 "be compared");
    assert_fault(RIVER "unknown whether up prefers calm to state 9\n", 14, 42,
                 "there is no state 9: this model has states 1 to 4");
    assert_fault(RIVER "unknown whether up prefers calm to trial\n"
                       "unknown whether down prefers calm to trial\n"
                       "unknown whether up prefers state YY to state NN\n",
                 16, 1,
                 "this line and line 14 both compare state NN with state YY; leave one of them "
                 "out, or make its outcomes narrower");
}

/* A warning, and not where one comparison of several was known. */
static void test_nothing_new(void **state)
{
    (void)state;
    static const char *const lines[] = {"state YY to state NN", "state YN to state NY"};
    for (int k = 0; k < 2; k++) {
        char text[1024];
        detente_faults *faults = NULL;
        detente_model *model = NULL;
        detente_fault fault = {.size = sizeof fault};
        snprintf(text, sizeof text,
                 RIVER "up may want\n  dam\n  sue\nunknown whether up prefers %s\n", lines[k]);
        assert_int_equal(
            detente_model_read(text, strlen(text), "river", NULL, NULL, &model, &faults, NULL),
            DETENTE_OK);
        assert_int_equal(detente_faults_count(faults), k == 0 ? 1 : 0);
        if (k == 0) {
            assert_int_equal(detente_faults_get(faults, 0, &fault, NULL), DETENTE_OK);
            assert_true(fault.is_warning && fault.line == 17);
            assert_string_equal(fault.message,
                                "all that this line speaks of is unknown already: the lists of "
                                "'up' do not agree on it");
        }
        detente_faults_free(faults);
        detente_model_free(model);
    }
}

/* ---- scenarios ------------------------------------------------------------------------------- */

static dt_syntax *read_scenario(const char *text, const char *scenario)
{
    dt_syntax *tree = NULL;
    detente_error err = {0};
    if (dt_syntax_read(text, strlen(text), scenario, NULL, &tree, &err) != DETENTE_OK) {
        fail_msg("%s", err.message);
    }
    return tree;
}

/* The lists of `up` beside the first, and the lines on it, by their first words. */
static void assert_open(const char *text, const char *scenario, uint32_t lists, const char *list,
                        uint32_t lines)
{
    dt_syntax *tree = read_scenario(text, scenario);
    uint32_t count = 0;
    dt_text words = {0};
    for (const dt_preferences *each = tree->preferences[0].other; each != NULL;
         each = each->other) {
        count++;
        dt_expr_print(tree, each->lines[0].expr, &words);
    }
    assert_int_equal(count, lists);
    assert_string_equal(words.length == 0 ? "" : words.bytes, list);
    assert_int_equal(tree->unknown_count, lines);
    dt_text_clear(&words);
    dt_syntax_free(tree);
}

/* Lines of a scenario take the place of the party's lines with the same verb, and of no others. */
static void test_scenarios(void **state)
{
    (void)state;
    static const char text[] = RIVER "up may want\n"
                                     "  dam\n"
                                     "up may want\n"
                                     "  sue\n"
                                     "unknown whether up prefers calm to trial\n"
                                     "unknown whether down prefers calm to trial\n"
                                     "scenario sure\n"
                                     "  up wants\n"
                                     "    dam\n"
                                     "scenario other\n"
                                     "  up may want\n"
                                     "    not dam\n"
                                     "scenario less\n"
                                     "  unknown whether up prefers state NN to state YY\n"
                                     "  unknown whether up prefers state NN to state NY\n";
    assert_open(text, NULL, 2, "damsue", 2);
    assert_open(text, "sure", 2, "damsue", 2);
    assert_open(text, "other", 1, "not dam", 2);
    assert_open(text, "less", 2, "damsue", 3);
    dt_faults faults = {0};
    dt_syntax *tree = NULL;
    static const char ranks[] = RIVER "up may want\n"
                                      "  dam\n"
                                      "scenario ranked\n"
                                      "  up ranks\n"
                                      "    rest\n";
    assert_int_equal(dt_syntax_read(ranks, sizeof ranks - 1, NULL, &faults, &tree, NULL),
                     DETENTE_EMODEL);
    assert_int_equal(faults.count, 1);
    assert_string_equal(faults.list[0].message,
                        "under scenario 'ranked': 'up may want' goes with 'up wants' alone, and "
                        "'up ranks' stands in line 17");
    dt_faults_clear(&faults);
}

/* ---- what the program says of itself --------------------------------------------------------- */

static void test_getters(void **state)
{
    (void)state;
    static const char text[] = RIVER "up may want\n"
                                     "  dam  note \"n\"\n"
                                     "unknown  whether up prefers calm to trial note \"why\"\n";
    detente_model *model = NULL;
    detente_item item = {.size = sizeof item};
    assert_int_equal(
        detente_model_read(text, sizeof text - 1, "river", NULL, NULL, &model, NULL, NULL),
        DETENTE_OK);
    assert_int_equal(detente_model_item_count(model, DETENTE_STATEMENTS), 4);
    static const uint32_t parties[] = {0, 0, 0, 1}, lists[] = {0, 0, 1, 0};
    for (uint32_t k = 0; k < 4; k++) {
        assert_int_equal(detente_model_item(model, DETENTE_STATEMENTS, k, &item, NULL), DETENTE_OK);
        assert_int_equal(item.party, parties[k]);
        assert_int_equal(item.list, lists[k]);
    }
    assert_int_equal(detente_model_item_count(model, DETENTE_UNKNOWNS), 1);
    assert_int_equal(detente_model_item(model, DETENTE_UNKNOWNS, 0, &item, NULL), DETENTE_OK);
    assert_string_equal(item.name, "unknown  whether up prefers calm to trial");
    assert_string_equal(item.note, "why");
    assert_int_equal(item.party, 0);
    assert_null(item.id);
    detente_model_free(model);
}

/* ---- the program ----------------------------------------------------------------------------- */

static void test_agreement(void **state)
{
    (void)state;
    check_models(1, 1000);
}

static detente_model *read_model(const char *text)
{
    detente_model *model = NULL;
    assert_int_equal(detente_model_read(text, strlen(text), "m", NULL, NULL, &model, NULL, NULL),
                     DETENTE_OK);
    return model;
}

static bool decides(const char *text, detente_concept asked, detente_concept concept)
{
    detente_model *model = read_model(text);
    detente_analysis *analysis = NULL;
    const detente_request request = {.concepts = detente_concepts_one(asked)};
    assert_int_equal(detente_solve(model, &request, NULL, &analysis, NULL), DETENTE_OK);
    const detente_concepts decided = detente_analysis_concepts(analysis);
    const bool has = detente_concepts_have(&decided, concept);
    detente_analysis_free(analysis);
    detente_model_free(model);
    return has;
}

/* A plain name stands for its four readings where not all is known; elsewhere there are none. */
static void test_names(void **state)
{
    (void)state;
    static const char open[] = RIVER "up may want\n  dam\n";
    for (int base = DETENTE_NASH; base <= DETENTE_SSEQ; base++) {
        for (int letter = 0; letter < 4; letter++) {
            const detente_concept concept = concept_of((detente_concept)base, letter);
            assert_true(decides(open, (detente_concept)base, concept));
            assert_true(decides(open, concept, concept));
            assert_false(decides(open, concept, (detente_concept)base));
            assert_false(decides(RIVER, (detente_concept)base, concept));
            assert_false(decides(RIVER, concept, concept));
        }
        assert_false(decides(open, (detente_concept)base, (detente_concept)base));
        assert_true(decides(RIVER, (detente_concept)base, (detente_concept)base));
    }
    assert_false(decides(open, DETENTE_SIM, DETENTE_SIM));
}

/* What cannot be said is refused with the reason. */
static void test_refused(void **state)
{
    (void)state;
    detente_error err = {0};
    detente_analysis *analysis = NULL;
    detente_model *model = read_model(RIVER "unknown whether up prefers calm to trial\n");
    const detente_request option = {.engine = DETENTE_ENGINE_OPTION};
    assert_int_equal(detente_solve(model, &option, NULL, &analysis, &err), DETENTE_EUNSUPPORTED);
    uint32_t rank = 0;
    assert_int_equal(detente_state_rank(model, 0, 1, &rank, &err), DETENTE_EUNSUPPORTED);
    assert_int_equal(detente_state_rank(model, 1, 1, &rank, &err), DETENTE_OK);
    detente_comparison found = DETENTE_EQUAL;
    assert_int_equal(detente_state_compare(model, 0, 1, 3, &found, &err), DETENTE_OK);
    assert_int_equal(found, DETENTE_OPEN);
    assert_int_equal(detente_state_compare(model, 0, 2, 1, &found, &err), DETENTE_OK);
    assert_int_equal(found, DETENTE_BETTER);
    assert_int_equal(detente_solve(model, NULL, NULL, &analysis, &err), DETENTE_OK);
    dt_text text = {0};
    const detente_sink sink = {take, &text};
    assert_int_equal(detente_write_certificate(analysis, NULL, &sink, &err), DETENTE_EUNSUPPORTED);
    assert_non_null(strstr(err.message, "a certificate needs rankings"));
    assert_int_equal(detente_model_to_gmcr(model, "m", NULL, &sink, NULL, &err),
                     DETENTE_EUNSUPPORTED);
    assert_int_equal(detente_model_to_nfg(model, "m", NULL, &sink, NULL, &err),
                     DETENTE_EUNSUPPORTED);
    assert_int_equal(detente_write_sensitivity(analysis, NULL, NULL, &sink, &err),
                     DETENTE_EUNSUPPORTED);
    assert_int_equal(text.length, 0);
    detente_analysis_free(analysis);
    detente_model_free(model);
}

/* 2^23 states are not listed: no engine decides them. */
static void test_too_large(void **state)
{
    (void)state;
    dt_text text = {0};
    detente_error err = {0};
    detente_analysis *analysis = NULL;
    dt_text_add(&text, "conflict \"c\"\nparty a\n");
    for (int k = 0; k < 23; k++) {
        dt_text_format(&text, "  option o%d\n", k);
    }
    dt_text_add(&text, "a wants\n  o1\na may want\n  not o1\n");
    detente_model *model = read_model(text.bytes);
    assert_int_equal(detente_solve(model, NULL, NULL, &analysis, &err), DETENTE_ELIMIT);
    assert_non_null(strstr(err.message, "8388608 states are too many"));
    detente_comparison found = DETENTE_EQUAL;
    assert_int_equal(detente_state_compare(model, 0, 1, 3, &found, &err), DETENTE_ELIMIT);
    detente_model_free(model);
    dt_text_clear(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_laws),        cmocka_unit_test(test_nothing_unknown),
        cmocka_unit_test(test_x37),         cmocka_unit_test(test_x38),
        cmocka_unit_test(test_x33),         cmocka_unit_test(test_round_trips),
        cmocka_unit_test(test_faults),      cmocka_unit_test(test_sets),
        cmocka_unit_test(test_nothing_new), cmocka_unit_test(test_scenarios),
        cmocka_unit_test(test_getters),     cmocka_unit_test(test_agreement),
        cmocka_unit_test(test_names),       cmocka_unit_test(test_refused),
        cmocka_unit_test(test_too_large),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
