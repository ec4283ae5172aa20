/* SPDX-License-Identifier: MIT
 *
 * The text as lines of tokens, and what each line is.
 *
 * Nothing is lost: a token keeps its bytes as written and a line its comment, so that the formatter
 * works on the same lines as the reader.
 */
#ifndef DT_LEXER_H
#define DT_LEXER_H

#include "language/syntax.h"

typedef enum dt_token_kind {
    DT_TOKEN_WORD,   /* a name, a word of the language, or party.option */
    DT_TOKEN_NUMBER, /* starts with a digit: 3, 2.5, 2017-10-05, also the faulty 3a */
    DT_TOKEN_QUOTED, /* "text" */
    DT_TOKEN_MARKS,  /* [source:place] */
    DT_TOKEN_ARROW,  /* -> or its Unicode form */
    DT_TOKEN_SIGN    /* anything else */
} dt_token_kind;

typedef struct dt_token {
    dt_token_kind kind;
    bool spaced;       /* a blank or the line's start stands before it */
    uint32_t dot;      /* WORD: where the dot of party.option is, 0 = none */
    const char *bytes; /* as written */
    uint32_t length;
    const char *value; /* NUL-terminated: WORD, NUMBER, SIGN as written, QUOTED and MARKS inside */
    dt_span at;
} dt_token;

typedef enum dt_line_kind {
    DT_LINE_EMPTY,  /* nothing, or a comment alone */
    DT_LINE_BROKEN, /* not understood, already reported */
    DT_LINE_CONFLICT,
    DT_LINE_NOTE,
    DT_LINE_SOURCE,
    DT_LINE_DATE,
    DT_LINE_PARTY,
    DT_LINE_OPTION,
    DT_LINE_STATE, /* graph form: a declaration */
    DT_LINE_RULE,  /* impossible, same, exactly one of, ... */
    DT_LINE_STATUS,
    DT_LINE_OUTCOME,
    DT_LINE_CLAIM,
    DT_LINE_SCENARIO,
    DT_LINE_UNKNOWN,  /* unknown whether PARTY prefers ... */
    DT_LINE_MAY_WANT, /* PARTY may want: opens a block, as do those below */
    DT_LINE_WANTS,
    DT_LINE_RANKS,
    DT_LINE_WEIGHS,
    DT_LINE_MOVES,
    DT_LINE_ENTRY /* a line of the block */
} dt_line_kind;

/* Does a line of this kind open a block of a party?  The name and the words that do so. */
static inline bool dt_opens_block(dt_line_kind kind)
{
    return kind >= DT_LINE_MAY_WANT && kind <= DT_LINE_MOVES;
}
static inline uint32_t dt_opener_length(dt_line_kind kind)
{
    return kind == DT_LINE_MAY_WANT ? 3 : 2;
}

typedef struct dt_line {
    dt_line_kind kind;
    bool reported; /* a fault of this line is known: what follows from it is not worth a message */
    bool guessed;  /* its first word was misspelt */
    uint32_t scenario; /* number of the scenario block that it stands in, DT_NONE = base */
    uint32_t number;   /* from 1 */
    const dt_token *tokens;
    uint32_t count;
    const char *bytes; /* as written, without the line end */
    size_t length;
    const char *comment; /* from # on, without trailing blanks; NULL = none */
    size_t comment_length;
} dt_line;

typedef struct dt_lines {
    dt_line *list;
    size_t count;
    uint32_t scenarios; /* number of scenario lines */
    bool failed;        /* no memory */
    dt_arena arena;
} dt_lines;

/* Cut `text` into lines of tokens; faults of single characters go to `faults`.  The lines point
 * into `text`. */
void dt_lines_read(const char *text, size_t length, dt_lines *lines, dt_faults *faults);
void dt_lines_clear(dt_lines *lines);

/* Say what each line is, and which block and scenario it stands in. */
void dt_lines_classify(dt_lines *lines, dt_faults *faults);

/* Does the line begin with a list mark that came with pasted text, `• ` or `– `?  As a name it
 * would have a word such as `and` behind it. */
bool dt_is_pasted_mark(const dt_line *line);

static inline bool dt_token_is(const dt_token *token, const char *value)
{
    return token->kind != DT_TOKEN_QUOTED && token->kind != DT_TOKEN_MARKS &&
           strcmp(token->value, value) == 0;
}

#endif
