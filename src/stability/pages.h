/* SPDX-License-Identifier: MIT
 *
 * Memory for large arrays that are read in jumps: on huge pages where the system has them.
 */
#ifndef DT_PAGES_H
#define DT_PAGES_H

#include "base/base.h"

/* As dt_zeroed; freed with free().  Rounded up to 2 MiB where it is at least that large. */
void *dt_zeroed_pages(size_t count, size_t size);

#endif
