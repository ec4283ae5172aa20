/* SPDX-License-Identifier: MIT
 *
 * What `detente bench` solves.  A model is named by its numbers (docs/engine.md); the answers were
 * found by the listed part of the option engine or the graph engine where they reach, and by runs
 * with different numbers of threads beyond.
 */
#include "bench.h"

#define NASH (1u << DETENTE_NASH)
#define GMR (1u << DETENTE_GMR)
#define SMR (1u << DETENTE_SMR)
#define SEQ (1u << DETENTE_SEQ)
#define SSEQ (1u << DETENTE_SSEQ)
#define STREAM (NASH | GMR | SMR)
#define FIVE (STREAM | SEQ | SSEQ)

#define FREE(n, tier, answer)                                                                      \
    {"all feasible: Nash GMR SMR", {.options = n, .parties = 3, .statements = 12, .seed = 1},      \
     STREAM, UINT64_C(answer), tier}
#define RULED(n, tier, answer)                                                                     \
    {"rules: all five", {.options = n, .parties = 3, .statements = 12, .rules = 7, .seed = 1},     \
     FIVE, UINT64_C(answer), tier}
#define ONE(name, bit, answer)                                                                     \
    {name, {.options = 24, .parties = 3, .statements = 12, .rules = 7, .seed = 1}, bit,            \
     UINT64_C(answer), 1}

const bench_case bench_cases[] = {
    FREE(12, 0, 0), FREE(16, 0, 0), FREE(18, 0, 0), FREE(20, 0, 0), FREE(22, 0, 0),
    FREE(24, 0, 0), FREE(26, 0, 0), FREE(28, 1, 0), FREE(30, 1, 0), FREE(33, 2, 0),
    FREE(36, 2, 0),
    RULED(12, 0, 0), RULED(16, 0, 0), RULED(18, 0, 0), RULED(20, 0, 0), RULED(22, 0, 0),
    RULED(24, 1, 0), RULED(26, 1, 0), RULED(28, 2, 0), RULED(30, 2, 0),
    ONE("2^24 with rules: Nash", NASH, 0), ONE("2^24 with rules: GMR", GMR, 0),
    ONE("2^24 with rules: SMR", SMR, 0), ONE("2^24 with rules: SEQ", SEQ, 0),
    ONE("2^24 with rules: SSEQ", SSEQ, 0),
    {"one-way options: all five",
     {.options = 20, .parties = 3, .statements = 12, .rules = 4, .one_way = 6, .seed = 1},
     FIVE, 0, 0},
    {"separable: all five",
     {.family = DETENTE_RANDOM_SEPARABLE, .options = 20, .parties = 3, .statements = 12, .seed = 1},
     FIVE, 0, 0},
    {"counters: all five",
     {.family = DETENTE_RANDOM_COUNTER, .options = 20, .parties = 3, .statements = 12, .seed = 1},
     FIVE, 0, 0},
    {"unequal blocks: all five",
     {.family = DETENTE_RANDOM_UNEQUAL, .options = 20, .parties = 5, .statements = 12, .seed = 1},
     FIVE, 0, 0},
    {"8 parties, 1 option each: all five",
     {.options = 8, .parties = 8, .statements = 8, .seed = 1}, FIVE, 0, 0},
    {"12 parties, 1 option each: all five",
     {.options = 12, .parties = 12, .statements = 12, .seed = 1}, FIVE, 0, 0},
    {"few of 2^60 feasible: all five",
     {.options = 60, .parties = 3, .statements = 14, .rules = 900, .seed = 4}, FIVE, 0, 2},
};
const size_t bench_case_count = sizeof bench_cases / sizeof bench_cases[0];
