/* SPDX-License-Identifier: MIT
 *
 * detente scan: the stable states one after the other, for models of any size, in constant memory.
 */
#include "support.h"

#include <inttypes.h>
#include <string.h>

typedef struct writing {
    cli_output *output;
    const detente_model *model;
    detente_concepts concepts;
} writing;

static void print_head(const writing *w)
{
    cli_print(w->output, "n,decimal,pattern");
    for (uint32_t c = 0; c < detente_concept_count(); c++) {
        if (detente_concepts_have(&w->concepts, (detente_concept)c)) {
            cli_print(w->output, ",%s", detente_concept_id((detente_concept)c));
        }
    }
    cli_print(w->output, "\n");
}

static bool print_hit(void *payload, const detente_hit *hit)
{
    const writing *w = payload;
    char pattern[65] = ""; /* none in graph form */
    if (detente_model_option_count(w->model) > 0) {
        detente_state_pattern(w->model, hit->n, pattern, sizeof pattern, NULL);
    }
    cli_print(w->output, "%" PRIu64 ",%" PRIu64 ",%s", hit->n, hit->code, pattern);
    for (uint32_t c = 0; c < detente_concept_count(); c++) {
        if (detente_concepts_have(&w->concepts, (detente_concept)c)) {
            cli_print(w->output, ",%d", detente_concepts_have(&hit->concepts, (detente_concept)c));
        }
    }
    cli_print(w->output, "\n");
    return !cli_output_broken(w->output);
}

static int find_party(const detente_model *model, const char *id, uint32_t *party)
{
    *party = DETENTE_EVERY_PARTY;
    if (id == NULL) {
        return CLI_DONE;
    }
    for (uint32_t k = 0; k < detente_model_party_count(model); k++) {
        if (strcmp(detente_model_party_id(model, k), id) == 0) {
            *party = k;
            return CLI_DONE;
        }
    }
    return cli_complain(CLI_USAGE, "there is no party '%s'", id);
}

static int read_scan(const cli_args *args, const cli_case *opened, detente_scan *scan)
{
    *scan = (detente_scan){.every_state = cli_given(args, "all"), .where = opened->where};
    int code = find_party(opened->model, cli_value(args, "party"), &scan->party);
    code = code != CLI_DONE ? code : cli_number(args, "limit", 1, UINT64_MAX, &scan->limit);
    code = code != CLI_DONE ? code : cli_number(args, "sample", 1, UINT64_MAX, &scan->sample);
    code = code != CLI_DONE ? code : cli_number(args, "seed", 0, UINT64_MAX, &scan->seed);
    scan->every_state = scan->every_state || scan->sample > 0;
    return code;
}

/* The one concept of --concepts, for a bitmap. */
static int write_bitmap(const cli_case *opened, const detente_scan *scan, cli_output *output,
                        detente_status *status, detente_error *err)
{
    const detente_concepts concepts = detente_analysis_concepts(opened->analysis);
    const uint32_t concept = detente_concepts_next(&concepts, 0);
    if (concept == DETENTE_MOST_CONCEPTS ||
        detente_concepts_next(&concepts, concept + 1) < DETENTE_MOST_CONCEPTS) {
        return cli_complain(CLI_USAGE, "--bitmap takes one concept: add --concepts NAME");
    }
    *status = detente_write_bitmap(opened->analysis, (detente_concept)concept, scan->party,
                                   &opened->limits, &output->sink, err);
    return CLI_DONE;
}

/* The rows have no column for what was not decided. */
static void say_left_out(const cli_case *opened)
{
    const detente_concepts *asked = &opened->request.concepts;
    const detente_concepts decided = detente_analysis_concepts(opened->analysis);
    const bool wanted = detente_concepts_are_none(asked) ||
                        detente_concepts_have(asked, DETENTE_SIM);
    if (wanted && !detente_concepts_have(&decided, DETENTE_SIM) &&
        detente_model_state_count(opened->model) > DETENTE_MOST_LISTED) {
        cli_complain(0, "%s: SIM is not decided for models whose states cannot be listed",
                     opened->name);
    }
}

static int scan_one(const cli_args *args, const char *path, cli_output *output)
{
    cli_case opened;
    int code = cli_case_open(args, path, &opened);
    if (code != CLI_DONE) {
        return code;
    }
    detente_scan scan;
    detente_error err = {0};
    detente_status status = DETENTE_OK;
    writing w = {.output = output,
                 .model = opened.model,
                 .concepts = detente_analysis_concepts(opened.analysis)};
    code = read_scan(args, &opened, &scan);
    if (code == CLI_DONE && cli_given(args, "bitmap")) {
        code = write_bitmap(&opened, &scan, output, &status, &err);
    } else if (code == CLI_DONE) {
        say_left_out(&opened);
        print_head(&w);
        status = detente_scan_states(opened.analysis, &scan, &opened.limits, print_hit, &w, &err);
    }
    cli_progress_end();
    return cli_worse(code, cli_case_close(&opened, status, &err));
}

static int run(const cli_args *args)
{
    return cli_for_each_model(args, scan_one);
}

static const cli_option options[] = {
    {"concepts", 'c', "LIST", "only these, e.g. nash,seq"},
    {"party", 'p', "ID", "states that are stable for this party, instead of the equilibria"},
    {"where", 0, "EXPR", "only states where EXPR holds, e.g. 'act and not threaten'"},
    {"all", 0, NULL, "every state, with 0 where it is not stable"},
    {"limit", 'n', "N", "stop after N states"},
    {"sample", 0, "N", "draw N times from all states: a row per draw, a state may come twice"},
    {"seed", 0, "N", "of the draws (default 0)"},
    {"bitmap", 0, NULL, "a bit per state instead of rows (detente.h describes the file)"},
    {"verbose", 'v', NULL, "say first which engine is used and what it will take"},
    CLI_MODEL_OPTIONS,
    CLI_SOLVING_OPTIONS,
    CLI_END,
};

const cli_command scan_command = {
    .name = "scan",
    .purpose = "list the equilibria of models too large for a table",
    .usage = "[OPTION]... MODEL",
    .about =
        "Walks over the states in the order of their numbers and writes a row for each\n"
        "equilibrium: its number, decimal and pattern, then 1 for every concept under which\n"
        "it is one.  With --all or --sample also states that are none.  Constant memory, also for\n"
        "a billion states.",
    .options = options,
    .examples = "detente scan model.detente --concepts nash --where 'act or settle' --limit 10\n"
                "detente scan model.detente --concepts seq --bitmap -o seq.bits",
    .least = 1,
    .most = 1,
    .run = run,
};
