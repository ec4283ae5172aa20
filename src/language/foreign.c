/* SPDX-License-Identifier: MIT
 *
 * Files of other kinds, told by their first bytes.  See foreign.h.  O(length), most often O(1).
 */
#include "language/foreign.h"
#include "base/utf8.h"

typedef struct kind {
    const char *start;
    size_t length; /* of `start` */
    const char *words;
} kind;

#define KIND(start, words)                                                                         \
    {                                                                                              \
        start, sizeof(start) - 1, words                                                            \
    }

#define SAVE_AS_TEXT "; save it as plain text (.txt, UTF-8)"

static const kind no_texts[] = {
    KIND("{\\rtf", "rich text (RTF)" SAVE_AS_TEXT),
    KIND("PK\003\004",
         "a word processor's document or an archive (.docx, .odt, .xlsx, .zip)" SAVE_AS_TEXT),
    KIND("\xD0\xCF\x11\xE0", "an old document of Word or Excel (.doc, .xls)" SAVE_AS_TEXT),
    KIND("%PDF", "a PDF" SAVE_AS_TEXT),
    KIND("\x1F\x8B", "compressed (gzip); unpack it first"),
    KIND("\xFF\xFE", "UTF-16 text; save it as UTF-8"),
    KIND("\xFE\xFF", "UTF-16 text; save it as UTF-8"),
};

#define PICKLED                                                                                    \
    "a pickle of Python, as old versions of GMCR+ write .gmcr files; open it in GMCR+, save it "   \
    "anew "                                                                                        \
    "(as JSON), then `detente convert`"

static const kind no_models[] = {
    KIND("EFG ",
         "a game of Gambit in extensive form (.efg), which is not read; write its players as "
         "parties, their choices as options, their payoffs as preferences"),
    KIND("NFG ", "a game of Gambit in normal form (.nfg), which is written (`detente convert --to "
                 "nfg`) and not read; write its players as parties, their strategies as options"),
    KIND("\x80\x02", PICKLED),
    KIND("\x80\x03", PICKLED),
    KIND("\x80\x04", PICKLED),
    KIND("\x80\x05", PICKLED),
    KIND("(dp", PICKLED),
    KIND("(lp", PICKLED),
    KIND("(i", PICKLED),
    KIND("ccopy_reg\n", PICKLED),
    KIND("<!DOCTYPE", "a web page; its text may be one, copy that"),
    KIND("<!doctype", "a web page; its text may be one, copy that"),
    KIND("<html", "a web page; its text may be one, copy that"),
    KIND("<?xml", "XML, which is not read"),
    KIND("{", "JSON; `detente convert` reads JSON and GMCR+ files"),
};

static const char *find(const kind *kinds, size_t count, const char *text, size_t length)
{
    for (size_t k = 0; k < count; k++) {
        if (length >= kinds[k].length && memcmp(text, kinds[k].start, kinds[k].length) == 0) {
            return kinds[k].words;
        }
    }
    return NULL;
}

/* Letters of the Latin alphabet, each with a byte 0 before or behind it. */
static bool is_utf16(const char *text, size_t length)
{
    size_t pairs = 0;
    while (2 * pairs + 1 < length && pairs < 16 &&
           (text[2 * pairs] == '\0') != (text[2 * pairs + 1] == '\0')) {
        pairs++;
    }
    return pairs >= 4;
}

const char *dt_no_text(const char *text, size_t length)
{
    const char *words = find(no_texts, sizeof no_texts / sizeof *no_texts, text, length);
    return words == NULL && is_utf16(text, length) ? "UTF-16 text; save it as UTF-8" : words;
}

/* No text, or one of another program. */
static const char *find_foreign(const char *text, size_t length)
{
    const char *words = dt_no_text(text, length);
    size_t start = length >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    while (start < length && strchr(" \t\r\n", text[start]) != NULL && text[start] != '\0') {
        start++;
    }
    return words != NULL ? words
                         : find(no_models, sizeof no_models / sizeof *no_models, text + start,
                                length - start);
}

bool dt_refuse_foreign(const char *text, size_t length, const char *wanted, dt_faults *faults)
{
    const char *words = find_foreign(text, length);
    if (words == NULL || strncmp(words, wanted, strlen(wanted)) == 0) {
        return false;
    }
    dt_error(faults, (dt_span){0}, "this is not %s but %s", wanted, words);
    return true;
}
