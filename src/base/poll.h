/* SPDX-License-Identifier: MIT
 *
 * Progress and stopping: the one way in which a long call tells how far it is and is told to stop.
 *
 * A public call that can take long makes a dt_poll from its limits and hands it down.  Every loop
 * that can be long adds the work that it does; now and then the poll asks the caller's progress
 * callback.  Once that said "stop", every further question is answered with false, so a loop
 * leaves by whatever way it has, and dt_poll_end at the public call's end makes ECANCELLED of it.
 * A unit of work is anything of up to a microsecond: a state passed over, a move looked at.
 */
#ifndef DT_POLL_H
#define DT_POLL_H

#include "base/base.h"

#include <stdatomic.h>

typedef struct dt_poll dt_poll;

struct dt_poll {
    const detente_limits *limits; /* may be NULL */
    const char *stage;
    uint64_t total;   /* units of the stage; 0 = not known */
    uint64_t pending; /* units of dt_poll_step that are not yet added */
    _Atomic uint64_t done;
    _Atomic bool stopped;
    atomic_flag calling;
    detente_sink sink; /* what dt_poll_sink gives */
    const detente_sink *to;
    detente_limits inner; /* what dt_poll_inner gives */
};

/* Units between two questions of dt_poll_step: some milliseconds at most. */
#define DT_POLL_EVERY 4096u

void dt_poll_start(dt_poll *poll, const detente_limits *limits, const char *stage, uint64_t total);
/* Another stage of the same call. */
void dt_poll_stage(dt_poll *poll, const char *stage, uint64_t total);
/* `sink`, which polls with every piece and takes none once the call is to stop. */
const detente_sink *dt_poll_sink(dt_poll *poll, const detente_sink *sink);
/* Limits for a public call, or a solver, that works for this one: they ask this poll, which goes on
 * telling its own stage.  NULL for NULL. */
const detente_limits *dt_poll_inner(dt_poll *poll);
/* What the call ends with: ECANCELLED when it was stopped, whatever its loops made of that. */
detente_status dt_poll_end(dt_poll *poll, detente_status status, detente_error *err);

/* Add `units` of work done and ask; false: stop.  From any thread; whoever finds nobody else asking
 * calls the callback.  Cheap enough for every few microseconds of work; call it at least every
 * 10 ms.  `poll` may be NULL: nobody asks. */
bool dt_poll_add(dt_poll *poll, uint64_t units);

static inline bool dt_poll_stopped(dt_poll *poll)
{
    return poll != NULL && atomic_load_explicit(&poll->stopped, memory_order_relaxed);
}

/* The same for inner loops of a call that works on one thread: two instructions, mostly. */
static inline bool dt_poll_step(dt_poll *poll, uint64_t units)
{
    if (poll == NULL) {
        return true;
    }
    poll->pending += units;
    if (poll->pending < DT_POLL_EVERY) {
        return !dt_poll_stopped(poll);
    }
    units = poll->pending;
    poll->pending = 0;
    return dt_poll_add(poll, units);
}

/* Bytes that the call may allocate; 0 = no limit. */
static inline uint64_t dt_poll_memory(const dt_poll *poll)
{
    return poll == NULL || poll->limits == NULL ? 0 : poll->limits->memory;
}

/* "stopped while ...". */
detente_status dt_poll_cancelled(const dt_poll *poll, detente_error *err);

/* dt_poll_step for functions that return a status. */
static inline detente_status dt_poll_try(dt_poll *poll, uint64_t units, detente_error *err)
{
    return dt_poll_step(poll, units) ? DETENTE_OK : dt_poll_cancelled(poll, err);
}

#endif
