/* SPDX-License-Identifier: MIT
 *
 * Parties that cannot move: nowhere, here and there, or never again.  See lint.h.
 */
#include "game/walk.h"
#include "insight/lint.h"

/* Of one party, as bits over the states. */
typedef struct party_moves {
    dt_walk walk;
    uint64_t *moves; /* it has a move here */
    uint64_t *freed; /* it has one here, or from a state that the others can bring about */
    uint64_t *values;
} party_moves;

/* Options of `party` that may change from their value at `code`. */
static uint64_t changeable(const detente_model *model, uint32_t party, uint64_t code)
{
    const uint64_t held = (code & model->only_up) | (~code & model->only_down);
    return model->owned[party] & ~held;
}

static detente_status find_moves(party_moves *p, uint32_t party, detente_error *err)
{
    const uint64_t states = p->walk.model->state_count;
    memset(p->moves, 0, DT_WORDS(states) * sizeof *p->moves);
    for (uint64_t s = 0; s < states; s++) {
        dt_targets targets;
        const detente_status status = dt_walk_moves(&p->walk, party, s, &targets, err);
        if (status != DETENTE_OK) {
            return status;
        }
        if (targets.count > 0) {
            dt_set_bit(p->moves, s);
        }
    }
    return DETENTE_OK;
}

/* One round of: freed where somebody can move to where it is freed. */
static detente_status spread(party_moves *p, uint32_t party, bool *grown, detente_error *err)
{
    const detente_model *model = p->walk.model;
    *grown = false;
    for (uint64_t s = 0; s < model->state_count; s++) {
        for (uint32_t j = 0; j < model->syntax->party_count && !dt_bit(p->freed, s); j++) {
            dt_targets targets = {0};
            const detente_status status = j == party ? DETENTE_OK
                                                     : dt_walk_moves(&p->walk, j, s, &targets, err);
            if (status != DETENTE_OK) {
                return status;
            }
            for (uint32_t k = 0; k < targets.count && !dt_bit(p->freed, s); k++) {
                if (dt_bit(p->freed, targets.to[k])) {
                    dt_set_bit(p->freed, s);
                    *grown = true;
                }
            }
            if (!dt_poll_step(p->walk.poll, 1 + targets.count)) {
                return dt_poll_cancelled(p->walk.poll, err);
            }
        }
    }
    return DETENTE_OK;
}

static detente_status find_freed(party_moves *p, uint32_t party, detente_error *err)
{
    const size_t words = DT_WORDS(p->walk.model->state_count);
    detente_status status = DETENTE_OK;
    memcpy(p->freed, p->moves, words * sizeof *p->freed);
    for (bool grown = true; grown && status == DETENTE_OK;) {
        status = spread(p, party, &grown, err);
    }
    return status;
}

/* The first rule that a change of one option of the party would break at `code`. */
static uint32_t rule_against(const party_moves *p, uint32_t party, uint64_t code)
{
    const detente_model *model = p->walk.model;
    for (uint32_t k = 0; k < model->syntax->rule_count; k++) {
        const dt_rule *rule = &model->syntax->rules[k];
        for (uint64_t own = changeable(model, party, code); own != 0; own &= own - 1) {
            const uint64_t changed = code ^ (own & (0 - own));
            dt_circuit_load(&model->circuit, &changed, 1, p->values);
            dt_circuit_run(&model->circuit, p->values);
            const bool holds = dt_model_word(model, rule->expr, 0, p->values) & 1;
            if (rule->kind != DT_RULE_SAME && holds == (rule->kind == DT_RULE_IMPOSSIBLE)) {
                return k;
            }
        }
    }
    return DT_NONE;
}

static detente_status look_at(party_moves *p, uint32_t party, dt_lints *out, detente_error *err)
{
    const detente_model *model = p->walk.model;
    const dt_syntax *syntax = model->syntax;
    const bool by_rules = !dt_is_graph_form(syntax) && model->states->members == NULL;
    uint64_t moving = 0;
    dt_lint stuck = {.kind = DT_LINT_STUCK, .party = party, .item = DT_NONE, .other = DT_NONE};
    for (uint64_t s = 0; s < model->state_count; s++) {
        const bool moves = dt_bit(p->moves, s);
        moving += moves;
        if (moves || !by_rules || changeable(model, party, dt_states_code(model, s)) == 0) {
            continue;
        }
        const bool forever = !dt_bit(p->freed, s);
        if (forever && stuck.kind == DT_LINT_STUCK) {
            stuck.kind = DT_LINT_FOREVER; /* from here on only these count */
            stuck.count = 0;
        }
        if (forever || stuck.kind == DT_LINT_STUCK) {
            stuck.state = stuck.count++ == 0 ? s : stuck.state;
        }
    }
    if (moving == 0) {
        return dt_lint_add(out,
                           (dt_lint){.kind = DT_LINT_NO_MOVE,
                                     .party = party,
                                     .item = DT_NONE,
                                     .other = DT_NONE,
                                     .at = syntax->parties[party].at},
                           err);
    }
    if (stuck.count == 0) {
        return DETENTE_OK;
    }
    stuck.other = rule_against(p, party, dt_states_code(model, stuck.state));
    stuck.at = stuck.other == DT_NONE ? syntax->parties[party].at : syntax->rules[stuck.other].at;
    return dt_lint_add(out, stuck, err);
}

detente_status dt_lint_moves(const detente_model *model, dt_poll *poll, dt_lints *out,
                             detente_error *err)
{
    const size_t words = DT_WORDS(model->state_count);
    party_moves p = {.moves = dt_zeroed(words, sizeof *p.moves),
                     .freed = dt_zeroed(words, sizeof *p.freed),
                     .values = dt_zeroed(model->circuit.count, sizeof *p.values)};
    detente_status status = DETENTE_OK;
    if (p.moves == NULL || p.freed == NULL || p.values == NULL) {
        status = dt_no_memory(err);
        goto done;
    }
    DT_TRY(dt_walk_open(model, poll, &p.walk, err));
    for (uint32_t party = 0; party < model->syntax->party_count && status == DETENTE_OK; party++) {
        status = find_moves(&p, party, err);
        if (status == DETENTE_OK) {
            status = find_freed(&p, party, err);
        }
        if (status == DETENTE_OK) {
            status = look_at(&p, party, out, err);
        }
    }
    dt_walk_clear(&p.walk);
done:
    free(p.moves);
    free(p.freed);
    free(p.values);
    return status;
}
