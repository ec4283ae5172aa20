/* SPDX-License-Identifier: MIT
 *
 * The feasible set as a reduced ordered decision diagram.  See feasible.h.
 *
 * Node 0 is "never", node 1 "always".  A node tests the option `level` and has a child for N and
 * one for Y; children test lower options.  Every operation is one recursive product of two diagrams
 * with a cache; the depth of the recursion is the number of options, at most 64.
 */
#include "game/feasible.h"

#define NEVER 0u
#define ALWAYS 1u
#define NO_NODE UINT32_MAX

/* Bytes per node at most: the node, and room to grow; its bucket, its path count, and its share of
 * the cache. */
#define NODE_BYTES 48
#define LEAST_NODES ((size_t)1024)
/* However much memory there is: what is more entangled takes minutes, and most of it forever. */
#define MOST_NODES ((size_t)1 << 25)
/* Steps that rules may take which a diagram of so many nodes can hold: the time is bounded too. */
#define MOST_STEPS(nodes) (((uint64_t)1 << 27) + 16 * (uint64_t)(nodes))

typedef struct node {
    uint32_t level; /* option tested; inputs for the two leaves: below everything */
    uint32_t no;
    uint32_t yes;
    uint32_t next; /* hash chain */
} node;

typedef struct cached {
    uint32_t a, b, kind, result;
} cached;

struct dt_feasible {
    uint32_t inputs;
    node *nodes;
    size_t count;
    size_t capacity;
    size_t most;    /* node limit */
    bool by_memory; /* more memory would raise it */
    uint64_t steps; /* of combine, so far */
    uint32_t *buckets;
    size_t bucket_count;
    cached *cache;
    size_t cache_size; /* a power of two, follows the number of nodes */
    uint32_t root;
    uint64_t *paths; /* per node: number of codes over the options 0..level, saturated */
    dt_poll *poll;   /* of the call in hand */
    bool limit_passed;
};

/* Leaves count as tested below option 0: rank 0, option k has rank k+1. */
static uint32_t rank_of(const dt_feasible *d, uint32_t n)
{
    return n <= ALWAYS ? 0 : d->nodes[n].level + 1;
}

static size_t bucket_of(const dt_feasible *d, uint32_t level, uint32_t no, uint32_t yes)
{
    uint64_t h = ((uint64_t)no << 32 | yes) * UINT64_C(0x9E3779B97F4A7C15) + level;
    h ^= h >> 31;
    return (size_t)(h * UINT64_C(0x94D049BB133111EB) >> 32) & (d->bucket_count - 1);
}

/* A cache that is small against the diagram forgets what it is asked next, and the time explodes.
 * What it held is found again soon enough. */
static void grow_cache(dt_feasible *d, size_t size)
{
    cached *cache = dt_zeroed(size, sizeof *cache);
    if (cache != NULL) {
        free(d->cache);
        d->cache = cache;
        d->cache_size = size;
    }
}

/* Without memory for more buckets the chains grow instead. */
static void rehash(dt_feasible *d)
{
    uint32_t *buckets = dt_zeroed(d->bucket_count * 2, sizeof *buckets);
    if (buckets == NULL) {
        return;
    }
    free(d->buckets);
    d->buckets = buckets;
    d->bucket_count *= 2;
    for (size_t n = 2; n < d->count && dt_poll_step(d->poll, 1); n++) {
        node *x = &d->nodes[n];
        const size_t bucket = bucket_of(d, x->level, x->no, x->yes);
        x->next = buckets[bucket];
        buckets[bucket] = (uint32_t)n;
    }
    if (d->bucket_count / 4 > d->cache_size) {
        grow_cache(d, d->bucket_count / 4);
    }
}

static uint32_t make_node(dt_feasible *d, uint32_t level, uint32_t no, uint32_t yes)
{
    if (no == NO_NODE || yes == NO_NODE) {
        return NO_NODE;
    }
    if (no == yes) {
        return no;
    }
    const size_t bucket = bucket_of(d, level, no, yes);
    for (uint32_t n = d->buckets[bucket]; n != 0; n = d->nodes[n].next) {
        const node *x = &d->nodes[n];
        if (x->level == level && x->no == no && x->yes == yes) {
            return n;
        }
    }
    if (d->count >= d->most) {
        d->limit_passed = true;
        return NO_NODE;
    }
    if (!dt_grow((void **)&d->nodes, &d->capacity, d->count, sizeof *d->nodes)) {
        return NO_NODE;
    }
    const uint32_t n = (uint32_t)d->count++;
    d->nodes[n] = (node){.level = level, .no = no, .yes = yes, .next = d->buckets[bucket]};
    d->buckets[bucket] = n;
    if (d->count > d->bucket_count) {
        rehash(d);
    }
    return n;
}

/* ---- and, xor -------------------------------------------------------------------------------- */

/* The result when it needs no recursion, else NO_NODE. */
static uint32_t trivial(dt_gate_kind kind, uint32_t a, uint32_t b)
{
    if (kind == DT_GATE_AND) {
        if (a == NEVER || b == NEVER) {
            return NEVER;
        }
        return a == ALWAYS || a == b ? b : b == ALWAYS ? a : NO_NODE;
    }
    return a == b ? NEVER : a == NEVER ? b : b == NEVER ? a : NO_NODE;
}

static uint32_t combine(dt_feasible *d, dt_gate_kind kind, uint32_t a, uint32_t b)
{
    if (a == NO_NODE || b == NO_NODE) {
        return NO_NODE;
    }
    const uint32_t known = trivial(kind, a, b);
    if (known != NO_NODE) {
        return known;
    }
    if (a > b) {
        const uint32_t swap = a;
        a = b;
        b = swap;
    }
    const uint64_t h = ((uint64_t)a << 32 | b) * UINT64_C(0x9E3779B97F4A7C15) + kind;
    const cached *known_entry = &d->cache[(h >> 32) & (d->cache_size - 1)];
    if (known_entry->a == a && known_entry->b == b && known_entry->kind == (uint32_t)kind) {
        return known_entry->result;
    }
    if (++d->steps > MOST_STEPS(d->most)) {
        d->limit_passed = true;
        return NO_NODE;
    }
    if (!dt_poll_step(d->poll, 1)) {
        return NO_NODE;
    }
    const uint32_t rank_a = rank_of(d, a);
    const uint32_t rank_b = rank_of(d, b);
    const uint32_t rank = rank_a > rank_b ? rank_a : rank_b;
    const uint32_t a_no = rank_a == rank ? d->nodes[a].no : a;
    const uint32_t a_yes = rank_a == rank ? d->nodes[a].yes : a;
    const uint32_t b_no = rank_b == rank ? d->nodes[b].no : b;
    const uint32_t b_yes = rank_b == rank ? d->nodes[b].yes : b;
    const uint32_t no = combine(d, kind, a_no, b_no);
    const uint32_t yes = no == NO_NODE ? NO_NODE : combine(d, kind, a_yes, b_yes);
    const uint32_t result = make_node(d, rank - 1, no, yes);
    if (result != NO_NODE) { /* the cache may have grown meanwhile */
        d->cache[(h >> 32) & (d->cache_size - 1)] = (cached){
            .a = a, .b = b, .kind = (uint32_t)kind, .result = result};
    }
    return result;
}

static uint32_t negate(dt_feasible *d, uint32_t a)
{
    return combine(d, DT_GATE_XOR, a, ALWAYS);
}

/* Translate the gates that `wire` rests on; `done` maps gates to nodes, NO_NODE = not yet. */
static uint32_t translate(dt_feasible *d, const dt_circuit *circuit, dt_wire wire, uint32_t *done)
{
    bool *needed = dt_zeroed(circuit->count, sizeof *needed);
    if (needed == NULL) {
        return NO_NODE;
    }
    needed[wire >> 1] = true;
    for (size_t g = (wire >> 1) + 1; g-- > (size_t)circuit->inputs + 1;) {
        if (needed[g]) {
            needed[circuit->gates[g].a >> 1] = true;
            needed[circuit->gates[g].b >> 1] = true;
        }
    }
    uint32_t result = NEVER;
    for (size_t g = 0; g <= wire >> 1 && result != NO_NODE; g++) {
        const dt_gate *gate = &circuit->gates[g];
        if (!needed[g]) {
            continue;
        }
        if (gate->kind == DT_GATE_CONSTANT) {
            result = NEVER;
        } else if (gate->kind == DT_GATE_INPUT) {
            result = make_node(d, gate->a, NEVER, ALWAYS);
        } else {
            uint32_t a = done[gate->a >> 1];
            uint32_t b = done[gate->b >> 1];
            a = gate->a & 1 ? negate(d, a) : a;
            b = gate->b & 1 ? negate(d, b) : b;
            result = combine(d, (dt_gate_kind)gate->kind, a, b);
        }
        done[g] = result;
    }
    free(needed);
    return result != NO_NODE && (wire & 1) ? negate(d, result) : result;
}

static uint32_t translate_wire(dt_feasible *d, const dt_circuit *circuit, dt_wire wire)
{
    uint32_t *done = dt_zeroed(circuit->count, sizeof *done);
    if (done == NULL) {
        return NO_NODE;
    }
    const uint32_t result = translate(d, circuit, wire, done);
    free(done);
    return result;
}

static detente_status report(const dt_feasible *d, detente_error *err)
{
    if (dt_poll_stopped(d->poll)) {
        return dt_poll_cancelled(d->poll, err);
    }
    if (!d->limit_passed) {
        return dt_no_memory(err);
    }
    return d->count >= d->most
               ? dt_fail(err, DETENTE_ELIMIT,
                         "the rules about what is possible are too entangled: their decision "
                         "diagram passes %zu nodes; %suse fewer rules, or rules over fewer or "
                         "neighbouring options",
                         d->most, d->by_memory ? "allow more memory (--memory), or " : "")
               : dt_fail(err, DETENTE_ELIMIT,
                         "the rules about what is possible are too entangled: compiling them takes "
                         "more than %llu steps; use fewer rules, or rules over fewer or "
                         "neighbouring options",
                         (unsigned long long)MOST_STEPS(d->most));
}

/* ---- counting -------------------------------------------------------------------------------- */

/* count * 2^shift, saturated at UINT64_MAX. */
static uint64_t shifted(uint64_t count, uint32_t shift)
{
    if (count == 0) {
        return 0;
    }
    return shift >= 64 || count > UINT64_MAX >> shift ? UINT64_MAX : count << shift;
}

/* Codes over the options 0..rank-1 that lead from node n to "always". */
static uint64_t codes_below(const dt_feasible *d, uint32_t n, uint32_t rank)
{
    return shifted(d->paths[n], rank - rank_of(d, n));
}

/* paths[n] = codes over the options 0..level(n) that n accepts.  Nodes are made children first. */
static bool count_paths(dt_feasible *d)
{
    d->paths = dt_zeroed(d->count, sizeof *d->paths);
    if (d->paths == NULL) {
        return false;
    }
    d->paths[ALWAYS] = 1;
    for (uint32_t n = 2; n < d->count; n++) {
        if (!dt_poll_step(d->poll, 1)) {
            return false;
        }
        const uint32_t level = d->nodes[n].level;
        const uint64_t no = codes_below(d, d->nodes[n].no, level);
        const uint64_t yes = codes_below(d, d->nodes[n].yes, level);
        d->paths[n] = no > UINT64_MAX - yes ? UINT64_MAX : no + yes;
    }
    return true;
}

uint64_t dt_feasible_count(const dt_feasible *d)
{
    return codes_below(d, d->root, d->inputs);
}

bool dt_feasible_everything(const dt_feasible *d)
{
    return d->root == ALWAYS;
}

uint64_t dt_feasible_code(const dt_feasible *d, uint64_t n)
{
    uint64_t code = 0;
    uint64_t left = n - 1;
    uint32_t at = d->root;
    for (uint32_t rank = d->inputs; rank > 0; rank--) {
        const bool tested = rank_of(d, at) == rank;
        const uint32_t no = tested ? d->nodes[at].no : at;
        const uint64_t below = codes_below(d, no, rank - 1);
        if (left >= below) {
            left -= below;
            code |= (uint64_t)1 << (rank - 1);
            at = tested ? d->nodes[at].yes : at;
        } else {
            at = no;
        }
    }
    return code;
}

uint64_t dt_feasible_number(const dt_feasible *d, uint64_t code)
{
    uint64_t before = 0;
    uint32_t at = d->root;
    for (uint32_t rank = d->inputs; rank > 0; rank--) {
        const bool tested = rank_of(d, at) == rank;
        const uint32_t no = tested ? d->nodes[at].no : at;
        if (code >> (rank - 1) & 1) {
            before += codes_below(d, no, rank - 1);
            at = tested ? d->nodes[at].yes : at;
        } else {
            at = no;
        }
    }
    return at == ALWAYS ? before + 1 : 0; /* 2^64 wraps to 0 */
}

/* Depth-first from the first code wanted; no dead ends, so O(options) per code at worst and O(1)
 * amortised on full subtrees. */
void dt_feasible_list(const dt_feasible *d, uint64_t first, uint64_t count, uint64_t *codes)
{
    uint32_t path[65]; /* path[rank]: node that decides the options below rank */
    uint64_t code = 0;
    for (uint64_t k = 0; k < count; k++) {
        uint32_t rank = 0;
        if (k == 0) {
            code = dt_feasible_code(d, first);
            path[d->inputs] = d->root;
            rank = d->inputs;
        } else {
            /* climb to the lowest option at N whose Y side is not empty */
            for (rank = 1; rank <= d->inputs; rank++) {
                const uint32_t at = path[rank];
                const uint32_t yes = rank_of(d, at) == rank ? d->nodes[at].yes : at;
                if (!(code >> (rank - 1) & 1) && yes != NEVER) {
                    break;
                }
            }
            const uint32_t at = path[rank];
            path[rank - 1] = rank_of(d, at) == rank ? d->nodes[at].yes : at;
            code = (code >> (rank - 1) | 1) << (rank - 1);
            rank--;
        }
        /* descend: along the first code, then always N where N is not empty */
        for (; rank > 0; rank--) {
            const uint32_t at = path[rank];
            const bool tested = rank_of(d, at) == rank;
            bool yes = code >> (rank - 1) & 1;
            if (k > 0) {
                yes = tested && d->nodes[at].no == NEVER;
                code |= (uint64_t)yes << (rank - 1);
            }
            path[rank - 1] = !tested ? at : yes ? d->nodes[at].yes : d->nodes[at].no;
        }
        codes[k] = code;
    }
}

detente_status dt_feasible_meets(dt_feasible *d, const dt_circuit *circuit, dt_wire wire,
                                 dt_poll *poll, bool *meets, uint64_t *found, detente_error *err)
{
    d->poll = poll;
    uint32_t at = combine(d, DT_GATE_AND, d->root, translate_wire(d, circuit, wire));
    if (at == NO_NODE) {
        return report(d, err);
    }
    d->poll = NULL;
    uint64_t code = 0;
    *meets = at != NEVER;
    while (at > ALWAYS) {
        const node *x = &d->nodes[at];
        if (x->no == NEVER) {
            code |= (uint64_t)1 << x->level;
            at = x->yes;
        } else {
            at = x->no;
        }
    }
    *found = code;
    return DETENTE_OK;
}

/* ---- life ------------------------------------------------------------------------------------ */

detente_status dt_feasible_new(const dt_circuit *circuit, dt_wire wire, uint64_t memory,
                               dt_poll *poll, dt_feasible **out, detente_error *err)
{
    dt_feasible *d = dt_zeroed(1, sizeof *d);
    if (d == NULL) {
        return dt_no_memory(err);
    }
    const uint64_t nodes = memory == 0 ? MOST_NODES : memory / NODE_BYTES;
    d->by_memory = nodes < MOST_NODES;
    d->most = d->by_memory ? (size_t)nodes : MOST_NODES;
    d->most = d->most > LEAST_NODES ? d->most : LEAST_NODES;
    d->inputs = circuit->inputs;
    d->poll = poll;
    d->bucket_count = 1024;
    d->buckets = dt_zeroed(d->bucket_count, sizeof *d->buckets);
    grow_cache(d, 1024);
    d->capacity = 1024;
    d->nodes = dt_zeroed(d->capacity, sizeof *d->nodes);
    d->count = 2;
    if (d->buckets == NULL || d->cache == NULL || d->nodes == NULL) {
        dt_feasible_free(d);
        return dt_no_memory(err);
    }
    d->root = translate_wire(d, circuit, wire);
    if (d->root == NO_NODE || !count_paths(d)) {
        const detente_status status = report(d, err);
        dt_feasible_free(d);
        return status;
    }
    d->poll = NULL;
    *out = d;
    return DETENTE_OK;
}

void dt_feasible_free(dt_feasible *d)
{
    if (d == NULL) {
        return;
    }
    free(d->nodes);
    free(d->buckets);
    free(d->cache);
    free(d->paths);
    free(d);
}
