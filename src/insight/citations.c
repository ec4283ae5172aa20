/* SPDX-License-Identifier: MIT
 *
 * Everything that can cite, see citations.h.
 */
#include "insight/citations.h"

typedef struct lister {
    const dt_syntax *syntax;
    dt_citations *found;
    dt_text line; /* the words of what is kept next */
    bool failed;
} lister;

static void keep(lister *l, const dt_support *support, bool needs)
{
    dt_citations *found = l->found;
    const char *what = l->line.failed ? NULL
                                      : dt_arena_text(&found->arena, l->line.bytes, l->line.length);
    l->line.length = 0;
    if (what == NULL ||
        !dt_grow((void **)&found->list, &found->capacity, found->count, sizeof *found->list)) {
        l->failed = true;
        return;
    }
    found->list[found->count++] = (dt_citation){what, support, needs};
}

static void list_states(lister *l)
{
    const dt_syntax *syntax = l->syntax;
    for (uint32_t k = 0; k < syntax->party_count; k++) {
        dt_text_format(&l->line, "party %s", syntax->parties[k].id);
        keep(l, &syntax->parties[k].support, false);
    }
    for (uint32_t k = 0; k < syntax->option_count; k++) {
        const dt_option *option = &syntax->options[k];
        dt_text_format(&l->line, "option %s of %s: %s", option->id,
                       syntax->parties[option->party].id, option->label);
        keep(l, &option->support, true);
    }
    for (uint32_t k = 0; k < syntax->state_count; k++) {
        dt_text_format(&l->line, "state %s: %s", syntax->states[k].id, syntax->states[k].label);
        keep(l, &syntax->states[k].support, false);
    }
    for (uint32_t k = 0; k < syntax->move_count; k++) {
        const dt_graph_move *move = &syntax->moves[k];
        dt_text_format(&l->line, "move of %s: %s -> %s", syntax->parties[move->party].id,
                       syntax->states[move->from].id, syntax->states[move->to].id);
        keep(l, &move->support, false);
    }
    if (syntax->has_status_quo) {
        dt_text_add(&l->line, "status quo");
        keep(l, &syntax->status_quo_support, true);
    }
}

static void list_rules(lister *l)
{
    const dt_syntax *syntax = l->syntax;
    for (uint32_t k = 0; k < syntax->rule_count; k++) {
        const dt_rule *rule = &syntax->rules[k];
        dt_text_add(&l->line, rule->kind == DT_RULE_IMPOSSIBLE ? "impossible "
                              : rule->kind == DT_RULE_SAME     ? "same "
                                                               : "");
        dt_expr_print(syntax, rule->expr, &l->line);
        keep(l, &rule->support, true);
    }
    for (uint32_t k = 0; k < syntax->outcome_count; k++) {
        dt_text_format(&l->line, "outcome %s", syntax->outcomes[k].id);
        keep(l, &syntax->outcomes[k].support, false);
    }
}

static void list_list(lister *l, const dt_preferences *list, const char *id, const char *verb)
{
    dt_text_format(&l->line, "%s %s", id, verb);
    keep(l, &list->support, false);
    for (uint32_t k = 0; k < list->count; k++) {
        const dt_statement *line = &list->lines[k];
        dt_text_format(&l->line, "%s %s: ", id, verb);
        if (line->expr == NULL) {
            dt_text_add(&l->line, "rest");
        } else {
            dt_expr_print(l->syntax, line->expr, &l->line);
        }
        keep(l, &line->support, list->support.mark_count == 0 && line->expr != NULL);
    }
}

static void list_preferences(lister *l)
{
    static const char *const verbs[] = {"is indifferent", "wants", "ranks", "weighs"};
    const dt_syntax *syntax = l->syntax;
    for (uint32_t party = 0; party < syntax->party_count; party++) {
        const dt_preferences *first = &syntax->preferences[party];
        for (const dt_preferences *list = first; list != NULL; list = list->other) {
            list_list(l, list, syntax->parties[party].id,
                      list == first ? verbs[list->kind] : "may want");
        }
    }
    for (uint32_t k = 0; k < syntax->unknown_count; k++) {
        dt_unknown_print(syntax, &syntax->unknowns[k], &l->line);
        keep(l, &syntax->unknowns[k].support, true);
    }
}

static void list_claims(lister *l)
{
    for (uint32_t k = 0; k < l->syntax->claim_count; k++) {
        const char *words = l->syntax->claims[k].text;
        dt_text_add(&l->line, strncmp(words, "claim", 5) == 0 ? "" : "claim ");
        dt_text_add(&l->line, words);
        keep(l, &l->syntax->claims[k].support, true);
    }
}

detente_status dt_citations_list(const dt_syntax *syntax, dt_citations *out, detente_error *err)
{
    dt_citations found = {0};
    lister l = {.syntax = syntax, .found = &found};
    dt_text_add(&l.line, "the conflict");
    keep(&l, &syntax->support, false);
    list_states(&l);
    list_rules(&l);
    list_preferences(&l);
    list_claims(&l);
    dt_text_clear(&l.line);
    if (l.failed) {
        dt_citations_clear(&found);
        return dt_no_memory(err);
    }
    *out = found;
    return DETENTE_OK;
}

void dt_citations_clear(dt_citations *citations)
{
    free(citations->list);
    dt_arena_clear(&citations->arena);
    *citations = (dt_citations){0};
}
