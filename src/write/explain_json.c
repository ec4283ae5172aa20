/* SPDX-License-Identifier: MIT
 *
 * A witness for programs (docs/explain.md): the sentence, and what it rests on as numbers.
 */
#include "write/explain.h"

static void add_reason(dt_phrases *phrases, uint32_t party, uint64_t better, uint64_t worse,
                       dt_json *json)
{
    dt_text words = {0};
    const bool known = dt_compare(&phrases->model->preferences[party], better, worse) !=
                       DETENTE_OPEN;
    (known ? dt_phrase_reason : dt_phrase_doubt)(phrases, party, better, worse, &words);
    phrases->failed |= words.failed;
    dt_json_key_string(json, "because", words.failed ? "" : words.bytes);
    if (!known) {
        dt_json_key_bool(json, "known", false);
    }
    dt_text_clear(&words);
}

static void add_steps(dt_phrases *phrases, const dt_witness *w, const dt_temptation *t,
                      dt_json *json)
{
    uint64_t from = dt_deterrent_of(w->concept) == DT_DETERRENT_JOINT ? w->state : t->to;
    dt_json_key(json,
                dt_deterrent_of(w->concept) == DT_DETERRENT_JOINT ? "together_with" : "sanction");
    dt_json_array(json);
    for (uint32_t k = 0; k < t->step_count; k++) {
        const dt_step *step = &t->steps[k];
        const dt_preference *own = &phrases->model->preferences[step->party];
        dt_json_object(json);
        dt_json_key_string(json, "party", phrases->model->syntax->parties[step->party].id);
        dt_json_key_number(json, "to", (uint64_t)step->state + 1);
        dt_json_key_bool(json, "improvement", dt_prefers(own, from, step->state));
        if (dt_compare(own, step->state, from) == DETENTE_OPEN) {
            dt_json_key_bool(json, "known", false);
        }
        dt_json_end(json);
        from = dt_deterrent_of(w->concept) == DT_DETERRENT_JOINT ? w->state : step->state;
    }
    dt_json_end(json);
}

static void add_states(const char *key, const uint32_t *states, uint32_t count, dt_json *json)
{
    dt_json_key(json, key);
    dt_json_line_array(json);
    for (uint32_t k = 0; k < count; k++) {
        dt_json_number(json, (uint64_t)states[k] + 1);
    }
    dt_json_end(json);
}

static void add_temptation(dt_phrases *phrases, const dt_witness *w, const dt_temptation *t,
                           dt_json *json)
{
    dt_json_line_object(json);
    dt_json_key_number(json, "to", (uint64_t)t->to + 1);
    add_reason(phrases, w->party, t->to, w->state, json);
    dt_json_key_bool(json, "met", t->met);
    if (t->met) {
        add_steps(phrases, w, t, json);
        dt_json_key_number(json, "end", (uint64_t)t->end + 1);
    }
    if (t->met && dt_concept_row(w->concept)->reply) {
        add_states("replies", t->replies.to, t->replies.count, json);
    }
    dt_json_end(json);
}

void dt_explain_json(dt_phrases *phrases, const dt_witness *w, dt_json *json)
{
    dt_text sentence = {0};
    dt_explain_sentence(phrases, w, &sentence);
    phrases->failed |= sentence.failed;
    dt_json_object(json);
    dt_json_key_string(json, "party", phrases->model->syntax->parties[w->party].id);
    dt_json_key_string(json, "concept", detente_concept_id(w->concept));
    dt_json_key_bool(json, "stable", w->stable);
    dt_json_key_string(json, "sentence", sentence.failed ? "" : sentence.bytes);
    dt_text_clear(&sentence);
    dt_json_key(json, "improvements");
    dt_json_array(json);
    for (uint32_t k = 0; k < w->temptation_count; k++) {
        add_temptation(phrases, w, &w->temptations[k], json);
    }
    dt_json_end(json);
    dt_json_key(json, "unmet");
    if (w->stable) {
        dt_json_null(json);
    } else {
        dt_json_number(json, (uint64_t)w->temptations[w->unmet].to + 1);
        add_states("others_can_bring_about", w->ends, w->end_count, json);
    }
    dt_json_end(json);
}
