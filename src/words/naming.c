/* SPDX-License-Identifier: MIT
 *
 * Names, see naming.h.  Time O(things named).
 */
#include "words/naming.h"

const char *dt_name_join(uint32_t k, uint32_t count, const char *last)
{
    return k == 0 ? "" : k + 1 == count ? last : ", ";
}

void dt_name_concepts(detente_concepts concepts, const char *last, dt_text *text)
{
    uint32_t said = 0;
    const detente_concepts told = dt_told_as(concepts);
    const uint32_t count = dt_concepts_count(told);
    DT_EACH_CONCEPT (c, told) {
        dt_text_add(text, dt_name_join(said++, count, last));
        dt_text_add(text, detente_concept_name((detente_concept)c));
    }
}

void dt_name_concept_ids(detente_concepts concepts, dt_text *text)
{
    const char *before = "";
    const detente_concepts told = dt_told_as(concepts);
    DT_EACH_CONCEPT (c, told) {
        dt_text_add(text, before);
        dt_text_add(text, detente_concept_id((detente_concept)c));
        before = ", ";
    }
}

void dt_name_parties(const dt_syntax *syntax, uint64_t parties, const char *last, dt_text *text)
{
    uint32_t said = 0;
    for (uint32_t party = 0; party < syntax->party_count; party++) {
        if ((parties >> party & 1) != 0) {
            dt_text_add(text, dt_name_join(said++, dt_popcount(parties), last));
            dt_text_add(text, syntax->parties[party].name);
        }
    }
}

void dt_name_model(const dt_syntax *syntax, dt_text *text)
{
    dt_text_add(text, syntax->title);
    if (syntax->date != NULL) {
        dt_text_format(text, " (%s)", syntax->date);
    }
    if (syntax->scenario != DT_NONE) {
        dt_text_format(text, ", scenario: %s", syntax->scenarios[syntax->scenario].title);
    }
}

void dt_name_state(const dt_view *view, uint64_t index, dt_text *text)
{
    dt_text_add(text, "state ");
    dt_text_number(text, index + 1);
    dt_text_add(text, " (");
    dt_view_name(view, index, text);
    dt_text_add_char(text, ')');
}
