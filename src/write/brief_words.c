/* SPDX-License-Identifier: MIT
 *
 * The sentences of a brief, see brief_words.h; the ways are in brief_ways.c.
 */
#include "write/brief_words.h"

#define ROWS_TOLD 4u

/* What goes first when there are too many words: a row and its way share a weight. */
enum weights {
    WEIGHT_TODAY = 100,
    WEIGHT_ROW = 90, /* less 10 for each row before it */
    WEIGHT_UNHELD = 75,
    WEIGHT_SCENARIO = 72, /* less 1 for each before it */
    WEIGHT_TEMPTED = 55,  /* less 10 likewise */
    WEIGHT_UNHELD_TOO = 40
};

static dt_text *line_of(dt_telling *t)
{
    return &t->out->line;
}

static void say(dt_telling *t, const char *words)
{
    dt_text_add(line_of(t), words);
}

/* ---- names ----------------------------------------------------------------------------------- */

/* The outcome with the fewest states of those that name a row; DT_NONE: none does. */
static uint32_t narrowest(const dt_telling *t, const dt_row *row)
{
    uint32_t found = DT_NONE;
    for (uint32_t k = 0; k < row->outcome_count; k++) {
        if (found == DT_NONE ||
            dt_view_size(t->view, row->outcomes[k]) < dt_view_size(t->view, found)) {
            found = row->outcomes[k];
        }
    }
    return found;
}

void dt_tell_row(dt_telling *t, const dt_row *row, bool begins)
{
    const bool several = row->so_firmly > 1;
    for (uint32_t k = 0; k < row->outcome_count; k++) {
        say(t, k == 0                    ? ""
               : row->outcome_count == 2 ? " with "
                                         : dt_name_join(k, row->outcome_count, " and "));
        dt_say_outcome(t->view->syntax, row->outcomes[k], begins && k == 0, line_of(t));
    }
    say(t, row->today_too    ? several ? " in other forms" : " in another form"
           : row->others_too ? several ? " in some forms" : " in one form"
                             : "");
    if (row->outcome_count == 0) {
        dt_phrase_options_of(&t->phrases, row->state, line_of(t));
    }
}

void dt_tell_firmness(dt_telling *t, const dt_row *row, bool today)
{
    static const char *const would[DT_FIRMNESS_COUNT] = {
        [DT_HOLDS_NOT] = " would not hold",
        [DT_HOLDS_BARELY] = " would barely hold",
        [DT_HOLDS_BY_FEAR] = " would be held by fear",
        [DT_HOLDS_LOOSELY] = " would be loosely guarded",
        [DT_HOLDS_GUARDED] = " would be guarded",
        [DT_HOLDS_FIRM] = " would be firm",
    };
    static const char *const is[DT_FIRMNESS_COUNT] = {
        [DT_HOLDS_NOT] = " does not hold",       [DT_HOLDS_BARELY] = " barely holds",
        [DT_HOLDS_BY_FEAR] = " is held by fear", [DT_HOLDS_LOOSELY] = " is loosely guarded",
        [DT_HOLDS_GUARDED] = " is guarded",      [DT_HOLDS_FIRM] = " is firm",
    };
    say(t, (today ? is : would)[row->firmness]);
    say(t, row->also_feared ? " and held by fear" : "");
}

/* The concepts that its firmness speaks of. */
static detente_concepts under(const dt_row *row)
{
    detente_concepts concepts = dt_firmness_concept(row->firmness);
    if (row->also_feared) {
        dt_concepts_add(&concepts, DETENTE_SMR);
    }
    return concepts;
}

/* ---- today ----------------------------------------------------------------------------------- */

/* Whose temptation tells most: of a party that would go, where somebody would. */
static const dt_tempted *telling_one(const dt_row *row)
{
    const dt_tempted *found = row->tempted_count == 0 ? NULL : &row->tempted[0];
    for (uint32_t k = 0; k < row->tempted_count; k++) {
        if (!row->tempted[k].stays) {
            return &row->tempted[k];
        }
    }
    return found;
}

static void tell_today(dt_telling *t)
{
    const dt_row *today = &t->outlook->today;
    const uint32_t name = narrowest(t, today);
    const dt_tempted *tempted = telling_one(today);
    say(t, "Today");
    if (name != DT_NONE) {
        say(t, " (");
        dt_say_outcome(t->view->syntax, name, false, line_of(t));
        say(t, ")");
    }
    dt_tell_firmness(t, today, true);
    if (today->firmness == DT_HOLDS_FIRM) {
        say(t, ": no party gains by changing anything alone");
    } else if (tempted != NULL) {
        say(t, ": ");
        dt_tell_tempted(t, today, tempted, true);
    }
    say(t, ".");
    dt_sentence_put(t->out,
                    (dt_sentence){.says = "today",
                                  .of = today->outcomes,
                                  .of_count = today->outcome_count,
                                  .concepts = under(today),
                                  .who = tempted == NULL ? 0 : (uint64_t)1 << tempted->party,
                                  .weight = WEIGHT_TODAY});
}

/* ---- what holds ------------------------------------------------------------------------------ */

/* ", and all three gain"; `who`: those of whom it is said. */
static const char *tell_gain(dt_telling *t, const dt_row *row, uint64_t *who)
{
    const dt_syntax *syntax = t->view->syntax;
    const bool mixed = row->mixed && row->outcome_count > 0;
    say(t, mixed ? "; in the nearest form" : "");
    if (row->gainers == dt_everybody(t->view->model)) {
        say(t, mixed ? " " : ", and ");
        say(t, syntax->party_count == 2 ? "both" : syntax->party_count == 1 ? "it" : "all ");
        if (syntax->party_count > 2) {
            dt_say_number(syntax->party_count, line_of(t));
        }
        say(t, syntax->party_count == 1 ? " gains" : " gain");
        *who = row->gainers;
        return "holds-all-gain";
    }
    const bool several = (row->gainers & (row->gainers - 1)) != 0;
    if (row->gainers != 0) {
        say(t, mixed ? " " : "; ");
        dt_say_parties(syntax, row->gainers, line_of(t));
        say(t, several ? " gain" : " gains");
    }
    if (row->losers == 0) {
        say(t, row->gainers != 0 ? ", nobody loses"
               : mixed           ? " as good as today for everybody"
                                 : ", as good as today for everybody");
        *who = row->gainers;
        return row->gainers == 0 ? "holds-as-good" : "holds-nobody-loses";
    }
    say(t, row->gainers == 0 && mixed ? " at a cost to " : ", at a cost to ");
    dt_say_parties(syntax, row->losers, line_of(t));
    say(t, row->gainers == 0 ? ", and nobody gains" : "");
    *who = row->losers;
    return "holds-at-cost";
}

static void tell_row(dt_telling *t, const dt_row *row, uint32_t place)
{
    const dt_tempted *tempted = telling_one(row);
    uint64_t who = 0;
    const char *says = "holds";
    dt_tell_row(t, row, true);
    dt_tell_firmness(t, row, false);
    if (t->outlook->has_today) {
        says = tell_gain(t, row, &who);
    }
    say(t, ".");
    dt_sentence_put(t->out, (dt_sentence){.says = says,
                                          .of = row->outcomes,
                                          .of_count = row->outcome_count,
                                          .concepts = under(row),
                                          .who = who,
                                          .count = row->so_firmly,
                                          .weight = WEIGHT_ROW - 10 * place});
    if (t->outlook->has_today) {
        dt_tell_way(t, row, WEIGHT_ROW - 10 * place);
    }
    if (tempted != NULL && tempted->stays) {
        uint64_t both = (uint64_t)1 << tempted->party;
        dt_tell_tempted(t, row, tempted, false);
        say(t, ".");
        for (uint32_t k = 0; k < tempted->step_count; k++) {
            both |= (uint64_t)1 << tempted->steps[k].party;
        }
        dt_sentence_put(t->out, (dt_sentence){.says = "tempted",
                                              .of = row->outcomes,
                                              .of_count = row->outcome_count,
                                              .concepts = dt_concepts_one(tempted->concept),
                                              .who = both,
                                              .weight = WEIGHT_TEMPTED - 10 * place,
                                              .needs = WEIGHT_ROW - 10 * place});
    }
}

/* Rows that outcomes name, and the first, whether one names it or not. */
static void tell_rows(dt_telling *t)
{
    const dt_outlook *o = t->outlook;
    uint32_t told = 0;
    for (uint32_t k = 0; k < o->held && told < ROWS_TOLD; k++) {
        if (k == 0 || o->rows[k].outcome_count > 0) {
            tell_row(t, &o->rows[k], told++);
        }
    }
}

/* ---- what does not --------------------------------------------------------------------------- */

/* The outcomes that hold in no form and that the same parties would leave, in one sentence. */
static void tell_unheld_like(dt_telling *t, uint32_t first, uint32_t weight)
{
    const dt_outlook *o = t->outlook;
    const uint64_t leavers = o->rows[first].leavers;
    uint32_t *of = dt_arena_take(&t->out->arena, o->row_count * sizeof *of);
    uint32_t count = 0;
    for (uint32_t k = first; of != NULL && k < o->row_count; k++) {
        if (o->rows[k].leavers == leavers) {
            of[count++] = o->rows[k].outcomes[0];
        }
    }
    for (uint32_t k = 0; k < count; k++) {
        say(t, dt_name_join(k, count, " and "));
        dt_say_outcome(t->view->syntax, of[k], k == 0, line_of(t));
    }
    say(t, " would hold in no form");
    if (leavers != 0) {
        say(t, ": ");
        dt_say_parties(t->view->syntax, leavers, line_of(t));
        say(t, count == 1 ? " would leave it" : " would leave them");
        say(t, ", whatever the answer");
    }
    say(t, ".");
    dt_sentence_put(
        t->out,
        (dt_sentence){
            .says = "holds-not", .of = of, .of_count = count, .who = leavers, .weight = weight});
}

static void tell_unheld(dt_telling *t)
{
    const dt_outlook *o = t->outlook;
    for (uint32_t k = o->held; k < o->row_count; k++) {
        bool told = false;
        for (uint32_t other = o->held; other < k; other++) {
            told = told || o->rows[other].leavers == o->rows[k].leavers;
        }
        if (!told) {
            tell_unheld_like(t, k, k == o->held ? WEIGHT_UNHELD : WEIGHT_UNHELD_TOO);
        }
    }
}

/* ---- scenarios ------------------------------------------------------------------------------- */

static uint32_t outcome_of(const dt_syntax *syntax, const char *id)
{
    for (uint32_t k = 0; k < syntax->outcome_count; k++) {
        if (strcmp(syntax->outcomes[k].id, id) == 0) {
            return k;
        }
    }
    return DT_NONE;
}

/* "settlement would be firm": an outcome whose firmness changes. */
static void tell_change(dt_telling *t, uint32_t outcome, dt_firmness firmness)
{
    const dt_row row = {.outcomes = &outcome, .outcome_count = 1, .firmness = firmness};
    dt_tell_row(t, &row, false);
    dt_tell_firmness(t, &row, false);
}

static void tell_scenario(dt_telling *t, const dt_reading_of *other, uint32_t place)
{
    const dt_syntax *base = t->view->syntax;
    const dt_syntax *syntax = other->view->syntax;
    uint32_t *of = dt_arena_take(&t->out->arena, (base->outcome_count + 1) * sizeof *of);
    uint32_t count = 0;
    if (of == NULL || syntax->scenario == DT_NONE) {
        t->out->failed |= of == NULL;
        return;
    }
    dt_text_format(line_of(t), "%s: ", syntax->scenarios[syntax->scenario].title);
    const bool today = t->outlook->has_today && other->outlook->has_today &&
                       t->outlook->today.firmness != other->outlook->today.firmness;
    if (today) {
        say(t, "today");
        dt_tell_firmness(t, &other->outlook->today, true);
    }
    for (uint32_t k = 0; k < base->outcome_count; k++) {
        const uint32_t there = outcome_of(syntax, base->outcomes[k].id);
        if (there != DT_NONE && other->outlook->firmest[there] != t->outlook->firmest[k]) {
            say(t, count > 0 || today ? "; " : "");
            tell_change(t, k, (dt_firmness)other->outlook->firmest[there]);
            of[count++] = k;
        }
    }
    say(t, count > 0 || today ? "." : "every outcome stands as firmly as without it.");
    dt_sentence_put(t->out, (dt_sentence){.says = "scenario",
                                          .of = of,
                                          .of_count = count,
                                          .count = count,
                                          .weight = WEIGHT_SCENARIO - place,
                                          .starts = place == 0});
}

/* ---- all ------------------------------------------------------------------------------------- */

detente_status dt_outlook_say(const dt_reading_of *readings, size_t count,
                              const detente_style *style, dt_poll *poll, dt_sentences *out,
                              detente_error *err)
{
    dt_telling t = {.view = readings[0].view, .outlook = readings[0].outlook, .out = out};
    *out = (dt_sentences){0};
    const detente_status status = dt_phrases_open(t.view->model, style, poll, &t.phrases, err);
    if (status != DETENTE_OK) {
        return status;
    }
    if (t.outlook->has_today) {
        tell_today(&t);
    }
    tell_rows(&t);
    tell_unheld(&t);
    for (size_t k = 1; k < count; k++) {
        tell_scenario(&t, &readings[k], (uint32_t)k - 1);
    }
    dt_sentences_cut(out, DT_BRIEF_WORDS);
    const bool failed = t.phrases.failed || out->failed;
    dt_phrases_clear(&t.phrases);
    if (failed) {
        dt_sentences_clear(out);
        return dt_no_memory(err);
    }
    return DETENTE_OK;
}
