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
#include "output/figure.h"

#define MARGIN DT_MARGIN
#define MOST_ON_AXIS 16  /* combinations: a party with more gets two axes */
#define MOST_OBLIQUE 3
#define MOST_ROOMY 40    /* states with labels of their own */
#define WIDEST_ROOMY 1100
#define AXIS_TEXT 150    /* widest text beside a row */
#define BLOCK_GAP 26     /* between grids of a grid */
#define LANES 36         /* left of the grid, for bent arcs */
#define SHORT 15         /* arrow towards another grid */
#define SHORT_LANE 64
#define NUMBER_ROOM 16   /* between nodes, for numbers at short arrows */
#define MOST_AXES (2 * DT_MOST_PARTIES)

typedef enum direction { RIGHTWARDS, DOWNWARDS, OBLIQUE } direction;

typedef struct axis {
    uint32_t party;
    uint64_t mask;    /* options of the axis */
    uint64_t *combos; /* in Gray-code order */
    uint32_t count;
    direction along;
    uint32_t level;   /* 0 = inner */
    int32_t dx, dy;   /* one step */
    bool dots;        /* heading rows of dots, because words do not fit */
    int32_t heading;  /* RIGHTWARDS: y of the first heading line; else x of the heading's edge */
    int32_t room;     /* height or width of the headings */
} axis;

typedef struct map {
    const dt_figure *figure;
    dt_scene *scene;
    axis axes[MOST_AXES];
    uint32_t axis_count;
    bool roomy;
    bool shortened;        /* moves between grids are short arrows */
    bool numbered;         /* some of them lead beyond the next grid, to the number beside them */
    int32_t radius;
    int32_t step_x, step_y;
    int32_t left, top; /* where the grid begins: centre of its first node */
    int32_t width, height; /* of the grid, between centres */
    int32_t label;     /* widest label */
} map;

/* ---- axes ------------------------------------------------------------------------------------------ */

static int by_gray_rank(const void *a, const void *b)
{
    const uint64_t x = dt_gray_rank(*(const uint64_t *)a);
    const uint64_t y = dt_gray_rank(*(const uint64_t *)b);
    return (x > y) - (x < y);
}

static uint64_t code_of(const map *m, uint32_t k)
{
    return dt_states_code(m->figure->view->model, m->figure->chosen[k]);
}

/* Own combinations that occur, each once, in Gray-code order of the axis' own options. */
static bool list_combos(map *m, axis *a)
{
    const uint32_t count = m->figure->count;
    a->combos = dt_arena_take(&m->scene->arena, (size_t)count * sizeof *a->combos);
    if (a->combos == NULL) {
        m->scene->failed = true;
        return false;
    }
    for (uint32_t k = 0; k < count; k++) {
        a->combos[k] = dt_squeeze(code_of(m, k), a->mask);
    }
    qsort(a->combos, count, sizeof *a->combos, by_gray_rank);
    a->count = 0;
    for (uint32_t k = 0; k < count; k++) {
        if (a->count == 0 || a->combos[a->count - 1] != a->combos[k]) {
            a->combos[a->count++] = a->combos[k];
        }
    }
    return true;
}

/* The lower half of the options of `mask`. */
static uint64_t lower_half(uint64_t mask)
{
    uint64_t half = 0;
    for (unsigned k = dt_popcount(mask) / 2; k > 0; k--) {
        half |= mask & (~mask + 1);
        mask &= mask - 1;
    }
    return half;
}

static void add_axis(map *m, uint32_t party, uint64_t mask)
{
    axis a = {.party = party, .mask = mask};
    if (!list_combos(m, &a) || a.count < 2) {
        return;
    }
    if (a.count > MOST_ON_AXIS && m->axis_count + 1 < MOST_AXES && dt_popcount(mask) > 1) {
        add_axis(m, party, lower_half(mask));
        add_axis(m, party, mask & ~lower_half(mask));
        return;
    }
    if (m->axis_count < MOST_AXES) {
        m->axes[m->axis_count++] = a;
    }
}

/* ---- directions -------------------------------------------------------------------------------------- */

static void set_direction(axis *a, direction along, uint32_t level)
{
    a->along = along;
    a->level = level;
}

/* The longer of two axes lies level. */
static void cross(axis *a, axis *b)
{
    const bool first = a->count >= b->count;
    set_direction(first ? a : b, RIGHTWARDS, 0);
    set_direction(first ? b : a, DOWNWARDS, 0);
}

static uint32_t smallest_axis(const map *m)
{
    uint32_t smallest = 0;
    for (uint32_t k = 1; k < m->axis_count; k++) {
        smallest = m->axes[k].count <= m->axes[smallest].count ? k : smallest;
    }
    return smallest;
}

/* Outer axes go where the grid is still shorter. */
static void nest(map *m)
{
    uint64_t wide = m->axes[0].along == RIGHTWARDS ? m->axes[0].count : m->axes[1].count;
    uint64_t high = m->axes[0].along == RIGHTWARDS ? m->axes[1].count : m->axes[0].count;
    uint32_t levels[2] = {1, 1};
    for (uint32_t k = 2; k < m->axis_count; k++) {
        const bool level = wide * (uint64_t)m->step_x <= high * (uint64_t)m->step_y;
        set_direction(&m->axes[k], level ? RIGHTWARDS : DOWNWARDS, levels[level]++);
        *(level ? &wide : &high) *= m->axes[k].count;
    }
}

static void choose_directions(map *m)
{
    if (m->axis_count == 1) {
        set_direction(&m->axes[0], RIGHTWARDS, 0);
    } else if (m->axis_count == 2) {
        cross(&m->axes[0], &m->axes[1]);
    } else if (m->axis_count > 2) {
        const uint32_t z = smallest_axis(m);
        if (m->axis_count == 3 && m->roomy && m->axes[z].count <= MOST_OBLIQUE) {
            set_direction(&m->axes[z], OBLIQUE, 0);
            m->step_x = m->step_x * 3 / 4; /* every other place of a row is empty */
            m->step_y = 84;
            cross(&m->axes[z == 0 ? 1 : 0], &m->axes[z == 2 ? 1 : 2]);
        } else {
            cross(&m->axes[0], &m->axes[1]);
            nest(m);
        }
    }
}

static axis *axis_at(map *m, direction along, uint32_t level)
{
    for (uint32_t k = 0; k < m->axis_count; k++) {
        if (m->axes[k].along == along && m->axes[k].level == level) {
            return &m->axes[k];
        }
    }
    return NULL;
}

/* Length of one step along every axis; an outer step spans the whole inner grid and a gap. */
static void set_steps(map *m)
{
    const axis *z = axis_at(m, OBLIQUE, 0);
    const int32_t depth = z == NULL ? 1 : (int32_t)z->count;
    for (int way = RIGHTWARDS; way <= DOWNWARDS; way++) {
        int32_t step = (way == RIGHTWARDS ? m->step_x : m->step_y) * depth;
        int32_t *extent = way == RIGHTWARDS ? &m->width : &m->height;
        axis *a = NULL;
        *extent = (way == RIGHTWARDS ? m->step_x : m->step_y) * (depth - 1);
        for (uint32_t level = 0; (a = axis_at(m, (direction)way, level)) != NULL; level++) {
            a->dx = way == RIGHTWARDS ? step : 0;
            a->dy = way == DOWNWARDS ? step : 0;
            *extent += step * ((int32_t)a->count - 1);
            step = step * (int32_t)a->count + BLOCK_GAP;
        }
    }
    if (z != NULL) {
        axis *oblique = axis_at(m, OBLIQUE, 0);
        oblique->dx = m->step_x;
        oblique->dy = -m->step_y;
    }
}

/* ---- headings ------------------------------------------------------------------------------------------ */

/* Options of an axis, as a list of their numbers. */
static uint32_t options_of(const axis *a, uint32_t *options)
{
    uint32_t count = 0;
    for (uint64_t mask = a->mask; mask != 0; mask &= mask - 1) {
        options[count++] = dt_lowest(mask);
    }
    return count;
}

static const char *option_id(const map *m, uint32_t option)
{
    return m->figure->view->syntax->options[option].id;
}

/* What a combination takes, as words: "act", "not act", "act, channel", "none". */
static const char *combo_words(map *m, const axis *a, uint64_t combo)
{
    uint32_t options[DT_MOST_OPTIONS];
    const uint32_t count = options_of(a, options);
    dt_text text = {0};
    for (uint32_t k = 0; k < count; k++) {
        if ((combo >> k & 1) != 0) {
            dt_text_add(&text, text.length > 0 ? ", " : "");
            dt_text_add(&text, option_id(m, options[k]));
        }
    }
    if (text.length == 0 && count == 1) {
        dt_text_add(&text, "not ");
        dt_text_add(&text, option_id(m, options[0]));
    }
    dt_text_add(&text, text.length == 0 ? "none" : "");
    return dt_scene_keep(m->scene, &text);
}

/* Words broken at blanks into lines of `width`, the last one cut where they do not end; lines are
 * written from (x, y), or only counted when `draw` is false.  `widest` receives the widest. */
static int32_t put_lines(map *m, dt_anchor anchor, int32_t x, int32_t y, int32_t width,
                         int32_t most, const char *words, bool draw, int32_t *widest)
{
    int32_t lines = 0;
    while (*words != '\0' && lines < most) {
        size_t taken = 0;
        for (size_t k = 0; words[k] != '\0';) {
            k += strcspn(words + k, " ");
            const int32_t needed = dt_role_width_bytes(DT_ROLE_AXIS, words, k);
            if (taken > 0 && needed > width) {
                break;
            }
            taken = k;
            k += strspn(words + k, " ");
        }
        const bool last = lines == most - 1;
        dt_text line = {0};
        dt_text_add_bytes(&line, words, last ? strlen(words) : taken);
        const char *fitted = dt_scene_fit(m->scene, DT_ROLE_AXIS, dt_scene_keep(m->scene, &line),
                                          width);
        const int32_t wide = dt_role_width(DT_ROLE_AXIS, fitted);
        *widest = wide > *widest ? wide : *widest;
        if (draw) {
            dt_scene_text_add(m->scene, DT_ROLE_AXIS, anchor, x,
                              y + lines * dt_role_line(DT_ROLE_AXIS), fitted, DT_NONE);
        }
        lines++;
        words += last ? strlen(words) : taken;
        words += strspn(words, " ");
    }
    return lines;
}

/* Height of a level heading, and whether words fit over its columns. */
static void measure_level(map *m, axis *a)
{
    const int32_t width = a->dx - 8;
    int32_t most = 1;
    for (uint32_t k = 0; k < a->count; k++) {
        int32_t widest = 0;
        const char *words = combo_words(m, a, a->combos[k]);
        const int32_t lines = put_lines(m, DT_MIDDLE, 0, 0, width, 9, words, false, &widest);
        a->dots = a->dots || lines > 4;
        for (const char *word = words; *word != '\0' && !a->dots;) {
            const size_t length = strcspn(word, " ");
            a->dots = dt_role_width_bytes(DT_ROLE_AXIS, word, length) > width;
            word += length;
            word += strspn(word, " ");
        }
        most = lines > most ? lines : most;
    }
    if (a->dots) {
        most = (int32_t)dt_popcount(a->mask) + 1; /* a row for the party's name */
    }
    a->room = most * dt_role_line(DT_ROLE_AXIS) + 8;
}

/* Width of the headings beside rows. */
static void measure_side(map *m, axis *a)
{
    const int32_t step = a->along == OBLIQUE ? m->step_y : a->dy;
    const int32_t most = step / dt_role_line(DT_ROLE_AXIS) - 1;
    const char *name = m->figure->view->syntax->parties[a->party].name;
    const int32_t named = dt_role_width(DT_ROLE_PARTY, name);
    a->room = named < AXIS_TEXT + 40 ? named : AXIS_TEXT + 40;
    for (uint32_t k = 0; k < a->count; k++) {
        put_lines(m, DT_END, 0, 0, AXIS_TEXT, most < 1 ? 1 : most, combo_words(m, a, a->combos[k]),
                  false, &a->room);
    }
}

/* The widest of what stands left of level headings. */
static int32_t corner_width(map *m)
{
    int32_t width = 0;
    for (uint32_t k = 0; k < m->axis_count; k++) {
        const axis *a = &m->axes[k];
        if (a->along != RIGHTWARDS) {
            continue;
        }
        const int32_t named =
            dt_role_width(DT_ROLE_PARTY, m->figure->view->syntax->parties[a->party].name);
        width = named > width ? named : width;
        uint32_t options[DT_MOST_OPTIONS];
        const uint32_t count = a->dots ? options_of(a, options) : 0;
        for (uint32_t j = 0; j < count; j++) {
            const int32_t wide = dt_role_width(DT_ROLE_AXIS, option_id(m, options[j]));
            width = wide > width ? wide : width;
        }
    }
    return width < AXIS_TEXT + 30 ? width : AXIS_TEXT + 30;
}

/* Where headings go: level ones above the grid, outermost first; upright ones left of it. */
static void place_headings(map *m, int32_t y)
{
    axis *a = NULL;
    uint32_t levels = 0;
    while (axis_at(m, RIGHTWARDS, levels) != NULL) {
        levels++;
    }
    for (uint32_t level = levels; level-- > 0;) {
        a = axis_at(m, RIGHTWARDS, level);
        measure_level(m, a);
        a->heading = y + dt_role_line(DT_ROLE_AXIS);
        y += a->room;
    }
    int32_t side = 0;
    for (uint32_t level = 0; (a = axis_at(m, DOWNWARDS, level)) != NULL; level++) {
        measure_side(m, a);
        side += a->room + 16;
    }
    const int32_t corner = corner_width(m);
    side = side > corner + 12 ? side : corner + 12;
    side = m->axis_count == 0 ? 0 : side;
    m->left = MARGIN + side + m->radius + LANES;
    int32_t edge = m->left - m->radius - LANES;
    for (uint32_t level = 0; (a = axis_at(m, DOWNWARDS, level)) != NULL; level++) {
        a->heading = edge;
        edge -= a->room + 16;
    }
    const bool names = axis_at(m, DOWNWARDS, 0) != NULL || axis_at(m, OBLIQUE, 0) != NULL;
    m->top = y + (names ? dt_role_line(DT_ROLE_PARTY) + 4 : 0) + m->radius + 20;
}

/* ---- drawing headings ------------------------------------------------------------------------------------ */

static void put_dots(map *m, const axis *a, uint64_t combo, int32_t x)
{
    const uint32_t options = dt_popcount(a->mask);
    for (uint32_t k = 0; k < options; k++) {
        dt_scene_text_add(m->scene, DT_ROLE_AXIS, DT_MIDDLE, x,
                          a->heading + (int32_t)(k + 1) * dt_role_line(DT_ROLE_AXIS),
                          (combo >> k & 1) != 0 ? "●" : "·", DT_NONE);
    }
}

/* Headings of a level axis, once for every position of the axes outside it. */
static void draw_level(map *m, const axis *a, uint32_t level, int32_t x)
{
    const axis *outer = axis_at(m, RIGHTWARDS, level + 1);
    if (outer != NULL) {
        for (uint32_t k = 0; k < outer->count; k++) {
            draw_level(m, a, level + 1, x + (int32_t)k * outer->dx);
        }
        return;
    }
    for (uint32_t k = 0; k < a->count; k++) {
        const int32_t span = a->dx - (a->level > 0 ? BLOCK_GAP : 0) - m->step_x;
        const int32_t centre = x + (int32_t)k * a->dx + span / 2;
        int32_t widest = 0;
        if (a->dots) {
            put_dots(m, a, a->combos[k], centre);
        } else {
            put_lines(m, DT_MIDDLE, centre, a->heading, a->dx - 8, 9,
                      combo_words(m, a, a->combos[k]), true, &widest);
        }
    }
}

static void draw_corner(map *m, const axis *a)
{
    const int32_t edge = m->left - m->radius - LANES;
    const char *name = m->figure->view->syntax->parties[a->party].name;
    name = dt_scene_fit(m->scene, DT_ROLE_PARTY, name, edge - MARGIN);
    dt_scene_text_add(m->scene, DT_ROLE_PARTY, DT_END, edge, a->heading, name, DT_NONE);
    uint32_t options[DT_MOST_OPTIONS];
    const uint32_t count = a->dots ? options_of(a, options) : 0;
    for (uint32_t k = 0; k < count; k++) {
        const char *id = dt_scene_fit(m->scene, DT_ROLE_AXIS, option_id(m, options[k]),
                                      edge - MARGIN);
        dt_scene_text_add(m->scene, DT_ROLE_AXIS, DT_END, edge,
                          a->heading + (int32_t)(k + 1) * dt_role_line(DT_ROLE_AXIS), id, DT_NONE);
    }
}

static void put_side(map *m, const axis *a, uint32_t k, int32_t y, int32_t room, dt_anchor anchor)
{
    const int32_t line = dt_role_line(DT_ROLE_AXIS);
    const int32_t most = room / line - 1;
    const char *words = combo_words(m, a, a->combos[k]);
    int32_t widest = 0;
    const int32_t lines =
        put_lines(m, anchor, 0, 0, AXIS_TEXT, most < 1 ? 1 : most, words, false, &widest);
    put_lines(m, anchor, a->heading, y + 4 - (lines - 1) * line / 2, AXIS_TEXT,
              most < 1 ? 1 : most, words, true, &widest);
}

/* Headings of an upright axis, once for every position of the axes outside it. */
static void draw_side(map *m, const axis *a, uint32_t level, int32_t y)
{
    const axis *outer = axis_at(m, DOWNWARDS, level + 1);
    if (outer != NULL) {
        for (uint32_t k = 0; k < outer->count; k++) {
            draw_side(m, a, level + 1, y + (int32_t)k * outer->dy);
        }
        return;
    }
    for (uint32_t k = 0; k < a->count; k++) {
        const int32_t span = a->dy - (a->level > 0 ? BLOCK_GAP : 0) - m->step_y;
        put_side(m, a, k, y + (int32_t)k * a->dy + span / 2, a->dy, DT_END);
    }
}

/* The oblique axis names its rows at the right of the grid. */
static void draw_oblique(map *m, axis *z)
{
    const axis *y = axis_at(m, DOWNWARDS, 0);
    for (uint32_t row = 0; row < (y == NULL ? 1 : y->count); row++) {
        for (uint32_t k = 0; k < z->count; k++) {
            const int32_t base = m->top + (int32_t)row * (y == NULL ? 0 : y->dy);
            put_side(m, z, k, base + (int32_t)(z->count - 1 - k) * m->step_y, m->step_y, DT_START);
        }
    }
}

static void name_side(map *m, const axis *a, dt_anchor anchor)
{
    const char *name = m->figure->view->syntax->parties[a->party].name;
    name = dt_scene_fit(m->scene, DT_ROLE_PARTY, name, a->room);
    dt_scene_text_add(m->scene, DT_ROLE_PARTY, anchor, a->heading, m->top - m->radius - 22, name,
                      DT_NONE);
}

static void draw_headings(map *m)
{
    for (uint32_t k = 0; k < m->axis_count; k++) {
        axis *a = &m->axes[k];
        if (a->along == RIGHTWARDS) {
            draw_corner(m, a);
            draw_level(m, a, a->level, m->left);
        } else if (a->along == DOWNWARDS) {
            name_side(m, a, DT_END);
            draw_side(m, a, a->level, m->top);
        }
    }
    axis *z = axis_at(m, OBLIQUE, 0);
    if (z != NULL) {
        measure_side(m, z);
        z->heading = dt_scene_right(m->scene) + 20;
        draw_oblique(m, z);
        name_side(m, z, DT_START);
    }
}

/* Lines between the grids of a grid, once for every position of the axes outside; thicker further
 * out. */
static void draw_frame(map *m, const axis *a, uint32_t level, int32_t from)
{
    const axis *outer = axis_at(m, a->along, level + 1);
    const bool across = a->along == RIGHTWARDS;
    if (outer != NULL) {
        for (uint32_t k = 0; k < outer->count; k++) {
            draw_frame(m, a, level + 1, from + (int32_t)k * (across ? outer->dx : outer->dy));
        }
        return;
    }
    const int32_t reach = m->radius + 12;
    for (uint32_t j = 1; j < a->count; j++) {
        const int32_t at = from + (int32_t)j * (across ? a->dx : a->dy) -
                           ((across ? m->step_x : m->step_y) + BLOCK_GAP) / 2;
        dt_scene_stroke s = {DT_STROKE_FRAME, a->level, at, m->top - reach, at,
                             m->top + m->height + reach};
        if (!across) {
            s = (dt_scene_stroke){DT_STROKE_FRAME, a->level, m->left - reach, at,
                                  m->left + m->width + reach, at};
        }
        dt_scene_stroke_add(m->scene, s);
    }
}

static void draw_frames(map *m)
{
    for (uint32_t k = 0; k < m->axis_count; k++) {
        const axis *a = &m->axes[k];
        if (a->level > 0) {
            draw_frame(m, a, a->level, a->along == RIGHTWARDS ? m->left : m->top);
        }
    }
}

/* ---- nodes ----------------------------------------------------------------------------------------------- */

static uint32_t digit(const axis *a, uint64_t code)
{
    const uint64_t combo = dt_squeeze(code, a->mask);
    for (uint32_t k = 0; k < a->count; k++) {
        if (a->combos[k] == combo) {
            return k;
        }
    }
    return 0;
}

static void place_code(map *m, uint64_t code, int32_t *x, int32_t *y)
{
    const axis *z = axis_at(m, OBLIQUE, 0);
    *x = m->left;
    *y = m->top + (z == NULL ? 0 : m->step_y * ((int32_t)z->count - 1));
    for (uint32_t k = 0; k < m->axis_count; k++) {
        const int32_t d = (int32_t)digit(&m->axes[k], code);
        *x += d * m->axes[k].dx;
        *y += d * m->axes[k].dy;
    }
}

static bool is_crowded(const map *m, const dt_scene_node *node)
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
static void centre_members(map *m, dt_scene_node *node)
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

static void add_nodes(map *m)
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

static void place_nodes(map *m)
{
    dt_scene *scene = m->scene;
    for (size_t k = 0; k < scene->node_count; k++) {
        place_code(m, code_of(m, (uint32_t)k), &scene->nodes[k].x, &scene->nodes[k].y);
    }
    const bool coalesced = m->figure->view->model->states->members != NULL;
    for (size_t k = 0; coalesced && k < scene->node_count; k++) {
        centre_members(m, &scene->nodes[k]);
    }
}

/* ---- labels ---------------------------------------------------------------------------------------------- */

/* "YN·N": the pattern, party by party. */
static const char *grouped_pattern(map *m, uint64_t state)
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

static void label_node(map *m, const dt_scene_node *node, dt_anchor anchor, int32_t x, int32_t y)
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
        dt_scene_text_add(scene, DT_ROLE_LABEL, anchor, x, y,
                          dt_scene_fit(scene, DT_ROLE_LABEL, grouped_pattern(m, node->state),
                                       m->label), DT_NONE);
    }
}

static void label_nodes(map *m)
{
    for (size_t k = 0; m->roomy && k < m->scene->node_count; k++) {
        const dt_scene_node *n = &m->scene->nodes[k];
        label_node(m, n, DT_START, n->x + 8, n->y + m->radius + 15);
    }
}

/* Without room for labels: which states the names mean, below the picture. */
static const char *name_list(map *m)
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

/* ---- graph form: a circle -------------------------------------------------------------------------------- */

/* 10000 sin of an angle in hundredths of a degree, by Bhaskara's fraction
 * sin x = 4 x (180 - x) / (40500 - x (180 - x)); within 0.002. */
static int32_t sine(int64_t angle)
{
    angle = (angle % 36000 + 36000) % 36000;
    const int64_t half = angle % 18000;
    const int64_t p = half * (18000 - half);
    const int64_t value = 40000 * p / (405000000 - p);
    return (int32_t)(angle < 18000 ? value : -value);
}

/* Words beside a node of the circle; above or below it where the circle is level. */
static void label_on_circle(map *m, const dt_scene_node *n, int32_t centre_x, int32_t r)
{
    const dt_graph_state *state = &m->figure->view->syntax->states[n->state];
    const int32_t away = n->x - centre_x;
    const bool level = 3 * (away < 0 ? -away : away) < r;
    const int32_t line = dt_role_line(DT_ROLE_AXIS);
    const dt_anchor anchor = level ? DT_MIDDLE : away > 0 ? DT_START : DT_END;
    const int32_t x = level ? n->x : away > 0 ? n->x + m->radius + 12 : n->x - m->radius - 12;
    const char *outcomes = dt_figure_outcomes(m->scene, m->figure->view, n->state);
    dt_text text = {0};
    dt_text_add(&text, n->status_quo ? "status quo" : "");
    dt_text_add(&text, n->status_quo && outcomes[0] != '\0' ? ", " : "");
    dt_text_add(&text, outcomes);
    const char *strong = dt_scene_keep(m->scene, &text);
    const int32_t named = strong[0] != '\0';
    int32_t widest = 0;
    const int32_t lines =
        named + put_lines(m, anchor, 0, 0, m->label, 2 - named, state->label, false, &widest);
    int32_t y = n->y + 4 - (lines - 1) * line / 2;
    if (level) {
        y = n->y < m->top + r ? n->y - m->radius - 26 - (lines - 1) * line : n->y + m->radius + 22;
    }
    dt_scene_text_add(m->scene, DT_ROLE_STRONG, anchor, x, y,
                      dt_scene_fit(m->scene, DT_ROLE_STRONG, strong, m->label), DT_NONE);
    put_lines(m, anchor, x, y + named * line, m->label, 2 - named, state->label, true, &widest);
}

static void place_on_circle(map *m, int32_t y)
{
    const int64_t count = m->figure->count;
    const int64_t pitch = 4 * m->radius + 8;
    int64_t r = count * pitch * 100 / 628;
    r = r < 110 ? 110 : r;
    r = count == 1 ? 0 : r;
    m->roomy = count <= 16;
    m->label = 190;
    m->left = MARGIN + m->radius + 12 + (m->roomy ? m->label : 0);
    m->top = y + m->radius + (m->roomy ? 52 : 20);
    m->width = m->height = (int32_t)(2 * r);
    for (size_t k = 0; k < m->scene->node_count; k++) {
        dt_scene_node *n = &m->scene->nodes[k];
        const int64_t angle = 36000 * (int64_t)k / count;
        n->x = m->left + (int32_t)(r + r * sine(angle) / 10000);
        n->y = m->top + (int32_t)(r - r * sine(angle + 9000) / 10000);
    }
    for (size_t k = 0; m->roomy && k < m->scene->node_count; k++) {
        label_on_circle(m, &m->scene->nodes[k], m->left + (int32_t)r, (int32_t)r);
    }
}

/* ---- arcs ---------------------------------------------------------------------------------------------------- */

/* The axis along which an arc runs, NULL when it runs along several or none. */
static const axis *axis_of(const map *m, const dt_scene_arc *arc)
{
    const uint64_t changed = code_of(m, arc->from) ^ code_of(m, arc->to);
    for (uint32_t k = 0; k < m->axis_count; k++) {
        if ((changed & ~m->axes[k].mask) == 0) {
            return &m->axes[k];
        }
    }
    return NULL;
}

/* A move between grids, in a picture without room: a short arrow towards the grid that it leads
 * to, where it ends in the same place.  Axes outside that share a direction take different corners. */
static void draw_short(const map *m, const axis *a, dt_scene_arc *arc)
{
    const dt_scene_node *from = &m->scene->nodes[arc->from];
    const dt_scene_node *to = &m->scene->nodes[arc->to];
    const int32_t corner = m->radius * 7 / 10 + (from->ring == DT_RING_NONE ? 1 : 4);
    const int32_t side = a->level % 2 == 1 ? 1 : -1;
    const int32_t length = SHORT + 5 * ((int32_t)(a->level - 1) / 2);
    const bool level = a->along == RIGHTWARDS;
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
static bool leads_beyond(const map *m, const dt_scene_arc *arc)
{
    const axis *a = axis_of(m, arc);
    const uint32_t from = digit(a, code_of(m, arc->from));
    const uint32_t to = digit(a, code_of(m, arc->to));
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
static void number_short(map *m, size_t number)
{
    dt_scene_arc *arcs = m->scene->arcs;
    const size_t count = m->scene->arc_count;
    bool beyond = false;
    dt_text numbers = {0};
    for (size_t k = 0; k < count; k++) {
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

static void add_arcs(map *m)
{
    const bool product = !dt_is_graph_form(m->figure->view->syntax) &&
                         m->figure->view->model->states->members == NULL;
    for (size_t k = 0; k < m->figure->drawn_count; k++) {
        dt_scene_arc arc = dt_figure_arc(m->scene, m->figure, &m->figure->drawn[k]);
        const axis *a = product && !m->roomy ? axis_of(m, &arc) : NULL;
        if (a != NULL && a->level > 0) {
            draw_short(m, a, &arc);
            arc.routed = true;
            m->shortened = true;
        }
        dt_scene_arc_add(m->scene, arc);
    }
    for (size_t k = 0; k < m->scene->arc_count; k++) {
        if (m->scene->arcs[k].lane == SHORT_LANE) {
            number_short(m, k);
        }
    }
    dt_scene_route(m->scene);
    if (m->roomy) {
        dt_scene_name_arcs(m->scene);
    }
}

static void add_stub(map *m)
{
    for (size_t k = 0; k < m->scene->node_count; k++) {
        const dt_scene_node *n = &m->scene->nodes[k];
        if (n->status_quo) {
            const int32_t away = (m->radius + (n->ring == DT_RING_NONE ? 0 : 4)) * 707 / 1000 + 2;
            dt_scene_stroke_add(m->scene, (dt_scene_stroke){DT_STROKE_STATUS_QUO, DT_NONE,
                                                            n->x - away - 12, n->y - away - 12,
                                                            n->x - away, n->y - away});
        }
    }
}

/* ---- whole ---------------------------------------------------------------------------------------------------- */

/* Labels are as wide as the pattern and the outcomes' names want, within reason. */
static int32_t widest_label(map *m)
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

static int32_t widest_name(map *m)
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

static void set_sizes(map *m, bool roomy)
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
static bool wants_numbers(const map *m)
{
    for (uint32_t k = 0; k < m->axis_count; k++) {
        const axis *a = &m->axes[k];
        if (a->level > 1 || (a->level == 1 && a->count > 2)) {
            return m->figure->view->model->states->members == NULL;
        }
    }
    return false;
}

/* With labels if they fit the page. */
static void lay_axes(map *m)
{
    const dt_view *view = m->figure->view;
    for (uint32_t party = 0; party < view->syntax->party_count; party++) {
        add_axis(m, party, view->model->owned[party]);
    }
    choose_directions(m);
    set_steps(m);
    if (m->roomy && (m->width > WIDEST_ROOMY || m->height > WIDEST_ROOMY)) {
        set_sizes(m, false);
        choose_directions(m);
        set_steps(m);
    }
    if (!m->roomy && wants_numbers(m)) {
        m->step_x += NUMBER_ROOM;
        m->step_y += NUMBER_ROOM;
        set_steps(m);
    }
}

static void describe(map *m)
{
    const dt_figure *f = m->figure;
    dt_text text = {0};
    if (!f->whole) {
        dt_text_format(&text, "%u of %llu states are drawn: ", f->count,
                       (unsigned long long)f->view->count);
        dt_text_add(&text, f->view->model->status_quo > 0
                               ? "the status quo, of the equilibria one for each set of outcomes, and "
                                 "the shortest ways of improvements to them. "
                               : "of the equilibria one for each set of outcomes. ");
    }
    dt_text_add(&text, f->wish.arcs == DETENTE_ARCS_ALL
                           ? "Strong arrows: moves to what the party likes better; faint: other moves. "
                       : f->best_only
                           ? "An arrow is the move that its party likes best from a state; other "
                             "improvements are left out. "
                           : "An arrow is a move to what its party likes better. ");
    dt_text_add(&text, m->shortened ? "A short arrow leads to the same place of the next grid in its "
                                      "direction" : "");
    dt_text_add(&text, !m->shortened ? "" : m->numbered ? "; a number beside it: to that state. " : ". ");
    dt_text_add(&text, dt_figure_bar_words(m->scene));
    m->scene->about = dt_scene_keep(m->scene, &text);
}

void dt_map_scene(const dt_figure *figure, dt_scene *scene)
{
    map m = {.figure = figure, .scene = scene};
    const dt_view *view = figure->view;
    set_sizes(&m, figure->count <= MOST_ROOMY);
    if (!dt_is_graph_form(view->syntax)) {
        lay_axes(&m);
    }
    add_nodes(&m);
    int32_t y = dt_figure_head(scene, figure);
    if (dt_is_graph_form(view->syntax)) {
        place_on_circle(&m, y);
    } else {
        place_headings(&m, y);
        place_nodes(&m);
        label_nodes(&m);
        draw_headings(&m);
        draw_frames(&m);
    }
    add_stub(&m);
    add_arcs(&m);
    describe(&m);
    scene->width = dt_scene_right(scene) + MARGIN;
    scene->width = scene->width < 520 ? 520 : scene->width;
    y = dt_scene_bottom(scene) + 34;
    y = dt_figure_key(scene, figure, y);
    y = m.roomy ? y : dt_scene_paragraph(scene, MARGIN, y, scene->width - 2 * MARGIN, name_list(&m));
    scene->height = dt_figure_about(scene, y);
}
