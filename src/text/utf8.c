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

bool dt_utf8_blank(uint32_t code)
{
    return code == ' ' || code == '\t' || code == '\v' || code == '\f' || code == 0x85 ||
           code == 0xA0 || code == 0x1680 || (code >= 0x2000 && code <= 0x200B) || code == 0x2028 ||
           code == 0x2029 || code == 0x202F || code == 0x205F || code == 0x3000 || code == 0xFEFF;
}

bool dt_utf8_unsafe(uint32_t code)
{
    const bool control = code < 0x20 || (code >= 0x7F && code < 0xA0);
    const bool turns = code == 0x061C || code == 0x200E || code == 0x200F ||
                       (code >= 0x202A && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069);
    const bool hides = code == 0x200B || code == 0x2028 || code == 0x2029 || code == 0xFEFF;
    return control || turns || hides || (code & 0xFFFE) == 0xFFFE || code == DT_BAD_CODE;
}

void dt_text_add_safe(dt_text *text, const char *bytes, size_t length, bool lines)
{
    uint32_t code = 0;
    for (size_t k = 0; k < length;) {
        const size_t size = dt_utf8_read(bytes + k, length - k, &code);
        if (!dt_utf8_unsafe(code) || (lines && code == '\n')) {
            dt_text_add_bytes(text, bytes + k, size);
        } else {
            for (size_t b = 0; b < size; b++) {
                dt_text_format(text, "\\x%02X", (unsigned)(unsigned char)bytes[k + b]);
            }
        }
        k += size;
    }
}

detente_status detente_write_safely(const char *text, size_t length, bool lines,
                                    const detente_sink *sink, detente_error *err)
{
    if (text == NULL || sink == NULL || sink->write == NULL) {
        return dt_fail(err, DETENTE_EINVAL, "a text and a sink are needed");
    }
    dt_text safe = {0};
    dt_text_add_safe(&safe, text, length, lines);
    const detente_status status = dt_text_flush(&safe, sink, err);
    dt_text_clear(&safe);
    return status;
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
