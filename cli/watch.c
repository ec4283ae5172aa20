/* SPDX-License-Identifier: MIT
 *
 * Signals and the progress line.
 *
 * SIGINT and SIGTERM set a flag that the library's progress callback polls; the second one kills,
 * as without us.  SIGPIPE is ignored: a write then fails with EPIPE and is handled where it
 * happens.
 */
#define _POSIX_C_SOURCE 200809L

#include "support.h"

#include <signal.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static volatile sig_atomic_t signalled;

static void note_signal(int number)
{
    (void)number;
    signalled = 1;
}

void cli_watch_signals(void)
{
    struct sigaction stop = {.sa_handler = note_signal, .sa_flags = (int)SA_RESETHAND};
    sigemptyset(&stop.sa_mask);
    sigaction(SIGINT, &stop, NULL);
    sigaction(SIGTERM, &stop, NULL);
    struct sigaction ignore = {.sa_handler = SIG_IGN};
    sigemptyset(&ignore.sa_mask);
    sigaction(SIGPIPE, &ignore, NULL);
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
    if (!isatty(STDERR_FILENO)) {
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
