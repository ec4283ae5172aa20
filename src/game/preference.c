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

/* What all lists say; open where they do not agree. */
detente_comparison dt_compare_lists(const dt_preference *preference, uint64_t s, uint64_t t)
{
    const detente_comparison first = compare_ranks(preference->lists[0], s, t);
    for (uint32_t k = 1; k < preference->list_count; k++) {
        if (compare_ranks(preference->lists[k], s, t) != first) {
            return DETENTE_OPEN;
        }
    }
    return first;
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
    for (uint32_t k = 0; k < preference->list_count; k++) {
        free(preference->lists[k]);
    }
    free(preference->lists);
    *preference = (dt_preference){0};
}
