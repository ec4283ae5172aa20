/* SPDX-License-Identifier: MIT
 *
 * The evolution: where improvements lead from the status quo.
 *
 * Layer k holds the states that k improvements reach at the earliest; nodes are boxes, so that arcs
 * leave below and arrive above without crossing a label.  Within a layer, boxes are ordered by the
 * mean place of those they come from (barycentre), ties by number: no chance, no iteration to
 * convergence.  Time O(arcs x boxes), integers only.
 */
#include "picture/figure.h"

#define BOX_WIDTH 168
#define BOX_HEIGHT 64
#define NARROW 44 /* between boxes; wide where there is room for the name of an arc */
#define WIDE 96
#define MOST_WIDE 4
#define STEP_Y 146

typedef struct layer {
    uint32_t *nodes; /* positions of chosen states, left to right */
    uint32_t count;
} layer;

typedef struct evolution {
    const dt_figure *figure;
    dt_scene *scene;
    layer *layers;
    uint32_t layer_count;
    uint32_t widest;
    int32_t step;     /* from box to box */
    int64_t *weights; /* per chosen state: barycentre, in millionths */
    uint32_t *places; /* per chosen state: place in its layer */
} evolution;

/* ---- order ----------------------------------------------------------------------------------- */

static void make_layers(evolution *e)
{
    const dt_figure *f = e->figure;
    for (uint32_t k = 0; k < f->count; k++) {
        e->layer_count = f->layers[k] + 1 > e->layer_count ? f->layers[k] + 1 : e->layer_count;
    }
    e->layers = dt_arena_take(&e->scene->arena, e->layer_count * sizeof *e->layers);
    e->weights = dt_arena_take(&e->scene->arena, f->count * sizeof *e->weights);
    e->places = dt_arena_take(&e->scene->arena, f->count * sizeof *e->places);
    if (e->layers == NULL || e->weights == NULL || e->places == NULL) {
        e->scene->failed = true;
        return;
    }
    for (uint32_t k = 0; k < e->layer_count; k++) {
        e->layers[k].nodes = dt_arena_take(&e->scene->arena, f->count * sizeof(uint32_t));
        e->scene->failed = e->scene->failed || e->layers[k].nodes == NULL;
    }
    for (uint32_t k = 0; k < f->count && !e->scene->failed; k++) {
        layer *l = &e->layers[f->layers[k]];
        e->places[k] = l->count;
        l->nodes[l->count++] = k;
        e->widest = l->count > e->widest ? l->count : e->widest;
    }
}

/* Mean place of the neighbours in the layer above (or below), relative to that layer's width. */
static void weigh(evolution *e, uint32_t node, bool above)
{
    const dt_figure *f = e->figure;
    int64_t sum = 0;
    int64_t count = 0;
    for (size_t k = 0; k < f->drawn_count && dt_poll_step(e->scene->poll, 1); k++) {
        const dt_drawn *d = &f->drawn[k];
        const uint32_t other = d->to == node ? d->from : d->from == node ? d->to : DT_NONE;
        if (other == DT_NONE || f->layers[other] != f->layers[node] + (above ? UINT32_MAX : 1)) {
            continue;
        }
        const layer *l = &e->layers[f->layers[other]];
        sum += (2 * (int64_t)e->places[other] + 1) * 500000 / l->count;
        count++;
    }
    const layer *own = &e->layers[f->layers[node]];
    e->weights[node] = count > 0 ? sum / count
                                 : (2 * (int64_t)e->places[node] + 1) * 500000 / own->count;
}

/* Insertion sort: stable, and layers are short. */
static void order(evolution *e, layer *l, bool above)
{
    for (uint32_t k = 0; k < l->count; k++) {
        weigh(e, l->nodes[k], above);
    }
    for (uint32_t k = 1; k < l->count; k++) {
        const uint32_t node = l->nodes[k];
        uint32_t j = k;
        dt_poll_step(e->scene->poll, 1 + k / 64);
        for (; j > 0 && e->weights[l->nodes[j - 1]] > e->weights[node]; j--) {
            l->nodes[j] = l->nodes[j - 1];
        }
        l->nodes[j] = node;
    }
    for (uint32_t k = 0; k < l->count; k++) {
        e->places[l->nodes[k]] = k;
    }
}

static void order_layers(evolution *e)
{
    for (int sweep = 0; sweep < 2; sweep++) {
        for (uint32_t k = 1; k < e->layer_count; k++) {
            order(e, &e->layers[k], true);
        }
        for (uint32_t k = e->layer_count; k-- > 1;) {
            order(e, &e->layers[k - 1], false);
        }
    }
    for (uint32_t k = 1; k < e->layer_count; k++) {
        order(e, &e->layers[k], true);
    }
}

/* ---- nodes ----------------------------------------------------------------------------------- */

/* What is taken, for the second line of a box. */
static const char *taken(evolution *e, uint64_t state)
{
    dt_text text = {0};
    dt_figure_taken(e->figure->view, state, "nothing taken", &text);
    return dt_scene_keep(e->scene, &text);
}

static void add_node(evolution *e, uint32_t k, int32_t x, int32_t y)
{
    const dt_view *view = e->figure->view;
    const uint64_t s = e->figure->chosen[k];
    dt_scene_node *n = &e->scene->nodes[k];
    *n = (dt_scene_node){.state = s, .x = x, .y = y, .box = true};
    n->half_width = BOX_WIDTH / 2;
    n->half_height = BOX_HEIGHT / 2;
    n->ring = dt_figure_ring(view, &e->figure->wish, s);
    n->status_quo = s + 1 == view->model->status_quo;
    n->chosen = s + 1 == e->figure->wish.state;
    n->name = dt_figure_name(e->scene, view, s);
    n->title = dt_figure_title(e->scene, view, s);
}

static void add_texts(evolution *e, const dt_scene_node *n)
{
    dt_scene *scene = e->scene;
    const char *outcomes = dt_figure_outcomes(scene, e->figure->view, n->state);
    dt_text head = {0};
    dt_text_add(&head, n->name);
    dt_text_add(&head, outcomes[0] != '\0' ? "  " : "");
    dt_text_add(&head, outcomes);
    const char *words = dt_scene_keep(scene, &head);
    const int32_t width = BOX_WIDTH - 12;
    const dt_wrapped title = {DT_ROLE_STRONG, DT_MIDDLE, n->x, n->y - 16, width, 1, true};
    const dt_wrapped options = {DT_ROLE_LABEL, DT_MIDDLE, n->x, n->y, width, 3, true};
    dt_scene_wrapped(scene, &title, words, true, NULL);
    dt_scene_wrapped(scene, &options, taken(e, n->state), true, NULL);
}

static void place_boxes(evolution *e, int32_t top)
{
    dt_scene *scene = e->scene;
    for (uint32_t k = 0; k < e->figure->count; k++) {
        dt_scene_node_add(scene, (dt_scene_node){0});
    }
    if (scene->failed) {
        return;
    }
    const int32_t left = DT_MARGIN + BOX_WIDTH / 2 + 60;
    for (uint32_t row = 0; row < e->layer_count; row++) {
        const layer *l = &e->layers[row];
        const int32_t shift = (int32_t)(e->widest - l->count) * e->step / 2;
        for (uint32_t k = 0; k < l->count; k++) {
            add_node(e, l->nodes[k], left + shift + (int32_t)k * e->step,
                     top + (int32_t)row * STEP_Y);
        }
    }
    for (uint32_t k = 0; k < e->figure->count; k++) {
        add_texts(e, &scene->nodes[k]);
    }
}

/* ---- arcs ------------------------------------------------------------------------------------ */

static void add_arcs(evolution *e)
{
    for (size_t k = 0; k < e->figure->drawn_count && !dt_poll_stopped(e->scene->poll); k++) {
        dt_scene_arc arc = dt_figure_arc(e->scene, e->figure, &e->figure->drawn[k]);
        dt_scene_route_down(e->scene, &arc, dt_scene_parallel(e->scene, &arc));
        arc.routed = true;
        dt_scene_arc_add(e->scene, arc);
    }
    dt_scene_name_arcs(e->scene);
}

/* ---- whole ----------------------------------------------------------------------------------- */

/* Equilibria that improvements do not reach are the point of the picture: say how many. */
static uint64_t equilibria_missed(const dt_figure *figure)
{
    uint64_t all = 0;
    uint64_t drawn = 0;
    for (uint64_t k = 0; k < figure->view->count && dt_poll_step(figure->view->poll, 1); k++) {
        all += dt_figure_ring(figure->view, &figure->wish, k) != DT_RING_NONE;
    }
    for (uint32_t k = 0; k < figure->count; k++) {
        drawn += dt_figure_ring(figure->view, &figure->wish, figure->chosen[k]) != DT_RING_NONE;
    }
    return all - drawn;
}

static void describe(evolution *e)
{
    const dt_figure *f = e->figure;
    dt_text text = {0};
    const unsigned long long missed = equilibria_missed(f);
    if (f->whole) {
        dt_text_format(&text, "Improvements from the status quo reach %u of %llu states",
                       f->count - 1, (unsigned long long)f->view->count - 1);
        dt_text_format(&text, missed > 0 ? "; %llu equilibri%s reached by none. " : ". ", missed,
                       missed == 1 ? "um is" : "a are");
    } else {
        dt_text_format(&text,
                       "Improvements from the status quo reach more states than can be drawn; "
                       "these are %u of them%s. ",
                       f->count,
                       f->ways ? ", on the shortest ways to equilibria" : ", the nearest");
    }
    dt_text_add(&text, f->best_only
                           ? "An arrow is the move that its party likes best from a state. "
                           : "An arrow is a move to what its party likes better. ");
    dt_text_add(&text, "+ takes an option up, − drops it. ");
    dt_text_add(&text, dt_figure_bar_words(e->scene));
    e->scene->about = dt_scene_keep(e->scene, &text);
}

/* Arcs may run out of the picture at the left: move everything. */
static void shift_right(dt_scene *scene)
{
    int32_t edge = DT_MARGIN;
    for (size_t k = 0; k < scene->arc_count; k++) {
        for (int32_t part = 0; part <= 16; part++) {
            int32_t x = 0;
            int32_t y = 0;
            dt_curve_point(scene->arcs[k].points, part, 16, &x, &y);
            edge = x - 8 < edge ? x - 8 : edge;
        }
    }
    for (size_t k = 0; k < scene->node_count; k++) {
        const int32_t left = scene->nodes[k].x - scene->nodes[k].half_width - 8;
        edge = left < edge ? left : edge;
    }
    const int32_t by = DT_MARGIN - edge;
    for (size_t k = 0; k < scene->node_count; k++) {
        scene->nodes[k].x += by;
    }
    for (size_t k = 0; k < scene->text_count; k++) {
        if (scene->texts[k].role != DT_ROLE_TITLE) {
            scene->texts[k].x += by;
            scene->texts[k].box.x += by;
        }
    }
    for (size_t k = 0; k < scene->stroke_count; k++) {
        scene->strokes[k].x1 += by;
        scene->strokes[k].x2 += by;
    }
    for (size_t k = 0; k < scene->arc_count; k++) {
        for (int j = 0; j < 8; j += 2) {
            scene->arcs[k].points[j] += by;
        }
    }
}

void dt_evolution_scene(const dt_figure *figure, dt_scene *scene)
{
    evolution e = {.figure = figure, .scene = scene};
    const int32_t top = dt_figure_head(scene, figure) + BOX_HEIGHT / 2 + 26;
    make_layers(&e);
    if (scene->failed) {
        return;
    }
    e.step = BOX_WIDTH + (e.widest <= MOST_WIDE ? WIDE : NARROW);
    order_layers(&e);
    place_boxes(&e, top);
    if (scene->failed) {
        return;
    }
    for (size_t k = 0; k < scene->node_count; k++) {
        const dt_scene_node *n = &scene->nodes[k];
        if (n->status_quo) {
            dt_scene_stroke_add(scene, (dt_scene_stroke){DT_STROKE_STATUS_QUO, DT_NONE, n->x,
                                                         n->y - n->half_height - 24, n->x,
                                                         n->y - n->half_height - 6});
            dt_scene_text_add(scene, DT_ROLE_STRONG, DT_START, n->x + 8, n->y - n->half_height - 13,
                              "status quo", DT_NONE);
        }
    }
    add_arcs(&e);
    shift_right(scene);
    describe(&e);
    scene->width = dt_scene_right(scene) + DT_MARGIN;
    scene->width = scene->width < 520 ? 520 : scene->width;
    int32_t y = dt_scene_bottom(scene) + 34;
    y = dt_figure_key(scene, figure, y);
    scene->height = dt_figure_about(scene, y);
}
