/* SPDX-License-Identifier: MIT
 *
 * detente-verify: checks a certificate of `detente solve --certificate` without the engine.
 *
 * Exit codes, as those of detente: 0 verified; 1 it fails, and where; 2 usage; 3 a file cannot be
 * read, or the model is wrong; 4 out of memory or over a limit; 6 the answer could not be written.
 */
#include "check.h"
#include "host.h"

#include <errno.h>

enum {
    VERIFIED = 0,
    FAILS = 1,
    USAGE = 2,
    UNREADABLE = 3,
    LIMIT = 4,
    UNWRITTEN = 6,
    INTERNAL = 70
};

#define MOST_LISTED 20

typedef struct request {
    const char *scenario;
    const char *files[2]; /* the model, the certificate */
    int count;
    bool help;
} request;

static int complain(int code, const char *format, ...) DT_PRINTF(2, 3);

static int complain(int code, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    host_complain(stderr, "detente-verify: ", format, args);
    va_end(args);
    return code;
}

static FILE *open_file(const char *path)
{
    return strcmp(path, "-") == 0 ? stdin : fopen(path, "rb");
}

static void close_file(FILE *file)
{
    if (file != stdin) {
        fclose(file);
    }
}

static int read_model(const char *path, char **text, size_t *length)
{
    FILE *file = open_file(path);
    if (file == NULL) {
        return complain(UNREADABLE, "%s: %s", path, strerror(errno));
    }
    const int reason = host_read(file, text, length);
    close_file(file);
    return reason == 0 ? VERIFIED
                       : complain(reason == ENOMEM || reason == EFBIG ? LIMIT : UNREADABLE,
                                  "%s: %s", path, strerror(reason));
}

static void print_equilibria(const conflict *c, const verification *v)
{
    for (uint32_t concept = 0; concept < detente_concept_count(); concept++) {
        if (!detente_concepts_have(&v->concepts, (detente_concept)concept)) {
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

/* What the certificate says stands in the message too: nothing of it reaches a terminal as it is.
 */
static int say_where_it_fails(const char *path, const verification *v)
{
    dt_text line = {0};
    dt_text_format(&line, "%s:%llu: %s", path, (unsigned long long)v->line, v->message);
    const detente_sink sink = host_stream(stdout);
    const detente_status status = line.failed ? DETENTE_ENOMEM
                                              : detente_write_safely(line.bytes, line.length, false,
                                                                     &sink, NULL);
    dt_text_clear(&line);
    putchar('\n');
    return status == DETENTE_ENOMEM ? complain(LIMIT, "out of memory") : FAILS;
}

static int check(conflict *c, uint64_t digest, const char *path)
{
    FILE *file = open_file(path);
    if (file == NULL) {
        return complain(UNREADABLE, "%s: %s", path, strerror(errno));
    }
    verification v;
    int code = VERIFIED;
    errno = 0;
    verify_certificate(c, digest, file, &v);
    if (ferror(file)) {
        code = complain(UNREADABLE, "%s: %s", path, strerror(errno == 0 ? EIO : errno));
    } else if (v.verified) {
        printf("verified: %llu verdicts, %llu states, %u parties\n", (unsigned long long)v.verdicts,
               (unsigned long long)c->states, c->syntax->party_count);
        print_equilibria(c, &v);
    } else {
        code = say_where_it_fails(path, &v);
    }
    close_file(file);
    verification_clear(&v);
    return code;
}

/* Its faults are printed. */
static int read_syntax(const request *r, const char *text, size_t length, dt_syntax **syntax)
{
    detente_error err = {0};
    const char *path = r->files[0];
    detente_faults *faults = dt_faults_new(path, text, length);
    if (faults == NULL) {
        return complain(LIMIT, "%s: out of memory", path);
    }
    const detente_status status = dt_syntax_read(text, length, r->scenario, &faults->list, syntax,
                                                 &err);
    if (status != DETENTE_OK) {
        const detente_sink sink = host_stream(stderr);
        detente_faults_write(faults, &sink, NULL);
        complain(0, "%s: %s", path, err.message);
    }
    detente_faults_free(faults);
    return status == DETENTE_OK                                   ? VERIFIED
           : status == DETENTE_ENOMEM || status == DETENTE_ELIMIT ? LIMIT
           : status == DETENTE_EINVAL                             ? USAGE
                                                                  : UNREADABLE;
}

static int read_and_check(const request *r)
{
    char *text = NULL;
    size_t length = 0;
    dt_syntax *syntax = NULL;
    int code = read_model(r->files[0], &text, &length);
    if (code == VERIFIED) {
        code = read_syntax(r, text, length, &syntax);
    }
    if (code == VERIFIED) {
        conflict c;
        const char *why = conflict_open(&c, syntax);
        code = why != NULL ? complain(LIMIT, "%s: %s", r->files[0], why)
                           : check(&c, dt_digest(text, length), r->files[1]);
        conflict_close(&c);
    }
    dt_syntax_free(syntax);
    free(text);
    return code;
}

static int help(FILE *to, int code)
{
    fputs("Usage: detente-verify [--scenario ID] MODEL CERTIFICATE\n\n"
          "Checks every verdict of a certificate that `detente solve --certificate` wrote, by the\n"
          "definitions alone and without the engine.  Says 'verified' (exit 0), or where it fails\n"
          "(exit 1).  MODEL or CERTIFICATE may be - for standard input.  --scenario stands "
          "anywhere.\n",
          to);
    return code;
}

/* --scenario ID, --scenario=ID, -s ID, --help, -h; `--` ends the options; in any order. */
static bool read_words(int count, char **words, request *r)
{
    static const char name[] = "--scenario";
    const size_t length = sizeof name - 1;
    bool ended = false;
    bool good = true;
    for (int k = 0; k < count && good; k++) {
        const char *word = words[k];
        if (ended || word[0] != '-' || word[1] == '\0') {
            good = r->count < 2;
            r->files[r->count < 2 ? r->count++ : 0] = word;
        } else if (strcmp(word, "--") == 0) {
            ended = true;
        } else if (strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0) {
            r->help = true;
        } else if (strncmp(word, name, length) == 0 && word[length] == '=') {
            r->scenario = word + length + 1;
        } else {
            good = (strcmp(word, name) == 0 || strcmp(word, "-s") == 0) && k + 1 < count;
            r->scenario = good ? words[++k] : NULL;
        }
    }
    return r->help || (good && r->count == 2 &&
                       (strcmp(r->files[0], "-") != 0 || strcmp(r->files[1], "-") != 0));
}

int main(int argc, char **argv)
{
    request r = {0};
    if (!host_take_descriptors()) {
        return INTERNAL;
    }
    int code = USAGE;
    if (!read_words(argc - 1, argv + 1, &r)) {
        help(stderr, USAGE);
    } else {
        code = r.help ? help(stdout, VERIFIED) : read_and_check(&r);
    }
    if ((fflush(stdout) != 0 || ferror(stdout)) && code < USAGE) {
        return complain(UNWRITTEN, "the answer cannot be written: %s", strerror(errno));
    }
    return code;
}
