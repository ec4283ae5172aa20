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
    {                                                                                              \
        "all feasible: Nash GMR SMR", {.options = n, .parties = 3, .statements = 12, .seed = 1},   \
            {{STREAM}}, UINT64_C(answer), tier                                                     \
    }
#define RULED(n, tier, answer)                                                                     \
    {                                                                                              \
        "rules: all five", {.options = n, .parties = 3, .statements = 12, .rules = 7, .seed = 1},  \
            {{FIVE}}, UINT64_C(answer), tier                                                       \
    }
#define COUNTER(n, tier, answer)                                                                   \
    {                                                                                              \
        "counters: all five",                                                                      \
            {.family = DETENTE_RANDOM_COUNTER,                                                     \
             .options = n,                                                                         \
             .parties = 3,                                                                         \
             .statements = 12,                                                                     \
             .seed = 1},                                                                           \
            {{FIVE}}, UINT64_C(answer), tier                                                       \
    }
#define ONE(name, bit, answer)                                                                     \
    {                                                                                              \
        name, {.options = 24, .parties = 3, .statements = 12, .rules = 7, .seed = 1}, {{bit}},     \
            UINT64_C(answer), 1                                                                    \
    }

const bench_case bench_cases[] = {
    FREE(12, 0, 0x9eb6ad2b8b22f45d),
    FREE(16, 0, 0x815d24fb425e5e9d),
    FREE(18, 0, 0xa31ae08c32c875dd),
    FREE(20, 0, 0x8993da94679aecc5),
    FREE(22, 0, 0x230a818490f899c5),
    FREE(24, 0, 0x42ca1570b4075185),
    FREE(26, 0, 0x462a79badb8d4b05),
    FREE(28, 1, 0x50164842172e3705),
    FREE(30, 1, 0x9573411e3cd23b05),
    FREE(33, 2, 0xd5a1a7c75b2aa705),
    FREE(36, 2, 0xe898cd63affc2305),
    RULED(12, 0, 0x1534d50df25bd930),
    RULED(16, 0, 0x777f952a7838ae7d),
    RULED(18, 0, 0xbf2636b21edabe45),
    RULED(20, 0, 0xa5bd916813d667bd),
    RULED(22, 0, 0x8f82ce1b97e17825),
    RULED(24, 1, 0xca54fe1e3a3203b9),
    RULED(26, 1, 0x1ff15b91b1091145),
    RULED(28, 2, 0xf28f0730bb273e2d),
    RULED(30, 2, 0x883680b6c72c9145),
    COUNTER(16, 0, 0x41a65eed79875df7),
    COUNTER(18, 0, 0xca332f4df6e1b9a5),
    COUNTER(20, 0, 0x1e01722010053407),
    COUNTER(22, 0, 0xe0e397300ea741cf),
    COUNTER(24, 1, 0x0638db75b1f34895),
    COUNTER(26, 1, 0x1600f699edb71f37),
    COUNTER(28, 2, 0xfd8d5d6c1d9e766f),
    COUNTER(30, 2, 0x239ffe3cb58aaa15),
    ONE("2^24 with rules: Nash", NASH, 0x5bbffa1c9046d67d),
    ONE("2^24 with rules: GMR", GMR, 0xf6a640c653edd2e9),
    ONE("2^24 with rules: SMR", SMR, 0xcf213bc0fd06f249),
    ONE("2^24 with rules: SEQ", SEQ, 0xb8c09bed9dc4874d),
    ONE("2^24 with rules: SSEQ", SSEQ, 0xf59487f182d411a9),
    {"one-way options: all five",
     {.options = 20, .parties = 3, .statements = 12, .rules = 4, .one_way = 6, .seed = 1},
     {{FIVE}},
     UINT64_C(0x29d93ed8f5e95069),
     0},
    {"separable: all five",
     {.family = DETENTE_RANDOM_SEPARABLE, .options = 20, .parties = 3, .statements = 12, .seed = 1},
     {{FIVE}},
     UINT64_C(0xf27f7787da2debf9),
     0},
    {"unequal blocks: all five",
     {.family = DETENTE_RANDOM_UNEQUAL, .options = 20, .parties = 5, .statements = 12, .seed = 1},
     {{FIVE}},
     UINT64_C(0x9f55bc720d410735),
     0},
    {"8 parties, 3 options each: all five",
     {.options = 24, .parties = 8, .statements = 12, .rules = 7, .seed = 1},
     {{FIVE}},
     UINT64_C(0x99cd2de7f8eee6f7),
     1},
    {"8 parties, 1 option each: all five",
     {.options = 8, .parties = 8, .statements = 8, .seed = 1},
     {{FIVE}},
     UINT64_C(0x655ce5a6dbdc8b9a),
     0},
    {"12 parties, 1 option each: all five",
     {.options = 12, .parties = 12, .statements = 12, .seed = 1},
     {{FIVE}},
     UINT64_C(0x4bb81c9a418b86a8),
     0},
    {"the same, separable: all five",
     {.family = DETENTE_RANDOM_SEPARABLE,
      .options = 12,
      .parties = 12,
      .statements = 12,
      .seed = 1},
     {{FIVE}},
     UINT64_C(0x94f37b00a48cc328),
     0},
};
const size_t bench_case_count = sizeof bench_cases / sizeof bench_cases[0];
