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

#define LONGEST_PATH 4096

/* "models/seeds/004-one-last-time.detente" -> "004-one-last-time.html" */
static void page_name(const char *model, char *name, size_t size)
{
    const char *slash = strrchr(model, '/');
    const char *base = slash == NULL ? model : slash + 1;
    const char *dot = strrchr(base, '.');
    const size_t length = dot == NULL || dot == base ? strlen(base) : (size_t)(dot - base);
    snprintf(name, size, "%.*s.html", (int)(length < size - 6 ? length : size - 6), base);
}

static int write_page(const cli_case *opened, const char *file, const char *path)
{
    cli_output output;
    detente_error err = {0};
    int code = cli_output_open(&output, path);
    if (code != CLI_DONE) {
        return code;
    }
    const detente_report report = {.file = strcmp(file, "-") == 0 ? NULL : file};
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
    char (*names)[256];
    const char **links;
    size_t count;
} pages;

static bool make_pages(pages *p, size_t most)
{
    p->cases = calloc(most, sizeof *p->cases);
    p->analyses = calloc(most, sizeof *p->analyses);
    p->names = calloc(most, sizeof *p->names);
    p->links = calloc(most, sizeof *p->links);
    return p->cases != NULL && p->analyses != NULL && p->names != NULL && p->links != NULL;
}

static void free_pages(pages *p)
{
    detente_error err = {0};
    for (size_t k = 0; k < p->count; k++) {
        cli_case_close(&p->cases[k], DETENTE_OK, &err);
    }
    free(p->cases);
    free(p->analyses);
    free(p->names);
    free(p->links);
}

static bool is_taken(const pages *p, const char *name)
{
    for (size_t k = 0; k < p->count; k++) {
        if (strcmp(p->names[k], name) == 0) {
            return true;
        }
    }
    return strcmp(name, "index.html") == 0;
}

static int add_page(const cli_args *args, const char *model, const char *folder, pages *p)
{
    char path[LONGEST_PATH];
    char *name = p->names[p->count];
    page_name(model, name, sizeof p->names[0]);
    if (is_taken(p, name)) {
        return cli_complain(CLI_USAGE, "two of the reports would be called %s", name);
    }
    snprintf(path, sizeof path, "%s/%s", folder, name);
    int code = cli_case_open(args, model, &p->cases[p->count]);
    if (code != CLI_DONE) {
        return code;
    }
    p->analyses[p->count] = p->cases[p->count].analysis;
    p->links[p->count] = name;
    code = write_page(&p->cases[p->count], model, path);
    p->count++;
    return code;
}

static int write_index(const pages *p, const char *folder)
{
    char path[LONGEST_PATH];
    cli_output output;
    detente_error err = {0};
    snprintf(path, sizeof path, "%s/index.html", folder);
    int code = cli_output_open(&output, path);
    if (code != CLI_DONE) {
        return code;
    }
    const detente_status status = detente_write_index(p->analyses, p->links, p->count,
                                                      &p->cases[0].limits, &output.sink, &err);
    code = status == DETENTE_OK ? CLI_DONE : cli_failure(status, &err, path);
    return cli_output_close(&output, code);
}

static int report_several(const cli_args *args, const char *folder)
{
    pages p = {0};
    int code = CLI_DONE;
    if (mkdir(folder, 0777) != 0 && errno != EEXIST) {
        return cli_complain(CLI_UNWRITTEN, "the directory %s cannot be made: %s", folder,
                            strerror(errno));
    }
    if (!make_pages(&p, (size_t)args->operand_count)) {
        code = cli_complain(CLI_LIMIT, "out of memory");
    }
    for (int k = 0; k < args->operand_count && code != CLI_STOPPED && code != CLI_LIMIT; k++) {
        code = cli_worse(code, add_page(args, args->operands[k], folder, &p));
    }
    if (p.count > 0 && code != CLI_STOPPED && code != CLI_LIMIT) {
        code = cli_worse(code, write_index(&p, folder));
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
