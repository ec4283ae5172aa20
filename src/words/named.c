/* SPDX-License-Identifier: MIT
 *
 * The state that somebody means: numbers, patterns, names of outcomes and of states, options taken.
 * Time O(states) for an outcome, else O(options).
 */
#include "language/names.h"
#include "words/phrases.h"

#include <stdio.h>

#define MOST_LISTED_STATES 12

/* "7" as 7; false when it is no number. */
static bool is_number(const char *words, uint64_t *number)
{
    *number = 0;
    for (; *words >= '0' && *words <= '9'; words++) {
        if (*number > (UINT64_MAX - 9) / 10) {
            *number = UINT64_MAX;
        } else {
            *number = *number * 10 + (uint64_t)(*words - '0');
        }
    }
    return *words == '\0';
}

static bool is_pattern(const dt_syntax *syntax, const char *words)
{
    const size_t length = strlen(words);
    return syntax->option_count > 0 && length == syntax->option_count &&
           strspn(words, "YNyn-") == length;
}

/* ---- outcomes -------------------------------------------------------------------------------- */

/* The only state of an outcome; EINVAL lists them when there are several. */
static detente_status only_state(const detente_model *model, const char *id, const uint64_t *set,
                                 uint64_t *state, detente_error *err)
{
    dt_text list = {0};
    uint64_t count = 0;
    for (uint64_t k = 0; k < model->state_count; k++) {
        if (dt_bit(set, k)) {
            *state = k;
            if (count++ < MOST_LISTED_STATES) {
                dt_text_add(&list, count == 1 ? "" : ", ");
                dt_text_number(&list, k + 1);
            }
        }
    }
    detente_status status = DETENTE_OK;
    if (count == 0) {
        status = dt_fail(err, DETENTE_EINVAL, "no feasible state is called '%s'", id);
    } else if (count > 1) {
        status = dt_fail(err, DETENTE_EINVAL,
                         "'%s' names %llu states; name one by its number, as `detente solve` "
                         "shows it with what holds: %s%s",
                         id, (unsigned long long)count, list.failed ? "" : list.bytes,
                         count > MOST_LISTED_STATES ? ", ..." : "");
    }
    dt_text_clear(&list);
    return status;
}

static detente_status find_outcome(const detente_model *model, uint32_t outcome, dt_poll *poll,
                                   uint64_t *state, detente_error *err)
{
    uint64_t *set = dt_zeroed(DT_WORDS(model->state_count), sizeof *set);
    if (set == NULL) {
        return dt_no_memory(err);
    }
    detente_status status = dt_states_where_wire(model, model->outcomes[outcome], poll, set, err);
    if (status == DETENTE_OK) {
        status = only_state(model, model->syntax->outcomes[outcome].id, set, state, err);
    }
    free(set);
    return status;
}

/* ---- patterns and options -------------------------------------------------------------------- */

static detente_status find_code(const detente_model *model, const char *words, uint64_t code,
                                uint64_t *state, detente_error *err)
{
    *state = dt_states_find(model, code);
    if (*state == UINT64_MAX && model->state_count == UINT64_MAX) {
        return dt_states_beyond(err);
    }
    return *state != UINT64_MAX ? DETENTE_OK
                                : dt_fail(err, DETENTE_EINVAL,
                                          "'%s' is not feasible: a rule of the "
                                          "model forbids it",
                                          words);
}

/* A pattern without dashes is a state; with dashes it is the coalesced state that it shows. */
static detente_status find_pattern(const detente_model *model, const char *words, dt_poll *poll,
                                   uint64_t *state, detente_error *err)
{
    uint64_t code = 0;
    for (uint32_t k = 0; words[k] != '\0'; k++) {
        code |= words[k] == 'Y' || words[k] == 'y' ? (uint64_t)1 << k : 0;
    }
    if (strchr(words, '-') == NULL) {
        return find_code(model, words, code, state, err);
    }
    for (uint64_t k = 0; k < model->state_count && model->states->members != NULL; k++) {
        char pattern[DT_MOST_OPTIONS + 1];
        if (!dt_poll_step(poll, 1)) {
            return dt_poll_cancelled(poll, err);
        }
        dt_states_pattern(model, k, pattern);
        if (strcmp(pattern, words) == 0) {
            *state = k;
            return DETENTE_OK;
        }
    }
    return dt_fail(err, DETENTE_EINVAL, "no single state has the pattern '%s'", words);
}

/* The option called `name` (or party.name), DT_NONE when there is none or it is two parties'. */
static uint32_t option_named(const dt_syntax *syntax, const char *name)
{
    for (uint32_t k = 0; k < syntax->option_count; k++) {
        const dt_option *option = &syntax->options[k];
        const char *party = syntax->parties[option->party].id;
        const size_t length = strlen(party);
        if ((!option->qualified && strcmp(option->id, name) == 0) ||
            (strncmp(name, party, length) == 0 && name[length] == '.' &&
             strcmp(name + length + 1, option->id) == 0)) {
            return k;
        }
    }
    return DT_NONE;
}

/* Two parties have an option of this id: "dup.vote or erg.vote". */
static bool list_owners(const dt_syntax *syntax, const char *id, dt_text *text)
{
    for (uint32_t k = 0; k < syntax->option_count; k++) {
        if (strcmp(syntax->options[k].id, id) == 0) {
            dt_text_add(text, text->length > 0 ? " or " : "");
            dt_option_name(syntax, k, text);
        }
    }
    return text->length > 0;
}

/* What `name` was probably meant to be, in memory of `arena`. */
static const char *near_name(const dt_syntax *syntax, const char *name, dt_arena *arena)
{
    const uint32_t count = syntax->option_count + syntax->outcome_count + syntax->state_count;
    const char **all = dt_arena_take(arena, ((size_t)count + 1) * sizeof *all);
    uint32_t at = 0;
    for (uint32_t k = 0; all != NULL && k < syntax->option_count; k++) {
        dt_text full = {0};
        dt_option_name(syntax, k, &full);
        all[at] = full.failed ? NULL : dt_arena_text(arena, full.bytes, full.length);
        at += all[at] != NULL;
        dt_text_clear(&full);
    }
    for (uint32_t k = 0; all != NULL && k < syntax->outcome_count; k++) {
        all[at++] = syntax->outcomes[k].id;
    }
    for (uint32_t k = 0; all != NULL && k < syntax->state_count; k++) {
        all[at++] = syntax->states[k].id;
    }
    return all == NULL ? NULL : dt_word_near(all, at, name);
}

static detente_status no_such_name(const dt_syntax *syntax, const char *name, detente_error *err)
{
    const char *kinds = syntax->state_count > 0 ? "state or outcome" : "option, outcome or pattern";
    dt_arena arena = {0};
    dt_text owners = {0};
    detente_status status = DETENTE_EINVAL;
    if (list_owners(syntax, name, &owners)) {
        dt_fail(err, status, "'%s' is an option of more than one party; write %s", name,
                owners.bytes);
    } else {
        const char *near = near_name(syntax, name, &arena);
        dt_fail(err, status, "there is no %s called '%s'%s%s%s", kinds, name,
                near == NULL ? "" : "; did you mean '", near == NULL ? "" : near,
                near == NULL ? "" : "'?");
    }
    status = owners.failed ? dt_no_memory(err) : status;
    dt_text_clear(&owners);
    dt_arena_clear(&arena);
    return status;
}

static detente_status find_options(const detente_model *model, const char *words, uint64_t *state,
                                   detente_error *err)
{
    uint64_t code = 0;
    for (const char *at = words; *at != '\0';) {
        at += strspn(at, " ,+");
        const size_t length = strcspn(at, " ,+");
        char name[256];
        snprintf(name, sizeof name, "%.*s", (int)(length < 255 ? length : 255), at);
        const uint32_t option = option_named(model->syntax, name);
        if (length > 0 && option == DT_NONE) {
            return no_such_name(model->syntax, name, err);
        }
        code |= length > 0 ? (uint64_t)1 << option : 0;
        at += length;
    }
    return find_code(model, words, code, state, err);
}

/* ---- all ------------------------------------------------------------------------------------- */

static detente_status find_status_quo(const detente_model *model, uint64_t *state,
                                      detente_error *err)
{
    *state = model->status_quo - 1;
    return model->status_quo > 0
               ? DETENTE_OK
               : dt_fail(err, DETENTE_EINVAL,
                         "the model gives no status quo; add a `status quo` line or name a state");
}

detente_status dt_state_named(const detente_model *model, const char *words, dt_poll *poll,
                              uint64_t *state, detente_error *err)
{
    const dt_syntax *syntax = model->syntax;
    uint64_t number = 0;
    if (strncmp(words, "state ", 6) == 0) {
        words += 6;
    }
    for (uint32_t k = 0; k < syntax->state_count; k++) {
        if (strcmp(syntax->states[k].id, words) == 0) {
            *state = k;
            return DETENTE_OK;
        }
    }
    for (uint32_t k = 0; k < syntax->outcome_count; k++) {
        if (strcmp(syntax->outcomes[k].id, words) == 0) {
            return find_outcome(model, k, poll, state, err);
        }
    }
    if (strcmp(words, "status quo") == 0 || strcmp(words, "today") == 0) {
        return find_status_quo(model, state, err);
    }
    if (is_pattern(syntax, words)) {
        return find_pattern(model, words, poll, state, err);
    }
    if (words[0] != '\0' && is_number(words, &number)) {
        char count[DT_COUNT_WORDS];
        *state = number - 1;
        return number >= 1 && number <= model->state_count
                   ? DETENTE_OK
                   : dt_fail(err, DETENTE_EINVAL,
                             "there is no state %s: this model has states 1 to %s", words,
                             dt_states_say(model, count));
    }
    if (syntax->option_count == 0) {
        return no_such_name(syntax, words, err);
    }
    return find_options(model, strcmp(words, "none") == 0 ? "" : words, state, err);
}
