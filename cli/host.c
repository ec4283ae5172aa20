/* SPDX-License-Identifier: MIT
 *
 * Descriptors, whole files, and text that is safe on a terminal.  See host.h.
 */
#define _POSIX_C_SOURCE 200809L

#include "host.h"

#include <errno.h>
#include <fcntl.h>
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

/* ---- messages -------------------------------------------------------------------------------- */

static bool write_to_stream(void *payload, const char *bytes, size_t count)
{
    return fwrite(bytes, 1, count, payload) == count;
}

detente_sink host_stream(FILE *to)
{
    return (detente_sink){write_to_stream, to};
}

void host_complain(FILE *to, const char *before, const char *format, va_list args)
{
    const detente_sink sink = host_stream(to);
    va_list again;
    va_copy(again, args);
    const int length = vsnprintf(NULL, 0, format, args);
    char *line = length < 0 ? NULL : malloc((size_t)length + 1);
    fputs(before, to);
    if (line != NULL) {
        vsnprintf(line, (size_t)length + 1, format, again);
    }
    if (line == NULL ||
        detente_write_safely(line, (size_t)length, false, &sink, NULL) == DETENTE_ENOMEM) {
        fputs("no memory to say what is wrong", to);
    }
    fputc('\n', to);
    free(line);
    va_end(again);
}
