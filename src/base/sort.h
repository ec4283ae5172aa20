/* SPDX-License-Identifier: MIT
 *
 * Sorting that can be long and so polls: qsort cannot be stopped.
 */
#ifndef DT_SORT_H
#define DT_SORT_H

#include "base/poll.h"

/* Sort stably by `compare`.  ENOMEM, ECANCELLED (the list then holds anything of what it held).
 * Time O(count log count); memory that of the list once more. */
detente_status dt_sort(void *list, size_t count, size_t size,
                       int (*compare)(const void *a, const void *b), dt_poll *poll,
                       detente_error *err);

#endif
