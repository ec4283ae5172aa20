/* SPDX-License-Identifier: MIT
 *
 * Differences of texts, see differences.h.
 */
#include "insight/differences.h"

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
    dt_differences *found;
    dt_poll *poll;
    bool failed; /* no memory, or asked to stop: the end of the call knows */
} comparing;

/* Before a line is looked for in both lists. */
static bool goes_on(comparing *c, const lines *a, const lines *b)
{
    c->failed = c->failed || !dt_poll_step(c->poll, 1 + (a->count + b->count) / 16);
    return !c->failed;
}

static const char *keep_line(comparing *c, const char *line)
{
    return line == NULL ? NULL : dt_arena_text(&c->found->arena, line, strlen(line));
}

static void keep(comparing *c, dt_part part, dt_difference_kind kind, const char *line,
                 const char *stood)
{
    dt_differences *found = c->found;
    const dt_difference kept = {part, kind, keep_line(c, line), keep_line(c, stood)};
    if (kept.line == NULL || (kept.stood == NULL) != (stood == NULL) ||
        !dt_grow((void **)&found->list, &found->capacity, found->count, sizeof *found->list)) {
        c->failed = true;
        return;
    }
    found->list[found->count++] = kept;
}

static void keep_lines(comparing *c, dt_part part, dt_difference_kind kind, const lines *l,
                       const lines *other)
{
    for (size_t k = 0; k < l->count && goes_on(c, l, other); k++) {
        if (!is_common(l, k, other)) {
            keep(c, part, kind, line_at(l, k), NULL);
        }
    }
}

/* The first of the common lines that comes later in the second list than a line that followed it.
 */
static void keep_order(comparing *c, dt_part part, const lines *a, const lines *b)
{
    size_t at = 0;
    for (size_t k = 0; k < a->count && goes_on(c, a, b); k++) {
        if (!is_common(a, k, b)) {
            continue;
        }
        while (at < b->count && !is_common(b, at, a) && goes_on(c, a, b)) {
            at++;
        }
        if (at < b->count && strcmp(line_at(a, k), line_at(b, at)) != 0) {
            keep(c, part, DT_OTHER_ORDER, line_at(b, at), line_at(a, k));
            return;
        }
        at++;
    }
}

static void compare_lists(comparing *c, dt_part part, list_lines *list, uint32_t first_party,
                          uint32_t second_party)
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
        keep_lines(c, part, DT_ONLY_FIRST, &a, &b);
        keep_lines(c, part, DT_ONLY_SECOND, &b, &a);
        if (part == DT_PREFERENCES) { /* elsewhere the order means nothing */
            keep_order(c, part, &a, &b);
        }
    }
    clear_lines(&a);
    clear_lines(&b);
}

detente_status dt_differences_find(const dt_syntax *first, const dt_syntax *second, dt_poll *poll,
                                   dt_differences *out, detente_error *err)
{
    static list_lines *const lists[] = {
        [DT_PARTIES] = list_parties,   [DT_OPTIONS] = list_options,
        [DT_MOVES] = list_moves,       [DT_RULES] = list_rules,
        [DT_OUTCOMES] = list_outcomes, [DT_STATUS_QUO] = list_status_quo,
    };
    dt_differences found = {0};
    comparing c = {.first = first, .second = second, .found = &found, .poll = poll};
    for (unsigned part = 0; part < DT_PREFERENCES; part++) {
        compare_lists(&c, (dt_part)part, lists[part], 0, 0);
    }
    for (uint32_t p = 0; p < first->party_count; p++) {
        for (uint32_t q = 0; q < second->party_count; q++) {
            if (strcmp(first->parties[p].id, second->parties[q].id) == 0) {
                compare_lists(&c, DT_PREFERENCES, list_preferences, p, q);
            }
        }
    }
    if (c.failed) {
        dt_differences_clear(&found);
        return dt_no_memory(err);
    }
    *out = found;
    return DETENTE_OK;
}

void dt_differences_clear(dt_differences *differences)
{
    free(differences->list);
    dt_arena_clear(&differences->arena);
    *differences = (dt_differences){0};
}
