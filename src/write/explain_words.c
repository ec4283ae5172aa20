/* SPDX-License-Identifier: MIT
 *
 * A witness in sentences.  Time: O(steps and states that are mentioned), each a phrase.
 */
#include "write/explain.h"

#include "words/naming.h"

#define MOST_NAMED_STATES 6

static const char *name_of(const dt_phrases *phrases, uint32_t party)
{
    return phrases->model->syntax->parties[party].name;
}

/* The others do not answer, they choose at the same time. */
static bool is_joint(const dt_witness *w)
{
    return dt_deterrent_of(w->concept) == DT_DETERRENT_JOINT;
}

/* Is something open to a party; to somebody else?  How it likes one state against another? */
static bool is_open(const dt_phrases *phrases, uint32_t party)
{
    return !dt_preference_is_ranking(&phrases->model->preferences[party]);
}

static bool others_are_open(const dt_phrases *phrases, uint32_t party)
{
    bool open = false;
    for (uint32_t k = 0; k < phrases->model->syntax->party_count; k++) {
        open = open || (k != party && is_open(phrases, k));
    }
    return open;
}

static bool is_unsure(const dt_phrases *phrases, uint32_t party, uint64_t one, uint64_t other)
{
    return dt_compare(&phrases->model->preferences[party], one, other) == DETENTE_OPEN;
}

/* What the tempting moves of a witness are called. */
static const char *tempting(const dt_phrases *phrases, const dt_witness *w)
{
    return is_open(phrases, w->party) && dt_stance_of(w->concept).open_tempts ? "tempting"
                                                                              : "better";
}

/* ", which is worse for it, because ..." / ", which is no better for it". */
static void say_comparison(dt_phrases *phrases, uint32_t party, uint64_t here, uint64_t there,
                           const char *lead, dt_text *text)
{
    const detente_comparison found = dt_compare(&phrases->model->preferences[party], here, there);
    dt_text_add(text, lead);
    if (found == DETENTE_BETTER) {
        dt_text_add(text, "worse for it ");
        dt_phrase_reason(phrases, party, here, there, text);
    } else if (found == DETENTE_OPEN) {
        dt_text_add(text, "not known to be better or worse for it: ");
        dt_phrase_doubt(phrases, party, there, here, text);
    } else {
        dt_text_add(text, there == here ? "where it began" : "no better for it");
    }
}

/* "United States gives up ‘accept’, then Taliban takes up ‘fight’" */
static void say_sequence(dt_phrases *phrases, const dt_witness *w, const dt_temptation *t,
                         dt_text *text)
{
    uint64_t from = is_joint(w) ? w->state : t->to;
    for (uint32_t k = 0; k < t->step_count; k++) {
        const dt_step *step = &t->steps[k];
        if (is_joint(w)) {
            dt_text_add(text, dt_name_join(k, t->step_count, " and "));
        } else {
            dt_text_add(text, k == 0 ? "" : ", then ");
        }
        dt_phrase_step(phrases, step, from, text);
        from = is_joint(w) ? w->state : step->state;
    }
}

/* The one of `states` that the party likes best, the first of several. */
static uint32_t best_of(const dt_phrases *phrases, const dt_witness *w, const dt_targets *states)
{
    const dt_preference *own = &phrases->model->preferences[w->party];
    uint32_t best = states->to[0];
    for (uint32_t k = 1; k < states->count; k++) {
        best = dt_prefers(own, best, states->to[k]) ? states->to[k] : best;
    }
    return best;
}

/* Several are as good: then none of them is the best. */
static bool is_only_best(const dt_phrases *phrases, const dt_witness *w, uint32_t best)
{
    const dt_preference *own = &phrases->model->preferences[w->party];
    const bool tempted = w->temptation_count > 0; /* then of these alone */
    uint32_t equals = 0;
    for (uint32_t k = 0; k < (tempted ? w->temptation_count : w->moves.count); k++) {
        const uint32_t to = tempted ? w->temptations[k].to : w->moves.to[k];
        equals += !dt_prefers(own, to, best); /* itself among them */
    }
    return equals == 1;
}

/* "; the best of them, ": what a sentence says before the move to `best`. */
static void say_best(const dt_phrases *phrases, const dt_witness *w, uint32_t best, dt_text *text)
{
    dt_text_add(text,
                is_only_best(phrases, w, best) ? "; the best of them, " : "; one of the best, ");
}

/* The tempting move that the party likes best, the first of several. */
static const dt_temptation *best_temptation(const dt_phrases *phrases, const dt_witness *w)
{
    const dt_preference *own = &phrases->model->preferences[w->party];
    uint32_t best = 0;
    for (uint32_t k = 1; k < w->temptation_count; k++) {
        best = dt_prefers(own, w->temptations[best].to, w->temptations[k].to) ? k : best;
    }
    return &w->temptations[best];
}

/* ---- one sentence ---------------------------------------------------------------------------- */

static void say_no_temptation(dt_phrases *phrases, const dt_witness *w, dt_text *text)
{
    dt_text_add(text, " would not leave ");
    dt_phrase_state(phrases, w->state, text);
    if (w->moves.count == 0) {
        dt_text_add(text, ": it has no move there");
        return;
    }
    const uint32_t best = best_of(phrases, w, &w->moves);
    if (w->moves.count == 1) {
        dt_text_add(text, ": its only move, ");
    } else {
        dt_text_add(text, is_open(phrases, w->party) && !dt_stance_of(w->concept).open_tempts
                              ? ": none of its moves is known to make it better off"
                              : ": none of its moves makes it better off");
        say_best(phrases, w, best, text);
    }
    dt_phrase_move(phrases, w->party, w->state, best, DT_VERB_GERUND, text);
    say_comparison(phrases, w->party, w->state, best, ", is ", text);
}

static void say_deterred(dt_phrases *phrases, const dt_witness *w, dt_text *text)
{
    const dt_temptation *t = best_temptation(phrases, w);
    dt_text_add(text, " would not leave ");
    dt_phrase_state(phrases, w->state, text);
    if (w->temptation_count == 1) {
        dt_text_format(text, ": its only %s move, ", tempting(phrases, w));
    } else {
        dt_text_format(text, ": each of its %u %s moves is met", w->temptation_count,
                       tempting(phrases, w));
        say_best(phrases, w, t->to, text);
    }
    dt_phrase_move(phrases, w->party, w->state, t->to, DT_VERB_GERUND, text);
    dt_text_add(text, is_joint(w) ? ", fails if at the same time " : ", would be answered: ");
    say_sequence(phrases, w, t, text);
    dt_text_add(text, is_joint(w) ? ": that ends at " : ", and it would end at ");
    dt_phrase_state(phrases, t->end, text);
    if (t->end != w->state) {
        say_comparison(phrases, w->party, w->state, t->end, ", ", text);
    }
    if (dt_concept_row(w->concept)->reply) {
        dt_text_add(text, ", with no way out");
    }
}

/* Why nothing meets the move. */
static void say_unmet(const dt_phrases *phrases, const dt_witness *w, dt_text *text)
{
    if (is_joint(w)) {
        dt_text_add(text,
                    ", and no move that the others would like to make at the same time spoils it");
        return;
    }
    const bool credible = dt_concept_row(w->concept)->credible;
    const bool may_pay = others_are_open(phrases, w->party);
    if (w->end_count == 0) {
        dt_text_add(text, !credible ? ", and the others have no answer"
                          : may_pay ? ", and no answer would or might pay the others"
                                    : ", and no answer would pay the others");
        return;
    }
    dt_text_add(text, !credible ? ", and no answer of the others brings it to a state "
                      : may_pay
                          ? ", and no answer that pays or may pay those who give it brings it "
                            "to a state "
                          : ", and no answer that pays those who give it brings it to a state ");
    dt_text_add(text, is_open(phrases, w->party) && !dt_stance_of(w->concept).open_deters
                          ? "known to be no better than this one"
                          : "no better than this one");
    dt_text_add(text, dt_concept_row(w->concept)->reply ? " that it could not get out of" : "");
}

/* A party alone has nobody to fear: under every concept the same is said. */
static void say_leaving(dt_phrases *phrases, const dt_witness *w, dt_text *text)
{
    const dt_temptation *t = &w->temptations[w->unmet];
    dt_text_add(text, " would leave ");
    dt_phrase_state(phrases, w->state, text);
    dt_text_add(text, ": by ");
    dt_phrase_move(phrases, w->party, w->state, t->to, DT_VERB_GERUND, text);
    if (dt_is_graph_form(phrases->model->syntax)) {
        dt_text_add(text, " it reaches a state");
    } else {
        dt_text_add(text, " it reaches ");
        dt_phrase_state(phrases, t->to, text);
    }
    const bool graph = dt_is_graph_form(phrases->model->syntax);
    if (is_unsure(phrases, w->party, t->to, w->state)) {
        dt_text_add(text, graph ? " that is not known to be better or worse for it: "
                                : ", not known to be better or worse for it: ");
        dt_phrase_doubt(phrases, w->party, t->to, w->state, text);
    } else {
        dt_text_add(text, graph ? " that it prefers " : ", which it prefers ");
        dt_phrase_reason(phrases, w->party, t->to, w->state, text);
    }
    if (dt_deterrent_of(w->concept) != DT_DETERRENT_NOTHING &&
        phrases->model->syntax->party_count > 1) {
        say_unmet(phrases, w, text);
    }
}

void dt_explain_sentence(dt_phrases *phrases, const dt_witness *w, dt_text *text)
{
    dt_text_add(text, name_of(phrases, w->party));
    if (!w->stable) {
        say_leaving(phrases, w, text);
    } else if (w->temptation_count == 0) {
        say_no_temptation(phrases, w, text);
    } else {
        say_deterred(phrases, w, text);
    }
}

/* ---- details --------------------------------------------------------------------------------- */

typedef struct telling {
    dt_phrases *phrases;
    const dt_witness *w;
    dt_prose *prose;
    dt_text *line; /* the prose's */
} telling;

/* Depth 0 for a tempting move, 1 for what follows it. */
static void put(const telling *t, unsigned depth)
{
    dt_prose_put(
        t->prose,
        (dt_block){.kind = DT_POINT, .depth = (uint8_t)depth, .indent = (uint8_t)(4 + 2 * depth)});
}

static void tell_temptation(const telling *t, const dt_temptation *temptation)
{
    dt_phrase_move(t->phrases, t->w->party, t->w->state, temptation->to, DT_VERB_GERUND, t->line);
    dt_phrase_where(t->phrases, temptation->to, t->line);
    if (is_unsure(t->phrases, t->w->party, temptation->to, t->w->state)) {
        dt_text_add(t->line, ": tempting because it is not known to be better or worse: ");
        dt_phrase_doubt(t->phrases, t->w->party, temptation->to, t->w->state, t->line);
    } else {
        dt_text_add(t->line, ": tempting ");
        dt_phrase_reason(t->phrases, t->w->party, temptation->to, t->w->state, t->line);
    }
    put(t, 0);
}

/* "then United States gives up ‘accept’, to “...”; it gains because ..." */
static void tell_step(const telling *t, uint64_t from, const dt_step *step)
{
    const bool joint = is_joint(t->w);
    dt_text_add(t->line, joint ? "at the same time " : "then ");
    dt_phrase_step(t->phrases, step, from, t->line);
    if (!joint) {
        dt_phrase_where(t->phrases, step->state, t->line);
    }
    dt_phrase_worth(t->phrases, step->party, from, step->state,
                    joint ? ": it hopes to gain " : ": it gains ", t->line);
    put(t, 1);
}

static void tell_end(const telling *t, const dt_temptation *temptation)
{
    dt_phrase_state(t->phrases, temptation->end, t->line);
    if (temptation->end == t->w->state) {
        dt_text_add(t->line, " again: nothing is gained");
    } else {
        say_comparison(t->phrases, t->w->party, t->w->state, temptation->end, " is ", t->line);
    }
    put(t, 1);
}

/* "“a”, “b” and 3 more" */
static void name_states(const telling *t, const uint32_t *states, uint32_t count)
{
    const uint32_t shown = count > MOST_NAMED_STATES ? MOST_NAMED_STATES : count;
    for (uint32_t k = 0; k < shown; k++) {
        dt_text_add(t->line, shown < count && k > 0 ? ", " : dt_name_join(k, shown, " and "));
        dt_phrase_state(t->phrases, states[k], t->line);
    }
    if (shown < count) {
        dt_text_format(t->line, " and %u more", count - shown);
    }
}

static void tell_replies(const telling *t, const dt_temptation *temptation)
{
    if (temptation->replies.count == 0) {
        dt_text_add(t->line, "no way out: it has no move there");
    } else {
        dt_text_add(t->line, "no way out: there it can only move to ");
        name_states(t, temptation->replies.to, temptation->replies.count);
        const bool one = temptation->replies.count == 1;
        const bool perhaps = is_open(t->phrases, t->w->party) &&
                             dt_stance_of(t->w->concept).open_deters;
        dt_text_add(t->line, perhaps ? (one ? ", not known to be better than "
                                            : ", none of them known to be better than ")
                                     : (one ? ", no better than " : ", none of them better than "));
        dt_phrase_state(t->phrases, t->w->state, t->line);
    }
    put(t, 1);
}

static void tell_met(const telling *t, const dt_temptation *temptation)
{
    uint64_t from = is_joint(t->w) ? t->w->state : temptation->to;
    tell_temptation(t, temptation);
    for (uint32_t k = 0; k < temptation->step_count; k++) {
        tell_step(t, from, &temptation->steps[k]);
        from = is_joint(t->w) ? t->w->state : temptation->steps[k].state;
    }
    tell_end(t, temptation);
    if (dt_concept_row(t->w->concept)->reply) {
        tell_replies(t, temptation);
    }
}

/* Under Nash, and where a party is alone, there are no answers: nothing is met. */
static void count_unmet(const telling *t)
{
    const dt_witness *w = t->w;
    const uint32_t more = w->unmet_count - 1;
    const char *word = tempting(t->phrases, w);
    if (dt_deterrent_of(w->concept) == DT_DETERRENT_NOTHING ||
        t->phrases->model->syntax->party_count == 1) {
        dt_text_format(t->line, "%u more of its moves %s %s for it too", more,
                       more == 1 ? "is" : "are", word);
    } else {
        dt_text_format(t->line, "%u more of its %u %s moves %s not met either", more,
                       w->temptation_count, word, more == 1 ? "is" : "are");
    }
    put(t, 0);
}

static void tell_unmet(const telling *t)
{
    const dt_witness *w = t->w;
    tell_temptation(t, &w->temptations[w->unmet]);
    if (dt_deterrent_of(w->concept) != DT_DETERRENT_NOTHING && w->end_count > 0) {
        dt_text_add(t->line, is_joint(w)
                                 ? "all that can come of it if others move at the same time: "
                             : !dt_concept_row(w->concept)->credible
                                 ? "all that the others can bring about: "
                             : others_are_open(t->phrases, w->party)
                                 ? "all that the others can bring about by steps that pay or may "
                                   "pay them: "
                                 : "all that the others can bring about by steps that pay them: ");
        name_states(t, w->ends, w->end_count);
        const bool perhaps = is_open(t->phrases, w->party) && !dt_stance_of(w->concept).open_deters;
        dt_text_add(
            t->line,
            perhaps && dt_concept_row(w->concept)->reply
                ? ", each of which may be better for it than this state, or has a way to one "
                  "that may be"
            : perhaps && w->end_count == 1 ? ", which is or may be better for it than this state"
            : perhaps ? ", each of which is or may be better for it than this state"
            : dt_concept_row(w->concept)->reply
                ? ", each better for it than this state, or with a way to one that is"
            : w->end_count == 1 ? ", which is better for it than this state"
                                : ", each better for it than this state");
        put(t, 1);
    }
    if (w->unmet_count > 1) {
        count_unmet(t);
    }
}

void dt_explain_details(dt_phrases *phrases, const dt_witness *w, dt_prose *prose)
{
    const telling t = {phrases, w, prose, &prose->line};
    if (!w->stable) {
        tell_unmet(&t);
    } else {
        for (uint32_t k = 0; k < w->temptation_count; k++) {
            tell_met(&t, &w->temptations[k]);
        }
    }
}
