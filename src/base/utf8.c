/* SPDX-License-Identifier: MIT
 *
 * Code points of text that may hold any bytes.  O(1) time per code point.
 */
#include "base/utf8.h"
#include "base/arguments.h"

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
    return code == '\t' || !dt_is_text(code);
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
    dt_arguments given = dt_given(err);
    dt_need_text(&given, text, length);
    dt_need_sink(&given, sink);
    if (given.status != DETENTE_OK) {
        return given.status;
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

static bool is_control(uint32_t c)
{
    return c < 0x20 || (c >= 0x7F && c < 0xA0);
}

bool dt_is_text(uint32_t c)
{
    const bool turns = c == 0x61C || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) ||
                       (c >= 0x2066 && c <= 0x2069);
    const bool hides = c == 0x200B || c == 0x2028 || c == 0x2029 || c == 0xFEFF ||
                       (c >= 0xFFF9 && c <= 0xFFFB);
    const bool none = (c & 0xFFFE) == 0xFFFE || (c >= 0xFDD0 && c <= 0xFDEF);
    return c == '\t' || !(is_control(c) || turns || hides || none || c == DT_BAD_CODE);
}

bool dt_is_break(uint32_t c)
{
    return c < 0x20 || c == 0x7F || c == 0x85 || c == 0x2028 || c == 0x2029;
}

bool dt_is_format(uint32_t c)
{
    static const struct {
        uint32_t first, last;
    } ranges[] = {{0xAD, 0xAD},       {0x600, 0x605},     {0x61C, 0x61C},     {0x6DD, 0x6DD},
                  {0x70F, 0x70F},     {0x890, 0x891},     {0x8E2, 0x8E2},     {0x180E, 0x180E},
                  {0x200B, 0x200F},   {0x202A, 0x202E},   {0x2060, 0x206F},   {0xFEFF, 0xFEFF},
                  {0xFFF9, 0xFFFB},   {0x110BD, 0x110BD}, {0x110CD, 0x110CD}, {0x13430, 0x1343F},
                  {0x1BCA0, 0x1BCA3}, {0x1D173, 0x1D17A}, {0xE0001, 0xE0001}, {0xE0020, 0xE007F}};
    for (size_t k = 0; k < sizeof ranges / sizeof *ranges; k++) {
        if (c >= ranges[k].first && c <= ranges[k].last) {
            return true;
        }
    }
    return false;
}
