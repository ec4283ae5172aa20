/* SPDX-License-Identifier: MIT
 *
 * Laws of the pictures, asked of scenes of random and of all shipped models:
 *
 *   - no two nodes closer than a bound; no text on a text or on a node; everything inside
 *   - no arc passes through a node that is not its own
 *   - a party's moves all run its own way (map of two parties: sideways or up and down)
 *   - a short arrow without a number leads to the same place of the next grid
 *   - preferences move no node of the map; the same picture from every run
 *   - an evolution's layers are the distances by improvements; every arc drawn is an improvement
 *   - DOT, JSON, GraphML and SVG hold what the scene holds
 *
 * The bounds stand here, not in the code that draws.
 */
#include "picture/figure.h"
#include "reading.h"
#include "reference/random_model.h"
#include "reference/sets.h"

#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#define ROUNDS 150
#define LEAST_GAP 18 /* between two nodes, edge to edge */

/* ---- solving --------------------------------------------------------------------------------- */

typedef struct solved {
    detente_model *model;
    detente_analysis *analysis;
    dt_view view;
} solved;

static bool solve(const char *text, size_t length, solved *out)
{
    const detente_limits limits = {.threads = 1};
    *out = (solved){0};
    if (detente_model_read(text, length, "layout", NULL, NULL, &out->model, NULL, NULL) !=
        DETENTE_OK) {
        return false;
    }
    assert_int_equal(detente_solve(out->model, NULL, &limits, &out->analysis, NULL), DETENTE_OK);
    assert_int_equal(dt_view_open(out->analysis, NULL, &out->view, NULL), DETENTE_OK);
    return true;
}

static void clear(solved *s)
{
    dt_view_clear(&s->view);
    detente_analysis_free(s->analysis);
    detente_model_free(s->model);
}

static dt_scene draw(const solved *s, detente_picture wish)
{
    dt_scene scene = {0};
    detente_error err = {0};
    if (dt_figure_scene(&s->view, &wish, &scene, &err) != DETENTE_OK) {
        fail_msg("not drawn: %s", err.message);
    }
    return scene;
}

/* ---- laws of every scene --------------------------------------------------------------------- */

static dt_box box_of(const dt_scene_node *n, int32_t more)
{
    return (dt_box){n->x - n->half_width - more, n->y - n->half_height - more,
                    2 * (n->half_width + more), 2 * (n->half_height + more)};
}

static void assert_apart(const dt_scene *scene)
{
    for (size_t a = 0; a < scene->node_count; a++) {
        for (size_t b = a + 1; b < scene->node_count; b++) {
            const bool samples = scene->nodes[a].state == UINT64_MAX ||
                                 scene->nodes[b].state == UINT64_MAX;
            const int32_t gap = samples ? 4 : LEAST_GAP / 2;
            if (dt_boxes_meet(box_of(&scene->nodes[a], gap), box_of(&scene->nodes[b], gap))) {
                fail_msg("'%s': nodes %zu and %zu are too close", scene->title, a, b);
            }
        }
    }
}

static void assert_texts_free(const dt_scene *scene)
{
    for (size_t a = 0; a < scene->text_count; a++) {
        const dt_scene_text *t = &scene->texts[a];
        for (size_t b = a + 1; b < scene->text_count; b++) {
            if (dt_boxes_meet(t->box, scene->texts[b].box)) {
                fail_msg("'%s': “%s” stands on “%s”", scene->title, t->string,
                         scene->texts[b].string);
            }
        }
        for (size_t k = 0; k < scene->node_count; k++) {
            const dt_scene_node *n = &scene->nodes[k];
            if (!(t->inside && n->box) && !n->bare && dt_boxes_meet(t->box, box_of(n, 0))) {
                fail_msg("'%s': “%s” stands on node %zu", scene->title, t->string, k);
            }
        }
    }
}

static void assert_within(const dt_scene *scene)
{
    for (size_t k = 0; k < scene->node_count; k++) {
        const dt_box b = box_of(&scene->nodes[k], 4);
        assert_true(b.x >= 0 && b.y >= 0);
        assert_true(b.x + b.width <= scene->width && b.y + b.height <= scene->height);
    }
    for (size_t k = 0; k < scene->text_count; k++) {
        const dt_box b = scene->texts[k].box;
        if (b.x < 0 || b.y < 0 || b.x + b.width > scene->width || b.y + b.height > scene->height) {
            fail_msg("'%s': “%s” is cut", scene->title, scene->texts[k].string);
        }
    }
    for (size_t k = 0; k < scene->arc_count; k++) {
        for (int32_t part = 0; part <= 32; part++) {
            int32_t x = 0;
            int32_t y = 0;
            dt_curve_point(scene->arcs[k].points, part, 32, &x, &y);
            assert_true(x >= 0 && y >= 0 && x <= scene->width && y <= scene->height);
        }
    }
}

static void assert_arcs_clear(const dt_scene *scene)
{
    for (size_t k = 0; k < scene->arc_count; k++) {
        if (dt_scene_clearance(scene, &scene->arcs[k]) < 0) {
            fail_msg("'%s': arc “%s” passes through a node", scene->title, scene->arcs[k].title);
        }
    }
}

/* Who asks for all improvements of a crowded picture gets arcs over nodes as well. */
static void assert_lawful(const dt_scene *scene, bool clear_arcs)
{
    assert_apart(scene);
    assert_texts_free(scene);
    assert_within(scene);
    if (clear_arcs) {
        assert_arcs_clear(scene);
    }
}

static void assert_same(const dt_scene *a, const dt_scene *b)
{
    dt_text first = {0};
    dt_text second = {0};
    dt_scene_json(a, &first);
    dt_scene_json(b, &second);
    assert_false(first.failed || second.failed);
    assert_string_equal(first.bytes, second.bytes);
    dt_text_clear(&first);
    dt_text_clear(&second);
}

/* ---- laws of one model ----------------------------------------------------------------------- */

static void check_arcs_improve(const solved *s, const dt_scene *scene)
{
    for (size_t k = 0; k < scene->arc_count; k++) {
        const dt_scene_arc *arc = &scene->arcs[k];
        const dt_preference *own = &s->model->preferences[arc->party];
        assert_true(dt_prefers(own, scene->nodes[arc->from].state, scene->nodes[arc->to].state));
        assert_true(arc->improvement);
    }
}

static void check_model(const solved *s)
{
    static const detente_arcs arcs[] = {DETENTE_ARCS_AUTO, DETENTE_ARCS_BEST,
                                        DETENTE_ARCS_IMPROVEMENTS};
    for (size_t k = 0; k < sizeof arcs / sizeof arcs[0]; k++) {
        for (int view = DETENTE_MAP; view <= DETENTE_EVOLUTION; view++) {
            if (view == DETENTE_EVOLUTION && s->model->status_quo == 0) {
                continue;
            }
            const detente_picture wish = {.view = (detente_picture_view)view, .arcs = arcs[k]};
            dt_scene scene = draw(s, wish);
            dt_scene again = draw(s, wish);
            assert_lawful(&scene, arcs[k] == DETENTE_ARCS_AUTO);
            assert_same(&scene, &again);
            check_arcs_improve(s, &scene);
            dt_scene_clear(&scene);
            dt_scene_clear(&again);
        }
    }
    dt_scene heat = draw(s, (detente_picture){.view = DETENTE_HEAT});
    assert_texts_free(&heat);
    dt_scene_clear(&heat);
}

/* Each state is a cell of the heat map, with the number of parties that are content as its shade.
 */
static void check_heat(const solved *s)
{
    uint64_t wanted[DT_MOST_PARTIES + 1] = {0};
    uint64_t found[DT_MOST_PARTIES + 1] = {0};
    const detente_concept nash = dt_all_rankings(s->view.syntax) ? DETENTE_NASH : DETENTE_NASH_A;
    dt_scene heat = draw(
        s, (detente_picture){.view = DETENTE_HEAT, .concepts = set_of(1u << DETENTE_NASH)});
    for (uint64_t k = 0; k < s->view.count; k++) {
        uint32_t content = 0;
        for (uint32_t party = 0; party < s->view.syntax->party_count; party++) {
            content += detente_analysis_stable(s->analysis, nash, party, k + 1);
        }
        wanted[content]++;
    }
    for (size_t k = 0; k < heat.run_count; k++) {
        if (heat.runs[k].width % heat.cell == 0 && heat.runs[k].y < heat.height - 80) {
            found[heat.runs[k].shade] += (uint64_t)(heat.runs[k].width / heat.cell);
        }
    }
    for (uint32_t k = 0; k <= s->view.syntax->party_count; k++) {
        assert_int_equal(found[k], wanted[k]);
    }
    dt_scene_clear(&heat);
}

/* ---- shipped models -------------------------------------------------------------------------- */

static char *read_file(const char *path, size_t *length)
{
    FILE *file = fopen(path, "rb");
    dt_text text = {0};
    char piece[4096];
    size_t count = 0;
    assert_non_null(file);
    while ((count = fread(piece, 1, sizeof piece, file)) > 0) {
        dt_text_add_bytes(&text, piece, count);
    }
    fclose(file);
    *length = text.length;
    return text.bytes;
}

static void check_folder(const char *folder, int *count)
{
    DIR *list = opendir(folder);
    assert_non_null(list);
    for (struct dirent *entry = readdir(list); entry != NULL; entry = readdir(list)) {
        char path[512];
        size_t length = 0;
        solved s;
        if (strstr(entry->d_name, ".detente") == NULL) {
            continue;
        }
        snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
        char *text = read_file(path, &length);
        assert_true(solve(text, length, &s));
        check_model(&s);
        if (s.view.count <= 2048 && !dt_is_graph_form(s.view.syntax)) {
            check_heat(&s);
        }
        clear(&s);
        free(text);
        ++*count;
    }
    closedir(list);
}

static void shipped_models_are_drawn_by_the_laws(void **state)
{
    int count = 0;
    (void)state;
    check_folder(SOURCE_DIR "/models/seeds", &count);
    check_folder(SOURCE_DIR "/models/published", &count);
    assert_true(count >= 10);
}

/* ---- random models --------------------------------------------------------------------------- */

static void random_models_are_drawn_by_the_laws(void **state)
{
    int drawn = 0;
    (void)state;
    for (int round = 0; round < ROUNDS; round++) {
        const random_knobs knobs = random_knobs_for((random_form)(round % 3));
        dt_text text = {0};
        solved s;
        random_model((uint64_t)round, &knobs, &text);
        if (solve(text.bytes, text.length, &s)) {
            if (s.view.count > 0) {
                check_model(&s);
                drawn++;
            }
            clear(&s);
        }
        dt_text_clear(&text);
    }
    assert_true(drawn > ROUNDS / 2);
}

/* ---- single laws ----------------------------------------------------------------------------- */

#define TWO_PARTIES                                                                                \
    "conflict \"Two\"\nparty a\noption p\noption q\nparty b\noption r\noption s\n"                 \
    "status quo none\n"

static void a_partys_moves_run_its_own_way(void **state)
{
    static const char text[] = TWO_PARTIES "a wants\np\nq\nb wants\nr\nnot s\n";
    solved s;
    (void)state;
    assert_true(solve(text, sizeof text - 1, &s));
    dt_scene scene = draw(&s, (detente_picture){.arcs = DETENTE_ARCS_IMPROVEMENTS});
    assert_true(scene.arc_count > 20);
    for (size_t k = 0; k < scene.arc_count; k++) {
        const dt_scene_arc *arc = &scene.arcs[k];
        const dt_scene_node *from = &scene.nodes[arc->from];
        const dt_scene_node *to = &scene.nodes[arc->to];
        assert_true(arc->party == 0 ? from->y == to->y : from->x == to->x);
    }
    dt_scene_clear(&scene);
    clear(&s);
}

/* Does the arc end away from the node that it leads to? */
static bool is_short(const dt_scene *scene, const dt_scene_arc *arc)
{
    const dt_scene_node *to = &scene->nodes[arc->to];
    return !dt_boxes_meet((dt_box){arc->points[6], arc->points[7], 1, 1}, box_of(to, 12));
}

/* Is the number of the arc's state written beside its head, in the party's colour? */
static bool is_numbered(const dt_scene *scene, const dt_scene_arc *arc)
{
    const dt_box near = {arc->points[6] - 20, arc->points[7] - 20, 41, 41};
    char number[32];
    snprintf(number, sizeof number, " %llu ", (unsigned long long)scene->nodes[arc->to].state + 1);
    for (size_t k = 0; k < scene->text_count; k++) {
        const dt_scene_text *t = &scene->texts[k];
        char words[256];
        snprintf(words, sizeof words, " %s ", t->string);
        if (t->role == DT_ROLE_CHANGE && t->party == arc->party && dt_boxes_meet(near, t->box) &&
            strstr(words, number) != NULL) {
            return true;
        }
    }
    return false;
}

/* Lines between grids that the way from node to node passes; 99 when it is not straight. */
static int grids_passed(const dt_scene *scene, const dt_scene_arc *arc)
{
    const dt_scene_node *from = &scene->nodes[arc->from];
    const dt_scene_node *to = &scene->nodes[arc->to];
    int passed = 0;
    if (from->x != to->x && from->y != to->y) {
        return 99;
    }
    for (size_t k = 0; k < scene->stroke_count; k++) {
        const dt_scene_stroke *s = &scene->strokes[k];
        const bool upright = s->x1 == s->x2;
        const int32_t a = upright ? from->x : from->y;
        const int32_t b = upright ? to->x : to->y;
        const int32_t at = upright ? s->x1 : s->y1;
        passed += s->kind == DT_STROKE_FRAME && (a < at) != (b < at);
    }
    return passed;
}

/* Four parties, the outer ones with two options; one combination in five is taken out. */
static void write_nested(uint64_t seed, dt_text *text)
{
    static const char *const parties[] = {"a", "b", "c", "d"};
    dt_text_add(text, "conflict \"Nested\"\n");
    for (int k = 0; k < 4; k++) {
        dt_text_format(text, "party %s\noption p%d\n", parties[k], k);
        if (k > 0) {
            dt_text_format(text, "option q%d\n", k);
        }
    }
    for (int k = 1; k < 4; k++) {
        seed = seed * 6364136223846793005u + 1442695040888963407u;
        if ((seed >> 40) % 5 == 0) {
            dt_text_format(text, "impossible p%d and q%d\n", k, k);
        }
    }
    for (int k = 0; k < 4; k++) {
        dt_text_format(text, "%s wants\n", parties[k]);
        for (int line = 0; line < 4; line++) {
            seed = seed * 6364136223846793005u + 1442695040888963407u;
            const int one = (int)(seed >> 33) % 4;
            const int two = (int)(seed >> 43) % 4;
            dt_text_format(text, "%s%s%d %s p%d\n", (seed >> 50) % 2 == 0 ? "not " : "",
                           one > 0 && (seed >> 51) % 2 == 0 ? "q" : "p", one,
                           (seed >> 52) % 2 == 0 ? "iff" : "or", two);
        }
    }
}

static void short_arrows_say_where_they_lead(void **state)
{
    int plain = 0;
    int numbered = 0;
    (void)state;
    for (uint64_t seed = 1; seed <= 40; seed++) {
        dt_text text = {0};
        solved s;
        write_nested(seed, &text);
        assert_true(solve(text.bytes, text.length, &s));
        for (int arcs = DETENTE_ARCS_AUTO; arcs <= DETENTE_ARCS_IMPROVEMENTS; arcs++) {
            dt_scene scene = draw(&s, (detente_picture){.arcs = (detente_arcs)arcs});
            assert_lawful(&scene, arcs == DETENTE_ARCS_AUTO);
            for (size_t k = 0; k < scene.arc_count; k++) {
                const dt_scene_arc *arc = &scene.arcs[k];
                if (!is_short(&scene, arc)) {
                    continue;
                }
                if (is_numbered(&scene, arc)) {
                    numbered++;
                } else if (grids_passed(&scene, arc) == 1) {
                    plain++;
                } else {
                    fail_msg("a short arrow leads beyond the next grid, without a number: %s",
                             arc->title);
                }
            }
            dt_scene_clear(&scene);
        }
        clear(&s);
        dt_text_clear(&text);
    }
    assert_true(plain > 100 && numbered > 100);
}

/* Gray code: neighbours on an axis differ in one option. */
static void neighbours_differ_in_one_option(void **state)
{
    (void)state;
    for (uint64_t rank = 1; rank < 4096; rank++) {
        const uint64_t code = rank ^ rank >> 1;
        const uint64_t before = (rank - 1) ^ (rank - 1) >> 1;
        assert_int_equal(dt_gray_rank(code), rank);
        assert_int_equal(dt_popcount(code ^ before), 1);
    }
}

/* Every edit of a statement leaves every node where it was. */
static void preferences_move_no_node(void **state)
{
    static const char *const wants[] = {"p\n", "not p\nq\n", "q if r\n~ s\n", "r iff s\n", ""};
    dt_scene first = {0};
    (void)state;
    for (size_t k = 0; k < sizeof wants / sizeof wants[0]; k++) {
        dt_text text = {0};
        solved s;
        dt_text_add(&text, TWO_PARTIES "a wants\n");
        dt_text_add(&text, wants[k]);
        dt_text_add(&text, "b wants\nnot s\n");
        assert_true(solve(text.bytes, text.length, &s));
        dt_scene scene = draw(&s, (detente_picture){0});
        for (size_t n = 0; k > 0 && n < s.view.count; n++) {
            assert_int_equal(scene.nodes[n].x, first.nodes[n].x);
            assert_int_equal(scene.nodes[n].y, first.nodes[n].y);
            assert_int_equal(scene.nodes[n].state, first.nodes[n].state);
        }
        if (k == 0) {
            first = scene;
        } else {
            dt_scene_clear(&scene);
        }
        clear(&s);
        dt_text_clear(&text);
    }
    dt_scene_clear(&first);
}

/* A road by hand: a takes p, then b takes r, then nothing pays.  Layers 0, 1, 2. */
static void layers_are_distances(void **state)
{
    static const char text[] = "conflict \"Road\"\nparty a\noption p\nparty b\noption r\n"
                               "status quo none\na wants\np\nb wants\nr iff p\n";
    solved s;
    (void)state;
    assert_true(solve(text, sizeof text - 1, &s));
    dt_scene scene = draw(&s, (detente_picture){.view = DETENTE_EVOLUTION});
    assert_int_equal(scene.arc_count, 2);
    assert_int_equal(scene.nodes[0].state, 0);
    assert_int_equal(scene.nodes[1].state, 1);
    assert_int_equal(scene.nodes[2].state, 3);
    assert_true(scene.nodes[0].y < scene.nodes[1].y && scene.nodes[1].y < scene.nodes[2].y);
    assert_string_equal(scene.arcs[0].change, "+p");
    assert_string_equal(scene.arcs[1].change, "+r");
    assert_int_equal(scene.nodes[2].ring, DT_RING_NASH);
    dt_scene_clear(&scene);
    clear(&s);
}

/* Long names, foreign writing and reserved characters neither collide nor break a format. */
static void names_of_all_kinds(void **state)
{
    static const char text[] =
        "conflict \"<Ünïcode> & “quotes” with a title that goes on for much longer than anybody "
        "would "
        "like to read on a picture, and then some\"\n"
        "party 日本 \"日本国政府と関係するすべての機関および団体の連合\"\n"
        "option 平和 \"平和\"\noption محادثات \"محادثات\"\n"
        "party b \"A party whose name has more than eighty characters, which is longer than any "
        "axis has "
        "room for\"\n"
        "option a-very-long-option-name-that-nobody-should-use-but-somebody-will \"x\" cannot be "
        "undone\n"
        "status quo none\noutcome ένα-πολύ-μεγάλο-όνομα-για-μια-έκβαση = 平和\n"
        "日本 wants\n平和\nb wants\nnot 平和\n";
    solved s;
    dt_text svg = {0};
    (void)state;
    assert_true(solve(text, sizeof text - 1, &s));
    check_model(&s);
    dt_scene scene = draw(&s, (detente_picture){0});
    dt_scene_svg(&scene, &(dt_svg_style){.prefix = ""}, &svg);
    assert_non_null(strstr(svg.bytes, "&lt;Ünïcode&gt; &amp;"));
    assert_null(strstr(svg.bytes, "<Ünïcode>"));
    dt_text_clear(&svg);
    dt_scene_clear(&scene);
    clear(&s);
}

static void edges_of_what_can_be_drawn(void **state)
{
    static const char one[] = "conflict \"One\"\nparty a\noption p\nimpossible p\na wants\nnot p\n";
    static const char six[] =
        "conflict \"Six\"\nparty a\noption p\nparty b\noption q\nparty c\noption r\nparty "
        "d\noption s\n"
        "party e\noption t\nparty f\noption u\nstatus quo none\n"
        "a wants\np\nb wants\nq\nc wants\nr\nd wants\ns\ne wants\nt\nf wants\nu\n";
    solved s;
    detente_error err = {0};
    dt_scene scene = {0};
    const detente_picture evolution = {.view = DETENTE_EVOLUTION};
    const detente_picture nowhere = {.state = 2};
    (void)state;
    assert_true(solve(one, sizeof one - 1, &s));
    check_model(&s);
    assert_int_equal(dt_figure_scene(&s.view, &evolution, &scene, &err), DETENTE_EUNSUPPORTED);
    assert_int_equal(dt_figure_scene(&s.view, &nowhere, &scene, &err), DETENTE_EINVAL);
    clear(&s);
    assert_true(solve(six, sizeof six - 1, &s));
    check_model(&s);
    clear(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(neighbours_differ_in_one_option),
        cmocka_unit_test(a_partys_moves_run_its_own_way),
        cmocka_unit_test(short_arrows_say_where_they_lead),
        cmocka_unit_test(preferences_move_no_node),
        cmocka_unit_test(layers_are_distances),
        cmocka_unit_test(names_of_all_kinds),
        cmocka_unit_test(edges_of_what_can_be_drawn),
        cmocka_unit_test(shipped_models_are_drawn_by_the_laws),
        cmocka_unit_test(random_models_are_drawn_by_the_laws),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
