/* SPDX-License-Identifier: MIT
 *
 * Preferences as planes: bits, most important first, compared lexicographically.
 *
 *   wants   a level of one statement is one plane; a level of k tied statements is the binary count
 *           of those that hold.  That is the literature's sum of 2^(k-t) without its overflow.
 *   ranks   line g takes the states that no line above took; the plane bits spell the place,
 *           counted from the bottom.
 *   weighs  the exact sum of the weights, in binary.  A negative weight w on E is |w| on not E plus
 *           a constant, and constants do not matter.
 */
#include "game/model.h"

static bool add_plane(dt_planes *planes, size_t *capacity, dt_wire wire)
{
    if (wire == DT_NO_WIRE ||
        !dt_grow((void **)&planes->wires, capacity, planes->count, sizeof *planes->wires)) {
        return false;
    }
    planes->wires[planes->count++] = wire;
    return true;
}

/* sum += weight where `when` holds; sum has 64 bits, lowest first. */
static void add_weight(dt_circuit *circuit, dt_wire sum[64], uint64_t weight, dt_wire when)
{
    dt_wire carry = DT_FALSE;
    for (uint32_t bit = 0; bit < 64; bit++) {
        const dt_wire x = sum[bit];
        const dt_wire y = weight >> bit & 1 ? when : DT_FALSE;
        const dt_wire half = dt_xor(circuit, x, y);
        sum[bit] = dt_xor(circuit, half, carry);
        carry = dt_or(circuit, dt_and(circuit, x, y), dt_and(circuit, half, carry));
    }
}

/* The bits of a sum that can be at most `most`, highest first. */
static bool add_sum(dt_planes *planes, size_t *capacity, const dt_wire sum[64], uint64_t most)
{
    for (uint32_t bit = 64; bit-- > 0;) {
        if (most >> bit != 0 && !add_plane(planes, capacity, sum[bit])) {
            return false;
        }
    }
    return true;
}

static bool plane_wants(detente_model *model, const dt_preferences *wants, dt_planes *planes,
                        size_t *capacity)
{
    for (uint32_t first = 0; first < wants->count;) {
        uint32_t end = first + 1;
        while (end < wants->count && wants->lines[end].tied) {
            end++;
        }
        dt_wire sum[64] = {DT_FALSE};
        for (uint32_t k = first; k < end; k++) {
            add_weight(&model->circuit, sum, 1, dt_model_wire(model, wants->lines[k].expr));
        }
        if (!add_sum(planes, capacity, sum, end - first)) {
            return false;
        }
        first = end;
    }
    return true;
}

static uint32_t count_places(const dt_preferences *ranks)
{
    uint32_t places = 0;
    for (uint32_t k = 0; k < ranks->count; k++) {
        places += !ranks->lines[k].tied;
    }
    return places;
}

static bool plane_ranks(detente_model *model, const dt_preferences *ranks, dt_planes *planes,
                        size_t *capacity)
{
    dt_circuit *const c = &model->circuit;
    dt_wire bits[32] = {DT_FALSE};
    dt_wire listed = DT_FALSE;
    const uint32_t places = count_places(ranks);
    uint32_t place = places; /* of the best line; unlisted states would have place 0 */
    for (uint32_t k = 0; k < ranks->count; k++) {
        const dt_expr *expr = ranks->lines[k].expr;
        const dt_wire holds = expr == NULL ? DT_TRUE : dt_model_wire(model, expr);
        const dt_wire taken = dt_and(c, holds, dt_not(listed));
        listed = dt_or(c, listed, holds);
        place -= k > 0 && !ranks->lines[k].tied;
        for (uint32_t bit = 0; bit < 32; bit++) {
            bits[bit] = place >> bit & 1 ? dt_or(c, bits[bit], taken) : bits[bit];
        }
    }
    for (uint32_t bit = 32; bit-- > 0;) {
        if (places >> bit != 0 && !add_plane(planes, capacity, bits[bit])) {
            return false;
        }
    }
    return true;
}

static uint64_t magnitude(int64_t weight)
{
    return weight < 0 ? 0 - (uint64_t)weight : (uint64_t)weight;
}

static uint64_t common_divisor(uint64_t a, uint64_t b)
{
    while (b != 0) {
        const uint64_t rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

static bool plane_weighs(detente_model *model, const dt_preferences *weighs, dt_faults *faults,
                         dt_planes *planes, size_t *capacity)
{
    uint64_t unit = 0; /* divides every weight, so that whole numbers need few planes */
    uint64_t total =
        0; /* of their sizes: sums are kept in an int64_t where they are told in words */
    for (uint32_t k = 0; k < weighs->count; k++) {
        const uint64_t size = magnitude(weighs->lines[k].weight);
        if (size > INT64_MAX - total) {
            dt_error(faults, weighs->lines[k].at,
                     "the weights of this party sum to more than can be added exactly");
            return true;
        }
        total += size;
        unit = common_divisor(unit, size);
    }
    dt_wire sum[64] = {DT_FALSE};
    for (uint32_t k = 0; k < weighs->count; k++) {
        const dt_statement *line = &weighs->lines[k];
        const uint64_t weight = unit == 0 ? 0 : magnitude(line->weight) / unit;
        const dt_wire holds = dt_model_wire(model, line->expr);
        add_weight(&model->circuit, sum, weight, line->weight < 0 ? dt_not(holds) : holds);
    }
    return add_sum(planes, capacity, sum, unit == 0 ? 0 : total / unit);
}

bool dt_planes_make(detente_model *model, const dt_preferences *block, dt_faults *faults,
                    dt_planes *out)
{
    dt_planes planes = {0};
    size_t capacity = 0;
    bool ok = true;
    switch (block->kind) {
    case DT_INDIFFERENT:
        break;
    case DT_WANTS:
        ok = plane_wants(model, block, &planes, &capacity);
        break;
    case DT_RANKS:
        ok = plane_ranks(model, block, &planes, &capacity);
        break;
    case DT_WEIGHS:
        ok = plane_weighs(model, block, faults, &planes, &capacity);
        break;
    }
    if (!ok) {
        free(planes.wires);
        return false;
    }
    *out = planes;
    return true;
}
