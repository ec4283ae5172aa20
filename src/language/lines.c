/* SPDX-License-Identifier: MIT
 *
 * Says what each line is: by its first word, or its second (PARTY wants), or the block that is
 * open.
 *
 * A block ends at the next line that starts with a word of the language; words of expressions and
 * notes do not end it.  A misspelt first word is reported and read as the word that it was
 * meant to be, so that what the line declares is known.  O(tokens) time.
 */
#include "base/poll.h"
#include "language/lexer.h"
#include "language/names.h"

typedef struct sorter {
    dt_lines *lines;
    dt_faults *faults;
    dt_line_kind
        block; /* of the open block; EMPTY = none, BROKEN = one whose lines are passed over */
    uint32_t scenario;
    dt_names declared; /* names that some line declares: not misspelt words */
    dt_names states;   /* graph form: those declared so far */
    bool has_first;    /* a line that says something was seen */
    bool has_conflict;
} sorter;

static const struct {
    const char *word;
    dt_line_kind kind;
} kinds[] = {
    {"conflict", DT_LINE_CONFLICT}, {"note", DT_LINE_NOTE},       {"source", DT_LINE_SOURCE},
    {"date", DT_LINE_DATE},         {"party", DT_LINE_PARTY},     {"option", DT_LINE_OPTION},
    {"state", DT_LINE_STATE},       {"impossible", DT_LINE_RULE}, {"same", DT_LINE_RULE},
    {"exactly", DT_LINE_RULE},      {"at", DT_LINE_RULE},         {"status", DT_LINE_STATUS},
    {"outcome", DT_LINE_OUTCOME},   {"claim", DT_LINE_CLAIM},     {"scenario", DT_LINE_SCENARIO}};

static const char *const openers[] = {"wants", "ranks", "weighs", "moves"};

/* EMPTY: not a word that starts a line. */
static dt_line_kind kind_of_word(const char *word)
{
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
        if (strcmp(kinds[k].word, word) == 0) {
            return kinds[k].kind;
        }
    }
    return DT_LINE_EMPTY;
}

static dt_line_kind kind_of_opener(const char *word)
{
    for (size_t k = 0; k < 4; k++) {
        if (strcmp(openers[k], word) == 0) {
            return (dt_line_kind)(DT_LINE_WANTS + k);
        }
    }
    return DT_LINE_EMPTY;
}

static const dt_token *token_at(const dt_line *line, uint32_t k)
{
    return k < line->count ? &line->tokens[k] : NULL;
}

static bool is_word(const dt_token *token)
{
    return token != NULL && token->kind == DT_TOKEN_WORD;
}

static dt_line_kind guess(sorter *sort, dt_line *line, const dt_token *token, const char *meant,
                          dt_line_kind kind)
{
    if (!line->reported) {
        dt_error(sort->faults, token->at, "'%s' is not understood; did you mean '%s'?",
                 token->value, meant);
        dt_fault_propose(sort->faults, token->at, meant);
    }
    line->reported = true;
    line->guessed = true;
    return kind;
}

/* In a block a line is an expression unless it cannot be: a name is never followed by another name
 * or a text. */
static bool cannot_be_expression(const dt_line *line)
{
    const dt_token *second = token_at(line, 1);
    return second != NULL && (second->kind == DT_TOKEN_QUOTED ||
                              (is_word(second) && !dt_is_joining_word(second->value) &&
                               !dt_token_is(second, "note")));
}

/* `us want`: the party's name and one word, near a word that opens a block. */
static const char *opener_near(const dt_line *line)
{
    const dt_token *third = token_at(line, 2);
    const bool ends = third == NULL || third->kind == DT_TOKEN_MARKS || dt_token_is(third, ":") ||
                      dt_token_is(third, "note");
    return ends && !dt_is_expression_word(line->tokens[0].value)
               ? dt_word_near(openers, 4, line->tokens[1].value)
               : NULL;
}

static dt_line_kind report_later(sorter *sort, dt_line *line, const dt_token *token)
{
    if (line->reported) {
        return DT_LINE_BROKEN;
    }
    if (strcmp(token->value, "prefers") == 0 && token != line->tokens) {
        dt_error(sort->faults, token->at,
                 "'prefers' stands in claims: write 'claim %s prefers ...', or '%s wants' with one "
                 "statement per line below",
                 line->tokens[0].value, line->tokens[0].value);
    } else {
        dt_error(sort->faults, token->at,
                 "'%s' is kept for a later version of the language; it has no meaning yet",
                 token->value);
    }
    line->reported = true;
    return DT_LINE_BROKEN;
}

static bool is_declared(const sorter *sort, const dt_token *token)
{
    return dt_names_find(&sort->declared, token->value) != NULL;
}

/* Words that people put before a statement or a rule, and that say nothing here. */
static bool report_needless(sorter *sort, dt_line *line)
{
    const dt_token *first = line->tokens;
    const dt_token *second = token_at(line, 1);
    const bool ranks = sort->block >= DT_LINE_MAY_WANT && sort->block <= DT_LINE_WEIGHS;
    if (second == NULL || is_declared(sort, first)) {
        return false;
    }
    if (dt_token_is(first, "rule") && dt_token_is(second, ":")) {
        if (!line->reported) {
            dt_error(sort->faults, first->at,
                     "leave 'rule:' out; a rule starts with 'impossible', 'exactly one of', "
                     "'at most one of' or 'at least one of'");
        }
    } else if (ranks && (dt_token_is(first, "prefer") || dt_token_is(first, "prefers") ||
                         dt_token_is(first, "want") || dt_token_is(first, "wants"))) {
        if (!line->reported) {
            dt_error(sort->faults, first->at,
                     "leave the word '%s' out; a line of this block is a statement alone",
                     first->value);
        }
    } else {
        return false;
    }
    line->reported = true;
    return true;
}

/* ---- what is not known ----------------------------------------------------------------------- */

/* PARTY may want ...; `want` is wanted there. */
static dt_line_kind sort_may(sorter *sort, dt_line *line)
{
    static const char *const want[] = {"want"};
    const dt_token *third = token_at(line, 2);
    if (third != NULL && dt_token_is(third, "want")) {
        return DT_LINE_MAY_WANT;
    }
    if (is_word(third) && dt_word_near(want, 1, third->value) != NULL) {
        return guess(sort, line, third, "want", DT_LINE_MAY_WANT);
    }
    if (!line->reported) {
        const dt_token *at = third == NULL ? token_at(line, 1) : third;
        dt_error(sort->faults, at->at,
                 "behind '%s may' stands 'want', with one statement per line below; found %s%s%s",
                 line->tokens[0].value, third == NULL ? "" : "'",
                 third == NULL ? "the end of the line" : third->value, third == NULL ? "" : "'");
    }
    line->reported = true;
    sort->block = DT_LINE_BROKEN;
    return DT_LINE_BROKEN;
}

/* us might want, us could wants */
static bool is_may_by_other_words(const dt_line *line)
{
    const dt_token *second = token_at(line, 1);
    const dt_token *third = token_at(line, 2);
    return is_word(third) && (dt_token_is(third, "want") || dt_token_is(third, "wants")) &&
           (dt_token_is(second, "might") || dt_token_is(second, "could") ||
            dt_token_is(second, "can"));
}

/* unknown whether PARTY prefers A to B: names never follow one another, so it is no statement.
 * EMPTY: no such line. */
static dt_line_kind sort_unknown(sorter *sort, dt_line *line)
{
    const dt_token *first = line->tokens;
    const dt_token *second = token_at(line, 1);
    const dt_token *third = token_at(line, 2);
    const dt_token *fourth = token_at(line, 3);
    const bool is_unknown = dt_token_is(first, "unknown");
    if (is_word(second) && dt_token_is(second, "whether")) {
        return is_unknown || is_declared(sort, first)
                   ? (is_unknown ? DT_LINE_UNKNOWN : DT_LINE_EMPTY)
                   : guess(sort, line, first, "unknown", DT_LINE_UNKNOWN);
    }
    if (is_unknown && is_word(second) && is_word(fourth) && dt_token_is(fourth, "prefers")) {
        return guess(sort, line, second, "whether", DT_LINE_UNKNOWN);
    }
    if (is_unknown && is_word(second) && is_word(third) && dt_token_is(third, "prefers")) {
        if (!line->reported) {
            dt_error(sort->faults, second->at, "expected 'whether': unknown whether %s prefers ...",
                     second->value);
        }
        line->reported = true;
        return DT_LINE_BROKEN;
    }
    return DT_LINE_EMPTY;
}

/* South Sudan wants: the lines of the block are passed over. */
static bool report_two_words(sorter *sort, dt_line *line)
{
    const dt_token *first = line->tokens;
    const dt_token *second = token_at(line, 1);
    const dt_token *third = token_at(line, 2);
    if (!is_word(second) || !is_word(third) || kind_of_opener(third->value) == DT_LINE_EMPTY ||
        dt_is_reserved(first->value) || dt_is_reserved(second->value)) {
        return false;
    }
    if (!line->reported) {
        dt_error(sort->faults, second->at,
                 "a name is one word, here as in its party line, with '%s' right behind it",
                 third->value);
    }
    line->reported = true;
    return true;
}

static dt_line_kind report_unknown(sorter *sort, dt_line *line)
{
    const dt_token *first = line->tokens;
    if (!line->reported && is_word(first) && !dt_is_reserved(first->value) &&
        !is_declared(sort, first)) {
        dt_error(sort->faults, first->at,
                 "'%s' does not start a line here; expected a word such as party, option, outcome "
                 "or claim, or a party's name and wants, ranks or weighs",
                 first->value);
    } else if (!line->reported) {
        dt_error(sort->faults, first->at,
                 "a statement stands here outside of a block; it belongs below a line such as "
                 "'PARTY wants', or, as a rule on what cannot be, behind 'impossible'");
    }
    line->reported = true;
    return DT_LINE_BROKEN;
}

bool dt_is_pasted_mark(const dt_line *line)
{
    static const char *const marks[] = {"\xE2\x80\xA2", "\xE2\x80\x93", "\xE2\x80\x94", "\xC2\xB7"};
    const dt_token *behind = token_at(line, 1);
    if (behind == NULL || !behind->spaced ||
        (is_word(behind) && dt_is_joining_word(behind->value))) {
        return false;
    }
    for (size_t k = 0; k < sizeof marks / sizeof *marks; k++) {
        if (dt_token_is(&line->tokens[0], marks[k])) {
            return true;
        }
    }
    return false;
}

/* The first word is none of the language. */
static dt_line_kind sort_by_names(sorter *sort, dt_line *line)
{
    const dt_token *first = line->tokens;
    const dt_token *second = token_at(line, 1);
    const dt_line_kind unknown = sort_unknown(sort, line);
    if (unknown != DT_LINE_EMPTY) {
        return unknown;
    }
    if (is_word(second)) {
        const dt_line_kind kind = kind_of_opener(second->value);
        if (kind != DT_LINE_EMPTY && !dt_is_reserved(first->value)) {
            return kind;
        }
        if (dt_token_is(second, "may") && !dt_is_reserved(first->value)) {
            return sort_may(sort, line);
        }
        if (is_may_by_other_words(line) && !dt_is_reserved(first->value)) {
            return guess(sort, line, second, "may", DT_LINE_MAY_WANT);
        }
        if (dt_is_for_later(second->value) && !dt_is_reserved(first->value)) {
            sort->block = DT_LINE_BROKEN;
            return report_later(sort, line, second);
        }
    }
    if (report_two_words(sort, line)) {
        sort->block = DT_LINE_BROKEN;
        return DT_LINE_BROKEN;
    }
    if (report_needless(sort, line)) {
        return DT_LINE_BROKEN;
    }
    if (dt_is_for_later(first->value)) {
        return report_later(sort, line, first);
    }
    const bool in_block = sort->block != DT_LINE_EMPTY;
    if (in_block &&
        (dt_is_pasted_mark(line) || dt_expression_word_in_capitals(first->value) != NULL)) {
        return DT_LINE_ENTRY; /* NOT strike: what to write is said where it is read */
    }
    if (!dt_is_reserved(first->value) && (!in_block || cannot_be_expression(line))) {
        const char *meant = is_word(second) ? opener_near(line) : NULL;
        if (meant != NULL) {
            return guess(sort, line, second, meant, kind_of_opener(meant));
        }
        meant = is_declared(sort, first) ? NULL : dt_line_word_near(first->value);
        if (meant != NULL) {
            return guess(sort, line, first, meant, kind_of_word(meant));
        }
    }
    return in_block ? DT_LINE_ENTRY : report_unknown(sort, line);
}

/* In a block `state` goes with a number or pattern.  In graph form, before a new name, it is a
 * declaration that comes too late. */
static bool is_late_state(const sorter *sort, const dt_line *line)
{
    const dt_token *second = token_at(line, 1);
    return sort->states.count > 0 && is_word(second) &&
           strspn(second->value, "YN-") < second->length &&
           dt_names_find(&sort->states, second->value) == NULL;
}

/* False: no memory. */
static bool keep_state(sorter *sort, const dt_line *line)
{
    const dt_token *second = token_at(line, 1);
    return line->kind != DT_LINE_STATE || !is_word(second) ||
           dt_names_find(&sort->states, second->value) != NULL ||
           dt_names_add(&sort->states, second->value, DT_NAME_STATE, 0, 0) != NULL;
}

static dt_line_kind sort_line(sorter *sort, dt_line *line)
{
    const dt_token *first = line->tokens;
    const bool in_block = sort->block != DT_LINE_EMPTY;
    if (first->kind == DT_TOKEN_MARKS && !line->reported) {
        dt_error(sort->faults, first->at,
                 "a source such as [d4:3] stands at the end of the line that it supports");
        line->reported = true;
        return DT_LINE_BROKEN;
    }
    if (first->kind != DT_TOKEN_WORD) {
        return in_block ? DT_LINE_ENTRY : report_unknown(sort, line);
    }
    const dt_line_kind kind = kind_of_word(first->value);
    if (kind == DT_LINE_EMPTY) {
        return sort_by_names(sort, line);
    }
    const bool is_entry = dt_token_is(first, "exactly") || dt_token_is(first, "at") ||
                          (kind == DT_LINE_STATE && !is_late_state(sort, line));
    return in_block && is_entry ? DT_LINE_ENTRY : kind;
}

/* ---- order ----------------------------------------------------------------------------------- */

static dt_line_kind refuse(sorter *sort, dt_line *line, const char *before, const char *after)
{
    if (!line->reported) {
        dt_error(sort->faults, line->tokens[0].at, "%s'%s'%s", before, line->tokens[0].value,
                 after);
    }
    line->reported = true;
    return DT_LINE_BROKEN;
}

static dt_line_kind check_order(sorter *sort, dt_line *line, dt_line_kind kind)
{
    if (kind == DT_LINE_CONFLICT) {
        const bool again = sort->has_conflict;
        sort->has_conflict = true;
        if (again) {
            return refuse(sort, line, "a model has one ", " line only");
        }
        if (sort->has_first) {
            return refuse(sort, line, "", " must be the first line of the model");
        }
    }
    if (kind == DT_LINE_NOTE && !sort->has_first) {
        return refuse(sort, line, "a ", " belongs to the line above it, and there is none");
    }
    const bool base_only = kind == DT_LINE_SOURCE || kind == DT_LINE_DATE ||
                           kind == DT_LINE_STATE || kind == DT_LINE_MOVES ||
                           kind == DT_LINE_CONFLICT;
    if (base_only && sort->scenario != DT_NONE) {
        return kind == DT_LINE_MOVES
                   ? refuse(sort, line, "a scenario cannot change the moves of ", "")
                   : refuse(sort, line, "",
                            " cannot stand in a scenario; put it above the first one");
    }
    return kind;
}

static void follow_blocks(sorter *sort, dt_line_kind kind)
{
    if (dt_opens_block(kind)) {
        sort->block = kind;
    } else if (kind != DT_LINE_ENTRY && kind != DT_LINE_NOTE && kind != DT_LINE_BROKEN) {
        sort->block = DT_LINE_EMPTY;
    }
}

static void classify(sorter *sort, dt_line *line)
{
    if (line->count == 0) {
        line->kind = DT_LINE_EMPTY;
        line->scenario = sort->scenario;
        return;
    }
    dt_line_kind kind = sort_line(sort, line);
    const bool passed_over = kind == DT_LINE_ENTRY && sort->block == DT_LINE_BROKEN;
    const bool opens = dt_opens_block(kind);
    follow_blocks(sort, kind);
    kind = passed_over ? DT_LINE_BROKEN : check_order(sort, line, kind);
    if (opens && kind == DT_LINE_BROKEN) {
        sort->block = DT_LINE_BROKEN;
    }
    if (kind == DT_LINE_SCENARIO) {
        sort->scenario = sort->lines->scenarios++;
    }
    line->kind = kind;
    line->scenario = sort->scenario;
    sort->has_first = true;
    sort->lines->failed = sort->lines->failed || !keep_state(sort, line);
}

/* The first line that says something must be `conflict`. */
static void check_first(sorter *sort)
{
    for (size_t k = 0; k < sort->lines->count; k++) {
        dt_line *line = &sort->lines->list[k];
        if (line->count > 0) {
            if (!sort->has_conflict && !line->reported) {
                dt_error(sort->faults, line->tokens[0].at,
                         "a model starts with a line: conflict \"title\"");
            }
            return;
        }
    }
    dt_error(sort->faults, (dt_span){1, 1, 1},
             "there is no model here; it starts with a line: conflict \"title\"");
}

static void find_declared(sorter *sort)
{
    for (size_t k = 0; k < sort->lines->count; k++) {
        const dt_line *line = &sort->lines->list[k];
        const dt_token *name = token_at(line, 1);
        if (is_word(name) && !is_declared(sort, name) &&
            (dt_token_is(line->tokens, "option") || dt_token_is(line->tokens, "outcome") ||
             dt_token_is(line->tokens, "state") || dt_token_is(line->tokens, "party")) &&
            dt_names_add(&sort->declared, name->value, DT_NAME_BROKEN, 0, 0) == NULL) {
            sort->lines->failed = true;
        }
    }
}

void dt_lines_classify(dt_lines *lines, dt_faults *faults)
{
    sorter sort = {.lines = lines, .faults = faults, .scenario = DT_NONE};
    find_declared(&sort);
    for (size_t k = 0; k < lines->count && !lines->failed; k++) {
        lines->failed = !dt_poll_step(lines->arena.poll, 1);
        classify(&sort, &lines->list[k]);
    }
    check_first(&sort);
    dt_names_clear(&sort.declared);
    dt_names_clear(&sort.states);
}
