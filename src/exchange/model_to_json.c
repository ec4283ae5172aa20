/* SPDX-License-Identifier: MIT
 *
 * The model as JSON (docs/json.md): everything the syntax tree says, expressions as text of the
 * language.  Time and bytes O(size of the model file).
 */
#include "base/arguments.h"
#include "base/json.h"
#include "base/poll.h"
#include "game/model.h"

/* ---- pieces ---------------------------------------------------------------------------------- */

static void write_expr(dt_json *json, const dt_syntax *syntax, const dt_expr *expr)
{
    dt_text text = {.poll = json->text->poll};
    dt_expr_print(syntax, expr, &text);
    dt_json_string(json, text.bytes == NULL ? "" : text.bytes);
    json->text->failed = json->text->failed || text.failed;
    dt_text_clear(&text);
}

static void write_support(dt_json *json, const dt_syntax *syntax, const dt_support *support)
{
    if (support->note != NULL) {
        dt_json_key_string(json, "note", support->note);
    }
    if (support->mark_count == 0) {
        return;
    }
    dt_json_key(json, "marks");
    dt_json_line_array(json);
    for (uint32_t k = 0; k < support->mark_count; k++) {
        const dt_mark *mark = &support->marks[k];
        dt_json_object(json);
        dt_json_key_string(json, "source", syntax->sources[mark->source].id);
        if (mark->place[0] != '\0') {
            dt_json_key_string(json, "place", mark->place);
        }
        dt_json_end(json);
    }
    dt_json_end(json);
}

/* An option as expressions write it. */
static void write_option_word(dt_json *json, const dt_syntax *syntax, uint32_t option)
{
    const dt_expr expr = {.kind = DT_EXPR_OPTION, .index = option};
    write_expr(json, syntax, &expr);
}

/* ---- sources, states, parties ---------------------------------------------------------------- */

static void write_sources(dt_json *json, const dt_syntax *syntax)
{
    dt_json_key(json, "sources");
    dt_json_array(json);
    for (uint32_t k = 0; k < syntax->source_count; k++) {
        const dt_source *source = &syntax->sources[k];
        dt_json_line_object(json);
        dt_json_key_string(json, "id", source->id);
        dt_json_key_string(json, "text", source->text);
        if (source->place != NULL) {
            dt_json_key_string(json, "at", source->place);
        }
        write_support(json, syntax, &source->support);
        dt_json_end(json);
    }
    dt_json_end(json);
}

static void write_states(dt_json *json, const dt_syntax *syntax)
{
    dt_json_key(json, "states");
    dt_json_array(json);
    for (uint32_t k = 0; k < syntax->state_count; k++) {
        const dt_graph_state *state = &syntax->states[k];
        dt_json_line_object(json);
        dt_json_key_string(json, "id", state->id);
        dt_json_key_string(json, "label", state->label);
        write_support(json, syntax, &state->support);
        dt_json_end(json);
    }
    dt_json_end(json);
}

static void write_options(dt_json *json, const dt_syntax *syntax, uint32_t party)
{
    static const char *const directions[] = {"both", "cannot be undone", "cannot be resumed"};
    dt_json_key(json, "options");
    dt_json_array(json);
    for (uint32_t k = 0; k < syntax->option_count; k++) {
        const dt_option *option = &syntax->options[k];
        if (option->party != party) {
            continue;
        }
        dt_json_line_object(json);
        dt_json_key_string(json, "id", option->id);
        dt_json_key_string(json, "label", option->label);
        dt_json_key_string(json, "direction", directions[option->direction]);
        write_support(json, syntax, &option->support);
        dt_json_end(json);
    }
    dt_json_end(json);
}

static void write_moves(dt_json *json, const dt_syntax *syntax, uint32_t party)
{
    dt_json_key(json, "moves");
    dt_json_array(json);
    for (uint32_t k = 0; k < syntax->move_count; k++) {
        const dt_graph_move *move = &syntax->moves[k];
        if (move->party != party) {
            continue;
        }
        dt_json_line_object(json);
        dt_json_key_string(json, "from", syntax->states[move->from].id);
        dt_json_key_string(json, "to", syntax->states[move->to].id);
        write_support(json, syntax, &move->support);
        dt_json_end(json);
    }
    dt_json_end(json);
}

static void write_statement(dt_json *json, const dt_syntax *syntax, dt_preference_kind kind,
                            const dt_statement *line)
{
    dt_json_line_object(json);
    if (kind == DT_WEIGHS) {
        dt_json_key(json, "weight");
        dt_json_micro(json, line->weight);
    }
    if (line->expr == NULL) {
        dt_json_key_bool(json, "rest", true);
    } else {
        dt_json_key(json, "expr");
        write_expr(json, syntax, line->expr);
    }
    if (line->tied) {
        dt_json_key_bool(json, "tied", true);
    }
    write_support(json, syntax, &line->support);
    dt_json_end(json);
}

static void write_lines(dt_json *json, const dt_syntax *syntax, const dt_preferences *list)
{
    write_support(json, syntax, &list->support);
    dt_json_key(json, "lines");
    dt_json_array(json);
    for (uint32_t k = 0; k < list->count; k++) {
        write_statement(json, syntax, list->kind, &list->lines[k]);
    }
    dt_json_end(json);
}

static void write_preferences(dt_json *json, const dt_syntax *syntax, uint32_t party)
{
    static const char *const kinds[] = {NULL, "wants", "ranks", "weighs"};
    const dt_preferences *preferences = &syntax->preferences[party];
    dt_json_key(json, "preferences");
    if (preferences->kind == DT_INDIFFERENT) {
        dt_json_null(json);
        return;
    }
    dt_json_object(json);
    dt_json_key_string(json, "kind", kinds[preferences->kind]);
    write_lines(json, syntax, preferences);
    dt_json_end(json);
}

/* The other lists that the party may have, and which of its comparisons are unknown. */
static void write_doubts(dt_json *json, const dt_syntax *syntax, uint32_t party)
{
    const dt_preferences *list = syntax->preferences[party].other;
    if (list != NULL) {
        dt_json_key(json, "may_want");
        dt_json_array(json);
        for (; list != NULL; list = list->other) {
            dt_json_object(json);
            write_lines(json, syntax, list);
            dt_json_end(json);
        }
        dt_json_end(json);
    }
    bool any = false;
    for (uint32_t k = 0; k < syntax->unknown_count; k++) {
        const dt_unknown *line = &syntax->unknowns[k];
        if (line->party != party) {
            continue;
        }
        if (!any) {
            dt_json_key(json, "unknown");
            dt_json_array(json);
            any = true;
        }
        dt_json_line_object(json);
        dt_json_key(json, "prefers");
        write_expr(json, syntax, line->what);
        dt_json_key(json, "to");
        write_expr(json, syntax, line->than);
        write_support(json, syntax, &line->support);
        dt_json_end(json);
    }
    if (any) {
        dt_json_end(json);
    }
}

static void write_parties(dt_json *json, const dt_syntax *syntax)
{
    dt_json_key(json, "parties");
    dt_json_array(json);
    for (uint32_t k = 0; k < syntax->party_count; k++) {
        const dt_party *party = &syntax->parties[k];
        dt_json_object(json);
        dt_json_key_string(json, "id", party->id);
        dt_json_key_string(json, "name", party->name);
        write_support(json, syntax, &party->support);
        if (dt_is_graph_form(syntax)) {
            write_moves(json, syntax, k);
        } else {
            write_options(json, syntax, k);
        }
        write_preferences(json, syntax, k);
        write_doubts(json, syntax, k);
        dt_json_end(json);
    }
    dt_json_end(json);
}

/* ---- status quo, rules, outcomes, claims, scenarios ------------------------------------------ */

static void write_status_quo(dt_json *json, const dt_syntax *syntax)
{
    dt_json_key(json, "status_quo");
    if (!syntax->has_status_quo) {
        dt_json_null(json);
        return;
    }
    dt_json_line_object(json);
    if (dt_is_graph_form(syntax)) {
        dt_json_key_string(json, "state", syntax->states[syntax->status_quo[0]].id);
    } else {
        dt_json_key(json, "taken");
        dt_json_array(json);
        for (uint32_t k = 0; k < syntax->status_quo_count; k++) {
            write_option_word(json, syntax, syntax->status_quo[k]);
        }
        dt_json_end(json);
    }
    write_support(json, syntax, &syntax->status_quo_support);
    dt_json_end(json);
}

static void write_rule(dt_json *json, const dt_syntax *syntax, const dt_rule *rule)
{
    static const char *const kinds[] = {"impossible", "exactly one of", "at most one of",
                                        "at least one of", "same"};
    dt_json_line_object(json);
    dt_json_key_string(json, "kind", kinds[rule->kind]);
    if (rule->kind == DT_RULE_IMPOSSIBLE || rule->kind == DT_RULE_SAME) {
        dt_json_key(json, "expr");
        write_expr(json, syntax, rule->expr);
    } else {
        dt_json_key(json, "of");
        dt_json_array(json);
        for (const dt_expr *e = rule->expr->first; e != NULL; e = e->next) {
            write_expr(json, syntax, e);
        }
        dt_json_end(json);
    }
    write_support(json, syntax, &rule->support);
    dt_json_end(json);
}

static void write_rules(dt_json *json, const dt_syntax *syntax)
{
    dt_json_key(json, "rules");
    dt_json_array(json);
    for (uint32_t k = 0; k < syntax->rule_count; k++) {
        write_rule(json, syntax, &syntax->rules[k]);
    }
    dt_json_end(json);
}

static void write_outcomes(dt_json *json, const dt_syntax *syntax)
{
    dt_json_key(json, "outcomes");
    dt_json_array(json);
    for (uint32_t k = 0; k < syntax->outcome_count; k++) {
        const dt_outcome *outcome = &syntax->outcomes[k];
        dt_json_line_object(json);
        dt_json_key_string(json, "id", outcome->id);
        dt_json_key(json, "expr");
        write_expr(json, syntax, outcome->expr);
        write_support(json, syntax, &outcome->support);
        dt_json_end(json);
    }
    dt_json_end(json);
}

static void write_claims(dt_json *json, const dt_syntax *syntax)
{
    dt_json_key(json, "claims");
    dt_json_array(json);
    for (uint32_t k = 0; k < syntax->claim_count; k++) {
        const dt_claim *claim = &syntax->claims[k];
        dt_json_line_object(json);
        dt_json_key_string(json, "text", claim->text);
        write_support(json, syntax, &claim->support);
        dt_json_end(json);
    }
    dt_json_end(json);
}

static void write_scenarios(dt_json *json, const dt_syntax *syntax)
{
    dt_json_key_string(json, "scenario",
                       syntax->scenario == DT_NONE ? NULL : syntax->scenarios[syntax->scenario].id);
    dt_json_key(json, "scenarios");
    dt_json_array(json);
    for (uint32_t k = 0; k < syntax->scenario_count; k++) {
        const dt_scenario *scenario = &syntax->scenarios[k];
        dt_json_line_object(json);
        dt_json_key_string(json, "id", scenario->id);
        dt_json_key_string(json, "title", scenario->title);
        write_support(json, syntax, &scenario->support);
        dt_json_end(json);
    }
    dt_json_end(json);
}

/* ---- the whole model ------------------------------------------------------------------------- */

static void write_model(dt_json *json, const dt_syntax *syntax)
{
    dt_json_object(json);
    dt_json_key_number(json, "detente_model", 1);
    dt_json_key_string(json, "conflict", syntax->title);
    write_support(json, syntax, &syntax->support);
    if (syntax->date != NULL) {
        dt_json_key_string(json, "date", syntax->date);
    }
    dt_json_key_string(json, "form", dt_is_graph_form(syntax) ? "graph" : "option");
    write_sources(json, syntax);
    if (dt_is_graph_form(syntax)) {
        write_states(json, syntax);
    }
    write_parties(json, syntax);
    write_status_quo(json, syntax);
    write_rules(json, syntax);
    write_outcomes(json, syntax);
    write_claims(json, syntax);
    write_scenarios(json, syntax);
    dt_json_end(json);
    dt_text_add_char(json->text, '\n');
}

detente_status detente_model_to_json(const detente_model *model, const detente_limits *limits,
                                     const detente_sink *sink, detente_error *err)
{
    dt_arguments given = dt_given(err);
    dt_need(&given, model, "a model");
    dt_check_limits(&given, limits);
    dt_need_sink(&given, sink);
    if (given.status != DETENTE_OK) {
        return given.status;
    }
    dt_poll poll;
    dt_poll_start(&poll, limits, "writing JSON", 0);
    sink = dt_poll_sink(&poll, sink);
    dt_text text = {.poll = &poll};
    dt_json json = dt_json_into(&text);
    write_model(&json, model->syntax);
    const detente_status status = dt_text_flush(&text, sink, err);
    dt_text_clear(&text);
    return dt_poll_end(&poll, status, err);
}
