/* SPDX-License-Identifier: MIT
 *
 * The answer of `detente paths` for programs (docs/explain.md).
 */
#include "write/paths.h"

#include "base/json.h"

static void add_steps(const dt_paths *t, const char *key, uint64_t from, const dt_step *steps,
                      uint32_t count, dt_json *json)
{
    dt_json_key(json, key);
    dt_json_line_array(json);
    for (uint32_t k = 0; k < count; k++) {
        const dt_preference *own = &t->model->preferences[steps[k].party];
        dt_json_object(json);
        dt_json_key_string(json, "party", t->model->syntax->parties[steps[k].party].id);
        dt_json_key_number(json, "to", (uint64_t)steps[k].state + 1);
        dt_json_key_bool(json, "improvement", dt_prefers(own, from, steps[k].state));
        dt_json_end(json);
        from = steps[k].state;
    }
    dt_json_end(json);
}

static detente_status add_way(const dt_paths *t, const char *key, const dt_reach *reach,
                              uint64_t to, dt_json *json, detente_error *err)
{
    const uint32_t length = dt_reach_distance(reach, to);
    if (length == DT_UNREACHED) {
        dt_json_key(json, key);
        dt_json_null(json);
        return DETENTE_OK;
    }
    dt_step *steps = dt_zeroed(length, sizeof *steps);
    if (steps == NULL) {
        return dt_no_memory(err);
    }
    dt_reach_way(reach, to, steps);
    add_steps(t, key, t->from, steps, length, json);
    free(steps);
    return DETENTE_OK;
}

/* The ids of the parties in `group`. */
static void add_parties(const dt_paths *t, const char *key, uint64_t group, dt_json *json)
{
    dt_json_key(json, key);
    dt_json_line_array(json);
    for (uint32_t party = 0; party < t->model->syntax->party_count; party++) {
        if (group >> party & 1) {
            dt_json_string(json, t->model->syntax->parties[party].id);
        }
    }
    dt_json_end(json);
}

static void add_jump(const dt_paths *t, const dt_jump *jump, dt_json *json)
{
    dt_json_key(json, "together");
    if (jump->group == 0) {
        dt_json_null(json);
        return;
    }
    const dt_step *steps = jump->steps;
    const uint64_t from = jump->joint_at == 0 ? t->from : steps[jump->joint_at - 1].state;
    dt_json_object(json);
    dt_json_key_number(json, "from", from + 1);
    add_parties(t, "parties", jump->group, json);
    add_steps(t, "steps", from, steps + jump->joint_at, jump->followed_at - jump->joint_at, json);
    add_steps(t, "before", t->from, steps, jump->joint_at, json);
    add_steps(t, "after", steps[jump->followed_at - 1].state, steps + jump->followed_at,
              jump->step_count - jump->followed_at, json);
    add_parties(t, "followers", jump->followers, json);
    dt_json_key_bool(json, "each_gains", jump->gains);
    dt_json_end(json);
}

/* Who gains and who loses at `to` against the start. */
static void add_gains(const dt_paths *t, uint64_t to, dt_json *json)
{
    uint64_t gain = 0;
    uint64_t lose = 0;
    for (uint32_t party = 0; party < t->model->syntax->party_count; party++) {
        const detente_comparison end = dt_compare(&t->model->preferences[party], to, t->from);
        gain |= (uint64_t)(end == DETENTE_BETTER) << party;
        lose |= (uint64_t)(end == DETENTE_WORSE) << party;
    }
    add_parties(t, "gain", gain, json);
    add_parties(t, "lose", lose, json);
}

static detente_status add_target(dt_paths *t, uint64_t to, dt_json *json, detente_error *err)
{
    detente_status status = DETENTE_OK;
    dt_jump jump = {0};
    const detente_concepts concepts = dt_view_holds_under(&t->view, to);
    dt_json_object(json);
    dt_json_key_number(json, "to", to + 1);
    dt_json_key(json, "equilibrium_under");
    dt_json_line_array(json);
    DT_EACH_CONCEPT (c, concepts) {
        dt_json_string(json, detente_concept_id((detente_concept)c));
    }
    dt_json_end(json);
    DT_TRY(add_way(t, "by_improvements", &t->paying, to, json, err));
    DT_TRY(add_way(t, "by_moves", &t->legal, to, json, err));
    if (dt_reach_distance(&t->paying, to) == DT_UNREACHED &&
        dt_reach_distance(&t->legal, to) != DT_UNREACHED) {
        DT_TRY(dt_jump_find(&t->paying, &t->search, to, &jump, err));
        t->cut = t->cut || jump.cut;
    }
    add_jump(t, &jump, json);
    add_gains(t, to, json);
    if (jump.cut) {
        dt_json_key_bool(json, "complete", false);
    }
    dt_json_end(json);
done:
    dt_jump_clear(&jump);
    return status;
}

static void add_reached(const dt_paths *t, const char *key, const dt_reach *reach, dt_json *json)
{
    dt_json_key(json, key);
    dt_json_line_array(json);
    for (uint64_t s = 0; s < t->view.count; s++) {
        if (dt_reach_distance(reach, s) != DT_UNREACHED) {
            dt_json_object(json);
            dt_json_key_number(json, "n", s + 1);
            dt_json_key_number(json, "steps", dt_reach_distance(reach, s));
            dt_json_end(json);
        }
    }
    dt_json_end(json);
}

detente_status dt_paths_json(dt_paths *t, detente_error *err)
{
    detente_status status = DETENTE_OK;
    dt_json json = dt_json_into(&t->out);
    dt_json_object(&json);
    dt_json_key_number(&json, "detente", 1);
    dt_json_key_string(&json, "conflict", t->model->syntax->title);
    dt_json_key_number(&json, "from", t->from + 1);
    add_reached(t, "reached_by_improvements", &t->paying, &json);
    add_reached(t, "reached_by_moves", &t->legal, &json);
    dt_json_key(&json, "paths");
    dt_json_array(&json);
    for (uint64_t k = 0; k < t->target_count; k++) {
        DT_TRY(add_target(t, t->targets[k], &json, err));
    }
    dt_json_end(&json);
    dt_json_end(&json);
    dt_text_add_char(&t->out, '\n');
done:
    return status;
}
