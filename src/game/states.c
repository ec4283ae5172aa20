/* SPDX-License-Identifier: MIT
 *
 * Numbering and look-up of states.  See states.h.
 *
 * Coalescing: every `same` rule joins the feasible codes where it holds into one group; rules that
 * share a code are one group (union-find over rules).  A group is one state, with the number of its
 * lowest code.
 */
#include "base/hot.h"

#include "game/states.h"

#include <stdio.h>

const char *dt_states_say(const detente_model *model, char words[DT_COUNT_WORDS])
{
    const uint64_t count = model->states->count;
    if (count == UINT64_MAX && dt_feasible_everything(model->diagram)) {
        return strcpy(words, "18446744073709551616"); /* 2^64 */
    }
    snprintf(words, DT_COUNT_WORDS, "%llu", (unsigned long long)count);
    return words;
}

const char *detente_model_state_count_words(const detente_model *model,
                                            char words[DETENTE_COUNT_WORDS])
{
    if (model == NULL || words == NULL) {
        return NULL;
    }
    return dt_states_say(model, words);
}

detente_status dt_states_beyond(detente_error *err)
{
    return dt_fail(err, DETENTE_ELIMIT,
                   "this is state 18446744073709551616 (2^64), one more than can be numbered");
}

/* ---- look-up --------------------------------------------------------------------------------- */

/* Position of `code` in an increasing list, UINT64_MAX when absent. */
static uint64_t search(const uint64_t *codes, uint64_t count, uint64_t code)
{
    uint64_t low = 0;
    uint64_t high = count;
    while (low < high) {
        const uint64_t middle = low + (high - low) / 2;
        if (codes[middle] < code) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < count && codes[low] == code ? low : UINT64_MAX;
}

uint64_t dt_states_find(const detente_model *model, uint64_t code)
{
    const dt_states *states = model->states;
    if (states->all != NULL) {
        const uint64_t at = search(states->all, states->all_count, code);
        return at == UINT64_MAX ? UINT64_MAX : states->state_of[at];
    }
    return dt_feasible_number(model->diagram, code) -
           1; /* 0, "not feasible", wraps to UINT64_MAX */
}

uint64_t dt_states_code(const detente_model *model, uint64_t index)
{
    const dt_states *states = model->states;
    return states->codes != NULL ? states->codes[index]
                                 : dt_feasible_code(model->diagram, index + 1);
}

void dt_states_pattern(const detente_model *model, uint64_t index, char *pattern)
{
    const dt_states *states = model->states;
    const uint32_t m = model->syntax->option_count;
    const uint64_t code = dt_states_code(model, index);
    uint64_t differ = 0;
    if (states->members != NULL) {
        for (uint64_t k = states->member_at[index]; k < states->member_at[index + 1]; k++) {
            differ |= states->members[k] ^ code;
        }
    }
    for (uint32_t k = 0; k < m; k++) {
        pattern[k] = differ >> k & 1 ? '-' : code >> k & 1 ? 'Y' : 'N';
    }
    pattern[m] = '\0';
}

/* ---- truth ----------------------------------------------------------------------------------- */

static void load_graph_states(const dt_circuit *circuit, uint64_t first, unsigned count,
                              uint64_t *values)
{
    memset(values + 1, 0, circuit->inputs * sizeof *values);
    for (unsigned k = 0; k < count; k++) {
        values[first + k + 1] = (uint64_t)1 << k;
    }
}

void dt_states_load_to(const detente_model *model, dt_wire last, uint64_t first, unsigned count,
                       uint64_t *values)
{
    if (dt_is_graph_form(model->syntax)) {
        load_graph_states(&model->circuit, first, count, values);
    } else if (model->states->codes != NULL) {
        dt_circuit_load(&model->circuit, model->states->codes + first, count, values);
    } else {
        uint64_t codes[64];
        dt_feasible_list(model->diagram, first + 1, count, codes);
        dt_circuit_load(&model->circuit, codes, count, values);
    }
    dt_circuit_run_to(&model->circuit, last, values);
}

void dt_states_load(const detente_model *model, uint64_t first, unsigned count, uint64_t *values)
{
    dt_states_load_to(model, 2 * (dt_wire)(model->circuit.count - 1), first, count, values);
}

/* The last wire that an expression over outcomes can rest on. */
static dt_wire last_outcome(const detente_model *model)
{
    dt_wire last = 0;
    for (uint32_t k = 0; k < model->syntax->outcome_count; k++) {
        last = model->outcomes[k] > last ? model->outcomes[k] : last;
    }
    return last;
}

detente_status dt_states_each(const detente_model *model, const dt_wire *wires, uint32_t count,
                              dt_states_visit visit, void *payload, dt_poll *poll,
                              detente_error *err)
{
    uint64_t *values = dt_zeroed(model->circuit.count, sizeof *values);
    dt_wire last = 0;
    if (values == NULL) {
        return dt_no_memory(err);
    }
    for (uint32_t k = 0; k < count; k++) {
        last = wires[k] > last ? wires[k] : last;
    }
    for (uint64_t first = 0; count > 0 && first < model->state_count; first += 64) {
        if (!dt_poll_step(poll, dt_states_work(model) + count / 64)) {
            free(values);
            return dt_poll_cancelled(poll, err);
        }
        const uint64_t left = model->state_count - first;
        const uint64_t all = left < 64 ? ((uint64_t)1 << left) - 1 : UINT64_MAX;
        dt_states_load_to(model, last, first, left < 64 ? (unsigned)left : 64, values);
        for (uint32_t k = 0; k < count; k++) {
            visit(payload, k, first / 64, dt_value(values, wires[k]) & all);
        }
    }
    free(values);
    return DETENTE_OK;
}

static void keep_word(void *payload, uint32_t wire, uint64_t at, uint64_t word)
{
    (void)wire;
    ((uint64_t *)payload)[at] = word;
}

detente_status dt_states_where_wire(const detente_model *model, dt_wire wire, dt_poll *poll,
                                    uint64_t *words, detente_error *err)
{
    return dt_states_each(model, &wire, 1, keep_word, words, poll, err);
}

detente_status dt_states_where(const detente_model *model, const dt_expr *expr, dt_poll *poll,
                               uint64_t *words, detente_error *err)
{
    uint64_t *values = dt_zeroed(model->circuit.count, sizeof *values);
    if (values == NULL) {
        return dt_no_memory(err);
    }
    const dt_wire last = last_outcome(model);
    const uint64_t gates = dt_states_work(model);
    for (uint64_t first = 0; first < model->state_count; first += 64) {
        if (!dt_poll_step(poll, gates)) {
            free(values);
            return dt_poll_cancelled(poll, err);
        }
        const uint64_t left = model->state_count - first;
        dt_states_load_to(model, last, first, left < 64 ? (unsigned)left : 64, values);
        uint64_t word = dt_model_word(model, expr, first, values);
        if (left < 64) {
            word &= ((uint64_t)1 << left) - 1;
        }
        words[first / 64] = word;
    }
    free(values);
    return DETENTE_OK;
}

/* ---- numbering ------------------------------------------------------------------------------- */

#define CODES_AT_ONCE 4096u

static detente_status list_codes(const detente_model *model, uint64_t count, dt_poll *poll,
                                 uint64_t **out, detente_error *err)
{
    uint64_t *codes = dt_zeroed(count, sizeof *codes);
    if (codes == NULL) {
        return dt_no_memory(err);
    }
    for (uint64_t first = 0; first < count; first += CODES_AT_ONCE) {
        const uint64_t left = count - first;
        if (!dt_poll_step(poll, CODES_AT_ONCE / 16)) {
            free(codes);
            return dt_poll_cancelled(poll, err);
        }
        dt_feasible_list(model->diagram, first + 1, left < CODES_AT_ONCE ? left : CODES_AT_ONCE,
                         codes + first);
    }
    *out = codes;
    return DETENTE_OK;
}

static uint32_t group_root(uint32_t *parent, uint32_t rule)
{
    while (parent[rule] != rule) {
        parent[rule] = parent[parent[rule]];
        rule = parent[rule];
    }
    return rule;
}

/* state_of[code] = first `same` rule that holds, or DT_NONE; rules that share a code are united. */
static detente_status join_rules(const detente_model *model, const dt_wire *wires, uint32_t *parent,
                                 uint32_t rules, dt_states *states, dt_poll *poll,
                                 detente_error *err)
{
    uint64_t *values = dt_zeroed(model->circuit.count, sizeof *values);
    if (values == NULL) {
        return dt_no_memory(err);
    }
    for (uint64_t first = 0; first < states->all_count; first += 64) {
        if (!dt_poll_step(poll, dt_states_work(model) + rules)) {
            free(values);
            return dt_poll_cancelled(poll, err);
        }
        const uint64_t left = states->all_count - first;
        const unsigned count = left < 64 ? (unsigned)left : 64;
        dt_circuit_load(&model->circuit, states->all + first, count, values);
        dt_circuit_run(&model->circuit, values);
        for (unsigned k = 0; k < count; k++) {
            uint32_t group = DT_NONE;
            for (uint32_t rule = 0; rule < rules; rule++) {
                if (!(dt_value(values, wires[rule]) >> k & 1)) {
                    continue;
                }
                if (group == DT_NONE) {
                    group = group_root(parent, rule);
                } else {
                    parent[group_root(parent, rule)] = group;
                }
            }
            states->state_of[first + k] = group;
        }
    }
    free(values);
    return DETENTE_OK;
}

/* Give every code its state: a group has the number at which its lowest code comes. */
static detente_status number_groups(dt_states *states, uint32_t *parent, uint32_t rules,
                                    dt_poll *poll, detente_error *err)
{
    uint64_t *state_of_group = dt_zeroed(rules, sizeof *state_of_group);
    if (state_of_group == NULL) {
        return dt_no_memory(err);
    }
    memset(state_of_group, 0xFF, rules * sizeof *state_of_group);
    for (uint64_t k = 0; k < states->all_count && dt_poll_step(poll, 1); k++) {
        uint64_t state = states->count;
        if (states->state_of[k] != DT_NONE) {
            uint64_t *known = &state_of_group[group_root(parent, (uint32_t)states->state_of[k])];
            *known = *known == UINT64_MAX ? state : *known;
            state = *known;
        }
        if (state == states->count) {
            states->codes[states->count++] = states->all[k];
        }
        states->state_of[k] = state;
    }
    free(state_of_group);
    return dt_poll_try(poll, 0, err);
}

/* members = all codes, sorted by state (counting sort keeps them increasing). */
static detente_status list_members(dt_states *states, dt_poll *poll, detente_error *err)
{
    uint64_t *const at = states->member_at; /* count + 2 entries: filled shifted by one */
    for (uint64_t k = 0; k < states->all_count && dt_poll_step(poll, 1); k++) {
        at[states->state_of[k] + 2]++;
    }
    for (uint64_t s = 1; s <= states->count; s++) {
        at[s + 1] += at[s];
    }
    for (uint64_t k = 0; k < states->all_count && dt_poll_step(poll, 1); k++) {
        states->members[at[states->state_of[k] + 1]++] = states->all[k];
    }
    return dt_poll_try(poll, 0, err);
}

static detente_status coalesce(detente_model *model, const dt_wire *wires, uint32_t rules,
                               dt_poll *poll, detente_error *err)
{
    detente_status status = DETENTE_OK;
    dt_states *states = model->states;
    const uint64_t count = states->all_count;
    uint32_t *parent = dt_zeroed(rules, sizeof *parent);
    states->codes = dt_zeroed(count, sizeof *states->codes);
    states->members = dt_zeroed(count, sizeof *states->members);
    states->member_at = dt_zeroed(count + 2, sizeof *states->member_at);
    states->state_of = dt_zeroed(count, sizeof *states->state_of);
    if (parent == NULL || states->codes == NULL || states->members == NULL ||
        states->member_at == NULL || states->state_of == NULL) {
        status = dt_no_memory(err);
        goto done;
    }
    for (uint32_t rule = 0; rule < rules; rule++) {
        parent[rule] = rule;
    }
    DT_TRY(join_rules(model, wires, parent, rules, states, poll, err));
    states->count = 0;
    DT_TRY(number_groups(states, parent, rules, poll, err));
    DT_TRY(list_members(states, poll, err));
done:
    free(parent);
    return status;
}

/* Where the rules joined nothing, no state is coalesced: SIM and the option engine apply. */
static void forget_members(dt_states *states)
{
    free(states->members);
    free(states->member_at);
    free(states->all);
    free(states->state_of);
    states->members = states->member_at = states->all = states->state_of = NULL;
    states->all_count = 0;
}

/* The wires of the `same` rules; *rules = how many. */
static dt_wire *same_wires(detente_model *model, uint32_t *rules)
{
    dt_wire *wires = dt_zeroed(model->syntax->rule_count, sizeof *wires);
    *rules = 0;
    for (uint32_t k = 0; wires != NULL && k < model->syntax->rule_count; k++) {
        const dt_rule *rule = &model->syntax->rules[k];
        if (rule->kind == DT_RULE_SAME) {
            wires[*rules] = dt_model_wire(model, rule->expr);
            if (wires[(*rules)++] == DT_NO_WIRE) {
                free(wires);
                return NULL;
            }
        }
    }
    return wires;
}

static detente_status number_options(detente_model *model, dt_poll *poll, dt_faults *faults,
                                     detente_error *err)
{
    detente_status status = DETENTE_OK;
    dt_states *states = model->states;
    const uint64_t memory = dt_poll_memory(poll);
    uint32_t rules = 0;
    dt_wire *same = same_wires(model, &rules);
    if (same == NULL) {
        return dt_no_memory(err);
    }
    const uint64_t count = dt_feasible_count(model->diagram);
    states->count = count;
    if (count == 0) {
        DT_TRY(dt_states_contradiction(model, poll, faults, err));
        status = dt_fail(err, DETENTE_EMODEL, "no state is feasible");
        goto done;
    }
    if (count > DT_MOST_LISTED && rules == 0) {
        goto done; /* not listed */
    }
    const uint64_t each = rules == 0 ? 8 : 40;
    const uint64_t bytes = count > UINT64_MAX / each ? UINT64_MAX : count * each;
    if (count > DT_MOST_LISTED || (memory != 0 && bytes > memory)) {
        char size[DT_SIZE_WORDS];
        char words[DT_COUNT_WORDS];
        status = dt_fail(
            err, DETENTE_ELIMIT, "listing %s states would take %s%s, more than is allowed%s",
            dt_states_say(model, words), bytes == UINT64_MAX ? "over " : "",
            dt_size_say(bytes, size), rules == 0 ? "" : "; joining states (`same`) needs the list");
        goto done;
    }
    if (rules == 0) {
        DT_TRY(list_codes(model, count, poll, &states->codes, err));
    } else {
        DT_TRY(list_codes(model, count, poll, &states->all, err));
        states->all_count = count;
        DT_TRY(coalesce(model, same, rules, poll, err));
        if (states->count == states->all_count) {
            forget_members(states);
        }
    }
done:
    free(same);
    return status;
}

detente_status dt_states_number(detente_model *model, dt_poll *poll, dt_faults *faults,
                                detente_error *err)
{
    model->states = dt_zeroed(1, sizeof *model->states);
    if (model->states == NULL) {
        return dt_no_memory(err);
    }
    detente_status status = DETENTE_OK;
    if (dt_is_graph_form(model->syntax)) {
        model->states->count = model->syntax->state_count;
    } else {
        status = number_options(model, poll, faults, err);
    }
    model->state_count = model->states->count;
    return status;
}

void dt_states_free(dt_states *states)
{
    if (states == NULL) {
        return;
    }
    free(states->codes);
    free(states->members);
    free(states->member_at);
    free(states->all);
    free(states->state_of);
    free(states);
}
