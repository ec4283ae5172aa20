/* SPDX-License-Identifier: MIT
 *
 * detente_write_lint: what says nothing in a model, each with its place and a remedy.
 */
#include "insight/lint.h"
#include "base/arguments.h"
#include "base/json.h"
#include "base/poll.h"
#include "base/utf8.h"
#include "words/finding.h"
#include "words/phrases.h"
#include "words/prose.h"
#include "words/words.h"

/* Everything that the words need. */
typedef struct teller {
    const detente_model *model;
    const dt_syntax *syntax;
    dt_phrases phrases;
    dt_text subject, said; /* of the finding in hand */
    const char *remedy;
} teller;

/* ---- what it is about ------------------------------------------------------------------------ */

static const dt_statement *line_of(const teller *t, const dt_lint *found, uint32_t line)
{
    const dt_preferences *list = &t->syntax->preferences[found->party];
    for (uint32_t k = 0; k < found->list; k++) {
        list = list->other;
    }
    return &list->lines[line];
}

static bool weighs(const teller *t, const dt_lint *found)
{
    return t->syntax->preferences[found->party].kind == DT_WEIGHS;
}

static void add_rule(const teller *t, const dt_rule *rule, dt_text *text)
{
    dt_text_add(text, rule->kind == DT_RULE_IMPOSSIBLE ? "impossible "
                      : rule->kind == DT_RULE_SAME     ? "same "
                                                       : "");
    dt_expr_print(t->syntax, rule->expr, text);
}

static void name_subject(teller *t, const dt_lint *found)
{
    const dt_syntax *syntax = t->syntax;
    dt_text *text = &t->subject;
    switch (found->kind) {
    case DT_LINT_NO_MOVE:
        dt_text_format(text, "party %s", syntax->parties[found->party].id);
        break;
    case DT_LINT_STUCK:
    case DT_LINT_FOREVER:
        if (found->other == DT_NONE) {
            dt_text_format(text, "party %s", syntax->parties[found->party].id);
        } else {
            add_rule(t, &syntax->rules[found->other], text);
        }
        break;
    case DT_LINT_FIXED:
    case DT_LINT_UNMENTIONED:
    case DT_LINT_IDLE:
        dt_text_add(text, "option ");
        dt_option_name(syntax, found->item, text);
        break;
    case DT_LINT_ALWAYS:
    case DT_LINT_NEVER:
    case DT_LINT_TWICE:
    case DT_LINT_OPPOSITE:
    case DT_LINT_UNDECIDING:
        dt_text_format(text, "%s %s: ", syntax->parties[found->party].id,
                       weighs(t, found)   ? "weighs"
                       : found->list == 0 ? "wants"
                                          : "may want");
        dt_expr_print(syntax, line_of(t, found, found->item)->expr, text);
        break;
    case DT_LINT_NO_RULE:
    case DT_LINT_JOINS_NOTHING:
        add_rule(t, &syntax->rules[found->item], text);
        break;
    case DT_LINT_EMPTY:
    case DT_LINT_EVERYTHING:
    case DT_LINT_EQUAL:
        dt_text_format(text, "outcome %s", syntax->outcomes[found->item].id);
        break;
    case DT_LINT_UNUSED:
        dt_text_format(text, "source %s", syntax->sources[found->item].id);
        break;
    case DT_LINT_VACUOUS:
        dt_text_format(text, "claim %s", dt_claim_words(&syntax->claims[found->item]));
        break;
    case DT_LINT_COUNT:
        break;
    }
}

/* ---- what is said of it ---------------------------------------------------------------------- */

static void say_no_move(teller *t, const dt_lint *found)
{
    const bool owns = t->model->owned[found->party] != 0;
    dt_text_add(&t->said, dt_is_graph_form(t->syntax) ? "No line gives it a move."
                          : owns ? "It can never move: rules and one-way options leave no way."
                                 : "No option is its own: it decides nothing.");
    t->remedy = owns ? "Look at the rules, or leave it out."
                     : "Give it an option, or leave it out.";
}

static void say_stuck(teller *t, const dt_lint *found)
{
    const bool forever = found->kind == DT_LINT_FOREVER;
    const char *name = t->syntax->parties[found->party].name;
    char states[DT_COUNT_WORDS];
    dt_text_format(&t->said, forever ? "Once at " : "At ");
    dt_phrase_state(&t->phrases, found->state, &t->said);
    if (found->count > 1) {
        dt_text_format(&t->said, ", and %llu more of the %s states,",
                       (unsigned long long)found->count - 1, dt_states_say(t->model, states));
    }
    dt_text_format(&t->said,
                   forever ? " %s can never do anything again, whatever the others do."
                           : " %s can do nothing until somebody else has moved.",
                   name);
    t->remedy = forever ? "If it is meant to have a way back, allow one more combination."
                        : "If it is meant to be able to act there, allow one more combination, or "
                          "give it an option that leads out.";
}

/* TWICE and OPPOSITE: by the line above, which comes first, is tied, or adds up. */
static void say_pair(teller *t, const dt_lint *found)
{
    const bool twice = found->kind == DT_LINT_TWICE;
    const dt_statement *above = line_of(t, found, found->other);
    bool tied = true;
    for (uint32_t k = found->other + 1; k <= found->item; k++) {
        tied = tied && line_of(t, found, k)->tied;
    }
    dt_text_format(&t->said,
                   twice ? "It says the same as line %u, " : "It is the opposite of line %u, ",
                   (unsigned)above->at.line);
    dt_text expr = {0};
    dt_expr_print(t->syntax, above->expr, &expr);
    dt_phrase_quote(&t->phrases, expr.bytes == NULL ? "" : expr.bytes, &t->said);
    dt_text_clear(&expr);
    if (weighs(t, found)) {
        dt_text_add(&t->said, ".");
        t->remedy = twice ? "Write one line with the sum of the two numbers."
                          : "Write one line with the difference of the two numbers.";
    } else {
        dt_text_add(&t->said, !tied   ? ", which has decided already."
                              : twice ? ", and counts as much: together they count twice."
                                      : ", and counts as much: one of them holds always.");
        t->remedy = "Leave one of them out.";
    }
}

static void say_equal(teller *t, const dt_lint *found)
{
    const dt_outcome *other = &t->syntax->outcomes[found->other];
    dt_text_add(&t->said, "It names the same states as ");
    dt_phrase_quote(&t->phrases, other->id, &t->said);
    dt_text_format(&t->said, ", line %u.", (unsigned)other->at.line);
    t->remedy = "Leave one of them out, or say what tells them apart.";
}

/* What needs no more than its words. */
static const struct {
    const char *said, *remedy;
} plain[DT_LINT_COUNT] = {
    [DT_LINT_UNMENTIONED] = {"No preference speaks of it, so nobody minds whether it is taken.",
                             "Say who cares, or leave it out."},
    [DT_LINT_IDLE] =
        {"Nobody minds it: where two states differ in it alone, every party likes both "
         "the same.",
         "Look at the lines that name it, or leave it out."},
    [DT_LINT_ALWAYS] = {"It holds in every state, so it decides nothing.",
                        "Leave it out, or look for a slip in it."},
    [DT_LINT_NEVER] = {"It holds in no state, so it decides nothing.",
                       "Leave it out, or look for a slip in it or in a rule."},
    [DT_LINT_UNDECIDING] = {"Without it every two states compare as they do: other lines have "
                            "decided.",
                            "Move it up, should it matter more; else leave it out."},
    [DT_LINT_NO_RULE] = {"Without it the same states are possible.",
                         "Leave it out, or look for a slip in it."},
    [DT_LINT_JOINS_NOTHING] = {"Fewer than two states meet it, so it joins nothing.",
                               "Leave it out, or look for a slip in it."},
    [DT_LINT_EMPTY] = {"No state is one of these.", "Look for a slip in it or in a rule."},
    [DT_LINT_EVERYTHING] = {"Every state is one of these.",
                            "Look for a slip in it, or leave it out."},
    [DT_LINT_UNUSED] = {"No line cites it.",
                        "Cite it, in square brackets, behind what it supports; or leave it out."},
    [DT_LINT_VACUOUS] = {"It speaks of no state, so it says nothing.",
                         "Name an outcome that can be."},
};

static void say(teller *t, const dt_lint *found)
{
    t->subject.length = 0;
    t->said.length = 0;
    name_subject(t, found);
    if (found->kind == DT_LINT_NO_MOVE) {
        say_no_move(t, found);
    } else if (found->kind == DT_LINT_STUCK || found->kind == DT_LINT_FOREVER) {
        say_stuck(t, found);
    } else if (found->kind == DT_LINT_TWICE || found->kind == DT_LINT_OPPOSITE) {
        say_pair(t, found);
    } else if (found->kind == DT_LINT_EQUAL) {
        say_equal(t, found);
    } else if (found->kind == DT_LINT_FIXED) {
        dt_text_format(&t->said, "The rules leave no choice: it is %s.",
                       found->count > 0 ? "taken in every state" : "never taken");
        t->remedy = "Look at the rules, or leave it out.";
    } else {
        dt_text_add(&t->said, plain[found->kind].said);
        t->remedy = plain[found->kind].remedy;
    }
}

/* ---- for people ------------------------------------------------------------------------------ */

#define INDENT "    "
#define INCOMPLETE "Who is stuck was not looked for: the model has more than 65536 states."

static void print_finding(teller *t, const char *file, const dt_lint *found,
                          const detente_style *style, dt_text *text)
{
    const bool markdown = style->format == DETENTE_MARKDOWN;
    dt_text head = {0};
    say(t, found);
    dt_text_add_safe(&head, file, strlen(file), false);
    dt_text_format(&head, ":%u:%u: ", (unsigned)found->at.line, (unsigned)found->at.column);
    dt_text_add(&head, t->subject.bytes == NULL ? "" : t->subject.bytes);
    dt_text_add(text, markdown ? "- " : "");
    dt_say_words(text, head.bytes == NULL ? "" : head.bytes, style);
    dt_text_add(text, markdown ? "  \n" : "\n");
    dt_text_format(&t->said, " %s", t->remedy);
    dt_say_line(text, &t->said, markdown ? "  " : INDENT, style);
    text->failed = text->failed || head.failed;
    dt_text_clear(&head);
}

static void lint_for_people(teller *t, const char *file, const dt_lints *lints,
                            const detente_style *style, dt_text *text)
{
    for (size_t k = 0; k < lints->count; k++) {
        print_finding(t, file, &lints->list[k], style, text);
    }
    if (!lints->complete) {
        dt_text_add(text, INCOMPLETE "\n");
    }
    if (lints->count == 0) {
        dt_text_add(text, "Nothing to look at.\n");
    } else {
        dt_text_format(text, "\n%zu %s to look at; no error.\n", lints->count,
                       lints->count == 1 ? "thing" : "things");
    }
}

/* ---- for programs ---------------------------------------------------------------------------- */

static const char *const ids[] = {
#define DT_LINT_ID(name, json) json,
    DT_LINT_LIST(DT_LINT_ID)
#undef DT_LINT_ID
};

/* The line of what the finding is compared with, or rests on; 0: none. */
static uint32_t other_line(const teller *t, const dt_lint *found)
{
    const bool pair = found->kind == DT_LINT_TWICE || found->kind == DT_LINT_OPPOSITE;
    return found->other == DT_NONE        ? 0
           : pair                         ? line_of(t, found, found->other)->at.line
           : found->kind == DT_LINT_EQUAL ? t->syntax->outcomes[found->other].at.line
                                          : t->syntax->rules[found->other].at.line;
}

static void add_number_or_null(dt_json *json, const char *key, bool is_there, uint64_t number)
{
    dt_json_key(json, key);
    if (is_there) {
        dt_json_number(json, number);
    } else {
        dt_json_null(json);
    }
}

static void add_finding(teller *t, const dt_lint *found, dt_json *json)
{
    const bool stuck = found->kind == DT_LINT_STUCK || found->kind == DT_LINT_FOREVER;
    say(t, found);
    dt_json_line_object(json);
    dt_json_key_string(json, "kind", ids[found->kind]);
    dt_json_key_number(json, "line", found->at.line);
    dt_json_key_number(json, "column", found->at.column);
    dt_json_key_number(json, "length", found->at.length);
    dt_json_key_string(json, "party",
                       found->party == DT_NONE ? NULL : t->syntax->parties[found->party].id);
    dt_json_key_string(json, "subject", t->subject.bytes == NULL ? "" : t->subject.bytes);
    dt_json_key_string(json, "text", t->said.bytes == NULL ? "" : t->said.bytes);
    dt_json_key_string(json, "remedy", t->remedy);
    add_number_or_null(json, "other_line", other_line(t, found) > 0, other_line(t, found));
    add_number_or_null(json, "state", stuck, found->state + 1);
    add_number_or_null(json, "states", stuck, found->count);
    dt_json_end(json);
}

static void lint_for_programs(teller *t, const dt_lints *lints, dt_text *text)
{
    dt_json json = dt_json_into(text);
    dt_json_object(&json);
    dt_json_key_number(&json, "detente", 1);
    dt_json_key_string(&json, "conflict", t->syntax->title);
    dt_json_key_bool(&json, "complete", lints->complete);
    dt_json_key(&json, "findings");
    dt_json_array(&json);
    for (size_t k = 0; k < lints->count; k++) {
        add_finding(t, &lints->list[k], &json);
    }
    dt_json_end(&json);
    dt_json_end(&json);
    dt_text_add_char(text, '\n');
}

/* ---- public ---------------------------------------------------------------------------------- */

detente_status detente_write_lint(const detente_model *model, const detente_model *const *others,
                                  size_t other_count, const char *file, const detente_style *style,
                                  const detente_limits *limits, const detente_sink *sink,
                                  uint64_t *found, detente_error *err)
{
    dt_arguments given = dt_given(err);
    dt_need(&given, model, "a model");
    dt_need(&given, other_count == 0 ? (const void *)model : others, "the other models");
    for (size_t k = 0; others != NULL && k < other_count; k++) {
        dt_need(&given, others[k], "a model");
    }
    dt_need(&given, file, "a name");
    dt_check_style(&given, style, DT_WORDS_OR_JSON);
    dt_check_limits(&given, limits);
    dt_need_sink(&given, sink);
    dt_need(&given, found, "a place for the count");
    if (given.status != DETENTE_OK) {
        return given.status;
    }
    dt_poll poll;
    dt_poll_start(&poll, limits, "looking for what says nothing", 0);
    sink = dt_poll_sink(&poll, sink);
    const detente_style filled = dt_style_of(style);
    teller t = {.model = model, .syntax = model->syntax, .remedy = ""};
    dt_lints lints = {0};
    dt_text text = {.poll = &poll};
    detente_status status = DETENTE_OK;
    DT_TRY(dt_lint_model(model, others, other_count, &poll, &lints, err));
    DT_TRY(dt_phrases_open(model, &filled, &poll, &t.phrases, err));
    if (filled.format == DETENTE_JSON) {
        lint_for_programs(&t, &lints, &text);
    } else {
        lint_for_people(&t, file, &lints, &filled, &text);
    }
    text.failed = text.failed || t.subject.failed || t.said.failed || t.phrases.failed;
    dt_phrases_clear(&t.phrases);
    DT_TRY(dt_text_flush(&text, sink, err));
    *found = lints.count;
    status = lints.complete ? DETENTE_OK : dt_fail(err, DETENTE_EINCOMPLETE, "%s", INCOMPLETE);
done:
    dt_text_clear(&t.subject);
    dt_text_clear(&t.said);
    dt_text_clear(&text);
    dt_lints_clear(&lints);
    return dt_poll_end(&poll, status, err);
}
