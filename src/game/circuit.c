/* SPDX-License-Identifier: MIT
 *
 * Boolean circuits: gates made once, simplified on the way, run 64 states at a time.
 */
#include "base/hot.h"

#include "game/circuit.h"

detente_status dt_circuit_init(dt_circuit *circuit, uint32_t inputs, detente_error *err)
{
    *circuit = (dt_circuit){.inputs = inputs, .bucket_count = 256};
    while (circuit->bucket_count < (size_t)inputs * 2) {
        circuit->bucket_count *= 2;
    }
    circuit->capacity = (size_t)inputs + 64;
    circuit->gates = dt_zeroed(circuit->capacity, sizeof *circuit->gates);
    circuit->buckets = dt_zeroed(circuit->bucket_count, sizeof *circuit->buckets);
    if (circuit->gates == NULL || circuit->buckets == NULL) {
        dt_circuit_clear(circuit);
        return dt_no_memory(err);
    }
    circuit->gates[0].kind = DT_GATE_CONSTANT;
    for (uint32_t k = 0; k < inputs; k++) {
        circuit->gates[k + 1] = (dt_gate){.kind = DT_GATE_INPUT, .a = k};
    }
    circuit->count = (size_t)inputs + 1;
    return DETENTE_OK;
}

void dt_circuit_clear(dt_circuit *circuit)
{
    free(circuit->gates);
    free(circuit->buckets);
    *circuit = (dt_circuit){0};
}

/* ---- hash-consing: the same gate is made once ------------------------------------------------ */

static size_t bucket_of(const dt_circuit *circuit, uint32_t kind, dt_wire a, dt_wire b)
{
    uint64_t h = ((uint64_t)a << 32 | b) * UINT64_C(0x9E3779B97F4A7C15) + kind;
    h ^= h >> 29;
    return (size_t)(h * UINT64_C(0xBF58476D1CE4E5B9) >> 32) & (circuit->bucket_count - 1);
}

/* Twice as many buckets.  Failure is harmless: the chains only grow longer. */
static void rehash(dt_circuit *circuit)
{
    uint32_t *buckets = dt_zeroed(circuit->bucket_count * 2, sizeof *buckets);
    if (buckets == NULL) {
        return;
    }
    free(circuit->buckets);
    circuit->buckets = buckets;
    circuit->bucket_count *= 2;
    for (size_t node = (size_t)circuit->inputs + 1; node < circuit->count; node++) {
        dt_gate *gate = &circuit->gates[node];
        const size_t bucket = bucket_of(circuit, gate->kind, gate->a, gate->b);
        gate->next = buckets[bucket];
        buckets[bucket] = (uint32_t)node;
    }
}

static dt_wire make_gate(dt_circuit *circuit, uint32_t kind, dt_wire a, dt_wire b)
{
    if (a > b) {
        const dt_wire swap = a;
        a = b;
        b = swap;
    }
    const size_t bucket = bucket_of(circuit, kind, a, b);
    for (uint32_t node = circuit->buckets[bucket]; node != 0; node = circuit->gates[node].next) {
        const dt_gate *gate = &circuit->gates[node];
        if (gate->kind == kind && gate->a == a && gate->b == b) {
            return 2 * node;
        }
    }
    if (circuit->count >= UINT32_MAX / 4 || !dt_grow((void **)&circuit->gates, &circuit->capacity,
                                                     circuit->count, sizeof *circuit->gates)) {
        return DT_NO_WIRE;
    }
    const uint32_t node = (uint32_t)circuit->count++;
    circuit->gates[node] = (dt_gate){
        .kind = kind, .a = a, .b = b, .next = circuit->buckets[bucket]};
    circuit->buckets[bucket] = node;
    if (circuit->count > circuit->bucket_count) {
        rehash(circuit);
    }
    return 2 * node;
}

/* ---- gates ----------------------------------------------------------------------------------- */

dt_wire dt_and(dt_circuit *circuit, dt_wire a, dt_wire b)
{
    if (a == DT_NO_WIRE || b == DT_NO_WIRE) {
        return DT_NO_WIRE;
    }
    if (a == DT_FALSE || b == DT_FALSE || a == (b ^ 1)) {
        return DT_FALSE;
    }
    if (a == DT_TRUE || a == b) {
        return b;
    }
    if (b == DT_TRUE) {
        return a;
    }
    return make_gate(circuit, DT_GATE_AND, a, b);
}

dt_wire dt_or(dt_circuit *circuit, dt_wire a, dt_wire b)
{
    return dt_not(dt_and(circuit, dt_not(a), dt_not(b)));
}

dt_wire dt_xor(dt_circuit *circuit, dt_wire a, dt_wire b)
{
    if (a == DT_NO_WIRE || b == DT_NO_WIRE) {
        return DT_NO_WIRE;
    }
    if (a < 2) {
        return b ^ a;
    }
    if (b < 2) {
        return a ^ b;
    }
    if ((a | 1) == (b | 1)) {
        return (a ^ b) & 1;
    }
    /* negations move to the output, so that all four combinations share one gate */
    const dt_wire negated = (a ^ b) & 1;
    const dt_wire gate = make_gate(circuit, DT_GATE_XOR, a & ~1u, b & ~1u);
    return gate == DT_NO_WIRE ? gate : gate ^ negated;
}

void dt_circuit_cone(const dt_circuit *circuit, const dt_wire *roots, size_t count, bool *used)
{
    for (size_t k = 0; k < count; k++) {
        used[roots[k] >> 1] = true;
    }
    for (size_t node = circuit->count; node-- > (size_t)circuit->inputs + 1;) {
        if (used[node]) {
            used[circuit->gates[node].a >> 1] = true;
            used[circuit->gates[node].b >> 1] = true;
        }
    }
}

/* ---- running --------------------------------------------------------------------------------- */

void dt_circuit_run_to(const dt_circuit *circuit, dt_wire last, uint64_t *values)
{
    values[0] = 0;
    for (size_t node = (size_t)circuit->inputs + 1; node <= last >> 1; node++) {
        const dt_gate *gate = &circuit->gates[node];
        const uint64_t a = dt_value(values, gate->a);
        const uint64_t b = dt_value(values, gate->b);
        values[node] = gate->kind == DT_GATE_AND ? (a & b) : (a ^ b);
    }
}

void dt_circuit_run(const dt_circuit *circuit, uint64_t *values)
{
    dt_circuit_run_to(circuit, 2 * (dt_wire)(circuit->count - 1), values);
}

void dt_circuit_load(const dt_circuit *circuit, const uint64_t *codes, unsigned count,
                     uint64_t *values)
{
    uint64_t rows[64] = {0};
    memcpy(rows, codes, count * sizeof *codes);
    dt_transpose(rows);
    memcpy(values + 1, rows, circuit->inputs * sizeof *rows);
}

bool dt_circuit_holds(const dt_circuit *circuit, dt_wire wire, uint64_t code, uint64_t *values)
{
    dt_circuit_load(circuit, &code, 1, values);
    dt_circuit_run_to(circuit, wire, values);
    return dt_value(values, wire) & 1;
}
