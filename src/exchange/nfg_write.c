/* SPDX-License-Identifier: MIT
 *
 * A model as a strategic game for Gambit (.nfg, payoff form; docs/exchange.md).
 *
 * A strategy is a choice of all of a party's options, so the game is one-shot: it says the same as
 * the model only when every combination is feasible and every move can be undone.  Payoffs are
 * ranks.  8 bytes per party and profile of text; at most MOST_PROFILES profiles.
 */
#include "base/arguments.h"
#include "base/poll.h"
#include "exchange/compose.h"
#include "game/states.h"

#define MOST_PROFILES ((uint64_t)1 << 20)

typedef struct writer {
    const detente_model *model;
    const dt_syntax *syntax;
    dt_faults *faults;
    dt_text text;
} writer;

/* Gambit reads \" in a text as a quote and every other backslash as itself, so that none can stand
 * at the end; a label has no blanks at its ends and no two side by side. */
static void add_label(dt_text *label, const char *string)
{
    dt_text_add(label, "");
    for (const char *c = string; *c != '\0' && !label->failed; c++) {
        if ((unsigned char)*c > ' ' && *c != 0x7F) {
            dt_text_add_char(label, *c);
        } else if (label->length > 0 && label->bytes[label->length - 1] != ' ') {
            dt_text_add_char(label, ' ');
        }
    }
    while (!label->failed && label->length > 0 &&
           strchr(" \\", label->bytes[label->length - 1]) != NULL) {
        label->bytes[--label->length] = '\0';
    }
}

/* A text of Gambit, and the end of `label`. */
static void add_quoted(dt_text *text, dt_text *label)
{
    dt_text_add_char(text, '"');
    for (const char *c = label->failed ? "" : label->bytes; *c != '\0'; c++) {
        dt_text_add(text, *c == '"' ? "\\" : "");
        dt_text_add_char(text, *c);
    }
    dt_text_add_char(text, '"');
    text->failed = text->failed || label->failed;
    dt_text_clear(label);
}

static void add_text(dt_text *text, const char *string)
{
    dt_text label = {0};
    add_label(&label, string);
    add_quoted(text, &label);
}

/* A player: players have different names, so the id stands behind one that two of them have. */
static void add_player(writer *w, uint32_t party)
{
    const dt_party *parties = w->syntax->parties;
    dt_text label = {0};
    bool shared = false;
    add_label(&label, parties[party].name);
    for (uint32_t k = 0; k < w->syntax->party_count && !shared && !label.failed; k++) {
        dt_text other = {0};
        add_label(&other, parties[k].name);
        shared = k != party && !other.failed && strcmp(other.bytes, label.bytes) == 0;
        label.failed = label.failed || other.failed;
        dt_text_clear(&other);
    }
    if (!label.failed && (shared || label.length == 0)) {
        dt_text_add(&label, label.length > 0 ? " " : "");
        dt_text_add(&label, parties[party].id);
    }
    add_quoted(&w->text, &label);
}

static uint64_t strategies(const writer *w, uint32_t party)
{
    return (uint64_t)1 << dt_popcount(w->model->owned[party]);
}

static void warn_of_differences(writer *w)
{
    const dt_span nowhere = {0};
    const uint64_t profiles = (uint64_t)1 << w->syntax->option_count;
    const uint64_t feasible = w->model->states->members != NULL ? w->model->states->all_count
                                                                : w->model->state_count;
    dt_warning(w->faults, nowhere,
               "payoffs are ranks, an order without distances: equilibria in mixed strategies mean "
               "nothing");
    if (feasible < profiles) {
        dt_warning(w->faults, nowhere,
                   "%llu of %llu profiles are not feasible; they get payoff 0 for everybody, below "
                   "every feasible one, but the game still allows them",
                   (unsigned long long)(profiles - feasible), (unsigned long long)profiles);
    }
    if ((w->model->only_up | w->model->only_down) != 0) {
        dt_warning(w->faults, nowhere,
                   "options that cannot be undone or resumed can be both in a strategic game");
    }
    if (w->model->states->members != NULL) {
        dt_warning(w->faults, nowhere, "coalesced states are profiles of their own in the game");
    }
}

static void write_head(writer *w)
{
    dt_text_add(&w->text, "NFG 1 R ");
    add_text(&w->text, w->syntax->title);
    dt_text_add(&w->text, " {");
    for (uint32_t k = 0; k < w->syntax->party_count; k++) {
        dt_text_add_char(&w->text, ' ');
        add_player(w, k);
    }
    dt_text_add(&w->text, " } {");
    for (uint32_t k = 0; k < w->syntax->party_count; k++) {
        dt_text_add_char(&w->text, ' ');
        dt_text_number(&w->text, strategies(w, k));
    }
    dt_text_add(&w->text, " }\n");
    add_text(&w->text,
             "Payoffs are ranks: only their order counts. Strategy k of a player takes the "
             "options in the binary digits of k - 1, the first option lowest.");
    dt_text_add(&w->text, "\n\n");
}

/* Profiles in Gambit's order: the first player's strategy runs fastest.  Options are numbered party
 * by party, the first lowest, so that order is that of the option codes. */
static void write_payoffs(writer *w)
{
    const uint64_t profiles = (uint64_t)1 << w->syntax->option_count;
    for (uint64_t code = 0; code < profiles; code++) {
        const uint64_t index = dt_states_find(w->model, code);
        for (uint32_t k = 0; k < w->syntax->party_count; k++) {
            dt_text_add(&w->text, k == 0 ? "" : " ");
            dt_text_number(&w->text, index == UINT64_MAX
                                         ? 0
                                         : dt_preference_ranks(&w->model->preferences[k])[index]);
        }
        dt_text_add_char(&w->text, '\n');
    }
}

detente_status detente_model_to_nfg(const detente_model *model, const char *file,
                                    const detente_limits *limits, const detente_sink *sink,
                                    detente_faults **faults, detente_error *err)
{
    dt_arguments given = dt_given(err);
    dt_need(&given, model, "a model");
    dt_need(&given, file, "a name");
    dt_check_limits(&given, limits);
    dt_need_sink(&given, sink);
    if (given.status != DETENTE_OK) {
        return given.status;
    }
    dt_poll poll;
    dt_poll_start(&poll, limits, "writing the game", 0);
    sink = dt_poll_sink(&poll, sink);
    if (dt_is_graph_form(model->syntax)) {
        return dt_fail(err, DETENTE_EUNSUPPORTED,
                       "a model in graph form has no strategies and cannot be a .nfg file");
    }
    if (model->syntax->option_count > 20 || !dt_states_listed(model)) {
        return dt_fail(err, DETENTE_ELIMIT,
                       "more than %llu profiles are not written to a .nfg file",
                       (unsigned long long)MOST_PROFILES);
    }
    const detente_status ranked = dt_rankings_need(model, model->preferences, "a .nfg file", err);
    if (ranked != DETENTE_OK) {
        return ranked;
    }
    writer w = {.model = model, .syntax = model->syntax, .text.poll = &poll};
    detente_faults *found = dt_faults_new(file, "", 0);
    if (found == NULL) {
        return dt_no_memory(err);
    }
    w.faults = &found->list;
    warn_of_differences(&w);
    write_head(&w);
    write_payoffs(&w);
    w.text.failed = w.text.failed || w.faults->failed;
    const detente_status status = dt_text_flush(&w.text, sink, err);
    dt_text_clear(&w.text);
    dt_compose_hand_out(found, faults);
    return dt_poll_end(&poll, status, err);
}
