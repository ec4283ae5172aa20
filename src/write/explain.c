/* SPDX-License-Identifier: MIT
 *
 * detente_explain: why a state is stable or not, party by party.
 */
#include "write/explain.h"

#include "base/arguments.h"
#include "base/poll.h"
#include "words/words.h"

typedef struct explaining {
    const detente_model *model;
    const detente_question *question;
    uint64_t state;
    detente_concepts concepts;
    dt_prover prover;
    dt_phrases phrases;
    dt_text text;
} explaining;

static bool is_asked(const explaining *e, uint32_t party)
{
    return e->question->party == DETENTE_EVERY_PARTY || e->question->party == party;
}

/* The verdict comes first and is known last. */
static detente_status explain_for_people(explaining *e, const detente_style *style,
                                         detente_error *err)
{
    detente_status status = DETENTE_OK;
    detente_concepts stable = e->concepts;
    dt_prose head = {0};
    dt_prose body = {.pool.poll = e->text.poll};
    for (uint32_t party = 0; party < e->model->syntax->party_count; party++) {
        if (is_asked(e, party)) {
            dt_account account;
            DT_TRY(dt_account_find(&e->prover, e->state, party, e->concepts, &account, err));
            dt_explain_account(&e->phrases, &account, e->question->details, &body);
            stable = dt_concepts_and(stable, account.stable);
            dt_account_clear(&account);
        }
    }
    dt_explain_evidence(&e->phrases, &body);
    dt_explain_verdict(&e->phrases, e->state, e->question->party, e->concepts, stable, &head);
    dt_prose_append(&head, &body, 0, body.count);
    dt_prose_write(&head, style, &e->text);
done:
    dt_prose_clear(&head);
    dt_prose_clear(&body);
    return status;
}

static detente_status explain_for_programs(explaining *e, detente_error *err)
{
    detente_status status = DETENTE_OK;
    dt_json json = dt_json_into(&e->text);
    dt_json_object(&json);
    dt_json_key_number(&json, "detente", 1);
    dt_json_key_string(&json, "conflict", e->model->syntax->title);
    dt_json_key_number(&json, "state", e->state + 1);
    dt_json_key(&json, "verdicts");
    dt_json_array(&json);
    for (uint32_t party = 0; party < e->model->syntax->party_count; party++) {
        dt_account account = {0};
        if (is_asked(e, party)) {
            DT_TRY(dt_account_find(&e->prover, e->state, party, e->concepts, &account, err));
        }
        DT_EACH_CONCEPT (c, account.concepts) {
            dt_explain_json(&e->phrases, &account.witnesses[c], &json);
        }
        dt_account_clear(&account);
    }
    dt_json_end(&json);
    dt_json_end(&json);
    dt_text_add_char(&e->text, '\n');
done:
    return status;
}

static detente_status choose_concepts(const detente_model *model, const detente_question *question,
                                      detente_concepts *concepts, detente_error *err)
{
    const dt_terms terms = dt_terms_of(model);
    *concepts = dt_meant_by(question->concepts, terms);
    if (dt_concepts_are_none(*concepts)) {
        *concepts = dt_applying_of(dt_decided_of(dt_asked_by_default(terms)), terms);
    }
    const detente_concepts meaningless = dt_concepts_without(*concepts,
                                                             dt_applying_of(*concepts, terms));
    if (!dt_concepts_are_none(meaningless)) {
        const detente_concept first = (detente_concept)detente_concepts_next(&meaningless, 0);
        return dt_fail(err, DETENTE_EUNSUPPORTED, "%s %s", detente_concept_name(first),
                       dt_why_not(first, terms));
    }
    return dt_concepts_check(*concepts, dt_decided_of(*concepts), "detente", err);
}

static void take_question(dt_arguments *given, const detente_model *model,
                          const detente_question *theirs, detente_question *question)
{
    dt_need(given, theirs, "a question");
    DT_TAKE_STRUCT(given, detente_question, details, theirs, question);
    dt_need(given, question->state, "a state");
    if (given->status == DETENTE_OK) {
        dt_check_concepts(given, &question->concepts);
        dt_check_party(given, question->party, model->syntax->party_count, true);
    }
}

detente_status detente_explain(const detente_model *model, const detente_question *theirs,
                               const detente_style *style, const detente_limits *limits,
                               const detente_sink *sink, detente_error *err)
{
    dt_arguments given = dt_given(err);
    dt_need(&given, model, "a model");
    detente_question question;
    take_question(&given, model, theirs, &question);
    dt_check_style(&given, style, DT_WORDS_OR_JSON);
    dt_check_limits(&given, limits);
    dt_need_sink(&given, sink);
    if (given.status != DETENTE_OK) {
        return given.status;
    }
    dt_poll poll;
    dt_poll_start(&poll, limits, "explaining", 0);
    sink = dt_poll_sink(&poll, sink);
    detente_status status = DETENTE_OK;
    const detente_style filled = dt_style_of(style);
    explaining e = {.model = model, .question = &question, .text.poll = &poll};
    DT_TRY(choose_concepts(model, &question, &e.concepts, err));
    DT_TRY(dt_state_named(model, question.state, &poll, &e.state, err));
    DT_TRY(dt_prover_open(model, model->preferences, &poll, &e.prover, err));
    DT_TRY(dt_phrases_open(model, &filled, &poll, &e.phrases, err));
    DT_TRY(filled.format == DETENTE_JSON ? explain_for_programs(&e, err)
                                         : explain_for_people(&e, &filled, err));
    e.text.failed = e.text.failed || e.phrases.failed;
    status = dt_text_flush(&e.text, sink, err);
done:
    dt_phrases_clear(&e.phrases);
    dt_prover_clear(&e.prover);
    dt_text_clear(&e.text);
    return dt_poll_end(&poll, status, err);
}
