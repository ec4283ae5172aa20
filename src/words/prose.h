/* SPDX-License-Identifier: MIT
 *
 * Prose: what is told, written once for the terminal, for Markdown and for pages.
 *
 * Whoever tells puts words into `line`, what stands before them into `label`, and then puts the
 * block that they are: a heading, a paragraph, an item of a list.  Each medium sets the blocks in
 * its own way:
 *
 *   block       at a terminal                Markdown          on a page
 *   HEADING     words, a blank line before   # words           <h3>words</h3>
 *   PARAGRAPH   label, words                 **label**words    <p>label, words</p>
 *   ITEM        label | words                - label words     <li>
 *   POINT       • words, → words             - words           <li>
 *   STEP        label | words                label words       <li>label words</li>
 *   LINE        label | words                - words           <li>label words</li>
 *   QUOTE       label | words                > **label** words <li>label words</li>
 *   TERM        label | words                - **label** words <dt>label</dt><dd>words</dd>
 *
 * At a terminal words are broken into lines; what stands left of | hangs, the others are indented.
 * Bytes: those of the words, and 24 per block.  Time: O(length).
 */
#ifndef DT_PROSE_H
#define DT_PROSE_H

#include "base/base.h"

typedef enum dt_block_kind {
    DT_HEADING,   /* of depth 1, the title, 2 or 3 */
    DT_PARAGRAPH, /* its label runs on */
    DT_ITEM,      /* of depth 0, or 1 within the item before */
    DT_POINT,     /* an item that is marked at a terminal too */
    DT_STEP,      /* of a list that counts: the label is "1. " */
    DT_LINE,      /* of a text whose lines are numbered: the label is "1 " */
    DT_QUOTE,     /* within the item before */
    DT_TERM       /* what is said under the head in the margin; depth 1: the same head goes on */
} dt_block_kind;

typedef struct dt_block {
    dt_block_kind kind;
    uint8_t depth;
    uint8_t indent, margin; /* columns at a terminal; the margin is a TERM's, indent included */
    bool apart;             /* a blank line before it, at a terminal */
    size_t label, words;    /* where they begin in the pool */
} dt_block;

typedef struct dt_prose {
    dt_text label, line; /* of the block that is put next; empty then */
    dt_text pool;        /* of all blocks, a NUL after each */
    dt_block *blocks;
    size_t count, capacity;
    bool failed; /* memory ran out */
} dt_prose;

/* ---- telling --------------------------------------------------------------------------------- */

void dt_prose_put(dt_prose *prose, dt_block block);
void dt_prose_heading(dt_prose *prose, unsigned depth);
void dt_prose_paragraph(dt_prose *prose, unsigned indent);
void dt_prose_item(dt_prose *prose, unsigned depth, unsigned indent);
void dt_prose_clear(dt_prose *prose);

const char *dt_prose_label(const dt_prose *prose, size_t block);
const char *dt_prose_words(const dt_prose *prose, size_t block);
/* Do these tell the same? */
bool dt_prose_equals(const dt_prose *one, const dt_prose *other);
/* Put blocks of `other` behind. */
void dt_prose_append(dt_prose *prose, const dt_prose *other, size_t first, size_t count);

/* ---- writing --------------------------------------------------------------------------------- */

/* For the terminal or, where the style says so, as Markdown. */
void dt_prose_write(const dt_prose *prose, const detente_style *style, dt_text *text);
/* As HTML; headings of depth 2 are <h`level`>. */
void dt_prose_html(const dt_prose *prose, unsigned level, dt_text *text);

/* ---- single lines ---------------------------------------------------------------------------- */

/* Break `paragraph` (one line, words separated by blanks) into lines of `width` columns; the first
 * begins with `first`, the others with as many blanks.  A newline at the end. */
void dt_say_wrapped(dt_text *text, const char *first, const char *paragraph, size_t width);
/* Words within a line: in Markdown whatever has a meaning there is escaped. */
void dt_say_words(dt_text *text, const char *words, const detente_style *style);
/* A line of its own; in Markdown a heading, `hashes` are its #. */
void dt_say_head(dt_text *text, const char *hashes, const char *words, const detente_style *style);
/* A line of words after `first`, which is ours: in Markdown escaped and as long as it is, else
 * wrapped. */
void dt_say_paragraph(dt_text *text, const char *first, const char *words,
                      const detente_style *style);
/* The same with the line in hand, which is empty then. */
void dt_say_line(dt_text *text, dt_text *line, const char *first, const detente_style *style);

#endif
