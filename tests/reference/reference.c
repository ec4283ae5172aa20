/* SPDX-License-Identifier: MIT
 *
 * A syntax tree worked out by the definitions: feasible codes by trying all, coalescing, numbering,
 * patterns, moves.
 *
 * Time O(2^options * rules) to list the states and O(states^2 * parties) for the rest.
 */
#include "reference.h"

#define NO_STATE UINT32_MAX

/* ---- truth ----------------------------------------------------------------------------------- */

/* Where an expression is read: at a member, and, once states are numbered, as part of a state. */
typedef struct place {
    const reference_model *model;
    uint32_t code;  /* option form: the options taken; graph form: the state */
    uint32_t state; /* NO_STATE while rules are read */
} place;

static bool is_true(place here, const dt_expr *expr);

/* Y and N are settings of the code; `-` asks for nothing. */
static bool fits(place here, const char *pattern)
{
    for (uint32_t k = 0; k < here.model->syntax->option_count; k++) {
        const char setting = (here.code >> k) & 1 ? 'Y' : 'N';
        if (pattern[k] != '-' && pattern[k] != setting) {
            return false;
        }
    }
    return true;
}

/* How many operands there are and how many of them hold. */
static uint32_t count_true(place here, const dt_expr *expr, uint32_t *operands)
{
    uint32_t count = 0;
    *operands = 0;
    for (const dt_expr *each = expr->first; each != NULL; each = each->next) {
        *operands += 1;
        count += is_true(here, each) ? 1 : 0;
    }
    return count;
}

/* Lists: how many of the operands hold. */
static bool is_list_true(place here, const dt_expr *expr)
{
    uint32_t operands = 0;
    const uint32_t count = count_true(here, expr, &operands);
    switch (expr->kind) {
    case DT_EXPR_AND:
    case DT_EXPR_ALL_OF:
        return count == operands;
    case DT_EXPR_OR:
    case DT_EXPR_AT_LEAST:
        return count >= 1;
    case DT_EXPR_AT_MOST:
        return count <= 1;
    case DT_EXPR_EXACTLY:
        return count == 1;
    default: /* DT_EXPR_NONE_OF */
        return count == 0;
    }
}

/* Two operands, by their truth tables: the rows are A false/true, the columns B false/true. */
static bool is_pair_true(place here, const dt_expr *expr)
{
    static const bool is_xor[2][2] = {{false, true}, {true, false}};
    static const bool is_iff[2][2] = {{true, false}, {false, true}};
    static const bool is_if[2][2] = {{true, false}, {true, true}};      /* B implies A */
    static const bool is_implies[2][2] = {{true, true}, {false, true}}; /* A implies B */
    static const bool is_unless[2][2] = {{false, true}, {true, true}};  /* A if not B */
    const int a = is_true(here, expr->first) ? 1 : 0;
    const int b = is_true(here, expr->first->next) ? 1 : 0;
    switch (expr->kind) {
    case DT_EXPR_XOR:
        return is_xor[a][b];
    case DT_EXPR_IFF:
        return is_iff[a][b];
    case DT_EXPR_IF:
        return is_if[a][b];
    case DT_EXPR_IMPLIES:
        return is_implies[a][b];
    default: /* DT_EXPR_UNLESS */
        return is_unless[a][b];
    }
}

static bool is_true(place here, const dt_expr *expr)
{
    switch (expr->kind) {
    case DT_EXPR_TRUE:
        return true;
    case DT_EXPR_FALSE:
        return false;
    case DT_EXPR_OPTION:
        return (here.code >> expr->index) & 1;
    case DT_EXPR_OUTCOME:
        return is_true(here, here.model->syntax->outcomes[expr->index].expr);
    case DT_EXPR_STATE:
        return here.code == expr->index;
    case DT_EXPR_NUMBER:
        return here.state != NO_STATE && here.state + 1 == expr->number;
    case DT_EXPR_PATTERN:
        return fits(here, expr->pattern);
    case DT_EXPR_NOT:
        return !is_true(here, expr->first);
    case DT_EXPR_XOR:
    case DT_EXPR_IFF:
    case DT_EXPR_IF:
    case DT_EXPR_IMPLIES:
    case DT_EXPR_UNLESS:
        return is_pair_true(here, expr);
    default:
        return is_list_true(here, expr);
    }
}

static bool holds_at_member(const reference_model *model, const dt_expr *expr, uint32_t member)
{
    return is_true((place){model, model->members[member], model->state_of[member]}, expr);
}

bool reference_holds_at(const reference_model *model, const dt_expr *expr, uint32_t code)
{
    return is_true((place){.model = model, .code = code, .state = NO_STATE}, expr);
}

bool reference_holds(const reference_model *model, const dt_expr *expr, uint32_t state)
{
    for (uint32_t k = 0; k < model->member_count; k++) {
        if (model->state_of[k] == state) {
            return holds_at_member(model, expr, k);
        }
    }
    return false;
}

/* ---- states ---------------------------------------------------------------------------------- */

static bool is_feasible(const reference_model *model, uint32_t code)
{
    for (uint32_t r = 0; r < model->syntax->rule_count; r++) {
        const dt_rule *rule = &model->syntax->rules[r];
        const bool holds = is_true((place){model, code, NO_STATE}, rule->expr);
        if (rule->kind == DT_RULE_IMPOSSIBLE ? holds : rule->kind != DT_RULE_SAME && !holds) {
            return false;
        }
    }
    return true;
}

static void list_members(reference_model *model)
{
    const dt_syntax *syntax = model->syntax;
    const uint32_t codes = dt_is_graph_form(syntax) ? syntax->state_count
                                                    : (uint32_t)1 << syntax->option_count;
    model->members = reference_take(codes, sizeof(uint32_t));
    model->state_of = reference_take(codes, sizeof(uint32_t));
    for (uint32_t code = 0; code < codes; code++) {
        if (is_feasible(model, code)) {
            model->members[model->member_count++] = code;
        }
    }
}

/* Every two members where one `same` rule holds get one class; a class is named by its first
 * member.  Overlapping rules merge, as a class is always renamed as a whole. */
static void merge_members(const reference_model *model, uint32_t *class_of)
{
    for (uint32_t r = 0; r < model->syntax->rule_count; r++) {
        const dt_rule *rule = &model->syntax->rules[r];
        uint32_t first = NO_STATE;
        for (uint32_t k = 0; rule->kind == DT_RULE_SAME && k < model->member_count; k++) {
            if (!is_true((place){model, model->members[k], NO_STATE}, rule->expr)) {
                continue;
            }
            first = first == NO_STATE ? k : first;
            const uint32_t a = class_of[first], b = class_of[k];
            for (uint32_t each = 0; each < model->member_count; each++) {
                if (class_of[each] == a || class_of[each] == b) {
                    class_of[each] = a < b ? a : b;
                }
            }
        }
    }
}

/* States are numbered by increasing lowest code; members are listed in increasing order already. */
static void number_states(reference_model *model)
{
    uint32_t *class_of = reference_take(model->member_count, sizeof(uint32_t));
    for (uint32_t k = 0; k < model->member_count; k++) {
        class_of[k] = k;
    }
    merge_members(model, class_of);
    model->lowest = reference_take(model->member_count, sizeof(uint32_t));
    for (uint32_t k = 0; k < model->member_count; k++) {
        if (class_of[k] == k) {
            model->lowest[model->state_count] = model->members[k];
            model->state_of[k] = model->state_count++;
        } else {
            model->state_of[k] = model->state_of[class_of[k]];
            model->coalesced = true;
        }
    }
    free(class_of);
}

static void write_patterns(reference_model *model)
{
    const uint32_t options = model->syntax->option_count;
    model->patterns = reference_take((size_t)model->state_count * (options + 1), 1);
    for (uint32_t k = 0; k < model->member_count; k++) {
        char *pattern = &model->patterns[(size_t)model->state_of[k] * (options + 1)];
        for (uint32_t o = 0; o < options; o++) {
            const char setting = (model->members[k] >> o) & 1 ? 'Y' : 'N';
            if (pattern[o] == '\0') {
                pattern[o] = setting;
            } else if (pattern[o] != setting) {
                pattern[o] = '-';
            }
        }
    }
}

const char *reference_pattern(const reference_model *model, uint32_t state)
{
    return &model->patterns[(size_t)state * (model->syntax->option_count + 1)];
}

/* ---- one value on all members ---------------------------------------------------------------- */

static bool is_uniform(const reference_model *model, const dt_expr *expr)
{
    for (uint32_t a = 0; a < model->member_count; a++) {
        for (uint32_t b = 0; b < a; b++) {
            if (model->state_of[a] == model->state_of[b] &&
                holds_at_member(model, expr, a) != holds_at_member(model, expr, b)) {
                return false;
            }
        }
    }
    return true;
}

static bool all_uniform(const reference_model *model)
{
    const dt_syntax *syntax = model->syntax;
    bool uniform = true;
    for (uint32_t k = 0; k < syntax->outcome_count; k++) {
        uniform = uniform && is_uniform(model, syntax->outcomes[k].expr);
    }
    for (uint32_t party = 0; party < syntax->party_count; party++) {
        for (const dt_preferences *list = &syntax->preferences[party]; list != NULL;
             list = list->other) {
            for (uint32_t k = 0; k < list->count; k++) {
                const dt_expr *expr = list->lines[k].expr;
                uniform = uniform && (expr == NULL || is_uniform(model, expr));
            }
        }
    }
    for (uint32_t k = 0; k < syntax->unknown_count; k++) {
        uniform = uniform && is_uniform(model, syntax->unknowns[k].what) &&
                  is_uniform(model, syntax->unknowns[k].than);
    }
    for (uint32_t k = 0; k < syntax->claim_count; k++) {
        for (const dt_expr *what = syntax->claims[k].what; what != NULL; what = what->next) {
            uniform = uniform && is_uniform(model, what);
        }
        const dt_expr *than = syntax->claims[k].than;
        uniform = uniform && (than == NULL || is_uniform(model, than));
    }
    return uniform;
}

uint32_t reference_rank(const reference_model *model, uint32_t party, uint32_t state)
{
    return model->ranks[(size_t)party * model->state_count + state];
}

/* ---- moves ----------------------------------------------------------------------------------- */

/* May a move of `party` change an option that was taken, was not taken, before? */
static bool may_change(const dt_option *option, uint32_t party, bool taken_before)
{
    return option->party == party &&
           option->direction != (taken_before ? DT_CANNOT_BE_UNDONE : DT_CANNOT_BE_RESUMED);
}

/* t in R_i(s): the codes differ, in options of i alone, none in its forbidden direction. */
static bool is_option_move(const dt_syntax *syntax, uint32_t party, uint32_t from, uint32_t to)
{
    for (uint32_t k = 0; k < syntax->option_count; k++) {
        const uint32_t bit = (uint32_t)1 << k;
        if ((from & bit) != (to & bit) &&
            !may_change(&syntax->options[k], party, (from & bit) != 0)) {
            return false;
        }
    }
    return from != to;
}

static void list_option_moves(reference_model *model)
{
    for (uint32_t a = 0; a < model->member_count; a++) {
        for (uint32_t b = 0; b < model->member_count; b++) {
            for (uint32_t party = 0; party < model->syntax->party_count; party++) {
                if (model->state_of[a] != model->state_of[b] &&
                    is_option_move(model->syntax, party, model->members[a], model->members[b])) {
                    *reference_move(&model->graph, party, model->state_of[a],
                                    model->state_of[b]) = true;
                }
            }
        }
    }
}

static void list_graph_moves(reference_model *model)
{
    for (uint32_t k = 0; k < model->syntax->move_count; k++) {
        const dt_graph_move *move = &model->syntax->moves[k];
        *reference_move(&model->graph, move->party, move->from, move->to) = true;
    }
}

/* ---- the model ------------------------------------------------------------------------------- */

static uint32_t find_status_quo(const reference_model *model)
{
    const dt_syntax *syntax = model->syntax;
    uint32_t code = 0;
    for (uint32_t k = 0; k < syntax->status_quo_count; k++) {
        const uint32_t index = syntax->status_quo[k];
        code = dt_is_graph_form(syntax) ? index : code | (uint32_t)1 << index;
    }
    for (uint32_t k = 0; k < model->member_count; k++) {
        if (model->members[k] == code) {
            return model->state_of[k] + 1;
        }
    }
    return 0;
}

void reference_model_init(reference_model *model, const dt_syntax *syntax)
{
    *model = (reference_model){.syntax = syntax};
    if (syntax->option_count > REFERENCE_MOST_OPTIONS) {
        model->fault = "too many options for the reference";
        return;
    }
    list_members(model);
    number_states(model);
    write_patterns(model);
    if (model->member_count == 0) {
        model->fault = "no state is feasible";
        return;
    }
    if (model->coalesced && !all_uniform(model)) {
        model->fault = "an expression differs on the members of a state";
        return;
    }
    reference_graph_init(&model->graph, syntax->party_count, model->state_count);
    model->ranks = reference_take((size_t)syntax->party_count * model->state_count,
                                  sizeof(uint32_t));
    for (uint32_t party = 0; party < syntax->party_count; party++) {
        reference_rank_party(model, party);
    }
    if (dt_is_graph_form(syntax)) {
        list_graph_moves(model);
    } else {
        list_option_moves(model);
    }
    model->status_quo = syntax->has_status_quo ? find_status_quo(model) : 0;
    if (syntax->has_status_quo && model->status_quo == 0) {
        model->fault = "the status quo is not feasible";
    }
}

void reference_model_clear(reference_model *model)
{
    free(model->members);
    free(model->state_of);
    free(model->lowest);
    free(model->patterns);
    free(model->ranks);
    reference_graph_clear(&model->graph);
    *model = (reference_model){0};
}

/* ---- verdicts -------------------------------------------------------------------------------- */

void reference_solve(const reference_model *model, detente_concept concept, uint32_t party,
                     bool *stable)
{
    if (concept == DETENTE_SIM) {
        reference_sim(model, party, stable);
    } else {
        reference_stable(&model->graph, concept, party, reference_legal, stable);
    }
}

bool reference_met(const reference_model *model, detente_concept concept, uint32_t party,
                   uint32_t s, uint32_t s1)
{
    return concept == DETENTE_SIM ? reference_sim_deters(model, party, s, s1)
                                  : reference_deters(&model->graph, concept, party, s, s1);
}

void reference_equilibria(const reference_model *model, detente_concept concept, bool *stable)
{
    bool *mine = reference_take(model->state_count, sizeof(bool));
    for (uint32_t s = 0; s < model->state_count; s++) {
        stable[s] = true;
    }
    for (uint32_t party = 0; party < model->syntax->party_count; party++) {
        reference_solve(model, concept, party, mine);
        for (uint32_t s = 0; s < model->state_count; s++) {
            stable[s] = stable[s] && mine[s];
        }
    }
    free(mine);
}
