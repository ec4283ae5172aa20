/* SPDX-License-Identifier: MIT
 *
 * The JSON writer.  See json.h.
 */
#include "base/json.h"

#include "base/utf8.h"

#include <assert.h>

#define MOST_EXACT ((uint64_t)1 << 53) /* what every reader of JSON keeps exact */

dt_json dt_json_into(dt_text *text)
{
    return (dt_json){.text = text};
}

static bool innermost(const dt_json *json, uint64_t set)
{
    return json->depth > 0 && ((set >> (json->depth - 1)) & 1) != 0;
}

static void start_line(dt_json *json)
{
    dt_text_add_char(json->text, '\n');
    dt_text_fill(json->text, ' ', (size_t)2 * json->depth);
}

/* The comma, line break and indentation before a key or value. */
static void start_member(dt_json *json)
{
    if (json->after_key) {
        json->after_key = false;
        return;
    }
    if (json->depth == 0) {
        return;
    }
    const bool first = !innermost(json, json->used);
    json->used |= (uint64_t)1 << (json->depth - 1);
    if (!first) {
        dt_text_add_char(json->text, ',');
    }
    if (!innermost(json, json->line)) {
        start_line(json);
    } else if (!first) {
        dt_text_add_char(json->text, ' ');
    }
}

static void open(dt_json *json, bool array, bool line)
{
    start_member(json);
    assert(json->depth < 64);
    const bool inherited = innermost(json, json->line);
    const uint64_t bit = (uint64_t)1 << json->depth++;
    json->array = array ? json->array | bit : json->array & ~bit;
    json->line = line || inherited ? json->line | bit : json->line & ~bit;
    json->used &= ~bit;
    dt_text_add_char(json->text, array ? '[' : '{');
}

void dt_json_object(dt_json *json)
{
    open(json, false, false);
}

void dt_json_array(dt_json *json)
{
    open(json, true, false);
}

void dt_json_line_object(dt_json *json)
{
    open(json, false, true);
}

void dt_json_line_array(dt_json *json)
{
    open(json, true, true);
}

void dt_json_end(dt_json *json)
{
    assert(json->depth > 0 && !json->after_key);
    const bool array = innermost(json, json->array);
    const bool broken = innermost(json, json->used) && !innermost(json, json->line);
    json->depth--;
    if (broken) {
        start_line(json);
    }
    dt_text_add_char(json->text, array ? ']' : '}');
}

/* ---- strings --------------------------------------------------------------------------------- */

static void add_escape(dt_text *text, uint32_t unit)
{
    dt_text_add(text, "\\u");
    for (int shift = 12; shift >= 0; shift -= 4) {
        dt_text_add_char(text, "0123456789abcdef"[(unit >> shift) & 15]);
    }
}

static void add_control(dt_text *text, unsigned char c)
{
    switch (c) {
    case '\n':
        dt_text_add(text, "\\n");
        break;
    case '\t':
        dt_text_add(text, "\\t");
        break;
    case '\r':
        dt_text_add(text, "\\r");
        break;
    default:
        add_escape(text, c);
    }
}

/* Above U+FFFF by a surrogate pair. */
static void add_code(dt_text *text, uint32_t c)
{
    if (c < 0x10000) {
        add_escape(text, c);
    } else {
        add_escape(text, 0xD800 + ((c - 0x10000) >> 10));
        add_escape(text, 0xDC00 + ((c - 0x10000) & 0x3FF));
    }
}

/* Quotes, backslashes and what is unsafe on a terminal are escaped; every byte that is no part of a
 * UTF-8 sequence becomes U+FFFD; all else passes as it is. */
static void put_quoted(dt_text *text, const char *bytes, size_t count)
{
    dt_text_add_char(text, '"');
    for (size_t k = 0; k < count;) {
        uint32_t c = 0;
        const size_t size = dt_utf8_read(bytes + k, count - k, &c);
        if (c == DT_BAD_CODE) {
            dt_text_add(text, "\xEF\xBF\xBD");
        } else if (c == '"' || c == '\\') {
            dt_text_add_char(text, '\\');
            dt_text_add_char(text, (char)c);
        } else if (c < 0x20 || c == 0x7F) {
            add_control(text, (unsigned char)c);
        } else if (dt_utf8_unsafe(c)) {
            add_code(text, c);
        } else {
            dt_text_add_bytes(text, bytes + k, size);
        }
        k += size;
    }
    dt_text_add_char(text, '"');
}

void dt_json_to_ascii(dt_text *out, const char *json, size_t length)
{
    for (size_t k = 0; k < length;) {
        uint32_t c = 0;
        k += dt_utf8_read(json + k, length - k, &c);
        if (c < 0x80) {
            dt_text_add_char(out, (char)c);
        } else {
            add_code(out, c);
        }
    }
}

/* ---- members --------------------------------------------------------------------------------- */

void dt_json_key(dt_json *json, const char *key)
{
    assert(json->depth > 0 && !innermost(json, json->array) && !json->after_key);
    start_member(json);
    put_quoted(json->text, key, strlen(key));
    dt_text_add(json->text, ": ");
    json->after_key = true;
}

void dt_json_string_bytes(dt_json *json, const char *bytes, size_t count)
{
    start_member(json);
    put_quoted(json->text, bytes, count);
}

void dt_json_string(dt_json *json, const char *string)
{
    if (string == NULL) {
        dt_json_null(json);
    } else {
        dt_json_string_bytes(json, string, strlen(string));
    }
}

void dt_json_number(dt_json *json, uint64_t number)
{
    const char *quote = number > MOST_EXACT ? "\"" : "";
    start_member(json);
    dt_text_add(json->text, quote);
    dt_text_number(json->text, number);
    dt_text_add(json->text, quote);
}

static uint64_t magnitude(int64_t number)
{
    return number < 0 ? (uint64_t)0 - (uint64_t)number : (uint64_t)number;
}

void dt_json_integer(dt_json *json, int64_t number)
{
    start_member(json);
    if (number < 0) {
        dt_text_add_char(json->text, '-');
    }
    dt_text_number(json->text, magnitude(number));
}

void dt_json_micro(dt_json *json, int64_t millionths)
{
    start_member(json);
    dt_text_millionths(json->text, millionths);
}

void dt_json_bool(dt_json *json, bool value)
{
    start_member(json);
    dt_text_add(json->text, value ? "true" : "false");
}

void dt_json_null(dt_json *json)
{
    start_member(json);
    dt_text_add(json->text, "null");
}

void dt_json_key_string(dt_json *json, const char *key, const char *string)
{
    dt_json_key(json, key);
    dt_json_string(json, string);
}

void dt_json_key_number(dt_json *json, const char *key, uint64_t number)
{
    dt_json_key(json, key);
    dt_json_number(json, number);
}

void dt_json_key_bool(dt_json *json, const char *key, bool value)
{
    dt_json_key(json, key);
    dt_json_bool(json, value);
}
