/* SPDX-License-Identifier: MIT
 *
 * What both programs, detente and detente-verify, need of the system that they run on.  Knows
 * nothing of models.
 */
#ifndef CLI_HOST_H
#define CLI_HOST_H

#include "detente.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>

/* No larger file is read. */
#define HOST_LARGEST_FILE ((size_t)1 << 28)

/* Descriptors 0 to 2 that whoever started us has closed are taken, so that no file of ours becomes
 * "standard error".  Reading or writing them fails.  False when that cannot be done. */
bool host_take_descriptors(void);

/* All bytes of `file`, freed by the caller; 0, or an errno: EFBIG, ENOMEM, what reading says. */
int host_read(FILE *file, char **text, size_t *length);

/* What is written goes to a stream. */
detente_sink host_stream(FILE *to);

/* One line: `before`, the message as detente_write_safely has it, a line end. */
void host_complain(FILE *to, const char *before, const char *format, va_list args)
    __attribute__((format(printf, 3, 0)));

#endif
