/* SPDX-License-Identifier: MIT
 *
 * Doings, outcomes and parties within a sentence.  See doing.h.
 */
#include "words/doing.h"
#include "words/naming.h"

/* ---- labels ---------------------------------------------------------------------------------- */

static bool is_lower(char c)
{
    return c >= 'a' && c <= 'z';
}

/* "Accept the Taliban" as "accept the Taliban"; "US aid" and "‘x’" stay. */
static void add_label(const char *label, dt_text *text)
{
    const bool word = label[0] >= 'A' && label[0] <= 'Z' && (is_lower(label[1]) || label[1] == ' ');
    if (word) {
        dt_text_add_char(text, (char)(label[0] - 'A' + 'a'));
    }
    dt_text_add(text, label + (word ? 1 : 0));
}

static bool has_label(const dt_option *option)
{
    return strcmp(option->label, option->id) != 0;
}

/* Is option k one that changes from `before` here, with a label or without? */
static bool changes(const dt_syntax *syntax, const char *from, const char *to, uint32_t k,
                    char before, bool labelled)
{
    return from[k] == before && to[k] != before && to[k] != '-' &&
           has_label(&syntax->options[k]) == labelled;
}

/* The options that change from `before`, after `lead`, the last joined by `last`; how many. */
static uint32_t list(dt_phrases *phrases, const char *from, const char *to, char before,
                     bool labelled, const char *lead, const char *last, dt_text *text)
{
    const dt_syntax *syntax = phrases->model->syntax;
    uint32_t total = 0, said = 0;
    for (uint32_t k = 0; from[k] != '\0'; k++) {
        total += changes(syntax, from, to, k, before, labelled);
    }
    for (uint32_t k = 0; from[k] != '\0'; k++) {
        if (!changes(syntax, from, to, k, before, labelled)) {
            continue;
        }
        dt_text_add(text, said == 0 ? lead : said + 1 == total ? last : ", ");
        said++;
        if (labelled) {
            add_label(syntax->options[k].label, text);
        } else {
            dt_phrase_quote(phrases, syntax->options[k].id, text);
        }
    }
    return total;
}

void dt_say_doing(dt_phrases *phrases, uint32_t party, uint64_t from, uint64_t to, dt_text *text)
{
    if (dt_is_graph_form(phrases->model->syntax)) {
        dt_phrase_move(phrases, party, from, to, DT_VERB_INFINITIVE, text);
        return;
    }
    char before[DT_MOST_OPTIONS + 1];
    char after[DT_MOST_OPTIONS + 1];
    dt_states_pattern(phrases->model, from, before);
    dt_states_pattern(phrases->model, to, after);
    uint32_t said = list(phrases, before, after, 'N', true, "", " and ", text);
    said += list(phrases, before, after, 'N', false, said == 0 ? "take up " : ", and take up ",
                 " and ", text);
    said += list(phrases, before, after, 'Y', true, said == 0 ? "no longer " : ", and no longer ",
                 " or ", text);
    said += list(phrases, before, after, 'Y', false, said == 0 ? "give up " : ", and give up ",
                 " and ", text);
    if (said == 0) { /* what changes is open in one of two merged states */
        dt_phrase_move(phrases, party, from, to, DT_VERB_INFINITIVE, text);
    }
}

/* ---- names ----------------------------------------------------------------------------------- */

void dt_say_outcome(const dt_syntax *syntax, uint32_t outcome, bool begins, dt_text *text)
{
    const char *id = syntax->outcomes[outcome].id;
    for (size_t k = 0; id[k] != '\0'; k++) {
        const char c = id[k] == '-' || id[k] == '_' ? ' ' : id[k];
        dt_text_add_char(text, begins && k == 0 && is_lower(c) ? (char)(c - 'a' + 'A') : c);
    }
}

void dt_say_party(const dt_syntax *syntax, uint32_t party, bool begins, dt_text *text)
{
    const char *name = syntax->parties[party].name;
    const bool article = strncmp(name, "The ", 4) == 0 && !begins;
    dt_text_add(text, article ? "the " : "");
    dt_text_add(text, name + (article ? 4 : 0));
}

void dt_say_parties(const dt_syntax *syntax, uint64_t parties, dt_text *text)
{
    const unsigned total = dt_popcount(parties);
    for (unsigned said = 0; parties != 0; parties &= parties - 1) {
        dt_text_add(text, dt_name_join(said++, total, " and "));
        dt_say_party(syntax, dt_lowest(parties), false, text);
    }
}

void dt_say_number(uint64_t number, dt_text *text)
{
    static const char *const words[] = {"no",    "one",   "two",  "three", "four",   "five",  "six",
                                        "seven", "eight", "nine", "ten",   "eleven", "twelve"};
    if (number < sizeof words / sizeof *words) {
        dt_text_add(text, words[number]);
    } else {
        dt_text_number(text, number);
    }
}
