/* SPDX-License-Identifier: MIT
 *
 * What in a model says nothing, or bars more than its author may mean: never wrong, worth a look.
 *
 * S: the states; W(x): those where an expression holds; R_i(s): where party i can go from s.
 *
 *   NO_MOVE       party i: R_i(s) is empty for every s
 *   STUCK         party i moves somewhere, but at s has no move although one of its options could
 *                 change, were it not for a rule; FOREVER: and whatever all others do from s, it
 *                 never has one again.  Option form, no coalesced states
 *   FIXED         an option that is taken in all states, or in none
 *   UNMENTIONED   an option that no preference line of any party mentions, nor an outcome in one
 *   IDLE          mentioned, but no party cares: equal ranks wherever two states differ in it
 * alone, and two do ALWAYS, NEVER a statement x of wants or weighs: W(x) = S, W(x) is empty TWICE
 * W(x) = W(y), y above x in the same list OPPOSITE      W(x) = S without W(y), y above x in the
 * same list UNDECIDING    none of these, and without it every two states compare as they do NO_RULE
 * a rule without which the same combinations are feasible: from the last to the first, those that
 * are found left out JOINS_NOTHING `same x` where fewer than two feasible combinations are in W(x)
 *   EMPTY, EVERYTHING  an outcome x: W(x) is empty, is S
 *   EQUAL         W(x) = W(y), y an earlier outcome, neither of the above
 *   UNUSED        a source that no line cites, under no scenario
 *   VACUOUS       a claim that holds because it speaks of no state
 *
 * Time: O(lines^2 states / 64), O(lines states log states) per line for UNDECIDING, moves up to
 * DT_MOST_LINTED states; a question to the decision diagram per rule.  Bytes: a bit per state and
 * line.
 */
#ifndef DT_LINT_H
#define DT_LINT_H

#include "game/states.h"

/* LINT(NAME, json) in the order of the list above. */
#define DT_LINT_LIST(LINT)                                                                         \
    LINT(NO_MOVE, "no move")                                                                       \
    LINT(STUCK, "stuck")                                                                           \
    LINT(FOREVER, "stuck forever")                                                                 \
    LINT(FIXED, "fixed option")                                                                    \
    LINT(UNMENTIONED, "unmentioned option")                                                        \
    LINT(IDLE, "idle option")                                                                      \
    LINT(ALWAYS, "always holds")                                                                   \
    LINT(NEVER, "never holds")                                                                     \
    LINT(TWICE, "said twice")                                                                      \
    LINT(OPPOSITE, "opposite")                                                                     \
    LINT(UNDECIDING, "decides nothing")                                                            \
    LINT(NO_RULE, "removes nothing")                                                               \
    LINT(JOINS_NOTHING, "joins nothing")                                                           \
    LINT(EMPTY, "empty outcome")                                                                   \
    LINT(EVERYTHING, "outcome of every state")                                                     \
    LINT(EQUAL, "equal outcomes")                                                                  \
    LINT(UNUSED, "unused source")                                                                  \
    LINT(VACUOUS, "vacuous claim")

#define DT_LINT_NAME(name, json) DT_LINT_##name,
typedef enum dt_lint_kind { DT_LINT_LIST(DT_LINT_NAME) DT_LINT_COUNT } dt_lint_kind;
#undef DT_LINT_NAME

/* Beyond, who is stuck is not looked for. */
#define DT_MOST_LINTED 65536

typedef struct dt_lint {
    dt_lint_kind kind;
    dt_span at;
    uint32_t party; /* whose; DT_NONE: nobody's */
    uint32_t item;  /* option, rule, outcome, source or claim; of a statement the line */
    uint32_t list;  /* of the party's lists, from 0 */
    uint32_t other; /* TWICE, OPPOSITE: the line above; EQUAL: the outcome; STUCK: the rule */
    uint64_t state; /* STUCK: the first such state, as an index ... */
    uint64_t count; /* ... and how many there are; FIXED: 1 taken, 0 not */
} dt_lint;

typedef struct dt_lints {
    dt_lint *list; /* in the order of the text */
    size_t count, capacity;
    bool complete; /* nothing was left out for its size */
} dt_lints;

/* `others`: the same file under its scenarios.  ELIMIT: states that are not listed. */
detente_status dt_lint_model(const detente_model *model, const detente_model *const *others,
                             size_t other_count, dt_poll *poll, dt_lints *out, detente_error *err);
void dt_lints_clear(dt_lints *lints);

/* ---- parts ----------------------------------------------------------------------------------- */

detente_status dt_lint_add(dt_lints *lints, dt_lint found, detente_error *err);
/* lint_moves.c: NO_MOVE, STUCK, FOREVER. */
detente_status dt_lint_moves(const detente_model *model, dt_poll *poll, dt_lints *out,
                             detente_error *err);
/* lint_lines.c: ALWAYS to UNDECIDING. */
detente_status dt_lint_lines(const detente_model *model, dt_poll *poll, dt_lints *out,
                             detente_error *err);
/* lint_rules.c: NO_RULE, JOINS_NOTHING. */
detente_status dt_lint_rules(const detente_model *model, dt_poll *poll, dt_lints *out,
                             detente_error *err);

#endif
