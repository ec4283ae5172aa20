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
