/* SPDX-License-Identifier: MIT
 *
 * GMCR+ files to model text: names become ids, patterns rules, conditions expressions, rankings
 * patterns of states.
 *
 * A ranking needs the feasible states listed: O(patterns) per node of the search over options, at
 * most MOST_NODES nodes.  All else O(length).
 */
#include "exchange/gmcr.h"
#include "base/arguments.h"
#include "base/poll.h"

#include "exchange/compose.h"

#define MOST_NODES ((uint64_t)1 << 22)

typedef struct writer {
    const dt_gmcr *gmcr;
    dt_faults *faults;
    dt_text text;
    const char *party_ids[DT_GMCR_MOST];
    const char *ids[DT_GMCR_MOST];   /* of options, in their final order, as all that follows */
    const char *words[DT_GMCR_MOST]; /* as expressions write them: party.option where needed */
    const dt_gmcr_option *options[DT_GMCR_MOST];
    dt_arena arena;
    uint64_t *codes; /* feasible states in the order of their numbers */
    size_t code_count;
    size_t code_capacity;
    uint64_t nodes;
    bool failed; /* no memory */
} writer;

/* ---- ids ------------------------------------------------------------------------------------- */

static const char *choose_id(writer *w, const char *own, const char *name, const char *fallback,
                             const char *const *taken, size_t count)
{
    for (size_t k = 0; own != NULL && k < count; k++) {
        own = taken[k] != NULL && strcmp(taken[k], own) == 0 ? NULL : own;
    }
    if (own != NULL && dt_is_plain_id(own)) {
        return own;
    }
    const char *made = dt_make_id(&w->arena, name, fallback, taken, count);
    w->failed = w->failed || made == NULL;
    return made == NULL ? fallback : made;
}

/* Options of one party have different ids. */
static void choose_ids(writer *w)
{
    const dt_gmcr *gmcr = w->gmcr;
    for (uint32_t k = 0; k < gmcr->party_count; k++) {
        const dt_gmcr_party *party = &gmcr->parties[k];
        w->party_ids[k] = choose_id(w, party->id, party->name, "party", w->party_ids, k);
    }
    uint32_t first = 0; /* option of the party */
    for (uint32_t k = 0; k < gmcr->option_count; k++) {
        first = k > 0 && w->options[k]->owner != w->options[k - 1]->owner ? k : first;
        w->ids[k] = choose_id(w, w->options[k]->id, w->options[k]->name, "option", w->ids + first,
                              k - first);
    }
    const char *owners[DT_GMCR_MOST];
    for (uint32_t k = 0; k < gmcr->option_count; k++) {
        owners[k] = w->party_ids[w->options[k]->owner];
    }
    w->failed = !dt_make_words(&w->arena, w->ids, owners, gmcr->option_count, w->words) ||
                w->failed;
}

/* ---- head, parties, options ------------------------------------------------------------------ */

static void add_note(dt_text *text, const char *note)
{
    if (note != NULL) {
        dt_text_add(text, "note ");
        dt_text_add_quoted(text, note);
        dt_text_add_char(text, '\n');
    }
}

static void add_head(writer *w, const char *file)
{
    dt_text title = {0};
    const dt_gmcr *gmcr = w->gmcr;
    if (gmcr->title == NULL) {
        dt_text_add_title(&title, file);
    }
    w->failed = w->failed || title.failed;
    dt_text_add(&w->text, "conflict ");
    dt_text_add_quoted(&w->text, gmcr->title != NULL   ? gmcr->title
                                 : title.bytes != NULL ? title.bytes
                                                       : "");
    dt_text_add_char(&w->text, '\n');
    dt_text_clear(&title);
    add_note(&w->text, gmcr->note);
    if (gmcr->coalitions.length > 0) {
        dt_text_add(&title, "coalitions of the GMCR+ file: ");
        dt_text_add(&title, gmcr->coalitions.bytes);
        add_note(&w->text, title.bytes == NULL ? "" : title.bytes);
        w->failed = w->failed || title.failed;
        dt_text_clear(&title);
    }
    if (gmcr->date != NULL) {
        dt_text_add(&w->text, "date ");
        dt_text_add(&w->text, gmcr->date);
        dt_text_add_char(&w->text, '\n');
    }
}

static void add_unperceived(writer *w, const dt_gmcr_party *party)
{
    dt_text note = {0};
    dt_text_add(&note, "in the GMCR+ file, does not perceive: ");
    for (uint32_t k = 0; k < party->unperceived_count; k++) {
        dt_text_add(&note, k == 0 ? "" : "; ");
        dt_text_add_cube(&note, party->unperceived[k], w->words);
    }
    add_note(&w->text, note.failed ? "" : note.bytes);
    w->failed = w->failed || note.failed;
    dt_text_clear(&note);
}

static void add_option(writer *w, uint32_t k)
{
    const dt_gmcr_option *option = w->options[k];
    dt_text_add_named(&w->text, "option ", w->ids[k], option->name);
    dt_text_add(&w->text, option->direction == DT_CANNOT_BE_UNDONE    ? " cannot be undone"
                          : option->direction == DT_CANNOT_BE_RESUMED ? " cannot be resumed"
                                                                      : "");
    dt_text_add_char(&w->text, '\n');
    add_note(&w->text, option->note);
}

static void add_parties(writer *w)
{
    uint32_t option = 0;
    for (uint32_t k = 0; k < w->gmcr->party_count; k++) {
        const dt_gmcr_party *party = &w->gmcr->parties[k];
        dt_text_add_char(&w->text, '\n');
        dt_text_add_named(&w->text, "party ", w->party_ids[k], party->name);
        dt_text_add_char(&w->text, '\n');
        add_note(&w->text, party->note);
        if (party->unperceived_count > 0) {
            add_unperceived(w, party);
        }
        for (; option < w->gmcr->option_count && w->options[option]->owner == k; option++) {
            add_option(w, option);
        }
    }
}

static void add_rules(writer *w)
{
    if (w->gmcr->infeasible.count > 0) {
        dt_text_add_char(&w->text, '\n');
        w->failed = !dt_text_add_rules(&w->text, &w->gmcr->infeasible, w->words) || w->failed;
    }
    if (w->gmcr->has_status_quo) {
        dt_text_add_status_quo(&w->text, w->gmcr->status_quo, w->words);
    }
}

/* ---- statements ------------------------------------------------------------------------------ */

static void add_literal(writer *w, uint64_t bit, bool taken)
{
    dt_text_add(&w->text, taken ? "" : "not ");
    dt_text_add(&w->text, w->words[dt_lowest(bit)]);
}

/* Are the members different combinations of the same two options? */
static bool is_table(const dt_gmcr_statement *statement)
{
    const dt_cube *m = statement->members;
    for (uint32_t k = 0; k < statement->count; k++) {
        if (dt_popcount(m[k].care) != 2 || m[k].care != m[0].care ||
            (k > 0 && m[k].value == m[k - 1].value)) {
            return false;
        }
    }
    return statement->count < 3 || m[0].value != m[2].value;
}

/* Three of the four combinations of a and b: all but "not p and q", that is `p if q`.  Read the
 * other way round it is `not q if not p`; fewer words win, then the party's own option as p. */
static void add_if(writer *w, const dt_gmcr_statement *statement, uint32_t party)
{
    const uint64_t care = statement->members[0].care;
    const uint64_t a = care & (0 - care);
    const uint64_t b = care & ~a;
    uint64_t missing = 0; /* the exclusive or of all four combinations is none */
    for (uint32_t k = 0; k < 3; k++) {
        missing ^= statement->members[k].value;
    }
    const bool a_missing = (missing & a) != 0;
    const bool b_missing = (missing & b) != 0;
    const bool a_own = w->options[dt_lowest(a)]->owner == party;
    const bool b_own = w->options[dt_lowest(b)]->owner == party;
    /* with a first: "not"s for a where a is missing, for b where b is not */
    const bool a_first = a_missing == b_missing ? a_own || !b_own : !a_missing;
    add_literal(w, a_first ? a : b, !(a_first ? a_missing : b_missing));
    dt_text_add(&w->text, " if ");
    add_literal(w, a_first ? b : a, a_first ? b_missing : a_missing);
}

/* Two opposite combinations of a and b: `a iff b` or `a iff not b`. */
static void add_iff(writer *w, const dt_gmcr_statement *statement)
{
    const dt_cube cube = statement->members[0];
    const uint64_t a = cube.care & (0 - cube.care);
    const uint64_t b = cube.care & ~a;
    add_literal(w, a, true);
    dt_text_add(&w->text, " iff ");
    add_literal(w, b, ((cube.value & a) != 0) == ((cube.value & b) != 0));
}

static void add_statement(writer *w, const dt_gmcr_statement *statement, uint32_t party)
{
    const dt_cube *m = statement->members;
    if (statement->count == 3 && is_table(statement)) {
        add_if(w, statement, party);
    } else if (statement->count == 2 && is_table(statement) &&
               (m[0].value ^ m[1].value) == m[0].care) {
        add_iff(w, statement);
    } else {
        for (uint32_t k = 0; k < statement->count; k++) {
            const bool bracket = statement->count > 1 && dt_popcount(m[k].care) > 1;
            dt_text_add(&w->text, k == 0 ? "" : " or ");
            dt_text_add(&w->text, bracket ? "(" : "");
            dt_text_add_cube(&w->text, m[k], w->words);
            dt_text_add(&w->text, bracket ? ")" : "");
        }
    }
    dt_text_add_char(&w->text, '\n');
}

/* ---- rankings -------------------------------------------------------------------------------- */

/* List feasible states in increasing decimal: the highest option is decided first.  A pattern that
 * already holds by the options decided closes the branch. */
static void list_states(writer *w, uint32_t option, uint64_t code, size_t most)
{
    const uint64_t all = dt_all_options(w->gmcr->option_count);
    const uint64_t decided = all & ~dt_all_options(option);
    if (w->code_count > most || ++w->nodes > MOST_NODES) {
        return;
    }
    for (size_t k = 0; k < w->gmcr->infeasible.count; k++) {
        const dt_cube cube = w->gmcr->infeasible.list[k];
        if ((cube.care & ~decided) == 0 && dt_cube_holds(cube, code)) {
            return;
        }
    }
    if (option > 0) {
        list_states(w, option - 1, code, most);
        list_states(w, option - 1, code | ((uint64_t)1 << (option - 1)), most);
        return;
    }
    if (!dt_grow((void **)&w->codes, &w->code_capacity, w->code_count, sizeof *w->codes)) {
        w->failed = true;
        return;
    }
    w->codes[w->code_count++] = code;
}

static size_t ranked_states(const dt_json_value *ranking)
{
    size_t count = 0;
    for (const dt_json_value *v = ranking->first; v != NULL; v = v->next) {
        count += v->kind == DT_JSON_ARRAY ? v->count : 1;
    }
    return count;
}

/* places[k] = place of state k in the ranking, from 0; every state must stand there once. */
static bool read_ranking(writer *w, const dt_json_value *ranking, uint32_t *places)
{
    const size_t errors = w->faults->errors;
    uint32_t place = 0;
    memset(places, 0xFF, w->code_count * sizeof *places); /* DT_NONE */
    for (const dt_json_value *v = ranking->first; v != NULL; v = v->next, place++) {
        const dt_json_value *n = v->kind == DT_JSON_ARRAY ? v->first : v;
        for (; n != NULL; n = v->kind == DT_JSON_ARRAY ? n->next : NULL) {
            if (n->kind != DT_JSON_NUMBER || !n->exact || n->integer < 1 ||
                (uint64_t)n->integer > w->code_count) {
                dt_error(w->faults, n->at, "expected the number of a feasible state, 1 to %zu",
                         w->code_count);
            } else if (places[n->integer - 1] != DT_NONE) {
                dt_error(w->faults, n->at, "state %lld stands twice in the ranking",
                         (long long)n->integer);
            } else {
                places[n->integer - 1] = place;
            }
        }
    }
    for (size_t k = 0; k < w->code_count && w->faults->errors == errors; k++) {
        if (places[k] == DT_NONE) {
            dt_error(w->faults, ranking->at, "state %zu is missing in the ranking", k + 1);
        }
    }
    return w->faults->errors == errors;
}

static void add_ranking(writer *w, const dt_json_value *ranking)
{
    const size_t listed = ranked_states(ranking);
    if (w->codes == NULL) {
        list_states(w, w->gmcr->option_count, 0, listed);
    }
    if (w->nodes > MOST_NODES || w->code_count > listed) {
        dt_error(w->faults, ranking->at, "the ranking lists %zu states, the model has more",
                 listed);
        return;
    }
    uint32_t *places = dt_zeroed(w->code_count, sizeof *places);
    w->failed = w->failed || places == NULL;
    if (!w->failed && read_ranking(w, ranking, places)) {
        w->failed = !dt_text_add_ranks(&w->text, w->codes, places, w->code_count, ranking->count,
                                       w->gmcr->option_count);
    }
    free(places);
}

static void add_preferences(writer *w)
{
    for (uint32_t k = 0; k < w->gmcr->party_count; k++) {
        const dt_gmcr_party *party = &w->gmcr->parties[k];
        if (party->ranking == NULL && party->statement_count == 0) {
            continue;
        }
        dt_text_add_char(&w->text, '\n');
        dt_text_add(&w->text, w->party_ids[k]);
        dt_text_add(&w->text, party->ranking != NULL ? " ranks\n" : " wants\n");
        if (party->ranking != NULL) {
            add_ranking(w, party->ranking);
        }
        for (uint32_t j = 0; j < party->statement_count; j++) {
            add_statement(w, &party->statements[j], k);
        }
    }
}

/* ---- the whole file -------------------------------------------------------------------------- */

static void compose(writer *w, const char *file)
{
    for (uint32_t k = 0; k < w->gmcr->option_count; k++) {
        w->options[w->gmcr->options[k].place] = &w->gmcr->options[k];
    }
    choose_ids(w);
    if (!w->failed) {
        add_head(w, file);
        add_parties(w);
        add_rules(w);
        add_preferences(w);
    }
}

detente_status detente_gmcr_to_text(const char *json, size_t length, const char *file,
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
    dt_poll_start(&poll, limits, "reading the GMCR+ file", 0);
    sink = dt_poll_sink(&poll, sink);
    dt_gmcr gmcr = {.arena.poll = &poll, .infeasible.poll = &poll};
    writer w = {.gmcr = &gmcr, .text.poll = &poll, .arena.poll = &poll};
    detente_status status = DETENTE_OK;
    detente_faults *found = dt_faults_new(file, json, length);
    if (found == NULL) {
        return dt_no_memory(err);
    }
    w.faults = &found->list;
    found->list.arena.poll = &poll;
    DT_TRY(dt_gmcr_read(json, length, &found->list, &gmcr, err));
    if (found->list.errors == 0) {
        compose(&w, file);
    }
    w.text.failed = w.text.failed || w.failed;
    DT_TRY(dt_compose_finish(&w.text, found, sink, err));
done:
    dt_text_clear(&w.text);
    free(w.codes);
    dt_arena_clear(&w.arena);
    dt_gmcr_clear(&gmcr);
    dt_compose_hand_out(found, faults);
    return dt_poll_end(&poll, status, err);
}
