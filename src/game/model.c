/* SPDX-License-Identifier: MIT
 *
 * From the tree to the computable model, step by step.  See model.h.
 */
#include "game/model.h"
#include "base/arguments.h"
#include "game/states.h"

static detente_status check_sizes(const dt_syntax *syntax, detente_error *err)
{
    if (syntax->option_count > DT_MOST_OPTIONS) {
        return dt_fail(err, DETENTE_ELIMIT, "the model has %u options; at most %d can be analysed",
                       syntax->option_count, DT_MOST_OPTIONS);
    }
    if (syntax->party_count > DT_MOST_PARTIES) {
        return dt_fail(err, DETENTE_ELIMIT, "the model has %u parties; at most %d can be analysed",
                       syntax->party_count, DT_MOST_PARTIES);
    }
    return DETENTE_OK;
}

static void set_masks(detente_model *model)
{
    for (uint32_t k = 0; k < model->syntax->option_count; k++) {
        const dt_option *option = &model->syntax->options[k];
        const uint64_t bit = (uint64_t)1 << k;
        model->owned[option->party] |= bit;
        model->only_up |= option->direction == DT_CANNOT_BE_UNDONE ? bit : 0;
        model->only_down |= option->direction == DT_CANNOT_BE_RESUMED ? bit : 0;
    }
}

/* feasible = every rule but `same`: not (impossible), exactly one of ... */
static dt_wire feasible_wire(detente_model *model)
{
    dt_wire feasible = DT_TRUE;
    for (uint32_t k = 0; k < model->syntax->rule_count; k++) {
        const dt_rule *rule = &model->syntax->rules[k];
        if (rule->kind != DT_RULE_SAME) {
            const dt_wire holds = dt_model_wire(model, rule->expr);
            feasible = dt_and(&model->circuit, feasible,
                              rule->kind == DT_RULE_IMPOSSIBLE ? dt_not(holds) : holds);
        }
    }
    return feasible;
}

detente_status dt_model_outcomes(detente_model *model, detente_error *err)
{
    const uint32_t count = model->syntax->outcome_count;
    model->outcomes = dt_zeroed(count, sizeof *model->outcomes);
    if (model->outcomes == NULL) {
        return dt_no_memory(err);
    }
    for (uint32_t k = 0; k < count; k++) {
        model->outcomes[k] = dt_model_wire(model, model->syntax->outcomes[k].expr);
        if (model->outcomes[k] == DT_NO_WIRE) {
            return dt_no_memory(err);
        }
    }
    return DETENTE_OK;
}

/* The planes of every list that a party may have.  False when memory runs out. */
static bool make_lists(detente_model *model, uint32_t party, dt_faults *faults)
{
    dt_preference *preference = &model->preferences[party];
    const dt_preferences *first = &model->syntax->preferences[party];
    for (const dt_preferences *list = first; list != NULL; list = list->other) {
        preference->list_count++;
    }
    preference->lists = dt_zeroed(preference->list_count, sizeof *preference->lists);
    uint32_t k = 0;
    for (const dt_preferences *list = first; preference->lists != NULL && list != NULL;
         list = list->other) {
        if (!dt_planes_make(model, list, faults, &preference->lists[k++].planes)) {
            return false;
        }
    }
    return preference->lists != NULL;
}

static detente_status make_planes(detente_model *model, dt_faults *faults, detente_error *err)
{
    model->preferences = dt_zeroed(model->syntax->party_count, sizeof *model->preferences);
    if (model->preferences == NULL) {
        return dt_no_memory(err);
    }
    for (uint32_t party = 0; party < model->syntax->party_count; party++) {
        dt_preference *preference = &model->preferences[party];
        preference->open = !dt_has_ranking(model->syntax, party);
        preference->planed = !preference->open;
        if (preference->open ? !make_lists(model, party, faults)
                             : !dt_planes_make(model, &model->syntax->preferences[party], faults,
                                               &preference->planes)) {
            return dt_no_memory(err);
        }
    }
    return DETENTE_OK;
}

static detente_status build(detente_model *model, dt_poll *poll, dt_faults *faults,
                            detente_error *err)
{
    detente_status status = DETENTE_OK;
    const dt_syntax *syntax = model->syntax;
    DT_TRY(check_sizes(syntax, err));
    const bool graph = dt_is_graph_form(syntax);
    DT_TRY(
        dt_circuit_init(&model->circuit, graph ? syntax->state_count : syntax->option_count, err));
    set_masks(model);
    DT_TRY(dt_model_outcomes(model, err));
    model->feasible = feasible_wire(model);
    if (model->feasible == DT_NO_WIRE) {
        return dt_no_memory(err);
    }
    if (!graph) {
        DT_TRY(dt_feasible_new(&model->circuit, model->feasible, dt_poll_memory(poll), poll,
                               &model->diagram, err));
    }
    DT_TRY(dt_states_number(model, poll, faults, err));
    DT_TRY(make_planes(model, faults, err));
    DT_TRY(dt_states_check(model, poll, faults, err));
    if (faults->errors > 0) {
        return dt_fail(err, DETENTE_EMODEL, "the model has %zu %s", faults->errors,
                       faults->errors == 1 ? "fault" : "faults");
    }
    DT_TRY(dt_preferences_rank(model, poll, faults, err));
done:
    return status;
}

detente_status dt_model_new(dt_syntax *syntax, dt_poll *poll, dt_faults *faults,
                            detente_model **out, detente_error *err)
{
    detente_model *model = dt_zeroed(1, sizeof *model);
    if (model == NULL) {
        dt_syntax_free(syntax);
        return dt_no_memory(err);
    }
    model->syntax = syntax;
    const detente_status status = build(model, poll, faults, err);
    if (status != DETENTE_OK) {
        detente_model_free(model);
        return status;
    }
    *out = model;
    return DETENTE_OK;
}

void detente_model_free(detente_model *model)
{
    if (model == NULL) {
        return;
    }
    const uint32_t party_count = model->syntax->party_count;
    for (uint32_t party = 0; model->preferences != NULL && party < party_count; party++) {
        dt_preference_clear(&model->preferences[party]);
    }
    free(model->preferences);
    free(model->outcomes);
    dt_states_free(model->states);
    dt_feasible_free(model->diagram);
    dt_circuit_clear(&model->circuit);
    dt_syntax_free(model->syntax);
    free(model);
}

/* ---- public ---------------------------------------------------------------------------------- */

detente_status detente_model_read(const char *text, size_t length, const char *file,
                                  const char *scenario, const detente_limits *limits,
                                  detente_model **out, detente_faults **faults, detente_error *err)
{
    dt_arguments given = dt_given(err);
    dt_need_text(&given, text, length);
    dt_need(&given, file, "a name");
    dt_check_limits(&given, limits);
    dt_need(&given, out, "a place for the model");
    if (given.status != DETENTE_OK) {
        return given.status;
    }
    dt_poll poll;
    dt_poll_start(&poll, limits, "reading the model", 0);
    detente_faults *found = dt_faults_new(file, text, length);
    if (found == NULL) {
        return dt_no_memory(err);
    }
    found->list.arena.poll = &poll;
    dt_syntax *syntax = NULL;
    detente_status status = dt_syntax_read(text, length, scenario, &found->list, &syntax, err);
    if (status == DETENTE_OK) {
        status = dt_model_new(syntax, &poll, &found->list, out, err);
    }
    if (status == DETENTE_OK) {
        (*out)->digest = dt_digest(text, length);
    }
    dt_faults_sort(&found->list);
    found->list.arena.poll = NULL;
    if (faults != NULL) {
        *faults = found;
    } else {
        detente_faults_free(found);
    }
    return dt_poll_end(&poll, status, err);
}

const char *detente_model_title(const detente_model *model)
{
    return model == NULL ? NULL : model->syntax->title;
}

uint32_t detente_model_party_count(const detente_model *model)
{
    return model == NULL ? 0 : model->syntax->party_count;
}

const char *detente_model_party_id(const detente_model *model, uint32_t party)
{
    return party < detente_model_party_count(model) ? model->syntax->parties[party].id : NULL;
}

const char *detente_model_party_name(const detente_model *model, uint32_t party)
{
    return party < detente_model_party_count(model) ? model->syntax->parties[party].name : NULL;
}

uint32_t detente_model_option_count(const detente_model *model)
{
    return model == NULL ? 0 : model->syntax->option_count;
}

uint32_t detente_model_scenario_count(const detente_model *model)
{
    return model == NULL ? 0 : model->syntax->scenario_count;
}

const char *detente_model_scenario_id(const detente_model *model, uint32_t scenario)
{
    return scenario < detente_model_scenario_count(model) ? model->syntax->scenarios[scenario].id
                                                          : NULL;
}

uint64_t detente_model_state_count(const detente_model *model)
{
    return model == NULL ? 0 : model->state_count;
}
