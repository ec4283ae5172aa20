/* SPDX-License-Identifier: MIT
 *
 * Long calls, stopped: every public call that can be long runs on a large model with a progress
 * callback that measures the time between two of its calls and says "stop" at some moment.  The
 * time is that of the processor, so that a busy machine does not matter.
 *
 * Asked for by test_polling.c (some seconds) and test_polling_long.c (models at the limit of what
 * is listed easily, many moments).
 */
#ifndef TEST_POLLING_H
#define TEST_POLLING_H

#define _POSIX_C_SOURCE 200809L

#include "detente.h"
#include "reference/sets.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

/* The header promises 50 ms between two calls of progress; the rest is for the moment at which the
 * processor is taken away.  Under sanitizers everything takes longer. */
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define MOST_SECONDS 4.0
#else
#define MOST_SECONDS 0.4
#endif

static double cpu_seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

/* ---- the clock ------------------------------------------------------------------------------- */

typedef struct watch {
    double began;
    double last;    /* time of the last question */
    double longest; /* between two */
    double until;   /* stop when it has run for so long */
    double stopped; /* time at which that was said, 0: not yet */
    char stage[64]; /* before the longest pause */
    uint64_t questions;
    bool asked_again; /* after it was told to stop */
} watch;

static bool go_on(void *payload, const char *stage, uint64_t done, uint64_t total)
{
    watch *w = payload;
    const double now = cpu_seconds();
    assert_true(total == 0 || done <= total);
    w->asked_again = w->asked_again || w->stopped > 0;
    w->questions++;
    if (now - w->last > w->longest) {
        w->longest = now - w->last;
        snprintf(w->stage, sizeof w->stage, "%s", stage);
    }
    w->last = now;
    if (now - w->began < w->until) {
        return true;
    }
    w->stopped = now;
    return false;
}

/* ---- the models ------------------------------------------------------------------------------ */

typedef struct written {
    char *bytes;
    size_t length, capacity;
} written;

static bool keep(void *payload, const char *bytes, size_t count)
{
    written *w = payload;
    if (w->capacity - w->length <= count) {
        w->capacity = 2 * (w->length + count) + 1;
        w->bytes = realloc(w->bytes, w->capacity);
        assert_non_null(w->bytes);
    }
    memcpy(w->bytes + w->length, bytes, count);
    w->length += count;
    w->bytes[w->length] = '\0';
    return true;
}

static bool forget(void *payload, const char *bytes, size_t count)
{
    (void)payload;
    (void)bytes;
    (void)count;
    return true;
}

static void add(written *w, const char *format, ...) __attribute__((format(printf, 2, 3)));
static void add(written *w, const char *format, ...)
{
    char line[512];
    va_list args;
    va_start(args, format);
    const int length = vsnprintf(line, sizeof line, format, args);
    va_end(args);
    assert_true(length >= 0 && (size_t)length < sizeof line);
    keep(w, line, (size_t)length);
}

static uint64_t draw_below(uint64_t *state, uint64_t bound)
{
    *state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (*state >> 33) % bound;
}

/* 2^options states; `same` joins two of them, so that the states are coalesced. */
static written option_model(unsigned options, unsigned parties, bool coalesced)
{
    written w = {0};
    uint64_t seed = options + 100 * parties;
    add(&w, "conflict \"large\"\n");
    for (unsigned p = 0; p < parties; p++) {
        add(&w, "party p%u\n", p);
        for (unsigned k = p; k < options; k += parties) {
            add(&w, "  option o%u\n", k);
        }
    }
    if (coalesced) {
        add(&w, "same o0 and o1 and o2 and o3\n");
    }
    add(&w,
        "status quo none\noutcome calm = not o0 and not o1\noutcome storm = o%u and o%u and not "
        "o0\n",
        options - 1, options - 2);
    for (unsigned p = 0; p < parties; p++) {
        add(&w, "p%u wants\n", p);
        for (unsigned k = 0; k < 9; k++) {
            const char *const joins[] = {"and", "or", "iff"};
            add(&w, "  (%so%u %s %so%u) and not (o0 and o1 and o2 and o3)\n",
                draw_below(&seed, 2) ? "not " : "", (unsigned)draw_below(&seed, options),
                joins[draw_below(&seed, 3)], draw_below(&seed, 2) ? "not " : "",
                (unsigned)draw_below(&seed, options));
        }
    }
    if (!coalesced) {
        add(&w, "claim calm is an equilibrium under nash, seq\n"
                "claim every storm is not an equilibrium under gmr\n"
                "claim the equilibria under smr are state 1\n"
                "claim storm can be reached by improvements\nclaim storm can be reached\n"
                "claim p0 prefers calm to storm\n");
    }
    return w;
}

/* A ring of states with short cuts; every party may move on. */
static written graph_model(unsigned states, unsigned parties)
{
    written w = {0};
    uint64_t seed = states;
    add(&w, "conflict \"large graph\"\n");
    for (unsigned s = 0; s < states; s++) {
        add(&w, "state s%u\n", s);
    }
    for (unsigned p = 0; p < parties; p++) {
        add(&w, "party p%u\n", p);
    }
    add(&w, "status quo s0\noutcome good = s%u or s%u\n", states / 2, states / 3);
    for (unsigned p = 0; p < parties; p++) {
        add(&w, "p%u moves\n", p);
        for (unsigned s = 0; s < states; s++) {
            unsigned to = (unsigned)draw_below(&seed, states);
            to = to == s || to == (s + 1) % states ? (s + 2) % states : to;
            add(&w, "  s%u -> s%u, s%u\n", s, (s + 1) % states, to);
        }
        add(&w, "p%u wants\n  s%u or s%u or s%u\n  not s%u\n", p, p, p + 7, p + states / 2, p + 3);
    }
    add(&w, "claim good is an equilibrium under nash\nclaim good can be reached\n");
    return w;
}

/* ---- the calls ------------------------------------------------------------------------------- */

/* What the calls work on. */
static struct {
    const char *name;
    written text;
    written json;
    detente_model *model;
    detente_analysis *analysis;
    detente_expression *where;
} on;

typedef detente_status call(const detente_limits *limits, int variant, detente_error *err);

static const detente_sink nowhere = {forget, NULL};

static bool told(void *payload, const detente_hit *hit)
{
    (void)payload;
    return hit->n > 0;
}

static detente_status call_read(const detente_limits *limits, int variant, detente_error *err)
{
    (void)variant;
    detente_model *model = NULL;
    const detente_status status = detente_model_read(on.text.bytes, on.text.length, "large", NULL,
                                                     limits, &model, NULL, err);
    detente_model_free(model);
    return status;
}

static detente_status call_format(const detente_limits *limits, int variant, detente_error *err)
{
    (void)variant;
    return detente_format(on.text.bytes, on.text.length, "large", limits, &nowhere, NULL, err);
}

/* Variants: the engines, then SIM. */
static detente_status call_solve(const detente_limits *limits, int variant, detente_error *err)
{
    detente_analysis *analysis = NULL;
    const detente_request request = {.engine = (detente_engine)(variant % 3),
                                     .concepts = set_of(variant == 3 ? 1u << DETENTE_SIM : 0)};
    const detente_status status = detente_solve(on.model, &request, limits, &analysis, err);
    detente_analysis_free(analysis);
    return status == DETENTE_EUNSUPPORTED ? DETENTE_OK : status;
}

static detente_status call_scan(const detente_limits *limits, int variant, detente_error *err)
{
    const detente_scan scan = {.party = variant == 0 ? DETENTE_EVERY_PARTY : 0,
                               .every_state = variant == 1,
                               .where = variant == 2 ? on.where : NULL,
                               .sample = variant == 3 ? 10000000 : 0};
    return detente_scan_states(on.analysis, &scan, limits, told, NULL, err);
}

static detente_status call_bitmap(const detente_limits *limits, int variant, detente_error *err)
{
    return detente_write_bitmap(on.analysis, DETENTE_SEQ, variant == 0 ? DETENTE_EVERY_PARTY : 0,
                                limits, &nowhere, err);
}

static detente_status call_solution(const detente_limits *limits, int variant, detente_error *err)
{
    const detente_style style = {
        .format = (detente_format_kind)(variant % 4), .detail = true, .limit = UINT64_MAX};
    return detente_write_solution(on.analysis, &style, limits, &nowhere, err);
}

static detente_status call_summary(const detente_limits *limits, int variant, detente_error *err)
{
    (void)variant;
    return detente_write_summary(on.analysis, NULL, limits, &nowhere, err);
}

static detente_status call_check(const detente_limits *limits, int variant, detente_error *err)
{
    const detente_style style = {.format = variant == 0 ? DETENTE_TABLE : DETENTE_JSON};
    uint64_t failed = 0;
    return detente_check(on.analysis, &style, limits, &nowhere, &failed, err);
}

static detente_status call_explain(const detente_limits *limits, int variant, detente_error *err)
{
    const detente_question question = {
        .state = variant < 2 ? "status quo" : "2", .party = DETENTE_EVERY_PARTY, .details = true};
    const detente_style style = {.format = variant % 2 == 0 ? DETENTE_TABLE : DETENTE_JSON};
    return detente_explain(on.model, &question, &style, limits, &nowhere, err);
}

static detente_status call_paths(const detente_limits *limits, int variant, detente_error *err)
{
    const detente_style style = {.format = variant == 0 ? DETENTE_TABLE : DETENTE_JSON};
    return detente_write_paths(on.analysis, NULL, variant == 2 ? "7" : NULL, &style, limits,
                               &nowhere, err);
}

static detente_status call_certificate(const detente_limits *limits, int variant,
                                       detente_error *err)
{
    (void)variant;
    return detente_write_certificate(on.analysis, limits, &nowhere, err);
}

static detente_status call_sensitivity(const detente_limits *limits, int variant,
                                       detente_error *err)
{
    const detente_style style = {.format = variant == 0 ? DETENTE_TABLE : DETENTE_JSON};
    return detente_write_sensitivity(on.analysis, &style, limits, &nowhere, err);
}

static detente_status call_compare(const detente_limits *limits, int variant, detente_error *err)
{
    const detente_style style = {.format = variant == 0 ? DETENTE_TABLE : DETENTE_JSON};
    return detente_compare(on.analysis, "a", on.analysis, "b", &style, limits, &nowhere, err);
}

static detente_status call_sources(const detente_limits *limits, int variant, detente_error *err)
{
    (void)variant;
    uint64_t faults = 0;
    return detente_write_sources(on.model, NULL, NULL, limits, &nowhere, &faults, err);
}

static detente_status call_table(const detente_limits *limits, int variant, detente_error *err)
{
    const detente_style style = {.format = variant % 2 == 0 ? DETENTE_TABLE : DETENTE_LATEX,
                                 .limit = UINT64_MAX};
    return detente_write_table(on.analysis, (detente_table_kind)(variant / 2), &style, limits,
                               &nowhere, err);
}

/* Variants: views, formats, and how much is drawn. */
static detente_status call_graph(const detente_limits *limits, int variant, detente_error *err)
{
    const detente_picture picture = {.view = (detente_picture_view)(variant % 3),
                                     .format = (detente_picture_format)(variant / 3 % 4),
                                     .arcs = DETENTE_ARCS_ALL,
                                     .limit = variant < 12 ? 0 : 2048};
    const detente_status status = detente_write_graph(on.analysis, &picture, limits, &nowhere, err);
    return status == DETENTE_ELIMIT || status == DETENTE_EUNSUPPORTED ? DETENTE_OK : status;
}

static detente_status call_report(const detente_limits *limits, int variant, detente_error *err)
{
    (void)variant;
    return detente_write_report(on.analysis, NULL, limits, &nowhere, err);
}

static detente_status call_index(const detente_limits *limits, int variant, detente_error *err)
{
    const detente_analysis *const both[] = {on.analysis, on.analysis};
    const char *const links[] = {"a.html", "b.html"};
    (void)variant;
    return detente_write_index(both, links, 2, limits, &nowhere, err);
}

static detente_status call_model_json(const detente_limits *limits, int variant, detente_error *err)
{
    (void)variant;
    return detente_model_to_json(on.model, limits, &nowhere, err);
}

static detente_status call_json_text(const detente_limits *limits, int variant, detente_error *err)
{
    (void)variant;
    return detente_json_to_text(on.json.bytes, on.json.length, "large", limits, &nowhere, NULL,
                                err);
}

/* Variants: GMCR+ and Gambit. */
static detente_status call_export(const detente_limits *limits, int variant, detente_error *err)
{
    const detente_status status = (variant == 0 ? detente_model_to_gmcr : detente_model_to_nfg)(
        on.model, "large", limits, &nowhere, NULL, err);
    return status == DETENTE_EUNSUPPORTED || status == DETENTE_ELIMIT ? DETENTE_OK : status;
}

static const struct named_call {
    const char *name;
    call *call;
    int variants;
} calls[] = {
    {"read", call_read, 1},
    {"format", call_format, 1},
    {"solve", call_solve, 4},
    {"scan", call_scan, 4},
    {"bitmap", call_bitmap, 2},
    {"solution", call_solution, 4},
    {"summary", call_summary, 1},
    {"check", call_check, 2},
    {"explain", call_explain, 4},
    {"paths", call_paths, 3},
    {"certificate", call_certificate, 1},
    {"sensitivity", call_sensitivity, 2},
    {"compare", call_compare, 2},
    {"sources", call_sources, 1},
    {"table", call_table, 2 * DETENTE_TABLE_COUNT},
    {"graph", call_graph, 24},
    {"report", call_report, 1},
    {"index", call_index, 1},
    {"to JSON", call_model_json, 1},
    {"from JSON", call_json_text, 1},
    {"export", call_export, 2},
};
#define CALL_COUNT (sizeof calls / sizeof calls[0])

/* ---- trials ---------------------------------------------------------------------------------- */

static unsigned failures;
static double longest_pause, longest_end;

/* Stop after `until` seconds of work.  False when the call was through before. */
static bool stop_after(const struct named_call *c, int variant, double until)
{
    watch w = {.until = until};
    detente_error err = {0};
    const detente_limits limits = {.threads = 1, .progress = go_on, .payload = &w};
    w.began = w.last = cpu_seconds();
    const detente_status status = c->call(&limits, variant, &err);
    const double ended = cpu_seconds();
    const double pause = w.stopped == 0 && ended - w.last > w.longest ? ended - w.last : w.longest;
    const double end = w.stopped == 0 ? 0 : ended - w.stopped;
    longest_pause = pause > longest_pause ? pause : longest_pause;
    longest_end = end > longest_end ? end : longest_end;
    const bool right = w.stopped == 0 ? status == DETENTE_OK
                                      : status == DETENTE_ECANCELLED && err.status == status &&
                                            strncmp(err.message, "stopped while ", 14) == 0;
    if (!right || pause > MOST_SECONDS || end > MOST_SECONDS || w.asked_again) {
        print_error("%s, %s %d, stopped after %.3f s: status %d (%s); %.0f ms without a question "
                    "(%s), %.0f ms to the end%s\n",
                    on.name, c->name, variant, until, (int)status, err.message, 1e3 * pause,
                    w.stage, 1e3 * end, w.asked_again ? ", asked again" : "");
        failures++;
    }
    return w.stopped > 0;
}

/* Every call, stopped at its first question and at `moments` moments up to `longest` seconds. */
static void stop_all(unsigned moments, double longest)
{
    uint64_t seed = moments;
    for (size_t k = 0; k < CALL_COUNT; k++) {
        for (int variant = 0; variant < calls[k].variants; variant++) {
            bool goes_on = stop_after(&calls[k], variant, 0);
            for (unsigned m = 0; goes_on && m < moments; m++) {
                const double part = (double)(1 + draw_below(&seed, 1000)) / 1000;
                goes_on = stop_after(&calls[k], variant, longest * part * part);
            }
        }
    }
}

static void open_model(const char *name, written text, uint32_t concepts)
{
    const detente_request request = {.concepts = set_of(concepts)};
    const detente_limits limits = {.threads = 1};
    const detente_sink sink = {keep, &on.json};
    detente_error err = {0};
    on.name = name;
    on.text = text;
    if (detente_model_read(text.bytes, text.length, name, NULL, NULL, &on.model, NULL, &err) !=
            DETENTE_OK ||
        detente_solve(on.model, &request, &limits, &on.analysis, &err) != DETENTE_OK) {
        fail_msg("%s: %s", name, err.message);
    }
    const char *where = detente_model_option_count(on.model) > 0 ? "not o0" : "s1 or s2";
    assert_int_equal(detente_expression_read(on.model, where, strlen(where), "where", NULL,
                                             &on.where, NULL, NULL),
                     DETENTE_OK);
    assert_int_equal(detente_model_to_json(on.model, NULL, &sink, NULL), DETENTE_OK);
}

static void close_model(void)
{
    detente_expression_free(on.where);
    detente_analysis_free(on.analysis);
    detente_model_free(on.model);
    free(on.text.bytes);
    free(on.json.bytes);
    memset(&on, 0, sizeof on);
    print_message("longest pause %.1f ms, longest end %.1f ms\n", 1e3 * longest_pause,
                  1e3 * longest_end);
    const unsigned failed = failures;
    failures = 0;
    longest_pause = longest_end = 0;
    assert_int_equal(failed, 0);
}

#endif
