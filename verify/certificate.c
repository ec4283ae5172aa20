/* SPDX-License-Identifier: MIT
 *
 * Reading a certificate line by line, number by number.
 */
#include "checking.h"

#include <stdarg.h>

bool verify_fail(checking *k, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    vsnprintf(k->v->message, sizeof k->v->message, format, args);
    va_end(args);
    return false;
}

/* ---- lines ----------------------------------------------------------------------------------- */

#define LONGEST_LINE ((size_t)1 << 28)
#define NO_TEXT                                                                                    \
    '\x01' /* for a byte 0, which would end the line before its end; nothing expects it */

bool verify_next_line(checking *k)
{
    k->length = 0;
    int byte = fgetc(k->file);
    if (byte == EOF) {
        return false;
    }
    for (; byte != EOF && byte != '\n'; byte = fgetc(k->file)) {
        if (k->length == LONGEST_LINE) {
            k->line[k->length - 1] = NO_TEXT; /* then no certificate of ours */
            continue;
        }
        if (!dt_grow((void **)&k->line, &k->capacity, k->length + 1, 1)) {
            free(verify_take(SIZE_MAX / 2, 1));
        }
        k->line[k->length++] = byte == '\0' ? NO_TEXT : (char)byte;
    }
    if (k->capacity == 0 && !dt_grow((void **)&k->line, &k->capacity, 0, 1)) {
        free(verify_take(SIZE_MAX / 2, 1));
    }
    k->line[k->length] = '\0';
    k->at = k->line;
    k->v->line++;
    return true;
}

bool verify_at_end(const checking *k)
{
    return *k->at == '\0';
}

bool verify_read_number(checking *k, uint64_t *number)
{
    const char *begin = k->at;
    *number = 0;
    for (; *k->at >= '0' && *k->at <= '9' && k->at - begin < 18; k->at++) {
        *number = *number * 10 + (uint64_t)(*k->at - '0');
    }
    return k->at > begin && (*k->at < '0' || *k->at > '9');
}

bool verify_skip(checking *k, const char *words)
{
    const size_t length = strlen(words);
    if (strncmp(k->at, words, length) != 0) {
        return false;
    }
    k->at += length;
    return true;
}

bool verify_read_state(checking *k, uint64_t *state)
{
    if (!verify_read_number(k, state) || *state < 1 || *state > k->c->states) {
        return verify_fail(k, "a state's number from 1 to %llu was expected",
                           (unsigned long long)k->c->states);
    }
    --*state;
    return true;
}

bool verify_read_party(checking *k, uint32_t *party)
{
    uint64_t number = 0;
    if (!verify_read_number(k, &number) || number < 1 || number > k->parties) {
        return verify_fail(k, "a party's number from 1 to %u was expected", k->parties);
    }
    *party = (uint32_t)number - 1;
    return true;
}
