/* SPDX-License-Identifier: MIT
 *
 * Status quo analysis: what can come of a state, and the way to each equilibrium.
 *
 * Two searches from the start (reach.h): by improvements, and by any legal moves; for an
 * equilibrium that improvements do not reach, the smallest group that can make a joint move
 * (coalition.h).  Bytes and time: those of the searches; two more per group that is tried.
 */
#include "write/paths.h"
#include "base/arguments.h"
#include "base/poll.h"

#include "words/words.h"

#include <stdio.h>

#define MOST_TARGETS 12 /* told in words */
#define MOST_REACHED 24

static bool is_markdown(const dt_paths *t)
{
    return t->style->format == DETENTE_MARKDOWN;
}

/* Put the line in hand, after `first`. */
static void put(dt_paths *t, const char *first)
{
    dt_say_line(&t->out, &t->line, first, t->style);
}

static void put_head(dt_paths *t, const char *words)
{
    dt_text_add_char(&t->out, '\n');
    dt_say_head(&t->out, "##", words, t->style);
}

static const char *name_of(const dt_paths *t, uint32_t party)
{
    return t->model->syntax->parties[party].name;
}

static void add_parties(const dt_paths *t, uint64_t group, dt_text *text)
{
    const uint32_t count = dt_popcount(group);
    uint32_t said = 0;
    for (uint32_t party = 0; party < t->model->syntax->party_count; party++) {
        if (group >> party & 1) {
            dt_text_add(text, dt_phrase_join(said++, count));
            dt_text_add(text, name_of(t, party));
        }
    }
}

/* ---- which equilibria ------------------------------------------------------------------------ */

/* Named states first, then those that hold under more concepts, then by number. */
static uint32_t weight_of(const dt_paths *t, uint64_t state)
{
    uint32_t weight = dt_concepts_count(dt_view_holds_under(&t->view, state));
    for (uint32_t k = 0; k < t->model->syntax->outcome_count; k++) {
        weight += t->phrases.title[k] == state ? 16 : 0;
    }
    return weight;
}

typedef struct weighed {
    uint64_t state;
    uint32_t weight;
} weighed;

static int compare_weighed(const void *a, const void *b)
{
    const weighed *x = a;
    const weighed *y = b;
    if (x->weight != y->weight) {
        return x->weight > y->weight ? -1 : 1;
    }
    return x->state < y->state ? -1 : x->state > y->state;
}

static detente_status choose_equilibria(dt_paths *t, detente_error *err)
{
    weighed *list = dt_zeroed(t->view.count, sizeof *list);
    t->targets = dt_zeroed(t->view.count, sizeof *t->targets);
    if (list == NULL || t->targets == NULL) {
        free(list);
        return dt_no_memory(err);
    }
    for (uint64_t s = 0; s < t->view.count; s++) {
        if (!dt_concepts_are_none(dt_view_holds_under(&t->view, s))) {
            list[t->target_count++] = (weighed){s, weight_of(t, s)};
        }
    }
    qsort(list, t->target_count, sizeof *list, compare_weighed);
    for (uint64_t k = 0; k < t->target_count; k++) {
        t->targets[k] = list[k].state;
    }
    free(list);
    return DETENTE_OK;
}

static detente_status choose_targets(dt_paths *t, const char *to, detente_error *err)
{
    if (to == NULL) {
        return choose_equilibria(t, err);
    }
    t->targets = dt_zeroed(1, sizeof *t->targets);
    if (t->targets == NULL) {
        return dt_no_memory(err);
    }
    t->target_count = 1;
    return dt_state_named(t->model, to, t->view.poll, &t->targets[0], err);
}

/* ---- in words -------------------------------------------------------------------------------- */

/* How many other states a search reached. */
static uint64_t count_reached(const dt_paths *t, const dt_reach *reach)
{
    uint64_t count = 0;
    for (uint64_t s = 0; s < t->view.count; s++) {
        count += s != t->from && dt_reach_distance(reach, s) != DT_UNREACHED;
    }
    return count;
}

static void tell_reached(dt_paths *t)
{
    const uint64_t paying = count_reached(t, &t->paying);
    const uint64_t legal = count_reached(t, &t->legal);
    put_head(t, "What can come of it");
    dt_text_format(&t->line,
                   "By steps that each pay their mover, %llu of the %llu other states can be "
                   "reached; by any moves, %llu.",
                   (unsigned long long)paying, (unsigned long long)t->view.count - 1,
                   (unsigned long long)legal);
    put(t, is_markdown(t) ? "" : "  ");
    uint64_t told = 0;
    for (uint32_t length = 1; told < paying && told < MOST_REACHED; length++) {
        for (uint64_t s = 0; s < t->view.count && told < MOST_REACHED; s++) {
            if (s != t->from && dt_reach_distance(&t->paying, s) == length) {
                char first[40];
                snprintf(first, sizeof first, is_markdown(t) ? "- %u %s: " : "  %3u %s: ", length,
                         length == 1 ? "step" : "steps");
                dt_phrase_state(&t->phrases, s, &t->line);
                put(t, first);
                told++;
            }
        }
    }
    if (told < paying) {
        dt_text_format(&t->line, "and %llu more.", (unsigned long long)(paying - told));
        put(t, is_markdown(t) ? "" : "  ");
    }
}

/* "1. Pakistan takes up ‘act’, to “act”: it gains because ..." */
static void tell_step(dt_paths *t, uint32_t number, uint64_t from, const dt_step *step,
                      bool comment)
{
    const detente_comparison end = dt_compare(&t->model->preferences[step->party], step->state,
                                              from);
    char first[40];
    snprintf(first, sizeof first, is_markdown(t) ? "%u. " : "    %u. ", number);
    dt_text_add(&t->line, name_of(t, step->party));
    dt_text_add_char(&t->line, ' ');
    dt_phrase_move(&t->phrases, step->party, from, step->state, DT_VERB_FINITE, &t->line);
    if (!dt_is_graph_form(t->model->syntax)) {
        dt_text_add(&t->line, ", to ");
        dt_phrase_state(&t->phrases, step->state, &t->line);
    }
    if (comment && end == DETENTE_BETTER) {
        dt_text_add(&t->line, ": it gains ");
        dt_phrase_reason(&t->phrases, step->party, step->state, from, &t->line);
    } else if (comment && end == DETENTE_WORSE) {
        dt_text_add(&t->line, ", at a cost to itself ");
        dt_phrase_reason(&t->phrases, step->party, from, step->state, &t->line);
    } else if (comment) {
        dt_text_add(&t->line, dt_phrase_no_gain(end));
    }
    put(t, first);
}

/* `first` is the number of the first one. */
static void tell_steps(dt_paths *t, uint32_t first, uint64_t from, const dt_step *steps,
                       uint32_t count, bool comment)
{
    dt_text_add(&t->out, is_markdown(t) ? "\n" : "");
    for (uint32_t k = 0; k < count; k++) {
        tell_step(t, first + k, from, &steps[k], comment);
        from = steps[k].state;
    }
    dt_text_add(&t->out, is_markdown(t) ? "\n" : "");
}

/* "today", or the state that --from names. */
static void add_start(const dt_paths *t, dt_text *text)
{
    if (t->from + 1 == t->model->status_quo) {
        dt_text_add(text, "today");
    } else {
        dt_text_format(text, "state %llu", (unsigned long long)t->from + 1);
    }
}

/* What the end is worth to every party against the start, and why. */
static void tell_against_start(dt_paths *t, uint64_t to)
{
    dt_text_add(&t->line, "Against ");
    add_start(t, &t->line);
    dt_text_add_char(&t->line, ':');
    put(t, is_markdown(t) ? "" : "  ");
    dt_text_add(&t->out, is_markdown(t) ? "\n" : "");
    for (uint32_t party = 0; party < t->model->syntax->party_count; party++) {
        const detente_comparison end = dt_compare(&t->model->preferences[party], to, t->from);
        dt_text_add(&t->line, name_of(t, party));
        if (end == DETENTE_BETTER) {
            dt_text_add(&t->line, " gains ");
            dt_phrase_reason(&t->phrases, party, to, t->from, &t->line);
        } else if (end == DETENTE_WORSE) {
            dt_text_add(&t->line, " loses ");
            dt_phrase_reason(&t->phrases, party, t->from, to, &t->line);
        } else {
            dt_text_add(&t->line, end == DETENTE_OPEN ? " gains or loses: it is not known which"
                                                      : " neither gains nor loses");
        }
        put(t, is_markdown(t) ? "- " : "    ");
    }
}

/* Does some step leave its mover worse off? */
static bool costs_somebody(const dt_paths *t, const dt_step *steps, uint32_t count)
{
    uint64_t from = t->from;
    for (uint32_t k = 0; k < count; k++) {
        if (dt_prefers(&t->model->preferences[steps[k].party], steps[k].state, from)) {
            return true;
        }
        from = steps[k].state;
    }
    return false;
}

/* A way that does not pay at every step, so one step at least costs its mover or brings it nothing.
 * Another, longer way may cost less: only of this one it is said that somebody pays. */
static detente_status tell_legal_way(dt_paths *t, uint64_t to, detente_error *err)
{
    const uint32_t length = dt_reach_distance(&t->legal, to);
    dt_step *steps = dt_zeroed(length, sizeof *steps);
    if (steps == NULL) {
        return dt_no_memory(err);
    }
    dt_reach_way(&t->legal, to, steps);
    dt_text_add(&t->line, "No steps that each pay their mover lead there");
    dt_text_add(&t->line,
                costs_somebody(t, steps, length)
                    ? ". The shortest legal way, on which somebody acts against its own "
                      "interest:"
                    : ": somebody has to take a step that brings it nothing. The shortest "
                      "legal way:");
    put(t, is_markdown(t) ? "" : "  ");
    tell_steps(t, 1, t->from, steps, length, true);
    free(steps);
    return DETENTE_OK;
}

static detente_status tell_paying_way(dt_paths *t, uint64_t to, detente_error *err)
{
    const uint32_t length = dt_reach_distance(&t->paying, to);
    dt_step *steps = dt_zeroed(length, sizeof *steps);
    if (steps == NULL) {
        return dt_no_memory(err);
    }
    dt_reach_way(&t->paying, to, steps);
    dt_text_add(&t->line, length == 1 ? "One step, which pays its mover:" : "");
    if (length > 1) {
        dt_text_format(&t->line, "%u steps, each of which pays its mover:", length);
    }
    put(t, is_markdown(t) ? "" : "  ");
    tell_steps(t, 1, t->from, steps, length, true);
    free(steps);
    return DETENTE_OK;
}

/* "Together us and pakistan can go there so that each of them gains; no smaller group can." */
static void tell_group(dt_paths *t, const dt_jump *jump)
{
    const bool alone = dt_popcount(jump->group) == 1;
    const char *words = alone ? (jump->gains ? " alone can go there so that it gains"
                                             : " alone can go there so that it loses nothing at "
                                               "first and gains in the end")
                              : (jump->gains ? " can go there so that each of them gains"
                                             : " can go there so that none of them loses");
    dt_text_add(&t->line, alone ? "" : "Together ");
    add_parties(t, jump->group, &t->line);
    dt_text_add(&t->line, words);
    dt_text_add(&t->line, jump->cut ? "; there are too many groups to try them all."
                          : alone   ? "."
                                    : "; no smaller group can.");
    if (jump->followers != 0) {
        dt_text_add_char(&t->line, ' ');
        add_parties(t, jump->followers, &t->line);
        dt_text_add(&t->line, dt_popcount(jump->followers) == 1 ? " then follows of itself."
                                                                : " then follow of themselves.");
    }
    put(t, is_markdown(t) ? "" : "  ");
}

/* Steps that pay, if any, the joint move, and steps that pay, if any: one way, numbered through. */
static void tell_together(dt_paths *t, const dt_jump *jump)
{
    const dt_step *steps = jump->steps;
    uint64_t at = t->from;
    dt_text_add(&t->line,
                dt_popcount(jump->group) == 1
                    ? "No steps that each pay their mover lead there; other ways do."
                    : "No steps that each pay their mover lead there; a joint move does.");
    put(t, is_markdown(t) ? "" : "  ");
    if (jump->joint_at > 0) {
        dt_text_add(&t->line, jump->joint_at == 1 ? "First, by a step that pays:"
                                                  : "First, by steps that pay:");
        put(t, is_markdown(t) ? "" : "  ");
        tell_steps(t, 1, at, steps, jump->joint_at, true);
        at = steps[jump->joint_at - 1].state;
    }
    tell_group(t, jump);
    tell_steps(t, jump->joint_at + 1, at, steps + jump->joint_at,
               jump->followed_at - jump->joint_at, false);
    if (jump->followed_at < jump->step_count) {
        dt_text_add(&t->line, jump->step_count - jump->followed_at == 1
                                  ? "Then, by a step that pays:"
                                  : "Then, by steps that pay:");
        put(t, is_markdown(t) ? "" : "  ");
        tell_steps(t, jump->followed_at + 1, steps[jump->followed_at - 1].state,
                   steps + jump->followed_at, jump->step_count - jump->followed_at, true);
    }
}

/* Why there is no joint move. */
static void tell_no_jump(dt_paths *t, const dt_jump *jump)
{
    if (jump->cut) {
        dt_text_add(&t->line, "No joint move was found either, but there are too many groups to "
                              "try them all.");
    } else if (jump->willing == 0) {
        dt_text_add(&t->line, "No joint move either: nobody prefers it to ");
        add_start(t, &t->line);
        dt_text_add_char(&t->line, '.');
    } else {
        const bool one = dt_popcount(jump->willing) == 1;
        dt_text_add(&t->line, "No joint move either: ");
        add_parties(t, jump->willing, &t->line);
        dt_text_add(&t->line, one ? ", who prefers it to " : ", who prefer it to ");
        add_start(t, &t->line);
        dt_text_add(&t->line, ", cannot bring it about");
        dt_text_add(&t->line,
                    jump->unmoved == 0 ? "." : ", not even with those to whom it is all the same.");
    }
    put(t, is_markdown(t) ? "" : "  ");
}

static detente_status tell_detour(dt_paths *t, uint64_t to, detente_error *err)
{
    detente_status status = DETENTE_OK;
    dt_jump jump = {0};
    if (dt_reach_distance(&t->legal, to) == DT_UNREACHED) {
        dt_text_add(&t->line, "No legal sequence of moves leads there.");
        put(t, is_markdown(t) ? "" : "  ");
        return DETENTE_OK;
    }
    DT_TRY(dt_jump_find(&t->paying, &t->search, to, &jump, err));
    t->cut = t->cut || jump.cut;
    if (jump.group != 0) {
        tell_together(t, &jump);
    } else {
        DT_TRY(tell_legal_way(t, to, err));
        tell_no_jump(t, &jump);
    }
    tell_against_start(t, to);
done:
    dt_jump_clear(&jump);
    return status;
}

/* "The settlement: “accept, act” (GMR, SEQ)" */
static void tell_target_name(dt_paths *t, uint64_t to)
{
    const detente_concepts concepts = dt_view_holds_under(&t->view, to);
    dt_text name = {0};
    dt_phrase_state(&t->phrases, to, &name);
    t->out.failed |= name.failed;
    const char *words = name.failed ? "" : name.bytes;
    dt_text_format(&t->line, "To %s, state %llu: ", words, (unsigned long long)to + 1);
    dt_text_add(&t->line,
                dt_concepts_are_none(concepts) ? "no equilibrium" : "an equilibrium under ");
    uint32_t said = 0;
    DT_EACH_CONCEPT (c, concepts) {
        dt_text_add(&t->line, dt_phrase_join(said++, dt_concepts_count(concepts)));
        dt_text_add(&t->line, detente_concept_name((detente_concept)c));
    }
    dt_text_clear(&name);
}

static detente_status tell_target(dt_paths *t, uint64_t to, detente_error *err)
{
    detente_status status = DETENTE_OK;
    tell_target_name(t, to);
    put_head(t, t->line.failed ? "" : t->line.bytes);
    t->line.length = 0;
    if (to == t->from) {
        dt_text_add(&t->line, "This is where it begins.");
        put(t, is_markdown(t) ? "" : "  ");
    } else if (dt_reach_distance(&t->paying, to) != DT_UNREACHED) {
        DT_TRY(tell_paying_way(t, to, err));
        tell_against_start(t, to);
    } else {
        DT_TRY(tell_detour(t, to, err));
    }
done:
    return status;
}

static detente_status tell_all(dt_paths *t, detente_error *err)
{
    detente_status status = DETENTE_OK;
    const uint64_t shown = t->target_count < MOST_TARGETS ? t->target_count : MOST_TARGETS;
    dt_text_format(&t->line, "From state %llu, ", (unsigned long long)t->from + 1);
    dt_phrase_state(&t->phrases, t->from, &t->line);
    put(t, is_markdown(t) ? "# " : "");
    tell_reached(t);
    for (uint64_t k = 0; k < shown; k++) {
        DT_TRY(tell_target(t, t->targets[k], err));
    }
    if (t->target_count == 0) {
        put_head(t, "No state is an equilibrium under any concept.");
    } else if (shown < t->target_count) {
        dt_text_format(&t->line, "%llu more equilibria; --to STATE tells the way to any of them.",
                       (unsigned long long)(t->target_count - shown));
        dt_text_add_char(&t->out, '\n');
        put(t, "");
    }
done:
    return status;
}

/* ---- public ---------------------------------------------------------------------------------- */

static void clear(dt_paths *t)
{
    dt_search_clear(&t->search);
    dt_reach_clear(&t->paying);
    dt_reach_clear(&t->legal);
    dt_phrases_clear(&t->phrases);
    dt_view_clear(&t->view);
    free(t->targets);
    dt_text_clear(&t->line);
    dt_text_clear(&t->out);
}

detente_status detente_write_paths(const detente_analysis *analysis, const char *from,
                                   const char *to, const detente_style *style,
                                   const detente_limits *limits, const detente_sink *sink,
                                   detente_error *err)
{
    dt_arguments given = dt_given(err);
    dt_need(&given, analysis, "an analysis");
    dt_check_style(&given, style, DT_WORDS_OR_JSON);
    dt_check_limits(&given, limits);
    dt_need_sink(&given, sink);
    if (given.status != DETENTE_OK) {
        return given.status;
    }
    dt_poll poll;
    dt_poll_start(&poll, limits, "looking for ways", 0);
    sink = dt_poll_sink(&poll, sink);
    detente_status status = DETENTE_OK;
    const detente_style filled = dt_style_of(style);
    dt_paths t = {.style = &filled, .model = analysis->model, .out.poll = &poll};
    DT_TRY(dt_view_open(analysis, &poll, &t.view, err));
    DT_TRY(dt_state_named(t.model, from == NULL ? "status quo" : from, &poll, &t.from, err));
    DT_TRY(dt_phrases_open(t.model, &filled, &poll, &t.phrases, err));
    DT_TRY(dt_reach_from(t.model, t.model->preferences, t.from, true, 0, &poll, &t.paying, err));
    DT_TRY(dt_reach_from(t.model, t.model->preferences, t.from, false, 0, &poll, &t.legal, err));
    DT_TRY(dt_search_open(&t.legal.walk, t.model->preferences, DT_MOST_LEGS, &t.search, err));
    DT_TRY(choose_targets(&t, to, err));
    status = filled.format == DETENTE_JSON ? dt_paths_json(&t, err) : tell_all(&t, err);
    if (status == DETENTE_OK) {
        t.out.failed |= t.phrases.failed;
        status = dt_text_flush(&t.out, sink, err);
    }
    if (status == DETENTE_OK && t.cut) {
        status = dt_fail(err, DETENTE_EINCOMPLETE,
                         "there are too many groups of parties to try them all");
    }
done:
    clear(&t);
    return dt_poll_end(&poll, status, err);
}
