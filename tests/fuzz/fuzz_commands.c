/* SPDX-License-Identifier: MIT
 *
 * Fuzzing command lines: whatever is asked, the program answers with an exit code of the table,
 * never with its own error, 70, and leaves every file as it was that it was given to read.
 *
 * The bytes are the words of a command line, one a line, up to an empty line; what follows is
 * standard input.  The command runs in this process, in a folder of its own with a few models, with
 * nowhere to print.  Left out are words with a slash, which could leave the folder, the benchmark
 * and PNG, which start processes, watching, which never ends, and samples that would take hours.
 */
#define _POSIX_C_SOURCE 200809L

#include "fuzz.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#define MOST_WORDS 24

/* What the program calls main and fclose. */
int detente_main(int argc, char **argv);
int detente_fclose(FILE *file);

/* The program closes its standard output at the end, but this was not the end. */
int detente_fclose(FILE *file)
{
    return file == stdout ? fflush(file) : fclose(file);
}

/* ---- the folder ------------------------------------------------------------------------------ */

typedef struct example {
    const char *name;
    const char *text;
} example;

static const example examples[] = {
    {"m.detente", "conflict \"Two\"\n"
                  "source d \"A document\" at \"d.txt\"\n"
                  "party a \"First\"\noption x cannot be undone\noption y\n"
                  "party b\noption z \"The *third*\"\n"
                  "status quo y [d:1]\n"
                  "impossible x and y\n"
                  "outcome deal = x and z\n"
                  "a wants\nz [d:2]\nnot x\n"
                  "b weighs\n2 x\n-1.5 z note \"dear\"\n"
                  "claim deal is an equilibrium under nash, seq\n"
                  "claim deal can be reached by improvements\n"
                  "scenario later \"Later\"\na wants\nx\n"},
    {"g.detente", "conflict \"Graph\"\nstate s1 \"one\"\nstate s2\nstate s3\nparty a\nparty b\n"
                  "status quo s1\na moves\ns1 -> s2, s3\nb moves\ns2 -> s3\ns3 -> s1\n"
                  "a ranks\ns3\n~ s2\ns1\n"},
    {"c.detente", "conflict \"Coalesced\"\nparty a\noption x\nparty b\noption y\nsame x\n"
                  "a wants\nx\nb wants\nnot x and y\n"},
    {"bad.detente", "conflict \"Bad\"\nparty a\noption x\na wants\ny\n"},
    {"t.csv", "a:x,b:y,rank:a,rank:b\n0,0,1,2\n1,1,2,1\n"},
    {"j.json",
     "{\"detente_model\": 1, \"conflict\": \"j\", \"parties\": [{\"id\": \"p\", \"options\": "
     "[{\"id\": \"o\"}]}]}"},
    {"d.txt", "The first paragraph.\n\nThe second one.\n"},
};
#define EXAMPLES (sizeof examples / sizeof examples[0])

static char folder[] = "/tmp/detente-fuzz-XXXXXX";

static void write_file(const char *name, const char *bytes, size_t size)
{
    FILE *file = fopen(name, "wb");
    insist(file != NULL && fwrite(bytes, 1, size, file) == size && fclose(file) == 0,
           "the folder cannot be written");
}

/* Empty the folder that is worked in; folders in it are those of reports. */
static void empty(int depth)
{
    DIR *list = opendir(".");
    insist(list != NULL, "the folder is gone");
    for (const struct dirent *entry = readdir(list); entry != NULL; entry = readdir(list)) {
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0 ||
            unlink(entry->d_name) == 0) {
            continue;
        }
        if (depth > 0 && chdir(entry->d_name) == 0) {
            empty(depth - 1);
            insist(chdir("..") == 0, "the folder is gone");
        }
        rmdir(entry->d_name);
    }
    closedir(list);
}

static void fill(void)
{
    for (size_t k = 0; k < EXAMPLES; k++) {
        write_file(examples[k].name, examples[k].text, strlen(examples[k].text));
    }
}

static void remove_folder(void)
{
    if (chdir(folder) == 0) {
        empty(3);
        insist(chdir("/") == 0, "there is no root");
        rmdir(folder);
    }
}

/* Is this file as `fill` left it? */
static bool is_kept(const example *file)
{
    char bytes[1024];
    FILE *is = fopen(file->name, "rb");
    const size_t size = is == NULL ? 0 : fread(bytes, 1, sizeof bytes, is);
    if (is != NULL) {
        fclose(is);
    }
    return size == strlen(file->text) && memcmp(bytes, file->text, size) == 0;
}

static bool is_tidy(void)
{
    size_t files = 0;
    DIR *list = opendir(".");
    insist(list != NULL, "the folder is gone");
    while (readdir(list) != NULL) {
        files++;
    }
    closedir(list);
    bool tidy = files == EXAMPLES + 3; /* . and .. and standard input */
    for (size_t k = 0; k < EXAMPLES; k++) {
        tidy = tidy && is_kept(&examples[k]);
    }
    return tidy;
}

/* ---- running --------------------------------------------------------------------------------- */

/* Cut into words, which end in NUL then; their number.  *rest: what follows the empty line. */
static int cut(char *text, char **words, char **rest)
{
    int count = 0;
    words[count++] = (char *)"detente";
    while (*text != '\0' && *text != '\n' && count < MOST_WORDS) {
        words[count++] = text;
        text += strcspn(text, "\n");
        if (*text == '\n') {
            *text++ = '\0';
        }
    }
    words[count] = NULL;
    *rest = text + (*text == '\n');
    return count;
}

static bool is_harmless(char **words, int count)
{
    bool sampled = false;
    for (int k = 1; k < count; k++) {
        sampled = sampled || strstr(words[k], "sample") != NULL;
    }
    for (int k = 1; k < count; k++) {
        const size_t digits = strspn(words[k] + strcspn(words[k], "0123456789"), "0123456789");
        if (strchr(words[k], '/') != NULL || strcmp(words[k], "bench") == 0 ||
            strcmp(words[k], "watch") == 0 || strstr(words[k], "png") != NULL ||
            (sampled && digits > 4)) {
            return false;
        }
    }
    return true;
}

static int run(int count, char **words)
{
    static FILE *nowhere;
    FILE *const streams[3] = {stdin, stdout, stderr};
    nowhere = nowhere == NULL ? fopen("/dev/null", "wb") : nowhere;
    stdin = fopen("stdin", "rb");
    insist(stdin != NULL && nowhere != NULL, "no file can be opened");
    stdout = nowhere;
    stderr = nowhere;
    const int code = detente_main(count, words);
    fclose(stdin);
    stdin = streams[0];
    stdout = streams[1];
    stderr = streams[2];
    return code;
}

/* Commands whose operands are all files to read leave them alone. */
static void check_inputs(int count, char **words)
{
    static const char *const readers[] = {"solve",   "summary", "check",  "report",
                                          "compare", "sources", "convert"};
    bool reads = false;
    for (size_t k = 0; k < sizeof readers / sizeof readers[0] && count > 1; k++) {
        reads = reads || strcmp(words[1], readers[k]) == 0;
    }
    for (int k = 2; k < count && reads; k++) {
        const bool written = words[k - 1][0] == '-'; /* the value of -o, it may be */
        for (size_t j = 0; j < EXAMPLES && !written; j++) {
            insist(strcmp(words[k], examples[j].name) != 0 || is_kept(&examples[j]),
                   "a file that was read is not as it was");
        }
    }
}

int fuzz_commands(const uint8_t *data, size_t size)
{
    static bool made;
    char *words[MOST_WORDS + 1];
    char *rest = NULL;
    char *text = malloc(size + 1);
    insist(text != NULL, "no memory");
    memcpy(text, data, size);
    text[size] = '\0';
    const int count = cut(text, words, &rest);
    if (!is_harmless(words, count)) {
        free(text);
        return 0;
    }
    const int back = open(".", O_RDONLY | O_DIRECTORY);
    if (!made) {
        insist(mkdtemp(folder) != NULL, "no folder");
        insist(chdir(folder) == 0, "no folder");
        fill();
        atexit(remove_folder);
        made = true;
    }
    insist(back >= 0 && chdir(folder) == 0, "the folder is gone");
    write_file("stdin", rest, (size_t)(text + size - rest));
    char *given[MOST_WORDS + 1]; /* the program moves its words */
    memcpy(given, words, sizeof given);
    const int code = run(count, words);
    insist(code >= 0 && code <= 7 && code != 5, "an exit code that is in no table");
    check_inputs(count, given);
    if (!is_tidy()) {
        empty(3);
        fill();
    }
    insist(fchdir(back) == 0 && close(back) == 0, "the folder is gone");
    free(text);
    return 0;
}
