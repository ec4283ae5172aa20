/* SPDX-License-Identifier: MIT
 *
 * What a conflict could come to, on random models: which rows there are, how firm they are, who
 * gains, who would leave, and their order, all by the definitions (insight/outlook.h).  The ways
 * are test_coming.c's.
 */
#include "outlook_trial.h"

#define ROUNDS 1000 /* per form */

/* ---- the definitions ------------------------------------------------------------------------- */

static bool under(const trial *t, detente_concept concept, uint32_t s)
{
    return (reference_holds_under(&t->verdicts, s) >> concept & 1) != 0;
}

/* 5 firm ... 0 does not hold. */
static uint32_t firmness(const trial *t, uint32_t s)
{
    return under(t, DETENTE_NASH, s)   ? 5
           : under(t, DETENTE_SSEQ, s) ? 4
           : under(t, DETENTE_SEQ, s)  ? 3
           : under(t, DETENTE_SMR, s)  ? 2
           : under(t, DETENTE_GMR, s)  ? 1
                                       : 0;
}

static uint32_t size_of(const trial *t, uint32_t outcome)
{
    uint32_t size = 0;
    for (uint32_t s = 0; s < t->judge.state_count; s++) {
        size += is(t, outcome, s);
    }
    return size;
}

/* Every state of a is one of b, and b has others. */
static bool narrower(const trial *t, uint32_t a, uint32_t b)
{
    for (uint32_t s = 0; s < t->judge.state_count; s++) {
        if (is(t, a, s) && !is(t, b, s)) {
            return false;
        }
    }
    return size_of(t, a) < size_of(t, b);
}

/* Does outcome a name state s, where each state has all its outcomes, or the narrowest alone? */
static bool names(const trial *t, uint32_t a, uint32_t s, bool alone)
{
    bool named = is(t, a, s);
    for (uint32_t b = 0; named && b < t->judge.syntax->outcome_count; b++) {
        if (b == a || !is(t, b, s)) {
            continue;
        }
        const bool before = size_of(t, b) < size_of(t, a) ||
                            (size_of(t, b) == size_of(t, a) && b < a);
        named = alone ? !before : !narrower(t, b, a);
    }
    return named;
}

static bool same_row(const trial *t, uint32_t s, uint32_t u, bool alone)
{
    for (uint32_t a = 0; a < t->judge.syntax->outcome_count; a++) {
        if (names(t, a, s, alone) != names(t, a, u, alone)) {
            return false;
        }
    }
    return true;
}

/* How many rows there are of states that hold. */
static uint32_t count_rows(const trial *t, bool alone)
{
    uint32_t rows = 0;
    for (uint32_t s = 0; s < t->judge.state_count; s++) {
        bool first = s != t->today && firmness(t, s) > 0;
        for (uint32_t u = 0; first && u < s; u++) {
            first = u == t->today || firmness(t, u) == 0 || !same_row(t, s, u, alone);
        }
        rows += first;
    }
    return rows;
}

/* ---- one row --------------------------------------------------------------------------------- */

static bool in_row(const trial *t, const dt_row *row, uint32_t s)
{
    uint32_t count = 0;
    bool all = s != t->today && firmness(t, s) > 0;
    for (uint32_t a = 0; a < t->judge.syntax->outcome_count; a++) {
        count += names(t, a, s, t->outlook.narrowest);
    }
    for (uint32_t k = 0; k < row->outcome_count; k++) {
        all = all && names(t, row->outcomes[k], s, t->outlook.narrowest);
    }
    return all && count == row->outcome_count;
}

static void check_likes(const trial *t, const dt_row *row, const bool *ends)
{
    for (uint32_t i = 0; i < t->judge.graph.parties; i++) {
        const uint32_t here = reference_rank(&t->judge, i, (uint32_t)row->state);
        const uint32_t today = reference_rank(&t->judge, i, t->today);
        uint32_t low = UINT32_MAX, high = 0, of = 0;
        for (uint32_t s = 0; s < t->judge.state_count; s++) {
            const uint32_t rank = reference_rank(&t->judge, i, s);
            of = rank > of ? rank : of;
            low = ends[s] && rank < low ? rank : low;
            high = ends[s] && rank > high ? rank : high;
        }
        assert_int_equal(row->likes[i].here, here);
        assert_int_equal(row->likes[i].today, today);
        assert_int_equal(row->likes[i].low, low);
        assert_int_equal(row->likes[i].high, high);
        assert_int_equal(row->likes[i].of, of);
        assert_int_equal(row->gainers >> i & 1, here > today);
        assert_int_equal(row->losers >> i & 1, here < today);
    }
}

static void check_tempted(const trial *t, const dt_row *row)
{
    uint32_t k = 0;
    const uint32_t s = (uint32_t)row->state;
    for (uint32_t i = 0; i < t->judge.graph.parties; i++) {
        if (reference_stays(&t->verdicts, DETENTE_NASH, i, s)) {
            continue;
        }
        assert_true(k < row->tempted_count);
        const dt_tempted *found = &row->tempted[k++];
        assert_int_equal(found->party, i);
        assert_true(*reference_better(&t->judge.graph, i, s, (uint32_t)found->to));
        assert_int_equal(found->stays, reference_stays(&t->verdicts, found->concept, i, s));
        assert_int_equal(found->stays, reference_stays(&t->verdicts, DETENTE_GMR, i, s) ||
                                           found->concept == DETENTE_SIM);
    }
    assert_int_equal(row->tempted_count, k);
}

static void check_held(const trial *t, const dt_row *row)
{
    const uint32_t states = t->judge.state_count;
    bool *ends = calloc(states, sizeof *ends);
    uint32_t firmest = 0, count = 0, firmly = 0;
    for (uint32_t s = 0; s < states; s++) {
        if (in_row(t, row, s)) {
            count++;
            firmest = firmness(t, s) > firmest ? firmness(t, s) : firmest;
        }
    }
    for (uint32_t s = 0; s < states; s++) {
        ends[s] = in_row(t, row, s) && firmness(t, s) == firmest;
        firmly += ends[s];
    }
    assert_true(count > 0);
    assert_int_equal(row->states, count);
    assert_int_equal(row->firmness, firmest);
    assert_int_equal(row->so_firmly, firmly);
    assert_true(ends[row->state]);
    assert_int_equal(row->also_feared, firmest == 3 && under(t, DETENTE_SMR, (uint32_t)row->state));
    if (t->today != UINT32_MAX) {
        reference_coming right;
        reference_come(&t->judge.graph, t->today, ends, &right);
        assert_int_equal(row->coming.kind, right.kind);
        assert_true(right.kind == 4 || row->coming.step_count == right.steps);
        check_likes(t, row, ends);
    }
    check_tempted(t, row);
    free(ends);
}

static void check_unheld(const trial *t, const dt_row *row)
{
    assert_int_equal(row->outcome_count, 1);
    const uint32_t a = row->outcomes[0];
    uint64_t leavers = reference_everybody(&t->judge.graph);
    for (uint32_t s = 0; s < t->judge.state_count; s++) {
        if (!is(t, a, s)) {
            continue;
        }
        assert_int_equal(firmness(t, s), 0);
        for (uint32_t i = 0; i < t->judge.graph.parties; i++) {
            leavers &= reference_stays(&t->verdicts, DETENTE_GMR, i, s) ? ~((uint64_t)1 << i)
                                                                        : UINT64_MAX;
        }
    }
    assert_int_equal(row->firmness, 0);
    assert_int_equal(row->states, size_of(t, a));
    assert_int_equal(row->leavers, leavers);
    assert_true(is(t, a, (uint32_t)row->state));
}

/* How many outcomes have states besides today, none of which holds, nor today if it is one. */
static uint32_t count_unheld(const trial *t)
{
    uint32_t count = 0;
    for (uint32_t a = 0; a < t->judge.syntax->outcome_count; a++) {
        bool other = false, holds = false;
        for (uint32_t s = 0; s < t->judge.state_count; s++) {
            other = other || (is(t, a, s) && s != t->today);
            holds = holds || (is(t, a, s) && firmness(t, s) > 0);
        }
        count += other && !holds;
    }
    return count;
}

/* ---- the whole ------------------------------------------------------------------------------- */

static uint32_t bits(uint64_t set)
{
    uint32_t count = 0;
    for (; set != 0; set >>= 1) {
        count += set & 1;
    }
    return count;
}

static void check_order(const dt_outlook *o)
{
    for (uint32_t k = 1; k < o->row_count; k++) {
        const dt_row *a = &o->rows[k - 1], *b = &o->rows[k];
        assert_true(a->firmness >= b->firmness);
        if (a->firmness == b->firmness) {
            assert_true(bits(a->losers) <= bits(b->losers));
            assert_true(bits(a->losers) < bits(b->losers) || bits(a->gainers) >= bits(b->gainers));
        }
    }
}

static void check_model(random_form form, uint64_t seed, uint32_t *narrow, uint32_t *rows)
{
    trial t;
    open_trial(&t, form, seed);
    const dt_outlook *o = &t.outlook;
    const uint32_t all = count_rows(&t, false);
    assert_int_equal(o->narrowest, all > DT_MOST_ROWS);
    assert_int_equal(o->held, o->narrowest ? count_rows(&t, true) : all);
    assert_int_equal(o->row_count - o->held, count_unheld(&t));
    assert_int_equal(o->has_today, t.today != UINT32_MAX);
    if (o->has_today) {
        bool ends[64] = {false};
        assert_int_equal(o->today.state, t.today);
        assert_int_equal(o->today.firmness, firmness(&t, t.today));
        check_tempted(&t, &o->today);
        if (t.judge.state_count <= 64) {
            ends[t.today] = true;
            check_likes(&t, &o->today, ends);
        }
    }
    for (uint32_t k = 0; k < o->row_count; k++) {
        (k < o->held ? check_held : check_unheld)(&t, &o->rows[k]);
    }
    for (uint32_t a = 0; a < t.judge.syntax->outcome_count; a++) {
        uint32_t firmest = 0;
        for (uint32_t s = 0; s < t.judge.state_count; s++) {
            firmest = is(&t, a, s) && firmness(&t, s) > firmest ? firmness(&t, s) : firmest;
        }
        assert_int_equal(o->firmest[a], firmest);
    }
    check_order(o);
    *narrow += o->narrowest;
    *rows += o->row_count;
    close_trial(&t);
}

static void check_form(random_form form)
{
    uint32_t narrow = 0, rows = 0;
    for (uint64_t seed = 1; seed <= ROUNDS; seed++) {
        check_model(form, seed, &narrow, &rows);
    }
    print_message("%u rows, %u models with many\n", rows, narrow);
    assert_true(rows > ROUNDS);
    assert_true(narrow > 0 || form == RANDOM_GRAPH);
}

#include "forms.h"
