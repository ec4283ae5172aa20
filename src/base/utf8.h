/* SPDX-License-Identifier: MIT
 *
 * UTF-8 (RFC 3629): how long a character is, reading and writing one.
 */
#ifndef DT_UTF8_H
#define DT_UTF8_H

#include "base/base.h"

/* Bytes of the character at `bytes` (1-4), 0 when no valid one stands there: overlong forms,
 * surrogates and code points past U+10FFFF are not valid. */
static inline size_t dt_utf8_size(const char *bytes, size_t left)
{
    const unsigned char *b = (const unsigned char *)bytes;
    if (left == 0) {
        return 0;
    }
    if (b[0] < 0x80) {
        return 1;
    }
    const size_t size = b[0] < 0xC2 ? 0 : b[0] < 0xE0 ? 2 : b[0] < 0xF0 ? 3 : b[0] < 0xF5 ? 4 : 0;
    if (size == 0 || size > left) {
        return 0;
    }
    for (size_t k = 1; k < size; k++) {
        if ((b[k] & 0xC0) != 0x80) {
            return 0;
        }
    }
    const bool bad = (b[0] == 0xE0 && b[1] < 0xA0) || (b[0] == 0xED && b[1] > 0x9F) ||
                     (b[0] == 0xF0 && b[1] < 0x90) || (b[0] == 0xF4 && b[1] > 0x8F);
    return bad ? 0 : size;
}

/* Write code point c (at most U+10FFFF) to out[0..3]; returns the number of bytes. */
static inline size_t dt_utf8_put(uint32_t c, char *out)
{
    if (c < 0x80) {
        out[0] = (char)c;
        return 1;
    }
    const size_t size = c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    for (size_t k = size; k-- > 1; c >>= 6) {
        out[k] = (char)(0x80 | (c & 0x3F));
    }
    static const uint8_t lead[] = {0, 0, 0xC0, 0xE0, 0xF0};
    out[0] = (char)(lead[size] | c);
    return size;
}

#define DT_BAD_CODE UINT32_MAX /* not UTF-8: one byte is read */

/* Read the code point at bytes[0..length), length > 0.  Returns its size, 1 where the byte is not
 * UTF-8. */
size_t dt_utf8_read(const char *bytes, size_t length, uint32_t *code);

/* A blank in any script. */
bool dt_utf8_blank(uint32_t code);
/* A character that a terminal must not get as it is: a tab, or what no text may hold (dt_is_text).
 */
bool dt_utf8_unsafe(uint32_t code);
/* The text with \x1B for each byte of what is unsafe or not UTF-8.  `lines`: line ends stay. */
void dt_text_add_safe(dt_text *text, const char *bytes, size_t length, bool lines);

/* Number of code points; a byte that is not UTF-8 counts as one. */
uint32_t dt_utf8_count(const char *bytes, size_t length);

/* May a text hold this code point?  Not: control characters (a tab may stand), line separators,
 * what is not seen and changes what is (a zero width space, marks of the writing direction, a byte
 * order mark), and what is no character at all.  The joiners U+200C and U+200D are part of words in
 * Persian and in Indic scripts. */
bool dt_is_text(uint32_t code);
/* Among those that may not: does it divide words, so that a blank says the same? */
bool dt_is_break(uint32_t code);
/* A format character (Unicode Cf): not seen, so no part of a name. */
bool dt_is_format(uint32_t code);

#endif
