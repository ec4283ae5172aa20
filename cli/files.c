/* SPDX-License-Identifier: MIT
 *
 * Which files a command line reads and writes, and that no result takes the place of one of them.
 *
 * Two names are one file when device and inode agree, whatever links lead there; where nothing is
 * there yet, when folder and name do (letters in any case: not every file system tells them apart).
 * O(n log n) for n names.
 */
#define _XOPEN_SOURCE 700

#include "support.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- links ----------------------------------------------------------------------------------- */

#define MOST_LINKS 40

static const char *base_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash == NULL ? path : slash + 1;
}

/* What the link at `path` says, as seen from here; NULL with errno. */
static char *read_link(const char *path)
{
    const size_t folder = (size_t)(base_of(path) - path);
    for (size_t room = 256;; room *= 2) {
        char *target = malloc(folder + room);
        if (target == NULL) {
            return NULL;
        }
        const ssize_t length = readlink(path, target + folder, room);
        if (length >= 0 && (size_t)length < room) {
            target[folder + (size_t)length] = '\0';
            if (target[folder] == '/') {
                memmove(target, target + folder, (size_t)length + 1);
            } else {
                memcpy(target, path, folder);
            }
            return target;
        }
        free(target);
        if (length < 0) {
            return NULL;
        }
    }
}

char *cli_follow(const char *path)
{
    struct stat here;
    char *at = strdup(path);
    for (int k = 0; at != NULL && lstat(at, &here) == 0 && S_ISLNK(here.st_mode); k++) {
        char *target = NULL;
        if (k < MOST_LINKS) {
            target = read_link(at);
        } else {
            errno = ELOOP;
        }
        const int reason = errno;
        free(at);
        errno = reason;
        at = target;
    }
    return at;
}

/* ---- one file -------------------------------------------------------------------------------- */

typedef struct place {
    const char *path;   /* as it was written; NULL: a standard stream */
    const char *option; /* that has it written; NULL: an operand, or standard output */
    bool written;
    dev_t device; /* of the file; of its folder when it is not there yet */
    ino_t inode;
    char *name; /* in the folder; NULL: the file is there */
} place;

static const char *shown(const place *p)
{
    return p->path != NULL ? p->path : p->written ? "standard output" : "<stdin>";
}

/* A file that is not there: its folder and its name there.  A folder that is not there either is
 * told by the whole path. */
static bool place_new(place *p)
{
    struct stat folder;
    char *path = cli_follow(p->path);
    if (path == NULL) {
        return errno != ENOMEM;
    }
    const char *base = base_of(path);
    char *name = strdup(base);
    path[base - path] = '\0';
    const bool there = stat(path[0] == '\0' ? "." : path, &folder) == 0;
    if (!there) {
        free(name);
        name = strdup(p->path);
    }
    free(path);
    p->device = there ? folder.st_dev : 0;
    p->inode = there ? folder.st_ino : 0;
    p->name = name;
    return name != NULL;
}

/* Adds a file, when it is one that can be overwritten; false: no memory. */
static bool add_place(place *list, size_t *count, const char *path, const char *option,
                      bool written)
{
    struct stat there;
    place *p = &list[*count];
    *p = (place){.path = path, .option = option, .written = written};
    const int found = path != NULL ? stat(path, &there)
                                   : fstat(written ? STDOUT_FILENO : STDIN_FILENO, &there);
    if (found == 0) {
        p->device = there.st_dev;
        p->inode = there.st_ino;
        *count += S_ISREG(there.st_mode) ? 1 : 0;
        return true;
    }
    *count += 1;
    return path == NULL ? (--*count, true) : place_new(p);
}

/* ---- all of them ----------------------------------------------------------------------------- */

static int compare_places(const void *a, const void *b)
{
    const place *x = a;
    const place *y = b;
    if (x->device != y->device) {
        return x->device < y->device ? -1 : 1;
    }
    if (x->inode != y->inode) {
        return x->inode < y->inode ? -1 : 1;
    }
    if (x->name == NULL || y->name == NULL) {
        return (x->name != NULL) - (y->name != NULL);
    }
    return strcasecmp(x->name, y->name);
}

static int say_clash(const place *a, const place *b)
{
    const place *out = a->written ? a : b;
    const place *other = a->written ? b : a;
    if (!other->written) {
        return cli_complain(CLI_USAGE, "the result would overwrite %s, which is to be read%s%s",
                            shown(other), out->option == NULL ? "" : ": give another --",
                            out->option == NULL ? "" : out->option);
    }
    if (strcmp(shown(a), shown(b)) == 0) {
        return cli_complain(CLI_USAGE, "two results would be written to %s", shown(a));
    }
    return cli_complain(CLI_USAGE, "two results would be written to one file, %s and %s", shown(a),
                        shown(b));
}

static int find_clash(place *list, size_t count)
{
    if (count > 1) {
        qsort(list, count, sizeof *list, compare_places);
    }
    for (size_t k = 1; k < count; k++) {
        if ((list[k - 1].written || list[k].written) &&
            compare_places(&list[k - 1], &list[k]) == 0) {
            return say_clash(&list[k - 1], &list[k]);
        }
    }
    return CLI_DONE;
}

/* Operands that are files; of `fmt --in-place` they are read and written, as is meant. */
static bool add_operands(const cli_args *args, place *list, size_t *count)
{
    const int files = args->command->files == 0 ? args->operand_count : args->command->files;
    bool good = true;
    for (int k = 0; good && k < files && k < args->operand_count; k++) {
        const char *path = args->operands[k];
        good = add_place(list, count, strcmp(path, "-") == 0 ? NULL : path, NULL, false);
    }
    return good;
}

/* Options that take a FILE have it written; without --output the result goes to standard output. */
static bool add_options(const cli_args *args, place *list, size_t *count)
{
    bool good = cli_given(args, "output") || add_place(list, count, NULL, NULL, true);
    for (int k = 0; good && args->command->options[k].name != NULL; k++) {
        const cli_option *option = &args->command->options[k];
        if (args->values[k] != NULL && option->argument != NULL &&
            strcmp(option->argument, "FILE") == 0) {
            good = add_place(list, count, args->values[k], option->name, true);
        }
    }
    return good;
}

/* `solve -o *.detente`: the shell has put a model where the name of the result belongs. */
static int check_endings(const cli_args *args)
{
    static const char ending[] = ".detente";
    for (int k = 0; !args->command->writes_models && args->command->options[k].name != NULL; k++) {
        const char *argument = args->command->options[k].argument;
        const char *path = args->values[k];
        const size_t length = path == NULL ? 0 : strlen(path);
        if (argument != NULL && strcmp(argument, "FILE") == 0 && length >= sizeof ending - 1 &&
            strcasecmp(path + length - (sizeof ending - 1), ending) == 0) {
            return cli_complain(CLI_USAGE,
                                "--%s %s is the name of a model, and what %s writes is none",
                                args->command->options[k].name, path, args->command->name);
        }
    }
    return CLI_DONE;
}

int cli_check_files(const cli_args *args, const char *const *more, size_t more_count)
{
    const size_t most = (size_t)args->operand_count + CLI_MOST_OPTIONS + 1 + more_count;
    place *list = calloc(most, sizeof *list);
    size_t count = 0;
    bool good = list != NULL && add_operands(args, list, &count) && add_options(args, list, &count);
    for (size_t k = 0; good && k < more_count; k++) {
        good = add_place(list, &count, more[k], "output", true);
    }
    int code = good ? check_endings(args) : cli_complain(CLI_LIMIT, "out of memory");
    code = code == CLI_DONE ? find_clash(list, count) : code;
    for (size_t k = 0; k < count; k++) {
        free(list[k].name);
    }
    free(list);
    return code;
}

bool cli_is_same_file(const char *path, const char *other)
{
    struct stat a;
    struct stat b;
    return path != NULL && other != NULL && stat(path, &a) == 0 && stat(other, &b) == 0 &&
           a.st_dev == b.st_dev && a.st_ino == b.st_ino;
}
