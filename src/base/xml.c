/* SPDX-License-Identifier: MIT
 *
 * Text as XML and HTML write it.  See xml.h.
 */
#include "base/xml.h"

#include "base/utf8.h"

/* What stands for this character where it cannot stand as it is; NULL: itself.  Isolation is put
 * around right-to-left words by dt_xml_text. */
static const char *xml_for(uint32_t code)
{
    const bool isolates = code == 0x2068 || code == 0x2069;
    return code == '&'                                    ? "&amp;"
           : code == '<'                                  ? "&lt;"
           : code == '>'                                  ? "&gt;"
           : code == '"'                                  ? "&quot;"
           : dt_is_text(code) || code == '\n' || isolates ? NULL
                                                          : "\xEF\xBF\xBD";
}

void dt_xml_raw(dt_text *text, const char *string)
{
    const size_t length = strlen(string);
    for (size_t k = 0; k < length;) {
        uint32_t code = 0;
        const size_t size = dt_utf8_read(string + k, length - k, &code);
        const char *other = xml_for(code);
        if (other != NULL) {
            dt_text_add(text, other);
        } else {
            dt_text_add_bytes(text, string + k, size);
        }
        k += size;
    }
}

/* Letters that run from right to left: Hebrew to Arabic Extended-A, their presentation forms, and
 * the blocks of right-to-left scripts beyond U+FFFF. */
static bool runs_left(uint32_t c)
{
    return (c >= 0x590 && c <= 0x8FF) || (c >= 0xFB1D && c <= 0xFDFF) ||
           (c >= 0xFE70 && c < 0xFEFF) || (c >= 0x10800 && c <= 0x10FFF) ||
           (c >= 0x1E800 && c <= 0x1EFFF);
}

/* Bytes of the run of right-to-left words at `string`, the blanks, commas and stops between them
 * included; 0 when none begins there. */
static size_t left_run(const char *string, size_t length)
{
    size_t run = 0;
    for (size_t k = 0; k < length;) {
        uint32_t code = 0;
        const size_t size = dt_utf8_read(string + k, length - k, &code);
        if (size == 0) {
            break;
        }
        k += size;
        if (runs_left(code)) {
            run = k;
        } else if (run == 0 || strchr(" ,.-", (int)(code < 0x80 ? code : 'x')) == NULL) {
            break;
        }
    }
    return run;
}

/* Each run is isolated (U+2068 ... U+2069), so that it does not reorder the numbers, signs and
 * words beside it; HTML, attributes and SVG know these characters alike. */
void dt_xml_text(dt_text *text, const char *string)
{
    const size_t length = strlen(string);
    dt_text marked = {0};
    for (size_t k = 0; k < length;) {
        const size_t run = left_run(string + k, length - k);
        if (run > 0) {
            dt_text_add(&marked, "\xE2\x81\xA8");
            dt_text_add_bytes(&marked, string + k, run);
            dt_text_add(&marked, "\xE2\x81\xA9");
            k += run;
        } else {
            const size_t size = dt_utf8_size(string + k, length - k);
            dt_text_add_bytes(&marked, string + k, size == 0 ? 1 : size);
            k += size == 0 ? 1 : size;
        }
    }
    if (marked.length > 0) {
        dt_xml_raw(text, marked.bytes);
    }
    text->failed = text->failed || marked.failed;
    dt_text_clear(&marked);
}
