/* SPDX-License-Identifier: MIT
 *
 * Merge sort from below: pieces are sorted by insertion, then merged two by two, back and forth
 * between the list and a second one.  See sort.h.
 */
#include "base/sort.h"

#define PIECE ((size_t)16)

typedef struct sorting {
    size_t count;
    size_t size;
    int (*compare)(const void *a, const void *b);
    dt_poll *poll;
} sorting;

/* One piece in place; `room` holds one element. */
static void insert_sort(const sorting *s, char *list, size_t count, char *room)
{
    for (size_t k = 1; k < count; k++) {
        size_t at = k;
        while (at > 0 && s->compare(list + (at - 1) * s->size, list + k * s->size) > 0) {
            at--;
        }
        if (at < k) {
            memcpy(room, list + k * s->size, s->size);
            memmove(list + (at + 1) * s->size, list + at * s->size, (k - at) * s->size);
            memcpy(list + at * s->size, room, s->size);
        }
    }
}

/* to[first .. end-1] = from[first .. middle-1] merged with from[middle .. end-1]. */
static bool merge(const sorting *s, const char *from, size_t first, size_t middle, size_t end,
                  char *to)
{
    size_t a = first;
    size_t b = middle;
    for (size_t k = first; k < end; k++) {
        if (!dt_poll_step(s->poll, 1)) {
            return false;
        }
        const bool takes_first = a < middle && (b == end || s->compare(from + a * s->size,
                                                                       from + b * s->size) <= 0);
        memcpy(to + k * s->size, from + (takes_first ? a++ : b++) * s->size, s->size);
    }
    return true;
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* The sorted list is in `list` or in `other` afterwards; NULL when stopped. */
static char *merge_all(const sorting *s, char *list, char *other)
{
    for (size_t width = PIECE; width < s->count; width *= 2) {
        for (size_t first = 0; first < s->count; first += 2 * width) {
            const size_t middle = least(first + width, s->count);
            if (!merge(s, list, first, middle, least(first + 2 * width, s->count), other)) {
                return NULL;
            }
        }
        char *swap = list;
        list = other;
        other = swap;
    }
    return list;
}

detente_status dt_sort(void *list, size_t count, size_t size,
                       int (*compare)(const void *a, const void *b), dt_poll *poll,
                       detente_error *err)
{
    const sorting s = {.count = count, .size = size, .compare = compare, .poll = poll};
    if (count < 2) {
        return DETENTE_OK;
    }
    char *other = dt_zeroed(count, size);
    if (other == NULL) {
        return dt_no_memory(err);
    }
    bool goes_on = true;
    for (size_t first = 0; goes_on && first < count; first += PIECE) {
        insert_sort(&s, (char *)list + first * size, least(PIECE, count - first), other);
        goes_on = dt_poll_step(poll, PIECE);
    }
    const char *sorted = goes_on ? merge_all(&s, list, other) : NULL;
    if (sorted != NULL && sorted != (char *)list) {
        memcpy(list, sorted, count * size);
    }
    free(other);
    return sorted == NULL ? dt_poll_cancelled(poll, err) : DETENTE_OK;
}
