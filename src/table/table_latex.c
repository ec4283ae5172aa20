/* SPDX-License-Identifier: MIT
 *
 * A table as LaTeX: one `tabular`, booktabs' rules, ticks from amssymb, nothing else.  Time
 * O(cells).
 */
#include "table/table.h"

/* ---- text ------------------------------------------------------------------------------------ */

typedef struct sign {
    const char *utf8;
    const char *latex;
} sign;

static const sign signs[] = {
    {"✓", "$\\checkmark$"},
    {"•", "$\\bullet$"},
    {"◆", "$\\blacklozenge$"},
    {"→", "$\\to$"},
    {"≻", "$\\succ$"},
    {"∼", "$\\sim$"},
    {"−", "$-$"},
    {"–", "--"},
    {"—", "---"},
    {"…", "\\ldots{}"},
    {"‘", "`"},
    {"’", "'"},
    {"“", "``"},
    {"”", "''"},
    {"≤", "$\\leq$"},
    {"·", "$\\cdot$"},
};

/* The sign that stands at `string`, NULL = none of ours. */
static const sign *sign_at(const char *string)
{
    for (size_t k = 0; k < sizeof signs / sizeof signs[0]; k++) {
        if (strncmp(string, signs[k].utf8, strlen(signs[k].utf8)) == 0) {
            return &signs[k];
        }
    }
    return NULL;
}

static void add_character(dt_text *text, char c)
{
    switch (c) {
    case '\\':
        dt_text_add(text, "\\textbackslash{}");
        break;
    case '~':
        dt_text_add(text, "\\textasciitilde{}");
        break;
    case '^':
        dt_text_add(text, "\\textasciicircum{}");
        break;
    case '<':
        dt_text_add(text, "\\textless{}");
        break;
    case '>':
        dt_text_add(text, "\\textgreater{}");
        break;
    case '|':
        dt_text_add(text, "\\textbar{}");
        break;
    case '"':
        dt_text_add(text, "\\textquotedbl{}");
        break;
    case '&':
    case '%':
    case '$':
    case '#':
    case '_':
    case '{':
    case '}':
        dt_text_add_char(text, '\\');
        dt_text_add_char(text, c);
        break;
    case '[': /* at the start of a row these would belong to the \\ before it */
    case '*':
        dt_text_add_char(text, '{');
        dt_text_add_char(text, c);
        dt_text_add_char(text, '}');
        break;
    case '\n':
    case '\t':
        dt_text_add_char(text, ' ');
        break;
    default:
        dt_text_add_char(text, c);
    }
}

/* UTF-8 is kept but for the signs of our tables, which become math. */
static void put_escaped(dt_text *text, const char *string)
{
    while (*string != '\0' && !text->failed) {
        const sign *s = sign_at(string);
        if (s != NULL) {
            dt_text_add(text, s->latex);
            string += strlen(s->utf8);
        } else {
            add_character(text, *string++);
        }
    }
}

/* "s12": how long the word is, 0 = not a state. */
static size_t state_word(const char *word)
{
    const size_t digits = word[0] == 's' ? strspn(word + 1, "0123456789") : 0;
    const char after = digits > 0 ? word[1 + digits] : 'x';
    return after == '\0' || after == ' ' || after == ',' ? 1 + digits : 0;
}

/* Words that name states are set in math. */
static void add_words(dt_text *text, const char *string)
{
    while (*string != '\0' && !text->failed) {
        const size_t state = state_word(string);
        dt_text word = {0};
        if (state > 0) {
            dt_text_add(text, "$s_{");
            dt_text_add_bytes(text, string + 1, state - 1);
            dt_text_add(text, "}$");
            string += state;
        }
        const size_t length = strcspn(string, " ") + strspn(string + strcspn(string, " "), " ");
        dt_text_add_bytes(&word, string, length);
        if (length > 0 && !word.failed) {
            put_escaped(text, word.bytes);
        }
        text->failed = text->failed || word.failed;
        dt_text_clear(&word);
        string += length;
    }
}

/* ---- table ----------------------------------------------------------------------------------- */

static void add_columns(const dt_table *table, dt_text *text)
{
    for (uint32_t k = 0; k < table->columns; k++) {
        if (k < 64 && (table->prose >> k & 1) != 0) {
            dt_text_add(text, "p{0.3\\linewidth}");
        } else {
            dt_text_add_char(text, k < table->labels || table->left ? 'l' : 'c');
        }
    }
}

static void add_row(const dt_table *table, size_t row, dt_text *text)
{
    uint32_t over = 1;
    for (size_t column = 0; column < table->columns; column += over) {
        const char *content = dt_table_at(table, row, column, &over);
        over = over == 0 ? 1 : over;
        dt_text_add(text, column > 0 ? " & " : "");
        if (over > 1) {
            dt_text_format(text, "\\multicolumn{%u}{c}{", over);
        }
        add_words(text, content);
        dt_text_add(text, over > 1 ? "}" : "");
    }
    dt_text_add(text, " \\\\\n");
}

/* Thin rules under heads that stand over several columns. */
static void add_part_rules(const dt_table *table, size_t row, dt_text *text)
{
    uint32_t over = 1;
    bool any = false;
    for (size_t column = 0; column < table->columns; column += over) {
        dt_table_at(table, row, column, &over);
        over = over == 0 ? 1 : over;
        if (over > 1) {
            dt_text_format(text, "\\cmidrule(lr){%zu-%zu}", column + 1, column + over);
            any = true;
        }
    }
    dt_text_add(text, any ? "\n" : "");
}

void dt_table_latex(const dt_table *table, dt_text *text)
{
    const size_t heads = table->heads == 0 ? 1 : table->heads;
    dt_text_add(text, "\\begin{tabular}{");
    add_columns(table, text);
    dt_text_add(text, "}\n\\toprule\n");
    for (size_t row = 0; row < table->rows && !text->failed; row++) {
        if (row == heads || (row > heads && table->ruled[row])) {
            dt_text_add(text, "\\midrule\n");
        }
        add_row(table, row, text);
        if (row + 1 < heads) {
            add_part_rules(table, row, text);
        }
    }
    dt_text_add(text, "\\bottomrule\n\\end{tabular}\n");
}
