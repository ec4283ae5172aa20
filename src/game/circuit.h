/* SPDX-License-Identifier: MIT
 *
 * Boolean circuits: the one place where truth values are computed.
 *
 * A circuit is a list of gates over inputs 0..inputs-1 (the options; in graph form input k is "the
 * state is k").  A wire is 2*node + negation; node 0 is the constant, so wire 0 is false and wire 1
 * is true; node 1+k is input k.  Gates are AND and XOR, hash-consed and simplified as they are
 * made, operands before results, so evaluating the list in order evaluates everything: 64 states at
 * a time, one word per node.
 *
 * 16 bytes per gate plus 8 for the hash table.  Time O(1) per gate made.
 */
#ifndef DT_CIRCUIT_H
#define DT_CIRCUIT_H

#include "base/base.h"

typedef uint32_t dt_wire;

#define DT_FALSE ((dt_wire)0)
#define DT_TRUE ((dt_wire)1)
#define DT_NO_WIRE UINT32_MAX /* memory ran out; every constructor passes it on */

typedef enum dt_gate_kind {
    DT_GATE_CONSTANT,
    DT_GATE_INPUT,
    DT_GATE_AND,
    DT_GATE_XOR
} dt_gate_kind;

typedef struct dt_gate {
    uint32_t kind;
    dt_wire a; /* INPUT: the input's number */
    dt_wire b;
    uint32_t next; /* hash chain */
} dt_gate;

typedef struct dt_circuit {
    uint32_t inputs;
    dt_gate *gates;
    size_t count;
    size_t capacity;
    uint32_t *buckets;
    size_t bucket_count; /* power of two */
} dt_circuit;

detente_status dt_circuit_init(dt_circuit *circuit, uint32_t inputs, detente_error *err);
void dt_circuit_clear(dt_circuit *circuit);

static inline dt_wire dt_not(dt_wire a)
{
    return a == DT_NO_WIRE ? a : a ^ 1;
}
static inline dt_wire dt_input(uint32_t k)
{
    return 2 * (k + 1);
}
dt_wire dt_and(dt_circuit *circuit, dt_wire a, dt_wire b);
dt_wire dt_or(dt_circuit *circuit, dt_wire a, dt_wire b);
dt_wire dt_xor(dt_circuit *circuit, dt_wire a, dt_wire b);

/* used[node], all false before: does some root rest on the node? */
void dt_circuit_cone(const dt_circuit *circuit, const dt_wire *roots, size_t count, bool *used);

/* values[node] for every node, given values[1..inputs] (one bit per state). values has
 * circuit->count words. */
void dt_circuit_run(const dt_circuit *circuit, uint64_t *values);
/* The same up to the node of wire `last`: all that it rests on.  Early wires (rules, outcomes) are
 * cheap to ask even where a long ranking made many gates after them. */
void dt_circuit_run_to(const dt_circuit *circuit, dt_wire last, uint64_t *values);

static inline uint64_t dt_value(const uint64_t *values, dt_wire wire)
{
    return values[wire >> 1] ^ (0 - (uint64_t)(wire & 1));
}

/* Put the option codes codes[0..count-1] (count <= 64) on the inputs 1..inputs of `values`. */
void dt_circuit_load(const dt_circuit *circuit, const uint64_t *codes, unsigned count,
                     uint64_t *values);

/* Truth of `wire` at one option code.  values: scratch of circuit->count words. */
bool dt_circuit_holds(const dt_circuit *circuit, dt_wire wire, uint64_t code, uint64_t *values);

#endif
