/* SPDX-License-Identifier: MIT
 *
 * A model in JSON (docs/json.md) back to model text.
 *
 * Every line written remembers the JSON value it came from; the reader of the language then judges
 * the text, and its faults are told at those places.  Time O(length), twice.
 */
#include "base/poll.h"
#include "text/compose.h"
#include "text/json.h"
#include "text/names.h"

typedef struct writer {
    dt_faults *faults;
    dt_text text;
    dt_span *origins; /* of each line written */
    size_t line_count;
    size_t line_capacity;
    bool failed; /* no memory */
} writer;

/* ---- lines ----------------------------------------------------------------------------------- */

static void end_line(writer *w, dt_span origin)
{
    dt_text_add_char(&w->text, '\n');
    if (!dt_grow((void **)&w->origins, &w->line_capacity, w->line_count, sizeof *w->origins)) {
        w->failed = true;
        return;
    }
    w->origins[w->line_count++] = origin;
}

/* Text that becomes part of a line as it stands: it must not end the line or hide the rest. */
static void add_raw(writer *w, const dt_json_value *value)
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

static void add_member(writer *w, const dt_json_value *object, const char *key)
{
    const dt_json_value *value = dt_json_need(object, key, DT_JSON_STRING, w->faults);
    if (value != NULL) {
        add_raw(w, value);
    }
}

/* ` before "text"`; nothing when the member is missing. */
static void add_quoted(writer *w, const dt_json_value *object, const char *key, const char *before)
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

/* ID "label", the label where it says more. */
static void add_named(writer *w, const dt_json_value *object, const char *label)
{
    const char *id = dt_json_find_text(object, "id");
    const char *text = dt_json_find_text(object, label);
    add_member(w, object, "id");
    if (id == NULL || text == NULL || strcmp(id, text) != 0) {
        add_quoted(w, object, label, "");
    }
}

/* ---- members of objects ---------------------------------------------------------------------- */

/* Elements of an array that may be missing; each must be of `kind`. */
static const dt_json_value *list_of(writer *w, const dt_json_value *object, const char *key,
                                    dt_json_kind kind)
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

/* Warn of keys that are not among the words of `known`: a later version may have them.  What is no
 * word will never be a key. */
static void check_keys(writer *w, const dt_json_value *object, const char *known)
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

static void add_support(writer *w, const dt_json_value *object)
{
    const dt_json_value *marks = list_of(w, object, "marks", DT_JSON_OBJECT);
    for (const dt_json_value *v = marks; v != NULL; v = v->next) {
        check_keys(w, v, "source place");
        dt_text_add(&w->text, v == marks ? " [" : ", ");
        add_member(w, v, "source");
        if (dt_json_find(v, "place") != NULL) {
            dt_text_add_char(&w->text, ':');
            add_member(w, v, "place");
        }
        dt_text_add(&w->text, v->next == NULL ? "]" : "");
    }
    add_quoted(w, object, "note", " note");
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

/* Members of a list, in brackets where the language wants them: (a and b), not c. */
static void add_list(writer *w, const dt_json_value *first)
{
    for (const dt_json_value *v = first; v != NULL; v = v->next) {
        const outermost found = look_outside(v->text);
        if (found.comma || found.uneven || v->length == 0) {
            dt_error(w->faults, v->at, "expected one expression in each string of a list");
        }
        dt_text_add(&w->text, v == first ? " " : ", ");
        dt_text_add(&w->text, found.joined ? "(" : "");
        add_raw(w, v);
        dt_text_add(&w->text, found.joined ? ")" : "");
    }
}

/* ---- head, states, parties ------------------------------------------------------------------- */

static void add_head(writer *w, const dt_json_value *root)
{
    const dt_json_value *title = dt_json_need(root, "conflict", DT_JSON_STRING, w->faults);
    const dt_json_value *date = dt_json_find(root, "date");
    dt_text_add(&w->text, "conflict ");
    dt_text_add_quoted(&w->text, title == NULL ? "" : title->text);
    add_support(w, root);
    end_line(w, title == NULL ? root->at : title->at);
    if (date != NULL && date->kind != DT_JSON_NULL) {
        dt_text_add(&w->text, "date ");
        add_member(w, root, "date");
        end_line(w, date->at);
    }
    for (const dt_json_value *v = list_of(w, root, "sources", DT_JSON_OBJECT); v != NULL;
         v = v->next) {
        check_keys(w, v, "id text at note marks");
        dt_text_add(&w->text, "source ");
        add_member(w, v, "id");
        add_quoted(w, v, "text", "");
        add_quoted(w, v, "at", " at");
        add_support(w, v);
        end_line(w, v->at);
    }
    for (const dt_json_value *v = list_of(w, root, "states", DT_JSON_OBJECT); v != NULL;
         v = v->next) {
        check_keys(w, v, "id label note marks");
        dt_text_add(&w->text, "state ");
        add_named(w, v, "label");
        add_support(w, v);
        end_line(w, v->at);
    }
}

static void add_option(writer *w, const dt_json_value *option)
{
    const dt_json_value *direction = dt_json_find(option, "direction");
    const char *word = dt_json_find_text(option, "direction");
    check_keys(w, option, "id label direction note marks");
    dt_text_add(&w->text, "option ");
    add_named(w, option, "label");
    if (direction != NULL && word == NULL) {
        dt_error(w->faults, direction->at,
                 "expected \"both\", \"cannot be undone\" or \"cannot be resumed\"");
    } else if (word != NULL && strcmp(word, "both") != 0) {
        dt_text_add_char(&w->text, ' ');
        add_raw(w, direction);
    }
    add_support(w, option);
    end_line(w, option->at);
}

static void add_parties(writer *w, const dt_json_value *root)
{
    for (const dt_json_value *v = list_of(w, root, "parties", DT_JSON_OBJECT); v != NULL;
         v = v->next) {
        check_keys(w, v, "id name note marks options moves preferences");
        dt_text_add(&w->text, "party ");
        add_named(w, v, "name");
        add_support(w, v);
        end_line(w, v->at);
        for (const dt_json_value *o = list_of(w, v, "options", DT_JSON_OBJECT); o != NULL;
             o = o->next) {
            add_option(w, o);
        }
    }
}

/* ---- status quo, rules, outcomes ------------------------------------------------------------- */

static void add_status_quo(writer *w, const dt_json_value *root)
{
    const dt_json_value *quo = dt_json_find(root, "status_quo");
    if (quo == NULL || quo->kind == DT_JSON_NULL) {
        return;
    }
    if (quo->kind != DT_JSON_OBJECT) {
        dt_error(w->faults, quo->at, "found %s, expected an object under \"status_quo\"",
                 dt_json_kind_name(quo->kind));
        return;
    }
    check_keys(w, quo, "taken state note marks");
    dt_text_add(&w->text, "status quo");
    if (dt_json_find(quo, "state") != NULL) {
        dt_text_add_char(&w->text, ' ');
        add_member(w, quo, "state");
    } else if (dt_json_need(quo, "taken", DT_JSON_ARRAY, w->faults) != NULL) {
        const dt_json_value *taken = list_of(w, quo, "taken", DT_JSON_STRING);
        dt_text_add(&w->text, taken == NULL ? " none" : "");
        add_list(w, taken);
    }
    add_support(w, quo);
    end_line(w, quo->at);
}

static void add_rules(writer *w, const dt_json_value *root)
{
    for (const dt_json_value *v = list_of(w, root, "rules", DT_JSON_OBJECT); v != NULL;
         v = v->next) {
        check_keys(w, v, "kind expr of note marks");
        add_member(w, v, "kind");
        if (dt_json_find(v, "of") != NULL) {
            add_list(w, list_of(w, v, "of", DT_JSON_STRING));
        } else {
            dt_text_add_char(&w->text, ' ');
            add_member(w, v, "expr");
        }
        add_support(w, v);
        end_line(w, v->at);
    }
}

static void add_outcomes(writer *w, const dt_json_value *root)
{
    for (const dt_json_value *v = list_of(w, root, "outcomes", DT_JSON_OBJECT); v != NULL;
         v = v->next) {
        check_keys(w, v, "id expr note marks");
        dt_text_add(&w->text, "outcome ");
        add_member(w, v, "id");
        dt_text_add(&w->text, " = ");
        add_member(w, v, "expr");
        add_support(w, v);
        end_line(w, v->at);
    }
}

/* ---- blocks ---------------------------------------------------------------------------------- */

/* A flag that may be missing. */
static bool is_true(writer *w, const dt_json_value *object, const char *key)
{
    const dt_json_value *value = dt_json_find(object, key);
    if (value != NULL && value->kind != DT_JSON_TRUE && value->kind != DT_JSON_FALSE) {
        dt_error(w->faults, value->at, "found %s, expected true or false under \"%s\"",
                 dt_json_kind_name(value->kind), key);
    }
    return value != NULL && value->kind == DT_JSON_TRUE;
}

static void add_statement(writer *w, const dt_json_value *line)
{
    check_keys(w, line, "weight expr rest tied note marks");
    const dt_json_value *weight = dt_json_find(line, "weight");
    if (weight != NULL && weight->kind != DT_JSON_NUMBER) {
        dt_error(w->faults, weight->at, "found %s, expected a number under \"weight\"",
                 dt_json_kind_name(weight->kind));
    } else if (weight != NULL) {
        dt_text_add(&w->text, weight->text);
        dt_text_add_char(&w->text, ' ');
    }
    dt_text_add(&w->text, is_true(w, line, "tied") ? "~ " : "");
    if (is_true(w, line, "rest")) {
        dt_text_add(&w->text, "rest");
    } else {
        add_member(w, line, "expr");
    }
    add_support(w, line);
    end_line(w, line->at);
}

static void add_preferences(writer *w, const dt_json_value *party)
{
    const dt_json_value *block = dt_json_find(party, "preferences");
    if (block == NULL || block->kind == DT_JSON_NULL) {
        return;
    }
    const dt_json_value *kind = block->kind == DT_JSON_OBJECT
                                    ? dt_json_need(block, "kind", DT_JSON_STRING, w->faults)
                                    : NULL;
    if (kind == NULL || (strcmp(kind->text, "wants") != 0 && strcmp(kind->text, "ranks") != 0 &&
                         strcmp(kind->text, "weighs") != 0)) {
        dt_error(w->faults, kind == NULL ? block->at : kind->at,
                 "expected preferences as an object of kind \"wants\", \"ranks\" or \"weighs\"");
        return;
    }
    check_keys(w, block, "kind lines note marks");
    add_member(w, party, "id");
    dt_text_add_char(&w->text, ' ');
    dt_text_add(&w->text, kind->text);
    add_support(w, block);
    end_line(w, block->at);
    for (const dt_json_value *v = list_of(w, block, "lines", DT_JSON_OBJECT); v != NULL;
         v = v->next) {
        add_statement(w, v);
    }
}

static void add_moves(writer *w, const dt_json_value *party)
{
    const dt_json_value *moves = list_of(w, party, "moves", DT_JSON_OBJECT);
    if (moves != NULL) {
        add_member(w, party, "id");
        dt_text_add(&w->text, " moves");
        end_line(w, party->at);
    }
    for (const dt_json_value *v = moves; v != NULL; v = v->next) {
        check_keys(w, v, "from to note marks");
        add_member(w, v, "from");
        dt_text_add(&w->text, " -> ");
        add_member(w, v, "to");
        add_support(w, v);
        end_line(w, v->at);
    }
}

static void add_blocks(writer *w, const dt_json_value *root)
{
    for (const dt_json_value *v = list_of(w, root, "parties", DT_JSON_OBJECT); v != NULL;
         v = v->next) {
        add_moves(w, v);
        add_preferences(w, v);
    }
}

static void add_claims(writer *w, const dt_json_value *root)
{
    for (const dt_json_value *v = list_of(w, root, "claims", DT_JSON_OBJECT); v != NULL;
         v = v->next) {
        check_keys(w, v, "text note marks");
        add_member(w, v, "text");
        add_support(w, v);
        end_line(w, v->at);
    }
}

/* ---- the whole model ------------------------------------------------------------------------- */

static void compose(writer *w, const dt_json_value *root)
{
    const dt_json_value *scenarios = dt_json_find(root, "scenarios");
    check_keys(w, root,
               "detente_model conflict note marks date form sources states parties "
               "status_quo rules outcomes claims scenario scenarios");
    if (scenarios != NULL && scenarios->count > 0) {
        dt_warning(
            w->faults, scenarios->at,
            "JSON names the scenarios of a model but not what they change: they are left out");
    }
    add_head(w, root);
    add_parties(w, root);
    add_status_quo(w, root);
    add_rules(w, root);
    add_outcomes(w, root);
    add_blocks(w, root);
    add_claims(w, root);
}

/* Is this a model, and one of a version that we know? */
static bool check_version(writer *w, const dt_json_value *root)
{
    if (root->kind != DT_JSON_OBJECT) {
        dt_error(w->faults, root->at, "found %s, expected an object with a model",
                 dt_json_kind_name(root->kind));
        return false;
    }
    const dt_json_value *version = dt_json_need(root, "detente_model", DT_JSON_NUMBER, w->faults);
    if (version != NULL && !(version->exact && version->integer == 1)) {
        dt_error(w->faults, version->at, "models of version %s cannot be read, only those of 1",
                 version->text);
    }
    return version != NULL && version->exact && version->integer == 1;
}

/* What the reader of the language says about the lines, told at their origins. */
static detente_status judge(writer *w, detente_error *err)
{
    dt_faults found = {0};
    dt_syntax *syntax = NULL;
    detente_status status = dt_syntax_read(w->text.bytes, w->text.length, NULL, &found, &syntax,
                                           err);
    for (size_t k = 0; k < found.count; k++) {
        const dt_fault *fault = &found.list[k];
        const bool known = fault->at.line >= 1 && fault->at.line <= w->line_count;
        const dt_span at = known ? w->origins[fault->at.line - 1] : (dt_span){0};
        if (fault->is_warning) {
            dt_warning(w->faults, at, "%s", fault->message);
        } else {
            dt_error(w->faults, at, "%s", fault->message);
        }
    }
    if (status == DETENTE_OK) {
        dt_syntax_free(syntax);
    }
    dt_faults_clear(&found);
    return status == DETENTE_EMODEL ? DETENTE_OK : status;
}

detente_status detente_json_to_text(const char *json, size_t length, const char *file,
                                    const detente_limits *limits, const detente_sink *sink,
                                    detente_faults **faults, detente_error *err)
{
    if ((json == NULL && length > 0) || file == NULL || sink == NULL) {
        return dt_fail(err, DETENTE_EINVAL, "detente_json_to_text needs a text, a name and a sink");
    }
    dt_poll poll;
    dt_poll_start(&poll, limits, "reading JSON", 0);
    sink = dt_poll_sink(&poll, sink);
    dt_arena arena = {0};
    writer w = {0};
    const dt_json_value *root = NULL;
    detente_faults *found = dt_faults_new(file, json, length);
    if (found == NULL) {
        return dt_no_memory(err);
    }
    w.faults = &found->list;
    detente_status status = dt_json_root(json, length, &arena, &root, w.faults, err);
    if (status == DETENTE_OK && root != NULL && check_version(&w, root)) {
        compose(&w, root);
        w.text.failed = w.text.failed || w.failed;
        if (w.faults->errors == 0 && !w.text.failed) {
            status = judge(&w, err);
        }
    }
    if (status == DETENTE_OK) {
        status = dt_compose_finish(&w.text, found, sink, err);
    }
    dt_text_clear(&w.text);
    free(w.origins);
    dt_arena_clear(&arena);
    dt_compose_hand_out(found, faults);
    return dt_poll_end(&poll, status, err);
}
