/* SPDX-License-Identifier: MIT
 *
 * What a command is, and the list of them.
 *
 * Adding a command: write cli/NAME.c with `const cli_command NAME_command = {...}` and add NAME to
 * CLI_COMMANDS.  The options are a table, read by the parser (arguments.c) and by --help alike.
 */
#ifndef CLI_COMMAND_H
#define CLI_COMMAND_H

#include "detente.h"

/* All commands, in the order in which one needs them. */
#define CLI_COMMANDS(COMMAND)                                                                      \
    COMMAND(init)                                                                                  \
    COMMAND(brief)                                                                                 \
    COMMAND(summary)                                                                               \
    COMMAND(solve)                                                                                 \
    COMMAND(watch)                                                                                 \
    COMMAND(explain)                                                                               \
    COMMAND(paths)                                                                                 \
    COMMAND(compare)                                                                               \
    COMMAND(sources)                                                                               \
    COMMAND(check)                                                                                 \
    COMMAND(lint)                                                                                  \
    COMMAND(fmt)                                                                                   \
    COMMAND(convert)                                                                               \
    COMMAND(tables)                                                                                \
    COMMAND(graph)                                                                                 \
    COMMAND(report)                                                                                \
    COMMAND(scan)                                                                                  \
    COMMAND(bench)                                                                                 \
    COMMAND(concepts)                                                                              \
    COMMAND(completion)

typedef struct cli_option {
    const char *name;     /* without dashes; NULL ends the list */
    char letter;          /* short form; 0 = none */
    const char *argument; /* "N"; "WHEN=auto|never": one of these words; "FILE" is a file to be
                             written, no other; NULL: takes none */
    const char *help;
} cli_option;

#define CLI_MOST_OPTIONS 32

/* The text of a file, read before. */
typedef struct cli_text {
    const char *bytes;
    size_t length;
    bool said; /* its warnings were */
} cli_text;

typedef struct cli_args {
    const struct cli_command *command;
    const cli_text *text;                 /* of the model; NULL: its file is to be read */
    const char *values[CLI_MOST_OPTIONS]; /* per row of the options: NULL = not given, "" = flag */
    char **operands;
    int operand_count;
} cli_args;

typedef struct cli_command {
    const char *name;
    const char *purpose; /* one line, for the list of commands */
    const char *usage;   /* what follows the name: "[OPTION]... MODEL..." */
    const char *about;   /* a few lines: what it answers and how to read the answer */
    const cli_option *options;
    const char *examples; /* two, one per line */
    const char *fails;    /* what exit code 1 means here; NULL: never */
    const char *partial;  /* what exit code 7 means here; NULL: never */
    bool verdicts;        /* to be coloured on a terminal */
    bool interactive;     /* has the terminal for itself: no pager */
    bool lists;           /* works on a list of all states: refuses models too large for one */
    int least;            /* operands */
    int most;
    int files;          /* so many operands are files; 0: all; -1: none */
    bool other_files;   /* they need not be models */
    bool writes_models; /* a result may be a model: NAME.detente */
    int (*run)(const cli_args *args);
} cli_command;

/* Rows that several commands share, so that an option means the same everywhere. */
#define CLI_MODEL_OPTIONS                                                                          \
    {                                                                                              \
        "scenario", 's', "ID", "read the model under this scenario of the file"                    \
    }
#define CLI_OUTPUT_OPTIONS                                                                         \
    {                                                                                              \
        "output", 'o', "FILE", "write to FILE (complete or not at all) instead of standard output" \
    }
#define CLI_TERMS_OPTIONS                                                                          \
    {                                                                                              \
        "terms", 0, "gmcr=gmcr", "use the literature's words: DM, state, UI, UM, sanction"         \
    }
#define CLI_STYLE_OPTIONS                                                                          \
    {"width", 'w', "N", "fit into N columns (default: the terminal's, else 100)"},                 \
    {                                                                                              \
        "ascii", 0, NULL, "no lines, ticks or arrows beyond ASCII"                                 \
    }
#define CLI_LIMIT_OPTIONS                                                                          \
    {"memory", 0, "SIZE", "at most this much memory, e.g. 512M or 8G (default: most of it)"},      \
    {                                                                                              \
        "threads", 0, "N", "at most N threads (default: as many as the machine has)"               \
    }
#define CLI_ENGINE_OPTIONS                                                                         \
    {                                                                                              \
        "engine", 0, "NAME=auto|graph|option",                                                     \
            "graph, option or auto (default): how the states are examined"                         \
    }
/* What every command that solves a model and writes one result takes. */
#define CLI_SOLVING_OPTIONS CLI_OUTPUT_OPTIONS, CLI_ENGINE_OPTIONS, CLI_LIMIT_OPTIONS
#define CLI_END                                                                                    \
    {"color", 0, "WHEN=auto|always|never",                                                         \
     "colour faults and verdicts: auto (default), always or never"},                               \
        {"no-pager", 0, NULL, "never show a long result page by page"},                            \
        {"help", 'h', NULL, "print this help"},                                                    \
    {                                                                                              \
        NULL, 0, NULL, NULL                                                                        \
    }

#define CLI_MANY 1000000 /* operands, where any number makes sense */

/* ---- main.c ---------------------------------------------------------------------------------- */

/* Command k, from 0; NULL: there are no more. */
const cli_command *cli_command_at(size_t k);
/* NULL: there is none of that name. */
const cli_command *cli_find_command(const char *name);

/* ---- arguments.c ----------------------------------------------------------------------------- */

/* Read what follows the command's name.  Returns 0, or CLI_USAGE after saying what is wrong. */
int cli_parse(const cli_command *command, int count, char **words, cli_args *args);

/* The value of an option of this command: NULL when not given, "" for a flag. */
const char *cli_value(const cli_args *args, const char *name);
bool cli_given(const cli_args *args, const char *name);

/* The words of which an option takes one; their number, 0: any. */
#define CLI_MOST_CHOICES 8
#define CLI_CHOICE_SIZE 16
size_t cli_choices(const cli_option *option, char words[CLI_MOST_CHOICES][CLI_CHOICE_SIZE]);
/* Which of the words that the option takes was given, from 0; -1: none. */
int cli_choice(const cli_args *args, const char *name);

/* A whole number from least to most; unchanged when the option was not given.
 * CLI_USAGE after saying what is wrong. */
int cli_number(const cli_args *args, const char *name, uint64_t least, uint64_t most,
               uint64_t *out);

/* The word of `words` (count of them) nearest to `word`, NULL when none is near. */
const char *cli_nearest(const char *word, const char *const *words, size_t count);

/* --help of one command, to standard output; the exit code. */
int cli_help(const cli_command *command);

#endif
