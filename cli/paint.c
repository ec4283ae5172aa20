/* SPDX-License-Identifier: MIT
 *
 * Colours: of faults and of verdicts, put in on their way to a terminal.  No other file knows
 * a colour; without colour no byte passes through here.
 *
 * What is painted is told by its words and by where they stand, in `rules`; the library writes as
 * it always does.  Text is held back to the end of its paragraph (an empty line), since words that
 * belong together may stand on two lines.  O(bytes x rules) time, O(paragraph) bytes.
 */
#include "support.h"

#include <stdlib.h>
#include <string.h>

/* What the text is: error and warning also of places, good and bad of verdicts. */
typedef enum paint { PLAIN, BOLD, ERROR, WARNING, GOOD, BAD, DOUBTFUL } paint;

static const char *const codes[] = {
    [PLAIN] = "\033[0m", [BOLD] = "\033[1m", [ERROR] = "\033[1;31m",  [WARNING] = "\033[1;33m",
    [GOOD] = "\033[32m", [BAD] = "\033[31m", [DOUBTFUL] = "\033[33m",
};

/* ---- whether --------------------------------------------------------------------------------- */

static enum choice { AUTO, ALWAYS, NEVER } chosen;

void cli_choose_colours(const cli_args *args)
{
    const int choice = cli_choice(args, "color");
    chosen = choice < 0 ? AUTO : (enum choice)choice;
}

bool cli_is_coloured(FILE *to)
{
    const char *refused = getenv("NO_COLOR");
    return chosen == ALWAYS ||
           (chosen == AUTO && (refused == NULL || refused[0] == '\0') && cli_is_terminal(to));
}

/* ---- painting -------------------------------------------------------------------------------- */

static bool put(const detente_sink *to, const char *bytes, size_t count)
{
    return count == 0 || to->write(to->payload, bytes, count);
}

/* Words in a colour; a pager wants the colour of every line on that line. */
static bool put_painted(const detente_sink *to, paint how, const char *bytes, size_t count)
{
    bool good = true;
    while (good && count > 0) {
        const char *end = memchr(bytes, '\n', count);
        const size_t line = end == NULL ? count : (size_t)(end - bytes);
        good = put(to, codes[how], strlen(codes[how])) && put(to, bytes, line) &&
               put(to, codes[PLAIN], strlen(codes[PLAIN])) && put(to, "\n", end != NULL);
        bytes += line + (end != NULL);
        count -= line + (end != NULL);
    }
    return good;
}

/* ---- verdicts -------------------------------------------------------------------------------- */

/* Where words count as a verdict. */
typedef enum where {
    AT_START, /* of a line: the column of verdicts of `check` */
    IN_SAYING /* in a line of the summary or below it, after its heading; never in what the author
                 wrote of the conflict, which stands above the first empty line */
} where;

static const struct rule {
    const char *words; /* a blank stands for any room between words, line ends too */
    where where;
    paint how;
} rules[] = {
    {"does not hold", AT_START, BAD}, {"holds", AT_START, GOOD},
    {"vacuous", AT_START, DOUBTFUL},  {"would not hold", IN_SAYING, BAD},
    {"would hold", IN_SAYING, GOOD},  {"does not hold:", IN_SAYING, BAD},
    {"✓", IN_SAYING, GOOD},
};
#define RULES (sizeof rules / sizeof rules[0])

/* Bytes of `text` that `words` match, 0: it begins otherwise. */
static size_t match(const char *words, const char *text, size_t length)
{
    size_t at = 0;
    for (; *words != '\0'; words++) {
        const size_t before = at;
        while (*words == ' ' && at < length && (text[at] == ' ' || text[at] == '\n')) {
            at++;
        }
        if (*words == ' ' ? at == before : at == length || text[at++] != *words) {
            return 0;
        }
    }
    return at;
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* The rule that the text at `at` falls under; NULL: none. */
static const struct rule *find_rule(const cli_painter *painter, const char *text, size_t at,
                                    size_t length, size_t *matched)
{
    const bool starts = at == 0 || text[at - 1] == '\n';
    for (size_t k = 0; k < RULES; k++) {
        const bool there = rules[k].where == AT_START ? starts : painter->paragraphs > 0;
        *matched = there ? match(rules[k].words, text + at, length - at) : 0;
        const bool whole = *matched > 0 && (at == 0 || !is_letter(text[at - 1])) &&
                           (at + *matched == length || !is_letter(text[at + *matched]));
        if (whole) {
            return &rules[k];
        }
    }
    return NULL;
}

static bool paint_paragraph(cli_painter *painter)
{
    const char *text = painter->held.bytes;
    const size_t length = painter->held.length;
    size_t plain = 0; /* from here nothing has been passed on */
    size_t matched = 0;
    bool good = true;
    for (size_t at = 0; good && at < length;) {
        const struct rule *rule = find_rule(painter, text, at, length, &matched);
        if (rule == NULL) {
            at++;
            continue;
        }
        good = put(&painter->to, text + plain, at - plain) &&
               put_painted(&painter->to, rule->how, text + at, matched);
        at += matched;
        plain = at;
    }
    painter->held.length = 0;
    painter->paragraphs++;
    return good && put(&painter->to, text + plain, length - plain);
}

/* Is the paragraph at its end? */
static bool is_ended(const cli_buffer *held)
{
    return held->length >= 2 && memcmp(held->bytes + held->length - 2, "\n\n", 2) == 0;
}

bool cli_paint_verdicts(cli_painter *painter, const char *bytes, size_t count)
{
    const detente_sink keep = cli_buffer_sink(&painter->held);
    bool good = true;
    while (good && count > 0) { /* line by line */
        const char *end = memchr(bytes, '\n', count);
        const size_t line = end == NULL ? count : (size_t)(end - bytes) + 1;
        good = put(&keep, bytes, line) && (!is_ended(&painter->held) || paint_paragraph(painter));
        bytes += line;
        count -= line;
    }
    return good;
}

bool cli_paint_rest(cli_painter *painter)
{
    const bool good = painter->held.length == 0 || paint_paragraph(painter);
    free(painter->held.bytes);
    *painter = (cli_painter){0};
    return good;
}

/* ---- faults ---------------------------------------------------------------------------------- */

#define INDENT "    " /* before the line of the model, and before the caret below it */

/* FILE:LINE:COL: error: message.  False: it is no such line. */
static bool paint_message(const detente_sink *to, const char *line, size_t length, paint *how)
{
    static const char *const kinds[] = {": error: ", ": warning: "};
    for (size_t k = 0; k < 2; k++) {
        const size_t size = strlen(kinds[k]);
        for (size_t at = 0; at + size <= length; at++) {
            if (memcmp(line + at, kinds[k], size) == 0) {
                *how = k == 0 ? ERROR : WARNING;
                return put_painted(to, BOLD, line, at + 1) && put(to, " ", 1) &&
                       put_painted(to, *how, line + at + 2, size - 3) &&
                       put(to, line + at + size - 1, length - at - size + 1);
            }
        }
    }
    return put(to, line, length);
}

/* A message, then the line of the model and the caret, both indented. */
bool cli_paint_faults(const detente_sink *to, const char *text, size_t length)
{
    paint how = PLAIN;
    bool good = true;
    bool quoted = false; /* the line before is the model's */
    for (size_t at = 0; good && at < length;) {
        const char *line = text + at;
        const char *end = memchr(line, '\n', length - at);
        const size_t size = end == NULL ? length - at : (size_t)(end - line) + 1;
        const bool indented = how != PLAIN && size > 4 && memcmp(line, INDENT, 4) == 0;
        if (!indented) {
            good = paint_message(to, line, size, &how);
        } else {
            good = quoted ? put_painted(to, how, line, size) : put(to, line, size);
        }
        quoted = indented && !quoted;
        at += size;
    }
    return good;
}
