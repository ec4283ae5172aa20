/* SPDX-License-Identifier: MIT
 *
 * libdetente: which outcomes of a conflict would hold, and why.
 *
 * The only public header.  Data flows one way: text -> model -> analysis -> writers.
 *
 * Ownership.  What you get through an `out` pointer is yours to free with the function of its name;
 * what you get from a getter is borrowed and lives as long as its owner; what you pass in stays
 * yours.
 *
 * Errors.  Fallible functions return a detente_status.  The last argument, a detente_error of yours
 * or NULL, is filled on failure only.  On failure no output is changed and nothing leaks.  An
 * answer is not an error: "no equilibrium" is DETENTE_OK.  Whatever makes no sense - NULL where
 * something is needed, a number that no enum has, a party or concept that there is not, a sink that
 * cannot write - is EINVAL, of every function; a format that a writer does not have, EUNSUPPORTED.
 * Getters answer nonsense with NULL, 0 or false.
 *
 * Structs that may grow begin with `size`.  Those that you hand over (requests, questions, styles,
 * pictures ...) are read as far as that, and what lies beyond counts as zero; 0 stands for the
 * first version of the struct, all that is in this header, so that a struct with all else zero is
 * valid. What a newer header has and this library does not is EUNSUPPORTED, unless it is zero.
 * Those that you get filled have sizeof in `size` before the call.
 *
 * Threads.  There is no global state.  A model and an analysis are immutable once made and may be
 * shared; a sink and an error belong to one call at a time.
 *
 * Long calls.  Whatever can take long takes a detente_limits and polls its progress callback,
 * reading and writing included; stopped, it frees everything and returns DETENTE_ECANCELLED.  What
 * the sink got by then is not a whole result.
 *
 * The library never exits, prints, or reads files, clocks or the locale.
 *
 * Literature.  The graph model for conflict resolution (GMCR): Fang, Hipel, Kilgour (1993),
 * Interactive Decision Making; Xu, Hipel, Kilgour, Fang (2018), Conflict Resolution Using the Graph
 * Model.  Exact definitions with their sources: docs/concepts.md.
 */
#ifndef DETENTE_H
#define DETENTE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Of this header; detente_version() tells that of the library. */
#define DETENTE_VERSION "0.1.0"

/* What follows is all that the shared library lets see. */
#if defined(__GNUC__)
#pragma GCC visibility push(default)
#endif

/** The version of the library that is running, as in DETENTE_VERSION. */
const char *detente_version(void);

/* ---- statuses and errors --------------------------------------------------------------------- */

/** How a call ended.  Numbers are frozen. */
typedef enum detente_status {
    DETENTE_OK = 0,
    DETENTE_ENOMEM = 1,     /**< memory ran out; nothing was computed */
    DETENTE_EINVAL = 2,     /**< an argument makes no sense: the caller's mistake */
    DETENTE_EMODEL = 3,     /**< the model is wrong; the faults say where */
    DETENTE_ELIMIT = 4,     /**< would pass a limit; refused before it started */
    DETENTE_ECANCELLED = 5, /**< the progress callback asked to stop */
    DETENTE_EIO = 6,        /**< the sink refused bytes */
    DETENTE_EINCOMPLETE =
        7, /**< a bound was reached; the answer is written and says what is open */
    DETENTE_EUNSUPPORTED = 8, /**< this engine or writer does not cover this model */
    DETENTE_EINTERNAL = 70    /**< a bug of ours */
} detente_status;

/** "OK", "ENOMEM", ...: the name without its prefix; NULL for a number that is none. */
const char *detente_status_name(detente_status status);

/** Details of a failure, in the caller's memory. */
typedef struct detente_error {
    detente_status status;
    char message[512]; /**< one sentence, no newline, UTF-8 */
} detente_error;

/** Where writers put their text.  `write` returns false when it cannot take the bytes. */
typedef struct detente_sink {
    bool (*write)(void *payload, const char *bytes, size_t count);
    void *payload;
} detente_sink;

#define DETENTE_MOST_THREADS 1024
/** Limits and progress of a long call: the argument before its first output.  NULL or all zero: no
 * limit, one thread per core, no progress. */
typedef struct detente_limits {
    uint64_t memory;  /**< bytes the call may allocate; 0 = no limit */
    uint32_t threads; /**< 0 = as many as the machine has; 1 = none but this one; at most
                           DETENTE_MOST_THREADS */
    /** Called now and then, at least every 50 ms, from one thread at a time.  `stage` is a few
     * words, done <= total (total 0 = not known).  Return false to stop: the call ends with
     * DETENTE_ECANCELLED. */
    bool (*progress)(void *payload, const char *stage, uint64_t done, uint64_t total);
    void *payload;
} detente_limits;

/* ---- concepts -------------------------------------------------------------------------------- */

/** The stability concepts, in the order of every table.  Numbers are frozen. */
typedef enum detente_concept {
    DETENTE_NASH = 0, /**< no improvement at all (Nash 1950; Fang, Hipel, Kilgour 1993) */
    DETENTE_GMR = 1,  /**< general metarationality: any counter-move deters (Howard 1971) */
    DETENTE_SMR = 2,  /**< symmetric metarationality: one that cannot be answered (Howard 1971) */
    DETENTE_SEQ = 3,  /**< sequential stability: credible ones only (Fraser, Hipel 1979) */
    DETENTE_SSEQ = 4, /**< symmetric sequential: credible and unanswerable (Rego, Vieira 2017) */
    DETENTE_SIM = 5,  /**< simultaneous sanctioning, option form (Fraser, Hipel 1984) */
    /** Where not all is known of what the parties prefer, a reading each of the concepts above
     * (Li, Hipel, Kilgour, Fang 2004): A and C leave for what may be better, C and D are deterred
     * by what may be no better. */
    DETENTE_NASH_A = 6,
    DETENTE_NASH_B = 7,
    DETENTE_NASH_C = 8,
    DETENTE_NASH_D = 9,
    DETENTE_GMR_A = 10,
    DETENTE_GMR_B = 11,
    DETENTE_GMR_C = 12,
    DETENTE_GMR_D = 13,
    DETENTE_SMR_A = 14,
    DETENTE_SMR_B = 15,
    DETENTE_SMR_C = 16,
    DETENTE_SMR_D = 17,
    DETENTE_SEQ_A = 18,
    DETENTE_SEQ_B = 19,
    DETENTE_SEQ_C = 20,
    DETENTE_SEQ_D = 21,
    DETENTE_SSEQ_A = 22,
    DETENTE_SSEQ_B = 23,
    DETENTE_SSEQ_C = 24,
    DETENTE_SSEQ_D = 25
} detente_concept;
#define DETENTE_MOST_CONCEPTS 512 /* no library will ever have as many */

/** How many concepts this library has: numbers 0 to one less.  A newer one may have more. */
uint32_t detente_concept_count(void);
/** "nash", "gmr", ...: the key in files and JSON; NULL for a number out of range. */
const char *detente_concept_id(detente_concept which);
/** "Nash", "GMR", ...: as printed. */
const char *detente_concept_name(detente_concept which);
/** One plain sentence: when a state is stable under it. */
const char *detente_concept_meaning(detente_concept which);
/** Look a name up, in any case.  False when there is none. */
bool detente_concept_find(const char *name, detente_concept *out);

/** A set of concepts, a value to copy and to compare; all zero is the empty set.  Of a number from
 * DETENTE_MOST_CONCEPTS on: it is never in a set, adding or removing it does nothing. */
typedef struct detente_concepts {
    uint64_t words[DETENTE_MOST_CONCEPTS / 64]; /**< concept k is bit k%64 of word k/64 */
} detente_concepts;

/** Every concept of this library. */
detente_concepts detente_concepts_all(void);
/** The set of one. */
detente_concepts detente_concepts_one(detente_concept which);
void detente_concepts_add(detente_concepts *set, detente_concept which);
void detente_concepts_remove(detente_concepts *set, detente_concept which);
bool detente_concepts_have(const detente_concepts *set, detente_concept which);
bool detente_concepts_are_none(const detente_concepts *set);
/** The first concept of a set whose number is `from` or above, DETENTE_MOST_CONCEPTS when there is
 * none: for (c = next(&set, 0); c < DETENTE_MOST_CONCEPTS; c = next(&set, c + 1)). */
uint32_t detente_concepts_next(const detente_concepts *set, uint32_t from);

/* ---- model ----------------------------------------------------------------------------------- */

/** Where a party may be named and none is meant. */
#define DETENTE_EVERY_PARTY UINT32_MAX

/** A conflict as its author wrote it: read, checked, immutable. */
typedef struct detente_model detente_model;

/** What is wrong with a text: every fault, in the order of the text. */
typedef struct detente_faults detente_faults;

/**
 * Read a model.
 *
 * @param text, length  UTF-8 text of a .detente file; any bytes are safe
 * @param file          name shown in messages                       (copied)
 * @param scenario      id or title of a scenario of the file, NULL: the base model
 * @param out           receives the model; caller frees with detente_model_free
 * @param faults        receives errors and warnings, also on success; caller frees with
 *                      detente_faults_free; may be NULL
 *
 * Errors:  EMODEL at least one error among the faults; ELIMIT more than 64 options or parties, or
 *          feasibility rules too entangled for the memory limit; ENOMEM
 * Cost:    linear in the text; feasibility is compiled to a decision diagram (game/feasible.h)
 */
detente_status detente_model_read(const char *text, size_t length, const char *file,
                                  const char *scenario, const detente_limits *limits,
                                  detente_model **out, detente_faults **faults, detente_error *err);
void detente_model_free(detente_model *model);

/** Number of errors (warnings not counted). */
size_t detente_faults_errors(const detente_faults *faults);
size_t detente_faults_count(const detente_faults *faults);

/** One fault.  Texts are borrowed. */
typedef struct detente_fault {
    size_t size; /**< set to sizeof(detente_fault) before the call: no more than that is filled */
    bool is_warning;
    uint32_t line, column, length; /**< in code points, from 1; line 0: of the whole text */
    const char *message;           /**< what was found, what was expected, what to write */
    const char *replacement;       /**< mends it in place of what stands there; NULL: not known */
} detente_fault;

/** Fill `out` with fault `number`, from 0.  Errors: EINVAL there is none, or out->size is 0. */
detente_status detente_faults_get(const detente_faults *faults, size_t number, detente_fault *out,
                                  detente_error *err);
/** Write all as `FILE:LINE:COL: error: message`, each with the line and a caret below. */
detente_status detente_faults_write(const detente_faults *faults, const detente_sink *sink,
                                    detente_error *err);
void detente_faults_free(detente_faults *faults);

/** Write text that may be anybody's, a file's name say, so that a terminal can have it: `\x1B` for
 *  each byte of a control character, of a mark that turns or hides text, of what is no UTF-8.
 *  @param lines  line ends stay */
detente_status detente_write_safely(const char *text, size_t length, bool lines,
                                    const detente_sink *sink, detente_error *err);

const char *detente_model_title(const detente_model *model);
uint32_t detente_model_party_count(const detente_model *model);
const char *detente_model_party_id(const detente_model *model, uint32_t party);
const char *detente_model_party_name(const detente_model *model, uint32_t party);
/** 0 in graph form. */
uint32_t detente_model_option_count(const detente_model *model);
uint32_t detente_model_scenario_count(const detente_model *model);
const char *detente_model_scenario_id(const detente_model *model, uint32_t scenario);
/** Up to so many states are listed, with their ranks and moves.  Larger models can be solved,
 * counted, summarised and scanned; what lists states refuses them (ELIMIT). */
#define DETENTE_MOST_LISTED ((uint64_t)1 << 22)
/** Number of states, after coalescing; UINT64_MAX: that many or 2^64, which it has no room for.
 * O(1). */
uint64_t detente_model_state_count(const detente_model *model);
/** The same in decimal digits, exact always; returns `words`. */
#define DETENTE_COUNT_WORDS 21
const char *detente_model_state_count_words(const detente_model *model,
                                            char words[DETENTE_COUNT_WORDS]);

/* ---- what the author wrote ------------------------------------------------------------------- */

/** What a model file declares.  Items of a kind are numbered from 0: parties and options in the
 * order of the tables, statements party by party, the most important first, all else in file order.
 */
typedef enum detente_kind {
    DETENTE_SOURCES = 0,
    DETENTE_PARTIES = 1,
    DETENTE_OPTIONS = 2,      /**< none in graph form */
    DETENTE_GRAPH_STATES = 3, /**< none in option form */
    DETENTE_RULES = 4,
    DETENTE_OUTCOMES = 5,
    DETENTE_STATEMENTS = 6, /**< the lines of `wants`, `may want`, `ranks` and `weighs` */
    DETENTE_CLAIMS = 7,
    DETENTE_SCENARIOS = 8,
    DETENTE_UNKNOWNS = 9 /**< the lines `unknown whether ...` */
} detente_kind;

/** One item.  Texts are the model's; NULL where the item has none. */
typedef struct detente_item {
    size_t size;    /**< set to sizeof(detente_item) before the call: no more than that is filled */
    const char *id; /**< name in the file; NULL: rules, statements, claims */
    const char *name; /**< label, title or, of a claim and of what is unknown, the line; the id
                           where none is given */
    const char *note;
    uint32_t party;                /**< whose it is; DETENTE_EVERY_PARTY: nobody's */
    uint32_t mark_count;           /**< places of sources that it rests on */
    uint32_t line, column, length; /**< where it stands, from 1, in code points */
    bool only_taken_up;            /**< option: cannot be undone */
    bool only_given_up;            /**< option: cannot be resumed */
    bool tied;                     /**< statement: counts as much as the one before */
    int64_t millionths;            /**< statement of `weighs`: its weight times 10^6 */
    uint32_t list; /**< statement: 0 of the party's first list, k of its k-th `may want` */
} detente_item;

/** Where a source supports an item. */
typedef struct detente_mark {
    size_t size;                              /**< as above */
    uint32_t source;                          /**< number of the source */
    uint32_t first_paragraph, last_paragraph; /**< from 1; 0: the place is no paragraph */
    const char *place;                        /**< as written, "" where none is */
} detente_mark;

/** Number of items; 0 for a kind that is none.  O(1). */
uint32_t detente_model_item_count(const detente_model *model, detente_kind kind);
/** Fill `out`.  Errors: EINVAL there is no such item, or out->size is 0. */
detente_status detente_model_item(const detente_model *model, detente_kind kind, uint32_t number,
                                  detente_item *out, detente_error *err);
/** Fill `out` with mark `mark` of an item.  Errors: EINVAL. */
detente_status detente_model_mark(const detente_model *model, detente_kind kind, uint32_t number,
                                  uint32_t mark, detente_mark *out, detente_error *err);
/** Write the expression of an outcome, rule or statement in the words of the language; nothing
 * where the item has none (`rest`).  Errors: EINVAL, EIO, ENOMEM. */
detente_status detente_model_expression(const detente_model *model, detente_kind kind,
                                        uint32_t number, const detente_sink *sink,
                                        detente_error *err);

/* ---- single states --------------------------------------------------------------------------- */

/** Number of the status quo; 0: the model gives none. */
uint64_t detente_model_status_quo(const detente_model *model);
/**
 * The number of the state that `words` name: as in detente_question.
 * Errors: EINVAL no such state, or more than one; the message says what there is.
 */
detente_status detente_state_find(const detente_model *model, const char *words, uint64_t *out,
                                  detente_error *err);
/**
 * Write "YN-", the pattern of state n, or its id in graph form, and a NUL.
 * @param size  of `pattern` in bytes; the options and one more do
 * Errors: EINVAL there is no such state, or too little room
 */
detente_status detente_state_pattern(const detente_model *model, uint64_t n, char *pattern,
                                     size_t size, detente_error *err);
/** Does outcome number `outcome` hold at state n?  Errors: EINVAL, ENOMEM.  O(gates). */
detente_status detente_state_is(const detente_model *model, uint64_t n, uint32_t outcome, bool *out,
                                detente_error *err);

/** How a party likes one state against another.  Numbers are frozen. */
typedef enum detente_comparison {
    DETENTE_WORSE = -1,
    DETENTE_EQUAL = 0,
    DETENTE_BETTER = 1,
    DETENTE_OPEN = 2 /**< it is not known; cannot be of a ranking */
} detente_comparison;

/** Does `party` like state `n` better than state `other`?  Errors: EINVAL, ENOMEM.  O(gates), also
 * where states are not listed. */
detente_status detente_state_compare(const detente_model *model, uint32_t party, uint64_t n,
                                     uint64_t other, detente_comparison *out, detente_error *err);
/** The rank of state n for `party`: 1 = liked least, equal ranks tie.
 * Errors: EINVAL; ELIMIT more than DETENTE_MOST_LISTED states; EUNSUPPORTED no ranking.  O(1). */
detente_status detente_state_rank(const detente_model *model, uint32_t party, uint64_t n,
                                  uint32_t *out, detente_error *err);
/**
 * Tell where `party` can move to from state `from`, in increasing order; false from `found` stops.
 * Errors: EINVAL; ELIMIT more than DETENTE_MOST_LISTED states; ENOMEM
 * Cost:   the combinations of the party's own options, or the states where they are fewer
 */
detente_status detente_state_moves(const detente_model *model, uint32_t party, uint64_t from,
                                   bool (*found)(void *payload, uint64_t to), void *payload,
                                   detente_error *err);

/* ---- the text again -------------------------------------------------------------------------- */

/** An expression of the language that is asked of a model: "act and not threaten". */
typedef struct detente_expression detente_expression;

/**
 * Read an expression over the options, outcomes or states of a model.
 *
 * @param text, length  UTF-8 text of one expression; any bytes are safe
 * @param name          shown in messages in place of a file's name           (copied)
 * @param limits        may be NULL
 * @param out           receives the expression; caller frees with detente_expression_free
 * @param faults        receives errors, with their place in `text`, also on success; caller frees
 *                      with detente_faults_free; may be NULL
 *
 * Errors:  EMODEL at least one error among the faults: also where the expression is true of some
 *          and false of other members of a coalesced state; ENOMEM
 * Cost:    linear in the text and the model's outcomes; one pass over coalesced states
 * The model must outlive the expression.
 */
detente_status detente_expression_read(const detente_model *model, const char *text, size_t length,
                                       const char *name, const detente_limits *limits,
                                       detente_expression **out, detente_faults **faults,
                                       detente_error *err);
void detente_expression_free(detente_expression *expression);

/**
 * The canonical layout of a model file, comments kept (`detente fmt`).
 * Errors: EMODEL with faults as in detente_model_read; EIO; ENOMEM.
 */
detente_status detente_format(const char *text, size_t length, const char *file,
                              const detente_limits *limits, const detente_sink *sink,
                              detente_faults **faults, detente_error *err);

/* ---- analysis -------------------------------------------------------------------------------- */

/** States, ranks, moves and verdicts of one model. */
typedef struct detente_analysis detente_analysis;

typedef enum detente_engine {
    DETENTE_ENGINE_AUTO = 0,
    DETENTE_ENGINE_GRAPH = 1, /**< any model: explicit states and moves */
    DETENTE_ENGINE_OPTION = 2 /**< option form without coalesced states: no arc is stored */
} detente_engine;

typedef struct detente_request {
    size_t size;
    detente_concepts concepts; /**< none: all that apply, but SIM above 65536 states only where a
                                    claim names it */
    detente_engine engine;
} detente_request;

/** What solving will take, before it starts. */
typedef struct detente_plan {
    char words[256]; /**< one line: which engine and why, memory and time */
    uint64_t bytes;  /**< memory at most; 0: the graph engine, which finds out as it goes */
    double seconds;  /**< roughly; 0: not known */
} detente_plan;

/**
 * Plan what detente_solve would do with the same request.
 *
 * @param request  NULL: everything, engine chosen by itself
 * Errors:  ELIMIT the memory allowed does not do; EUNSUPPORTED; ENOMEM
 * Cost:    some milliseconds, some tens of MiB at most
 */
detente_status detente_plan_solve(const detente_model *model, const detente_request *request,
                                  const detente_limits *limits, detente_plan *out,
                                  detente_error *err);

/**
 * Decide every state for every party under the concepts asked for.
 *
 * @param request  NULL: everything, engine chosen by itself
 * Errors:  ELIMIT with the estimate, before anything is allocated; EUNSUPPORTED when the forced
 *          engine does not cover the model; ECANCELLED; ENOMEM
 * Cost:    n parties, S states, A moves.  Graph engine: O(n (S + A)) per concept and party; 8 bytes
 *          per move, 16 n + 21 bytes per state.  Option engine, states listed: O(n S) per concept,
 *          some 60 ns per state, party and concept; 8 n + 24 bytes per state and thread.  Option
 *          engine, dense (docs/engine.md): nanoseconds per state, far below one byte.  SIM: up to
 *          the product of the others' improvements per state.
 * Threads: as many as limits->threads; the answer is the same for any number.
 * The model must outlive the analysis.
 */
detente_status detente_solve(const detente_model *model, const detente_request *request,
                             const detente_limits *limits, detente_analysis **out,
                             detente_error *err);
void detente_analysis_free(detente_analysis *analysis);

/** Concepts decided. */
detente_concepts detente_analysis_concepts(const detente_analysis *analysis);
/** Number of states stable for `party`, or equilibria when party is DETENTE_EVERY_PARTY. */
uint64_t detente_analysis_count(const detente_analysis *analysis, detente_concept which,
                                uint32_t party);
/** Is state n (from 1) stable for `party` (or an equilibrium)?  False when n is out of range or the
 * concept was not decided. */
bool detente_analysis_stable(const detente_analysis *analysis, detente_concept which,
                             uint32_t party, uint64_t n);
/** One line: which engine and why, what it took. */
const char *detente_analysis_engine(const detente_analysis *analysis);

/* ---- walking over states --------------------------------------------------------------------- */

/** A state that a scan found. */
typedef struct detente_hit {
    uint64_t n;    /**< number of the state, from 1 */
    uint64_t code; /**< options taken, bit k = option k+1, of a coalesced state's lowest member;
                        0 in graph form */
    detente_concepts concepts; /**< of those asked for, under which it is stable */
} detente_hit;

typedef struct detente_scan {
    size_t size;
    detente_concepts concepts; /**< none: all that were decided */
    uint32_t party;            /**< stable for this party, or DETENTE_EVERY_PARTY: equilibria */
    const detente_expression *where; /**< only the states where it holds; NULL = everywhere */
    bool every_state;                /**< also those that are stable under none of the concepts */
    uint64_t limit;                  /**< stop after so many; 0 = no limit */
    uint64_t sample; /**< look at so many states drawn at random instead of all; 0 = all */
    uint64_t seed;   /**< of the draws: the same states on every machine */
} detente_scan;

/**
 * Tell of the states that are stable under at least one of the concepts (with every_state: of all),
 * in the order of their numbers; a sample in the order of the draws, which are independent and all
 * states equally likely.  Return false from `found` to stop.
 *
 * @param scan  NULL: all equilibria
 * Errors:  EINVAL no such party, a concept that was not decided, an expression of another model;
 *          ECANCELLED; ENOMEM
 * Cost:    bitsets: n/64 per concept.  Models too large for bitsets: the verdicts are recomputed,
 * by all threads, about 0.1 to 0.3 ns per combination of options, concept and party, in constant
 * memory (about 2 MiB per thread).  A drawn state takes some microseconds.
 */
detente_status detente_scan_states(const detente_analysis *analysis, const detente_scan *scan,
                                   const detente_limits *limits,
                                   bool (*found)(void *payload, const detente_hit *hit),
                                   void *payload, detente_error *err);

/**
 * Write the stable states of a party, or the equilibria, as a bitmap: "detente" and a byte 1, then
 * three little-endian 64-bit numbers (states, concept, party or 2^64-1 for the equilibria), then a
 * bit per state: state n is bit (n-1)%8, the lowest being 0, of byte (n-1)/8.
 * Errors: EINVAL the concept was not decided; ECANCELLED; EIO; ENOMEM.
 */
detente_status detente_write_bitmap(const detente_analysis *analysis, detente_concept which,
                                    uint32_t party, const detente_limits *limits,
                                    const detente_sink *sink, detente_error *err);

/* ---- writers --------------------------------------------------------------------------------- */

typedef enum detente_format_kind {
    DETENTE_TABLE = 0, /**< for the terminal */
    DETENTE_JSON = 1,  /**< language.md section 4 */
    DETENTE_CSV = 2,   /**< one row per state, RFC 4180 */
    DETENTE_MARKDOWN = 3,
    DETENTE_LATEX = 4 /**< detente_write_table only */
} detente_format_kind;

typedef struct detente_style {
    size_t size;
    detente_format_kind format;
    uint32_t width;  /**< terminal columns, at least 20; 0 = 100 */
    uint64_t limit;  /**< states shown; 0 = 4096, in tables fewer */
    bool gmcr_terms; /**< "DM", "UI" instead of "party", "improvement" */
    bool ascii;      /**< no box-drawing or check marks */
    bool detail;     /**< also for whom each state is stable, not only the equilibria */
} detente_style;

/** The answer of `detente solve`.  Errors: EIO, ENOMEM. */
detente_status detente_write_solution(const detente_analysis *analysis, const detente_style *style,
                                      const detente_limits *limits, const detente_sink *sink,
                                      detente_error *err);

/** What the answer means, in a few plain sentences (`./run`, the head of a report). */
detente_status detente_write_summary(const detente_analysis *analysis, const detente_style *style,
                                     const detente_limits *limits, const detente_sink *sink,
                                     detente_error *err);

/**
 * What a conflict could come to, for whoever has to act, in at most 120 words: today and why; which
 * outcomes would hold, how firmly, how they could come about and who gains; what holds in no form;
 * what the scenarios change (docs/json.md).
 *
 * @param analyses  the first is of the model as written, the others of scenarios of the same file;
 *                  each with Nash, GMR, SMR, SEQ and SSEQ decided
 * @param count     at least 1
 * @param style     TABLE (text), MARKDOWN or JSON
 * Errors:  EUNSUPPORTED not all preferences are known, a concept is not decided; ELIMIT more than
 * 2^22 states; EIO; ENOMEM Cost:    per row two searches through states and moves, and those for a
 * joint move
 */
detente_status detente_write_brief(const detente_analysis *const *analyses, size_t count,
                                   const detente_style *style, const detente_limits *limits,
                                   const detente_sink *sink, detente_error *err);
/** What its six words for how firmly an outcome holds mean, a line each.  TABLE or MARKDOWN. */
detente_status detente_write_firmness(const detente_style *style, const detente_sink *sink,
                                      detente_error *err);

/**
 * Test the model's claims (`detente check`): a line each, then a count.
 * @param failed  receives the number of claims that do not hold
 */
detente_status detente_check(const detente_analysis *analysis, const detente_style *style,
                             const detente_limits *limits, const detente_sink *sink,
                             uint64_t *failed, detente_error *err);

/**
 * What in a model says nothing, or bars more than its author may mean: statements that decide
 * nothing, options that nobody minds, parties that a rule leaves without a move, and more
 * (insight/lint.h defines each).  All with place and remedy, none of them an error.
 *
 * @param others  the same file under its scenarios: what one of them uses is used; may be NULL
 * @param file    its name, shown before every place
 * @param style   TABLE (text), MARKDOWN or JSON
 * @param found   receives how many there are
 * Errors:  ELIMIT more than 2^22 states; EINCOMPLETE (all is written) more than 65536, of which it
 *          is not asked who is stuck; EIO; ENOMEM
 * Cost:    per party and statement a ranking of all states; linear in the moves; a question to the
 *          decision diagram per rule
 */
detente_status detente_write_lint(const detente_model *model, const detente_model *const *others,
                                  size_t other_count, const char *file, const detente_style *style,
                                  const detente_limits *limits, const detente_sink *sink,
                                  uint64_t *found, detente_error *err);

/* ---- why ------------------------------------------------------------------------------------- */

/** What is to be explained. */
typedef struct detente_question {
    size_t size;
    const char *state; /**< a state: number, pattern, options taken ("threaten, accept"; "none"),
                            outcome or graph state by name, "status quo" */
    uint32_t party;    /**< DETENTE_EVERY_PARTY: all */
    detente_concepts concepts; /**< none: all that apply */
    bool details;              /**< each tempting move with what meets it */
} detente_question;

/**
 * Why a state is stable or not, in words: a sentence per party and verdict, then, if asked for,
 * what proves it (docs/explain.md).
 *
 * @param style  TABLE (text), MARKDOWN or JSON
 * Errors:  EINVAL there is no such state or party; EUNSUPPORTED SIM where it has no meaning;
 *          ELIMIT more than 2^22 states; EIO; ENOMEM
 * Cost:    follows the moves that are looked at: no other state is decided
 */
detente_status detente_explain(const detente_model *model, const detente_question *question,
                               const detente_style *style, const detente_limits *limits,
                               const detente_sink *sink, detente_error *err);

/**
 * What suffices to check every verdict by the definitions alone (docs/certificates.md;
 * `detente-verify` checks it without this library).
 *
 * Errors:  EINTERNAL a verdict for which no proof was found; ELIMIT more than 2^22 states; EIO
 * Cost:    per party and concept one sweep over states and moves, and a search per tempting move;
 *          some 20 bytes of text per verdict
 */
detente_status detente_write_certificate(const detente_analysis *analysis,
                                         const detente_limits *limits, const detente_sink *sink,
                                         detente_error *err);

/**
 * What can come of a state, and the way to each equilibrium: by steps that each pay their mover,
 * else the smallest group whose joint move leads there to the gain of each member, else the
 * shortest legal way; and who gains and who loses by it (docs/explain.md).
 *
 * @param from   a state as in detente_question; NULL: the status quo
 * @param to     likewise; NULL: every equilibrium under a concept that was decided
 * @param style  TABLE (text), MARKDOWN or JSON
 * Errors:  EINVAL no such state, no status quo; ELIMIT more than 2^22 states; EINCOMPLETE not all
 *          groups were tried; EIO; ENOMEM
 * Cost:    two searches through states and moves, and two per group of parties that is tried
 */
detente_status detente_write_paths(const detente_analysis *analysis, const char *from,
                                   const char *to, const detente_style *style,
                                   const detente_limits *limits, const detente_sink *sink,
                                   detente_error *err);

/**
 * What differs between two models, which states gained or lost stability, for whom and under which
 * concept, and the first cause in words.  States are the same when the same options are taken.
 *
 * @param first_name, second_name  how to call them
 * Errors:  ELIMIT more than 2^22 states; EIO; ENOMEM
 * Cost:    linear in states, parties and concepts, and a proof per change that is told
 */
detente_status detente_compare(const detente_analysis *first, const char *first_name,
                               const detente_analysis *second, const char *second_name,
                               const detente_style *style, const detente_limits *limits,
                               const detente_sink *sink, detente_error *err);

/**
 * Which preference statements matter: for each, how the equilibria change when it is dropped or
 * swapped with the one below; which never decide anything, and which ties are left.
 *
 * @param style   TABLE (text), MARKDOWN or JSON
 * Errors:  ELIMIT more than 2^22 states; ECANCELLED; EIO; ENOMEM
 * Cost:    two analyses per statement by the graph engine
 */
detente_status detente_write_sensitivity(const detente_analysis *analysis,
                                         const detente_style *style, const detente_limits *limits,
                                         const detente_sink *sink, detente_error *err);

/** Where the texts of sources come from. */
typedef struct detente_documents {
    /** The plain text at `place` (as after `at` in the model), borrowed until detente_write_sources
     * returns; false when it is not at hand. */
    bool (*open)(void *payload, const char *place, const char **text, size_t *length);
    void *payload;
} detente_documents;

/**
 * Every statement, rule and claim with the paragraphs that it cites (paragraph n is the n-th line
 * that is not blank), and what rests on nothing.
 *
 * @param documents  NULL: none at hand
 * @param style      TABLE (text), MARKDOWN or JSON
 * @param faults     receives the number of citations of a paragraph that is not there, and of
 *                   documents that are no text in UTF-8
 * Errors:  EIO, ENOMEM
 */
detente_status detente_write_sources(const detente_model *model, const detente_documents *documents,
                                     const detente_style *style, const detente_limits *limits,
                                     const detente_sink *sink, uint64_t *faults,
                                     detente_error *err);

/* ---- tables ---------------------------------------------------------------------------------- */

/** The tables that papers print, in their order. */
typedef enum detente_table_kind {
    DETENTE_TABLE_OPTIONS = 0, /**< parties and their options */
    DETENTE_TABLE_RULES =
        1, /**< what is not feasible, and how many combinations each rule removes */
    DETENTE_TABLE_STATES = 2,     /**< feasible states in option form, ranks, equilibria */
    DETENTE_TABLE_STATEMENTS = 3, /**< preference statements, most important first */
    DETENTE_TABLE_VECTORS = 4,    /**< s2 > s4 ~ s6: each party's states from best to worst */
    DETENTE_TABLE_STABILITY = 5,  /**< per state, concept and party; E = equilibrium */
    DETENTE_TABLE_EVOLUTION = 6,  /**< from the status quo to equilibria, step by step */
    DETENTE_TABLE_MOVES = 7       /**< every move: party, from, to, options changed, improvement */
} detente_table_kind;
#define DETENTE_TABLE_COUNT 8

/** "options", "rules", ...; NULL for a number out of range. */
const char *detente_table_id(detente_table_kind kind);

/**
 * One table, with its title and conventions around it (CSV: the bare rows).
 *
 * @param style  TABLE, CSV, MARKDOWN or LATEX (one `tabular` per table, booktabs and amssymb);
 *               `limit` bounds the states that are listed, 0 = 4096
 * Errors:  EUNSUPPORTED JSON; ELIMIT states that are not listed; EIO; ENOMEM
 */
detente_status detente_write_table(const detente_analysis *analysis, detente_table_kind kind,
                                   const detente_style *style, const detente_limits *limits,
                                   const detente_sink *sink, detente_error *err);

/* ---- pictures -------------------------------------------------------------------------------- */

typedef enum detente_picture_view {
    DETENTE_MAP = 0,       /**< states placed by their options; stays put when preferences change */
    DETENTE_EVOLUTION = 1, /**< layers of improvements from the status quo */
    DETENTE_HEAT = 2 /**< a cell per state, shaded by the number of parties it is stable for */
} detente_picture_view;

typedef enum detente_picture_format {
    DETENTE_SVG = 0,
    DETENTE_DOT = 1,     /**< the same picture for Graphviz, with positions */
    DETENTE_GRAPHML = 2, /**< all states and moves with their data, for network programs */
    DETENTE_SCENE = 3    /**< JSON: nodes, arcs and texts with coordinates (docs/figures.md) */
} detente_picture_format;

typedef enum detente_arcs {
    DETENTE_ARCS_AUTO = 0, /**< improvements; the best ones where they are many */
    DETENTE_ARCS_BEST = 1, /**< each party's best improvement from each state */
    DETENTE_ARCS_IMPROVEMENTS = 2,
    DETENTE_ARCS_ALL = 3 /**< other moves too, faint */
} detente_arcs;

typedef struct detente_picture {
    size_t size;
    detente_picture_view view;
    detente_picture_format format;
    detente_arcs arcs;
    detente_concepts concepts; /**< equilibria under these are ringed; none: all decided */
    uint64_t state; /**< evolution: start here; map: show its neighbourhood; 0 = status quo */
    uint32_t limit; /**< states up to which all are drawn; 0 = 300 (map), 30 (evolution) */
    bool bare;      /**< without the title */
} detente_picture;

/**
 * Draw the conflict.
 *
 * @param picture  NULL: a map as SVG
 * Errors:  EUNSUPPORTED an evolution without a status quo; ELIMIT more states than the view shows;
 *          EINVAL there is no such state; EIO; ENOMEM
 * Cost:    map: O(arcs drawn x states drawn); heat: O(states log states)
 */
detente_status detente_write_graph(const detente_analysis *analysis, const detente_picture *picture,
                                   const detente_limits *limits, const detente_sink *sink,
                                   detente_error *err);

/* ---- reports --------------------------------------------------------------------------------- */

typedef struct detente_report {
    size_t size;
    const char *file; /**< name of the model's file, for whoever does it again; may be NULL */
} detente_report;

/**
 * One page of HTML that explains itself: findings, pictures, model, tables, reasons, conventions.
 * No script, nothing fetched; prints on A4.
 *
 * @param report  may be NULL
 * Errors:  ELIMIT states that are not listed, or none; EIO; ENOMEM
 */
detente_status detente_write_report(const detente_analysis *analysis, const detente_report *report,
                                    const detente_limits *limits, const detente_sink *sink,
                                    detente_error *err);

/**
 * A page that compares several analyses and leads to their reports.
 *
 * @param links  the file of each report, relative to the page; becomes a URL
 */
detente_status detente_write_index(const detente_analysis *const *analyses,
                                   const char *const *links, size_t count,
                                   const detente_limits *limits, const detente_sink *sink,
                                   detente_error *err);

/* ---- conversion ------------------------------------------------------------------------------ */

/** The model as JSON (docs/json.md): everything the text says. */
detente_status detente_model_to_json(const detente_model *model, const detente_limits *limits,
                                     const detente_sink *sink, detente_error *err);
/** JSON of a model back to .detente text. Faults carry line and column of the JSON text. */
detente_status detente_json_to_text(const char *json, size_t length, const char *file,
                                    const detente_limits *limits, const detente_sink *sink,
                                    detente_faults **faults, detente_error *err);
/** A GMCR+ `.gmcr` file to .detente text; what changes (renumbering) is a warning among the faults.
 */
detente_status detente_gmcr_to_text(const char *json, size_t length, const char *file,
                                    const detente_limits *limits, const detente_sink *sink,
                                    detente_faults **faults, detente_error *err);
/** A table of states (docs/exchange.md: columns `PARTY:OPTION`, `rank:PARTY`) to .detente text. */
detente_status detente_csv_to_text(const char *csv, size_t length, const char *file,
                                   const detente_limits *limits, const detente_sink *sink,
                                   detente_faults **faults, detente_error *err);
/** A GMCR+ file of the model, in ASCII; what the format has no place for is a warning each among
 * the faults, at its place in the model's text (`file`: the name shown for that).  EUNSUPPORTED in
 * graph form; ELIMIT when a ranking would list more than 2^20 states. */
detente_status detente_model_to_gmcr(const detente_model *model, const char *file,
                                     const detente_limits *limits, const detente_sink *sink,
                                     detente_faults **faults, detente_error *err);
/** A strategic game for Gambit, payoffs = ranks, 0 where infeasible; where the game says less than
 * the model is a warning each.  EUNSUPPORTED in graph form; ELIMIT beyond 2^20 profiles. */
detente_status detente_model_to_nfg(const detente_model *model, const char *file,
                                    const detente_limits *limits, const detente_sink *sink,
                                    detente_faults **faults, detente_error *err);

/* ---- random models --------------------------------------------------------------------------- */

/** What a random model is like.  Same numbers, same text, on every machine. */
typedef enum detente_random_family {
    DETENTE_RANDOM_MIXED = 0,     /**< statements of 1 to 3 literals over everybody's options */
    DETENTE_RANDOM_SEPARABLE = 1, /**< over the party's own options: long sequences of moves */
    DETENTE_RANDOM_COUNTER = 2, /**< parties count against each other: long ways of improvements */
    DETENTE_RANDOM_UNEQUAL =
        3 /**< mixed; the first party has most options, the last but one none */
} detente_random_family;

typedef struct detente_random {
    detente_random_family family;
    uint32_t options;    /**< 1 to 64 */
    uint32_t parties;    /**< 1 to 64 */
    uint32_t statements; /**< per party */
    uint32_t rules;      /**< each excludes an eighth of all combinations */
    uint32_t one_way;    /**< options that cannot be undone or resumed */
    uint64_t seed;
} detente_random;

/**
 * Write a random model as .detente text, for tests and benchmarks.
 * Errors: EINVAL numbers out of range; EIO; ENOMEM.  Not every model has a feasible state.
 */
detente_status detente_random_model(const detente_random *random, const detente_limits *limits,
                                    const detente_sink *sink, detente_error *err);

#if defined(__GNUC__)
#pragma GCC visibility pop
#endif

#ifdef __cplusplus
}
#endif

#endif
