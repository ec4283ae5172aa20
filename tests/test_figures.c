/* SPDX-License-Identifier: MIT
 *
 * What the pictures say of a state: the ring of the map against the verdicts, the shades of the
 * heat map against the number of parties that would stay, place by place; and the names of options
 * that two parties share, in everything that is shown.
 */
#include "picture/figure.h"
#include "reading.h"
#include "reference/random_model.h"
#include "reference/sets.h"

#define ROUNDS 120

typedef struct solved {
    detente_model *model;
    detente_analysis *analysis;
    dt_view view;
} solved;

static void open_text(solved *s, const char *text)
{
    const detente_limits limits = {.threads = 1};
    *s = (solved){0};
    assert_int_equal(
        detente_model_read(text, strlen(text), "figures", NULL, NULL, &s->model, NULL, NULL),
        DETENTE_OK);
    assert_int_equal(detente_solve(s->model, NULL, &limits, &s->analysis, NULL), DETENTE_OK);
    assert_int_equal(dt_view_open(s->analysis, NULL, &s->view, NULL), DETENTE_OK);
}

static void open_random(solved *s, uint64_t seed, const random_knobs *knobs)
{
    dt_text text = {0};
    random_model(seed, knobs, &text);
    open_text(s, text.bytes);
    dt_text_clear(&text);
}

static void close_solved(solved *s)
{
    dt_view_clear(&s->view);
    detente_analysis_free(s->analysis);
    detente_model_free(s->model);
}

static dt_scene draw(const solved *s, detente_picture wish)
{
    dt_scene scene = {0};
    assert_int_equal(dt_figure_scene(&s->view, &wish, &scene, NULL), DETENTE_OK);
    return scene;
}

static bool holds(const solved *s, uint32_t asked, detente_concept which, uint64_t state)
{
    return (asked == 0 || (asked >> which & 1) != 0) &&
           detente_analysis_stable(s->analysis, which, DETENTE_EVERY_PARTY, state + 1);
}

/* ---- rings ----------------------------------------------------------------------------------- */

/* docs/figures.md: the first of these that is asked for and holds. */
static dt_ring ring_of(const solved *s, uint32_t asked, uint64_t state)
{
    static const struct {
        detente_concept which;
        dt_ring ring;
    } order[] = {{DETENTE_NASH, DT_RING_NASH},     {DETENTE_SEQ, DT_RING_CREDIBLE},
                 {DETENTE_SSEQ, DT_RING_CREDIBLE}, {DETENTE_SIM, DT_RING_AT_ONCE},
                 {DETENTE_GMR, DT_RING_CAUTION},   {DETENTE_SMR, DT_RING_CAUTION}};
    for (size_t k = 0; k < sizeof order / sizeof *order; k++) {
        if (holds(s, asked, order[k].which, state)) {
            return order[k].ring;
        }
    }
    return DT_RING_NONE;
}

static void test_rings(void **state)
{
    (void)state;
    uint32_t seen[DT_RING_NASH + 1] = {0};
    uint32_t by_smr = 0;
    const random_knobs knobs = random_knobs_for(RANDOM_OPTIONS);
    for (uint64_t seed = 0; seed < ROUNDS; seed++) {
        solved s;
        open_random(&s, seed, &knobs);
        for (uint32_t asked = 0; asked <= ALL_CONCEPTS; asked += asked % 8 == 0 ? 1 : 3) {
            dt_scene scene = draw(&s, (detente_picture){.concepts = set_of(asked)});
            for (size_t k = 0; k < scene.node_count; k++) {
                const dt_scene_node *n = &scene.nodes[k];
                if (n->state == UINT64_MAX) {
                    continue; /* a sample in the key */
                }
                assert_int_equal(n->ring, ring_of(&s, asked, n->state));
                seen[n->ring]++;
                by_smr += asked == 1u << DETENTE_SMR && n->ring == DT_RING_CAUTION;
            }
            dt_scene_clear(&scene);
        }
        close_solved(&s);
    }
    for (int ring = 0; ring <= DT_RING_NASH; ring++) {
        assert_true(seen[ring] > ROUNDS / 10);
    }
    assert_true(by_smr > ROUNDS / 10);
}

static const char *const ring_names[] = {"", "caution", "at-once", "credible", "nash"};

/* Every ring has a mark of its own in the SVG, and the key shows those that occur. */
static void test_marks(void **state)
{
    (void)state;
    for (uint64_t seed = 0; seed < 40; seed++) {
        const random_knobs knobs = random_knobs_for(RANDOM_OPTIONS);
        const dt_svg_style style = {.prefix = ""};
        solved s;
        dt_text svg = {0};
        bool seen[DT_RING_NASH + 1] = {false};
        open_random(&s, seed, &knobs);
        dt_scene scene = draw(&s, (detente_picture){0});
        for (size_t k = 0; k < scene.node_count; k++) {
            seen[scene.nodes[k].ring] |= scene.nodes[k].state != UINT64_MAX;
        }
        dt_scene_svg(&scene, &style, &svg);
        for (int ring = 1; ring <= DT_RING_NASH; ring++) {
            char class[32];
            snprintf(class, sizeof class, "class=\"ring %s\"", ring_names[ring]);
            uint32_t found = 0;
            for (const char *at = svg.bytes; (at = strstr(at, class)) != NULL; at++) {
                found++;
            }
            uint32_t wanted = seen[ring] ? 1 : 0; /* in the key */
            for (uint64_t n = 0; n < s.view.count; n++) {
                wanted += (int)ring_of(&s, 0, n) == ring;
            }
            assert_int_equal(found, wanted);
        }
        dt_text_clear(&svg);
        dt_scene_clear(&scene);
        close_solved(&s);
    }
}

/* ---- heat ------------------------------------------------------------------------------------ */

#define MOST_SIDE 128

/* cells[row][column]: the shade, UINT8_MAX where there is none; `columns` of the first row. */
typedef struct grid {
    uint8_t cells[MOST_SIDE][MOST_SIDE];
    uint32_t columns;
} grid;

/* The runs of the states come first, those of the key below them. */
static void read_grid(const dt_scene *scene, uint64_t states, grid *g)
{
    memset(g, 0xFF, sizeof *g);
    g->columns = 0;
    const int32_t left = scene->runs[0].x;
    const int32_t top = scene->runs[0].y;
    for (size_t k = 0; states > 0; k++) {
        assert_true(k < scene->run_count);
        const dt_scene_run *r = &scene->runs[k];
        const uint32_t row = (uint32_t)((r->y - top) / scene->cell);
        for (int32_t x = r->x; x < r->x + r->width; x += scene->cell) {
            const uint32_t column = (uint32_t)((x - left) / scene->cell);
            assert_int_equal(g->cells[row][column], UINT8_MAX);
            g->cells[row][column] = r->shade;
            g->columns = column + 1 > g->columns ? column + 1 : g->columns;
            states--;
        }
    }
}

static uint8_t content_at(const solved *s, detente_concept which, uint64_t state)
{
    uint8_t content = 0;
    for (uint32_t party = 0; party < detente_model_party_count(s->model); party++) {
        content = (uint8_t)(content +
                            detente_analysis_stable(s->analysis, which, party, state + 1));
    }
    return content;
}

static uint64_t gray(uint64_t rank)
{
    return rank ^ rank >> 1;
}

/* Where a state stands: line by line by its number in graph form; else column and row are the ranks
 * of its first and last options in the Gray code (every combination is feasible). */
static void check_grid(const solved *s, const grid *g, detente_concept which, bool graph)
{
    for (uint32_t row = 0; row < MOST_SIDE; row++) {
        for (uint32_t column = 0; column < g->columns; column++) {
            const uint64_t n = graph ? (uint64_t)row * g->columns + column
                                     : gray(column) + g->columns * gray(row);
            if (n < s->view.count && (graph || row < s->view.count / g->columns)) {
                assert_int_equal(g->cells[row][column], content_at(s, which, n));
            } else {
                assert_int_equal(g->cells[row][column], UINT8_MAX);
            }
        }
    }
}

static void test_shades(void **state)
{
    (void)state;
    for (int form = 0; form < 2; form++) {
        const bool graph = form == 1;
        random_knobs knobs = random_knobs_for(graph ? RANDOM_GRAPH : RANDOM_OPTIONS);
        knobs.plain = !graph;
        for (uint64_t seed = 0; seed < ROUNDS; seed++) {
            static grid g;
            solved s;
            open_random(&s, seed, &knobs);
            const detente_concept which = (detente_concept)(seed % DETENTE_SIM);
            if (graph || detente_model_option_count(s.model) >= 2) {
                const detente_picture wish = {.view = DETENTE_HEAT,
                                              .concepts = set_of(1u << which)};
                dt_scene scene = draw(&s, wish);
                assert_int_equal(scene.shades, detente_model_party_count(s.model) + 1);
                read_grid(&scene, s.view.count, &g);
                check_grid(&s, &g, which, graph);
                dt_scene_clear(&scene);
            }
            close_solved(&s);
        }
    }
}

/* ---- names that two parties share ------------------------------------------------------------- */

static const char shared[] =
    "conflict \"Council\"\nparty dup \"Left\"\noption vote \"Ja\"\noption go \"Leave\"\n"
    "party erg \"Right\"\noption vote \"Nein\"\nstatus quo none\n"
    "outcome both = dup.vote and erg.vote\nsame go and dup.vote and erg.vote\n"
    "dup wants\nerg.vote\ndup.vote\nerg wants\ndup.vote\nerg.vote\n";

/* Every `vote` in the text has an owner. */
static void assert_owned(const char *text, const char *where)
{
    uint32_t found = 0;
    for (const char *at = text; (at = strstr(at, "vote")) != NULL; at++) {
        if (at - text < 4 || (strncmp(at - 4, "dup", 3) != 0 && strncmp(at - 4, "erg", 3) != 0)) {
            fail_msg("%s: whose is this? %.40s", where, at - (at - text < 20 ? at - text : 20));
        }
        found++;
    }
    if (found < 2) {
        fail_msg("%s names no option", where);
    }
}

static void test_shared_names(void **state)
{
    (void)state;
    static const detente_picture pictures[] = {
        {.view = DETENTE_MAP},
        {.view = DETENTE_MAP, .format = DETENTE_DOT},
        {.view = DETENTE_MAP, .format = DETENTE_GRAPHML},
        {.view = DETENTE_EVOLUTION},
        {.view = DETENTE_HEAT},
        {.view = DETENTE_MAP, .format = DETENTE_SCENE, .arcs = DETENTE_ARCS_ALL},
    };
    static const detente_table_kind tables[] = {DETENTE_TABLE_OPTIONS, DETENTE_TABLE_STATES,
                                                DETENTE_TABLE_EVOLUTION, DETENTE_TABLE_MOVES};
    solved s;
    dt_text text = {0};
    const detente_sink sink = {keep_bytes, &text};
    open_text(&s, shared);
    for (size_t k = 0; k < sizeof pictures / sizeof *pictures; k++) {
        assert_int_equal(detente_write_graph(s.analysis, &pictures[k], NULL, &sink, NULL),
                         DETENTE_OK);
        assert_owned(text.bytes, "a picture");
        text.length = 0;
    }
    for (size_t k = 0; k < sizeof tables / sizeof *tables; k++) {
        for (int format = 0; format <= DETENTE_LATEX; format++) {
            const detente_style style = {.format = (detente_format_kind)format};
            if (format != DETENTE_JSON) {
                assert_int_equal(
                    detente_write_table(s.analysis, tables[k], &style, NULL, &sink, NULL),
                    DETENTE_OK);
                assert_owned(text.bytes, detente_table_id(tables[k]));
                text.length = 0;
            }
        }
    }
    assert_int_equal(detente_write_report(s.analysis, NULL, NULL, &sink, NULL), DETENTE_OK);
    assert_owned(text.bytes, "the report");
    text.length = 0;
    const detente_question question = {.state = "dup.vote, erg.vote", .party = DETENTE_EVERY_PARTY};
    assert_int_equal(detente_explain(s.model, &question, NULL, NULL, &sink, NULL), DETENTE_OK);
    assert_owned(text.bytes, "the explanation");
    dt_text_clear(&text);
    close_solved(&s);
}

/* An option of a coalesced state that its members differ in is not left out. */
static void test_evolution_of_merged(void **state)
{
    (void)state;
    solved s;
    open_text(&s, "conflict \"m\"\nparty a\noption x\nparty b\noption y\nstatus quo x\nsame not x\n"
                  "a wants\nnot x\nb wants\ntrue\n");
    dt_scene scene = draw(&s, (detente_picture){.view = DETENTE_EVOLUTION});
    bool found = false;
    for (size_t k = 0; k < scene.text_count; k++) {
        found = found || strcmp(scene.texts[k].string, "y or not") == 0;
        assert_string_not_equal(scene.texts[k].string, "nothing taken");
    }
    assert_true(found);
    dt_scene_clear(&scene);
    close_solved(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rings),
        cmocka_unit_test(test_marks),
        cmocka_unit_test(test_shades),
        cmocka_unit_test(test_shared_names),
        cmocka_unit_test(test_evolution_of_merged),
    };
    return cmocka_run_group_tests_name("figures", tests, NULL, NULL);
}
