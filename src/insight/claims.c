/* SPDX-License-Identifier: MIT
 *
 * Testing claims: each kind of language.md section 5 is a function that decides it and names the
 * state or move that shows it.
 *
 * With W the set of states of the claim's outcome and E(c) the equilibria under concept c:
 *
 *     is an equilibrium under C            for all c in C:  W meets E(c)
 *     is not an equilibrium under C        for all c in C:  W does not meet E(c)
 *     every ... is an equilibrium          for all c in C:  W within E(c), W not empty
 *     the equilibria under C are S         for all c in C:  E(c) = S, each part of S not empty
 *     can be reached                       W meets what is reached from the status quo (reach.h)
 *     i prefers W to V                     min rank_i(W) > max rank_i(V), neither empty
 *
 * Stability for one party is the same with that party's stable states for E(c).  Time O(states) per
 * concept; bytes n/8 per set.
 */
#include "insight/claims.h"
#include "insight/reach.h"
#include "insight/witness.h"
#include "insight/words.h"

#include <inttypes.h>

#define REACH_MEMORY ((uint64_t)4 << 30)

typedef struct trial {
    const dt_view *view;
    const detente_style *style;
    const dt_claim *claim;
    uint64_t *set;   /* bitset of `what` */
    uint64_t *other; /* of `than` */
    bool has_empty;  /* a part of `what` names no state */
    dt_finding found;
} trial;

void dt_finding_clear(dt_finding *finding)
{
    dt_text_clear(&finding->why);
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

/* ---- words ----------------------------------------------------------------------------------- */

/* "state 5 (YNY)" */
static void name_state(trial *t, uint64_t index)
{
    dt_text_format(&t->found.why, "state %" PRIu64 " (", index + 1);
    dt_view_name(t->view, index, &t->found.why);
    dt_text_add_char(&t->found.why, ')');
    if (t->found.state_count < DT_MOST_SHOWN_STATES) {
        t->found.states[t->found.state_count++] = index + 1;
    }
}

static const char *concept_id(unsigned concept)
{
    return detente_concept_id((detente_concept)concept);
}

static const char *party_name(const trial *t, uint32_t party)
{
    return t->view->syntax->parties[party].name;
}

/* ---- sets ------------------------------------------------------------------------------------ */

static size_t words_of(const trial *t)
{
    return DT_WORDS(t->view->count);
}

static uint64_t size_of(const trial *t, const uint64_t *set)
{
    uint64_t size = 0;
    for (size_t w = 0; w < words_of(t); w++) {
        size += dt_popcount(set[w]);
    }
    return size;
}

/* The states that are stable for the claim's party, or the equilibria: word w of E(concept). */
static uint64_t stable_word(const trial *t, unsigned concept, size_t w)
{
    if (t->claim->kind == DT_CLAIM_STABLE) {
        return dt_verdicts_word(&t->view->analysis->verdicts, (detente_concept)concept,
                                t->claim->party, w);
    }
    return dt_view_equilibria_word(t->view, concept, w);
}

/* First state of the set that is (not) in E(c) for every concept of `concepts`; UINT64_MAX = none.
 */
static uint64_t first_in(const trial *t, uint32_t concepts, bool stable)
{
    for (size_t w = 0; w < words_of(t); w++) {
        uint64_t bits = t->set[w];
        for (unsigned c = 0; c < DETENTE_CONCEPT_COUNT && bits != 0; c++) {
            if ((concepts >> c & 1) != 0) {
                bits &= stable ? stable_word(t, c, w) : ~stable_word(t, c, w);
            }
        }
        if (bits != 0) {
            return 64 * (uint64_t)w + dt_lowest(bits);
        }
    }
    return UINT64_MAX;
}

static uint64_t first_of(const trial *t, const uint64_t *set)
{
    for (size_t w = 0; w < words_of(t); w++) {
        if (set[w] != 0) {
            return 64 * (uint64_t)w + dt_lowest(set[w]);
        }
    }
    return UINT64_MAX;
}

/* ---- equilibria and stability ---------------------------------------------------------------- */

/* ": it would move to state 7 (YYY)": the unmet move that the party likes best. */
static detente_status say_unmet(trial *t, unsigned concept, uint32_t party, uint64_t index,
                                detente_error *err)
{
    dt_prover prover;
    dt_witness witness;
    detente_status status = dt_prover_open(t->view->model, t->view->poll, &prover, err);
    if (status != DETENTE_OK) {
        return status;
    }
    status = dt_witness_find(&prover, index, party, (detente_concept)concept, &witness, err);
    if (status == DETENTE_OK) {
        dt_text_add(&t->found.why, ", which would move to ");
        name_state(t, witness.temptations[witness.unmet].to);
        dt_witness_clear(&witness);
    }
    dt_prover_clear(&prover);
    return status;
}

/* "state 5 (YNY) is not stable under nash for Pakistan, which would move to state 7 (YYY)": the
 * claim's party, or the first one for which it is so. */
static detente_status say_unstable(trial *t, unsigned concept, uint64_t index, detente_error *err)
{
    name_state(t, index);
    for (uint32_t party = 0; party < t->view->syntax->party_count; party++) {
        const bool asked = t->claim->kind != DT_CLAIM_STABLE || t->claim->party == party;
        if (asked && !dt_view_stable(t->view, concept, party, index)) {
            dt_text_format(&t->found.why, " is not stable under %s for %s", concept_id(concept),
                           party_name(t, party));
            return say_unmet(t, concept, party, index, err);
        }
    }
    return DETENTE_OK;
}

/* "under nash, seq", with the words before. */
static void say_concepts(trial *t, uint32_t concepts, const char *before)
{
    for (unsigned c = 0; c < DETENTE_CONCEPT_COUNT; c++) {
        if ((concepts >> c & 1) != 0) {
            dt_text_format(&t->found.why, "%s%s", before, concept_id(c));
            before = ", ";
        }
    }
}

static const char *is_verdict(const trial *t)
{
    return t->claim->kind == DT_CLAIM_STABLE ? " is stable under " : " is an equilibrium under ";
}

static void say_stable(trial *t, uint32_t concepts, uint64_t index)
{
    name_state(t, index);
    say_concepts(t, concepts, is_verdict(t));
}

/* "none of its 96 states is an equilibrium under nash; e.g. state 1 (YNY) is not stable under nash
 * for ...; under seq some is": the concepts of the claim that no state of the set is stable under,
 * what speaks against its first state under the first of them, and the concepts that the claim
 * holds under. */
static detente_status say_none(trial *t, unsigned first, detente_error *err)
{
    const uint64_t size = size_of(t, t->set);
    uint32_t failing = 0;
    for (unsigned c = 0; c < DETENTE_CONCEPT_COUNT; c++) {
        if ((t->claim->concepts >> c & 1) != 0 && first_in(t, 1u << c, true) == UINT64_MAX) {
            failing |= 1u << c;
        }
    }
    const uint32_t holding = t->claim->concepts & ~failing;
    t->found.holds = false;
    t->found.why.length = 0;
    t->found.state_count = 0;
    if (size > 1) {
        dt_text_format(&t->found.why, "none of its %" PRIu64 " states", size);
        say_concepts(t, failing, is_verdict(t));
        dt_text_add(&t->found.why, "; e.g. ");
    }
    const detente_status status = say_unstable(t, first, first_of(t, t->set), err);
    if (size == 1 && dt_popcount(failing) > 1) {
        say_concepts(t, failing & ~(1u << first), "; nor under ");
    }
    if (holding != 0) {
        say_concepts(t, holding, "; under ");
        dt_text_add(&t->found.why, size > 1 ? " some is" : " it is");
    }
    return status;
}

/* Some state of the set is stable, for each concept. */
static detente_status test_some(trial *t, detente_error *err)
{
    const uint32_t concepts = t->claim->concepts;
    const uint64_t common = first_in(t, concepts, true);
    t->found.holds = true;
    if (common != UINT64_MAX) {
        say_stable(t, concepts, common);
        return DETENTE_OK;
    }
    for (unsigned c = 0; c < DETENTE_CONCEPT_COUNT; c++) {
        const uint64_t witness = (concepts >> c & 1) == 0 ? 0 : first_in(t, 1u << c, true);
        if (witness == UINT64_MAX) {
            return say_none(t, c, err);
        }
        if ((concepts >> c & 1) != 0) {
            dt_text_add(&t->found.why, t->found.why.length > 0 ? "; " : "");
            say_stable(t, 1u << c, witness);
        }
    }
    return DETENTE_OK;
}

/* All (negated: none) of the set are stable, for each concept. */
static detente_status test_all(trial *t, detente_error *err)
{
    detente_status status = DETENTE_OK;
    const bool wanted = !t->claim->negated;
    const uint32_t concepts = t->claim->concepts;
    for (unsigned c = 0; c < DETENTE_CONCEPT_COUNT; c++) {
        const uint64_t against = (concepts >> c & 1) == 0 ? UINT64_MAX
                                                          : first_in(t, 1u << c, !wanted);
        if (against != UINT64_MAX) {
            t->found.holds = false;
            if (wanted) {
                return say_unstable(t, c, against, err);
            }
            say_stable(t, 1u << c, against);
            return DETENTE_OK;
        }
    }
    t->found.holds = true;
    const uint64_t first = first_of(t, t->set);
    const uint64_t size = size_of(t, t->set);
    if (wanted && first != UINT64_MAX) {
        say_stable(t, concepts, first);
    } else if (first != UINT64_MAX) {
        status = say_unstable(t, dt_lowest(concepts), first, err);
    }
    if (size > 1) {
        dt_text_format(&t->found.why, "; likewise for all its %" PRIu64 " states", size);
    }
    return status;
}

static detente_status test_stability(trial *t, detente_error *err)
{
    const uint64_t first = first_of(t, t->set);
    if (first == UINT64_MAX) {
        t->found.holds = t->claim->negated;
        dt_text_add(&t->found.why, "there is no such state");
        return DETENTE_OK;
    }
    return t->claim->every || t->claim->negated ? test_all(t, err) : test_some(t, err);
}

/* ---- the equilibria are ... ------------------------------------------------------------------ */

static detente_status collect_states(trial *t, detente_error *err)
{
    detente_status status = DETENTE_OK;
    uint64_t *one = dt_zeroed(words_of(t), sizeof *one);
    if (one == NULL) {
        return dt_no_memory(err);
    }
    for (const dt_expr *e = t->claim->what; e != NULL && status == DETENTE_OK; e = e->next) {
        memset(one, 0, words_of(t) * sizeof *one);
        status = dt_states_where(t->view->model, e, t->view->poll, one, err);
        t->has_empty |= first_of(t, one) == UINT64_MAX;
        for (size_t w = 0; w < words_of(t); w++) {
            t->set[w] |= one[w];
        }
    }
    free(one);
    return status;
}

/* E(c) = the set? */
static detente_status test_exactly_under(trial *t, unsigned c, detente_error *err)
{
    for (size_t w = 0; w < words_of(t); w++) {
        const uint64_t is = dt_view_equilibria_word(t->view, c, w);
        if (is != t->set[w]) {
            const uint64_t index = 64 * (uint64_t)w + dt_lowest(is ^ t->set[w]);
            t->found.holds = false;
            if (dt_bit(t->set, index)) {
                return say_unstable(t, c, index, err);
            }
            name_state(t, index);
            dt_text_format(&t->found.why, " is one%s under %s",
                           t->claim->what == NULL ? "" : " too", concept_id(c));
            return DETENTE_OK;
        }
    }
    return DETENTE_OK;
}

static detente_status test_exactly(trial *t, detente_error *err)
{
    detente_status status = DETENTE_OK;
    if (t->has_empty) {
        t->found.holds = false;
        dt_text_add(&t->found.why, "there is no such state");
        return DETENTE_OK;
    }
    t->found.holds = true;
    for (unsigned c = 0; c < DETENTE_CONCEPT_COUNT && t->found.holds && status == DETENTE_OK; c++) {
        if ((t->claim->concepts >> c & 1) != 0) {
            status = test_exactly_under(t, c, err);
        }
    }
    if (t->found.holds) {
        dt_text_format(&t->found.why, "%" PRIu64 " of %" PRIu64 " states, no other",
                       size_of(t, t->set), t->view->count);
    }
    return status;
}

/* ---- reachability ---------------------------------------------------------------------------- */

/* "2 moves: Pakistan to state 3 (YYN); United States to state 7 (YYY)" */
static detente_status say_way(trial *t, const dt_reach *reach, uint64_t index, detente_error *err)
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
                       party_name(t, steps[k].party));
        name_state(t, steps[k].state);
    }
    free(steps);
    return DETENTE_OK;
}

static void say_by_improvements(trial *t)
{
    if (t->claim->by_improvements) {
        dt_text_add(&t->found.why, " by ");
        dt_text_add(&t->found.why, dt_say(t->style, DT_WORD_IMPROVEMENTS));
    }
}

static detente_status test_reached(trial *t, detente_error *err)
{
    if (t->view->model->status_quo == 0) {
        t->found.holds = false;
        dt_text_add(&t->found.why, "the file gives no status quo");
        return DETENTE_OK;
    }
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
        name_state(t, nearest);
    } else {
        status = say_way(t, &reach, nearest, err);
    }
    dt_reach_clear(&reach);
    return status;
}

/* ---- preference ------------------------------------------------------------------------------ */

/* The state of a set with the least (greatest) rank. */
static uint64_t extreme(const trial *t, const uint64_t *set, bool greatest)
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

static void test_prefers(trial *t)
{
    const uint64_t worst = extreme(t, t->set, false);
    const uint64_t best = extreme(t, t->other, true);
    if (worst == UINT64_MAX || best == UINT64_MAX) {
        t->found.holds = false;
        dt_text_add(&t->found.why, "there is no such state");
        return;
    }
    const uint32_t *ranks = t->view->model->states->ranks[t->claim->party];
    t->found.holds = ranks[worst] > ranks[best];
    name_state(t, worst);
    dt_text_format(&t->found.why, " has rank %" PRIu32 ", ", ranks[worst]);
    name_state(t, best);
    dt_text_format(&t->found.why, " has rank %" PRIu32, ranks[best]);
}

/* ---- any claim ------------------------------------------------------------------------------- */

/* A concept of the claim that this analysis did not decide; NULL = none. */
static const char *undecided(const trial *t)
{
    const uint32_t missing = t->claim->concepts & ~t->view->analysis->verdicts.concepts;
    return missing == 0 ? NULL : detente_concept_name((detente_concept)dt_lowest(missing));
}

static detente_status test(trial *t, detente_error *err)
{
    detente_status status = DETENTE_OK;
    const char *missing = undecided(t);
    if (missing != NULL) {
        t->found.holds = false;
        dt_text_format(&t->found.why, "%s does not apply to this model", missing);
        return DETENTE_OK;
    }
    DT_TRY(collect_states(t, err));
    if (t->claim->than != NULL) {
        DT_TRY(dt_states_where(t->view->model, t->claim->than, t->view->poll, t->other, err));
    }
    switch (t->claim->kind) {
    case DT_CLAIM_EQUILIBRIUM:
    case DT_CLAIM_STABLE:
        status = test_stability(t, err);
        break;
    case DT_CLAIM_EXACTLY:
        status = test_exactly(t, err);
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
    trial t = {.view = view, .style = style, .claim = claim};
    t.set = dt_zeroed(words_of(&t), sizeof *t.set);
    t.other = dt_zeroed(words_of(&t), sizeof *t.other);
    detente_status status = t.set == NULL || t.other == NULL ? dt_no_memory(err) : test(&t, err);
    if (status == DETENTE_OK && t.found.why.failed) {
        status = dt_no_memory(err);
    }
    if (status == DETENTE_OK) {
        *out = t.found;
    } else {
        dt_finding_clear(&t.found);
    }
    free(t.set);
    free(t.other);
    return status;
}
