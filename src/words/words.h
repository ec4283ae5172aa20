/* SPDX-License-Identifier: MIT
 *
 * The words and marks of every text that people read: ONE table, so that `--terms gmcr` and
 * `--ascii` change them everywhere at once.
 */
#ifndef DT_WORDS_H
#define DT_WORDS_H

#include "base/base.h"

/* WORD(NAME, plain, literature) */
#define DT_WORD_LIST(WORD)                                                                         \
    WORD(PARTY, "party", "DM")                                                                     \
    WORD(PARTIES, "parties", "DMs")                                                                \
    WORD(STATE, "state", "state")                                                                  \
    WORD(STATES, "states", "states")                                                               \
    WORD(MOVE, "move", "UM")                                                                       \
    WORD(MOVES, "moves", "UMs")                                                                    \
    WORD(IMPROVEMENT, "improvement", "UI")                                                         \
    WORD(IMPROVEMENTS, "improvements", "UIs")                                                      \
    WORD(RANK, "Rank", "Payoff")                                                                   \
    WORD(NUMBER, "State", "Ordered")                                                               \
    WORD(RANKS_NOTE, "Ranks: the highest number is what a party likes best.",                      \
         "Payoffs: ordinal, the highest is most preferred.")                                       \
    WORD(TICK_NOTE, "equilibrium: no party has a reason to leave this state",                      \
         "equilibrium: stable for every DM")                                                       \
    WORD(TICK_PARTY_NOTE, "stable: this party has no reason to leave the state",                   \
         "stable for this DM")                                                                     \
    WORD(HOLDS_NASH, " would hold even if nobody fears retaliation", ": equilibrium")              \
    WORD(HOLDS_IF, " would hold if each fears ", ": equilibrium")                                  \
    WORD(HOLDS_ONLY_IF, " would hold only if each fears ", ": equilibrium")                        \
    WORD(OR_IF, ", or ", " and")                                                                   \
    WORD(HOLDS_NOT, " would not hold", ": no equilibrium")                                         \
    WORD(WOULD_LEAVE, " would leave it whatever the answer", " has a UI that no sanction meets")   \
    WORD(LEAVES_UNDER, " would leave it under ", " is not stable under ")                          \
    WORD(WOULD_LEAVE_BY, " would leave it, by ", " has a UI that no sanction meets: ")             \
    WORD(LEAVES_UNDER_BY, ", by ", ": ")                                                           \
    WORD(WHATEVER, ", whatever the answer", "")                                                    \
    WORD(TEMPTED_BY, " would gain by ", " has a UI, ")                                             \
    WORD(FEARS, ", but fears the answer", ", met by a sanction")                                   \
    WORD(FEARS_JOINT, ", but fears a move at the same moment", ", met under SIM by a UI")          \
    WORD(IT_WOULD, ": it would ", ": it would ")                                                   \
    WORD(AT_A_COST, ", at a cost to ", ", no UI but at a cost to ")                                \
    WORD(NO_GAIN, ", which is all the same to ", ", no UI: all the same to ")                      \
    WORD(BETTER, " better than today for somebody and worse for nobody",                           \
         " better than the status quo for some DM and worse for none")                             \
    WORD(NOTHING_BETTER, "No state is better than today for somebody and worse for nobody.",       \
         "No state is better than the status quo for some DM and worse for none.")                 \
    WORD(NOTHING_KNOWN_BETTER,                                                                     \
         "No state is known to be better than today for somebody and worse for nobody.",           \
         "No state is known to be better than the status quo for some DM and worse for none.")     \
    WORD(BETTER_OFF, "Better off: ", "Preferred by: ")                                             \
    WORD(AS_GOOD, ", as good as today for everybody,",                                             \
         ", equally preferred to the status quo by every DM,")                                     \
    WORD(TODAY, "Today", "Status quo")                                                             \
    WORD(WOULD_HOLD, "Would hold", "Equilibria")                                                   \
    WORD(IN_REACH, " within reach of steps that each pay at once; ",                               \
         " reachable from the status quo by UIs; ")                                                \
    WORD(OUT_OF_REACH,                                                                             \
         "No series of steps that each pay at once leads there from today (see `detente paths`).", \
         "None is reachable from the status quo by UIs.")                                          \
    WORD(OUT_OF_KNOWN_REACH,                                                                       \
         "No series of steps each known to pay at once leads there from today (see `detente "      \
         "paths`).",                                                                               \
         "None is known to be reachable from the status quo by UIs.")

/* Where a rank would stand, of a party whose preference is no ranking. */
#define DT_NO_RANKING "no ranking"

/* Below verdicts in the four readings of what is not known. */
#define DT_READINGS_NOTE                                                                           \
    "Not all is known of what the parties prefer (?). Each concept has four readings: in a and c " \
    "a party leaves for what may be better, in b and d only for what is known to be; in a and b "  \
    "only what is known to be no better deters it, in c and d also what may be no better."

/* MARK(NAME, utf8, ascii) */
#define DT_MARK_LIST(MARK)                                                                         \
    MARK(TICK, "✓", "Y")                                                                           \
    MARK(DOT, "•", "*")                                                                            \
    MARK(HERE, "◆", "@")                                                                           \
    MARK(LINE, "─", "-")                                                                           \
    MARK(ARROW, "→", "->")                                                                         \
    MARK(DASH, "–", "-")                                                                           \
    MARK(MINUS, "−", "-")                                                                          \
    MARK(BETTER, "≻", ">")                                                                         \
    MARK(EQUAL, "∼", "~")                                                                          \
    MARK(MORE, "…", "...")

#define DT_WORD_NAME(name, plain, literature) DT_WORD_##name,
typedef enum dt_word { DT_WORD_LIST(DT_WORD_NAME) DT_WORD_COUNT } dt_word;
#undef DT_WORD_NAME

#define DT_MARK_NAME(name, utf8, ascii) DT_MARK_##name,
typedef enum dt_mark_kind { DT_MARK_LIST(DT_MARK_NAME) DT_MARK_COUNT } dt_mark_kind;
#undef DT_MARK_NAME

const char *dt_say(const detente_style *style, dt_word word);
const char *dt_draw(const detente_style *style, dt_mark_kind mark);

/* `count` and the word that agrees with it: "1 state", "12 states". */
void dt_say_count(dt_text *text, const detente_style *style, uint64_t count, dt_word one,
                  dt_word many);

/* The style with its defaults filled in. */
detente_style dt_style_of(const detente_style *style);

#endif
