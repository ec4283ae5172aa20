/* SPDX-License-Identifier: MIT
 *
 * What every figure says about a state, a move, a party: names, tooltips, rings and the key.
 */
#include "picture/figure.h"

static const char *const ring_words[] = {
    [DT_RING_CAUTION] = "equilibrium if any counter-move is feared (GMR, SMR)",
    [DT_RING_AT_ONCE] = "equilibrium if improvements of others at the same time are feared (SIM)",
    [DT_RING_CREDIBLE] = "equilibrium if credible counter-moves are feared (SEQ, SSEQ)",
    [DT_RING_NASH] = "equilibrium even without fear (Nash)",
};

uint64_t dt_gray_rank(uint64_t code)
{
    for (unsigned shift = 1; shift < 64; shift *= 2) {
        code ^= code >> shift;
    }
    return code;
}

uint64_t dt_squeeze(uint64_t code, uint64_t mask)
{
    uint64_t squeezed = 0;
    for (unsigned k = 0; mask != 0; mask &= mask - 1) {
        squeezed |= (code >> dt_lowest(mask) & 1) << k++;
    }
    return squeezed;
}

dt_ring dt_figure_ring(const dt_view *view, const detente_picture *wish, uint64_t state)
{
    detente_concepts holds = dt_view_holds_under(view, state);
    if (!dt_concepts_are_none(wish->concepts)) {
        holds = dt_concepts_and(holds, wish->concepts);
    }
    dt_ring strongest = DT_RING_NONE;
    DT_EACH_CONCEPT (c, holds) {
        const dt_ring ring = dt_concept_row((detente_concept)c)->ring;
        strongest = ring > strongest ? ring : strongest;
    }
    return strongest;
}

/* ---- words ----------------------------------------------------------------------------------- */

const char *dt_figure_name(dt_scene *scene, const dt_view *view, uint64_t state)
{
    if (dt_is_graph_form(view->syntax)) {
        const char *id = view->syntax->states[state].id;
        if (dt_role_width(DT_ROLE_NAME, id) <= 26) {
            return id;
        }
    }
    dt_text number = {0};
    dt_text_number(&number, state + 1);
    return dt_scene_keep(scene, &number);
}

/* The most telling first: the outcome with the fewest states. */
const char *dt_figure_outcomes(dt_scene *scene, const dt_view *view, uint64_t state)
{
    dt_text names = {0};
    uint64_t least = 0;
    uint32_t last = 0;
    for (;;) {
        uint32_t next = DT_NONE;
        uint64_t fewest = UINT64_MAX;
        for (uint32_t k = 0; k < view->syntax->outcome_count; k++) {
            const uint64_t count = dt_view_is(view, k, state) ? dt_view_size(view, k) : 0;
            const bool later = count > least || (count == least && k > last && names.length > 0);
            if (count > 0 && later && count < fewest) {
                next = k;
                fewest = count;
            }
        }
        if (next == DT_NONE) {
            return dt_scene_keep(scene, &names);
        }
        dt_text_add(&names, names.length > 0 ? ", " : "");
        dt_text_add(&names, view->syntax->outcomes[next].id);
        least = fewest;
        last = next;
    }
}

const char *dt_figure_option(dt_scene *scene, const dt_view *view, uint32_t option)
{
    dt_text name = {0};
    dt_option_name(view->syntax, option, &name);
    return dt_scene_keep(scene, &name);
}

void dt_figure_taken(const dt_view *view, uint64_t state, const char *none, dt_text *text)
{
    if (dt_is_graph_form(view->syntax)) {
        dt_text_add(text, view->syntax->states[state].label);
        return;
    }
    char pattern[DT_MOST_OPTIONS + 1];
    dt_states_pattern(view->model, state, pattern);
    const char *before = "";
    for (uint32_t k = 0; k < view->syntax->option_count; k++) {
        if (pattern[k] != 'N') {
            dt_text_add(text, before);
            dt_option_name(view->syntax, k, text);
            dt_text_add(text, pattern[k] == '-' ? " or not" : "");
            before = ", ";
        }
    }
    dt_text_add(text, before[0] == '\0' ? none : "");
}

const char *dt_figure_title(dt_scene *scene, const dt_view *view, uint64_t state)
{
    dt_text text = {0};
    dt_text_add(&text, "State ");
    dt_text_number(&text, state + 1);
    const char *outcomes = dt_figure_outcomes(scene, view, state);
    dt_text_add(&text, outcomes[0] != '\0' ? ", " : "");
    dt_text_add(&text, outcomes);
    dt_text_add(&text, ": ");
    dt_figure_taken(view, state, "nothing", &text);
    const detente_concepts holds = dt_told_as(dt_view_holds_under(view, state));
    const char *before = ". Equilibrium under ";
    DT_EACH_CONCEPT (c, holds) {
        dt_text_add(&text, before);
        dt_text_add(&text, detente_concept_name((detente_concept)c));
        before = ", ";
    }
    dt_text_add(&text, state + 1 == view->model->status_quo ? ". Status quo." : ".");
    return dt_scene_keep(scene, &text);
}

/* "+act -refuse". */
static const char *change_of(dt_scene *scene, const dt_view *view, const dt_drawn *step,
                             uint64_t from, uint64_t to)
{
    if (dt_is_graph_form(view->syntax)) {
        return "";
    }
    char before[DT_MOST_OPTIONS + 1];
    char after[DT_MOST_OPTIONS + 1];
    dt_states_pattern(view->model, from, before);
    dt_states_pattern(view->model, to, after);
    dt_text text = {0};
    for (uint32_t k = 0; k < view->syntax->option_count; k++) {
        if (before[k] != after[k] && after[k] != '-' &&
            view->syntax->options[k].party == step->party) {
            dt_text_add(&text, text.length > 0 ? " " : "");
            dt_text_add(&text, after[k] == 'Y' ? "+" : "−");
            dt_option_name(view->syntax, k, &text);
        }
    }
    return dt_scene_keep(scene, &text);
}

dt_scene_arc dt_figure_arc(dt_scene *scene, const dt_figure *figure, const dt_drawn *step)
{
    const dt_view *view = figure->view;
    const uint64_t from = figure->chosen[step->from];
    const uint64_t to = figure->chosen[step->to];
    const dt_preference *own = &view->model->preferences[step->party];
    dt_scene_arc arc = {.party = step->party, .from = step->from, .to = step->to};
    arc.improvement = step->improvement;
    arc.irreversible = !step->reversible;
    arc.both_ways = step->reversible && !dt_prefers(own, from, to) && !dt_prefers(own, to, from);
    arc.change = change_of(scene, view, step, from, to);
    dt_text title = {0};
    dt_text_add(&title, view->syntax->parties[step->party].name);
    dt_text_format(&title, ": %s from %llu to %llu", step->improvement ? "improvement" : "move",
                   (unsigned long long)from + 1, (unsigned long long)to + 1);
    dt_text_add(&title, arc.change[0] != '\0' ? ", " : "");
    dt_text_add(&title, arc.change);
    dt_text_add(&title, arc.irreversible ? ", cannot be undone" : "");
    arc.title = dt_scene_keep(scene, &title);
    return arc;
}

/* ---- key ------------------------------------------------------------------------------------- */

#define KEY_LINE 20
#define RING_LINE 27
#define SAMPLE 34

typedef struct cursor {
    dt_scene *scene;
    int32_t left, width, x, y;
    int32_t line;
} cursor;

/* Room for an item with `text` after its sample: the next place, or the next line. */
static const char *make_room(cursor *at, const char *text)
{
    text = dt_scene_fit(at->scene, DT_ROLE_KEY, text, at->width - SAMPLE - 8);
    const int32_t needed = SAMPLE + 8 + dt_role_width(DT_ROLE_KEY, text);
    if (at->x > at->left && at->x + needed > at->left + at->width) {
        at->x = at->left;
        at->y += at->line;
    }
    return text;
}

static void put_words(cursor *at, const char *text)
{
    dt_scene_text_add(at->scene, DT_ROLE_KEY, DT_START, at->x + SAMPLE + 8, at->y, text, DT_NONE);
    at->x += SAMPLE + 8 + dt_role_width(DT_ROLE_KEY, text) + 24;
}

static void put_stroke(cursor *at, dt_stroke_kind kind, uint32_t party, const char *text)
{
    text = make_room(at, text);
    const int32_t y = at->y - 4;
    dt_scene_stroke_add(at->scene, (dt_scene_stroke){kind, party, at->x, y, at->x + SAMPLE, y});
    put_words(at, text);
}

static void put_parties(cursor *at, const dt_figure *figure)
{
    const dt_syntax *syntax = figure->view->syntax;
    for (uint32_t k = 0; k < syntax->party_count; k++) {
        put_stroke(at, DT_STROKE_PARTY, k, syntax->parties[k].name);
    }
    if (figure->wish.arcs == DETENTE_ARCS_ALL) {
        put_stroke(at, DT_STROKE_OTHER, 0, "no improvement");
    }
}

static void put_rings(cursor *at)
{
    bool seen[DT_RING_NASH + 1] = {false};
    for (size_t k = 0; k < at->scene->node_count; k++) {
        seen[at->scene->nodes[k].ring] = true;
    }
    for (int ring = DT_RING_NASH; ring > DT_RING_NONE; ring--) {
        if (!seen[ring]) {
            continue;
        }
        const char *text = make_room(at, ring_words[ring]);
        dt_scene_node_add(at->scene, (dt_scene_node){.state = UINT64_MAX,
                                                     .x = at->x + SAMPLE / 2,
                                                     .y = at->y - 4,
                                                     .half_width = 6,
                                                     .half_height = 6,
                                                     .ring = (dt_ring)ring,
                                                     .name = "",
                                                     .title = ring_words[ring]});
        put_words(at, text);
    }
}

const char *dt_figure_bar_words(const dt_scene *scene)
{
    for (size_t k = 0; k < scene->arc_count; k++) {
        if (scene->arcs[k].irreversible) {
            return "A bar at the tail: the move cannot be undone.";
        }
    }
    return "";
}

int32_t dt_figure_head(dt_scene *scene, const dt_figure *figure)
{
    const dt_syntax *syntax = figure->view->syntax;
    scene->title = dt_scene_copy(scene, syntax->title);
    scene->parties = dt_arena_take(&scene->arena, syntax->party_count * sizeof *scene->parties);
    scene->failed = scene->failed || scene->parties == NULL;
    for (uint32_t k = 0; !scene->failed && k < syntax->party_count; k++) {
        scene->parties[k] = dt_scene_copy(scene, syntax->parties[k].name);
        scene->party_count = k + 1;
    }
    if (figure->wish.bare) {
        return DT_MARGIN;
    }
    dt_scene_text_add(scene, DT_ROLE_TITLE, DT_START, DT_MARGIN, DT_MARGIN + 12,
                      dt_scene_fit(scene, DT_ROLE_TITLE, scene->title, 900), DT_NONE);
    return DT_MARGIN + 32;
}

int32_t dt_figure_key(dt_scene *scene, const dt_figure *figure, int32_t y)
{
    cursor at = {scene, DT_MARGIN, scene->width - 2 * DT_MARGIN, DT_MARGIN, y, KEY_LINE};
    put_parties(&at, figure);
    at.x = at.left;
    at.y += RING_LINE;
    at.line = RING_LINE;
    put_rings(&at);
    return at.x > at.left ? at.y + RING_LINE : at.y;
}

int32_t dt_figure_about(dt_scene *scene, int32_t y)
{
    y = dt_scene_paragraph(scene, DT_MARGIN, y, scene->width - 2 * DT_MARGIN, scene->about);
    return y + DT_MARGIN - 12;
}

int32_t dt_scene_right(const dt_scene *scene)
{
    int32_t edge = 0;
    for (size_t k = 0; k < scene->node_count; k++) {
        const int32_t x = scene->nodes[k].x + scene->nodes[k].half_width + 8;
        edge = x > edge ? x : edge;
    }
    for (size_t k = 0; k < scene->text_count; k++) {
        const dt_box box = scene->texts[k].box;
        edge = box.x + box.width > edge ? box.x + box.width : edge;
    }
    for (size_t k = 0; k < scene->arc_count; k++) {
        for (int32_t part = 0; part <= 16; part++) {
            int32_t x = 0;
            int32_t y = 0;
            dt_curve_point(scene->arcs[k].points, part, 16, &x, &y);
            edge = x + 8 > edge ? x + 8 : edge;
        }
    }
    return edge;
}

int32_t dt_scene_bottom(const dt_scene *scene)
{
    int32_t edge = 0;
    for (size_t k = 0; k < scene->node_count; k++) {
        const int32_t y = scene->nodes[k].y + scene->nodes[k].half_height + 5;
        edge = y > edge ? y : edge;
    }
    for (size_t k = 0; k < scene->text_count; k++) {
        const dt_box box = scene->texts[k].box;
        edge = box.y + box.height > edge ? box.y + box.height : edge;
    }
    for (size_t k = 0; k < scene->arc_count; k++) {
        for (int32_t part = 0; part <= 16; part++) {
            int32_t x = 0;
            int32_t y = 0;
            dt_curve_point(scene->arcs[k].points, part, 16, &x, &y);
            edge = y > edge ? y : edge;
        }
    }
    return edge;
}
