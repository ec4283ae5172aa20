/* SPDX-License-Identifier: MIT
 *
 * Composing model text.  See compose.h.
 *
 * Time O(length of the name) per id, times the ids taken where it repeats one.
 */
#include "exchange/compose.h"

#include "base/utf8.h"
#include "language/names.h"

#define LONGEST_ID 30

/* ---- ids ------------------------------------------------------------------------------------- */

/* Letters beyond ASCII stay as they are; signs, blanks, quotes, arrows, variation selectors and
 * what is not seen do not. */
static bool is_letter(uint32_t c)
{
    if (c < 0x80) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }
    const bool script = (c >= 0xC0 && c < 0x2000 && c != 0xD7 && c != 0xF7 && c != 0x1680) ||
                        (c >= 0x2C00 && c < 0x2E00) || (c >= 0x3040 && c < 0xD800) ||
                        (c >= 0xF900 && c < 0xFE00) || (c >= 0x10000 && c < 0xE0000);
    return script && dt_is_text(c) && !dt_is_format(c);
}

/* The words of `name` with hyphens between them, as many as fit. */
static void add_words(dt_text *id, const char *name)
{
    const size_t length = strlen(name);
    size_t whole = 0; /* length of id up to the last complete word */
    bool pending = false;
    for (size_t k = 0; k < length;) {
        uint32_t c = 0;
        const size_t size = dt_utf8_read(name + k, length - k, &c);
        if (!is_letter(c)) {
            pending = id->length > 0;
            whole = id->length;
        } else {
            if (pending) {
                dt_text_add_char(id, '-');
            }
            pending = false;
            if (c < 0x80) {
                dt_text_add_char(id, c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : (char)c);
            } else {
                dt_text_add_bytes(id, name + k, size);
            }
        }
        if (id->length > LONGEST_ID && whole > 0) {
            id->length = whole;
            break;
        }
        if (id->length > 3 * LONGEST_ID) {
            break;
        }
        k += size;
    }
    if (id->bytes != NULL) {
        id->bytes[id->length] = '\0';
    }
}

static bool is_taken(const char *id, const char *const *taken, size_t count)
{
    for (size_t k = 0; k < count; k++) {
        if (taken[k] != NULL && strcmp(taken[k], id) == 0) {
            return true;
        }
    }
    return false;
}

const char *dt_make_id(dt_arena *arena, const char *name, const char *fallback,
                       const char *const *taken, size_t count)
{
    dt_text id = {0};
    dt_text numbered = {0};
    add_words(&id, name);
    if (id.failed) {
        return NULL;
    }
    const bool digit = id.length > 0 && id.bytes[0] >= '0' && id.bytes[0] <= '9';
    if (id.length == 0 || digit || dt_is_reserved(id.bytes)) {
        dt_text_add(&numbered, fallback); /* a word of the language, so never alone */
        dt_text_add_char(&numbered, '-');
        if (id.length > 0) {
            dt_text_add_bytes(&numbered, id.bytes, id.length);
        } else {
            dt_text_number(&numbered, count + 1);
        }
        dt_text_clear(&id);
        id = numbered;
        numbered = (dt_text){0};
    }
    dt_text_add_bytes(&numbered, id.bytes, id.length);
    const bool word = !numbered.failed && dt_is_reserved(numbered.bytes);
    for (uint64_t n = word ? 1 : 2; !numbered.failed && (dt_is_reserved(numbered.bytes) ||
                                                         is_taken(numbered.bytes, taken, count));
         n++) {
        numbered.length = id.length;
        dt_text_add_char(&numbered, '-');
        dt_text_number(&numbered, n);
    }
    const char *made = id.failed || numbered.failed
                           ? NULL
                           : dt_arena_text(arena, numbered.bytes, numbered.length);
    dt_text_clear(&id);
    dt_text_clear(&numbered);
    return made;
}

bool dt_make_words(dt_arena *arena, const char *const *ids, const char *const *owners,
                   uint32_t count, const char **words)
{
    bool ok = true;
    for (uint32_t k = 0; k < count && ok; k++) {
        dt_text word = {0};
        bool shared = false;
        for (uint32_t j = 0; j < count; j++) {
            shared = shared || (j != k && strcmp(ids[j], ids[k]) == 0);
        }
        dt_text_add(&word, shared ? owners[k] : "");
        dt_text_add(&word, shared ? "." : "");
        dt_text_add(&word, ids[k]);
        words[k] = word.failed ? NULL : dt_arena_text(arena, word.bytes, word.length);
        ok = words[k] != NULL;
        dt_text_clear(&word);
    }
    return ok;
}

bool dt_is_plain_id(const char *id)
{
    const size_t length = strlen(id);
    if (length == 0 || (id[0] >= '0' && id[0] <= '9') || id[0] == '-' || id[length - 1] == '-' ||
        dt_is_reserved(id)) {
        return false;
    }
    for (size_t k = 0; k < length;) {
        uint32_t c = 0;
        const size_t size = dt_utf8_read(id + k, length - k, &c);
        if (!is_letter(c) && c != '_' && c != '-') {
            return false;
        }
        k += size;
    }
    return true;
}

/* ---- pieces of text -------------------------------------------------------------------------- */

void dt_text_add_quoted(dt_text *text, const char *string)
{
    const size_t length = strlen(string);
    dt_text_add_char(text, '"');
    for (size_t k = 0; k < length;) {
        uint32_t c = 0;
        const size_t size = dt_utf8_read(string + k, length - k, &c);
        if (c == DT_BAD_CODE) {
            dt_text_add(text, "\xEF\xBF\xBD");
        } else if (dt_is_break(c) || !dt_is_text(c)) {
            dt_text_add_char(text, ' ');
        } else {
            dt_text_add(text, c == '"' ? "\"" : "");
            dt_text_add_bytes(text, string + k, size);
        }
        k += size;
    }
    dt_text_add_char(text, '"');
}

void dt_text_add_named(dt_text *text, const char *keyword, const char *id, const char *name)
{
    dt_text_add(text, keyword);
    dt_text_add(text, id);
    if (name[0] != '\0' && strcmp(name, id) != 0) {
        dt_text_add_char(text, ' ');
        dt_text_add_quoted(text, name);
    }
}

void dt_text_add_status_quo(dt_text *text, uint64_t code, const char *const *words)
{
    dt_text_add(text, "\nstatus quo");
    for (uint64_t left = code; left != 0; left &= left - 1) {
        dt_text_add(text, left == code ? " " : ", ");
        dt_text_add(text, words[dt_lowest(left)]);
    }
    dt_text_add(text, code == 0 ? " none\n" : "\n");
}

void dt_text_add_cube(dt_text *text, dt_cube cube, const char *const *words)
{
    if (cube.care == 0) {
        dt_text_add(text, "true");
    }
    for (uint64_t left = cube.care; left != 0; left &= left - 1) {
        const unsigned option = dt_lowest(left);
        dt_text_add(text, left == cube.care ? "" : " and ");
        dt_text_add(text, ((cube.value >> option) & 1) != 0 ? "" : "not ");
        dt_text_add(text, words[option]);
    }
}

void dt_text_add_title(dt_text *text, const char *file)
{
    const char *name = file == NULL ? "" : file;
    for (const char *c = name; *c != '\0'; c++) {
        if (*c == '/' || *c == '\\') {
            name = c + 1;
        }
    }
    const char *dot = strrchr(name, '.');
    const size_t length = dot == NULL || dot == name ? strlen(name) : (size_t)(dot - name);
    if (length == 0 || strcmp(name, "-") == 0 || strcmp(name, "<stdin>") == 0) {
        dt_text_add(text, "Imported conflict");
    } else {
        dt_text_add_bytes(text, name, length);
    }
}

/* ---- the end --------------------------------------------------------------------------------- */

static const char *first_error(const dt_faults *faults)
{
    for (size_t k = 0; k < faults->count; k++) {
        if (!faults->list[k].is_warning) {
            return faults->list[k].message;
        }
    }
    return "no fault is named";
}

detente_status dt_compose_finish(dt_text *text, detente_faults *found, const detente_sink *sink,
                                 detente_error *err)
{
    dt_text laid_out = {.poll = text->poll};
    dt_faults ours = {.arena.poll = text->poll};
    detente_status status = DETENTE_OK;
    if (found->list.failed || text->failed) {
        return dt_no_memory(err);
    }
    if (found->list.errors > 0) {
        dt_faults_sort(&found->list);
        return dt_fail(err, DETENTE_EMODEL, "the file cannot be read as a model: %s",
                       first_error(&found->list));
    }
    DT_TRY(dt_syntax_format(text->bytes, text->length, &laid_out, &ours, err));
    DT_TRY(dt_text_flush(&laid_out, sink, err));
done:
    if (status == DETENTE_EMODEL) {
        status = dt_fail(err, DETENTE_EINTERNAL, "the imported model is not readable: %s",
                         first_error(&ours));
    }
    dt_faults_clear(&ours);
    dt_text_clear(&laid_out);
    return status;
}

void dt_compose_hand_out(detente_faults *found, detente_faults **faults)
{
    found->list.arena.poll = NULL; /* the call ends here */
    if (faults != NULL) {
        *faults = found;
    } else {
        detente_faults_free(found);
    }
}
