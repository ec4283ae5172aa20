/* SPDX-License-Identifier: MIT
 *
 * A scene: a picture as numbers, before anybody writes it as SVG, DOT or JSON.
 *
 * Nodes, arcs, texts and strokes in whole units (one unit is one pixel of the SVG), y downwards.
 * Every text knows the box that it takes, measured with a small table of advance widths that errs
 * on the wide side, so that laws about collisions can be tested on the scene alone.  Nothing here
 * knows a model; map.c, evolution.c and heat.c fill scenes, svg.c, dot.c and scene_json.c write
 * them.
 *
 * Like dt_text a scene remembers lost memory in `failed`: fill it without checks, test once.
 */
#ifndef DT_SCENE_H
#define DT_SCENE_H

#include "base/poll.h"
#include "concepts/concepts.h"

typedef struct dt_box {
    int32_t x, y; /* left, top */
    int32_t width, height;
} dt_box;

static inline bool dt_boxes_meet(dt_box a, dt_box b)
{
    return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height &&
           b.y < a.y + a.height;
}

typedef struct dt_scene_node {
    uint64_t state; /* index; UINT64_MAX: a sample in the key */
    int32_t x, y;   /* centre */
    int32_t half_width;
    int32_t half_height;
    bool box;  /* a rounded box, else a circle */
    bool bare; /* a ring around a cell of the heat map, not filled */
    bool status_quo;
    bool chosen; /* the state that was asked for */
    dt_ring ring;
    const char *name;  /* number or id */
    const char *title; /* in words, for a tooltip and for those who do not see */
} dt_scene_node;

typedef struct dt_scene_arc {
    uint32_t party;
    uint32_t from, to; /* nodes */
    int32_t points[8]; /* cubic curve: start, two controls, end */
    int32_t lane;      /* of a bent arc, from 1; 0 = straight */
    bool routed;
    bool improvement;
    bool irreversible;
    bool both_ways;     /* a tie that can be undone: drawn once, without a head */
    const char *change; /* "+act -refuse" */
    const char *title;
} dt_scene_arc;

typedef enum dt_text_role {
    DT_ROLE_TITLE,
    DT_ROLE_PARTY,  /* name of a party at its axis */
    DT_ROLE_AXIS,   /* what is taken along an axis */
    DT_ROLE_NAME,   /* number or id inside a node */
    DT_ROLE_STRONG, /* at a node, bold */
    DT_ROLE_LABEL,  /* at a node */
    DT_ROLE_CHANGE, /* at an arc */
    DT_ROLE_KEY
} dt_text_role;

typedef enum dt_anchor { DT_START, DT_MIDDLE, DT_END } dt_anchor;

typedef struct dt_scene_text {
    dt_text_role role;
    dt_anchor anchor;
    int32_t x, y;   /* of the base line */
    uint32_t party; /* CHANGE: whose arc; else UINT32_MAX */
    bool turned;    /* runs upwards from (x, y) */
    bool inside;    /* a box node */
    dt_box box;
    const char *string;
} dt_scene_text;

typedef enum dt_stroke_kind {
    DT_STROKE_PARTY,      /* sample of a party's arcs, with head */
    DT_STROKE_OTHER,      /* sample of a faint move */
    DT_STROKE_STATUS_QUO, /* the arrow into the status quo */
    DT_STROKE_FRAME,      /* thin line between blocks of the map */
    DT_STROKE_BAR         /* where a party's option is taken, beside a heat map */
} dt_stroke_kind;

typedef struct dt_scene_stroke {
    dt_stroke_kind kind;
    uint32_t party; /* FRAME: its level */
    int32_t x1, y1, x2, y2;
} dt_scene_stroke;

/* A row of cells of one shade in the heat map. */
typedef struct dt_scene_run {
    int32_t x, y, width;
    uint8_t shade;
} dt_scene_run;

typedef struct dt_scene {
    int32_t width, height;
    const char *title;
    const char *about; /* what is drawn and what is not, in sentences */
    dt_scene_node *nodes;
    size_t node_count, node_capacity;
    dt_scene_arc *arcs;
    size_t arc_count, arc_capacity;
    dt_scene_text *texts;
    size_t text_count, text_capacity;
    dt_scene_stroke *strokes;
    size_t stroke_count, stroke_capacity;
    dt_scene_run *runs;
    size_t run_count, run_capacity;
    int32_t cell;         /* height of the runs */
    uint32_t shades;      /* 0 .. shades-1 */
    const char **parties; /* names */
    uint32_t party_count;
    dt_arena arena;
    dt_poll *poll; /* NULL: nobody asks; stopped, the scene holds anything */
    bool failed;
} dt_scene;

void dt_scene_clear(dt_scene *scene);

/* A copy of `string` in the scene's arena; "" when memory runs out. */
const char *dt_scene_copy(dt_scene *scene, const char *string);
/* The text built in `text`, copied; `text` is emptied. */
const char *dt_scene_keep(dt_scene *scene, dt_text *text);

void dt_scene_node_add(dt_scene *scene, dt_scene_node node);
void dt_scene_arc_add(dt_scene *scene, dt_scene_arc arc);
void dt_scene_stroke_add(dt_scene *scene, dt_scene_stroke stroke);
void dt_scene_run_add(dt_scene *scene, dt_scene_run run);

/* ---- texts ----------------------------------------------------------------------------------- */

/* Height of a line, and width of a string, of a role. */
int32_t dt_role_size(dt_text_role role);
int32_t dt_role_line(dt_text_role role);
int32_t dt_role_width(dt_text_role role, const char *string);
int32_t dt_role_width_bytes(dt_text_role role, const char *string, size_t length);

/* `string`, cut with an ellipsis where it is wider than `width`. */
const char *dt_scene_fit(dt_scene *scene, dt_text_role role, const char *string, int32_t width);

dt_box dt_scene_text_box(dt_text_role role, dt_anchor anchor, int32_t x, int32_t y,
                         const char *string);
void dt_scene_text_add(dt_scene *scene, dt_text_role role, dt_anchor anchor, int32_t x, int32_t y,
                       const char *string, uint32_t party);
/* A text that runs upwards from (x, y). */
void dt_scene_turned_add(dt_scene *scene, dt_text_role role, int32_t x, int32_t y,
                         const char *string);

/* Words broken at blanks into lines. */
typedef struct dt_wrapped {
    dt_text_role role;
    dt_anchor anchor;
    int32_t x, y;  /* of the first base line */
    int32_t width; /* of a line; a longer word stays whole but in the last line, which is cut */
    int32_t most;  /* lines */
    bool inside;   /* a box node */
} dt_wrapped;

/* Write the words, or only measure them; the number of lines.  `widest` (may be NULL) is raised to
 * the widest line. */
int32_t dt_scene_wrapped(dt_scene *scene, const dt_wrapped *block, const char *words, bool draw,
                         int32_t *widest);

/* A paragraph as KEY lines from (x, y) downwards, at most `width` wide; returns the y below it. */
int32_t dt_scene_paragraph(dt_scene *scene, int32_t x, int32_t y, int32_t width,
                           const char *paragraph);

/* Does `box` meet no node and no text so far? */
bool dt_scene_free(const dt_scene *scene, dt_box box);

/* ---- arcs: route.c --------------------------------------------------------------------------- */

/* Put every arc's curve between its nodes, short ones first: straight where no third node is in the
 * way, else bent to the usual side (up for level arcs, left for upright ones), in the lowest lane
 * that no arc along the same stretch has taken.  Time O(arcs x (arcs + nodes)). */
void dt_scene_route(dt_scene *scene);
/* The same between rows of boxes: leaves below and arrives above. */
void dt_scene_route_down(const dt_scene *scene, dt_scene_arc *arc, int32_t lane);
/* How many arcs between the same two nodes, either way, there are already. */
int32_t dt_scene_parallel(const dt_scene *scene, const dt_scene_arc *arc);
/* Distance from the curve to the nearest node but the arc's own, at most DT_FAR; negative inside.
 */
#define DT_FAR 1000
int32_t dt_scene_clearance(const dt_scene *scene, const dt_scene_arc *arc);
/* The point at `part` / `of` of a curve. */
void dt_curve_point(const int32_t *points, int32_t part, int32_t of, int32_t *x, int32_t *y);

/* Name the change beside every arc where there is room. */
void dt_scene_name_arcs(dt_scene *scene);
/* Put `name` beside an arc, as near to its head as there is room; false when there is none. */
bool dt_scene_name_head(dt_scene *scene, size_t arc, const char *name);

/* Integer square root, rounded down. */
int32_t dt_root(int64_t square);

/* ---- writers --------------------------------------------------------------------------------- */

typedef struct dt_svg_style {
    bool inlined;       /* inside an HTML page that brings the style sheet */
    const char *prefix; /* of ids, so that several pictures fit one page */
} dt_svg_style;

void dt_scene_svg(const dt_scene *scene, const dt_svg_style *style, dt_text *text);
/* The rules that the pictures of a page share. */
void dt_svg_rules(dt_text *text);
void dt_scene_dot(const dt_scene *scene, dt_text *text);
void dt_scene_json(const dt_scene *scene, dt_text *text);

#endif
