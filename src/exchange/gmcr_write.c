/* SPDX-License-Identifier: MIT
 *
 * A model as a GMCR+ file (docs/exchange.md).  What the format cannot hold is told as warnings.
 *
 * GMCR+ adds up weights 2^k in the machine's integers, so long lists of statements overflow there;
 * beyond MOST_STATEMENTS the states are written as rankings.  Time O(size of the expressions as
 * cubes), rankings O(states log states) per party.
 */
#include "base/arguments.h"
#include "base/json.h"
#include "base/poll.h"
#include "exchange/compose.h"
#include "exchange/dnf.h"
#include "game/states.h"

#define MOST_STATEMENTS 31 /* fits 32 bits */
#define MOST_RANKED ((uint64_t)1 << 20)

typedef struct writer {
    const detente_model *model;
    const dt_syntax *syntax;
    dt_faults *faults;
    detente_error *err;
    dt_text text;
    dt_json json;
} writer;

/* ---- conditions ------------------------------------------------------------------------------ */

static void write_condition(writer *w, dt_cube cube)
{
    dt_json_line_array(&w->json);
    for (uint64_t left = cube.care; left != 0; left &= left - 1) {
        const unsigned option = dt_lowest(left);
        dt_json_array(&w->json);
        dt_json_number(&w->json, option);
        dt_json_string(&w->json, ((cube.value >> option) & 1) != 0 ? "Y" : "N");
        dt_json_end(&w->json);
    }
    dt_json_end(&w->json);
}

static void write_compound(writer *w, const dt_cubes *cubes)
{
    dt_json_line_object(&w->json);
    dt_json_key_bool(&w->json, "compound", true);
    dt_json_key(&w->json, "members");
    dt_json_array(&w->json);
    for (size_t k = 0; k < cubes->count; k++) {
        write_condition(w, cubes->list[k]);
    }
    dt_json_end(&w->json);
    dt_json_end(&w->json);
}

/* ---- options and rules ----------------------------------------------------------------------- */

static void write_options(writer *w)
{
    static const char *const directions[] = {"both", "fwd", "back"};
    dt_json_key(&w->json, "options");
    dt_json_array(&w->json);
    for (uint32_t k = 0; k < w->syntax->option_count; k++) {
        const dt_option *option = &w->syntax->options[k];
        dt_json_line_object(&w->json);
        dt_json_key_string(&w->json, "name", option->label);
        dt_json_key_string(&w->json, "permittedDirection", directions[option->direction]);
        dt_json_key_string(&w->json, "id", option->id);
        if (option->support.note != NULL) {
            dt_json_key_string(&w->json, "note", option->support.note);
        }
        dt_json_end(&w->json);
    }
    dt_json_end(&w->json);
}

/* The patterns that a rule forbids: those of the expression of an `impossible`, else those where
 * the "one of" does not hold. */
static detente_status add_forbidden(writer *w, const dt_rule *rule, dt_cubes *out)
{
    dt_cubes cubes = {0};
    detente_status status = dt_dnf(w->model, rule->expr, rule->kind != DT_RULE_IMPOSSIBLE, &cubes,
                                   w->err);
    for (size_t k = 0; k < cubes.count && status == DETENTE_OK; k++) {
        bool known = false;
        for (size_t j = 0; j < out->count && !known; j++) {
            known = dt_cube_equal(out->list[j], cubes.list[k]);
        }
        if (!known && !dt_cubes_add(out, cubes.list[k])) {
            status = dt_no_memory(w->err);
        }
    }
    dt_cubes_clear(&cubes);
    return status;
}

/* Every feasible option code, increasing; borrowed from the model, NULL when not listed. */
static const uint64_t *feasible_codes(const detente_model *model, uint64_t *count)
{
    const dt_states *states = model->states;
    *count = states->members != NULL ? states->all_count : states->count;
    return states->members != NULL ? states->all : states->codes;
}

/* The forbidden patterns rule by rule, or, where a rule is too rich, found from the states. */
static detente_status find_forbidden(writer *w, dt_cubes *out)
{
    detente_status status = DETENTE_OK;
    for (uint32_t k = 0; k < w->syntax->rule_count && status == DETENTE_OK; k++) {
        const dt_rule *rule = &w->syntax->rules[k];
        if (rule->kind == DT_RULE_SAME) {
            dt_warning(w->faults, rule->at,
                       "`same` has no place in a .gmcr file: its states stay apart");
        } else {
            status = add_forbidden(w, rule, out);
        }
    }
    uint64_t count = 0;
    const uint64_t *codes = feasible_codes(w->model, &count);
    if (status != DETENTE_ELIMIT || codes == NULL || count > MOST_RANKED) {
        return status;
    }
    out->count = 0;
    if (!dt_cubes_absent(out, codes, (size_t)count, w->syntax->option_count) ||
        !dt_cubes_merge(out)) {
        return dt_no_memory(w->err);
    }
    return DETENTE_OK;
}

static detente_status write_forbidden(writer *w)
{
    dt_cubes cubes = {.poll = w->text.poll};
    const detente_status status = find_forbidden(w, &cubes);
    dt_json_key(&w->json, "infeasibles");
    dt_json_array(&w->json);
    for (size_t k = 0; k < cubes.count; k++) {
        write_condition(w, cubes.list[k]);
    }
    dt_json_end(&w->json);
    dt_cubes_clear(&cubes);
    return status;
}

/* ---- statements ------------------------------------------------------------------------------ */

static bool is_literal(const dt_expr *expr)
{
    return expr->kind == DT_EXPR_OPTION ||
           (expr->kind == DT_EXPR_NOT && expr->first->kind == DT_EXPR_OPTION);
}

/* GMCR+ writes `p if q` between two options as its three combinations: p q, not p not q,
 * p not q. */
static detente_status expand_statement(writer *w, const dt_expr *expr, dt_cubes *out)
{
    const dt_expr *a = expr->first;
    const bool plain_if = expr->kind == DT_EXPR_IF && is_literal(a) && is_literal(a->next);
    detente_status status = dt_dnf(w->model, expr, false, out, w->err);
    if (status != DETENTE_OK || !plain_if || out->count != 2 ||
        out->list[0].care == out->list[1].care) {
        return status;
    }
    const dt_cube p = out->list[0];
    const dt_cube not_q = out->list[1];
    const uint64_t both = p.care | not_q.care;
    const uint64_t flip_p = p.value ^ p.care;
    const uint64_t q = not_q.value ^ not_q.care;
    out->count = 0;
    if (!dt_cubes_add(out, (dt_cube){both, p.value | q}) ||
        !dt_cubes_add(out, (dt_cube){both, flip_p | not_q.value}) ||
        !dt_cubes_add(out, (dt_cube){both, p.value | not_q.value})) {
        return dt_no_memory(w->err);
    }
    return DETENTE_OK;
}

static detente_status write_statement(writer *w, const dt_statement *line)
{
    dt_cubes cubes = {0};
    const detente_status status = expand_statement(w, line->expr, &cubes);
    if (status == DETENTE_OK && cubes.count == 0) {
        dt_warning(w->faults, line->at, "a statement that is never true is left out");
    } else if (status == DETENTE_OK && cubes.count == 1) {
        write_condition(w, cubes.list[0]);
    } else if (status == DETENTE_OK) {
        write_compound(w, &cubes);
    }
    dt_cubes_clear(&cubes);
    return status;
}

/* Why the preferences of a party cannot be a list of statements; NULL: they can. */
static const char *why_ranked(const dt_preferences *preferences)
{
    if (preferences->kind == DT_RANKS) {
        return "ranks states";
    }
    if (preferences->kind == DT_WEIGHS) {
        return "weighs";
    }
    if (preferences->count > MOST_STATEMENTS) {
        return "has more statements than GMCR+ can weigh";
    }
    for (uint32_t k = 0; k < preferences->count; k++) {
        if (preferences->lines[k].tied) {
            return "holds statements equal (~)";
        }
    }
    return NULL;
}

/* Is there more than rankings to be turned into rankings? */
static bool loses_statements(const dt_syntax *syntax)
{
    bool loses = false;
    for (uint32_t k = 0; k < syntax->party_count; k++) {
        const dt_preference_kind kind = syntax->preferences[k].kind;
        loses = loses || kind == DT_WANTS || kind == DT_WEIGHS;
    }
    return loses;
}

/* One ranking makes all preferences of a file rankings. */
static detente_status decide_manual(writer *w, bool *manual)
{
    detente_status status = DETENTE_OK;
    *manual = false;
    for (uint32_t k = 0; k < w->syntax->party_count && !*manual; k++) {
        const dt_preferences *preferences = &w->syntax->preferences[k];
        const char *why = why_ranked(preferences);
        for (uint32_t j = 0; why == NULL && j < preferences->count; j++) {
            dt_cubes cubes = {0};
            status = dt_dnf(w->model, preferences->lines[j].expr, false, &cubes, w->err);
            dt_cubes_clear(&cubes);
            why = status == DETENTE_ELIMIT ? "has a statement with too many alternatives" : NULL;
            if (status != DETENTE_OK && status != DETENTE_ELIMIT) {
                return status;
            }
        }
        *manual = why != NULL;
        if (why != NULL && loses_statements(w->syntax)) {
            dt_warning(w->faults, preferences->at,
                       "%s %s: the preferences of all parties are written as rankings",
                       w->syntax->parties[k].id, why);
        }
    }
    return DETENTE_OK;
}

/* ---- rankings -------------------------------------------------------------------------------- */

typedef struct ranked {
    uint32_t rank;
    uint64_t n; /* number of the state in the file, from 1 */
} ranked;

static int best_first(const void *a, const void *b)
{
    const ranked *x = a;
    const ranked *y = b;
    if (x->rank != y->rank) {
        return x->rank > y->rank ? -1 : 1;
    }
    return x->n < y->n ? -1 : x->n > y->n;
}

/* Best first; states that tie as an array. */
static void write_order(writer *w, const ranked *order, uint64_t count)
{
    dt_json_line_array(&w->json);
    for (uint64_t k = 0; k < count;) {
        uint64_t end = k + 1;
        while (end < count && order[end].rank == order[k].rank) {
            end++;
        }
        if (end - k > 1) {
            dt_json_array(&w->json);
        }
        for (uint64_t j = k; j < end; j++) {
            dt_json_number(&w->json, order[j].n);
        }
        if (end - k > 1) {
            dt_json_end(&w->json);
        }
        k = end;
    }
    dt_json_end(&w->json);
}

static detente_status write_ranking(writer *w, uint32_t party)
{
    uint64_t count = 0;
    const uint64_t *codes = feasible_codes(w->model, &count);
    if (codes == NULL || !dt_states_listed(w->model) || count > MOST_RANKED) {
        return dt_fail(w->err, DETENTE_ELIMIT, "too many states for a ranking in a .gmcr file");
    }
    ranked *order = dt_zeroed((size_t)count, sizeof *order);
    if (order == NULL) {
        return dt_no_memory(w->err);
    }
    const uint32_t *ranks = dt_preference_ranks(&w->model->preferences[party]);
    for (uint64_t k = 0; k < count; k++) {
        order[k] = (ranked){ranks[dt_states_find(w->model, codes[k])], k + 1};
    }
    qsort(order, (size_t)count, sizeof *order, best_first);
    dt_json_key(&w->json, "preferenceRanking");
    write_order(w, order, count);
    free(order);
    return DETENTE_OK;
}

/* ---- parties --------------------------------------------------------------------------------- */

static void write_owned(writer *w, uint32_t party)
{
    dt_json_key(&w->json, "options");
    dt_json_line_array(&w->json);
    for (uint32_t k = 0; k < w->syntax->option_count; k++) {
        if (w->syntax->options[k].party == party) {
            dt_json_number(&w->json, k);
        }
    }
    dt_json_end(&w->json);
}

static detente_status write_party(writer *w, uint32_t k, bool manual)
{
    const dt_party *party = &w->syntax->parties[k];
    const dt_preferences *preferences = &w->syntax->preferences[k];
    detente_status status = DETENTE_OK;
    dt_json_object(&w->json);
    dt_json_key_string(&w->json, "name", party->name);
    dt_json_key_string(&w->json, "id", party->id);
    if (party->support.note != NULL) {
        dt_json_key_string(&w->json, "note", party->support.note);
    }
    write_owned(w, k);
    dt_json_key(&w->json, "preferences");
    dt_json_array(&w->json);
    for (uint32_t j = 0; j < preferences->count && !manual && status == DETENTE_OK; j++) {
        status = write_statement(w, &preferences->lines[j]);
    }
    dt_json_end(&w->json);
    if (manual && status == DETENTE_OK) {
        status = write_ranking(w, k);
    }
    dt_json_end(&w->json);
    return status;
}

static detente_status write_parties(writer *w, bool manual)
{
    detente_status status = DETENTE_OK;
    dt_json_key(&w->json, "decisionMakers");
    dt_json_array(&w->json);
    for (uint32_t k = 0; k < w->syntax->party_count && status == DETENTE_OK; k++) {
        status = write_party(w, k, manual);
    }
    dt_json_end(&w->json);
    return status;
}

/* ---- what the format has no place for -------------------------------------------------------- */

/* Kept under a key of our own, which GMCR+ passes over. */
static void write_additions(writer *w)
{
    const dt_syntax *syntax = w->syntax;
    dt_json_key(&w->json, "detente");
    dt_json_object(&w->json);
    dt_json_key_string(&w->json, "title", syntax->title);
    if (syntax->support.note != NULL) {
        dt_json_key_string(&w->json, "note", syntax->support.note);
    }
    if (syntax->date != NULL) {
        dt_json_key_string(&w->json, "date", syntax->date);
    }
    if (syntax->has_status_quo) {
        dt_json_key(&w->json, "statusQuo");
        dt_json_line_array(&w->json);
        for (uint32_t k = 0; k < syntax->status_quo_count; k++) {
            dt_json_number(&w->json, syntax->status_quo[k]);
        }
        dt_json_end(&w->json);
    }
    dt_json_end(&w->json);
}

static uint32_t has_support(const dt_support *support)
{
    return support->note != NULL || support->mark_count > 0;
}

/* Notes and marks that no extra key takes. */
static uint32_t lost_support(const dt_syntax *syntax)
{
    uint32_t lost = has_support(&syntax->status_quo_support);
    for (uint32_t k = 0; k < syntax->rule_count; k++) {
        lost += has_support(&syntax->rules[k].support);
    }
    for (uint32_t k = 0; k < syntax->party_count; k++) {
        const dt_preferences *preferences = &syntax->preferences[k];
        lost += syntax->parties[k].support.mark_count > 0;
        lost += has_support(&preferences->support);
        for (uint32_t j = 0; j < preferences->count; j++) {
            lost += has_support(&preferences->lines[j].support);
        }
    }
    for (uint32_t k = 0; k < syntax->option_count; k++) {
        lost += syntax->options[k].support.mark_count > 0;
    }
    return lost;
}

static void warn_of_losses(writer *w)
{
    const dt_syntax *syntax = w->syntax;
    const dt_span nowhere = {0};
    const struct {
        uint32_t count;
        const char *what;
    } losses[] = {{syntax->outcome_count, "outcomes"},
                  {syntax->claim_count, "claims"},
                  {syntax->source_count, "sources"},
                  {syntax->scenario_count, "scenarios"},
                  {lost_support(syntax), "statements with notes or marks"}};
    for (size_t k = 0; k < sizeof losses / sizeof losses[0]; k++) {
        if (losses[k].count > 0) {
            dt_warning(w->faults, nowhere, "%s have no place in a .gmcr file: %u left out",
                       losses[k].what, losses[k].count);
        }
    }
}

/* ---- the whole file -------------------------------------------------------------------------- */

static detente_status write_model(writer *w)
{
    bool manual = false;
    detente_status status = DETENTE_OK;
    DT_TRY(decide_manual(w, &manual));
    dt_json_object(&w->json);
    dt_json_key_string(&w->json, "program", "detente");
    dt_json_key_string(&w->json, "version", DETENTE_VERSION);
    dt_json_key_bool(&w->json, "useManualPreferenceRanking", manual);
    write_options(w);
    DT_TRY(write_parties(w, manual));
    DT_TRY(write_forbidden(w));
    write_additions(w);
    dt_json_end(&w->json);
    dt_text_add_char(&w->text, '\n');
    warn_of_losses(w);
done:
    return status;
}

detente_status detente_model_to_gmcr(const detente_model *model, const char *file,
                                     const detente_limits *limits, const detente_sink *sink,
                                     detente_faults **faults, detente_error *err)
{
    dt_arguments given = dt_given(err);
    dt_need(&given, model, "a model");
    dt_need(&given, file, "a name");
    dt_check_limits(&given, limits);
    dt_need_sink(&given, sink);
    if (given.status != DETENTE_OK) {
        return given.status;
    }
    dt_poll poll;
    dt_poll_start(&poll, limits, "writing the GMCR+ file", 0);
    sink = dt_poll_sink(&poll, sink);
    if (dt_is_graph_form(model->syntax)) {
        return dt_fail(err, DETENTE_EUNSUPPORTED,
                       "a .gmcr file holds options only: a model in graph form cannot be written");
    }
    detente_status status = dt_rankings_need(model, model->preferences, "a .gmcr file", err);
    if (status != DETENTE_OK) {
        return status;
    }
    dt_text ascii = {.poll = &poll};
    writer w = {.model = model, .syntax = model->syntax, .text.poll = &poll, .err = err};
    detente_faults *found = dt_faults_new(file, "", 0);
    if (found == NULL) {
        return dt_no_memory(err);
    }
    w.faults = &found->list;
    w.json = dt_json_into(&w.text);
    DT_TRY(write_model(&w));
    if (w.text.failed || w.faults->failed) {
        DT_TRY(dt_no_memory(err));
    }
    dt_json_to_ascii(&ascii, w.text.bytes, w.text.length);
    DT_TRY(dt_text_flush(&ascii, sink, err));
done:
    dt_text_clear(&ascii);
    dt_text_clear(&w.text);
    dt_compose_hand_out(found, faults);
    return dt_poll_end(&poll, status, err);
}
