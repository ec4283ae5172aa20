/* SPDX-License-Identifier: MIT
 *
 * Ranks, by the definitions of the language: statements level by level, lines from best to worst,
 * exact sums.
 *
 * Time O(levels * states); the sums O(states * log states).
 */
#include "conflict.h"

/* How a state is read: at its lowest code. */
static place place_at(const conflict *c, uint64_t state)
{
    if (c->code == NULL) {
        return (place){.number = state + 1};
    }
    const uint64_t code = c->first == NULL ? c->code[state] : c->code[c->members[c->first[state]]];
    return (place){.code = code, .known = UINT64_MAX, .number = state + 1};
}

static bool holds(const conflict *c, const dt_statement *line, uint64_t state)
{
    const place at = place_at(c, state);
    return line->expr == NULL || truth_of(c->syntax, line->expr, &at) == TRUTH_YES;
}

/* ranks[s] = the number of different keys up to key[s]; keys are below `bound`. */
static void make_dense(const uint64_t *key, uint64_t states, uint64_t bound, uint32_t *ranks)
{
    uint32_t *seen = verify_take(bound, sizeof *seen);
    for (uint64_t s = 0; s < states; s++) {
        seen[key[s]] = 1;
    }
    for (uint64_t k = 1; k < bound; k++) {
        seen[k] += seen[k - 1];
    }
    for (uint64_t s = 0; s < states; s++) {
        ranks[s] = seen[key[s]];
    }
    free(seen);
}

static uint64_t highest(const uint32_t *ranks, uint64_t states)
{
    uint64_t most = 0;
    for (uint64_t s = 0; s < states; s++) {
        most = ranks[s] > most ? ranks[s] : most;
    }
    return most;
}

/* Level by level: states alike so far are told apart by how many statements of the level hold. */
static void rank_wants(const conflict *c, const dt_preferences *wants, uint64_t *key,
                       uint32_t *ranks)
{
    for (uint32_t first = 0; first < wants->count;) {
        uint32_t end = first + 1;
        while (end < wants->count && wants->lines[end].tied) {
            end++;
        }
        const uint64_t places = (uint64_t)(end - first) + 1;
        for (uint64_t s = 0; s < c->states; s++) {
            key[s] = ranks[s] * places;
            for (uint32_t k = first; k < end; k++) {
                key[s] += holds(c, &wants->lines[k], s);
            }
        }
        make_dense(key, c->states, (highest(ranks, c->states) + 1) * places, ranks);
        first = end;
    }
}

/* A state has the place of the first line that holds; `~` shares the place of the line above. */
static void rank_ranks(const conflict *c, const dt_preferences *lines, uint64_t *key,
                       uint32_t *ranks)
{
    for (uint64_t s = 0; s < c->states; s++) {
        uint64_t worse = lines->count; /* counts down from the best line */
        for (uint32_t k = 0; k < lines->count; k++) {
            worse -= k > 0 && !lines->lines[k].tied;
            if (holds(c, &lines->lines[k], s)) {
                break;
            }
        }
        key[s] = worse;
    }
    make_dense(key, c->states, (uint64_t)lines->count + 1, ranks);
}

typedef struct scored {
    int64_t sum;
    uint64_t state;
} scored;

static int compare_scored(const void *a, const void *b)
{
    const int64_t x = ((const scored *)a)->sum;
    const int64_t y = ((const scored *)b)->sum;
    return x < y ? -1 : x > y;
}

static void rank_weighs(const conflict *c, const dt_preferences *weighs, uint32_t *ranks)
{
    scored *list = verify_take(c->states, sizeof *list);
    for (uint64_t s = 0; s < c->states; s++) {
        list[s].state = s;
        for (uint32_t k = 0; k < weighs->count; k++) {
            list[s].sum += holds(c, &weighs->lines[k], s) ? weighs->lines[k].weight : 0;
        }
    }
    qsort(list, c->states, sizeof *list, compare_scored);
    uint32_t rank = 0;
    for (uint64_t k = 0; k < c->states; k++) {
        rank += k == 0 || list[k].sum != list[k - 1].sum;
        ranks[list[k].state] = rank;
    }
    free(list);
}

void conflict_rank_all(conflict *c)
{
    const uint32_t parties = c->syntax->party_count;
    uint64_t *key = verify_take(c->states, sizeof *key);
    c->ranks = verify_take(c->states * parties, sizeof *c->ranks);
    for (uint32_t party = 0; party < parties; party++) {
        const dt_preferences *preferences = &c->syntax->preferences[party];
        uint32_t *ranks = c->ranks + party * c->states;
        for (uint64_t s = 0; s < c->states; s++) {
            ranks[s] = 1; /* indifferent until told otherwise */
        }
        if (preferences->kind == DT_WANTS) {
            rank_wants(c, preferences, key, ranks);
        } else if (preferences->kind == DT_RANKS) {
            rank_ranks(c, preferences, key, ranks);
        } else if (preferences->kind == DT_WEIGHS) {
            rank_weighs(c, preferences, ranks);
        }
    }
    free(key);
}
