/* SPDX-License-Identifier: MIT
 *
 * A preference: what is known of two states, as one party sees them.
 *
 * Whoever asks, asks dt_compare: better, equal, worse, or open where it is not known.  What a
 * preference is made of is the matter of this file and of preference.c alone, so a new kind is its
 * fields here and its part of dt_compare there:
 *
 *   ranking   dense ranks of the listed states, the planes that they come from, or both: a state
 *             is preferred when its plane vector is lexicographically greater.  Nothing is open.
 *   open      one or several rankings that the party might have: s is preferred to t where every
 *             one says so, equal where every one says equal; elsewhere the comparison is open.  So
 *             is each comparison of a state of one set with one of another, of each pair of sets.
 *
 * A game (detente_model: states, moves, circuit) is one thing and the preferences of its parties
 * another, an array with one per party: the model has its own, and any other array is solved on the
 * same game.
 *
 * Loops that run over ranks ask for them once (dt_preference_ranks); who needs a number where there
 * is none says so (dt_rankings_need) and invents nothing.
 *
 * Bytes: 4 per listed state and ranking, 4 per plane, a bit per state and set.
 */
#ifndef DT_PREFERENCE_H
#define DT_PREFERENCE_H

#include "base/poll.h"
#include "game/circuit.h"
#include "language/syntax.h"

/* Wires, most important first. */
typedef struct dt_planes {
    dt_wire *wires;
    uint32_t count;
} dt_planes;

/* Sets of listed states, as bitsets: every comparison of one of the first with one of the second
 * is open. */
typedef struct dt_apart {
    uint64_t *one, *other;
} dt_apart;

static inline bool dt_is_apart(const dt_apart *sets, uint64_t s, uint64_t t)
{
    return (dt_bit(sets->one, s) && dt_bit(sets->other, t)) ||
           (dt_bit(sets->one, t) && dt_bit(sets->other, s));
}

/* A ranking that an open preference may be. */
typedef struct dt_list {
    dt_planes planes;
    uint32_t *ranks; /* of the listed states */
} dt_list;

typedef struct dt_preference {
    dt_planes planes; /* ranking: whatever it was written as */
    bool planed;      /* `planes` say it, too */
    bool open;        /* no ranking */
    uint32_t *ranks;  /* ranking of listed states: [state] dense, 1 = liked least; else NULL */
    dt_list *lists;   /* open: at least one; else NULL */
    uint32_t list_count;
    dt_apart *aparts;
    uint32_t apart_count;
} dt_preference;

/* What all lists say of two listed states; open where they do not agree. */
detente_comparison dt_compare_lists(const dt_preference *preference, uint64_t s, uint64_t t);
/* dt_compare where there are no ranks. */
detente_comparison dt_compare_open(const dt_preference *preference, uint64_t s, uint64_t t);

/* How the party likes s against t, both listed. */
static inline detente_comparison dt_compare(const dt_preference *preference, uint64_t s, uint64_t t)
{
    const uint32_t *ranks = preference->ranks;
    if (ranks == NULL) {
        return dt_compare_open(preference, s, t);
    }
    return ranks[s] > ranks[t]   ? DETENTE_BETTER
           : ranks[s] < ranks[t] ? DETENTE_WORSE
                                 : DETENTE_EQUAL;
}

/* Is `to` preferred to `from`? */
static inline bool dt_prefers(const dt_preference *preference, uint64_t from, uint64_t to)
{
    const uint32_t *ranks = preference->ranks;
    return ranks != NULL ? ranks[to] > ranks[from]
                         : dt_compare_open(preference, to, from) == DETENTE_BETTER;
}

/* The ranks of the listed states; NULL: this is no ranking. */
static inline const uint32_t *dt_preference_ranks(const dt_preference *preference)
{
    return preference->ranks;
}

/* Is it a ranking, whether its states are listed or not? */
static inline bool dt_preference_is_ranking(const dt_preference *preference)
{
    return !preference->open;
}

/* Does each party's preference have planes, so that nothing need be listed? */
bool dt_preferences_planed(const detente_model *model, const dt_preference *preferences);

/* EUNSUPPORTED, by the name of the first party whose preference is no ranking: "a .nfg file needs
 * rankings, ...". */
detente_status dt_rankings_need(const detente_model *model, const dt_preference *preferences,
                                const char *who, detente_error *err);

/* ---- made once, while the model is built ----------------------------------------------------- */

/* Rank the listed states for every party (ranking.c), by each of its lists.  A line on what is
 * unknown that says nothing new is a warning. */
detente_status dt_preferences_rank(detente_model *model, dt_poll *poll, dt_faults *faults,
                                   detente_error *err);

void dt_preference_clear(dt_preference *preference);

#endif
