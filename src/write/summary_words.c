/* SPDX-License-Identifier: MIT
 *
 * Paragraphs and phrases of a summary, see summary_words.h.
 */
#include "write/summary_words.h"

#define MOST_NAMED_STATES 3
#define MARGIN 14 /* columns that the heads take */

/* After a label, that of depth 0 in the margin. */
static void put(dt_summary_text *b, unsigned depth)
{
    const dt_prose *prose = b->prose;
    const bool first = prose->count > 0 && prose->blocks[prose->count - 1].kind != DT_TERM;
    dt_prose_put(b->prose, (dt_block){.kind = DT_TERM,
                                      .depth = (uint8_t)depth,
                                      .indent = 2,
                                      .margin = MARGIN,
                                      .apart = first});
}

void dt_summary_put(dt_summary_text *b, const char *head)
{
    dt_text_add(&b->prose->label, head);
    put(b, head[0] == '\0');
}

void dt_summary_put_after(dt_summary_text *b, const char *lead)
{
    dt_text_add(&b->prose->label, lead);
    dt_text_add(&b->prose->label, ": ");
    put(b, 1);
}

void dt_summary_concepts(dt_summary_text *b, const char *before, detente_concepts concepts)
{
    const detente_concepts told = dt_told_as(concepts);
    DT_EACH_CONCEPT (c, told) {
        dt_text_add(&b->prose->line, before);
        dt_text_add(&b->prose->line, detente_concept_name((detente_concept)c));
        before = ", ";
    }
}

/* ---- firmness -------------------------------------------------------------------------------- */

/* What each party has to fear for a state to hold. */
static const char *fear_of(const dt_summary_text *b, detente_concept concept)
{
    return b->style->gmcr_terms ? "" : dt_concept_row(concept)->fear;
}

/* How the firmness of these concepts begins.  "Only" is true where every concept was asked and
 * none but GMR holds: GMR is the one that all but SIM imply. */
static dt_word opening(const dt_summary_text *b, detente_concepts concepts)
{
    if (dt_concepts_are_none(concepts)) {
        return DT_WORD_HOLDS_NOT;
    }
    DT_EACH_CONCEPT (c, concepts) {
        if (dt_concept_row((detente_concept)c)->base == DETENTE_NASH) {
            return DT_WORD_HOLDS_NASH;
        }
    }
    const bool only = dt_concepts_equal(concepts, dt_concepts_one(DETENTE_GMR));
    return only && b->summary->all_decided ? DT_WORD_HOLDS_ONLY_IF : DT_WORD_HOLDS_IF;
}

/* " (states 3, 8)": those of an outcome that hold under a concept, when they are few. */
static void say_holding(dt_summary_text *b, uint32_t outcome, detente_concept concept)
{
    const uint64_t holding = b->summary->outcomes[outcome].holding[concept];
    const char *before = holding == 1 ? " (state " : " (states ";
    for (uint64_t k = 0; holding <= MOST_NAMED_STATES && k < b->view->count; k++) {
        if (dt_view_is(b->view, outcome, k) && dt_view_equilibrium(b->view, concept, k)) {
            dt_text_add(&b->prose->line, before);
            dt_text_number(&b->prose->line, k + 1);
            before = ", ";
        }
    }
    dt_text_add(&b->prose->line, before[0] == ',' ? ")" : "");
}

static void say_share(dt_summary_text *b, uint32_t outcome, detente_concept concept)
{
    const dt_standing *standing = &b->summary->outcomes[outcome];
    if (standing->holding[concept] < standing->states) {
        dt_text_format(&b->prose->line, ", in %llu of its %llu states",
                       (unsigned long long)standing->holding[concept],
                       (unsigned long long)standing->states);
        say_holding(b, outcome, concept);
    }
}

static void say_firmness(dt_summary_text *b, detente_concepts concepts, uint32_t outcome)
{
    detente_concepts firmest = dt_firmest(concepts);
    const bool none = dt_concepts_are_none(firmest);
    const char *before = dt_say(b->style, opening(b, concepts));
    dt_text_add(&b->prose->line, none ? before : "");
    if (none && !b->summary->all_decided) {
        dt_summary_concepts(b, " under ", b->summary->decided);
    }
    while (!dt_concepts_are_none(firmest)) {
        const detente_concept concept = dt_take_firmest(&firmest);
        dt_text_add(&b->prose->line, before);
        dt_text_add(&b->prose->line, fear_of(b, concept));
        dt_text_format(&b->prose->line, " (%s)", detente_concept_name(concept));
        if (outcome != DT_NONE) {
            say_share(b, outcome, concept);
        }
        before = dt_say(b->style, DT_WORD_OR_IF);
    }
}

void dt_summary_firmness(dt_summary_text *b, detente_concepts concepts)
{
    say_firmness(b, concepts, DT_NONE);
}

void dt_summary_outcome_firmness(dt_summary_text *b, uint32_t outcome)
{
    say_firmness(b, b->summary->outcomes[outcome].concepts, outcome);
}

/* ---- states ---------------------------------------------------------------------------------- */

/* "state 8 (deadlock)": the outcomes that it belongs to, else its pattern, else its label. */
void dt_summary_state(dt_summary_text *b, uint64_t index)
{
    const dt_syntax *syntax = b->view->syntax;
    dt_text_add(&b->prose->line, "state ");
    dt_text_number(&b->prose->line, index + 1);
    const char *before = " (";
    for (uint32_t k = 0; b->view->listed && k < syntax->outcome_count; k++) {
        if (dt_view_is(b->view, k, index)) {
            dt_text_add(&b->prose->line, before);
            dt_text_add(&b->prose->line, syntax->outcomes[k].id);
            before = ", ";
        }
    }
    if (before[0] == ' ') {
        dt_text_add(&b->prose->line, " (");
        if (dt_is_graph_form(syntax)) {
            dt_text_add(&b->prose->line, syntax->states[index].label);
        } else {
            dt_view_name(b->view, index, &b->prose->line);
        }
    }
    dt_text_add_char(&b->prose->line, ')');
}
