/* SPDX-License-Identifier: MIT
 *
 * Do two syntax trees say the same?  Everything but places in the text is compared.
 */
#ifndef SAME_TREE_H
#define SAME_TREE_H

#include "language/syntax.h"

static inline bool same_text(const char *a, const char *b)
{
    return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

static inline bool same_support(const dt_support *a, const dt_support *b)
{
    if (!same_text(a->note, b->note) || a->mark_count != b->mark_count) {
        return false;
    }
    for (uint32_t k = 0; k < a->mark_count; k++) {
        const dt_mark *x = &a->marks[k];
        const dt_mark *y = &b->marks[k];
        if (x->source != y->source || x->first != y->first || x->last != y->last ||
            !same_text(x->place, y->place)) {
            return false;
        }
    }
    return true;
}

/* The operands too, and what follows on the same level; `brackets` need not agree. */
static inline bool same_expr(const dt_expr *a, const dt_expr *b)
{
    for (; a != NULL && b != NULL; a = a->next, b = b->next) {
        if (a->kind != b->kind || a->index != b->index || a->number != b->number ||
            !same_text(a->pattern, b->pattern) || !same_expr(a->first, b->first)) {
            return false;
        }
    }
    return a == b;
}

static inline bool same_statements(const dt_preferences *a, const dt_preferences *b)
{
    if (a->kind != b->kind || a->count != b->count || !same_support(&a->support, &b->support)) {
        return false;
    }
    for (uint32_t k = 0; k < a->count; k++) {
        const dt_statement *x = &a->lines[k];
        const dt_statement *y = &b->lines[k];
        if (x->tied != y->tied || x->weight != y->weight || !same_expr(x->expr, y->expr) ||
            !same_support(&x->support, &y->support)) {
            return false;
        }
    }
    return true;
}

/* The other lists of each party, and the number of lines. */
static inline bool same_unknowns(const dt_syntax *a, const dt_syntax *b)
{
    if (a->unknown_count != b->unknown_count) {
        return false;
    }
    for (uint32_t party = 0; party < a->party_count; party++) {
        const dt_preferences *x = a->preferences[party].other;
        const dt_preferences *y = b->preferences[party].other;
        while (x != NULL && y != NULL && same_statements(x, y)) {
            x = x->other;
            y = y->other;
        }
        if (x != NULL || y != NULL) {
            return false;
        }
    }
    return true;
}

/* Lines of one party in the same order; parties may stand in any. */
static inline bool same_unknown_lines(const dt_syntax *a, const dt_syntax *b, uint32_t party)
{
    uint32_t j = 0;
    for (uint32_t k = 0; k < a->unknown_count; k++) {
        const dt_unknown *x = &a->unknowns[k];
        while (x->party == party && j < b->unknown_count && b->unknowns[j].party != party) {
            j++;
        }
        if (x->party == party &&
            (j == b->unknown_count || !same_expr(x->what, b->unknowns[j].what) ||
             !same_expr(x->than, b->unknowns[j].than) ||
             !same_support(&x->support, &b->unknowns[j].support))) {
            return false;
        }
        j += x->party == party;
    }
    return true;
}

static inline bool same_parties(const dt_syntax *a, const dt_syntax *b)
{
    if (a->party_count != b->party_count || a->option_count != b->option_count) {
        return false;
    }
    for (uint32_t k = 0; k < a->party_count; k++) {
        const dt_party *x = &a->parties[k];
        const dt_party *y = &b->parties[k];
        if (!same_text(x->id, y->id) || !same_text(x->name, y->name) ||
            !same_support(&x->support, &y->support) ||
            !same_statements(&a->preferences[k], &b->preferences[k]) ||
            !same_unknown_lines(a, b, k)) {
            return false;
        }
    }
    for (uint32_t k = 0; k < a->option_count; k++) {
        const dt_option *x = &a->options[k];
        const dt_option *y = &b->options[k];
        if (!same_text(x->id, y->id) || !same_text(x->label, y->label) || x->party != y->party ||
            x->direction != y->direction || x->qualified != y->qualified ||
            !same_support(&x->support, &y->support)) {
            return false;
        }
    }
    return true;
}

static inline bool same_graph(const dt_syntax *a, const dt_syntax *b)
{
    if (a->state_count != b->state_count || a->move_count != b->move_count) {
        return false;
    }
    for (uint32_t k = 0; k < a->state_count; k++) {
        if (!same_text(a->states[k].id, b->states[k].id) ||
            !same_text(a->states[k].label, b->states[k].label) ||
            !same_support(&a->states[k].support, &b->states[k].support)) {
            return false;
        }
    }
    for (uint32_t k = 0; k < a->move_count; k++) {
        const dt_graph_move *x = &a->moves[k];
        const dt_graph_move *y = &b->moves[k];
        if (x->party != y->party || x->from != y->from || x->to != y->to ||
            !same_support(&x->support, &y->support)) {
            return false;
        }
    }
    return true;
}

static inline bool same_rules(const dt_syntax *a, const dt_syntax *b)
{
    if (a->rule_count != b->rule_count || a->outcome_count != b->outcome_count) {
        return false;
    }
    for (uint32_t k = 0; k < a->rule_count; k++) {
        const dt_rule *x = &a->rules[k];
        const dt_rule *y = &b->rules[k];
        if (x->kind != y->kind || !same_expr(x->expr, y->expr) ||
            !same_support(&x->support, &y->support)) {
            return false;
        }
    }
    for (uint32_t k = 0; k < a->outcome_count; k++) {
        const dt_outcome *x = &a->outcomes[k];
        const dt_outcome *y = &b->outcomes[k];
        if (!same_text(x->id, y->id) || !same_expr(x->expr, y->expr) ||
            !same_support(&x->support, &y->support)) {
            return false;
        }
    }
    return true;
}

/* A claim's `text` is as written, so it may differ in blanks. */
static inline bool same_claims(const dt_syntax *a, const dt_syntax *b)
{
    if (a->claim_count != b->claim_count) {
        return false;
    }
    for (uint32_t k = 0; k < a->claim_count; k++) {
        const dt_claim *x = &a->claims[k];
        const dt_claim *y = &b->claims[k];
        if (x->kind != y->kind || x->every != y->every || x->negated != y->negated ||
            x->by_improvements != y->by_improvements ||
            memcmp(&x->concepts, &y->concepts, sizeof x->concepts) != 0 || x->party != y->party ||
            !same_expr(x->what, y->what) || !same_expr(x->than, y->than) ||
            !same_support(&x->support, &y->support)) {
            return false;
        }
    }
    return true;
}

static inline bool same_status_quo(const dt_syntax *a, const dt_syntax *b)
{
    if (a->has_status_quo != b->has_status_quo || a->status_quo_count != b->status_quo_count ||
        !same_support(&a->status_quo_support, &b->status_quo_support)) {
        return false;
    }
    for (uint32_t k = 0; k < a->status_quo_count; k++) {
        if (a->status_quo[k] != b->status_quo[k]) {
            return false;
        }
    }
    return true;
}

static inline bool same_head(const dt_syntax *a, const dt_syntax *b)
{
    if (!same_text(a->title, b->title) || !same_text(a->date, b->date) ||
        !same_support(&a->support, &b->support) || a->source_count != b->source_count ||
        a->scenario_count != b->scenario_count || a->scenario != b->scenario) {
        return false;
    }
    for (uint32_t k = 0; k < a->source_count; k++) {
        const dt_source *x = &a->sources[k];
        const dt_source *y = &b->sources[k];
        if (!same_text(x->id, y->id) || !same_text(x->text, y->text) ||
            !same_text(x->place, y->place) || !same_support(&x->support, &y->support)) {
            return false;
        }
    }
    for (uint32_t k = 0; k < a->scenario_count; k++) {
        const dt_scenario *x = &a->scenarios[k];
        const dt_scenario *y = &b->scenarios[k];
        if (!same_text(x->id, y->id) || !same_text(x->title, y->title) ||
            !same_support(&x->support, &y->support)) {
            return false;
        }
    }
    return true;
}

static inline bool same_tree(const dt_syntax *a, const dt_syntax *b)
{
    return same_head(a, b) && same_parties(a, b) && same_graph(a, b) && same_rules(a, b) &&
           same_claims(a, b) && same_status_quo(a, b) && same_unknowns(a, b);
}

#endif
