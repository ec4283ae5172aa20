/* SPDX-License-Identifier: MIT
 *
 * What in a model says nothing: options, outcomes, sources, claims; and all of it in order.  See
 * lint.h.
 */
#include "insight/lint.h"
#include "base/sort.h"

detente_status dt_lint_add(dt_lints *lints, dt_lint found, detente_error *err)
{
    if (!dt_grow((void **)&lints->list, &lints->capacity, lints->count, sizeof *lints->list)) {
        return dt_no_memory(err);
    }
    lints->list[lints->count++] = found;
    return DETENTE_OK;
}

void dt_lints_clear(dt_lints *lints)
{
    free(lints->list);
    *lints = (dt_lints){0};
}

static dt_lint about(dt_lint_kind kind, dt_span at, uint32_t item)
{
    return (dt_lint){.kind = kind, .at = at, .party = DT_NONE, .item = item, .other = DT_NONE};
}

/* ---- options --------------------------------------------------------------------------------- */

/* The options that an expression speaks of, also through outcomes, as bits. */
static uint64_t mentioned_in(const dt_syntax *syntax, const dt_expr *expr)
{
    uint64_t found = 0;
    if (expr->kind == DT_EXPR_OPTION) {
        return (uint64_t)1 << expr->index;
    }
    if (expr->kind == DT_EXPR_OUTCOME) {
        return mentioned_in(syntax, syntax->outcomes[expr->index].expr);
    }
    if (expr->kind == DT_EXPR_NUMBER) {
        return UINT64_MAX;
    }
    for (uint32_t k = 0; expr->kind == DT_EXPR_PATTERN && expr->pattern[k] != '\0'; k++) {
        found |= expr->pattern[k] != '-' ? (uint64_t)1 << k : 0;
    }
    for (const dt_expr *operand = expr->first; operand != NULL; operand = operand->next) {
        found |= mentioned_in(syntax, operand);
    }
    return found;
}

/* Those that some preference speaks of. */
static uint64_t cared_for(const dt_syntax *syntax)
{
    uint64_t found = 0;
    for (uint32_t party = 0; party < syntax->party_count; party++) {
        for (const dt_preferences *list = &syntax->preferences[party]; list != NULL;
             list = list->other) {
            for (uint32_t k = 0; k < list->count; k++) {
                const dt_expr *expr = list->lines[k].expr;
                found |= expr == NULL ? 0 : mentioned_in(syntax, expr);
            }
        }
    }
    for (uint32_t k = 0; k < syntax->unknown_count; k++) {
        found |= mentioned_in(syntax, syntax->unknowns[k].what) |
                 mentioned_in(syntax, syntax->unknowns[k].than);
    }
    return found;
}

static bool is_equal_for_all(const detente_model *model, uint64_t a, uint64_t b)
{
    for (uint32_t party = 0; party < model->syntax->party_count; party++) {
        if (dt_compare(&model->preferences[party], a, b) != DETENTE_EQUAL) {
            return false;
        }
    }
    return true;
}

/* What a walk over the feasible combinations tells of the options, as bits. */
typedef struct options_seen {
    uint64_t taken, left; /* somewhere */
    uint64_t paired;      /* two combinations differ in it alone */
    uint64_t cared;       /* and some party is not indifferent between such two */
} options_seen;

static detente_status look_at_options(const detente_model *model, dt_poll *poll, options_seen *seen,
                                      detente_error *err)
{
    const dt_states *states = model->states;
    const uint64_t *codes = states->members == NULL ? states->codes : states->all;
    const uint64_t count = states->members == NULL ? states->count : states->all_count;
    for (uint64_t k = 0; k < count; k++) {
        seen->taken |= codes[k];
        seen->left |= ~codes[k];
        for (uint32_t o = 0; o < model->syntax->option_count; o++) {
            const uint64_t bit = (uint64_t)1 << o;
            const uint64_t other = codes[k] & bit ? UINT64_MAX
                                                  : dt_states_find(model, codes[k] | bit);
            if (other != UINT64_MAX && !(seen->cared & bit)) {
                const uint64_t here = states->members == NULL ? k : states->state_of[k];
                seen->paired |= bit;
                seen->cared |= is_equal_for_all(model, here, other) ? 0 : bit;
            }
        }
        if (!dt_poll_step(poll, 1 + model->syntax->option_count)) {
            return dt_poll_cancelled(poll, err);
        }
    }
    return DETENTE_OK;
}

/* The same of a scenario, in the numbers of the base model: it may add options. */
static uint64_t cared_for_there(const dt_syntax *syntax, const dt_syntax *scenario)
{
    const uint64_t there = cared_for(scenario);
    uint64_t found = 0;
    for (uint32_t o = 0; o < syntax->option_count; o++) {
        for (uint32_t k = 0; k < scenario->option_count; k++) {
            const bool same = scenario->options[k].party == syntax->options[o].party &&
                              strcmp(scenario->options[k].id, syntax->options[o].id) == 0;
            found |= same && there >> k & 1 ? (uint64_t)1 << o : 0;
        }
    }
    return found;
}

static detente_status lint_options(const detente_model *model, const detente_model *const *others,
                                   size_t other_count, dt_poll *poll, dt_lints *out,
                                   detente_error *err)
{
    const dt_syntax *syntax = model->syntax;
    const bool rankings = dt_all_rankings(syntax);
    options_seen seen = {0};
    uint64_t cared = cared_for(syntax);
    detente_status status = look_at_options(model, poll, &seen, err);
    for (size_t k = 0; k < other_count; k++) {
        cared |= cared_for_there(syntax, others[k]->syntax);
    }
    for (uint32_t o = 0; o < syntax->option_count && status == DETENTE_OK; o++) {
        const uint64_t bit = (uint64_t)1 << o;
        dt_lint found = about(DT_LINT_FIXED, syntax->options[o].at, o);
        bool said = !(seen.taken & bit) || !(seen.left & bit);
        found.count = said && (seen.taken & bit) != 0;
        if (!said && !(cared & bit)) {
            found.kind = DT_LINT_UNMENTIONED;
            said = seen.paired & bit;
        } else if (!said) {
            found.kind = DT_LINT_IDLE;
            said = rankings && seen.paired & bit && !(seen.cared & bit);
        }
        found.party = syntax->options[o].party;
        status = said ? dt_lint_add(out, found, err) : DETENTE_OK;
    }
    return status;
}

/* ---- outcomes and claims --------------------------------------------------------------------- */

static detente_status count_states(const detente_model *model, const dt_expr *expr, dt_poll *poll,
                                   uint64_t *words, uint64_t *count, detente_error *err)
{
    const detente_status status = dt_states_where(model, expr, poll, words, err);
    *count = 0;
    for (uint64_t w = 0; w < DT_WORDS(model->state_count); w++) {
        *count += dt_popcount(words[w]);
    }
    return status;
}

static detente_status lint_outcomes(const detente_model *model, dt_poll *poll, dt_lints *out,
                                    detente_error *err)
{
    const dt_syntax *syntax = model->syntax;
    const size_t words = DT_WORDS(model->state_count);
    detente_status status = DETENTE_OK;
    uint64_t *sets = dt_zeroed((size_t)syntax->outcome_count * words, sizeof *sets);
    if (sets == NULL) {
        return dt_no_memory(err);
    }
    for (uint32_t k = 0; k < syntax->outcome_count; k++) {
        uint64_t *set = sets + k * words;
        uint64_t count = 0;
        DT_TRY(count_states(model, syntax->outcomes[k].expr, poll, set, &count, err));
        dt_lint found = about(DT_LINT_EQUAL, syntax->outcomes[k].at, k);
        if (count == 0 || count == model->state_count) {
            found.kind = count == 0 ? DT_LINT_EMPTY : DT_LINT_EVERYTHING;
        } else {
            for (uint32_t j = k; j-- > 0;) {
                found.other = memcmp(set, sets + j * words, words * sizeof *set) == 0 ? j
                                                                                      : found.other;
            }
        }
        if (found.kind != DT_LINT_EQUAL || found.other != DT_NONE) {
            DT_TRY(dt_lint_add(out, found, err));
        }
    }
done:
    free(sets);
    return status;
}

static detente_status lint_claims(const detente_model *model, dt_poll *poll, dt_lints *out,
                                  detente_error *err)
{
    detente_status status = DETENTE_OK;
    uint64_t *words = dt_zeroed(DT_WORDS(model->state_count), sizeof *words);
    if (words == NULL) {
        return dt_no_memory(err);
    }
    for (uint32_t k = 0; k < model->syntax->claim_count; k++) {
        const dt_claim *claim = &model->syntax->claims[k];
        uint64_t here = 1;
        uint64_t there = 1;
        if (claim->kind == DT_CLAIM_EXACTLY || !dt_claim_may_be_vacuous(claim)) {
            continue;
        }
        DT_TRY(count_states(model, claim->what, poll, words, &here, err));
        if (claim->than != NULL) {
            DT_TRY(count_states(model, claim->than, poll, words, &there, err));
        }
        if (here == 0 || there == 0) {
            DT_TRY(dt_lint_add(out, about(DT_LINT_VACUOUS, claim->at, k), err));
        }
    }
done:
    free(words);
    return status;
}

/* ---- sources --------------------------------------------------------------------------------- */

static void cite(const dt_support *support, bool *cited)
{
    for (uint32_t k = 0; k < support->mark_count; k++) {
        cited[support->marks[k].source] = true;
    }
}

static void cite_preferences(const dt_preferences *list, bool *cited)
{
    for (; list != NULL; list = list->other) {
        cite(&list->support, cited);
        for (uint32_t k = 0; k < list->count; k++) {
            cite(&list->lines[k].support, cited);
        }
    }
}

#define CITE_ALL(list, count)                                                                      \
    for (uint32_t k = 0; k < (count); k++) {                                                       \
        cite(&(list)[k].support, cited);                                                           \
    }

/* Every mark of a tree. */
static void cite_tree(const dt_syntax *syntax, bool *cited)
{
    cite(&syntax->support, cited);
    cite(&syntax->status_quo_support, cited);
    CITE_ALL(syntax->sources, syntax->source_count)
    CITE_ALL(syntax->parties, syntax->party_count)
    CITE_ALL(syntax->options, syntax->option_count)
    CITE_ALL(syntax->states, syntax->state_count)
    CITE_ALL(syntax->moves, syntax->move_count)
    CITE_ALL(syntax->rules, syntax->rule_count)
    CITE_ALL(syntax->outcomes, syntax->outcome_count)
    CITE_ALL(syntax->unknowns, syntax->unknown_count)
    CITE_ALL(syntax->claims, syntax->claim_count)
    CITE_ALL(syntax->scenarios, syntax->scenario_count)
    for (uint32_t party = 0; party < syntax->party_count; party++) {
        cite_preferences(&syntax->preferences[party], cited);
    }
}

static detente_status lint_sources(const detente_model *model, const detente_model *const *others,
                                   size_t other_count, dt_lints *out, detente_error *err)
{
    const dt_syntax *syntax = model->syntax;
    bool *cited = dt_zeroed(syntax->source_count, sizeof *cited);
    detente_status status = cited == NULL ? dt_no_memory(err) : DETENTE_OK;
    if (status == DETENTE_OK) {
        cite_tree(syntax, cited);
    }
    for (size_t k = 0; k < other_count && status == DETENTE_OK; k++) {
        cite_tree(others[k]->syntax, cited); /* sources stand before all scenarios */
    }
    for (uint32_t k = 0; k < syntax->source_count && status == DETENTE_OK; k++) {
        status = cited[k] ? DETENTE_OK
                          : dt_lint_add(out, about(DT_LINT_UNUSED, syntax->sources[k].at, k), err);
    }
    free(cited);
    return status;
}

/* ---- all of it ------------------------------------------------------------------------------- */

static int compare_places(const void *a, const void *b)
{
    const dt_lint *x = a;
    const dt_lint *y = b;
    const uint64_t here = (uint64_t)x->at.line << 32 | x->at.column;
    const uint64_t there = (uint64_t)y->at.line << 32 | y->at.column;
    return here != there        ? (here < there ? -1 : 1)
           : x->kind != y->kind ? (x->kind < y->kind ? -1 : 1)
                                : (x->party > y->party) - (x->party < y->party);
}

detente_status dt_lint_model(const detente_model *model, const detente_model *const *others,
                             size_t other_count, dt_poll *poll, dt_lints *out, detente_error *err)
{
    detente_status status = DETENTE_OK;
    if (!dt_states_listed(model)) {
        char words[DT_COUNT_WORDS];
        return dt_fail(err, DETENTE_ELIMIT, "%s states are too many to look at",
                       dt_states_say(model, words));
    }
    out->complete = model->state_count <= DT_MOST_LINTED;
    if (out->complete) {
        DT_TRY(dt_lint_moves(model, poll, out, err));
    }
    DT_TRY(dt_lint_lines(model, poll, out, err));
    DT_TRY(dt_lint_rules(model, poll, out, err));
    if (!dt_is_graph_form(model->syntax)) {
        DT_TRY(lint_options(model, others, other_count, poll, out, err));
    }
    DT_TRY(lint_outcomes(model, poll, out, err));
    DT_TRY(lint_claims(model, poll, out, err));
    DT_TRY(lint_sources(model, others, other_count, out, err));
    DT_TRY(dt_sort(out->list, out->count, sizeof *out->list, compare_places, poll, err));
done:
    return status;
}
