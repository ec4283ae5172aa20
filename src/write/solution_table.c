/* SPDX-License-Identifier: MIT
 *
 * The table that practitioners of the graph model know: states as columns, options as rows grouped
 * by party, ranks below, then a row per concept with a tick under every equilibrium.
 *
 * Time and bytes O(states shown x rows); where too many states for a table exist, those shown are
 * the status quo and the equilibria (view.h).
 */
#include "table/table.h"
#include "words/prose.h"
#include "words/words.h"
#include "write/solution.h"

/* When no --limit is given: all of so many states, of more the status quo and some equilibria. */
#define ALL_BY_DEFAULT 48
#define SOME_BY_DEFAULT 20

typedef struct page {
    const dt_view *view;
    const detente_style *style;
    const dt_chosen *chosen;
    dt_table table;
} page;

static void begin_row(page *p, const char *group, const char *label)
{
    dt_table_row(&p->table);
    dt_table_cell(&p->table, group);
    dt_table_cell(&p->table, label);
}

/* A row of marks: `mark` where holds(p, what, state). */
static void mark_row(page *p, const char *group, const char *label, dt_mark_kind mark,
                     bool (*holds)(const page *p, uint64_t what, uint64_t index), uint64_t what)
{
    begin_row(p, group, label);
    for (uint64_t k = 0; k < p->chosen->count; k++) {
        const bool marked = holds(p, what, p->chosen->states[k]);
        dt_table_cell(&p->table, marked ? dt_draw(p->style, mark) : "");
    }
}

/* ---- what may hold at a state ---------------------------------------------------------------- */

static bool is_here(const page *p, uint64_t unused, uint64_t index)
{
    (void)unused;
    return p->view->model->status_quo == index + 1;
}

static bool is_outcome(const page *p, uint64_t outcome, uint64_t index)
{
    return dt_view_is(p->view, (uint32_t)outcome, index);
}

static bool is_equilibrium(const page *p, uint64_t concept, uint64_t index)
{
    return dt_view_equilibrium(p->view, (unsigned)concept, index);
}

/* what = concept * DT_MOST_PARTIES + party */
static bool is_stable(const page *p, uint64_t what, uint64_t index)
{
    return dt_view_stable(p->view, (unsigned)(what / DT_MOST_PARTIES),
                          (uint32_t)(what % DT_MOST_PARTIES), index);
}

/* ---- rows ------------------------------------------------------------------------------------ */

static void add_heads(page *p)
{
    const dt_syntax *syntax = p->view->syntax;
    begin_row(p, "", dt_say(p->style, DT_WORD_NUMBER));
    for (uint64_t k = 0; k < p->chosen->count; k++) {
        dt_table_cell_number(&p->table, p->chosen->states[k] + 1);
    }
    begin_row(p, "", dt_is_graph_form(syntax) ? "" : "Decimal");
    for (uint64_t k = 0; k < p->chosen->count; k++) {
        const uint64_t index = p->chosen->states[k];
        if (dt_is_graph_form(syntax)) {
            dt_table_cell(&p->table, syntax->states[index].id);
        } else {
            dt_table_cell_number(&p->table, dt_states_code(p->view->model, index));
        }
    }
}

static void add_options(page *p)
{
    const dt_syntax *syntax = p->view->syntax;
    char pattern[DT_MOST_OPTIONS + 1];
    char taken[2] = "?";
    for (uint32_t option = 0; option < syntax->option_count; option++) {
        const dt_option *o = &syntax->options[option];
        const bool first = option == 0 || syntax->options[option - 1].party != o->party;
        begin_row(p, first ? syntax->parties[o->party].name : "", o->label);
        for (uint64_t k = 0; k < p->chosen->count; k++) {
            dt_states_pattern(p->view->model, p->chosen->states[k], pattern);
            taken[0] = pattern[option];
            dt_table_cell(&p->table, taken);
        }
    }
    dt_table_rule(&p->table);
}

static void add_outcomes(page *p)
{
    const dt_syntax *syntax = p->view->syntax;
    if (p->view->model->status_quo > 0) {
        mark_row(p, "Status quo", "", DT_MARK_HERE, is_here, 0);
    }
    for (uint32_t k = 0; p->view->listed && k < syntax->outcome_count; k++) {
        mark_row(p, k == 0 ? "Outcome" : "", syntax->outcomes[k].id, DT_MARK_DOT, is_outcome, k);
    }
    dt_table_rule(&p->table);
}

static void add_ranks(page *p)
{
    const dt_syntax *syntax = p->view->syntax;
    for (uint32_t party = 0; p->view->listed && party < syntax->party_count; party++) {
        begin_row(p, party == 0 ? dt_say(p->style, DT_WORD_RANK) : "", syntax->parties[party].name);
        const uint32_t *ranks = dt_preference_ranks(&p->view->model->preferences[party]);
        for (uint64_t k = 0; ranks != NULL && k < p->chosen->count; k++) {
            dt_table_cell_number(&p->table, ranks[p->chosen->states[k]]);
        }
        if (ranks == NULL) {
            dt_table_cell(&p->table, "?");
        }
    }
    dt_table_rule(&p->table);
}

/* A row per concept. */
static void add_equilibria(page *p)
{
    const char *group = "Equilibrium";
    for (unsigned c = 0; c < DT_CONCEPT_COUNT; c++) {
        if (dt_view_has_concept(p->view, c)) {
            mark_row(p, group, detente_concept_name((detente_concept)c), DT_MARK_TICK,
                     is_equilibrium, c);
            group = "";
        }
    }
}

/* Per concept a row for each party, then the equilibria. */
static void add_stability(page *p)
{
    const dt_syntax *syntax = p->view->syntax;
    for (unsigned c = 0; c < DT_CONCEPT_COUNT; c++) {
        if (!dt_view_has_concept(p->view, c)) {
            continue;
        }
        for (uint32_t party = 0; party < syntax->party_count; party++) {
            mark_row(p, party == 0 ? detente_concept_name((detente_concept)c) : "",
                     syntax->parties[party].name, DT_MARK_DOT, is_stable,
                     (uint64_t)c * DT_MOST_PARTIES + party);
        }
        mark_row(p, "", "Equilibrium", DT_MARK_TICK, is_equilibrium, c);
        dt_table_rule(&p->table);
    }
}

/* ---- what stands around the table ------------------------------------------------------------ */

static void add_title(const page *p, dt_text *text)
{
    const dt_view *view = p->view;
    dt_text name = {0};
    dt_say_head(text, "##", view->syntax->title, p->style);
    dt_say_count(text, p->style, view->count, DT_WORD_STATE, DT_WORD_STATES);
    if (view->model->status_quo > 0) {
        dt_text_add(text, "; status quo: state ");
        dt_text_number(text, view->model->status_quo);
        dt_text_add(text, ", ");
        dt_view_name(view, view->model->status_quo - 1, &name);
        dt_say_words(text, name.failed ? "" : name.bytes, p->style);
    }
    dt_text_add(text, "\n\n");
    text->failed |= name.failed;
    dt_text_clear(&name);
}

/* In graph form the columns are named by ids; their labels follow the table. */
static void add_labels(const page *p, dt_text *text)
{
    const dt_syntax *syntax = p->view->syntax;
    dt_text head = {0};
    for (uint64_t k = 0; dt_is_graph_form(syntax) && k < p->chosen->count; k++) {
        const dt_graph_state *state = &syntax->states[p->chosen->states[k]];
        if (strcmp(state->id, state->label) != 0) {
            head.length = 0;
            dt_say_words(&head, state->id, p->style);
            dt_text_add(&head, "  ");
            dt_say_paragraph(text, head.failed ? "" : head.bytes, state->label, p->style);
        }
    }
    text->failed = text->failed || head.failed;
    dt_text_clear(&head);
}

static void add_line(const page *p, const char *line, dt_text *text)
{
    dt_say_paragraph(text, p->style->format == DETENTE_MARKDOWN ? "- " : "", line, p->style);
}

/* "Equilibria: 1 under Nash, 264 under GMR." */
static void add_counts(const page *p, dt_text *line)
{
    const char *before = "Equilibria: ";
    for (unsigned c = 0; c < DT_CONCEPT_COUNT; c++) {
        if (dt_view_has_concept(p->view, c)) {
            dt_text_add(line, before);
            dt_text_number(line, p->view->analysis->verdicts.equilibria[c]);
            dt_text_add(line, " under ");
            dt_text_add(line, detente_concept_name((detente_concept)c));
            before = ", ";
        }
    }
    dt_text_add(line, ".");
}

static void add_not_shown(const page *p, dt_text *text)
{
    const unsigned long long count = p->view->count;
    dt_text line = {0};
    add_counts(p, &line);
    add_line(p, line.failed ? "" : line.bytes, text);
    line.length = 0;
    dt_text_format(&line, "Shown: %llu of %llu states; %sequilibria, ",
                   (unsigned long long)p->chosen->count, count,
                   p->view->model->status_quo > 0 ? "the status quo, then " : "");
    if (p->view->listed) {
        dt_text_format(&line,
                       "one of every named outcome first.  `--limit %llu` shows all states, "
                       "`--csv` lists them for a spreadsheet.",
                       count);
    } else {
        dt_text_add(&line, "those under most concepts first.  `--limit N` shows more.");
    }
    add_line(p, line.failed ? "" : line.bytes, text);
    if (!p->view->listed && dt_view_left_out(p->view, DETENTE_SIM)) {
        add_line(p, DT_SIM_LEFT_OUT, text);
    }
    text->failed = text->failed || line.failed;
    dt_text_clear(&line);
}

/* Concepts that were named and have no meaning here. */
static void add_left_out(const page *p, dt_text *text)
{
    const dt_terms terms = dt_terms_of(p->view->model);
    DT_EACH_CONCEPT (c, p->view->analysis->asked) {
        const detente_concepts one = dt_concepts_one(c);
        if (!dt_view_left_out(p->view, c) || !dt_concepts_are_none(dt_applying_of(one, terms)) ||
            (terms.all_known &&
             dt_concept_row((detente_concept)c)->reading == DT_READING_STANDARD)) {
            continue;
        }
        dt_text line = {0};
        dt_text_format(&line, "%s %s.", detente_concept_name((detente_concept)c),
                       dt_why_not((detente_concept)c, terms));
        add_line(p, line.failed ? "" : line.bytes, text);
        text->failed = text->failed || line.failed;
        dt_text_clear(&line);
    }
}

static void add_notes(const page *p, bool detail, dt_text *text)
{
    dt_text line = {0};
    dt_text_format(&line, "%s %s.", dt_draw(p->style, DT_MARK_TICK),
                   dt_say(p->style, DT_WORD_TICK_NOTE));
    add_line(p, line.failed ? "" : line.bytes, text);
    if (detail) {
        line.length = 0;
        dt_text_format(&line, "%s %s.", dt_draw(p->style, DT_MARK_DOT),
                       dt_say(p->style, DT_WORD_TICK_PARTY_NOTE));
        add_line(p, line.failed ? "" : line.bytes, text);
    }
    if (p->view->listed) {
        add_line(p, dt_say(p->style, DT_WORD_RANKS_NOTE), text);
    }
    if (!dt_terms_of(p->view->model).all_known) {
        add_line(p, DT_READINGS_NOTE, text);
    }
    add_left_out(p, text);
    text->failed = text->failed || line.failed;
    dt_text_clear(&line);
}

detente_status dt_solution_table(const dt_view *view, const detente_style *style, dt_text *text,
                                 const detente_sink *sink, detente_error *err)
{
    dt_chosen chosen;
    const uint64_t few = view->count <= ALL_BY_DEFAULT ? ALL_BY_DEFAULT : SOME_BY_DEFAULT;
    const uint64_t most = style->limit == 0 ? few : style->limit;
    detente_status status = dt_view_choose(view, most, &chosen, err);
    if (status != DETENTE_OK) {
        return status;
    }
    page p = {.view = view, .style = style, .chosen = &chosen};
    p.table = (dt_table){.poll = view->poll, .labels = 2, .columns = 2 + (uint32_t)chosen.count};
    add_title(&p, text);
    add_heads(&p);
    dt_table_rule(&p.table);
    add_options(&p);
    add_outcomes(&p);
    add_ranks(&p);
    if (style->detail) {
        add_stability(&p);
    } else {
        add_equilibria(&p);
    }
    DT_TRY(dt_table_print(&p.table, style, text, sink, err));
    dt_text_add_char(text, '\n');
    add_labels(&p, text);
    add_notes(&p, style->detail, text);
    if (!chosen.all) {
        add_not_shown(&p, text);
    }
done:
    dt_table_clear(&p.table);
    dt_chosen_clear(&chosen);
    return status;
}
