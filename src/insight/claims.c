/* SPDX-License-Identifier: MIT
 *
 * Testing claims: each kind of language.md section 5 is a function that decides it and names the
 * state or move that shows it.
 *
 * With W the set of states of the claim's outcome and E(c) the equilibria under concept c:
 *
 *     is an equilibrium under C            for all c in C:  W meets E(c)
 *     is not an equilibrium under C        for all c in C:  W does not meet E(c)
 *     every ... is an equilibrium          for all c in C:  W within E(c)
 *     the equilibria under C are S         for all c in C:  E(c) = S
 *     can be reached                       W meets what is reached from the status quo (reach.h)
 *     i prefers W to V                     min rank_i(W) > max rank_i(V)
 *
 * Stability for one party is the same with that party's stable states for E(c).  Where W, V or a
 * part of S is empty, a claim that says something of every state is vacuous and any other fails.
 * Each concept is shown by a state of its own, unless one does for several.  Time O(states) per
 * concept, and a proof for each that shows a party leaving; bytes n/8 per set.
 */
#include "insight/trial.h"

#include "engines/stability.h"
#include "insight/reach.h"
#include "words/words.h"

#include <inttypes.h>

#define REACH_MEMORY ((uint64_t)4 << 30)

void dt_finding_clear(dt_finding *finding)
{
    dt_text_clear(&finding->why);
    free(finding->states);
    *finding = (dt_finding){0};
}

const char *dt_claim_words(const dt_claim *claim)
{
    const char *text = claim->text;
    if (strncmp(text, "claim", 5) == 0 && (text[5] == ' ' || text[5] == '\t')) {
        text += 5 + strspn(text + 5, " \t");
    }
    return text;
}

/* ---- counting -------------------------------------------------------------------------------- */

const char *dt_finding_verdict(const dt_finding *finding)
{
    return finding->vacuous     ? "vacuous"
           : finding->holds     ? "holds"
           : finding->undecided ? "not decided"
                                : "does not hold";
}

void dt_tally_add(dt_tally *tally, const dt_finding *finding)
{
    *(finding->vacuous     ? &tally->vacuous
      : finding->holds     ? &tally->held
      : finding->undecided ? &tally->undecided
                           : &tally->failed) += 1;
}

void dt_tally_say(const dt_tally *tally, dt_text *text)
{
    const struct {
        uint32_t count;
        const char *one, *more;
    } parts[] = {{tally->held, "holds", "hold"},
                 {tally->vacuous, "is vacuous", "are vacuous"},
                 {tally->undecided, "is not decided", "are not decided"},
                 {tally->failed, "does not", "do not"}};
    const char *before = "";
    for (size_t k = 0; k < sizeof parts / sizeof parts[0]; k++) {
        if (k == 0 || parts[k].count > 0) {
            dt_text_format(text, "%s%u %s", before, parts[k].count,
                           parts[k].count == 1 ? parts[k].one : parts[k].more);
            before = ", ";
        }
    }
}

/* ---- words ----------------------------------------------------------------------------------- */

/* "state 5 (YNY)" */
void dt_trial_name(dt_trial *t, uint64_t index)
{
    dt_text_format(&t->found.why, "state %" PRIu64 " (", index + 1);
    dt_view_name(t->view, index, &t->found.why);
    dt_text_add_char(&t->found.why, ')');
    if (!dt_grow((void **)&t->found.states, &t->state_capacity, t->found.state_count,
                 sizeof *t->found.states)) {
        t->failed = true;
        return;
    }
    t->found.states[t->found.state_count++] = index + 1;
}

/* ---- sets ------------------------------------------------------------------------------------ */

uint64_t dt_trial_size(const dt_trial *t, const uint64_t *set)
{
    uint64_t size = 0;
    for (size_t w = 0; w < dt_trial_words(t); w++) {
        size += dt_popcount(set[w]);
    }
    return size;
}

uint64_t dt_trial_first(const dt_trial *t, const uint64_t *set)
{
    for (size_t w = 0; w < dt_trial_words(t); w++) {
        if (set[w] != 0) {
            return 64 * (uint64_t)w + dt_lowest(set[w]);
        }
    }
    return UINT64_MAX;
}

/* `what`, the union of its parts, and `than`. */
static detente_status collect_states(dt_trial *t, detente_error *err)
{
    detente_status status = DETENTE_OK;
    uint64_t *one = dt_zeroed(dt_trial_words(t), sizeof *one);
    if (one == NULL) {
        return dt_no_memory(err);
    }
    for (const dt_expr *e = t->claim->what; e != NULL && status == DETENTE_OK; e = e->next) {
        memset(one, 0, dt_trial_words(t) * sizeof *one);
        status = dt_states_where(t->view->model, e, t->view->poll, one, err);
        t->has_empty |= dt_trial_first(t, one) == UINT64_MAX;
        for (size_t w = 0; w < dt_trial_words(t); w++) {
            t->set[w] |= one[w];
        }
    }
    if (status == DETENTE_OK && t->claim->than != NULL) {
        status = dt_states_where(t->view->model, t->claim->than, t->view->poll, t->other, err);
        t->has_empty |= dt_trial_first(t, t->other) == UINT64_MAX;
    }
    free(one);
    return status;
}

/* ---- reachability ---------------------------------------------------------------------------- */

/* "2 moves: Pakistan to state 3 (YYN); United States to state 7 (YYY)" */
static detente_status say_way(dt_trial *t, const dt_reach *reach, uint64_t index,
                              detente_error *err)
{
    const uint32_t length = dt_reach_distance(reach, index);
    dt_step *steps = dt_zeroed(length, sizeof *steps);
    if (steps == NULL) {
        return dt_no_memory(err);
    }
    dt_reach_way(reach, index, steps);
    dt_say_count(&t->found.why, t->style, length,
                 t->claim->by_improvements ? DT_WORD_IMPROVEMENT : DT_WORD_MOVE,
                 t->claim->by_improvements ? DT_WORD_IMPROVEMENTS : DT_WORD_MOVES);
    for (uint32_t k = 0; k < length; k++) {
        dt_text_format(&t->found.why, "%s%s to ", k == 0 ? ": " : "; ",
                       dt_trial_party(t, steps[k].party));
        dt_trial_name(t, steps[k].state);
    }
    free(steps);
    return DETENTE_OK;
}

static void say_by_improvements(dt_trial *t)
{
    if (t->claim->by_improvements) {
        dt_text_add(&t->found.why, " by ");
        dt_text_add(&t->found.why, dt_say(t->style, DT_WORD_IMPROVEMENTS));
    }
}

static detente_status test_reached(dt_trial *t, detente_error *err)
{
    dt_reach reach;
    detente_status status = dt_reach_from(t->view->model, t->view->model->status_quo - 1,
                                          t->claim->by_improvements, REACH_MEMORY, t->view->poll,
                                          &reach, err);
    if (status != DETENTE_OK) {
        return status;
    }
    uint64_t nearest = UINT64_MAX;
    uint64_t reached = 0;
    uint32_t least = DT_UNREACHED;
    for (uint64_t k = 0; k < t->view->count; k++) {
        const uint32_t distance = dt_reach_distance(&reach, k);
        reached += distance != DT_UNREACHED;
        if (dt_bit(t->set, k) && distance < least) {
            nearest = k;
            least = distance;
        }
    }
    t->found.holds = (nearest != UINT64_MAX) != t->claim->negated;
    if (nearest == UINT64_MAX && reached == 1) {
        dt_text_add(&t->found.why, "nothing but the status quo itself can be reached");
        say_by_improvements(t);
    } else if (nearest == UINT64_MAX) {
        dt_text_format(&t->found.why, "%" PRIu64 " of %" PRIu64 " states can be reached", reached,
                       t->view->count);
        say_by_improvements(t);
        dt_text_add(&t->found.why, ", none of these");
    } else if (least == 0) {
        dt_text_add(&t->found.why, "the status quo is one: ");
        dt_trial_name(t, nearest);
    } else {
        status = say_way(t, &reach, nearest, err);
    }
    dt_reach_clear(&reach);
    return status;
}

/* ---- preference ------------------------------------------------------------------------------ */

/* The state of a set with the least (greatest) rank. */
static uint64_t extreme(const dt_trial *t, const uint64_t *set, bool greatest)
{
    const uint32_t *ranks = t->view->model->states->ranks[t->claim->party];
    uint64_t best = UINT64_MAX;
    for (uint64_t k = 0; k < t->view->count; k++) {
        if (dt_bit(set, k) &&
            (best == UINT64_MAX || (greatest ? ranks[k] > ranks[best] : ranks[k] < ranks[best]))) {
            best = k;
        }
    }
    return best;
}

static void test_prefers(dt_trial *t)
{
    const uint64_t worst = extreme(t, t->set, false);
    const uint64_t best = extreme(t, t->other, true);
    const uint32_t *ranks = t->view->model->states->ranks[t->claim->party];
    t->found.holds = ranks[worst] > ranks[best];
    dt_trial_name(t, worst);
    dt_text_format(&t->found.why, " has rank %" PRIu32 ", ", ranks[worst]);
    dt_trial_name(t, best);
    dt_text_format(&t->found.why, " has rank %" PRIu32, ranks[best]);
}

/* ---- any claim ------------------------------------------------------------------------------- */

/* Names the first concept of the claim that this analysis did not decide, if there is one. */
static bool is_undecided(dt_trial *t)
{
    const uint32_t missing = t->claim->concepts & ~t->view->analysis->verdicts.concepts;
    if (missing == 0) {
        return false;
    }
    const detente_concept first = (detente_concept)dt_lowest(missing);
    const bool applies = dt_applying_of(1u << first, dt_option_applies(t->view->model)) != 0;
    dt_text_format(&t->found.why, "%s %s", detente_concept_name(first),
                   applies ? "was not asked for" : "does not apply to this model");
    t->found.undecided = true;
    return true;
}

static detente_status test(dt_trial *t, detente_error *err)
{
    detente_status status = DETENTE_OK;
    if (is_undecided(t)) {
        return DETENTE_OK;
    }
    DT_TRY(collect_states(t, err));
    if (t->has_empty) {
        t->found.vacuous = dt_claim_may_be_vacuous(t->claim);
        t->found.holds = t->found.vacuous;
        dt_text_add(&t->found.why, "there is no such state");
        return DETENTE_OK;
    }
    switch (t->claim->kind) {
    case DT_CLAIM_EQUILIBRIUM:
    case DT_CLAIM_STABLE:
        status = dt_test_stability(t, err);
        break;
    case DT_CLAIM_EXACTLY:
        status = dt_test_exactly(t, err);
        break;
    case DT_CLAIM_REACHED:
        status = test_reached(t, err);
        break;
    case DT_CLAIM_PREFERS:
        test_prefers(t);
        break;
    }
done:
    return status;
}

detente_status dt_claim_test(const dt_view *view, const detente_style *style, const dt_claim *claim,
                             dt_finding *out, detente_error *err)
{
    if (!view->listed) {
        return dt_fail(err, DETENTE_ELIMIT, "%" PRIu64 " states are too many to test claims on",
                       view->count);
    }
    dt_trial t = {.view = view, .style = style, .claim = claim};
    t.set = dt_zeroed(dt_trial_words(&t), sizeof *t.set);
    t.other = dt_zeroed(dt_trial_words(&t), sizeof *t.other);
    detente_status status = t.set == NULL || t.other == NULL ? dt_no_memory(err) : test(&t, err);
    if (status == DETENTE_OK && (t.failed || t.found.why.failed)) {
        status = dt_no_memory(err);
    }
    if (status == DETENTE_OK) {
        *out = t.found;
    } else {
        dt_finding_clear(&t.found);
    }
    if (t.has_prover) {
        dt_prover_clear(&t.prover);
    }
    free(t.set);
    free(t.other);
    return status;
}
