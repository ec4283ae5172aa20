/* SPDX-License-Identifier: MIT
 *
 * Rules that remove nothing and join nothing.  See lint.h.
 *
 * The rules are asked of the decision diagram of all combinations, in a copy of the circuit, since
 * a model that is made has no place for gates.
 */
#include "insight/lint.h"

static bool copy_circuit(const dt_circuit *from, dt_circuit *to)
{
    *to = *from;
    to->capacity = from->count;
    to->gates = dt_zeroed(from->count, sizeof *to->gates);
    to->buckets = dt_zeroed(from->bucket_count, sizeof *to->buckets);
    if (to->gates == NULL || to->buckets == NULL) {
        dt_circuit_clear(to);
        return false;
    }
    memcpy(to->gates, from->gates, from->count * sizeof *to->gates);
    memcpy(to->buckets, from->buckets, from->bucket_count * sizeof *to->buckets);
    return true;
}

/* What a rule demands of a combination; `same` demands nothing. */
static dt_wire demand(detente_model *model, const dt_rule *rule)
{
    if (rule->kind == DT_RULE_SAME) {
        return DT_TRUE;
    }
    const dt_wire holds = dt_model_wire(model, rule->expr);
    return rule->kind == DT_RULE_IMPOSSIBLE ? dt_not(holds) : holds;
}

/* The combinations that all rules but `left_out` and those that are found allow, and it does not.
 */
static dt_wire removed(detente_model *model, uint32_t left_out, const bool *found)
{
    dt_wire all = dt_not(demand(model, &model->syntax->rules[left_out]));
    for (uint32_t k = 0; k < model->syntax->rule_count; k++) {
        if (k != left_out && !found[k]) {
            all = dt_and(&model->circuit, all, demand(model, &model->syntax->rules[k]));
        }
    }
    return all;
}

static detente_status look_at_rules(detente_model *model, dt_feasible *every, dt_poll *poll,
                                    bool *found, detente_error *err)
{
    for (uint32_t k = model->syntax->rule_count; k-- > 0;) {
        bool meets = true;
        uint64_t code = 0;
        const dt_wire wire = removed(model, k, found);
        detente_status status = wire == DT_NO_WIRE ? dt_no_memory(err) : DETENTE_OK;
        if (status == DETENTE_OK && model->syntax->rules[k].kind != DT_RULE_SAME) {
            status = dt_feasible_meets(every, &model->circuit, wire, poll, &meets, &code, err);
        }
        if (status != DETENTE_OK) {
            return status;
        }
        found[k] = !meets;
    }
    return DETENTE_OK;
}

/* Does `same` hold of fewer than two feasible combinations? */
static bool joins_nothing(const detente_model *model, const dt_rule *rule, uint64_t *values)
{
    const dt_states *states = model->states;
    const uint64_t *codes = states->members == NULL ? states->codes : states->all;
    const uint64_t count = states->members == NULL ? states->count : states->all_count;
    uint64_t joined = 0;
    for (uint64_t first = 0; first < count && joined < 2; first += 64) {
        const unsigned some = count - first < 64 ? (unsigned)(count - first) : 64;
        dt_circuit_load(&model->circuit, codes + first, some, values);
        dt_circuit_run(&model->circuit, values);
        const uint64_t mask = some == 64 ? UINT64_MAX : ((uint64_t)1 << some) - 1;
        joined += dt_popcount(dt_model_word(model, rule->expr, 0, values) & mask);
    }
    return joined < 2;
}

detente_status dt_lint_rules(const detente_model *model, dt_poll *poll, dt_lints *out,
                             detente_error *err)
{
    const dt_syntax *syntax = model->syntax;
    detente_status status = DETENTE_OK;
    if (dt_is_graph_form(syntax) || syntax->rule_count == 0) {
        return DETENTE_OK;
    }
    detente_model asked = *model; /* with a circuit of its own */
    dt_feasible *every = NULL;
    bool *found = dt_zeroed(syntax->rule_count, sizeof *found);
    uint64_t *values = dt_zeroed(model->circuit.count, sizeof *values);
    if (!copy_circuit(&model->circuit, &asked.circuit)) {
        asked.circuit = (dt_circuit){0};
        status = dt_no_memory(err);
        goto done;
    }
    if (found == NULL || values == NULL) {
        status = dt_no_memory(err);
        goto done;
    }
    DT_TRY(dt_feasible_new(&asked.circuit, DT_TRUE, dt_poll_memory(poll), poll, &every, err));
    DT_TRY(look_at_rules(&asked, every, poll, found, err));
    for (uint32_t k = 0; k < syntax->rule_count && status == DETENTE_OK; k++) {
        const dt_rule *rule = &syntax->rules[k];
        const bool same = rule->kind == DT_RULE_SAME;
        if (same ? joins_nothing(model, rule, values) : found[k]) {
            status = dt_lint_add(out,
                                 (dt_lint){.kind = same ? DT_LINT_JOINS_NOTHING : DT_LINT_NO_RULE,
                                           .at = rule->at,
                                           .party = DT_NONE,
                                           .item = k,
                                           .other = DT_NONE},
                                 err);
        }
    }
done:
    dt_feasible_free(every);
    dt_circuit_clear(&asked.circuit);
    free(found);
    free(values);
    return status;
}
