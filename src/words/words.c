/* SPDX-License-Identifier: MIT
 *
 * Words and marks, see words.h.  Time O(length of the text).
 */
#include "words/words.h"
#include "base/arguments.h"

#define DT_WORD_ROW(name, plain, literature) {plain, literature},
static const char *const words[DT_WORD_COUNT][2] = {DT_WORD_LIST(DT_WORD_ROW)};

#define DT_MARK_ROW(name, utf8, ascii) {utf8, ascii},
static const char *const marks[DT_MARK_COUNT][2] = {DT_MARK_LIST(DT_MARK_ROW)};

const char *dt_say(const detente_style *style, dt_word word)
{
    return words[word][style->gmcr_terms];
}

const char *dt_draw(const detente_style *style, dt_mark_kind mark)
{
    return marks[mark][style->ascii];
}

void dt_say_count(dt_text *text, const detente_style *style, uint64_t count, dt_word one,
                  dt_word many)
{
    dt_text_number(text, count);
    dt_text_add_char(text, ' ');
    dt_text_add(text, dt_say(style, count == 1 ? one : many));
}

detente_style dt_style_of(const detente_style *style)
{
    detente_style filled = dt_style_given(style);
    if (filled.width == 0) {
        filled.width = 100;
    }
    return filled;
}

void dt_say_wrapped(dt_text *text, const char *first, const char *paragraph, size_t width)
{
    const size_t indent = dt_width(first);
    size_t column = indent;
    dt_text_add(text, first);
    while (*paragraph != '\0') {
        const size_t length = strcspn(paragraph, " ");
        const size_t columns = dt_width_bytes(paragraph, length);
        if (column > indent && column + 1 + columns > width) {
            dt_text_add_char(text, '\n');
            dt_text_fill(text, ' ', indent);
            column = indent;
        } else if (column > indent) {
            dt_text_add_char(text, ' ');
            column++;
        }
        dt_text_add_bytes(text, paragraph, length);
        column += columns;
        paragraph += length;
        paragraph += strspn(paragraph, " ");
    }
    dt_text_add_char(text, '\n');
}

/* Bytes up to a sign that begins a list, a heading or a rule where a line begins: # - + = 1. 1) */
static size_t block_sign(const char *said)
{
    const size_t digits = strspn(said, "0123456789");
    return said[0] != '\0' && strchr("#-+=", said[0]) != NULL           ? 1
           : digits > 0 && (said[digits] == '.' || said[digits] == ')') ? digits + 1
                                                                        : 0;
}

void dt_say_words(dt_text *text, const char *said, const detente_style *style)
{
    for (; *said != '\0'; said++) {
        const bool entity = *said == '&' && said[1] != ' ' && said[1] != '\0';
        if (style->format == DETENTE_MARKDOWN &&
            (entity || strchr("|\\`*_<>[]~$#", *said) != NULL)) {
            dt_text_add_char(text, '\\');
        }
        dt_text_add_char(text, *said);
    }
}

void dt_say_head(dt_text *text, const char *hashes, const char *said, const detente_style *style)
{
    const bool markdown = style->format == DETENTE_MARKDOWN;
    dt_text_add(text, markdown ? hashes : "");
    dt_text_add(text, markdown ? " " : "");
    dt_say_words(text, said, style);
    dt_text_add(text, markdown ? "\n\n" : "\n");
}

void dt_say_paragraph(dt_text *text, const char *first, const char *said,
                      const detente_style *style)
{
    if (style->format == DETENTE_MARKDOWN) {
        const size_t sign = block_sign(said);
        dt_text_add(text, first);
        if (sign > 0) {
            dt_text_add_bytes(text, said, sign - 1);
            dt_text_add_char(text, '\\');
            dt_text_add_char(text, said[sign - 1]);
        }
        dt_say_words(text, said + sign, style);
        dt_text_add_char(text, '\n');
    } else {
        dt_say_wrapped(text, first, said, style->width);
    }
}

void dt_say_line(dt_text *text, dt_text *line, const char *first, const detente_style *style)
{
    text->failed |= line->failed;
    dt_say_paragraph(text, first, line->failed || line->length == 0 ? "" : line->bytes, style);
    line->length = 0;
}
