/* SPDX-License-Identifier: MIT
 *
 * detente_explain: why a state is stable or not, party by party.
 *
 * A witness is found for each party and concept, told in words, and those that read the same are
 * told once.  Below stands what the words rest on: options, notes, sources.
 */
#include "write/explain.h"
#include "base/arguments.h"
#include "base/poll.h"
#include "engines/stability.h"
#include "words/words.h"

#include <stdio.h>

/* What is said about one verdict. */
typedef struct account {
    bool stable;
    dt_text sentence;
    dt_text details; /* printed already */
} account;

typedef struct explaining {
    const detente_model *model;
    const detente_style *style;
    const detente_question *question;
    uint64_t state;
    detente_concepts concepts;
    dt_prover prover;
    dt_phrases phrases;
    dt_text *text; /* where details go */
    dt_text out;
} explaining;

static bool is_markdown(const explaining *e)
{
    return e->style->format == DETENTE_MARKDOWN;
}

static bool is_asked(const explaining *e, uint32_t party)
{
    return e->question->party == DETENTE_EVERY_PARTY || e->question->party == party;
}

/* ---- paragraphs ------------------------------------------------------------------------------ */

static void put_head(explaining *e, const char *words)
{
    dt_text_add_char(&e->out, '\n');
    dt_say_head(&e->out, "##", words, e->style);
}

static void put_detail(void *payload, unsigned depth, const char *words)
{
    explaining *e = payload;
    if (is_markdown(e)) {
        dt_say_paragraph(e->text, depth == 0 ? "- " : "  - ", words, e->style);
    } else {
        char first[24];
        snprintf(first, sizeof first, "%s%s ", depth == 0 ? "    " : "      ",
                 depth == 0 ? dt_draw(e->style, DT_MARK_DOT) : dt_draw(e->style, DT_MARK_ARROW));
        dt_say_wrapped(e->text, first, words, e->style->width);
    }
}

/* "Nash, GMR and SEQ"; with `word` " or ", "Nash, GMR or SEQ". */
static void add_concepts(detente_concepts concepts, const char *word, dt_text *text)
{
    const uint32_t count = dt_concepts_count(concepts);
    uint32_t said = 0;
    DT_EACH_CONCEPT (concept, concepts) {
        said++;
        dt_text_add(text, said == 1 ? "" : said == count ? word : ", ");
        dt_text_add(text, detente_concept_name((detente_concept)concept));
    }
}

/* ---- one party ------------------------------------------------------------------------------- */

static detente_status find_accounts(explaining *e, uint32_t party, account *accounts,
                                    detente_error *err)
{
    const dt_explain_lines lines = {put_detail, e};
    DT_EACH_CONCEPT (concept, e->concepts) {
        account *a = &accounts[concept];
        dt_witness witness;
        const detente_status status = dt_witness_find(&e->prover, e->state, party,
                                                      (detente_concept)concept, &witness, err);
        if (status != DETENTE_OK) {
            return status;
        }
        a->stable = witness.stable;
        dt_explain_sentence(&e->phrases, &witness, &a->sentence);
        if (e->question->details) {
            e->text = &a->details;
            dt_explain_details(&e->phrases, &witness, &lines);
        }
        dt_witness_clear(&witness);
    }
    return DETENTE_OK;
}

static bool is_same_text(const dt_text *a, const dt_text *b)
{
    return a->length == b->length && (a->length == 0 || memcmp(a->bytes, b->bytes, a->length) == 0);
}

/* "Under Nash and GMR, ...": what is said of a party under these concepts. */
static void put_account(explaining *e, const account *a, detente_concepts same)
{
    dt_text first = {0};
    dt_text line = {0};
    dt_text *head = is_markdown(e) ? &first : &line;
    dt_text_add(&first, is_markdown(e) ? "**" : "  ");
    dt_text_add(head, "Under ");
    if (dt_concepts_equal(same, e->concepts) && dt_concepts_count(same) > 1) {
        dt_text_add(head, "every concept");
    } else {
        add_concepts(same, " and ", head);
    }
    dt_text_add(head, is_markdown(e) ? "**, " : ", ");
    dt_text_add_bytes(&line, a->sentence.bytes, a->sentence.length);
    dt_text_add(&line, ".");
    dt_say_paragraph(&e->out, first.failed ? "" : first.bytes, line.failed ? "" : line.bytes,
                     e->style);
    e->out.failed |= first.failed || line.failed;
    dt_text_clear(&first);
    dt_text_clear(&line);
}

/* "Under Nash and GMR, Pakistan would ...": concepts that read the same are told once. */
static void write_accounts(explaining *e, const account *accounts)
{
    detente_concepts left = e->concepts;
    DT_EACH_CONCEPT (concept, left) {
        const account *a = &accounts[concept];
        detente_concepts same = {{0}};
        DT_EACH_CONCEPT (other, left) {
            const account *b = &accounts[other];
            if (is_same_text(&a->sentence, &b->sentence) &&
                is_same_text(&a->details, &b->details)) {
                dt_concepts_add(&same, other);
            }
        }
        left = dt_concepts_without(left, same);
        put_account(e, a, same);
        dt_text_add(&e->out, is_markdown(e) ? "\n" : "");
        dt_text_add_bytes(&e->out, a->details.bytes, a->details.length);
        dt_text_add(&e->out, is_markdown(e) && a->details.length > 0 ? "\n" : "");
    }
}

static detente_status explain_party(explaining *e, uint32_t party, detente_concepts *stable,
                                    detente_error *err)
{
    account accounts[DT_CONCEPT_COUNT] = {{0}};
    const detente_status status = find_accounts(e, party, accounts, err);
    if (status == DETENTE_OK) {
        put_head(e, e->model->syntax->parties[party].name);
        write_accounts(e, accounts);
    }
    DT_EACH_CONCEPT (concept, e->concepts) {
        account *a = &accounts[concept];
        if (!a->stable) {
            detente_concepts_remove(stable, (detente_concept)concept);
        }
        e->out.failed |= a->sentence.failed || a->details.failed;
        dt_text_clear(&a->sentence);
        dt_text_clear(&a->details);
    }
    return status;
}

/* ---- the head -------------------------------------------------------------------------------- */

/* "State 2, the deadlock: “threaten”" */
static void write_title(explaining *e, dt_text *text)
{
    dt_text name = {0};
    dt_text options = {0};
    dt_phrase_state(&e->phrases, e->state, &name);
    dt_phrase_options_of(&e->phrases, e->state, &options);
    e->out.failed |= name.failed || options.failed;
    dt_text_format(text, "%sState %llu", is_markdown(e) ? "# " : "",
                   (unsigned long long)e->state + 1);
    if (!is_same_text(&name, &options) && !name.failed) {
        dt_text_add(text, ", ");
        dt_say_words(text, name.bytes, e->style);
    }
    dt_text_add(text, ": ");
    dt_say_words(text, options.failed ? "" : options.bytes, e->style);
    dt_text_add_char(text, '\n');
    dt_text_clear(&name);
    dt_text_clear(&options);
}

/* Under what it is stable, for everybody or for the one party asked about. */
static void write_verdict(explaining *e, detente_concepts stable, dt_text *text)
{
    const bool every = e->question->party == DETENTE_EVERY_PARTY;
    const detente_concepts lost = dt_concepts_without(e->concepts, stable);
    dt_text line = {0};
    dt_text_add(&line, every ? "It is " : "For ");
    if (!every) {
        dt_text_add(&line, e->model->syntax->parties[e->question->party].name);
        dt_text_add(&line, " it is ");
    }
    if (!dt_concepts_are_none(stable)) {
        dt_text_add(&line, every ? "an equilibrium under " : "stable under ");
        add_concepts(stable, " and ", &line);
        dt_text_add(&line, dt_concepts_are_none(lost) ? "" : ", not under ");
        add_concepts(lost, " or ", &line);
    } else {
        dt_text_add(&line, every ? "no equilibrium under " : "not stable under ");
        add_concepts(lost, " or ", &line);
    }
    dt_text_add_char(&line, '.');
    e->out.failed |= line.failed;
    dt_text_add(text, is_markdown(e) ? "\n" : "");
    dt_say_paragraph(text, "", line.failed ? "" : line.bytes, e->style);
    dt_text_clear(&line);
}

/* ---- what it rests on ------------------------------------------------------------------------ */

static void put_entry(explaining *e, const char *name, const char *words)
{
    dt_text first = {0};
    dt_text_add(&first, is_markdown(e) ? "- " : "  ");
    dt_say_words(&first, name, e->style);
    dt_text_add(&first, ": ");
    dt_say_paragraph(&e->out, first.failed ? "" : first.bytes, words, e->style);
    e->out.failed |= first.failed;
    dt_text_clear(&first);
}

static void write_options(explaining *e)
{
    const dt_syntax *syntax = e->model->syntax;
    bool any = false;
    for (uint32_t k = 0; k < syntax->option_count; k++) {
        const dt_option *option = &syntax->options[k];
        if (!(e->phrases.options >> k & 1) || strcmp(option->id, option->label) == 0) {
            continue;
        }
        if (!any) {
            put_head(e, "Options");
        }
        any = true;
        dt_text name = {0};
        dt_text label = {0};
        dt_option_name(syntax, k, &name);
        dt_text_add(&label, option->label);
        dt_phrase_marks(&e->phrases, &option->support, &label);
        e->out.failed |= name.failed || label.failed;
        put_entry(e, name.failed ? "" : name.bytes, label.failed ? "" : label.bytes);
        dt_text_clear(&name);
        dt_text_clear(&label);
    }
}

static void write_notes(explaining *e)
{
    bool any = false;
    for (size_t k = 0; k < e->phrases.evidence_count; k++) {
        const dt_evidence *evidence = &e->phrases.evidence[k];
        if (evidence->support->note == NULL) {
            continue;
        }
        if (!any) {
            put_head(e, "Notes");
        }
        any = true;
        put_entry(e, evidence->words, evidence->support->note);
    }
}

static bool is_cited(const explaining *e, uint32_t source)
{
    for (size_t k = 0; k < e->phrases.evidence_count; k++) {
        const dt_support *support = e->phrases.evidence[k].support;
        for (uint32_t j = 0; j < support->mark_count; j++) {
            if (support->marks[j].source == source) {
                return true;
            }
        }
    }
    return false;
}

static void write_sources(explaining *e)
{
    const dt_syntax *syntax = e->model->syntax;
    bool any = false;
    for (uint32_t k = 0; k < syntax->source_count; k++) {
        if (is_cited(e, k)) {
            if (!any) {
                put_head(e, "Sources");
            }
            any = true;
            put_entry(e, syntax->sources[k].id, syntax->sources[k].text);
        }
    }
}

/* ---- all ------------------------------------------------------------------------------------- */

static detente_status explain_for_people(explaining *e, const detente_sink *sink,
                                         detente_error *err)
{
    detente_status status = DETENTE_OK;
    detente_concepts stable = e->concepts;
    dt_text head = {0};
    for (uint32_t party = 0; party < e->model->syntax->party_count; party++) {
        if (is_asked(e, party)) {
            DT_TRY(explain_party(e, party, &stable, err));
        }
    }
    write_options(e);
    write_notes(e);
    write_sources(e);
    write_title(e, &head);
    write_verdict(e, stable, &head);
    head.failed |= e->out.failed || e->phrases.failed;
    DT_TRY(dt_text_flush(&head, sink, err));
    DT_TRY(dt_text_flush(&e->out, sink, err));
done:
    dt_text_clear(&head);
    return status;
}

static detente_status explain_for_programs(explaining *e, const detente_sink *sink,
                                           detente_error *err)
{
    detente_status status = DETENTE_OK;
    dt_json json = dt_json_into(&e->out);
    dt_json_object(&json);
    dt_json_key_number(&json, "detente", 1);
    dt_json_key_string(&json, "conflict", e->model->syntax->title);
    dt_json_key_number(&json, "state", e->state + 1);
    dt_json_key(&json, "verdicts");
    dt_json_array(&json);
    for (uint32_t party = 0; party < e->model->syntax->party_count; party++) {
        DT_EACH_CONCEPT (concept, e->concepts) {
            if (is_asked(e, party)) {
                dt_witness witness;
                DT_TRY(dt_witness_find(&e->prover, e->state, party, (detente_concept)concept,
                                       &witness, err));
                dt_explain_json(&e->phrases, &witness, &json);
                dt_witness_clear(&witness);
            }
        }
    }
    dt_json_end(&json);
    dt_json_end(&json);
    dt_text_add_char(&e->out, '\n');
    e->out.failed |= e->phrases.failed;
    DT_TRY(dt_text_flush(&e->out, sink, err));
done:
    return status;
}

static detente_status choose_concepts(const detente_model *model, const detente_question *question,
                                      detente_concepts *concepts, detente_error *err)
{
    const bool options_alone = dt_option_applies(model);
    const detente_status known = dt_model_rankings(model, "no engine decides that yet", err);
    if (known != DETENTE_OK) {
        return known;
    }
    *concepts = question->concepts;
    if (dt_concepts_are_none(*concepts)) {
        *concepts = dt_applying_of(dt_decided_of(detente_concepts_all()), options_alone);
    }
    const detente_concepts meaningless = dt_concepts_without(
        *concepts, dt_applying_of(*concepts, options_alone));
    if (!dt_concepts_are_none(meaningless)) {
        return dt_fail(
            err, DETENTE_EUNSUPPORTED,
            "%s has a meaning only in option form without coalesced states",
            detente_concept_name((detente_concept)detente_concepts_next(&meaningless, 0)));
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
    explaining e = {.model = model, .style = &filled, .question = &question, .out.poll = &poll};
    DT_TRY(choose_concepts(model, &question, &e.concepts, err));
    DT_TRY(dt_state_named(model, question.state, &poll, &e.state, err));
    DT_TRY(dt_prover_open(model, model->preferences, &poll, &e.prover, err));
    DT_TRY(dt_phrases_open(model, &filled, &poll, &e.phrases, err));
    status = filled.format == DETENTE_JSON ? explain_for_programs(&e, sink, err)
                                           : explain_for_people(&e, sink, err);
done:
    dt_phrases_clear(&e.phrases);
    dt_prover_clear(&e.prover);
    dt_text_clear(&e.out);
    return dt_poll_end(&poll, status, err);
}
