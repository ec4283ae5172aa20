/* SPDX-License-Identifier: MIT
 *
 * How two models differ as texts: parties, options, rules, outcomes, status quo, moves,
 * preferences. Time O(lines^2) of string comparison.
 */
#include "write/compare.h"

#include <stdio.h>

/* A list of lines; a NUL after each. */
typedef struct lines {
    dt_text pool;
    size_t *at;
    size_t count, capacity;
    bool failed;
} lines;

static void end_line(lines *l)
{
    dt_text_add_char(&l->pool, '\0');
    if (!dt_grow((void **)&l->at, &l->capacity, l->count + 1, sizeof *l->at)) {
        l->failed = true;
        return;
    }
    l->at[++l->count] = l->pool.length;
    l->failed |= l->pool.failed;
}

static void begin_lines(lines *l)
{
    *l = (lines){0};
    if (!dt_grow((void **)&l->at, &l->capacity, 0, sizeof *l->at)) {
        l->failed = true;
    } else {
        l->at[0] = 0;
    }
}

static void clear_lines(lines *l)
{
    dt_text_clear(&l->pool);
    free(l->at);
}

static const char *line_at(const lines *l, size_t k)
{
    return l->pool.bytes + l->at[k];
}

/* How often a line stands among the first `count`. */
static size_t count_line(const lines *l, size_t count, const char *line)
{
    size_t found = 0;
    for (size_t k = 0; k < count; k++) {
        found += strcmp(line_at(l, k), line) == 0;
    }
    return found;
}

/* Has the other list line k too, as often as it has stood so far?  (Twice counts twice.) */
static bool is_common(const lines *l, size_t k, const lines *other)
{
    return count_line(l, k + 1, line_at(l, k)) <= count_line(other, other->count, line_at(l, k));
}

/* ---- what a model says ----------------------------------------------------------------------- */

typedef void list_lines(const dt_syntax *syntax, uint32_t party, lines *l);

static void list_parties(const dt_syntax *syntax, uint32_t party, lines *l)
{
    (void)party;
    for (uint32_t k = 0; k < syntax->party_count; k++) {
        dt_text_format(&l->pool, "party %s", syntax->parties[k].id);
        end_line(l);
    }
}

static void list_options(const dt_syntax *syntax, uint32_t party, lines *l)
{
    static const char *const directions[] = {"", " cannot be undone", " cannot be resumed"};
    (void)party;
    for (uint32_t k = 0; k < syntax->option_count; k++) {
        const dt_option *option = &syntax->options[k];
        dt_text_format(&l->pool, "%s: option %s%s", syntax->parties[option->party].id, option->id,
                       directions[option->direction]);
        end_line(l);
    }
    for (uint32_t k = 0; k < syntax->state_count; k++) {
        dt_text_format(&l->pool, "state %s", syntax->states[k].id);
        end_line(l);
    }
}

static void list_moves(const dt_syntax *syntax, uint32_t party, lines *l)
{
    (void)party;
    for (uint32_t k = 0; k < syntax->move_count; k++) {
        const dt_graph_move *move = &syntax->moves[k];
        dt_text_format(&l->pool, "%s: %s -> %s", syntax->parties[move->party].id,
                       syntax->states[move->from].id, syntax->states[move->to].id);
        end_line(l);
    }
}

static void list_rules(const dt_syntax *syntax, uint32_t party, lines *l)
{
    (void)party;
    for (uint32_t k = 0; k < syntax->rule_count; k++) {
        const dt_rule *rule = &syntax->rules[k];
        dt_text_add(&l->pool, rule->kind == DT_RULE_IMPOSSIBLE ? "impossible "
                              : rule->kind == DT_RULE_SAME     ? "same "
                                                               : "");
        dt_expr_print(syntax, rule->expr, &l->pool);
        end_line(l);
    }
}

static void list_outcomes(const dt_syntax *syntax, uint32_t party, lines *l)
{
    (void)party;
    for (uint32_t k = 0; k < syntax->outcome_count; k++) {
        dt_text_format(&l->pool, "outcome %s = ", syntax->outcomes[k].id);
        dt_expr_print(syntax, syntax->outcomes[k].expr, &l->pool);
        end_line(l);
    }
}

static bool is_taken_today(const dt_syntax *syntax, uint32_t index)
{
    for (uint32_t k = 0; k < syntax->status_quo_count; k++) {
        if (syntax->status_quo[k] == index) {
            return true;
        }
    }
    return false;
}

static void list_status_quo(const dt_syntax *syntax, uint32_t party, lines *l)
{
    (void)party;
    if (!syntax->has_status_quo) {
        return;
    }
    dt_text_add(&l->pool, syntax->status_quo_count == 0 ? "status quo none" : "status quo ");
    const bool graph = dt_is_graph_form(syntax);
    const uint32_t count = graph ? syntax->state_count : syntax->option_count;
    const char *before = "";
    for (uint32_t k = 0; k < count; k++) { /* in the order of the file, however it was said */
        if (is_taken_today(syntax, k)) {
            const dt_expr name = {.kind = graph ? DT_EXPR_STATE : DT_EXPR_OPTION, .index = k};
            dt_text_add(&l->pool, before);
            dt_expr_print(syntax, &name, &l->pool);
            before = ", ";
        }
    }
    end_line(l);
}

static void list_statements(const dt_syntax *syntax, uint32_t party, const dt_preferences *list,
                            const char *verb, lines *l)
{
    for (uint32_t k = 0; k < list->count; k++) {
        const dt_statement *line = &list->lines[k];
        dt_text_format(&l->pool, "%s %s: %s", syntax->parties[party].id, verb,
                       line->tied ? "~ " : "");
        if (list->kind == DT_WEIGHS) {
            dt_text_millionths(&l->pool, line->weight);
            dt_text_add_char(&l->pool, ' ');
        }
        if (line->expr == NULL) {
            dt_text_add(&l->pool, "rest");
        } else {
            dt_expr_print(syntax, line->expr, &l->pool);
        }
        end_line(l);
    }
}

static void list_preferences(const dt_syntax *syntax, uint32_t party, lines *l)
{
    static const char *const verbs[] = {"indifferent", "wants", "ranks", "weighs"};
    const dt_preferences *first = &syntax->preferences[party];
    uint32_t number = 0;
    for (const dt_preferences *list = first; list != NULL; list = list->other) {
        char may_want[32]; /* the lists are told apart by their number */
        snprintf(may_want, sizeof may_want, number < 2 ? "may want" : "may want (%u)",
                 (unsigned)number);
        list_statements(syntax, party, list, list == first ? verbs[list->kind] : may_want, l);
        number++;
    }
    for (uint32_t k = 0; k < syntax->unknown_count; k++) {
        if (syntax->unknowns[k].party == party) {
            dt_unknown_print(syntax, &syntax->unknowns[k], &l->pool);
            end_line(l);
        }
    }
}

/* ---- differences ----------------------------------------------------------------------------- */

typedef struct comparing {
    const dt_syntax *first, *second;
    void (*put)(void *payload, const char *head, const char *line);
    void *payload;
    uint32_t count;
    bool failed;
} comparing;

static void put_lines(comparing *c, const char *head, const lines *l, const lines *other, char mark)
{
    for (size_t k = 0; k < l->count; k++) {
        if (!is_common(l, k, other)) {
            dt_text line = {0};
            dt_text_format(&line, "%c %s", mark, line_at(l, k));
            c->failed |= line.failed;
            c->put(c->payload, head, line.failed ? "" : line.bytes);
            c->count++;
            dt_text_clear(&line);
        }
    }
}

/* The first of the common lines that comes later in the second list than a line that followed it.
 */
static void put_order(comparing *c, const char *head, const lines *a, const lines *b)
{
    size_t at = 0;
    for (size_t k = 0; k < a->count; k++) {
        if (!is_common(a, k, b)) {
            continue;
        }
        while (at < b->count && !is_common(b, at, a)) {
            at++;
        }
        if (at < b->count && strcmp(line_at(a, k), line_at(b, at)) != 0) {
            dt_text line = {0};
            dt_text_format(&line, "another order: '%s' where '%s' stood", line_at(b, at),
                           line_at(a, k));
            c->failed |= line.failed;
            c->put(c->payload, head, line.failed ? "" : line.bytes);
            c->count++;
            dt_text_clear(&line);
            return;
        }
        at++;
    }
}

static void compare_lists(comparing *c, const char *head, list_lines *list, uint32_t first_party,
                          uint32_t second_party, bool ordered)
{
    lines a;
    lines b;
    begin_lines(&a);
    begin_lines(&b);
    if (!a.failed && !b.failed) {
        list(c->first, first_party, &a);
        list(c->second, second_party, &b);
    }
    c->failed |= a.failed || b.failed;
    if (!c->failed) {
        put_lines(c, head, &a, &b, '-');
        put_lines(c, head, &b, &a, '+');
        if (ordered) {
            put_order(c, head, &a, &b);
        }
    }
    clear_lines(&a);
    clear_lines(&b);
}

uint32_t dt_compare_texts(const dt_side *first, const dt_side *second,
                          void (*put)(void *payload, const char *head, const char *line),
                          void *payload, bool *failed)
{
    comparing c = {.first = first->model->syntax,
                   .second = second->model->syntax,
                   .put = put,
                   .payload = payload};
    compare_lists(&c, "parties", list_parties, 0, 0, false);
    compare_lists(&c, "options", list_options, 0, 0, false);
    compare_lists(&c, "moves", list_moves, 0, 0, false);
    compare_lists(&c, "rules", list_rules, 0, 0, false);
    compare_lists(&c, "outcomes", list_outcomes, 0, 0, false);
    compare_lists(&c, "status quo", list_status_quo, 0, 0, false);
    for (uint32_t p = 0; p < c.first->party_count; p++) {
        for (uint32_t q = 0; q < c.second->party_count; q++) {
            if (strcmp(c.first->parties[p].id, c.second->parties[q].id) == 0) {
                compare_lists(&c, "preferences", list_preferences, p, q, true);
            }
        }
    }
    *failed |= c.failed;
    return c.count;
}
