/* SPDX-License-Identifier: MIT
 *
 * detente paths: what can come of the status quo.
 */
#include "command.h"
#include "support.h"

static int paths_one(const cli_args *args, const char *path, cli_output *output)
{
    cli_case opened;
    const int code = cli_case_open(args, path, &opened);
    if (code != CLI_DONE) {
        return code;
    }
    detente_error err = {0};
    const detente_status status = detente_write_paths(opened.analysis, cli_value(args, "from"),
                                                      cli_value(args, "to"), &opened.style,
                                                      &opened.limits, &output->sink, &err);
    return cli_case_close(&opened, status, &err);
}

static int run(const cli_args *args)
{
    return cli_for_each_model(args, paths_one);
}

static const cli_option options[] = {
    {"from", 0, "STATE", "begin here (default: the status quo)"},
    {"to", 0, "STATE", "only the way to this state (default: every equilibrium)"},
    {"concepts", 'c', "LIST",
     "what counts as an equilibrium, e.g. nash,seq (default: any concept)"},
    {"json", 0, NULL, "for programs: docs/explain.md describes it"},
    {"markdown", 0, NULL, "for a document or notebook"},
    CLI_MODEL_OPTIONS,
    CLI_STYLE_OPTIONS,
    CLI_SOLVING_OPTIONS,
    CLI_END,
};

const cli_command paths_command = {
    .name = "paths",
    .purpose = "tell what can come of the status quo, and the way to each equilibrium",
    .usage = "[OPTION]... MODEL...",
    .about =
        "Which states can be reached by moves that each pay their mover, in how many steps; then\n"
        "the shortest way to each equilibrium, step by step, and who gains and who loses by it.\n"
        "Where no such steps lead there: the smallest group whose joint move does, to the gain of\n"
        "each member, or the shortest legal way and what it costs whom.  A STATE is named as in\n"
        "`explain`.",
    .options = options,
    .examples = "detente paths models/published/elmira.detente\n"
                "detente paths models/seeds/004-one-last-time.detente --to settlement",
    .partial = "there are too many groups of parties to try them all; the answer says where",
    .lists = true,
    .least = 1,
    .most = CLI_MANY,
    .run = run,
};
