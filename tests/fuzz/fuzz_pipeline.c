/* SPDX-License-Identifier: MIT
 *
 * Fuzzing the whole way of a sound model that the bytes choose: text -> both engines, which agree
 * -> laid out, and through JSON, and solved again to the same answer -> a certificate, which the
 * checker verifies and which proves this answer.
 */
#define _POSIX_C_SOURCE 200809L

#include "../reference/random_model.h"
#include "check.h"
#include "concepts/concepts.h"
#include "fuzz.h"

#include <stdio.h>
#include <unistd.h>

static void draw_text(const uint8_t *data, size_t size, dt_text *text)
{
    static const random_form forms[] = {RANDOM_OPTIONS, RANDOM_OPTIONS, RANDOM_COALESCED,
                                        RANDOM_GRAPH};
    random_knobs knobs = random_knobs_for(forms[data[0] % 4]);
    knobs.most_options = 5;
    knobs.most_states = 7;
    knobs.rich = data[0] / 4 % 2 == 1;
    knobs.claims = data[0] / 8 % 2 == 1;
    random_model_of(data + 1, size - 1, &knobs, text);
}

/* The answer of the model read from `text`. */
static void answer_of(const dt_text *text, detente_engine engine, dt_text *json)
{
    detente_model *model = fuzz_model(text);
    detente_analysis *analysis = fuzz_solve(model, engine);
    fuzz_answer(analysis, json);
    detente_analysis_free(analysis);
    detente_model_free(model);
}

/* `change` turns the model into another text that must have the same answer. */
static void check_same(const dt_text *changed, const dt_text *answer, const char *what)
{
    dt_text again = {0};
    answer_of(changed, DETENTE_ENGINE_AUTO, &again);
    insist(fuzz_same(answer, &again), what);
    dt_text_clear(&again);
}

static void check_layout(const dt_text *text, const dt_text *answer)
{
    dt_text laid = {0};
    const detente_sink sink = fuzz_sink(&laid);
    insist(detente_format(text->bytes, text->length, "fuzz", NULL, &sink, NULL, NULL) == DETENTE_OK,
           "not laid out");
    check_same(&laid, answer, "layout changed the answer");
    dt_text_clear(&laid);
}

static void check_json(const detente_model *model, const dt_text *answer)
{
    dt_text json = {0};
    dt_text back = {0};
    const detente_sink sink = fuzz_sink(&json);
    insist(detente_model_to_json(model, NULL, &sink, NULL) == DETENTE_OK, "no JSON");
    insist(fuzz_import(detente_json_to_text, json.bytes, json.length, &back), "JSON is refused");
    check_same(&back, answer, "JSON changed the answer");
    dt_text_clear(&json);
    dt_text_clear(&back);
}

static void check_verified(const detente_analysis *analysis, const conflict *c,
                           const verification *v)
{
    if (!v->verified) {
        dprintf(STDERR_FILENO, "line %llu: %s\n", (unsigned long long)v->line, v->message);
        insist(false, "a true certificate is refused");
    }
    insist(dt_concepts_equal(v->concepts, detente_analysis_concepts(analysis)),
           "not all concepts are proved");
    DT_EACH_CONCEPT (k, v->concepts) {
        for (uint64_t s = 0; s < c->states; s++) {
            insist(dt_bit(v->equilibria[k], s) ==
                       detente_analysis_stable(analysis, (detente_concept)k, DETENTE_EVERY_PARTY,
                                               s + 1),
                   "another answer is proved");
        }
    }
}

static void check_certificate(const dt_text *text, const detente_analysis *analysis)
{
    dt_text certificate = {0};
    dt_syntax *syntax = fuzz_tree(text);
    conflict c;
    verification v;
    const detente_sink sink = fuzz_sink(&certificate);
    insist(detente_write_certificate(analysis, NULL, &sink, NULL) == DETENTE_OK, "no certificate");
    insist(conflict_open(&c, syntax) == NULL, "the checker cannot read the model");
    FILE *file = fmemopen(certificate.bytes, certificate.length, "rb");
    insist(file != NULL, "no memory");
    verify_certificate(&c, dt_digest(text->bytes, text->length), file, &v);
    fclose(file);
    check_verified(analysis, &c, &v);
    verification_clear(&v);
    conflict_close(&c);
    dt_syntax_free(syntax);
    dt_text_clear(&certificate);
}

int fuzz_pipeline(const uint8_t *data, size_t size)
{
    dt_text text = {0};
    dt_text answer = {0};
    dt_text other = {0};
    if (size < 2) {
        return 0;
    }
    draw_text(data, size, &text);
    detente_model *model = fuzz_model(&text);
    detente_analysis *analysis = fuzz_solve(model, DETENTE_ENGINE_GRAPH);
    fuzz_answer(analysis, &answer);
    if (data[0] % 4 < 2) { /* option form without coalesced states: what both engines take */
        answer_of(&text, DETENTE_ENGINE_OPTION, &other);
        insist(fuzz_same(&answer, &other), "the engines disagree");
    }
    check_layout(&text, &answer);
    check_json(model, &answer);
    check_certificate(&text, analysis);
    detente_analysis_free(analysis);
    detente_model_free(model);
    dt_text_clear(&text);
    dt_text_clear(&answer);
    dt_text_clear(&other);
    return 0;
}
