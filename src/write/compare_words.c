/* SPDX-License-Identifier: MIT
 *
 * Two models compared, in words: how they differ, the equilibria lost and gained, and how many
 * verdicts changed for each party.
 */
#include "write/compare.h"

#include "words/naming.h"

#define MOST_TOLD 12 /* equilibria lost, and gained */

typedef struct telling {
    dt_comparing *c;
    dt_prose *prose;
    dt_text *line; /* the prose's */
} telling;

static void say(const telling *t, const char *words)
{
    dt_text_add(t->line, words);
}

static void tell_heading(const telling *t, const char *words)
{
    say(t, words);
    dt_prose_heading(t->prose, 2);
}

/* ---- the texts ------------------------------------------------------------------------------- */

const char *dt_difference_part(const dt_difference *difference)
{
    static const char *const parts[] = {
        [DT_PARTIES] = "parties",
        [DT_OPTIONS] = "options",
        [DT_MOVES] = "moves",
        [DT_RULES] = "rules",
        [DT_OUTCOMES] = "outcomes",
        [DT_STATUS_QUO] = "status quo",
        [DT_PREFERENCES] = "preferences",
    };
    return parts[difference->part];
}

void dt_difference_say(const dt_difference *difference, dt_text *text)
{
    if (difference->kind == DT_OTHER_ORDER) {
        dt_text_format(text, "another order: '%s' where '%s' stood", difference->line,
                       difference->stood);
    } else {
        dt_text_add(text, difference->kind == DT_ONLY_FIRST ? "- " : "+ ");
        dt_text_add(text, difference->line);
    }
}

static void tell_differences(const telling *t)
{
    const dt_differences *differences = &t->c->differences;
    tell_heading(t, "What differs (- first, + second)");
    for (size_t k = 0; k < differences->count; k++) {
        const dt_difference *each = &differences->list[k];
        if (k == 0 || each->part != differences->list[k - 1].part) {
            say(t, dt_difference_part(each));
            dt_prose_item(t->prose, 0, 2);
        }
        dt_difference_say(each, t->line);
        dt_prose_item(t->prose, 1, 4);
    }
    if (differences->count == 0) {
        say(t, "Nothing but names, claims, notes and sources.");
        dt_prose_paragraph(t->prose, 2);
    }
}

static void tell_side(const telling *t, const dt_side *side)
{
    dt_text_format(t->line, "%s: %s, %llu states", side->name, side->view.syntax->title,
                   (unsigned long long)side->view.count);
    dt_prose_item(t->prose, 0, 0);
}

static void tell_states(const telling *t)
{
    const uint64_t first = dt_comparison_only(&t->c->comparison, true);
    const uint64_t second = dt_comparison_only(&t->c->comparison, false);
    if (first + second > 0) {
        tell_heading(t, "States");
        dt_text_format(t->line, "%llu only in %s, %llu only in %s; the others are compared.",
                       (unsigned long long)first, t->c->first.name, (unsigned long long)second,
                       t->c->second.name);
        dt_prose_paragraph(t->prose, 2);
    }
}

/* ---- equilibria ------------------------------------------------------------------------------ */

/* "United States under SEQ, a party of B alone, would leave it." */
static void tell_stranger(const telling *t, const dt_turn *turn)
{
    const dt_side *side = turn->lost ? &t->c->second : &t->c->first;
    const uint32_t concept = detente_concepts_next(&turn->concepts, 0);
    dt_text_format(t->line, "%s under %s, a party of %s alone, would leave it.",
                   side->view.syntax->parties[turn->party].name,
                   detente_concept_name((detente_concept)concept), side->name);
    dt_prose_item(t->prose, 1, 6);
}

static detente_status tell_change(const telling *t, const dt_change *change, detente_error *err)
{
    detente_status status = DETENTE_OK;
    say(t, t->c->first.view.syntax->parties[change->party].name);
    say(t, " under ");
    say(t, detente_concept_name(change->concept));
    say(t, ": ");
    DT_TRY(dt_compare_cause(t->c, change, t->line, err));
    say(t, ".");
    dt_prose_item(t->prose, 1, 6);
done:
    return status;
}

static detente_status tell_turn(const telling *t, const dt_turn *turn, detente_error *err)
{
    const uint32_t other = t->c->comparison.match.other_of_first[turn->state];
    dt_text_format(t->line, "state %u", turn->state + 1);
    if (other != turn->state) {
        dt_text_format(t->line, " (%u in %s)", other + 1, t->c->second.name);
    }
    say(t, ", ");
    dt_phrase_state(&t->c->first.phrases, turn->state, t->line);
    say(t, ", under ");
    dt_name_concepts(turn->concepts, " and ", t->line);
    dt_prose_item(t->prose, 0, 4);
    switch (turn->by) {
    case DT_BY_CHANGE:
        return tell_change(t, &turn->change, err);
    case DT_BY_STRANGER:
        tell_stranger(t, turn);
        break;
    case DT_BY_NOBODY:
        break;
    }
    return DETENTE_OK;
}

static detente_status tell_equilibria(const telling *t, bool lost, detente_error *err)
{
    detente_status status = DETENTE_OK;
    uint64_t count = 0;
    tell_heading(t, lost ? "Equilibria lost" : "Equilibria gained");
    for (uint64_t s = 0; s < t->c->first.view.count; s++) {
        dt_turn turn;
        if (dt_comparison_turned(&t->c->comparison, (uint32_t)s, lost, &turn) &&
            count++ < MOST_TOLD) {
            DT_TRY(tell_turn(t, &turn, err));
        }
    }
    if (count == 0) {
        say(t, "none");
        dt_prose_paragraph(t->prose, 4);
    } else if (count > MOST_TOLD) {
        dt_text_format(t->line, "and %llu more", (unsigned long long)(count - MOST_TOLD));
        dt_prose_item(t->prose, 0, 4);
    }
done:
    return status;
}

/* ---- parties --------------------------------------------------------------------------------- */

/* "Pakistan: GMR 3 gained, 12 lost; SEQ 1 gained, 0 lost" */
static void tell_party(const telling *t, uint32_t party)
{
    const dt_comparison *comparison = &t->c->comparison;
    const char *before = "";
    say(t, t->c->first.view.syntax->parties[party].name);
    say(t, ": ");
    DT_EACH_CONCEPT (k, comparison->concepts) {
        const detente_concept concept = (detente_concept)k;
        uint64_t count[2] = {0, 0};
        for (uint64_t s = 0; s < t->c->first.view.count; s++) {
            dt_change change;
            if (dt_comparison_changed(comparison, concept, party, (uint32_t)s, &change)) {
                count[change.stable_now]++;
            }
        }
        if (count[0] + count[1] > 0) {
            dt_text_format(t->line, "%s%s %llu gained, %llu lost", before,
                           detente_concept_name(concept), (unsigned long long)count[1],
                           (unsigned long long)count[0]);
            before = "; ";
        }
    }
    say(t, before[0] == '\0' ? "no change" : "");
    dt_prose_item(t->prose, 0, 2);
}

/* The parties that only one side has. */
static void tell_strangers(const telling *t, const dt_side *side, const uint32_t *like)
{
    for (uint32_t party = 0; party < side->view.syntax->party_count; party++) {
        if (like[party] == DT_NONE) {
            dt_text_format(t->line, "%s: only in %s", side->view.syntax->parties[party].name,
                           side->name);
            dt_prose_item(t->prose, 0, 2);
        }
    }
}

static void tell_parties(const telling *t)
{
    const dt_match *match = &t->c->comparison.match;
    tell_heading(t, "Stable states, by party");
    for (uint32_t party = 0; party < t->c->first.view.syntax->party_count; party++) {
        if (match->party_of_first[party] != DT_NONE) {
            tell_party(t, party);
        }
    }
    tell_strangers(t, &t->c->first, match->party_of_first);
    tell_strangers(t, &t->c->second, match->party_of_other);
}

detente_status dt_compare_tell(dt_comparing *c, dt_prose *prose, detente_error *err)
{
    detente_status status = DETENTE_OK;
    const telling t = {c, prose, &prose->line};
    tell_side(&t, &c->first);
    tell_side(&t, &c->second);
    tell_differences(&t);
    tell_states(&t);
    DT_TRY(tell_equilibria(&t, true, err));
    DT_TRY(tell_equilibria(&t, false, err));
    tell_parties(&t);
done:
    return status;
}
