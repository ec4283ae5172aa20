/* SPDX-License-Identifier: MIT
 *
 * What the conflict could come to, told of outcomes: how firmly today holds and each outcome, how
 * it could come about, who gains and who loses against today, who is tempted away from it.
 *
 * Rows.  A state that holds stands in the row of the outcomes that hold of it, but for those that a
 * narrower one of them implies (whose states are among theirs, and fewer).  Where that makes more
 * than DT_MOST_ROWS rows each state stands in the row of the one of its outcomes with the fewest
 * states alone.  States of no outcome have a row of their own.  An outcome of which no state holds,
 * today aside, has a row that says so.  Today is no part of any row.
 *
 * A row is as firm as the firmest of its states; of these the one is shown to which the way is the
 * first by kind and then the shortest (coming.h).  Rows are ordered by firmness, then by how few
 * lose against today, then by how many gain, by the kind of way, by how few states they have, then
 * as in the file.
 *
 * The outcomes that name a row may hold of other states as well: of today, of those that a narrower
 * outcome names, of those that hold less firmly or not at all.  A row says so.
 *
 * Time O(states x (concepts x parties + outcomes) + outcomes^2 x states/64), then coming.h and
 * tempted.h for each row.  Bytes: 5 per state and those of coming.h.
 */
#ifndef DT_OUTLOOK_H
#define DT_OUTLOOK_H

#include "insight/coming.h"
#include "insight/tempted.h"

#define DT_MOST_ROWS 7u

/* How firmly a state holds, by the firmest concept under which it is an equilibrium. */
typedef enum dt_firmness {
    DT_HOLDS_NOT,
    DT_HOLDS_BARELY,  /* GMR: an answer, costly or mendable */
    DT_HOLDS_BY_FEAR, /* SMR: one that cannot be mended, but may cost those who give it */
    DT_HOLDS_LOOSELY, /* SEQ: one that pays those who give it, but might be mended */
    DT_HOLDS_GUARDED, /* SSEQ: one that pays and cannot be mended */
    DT_HOLDS_FIRM     /* Nash: nobody gains by leaving */
} dt_firmness;
#define DT_FIRMNESS_COUNT 6u

/* "firm", "guarded", "loosely guarded", "held by fear", "barely held", "does not hold". */
const char *dt_firmness_id(dt_firmness firmness);
/* The concept that it is by; none where it does not hold. */
detente_concepts dt_firmness_concept(dt_firmness firmness);

/* How a party likes a row, in ranks from 1, the worst. */
typedef struct dt_likes {
    uint32_t today, here, of; /* of so many ranks; 0: its preference is no ranking */
    uint32_t low, high;       /* over all states of the row that hold as firmly as it does */
} dt_likes;

typedef struct dt_row {
    const uint32_t *outcomes; /* that name it, in the order of the file */
    uint32_t outcome_count;   /* 0: none does */
    dt_firmness firmness;
    bool also_feared;         /* loosely guarded, and held by fear as well */
    uint64_t states;          /* that hold at all; of an outcome that does not hold, that it has */
    uint64_t so_firmly;       /* of them as firmly as the row */
    uint64_t state;           /* the one that is shown; does not hold: the first */
    dt_coming coming;         /* of one of `so_firmly`; no steps without a status quo */
    uint64_t gainers, losers; /* against today, as bits */
    bool mixed;               /* other parties gain or lose at others of `so_firmly` */
    uint64_t forms;           /* states of all its outcomes, in whatever row or none */
    bool today_too;           /* today is one of them */
    bool others_too;          /* one that is in another row is at least as firm */
    dt_likes *likes;          /* [party]; NULL without a status quo, and where it does not hold */
    dt_tempted *tempted;      /* at `state` */
    uint32_t tempted_count;
    uint64_t leavers; /* does not hold: parties that would leave each of its states, as bits */
} dt_row;

typedef struct dt_outlook {
    bool has_today;
    dt_row today; /* `state` is today; no coming */
    dt_row *rows;
    uint32_t row_count;
    uint32_t held;    /* the first so many hold */
    bool narrowest;   /* each state stands under one outcome alone */
    uint8_t *firmest; /* [outcome] dt_firmness of the firmest of its states, today among them */
    dt_arena arena;
} dt_outlook;

/* EUNSUPPORTED where not all preferences are known, or Nash, GMR, SMR, SEQ and SSEQ are not all
 * decided; ELIMIT where the states are
 * not listed, or following the moves would take more than `memory`. */
detente_status dt_outlook_find(const dt_view *view, uint64_t memory, dt_poll *poll, dt_outlook *out,
                               detente_error *err);
void dt_outlook_clear(dt_outlook *outlook);

/* Shared by its parts: how firmly a state holds. */
dt_firmness dt_firmness_at(const dt_view *view, uint64_t state, bool *also_feared);

#endif
