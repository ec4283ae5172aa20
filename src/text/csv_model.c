/* SPDX-License-Identifier: MIT
 *
 * A table of states to model text (docs/exchange.md): one row per feasible state, a column per
 * option, and one per party with the rank of the state.  States that are not in the table become
 * rules, ranks become patterns.
 *
 * Time O(rows log rows) and that of compose_rules.c.
 */
#include "base/poll.h"
#include "text/compose.h"
#include "text/csv.h"

#define MOST 64            /* options, and parties */
#define MOST_LABELLED 4096 /* labels are compared with each other */
#define NO_COLUMN UINT32_MAX

typedef struct table_option {
    const char *name;
    const char *id;
    uint32_t party;
    uint32_t column;
} table_option;

typedef struct table_party {
    const char *name;
    const char *id;
    uint32_t rank; /* column of its ranks, NO_COLUMN = none */
} table_party;

typedef struct row_state {
    uint64_t code;
    size_t row;
} row_state;

typedef struct writer {
    const dt_csv *csv;
    dt_faults *faults;
    table_party parties[MOST];
    uint32_t party_count;
    table_option options[MOST]; /* party by party once the header is read */
    uint32_t option_count;
    const char *words[MOST];
    uint32_t label; /* columns, NO_COLUMN = none */
    uint32_t status_quo;
    row_state *states; /* by increasing code */
    uint64_t *codes;   /* the same codes */
    size_t state_count;
    dt_text text;
    dt_arena arena;
    bool failed; /* no memory */
} writer;

/* ---- header ---------------------------------------------------------------------------------- */

static uint32_t find_party(writer *w, const char *name, size_t length, dt_span at)
{
    for (uint32_t k = 0; k < w->party_count; k++) {
        if (strlen(w->parties[k].name) == length && memcmp(w->parties[k].name, name, length) == 0) {
            return k;
        }
    }
    if (w->party_count == MOST) {
        dt_error(w->faults, at, "more than %d parties", MOST);
        return DT_NONE;
    }
    const char *copy = dt_arena_text(&w->arena, name, length);
    w->failed = w->failed || copy == NULL;
    w->parties[w->party_count] = (table_party){.name = copy == NULL ? "" : copy, .rank = NO_COLUMN};
    return w->party_count++;
}

static bool is_same_word(const char *text, const char *word)
{
    size_t k = 0;
    for (; text[k] != '\0' && word[k] != '\0'; k++) {
        const char c = text[k] >= 'A' && text[k] <= 'Z' ? (char)(text[k] - 'A' + 'a') : text[k];
        if (c != word[k]) {
            return false;
        }
    }
    return text[k] == word[k];
}

static void read_rank_heading(writer *w, const dt_csv_cell *cell, uint32_t column)
{
    const char *name = cell->text + strlen("rank:");
    const uint32_t party = find_party(w, name, strlen(name), cell->at);
    if (party == DT_NONE) {
        return;
    }
    if (name[0] == '\0') {
        dt_error(w->faults, cell->at, "expected the name of a party after rank:");
    } else if (w->parties[party].rank != NO_COLUMN) {
        dt_error(w->faults, cell->at, "two columns with the ranks of \"%.60s\"", name);
    }
    w->parties[party].rank = column;
}

static void read_option_heading(writer *w, const dt_csv_cell *cell, uint32_t column)
{
    const char *colon = strchr(cell->text, ':');
    const size_t length = (size_t)(colon - cell->text);
    if (length == 0 || colon[1] == '\0') {
        dt_error(w->faults, cell->at, "expected PARTY:OPTION");
        return;
    }
    if (w->option_count == MOST) {
        dt_error(w->faults, cell->at, "more than %d options", MOST);
        return;
    }
    const uint32_t party = find_party(w, cell->text, length, cell->at);
    for (uint32_t k = 0; k < w->option_count; k++) {
        if (w->options[k].party == party && strcmp(w->options[k].name, colon + 1) == 0) {
            dt_error(w->faults, cell->at, "this option has a column already");
        }
    }
    w->options[w->option_count++] = (table_option){
        .name = colon + 1, .party = party, .column = column};
}

/* The other columns of our own tables of results: numbers and verdicts. */
static bool is_result(const char *heading)
{
    char concept[8] = {0};
    const size_t length = strcspn(heading, ":");
    detente_concept found;
    memcpy(concept, heading, length < sizeof concept ? length : 0);
    return strcmp(heading, "n") == 0 || strcmp(heading, "decimal") == 0 ||
           detente_concept_find(concept, &found);
}

static void read_heading(writer *w, const dt_csv_cell *cell, uint32_t column)
{
    if (is_result(cell->text)) {
        return;
    }
    if (is_same_word(cell->text, "label")) {
        w->label = column;
    } else if (is_same_word(cell->text, "status_quo")) {
        w->status_quo = column;
    } else if (strncmp(cell->text, "rank:", 5) == 0) {
        read_rank_heading(w, cell, column);
    } else if (strchr(cell->text, ':') != NULL) {
        read_option_heading(w, cell, column);
    } else {
        dt_warning(w->faults, cell->at,
                   "this column is passed over; expected PARTY:OPTION, rank:PARTY, label or "
                   "status_quo");
    }
}

/* Options party by party, else in the order of their columns: the order of a model. */
static void group_options(writer *w)
{
    table_option sorted[MOST];
    uint32_t count = 0;
    for (uint32_t party = 0; party < w->party_count; party++) {
        for (uint32_t k = 0; k < w->option_count; k++) {
            if (w->options[k].party == party) {
                sorted[count++] = w->options[k];
            }
        }
    }
    memcpy(w->options, sorted, count * sizeof *sorted);
    w->option_count = count;
}

static void read_header(writer *w)
{
    if (w->csv->count == 0) {
        dt_error(w->faults, (dt_span){1, 1, 1}, "the table is empty; expected a header row");
        return;
    }
    const dt_csv_row *header = &w->csv->rows[0];
    for (uint32_t k = 0; k < header->count; k++) {
        read_heading(w, &header->cells[k], k);
    }
    if (w->option_count == 0) {
        dt_error(w->faults, header->cells[0].at, "no column PARTY:OPTION in the header");
    }
    if (w->csv->count == 1) {
        dt_error(w->faults, header->cells[0].at, "the table has a header but no states");
    }
    group_options(w);
}

/* ---- rows ------------------------------------------------------------------------------------ */

/* 1 yes, 0 no, -1 neither. */
static int yes_or_no(const char *text)
{
    static const char *const yes[] = {"1", "y", "yes", "true", "x"};
    static const char *const no[] = {"0", "n", "no", "false", "", "-"};
    for (size_t k = 0; k < sizeof yes / sizeof yes[0]; k++) {
        if (is_same_word(text, yes[k])) {
            return 1;
        }
    }
    for (size_t k = 0; k < sizeof no / sizeof no[0]; k++) {
        if (is_same_word(text, no[k])) {
            return 0;
        }
    }
    return -1;
}

static const dt_csv_cell *cell_of(const writer *w, size_t row, uint32_t column)
{
    return &w->csv->rows[row].cells[column];
}

static uint64_t read_code(writer *w, size_t row)
{
    uint64_t code = 0;
    for (uint32_t k = 0; k < w->option_count; k++) {
        const dt_csv_cell *cell = cell_of(w, row, w->options[k].column);
        const int taken = cell->text[0] == '\0' || strcmp(cell->text, "-") == 0
                              ? -1
                              : yes_or_no(cell->text);
        if (taken < 0) {
            dt_error(w->faults, cell->at, "expected 1 or 0, Y or N");
        }
        code |= taken == 1 ? (uint64_t)1 << k : 0;
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
    qsort(w->states, w->state_count, sizeof *w->states, by_code);
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
    const char *taken[MOST];
    const char *owners[MOST];
    for (uint32_t k = 0; k < w->party_count; k++) {
        taken[k] = w->parties[k].id = make_id(w, w->parties[k].name, "party", taken, k);
    }
    uint32_t first = 0; /* option of the party */
    for (uint32_t k = 0; k < w->option_count; k++) {
        table_option *option = &w->options[k];
        first = k > 0 && option->party != w->options[k - 1].party ? k : first;
        owners[k] = w->parties[option->party].id;
        taken[k] = option->id = make_id(w, option->name, "option", taken + first, k - first);
    }
    w->failed = !dt_make_words(&w->arena, taken, owners, w->option_count, w->words) || w->failed;
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
    for (uint32_t party = 0; party < w->party_count; party++) {
        dt_text_add_named(&w->text, "\nparty ", w->parties[party].id, w->parties[party].name);
        dt_text_add_char(&w->text, '\n');
        for (uint32_t k = 0; k < w->option_count; k++) {
            if (w->options[k].party == party) {
                dt_text_add_named(&w->text, "option ", w->options[k].id, w->options[k].name);
                dt_text_add_char(&w->text, '\n');
            }
        }
    }
}

/* ---- rules, status quo, outcomes ------------------------------------------------------------- */

static void add_rules(writer *w)
{
    dt_text_add_char(&w->text, '\n');
    w->failed = !dt_text_add_absent(&w->text, w->codes, w->state_count, w->option_count,
                                    w->words) ||
                w->failed;
}

static void add_status_quo(writer *w)
{
    const row_state *found = NULL;
    for (size_t k = 0; k < w->state_count && w->status_quo != NO_COLUMN; k++) {
        const dt_csv_cell *cell = cell_of(w, w->states[k].row, w->status_quo);
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

static const char *label_of(const writer *w, size_t state)
{
    return w->label == NO_COLUMN ? "" : cell_of(w, w->states[state].row, w->label)->text;
}

/* Rows with one label are one outcome, in the order of the rows that open it. */
static void add_outcome(writer *w, size_t state, const char *id)
{
    const char *label = label_of(w, state);
    bool several = false;
    for (size_t k = 0; k < w->state_count; k++) {
        several = several || (k != state && strcmp(label_of(w, k), label) == 0);
    }
    dt_text_add(&w->text, "outcome ");
    dt_text_add(&w->text, id);
    dt_text_add(&w->text, " = ");
    bool first = true;
    for (size_t k = 0; k < w->state_count; k++) {
        if (strcmp(label_of(w, k), label) != 0) {
            continue;
        }
        dt_text_add(&w->text, first ? "" : " or ");
        dt_text_add(&w->text, several ? "(" : "");
        dt_text_add_cube(&w->text, (dt_cube){dt_all_options(w->option_count), w->codes[k]},
                         w->words);
        dt_text_add(&w->text, several ? ")" : "");
        first = false;
    }
    if (strcmp(id, label) != 0) {
        dt_text_add(&w->text, " note ");
        dt_text_add_quoted(&w->text, label);
    }
    dt_text_add_char(&w->text, '\n');
}

static void add_outcomes(writer *w)
{
    if (w->label != NO_COLUMN && w->state_count > MOST_LABELLED) {
        dt_warning(w->faults, cell_of(w, 0, w->label)->at,
                   "labels of more than %d states are left out", MOST_LABELLED);
        return;
    }
    const char **taken = dt_zeroed(w->state_count + MOST, sizeof *taken);
    if (taken == NULL) {
        w->failed = true;
        return;
    }
    size_t count = 0; /* options and outcomes share one name space */
    for (; count < w->option_count; count++) {
        taken[count] = w->options[count].id;
    }
    for (size_t k = 0; k < w->state_count && w->label != NO_COLUMN; k++) {
        bool known = label_of(w, k)[0] == '\0';
        for (size_t j = 0; j < k && !known; j++) {
            known = strcmp(label_of(w, j), label_of(w, k)) == 0;
        }
        if (!known) {
            taken[count] = make_id(w, label_of(w, k), "outcome", taken, count);
            add_outcome(w, k, taken[count++]);
        }
    }
    free(taken);
}

/* ---- ranks ----------------------------------------------------------------------------------- */

/* [-+] digits [. digits], at most 12 and 6 of them, in millionths. */
static bool read_number(const char *text, int64_t *out)
{
    const bool negative = text[0] == '-';
    int64_t value = 0;
    int digits = 0;
    int decimals = -1;
    for (const char *c = text + (negative || text[0] == '+'); *c != '\0'; c++) {
        if (*c == '.' && decimals < 0) {
            decimals = 0;
            continue;
        }
        if (*c < '0' || *c > '9' || digits == 18 || decimals == 6 ||
            (decimals < 0 && digits == 12)) {
            return false;
        }
        value = 10 * value + (*c - '0');
        digits++;
        decimals += decimals >= 0;
    }
    for (int k = decimals < 0 ? 0 : decimals; k < 6; k++) {
        value *= 10;
    }
    *out = negative ? -value : value;
    return digits > 0;
}

typedef struct ranked {
    int64_t rank;
    size_t state;
} ranked;

static int best_first(const void *a, const void *b)
{
    const ranked *x = a;
    const ranked *y = b;
    if (x->rank != y->rank) {
        return x->rank > y->rank ? -1 : 1;
    }
    return x->state < y->state ? -1 : x->state > y->state;
}

static void add_ranks(writer *w, const table_party *party, ranked *order, uint32_t *places)
{
    const size_t errors = w->faults->errors;
    for (size_t k = 0; k < w->state_count; k++) {
        const dt_csv_cell *cell = cell_of(w, w->states[k].row, party->rank);
        order[k] = (ranked){0, k};
        if (!read_number(cell->text, &order[k].rank)) {
            dt_error(w->faults, cell->at, "expected a rank as a number, the greater the better");
        }
    }
    if (w->faults->errors > errors) {
        return;
    }
    qsort(order, w->state_count, sizeof *order, best_first);
    uint32_t place = 0;
    for (size_t k = 0; k < w->state_count; k++) {
        place += k > 0 && order[k].rank != order[k - 1].rank;
        places[order[k].state] = place;
    }
    dt_text_add_char(&w->text, '\n');
    dt_text_add(&w->text, party->id);
    dt_text_add(&w->text, " ranks\n");
    w->failed = !dt_text_add_ranks(&w->text, w->codes, places, w->state_count, place + 1,
                                   w->option_count) ||
                w->failed;
}

static void add_preferences(writer *w)
{
    ranked *order = dt_zeroed(w->state_count, sizeof *order);
    uint32_t *places = dt_zeroed(w->state_count, sizeof *places);
    w->failed = w->failed || order == NULL || places == NULL;
    for (uint32_t k = 0; k < w->party_count && !w->failed; k++) {
        if (w->parties[k].rank != NO_COLUMN) {
            add_ranks(w, &w->parties[k], order, places);
        }
    }
    free(order);
    free(places);
}

/* ---- the whole table ------------------------------------------------------------------------- */

static void compose(writer *w, const char *file)
{
    read_header(w);
    if (w->faults->errors == 0) {
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
    add_outcomes(w);
    add_preferences(w);
}

detente_status detente_csv_to_text(const char *csv, size_t length, const char *file,
                                   const detente_limits *limits, const detente_sink *sink,
                                   detente_faults **faults, detente_error *err)
{
    if ((csv == NULL && length > 0) || file == NULL || sink == NULL) {
        return dt_fail(err, DETENTE_EINVAL, "detente_csv_to_text needs a text, a name and a sink");
    }
    dt_poll poll;
    dt_poll_start(&poll, limits, "reading the table", 0);
    sink = dt_poll_sink(&poll, sink);
    dt_csv table = {0};
    writer w = {.csv = &table, .label = NO_COLUMN, .status_quo = NO_COLUMN};
    detente_faults *found = dt_faults_new(file, csv, length);
    if (found == NULL) {
        return dt_no_memory(err);
    }
    w.faults = &found->list;
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
