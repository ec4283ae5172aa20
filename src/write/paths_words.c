/* SPDX-License-Identifier: MIT
 *
 * Ways in words.  Time O(states that are named + steps), each a phrase.
 */
#include "write/paths.h"

#include "words/naming.h"

#include <stdio.h>

#define MOST_TARGETS 12
#define MOST_REACHED 24

typedef struct telling {
    dt_paths *paths;
    const dt_syntax *syntax;
    dt_phrases *phrases;
    dt_prose *prose;
    dt_text *line; /* the prose's */
} telling;

static telling begin(dt_paths *paths, dt_phrases *phrases, dt_prose *prose)
{
    return (telling){paths, paths->view->syntax, phrases, prose, &prose->line};
}

static void say(const telling *t, const char *words)
{
    dt_text_add(t->line, words);
}

static void say_number(const telling *t, uint64_t number)
{
    dt_text_number(t->line, number);
}

/* A paragraph below the heading. */
static void put(const telling *t)
{
    dt_prose_paragraph(t->prose, 2);
}

static void say_parties(const telling *t, uint64_t parties)
{
    dt_name_parties(t->syntax, parties, " and ", t->line);
}

/* "today", or the state that --from names. */
static void say_start(const telling *t)
{
    if (t->paths->from + 1 == t->paths->view->model->status_quo) {
        say(t, "today");
    } else {
        say(t, "state ");
        say_number(t, t->paths->from + 1);
    }
}

/* Where not all is known of what the parties prefer, no more is said than what is known to pay. */
static const char *if_known(const telling *t, const char *all, const char *known)
{
    return dt_all_rankings(t->syntax) ? all : known;
}

static void say_no_steps(const telling *t)
{
    say(t, if_known(t, "No steps that each pay their mover lead there",
                    "No steps each known to pay their mover lead there"));
}

/* ---- what can come of it --------------------------------------------------------------------- */

/* "1 step: the deadlock" */
static void tell_distance(const telling *t, uint64_t state, uint32_t length)
{
    dt_text_format(&t->prose->label, "%3u %s: ", length, length == 1 ? "step" : "steps");
    dt_phrase_state(t->phrases, state, t->line);
    dt_prose_item(t->prose, 0, 2);
}

static void tell_reached(const telling *t)
{
    const dt_paths *paths = t->paths;
    const uint64_t paying = dt_paths_reached(paths, &paths->paying);
    uint64_t told = 0;
    say(t, "What can come of it");
    dt_prose_heading(t->prose, 2);
    say(t, if_known(t, "By steps that each pay their mover, ",
                    "By steps each known to pay their mover, "));
    say_number(t, paying);
    say(t, " of the ");
    say_number(t, paths->view->count - 1);
    say(t, " other states can be reached; by any moves, ");
    say_number(t, dt_paths_reached(paths, &paths->legal));
    say(t, ".");
    put(t);
    for (uint32_t length = 1; told < paying && told < MOST_REACHED; length++) {
        for (uint64_t s = 0; s < paths->view->count && told < MOST_REACHED; s++) {
            if (s != paths->from && dt_reach_distance(&paths->paying, s) == length) {
                tell_distance(t, s, length);
                told++;
            }
        }
    }
    if (told < paying) {
        say(t, "and ");
        say_number(t, paying - told);
        say(t, " more.");
        put(t);
    }
}

/* ---- steps ----------------------------------------------------------------------------------- */

/* "1. Pakistan takes up ‘act’, to “act”: it gains because ..."; `first` is the number of the first
 * one. */
static void tell_steps(const telling *t, uint32_t first, uint64_t from, const dt_step *steps,
                       uint32_t count, bool comment)
{
    for (uint32_t k = 0; k < count; k++) {
        const dt_step *step = &steps[k];
        dt_text_format(&t->prose->label, "%u. ", first + k);
        dt_phrase_step(t->phrases, step, from, t->line);
        dt_phrase_where(t->phrases, step->state, t->line);
        if (comment) {
            dt_phrase_worth(t->phrases, step->party, from, step->state, ": it gains ", t->line);
        }
        dt_prose_put(t->prose, (dt_block){.kind = DT_STEP, .indent = 4});
        from = step->state;
    }
}

/* What the end is worth to every party against the start, and why. */
static void tell_against_start(const telling *t, const dt_path *path)
{
    say(t, "Against ");
    say_start(t);
    say(t, ":");
    put(t);
    for (uint32_t party = 0; party < t->syntax->party_count; party++) {
        say(t, t->syntax->parties[party].name);
        if ((path->gain >> party & 1) != 0) {
            say(t, " gains ");
            dt_phrase_reason(t->phrases, party, path->to, t->paths->from, t->line);
        } else if ((path->lose >> party & 1) != 0) {
            say(t, " loses ");
            dt_phrase_reason(t->phrases, party, t->paths->from, path->to, t->line);
        } else {
            say(t, (path->open >> party & 1) != 0 ? ": it is not known what that is worth to it"
                                                  : " neither gains nor loses");
        }
        dt_prose_item(t->prose, 0, 4);
    }
}

/* A way that does not pay at every step, so one step at least costs its mover or brings it nothing.
 * Another, longer way may cost less: only of this one it is said that somebody pays. */
static void tell_legal_way(const telling *t, const dt_path *path)
{
    say_no_steps(t);
    say(t, path->costs ? ". The shortest legal way, on which somebody acts against its own "
                         "interest:"
           : path->unsure || !dt_all_rankings(t->syntax)
               ? ". The shortest legal way, on which not every step is known to pay:"
               : ": somebody has to take a step that brings it nothing. The shortest "
                 "legal way:");
    put(t);
    tell_steps(t, 1, t->paths->from, path->legal.steps, path->legal.length, true);
}

static void tell_paying_way(const telling *t, const dt_path *path)
{
    if (path->paying.length == 1) {
        say(t, "One step, which pays its mover:");
    } else {
        say_number(t, path->paying.length);
        say(t, " steps, each of which pays its mover:");
    }
    put(t);
    tell_steps(t, 1, t->paths->from, path->paying.steps, path->paying.length, true);
}

/* ---- joint moves ----------------------------------------------------------------------------- */

/* "Together us and pakistan can go there so that each of them gains; no smaller group can." */
static void tell_group(const telling *t, const dt_jump *jump)
{
    const bool alone = dt_popcount(jump->group) == 1;
    say(t, alone ? "" : "Together ");
    say_parties(t, jump->group);
    if (alone) {
        say(t, jump->gains ? " alone can go there so that it gains"
                           : " alone can go there so that it loses nothing at first and gains in "
                             "the end");
    } else {
        say(t, jump->gains ? " can go there so that each of them gains"
                           : " can go there so that none of them loses");
    }
    say(t, jump->cut ? "; there are too many groups to try them all."
           : alone
               ? "."
               : if_known(t, "; no smaller group can.", "; no smaller group is known to gain."));
    if (jump->followers != 0) {
        say(t, " ");
        say_parties(t, jump->followers);
        say(t, dt_popcount(jump->followers) == 1 ? " then follows of itself."
                                                 : " then follow of themselves.");
    }
    put(t);
}

/* Steps that pay, if any, the joint move, and steps that pay, if any: one way, numbered through. */
static void tell_together(const telling *t, const dt_jump *jump)
{
    const dt_step *steps = jump->steps;
    const uint32_t after = jump->step_count - jump->followed_at;
    uint64_t at = t->paths->from;
    say_no_steps(t);
    say(t, dt_popcount(jump->group) == 1 ? "; other ways do." : "; a joint move does.");
    put(t);
    if (jump->joint_at > 0) {
        say(t, jump->joint_at == 1 ? "First, by a step that pays:" : "First, by steps that pay:");
        put(t);
        tell_steps(t, 1, at, steps, jump->joint_at, true);
        at = steps[jump->joint_at - 1].state;
    }
    tell_group(t, jump);
    tell_steps(t, jump->joint_at + 1, at, steps + jump->joint_at,
               jump->followed_at - jump->joint_at, false);
    if (after > 0) {
        say(t, after == 1 ? "Then, by a step that pays:" : "Then, by steps that pay:");
        put(t);
        tell_steps(t, jump->followed_at + 1, steps[jump->followed_at - 1].state,
                   steps + jump->followed_at, after, true);
    }
}

/* Why there is no joint move. */
static void tell_no_jump(const telling *t, const dt_jump *jump)
{
    if (jump->cut) {
        say(t, "No joint move was found either, but there are too many groups to try them all.");
    } else if (jump->willing == 0) {
        say(t, if_known(t, "No joint move either: nobody prefers it to ",
                        "No joint move known to pay either: nobody is known to prefer it to "));
        say_start(t);
        say(t, ".");
    } else {
        say(t, if_known(t, "No joint move either: ", "No joint move known to pay either: "));
        say_parties(t, jump->willing);
        say(t, dt_popcount(jump->willing) == 1 ? ", who prefers it to " : ", who prefer it to ");
        say_start(t);
        say(t, ", cannot bring it about");
        say(t, jump->unmoved == 0 ? "." : ", not even with those to whom it is all the same.");
    }
    put(t);
}

/* ---- one state ------------------------------------------------------------------------------- */

/* "To the settlement, state 3: an equilibrium under GMR and SEQ" */
static void tell_target(const telling *t, const dt_path *path)
{
    say(t, "To ");
    dt_phrase_state(t->phrases, path->to, t->line);
    say(t, ", state ");
    say_number(t, path->to + 1);
    say(t, dt_concepts_are_none(path->under) ? ": no equilibrium" : ": an equilibrium under ");
    dt_name_concepts(path->under, " and ", t->line);
    dt_prose_heading(t->prose, 2);
}

static void tell_way(const telling *t, const dt_path *path)
{
    if (path->to == t->paths->from) {
        say(t, "This is where it begins.");
        put(t);
        return;
    }
    if (path->paying.exists) {
        tell_paying_way(t, path);
    } else if (!path->legal.exists) {
        say(t, "No legal sequence of moves leads there.");
        put(t);
        return;
    } else if (path->jump.group != 0) {
        tell_together(t, &path->jump);
    } else {
        tell_legal_way(t, path);
        tell_no_jump(t, &path->jump);
    }
    tell_against_start(t, path);
}

detente_status dt_path_tell(dt_paths *paths, uint64_t to, dt_phrases *phrases, dt_prose *prose,
                            detente_error *err)
{
    dt_path path;
    const telling t = begin(paths, phrases, prose);
    const detente_status status = dt_path_find(paths, to, &path, err);
    if (status == DETENTE_OK) {
        tell_target(&t, &path);
        tell_way(&t, &path);
        dt_path_clear(&path);
    }
    return status;
}

/* ---- all ------------------------------------------------------------------------------------- */

static void tell_title(const telling *t)
{
    say(t, "From state ");
    say_number(t, t->paths->from + 1);
    say(t, ", ");
    dt_phrase_state(t->phrases, t->paths->from, t->line);
    dt_prose_heading(t->prose, 1);
}

detente_status dt_paths_tell(dt_paths *paths, dt_phrases *phrases, dt_prose *prose,
                             detente_error *err)
{
    detente_status status = DETENTE_OK;
    const telling t = begin(paths, phrases, prose);
    const uint64_t told = paths->target_count < MOST_TARGETS ? paths->target_count : MOST_TARGETS;
    tell_title(&t);
    tell_reached(&t);
    for (uint64_t k = 0; k < told; k++) {
        DT_TRY(dt_path_tell(paths, paths->targets[k], phrases, prose, err));
    }
    if (paths->target_count == 0) {
        say(&t, "No state is an equilibrium under any concept.");
        dt_prose_heading(prose, 2);
    } else if (told < paths->target_count) {
        say_number(&t, paths->target_count - told);
        say(&t, " more equilibria; --to STATE tells the way to any of them.");
        dt_prose_put(prose, (dt_block){.kind = DT_PARAGRAPH, .apart = true});
    }
done:
    return status;
}
