/* SPDX-License-Identifier: MIT
 *
 * detente convert: other people's files in, files for other people out.
 */
#include "command.h"
#include "support.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

typedef enum file_kind {
    KIND_DETENTE,
    KIND_JSON,
    KIND_GMCR,
    KIND_CSV,
    KIND_NFG,
    KIND_UNKNOWN
} file_kind;

/* Names of --from and --to, and the extensions of files. */
static const char *const kinds[] = {"detente", "json", "gmcr", "csv", "nfg"};
#define KIND_COUNT (sizeof kinds / sizeof kinds[0])

static file_kind kind_named(const char *name)
{
    for (size_t k = 0; k < KIND_COUNT; k++) {
        if (strcasecmp(name, kinds[k]) == 0) {
            return (file_kind)k;
        }
    }
    return KIND_UNKNOWN;
}

static file_kind kind_of_path(const char *path)
{
    const char *dot = path == NULL ? NULL : strrchr(path, '.');
    return dot == NULL ? KIND_UNKNOWN : kind_named(dot + 1);
}

static bool holds(const char *text, size_t length, const char *word)
{
    const size_t size = strlen(word);
    for (size_t k = 0; k + size <= length; k++) {
        if (memcmp(text + k, word, size) == 0) {
            return true;
        }
    }
    return false;
}

/* By the first character and tell-tale words: both JSON formats start with a brace, a table with
 * `sep=` or a line that has PARTY:OPTION, a model with its first line or a comment. */
static file_kind kind_of_text(const char *text, size_t length)
{
    size_t start = length >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    while (start < length && strchr(" \t\r\n", text[start]) != NULL && text[start] != '\0') {
        start++;
    }
    if (start < length && text[start] == '{') {
        return holds(text, length, "\"detente_model\"") ? KIND_JSON : KIND_GMCR;
    }
    if (length - start >= 4 &&
        (memcmp(text + start, "sep=", 4) == 0 || memcmp(text + start, "SEP=", 4) == 0)) {
        return KIND_CSV;
    }
    size_t end = start;
    while (end < length && text[end] != '\n' && text[end] != '\r') {
        end++;
    }
    const bool model = (end - start >= 8 && memcmp(text + start, "conflict", 8) == 0) ||
                       (end > start && text[start] == '#');
    return !model && (holds(text + start, end - start, ":") &&
                      (holds(text + start, end - start, ",") ||
                       holds(text + start, end - start, ";")))
               ? KIND_CSV
           : model ? KIND_DETENTE
                   : KIND_UNKNOWN;
}

/* ---- the steps ------------------------------------------------------------------------------- */

typedef struct conversion {
    const cli_args *args;
    detente_limits limits;
    const char *name; /* of the input, as shown */
    file_kind from;
    file_kind to;
} conversion;

/* Print the faults; the exit code for `status`. */
static int finish(const conversion *c, detente_status status, detente_faults *faults,
                  const detente_error *err)
{
    const bool explained = status == DETENTE_EMODEL && faults != NULL &&
                           detente_faults_errors(faults) > 0;
    cli_print_faults(faults);
    if (status == DETENTE_OK) {
        return CLI_DONE;
    }
    return explained ? CLI_MODEL : cli_failure(status, err, c->name);
}

/* Any input to model text. */
static int to_text(const conversion *c, const char *text, size_t length, const detente_sink *sink)
{
    detente_faults *faults = NULL;
    detente_error err = {0};
    detente_status status = DETENTE_OK;
    switch (c->from) {
    case KIND_JSON:
        status = detente_json_to_text(text, length, c->name, &c->limits, sink, &faults, &err);
        break;
    case KIND_GMCR:
        status = detente_gmcr_to_text(text, length, c->name, &c->limits, sink, &faults, &err);
        break;
    case KIND_CSV:
        status = detente_csv_to_text(text, length, c->name, &c->limits, sink, &faults, &err);
        break;
    case KIND_DETENTE:
    case KIND_NFG: /* refused before: never an input */
    case KIND_UNKNOWN:
        status = detente_format(text, length, c->name, &c->limits, sink, &faults, &err);
    }
    return finish(c, status, faults, &err);
}

/* A model to one of the other formats. */
static int from_model(const conversion *c, const detente_model *model, const detente_sink *sink)
{
    detente_faults *faults = NULL;
    detente_error err = {0};
    detente_status status = DETENTE_OK;
    switch (c->to) {
    case KIND_JSON:
        status = detente_model_to_json(model, &c->limits, sink, &err);
        break;
    case KIND_GMCR:
        status = detente_model_to_gmcr(model, c->name, &c->limits, sink, &faults, &err);
        break;
    case KIND_NFG:
    case KIND_DETENTE: /* never an output of this function */
    case KIND_CSV:
    case KIND_UNKNOWN:
        status = detente_model_to_nfg(model, c->name, &c->limits, sink, &faults, &err);
    }
    return finish(c, status, faults, &err);
}

/* Model text to one of the other formats. */
static int from_text(const conversion *c, const char *text, size_t length, const detente_sink *sink)
{
    detente_model *model = NULL;
    detente_faults *faults = NULL;
    detente_error err = {0};
    const detente_status status = detente_model_read(
        text, length, c->name, cli_value(c->args, "scenario"), &c->limits, &model, &faults, &err);
    int code = finish(c, status, faults, &err);
    if (code == CLI_DONE) {
        code = from_model(c, model, sink);
        detente_model_free(model);
    }
    return code;
}

static int convert(const conversion *c, const char *text, size_t length, const detente_sink *sink)
{
    if (c->to == KIND_DETENTE) {
        return to_text(c, text, length, sink);
    }
    if (c->from == KIND_DETENTE) {
        return from_text(c, text, length, sink);
    }
    cli_buffer between = {0};
    const detente_sink buffer = cli_buffer_sink(&between);
    int code = to_text(c, text, length, &buffer);
    if (code == CLI_DONE) {
        code = from_text(c, between.bytes, between.length, sink);
    }
    free(between.bytes);
    return code;
}

/* ---- the command ----------------------------------------------------------------------------- */

static int choose_kinds(const cli_args *args, const char *text, size_t length, conversion *c)
{
    const char *from = cli_value(args, "from");
    const char *to = cli_value(args, "to");
    c->from = from != NULL ? kind_named(from) : kind_of_path(args->operands[0]);
    c->to = to != NULL ? kind_named(to) : kind_of_path(cli_value(args, "output"));
    c->from = c->from == KIND_UNKNOWN ? kind_of_text(text, length) : c->from;
    if (c->to == KIND_UNKNOWN && c->from != KIND_DETENTE) {
        c->to = KIND_DETENTE;
    }
    c->from = c->from == KIND_UNKNOWN ? KIND_DETENTE : c->from; /* its reader says what is amiss */
    if (c->to == KIND_UNKNOWN || c->to == KIND_CSV) {
        return cli_complain(CLI_USAGE, "say what to write: --to detente, json, gmcr or nfg%s",
                            c->to == KIND_CSV ? " (tables of results: detente solve --csv)" : "");
    }
    if (c->from == KIND_NFG) {
        return cli_complain(CLI_USAGE, "games (.nfg) can be written, not read");
    }
    if (c->to == KIND_DETENTE && cli_given(args, "scenario")) {
        return cli_complain(CLI_USAGE, "--scenario is for --to json, gmcr and nfg");
    }
    return CLI_DONE;
}

static int run(const cli_args *args)
{
    char *text = NULL;
    size_t length = 0;
    cli_output output;
    conversion c = {.args = args, .name = cli_shown_name(args->operands[0])};
    int code = cli_limits(args, &c.limits);
    code = code != CLI_DONE ? code : cli_read_file(args->operands[0], &text, &length);
    if (code != CLI_DONE) {
        return code;
    }
    code = choose_kinds(args, text, length, &c);
    if (code == CLI_DONE) {
        code = cli_output_open(&output, cli_value(args, "output"));
        if (code == CLI_DONE) {
            code = cli_output_close(&output, convert(&c, text, length, &output.sink));
        }
    }
    free(text);
    return code;
}

static const cli_option options[] = {
    {"to", 't', "FORMAT=detente|json|gmcr|nfg",
     "detente, json, gmcr or nfg (default: by the name of the output)"},
    {"from", 'f', "FORMAT=detente|json|gmcr|csv",
     "detente, json, gmcr or csv (default: by the name, then the content)"},
    CLI_MODEL_OPTIONS,
    CLI_OUTPUT_OPTIONS,
    CLI_END,
};

const cli_command convert_command = {
    .name = "convert",
    .purpose = "turn files of other programs into models, and models into files for them",
    .usage = "[OPTION]... FILE",
    .about =
        "Formats: detente (model text), json (the same model for programs), gmcr (GMCR+), csv (a "
        "table\n"
        "of states, to read), nfg (a game for Gambit, to write).  What a format cannot hold is\n"
        "said as a warning; docs/exchange.md has the details.",
    .options = options,
    .examples = "detente convert Elmira.gmcr -o elmira.detente\n"
                "detente convert model.detente --to json",
    .least = 1,
    .most = 1,
    .writes_models = true,
    .other_files = true,
    .run = run,
};
