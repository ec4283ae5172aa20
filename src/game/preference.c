/* SPDX-License-Identifier: MIT
 *
 * Preferences that are no ranking.  See preference.h.
 */
#include "game/preference.h"

#include "game/model.h"

static detente_comparison compare_ranks(const uint32_t *ranks, uint64_t s, uint64_t t)
{
    const int sign = (ranks[s] > ranks[t]) - (ranks[s] < ranks[t]);
    return (detente_comparison)sign;
}

detente_comparison dt_compare_lists(const dt_preference *preference, uint64_t s, uint64_t t)
{
    const detente_comparison first = compare_ranks(preference->lists[0].ranks, s, t);
    for (uint32_t k = 1; k < preference->list_count; k++) {
        if (compare_ranks(preference->lists[k].ranks, s, t) != first) {
            return DETENTE_OPEN;
        }
    }
    return first;
}

detente_comparison dt_compare_open(const dt_preference *preference, uint64_t s, uint64_t t)
{
    for (uint32_t k = 0; k < preference->apart_count; k++) {
        if (dt_is_apart(&preference->aparts[k], s, t)) {
            return DETENTE_OPEN;
        }
    }
    return dt_compare_lists(preference, s, t);
}

bool dt_preferences_planed(const detente_model *model, const dt_preference *preferences)
{
    for (uint32_t party = 0; party < model->syntax->party_count; party++) {
        if (!preferences[party].planed) {
            return false;
        }
    }
    return true;
}

detente_status dt_rankings_need(const detente_model *model, const dt_preference *preferences,
                                const char *who, detente_error *err)
{
    for (uint32_t party = 0; party < model->syntax->party_count; party++) {
        if (!dt_preference_is_ranking(&preferences[party])) {
            return dt_fail(err, DETENTE_EUNSUPPORTED, "%s needs rankings; that of %s is none", who,
                           model->syntax->parties[party].name);
        }
    }
    return DETENTE_OK;
}

void dt_preference_clear(dt_preference *preference)
{
    free(preference->planes.wires);
    free(preference->ranks);
    for (uint32_t k = 0; preference->lists != NULL && k < preference->list_count; k++) {
        free(preference->lists[k].planes.wires);
        free(preference->lists[k].ranks);
    }
    for (uint32_t k = 0; preference->aparts != NULL && k < preference->apart_count; k++) {
        free(preference->aparts[k].one);
        free(preference->aparts[k].other);
    }
    free(preference->lists);
    free(preference->aparts);
    *preference = (dt_preference){0};
}
