/* SPDX-License-Identifier: MIT
 *
 * Descriptors, whole files, and text that is safe on a terminal.  See host.h.
 */
#define _POSIX_C_SOURCE 200809L

#include "host.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

bool host_take_descriptors(void)
{
    for (int k = 0; k <= 2; k++) {
        /* opened the wrong way round: to use it is an error still, as it was */
        if (fcntl(k, F_GETFD) < 0 && open("/dev/null", k == 0 ? O_WRONLY : O_RDONLY) != k) {
            return false;
        }
    }
    return true;
}

int host_read(FILE *file, char **text, size_t *length)
{
    char *bytes = NULL;
    size_t count = 0;
    size_t capacity = 0;
    size_t got = 1;
    while (got > 0) {
        if (count == capacity) {
            capacity = capacity == 0 ? 65536 : 2 * capacity;
            char *grown = capacity > HOST_LARGEST_FILE ? NULL : realloc(bytes, capacity);
            if (grown == NULL) {
                free(bytes);
                return capacity > HOST_LARGEST_FILE ? EFBIG : ENOMEM;
            }
            bytes = grown;
        }
        errno = 0;
        got = fread(bytes + count, 1, capacity - count, file);
        count += got;
    }
    if (ferror(file)) {
        const int reason = errno == 0 ? EIO : errno;
        free(bytes);
        return reason;
    }
    *text = bytes;
    *length = count;
    return 0;
}

/* ---- safe text ------------------------------------------------------------------------------- */

/* Size of the UTF-8 character at `text` and its code; size 1 and code UINT32_MAX where it is none.
 */
static size_t read_code(const char *text, size_t length, uint32_t *code)
{
    static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    const unsigned char lead = (unsigned char)text[0];
    const size_t size = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    *code = size == 1 ? lead : lead & (0xFFu >> (size + 1));
    bool good = (lead < 0x80 || lead >= 0xC2) && lead < 0xF5 && size <= length;
    for (size_t k = 1; good && k < size; k++) {
        good = ((unsigned char)text[k] & 0xC0) == 0x80;
        *code = *code << 6 | ((unsigned char)text[k] & 0x3Fu);
    }
    good = good && *code >= least[size] && *code <= 0x10FFFF && (*code < 0xD800 || *code > 0xDFFF);
    *code = good ? *code : UINT32_MAX;
    return good ? size : 1;
}

size_t host_unsafe(const char *text, size_t length)
{
    uint32_t code = 0;
    const size_t size = read_code(text, length, &code);
    const bool control = code < 0x20 || (code >= 0x7F && code < 0xA0);
    const bool turns = code == 0x061C || code == 0x200E || code == 0x200F ||
                       (code >= 0x202A && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069);
    const bool hides = code == 0x200B || code == 0x2028 || code == 0x2029 || code == 0xFEFF ||
                       code == 0xFFFE || code == 0xFFFF;
    return control || turns || hides || code == UINT32_MAX ? size : 0;
}

char *host_safe(const char *text, size_t length, bool lines)
{
    char *safe = malloc(4 * length + 1);
    size_t used = 0;
    uint32_t code = 0;
    for (size_t k = 0; safe != NULL && k < length;) {
        const size_t unsafe = lines && text[k] == '\n' ? 0 : host_unsafe(text + k, length - k);
        const size_t step = unsafe > 0 ? unsafe : read_code(text + k, length - k, &code);
        for (size_t end = k + step; k < end; k++) {
            const unsigned byte = (unsigned char)text[k];
            used += (size_t)snprintf(safe + used, 5, unsafe > 0 ? "\\x%02X" : "%c", byte);
        }
    }
    if (safe != NULL) {
        safe[used] = '\0';
    }
    return safe;
}

void host_complain(FILE *to, const char *before, const char *format, va_list args)
{
    va_list again;
    va_copy(again, args);
    const int length = vsnprintf(NULL, 0, format, args);
    char *line = length < 0 ? NULL : malloc((size_t)length + 1);
    char *safe = NULL;
    if (line != NULL) {
        vsnprintf(line, (size_t)length + 1, format, again);
        safe = host_safe(line, (size_t)length, false);
    }
    fprintf(to, "%s%s\n", before, safe == NULL ? "no memory to say what is wrong" : safe);
    free(line);
    free(safe);
    va_end(again);
}
