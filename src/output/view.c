/* SPDX-License-Identifier: MIT
 *
 * What the writers ask of an analysis, see view.h.
 */
#include "output/view.h"

static detente_status list_outcomes(dt_view *view, detente_error *err)
{
    const uint32_t count = view->syntax->outcome_count;
    view->outcomes = dt_zeroed(count, sizeof *view->outcomes);
    if (view->outcomes == NULL) {
        return dt_no_memory(err);
    }
    for (uint32_t k = 0; k < count; k++) {
        view->outcomes[k] = dt_zeroed(DT_WORDS(view->count), sizeof(uint64_t));
        if (view->outcomes[k] == NULL) {
            return dt_no_memory(err);
        }
        const detente_status status =
            dt_states_where_wire(view->model, view->model->outcomes[k], view->outcomes[k], err);
        if (status != DETENTE_OK) {
            return status;
        }
    }
    return DETENTE_OK;
}

detente_status dt_view_open(const detente_analysis *analysis, dt_view *view, detente_error *err)
{
    const detente_model *model = analysis->model;
    dt_view opened = {.analysis = analysis, .model = model, .syntax = model->syntax};
    opened.count = model->state_count;
    opened.listed = dt_states_listed(model);
    const detente_status status = opened.listed ? list_outcomes(&opened, err) : DETENTE_OK;
    if (status != DETENTE_OK) {
        dt_view_clear(&opened);
        return status;
    }
    *view = opened;
    return DETENTE_OK;
}

void dt_view_clear(dt_view *view)
{
    for (uint32_t k = 0; view->outcomes != NULL && k < view->syntax->outcome_count; k++) {
        free(view->outcomes[k]);
    }
    free(view->outcomes);
    view->outcomes = NULL;
}

/* ---- verdicts ---------------------------------------------------------------------------------- */

bool dt_view_has_concept(const dt_view *view, unsigned concept)
{
    return (view->analysis->verdicts.concepts >> concept & 1) != 0;
}

bool dt_view_does_not_apply(const dt_view *view, unsigned concept)
{
    const uint32_t asked = view->analysis->asked;
    const bool wanted = asked == 0 || (asked >> concept & 1) != 0;
    return wanted && concept == DETENTE_SIM && !dt_option_applies(view->model);
}

bool dt_view_stable(const dt_view *view, unsigned concept, uint32_t party, uint64_t index)
{
    return dt_bit(view->analysis->verdicts.stable[concept][party], index);
}

/* equilibria = intersection over the parties of their stable states */
uint64_t dt_view_equilibria_word(const dt_view *view, unsigned concept, uint64_t word)
{
    const uint64_t left = view->count - 64 * word;
    uint64_t bits = left >= 64 ? UINT64_MAX : ((uint64_t)1 << left) - 1;
    for (uint32_t party = 0; party < view->syntax->party_count; party++) {
        bits &= view->analysis->verdicts.stable[concept][party][word];
    }
    return bits;
}

bool dt_view_equilibrium(const dt_view *view, unsigned concept, uint64_t index)
{
    return (dt_view_equilibria_word(view, concept, index / 64) >> index % 64 & 1) != 0;
}

uint32_t dt_view_holds_under(const dt_view *view, uint64_t index)
{
    uint32_t concepts = 0;
    for (unsigned c = 0; c < DETENTE_CONCEPT_COUNT; c++) {
        if (dt_view_has_concept(view, c) && dt_view_equilibrium(view, c, index)) {
            concepts |= 1u << c;
        }
    }
    return concepts;
}

/* ---- names ------------------------------------------------------------------------------------- */

void dt_view_name(const dt_view *view, uint64_t index, dt_text *text)
{
    if (dt_is_graph_form(view->syntax)) {
        dt_text_add(text, view->syntax->states[index].id);
        return;
    }
    char pattern[DT_MOST_OPTIONS + 1];
    dt_states_pattern(view->model, index, pattern);
    dt_text_add(text, pattern);
}

void dt_view_option_id(const dt_view *view, uint32_t option, dt_text *text)
{
    const dt_option *o = &view->syntax->options[option];
    if (o->qualified) {
        dt_text_add(text, view->syntax->parties[o->party].id);
        dt_text_add_char(text, '.');
    }
    dt_text_add(text, o->id);
}

void dt_view_marks(const dt_view *view, const dt_support *support, dt_text *text)
{
    for (uint32_t k = 0; k < support->mark_count; k++) {
        const dt_mark *mark = &support->marks[k];
        dt_text_add(text, k == 0 ? "[" : " [");
        dt_text_add(text, view->syntax->sources[mark->source].id);
        dt_text_add(text, mark->place[0] == '\0' ? "" : ":");
        dt_text_add(text, mark->place);
        dt_text_add_char(text, ']');
    }
}

/* ---- choosing ---------------------------------------------------------------------------------- */

static uint64_t any_equilibria_word(const dt_view *view, uint64_t word)
{
    uint64_t bits = 0;
    for (unsigned c = 0; c < DETENTE_CONCEPT_COUNT; c++) {
        bits |= dt_view_has_concept(view, c) ? dt_view_equilibria_word(view, c, word) : 0;
    }
    return bits;
}

/* Add, in order, the equilibria that hold under exactly `concepts` concepts, while there is room. */
static void add_equilibria(const dt_view *view, unsigned concepts, uint64_t most, uint64_t but,
                           dt_chosen *chosen)
{
    for (uint64_t word = 0; word < DT_WORDS(view->count) && chosen->count < most; word++) {
        for (uint64_t bits = any_equilibria_word(view, word); bits != 0; bits &= bits - 1) {
            const uint64_t index = 64 * word + dt_lowest(bits);
            if (index != but && chosen->count < most &&
                dt_popcount(dt_view_holds_under(view, index)) == concepts) {
                chosen->states[chosen->count++] = index;
            }
        }
    }
}

detente_status dt_view_choose(const dt_view *view, uint64_t most, dt_chosen *out,
                              detente_error *err)
{
    dt_chosen chosen = {.all = view->count <= most};
    for (uint64_t word = 0; word < DT_WORDS(view->count); word++) {
        chosen.equilibria += dt_popcount(any_equilibria_word(view, word));
    }
    const uint64_t some = chosen.equilibria < most ? chosen.equilibria + 1 : most;
    chosen.states = dt_zeroed((size_t)(chosen.all ? view->count : some), sizeof *chosen.states);
    if (chosen.states == NULL) {
        return dt_no_memory(err);
    }
    if (chosen.all) {
        for (uint64_t k = 0; k < view->count; k++) {
            chosen.states[chosen.count++] = k;
        }
        *out = chosen;
        return DETENTE_OK;
    }
    const uint64_t here = view->model->status_quo;
    if (here > 0) {
        chosen.states[chosen.count++] = here - 1;
    }
    for (unsigned concepts = DETENTE_CONCEPT_COUNT; concepts > 0; concepts--) {
        add_equilibria(view, concepts, most, here - 1, &chosen);
    }
    *out = chosen;
    return DETENTE_OK;
}

void dt_chosen_clear(dt_chosen *chosen)
{
    free(chosen->states);
    *chosen = (dt_chosen){0};
}
