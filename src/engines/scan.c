/* SPDX-License-Identifier: MIT
 *
 * Walking over the states.  See scan.h.
 */
#include "base/arguments.h"
#include "base/hot.h"

#include "engines/scan.h"

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

detente_status dt_scan(const detente_analysis *analysis, const dt_scan_request *request,
                       dt_scan_found *found, void *payload, detente_error *err)
{
    const dt_verdicts *verdicts = &analysis->verdicts;
    return dt_verdicts_are_listed(verdicts)
               ? scan_listed(analysis, request, found, payload, err)
               : verdicts->by->scan(verdicts->left, request, found, payload, err);
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
