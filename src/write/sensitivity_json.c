/* SPDX-License-Identifier: MIT
 *
 * What matters, for programs.
 */
#include "write/sensitivity.h"

#include "base/json.h"

static void add_effect(const char *key, const dt_effect *effect, dt_json *json)
{
    dt_json_key(json, key);
    if (effect == NULL) {
        dt_json_null(json);
        return;
    }
    dt_json_line_object(json);
    dt_json_key_bool(json, "same_order", effect->same_order);
    dt_json_key_number(json, "lost", effect->lost.count);
    dt_json_key_number(json, "gained", effect->gained.count);
    dt_json_end(json);
}

static void add_line(dt_phrases *phrases, uint32_t party, uint32_t k, const dt_line_effect *effect,
                     dt_json *json)
{
    dt_text line = {0};
    dt_sensitivity_line(phrases, party, k, &line);
    dt_json_object(json);
    dt_json_key_string(json, "line", line.failed ? "" : line.bytes);
    dt_json_key_bool(json, "never_decides", effect->dropped.same_order);
    if (phrases->model->syntax->preferences[party].kind == DT_WANTS) {
        dt_json_key_number(json, "pairs_decided", effect->pairs);
    }
    add_effect("dropped", &effect->dropped, json);
    add_effect("swapped", effect->has_next ? &effect->swapped : NULL, json);
    dt_json_end(json);
    json->text->failed |= line.failed;
    dt_text_clear(&line);
}

void dt_sensitivity_json(const dt_matters *matters, dt_phrases *phrases, dt_text *text)
{
    const dt_syntax *syntax = phrases->model->syntax;
    dt_json json = dt_json_into(text);
    dt_json_object(&json);
    dt_json_key_number(&json, "detente", 1);
    dt_json_key_string(&json, "conflict", syntax->title);
    dt_json_key(&json, "sensitivity");
    dt_json_array(&json);
    for (uint32_t party = 0; party < syntax->party_count; party++) {
        const dt_party_effect *effect = &matters->parties[party];
        dt_json_object(&json);
        dt_json_key_string(&json, "party", syntax->parties[party].id);
        dt_json_key(&json, "lines");
        dt_json_array(&json);
        for (uint32_t k = 0; k < effect->count; k++) {
            add_line(phrases, party, k, &effect->lines[k], &json);
        }
        dt_json_end(&json);
        dt_json_key_number(&json, "tied_pairs", effect->tied_pairs);
        dt_json_end(&json);
    }
    dt_json_end(&json);
    dt_json_end(&json);
    dt_text_add_char(text, '\n');
}
