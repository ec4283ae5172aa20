/* SPDX-License-Identifier: MIT
 *
 * Running a circuit over many states: a leaf of up to 2^16 states at a time, constants folded.
 *
 * A *leaf* is the set of option codes that agree on the fixed options and take every combination of
 * the options on its *lanes*.  Lane 0 changes fastest: the state with bits b_0, b_1, ... on the
 * lanes is bit number sum b_p 2^p of every vector.  Which option sits on which lane is free, so the
 * same circuit yields its values in whatever order an algorithm wants to read them.
 *
 * What depends on fixed options alone is a constant of the leaf, found for 64 leaves at once in
 * three-valued logic; what depends on lanes alone is computed once and kept; the rest is computed
 * when it is asked for, and a gate with a constant operand is another name of the other operand.
 *
 * 24 bytes per gate, and one vector (2^lanes / 8 bytes) per gate and runner.
 */
#ifndef DT_PROGRAM_H
#define DT_PROGRAM_H

#include "engines/dense/bits.h"
#include "game/circuit.h"

/* The part of a circuit that some roots depend on, renumbered. */
typedef struct dt_program {
    uint32_t inputs;
    uint32_t count; /* nodes: the constant, the inputs, gates */
    dt_gate *gates;
    uint64_t *support; /* [node] options that it reads */
} dt_program;

/* roots[0..count-1] are wires of the circuit; they become wires of the program. */
detente_status dt_program_make(const dt_circuit *circuit, dt_wire *roots, size_t count,
                               dt_program *out, detente_error *err);
void dt_program_clear(dt_program *program);

typedef struct dt_runner {
    const dt_program *program;
    size_t words;      /* per vector */
    uint64_t lanes;    /* options on lanes */
    uint64_t *vectors; /* [node] */
    uint64_t *made;    /* [node] tick at which its vector was computed, KEPT for good */
    uint64_t *zero;    /* [node] leaves of the batch where it is false */
    uint64_t *one;     /* [node] leaves of the batch where it is true */
    uint32_t *stack;
    uint64_t tick;
    unsigned leaf; /* of the batch */
} dt_runner;

/* Bytes of a runner with that many lanes. */
size_t dt_runner_bytes(const dt_program *program, uint32_t lane_count);
/* options[p] sits on lane p. */
detente_status dt_runner_start(dt_runner *runner, const dt_program *program, const uint8_t *options,
                               uint32_t lane_count, detente_error *err);
void dt_runner_clear(dt_runner *runner);

/* Take up to 64 leaves: codes[k] has the fixed options of leaf k. */
void dt_runner_batch(dt_runner *runner, const uint64_t *codes, unsigned count);
/* Turn to leaf k of the batch; vectors got before are gone. */
void dt_runner_leaf(dt_runner *runner, unsigned k);
/* The value of a wire over the leaf, valid until the next leaf. */
dt_vector dt_runner_get(dt_runner *runner, dt_wire wire);
/* Options on lanes that the last word of dt_runner_get for this wire may depend on. */
uint64_t dt_runner_reads(const dt_runner *runner, dt_wire wire);

/* ---- bits of codes --------------------------------------------------------------------------- */

/* The bits of `code` under `mask`, moved together; and back. */
uint64_t dt_bits_gather(uint64_t code, uint64_t mask);
uint64_t dt_bits_scatter(uint64_t bits, uint64_t mask);
/* Append at most `most` options of the mask, lowest first, to list[have ..]; returns how many there
 * are then. */
uint32_t dt_bits_list(uint8_t *list, uint32_t have, uint64_t mask, uint32_t most);

#endif
