/* SPDX-License-Identifier: MIT
 *
 * The heat map: one cell per state, its shade the number of parties that are content there.
 *
 * The options are cut in two, in file order: the first part gives the columns, the second the rows,
 * both in Gray-code order, so that neighbouring cells differ little.  Bars beside the grid show
 * where each option is taken.  Cells of one shade that lie side by side are one run.  A model
 * without options, or whose feasible states are too few for its grid, is written line by line, by
 * number.
 *
 * Time O(states log states), bytes O(states + cells).
 */
#include "base/sort.h"
#include "picture/figure.h"

#define WIDEST 900 /* units of the grid, at most about */
#define MOST_GRID ((uint64_t)1 << 22)
#define WIDEST_NAME 140 /* of an option */
#define NO_SHADE UINT8_MAX

typedef struct side {
    uint64_t mask;   /* options */
    uint64_t *ranks; /* Gray ranks that occur, increasing */
    uint64_t count;
} side;

typedef struct heat {
    const dt_view *view;
    dt_scene *scene;
    unsigned concept;
    side columns, rows;
    bool by_number;
    uint64_t wide, high;
    uint8_t *cells;
    int32_t left, top;
} heat;

/* ---- the grid -------------------------------------------------------------------------------- */

static int by_value(const void *a, const void *b)
{
    const uint64_t x = *(const uint64_t *)a;
    const uint64_t y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

static uint64_t rank_of(const heat *h, const side *s, uint64_t state)
{
    return dt_gray_rank(dt_squeeze(dt_states_code(h->view->model, state), s->mask));
}

static bool list_side(heat *h, side *s, uint64_t mask)
{
    free(s->ranks);
    *s = (side){.mask = mask, .ranks = dt_zeroed((size_t)h->view->count, sizeof(uint64_t))};
    if (s->ranks == NULL) {
        return false;
    }
    for (uint64_t k = 0; k < h->view->count && dt_poll_step(h->view->poll, 1); k++) {
        s->ranks[k] = rank_of(h, s, k);
    }
    if (dt_sort(s->ranks, (size_t)h->view->count, sizeof(uint64_t), by_value, h->view->poll,
                NULL) != DETENTE_OK) {
        return false;
    }
    for (uint64_t k = 0; k < h->view->count && dt_poll_step(h->view->poll, 1); k++) {
        if (s->count == 0 || s->ranks[s->count - 1] != s->ranks[k]) {
            s->ranks[s->count++] = s->ranks[k];
        }
    }
    return true;
}

static uint64_t place(const side *s, uint64_t rank)
{
    uint64_t low = 0;
    uint64_t high = s->count;
    while (low + 1 < high) {
        const uint64_t middle = (low + high) / 2;
        *(s->ranks[middle] <= rank ? &low : &high) = middle;
    }
    return low;
}

/* Cut between options where columns and rows come out most alike; between parties if that is not
 * much worse.  Distinct combinations are guessed as 2^options: the exact number would not help. */
static uint32_t choose_cut(const dt_syntax *syntax)
{
    const uint32_t middle = (syntax->option_count + 1) / 2;
    uint32_t best = middle;
    for (uint32_t away = 0; away <= 1; away++) {
        for (int way = 0; way < 2; way++) {
            const uint32_t cut = way == 0 ? middle + away : middle - away;
            if (cut > 0 && cut < syntax->option_count &&
                syntax->options[cut].party != syntax->options[cut - 1].party) {
                return cut;
            }
        }
        if (middle < away + 1) {
            break;
        }
    }
    return best;
}

static detente_status lay_grid(heat *h, detente_error *err)
{
    const dt_syntax *syntax = h->view->syntax;
    h->by_number = dt_is_graph_form(syntax) || syntax->option_count < 2;
    if (!h->by_number) {
        const uint32_t cut = choose_cut(syntax);
        const uint64_t first = ((uint64_t)1 << cut) - 1;
        if (!list_side(h, &h->columns, first) || !list_side(h, &h->rows, ~first)) {
            return dt_no_memory(err);
        }
        h->wide = h->columns.count;
        h->high = h->rows.count;
        h->by_number = h->wide * h->high > MOST_GRID || h->wide > WIDEST || h->high > 4 * WIDEST;
    }
    if (h->by_number) {
        h->wide = (uint64_t)dt_root((int64_t)h->view->count);
        h->wide += h->wide * h->wide < h->view->count;
        h->high = (h->view->count + h->wide - 1) / h->wide;
    }
    h->cells = dt_zeroed((size_t)(h->wide * h->high), 1);
    if (h->cells == NULL) {
        return dt_no_memory(err);
    }
    memset(h->cells, NO_SHADE, (size_t)(h->wide * h->high));
    return DETENTE_OK;
}

static uint64_t cell_of(const heat *h, uint64_t state)
{
    if (h->by_number) {
        return state;
    }
    const uint64_t column = place(&h->columns, rank_of(h, &h->columns, state));
    return place(&h->rows, rank_of(h, &h->rows, state)) * h->wide + column;
}

static void fill_cells(heat *h)
{
    for (uint64_t k = 0; k < h->view->count && dt_poll_step(h->view->poll, 1); k++) {
        uint8_t content = 0;
        for (uint32_t party = 0; party < h->view->syntax->party_count; party++) {
            content = (uint8_t)(content + dt_view_stable(h->view, h->concept, party, k));
        }
        h->cells[cell_of(h, k)] = content;
    }
}

static void add_runs(heat *h)
{
    const int32_t cell = h->scene->cell;
    for (uint64_t row = 0; row < h->high && dt_poll_step(h->view->poll, 1 + h->wide / 16); row++) {
        const uint8_t *line = h->cells + row * h->wide;
        for (uint64_t k = 0, end = 0; k < h->wide; k = end) {
            for (end = k; end < h->wide && line[end] == line[k]; end++) {
            }
            if (line[k] != NO_SHADE) {
                dt_scene_run_add(h->scene, (dt_scene_run){h->left + (int32_t)k * cell,
                                                          h->top + (int32_t)row * cell,
                                                          (int32_t)(end - k) * cell, line[k]});
            }
        }
    }
}

/* ---- bars ------------------------------------------------------------------------------------ */

static uint64_t gray_code(uint64_t rank)
{
    return rank ^ rank >> 1;
}

/* One option's bars: where it is taken along its side. */
static void add_bars(heat *h, const side *s, uint32_t bit, uint32_t option, bool level, int32_t at)
{
    const int32_t cell = h->scene->cell;
    const uint32_t party = h->view->syntax->options[option].party;
    for (uint64_t k = 0, end = 0; k < s->count; k = end + 1) {
        for (end = k; end < s->count && (gray_code(s->ranks[end]) >> bit & 1) != 0; end++) {
        }
        if (end == k) {
            continue;
        }
        const int32_t from = (level ? h->left : h->top) + (int32_t)k * cell;
        const int32_t to = (level ? h->left : h->top) + (int32_t)end * cell - (cell > 4);
        dt_scene_stroke stroke = {DT_STROKE_BAR, party, from, at, to, at};
        if (!level) {
            stroke = (dt_scene_stroke){DT_STROKE_BAR, party, at, from, at, to};
        }
        dt_scene_stroke_add(h->scene, stroke);
    }
}

static const char *option_name(const heat *h, uint32_t option)
{
    const char *name = dt_figure_option(h->scene, h->view, option);
    return dt_scene_fit(h->scene, DT_ROLE_AXIS, name, WIDEST_NAME);
}

/* Where the grid begins: right of the column options' names, below their bars and below the names
 * of the row options, whose bars stand at the right. */
static void place_grid(heat *h, int32_t y)
{
    h->left = DT_MARGIN;
    h->top = y;
    if (h->by_number) {
        return;
    }
    int32_t beside = 0;
    int32_t above = 0;
    const uint32_t columns = dt_popcount(h->columns.mask);
    const int32_t bars = (int32_t)columns * dt_role_line(DT_ROLE_AXIS) + 8;
    for (uint32_t k = 0; k < h->view->syntax->option_count; k++) {
        const int32_t width = dt_role_width(DT_ROLE_AXIS, option_name(h, k));
        int32_t *room = k < columns ? &beside : &above;
        *room = width > *room ? width : *room;
    }
    h->left += beside + 12;
    h->top += above + 10 > bars ? above + 10 : bars;
}

/* The right edge of the bars. */
static int32_t draw_bars(heat *h)
{
    const uint32_t columns = dt_popcount(h->columns.mask);
    const uint32_t count = h->view->syntax->option_count;
    const int32_t line = dt_role_line(DT_ROLE_AXIS);
    const int32_t edge = h->left + (int32_t)h->wide * h->scene->cell;
    for (uint32_t k = 0; k < count; k++) {
        const char *name = option_name(h, k);
        if (k < columns) {
            const int32_t at = h->top - 8 - (int32_t)(columns - 1 - k) * line;
            add_bars(h, &h->columns, k, k, true, at);
            dt_scene_text_add(h->scene, DT_ROLE_AXIS, DT_END, h->left - 8, at + 4, name, DT_NONE);
        } else {
            const int32_t at = edge + 10 + (int32_t)(k - columns) * line;
            add_bars(h, &h->rows, k - columns, k, false, at);
            dt_scene_turned_add(h->scene, DT_ROLE_AXIS, at + 4, h->top - 6, name);
        }
    }
    return edge + 10 + (int32_t)(count - columns) * line;
}

/* ---- whole ----------------------------------------------------------------------------------- */

static void mark_status_quo(heat *h)
{
    const uint64_t here = h->view->model->status_quo;
    if (here == 0) {
        return;
    }
    const uint64_t cell = cell_of(h, here - 1);
    const int32_t size = h->scene->cell;
    dt_scene_node n = {.state = here - 1, .status_quo = true, .name = ""};
    n.x = h->left + (int32_t)(cell % h->wide) * size + size / 2;
    n.y = h->top + (int32_t)(cell / h->wide) * size + size / 2;
    n.half_width = n.half_height = size / 2 + 3;
    n.bare = true;
    n.title = dt_figure_title(h->scene, h->view, here - 1);
    dt_scene_node_add(h->scene, n);
}

static void describe(heat *h)
{
    dt_text text = {0};
    dt_text_format(&text,
                   "One cell per state (%llu). The shade says for how many parties the state "
                   "is stable under ",
                   (unsigned long long)h->view->count);
    dt_text_add(&text, detente_concept_name((detente_concept)h->concept));
    dt_text_add(&text, "; the last colour is an equilibrium. ");
    dt_text_add(&text, h->by_number ? "States stand line by line, by number. "
                                    : "A bar shows where an option is taken. ");
    dt_text_add(&text, h->view->model->status_quo > 0 ? "The black ring is the status quo." : "");
    h->scene->about = dt_scene_keep(h->scene, &text);
}

/* A sample of every shade, with its number of parties. */
static int32_t add_key(heat *h, int32_t y)
{
    int32_t x = DT_MARGIN;
    for (uint32_t shade = 0; shade < h->scene->shades; shade++) {
        const bool last = shade + 1 == h->scene->shades;
        dt_text words = {0};
        dt_text_number(&words, shade);
        dt_text_add(&words, last ? " (all: equilibrium)" : "");
        const char *label = dt_scene_keep(h->scene, &words);
        const int32_t needed = 22 + dt_role_width(DT_ROLE_KEY, label) + 20;
        if (x > DT_MARGIN && x + needed > h->scene->width - DT_MARGIN) {
            x = DT_MARGIN;
            y += 20;
        }
        for (int32_t k = 0; k < 12; k += h->scene->cell) {
            dt_scene_run_add(h->scene, (dt_scene_run){x, y - 11 + k, 14, (uint8_t)shade});
        }
        dt_scene_text_add(h->scene, DT_ROLE_KEY, DT_START, x + 22, y, label, DT_NONE);
        x += needed;
    }
    return y + 24;
}

static detente_status choose_concept(heat *h, const detente_picture *wish, detente_error *err)
{
    for (unsigned c = 0; c < DT_CONCEPT_COUNT; c++) {
        const bool asked = dt_concepts_are_none(wish->concepts) ||
                           dt_concepts_have(&wish->concepts, c);
        if (asked && dt_view_has_concept(h->view, c)) {
            h->concept = c;
            return DETENTE_OK;
        }
    }
    return dt_fail(err, DETENTE_EINVAL, "a heat map needs a concept that was decided");
}

detente_status dt_heat_scene(const dt_view *view, const detente_picture *wish, dt_scene *scene,
                             detente_error *err)
{
    heat h = {.view = view, .scene = scene};
    detente_status status = DETENTE_OK;
    const dt_figure figure = {.view = view, .wish = *wish};
    if (view->count > DT_MOST_CELLS) {
        return dt_fail(err, DETENTE_ELIMIT, "%llu states are more than a heat map shows (%llu)",
                       (unsigned long long)view->count, (unsigned long long)DT_MOST_CELLS);
    }
    DT_TRY(choose_concept(&h, wish, err));
    DT_TRY(lay_grid(&h, err));
    fill_cells(&h);
    const uint64_t most = h.wide > h.high ? h.wide : h.high;
    scene->cell = most * 18 <= WIDEST ? 18 : most * 2 >= WIDEST ? 2 : (int32_t)(WIDEST / most);
    scene->shades = view->syntax->party_count + 1;
    place_grid(&h, dt_figure_head(scene, &figure));
    add_runs(&h);
    const int32_t edge = h.by_number ? h.left + (int32_t)h.wide * scene->cell : draw_bars(&h);
    mark_status_quo(&h);
    describe(&h);
    scene->width = edge + DT_MARGIN;
    scene->width = scene->width < 520 ? 520 : scene->width;
    int32_t y = h.top + (int32_t)h.high * scene->cell + 36;
    y = add_key(&h, y);
    scene->height = dt_figure_about(scene, y);
done:
    free(h.columns.ranks);
    free(h.rows.ranks);
    free(h.cells);
    return status;
}
