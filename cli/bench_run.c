/* SPDX-License-Identifier: MIT
 *
 * Running one benchmark case in a process of its own, so that its peak memory is its own; and the
 * bandwidth of the machine's memory.
 */
#define _DEFAULT_SOURCE

#include "bench.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define ROUNDS 5   /* the best of so many runs counts ... */
#define ENOUGH 0.5 /* ... or of those that are done in so many seconds */

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

typedef struct text_buffer {
    char *bytes;
    size_t length;
} text_buffer;

static bool keep(void *payload, const char *bytes, size_t count)
{
    text_buffer *text = payload;
    char *grown = realloc(text->bytes, text->length + count);
    if (grown == NULL) {
        return false;
    }
    memcpy(grown + text->length, bytes, count);
    text->bytes = grown;
    text->length += count;
    return true;
}

/* FNV-1a over the counts of the six concepts that the known answers are of, decided or not. */
static uint64_t checksum(const detente_model *model, const detente_analysis *analysis)
{
    uint64_t hash = UINT64_C(14695981039346656037);
    const uint32_t parties = detente_model_party_count(model);
    for (uint32_t c = DETENTE_NASH; c <= DETENTE_SIM; c++) {
        for (uint32_t i = 0; i <= parties; i++) {
            const uint64_t count = detente_analysis_count(analysis, (detente_concept)c,
                                                          i < parties ? i : DETENTE_EVERY_PARTY);
            hash = (hash ^ count) * UINT64_C(1099511628211);
        }
    }
    return hash;
}

static bench_result run_here(const bench_case *one, const detente_limits *limits)
{
    bench_result result = {0};
    text_buffer text = {0};
    const detente_sink sink = {.write = keep, .payload = &text};
    const detente_request request = {.concepts = one->concepts};
    detente_model *model = NULL;
    detente_analysis *analysis = NULL;
    result.status = (int)detente_random_model(&one->model, limits, &sink, NULL);
    double began = now();
    if (result.status == DETENTE_OK) {
        result.status = (int)detente_model_read(text.bytes, text.length, "bench", NULL, limits,
                                                &model, NULL, NULL);
    }
    result.read_seconds = now() - began;
    double all = 0;
    for (unsigned round = 0; round < ROUNDS && all < ENOUGH && result.status == DETENTE_OK;
         round++) {
        detente_analysis_free(analysis);
        analysis = NULL;
        began = now();
        result.states = detente_model_state_count(model);
        result.status = (int)detente_solve(model, &request, limits, &analysis, NULL);
        const double seconds = now() - began;
        all += seconds;
        result.solve_seconds = round == 0 || seconds < result.solve_seconds ? seconds
                                                                            : result.solve_seconds;
    }
    if (result.status == DETENTE_OK) {
        result.checksum = checksum(model, analysis);
    }
    detente_analysis_free(analysis);
    detente_model_free(model);
    free(text.bytes);
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    result.peak_bytes = (uint64_t)usage.ru_maxrss * 1024;
    return result;
}

bench_result bench_run(const bench_case *one, const detente_limits *limits)
{
    bench_result result = {.status = -1};
    int ends[2];
    if (pipe(ends) != 0) {
        return result;
    }
    const pid_t child = fork();
    if (child == 0) {
        cli_unwatch_signals(); /* nobody asks a flag here */
        result = run_here(one, limits);
        const bool sent = write(ends[1], &result, sizeof result) == (ssize_t)sizeof result;
        _exit(sent ? 0 : 1);
    }
    close(ends[1]);
    if (child < 0 || read(ends[0], &result, sizeof result) != (ssize_t)sizeof result) {
        result.status = -1;
    }
    close(ends[0]);
    if (child > 0) {
        if (cli_signalled()) {
            kill(child, SIGKILL);
        }
        waitpid(child, NULL, 0);
    }
    return result;
}

/* ---- bandwidth ------------------------------------------------------------------------------- */

#define BUFFER_WORDS ((size_t)1 << 24) /* 128 MiB for each reader, past every cache */

static double read_buffer(void)
{
    uint64_t *words = malloc(BUFFER_WORDS * sizeof *words);
    double best = 0;
    if (words == NULL) {
        return 0;
    }
    memset(words, 1, BUFFER_WORDS * sizeof *words);
    for (int round = 0; round < 4; round++) {
        uint64_t sums[8] = {0};
        const double began = now();
        for (size_t w = 0; w < BUFFER_WORDS; w += 8) {
            for (size_t k = 0; k < 8; k++) {
                sums[k] += words[w + k];
            }
        }
        const double seconds = now() - began;
        const uint64_t total = sums[0] ^ sums[1] ^ sums[2] ^ sums[3] ^ sums[4] ^ sums[5] ^ sums[6] ^
                               sums[7];
        const double rate = (double)(BUFFER_WORDS * sizeof *words) / (seconds > 0 ? seconds : 1);
        best = rate > best && total != 1 ? rate : best;
    }
    free(words);
    return best;
}

/* One process per thread, all reading at the same time. */
double bench_bandwidth(uint32_t threads)
{
    double total = 0;
    int ends[2];
    if (pipe(ends) != 0) {
        return 0;
    }
    uint32_t started = 0;
    for (; started < threads; started++) {
        const pid_t child = fork();
        if (child == 0) {
            const double rate = read_buffer();
            _exit(write(ends[1], &rate, sizeof rate) == (ssize_t)sizeof rate ? 0 : 1);
        }
        if (child < 0) {
            break;
        }
    }
    close(ends[1]);
    double rate = 0;
    while (read(ends[0], &rate, sizeof rate) == (ssize_t)sizeof rate) {
        total += rate;
    }
    close(ends[0]);
    for (; started > 0; started--) {
        wait(NULL);
    }
    return total;
}
