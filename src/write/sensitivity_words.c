/* SPDX-License-Identifier: MIT
 *
 * What matters, in words: party by party, line by line.
 */
#include "write/sensitivity.h"

#include "words/naming.h"

typedef struct telling {
    dt_phrases *phrases;
    const dt_preferences *preferences; /* of the party in hand */
    dt_prose *prose;
    dt_text *line; /* the prose's */
} telling;

void dt_sensitivity_line(dt_phrases *phrases, uint32_t party, uint32_t k, dt_text *text)
{
    const dt_syntax *syntax = phrases->model->syntax;
    const dt_statement *line = &syntax->preferences[party].lines[k];
    if (line->expr == NULL) {
        dt_text_add(text, "rest");
    } else {
        dt_expr_print(syntax, line->expr, text);
    }
    dt_phrase_marks(phrases, &line->support, text);
}

/* ---- one line -------------------------------------------------------------------------------- */

/* "lost 2 equilibria (the deadlock under SEQ, ...)" */
static void say_turned(const telling *t, const char *lead, const dt_turned *turned)
{
    dt_text_format(t->line, "%s%llu %s", lead, (unsigned long long)turned->count,
                   turned->count == 1 ? "equilibrium (" : "equilibria (");
    dt_phrase_state(t->phrases, turned->first, t->line);
    dt_text_add(t->line, " under ");
    dt_name_concepts(turned->under, " and ", t->line);
    dt_text_add(t->line, turned->count == 1 ? ")" : ", ...)");
}

static void tell_effect(const telling *t, const dt_effect *effect)
{
    if (effect->same_order) {
        dt_text_add(t->line, "nothing changes");
    } else if (effect->lost.count + effect->gained.count == 0) {
        dt_text_add(t->line, "no equilibrium changes");
    } else {
        if (effect->lost.count > 0) {
            say_turned(t, "lost ", &effect->lost);
        }
        if (effect->gained.count > 0) {
            say_turned(t, effect->lost.count > 0 ? "; gained " : "gained ", &effect->gained);
        }
    }
    dt_prose_item(t->prose, 1, 6);
}

/* What dropping line k is called: in a ranking its states tie with those of its neighbour. */
static const char *neighbour(const dt_preferences *preferences, uint32_t k)
{
    return preferences->kind != DT_RANKS || preferences->count == 1 ? NULL
           : k + 1 < preferences->count                             ? "the next"
                                                                    : "the one before";
}

static void tell_line(const telling *t, uint32_t k, const dt_line_effect *effect)
{
    const char *with = neighbour(t->preferences, k);
    if (effect->dropped.same_order && with == NULL) {
        dt_text_add(t->line, ": never decides anything");
    } else if (effect->dropped.same_order) {
        dt_text_format(t->line, ": ties with %s already", with);
    } else if (effect->pairs > 0) {
        dt_text_format(t->line, ": decides %llu %s of states", (unsigned long long)effect->pairs,
                       effect->pairs == 1 ? "pair" : "pairs");
    }
    dt_text_format(&t->prose->label, "%2u %s", k + 1, t->preferences->lines[k].tied ? "~ " : "");
    dt_prose_put(t->prose, (dt_block){.kind = DT_LINE, .indent = 2});
    if (effect->dropped.same_order) {
        return;
    }
    if (with == NULL) {
        dt_text_add(t->line, "without it: ");
    } else {
        dt_text_format(t->line, "tied with %s: ", with);
    }
    tell_effect(t, &effect->dropped);
    if (effect->has_next) {
        dt_text_add(t->line, "swapped with the next: ");
        tell_effect(t, &effect->swapped);
    }
}

/* ---- one party ------------------------------------------------------------------------------- */

static void tell_ties(const telling *t, const dt_party_effect *party)
{
    if (party->tied_pairs == 0) {
        dt_text_add(t->line, "No ties are left.");
    } else {
        dt_text_format(t->line, "Leaves %llu %s of states tied, such as ",
                       (unsigned long long)party->tied_pairs,
                       party->tied_pairs == 1 ? "pair" : "pairs");
        dt_phrase_state(t->phrases, party->tied[0], t->line);
        dt_text_add(t->line, " and ");
        dt_phrase_state(t->phrases, party->tied[1], t->line);
        dt_text_add_char(t->line, '.');
    }
    dt_prose_paragraph(t->prose, 2);
}

void dt_sensitivity_tell(const dt_matters *matters, dt_phrases *phrases, dt_prose *prose)
{
    static const char *const kinds[] = {"is indifferent", "wants", "ranks", "weighs"};
    const dt_syntax *syntax = phrases->model->syntax;
    for (uint32_t party = 0; party < syntax->party_count; party++) {
        const dt_party_effect *effect = &matters->parties[party];
        const telling t = {phrases, &syntax->preferences[party], prose, &prose->line};
        dt_text_format(t.line, "%s %s", syntax->parties[party].name, kinds[t.preferences->kind]);
        dt_prose_heading(prose, 3);
        for (uint32_t k = 0; k < effect->count; k++) {
            dt_sensitivity_line(phrases, party, k, t.line);
            tell_line(&t, k, &effect->lines[k]);
        }
        tell_ties(&t, effect);
    }
}
