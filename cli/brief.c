/* SPDX-License-Identifier: MIT
 *
 * detente brief: what a conflict could come to, for whoever has to act.
 */
#include "command.h"
#include "support.h"

#include <stdlib.h>

#define MOST_READINGS 33 /* the model as written, and so many scenarios less one */

/* The model as written, or under the scenario asked for; else under each of its scenarios as well.
 * The text was read once, so that it may be standard input; its warnings are said once. */
static int open_all(const cli_args *args, const char *path, cli_text *text, cli_case *cases,
                    size_t *count)
{
    cli_args read = *args;
    read.text = text;
    int code = cli_case_open(&read, path, &cases[0]);
    *count = code == CLI_DONE;
    if (code != CLI_DONE || cli_value(args, "scenario") != NULL) {
        return code;
    }
    text->said = true;
    const uint32_t scenarios = detente_model_scenario_count(cases[0].model);
    for (uint32_t k = 0; code == CLI_DONE && k < scenarios && *count < MOST_READINGS; k++) {
        const cli_args other = cli_under(&read, detente_model_scenario_id(cases[0].model, k));
        code = cli_case_open(&other, path, &cases[*count]);
        *count += code == CLI_DONE;
    }
    return code;
}

static int write_all(cli_case *cases, size_t count, cli_output *output)
{
    const detente_analysis *analyses[MOST_READINGS];
    detente_error err = {0};
    for (size_t k = 0; k < count; k++) {
        analyses[k] = cases[k].analysis;
    }
    const detente_status status = detente_write_brief(analyses, count, &cases[0].style,
                                                      &cases[0].limits, &output->sink, &err);
    return status == DETENTE_OK ? CLI_DONE : cli_failure(status, &err, cases[0].name);
}

static int brief_one(const cli_args *args, const char *path, cli_output *output)
{
    char *bytes = NULL;
    cli_text text = {0};
    size_t count = 0;
    cli_case *cases = calloc(MOST_READINGS, sizeof *cases);
    int code = cases == NULL ? cli_complain(CLI_LIMIT, "out of memory")
                             : cli_read_file(path, &bytes, &text.length);
    text.bytes = bytes;
    if (code == CLI_DONE) {
        code = open_all(args, path, &text, cases, &count);
    }
    if (code == CLI_DONE) {
        cli_print(output, path == args->operands[0] ? "" : "\n");
        code = write_all(cases, count, output);
    }
    for (size_t k = 0; k < count; k++) {
        cli_case_close(&cases[k], DETENTE_OK, NULL);
    }
    free(cases);
    free(bytes);
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
