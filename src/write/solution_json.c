/* SPDX-License-Identifier: MIT
 *
 * The answer for programs: the JSON of language.md section 4, keys in that order, the same bytes on
 * every machine, engine and thread count.
 *
 * Time O(states x (options + outcomes + parties)); the text is handed on every 64 KB.
 */
#include "base/json.h"
#include "engines/scan.h"
#include "write/solution.h"

typedef struct answer {
    const dt_view *view;
    dt_text *text;
    dt_json json;
    const detente_sink *sink;
    uint64_t limit;
    bool full; /* every state is listed */
    dt_text scratch;
} answer;

static void add_option_id(answer *a, uint32_t option)
{
    a->scratch.length = 0;
    dt_option_name(a->view->syntax, option, &a->scratch);
    dt_json_string_bytes(&a->json, a->scratch.bytes, a->scratch.length);
}

static void add_parties(answer *a)
{
    const dt_syntax *syntax = a->view->syntax;
    dt_json_key(&a->json, "parties");
    dt_json_array(&a->json);
    for (uint32_t k = 0; k < syntax->party_count; k++) {
        dt_json_line_object(&a->json);
        dt_json_key_string(&a->json, "id", syntax->parties[k].id);
        dt_json_key_string(&a->json, "name", syntax->parties[k].name);
        dt_json_key(&a->json, "options");
        dt_json_array(&a->json);
        for (uint32_t option = 0; option < syntax->option_count; option++) {
            if (syntax->options[option].party == k) {
                add_option_id(a, option);
            }
        }
        dt_json_end(&a->json);
        dt_json_end(&a->json);
    }
    dt_json_end(&a->json);
}

static void add_options(answer *a)
{
    const dt_syntax *syntax = a->view->syntax;
    dt_json_key(&a->json, "options");
    dt_json_array(&a->json);
    for (uint32_t k = 0; k < syntax->option_count; k++) {
        const dt_option *option = &syntax->options[k];
        dt_json_line_object(&a->json);
        dt_json_key(&a->json, "id");
        add_option_id(a, k);
        dt_json_key_string(&a->json, "party", syntax->parties[option->party].id);
        dt_json_key_string(&a->json, "label", option->label);
        dt_json_end(&a->json);
    }
    dt_json_end(&a->json);
}

/* ---- states and ranks ------------------------------------------------------------------------ */

static void add_taken(answer *a, uint64_t index)
{
    char pattern[DT_MOST_OPTIONS + 1];
    dt_states_pattern(a->view->model, index, pattern);
    a->scratch.length = 0;
    dt_text_number(&a->scratch, dt_states_code(a->view->model, index));
    dt_json_key(&a->json, "decimal");
    dt_json_string_bytes(&a->json, a->scratch.bytes, a->scratch.length);
    dt_json_key_string(&a->json, "pattern", pattern);
    dt_json_key(&a->json, "taken");
    dt_json_array(&a->json);
    for (uint32_t k = 0; pattern[k] != '\0'; k++) {
        if (pattern[k] == 'Y') {
            add_option_id(a, k);
        }
    }
    dt_json_end(&a->json);
}

static void add_state(answer *a, uint64_t index)
{
    const dt_syntax *syntax = a->view->syntax;
    dt_json_line_object(&a->json);
    dt_json_key_number(&a->json, "n", index + 1);
    if (dt_is_graph_form(syntax)) {
        dt_json_key_string(&a->json, "id", syntax->states[index].id);
        dt_json_key_string(&a->json, "label", syntax->states[index].label);
    } else {
        add_taken(a, index);
    }
    dt_json_key(&a->json, "outcomes");
    dt_json_array(&a->json);
    for (uint32_t k = 0; k < syntax->outcome_count; k++) {
        if (dt_view_is(a->view, k, index)) {
            dt_json_string(&a->json, syntax->outcomes[k].id);
        }
    }
    dt_json_end(&a->json);
    dt_json_end(&a->json);
}

static detente_status add_states(answer *a, detente_error *err)
{
    detente_status status = DETENTE_OK;
    const dt_view *view = a->view;
    dt_json_key(&a->json, "states");
    dt_json_array(&a->json);
    for (uint64_t k = 0; k < view->count && status == DETENTE_OK; k++) {
        add_state(a, k);
        status = dt_text_relieve(a->text, a->sink, err);
    }
    dt_json_end(&a->json);
    dt_json_key(&a->json, "ranks");
    dt_json_object(&a->json);
    for (uint32_t party = 0; party < view->syntax->party_count && status == DETENTE_OK; party++) {
        const uint32_t *ranks = dt_preference_ranks(&view->model->preferences[party]);
        dt_json_key(&a->json, view->syntax->parties[party].id);
        if (ranks == NULL) {
            dt_json_null(&a->json);
            continue;
        }
        dt_json_line_array(&a->json);
        for (uint64_t k = 0; k < view->count; k++) {
            dt_json_number(&a->json, ranks[k]);
        }
        dt_json_end(&a->json);
        status = dt_text_relieve(a->text, a->sink, err);
    }
    dt_json_end(&a->json);
    return status;
}

/* ---- concepts -------------------------------------------------------------------------------- */

/* Numbers of the states that are stable for `party`, or with DETENTE_EVERY_PARTY the equilibria. */
static void add_numbers(answer *a, unsigned concept, uint32_t party)
{
    dt_json_line_array(&a->json);
    for (uint64_t k = 0; k < a->view->count; k++) {
        if (party == DETENTE_EVERY_PARTY ? dt_view_equilibrium(a->view, concept, k)
                                         : dt_view_stable(a->view, concept, party, k)) {
            dt_json_number(&a->json, k + 1);
        }
    }
    dt_json_end(&a->json);
}

/* The first equilibria, as patterns, up to the limit; no look beyond the last there is. */
typedef struct naming {
    answer *a;
    uint64_t left;
    detente_status status;
    detente_error *err;
} naming;

static bool add_name(void *payload, uint64_t index, uint64_t code, const detente_concepts *concepts)
{
    naming *n = payload;
    (void)code;
    (void)concepts;
    n->a->scratch.length = 0;
    dt_view_name(n->a->view, index, &n->a->scratch);
    dt_json_string_bytes(&n->a->json, n->a->scratch.bytes, n->a->scratch.length);
    n->status = dt_text_relieve(n->a->text, n->a->sink, n->err);
    return n->status == DETENTE_OK && --n->left > 0;
}

static detente_status add_patterns(answer *a, unsigned concept, detente_error *err)
{
    const dt_scan_request request = {.concepts = dt_concepts_one(concept),
                                     .party = DETENTE_EVERY_PARTY};
    const uint64_t there_are = a->view->analysis->verdicts.equilibria[concept];
    naming n = {.a = a, .left = there_are < a->limit ? there_are : a->limit, .err = err};
    detente_status status = DETENTE_OK;
    dt_json_array(&a->json);
    if (n.left > 0) {
        status = dt_scan(a->view->analysis, &request, add_name, &n, err);
    }
    dt_json_end(&a->json);
    return status != DETENTE_OK ? status : n.status;
}

static void add_counts(answer *a, unsigned concept)
{
    const dt_verdicts *verdicts = &a->view->analysis->verdicts;
    dt_json_key(&a->json, "stable_count");
    dt_json_line_object(&a->json);
    for (uint32_t party = 0; party < a->view->syntax->party_count; party++) {
        dt_json_key_number(&a->json, a->view->syntax->parties[party].id,
                           verdicts->counts[concept][party]);
    }
    dt_json_end(&a->json);
    dt_json_key_number(&a->json, "equilibrium_count", verdicts->equilibria[concept]);
}

static detente_status add_concept(answer *a, unsigned concept, detente_error *err)
{
    detente_status status = DETENTE_OK;
    const dt_syntax *syntax = a->view->syntax;
    dt_json_object(&a->json);
    if (!a->full) {
        add_counts(a, concept);
        dt_json_key(&a->json, "equilibria");
        status = add_patterns(a, concept, err);
        dt_json_end(&a->json);
        return status;
    }
    dt_json_key(&a->json, "stable");
    dt_json_object(&a->json);
    for (uint32_t party = 0; party < syntax->party_count; party++) {
        dt_json_key(&a->json, syntax->parties[party].id);
        add_numbers(a, concept, party);
    }
    dt_json_end(&a->json);
    dt_json_key(&a->json, "equilibria");
    add_numbers(a, concept, DETENTE_EVERY_PARTY);
    dt_json_end(&a->json);
    return dt_text_relieve(a->text, a->sink, err);
}

static detente_status add_concepts(answer *a, detente_error *err)
{
    detente_status status = DETENTE_OK;
    dt_json_key(&a->json, "concepts");
    dt_json_object(&a->json);
    for (unsigned c = 0; c < DT_CONCEPT_COUNT && status == DETENTE_OK; c++) {
        if (dt_view_has_concept(a->view, c)) {
            dt_json_key(&a->json, detente_concept_id((detente_concept)c));
            status = add_concept(a, c, err);
        } else if (dt_view_left_out(a->view, c)) {
            dt_json_key(&a->json, detente_concept_id((detente_concept)c));
            dt_json_null(&a->json);
        }
    }
    dt_json_end(&a->json);
    return status;
}

detente_status dt_solution_json(const dt_view *view, const detente_style *style, dt_text *text,
                                const detente_sink *sink, detente_error *err)
{
    detente_status status = DETENTE_OK;
    answer a = {.view = view, .text = text, .json = dt_json_into(text), .sink = sink};
    a.limit = style->limit == 0 ? DT_DEFAULT_LIMIT : style->limit;
    a.full = view->listed && view->count <= a.limit;
    dt_json_object(&a.json);
    dt_json_key_number(&a.json, "detente", 1);
    dt_json_key_string(&a.json, "conflict", view->syntax->title);
    add_parties(&a);
    add_options(&a);
    dt_json_key_number(&a.json, "state_count", view->count);
    dt_json_key(&a.json, "status_quo");
    if (view->model->status_quo > 0) {
        dt_json_number(&a.json, view->model->status_quo);
    } else {
        dt_json_null(&a.json);
    }
    if (a.full) {
        DT_TRY(add_states(&a, err));
    }
    DT_TRY(add_concepts(&a, err));
    dt_json_end(&a.json);
    dt_text_add_char(text, '\n');
    text->failed = text->failed || a.scratch.failed;
done:
    dt_text_clear(&a.scratch);
    return status;
}
