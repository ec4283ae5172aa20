/* SPDX-License-Identifier: MIT
 *
 * Walking over the states in the order of their numbers, whatever their number.
 *
 * Bitsets are walked as they are.  Over a product space (dense.h) the verdicts of some hundred
 * thousand codes are recomputed by all threads, then handed over in order: constant memory, about
 * 0.1 to 0.3 ns per code, concept and party.
 */
#ifndef DT_SCAN_H
#define DT_SCAN_H

#include "engines/analysis.h"
#include "engines/parallel.h"
#include "game/expression.h"

typedef struct dt_scan_request {
    detente_concepts concepts;       /* decided ones */
    uint32_t party;                  /* or DETENTE_EVERY_PARTY: equilibria */
    const detente_expression *where; /* only the states where it holds; NULL: everywhere */
    bool all;                        /* hand over every state, not only those with a concept */
    const detente_limits *limits;
} dt_scan_request;

detente_status dt_scan(const detente_analysis *analysis, const dt_scan_request *request,
                       dt_scan_found *found, void *payload, detente_error *err);

#endif
