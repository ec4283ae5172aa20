/* SPDX-License-Identifier: MIT
 *
 * The benchmark's cases and results.
 */
#ifndef CLI_BENCH_H
#define CLI_BENCH_H

#include "support.h"

typedef struct bench_case {
    const char *series; /* cases of one name make a line of the plot */
    detente_random model;
    detente_concepts concepts;
    uint64_t answer; /* checksum of all counts; 0 = not known */
    unsigned tier;   /* 0: always, 1: not with --quick, 2: only with --full */
} bench_case;

typedef struct bench_result {
    double read_seconds;
    double solve_seconds;
    uint64_t states;
    uint64_t peak_bytes; /* of the process that did it */
    uint64_t checksum;
    int status; /* a detente_status, or -1: the process died */
} bench_result;

extern const bench_case bench_cases[];
extern const size_t bench_case_count;

/* Run one case in a process of its own. */
bench_result bench_run(const bench_case *one, const detente_limits *limits);

/* Bytes per second that all threads together can read from memory. */
double bench_bandwidth(uint32_t threads);

/* Time over states for each series, both logarithmic. */
void bench_plot(cli_output *output, const bench_case *cases, const bench_result *results,
                size_t count);

#endif
