/* SPDX-License-Identifier: MIT
 *
 * detente init: a first model, by asking or as a template.
 *
 * Every answer is tried in the model so far as the reader sees it, so that a wrong one is asked
 * again with the fault below it, and what is written at the end has none.  Nothing is written
 * before all is answered, and never over a file that is there.
 */
#define _POSIX_C_SOURCE 200809L

#include "host.h"
#include "support.h"

#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char template_text[] =
    "# A conflict in détente's language.  Everything after a # is a comment: change what stands "
    "here,\n"
    "# leave out what you do not need, then ask: detente summary FILE\n"
    "conflict \"A dam on a shared river\"\n"
    "  note   \"What it is about, in a sentence or two; it is shown above every answer.\"\n"
    "  source a \"Where this comes from: an article, a report, an interview\"\n"
    "\n"
    "# A party is who decides.  Its options are what it can do or leave, each a word and a text "
    "that\n"
    "# begins with a verb.  [a:2] is the second paragraph of source a.\n"
    "party upstream \"Upstream\"\n"
    "  option dam   \"Build the dam\"               [a:1]\n"
    "  option share \"Share the data on the flow\"  [a:2]\n"
    "\n"
    "party downstream \"Downstream\"\n"
    "  option sue \"Go to court\"  [a:3]\n"
    "\n"
    "# What cannot be, if there is anything of the kind: impossible dam and sue\n"
    "\n"
    "# What is done today; `status quo none` where nothing is.\n"
    "status quo dam\n"
    "\n"
    "# Names for what may come of it.  Words: not, and, or, xor, if, iff, unless, none of (a, b).\n"
    "outcome quarrel    = dam and sue\n"
    "outcome settlement = dam and share and not sue\n"
    "\n"
    "# What each party wants, a line each, the most important first.  `~` before a line: it counts "
    "as\n"
    "# much as the line above.\n"
    "upstream wants\n"
    "  dam        [a:1]\n"
    "  not sue    [a:2]\n"
    "  not share\n"
    "\n"
    "downstream wants\n"
    "  share              [a:3]\n"
    "  sue iff not share  [a:3]\n"
    "  not dam\n"
    "\n"
    "# What you expect; `detente check FILE` says whether the model bears it out.\n"
    "claim settlement is an equilibrium under seq\n"
    "claim downstream prefers settlement to quarrel\n"
    "\n"
    "# What if?  Lines below a scenario change the model: detente compare FILE\n"
    "scenario ruling \"The court has ruled\"\n"
    "\n"
    "  impossible sue\n";

/* ---- writing --------------------------------------------------------------------------------- */

/* To a file that is not there yet, or to standard output. */
static int write_new(const char *path, const char *text, size_t length)
{
    cli_output output;
    if (path == NULL) {
        const int code = cli_output_open(&output, NULL);
        output.sink.write(output.sink.payload, text, length);
        return code == CLI_DONE ? cli_output_close(&output, CLI_DONE) : code;
    }
    FILE *file = fopen(path, "wbx");
    if (file == NULL) {
        return errno == EEXIST
                   ? cli_complain(CLI_UNWRITTEN, "%s is there already, and stays as it is", path)
                   : cli_complain(CLI_UNWRITTEN, "cannot write %s: %s", path, strerror(errno));
    }
    const bool written = fwrite(text, 1, length, file) == length;
    if (fclose(file) == 0 && written) {
        return CLI_DONE;
    }
    unlink(path);
    return cli_complain(CLI_UNWRITTEN, "cannot write %s: the disk may be full", path);
}

/* ---- text that grows ------------------------------------------------------------------------- */

#define NAME_SIZE 40
#define LABEL_SIZE 512
#define PATH_SIZE 4096
#define MOST_PARTIES 64
#define MOST_OPTIONS 64
#define MOST_TRIES 9

/* The model so far. */
typedef struct interview {
    cli_buffer text;
    detente_limits limits;
    char *line; /* the last answer */
    size_t room;
    char title[NAME_SIZE]; /* as a name */
    struct {
        char id[NAME_SIZE];
        char name[LABEL_SIZE]; /* as it was answered */
    } parties[MOST_PARTIES];
    char options[MOST_OPTIONS][NAME_SIZE];
    size_t party_count;
    size_t option_count;
    int code; /* not CLI_DONE: over */
} interview;

static void add(interview *i, const char *format, ...) __attribute__((format(printf, 2, 3)));

static void add(interview *i, const char *format, ...)
{
    char *line = NULL;
    va_list args;
    va_start(args, format);
    const int length = vsnprintf(NULL, 0, format, args);
    va_end(args);
    line = length < 0 ? NULL : malloc((size_t)length + 1);
    const detente_sink sink = cli_buffer_sink(&i->text);
    if (line != NULL) {
        va_start(args, format);
        vsnprintf(line, (size_t)length + 1, format, args);
        va_end(args);
    }
    if (line == NULL || !sink.write(sink.payload, line, (size_t)length)) {
        i->code = cli_complain(CLI_LIMIT, "no memory");
    }
    free(line);
}

/* Does the model so far, with `tail` behind it, read without a fault?  Else it is cut back to
 * `length` bytes; `said`: after telling why. */
static bool reads(interview *i, size_t length, const char *tail, bool said)
{
    const size_t whole = i->text.length;
    detente_model *model = NULL;
    detente_faults *faults = NULL;
    add(i, "%s", tail);
    if (i->code != CLI_DONE) {
        return false;
    }
    const detente_status status = detente_model_read(i->text.bytes, i->text.length, "answer", NULL,
                                                     &i->limits, &model, &faults, NULL);
    detente_fault fault = {.size = sizeof fault};
    i->text.length = status == DETENTE_OK ? whole : length;
    if (status == DETENTE_ECANCELLED) {
        i->code = CLI_STOPPED;
    } else if (status != DETENTE_OK && said &&
               detente_faults_get(faults, 0, &fault, NULL) == DETENTE_OK) {
        cli_complain(0, "%s", fault.message);
    }
    detente_faults_free(faults);
    detente_model_free(model);
    return status == DETENTE_OK;
}

/* ---- asking ---------------------------------------------------------------------------------- */

/* The next line without blanks around it, in i->line.  False: it is empty, or all is over. */
static bool ask(interview *i, const char *format, ...) __attribute__((format(printf, 2, 3)));

static bool ask(interview *i, const char *format, ...)
{
    va_list args;
    if (i->code != CLI_DONE) {
        return false;
    }
    va_start(args, format);
    vfprintf(stderr, format, args);
    va_end(args);
    fflush(stderr);
    const ssize_t got = getline(&i->line, &i->room, stdin);
    if (got < 0) {
        fputc('\n', stderr);
        i->code = cli_signalled() ? cli_complain(CLI_STOPPED, "stopped; nothing is written")
                                  : cli_complain(CLI_USAGE, "the answers end here; nothing is "
                                                            "written");
        return false;
    }
    size_t length = (size_t)got;
    while (length > 0 && strchr(" \t\r\n", i->line[length - 1]) != NULL) {
        length--;
    }
    const size_t start = strspn(i->line, " \t");
    length -= start < length ? start : length;
    memmove(i->line, i->line + start, length);
    i->line[length] = '\0';
    return length > 0;
}

/* ---- names ----------------------------------------------------------------------------------- */

/* Words that no name needs. */
static bool says_little(const char *word, size_t length)
{
    static const char *const little[] = {"a",     "an",   "the", "of", "to", "its",
                                         "their", "with", "on",  "at", "in", "by"};
    for (size_t k = 0; k < sizeof little / sizeof little[0]; k++) {
        if (strlen(little[k]) == length && strncmp(word, little[k], length) == 0) {
            return true;
        }
    }
    return false;
}

/* Blanks and punctuation. */
static bool is_between(char c)
{
    return c != '\0' && strchr(" -/,.;:()\"", c) != NULL;
}

/* "Share the data on the flow" -> "share-data": the first words that say something, in small
 * letters; x where there are none. */
static void make_name(const char *label, int most_words, char name[NAME_SIZE - 2])
{
    char word[NAME_SIZE];
    size_t used = 0;
    name[0] = '\0';
    for (int words = 0; *label != '\0' && words < most_words;) {
        size_t length = 0;
        for (; *label != '\0' && !is_between(*label); label++) {
            const char c = *label >= 'A' && *label <= 'Z' ? (char)(*label - 'A' + 'a') : *label;
            const bool first = used + length == 0;
            if (length < 12 && ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9' && !first))) {
                word[length++] = c;
            }
        }
        while (is_between(*label)) {
            label++;
        }
        word[length] = '\0';
        if (length > 0 && !says_little(word, length)) {
            used += (size_t)snprintf(name + used, NAME_SIZE - 2 - used, "%s%s", used > 0 ? "-" : "",
                                     word);
            words++;
        }
    }
    if (used == 0) {
        snprintf(name, NAME_SIZE - 2, "x");
    }
}

/* The last answer as a text of the language. */
static void quote(const char *answer, char text[LABEL_SIZE])
{
    size_t out = 0;
    for (; *answer != '\0' && out + 3 < LABEL_SIZE; answer++) {
        text[out++] = *answer;
        if (*answer == '"') {
            text[out++] = '"';
        }
    }
    text[out] = '\0';
}

static bool is_taken(const interview *i, const char *name)
{
    for (size_t k = 0; k < i->option_count; k++) {
        if (strcmp(i->options[k], name) == 0) {
            return true;
        }
    }
    return false;
}

/* Add a line: `keyword`, a name made of the last answer, the answer.  The name is the first of
 * name, name-2, ... that nobody has and the language takes.  False, said, when none does. */
static bool add_named(interview *i, const char *keyword, int most_words, const char *tail,
                      char name[NAME_SIZE])
{
    const size_t length = i->text.length;
    char begun[NAME_SIZE - 2];
    char label[LABEL_SIZE];
    make_name(i->line, most_words, begun);
    quote(i->line, label);
    for (int k = 1; k <= MOST_TRIES && i->code == CLI_DONE; k++) {
        snprintf(name, NAME_SIZE, k == 1 ? "%s" : "%s-%d", begun, k);
        if (!is_taken(i, name)) {
            add(i, "%s %s \"%s\"\n", keyword, name, label);
            if (reads(i, length, tail, k == MOST_TRIES)) {
                return true;
            }
        }
    }
    return false;
}

/* ---- the questions --------------------------------------------------------------------------- */

static void ask_title(interview *i)
{
    char label[LABEL_SIZE];
    while (i->code == CLI_DONE) {
        if (ask(i, "What is the conflict called? ")) {
            quote(i->line, label);
            add(i, "conflict \"%s\"\n", label);
            make_name(i->line, 3, i->title);
            if (reads(i, 0, "party x\n  option y\n", true)) {
                return;
            }
        }
    }
}

static void ask_options(interview *i, const char *party)
{
    fprintf(stderr,
            "\nWhat can %s do, or leave?  Begin with a verb; an empty line ends the list.\n",
            party);
    for (int k = 1; i->option_count < MOST_OPTIONS && ask(i, "  option %d: ", k);) {
        char *name = i->options[i->option_count];
        if (add_named(i, "  option", 2, "", name)) {
            fprintf(stderr, "    (%s)\n", name);
            i->option_count++;
            k++;
        }
    }
}

static void ask_parties(interview *i)
{
    while (i->party_count < MOST_PARTIES &&
           ask(i, "\nWho %shas a say?%s ", i->party_count == 0 ? "" : "else ",
               i->party_count == 0 ? "" : "  (Enter: nobody)")) {
        const size_t k = i->party_count;
        add(i, "\n");
        if (add_named(i, "party", 2, "  option y__\n", i->parties[k].id)) {
            snprintf(i->parties[k].name, LABEL_SIZE, "%s", i->line);
            i->party_count++;
            ask_options(i, i->parties[k].name);
        }
    }
    if (i->code == CLI_DONE && i->option_count == 0) {
        i->code = cli_complain(CLI_USAGE, "nobody can do anything: nothing is written");
    }
}

static void list_options(const interview *i)
{
    for (size_t k = 0; k < i->option_count; k++) {
        fprintf(stderr, "%s%s", k == 0 ? "" : ", ", i->options[k]);
    }
}

static void ask_today(interview *i)
{
    if (i->code != CLI_DONE) {
        return;
    }
    fprintf(stderr, "\nWhich of these are done today: ");
    list_options(i);
    while (ask(i, "?\n  (commas between; Enter: none) ")) {
        const size_t length = i->text.length;
        add(i, "\nstatus quo %s\n", i->line);
        if (reads(i, length, "", true)) {
            return;
        }
    }
    add(i, "\nstatus quo none\n");
}

static void ask_wishes(interview *i, size_t party)
{
    fprintf(stderr, "\nWhat does %s want?  The most important first, in these words:\n  ",
            i->parties[party].name);
    list_options(i);
    fprintf(stderr, ", not, and, or, if, iff\n");
    for (int k = 1; ask(i, "  %d: ", k);) {
        const size_t length = i->text.length;
        if (k == 1) {
            add(i, "\n%s wants\n", i->parties[party].id);
        }
        add(i, "  %s\n", i->line);
        k += reads(i, length, "", true);
    }
}

/* Where to write it: what the command line says, else what is answered. */
static void ask_place(interview *i, const char *given, char path[PATH_SIZE])
{
    if (given == NULL && ask(i, "\nWhere shall it be written?  (Enter: %s.detente) ", i->title)) {
        given = i->line;
    }
    snprintf(path, PATH_SIZE, "%s%s", given != NULL ? given : i->title,
             given != NULL ? "" : ".detente");
}

static int interviewed(const cli_args *args)
{
    interview i = {0};
    char path[PATH_SIZE];
    const char *given = args->operand_count > 0 ? args->operands[0] : NULL;
    i.code = cli_limits(args, &i.limits);
    fprintf(stderr, "A model, question by question.  Ctrl-C leaves and writes nothing.\n\n");
    ask_title(&i);
    ask_parties(&i);
    ask_today(&i);
    for (size_t k = 0; k < i.party_count && i.code == CLI_DONE; k++) {
        ask_wishes(&i, k);
    }
    ask_place(&i, given, path);
    if (i.code == CLI_DONE) {
        i.code = write_new(path, i.text.bytes, i.text.length);
    }
    if (i.code == CLI_DONE) {
        fprintf(stderr, "\nWritten: %s.  Now ask: detente summary %s\n", path, path);
    }
    free(i.text.bytes);
    free(i.line);
    return i.code;
}

/* ---- the command ----------------------------------------------------------------------------- */

static int run(const cli_args *args)
{
    const char *path = args->operand_count > 0 ? args->operands[0] : NULL;
    struct stat there;
    if (path != NULL && lstat(path, &there) == 0) {
        return cli_complain(CLI_UNWRITTEN, "%s is there already, and stays as it is", path);
    }
    const bool asks = !cli_given(args, "template") && isatty(fileno(stdin)) &&
                      isatty(fileno(stderr)) && (path != NULL || isatty(fileno(stdout)));
    return asks ? interviewed(args) : write_new(path, template_text, strlen(template_text));
}

static const cli_option options[] = {
    {"template", 0, NULL, "ask nothing: write a commented example to change"},
    CLI_END,
};

const cli_command init_command = {
    .name = "init",
    .purpose = "begin a model: by questions, or with a commented example",
    .usage = "[OPTION]... [FILE]",
    .about =
        "On a terminal: asks for the title, who has a say, what each can do, what is done today\n"
        "and what each wants; every answer is checked at once.  Elsewhere, and with --template,\n"
        "writes an example with comments to change, without FILE to standard output.  A file\n"
        "that is there is never overwritten.",
    .options = options,
    .examples = "detente init river.detente\n"
                "detente init --template | detente summary -",
    .interactive = true,
    .writes_models = true,
    .other_files = true,
    .least = 0,
    .most = 1,
    .run = run,
};
