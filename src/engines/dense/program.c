/* SPDX-License-Identifier: MIT
 *
 * Running a circuit leaf by leaf.  See program.h.
 */
#include "base/hot.h"

#include "engines/dense/program.h"

#define KEPT UINT64_MAX

/* ---- the program ----------------------------------------------------------------------------- */

detente_status dt_program_make(const dt_circuit *circuit, dt_wire *roots, size_t count,
                               dt_program *out, detente_error *err)
{
    detente_status status = DETENTE_OK;
    dt_program made = {.inputs = circuit->inputs};
    bool *used = dt_zeroed(circuit->count, sizeof *used);
    uint32_t *number = dt_zeroed(circuit->count, sizeof *number);
    if (used == NULL || number == NULL) {
        status = dt_no_memory(err);
        goto done;
    }
    dt_circuit_cone(circuit, roots, count, used);
    for (size_t node = 0; node <= circuit->inputs; node++) {
        used[node] = true; /* the constant and the inputs keep their numbers */
    }
    for (size_t node = 0; node < circuit->count; node++) {
        number[node] = made.count;
        made.count += used[node];
    }
    made.gates = dt_zeroed(made.count, sizeof *made.gates);
    made.support = dt_zeroed(made.count, sizeof *made.support);
    if (made.gates == NULL || made.support == NULL) {
        status = dt_no_memory(err);
        goto done;
    }
    for (size_t node = 0; node < circuit->count; node++) {
        const dt_gate *gate = &circuit->gates[node];
        const uint32_t to = number[node];
        if (!used[node]) {
            continue;
        }
        made.gates[to].kind = gate->kind;
        if (gate->kind == DT_GATE_INPUT) {
            made.gates[to].a = gate->a;
            made.support[to] = (uint64_t)1 << gate->a;
        } else if (gate->kind != DT_GATE_CONSTANT) {
            made.gates[to].a = 2 * number[gate->a >> 1] + (gate->a & 1);
            made.gates[to].b = 2 * number[gate->b >> 1] + (gate->b & 1);
            made.support[to] = made.support[number[gate->a >> 1]] |
                               made.support[number[gate->b >> 1]];
        }
    }
    for (size_t k = 0; k < count; k++) {
        roots[k] = 2 * number[roots[k] >> 1] + (roots[k] & 1);
    }
    *out = made;
    made = (dt_program){0};
done:
    free(used);
    free(number);
    dt_program_clear(&made);
    return status;
}

void dt_program_clear(dt_program *program)
{
    free(program->gates);
    free(program->support);
    *program = (dt_program){0};
}

/* ---- the runner ------------------------------------------------------------------------------ */

static size_t words_of(uint32_t lane_count)
{
    return lane_count <= 6 ? 1 : (size_t)1 << (lane_count - 6);
}

size_t dt_runner_bytes(const dt_program *program, uint32_t lane_count)
{
    return program->count * (words_of(lane_count) * 8 + 24 + 8) + 64;
}

/* vector of lane p: bits with bit p of their number set */
static void fill_lane(uint64_t *words, size_t count, uint32_t lane)
{
    static const uint64_t patterns[6] = {
        UINT64_C(0xAAAAAAAAAAAAAAAA), UINT64_C(0xCCCCCCCCCCCCCCCC), UINT64_C(0xF0F0F0F0F0F0F0F0),
        UINT64_C(0xFF00FF00FF00FF00), UINT64_C(0xFFFF0000FFFF0000), UINT64_C(0xFFFFFFFF00000000)};
    for (size_t w = 0; w < count; w++) {
        words[w] = lane < 6 ? patterns[lane] : 0 - (uint64_t)(w >> (lane - 6) & 1);
    }
}

detente_status dt_runner_start(dt_runner *runner, const dt_program *program, const uint8_t *options,
                               uint32_t lane_count, detente_error *err)
{
    *runner = (dt_runner){.program = program, .words = words_of(lane_count), .tick = 1};
    runner->vectors = dt_zeroed(program->count, runner->words * sizeof(uint64_t));
    runner->made = dt_zeroed(program->count, sizeof *runner->made);
    runner->zero = dt_zeroed(program->count, sizeof *runner->zero);
    runner->one = dt_zeroed(program->count, sizeof *runner->one);
    runner->stack = dt_zeroed((size_t)program->count * 2 + 2, sizeof *runner->stack);
    if (runner->vectors == NULL || runner->made == NULL || runner->zero == NULL ||
        runner->one == NULL || runner->stack == NULL) {
        dt_runner_clear(runner);
        return dt_no_memory(err);
    }
    for (uint32_t p = 0; p < lane_count; p++) {
        const size_t node = (size_t)options[p] + 1;
        runner->lanes |= (uint64_t)1 << options[p];
        fill_lane(runner->vectors + node * runner->words, runner->words, p);
        runner->made[node] = KEPT;
    }
    return DETENTE_OK;
}

void dt_runner_clear(dt_runner *runner)
{
    free(runner->vectors);
    free(runner->made);
    free(runner->zero);
    free(runner->one);
    free(runner->stack);
    *runner = (dt_runner){0};
}

/* Three values: false in `zero`, true in `one`, not constant in neither. */
void dt_runner_batch(dt_runner *runner, const uint64_t *codes, unsigned count)
{
    const dt_program *program = runner->program;
    uint64_t *zero = runner->zero;
    uint64_t *one = runner->one;
    zero[0] = UINT64_MAX;
    one[0] = 0;
    for (uint32_t k = 0; k < program->inputs; k++) {
        uint64_t word = 0;
        for (unsigned c = 0; c < count; c++) {
            word |= (codes[c] >> k & 1) << c;
        }
        const uint64_t fixed = (runner->lanes >> k & 1) != 0 ? 0 : UINT64_MAX;
        zero[k + 1] = ~word & fixed;
        one[k + 1] = word & fixed;
    }
    for (uint32_t node = program->inputs + 1; node < program->count; node++) {
        const dt_gate *gate = &program->gates[node];
        const uint32_t a = gate->a >> 1;
        const uint32_t b = gate->b >> 1;
        const uint64_t a0 = (gate->a & 1) != 0 ? one[a] : zero[a];
        const uint64_t a1 = (gate->a & 1) != 0 ? zero[a] : one[a];
        const uint64_t b0 = (gate->b & 1) != 0 ? one[b] : zero[b];
        const uint64_t b1 = (gate->b & 1) != 0 ? zero[b] : one[b];
        if (gate->kind == DT_GATE_AND) {
            zero[node] = a0 | b0;
            one[node] = a1 & b1;
        } else {
            zero[node] = (a0 & b0) | (a1 & b1);
            one[node] = (a0 & b1) | (a1 & b0);
        }
    }
}

void dt_runner_leaf(dt_runner *runner, unsigned k)
{
    runner->leaf = k;
    runner->tick++;
}

static bool is_constant(const dt_runner *runner, dt_wire wire, unsigned *value)
{
    const uint64_t one = runner->one[wire >> 1] >> runner->leaf & 1;
    const uint64_t zero = runner->zero[wire >> 1] >> runner->leaf & 1;
    *value = (unsigned)(one ^ (wire & 1));
    return (one | zero) != 0;
}

/* The wire that has the same values on this leaf and is constant, a lane or a gate of two wires
 * that are not constant. */
static dt_wire resolve(const dt_runner *runner, dt_wire wire)
{
    for (;;) {
        unsigned value = 0;
        if (is_constant(runner, wire, &value)) {
            return value;
        }
        const dt_gate *gate = &runner->program->gates[wire >> 1];
        if (gate->kind == DT_GATE_INPUT) {
            return wire;
        }
        /* not constant, so of an AND at most one operand is constant, and it is true */
        if (is_constant(runner, gate->a, &value)) {
            wire = gate->b ^ (wire & 1) ^ (gate->kind == DT_GATE_XOR ? value : 0);
        } else if (is_constant(runner, gate->b, &value)) {
            wire = gate->a ^ (wire & 1) ^ (gate->kind == DT_GATE_XOR ? value : 0);
        } else {
            return wire;
        }
    }
}

static bool is_made(const dt_runner *runner, dt_wire wire)
{
    const uint64_t made = runner->made[wire >> 1];
    return made == KEPT || made == runner->tick;
}

static uint64_t *vector_of(const dt_runner *runner, dt_wire wire)
{
    return runner->vectors + (size_t)(wire >> 1) * runner->words;
}

static void make_vector(dt_runner *runner, uint32_t node, dt_wire a, dt_wire b)
{
    uint64_t *out = vector_of(runner, 2 * node);
    const uint64_t fa = 0 - (uint64_t)(a & 1);
    const uint64_t fb = 0 - (uint64_t)(b & 1);
    if (runner->program->gates[node].kind == DT_GATE_AND) {
        dt_bits_and(out, vector_of(runner, a), fa, vector_of(runner, b), fb, runner->words);
    } else {
        dt_bits_xor(out, vector_of(runner, a), vector_of(runner, b), fa ^ fb, runner->words);
    }
    const bool lanes_only = (runner->program->support[node] & ~runner->lanes) == 0;
    runner->made[node] = lanes_only ? KEPT : runner->tick;
}

static void make(dt_runner *runner, uint32_t root)
{
    uint32_t *stack = runner->stack;
    size_t depth = 0;
    stack[depth++] = root;
    while (depth > 0) {
        const uint32_t node = stack[depth - 1];
        const dt_wire a = resolve(runner, runner->program->gates[node].a);
        const dt_wire b = resolve(runner, runner->program->gates[node].b);
        const bool waits = !is_made(runner, 2 * node) &&
                           (!is_made(runner, a) || !is_made(runner, b));
        if (!waits) {
            if (!is_made(runner, 2 * node)) {
                make_vector(runner, node, a, b);
            }
            depth--;
            continue;
        }
        if (!is_made(runner, a)) {
            stack[depth++] = a >> 1;
        }
        if (!is_made(runner, b)) {
            stack[depth++] = b >> 1;
        }
    }
}

dt_vector dt_runner_get(dt_runner *runner, dt_wire wire)
{
    const dt_wire root = resolve(runner, wire);
    const uint64_t flip = 0 - (uint64_t)(root & 1);
    if (root < 2) {
        return (dt_vector){.words = NULL, .flip = flip};
    }
    if (!is_made(runner, root)) {
        make(runner, root >> 1);
    }
    return (dt_vector){.words = vector_of(runner, root), .flip = flip};
}

uint64_t dt_runner_reads(const dt_runner *runner, dt_wire wire)
{
    return runner->program->support[resolve(runner, wire) >> 1] & runner->lanes;
}

/* ---- bits of codes --------------------------------------------------------------------------- */

uint64_t dt_bits_gather(uint64_t code, uint64_t mask)
{
    uint64_t bits = 0;
    for (unsigned to = 0; mask != 0; mask &= mask - 1) {
        bits |= (code >> dt_lowest(mask) & 1) << to++;
    }
    return bits;
}

uint64_t dt_bits_scatter(uint64_t bits, uint64_t mask)
{
    uint64_t code = 0;
    for (; mask != 0; mask &= mask - 1) {
        code |= (bits & 1) << dt_lowest(mask);
        bits >>= 1;
    }
    return code;
}

uint32_t dt_bits_list(uint8_t *list, uint32_t have, uint64_t mask, uint32_t most)
{
    for (; most > 0 && mask != 0; mask &= mask - 1, most--) {
        list[have++] = (uint8_t)dt_lowest(mask);
    }
    return have;
}
