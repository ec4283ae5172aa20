/* SPDX-License-Identifier: MIT
 *
 * detente summary: what the analysis comes to, in plain sentences.  The main job of ./run.
 */
#include "command.h"
#include "support.h"

static int summarise_one(const cli_args *args, const char *path, cli_output *output)
{
    cli_case opened;
    const int code = cli_case_open(args, path, &opened);
    if (code != CLI_DONE) {
        return code;
    }
    detente_error err = {0};
    if (path != args->operands[0]) {
        cli_print(output, "\n");
    }
    const detente_status status = detente_write_summary(opened.analysis, &opened.style,
                                                        &opened.limits, &output->sink, &err);
    return cli_case_close(&opened, status, &err);
}

static int run(const cli_args *args)
{
    return cli_for_each_model(args, summarise_one);
}

static const cli_option options[] = {
    CLI_MODEL_OPTIONS, CLI_TERMS_OPTIONS, CLI_STYLE_OPTIONS, CLI_SOLVING_OPTIONS, CLI_END,
};

const cli_command summary_command = {
    .name = "summary",
    .purpose = "say in plain words what would hold, and why it matters",
    .usage = "[OPTION]... MODEL...",
    .about =
        "For every model: what it is about, whether today's situation holds and for whom not,\n"
        "which named outcomes would hold and how firmly, and how many of the file's claims the\n"
        "model bears out.",
    .options = options,
    .examples = "detente summary models/seeds/*.detente\n"
                "detente summary - < model.detente",
    .verdicts = true,
    .least = 1,
    .most = CLI_MANY,
    .run = run,
};
