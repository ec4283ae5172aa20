/* SPDX-License-Identifier: MIT
 *
 * A table of states to model text (docs/exchange.md): one row per feasible state, a column per
 * option, and one per party with the rank of the state.  States that are not in the table become
 * rules, ranks become patterns; of the numbers only the order counts, and that exactly.
 *
 * Time O(rows log rows) and that of compose_rules.c.
 */
#include "base/arguments.h"
#include "base/number.h"
#include "base/sort.h"
#include "exchange/compose.h"
#include "exchange/csv_header.h"

#define MOST_LABELLED 4096 /* labels are compared with each other */

typedef struct row_state {
    uint64_t code;
    size_t row;
} row_state;

typedef struct writer {
    const dt_csv *csv;
    dt_faults *faults;
    dt_csv_header header;
    const char *words[DT_CSV_MOST]; /* how expressions write the options */
    row_state *states;              /* by increasing code */
    uint64_t *codes;                /* the same codes */
    size_t state_count;
    char point;                  /* of the numbers: the first one that was met, or 0 */
    const dt_csv_cell *point_at; /* where */
    dt_text text;
    dt_arena arena;
    bool failed; /* no memory */
} writer;

/* ---- rows ------------------------------------------------------------------------------------ */

/* 1 yes, 0 no, -1 neither. */
static int yes_or_no(const char *text)
{
    static const char *const yes[] = {"1", "y", "yes", "true", "x"};
    static const char *const no[] = {"0", "n", "no", "false", "", "-"};
    for (size_t k = 0; k < sizeof yes / sizeof yes[0]; k++) {
        if (dt_csv_same(text, yes[k])) {
            return 1;
        }
    }
    for (size_t k = 0; k < sizeof no / sizeof no[0]; k++) {
        if (dt_csv_same(text, no[k])) {
            return 0;
        }
    }
    return -1;
}

static const dt_csv_cell *cell_of(const writer *w, size_t row, uint32_t column)
{
    return &w->csv->rows[row].cells[column];
}

static bool read_option(writer *w, const dt_csv_cell *cell)
{
    if (strcmp(cell->text, "-") == 0) {
        dt_error(w->faults, cell->at,
                 "this row stands for several combinations of options, a coalesced state; expected "
                 "a row for each, with 1 or 0, Y or N");
        return false;
    }
    const int taken = cell->text[0] == '\0' ? -1 : yes_or_no(cell->text);
    if (taken < 0) {
        dt_error(w->faults, cell->at, "expected 1 or 0, Y or N");
    }
    return taken == 1;
}

static uint64_t read_code(writer *w, size_t row)
{
    uint64_t code = 0;
    for (uint32_t k = 0; k < w->header.option_count; k++) {
        const dt_csv_option *option = &w->header.options[k];
        if (option->direction != DT_BOTH) {
            const dt_csv_cell *cell = cell_of(w, row, option->one_way);
            if (yes_or_no(cell->text) != 1) {
                dt_error(w->faults, cell->at,
                         "expected 1: what cannot be done with an option holds in every state");
            }
        }
        code |= read_option(w, cell_of(w, row, option->column)) ? (uint64_t)1 << k : 0;
    }
    return code;
}

static int by_code(const void *a, const void *b)
{
    const row_state *x = a;
    const row_state *y = b;
    if (x->code != y->code) {
        return x->code < y->code ? -1 : 1;
    }
    return x->row < y->row ? -1 : x->row > y->row;
}

static void read_rows(writer *w)
{
    const size_t rows = w->csv->count;
    w->states = dt_zeroed(rows, sizeof *w->states);
    w->codes = dt_zeroed(rows, sizeof *w->codes);
    if (w->states == NULL || w->codes == NULL) {
        w->failed = true;
        return;
    }
    for (size_t row = 1; row < rows; row++) {
        if (w->csv->rows[row].count != w->csv->rows[0].count) {
            dt_error(w->faults, cell_of(w, row, 0)->at, "this row has %u cells, the header %u",
                     w->csv->rows[row].count, w->csv->rows[0].count);
            continue;
        }
        w->states[w->state_count++] = (row_state){read_code(w, row), row};
    }
    w->failed = dt_sort(w->states, w->state_count, sizeof *w->states, by_code, w->text.poll,
                        NULL) != DETENTE_OK ||
                w->failed;
    for (size_t k = 0; k < w->state_count; k++) {
        w->codes[k] = w->states[k].code;
        if (k > 0 && w->codes[k] == w->codes[k - 1]) {
            dt_error(w->faults, cell_of(w, w->states[k].row, 0)->at,
                     "the same state as in an earlier row");
        }
    }
}

/* ---- ids, parties, options ------------------------------------------------------------------- */

static const char *make_id(writer *w, const char *name, const char *fallback,
                           const char *const *taken, size_t count)
{
    const char *id = dt_make_id(&w->arena, name, fallback, taken, count);
    w->failed = w->failed || id == NULL;
    return id == NULL ? fallback : id;
}

/* Options of one party have different ids. */
static void make_ids(writer *w)
{
    const char *taken[DT_CSV_MOST];
    const char *owners[DT_CSV_MOST];
    for (uint32_t k = 0; k < w->header.party_count; k++) {
        taken[k] = w->header.parties[k].id = make_id(w, w->header.parties[k].name, "party", taken,
                                                     k);
    }
    uint32_t first = 0; /* option of the party */
    for (uint32_t k = 0; k < w->header.option_count; k++) {
        dt_csv_option *option = &w->header.options[k];
        first = k > 0 && option->party != w->header.options[k - 1].party ? k : first;
        owners[k] = w->header.parties[option->party].id;
        taken[k] = option->id = make_id(w, option->name, "option", taken + first, k - first);
    }
    w->failed = !dt_make_words(&w->arena, taken, owners, w->header.option_count, w->words) ||
                w->failed;
}

static void add_option(writer *w, const dt_csv_option *option)
{
    dt_text_add_named(&w->text, "option ", option->id, option->name);
    if (option->direction != DT_BOTH) {
        dt_text_add_char(&w->text, ' ');
        dt_text_add(&w->text, option->direction == DT_CANNOT_BE_UNDONE ? DT_CSV_NOT_UNDONE
                                                                       : DT_CSV_NOT_RESUMED);
    }
    dt_text_add_char(&w->text, '\n');
}

static void add_head(writer *w, const char *file)
{
    dt_text title = {0};
    dt_text_add_title(&title, file);
    dt_text_add(&w->text, "conflict ");
    dt_text_add_quoted(&w->text, title.failed ? "" : title.bytes);
    dt_text_add_char(&w->text, '\n');
    w->failed = w->failed || title.failed;
    dt_text_clear(&title);
    for (uint32_t party = 0; party < w->header.party_count; party++) {
        dt_text_add_named(&w->text, "\nparty ", w->header.parties[party].id,
                          w->header.parties[party].name);
        dt_text_add_char(&w->text, '\n');
        for (uint32_t k = 0; k < w->header.option_count; k++) {
            if (w->header.options[k].party == party) {
                add_option(w, &w->header.options[k]);
            }
        }
    }
}

/* ---- rules, status quo ----------------------------------------------------------------------- */

/* What the table does not say may have been forgotten: a word where the author of the model reads
 * it. */
static void add_rules(writer *w)
{
    const uint32_t options = w->header.option_count;
    const uint64_t all = options < 64 ? (uint64_t)1 << options : UINT64_MAX;
    dt_text_add_char(&w->text, '\n');
    if (w->state_count < all && options < 64) {
        dt_text_format(&w->text,
                       "# %llu of the %llu combinations are not in the table; what follows "
                       "rules them out.\n",
                       (unsigned long long)(all - w->state_count), (unsigned long long)all);
    }
    w->failed = !dt_text_add_absent(&w->text, w->codes, w->state_count, w->header.option_count,
                                    w->words) ||
                w->failed;
}

static void add_status_quo(writer *w)
{
    const row_state *found = NULL;
    for (size_t k = 0; k < w->state_count && w->header.status_quo != DT_CSV_NO_COLUMN; k++) {
        const dt_csv_cell *cell = cell_of(w, w->states[k].row, w->header.status_quo);
        const int marked = yes_or_no(cell->text);
        if (marked < 0 || (marked == 1 && found != NULL)) {
            dt_error(w->faults, cell->at,
                     marked < 0 ? "expected 1 or 0" : "a second row is marked as the status quo");
        }
        found = marked == 1 ? &w->states[k] : found;
    }
    if (found != NULL) {
        dt_text_add_status_quo(&w->text, found->code, w->words);
    }
}

/* ---- outcomes -------------------------------------------------------------------------------- */

/* Names of outcomes in a column: a label is one, the column `outcomes` has words. */
typedef struct naming {
    uint32_t column;
    bool words;
} naming;

/* The next name of a cell at or behind `at`; *length 0: there is none. */
static const char *next_name(naming names, const char *at, size_t *length)
{
    at += names.words ? strspn(at, " ") : 0;
    *length = names.words ? strcspn(at, " ") : strlen(at);
    return at;
}

static bool carries(const writer *w, naming names, size_t state, const char *name)
{
    size_t length = 0;
    const char *at = cell_of(w, w->states[state].row, names.column)->text;
    for (at = next_name(names, at, &length); length > 0;
         at = next_name(names, at + length, &length)) {
        if (strlen(name) == length && memcmp(at, name, length) == 0) {
            return true;
        }
    }
    return false;
}

/* The states that carry `name`, as few patterns. */
static void add_outcome(writer *w, naming names, const char *name, const char *id)
{
    const uint64_t all = dt_all_options(w->header.option_count);
    dt_cubes cubes = {.poll = w->text.poll};
    for (size_t k = 0; k < w->state_count; k++) {
        if (carries(w, names, k, name)) {
            w->failed = !dt_cubes_add(&cubes, (dt_cube){all, w->codes[k]}) || w->failed;
        }
    }
    w->failed = !dt_cubes_merge(&cubes) || w->failed;
    dt_text_add(&w->text, "outcome ");
    dt_text_add(&w->text, id);
    dt_text_add(&w->text, " = ");
    for (size_t k = 0; k < cubes.count; k++) {
        dt_text_add(&w->text, k == 0 ? "" : " or ");
        dt_text_add(&w->text, cubes.count > 1 ? "(" : "");
        dt_text_add_cube(&w->text, cubes.list[k], w->words);
        dt_text_add(&w->text, cubes.count > 1 ? ")" : "");
    }
    dt_cubes_clear(&cubes);
    if (strcmp(id, name) != 0) {
        dt_text_add(&w->text, " note ");
        dt_text_add_quoted(&w->text, name);
    }
    dt_text_add_char(&w->text, '\n');
}

/* Ids that are taken: options and outcomes share one name space. */
typedef struct ids {
    const char **list;
    size_t count;
    size_t capacity;
} ids;

static void take_id(writer *w, ids *taken, const char *id)
{
    if (!dt_grow((void **)&taken->list, &taken->capacity, taken->count, sizeof *taken->list)) {
        w->failed = true;
        return;
    }
    taken->list[taken->count++] = id;
}

/* One outcome for all states that carry one name, in the order of the first of them. */
static void add_outcomes(writer *w, naming names, ids *taken)
{
    if (names.column == DT_CSV_NO_COLUMN) {
        return;
    }
    if (w->state_count > MOST_LABELLED) {
        dt_warning(w->faults, cell_of(w, 0, names.column)->at,
                   "outcomes of more than %d states are left out", MOST_LABELLED);
        return;
    }
    for (size_t k = 0; k < w->state_count && !w->failed; k++) {
        size_t length = 0;
        const char *at = cell_of(w, w->states[k].row, names.column)->text;
        for (at = next_name(names, at, &length); length > 0 && !w->failed;
             at = next_name(names, at + length, &length)) {
            const char *name = dt_arena_text(&w->arena, at, length);
            bool known = false;
            for (size_t j = 0; j < k && name != NULL && !known; j++) {
                known = carries(w, names, j, name);
            }
            if (name == NULL || known) {
                w->failed = w->failed || name == NULL;
                continue;
            }
            const char *id = make_id(w, name, "outcome", taken->list, taken->count);
            take_id(w, taken, id);
            add_outcome(w, names, name, id);
        }
    }
}

static void add_all_outcomes(writer *w)
{
    ids taken = {0};
    for (uint32_t k = 0; k < w->header.option_count; k++) {
        take_id(w, &taken, w->header.options[k].id);
    }
    if (!w->failed) {
        add_outcomes(w, (naming){w->header.label, false}, &taken);
        add_outcomes(w, (naming){w->header.outcomes, true}, &taken);
    }
    free((void *)taken.list);
}

/* ---- ranks ----------------------------------------------------------------------------------- */

/* In a table with commas between its cells a comma in a number could part thousands. */
static char point_of(const writer *w, const char *text)
{
    return w->csv->separator != ',' && strchr(text, ',') != NULL ? ',' : '.';
}

/* One sign for the point in the whole table: "1.000" and "1,5" side by side mean thousands. */
static bool is_same_point(writer *w, const dt_csv_cell *cell, char point)
{
    if (strchr(cell->text, point) == NULL) {
        return true;
    }
    w->point_at = w->point == 0 ? cell : w->point_at;
    w->point = w->point == 0 ? point : w->point;
    return w->point == point;
}

static void read_number(writer *w, const dt_csv_cell *cell, dt_number *out)
{
    const char point = point_of(w, cell->text);
    const char *comma = strchr(cell->text, ',');
    dt_number other;
    if (!dt_number_read(cell->text, point, out)) {
        const bool decimal = comma != NULL && dt_number_read(cell->text, ',', &other);
        dt_error(w->faults, cell->at,
                 decimal ? "\"%.40s\" with a comma; expected a number as %.*s.%.40s, or semicolons "
                           "between the cells"
                         : "found \"%.40s\", expected a number such as 3, -1.5, 1e6 or 2/3; the "
                           "greater, the better",
                 cell->text, decimal ? (int)(comma - cell->text) : 0, cell->text,
                 decimal ? comma + 1 : "");
    } else if (!is_same_point(w, cell, point)) {
        dt_error(w->faults, cell->at,
                 "\"%.40s\" beside \"%.40s\" in line %u: expected one decimal sign in the whole "
                 "table, and none between thousands",
                 cell->text, w->point_at->text, w->point_at->at.line);
    }
}

typedef struct ranked {
    dt_number rank;
    size_t state;
} ranked;

static int best_first(const void *a, const void *b)
{
    const ranked *x = a;
    const ranked *y = b;
    const int order = dt_number_order(&y->rank, &x->rank);
    return order != 0 ? order : x->state < y->state ? -1 : x->state > y->state;
}

static void add_ranks(writer *w, const dt_csv_party *party, ranked *order, uint32_t *places)
{
    const size_t errors = w->faults->errors;
    for (size_t k = 0; k < w->state_count; k++) {
        const dt_csv_cell *cell = cell_of(w, w->states[k].row, party->rank);
        order[k] = (ranked){.state = k};
        read_number(w, cell, &order[k].rank);
    }
    if (w->faults->errors > errors) {
        return;
    }
    w->failed = dt_sort(order, w->state_count, sizeof *order, best_first, w->text.poll, NULL) !=
                    DETENTE_OK ||
                w->failed;
    uint32_t place = 0;
    for (size_t k = 0; k < w->state_count; k++) {
        place += k > 0 && dt_number_order(&order[k].rank, &order[k - 1].rank) != 0;
        places[order[k].state] = place;
    }
    dt_text_add_char(&w->text, '\n');
    dt_text_add(&w->text, party->id);
    dt_text_add(&w->text, " ranks\n");
    w->failed = !dt_text_add_ranks(&w->text, w->codes, places, w->state_count, place + 1,
                                   w->header.option_count) ||
                w->failed;
}

static void add_preferences(writer *w)
{
    ranked *order = dt_zeroed(w->state_count, sizeof *order);
    uint32_t *places = dt_zeroed(w->state_count, sizeof *places);
    w->failed = w->failed || order == NULL || places == NULL;
    for (uint32_t k = 0; k < w->header.party_count && !w->failed; k++) {
        if (w->header.parties[k].rank != DT_CSV_NO_COLUMN) {
            add_ranks(w, &w->header.parties[k], order, places);
        }
    }
    free(order);
    free(places);
}

/* ---- the whole table ------------------------------------------------------------------------- */

static void compose(writer *w, const char *file)
{
    w->failed = !dt_csv_read_header(w->csv, &w->arena, &w->header, w->faults);
    if (w->faults->errors == 0 && !w->failed) {
        read_rows(w);
    }
    if (w->faults->errors > 0 || w->failed) {
        return;
    }
    make_ids(w);
    if (w->failed) {
        return;
    }
    add_head(w, file);
    add_rules(w);
    add_status_quo(w);
    add_all_outcomes(w);
    add_preferences(w);
}

detente_status detente_csv_to_text(const char *csv, size_t length, const char *file,
                                   const detente_limits *limits, const detente_sink *sink,
                                   detente_faults **faults, detente_error *err)
{
    dt_arguments given = dt_given(err);
    dt_need_text(&given, csv, length);
    dt_need(&given, file, "a name");
    dt_check_limits(&given, limits);
    dt_need_sink(&given, sink);
    if (given.status != DETENTE_OK) {
        return given.status;
    }
    dt_poll poll;
    dt_poll_start(&poll, limits, "reading the table", 0);
    sink = dt_poll_sink(&poll, sink);
    dt_csv table = {.arena.poll = &poll};
    writer w = {.csv = &table, .text.poll = &poll, .arena.poll = &poll};
    detente_faults *found = dt_faults_new(file, csv, length);
    if (found == NULL) {
        return dt_no_memory(err);
    }
    w.faults = &found->list;
    found->list.arena.poll = &poll;
    detente_status status = dt_csv_read(csv, length, &table, w.faults, err);
    if (status == DETENTE_OK) {
        compose(&w, file);
        w.text.failed = w.text.failed || w.failed;
        status = dt_compose_finish(&w.text, found, sink, err);
    }
    dt_text_clear(&w.text);
    free(w.states);
    free(w.codes);
    dt_arena_clear(&w.arena);
    dt_csv_clear(&table);
    dt_compose_hand_out(found, faults);
    return dt_poll_end(&poll, status, err);
}
