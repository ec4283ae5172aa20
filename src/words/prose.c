/* SPDX-License-Identifier: MIT
 *
 * Prose, see prose.h.
 */
#include "words/prose.h"

#include "base/xml.h"
#include "words/words.h"

/* ---- telling --------------------------------------------------------------------------------- */

/* Move a text into the pool, with the NUL that ends it; where it begins there. */
static size_t keep(dt_prose *prose, dt_text *text)
{
    const size_t at = prose->pool.length;
    dt_text_add_bytes(&prose->pool, text->length > 0 ? text->bytes : "", text->length);
    dt_text_add_char(&prose->pool, '\0');
    prose->failed = prose->failed || text->failed || prose->pool.failed;
    text->length = 0;
    return at;
}

void dt_prose_put(dt_prose *prose, dt_block block)
{
    block.label = keep(prose, &prose->label);
    block.words = keep(prose, &prose->line);
    if (prose->failed ||
        !dt_grow((void **)&prose->blocks, &prose->capacity, prose->count, sizeof *prose->blocks)) {
        prose->failed = true;
        return;
    }
    prose->blocks[prose->count++] = block;
}

void dt_prose_heading(dt_prose *prose, unsigned depth)
{
    dt_prose_put(prose,
                 (dt_block){.kind = DT_HEADING, .depth = (uint8_t)depth, .apart = depth > 1});
}

void dt_prose_paragraph(dt_prose *prose, unsigned indent)
{
    dt_prose_put(prose, (dt_block){.kind = DT_PARAGRAPH, .indent = (uint8_t)indent});
}

void dt_prose_item(dt_prose *prose, unsigned depth, unsigned indent)
{
    dt_prose_put(prose,
                 (dt_block){.kind = DT_ITEM, .depth = (uint8_t)depth, .indent = (uint8_t)indent});
}

void dt_prose_clear(dt_prose *prose)
{
    dt_text_clear(&prose->label);
    dt_text_clear(&prose->line);
    dt_text_clear(&prose->pool);
    free(prose->blocks);
    *prose = (dt_prose){0};
}

const char *dt_prose_label(const dt_prose *prose, size_t block)
{
    return prose->pool.bytes + prose->blocks[block].label;
}

const char *dt_prose_words(const dt_prose *prose, size_t block)
{
    return prose->pool.bytes + prose->blocks[block].words;
}

bool dt_prose_equals(const dt_prose *one, const dt_prose *other)
{
    return one->count == other->count && one->pool.length == other->pool.length &&
           (one->pool.length == 0 ||
            memcmp(one->pool.bytes, other->pool.bytes, one->pool.length) == 0);
}

void dt_prose_append(dt_prose *prose, const dt_prose *other, size_t first, size_t count)
{
    prose->failed = prose->failed || other->failed;
    for (size_t k = first; k < first + count && !prose->failed; k++) {
        dt_text_add(&prose->label, dt_prose_label(other, k));
        dt_text_add(&prose->line, dt_prose_words(other, k));
        dt_prose_put(prose, other->blocks[k]);
    }
}

/* ---- single lines ---------------------------------------------------------------------------- */

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

/* ---- terminal and Markdown ------------------------------------------------------------------- */

static const char *without_blanks(const char *label)
{
    return label + strspn(label, " ");
}

/* What stands before the words at a terminal. */
static void terminal_lead(const dt_block *block, const char *label, const detente_style *style,
                          dt_text *lead)
{
    dt_text_fill(lead, ' ', block->indent);
    switch (block->kind) {
    case DT_HEADING:
    case DT_PARAGRAPH: /* its label runs on */
        break;
    case DT_ITEM:
    case DT_STEP:
    case DT_LINE:
        dt_text_add(lead, label);
        break;
    case DT_QUOTE:
        dt_text_add(lead, label);
        dt_text_add(lead, "  ");
        break;
    case DT_POINT:
        dt_text_add(lead, dt_draw(style, block->depth == 0 ? DT_MARK_DOT : DT_MARK_ARROW));
        dt_text_add_char(lead, ' ');
        break;
    case DT_TERM: {
        const size_t margin = block->margin - block->indent;
        const size_t width = block->depth == 0 ? dt_width(label) : 0;
        dt_text_add(lead, block->depth == 0 ? label : "");
        dt_text_fill(lead, ' ', width < margin ? margin - width : 0);
        dt_text_add(lead, block->depth == 0 ? "" : label);
        break;
    }
    }
}

/* The same in Markdown. */
static void markdown_lead(const dt_block *block, const char *label, const detente_style *style,
                          dt_text *lead)
{
    const bool strong = block->kind == DT_PARAGRAPH || block->kind == DT_QUOTE ||
                        (block->kind == DT_TERM && block->depth == 0);
    switch (block->kind) {
    case DT_HEADING:
        dt_text_fill(lead, '#', block->depth);
        dt_text_add_char(lead, ' ');
        break;
    case DT_PARAGRAPH:
    case DT_STEP:
        break;
    case DT_ITEM:
    case DT_POINT:
    case DT_LINE:
    case DT_TERM:
        dt_text_add(lead, block->depth == 0 ? "- " : "  - ");
        break;
    case DT_QUOTE:
        dt_text_add(lead, "  > ");
        break;
    }
    label = block->kind == DT_LINE ? "" : without_blanks(label);
    dt_text_add(lead, strong && label[0] != '\0' ? "**" : "");
    dt_say_words(lead, label, style);
    dt_text_add(lead, strong && label[0] != '\0' ? "**" : "");
    dt_text_add(lead, strong && block->kind != DT_PARAGRAPH ? " " : "");
}

static bool is_listed(dt_block_kind kind)
{
    return kind != DT_HEADING && kind != DT_PARAGRAPH;
}

/* A blank line before the block?  In Markdown between all but items. */
static bool is_apart(const dt_prose *prose, size_t k, bool markdown)
{
    const dt_block *block = &prose->blocks[k];
    if (!markdown || k == 0) {
        return block->apart;
    }
    return !is_listed(block->kind) || !is_listed(prose->blocks[k - 1].kind);
}

/* In one line, however long it is. */
static void say_heading(dt_text *text, const char *lead, const char *words,
                        const detente_style *style)
{
    dt_text_add(text, lead);
    dt_say_words(text, words, style);
    dt_text_add_char(text, '\n');
}

void dt_prose_write(const dt_prose *prose, const detente_style *style, dt_text *text)
{
    const bool markdown = style->format == DETENTE_MARKDOWN;
    dt_text lead = {0};
    dt_text words = {0};
    for (size_t k = 0; k < prose->count && !prose->failed; k++) {
        const dt_block *block = &prose->blocks[k];
        const char *label = dt_prose_label(prose, k);
        lead.length = 0;
        words.length = 0;
        dt_text_add(&lead, "");
        (markdown ? markdown_lead : terminal_lead)(block, label, style, &lead);
        dt_text_add(&words, block->kind == DT_PARAGRAPH && !markdown ? label : "");
        dt_text_add(&words, dt_prose_words(prose, k));
        text->failed = text->failed || lead.failed || words.failed;
        if (!text->failed) {
            dt_text_add(text, is_apart(prose, k, markdown) ? "\n" : "");
            (block->kind == DT_HEADING ? say_heading : dt_say_paragraph)(text, lead.bytes,
                                                                         words.bytes, style);
        }
    }
    text->failed = text->failed || prose->failed;
    dt_text_clear(&lead);
    dt_text_clear(&words);
}

/* ---- pages ----------------------------------------------------------------------------------- */

typedef enum listing { NO_LIST, ITEMS, TERMS } listing;

static listing list_of(dt_block_kind kind)
{
    return kind == DT_TERM ? TERMS : is_listed(kind) ? ITEMS : NO_LIST;
}

/* From a list of one kind, or none, to another. */
static void change_list(dt_text *text, listing from, listing to)
{
    static const char *const ends[] = {"", "</ul>\n", "</dd>\n</dl>\n"};
    static const char *const begins[] = {"", "<ul>\n", "<dl>\n"};
    if (from != to) {
        dt_text_add(text, ends[from]);
        dt_text_add(text, begins[to]);
    }
}

static void add_words(const dt_prose *prose, size_t k, dt_text *text)
{
    dt_xml_text(text, without_blanks(dt_prose_label(prose, k)));
    dt_xml_text(text, dt_prose_words(prose, k));
}

static void add_term(const dt_prose *prose, size_t k, bool first, dt_text *text)
{
    if (prose->blocks[k].depth > 0) {
        dt_text_add(text, first ? "<dd>" : "<br>\n");
        add_words(prose, k, text);
        return;
    }
    dt_text_add(text, first ? "<dt>" : "</dd>\n<dt>");
    dt_xml_text(text, dt_prose_label(prose, k));
    dt_text_add(text, "</dt>\n<dd>");
    dt_xml_text(text, dt_prose_words(prose, k));
}

void dt_prose_html(const dt_prose *prose, unsigned level, dt_text *text)
{
    listing open = NO_LIST;
    for (size_t k = 0; k < prose->count && !prose->failed; k++) {
        const dt_block *block = &prose->blocks[k];
        const listing wanted = list_of(block->kind);
        const bool first = open != wanted;
        change_list(text, open, wanted);
        open = wanted;
        if (block->kind == DT_TERM) {
            add_term(prose, k, first, text);
        } else if (block->kind == DT_HEADING) {
            dt_text_format(text, "<h%u>", level + block->depth - 2);
            add_words(prose, k, text);
            dt_text_format(text, "</h%u>\n", level + block->depth - 2);
        } else {
            dt_text_add(text, wanted == ITEMS ? "<li>" : "<p>");
            add_words(prose, k, text);
            dt_text_add(text, wanted == ITEMS ? "</li>\n" : "</p>\n");
        }
    }
    change_list(text, open, NO_LIST);
    text->failed = text->failed || prose->failed;
}
