/* SPDX-License-Identifier: MIT
 *
 * Sheets: the list of kinds, and detente_write_table.
 */
#include "table/sheets.h"
#include "base/arguments.h"
#include "base/poll.h"
#include "words/prose.h"

#define LIMIT 4096
#define COLUMNS_ON_PAPER 16

static const struct {
    const char *id;
    dt_sheet_maker *make;
} kinds[] = {
    [DETENTE_TABLE_OPTIONS] = {"options", dt_sheet_options},
    [DETENTE_TABLE_RULES] = {"rules", dt_sheet_rules},
    [DETENTE_TABLE_STATES] = {"states", dt_sheet_states},
    [DETENTE_TABLE_STATEMENTS] = {"statements", dt_sheet_statements},
    [DETENTE_TABLE_VECTORS] = {"vectors", dt_sheet_vectors},
    [DETENTE_TABLE_STABILITY] = {"stability", dt_sheet_stability},
    [DETENTE_TABLE_EVOLUTION] = {"evolution", dt_sheet_evolution},
    [DETENTE_TABLE_MOVES] = {"moves", dt_sheet_moves},
};
_Static_assert(sizeof kinds / sizeof *kinds == DETENTE_TABLE_COUNT, "each table has its row");

const char *detente_table_id(detente_table_kind kind)
{
    return (uint32_t)kind < DETENTE_TABLE_COUNT ? kinds[kind].id : NULL;
}

dt_sheet *dt_sheet_add(dt_sheets *sheets, const char *title)
{
    if (!dt_grow((void **)&sheets->list, &sheets->capacity, sheets->count, sizeof *sheets->list)) {
        sheets->failed = true;
        return NULL;
    }
    dt_sheet *sheet = &sheets->list[sheets->count++];
    *sheet = (dt_sheet){0};
    dt_text_add(&sheet->title, title);
    return sheet;
}

void dt_sheets_clear(dt_sheets *sheets)
{
    for (size_t k = 0; k < sheets->count; k++) {
        dt_table_clear(&sheets->list[k].table);
        dt_text_clear(&sheets->list[k].title);
        dt_text_clear(&sheets->list[k].note);
    }
    free(sheets->list);
    *sheets = (dt_sheets){0};
}

void dt_sheet_option(const dt_syntax *syntax, uint32_t option, dt_table *table)
{
    dt_text name = {0};
    dt_option_name(syntax, option, &name);
    dt_table_cell(table, name.failed ? "" : name.bytes);
    table->failed = table->failed || name.failed;
    dt_text_clear(&name);
}

void dt_sheet_state(const dt_view *view, uint64_t state, dt_text *text)
{
    if (dt_is_graph_form(view->syntax)) {
        dt_text_add(text, view->syntax->states[state].id);
        return;
    }
    dt_text_add_char(text, 's');
    dt_text_number(text, state + 1);
}

detente_status dt_sheets_make(const dt_view *view, detente_table_kind kind,
                              const dt_sheet_wish *wish, dt_sheets *out, detente_error *err)
{
    const detente_status status = kinds[kind].make(view, wish, out, err);
    bool failed = out->failed;
    for (size_t k = 0; k < out->count; k++) {
        const dt_sheet *s = &out->list[k];
        failed = failed || s->title.failed || s->note.failed || s->table.failed ||
                 s->table.pool.failed;
    }
    return status != DETENTE_OK ? status : failed ? dt_no_memory(err) : DETENTE_OK;
}

/* ---- writing --------------------------------------------------------------------------------- */

/* Title and conventions stand as comments in LaTeX, where captions are the author's. */
static void add_line(const detente_style *style, const char *before, const dt_text *line,
                     const char *after, dt_text *text)
{
    if (line->length > 0) {
        dt_text_add(text, before);
        if (style->format == DETENTE_TABLE) {
            dt_say_wrapped(text, "", line->bytes, style->width);
        } else {
            dt_say_words(text, line->bytes, style);
        }
        dt_text_add(text, after);
    }
}

static detente_status write_sheet(const dt_sheet *sheet, const detente_style *style, dt_text *text,
                                  const detente_sink *sink, detente_error *err)
{
    switch (style->format) {
    case DETENTE_LATEX:
        add_line(style, "% ", &sheet->title, "\n", text);
        add_line(style, "% ", &sheet->note, "\n", text);
        break;
    case DETENTE_MARKDOWN:
        add_line(style, "### ", &sheet->title, "\n\n", text);
        break;
    case DETENTE_TABLE:
        add_line(style, "", &sheet->title, "\n", text);
        break;
    case DETENTE_CSV:
    case DETENTE_JSON:
        break;
    }
    const detente_status status = dt_table_print(&sheet->table, style, text, sink, err);
    if (status != DETENTE_OK) {
        return status;
    }
    if (style->format == DETENTE_MARKDOWN || style->format == DETENTE_TABLE) {
        add_line(style, "\n", &sheet->note, style->format == DETENTE_MARKDOWN ? "\n" : "", text);
    }
    dt_text_add(text, style->format == DETENTE_CSV ? "" : "\n");
    return dt_text_flush(text, sink, err);
}

#define TABLE_FORMATS                                                                              \
    (DT_FORMAT(DETENTE_TABLE) | DT_FORMAT(DETENTE_CSV) | DT_FORMAT(DETENTE_MARKDOWN) |             \
     DT_FORMAT(DETENTE_LATEX))

detente_status detente_write_table(const detente_analysis *analysis, detente_table_kind kind,
                                   const detente_style *style, const detente_limits *limits,
                                   const detente_sink *sink, detente_error *err)
{
    dt_arguments given = dt_given(err);
    dt_need(&given, analysis, "an analysis");
    dt_check_kind(&given, (uint32_t)kind, DETENTE_TABLE_COUNT, "kind of table");
    dt_check_style(&given, style, TABLE_FORMATS);
    dt_check_limits(&given, limits);
    dt_need_sink(&given, sink);
    if (given.status != DETENTE_OK) {
        return given.status;
    }
    dt_poll poll;
    dt_poll_start(&poll, limits, "writing the table", 0);
    sink = dt_poll_sink(&poll, sink);
    const detente_style filled = dt_style_of(style);
    dt_sheet_wish wish = {.most = filled.limit == 0 ? LIMIT : filled.limit, .style = filled};
    if (filled.format == DETENTE_LATEX) { /* where the marks become commands, all of them ASCII */
        wish.columns = COLUMNS_ON_PAPER;
        wish.style.ascii = false;
    }
    dt_sheets sheets = {0};
    dt_text text = {.poll = &poll};
    dt_view view;
    detente_status status = dt_view_open(analysis, &poll, &view, err);
    if (status != DETENTE_OK) {
        return status;
    }
    DT_TRY(view.listed ? DETENTE_OK
                       : dt_fail(err, DETENTE_ELIMIT, "%llu states are too many for a table",
                                 (unsigned long long)view.count));
    DT_TRY(dt_sheets_make(&view, kind, &wish, &sheets, err));
    for (size_t k = 0; k < sheets.count; k++) {
        DT_TRY(write_sheet(&sheets.list[k], &filled, &text, sink, err));
    }
done:
    dt_text_clear(&text);
    dt_sheets_clear(&sheets);
    dt_view_clear(&view);
    return dt_poll_end(&poll, status, err);
}
