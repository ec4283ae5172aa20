/* SPDX-License-Identifier: MIT
 *
 * detente lint: what in a model says nothing, or bars more than its author may mean.
 */
#include "support.h"

#include <stdlib.h>

/* The file under each of its scenarios, quietly: what one of them uses is used.  `text`: of the
 * file, which standard input gives once. */
static int read_scenarios(const char *name, const char *text, size_t length,
                          const detente_model *model, const detente_limits *limits,
                          detente_model **others)
{
    detente_error err = {0};
    detente_status status = DETENTE_OK;
    for (uint32_t k = 0; k < detente_model_scenario_count(model) && status == DETENTE_OK; k++) {
        detente_faults *faults = NULL;
        status = detente_model_read(text, length, name, detente_model_scenario_id(model, k), limits,
                                    &others[k], &faults, &err);
        if (status == DETENTE_EMODEL) {
            cli_print_faults(faults);
        } else {
            detente_faults_free(faults);
        }
    }
    return status == DETENTE_OK ? CLI_DONE : cli_failure(status, &err, name);
}

static int write_lint(const cli_args *args, const char *name, const char *text, size_t length,
                      cli_output *output)
{
    detente_style style;
    detente_limits limits;
    detente_model *model = NULL;
    detente_model **others = NULL;
    detente_error err = {0};
    uint64_t found = 0;
    int code = cli_style(args, &style);
    code = code != CLI_DONE ? code : cli_limits(args, &limits);
    code = code != CLI_DONE ? code : cli_model_of_text(args, name, text, length, &model);
    code = code != CLI_DONE ? code : cli_check_size(args, name, model);
    const uint32_t count = code == CLI_DONE ? detente_model_scenario_count(model) : 0;
    others = calloc(count + 1, sizeof *others);
    if (code == CLI_DONE && others == NULL) {
        code = cli_complain(CLI_LIMIT, "no memory");
    }
    code = code != CLI_DONE ? code : read_scenarios(name, text, length, model, &limits, others);
    if (code == CLI_DONE) {
        const detente_status status = detente_write_lint(
            model, (const detente_model *const *)others, count, name, &style, &limits,
            &output->sink, &found, &err);
        cli_progress_end();
        code = status == DETENTE_OK            ? CLI_DONE
               : status == DETENTE_EINCOMPLETE ? CLI_INCOMPLETE
                                               : cli_failure(status, &err, name);
    }
    for (uint32_t k = 0; others != NULL && k < count; k++) {
        detente_model_free(others[k]);
    }
    free(others);
    detente_model_free(model);
    return code;
}

static int lint_one(const cli_args *args, const char *path, cli_output *output)
{
    char *text = NULL;
    size_t length = 0;
    int code = cli_read_file(path, &text, &length);
    if (code == CLI_DONE) {
        if (path != args->operands[0] && !cli_given(args, "json")) {
            cli_print(output, "\n");
        }
        code = write_lint(args, cli_shown_name(path), text, length, output);
    }
    free(text);
    return code;
}

static int run(const cli_args *args)
{
    return cli_for_each_model(args, lint_one);
}

static const cli_option options[] = {
    {"json", 0, NULL, "for programs: docs/json.md describes it"},
    {"markdown", 0, NULL, "for a document or notebook"},
    CLI_MODEL_OPTIONS,
    CLI_STYLE_OPTIONS,
    CLI_OUTPUT_OPTIONS,
    CLI_LIMIT_OPTIONS,
    CLI_END,
};

const cli_command lint_command = {
    .name = "lint",
    .purpose = "point out what in a model says nothing, or bars more than it seems to",
    .usage = "[OPTION]... MODEL...",
    .about =
        "Statements that always or never hold, are said twice or decide nothing; options that\n"
        "nobody minds; parties that a rule leaves without a move; rules that remove nothing;\n"
        "outcomes that are empty, everything or equal; sources that nothing cites; claims about\n"
        "nothing.  Each with its place and a remedy; none of them is an error.",
    .options = options,
    .examples = "detente lint model.detente\n"
                "detente lint model.detente --json | jq '.findings[].kind'",
    .partial = "done, but the model is too large to look for parties that are stuck",
    .lists = true,
    .least = 1,
    .most = CLI_MANY,
    .run = run,
};
