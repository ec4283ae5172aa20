/* SPDX-License-Identifier: MIT
 *
 * A scene for Graphviz: the same places (`neato -n`), colours and rings.  Positions are points with
 * y upwards.  Time O(scene).
 */
#include "picture/scene.h"

#define HUES 6

static const char *const hues[HUES] = {"#0072B2", "#D55E00", "#009E73",
                                       "#CC79A7", "#E69F00", "#56B4E9"};
static const char *const styles[HUES] = {"solid", "dashed", "dotted", "bold", "dashed", "dotted"};

/* A quoted string: DOT escapes the quote alone; a backslash would begin an escape of labels. */
static void add_quoted(dt_text *text, const char *string)
{
    dt_text_add_char(text, '"');
    for (; *string != '\0'; string++) {
        if (*string == '"' || *string == '\\') {
            dt_text_add_char(text, '\\');
        }
        dt_text_add_char(text, *string == '\n' ? ' ' : *string);
    }
    dt_text_add_char(text, '"');
}

static void add_node(const dt_scene *scene, size_t k, dt_text *text)
{
    static const char *const fills[] = {"#ffffff", "#e9e9e9", "#d9e8f6", "#fdf0c4", "#fdf0c4"};
    const dt_scene_node *n = &scene->nodes[k];
    dt_text_format(text, "  n%llu [label=", (unsigned long long)n->state + 1);
    add_quoted(text, n->name);
    dt_text_add(text, ", tooltip=");
    add_quoted(text, n->title);
    dt_text_format(text, ", pos=\"%d,%d!\", fillcolor=\"%s\", peripheries=%d%s];\n", (int)n->x,
                   (int)(scene->height - n->y), fills[n->ring], n->ring == DT_RING_NONE ? 1 : 2,
                   n->status_quo ? ", penwidth=3" : "");
}

static void add_arc(const dt_scene *scene, const dt_scene_arc *arc, dt_text *text)
{
    dt_text_format(text, "  n%llu -> n%llu [color=\"%s%s\", style=%s, penwidth=%s, label=",
                   (unsigned long long)scene->nodes[arc->from].state + 1,
                   (unsigned long long)scene->nodes[arc->to].state + 1, hues[arc->party % HUES],
                   arc->improvement ? "" : "66", styles[arc->party % HUES],
                   arc->improvement ? "1.8" : "0.8");
    add_quoted(text, arc->change);
    dt_text_add(text, ", tooltip=");
    add_quoted(text, arc->title);
    dt_text_add(text, arc->both_ways ? ", dir=none" : "");
    dt_text_add(text, arc->irreversible ? ", dir=both, arrowtail=tee" : "");
    dt_text_add(text, "];\n");
}

void dt_scene_dot(const dt_scene *scene, dt_text *text)
{
    dt_text_add(text, "digraph conflict {\n  label=");
    add_quoted(text, scene->title);
    dt_text_add(text, ";\n  layout=neato; notranslate=true; charset=\"UTF-8\";\n"
                      "  node [shape=ellipse, style=filled, fontname=\"Helvetica\"];\n"
                      "  edge [fontname=\"Helvetica\", fontsize=9];\n");
    for (size_t k = 0; k < scene->node_count; k++) {
        if (scene->nodes[k].state != UINT64_MAX) {
            add_node(scene, k, text);
        }
    }
    for (size_t k = 0; k < scene->arc_count; k++) {
        add_arc(scene, &scene->arcs[k], text);
    }
    dt_text_add(text, "}\n");
}
