/* SPDX-License-Identifier: MIT
 *
 * What both programs, detente and detente-verify, need of the system that they run on.  Knows
 * nothing of models.
 */
#ifndef CLI_HOST_H
#define CLI_HOST_H

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

/* Bytes at `text` that a terminal must not get as they are: a control character, a mark that turns
 * or hides text, no UTF-8.  0 when it begins with a character that is safe. */
size_t host_unsafe(const char *text, size_t length);

/* The text with \x1B for every byte that is unsafe, freed by the caller; NULL: no memory.
 * `lines`: line ends stay. */
char *host_safe(const char *text, size_t length, bool lines);

/* One line: `before`, the message as host_safe has it, a line end. */
void host_complain(FILE *to, const char *before, const char *format, va_list args)
    __attribute__((format(printf, 3, 0)));

#endif
