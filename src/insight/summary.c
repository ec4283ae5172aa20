/* SPDX-License-Identifier: MIT
 *
 * What an analysis comes to, see summary.h.
 */
#include "insight/summary.h"

/* ---- the making ------------------------------------------------------------------------------ */

typedef struct maker {
    const dt_view *view;
    dt_summary *summary;
    dt_poll *poll;
    uint64_t *equilibria[DT_CONCEPT_COUNT]; /* bitsets of states; NULL: not decided, not listed */
} maker;

static detente_status list_verdicts(maker *m, detente_error *err)
{
    const dt_view *view = m->view;
    const uint64_t words = DT_WORDS(view->count);
    DT_EACH_CONCEPT (c, m->summary->decided) {
        m->equilibria[c] = dt_zeroed(words, sizeof **m->equilibria);
        if (m->equilibria[c] == NULL) {
            return dt_no_memory(err);
        }
        for (uint64_t word = 0; word < words && dt_poll_step(m->poll, 64); word++) {
            m->equilibria[c][word] = dt_view_equilibria_word(view, c, word);
        }
    }
    return DETENTE_OK;
}

/* Concepts under which a listed state is an equilibrium. */
static detente_concepts holds_under(const maker *m, uint64_t index)
{
    detente_concepts under = {{0}};
    DT_EACH_CONCEPT (c, m->summary->decided) {
        if (dt_bit(m->equilibria[c], index)) {
            dt_concepts_add(&under, c);
        }
    }
    return under;
}

/* ---- how firmly, and who would leave --------------------------------------------------------- */

static void count_state(dt_standing *standing, uint64_t index, detente_concepts under)
{
    standing->first = standing->states == 0 ? index : standing->first;
    standing->states++;
    standing->concepts = dt_concepts_or(standing->concepts, under);
    DT_EACH_CONCEPT (c, under) {
        standing->holding[c]++;
    }
}

static detente_status find_leavers(maker *m, dt_standing *standing, detente_error *err)
{
    const uint32_t parties = m->view->syntax->party_count;
    if (standing->states != 1 || !dt_concepts_are_none(standing->concepts)) {
        return DETENTE_OK;
    }
    standing->leaves = dt_arena_take(&m->summary->arena, parties * sizeof *standing->leaves);
    if (standing->leaves == NULL) {
        return dt_no_memory(err);
    }
    for (uint32_t party = 0; party < parties; party++) {
        standing->leaves[party] = dt_concepts_without(
            m->summary->decided, dt_stable_under(m->view, party, standing->first));
    }
    return DETENTE_OK;
}

bool dt_summary_goes(const dt_summary *summary, const dt_standing *standing, uint32_t party)
{
    return standing->leaves != NULL && dt_concepts_equal(standing->leaves[party], summary->decided);
}

static detente_status find_outcomes(maker *m, detente_error *err)
{
    const dt_view *view = m->view;
    const uint32_t outcomes = view->syntax->outcome_count;
    m->summary->outcomes = dt_arena_take(&m->summary->arena,
                                         ((size_t)outcomes + 1) * sizeof *m->summary->outcomes);
    if (m->summary->outcomes == NULL) {
        return dt_no_memory(err);
    }
    detente_status status = DETENTE_OK;
    for (uint32_t k = 0; k < outcomes && status == DETENTE_OK; k++) {
        dt_standing *standing = &m->summary->outcomes[k];
        standing->first = DT_NO_STATE;
        for (uint64_t s = 0; s < view->count && dt_poll_step(m->poll, 1); s++) {
            if (dt_view_is(view, k, s)) {
                count_state(standing, s, holds_under(m, s));
            }
        }
        status = find_leavers(m, standing, err);
    }
    return status;
}

/* ---- what today tempts to -------------------------------------------------------------------- */

static detente_status find_tempted(maker *m, detente_error *err)
{
    detente_status status = DETENTE_OK;
    dt_summary *s = m->summary;
    dt_prover prover;
    DT_TRY(dt_prover_open(m->view->model, m->view->model->preferences, m->poll, &prover, err));
    status = dt_tempted_find(m->view, &prover, s->here, &s->arena, &s->tempted, &s->tempted_count,
                             err);
    dt_prover_clear(&prover);
done:
    return status;
}

/* ---- what nobody likes less than today ------------------------------------------------------- */

/* Where a state lies for all parties together, seen from today. */
typedef enum against_today { WORSE_FOR_SOMEBODY, AS_GOOD, BETTER } against_today;

static against_today compare_with_today(const maker *m, uint64_t index)
{
    against_today found = AS_GOOD;
    for (uint32_t party = 0; party < m->view->syntax->party_count; party++) {
        const detente_comparison there = dt_compare(&m->view->model->preferences[party], index,
                                                    m->summary->here);
        if (there != DETENTE_BETTER && there != DETENTE_EQUAL) {
            return WORSE_FOR_SOMEBODY; /* or may be so */
        }
        found = there == DETENTE_BETTER ? BETTER : found;
    }
    return found;
}

static void add_holding(const maker *m, const dt_reach *reach, uint64_t index, dt_prospect *p)
{
    dt_set_bit(p->holding, index);
    p->count++;
    for (uint32_t party = 0; party < m->view->syntax->party_count; party++) {
        p->gain[party] += dt_prefers(&m->view->model->preferences[party], m->summary->here, index);
    }
    const uint32_t distance = dt_reach_distance(reach, index);
    p->reached += distance != DT_UNREACHED;
    if (distance < p->distance) {
        p->distance = distance;
        p->nearest = index;
        p->nearest_count = 0;
    }
    p->nearest_count += distance == p->distance && distance != DT_UNREACHED;
}

static detente_status find_prospect(maker *m, const dt_reach *reach, against_today wanted,
                                    dt_prospect *p, detente_error *err)
{
    const uint64_t states = m->view->count;
    detente_concepts concepts = {{0}};
    *p = (dt_prospect){.nearest = DT_NO_STATE, .distance = DT_UNREACHED};
    p->holding = dt_arena_take(&m->summary->arena, DT_WORDS(states) * sizeof *p->holding);
    if (p->holding == NULL) {
        return dt_no_memory(err);
    }
    for (uint64_t s = 0; s < states && dt_poll_step(m->poll, 1); s++) {
        if (s != m->summary->here && compare_with_today(m, s) == wanted) {
            p->states++;
            concepts = dt_concepts_or(concepts, holds_under(m, s));
        }
    }
    p->concepts = dt_firmest(concepts);
    for (uint64_t s = 0; s < states && dt_poll_step(m->poll, 1); s++) {
        const detente_concepts held = dt_concepts_and(holds_under(m, s), p->concepts);
        if (!dt_concepts_are_none(held) && s != m->summary->here &&
            compare_with_today(m, s) == wanted) {
            add_holding(m, reach, s, p);
        }
    }
    return DETENTE_OK;
}

/* ---- all ------------------------------------------------------------------------------------- */

static detente_status find_today(maker *m, uint64_t memory, detente_error *err)
{
    detente_status status = DETENTE_OK;
    dt_reach reach = {0};
    dt_summary *s = m->summary;
    count_state(&s->today, s->here, dt_view_holds_under(m->view, s->here));
    if (m->view->listed) {
        DT_TRY(find_leavers(m, &s->today, err));
        DT_TRY(find_tempted(m, err));
        DT_TRY(dt_reach_from(m->view->model, m->view->model->preferences, s->here, true, memory,
                             m->poll, &reach, err));
        DT_TRY(find_prospect(m, &reach, BETTER, &s->better, err));
        DT_TRY(find_prospect(m, &reach, AS_GOOD, &s->as_good, err));
    }
done:
    dt_reach_clear(&reach);
    return status;
}

detente_status dt_summary_find(const dt_view *view, uint64_t memory, dt_poll *poll, dt_summary *out,
                               detente_error *err)
{
    detente_status status = DETENTE_OK;
    const uint64_t here = view->model->status_quo;
    const detente_concepts applying = dt_applying_of(dt_decided_of(detente_concepts_all()),
                                                     dt_terms_of(view->model));
    dt_summary found = {.decided = view->analysis->verdicts.concepts, .here = DT_NO_STATE};
    maker m = {.view = view, .summary = &found, .poll = poll};
    found.all_decided = dt_concepts_within(applying, found.decided);
    found.here = here > 0 ? here - 1 : DT_NO_STATE;
    if (view->listed) {
        DT_TRY(list_verdicts(&m, err));
        DT_TRY(find_outcomes(&m, err));
    }
    if (here > 0) {
        DT_TRY(find_today(&m, memory, err));
    }
done:
    for (unsigned c = 0; c < DT_CONCEPT_COUNT; c++) {
        free(m.equilibria[c]);
    }
    if (status != DETENTE_OK) {
        dt_summary_clear(&found);
        return status;
    }
    *out = found;
    return DETENTE_OK;
}

void dt_summary_clear(dt_summary *summary)
{
    dt_arena_clear(&summary->arena);
    *summary = (dt_summary){0};
}
