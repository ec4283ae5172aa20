/* SPDX-License-Identifier: MIT
 *
 * detente compare: two models, or two scenarios of one.
 */
#include "command.h"
#include "support.h"

#include <stdio.h>
#include <string.h>

/* What to call a side: the scenario where both are of one file, else the file. */
static void name_side(char *name, size_t size, const cli_args *args, const char *path,
                      const char *scenario)
{
    if (args->operand_count == 1) {
        snprintf(name, size, "%s", scenario == NULL ? "the base model" : scenario);
    } else {
        snprintf(name, size, "%s%s%s", cli_shown_name(path), scenario == NULL ? "" : " ",
                 scenario == NULL ? "" : scenario);
    }
}

/* One file and no scenario named: its only scenario is meant. */
static int only_scenario(const detente_model *model, const char *path, char *id, size_t size)
{
    const uint32_t count = detente_model_scenario_count(model);
    if (count == 1) {
        snprintf(id, size, "%s", detente_model_scenario_id(model, 0));
        return CLI_DONE;
    }
    if (count == 0) {
        return cli_complain(CLI_USAGE, "%s has no scenario to compare with; name a second model",
                            cli_shown_name(path));
    }
    return cli_complain(CLI_USAGE, "%s has several scenarios; choose one, as in --scenario %s",
                        cli_shown_name(path), detente_model_scenario_id(model, 0));
}

static int compare_cases(const cli_args *args, const cli_case *first, const char *first_scenario,
                         const cli_case *second, const char *second_scenario)
{
    cli_output output;
    char first_name[512];
    char second_name[512];
    const int last = args->operand_count - 1;
    name_side(first_name, sizeof first_name, args, args->operands[0], first_scenario);
    name_side(second_name, sizeof second_name, args, args->operands[last], second_scenario);
    int code = cli_output_open(&output, cli_value(args, "output"));
    if (code != CLI_DONE) {
        return code;
    }
    detente_error err = {0};
    const detente_status status = detente_compare(first->analysis, first_name, second->analysis,
                                                  second_name, &first->style, &first->limits,
                                                  &output.sink, &err);
    code = status == DETENTE_OK ? CLI_DONE : cli_failure(status, &err, first->name);
    return cli_output_close(&output, code);
}

static int run(const cli_args *args)
{
    const char *first_scenario = cli_value(args, "scenario");
    const char *second_scenario = cli_value(args, "with");
    char only[256];
    cli_case first;
    cli_case second;
    if (args->operand_count == 1 && second_scenario == NULL) { /* from the base model to it */
        second_scenario = first_scenario;
        first_scenario = NULL;
    }
    const cli_args before = cli_under(args, first_scenario);
    int code = cli_case_open(&before, args->operands[0], &first);
    if (code != CLI_DONE) {
        return code;
    }
    if (args->operand_count == 1 && second_scenario == NULL) {
        code = only_scenario(first.model, args->operands[0], only, sizeof only);
        second_scenario = only;
    }
    if (code == CLI_DONE) {
        const cli_args other = cli_under(args, second_scenario);
        code = cli_case_open(&other, args->operands[args->operand_count - 1], &second);
    }
    if (code == CLI_DONE) {
        code = compare_cases(args, &first, first_scenario, &second, second_scenario);
        cli_case_close(&second, DETENTE_OK, NULL);
    }
    cli_case_close(&first, DETENTE_OK, NULL);
    return code;
}

static const cli_option options[] = {
    {"with", 0, "ID", "read the second model under this scenario"},
    {"concepts", 'c', "LIST", "compare under these only, e.g. nash,seq"},
    {"json", 0, NULL, "for programs: docs/explain.md describes it"},
    {"markdown", 0, NULL, "for a document or notebook"},
    {"limit", 'n', "N", "at most N changes in JSON"},
    {"scenario", 's', "ID",
     "read the first model under this scenario; of one MODEL alone: as --with"},
    CLI_STYLE_OPTIONS,
    CLI_SOLVING_OPTIONS,
    CLI_END,
};

const cli_command compare_command = {
    .name = "compare",
    .purpose = "say what changes from one model to another, or to a scenario, and why",
    .usage = "[OPTION]... MODEL [MODEL]",
    .about =
        "How the two texts differ, which states gained or lost stability for whom and under which\n"
        "concept, and the first cause of each change.  With one MODEL: from its base model to the\n"
        "scenario that --with or --scenario names (or the only one).  States are the same when "
        "the\n"
        "same options are taken.",
    .options = options,
    .examples = "detente compare models/seeds/004-one-last-time.detente\n"
                "detente compare before.detente after.detente --concepts seq",
    .lists = true,
    .least = 1,
    .most = 2,
    .run = run,
};
