/* SPDX-License-Identifier: MIT
 *
 * What the writers ask of an analysis, see view.h.
 */
#include "insight/view.h"

#include "engines/scan.h"

static void keep_word(void *payload, uint32_t outcome, uint64_t at, uint64_t word)
{
    dt_view *view = payload;
    view->outcomes[outcome][at] = word;
    view->sizes[outcome] += dt_popcount(word);
}

static detente_status list_outcomes(dt_view *view, detente_error *err)
{
    const uint32_t count = view->syntax->outcome_count;
    view->outcomes = dt_zeroed(count, sizeof *view->outcomes);
    view->sizes = dt_zeroed(count, sizeof *view->sizes);
    if (view->outcomes == NULL || view->sizes == NULL) {
        return dt_no_memory(err);
    }
    for (uint32_t k = 0; k < count; k++) {
        view->outcomes[k] = dt_zeroed(DT_WORDS(view->count), sizeof(uint64_t));
        if (view->outcomes[k] == NULL) {
            return dt_no_memory(err);
        }
    }
    return dt_states_each(view->model, view->model->outcomes, count, keep_word, view, view->poll,
                          err);
}

detente_status dt_view_open(const detente_analysis *analysis, dt_poll *poll, dt_view *view,
                            detente_error *err)
{
    const detente_model *model = analysis->model;
    dt_view opened = {.analysis = analysis, .model = model, .syntax = model->syntax, .poll = poll};
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
    free(view->sizes);
    view->outcomes = NULL;
    view->sizes = NULL;
}

/* ---- verdicts -------------------------------------------------------------------------------- */

uint64_t dt_view_size(const dt_view *view, uint32_t outcome)
{
    uint64_t states = 0;
    for (uint64_t word = 0; word < DT_WORDS(view->count); word++) {
        states += dt_popcount(view->outcomes[outcome][word]);
    }
    return states;
}

uint64_t dt_view_outcomes_of(const dt_view *view, uint64_t index)
{
    uint64_t outcomes = 0;
    for (uint32_t k = 0; k < view->syntax->outcome_count && k < 64; k++) {
        outcomes |= (uint64_t)dt_view_is(view, k, index) << k;
    }
    return outcomes;
}

bool dt_view_has_concept(const dt_view *view, unsigned concept)
{
    return dt_concepts_have(&view->analysis->verdicts.concepts, concept);
}

bool dt_view_left_out(const dt_view *view, unsigned concept)
{
    const dt_terms terms = dt_terms_of(view->model);
    const detente_concepts asked = dt_concepts_are_none(view->analysis->asked)
                                       ? dt_asked_by_default(terms)
                                       : dt_meant_by(view->analysis->asked, terms);
    return dt_concepts_have(&asked, concept) && dt_is_decided((detente_concept)concept) &&
           !dt_view_has_concept(view, concept);
}

bool dt_view_stable(const dt_view *view, unsigned concept, uint32_t party, uint64_t index)
{
    return dt_verdicts_word(&view->analysis->verdicts, (detente_concept)concept, party,
                            index / 64) >>
               index % 64 &
           1;
}

/* equilibria = intersection over the parties of their stable states */
uint64_t dt_view_equilibria_word(const dt_view *view, unsigned concept, uint64_t word)
{
    const uint64_t left = view->count - 64 * word;
    uint64_t bits = left >= 64 ? UINT64_MAX : ((uint64_t)1 << left) - 1;
    for (uint32_t party = 0; party < view->syntax->party_count; party++) {
        bits &= dt_verdicts_word(&view->analysis->verdicts, (detente_concept)concept, party, word);
    }
    return bits;
}

bool dt_view_equilibrium(const dt_view *view, unsigned concept, uint64_t index)
{
    return (dt_view_equilibria_word(view, concept, index / 64) >> index % 64 & 1) != 0;
}

detente_concepts dt_view_holds_under(const dt_view *view, uint64_t index)
{
    detente_concepts concepts = {{0}};
    DT_EACH_CONCEPT (c, view->analysis->verdicts.concepts) {
        if (dt_view_equilibrium(view, c, index)) {
            dt_concepts_add(&concepts, c);
        }
    }
    return concepts;
}

/* ---- names ----------------------------------------------------------------------------------- */

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

void dt_view_marks(const dt_view *view, const dt_support *support, dt_text *text)
{
    dt_marks_print(view->syntax, support, text);
}

/* ---- choosing -------------------------------------------------------------------------------- */

static uint64_t any_equilibria_word(const dt_view *view, uint64_t word)
{
    uint64_t bits = 0;
    DT_EACH_CONCEPT (c, view->analysis->verdicts.concepts) {
        bits |= dt_view_equilibria_word(view, c, word);
    }
    return bits;
}

/* What has been chosen so far, with a bit per state so that nothing comes twice. */
typedef struct choice {
    const dt_view *view;
    dt_chosen *chosen;
    uint64_t most;
    uint64_t *taken;
} choice;

static void take(choice *c, uint64_t index)
{
    if (c->chosen->count < c->most && !dt_bit(c->taken, index)) {
        dt_set_bit(c->taken, index);
        c->chosen->states[c->chosen->count++] = index;
    }
}

/* Of a named outcome the first state that is an equilibrium under most concepts, if any is. */
static void take_outcome(choice *c, uint32_t outcome)
{
    uint64_t best = UINT64_MAX;
    unsigned most = 0;
    for (uint64_t word = 0; word < DT_WORDS(c->view->count); word++) {
        if (!dt_poll_step(c->view->poll, 16)) {
            return;
        }
        uint64_t bits = any_equilibria_word(c->view, word) & c->view->outcomes[outcome][word];
        for (; bits != 0; bits &= bits - 1) {
            const uint64_t index = 64 * word + dt_lowest(bits);
            const unsigned concepts = dt_concepts_count(dt_view_holds_under(c->view, index));
            best = concepts > most ? index : best;
            most = concepts > most ? concepts : most;
        }
    }
    if (best != UINT64_MAX) {
        take(c, best);
    }
}

/* The equilibria that hold under exactly `concepts` concepts, in order. */
static void take_equilibria(choice *c, unsigned concepts)
{
    for (uint64_t word = 0; word < DT_WORDS(c->view->count) && c->chosen->count < c->most; word++) {
        if (!dt_poll_step(c->view->poll, 16)) {
            return;
        }
        for (uint64_t bits = any_equilibria_word(c->view, word); bits != 0; bits &= bits - 1) {
            const uint64_t index = 64 * word + dt_lowest(bits);
            if (dt_concepts_count(dt_view_holds_under(c->view, index)) == concepts) {
                take(c, index);
            }
        }
    }
}

static void take_some(choice *c)
{
    if (c->view->model->status_quo > 0) {
        take(c, c->view->model->status_quo - 1);
    }
    for (uint32_t k = 0; c->view->listed && k < c->view->syntax->outcome_count; k++) {
        take_outcome(c, k);
    }
    for (unsigned concepts = DT_CONCEPT_COUNT; concepts > 0; concepts--) {
        take_equilibria(c, concepts);
    }
}

/* The first `most` states for each number of concepts under which they are equilibria. */
typedef struct finding {
    uint64_t most;
    uint32_t full; /* number of concepts asked for */
    uint64_t counts[DT_CONCEPT_COUNT + 1];
    uint64_t *states[DT_CONCEPT_COUNT + 1];
} finding;

static bool find(void *payload, uint64_t index, uint64_t code, const detente_concepts *concepts)
{
    finding *f = payload;
    const unsigned k = dt_concepts_count(*concepts);
    (void)code;
    if (f->counts[k] < f->most) {
        f->states[k][f->counts[k]++] = index;
    }
    return f->counts[f->full] < f->most; /* nothing better can come */
}

/* Models too large for bitsets: one walk, which ends early where many states hold under all. */
static detente_status choose_streamed(const dt_view *view, uint64_t most, dt_chosen *out,
                                      detente_error *err)
{
    const uint64_t here = view->model->status_quo;
    const dt_scan_request request = {.concepts = view->analysis->verdicts.concepts,
                                     .party = DETENTE_EVERY_PARTY,
                                     .limits = dt_poll_inner(view->poll)};
    dt_chosen chosen = {.equilibria = view->analysis->verdicts.any_equilibria};
    finding f = {.full = dt_concepts_count(request.concepts)};
    detente_status status = DETENTE_OK;
    f.most = chosen.equilibria < most ? chosen.equilibria + 1 : most;
    chosen.states = dt_zeroed((size_t)f.most, sizeof *chosen.states);
    status = chosen.states == NULL ? dt_no_memory(err) : status;
    for (unsigned k = 0; k <= f.full; k++) {
        f.states[k] = dt_zeroed((size_t)f.most, sizeof *f.states[k]);
        status = f.states[k] == NULL ? dt_no_memory(err) : status;
    }
    if (status == DETENTE_OK && f.most > 0) {
        status = dt_scan(view->analysis, &request, find, &f, err);
    }
    if (status == DETENTE_OK && here > 0 && f.most > 0) {
        chosen.states[chosen.count++] = here - 1;
    }
    for (unsigned k = f.full; status == DETENTE_OK && k > 0; k--) {
        for (uint64_t n = 0; n < f.counts[k] && chosen.count < f.most; n++) {
            if (f.states[k][n] != here - 1) {
                chosen.states[chosen.count++] = f.states[k][n];
            }
        }
    }
    for (unsigned k = 0; k <= f.full; k++) {
        free(f.states[k]);
    }
    if (status != DETENTE_OK) {
        dt_chosen_clear(&chosen);
        return status;
    }
    *out = chosen;
    return DETENTE_OK;
}

detente_status dt_view_choose(const dt_view *view, uint64_t most, dt_chosen *out,
                              detente_error *err)
{
    dt_chosen chosen = {.all = view->count <= most};
    if (!dt_verdicts_are_listed(&view->analysis->verdicts)) {
        return choose_streamed(view, most, out, err);
    }
    for (uint64_t word = 0; word < DT_WORDS(view->count) && dt_poll_step(view->poll, 8); word++) {
        chosen.equilibria += dt_popcount(any_equilibria_word(view, word));
    }
    const uint64_t some = chosen.equilibria < most ? chosen.equilibria + 1 : most;
    const size_t room = (size_t)(chosen.all ? view->count : some);
    chosen.states = dt_zeroed(room, sizeof *chosen.states);
    uint64_t *taken = dt_zeroed(DT_WORDS(view->count), sizeof *taken);
    if (chosen.states == NULL || taken == NULL) {
        free(chosen.states);
        free(taken);
        return dt_no_memory(err);
    }
    choice c = {.view = view, .chosen = &chosen, .most = room, .taken = taken};
    if (!chosen.all) {
        take_some(&c);
    }
    for (uint64_t k = 0; chosen.all && k < view->count && dt_poll_step(view->poll, 1); k++) {
        take(&c, k);
    }
    free(taken);
    if (dt_poll_stopped(view->poll)) {
        dt_chosen_clear(&chosen);
        return dt_poll_cancelled(view->poll, err);
    }
    *out = chosen;
    return DETENTE_OK;
}

void dt_chosen_clear(dt_chosen *chosen)
{
    free(chosen->states);
    *chosen = (dt_chosen){0};
}
