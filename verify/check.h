/* SPDX-License-Identifier: MIT
 *
 * Checking a certificate (docs/certificates.md) against a model, line by line as it is read.
 *
 * Bytes: a line of the certificate, and per state 12 for guarantees and one bit per concept.  Time:
 * each move of each party a few times per party and concept.
 */
#ifndef VERIFY_CHECK_H
#define VERIFY_CHECK_H

#include "conflict.h"

#include <stdio.h>

typedef struct verification {
    bool verified;
    uint64_t line;             /* where it fails; 0: before the first */
    char message[256];         /* why */
    uint64_t verdicts;         /* checked */
    detente_concepts concepts; /* proved */
    /* bitsets of states, freed by verification_clear */
    uint64_t *equilibria[DETENTE_MOST_CONCEPTS];
} verification;

/* `digest`: of the model's text (dt_digest). */
void verify_certificate(conflict *c, uint64_t digest, FILE *file, verification *out);
void verification_clear(verification *v);

#endif
