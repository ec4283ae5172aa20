/* SPDX-License-Identifier: MIT
 *
 * What a summary says of the states that nobody likes less than today: how many would hold and for
 * whom they are better, and whether steps that each pay at once lead there.
 */
#include "write/summary_words.h"

/* Where not all is known of what the parties prefer, that something is not is not said. */
static const char *if_known(const dt_summary_text *b, dt_word all, dt_word known)
{
    return dt_say(b->style, dt_all_rankings(b->view->syntax) ? all : known);
}

/* How many of the states belong to some named outcome. */
static uint64_t covered(const dt_view *view, const uint64_t *set)
{
    uint64_t count = 0;
    for (size_t w = 0; w < DT_WORDS(view->count); w++) {
        uint64_t named = 0;
        for (uint32_t outcome = 0; outcome < view->syntax->outcome_count; outcome++) {
            named |= view->outcomes[outcome][w];
        }
        count += dt_popcount(set[w] & named);
    }
    return count;
}

/* The first state, where no named outcome is among them. */
static void say_first(dt_summary_text *b, const dt_prospect *p)
{
    uint64_t k = 0;
    while (!dt_bit(p->holding, k)) {
        k++;
    }
    dt_text_add(&b->prose->line, p->count > 1 ? ", the first is " : ": ");
    dt_summary_state(b, k);
}

/* ": settlement, obedience in 18 states". */
static void say_members(dt_summary_text *b, const dt_prospect *p)
{
    const char *before = ": ";
    uint64_t counted = 0;
    for (uint32_t outcome = 0; outcome < b->view->syntax->outcome_count; outcome++) {
        uint64_t count = 0;
        for (size_t w = 0; w < DT_WORDS(b->view->count); w++) {
            count += dt_popcount(p->holding[w] & b->view->outcomes[outcome][w]);
        }
        counted += count;
        if (count > 0) {
            dt_text_add(&b->prose->line, before);
            dt_text_add(&b->prose->line, b->view->syntax->outcomes[outcome].id);
            before = ", ";
        }
        if (count > 1) {
            dt_text_format(&b->prose->line, " in %llu states", (unsigned long long)count);
        }
    }
    const uint64_t named = covered(b->view, p->holding);
    if (counted == 0) {
        say_first(b, p);
    } else if (named < p->count) {
        dt_text_format(&b->prose->line, ", and %llu without a name",
                       (unsigned long long)(p->count - named));
    }
    dt_text_add(&b->prose->line, counted > named ? " (outcomes overlap)." : ".");
}

/* "Better off: United States, Pakistan."; where it is not all states that are better for all of
 * these, "United States in all, Pakistan in 2". */
static void say_gains(dt_summary_text *b, const dt_prospect *p)
{
    const char *before = dt_say(b->style, DT_WORD_BETTER_OFF);
    bool alike = true;
    for (uint32_t party = 0; party < b->view->syntax->party_count; party++) {
        alike = alike && (p->gain[party] == 0 || p->gain[party] == p->count);
    }
    for (uint32_t party = 0; party < b->view->syntax->party_count; party++) {
        if (p->gain[party] == 0) {
            continue;
        }
        dt_text_add(&b->prose->line, before);
        dt_text_add(&b->prose->line, b->view->syntax->parties[party].name);
        before = ", ";
        if (!alike && p->gain[party] == p->count) {
            dt_text_add(&b->prose->line, " in all");
        } else if (!alike) {
            dt_text_format(&b->prose->line, " in %llu", (unsigned long long)p->gain[party]);
        }
    }
    dt_text_add_char(&b->prose->line, '.');
    dt_summary_put(b, "");
}

/* "2 are within reach of steps that each pay at once; the nearest is state 3, by 1 improvement." */
static void say_way(dt_summary_text *b, const dt_prospect *p)
{
    if (p->reached == 0) {
        dt_text_add(&b->prose->line, if_known(b, DT_WORD_OUT_OF_REACH, DT_WORD_OUT_OF_KNOWN_REACH));
        dt_summary_put(b, "");
        return;
    }
    dt_text_number(&b->prose->line, p->reached);
    dt_text_add(&b->prose->line, p->reached == 1 ? " is" : " are");
    dt_text_add(&b->prose->line, dt_say(b->style, DT_WORD_IN_REACH));
    if (p->nearest_count == 1) {
        dt_text_add(&b->prose->line, "the nearest is ");
    } else {
        dt_text_format(&b->prose->line, "%llu are equally near, the first is ",
                       (unsigned long long)p->nearest_count);
    }
    dt_summary_state(b, p->nearest);
    dt_text_add(&b->prose->line, ", by ");
    dt_say_count(&b->prose->line, b->style, p->distance, DT_WORD_IMPROVEMENT, DT_WORD_IMPROVEMENTS);
    dt_text_add_char(&b->prose->line, '.');
    dt_summary_put(b, "");
}

static void say_better(dt_summary_text *b, const dt_prospect *p)
{
    if (p->states == 0) {
        dt_text_add(&b->prose->line,
                    if_known(b, DT_WORD_NOTHING_BETTER, DT_WORD_NOTHING_KNOWN_BETTER));
        dt_summary_put(b, "Better");
        return;
    }
    dt_say_count(&b->prose->line, b->style, p->count > 0 ? p->count : p->states, DT_WORD_STATE,
                 DT_WORD_STATES);
    dt_text_add(&b->prose->line, dt_say(b->style, DT_WORD_BETTER));
    dt_summary_firmness(b, p->concepts);
    if (p->count > 0) {
        say_members(b, p);
        dt_summary_put(b, "Better");
        say_gains(b, p);
        say_way(b, p);
    } else {
        dt_text_add_char(&b->prose->line, '.');
        dt_summary_put(b, "Better");
    }
}

/* "2 other states, as good as today for everybody, would hold ..." */
static void say_as_good(dt_summary_text *b, const dt_prospect *p)
{
    dt_text_number(&b->prose->line, p->count);
    dt_text_add(&b->prose->line, " other ");
    dt_text_add(&b->prose->line, dt_say(b->style, p->count == 1 ? DT_WORD_STATE : DT_WORD_STATES));
    dt_text_add(&b->prose->line, dt_say(b->style, DT_WORD_AS_GOOD));
    dt_summary_firmness(b, p->concepts);
    say_members(b, p);
    dt_summary_put(b, "");
}

void dt_summary_better(dt_summary_text *b)
{
    say_better(b, &b->summary->better);
    if (b->summary->as_good.count > 0) {
        say_as_good(b, &b->summary->as_good);
    }
}
