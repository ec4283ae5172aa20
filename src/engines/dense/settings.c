/* SPDX-License-Identifier: MIT
 *
 * Which own settings need a slice.  See settings.h.
 */
#include "engines/dense/settings.h"

#include <assert.h>

/* Settings that are not told apart yet: what is left of the game when some own options are fixed.
 */
typedef struct frontier {
    size_t count;
    uint64_t *own;  /* [count] */
    dt_wire *wires; /* [count][roots] */
} frontier;

typedef struct finder {
    const dt_dense *dense;
    uint32_t party;
    bool improving;
    uint64_t also;    /* matters in any case */
    uint64_t one_way; /* own */
    dt_settings *to;
    frontier now;
    frontier next;
    size_t room;     /* settings that `next` has room for */
    uint32_t *slots; /* hash table of next: number + 1 */
    size_t slot_count;
    dt_wire *cofactors[2]; /* [node] */
    bool *used;            /* [node] */
} finder;

/* ---- the circuit ----------------------------------------------------------------------------- */

/* Wire `w` where map[node] is what stands for its node. */
static dt_wire moved(const dt_wire *map, dt_wire w)
{
    const dt_wire to = map[w >> 1];
    return to == DT_NO_WIRE ? to : to ^ (w & 1);
}

static dt_wire rebuilt(dt_circuit *circuit, uint32_t kind, dt_wire a, dt_wire b)
{
    return kind == DT_GATE_AND ? dt_and(circuit, a, b) : dt_xor(circuit, a, b);
}

/* Copy the program's gates; `map` gets the wire of each of its nodes. */
static void copy_program(const dt_program *program, dt_circuit *circuit, dt_wire *map)
{
    for (uint32_t node = 0; node < program->count; node++) {
        const dt_gate gate = program->gates[node];
        map[node] = gate.kind == DT_GATE_CONSTANT ? DT_FALSE
                    : gate.kind == DT_GATE_INPUT
                        ? dt_input(gate.a)
                        : rebuilt(circuit, gate.kind, moved(map, gate.a), moved(map, gate.b));
    }
}

/* What each gate in use becomes when `option` is N and when it is Y. */
static bool make_cofactors(finder *f, uint32_t option)
{
    dt_circuit *circuit = &f->to->circuit;
    const size_t nodes = circuit->count;
    for (unsigned value = 0; value < 2; value++) {
        free(f->cofactors[value]);
        f->cofactors[value] = dt_zeroed(nodes, sizeof *f->cofactors[value]);
    }
    free(f->used);
    f->used = dt_zeroed(nodes, sizeof *f->used);
    if (f->cofactors[0] == NULL || f->cofactors[1] == NULL || f->used == NULL) {
        return false;
    }
    dt_circuit_cone(circuit, f->now.wires, f->now.count * f->to->roots, f->used);
    for (size_t node = 0; node < nodes; node++) {
        if (!f->used[node] && node > circuit->inputs) {
            continue;
        }
        for (unsigned value = 0; value < 2; value++) {
            const dt_gate gate = circuit->gates[node]; /* a copy: the list may move */
            dt_wire *map = f->cofactors[value];
            map[node] = gate.kind == DT_GATE_CONSTANT ? DT_FALSE
                        : gate.kind == DT_GATE_INPUT
                            ? (gate.a == option ? value : dt_input(gate.a))
                            : rebuilt(circuit, gate.kind, moved(map, gate.a), moved(map, gate.b));
        }
    }
    return true;
}

/* Options that each gate reads, of those that are new. */
static bool extend_support(dt_settings *s)
{
    const size_t count = s->circuit.count;
    uint64_t *grown = realloc(s->support, count * sizeof *grown);
    if (grown == NULL) {
        return false;
    }
    s->support = grown;
    for (; s->supported < count; s->supported++) {
        const dt_gate *gate = &s->circuit.gates[s->supported];
        grown[s->supported] = gate->kind == DT_GATE_CONSTANT ? 0
                              : gate->kind == DT_GATE_INPUT
                                  ? (uint64_t)1 << gate->a
                                  : grown[gate->a >> 1] | grown[gate->b >> 1];
    }
    return true;
}

static uint64_t reads_of(const dt_settings *s, const dt_wire *wires, uint32_t count)
{
    uint64_t reads = 0;
    for (uint32_t k = 0; k < count; k++) {
        reads |= s->support[wires[k] >> 1];
    }
    return reads;
}

/* ---- games that are alike -------------------------------------------------------------------- */

/* Planes of another party that order its moves to the front, without repetitions. */
static void tidy_planes(const finder *f, uint32_t party, dt_wire *planes, uint32_t count)
{
    const uint64_t owned = f->dense->model->owned[party];
    uint32_t kept = 0;
    for (uint32_t t = 0; t < count; t++) {
        bool orders = (f->to->support[planes[t] >> 1] & owned) != 0;
        for (uint32_t k = 0; orders && k < kept; k++) {
            orders = (planes[k] | 1) != (planes[t] | 1);
        }
        if (orders) {
            planes[kept++] = planes[t];
        }
    }
    for (; kept < count; kept++) {
        planes[kept] = DT_FALSE;
    }
}

/* Options that matter to what is asked: those that feasibility and the focal party's levels read,
 * and what the order of a party's moves reads if these change any of them.  Other parties' planes
 * are dropped: they only change what does not matter. */
static uint64_t tidy(const finder *f, dt_wire *wires)
{
    const dt_dense *dense = f->dense;
    const dt_settings *s = f->to;
    uint64_t matter = f->also | reads_of(s, wires, 1 + dense->plane_count[f->party]);
    uint64_t left = 0; /* parties with planes whose moves do not matter, so far */
    for (uint32_t j = 0; j < dense->parties; j++) {
        if (s->first[j] != 0 && j != f->party) {
            tidy_planes(f, j, wires + s->first[j], dense->plane_count[j]);
            left |= (uint64_t)1 << j;
        }
    }
    for (bool grew = true; grew;) {
        grew = false;
        for (uint64_t rest = left; rest != 0; rest &= rest - 1) {
            const uint32_t j = dt_lowest(rest);
            if ((dense->model->owned[j] & matter) != 0) {
                matter |= reads_of(s, wires + s->first[j], dense->plane_count[j]);
                left &= ~((uint64_t)1 << j);
                grew = true;
            }
        }
    }
    for (; left != 0; left &= left - 1) {
        const uint32_t j = dt_lowest(left);
        memset(wires + s->first[j], 0, dense->plane_count[j] * sizeof *wires);
    }
    return matter & ~dense->model->owned[f->party];
}

/* Is wire k a plane of the focal party? */
static bool is_focal(const finder *f, uint32_t k)
{
    const uint32_t first = f->to->first[f->party];
    return k >= first && k < first + f->dense->plane_count[f->party];
}

/* The wire, but any constant plane of the focal party is like any other. */
static dt_wire likeness(const finder *f, const dt_wire *wires, uint32_t k)
{
    return wires[k] < 2 && is_focal(f, k) ? DT_FALSE : wires[k];
}

static uint64_t hash_of(const finder *f, uint64_t own, const dt_wire *wires)
{
    uint64_t h = (own & f->one_way) * UINT64_C(0x9E3779B97F4A7C15) + 1;
    for (uint32_t k = 0; k < f->to->roots; k++) {
        h = (h ^ likeness(f, wires, k)) * UINT64_C(0xBF58476D1CE4E5B9);
        h ^= h >> 29;
    }
    return h;
}

static bool are_alike(const finder *f, uint64_t own_a, const dt_wire *a, uint64_t own_b,
                      const dt_wire *b)
{
    bool alike = ((own_a ^ own_b) & f->one_way) == 0;
    for (uint32_t k = 0; alike && k < f->to->roots; k++) {
        alike = likeness(f, a, k) == likeness(f, b, k);
    }
    return alike;
}

/* Of two settings alike: are a's levels higher?  The first constant plane that differs decides. */
static bool is_higher(const finder *f, const dt_wire *a, const dt_wire *b)
{
    const uint32_t first = f->to->first[f->party];
    for (uint32_t t = 0; t < f->dense->plane_count[f->party]; t++) {
        if (a[first + t] != b[first + t]) {
            return a[first + t] == DT_TRUE;
        }
    }
    return false;
}

/* Setting number `made` of next is complete: keep it, unless an earlier one stands for both. */
static void take_setting(finder *f, size_t made)
{
    const uint32_t roots = f->to->roots;
    dt_wire *wires = f->next.wires + made * roots;
    (void)tidy(f, wires);
    if (wires[0] == DT_FALSE) {
        return; /* nothing is feasible */
    }
    size_t slot = (size_t)hash_of(f, f->next.own[made], wires) & (f->slot_count - 1);
    for (; f->slots[slot] != 0; slot = (slot + 1) & (f->slot_count - 1)) {
        const size_t k = f->slots[slot] - 1;
        dt_wire *known = f->next.wires + k * roots;
        if (are_alike(f, f->next.own[made], wires, f->next.own[k], known)) {
            if (is_higher(f, wires, known)) {
                memcpy(known, wires, roots * sizeof *wires);
                f->next.own[k] = f->next.own[made];
            }
            return;
        }
    }
    assert(made < f->room && made == f->next.count);
    f->slots[slot] = (uint32_t)made + 1;
    f->next.count++;
}

/* ---- option by option ------------------------------------------------------------------------ */

static bool start_next(finder *f)
{
    f->room = 2 * f->now.count;
    f->slot_count = 16;
    while (f->slot_count < 2 * f->room) {
        f->slot_count *= 2;
    }
    free(f->slots);
    f->next = (frontier){0};
    f->slots = dt_zeroed(f->slot_count, sizeof *f->slots);
    f->next.own = dt_zeroed(f->room, sizeof *f->next.own);
    f->next.wires = dt_zeroed(f->room * f->to->roots, sizeof *f->next.wires);
    return f->slots != NULL && f->next.own != NULL && f->next.wires != NULL;
}

/* now := its settings with `option` N (0) to Y (1), those alike put together. */
static bool tell_apart(finder *f, uint32_t option, unsigned from, unsigned to)
{
    const uint32_t roots = f->to->roots;
    if (!make_cofactors(f, option) || !extend_support(f->to) || !start_next(f)) {
        return false;
    }
    for (size_t k = 0; k < f->now.count; k++) {
        for (unsigned value = from; value <= to; value++) {
            const size_t made = f->next.count;
            f->next.own[made] = f->now.own[k] | (uint64_t)value << option;
            for (uint32_t r = 0; r < roots; r++) {
                const dt_wire wire = moved(f->cofactors[value], f->now.wires[k * roots + r]);
                if (wire == DT_NO_WIRE) {
                    return false;
                }
                f->next.wires[made * roots + r] = wire;
            }
            take_setting(f, made);
        }
    }
    free(f->now.own);
    free(f->now.wires);
    f->now = f->next;
    f->next = (frontier){0};
    f->to->most = f->now.count > f->to->most ? f->now.count : f->to->most;
    return true;
}

/* May another option be left open? */
static bool has_room(const finder *f)
{
    const size_t settings = 2 * f->now.count;
    return settings <= DT_MOST_SETTINGS && settings * f->to->roots <= DT_MOST_SETTING_WIRES &&
           f->to->circuit.count <= DT_MOST_SETTING_GATES;
}

/* The options that stand still first: then less is left to tell apart. */
static bool tell_all_apart(finder *f, uint64_t own, uint64_t code, uint64_t *open)
{
    bool fits = true;
    for (uint64_t left = own & ~*open; fits && left != 0; left &= left - 1) {
        const unsigned fixed = (unsigned)(code >> dt_lowest(left) & 1);
        fits = tell_apart(f, dt_lowest(left), fixed, fixed);
    }
    for (uint64_t left = own & *open; fits && left != 0; left &= left - 1) {
        const unsigned fixed = (unsigned)(code >> dt_lowest(left) & 1);
        const bool both = has_room(f);
        *open &= both ? UINT64_MAX : ~(left & (0 - left));
        fits = tell_apart(f, dt_lowest(left), both ? 0 : fixed, both ? 1 : fixed);
    }
    return fits;
}

/* Where the wires of each party stand. */
static void lay_out(finder *f)
{
    const dt_dense *dense = f->dense;
    uint32_t at = 1;
    f->to->first[f->party] = at;
    at += dense->plane_count[f->party];
    for (uint32_t j = 0; j < dense->parties; j++) {
        if (j != f->party && f->improving && dense->model->owned[j] != 0) {
            f->to->first[j] = at;
            at += dense->plane_count[j];
        }
    }
    f->to->roots = at;
}

/* One setting, with everything open. */
static bool start_now(finder *f)
{
    const dt_dense *dense = f->dense;
    dt_settings *s = f->to;
    dt_wire *map = dt_zeroed(dense->program.count, sizeof *map);
    f->now.count = 1;
    f->now.own = dt_zeroed(1, sizeof *f->now.own);
    f->now.wires = dt_zeroed(s->roots, sizeof *f->now.wires);
    if (map == NULL || f->now.own == NULL || f->now.wires == NULL) {
        free(map);
        return false;
    }
    copy_program(&dense->program, &s->circuit, map);
    f->now.wires[0] = moved(map, dense->feasible);
    for (uint32_t j = 0; j < dense->parties; j++) {
        for (uint32_t t = 0; s->first[j] != 0 && t < dense->plane_count[j]; t++) {
            f->now.wires[s->first[j] + t] = moved(map, dense->planes[j][t]);
        }
    }
    free(map);
    bool made = true;
    for (uint32_t r = 0; r < s->roots; r++) {
        made = made && f->now.wires[r] != DT_NO_WIRE;
    }
    return made && extend_support(s);
}

/* ---- the list -------------------------------------------------------------------------------- */

/* By options that matter, by own one-way options, then by setting. */
static int by_slice(const void *a, const void *b)
{
    const dt_setting *x = a;
    const dt_setting *y = b;
    if (x->reads != y->reads) {
        return x->reads < y->reads ? -1 : 1;
    }
    if (x->one_way != y->one_way) {
        return x->one_way < y->one_way ? -1 : 1;
    }
    return x->own < y->own ? -1 : x->own > y->own;
}

static bool list_settings(finder *f)
{
    dt_settings *s = f->to;
    s->items = dt_zeroed(f->now.count, sizeof *s->items);
    if (s->items == NULL) {
        return false;
    }
    s->wires = f->now.wires;
    s->count = f->now.count;
    f->now.wires = NULL;
    for (size_t k = 0; k < s->count; k++) {
        dt_setting *item = &s->items[k];
        item->own = f->now.own[k];
        item->one_way = item->own & f->one_way;
        item->reads = tidy(f, s->wires + k * s->roots);
        item->wires = s->wires + k * s->roots;
    }
    qsort(s->items, s->count, sizeof *s->items, by_slice);
    return true;
}

static void end_finder(finder *f)
{
    free(f->now.own);
    free(f->now.wires);
    free(f->next.own);
    free(f->next.wires);
    free(f->slots);
    free(f->cofactors[0]);
    free(f->cofactors[1]);
    free(f->used);
}

detente_status dt_settings_find(const dt_dense *dense, uint32_t party, uint64_t code,
                                uint64_t *open, bool improving, uint64_t also, dt_settings *out,
                                detente_error *err)
{
    detente_status status = DETENTE_OK;
    const uint64_t own = dt_dense_own(dense, party);
    dt_settings made = {0};
    finder f = {.dense = dense, .party = party, .improving = improving, .also = also, .to = &made};
    f.one_way = own & ~dt_dense_free(dense, party);
    lay_out(&f);
    DT_TRY(dt_circuit_init(&made.circuit, dense->program.inputs, err));
    if (!start_now(&f) || !tell_all_apart(&f, own, code, open) || !list_settings(&f)) {
        status = dt_no_memory(err);
        goto done;
    }
    *out = made;
    made = (dt_settings){0};
done:
    end_finder(&f);
    dt_settings_clear(&made);
    return status;
}

void dt_settings_clear(dt_settings *settings)
{
    dt_circuit_clear(&settings->circuit);
    free(settings->support);
    free(settings->items);
    free(settings->wires);
    *settings = (dt_settings){0};
}

size_t dt_settings_bytes(const dt_settings *settings, bool cut)
{
    /* gates with their hash table, support and cofactors, and the settings: those at hand, and
     * those of the next option with room for twice as many */
    const size_t gates = cut ? 3 * DT_MOST_SETTING_GATES : settings->circuit.count;
    const size_t most = cut ? DT_MOST_SETTINGS : settings->most;
    const size_t wires = cut ? DT_MOST_SETTING_WIRES : settings->most * settings->roots;
    return gates * 2 * (sizeof(dt_gate) + 16) + most * (sizeof(dt_setting) + 3 * 16) +
           3 * wires * sizeof(dt_wire);
}
