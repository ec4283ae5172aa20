/* SPDX-License-Identifier: MIT
 *
 * detente solve: every state under every concept.
 */
#include "command.h"
#include "support.h"

static int solve_one(const cli_args *args, const char *path, cli_output *output)
{
    cli_case opened;
    const int code = cli_case_open(args, path, &opened);
    if (code != CLI_DONE) {
        return code;
    }
    detente_error err = {0};
    if (path != args->operands[0] && opened.style.format != DETENTE_JSON) {
        cli_print(output, "\n");
    }
    const detente_status status =
        detente_write_solution(opened.analysis, &opened.style, &output->sink, &err);
    return cli_case_close(&opened, status, &err);
}

static int run(const cli_args *args)
{
    if (args->operand_count > 1 && cli_given(args, "csv")) {
        return cli_complain(CLI_USAGE, "--csv takes one model: tables of several do not fit together");
    }
    return cli_for_each_model(args, solve_one);
}

static const cli_option options[] = {
    {"concepts", 'c', "LIST", "only these, e.g. nash,seq (`detente concepts` lists them)"},
    {"json", 0, NULL, "for programs: docs/json.md describes it"},
    {"csv", 0, NULL, "one row per state, for spreadsheets"},
    {"markdown", 0, NULL, "the table for a document or notebook"},
    {"limit", 'n', "N", "list at most N states"},
    {"verbose", 'v', NULL, "also for whom each state is stable, and which engine was used"},
    CLI_MODEL_OPTIONS,
    CLI_STYLE_OPTIONS,
    CLI_OUTPUT_OPTIONS,
    CLI_ENGINE_OPTIONS,
    CLI_LIMIT_OPTIONS,
    CLI_END,
};

const cli_command solve_command = {
    .name = "solve",
    .purpose = "decide which states would hold, under every concept",
    .usage = "[OPTION]... MODEL...",
    .about = "Prints the table that analysts know: states as columns, options as rows, then each\n"
             "party's rank of every state (the highest number is what it likes best), then a tick\n"
             "under every state that is an equilibrium: no party has a reason to leave it.",
    .options = options,
    .examples = "detente solve models/published/prisoners.detente\n"
                "detente solve model.detente --concepts nash,seq --csv -o states.csv",
    .least = 1,
    .most = CLI_MANY,
    .run = run,
};
