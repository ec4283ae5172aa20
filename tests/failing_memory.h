/* SPDX-License-Identifier: MIT
 *
 * Lost memory: a task is run again and again, every single allocation failing once.  Each time it
 * must say so, hand out nothing, and give everything back.
 *
 * The allocator of the C library is wrapped in the program that includes this; where a sanitizer
 * brings its own (CAN_WRAP is 0), there is nothing to test.
 */
#ifndef FAILING_MEMORY_H
#define FAILING_MEMORY_H

#include "detente.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#if defined(__GLIBC__) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#define CAN_WRAP 1
#else
#define CAN_WRAP 0
#endif
#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) ||                         \
    __has_feature(memory_sanitizer)
#undef CAN_WRAP
#define CAN_WRAP 0
#endif
#endif

#if CAN_WRAP

extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t count, size_t size);
extern void *__libc_realloc(void *old, size_t size);
extern void *__libc_memalign(size_t alignment, size_t size);
extern void __libc_free(void *old);

static long until_failure = -1; /* allocations that still succeed; negative: all do */
static bool for_good;           /* once one has failed, all fail */
static long taken;              /* allocations so far */
static long held;               /* blocks not given back */

static bool fails(void)
{
    taken++;
    if (until_failure > 0) {
        until_failure--;
        return false;
    }
    const bool failed = until_failure == 0;
    until_failure = for_good ? until_failure : -1;
    return failed;
}

void *malloc(size_t size)
{
    void *block = fails() ? NULL : __libc_malloc(size);
    held += block != NULL ? 1 : 0;
    return block;
}

void *calloc(size_t count, size_t size)
{
    void *block = fails() ? NULL : __libc_calloc(count, size);
    held += block != NULL ? 1 : 0;
    return block;
}

void *realloc(void *old, size_t size)
{
    void *block = fails() ? NULL : __libc_realloc(old, size);
    held += block != NULL && old == NULL ? 1 : 0;
    return block;
}

void *aligned_alloc(size_t alignment, size_t size)
{
    void *block = fails() ? NULL : __libc_memalign(alignment, size);
    held += block != NULL ? 1 : 0;
    return block;
}

void free(void *old)
{
    held -= old != NULL ? 1 : 0;
    __libc_free(old);
}

typedef detente_status task(const char *text, size_t length);

/* Run with allocation 0, 1, 2, ... failing: that one alone, then all from that one on. */
static void fail_each(task *run, const char *text, size_t length, detente_status wanted)
{
    taken = 0;
    assert_int_equal(run(text, length), wanted);
    const long all = taken;
    assert_true(all > 0);
    for (long k = 0; k < 2 * all; k++) {
        const long before = held;
        until_failure = k / 2;
        for_good = k % 2 == 1;
        const detente_status status = run(text, length);
        until_failure = -1;
        if (status != DETENTE_ENOMEM || held != before) {
            fail_msg("allocation %ld of %ld fails: status %d, %ld blocks left", k / 2, all,
                     (int)status, held - before);
        }
    }
}

/* Run with piece 0, 1, 2, ... refused, or with report 0, 1, 2, ... answered with "stop": `until`
 * counts down to that and is negative once it came. */
static inline void stop_each(task *run, const char *text, size_t length, long *until,
                             detente_status expected)
{
    for (long k = 0;; k++) {
        const long before = held;
        *until = k;
        const detente_status status = run(text, length);
        const bool stopped = *until < 0;
        *until = -1;
        assert_int_equal(held, before);
        assert_int_equal(status, stopped ? expected : DETENTE_OK);
        if (!stopped) {
            return;
        }
    }
}

#endif

#endif
