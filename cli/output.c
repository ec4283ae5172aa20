/* SPDX-License-Identifier: MIT
 *
 * Results out: to standard output, or into a file that is complete or not there.  See support.h.
 */
#define _POSIX_C_SOURCE 200809L

#include "support.h"

#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Long answers are written for seconds: a signal ends that as well. */
static bool may_write(cli_output *output)
{
    if (output->error == 0 && cli_signalled()) {
        output->error = EINTR;
    }
    return output->error == 0;
}

/* The last step: to the file, the screen, or the pager. */
static bool write_bytes(void *payload, const char *bytes, size_t count)
{
    cli_output *output = payload;
    errno = 0;
    if (count > 0 && !cli_pager_write(&output->pager, &output->file, bytes, count)) {
        output->error = errno == 0 ? EIO : errno;
    }
    return output->error == 0;
}

static bool write_result(void *payload, const char *bytes, size_t count)
{
    cli_output *output = payload;
    if (!may_write(output)) {
        return false;
    }
    return output->painted ? cli_paint_verdicts(&output->painter, bytes, count)
                           : write_bytes(output, bytes, count);
}

void cli_output_paint(cli_output *output, const cli_args *args)
{
    if (output->painted) {
        cli_paint_rest(&output->painter);
    }
    output->painted = args->command->verdicts && cli_is_coloured(output->file) &&
                      !cli_given(args, "json") && !cli_given(args, "csv") &&
                      !cli_given(args, "markdown");
    output->painter = (cli_painter){.to = {write_bytes, output}};
}

bool cli_output_broken(const cli_output *output)
{
    return output->error != 0;
}

void cli_print(cli_output *output, const char *format, ...)
{
    va_list args;
    va_list again;
    va_start(args, format);
    va_copy(again, args);
    char line[512];
    const int length = vsnprintf(line, sizeof line, format, args);
    char *whole = length < (int)sizeof line ? line : malloc((size_t)length + 1);
    if (length < 0 || whole == NULL) {
        output->error = output->error == 0 ? ENOMEM : output->error;
    } else {
        if (whole != line) {
            vsnprintf(whole, (size_t)length + 1, format, again);
        }
        write_result(output, whole, (size_t)length);
    }
    if (whole != line) {
        free(whole);
    }
    va_end(again);
    va_end(args);
}

static int cannot_write(const cli_output *output, int reason)
{
    return cli_complain(CLI_UNWRITTEN, "cannot write %s: %s",
                        output->path == NULL ? "to standard output" : output->path,
                        strerror(reason));
}

/* May the file that is there give way to a result?  The new one would not be what other names lead
 * to, and who takes away the right to write means it. */
static const char *why_not(const struct stat *old, const char *place)
{
    if (access(place, W_OK) != 0 || (old->st_mode & 0222) == 0) {
        return "it is write-protected";
    }
    return old->st_nlink > 1 ? "it has other names too (hard links), which would keep the old text"
                             : NULL;
}

/* A file beside `place`, with the permissions that a plain new file or the old one has. */
static FILE *open_beside(const char *place, const struct stat *old, char **temporary)
{
    const size_t size = strlen(place) + sizeof ".XXXXXX";
    char *name = malloc(size);
    if (name == NULL) {
        return NULL;
    }
    snprintf(name, size, "%s.XXXXXX", place);
    const int descriptor = cli_make_temporary(name);
    if (descriptor < 0) {
        free(name);
        return NULL;
    }
    const mode_t mask = umask(0);
    umask(mask);
    if (old != NULL && fchown(descriptor, old->st_uid, old->st_gid) != 0) {
        errno = 0; /* of somebody else who lets us write: ours from now on */
    }
    const bool kept = fchmod(descriptor, old != NULL ? old->st_mode & 0777 : 0666 & ~mask) == 0;
    FILE *file = kept ? fdopen(descriptor, "wb") : NULL;
    if (file == NULL) {
        const int reason = errno;
        close(descriptor);
        unlink(name);
        cli_forget_temporary(name);
        free(name);
        errno = reason;
        return NULL;
    }
    *temporary = name;
    return file;
}

/* /dev/stdout, or the file that the shell has made standard output. */
static bool is_stdout(const struct stat *there)
{
    struct stat out;
    return fstat(STDOUT_FILENO, &out) == 0 && out.st_dev == there->st_dev &&
           out.st_ino == there->st_ino;
}

int cli_output_open(cli_output *output, const char *path)
{
    *output = (cli_output){.path = path, .file = stdout};
    output->sink = (detente_sink){write_result, output};
    struct stat there;
    const bool old = path != NULL && stat(path, &there) == 0;
    if (path == NULL) {
        cli_pager_offer(&output->pager);
    }
    if (path == NULL || (old && is_stdout(&there))) {
        return CLI_DONE;
    }
    if (old && !S_ISREG(there.st_mode)) {
        output->file = fopen(path, "wb");
        return output->file == NULL ? cannot_write(output, errno) : CLI_DONE;
    }
    output->place = cli_follow(path);
    const char *reason = old && output->place != NULL ? why_not(&there, output->place) : NULL;
    if (reason == NULL && output->place != NULL) {
        output->file = open_beside(output->place, old ? &there : NULL, &output->temporary);
        reason = output->file == NULL ? strerror(errno) : NULL;
    } else if (output->place == NULL) {
        reason = strerror(errno);
    }
    if (reason == NULL) {
        return CLI_DONE;
    }
    free(output->place);
    return cli_complain(CLI_UNWRITTEN, "cannot write %s: %s", path, reason);
}

void cli_output_flush(cli_output *output)
{
    if (output->painted) {
        cli_paint_rest(&output->painter);
        output->painted = false;
    }
    errno = 0;
    const bool shown = cli_pager_finish(&output->pager, output->file);
    if ((fflush(output->file) != 0 || !shown) && output->error == 0) {
        output->error = errno == 0 ? EIO : errno;
    }
}

/* Then put the file in its place when it is to be kept. */
static void finish_file(cli_output *output, bool keep)
{
    cli_output_flush(output);
    if (fclose(output->file) != 0 && output->error == 0) {
        output->error = errno;
    }
    if (output->temporary == NULL) {
        return;
    }
    if (keep && output->error == 0 && rename(output->temporary, output->place) != 0) {
        output->error = errno;
    }
    if (!keep || output->error != 0) {
        unlink(output->temporary);
    }
    cli_forget_temporary(output->temporary);
    free(output->temporary);
    free(output->place);
    output->temporary = NULL;
    output->place = NULL;
}

int cli_output_close(cli_output *output, int code)
{
    cli_progress_end();
    const bool keep = code == CLI_DONE || code == CLI_FAILS || code == CLI_INCOMPLETE;
    finish_file(output, keep);
    if (cli_pager_wait(&output->pager) != CLI_DONE) {
        return CLI_UNWRITTEN;
    }
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
