/* SPDX-License-Identifier: MIT
 *
 * Memory for large arrays that are read in jumps: on huge pages where the system has them.
 */
#ifndef DT_PAGES_H
#define DT_PAGES_H

#include "base/base.h"

/* That many bytes, whatever is in them; NULL when there are not so many.  Freed with free().
 * Rounded up to 2 MiB where it is at least that large. */
void *dt_pages(size_t bytes);

#endif
