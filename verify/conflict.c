/* SPDX-License-Identifier: MIT
 *
 * States and moves, by the definitions.
 *
 * Feasible combinations are found by setting one option after the other, the highest first and not
 * taken before taken, so that they come in increasing order; a branch is left as soon as a rule is
 * broken whatever the open options are.
 */
#include "conflict.h"

#include <stdio.h>

void *verify_take(size_t count, size_t size)
{
    void *memory = calloc(count == 0 ? 1 : count, size);
    if (memory == NULL) {
        fputs("detente-verify: out of memory\n", stderr);
        exit(4);
    }
    return memory;
}

/* ---- feasible combinations ------------------------------------------------------------------- */

typedef struct listing {
    conflict *c;
    size_t capacity;
    bool full;
} listing;

/* May a combination with these options set still keep every rule? */
static bool keeps_rules(const dt_syntax *syntax, const place *at)
{
    for (uint32_t k = 0; k < syntax->rule_count; k++) {
        const dt_rule *rule = &syntax->rules[k];
        const truth broken = rule->kind == DT_RULE_IMPOSSIBLE ? TRUTH_YES : TRUTH_NO;
        if (rule->kind != DT_RULE_SAME && truth_of(syntax, rule->expr, at) == broken) {
            return false;
        }
    }
    return true;
}

static void add_code(listing *l, uint64_t code)
{
    conflict *c = l->c;
    if (c->codes == VERIFY_MOST_STATES) {
        l->full = true;
        return;
    }
    if (!dt_grow((void **)&c->code, &l->capacity, c->codes, sizeof *c->code)) {
        free(verify_take(SIZE_MAX / 2, 1)); /* ends the program */
    }
    c->code[c->codes++] = code;
}

/* Options below `open` are not set yet; at most 64 calls deep. */
static void list_codes(listing *l, uint32_t open, place at)
{
    if (l->full || !keeps_rules(l->c->syntax, &at)) {
        return;
    }
    if (open == 0) {
        add_code(l, at.code);
        return;
    }
    const uint64_t bit = (uint64_t)1 << (open - 1);
    at.known |= bit;
    list_codes(l, open - 1, at);
    at.code |= bit;
    list_codes(l, open - 1, at);
}

/* ---- coalescing ------------------------------------------------------------------------------ */

static uint32_t root_of(const uint32_t *parent, uint32_t rule)
{
    while (parent[rule] != rule) {
        rule = parent[rule];
    }
    return rule;
}

/* The first `same` rule that holds at a code, DT_NONE when none; all that hold are united. */
static uint32_t unite_rules(const conflict *c, uint64_t code, uint32_t *parent)
{
    const place at = {.code = code, .known = UINT64_MAX};
    uint32_t first = DT_NONE;
    for (uint32_t k = 0; k < c->syntax->rule_count; k++) {
        const dt_rule *rule = &c->syntax->rules[k];
        if (rule->kind == DT_RULE_SAME && truth_of(c->syntax, rule->expr, &at) == TRUTH_YES) {
            first = first == DT_NONE ? k : first;
            parent[root_of(parent, k)] = root_of(parent, first);
        }
    }
    return first;
}

/* A class of codes is one state and has the place of its lowest code. */
static void join_states(conflict *c)
{
    const uint32_t rules = c->syntax->rule_count;
    uint32_t *parent = verify_take(rules, sizeof *parent);
    uint32_t *state_of_rule = verify_take(rules, sizeof *state_of_rule);
    c->state_of = verify_take(c->codes, sizeof *c->state_of);
    for (uint32_t k = 0; k < rules; k++) {
        parent[k] = k;
        state_of_rule[k] = DT_NONE;
    }
    for (uint64_t k = 0; k < c->codes; k++) {
        c->state_of[k] = unite_rules(c, c->code[k], parent);
    }
    c->states = 0;
    for (uint64_t k = 0; k < c->codes; k++) {
        uint32_t *known = c->state_of[k] == DT_NONE
                              ? NULL
                              : &state_of_rule[root_of(parent, c->state_of[k])];
        if (known == NULL || *known == DT_NONE) {
            c->state_of[k] = (uint32_t)c->states++;
            if (known != NULL) {
                *known = c->state_of[k];
            }
        } else {
            c->state_of[k] = *known;
        }
    }
    free(parent);
    free(state_of_rule);
}

static void list_members(conflict *c)
{
    c->first = verify_take(c->states + 2, sizeof *c->first);
    c->members = verify_take(c->codes, sizeof *c->members);
    for (uint64_t k = 0; k < c->codes; k++) {
        c->first[c->state_of[k] + 2]++;
    }
    for (uint64_t s = 0; s < c->states; s++) {
        c->first[s + 2] += c->first[s + 1];
    }
    for (uint64_t k = 0; k < c->codes; k++) {
        c->members[c->first[c->state_of[k] + 1]++] = (uint32_t)k;
    }
}

static void coalesce(conflict *c)
{
    bool any = false;
    for (uint32_t k = 0; k < c->syntax->rule_count; k++) {
        any |= c->syntax->rules[k].kind == DT_RULE_SAME;
    }
    c->states = c->codes;
    if (any) {
        join_states(c);
    }
    if (c->states == c->codes) { /* `same` lines that join nothing */
        free(c->state_of);
        c->state_of = NULL;
    } else {
        list_members(c);
    }
}

/* ---- opening --------------------------------------------------------------------------------- */

static void own_options(conflict *c)
{
    c->owned = verify_take(c->syntax->party_count, sizeof *c->owned);
    for (uint32_t k = 0; k < c->syntax->option_count; k++) {
        const dt_option *option = &c->syntax->options[k];
        const uint64_t bit = (uint64_t)1 << k;
        c->owned[option->party] |= bit;
        c->only_up |= option->direction == DT_CANNOT_BE_UNDONE ? bit : 0;
        c->only_down |= option->direction == DT_CANNOT_BE_RESUMED ? bit : 0;
    }
}

static int compare_u64(const void *a, const void *b)
{
    const uint64_t x = *(const uint64_t *)a;
    const uint64_t y = *(const uint64_t *)b;
    return x < y ? -1 : x > y;
}

static uint64_t arc_of(uint64_t party, uint64_t from, uint64_t to)
{
    return party << 48 | from << 24 | to;
}

static void list_arcs(conflict *c)
{
    const dt_syntax *syntax = c->syntax;
    c->arcs = verify_take(syntax->move_count, sizeof *c->arcs);
    for (uint32_t k = 0; k < syntax->move_count; k++) {
        c->arcs[k] = arc_of(syntax->moves[k].party, syntax->moves[k].from, syntax->moves[k].to);
    }
    qsort(c->arcs, syntax->move_count, sizeof *c->arcs, compare_u64);
}

const char *conflict_open(conflict *c, const dt_syntax *syntax)
{
    *c = (conflict){.syntax = syntax};
    if (syntax->option_count > 64 || syntax->party_count > 64) {
        return "more than 64 options or parties";
    }
    if (!dt_all_rankings(syntax)) {
        return "not all is known of what a party prefers: certificates are of rankings alone";
    }
    if (dt_is_graph_form(syntax)) {
        c->states = c->codes = syntax->state_count;
        if (c->states >= (uint64_t)1 << 24) {
            return "too many states";
        }
        list_arcs(c);
    } else {
        const uint32_t open = syntax->option_count;
        listing l = {.c = c};
        own_options(c);
        list_codes(&l, open, (place){.known = open == 64 ? 0 : UINT64_MAX << open});
        if (l.full) {
            return "too many states";
        }
        coalesce(c);
        if (c->states > DETENTE_MOST_LISTED) {
            return "too many states: detente writes no certificate of so many";
        }
    }
    conflict_rank_all(c);
    return NULL;
}

void conflict_close(conflict *c)
{
    free(c->code);
    free(c->state_of);
    free(c->members);
    free(c->first);
    free(c->owned);
    free(c->ranks);
    free(c->arcs);
    free(c->found);
    *c = (conflict){0};
}

/* ---- moves ----------------------------------------------------------------------------------- */

/* Where `key` stands in an increasing list, or would stand. */
static uint64_t place_of(const uint64_t *list, uint64_t count, uint64_t key)
{
    uint64_t low = 0;
    while (count > 0) {
        const uint64_t half = count / 2;
        if (list[low + half] < key) {
            low += half + 1;
            count -= half + 1;
        } else {
            count = half;
        }
    }
    return low;
}

uint64_t conflict_find(const conflict *c, uint64_t code)
{
    const uint64_t at = place_of(c->code, c->codes, code);
    if (at == c->codes || c->code[at] != code) {
        return UINT64_MAX;
    }
    return c->state_of == NULL ? at : c->state_of[at];
}

/* A move changes own options only, and none against its direction. */
static bool may_change(const conflict *c, uint32_t party, uint64_t from, uint64_t to)
{
    const uint64_t changed = from ^ to;
    return changed != 0 && (changed & ~c->owned[party]) == 0 &&
           (changed & from & c->only_up) == 0 && (changed & to & c->only_down) == 0;
}

static uint64_t member_count(const conflict *c, uint64_t state)
{
    return c->first == NULL ? 1 : c->first[state + 1] - c->first[state];
}

static uint64_t member(const conflict *c, uint64_t state, uint64_t k)
{
    return c->first == NULL ? c->code[state] : c->code[c->members[c->first[state] + k]];
}

bool conflict_may(const conflict *c, uint32_t party, uint64_t from, uint64_t to)
{
    if (from == to) {
        return false;
    }
    if (c->code == NULL) {
        const uint64_t arc = arc_of(party, from, to);
        const uint64_t at = place_of(c->arcs, c->syntax->move_count, arc);
        return at < c->syntax->move_count && c->arcs[at] == arc;
    }
    for (uint64_t x = 0; x < member_count(c, from); x++) {
        for (uint64_t y = 0; y < member_count(c, to); y++) {
            if (may_change(c, party, member(c, from, x), member(c, to, y))) {
                return true;
            }
        }
    }
    return false;
}

static size_t add_found(conflict *c, size_t count, uint64_t state)
{
    for (size_t k = 0; c->first != NULL && k < count; k++) {
        if (c->found[k] == state) {
            return count;
        }
    }
    if (!dt_grow((void **)&c->found, &c->found_capacity, count, sizeof *c->found)) {
        free(verify_take(SIZE_MAX / 2, 1));
    }
    c->found[count] = (uint32_t)state;
    return count + 1;
}

static size_t graph_moves(conflict *c, uint32_t party, uint64_t from)
{
    size_t count = 0;
    uint64_t at = place_of(c->arcs, c->syntax->move_count, arc_of(party, from, 0));
    for (; at < c->syntax->move_count && c->arcs[at] >> 24 == arc_of(party, from, 0) >> 24; at++) {
        if (at == 0 || c->arcs[at] != c->arcs[at - 1]) {
            count = add_found(c, count, c->arcs[at] & 0xFFFFFF);
        }
    }
    return count;
}

/* From one code: every setting of the party's options, or every code where these are fewer. */
static size_t moves_from(conflict *c, uint32_t party, uint64_t state, uint64_t code, size_t count)
{
    const uint64_t own = c->owned[party];
    const unsigned options = dt_popcount(own);
    if (options < 40 && (uint64_t)1 << options <= c->codes) {
        for (uint64_t change = own; change != 0; change = (change - 1) & own) {
            const uint64_t to = may_change(c, party, code, code ^ change)
                                    ? conflict_find(c, code ^ change)
                                    : UINT64_MAX;
            count = to == UINT64_MAX || to == state ? count : add_found(c, count, to);
        }
        return count;
    }
    for (uint64_t k = 0; k < c->codes; k++) {
        const uint64_t to = c->state_of == NULL ? k : c->state_of[k];
        if (to != state && may_change(c, party, code, c->code[k])) {
            count = add_found(c, count, to);
        }
    }
    return count;
}

size_t conflict_moves(conflict *c, uint32_t party, uint64_t from, const uint32_t **list)
{
    size_t count = 0;
    if (c->code == NULL) {
        count = graph_moves(c, party, from);
    } else {
        for (uint64_t k = 0; k < member_count(c, from); k++) {
            count = moves_from(c, party, from, member(c, from, k), count);
        }
    }
    *list = c->found;
    return count;
}
