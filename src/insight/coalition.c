/* SPDX-License-Identifier: MIT
 *
 * The smallest group that can make a joint move.  See coalition.h for what that is.
 *
 * A group is tried by one search through the three legs at once.  Groups do not grow monotonely: a
 * larger one has more movers, but also more who want to gain, and fewer who follow.  So all of a
 * size are tried before any larger one.  What bounds them from above does grow: a search in which
 * the whole crowd moves jointly, whatever it gains, and everybody may follow.  Where that fails no
 * group can do it; where it fails without one party, that party is in every group.
 */
#include "insight/coalition.h"

enum { BEFORE, JOINT, AFTER, LEGS };

typedef struct quest {
    dt_search *search;
    uint64_t from;
    const uint64_t *ends; /* a bit per state; NULL: `to` alone */
    uint64_t to;
    bool led;         /* somebody can take a step that pays before the joint move */
    bool gains;       /* each member is to gain */
    uint64_t crowd;   /* who may be a member */
    uint64_t willing; /* one of these has to be */
    uint64_t needed;  /* all of these have to be */
    uint32_t tried;   /* groups of this crowd */
} quest;

/* ---- one group ------------------------------------------------------------------------------- */

/* Is it an end at which each member gains, or none loses and some gain?  0: whoever gains. */
static bool is_end(const quest *q, uint64_t group, uint32_t state)
{
    uint64_t gainers = 0;
    if (q->ends == NULL ? state != q->to : !dt_bit(q->ends, state)) {
        return false;
    }
    for (uint64_t left = group; left != 0; left &= left - 1) {
        const detente_comparison liked = dt_compare(&q->search->preferences[dt_lowest(left)], state,
                                                    q->from);
        if (liked == DETENTE_BETTER) {
            gainers |= left & (0 - left);
        } else if (q->gains || liked != DETENTE_EQUAL) {
            return false;
        }
    }
    return group == 0 || gainers != 0;
}

/* The shortest way to an end whose joint leg is not empty; NULL when there is none. */
static detente_status find_way(const quest *q, const dt_leg legs[LEGS], uint64_t group,
                               const dt_node **out, detente_error *err)
{
    dt_search_start_legs(q->search, legs, LEGS, q->from);
    for (;;) {
        const detente_status status = dt_search_next(q->search, out, err);
        if (status != DETENTE_OK || *out == NULL ||
            ((*out)->leg != BEFORE && is_end(q, group, (*out)->state))) {
            return status;
        }
    }
}

/* The joint way of a group, after steps that pay or not. */
static detente_status try_group(const quest *q, uint64_t group, bool led, const dt_node **out,
                                detente_error *err)
{
    const uint64_t everybody = dt_everybody(q->search->walk->model);
    const dt_leg legs[LEGS] = {
        [BEFORE] = {.group = led ? everybody : 0, .credible = true},
        [JOINT] = {.group = group, .content = group, .gains = q->gains},
        [AFTER] = {.group = everybody & ~group, .credible = true},
    };
    return find_way(q, legs, group, out, err);
}

/* No joint way of any part of `group` without this; more than they can do, perhaps. */
static detente_status could_do(const quest *q, uint64_t group, bool *could, detente_error *err)
{
    const dt_node *node = NULL;
    const uint64_t everybody = dt_everybody(q->search->walk->model);
    const dt_leg legs[LEGS] = {
        [BEFORE] = {.group = everybody, .credible = true},
        [JOINT] = {.group = group},
        [AFTER] = {.group = everybody, .credible = true},
    };
    const detente_status status = find_way(q, legs, 0, &node, err);
    *could = node != NULL;
    return status;
}

/* Keep the way to `node`, leg by leg. */
static detente_status keep_way(const quest *q, uint64_t group, const dt_node *node, dt_jump *jump,
                               detente_error *err)
{
    dt_step *steps = dt_zeroed(node->length, sizeof *steps);
    if (steps == NULL) {
        return dt_no_memory(err);
    }
    dt_search_steps(q->search, node, steps);
    free(jump->steps);
    jump->steps = steps;
    jump->step_count = node->length;
    jump->group = group;
    jump->gains = q->gains;
    jump->joint_at = jump->followed_at = 0;
    jump->followers = 0;
    while (node != NULL) {
        jump->joint_at += node->leg == BEFORE;
        jump->followed_at += node->leg != AFTER;
        jump->followers |= node->leg == AFTER ? (uint64_t)1 << node->party : 0;
        node = node->before == DT_NONE ? NULL : &q->search->nodes[node->before];
    }
    return DETENTE_OK;
}

/* ---- all groups ------------------------------------------------------------------------------ */

/* The next larger number with as many bits: the next group of that size (Gosper's hack); 0: none.
 */
static uint64_t next_choice(uint64_t choice, uint32_t bits)
{
    const uint64_t lowest = choice & (0 - choice);
    const uint64_t ripple = choice + lowest;
    const uint64_t next = choice == 0 ? 0 : (((ripple ^ choice) >> 2) / lowest) | ripple;
    return ripple == 0 || (bits < 64 && next >> bits != 0) ? 0 : next;
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

/* The best way of the groups with `size` members beyond those needed. */
static detente_status try_size(quest *q, uint32_t size, bool led, dt_jump *jump, detente_error *err)
{
    detente_status status = DETENTE_OK;
    const uint64_t spare = q->crowd & ~q->needed;
    uint64_t choice = ((uint64_t)1 << size) - 1;
    do {
        const dt_node *node = NULL;
        const uint64_t group = q->needed | group_of(choice, spare);
        if (++q->tried > DT_MOST_GROUPS) {
            jump->cut = jump->group == 0; /* else no smaller one is left to be tried */
            break;
        }
        if ((group & q->willing) != 0) {
            DT_TRY(try_group(q, group, led, &node, err));
        }
        if (node != NULL && (jump->group == 0 || node->length < jump->step_count)) {
            DT_TRY(keep_way(q, group, node, jump, err));
        }
        choice = next_choice(choice, dt_popcount(spare));
    } while (choice != 0);
done:
    return status;
}

/* Too many groups to try them all: the whole crowd, then without one member after the other until
 * none can be spared. */
static detente_status spare_members(const quest *q, dt_jump *jump, detente_error *err)
{
    detente_status status = DETENTE_OK;
    const dt_node *node = NULL;
    uint64_t group = q->crowd;
    DT_TRY(try_group(q, group, q->led, &node, err));
    if (node == NULL) {
        return DETENTE_OK;
    }
    DT_TRY(keep_way(q, group, node, jump, err));
    for (uint64_t left = group & ~q->needed; left != 0;) {
        const uint64_t fewer = group & ~(left & (0 - left));
        node = NULL;
        if ((fewer & q->willing) != 0) {
            DT_TRY(try_group(q, fewer, q->led, &node, err));
        }
        left &= left - 1;
        if (node != NULL) {
            DT_TRY(keep_way(q, fewer, node, jump, err));
            group = fewer;
            left = group & ~q->needed;
        }
    }
done:
    return status;
}

static detente_status find_needed(quest *q, detente_error *err)
{
    detente_status status = DETENTE_OK;
    q->needed = 0;
    for (uint64_t left = q->crowd; left != 0; left &= left - 1) {
        const uint64_t party = left & (0 - left);
        bool could = false;
        DT_TRY(could_do(q, q->crowd & ~party, &could, err));
        q->needed |= could ? 0 : party;
    }
done:
    return status;
}

/* The groups within the crowd, by size. */
static detente_status try_crowd(quest *q, dt_jump *jump, detente_error *err)
{
    detente_status status = DETENTE_OK;
    bool could = false;
    DT_TRY(could_do(q, q->crowd, &could, err));
    if (!could) {
        return DETENTE_OK;
    }
    DT_TRY(find_needed(q, err));
    const uint32_t spare = dt_popcount(q->crowd & ~q->needed);
    q->tried = 0;
    for (uint32_t size = q->needed == 0; size <= spare && jump->group == 0; size++) {
        DT_TRY(try_size(q, size, false, jump, err));
        if (q->led && jump->group == 0 && !jump->cut) {
            DT_TRY(try_size(q, size, true, jump, err));
        }
        if (jump->cut) {
            return spare_members(q, jump, err);
        }
    }
done:
    return status;
}

/* Who prefers an end to today, and who likes one as much. */
static void ask_everybody(const quest *q, uint64_t end, dt_jump *jump)
{
    const detente_model *model = q->search->walk->model;
    for (uint32_t party = 0; party < model->syntax->party_count; party++) {
        const detente_comparison liked = dt_compare(&q->search->preferences[party], end, q->from);
        jump->willing |= (uint64_t)(liked == DETENTE_BETTER) << party;
        jump->unmoved |= (uint64_t)(liked == DETENTE_EQUAL) << party;
    }
}

/* Groups of those who gain; where there is none, of those who do not lose. */
static detente_status find(quest *q, dt_jump *out, detente_error *err)
{
    detente_status status = DETENTE_OK;
    dt_jump jump = {0};
    const uint64_t states = q->search->walk->model->state_count;
    for (uint64_t s = q->ends == NULL ? q->to : 0; s < (q->ends == NULL ? q->to + 1 : states);
         s++) {
        if (q->ends == NULL || dt_bit(q->ends, s)) {
            ask_everybody(q, s, &jump);
        }
        DT_TRY(dt_poll_try(q->search->walk->poll, 1, err));
    }
    q->gains = true;
    q->crowd = q->willing = jump.willing;
    if (jump.willing != 0) {
        DT_TRY(try_crowd(q, &jump, err));
    }
    if (jump.willing != 0 && jump.group == 0) {
        const bool cut = jump.cut;
        jump.cut = false;
        q->gains = false;
        q->crowd = jump.willing | jump.unmoved;
        DT_TRY(try_crowd(q, &jump, err));
        jump.cut = jump.cut || cut;
    }
    *out = jump;
done:
    if (status != DETENTE_OK) {
        dt_jump_clear(&jump);
    }
    return status;
}

detente_status dt_jump_find(const dt_reach *paying, dt_search *search, uint64_t to, dt_jump *out,
                            detente_error *err)
{
    quest q = {.search = search, .from = paying->start, .to = to, .led = paying->search.count > 0};
    return find(&q, out, err);
}

detente_status dt_jump_to_any(const dt_reach *paying, dt_search *search, const uint64_t *ends,
                              dt_jump *out, detente_error *err)
{
    quest q = {
        .search = search, .from = paying->start, .ends = ends, .led = paying->search.count > 0};
    return find(&q, out, err);
}

void dt_jump_clear(dt_jump *jump)
{
    free(jump->steps);
    *jump = (dt_jump){0};
}
