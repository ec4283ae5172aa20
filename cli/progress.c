/* SPDX-License-Identifier: MIT
 *
 * The progress line: what is being done, how much of it is done, how long the rest will take.
 *
 *     looking for counter-moves, 31 %, about 12 s left
 *
 * Drawn on standard error where that is a terminal, after half a second, then ten times a second at
 * most; a time only when a fiftieth is done.
 */
#define _XOPEN_SOURCE 700

#include "support.h"

#include <signal.h>

#include <string.h>
#include <time.h>

#define FIRST_SHOWN 0.5
#define SHOWN_EVERY 0.1

static struct {
    char stage[64];
    double stage_began;
    double last_drawn;
    volatile sig_atomic_t drawn;
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
        fprintf(stderr, ", about %.0f s left", seconds);
    } else {
        fprintf(stderr, ", about %.0f min left", seconds / 60);
    }
}

static void draw(const char *stage, uint64_t done, uint64_t total, double elapsed)
{
    fprintf(stderr, "%s%s", cli_clear_line, stage);
    if (total > 0 && done <= total) {
        const double part = (double)done / (double)total;
        fprintf(stderr, ", %d %%", (int)(100 * part));
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
        line.is_terminal = cli_is_terminal(stderr);
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
        fputs(cli_clear_line, stderr);
        fflush(stderr);
        line.drawn = false;
    }
}

bool cli_progress_is_drawn(void)
{
    return line.drawn != 0;
}
