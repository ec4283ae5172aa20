/* SPDX-License-Identifier: MIT
 *
 * The certificate of an analysis: for every state, party and concept what suffices to check the
 * verdict by the definitions alone (docs/certificates.md; checked by detente-verify).
 *
 *   + STATE TO P:S P:S TO P:S   stable: every tempting move TO with the sanction that meets it
 *   - STATE TO                  not stable: TO tempts and is not met
 *   g STATE BOUND [P BOUND]     a guarantee (engines/graph/guarantees.h): why nothing meets it
 *
 * Written party by party, concept by concept, from the witnesses that explanations are told from;
 * the verdicts are compared with the engine's on the way.  Bytes: what one witness and one set of
 * guarantees take; the text is handed on as it grows.  Time: a guarantee sweep per party and
 * concept and a search per tempting move of a stable state.
 */
#include "base/arguments.h"
#include "base/poll.h"
#include "engines/analysis.h"
#include "engines/graph/guarantees.h"
#include "game/relations.h"
#include "insight/witness.h"

typedef struct writing {
    const detente_analysis *analysis;
    const detente_model *model;
    dt_poll *poll; /* counts verdicts */
    dt_poll work;  /* on them */
    const detente_sink *sink;
    dt_prover prover;
    dt_text text;
    uint64_t verdicts;
    uint32_t party;
    detente_concept concept;
    dt_all_moves moves;
    dt_guarantees sure;
    uint32_t *unmet;  /* [state] the unmet move's target, DT_NONE: stable */
    uint64_t *needed; /* bitset: states whose guarantee is used */
    uint32_t *stack;
} writing;

static void add_number(writing *w, const char *lead, uint64_t number)
{
    dt_text_add(&w->text, lead);
    dt_text_number(&w->text, number);
}

static void write_head(writing *w)
{
    const dt_syntax *syntax = w->model->syntax;
    dt_text_add(&w->text, "detente-certificate 1\n");
    dt_text_format(&w->text, "model %016llx\n", (unsigned long long)w->model->digest);
    if (syntax->scenario != DT_NONE) {
        dt_text_format(&w->text, "scenario %s\n", syntax->scenarios[syntax->scenario].id);
    }
    add_number(w, "states ", w->model->state_count);
    add_number(w, "\nparties ", syntax->party_count);
    dt_text_add(&w->text, "\nconcepts");
    DT_EACH_CONCEPT (c, w->analysis->verdicts.concepts) {
        dt_text_format(&w->text, " %s", detente_concept_id((detente_concept)c));
    }
    dt_text_add_char(&w->text, '\n');
}

static bool is_stable(const writing *w, uint64_t state)
{
    return dt_bit(w->analysis->verdicts.stable[w->concept][w->party], state);
}

static detente_status disagree(const writing *w, uint64_t state, detente_error *err)
{
    return dt_fail(err, DETENTE_EINTERNAL,
                   "the engine calls state %llu %s for '%s' under %s, and no proof of it was found",
                   (unsigned long long)state + 1, is_stable(w, state) ? "stable" : "not stable",
                   w->model->syntax->parties[w->party].id, detente_concept_id(w->concept));
}

/* ---- guarantees ------------------------------------------------------------------------------ */

static bool has_guarantees(const writing *w)
{
    return dt_deterrent_of(w->concept) == DT_DETERRENT_SEQUENCE;
}

/* For each unstable state the unmet move that the party likes best: the one that is explained. */
static detente_status find_unmet(writing *w, detente_error *err)
{
    detente_status status = DETENTE_OK;
    const uint32_t *ranks = dt_preference_ranks(&w->model->preferences[w->party]);
    for (uint64_t s = 0; s < w->model->state_count; s++) {
        DT_TRY(dt_poll_try(&w->work, 1, err));
        w->unmet[s] = DT_NONE;
        if (is_stable(w, s)) {
            continue;
        }
        dt_targets moves;
        DT_TRY(dt_walk_moves(&w->prover.walk, w->party, s, &moves, err));
        DT_TRY(dt_poll_try(&w->work, moves.count / 64, err));
        for (uint32_t k = 0; k < moves.count; k++) {
            const uint32_t to = moves.to[k];
            const bool met = has_guarantees(w) && w->sure.first[to] <= ranks[s];
            if (ranks[to] > ranks[s] && !met &&
                (w->unmet[s] == DT_NONE || ranks[to] > ranks[w->unmet[s]])) {
                w->unmet[s] = to;
            }
        }
        if (w->unmet[s] == DT_NONE) {
            return disagree(w, s, err);
        }
    }
done:
    return status;
}

static void need(writing *w, uint32_t state, size_t *height)
{
    if (!dt_bit(w->needed, state)) {
        dt_set_bit(w->needed, state);
        w->stack[(*height)++] = state;
    }
}

/* The guarantees that the unmet moves rest on: theirs, and those of all that can follow. */
static detente_status find_needed(writing *w, detente_error *err)
{
    detente_status status = DETENTE_OK;
    size_t height = 0;
    const uint32_t parties = w->model->syntax->party_count;
    memset(w->needed, 0, DT_WORDS(w->model->state_count) * sizeof *w->needed);
    for (uint64_t s = 0; s < w->model->state_count; s++) {
        if (w->unmet[s] != DT_NONE) {
            need(w, w->unmet[s], &height);
        }
    }
    while (height > 0 && parties > 2) { /* one opponent cannot move on */
        const uint32_t x = w->stack[--height];
        DT_TRY(dt_poll_try(&w->work, parties, err));
        for (uint32_t other = 0; other < parties; other++) {
            dt_targets moves = {0};
            if (other != w->party) {
                DT_TRY(dt_walk_moves(&w->prover.walk, other, x, &moves, err));
            }
            const dt_preference *theirs = &w->model->preferences[other];
            DT_TRY(dt_poll_try(&w->work, moves.count / 64, err));
            for (uint32_t k = 0; k < moves.count; k++) {
                if (!dt_concept_row(w->concept)->credible || dt_steps(theirs, x, moves.to[k])) {
                    need(w, moves.to[k], &height);
                }
            }
        }
    }
done:
    return status;
}

static void add_bound(writing *w, uint32_t bound)
{
    if (bound == DT_SURE) {
        dt_text_add(&w->text, " *");
    } else {
        add_number(w, " ", bound);
    }
}

static detente_status write_guarantees(writing *w, detente_error *err)
{
    detente_status status = DETENTE_OK;
    for (uint64_t s = 0; s < w->model->state_count; s++) {
        if (dt_bit(w->needed, s)) {
            add_number(w, "g ", s + 1);
            add_bound(w, w->sure.first[s]);
            if (w->sure.second[s] != w->sure.first[s] && w->model->syntax->party_count > 2) {
                add_number(w, " ", (uint64_t)w->sure.by[s] + 1);
                add_bound(w, w->sure.second[s]);
            }
            dt_text_add_char(&w->text, '\n');
            DT_TRY(dt_text_relieve(&w->text, w->sink, err));
        }
    }
done:
    return status;
}

/* ---- verdicts -------------------------------------------------------------------------------- */

static void write_witness(writing *w, const dt_witness *witness)
{
    add_number(w, "+ ", (uint64_t)witness->state + 1);
    for (uint32_t k = 0; k < witness->temptation_count; k++) {
        const dt_temptation *t = &witness->temptations[k];
        add_number(w, " ", (uint64_t)t->to + 1);
        for (uint32_t j = 0; j < t->step_count; j++) {
            add_number(w, " ", (uint64_t)t->steps[j].party + 1);
            add_number(w, ":", (uint64_t)t->steps[j].state + 1);
        }
    }
}

static detente_status write_verdict(writing *w, uint64_t state, detente_error *err)
{
    const bool stable = is_stable(w, state);
    if (!stable && dt_deterrent_of(w->concept) != DT_DETERRENT_JOINT) {
        add_number(w, "- ", state + 1);
        add_number(w, " ", (uint64_t)w->unmet[state] + 1);
    } else {
        dt_witness witness;
        const detente_status status = dt_witness_find(&w->prover, state, w->party, w->concept,
                                                      &witness, err);
        if (status != DETENTE_OK) {
            return status;
        }
        const bool agrees = witness.stable == stable;
        if (stable) {
            write_witness(w, &witness);
        } else if (agrees) {
            add_number(w, "- ", state + 1);
            add_number(w, " ", (uint64_t)witness.temptations[witness.unmet].to + 1);
        }
        dt_witness_clear(&witness);
        if (!agrees) {
            return disagree(w, state, err);
        }
    }
    dt_text_add_char(&w->text, '\n');
    w->verdicts++;
    return dt_text_relieve(&w->text, w->sink, err);
}

static detente_status write_section(writing *w, detente_error *err)
{
    detente_status status = DETENTE_OK;
    dt_text_format(&w->text, "section %s %s\n", w->model->syntax->parties[w->party].id,
                   detente_concept_id(w->concept));
    if (has_guarantees(w)) {
        DT_TRY(dt_guarantees_find(w->model, w->model->preferences, &w->moves, w->party, w->concept,
                                  &w->work, &w->sure, err));
    }
    if (dt_deterrent_of(w->concept) != DT_DETERRENT_JOINT) {
        DT_TRY(find_unmet(w, err));
    }
    if (has_guarantees(w)) {
        DT_TRY(find_needed(w, err));
        DT_TRY(write_guarantees(w, err));
    }
    for (uint64_t state = 0; state < w->model->state_count; state++) {
        DT_TRY(dt_poll_try(w->poll, 1, err));
        DT_TRY(write_verdict(w, state, err));
    }
done:
    dt_guarantees_clear(&w->sure);
    return status;
}

static detente_status write_sections(writing *w, detente_error *err)
{
    detente_status status = DETENTE_OK;
    for (w->party = 0; w->party < w->model->syntax->party_count; w->party++) {
        DT_EACH_CONCEPT (c, w->analysis->verdicts.concepts) {
            w->concept = (detente_concept)c;
            DT_TRY(write_section(w, err));
        }
    }
done:
    return status;
}

detente_status detente_write_certificate(const detente_analysis *analysis,
                                         const detente_limits *limits, const detente_sink *sink,
                                         detente_error *err)
{
    dt_arguments given = dt_given(err);
    dt_need(&given, analysis, "an analysis");
    dt_check_limits(&given, limits);
    dt_need_sink(&given, sink);
    if (given.status != DETENTE_OK) {
        return given.status;
    }
    dt_poll poll;
    dt_poll_start(&poll, limits, "writing the certificate", 0);
    sink = dt_poll_sink(&poll, sink);
    detente_status status = DETENTE_OK;
    const uint64_t count = analysis->model->state_count;
    writing w = {.analysis = analysis,
                 .model = analysis->model,
                 .poll = &poll,
                 .text.poll = &poll,
                 .sink = sink};
    const uint64_t sections = (uint64_t)w.model->syntax->party_count *
                              dt_concepts_count(analysis->verdicts.concepts);
    dt_poll_stage(&poll, "writing the certificate", sections * count);
    dt_poll_start(&w.work, dt_poll_inner(&poll), "proving verdicts", 0);
    DT_TRY(dt_rankings_need(w.model, w.model->preferences, "a certificate", err));
    DT_TRY(dt_prover_open(w.model, w.model->preferences, &w.work, &w.prover, err));
    DT_TRY(dt_all_moves_list(w.model, &w.work, &w.moves, err));
    w.unmet = dt_zeroed(count, sizeof *w.unmet);
    w.needed = dt_zeroed(DT_WORDS(count), sizeof *w.needed);
    w.stack = dt_zeroed(count, sizeof *w.stack);
    if (w.unmet == NULL || w.needed == NULL || w.stack == NULL) {
        status = dt_no_memory(err);
        goto done;
    }
    write_head(&w);
    DT_TRY(write_sections(&w, err));
    add_number(&w, "end ", w.verdicts);
    dt_text_add_char(&w.text, '\n');
    DT_TRY(dt_text_flush(&w.text, sink, err));
done:
    dt_prover_clear(&w.prover);
    dt_all_moves_clear(&w.moves);
    dt_text_clear(&w.text);
    free(w.unmet);
    free(w.needed);
    free(w.stack);
    return dt_poll_end(&poll, status, err);
}
