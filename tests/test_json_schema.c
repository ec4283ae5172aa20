/* SPDX-License-Identifier: MIT
 *
 * Every answer in JSON follows its schema in schemas/: of all shipped models under all scenarios,
 * of random models in every form, of models too large to be listed.  And the schemas are tight:
 * what is damaged in any place, in any of the ways below, is refused.
 */
#include "schema.h"

#include "reference/random_model.h"

#include <dirent.h>

/* ---- the answers ----------------------------------------------------------------------------- */

typedef struct subject {
    detente_model *model;
    detente_analysis *analysis;
    detente_analysis *brief;     /* under two concepts, for what solves or proves much */
    const struct subject *other; /* what it is compared with; NULL: itself */
} subject;

typedef detente_status writer(const subject *s, unsigned way, const detente_sink *sink);

static const detente_style plain = {.format = DETENTE_JSON};

static detente_status write_solve(const subject *s, unsigned way, const detente_sink *sink)
{
    const detente_style style = {.format = DETENTE_JSON, .limit = way};
    return detente_write_solution(s->analysis, &style, NULL, sink, NULL);
}

static detente_status write_sensitivity(const subject *s, unsigned way, const detente_sink *sink)
{
    (void)way;
    return detente_write_sensitivity(s->brief, &plain, NULL, sink, NULL);
}

static detente_status write_check(const subject *s, unsigned way, const detente_sink *sink)
{
    uint64_t failed = 0;
    (void)way;
    return detente_check(s->analysis, &plain, NULL, sink, &failed, NULL);
}

static detente_status write_lint(const subject *s, unsigned way, const detente_sink *sink)
{
    uint64_t found = 0;
    (void)way;
    return detente_write_lint(s->model, NULL, 0, "m", &plain, NULL, sink, &found, NULL);
}

static void name_state(const subject *s, unsigned way, char name[24])
{
    snprintf(name, 24, "%llu",
             1 + 7 * (unsigned long long)way % detente_model_state_count(s->model));
}

static detente_status write_brief(const subject *s, unsigned way, const detente_sink *sink)
{
    const subject *base = way == 0 || s->other == NULL ? s : s->other;
    const detente_analysis *readings[] = {base->analysis, s->analysis};
    const detente_status status = detente_write_brief(readings, 2, &plain, NULL, sink, NULL);
    return status == DETENTE_EINVAL /* this is no scenario */
               ? detente_write_brief(readings, 1, &plain, NULL, sink, NULL)
               : status;
}

static detente_status write_explain(const subject *s, unsigned way, const detente_sink *sink)
{
    char state[24];
    const detente_question question = {.state = state, .party = DETENTE_EVERY_PARTY};
    name_state(s, way, state);
    return detente_explain(s->model, &question, &plain, NULL, sink, NULL);
}

static detente_status write_paths(const subject *s, unsigned way, const detente_sink *sink)
{
    char from[24];
    name_state(s, way, from);
    return detente_write_paths(s->analysis, from, way == 0 ? NULL : "1", &plain, NULL, sink, NULL);
}

static detente_status write_compare(const subject *s, unsigned way, const detente_sink *sink)
{
    const subject *other = s->other == NULL ? s : s->other;
    const detente_style style = {.format = DETENTE_JSON, .limit = 100};
    (void)way;
    return detente_compare(s->brief, "a", other->brief, "b", &style, NULL, sink, NULL);
}

/* Documents at hand: of one paragraph, and of bytes that are no text. */
static bool open_document(void *payload, const char *place, const char **text, size_t *length)
{
    const unsigned *way = payload;
    (void)place;
    *text = *way == 1 ? "One paragraph.\n" : "\xff\xfe";
    *length = strlen(*text);
    return *way > 0;
}

static detente_status write_sources(const subject *s, unsigned way, const detente_sink *sink)
{
    const detente_documents documents = {open_document, &way};
    uint64_t faults = 0;
    return detente_write_sources(s->model, &documents, &plain, NULL, sink, &faults, NULL);
}

static detente_status write_model(const subject *s, unsigned way, const detente_sink *sink)
{
    (void)way;
    return detente_model_to_json(s->model, NULL, sink, NULL);
}

/* Map with all moves where they are few, map, evolution, heat. */
static detente_status write_scene(const subject *s, unsigned way, const detente_sink *sink)
{
    static const detente_picture_view views[] = {DETENTE_MAP, DETENTE_MAP, DETENTE_EVOLUTION,
                                                 DETENTE_HEAT};
    const bool all = way == 0 && detente_model_state_count(s->model) <= 16;
    const detente_picture picture = {.format = DETENTE_SCENE,
                                     .view = views[way],
                                     .arcs = all ? DETENTE_ARCS_ALL : DETENTE_ARCS_AUTO,
                                     .state = way == 2 ? 1 : 0};
    return detente_write_graph(s->analysis, &picture, NULL, sink, NULL);
}

/* What the contract leaves open, place by place; every other place is required, never null, of one
 * type.  "[]" is an element, "{}" a member whose key is a name of the model or a concept; "*.KEY"
 * is that key anywhere. */
static const struct answer {
    const char *schema;
    writer *write;
    unsigned ways;
    bool unsolved;        /* it needs a model only */
    const char *optional; /* may be missing */
    const char *nullable; /* may be null */
    const char *closed;   /* words of a fixed list */
    const char *positive; /* numbers from 1 */
    const char *negative; /* numbers that may be negative */
    const char *fixed;    /* arrays of one length */
} answers[] = {
    {.schema = "solve",
     .write = write_solve,
     .ways = 2,
     .nullable = "status_quo ranks{} concepts{}",
     .closed = "*.decimal states[].pattern",
     .positive = "status_quo *.n ranks{}[] concepts{}.stable{}[] concepts{}.equilibria[]"},
    {.schema = "sensitivity",
     .write = write_sensitivity,
     .ways = 1,
     .optional = "*.pairs_decided",
     .nullable = "*.swapped"},
    {.schema = "check",
     .write = write_check,
     .ways = 1,
     .nullable = "claims[].note",
     .positive = "*.line claims[].states[]"},
    {.schema = "lint",
     .write = write_lint,
     .ways = 1,
     .unsolved = true,
     .nullable = "*.party *.other_line *.state *.states",
     .closed = "*.kind",
     .positive = "*.line *.column *.other_line *.state *.states"},
    {.schema = "brief",
     .write = write_brief,
     .ways = 2,
     .nullable =
         "scenario rows[].title scenarios[].rows[].title *.firmest *.reach *.likes rows[].likes{} "
         "scenarios[].rows[].likes{}",
     .closed = "*.firmness *.kind *.says *.under[]",
     .positive = "*.to *.today *.here *.of *.range[]",
     .fixed = "*.range"},
    {.schema = "explain",
     .write = write_explain,
     .ways = 3,
     .optional = "*.replies *.known",
     .closed = "*.concept",
     .positive = "state *.to *.end *.unmet *.replies[] *.others_can_bring_about[]"},
    {.schema = "paths",
     .write = write_paths,
     .ways = 2,
     .optional = "*.known paths[].unknown",
     .nullable = "*.by_improvements *.by_moves *.together",
     .closed = "*.equilibrium_under[]",
     .positive = "*.from *.to *.n"},
    {.schema = "compare",
     .write = write_compare,
     .ways = 1,
     .closed = "*.what *.concept *.stable_in",
     .positive = "*.n *.n_second"},
    {.schema = "sources",
     .write = write_sources,
     .ways = 3,
     .unsolved = true,
     .nullable = "*.note *.paragraphs[] documents[].place *.refused"},
    {.schema = "model",
     .write = write_model,
     .ways = 1,
     .unsolved = true,
     .optional = "*.note *.marks *.place *.at *.label *.name *.title *.direction *.tied date form "
                 "sources states parties status_quo rules outcomes claims scenario scenarios "
                 "parties[].options parties[].moves parties[].preferences "
                 "parties[].may_want parties[].unknown",
     .nullable = "status_quo scenario parties[].preferences",
     .closed = "form *.kind *.direction",
     .negative = "*.weight"},
    {.schema = "scene",
     .write = write_scene,
     .ways = 4,
     .nullable = "*.ring *.change strokes[].party",
     .closed = "*.shape *.ring *.role *.anchor *.kind",
     .positive = "width height *.width *.height *.n *.from *.to",
     .negative = "*.x *.y *.x1 *.y1 *.x2 *.y2 *.curve[] *.box[] cells[][]",
     .fixed = "*.curve *.box cells[]"},
};
#define ANSWER_COUNT (sizeof answers / sizeof answers[0])

static json_t *schemas[ANSWER_COUNT];

static size_t answer_named(const char *schema)
{
    size_t which = 0;
    while (strcmp(answers[which].schema, schema) != 0) {
        which++;
        assert_true(which < ANSWER_COUNT);
    }
    return which;
}

/* An answer, parsed; NULL where there is none to give. */
static json_t *answer_of(const subject *s, size_t which, unsigned way)
{
    if (s->analysis == NULL && !answers[which].unsolved) {
        return NULL;
    }
    dt_text text = {0};
    const detente_sink sink = sink_of(&text);
    const detente_status status = answers[which].write(s, way, &sink);
    if (status == DETENTE_EUNSUPPORTED) {
        return NULL;
    }
    assert_int_equal(status, DETENTE_OK);
    json_t *document = json_loadb(text.bytes, text.length, JSON_REJECT_DUPLICATES, NULL);
    assert_non_null(document);
    dt_text_clear(&text);
    return document;
}

static void look_at_answer(const subject *s, size_t which, unsigned way)
{
    json_t *document = answer_of(s, which, way);
    if (document != NULL && !follows(schemas[which], document, true)) {
        fail_msg("%s, way %u, of %s", answers[which].schema, way, s->model->syntax->title);
    }
    json_decref(document);
}

static void look_at_answers(const subject *s)
{
    for (size_t which = 0; which < ANSWER_COUNT; which++) {
        for (unsigned way = 0; way < answers[which].ways; way++) {
            look_at_answer(s, which, way);
        }
    }
}

/* ---- models ---------------------------------------------------------------------------------- */

static detente_concepts two_concepts(void)
{
    detente_concepts set = detente_concepts_one(DETENTE_NASH);
    detente_concepts_add(&set, DETENTE_SEQ);
    return set;
}

static subject open_subject(const char *text, size_t length, const char *scenario)
{
    subject s = {0};
    assert_int_equal(detente_model_read(text, length, "m", scenario, NULL, &s.model, NULL, NULL),
                     DETENTE_OK);
    const detente_request two = {.concepts = two_concepts()};
    const detente_status status = detente_solve(s.model, NULL, NULL, &s.analysis, NULL);
    if (status != DETENTE_EUNSUPPORTED) { /* a model can be told that cannot be solved */
        assert_int_equal(status, DETENTE_OK);
        assert_int_equal(detente_solve(s.model, &two, NULL, &s.brief, NULL), DETENTE_OK);
    }
    return s;
}

static void close_subject(subject *s)
{
    detente_analysis_free(s->analysis);
    detente_analysis_free(s->brief);
    detente_model_free(s->model);
}

/* A model as it stands, and under each scenario of its file, compared with how it stands. */
static void look_at_text(const char *text, size_t length)
{
    subject base = open_subject(text, length, NULL);
    look_at_answers(&base);
    for (uint32_t k = 0; k < base.model->syntax->scenario_count; k++) {
        subject s = open_subject(text, length, base.model->syntax->scenarios[k].id);
        s.other = &base;
        look_at_answers(&s);
        close_subject(&s);
    }
    close_subject(&base);
}

static void look_at_file(const char *folder, const char *name, unsigned *count)
{
    char path[1024];
    size_t length = 0;
    const char *dot = strrchr(name, '.');
    if (dot != NULL && strcmp(dot, ".detente") == 0) {
        snprintf(path, sizeof path, "%s/%s/%s", SOURCE_DIR, folder, name);
        char *text = slurp(path, &length);
        look_at_text(text, length);
        free(text);
        ++*count;
    }
}

static void test_model_files(void **state)
{
    static const char *const folders[] = {"models/published", "models/seeds", "models/tutorial",
                                          "tests/golden"};
    unsigned count = 0;
    (void)state;
    for (size_t k = 0; k < sizeof folders / sizeof folders[0]; k++) {
        char path[1024];
        snprintf(path, sizeof path, "%s/%s", SOURCE_DIR, folders[k]);
        DIR *directory = opendir(path);
        assert_non_null(directory);
        for (const struct dirent *entry = readdir(directory); entry != NULL;
             entry = readdir(directory)) {
            look_at_file(folders[k], entry->d_name, &count);
        }
        closedir(directory);
    }
    assert_true(count > 25);
}

static void test_random_models(void **state)
{
    static const random_form forms[] = {RANDOM_OPTIONS, RANDOM_COALESCED, RANDOM_GRAPH};
    (void)state;
    for (size_t f = 0; f < 3; f++) {
        random_knobs knobs = random_knobs_for(forms[f]);
        knobs.claims = true;
        subject last = {0};
        for (uint64_t seed = 1; seed <= 70; seed++) {
            dt_text text = {0};
            knobs.rich = seed % 2 == 0;
            random_model(seed, &knobs, &text);
            subject s = open_subject(text.bytes, text.length, NULL);
            s.other = last.model == NULL ? NULL : &last;
            look_at_answers(&s);
            close_subject(&last);
            last = s;
            last.other = NULL;
            dt_text_clear(&text);
        }
        close_subject(&last);
    }
}

/* 2^options states of two parties. */
static subject open_large(unsigned options)
{
    dt_text text = {0};
    subject s = {0};
    const detente_request request = {.concepts = detente_concepts_one(DETENTE_NASH)};
    dt_text_add(&text, "conflict \"large\"\n");
    for (unsigned k = 1; k <= options; k++) {
        dt_text_format(&text, "%soption x%u\n",
                       k == 1   ? "party a\n"
                       : k == 2 ? "party b\n"
                                : "",
                       k);
    }
    dt_text_format(&text, "status quo x%u\na wants\nx1\nb wants\nnot x%u\n", options, options);
    dt_text_add(&text, "outcome o = x1\nclaim o is an equilibrium under nash\n");
    assert_int_equal(
        detente_model_read(text.bytes, text.length, "m", NULL, NULL, &s.model, NULL, NULL),
        DETENTE_OK);
    if (options <= 56) {
        assert_int_equal(detente_solve(s.model, &request, NULL, &s.analysis, NULL), DETENTE_OK);
    }
    dt_text_clear(&text);
    return s;
}

/* Beyond 2^56 states nothing is solved; the model is told all the same. */
static void test_large_models(void **state)
{
    static const char *const told[] = {"model", "sources", "solve", "check", "explain"};
    static const unsigned options[] = {20, 56, 64};
    static const size_t count[] = {5, 3, 2};
    (void)state;
    for (size_t k = 0; k < 3; k++) {
        subject s = open_large(options[k]);
        for (size_t n = 0; n < count[k]; n++) {
            look_at_answer(&s, answer_named(told[n]), 1);
        }
        close_subject(&s);
    }
}

/* ---- damage ---------------------------------------------------------------------------------- */

typedef struct damage {
    size_t which;
    json_t *document;
    unsigned tried, passed;
} damage;

/* Is `place` one of the blank-separated `places`? */
static bool is_listed(const char *places, const char *place)
{
    for (const char *p = places == NULL ? "" : places; *p != '\0'; p += strspn(p, " ")) {
        const size_t size = strcspn(p, " ");
        const size_t length = strlen(place);
        const bool anywhere = size > 2 && p[0] == '*'; /* "*.KEY" against ".KEY", or all of "KEY" */
        const char *wanted = anywhere ? p + 1 : p;
        const size_t most = anywhere ? size - 1 : size;
        if ((length == most && strncmp(place, wanted, most) == 0) ||
            (anywhere && length > most && strncmp(place + length - most, wanted, most) == 0) ||
            (anywhere && length == most - 1 && strncmp(place, wanted + 1, length) == 0)) {
            return true;
        }
        p += size;
    }
    return false;
}

/* The document as it now is must be refused. */
static void expect(damage *d, bool refused, const char *place, const char *what)
{
    d->tried++;
    if (follows(schemas[d->which], d->document, false) == refused) {
        print_message("%s at %s: %s is %s\n", answers[d->which].schema, place, what,
                      refused ? "accepted" : "refused");
        d->passed++;
    }
}

/* Where a value stands. */
typedef struct spot {
    json_t *in;
    const char *key; /* of an object; NULL: an array */
    size_t index;
} spot;

static json_t *get(spot at)
{
    return at.key == NULL ? json_array_get(at.in, at.index) : json_object_get(at.in, at.key);
}

static void put(spot at, json_t *value)
{
    assert_int_equal(at.key == NULL ? json_array_set_new(at.in, at.index, value)
                                    : json_object_set_new(at.in, at.key, value),
                     0);
}

static void try(damage *d, spot at, json_t *value, bool refused, const char *place,
                const char *what)
{
    json_t *kept = json_incref(get(at));
    put(at, value);
    expect(d, refused, place, what);
    put(at, kept);
}

static void damage_number(damage *d, spot at, const char *place)
{
    const struct answer *a = &answers[d->which];
    const bool negative = is_listed(a->negative, place);
    if (!json_is_integer(get(at))) {
        return;
    }
    try(d, at, json_integer(9007199254740993), true, place, "2^53 + 1");
    try(d, at, json_string("17"), true, place, "a small number in quotes");
    try(d, at, json_integer(0), is_listed(a->positive, place), place, "0");
    try(d, at, json_integer(-1), !negative, place, "-1");
    if (strcmp(place, "parties[].preferences.lines[].weight") != 0) {
        try(d, at, json_real(1.5), true, place, "1.5");
    }
}

static void damage_value(damage *d, spot at, const char *place)
{
    const struct answer *a = &answers[d->which];
    json_t *value = get(at);
    try(d, at, json_is_boolean(value) ? json_string("true") : json_true(), true, place,
        "another type");
    if (!json_is_null(value)) {
        try(d, at, json_null(), !is_listed(a->nullable, place), place, "null");
    }
    if (json_is_string(value) && is_listed(a->closed, place)) {
        try(d, at, json_sprintf("%s?", json_string_value(value)), true, place, "another word");
    }
    if (strcmp(place, "detente") != 0 && strcmp(place, "detente_model") != 0) {
        damage_number(d, at, place);
    }
}

static void damage_within(damage *d, json_t *value, const char *place);

static void damage_members(damage *d, json_t *object, const char *place)
{
    static const char *const maps[] = {"ranks",
                                       "concepts",
                                       "concepts{}.stable",
                                       "concepts{}.stable_count",
                                       "rows[].likes",
                                       "scenarios[].rows[].likes"};
    bool map = false;
    const char *key = NULL;
    json_t *member = NULL;
    for (size_t k = 0; k < sizeof maps / sizeof maps[0]; k++) {
        map = map || strcmp(place, maps[k]) == 0;
    }
    json_t *as_it_was = json_copy(object); /* a key that goes and comes back is the last one */
    json_object_foreach(as_it_was, key, member)
    {
        char inner[256];
        snprintf(inner, sizeof inner, "%s%s%s", place,
                 map              ? "{}"
                 : *place == '\0' ? ""
                                  : ".",
                 map ? "" : key);
        damage_value(d, (spot){.in = object, .key = key}, inner);
        damage_within(d, member, inner);
        json_object_del(object, key);
        expect(d, !map && !is_listed(answers[d->which].optional, inner), inner, "its absence");
        json_object_set(object, key, member);
    }
    json_decref(as_it_was);
    json_object_set_new(object, "more", json_true());
    expect(d, true, place, "one more key");
    if (strcmp(place, "concepts") == 0) {
        json_object_set(object, "more", json_object_get(object, "nash"));
        expect(d, true, place, "a concept that there is not");
    }
    json_object_del(object, "more");
}

static void damage_elements(damage *d, json_t *array, const char *place)
{
    char inner[256];
    snprintf(inner, sizeof inner, "%s[]", place);
    for (size_t k = 0; k < json_array_size(array); k++) {
        damage_value(d, (spot){.in = array, .index = k}, inner);
        damage_within(d, json_array_get(array, k), inner);
    }
    json_array_append_new(array, json_true());
    expect(d, true, place, "one more element, of another type");
    json_array_remove(array, json_array_size(array) - 1);
    if (is_listed(answers[d->which].fixed, place)) {
        json_array_append(array, json_array_get(array, 0));
        expect(d, true, place, "one more element");
        json_array_remove(array, json_array_size(array) - 1);
        json_array_remove(array, json_array_size(array) - 1);
        expect(d, true, place, "one element less");
        json_array_append_new(array, json_integer(1));
    }
}

static void damage_within(damage *d, json_t *value, const char *place)
{
    if (json_is_object(value)) {
        damage_members(d, value, place);
    } else if (json_is_array(value)) {
        damage_elements(d, value, place);
    }
}

/* A model with something of everything, small enough to be damaged everywhere. */
#define OPTION_FORM                                                                                \
    "conflict \"c\" note \"n\"\n"                                                                  \
    "date 2017-10\n"                                                                               \
    "source s \"t\" at \"u\"\n"                                                                    \
    "party a \"A\" [s:1]\n"                                                                        \
    "option x \"X\" cannot be undone note \"n\" [s]\n"                                             \
    "option y\n"                                                                                   \
    "party b\n"                                                                                    \
    "option z\n"                                                                                   \
    "party c\n"                                                                                    \
    "impossible x and y [s:2]\n"                                                                   \
    "at most one of y, z\n"                                                                        \
    "same x and z\n"                                                                               \
    "status quo y note \"n\"\n"                                                                    \
    "outcome o = not z\n"                                                                          \
    "a wants [s:1]\n"                                                                              \
    "not z note \"n\"\n"                                                                           \
    "~ y\n"                                                                                        \
    "b weighs\n"                                                                                   \
    "2 z [s:1]\n"                                                                                  \
    "-1 x\n"                                                                                       \
    "c ranks\n"                                                                                    \
    "y\n"                                                                                          \
    "rest\n"                                                                                       \
    "claim o is an equilibrium under nash note \"n\" [s:1]\n"                                      \
    "scenario t \"T\"\n"                                                                           \
    "b weighs\n"                                                                                   \
    "2 not z\n"                                                                                    \
    "party c\n"                                                                                    \
    "option w\n"
#define GRAPH_FORM                                                                                 \
    "conflict \"c\"\n"                                                                             \
    "state s \"S\"\n"                                                                              \
    "state t\n"                                                                                    \
    "state u\n"                                                                                    \
    "party a\n"                                                                                    \
    "party b\n"                                                                                    \
    "status quo s\n"                                                                               \
    "a moves\n"                                                                                    \
    "s -> t note \"n\"\n"                                                                          \
    "t -> s\n"                                                                                     \
    "b moves\n"                                                                                    \
    "t -> u\n"                                                                                     \
    "a ranks\n"                                                                                    \
    "u\n"                                                                                          \
    "s\n"                                                                                          \
    "t\n"                                                                                          \
    "b ranks\n"                                                                                    \
    "u\n"                                                                                          \
    "~ t\n"                                                                                        \
    "rest\n"                                                                                       \
    "claim s can be reached\n"

#define UNKNOWN_FORM                                                                               \
    "conflict \"c\"\n"                                                                             \
    "source s \"t\"\n"                                                                             \
    "party a\n"                                                                                    \
    "option x\n"                                                                                   \
    "party b\n"                                                                                    \
    "option y\n"                                                                                   \
    "a wants\n"                                                                                    \
    "x\n"                                                                                          \
    "y\n"                                                                                          \
    "a may want note \"n\"\n"                                                                      \
    "y [s:1]\n"                                                                                    \
    "~ x\n"                                                                                        \
    "unknown whether b prefers state YN to state NY note \"n\"\n"

static void damage_answers(const subject *s, damage *d)
{
    for (d->which = 0; d->which < ANSWER_COUNT; d->which++) {
        for (unsigned way = 0; way < answers[d->which].ways; way++) {
            d->document = answer_of(s, d->which, way);
            if (d->document == NULL) {
                continue;
            }
            assert_true(follows(schemas[d->which], d->document, true));
            damage_within(d, d->document, "");
            assert_true(follows(schemas[d->which], d->document, true));
            json_decref(d->document);
        }
    }
}

static void test_damage(void **state)
{
    size_t length = 0;
    char *answered = slurp(SOURCE_DIR "/models/published/prisoners.detente", &length);
    const char *const texts[] = {OPTION_FORM, GRAPH_FORM, UNKNOWN_FORM, answered};
    damage d = {0};
    (void)state;
    for (size_t k = 0; k < sizeof texts / sizeof texts[0]; k++) {
        subject base = open_subject(texts[k], strlen(texts[k]), NULL);
        subject s = open_subject(texts[k], strlen(texts[k]), k == 0 ? "t" : NULL);
        s.other = &base;
        damage_answers(&s, &d);
        close_subject(&s);
        close_subject(&base);
    }
    free(answered);
    print_message("%u damages\n", d.tried);
    assert_int_equal(d.passed, 0);
    assert_true(d.tried > 10000);
}

static int set_up(void **state)
{
    (void)state;
    for (size_t k = 0; k < ANSWER_COUNT; k++) {
        schemas[k] = read_schema(answers[k].schema);
    }
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    for (size_t k = 0; k < ANSWER_COUNT; k++) {
        json_decref(schemas[k]);
    }
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_model_files),
        cmocka_unit_test(test_random_models),
        cmocka_unit_test(test_large_models),
        cmocka_unit_test(test_damage),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
