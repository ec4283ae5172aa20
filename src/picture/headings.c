/* SPDX-License-Identifier: MIT
 *
 * What stands beside the map: parties, what is taken in each column and row, lines between grids.
 *
 * Words where they fit, over columns else rows of dots, one per option.  Time O(columns x options).
 */
#include "picture/map.h"

#define AXIS_TEXT 150 /* widest text beside a row */
#define MOST_LINES 9  /* over a column; with more than 4, dots are drawn */

/* ---- headings -------------------------------------------------------------------------------- */

/* Options of an axis, as a list of their numbers. */
static uint32_t options_of(const dt_axis *a, uint32_t *options)
{
    uint32_t count = 0;
    for (uint64_t mask = a->mask; mask != 0; mask &= mask - 1) {
        options[count++] = dt_lowest(mask);
    }
    return count;
}

static const char *option_name(dt_map *m, uint32_t option)
{
    return dt_figure_option(m->scene, m->figure->view, option);
}

/* What a combination takes, as words: "act", "not act", "act, channel", "none". */
static const char *combo_words(dt_map *m, const dt_axis *a, uint64_t combo)
{
    uint32_t options[DT_MOST_OPTIONS];
    const uint32_t count = options_of(a, options);
    dt_text text = {0};
    for (uint32_t k = 0; k < count; k++) {
        if ((combo >> k & 1) != 0) {
            dt_text_add(&text, text.length > 0 ? ", " : "");
            dt_text_add(&text, option_name(m, options[k]));
        }
    }
    if (text.length == 0 && count == 1) {
        dt_text_add(&text, "not ");
        dt_text_add(&text, option_name(m, options[0]));
    }
    dt_text_add(&text, text.length == 0 ? "none" : "");
    return dt_scene_keep(m->scene, &text);
}

/* Height of a level heading, and whether words fit over its columns. */
static void measure_level(dt_map *m, dt_axis *a)
{
    const int32_t width = a->dx - 8;
    int32_t most = 1;
    for (uint32_t k = 0; k < a->count; k++) {
        const char *words = combo_words(m, a, a->combos[k]);
        const dt_wrapped block = {DT_ROLE_AXIS, DT_MIDDLE, 0, 0, width, MOST_LINES, false};
        const int32_t lines = dt_scene_wrapped(m->scene, &block, words, false, NULL);
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
static void measure_side(dt_map *m, dt_axis *a)
{
    const int32_t step = a->along == DT_OBLIQUE ? m->step_y : a->dy;
    const int32_t most = step / dt_role_line(DT_ROLE_AXIS) - 1;
    const char *name = m->figure->view->syntax->parties[a->party].name;
    const int32_t named = dt_role_width(DT_ROLE_PARTY, name);
    a->room = named < AXIS_TEXT + 40 ? named : AXIS_TEXT + 40;
    for (uint32_t k = 0; k < a->count; k++) {
        const dt_wrapped block = {DT_ROLE_AXIS,        DT_END, 0, 0, AXIS_TEXT,
                                  most < 1 ? 1 : most, false};
        dt_scene_wrapped(m->scene, &block, combo_words(m, a, a->combos[k]), false, &a->room);
    }
}

/* The widest of what stands left of level headings. */
static int32_t corner_width(dt_map *m)
{
    int32_t width = 0;
    for (uint32_t k = 0; k < m->axis_count; k++) {
        const dt_axis *a = &m->axes[k];
        if (a->along != DT_RIGHTWARDS) {
            continue;
        }
        const int32_t named = dt_role_width(DT_ROLE_PARTY,
                                            m->figure->view->syntax->parties[a->party].name);
        width = named > width ? named : width;
        uint32_t options[DT_MOST_OPTIONS];
        const uint32_t count = a->dots ? options_of(a, options) : 0;
        for (uint32_t j = 0; j < count; j++) {
            const int32_t wide = dt_role_width(DT_ROLE_AXIS, option_name(m, options[j]));
            width = wide > width ? wide : width;
        }
    }
    return width < AXIS_TEXT + 30 ? width : AXIS_TEXT + 30;
}

/* Where headings go: level ones above the grid, outermost first; upright ones left of it. */
void dt_map_place_headings(dt_map *m, int32_t y)
{
    dt_axis *a = NULL;
    uint32_t levels = 0;
    while (dt_map_axis(m, DT_RIGHTWARDS, levels) != NULL) {
        levels++;
    }
    for (uint32_t level = levels; level-- > 0;) {
        a = dt_map_axis(m, DT_RIGHTWARDS, level);
        measure_level(m, a);
        a->heading = y + dt_role_line(DT_ROLE_AXIS);
        y += a->room;
    }
    int32_t side = 0;
    for (uint32_t level = 0; (a = dt_map_axis(m, DT_DOWNWARDS, level)) != NULL; level++) {
        measure_side(m, a);
        side += a->room + 16;
    }
    const int32_t corner = corner_width(m);
    side = side > corner + 12 ? side : corner + 12;
    side = m->axis_count == 0 ? 0 : side;
    m->left = DT_MARGIN + side + m->radius + DT_LANES;
    int32_t edge = m->left - m->radius - DT_LANES;
    for (uint32_t level = 0; (a = dt_map_axis(m, DT_DOWNWARDS, level)) != NULL; level++) {
        a->heading = edge;
        edge -= a->room + 16;
    }
    const bool names = dt_map_axis(m, DT_DOWNWARDS, 0) != NULL ||
                       dt_map_axis(m, DT_OBLIQUE, 0) != NULL;
    m->top = y + (names ? dt_role_line(DT_ROLE_PARTY) + 4 : 0) + m->radius + 20;
}

/* ---- drawing headings ------------------------------------------------------------------------ */

static void put_dots(dt_map *m, const dt_axis *a, uint64_t combo, int32_t x)
{
    const uint32_t options = dt_popcount(a->mask);
    for (uint32_t k = 0; k < options; k++) {
        dt_scene_text_add(m->scene, DT_ROLE_AXIS, DT_MIDDLE, x,
                          a->heading + (int32_t)(k + 1) * dt_role_line(DT_ROLE_AXIS),
                          (combo >> k & 1) != 0 ? "●" : "·", DT_NONE);
    }
}

/* Headings of a level axis, once for every position of the axes outside it. */
static void draw_level(dt_map *m, const dt_axis *a, uint32_t level, int32_t x)
{
    const dt_axis *outer = dt_map_axis(m, DT_RIGHTWARDS, level + 1);
    if (outer != NULL) {
        for (uint32_t k = 0; k < outer->count; k++) {
            draw_level(m, a, level + 1, x + (int32_t)k * outer->dx);
        }
        return;
    }
    for (uint32_t k = 0; k < a->count; k++) {
        const int32_t span = a->dx - (a->level > 0 ? DT_BLOCK_GAP : 0) - m->step_x;
        const int32_t centre = x + (int32_t)k * a->dx + span / 2;
        const dt_wrapped block = {DT_ROLE_AXIS, DT_MIDDLE,  centre, a->heading,
                                  a->dx - 8,    MOST_LINES, false};
        if (a->dots) {
            put_dots(m, a, a->combos[k], centre);
        } else {
            dt_scene_wrapped(m->scene, &block, combo_words(m, a, a->combos[k]), true, NULL);
        }
    }
}

static void draw_corner(dt_map *m, const dt_axis *a)
{
    const int32_t edge = m->left - m->radius - DT_LANES;
    const char *name = m->figure->view->syntax->parties[a->party].name;
    name = dt_scene_fit(m->scene, DT_ROLE_PARTY, name, edge - DT_MARGIN);
    dt_scene_text_add(m->scene, DT_ROLE_PARTY, DT_END, edge, a->heading, name, DT_NONE);
    uint32_t options[DT_MOST_OPTIONS];
    const uint32_t count = a->dots ? options_of(a, options) : 0;
    for (uint32_t k = 0; k < count; k++) {
        const char *id = dt_scene_fit(m->scene, DT_ROLE_AXIS, option_name(m, options[k]),
                                      edge - DT_MARGIN);
        dt_scene_text_add(m->scene, DT_ROLE_AXIS, DT_END, edge,
                          a->heading + (int32_t)(k + 1) * dt_role_line(DT_ROLE_AXIS), id, DT_NONE);
    }
}

static void put_side(dt_map *m, const dt_axis *a, uint32_t k, int32_t y, int32_t room,
                     dt_anchor anchor)
{
    const int32_t line = dt_role_line(DT_ROLE_AXIS);
    const int32_t most = room / line - 1;
    const char *words = combo_words(m, a, a->combos[k]);
    dt_wrapped block = {DT_ROLE_AXIS, anchor, a->heading, 0, AXIS_TEXT, most < 1 ? 1 : most, false};
    const int32_t lines = dt_scene_wrapped(m->scene, &block, words, false, NULL);
    block.y = y + 4 - (lines - 1) * line / 2;
    dt_scene_wrapped(m->scene, &block, words, true, NULL);
}

/* Headings of an upright axis, once for every position of the axes outside it. */
static void draw_side(dt_map *m, const dt_axis *a, uint32_t level, int32_t y)
{
    const dt_axis *outer = dt_map_axis(m, DT_DOWNWARDS, level + 1);
    if (outer != NULL) {
        for (uint32_t k = 0; k < outer->count; k++) {
            draw_side(m, a, level + 1, y + (int32_t)k * outer->dy);
        }
        return;
    }
    for (uint32_t k = 0; k < a->count; k++) {
        const int32_t span = a->dy - (a->level > 0 ? DT_BLOCK_GAP : 0) - m->step_y;
        put_side(m, a, k, y + (int32_t)k * a->dy + span / 2, a->dy, DT_END);
    }
}

/* The oblique axis names its rows at the right of the grid. */
static void draw_oblique(dt_map *m, dt_axis *z)
{
    const dt_axis *y = dt_map_axis(m, DT_DOWNWARDS, 0);
    for (uint32_t row = 0; row < (y == NULL ? 1 : y->count); row++) {
        for (uint32_t k = 0; k < z->count; k++) {
            const int32_t base = m->top + (int32_t)row * (y == NULL ? 0 : y->dy);
            put_side(m, z, k, base + (int32_t)(z->count - 1 - k) * m->step_y, m->step_y, DT_START);
        }
    }
}

static void name_side(dt_map *m, const dt_axis *a, dt_anchor anchor)
{
    const char *name = m->figure->view->syntax->parties[a->party].name;
    name = dt_scene_fit(m->scene, DT_ROLE_PARTY, name, a->room);
    dt_scene_text_add(m->scene, DT_ROLE_PARTY, anchor, a->heading, m->top - m->radius - 22, name,
                      DT_NONE);
}

void dt_map_draw_headings(dt_map *m)
{
    for (uint32_t k = 0; k < m->axis_count; k++) {
        dt_axis *a = &m->axes[k];
        if (a->along == DT_RIGHTWARDS) {
            draw_corner(m, a);
            draw_level(m, a, a->level, m->left);
        } else if (a->along == DT_DOWNWARDS) {
            name_side(m, a, DT_END);
            draw_side(m, a, a->level, m->top);
        }
    }
    dt_axis *z = dt_map_axis(m, DT_OBLIQUE, 0);
    if (z != NULL) {
        measure_side(m, z);
        z->heading = dt_scene_right(m->scene) + 20;
        draw_oblique(m, z);
        name_side(m, z, DT_START);
    }
}

/* Lines between the grids of a grid, once for every position of the axes outside; thicker further
 * out. */
static void draw_frame(dt_map *m, const dt_axis *a, uint32_t level, int32_t from)
{
    const dt_axis *outer = dt_map_axis(m, a->along, level + 1);
    const bool across = a->along == DT_RIGHTWARDS;
    if (outer != NULL) {
        for (uint32_t k = 0; k < outer->count; k++) {
            draw_frame(m, a, level + 1, from + (int32_t)k * (across ? outer->dx : outer->dy));
        }
        return;
    }
    const int32_t reach = m->radius + 12;
    for (uint32_t j = 1; j < a->count; j++) {
        const int32_t at = from + (int32_t)j * (across ? a->dx : a->dy) -
                           ((across ? m->step_x : m->step_y) + DT_BLOCK_GAP) / 2;
        dt_scene_stroke s = {DT_STROKE_FRAME, a->level, at,
                             m->top - reach,  at,       m->top + m->height + reach};
        if (!across) {
            s = (dt_scene_stroke){
                DT_STROKE_FRAME, a->level, m->left - reach, at, m->left + m->width + reach, at};
        }
        dt_scene_stroke_add(m->scene, s);
    }
}

void dt_map_draw_frames(dt_map *m)
{
    for (uint32_t k = 0; k < m->axis_count; k++) {
        const dt_axis *a = &m->axes[k];
        if (a->level > 0) {
            draw_frame(m, a, a->level, a->along == DT_RIGHTWARDS ? m->left : m->top);
        }
    }
}
