/* SPDX-License-Identifier: MIT
 *
 * Counting over the whole product space what is stable for whom.
 *
 * Whether a state is stable for a party depends on the options that its planes, its thresholds and
 * the rules read; every combination of these stands for 2^(options not read) states.  So a party is
 * counted over what concerns it, and the equilibria over what concerns anybody, where a leaf is
 * left as soon as some party is found to leave all of it.
 *
 * Time: one judgement per party, concept and leaf of 4096 combinations, 0.1 to 1 us.
 */
#include "engines/dense/judge.h"

#define EVERYBODY UINT32_MAX

typedef struct counting {
    const dt_dense *dense;
    uint32_t party; /* whose stable states are counted; EVERYBODY: the equilibria */
    uint64_t low;   /* options that the pass runs over (judge.h) */
    uint64_t high;
    dt_judge *judges; /* [thread] */
    dt_poll *poll;
    _Atomic uint64_t *counts; /* [concept][party + 1], the last for the equilibria; then any */
} counting;

static uint64_t size_of(dt_leaf_verdict kind, const uint64_t *words, uint64_t feasible)
{
    return kind == DT_LEAF_NONE  ? 0
           : kind == DT_LEAF_ALL ? feasible
                                 : dt_bits_popcount(words, DT_LEAF_WORDS);
}

/* both = both and one; returns what kind of leaf that is */
static dt_leaf_verdict meet(dt_leaf_verdict a, uint64_t *both, dt_leaf_verdict b,
                            const uint64_t *one)
{
    if (a == DT_LEAF_NONE || b == DT_LEAF_NONE) {
        return DT_LEAF_NONE;
    }
    if (b == DT_LEAF_SOME) {
        uint64_t any = 0;
        for (uint32_t w = 0; w < DT_LEAF_WORDS; w++) {
            both[w] = a == DT_LEAF_ALL ? one[w] : both[w] & one[w];
            any |= both[w];
        }
        return any == 0 ? DT_LEAF_NONE : DT_LEAF_SOME;
    }
    return a;
}

/* Places of the counts. */
static size_t row_count(const dt_dense *dense)
{
    return DT_SQUARE_COUNT * ((size_t)dense->parties + 1) + 1;
}

static uint64_t feasible_states(const dt_judge *judge)
{
    return judge->feasible_kind == DT_LEAF_ALL ? (uint64_t)1 << DT_LEAF_LANES
           : judge->feasible_kind == DT_LEAF_NONE
               ? 0
               : dt_bits_popcount(judge->feasible, DT_LEAF_WORDS);
}

static bool is_counted(const dt_dense *dense, uint32_t concept)
{
    return dt_asks(dense->concepts, (detente_concept)concept) && dense->same_as[concept] == concept;
}

/* The states of the leaf that are stable for one party. */
static void count_party(const counting *run, dt_judge *judge, uint64_t *counts)
{
    const dt_dense *dense = run->dense;
    const uint64_t feasible = feasible_states(judge);
    uint64_t one[DT_LEAF_WORDS];
    for (uint32_t c = 0; feasible > 0 && c < DT_SQUARE_COUNT; c++) {
        if (is_counted(dense, c)) {
            const dt_leaf_verdict kind = dt_judge_stable(judge, (detente_concept)c, run->party,
                                                         one);
            counts[c * (dense->parties + 1) + run->party] += size_of(kind, one, feasible);
        }
    }
}

/* The equilibria of the leaf. */
static void count_equilibria(const counting *run, dt_judge *judge, uint64_t *counts)
{
    uint64_t some[DT_LEAF_WORDS] = {0};
    bool every = false;
    const dt_dense *dense = run->dense;
    const uint64_t feasible = feasible_states(judge);
    for (uint32_t c = 0; feasible > 0 && c < DT_SQUARE_COUNT; c++) {
        uint64_t all[DT_LEAF_WORDS];
        uint64_t one[DT_LEAF_WORDS];
        dt_leaf_verdict together = is_counted(dense, c) ? DT_LEAF_ALL : DT_LEAF_NONE;
        for (uint32_t i = 0; i < dense->parties && together != DT_LEAF_NONE; i++) {
            const dt_leaf_verdict kind = dt_judge_stable(judge, (detente_concept)c, i, one);
            together = meet(together, all, kind, one);
        }
        counts[c * (dense->parties + 1) + dense->parties] += size_of(together, all, feasible);
        every = every || together == DT_LEAF_ALL;
        for (uint32_t w = 0; together == DT_LEAF_SOME && w < DT_LEAF_WORDS; w++) {
            some[w] |= all[w];
        }
    }
    counts[row_count(dense) - 1] += every ? feasible : dt_bits_popcount(some, DT_LEAF_WORDS);
}

static uint64_t leaves_of(uint64_t options)
{
    return (uint64_t)1 << (dt_popcount(options) - DT_LEAF_LANES);
}

static void count_body(void *context, uint64_t task, uint32_t thread)
{
    counting *run = context;
    const uint64_t leaves = leaves_of(run->low | run->high);
    const size_t rows = row_count(run->dense);
    uint64_t counts[DT_SQUARE_COUNT * (DT_MOST_PARTIES + 1) + 1] = {0};
    dt_judge *judge = &run->judges[thread];
    if (dt_poll_stopped(run->poll)) {
        return;
    }
    const uint64_t first = task * 64;
    const unsigned count = leaves - first < 64 ? (unsigned)(leaves - first) : 64;
    dt_judge_batch(judge, first, count);
    for (unsigned k = 0; k < count; k++) {
        dt_judge_leaf(judge, k);
        if (run->party == EVERYBODY) {
            count_equilibria(run, judge, counts);
        } else {
            count_party(run, judge, counts);
        }
    }
    for (size_t r = 0; r < rows; r++) {
        if (counts[r] != 0) {
            atomic_fetch_add_explicit(&run->counts[r], counts[r], memory_order_relaxed);
        }
    }
    dt_poll_add(run->poll, (uint64_t)count << DT_LEAF_LANES);
}

static void end_judges(counting *run, uint32_t threads)
{
    for (uint32_t k = 0; run->judges != NULL && k < threads; k++) {
        dt_judge_clear(&run->judges[k]);
    }
    free(run->judges);
    run->judges = NULL;
}

/* One pass; the totals grow by as many states as each combination stands for. */
static detente_status count_pass(counting *run, uint32_t threads, uint64_t *totals,
                                 detente_error *err)
{
    detente_status status = DETENTE_OK;
    const unsigned unseen = run->dense->options - dt_popcount(run->low | run->high);
    run->judges = dt_zeroed(threads, sizeof *run->judges);
    if (run->judges == NULL) {
        status = dt_no_memory(err);
    }
    for (uint32_t k = 0; status == DETENTE_OK && k < threads; k++) {
        status = dt_judge_start(&run->judges[k], run->dense, run->low, run->high, err);
    }
    if (status == DETENTE_OK) {
        dt_parallel(threads, (leaves_of(run->low | run->high) + 63) / 64, count_body, run);
    }
    for (size_t r = 0; r < row_count(run->dense); r++) {
        totals[r] += run->counts[r] << unseen;
        run->counts[r] = 0;
    }
    end_judges(run, threads);
    return status;
}

/* Options that the verdicts on one party depend on; at least a leaf of them. */
static uint64_t concerns(const dt_dense *dense, uint32_t party)
{
    uint64_t seen = dense->reads[party];
    for (uint32_t c = 0; c < DT_SQUARE_COUNT; c++) {
        seen |= dense->tables[c][party].kept;
    }
    return seen;
}

static uint64_t at_least_a_leaf(const dt_dense *dense, uint64_t seen)
{
    for (uint64_t rest = dt_dense_all(dense) & ~seen; dt_popcount(seen) < DT_LEAF_LANES;
         rest &= rest - 1) {
        seen |= rest & (0 - rest);
    }
    return seen;
}

/* What each pass runs over. */
typedef struct passes {
    uint64_t all;
    uint64_t alone[DT_MOST_PARTIES];
    uint64_t leaves; /* of all passes */
} passes;

static void plan_passes(const dt_dense *dense, passes *out)
{
    out->all = 0;
    out->leaves = 0;
    for (uint32_t i = 0; i < dense->parties; i++) {
        out->alone[i] = at_least_a_leaf(dense, concerns(dense, i));
        out->all |= out->alone[i];
        out->leaves += leaves_of(out->alone[i]);
    }
    out->leaves += leaves_of(out->all);
}

static detente_status count_all(counting *run, const passes *plan, uint32_t threads,
                                uint64_t *totals, detente_error *err)
{
    detente_status status = DETENTE_OK;
    run->party = EVERYBODY;
    run->high = plan->all;
    DT_TRY(count_pass(run, threads, totals, err));
    for (uint32_t i = 0; i < run->dense->parties && !dt_poll_stopped(run->poll); i++) {
        run->party = i;
        /* a party's thresholds do not depend on its free options: with these lowest they are
         * alike all over many a leaf */
        run->low = plan->alone[i] & dt_dense_free(run->dense, i);
        run->high = plan->alone[i] & ~run->low;
        DT_TRY(count_pass(run, threads, totals, err));
    }
done:
    return status;
}

detente_status dt_dense_count(const dt_dense *dense, const detente_limits *limits, dt_verdicts *out,
                              detente_error *err)
{
    dt_poll poll;
    passes plan;
    counting run = {.dense = dense, .poll = &poll};
    detente_status status = DETENTE_OK;
    uint64_t *totals = dt_zeroed(row_count(dense), sizeof *totals);
    run.counts = dt_zeroed(row_count(dense), sizeof *run.counts);
    if (run.counts == NULL || totals == NULL) {
        status = dt_no_memory(err);
        goto done;
    }
    plan_passes(dense, &plan);
    dt_poll_start(&poll, limits, "counting what holds", plan.leaves << DT_LEAF_LANES);
    DT_TRY(count_all(&run, &plan, dt_threads(limits), totals, err));
    if (dt_poll_stopped(&poll)) {
        status = dt_poll_cancelled(&poll, err);
        goto done;
    }
    for (uint32_t c = 0; c < DT_SQUARE_COUNT; c++) {
        const uint64_t *row = totals + dense->same_as[c] * (dense->parties + 1);
        for (uint32_t i = 0; i < dense->parties; i++) {
            out->counts[c][i] = row[i];
        }
        out->equilibria[c] = row[dense->parties];
    }
    out->any_equilibria = totals[row_count(dense) - 1];
done:
    free(run.counts);
    free(totals);
    return status;
}
