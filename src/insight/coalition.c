/* SPDX-License-Identifier: MIT
 *
 * The smallest coalition that can make a jump.  See coalition.h.
 */
#include "insight/coalition.h"

#include "stability/relations.h"

/* The shortest legal sequence of a group from one state to another; NULL when there is none. */
static detente_status find_way(dt_search *search, uint64_t group, uint64_t from, uint64_t to,
                               const dt_node **out, detente_error *err)
{
    dt_search_start(search, group, false, from);
    for (;;) {
        const detente_status status = dt_search_next(search, out, err);
        if (status != DETENTE_OK || *out == NULL || (*out)->state == to) {
            return status;
        }
    }
}

static uint64_t list_willing(const detente_model *model, uint64_t from, uint64_t to)
{
    uint64_t willing = 0;
    for (uint32_t party = 0; party < model->syntax->party_count; party++) {
        const bool prefers = dt_improves(model->states->ranks[party], from, to);
        willing |= (uint64_t)prefers << party;
    }
    return willing;
}

/* Parties without whom the options cannot change as they must. */
static uint64_t list_needed(const detente_model *model, uint64_t from, uint64_t to)
{
    uint64_t needed = 0;
    if (dt_is_graph_form(model->syntax) || model->states->members != NULL) {
        return 0;
    }
    const uint64_t changed = model->states->codes[from] ^ model->states->codes[to];
    for (uint32_t party = 0; party < model->syntax->party_count; party++) {
        needed |= (uint64_t)((changed & model->owned[party]) != 0) << party;
    }
    return needed;
}

/* The next larger number with as many bits: the next group of that size (Gosper's hack); 0: none.
 */
static uint64_t next_choice(uint64_t choice, uint32_t bits)
{
    const uint64_t lowest = choice & (0 - choice);
    const uint64_t ripple = choice + lowest;
    const uint64_t next = (((ripple ^ choice) >> 2) / lowest) | ripple;
    return next >> bits != 0 || ripple == 0 ? 0 : next;
}

/* Bit k of `choice` chooses the k-th party of `from`. */
static uint64_t group_of(uint64_t choice, uint64_t from)
{
    uint64_t group = 0;
    for (; choice != 0; choice >>= 1) {
        const uint64_t lowest = from & (0 - from);
        group |= choice & 1 ? lowest : 0;
        from ^= lowest;
    }
    return group;
}

/* Spare one member after the other. */
static detente_status spare_members(dt_search *search, uint64_t from, uint64_t to, uint64_t needed,
                                    uint64_t *group, detente_error *err)
{
    detente_status status = DETENTE_OK;
    for (uint64_t left = *group & ~needed; left != 0; left &= left - 1) {
        const dt_node *node = NULL;
        const uint64_t fewer = *group & ~(left & (0 - left));
        DT_TRY(find_way(search, fewer, from, to, &node, err));
        *group = node != NULL ? fewer : *group;
    }
done:
    return status;
}

/* Try groups of growing size, all of which contain `needed`. */
static detente_status find_group(dt_search *search, uint64_t from, uint64_t to, uint64_t needed,
                                 dt_jump *jump, detente_error *err)
{
    detente_status status = DETENTE_OK;
    const uint64_t spare = jump->willing & ~needed;
    const uint32_t bits = dt_popcount(spare);
    uint32_t tried = 0;
    for (uint32_t size = 0; size <= bits; size++) {
        for (uint64_t choice = size == 0 ? 0 : ((uint64_t)1 << (size - 1) << 1) - 1;;) {
            const dt_node *node = NULL;
            const uint64_t group = needed | group_of(choice, spare);
            if (++tried > DT_MOST_GROUPS || bits > 62) {
                jump->smallest = false;
                jump->group = jump->willing;
                return spare_members(search, from, to, needed, &jump->group, err);
            }
            DT_TRY(find_way(search, group, from, to, &node, err));
            if (node != NULL) {
                jump->group = group;
                return DETENTE_OK;
            }
            choice = size == 0 ? 0 : next_choice(choice, bits);
            if (choice == 0) {
                break;
            }
        }
    }
done:
    return status;
}

detente_status dt_jump_find(dt_search *search, uint64_t from, uint64_t to, dt_jump *out,
                            detente_error *err)
{
    detente_status status = DETENTE_OK;
    const detente_model *model = search->walk->model;
    const uint64_t needed = list_needed(model, from, to);
    const dt_node *node = NULL;
    dt_jump jump = {.willing = list_willing(model, from, to), .smallest = true};
    if (jump.willing != 0 && (needed & ~jump.willing) == 0) {
        DT_TRY(find_way(search, jump.willing, from, to, &node, err));
    }
    if (node != NULL) {
        DT_TRY(find_group(search, from, to, needed, &jump, err));
        DT_TRY(find_way(search, jump.group, from, to, &node, err));
        jump.step_count = node->length;
        jump.steps = dt_zeroed(jump.step_count, sizeof *jump.steps);
        if (jump.steps == NULL) {
            return dt_no_memory(err);
        }
        dt_search_steps(search, node, jump.steps);
    }
    *out = jump;
done:
    return status;
}

/* Take `jump` when it needs a smaller group than the best so far. */
static void keep_smaller(dt_jump *jump, uint64_t start, uint64_t *from, dt_jump *best)
{
    if (jump->group != 0 &&
        (best->group == 0 || dt_popcount(jump->group) < dt_popcount(best->group))) {
        dt_jump_clear(best);
        *best = *jump;
        *from = start;
    } else {
        dt_jump_clear(jump);
    }
}

detente_status dt_jump_after(const dt_reach *paying, dt_search *search, uint64_t to, uint64_t *from,
                             dt_jump *out, detente_error *err)
{
    detente_status status = DETENTE_OK;
    dt_jump best = {0};
    uint32_t tried = 0;
    *from = paying->start;
    DT_TRY(dt_jump_find(search, paying->start, to, &best, err));
    for (size_t k = 0; k < paying->search.count && tried < DT_MOST_STARTS; k++) {
        const uint32_t state = paying->search.nodes[k].state;
        if (paying->first[state] == k && state != to && state != paying->start) {
            dt_jump jump = {0};
            tried++;
            DT_TRY(dt_jump_find(search, state, to, &jump, err));
            keep_smaller(&jump, state, from, &best);
        }
    }
    *out = best;
done:
    if (status != DETENTE_OK) {
        dt_jump_clear(&best);
    }
    return status;
}

void dt_jump_clear(dt_jump *jump)
{
    free(jump->steps);
    *jump = (dt_jump){0};
}
