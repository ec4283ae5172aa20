/* SPDX-License-Identifier: MIT
 *
 * Random model files.  See random_model.h.
 *
 * In two steps: first the states (parties, options, rules, or states and moves), which the reader
 * and the reference number; then what speaks of states (status quo, preferences, claims).
 */
#include "random_model.h"

#include "random_make.h"

#include <stdio.h>

#define MOST_PARTIES 8

random_knobs random_knobs_for(random_form form)
{
    return (random_knobs){.form = form, .most_parties = 4, .most_options = 6, .most_states = 9};
}

uint32_t make_below(maker *make, uint32_t limit)
{
    return random_below(&make->source, limit);
}

bool make_chance(maker *make, uint32_t percent)
{
    return random_chance(&make->source, percent);
}

/* 1 .. most, the small ones more often. */
uint32_t make_some(maker *make, uint32_t most)
{
    const uint32_t a = 1 + make_below(make, most), b = 1 + make_below(make, most);
    return a < b || make_chance(make, 40) ? a : b;
}

random_expr *make_expr(maker *make, uint32_t depth)
{
    return random_expr_new(&make->source, &make->words, depth, &make->arena);
}

void make_say(maker *make, const random_expr *expr)
{
    random_expr_write(expr, &make->words, make->text);
}

/* `count` different numbers below `limit`, in any order. */
void make_draw(maker *make, uint32_t limit, uint32_t count, uint32_t *drawn)
{
    uint32_t pool[512];
    for (uint32_t k = 0; k < limit; k++) {
        pool[k] = k;
    }
    for (uint32_t k = 0; k < count; k++) {
        const uint32_t chosen = k + make_below(make, limit - k);
        drawn[k] = pool[chosen];
        pool[chosen] = pool[k];
    }
}

/* ---- first step: parties, options, rules ----------------------------------------------------- */

static void write_option(maker *make, const char *id)
{
    dt_text_format(make->text, "  option %s", id);
    make_say_label(make);
    if (!make->knobs->plain && make_chance(make, 20)) {
        dt_text_add(make->text, make_chance(make, 60) ? " cannot be undone" : " cannot be resumed");
    }
    make_end_line(make);
}

/* Each option goes to a random party; some parties get none.  With `again` ids start at o1 for each
 * party, and those that are taken twice are used as party.option. */
static void write_parties(maker *make)
{
    const bool again = make_chance(make, 15);
    uint32_t owned[MOST_PARTIES] = {0};
    for (uint32_t k = 0; k < make->options; k++) {
        owned[make_below(make, make->parties)]++;
    }
    for (uint32_t party = 0; party < make->parties; party++) {
        dt_text_format(make->text, "party p%u", party + 1);
        make_say_label(make);
        make_end_line(make);
        for (uint32_t k = 0; k < owned[party]; k++) {
            char id[16];
            const uint32_t number = again ? k : make->words.name_count;
            snprintf(id, sizeof id, "o%u", number + 1);
            write_option(make, id);
            uint32_t uses = 0;
            for (uint32_t other = 0; again && other < make->parties; other++) {
                uses += owned[other] > k ? 1 : 0;
            }
            char *name = make->words.names[make->words.name_count++];
            if (uses > 1) {
                snprintf(name, sizeof make->words.names[0], "p%u.%s", party + 1, id);
            } else {
                snprintf(name, sizeof make->words.names[0], "%s", id);
            }
        }
    }
    make->words.first_outcome = make->words.name_count;
}

static void write_names(maker *make, uint32_t count)
{
    uint32_t drawn[64];
    make_draw(make, make->words.name_count, count, drawn);
    for (uint32_t k = 0; k < count; k++) {
        dt_text_add(make->text, k == 0 ? "" : ", ");
        if (make->knobs->rich && make_chance(make, 40)) {
            random_expr_write_operand(make_expr(make, 2), &make->words, make->text);
        } else {
            dt_text_add(make->text, make->words.names[drawn[k]]);
        }
    }
}

static void write_rule(maker *make)
{
    static const char *const words[] = {"exactly one of ", "at most one of ", "at least one of "};
    if (make_chance(make, 60) || make->options < 2) {
        dt_text_add(make->text, "impossible ");
        make_say(make, make_expr(make, 2));
    } else {
        dt_text_add(make->text, words[make_below(make, 3)]);
        write_names(make, 2 + make_below(make, make->options < 3 ? 1 : 2));
    }
    make_end_line(make);
}

/* A literal, two of them, or any expression. */
static random_expr *same_expr(maker *make)
{
    const uint32_t kind = make_below(make, 10);
    if (kind < 3) {
        return make_expr(make, 2);
    }
    random_expr *a = make_expr(make, 0), *b = make_expr(make, 0);
    if (make_chance(make, 50)) {
        a = random_expr_of(DT_EXPR_NOT, a, NULL, &make->arena);
    }
    return kind < 6 ? a : random_expr_of(DT_EXPR_AND, a, b, &make->arena);
}

static void write_same(maker *make)
{
    make->same_count = make_some(make, 3);
    for (uint32_t k = 0; k < make->same_count; k++) {
        make->same[k] = same_expr(make);
        dt_text_add(make->text, "same ");
        make_say(make, make->same[k]);
        make_end_line(make);
    }
}

static void write_option_form(maker *make)
{
    make->options = make_some(make, make->knobs->most_options);
    make->parties = make_some(make, make->knobs->most_parties);
    write_parties(make);
    const uint32_t rules = make->knobs->plain || make_chance(make, 40) ? 0 : make_some(make, 3);
    for (uint32_t k = 0; k < rules; k++) {
        write_rule(make);
    }
    if (make->knobs->form == RANDOM_COALESCED) {
        write_same(make);
    }
}

/* ---- first step: states and moves ------------------------------------------------------------ */

static void write_arcs(maker *make, uint32_t party)
{
    const uint32_t percent = 5 + make_below(make, 50);
    dt_text_format(make->text, "p%u moves", party + 1);
    make_end_line(make);
    for (uint32_t s = 0; s < make->states; s++) {
        uint32_t count = 0;
        for (uint32_t t = 0; t < make->states; t++) {
            if (s != t && make_chance(make, percent)) {
                if (count++ == 0) {
                    dt_text_format(make->text, "  s%u -> s%u", s + 1, t + 1);
                } else {
                    dt_text_format(make->text, ", s%u", t + 1);
                }
            }
        }
        if (count > 0) {
            make_end_line(make);
        }
    }
}

static void write_graph_form(maker *make)
{
    make->states = 1 + make_some(make, make->knobs->most_states - 1);
    make->parties = make_some(make, make->knobs->most_parties);
    for (uint32_t s = 0; s < make->states; s++) {
        dt_text_format(make->text, "state s%u", s + 1);
        make_say_label(make);
        make_end_line(make);
        snprintf(make->words.names[s], sizeof make->words.names[0], "s%u", s + 1);
    }
    make->words.name_count = make->states;
    make->words.first_outcome = make->states;
    for (uint32_t party = 0; party < make->parties; party++) {
        dt_text_format(make->text, "party p%u", party + 1);
        make_say_label(make);
        make_end_line(make);
    }
    for (uint32_t party = 0; party < make->parties; party++) {
        write_arcs(make, party);
    }
}

/* ---- second step: statements ----------------------------------------------------------------- */

/* An expression that often has one value on all members of a coalesced state: outside all `same`
 * rules or true inside them. */
static random_expr *statement(maker *make)
{
    random_expr *expr = make_expr(make, 1 + make_below(make, 3));
    if (make->same_count == 0 || make_chance(make, make->knobs->wrong ? 10 : 3)) {
        return expr;
    }
    random_expr *inside = make->same[0];
    for (uint32_t k = 1; k < make->same_count; k++) {
        inside = random_expr_of(DT_EXPR_OR, inside, make->same[k], &make->arena);
    }
    if (make_chance(make, 50)) {
        return random_expr_of(DT_EXPR_OR, expr, inside, &make->arena);
    }
    random_expr *outside = random_expr_of(DT_EXPR_NOT, inside, NULL, &make->arena);
    expr = random_expr_of(DT_EXPR_AND, expr, outside, &make->arena);
    random_expr *one = make->same[make_below(make, make->same_count)];
    return make_chance(make, 10) ? random_expr_of(DT_EXPR_OR, expr, one, &make->arena) : expr;
}

static void write_list(maker *make, uint32_t party, const char *verb)
{
    dt_text_format(make->text, "p%u %s", party + 1, verb);
    make_end_line(make);
    const uint32_t lines = make_chance(make, 3) ? 0 : make_some(make, 6);
    const uint32_t ties = make_chance(make, 50) ? 0 : 10 + make_below(make, 60);
    for (uint32_t k = 0; k < lines; k++) {
        dt_text_add(make->text, k > 0 && make_chance(make, ties) ? "  ~ " : "  ");
        make_say(make, statement(make));
        make_end_line(make);
    }
}

static void write_wants(maker *make, uint32_t party)
{
    write_list(make, party, "wants");
    const uint32_t more = make->knobs->unknown && make_chance(make, 50) ? make_some(make, 3) : 0;
    for (uint32_t k = 0; k < more; k++) {
        write_list(make, party, "may want");
    }
}

static void write_weighs(maker *make, uint32_t party)
{
    static const char *const numbers[] = {"1",  "2",   "3",    "+1",   "-1",        "-2",
                                          "0",  "0.5", "-0.5", "1.25", "-0.000001", "999999999",
                                          "10", "-3",  "0.1",  "0.2",  "-0.3",      "0.000001"};
    dt_text_format(make->text, "p%u weighs", party + 1);
    make_end_line(make);
    for (uint32_t lines = make_some(make, 5); lines > 0; lines--) {
        dt_text_format(make->text, "  %s ",
                       numbers[make_below(make, sizeof numbers / sizeof *numbers)]);
        make_say(make, statement(make));
        make_end_line(make);
    }
}

void make_say_state(maker *make, uint32_t state, uint32_t kind)
{
    if (make->knobs->form == RANDOM_GRAPH && kind != 0) {
        dt_text_add(make->text, make->words.names[state]);
    } else if (kind != 1) {
        dt_text_format(make->text, "state %u", state + 1);
    } else {
        dt_text_format(make->text, "state %s", reference_pattern(make->skeleton, state));
    }
}

/* All states in a random order, by number, by pattern or by name, some of them tied. */
static void write_order(maker *make)
{
    uint32_t order[64];
    const uint32_t kind = make_below(make, 2);
    const uint32_t ties = make_chance(make, 50) ? 0 : 10 + make_below(make, 50);
    const uint32_t listed = make_chance(make, 30) ? make_below(make, make->states) : make->states;
    make_draw(make, make->states, listed, order);
    for (uint32_t k = 0; k < listed; k++) {
        const bool tied = k > 0 && make_chance(make, ties);
        if (tied && kind == 0 && make_chance(make, 50)) {
            dt_text_format(make->text, ", %u", order[k] + 1);
            continue;
        }
        if (k > 0) {
            make_end_line(make);
        }
        dt_text_add(make->text, tied ? "  ~ " : "  ");
        make_say_state(make, order[k], kind);
    }
    if (listed > 0) {
        make_end_line(make);
    }
    if (listed < make->states) {
        dt_text_add(make->text, listed > 0 && make_chance(make, 20) ? "  ~ rest" : "  rest");
        make_end_line(make);
    }
}

static void write_ranks(maker *make, uint32_t party)
{
    dt_text_format(make->text, "p%u ranks", party + 1);
    make_end_line(make);
    if (make->states <= 32 && make_chance(make, 75)) {
        write_order(make);
        return;
    }
    for (uint32_t lines = make_some(make, 3), k = 0; k < lines; k++) {
        dt_text_add(make->text, k > 0 && make_chance(make, 20) ? "  ~ " : "  ");
        make_say(make, statement(make));
        make_end_line(make);
    }
    dt_text_add(make->text, "  rest");
    make_end_line(make);
}

static void write_preferences(maker *make)
{
    for (uint32_t party = 0; party < make->parties; party++) {
        const uint32_t kind = make_below(make, 20);
        if (kind < 8) {
            write_wants(make, party);
        } else if (kind < 15) {
            write_ranks(make, party);
        } else if (kind < 19) {
            write_weighs(make, party);
        }
    }
}

static void write_outcomes(maker *make)
{
    const uint32_t count = make_chance(make, 50) ? 0 : make_some(make, 3);
    for (uint32_t k = 0; k < count; k++) {
        dt_text_format(make->text, "outcome x%u = ", k + 1);
        make_say(make, statement(make));
        make_end_line(make);
        snprintf(make->words.names[make->words.name_count++], sizeof make->words.names[0], "x%u",
                 k + 1);
    }
}

static void write_status_quo(maker *make)
{
    const reference_model *skeleton = make->skeleton;
    if (make_chance(make, 30)) {
        return;
    }
    uint32_t code = skeleton->members[make_below(make, skeleton->member_count)];
    if (make->knobs->form == RANDOM_GRAPH) {
        dt_text_format(make->text, "status quo s%u", code + 1);
        make_end_line(make);
        return;
    }
    if (make->knobs->wrong && make_chance(make, 3)) {
        code = make_below(make, (uint32_t)1 << make->options);
    }
    dt_text_add(make->text, code == 0 ? "status quo none" : "status quo ");
    for (uint32_t k = 0, count = 0; k < make->options; k++) {
        if ((code >> k) & 1) {
            dt_text_format(make->text, "%s%s", count++ == 0 ? "" : ", ", make->words.names[k]);
        }
    }
    make_end_line(make);
}

/* ---- both steps ------------------------------------------------------------------------------ */

/* Read what is written so far; NULL where the reader objects. */
static dt_syntax *read_text(const dt_text *text)
{
    dt_syntax *syntax = NULL;
    if (dt_syntax_read(text->bytes, text->length, NULL, NULL, &syntax, NULL) != DETENTE_OK) {
        return NULL;
    }
    return syntax;
}

/* Is the text a model by the definitions?  Then claims are added where asked for, and it is judged
 * again: a pattern may hold on one part of a coalesced state only. */
static bool is_right(maker *make, bool add_claims)
{
    dt_syntax *syntax = read_text(make->text);
    reference_model model = {0};
    if (syntax == NULL) {
        return false;
    }
    reference_model_init(&model, syntax);
    bool right = model.fault == NULL;
    if (right && add_claims) {
        make->skeleton = &model;
        for (uint32_t claims = make_some(make, 5); claims > 0; claims--) {
            make_say_claim(make);
        }
        right = is_right(make, false);
    }
    reference_model_clear(&model);
    dt_syntax_free(syntax);
    return right;
}

/* The text behind a first step that has states; false where it is no model and has to be one. */
static bool finish(maker *make)
{
    write_outcomes(make);
    write_status_quo(make);
    write_preferences(make);
    if (make->knobs->unknown) {
        make_say_unknown(make);
    }
    if (make->knobs->wrong && !make->knobs->claims) {
        return true;
    }
    return is_right(make, make->knobs->claims) || make->knobs->wrong;
}

static bool try_model(maker *make)
{
    make->text->length = 0;
    dt_text_add(make->text, "conflict \"random\"");
    make_end_line(make);
    make_say_sources(make);
    if (make->knobs->form == RANDOM_GRAPH) {
        write_graph_form(make);
    } else {
        write_option_form(make);
    }
    dt_syntax *syntax = read_text(make->text);
    if (syntax == NULL) {
        fprintf(stderr, "random model not read:\n%s", make->text->bytes);
        abort();
    }
    reference_model skeleton;
    reference_model_init(&skeleton, syntax);
    bool right = make->knobs->wrong && make_chance(make, 10);
    const bool dull = make->knobs->form == RANDOM_COALESCED && !skeleton.coalesced;
    if (skeleton.fault == NULL && !(dull && make_chance(make, 75))) {
        make->skeleton = &skeleton;
        make->states = skeleton.state_count;
        right = finish(make);
        if (right) {
            make_say_scenario(make);
        }
    }
    reference_model_clear(&skeleton);
    dt_syntax_free(syntax);
    return right;
}

static void draw_model(random_source source, const random_knobs *knobs, dt_text *text)
{
    random_source seeds = {.state = source.state};
    for (bool right = false; !right;) {
        maker make = {.source = source, .knobs = knobs, .text = text};
        make.source.state = random_next(&seeds);
        right = try_model(&make);
        source = make.source; /* the bytes that are left */
        dt_arena_clear(&make.arena);
    }
}

void random_model(uint64_t seed, const random_knobs *knobs, dt_text *text)
{
    const uint64_t state = seed * UINT64_C(0xd1342543de82ef95) + (uint64_t)knobs->form;
    draw_model((random_source){.state = state}, knobs, text);
}

void random_model_of(const uint8_t *bytes, size_t count, const random_knobs *knobs, dt_text *text)
{
    const uint64_t state = dt_digest((const char *)bytes, count);
    draw_model((random_source){.state = state, .bytes = bytes, .left = count}, knobs, text);
}
