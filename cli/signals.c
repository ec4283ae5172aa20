/* SPDX-License-Identifier: MIT
 *
 * Signals, and the files that they must not leave behind.
 *
 * A signal that asks to stop sets a flag that the library's progress callback polls.  Where the
 * program has not ended PATIENCE later - something does not poll, or gigabytes are given back piece
 * by piece - what is half written is removed and the program ends at once, with the same exit code.
 * A second signal removes it and kills, as without us.  SIGPIPE and SIGXFSZ are ignored: a write
 * then fails with EPIPE or EFBIG and is handled where it happens.
 */
#define _XOPEN_SOURCE 700

#include "support.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

static volatile sig_atomic_t signalled;

/* ---- files that are not results yet ---------------------------------------------------------- */

/* A result in the making, a certificate, a picture with its directory. */
#define MOST_TEMPORARIES 8

static char *volatile temporaries[MOST_TEMPORARIES];

/* In a signal handler. */
static void remove_temporaries(void)
{
    for (size_t k = 0; k < MOST_TEMPORARIES; k++) {
        if (temporaries[k] != NULL && unlink(temporaries[k]) != 0) {
            rmdir(temporaries[k]);
        }
    }
}

void cli_watch_temporary(char *name)
{
    size_t k = 0;
    while (k < MOST_TEMPORARIES && temporaries[k] != NULL) {
        k++;
    }
    if (k < MOST_TEMPORARIES) {
        temporaries[k] = name;
    }
}

void cli_forget_temporary(const char *name)
{
    for (size_t k = 0; k < MOST_TEMPORARIES; k++) {
        temporaries[k] = temporaries[k] == name ? NULL : temporaries[k];
    }
}

int cli_make_temporary(char *name)
{
    sigset_t all;
    sigset_t before;
    sigfillset(&all);
    sigprocmask(SIG_BLOCK, &all, &before);
    const int descriptor = mkstemp(name);
    const int reason = errno;
    if (descriptor >= 0) {
        cli_watch_temporary(name);
    }
    sigprocmask(SIG_SETMASK, &before, NULL);
    errno = reason;
    return descriptor;
}

/* ---- signals --------------------------------------------------------------------------------- */

static const int stopping[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGXCPU};
#define STOPPING_COUNT (sizeof stopping / sizeof stopping[0])

#define PATIENCE 60000 /* microseconds */

/* The pager that shows the result, and the end that we write to: it has the terminal until its
 * reader has had enough. */
static volatile pid_t pager;
static volatile int pager_end;

void cli_watch_pager(pid_t child, int end)
{
    pager_end = end;
    pager = child;
}

/* In a signal handler. */
static void leave_pager(void)
{
    if (pager > 0) {
        close(pager_end);
        while (waitpid(pager, NULL, 0) < 0 && errno == EINTR) {
        }
    }
}

/* It was said that the program stopped; giving memory back may take longer than that. */
static volatile sig_atomic_t said;

void cli_stop_said(void)
{
    said = 1;
}

/* SIGALRM: the first signal came PATIENCE ago. */
static void end_now(int number)
{
    static const char words[] = "detente: stopped\n";
    (void)number;
    remove_temporaries();
    leave_pager();
    const bool clear = cli_progress_is_drawn();
    if ((clear && write(STDERR_FILENO, cli_clear_line, strlen(cli_clear_line)) < 0) ||
        (!said && write(STDERR_FILENO, words, sizeof words - 1) < 0)) {
        /* nobody listens */
    }
    _exit(CLI_STOPPED);
}

static void note_signal(int number)
{
    if (signalled == 0) {
        const struct itimerval soon = {.it_value.tv_usec = PATIENCE};
        signalled = 1;
        setitimer(ITIMER_REAL, &soon, NULL);
        return;
    }
    remove_temporaries();
    leave_pager();
    signal(number, SIG_DFL);
    raise(number); /* delivered when this returns */
}

void cli_watch_signals(void)
{
    struct sigaction stop = {.sa_handler = note_signal};
    struct sigaction before;
    sigemptyset(&stop.sa_mask);
    for (size_t k = 0; k < STOPPING_COUNT; k++) {
        const bool nohup = stopping[k] == SIGHUP && sigaction(SIGHUP, NULL, &before) == 0 &&
                           before.sa_handler == SIG_IGN;
        if (!nohup) {
            sigaction(stopping[k], &stop, NULL);
        }
    }
    struct sigaction end = {.sa_handler = end_now};
    sigfillset(&end.sa_mask);
    sigaction(SIGALRM, &end, NULL);
    struct sigaction ignore = {.sa_handler = SIG_IGN};
    sigemptyset(&ignore.sa_mask);
    sigaction(SIGPIPE, &ignore, NULL);
    sigaction(SIGXFSZ, &ignore, NULL);
}

void cli_unwatch_signals(void)
{
    for (size_t k = 0; k < STOPPING_COUNT; k++) {
        signal(stopping[k], SIG_DFL);
    }
}

void cli_ignore_signals(void)
{
    const struct itimerval never = {0};
    signal(SIGINT, SIG_IGN);
    signal(SIGQUIT, SIG_IGN);
    setitimer(ITIMER_REAL, &never, NULL);
}

bool cli_signalled(void)
{
    return signalled != 0;
}
