/* SPDX-License-Identifier: MIT
 *
 * The data behind `summary` against the definitions, on random models of every form: under which
 * concepts today and every outcome hold, who would leave and under which, what is feared, which
 * states are better than today and for whom.  And the sentences written from them.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "summary_trial.h"

#define MODELS 1000 /* per form */

static uint32_t implied_by[CONCEPT_COUNT]; /* filled once, by find_implied */

static void what_implies_what_is_what_no_model_contradicts(void **state)
{
    (void)state;
    for (uint32_t set = 0; set <= ALL_CONCEPTS; set++) {
        assert_int_equal(bits_of(dt_firmest(set_of(set))), firmest_of(set, implied_by));
    }
    uint32_t before = 0; /* in order of firmness nothing implies what came earlier */
    detente_concepts left = dt_asked_by_default((dt_terms){true, true});
    while (!detente_concepts_are_none(&left)) {
        const detente_concept concept = dt_take_firmest(&left);
        assert_int_equal(before >> concept & 1, 0);
        assert_int_equal(implied_by[concept] & before, 0);
        before |= 1u << concept;
    }
    assert_int_equal(before, ALL_CONCEPTS);
}

/* ---- standing -------------------------------------------------------------------------------- */

static void check_leavers(const trial *t, const dt_standing *standing)
{
    const bool wanted = standing->states == 1 && bits_of(standing->concepts) == 0;
    assert_int_equal(standing->leaves != NULL, wanted);
    for (uint32_t party = 0; wanted && party < t->reference.graph.parties; party++) {
        const uint32_t leaves = reference_leaves_under(&t->verdicts, party,
                                                       (uint32_t)standing->first);
        assert_int_equal(bits_of(standing->leaves[party]), leaves);
        assert_int_equal(dt_summary_goes(&t->summary, standing, party),
                         leaves == t->verdicts.decided);
    }
}

/* `outcome` DT_NONE: today. */
static void check_standing(const trial *t, const dt_standing *standing, uint32_t outcome)
{
    const dt_syntax *syntax = t->model->syntax;
    dt_standing expected = {.first = DT_NO_STATE};
    uint32_t concepts = 0;
    for (uint32_t s = 0; s < t->reference.state_count; s++) {
        if (outcome == DT_NONE
                ? s + 1 == t->reference.status_quo
                : reference_holds(&t->reference, syntax->outcomes[outcome].expr, s)) {
            expected.first = expected.states++ == 0 ? s : expected.first;
            for (uint32_t c = 0; c < CONCEPT_COUNT; c++) {
                expected.holding[c] += reference_holds_under(&t->verdicts, s) >> c & 1;
            }
            concepts |= reference_holds_under(&t->verdicts, s);
        }
    }
    assert_int_equal(standing->states, expected.states);
    assert_int_equal(standing->first, expected.first);
    assert_int_equal(bits_of(standing->concepts), concepts);
    assert_memory_equal(standing->holding, expected.holding, sizeof expected.holding);
    check_leavers(t, standing);
}

/* ---- today's temptations --------------------------------------------------------------------- */

/* The first in order of firmness under which the party stays; where there is none, a concept that
 * was decided and that no decided one is implied by, but SIM where there is another. */
static void check_telling(const trial *t, const dt_tempted *tempted, uint32_t here)
{
    const uint32_t leaves = reference_leaves_under(&t->verdicts, tempted->party, here);
    const uint32_t stays = t->verdicts.decided & ~leaves;
    assert_int_equal(tempted->stays, stays != 0);
    if (stays == 0) {
        const uint32_t square = t->verdicts.decided & ~(1u << DETENTE_SIM);
        assert_true(t->verdicts.decided >> tempted->concept & 1);
        assert_true(tempted->concept != DETENTE_SIM || square == 0);
        assert_int_equal(implied_by[tempted->concept] & square & ~(1u << tempted->concept), 0);
        return;
    }
    detente_concepts held = set_of(stays);
    assert_int_equal(tempted->concept, dt_take_firmest(&held));
}

/* Can the others bring about a state that deters, after a move to `from`? */
static bool is_met(const trial *t, const dt_tempted *tempted, bool credible, uint32_t here,
                   uint32_t from)
{
    const reference_graph *g = &t->reference.graph;
    const bool escape = tempted->concept == DETENTE_SMR || tempted->concept == DETENTE_SSEQ;
    bool reached[512] = {false};
    bool met = false;
    reference_legal(g, reference_others(g, tempted->party), credible, from, reached);
    for (uint32_t end = 0; end < g->states && tempted->concept != DETENTE_NASH; end++) {
        bool deters = reached[end] && !*reference_better(g, tempted->party, here, end);
        for (uint32_t s = 0; s < g->states; s++) {
            deters = deters && !(escape && *reference_move(g, tempted->party, end, s) &&
                                 *reference_better(g, tempted->party, here, s));
        }
        met = met || deters;
    }
    return met;
}

/* The end of the answer: a legal sequence of the others, each step an improvement where it has to
 * be; SIM: choices from today, each of them an improvement by another party. */
static uint32_t follow(const trial *t, const dt_tempted *tempted, uint32_t here)
{
    const reference_graph *g = &t->reference.graph;
    const bool joint = tempted->concept == DETENTE_SIM;
    /* an answer that pays who gives it is told where there is one */
    const bool credible = !joint && is_met(t, tempted, true, here, (uint32_t)tempted->to);
    uint32_t at = joint ? here : (uint32_t)tempted->to;
    assert_true(tempted->step_count > 0);
    for (uint32_t k = 0; k < tempted->step_count; k++) {
        const dt_step *step = &tempted->steps[k];
        assert_true(step->party != tempted->party);
        assert_true(k == 0 || step->party != tempted->steps[k - 1].party);
        assert_true(*reference_move(g, step->party, at, step->state));
        assert_true(!(credible || joint) || *reference_better(g, step->party, at, step->state));
        at = joint ? here : step->state;
    }
    return at;
}

static void check_answer(const trial *t, const dt_tempted *tempted, uint32_t here)
{
    const reference_graph *g = &t->reference.graph;
    const uint32_t end = follow(t, tempted, here);
    const bool credible = tempted->concept == DETENTE_SEQ || tempted->concept == DETENTE_SSEQ;
    if (tempted->concept == DETENTE_SIM) {
        return; /* where all choices come together is not kept */
    }
    assert_true(!credible || is_met(t, tempted, true, here, (uint32_t)tempted->to));
    assert_false(*reference_better(g, tempted->party, here, end));
    for (uint32_t s = 0; s < g->states; s++) {
        const bool reply = *reference_move(g, tempted->party, end, s) &&
                           *reference_better(g, tempted->party, here, s);
        assert_false(reply &&
                     (tempted->concept == DETENTE_SMR || tempted->concept == DETENTE_SSEQ));
    }
}

/* It is an improvement, and none that could be told instead is liked better: where the party stays
 * any improvement, else one that nothing meets. */
static void check_temptation(const trial *t, const dt_tempted *tempted, uint32_t here)
{
    const reference_graph *g = &t->reference.graph;
    const uint32_t party = tempted->party;
    const bool sim = tempted->concept == DETENTE_SIM;
    const bool credible = tempted->concept == DETENTE_SEQ || tempted->concept == DETENTE_SSEQ;
    assert_true(*reference_move(g, party, here, (uint32_t)tempted->to));
    assert_true(*reference_better(g, party, here, (uint32_t)tempted->to));
    assert_true(tempted->stays || sim ||
                !is_met(t, tempted, credible, here, (uint32_t)tempted->to));
    for (uint32_t s = 0; s < g->states; s++) {
        if (*reference_move(g, party, here, s) &&
            *reference_better(g, party, (uint32_t)tempted->to, s)) {
            assert_true(!tempted->stays);
            assert_true(sim || is_met(t, tempted, credible, here, s));
        }
    }
}

static void check_tempted(const trial *t, uint32_t here)
{
    uint32_t at = 0;
    const reference_graph *g = &t->reference.graph;
    for (uint32_t party = 0; party < g->parties; party++) {
        bool gains = false;
        for (uint32_t s = 0; s < g->states; s++) {
            gains = gains ||
                    (*reference_move(g, party, here, s) && *reference_better(g, party, here, s));
        }
        if (!gains || ((t->verdicts.decided & 1u << DETENTE_NASH) != 0 &&
                       reference_stays(&t->verdicts, DETENTE_NASH, party, here))) {
            continue;
        }
        assert_true(at < t->summary.tempted_count);
        const dt_tempted *tempted = &t->summary.tempted[at++];
        assert_int_equal(tempted->party, party);
        check_telling(t, tempted, here);
        check_temptation(t, tempted, here);
        if (tempted->stays) {
            check_answer(t, tempted, here);
        }
    }
    assert_int_equal(t->summary.tempted_count, at);
}

/* ---- better than today, and as good ---------------------------------------------------------- */

static dt_prospect expect_prospect(const trial *t, uint32_t here, bool better, bool *holding)
{
    const reference_graph *g = &t->reference.graph;
    uint32_t shortest[512];
    uint32_t concepts = 0;
    dt_prospect p = {.nearest = DT_NO_STATE, .distance = UINT32_MAX};
    reference_distances(g, here, true, shortest);
    for (uint32_t s = 0; s < g->states; s++) {
        if (s != here && reference_is_no_worse(&t->reference, here, s, better)) {
            p.states++;
            concepts |= reference_holds_under(&t->verdicts, s);
        }
    }
    const uint32_t firmest = firmest_of(concepts, implied_by);
    p.concepts = set_of(firmest);
    for (uint32_t s = 0; s < g->states; s++) {
        holding[s] = s != here && reference_is_no_worse(&t->reference, here, s, better) &&
                     (reference_holds_under(&t->verdicts, s) & firmest) != 0;
        p.count += holding[s];
        p.reached += holding[s] && shortest[s] != UINT32_MAX;
        if (holding[s] && shortest[s] < p.distance) {
            p.distance = shortest[s];
            p.nearest = s;
        }
        for (uint32_t party = 0; party < g->parties; party++) {
            p.gain[party] += holding[s] && *reference_better(g, party, here, s);
        }
    }
    for (uint32_t s = 0; s < g->states; s++) {
        p.nearest_count += holding[s] && p.reached > 0 && shortest[s] == p.distance;
    }
    return p;
}

static uint64_t check_prospect(const trial *t, uint32_t here, bool better, const dt_prospect *p)
{
    bool holding[512];
    const dt_prospect e = expect_prospect(t, here, better, holding);
    assert_int_equal(p->states, e.states);
    assert_int_equal(bits_of(p->concepts), bits_of(e.concepts));
    assert_int_equal(p->count, e.count);
    assert_int_equal(p->reached, e.reached);
    assert_int_equal(p->nearest, e.nearest);
    assert_int_equal(p->nearest_count, e.nearest_count);
    assert_int_equal(p->distance, e.distance);
    assert_memory_equal(p->gain, e.gain, sizeof e.gain);
    for (uint32_t s = 0; s < t->reference.state_count; s++) {
        assert_int_equal(dt_bit(p->holding, s), holding[s]);
    }
    return e.count;
}

static uint64_t check_trial(const trial *t)
{
    const dt_summary *s = &t->summary;
    uint64_t found = 0;
    assert_int_equal(bits_of(s->decided), t->verdicts.decided);
    const uint32_t sim = reference_has_sim(&t->reference) ? 0 : 1u << DETENTE_SIM;
    assert_int_equal(s->all_decided, (t->verdicts.decided | sim) == ALL_CONCEPTS);
    for (uint32_t k = 0; k < t->model->syntax->outcome_count; k++) {
        check_standing(t, &s->outcomes[k], k);
    }
    if (t->reference.status_quo == 0) {
        assert_int_equal(s->here, DT_NO_STATE);
        assert_int_equal(s->tempted_count, 0);
        return 0;
    }
    const uint32_t here = t->reference.status_quo - 1;
    assert_int_equal(s->here, here);
    check_standing(t, &s->today, DT_NONE);
    check_tempted(t, here);
    found += check_prospect(t, here, true, &s->better);
    found += check_prospect(t, here, false, &s->as_good) > 0;
    return found;
}

static void check_form(random_form form)
{
    uint64_t found = 0;
    for (uint64_t seed = 1; seed <= MODELS; seed++) {
        trial t;
        open_trial(&t, form, seed);
        found += check_trial(&t);
        close_trial(&t);
    }
    print_message("%llu states that nobody likes less than today\n", (unsigned long long)found);
    assert_true(found > 200); /* else little was tried */
}

static void option_form_is_told_as_it_is(void **state)
{
    (void)state;
    check_form(RANDOM_OPTIONS);
}

static void coalesced_states_are_told_as_they_are(void **state)
{
    (void)state;
    check_form(RANDOM_COALESCED);
}

static void graph_form_is_told_as_it_is(void **state)
{
    (void)state;
    check_form(RANDOM_GRAPH);
}

int main(void)
{
    find_implied(implied_by);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_implies_what_is_what_no_model_contradicts),
        cmocka_unit_test(option_form_is_told_as_it_is),
        cmocka_unit_test(coalesced_states_are_told_as_they_are),
        cmocka_unit_test(graph_form_is_told_as_it_is),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
