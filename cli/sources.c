/* SPDX-License-Identifier: MIT
 *
 * detente sources: what each statement rests on.
 */
#include "command.h"
#include "support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Texts that were read, kept until the command ends. */
typedef struct shelf {
    const char *directory;
    char *texts[256];
    size_t count;
    int code; /* the worst that happened */
} shelf;

/* The directory of the model, where no other was given; freed by the caller. */
static char *directory_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    const size_t length = slash == NULL ? 1 : (size_t)(slash - path);
    char *directory = malloc(length + 1);
    if (directory != NULL) {
        memcpy(directory, slash == NULL ? "." : path, length);
        directory[length] = '\0';
    }
    return directory;
}

static bool open_document(void *payload, const char *place, const char **text, size_t *length)
{
    shelf *s = payload;
    char path[4096];
    const int needed = snprintf(path, sizeof path, "%s/%s", s->directory, place);
    FILE *file = needed < (int)sizeof path ? fopen(path, "rb") : NULL;
    if (file == NULL || s->count == sizeof s->texts / sizeof s->texts[0]) {
        if (file != NULL) {
            fclose(file);
        }
        return false;
    }
    fclose(file);
    const int code = cli_read_file(path, &s->texts[s->count], length);
    if (code != CLI_DONE) {
        s->code = code;
        return false;
    }
    *text = s->texts[s->count++];
    return true;
}

static int tell(const cli_args *args, const detente_model *model, const char *path,
                cli_output *output)
{
    char *own = directory_of(path);
    const char *given = cli_value(args, "dir");
    shelf s = {.directory = given != NULL ? given : own == NULL ? "." : own};
    const detente_documents documents = {open_document, &s};
    detente_style style;
    detente_limits limits;
    detente_error err = {0};
    uint64_t faults = 0;
    int code = cli_style(args, &style);
    if (code == CLI_DONE) {
        code = cli_limits(args, &limits);
    }
    if (code == CLI_DONE) {
        const detente_status status = detente_write_sources(model, &documents, &style, &limits,
                                                            &output->sink, &faults, &err);
        code = status == DETENTE_OK ? s.code : cli_failure(status, &err, cli_shown_name(path));
    }
    for (size_t k = 0; k < s.count; k++) {
        free(s.texts[k]);
    }
    free(own);
    return code == CLI_DONE && faults > 0 ? CLI_FAILS : code;
}

static int sources_one(const cli_args *args, const char *path, cli_output *output)
{
    detente_model *model = NULL;
    int code = cli_read_model(args, path, &model);
    if (code == CLI_DONE) {
        code = tell(args, model, path, output);
    }
    detente_model_free(model);
    return code;
}

static int run(const cli_args *args)
{
    return cli_for_each_model(args, sources_one);
}

static const cli_option options[] = {
    {"dir", 'd', "DIR", "look for the documents here (default: beside the model)"},
    {"json", 0, NULL, "for programs: docs/explain.md describes it"},
    {"markdown", 0, NULL, "for a document or notebook"},
    CLI_MODEL_OPTIONS,
    CLI_STYLE_OPTIONS,
    CLI_OUTPUT_OPTIONS,
    CLI_LIMIT_OPTIONS,
    CLI_END,
};

const cli_command sources_command = {
    .name = "sources",
    .purpose = "show the paragraph behind every statement, and what rests on nothing",
    .usage = "[OPTION]... MODEL...",
    .about =
        "Every option, rule, statement and claim with what it cites.  Where the document is at "
        "hand\n"
        "as plain text, the paragraph is shown; paragraph n is its n-th line that is not blank.",
    .options = options,
    .examples = "detente sources models/seeds/004-one-last-time.detente --dir articles\n"
                "detente sources model.detente --json | jq '.unfounded[].what'",
    .fails = "done, and a citation names a paragraph that is not there",
    .least = 1,
    .most = CLI_MANY,
    .run = run,
};
