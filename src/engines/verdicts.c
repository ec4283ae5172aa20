/* SPDX-License-Identifier: MIT
 *
 * Verdicts: a bitset per concept and party, and their counts.
 */
#include "engines/stability.h"

#include <assert.h>

/* ---- sets ------------------------------------------------------------------------------------ */

dt_square dt_square_credible(dt_square square)
{
    dt_square credible = 0;
    for (uint32_t c = 0; c < DT_SQUARE_COUNT; c++) {
        credible |= (dt_square)dt_concept_row((detente_concept)c)->credible << c;
    }
    return square & credible;
}

dt_square dt_square_reply(dt_square square)
{
    dt_square reply = 0;
    for (uint32_t c = 0; c < DT_SQUARE_COUNT; c++) {
        reply |= (dt_square)dt_concept_row((detente_concept)c)->reply << c;
    }
    return square & reply;
}

dt_terms dt_terms_of(const detente_model *model)
{
    return (dt_terms){.options_alone = dt_option_applies(model),
                      .all_known = dt_all_rankings(model->syntax)};
}

detente_status dt_concepts_check(detente_concepts concepts, detente_concepts decides,
                                 const char *who, detente_error *err)
{
    const detente_concepts other = dt_concepts_without(concepts, decides);
    if (dt_concepts_are_none(other)) {
        return DETENTE_OK;
    }
    const char *name = detente_concept_name((detente_concept)detente_concepts_next(&other, 0));
    return dt_fail(err, DETENTE_EUNSUPPORTED, "%s does not decide %s", who,
                   name == NULL ? "a concept without a name" : name);
}

/* ---- verdicts -------------------------------------------------------------------------------- */

detente_status dt_verdicts_init(dt_verdicts *verdicts, const detente_model *model,
                                detente_concepts concepts, detente_error *err)
{
    const uint32_t parties = model->syntax->party_count;
    DT_EACH_CONCEPT (concept, concepts) {
        for (uint32_t party = 0; party < parties; party++) {
            uint64_t **stable = &verdicts->stable[concept][party];
            free(*stable);
            *stable = dt_zeroed(DT_WORDS(model->state_count), sizeof **stable);
            if (*stable == NULL) {
                return dt_no_memory(err);
            }
        }
        dt_concepts_add(&verdicts->concepts, concept);
    }
    return DETENTE_OK;
}

void dt_verdicts_count(dt_verdicts *verdicts, const detente_model *model)
{
    if (verdicts->by != NULL) {
        return; /* counted by the engine */
    }
    const uint32_t parties = model->syntax->party_count;
    const uint64_t count = model->state_count;
    DT_EACH_CONCEPT (concept, verdicts->concepts) {
        memset(verdicts->counts[concept], 0, sizeof verdicts->counts[concept]);
        verdicts->equilibria[concept] = 0;
        for (uint64_t w = 0; w < DT_WORDS(count); w++) {
            uint64_t all = count - w * 64 < 64 ? ((uint64_t)1 << (count - w * 64)) - 1 : UINT64_MAX;
            for (uint32_t party = 0; party < parties; party++) {
                const uint64_t word = verdicts->stable[concept][party][w];
                verdicts->counts[concept][party] += dt_popcount(word);
                all &= word;
            }
            verdicts->equilibria[concept] += dt_popcount(all);
        }
    }
}

void dt_verdicts_clear(dt_verdicts *verdicts)
{
    for (uint32_t concept = 0; concept < DT_CONCEPT_COUNT; concept++) {
        for (uint32_t party = 0; party < DT_MOST_PARTIES; party++) {
            free(verdicts->stable[concept][party]);
        }
    }
    if (verdicts->by != NULL) {
        verdicts->by->free(verdicts->left);
    }
    *verdicts = (dt_verdicts){0};
}

uint64_t dt_verdicts_word(const dt_verdicts *verdicts, detente_concept concept, uint32_t party,
                          uint64_t word)
{
    assert(dt_concepts_have(&verdicts->concepts, (uint32_t)concept));
    return verdicts->by == NULL ? verdicts->stable[concept][party][word]
                                : verdicts->by->word(verdicts->left, concept, party, word);
}
