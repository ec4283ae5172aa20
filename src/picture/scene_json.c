/* SPDX-License-Identifier: MIT
 *
 * A scene as JSON, for programs that draw themselves (docs/figures.md).  Time O(scene).
 */
#include "base/json.h"
#include "picture/scene.h"

static void add_box(dt_json *json, dt_box box)
{
    dt_json_key(json, "box");
    dt_json_line_array(json);
    dt_json_integer(json, box.x);
    dt_json_integer(json, box.y);
    dt_json_integer(json, box.width);
    dt_json_integer(json, box.height);
    dt_json_end(json);
}

static void add_key_integer(dt_json *json, const char *key, int32_t number)
{
    dt_json_key(json, key);
    dt_json_integer(json, number);
}

static void add_nodes(const dt_scene *scene, dt_json *json)
{
    static const char *const rings[] = {NULL, "caution", "at_once", "credible", "nash"};
    dt_json_key(json, "nodes");
    dt_json_array(json);
    for (size_t k = 0; k < scene->node_count; k++) {
        const dt_scene_node *n = &scene->nodes[k];
        if (n->state == UINT64_MAX) {
            continue;
        }
        dt_json_line_object(json);
        dt_json_key_number(json, "n", n->state + 1);
        add_key_integer(json, "x", n->x);
        add_key_integer(json, "y", n->y);
        add_key_integer(json, "width", 2 * n->half_width);
        add_key_integer(json, "height", 2 * n->half_height);
        dt_json_key_string(json, "shape", n->box ? "box" : "circle");
        dt_json_key_string(json, "name", n->name);
        dt_json_key_string(json, "title", n->title);
        dt_json_key_string(json, "ring", rings[n->ring]);
        dt_json_key_bool(json, "status_quo", n->status_quo);
        dt_json_end(json);
    }
    dt_json_end(json);
}

static void add_arcs(const dt_scene *scene, dt_json *json)
{
    dt_json_key(json, "arcs");
    dt_json_array(json);
    for (size_t k = 0; k < scene->arc_count; k++) {
        const dt_scene_arc *a = &scene->arcs[k];
        dt_json_line_object(json);
        dt_json_key_number(json, "party", a->party);
        dt_json_key_number(json, "from", scene->nodes[a->from].state + 1);
        dt_json_key_number(json, "to", scene->nodes[a->to].state + 1);
        dt_json_key_bool(json, "improvement", a->improvement);
        dt_json_key_bool(json, "irreversible", a->irreversible);
        dt_json_key_bool(json, "both_ways", a->both_ways);
        dt_json_key_string(json, "change", a->change);
        dt_json_key_string(json, "title", a->title);
        dt_json_key(json, "curve");
        dt_json_line_array(json);
        for (int j = 0; j < 8; j++) {
            dt_json_integer(json, a->points[j]);
        }
        dt_json_end(json);
        dt_json_end(json);
    }
    dt_json_end(json);
}

static void add_texts(const dt_scene *scene, dt_json *json)
{
    static const char *const roles[] = {"title",  "party", "axis",   "name",
                                        "strong", "label", "change", "key"};
    static const char *const anchors[] = {"start", "middle", "end"};
    dt_json_key(json, "texts");
    dt_json_array(json);
    for (size_t k = 0; k < scene->text_count; k++) {
        const dt_scene_text *t = &scene->texts[k];
        dt_json_line_object(json);
        dt_json_key_string(json, "role", roles[t->role]);
        dt_json_key_string(json, "anchor", anchors[t->anchor]);
        add_key_integer(json, "x", t->x);
        add_key_integer(json, "y", t->y);
        dt_json_key_bool(json, "turned", t->turned);
        dt_json_key_string(json, "text", t->string);
        add_box(json, t->box);
        dt_json_end(json);
    }
    dt_json_end(json);
}

static void add_strokes(const dt_scene *scene, dt_json *json)
{
    static const char *const kinds[] = {"party", "other", "status_quo", "frame", "bar"};
    dt_json_key(json, "strokes");
    dt_json_array(json);
    for (size_t k = 0; k < scene->stroke_count; k++) {
        const dt_scene_stroke *s = &scene->strokes[k];
        dt_json_line_object(json);
        dt_json_key_string(json, "kind", kinds[s->kind]);
        dt_json_key(json, "party");
        if (s->party == UINT32_MAX) {
            dt_json_null(json);
        } else {
            dt_json_number(json, s->party);
        }
        add_key_integer(json, "x1", s->x1);
        add_key_integer(json, "y1", s->y1);
        add_key_integer(json, "x2", s->x2);
        add_key_integer(json, "y2", s->y2);
        dt_json_end(json);
    }
    dt_json_end(json);
}

static void add_runs(const dt_scene *scene, dt_json *json)
{
    dt_json_key(json, "cells");
    dt_json_array(json);
    for (size_t k = 0; k < scene->run_count; k++) {
        const dt_scene_run *r = &scene->runs[k];
        dt_json_line_array(json);
        dt_json_integer(json, r->x);
        dt_json_integer(json, r->y);
        dt_json_integer(json, r->width);
        dt_json_integer(json, scene->cell);
        dt_json_number(json, r->shade);
        dt_json_end(json);
    }
    dt_json_end(json);
}

void dt_scene_json(const dt_scene *scene, dt_text *text)
{
    dt_json json = dt_json_into(text);
    dt_json_object(&json);
    dt_json_key_number(&json, "detente", 1);
    dt_json_key_string(&json, "title", scene->title);
    dt_json_key_string(&json, "about", scene->about);
    add_key_integer(&json, "width", scene->width);
    add_key_integer(&json, "height", scene->height);
    dt_json_key(&json, "parties");
    dt_json_line_array(&json);
    for (uint32_t k = 0; k < scene->party_count; k++) {
        dt_json_string(&json, scene->parties[k]);
    }
    dt_json_end(&json);
    add_nodes(scene, &json);
    add_arcs(scene, &json);
    add_strokes(scene, &json);
    add_texts(scene, &json);
    add_runs(scene, &json);
    dt_json_end(&json);
    dt_text_add_char(text, '\n');
}
