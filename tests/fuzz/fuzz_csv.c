/* SPDX-License-Identifier: MIT
 *
 * Fuzzing tables of states: any bytes are read or refused with a place; a table that is read is a
 * model of just so many states, and comes back from the table of its results unchanged.
 */
#include "fuzz.h"
#include "game/model.h"
#include "game/states.h"

#define MOST_OPTIONS 10 /* of models whose states are worked out */

static uint32_t count_options(const dt_text *text)
{
    dt_syntax *tree = fuzz_tree(text);
    const uint32_t count = tree->option_count;
    dt_syntax_free(tree);
    return count;
}

/* A party of the other model with the same options. */
static bool has_party(const detente_model *model, const detente_model *other, uint32_t party)
{
    for (uint32_t k = 0; k < other->syntax->party_count; k++) {
        if (model->owned[party] == other->owned[k] &&
            memcmp(model->preferences[party].ranks, other->preferences[k].ranks,
                   model->state_count * sizeof *model->preferences[party].ranks) == 0) {
            return true;
        }
    }
    return false;
}

static void same_model(const detente_model *a, const detente_model *b)
{
    insist(a->state_count == b->state_count, "other states");
    for (uint64_t k = 0; k < a->state_count; k++) {
        insist(dt_states_code(a, k) == dt_states_code(b, k), "another state");
    }
    insist(a->status_quo == b->status_quo, "another status quo");
    insist(a->only_up == b->only_up && a->only_down == b->only_down, "other directions");
    insist(a->syntax->party_count == b->syntax->party_count, "other parties");
    for (uint32_t k = 0; k < a->syntax->party_count; k++) {
        insist(has_party(a, b, k), "other options or ranks");
    }
    insist(a->syntax->outcome_count == b->syntax->outcome_count, "other outcomes");
}

/* The table of results, read again. */
static void check_table(const detente_model *model)
{
    dt_text table = {0};
    dt_text back = {0};
    const detente_request request = {.concepts = detente_concepts_one(DETENTE_NASH)};
    const detente_limits limits = {.threads = 1};
    const detente_style style = {.format = DETENTE_CSV, .limit = 1u << MOST_OPTIONS};
    const detente_sink sink = fuzz_sink(&table);
    detente_analysis *analysis = NULL;
    insist(detente_solve(model, &request, &limits, &analysis, NULL) == DETENTE_OK, "not solved");
    insist(detente_write_solution(analysis, &style, NULL, &sink, NULL) == DETENTE_OK,
           "no table of results");
    insist(fuzz_import(detente_csv_to_text, table.bytes, table.length, &back),
           "our own table is refused");
    detente_model *again = fuzz_model(&back);
    same_model(model, again);
    detente_model_free(again);
    detente_analysis_free(analysis);
    dt_text_clear(&table);
    dt_text_clear(&back);
}

int fuzz_csv(const uint8_t *data, size_t size)
{
    dt_text text = {0};
    if (fuzz_import(detente_csv_to_text, (const char *)data, size, &text) &&
        count_options(&text) <= MOST_OPTIONS) {
        detente_model *model = fuzz_model(&text);
        check_table(model);
        detente_model_free(model);
    }
    dt_text_clear(&text);
    return 0;
}
