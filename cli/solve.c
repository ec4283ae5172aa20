/* SPDX-License-Identifier: MIT
 *
 * detente solve: every state under every concept.
 */
#include "command.h"
#include "support.h"

/* --certificate: the proof of every verdict, into a file of its own. */
static int certify(const cli_args *args, const cli_case *opened)
{
    cli_output output;
    int code = cli_output_open(&output, cli_value(args, "certificate"));
    if (code != CLI_DONE) {
        return code;
    }
    detente_error err = {0};
    const detente_status status = detente_write_certificate(opened->analysis, &opened->limits,
                                                            &output.sink, &err);
    code = status == DETENTE_OK ? CLI_DONE : cli_failure(status, &err, opened->name);
    return cli_output_close(&output, code);
}

/* --sensitivity: below the table; of JSON it takes the place. */
static detente_status write_answer(const cli_args *args, const cli_case *opened,
                                   const detente_sink *sink, detente_error *err)
{
    const bool sensitivity = cli_given(args, "sensitivity");
    detente_status status = DETENTE_OK;
    if (!sensitivity || opened->style.format != DETENTE_JSON) {
        status = detente_write_solution(opened->analysis, &opened->style, &opened->limits, sink,
                                        err);
    }
    if (sensitivity && status == DETENTE_OK) {
        status = detente_write_sensitivity(opened->analysis, &opened->style, &opened->limits, sink,
                                           err);
    }
    return status;
}

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
    const detente_status status = write_answer(args, &opened, &output->sink, &err);
    const int certified = status == DETENTE_OK && cli_given(args, "certificate")
                              ? certify(args, &opened)
                              : CLI_DONE;
    return cli_worse(cli_case_close(&opened, status, &err), certified);
}

static int run(const cli_args *args)
{
    if (args->operand_count > 1 && cli_given(args, "csv")) {
        return cli_complain(CLI_USAGE,
                            "--csv takes one model: tables of several do not fit together");
    }
    if (cli_given(args, "sensitivity") && cli_given(args, "csv")) {
        return cli_complain(CLI_USAGE, "--sensitivity is told in words or JSON, not in --csv");
    }
    if (args->operand_count > 1 && cli_given(args, "certificate")) {
        return cli_complain(CLI_USAGE,
                            "--certificate takes one model: a certificate proves one answer");
    }
    return cli_for_each_model(args, solve_one);
}

static const cli_option options[] = {
    {"concepts", 'c', "LIST", "only these, e.g. nash,seq (`detente concepts` lists them)"},
    {"json", 0, NULL, "for programs: docs/json.md describes it"},
    {"csv", 0, NULL, "one row per state, for spreadsheets"},
    {"markdown", 0, NULL, "the table for a document or notebook"},
    {"limit", 'n', "N", "list at most N states"},
    {"certificate", 0, "FILE", "also write the proof of every verdict (detente-verify checks it)"},
    {"sensitivity", 0, NULL, "also which preference statements matter (with --json: only that)"},
    {"verbose", 'v', NULL, "for whom each state is stable; first, what it will take"},
    CLI_MODEL_OPTIONS,
    CLI_TERMS_OPTIONS,
    CLI_STYLE_OPTIONS,
    CLI_SOLVING_OPTIONS,
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
    .verdicts = true,
    .least = 1,
    .most = CLI_MANY,
    .run = run,
};
