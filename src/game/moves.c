/* SPDX-License-Identifier: MIT
 *
 * R_i as explicit lists, for the graph engine and for whoever walks the graph.
 *
 *   graph form   the moves of the file
 *   option form  t in R_i(s) iff t is feasible, differs from s in options of i only, and changes no
 *                option against its direction.  States that agree outside i's options form a block;
 *                blocks come together when the states are sorted by the others' options.
 *   coalesced    a move joins two states if it joins some pair of their feasible members.
 *
 * Time O(states * log states + pairs within blocks); memory as in states.h plus 16 bytes per code
 * while working.
 */
#include "base/hot.h"

#include "base/sort.h"
#include "game/states.h"

/* A move as it is found: from in the high half, to in the low half, as the lists want it. */
typedef struct arcs {
    uint64_t *list;
    size_t count, capacity;
    size_t most;           /* limit */
    bool has_other_engine; /* that needs no lists: for the message */
    dt_poll *poll;
} arcs;

static detente_status add_arc(arcs *a, uint64_t from, uint64_t to, detente_error *err)
{
    if (a->count >= a->most) {
        return dt_fail(
            err, DETENTE_ELIMIT,
            "the moves of one party alone are more than %zu, which is more memory than is "
            "allowed; %s",
            a->most,
            a->has_other_engine ? "use --engine option, or --memory" : "allow more with --memory");
    }
    if (!dt_grow((void **)&a->list, &a->capacity, a->count, sizeof *a->list)) {
        return dt_no_memory(err);
    }
    a->list[a->count++] = from << 32 | to;
    return DETENTE_OK;
}

/* ---- option form ----------------------------------------------------------------------------- */

typedef struct coded {
    uint64_t others; /* the code outside the party's options: the block */
    uint64_t code;
    uint64_t state;
} coded;

static int compare_coded(const void *a, const void *b)
{
    const coded *x = a;
    const coded *y = b;
    if (x->others != y->others) {
        return x->others < y->others ? -1 : 1;
    }
    return x->code < y->code ? -1 : x->code > y->code;
}

/* All feasible codes with their states, block by block. */
static detente_status list_blocks(const detente_model *model, uint32_t party, dt_poll *poll,
                                  coded **out, uint64_t *count, detente_error *err)
{
    const dt_states *states = model->states;
    const uint64_t others = dt_model_others(model, party);
    *count = states->all != NULL ? states->all_count : states->count;
    coded *list = dt_zeroed(*count, sizeof *list);
    if (list == NULL) {
        return dt_no_memory(err);
    }
    for (uint64_t k = 0; k < *count && dt_poll_step(poll, 1); k++) {
        const uint64_t code = states->all != NULL ? states->all[k] : states->codes[k];
        const uint64_t state = states->all != NULL ? states->state_of[k] : k;
        list[k] = (coded){.others = code & others, .code = code, .state = state};
    }
    const detente_status status = dt_sort(list, *count, sizeof *list, compare_coded, poll, err);
    if (status != DETENTE_OK) {
        free(list);
        return status;
    }
    *out = list;
    return DETENTE_OK;
}

static detente_status find_option_arcs(const detente_model *model, uint32_t party, arcs *a,
                                       detente_error *err)
{
    uint64_t count = 0;
    coded *list = NULL;
    detente_status status = list_blocks(model, party, a->poll, &list, &count, err);
    if (status != DETENTE_OK) {
        return status;
    }
    for (uint64_t first = 0; first < count;) {
        uint64_t end = first + 1;
        while (end < count && list[end].others == list[first].others) {
            end++;
        }
        for (uint64_t x = first; x < end; x++) {
            DT_TRY(dt_poll_try(a->poll, 1 + (end - first) / 64, err));
            for (uint64_t y = first; y < end; y++) {
                if (list[x].state != list[y].state &&
                    dt_model_may_move(model, party, list[x].code, list[y].code)) {
                    DT_TRY(add_arc(a, list[x].state, list[y].state, err));
                }
            }
        }
        first = end;
    }
done:
    free(list);
    return status;
}

static detente_status find_graph_arcs(const dt_syntax *syntax, uint32_t party, arcs *a,
                                      detente_error *err)
{
    for (uint32_t k = 0; k < syntax->move_count; k++) {
        if (!dt_poll_step(a->poll, 1)) {
            return dt_poll_cancelled(a->poll, err);
        }
        if (syntax->moves[k].party == party) {
            const detente_status status = add_arc(a, syntax->moves[k].from, syntax->moves[k].to,
                                                  err);
            if (status != DETENTE_OK) {
                return status;
            }
        }
    }
    return DETENTE_OK;
}

/* ---- lists ----------------------------------------------------------------------------------- */

static int compare_u32(const void *a, const void *b)
{
    const uint32_t x = *(const uint32_t *)a;
    const uint32_t y = *(const uint32_t *)b;
    return x < y ? -1 : x > y;
}

/* Sort a list, unless it is sorted already, and drop repetitions; *out = its new length. */
static detente_status tidy(uint32_t *list, uint64_t length, dt_poll *poll, uint64_t *out,
                           detente_error *err)
{
    bool sorted = true;
    for (uint64_t k = 1; k < length; k++) {
        sorted &= list[k - 1] < list[k];
    }
    *out = length;
    if (sorted) {
        return DETENTE_OK;
    }
    const detente_status status = dt_sort(list, (size_t)length, sizeof *list, compare_u32, poll,
                                          err);
    if (status != DETENTE_OK) {
        return status;
    }
    uint64_t kept = 1;
    for (uint64_t k = 1; k < length; k++) {
        if (list[k] != list[kept - 1]) {
            list[kept++] = list[k];
        }
    }
    *out = kept;
    return DETENTE_OK;
}

/* Counting sort by the first state; blocks give the lists in order already, so that `tidy` has work
 * only in graph form and on coalesced states. */
static detente_status build_lists(const arcs *a, uint64_t states, dt_moves *out, detente_error *err)
{
    dt_moves moves = {.at = dt_zeroed(states + 2, sizeof *moves.at),
                      .to = dt_zeroed(a->count, sizeof *moves.to)};
    detente_status status = moves.at == NULL || moves.to == NULL ? dt_no_memory(err) : DETENTE_OK;
    DT_TRY(status);
    for (size_t k = 0; k < a->count && dt_poll_step(a->poll, 1); k++) {
        moves.at[(a->list[k] >> 32) + 2]++;
    }
    for (uint64_t s = 1; s <= states; s++) {
        moves.at[s + 1] += moves.at[s];
    }
    DT_TRY(dt_poll_try(a->poll, 0, err)); /* at[] is not complete when stopped */
    for (size_t k = 0; k < a->count && dt_poll_step(a->poll, 1);
         k++) { /* afterwards at[s+1] is the end of list s */
        moves.to[moves.at[(a->list[k] >> 32) + 1]++] = (uint32_t)a->list[k];
    }
    uint64_t kept = 0;
    uint64_t begin = 0;
    for (uint64_t s = 0; s < states; s++) {
        const uint64_t end = moves.at[s + 1];
        uint64_t length = 0;
        DT_TRY(dt_poll_try(a->poll, 1 + (end - begin) / 64, err));
        DT_TRY(tidy(moves.to + begin, end - begin, a->poll, &length, err));
        memmove(moves.to + kept, moves.to + begin, (size_t)length * sizeof *moves.to);
        kept += length;
        moves.at[s + 1] = kept;
        begin = end;
    }
    *out = moves;
    moves = (dt_moves){0};
done:
    dt_moves_clear(&moves);
    return status;
}

detente_status dt_moves_list(const detente_model *model, uint32_t party, bool reverse,
                             uint64_t memory, dt_poll *poll, dt_moves *out, detente_error *err)
{
    detente_status status = DETENTE_OK;
    const bool alone = !dt_is_graph_form(model->syntax) && model->states->members == NULL;
    arcs a = {.most = memory == 0 ? SIZE_MAX : (size_t)(memory / 24),
              .has_other_engine = alone,
              .poll = poll};
    if (model->state_count > UINT32_MAX || !dt_states_listed(model)) {
        char words[DT_COUNT_WORDS];
        return dt_fail(err, DETENTE_ELIMIT, "%s states are too many to list their moves",
                       dt_states_say(model, words));
    }
    if (dt_is_graph_form(model->syntax)) {
        DT_TRY(find_graph_arcs(model->syntax, party, &a, err));
    } else {
        DT_TRY(find_option_arcs(model, party, &a, err));
    }
    for (size_t k = 0; reverse && k < a.count && dt_poll_step(poll, 1); k++) {
        a.list[k] = a.list[k] << 32 | a.list[k] >> 32;
    }
    DT_TRY(build_lists(&a, model->state_count, out, err));
done:
    free(a.list);
    return status;
}

void dt_moves_clear(dt_moves *moves)
{
    free(moves->at);
    free(moves->to);
    *moves = (dt_moves){0};
}

/* ---- all parties ----------------------------------------------------------------------------- */

detente_status dt_all_moves_list(const detente_model *model, dt_poll *poll, dt_all_moves *out,
                                 detente_error *err)
{
    detente_status status = DETENTE_OK;
    const uint32_t parties = model->syntax->party_count;
    const uint64_t share = dt_poll_memory(poll) / parties;
    dt_all_moves moves = {0};
    for (uint32_t party = 0; party < parties; party++) {
        DT_TRY(dt_moves_list(model, party, false, share, poll, &moves.own[party], err));
        DT_TRY(dt_moves_list(model, party, true, share, poll, &moves.reverse[party], err));
    }
    *out = moves;
    return DETENTE_OK;
done:
    dt_all_moves_clear(&moves);
    return status;
}

void dt_all_moves_clear(dt_all_moves *moves)
{
    for (uint32_t party = 0; party < DT_MOST_PARTIES; party++) {
        dt_moves_clear(&moves->own[party]);
        dt_moves_clear(&moves->reverse[party]);
    }
}
