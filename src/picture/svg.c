/* SPDX-License-Identifier: MIT
 *
 * A scene as SVG: one picture, no script, nothing fetched; the colours change with a dark page.
 *
 * A party is told by colour and dash (and in the map by direction).  The colours are Okabe and
 * Ito's, which people with any colour vision can tell apart.  Time O(scene).
 */
#include "base/xml.h"
#include "picture/scene.h"

#define HUES 6

static const char *const hues[HUES] = {"#0072B2", "#D55E00", "#009E73",
                                       "#CC79A7", "#E69F00", "#56B4E9"};
/* The same, dark enough for small text on white. */
static const char *const inks[HUES] = {"#005A8C", "#A84A00", "#00704F",
                                       "#9B4377", "#8A5F00", "#1F6F9F"};
/* Dashes of the first six parties; the seventh has the first colour and the next round of dashes.
 */
static const char *const dashes[] = {"",     "7 3", "2 3", "9 3 2 3", "5 2 1 2 1 2",
                                     "12 3", "4 4", "1 5"};
#define DASHES (sizeof dashes / sizeof dashes[0])

static const char *const role_class[] = {
    [DT_ROLE_TITLE] = "t-title",   [DT_ROLE_PARTY] = "t-party",   [DT_ROLE_AXIS] = "t-axis",
    [DT_ROLE_NAME] = "t-name",     [DT_ROLE_STRONG] = "t-strong", [DT_ROLE_LABEL] = "t-label",
    [DT_ROLE_CHANGE] = "t-change", [DT_ROLE_KEY] = "t-key",
};

/* ---- style ----------------------------------------------------------------------------------- */

static void add_role_rules(dt_text *text)
{
    static const char *const bold[] = {"t-title", "t-party", "t-name", "t-strong"};
    for (int role = DT_ROLE_TITLE; role <= DT_ROLE_KEY; role++) {
        dt_text_format(text, ".figure .%s{font-size:%dpx}", role_class[role],
                       (int)dt_role_size((dt_text_role)role));
    }
    for (size_t k = 0; k < sizeof bold / sizeof bold[0]; k++) {
        dt_text_format(text, ".figure .%s{font-weight:bold}", bold[k]);
    }
}

static void add_party_rules(dt_text *text)
{
    for (int k = 0; k < HUES; k++) {
        dt_text_format(text, ".figure .p%d{stroke:%s}.figure .h%d{fill:%s}.figure .c%d{fill:%s}", k,
                       hues[k], k, hues[k], k, inks[k]);
    }
}

void dt_svg_rules(dt_text *text)
{
    dt_text_add(
        text, ".figure{font-family:'Helvetica Neue',Arial,'DejaVu Sans',sans-serif;background:#fff}"
              ".figure text{fill:#1a1a1a}"
              ".figure .t-label,.figure .t-axis{fill:#444}"
              ".figure .t-change,.figure .t-strong,.figure .t-label{paint-order:stroke;"
              "stroke:#fff;stroke-width:3px;stroke-linejoin:round}"
              ".figure .inside{stroke:none}"
              ".figure .node{fill:#fff;stroke:#333;stroke-width:1.3}"
              ".figure .nash,.figure .credible{fill:#fdf0c4}.figure .at-once{fill:#d9e8f6}"
              ".figure .caution{fill:#e9e9e9}"
              ".figure .ring{fill:none;stroke:#333;stroke-width:1.6}"
              ".figure .ring.credible{stroke-dasharray:5 2.5;fill:none}"
              ".figure .ring.at-once{stroke-dasharray:6 2.5 1.5 2.5;fill:none}"
              ".figure .ring.caution{stroke-dasharray:1.5 2.5;fill:none}"
              ".figure .ring.nash{fill:none;stroke-width:2.2}"
              ".figure .chosen{stroke-width:3}"
              ".figure .here{stroke:#1a1a1a;stroke-width:2.4;fill:none}"
              ".figure .heads .here{fill:#1a1a1a;stroke:none}"
              ".figure .halo{stroke:#fff;stroke-width:9;fill:none}"
              ".figure .arc{fill:none;stroke-width:1.8}"
              ".figure .faint{stroke-width:1;opacity:.4}"
              ".figure .bar{stroke-width:4;fill:none}"
              ".figure .frame{stroke:#bbb}");
    add_role_rules(text);
    add_party_rules(text);
    dt_text_add(
        text,
        "@media (prefers-color-scheme:dark){"
        ".figure{background:#16181c}.figure text{fill:#eee}"
        ".figure .t-label,.figure .t-axis{fill:#bbb}"
        ".figure .t-change,.figure .t-strong,.figure .t-label{stroke:#16181c}"
        ".figure .node{fill:#22252b;stroke:#ddd}"
        ".figure .nash,.figure .credible{fill:#57491a}.figure .at-once{fill:#24435f}"
        ".figure .caution{fill:#3c3f45}"
        ".figure .ring,.figure .here{stroke:#ddd}"
        ".figure .ring.nash,.figure .ring.credible,.figure .ring.at-once,.figure .ring.caution"
        "{fill:none}"
        ".figure .heads .here{fill:#ddd}.figure .halo{stroke:#16181c}.figure .frame{stroke:#555}"
        ".figure .p0{stroke:#3b9fe0}.figure .h0{fill:#3b9fe0}"
        ".figure .p1{stroke:#f07a2b}.figure .h1{fill:#f07a2b}"
        ".figure .p2{stroke:#1fc795}.figure .h2{fill:#1fc795}"
        ".figure .inside{stroke:none}"
        ".figure .c0{fill:#6cb8ee}.figure .c1{fill:#ff9a55}.figure .c2{fill:#3fd9ab}"
        ".figure .c3{fill:#e3a3c6}.figure .c4{fill:#f2bb4a}.figure .c5{fill:#86cbf2}}");
}

/* ---- parts ----------------------------------------------------------------------------------- */

static void add_marker(dt_text *text, const char *prefix, const char *name, const char *class,
                       int size)
{
    dt_text_format(text,
                   "<marker id=\"%shead-%s\" viewBox=\"0 0 10 10\" refX=\"9\" refY=\"5\" "
                   "markerWidth=\"%d\" markerHeight=\"%d\" markerUnits=\"userSpaceOnUse\" "
                   "orient=\"auto\"><path class=\"%s\" d=\"M0 1L10 5L0 9z\"/></marker>",
                   prefix, name, size, size, class);
}

static void add_heads(const dt_scene *scene, const dt_svg_style *style, dt_text *text)
{
    dt_text_add(text, "<defs class=\"heads\">");
    for (uint32_t k = 0; k < HUES && k < scene->party_count; k++) {
        const char name[2] = {(char)('0' + k), '\0'};
        const char class[3] = {'h', (char)('0' + k), '\0'};
        add_marker(text, style->prefix, name, class, 9);
    }
    add_marker(text, style->prefix, "here", "here", 14);
    dt_text_add(text, "</defs>\n");
}

static void add_party_style(uint32_t party, bool improvement, const char *prefix, bool head,
                            dt_text *text)
{
    dt_text_format(text, " class=\"arc p%u%s\"", party % HUES, improvement ? "" : " faint");
    const char *dash = dashes[(party % HUES + party / HUES) % DASHES];
    if (dash[0] != '\0') {
        dt_text_format(text, " stroke-dasharray=\"%s\"", dash);
    }
    if (head) {
        dt_text_format(text, " marker-end=\"url(#%shead-%u)\"", prefix, party % HUES);
    }
}

/* The bar across the tail of a move that cannot be undone. */
static void add_bar(const dt_scene_arc *arc, dt_text *text)
{
    const int32_t *p = arc->points;
    const int64_t dx = p[2] - p[0];
    const int64_t dy = p[3] - p[1];
    const int32_t length = dt_root(dx * dx + dy * dy);
    if (length == 0) {
        return;
    }
    const int32_t x = p[0] + (int32_t)(dx * 5 / length);
    const int32_t y = p[1] + (int32_t)(dy * 5 / length);
    const int32_t nx = (int32_t)(dy * 6 / length);
    const int32_t ny = (int32_t)(-dx * 6 / length);
    dt_text_format(text, "<path class=\"arc p%u%s\" d=\"M%d %dL%d %d\"/>", arc->party % HUES,
                   arc->improvement ? "" : " faint", (int)(x - nx), (int)(y - ny), (int)(x + nx),
                   (int)(y + ny));
}

static void add_arc(const dt_scene_arc *arc, const dt_svg_style *style, dt_text *text)
{
    const int32_t *p = arc->points;
    dt_text_add(text, "<g>");
    dt_text_format(text, "<path d=\"M%d %dC%d %d %d %d %d %d\"", (int)p[0], (int)p[1], (int)p[2],
                   (int)p[3], (int)p[4], (int)p[5], (int)p[6], (int)p[7]);
    add_party_style(arc->party, arc->improvement, style->prefix, !arc->both_ways, text);
    dt_text_add(text, "/>");
    if (arc->irreversible) {
        add_bar(arc, text);
    }
    dt_text_add(text, "<title>");
    dt_xml_text(text, arc->title);
    dt_text_add(text, "</title></g>\n");
}

static void add_shape(const dt_scene_node *n, int32_t more, const char *class, dt_text *text)
{
    if (n->box) {
        dt_text_format(text,
                       "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" "
                       "rx=\"%d\"/>",
                       class, (int)(n->x - n->half_width - more),
                       (int)(n->y - n->half_height - more), (int)(2 * (n->half_width + more)),
                       (int)(2 * (n->half_height + more)), (int)(9 + more));
    } else {
        dt_text_format(text, "<circle class=\"%s\" cx=\"%d\" cy=\"%d\" r=\"%d\"/>", class,
                       (int)n->x, (int)n->y, (int)(n->half_width + more));
    }
}

static void add_node(const dt_scene_node *n, dt_text *text)
{
    static const char *const fills[] = {"node", "node caution", "node at-once", "node credible",
                                        "node nash"};
    static const char *const chosen[] = {"node chosen", "node caution chosen",
                                         "node at-once chosen", "node credible chosen",
                                         "node nash chosen"};
    static const char *const rings[] = {"", "ring caution", "ring at-once", "ring credible",
                                        "ring nash"};
    dt_text_add(text, "<g>");
    if (n->bare) {
        add_shape(n, 0, "here", text);
    } else {
        add_shape(n, 0, n->chosen ? chosen[n->ring] : fills[n->ring], text);
    }
    if (n->ring != DT_RING_NONE) {
        add_shape(n, 4, rings[n->ring], text);
    }
    if (!n->box && n->name[0] != '\0') {
        dt_text_format(text, "<text class=\"t-name\" text-anchor=\"middle\" x=\"%d\" y=\"%d\">",
                       (int)n->x, (int)n->y + 4);
        dt_xml_text(text, n->name);
        dt_text_add(text, "</text>");
    }
    dt_text_add(text, "<title>");
    dt_xml_text(text, n->title);
    dt_text_add(text, "</title></g>\n");
}

static void add_text(const dt_scene_text *t, dt_text *text)
{
    static const char *const anchors[] = {"start", "middle", "end"};
    dt_text_format(text, "<text class=\"%s%s", role_class[t->role], t->inside ? " inside" : "");
    if (t->party != UINT32_MAX) {
        dt_text_format(text, " c%u", t->party % HUES);
    }
    dt_text_format(text, "\" x=\"%d\" y=\"%d\"", (int)t->x, (int)t->y);
    if (t->anchor != DT_START) {
        dt_text_format(text, " text-anchor=\"%s\"", anchors[t->anchor]);
    }
    if (t->turned) {
        dt_text_format(text, " transform=\"rotate(-90 %d %d)\"", (int)t->x, (int)t->y);
    }
    dt_text_add_char(text, '>');
    dt_xml_text(text, t->string);
    dt_text_add(text, "</text>\n");
}

static void add_stroke(const dt_scene_stroke *s, const dt_svg_style *style, dt_text *text)
{
    if (s->kind == DT_STROKE_STATUS_QUO) {
        dt_text_format(text, "<path class=\"halo\" d=\"M%d %dL%d %d\"/>", (int)s->x1, (int)s->y1,
                       (int)s->x2, (int)s->y2);
    }
    dt_text_format(text, "<path d=\"M%d %dL%d %d\"", (int)s->x1, (int)s->y1, (int)s->x2,
                   (int)s->y2);
    switch (s->kind) {
    case DT_STROKE_PARTY:
        add_party_style(s->party, true, style->prefix, true, text);
        break;
    case DT_STROKE_OTHER:
        dt_text_add(text, " class=\"arc here faint\"");
        break;
    case DT_STROKE_STATUS_QUO:
        dt_text_format(text, " class=\"here\" marker-end=\"url(#%shead-here)\"", style->prefix);
        break;
    case DT_STROKE_FRAME:
        dt_text_format(text, " class=\"frame\" stroke-width=\"%u\"", s->party);
        break;
    case DT_STROKE_BAR:
        dt_text_format(text, " class=\"bar p%u\"", s->party % HUES);
        break;
    }
    dt_text_add(text, "/>\n");
}

/* The status quo's arrow goes over the moves, all other strokes under them. */
static void add_strokes(const dt_scene *scene, bool over, const dt_svg_style *style, dt_text *text)
{
    for (size_t k = 0; k < scene->stroke_count; k++) {
        if ((scene->strokes[k].kind == DT_STROKE_STATUS_QUO) == over) {
            add_stroke(&scene->strokes[k], style, text);
        }
    }
}

/* ---- heat ------------------------------------------------------------------------------------ */

/* From a pale to a deep blue; the last shade, all parties content, stands out. */
static void add_shade(const dt_scene *scene, uint32_t shade, dt_text *text)
{
    static const int pale[3] = {0xE8, 0xEE, 0xF4};
    static const int deep[3] = {0x0A, 0x4F, 0x86};
    if (shade + 1 == scene->shades) {
        dt_text_add(text, "#E69F00");
        return;
    }
    const int span = scene->shades > 2 ? (int)scene->shades - 2 : 1;
    dt_text_add_char(text, '#');
    for (int k = 0; k < 3; k++) {
        dt_text_format(text, "%02X", pale[k] + (deep[k] - pale[k]) * (int)shade / span);
    }
}

static void add_runs(const dt_scene *scene, dt_text *text)
{
    for (uint32_t shade = 0; shade < scene->shades; shade++) {
        dt_text_add(text, "<path stroke=\"none\" fill=\"");
        add_shade(scene, shade, text);
        dt_text_add(text, "\" d=\"");
        for (size_t k = 0; k < scene->run_count; k++) {
            const dt_scene_run *r = &scene->runs[k];
            if (r->shade == shade) {
                dt_text_format(text, "M%d %dh%dv%dh-%dz", (int)r->x, (int)r->y, (int)r->width,
                               (int)scene->cell, (int)r->width);
            }
        }
        dt_text_add(text, "\"/>\n");
    }
}

/* ---- whole ----------------------------------------------------------------------------------- */

void dt_scene_svg(const dt_scene *scene, const dt_svg_style *style, dt_text *text)
{
    dt_text_format(text,
                   "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"figure\" role=\"img\" "
                   "viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" aria-label=\"",
                   (int)scene->width, (int)scene->height, (int)scene->width, (int)scene->height);
    dt_xml_text(text, scene->title);
    dt_text_add(text, ". ");
    dt_xml_text(text, scene->about);
    dt_text_add(text, "\">\n<title>");
    dt_xml_text(text, scene->title);
    dt_text_add(text, "</title>\n<desc>");
    dt_xml_text(text, scene->about);
    dt_text_add(text, "</desc>\n");
    if (!style->inlined) {
        dt_text_add(text, "<style>");
        dt_svg_rules(text);
        dt_text_add(text, "</style>\n");
    }
    add_heads(scene, style, text);
    add_runs(scene, text);
    add_strokes(scene, false, style, text);
    for (int strong = 0; strong < 2; strong++) {
        for (size_t k = 0; k < scene->arc_count; k++) {
            if (scene->arcs[k].improvement == (strong == 1)) {
                add_arc(&scene->arcs[k], style, text);
            }
        }
    }
    add_strokes(scene, true, style, text);
    for (size_t k = 0; k < scene->node_count; k++) {
        add_node(&scene->nodes[k], text);
    }
    for (size_t k = 0; k < scene->text_count; k++) {
        add_text(&scene->texts[k], text);
    }
    dt_text_add(text, "</svg>\n");
}
