/* SPDX-License-Identifier: MIT
 *
 * PNG by an external converter, see png.h.  The SVG and the PNG stand for a moment in a directory
 * of their own, which is removed in any case.
 */
#define _DEFAULT_SOURCE

#include "png.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define LONGEST_PATH 4096

typedef struct paths {
    char folder[LONGEST_PATH];
    char svg[LONGEST_PATH + 16];
    char png[LONGEST_PATH + 16];
    char shot[LONGEST_PATH + 32]; /* "--screenshot=..." */
    char size[64];
} paths;

static bool make_folder(paths *p)
{
    const char *base = getenv("TMPDIR");
    base = base == NULL || base[0] == '\0' ? "/tmp" : base;
    const int length = snprintf(p->folder, sizeof p->folder, "%s/detente-XXXXXX", base);
    if (length < 0 || (size_t)length >= sizeof p->folder || mkdtemp(p->folder) == NULL) {
        return false;
    }
    snprintf(p->svg, sizeof p->svg, "%s/picture.svg", p->folder);
    snprintf(p->png, sizeof p->png, "%s/picture.png", p->folder);
    snprintf(p->shot, sizeof p->shot, "--screenshot=%s", p->png);
    cli_watch_temporary(p->svg);
    cli_watch_temporary(p->png);
    cli_watch_temporary(p->folder);
    return true;
}

static void remove_folder(const paths *p)
{
    unlink(p->svg);
    unlink(p->png);
    rmdir(p->folder);
    cli_forget_temporary(p->svg);
    cli_forget_temporary(p->png);
    cli_forget_temporary(p->folder);
}

/* Run a program without its output; its exit status, 127 when it is not there. */
static int run_quietly(const char *const words[])
{
    const pid_t child = cli_signalled() ? -1 : fork();
    if (child < 0) {
        return 127;
    }
    if (child == 0) {
        const int nowhere = open("/dev/null", O_RDWR);
        if (nowhere >= 0) {
            dup2(nowhere, 0);
            dup2(nowhere, 1);
            dup2(nowhere, 2);
        }
        cli_unwatch_signals();
        execvp(words[0], (char *const *)words);
        _exit(127);
    }
    int state = 0;
    while (waitpid(child, &state, 0) < 0) {
        if (errno != EINTR) {
            return 127;
        }
        if (cli_signalled()) {
            kill(child, SIGKILL);
        }
    }
    return WIFEXITED(state) ? WEXITSTATUS(state) : 126;
}

static bool convert(paths *p)
{
    const char *rsvg[] = {"rsvg-convert", "--zoom=2", "--output", p->png, p->svg, NULL};
    if (run_quietly(rsvg) == 0) {
        return true;
    }
    static const char *const browsers[] = {"chromium", "chromium-browser", "google-chrome"};
    for (size_t k = 0; k < sizeof browsers / sizeof browsers[0]; k++) {
        const char *shot[] = {browsers[k],
                              "--headless",
                              "--no-sandbox",
                              "--hide-scrollbars",
                              "--force-device-scale-factor=2",
                              p->size,
                              p->shot,
                              p->svg,
                              NULL};
        if (run_quietly(shot) == 0 && access(p->png, R_OK) == 0) {
            return true;
        }
    }
    return false;
}

/* What the SVG says about its size, for the browser's window. */
static void read_size(paths *p)
{
    int width = 1200;
    int height = 900;
    char head[512] = "";
    FILE *file = fopen(p->svg, "rb");
    if (file != NULL) {
        const size_t count = fread(head, 1, sizeof head - 1, file);
        head[count] = '\0';
        fclose(file);
    }
    const char *at = strstr(head, "viewBox=\"0 0 ");
    if (at != NULL && sscanf(at, "viewBox=\"0 0 %d %d", &width, &height) != 2) {
        width = 1200;
    }
    snprintf(p->size, sizeof p->size, "--window-size=%d,%d", width, height);
}

static int draw(const cli_case *opened, const detente_picture *picture, const paths *p)
{
    cli_output svg;
    detente_error err = {0};
    const int code = cli_output_open(&svg, p->svg);
    if (code != CLI_DONE) {
        return code;
    }
    const detente_status status = detente_write_graph(opened->analysis, picture, &opened->limits,
                                                      &svg.sink, &err);
    return cli_output_close(&svg,
                            status == DETENTE_OK ? CLI_DONE : cli_failure(status, &err, NULL));
}

static int copy(const char *path, cli_output *output)
{
    char *bytes = NULL;
    size_t length = 0;
    const int code = cli_read_file(path, &bytes, &length);
    if (code == CLI_DONE) {
        output->sink.write(output->sink.payload, bytes, length);
        free(bytes);
    }
    return code;
}

int cli_write_png(const cli_case *opened, const detente_picture *picture, cli_output *output)
{
    paths p;
    if (!make_folder(&p)) {
        return cli_complain(CLI_UNWRITTEN, "no temporary directory can be made: %s",
                            strerror(errno));
    }
    int code = draw(opened, picture, &p);
    if (code == CLI_DONE) {
        read_size(&p);
        code = convert(&p) ? copy(p.png, output)
               : cli_signalled()
                   ? cli_complain(CLI_STOPPED, "stopped")
                   : cli_complain(CLI_LIMIT,
                                  "PNG needs rsvg-convert (package librsvg2-bin) or Chromium, "
                                  "and neither works here; -f svg needs nothing");
    }
    remove_folder(&p);
    return code;
}
