/* SPDX-License-Identifier: MIT
 *
 * The syntax tree: a model file, read and with every name resolved, but nothing computed.
 *
 * Names are looked up once, by the reader: an expression holds option, outcome and state *indices*
 * (0-based, file order).  A tree without faults is closed: every index is in range, every outcome
 * refers to earlier outcomes only.  The tree is what the rest of the library, the certificate
 * checker and the tests' reference implementation share; nobody else looks at the text.
 *
 * Scenarios are applied by the reader: the tree is the model as seen under one scenario (or none).
 */
#ifndef DT_SYNTAX_H
#define DT_SYNTAX_H

#include "base/base.h"

/* A place in the text: line and column from 1, column and length in code points; line 0 = nowhere.
 */
typedef struct dt_span {
    uint32_t line;
    uint32_t column;
    uint32_t length;
} dt_span;

#define DT_NONE UINT32_MAX /* "no index" */

/* [source:place] - evidence for a statement. */
typedef struct dt_mark {
    uint32_t source; /* index of the source */
    uint32_t first;  /* paragraphs first..last, from 1; first 0: the place is free text or absent */
    uint32_t last;
    const char *place; /* as written, "" when absent */
    dt_span at;
} dt_mark;

/* What may follow any statement. */
typedef struct dt_support {
    const char *note; /* NULL = none; several notes are joined by a blank */
    const dt_mark *marks;
    uint32_t mark_count;
} dt_support;

typedef enum dt_expr_kind {
    DT_EXPR_TRUE,
    DT_EXPR_FALSE,
    DT_EXPR_OPTION,   /* index: option */
    DT_EXPR_OUTCOME,  /* index: outcome */
    DT_EXPR_STATE,    /* index: graph-form state, by name */
    DT_EXPR_NUMBER,   /* number: `state N`, N from 1 after numbering (language.md section 3) */
    DT_EXPR_PATTERN,  /* pattern: `state YN-`, one of Y N - per option; option form only */
    DT_EXPR_NOT,      /* 1 operand */
    DT_EXPR_AND,      /* 2 or more operands */
    DT_EXPR_OR,       /* 2 or more */
    DT_EXPR_XOR,      /* 2 */
    DT_EXPR_IF,       /* A if B      = B implies A */
    DT_EXPR_IFF,      /* A iff B */
    DT_EXPR_UNLESS,   /* A unless B  = A if not B */
    DT_EXPR_IMPLIES,  /* A implies B */
    DT_EXPR_EXACTLY,  /* exactly one of the operands */
    DT_EXPR_AT_MOST,  /* at most one of */
    DT_EXPR_AT_LEAST, /* at least one of */
    DT_EXPR_NONE_OF,  /* none of */
    DT_EXPR_ALL_OF    /* all of */
} dt_expr_kind;

typedef struct dt_expr {
    dt_expr_kind kind;
    bool bracketed; /* stood in round brackets of its own */
    uint32_t index;
    uint64_t number;
    const char *pattern;
    const struct dt_expr *first; /* operands: first, then ->next */
    const struct dt_expr *next;
    dt_span at;
} dt_expr;

/* option directions */
typedef enum dt_direction {
    DT_BOTH,
    DT_CANNOT_BE_UNDONE, /* only N -> Y */
    DT_CANNOT_BE_RESUMED /* only Y -> N */
} dt_direction;

typedef struct dt_source {
    const char *id;
    const char *text;
    const char *place; /* file or URL, NULL = not given */
    dt_support support;
    dt_span at;
} dt_source;

typedef struct dt_party {
    const char *id;
    const char *name; /* the id when not given */
    dt_support support;
    dt_span at; /* of the id */
} dt_party;

typedef struct dt_option {
    const char *id;
    const char *label; /* the id when not given */
    uint32_t party;
    dt_direction direction;
    bool qualified; /* another party has an option of this id: write party.option */
    dt_support support;
    dt_span at;
} dt_option;

/* graph form */
typedef struct dt_graph_state {
    const char *id;
    const char *label;
    dt_support support;
    dt_span at;
} dt_graph_state;

typedef struct dt_graph_move {
    uint32_t party, from, to;
    dt_support support;
    dt_span at;
} dt_graph_move;

typedef enum dt_rule_kind {
    DT_RULE_IMPOSSIBLE,  /* states where expr holds are not feasible */
    DT_RULE_EXACTLY_ONE, /* expr is the DT_EXPR_EXACTLY ... that must hold */
    DT_RULE_AT_MOST_ONE,
    DT_RULE_AT_LEAST_ONE,
    DT_RULE_SAME /* feasible states where expr holds become one */
} dt_rule_kind;

typedef struct dt_rule {
    dt_rule_kind kind;
    const dt_expr *expr;
    dt_support support;
    dt_span at; /* the whole line without support */
} dt_rule;

typedef struct dt_outcome {
    const char *id;
    const dt_expr *expr;
    dt_support support;
    dt_span at; /* of the id */
} dt_outcome;

typedef enum dt_preference_kind {
    DT_INDIFFERENT,
    DT_WANTS,
    DT_RANKS,
    DT_WEIGHS
} dt_preference_kind;

/* A line of a wants, ranks or weighs block. */
typedef struct dt_statement {
    const dt_expr *expr; /* NULL: `rest` */
    bool tied;           /* `~`: counts as much as (wants), ties with (ranks) the line above */
    int64_t weight;      /* weighs: the number times 10^6 */
    dt_support support;
    dt_span at;
} dt_statement;

typedef struct dt_preferences {
    dt_preference_kind kind;
    const dt_statement *lines;
    uint32_t count;
    dt_support support; /* of the line that opens the block */
    dt_span at;         /* of that line: PARTY wants */
    /* PARTY may want: the next list that the party might have instead; NULL = no other */
    const struct dt_preferences *other;
} dt_preferences;

/* unknown whether PARTY prefers A to B: each comparison of a state of A with a state of B. */
typedef struct dt_unknown {
    uint32_t party;
    const dt_expr *what, *than; /* outcomes, as in claims */
    const char *text;           /* the line as written, without support and comment */
    dt_support support;
    dt_span at; /* of the line, without support */
} dt_unknown;

typedef enum dt_claim_kind {
    DT_CLAIM_EQUILIBRIUM, /* [every] OUTCOME is [not] an equilibrium under CONCEPTS */
    DT_CLAIM_STABLE,      /* [every] OUTCOME is [not] stable for PARTY under CONCEPTS */
    DT_CLAIM_EXACTLY,     /* the equilibria under CONCEPTS are ... */
    DT_CLAIM_REACHED,     /* OUTCOME can / cannot be reached [by improvements] */
    DT_CLAIM_PREFERS      /* PARTY prefers OUTCOME to OUTCOME */
} dt_claim_kind;

typedef struct dt_claim {
    dt_claim_kind kind;
    bool every;
    bool negated; /* is not / cannot */
    bool by_improvements;
    detente_concepts concepts; /* those named */
    uint32_t party;            /* DT_NONE where none is named */
    const dt_expr *what;       /* the outcome; for EXACTLY the states (->next), NULL = none */
    const dt_expr *than;       /* PREFERS: the second outcome */
    const char *text;          /* the line as written, without support and comment */
    dt_support support;
    dt_span at;
} dt_claim;

/* Where a set of the claim is empty, it says nothing then; any other claim fails (language.md
 * section 5). */
static inline bool dt_claim_may_be_vacuous(const dt_claim *claim)
{
    return claim->negated || claim->kind == DT_CLAIM_PREFERS;
}

typedef struct dt_scenario {
    const char *id;
    const char *title;
    dt_support support;
    dt_span at;
} dt_scenario;

typedef struct dt_syntax {
    const char *title;
    const char *date;   /* NULL = not given */
    dt_support support; /* of the conflict line */

    const dt_source *sources;
    uint32_t source_count;
    const dt_party *parties;
    uint32_t party_count;
    const dt_option *options; /* ordered by party, then file order: this is the option numbering */
    uint32_t option_count;
    const dt_graph_state *states; /* graph form; state_count 0 = option form */
    uint32_t state_count;
    const dt_graph_move *moves;
    uint32_t move_count;
    const dt_rule *rules;
    uint32_t rule_count;
    const dt_outcome *outcomes;
    uint32_t outcome_count;
    const dt_preferences *preferences; /* one per party */
    const dt_unknown *unknowns;        /* in file order */
    uint32_t unknown_count;
    const dt_claim *claims;
    uint32_t claim_count;
    const dt_scenario *scenarios; /* all that the file has */
    uint32_t scenario_count;
    uint32_t scenario; /* the one applied, DT_NONE = none */

    bool has_status_quo;
    const uint32_t *status_quo; /* options taken; in graph form one state */
    uint32_t status_quo_count;
    dt_support status_quo_support;
    dt_span status_quo_at;

    dt_arena arena;
} dt_syntax;

static inline bool dt_is_graph_form(const dt_syntax *syntax)
{
    return syntax->state_count > 0;
}

/* Is what `party` prefers a ranking: one list, and nothing said to be unknown?  Are all? */
bool dt_has_ranking(const dt_syntax *syntax, uint32_t party);
bool dt_all_rankings(const dt_syntax *syntax);

/* ---- faults ---------------------------------------------------------------------------------- */

typedef struct dt_fault {
    bool is_warning;
    dt_span at;
    const char *message; /* what was found, what was expected, did you mean */
    const char
        *replacement; /* text that mends it in place of what stands at `at`; NULL: none known */
} dt_fault;

/* A growing list of faults.  Zero-initialise, or make one with dt_faults_new; names, text and
 * messages live in its arena.  Lost memory is remembered in `failed`. */
typedef struct dt_faults {
    const char *file;   /* name shown in messages; NULL = not known */
    const char *source; /* the text, for the line under the message; NULL = not known */
    size_t source_length;
    dt_fault *list;
    size_t count;
    size_t capacity;
    size_t errors;  /* all, also those not kept */
    size_t dropped; /* beyond the first thousand faults, which are only counted */
    bool failed;
    dt_arena arena;
} dt_faults;

/* What the public interface hands out. */
struct detente_faults {
    dt_faults list;
};

/* Faults about a text, both copied.  NULL: no memory.  Freed by detente_faults_free. */
detente_faults *dt_faults_new(const char *file, const char *text, size_t length);
void dt_faults_clear(dt_faults *faults); /* what it holds, not itself */
void dt_faults_sort(dt_faults *faults);  /* in the order of the text; each fault once */

void dt_error(dt_faults *faults, dt_span at, const char *format, ...) DT_PRINTF(3, 4);
void dt_warning(dt_faults *faults, dt_span at, const char *format, ...) DT_PRINTF(3, 4);
/* The fault just told at `at`, if it was kept, is mended by writing `replacement` there (copied).
 */
void dt_fault_propose(dt_faults *faults, dt_span at, const char *replacement);
void dt_fault_add(dt_faults *faults, bool is_warning, dt_span at, const char *format, va_list args)
    DT_PRINTF(4, 0);

/* ---- reading --------------------------------------------------------------------------------- */

/* Read `text` (any bytes).  `scenario`: id or title of a scenario of the file, NULL = base model.
 * All faults found go to `faults` (may be NULL) in the order of the text; DETENTE_EMODEL when at
 * least one is an error.  A scenario that the file does not have: DETENTE_EINVAL.  On DETENTE_OK
 * *out is the tree, freed by dt_syntax_free.  Time O(length) for the base model and for each
 * scenario, about 100 bytes per token. */
detente_status dt_syntax_read(const char *text, size_t length, const char *scenario,
                              dt_faults *faults, dt_syntax **out, detente_error *err);
void dt_syntax_free(dt_syntax *syntax);

/* Read `text` (any bytes) as one expression over the names of `tree`; it lives in `arena`.  Faults
 * have their place in `text`; DETENTE_EMODEL when there is one. */
detente_status dt_expr_read(const dt_syntax *tree, const char *text, size_t length,
                            dt_faults *faults, dt_arena *arena, const dt_expr **out,
                            detente_error *err);

/* YYYY, YYYY-MM or YYYY-MM-DD of the Gregorian calendar? */
bool dt_is_date(const char *text);

/* The name that tells an option apart, added to `text`: "act", or "us.act" where another party has
 * an option of this id too.  Whatever is shown uses it. */
void dt_option_name(const dt_syntax *syntax, uint32_t option, dt_text *text);

/* The canonical words of an expression ("act iff accept"), added to `text`. */
void dt_expr_print(const dt_syntax *syntax, const dt_expr *expr, dt_text *text);

/* "unknown whether us prefers calm to war", added to `text`. */
void dt_unknown_print(const dt_syntax *syntax, const dt_unknown *line, dt_text *text);

/* The evidence of a statement, "[d4:3, d4:15]", added to `text`; nothing when there is none. */
void dt_marks_print(const dt_syntax *syntax, const dt_support *support, dt_text *text);

/* The canonical layout of a model file, comments kept; formatting twice changes nothing.  Works on
 * faultless text only. */
detente_status dt_syntax_format(const char *source, size_t length, dt_text *out, dt_faults *faults,
                                detente_error *err);

#endif
