/* SPDX-License-Identifier: MIT
 *
 * Scenes: growing lists and the measure of texts, see scene.h.
 *
 * Widths: hundredths of the size per character for a wide common sans serif; others are narrower.
 * Time O(1) per thing added, O(length) per text; bytes: the lists.
 */
#include "picture/scene.h"
#include "base/utf8.h"

#define NO_PARTY UINT32_MAX

static const uint8_t advance[95] = {
    32, 40, 46, 84, 64, 95, 78, 27, 39,  39, 50, 84, 32, 36, 32, 34, 64, 64, 64, 64, 64, 64, 64, 64,
    64, 64, 34, 34, 84, 84, 84, 53, 100, 68, 69, 70, 77, 63, 58, 77, 75, 29, 29, 66, 56, 86, 75, 79,
    60, 79, 69, 63, 61, 73, 68, 99, 69,  61, 69, 39, 34, 39, 84, 50, 50, 61, 63, 55, 63, 62, 35, 63,
    63, 28, 28, 58, 28, 97, 63, 61, 63,  63, 41, 52, 39, 63, 59, 82, 59, 59, 52, 64, 34, 64, 84};

typedef struct face {
    int32_t size;
    bool bold;
} face;

static const face roles[] = {
    [DT_ROLE_TITLE] = {16, true},   [DT_ROLE_PARTY] = {12, true},  [DT_ROLE_AXIS] = {11, false},
    [DT_ROLE_NAME] = {12, true},    [DT_ROLE_STRONG] = {11, true}, [DT_ROLE_LABEL] = {10, false},
    [DT_ROLE_CHANGE] = {10, false}, [DT_ROLE_KEY] = {12, false},
};

/* ---- lists ----------------------------------------------------------------------------------- */

void dt_scene_clear(dt_scene *scene)
{
    free(scene->nodes);
    free(scene->arcs);
    free(scene->texts);
    free(scene->strokes);
    free(scene->runs);
    dt_arena_clear(&scene->arena);
    *scene = (dt_scene){0};
}

const char *dt_scene_copy(dt_scene *scene, const char *string)
{
    const char *copy = dt_arena_text(&scene->arena, string, strlen(string));
    scene->failed = scene->failed || copy == NULL;
    return copy == NULL ? "" : copy;
}

const char *dt_scene_keep(dt_scene *scene, dt_text *text)
{
    scene->failed = scene->failed || text->failed;
    const char *copy = dt_scene_copy(scene, text->bytes == NULL ? "" : text->bytes);
    dt_text_clear(text);
    return copy;
}

#define ADD(list, thing)                                                                           \
    do {                                                                                           \
        if (!dt_grow((void **)&scene->list##s, &scene->list##_capacity, scene->list##_count,       \
                     sizeof *scene->list##s)) {                                                    \
            scene->failed = true;                                                                  \
            return;                                                                                \
        }                                                                                          \
        scene->list##s[scene->list##_count++] = (thing);                                           \
    } while (0)

void dt_scene_node_add(dt_scene *scene, dt_scene_node node)
{
    ADD(node, node);
}

void dt_scene_arc_add(dt_scene *scene, dt_scene_arc arc)
{
    ADD(arc, arc);
}

void dt_scene_stroke_add(dt_scene *scene, dt_scene_stroke stroke)
{
    ADD(stroke, stroke);
}

void dt_scene_run_add(dt_scene *scene, dt_scene_run run)
{
    ADD(run, run);
}

/* ---- measure --------------------------------------------------------------------------------- */

int32_t dt_role_size(dt_text_role role)
{
    return roles[role].size;
}

int32_t dt_role_line(dt_text_role role)
{
    return roles[role].size + 3;
}

/* Hundredths of the size that the character at `bytes` takes; `size` receives its length. */
static int32_t character_width(const char *bytes, size_t left, size_t *size)
{
    const unsigned char c = (unsigned char)bytes[0];
    *size = dt_utf8_size(bytes, left);
    *size = *size == 0 ? 1 : *size;
    if (c >= 0x20 && c < 0x7F) {
        return advance[c - 0x20];
    }
    static const int32_t by_columns[] = {0, 85, 105};
    const size_t columns = dt_width_bytes(bytes, *size);
    return by_columns[columns > 2 ? 2 : columns];
}

static int32_t in_units(dt_text_role role, int64_t hundredths)
{
    const int64_t wide = hundredths * roles[role].size * (roles[role].bold ? 112 : 100);
    return (int32_t)((wide + 9999) / 10000);
}

int32_t dt_role_width_bytes(dt_text_role role, const char *string, size_t length)
{
    int64_t sum = 0;
    for (size_t k = 0, size = 0; k < length; k += size) {
        sum += character_width(string + k, length - k, &size);
    }
    return in_units(role, sum);
}

int32_t dt_role_width(dt_text_role role, const char *string)
{
    return dt_role_width_bytes(role, string, strlen(string));
}

const char *dt_scene_fit(dt_scene *scene, dt_text_role role, const char *string, int32_t width)
{
    if (dt_role_width(role, string) <= width) {
        return string;
    }
    const size_t length = strlen(string);
    int64_t sum = 100; /* the ellipsis */
    size_t taken = 0;
    for (size_t size = 0; taken < length; taken += size) {
        sum += character_width(string + taken, length - taken, &size);
        if (in_units(role, sum) > width) {
            break;
        }
    }
    while (taken > 0 && string[taken - 1] == ' ') {
        taken--;
    }
    dt_text cut = {0};
    dt_text_add_bytes(&cut, string, taken);
    dt_text_add(&cut, "…");
    return dt_scene_keep(scene, &cut);
}

/* ---- texts ----------------------------------------------------------------------------------- */

/* Ascent 4/5 of the size, descent 1/5 and one unit. */
dt_box dt_scene_text_box(dt_text_role role, dt_anchor anchor, int32_t x, int32_t y,
                         const char *string)
{
    const int32_t width = dt_role_width(role, string);
    const int32_t size = roles[role].size;
    const int32_t left = anchor == DT_START ? x : anchor == DT_END ? x - width : x - width / 2;
    return (dt_box){left, y - size * 4 / 5, width, size + 1};
}

void dt_scene_text_add(dt_scene *scene, dt_text_role role, dt_anchor anchor, int32_t x, int32_t y,
                       const char *string, uint32_t party)
{
    if (string[0] == '\0') {
        return;
    }
    const dt_scene_text text = {.role = role,
                                .anchor = anchor,
                                .x = x,
                                .y = y,
                                .party = party,
                                .box = dt_scene_text_box(role, anchor, x, y, string),
                                .string = string};
    ADD(text, text);
}

void dt_scene_turned_add(dt_scene *scene, dt_text_role role, int32_t x, int32_t y,
                         const char *string)
{
    const int32_t width = dt_role_width(role, string);
    const int32_t size = roles[role].size;
    const dt_scene_text text = {.role = role,
                                .x = x,
                                .y = y,
                                .party = NO_PARTY,
                                .turned = true,
                                .box = {x - size * 4 / 5, y - width, size + 1, width},
                                .string = string};
    ADD(text, text);
}

/* Bytes of the words that fit one line, at least one word. */
static size_t line_of(dt_text_role role, const char *words, int32_t width)
{
    size_t taken = 0;
    for (size_t k = 0; words[k] != '\0';) {
        k += strcspn(words + k, " ");
        if (taken > 0 && dt_role_width_bytes(role, words, k) > width) {
            break;
        }
        taken = k;
        k += strspn(words + k, " ");
    }
    return taken;
}

int32_t dt_scene_wrapped(dt_scene *scene, const dt_wrapped *block, const char *words, bool draw,
                         int32_t *widest)
{
    int32_t lines = 0;
    while (*words != '\0' && lines < block->most) {
        const bool last = lines == block->most - 1;
        const size_t taken = last ? strlen(words) : line_of(block->role, words, block->width);
        dt_text line = {0};
        dt_text_add_bytes(&line, words, taken);
        const char *kept = dt_scene_keep(scene, &line);
        kept = last ? dt_scene_fit(scene, block->role, kept, block->width) : kept;
        const int32_t width = dt_role_width(block->role, kept);
        if (widest != NULL && width > *widest) {
            *widest = width;
        }
        const size_t count = scene->text_count;
        if (draw) {
            dt_scene_text_add(scene, block->role, block->anchor, block->x,
                              block->y + lines * dt_role_line(block->role), kept, NO_PARTY);
        }
        if (scene->text_count > count) {
            scene->texts[count].inside = block->inside;
        }
        lines++;
        words += taken;
        words += strspn(words, " ");
    }
    return lines;
}

int32_t dt_scene_paragraph(dt_scene *scene, int32_t x, int32_t y, int32_t width,
                           const char *paragraph)
{
    const dt_wrapped block = {DT_ROLE_KEY, DT_START, x, y, width, INT32_MAX, false};
    return y + dt_scene_wrapped(scene, &block, paragraph, true, NULL) * dt_role_line(DT_ROLE_KEY);
}

bool dt_scene_free(const dt_scene *scene, dt_box box)
{
    for (size_t k = 0; k < scene->node_count && dt_poll_step(scene->poll, 1); k++) {
        const dt_scene_node *n = &scene->nodes[k];
        const dt_box node = {n->x - n->half_width - 4, n->y - n->half_height - 4,
                             2 * n->half_width + 8, 2 * n->half_height + 8};
        if (dt_boxes_meet(node, box)) {
            return false;
        }
    }
    for (size_t k = 0; k < scene->text_count && dt_poll_step(scene->poll, 1); k++) {
        if (scene->texts[k].role != DT_ROLE_NAME && dt_boxes_meet(scene->texts[k].box, box)) {
            return false;
        }
    }
    return true;
}
