/* SPDX-License-Identifier: MIT
 *
 * Expressions as lists of cubes (disjunctive normal form), for formats that know no more.
 *
 * The form follows the expression: `a or (b and c)` gives a, b c; `a if b` gives a, not b. Products
 * may grow without bound, so there is a limit on cubes and steps.
 */
#ifndef DT_DNF_H
#define DT_DNF_H

#include "exchange/cubes.h"
#include "game/model.h"

#define DT_DNF_MOST 1024 /* cubes */

/* Cubes whose union is the states where `expr` (or its negation) holds, option form.  ELIMIT when
 * there are too many, or when a coalesced state is named by a pattern; ENOMEM. */
detente_status dt_dnf(const detente_model *model, const dt_expr *expr, bool negated, dt_cubes *out,
                      detente_error *err);

#endif
