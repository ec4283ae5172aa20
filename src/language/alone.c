/* SPDX-License-Identifier: MIT
 *
 * An expression that stands alone, outside every model file, read against a tree: what `--where`
 * takes.  The same tokens, names and faults as in a file; its only line is line 1.
 * O(length + names of the tree) time.
 */
#include "language/reader.h"

static bool add_name(dt_names *names, const char *text, dt_name_kind kind, uint32_t index)
{
    return dt_names_add(names, text, kind, index, 0) != NULL;
}

/* The option as party.option, and plain: that name is shared where two parties have it. */
static bool add_option(dt_reader *reader, uint32_t index)
{
    const dt_option *option = &reader->tree->options[index];
    const char *full = dt_full_name(reader, option->party, option->id);
    dt_name *plain = dt_names_find(&reader->terms, option->id);
    if (plain != NULL) {
        plain->shared = true;
    } else if (!add_name(&reader->terms, option->id, DT_NAME_OPTION, index)) {
        return false;
    }
    return full != NULL && add_name(&reader->terms, full, DT_NAME_OPTION, index);
}

/* The names that the first pass over a file would have found. */
static void add_names(dt_reader *reader)
{
    const dt_syntax *tree = reader->tree;
    bool done = true;
    for (uint32_t k = 0; k < tree->party_count; k++) {
        done = done && add_name(&reader->party_names, tree->parties[k].id, DT_NAME_PARTY, k);
    }
    for (uint32_t k = 0; k < tree->option_count; k++) {
        done = done && add_option(reader, k);
    }
    for (uint32_t k = 0; k < tree->state_count; k++) {
        done = done && add_name(&reader->terms, tree->states[k].id, DT_NAME_STATE, k);
    }
    for (uint32_t k = 0; k < tree->outcome_count; k++) {
        done = done && add_name(&reader->terms, tree->outcomes[k].id, DT_NAME_OUTCOME, k);
    }
    reader->failed = reader->failed || !done;
}

/* The one line that has something on it, DT_NONE with a fault. */
static uint32_t only_line(const dt_lines *lines, dt_faults *faults)
{
    uint32_t only = DT_NONE;
    for (uint32_t k = 0; k < lines->count; k++) {
        const dt_line *line = &lines->list[k];
        if (line->count > 0 && only != DT_NONE) {
            dt_error(faults, line->tokens[0].at, "an expression stands on one line");
            return DT_NONE;
        }
        only = line->count > 0 ? k : only;
    }
    if (only == DT_NONE && faults->errors == 0) {
        dt_error(faults, (dt_span){1, 1, 1}, "expected an expression, found nothing");
    }
    return only;
}

static const dt_expr *read_line(dt_reader *reader, uint32_t place)
{
    dt_cursor cursor = dt_cursor_at(reader, place, 0);
    const dt_expr *expr = dt_read_expr(&cursor);
    if (expr != NULL && dt_peek(&cursor) != NULL) {
        dt_stop(&cursor, dt_here(&cursor), "%s is not expected here; an expression stands alone",
                dt_found(&cursor));
    }
    return expr;
}

detente_status dt_expr_read(const dt_syntax *tree, const char *text, size_t length,
                            dt_faults *faults, dt_arena *arena, const dt_expr **out,
                            detente_error *err)
{
    dt_lines lines = {0};
    dt_syntax seen = *tree; /* what is read goes into an arena of its own */
    seen.arena = *arena;
    dt_reader reader = {.lines = &lines, .faults = faults, .scenario = DT_NONE, .tree = &seen};
    const dt_expr *expr = NULL;
    dt_lines_read(text, length, &lines, faults);
    add_names(&reader);
    const uint32_t place = lines.failed || reader.failed ? DT_NONE : only_line(&lines, faults);
    if (place != DT_NONE) {
        expr = read_line(&reader, place);
    }
    *arena = seen.arena;
    dt_names_clear(&reader.party_names);
    dt_names_clear(&reader.terms);
    const bool no_memory = lines.failed || reader.failed || faults->failed;
    dt_lines_clear(&lines);
    if (no_memory) {
        return dt_no_memory(err);
    }
    if (faults->errors > 0) {
        return dt_fail(err, DETENTE_EMODEL, "the expression has %zu error%s", faults->errors,
                       faults->errors == 1 ? "" : "s");
    }
    *out = expr;
    return DETENTE_OK;
}
