/* SPDX-License-Identifier: MIT
 *
 * Prints an expression in the words of the language, with brackets where it needs them: what is
 * printed reads back as the same tree.  O(nodes) time; the depth is bounded by the reader.
 */
#include "language/syntax.h"

/* How tightly a node holds together: 3 operand, 2 and/or/xor, 1 if/iff/unless/implies. */
static int tightness(const dt_expr *expr)
{
    const dt_expr_kind kind = expr->kind;
    const bool chains = kind == DT_EXPR_AND || kind == DT_EXPR_OR || kind == DT_EXPR_XOR;
    const bool joins = kind == DT_EXPR_IF || kind == DT_EXPR_IFF || kind == DT_EXPR_UNLESS ||
                       kind == DT_EXPR_IMPLIES;
    return chains ? 2 : joins ? 1 : 3;
}

static void print(const dt_syntax *syntax, const dt_expr *expr, int least, dt_text *text);

static void print_operands(const dt_syntax *syntax, const dt_expr *expr, const char *between,
                           int least, dt_text *text)
{
    for (const dt_expr *operand = expr->first; operand != NULL; operand = operand->next) {
        dt_text_add(text, operand == expr->first ? "" : between);
        print(syntax, operand, least, text);
    }
}

/* "a and b" */
static void print_joined(const dt_syntax *syntax, const dt_expr *expr, const char *word,
                         dt_text *text)
{
    print_operands(syntax, expr, word, tightness(expr) + 1, text);
}

/* "exactly one of (a, b)" */
static void print_counted(const dt_syntax *syntax, const dt_expr *expr, const char *words,
                          dt_text *text)
{
    dt_text_add(text, words);
    print_operands(syntax, expr, ", ", 3, text);
    dt_text_add_char(text, ')');
}

void dt_option_name(const dt_syntax *syntax, uint32_t k, dt_text *text)
{
    const dt_option *option = &syntax->options[k];
    if (option->qualified) {
        dt_text_add(text, syntax->parties[option->party].id);
        dt_text_add_char(text, '.');
    }
    dt_text_add(text, option->id);
}

static void print_node(const dt_syntax *syntax, const dt_expr *expr, dt_text *text)
{
    switch (expr->kind) {
    case DT_EXPR_TRUE:
        dt_text_add(text, "true");
        break;
    case DT_EXPR_FALSE:
        dt_text_add(text, "false");
        break;
    case DT_EXPR_OPTION:
        dt_option_name(syntax, expr->index, text);
        break;
    case DT_EXPR_OUTCOME:
        dt_text_add(text, syntax->outcomes[expr->index].id);
        break;
    case DT_EXPR_STATE:
        dt_text_add(text, syntax->states[expr->index].id);
        break;
    case DT_EXPR_NUMBER:
        dt_text_add(text, "state ");
        dt_text_number(text, expr->number);
        break;
    case DT_EXPR_PATTERN:
        dt_text_add(text, "state ");
        dt_text_add(text, expr->pattern);
        break;
    case DT_EXPR_NOT:
        dt_text_add(text, "not ");
        print(syntax, expr->first, 3, text);
        break;
    case DT_EXPR_AND:
        print_joined(syntax, expr, " and ", text);
        break;
    case DT_EXPR_OR:
        print_joined(syntax, expr, " or ", text);
        break;
    case DT_EXPR_XOR:
        print_joined(syntax, expr, " xor ", text);
        break;
    case DT_EXPR_IF:
        print_joined(syntax, expr, " if ", text);
        break;
    case DT_EXPR_IFF:
        print_joined(syntax, expr, " iff ", text);
        break;
    case DT_EXPR_UNLESS:
        print_joined(syntax, expr, " unless ", text);
        break;
    case DT_EXPR_IMPLIES:
        print_joined(syntax, expr, " implies ", text);
        break;
    case DT_EXPR_EXACTLY:
        print_counted(syntax, expr, "exactly one of (", text);
        break;
    case DT_EXPR_AT_MOST:
        print_counted(syntax, expr, "at most one of (", text);
        break;
    case DT_EXPR_AT_LEAST:
        print_counted(syntax, expr, "at least one of (", text);
        break;
    case DT_EXPR_NONE_OF:
        print_counted(syntax, expr, "none of (", text);
        break;
    case DT_EXPR_ALL_OF:
        print_counted(syntax, expr, "all of (", text);
        break;
    }
}

/* Print with brackets when the node holds less tightly than `least`. */
static void print(const dt_syntax *syntax, const dt_expr *expr, int least, dt_text *text)
{
    const bool brackets = tightness(expr) < least;
    dt_text_add(text, brackets ? "(" : "");
    print_node(syntax, expr, text);
    dt_text_add(text, brackets ? ")" : "");
}

/* `state 3, 5` and `state YN-, NY-` of a ranks line: an or of states, which no other line has. */
static bool is_state_list(const dt_expr *expr)
{
    return expr->kind == DT_EXPR_OR &&
           (expr->first->kind == DT_EXPR_NUMBER || expr->first->kind == DT_EXPR_PATTERN);
}

void dt_expr_print(const dt_syntax *syntax, const dt_expr *expr, dt_text *text)
{
    if (is_state_list(expr)) {
        print_operands(syntax, expr, ", ", 3, text);
    } else {
        print(syntax, expr, 1, text);
    }
}

void dt_unknown_print(const dt_syntax *syntax, const dt_unknown *line, dt_text *text)
{
    dt_text_format(text, "unknown whether %s prefers ", syntax->parties[line->party].id);
    dt_expr_print(syntax, line->what, text);
    dt_text_add(text, " to ");
    dt_expr_print(syntax, line->than, text);
}

void dt_marks_print(const dt_syntax *syntax, const dt_support *support, dt_text *text)
{
    for (uint32_t k = 0; k < support->mark_count; k++) {
        const dt_mark *mark = &support->marks[k];
        dt_text_add(text, k == 0 ? "[" : ", ");
        dt_text_add(text, syntax->sources[mark->source].id);
        dt_text_add(text, mark->place[0] != '\0' ? ":" : "");
        dt_text_add(text, mark->place);
    }
    dt_text_add(text, support->mark_count > 0 ? "]" : "");
}
