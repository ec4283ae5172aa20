/* SPDX-License-Identifier: MIT
 *
 * Random models as text: what benchmarks and tests solve.
 *
 * The numbers come from splitmix64, so a family, its sizes and a seed name one text for good; the
 * known answers of `detente bench` rely on that.  Time and bytes linear in the text.
 */
#include "base/arguments.h"
#include "base/base.h"
#include "base/poll.h"

typedef struct maker {
    const detente_random *what;
    uint64_t state;
    uint32_t first[65]; /* options of party i: first[i] .. first[i+1]-1 */
    dt_text text;
} maker;

/* Steele, Lea, Flood (2014): splitmix64 */
static uint64_t next(maker *m)
{
    uint64_t z = m->state += UINT64_C(0x9E3779B97F4A7C15);
    z = (z ^ z >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ z >> 27) * UINT64_C(0x94D049BB133111EB);
    return z ^ z >> 31;
}

static uint32_t below(maker *m, uint32_t limit)
{
    return (uint32_t)((next(m) >> 32) * limit >> 32);
}

static void share_options(maker *m)
{
    const uint32_t parties = m->what->parties;
    const uint32_t options = m->what->options;
    if (m->what->family == DETENTE_RANDOM_UNEQUAL && parties > 2) {
        /* most, one each, ..., none, the rest of one */
        m->first[1] = options > parties - 2 ? options - (parties - 2) : options;
        for (uint32_t i = 2; i <= parties; i++) {
            const bool none = i == parties - 1;
            m->first[i] = m->first[i - 1] + (!none && m->first[i - 1] < options);
        }
        m->first[parties] = options;
        return;
    }
    for (uint32_t i = 0; i <= parties; i++) {
        m->first[i] = (uint32_t)((uint64_t)options * i / parties);
    }
}

static void add_name(maker *m, uint32_t option)
{
    dt_text_add_char(&m->text, 'o');
    dt_text_number(&m->text, option + 1);
}

static void add_literal(maker *m, uint32_t from, uint32_t to)
{
    const uint32_t option = from + below(m, to - from);
    if (below(m, 2) == 0) {
        dt_text_add(&m->text, "not ");
    }
    add_name(m, option);
}

/* `count` literals over the options from .. to-1 */
static void add_clause(maker *m, uint32_t from, uint32_t to, uint32_t count, const char *join)
{
    for (uint32_t k = 0; k < count; k++) {
        dt_text_add(&m->text, k == 0 ? "" : join);
        add_literal(m, from, to);
    }
}

/* The party's options, read as a binary number, shall follow the number of the party before it, its
 * highest digit first; the first party wants to be ahead of the last by one.  Whoever adjusts
 * disturbs the next one. */
static void add_counter(maker *m, uint32_t party, uint32_t statement)
{
    const uint32_t parties = m->what->parties;
    const uint32_t own = m->first[party + 1] - m->first[party];
    const uint32_t other = party == 0 ? parties - 1 : party - 1;
    const uint32_t theirs = m->first[other + 1] - m->first[other];
    if (own == 0 || theirs == 0) {
        dt_text_add(&m->text, "true");
        return;
    }
    const uint32_t digit = own - 1 - statement % own;
    const uint32_t mine = m->first[party] + digit;
    const uint32_t followed = m->first[other] + digit % theirs;
    if (party != 0) {
        add_name(m, mine);
        dt_text_add(&m->text, " iff ");
        add_name(m, followed);
        return;
    }
    /* digit of (theirs + 1): flips where all lower digits are taken */
    dt_text_add_char(&m->text, '(');
    add_name(m, mine);
    dt_text_add(&m->text, " xor ");
    add_name(m, followed);
    dt_text_add(&m->text, ") iff all of (true");
    for (uint32_t k = 0; k < digit % theirs; k++) {
        dt_text_add(&m->text, ", ");
        add_name(m, m->first[other] + k);
    }
    dt_text_add_char(&m->text, ')');
}

static void add_statement(maker *m, uint32_t party, uint32_t statement)
{
    const bool separable = m->what->family == DETENTE_RANDOM_SEPARABLE;
    const uint32_t from = separable ? m->first[party] : 0;
    const uint32_t to = separable ? m->first[party + 1] : m->what->options;
    dt_text_add(&m->text, "  ");
    if (m->what->family == DETENTE_RANDOM_COUNTER) {
        add_counter(m, party, statement);
    } else if (from == to) {
        dt_text_add(&m->text, "true");
    } else {
        const char *join = below(m, 2) == 0 ? " and " : " or ";
        add_clause(m, from, to, 1 + below(m, 3), join);
    }
    dt_text_add_char(&m->text, '\n');
}

static void add_parties(maker *m)
{
    for (uint32_t i = 0; i < m->what->parties; i++) {
        dt_text_format(&m->text, "\nparty p%u\n", i + 1);
        for (uint32_t k = m->first[i]; k < m->first[i + 1]; k++) {
            const bool one_way = below(m, m->what->options) < m->what->one_way;
            dt_text_add(&m->text, "  option ");
            add_name(m, k);
            dt_text_add(&m->text, !one_way           ? "\n"
                                  : below(m, 2) == 0 ? " cannot be undone\n"
                                                     : " cannot be resumed\n");
        }
    }
}

static void check_numbers(dt_arguments *given, const detente_random *random)
{
    dt_need(given, random, "what the model is to be like");
    if (given->status == DETENTE_OK) {
        dt_check_kind(given, (uint32_t)random->family, DETENTE_RANDOM_UNEQUAL + 1, "family");
    }
    if (given->status == DETENTE_OK && (random->options < 1 || random->options > 64 ||
                                        random->parties < 1 || random->parties > 64)) {
        given->status = dt_fail(given->err, DETENTE_EINVAL,
                                "a random model has 1 to 64 options and parties");
    }
}

detente_status detente_random_model(const detente_random *random, const detente_limits *limits,
                                    const detente_sink *sink, detente_error *err)
{
    dt_arguments given = dt_given(err);
    dt_check_limits(&given, limits);
    dt_need_sink(&given, sink);
    check_numbers(&given, random);
    if (given.status != DETENTE_OK) {
        return given.status;
    }
    dt_poll poll;
    dt_poll_start(&poll, limits, "drawing a model", 0);
    sink = dt_poll_sink(&poll, sink);
    maker m = {.what = random, .state = random->seed, .text.poll = &poll};
    share_options(&m);
    dt_text_format(&m.text, "conflict \"Random model %llu\"\n", (unsigned long long)random->seed);
    add_parties(&m);
    dt_text_add_char(&m.text, '\n');
    for (uint32_t k = 0; k < random->rules; k++) {
        dt_text_add(&m.text, "impossible ");
        add_clause(&m, 0, random->options, 3, " and ");
        dt_text_add_char(&m.text, '\n');
    }
    for (uint32_t i = 0; i < random->parties; i++) {
        dt_text_format(&m.text, "\np%u wants\n", i + 1);
        for (uint32_t k = 0; k < random->statements; k++) {
            add_statement(&m, i, k);
        }
    }
    const detente_status status = dt_text_flush(&m.text, sink, err);
    dt_text_clear(&m.text);
    return dt_poll_end(&poll, status, err);
}
