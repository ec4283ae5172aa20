/* SPDX-License-Identifier: MIT
 *
 * Which settings of a party's own options need a slice of their own (slices.h).
 *
 * While the others answer, party i's setting a stands still.  What is left of the game is: which of
 * the others' states are feasible, how each of them ranks its own moves, and p_i.  Of that,
 *
 *   - a plane of p_j, j another party, that does not read j's options is the same before and after
 *     every move of j, so it orders nothing and is left out, as is a plane that repeats another;
 *   - an option that neither feasibility nor p_i nor, in turn, the order of the moves of a party
 *     with such options reads makes no difference, so the slice can do without it (lemma 4);
 *   - two settings that leave the same game, up to planes of p_i that are constant on the slice,
 *     close in the same way.  The levels of the one with the greater constants are all higher by
 *     the same amount, so min(p_i, val) is greater as well and thresholds, being maxima, never see
 *     the other one (lemma 5).
 *
 * The settings are found option by option, so that those that turn out equal are never told apart
 * again: the work follows the number of different games, not 2^(own options).
 *
 * With one-way options of i thresholds also depend on these: settings that differ in them stay
 * apart.
 */
#ifndef DT_SETTINGS_H
#define DT_SETTINGS_H

#include "engines/dense/dense.h"

/* Own options are told apart in one go as long as there are fewer settings, wires and gates. */
#define DT_MOST_SETTINGS ((size_t)1 << 16)
#define DT_MOST_SETTING_WIRES ((size_t)1 << 20)
#define DT_MOST_SETTING_GATES ((size_t)1 << 17)

typedef struct dt_setting {
    uint64_t own;     /* the setting, an option code */
    uint64_t one_way; /* of it, the one-way options */
    uint64_t reads;   /* options of the others that matter */
    const dt_wire *wires;
} dt_setting;

/* wires of a setting: feasible, then the focal party's planes, then from first[j] on plane_count[j]
 * of each other party that moves; planes that order nothing are DT_FALSE and stand last. */
typedef struct dt_settings {
    dt_circuit circuit; /* what is left; inputs are the options */
    uint64_t *support;  /* [node] options that it reads */
    size_t supported;   /* nodes for which it is known */
    uint32_t roots;     /* wires per setting */
    uint32_t first[DT_MOST_PARTIES];
    dt_setting *items; /* those alike in one-way options and in `reads` side by side */
    size_t count;
    size_t most; /* that there were at one time */
    dt_wire *wires;
} dt_settings;

/* The settings of `party` whose options outside `open` are as in `code`.  Where that would take too
 * much at once, options are taken out of `open`: they are as in `code`, too.  improving: the order
 * of the others' levels matters.  `also`: options of the others that matter in any case.
 *
 * Time: options of the party times gates plus settings; 50 to 500 bytes per setting. */
detente_status dt_settings_find(const dt_dense *dense, uint32_t party, uint64_t code,
                                uint64_t *open, bool improving, uint64_t also, dt_settings *out,
                                detente_error *err);
void dt_settings_clear(dt_settings *settings);
/* What finding them took; `cut`: what it takes at most where options were taken out of `open`. */
size_t dt_settings_bytes(const dt_settings *settings, bool cut);

#endif
