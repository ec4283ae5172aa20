/* SPDX-License-Identifier: MIT
 *
 * Every sentence of a brief, on random models, against the definitions: what it says, of which
 * outcomes, under what, of whom, how many, and that its words say so.  Which rows there are is
 * test_outlook.c's.
 */
#include "write/brief_words.h"

#include "outlook_trial.h"

#define ROUNDS 600 /* per form */

/* ---- the definitions ------------------------------------------------------------------------- */

typedef struct rung {
    detente_concept concept;
    const char *is, *would;
} rung;

static const rung rungs[] = {
    {DETENTE_NASH, " is firm", " would be firm"},
    {DETENTE_SSEQ, " is guarded", " would be guarded"},
    {DETENTE_SEQ, " is loosely guarded", " would be loosely guarded"},
    {DETENTE_SMR, " is held by fear", " would be held by fear"},
    {DETENTE_GMR, " barely holds", " would barely hold"},
};

/* The first rung on which the state is an equilibrium; 5: none. */
static uint32_t rung_of(const trial *t, uint32_t s)
{
    for (uint32_t k = 0; k < 5; k++) {
        if ((reference_holds_under(&t->verdicts, s) >> rungs[k].concept & 1) != 0) {
            return k;
        }
    }
    return 5;
}

static void check_firmness(const dt_sentence *s, const trial *t, uint32_t state, bool today)
{
    const uint32_t k = rung_of(t, state);
    const bool both = k == 2 &&
                      (reference_holds_under(&t->verdicts, state) >> DETENTE_SMR & 1) != 0;
    detente_concepts under = {{0}};
    if (k < 5) {
        detente_concepts_add(&under, rungs[k].concept);
    }
    if (both) {
        detente_concepts_add(&under, DETENTE_SMR);
    }
    assert_memory_equal(&s->concepts, &under, sizeof under);
    assert_non_null(strstr(s->text, k == 5  ? " does not hold"
                                    : today ? rungs[k].is
                                            : rungs[k].would));
    assert_int_equal(strstr(s->text, " and held by fear") != NULL, both);
}

static uint64_t gainers(const trial *t, uint32_t state, bool lose)
{
    uint64_t set = 0;
    for (uint32_t i = 0; i < t->graph->parties; i++) {
        set |= (uint64_t)(lose ? *reference_better(t->graph, i, state, t->today)
                               : *reference_better(t->graph, i, t->today, state))
               << i;
    }
    return set;
}

/* The row that a sentence speaks of. */
static const dt_row *row_of(const trial *t, const dt_sentence *s)
{
    for (uint32_t k = 0; k < t->outlook.row_count; k++) {
        const dt_row *row = &t->outlook.rows[k];
        if (row->outcome_count == s->of_count &&
            (s->of_count == 0 || memcmp(row->outcomes, s->of, s->of_count * sizeof *s->of) == 0)) {
            return row;
        }
    }
    fail();
    return NULL;
}

/* ---- one sentence ---------------------------------------------------------------------------- */

static bool says(const dt_sentence *s, const char *what)
{
    return strncmp(s->says, what, strlen(what)) == 0;
}

static void check_today(const trial *t, const dt_sentence *s)
{
    check_firmness(s, t, t->today, true);
    for (uint32_t a = 0; a < t->judge.syntax->outcome_count; a++) {
        bool named = false;
        for (uint32_t k = 0; k < s->of_count; k++) {
            named = named || s->of[k] == a;
        }
        assert_int_equal(named, is(t, a, t->today));
    }
    for (uint32_t i = 0; i < t->graph->parties; i++) {
        if ((s->who >> i & 1) != 0) {
            assert_false(reference_stays(&t->verdicts, DETENTE_NASH, i, t->today));
            assert_int_equal(strstr(s->text, "whatever the answer") != NULL,
                             !reference_stays(&t->verdicts, DETENTE_GMR, i, t->today));
        }
    }
    assert_int_equal(s->who == 0, rung_of(t, t->today) == 0);
}

/* Does the row's name hold of it? */
static bool is_of(const trial *t, const dt_row *row, uint32_t s)
{
    bool of = row->outcome_count > 0;
    for (uint32_t k = 0; k < row->outcome_count; k++) {
        of = of && is(t, row->outcomes[k], s);
    }
    return of;
}

/* What is said without "in some forms" is so of all that go by the name and hold so firmly; without
 * "in the nearest form" all of them are liked by the same. */
static void check_forms(const trial *t, const dt_row *row, const dt_sentence *s)
{
    const uint32_t state = (uint32_t)row->state;
    const bool today = t->today != UINT32_MAX && is_of(t, row, t->today);
    const bool said = strstr(s->text, " in one form") != NULL ||
                      strstr(s->text, " in some forms") != NULL;
    uint32_t firmest = 5, firmly = 0, forms = 0;
    bool mixed = false;
    for (uint32_t k = 0; k < t->graph->states; k++) {
        if (!is_of(t, row, k)) {
            continue;
        }
        forms++;
        if (k != t->today) {
            firmest = rung_of(t, k) < firmest ? rung_of(t, k) : firmest;
            firmly += rung_of(t, k) == rung_of(t, state);
            mixed = mixed || (t->today != UINT32_MAX && rung_of(t, k) == rung_of(t, state) &&
                              (gainers(t, k, false) != gainers(t, state, false) ||
                               gainers(t, k, true) != gainers(t, state, true)));
        }
    }
    assert_int_equal(row->forms, forms);
    assert_int_equal(
        strstr(s->text, "another form") != NULL || strstr(s->text, "other forms") != NULL, today);
    if (row->outcome_count > 0 && !today) {
        assert_int_equal(said, firmest < rung_of(t, state) || firmly > row->so_firmly);
    }
    if (firmly == row->so_firmly) {
        assert_int_equal(strstr(s->text, "nearest form") != NULL, mixed);
    }
}

static void check_holds(const trial *t, const dt_sentence *s)
{
    const dt_row *row = row_of(t, s);
    const uint32_t state = (uint32_t)row->state;
    check_firmness(s, t, state, false);
    assert_int_equal(s->count, row->so_firmly);
    check_forms(t, row, s);
    if (t->today == UINT32_MAX) {
        assert_string_equal(s->says, "holds");
        return;
    }
    const uint64_t gain = gainers(t, state, false), lose = gainers(t, state, true);
    const uint64_t all = reference_everybody(t->graph);
    assert_string_equal(s->says, gain == all ? "holds-all-gain"
                                 : lose != 0 ? "holds-at-cost"
                                 : gain != 0 ? "holds-nobody-loses"
                                             : "holds-as-good");
    assert_int_equal(s->who, lose != 0 ? lose : gain);
    assert_int_equal(strstr(s->text, "at a cost to ") != NULL, lose != 0);
    assert_int_equal(strstr(s->text, "nobody loses") != NULL,
                     lose == 0 && gain != 0 && gain != all);
    assert_int_equal(strstr(s->text, "nobody gains") != NULL, lose != 0 && gain == 0);
}

/* "Only at a cost to": whichever of the states it comes to, those lose. */
static void check_cost(const trial *t, const dt_sentence *s, const bool *ends)
{
    bool only = true;
    for (uint32_t k = 0; k < t->graph->states; k++) {
        bool alone[64] = {false};
        reference_coming right;
        if (ends[k] && t->graph->states <= 64) {
            alone[k] = true;
            reference_come(t->graph, t->today, alone, &right);
            only = only && (right.kind == 4 || (s->who & ~gainers(t, k, true)) == 0);
        }
    }
    if (s->who != 0 && t->graph->states <= 64) {
        assert_int_equal(strstr(s->text, "only at a cost to") != NULL, only);
    }
}

/* No group is named, of which there may be others; who moves before, because it pays, is no part of
 * the joint move. */
static void check_joint(const dt_sentence *s, const dt_row *row)
{
    const dt_coming *c = &row->coming;
    assert_null(strstr(s->text, "joint move of"));
    assert_int_equal(strstr(s->text, ", once it paid ") != NULL, c->joint_at > 0);
    for (uint32_t k = c->joint_at; k < c->followed_at; k++) {
        assert_true((c->group >> c->steps[k].party & 1) != 0);
    }
}

static void check_way(const trial *t, const dt_sentence *s, const dt_sentence *before)
{
    static const char *const kinds[] = {"comes-itself", "comes-first-step", "comes-together",
                                        "comes-at-cost", "comes-not"};
    static const char *const words[] = {"by itself", "after a first step", "could come only", "",
                                        "No moves lead "};
    const dt_row *row = row_of(t, s);
    bool *ends = calloc(t->graph->states, sizeof *ends);
    uint32_t count = 0;
    reference_coming right;
    assert_true(before != NULL && says(before, "holds") && row_of(t, before) == row);
    /* test_outlook.c holds the row's states against the definition; here only how many there are
     * and that the one shown is one of them is used. */
    for (uint32_t k = 0; k < t->graph->states; k++) {
        bool in = k != t->today && rung_of(t, k) == rung_of(t, (uint32_t)row->state);
        uint32_t names = 0;
        for (uint32_t a = 0; in && a < row->outcome_count; a++) {
            in = is(t, row->outcomes[a], k);
        }
        for (uint32_t a = 0; a < t->judge.syntax->outcome_count; a++) {
            names += is(t, a, k);
        }
        ends[k] = in && (row->outcome_count > 0 || names == 0);
        count += ends[k];
    }
    if (count == row->so_firmly) { /* no other row has states of all its outcomes */
        reference_come(t->graph, t->today, ends, &right);
        assert_string_equal(s->says, kinds[right.kind]);
        assert_non_null(strstr(s->text, words[right.kind]));
        assert_true(right.kind == 4 || s->count == right.steps);
        if (right.kind == 1) {
            assert_int_equal(s->who, (uint64_t)1 << right.first);
            assert_int_equal(strstr(s->text, "at a loss by ") != NULL, right.costs);
            assert_int_equal(strstr(s->text, "that brings nothing to ") != NULL, !right.costs);
        }
        if (right.kind == 2) {
            check_joint(s, row);
        }
        if (right.kind == 4) {
            assert_int_equal(strstr(s->text, "such a form") != NULL,
                             row->outcome_count > 0 && row->forms > row->so_firmly);
        }
        if (right.kind == 3) {
            assert_int_equal(s->who, gainers(t, (uint32_t)row->state, true));
            check_cost(t, s, ends);
        }
    }
    free(ends);
}

static void check_tempted(const trial *t, const dt_sentence *s)
{
    const dt_row *row = row_of(t, s);
    bool found = false;
    for (uint32_t i = 0; i < t->graph->parties; i++) {
        found = found || ((s->who >> i & 1) != 0 &&
                          !reference_stays(&t->verdicts, DETENTE_NASH, i, (uint32_t)row->state) &&
                          reference_stays(&t->verdicts,
                                          (detente_concept)detente_concepts_next(&s->concepts, 0),
                                          i, (uint32_t)row->state));
    }
    assert_true(found);
    const bool credible = detente_concepts_have(&s->concepts, DETENTE_SEQ) ||
                          detente_concepts_have(&s->concepts, DETENTE_SSEQ);
    assert_int_equal(strstr(s->text, " would then ") != NULL, credible);
    assert_int_equal(strstr(s->text, " could then ") != NULL, !credible);
}

static void check_holds_not(const trial *t, const dt_sentence *s)
{
    for (uint32_t k = 0; k < s->of_count; k++) {
        uint64_t leavers = reference_everybody(t->graph);
        bool other = false;
        for (uint32_t x = 0; x < t->graph->states; x++) {
            if (!is(t, s->of[k], x)) {
                continue;
            }
            assert_int_equal(rung_of(t, x), 5);
            other = other || x != t->today;
            for (uint32_t i = 0; i < t->graph->parties; i++) {
                leavers &= reference_stays(&t->verdicts, DETENTE_GMR, i, x) ? ~((uint64_t)1 << i)
                                                                            : UINT64_MAX;
            }
        }
        assert_true(other);
        assert_int_equal(s->who, leavers);
    }
    assert_non_null(strstr(s->text, "would hold in no form"));
}

static void check_sentence(const trial *t, const dt_sentences *told, size_t k)
{
    const dt_sentence *s = &told->list[k];
    if (says(s, "today")) {
        check_today(t, s);
    } else if (says(s, "holds-not")) {
        check_holds_not(t, s);
    } else if (says(s, "holds")) {
        check_holds(t, s);
        const bool last = k + 1 == told->count;
        assert_true(t->today == UINT32_MAX || (!last && says(s + 1, "comes")));
    } else if (says(s, "comes")) {
        check_way(t, s, k == 0 ? NULL : s - 1);
    } else {
        assert_string_equal(s->says, "tempted");
        check_tempted(t, s);
        /* it goes on about what the sentence before speaks of */
        assert_true(k > 0 && s[-1].of_count == s->of_count);
        assert_memory_equal(s[-1].of, s->of, s->of_count * sizeof *s->of);
    }
    assert_int_equal(s->text[strlen(s->text) - 1], '.');
    assert_null(strstr(s->text, "  "));
}

static void check_form(random_form form)
{
    uint32_t sentences = 0;
    for (uint64_t seed = 1; seed <= ROUNDS; seed++) {
        trial t;
        dt_sentences told;
        size_t words = 0;
        open_trial(&t, form, seed);
        const dt_reading_of reading = {&t.view, &t.outlook};
        assert_int_equal(dt_outlook_say(&reading, 1, NULL, NULL, &told, NULL), DETENTE_OK);
        for (size_t k = 0; k < told.count; k++) {
            check_sentence(&t, &told, k);
            words += dt_words_of(told.list[k].text);
        }
        assert_true(words <= DT_BRIEF_WORDS || told.count <= 2);
        sentences += (uint32_t)told.count;
        dt_sentences_clear(&told);
        close_trial(&t);
    }
    print_message("%u sentences\n", sentences);
    assert_true(sentences > 2 * ROUNDS);
}

#include "forms.h"
