/* SPDX-License-Identifier: MIT
 *
 * detente fmt: the canonical layout of a model file, comments kept.
 */
#include "command.h"
#include "support.h"

#include <stdlib.h>
#include <string.h>

/* Write the formatted text over `path`, all or nothing. */
static int replace_file(const char *path, const cli_buffer *formatted)
{
    cli_output file;
    const int code = cli_output_open(&file, path);
    if (code != CLI_DONE) {
        return code;
    }
    file.sink.write(file.sink.payload, formatted->bytes, formatted->length);
    return cli_output_close(&file, CLI_DONE);
}

/* What to do with the formatted text: the options decide. */
static int deliver(const cli_args *args, const char *path, bool canonical,
                   const cli_buffer *formatted, cli_output *output)
{
    if (cli_given(args, "check")) {
        if (!canonical) {
            cli_print(output, "%s\n", cli_shown_name(path));
        }
        return canonical ? CLI_DONE : CLI_FAILS;
    }
    if (cli_given(args, "in-place")) {
        return canonical ? CLI_DONE : replace_file(path, formatted);
    }
    output->sink.write(output->sink.payload, formatted->bytes, formatted->length);
    return CLI_DONE;
}

static int format_one(const cli_args *args, const char *path, cli_output *output)
{
    char *text = NULL;
    size_t length = 0;
    detente_limits limits;
    int code = cli_limits(args, &limits);
    code = code != CLI_DONE ? code : cli_read_file(path, &text, &length);
    if (code != CLI_DONE) {
        return code;
    }
    cli_buffer formatted = {0}; /* --check compares it, --in-place must not write half a file */
    const detente_sink sink = cli_buffer_sink(&formatted);
    detente_error err = {0};
    detente_faults *faults = NULL;
    const detente_status status = detente_format(text, length, cli_shown_name(path), &limits, &sink,
                                                 &faults, &err);
    const bool explained = status == DETENTE_EMODEL && faults != NULL &&
                           detente_faults_errors(faults) > 0;
    cli_print_faults(faults);
    if (status == DETENTE_OK) {
        const bool canonical = formatted.length == length &&
                               (length == 0 || memcmp(formatted.bytes, text, length) == 0);
        code = deliver(args, path, canonical, &formatted, output);
    } else if (status == DETENTE_EIO) {
        code = cli_complain(CLI_LIMIT, "no memory to format %s", cli_shown_name(path));
    } else {
        code = explained ? CLI_MODEL : cli_failure(status, &err, cli_shown_name(path));
    }
    free(formatted.bytes);
    free(text);
    return code;
}

static int run(const cli_args *args)
{
    const bool check = cli_given(args, "check");
    const bool in_place = cli_given(args, "in-place");
    if (check && in_place) {
        return cli_complain(CLI_USAGE, "either --check or --in-place");
    }
    if (in_place && cli_given(args, "output")) {
        return cli_complain(CLI_USAGE, "either --in-place or --output");
    }
    if (!check && !in_place && args->operand_count > 1) {
        return cli_complain(CLI_USAGE, "fmt prints one model; several need --in-place or --check");
    }
    for (int k = 0; in_place && k < args->operand_count; k++) {
        if (strcmp(args->operands[k], "-") == 0) {
            return cli_complain(CLI_USAGE, "standard input has no place: --in-place needs a file");
        }
    }
    return cli_for_each_model(args, format_one);
}

static const cli_option options[] = {
    {"check", 0, NULL, "name the files that are not in the canonical layout; write nothing"},
    {"in-place", 'i', NULL, "rewrite the files, completely or not at all"},
    CLI_OUTPUT_OPTIONS,
    CLI_END,
};

const cli_command fmt_command = {
    .name = "fmt",
    .purpose = "lay a model file out in the one canonical way",
    .usage = "[OPTION]... MODEL...",
    .about =
        "Prints the model with canonical indentation, spacing and words; comments are kept and\n"
        "the meaning never changes.  Formatting twice changes nothing.",
    .options = options,
    .examples = "detente fmt model.detente\n"
                "detente fmt --in-place models/seeds/*.detente",
    .fails = "with --check: at least one file is not in the canonical layout",
    .least = 1,
    .most = CLI_MANY,
    .writes_models = true,
    .run = run,
};
