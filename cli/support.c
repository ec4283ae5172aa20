/* SPDX-License-Identifier: MIT
 *
 * Exit codes, messages, models in.  See support.h.
 */
#define _POSIX_C_SOURCE 200809L

#include "support.h"
#include "host.h"

#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

/* ---- failures -------------------------------------------------------------------------------- */

int cli_complain(int code, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    cli_progress_end();
    if (code == CLI_STOPPED) {
        cli_stop_said();
    }
    host_complain(stderr, "detente: ", format, args);
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
    case DETENTE_EINCOMPLETE:
        return CLI_INCOMPLETE;
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

/* Names that cannot be shown as they are, kept to the end: results and messages refer to them. */
static struct renamed {
    struct renamed *next;
    const char *path;
    cli_buffer shown;
} * renamed;

const char *cli_shown_name(const char *path)
{
    if (strcmp(path, "-") == 0) {
        return "<stdin>";
    }
    for (const struct renamed *known = renamed; known != NULL; known = known->next) {
        if (known->path == path) {
            return known->shown.bytes;
        }
    }
    struct renamed *added = calloc(1, sizeof *added);
    const detente_sink sink = cli_buffer_sink(added == NULL ? NULL : &added->shown);
    if (added == NULL ||
        detente_write_safely(path, strlen(path), false, &sink, NULL) != DETENTE_OK ||
        !sink.write(sink.payload, "", 1)) {
        free(added);
        return "a file";
    }
    added->path = path;
    added->next = renamed;
    renamed = added;
    return added->shown.bytes;
}

int cli_read_file(const char *path, char **text, size_t *length)
{
    const bool is_stdin = strcmp(path, "-") == 0;
    FILE *file = is_stdin ? stdin : fopen(path, "rb");
    if (file == NULL) {
        return cli_complain(CLI_MODEL, "cannot open %s: %s", path, strerror(errno));
    }
    const int reason = host_read(file, text, length);
    if (!is_stdin) {
        fclose(file);
    }
    if (reason == 0) {
        return CLI_DONE;
    }
    if (reason == EINTR && cli_signalled()) {
        return CLI_STOPPED;
    }
    if (reason == ENOMEM) {
        return cli_complain(CLI_LIMIT, "no memory to read %s", cli_shown_name(path));
    }
    return cli_complain(reason == EFBIG ? CLI_LIMIT : CLI_MODEL, "cannot read %s: %s",
                        cli_shown_name(path), strerror(reason));
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

void cli_print_faults(detente_faults *faults)
{
    cli_buffer text = {0};
    const detente_sink to = host_stream(stderr);
    const detente_sink held = cli_buffer_sink(&text);
    const bool painted = cli_is_coloured(stderr);
    if (detente_faults_count(faults) > 0) {
        detente_faults_write(faults, painted ? &held : &to, NULL);
    }
    cli_paint_faults(&to, text.bytes, text.length);
    free(text.bytes);
    detente_faults_free(faults);
}

cli_args cli_under(const cli_args *args, const char *scenario)
{
    cli_args other = *args;
    for (int k = 0; args->command->options[k].name != NULL; k++) {
        if (strcmp(args->command->options[k].name, "scenario") == 0) {
            other.values[k] = scenario;
        }
    }
    return other;
}

int cli_model_of_text(const cli_args *args, const char *name, const char *text, size_t length,
                      detente_model **out)
{
    detente_limits limits;
    const int code = cli_limits(args, &limits);
    if (code != CLI_DONE) {
        return code;
    }
    detente_error err = {0};
    detente_faults *faults = NULL;
    const detente_status status = detente_model_read(
        text, length, name, cli_value(args, "scenario"), &limits, out, &faults, &err);
    const bool explained = status == DETENTE_EMODEL && detente_faults_errors(faults) > 0;
    cli_progress_end();
    if (explained || args->text == NULL || !args->text->said) {
        cli_print_faults(faults);
    } else {
        detente_faults_free(faults);
    }
    return status == DETENTE_OK ? CLI_DONE
           : explained          ? CLI_MODEL
                                : cli_failure(status, &err, name);
}

int cli_read_model(const cli_args *args, const char *path, detente_model **out)
{
    if (args->text != NULL) {
        return cli_model_of_text(args, cli_shown_name(path), args->text->bytes, args->text->length,
                                 out);
    }
    char *text = NULL;
    size_t length = 0;
    int code = cli_read_file(path, &text, &length);
    if (code == CLI_DONE) {
        code = cli_model_of_text(args, cli_shown_name(path), text, length, out);
    }
    free(text);
    return code;
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

/* ---- all models of a command line ------------------------------------------------------------ */

int cli_for_each_model(const cli_args *args,
                       int (*one)(const cli_args *args, const char *path, cli_output *output))
{
    cli_output output;
    int code = cli_output_open(&output, cli_value(args, "output"));
    if (code != CLI_DONE) {
        return code;
    }
    for (int k = 0; k < args->operand_count && !cli_output_broken(&output); k++) {
        cli_output_paint(&output, args);
        code = cli_worse(code, one(args, args->operands[k], &output));
        if (code == CLI_STOPPED || code == CLI_USAGE) {
            break;
        }
    }
    return cli_output_close(&output, code);
}
