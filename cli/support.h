/* SPDX-License-Identifier: MIT
 *
 * What every command needs: exit codes, reading models, writing results, limits.
 *
 * Results go to standard output (or --output), everything else to standard error.  Functions that
 * return int return an exit code and have said on standard error what is wrong when it is not 0.
 */
#ifndef CLI_SUPPORT_H
#define CLI_SUPPORT_H

#include "command.h"

#include <stdio.h>
#include <sys/types.h>

/* The exit codes; docs/cli.md has the table. */
enum cli_exit {
    CLI_DONE = 0,
    CLI_FAILS = 1, /* done, and a claim or asked property does not hold */
    CLI_USAGE = 2,
    CLI_MODEL = 3,      /* the model cannot be read or is wrong */
    CLI_LIMIT = 4,      /* out of memory or over a limit, nothing computed */
    CLI_STOPPED = 5,    /* by a signal */
    CLI_UNWRITTEN = 6,  /* the result could not be written */
    CLI_INCOMPLETE = 7, /* a time limit or bound was reached, and the answer says so */
    CLI_INTERNAL = 70
};

/* "detente: ..." on standard error; returns `code`. */
int cli_complain(int code, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* The exit code of a failed library call, after printing its message (what: file or subject, may be
 * NULL).  Nothing is printed for what needs no words: a closed pipe, a signal. */
int cli_failure(detente_status status, const detente_error *err, const char *what);

/* Of two exit codes the one to report: anything else before 1, 1 before 0. */
int cli_worse(int a, int b);

/* ---- files ----------------------------------------------------------------------------------- */

/* A whole file or, for "-", standard input; freed by the caller. */
int cli_read_file(const char *path, char **text, size_t *length);

/* What to call an operand: "-" is <stdin>, what is unsafe on a terminal is told as \x1B. */
const char *cli_shown_name(const char *path);

/* Write the faults to standard error and free them. */
void cli_print_faults(detente_faults *faults);

/* Read a model under --scenario, if the command has that option; warnings and errors are printed.
 */
int cli_read_model(const cli_args *args, const char *path, detente_model **out);
/* The same of a text at hand. */
int cli_model_of_text(const cli_args *args, const char *name, const char *text, size_t length,
                      detente_model **out);
/* The same arguments with another --scenario; NULL: the model as written. */
cli_args cli_under(const cli_args *args, const char *scenario);

/* Read --where EXPR against the model; *out stays as it is when the option is not given. */
int cli_read_where(const cli_args *args, const detente_model *model, const detente_limits *limits,
                   detente_expression **out);

/* Before anything is written: CLI_USAGE, said, when a file that the command line has written is one
 * that it reads, or is written twice, whatever it is called.  `more`: files written besides those
 * of the options. */
int cli_check_files(const cli_args *args, const char *const *more, size_t more_count);
/* Do both names lead to one file that is there? */
bool cli_is_same_file(const char *path, const char *other);
/* Where the links at the end of `path` lead, also to nothing; freed by the caller, NULL with errno.
 */
char *cli_follow(const char *path);

/* A result kept in memory; `bytes` is freed by the caller. */
typedef struct cli_buffer {
    char *bytes;
    size_t length;
    size_t capacity;
} cli_buffer;

/* Writes into `buffer`; refuses (EIO) when memory runs out. */
detente_sink cli_buffer_sink(cli_buffer *buffer);

/* ---- terminal.c ------------------------------------------------------------------------------ */

/* What a terminal does on these. */
extern const char cli_clear_line[];
extern const char cli_clear_screen[];
/* Is this a terminal that understands escape codes? */
bool cli_is_terminal(FILE *file);
/* Columns to write for. */
uint32_t cli_width(void);
/* A terminal that says it does not speak UTF-8; files and pipes always get UTF-8. */
bool cli_speaks_ascii(void);

/* A result on its way to the screen.  Zero: it goes where it goes. */
typedef struct cli_pager {
    cli_buffer held;    /* what still fits the screen */
    uint32_t rows_left; /* of the screen, below it; 0: nothing is held */
    pid_t child;        /* the pager; 0: none */
} cli_pager;

/* --no-pager, from here on. */
void cli_choose_pager(const cli_args *args);
/* Hold back, should there be a screen and somebody before it. */
void cli_pager_offer(cli_pager *pager);
/* Hold or write; *file becomes the pager's when the screen is full.  errno where it is false. */
bool cli_pager_write(cli_pager *pager, FILE **file, const char *bytes, size_t count);
/* Nothing more comes; then close the file. */
bool cli_pager_finish(cli_pager *pager, FILE *file);
/* Until the reader has had enough; CLI_UNWRITTEN, said, when there is no such pager. */
int cli_pager_wait(cli_pager *pager);

/* ---- paint.c: colours ------------------------------------------------------------------------ */

/* --color, from here on. */
void cli_choose_colours(const cli_args *args);
/* Is what goes there to be coloured?  --color, NO_COLOR and the terminal decide. */
bool cli_is_coloured(FILE *to);

/* Verdicts of one answer, on their way to `to`. */
typedef struct cli_painter {
    detente_sink to;
    cli_buffer held;     /* the paragraph so far */
    uint64_t paragraphs; /* before it */
} cli_painter;

bool cli_paint_verdicts(cli_painter *painter, const char *bytes, size_t count);
/* What is held, at the end of the answer. */
bool cli_paint_rest(cli_painter *painter);
/* Write faults as detente_faults_write has them, in colour. */
bool cli_paint_faults(const detente_sink *to, const char *text, size_t length);

/* ---- results --------------------------------------------------------------------------------- */

/* Where the result goes.  With a path the bytes go to a file beside it that takes its place when
 * all is written, so that a reader never sees half a result. */
typedef struct cli_output {
    detente_sink sink;
    FILE *file;
    const char *path; /* NULL: standard output */
    char *place;      /* where `path` leads; NULL: written directly (a device, a pipe) */
    char *temporary;  /* beside `place` */
    cli_pager pager;
    bool painted;
    cli_painter painter;
    int error; /* errno of the first write that failed */
} cli_output;

int cli_output_open(cli_output *output, const char *path);
/* An answer begins: its verdicts are coloured where the command has some and the result is one for
 * the eye. */
void cli_output_paint(cli_output *output, const cli_args *args);
/* What is held back goes out. */
void cli_output_flush(cli_output *output);
/* Close; keeps the file when `code` is 0, 1 or 7.  Returns the exit code of the whole command:
 * CLI_UNWRITTEN when bytes were lost, CLI_DONE when the reader of a pipe had enough. */
int cli_output_close(cli_output *output, int code);
/* Has writing failed? Then there is no use in going on. */
bool cli_output_broken(const cli_output *output);
/* printf to the result. */
void cli_print(cli_output *output, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Open the result, call `one` for every operand, close.  A faulty model does not stop the others.
 */
int cli_for_each_model(const cli_args *args,
                       int (*one)(const cli_args *args, const char *path, cli_output *output));

/* ---- options with a meaning shared by commands ----------------------------------------------- */

/* --json --csv --markdown --limit --verbose --terms --width --ascii, as far as the command has
 * them. */
int cli_style(const cli_args *args, detente_style *style);
/* --concepts --engine. */
int cli_request(const cli_args *args, detente_request *request);
/* --memory --threads; progress and signals are looked after. */
int cli_limits(const cli_args *args, detente_limits *limits);

/* ---- a model, solved ------------------------------------------------------------------------- */

typedef struct cli_case {
    const char *name; /* of the file, as shown */
    detente_style style;
    detente_request request;
    detente_limits limits;
    detente_model *model;
    detente_expression *where; /* NULL: not asked */
    detente_analysis *analysis;
} cli_case;

/* Before anything is solved: CLI_LIMIT, said in words that name what does work, when the command
 * (or an option given) lists states and the model has too many. */
int cli_check_size(const cli_args *args, const char *path, const detente_model *model);
/* Read the options, the model, and solve it.  Nothing to close when it fails. */
int cli_case_open(const cli_args *args, const char *path, cli_case *opened);
/* Free, and turn the status of the last step into an exit code. */
int cli_case_close(cli_case *opened, detente_status status, const detente_error *err);

/* ---- signals.c ------------------------------------------------------------------------------- */

void cli_watch_signals(void);
/* In a child: a signal ends it at once. */
void cli_unwatch_signals(void);
bool cli_signalled(void);
/* "stopped" is being said: the end, should it be forced, is silent. */
void cli_stop_said(void);
/* While somebody else has the terminal: interrupts are its own. */
void cli_ignore_signals(void);
/* Should a signal end the program, it waits for this child, which reads what is written to `end`;
 * 0: for none. */
void cli_watch_pager(pid_t child, int end);
/* mkstemp; the file is removed should a signal end the program. */
int cli_make_temporary(char *name);
/* The same for a file or directory that stands already. */
void cli_watch_temporary(char *name);
/* It is gone, or has become a result. */
void cli_forget_temporary(const char *name);

/* ---- progress.c ------------------------------------------------------------------------------ */

/* detente_limits.progress: draws a line on standard error when that is a terminal; false after a
 * signal. */
bool cli_progress(void *payload, const char *stage, uint64_t done, uint64_t total);
/* Take the progress line away. */
void cli_progress_end(void);
/* Is it there?  Also for a signal handler. */
bool cli_progress_is_drawn(void);

#endif
