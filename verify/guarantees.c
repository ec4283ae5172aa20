/* SPDX-License-Identifier: MIT
 *
 * Guarantees: what each party is sure of whatever the others do, checked to be closed.
 *
 *     bound(x, l) <= min(level(y), bound(y, k))    for every step of l from x to y, every k != l
 *
 * over the others l and k, with level(y) the party's rank of y, or of the best it can reply to.
 * Then no legal sequence that l begins at x ends at a level below bound(x, l).  No line: no claim.
 */
#include "checking.h"

static bool read_bound(checking *k, uint32_t *bound)
{
    uint64_t number = 0;
    if (verify_skip(k, "*")) {
        *bound = SURE;
        return true;
    }
    if (!verify_read_number(k, &number) || number >= SURE) {
        return verify_fail(k, "a rank or * was expected");
    }
    *bound = (uint32_t)number;
    return true;
}

/* g STATE BOUND [PARTY BOUND] */
bool verify_read_guarantee(checking *k)
{
    uint64_t state = 0;
    uint32_t party = 0;
    if (!proof_of(k->concept).sequence || k->checked) {
        return verify_fail(k, "no guarantee has a place here");
    }
    if (!verify_read_state(k, &state) || !verify_skip(k, " ") || !read_bound(k, &k->first[state])) {
        return k->v->message[0] == '\0' ? verify_fail(k, "a bound was expected") : false;
    }
    k->second[state] = k->first[state];
    k->by[state] = 0;
    if (verify_skip(k, " ")) {
        if (!verify_read_party(k, &party) || !verify_skip(k, " ") ||
            !read_bound(k, &k->second[state])) {
            return k->v->message[0] == '\0' ? verify_fail(k, "a bound was expected") : false;
        }
        k->by[state] = (uint8_t)(party + 1);
    }
    return verify_at_end(k) || verify_fail(k, "nothing more was expected");
}

uint32_t verify_bound_of(const checking *k, uint64_t x, uint32_t mover)
{
    return k->by[x] == mover + 1 ? k->first[x] : k->second[x];
}

/* The rank that ending at x leaves the party with, a reply included where the concept has one. */
static uint32_t level_of(checking *k, uint64_t x)
{
    uint32_t level = conflict_rank(k->c, k->party, x);
    const uint32_t *list = NULL;
    const size_t count = has_reply(k) ? conflict_moves(k->c, k->party, x, &list) : 0;
    for (size_t j = 0; j < count; j++) {
        const uint32_t rank = conflict_rank(k->c, k->party, list[j]);
        level = rank > level ? rank : level;
    }
    return level;
}

/* Can a sequence that came to y by a step of `mover` end or go on below `bound`? */
static bool falls_below(const checking *k, const uint32_t *levels, uint64_t y, uint32_t mover,
                        uint32_t bound)
{
    if (levels[y] < bound) {
        return true;
    }
    for (uint32_t next = 0; next < k->parties; next++) {
        if (next != mover && next != k->party && verify_bound_of(k, y, next) < bound) {
            return true;
        }
    }
    return false;
}

static bool check_guarantee(checking *k, const uint32_t *levels, uint64_t x, uint32_t mover)
{
    const uint32_t *list = NULL;
    const uint32_t bound = verify_bound_of(k, x, mover);
    const size_t count = bound == 0 ? 0 : conflict_moves(k->c, mover, x, &list);
    for (size_t j = 0; j < count; j++) {
        if ((!is_credible(k) || prefers(k, mover, list[j], x)) &&
            falls_below(k, levels, list[j], mover, bound)) {
            return verify_fail(
                k, "the guarantees are not closed: from state %llu party %u can move to %u",
                (unsigned long long)x + 1, mover + 1, list[j] + 1);
        }
    }
    return true;
}

bool verify_check_guarantees(checking *k)
{
    bool good = true;
    uint32_t *levels = verify_take(k->c->states, sizeof *levels);
    bool any = false;
    for (uint64_t x = 0; x < k->c->states; x++) {
        any |= k->first[x] != 0 || k->second[x] != 0;
    }
    for (uint64_t x = 0; any && x < k->c->states; x++) {
        levels[x] = level_of(k, x);
    }
    for (uint64_t x = 0; any && good && x < k->c->states; x++) {
        for (uint32_t mover = 0; good && mover < k->parties; mover++) {
            good = mover == k->party || check_guarantee(k, levels, x, mover);
        }
    }
    free(levels);
    k->checked = true;
    return good;
}
