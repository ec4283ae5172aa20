/* SPDX-License-Identifier: MIT
 *
 * What the parts of the checker share: certificate.c reads, guarantees.c checks guarantees, check.c
 * all the rest.  Functions that return bool have left a message when it is false.
 */
#ifndef VERIFY_CHECKING_H
#define VERIFY_CHECKING_H

#include "check.h"

#define SURE UINT32_MAX

typedef struct checking {
    conflict *c;
    FILE *file;
    verification *v;
    char *line;
    size_t length, capacity;
    const char *at; /* what is still to be read of the line */
    uint32_t parties;
    uint32_t party;
    detente_concept concept;
    uint32_t *first, *second; /* guarantees; 0: nothing claimed */
    uint8_t *by;              /* from 1; 0: nobody in particular */
    bool checked;             /* the guarantees of the section */
    uint64_t *seen;           /* bitset: states with a verdict in the section */
    uint64_t missing;
    uint32_t *tempting; /* copies of lists of moves */
    size_t tempting_count, tempting_capacity;
} checking;

bool verify_fail(checking *k, const char *format, ...) DT_PRINTF(2, 3);

/* What proves a verdict under each concept; the checker refuses what it does not know. */
typedef struct proof {
    bool known;
    bool sequence; /* a legal sequence of the others, */
    bool credible; /* ... of improvements, */
    bool reply;    /* ... that the party cannot answer by an improvement */
    bool joint;    /* choices of the others at the same time */
} proof;

static inline proof proof_of(detente_concept concept)
{
    static const proof proofs[] = {
        [DETENTE_NASH] = {.known = true},
        [DETENTE_GMR] = {.known = true, .sequence = true},
        [DETENTE_SMR] = {.known = true, .sequence = true, .reply = true},
        [DETENTE_SEQ] = {.known = true, .sequence = true, .credible = true},
        [DETENTE_SSEQ] = {.known = true, .sequence = true, .credible = true, .reply = true},
        [DETENTE_SIM] = {.known = true, .joint = true},
    };
    return (size_t)concept < sizeof proofs / sizeof *proofs ? proofs[concept]
                                                            : (proof){.known = false};
}

static inline bool is_credible(const checking *k)
{
    return proof_of(k->concept).credible;
}

static inline bool has_reply(const checking *k)
{
    return proof_of(k->concept).reply;
}

static inline bool prefers(const checking *k, uint32_t party, uint64_t to, uint64_t from)
{
    return conflict_rank(k->c, party, to) > conflict_rank(k->c, party, from);
}

/* ---- certificate.c --------------------------------------------------------------------------- */

/* The next line, without its end; false at the end of the file. */
bool verify_next_line(checking *k);
bool verify_at_end(const checking *k);
/* A decimal number of at most 18 digits; leaves no message. */
bool verify_read_number(checking *k, uint64_t *number);
/* Pass over these words; false, without a message, when others stand there. */
bool verify_skip(checking *k, const char *words);
/* A state's number, as an index from 0; a party's likewise. */
bool verify_read_state(checking *k, uint64_t *state);
bool verify_read_party(checking *k, uint32_t *party);

/* ---- guarantees.c ---------------------------------------------------------------------------- */

/* The rest of a line `g STATE BOUND [PARTY BOUND]`. */
bool verify_read_guarantee(checking *k);
/* What is claimed of x when `mover` moves first. */
uint32_t verify_bound_of(const checking *k, uint64_t x, uint32_t mover);
/* All of a section, once they are read. */
bool verify_check_guarantees(checking *k);

#endif
