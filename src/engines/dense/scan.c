/* SPDX-License-Identifier: MIT
 *
 * Walking over the product space in the order of the codes: the verdicts of some hundred thousand
 * codes are recomputed by all threads, then handed over in order.
 */
#include "base/hot.h"

#include "engines/dense/judge.h"

#define PIECE_LEAVES 64u
#define PIECE_WORDS (PIECE_LEAVES * DT_LEAF_WORDS)
#define PIECES_PER_THREAD 2u

/* What one task works out: bits per code. */
typedef struct piece {
    uint64_t feasible[PIECE_WORDS];
    uint64_t hits[PIECE_WORDS];
    uint64_t stable[DT_SQUARE_COUNT][PIECE_WORDS];
} piece;

typedef struct scanner {
    const dt_dense *dense;
    const dt_scan_request *request;
    dt_square square; /* asked for */
    dt_judge *judges; /* [thread] */
    dt_program where_program;
    dt_wire where;            /* in where_program */
    dt_runner *where_runners; /* [thread]; NULL: everywhere */
    uint32_t threads;
    piece *pieces;
    uint64_t first; /* piece of the round */
    dt_poll poll;
} scanner;

/* stable = states of the leaf that are stable for the party asked for, or for everybody */
static void judge_leaf(const scanner *s, dt_judge *judge, detente_concept concept, uint64_t *stable)
{
    const uint32_t asked = s->request->party;
    const uint32_t from = asked == DETENTE_EVERY_PARTY ? 0 : asked;
    const uint32_t to = asked == DETENTE_EVERY_PARTY ? s->dense->parties : asked + 1;
    uint64_t one[DT_LEAF_WORDS];
    memcpy(stable, judge->feasible, sizeof judge->feasible);
    for (uint32_t i = from; i < to; i++) {
        const dt_leaf_verdict kind = dt_judge_stable(judge, concept, i, one);
        if (kind == DT_LEAF_NONE) {
            memset(stable, 0, sizeof one);
            return;
        }
        for (uint32_t w = 0; kind == DT_LEAF_SOME && w < DT_LEAF_WORDS; w++) {
            stable[w] &= one[w];
        }
    }
}

static void where_leaf(const scanner *s, dt_runner *runner, uint64_t *hits)
{
    const dt_vector where = dt_runner_get(runner, s->where);
    for (uint32_t w = 0; w < DT_LEAF_WORDS; w++) {
        hits[w] &= (where.words == NULL ? 0 : where.words[w]) ^ where.flip;
    }
}

static void piece_body(void *context, uint64_t task, uint32_t thread)
{
    scanner *s = context;
    const uint64_t leaves = (uint64_t)1 << (s->dense->options - DT_LEAF_LANES);
    const uint64_t first = (s->first + task) * PIECE_LEAVES;
    dt_judge *judge = &s->judges[thread];
    dt_runner *runner = s->where_runners == NULL ? NULL : &s->where_runners[thread];
    piece *out = &s->pieces[task];
    memset(out, 0, sizeof *out);
    if (first >= leaves || dt_poll_stopped(&s->poll)) {
        return;
    }
    const unsigned count = leaves - first < PIECE_LEAVES ? (unsigned)(leaves - first)
                                                         : PIECE_LEAVES;
    dt_judge_batch(judge, first, count);
    if (runner != NULL) {
        dt_runner_batch(runner, judge->codes, count);
    }
    for (unsigned k = 0; k < count; k++) {
        const size_t at = (size_t)k * DT_LEAF_WORDS;
        dt_judge_leaf(judge, k);
        memcpy(out->feasible + at, judge->feasible, sizeof judge->feasible);
        if (s->request->all) {
            memcpy(out->hits + at, judge->feasible, sizeof judge->feasible);
        }
        for (uint32_t c = 0; c < DT_SQUARE_COUNT; c++) {
            if (dt_asks(s->square, (detente_concept)c)) {
                judge_leaf(s, judge, (detente_concept)c, out->stable[c] + at);
                for (uint32_t w = 0; w < DT_LEAF_WORDS; w++) {
                    out->hits[at + w] |= out->stable[c][at + w];
                }
            }
        }
        if (runner != NULL) {
            dt_runner_leaf(runner, k);
            where_leaf(s, runner, out->hits + at);
        }
    }
    dt_poll_add(&s->poll, (uint64_t)count << DT_LEAF_LANES);
}

/* Hand over the hits of a piece; *index is the index of its first feasible state, then of the next
 * piece's. */
static bool deliver(const scanner *s, const piece *p, uint64_t code, uint64_t *index,
                    dt_scan_found *found, void *payload)
{
    for (size_t w = 0; w < PIECE_WORDS; w++) {
        for (uint64_t hits = p->hits[w]; hits != 0; hits &= hits - 1) {
            const unsigned k = dt_lowest(hits);
            const uint64_t below = p->feasible[w] & (((uint64_t)1 << k) - 1);
            dt_square held = 0;
            for (uint32_t c = 0; c < DT_SQUARE_COUNT; c++) {
                held |= (dt_square)(p->stable[c][w] >> k & 1) << c;
            }
            const detente_concepts concepts = dt_square_concepts(held);
            if (!found(payload, *index + dt_popcount(below), code + 64 * w + k, &concepts)) {
                return false;
            }
        }
        *index += dt_popcount(p->feasible[w]);
    }
    (void)s;
    return true;
}

/* --where: a program of its own beside the model's, a runner per thread. */
static detente_status start_where(scanner *s, const detente_expression *where, detente_error *err)
{
    detente_status status = DETENTE_OK;
    uint8_t lanes[DT_LEAF_LANES];
    for (uint32_t p = 0; p < DT_LEAF_LANES; p++) {
        lanes[p] = (uint8_t)p;
    }
    s->where = where->wire;
    DT_TRY(dt_program_make(&where->view.circuit, &s->where, 1, &s->where_program, err));
    s->where_runners = dt_zeroed(s->threads, sizeof *s->where_runners);
    if (s->where_runners == NULL) {
        return dt_no_memory(err);
    }
    for (uint32_t k = 0; k < s->threads; k++) {
        DT_TRY(dt_runner_start(&s->where_runners[k], &s->where_program, lanes, DT_LEAF_LANES, err));
    }
done:
    return status;
}

static detente_status start_scanner(scanner *s, const dt_dense *dense,
                                    const dt_scan_request *request, detente_error *err)
{
    detente_status status = DETENTE_OK;
    *s = (scanner){.dense = dense, .request = request, .square = dt_square_of(request->concepts)};
    s->threads = dt_threads(request->limits);
    s->judges = dt_zeroed(s->threads, sizeof *s->judges);
    s->pieces = dt_zeroed((size_t)s->threads * PIECES_PER_THREAD, sizeof *s->pieces);
    if (s->judges == NULL || s->pieces == NULL) {
        return dt_no_memory(err);
    }
    for (uint32_t k = 0; k < s->threads; k++) {
        DT_TRY(dt_judge_start(&s->judges[k], s->dense, 0, dt_dense_all(s->dense), err));
    }
    if (request->where != NULL) {
        DT_TRY(start_where(s, request->where, err));
    }
done:
    return status;
}

static void end_scanner(scanner *s)
{
    for (uint32_t k = 0; k < s->threads; k++) {
        if (s->judges != NULL) {
            dt_judge_clear(&s->judges[k]);
        }
        if (s->where_runners != NULL) {
            dt_runner_clear(&s->where_runners[k]);
        }
    }
    free(s->judges);
    free(s->where_runners);
    free(s->pieces);
    dt_program_clear(&s->where_program);
}

detente_status dt_dense_scan(const dt_dense *dense, const dt_scan_request *request,
                             dt_scan_found *found, void *payload, detente_error *err)
{
    scanner s;
    uint64_t index = 0;
    bool more = true;
    detente_status status = start_scanner(&s, dense, request, err);
    const uint64_t codes = (uint64_t)1 << s.dense->options;
    const uint64_t piece_codes = (uint64_t)PIECE_LEAVES << DT_LEAF_LANES;
    const uint64_t pieces = (codes + piece_codes - 1) / piece_codes;
    const uint64_t round = (uint64_t)s.threads * PIECES_PER_THREAD;
    dt_poll_start(&s.poll, request->limits, "looking through the states", codes);
    for (; status == DETENTE_OK && more && s.first < pieces; s.first += round) {
        const uint64_t tasks = pieces - s.first < round ? pieces - s.first : round;
        dt_parallel(s.threads, tasks, piece_body, &s);
        if (dt_poll_stopped(&s.poll)) {
            status = dt_poll_cancelled(&s.poll, err);
        }
        for (uint64_t p = 0; status == DETENTE_OK && more && p < tasks; p++) {
            more = deliver(&s, &s.pieces[p], (s.first + p) * piece_codes, &index, found, payload);
        }
    }
    end_scanner(&s);
    return status;
}
