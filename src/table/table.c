/* SPDX-License-Identifier: MIT
 *
 * Tables for people, see table.h.
 */
#include "table/table.h"
#include "words/prose.h"
#include "words/words.h"

#define GAP 2 /* blanks between columns */

/* ---- filling --------------------------------------------------------------------------------- */

static void fill_row(dt_table *table)
{
    while (!table->failed && table->count < table->rows * table->columns) {
        dt_table_cell(table, "");
    }
}

void dt_table_row(dt_table *table)
{
    fill_row(table);
    if (table->failed ||
        !dt_grow((void **)&table->ruled, &table->row_capacity, table->rows, sizeof *table->ruled)) {
        table->failed = true;
        return;
    }
    table->ruled[table->rows++] = table->rule_next;
    table->rule_next = false;
}

void dt_table_cell(dt_table *table, const char *content)
{
    if (table->failed || !dt_poll_step(table->poll, 1) ||
        !dt_grow((void **)&table->cells, &table->capacity, table->count, sizeof *table->cells)) {
        table->failed = true;
        return;
    }
    if (table->pool.length == 0) {
        dt_text_add_char(&table->pool, '\0');
    }
    table->cells[table->count++] = content[0] == '\0' ? 0 : table->pool.length;
    if (content[0] != '\0') {
        dt_text_add_bytes(&table->pool, content, strlen(content) + 1);
    }
}

#define BELONGS_LEFT SIZE_MAX /* in `cells`: part of the cell before */

void dt_table_cell_over(dt_table *table, const char *content, uint32_t columns)
{
    dt_table_cell(table, content);
    for (uint32_t k = 1; k < columns; k++) {
        dt_table_cell(table, "");
        if (!table->failed) {
            table->cells[table->count - 1] = BELONGS_LEFT;
        }
    }
}

void dt_table_cell_number(dt_table *table, uint64_t number)
{
    dt_text digits = {0};
    dt_text_number(&digits, number);
    if (digits.failed) {
        table->failed = true;
    } else {
        dt_table_cell(table, digits.bytes);
    }
    dt_text_clear(&digits);
}

void dt_table_rule(dt_table *table)
{
    table->rule_next = true;
}

static bool is_empty(const dt_table *table, size_t column)
{
    for (size_t row = table->heads == 0 ? 1 : table->heads; row < table->rows; row++) {
        const size_t at = row * table->columns + column;
        if (at < table->count && table->cells[at] != 0) {
            return false;
        }
    }
    return true;
}

static void drop_column(dt_table *table, uint32_t column)
{
    size_t kept = 0;
    for (size_t at = 0; at < table->count; at++) {
        if (at % table->columns != column) {
            table->cells[kept++] = table->cells[at];
        }
    }
    const uint64_t below = column < 64 ? ((uint64_t)1 << column) - 1 : UINT64_MAX;
    table->prose = (table->prose & below) | (table->prose >> 1 & ~below);
    table->count = kept;
    table->columns--;
}

void dt_table_prune(dt_table *table)
{
    fill_row(table);
    for (uint32_t column = table->columns; !table->failed && column-- > table->labels;) {
        if (is_empty(table, column)) {
            drop_column(table, column);
        }
    }
}

void dt_table_clear(dt_table *table)
{
    dt_text_clear(&table->pool);
    free(table->cells);
    free(table->ruled);
    *table = (dt_table){.labels = table->labels, .columns = table->columns, .poll = table->poll};
}

static size_t place_of(const dt_table *table, size_t row, size_t column)
{
    const size_t at = row * table->columns + column;
    return at < table->count ? table->cells[at] : 0;
}

const char *dt_table_at(const dt_table *table, size_t row, size_t column, uint32_t *over)
{
    const size_t place = place_of(table, row, column);
    uint32_t columns = place == BELONGS_LEFT ? 0 : 1;
    while (columns > 0 && column + columns < table->columns &&
           place_of(table, row, column + columns) == BELONGS_LEFT) {
        columns++;
    }
    if (over != NULL) {
        *over = columns;
    }
    return table->pool.bytes + (place == BELONGS_LEFT ? 0 : place);
}

static const char *cell(const dt_table *table, size_t row, size_t column)
{
    return dt_table_at(table, row, column, NULL);
}

/* A cell over several columns does not widen them. */
static size_t widest(const dt_table *table, size_t first, size_t last)
{
    size_t most = 0;
    for (size_t row = 0; row < table->rows && dt_poll_step(table->poll, last - first); row++) {
        for (size_t column = first; column < last; column++) {
            uint32_t over = 0;
            const char *content = dt_table_at(table, row, column, &over);
            const size_t width = over == 1 ? dt_width(content) : 0;
            most = width > most ? width : most;
        }
    }
    return most;
}

/* ---- a terminal ------------------------------------------------------------------------------ */

typedef struct layout {
    size_t label[DT_TABLE_MOST_LABELS]; /* columns of each label */
    size_t labels;                      /* of all, with the gaps between them */
    size_t data;                        /* of a data column with its gap; 0 = uneven */
    size_t *each;                       /* uneven: of each column with its gap; else NULL */
    size_t width;
} layout;

/* Labels get what they want when the data then fits at all, else they give way down to half of the
 * width: the widest first. */
static bool lay_out(const dt_table *table, const detente_style *style, layout *out)
{
    layout plan = {.width = style->width};
    if (table->uneven) {
        plan.each = dt_zeroed(table->columns, sizeof *plan.each);
        for (size_t k = 0; plan.each != NULL && k < table->columns; k++) {
            plan.each[k] = widest(table, k, k + 1) + GAP;
        }
    } else {
        plan.data = widest(table, table->labels, table->columns) + GAP;
    }
    size_t wanted = 0;
    for (size_t k = 0; k < table->labels; k++) {
        plan.label[k] = widest(table, k, k + 1);
        wanted += plan.label[k] + (k > 0 ? GAP : 0);
    }
    const size_t data = (table->columns - table->labels) * plan.data;
    const size_t half = plan.width / 2;
    const size_t room = plan.width > data + half ? plan.width - data : half;
    while (wanted > room) {
        size_t longest = 0;
        for (size_t k = 1; k < table->labels; k++) {
            longest = plan.label[k] >= plan.label[longest] ? k : longest;
        }
        if (plan.label[longest] <= 8) {
            break;
        }
        plan.label[longest]--;
        wanted--;
    }
    plan.labels = wanted;
    *out = plan;
    return plan.each != NULL || !table->uneven;
}

static size_t character(const char *text)
{
    size_t size = 1;
    while (((unsigned char)text[size] & 0xC0) == 0x80) {
        size++;
    }
    return size;
}

/* Bytes of the part of `text` that one line of `width` columns takes: whole words, or as many
 * characters as fit when a word alone is too long.  O(of the line). */
static size_t line_of(const char *text, size_t width)
{
    if (text[0] == '\0') {
        return 0;
    }
    const size_t fit = dt_width_fit(text, width);
    size_t taken = fit;
    while (text[fit] != '\0' && text[fit] != ' ' && taken > 0 && text[taken - 1] != ' ') {
        taken--;
    }
    while (taken > 0 && text[taken - 1] == ' ') {
        taken--;
    }
    const size_t one = character(text);
    return taken > 0 ? taken : fit > one ? fit : one;
}

/* Content of at most `width` columns, padded. */
static void put(dt_text *text, const char *content, size_t length, size_t width, bool right)
{
    const size_t used = dt_width_bytes(content, length);
    const size_t pad = used < width ? width - used : 0;
    if (right) {
        dt_text_fill(text, ' ', pad);
    }
    dt_text_add_bytes(text, content, length);
    if (!right) {
        dt_text_fill(text, ' ', pad);
    }
}

static void end_line(dt_text *text)
{
    while (!text->failed && text->length > 0 && text->bytes[text->length - 1] == ' ') {
        text->length--;
    }
    dt_text_add_char(text, '\n');
}

static size_t data_width(const layout *plan, size_t column)
{
    return plan->each == NULL ? plan->data : plan->each[column];
}

static void put_data(const dt_table *table, const layout *plan, size_t row, size_t first,
                     size_t last, dt_text *text)
{
    for (size_t column = first; column < last; column++) {
        const char *content = cell(table, row, column);
        const size_t width = data_width(plan, column);
        if (table->left) {
            dt_text_fill(text, ' ', column > 0 ? GAP : 0);
            put(text, content, strlen(content), width - GAP, false);
        } else {
            put(text, content, strlen(content), width, true);
        }
    }
}

/* One row, on as many lines as its longest label needs; data stands on the first. */
static void put_row(const dt_table *table, const layout *plan, size_t row, size_t first,
                    size_t last, dt_text *text)
{
    const char *left[DT_TABLE_MOST_LABELS] = {NULL};
    for (size_t k = 0; k < table->labels; k++) {
        left[k] = cell(table, row, k);
    }
    bool more = true;
    for (size_t line = 0; more || line == 0; line++) {
        more = false;
        for (size_t k = 0; k < table->labels; k++) {
            const size_t length = line_of(left[k], plan->label[k]);
            dt_text_fill(text, ' ', k > 0 ? GAP : 0);
            put(text, left[k], length, plan->label[k], false);
            left[k] += length;
            left[k] += strspn(left[k], " ");
            more = more || left[k][0] != '\0';
        }
        if (line == 0) {
            put_data(table, plan, row, first, last, text);
        }
        end_line(text);
    }
}

/* Data columns first..last-1 are those that fit beside the labels; at least one. */
static size_t panel_end(const dt_table *table, const layout *plan, size_t first, size_t *width)
{
    size_t last = first;
    *width = plan->labels;
    while (last < table->columns) {
        const size_t more = data_width(plan, last);
        if (last > first && *width + more > plan->width) {
            break;
        }
        *width += more;
        last++;
    }
    return last;
}

static detente_status print_columns(const dt_table *table, const detente_style *style,
                                    dt_text *text, const detente_sink *sink, detente_error *err)
{
    detente_status status = DETENTE_OK;
    layout plan;
    if (!lay_out(table, style, &plan)) {
        return dt_no_memory(err);
    }
    size_t first = table->labels;
    do {
        size_t width = 0;
        const size_t last = panel_end(table, &plan, first, &width);
        if (first > table->labels) {
            dt_text_add_char(text, '\n');
        }
        for (size_t row = 0; row < table->rows && !text->failed; row++) {
            for (size_t k = 0; table->ruled[row] && k < width; k++) {
                dt_text_add(text, dt_draw(style, DT_MARK_LINE));
            }
            if (table->ruled[row]) {
                dt_text_add_char(text, '\n');
            }
            put_row(table, &plan, row, first, last, text);
        }
        first = last;
        status = dt_text_relieve(text, sink, err);
    } while (first < table->columns && status == DETENTE_OK);
    free(plan.each);
    return status;
}

/* ---- Markdown -------------------------------------------------------------------------------- */

static detente_status print_markdown(const dt_table *table, const detente_style *style,
                                     dt_text *text, const detente_sink *sink, detente_error *err)
{
    detente_status status = DETENTE_OK;
    for (size_t row = 0; row < table->rows && status == DETENTE_OK; row++) {
        dt_text_add_char(text, '|');
        for (size_t column = 0; column < table->columns; column++) {
            dt_text_add_char(text, ' ');
            dt_say_words(text, cell(table, row, column), style);
            dt_text_add(text, " |");
        }
        dt_text_add_char(text, '\n');
        for (size_t column = 0; row == 0 && column < table->columns; column++) {
            dt_text_add(text, column < table->labels || table->left ? "|:---" : "|---:");
        }
        dt_text_add(text, row == 0 ? "|\n" : "");
        status = dt_text_relieve(text, sink, err);
    }
    return status;
}

detente_status dt_table_print(const dt_table *table, const detente_style *style, dt_text *text,
                              const detente_sink *sink, detente_error *err)
{
    if (table->failed || table->pool.failed) {
        return dt_no_memory(err);
    }
    if (table->rows == 0 || table->count == 0) {
        return DETENTE_OK;
    }
    switch (style->format) {
    case DETENTE_MARKDOWN:
        return print_markdown(table, style, text, sink, err);
    case DETENTE_LATEX:
        dt_table_latex(table, text);
        break;
    case DETENTE_CSV:
        dt_table_csv(table, text);
        break;
    case DETENTE_TABLE:
    case DETENTE_JSON:
        return print_columns(table, style, text, sink, err);
    }
    return DETENTE_OK;
}
