/* SPDX-License-Identifier: MIT
 *
 * A changed verdict and its first cause (insight/cause.h), in words.
 */
#include "write/compare.h"

/* The two models as the roles that they play in a cause. */
typedef struct roles {
    dt_side *unstable, *stable;
    const dt_changed *changed;
    dt_text *text;
} roles;

static void in_model(const roles *r, const dt_side *side)
{
    dt_text_add(r->text, "in ");
    dt_phrase_quote(&side->phrases, side->name, r->text);
    dt_text_add_char(r->text, ' ');
}

static void say_reason(const roles *r, dt_side *side, uint32_t party, uint32_t better,
                       uint32_t worse)
{
    if (dt_prefers(&side->view.model->preferences[party], worse, better)) {
        dt_text_add_char(r->text, ' ');
        dt_phrase_reason(&side->phrases, party, better, worse, r->text);
    }
}

/* The step of the sanction that fails, with its mover. */
static void say_step(const roles *r)
{
    const dt_step *step = &r->changed->cause.step;
    dt_phrase_step(&r->stable->phrases, step, r->changed->cause.from, r->text);
}

static void say_wish(const roles *r)
{
    in_model(r, r->unstable);
    dt_text_add(r->text, "it prefers ");
    dt_phrase_state(&r->unstable->phrases, r->changed->cause.to, r->text);
    say_reason(r, r->unstable, r->changed->party, r->changed->cause.to, r->changed->state);
    dt_text_add(r->text, ", ");
    in_model(r, r->stable);
    dt_text_add(r->text, "it does not");
}

static void say_cause(const roles *r)
{
    const dt_changed *changed = r->changed;
    const dt_cause *cause = &changed->cause;
    switch (cause->kind) {
    case DT_CAUSE_NO_MOVE:
        in_model(r, r->unstable);
        dt_text_add(r->text, "it can move to ");
        dt_phrase_state(&r->unstable->phrases, cause->to, r->text);
        dt_text_add(r->text, ", which it prefers; ");
        in_model(r, r->stable);
        dt_text_add(r->text, "it cannot");
        break;
    case DT_CAUSE_NO_WISH:
        say_wish(r);
        break;
    case DT_CAUSE_NO_STEP:
        in_model(r, r->stable);
        say_step(r);
        dt_text_add(r->text, r->changed->joint ? " at the same time; " : " in answer; ");
        in_model(r, r->unstable);
        dt_text_add(r->text, "it cannot");
        break;
    case DT_CAUSE_NO_GAIN:
        in_model(r, r->stable);
        say_step(r);
        dt_text_add(r->text, r->changed->joint ? " at the same time; " : " in answer; ");
        in_model(r, r->unstable);
        dt_text_add(r->text, "that would not pay it");
        say_reason(r, r->unstable, changed->back_party[cause->step.party],
                   changed->back_state[cause->from], changed->back_state[cause->step.state]);
        break;
    case DT_CAUSE_NO_FEAR:
        dt_text_add(r->text, r->changed->joint ? "together that ends at " : "the answer ends at ");
        dt_phrase_state(&r->unstable->phrases, cause->end, r->text);
        dt_text_add(r->text, ", which ");
        in_model(r, r->unstable);
        dt_text_add(r->text, "it prefers");
        say_reason(r, r->unstable, r->changed->party, cause->end, r->changed->state);
        break;
    case DT_CAUSE_WAY_OUT:
        dt_text_add(r->text, "the answer ends at ");
        dt_phrase_state(&r->unstable->phrases, cause->end, r->text);
        dt_text_add(r->text, ", from which ");
        in_model(r, r->unstable);
        dt_text_add(r->text, "it has a way out to ");
        dt_phrase_state(&r->unstable->phrases, cause->out, r->text);
        break;
    case DT_CAUSE_NOT_FOUND:
        dt_text_add(r->text, "what the others choose at the same time in the one model ends at no "
                             "state of the other");
        break;
    }
}

detente_status dt_compare_cause(dt_comparing *c, const dt_change *change, dt_text *text,
                                detente_error *err)
{
    dt_changed changed;
    const detente_status status = dt_comparison_cause(&c->comparison, change, &changed, err);
    if (status == DETENTE_OK) {
        say_cause(&(roles){.unstable = changed.lost ? &c->second : &c->first,
                           .stable = changed.lost ? &c->first : &c->second,
                           .changed = &changed,
                           .text = text});
    }
    return status;
}
