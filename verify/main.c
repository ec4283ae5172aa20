/* SPDX-License-Identifier: MIT
 *
 * detente-verify: checks a certificate of `detente solve --certificate` without the engine.
 *
 * Exit codes: 0 verified; 1 it fails, and where; 2 usage; 3 a file cannot be read, or the model is
 * wrong; 4 out of memory.
 */
#include "check.h"

#include <errno.h>

enum { VERIFIED = 0, FAILS = 1, USAGE = 2, UNREADABLE = 3 };

#define MOST_LISTED 20

static int complain(int code, const char *file, const char *message)
{
    fprintf(stderr, "detente-verify: %s: %s\n", file, message);
    return code;
}

/* The whole file; NULL with errno when it cannot be read. */
static char *read_file(const char *path, size_t *length)
{
    FILE *file = fopen(path, "rb");
    char *text = NULL;
    size_t capacity = 0;
    *length = 0;
    if (file == NULL) {
        return NULL;
    }
    for (int byte = fgetc(file); byte != EOF; byte = fgetc(file)) {
        if (!dt_grow((void **)&text, &capacity, *length, 1)) {
            break;
        }
        text[(*length)++] = (char)byte;
    }
    const bool bad = ferror(file) != 0;
    fclose(file);
    if (bad || text == NULL) {
        free(text);
        errno = bad ? EIO : ENODATA;
        return NULL;
    }
    return text;
}

static bool write_to_stderr(void *payload, const char *bytes, size_t count)
{
    (void)payload;
    return fwrite(bytes, 1, count, stderr) == count;
}

static void print_equilibria(const conflict *c, const verification *v)
{
    for (uint32_t concept = 0; concept < DETENTE_CONCEPT_COUNT; concept++) {
        if (!(v->concepts >> concept & 1)) {
            continue;
        }
        uint64_t count = 0;
        printf("equilibria under %s:", detente_concept_id((detente_concept)concept));
        for (uint64_t s = 0; s < c->states; s++) {
            if (dt_bit(v->equilibria[concept], s) && count++ < MOST_LISTED) {
                printf("%s %llu", count == 1 ? "" : ",", (unsigned long long)s + 1);
            }
        }
        if (count == 0) {
            printf(" none");
        } else if (count > MOST_LISTED) {
            printf(", ... (%llu)", (unsigned long long)count);
        }
        putchar('\n');
    }
}

static int check(conflict *c, uint64_t digest, const char *path)
{
    FILE *file = strcmp(path, "-") == 0 ? stdin : fopen(path, "rb");
    if (file == NULL) {
        return complain(UNREADABLE, path, strerror(errno));
    }
    verification v;
    verify_certificate(c, digest, file, &v);
    if (file != stdin) {
        fclose(file);
    }
    if (v.verified) {
        printf("verified: %llu verdicts, %llu states, %u parties\n", (unsigned long long)v.verdicts,
               (unsigned long long)c->states, c->syntax->party_count);
        print_equilibria(c, &v);
    } else {
        printf("%s:%llu: %s\n", path, (unsigned long long)v.line, v.message);
    }
    const int code = v.verified ? VERIFIED : FAILS;
    verification_clear(&v);
    return code;
}

static int read_and_check(const char *text, size_t length, const char *scenario,
                          const char *model_path, const char *path)
{
    detente_error err = {0};
    dt_syntax *syntax = NULL;
    detente_faults *faults = dt_faults_new(model_path, text, length);
    const detente_status status = faults == NULL ? DETENTE_ENOMEM
                                                 : dt_syntax_read(text, length, scenario,
                                                                  &faults->list, &syntax, &err);
    if (status != DETENTE_OK) {
        const detente_sink sink = {write_to_stderr, NULL};
        if (faults != NULL) {
            detente_faults_write(faults, &sink, NULL);
        }
        detente_faults_free(faults);
        return complain(UNREADABLE, model_path,
                        err.message[0] == '\0' ? "cannot be read" : err.message);
    }
    detente_faults_free(faults);
    conflict c;
    const char *why = conflict_open(&c, syntax);
    const int code = why != NULL ? complain(UNREADABLE, model_path, why)
                                 : check(&c, dt_digest(text, length), path);
    conflict_close(&c);
    dt_syntax_free(syntax);
    return code;
}

static int help(FILE *to, int code)
{
    fputs("Usage: detente-verify [--scenario ID] MODEL CERTIFICATE\n\n"
          "Checks every verdict of a certificate that `detente solve --certificate` wrote, by the\n"
          "definitions alone and without the engine.  Says 'verified' (exit 0), or where it fails\n"
          "(exit 1).  CERTIFICATE may be - for standard input.\n",
          to);
    return code;
}

int main(int argc, char **argv)
{
    const char *scenario = NULL;
    int at = 1;
    if (argc > 1 && strcmp(argv[1], "--help") == 0) {
        return help(stdout, VERIFIED);
    }
    if (argc > 2 && strcmp(argv[1], "--scenario") == 0) {
        scenario = argv[2];
        at = 3;
    }
    if (argc - at != 2) {
        return help(stderr, USAGE);
    }
    size_t length = 0;
    char *text = read_file(argv[at], &length);
    if (text == NULL) {
        return complain(UNREADABLE, argv[at], strerror(errno));
    }
    const int code = read_and_check(text, length, scenario, argv[at], argv[at + 1]);
    free(text);
    return code;
}
