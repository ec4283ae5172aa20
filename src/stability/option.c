/* SPDX-License-Identifier: MIT
 *
 * The option engine: Nash, GMR, SMR, SEQ and SSEQ of models in option form, without one arc.
 *
 * Time O(states * parties * concepts) after sorting; memory in dt_compact_bytes, checked against
 * the limit before anything is allocated.
 */
#include "stability/option.h"

/* Number of states stable for every party, and the count of each party. */
static void count_verdicts(const detente_model *model, uint32_t concepts, dt_verdicts *out)
{
    const uint32_t parties = model->syntax->party_count;
    const size_t words = DT_WORDS(model->state_count);
    for (uint32_t k = 0; k < DETENTE_SIM; k++) {
        if (!dt_asks(concepts, (detente_concept)k)) {
            continue;
        }
        for (size_t w = 0; w < words; w++) {
            uint64_t all = UINT64_MAX;
            for (uint32_t i = 0; i < parties; i++) {
                all &= out->stable[k][i][w];
                out->counts[k][i] += dt_popcount(out->stable[k][i][w]);
            }
            out->equilibria[k] += dt_popcount(all);
        }
    }
}

static bool take_verdicts(const detente_model *model, uint32_t concepts, dt_verdicts *out)
{
    for (uint32_t k = 0; k < DETENTE_SIM; k++) {
        for (uint32_t i = 0; dt_asks(concepts, (detente_concept)k) && i < model->syntax->party_count;
             i++) {
            out->stable[k][i] = dt_zeroed(DT_WORDS(model->state_count), sizeof(uint64_t));
            if (out->stable[k][i] == NULL) {
                return false;
            }
        }
    }
    return true;
}

/* bytes as text: "37 MiB" */
static void put_bytes(uint64_t bytes, char text[32])
{
    dt_text line = {0};
    const uint64_t kib = (bytes + 1023) >> 10;
    if (kib < 10240) {
        dt_text_format(&line, "%llu KiB", (unsigned long long)kib);
    } else {
        dt_text_format(&line, "%llu MiB", (unsigned long long)((kib + 1023) >> 10));
    }
    text[0] = '\0';
    if (!line.failed && line.length < 32) {
        memcpy(text, line.bytes, line.length + 1);
    }
    dt_text_clear(&line);
}

static detente_status covers(const detente_model *model, detente_error *err)
{
    if (dt_is_graph_form(model->syntax)) {
        return dt_fail(err, DETENTE_EUNSUPPORTED,
                       "the option engine needs a model in option form; use the graph engine");
    }
    if (model->states->members != NULL) {
        return dt_fail(err, DETENTE_EUNSUPPORTED,
                       "coalesced states (`same`) make moves that do not compose; the graph "
                       "engine covers them");
    }
    return DETENTE_OK;
}

detente_status dt_option_solve(const detente_model *model, uint32_t concepts,
                               const detente_limits *limits, dt_verdicts *out, detente_error *err)
{
    dt_verdicts made = {.concepts = concepts & DT_OPTION_CONCEPTS};
    detente_status status = covers(model, err);
    if (status != DETENTE_OK) {
        return status;
    }
    const uint64_t bytes = dt_compact_bytes(model, made.concepts, dt_threads(limits));
    char need[32];
    put_bytes(bytes, need);
    if (limits != NULL && limits->memory != 0 && bytes > limits->memory) {
        return dt_fail(err, DETENTE_ELIMIT, "the option engine needs %s for %llu states", need,
                       (unsigned long long)model->state_count);
    }
    if (!take_verdicts(model, made.concepts, &made)) {
        dt_verdicts_clear(&made);
        return dt_no_memory(err);
    }
    status = dt_compact_solve(model, made.concepts, limits, &made, err);
    if (status != DETENTE_OK) {
        dt_verdicts_clear(&made);
        return status;
    }
    count_verdicts(model, made.concepts, &made);
    dt_text why = {0};
    dt_text_format(&why, "option engine, listed states, %u thread%s, at most %s",
                   dt_threads(limits), dt_threads(limits) == 1 ? "" : "s", need);
    if (!why.failed && why.length < sizeof made.engine) {
        memcpy(made.engine, why.bytes, why.length + 1);
    }
    dt_text_clear(&why);
    *out = made;
    return DETENTE_OK;
}
