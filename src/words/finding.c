/* SPDX-License-Identifier: MIT
 *
 * Findings in words, see finding.h.  Time O(states that are named).
 */
#include "words/finding.h"

#include "words/naming.h"
#include "words/words.h"

const char *dt_claim_words(const dt_claim *claim)
{
    const char *text = claim->text;
    if (strncmp(text, "claim", 5) == 0 && (text[5] == ' ' || text[5] == '\t')) {
        text += 5 + strspn(text + 5, " \t");
    }
    return text;
}

const char *dt_finding_verdict(const dt_finding *finding)
{
    return finding->vacuous     ? "vacuous"
           : finding->holds     ? "holds"
           : finding->undecided ? "not decided"
                                : "does not hold";
}

void dt_tally_say(const dt_tally *tally, dt_text *text)
{
    const struct {
        uint32_t count;
        const char *one, *more;
    } parts[] = {{tally->held, "holds", "hold"},
                 {tally->vacuous, "is vacuous", "are vacuous"},
                 {tally->undecided, "is not decided", "are not decided"},
                 {tally->failed, "does not", "do not"}};
    const char *before = "";
    for (size_t k = 0; k < sizeof parts / sizeof parts[0]; k++) {
        if (k == 0 || parts[k].count > 0) {
            dt_text_format(text, "%s%u %s", before, parts[k].count,
                           parts[k].count == 1 ? parts[k].one : parts[k].more);
            before = ", ";
        }
    }
}

/* ---- what shows it --------------------------------------------------------------------------- */

typedef struct saying {
    const dt_view *view;
    const detente_style *style;
    const dt_finding *found;
    dt_text *text;
} saying;

static void say_party(const saying *s, uint32_t party)
{
    dt_text_add(s->text, s->view->syntax->parties[party].name);
}

static const char *is_stable(const saying *s)
{
    return s->found->claim->kind == DT_CLAIM_STABLE ? " is stable under "
                                                    : " is an equilibrium under ";
}

/* "state 4 (YY) is an equilibrium under seq; state 5 (YNY) is not stable under nash, gmr for
 * Pakistan, which would move to state 7 (YYY)" */
static void say_shown(const saying *s)
{
    for (uint32_t k = 0; k < s->found->shown_count; k++) {
        const dt_showing *shown = &s->found->shown[k];
        dt_text_add(s->text, k == 0 ? "" : "; ");
        dt_name_state(s->view, shown->state, s->text);
        dt_text_add(s->text, shown->stable ? is_stable(s) : " is not stable under ");
        dt_name_concept_ids(shown->concepts, s->text);
        if (!shown->stable) {
            dt_text_add(s->text, " for ");
            say_party(s, shown->party);
            dt_text_add(s->text, ", which would move to ");
            dt_name_state(s->view, shown->to, s->text);
        }
    }
}

/* The same of a set: "none of its 4 states is an equilibrium under seq; e.g. ...". */
static void say_states(const saying *s)
{
    const dt_finding *found = s->found;
    const detente_concepts others = dt_concepts_without(found->asked, found->under);
    const bool of_all = found->claim->every || found->claim->negated;
    if (found->none && found->size > 1) {
        dt_text_format(s->text, "none of its %llu states", (unsigned long long)found->size);
        dt_text_add(s->text, is_stable(s));
        dt_name_concept_ids(found->under, s->text);
        dt_text_add(s->text, "; e.g. ");
    }
    say_shown(s);
    if (found->none && !dt_concepts_are_none(others)) {
        dt_text_add(s->text, "; under ");
        dt_name_concept_ids(others, s->text);
        dt_text_add(s->text, found->size > 1 ? " some is" : " it is");
    } else if (of_all && !found->none && found->holds && found->size > 1) {
        dt_text_format(s->text, "; likewise for all its %llu states",
                       (unsigned long long)found->size);
    }
}

/* "3 of 8 states can be reached by improvements, none of these" */
static void say_reach(const saying *s)
{
    if (s->found->reached == 1) {
        dt_text_add(s->text, "nothing but the status quo itself can be reached");
    } else {
        dt_text_format(s->text, "%llu of %llu states can be reached",
                       (unsigned long long)s->found->reached, (unsigned long long)s->view->count);
    }
    if (s->found->claim->by_improvements) {
        dt_text_add(s->text, dt_all_rankings(s->view->syntax) ? " by " : " by known ");
        dt_text_add(s->text, dt_say(s->style, DT_WORD_IMPROVEMENTS));
    }
    dt_text_add(s->text, s->found->reached == 1 ? "" : ", none of these");
}

/* "2 moves: Pakistan to state 3 (YYN); United States to state 7 (YYY)" */
static void say_way(const saying *s)
{
    const bool paying = s->found->claim->by_improvements;
    if (s->found->way_length == 0) {
        dt_text_add(s->text, "the status quo is one: ");
        dt_name_state(s->view, s->found->nearest, s->text);
        return;
    }
    dt_say_count(s->text, s->style, s->found->way_length,
                 paying ? DT_WORD_IMPROVEMENT : DT_WORD_MOVE,
                 paying ? DT_WORD_IMPROVEMENTS : DT_WORD_MOVES);
    for (uint32_t k = 0; k < s->found->way_length; k++) {
        dt_text_add(s->text, k == 0 ? ": " : "; ");
        say_party(s, s->found->way[k].party);
        dt_text_add(s->text, " to ");
        dt_name_state(s->view, s->found->way[k].state, s->text);
    }
}

static void say_rank(const saying *s, uint64_t index)
{
    const dt_preference *own = &s->view->model->preferences[s->found->claim->party];
    dt_name_state(s->view, index, s->text);
    dt_text_add(s->text, " has rank ");
    dt_text_number(s->text, dt_preference_ranks(own)[index]);
}

void dt_finding_say(const dt_view *view, const detente_style *style, const dt_finding *finding,
                    dt_text *text)
{
    const saying s = {view, style, finding, text};
    switch (finding->by) {
    case DT_BY_NOTHING_DECIDED:
        dt_text_add(text, detente_concept_name(finding->concept));
        dt_text_add(text, !dt_is_decided(finding->concept) ? " is not decided by detente"
                          : finding->applies               ? " was not asked for"
                                                           : " does not apply to this model");
        break;
    case DT_BY_NO_STATE:
        dt_text_add(text, "there is no such state");
        break;
    case DT_BY_STATES:
        if (finding->claim->kind == DT_CLAIM_EXACTLY) {
            say_shown(&s);
        } else {
            say_states(&s);
        }
        break;
    case DT_BY_NO_OTHER:
        dt_text_format(text, "%llu of %llu states, no other", (unsigned long long)finding->size,
                       (unsigned long long)view->count);
        break;
    case DT_BY_REACH:
        say_reach(&s);
        break;
    case DT_BY_WAY:
        say_way(&s);
        break;
    case DT_BY_RANKS:
        say_rank(&s, finding->worst);
        dt_text_add(text, ", ");
        say_rank(&s, finding->best);
        break;
    case DT_BY_COMPARISON:
        dt_name_state(view, finding->worst, text);
        dt_text_add(text,
                    finding->holds ? " is preferred to " : " is not known to be preferred to ");
        dt_name_state(view, finding->best, text);
        break;
    }
}
