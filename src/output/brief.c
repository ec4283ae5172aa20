/* SPDX-License-Identifier: MIT
 *
 * Paragraphs and phrases of a summary, see brief.h.
 *
 * "How firmly" an outcome holds is the first concept of `firmness` under which it is an
 * equilibrium: an earlier one asks less of what the parties fear.
 */
#include "output/brief.h"

static const struct {
    detente_concept concept;
    dt_word words;
} firmness[DETENTE_CONCEPT_COUNT] = {
    {DETENTE_NASH, DT_WORD_HOLDS_NASH}, {DETENTE_SSEQ, DT_WORD_HOLDS_SSEQ},
    {DETENTE_SEQ, DT_WORD_HOLDS_SEQ},   {DETENTE_SMR, DT_WORD_HOLDS_SMR},
    {DETENTE_GMR, DT_WORD_HOLDS_GMR},   {DETENTE_SIM, DT_WORD_HOLDS_SIM},
};

/* Put the line under its head, broken into lines. */
void dt_brief_put(dt_brief *b, const char *head)
{
    char first[] = "              ";
    memcpy(first + 2, head, strlen(head));
    dt_say_wrapped(b->text, first, b->line.failed ? "" : b->line.bytes, b->style->width);
    b->line.length = 0;
}
/* ---- words ----------------------------------------------------------------------------------- */

/* Concepts that follow from a stronger one are left out: Nash implies all; SSEQ implies SEQ and
 * SMR, each of which implies GMR (docs/concepts.md). */
static uint32_t firmest(uint32_t concepts)
{
    static const uint32_t implied[DETENTE_CONCEPT_COUNT] = {
        [DETENTE_NASH] = DETENTE_ALL_CONCEPTS & ~(1u << DETENTE_NASH),
        [DETENTE_SSEQ] = 1u << DETENTE_SEQ | 1u << DETENTE_SMR | 1u << DETENTE_GMR,
        [DETENTE_SEQ] = 1u << DETENTE_GMR,
        [DETENTE_SMR] = 1u << DETENTE_GMR,
    };
    uint32_t left = concepts;
    for (unsigned c = 0; c < DETENTE_CONCEPT_COUNT; c++) {
        left &= (concepts >> c & 1) != 0 ? ~implied[c] : DETENTE_ALL_CONCEPTS;
    }
    return left;
}

/* "would hold if each fears credible answers (SEQ)" */
void dt_brief_firmness(dt_brief *b, uint32_t concepts)
{
    concepts = firmest(concepts);
    dt_word words = DT_WORD_HOLDS_NOT;
    for (unsigned k = DETENTE_CONCEPT_COUNT; k-- > 0;) {
        words = (concepts >> firmness[k].concept & 1) != 0 ? firmness[k].words : words;
    }
    dt_text_add(&b->line, dt_say(b->style, words));
    const char *before = " (";
    for (unsigned c = 0; c < DETENTE_CONCEPT_COUNT; c++) {
        if ((concepts >> c & 1) != 0) {
            dt_text_add(&b->line, before);
            dt_text_add(&b->line, detente_concept_name((detente_concept)c));
            before = ", ";
        }
    }
    dt_text_add(&b->line, concepts != 0 ? ")" : "");
}

/* The concept that asks least of what the parties fear, of a non-empty set; as a bit. */
uint32_t dt_brief_strongest(uint32_t concepts)
{
    unsigned k = 0;
    while ((concepts >> firmness[k].concept & 1) == 0) {
        k++;
    }
    return 1u << firmness[k].concept;
}

/* "state 8 (deadlock)": the outcomes that it belongs to, else its pattern, else its label. */
void dt_brief_state(dt_brief *b, uint64_t index)
{
    const dt_syntax *syntax = b->view->syntax;
    dt_text_add(&b->line, "state ");
    dt_text_number(&b->line, index + 1);
    const char *before = " (";
    for (uint32_t k = 0; b->view->listed && k < syntax->outcome_count; k++) {
        if (dt_view_is(b->view, k, index)) {
            dt_text_add(&b->line, before);
            dt_text_add(&b->line, syntax->outcomes[k].id);
            before = ", ";
        }
    }
    if (before[0] == ' ') {
        dt_text_add(&b->line, " (");
        if (dt_is_graph_form(syntax)) {
            dt_text_add(&b->line, syntax->states[index].label);
        } else {
            dt_view_name(b->view, index, &b->line);
        }
    }
    dt_text_add_char(&b->line, ')');
}

/* What a party does when it moves: "“Act”, no longer “Threaten”".  Where what changes is open in
 * one of two coalesced states, where it leads. */
void dt_brief_change(dt_brief *b, uint64_t from, uint64_t to)
{
    const dt_syntax *syntax = b->view->syntax;
    if (dt_is_graph_form(syntax)) {
        dt_text_add(&b->line, "moving to ");
        dt_text_add(&b->line, syntax->states[to].label);
        return;
    }
    char left[DT_MOST_OPTIONS + 1];
    char reached[DT_MOST_OPTIONS + 1];
    dt_states_pattern(b->view->model, from, left);
    dt_states_pattern(b->view->model, to, reached);
    const char *before = "";
    for (uint32_t k = 0; k < syntax->option_count; k++) {
        if (left[k] != reached[k] && left[k] != '-' && reached[k] != '-') {
            dt_text_add(&b->line, before);
            dt_text_add(&b->line, reached[k] == 'Y' ? "\"" : "no longer \"");
            dt_text_add(&b->line, syntax->options[k].label);
            dt_text_add_char(&b->line, '"');
            before = ", ";
        }
    }
    if (before[0] == '\0') {
        dt_text_add(&b->line, "moving to ");
        dt_brief_state(b, to);
    }
}
