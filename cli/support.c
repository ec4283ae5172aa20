/* SPDX-License-Identifier: MIT
 *
 * Exit codes, models in, results out.  See support.h.
 */
#define _POSIX_C_SOURCE 200809L

#include "support.h"

#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- failures -------------------------------------------------------------------------------- */

int cli_complain(int code, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    cli_progress_end();
    fputs("detente: ", stderr);
    vfprintf(stderr, format, args);
    fputc('\n', stderr);
    va_end(args);
    return code;
}

static int exit_code_of(detente_status status)
{
    switch (status) {
    case DETENTE_OK:
        return CLI_DONE;
    case DETENTE_ENOMEM:
    case DETENTE_ELIMIT:
        return CLI_LIMIT;
    case DETENTE_EINVAL:
    case DETENTE_EUNSUPPORTED:
        return CLI_USAGE;
    case DETENTE_EMODEL:
        return CLI_MODEL;
    case DETENTE_ECANCELLED:
        return CLI_STOPPED;
    case DETENTE_EIO:
        return CLI_UNWRITTEN;
    case DETENTE_EINTERNAL:
        break;
    }
    return CLI_INTERNAL;
}

int cli_failure(detente_status status, const detente_error *err, const char *what)
{
    cli_progress_end();
    if (status == DETENTE_ECANCELLED) {
        return cli_complain(CLI_STOPPED, "stopped");
    }
    if (status != DETENTE_EIO) { /* said when the result is closed, with the system's reason */
        cli_complain(0, "%s%s%s", what == NULL ? "" : what, what == NULL ? "" : ": ", err->message);
    }
    return exit_code_of(status);
}

int cli_worse(int a, int b)
{
    return a > CLI_FAILS || (a == CLI_FAILS && b == CLI_DONE) ? a : b;
}

/* ---- files ----------------------------------------------------------------------------------- */

const char *cli_shown_name(const char *path)
{
    return strcmp(path, "-") == 0 ? "<stdin>" : path;
}

#define LARGEST_FILE ((size_t)1 << 28)

/* All bytes of `file`; false with errno. */
static bool read_all(FILE *file, char **text, size_t *length)
{
    char *bytes = NULL;
    size_t count = 0;
    size_t capacity = 0;
    for (;;) {
        if (count == capacity) {
            capacity = capacity == 0 ? 65536 : 2 * capacity;
            char *grown = capacity > LARGEST_FILE ? NULL : realloc(bytes, capacity);
            if (grown == NULL) {
                free(bytes);
                errno = capacity > LARGEST_FILE ? EFBIG : ENOMEM;
                return false;
            }
            bytes = grown;
        }
        const size_t got = fread(bytes + count, 1, capacity - count, file);
        count += got;
        if (got == 0) {
            break;
        }
    }
    if (ferror(file)) {
        const int reason = errno;
        free(bytes);
        errno = reason;
        return false;
    }
    *text = bytes;
    *length = count;
    return true;
}

int cli_read_file(const char *path, char **text, size_t *length)
{
    const bool is_stdin = strcmp(path, "-") == 0;
    FILE *file = is_stdin ? stdin : fopen(path, "rb");
    if (file == NULL) {
        return cli_complain(CLI_MODEL, "cannot open %s: %s", path, strerror(errno));
    }
    const bool done = read_all(file, text, length);
    const int reason = errno;
    if (!is_stdin) {
        fclose(file);
    }
    if (done) {
        return CLI_DONE;
    }
    if (reason == EINTR && cli_signalled()) {
        return CLI_STOPPED;
    }
    if (reason == ENOMEM) {
        return cli_complain(CLI_LIMIT, "no memory to read %s", cli_shown_name(path));
    }
    return cli_complain(CLI_MODEL, "cannot read %s: %s", cli_shown_name(path), strerror(reason));
}

static bool append(void *payload, const char *bytes, size_t count)
{
    cli_buffer *buffer = payload;
    if (buffer->capacity - buffer->length < count) {
        const size_t wanted = 2 * (buffer->length + count);
        char *grown = realloc(buffer->bytes, wanted);
        if (grown == NULL) {
            return false;
        }
        buffer->bytes = grown;
        buffer->capacity = wanted;
    }
    if (count > 0) {
        memcpy(buffer->bytes + buffer->length, bytes, count);
    }
    buffer->length += count;
    return true;
}

detente_sink cli_buffer_sink(cli_buffer *buffer)
{
    return (detente_sink){append, buffer};
}

static bool write_to_stderr(void *payload, const char *bytes, size_t count)
{
    (void)payload;
    return fwrite(bytes, 1, count, stderr) == count;
}

void cli_print_faults(detente_faults *faults)
{
    const detente_sink sink = {write_to_stderr, NULL};
    if (faults != NULL && detente_faults_count(faults) > 0) {
        detente_faults_write(faults, &sink, NULL);
    }
    detente_faults_free(faults);
}

/* A model's text never begins with a brace, a JSON or GMCR+ file always does. */
static bool is_json(const char *text, size_t length)
{
    size_t k = 0;
    while (k < length && strchr(" \t\r\n", text[k]) != NULL && text[k] != '\0') {
        k++;
    }
    return k < length && text[k] == '{';
}

int cli_read_model(const cli_args *args, const char *path, detente_model **out)
{
    char *text = NULL;
    size_t length = 0;
    detente_limits limits;
    int code = cli_limits(args, &limits);
    if (code == CLI_DONE) {
        code = cli_read_file(path, &text, &length);
    }
    if (code == CLI_DONE && is_json(text, length)) {
        code = cli_complain(CLI_MODEL,
                            "%s is JSON, not a model; `detente convert` reads JSON and "
                            "GMCR+ files",
                            cli_shown_name(path));
    }
    if (code != CLI_DONE) {
        free(text);
        return code;
    }
    detente_error err = {0};
    detente_faults *faults = NULL;
    const detente_status status = detente_model_read(text, length, cli_shown_name(path),
                                                     cli_value(args, "scenario"), &limits, out,
                                                     &faults, &err);
    free(text);
    const bool explained = status == DETENTE_EMODEL && detente_faults_errors(faults) > 0;
    cli_progress_end();
    cli_print_faults(faults);
    if (status == DETENTE_OK) {
        return CLI_DONE;
    }
    return explained ? CLI_MODEL : cli_failure(status, &err, cli_shown_name(path));
}

int cli_read_where(const cli_args *args, const detente_model *model, const detente_limits *limits,
                   detente_expression **out)
{
    const char *where = cli_value(args, "where");
    if (where == NULL) {
        return CLI_DONE;
    }
    detente_error err = {0};
    detente_faults *faults = NULL;
    const detente_status status = detente_expression_read(model, where, strlen(where), "--where",
                                                          limits, out, &faults, &err);
    const bool explained = status == DETENTE_EMODEL && detente_faults_errors(faults) > 0;
    cli_print_faults(faults);
    return status == DETENTE_OK ? CLI_DONE
           : explained          ? CLI_USAGE
                                : cli_failure(status, &err, "--where");
}

/* ---- results --------------------------------------------------------------------------------- */

/* Long answers are written for seconds: a signal ends that as well. */
static bool may_write(cli_output *output)
{
    if (output->error == 0 && cli_signalled()) {
        output->error = EINTR;
    }
    return output->error == 0;
}

static bool write_result(void *payload, const char *bytes, size_t count)
{
    cli_output *output = payload;
    if (may_write(output) && count > 0 && fwrite(bytes, 1, count, output->file) != count) {
        output->error = errno == 0 ? EIO : errno;
    }
    return output->error == 0;
}

bool cli_output_broken(const cli_output *output)
{
    return output->error != 0;
}

void cli_print(cli_output *output, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    if (may_write(output) && vfprintf(output->file, format, args) < 0) {
        output->error = errno == 0 ? EIO : errno;
    }
    va_end(args);
}

static int cannot_write(const cli_output *output, int reason)
{
    return cli_complain(CLI_UNWRITTEN, "cannot write %s: %s",
                        output->path == NULL ? "to standard output" : output->path,
                        strerror(reason));
}

/* A file beside `path`, with the permissions that a plain new file or the old one has. */
static FILE *open_beside(const char *path, char **temporary)
{
    const size_t size = strlen(path) + sizeof ".XXXXXX";
    char *name = malloc(size);
    if (name == NULL) {
        return NULL;
    }
    snprintf(name, size, "%s.XXXXXX", path);
    const int descriptor = mkstemp(name);
    if (descriptor < 0) {
        free(name);
        return NULL;
    }
    struct stat old;
    const mode_t mask = umask(0);
    umask(mask);
    const mode_t mode = stat(path, &old) == 0 ? old.st_mode & 0777 : 0666 & ~mask;
    FILE *file = fchmod(descriptor, mode) == 0 ? fdopen(descriptor, "wb") : NULL;
    if (file == NULL) {
        const int reason = errno;
        close(descriptor);
        unlink(name);
        free(name);
        errno = reason;
        return NULL;
    }
    *temporary = name;
    return file;
}

int cli_output_open(cli_output *output, const char *path)
{
    *output = (cli_output){.path = path, .file = stdout};
    output->sink = (detente_sink){write_result, output};
    if (path == NULL) {
        return CLI_DONE;
    }
    struct stat there;
    const bool device = stat(path, &there) == 0 && !S_ISREG(there.st_mode);
    output->file = device ? fopen(path, "wb") : open_beside(path, &output->temporary);
    return output->file == NULL ? cannot_write(output, errno) : CLI_DONE;
}

/* Flush and close; then put the file in its place when it is to be kept. */
static void finish_file(cli_output *output, bool keep)
{
    const int flushed = fflush(output->file);
    if (flushed != 0 && output->error == 0) {
        output->error = errno;
    }
    if (fclose(output->file) != 0 && output->error == 0) {
        output->error = errno;
    }
    if (output->temporary == NULL) {
        return;
    }
    if (keep && output->error == 0 && rename(output->temporary, output->path) != 0) {
        output->error = errno;
    }
    if (!keep || output->error != 0) {
        unlink(output->temporary);
    }
    free(output->temporary);
    output->temporary = NULL;
}

int cli_output_close(cli_output *output, int code)
{
    cli_progress_end();
    const bool keep = code == CLI_DONE || code == CLI_FAILS || code == CLI_INCOMPLETE;
    finish_file(output, keep);
    if (output->error == 0 || !(keep || code == CLI_UNWRITTEN)) {
        return code;
    }
    if (output->error == EPIPE) {
        return CLI_DONE;
    }
    if (output->error == EINTR && cli_signalled()) {
        return cli_complain(CLI_STOPPED, "stopped");
    }
    return cannot_write(output, output->error);
}

int cli_for_each_model(const cli_args *args,
                       int (*one)(const cli_args *args, const char *path, cli_output *output))
{
    cli_output output;
    int code = cli_output_open(&output, cli_value(args, "output"));
    if (code != CLI_DONE) {
        return code;
    }
    for (int k = 0; k < args->operand_count && !cli_output_broken(&output); k++) {
        code = cli_worse(code, one(args, args->operands[k], &output));
        if (code == CLI_STOPPED || code == CLI_USAGE) {
            break;
        }
    }
    return cli_output_close(&output, code);
}
