/* SPDX-License-Identifier: MIT
 *
 * Code points of text that may hold any bytes.  O(1) time per code point.
 */
#include "text/utf8.h"

size_t dt_utf8_read(const char *bytes, size_t length, uint32_t *code)
{
    const size_t size = dt_utf8_size(bytes, length);
    if (size == 0) {
        *code = DT_BAD_CODE;
        return 1;
    }
    const unsigned char lead = (unsigned char)bytes[0];
    uint32_t c = size == 1 ? lead : lead & (0xFFu >> (size + 1));
    for (size_t k = 1; k < size; k++) {
        c = (c << 6) | ((unsigned char)bytes[k] & 0x3Fu);
    }
    *code = c;
    return size;
}

uint32_t dt_utf8_count(const char *bytes, size_t length)
{
    uint32_t count = 0;
    uint32_t code = 0;
    for (size_t k = 0; k < length; k += dt_utf8_read(bytes + k, length - k, &code)) {
        count++;
    }
    return count;
}
