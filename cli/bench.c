/* SPDX-License-Identifier: MIT
 *
 * detente bench: how fast, how much memory, and is the answer the known one?
 *
 * The floor is the time that this machine needs to read one level of 2 bytes per combination of
 * options and party from memory, once: what any method pays that stores levels.  It is measured in
 * the same run.
 */
#include "bench.h"

#include <stdlib.h>
#include <string.h>

/* seconds to read the levels once */
static double floor_of(const bench_case *one, double bandwidth)
{
    const double combinations = (double)((uint64_t)1 << one->model.options);
    return 2.0 * one->model.parties * combinations / bandwidth;
}

static const char *verdict_of(const bench_case *one, const bench_result *result)
{
    return result->status != DETENTE_OK      ? "FAILED"
           : one->answer == 0                ? "new"
           : one->answer == result->checksum ? "ok"
                                             : "WRONG";
}

static void print_row(cli_output *output, const bench_case *one, const bench_result *result,
                      double bandwidth)
{
    const double floor = floor_of(one, bandwidth);
    const double states = result->states > 0 ? (double)result->states : 1;
    cli_print(output, "%-38s 2^%-3u %13llu %10.4f %10.4f %9.2f %9.2f %8.1f  %016llx %s\n",
              one->series, one->model.options, (unsigned long long)result->states,
              result->read_seconds, result->solve_seconds, result->solve_seconds * 1e9 / states,
              result->solve_seconds / floor, (double)result->peak_bytes / 1048576,
              (unsigned long long)result->checksum, verdict_of(one, result));
}

/* One case measured and shown; after a signal there is nothing to show. */
static int measure(const bench_case *one, const detente_limits *limits, double bandwidth,
                   cli_output *output, bench_result *result)
{
    if (!cli_signalled()) {
        *result = bench_run(one, limits);
    }
    if (cli_signalled()) {
        return cli_complain(CLI_STOPPED, "stopped");
    }
    print_row(output, one, result, bandwidth);
    fflush(output->file);
    return result->status != DETENTE_OK || strcmp(verdict_of(one, result), "WRONG") == 0 ? CLI_FAILS
                                                                                         : CLI_DONE;
}

static int plot_to(const char *path, const bench_result *results)
{
    cli_output plot;
    const int code = path == NULL ? CLI_DONE : cli_output_open(&plot, path);
    if (path == NULL || code != CLI_DONE) {
        return code;
    }
    bench_plot(&plot, bench_cases, results, bench_case_count);
    return cli_output_close(&plot, CLI_DONE);
}

static int run(const cli_args *args)
{
    detente_limits limits;
    cli_output output;
    int code = cli_limits(args, &limits);
    const unsigned tier = cli_given(args, "full") ? 2 : cli_given(args, "quick") ? 0 : 1;
    if (code == CLI_DONE) {
        code = cli_output_open(&output, cli_value(args, "output"));
    }
    if (code != CLI_DONE) {
        return code;
    }
    limits.progress = NULL;
    bench_result *results = calloc(bench_case_count, sizeof *results);
    if (results == NULL) {
        return cli_output_close(&output, CLI_LIMIT);
    }
    const double bandwidth = bench_bandwidth(limits.threads > 0 ? limits.threads : 2);
    cli_print(&output,
              "memory read at %.1f GB/s; floor = one pass over 2-byte levels\n\n"
              "%-38s %-5s %13s %10s %10s %9s %9s %8s  %s\n",
              bandwidth / 1e9, "series", "size", "states", "read s", "solve s", "ns/state",
              "x floor", "MiB", "checksum");
    for (size_t k = 0; k < bench_case_count && code != CLI_STOPPED; k++) {
        results[k].status = -1;
        if (bench_cases[k].tier <= tier) {
            code = cli_worse(code,
                             measure(&bench_cases[k], &limits, bandwidth, &output, &results[k]));
        }
    }
    if (code != CLI_STOPPED) {
        code = cli_worse(code, plot_to(cli_value(args, "svg"), results));
    }
    free(results);
    return cli_output_close(&output, code);
}

static const cli_option options[] = {
    {"quick", 0, NULL, "the smaller cases only: a few seconds"},
    {"full", 0, NULL, "also 2^28 to 2^36: some minutes"},
    {"svg", 0, "FILE", "write a plot of time against size as well"},
    CLI_OUTPUT_OPTIONS,
    CLI_LIMIT_OPTIONS,
    CLI_END,
};

const cli_command bench_command = {
    .name = "bench",
    .purpose = "measure the engine on random models with known answers",
    .usage = "[OPTION]...",
    .about =
        "Makes the same random models on every machine, solves each in a process of its own,\n"
        "up to five times if that is quick (the best counts), and compares a checksum of all\n"
        "counts with the known one.  The floor is the time that reading one level per state and\n"
        "party from memory would take; a state that nothing depends on is not read at all.",
    .options = options,
    .examples = "detente bench --quick\ndetente bench --full --svg bench.svg",
    .fails = "a checksum differs from the known one, or a case failed",
    .least = 0,
    .most = 0,
    .run = run,
};
