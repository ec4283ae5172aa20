/* SPDX-License-Identifier: MIT
 *
 * detente graph: the conflict as a picture.
 */
#include "png.h"
#include "support.h"

#include <string.h>

/* The place of `word` in a list of `count`; -1 = not there. */
static int place_of(const char *word, const char *const *words, int count)
{
    for (int k = 0; k < count; k++) {
        if (strcmp(word, words[k]) == 0) {
            return k;
        }
    }
    return -1;
}

#define PNG 4 /* among the formats: made from the SVG */

/* Of --format, else of the ending of the file's name, else SVG. */
static int read_format(const cli_args *args, int *format)
{
    static const char *const formats[] = {"svg", "dot", "graphml", "json", "png"};
    const char *path = cli_value(args, "output");
    const char *slash = path == NULL ? NULL : strrchr(path, '/');
    const char *name = slash == NULL ? path : slash + 1;
    const char *dot = name == NULL ? NULL : strrchr(name, '.');
    const int guessed = dot == NULL ? -1 : place_of(dot + 1, formats, 5);
    if (dot != NULL && guessed < 0 && cli_value(args, "format") == NULL) {
        return cli_complain(
            CLI_USAGE,
            "'%s' is no picture that detente writes: its name may end in .svg, .dot, "
            ".graphml, .json or .png; else say --format",
            path);
    }
    const int asked = cli_choice(args, "format");
    *format = asked >= 0 ? asked : guessed < 0 ? DETENTE_SVG : guessed;
    return CLI_DONE;
}

static int read_picture(const cli_args *args, detente_picture *picture, int *format)
{
    const int view = cli_choice(args, "view");
    const int arcs = cli_choice(args, "moves");
    int code = read_format(args, format);
    code = code != CLI_DONE ? code : cli_number(args, "state", 1, UINT64_MAX, &picture->state);
    picture->view = view < 0 ? DETENTE_MAP : (detente_picture_view)view;
    picture->arcs = arcs < 0 ? DETENTE_ARCS_AUTO : (detente_arcs)arcs;
    picture->format = *format == PNG ? DETENTE_SVG : (detente_picture_format)*format;
    picture->bare = cli_given(args, "bare");
    return code;
}

static int draw_one(const cli_args *args, const char *path, cli_output *output)
{
    detente_picture picture = {0};
    int format = DETENTE_SVG;
    int code = read_picture(args, &picture, &format);
    cli_case opened;
    code = code != CLI_DONE ? code : cli_case_open(args, path, &opened);
    if (code != CLI_DONE) {
        return code;
    }
    picture.concepts = opened.request.concepts;
    picture.limit = opened.style.limit < UINT32_MAX ? (uint32_t)opened.style.limit : UINT32_MAX;
    detente_error err = {0};
    if (format == PNG) {
        code = cli_write_png(&opened, &picture, output);
        return cli_worse(cli_case_close(&opened, DETENTE_OK, &err), code);
    }
    const detente_status status = detente_write_graph(opened.analysis, &picture, &opened.limits,
                                                      &output->sink, &err);
    return cli_case_close(&opened, status, &err);
}

static int run(const cli_args *args)
{
    return cli_for_each_model(args, draw_one);
}

static const cli_option options[] = {
    {"view", 0, "VIEW=map|evolution|heat", "map (default), evolution or heat"},
    {"format", 'f', "FORMAT=svg|dot|graphml|json|png",
     "svg (default), dot, graphml, json or png; else by the name of -o"},
    {"moves", 0, "WHICH=auto|best|improvements|all",
     "improvements, best (each party's best one from a state), all, or auto"},
    {"concepts", 'c', "LIST", "ring the equilibria under these alone (heat: shade by the first)"},
    {"state", 0, "N", "start the evolution at state N; in a large map show its neighbourhood"},
    {"limit", 'n', "N", "draw all states of a model that has at most N"},
    {"bare", 0, NULL, "without the title"},
    CLI_MODEL_OPTIONS,
    CLI_SOLVING_OPTIONS,
    CLI_END,
};

const cli_command graph_command = {
    .name = "graph",
    .purpose = "draw the conflict: who moves where, what holds, where it leads",
    .usage = "[OPTION]... MODEL",
    .about =
        "map        states placed by their options: a party's moves all run its own way, and\n"
        "           editing a preference moves nothing\n"
        "evolution  where improvements lead from the status quo, step by step\n"
        "heat       one cell per state, shaded by the number of parties that are content\n"
        "Colour and dash tell the party; a bar at the tail, that a move cannot be undone; rings,\n"
        "which states hold.  docs/figures.md explains how to read them.",
    .options = options,
    .examples = "detente graph models/published/elmira.detente -o elmira.svg\n"
                "detente graph model.detente --view evolution -f dot | dot -Tpdf -o roads.pdf",
    .lists = true,
    .least = 1,
    .most = 1,
    .run = run,
};
