/* SPDX-License-Identifier: MIT
 *
 * Lines of model text out of JSON values.  See json_lines.h.
 */
#include "exchange/json_lines.h"

#include "exchange/compose.h"
#include "language/names.h"

/* ---- lines ----------------------------------------------------------------------------------- */

void dt_lines_end(dt_lines_of_json *w, dt_span origin)
{
    dt_text_add_char(&w->text, '\n');
    if (!dt_grow((void **)&w->origins, &w->line_capacity, w->line_count, sizeof *w->origins)) {
        w->failed = true;
        return;
    }
    w->origins[w->line_count++] = origin;
}

/* Text that becomes part of a line as it stands: it must not end the line or hide the rest. */
void dt_lines_raw(dt_lines_of_json *w, const dt_json_value *value)
{
    for (const char *c = value->text; *c != '\0'; c++) {
        if ((unsigned char)*c < 0x20 || *c == '#') {
            dt_error(w->faults, value->at,
                     "a line break, control character or # cannot stand here");
            return;
        }
    }
    dt_text_add_bytes(&w->text, value->text, value->length);
}

void dt_lines_member(dt_lines_of_json *w, const dt_json_value *object, const char *key)
{
    const dt_json_value *value = dt_json_need(object, key, DT_JSON_STRING, w->faults);
    if (value != NULL) {
        dt_lines_raw(w, value);
    }
}

void dt_lines_quoted(dt_lines_of_json *w, const dt_json_value *object, const char *key,
                     const char *before)
{
    const dt_json_value *value = dt_json_find(object, key);
    if (value == NULL || value->kind == DT_JSON_NULL) {
        return;
    }
    if (value->kind != DT_JSON_STRING) {
        dt_error(w->faults, value->at, "found %s, expected a string under \"%s\"",
                 dt_json_kind_name(value->kind), key);
        return;
    }
    dt_text_add(&w->text, before);
    dt_text_add_char(&w->text, ' ');
    dt_text_add_quoted(&w->text, value->text);
}

void dt_lines_named(dt_lines_of_json *w, const dt_json_value *object, const char *label)
{
    const char *id = dt_json_find_text(object, "id");
    const char *text = dt_json_find_text(object, label);
    dt_lines_member(w, object, "id");
    if (id == NULL || text == NULL || strcmp(id, text) != 0) {
        dt_lines_quoted(w, object, label, "");
    }
}

/* ---- members of objects ---------------------------------------------------------------------- */

const dt_json_value *dt_lines_list(dt_lines_of_json *w, const dt_json_value *object,
                                   const char *key, dt_json_kind kind)
{
    const dt_json_value *list = dt_json_find(object, key);
    if (list == NULL || list->kind == DT_JSON_NULL) {
        return NULL;
    }
    if (list->kind != DT_JSON_ARRAY) {
        dt_error(w->faults, list->at, "found %s, expected an array under \"%s\"",
                 dt_json_kind_name(list->kind), key);
        return NULL;
    }
    for (const dt_json_value *v = list->first; v != NULL; v = v->next) {
        if (v->kind != kind) {
            dt_error(w->faults, v->at, "found %s, expected %s in \"%s\"",
                     dt_json_kind_name(v->kind), dt_json_kind_name(kind), key);
            return NULL;
        }
    }
    return list->first;
}

/* Is `key` one of the words of `known`? */
static bool is_known(const char *known, const char *key)
{
    const size_t length = strlen(key);
    for (known += strspn(known, " "); *known != '\0'; known += strspn(known, " ")) {
        const size_t word = strcspn(known, " ");
        if (word == length && memcmp(known, key, length) == 0) {
            return true;
        }
        known += word;
    }
    return false;
}

void dt_lines_keys(dt_lines_of_json *w, const dt_json_value *object, const char *known)
{
    for (const dt_json_value *v = object->first; v != NULL; v = v->next) {
        if (v->key[0] == '\0' || strchr(v->key, ' ') != NULL) {
            dt_error(w->faults, v->key_at, "found the key \"%.60s\", expected one of: %s", v->key,
                     known);
        } else if (!is_known(known, v->key)) {
            dt_warning(w->faults, v->key_at, "unknown key \"%.60s\"", v->key);
        }
    }
}

void dt_lines_support(dt_lines_of_json *w, const dt_json_value *object)
{
    const dt_json_value *marks = dt_lines_list(w, object, "marks", DT_JSON_OBJECT);
    for (const dt_json_value *v = marks; v != NULL; v = v->next) {
        dt_lines_keys(w, v, "source place");
        dt_text_add(&w->text, v == marks ? " [" : ", ");
        dt_lines_member(w, v, "source");
        if (dt_json_find(v, "place") != NULL) {
            dt_text_add_char(&w->text, ':');
            dt_lines_member(w, v, "place");
        }
        dt_text_add(&w->text, v->next == NULL ? "]" : "");
    }
    dt_lines_quoted(w, object, "note", " note");
}

/* What stands outside all brackets of an expression. */
typedef struct outermost {
    bool joined; /* a word like `and` */
    bool comma;
    bool uneven; /* brackets that are not closed, or not opened */
} outermost;

static outermost look_outside(const char *text)
{
    outermost found = {0};
    int depth = 0;
    for (size_t length = 0; *text != '\0'; text += length) {
        char word[8] = {0};
        length = strcspn(text, " \t(),");
        memcpy(word, text, length < sizeof word ? length : 0);
        found.joined = found.joined || (depth == 0 && dt_is_joining_word(word));
        depth += text[length] == '(' ? 1 : text[length] == ')' ? -1 : 0;
        found.comma = found.comma || (depth == 0 && text[length] == ',');
        found.uneven = found.uneven || depth < 0;
        length += text[length] != '\0';
    }
    found.uneven = found.uneven || depth != 0;
    return found;
}

void dt_lines_members(dt_lines_of_json *w, const dt_json_value *first)
{
    for (const dt_json_value *v = first; v != NULL; v = v->next) {
        const outermost found = look_outside(v->text);
        if (found.comma || found.uneven || v->length == 0) {
            dt_error(w->faults, v->at, "expected one expression in each string of a list");
        }
        dt_text_add(&w->text, v == first ? " " : ", ");
        dt_text_add(&w->text, found.joined ? "(" : "");
        dt_lines_raw(w, v);
        dt_text_add(&w->text, found.joined ? ")" : "");
    }
}
