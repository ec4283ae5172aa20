/* SPDX-License-Identifier: MIT
 *
 * detente sources: what each statement rests on.
 */
#define _XOPEN_SOURCE 700

#include "host.h"
#include "support.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Texts that were read, kept until the command ends. */
typedef struct shelf {
    const char *model;
    const char *output; /* must not be one of them */
    char *folder;       /* the documents are in it, or below; without links */
    char **texts;
    size_t count, capacity;
    int code; /* the worst that happened */
} shelf;

/* The folder of the model, where no other was given, as the system knows it; NULL when it is not
 * there. */
static char *find_folder(const char *model, const char *given)
{
    const char *slash = strrchr(model, '/');
    if (given != NULL || slash == NULL) {
        return realpath(given != NULL ? given : ".", NULL);
    }
    char *name = strndup(model, (size_t)(slash - model) + 1);
    char *folder = name == NULL ? NULL : realpath(name, NULL);
    free(name);
    return folder;
}

/* Where the document at `place` is, links followed; NULL when it is not there. */
static char *find_document(const shelf *s, const char *place)
{
    const size_t size = strlen(s->folder) + strlen(place) + 2;
    char *name = malloc(size);
    char *path = NULL;
    if (name != NULL) {
        snprintf(name, size, "%s/%s", s->folder, place);
        path = realpath(name, NULL);
    }
    free(name);
    return path;
}

static bool is_below(const char *path, const char *folder)
{
    const size_t length = strcmp(folder, "/") == 0 ? 0 : strlen(folder);
    return strncmp(path, folder, length) == 0 && path[length] == '/';
}

static bool refuse(shelf *s, int code, const char *place, const char *reason)
{
    s->code = cli_worse(s->code, code);
    cli_complain(0, "%s: the document \"%s\" is not read: %s", cli_shown_name(s->model), place,
                 reason);
    return false;
}

/* A regular file alone: opening another may wait, or do something.  NULL with the reason. */
static FILE *open_regular(const char *path, const char **reason)
{
    struct stat about;
    const int descriptor = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    if (descriptor < 0 || fstat(descriptor, &about) != 0) {
        *reason = strerror(errno);
    } else if (!S_ISREG(about.st_mode)) {
        *reason = "it is no regular file";
    } else {
        FILE *file = fdopen(descriptor, "rb");
        *reason = file == NULL ? strerror(errno) : NULL;
        return file;
    }
    if (descriptor >= 0) {
        close(descriptor);
    }
    return NULL;
}

/* A place for one more text. */
static bool make_room(shelf *s)
{
    if (s->count < s->capacity) {
        return true;
    }
    const size_t wanted = s->capacity == 0 ? 16 : 2 * s->capacity;
    char **grown = realloc(s->texts, wanted * sizeof *grown);
    if (grown != NULL) {
        s->texts = grown;
        s->capacity = wanted;
    }
    return grown != NULL;
}

static bool read_document(shelf *s, const char *place, const char *path, size_t *length)
{
    const char *reason = NULL;
    if (!is_below(path, s->folder)) {
        return refuse(s, CLI_FAILS, place, "it lies outside the folder; --dir names another");
    }
    if (cli_is_same_file(path, s->output)) {
        return refuse(s, CLI_USAGE, place, "the result would overwrite it");
    }
    FILE *file = open_regular(path, &reason);
    if (file == NULL) {
        return refuse(s, CLI_FAILS, place, reason);
    }
    const int error = make_room(s) ? host_read(file, &s->texts[s->count], length) : ENOMEM;
    fclose(file);
    return error == 0 ? true
                      : refuse(s, error == ENOMEM || error == EFBIG ? CLI_LIMIT : CLI_FAILS, place,
                               strerror(error));
}

static bool open_document(void *payload, const char *place, const char **text, size_t *length)
{
    shelf *s = payload;
    char *path = s->folder == NULL ? NULL : find_document(s, place);
    const bool read = path != NULL && read_document(s, place, path, length);
    free(path);
    if (read) {
        *text = s->texts[s->count++];
    }
    return read;
}

static int tell(const cli_args *args, const detente_model *model, const char *path,
                cli_output *output)
{
    shelf s = {.model = path,
               .output = cli_value(args, "output"),
               .folder = find_folder(path, cli_value(args, "dir"))};
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
    free(s.texts);
    free(s.folder);
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
    .fails = "done, and a citation names a paragraph that is not there, or a document is not read",
    .least = 1,
    .most = CLI_MANY,
    .run = run,
};
