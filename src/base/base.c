/* SPDX-License-Identifier: MIT
 *
 * Errors, growing text and arrays, arena.  See base.h.
 */
#include "base/poll.h"

#include <stdio.h>

detente_status dt_fail(detente_error *err, detente_status status, const char *format, ...)
{
    if (err != NULL) {
        va_list args;
        va_start(args, format);
        err->status = status;
        vsnprintf(err->message, sizeof err->message, format, args);
        va_end(args);
    }
    return status;
}

detente_status dt_no_memory(detente_error *err)
{
    return dt_fail(err, DETENTE_ENOMEM, "out of memory");
}

const char *detente_version(void)
{
    return DETENTE_VERSION;
}

const char *detente_status_name(detente_status status)
{
    switch (status) {
    case DETENTE_OK:
        return "OK";
    case DETENTE_ENOMEM:
        return "ENOMEM";
    case DETENTE_EINVAL:
        return "EINVAL";
    case DETENTE_EMODEL:
        return "EMODEL";
    case DETENTE_ELIMIT:
        return "ELIMIT";
    case DETENTE_ECANCELLED:
        return "ECANCELLED";
    case DETENTE_EIO:
        return "EIO";
    case DETENTE_EINCOMPLETE:
        return "EINCOMPLETE";
    case DETENTE_EUNSUPPORTED:
        return "EUNSUPPORTED";
    case DETENTE_EINTERNAL:
        return "EINTERNAL";
    }
    return NULL;
}

bool dt_mul(size_t a, size_t b, size_t *out)
{
    if (b != 0 && a > SIZE_MAX / b) {
        return false;
    }
    *out = a * b;
    return true;
}

/* a+b; false when it does not fit. */
static bool add(size_t a, size_t b, size_t *out)
{
    if (a > SIZE_MAX - b) {
        return false;
    }
    *out = a + b;
    return true;
}

const char *dt_size_say(uint64_t bytes, char words[DT_SIZE_WORDS])
{
    static const char *const units[] = {"bytes", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};
    size_t unit = 0;
    for (; bytes >= 10000; unit++) {
        bytes = (bytes >> 10) + ((bytes & 1023) != 0);
    }
    snprintf(words, DT_SIZE_WORDS, "%llu %s", (unsigned long long)bytes, units[unit]);
    return words;
}

void *dt_zeroed(size_t count, size_t size)
{
    size_t bytes = 0;
    if (!dt_mul(count, size, &bytes)) {
        return NULL;
    }
    return calloc(bytes == 0 ? 1 : bytes, 1);
}

bool dt_grow(void **array, size_t *capacity, size_t count, size_t size)
{
    if (count < *capacity) {
        return true;
    }
    const size_t wanted = *capacity == 0 ? 8 : *capacity * 2;
    size_t bytes = 0;
    if (wanted <= *capacity || !dt_mul(wanted, size, &bytes)) {
        return false;
    }
    void *grown = realloc(*array, bytes);
    if (grown == NULL) {
        return false;
    }
    *array = grown;
    *capacity = wanted;
    return true;
}

/* ---- arena ----------------------------------------------------------------------------------- */

struct dt_arena_block {
    struct dt_arena_block *next;
    size_t used;
    size_t size;
    size_t unused; /* keeps the bytes that follow 16-byte aligned */
};

/* Blocks of 2 KiB, 4 KiB, ... 64 KiB, or as large as what is asked for: small trees stay small. */
static struct dt_arena_block *new_block(struct dt_arena_block *next, size_t bytes)
{
    const size_t least = next == NULL ? 2048 : next->size < 32768 ? 2 * next->size : 65536;
    const size_t size = bytes > least ? bytes : least;
    size_t total = 0;
    if (!add(sizeof(struct dt_arena_block), size, &total)) {
        return NULL;
    }
    struct dt_arena_block *block = calloc(total, 1);
    if (block != NULL) {
        block->next = next;
        block->size = size;
    }
    return block;
}

void *dt_arena_take(dt_arena *arena, size_t bytes)
{
    if (bytes > SIZE_MAX - 15 || !dt_poll_step(arena->poll, 1 + bytes / 4096)) {
        return NULL;
    }
    bytes = (bytes + 15) & ~(size_t)15;
    struct dt_arena_block *block = arena->first;
    if (block == NULL || block->size - block->used < bytes) {
        block = new_block(arena->first, bytes);
        if (block == NULL) {
            return NULL;
        }
        arena->first = block;
    }
    void *taken = (char *)(block + 1) + block->used;
    block->used += bytes;
    return taken;
}

char *dt_arena_text(dt_arena *arena, const char *text, size_t length)
{
    char *copy = dt_arena_take(arena, length + 1);
    if (copy != NULL && length > 0) {
        memcpy(copy, text, length);
    }
    return copy;
}

void dt_arena_clear(dt_arena *arena)
{
    struct dt_arena_block *block = arena->first;
    while (block != NULL) {
        struct dt_arena_block *next = block->next;
        free(block);
        block = next;
    }
    arena->first = NULL;
}

/* ---- text ------------------------------------------------------------------------------------ */

static bool reserve(dt_text *text, size_t more)
{
    size_t needed = 0;
    if (text->failed || !add(text->length, more, &needed) || !add(needed, 1, &needed) ||
        !dt_poll_step(text->poll, 1 + more / 4096)) {
        text->failed = true;
        return false;
    }
    if (needed <= text->capacity) {
        return true;
    }
    size_t wanted = text->capacity < 128 ? 256 : text->capacity * 2;
    if (wanted < needed) {
        wanted = needed;
    }
    char *grown = realloc(text->bytes, wanted);
    if (grown == NULL) {
        text->failed = true;
        return false;
    }
    text->bytes = grown;
    text->capacity = wanted;
    return true;
}

void dt_text_add_bytes(dt_text *text, const char *bytes, size_t count)
{
    if (!reserve(text, count)) {
        return;
    }
    if (count > 0) {
        memcpy(text->bytes + text->length, bytes, count);
    }
    text->length += count;
    text->bytes[text->length] = '\0';
}

void dt_text_add(dt_text *text, const char *string)
{
    dt_text_add_bytes(text, string, strlen(string));
}

void dt_text_add_char(dt_text *text, char c)
{
    dt_text_add_bytes(text, &c, 1);
}

void dt_text_fill(dt_text *text, char c, size_t count)
{
    if (!reserve(text, count)) {
        return;
    }
    memset(text->bytes + text->length, c, count);
    text->length += count;
    text->bytes[text->length] = '\0';
}

void dt_text_format(dt_text *text, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    const int needed = vsnprintf(NULL, 0, format, args);
    va_end(args);
    if (needed < 0) {
        text->failed = true;
        return;
    }
    if (!reserve(text, (size_t)needed)) {
        return;
    }
    va_start(args, format);
    vsnprintf(text->bytes + text->length, (size_t)needed + 1, format, args);
    va_end(args);
    text->length += (size_t)needed;
}

void dt_text_number(dt_text *text, uint64_t number)
{
    char digits[20];
    size_t k = sizeof digits;
    do {
        digits[--k] = (char)('0' + number % 10);
        number /= 10;
    } while (number != 0);
    dt_text_add_bytes(text, digits + k, sizeof digits - k);
}

void dt_text_millionths(dt_text *text, int64_t number)
{
    const uint64_t size = number < 0 ? 0 - (uint64_t)number : (uint64_t)number;
    uint64_t rest = size % 1000000;
    dt_text_add(text, number < 0 ? "-" : "");
    dt_text_number(text, size / 1000000);
    dt_text_add(text, rest > 0 ? "." : "");
    for (uint64_t place = 100000; rest > 0; rest %= place, place /= 10) {
        dt_text_add_char(text, (char)('0' + rest / place));
    }
}

void dt_text_clear(dt_text *text)
{
    free(text->bytes);
    *text = (dt_text){0};
}

detente_status dt_text_flush(dt_text *text, const detente_sink *sink, detente_error *err)
{
    if (text->failed) {
        return dt_no_memory(err);
    }
    if (text->length > 0 && !sink->write(sink->payload, text->bytes, text->length)) {
        return dt_fail(err, DETENTE_EIO, "the result could not be written");
    }
    text->length = 0;
    return DETENTE_OK;
}

detente_status dt_text_relieve(dt_text *text, const detente_sink *sink, detente_error *err)
{
    return text->length < 65536 && !text->failed ? DETENTE_OK : dt_text_flush(text, sink, err);
}

/* ---- digest ---------------------------------------------------------------------------------- */

uint64_t dt_digest(const char *bytes, size_t count)
{
    uint64_t digest = UINT64_C(0xcbf29ce484222325);
    for (size_t k = 0; k < count; k++) {
        digest = (digest ^ (unsigned char)bytes[k]) * UINT64_C(0x100000001b3);
    }
    return digest;
}

/* ---- bits ------------------------------------------------------------------------------------ */

/* Of the squares of 2*step rows and columns the corners off the diagonal change places. */
static void swap_corners(uint64_t *restrict upper, uint64_t *restrict lower, unsigned step,
                         uint64_t mask)
{
    for (unsigned r = 0; r < step; r++) {
        const uint64_t swap = (upper[r] >> step ^ lower[r]) & mask;
        upper[r] ^= swap << step;
        lower[r] ^= swap;
    }
}

void dt_transpose(uint64_t rows[64])
{
    uint64_t mask = UINT64_C(0x00000000FFFFFFFF);
    for (unsigned step = 32; step > 0; step /= 2, mask ^= mask << step) {
        for (unsigned r = 0; r < 64; r += 2 * step) {
            swap_corners(rows + r, rows + r + step, step, mask);
        }
    }
}
