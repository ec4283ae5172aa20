/* SPDX-License-Identifier: MIT
 *
 * Inside the reader: one view of the text, and the cursor that walks over a line.
 *
 * A view is the base model or the model as seen under one scenario.  Every view is read in two
 * passes: `declare` finds the names, `resolve` reads everything else.  All views are read, so that
 * all faults are found; the chosen one is handed out.
 */
#ifndef DT_READER_H
#define DT_READER_H

#include "language/lexer.h"
#include "language/names.h"

/* What is not known of a party: the scenario (DT_NONE: the base) whose `may want` blocks and whose
 * `unknown` lines count, and the blocks. */
typedef struct dt_doubts {
    uint32_t may_want, unknown;
    dt_preferences *first, *last;
} dt_doubts;

typedef struct dt_reader {
    const dt_lines *lines;
    dt_faults *faults;
    uint32_t scenario;   /* DT_NONE = base */
    bool is_chosen;      /* its warnings are wanted */
    bool base_is_faulty; /* then a fault of a base line is known already */
    bool failed;         /* no memory */

    dt_syntax *tree;
    dt_source *sources; /* the tree's lists, while they may change */
    dt_party *parties;
    dt_option *options;
    dt_graph_state *states;
    dt_rule *rules;
    dt_outcome *outcomes;
    dt_preferences *preferences;
    dt_unknown *unknowns;
    dt_claim *claims;
    dt_scenario *scenarios;

    dt_names source_names;
    dt_names party_names;
    dt_names terms; /* options (plain and party.option), outcomes, states */
    dt_names scenario_names;

    uint32_t *declared;     /* per line: index of what it declares, DT_NONE = nothing */
    uint32_t *outcome_line; /* per outcome: position in lines->list of the line that counts */
    uint32_t *block_line;   /* per party: of the preference block that counts, DT_NONE = none */
    uint32_t *moves_line;   /* per party: of the moves block */
    dt_doubts *doubts;      /* per party */
    uint32_t status_line;
    uint32_t date_line;
    uint32_t conflict_line;

    dt_graph_move *moves;
    size_t move_count;
    size_t move_capacity;
} dt_reader;

/* ---- lines and tokens (reader.c) ------------------------------------------------------------- */

typedef struct dt_cursor {
    dt_reader *reader;
    const dt_line *line;
    uint32_t place;    /* of the line in lines->list */
    uint32_t next;     /* token */
    unsigned depth;    /* of brackets and nots */
    uint32_t outcomes; /* expressions may use outcomes before this one */
    uint32_t party;    /* whose block it stands in; DT_NONE: in none */
    bool failed;       /* a fault that ends the reading of this line */
    bool passes_way;   /* `cannot be undone` stands among the marks and is read already */
} dt_cursor;

/* A cursor at token `next` of the line at `place`. */
dt_cursor dt_cursor_at(dt_reader *reader, uint32_t place, uint32_t next);

/* The next token, or NULL at the end; does not step. */
static inline const dt_token *dt_peek(const dt_cursor *cursor)
{
    return cursor->next < cursor->line->count ? &cursor->line->tokens[cursor->next] : NULL;
}

/* Is the next token this word or sign?  dt_skip steps over it then. */
bool dt_sees(const dt_cursor *cursor, const char *value);
bool dt_skip(dt_cursor *cursor, const char *value);
/* Are the next tokens these two words?  Steps over both or none. */
bool dt_skip_pair(dt_cursor *cursor, const char *first, const char *second);
/* Is the next token of this kind? */
bool dt_sees_kind(const dt_cursor *cursor, dt_token_kind kind);

/* Place of the next token, or just behind the line. */
dt_span dt_here(const dt_cursor *cursor);
/* What stands at the next place, for messages: 'word', "the end of the line". */
const char *dt_found(const dt_cursor *cursor);
/* From token `first` to the one before the next. */
dt_span dt_span_from(const dt_cursor *cursor, uint32_t first);

/* Report an error in this view; dt_stop also gives the line up (only its first such fault is told).
 */
void dt_complain(dt_cursor *cursor, dt_span at, const char *format, ...) DT_PRINTF(3, 4);
void dt_stop(dt_cursor *cursor, dt_span at, const char *format, ...) DT_PRINTF(3, 4);

/* What `text` was probably meant to be, where a fault would still be shown; NULL = nothing near. */
const char *dt_near(const dt_cursor *cursor, const dt_names *names, const char *text);

/* The value of a new name that may be declared, or NULL with a fault. `what`: "a party". */
const dt_token *dt_new_name(dt_cursor *cursor, const char *what);
/* A text in quotes if one stands here, else NULL; a word there is a fault. */
const char *dt_take_text(dt_cursor *cursor);
/* `(d4:3)` where `[d4:3]` was meant: reports it. */
bool dt_stop_at_source(dt_cursor *cursor);
/* The party named by the next token; DT_NONE with a fault. */
uint32_t dt_take_party(dt_cursor *cursor);
/* The line as written from its first token to the one before the next, copied into the tree. */
const char *dt_keep_line(dt_cursor *cursor);
/* Copy into the tree; NULL stays NULL. */
const char *dt_keep(dt_reader *reader, const char *text);
/* Zeroed memory of the tree. */
void *dt_take(dt_reader *reader, size_t count, size_t size);
/* "party.option" in the tree's memory; NULL: no memory. */
const char *dt_full_name(dt_reader *reader, uint32_t party, const char *option);
/* Is the line at `place` part of this view? */
bool dt_in_view(const dt_reader *reader, const dt_line *line);
/* The line of the same block after `place`, or DT_NONE. */
uint32_t dt_next_entry(const dt_reader *reader, uint32_t place);

/* ---- parts of a line ------------------------------------------------------------------------- */

/* Notes and marks behind the cursor, and on the note lines below; the line must end there. */
dt_support dt_read_support(dt_cursor *cursor);
/* The same, behind what `earlier` has. */
dt_support dt_add_support(dt_cursor *cursor, dt_support earlier);
/* Find out whether a mark, a note or the end stands here. */
bool dt_at_support(const dt_cursor *cursor);

/* An expression; NULL when it is faulty.  A name that is not known is reported and read as true. */
dt_expr *dt_read_expr(dt_cursor *cursor);
/* Expressions between commas, as operands of a new expression of this kind. */
dt_expr *dt_read_list(dt_cursor *cursor, dt_expr_kind kind);
/* `exactly one`, `at most one` or `at least one` with `of` here?  Steps over it. */
bool dt_skip_counting(dt_cursor *cursor, dt_expr_kind *kind);
/* What follows `state`: a number or a pattern. */
dt_expr *dt_read_state(dt_cursor *cursor);
/* Does `, 5` or `, state 5` follow?  Steps up to the number or pattern. */
bool dt_more_states(dt_cursor *cursor);
/* An outcome as in claims: its name, a state's, `state N` or `state YN-`.  `who`: "claims". */
dt_expr *dt_read_set(dt_cursor *cursor, const char *who);
/* The word must stand here; `wanted` says so.  Steps over it. */
bool dt_expect(dt_cursor *cursor, const char *word, const char *wanted);
/* The term named by the next token, reported when there is none; steps.  NULL: faulty. */
const dt_name *dt_take_term(dt_cursor *cursor);
dt_expr *dt_new_expr(dt_cursor *cursor, dt_expr_kind kind, dt_span at);

/* ---- whole lines ----------------------------------------------------------------------------- */

void dt_declare(dt_reader *reader);
void dt_resolve(dt_reader *reader);
/* The block that opens at `place`; party DT_NONE: not known, read for its faults only. */
void dt_read_block(dt_reader *reader, uint32_t place, uint32_t party);
void dt_read_moves(dt_reader *reader, uint32_t place, uint32_t party);
void dt_read_claim(dt_reader *reader, uint32_t place);
void dt_read_unknown(dt_reader *reader, uint32_t place);
/* What only a whole view shows of lists and lines that are unknown. */
void dt_check_unknown(dt_reader *reader);

#endif
