/* SPDX-License-Identifier: MIT
 *
 * Simultaneous sanctioning (Fraser, Hipel 1984), per party, option form.
 *
 * For a tempting move s1 of i each other party j either stays or takes one improvement from the
 * *initial* state s; the joint state z takes i's options from s1 and j's options from j's choice:
 *
 *   s is SIM-stable for i iff for all s1 in R_i^+(s) exist choices c_j in R_j^+(s) + {s}
 *                             with z feasible and z not preferred to s
 *
 * Everybody staying gives z = s1, never a sanction.  An infeasible z is skipped.
 *
 * Time: per state and tempting move the product of the others' choices at worst, with an early exit
 * at the first sanction; 12 bytes per improvement.
 */
#include "engines/engine.h"
#include "game/relations.h"

#define MOST_TABLE_OPTIONS 24

typedef struct sim {
    const detente_model *model;
    const dt_preference *preferences;
    const dt_moves *moves; /* [party]: R_i */
    dt_moves *listed;      /* those of them that were listed here */
    uint32_t *index_of;    /* [code] index + 1, 0 = not feasible; NULL: ask the diagram */
    uint64_t *choice[DT_MOST_PARTIES]; /* the option bits of each choice of party j, at the state in
                                          hand */
    uint32_t choices[DT_MOST_PARTIES];
    dt_poll *poll;
} sim;

static uint64_t find_state(const sim *s, uint64_t code)
{
    return s->index_of != NULL ? (uint64_t)s->index_of[code] - 1 : dt_states_find(s->model, code);
}

/* The bits that each party's improvements from x (and staying) give to its own options. */
static void list_choices(sim *s, uint64_t x)
{
    const detente_model *model = s->model;
    for (uint32_t party = 0; party < model->syntax->party_count; party++) {
        const dt_moves *moves = &s->moves[party];
        const dt_preference *theirs = &s->preferences[party];
        uint64_t *choice = s->choice[party];
        uint32_t count = 0;
        choice[count++] = model->states->codes[x] & model->owned[party];
        for (uint64_t k = moves->at[x]; k < moves->at[x + 1]; k++) {
            if (dt_steps(theirs, x, moves->to[k])) {
                choice[count++] = model->states->codes[moves->to[k]] & model->owned[party];
            }
        }
        s->choices[party] = count;
    }
}

/* Is there a joint choice of the others that, with `own` for the focal party, deters? */
static bool is_sanctioned(const sim *s, uint64_t x, uint32_t focal, uint64_t own)
{
    const uint32_t parties = s->model->syntax->party_count;
    const dt_preference *its = &s->preferences[focal];
    uint32_t at[DT_MOST_PARTIES] = {0};
    while (dt_poll_step(s->poll, 1)) {
        uint64_t code = own;
        for (uint32_t j = 0; j < parties; j++) {
            code |= j == focal ? 0 : s->choice[j][at[j]];
        }
        const uint64_t z = find_state(s, code);
        if (z != UINT64_MAX && dt_deters(its, dt_standard, x, z)) {
            return true;
        }
        uint32_t j = 0; /* the next joint choice: an odometer */
        while (j < parties && (j == focal || ++at[j] == s->choices[j])) {
            at[j] = 0;
            j++;
        }
        if (j == parties) {
            break;
        }
    }
    return false;
}

static bool is_stable(const sim *s, uint64_t x, uint32_t focal)
{
    for (uint32_t k = 1; k < s->choices[focal]; k++) { /* choice 0 is to stay */
        if (!is_sanctioned(s, x, focal, s->choice[focal][k])) {
            return false;
        }
    }
    return true;
}

static detente_status prepare(sim *s, dt_poll *poll, detente_error *err)
{
    detente_status status = DETENTE_OK;
    const detente_model *model = s->model;
    const uint32_t parties = model->syntax->party_count;
    const uint64_t share = dt_poll_memory(poll) / parties;
    for (uint32_t party = 0; party < parties; party++) {
        if (s->listed != NULL) {
            DT_TRY(dt_moves_list(model, party, false, share, poll, &s->listed[party], err));
        }
        uint64_t longest = 0;
        DT_TRY(dt_poll_try(poll, model->state_count / 64, err));
        for (uint64_t x = 0; x < model->state_count; x++) {
            const uint64_t length = s->moves[party].at[x + 1] - s->moves[party].at[x];
            longest = length > longest ? length : longest;
        }
        s->choice[party] = dt_zeroed(longest + 1, sizeof *s->choice[party]);
        if (s->choice[party] == NULL) {
            return dt_no_memory(err);
        }
    }
    if (model->syntax->option_count <= MOST_TABLE_OPTIONS) {
        s->index_of = dt_zeroed((size_t)1 << model->syntax->option_count, sizeof *s->index_of);
        if (s->index_of == NULL) {
            return dt_no_memory(err);
        }
        for (uint64_t x = 0; x < model->state_count && dt_poll_step(poll, 1); x++) {
            s->index_of[model->states->codes[x]] = (uint32_t)(x + 1);
        }
    }
done:
    return status;
}

static detente_status solve_states(sim *s, dt_verdicts *out, detente_error *err)
{
    const uint64_t count = s->model->state_count;
    for (uint64_t x = 0; x < count; x++) {
        uint64_t moves = 0;
        for (uint32_t party = 0; party < s->model->syntax->party_count; party++) {
            moves += s->moves[party].at[x + 1] - s->moves[party].at[x];
        }
        if (!dt_poll_step(s->poll, 1 + moves / 16)) {
            break;
        }
        list_choices(s, x);
        for (uint32_t focal = 0; focal < s->model->syntax->party_count; focal++) {
            if (is_stable(s, x, focal)) {
                dt_set_bit(out->stable[DETENTE_SIM][focal], x);
            }
        }
    }
    return dt_poll_try(s->poll, 0, err);
}

static detente_status solve(const dt_task *task, void **prepared, dt_verdicts *out,
                            detente_error *err)
{
    (void)prepared;
    detente_status status = DETENTE_OK;
    const detente_model *model = task->model;
    const uint32_t parties = model->syntax->party_count;
    dt_poll poll;
    dt_poll_start(&poll, task->limits, "looking for moves at the same moment", 0);
    sim s = {.model = model, .preferences = task->preferences, .poll = &poll};
    if (task->moves == NULL) {
        s.listed = dt_zeroed(parties, sizeof *s.listed);
        if (s.listed == NULL) {
            return dt_no_memory(err);
        }
    }
    s.moves = task->moves == NULL ? s.listed : task->moves->own;
    DT_TRY(prepare(&s, &poll, err));
    DT_TRY(dt_verdicts_init(out, model, dt_concepts_one(DETENTE_SIM), err));
    DT_TRY(solve_states(&s, out, err));
done:
    for (uint32_t party = 0; party < parties; party++) {
        if (s.listed != NULL) {
            dt_moves_clear(&s.listed[party]);
        }
        free(s.choice[party]);
    }
    free(s.listed);
    free(s.index_of);
    return status;
}

static detente_status covers(const dt_task *task, const char **why, detente_error *err)
{
    *why = "not in option form";
    if (!dt_option_applies(task->model)) {
        return dt_fail(err, DETENTE_EUNSUPPORTED,
                       "SIM has a meaning only in option form without coalesced states");
    }
    if (!dt_states_listed(task->model)) {
        char words[DT_COUNT_WORDS];
        *why = "too many states to list";
        return dt_fail(err, DETENTE_ELIMIT, "SIM needs the list of states; %s are too many",
                       dt_states_say(task->model, words));
    }
    *why = "no rankings";
    return dt_rankings_need(task->model, task->preferences, "SIM", err);
}

const dt_engine dt_joint_engine = {
    .name = "joint engine",
    .kind = DETENTE_ENGINE_AUTO,
    .decides = {{UINT64_C(1) << DETENTE_SIM}},
    .merit = "every state and move is listed",
    .covers = covers,
    .solve = solve,
};
