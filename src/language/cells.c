/* SPDX-License-Identifier: MIT
 *
 * Cuts a line into cells and writes each in canonical words: one blank between words, straight
 * quotes, no list marks, no colon behind wants.  O(length of the line) time.
 */
#include "language/cells.h"

/* ---- tokens ---------------------------------------------------------------------------------- */

static void write_quoted(dt_text *out, const char *value)
{
    dt_text_add_char(out, '"');
    for (; *value != '\0'; value++) {
        dt_text_add(out, *value == '"' ? "\"" : "");
        dt_text_add_char(out, *value);
    }
    dt_text_add_char(out, '"');
}

/* A piece of a mark without blanks at its ends. */
static void write_trimmed(dt_text *out, const char *from, const char *to)
{
    while (from < to && (*from == ' ' || *from == '\t')) {
        from++;
    }
    while (to > from && (to[-1] == ' ' || to[-1] == '\t')) {
        to--;
    }
    dt_text_add_bytes(out, from, (size_t)(to - from));
}

static bool is_all_blank(const char *from, const char *to)
{
    while (from < to && (*from == ' ' || *from == '\t')) {
        from++;
    }
    return from == to;
}

/* [a:3, b] */
static void write_marks(dt_text *out, const char *value)
{
    dt_text_add_char(out, '[');
    for (const char *from = value; from != NULL;) {
        const char *comma = strchr(from, ',');
        const char *end = comma == NULL ? from + strlen(from) : comma;
        const char *colon = memchr(from, ':', (size_t)(end - from));
        write_trimmed(out, from, colon == NULL ? end : colon);
        if (colon != NULL && !is_all_blank(colon + 1, end)) {
            dt_text_add_char(out, ':');
            write_trimmed(out, colon + 1, end);
        }
        dt_text_add(out, comma == NULL ? "" : ", ");
        from = comma == NULL ? NULL : comma + 1;
    }
    dt_text_add_char(out, ']');
}

static void write_token(dt_text *out, const dt_token *token)
{
    switch (token->kind) {
    case DT_TOKEN_QUOTED:
        write_quoted(out, token->value);
        break;
    case DT_TOKEN_MARKS:
        write_marks(out, token->value);
        break;
    case DT_TOKEN_ARROW:
        dt_text_add(out, "->");
        break;
    case DT_TOKEN_WORD:
    case DT_TOKEN_NUMBER:
    case DT_TOKEN_SIGN:
        dt_text_add(out, token->value);
        break;
    }
}

static bool is_sign_of_number(const dt_token *token)
{
    return dt_token_is(token, "-") || dt_token_is(token, "+");
}

/* Is there a blank between two tokens of a canonical line?  The signs of numbers and patterns stay
 * glued where they are. */
static bool is_apart(const dt_token *before, const dt_token *token)
{
    if (dt_token_is(before, "(") || dt_token_is(token, ")") || dt_token_is(token, ",")) {
        return false;
    }
    const bool glued = !token->spaced && (is_sign_of_number(before) || is_sign_of_number(token));
    return !glued || dt_token_is(before, ",");
}

static void write_tokens(dt_text *out, const dt_line *line, uint32_t first, uint32_t end)
{
    for (uint32_t k = first; k < end; k++) {
        if (k > first && is_apart(&line->tokens[k - 1], &line->tokens[k])) {
            dt_text_add_char(out, ' ');
        }
        write_token(out, &line->tokens[k]);
    }
}

/* ---- cells ----------------------------------------------------------------------------------- */

/* Where notes and marks begin. */
static uint32_t support_start(const dt_line *line)
{
    uint32_t k = 1;
    while (k < line->count && line->tokens[k].kind != DT_TOKEN_MARKS &&
           !dt_token_is(&line->tokens[k], "note")) {
        k++;
    }
    return k < line->count ? k : line->count;
}

/* A list mark before a line of wants or ranks. */
static bool has_list_mark(const dt_line *line, dt_line_kind opener)
{
    return opener >= DT_LINE_MAY_WANT && opener <= DT_LINE_RANKS &&
           (dt_is_pasted_mark(line) ||
            ((dt_token_is(&line->tokens[0], "-") || dt_token_is(&line->tokens[0], "*")) &&
             (line->count == 1 || line->tokens[1].spaced)));
}

/* Tokens of the head; the body goes on from there. */
static uint32_t head_length(const dt_line *line, dt_line_kind opener, uint32_t first, uint32_t end)
{
    switch (line->kind) {
    case DT_LINE_SOURCE:
    case DT_LINE_OPTION:
    case DT_LINE_STATE:
    case DT_LINE_OUTCOME:
        return 2;
    case DT_LINE_MAY_WANT:
    case DT_LINE_WANTS:
    case DT_LINE_RANKS:
    case DT_LINE_WEIGHS:
    case DT_LINE_MOVES:
        return dt_opener_length(line->kind); /* without the colon */
    case DT_LINE_ENTRY:
        if (opener == DT_LINE_WEIGHS) {
            return is_sign_of_number(&line->tokens[0]) ? 2 : 1;
        }
        return opener == DT_LINE_MOVES ? 1 : end - first;
    case DT_LINE_EMPTY:
    case DT_LINE_BROKEN:
    case DT_LINE_CONFLICT:
    case DT_LINE_NOTE:
    case DT_LINE_DATE:
    case DT_LINE_PARTY:
    case DT_LINE_RULE:
    case DT_LINE_STATUS:
    case DT_LINE_CLAIM:
    case DT_LINE_SCENARIO:
    case DT_LINE_UNKNOWN:
        break;
    }
    return end - first;
}

void dt_cells_read(const dt_line *line, dt_line_kind opener, dt_cells *cells)
{
    *cells = (dt_cells){0};
    if (line->comment != NULL) {
        dt_text_add_bytes(&cells->cell[DT_CELL_COMMENT], line->comment, line->comment_length);
    }
    if (line->count == 0) {
        return;
    }
    const uint32_t end = line->kind == DT_LINE_NOTE ? 2 : support_start(line);
    const uint32_t first = line->kind == DT_LINE_ENTRY && has_list_mark(line, opener) ? 1 : 0;
    const uint32_t body = first + head_length(line, opener, first, end);
    uint32_t way = end;
    for (uint32_t k = body; line->kind == DT_LINE_OPTION && k < end && way == end; k++) {
        way = dt_token_is(&line->tokens[k], "cannot") ? k : end;
    }
    write_tokens(&cells->cell[DT_CELL_HEAD], line, first, body);
    if (!dt_opens_block(line->kind)) {
        write_tokens(&cells->cell[DT_CELL_BODY], line, body, way);
    }
    write_tokens(&cells->cell[DT_CELL_WAY], line, way, end);
    uint32_t behind = way < end ? line->count : end; /* the way, where it stands among the marks */
    while (behind < line->count &&
           (line->kind != DT_LINE_OPTION || !dt_token_is(&line->tokens[behind], "cannot"))) {
        behind++;
    }
    dt_text *support = &cells->cell[DT_CELL_SUPPORT];
    write_tokens(support, line, end, behind);
    if (behind < line->count) {
        write_tokens(&cells->cell[DT_CELL_WAY], line, behind, behind + 3);
        dt_text_add(support, behind + 3 < line->count ? " " : "");
        write_tokens(support, line, behind + 3, line->count);
    }
}

void dt_cells_clear(dt_cells *cells)
{
    for (size_t k = 0; k < DT_CELL_COUNT; k++) {
        dt_text_clear(&cells->cell[k]);
    }
}

bool dt_cells_failed(const dt_cells *cells)
{
    bool failed = false;
    for (size_t k = 0; k < DT_CELL_COUNT; k++) {
        failed = failed || cells->cell[k].failed;
    }
    return failed;
}
