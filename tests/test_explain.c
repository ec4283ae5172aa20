/* SPDX-License-Identifier: MIT
 *
 * What `explain` says of random models, held against the definitions: verdicts, tempting moves,
 * answers (legal, paying where they have to, ending where they deter, with no way out), what can
 * follow where nothing deters, the reasons, and the sentences about the best move.
 *
 * How a state or a move is called is taken from the program; that the right one is named is not.
 */
#include "judged.h"
#include "reference/random_expr.h"
#include "words/phrases.h"

#define MODELS 1000 /* per form */

typedef struct asked {
    judged *j;
    uint32_t state, party;
    detente_concept concept;
    dt_phrases phrases;
    const char *at; /* what is being read */
} asked;

static void wrong(const asked *a, const char *what)
{
    fail_msg("seed %llu, state %u, %s under %s: %s, at '%s'\n%s", (unsigned long long)a->j->seed,
             a->state + 1, a->j->syntax->parties[a->party].id, detente_concept_id(a->concept), what,
             a->at == NULL ? "" : a->at, a->j->text.bytes);
}

static void expect(const asked *a, bool holds, const char *what)
{
    if (!holds) {
        wrong(a, what);
    }
}

static bool says(asked *a, const char *words)
{
    const size_t length = strlen(words);
    const bool is = strncmp(a->at, words, length) == 0;
    a->at += is ? length : 0;
    return is;
}

static void must_say(asked *a, const char *words)
{
    if (!says(a, words)) {
        wrong(a, words);
    }
}

static bool is_credible(detente_concept concept)
{
    return concept == DETENTE_SEQ || concept == DETENTE_SSEQ;
}

static bool has_reply(detente_concept concept)
{
    return concept == DETENTE_SMR || concept == DETENTE_SSEQ;
}

/* ---- reasons --------------------------------------------------------------------------------- */

/* The lines of a preference, at two states. */
typedef struct lines {
    const dt_preferences *of;
    uint32_t level[64]; /* of `wants`, `ranks`: place from the top, tied lines share one */
    bool better[64], worse[64];
} lines;

static void work_out(const asked *a, uint32_t party, uint32_t better, uint32_t worse, lines *l)
{
    l->of = &a->j->syntax->preferences[party];
    assert_true(l->of->count <= 64);
    for (uint32_t k = 0; k < l->of->count; k++) {
        const dt_expr *expr = l->of->lines[k].expr;
        l->level[k] = k == 0 ? 0 : l->level[k - 1] + !l->of->lines[k].tied;
        l->better[k] = expr == NULL || reference_holds(&a->j->reference, expr, better);
        l->worse[k] = expr == NULL || reference_holds(&a->j->reference, expr, worse);
    }
}

/* Does the text go on with line k - its words in quotes, or the state where it holds? */
static bool says_line(asked *a, const lines *l, uint32_t k, uint32_t state)
{
    dt_text words = {0};
    dt_text name = {0};
    dt_text_add(&words, "‘");
    if (l->of->lines[k].expr == NULL) {
        dt_text_add(&words, "rest");
    } else {
        dt_expr_print(a->j->syntax, l->of->lines[k].expr, &words);
    }
    dt_text_add(&words, "’");
    dt_phrase_state(&a->phrases, state, &name);
    const bool is = says(a, words.bytes) || says(a, name.bytes);
    dt_text_clear(&words);
    dt_text_clear(&name);
    return is;
}

/* Some line of which `has` is true and that the text goes on with; the first level that it can be
 * of.  Several lines may have the same words. */
static bool says_some(asked *a, const lines *l, const bool *has, const bool *lacks, uint32_t from,
                      uint32_t to, uint32_t state, uint32_t *level)
{
    for (uint32_t k = 0; k < l->of->count; k++) {
        const bool fits = has[k] && !lacks[k] && l->level[k] >= from && l->level[k] <= to;
        if (fits && says_line(a, l, k, state)) {
            *level = l->level[k];
            return true;
        }
    }
    return false;
}

/* The first level on which the two states differ in number. */
static uint32_t deciding_level(const asked *a, const lines *l)
{
    for (uint32_t level = 0; level <= l->level[l->of->count - 1]; level++) {
        int more = 0;
        for (uint32_t k = 0; k < l->of->count; k++) {
            more += l->level[k] == level ? l->better[k] - l->worse[k] : 0;
        }
        if (more != 0) {
            expect(a, more > 0, "the better state wins the level");
            return level;
        }
    }
    wrong(a, "a level that decides");
    return 0;
}

static void judge_wants(asked *a, const lines *l, uint32_t better, uint32_t worse)
{
    const uint32_t decides = deciding_level(a, l);
    uint32_t level = 0;
    uint32_t lost = 0;
    const bool contrast = says(a, "because it puts ");
    if (!contrast) {
        must_say(a, "because it wants ");
    }
    expect(a, says_some(a, l, l->better, l->worse, decides, decides, better, &level),
           "a line of the level that decides, which the better state alone satisfies");
    const bool two = contrast && says(a, " and ");
    if (two) {
        expect(a, says_some(a, l, l->better, l->worse, decides, decides, better, &level),
               "another line of that level");
        must_say(a, " together");
    }
    if (contrast) {
        must_say(a, " above ");
        expect(a, says_some(a, l, l->worse, l->better, decides, UINT32_MAX, worse, &lost),
               "a line from there on that the worse state alone satisfies");
        expect(a, two == (lost == decides), "two are put above one of their equals");
    }
}

static uint32_t first_true(const bool *holds)
{
    uint32_t k = 0;
    while (!holds[k]) {
        k++;
    }
    return k;
}

static void judge_ranks(asked *a, const lines *l, uint32_t better, uint32_t worse)
{
    const uint32_t above = first_true(l->better);
    const uint32_t below = first_true(l->worse);
    must_say(a, "because it ranks ");
    expect(a, says_line(a, l, above, better), "the line that takes the better state");
    must_say(a, " above ");
    expect(a, says_line(a, l, below, worse), "the line that takes the worse state");
    expect(a, l->level[above] < l->level[below], "a line above the other");
}

/* "-0.25", in millionths */
static int64_t read_weight(asked *a)
{
    const bool negative = says(a, "-");
    char *end;
    int64_t number = (int64_t)strtoll(a->at, &end, 10) * 1000000;
    int64_t unit = 100000;
    expect(a, end != a->at, "a number");
    for (a->at = end; (*a->at == '.' && unit == 100000) || (*a->at >= '0' && *a->at <= '9');
         a->at++) {
        if (*a->at != '.') {
            number += (*a->at - '0') * unit;
            unit /= 10;
        }
    }
    return negative ? -number : number;
}

static int64_t sum_of(const lines *l, const bool *holds)
{
    int64_t sum = 0;
    for (uint32_t k = 0; k < l->of->count; k++) {
        sum += holds[k] ? l->of->lines[k].weight : 0;
    }
    return sum;
}

/* What line k adds to the difference of the two sums. */
static int64_t adds(const lines *l, uint32_t k)
{
    return (l->better[k] - l->worse[k]) * l->of->lines[k].weight;
}

static bool is_heaviest(const lines *l, uint32_t k)
{
    for (uint32_t other = 0; other < l->of->count; other++) {
        if (adds(l, other) > adds(l, k)) {
            return false;
        }
    }
    return true;
}

static void judge_weighs(asked *a, const lines *l, uint32_t better, uint32_t worse)
{
    bool found = false;
    must_say(a, "because ");
    const char *begin = a->at;
    for (uint32_t k = 0; k < l->of->count && !found; k++) {
        const bool bad = l->of->lines[k].weight < 0;
        const bool fits = bad ? l->worse[k] && !l->better[k] : l->better[k] && !l->worse[k];
        a->at = begin;
        found = fits && is_heaviest(l, k) && says_line(a, l, k, bad ? worse : better) &&
                says(a, " is worth ") && read_weight(a) == l->of->lines[k].weight;
    }
    expect(a, found, "a line that speaks for the better state, and its weight");
    must_say(a, " to it (in all ");
    const int64_t more = read_weight(a);
    must_say(a, " against ");
    const int64_t less = read_weight(a);
    must_say(a, ")");
    expect(a, more == sum_of(l, l->better) && less == sum_of(l, l->worse) && more > less, "sums");
}

/* A reason why `party` prefers one state to another, up to where it ends. */
static void judge_reason(asked *a, uint32_t party, uint32_t better, uint32_t worse)
{
    lines l;
    expect(a, judged_prefers(a->j, party, better, worse), "a preference that there is");
    work_out(a, party, better, worse, &l);
    switch (l.of->kind) {
    case DT_WANTS:
        judge_wants(a, &l, better, worse);
        break;
    case DT_RANKS:
        judge_ranks(a, &l, better, worse);
        break;
    case DT_WEIGHS:
        judge_weighs(a, &l, better, worse);
        break;
    case DT_INDIFFERENT:
        wrong(a, "a party without preferences");
    }
}

/* ---- answers --------------------------------------------------------------------------------- */

static bool moves(const asked *a, uint32_t party, uint32_t s, uint32_t t)
{
    return judged_moves(a->j, party, s, t);
}

static bool prefers(const asked *a, uint32_t party, uint32_t t, uint32_t s)
{
    return judged_prefers(a->j, party, t, s);
}

static void judge_end(const asked *a, const json_t *improvement, uint32_t end)
{
    const uint32_t states = a->j->reference.state_count;
    const json_t *replies = json_object_get(improvement, "replies");
    expect(a, json_number(improvement, "end") == end + 1, "where the answer ends");
    expect(a, !prefers(a, a->party, end, a->state), "an end that deters");
    expect(a, (replies != NULL) == has_reply(a->concept), "whether replies are told");
    size_t at = 0;
    for (uint32_t t = 0; replies != NULL && t < states; t++) {
        if (moves(a, a->party, end, t)) {
            expect(a, json_integer_value(json_array_get(replies, at++)) == t + 1, "all replies");
            expect(a, !prefers(a, a->party, t, a->state), "no way out");
        }
    }
    expect(a, replies == NULL || json_array_size(replies) == at, "no other reply");
}

/* Each step by another than the last mover, none by the party itself. */
static void judge_sequence(const asked *a, const json_t *improvement)
{
    const json_t *steps = json_object_get(improvement, "sanction");
    uint32_t from = json_number(improvement, "to") - 1;
    const detente_concept paying = has_reply(a->concept) ? DETENTE_SSEQ : DETENTE_SEQ;
    const bool pays = reference_met(&a->j->reference, paying, a->party, a->state, from);
    uint32_t last = a->party;
    expect(a, json_array_size(steps) > 0, "an answer");
    for (size_t k = 0; k < json_array_size(steps); k++) {
        const json_t *step = json_array_get(steps, k);
        const uint32_t mover = judged_party(a->j, json_words(step, "party"));
        const uint32_t to = json_number(step, "to") - 1;
        const bool improves = prefers(a, mover, to, from);
        expect(a, mover != last && mover != a->party, "whose turn it is");
        expect(a, moves(a, mover, from, to), "a move");
        expect(a, json_flag(step, "improvement") == improves, "whether a step pays");
        expect(a, improves || !is_credible(a->concept), "a credible step");
        expect(a, improves || !pays, "an answer that pays is the better reason");
        last = mover;
        from = to;
    }
    judge_end(a, improvement, from);
}

/* SIM: everybody's options as in its own choice. */
static void judge_choices(const asked *a, const json_t *improvement)
{
    const reference_model *r = &a->j->reference;
    const json_t *choices = json_object_get(improvement, "together_with");
    uint32_t code = r->lowest[json_number(improvement, "to") - 1];
    uint64_t chosen = (uint64_t)1 << a->party;
    uint32_t end = 0;
    expect(a, json_array_size(choices) > 0, "somebody chooses");
    for (size_t k = 0; k < json_array_size(choices); k++) {
        const json_t *step = json_array_get(choices, k);
        const uint32_t mover = judged_party(a->j, json_words(step, "party"));
        const uint32_t to = json_number(step, "to") - 1;
        expect(a, !(chosen >> mover & 1), "each of the others once");
        expect(a, judged_improves(a->j, mover, a->state, to), "an improvement from the state");
        expect(a, json_flag(step, "improvement"), "which is said");
        chosen |= (uint64_t)1 << mover;
        code ^= r->lowest[a->state] ^ r->lowest[to];
    }
    while (end < r->state_count && r->lowest[end] != code) {
        end++;
    }
    expect(a, end < r->state_count, "a joint state that is feasible");
    judge_end(a, improvement, end);
}

static void judge_improvement(asked *a, const json_t *improvement)
{
    const uint32_t to = json_number(improvement, "to") - 1;
    const bool met = reference_met(&a->j->reference, a->concept, a->party, a->state, to);
    expect(a, judged_improves(a->j, a->party, a->state, to), "an improvement");
    a->at = json_words(improvement, "because");
    judge_reason(a, a->party, to, a->state);
    expect(a, *a->at == '\0', "the end of a reason");
    expect(a, json_flag(improvement, "met") == met, "whether it is met");
    if (met && a->concept == DETENTE_SIM) {
        judge_choices(a, improvement);
    } else if (met) {
        judge_sequence(a, improvement);
    }
}

/* The move that nothing meets, and all that can follow it. */
static void judge_unmet(const asked *a, const json_t *verdict)
{
    const reference_model *r = &a->j->reference;
    const json_t *ends = json_object_get(verdict, "others_can_bring_about");
    const uint32_t unmet = json_number(verdict, "unmet") - 1;
    bool reached[256] = {false};
    size_t at = 0;
    expect(a, judged_improves(a->j, a->party, a->state, unmet), "an improvement");
    for (uint32_t t = 0; t < r->state_count; t++) {
        expect(a,
               !judged_improves(a->j, a->party, a->state, t) || !prefers(a, a->party, t, unmet) ||
                   reference_met(r, a->concept, a->party, a->state, t),
               "the unmet move that it likes best");
    }
    expect(a, !reference_met(r, a->concept, a->party, a->state, unmet), "nothing meets it");
    if (a->concept == DETENTE_SIM) {
        return;
    }
    if (a->concept != DETENTE_NASH) {
        reference_legal(&r->graph, reference_others(&r->graph, a->party), is_credible(a->concept),
                        unmet, reached);
    }
    for (uint32_t t = 0; t < r->state_count; t++) {
        if (reached[t]) {
            expect(a, json_integer_value(json_array_get(ends, at++)) == t + 1, "what can follow");
        }
    }
    expect(a, json_array_size(ends) == at, "nothing else can follow");
}

/* ---- sentences ------------------------------------------------------------------------------- */

/* The states to move to that it likes best. */
static uint32_t best_moves(const asked *a, bool *is_best, uint32_t *count)
{
    uint32_t best = 0;
    *count = 0;
    for (uint32_t t = 0; t < a->j->reference.state_count; t++) {
        const bool may = moves(a, a->party, a->state, t);
        *count += may;
        is_best[t] = may;
        for (uint32_t u = 0; u < a->j->reference.state_count; u++) {
            is_best[t] = is_best[t] &&
                         !(moves(a, a->party, a->state, u) && prefers(a, a->party, u, t));
        }
        best += is_best[t];
    }
    return best;
}

/* "giving up ‘accept’", the move to one of `targets`. */
static uint32_t read_move(asked *a, const bool *targets)
{
    const char *begin = a->at;
    const char *end = a->at;
    uint32_t found = UINT32_MAX;
    for (uint32_t t = 0; t < a->j->reference.state_count; t++) {
        dt_text words = {0};
        if (!targets[t]) {
            continue;
        }
        a->at = begin;
        dt_phrase_move(&a->phrases, a->party, a->state, t, DT_VERB_GERUND, &words);
        if (says(a, words.bytes) && a->at > end) {
            end = a->at;
            found = t;
        }
        dt_text_clear(&words);
    }
    a->at = end;
    expect(a, found != UINT32_MAX, "the right move");
    return found;
}

/* "worse for it because ...", "no better for it" */
static void judge_comparison(asked *a, uint32_t there)
{
    if (says(a, "worse for it ")) {
        judge_reason(a, a->party, a->state, there);
    } else {
        must_say(a, "no better for it");
        expect(a, !prefers(a, a->party, a->state, there), "not worse either");
        expect(a, !prefers(a, a->party, there, a->state), "no better");
    }
}

static void judge_staying(asked *a, size_t improvements)
{
    bool best[256];
    uint32_t all = 0;
    const uint32_t equals = best_moves(a, best, &all);
    if (says(a, ": it has no move there")) {
        expect(a, all == 0, "no move");
        return;
    }
    if (says(a, ": its only move, ")) {
        expect(a, all == 1, "one move");
    } else {
        must_say(a, ": none of its moves makes it better off; ");
        expect(a, all > 1, "several moves");
        must_say(a, equals == 1 ? "the best of them, " : "one of the best, ");
    }
    expect(a, improvements == 0, "no better move");
    const uint32_t there = read_move(a, best);
    must_say(a, ", is ");
    judge_comparison(a, there);
}

/* Up to the answer, which the numbers tell. */
static void judge_deterred(asked *a, const json_t *verdict, size_t improvements)
{
    bool best[256];
    uint32_t all = 0;
    char number[64];
    const uint32_t equals = best_moves(a, best, &all);
    if (improvements == 1) {
        must_say(a, ": its only better move, ");
    } else {
        snprintf(number, sizeof number, ": each of its %zu", improvements);
        must_say(a, number);
        must_say(a, " better moves is met; ");
        must_say(a, equals == 1 ? "the best of them, " : "one of the best, ");
    }
    const uint32_t to = read_move(a, best);
    const json_t *list = json_object_get(verdict, "improvements");
    size_t k = 0;
    while (json_number(json_array_get(list, k), "to") != to + 1) {
        k++;
    }
    const uint32_t end = json_number(json_array_get(list, k), "end") - 1;
    dt_text name = {0};
    must_say(a,
             a->concept == DETENTE_SIM ? ", fails if at the same time " : ", would be answered: ");
    dt_text_add(&name, a->concept == DETENTE_SIM ? ": that ends at " : ", and it would end at ");
    dt_phrase_state(&a->phrases, end, &name);
    a->at = strstr(a->at, name.bytes);
    expect(a, a->at != NULL, "where it would end");
    must_say(a, name.bytes);
    dt_text_clear(&name);
    if (end != a->state) {
        must_say(a, ", ");
        judge_comparison(a, end);
    }
    must_say(a, has_reply(a->concept) ? ", with no way out" : "");
}

static void judge_leaving(asked *a, const json_t *verdict)
{
    const uint32_t unmet = json_number(verdict, "unmet") - 1;
    const bool none = json_array_size(json_object_get(verdict, "others_can_bring_about")) == 0;
    bool target[256] = {false};
    target[unmet] = true;
    must_say(a, ": by ");
    read_move(a, target);
    a->at = strstr(a->at, "prefers ");
    must_say(a, "prefers ");
    judge_reason(a, a->party, unmet, a->state);
    if (a->concept == DETENTE_NASH || a->j->syntax->party_count == 1) {
        return;
    }
    if (a->concept == DETENTE_SIM) {
        must_say(a, ", and no move that the others would like to make at the same time spoils it");
    } else if (none) {
        must_say(a, is_credible(a->concept) ? ", and no answer would pay the others"
                                            : ", and the others have no answer");
    } else {
        must_say(a, is_credible(a->concept)
                        ? ", and no answer that pays those who give it brings it to a state no "
                          "better than this one"
                        : ", and no answer of the others brings it to a state no better than this "
                          "one");
        must_say(a, has_reply(a->concept) ? " that it could not get out of" : "");
    }
}

static void judge_sentence(asked *a, const json_t *verdict, bool stable)
{
    const size_t improvements = json_array_size(json_object_get(verdict, "improvements"));
    dt_text name = {0};
    dt_phrase_state(&a->phrases, a->state, &name);
    a->at = json_words(verdict, "sentence");
    must_say(a, a->j->syntax->parties[a->party].name);
    must_say(a, stable ? " would not leave " : " would leave ");
    must_say(a, name.bytes);
    dt_text_clear(&name);
    if (!stable) {
        judge_leaving(a, verdict);
    } else if (improvements == 0) {
        judge_staying(a, improvements);
    } else {
        judge_deterred(a, verdict, improvements);
    }
    expect(a, *a->at == '\0', "the end of a sentence");
}

/* ---- a verdict ------------------------------------------------------------------------------- */

static void judge_verdict(asked *a, const json_t *verdict)
{
    const json_t *list = json_object_get(verdict, "improvements");
    bool stable[256];
    size_t expected = 0;
    a->party = judged_party(a->j, json_words(verdict, "party"));
    assert_true(detente_concept_find(json_words(verdict, "concept"), &a->concept));
    a->at = NULL;
    reference_solve(&a->j->reference, a->concept, a->party, stable);
    expect(a, json_flag(verdict, "stable") == stable[a->state], "the verdict");
    for (uint32_t t = 0; t < a->j->reference.state_count; t++) {
        expected += judged_improves(a->j, a->party, a->state, t);
    }
    expect(a, json_array_size(list) == expected, "the number of improvements");
    for (size_t k = 0; k < expected; k++) {
        expect(a,
               k == 0 || json_number(json_array_get(list, k), "to") >
                             json_number(json_array_get(list, k - 1), "to"),
               "each improvement once");
        judge_improvement(a, json_array_get(list, k));
    }
    expect(a, json_is_null(json_object_get(verdict, "unmet")) == stable[a->state], "unmet");
    if (!stable[a->state]) {
        judge_unmet(a, verdict);
    }
    judge_sentence(a, verdict, stable[a->state]);
}

/* ---- the words for people -------------------------------------------------------------------- */

/* "Nash, GMR and SEQ", "every concept" */
static uint32_t read_concepts(asked *a, uint32_t every)
{
    uint32_t concepts = 0;
    if (says(a, "every concept")) {
        return every;
    }
    do {
        for (uint32_t c = 0; c < CONCEPT_COUNT; c++) {
            concepts |= (uint32_t)says(a, detente_concept_name((detente_concept)c)) << c;
        }
    } while (says(a, ", ") || says(a, " and "));
    return concepts;
}

static uint32_t count_unmet(const asked *a, detente_concept concept, uint32_t *improvements)
{
    uint32_t unmet = 0;
    *improvements = 0;
    for (uint32_t t = 0; t < a->j->reference.state_count; t++) {
        if (judged_improves(a->j, a->party, a->state, t)) {
            *improvements += 1;
            unmet += !reference_met(&a->j->reference, concept, a->party, a->state, t);
        }
    }
    return unmet;
}

/* "- 3 more of its 4 better moves are not met either", under each of `concepts`. */
static void judge_more(asked *a, uint32_t concepts)
{
    char expected[96];
    for (uint32_t c = 0; c < CONCEPT_COUNT; c++) {
        uint32_t improvements = 0;
        if (!(concepts >> c & 1)) {
            continue;
        }
        const uint32_t more = count_unmet(a, (detente_concept)c, &improvements) - 1;
        if (c == DETENTE_NASH || a->j->syntax->party_count == 1) {
            snprintf(expected, sizeof expected, "%u more of its moves %s better for it too\n", more,
                     more == 1 ? "is" : "are");
        } else {
            snprintf(expected, sizeof expected,
                     "%u more of its %u better moves %s not met either\n", more, improvements,
                     more == 1 ? "is" : "are");
        }
        a->concept = (detente_concept)c;
        expect(a, strncmp(a->at, expected, strlen(expected)) == 0, expected);
    }
}

/* A sentence that is said of several concepts is the sentence of each. */
static void judge_merged(asked *a, const json_t *verdicts, uint32_t concepts)
{
    for (size_t k = 0; k < json_array_size(verdicts); k++) {
        const json_t *verdict = json_array_get(verdicts, k);
        assert_true(detente_concept_find(json_words(verdict, "concept"), &a->concept));
        if ((concepts >> a->concept & 1) &&
            judged_party(a->j, json_words(verdict, "party")) == a->party) {
            const char *sentence = json_words(verdict, "sentence");
            expect(a, strncmp(a->at, sentence, strlen(sentence)) == 0, "the sentence of each");
        }
    }
}

static void judge_page(asked *a, const char *page, const json_t *verdicts)
{
    const uint32_t every = reference_has_sim(&a->j->reference) ? 0x3F : 0x1F;
    uint32_t concepts = 0;
    for (a->at = page; a->at != NULL && *a->at != '\0';) {
        const char *line = a->at;
        if (says(a, "## ")) {
            for (uint32_t k = 0; k < a->j->syntax->party_count; k++) {
                const char *name = a->j->syntax->parties[k].name;
                if (strncmp(a->at, name, strlen(name)) == 0 && a->at[strlen(name)] == '\n') {
                    a->party = k;
                }
            }
        } else if (says(a, "**Under ")) {
            concepts = read_concepts(a, every);
            must_say(a, "**, ");
            judge_merged(a, verdicts, concepts);
        } else if (says(a, "- ") && *a->at >= '0' && *a->at <= '9') {
            judge_more(a, concepts);
        }
        a->at = strchr(line, '\n');
        a->at += a->at != NULL;
    }
}

/* ---- many models ----------------------------------------------------------------------------- */

static void write_explanation(const judged *j, uint32_t state, detente_format_kind format,
                              dt_text *out)
{
    char name[32];
    const detente_sink sink = {.write = judged_take, .payload = out};
    const detente_style style = {.format = format};
    snprintf(name, sizeof name, "%u", state + 1);
    const detente_question question = {
        .state = name, .party = DETENTE_EVERY_PARTY, .details = true};
    require(j, detente_explain(j->model, &question, &style, NULL, &sink, NULL) == DETENTE_OK,
            "explain");
}

static void judge_state(judged *j, uint32_t state)
{
    asked a = {.j = j, .state = state};
    dt_text out = {0};
    assert_int_equal(dt_phrases_open(j->model, NULL, NULL, &a.phrases, NULL), DETENTE_OK);
    write_explanation(j, state, DETENTE_JSON, &out);
    json_t *json = judged_json(j, &out);
    const json_t *verdicts = json_object_get(json, "verdicts");
    const uint32_t concepts = reference_has_sim(&j->reference) ? 6 : 5;
    require(j, json_number(json, "state") == state + 1, "the state");
    require(j, json_array_size(verdicts) == (size_t)concepts * j->syntax->party_count,
            "all verdicts");
    for (size_t k = 0; k < json_array_size(verdicts); k++) {
        judge_verdict(&a, json_array_get(verdicts, k));
    }
    write_explanation(j, state, DETENTE_MARKDOWN, &out);
    judge_page(&a, out.bytes, verdicts);
    dt_text_clear(&out);
    json_decref(json);
    dt_phrases_clear(&a.phrases);
}

static void judge_many(random_form form)
{
    random_knobs knobs = random_knobs_for(form);
    knobs.most_options = 5;
    for (uint64_t seed = 5000000; seed < 5000000 + MODELS; seed++) {
        judged j = judge_random(seed, &knobs);
        random_source source = {.state = seed};
        for (int k = 0; k < 2; k++) {
            judge_state(&j, random_below(&source, j.reference.state_count));
        }
        judged_clear(&j);
    }
}

static void test_option_form(void **state)
{
    (void)state;
    judge_many(RANDOM_OPTIONS);
}

static void test_coalesced(void **state)
{
    (void)state;
    judge_many(RANDOM_COALESCED);
}

static void test_graph_form(void **state)
{
    (void)state;
    judge_many(RANDOM_GRAPH);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_option_form),
        cmocka_unit_test(test_coalesced),
        cmocka_unit_test(test_graph_form),
    };
    return cmocka_run_group_tests_name("explain", tests, NULL, NULL);
}
