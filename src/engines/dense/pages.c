/* SPDX-License-Identifier: MIT
 *
 * Huge pages.  See pages.h.
 *
 * A jump of 2 KiB, as between the rows of a slice, leaves a page of 4 KiB after two steps, and the
 * translation of addresses then costs more than the access.
 */
#if defined(__linux__)
#define _DEFAULT_SOURCE
#include <sys/mman.h>
#endif

#include "engines/dense/pages.h"

#define HUGE_PAGE ((size_t)2 << 20)

void *dt_pages(size_t bytes)
{
#if defined(__linux__) && defined(MADV_HUGEPAGE)
    if (bytes > SIZE_MAX - HUGE_PAGE) {
        return NULL;
    }
    if (bytes >= HUGE_PAGE) {
        bytes = (bytes + HUGE_PAGE - 1) / HUGE_PAGE * HUGE_PAGE;
        void *memory = aligned_alloc(HUGE_PAGE, bytes);
        if (memory != NULL) {
            madvise(memory, bytes, MADV_HUGEPAGE); /* a wish: no harm where it is not granted */
        }
        return memory;
    }
#endif
    return malloc(bytes == 0 ? 1 : bytes);
}
