/* SPDX-License-Identifier: MIT
 *
 * The terminal: is there one, how large is it, and the pager that shows what is longer than it.
 *
 * A result for the screen is held back until it is longer than the screen: short ones need no
 * pager.  O(bytes of a screen) memory.
 */
#define _XOPEN_SOURCE 700
#define _DEFAULT_SOURCE

#include "support.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

const char cli_clear_line[] = "\r\033[K";
const char cli_clear_screen[] = "\033[H\033[2J\033[3J"; /* and what has scrolled away */

bool cli_is_terminal(FILE *file)
{
    const char *kind = getenv("TERM");
    return isatty(fileno(file)) != 0 && (kind == NULL || strcmp(kind, "dumb") != 0);
}

/* Columns and rows of standard output; zero where it is no terminal. */
static struct winsize screen(void)
{
    struct winsize size = {0};
    if (!isatty(STDOUT_FILENO) || ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0) {
        size = (struct winsize){0};
    }
    return size;
}

uint32_t cli_width(void)
{
    const uint32_t there = screen().ws_col;
    if (there > 0) {
        return there;
    }
    const char *columns = getenv("COLUMNS");
    const long count = columns == NULL ? 0 : strtol(columns, NULL, 10);
    return count >= 20 && count <= 10000 ? (uint32_t)count : 100;
}

bool cli_speaks_ascii(void)
{
    if (!isatty(STDOUT_FILENO)) {
        return false;
    }
    static const char *const names[] = {"LC_ALL", "LC_CTYPE", "LANG"};
    for (size_t k = 0; k < sizeof names / sizeof names[0]; k++) {
        const char *value = getenv(names[k]);
        if (value != NULL && value[0] != '\0') {
            return strstr(value, "UTF-8") == NULL && strstr(value, "utf8") == NULL &&
                   strstr(value, "utf-8") == NULL && strstr(value, "UTF8") == NULL;
        }
    }
    return false;
}

/* ---- the pager ------------------------------------------------------------------------------- */

#define NOT_THERE 127 /* the shell's word for a command that it does not find */

static bool refused; /* by the command, or on its line */

void cli_choose_pager(const cli_args *args)
{
    refused = args->command->interactive || cli_given(args, "no-pager");
}

/* $PAGER, else less where there is one; NULL: whoever is there wants none. */
static const char *pager_command(void)
{
    const char *pager = getenv("PAGER");
    if (pager == NULL) {
        return "command -v less >/dev/null && exec less; exec cat";
    }
    return pager[0] == '\0' || strcmp(pager, "cat") == 0 ? NULL : pager;
}

void cli_pager_offer(cli_pager *pager)
{
    *pager = (cli_pager){0};
    if (!refused && cli_is_terminal(stdout) && isatty(fileno(stdin)) && pager_command() != NULL) {
        pager->rows_left = screen().ws_row;
    }
}

/* In the child: become the pager.  less leaves the screen as it is, ends by itself at the end of
 * what fits, and shows colours. */
static void become_pager(int from)
{
    cli_unwatch_signals();
    if (dup2(from, STDIN_FILENO) >= 0) {
        setenv("LESS", "FRX", 0);
        setenv("LV", "-c", 0);
        execl("/bin/sh", "sh", "-c", pager_command(), (char *)NULL);
    }
    _exit(NOT_THERE);
}

static FILE *start_pager(cli_pager *pager)
{
    int ends[2];
    if (pipe(ends) != 0) {
        return NULL;
    }
    fcntl(ends[0], F_SETFD, FD_CLOEXEC);
    fcntl(ends[1], F_SETFD, FD_CLOEXEC);
    const pid_t child = fork();
    if (child == 0) {
        become_pager(ends[0]);
    }
    close(ends[0]);
    FILE *file = child < 0 ? NULL : fdopen(ends[1], "wb");
    if (file == NULL) {
        close(ends[1]);
        return NULL;
    }
    pager->child = child;
    cli_watch_pager(child, ends[1]);
    return file;
}

/* Pass on what is held, to `file`. */
static bool let_go(cli_pager *pager, FILE *file)
{
    const size_t length = pager->held.length;
    const bool good = length == 0 || fwrite(pager->held.bytes, 1, length, file) == length;
    free(pager->held.bytes);
    pager->held = (cli_buffer){0};
    pager->rows_left = 0;
    return good;
}

bool cli_pager_write(cli_pager *pager, FILE **file, const char *bytes, size_t count)
{
    const detente_sink keep = cli_buffer_sink(&pager->held);
    if (pager->rows_left == 0 || !keep.write(keep.payload, bytes, count)) {
        return let_go(pager, *file) && fwrite(bytes, 1, count, *file) == count;
    }
    for (size_t k = 0; k < count && pager->rows_left > 0; k++) {
        pager->rows_left -= bytes[k] == '\n';
    }
    if (pager->rows_left > 0) {
        return true;
    }
    FILE *paged = start_pager(pager);
    *file = paged == NULL ? *file : paged;
    return let_go(pager, *file);
}

bool cli_pager_finish(cli_pager *pager, FILE *file)
{
    return let_go(pager, file);
}

int cli_pager_wait(cli_pager *pager)
{
    int ended = 0;
    if (pager->child > 0) {
        cli_ignore_signals();
        while (waitpid(pager->child, &ended, 0) < 0 && errno == EINTR) {
        }
        cli_watch_pager(0, -1);
        pager->child = 0;
    }
    return WIFEXITED(ended) && WEXITSTATUS(ended) == NOT_THERE
               ? cli_complain(CLI_UNWRITTEN, "the pager '%s' is not there; --no-pager does without",
                              pager_command())
               : CLI_DONE;
}
