/* SPDX-License-Identifier: MIT
 *
 * Walking over the states.  See scan.h.
 */
#include "base/arguments.h"
#include "base/hot.h"

#include "engines/scan.h"

#include "engines/dense/judge.h"

#define PIECE_LEAVES 64u
#define PIECE_WORDS (PIECE_LEAVES * DT_LEAF_WORDS)
#define PIECES_PER_THREAD 2u

/* ---- bitsets --------------------------------------------------------------------------------- */

static uint64_t listed_word(const detente_analysis *analysis, uint32_t concept, uint32_t party,
                            uint64_t word)
{
    const dt_verdicts *verdicts = &analysis->verdicts;
    uint64_t bits = UINT64_MAX;
    if (party != DETENTE_EVERY_PARTY) {
        return verdicts->stable[concept][party][word];
    }
    for (uint32_t i = 0; i < analysis->model->syntax->party_count; i++) {
        bits &= verdicts->stable[concept][i][word];
    }
    return bits;
}

static detente_status scan_listed(const detente_analysis *analysis, const dt_scan_request *request,
                                  dt_scan_found *found, void *payload, detente_error *err)
{
    const detente_model *model = analysis->model;
    const uint64_t count = model->state_count;
    detente_status status = DETENTE_OK;
    uint64_t *where = NULL;
    dt_poll poll;
    dt_poll_start(&poll, request->limits, "looking through the states", 0);
    if (request->where != NULL) {
        where = dt_zeroed(DT_WORDS(count), sizeof *where);
        status = where == NULL ? dt_no_memory(err)
                               : dt_states_where_wire(&request->where->view, request->where->wire,
                                                      &poll, where, err);
    }
    for (uint64_t w = 0; status == DETENTE_OK && w < DT_WORDS(count); w++) {
        const uint64_t left = count - 64 * w;
        status = dt_poll_try(&poll, 8, err);
        uint64_t bits[DT_CONCEPT_COUNT] = {0};
        uint64_t hits = request->all ? UINT64_MAX : 0;
        DT_EACH_CONCEPT (c, request->concepts) {
            bits[c] = listed_word(analysis, c, request->party, w);
            hits |= bits[c];
        }
        hits &= where == NULL ? UINT64_MAX : where[w];
        hits &= (left >= 64 ? UINT64_MAX : ((uint64_t)1 << left) - 1);
        for (; hits != 0; hits &= hits - 1) {
            const unsigned k = dt_lowest(hits);
            detente_concepts concepts = {{0}};
            DT_EACH_CONCEPT (c, request->concepts) {
                concepts.words[c / 64] |= (bits[c] >> k & 1) << c % 64;
            }
            const uint64_t index = 64 * w + k;
            DT_TRY(dt_poll_try(&poll, 1, err));
            const bool coded = !dt_is_graph_form(model->syntax);
            if (!found(payload, index, coded ? dt_states_code(model, index) : 0, &concepts)) {
                goto done;
            }
        }
    }
done:
    free(where);
    return status;
}

/* ---- product space --------------------------------------------------------------------------- */

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

static detente_status start_scanner(scanner *s, const detente_analysis *analysis,
                                    const dt_scan_request *request, detente_error *err)
{
    detente_status status = DETENTE_OK;
    *s = (scanner){.dense = analysis->verdicts.dense,
                   .request = request,
                   .square = dt_square_of(request->concepts)};
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

static detente_status scan_dense(const detente_analysis *analysis, const dt_scan_request *request,
                                 dt_scan_found *found, void *payload, detente_error *err)
{
    scanner s;
    uint64_t index = 0;
    bool more = true;
    detente_status status = start_scanner(&s, analysis, request, err);
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

detente_status dt_scan(const detente_analysis *analysis, const dt_scan_request *request,
                       dt_scan_found *found, void *payload, detente_error *err)
{
    return analysis->verdicts.dense == NULL ? scan_listed(analysis, request, found, payload, err)
                                            : scan_dense(analysis, request, found, payload, err);
}

/* ---- the public scan ------------------------------------------------------------------------- */

typedef struct reporting {
    const detente_scan *scan;
    bool (*found)(void *payload, const detente_hit *hit);
    void *payload;
    uint64_t left;
} reporting;

static bool report(void *payload, uint64_t index, uint64_t code, const detente_concepts *concepts)
{
    reporting *r = payload;
    const detente_hit hit = {.n = index + 1, .code = code, .concepts = *concepts};
    return r->found(r->payload, &hit) && --r->left > 0;
}

/* splitmix64 */
static uint64_t draw(uint64_t *state)
{
    uint64_t z = *state += UINT64_C(0x9E3779B97F4A7C15);
    z = (z ^ z >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ z >> 27) * UINT64_C(0x94D049BB133111EB);
    return z ^ z >> 31;
}

/* A number below `limit`, every one as likely (rejection). */
static uint64_t draw_below(uint64_t *state, uint64_t limit)
{
    const uint64_t most = UINT64_MAX - UINT64_MAX % limit;
    uint64_t number = 0;
    do {
        number = draw(state);
    } while (number >= most);
    return number % limit;
}

static detente_concepts concepts_at(const detente_analysis *analysis, detente_concepts concepts,
                                    uint32_t party, uint64_t n)
{
    detente_concepts held = {{0}};
    DT_EACH_CONCEPT (c, concepts) {
        if (detente_analysis_stable(analysis, (detente_concept)c, party, n)) {
            dt_concepts_add(&held, c);
        }
    }
    return held;
}

/* Does `where` hold at the state?  values: room for its circuit. */
static bool holds_at(const detente_expression *where, uint64_t index, uint64_t *values)
{
    if (where == NULL) {
        return true;
    }
    dt_states_load(&where->view, index, 1, values);
    return (dt_value(values, where->wire) & 1) != 0;
}

/* Independent draws among the states where `where` holds, each as likely as any other. */
static detente_status report_sample(const detente_analysis *analysis,
                                    const dt_scan_request *request, uint64_t sample, reporting *r,
                                    detente_error *err)
{
    const detente_model *model = analysis->model;
    const bool coded = !dt_is_graph_form(model->syntax);
    uint64_t state = r->scan->seed;
    const size_t gates = request->where == NULL ? 0 : request->where->view.circuit.count;
    uint64_t *values = dt_zeroed(gates, sizeof *values);
    dt_poll poll;
    if (values == NULL) {
        return dt_no_memory(err);
    }
    dt_poll_start(&poll, request->limits, "drawing states", sample);
    for (uint64_t k = 0; k < sample; k++) {
        const uint64_t index = draw_below(&state, model->state_count);
        if (holds_at(request->where, index, values)) {
            const detente_concepts held = concepts_at(analysis, request->concepts, request->party,
                                                      index + 1);
            if (!report(r, index, coded ? dt_states_code(model, index) : 0, &held)) {
                break;
            }
        }
        if (!dt_poll_add(&poll, 1)) {
            free(values);
            return dt_poll_cancelled(&poll, err);
        }
    }
    free(values);
    return DETENTE_OK;
}

static void check_decided(dt_arguments *given, const detente_analysis *analysis,
                          detente_concepts concepts)
{
    dt_check_concepts(given, &concepts);
    if (given->status == DETENTE_OK && !dt_concepts_within(concepts, analysis->verdicts.concepts)) {
        given->status = dt_fail(given->err, DETENTE_EINVAL, "this concept was not decided");
    }
}

static void take_scan(dt_arguments *given, const detente_analysis *analysis,
                      const detente_scan *theirs, detente_scan *scan)
{
    DT_TAKE_STRUCT(given, detente_scan, seed, theirs, scan);
    if (theirs == NULL) {
        scan->party = DETENTE_EVERY_PARTY;
    }
    if (given->status != DETENTE_OK) {
        return;
    }
    dt_check_concepts(given, &scan->concepts);
    if (given->status != DETENTE_OK) {
        return;
    }
    scan->concepts = dt_meant_by(scan->concepts, dt_terms_of(analysis->model));
    check_decided(given, analysis, scan->concepts);
    dt_check_party(given, scan->party, analysis->model->syntax->party_count, true);
    if (scan->where != NULL && scan->where->model != analysis->model) {
        given->status = dt_fail(given->err, DETENTE_EINVAL,
                                "the expression was read against another model");
    }
}

detente_status detente_scan_states(const detente_analysis *analysis, const detente_scan *theirs,
                                   const detente_limits *limits,
                                   bool (*found)(void *payload, const detente_hit *hit),
                                   void *payload, detente_error *err)
{
    detente_scan scan;
    dt_arguments given = dt_given(err);
    dt_need(&given, analysis, "an analysis");
    dt_check_limits(&given, limits);
    dt_need_callback(&given, found != NULL);
    take_scan(&given, analysis, theirs, &scan);
    if (given.status != DETENTE_OK) {
        return given.status;
    }
    const detente_concepts decided = analysis->verdicts.concepts;
    dt_scan_request request = {.concepts = dt_concepts_are_none(scan.concepts) ? decided
                                                                               : scan.concepts,
                               .party = scan.party,
                               .where = scan.where,
                               .all = scan.every_state,
                               .limits = limits};
    reporting r = {.scan = &scan,
                   .found = found,
                   .payload = payload,
                   .left = scan.limit == 0 ? UINT64_MAX : scan.limit};
    return scan.sample > 0 ? report_sample(analysis, &request, scan.sample, &r, err)
                           : dt_scan(analysis, &request, report, &r, err);
}

/* ---- bitmaps --------------------------------------------------------------------------------- */

typedef struct packing {
    dt_text text;
    const detente_sink *sink;
    detente_status status;
    detente_error *err;
    uint64_t word;
} packing;

static bool pack(void *payload, uint64_t index, uint64_t code, const detente_concepts *concepts)
{
    packing *p = payload;
    (void)code;
    p->word |= (uint64_t)!detente_concepts_are_none(concepts) << (index & 63);
    if ((index & 63) == 63) {
        for (unsigned k = 0; k < 8; k++) {
            dt_text_add_char(&p->text, (char)(p->word >> (8 * k) & 255));
        }
        p->word = 0;
        if (p->text.length >= 65536) {
            p->status = dt_text_flush(&p->text, p->sink, p->err);
        }
    }
    return p->status == DETENTE_OK;
}

static void add_number(dt_text *text, uint64_t number)
{
    for (unsigned k = 0; k < 8; k++) {
        dt_text_add_char(text, (char)(number >> (8 * k) & 255));
    }
}

detente_status detente_write_bitmap(const detente_analysis *analysis, detente_concept concept,
                                    uint32_t party, const detente_limits *limits,
                                    const detente_sink *sink, detente_error *err)
{
    dt_arguments given = dt_given(err);
    dt_need(&given, analysis, "an analysis");
    dt_check_kind(&given, (uint32_t)concept, DT_CONCEPT_COUNT, "concept");
    dt_check_limits(&given, limits);
    dt_need_sink(&given, sink);
    if (given.status == DETENTE_OK) {
        check_decided(&given, analysis, detente_concepts_one(concept));
        dt_check_party(&given, party, analysis->model->syntax->party_count, true);
    }
    if (given.status != DETENTE_OK) {
        return given.status;
    }
    const dt_scan_request request = {
        .concepts = detente_concepts_one(concept), .party = party, .all = true, .limits = limits};
    packing p = {.sink = sink, .err = err};
    dt_text_add_bytes(&p.text, "detente\1", 8);
    add_number(&p.text, analysis->model->state_count);
    add_number(&p.text, (uint64_t)concept);
    add_number(&p.text, party == DETENTE_EVERY_PARTY ? UINT64_MAX : party);
    detente_status status = dt_scan(analysis, &request, pack, &p, err);
    if (status == DETENTE_OK && p.status == DETENTE_OK) {
        for (uint64_t k = 0; k < (analysis->model->state_count % 64 + 7) / 8; k++) {
            dt_text_add_char(&p.text, (char)(p.word >> (8 * k) & 255));
        }
        p.status = dt_text_flush(&p.text, sink, err);
    }
    dt_text_clear(&p.text);
    return status != DETENTE_OK ? status : p.status;
}
