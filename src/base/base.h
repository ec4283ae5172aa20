/* SPDX-License-Identifier: MIT
 *
 * What every other file may use: errors, growing text, growing arrays, an arena.
 *
 * Errors.  A fallible function returns detente_status and fills a caller-owned
 * detente_error (may be NULL).  DT_TRY jumps to the function's one `done:` label.
 */
#ifndef DT_BASE_H
#define DT_BASE_H

#include "detente.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* Store the status of `call` in the local `status`; on failure jump to `done`. */
#define DT_TRY(call)                                                                               \
    do {                                                                                           \
        status = (call);                                                                           \
        if (status != DETENTE_OK) {                                                                \
            goto done;                                                                             \
        }                                                                                          \
    } while (0)

#if defined(__GNUC__)
#define DT_PRINTF(string, first) __attribute__((format(printf, string, first)))
#else
#define DT_PRINTF(string, first)
#endif

/* Fill `err` (may be NULL) and return `status`. */
detente_status dt_fail(detente_error *err, detente_status status, const char *format, ...)
    DT_PRINTF(3, 4);

/* "out of memory" as an error. */
detente_status dt_no_memory(detente_error *err);

/* a*b; false when it does not fit. */
bool dt_mul(size_t a, size_t b, size_t *out);

/* "37 KiB": at most four digits, rounded up; returns `words`. */
#define DT_SIZE_WORDS 32
const char *dt_size_say(uint64_t bytes, char words[DT_SIZE_WORDS]);

/* calloc of count*size bytes, overflow checked; NULL when it does not fit. */
void *dt_zeroed(size_t count, size_t size);

/* Arrays that grow: make room for one more element of `size` bytes.
 * Use:  if (!dt_grow((void **)&a, &capacity, count, sizeof *a)) return no memory; a[count++] = x;
 */
bool dt_grow(void **array, size_t *capacity, size_t count, size_t size);

/* Progress and stopping of a long call (base/poll.h).  Memory that grows asks it: what is read or
 * written piece by piece can then be stopped wherever it is.  Asked to stop, it fails as when there
 * is no memory, and the end of the call knows better. */
struct dt_poll;

/* ---- arena: many small things, freed together ------------------------------------------------ */

typedef struct dt_arena {
    struct dt_arena_block *first;
    struct dt_poll *poll; /* NULL: nobody asks */
} dt_arena;

void *dt_arena_take(dt_arena *arena, size_t bytes); /* zeroed, 16-byte aligned; NULL = no memory */
char *dt_arena_text(dt_arena *arena, const char *text, size_t length); /* copy, NUL added */
void dt_arena_clear(dt_arena *arena);

/* ---- text that grows ------------------------------------------------------------------------- */

/* Sticky failure: after the first allocation that fails, `failed` is set and nothing is added.
 * Write with no checks, test `failed` once at the end.  Zero-initialise. */
typedef struct dt_text {
    char *bytes; /* NUL-terminated when not NULL */
    size_t length;
    size_t capacity;
    bool failed;
    struct dt_poll *poll; /* NULL: nobody asks */
} dt_text;

void dt_text_add(dt_text *text, const char *string);
void dt_text_add_bytes(dt_text *text, const char *bytes, size_t count);
void dt_text_add_char(dt_text *text, char c);
void dt_text_fill(dt_text *text, char c, size_t count); /* c, count times */
void dt_text_format(dt_text *text, const char *format, ...) DT_PRINTF(2, 3);
void dt_text_number(dt_text *text, uint64_t number);
void dt_text_millionths(dt_text *text, int64_t number); /* 2500000 as 2.5 */
void dt_text_clear(dt_text *text);                      /* frees */

/* Hand the bytes to `sink` and empty the text (capacity stays); EIO when the sink refuses. */
detente_status dt_text_flush(dt_text *text, const detente_sink *sink, detente_error *err);

/* The same once there is much of it: long writers call it after every piece, which keeps the text
 * small and lets the sink end them. */
detente_status dt_text_relieve(dt_text *text, const detente_sink *sink, detente_error *err);

/* Columns that UTF-8 text takes on a terminal (wide characters 2, combining ones 0). */
size_t dt_width(const char *text);
size_t dt_width_bytes(const char *text, size_t length);
/* Bytes of the longest beginning that takes at most `width` columns. */
size_t dt_width_fit(const char *text, size_t width);

/* FNV-1a, 64 bits: tells one text from another, and is no protection against ill will. */
uint64_t dt_digest(const char *bytes, size_t count);

/* ---- bits ------------------------------------------------------------------------------------ */

#define DT_WORDS(bits) (((size_t)(bits) + 63) / 64)

static inline bool dt_bit(const uint64_t *set, uint64_t k)
{
    return (set[k >> 6] >> (k & 63)) & 1;
}

static inline void dt_set_bit(uint64_t *set, uint64_t k)
{
    set[k >> 6] |= (uint64_t)1 << (k & 63);
}

/* Bit c of row r changes places with bit r of row c. */
void dt_transpose(uint64_t rows[64]);

static inline unsigned dt_popcount(uint64_t word)
{
#if defined(__GNUC__)
    return (unsigned)__builtin_popcountll(word);
#else
    unsigned count = 0;
    for (; word != 0; word &= word - 1) {
        count++;
    }
    return count;
#endif
}

/* Index of the lowest set bit; word must not be 0. */
static inline unsigned dt_lowest(uint64_t word)
{
#if defined(__GNUC__)
    return (unsigned)__builtin_ctzll(word);
#else
    unsigned k = 0;
    for (; (word & 1) == 0; word >>= 1) {
        k++;
    }
    return k;
#endif
}

/* Index of the highest set bit; word must not be 0. */
static inline unsigned dt_highest(uint64_t word)
{
#if defined(__GNUC__)
    return 63u - (unsigned)__builtin_clzll(word);
#else
    unsigned k = 63;
    for (; (word >> k) == 0; k--) {
    }
    return k;
#endif
}

#endif
