/* SPDX-License-Identifier: MIT
 *
 * detente report: one page per model, and an index over several.
 */
#define _DEFAULT_SOURCE

#include "support.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define LONGEST_NAME 255 /* that file systems take */

/* "models/seeds/004-one-last-time.detente" -> "FOLDER/004-one-last-time.html"; NULL: no memory. */
static char *page_path(const char *folder, const char *model)
{
    const char *slash = strrchr(model, '/');
    const char *base = slash == NULL ? model : slash + 1;
    const char *dot = strrchr(base, '.');
    size_t length = dot == NULL || dot == base ? strlen(base) : (size_t)(dot - base);
    length = length < LONGEST_NAME - 5 ? length : LONGEST_NAME - 5;
    const size_t size = strlen(folder) + length + sizeof "/.html";
    char *path = malloc(size);
    if (path != NULL) {
        snprintf(path, size, "%s/%.*s.html", folder, (int)length, base);
    }
    return path;
}

static int write_page(const cli_case *opened, const char *file, const char *path)
{
    cli_output output;
    detente_error err = {0};
    int code = cli_output_open(&output, path);
    if (code != CLI_DONE) {
        return code;
    }
    const detente_report report = {.file = strcmp(file, "-") == 0 ? NULL : cli_shown_name(file)};
    const detente_status status = detente_write_report(opened->analysis, &report, &opened->limits,
                                                       &output.sink, &err);
    code = status == DETENTE_OK ? CLI_DONE : cli_failure(status, &err, opened->name);
    return cli_output_close(&output, code);
}

/* ---- one ------------------------------------------------------------------------------------- */

static int report_one(const cli_args *args)
{
    cli_case opened;
    detente_error err = {0};
    int code = cli_case_open(args, args->operands[0], &opened);
    if (code != CLI_DONE) {
        return code;
    }
    code = write_page(&opened, args->operands[0], cli_value(args, "output"));
    return cli_worse(cli_case_close(&opened, DETENTE_OK, &err), code);
}

/* ---- several: a directory -------------------------------------------------------------------- */

typedef struct pages {
    cli_case *cases;
    const detente_analysis **analyses;
    const char **links; /* of those that are done: the names of their files */
    size_t count;
    char **paths; /* of all, then of the index */
    size_t path_count;
} pages;

static void free_pages(pages *p)
{
    detente_error err = {0};
    for (size_t k = 0; k < p->count; k++) {
        cli_case_close(&p->cases[k], DETENTE_OK, &err);
    }
    for (size_t k = 0; p->paths != NULL && k < p->path_count; k++) {
        free(p->paths[k]);
    }
    free(p->cases);
    free(p->analyses);
    free(p->links);
    free(p->paths);
}

static bool make_pages(pages *p, const cli_args *args, const char *folder)
{
    const size_t models = (size_t)args->operand_count;
    p->cases = calloc(models, sizeof *p->cases);
    p->analyses = calloc(models, sizeof *p->analyses);
    p->links = calloc(models, sizeof *p->links);
    p->paths = calloc(models + 1, sizeof *p->paths);
    p->path_count = models + 1;
    bool good = p->cases != NULL && p->analyses != NULL && p->links != NULL && p->paths != NULL;
    for (size_t k = 0; good && k <= models; k++) {
        p->paths[k] = page_path(folder, k < models ? args->operands[k] : "index");
        good = p->paths[k] != NULL;
    }
    return good;
}

/* A page that detente has written says so in its head. */
static bool is_ours(const char *path)
{
    static const char generator[] = "<meta name=\"generator\" content=\"detente ";
    char head[1024];
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        return false;
    }
    const size_t length = fread(head, 1, sizeof head - 1, file);
    fclose(file);
    head[length] = '\0';
    return strstr(head, generator) != NULL;
}

/* The names of the pages are ours, not the author's: no file of somebody else gives way to them. */
static int check_pages(const cli_args *args, const pages *p)
{
    struct stat there;
    const int code = cli_check_files(args, (const char *const *)p->paths, p->path_count);
    for (size_t k = 0; code == CLI_DONE && !cli_given(args, "force") && k < p->path_count; k++) {
        if (stat(p->paths[k], &there) == 0 && !is_ours(p->paths[k])) {
            return cli_complain(CLI_USAGE,
                                "%s is there and is no report of detente; --force replaces it",
                                p->paths[k]);
        }
    }
    return code;
}

static int add_page(const cli_args *args, int k, pages *p)
{
    cli_case *opened = &p->cases[p->count];
    const char *model = args->operands[k];
    const char *path = p->paths[k];
    const int code = cli_case_open(args, model, opened);
    if (code != CLI_DONE) {
        return code;
    }
    p->analyses[p->count] = opened->analysis;
    p->links[p->count] = strrchr(path, '/') + 1;
    p->count++;
    return write_page(opened, model, path);
}

static int write_index(const pages *p)
{
    cli_output output;
    detente_error err = {0};
    const char *path = p->paths[p->path_count - 1];
    int code = cli_output_open(&output, path);
    if (code != CLI_DONE) {
        return code;
    }
    const detente_status status = detente_write_index(p->analyses, p->links, p->count,
                                                      &p->cases[0].limits, &output.sink, &err);
    code = status == DETENTE_OK ? CLI_DONE : cli_failure(status, &err, path);
    return cli_output_close(&output, code);
}

static int write_pages(const cli_args *args, const char *folder, pages *p)
{
    int code = CLI_DONE;
    if (mkdir(folder, 0777) != 0 && errno != EEXIST) {
        return cli_complain(CLI_UNWRITTEN, "the directory %s cannot be made: %s", folder,
                            strerror(errno));
    }
    for (int k = 0; k < args->operand_count && code != CLI_STOPPED && code != CLI_LIMIT; k++) {
        code = cli_worse(code, add_page(args, k, p));
    }
    if (p->count > 0 && code != CLI_STOPPED && code != CLI_LIMIT) {
        code = cli_worse(code, write_index(p));
    }
    return code;
}

static int report_several(const cli_args *args, const char *folder)
{
    pages p = {0};
    int code = make_pages(&p, args, folder) ? check_pages(args, &p)
                                            : cli_complain(CLI_LIMIT, "out of memory");
    if (code == CLI_DONE) {
        code = write_pages(args, folder, &p);
    }
    free_pages(&p);
    return code;
}

static bool is_folder(const char *path)
{
    struct stat there;
    return path != NULL && ((stat(path, &there) == 0 && S_ISDIR(there.st_mode)) ||
                            (path[0] != '\0' && path[strlen(path) - 1] == '/'));
}

static int run(const cli_args *args)
{
    const char *output = cli_value(args, "output");
    if (args->operand_count == 1 && !is_folder(output)) {
        return report_one(args);
    }
    if (output == NULL) {
        return cli_complain(CLI_USAGE, "several reports need a directory: add -o DIRECTORY");
    }
    return report_several(args, output);
}

static const cli_option options[] = {
    {"concepts", 'c', "LIST", "only these, e.g. nash,seq"},
    CLI_MODEL_OPTIONS,
    {"output", 'o', "FILE",
     "write to FILE; of several models, pages and an index into directory FILE"},
    {"force", 0, NULL, "in a directory, also replace pages that detente has not written"},
    CLI_ENGINE_OPTIONS,
    CLI_LIMIT_OPTIONS,
    CLI_END,
};

const cli_command report_command = {
    .name = "report",
    .purpose = "write a page that explains the whole conflict, and an index over several",
    .usage = "[OPTION]... MODEL...",
    .about =
        "One HTML file per model: findings in plain words, pictures, what holds and why, claims,\n"
        "the model with its sources, all tables, conventions.  It needs no script and no network,\n"
        "prints on A4, and can be given to anybody.",
    .options = options,
    .examples = "detente report models/published/elmira.detente -o elmira.html\n"
                "detente report models/seeds/*.detente -o reports/",
    .lists = true,
    .least = 1,
    .most = CLI_MANY,
    .run = run,
};
