/* SPDX-License-Identifier: MIT
 *
 * The answer of `detente paths` for programs (docs/explain.md).
 */
#include "write/paths.h"

#include "base/json.h"

static void add_steps(const dt_paths *p, const char *key, uint64_t from, const dt_step *steps,
                      uint32_t count, dt_json *json)
{
    dt_json_key(json, key);
    dt_json_line_array(json);
    for (uint32_t k = 0; k < count; k++) {
        const dt_preference *own = &p->view->model->preferences[steps[k].party];
        dt_json_object(json);
        dt_json_key_string(json, "party", p->view->syntax->parties[steps[k].party].id);
        dt_json_key_number(json, "to", (uint64_t)steps[k].state + 1);
        dt_json_key_bool(json, "improvement", dt_prefers(own, from, steps[k].state));
        if (dt_compare(own, steps[k].state, from) == DETENTE_OPEN) {
            dt_json_key_bool(json, "known", false);
        }
        dt_json_end(json);
        from = steps[k].state;
    }
    dt_json_end(json);
}

static void add_way(const dt_paths *p, const char *key, const dt_way *way, dt_json *json)
{
    if (way->exists) {
        add_steps(p, key, p->from, way->steps, way->length, json);
    } else {
        dt_json_key(json, key);
        dt_json_null(json);
    }
}

/* The ids of the parties in `group`. */
static void add_parties(const dt_paths *p, const char *key, uint64_t group, dt_json *json)
{
    dt_json_key(json, key);
    dt_json_line_array(json);
    for (uint32_t party = 0; party < p->view->syntax->party_count; party++) {
        if (group >> party & 1) {
            dt_json_string(json, p->view->syntax->parties[party].id);
        }
    }
    dt_json_end(json);
}

static void add_jump(const dt_paths *p, const dt_jump *jump, dt_json *json)
{
    dt_json_key(json, "together");
    if (jump->group == 0) {
        dt_json_null(json);
        return;
    }
    const dt_step *steps = jump->steps;
    const uint64_t from = jump->joint_at == 0 ? p->from : steps[jump->joint_at - 1].state;
    dt_json_object(json);
    dt_json_key_number(json, "from", from + 1);
    add_parties(p, "parties", jump->group, json);
    add_steps(p, "steps", from, steps + jump->joint_at, jump->followed_at - jump->joint_at, json);
    add_steps(p, "before", p->from, steps, jump->joint_at, json);
    add_steps(p, "after", steps[jump->followed_at - 1].state, steps + jump->followed_at,
              jump->step_count - jump->followed_at, json);
    add_parties(p, "followers", jump->followers, json);
    dt_json_key_bool(json, "each_gains", jump->gains);
    dt_json_end(json);
}

static void add_concepts(const char *key, detente_concepts concepts, dt_json *json)
{
    dt_json_key(json, key);
    dt_json_line_array(json);
    DT_EACH_CONCEPT (c, concepts) {
        dt_json_string(json, detente_concept_id((detente_concept)c));
    }
    dt_json_end(json);
}

static void add_path(const dt_paths *p, const dt_path *path, dt_json *json)
{
    dt_json_object(json);
    dt_json_key_number(json, "to", path->to + 1);
    add_concepts("equilibrium_under", path->under, json);
    add_way(p, "by_improvements", &path->paying, json);
    add_way(p, "by_moves", &path->legal, json);
    add_jump(p, &path->jump, json);
    add_parties(p, "gain", path->gain, json);
    add_parties(p, "lose", path->lose, json);
    if (path->open != 0) {
        add_parties(p, "unknown", path->open, json);
    }
    if (path->jump.cut) {
        dt_json_key_bool(json, "complete", false);
    }
    dt_json_end(json);
}

static void add_reached(const dt_paths *p, const char *key, const dt_reach *reach, dt_json *json)
{
    dt_json_key(json, key);
    dt_json_line_array(json);
    for (uint64_t s = 0; s < p->view->count; s++) {
        if (dt_reach_distance(reach, s) != DT_UNREACHED) {
            dt_json_object(json);
            dt_json_key_number(json, "n", s + 1);
            dt_json_key_number(json, "steps", dt_reach_distance(reach, s));
            dt_json_end(json);
        }
    }
    dt_json_end(json);
}

detente_status dt_paths_json(dt_paths *p, dt_text *text, detente_error *err)
{
    detente_status status = DETENTE_OK;
    dt_json json = dt_json_into(text);
    dt_json_object(&json);
    dt_json_key_number(&json, "detente", 1);
    dt_json_key_string(&json, "conflict", p->view->syntax->title);
    dt_json_key_number(&json, "from", p->from + 1);
    add_reached(p, "reached_by_improvements", &p->paying, &json);
    add_reached(p, "reached_by_moves", &p->legal, &json);
    dt_json_key(&json, "paths");
    dt_json_array(&json);
    for (uint64_t k = 0; k < p->target_count; k++) {
        dt_path path;
        DT_TRY(dt_path_find(p, p->targets[k], &path, err));
        add_path(p, &path, &json);
        dt_path_clear(&path);
    }
    dt_json_end(&json);
    dt_json_end(&json);
    dt_text_add_char(text, '\n');
done:
    return status;
}
