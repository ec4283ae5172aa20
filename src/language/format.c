/* SPDX-License-Identifier: MIT
 *
 * The canonical layout of a model file.
 *
 * Each line is a row of cells.  Rows of one kind that stand together, without a blank line between
 * them, form a table whose columns are aligned; a cell too wide for that sticks out and does not
 * move the others.  Sections are separated by one blank line; blank lines within a section are
 * kept, one at a time.  A comment on its own line goes with the line below it, unless a blank line
 * stands between.  O(length) time and memory.
 */
#include "base/arguments.h"
#include "base/poll.h"
#include "language/cells.h"
#include "language/syntax.h"

#define WIDEST 76 /* no column starts further right for the sake of alignment */

typedef struct row {
    const dt_line *line;
    dt_line_kind kind;
    bool has_blank; /* a blank line before it */
    bool is_comment;
    uint32_t indent;
    uint32_t table; /* rows of the same number and kind are aligned */
    dt_cells cells;
} row;

typedef struct layout {
    row *rows;
    size_t count;
} layout;

/* ---- sections -------------------------------------------------------------------------------- */

static bool is_head_line(dt_line_kind kind)
{
    return kind == DT_LINE_CONFLICT || kind == DT_LINE_SOURCE || kind == DT_LINE_DATE;
}

/* Does a line of `kind` begin a section, behind a line of kind `above`? */
static bool begins_section(dt_line_kind kind, dt_line_kind above)
{
    if (kind == DT_LINE_PARTY || kind == DT_LINE_SCENARIO || dt_opens_block(kind)) {
        return true;
    }
    if (kind == DT_LINE_NOTE || kind == DT_LINE_ENTRY ||
        (is_head_line(kind) && is_head_line(above))) {
        return false;
    }
    if (kind == DT_LINE_OPTION) {
        return above != DT_LINE_PARTY && above != DT_LINE_OPTION;
    }
    return kind != above;
}

/* A blank line stands before each section, above the comments that go with its first line. */
static void separate_sections(layout *plan)
{
    dt_line_kind above = DT_LINE_EMPTY;
    for (size_t k = 0; k < plan->count; k++) {
        const row *here = &plan->rows[k];
        if (here->is_comment) {
            continue;
        }
        if (begins_section(here->kind, above)) {
            size_t top = k;
            while (top > 0 && !plan->rows[top].has_blank && plan->rows[top - 1].is_comment) {
                top--;
            }
            plan->rows[top].has_blank = true;
        }
        above = here->kind == DT_LINE_NOTE ? above : here->kind;
    }
    if (plan->count > 0) {
        plan->rows[0].has_blank = false;
    }
}

static void number_tables(layout *plan)
{
    uint32_t table = 0;
    for (size_t k = 0; k < plan->count; k++) {
        table += plan->rows[k].has_blank ? 1 : 0;
        plan->rows[k].table = table;
    }
}

/* ---- indentation ----------------------------------------------------------------------------- */

static void indent_rows(layout *plan)
{
    uint32_t above = 0; /* indentation of the line that a note belongs to */
    for (size_t k = 0; k < plan->count; k++) {
        row *here = &plan->rows[k];
        const bool inner = here->kind == DT_LINE_OPTION || here->kind == DT_LINE_ENTRY ||
                           here->kind == DT_LINE_SOURCE || here->kind == DT_LINE_DATE;
        const bool in_scenario = here->line->scenario != DT_NONE && here->kind != DT_LINE_SCENARIO;
        here->indent = (inner ? 2u : 0) + (in_scenario ? 2u : 0);
        if (here->kind == DT_LINE_NOTE) {
            here->indent = above + 2;
        } else if (!here->is_comment) {
            above = here->indent;
        }
    }
    /* comments go with the line below, or above a blank line with the one above */
    for (size_t k = plan->count; k-- > 0;) {
        const bool goes_below = k + 1 < plan->count && !plan->rows[k + 1].has_blank;
        if (plan->rows[k].is_comment && goes_below) {
            plan->rows[k].indent = plan->rows[k + 1].indent;
        }
    }
    for (size_t k = 1; k < plan->count; k++) {
        const bool goes_below = k + 1 < plan->count && !plan->rows[k + 1].has_blank;
        if (plan->rows[k].is_comment && !goes_below && !plan->rows[k].has_blank) {
            plan->rows[k].indent = plan->rows[k - 1].indent;
        }
    }
}

/* ---- columns --------------------------------------------------------------------------------- */

static size_t gap_before(size_t cell)
{
    return cell == DT_CELL_BODY ? 1 : 2;
}

static bool is_empty(const row *here, size_t cell)
{
    return here->cells.cell[cell].length == 0;
}

static size_t width_of(const row *here, size_t cell)
{
    return is_empty(here, cell)
               ? 0
               : dt_width_bytes(here->cells.cell[cell].bytes, here->cells.cell[cell].length);
}

static bool has_any(const layout *plan, size_t first, size_t end, size_t cell)
{
    bool any = false;
    for (size_t k = first; k < end; k++) {
        any = any ||
              (plan->rows[k].kind == plan->rows[first].kind && !is_empty(&plan->rows[k], cell));
    }
    return any;
}

/* Where `cell` starts when the row ends at `column` and its column at `start`. */
static size_t place_cell(size_t column, size_t cell, size_t start)
{
    const size_t least = column == 0 ? 0 : column + gap_before(cell);
    return start > least ? start : least;
}

/* Where the cells before `cell` end. */
static size_t end_before(const row *here, size_t cell, const size_t *starts)
{
    size_t column = 0;
    for (size_t c = 0; c < cell; c++) {
        if (!is_empty(here, c)) {
            column = place_cell(column, c, starts[c]) + width_of(here, c);
        }
    }
    return column;
}

/* Where the columns of the table [first, end) start; rows of other kinds stand between and are
 * passed over.  A column starts behind the widest row before it that fits. */
static void find_columns(const layout *plan, size_t first, size_t end, size_t *starts)
{
    starts[0] = plan->rows[first].indent;
    for (size_t cell = 1; cell < DT_CELL_COUNT; cell++) {
        const bool used = has_any(plan, first, end, cell);
        starts[cell] = 0;
        for (size_t k = first; k < end && used; k++) {
            const row *here = &plan->rows[k];
            if (here->kind == plan->rows[first].kind) {
                const size_t start = place_cell(end_before(here, cell, starts), cell, 0);
                starts[cell] = start <= WIDEST && start > starts[cell] ? start : starts[cell];
            }
        }
    }
}

static void write_row(const row *here, const size_t *starts, dt_text *out)
{
    size_t column = 0;
    for (size_t cell = 0; cell < DT_CELL_COUNT; cell++) {
        if (is_empty(here, cell)) {
            continue;
        }
        const size_t start = place_cell(column, cell, starts[cell]);
        dt_text_fill(out, ' ', start - column);
        dt_text_add_bytes(out, here->cells.cell[cell].bytes, here->cells.cell[cell].length);
        column = start + width_of(here, cell);
    }
    dt_text_add_char(out, '\n');
}

static void write_comment(const row *here, dt_text *out)
{
    dt_text_fill(out, ' ', here->indent);
    dt_text_add_bytes(out, here->cells.cell[DT_CELL_COMMENT].bytes,
                      here->cells.cell[DT_CELL_COMMENT].length);
    dt_text_add_char(out, '\n');
}

/* Rows of one kind from `k` on, in one table: the columns of a kind are found at its first row. */
static void write_rows(const layout *plan, dt_text *out)
{
    size_t starts[DT_LINE_ENTRY + 1][DT_CELL_COUNT];
    bool is_known[DT_LINE_ENTRY + 1] = {false};
    for (size_t k = 0; k < plan->count; k++) {
        const row *here = &plan->rows[k];
        if (here->has_blank) {
            dt_text_add_char(out, '\n');
        }
        if (k > 0 && here->table != plan->rows[k - 1].table) {
            memset(is_known, 0, sizeof is_known);
        }
        if (here->is_comment) {
            write_comment(here, out);
            continue;
        }
        if (!is_known[here->kind]) {
            size_t end = k;
            while (end < plan->count && plan->rows[end].table == here->table) {
                end++;
            }
            find_columns(plan, k, end, starts[here->kind]);
            is_known[here->kind] = true;
        }
        starts[here->kind][0] = here->indent;
        write_row(here, starts[here->kind], out);
    }
}

/* ---- reading the rows ------------------------------------------------------------------------ */

/* note and date stand under the conflict in one column with source: four letters and two blanks */
static bool widen_word(dt_text *head)
{
    dt_text wider = {0};
    dt_text_add_bytes(&wider, head->bytes, 4);
    dt_text_add(&wider, "  ");
    dt_text_add_bytes(&wider, head->bytes + 4, head->length - 4);
    dt_text_clear(head);
    *head = wider;
    return !wider.failed;
}

static bool align_head_words(layout *plan)
{
    bool done = true;
    dt_line_kind above = DT_LINE_EMPTY;
    for (size_t k = 0; k < plan->count && done; k++) {
        row *here = &plan->rows[k];
        if ((here->kind == DT_LINE_NOTE && above == DT_LINE_CONFLICT) ||
            here->kind == DT_LINE_DATE) {
            done = widen_word(&here->cells.cell[DT_CELL_HEAD]);
        }
        above = here->kind == DT_LINE_NOTE || here->is_comment ? above : here->kind;
    }
    return done;
}

static bool read_rows(const dt_lines *lines, layout *plan, dt_poll *poll)
{
    dt_line_kind opener = DT_LINE_EMPTY;
    bool has_blank = false;
    bool failed = false;
    for (size_t k = 0; k < lines->count; k++) {
        const dt_line *line = &lines->list[k];
        if (!dt_poll_step(poll, 1 + line->count / 4)) {
            return false;
        }
        if (line->count == 0 && line->comment == NULL) {
            has_blank = true;
            continue;
        }
        opener = dt_opens_block(line->kind) ? line->kind : opener;
        row *here = &plan->rows[plan->count++];
        *here = (row){.line = line,
                      .kind = line->kind,
                      .has_blank = has_blank,
                      .is_comment = line->count == 0};
        dt_cells_read(line, opener, &here->cells);
        failed = failed || dt_cells_failed(&here->cells);
        has_blank = false;
    }
    return !failed;
}

static void clear_rows(layout *plan)
{
    for (size_t k = 0; k < plan->count; k++) {
        dt_cells_clear(&plan->rows[k].cells);
    }
    free(plan->rows);
}

/* ---- interface ------------------------------------------------------------------------------- */

static detente_status format_lines(const dt_lines *lines, dt_text *out, detente_error *err)
{
    layout plan = {.rows = dt_zeroed(lines->count, sizeof *plan.rows)};
    if (plan.rows == NULL) {
        return dt_no_memory(err);
    }
    bool failed = !read_rows(lines, &plan, out->poll);
    if (!failed) {
        separate_sections(&plan);
        number_tables(&plan);
        indent_rows(&plan);
        failed = !align_head_words(&plan);
        write_rows(&plan, out);
    }
    clear_rows(&plan);
    return failed || out->failed ? dt_no_memory(err) : DETENTE_OK;
}

detente_status dt_syntax_format(const char *source, size_t length, dt_text *out, dt_faults *faults,
                                detente_error *err)
{
    dt_syntax *tree = NULL;
    dt_lines lines = {.arena.poll = out->poll};
    dt_faults again = {.arena.poll = out->poll};
    detente_status status = DETENTE_OK;
    DT_TRY(dt_syntax_read(source, length, NULL, faults, &tree, err));
    dt_lines_read(source, length, &lines, &again);
    dt_lines_classify(&lines, &again);
    if (lines.failed) {
        DT_TRY(dt_no_memory(err));
    }
    DT_TRY(format_lines(&lines, out, err));
done:
    dt_syntax_free(tree);
    dt_lines_clear(&lines);
    dt_faults_clear(&again);
    return status;
}

detente_status detente_format(const char *text, size_t length, const char *file,
                              const detente_limits *limits, const detente_sink *sink,
                              detente_faults **faults, detente_error *err)
{
    dt_arguments given = dt_given(err);
    dt_need_text(&given, text, length);
    dt_need(&given, file, "a name");
    dt_check_limits(&given, limits);
    dt_need_sink(&given, sink);
    if (given.status != DETENTE_OK) {
        return given.status;
    }
    dt_poll poll;
    dt_poll_start(&poll, limits, "laying the file out", 0);
    sink = dt_poll_sink(&poll, sink);
    detente_faults *found = dt_faults_new(file, text, length);
    if (found == NULL) {
        return dt_no_memory(err);
    }
    dt_text out = {.poll = &poll};
    found->list.arena.poll = &poll;
    detente_status status = DETENTE_OK;
    DT_TRY(dt_syntax_format(text, length, &out, &found->list, err));
    DT_TRY(dt_text_flush(&out, sink, err));
done:
    dt_text_clear(&out);
    found->list.arena.poll = NULL;
    if (faults != NULL) {
        *faults = found;
    } else {
        detente_faults_free(found);
    }
    return dt_poll_end(&poll, status, err);
}
