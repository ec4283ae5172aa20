/* SPDX-License-Identifier: MIT
 *
 * Progress and stopping.  See poll.h.
 */
#include "base/poll.h"

void dt_poll_start(dt_poll *poll, const detente_limits *limits, const char *stage, uint64_t total)
{
    *poll = (dt_poll){.limits = limits, .pending = DT_POLL_EVERY};
    atomic_init(&poll->done, 0);
    atomic_init(&poll->stopped, false);
    atomic_flag_clear(&poll->calling);
    dt_poll_stage(poll, stage, total);
}

void dt_poll_stage(dt_poll *poll, const char *stage, uint64_t total)
{
    if (poll != NULL) {
        poll->stage = stage;
        poll->total = total;
        atomic_store(&poll->done, 0);
    }
}

bool dt_poll_add(dt_poll *poll, uint64_t units)
{
    if (poll == NULL) {
        return true;
    }
    const uint64_t done = atomic_fetch_add(&poll->done, units) + units;
    const detente_limits *limits = poll->limits;
    if (limits == NULL || limits->progress == NULL || dt_poll_stopped(poll)) {
        return !dt_poll_stopped(poll);
    }
    if (!atomic_flag_test_and_set(&poll->calling)) {
        const uint64_t shown = poll->total == 0 || done < poll->total ? done : poll->total;
        if (!limits->progress(limits->payload, poll->stage, shown, poll->total)) {
            atomic_store(&poll->stopped, true);
        }
        atomic_flag_clear(&poll->calling);
    }
    return !dt_poll_stopped(poll);
}

static bool write_polled(void *payload, const char *bytes, size_t count)
{
    dt_poll *poll = payload;
    return dt_poll_add(poll, 0) && poll->to->write(poll->to->payload, bytes, count);
}

const detente_sink *dt_poll_sink(dt_poll *poll, const detente_sink *sink)
{
    poll->to = sink;
    poll->sink = (detente_sink){.write = write_polled, .payload = poll};
    return &poll->sink;
}

static bool ask_outer(void *payload, const char *stage, uint64_t done, uint64_t total)
{
    (void)stage;
    (void)done;
    (void)total;
    return dt_poll_add(payload, 0);
}

const detente_limits *dt_poll_inner(dt_poll *poll)
{
    if (poll == NULL) {
        return NULL;
    }
    poll->inner = poll->limits == NULL ? (detente_limits){0} : *poll->limits;
    poll->inner.progress = ask_outer;
    poll->inner.payload = poll;
    return &poll->inner;
}

detente_status dt_poll_cancelled(const dt_poll *poll, detente_error *err)
{
    return dt_fail(err, DETENTE_ECANCELLED, "stopped while %s", poll->stage);
}

detente_status dt_poll_end(dt_poll *poll, detente_status status, detente_error *err)
{
    return dt_poll_stopped(poll) ? dt_poll_cancelled(poll, err) : status;
}
