/* SPDX-License-Identifier: MIT
 *
 * A model in JSON (docs/json.md) back to model text.
 *
 * Every line written remembers the JSON value it came from; the reader of the language then judges
 * the text, and its faults are told at those places.  Time O(length), twice.
 */
#include "base/arguments.h"
#include "base/poll.h"
#include "exchange/compose.h"
#include "exchange/json_lines.h"

/* ---- head, states, parties ------------------------------------------------------------------- */

static void add_head(dt_lines_of_json *w, const dt_json_value *root)
{
    const dt_json_value *title = dt_json_need(root, "conflict", DT_JSON_STRING, w->faults);
    const dt_json_value *date = dt_json_find(root, "date");
    dt_text_add(&w->text, "conflict ");
    dt_text_add_quoted(&w->text, title == NULL ? "" : title->text);
    dt_lines_support(w, root);
    dt_lines_end(w, title == NULL ? root->at : title->at);
    if (date != NULL && date->kind != DT_JSON_NULL) {
        dt_text_add(&w->text, "date ");
        dt_lines_member(w, root, "date");
        dt_lines_end(w, date->at);
    }
    for (const dt_json_value *v = dt_lines_list(w, root, "sources", DT_JSON_OBJECT); v != NULL;
         v = v->next) {
        dt_lines_keys(w, v, "id text at note marks");
        dt_text_add(&w->text, "source ");
        dt_lines_member(w, v, "id");
        dt_lines_quoted(w, v, "text", "");
        dt_lines_quoted(w, v, "at", " at");
        dt_lines_support(w, v);
        dt_lines_end(w, v->at);
    }
    for (const dt_json_value *v = dt_lines_list(w, root, "states", DT_JSON_OBJECT); v != NULL;
         v = v->next) {
        dt_lines_keys(w, v, "id label note marks");
        dt_text_add(&w->text, "state ");
        dt_lines_named(w, v, "label");
        dt_lines_support(w, v);
        dt_lines_end(w, v->at);
    }
}

static void add_option(dt_lines_of_json *w, const dt_json_value *option)
{
    const dt_json_value *direction = dt_json_find(option, "direction");
    const char *word = dt_json_find_text(option, "direction");
    dt_lines_keys(w, option, "id label direction note marks");
    dt_text_add(&w->text, "option ");
    dt_lines_named(w, option, "label");
    if (direction != NULL && word == NULL) {
        dt_error(w->faults, direction->at,
                 "expected \"both\", \"cannot be undone\" or \"cannot be resumed\"");
    } else if (word != NULL && strcmp(word, "both") != 0) {
        dt_text_add_char(&w->text, ' ');
        dt_lines_raw(w, direction);
    }
    dt_lines_support(w, option);
    dt_lines_end(w, option->at);
}

static void add_parties(dt_lines_of_json *w, const dt_json_value *root)
{
    for (const dt_json_value *v = dt_lines_list(w, root, "parties", DT_JSON_OBJECT); v != NULL;
         v = v->next) {
        dt_lines_keys(w, v, "id name note marks options moves preferences may_want unknown");
        dt_text_add(&w->text, "party ");
        dt_lines_named(w, v, "name");
        dt_lines_support(w, v);
        dt_lines_end(w, v->at);
        for (const dt_json_value *o = dt_lines_list(w, v, "options", DT_JSON_OBJECT); o != NULL;
             o = o->next) {
            add_option(w, o);
        }
    }
}

/* ---- status quo, rules, outcomes ------------------------------------------------------------- */

static void add_status_quo(dt_lines_of_json *w, const dt_json_value *root)
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
    dt_lines_keys(w, quo, "taken state note marks");
    dt_text_add(&w->text, "status quo");
    if (dt_json_find(quo, "state") != NULL) {
        dt_text_add_char(&w->text, ' ');
        dt_lines_member(w, quo, "state");
    } else if (dt_json_need(quo, "taken", DT_JSON_ARRAY, w->faults) != NULL) {
        const dt_json_value *taken = dt_lines_list(w, quo, "taken", DT_JSON_STRING);
        dt_text_add(&w->text, taken == NULL ? " none" : "");
        dt_lines_members(w, taken);
    }
    dt_lines_support(w, quo);
    dt_lines_end(w, quo->at);
}

static void add_rules(dt_lines_of_json *w, const dt_json_value *root)
{
    for (const dt_json_value *v = dt_lines_list(w, root, "rules", DT_JSON_OBJECT); v != NULL;
         v = v->next) {
        dt_lines_keys(w, v, "kind expr of note marks");
        dt_lines_member(w, v, "kind");
        if (dt_json_find(v, "of") != NULL) {
            dt_lines_members(w, dt_lines_list(w, v, "of", DT_JSON_STRING));
        } else {
            dt_text_add_char(&w->text, ' ');
            dt_lines_member(w, v, "expr");
        }
        dt_lines_support(w, v);
        dt_lines_end(w, v->at);
    }
}

static void add_outcomes(dt_lines_of_json *w, const dt_json_value *root)
{
    for (const dt_json_value *v = dt_lines_list(w, root, "outcomes", DT_JSON_OBJECT); v != NULL;
         v = v->next) {
        dt_lines_keys(w, v, "id expr note marks");
        dt_text_add(&w->text, "outcome ");
        dt_lines_member(w, v, "id");
        dt_text_add(&w->text, " = ");
        dt_lines_member(w, v, "expr");
        dt_lines_support(w, v);
        dt_lines_end(w, v->at);
    }
}

/* ---- blocks ---------------------------------------------------------------------------------- */

/* A flag that may be missing. */
static bool is_true(dt_lines_of_json *w, const dt_json_value *object, const char *key)
{
    const dt_json_value *value = dt_json_find(object, key);
    if (value != NULL && value->kind != DT_JSON_TRUE && value->kind != DT_JSON_FALSE) {
        dt_error(w->faults, value->at, "found %s, expected true or false under \"%s\"",
                 dt_json_kind_name(value->kind), key);
    }
    return value != NULL && value->kind == DT_JSON_TRUE;
}

static void add_statement(dt_lines_of_json *w, const dt_json_value *line)
{
    dt_lines_keys(w, line, "weight expr rest tied note marks");
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
        dt_lines_member(w, line, "expr");
    }
    dt_lines_support(w, line);
    dt_lines_end(w, line->at);
}

/* PARTY `opens` and its lines. */
static void add_block(dt_lines_of_json *w, const dt_json_value *party, const char *opens,
                      const dt_json_value *block)
{
    dt_lines_member(w, party, "id");
    dt_text_add_char(&w->text, ' ');
    dt_text_add(&w->text, opens);
    dt_lines_support(w, block);
    dt_lines_end(w, block->at);
    for (const dt_json_value *v = dt_lines_list(w, block, "lines", DT_JSON_OBJECT); v != NULL;
         v = v->next) {
        add_statement(w, v);
    }
}

static void add_preferences(dt_lines_of_json *w, const dt_json_value *party)
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
    dt_lines_keys(w, block, "kind lines note marks");
    add_block(w, party, kind->text, block);
}

/* The other lists that a party may have, and what is unknown of it. */
static void add_doubts(dt_lines_of_json *w, const dt_json_value *party)
{
    for (const dt_json_value *v = dt_lines_list(w, party, "may_want", DT_JSON_OBJECT); v != NULL;
         v = v->next) {
        dt_lines_keys(w, v, "lines note marks");
        add_block(w, party, "may want", v);
    }
    for (const dt_json_value *v = dt_lines_list(w, party, "unknown", DT_JSON_OBJECT); v != NULL;
         v = v->next) {
        dt_lines_keys(w, v, "prefers to note marks");
        dt_text_add(&w->text, "unknown whether ");
        dt_lines_member(w, party, "id");
        dt_text_add(&w->text, " prefers ");
        dt_lines_member(w, v, "prefers");
        dt_text_add(&w->text, " to ");
        dt_lines_member(w, v, "to");
        dt_lines_support(w, v);
        dt_lines_end(w, v->at);
    }
}

static void add_moves(dt_lines_of_json *w, const dt_json_value *party)
{
    const dt_json_value *moves = dt_lines_list(w, party, "moves", DT_JSON_OBJECT);
    if (moves != NULL) {
        dt_lines_member(w, party, "id");
        dt_text_add(&w->text, " moves");
        dt_lines_end(w, party->at);
    }
    for (const dt_json_value *v = moves; v != NULL; v = v->next) {
        dt_lines_keys(w, v, "from to note marks");
        dt_lines_member(w, v, "from");
        dt_text_add(&w->text, " -> ");
        dt_lines_member(w, v, "to");
        dt_lines_support(w, v);
        dt_lines_end(w, v->at);
    }
}

static void add_blocks(dt_lines_of_json *w, const dt_json_value *root)
{
    for (const dt_json_value *v = dt_lines_list(w, root, "parties", DT_JSON_OBJECT); v != NULL;
         v = v->next) {
        add_moves(w, v);
        add_preferences(w, v);
        add_doubts(w, v);
    }
}

static void add_claims(dt_lines_of_json *w, const dt_json_value *root)
{
    for (const dt_json_value *v = dt_lines_list(w, root, "claims", DT_JSON_OBJECT); v != NULL;
         v = v->next) {
        dt_lines_keys(w, v, "text note marks");
        dt_lines_member(w, v, "text");
        dt_lines_support(w, v);
        dt_lines_end(w, v->at);
    }
}

/* ---- the whole model ------------------------------------------------------------------------- */

static void compose(dt_lines_of_json *w, const dt_json_value *root)
{
    const dt_json_value *scenarios = dt_json_find(root, "scenarios");
    dt_lines_keys(w, root,
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
static bool check_version(dt_lines_of_json *w, const dt_json_value *root)
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
static detente_status read_back(dt_lines_of_json *w, detente_error *err)
{
    dt_faults found = {.arena.poll = w->text.poll};
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
    dt_arguments given = dt_given(err);
    dt_need_text(&given, json, length);
    dt_need(&given, file, "a name");
    dt_check_limits(&given, limits);
    dt_need_sink(&given, sink);
    if (given.status != DETENTE_OK) {
        return given.status;
    }
    dt_poll poll;
    dt_poll_start(&poll, limits, "reading JSON", 0);
    sink = dt_poll_sink(&poll, sink);
    dt_arena arena = {.poll = &poll};
    dt_lines_of_json w = {.text.poll = &poll};
    const dt_json_value *root = NULL;
    detente_faults *found = dt_faults_new(file, json, length);
    if (found == NULL) {
        return dt_no_memory(err);
    }
    w.faults = &found->list;
    found->list.arena.poll = &poll;
    detente_status status = dt_json_root(json, length, &arena, &root, w.faults, err);
    if (status == DETENTE_OK && root != NULL && check_version(&w, root)) {
        compose(&w, root);
        w.text.failed = w.text.failed || w.failed;
        if (w.faults->errors == 0 && !w.text.failed) {
            status = read_back(&w, err);
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
