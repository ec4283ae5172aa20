/* SPDX-License-Identifier: MIT
 *
 * How an outcome could come about, in words, and who would be tempted away from it.
 */
#include "write/brief_words.h"

static dt_text *line_of(dt_telling *t)
{
    return &t->out->line;
}

static void say_party(dt_telling *t, uint32_t party, bool begins)
{
    dt_say_party(t->view->syntax, party, begins, line_of(t));
}

/* Steps first .. end-1 of a way that begins at `from`: "A would do this, and then B would do that";
 * `verb` stands behind each name. */
static void tell_steps(dt_telling *t, uint64_t from, const dt_step *steps, uint32_t first,
                       uint32_t end, const char *verb)
{
    uint64_t at = first == 0 ? from : steps[first - 1].state;
    for (uint32_t k = first; k < end; k++) {
        dt_text_add(line_of(t), k == first ? "" : k + 1 == end ? ", and then " : ", then ");
        say_party(t, steps[k].party, false);
        dt_text_add(line_of(t), verb);
        dt_say_doing(&t->phrases, steps[k].party, at, steps[k].state, line_of(t));
        at = steps[k].state;
    }
}

static const char *tell_itself(dt_telling *t, const dt_coming *c, uint64_t today)
{
    dt_text_add(line_of(t), "It could come by itself, in ");
    dt_say_number(c->step_count, line_of(t));
    dt_text_add(line_of(t), c->step_count == 1 ? " step that pays: " : " steps that each pay: ");
    tell_steps(t, today, c->steps, 0, c->step_count, " would ");
    return "comes-itself";
}

static const char *tell_first_step(dt_telling *t, const dt_coming *c, uint64_t today)
{
    dt_text_add(line_of(t), "It could come after a first step ");
    dt_text_add(line_of(t), c->costs ? "at a loss by " : "that brings nothing to ");
    say_party(t, c->first, false);
    dt_text_add(line_of(t), ": to ");
    dt_say_doing(&t->phrases, c->first, today, c->steps[0].state, line_of(t));
    dt_text_add(line_of(t), "; it would then pay ");
    tell_steps(t, today, c->steps, 1, c->step_count, " to ");
    return "comes-first-step";
}

/* Which group is first of several as small is not said: any of them would do. */
static const char *tell_together(dt_telling *t, const dt_coming *c, uint64_t today)
{
    const bool alone = (c->group & (c->group - 1)) == 0;
    dt_text_add(line_of(t), "It could come only by a ");
    dt_text_add(line_of(t), alone      ? "move that does not pay at once"
                            : c->gains ? "joint move"
                                       : "joint move that costs none of those who make it");
    if (c->joint_at > 0) {
        dt_text_add(line_of(t), ", once it paid ");
        tell_steps(t, today, c->steps, 0, c->joint_at, " to ");
    }
    dt_text_add(line_of(t), ": ");
    tell_steps(t, today, c->steps, c->joint_at, c->followed_at, " would ");
    if (c->followers != 0) {
        dt_text_add(line_of(t), "; ");
        dt_say_parties(t->view->syntax, c->followers, line_of(t));
        dt_text_add(line_of(t), " would then gain by following");
    }
    return "comes-together";
}

/* "Only": where whichever state it comes to costs those, and every group was tried. */
static const char *tell_cost(dt_telling *t, const dt_row *row)
{
    const bool only = (row->losers & ~row->coming.unavoidable) == 0 && !row->coming.cut;
    if (row->losers != 0) {
        dt_text_add(line_of(t),
                    only ? "It could come only at a cost to " : "It could come at a cost to ");
        dt_say_parties(t->view->syntax, row->losers, line_of(t));
    } else {
        dt_text_add(line_of(t), "No steps that pay lead there, and no joint move ");
        dt_text_add(line_of(t), row->coming.cut ? "was found " : "");
        dt_text_add(line_of(t), "that those who make it gain by");
    }
    return "comes-at-cost";
}

void dt_tell_way(dt_telling *t, const dt_row *row, uint32_t weight)
{
    const dt_coming *c = &row->coming;
    const uint64_t today = t->outlook->today.state;
    const char *says = "comes-not";
    uint64_t who = 0;
    switch (c->kind) {
    case DT_COMES_ITSELF:
        says = tell_itself(t, c, today);
        who = (uint64_t)1 << c->steps[0].party;
        break;
    case DT_COMES_FIRST_STEP:
        says = tell_first_step(t, c, today);
        who = (uint64_t)1 << c->first;
        break;
    case DT_COMES_TOGETHER:
        says = tell_together(t, c, today);
        who = c->group;
        break;
    case DT_COMES_AT_COST:
        says = tell_cost(t, row);
        who = row->losers;
        break;
    case DT_COMES_NOT:
        dt_text_add(line_of(t), row->forms > row->so_firmly
                                    ? "No moves lead to such a form from today"
                                    : "No moves lead there from today");
        break;
    }
    dt_text_add_char(line_of(t), '.');
    dt_sentence_put(t->out, (dt_sentence){.says = says,
                                          .of = row->outcomes,
                                          .of_count = row->outcome_count,
                                          .who = who,
                                          .count = c->step_count,
                                          .weight = weight});
}

/* ---- temptation ------------------------------------------------------------------------------ */

void dt_tell_tempted(dt_telling *t, const dt_row *row, const dt_tempted *tempted, bool today)
{
    say_party(t, tempted->party, !today);
    dt_text_add(line_of(t), !tempted->stays ? " would gain if it were to "
                            : today         ? " is tempted to "
                                            : " would be tempted to ");
    dt_say_doing(&t->phrases, tempted->party, row->state, tempted->to, line_of(t));
    if (!tempted->stays) {
        dt_text_add(line_of(t), ", whatever the answer");
        return;
    }
    dt_text_add(line_of(t), ", but ");
    tell_steps(t, tempted->to, tempted->steps, 0, tempted->step_count,
               dt_concept_row(tempted->concept)->credible ? " would then " : " could then ");
}
