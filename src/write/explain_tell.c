/* SPDX-License-Identifier: MIT
 *
 * Explanations in their order: the verdict, each party with what it would do, and below what the
 * words rest on.  Concepts under which the same is said of a party are told together.
 */
#include "write/explain.h"

#include "words/naming.h"

/* ---- the head -------------------------------------------------------------------------------- */

static void tell_title(dt_phrases *phrases, uint64_t state, dt_prose *prose)
{
    dt_text name = {0};
    dt_text options = {0};
    dt_phrase_state(phrases, state, &name);
    dt_phrase_options_of(phrases, state, &options);
    prose->failed = prose->failed || name.failed || options.failed;
    dt_text_add(&prose->line, "State ");
    dt_text_number(&prose->line, state + 1);
    if (!prose->failed && strcmp(name.bytes, options.bytes) != 0) {
        dt_text_add(&prose->line, ", ");
        dt_text_add(&prose->line, name.bytes);
    }
    dt_text_add(&prose->line, ": ");
    dt_text_add(&prose->line, prose->failed ? "" : options.bytes);
    dt_prose_heading(prose, 1);
    dt_text_clear(&name);
    dt_text_clear(&options);
}

void dt_explain_verdict(dt_phrases *phrases, uint64_t state, uint32_t party,
                        detente_concepts concepts, detente_concepts stable, dt_prose *prose)
{
    const bool every = party == DETENTE_EVERY_PARTY;
    const detente_concepts lost = dt_concepts_without(concepts, stable);
    dt_text *line = &prose->line;
    tell_title(phrases, state, prose);
    dt_text_add(line, every ? "It is " : "For ");
    if (!every) {
        dt_text_add(line, phrases->model->syntax->parties[party].name);
        dt_text_add(line, " it is ");
    }
    if (!dt_concepts_are_none(stable)) {
        dt_text_add(line, every ? "an equilibrium under " : "stable under ");
        dt_name_concepts(stable, " and ", line);
        dt_text_add(line, dt_concepts_are_none(lost) ? "" : ", not under ");
    } else {
        dt_text_add(line, every ? "no equilibrium under " : "not stable under ");
    }
    dt_name_concepts(lost, " or ", line);
    dt_text_add_char(line, '.');
    dt_prose_paragraph(prose, 0);
}

/* ---- one party ------------------------------------------------------------------------------- */

/* What is said under one concept: the sentence, then its details. */
static void tell_witness(dt_phrases *phrases, const dt_witness *witness, bool details,
                         dt_prose *prose)
{
    dt_text_add(&prose->line, ", ");
    dt_explain_sentence(phrases, witness, &prose->line);
    dt_text_add_char(&prose->line, '.');
    dt_prose_paragraph(prose, 2);
    if (details) {
        dt_explain_details(phrases, witness, prose);
    }
}

/* "Under Nash and GMR, ...": what is said under these concepts. */
static void tell_together(const dt_prose *said, detente_concepts same, detente_concepts all,
                          dt_prose *prose)
{
    dt_text_add(&prose->label, "Under ");
    if (dt_concepts_equal(same, all) && dt_concepts_count(same) > 1) {
        dt_text_add(&prose->label, "every concept");
    } else {
        dt_name_concepts(same, " and ", &prose->label);
    }
    dt_prose_append(prose, said, 0, said->count);
}

void dt_explain_account(dt_phrases *phrases, const dt_account *account, bool details,
                        dt_prose *prose)
{
    dt_prose said[DT_CONCEPT_COUNT] = {{.count = 0}};
    detente_concepts left = account->concepts;
    dt_text_add(&prose->line, phrases->model->syntax->parties[account->party].name);
    dt_prose_heading(prose, 2);
    DT_EACH_CONCEPT (c, account->concepts) {
        tell_witness(phrases, &account->witnesses[c], details, &said[c]);
        prose->failed = prose->failed || said[c].failed;
    }
    DT_EACH_CONCEPT (c, left) {
        detente_concepts same = {{0}};
        DT_EACH_CONCEPT (other, left) {
            if (!prose->failed && dt_prose_equals(&said[c], &said[other])) {
                dt_concepts_add(&same, other);
            }
        }
        tell_together(&said[c], same, account->concepts, prose);
        left = dt_concepts_without(left, same);
    }
    DT_EACH_CONCEPT (c, account->concepts) {
        dt_prose_clear(&said[c]);
    }
}

/* ---- what it rests on ------------------------------------------------------------------------ */

/* "name: words", after the heading where it is the first entry below it. */
static void put_entry(const char *heading, bool *first, const char *name, dt_text *words,
                      dt_prose *prose)
{
    if (*first) {
        dt_text_add(&prose->line, heading);
        dt_prose_heading(prose, 2);
    }
    *first = false;
    dt_text_add(&prose->label, name);
    dt_text_add(&prose->label, ": ");
    dt_text_add_bytes(&prose->line, words->length > 0 ? words->bytes : "", words->length);
    prose->failed = prose->failed || words->failed;
    words->length = 0;
    dt_prose_item(prose, 0, 2);
}

static void tell_options(const dt_phrases *phrases, dt_text *words, dt_prose *prose)
{
    const dt_syntax *syntax = phrases->model->syntax;
    bool first = true;
    for (uint32_t k = 0; k < syntax->option_count; k++) {
        const dt_option *option = &syntax->options[k];
        if ((phrases->options >> k & 1) != 0 && strcmp(option->id, option->label) != 0) {
            dt_text name = {0};
            dt_option_name(syntax, k, &name);
            dt_text_add(words, option->label);
            dt_phrase_marks(phrases, &option->support, words);
            prose->failed = prose->failed || name.failed;
            put_entry("Options", &first, name.failed ? "" : name.bytes, words, prose);
            dt_text_clear(&name);
        }
    }
}

static void tell_notes(const dt_phrases *phrases, dt_text *words, dt_prose *prose)
{
    bool first = true;
    for (size_t k = 0; k < phrases->evidence_count; k++) {
        const dt_evidence *evidence = &phrases->evidence[k];
        if (evidence->support->note != NULL) {
            dt_text_add(words, evidence->support->note);
            put_entry("Notes", &first, evidence->words, words, prose);
        }
    }
}

static bool is_cited(const dt_phrases *phrases, uint32_t source)
{
    for (size_t k = 0; k < phrases->evidence_count; k++) {
        const dt_support *support = phrases->evidence[k].support;
        for (uint32_t j = 0; j < support->mark_count; j++) {
            if (support->marks[j].source == source) {
                return true;
            }
        }
    }
    return false;
}

static void tell_sources(const dt_phrases *phrases, dt_text *words, dt_prose *prose)
{
    const dt_syntax *syntax = phrases->model->syntax;
    bool first = true;
    for (uint32_t k = 0; k < syntax->source_count; k++) {
        if (is_cited(phrases, k)) {
            dt_text_add(words, syntax->sources[k].text);
            put_entry("Sources", &first, syntax->sources[k].id, words, prose);
        }
    }
}

void dt_explain_evidence(const dt_phrases *phrases, dt_prose *prose)
{
    dt_text words = {0};
    tell_options(phrases, &words, prose);
    tell_notes(phrases, &words, prose);
    tell_sources(phrases, &words, prose);
    dt_text_clear(&words);
}
