/* SPDX-License-Identifier: MIT
 *
 * Signals, the files that they must not leave behind, and the progress line.
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
#include <time.h>
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

/* SIGALRM: the first signal came PATIENCE ago. */
static void end_now(int number)
{
    static const char words[] = "detente: stopped\n";
    (void)number;
    remove_temporaries();
    if (write(STDERR_FILENO, words, sizeof words - 1) < 0) {
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

bool cli_signalled(void)
{
    return signalled != 0;
}

/* ---- progress -------------------------------------------------------------------------------- */

/* Shown after half a second, then ten times a second at most. */
#define FIRST_SHOWN 0.5
#define SHOWN_EVERY 0.1

static struct {
    char stage[64];
    double stage_began;
    double last_drawn;
    bool drawn;
    bool asked, is_terminal; /* is standard error a terminal */
} line;

static double seconds_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

static void draw_left(double seconds)
{
    if (seconds < 90) {
        fprintf(stderr, ", %.0f s left", seconds);
    } else {
        fprintf(stderr, ", %.0f min left", seconds / 60);
    }
}

static void draw(const char *stage, uint64_t done, uint64_t total, double elapsed)
{
    fprintf(stderr, "\r\033[K%s", stage);
    if (total > 0 && done <= total) {
        const double part = (double)done / (double)total;
        fprintf(stderr, ": %d %%", (int)(100 * part));
        if (part > 0.02) {
            draw_left(elapsed * (1 - part) / part);
        }
    }
    fflush(stderr);
    line.drawn = true;
}

bool cli_progress(void *payload, const char *stage, uint64_t done, uint64_t total)
{
    (void)payload;
    if (!line.asked) { /* the library may call millions of times */
        line.is_terminal = isatty(STDERR_FILENO) != 0;
        line.asked = true;
    }
    if (!line.is_terminal) {
        return !cli_signalled();
    }
    const double now = seconds_now();
    if (strcmp(line.stage, stage) != 0) {
        snprintf(line.stage, sizeof line.stage, "%s", stage);
        line.stage_began = now;
    }
    const double elapsed = now - line.stage_began;
    if (elapsed > FIRST_SHOWN && now - line.last_drawn > SHOWN_EVERY) {
        line.last_drawn = now;
        draw(stage, done, total, elapsed);
    }
    return !cli_signalled();
}

void cli_progress_end(void)
{
    if (line.drawn) {
        fputs("\r\033[K", stderr);
        fflush(stderr);
        line.drawn = false;
    }
}
