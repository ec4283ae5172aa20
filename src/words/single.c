/* SPDX-License-Identifier: MIT
 *
 * Single states, as programs ask for them: the getters of the public header that need no analysis.
 */
#include "base/arguments.h"
#include "words/phrases.h"

static detente_status check_state(const detente_model *model, uint64_t n, detente_error *err)
{
    if (model == NULL) {
        return dt_fail(err, DETENTE_EINVAL, "a model is needed");
    }
    char words[DT_COUNT_WORDS];
    return n >= 1 && n <= model->state_count
               ? DETENTE_OK
               : dt_fail(err, DETENTE_EINVAL,
                         "there is no state %llu: this model has states 1 to %s",
                         (unsigned long long)n, dt_states_say(model, words));
}

static detente_status check_party(const detente_model *model, uint32_t party, detente_error *err)
{
    dt_arguments given = dt_given(err);
    dt_check_party(&given, party, model->syntax->party_count, false);
    return given.status;
}

uint64_t detente_model_status_quo(const detente_model *model)
{
    return model == NULL ? 0 : model->status_quo;
}

detente_status detente_state_find(const detente_model *model, const char *words, uint64_t *out,
                                  detente_error *err)
{
    uint64_t state = 0;
    if (model == NULL || words == NULL || out == NULL) {
        return dt_fail(err, DETENTE_EINVAL, "a model, words and a place for the number are needed");
    }
    const detente_status status = dt_state_named(model, words, NULL, &state, err);
    if (status == DETENTE_OK) {
        *out = state + 1;
    }
    return status;
}

detente_status detente_state_pattern(const detente_model *model, uint64_t n, char *pattern,
                                     size_t size, detente_error *err)
{
    char made[DT_MOST_OPTIONS + 1];
    const detente_status status = check_state(model, n, err);
    if (status != DETENTE_OK) {
        return status;
    }
    const char *name = made;
    if (dt_is_graph_form(model->syntax)) {
        name = model->syntax->states[n - 1].id;
    } else {
        dt_states_pattern(model, n - 1, made);
    }
    if (pattern == NULL || strlen(name) >= size) {
        return dt_fail(err, DETENTE_EINVAL, "the pattern takes %zu bytes, there are %zu",
                       strlen(name) + 1, pattern == NULL ? 0 : size);
    }
    memcpy(pattern, name, strlen(name) + 1);
    return DETENTE_OK;
}

detente_status detente_state_is(const detente_model *model, uint64_t n, uint32_t outcome, bool *out,
                                detente_error *err)
{
    const detente_status status = check_state(model, n, err);
    if (status != DETENTE_OK) {
        return status;
    }
    if (out == NULL || outcome >= model->syntax->outcome_count) {
        return dt_fail(err, DETENTE_EINVAL, "there is no outcome %u: the model has %u",
                       (unsigned)outcome, (unsigned)model->syntax->outcome_count);
    }
    uint64_t *values = dt_zeroed(model->circuit.count, sizeof *values);
    if (values == NULL) {
        return dt_no_memory(err);
    }
    dt_states_load(model, n - 1, 1, values);
    *out = dt_value(values, model->outcomes[outcome]) & 1;
    free(values);
    return DETENTE_OK;
}

/* ---- preference and moves -------------------------------------------------------------------- */

/* The planes of `party` at one state: bit k of the vector is kept[k]. */
static void read_planes(const detente_model *model, uint32_t party, uint64_t n, uint64_t *values,
                        bool *kept)
{
    const dt_planes *planes = &model->preferences[party].planes;
    dt_states_load(model, n - 1, 1, values);
    for (uint32_t k = 0; k < planes->count; k++) {
        kept[k] = dt_value(values, planes->wires[k]) & 1;
    }
}

static detente_status too_many(const detente_model *model, const char *what, detente_error *err)
{
    char words[DT_COUNT_WORDS];
    return dt_fail(err, DETENTE_ELIMIT, "%s states are too many to be %s; at most %llu",
                   dt_states_say(model, words), what, (unsigned long long)DT_MOST_LISTED);
}

detente_status detente_state_compare(const detente_model *model, uint32_t party, uint64_t n,
                                     uint64_t other, detente_comparison *out, detente_error *err)
{
    detente_status status = DETENTE_OK;
    uint64_t *values = NULL;
    bool *planes = NULL;
    DT_TRY(check_state(model, n, err));
    DT_TRY(check_state(model, other, err));
    DT_TRY(check_party(model, party, err));
    if (out == NULL) {
        status = dt_fail(err, DETENTE_EINVAL, "a place for the comparison is needed");
        goto done;
    }
    if (!dt_preference_is_ranking(&model->preferences[party])) {
        if (dt_states_listed(model)) {
            *out = dt_compare(&model->preferences[party], n - 1, other - 1);
        } else {
            status = too_many(model, "compared where not all is known", err);
        }
        goto done;
    }
    const uint32_t count = model->preferences[party].planes.count;
    values = dt_zeroed(model->circuit.count, sizeof *values);
    planes = dt_zeroed(2 * (size_t)count + 1, sizeof *planes);
    if (values == NULL || planes == NULL) {
        status = dt_no_memory(err);
        goto done;
    }
    read_planes(model, party, n, values, planes);
    read_planes(model, party, other, values, planes + count);
    uint32_t k = 0;
    while (k < count && planes[k] == planes[count + k]) {
        k++;
    }
    *out = k == count ? DETENTE_EQUAL : planes[k] ? DETENTE_BETTER : DETENTE_WORSE;
done:
    free(values);
    free(planes);
    return status;
}

detente_status detente_state_rank(const detente_model *model, uint32_t party, uint64_t n,
                                  uint32_t *out, detente_error *err)
{
    detente_status status = DETENTE_OK;
    DT_TRY(check_state(model, n, err));
    DT_TRY(check_party(model, party, err));
    if (out == NULL) {
        status = dt_fail(err, DETENTE_EINVAL, "a place for the rank is needed");
    } else if (!dt_states_listed(model)) {
        status = too_many(model, "ranked", err);
    } else if (!dt_preference_is_ranking(&model->preferences[party])) {
        status = dt_fail(err, DETENTE_EUNSUPPORTED, "the preference of %s is no ranking",
                         model->syntax->parties[party].name);
    } else {
        *out = dt_preference_ranks(&model->preferences[party])[n - 1];
    }
done:
    return status;
}

detente_status detente_state_moves(const detente_model *model, uint32_t party, uint64_t from,
                                   bool (*found)(void *payload, uint64_t to), void *payload,
                                   detente_error *err)
{
    detente_status status = DETENTE_OK;
    dt_walk walk = {0};
    dt_targets targets = {0};
    DT_TRY(check_state(model, from, err));
    DT_TRY(check_party(model, party, err));
    if (found == NULL) {
        status = dt_fail(err, DETENTE_EINVAL, "somebody to tell the moves to is needed");
        goto done;
    }
    DT_TRY(dt_walk_open(model, NULL, &walk, err));
    DT_TRY(dt_walk_moves(&walk, party, from - 1, &targets, err));
    for (uint32_t k = 0; k < targets.count && found(payload, (uint64_t)targets.to[k] + 1); k++) {
    }
done:
    dt_walk_clear(&walk);
    return status;
}
