/* SPDX-License-Identifier: MIT
 *
 * A changed verdict and its first cause (insight/cause.h), in words.
 */
#include "write/compare.h"

/* The two models as the roles that they play in a cause. */
typedef struct roles {
    dt_side *unstable, *stable;
    uint32_t party, state; /* of the unstable model */
    uint32_t stable_party, stable_state;
    bool joint; /* SIM: the others do not answer, they choose at the same time */
    dt_cause cause;
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
    if (dt_prefers(&side->model->preferences[party], worse, better)) {
        dt_text_add_char(r->text, ' ');
        dt_phrase_reason(&side->phrases, party, better, worse, r->text);
    }
}

/* The step of the sanction that fails, with its mover. */
static void say_step(const roles *r)
{
    const dt_step *step = &r->cause.step;
    dt_text_add(r->text, r->stable->model->syntax->parties[step->party].name);
    dt_text_add_char(r->text, ' ');
    dt_phrase_move(&r->stable->phrases, step->party, r->cause.from, step->state, DT_VERB_FINITE,
                   r->text);
}

static void say_wish(const roles *r)
{
    in_model(r, r->unstable);
    dt_text_add(r->text, "it prefers ");
    dt_phrase_state(&r->unstable->phrases, r->cause.to, r->text);
    say_reason(r, r->unstable, r->party, r->cause.to, r->state);
    dt_text_add(r->text, ", ");
    in_model(r, r->stable);
    dt_text_add(r->text, "it does not");
}

static void say_cause(const roles *r, const uint32_t *back_party, const uint32_t *back_state)
{
    const dt_cause *cause = &r->cause;
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
        dt_text_add(r->text, r->joint ? " at the same time; " : " in answer; ");
        in_model(r, r->unstable);
        dt_text_add(r->text, "it cannot");
        break;
    case DT_CAUSE_NO_GAIN:
        in_model(r, r->stable);
        say_step(r);
        dt_text_add(r->text, r->joint ? " at the same time; " : " in answer; ");
        in_model(r, r->unstable);
        dt_text_add(r->text, "that would not pay it");
        say_reason(r, r->unstable, back_party[cause->step.party], back_state[cause->from],
                   back_state[cause->step.state]);
        break;
    case DT_CAUSE_NO_FEAR:
        dt_text_add(r->text, r->joint ? "together that ends at " : "the answer ends at ");
        dt_phrase_state(&r->unstable->phrases, cause->end, r->text);
        dt_text_add(r->text, ", which ");
        in_model(r, r->unstable);
        dt_text_add(r->text, "it prefers");
        say_reason(r, r->unstable, r->party, cause->end, r->state);
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

static detente_status find_cause(roles *r, const uint32_t *state_of, const uint32_t *back_state,
                                 const uint32_t *back_party, detente_concept concept,
                                 detente_error *err)
{
    detente_status status = DETENTE_OK;
    dt_witness unstable = {0};
    dt_witness stable = {0};
    DT_TRY(dt_witness_find(&r->unstable->prover, r->state, r->party, concept, &unstable, err));
    DT_TRY(dt_witness_find(&r->stable->prover, r->stable_state, r->stable_party, concept, &stable,
                           err));
    const dt_cause_question question = {.unstable_model = &r->unstable->prover,
                                        .unstable = &unstable,
                                        .stable = &stable,
                                        .state_of = state_of,
                                        .back_state = back_state,
                                        .back_party = back_party};
    DT_TRY(dt_cause_find(&question, &r->cause, err));
    say_cause(r, back_party, back_state);
done:
    dt_witness_clear(&unstable);
    dt_witness_clear(&stable);
    return status;
}

detente_status dt_compare_cause(dt_side *first, dt_side *second, const dt_match *match,
                                uint32_t party, uint32_t state, detente_concept concept,
                                dt_text *text, detente_error *err)
{
    const uint32_t other_party = match->party_of_first[party];
    const uint32_t other_state = match->other_of_first[state];
    const bool lost = dt_view_stable(&first->view, concept, party, state);
    roles r = {.text = text, .joint = concept == DETENTE_SIM};
    r.unstable = lost ? second : first;
    r.stable = lost ? first : second;
    r.party = lost ? other_party : party;
    r.state = lost ? other_state : state;
    r.stable_party = lost ? party : other_party;
    r.stable_state = lost ? state : other_state;
    return find_cause(&r, lost ? match->first_of_other : match->other_of_first,
                      lost ? match->other_of_first : match->first_of_other,
                      lost ? match->party_of_first : match->party_of_other, concept, err);
}
