/* SPDX-License-Identifier: MIT
 *
 * Arcs around nodes.  A curve is tried straight, then with growing bends, until it keeps clear of
 * every node that is not its own; the best of the tries is kept.  All in integers, so that every
 * machine draws the same.
 *
 * Time per arc O(tries * nodes) with a box test first, so mostly O(nodes); no allocation.
 */
#include "picture/scene.h"

#define CLEAR 5    /* units between a curve and a node */
#define HEAD_GAP 3 /* between an arrow's tip and the node */
#define RING 4     /* a ring is this much wider than its node */
#define TRIES 12
#define MOST_TRIES 60 /* of arcs that run along no axis */
#define MOST_LANES 5

int32_t dt_root(int64_t square)
{
    int64_t root = 0;
    for (int64_t bit = (int64_t)1 << 30; bit > 0; bit >>= 1) {
        if ((root + bit) * (root + bit) <= square) {
            root += bit;
        }
    }
    return (int32_t)root;
}

/* De Casteljau: B(t) = (1-t)^3 p0 + 3 (1-t)^2 t p1 + 3 (1-t) t^2 p2 + t^3 p3 at t = part/of. */
void dt_curve_point(const int32_t *points, int32_t part, int32_t of, int32_t *x, int32_t *y)
{
    const int64_t t = part;
    const int64_t s = of - part;
    const int64_t weights[4] = {s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t};
    const int64_t whole = (int64_t)of * of * of;
    int64_t sum[2] = {0, 0};
    for (int k = 0; k < 4; k++) {
        sum[0] += weights[k] * points[2 * k];
        sum[1] += weights[k] * points[2 * k + 1];
    }
    *x = (int32_t)(sum[0] / whole);
    *y = (int32_t)(sum[1] / whole);
}

static int32_t least(int32_t a, int32_t b)
{
    return a < b ? a : b;
}

static int32_t most(int32_t a, int32_t b)
{
    return a > b ? a : b;
}

static int32_t reach(const dt_scene_node *node)
{
    return node->half_width + (node->ring == DT_RING_NONE ? 0 : RING);
}

/* Distance from a point to a node's edge, negative inside. */
static int32_t distance_to(const dt_scene_node *node, int32_t x, int32_t y)
{
    const int64_t dx = x - node->x;
    const int64_t dy = y - node->y;
    if (!node->box) {
        return dt_root(dx * dx + dy * dy) - reach(node);
    }
    const int64_t ox = (dx < 0 ? -dx : dx) - node->half_width;
    const int64_t oy = (dy < 0 ? -dy : dy) - node->half_height;
    if (ox <= 0 || oy <= 0) {
        return (int32_t)(ox > oy ? ox : oy);
    }
    return dt_root(ox * ox + oy * oy);
}

/* A curve lies within the box of its four points. */
static bool far_from(const int32_t *p, const dt_scene_node *node)
{
    const int32_t left = least(least(p[0], p[2]), least(p[4], p[6]));
    const int32_t right = most(most(p[0], p[2]), most(p[4], p[6]));
    const int32_t top = least(least(p[1], p[3]), least(p[5], p[7]));
    const int32_t bottom = most(most(p[1], p[3]), most(p[5], p[7]));
    const int32_t margin = CLEAR + RING;
    return node->x + node->half_width + margin < left ||
           node->x - node->half_width - margin > right ||
           node->y + node->half_height + margin < top ||
           node->y - node->half_height - margin > bottom;
}

static int32_t steps_of(const int32_t *p)
{
    const int64_t dx = p[6] - p[0];
    const int64_t dy = p[7] - p[1];
    return most(16, least(160, dt_root(dx * dx + dy * dy) / 8));
}

int32_t dt_scene_clearance(const dt_scene *scene, const dt_scene_arc *arc)
{
    int32_t nearest = DT_FAR;
    const int32_t steps = steps_of(arc->points);
    for (size_t k = 0; k < scene->node_count && dt_poll_step(scene->poll, 1); k++) {
        const dt_scene_node *node = &scene->nodes[k];
        if (k == arc->from || k == arc->to || far_from(arc->points, node)) {
            continue;
        }
        for (int32_t part = 0; part <= steps; part++) {
            int32_t x = 0;
            int32_t y = 0;
            dt_curve_point(arc->points, part, steps, &x, &y);
            nearest = least(nearest, distance_to(node, x, y));
        }
    }
    return nearest;
}

int32_t dt_scene_parallel(const dt_scene *scene, const dt_scene_arc *arc)
{
    int32_t count = 0;
    for (size_t k = 0; k < scene->arc_count && dt_poll_step(scene->poll, 1); k++) {
        const dt_scene_arc *a = &scene->arcs[k];
        count += a->routed && ((a->from == arc->from && a->to == arc->to) ||
                               (a->from == arc->to && a->to == arc->from));
    }
    return count;
}

/* ---- between circles ------------------------------------------------------------------------- */

/* Move the ends from the centres to the edges, along the direction in which the curve leaves. */
static void trim(const dt_scene *scene, dt_scene_arc *arc)
{
    int32_t *p = arc->points;
    for (int end = 0; end < 2; end++) {
        const dt_scene_node *node = &scene->nodes[end == 0 ? arc->from : arc->to];
        int32_t *tip = end == 0 ? p : p + 6;
        const int32_t *control = end == 0 ? p + 2 : p + 4;
        const int64_t dx = control[0] - tip[0];
        const int64_t dy = control[1] - tip[1];
        const int32_t length = most(1, dt_root(dx * dx + dy * dy));
        const int32_t away = reach(node) + (end == 0 ? 1 : HEAD_GAP);
        tip[0] += (int32_t)(dx * away / length);
        tip[1] += (int32_t)(dy * away / length);
    }
}

/* Controls at the thirds, so that the curve is the straight line between its ends. */
static void straighten(int32_t *p)
{
    p[2] = p[0] + (p[6] - p[0]) / 3;
    p[3] = p[1] + (p[7] - p[1]) / 3;
    p[4] = p[6] - (p[6] - p[0]) / 3;
    p[5] = p[7] - (p[7] - p[1]) / 3;
}

static void draw_straight(const dt_scene *scene, dt_scene_arc *arc)
{
    const dt_scene_node *a = &scene->nodes[arc->from];
    const dt_scene_node *b = &scene->nodes[arc->to];
    int32_t *p = arc->points;
    p[0] = p[4] = a->x;
    p[1] = p[5] = a->y;
    p[2] = p[6] = b->x;
    p[3] = p[7] = b->y;
    trim(scene, arc);
    straighten(p);
}

/* A curve whose middle stands `height` beside the straight line: up for level arcs, left for
 * upright ones, the other side where height is negative. */
static void draw_bent(const dt_scene *scene, dt_scene_arc *arc, int32_t height)
{
    const dt_scene_node *a = &scene->nodes[arc->from];
    const dt_scene_node *b = &scene->nodes[arc->to];
    const int64_t dx = b->x - a->x;
    const int64_t dy = b->y - a->y;
    const int32_t length = most(1, dt_root(dx * dx + dy * dy));
    int64_t nx = dy;
    int64_t ny = -dx;
    const bool upright = (dy < 0 ? -dy : dy) > (dx < 0 ? -dx : dx);
    if (upright ? nx > 0 : ny > 0) {
        nx = -nx;
        ny = -ny;
    }
    const int64_t lift = (int64_t)height * 4 / 3; /* the middle is at 3/4 of the controls */
    const int32_t along = least(length / 5, 40);
    int32_t *p = arc->points;
    p[0] = a->x;
    p[1] = a->y;
    p[2] = (int32_t)(a->x + (dx * along + nx * lift) / length);
    p[3] = (int32_t)(a->y + (dy * along + ny * lift) / length);
    p[4] = (int32_t)(b->x + (-dx * along + nx * lift) / length);
    p[5] = (int32_t)(b->y + (-dy * along + ny * lift) / length);
    p[6] = b->x;
    p[7] = b->y;
    trim(scene, arc);
}

/* Both ends of an arc along the line that it follows, and the line; false when it is oblique. */
static bool along_line(const dt_scene *scene, const dt_scene_arc *arc, int32_t *from, int32_t *to,
                       int32_t *line, bool *level)
{
    const dt_scene_node *a = &scene->nodes[arc->from];
    const dt_scene_node *b = &scene->nodes[arc->to];
    *level = a->y == b->y;
    *line = *level ? a->y : a->x;
    *from = *level ? least(a->x, b->x) : least(a->y, b->y);
    *to = *level ? most(a->x, b->x) : most(a->y, b->y);
    return a->y == b->y || a->x == b->x;
}

/* Do two arcs run beside each other along one line?  Those that share no more than a node do not.
 */
static bool run_together(const dt_scene *scene, const dt_scene_arc *a, const dt_scene_arc *b)
{
    int32_t from[2];
    int32_t to[2];
    int32_t line[2];
    bool level[2];
    if (!along_line(scene, a, &from[0], &to[0], &line[0], &level[0]) ||
        !along_line(scene, b, &from[1], &to[1], &line[1], &level[1])) {
        return (a->from == b->from && a->to == b->to) || (a->from == b->to && a->to == b->from);
    }
    return level[0] == level[1] && line[0] == line[1] && from[0] < to[1] && from[1] < to[0];
}

/* The lowest lane, from 1, that no arc beside this one has taken.  Moves of one party to one state
 * share a lane: where their curves join, they lead to the same place. */
static int32_t free_lane(const dt_scene *scene, const dt_scene_arc *arc)
{
    uint64_t taken = 1;
    for (size_t k = 0; k < scene->arc_count && dt_poll_step(scene->poll, 1); k++) {
        const dt_scene_arc *a = &scene->arcs[k];
        const bool joins = a->party == arc->party && a->to == arc->to;
        if (a->routed && a->lane > 0 && a->lane < 64 && !joins && run_together(scene, arc, a)) {
            taken |= (uint64_t)1 << a->lane;
        }
    }
    return taken == UINT64_MAX ? 1 : (int32_t)dt_lowest(~taken);
}

static void bend(const dt_scene *scene, dt_scene_arc *arc)
{
    const int32_t lane = free_lane(scene, arc);
    const int32_t radius = scene->nodes[arc->from].half_width;
    const dt_scene_node *a = &scene->nodes[arc->from];
    const dt_scene_node *b = &scene->nodes[arc->to];
    const bool aligned = a->x == b->x || a->y == b->y;
    const int32_t tries = aligned ? TRIES : MOST_TRIES;
    const int32_t first = radius + 12 + (radius > 13 ? 6 : 4) * ((lane - 1) % MOST_LANES);
    dt_scene_arc best = *arc;
    int32_t best_clearance = INT32_MIN;
    for (int32_t k = 0; k < 2 * tries && !dt_poll_stopped(scene->poll); k++) {
        const int32_t height = first + 4 * (aligned ? k % tries : k / 2);
        const bool usual = aligned ? k < tries : k % 2 == 0;
        draw_bent(scene, arc, usual ? height : -height);
        const int32_t clearance = dt_scene_clearance(scene, arc);
        if (clearance > best_clearance) {
            best = *arc;
            best_clearance = clearance;
        }
        if (clearance >= CLEAR) {
            break;
        }
    }
    *arc = best;
    arc->lane = lane;
}

static int64_t span(const dt_scene *scene, const dt_scene_arc *arc)
{
    const int64_t dx = scene->nodes[arc->from].x - scene->nodes[arc->to].x;
    const int64_t dy = scene->nodes[arc->from].y - scene->nodes[arc->to].y;
    return dx * dx + dy * dy;
}

/* The shortest arc that is longer than `longer`; the next span to be routed. */
static int64_t next_span(const dt_scene *scene, int64_t longer)
{
    int64_t next = INT64_MAX;
    for (size_t k = 0; k < scene->arc_count && dt_poll_step(scene->poll, 1); k++) {
        const int64_t s = scene->arcs[k].routed ? -1 : span(scene, &scene->arcs[k]);
        next = s > longer && s < next ? s : next;
    }
    return next;
}

void dt_scene_route(dt_scene *scene)
{
    for (int64_t s = next_span(scene, -1); s != INT64_MAX; s = next_span(scene, s)) {
        for (size_t k = 0; k < scene->arc_count && dt_poll_step(scene->poll, 1); k++) {
            dt_scene_arc *arc = &scene->arcs[k];
            if (arc->routed || span(scene, arc) != s) {
                continue;
            }
            draw_straight(scene, arc);
            if (dt_scene_parallel(scene, arc) > 0 || dt_scene_clearance(scene, arc) < CLEAR) {
                bend(scene, arc);
            }
            arc->routed = true;
        }
    }
}

/* ---- between boxes in rows ------------------------------------------------------------------- */

static void set_points(dt_scene_arc *arc, int32_t x1, int32_t y1, int32_t cx1, int32_t cy1,
                       int32_t cx2, int32_t cy2, int32_t x2, int32_t y2)
{
    const int32_t points[8] = {x1, y1, cx1, cy1, cx2, cy2, x2, y2};
    memcpy(arc->points, points, sizeof points);
}

/* Try number k of an arc that does not simply lead one row down. */
static void draw_around(const dt_scene_node *a, const dt_scene_node *b, dt_scene_arc *arc,
                        int32_t k)
{
    const int32_t side = k % 2 == 0 ? 1 : -1;
    const int32_t out = 36 + 24 * (k / 2);
    if (a->y == b->y && k < 6) { /* below the row */
        const int32_t below = a->y + a->half_height;
        const int32_t deep = below + 24 + 9 * k;
        set_points(arc, a->x + a->half_width / 2, below + 1, a->x + a->half_width / 2, deep,
                   b->x - b->half_width / 2, deep, b->x - b->half_width / 2, below + HEAD_GAP);
        return;
    }
    const int32_t from = a->x + side * (a->half_width + 1);
    const int32_t to = b->x + side * (b->half_width + HEAD_GAP + 2);
    const int32_t away = side > 0 ? most(from, to) + out : least(from, to) - out;
    set_points(arc, from, a->y, away, a->y, away, b->y, to, b->y);
}

void dt_scene_route_down(const dt_scene *scene, dt_scene_arc *arc, int32_t lane)
{
    const dt_scene_node *a = &scene->nodes[arc->from];
    const dt_scene_node *b = &scene->nodes[arc->to];
    const int32_t shift = 7 * (lane % 2 == 0 ? lane / 2 : -(lane + 1) / 2);
    if (b->y > a->y) {
        const int32_t top = a->y + a->half_height + 1;
        const int32_t end = b->y - b->half_height - HEAD_GAP - 1;
        const int32_t half = (end - top) / 2;
        set_points(arc, a->x + shift, top, a->x + shift, top + half, b->x + shift, end - half,
                   b->x + shift, end);
        if (dt_scene_clearance(scene, arc) >= 1) {
            return;
        }
    } else if (a->y == b->y) {
        const int32_t side = b->x > a->x ? 1 : -1;
        const int32_t x1 = a->x + side * (a->half_width + 1);
        const int32_t x2 = b->x - side * (b->half_width + HEAD_GAP + 1);
        set_points(arc, x1, a->y + shift, x1 + (x2 - x1) / 3, a->y + shift, x2 - (x2 - x1) / 3,
                   a->y + shift, x2, a->y + shift);
        if (dt_scene_clearance(scene, arc) >= CLEAR) {
            return;
        }
    }
    dt_scene_arc best = *arc;
    int32_t best_clearance = INT32_MIN;
    for (int32_t k = 0; k < 40 && !dt_poll_stopped(scene->poll); k++) {
        draw_around(a, b, arc, k);
        const int32_t clearance = dt_scene_clearance(scene, arc);
        if (clearance > best_clearance) {
            best = *arc;
            best_clearance = clearance;
        }
        if (clearance >= CLEAR) {
            break;
        }
    }
    *arc = best;
}

/* ---- names ----------------------------------------------------------------------------------- */

/* Does a curve pass through the box? */
static bool crossed(const dt_scene *scene, dt_box box)
{
    for (size_t k = 0; k < scene->arc_count && dt_poll_step(scene->poll, 1); k++) {
        const int32_t *p = scene->arcs[k].points;
        const int32_t steps = steps_of(p);
        for (int32_t part = 0; part <= steps; part++) {
            int32_t x = 0;
            int32_t y = 0;
            dt_curve_point(p, part, steps, &x, &y);
            if (x >= box.x && x < box.x + box.width && y >= box.y && y < box.y + box.height) {
                return true;
            }
        }
    }
    return false;
}

/* Try to put a name beside one place of the curve: over or under a level stretch (under it first if
 * `under`), else at a corner of the place. */
static bool place_name(dt_scene *scene, size_t number, int32_t part, const char *name, bool under)
{
    static const struct {
        dt_anchor anchor;
        int32_t x, y;
    } corners[] = {{DT_MIDDLE, 0, -5}, {DT_START, 6, 4}, {DT_START, 5, 13}, {DT_START, 5, -4},
                   {DT_END, -5, -4},   {DT_END, -5, 13}, {DT_END, -6, 4},   {DT_MIDDLE, 0, 12}};
    const dt_scene_arc *arc = &scene->arcs[number];
    int32_t x = 0;
    int32_t y = 0;
    dt_curve_point(arc->points, part, 16, &x, &y);
    const size_t count = sizeof corners / sizeof corners[0];
    for (size_t tried = 0; tried < count && !dt_poll_stopped(scene->poll); tried++) {
        const size_t k = (tried + (under ? count - 1 : 0)) % count;
        const int32_t tx = x + corners[k].x;
        const int32_t ty = y + corners[k].y;
        dt_box box = dt_scene_text_box(DT_ROLE_CHANGE, corners[k].anchor, tx, ty, name);
        box = (dt_box){box.x - 2, box.y - 1, box.width + 4, box.height + 2};
        if (box.x >= 2 && dt_scene_free(scene, box) && !crossed(scene, box)) {
            dt_scene_text_add(scene, DT_ROLE_CHANGE, corners[k].anchor, tx, ty, name, arc->party);
            return true;
        }
    }
    return false;
}

void dt_scene_name_arcs(dt_scene *scene)
{
    static const int32_t parts[] = {8, 7, 9, 6, 10, 5, 11, 4, 12};
    for (size_t k = 0; k < scene->arc_count && dt_poll_step(scene->poll, 1); k++) {
        if (scene->arcs[k].change == NULL || scene->arcs[k].change[0] == '\0') {
            continue;
        }
        for (size_t j = 0; j < sizeof parts / sizeof parts[0] && !dt_poll_stopped(scene->poll);
             j++) {
            if (place_name(scene, k, parts[j], scene->arcs[k].change, false)) {
                break;
            }
        }
    }
}

bool dt_scene_name_head(dt_scene *scene, size_t number, const char *name)
{
    for (int32_t part = 16; part >= 4 && !dt_poll_stopped(scene->poll); part--) {
        if (place_name(scene, number, part, name, true)) {
            return true;
        }
    }
    return false;
}
