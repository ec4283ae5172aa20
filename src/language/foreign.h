/* SPDX-License-Identifier: MIT
 *
 * Files of other kinds, where a text is expected: one sentence says more than hundreds of faults.
 */
#ifndef DT_FOREIGN_H
#define DT_FOREIGN_H

#include "language/syntax.h"

/* What a file is that is no plain text, and what to do; NULL: it may be one.  "a PDF; ..." */
const char *dt_no_text(const char *text, size_t length);

/* Is it no text, or a text of another program?  Then one fault says so.  `wanted`: "model",
 * "table", or "JSON", which may begin with a brace. */
bool dt_refuse_foreign(const char *text, size_t length, const char *wanted, dt_faults *faults);

#endif
