/* SPDX-License-Identifier: MIT
 *
 * detente watch: the summary again at every save, until Ctrl-C.
 *
 * A change is another file, size or time at the name; asked for five times a second, since what
 * tells of changes by itself differs from system to system.  A save in parts is waited for.  While
 * the file is wrong its faults stand above the last answer that there was.
 */
#define _POSIX_C_SOURCE 200809L

#include "support.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#define ASKED_EVERY 200000000 /* nanoseconds */
#define SETTLED_AFTER 50000000

/* What tells one version of a file from another. */
typedef struct version {
    bool there;
    dev_t device;
    ino_t inode;
    off_t size;
    struct timespec time;
} version;

static version version_of(const char *path)
{
    struct stat now;
    version v = {0};
    if (stat(path, &now) == 0) {
        v = (version){true, now.st_dev, now.st_ino, now.st_size, now.st_mtim};
    }
    return v;
}

static bool is_same_version(const version *a, const version *b)
{
    return a->there == b->there && a->device == b->device && a->inode == b->inode &&
           a->size == b->size && a->time.tv_sec == b->time.tv_sec &&
           a->time.tv_nsec == b->time.tv_nsec;
}

/* False: a signal came. */
static bool pause_for(long nanoseconds)
{
    const struct timespec length = {.tv_nsec = nanoseconds};
    return nanosleep(&length, NULL) == 0 && !cli_signalled();
}

/* Until the file is there, is not what was seen, and rests.  False: a signal came. */
static bool await_change(const char *path, version *seen)
{
    version now = version_of(path);
    version next = now;
    while (!next.there || is_same_version(&next, seen) || !is_same_version(&next, &now)) {
        const bool moving = next.there && !is_same_version(&next, seen);
        now = next;
        if (!pause_for(moving ? SETTLED_AFTER : ASKED_EVERY)) {
            return false;
        }
        next = version_of(path);
    }
    *seen = next;
    return true;
}

/* ---- one answer ------------------------------------------------------------------------------ */

/* What is watched for: the summary, in words. */
static detente_status write_answer(const cli_case *opened, const detente_sink *sink,
                                   detente_error *err)
{
    return detente_write_summary(opened->analysis, &opened->style, &opened->limits, sink, err);
}

/* Read, solve, and keep the answer in place of the last one; what is wrong is said. */
static int renew(const cli_args *args, cli_buffer *answer)
{
    cli_case opened;
    cli_buffer fresh = {0};
    detente_error err = {0};
    const detente_sink sink = cli_buffer_sink(&fresh);
    int code = cli_case_open(args, args->operands[0], &opened);
    if (code == CLI_DONE) {
        code = cli_case_close(&opened, write_answer(&opened, &sink, &err), &err);
    }
    if (code == CLI_DONE) {
        free(answer->bytes);
        *answer = fresh;
    } else {
        free(fresh.bytes);
    }
    return code;
}

/* "river.detente, 17:03:21"; the time alone is kept for when the answer is old. */
#define CLOCK_SIZE 16

static void read_clock(char clock[CLOCK_SIZE])
{
    const time_t now = time(NULL);
    struct tm local;
    clock[0] = '\0';
    if (localtime_r(&now, &local) != NULL) {
        strftime(clock, CLOCK_SIZE, "%H:%M:%S", &local);
    }
}

/* On a terminal the screen shows how things are; elsewhere one answer follows the other. */
static int show(const cli_args *args, cli_output *output, cli_buffer *answer,
                char answered[CLOCK_SIZE])
{
    const bool screen = cli_is_terminal(stdout);
    char now[CLOCK_SIZE];
    read_clock(now);
    cli_print(output, "%s%s, %s\n\n", screen ? cli_clear_screen : "",
              cli_shown_name(args->operands[0]), now);
    cli_output_flush(output); /* what is wrong is said below it */
    const int code = renew(args, answer);
    if (code == CLI_STOPPED) {
        return code;
    }
    if (code == CLI_DONE) {
        memcpy(answered, now, CLOCK_SIZE);
    } else if (answer->length > 0) {
        cli_print(output,
                  screen ? "\nOLD, the answer of %s:\n\n" : "The answer of %s, above, is OLD.\n\n",
                  answered);
    }
    if (code == CLI_DONE || screen) {
        cli_output_paint(output, args);
        output->sink.write(output->sink.payload, answer->bytes, answer->length);
        cli_print(output, "\n");
    }
    cli_output_flush(output);
    return code;
}

static int run(const cli_args *args)
{
    cli_output output;
    cli_buffer answer = {0};
    char answered[CLOCK_SIZE] = "";
    version seen = version_of(args->operands[0]);
    if (strcmp(args->operands[0], "-") == 0) {
        return cli_complain(CLI_USAGE, "standard input is read once: there is nothing to watch");
    }
    int code = cli_output_open(&output, NULL);
    code = code == CLI_DONE ? show(args, &output, &answer, answered) : code;
    while (code != CLI_STOPPED && code != CLI_USAGE && !cli_output_broken(&output)) {
        if (!await_change(args->operands[0], &seen)) {
            code = CLI_STOPPED;
        } else if (show(args, &output, &answer, answered) == CLI_STOPPED) {
            code = CLI_STOPPED;
        }
    }
    free(answer.bytes);
    return cli_output_close(&output, code);
}

static const cli_option options[] = {
    CLI_MODEL_OPTIONS,  CLI_TERMS_OPTIONS, CLI_STYLE_OPTIONS,
    CLI_ENGINE_OPTIONS, CLI_LIMIT_OPTIONS, CLI_END,
};

const cli_command watch_command = {
    .name = "watch",
    .purpose = "show the summary again at every save of the model",
    .usage = "[OPTION]... MODEL",
    .about = "For a second window beside the editor: the answer of `detente summary`, made anew\n"
             "whenever the file is saved.  While the file is wrong its faults are shown, and below "
             "them\n"
             "the last answer there was, marked as old.  Ctrl-C ends it, with exit code 5.",
    .options = options,
    .examples = "detente watch model.detente\n"
                "detente watch model.detente --scenario later",
    .verdicts = true,
    .interactive = true,
    .least = 1,
    .most = 1,
    .run = run,
};
