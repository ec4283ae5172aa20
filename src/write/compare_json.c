/* SPDX-License-Identifier: MIT
 *
 * The answer of `detente compare` for programs.
 */
#include "write/compare.h"

#include "base/json.h"

static void add_difference(const dt_difference *difference, dt_json *json)
{
    dt_text line = {0};
    dt_difference_say(difference, &line);
    dt_json_line_object(json);
    dt_json_key_string(json, "what", dt_difference_part(difference));
    dt_json_key_string(json, "line", line.failed ? "" : line.bytes);
    dt_json_end(json);
    json->text->failed |= line.failed;
    dt_text_clear(&line);
}

static detente_status add_change(dt_comparing *c, const dt_change *change, dt_json *json,
                                 detente_error *err)
{
    dt_text why = {0};
    const detente_status status = dt_compare_cause(c, change, &why, err);
    const dt_syntax *syntax = c->first.view.syntax;
    dt_json_line_object(json);
    dt_json_key_number(json, "n", (uint64_t)change->state + 1);
    dt_json_key_number(json, "n_second",
                       (uint64_t)c->comparison.match.other_of_first[change->state] + 1);
    dt_json_key_string(json, "party", syntax->parties[change->party].id);
    dt_json_key_string(json, "concept", detente_concept_id(change->concept));
    dt_json_key_string(json, "stable_in", change->stable_now ? "second" : "first");
    dt_json_key_string(json, "because", why.failed || why.length == 0 ? "" : why.bytes);
    dt_json_end(json);
    json->text->failed |= why.failed;
    dt_text_clear(&why);
    return status;
}

static detente_status add_changes(dt_comparing *c, uint64_t limit, dt_json *json,
                                  detente_error *err)
{
    detente_status status = DETENTE_OK;
    const dt_comparison *comparison = &c->comparison;
    uint64_t count = 0;
    DT_EACH_CONCEPT (k, comparison->concepts) {
        for (uint32_t p = 0; p < c->first.view.syntax->party_count; p++) {
            for (uint64_t s = 0; s < c->first.view.count; s++) {
                dt_change change;
                if (dt_comparison_changed(comparison, (detente_concept)k, p, (uint32_t)s,
                                          &change) &&
                    count++ < limit) {
                    DT_TRY(add_change(c, &change, json, err));
                }
            }
        }
    }
    dt_json_end(json);
    dt_json_key_number(json, "change_count", count);
done:
    return status;
}

detente_status dt_compare_json(dt_comparing *c, uint64_t limit, dt_text *text, detente_error *err)
{
    detente_status status = DETENTE_OK;
    dt_json json = dt_json_into(text);
    dt_json_object(&json);
    dt_json_key_number(&json, "detente", 1);
    dt_json_key_string(&json, "first", c->first.name);
    dt_json_key_string(&json, "second", c->second.name);
    dt_json_key(&json, "differences");
    dt_json_array(&json);
    for (size_t k = 0; k < c->differences.count; k++) {
        add_difference(&c->differences.list[k], &json);
    }
    dt_json_end(&json);
    dt_json_key_number(&json, "only_first", dt_comparison_only(&c->comparison, true));
    dt_json_key_number(&json, "only_second", dt_comparison_only(&c->comparison, false));
    dt_json_key(&json, "changes");
    dt_json_array(&json);
    DT_TRY(add_changes(c, limit, &json, err));
    dt_json_end(&json);
    dt_text_add_char(text, '\n');
done:
    return status;
}
