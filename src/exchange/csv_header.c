/* SPDX-License-Identifier: MIT
 *
 * What the columns of a table of states hold.  See csv_header.h.
 *
 * Read twice: first the columns that make options and parties, then those that speak of them.  Time
 * O(columns x (options + parties)).
 */
#include "exchange/csv_header.h"

#include "language/names.h"

typedef struct heading {
    const char *before; /* the first colon, or all of it */
    const char *after;  /* NULL: there is no colon */
    bool plain;         /* PARTY:OPTION, whatever word PARTY is: a colon stood before it */
    uint32_t column;
    dt_span at;
} heading;

typedef struct reading {
    dt_csv_header *header;
    dt_faults *faults;
    dt_arena *arena;
    bool failed; /* no memory */
} reading;

/* ---- words ----------------------------------------------------------------------------------- */

bool dt_csv_same(const char *text, const char *word)
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

/* A copy without blanks at its ends. */
static const char *trimmed(reading *r, const char *from, const char *end)
{
    while (from < end && (*from == ' ' || *from == '\t')) {
        from++;
    }
    while (end > from && (end[-1] == ' ' || end[-1] == '\t')) {
        end--;
    }
    const char *copy = dt_arena_text(r->arena, from, (size_t)(end - from));
    r->failed = r->failed || copy == NULL;
    return copy == NULL ? "" : copy;
}

static heading split(reading *r, const char *text, uint32_t column, dt_span at)
{
    const bool plain = text[0] == ':' && strchr(text + 1, ':') != NULL;
    text += plain ? 1 : 0;
    const char *end = text + strlen(text);
    const char *colon = strchr(text, ':');
    return (heading){trimmed(r, text, colon == NULL ? end : colon),
                     colon == NULL ? NULL : trimmed(r, colon + 1, end), plain, column, at};
}

bool dt_csv_is_word(const char *name)
{
    detente_concept found;
    return dt_csv_same(name, DT_CSV_RANK) || dt_csv_same(name, DT_CSV_NOT_UNDONE) ||
           dt_csv_same(name, DT_CSV_NOT_RESUMED) || detente_concept_find(name, &found);
}

/* Of "cannot be undone" and "cannot be resumed"; DT_BOTH: of neither. */
static dt_direction direction_named(const char *word)
{
    return dt_csv_same(word, DT_CSV_NOT_UNDONE)    ? DT_CANNOT_BE_UNDONE
           : dt_csv_same(word, DT_CSV_NOT_RESUMED) ? DT_CANNOT_BE_RESUMED
                                                   : DT_BOTH;
}

/* A verdict for a party, or an option of a party that is called like a concept? */
static bool names_concept(const heading *h)
{
    detente_concept found;
    return h->after != NULL && !h->plain && detente_concept_find(h->before, &found);
}

/* ---- parties and options --------------------------------------------------------------------- */

static uint32_t known_party(const dt_csv_header *header, const char *name)
{
    uint32_t party = 0;
    while (party < header->party_count && strcmp(header->parties[party].name, name) != 0) {
        party++;
    }
    return party < header->party_count ? party : DT_NONE;
}

static uint32_t find_party(reading *r, const char *name, dt_span at)
{
    dt_csv_header *header = r->header;
    const uint32_t known = known_party(header, name);
    if (known != DT_NONE) {
        return known;
    }
    if (header->party_count == DT_CSV_MOST) {
        dt_error(r->faults, at, "more than %d parties", DT_CSV_MOST);
        return DT_NONE;
    }
    header->parties[header->party_count] = (dt_csv_party){.name = name, .rank = DT_CSV_NO_COLUMN};
    return header->party_count++;
}

static uint32_t find_option(const dt_csv_header *header, uint32_t party, const char *name)
{
    uint32_t option = 0;
    while (option < header->option_count && (header->options[option].party != party ||
                                             strcmp(header->options[option].name, name) != 0)) {
        option++;
    }
    return option < header->option_count ? option : DT_NONE;
}

static void read_option(reading *r, const heading *h)
{
    dt_csv_header *header = r->header;
    if (h->before[0] == '\0' || h->after[0] == '\0') {
        dt_error(r->faults, h->at, "expected PARTY:OPTION");
        return;
    }
    if (header->option_count == DT_CSV_MOST) {
        dt_error(r->faults, h->at, "more than %d options", DT_CSV_MOST);
        return;
    }
    const uint32_t party = find_party(r, h->before, h->at);
    if (party == DT_NONE) {
        return;
    }
    if (find_option(header, party, h->after) != DT_NONE) {
        dt_error(r->faults, h->at, "this option has a column already");
    }
    header->parties[party].options++;
    header->options[header->option_count++] = (dt_csv_option){
        .name = h->after, .party = party, .column = h->column};
}

static void read_rank(reading *r, const heading *h)
{
    if (h->after[0] == '\0') {
        dt_error(r->faults, h->at, "expected the name of a party after rank:");
        return;
    }
    const uint32_t party = find_party(r, h->after, h->at);
    if (party == DT_NONE) {
        return;
    }
    if (r->header->parties[party].rank != DT_CSV_NO_COLUMN) {
        dt_error(r->faults, h->at, "two columns with the ranks of \"%.60s\"", h->after);
    }
    r->header->parties[party].rank = h->column;
}

/* A column that stands once. */
static void read_single(reading *r, const heading *h, uint32_t *column)
{
    if (*column != DT_CSV_NO_COLUMN) {
        dt_error(r->faults, h->at, "a second column \"%.60s\"", h->before);
    }
    *column = h->column;
}

static bool is_result(const char *word)
{
    detente_concept found;
    return strcmp(word, "n") == 0 || strcmp(word, "decimal") == 0 ||
           detente_concept_find(word, &found);
}

static void read_heading(reading *r, const heading *h)
{
    if (h->after != NULL && (h->plain || !dt_csv_is_word(h->before))) {
        read_option(r, h);
    } else if (h->after != NULL && dt_csv_same(h->before, DT_CSV_RANK)) {
        read_rank(r, h);
    } else if (h->after == NULL && dt_csv_same(h->before, "label")) {
        read_single(r, h, &r->header->label);
    } else if (h->after == NULL && dt_csv_same(h->before, DT_CSV_OUTCOMES)) {
        read_single(r, h, &r->header->outcomes);
    } else if (h->after == NULL && (dt_csv_same(h->before, DT_CSV_STATUS_QUO) ||
                                    dt_csv_same(h->before, "status quo"))) {
        read_single(r, h, &r->header->status_quo);
    } else if (h->after == NULL && !is_result(h->before)) {
        dt_warning(r->faults, h->at,
                   "this column is passed over; expected PARTY:OPTION, rank:PARTY, label, "
                   "outcomes or status_quo");
    }
}

/* ---- what speaks of them --------------------------------------------------------------------- */

static void read_direction(reading *r, const heading *h)
{
    const heading named = split(r, h->after, h->column, h->at);
    const uint32_t party = known_party(r->header, named.before);
    const uint32_t option = named.after == NULL ? DT_NONE
                                                : find_option(r->header, party, named.after);
    if (option == DT_NONE) {
        dt_error(r->faults, h->at, "\"%.60s\" is no option of this table; expected %s:PARTY:OPTION",
                 h->after, h->before);
        return;
    }
    dt_csv_option *found = &r->header->options[option];
    if (found->direction != DT_BOTH) {
        dt_error(r->faults, h->at, "a second column says what cannot be done with \"%.60s\"",
                 h->after);
    }
    found->direction = direction_named(h->before);
    found->one_way = h->column;
}

static void read_reference(reading *r, const heading *h)
{
    if (h->after != NULL && !h->plain && direction_named(h->before) != DT_BOTH) {
        read_direction(r, h);
    } else if (names_concept(h) && known_party(r->header, h->after) == DT_NONE) {
        read_option(r, h);
    }
}

/* Options party by party, else in the order of their columns: the order of a model. */
static void group_options(dt_csv_header *header)
{
    dt_csv_option sorted[DT_CSV_MOST];
    uint32_t count = 0;
    for (uint32_t party = 0; party < header->party_count; party++) {
        for (uint32_t k = 0; k < header->option_count; k++) {
            if (header->options[k].party == party) {
                sorted[count++] = header->options[k];
            }
        }
    }
    memcpy(header->options, sorted, count * sizeof *sorted);
}

/* Ranks of a party without options beside options of a party without ranks: one name, written in
 * two ways. */
static void check_ranks(reading *r, const dt_csv *csv)
{
    const dt_csv_header *header = r->header;
    const char *unranked[DT_CSV_MOST];
    size_t count = 0;
    for (uint32_t k = 0; k < header->party_count; k++) {
        if (header->parties[k].rank == DT_CSV_NO_COLUMN) {
            unranked[count++] = header->parties[k].name;
        }
    }
    for (uint32_t k = 0; k < header->party_count; k++) {
        const dt_csv_party *party = &header->parties[k];
        if (party->options > 0) {
            continue;
        }
        const dt_span at = csv->rows[0].cells[party->rank].at;
        const char *near = dt_word_near(unranked, count, party->name);
        if (count == 0) {
            dt_warning(r->faults, at, "\"%.60s\" has ranks and no options", party->name);
        } else {
            near = near == NULL ? unranked[0] : near;
            dt_error(r->faults, at,
                     "\"%.60s\" has ranks and no options, \"%.60s\" options and no ranks: write "
                     "rank:%.60s, or give it a column of equal ranks",
                     party->name, near, near);
        }
    }
}

bool dt_csv_read_header(const dt_csv *csv, dt_arena *arena, dt_csv_header *out, dt_faults *faults)
{
    reading r = {.header = out, .faults = faults, .arena = arena};
    *out = (dt_csv_header){
        .label = DT_CSV_NO_COLUMN, .outcomes = DT_CSV_NO_COLUMN, .status_quo = DT_CSV_NO_COLUMN};
    if (csv->count == 0) {
        dt_error(faults, (dt_span){1, 1, 1}, "the table is empty; expected a header row");
        return true;
    }
    const dt_csv_row *row = &csv->rows[0];
    for (uint32_t k = 0; k < row->count; k++) {
        const heading h = split(&r, row->cells[k].text, k, row->cells[k].at);
        read_heading(&r, &h);
    }
    for (uint32_t k = 0; k < row->count; k++) {
        const heading h = split(&r, row->cells[k].text, k, row->cells[k].at);
        read_reference(&r, &h);
    }
    if (out->option_count == 0) {
        dt_error(faults, row->cells[0].at, "no column PARTY:OPTION in the header");
    } else {
        check_ranks(&r, csv);
    }
    if (csv->count == 1) {
        dt_error(faults, row->cells[0].at, "the table has a header but no states");
    }
    group_options(out);
    return !r.failed;
}
