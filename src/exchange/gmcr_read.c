/* SPDX-License-Identifier: MIT
 *
 * Reading GMCR+ files (JSON, one object).  See gmcr.h, and docs/exchange.md for the format.
 *
 * Time O(length) but for the search for repeated statements, O(statements^2) per party.
 */
#include "exchange/gmcr.h"

typedef struct reader {
    dt_gmcr *gmcr;
    dt_faults *faults;
    bool failed; /* no memory */
} reader;

static void *take(reader *r, size_t count, size_t size)
{
    size_t bytes = 0;
    void *taken = dt_mul(count, size, &bytes) ? dt_arena_take(&r->gmcr->arena, bytes) : NULL;
    r->failed = r->failed || taken == NULL;
    return taken;
}

/* ---- members of objects ---------------------------------------------------------------------- */

static const char *need_text(reader *r, const dt_json_value *object, const char *key)
{
    const dt_json_value *value = dt_json_need(object, key, DT_JSON_STRING, r->faults);
    return value == NULL ? "" : value->text;
}

static bool need_index(reader *r, const dt_json_value *value, uint32_t count, const char *what,
                       uint32_t *out)
{
    if (value->kind != DT_JSON_NUMBER || !value->exact || value->integer < 0 ||
        value->integer >= (int64_t)count) {
        dt_error(r->faults, value->at, "expected the number of %s, 0 to %u", what,
                 count == 0 ? 0 : count - 1);
        return false;
    }
    *out = (uint32_t)value->integer;
    return true;
}

static bool is_object(reader *r, const dt_json_value *value, const char *what)
{
    if (value->kind != DT_JSON_OBJECT) {
        dt_error(r->faults, value->at, "found %s, expected %s as an object",
                 dt_json_kind_name(value->kind), what);
        return false;
    }
    return true;
}

/* ---- options and their owners ---------------------------------------------------------------- */

static dt_direction read_direction(reader *r, const dt_json_value *option)
{
    const char *word = need_text(r, option, "permittedDirection");
    if (strcmp(word, "fwd") == 0) {
        return DT_CANNOT_BE_UNDONE;
    }
    if (strcmp(word, "back") == 0) {
        return DT_CANNOT_BE_RESUMED;
    }
    if (strcmp(word, "both") != 0) {
        dt_warning(r->faults, option->at,
                   "unknown direction \"%.40s\"; GMCR+ takes it for both ways, and so do we", word);
    }
    return DT_BOTH;
}

static void read_options(reader *r, const dt_json_value *root)
{
    dt_gmcr *gmcr = r->gmcr;
    const dt_json_value *list = dt_json_need(root, "options", DT_JSON_ARRAY, r->faults);
    if (list == NULL) {
        return;
    }
    if (list->count > DT_GMCR_MOST) {
        dt_error(r->faults, list->at, "%u options; more than %d are not supported", list->count,
                 DT_GMCR_MOST);
        return;
    }
    for (const dt_json_value *v = list->first; v != NULL; v = v->next) {
        dt_gmcr_option *option = &gmcr->options[gmcr->option_count++];
        option->name = "";
        option->owner = DT_NONE;
        option->at = v->at;
        if (is_object(r, v, "an option")) {
            option->name = need_text(r, v, "name");
            option->id = dt_json_find_text(v, "id");
            option->note = dt_json_find_text(v, "note");
            option->direction = read_direction(r, v);
        }
    }
}

/* First party's options in its order, then the second's, ...: the order that GMCR+ gives a file
 * whose options all have an owner. */
static void read_owned(reader *r, const dt_json_value *dm, uint32_t party, uint32_t *placed)
{
    dt_gmcr *gmcr = r->gmcr;
    const dt_json_value *list = dt_json_need(dm, "options", DT_JSON_ARRAY, r->faults);
    for (const dt_json_value *v = list == NULL ? NULL : list->first; v != NULL; v = v->next) {
        uint32_t k = 0;
        if (!need_index(r, v, gmcr->option_count, "an option", &k)) {
            continue;
        }
        dt_gmcr_option *option = &gmcr->options[k];
        if (option->owner != DT_NONE) {
            dt_error(r->faults, v->at,
                     option->owner == party
                         ? "option \"%.60s\" stands twice among the options of one party"
                         : "option \"%.60s\" belongs to two parties; one party must control it",
                     option->name);
            continue;
        }
        option->owner = party;
        option->place = (*placed)++;
    }
}

static void read_parties(reader *r, const dt_json_value *root)
{
    dt_gmcr *gmcr = r->gmcr;
    uint32_t placed = 0;
    const dt_json_value *list = dt_json_need(root, "decisionMakers", DT_JSON_ARRAY, r->faults);
    if (list == NULL) {
        return;
    }
    if (list->count == 0 || list->count > DT_GMCR_MOST) {
        dt_error(r->faults, list->at, "%u decision makers; 1 to %d are supported", list->count,
                 DT_GMCR_MOST);
        return;
    }
    for (const dt_json_value *v = list->first; v != NULL; v = v->next) {
        dt_gmcr_party *party = &gmcr->parties[gmcr->party_count];
        party->name = "";
        party->at = v->at;
        if (is_object(r, v, "a decision maker")) {
            party->name = need_text(r, v, "name");
            party->id = dt_json_find_text(v, "id");
            party->note = dt_json_find_text(v, "note");
            read_owned(r, v, gmcr->party_count, &placed);
        }
        gmcr->party_count++;
    }
    bool moved = false;
    for (uint32_t k = 0; k < gmcr->option_count; k++) {
        const dt_gmcr_option *option = &gmcr->options[k];
        if (option->owner == DT_NONE) {
            dt_error(r->faults, option->at, "option \"%.60s\" belongs to no party", option->name);
        }
        moved = moved || (option->owner != DT_NONE && option->place != k);
    }
    if (moved) {
        dt_warning(
            r->faults, list->at,
            "the options are not in the order of their parties; they are regrouped, as GMCR+ "
            "does, and states are numbered in the new order");
    }
}

/* ---- conditions ------------------------------------------------------------------------------ */

/* [[option, "Y"|"N"], ...]; the empty one holds everywhere. */
static bool read_condition(reader *r, const dt_json_value *value, dt_cube *out)
{
    const dt_gmcr *gmcr = r->gmcr;
    dt_cube cube = {0, 0};
    if (value->kind != DT_JSON_ARRAY) {
        dt_error(r->faults, value->at,
                 "found %s, expected a condition: an array of [option, \"Y\" or \"N\"]",
                 dt_json_kind_name(value->kind));
        return false;
    }
    for (const dt_json_value *v = value->first; v != NULL; v = v->next) {
        uint32_t k = 0;
        if (v->kind != DT_JSON_ARRAY || v->count != 2) {
            dt_error(r->faults, v->at, "expected [option, \"Y\" or \"N\"]");
            return false;
        }
        const dt_json_value *letter = v->first->next;
        if (!need_index(r, v->first, gmcr->option_count, "an option", &k)) {
            return false;
        }
        if (letter->kind != DT_JSON_STRING ||
            (strcmp(letter->text, "Y") != 0 && strcmp(letter->text, "N") != 0)) {
            dt_error(r->faults, letter->at, "expected \"Y\" or \"N\"");
            return false;
        }
        const uint64_t bit = (uint64_t)1 << (gmcr->options[k].place & 63);
        if ((cube.care & bit) != 0) {
            dt_error(
                r->faults, v->at,
                "option \"%.60s\" stands twice in one condition; GMCR+ misreads such a condition",
                gmcr->options[k].name);
            return false;
        }
        cube.care |= bit;
        cube.value |= letter->text[0] == 'Y' ? bit : 0;
    }
    *out = cube;
    return true;
}

static bool is_compound(const dt_json_value *value)
{
    const dt_json_value *flag = dt_json_find(value, "compound");
    return flag != NULL && flag->kind == DT_JSON_TRUE;
}

static bool read_plain(reader *r, const dt_json_value *value, const char *where, dt_cube *out)
{
    if (is_compound(value)) {
        dt_error(r->faults, value->at, "a compound statement cannot stand under \"%s\"", where);
        return false;
    }
    return read_condition(r, value, out);
}

static bool is_listed(const dt_cube *list, size_t count, dt_cube cube)
{
    for (size_t k = 0; k < count; k++) {
        if (dt_cube_equal(list[k], cube)) {
            return true;
        }
    }
    return false;
}

static void read_infeasible(reader *r, const dt_json_value *root)
{
    dt_cubes *cubes = &r->gmcr->infeasible;
    const dt_json_value *list = dt_json_need(root, "infeasibles", DT_JSON_ARRAY, r->faults);
    for (const dt_json_value *v = list == NULL ? NULL : list->first; v != NULL; v = v->next) {
        dt_cube cube;
        if (!read_plain(r, v, "infeasibles", &cube)) {
            continue;
        }
        if (cube.care == 0) {
            dt_error(r->faults, v->at, "this pattern removes every state");
        } else if (!is_listed(cubes->list, cubes->count, cube)) {
            r->failed = !dt_cubes_add(cubes, cube) || r->failed;
        }
    }
}

static void read_unperceived(reader *r, const dt_json_value *dm, dt_gmcr_party *party)
{
    const dt_json_value *list = dt_json_find(dm, "misperceptions");
    if (list == NULL || list->kind != DT_JSON_ARRAY || list->count == 0) {
        return;
    }
    dt_cube *cubes = take(r, list->count, sizeof *cubes);
    for (const dt_json_value *v = list->first; v != NULL && cubes != NULL; v = v->next) {
        dt_cube cube;
        if (read_plain(r, v, "misperceptions", &cube)) {
            cubes[party->unperceived_count++] = cube;
        }
    }
    party->unperceived = cubes;
    dt_warning(
        r->faults, list->at,
        "misperceptions have no place in a model; those of \"%.60s\" are kept as a note, and "
        "results will differ from GMCR+",
        party->name);
}

/* ---- preferences ----------------------------------------------------------------------------- */

static bool read_members(reader *r, const dt_json_value *value, dt_gmcr_statement *out)
{
    const dt_json_value *list = value;
    if (is_compound(value)) {
        list = dt_json_need(value, "members", DT_JSON_ARRAY, r->faults);
        if (list == NULL) {
            return false;
        }
    }
    const uint32_t count = list == value ? 1 : list->count;
    dt_cube *members = take(r, count, sizeof *members);
    if (members == NULL) {
        return false;
    }
    const dt_json_value *v = list == value ? value : list->first;
    for (uint32_t k = 0; k < count; k++, v = v->next) {
        if (!read_condition(r, v, &members[k])) {
            return false;
        }
    }
    *out = (dt_gmcr_statement){.members = members, .count = count, .at = value->at};
    return true;
}

/* The same multiset of members. */
static bool are_equal(reader *r, const dt_gmcr_statement *a, const dt_gmcr_statement *b)
{
    if (a->count != b->count) {
        return false;
    }
    if (a->count == 1) {
        return dt_cube_equal(a->members[0], b->members[0]);
    }
    const size_t bytes = a->count * sizeof(dt_cube);
    dt_cube *x = dt_zeroed(2 * (size_t)a->count, sizeof *x);
    if (x == NULL) {
        r->failed = true;
        return false;
    }
    dt_cube *y = x + a->count;
    memcpy(x, a->members, bytes);
    memcpy(y, b->members, bytes);
    qsort(x, a->count, sizeof *x, dt_cube_order);
    qsort(y, a->count, sizeof *y, dt_cube_order);
    const bool equal = memcmp(x, y, bytes) == 0;
    free(x);
    return equal;
}

static bool repeats(reader *r, const dt_gmcr_statement *list, uint32_t count,
                    const dt_gmcr_statement *statement)
{
    for (uint32_t k = 0; k < count; k++) {
        if (are_equal(r, &list[k], statement)) {
            return true;
        }
    }
    return false;
}

/* Statements, most important first.  A repeated one is dropped, as GMCR+ does before it gives
 * weights; one without members is never true and says nothing. */
static void read_statements(reader *r, const dt_json_value *list, dt_gmcr_party *party)
{
    dt_gmcr_statement *statements = take(r, list->count, sizeof *statements);
    for (const dt_json_value *v = list->first; v != NULL && statements != NULL; v = v->next) {
        dt_gmcr_statement statement = {0};
        if (!read_members(r, v, &statement)) {
            continue;
        }
        if (statement.count == 0) {
            dt_warning(r->faults, v->at, "a compound statement without members is left out");
        } else if (repeats(r, statements, party->statement_count, &statement)) {
            dt_warning(r->faults, v->at, "a statement that repeats an earlier one is left out");
        } else {
            statements[party->statement_count++] = statement;
        }
    }
    party->statements = statements;
}

static bool is_manual(reader *r, const dt_json_value *root)
{
    const dt_json_value *flag = dt_json_find(root, "useManualPreferenceRanking");
    if (flag == NULL) {
        flag = dt_json_find(root, "useManualPreferenceVectors"); /* older files */
    }
    if (flag == NULL || (flag->kind != DT_JSON_TRUE && flag->kind != DT_JSON_FALSE)) {
        dt_error(r->faults, flag == NULL ? root->at : flag->at,
                 "expected \"useManualPreferenceRanking\": true or false");
        return false;
    }
    return flag->kind == DT_JSON_TRUE;
}

static void read_preferences(reader *r, const dt_json_value *root)
{
    const bool manual = is_manual(r, root);
    const dt_json_value *dm = dt_json_find(root, "decisionMakers")->first;
    for (uint32_t k = 0; k < r->gmcr->party_count; k++, dm = dm->next) {
        dt_gmcr_party *party = &r->gmcr->parties[k];
        if (dm->kind != DT_JSON_OBJECT) {
            continue;
        }
        read_unperceived(r, dm, party);
        const dt_json_value *statements = dt_json_need(dm, "preferences", DT_JSON_ARRAY, r->faults);
        if (!manual) {
            if (statements != NULL) {
                read_statements(r, statements, party);
            }
            continue;
        }
        const bool old = dt_json_find(dm, "preferenceRanking") == NULL &&
                         dt_json_find(dm, "preferenceVector") != NULL;
        party->ranking = dt_json_need(dm, old ? "preferenceVector" : "preferenceRanking",
                                      DT_JSON_ARRAY, r->faults);
        if (statements != NULL && statements->count > 0) {
            dt_warning(r->faults, statements->at,
                       "\"%.60s\" is ranked by hand; its statements are not in use and left out",
                       party->name);
        }
    }
}

/* ---- coalitions, and what our own files add -------------------------------------------------- */

static void read_coalitions(reader *r, const dt_json_value *root)
{
    dt_gmcr *gmcr = r->gmcr;
    const dt_json_value *list = dt_json_find(root, "coalitions");
    for (const dt_json_value *v = list == NULL ? NULL : list->first; v != NULL; v = v->next) {
        if (v->kind != DT_JSON_ARRAY || v->count < 2) {
            continue;
        }
        dt_text_add(&gmcr->coalitions, gmcr->coalitions.length == 0 ? "" : "; ");
        for (const dt_json_value *m = v->first; m != NULL; m = m->next) {
            uint32_t party = 0;
            if (need_index(r, m, gmcr->party_count, "a decision maker", &party)) {
                dt_text_add(&gmcr->coalitions, m == v->first ? "" : " and ");
                dt_text_add(&gmcr->coalitions, gmcr->parties[party].name);
            }
        }
    }
    if (gmcr->coalitions.length > 0) {
        dt_warning(r->faults, list->at,
                   "coalitions have no place in a model; they are kept as a note, and every party "
                   "acts alone");
    }
    r->failed = r->failed || gmcr->coalitions.failed;
}

static void read_additions(reader *r, const dt_json_value *root)
{
    dt_gmcr *gmcr = r->gmcr;
    const dt_json_value *added = dt_json_find(root, "detente");
    gmcr->title = dt_json_find_text(added, "title");
    gmcr->note = dt_json_find_text(added, "note");
    gmcr->date = dt_json_find_text(added, "date");
    if (gmcr->date != NULL && !dt_is_date(gmcr->date)) {
        dt_warning(r->faults, dt_json_find(added, "date")->at, "this is no date and is left out");
        gmcr->date = NULL;
    }
    const dt_json_value *quo = dt_json_find(added, "statusQuo");
    if (quo == NULL || quo->kind != DT_JSON_ARRAY) {
        return;
    }
    for (const dt_json_value *v = quo->first; v != NULL; v = v->next) {
        uint32_t k = 0;
        if (need_index(r, v, gmcr->option_count, "an option", &k)) {
            gmcr->status_quo |= (uint64_t)1 << (gmcr->options[k].place & 63);
        }
    }
    gmcr->has_status_quo = true;
    for (size_t k = 0; k < gmcr->infeasible.count; k++) {
        gmcr->has_status_quo = gmcr->has_status_quo &&
                               !dt_cube_holds(gmcr->infeasible.list[k], gmcr->status_quo);
    }
    if (!gmcr->has_status_quo) {
        dt_warning(r->faults, quo->at, "the status quo is not a feasible state and is left out");
    }
}

/* ---- the whole file -------------------------------------------------------------------------- */

/* The unfinished browser edition of GMCR+ gives its files the same name. */
static bool is_browser_file(const dt_json_value *root)
{
    const dt_json_value *options = dt_json_find(root, "options");
    const dt_json_value *first = options == NULL ? NULL : options->first;
    return dt_json_find(root, "mutexes") != NULL || dt_json_find(first, "reversible") != NULL;
}

static void read_root(reader *r, const dt_json_value *root)
{
    if (root->kind != DT_JSON_OBJECT) {
        dt_error(r->faults, root->at, "found %s, expected an object: this is no GMCR+ file",
                 dt_json_kind_name(root->kind));
        return;
    }
    if (is_browser_file(root)) {
        dt_error(
            r->faults, root->at,
            "this file was saved by the browser edition of GMCR+, which has another layout and "
            "no preferences; only files of the GMCR+ program can be read");
        return;
    }
    read_options(r, root);
    read_parties(r, root);
    if (r->faults->errors > 0) {
        return; /* what follows speaks of options and parties by number */
    }
    read_infeasible(r, root);
    read_preferences(r, root);
    read_coalitions(r, root);
    read_additions(r, root);
}

detente_status dt_gmcr_read(const char *json, size_t length, dt_faults *faults, dt_gmcr *out,
                            detente_error *err)
{
    reader r = {.gmcr = out, .faults = faults};
    const dt_json_value *root = NULL;
    const detente_status status = dt_json_root(json, length, &out->arena, &root, faults, err);
    if (status != DETENTE_OK || root == NULL) {
        return status;
    }
    read_root(&r, root);
    return r.failed || faults->failed ? dt_no_memory(err) : DETENTE_OK;
}

void dt_gmcr_clear(dt_gmcr *gmcr)
{
    dt_cubes_clear(&gmcr->infeasible);
    dt_text_clear(&gmcr->coalitions);
    dt_arena_clear(&gmcr->arena);
}
