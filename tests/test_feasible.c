/* SPDX-License-Identifier: MIT
 *
 * The decision diagram of the feasible set against a walk over all option codes, on random
 * circuits.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "game/feasible.h"

static uint64_t next_random(uint64_t *seed)
{
    *seed += UINT64_C(0x9E3779B97F4A7C15);
    uint64_t z = *seed;
    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return z ^ (z >> 31);
}

static dt_wire random_wire(dt_circuit *circuit, uint64_t *seed, unsigned gates)
{
    dt_wire wires[80];
    unsigned count = 0;
    wires[count++] = DT_TRUE;
    for (uint32_t k = 0; k < circuit->inputs; k++) {
        wires[count++] = dt_input(k);
    }
    for (unsigned k = 0; k < gates; k++) {
        const dt_wire a = wires[next_random(seed) % count] ^ (dt_wire)(next_random(seed) & 1);
        const dt_wire b = wires[next_random(seed) % count] ^ (dt_wire)(next_random(seed) & 1);
        const uint64_t kind = next_random(seed) % 3;
        wires[count++] = kind == 0   ? dt_and(circuit, a, b)
                         : kind == 1 ? dt_or(circuit, a, b)
                                     : dt_xor(circuit, a, b);
    }
    return wires[count - 1];
}

/* Truth by walking the gates for one code, with no help from dt_circuit_run. */
static bool truth(const dt_circuit *circuit, dt_wire wire, uint64_t code)
{
    const dt_gate *gate = &circuit->gates[wire >> 1];
    bool value = false;
    if (gate->kind == DT_GATE_INPUT) {
        value = code >> gate->a & 1;
    } else if (gate->kind == DT_GATE_AND) {
        value = truth(circuit, gate->a, code) && truth(circuit, gate->b, code);
    } else if (gate->kind == DT_GATE_XOR) {
        value = truth(circuit, gate->a, code) != truth(circuit, gate->b, code);
    }
    return value != (wire & 1);
}

static void compare(dt_circuit *circuit, dt_wire wire, uint64_t *seed)
{
    dt_feasible *diagram = NULL;
    detente_error err;
    assert_int_equal(dt_feasible_new(circuit, wire, 0, NULL, &diagram, &err), DETENTE_OK);
    uint64_t codes[1024];
    uint64_t count = 0;
    uint64_t *values = dt_zeroed(circuit->count, sizeof *values);
    for (uint64_t code = 0; code < (uint64_t)1 << circuit->inputs; code++) {
        const bool feasible = truth(circuit, wire, code);
        assert_int_equal(dt_circuit_holds(circuit, wire, code, values), feasible);
        if (feasible) {
            codes[count++] = code;
        }
        assert_int_equal(dt_feasible_number(diagram, code), feasible ? count : 0);
    }
    assert_int_equal(dt_feasible_count(diagram), count);
    for (uint64_t n = 1; n <= count; n++) {
        assert_int_equal(dt_feasible_code(diagram, n), codes[n - 1]);
    }
    uint64_t listed[1024];
    const uint64_t first = count == 0 ? 1 : 1 + next_random(seed) % count;
    if (count > 0) {
        dt_feasible_list(diagram, first, count - first + 1, listed);
    }
    for (uint64_t n = first; n <= count; n++) {
        assert_int_equal(listed[n - first], codes[n - 1]);
    }
    free(values);
    const dt_wire other = random_wire(circuit, seed, 5);
    bool meets = false;
    uint64_t found = 0;
    assert_int_equal(dt_feasible_meets(diagram, circuit, other, NULL, &meets, &found, &err),
                     DETENTE_OK);
    bool expected = false;
    for (uint64_t k = 0; k < count; k++) {
        expected |= truth(circuit, other, codes[k]);
    }
    assert_int_equal(meets, expected);
    if (meets) {
        assert_true(truth(circuit, wire, found) && truth(circuit, other, found));
    }
    dt_feasible_free(diagram);
}

static void the_diagram_agrees_with_a_walk(void **state)
{
    (void)state;
    uint64_t seed = 1;
    for (unsigned round = 0; round < 3000; round++) {
        dt_circuit circuit;
        assert_int_equal(dt_circuit_init(&circuit, (uint32_t)(round % 9), NULL), DETENTE_OK);
        const dt_wire wire = random_wire(&circuit, &seed, 1 + (unsigned)(next_random(&seed) % 40));
        compare(&circuit, wire, &seed);
        dt_circuit_clear(&circuit);
    }
}

/* 64 options in 32 exclusive pairs: 3^32 states, counted without listing; and no rule at all: 2^64,
 * which saturates. */
static void counts_are_exact_where_nobody_can_list(void **state)
{
    (void)state;
    dt_circuit circuit;
    assert_int_equal(dt_circuit_init(&circuit, 64, NULL), DETENTE_OK);
    dt_wire rules = DT_TRUE;
    uint64_t expected = 1;
    for (uint32_t k = 0; k < 64; k += 2) {
        rules = dt_and(&circuit, rules, dt_not(dt_and(&circuit, dt_input(k), dt_input(k + 1))));
        expected *= 3;
    }
    dt_feasible *diagram = NULL;
    assert_int_equal(dt_feasible_new(&circuit, rules, 0, NULL, &diagram, NULL), DETENTE_OK);
    assert_int_equal(dt_feasible_count(diagram), expected);
    assert_int_equal(dt_feasible_number(diagram, dt_feasible_code(diagram, expected / 3)),
                     expected / 3);
    dt_feasible_free(diagram);
    assert_int_equal(dt_feasible_new(&circuit, DT_TRUE, 0, NULL, &diagram, NULL), DETENTE_OK);
    assert_int_equal(dt_feasible_count(diagram), UINT64_MAX);
    assert_int_equal(dt_feasible_number(diagram, 0), 1);
    assert_int_equal(dt_feasible_number(diagram, UINT64_MAX - 1), UINT64_MAX);
    assert_int_equal(dt_feasible_number(diagram, UINT64_MAX), 0); /* 2^64 has no room */
    assert_true(dt_feasible_everything(diagram));
    dt_feasible_free(diagram);
    dt_circuit_clear(&circuit);
}

/* Pairs far apart in the order: 2^20 nodes, past a limit of 1 MiB. */
static void entangled_rules_are_refused(void **state)
{
    (void)state;
    dt_circuit circuit;
    assert_int_equal(dt_circuit_init(&circuit, 40, NULL), DETENTE_OK);
    dt_wire rules = DT_TRUE;
    for (uint32_t k = 0; k < 20; k++) {
        rules = dt_and(&circuit, rules, dt_not(dt_xor(&circuit, dt_input(k), dt_input(k + 20))));
    }
    dt_feasible *diagram = NULL;
    detente_error err = {0};
    assert_int_equal(dt_feasible_new(&circuit, rules, 1 << 20, NULL, &diagram, &err),
                     DETENTE_ELIMIT);
    assert_null(diagram);
    assert_non_null(strstr(err.message, "entangled"));
    dt_circuit_clear(&circuit);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_diagram_agrees_with_a_walk),
        cmocka_unit_test(counts_are_exact_where_nobody_can_list),
        cmocka_unit_test(entangled_rules_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
