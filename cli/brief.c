/* SPDX-License-Identifier: MIT
 *
 * detente brief: what a conflict could come to, for whoever has to act.
 */
#include "command.h"
#include "support.h"

#include <stdlib.h>
#include <string.h>

#define MOST_READINGS 33 /* the model as written, and so many scenarios less one */

/* The same arguments under a scenario. */
static cli_args under(const cli_args *args, const char *scenario)
{
    cli_args other = *args;
    for (int k = 0; args->command->options[k].name != NULL; k++) {
        if (strcmp(args->command->options[k].name, "scenario") == 0) {
            other.values[k] = scenario;
        }
    }
    return other;
}

/* The model as written, or under the scenario asked for, and then under each of its scenarios. */
static int open_all(const cli_args *args, const char *path, cli_case *cases, size_t *count)
{
    int code = cli_case_open(args, path, &cases[0]);
    *count = code == CLI_DONE;
    if (code != CLI_DONE || cli_value(args, "scenario") != NULL || strcmp(path, "-") == 0) {
        return code;
    }
    const uint32_t scenarios = detente_model_scenario_count(cases[0].model);
    for (uint32_t k = 0; code == CLI_DONE && k < scenarios && *count < MOST_READINGS; k++) {
        const cli_args other = under(args, detente_model_scenario_id(cases[0].model, k));
        code = cli_case_open(&other, path, &cases[*count]);
        *count += code == CLI_DONE;
    }
    return code;
}

static int brief_one(const cli_args *args, const char *path, cli_output *output)
{
    cli_case *cases = calloc(MOST_READINGS, sizeof *cases);
    const detente_analysis *analyses[MOST_READINGS];
    size_t count = 0;
    detente_error err = {0};
    detente_status status = DETENTE_OK;
    if (cases == NULL) {
        return cli_complain(CLI_LIMIT, "out of memory");
    }
    int code = open_all(args, path, cases, &count);
    for (size_t k = 0; k < count; k++) {
        analyses[k] = cases[k].analysis;
    }
    if (code == CLI_DONE) {
        if (path != args->operands[0]) {
            cli_print(output, "\n");
        }
        status = detente_write_brief(analyses, count, &cases[0].style, &cases[0].limits,
                                     &output->sink, &err);
    }
    for (size_t k = count; k > 0; k--) {
        const int closed = cli_case_close(&cases[k - 1], k == 1 ? status : DETENTE_OK, &err);
        code = code == CLI_DONE ? closed : code;
    }
    free(cases);
    return code;
}

static int run(const cli_args *args)
{
    return cli_for_each_model(args, brief_one);
}

static const cli_option options[] = {
    CLI_MODEL_OPTIONS,
    {"json", 0, NULL, "for programs: docs/json.md describes it"},
    {"markdown", 0, NULL, "for a document or notebook"},
    CLI_STYLE_OPTIONS,
    CLI_SOLVING_OPTIONS,
    CLI_END,
};

const cli_command brief_command = {
    .name = "brief",
    .purpose = "say in five lines what could come of the conflict, and how",
    .usage = "[OPTION]... MODEL...",
    .about =
        "At most 120 words for whoever has to act: whether today holds and why, which outcomes\n"
        "would hold, how they could come about and who gains, what holds in no form, and what\n"
        "each scenario of the file changes.  It could happen, no more: it is no forecast.\n\n"
        "firm             no party gains by any move of its own\n"
        "guarded          a tempting move has an answer that pays whoever gives it, and that the\n"
        "                 mover could not mend\n"
        "loosely guarded  such an answer, but the mover might mend it\n"
        "held by fear     an answer that may cost those who give it\n"
        "barely held      an answer, costly or mendable",
    .options = options,
    .examples = "detente brief models/seeds/*.detente\n"
                "detente brief model.detente --json | jq '.rows[] | {title, firmness}'",
    .lists = true,
    .least = 1,
    .most = CLI_MANY,
    .run = run,
};
