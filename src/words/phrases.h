/* SPDX-License-Identifier: MIT
 *
 * Saying things about a model in its author's words: states, moves, and why one state is preferred
 * to another.  Every text that explains uses these, so that a thing has one name everywhere.
 *
 *   a state    "the deadlock" when an outcome names this state alone, else the options taken there:
 *              “threaten, act”; graph form: its label
 *   a move     "gives up ‘threaten’ and takes up ‘accept’"
 *   a reason   "because it puts ‘act’ above ‘not accept’ [d4:3]": the first statement that decides
 *
 * Whatever a phrase mentions is remembered with its label, note and sources, to be listed below the
 * text.
 *
 * Bytes: a bit per state and outcome.  Time: O(statements) per phrase.
 */
#ifndef DT_PHRASES_H
#define DT_PHRASES_H

#include "game/walk.h"

/* Something that a text rests on. */
typedef struct dt_evidence {
    const dt_support *support;
    const char *words; /* what it supports: a statement, an option, a rule */
} dt_evidence;

typedef struct dt_phrases {
    const detente_model *model;
    bool ascii;
    bool labels; /* options by their labels, "Accept the Taliban"; else by their ids, ‘accept’ */
    uint32_t
        *title; /* [outcome] the state that it alone means, DT_NONE: it means none or several */
    uint64_t *values;      /* of the circuit */
    uint64_t options;      /* mentioned, as bits */
    dt_evidence *evidence; /* mentioned, in order, each once */
    size_t evidence_count, evidence_capacity;
    dt_arena arena; /* of its words */
    bool failed;    /* memory ran out: what is said is incomplete */
} dt_phrases;

/* style may be NULL. */
detente_status dt_phrases_open(const detente_model *model, const detente_style *style,
                               dt_poll *poll, dt_phrases *phrases, detente_error *err);
void dt_phrases_clear(dt_phrases *phrases);

/* ---- names ----------------------------------------------------------------------------------- */

/* `words` in the quotation marks of the style: “...” for states, ‘...’ for what the file says. */
void dt_phrase_quote(const dt_phrases *phrases, const char *words, dt_text *text);
void dt_phrase_state(dt_phrases *phrases, uint64_t state, dt_text *text);
/* The options taken, "YNN" or the graph state's id: never an outcome's name. */
void dt_phrase_options_of(dt_phrases *phrases, uint64_t state, dt_text *text);

typedef enum dt_verb_form {
    DT_VERB_FINITE,     /* takes up */
    DT_VERB_INFINITIVE, /* take up */
    DT_VERB_GERUND      /* taking up */
} dt_verb_form;

/* What `party` does in a move, without its name. */
void dt_phrase_move(dt_phrases *phrases, uint32_t party, uint64_t from, uint64_t to,
                    dt_verb_form form, dt_text *text);
/* "Pakistan takes up ‘act’" */
void dt_phrase_step(dt_phrases *phrases, const dt_step *step, uint64_t from, dt_text *text);
/* ", to the settlement"; nothing in graph form, where the move says so. */
void dt_phrase_where(dt_phrases *phrases, uint64_t to, dt_text *text);

/* " [d4:3, d4:15]", nothing when there are no marks. */
void dt_phrase_marks(const dt_phrases *phrases, const dt_support *support, dt_text *text);

/* The other way round: the index of the state that `words` name: a number, "status quo", a pattern
 * (YN-), an outcome of one state, a graph state, or the options taken ("threaten, accept"; "none").
 * EINVAL says what is wrong. */
detente_status dt_state_named(const detente_model *model, const char *words, dt_poll *poll,
                              uint64_t *state, detente_error *err);

/* ---- reasons --------------------------------------------------------------------------------- */

/* Why a party prefers one state to another. */
typedef struct dt_reason {
    dt_preference_kind kind;
    uint32_t gained; /* WANTS: the line that decides; RANKS: the line that takes the better state;
                        WEIGHS: the line that adds most to the difference */
    uint32_t lost;   /* WANTS: the first line below that the worse state alone satisfies, DT_NONE:
                        none; RANKS: the line that takes the worse state */
    uint32_t
        also; /* WANTS: a second line of the level that decides, where `lost` is of that level */
    int64_t better_sum, worse_sum; /* WEIGHS: in millionths */
} dt_reason;

/* "because it puts ‘act’ above ‘not accept’ [d4:3]". */
void dt_phrase_reason(dt_phrases *phrases, uint32_t party, uint64_t better, uint64_t worse,
                      dt_text *text);

/* What a move is to its mover: "it gains because ..." after `gains`, ", at a cost to itself because
 * ...", ", which is all the same to it", ", and it is not known what that is worth to it". */
void dt_phrase_worth(dt_phrases *phrases, uint32_t party, uint64_t from, uint64_t to,
                     const char *gains, dt_text *text);

/* Why it is not known how it likes one state against another: "by its first list it is better
 * because it wants ‘act’, by its other list it is worse because it puts ‘threaten’ above ‘act’", or
 * the line that says so. */
void dt_phrase_doubt(dt_phrases *phrases, uint32_t party, uint64_t one, uint64_t other,
                     dt_text *text);

/* ---- evidence -------------------------------------------------------------------------------- */

/* Remember that a text rests on this; without note and marks there is nothing to remember. */
void dt_phrases_rest_on(dt_phrases *phrases, const dt_support *support, const char *words);

#endif
