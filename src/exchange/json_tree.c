/* SPDX-License-Identifier: MIT
 *
 * The JSON reader: recursive descent, one function per kind of value, depth limited.  See
 * json_tree.h.
 */
#include "exchange/json_tree.h"
#include "language/foreign.h"

#include "base/utf8.h"

typedef struct reader {
    const char *at;
    const char *end;
    uint32_t line;
    uint32_t column;
    uint32_t depth;
    dt_arena *arena;
    dt_text scratch; /* the characters of the string being read */
    dt_span where;   /* of the fault */
    detente_error *err;
} reader;

/* ---- cursor ---------------------------------------------------------------------------------- */

static dt_span here(const reader *r)
{
    return (dt_span){.line = r->line, .column = r->column, .length = 1};
}

static detente_status fault_at(reader *r, dt_span where, const char *message)
{
    r->where = where;
    return dt_fail(r->err, DETENTE_EMODEL, "%s", message);
}

static detente_status fault(reader *r, const char *message)
{
    return fault_at(r, here(r), r->at == r->end ? "the JSON text ends too early" : message);
}

static bool sees(const reader *r, char c)
{
    return r->at < r->end && *r->at == c;
}

/* Step over `bytes` bytes that are one column and no line break. */
static void step(reader *r, size_t bytes)
{
    r->at += bytes;
    r->column++;
}

static void skip_blanks(reader *r)
{
    for (; r->at < r->end; r->at++) {
        if (*r->at == '\n' || (*r->at == '\r' && !(r->at + 1 < r->end && r->at[1] == '\n'))) {
            r->line++;
            r->column = 1;
        } else if (*r->at == ' ' || *r->at == '\t' || *r->at == '\r') {
            r->column++;
        } else {
            return;
        }
    }
}

/* ---- strings --------------------------------------------------------------------------------- */

static bool read_hex4(reader *r, uint32_t *out)
{
    uint32_t c = 0;
    for (int k = 0; k < 4; k++) {
        if (r->at == r->end) {
            return false;
        }
        const char d = *r->at;
        if (d >= '0' && d <= '9') {
            c = 16 * c + (uint32_t)(d - '0');
        } else if (d >= 'a' && d <= 'f') {
            c = 16 * c + 10 + (uint32_t)(d - 'a');
        } else if (d >= 'A' && d <= 'F') {
            c = 16 * c + 10 + (uint32_t)(d - 'A');
        } else {
            return false;
        }
        step(r, 1);
    }
    *out = c;
    return true;
}

/* After `\u`.  U+D800..DBFF must be followed by an escaped U+DC00..DFFF; together they are one
 * character (RFC 8259 section 7). */
static detente_status read_unicode(reader *r)
{
    uint32_t c = 0;
    if (!read_hex4(r, &c)) {
        return fault(r, "expected four hexadecimal digits after \\u");
    }
    if (c >= 0xD800 && c < 0xDC00 && r->end - r->at >= 2 && r->at[0] == '\\' && r->at[1] == 'u') {
        uint32_t low = 0;
        step(r, 1);
        step(r, 1);
        if (!read_hex4(r, &low)) {
            return fault(r, "expected four hexadecimal digits after \\u");
        }
        c = low >= 0xDC00 && low < 0xE000 ? 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00) : c;
    }
    if (c >= 0xD800 && c < 0xE000) {
        return fault(r, "half of a surrogate pair stands alone");
    }
    if (c == 0) {
        return fault(r, "\\u0000 is not allowed in a string");
    }
    char bytes[4];
    dt_text_add_bytes(&r->scratch, bytes, dt_utf8_put(c, bytes));
    return DETENTE_OK;
}

static detente_status read_escape(reader *r)
{
    static const char names[] = "\"\\/bfnrt";
    static const char values[] = "\"\\/\b\f\n\r\t";
    step(r, 1);
    if (sees(r, 'u')) {
        step(r, 1);
        return read_unicode(r);
    }
    const char *found = r->at < r->end && *r->at != '\0' ? strchr(names, *r->at) : NULL;
    if (found == NULL) {
        return fault(r, "unknown escape in a string");
    }
    dt_text_add_char(&r->scratch, values[found - names]);
    step(r, 1);
    return DETENTE_OK;
}

static detente_status read_string(reader *r, const char **out, size_t *length)
{
    detente_status status = DETENTE_OK;
    r->scratch.length = 0;
    step(r, 1);
    while (!sees(r, '"')) {
        const size_t size = dt_utf8_size(r->at, (size_t)(r->end - r->at));
        if (r->at == r->end) {
            return fault(r, "");
        } else if (size == 0) {
            return fault(r, "bytes that are not UTF-8");
        } else if ((unsigned char)*r->at < 0x20) {
            return fault(r, *r->at == '\n' || *r->at == '\r'
                                ? "the string does not end on its line"
                                : "control characters in strings must be escaped");
        } else if (*r->at == '\\') {
            DT_TRY(read_escape(r));
        } else {
            dt_text_add_bytes(&r->scratch, r->at, size);
            step(r, size);
        }
    }
    step(r, 1);
    *length = r->scratch.length;
    *out = dt_arena_text(r->arena, r->scratch.bytes, r->scratch.length);
    return r->scratch.failed || *out == NULL ? dt_no_memory(r->err) : DETENTE_OK;
done:
    return status;
}

/* ---- numbers --------------------------------------------------------------------------------- */

static bool skip_digits(reader *r)
{
    const char *start = r->at;
    while (r->at < r->end && *r->at >= '0' && *r->at <= '9') {
        step(r, 1);
    }
    return r->at > start;
}

static bool to_integer(const char *text, size_t length, int64_t *out)
{
    const bool negative = text[0] == '-';
    const uint64_t most = (uint64_t)INT64_MAX + (negative ? 1 : 0);
    uint64_t value = 0;
    for (size_t k = negative ? 1 : 0; k < length; k++) {
        if (text[k] < '0' || text[k] > '9') {
            return false;
        }
        const uint64_t digit = (uint64_t)(text[k] - '0');
        if (value > (most - digit) / 10) {
            return false;
        }
        value = 10 * value + digit;
    }
    *out = !negative || value == 0 ? (int64_t)value : -(int64_t)(value - 1) - 1;
    return true;
}

/* -? (0 | [1-9][0-9]*) (. [0-9]+)? ([eE] [+-]? [0-9]+)? */
static detente_status read_number(reader *r, dt_json_value *value)
{
    const char *start = r->at;
    if (sees(r, '-')) {
        step(r, 1);
    }
    if (sees(r, '0')) {
        step(r, 1);
        if (r->at < r->end && *r->at >= '0' && *r->at <= '9') {
            return fault(r, "a number must not start with 0");
        }
    } else if (!skip_digits(r)) {
        return fault(r, "expected a digit");
    }
    if (sees(r, '.')) {
        step(r, 1);
        if (!skip_digits(r)) {
            return fault(r, "expected a digit after the point");
        }
    }
    if (sees(r, 'e') || sees(r, 'E')) {
        step(r, 1);
        if (sees(r, '+') || sees(r, '-')) {
            step(r, 1);
        }
        if (!skip_digits(r)) {
            return fault(r, "expected a digit in the exponent");
        }
    }
    value->kind = DT_JSON_NUMBER;
    value->length = (size_t)(r->at - start);
    value->text = dt_arena_text(r->arena, start, value->length);
    value->exact = to_integer(start, value->length, &value->integer);
    return value->text == NULL ? dt_no_memory(r->err) : DETENTE_OK;
}

/* ---- containers ------------------------------------------------------------------------------ */

static detente_status read_value(reader *r, dt_json_value *value);

static detente_status open_container(reader *r)
{
    if (r->depth == DT_JSON_DEEPEST) {
        return fault(r, "too many arrays and objects inside each other");
    }
    r->depth++;
    step(r, 1);
    skip_blanks(r);
    return DETENTE_OK;
}

/* Between members: a comma (more is true) or the closing bracket. */
static detente_status after_member(reader *r, char close, bool *more)
{
    skip_blanks(r);
    *more = sees(r, ',');
    if (!*more && !sees(r, close)) {
        return fault(r, close == ']' ? "expected , or ] after an element of an array"
                                     : "expected , or } after a member of an object");
    }
    step(r, 1);
    skip_blanks(r);
    return DETENTE_OK;
}

static int by_key(const void *a, const void *b)
{
    const dt_json_value *x = *(const dt_json_value *const *)a;
    const dt_json_value *y = *(const dt_json_value *const *)b;
    const int order = strcmp(x->key, y->key);
    if (order != 0) {
        return order;
    }
    if (x->key_at.line != y->key_at.line) {
        return x->key_at.line < y->key_at.line ? -1 : 1;
    }
    return x->key_at.column < y->key_at.column ? -1 : x->key_at.column > y->key_at.column;
}

static bool is_before(dt_span a, dt_span b)
{
    return a.line < b.line || (a.line == b.line && a.column < b.column);
}

/* The first key that repeats an earlier one is a fault. */
static detente_status check_keys(reader *r, const dt_json_value *object)
{
    if (object->count < 2) {
        return DETENTE_OK;
    }
    const dt_json_value **sorted = dt_zeroed(object->count, sizeof(dt_json_value *));
    if (sorted == NULL) {
        return dt_no_memory(r->err);
    }
    uint32_t count = 0;
    for (const dt_json_value *m = object->first; m != NULL; m = m->next) {
        sorted[count++] = m;
    }
    qsort((void *)sorted, count, sizeof(dt_json_value *), by_key);
    const dt_json_value *repeated = NULL;
    for (uint32_t k = 1; k < count; k++) {
        if (strcmp(sorted[k]->key, sorted[k - 1]->key) == 0 &&
            (repeated == NULL || is_before(sorted[k]->key_at, repeated->key_at))) {
            repeated = sorted[k];
        }
    }
    free((void *)sorted);
    if (repeated == NULL) {
        return DETENTE_OK;
    }
    r->where = repeated->key_at;
    return dt_fail(r->err, DETENTE_EMODEL, "the key \"%.60s\" stands twice in one object",
                   repeated->key);
}

static detente_status read_key(reader *r, dt_json_value *member)
{
    detente_status status = DETENTE_OK;
    size_t length = 0;
    member->key_at = here(r);
    if (!sees(r, '"')) {
        return fault(r, "expected a key in double quotes");
    }
    DT_TRY(read_string(r, &member->key, &length));
    member->key_at.length = r->column - member->key_at.column;
    skip_blanks(r);
    if (!sees(r, ':')) {
        return fault(r, "expected : after the key");
    }
    step(r, 1);
    skip_blanks(r);
done:
    return status;
}

static detente_status read_container(reader *r, dt_json_value *container)
{
    const bool object = *r->at == '{';
    const char close = object ? '}' : ']';
    const dt_json_value **tail = &container->first;
    detente_status status = DETENTE_OK;
    container->kind = object ? DT_JSON_OBJECT : DT_JSON_ARRAY;
    DT_TRY(open_container(r));
    bool more = !sees(r, close);
    if (!more) {
        step(r, 1);
    }
    while (more) {
        dt_json_value *member = dt_arena_take(r->arena, sizeof *member);
        if (member == NULL) {
            return dt_no_memory(r->err);
        }
        if (object) {
            DT_TRY(read_key(r, member));
        }
        DT_TRY(read_value(r, member));
        *tail = member;
        tail = &member->next;
        container->count++;
        DT_TRY(after_member(r, close, &more));
    }
    r->depth--;
    if (object) {
        DT_TRY(check_keys(r, container));
    }
done:
    return status;
}

/* ---- values ---------------------------------------------------------------------------------- */

static bool take_word(reader *r, const char *word)
{
    const size_t length = strlen(word);
    if ((size_t)(r->end - r->at) < length || memcmp(r->at, word, length) != 0) {
        return false;
    }
    r->at += length;
    r->column += (uint32_t)length;
    return true;
}

static detente_status read_word(reader *r, dt_json_value *value)
{
    if (take_word(r, "null")) {
        value->kind = DT_JSON_NULL;
    } else if (take_word(r, "true")) {
        value->kind = DT_JSON_TRUE;
    } else if (take_word(r, "false")) {
        value->kind = DT_JSON_FALSE;
    } else {
        return fault(r, "expected a value: an object, an array, a string, a number, true, false or "
                        "null");
    }
    return DETENTE_OK;
}

static detente_status read_value(reader *r, dt_json_value *value)
{
    value->at = here(r);
    if (sees(r, '{') || sees(r, '[')) {
        return read_container(r, value);
    }
    detente_status status = DETENTE_OK;
    if (sees(r, '"')) {
        value->kind = DT_JSON_STRING;
        DT_TRY(read_string(r, &value->text, &value->length));
    } else if (r->at < r->end && (*r->at == '-' || (*r->at >= '0' && *r->at <= '9'))) {
        DT_TRY(read_number(r, value));
    } else {
        DT_TRY(read_word(r, value));
    }
    value->at.length = r->column - value->at.column;
done:
    return status;
}

detente_status dt_json_read(const char *text, size_t length, dt_arena *arena,
                            const dt_json_value **out, dt_span *where, detente_error *err)
{
    reader r = {
        .at = text, .end = text + length, .line = 1, .column = 1, .arena = arena, .err = err};
    detente_status status = DETENTE_OK;
    dt_json_value *root = dt_arena_take(arena, sizeof *root);
    if (root == NULL) {
        return dt_no_memory(err);
    }
    if (length >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0) {
        r.at += 3;
    }
    skip_blanks(&r);
    DT_TRY(read_value(&r, root));
    skip_blanks(&r);
    if (r.at < r.end) {
        DT_TRY(fault(&r, "more text after the end of the JSON value"));
    }
    *out = root;
done:
    if (status == DETENTE_EMODEL && where != NULL) {
        *where = r.where;
    }
    dt_text_clear(&r.scratch);
    return status;
}

static void check_text(const char *text, size_t length, dt_span at, dt_faults *faults)
{
    uint32_t code = 0;
    for (size_t k = 0; k < length;) {
        k += dt_utf8_read(text + k, length - k, &code);
        if (!dt_is_text(code) && !dt_is_break(code)) {
            dt_error(faults, at, "a character that is not seen (U+%04X) stands here; remove it",
                     (unsigned)code);
            return;
        }
    }
}

/* Strings that no text may hold are JSON all the same.  (What only divides words becomes a blank.)
 */
static void check_texts(const dt_json_value *value, dt_faults *faults)
{
    if (value->kind == DT_JSON_STRING) {
        check_text(value->text, value->length, value->at, faults);
    }
    if (value->key != NULL) {
        check_text(value->key, strlen(value->key), value->key_at, faults);
    }
    for (const dt_json_value *member = value->first; member != NULL; member = member->next) {
        check_texts(member, faults);
    }
}

detente_status dt_json_root(const char *text, size_t length, dt_arena *arena,
                            const dt_json_value **out, dt_faults *faults, detente_error *err)
{
    dt_span where = {0};
    detente_error why = {0};
    *out = NULL;
    if (dt_refuse_foreign(text, length, "JSON", faults)) {
        return DETENTE_OK;
    }
    const detente_status status = dt_json_read(text, length, arena, out, &where, &why);
    if (status == DETENTE_EMODEL) {
        dt_error(faults, where, "%s", why.message);
        return DETENTE_OK;
    }
    if (status != DETENTE_OK) {
        return dt_no_memory(err);
    }
    check_texts(*out, faults);
    return DETENTE_OK;
}

const dt_json_value *dt_json_find(const dt_json_value *object, const char *key)
{
    if (object == NULL || object->kind != DT_JSON_OBJECT) {
        return NULL;
    }
    const dt_json_value *member = object->first;
    while (member != NULL && strcmp(member->key, key) != 0) {
        member = member->next;
    }
    return member;
}

const dt_json_value *dt_json_need(const dt_json_value *object, const char *key, dt_json_kind kind,
                                  dt_faults *faults)
{
    const dt_json_value *value = dt_json_find(object, key);
    if (value == NULL) {
        dt_error(faults, object->at, "the key \"%s\" is missing", key);
        return NULL;
    }
    if (value->kind != kind) {
        dt_error(faults, value->at, "found %s, expected %s under \"%s\"",
                 dt_json_kind_name(value->kind), dt_json_kind_name(kind), key);
        return NULL;
    }
    return value;
}

const char *dt_json_find_text(const dt_json_value *object, const char *key)
{
    const dt_json_value *value = dt_json_find(object, key);
    return value != NULL && value->kind == DT_JSON_STRING ? value->text : NULL;
}

const char *dt_json_kind_name(dt_json_kind kind)
{
    static const char *const names[] = {"null",     "false",    "true",     "a number",
                                        "a string", "an array", "an object"};
    return names[kind];
}
