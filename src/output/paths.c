/* SPDX-License-Identifier: MIT
 *
 * Status quo analysis: what can come of a state, and the way to each equilibrium.
 *
 * Two searches from the start (reach.h): by improvements, and by any legal moves; for an
 * equilibrium that improvements do not reach, the smallest coalition that can make the jump
 * (coalition.h). Bytes and time: those of the searches; one search more per group that is tried.
 */
#include "output/paths.h"
#include "base/poll.h"

#include "insight/words.h"
#include "stability/relations.h"

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
    dt_text_format(&t->out, is_markdown(t) ? "\n## %s\n\n" : "\n%s\n", words);
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
    uint32_t weight = dt_popcount(dt_view_holds_under(&t->view, state));
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
        if (dt_view_holds_under(&t->view, s) != 0) {
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
    return dt_state_named(t->model, to, &t->targets[0], err);
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
    const uint32_t *ranks = t->model->states->ranks[step->party];
    char first[40];
    snprintf(first, sizeof first, is_markdown(t) ? "%u. " : "    %u. ", number);
    dt_text_add(&t->line, name_of(t, step->party));
    dt_text_add_char(&t->line, ' ');
    dt_phrase_move(&t->phrases, step->party, from, step->state, DT_VERB_FINITE, &t->line);
    if (!dt_is_graph_form(t->model->syntax)) {
        dt_text_add(&t->line, ", to ");
        dt_phrase_state(&t->phrases, step->state, &t->line);
    }
    if (comment && dt_improves(ranks, from, step->state)) {
        dt_text_add(&t->line, ": it gains ");
        dt_phrase_reason(&t->phrases, step->party, step->state, from, &t->line);
    } else if (comment && dt_improves(ranks, step->state, from)) {
        dt_text_add(&t->line, ", at a cost to itself ");
        dt_phrase_reason(&t->phrases, step->party, from, step->state, &t->line);
    } else if (comment) {
        dt_text_add(&t->line, ", which is all the same to it");
    }
    put(t, first);
}

static void tell_steps(dt_paths *t, uint64_t from, const dt_step *steps, uint32_t count,
                       bool comment)
{
    for (uint32_t k = 0; k < count; k++) {
        tell_step(t, k + 1, from, &steps[k], comment);
        from = steps[k].state;
    }
    dt_text_add(&t->out, is_markdown(t) ? "\n" : "");
}

/* Does some step leave its mover worse off? */
static bool costs_somebody(const dt_paths *t, const dt_step *steps, uint32_t count)
{
    uint64_t from = t->from;
    for (uint32_t k = 0; k < count; k++) {
        if (dt_improves(t->model->states->ranks[steps[k].party], steps[k].state, from)) {
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
    dt_text_add(&t->out, is_markdown(t) ? "\n" : "");
    tell_steps(t, t->from, steps, length, true);
    free(steps);
    return DETENTE_OK;
}

static detente_status tell_way(dt_paths *t, const dt_reach *reach, uint64_t to, detente_error *err)
{
    const uint32_t length = dt_reach_distance(reach, to);
    dt_step *steps = dt_zeroed(length, sizeof *steps);
    if (steps == NULL) {
        return dt_no_memory(err);
    }
    dt_reach_way(reach, to, steps);
    tell_steps(t, t->from, steps, length, true);
    free(steps);
    return DETENTE_OK;
}

/* Who gains by the jump, and why. */
static void tell_gains(dt_paths *t, uint64_t from, uint64_t to, uint64_t group)
{
    for (uint32_t party = 0; party < t->model->syntax->party_count; party++) {
        if (group >> party & 1) {
            dt_text_add(&t->line, name_of(t, party));
            dt_text_add(&t->line, " gains ");
            dt_phrase_reason(&t->phrases, party, to, from, &t->line);
            put(t, is_markdown(t) ? "- " : "    ");
        }
    }
}

static void tell_jump(dt_paths *t, uint64_t from, uint64_t to, const dt_jump *jump)
{
    const bool alone = (jump->group & (jump->group - 1)) == 0;
    dt_text_add(&t->line, alone ? "One party suffices: " : "Together ");
    add_parties(t, jump->group, &t->line);
    dt_text_add(&t->line, alone ? "" : " can go there, and each of them gains in the end");
    dt_text_add(&t->line,
                jump->smallest ? "; no smaller group can." : "; no member can be spared.");
    put(t, is_markdown(t) ? "" : "  ");
    tell_steps(t, from, jump->steps, jump->step_count, false);
    tell_gains(t, from, to, jump->group);
}

/* Why there is no joint move. */
static void tell_no_jump(dt_paths *t, const dt_jump *jump)
{
    dt_text_add(&t->line, jump->willing == 0
                              ? "No joint move either: nobody prefers it to where they are."
                              : "No joint move either: those who prefer it, ");
    if (jump->willing != 0) {
        add_parties(t, jump->willing, &t->line);
        dt_text_add(&t->line, ", cannot bring it about by themselves.");
    }
    put(t, is_markdown(t) ? "" : "  ");
}

/* Steps that pay, if any, then the joint move. */
static detente_status tell_together(dt_paths *t, uint64_t from, uint64_t to, const dt_jump *jump,
                                    detente_error *err)
{
    detente_status status = DETENTE_OK;
    dt_text_add(&t->line, "No steps that each pay their mover lead there; a joint move does.");
    put(t, is_markdown(t) ? "" : "  ");
    if (from != t->from) {
        dt_text_add(&t->line, "First, by steps that pay:");
        put(t, is_markdown(t) ? "" : "  ");
        DT_TRY(tell_way(t, &t->paying, from, err));
    }
    tell_jump(t, from, to, jump);
done:
    return status;
}

static detente_status tell_detour(dt_paths *t, uint64_t to, detente_error *err)
{
    detente_status status = DETENTE_OK;
    dt_jump jump = {0};
    uint64_t from = t->from;
    DT_TRY(dt_jump_after(&t->paying, &t->search, to, &from, &jump, err));
    if (dt_reach_distance(&t->legal, to) == DT_UNREACHED) {
        dt_text_add(&t->line, "No legal sequence of moves leads there.");
        put(t, is_markdown(t) ? "" : "  ");
    } else if (jump.group != 0) {
        DT_TRY(tell_together(t, from, to, &jump, err));
    } else {
        DT_TRY(tell_legal_way(t, to, err));
        tell_no_jump(t, &jump);
    }
done:
    dt_jump_clear(&jump);
    return status;
}

/* "The settlement: “accept, act” (GMR, SEQ)" */
static void tell_target_name(dt_paths *t, uint64_t to)
{
    const uint32_t concepts = dt_view_holds_under(&t->view, to);
    dt_text name = {0};
    dt_phrase_state(&t->phrases, to, &name);
    t->out.failed |= name.failed;
    const char *words = name.failed ? "" : name.bytes;
    dt_text_format(&t->line, "To %s, state %llu: ", words, (unsigned long long)to + 1);
    dt_text_add(&t->line, concepts == 0 ? "no equilibrium" : "an equilibrium under ");
    uint32_t said = 0;
    for (uint32_t c = 0; c < DETENTE_CONCEPT_COUNT; c++) {
        if (concepts >> c & 1) {
            dt_text_add(&t->line, dt_phrase_join(said++, dt_popcount(concepts)));
            dt_text_add(&t->line, detente_concept_name((detente_concept)c));
        }
    }
    dt_text_clear(&name);
}

static detente_status tell_target(dt_paths *t, uint64_t to, detente_error *err)
{
    detente_status status = DETENTE_OK;
    const uint32_t length = dt_reach_distance(&t->paying, to);
    tell_target_name(t, to);
    put_head(t, t->line.failed ? "" : t->line.bytes);
    t->line.length = 0;
    if (to == t->from) {
        dt_text_add(&t->line, "This is where it begins.");
        put(t, is_markdown(t) ? "" : "  ");
    } else if (length != DT_UNREACHED) {
        dt_text_add(&t->line, length == 1 ? "One step, which pays its mover:" : "");
        if (length > 1) {
            dt_text_format(&t->line, "%u steps, each of which pays its mover:", length);
        }
        put(t, is_markdown(t) ? "" : "  ");
        dt_text_add(&t->out, is_markdown(t) ? "\n" : "");
        DT_TRY(tell_way(t, &t->paying, to, err));
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
    if (analysis == NULL || sink == NULL) {
        return dt_fail(err, DETENTE_EINVAL, "an analysis and a sink are needed");
    }
    dt_poll poll;
    dt_poll_start(&poll, limits, "looking for ways", 0);
    sink = dt_poll_sink(&poll, sink);
    detente_status status = DETENTE_OK;
    const detente_style filled = dt_style_of(style);
    dt_paths t = {.style = &filled, .model = analysis->model};
    DT_TRY(dt_view_open(analysis, &t.view, err));
    DT_TRY(dt_state_named(t.model, from == NULL ? "status quo" : from, &t.from, err));
    DT_TRY(dt_phrases_open(t.model, &filled, &t.phrases, err));
    DT_TRY(dt_reach_from(t.model, t.from, true, 0, &t.paying, err));
    DT_TRY(dt_reach_from(t.model, t.from, false, 0, &t.legal, err));
    DT_TRY(dt_search_open(&t.legal.walk, &t.search, err));
    DT_TRY(choose_targets(&t, to, err));
    status = filled.format == DETENTE_JSON ? dt_paths_json(&t, err) : tell_all(&t, err);
    if (status == DETENTE_OK) {
        t.out.failed |= t.phrases.failed;
        status = dt_text_flush(&t.out, sink, err);
    }
done:
    clear(&t);
    return dt_poll_end(&poll, status, err);
}
