/* SPDX-License-Identifier: MIT
 *
 * The map: outcomes placed by their options.
 *
 * Each party's own combinations are an axis in Gray-code order, so all its moves run its own way:
 * two parties a grid, three a grid with an oblique axis, more a grid of grids with the parties that
 * the file names first on the inner axes.  Positions follow from the feasible states alone: editing
 * a preference moves nothing.  States of a graph-form model stand on a circle, in file order.
 *
 * Text goes to the lower right of a node, arcs over nodes to its upper side and left: that keeps
 * labels free.  Time O(states x axes + arcs x states), integers only.
 */
#include "picture/map.h"

#define MOST_ROOMY 40 /* states with labels of their own */
#define WIDEST_ROOMY 1100
#define SHORT 15 /* arrow towards another grid */
#define SHORT_LANE 64
#define NUMBER_ROOM 16 /* between nodes, for numbers at short arrows */

/* ---- nodes ----------------------------------------------------------------------------------- */

static uint32_t digit(const dt_axis *a, uint64_t code)
{
    const uint64_t combo = dt_squeeze(code, a->mask);
    for (uint32_t k = 0; k < a->count; k++) {
        if (a->combos[k] == combo) {
            return k;
        }
    }
    return 0;
}

static void place_code(dt_map *m, uint64_t code, int32_t *x, int32_t *y)
{
    const dt_axis *z = dt_map_axis(m, DT_OBLIQUE, 0);
    *x = m->left;
    *y = m->top + (z == NULL ? 0 : m->step_y * ((int32_t)z->count - 1));
    for (uint32_t k = 0; k < m->axis_count; k++) {
        const int32_t d = (int32_t)digit(&m->axes[k], code);
        *x += d * m->axes[k].dx;
        *y += d * m->axes[k].dy;
    }
}

static bool is_crowded(const dt_map *m, const dt_scene_node *node)
{
    for (size_t k = 0; k < m->scene->node_count; k++) {
        const dt_scene_node *n = &m->scene->nodes[k];
        const int32_t dx = n->x > node->x ? n->x - node->x : node->x - n->x;
        const int32_t dy = n->y > node->y ? n->y - node->y : node->y - n->y;
        const int32_t least = 2 * m->radius + 28;
        if (n != node && dx < least && dy < least) {
            return true;
        }
    }
    return false;
}

/* A coalesced state stands in the middle of its members, if there is room. */
static void centre_members(dt_map *m, dt_scene_node *node)
{
    const dt_states *states = m->figure->view->model->states;
    const uint64_t first = states->member_at[node->state];
    const uint64_t count = states->member_at[node->state + 1] - first;
    if (count < 2) {
        return;
    }
    const dt_scene_node lowest = *node;
    int64_t sum_x = 0;
    int64_t sum_y = 0;
    for (uint64_t k = 0; k < count; k++) {
        int32_t x = 0;
        int32_t y = 0;
        place_code(m, states->members[first + k], &x, &y);
        sum_x += x;
        sum_y += y;
    }
    node->x = (int32_t)(sum_x / (int64_t)count);
    node->y = (int32_t)(sum_y / (int64_t)count);
    if (is_crowded(m, node)) {
        *node = lowest;
    }
}

static void add_nodes(dt_map *m)
{
    const dt_figure *figure = m->figure;
    const dt_view *view = figure->view;
    for (uint32_t k = 0; k < figure->count; k++) {
        const uint64_t s = figure->chosen[k];
        dt_scene_node node = {.state = s, .half_width = m->radius, .half_height = m->radius};
        node.ring = dt_figure_ring(view, &figure->wish, s);
        node.status_quo = s + 1 == view->model->status_quo;
        node.chosen = s + 1 == figure->wish.state;
        node.name = dt_figure_name(m->scene, view, s);
        node.title = dt_figure_title(m->scene, view, s);
        dt_scene_node_add(m->scene, node);
    }
}

static void place_nodes(dt_map *m)
{
    dt_scene *scene = m->scene;
    for (size_t k = 0; k < scene->node_count; k++) {
        place_code(m, dt_map_code(m, (uint32_t)k), &scene->nodes[k].x, &scene->nodes[k].y);
    }
    const bool coalesced = m->figure->view->model->states->members != NULL;
    for (size_t k = 0; coalesced && k < scene->node_count; k++) {
        centre_members(m, &scene->nodes[k]);
    }
}

/* ---- labels ---------------------------------------------------------------------------------- */

/* "YN·N": the pattern, party by party. */
static const char *grouped_pattern(dt_map *m, uint64_t state)
{
    const dt_view *view = m->figure->view;
    char pattern[DT_MOST_OPTIONS + 1];
    dt_states_pattern(view->model, state, pattern);
    dt_text text = {0};
    for (uint32_t k = 0; k < view->syntax->option_count; k++) {
        if (k > 0 && view->syntax->options[k].party != view->syntax->options[k - 1].party) {
            dt_text_add(&text, "·");
        }
        dt_text_add_char(&text, pattern[k]);
    }
    return dt_scene_keep(m->scene, &text);
}

static void label_node(dt_map *m, const dt_scene_node *node, dt_anchor anchor, int32_t x, int32_t y)
{
    dt_scene *scene = m->scene;
    const char *outcomes = dt_figure_outcomes(scene, m->figure->view, node->state);
    const int32_t strong = dt_role_line(DT_ROLE_STRONG);
    if (node->status_quo) {
        dt_scene_text_add(scene, DT_ROLE_STRONG, anchor, x, y,
                          dt_scene_fit(scene, DT_ROLE_STRONG, "status quo", m->label), DT_NONE);
        y += strong;
    }
    if (outcomes[0] != '\0') {
        dt_scene_text_add(scene, DT_ROLE_STRONG, anchor, x, y,
                          dt_scene_fit(scene, DT_ROLE_STRONG, outcomes, m->label), DT_NONE);
        y += strong;
    }
    if (!dt_is_graph_form(m->figure->view->syntax)) {
        dt_scene_text_add(
            scene, DT_ROLE_LABEL, anchor, x, y,
            dt_scene_fit(scene, DT_ROLE_LABEL, grouped_pattern(m, node->state), m->label), DT_NONE);
    }
}

static void label_nodes(dt_map *m)
{
    for (size_t k = 0; m->roomy && k < m->scene->node_count; k++) {
        const dt_scene_node *n = &m->scene->nodes[k];
        label_node(m, n, DT_START, n->x + 8, n->y + m->radius + 15);
    }
}

/* Without room for labels: which states the names mean, below the picture. */
static const char *name_list(dt_map *m)
{
    const dt_view *view = m->figure->view;
    dt_text text = {0};
    if (view->model->status_quo > 0) {
        dt_text_add(&text, "Status quo: ");
        dt_text_number(&text, view->model->status_quo);
        dt_text_add(&text, ". ");
    }
    for (uint32_t k = 0; k < view->syntax->outcome_count; k++) {
        uint32_t held = 0;
        for (uint32_t j = 0; j < m->figure->count; j++) {
            held += dt_view_is(view, k, m->figure->chosen[j]);
        }
        if (held == 0 || held > 8) {
            continue;
        }
        dt_text_add(&text, view->syntax->outcomes[k].id);
        dt_text_add(&text, ":");
        for (uint32_t j = 0; j < m->figure->count; j++) {
            if (dt_view_is(view, k, m->figure->chosen[j])) {
                dt_text_add_char(&text, ' ');
                dt_text_number(&text, m->figure->chosen[j] + 1);
            }
        }
        dt_text_add(&text, ". ");
    }
    return dt_scene_keep(m->scene, &text);
}

/* ---- arcs ------------------------------------------------------------------------------------ */

/* The axis along which an arc runs, NULL when it runs along several or none. */
static const dt_axis *axis_of(const dt_map *m, const dt_scene_arc *arc)
{
    const uint64_t changed = dt_map_code(m, arc->from) ^ dt_map_code(m, arc->to);
    for (uint32_t k = 0; k < m->axis_count; k++) {
        if ((changed & ~m->axes[k].mask) == 0) {
            return &m->axes[k];
        }
    }
    return NULL;
}

/* A move between grids, in a picture without room: a short arrow towards the grid that it leads
 * to, where it ends in the same place.  Axes outside that share a direction take different corners.
 */
static void draw_short(const dt_map *m, const dt_axis *a, dt_scene_arc *arc)
{
    const dt_scene_node *from = &m->scene->nodes[arc->from];
    const dt_scene_node *to = &m->scene->nodes[arc->to];
    const int32_t corner = m->radius * 7 / 10 + (from->ring == DT_RING_NONE ? 1 : 4);
    const int32_t side = a->level % 2 == 1 ? 1 : -1;
    const int32_t length = SHORT + 5 * ((int32_t)(a->level - 1) / 2);
    const bool level = a->along == DT_RIGHTWARDS;
    const int32_t way = (level ? to->x > from->x : to->y > from->y) ? 1 : -1;
    const int32_t x = from->x + (level ? way : side) * corner;
    const int32_t y = from->y + (level ? side : way) * corner;
    for (int32_t k = 0; k < 4; k++) {
        arc->points[2 * k] = x + (level ? way * length * k / 3 : 0);
        arc->points[2 * k + 1] = y + (level ? 0 : way * length * k / 3);
    }
    arc->lane = SHORT_LANE;
}

/* Does a move along an outer axis pass by the next grid?  Between two neighbours on an axis of
 * level 2 or more there is always another grid. */
static bool leads_beyond(const dt_map *m, const dt_scene_arc *arc)
{
    const dt_axis *a = axis_of(m, arc);
    const uint32_t from = digit(a, dt_map_code(m, arc->from));
    const uint32_t to = digit(a, dt_map_code(m, arc->to));
    return a->level > 1 || (from < to ? to - from : from - to) > 1;
}

static bool same_short(const dt_scene_arc *a, const dt_scene_arc *b)
{
    return a->lane == SHORT_LANE && b->lane == SHORT_LANE &&
           memcmp(a->points, b->points, sizeof a->points) == 0;
}

/* Short arrows from a node one way lie on each other.  If one of them passes by the next grid, the
 * numbers of all their states stand beside them; without room for that, who passes by is drawn in
 * full. */
static void number_short(dt_map *m, size_t number)
{
    dt_scene_arc *arcs = m->scene->arcs;
    const size_t count = m->scene->arc_count;
    bool beyond = false;
    dt_text numbers = {0};
    for (size_t k = 0; k < count && dt_poll_step(m->scene->poll, 1); k++) {
        if (same_short(&arcs[number], &arcs[k])) {
            if (k < number) {
                dt_text_clear(&numbers);
                return; /* done with the first */
            }
            beyond = beyond || leads_beyond(m, &arcs[k]);
            dt_text_add(&numbers, numbers.length > 0 ? " " : "");
            dt_text_add(&numbers, m->scene->nodes[arcs[k].to].name);
        }
    }
    const char *words = dt_scene_keep(m->scene, &numbers);
    if (!beyond) {
        return;
    }
    if (dt_scene_name_head(m->scene, number, words)) {
        m->numbered = true;
        return;
    }
    for (size_t k = count; k-- > number;) {
        if (same_short(&arcs[number], &arcs[k]) && leads_beyond(m, &arcs[k])) {
            arcs[k].routed = false;
            arcs[k].lane = 0;
        }
    }
}

static void add_arcs(dt_map *m)
{
    const bool product = !dt_is_graph_form(m->figure->view->syntax) &&
                         m->figure->view->model->states->members == NULL;
    for (size_t k = 0; k < m->figure->drawn_count && dt_poll_step(m->scene->poll, 1); k++) {
        dt_scene_arc arc = dt_figure_arc(m->scene, m->figure, &m->figure->drawn[k]);
        const dt_axis *a = product && !m->roomy ? axis_of(m, &arc) : NULL;
        if (a != NULL && a->level > 0) {
            draw_short(m, a, &arc);
            arc.routed = true;
            m->shortened = true;
        }
        dt_scene_arc_add(m->scene, arc);
    }
    for (size_t k = 0; k < m->scene->arc_count && !dt_poll_stopped(m->scene->poll); k++) {
        if (m->scene->arcs[k].lane == SHORT_LANE) {
            number_short(m, k);
        }
    }
    dt_scene_route(m->scene);
    if (m->roomy) {
        dt_scene_name_arcs(m->scene);
    }
}

static void add_stub(dt_map *m)
{
    for (size_t k = 0; k < m->scene->node_count; k++) {
        const dt_scene_node *n = &m->scene->nodes[k];
        if (n->status_quo) {
            const int32_t away = (m->radius + (n->ring == DT_RING_NONE ? 0 : 4)) * 707 / 1000 + 2;
            dt_scene_stroke_add(m->scene,
                                (dt_scene_stroke){DT_STROKE_STATUS_QUO, DT_NONE, n->x - away - 12,
                                                  n->y - away - 12, n->x - away, n->y - away});
        }
    }
}

/* ---- whole ----------------------------------------------------------------------------------- */

/* Labels are as wide as the pattern and the outcomes' names want, within reason. */
static int32_t widest_label(dt_map *m)
{
    int32_t width = dt_role_width(DT_ROLE_LABEL, grouped_pattern(m, m->figure->chosen[0]));
    width = width < 76 ? 76 : width;
    for (uint32_t k = 0; k < m->figure->count; k++) {
        const char *names = dt_figure_outcomes(m->scene, m->figure->view, m->figure->chosen[k]);
        const int32_t wide = dt_role_width(DT_ROLE_STRONG, names);
        width = wide > width ? wide : width;
    }
    return width < 126 ? width : 126;
}

static int32_t widest_name(dt_map *m)
{
    const dt_figure *f = m->figure;
    int32_t width = 0;
    for (uint32_t k = 0; k < f->count; k++) {
        const char *name = dt_figure_name(m->scene, f->view, f->chosen[k]);
        const int32_t wide = dt_role_width(DT_ROLE_NAME, name);
        width = wide > width ? wide : width;
    }
    return width;
}

static void set_sizes(dt_map *m, bool roomy)
{
    m->roomy = roomy;
    m->radius = widest_name(m) / 2 + 2;
    m->radius = m->radius < (roomy ? 15 : 12) ? (roomy ? 15 : 12) : m->radius;
    m->step_x = m->step_y = 28 + 2 * m->radius;
    if (roomy && !dt_is_graph_form(m->figure->view->syntax)) {
        m->label = widest_label(m);
        m->step_x = m->label + 52;
        m->step_y = 104;
    }
}

/* May a short arrow lead beyond the next grid?  Asked of the states alone, so that preferences move
 * no node. */
static bool wants_numbers(const dt_map *m)
{
    for (uint32_t k = 0; k < m->axis_count; k++) {
        const dt_axis *a = &m->axes[k];
        if (a->level > 1 || (a->level == 1 && a->count > 2)) {
            return m->figure->view->model->states->members == NULL;
        }
    }
    return false;
}

/* With labels if they fit the page. */
static void lay_axes(dt_map *m)
{
    const dt_view *view = m->figure->view;
    for (uint32_t party = 0; party < view->syntax->party_count; party++) {
        dt_map_add_axis(m, party, view->model->owned[party]);
    }
    dt_map_choose_directions(m);
    dt_map_set_steps(m);
    if (m->roomy && (m->width > WIDEST_ROOMY || m->height > WIDEST_ROOMY)) {
        set_sizes(m, false);
        dt_map_choose_directions(m);
        dt_map_set_steps(m);
    }
    if (!m->roomy && wants_numbers(m)) {
        m->step_x += NUMBER_ROOM;
        m->step_y += NUMBER_ROOM;
        dt_map_set_steps(m);
    }
}

static void describe(dt_map *m)
{
    const dt_figure *f = m->figure;
    dt_text text = {0};
    if (!f->whole) {
        dt_text_format(&text, "%u of %llu states are drawn: ", f->count,
                       (unsigned long long)f->view->count);
        dt_text_add(&text,
                    f->view->model->status_quo > 0
                        ? "the status quo, of the equilibria one for each set of outcomes, and "
                          "the shortest ways of improvements to them. "
                        : "of the equilibria one for each set of outcomes. ");
    }
    dt_text_add(&text,
                f->wish.arcs == DETENTE_ARCS_ALL
                    ? "Strong arrows: moves to what the party likes better; faint: other moves. "
                : f->best_only
                    ? "An arrow is the move that its party likes best from a state; other "
                      "improvements are left out. "
                    : "An arrow is a move to what its party likes better. ");
    dt_text_add(&text, m->shortened
                           ? "A short arrow leads to the same place of the next grid in its "
                             "direction"
                           : "");
    dt_text_add(&text, !m->shortened ? ""
                       : m->numbered ? "; a number beside it: to that state. "
                                     : ". ");
    dt_text_add(&text, dt_figure_bar_words(m->scene));
    m->scene->about = dt_scene_keep(m->scene, &text);
}

void dt_map_scene(const dt_figure *figure, dt_scene *scene)
{
    dt_map m = {.figure = figure, .scene = scene};
    const dt_view *view = figure->view;
    set_sizes(&m, figure->count <= MOST_ROOMY);
    if (!dt_is_graph_form(view->syntax)) {
        lay_axes(&m);
    }
    add_nodes(&m);
    int32_t y = dt_figure_head(scene, figure);
    if (dt_is_graph_form(view->syntax)) {
        dt_map_place_on_circle(&m, y);
    } else {
        dt_map_place_headings(&m, y);
        place_nodes(&m);
        label_nodes(&m);
        dt_map_draw_headings(&m);
        dt_map_draw_frames(&m);
    }
    add_stub(&m);
    add_arcs(&m);
    describe(&m);
    scene->width = dt_scene_right(scene) + DT_MARGIN;
    scene->width = scene->width < 520 ? 520 : scene->width;
    y = dt_scene_bottom(scene) + 34;
    y = dt_figure_key(scene, figure, y);
    y = m.roomy
            ? y
            : dt_scene_paragraph(scene, DT_MARGIN, y, scene->width - 2 * DT_MARGIN, name_list(&m));
    scene->height = dt_figure_about(scene, y);
}
