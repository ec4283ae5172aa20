/* SPDX-License-Identifier: MIT
 *
 * Faults that only the states show: numbers out of range, rankings with empty lines or gaps,
 * expressions that are true of one part of a coalesced state and false of another, a status quo
 * that is not feasible, claims that take several states for one; and, a warning, claims that speak
 * of no state.
 *
 * One pass over the states evaluates all expressions together.  Models too large to be listed ask
 * the decision diagram instead; they have no coalesced states.
 */
#include "game/states.h"

#define MOST_NAMED 3 /* states that a ranking leaves out, or that a claim takes for one */

/* Everything that is read on a state. */
typedef struct reading {
    const dt_expr *expr; /* NULL: `rest` */
    dt_span at;
    dt_wire wire;
} reading;

typedef struct readings {
    reading *list;
    size_t count, capacity;
    bool failed;
} readings;

static void add_reading(readings *r, detente_model *model, const dt_expr *expr)
{
    if (!dt_grow((void **)&r->list, &r->capacity, r->count, sizeof *r->list)) {
        r->failed = true;
        return;
    }
    const dt_wire wire = dt_model_wire(model, expr);
    r->failed |= wire == DT_NO_WIRE;
    r->list[r->count++] = (reading){.expr = expr, .at = expr->at, .wire = wire};
}

/* ---- numbers --------------------------------------------------------------------------------- */

static bool names_no_state(const detente_model *model, const dt_expr *expr)
{
    return expr->kind == DT_EXPR_NUMBER && (expr->number < 1 || expr->number > model->state_count);
}

static void check_numbers(const detente_model *model, const dt_expr *expr, dt_faults *faults)
{
    if (names_no_state(model, expr)) {
        char words[DT_COUNT_WORDS];
        dt_error(faults, expr->at, "there is no state %llu: this model has states 1 to %s",
                 (unsigned long long)expr->number, dt_states_say(model, words));
    }
    for (const dt_expr *operand = expr->first; operand != NULL; operand = operand->next) {
        check_numbers(model, operand, faults);
    }
}

static void gather(detente_model *model, readings *r, dt_faults *faults)
{
    const dt_syntax *syntax = model->syntax;
    for (uint32_t k = 0; k < syntax->outcome_count; k++) {
        add_reading(r, model, syntax->outcomes[k].expr);
    }
    for (uint32_t party = 0; party < syntax->party_count; party++) {
        for (const dt_preferences *list = &syntax->preferences[party]; list != NULL;
             list = list->other) {
            for (uint32_t k = 0; k < list->count; k++) {
                if (list->lines[k].expr != NULL) {
                    add_reading(r, model, list->lines[k].expr);
                }
            }
        }
    }
    for (uint32_t k = 0; k < syntax->unknown_count; k++) {
        add_reading(r, model, syntax->unknowns[k].what);
        add_reading(r, model, syntax->unknowns[k].than);
    }
    for (uint32_t k = 0; k < syntax->claim_count; k++) {
        for (const dt_expr *what = syntax->claims[k].what; what != NULL; what = what->next) {
            add_reading(r, model, what);
        }
        if (syntax->claims[k].than != NULL) {
            add_reading(r, model, syntax->claims[k].than);
        }
    }
    for (size_t k = 0; k < r->count; k++) {
        check_numbers(model, r->list[k].expr, faults);
    }
}

/* ---- coalesced states ------------------------------------------------------------------------ */

static void report_mixed(const detente_model *model, const reading *r, uint64_t state,
                         dt_faults *faults)
{
    char pattern[DT_MOST_OPTIONS + 1];
    dt_states_pattern(model, state, pattern);
    dt_text words = {0};
    dt_expr_print(model->syntax, r->expr, &words);
    if (words.failed) {
        faults->failed = true;
    } else if (r->expr->kind == DT_EXPR_PATTERN) { /* stands alone: no EXPR beside it */
        dt_error(
            faults, r->at,
            "'%s' is a part of state %llu (%s), which `same` makes one state; write 'state %s' "
            "for the whole of it",
            words.bytes, (unsigned long long)state + 1, pattern, pattern);
    } else {
        dt_error(
            faults, r->at,
            "'%s' is true of some and false of other parts of state %llu (%s), which `same` makes "
            "one state; say what holds there: '%s or EXPR' or '%s and not EXPR', EXPR being the "
            "words of the `same` line",
            words.bytes, (unsigned long long)state + 1, pattern, words.bytes, words.bytes);
    }
    dt_text_clear(&words);
}

/* values: the codes first.. of `all` are loaded.  seen[state]: expr value at the lowest member. */
static void check_uniform(const detente_model *model, readings *r, uint64_t first, unsigned count,
                          const uint64_t *values, uint64_t **lowest, dt_faults *faults)
{
    const dt_states *states = model->states;
    for (unsigned k = 0; k < count; k++) {
        const uint64_t state = states->state_of[first + k];
        if (states->member_at[state + 1] - states->member_at[state] < 2) {
            continue;
        }
        const bool is_lowest = states->all[first + k] == states->codes[state];
        for (size_t j = 0; j < r->count; j++) {
            const bool holds = dt_value(values, r->list[j].wire) >> k & 1;
            if (is_lowest && holds) {
                dt_set_bit(lowest[j], state);
            } else if (!is_lowest && r->list[j].at.line != 0 && holds != dt_bit(lowest[j], state)) {
                report_mixed(model, &r->list[j], state, faults);
                r->list[j].at.line = 0; /* once is enough */
            }
        }
    }
}

static detente_status check_coalesced(const detente_model *model, readings *r, dt_poll *poll,
                                      dt_faults *faults, detente_error *err)
{
    detente_status status = DETENTE_OK;
    const dt_states *states = model->states;
    uint64_t *values = dt_zeroed(model->circuit.count, sizeof *values);
    uint64_t **lowest = dt_zeroed(r->count, sizeof *lowest);
    for (size_t j = 0; lowest != NULL && j < r->count; j++) {
        lowest[j] = dt_zeroed(DT_WORDS(states->count), sizeof **lowest);
        if (lowest[j] == NULL) {
            status = dt_no_memory(err);
        }
    }
    if (values == NULL || lowest == NULL || status != DETENTE_OK) {
        status = dt_no_memory(err);
        goto done;
    }
    for (uint64_t first = 0; first < states->all_count; first += 64) {
        const uint64_t left = states->all_count - first;
        const unsigned count = left < 64 ? (unsigned)left : 64;
        dt_circuit_load(&model->circuit, states->all + first, count, values);
        dt_circuit_run(&model->circuit, values);
        check_uniform(model, r, first, count, values, lowest, faults);
        DT_TRY(dt_poll_try(poll, dt_states_work(model) + 2 * r->count, err));
    }
done:
    for (size_t j = 0; lowest != NULL && j < r->count; j++) {
        free(lowest[j]);
    }
    free(lowest);
    free(values);
    return status;
}

detente_status dt_states_check_one(const detente_model *model, const dt_expr *expr, dt_wire wire,
                                   dt_poll *poll, dt_faults *faults, detente_error *err)
{
    reading one = {.expr = expr, .at = expr->at, .wire = wire};
    readings r = {.list = &one, .count = 1};
    check_numbers(model, expr, faults);
    const detente_status status = model->states->members == NULL
                                      ? DETENTE_OK
                                      : check_coalesced(model, &r, poll, faults, err);
    return status == DETENTE_OK && faults->failed ? dt_no_memory(err) : status;
}

/* ---- rankings -------------------------------------------------------------------------------- */

/* Does each wire hold at some state?  found[k] = index of one (UINT64_MAX: none). */
static detente_status find_some(detente_model *model, const dt_wire *wires, size_t count,
                                dt_poll *poll, uint64_t *found, detente_error *err)
{
    detente_status status = DETENTE_OK;
    bool made = true;
    for (size_t k = 0; k < count; k++) {
        made = made && wires[k] != DT_NO_WIRE;
    }
    uint64_t *values = made ? dt_zeroed(model->circuit.count, sizeof *values) : NULL;
    if (values == NULL) {
        return dt_no_memory(err);
    }
    memset(found, 0xFF, count * sizeof *found);
    if (!dt_states_listed(model)) {
        for (size_t k = 0; k < count; k++) {
            bool meets = false;
            uint64_t code = 0;
            DT_TRY(dt_feasible_meets(model->diagram, &model->circuit, wires[k], poll, &meets, &code,
                                     err));
            found[k] = meets ? dt_states_find(model, code) : UINT64_MAX;
        }
        goto done;
    }
    dt_wire last = DT_FALSE;
    for (size_t k = 0; k < count; k++) {
        last = wires[k] > last ? wires[k] : last;
    }
    for (uint64_t first = 0; first < model->state_count; first += 64) {
        DT_TRY(dt_poll_try(poll, dt_states_work(model) + count / 64, err));
        const uint64_t left = model->state_count - first;
        dt_states_load_to(model, last, first, left < 64 ? (unsigned)left : 64, values);
        const uint64_t mask = left < 64 ? ((uint64_t)1 << left) - 1 : UINT64_MAX;
        for (size_t k = 0; k < count; k++) {
            const uint64_t word = dt_value(values, wires[k]) & mask;
            if (word != 0 && found[k] == UINT64_MAX) {
                found[k] = first + dt_lowest(word);
            }
        }
    }
done:
    free(values);
    return status;
}

static void name_state(const detente_model *model, uint64_t index, dt_text *text)
{
    if (dt_is_graph_form(model->syntax)) {
        dt_text_add(text, model->syntax->states[index].id);
        return;
    }
    char pattern[DT_MOST_OPTIONS + 1];
    dt_states_pattern(model, index, pattern);
    dt_text_add(text, pattern);
}

/* The states where `wire` holds: how many, and the first of them by name.  The model is listed. */
static detente_status list_where(const detente_model *model, dt_wire wire, dt_poll *poll,
                                 dt_text *names, uint64_t *count, detente_error *err)
{
    const size_t length = DT_WORDS(model->state_count);
    uint64_t *words = dt_zeroed(length, sizeof *words);
    if (words == NULL) {
        return dt_no_memory(err);
    }
    const detente_status status = dt_states_where_wire(model, wire, poll, words, err);
    *count = 0;
    for (size_t k = 0; status == DETENTE_OK && k < length; k++) {
        for (uint64_t left = words[k]; left != 0; left &= left - 1) {
            if ((*count)++ < MOST_NAMED) {
                dt_text_add(names, *count > 1 ? ", " : "");
                name_state(model, (uint64_t)k * 64 + dt_lowest(left), names);
            }
        }
    }
    if (*count > MOST_NAMED) {
        dt_text_format(names, " and %llu more", (unsigned long long)(*count - MOST_NAMED));
    }
    free(words);
    return status;
}

/* `found`: one of the states that no line takes, all that is asked of a model that is not listed.
 */
static detente_status report_gaps(const detente_model *model, const dt_preferences *ranks,
                                  dt_wire missed, uint64_t found, dt_poll *poll, dt_faults *faults,
                                  detente_error *err)
{
    detente_status status = DETENTE_OK;
    dt_text names = {0};
    uint64_t count = 0;
    const bool listed = dt_states_listed(model);
    if (listed) {
        DT_TRY(list_where(model, missed, poll, &names, &count, err));
    } else {
        name_state(model, found, &names);
    }
    if (names.failed) {
        status = dt_no_memory(err);
    } else if (listed) {
        dt_error(faults, ranks->at,
                 "the ranking leaves out %llu of %llu states: %s; add %s, or `rest` at the end",
                 (unsigned long long)count, (unsigned long long)model->state_count, names.bytes,
                 count == 1 ? "a line for it" : "lines for them");
    } else {
        dt_error(faults, ranks->at,
                 "the ranking leaves out state %s; add a line for it, or `rest` at the end",
                 names.bytes);
    }
done:
    dt_text_clear(&names);
    return status;
}

/* `taken` per line, then what no line takes. */
static detente_status check_ranks(detente_model *model, const dt_preferences *ranks, dt_poll *poll,
                                  dt_faults *faults, detente_error *err)
{
    detente_status status = DETENTE_OK;
    dt_circuit *const c = &model->circuit;
    dt_wire *wires = dt_zeroed((size_t)ranks->count + 1, sizeof *wires);
    uint64_t *found = dt_zeroed((size_t)ranks->count + 1, sizeof *found);
    if (wires == NULL || found == NULL) {
        status = dt_no_memory(err);
        goto done;
    }
    dt_wire listed = DT_FALSE;
    for (uint32_t k = 0; k < ranks->count; k++) {
        const dt_expr *expr = ranks->lines[k].expr;
        const dt_wire holds = expr == NULL ? DT_TRUE : dt_model_wire(model, expr);
        wires[k] = dt_and(c, holds, dt_not(listed));
        listed = dt_or(c, listed, holds);
    }
    wires[ranks->count] = dt_not(listed);
    if (listed == DT_NO_WIRE) {
        status = dt_no_memory(err);
        goto done;
    }
    DT_TRY(find_some(model, wires, (size_t)ranks->count + 1, poll, found, err));
    for (uint32_t k = 0; k < ranks->count; k++) {
        const dt_expr *expr = ranks->lines[k].expr;
        if (found[k] != UINT64_MAX) {
            continue;
        }
        if (expr == NULL) {
            dt_error(faults, ranks->lines[k].at,
                     "nothing is left for `rest`: the lines above take every state");
        } else if (!names_no_state(model, expr)) { /* that is reported already */
            dt_error(faults, ranks->lines[k].at,
                     "this line takes no state: each feasible state where it "
                     "holds, if any, stands in a line above");
        }
    }
    if (found[ranks->count] != UINT64_MAX) {
        DT_TRY(
            report_gaps(model, ranks, wires[ranks->count], found[ranks->count], poll, faults, err));
    }
done:
    free(wires);
    free(found);
    return status;
}

/* ---- claims ---------------------------------------------------------------------------------- */

/* A place among `the equilibria ... are` is for one state (or none: the claim then fails). */
static detente_status check_single(detente_model *model, const dt_expr *expr, dt_poll *poll,
                                   dt_faults *faults, detente_error *err)
{
    detente_status status = DETENTE_OK;
    dt_text names = {0};
    dt_text words = {0};
    uint64_t count = 0;
    DT_TRY(list_where(model, dt_model_wire(model, expr), poll, &names, &count, err));
    dt_expr_print(model->syntax, expr, &words);
    if (names.failed || words.failed) {
        status = dt_no_memory(err);
    } else if (count > 1) {
        dt_error(faults, expr->at,
                 "'%s' is true of %llu states, where one is wanted; name each by itself: %s%s",
                 words.bytes, (unsigned long long)count,
                 dt_is_graph_form(model->syntax) ? "" : "state ", names.bytes);
    }
done:
    dt_text_clear(&names);
    dt_text_clear(&words);
    return status;
}

/* A set that no state belongs to, though the claim says something of each of its states. */
static detente_status check_vacuous(detente_model *model, const dt_claim *claim, const dt_expr *set,
                                    dt_poll *poll, dt_faults *faults, detente_error *err)
{
    const dt_wire wire = dt_model_wire(model, set);
    uint64_t found = 0;
    if (names_no_state(model, set) || !dt_claim_may_be_vacuous(claim)) {
        return DETENTE_OK; /* reported already, or failing */
    }
    const detente_status status = find_some(model, &wire, 1, poll, &found, err);
    if (status == DETENTE_OK && found == UINT64_MAX) {
        dt_text words = {0};
        dt_expr_print(model->syntax, set, &words);
        faults->failed |= words.failed;
        dt_warning(faults, set->at, "no state is '%s', so this claim says nothing: it is vacuous",
                   words.failed ? "" : words.bytes);
        dt_text_clear(&words);
    }
    return status;
}

/* Claims on models that are not listed are not tested either. */
static detente_status check_claims(detente_model *model, dt_poll *poll, dt_faults *faults,
                                   detente_error *err)
{
    detente_status status = DETENTE_OK;
    for (uint32_t k = 0; k < model->syntax->claim_count && dt_states_listed(model); k++) {
        const dt_claim *claim = &model->syntax->claims[k];
        const dt_expr *what = claim->kind == DT_CLAIM_EXACTLY ? claim->what : NULL;
        for (; what != NULL && status == DETENTE_OK; what = what->next) {
            status = check_single(model, what, poll, faults, err);
        }
        if (status == DETENTE_OK && claim->kind != DT_CLAIM_EXACTLY) {
            status = check_vacuous(model, claim, claim->what, poll, faults, err);
        }
        if (status == DETENTE_OK && claim->than != NULL) {
            status = check_vacuous(model, claim, claim->than, poll, faults, err);
        }
    }
    return status;
}

/* ---- what is unknown ------------------------------------------------------------------------- */

/* Each set has states, and the two have none in common. */
static detente_status check_sets(detente_model *model, const dt_unknown *line, dt_poll *poll,
                                 dt_faults *faults, detente_error *err)
{
    const dt_expr *sets[] = {line->what, line->than};
    const dt_wire a = dt_model_wire(model, line->what);
    const dt_wire b = dt_model_wire(model, line->than);
    const dt_wire wires[] = {a, b, dt_and(&model->circuit, a, b)};
    uint64_t found[3];
    const detente_status status = find_some(model, wires, 3, poll, found, err);
    dt_text words = {0};
    for (unsigned k = 0; k < 2 && status == DETENTE_OK; k++) {
        if (found[k] == UINT64_MAX && !names_no_state(model, sets[k])) {
            words.length = 0;
            dt_expr_print(model->syntax, sets[k], &words);
            dt_error(faults, sets[k]->at, "no state is '%s', so there is nothing to compare",
                     words.failed ? "" : words.bytes);
        }
    }
    if (status == DETENTE_OK && found[2] != UINT64_MAX) {
        words.length = 0;
        name_state(model, found[2], &words);
        dt_error(faults, line->than->at,
                 "the two outcomes have state %s in common; they must be apart for their states to "
                 "be compared",
                 words.failed ? "" : words.bytes);
    }
    faults->failed |= words.failed;
    dt_text_clear(&words);
    return status;
}

/* Do two lines speak of one pair of states?  One of A and C with one of B and D, or crosswise. */
static detente_status check_pair(detente_model *model, const dt_unknown *first,
                                 const dt_unknown *second, dt_poll *poll, dt_faults *faults,
                                 detente_error *err)
{
    dt_circuit *const c = &model->circuit;
    const dt_wire a = dt_model_wire(model, first->what);
    const dt_wire b = dt_model_wire(model, first->than);
    const dt_wire x = dt_model_wire(model, second->what);
    const dt_wire y = dt_model_wire(model, second->than);
    const dt_wire wires[] = {dt_and(c, a, x), dt_and(c, b, y), dt_and(c, a, y), dt_and(c, b, x)};
    uint64_t found[4];
    const detente_status status = find_some(model, wires, 4, poll, found, err);
    for (unsigned k = 0; k < 4 && status == DETENTE_OK; k += 2) {
        if (found[k] == UINT64_MAX || found[k + 1] == UINT64_MAX) {
            continue;
        }
        dt_text words = {0};
        name_state(model, found[k], &words);
        dt_text_add(&words, " with state ");
        name_state(model, found[k + 1], &words);
        dt_error(faults, second->at,
                 "this line and line %u both compare state %s; leave one of them out, or make its "
                 "outcomes narrower",
                 (unsigned)first->at.line, words.failed ? "" : words.bytes);
        faults->failed |= words.failed;
        dt_text_clear(&words);
        return DETENTE_OK;
    }
    return status;
}

static detente_status check_unknowns(detente_model *model, dt_poll *poll, dt_faults *faults,
                                     detente_error *err)
{
    detente_status status = DETENTE_OK;
    const dt_unknown *lines = model->syntax->unknowns;
    for (uint32_t k = 0; k < model->syntax->unknown_count; k++) {
        DT_TRY(check_sets(model, &lines[k], poll, faults, err));
        for (uint32_t j = 0; j < k; j++) {
            if (lines[j].party == lines[k].party) {
                DT_TRY(check_pair(model, &lines[j], &lines[k], poll, faults, err));
            }
        }
    }
done:
    return status;
}

/* ---- status quo ------------------------------------------------------------------------------ */

/* The first rule that a code breaks, NULL when none. */
static const dt_rule *broken_rule(detente_model *model, uint64_t code, uint64_t *values)
{
    for (uint32_t k = 0; k < model->syntax->rule_count; k++) {
        const dt_rule *rule = &model->syntax->rules[k];
        if (rule->kind == DT_RULE_SAME) {
            continue;
        }
        const dt_wire wire = dt_model_wire(model, rule->expr); /* made before: no new gate */
        if (dt_circuit_holds(&model->circuit, wire, code, values) ==
            (rule->kind == DT_RULE_IMPOSSIBLE)) {
            return rule;
        }
    }
    return NULL;
}

static detente_status check_status_quo(detente_model *model, dt_faults *faults, detente_error *err)
{
    const dt_syntax *syntax = model->syntax;
    if (!syntax->has_status_quo) {
        return DETENTE_OK;
    }
    if (dt_is_graph_form(syntax)) {
        model->status_quo = (uint64_t)syntax->status_quo[0] + 1;
        return DETENTE_OK;
    }
    uint64_t code = 0;
    for (uint32_t k = 0; k < syntax->status_quo_count; k++) {
        code |= (uint64_t)1 << syntax->status_quo[k];
    }
    const uint64_t index = dt_states_find(model, code);
    if (index != UINT64_MAX) {
        model->status_quo = index + 1;
        return DETENTE_OK;
    }
    uint64_t *values = dt_zeroed(model->circuit.count, sizeof *values);
    if (values == NULL) {
        return dt_no_memory(err);
    }
    const dt_rule *rule = broken_rule(model, code, values);
    free(values);
    if (rule == NULL) {
        return dt_states_beyond(err);
    }
    dt_error(faults, syntax->status_quo_at,
             "the status quo is not feasible: the rule in line %u forbids it", rule->at.line);
    return DETENTE_OK;
}

detente_status dt_states_check(detente_model *model, dt_poll *poll, dt_faults *faults,
                               detente_error *err)
{
    detente_status status = DETENTE_OK;
    readings r = {0};
    gather(model, &r, faults);
    if (r.failed) {
        status = dt_no_memory(err);
        goto done;
    }
    if (model->states->members != NULL) {
        DT_TRY(check_coalesced(model, &r, poll, faults, err));
    }
    for (uint32_t party = 0; party < model->syntax->party_count; party++) {
        if (model->syntax->preferences[party].kind == DT_RANKS) {
            DT_TRY(check_ranks(model, &model->syntax->preferences[party], poll, faults, err));
        }
    }
    DT_TRY(check_unknowns(model, poll, faults, err));
    DT_TRY(check_claims(model, poll, faults, err));
    DT_TRY(check_status_quo(model, faults, err));
    if (faults->failed) {
        status = dt_no_memory(err);
    }
done:
    free(r.list);
    return status;
}
