/* SPDX-License-Identifier: MIT
 *
 * The map of a model in graph form: its states on a circle, in file order, so that straight arcs
 * pass through no state.  Integers only.
 */
#include "picture/map.h"

/* ---- graph form: a circle -------------------------------------------------------------------- */

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
static void label_on_circle(dt_map *m, const dt_scene_node *n, int32_t centre_x, int32_t r)
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
    dt_wrapped block = {DT_ROLE_AXIS, anchor, x, 0, m->label, 2 - named, false};
    const int32_t lines = named + dt_scene_wrapped(m->scene, &block, state->label, false, NULL);
    int32_t y = n->y + 4 - (lines - 1) * line / 2;
    if (level) {
        y = n->y < m->top + r ? n->y - m->radius - 26 - (lines - 1) * line : n->y + m->radius + 22;
    }
    dt_scene_text_add(m->scene, DT_ROLE_STRONG, anchor, x, y,
                      dt_scene_fit(m->scene, DT_ROLE_STRONG, strong, m->label), DT_NONE);
    block.y = y + named * line;
    dt_scene_wrapped(m->scene, &block, state->label, true, NULL);
}

void dt_map_place_on_circle(dt_map *m, int32_t y)
{
    const int64_t count = m->figure->count;
    const int64_t pitch = 4 * m->radius + 8;
    int64_t r = count * pitch * 100 / 628;
    r = r < 110 ? 110 : r;
    r = count == 1 ? 0 : r;
    m->roomy = count <= 16;
    m->label = 190;
    m->left = DT_MARGIN + m->radius + 12 + (m->roomy ? m->label : 0);
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
