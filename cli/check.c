/* SPDX-License-Identifier: MIT
 *
 * detente check: do the model's claims hold?
 */
#include "command.h"
#include "support.h"

static int check_one(const cli_args *args, const char *path, cli_output *output)
{
    cli_case opened;
    int code = cli_case_open(args, path, &opened);
    if (code != CLI_DONE) {
        return code;
    }
    detente_error err = {0};
    uint64_t failed = 0;
    if (args->operand_count > 1 && opened.style.format == DETENTE_TABLE) {
        cli_print(output, "%s%s\n", path == args->operands[0] ? "" : "\n", opened.name);
    }
    const detente_status status = detente_check(opened.analysis, &opened.style, &opened.limits,
                                                &output->sink, &failed, &err);
    code = cli_case_close(&opened, status, &err);
    return code == CLI_DONE && failed > 0 ? CLI_FAILS : code;
}

static int run(const cli_args *args)
{
    return cli_for_each_model(args, check_one);
}

static const cli_option options[] = {
    {"json", 0, NULL, "for programs: docs/json.md describes it"},
    CLI_MODEL_OPTIONS,
    CLI_TERMS_OPTIONS,
    CLI_STYLE_OPTIONS,
    CLI_SOLVING_OPTIONS,
    CLI_END,
};

const cli_command check_command = {
    .name = "check",
    .purpose = "test the claims of a model",
    .usage = "[OPTION]... MODEL...",
    .about =
        "One line per `claim` of the file: whether it holds, and the state or move that shows\n"
        "it; the claim's note and sources below; a count at the end.",
    .options = options,
    .examples = "detente check models/seeds/*.detente\n"
                "detente check model.detente --json | jq '.claims[] | select(.holds | not)'",
    .fails = "done, and at least one claim does not hold",
    .verdicts = true,
    .lists = true,
    .least = 1,
    .most = CLI_MANY,
    .run = run,
};
