/* SPDX-License-Identifier: MIT
 *
 * Dense ranks of the listed states, from the planes of each party.
 *
 * The plane vectors are sorted as numbers in base 2^d, least significant digit first, each pass a
 * counting sort (LSD radix sort); then a walk along the order gives equal vectors equal ranks.
 * Time O(states * planes / d); memory 2 bytes per state and digit, and 8 per state for the order.
 */
#include "base/hot.h"

#include "game/states.h"

typedef struct digits {
    uint32_t width;   /* bits per digit: 8 for few states, else 16 */
    uint32_t count;   /* digits per state */
    uint16_t *digit;  /* [digit * states + state], digit 0 most significant */
    uint32_t *order;  /* states, sorted so far */
    uint32_t *other;  /* the next order */
    uint32_t *bucket; /* 2^width + 1 */
} digits;

static void digits_clear(digits *d)
{
    free(d->digit);
    free(d->order);
    free(d->other);
    free(d->bucket);
}

static detente_status digits_init(digits *d, uint64_t states, uint32_t planes, detente_error *err)
{
    *d = (digits){.width = states < 16384 ? 8 : 16};
    d->count = (planes + d->width - 1) / d->width;
    size_t cells = 0;
    if (!dt_mul((size_t)states, d->count, &cells)) {
        return dt_no_memory(err);
    }
    d->digit = dt_zeroed(cells, sizeof *d->digit);
    d->order = dt_zeroed((size_t)states, sizeof *d->order);
    d->other = dt_zeroed((size_t)states, sizeof *d->other);
    d->bucket = dt_zeroed(((size_t)1 << d->width) + 1, sizeof *d->bucket);
    if (d->digit == NULL || d->order == NULL || d->other == NULL || d->bucket == NULL) {
        digits_clear(d);
        return dt_no_memory(err);
    }
    return DETENTE_OK;
}

/* Spread the plane words of the states first.. over their digits. */
static void fill_digits(const detente_model *model, const dt_planes *planes, digits *d,
                        uint64_t first, unsigned count, const uint64_t *values)
{
    const uint64_t states = model->state_count;
    const uint64_t mask = ((uint64_t)1 << d->width) - 1;
    for (uint32_t from = 0; from < planes->count; from += 64) {
        uint64_t rows[64] = {0}; /* the plane `from` last, so that it becomes the highest bit */
        for (uint32_t t = 0; t < 64 && from + t < planes->count; t++) {
            rows[63 - t] = dt_value(values, planes->wires[from + t]);
        }
        dt_transpose(rows);
        for (uint32_t which = 0; which < 64 / d->width && from / d->width + which < d->count;
             which++) {
            uint16_t *digit = d->digit + (uint64_t)(from / d->width + which) * states + first;
            const unsigned shift = 64 - d->width * (which + 1);
            for (unsigned k = 0; k < count; k++) {
                digit[k] = (uint16_t)(rows[k] >> shift & mask);
            }
        }
    }
}

/* One stable counting sort by a digit. */
static void sort_by(digits *d, uint64_t states, uint32_t which, dt_poll *poll)
{
    const uint16_t *digit = d->digit + (uint64_t)which * states;
    const size_t radix = (size_t)1 << d->width;
    memset(d->bucket, 0, (radix + 1) * sizeof *d->bucket);
    for (uint64_t k = 0; k < states && dt_poll_step(poll, 1); k++) {
        d->bucket[digit[k] + 1]++;
    }
    for (size_t b = 0; b < radix; b++) {
        d->bucket[b + 1] += d->bucket[b];
    }
    for (uint64_t k = 0; k < states && dt_poll_step(poll, 1); k++) {
        const uint32_t state = d->order[k];
        d->other[d->bucket[digit[state]]++] = state;
    }
    uint32_t *swap = d->order;
    d->order = d->other;
    d->other = swap;
}

static bool same_digits(const digits *d, uint64_t states, uint32_t a, uint32_t b)
{
    for (uint32_t which = 0; which < d->count; which++) {
        const uint16_t *digit = d->digit + (uint64_t)which * states;
        if (digit[a] != digit[b]) {
            return false;
        }
    }
    return true;
}

static void assign_ranks(digits *d, uint64_t states, dt_poll *poll, uint32_t *ranks)
{
    for (uint64_t k = 0; k < states; k++) {
        d->order[k] = (uint32_t)k;
    }
    for (uint32_t which = d->count; which-- > 0;) {
        sort_by(d, states, which, poll);
    }
    uint32_t rank = 1;
    for (uint64_t k = 0; k < states && dt_poll_step(poll, 1 + d->count / 16); k++) {
        rank += k > 0 && !same_digits(d, states, d->order[k - 1], d->order[k]);
        ranks[d->order[k]] = rank;
    }
}

static detente_status rank_states(const detente_model *model, const dt_planes *planes,
                                  uint64_t *values, dt_poll *poll, uint32_t **out,
                                  detente_error *err)
{
    const uint64_t states = model->state_count;
    uint32_t *ranks = *out = dt_zeroed(states, sizeof *ranks);
    if (ranks == NULL) {
        return dt_no_memory(err);
    }
    dt_wire last = DT_FALSE;
    for (uint32_t plane = 0; plane < planes->count; plane++) {
        last = planes->wires[plane] > last ? planes->wires[plane] : last;
    }
    digits d;
    const detente_status status = digits_init(&d, states, planes->count, err);
    if (status != DETENTE_OK) {
        return status;
    }
    const uint64_t work = dt_states_work(model) + planes->count / 8;
    for (uint64_t first = 0; first < states && d.count > 0 && dt_poll_step(poll, work);
         first += 64) {
        const uint64_t left = states - first;
        const unsigned count = left < 64 ? (unsigned)left : 64;
        dt_states_load_to(model, last, first, count, values);
        fill_digits(model, planes, &d, first, count, values);
    }
    assign_ranks(&d, states, poll, ranks);
    digits_clear(&d);
    return dt_poll_try(poll, 0, err);
}

static uint64_t count_rankings(const detente_model *model)
{
    uint64_t count = 0;
    for (uint32_t party = 0; party < model->syntax->party_count; party++) {
        const dt_preference *preference = &model->preferences[party];
        count += preference->open ? preference->list_count : 1;
    }
    return count;
}

#define MOST_PAIRS_ASKED 1000000 /* beyond, a line that says nothing is not found out */

/* Do the lists agree on no pair of states that a line speaks of? */
static bool says_nothing(const detente_model *model, const dt_preference *preference,
                         const dt_apart *sets, dt_poll *poll)
{
    uint32_t asked = 0;
    for (uint64_t s = 0; s < model->state_count; s++) {
        for (uint64_t t = 0; dt_bit(sets->one, s) && t < model->state_count; t++) {
            if (!dt_bit(sets->other, t)) {
                continue;
            }
            if (dt_compare_lists(preference, s, t) != DETENTE_OPEN || ++asked > MOST_PAIRS_ASKED ||
                !dt_poll_step(poll, 1)) {
                return false;
            }
        }
    }
    return true;
}

/* The sets of the lines that say which comparisons of a party are unknown. */
static detente_status find_aparts(detente_model *model, uint32_t party, dt_poll *poll,
                                  dt_faults *faults, detente_error *err)
{
    detente_status status = DETENTE_OK;
    const dt_syntax *syntax = model->syntax;
    const uint64_t words = DT_WORDS(model->state_count);
    dt_preference *preference = &model->preferences[party];
    preference->aparts = dt_zeroed(syntax->unknown_count, sizeof *preference->aparts);
    if (preference->aparts == NULL) {
        return dt_no_memory(err);
    }
    for (uint32_t k = 0; k < syntax->unknown_count; k++) {
        const dt_unknown *line = &syntax->unknowns[k];
        if (line->party != party) {
            continue;
        }
        dt_apart *sets = &preference->aparts[preference->apart_count++];
        sets->one = dt_zeroed(words, sizeof *sets->one);
        sets->other = dt_zeroed(words, sizeof *sets->other);
        if (sets->one == NULL || sets->other == NULL) {
            return dt_no_memory(err);
        }
        DT_TRY(dt_states_where(model, line->what, poll, sets->one, err));
        DT_TRY(dt_states_where(model, line->than, poll, sets->other, err));
        if (preference->list_count > 1 && says_nothing(model, preference, sets, poll)) {
            dt_warning(faults, line->at,
                       "all that this line speaks of is unknown already: the lists of '%s' do not "
                       "agree on it",
                       syntax->parties[party].id);
        }
    }
done:
    return status;
}

detente_status dt_preferences_rank(detente_model *model, dt_poll *poll, dt_faults *faults,
                                   detente_error *err)
{
    const uint32_t parties = model->syntax->party_count;
    const uint64_t count = model->state_count;
    if (!dt_states_listed(model)) {
        return DETENTE_OK;
    }
    const uint64_t bytes = count * (4 * count_rankings(model) + 16);
    if (dt_poll_memory(poll) != 0 && bytes > dt_poll_memory(poll)) {
        char size[DT_SIZE_WORDS];
        return dt_fail(err, DETENTE_ELIMIT,
                       "ranking %llu states for %u parties would take %s, more than is allowed",
                       (unsigned long long)count, parties, dt_size_say(bytes, size));
    }
    detente_status status = DETENTE_OK;
    uint64_t *values = dt_zeroed(model->circuit.count, sizeof *values);
    if (values == NULL) {
        return dt_no_memory(err);
    }
    for (uint32_t party = 0; party < parties; party++) {
        dt_preference *preference = &model->preferences[party];
        for (uint32_t k = 0; k < preference->list_count; k++) {
            DT_TRY(rank_states(model, &preference->lists[k].planes, values, poll,
                               &preference->lists[k].ranks, err));
        }
        if (preference->open) {
            DT_TRY(find_aparts(model, party, poll, faults, err));
        } else {
            DT_TRY(rank_states(model, &preference->planes, values, poll, &preference->ranks, err));
        }
    }
done:
    free(values);
    return status;
}
