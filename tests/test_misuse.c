/* SPDX-License-Identifier: MIT
 *
 * Misuse of the library: every public function with every wrong value of every kind of argument,
 * one at a time, in both forms.  EINVAL each time, with a message; nothing is written, no output
 * changed. The same call without the wrong value succeeds, so that it is the wrong value that is
 * refused.
 */
#include "detente.h"
#include "reference/sets.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define LEAST_MISUSES 500

/* ---- arguments ------------------------------------------------------------------------------- */

/* Whatever a function may fill. */
typedef struct outputs {
    detente_model *model;
    detente_analysis *analysis;
    detente_expression *expression;
    detente_faults *faults;
    detente_item item;
    detente_mark mark;
    detente_fault fault;
    detente_plan plan;
    detente_comparison comparison;
    uint64_t number;
    uint32_t rank;
    bool holds;
    char pattern[80];
} outputs;

/* One of everything; a pointer to an output is NULL where that is the misuse. */
typedef struct arguments {
    const detente_model *model;
    const detente_analysis *analysis, *second;
    const detente_analysis *const *analyses;
    const char *const *links;
    const detente_faults *faults;
    detente_limits limits;
    detente_request request;
    detente_style style;
    detente_scan scan;
    detente_picture picture;
    detente_question question;
    const detente_question *asked;
    detente_documents documents;
    detente_random random;
    const detente_random *drawn;
    detente_sink sink;
    const detente_sink *to;
    detente_concept which;
    detente_table_kind table;
    detente_kind kind;
    uint32_t party, item, outcome, mark;
    uint64_t state, other;
    const char *text, *csv, *json, *gmcr, *name, *words, *from, *target;
    size_t length, size, fault;
    bool (*hit)(void *payload, const detente_hit *hit);
    bool (*move)(void *payload, uint64_t to);
    bool no_out;
    outputs *out;
    detente_error *err;
} arguments;

#define OUT(field) (a->no_out ? NULL : &a->out->field)

static size_t written;

static bool count_bytes(void *payload, const char *bytes, size_t count)
{
    (void)payload;
    (void)bytes;
    written += count;
    return true;
}

static bool see_hit(void *payload, const detente_hit *hit)
{
    (void)payload;
    written += hit->n > 0;
    return true;
}

static bool see_move(void *payload, uint64_t to)
{
    (void)payload;
    written += to > 0;
    return true;
}

static bool no_document(void *payload, const char *place, const char **text, size_t *length)
{
    (void)payload;
    (void)place;
    (void)text;
    (void)length;
    return false;
}

/* ---- every function that can fail ------------------------------------------------------------- */

typedef detente_status call(const arguments *a);

static detente_status model_read(const arguments *a)
{
    return detente_model_read(a->text, a->length, a->name, NULL, &a->limits, OUT(model),
                              &a->out->faults, a->err);
}
static detente_status expression_read(const arguments *a)
{
    return detente_expression_read(a->model, "true", a->words == NULL ? 0 : 4, a->name, &a->limits,
                                   OUT(expression), &a->out->faults, a->err);
}
static detente_status expression_text(const arguments *a)
{
    return detente_expression_read(a->model, a->text == NULL ? NULL : "true",
                                   a->text == NULL ? a->length : 4, a->name, &a->limits,
                                   OUT(expression), &a->out->faults, a->err);
}
static detente_status faults_get(const arguments *a)
{
    return detente_faults_get(a->faults, a->fault, OUT(fault), a->err);
}
static detente_status faults_write(const arguments *a)
{
    return detente_faults_write(a->faults, a->to, a->err);
}
static detente_status write_safely(const arguments *a)
{
    return detente_write_safely(a->text, a->length, true, a->to, a->err);
}
static detente_status model_item(const arguments *a)
{
    return detente_model_item(a->model, a->kind, a->item, OUT(item), a->err);
}
static detente_status model_mark(const arguments *a)
{
    return detente_model_mark(a->model, a->kind, a->item, a->mark, OUT(mark), a->err);
}
static detente_status model_expression(const arguments *a)
{
    return detente_model_expression(a->model, a->kind, a->item, a->to, a->err);
}
static detente_status state_find(const arguments *a)
{
    return detente_state_find(a->model, a->words, OUT(number), a->err);
}
static detente_status state_pattern(const arguments *a)
{
    return detente_state_pattern(a->model, a->state, a->no_out ? NULL : a->out->pattern, a->size,
                                 a->err);
}
static detente_status state_is(const arguments *a)
{
    return detente_state_is(a->model, a->state, a->outcome, OUT(holds), a->err);
}
static detente_status state_compare(const arguments *a)
{
    return detente_state_compare(a->model, a->party, a->state, a->other, OUT(comparison), a->err);
}
static detente_status state_rank(const arguments *a)
{
    return detente_state_rank(a->model, a->party, a->state, OUT(rank), a->err);
}
static detente_status state_moves(const arguments *a)
{
    return detente_state_moves(a->model, a->party, a->state, a->move, NULL, a->err);
}
static detente_status format(const arguments *a)
{
    return detente_format(a->text, a->length, a->name, &a->limits, a->to, &a->out->faults, a->err);
}
static detente_status plan_solve(const arguments *a)
{
    return detente_plan_solve(a->model, &a->request, &a->limits, OUT(plan), a->err);
}
static detente_status solve(const arguments *a)
{
    return detente_solve(a->model, &a->request, &a->limits, OUT(analysis), a->err);
}
static detente_status scan_states(const arguments *a)
{
    return detente_scan_states(a->analysis, &a->scan, &a->limits, a->hit, NULL, a->err);
}
static detente_status write_bitmap(const arguments *a)
{
    return detente_write_bitmap(a->analysis, a->which, a->party, &a->limits, a->to, a->err);
}
static detente_status write_solution(const arguments *a)
{
    return detente_write_solution(a->analysis, &a->style, &a->limits, a->to, a->err);
}
static detente_status write_summary(const arguments *a)
{
    return detente_write_summary(a->analysis, &a->style, &a->limits, a->to, a->err);
}
static detente_status write_brief(const arguments *a)
{
    return detente_write_brief(&a->analysis, 1, &a->style, &a->limits, a->to, a->err);
}
static detente_status write_firmness(const arguments *a)
{
    return detente_write_firmness(&a->style, a->to, a->err);
}
static detente_status check(const arguments *a)
{
    return detente_check(a->analysis, &a->style, &a->limits, a->to, OUT(number), a->err);
}
static detente_status write_lint(const arguments *a)
{
    const detente_model *const others[] = {a->model};
    return detente_write_lint(a->model, others, 1, a->name, &a->style, &a->limits, a->to,
                              OUT(number), a->err);
}
static detente_status explain(const arguments *a)
{
    return detente_explain(a->model, a->asked, &a->style, &a->limits, a->to, a->err);
}
static detente_status write_certificate(const arguments *a)
{
    return detente_write_certificate(a->analysis, &a->limits, a->to, a->err);
}
static detente_status write_paths(const arguments *a)
{
    return detente_write_paths(a->analysis, a->from, a->target, &a->style, &a->limits, a->to,
                               a->err);
}
static detente_status compare(const arguments *a)
{
    return detente_compare(a->analysis, a->name, a->second, a->words, &a->style, &a->limits, a->to,
                           a->err);
}
static detente_status write_sensitivity(const arguments *a)
{
    return detente_write_sensitivity(a->analysis, &a->style, &a->limits, a->to, a->err);
}
static detente_status write_sources(const arguments *a)
{
    return detente_write_sources(a->model, &a->documents, &a->style, &a->limits, a->to, OUT(number),
                                 a->err);
}
static detente_status write_table(const arguments *a)
{
    return detente_write_table(a->analysis, a->table, &a->style, &a->limits, a->to, a->err);
}
static detente_status write_graph(const arguments *a)
{
    return detente_write_graph(a->analysis, &a->picture, &a->limits, a->to, a->err);
}
static detente_status write_report(const arguments *a)
{
    return detente_write_report(a->analysis, NULL, &a->limits, a->to, a->err);
}
static detente_status write_index(const arguments *a)
{
    return detente_write_index(a->analyses, a->links, 2, &a->limits, a->to, a->err);
}
static detente_status model_to_json(const arguments *a)
{
    return detente_model_to_json(a->model, &a->limits, a->to, a->err);
}
static detente_status json_to_text(const arguments *a)
{
    return detente_json_to_text(a->json, a->json == NULL ? 9 : strlen(a->json), a->name, &a->limits,
                                a->to, &a->out->faults, a->err);
}
static detente_status gmcr_to_text(const arguments *a)
{
    return detente_gmcr_to_text(a->gmcr, a->gmcr == NULL ? 9 : strlen(a->gmcr), a->name, &a->limits,
                                a->to, &a->out->faults, a->err);
}
static detente_status csv_to_text(const arguments *a)
{
    return detente_csv_to_text(a->csv, a->csv == NULL ? 9 : strlen(a->csv), a->name, &a->limits,
                               a->to, &a->out->faults, a->err);
}
static detente_status model_to_gmcr(const arguments *a)
{
    return detente_model_to_gmcr(a->model, a->name, &a->limits, a->to, &a->out->faults, a->err);
}
static detente_status model_to_nfg(const arguments *a)
{
    return detente_model_to_nfg(a->model, a->name, &a->limits, a->to, &a->out->faults, a->err);
}
static detente_status random_model(const arguments *a)
{
    return detente_random_model(a->drawn, &a->limits, a->to, a->err);
}

/* ---- every kind of argument, and its wrong values --------------------------------------------- */

enum kinds {
    MODEL = 1 << 0,
    ANALYSIS = 1 << 1,
    SECOND = 1 << 2, /* another analysis, and its name */
    LIMITS = 1 << 3,
    REQUEST = 1 << 4,
    STYLE = 1 << 5,
    SINK = 1 << 6,
    OUTPUT = 1 << 7,
    TEXT = 1 << 8, /* with its length */
    NAME = 1 << 9,
    WORDS = 1 << 10, /* that name a state */
    PARTY = 1 << 11,
    EVERY = 1 << 12, /* a party, or every one */
    STATE = 1 << 13,
    OTHER = 1 << 14,
    ITEM = 1 << 15, /* a kind, and a number */
    MARK = 1 << 16,
    SIZE = 1 << 17, /* of a struct */
    ROOM = 1 << 18, /* of a buffer */
    OUTCOME = 1 << 19,
    CONCEPT = 1 << 20,
    SCAN = 1 << 21,
    TABLE = 1 << 22,
    PICTURE = 1 << 23,
    QUESTION = 1 << 24,
    WAY = 1 << 25, /* from, to */
    LIST = 1 << 26,
    DOCUMENTS = 1 << 27,
    IMPORT = 1 << 28,
    RANDOM = 1 << 29,
    CALLBACK = 1 << 30
};

static const struct {
    const char *name;
    call *call;
    uint32_t takes; /* kinds */
    bool options;   /* option form only */
} functions[] = {
    {"model_read", model_read, LIMITS | OUTPUT | TEXT | NAME, false},
    {"expression_read", expression_read, MODEL | LIMITS | OUTPUT | NAME, false},
    {"expression_read", expression_text, TEXT, false},
    {"faults_get", faults_get, OUTPUT | SIZE, false},
    {"faults_write", faults_write, SINK, false},
    {"write_safely", write_safely, SINK | TEXT, false},
    {"model_item", model_item, MODEL | OUTPUT | ITEM | SIZE, false},
    {"model_mark", model_mark, MODEL | OUTPUT | ITEM | MARK | SIZE, false},
    {"model_expression", model_expression, MODEL | ITEM | SINK, false},
    {"state_find", state_find, MODEL | OUTPUT | WORDS, false},
    {"state_pattern", state_pattern, MODEL | OUTPUT | STATE | ROOM, false},
    {"state_is", state_is, MODEL | OUTPUT | STATE | OUTCOME, false},
    {"state_compare", state_compare, MODEL | OUTPUT | PARTY | STATE | OTHER, false},
    {"state_rank", state_rank, MODEL | OUTPUT | PARTY | STATE, false},
    {"state_moves", state_moves, MODEL | PARTY | STATE | CALLBACK, false},
    {"format", format, LIMITS | TEXT | NAME | SINK, false},
    {"plan_solve", plan_solve, MODEL | LIMITS | REQUEST | OUTPUT, false},
    {"solve", solve, MODEL | LIMITS | REQUEST | OUTPUT, false},
    {"scan_states", scan_states, ANALYSIS | LIMITS | SCAN | CALLBACK, false},
    {"write_bitmap", write_bitmap, ANALYSIS | LIMITS | CONCEPT | EVERY | SINK, false},
    {"write_solution", write_solution, ANALYSIS | STYLE | LIMITS | SINK, false},
    {"write_summary", write_summary, ANALYSIS | STYLE | LIMITS | SINK, false},
    {"write_brief", write_brief, ANALYSIS | STYLE | LIMITS | SINK, false},
    {"write_firmness", write_firmness, STYLE | SINK, false},
    {"check", check, ANALYSIS | STYLE | LIMITS | SINK | OUTPUT, false},
    {"write_lint", write_lint, MODEL | STYLE | LIMITS | SINK | OUTPUT | NAME, false},
    {"explain", explain, MODEL | STYLE | LIMITS | SINK | QUESTION, false},
    {"write_certificate", write_certificate, ANALYSIS | LIMITS | SINK, false},
    {"write_paths", write_paths, ANALYSIS | STYLE | LIMITS | SINK | WAY, false},
    {"compare", compare, ANALYSIS | SECOND | NAME | STYLE | LIMITS | SINK, false},
    {"write_sensitivity", write_sensitivity, ANALYSIS | STYLE | LIMITS | SINK, false},
    {"write_sources", write_sources, MODEL | STYLE | LIMITS | SINK | OUTPUT | DOCUMENTS, false},
    {"write_table", write_table, ANALYSIS | STYLE | LIMITS | SINK | TABLE, false},
    {"write_graph", write_graph, ANALYSIS | LIMITS | SINK | PICTURE, false},
    {"write_report", write_report, ANALYSIS | LIMITS | SINK, false},
    {"write_index", write_index, LIMITS | SINK | LIST, false},
    {"model_to_json", model_to_json, MODEL | LIMITS | SINK, false},
    {"json_to_text", json_to_text, LIMITS | NAME | SINK | IMPORT, false},
    {"gmcr_to_text", gmcr_to_text, LIMITS | NAME | SINK | IMPORT, false},
    {"csv_to_text", csv_to_text, LIMITS | NAME | SINK | IMPORT, false},
    {"model_to_gmcr", model_to_gmcr, MODEL | LIMITS | NAME | SINK, true},
    {"model_to_nfg", model_to_nfg, MODEL | LIMITS | NAME | SINK, true},
    {"random_model", random_model, LIMITS | SINK | RANDOM, false},
};

static const detente_analysis *const no_second[2] = {NULL, NULL};
static const char *const no_links[2] = {"a", NULL};
static const detente_sink deaf = {NULL, NULL};
static const detente_expression *other_expression;

static detente_concepts *add(detente_concepts *set, uint32_t concept)
{
    detente_concepts_add(set, (detente_concept)concept);
    return set;
}

static void fill(detente_concepts *set)
{
    memset(set, 0xFF, sizeof *set);
}

#define SPOIL(kind, what)                                                                          \
    static void spoil_##kind(arguments *a)                                                         \
    {                                                                                              \
        what;                                                                                      \
    }

SPOIL(model, a->model = NULL)
SPOIL(analysis, a->analysis = NULL)
SPOIL(second, a->second = NULL)
SPOIL(second_name, a->words = NULL)
SPOIL(threads, a->limits.threads = DETENTE_MOST_THREADS + 1)
SPOIL(many_threads, a->limits.threads = UINT32_MAX)
SPOIL(engine, a->request.engine = (detente_engine)3)
SPOIL(engine_99, a->request.engine = (detente_engine)99)
SPOIL(engine_negative, a->request.engine = (detente_engine)(-1))
SPOIL(request_bit_26, add(&a->request.concepts, 26))
SPOIL(request_bit_29, add(add(&a->request.concepts, 0), 29))
SPOIL(request_all, fill(&a->request.concepts))
SPOIL(request_size, a->request.size = sizeof a->request.size)
SPOIL(request_huge, a->request.size = SIZE_MAX)
SPOIL(style_size, a->style.size = 1)
SPOIL(format_5, a->style.format = (detente_format_kind)5)
SPOIL(format_99, a->style.format = (detente_format_kind)99)
SPOIL(format_negative, a->style.format = (detente_format_kind)(-1))
SPOIL(width_1, a->style.width = 1)
SPOIL(width_19, a->style.width = 19)
SPOIL(sink, a->to = NULL)
SPOIL(deaf_sink, a->to = &deaf)
SPOIL(output, a->no_out = true)
SPOIL(text, a->text = NULL)
SPOIL(name, a->name = NULL)
SPOIL(words, a->words = NULL)
SPOIL(no_such_words, a->words = "no such state")
SPOIL(words_zero, a->words = "0")
SPOIL(words_high, a->words = "99")
SPOIL(party, a->party = 2)
SPOIL(party_77, a->party = 77)
SPOIL(party_high, a->party = UINT32_MAX - 1)
SPOIL(party_every, a->party = DETENTE_EVERY_PARTY)
SPOIL(state_zero, a->state = 0)
SPOIL(state_high, a->state = 99)
SPOIL(state_highest, a->state = UINT64_MAX)
SPOIL(other_zero, a->other = 0)
SPOIL(other_high, a->other = UINT64_MAX)
SPOIL(item_kind, a->kind = (detente_kind)9)
SPOIL(item_kind_99, a->kind = (detente_kind)99)
SPOIL(item_kind_negative, a->kind = (detente_kind)(-1))
SPOIL(item, a->item = 77)
SPOIL(item_high, a->item = UINT32_MAX)
SPOIL(mark, a->mark = 1)
SPOIL(mark_high, a->mark = UINT32_MAX)
SPOIL(size, a->out->item.size = a->out->mark.size = a->out->fault.size = 0)
SPOIL(room_0, a->size = 0)
SPOIL(room_1, a->size = 1)
SPOIL(outcome, a->outcome = 1)
SPOIL(outcome_high, a->outcome = UINT32_MAX)
SPOIL(concept_6, a->which = (detente_concept)6)
SPOIL(concept_9, a->which = (detente_concept)9)
SPOIL(concept_32, a->which = (detente_concept)32)
SPOIL(concept_99, a->which = (detente_concept)99)
SPOIL(concept_negative, a->which = (detente_concept)(-1))
SPOIL(concept_undecided, a->which = DETENTE_SIM)
SPOIL(scan_bit_29, add(&a->scan.concepts, 29))
SPOIL(scan_all, fill(&a->scan.concepts))
SPOIL(scan_undecided, add(add(&a->scan.concepts, DETENTE_NASH), DETENTE_SIM))
SPOIL(scan_size, a->scan.size = offsetof(detente_scan, seed))
SPOIL(scan_party, a->scan.party = 2)
SPOIL(scan_party_high, a->scan.party = UINT32_MAX - 1)
SPOIL(scan_where, a->scan.where = other_expression)
SPOIL(table_8, a->table = (detente_table_kind)8)
SPOIL(table_99, a->table = (detente_table_kind)99)
SPOIL(table_negative, a->table = (detente_table_kind)(-1))
SPOIL(view_3, a->picture.view = (detente_picture_view)3)
SPOIL(view_99, a->picture.view = (detente_picture_view)99)
SPOIL(picture_format_4, a->picture.format = (detente_picture_format)4)
SPOIL(picture_format_99, a->picture.format = (detente_picture_format)99)
SPOIL(arcs_4, a->picture.arcs = (detente_arcs)4)
SPOIL(arcs_negative, a->picture.arcs = (detente_arcs)(-1))
SPOIL(picture_bit_29, add(&a->picture.concepts, 29))
SPOIL(picture_all, fill(&a->picture.concepts))
SPOIL(picture_size, a->picture.size = 1)
SPOIL(picture_state, a->picture.state = 99)
SPOIL(question, a->asked = NULL)
SPOIL(question_state, a->question.state = NULL)
SPOIL(question_size, a->question.size = 1)
SPOIL(question_words, a->question.state = "no such state")
SPOIL(question_party, a->question.party = 2)
SPOIL(question_party_77, a->question.party = 77)
SPOIL(question_bit_29, add(&a->question.concepts, DETENTE_MOST_CONCEPTS - 1))
SPOIL(question_all, fill(&a->question.concepts))
SPOIL(way_from, a->from = "no such state")
SPOIL(way_from_high, a->from = "99")
SPOIL(way_to, a->target = "no such state")
SPOIL(way_to_zero, a->target = "0")
SPOIL(list, a->analyses = NULL)
SPOIL(list_of_none, a->analyses = no_second)
SPOIL(links, a->links = NULL)
SPOIL(links_of_none, a->links = no_links)
SPOIL(documents, a->documents.open = NULL)
SPOIL(import, a->csv = a->json = a->gmcr = NULL)
SPOIL(random, a->drawn = NULL)
SPOIL(random_family, a->random.family = (detente_random_family)4)
SPOIL(random_family_99, a->random.family = (detente_random_family)99)
SPOIL(random_options_0, a->random.options = 0)
SPOIL(random_options_65, a->random.options = 65)
SPOIL(random_parties_0, a->random.parties = 0)
SPOIL(random_parties_65, a->random.parties = 65)
SPOIL(callback, a->hit = NULL; a->move = NULL)

#define WRONG(kind, name)                                                                          \
    {                                                                                              \
        kind, #name, spoil_##name                                                                  \
    }
static const struct {
    uint32_t kind;
    const char *name;
    void (*spoil)(arguments *a);
} wrong[] = {
    WRONG(MODEL, model),
    WRONG(ANALYSIS, analysis),
    WRONG(SECOND, second),
    WRONG(SECOND, second_name),
    WRONG(LIMITS, threads),
    WRONG(LIMITS, many_threads),
    WRONG(REQUEST, engine),
    WRONG(REQUEST, engine_99),
    WRONG(REQUEST, engine_negative),
    WRONG(REQUEST, request_bit_26),
    WRONG(REQUEST, request_bit_29),
    WRONG(REQUEST, request_all),
    WRONG(REQUEST, request_size),
    WRONG(REQUEST, request_huge),
    WRONG(STYLE, style_size),
    WRONG(STYLE, format_5),
    WRONG(STYLE, format_99),
    WRONG(STYLE, format_negative),
    WRONG(STYLE, width_1),
    WRONG(STYLE, width_19),
    WRONG(SINK, sink),
    WRONG(SINK, deaf_sink),
    WRONG(OUTPUT, output),
    WRONG(TEXT, text),
    WRONG(NAME, name),
    WRONG(WORDS, words),
    WRONG(WORDS, no_such_words),
    WRONG(WORDS, words_zero),
    WRONG(WORDS, words_high),
    WRONG(PARTY | EVERY, party),
    WRONG(PARTY | EVERY, party_77),
    WRONG(PARTY | EVERY, party_high),
    WRONG(PARTY, party_every),
    WRONG(STATE, state_zero),
    WRONG(STATE, state_high),
    WRONG(STATE, state_highest),
    WRONG(OTHER, other_zero),
    WRONG(OTHER, other_high),
    WRONG(ITEM, item_kind),
    WRONG(ITEM, item_kind_99),
    WRONG(ITEM, item_kind_negative),
    WRONG(ITEM, item),
    WRONG(ITEM, item_high),
    WRONG(MARK, mark),
    WRONG(MARK, mark_high),
    WRONG(SIZE, size),
    WRONG(ROOM, room_0),
    WRONG(ROOM, room_1),
    WRONG(OUTCOME, outcome),
    WRONG(OUTCOME, outcome_high),
    WRONG(CONCEPT, concept_6),
    WRONG(CONCEPT, concept_9),
    WRONG(CONCEPT, concept_32),
    WRONG(CONCEPT, concept_99),
    WRONG(CONCEPT, concept_negative),
    WRONG(CONCEPT, concept_undecided),
    WRONG(SCAN, scan_bit_29),
    WRONG(SCAN, scan_all),
    WRONG(SCAN, scan_undecided),
    WRONG(SCAN, scan_size),
    WRONG(SCAN, scan_party),
    WRONG(SCAN, scan_party_high),
    WRONG(SCAN, scan_where),
    WRONG(TABLE, table_8),
    WRONG(TABLE, table_99),
    WRONG(TABLE, table_negative),
    WRONG(PICTURE, picture_size),
    WRONG(PICTURE, view_3),
    WRONG(PICTURE, view_99),
    WRONG(PICTURE, picture_format_4),
    WRONG(PICTURE, picture_format_99),
    WRONG(PICTURE, arcs_4),
    WRONG(PICTURE, arcs_negative),
    WRONG(PICTURE, picture_bit_29),
    WRONG(PICTURE, picture_all),
    WRONG(PICTURE, picture_state),
    WRONG(QUESTION, question),
    WRONG(QUESTION, question_state),
    WRONG(QUESTION, question_size),
    WRONG(QUESTION, question_words),
    WRONG(QUESTION, question_party),
    WRONG(QUESTION, question_party_77),
    WRONG(QUESTION, question_bit_29),
    WRONG(QUESTION, question_all),
    WRONG(WAY, way_from),
    WRONG(WAY, way_from_high),
    WRONG(WAY, way_to),
    WRONG(WAY, way_to_zero),
    WRONG(LIST, list),
    WRONG(LIST, list_of_none),
    WRONG(LIST, links),
    WRONG(LIST, links_of_none),
    WRONG(DOCUMENTS, documents),
    WRONG(IMPORT, import),
    WRONG(RANDOM, random),
    WRONG(RANDOM, random_family),
    WRONG(RANDOM, random_family_99),
    WRONG(RANDOM, random_options_0),
    WRONG(RANDOM, random_options_65),
    WRONG(RANDOM, random_parties_0),
    WRONG(RANDOM, random_parties_65),
    WRONG(CALLBACK, callback),
};

/* ---- the trials ------------------------------------------------------------------------------- */

static const char options[] =
    "conflict \"o\"\nsource d \"D\"\nparty us\noption go\noption stay\nparty them\noption act\n"
    "status quo stay\noutcome peace = go and act [d:1]\nus wants\nact\nthem wants\ngo\n"
    "claim peace is an equilibrium under nash\n";
static const char graph[] =
    "conflict \"g\"\nsource d \"D\"\nstate s1\nstate s2\nstate s3\noutcome peace = s2 [d:1]\n"
    "status quo s1\nparty us\nparty them\nus moves\ns1 -> s2\nthem moves\ns2 -> s3\nus ranks\ns2\n"
    "rest\nthem ranks\ns3\nrest\nclaim peace is an equilibrium under nash\n";
static const char faulty[] = "conflict \"f\"\nparty a\noption x\na wants\ny\n";
static const char table[] = "a:x,rank:a\nY,1\nN,2\n";
static const char document[] =
    "{\"detente_model\": 1, \"conflict\": \"c\", \"parties\": [{\"id\": \"a\", "
    "\"options\": [{\"id\": \"x\"}]}]}";

/* What every trial starts from. */
typedef struct bench {
    const char *text;
    detente_model *model, *other;
    detente_analysis *analysis, *second;
    detente_expression *expression;
    detente_faults *faults;
    const detente_analysis *analyses[2];
    const char *links[2];
    char *gmcr;
    size_t gmcr_length;
} bench;

static bool keep(void *payload, const char *bytes, size_t count)
{
    bench *b = payload;
    b->gmcr = test_realloc(b->gmcr, b->gmcr_length + count + 1);
    memcpy(b->gmcr + b->gmcr_length, bytes, count);
    b->gmcr_length += count;
    b->gmcr[b->gmcr_length] = '\0';
    return true;
}

static void open_bench(bench *b, const char *text)
{
    const detente_request request = {.concepts = set_of((1u << DETENTE_SIM) - 1)};
    detente_model *broken = NULL;
    detente_model *gmcr = NULL;
    *b = (bench){.text = text};
    assert_int_equal(detente_model_read(text, strlen(text), "m", NULL, NULL, &b->model, NULL, NULL),
                     DETENTE_OK);
    assert_int_equal(detente_model_read(text, strlen(text), "m", NULL, NULL, &b->other, NULL, NULL),
                     DETENTE_OK);
    assert_int_equal(detente_solve(b->model, &request, NULL, &b->analysis, NULL), DETENTE_OK);
    assert_int_equal(detente_solve(b->other, &request, NULL, &b->second, NULL), DETENTE_OK);
    assert_int_equal(
        detente_expression_read(b->other, "true", 4, "w", NULL, &b->expression, NULL, NULL),
        DETENTE_OK);
    assert_int_equal(
        detente_model_read(faulty, strlen(faulty), "m", NULL, NULL, &broken, &b->faults, NULL),
        DETENTE_EMODEL);
    assert_null(broken);
    const detente_sink sink = {keep, b};
    assert_int_equal(
        detente_model_read(options, strlen(options), "m", NULL, NULL, &gmcr, NULL, NULL),
        DETENTE_OK);
    assert_int_equal(detente_model_to_gmcr(gmcr, "m", NULL, &sink, NULL, NULL), DETENTE_OK);
    detente_model_free(gmcr);
    b->analyses[0] = b->analysis;
    b->analyses[1] = b->second;
    b->links[0] = "one.html";
    b->links[1] = "two.html";
    other_expression = b->expression;
}

static void close_bench(bench *b)
{
    detente_faults_free(b->faults);
    detente_expression_free(b->expression);
    detente_analysis_free(b->analysis);
    detente_analysis_free(b->second);
    detente_model_free(b->model);
    detente_model_free(b->other);
    test_free(b->gmcr);
}

static arguments good(const bench *b, outputs *out)
{
    memset(out, 0xA5, sizeof *out);
    out->item.size = sizeof out->item;
    out->mark.size = sizeof out->mark;
    out->fault.size = sizeof out->fault;
    return (arguments){.model = b->model,
                       .analysis = b->analysis,
                       .second = b->second,
                       .analyses = b->analyses,
                       .links = b->links,
                       .faults = b->faults,
                       .limits = {.threads = 1},
                       .style = {.width = 80},
                       .scan = {.party = DETENTE_EVERY_PARTY, .every_state = true},
                       .question = {.state = "1", .party = DETENTE_EVERY_PARTY},
                       .documents = {no_document, NULL},
                       .random = {.options = 4, .parties = 2, .statements = 2},
                       .sink = {count_bytes, NULL},
                       .which = DETENTE_GMR,
                       .kind = DETENTE_OUTCOMES,
                       .party = 1,
                       .state = 1,
                       .other = 2,
                       .text = b->text,
                       .length = strlen(b->text),
                       .csv = table,
                       .json = document,
                       .gmcr = b->gmcr,
                       .name = "m",
                       .words = "2",
                       .size = sizeof out->pattern,
                       .hit = see_hit,
                       .move = see_move,
                       .out = out};
}

/* The pointers into itself that a copy does not bring along. */
static void aim(arguments *a)
{
    a->to = &a->sink;
    a->asked = &a->question;
    a->drawn = &a->random;
}

static bool is_fresh(const void *pointer)
{
    const void *pattern = NULL;
    memset(&pattern, 0xA5, sizeof pattern);
    return pointer != pattern;
}

static void free_outputs(const outputs *out)
{
    detente_model_free(is_fresh(out->model) ? out->model : NULL);
    detente_analysis_free(is_fresh(out->analysis) ? out->analysis : NULL);
    detente_expression_free(is_fresh(out->expression) ? out->expression : NULL);
    detente_faults_free(is_fresh(out->faults) ? out->faults : NULL);
}

static void try_good(size_t function, const bench *b)
{
    static outputs out;
    detente_error err = {0};
    arguments a = good(b, &out);
    aim(&a);
    a.err = &err;
    const detente_status status = functions[function].call(&a);
    if (status != DETENTE_OK) {
        fail_msg("%s, nothing wrong: %d, %s", functions[function].name, (int)status, err.message);
    }
    free_outputs(&out);
}

static void try_wrong(size_t function, size_t how, const bench *b, bool with_error)
{
    static outputs out;
    static outputs before;
    detente_error err = {0};
    arguments a = good(b, &out);
    aim(&a);
    a.err = with_error ? &err : NULL;
    wrong[how].spoil(&a);
    before = out;
    written = 0;
    const detente_status status = functions[function].call(&a);
    if (status != DETENTE_EINVAL) {
        fail_msg("%s with %s: %d", functions[function].name, wrong[how].name, (int)status);
    }
    if (written > 0 || memcmp(&out, &before, sizeof out) != 0) {
        fail_msg("%s with %s: something was written", functions[function].name, wrong[how].name);
    }
    assert_true(!with_error || (err.status == DETENTE_EINVAL && err.message[0] != '\0'));
}

static void test_misuse(void **state)
{
    (void)state;
    size_t misuses = 0;
    bool used[sizeof wrong / sizeof *wrong] = {false};
    for (int form = 0; form < 2; form++) {
        bench b;
        open_bench(&b, form == 0 ? options : graph);
        for (size_t f = 0; f < sizeof functions / sizeof *functions; f++) {
            if (form == 1 && functions[f].options) {
                continue;
            }
            try_good(f, &b);
            for (size_t k = 0; k < sizeof wrong / sizeof *wrong; k++) {
                if ((functions[f].takes & wrong[k].kind) != 0) {
                    try_wrong(f, k, &b, true);
                    try_wrong(f, k, &b, false);
                    used[k] = true;
                    misuses++;
                }
            }
        }
        close_bench(&b);
    }
    for (size_t k = 0; k < sizeof wrong / sizeof *wrong; k++) {
        assert_true(used[k]);
    }
    print_message("%zu misuses\n", misuses);
    assert_true(misuses >= LEAST_MISUSES);
}

/* A format that is one, but not of this writer. */
static void test_other_formats(void **state)
{
    (void)state;
    bench b;
    open_bench(&b, options);
    for (size_t f = 0; f < sizeof functions / sizeof *functions; f++) {
        for (int kind = 0; (functions[f].takes & STYLE) != 0 && kind <= DETENTE_LATEX; kind++) {
            static outputs out;
            arguments a = good(&b, &out);
            aim(&a);
            a.style.format = (detente_format_kind)kind;
            written = 0;
            const detente_status status = functions[f].call(&a);
            const bool has = status == DETENTE_OK;
            assert_true(has ? written > 0 : status == DETENTE_EUNSUPPORTED && written == 0);
            assert_true(has || (kind != DETENTE_TABLE && kind != DETENTE_MARKDOWN));
        }
    }
    close_bench(&b);
}

/* ---- getters ----------------------------------------------------------------------------------- */

static void test_getters(void **state)
{
    (void)state;
    bench b;
    char words[DETENTE_COUNT_WORDS] = "kept";
    detente_concept which = DETENTE_SMR;
    open_bench(&b, options);
    assert_null(detente_model_title(NULL));
    assert_int_equal(detente_model_party_count(NULL), 0);
    assert_null(detente_model_party_id(NULL, 0));
    assert_null(detente_model_party_id(b.model, 2));
    assert_null(detente_model_party_name(NULL, 0));
    assert_null(detente_model_party_name(b.model, UINT32_MAX));
    assert_int_equal(detente_model_option_count(NULL), 0);
    assert_int_equal(detente_model_scenario_count(NULL), 0);
    assert_null(detente_model_scenario_id(NULL, 0));
    assert_null(detente_model_scenario_id(b.model, 0));
    assert_int_equal(detente_model_state_count(NULL), 0);
    assert_null(detente_model_state_count_words(NULL, words));
    assert_null(detente_model_state_count_words(b.model, NULL));
    assert_string_equal(words, "kept");
    assert_int_equal(detente_model_item_count(NULL, DETENTE_PARTIES), 0);
    assert_int_equal(detente_model_item_count(b.model, (detente_kind)99), 0);
    assert_int_equal(detente_model_status_quo(NULL), 0);
    assert_int_equal(detente_faults_errors(NULL), 0);
    assert_int_equal(detente_faults_count(NULL), 0);
    assert_null(detente_status_name((detente_status)9));
    assert_null(detente_status_name((detente_status)(-1)));
    static const int numbers[] = {26, 29, 99, -1};
    for (size_t k = 0; k < sizeof numbers / sizeof *numbers; k++) {
        assert_null(detente_concept_id((detente_concept)numbers[k]));
        assert_null(detente_concept_name((detente_concept)numbers[k]));
        assert_null(detente_concept_meaning((detente_concept)numbers[k]));
        assert_int_equal(
            detente_analysis_count(b.analysis, (detente_concept)numbers[k], DETENTE_EVERY_PARTY),
            0);
        assert_false(detente_analysis_stable(b.analysis, (detente_concept)numbers[k], 0, 1));
    }
    detente_concepts set = detente_concepts_one(DETENTE_MOST_CONCEPTS);
    assert_true(detente_concepts_are_none(&set));
    detente_concepts_add(&set, DETENTE_MOST_CONCEPTS);
    detente_concepts_add(&set, (detente_concept)(-1));
    assert_true(detente_concepts_are_none(&set));
    detente_concepts_add(&set, DETENTE_SEQ);
    detente_concepts_remove(&set, (detente_concept)(-1));
    assert_int_equal(bits_of(set), 1u << DETENTE_SEQ);
    assert_false(detente_concepts_have(&set, (detente_concept)(-1)));
    assert_int_equal(detente_concepts_next(&set, UINT32_MAX), DETENTE_MOST_CONCEPTS);
    detente_concepts_add(NULL, DETENTE_NASH);
    detente_concepts_remove(NULL, DETENTE_NASH);
    assert_false(detente_concepts_have(NULL, DETENTE_NASH));
    assert_true(detente_concepts_are_none(NULL));
    assert_int_equal(detente_concepts_next(NULL, 0), DETENTE_MOST_CONCEPTS);
    assert_null(detente_table_id((detente_table_kind)8));
    assert_null(detente_table_id((detente_table_kind)(-1)));
    assert_false(detente_concept_find(NULL, &which));
    assert_false(detente_concept_find("nash", NULL));
    assert_false(detente_concept_find("", &which));
    assert_int_equal(which, DETENTE_SMR);
    assert_int_equal(bits_of(detente_analysis_concepts(NULL)), 0);
    assert_int_equal(detente_analysis_count(NULL, DETENTE_NASH, 0), 0);
    assert_int_equal(detente_analysis_count(b.analysis, DETENTE_NASH, 2), 0);
    assert_int_equal(detente_analysis_count(b.analysis, DETENTE_SIM, DETENTE_EVERY_PARTY), 0);
    assert_false(detente_analysis_stable(NULL, DETENTE_NASH, 0, 1));
    assert_false(detente_analysis_stable(b.analysis, DETENTE_NASH, 2, 1));
    assert_false(detente_analysis_stable(b.analysis, DETENTE_NASH, DETENTE_EVERY_PARTY, 0));
    assert_false(detente_analysis_stable(b.analysis, DETENTE_NASH, 0, UINT64_MAX));
    assert_null(detente_analysis_engine(NULL));
    detente_model_free(NULL);
    detente_analysis_free(NULL);
    detente_expression_free(NULL);
    detente_faults_free(NULL);
    close_bench(&b);
}

/* Every function that the header declares is in the table above, or named in this file. */
static void test_all_are_here(void **state)
{
    (void)state;
    static char header[200000];
    static char here[200000];
    FILE *file = fopen(SOURCE_DIR "/include/detente.h", "rb");
    assert_non_null(file);
    header[fread(header, 1, sizeof header - 1, file)] = '\0';
    fclose(file);
    file = fopen(SOURCE_DIR "/tests/test_misuse.c", "rb");
    assert_non_null(file);
    here[fread(here, 1, sizeof here - 1, file)] = '\0';
    fclose(file);
    size_t found = 0;
    for (const char *at = header; (at = strstr(at, "detente_")) != NULL; at++) {
        const size_t length = strspn(at, "abcdefghijklmnopqrstuvwxyz_");
        if (at[length] != '(' || (at > header && strchr(" *\n", at[-1]) == NULL)) {
            continue;
        }
        char name[80];
        snprintf(name, sizeof name, "%.*s(", (int)length, at);
        const bool no_arguments = at[length + 1] == ')' || strncmp(at + length, "(void)", 6) == 0;
        if (!no_arguments && strstr(here, name) == NULL) {
            fail_msg("%s) is not misused", name);
        }
        found++;
    }
    assert_true(found > 60);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_misuse),
        cmocka_unit_test(test_other_formats),
        cmocka_unit_test(test_getters),
        cmocka_unit_test(test_all_are_here),
    };
    return cmocka_run_group_tests_name("misuse", tests, NULL, NULL);
}
