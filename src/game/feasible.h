/* SPDX-License-Identifier: MIT
 *
 * The feasible set of an option-form model as a reduced ordered decision diagram (Bryant 1986).
 *
 * Nothing walks the 2^m combinations: the rules are compiled once, then the diagram gives the exact
 * number of feasible states before anything is allocated, lists them in increasing decimal without
 * a dead end, and finds the n-th one directly.  The highest option is tested first.
 *
 * Up to 48 bytes per node; time O(states) to list, O(m) per look-up.
 */
#ifndef DT_FEASIBLE_H
#define DT_FEASIBLE_H

#include "base/poll.h"
#include "game/circuit.h"

typedef struct dt_feasible dt_feasible;

/* Compile `wire`.  ELIMIT when the diagram passes `memory` bytes (0 = 1.5 GiB, and that is the most
 * in any case), or compiling takes too many steps. */
detente_status dt_feasible_new(const dt_circuit *circuit, dt_wire wire, uint64_t memory,
                               dt_poll *poll, dt_feasible **out, detente_error *err);
void dt_feasible_free(dt_feasible *feasible);

/* Number of feasible states; UINT64_MAX stands for 2^64 (64 options, nothing excluded) as well. */
uint64_t dt_feasible_count(const dt_feasible *feasible);
/* Is every combination feasible? */
bool dt_feasible_everything(const dt_feasible *feasible);
/* Code of feasible state number n (from 1, n <= count). */
uint64_t dt_feasible_code(const dt_feasible *feasible, uint64_t n);
/* Number of a code, 0 when it is not feasible; and for the last of 2^64, whose number has no room.
 */
uint64_t dt_feasible_number(const dt_feasible *feasible, uint64_t code);
/* Codes number first .. first+count-1, in increasing order. */
void dt_feasible_list(const dt_feasible *feasible, uint64_t first, uint64_t count, uint64_t *codes);
/* Is there a feasible state where `wire` holds?  (`found` receives one.) */
detente_status dt_feasible_meets(dt_feasible *feasible, const dt_circuit *circuit, dt_wire wire,
                                 dt_poll *poll, bool *meets, uint64_t *found, detente_error *err);

#endif
