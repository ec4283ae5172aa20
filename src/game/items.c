/* SPDX-License-Identifier: MIT
 *
 * What the author wrote, item by item: the getters of the public header that read the syntax tree.
 * O(1) each, statements O(parties); nothing is allocated but the words of an expression.
 */
#include "base/arguments.h"
#include "game/model.h"

/* One item of the tree, whatever its kind: pointers to what it has, NULL for what it has not. */
typedef struct seen {
    const char *id;
    const char *name;
    const dt_expr *expr;
    const dt_support *support;
    const dt_span *at;
    const dt_statement *statement;
    uint32_t party;
    dt_direction direction;
    uint32_t list;
} seen;

/* ---- statements, counted through the parties ------------------------------------------------- */

static uint32_t statement_count(const dt_syntax *syntax)
{
    uint32_t count = 0;
    for (uint32_t party = 0; party < syntax->party_count; party++) {
        for (const dt_preferences *list = &syntax->preferences[party]; list != NULL;
             list = list->other) {
            count += list->count;
        }
    }
    return count;
}

static seen see_statement(const dt_syntax *syntax, uint32_t number)
{
    uint32_t party = 0;
    uint32_t which = 0;
    const dt_preferences *list = &syntax->preferences[0];
    while (number >= list->count) {
        number -= list->count;
        which = list->other == NULL ? 0 : which + 1;
        party += which == 0;
        list = which == 0 ? &syntax->preferences[party] : list->other;
    }
    const dt_statement *line = &list->lines[number];
    return (seen){.expr = line->expr,
                  .support = &line->support,
                  .at = &line->at,
                  .statement = line,
                  .list = which,
                  .party = party};
}

/* ---- every kind ------------------------------------------------------------------------------ */

static uint32_t count_of(const dt_syntax *syntax, detente_kind kind)
{
    switch (kind) {
    case DETENTE_SOURCES:
        return syntax->source_count;
    case DETENTE_PARTIES:
        return syntax->party_count;
    case DETENTE_OPTIONS:
        return syntax->option_count;
    case DETENTE_GRAPH_STATES:
        return syntax->state_count;
    case DETENTE_RULES:
        return syntax->rule_count;
    case DETENTE_OUTCOMES:
        return syntax->outcome_count;
    case DETENTE_STATEMENTS:
        return statement_count(syntax);
    case DETENTE_CLAIMS:
        return syntax->claim_count;
    case DETENTE_SCENARIOS:
        return syntax->scenario_count;
    case DETENTE_UNKNOWNS:
        return syntax->unknown_count;
    }
    return 0;
}

/* The item must be there. */
static seen see(const dt_syntax *syntax, detente_kind kind, uint32_t number)
{
    const uint32_t k = number;
    switch (kind) {
    case DETENTE_SOURCES: {
        const dt_source *x = &syntax->sources[k];
        return (seen){x->id, x->text, NULL, &x->support, &x->at, NULL, DT_NONE, DT_BOTH, 0};
    }
    case DETENTE_PARTIES: {
        const dt_party *x = &syntax->parties[k];
        return (seen){x->id, x->name, NULL, &x->support, &x->at, NULL, k, DT_BOTH, 0};
    }
    case DETENTE_OPTIONS: {
        const dt_option *x = &syntax->options[k];
        return (seen){x->id, x->label, NULL, &x->support, &x->at, NULL, x->party, x->direction, 0};
    }
    case DETENTE_GRAPH_STATES: {
        const dt_graph_state *x = &syntax->states[k];
        return (seen){x->id, x->label, NULL, &x->support, &x->at, NULL, DT_NONE, DT_BOTH, 0};
    }
    case DETENTE_RULES: {
        const dt_rule *x = &syntax->rules[k];
        return (seen){NULL, NULL, x->expr, &x->support, &x->at, NULL, DT_NONE, DT_BOTH, 0};
    }
    case DETENTE_OUTCOMES: {
        const dt_outcome *x = &syntax->outcomes[k];
        return (seen){x->id, x->id, x->expr, &x->support, &x->at, NULL, DT_NONE, DT_BOTH, 0};
    }
    case DETENTE_STATEMENTS:
        return see_statement(syntax, k);
    case DETENTE_CLAIMS: {
        const dt_claim *x = &syntax->claims[k];
        return (seen){NULL, x->text, NULL, &x->support, &x->at, NULL, x->party, DT_BOTH, 0};
    }
    case DETENTE_UNKNOWNS: {
        const dt_unknown *x = &syntax->unknowns[k];
        return (seen){NULL, x->text, NULL, &x->support, &x->at, NULL, x->party, DT_BOTH, 0};
    }
    case DETENTE_SCENARIOS: {
        const dt_scenario *x = &syntax->scenarios[k];
        return (seen){x->id, x->title, NULL, &x->support, &x->at, NULL, DT_NONE, DT_BOTH, 0};
    }
    }
    return (seen){0};
}

uint32_t detente_model_item_count(const detente_model *model, detente_kind kind)
{
    return model == NULL ? 0 : count_of(model->syntax, kind);
}

/* EINVAL where there is no such item, else what it is. */
static detente_status find_item(const detente_model *model, detente_kind kind, uint32_t number,
                                seen *out, detente_error *err)
{
    const uint32_t count = detente_model_item_count(model, kind);
    if (number >= count) {
        return dt_fail(err, DETENTE_EINVAL, "there is no item %u of kind %d: the model has %u",
                       (unsigned)number, (int)kind, (unsigned)count);
    }
    *out = see(model->syntax, kind, number);
    return DETENTE_OK;
}

detente_status detente_model_item(const detente_model *model, detente_kind kind, uint32_t number,
                                  detente_item *out, detente_error *err)
{
    seen item = {0};
    if (out == NULL || out->size == 0) {
        return dt_fail(err, DETENTE_EINVAL, "the size of the item to fill is not set");
    }
    const detente_status status = find_item(model, kind, number, &item, err);
    if (status != DETENTE_OK) {
        return status;
    }
    const dt_statement *line = item.statement;
    const detente_item found = {.size = out->size,
                                .id = item.id,
                                .name = item.name,
                                .note = item.support->note,
                                .party = item.party == DT_NONE ? DETENTE_EVERY_PARTY : item.party,
                                .mark_count = item.support->mark_count,
                                .line = item.at->line,
                                .column = item.at->column,
                                .length = item.at->length,
                                .only_taken_up = item.direction == DT_CANNOT_BE_UNDONE,
                                .only_given_up = item.direction == DT_CANNOT_BE_RESUMED,
                                .tied = line != NULL && line->tied,
                                .millionths = line != NULL ? line->weight : 0,
                                .list = item.list};
    memcpy(out, &found, out->size < sizeof found ? out->size : sizeof found);
    return DETENTE_OK;
}

detente_status detente_model_mark(const detente_model *model, detente_kind kind, uint32_t number,
                                  uint32_t mark, detente_mark *out, detente_error *err)
{
    seen item = {0};
    if (out == NULL || out->size == 0) {
        return dt_fail(err, DETENTE_EINVAL, "the size of the mark to fill is not set");
    }
    const detente_status status = find_item(model, kind, number, &item, err);
    if (status != DETENTE_OK) {
        return status;
    }
    if (mark >= item.support->mark_count) {
        return dt_fail(err, DETENTE_EINVAL, "there is no mark %u: the item has %u", (unsigned)mark,
                       (unsigned)item.support->mark_count);
    }
    const dt_mark *m = &item.support->marks[mark];
    const detente_mark found = {.size = out->size,
                                .source = m->source,
                                .place = m->place,
                                .first_paragraph = m->first,
                                .last_paragraph = m->last};
    memcpy(out, &found, out->size < sizeof found ? out->size : sizeof found);
    return DETENTE_OK;
}

detente_status detente_model_expression(const detente_model *model, detente_kind kind,
                                        uint32_t number, const detente_sink *sink,
                                        detente_error *err)
{
    seen item = {0};
    dt_text text = {0};
    dt_arguments given = dt_given(err);
    dt_need_sink(&given, sink);
    if (given.status != DETENTE_OK) {
        return given.status;
    }
    detente_status status = find_item(model, kind, number, &item, err);
    if (status == DETENTE_OK && item.expr != NULL) {
        dt_expr_print(model->syntax, item.expr, &text);
        status = dt_text_flush(&text, sink, err);
    }
    dt_text_clear(&text);
    return status;
}
