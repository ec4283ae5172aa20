/* SPDX-License-Identifier: MIT
 *
 * Which rules leave no state: a smallest set in the sense that without any one of its rules some
 * state is feasible.
 *
 * The rules are taken in file order until nothing is left; the rule that brought that about belongs
 * to the set.  Then again, starting from the set so far, until the set alone leaves nothing.  Each
 * round finds its rule by halving: O(set * log rules) questions to the decision diagram.
 */
#include "game/states.h"

#define MOST_NAMED 8

/* What a rule demands; `same` demands nothing. */
static dt_wire demand(detente_model *model, const dt_rule *rule)
{
    if (rule->kind == DT_RULE_SAME) {
        return DT_TRUE;
    }
    const dt_wire holds = dt_model_wire(model, rule->expr);
    return rule->kind == DT_RULE_IMPOSSIBLE && holds != DT_NO_WIRE ? dt_not(holds) : holds;
}

/* The first rule k < end such that `core` and the rules 0..k leave nothing; `wires` has end places
 * for those conjunctions.  Only asked where all rules before `end` leave nothing. */
static detente_status find_last_straw(detente_model *model, dt_feasible *every, dt_wire core,
                                      uint32_t end, dt_poll *poll, dt_wire *wires, uint32_t *out,
                                      detente_error *err)
{
    dt_wire all = core;
    for (uint32_t k = 0; k < end; k++) {
        all = dt_and(&model->circuit, all, demand(model, &model->syntax->rules[k]));
        wires[k] = all;
    }
    if (all == DT_NO_WIRE) {
        return dt_no_memory(err);
    }
    uint32_t low = 0;
    uint32_t high = end - 1;
    while (low < high) {
        const uint32_t middle = low + (high - low) / 2;
        bool meets = false;
        uint64_t code = 0;
        const detente_status status = dt_feasible_meets(every, &model->circuit, wires[middle], poll,
                                                        &meets, &code, err);
        if (status != DETENTE_OK) {
            return status;
        }
        low = meets ? middle + 1 : low;
        high = meets ? high : middle;
    }
    *out = low;
    return DETENTE_OK;
}

/* chosen[k]: rule k belongs to the set. */
static detente_status choose(detente_model *model, dt_feasible *every, dt_poll *poll, bool *chosen,
                             detente_error *err)
{
    detente_status status = DETENTE_OK;
    uint32_t end = model->syntax->rule_count;
    dt_wire core = DT_TRUE;
    bool meets = true;
    dt_wire *wires = dt_zeroed(end, sizeof *wires);
    if (wires == NULL) {
        return dt_no_memory(err);
    }
    while (meets && end > 0) {
        uint32_t rule = 0;
        uint64_t code = 0;
        DT_TRY(find_last_straw(model, every, core, end, poll, wires, &rule, err));
        chosen[rule] = true;
        core = dt_and(&model->circuit, core, demand(model, &model->syntax->rules[rule]));
        end = rule;
        DT_TRY(dt_feasible_meets(every, &model->circuit, core, poll, &meets, &code, err));
    }
done:
    free(wires);
    return status;
}

/* "lines 19 and 20 together leave no state feasible", at the last of them */
static void report(const detente_model *model, const bool *chosen, dt_faults *faults)
{
    const dt_rule *rules = model->syntax->rules;
    dt_text words = {0};
    uint32_t count = 0;
    uint32_t named = 0;
    uint32_t last = 0;
    for (uint32_t k = 0; k < model->syntax->rule_count; k++) {
        count += chosen[k] ? 1 : 0;
        last = chosen[k] ? k : last;
    }
    for (uint32_t k = 0; k < last && named < MOST_NAMED; k++) {
        if (chosen[k]) {
            dt_text_format(&words, "%s%u", named++ > 0 ? ", " : "", (unsigned)rules[k].at.line);
        }
    }
    const char *more = count - 1 > MOST_NAMED ? " ..." : "";
    if (words.failed) {
        faults->failed = true;
    } else if (count == 1) {
        dt_error(faults, rules[last].at, "this rule leaves no state feasible");
    } else {
        dt_error(faults, rules[last].at, "lines %s%s and %u together leave no state feasible",
                 words.bytes, more, (unsigned)rules[last].at.line);
    }
    dt_text_clear(&words);
}

detente_status dt_states_contradiction(detente_model *model, dt_poll *poll, dt_faults *faults,
                                       detente_error *err)
{
    detente_status status = DETENTE_OK;
    dt_feasible *every = NULL;
    bool *chosen = dt_zeroed((size_t)model->syntax->rule_count + 1, sizeof *chosen);
    if (chosen == NULL) {
        return dt_no_memory(err);
    }
    DT_TRY(dt_feasible_new(&model->circuit, DT_TRUE, dt_poll_memory(poll), poll, &every, err));
    DT_TRY(choose(model, every, poll, chosen, err));
    report(model, chosen, faults);
done:
    dt_feasible_free(every);
    free(chosen);
    return status;
}
