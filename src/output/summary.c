/* SPDX-License-Identifier: MIT
 *
 * What an analysis comes to, in plain sentences: what the conflict is about, whether today's
 * situation holds and for whom not, which named outcomes hold and how firmly, what better could
 * hold and whether a way leads there, how many of the claims are borne out.
 *
 * Time O(states x (outcomes + concepts x parties)), and the moves for the status quo (reach.h,
 * witness.h).
 */
#include "base/poll.h"
#include "insight/claims.h"
#include "insight/witness.h"
#include "output/brief.h"

#define REACH_MEMORY ((uint64_t)1 << 30)
#define MOST_NAMED_STATES 3

/* ---- the conflict ---------------------------------------------------------------------------- */

static void write_head(dt_brief *b)
{
    const dt_syntax *syntax = b->view->syntax;
    dt_text_add(b->text, b->style->format == DETENTE_MARKDOWN ? "## " : "");
    dt_text_add(b->text, syntax->title);
    if (syntax->date != NULL) {
        dt_text_add(b->text, " (");
        dt_text_add(b->text, syntax->date);
        dt_text_add_char(b->text, ')');
    }
    if (syntax->scenario != DT_NONE) {
        dt_text_add(b->text, ", scenario: ");
        dt_text_add(b->text, syntax->scenarios[syntax->scenario].title);
    }
    dt_text_add_char(b->text, '\n');
    if (syntax->support.note != NULL) {
        dt_say_wrapped(b->text, "  ", syntax->support.note, b->style->width);
    }
    dt_text_add_char(b->text, '\n');
}

static void write_size(dt_brief *b)
{
    const dt_syntax *syntax = b->view->syntax;
    dt_say_count(&b->line, b->style, syntax->party_count, DT_WORD_PARTY, DT_WORD_PARTIES);
    dt_text_add(&b->line, ": ");
    for (uint32_t k = 0; k < syntax->party_count; k++) {
        dt_text_add(&b->line, k == 0 ? "" : ", ");
        dt_text_add(&b->line, syntax->parties[k].name);
    }
    dt_text_add(&b->line, "; ");
    dt_say_count(&b->line, b->style, b->view->count, DT_WORD_STATE, DT_WORD_STATES);
    dt_text_add(&b->line, " possible.");
    dt_brief_put(b, "Conflict");
}

static void write_counts(dt_brief *b)
{
    const dt_verdicts *verdicts = &b->view->analysis->verdicts;
    const char *before = "";
    for (unsigned c = 0; c < DETENTE_CONCEPT_COUNT; c++) {
        if (dt_view_has_concept(b->view, c)) {
            dt_text_add(&b->line, before);
            dt_text_number(&b->line, verdicts->equilibria[c]);
            dt_text_add(&b->line, " under ");
            dt_text_add(&b->line, detente_concept_name((detente_concept)c));
            before = ", ";
        }
    }
    dt_text_add_char(&b->line, '.');
    dt_brief_put(b, dt_say(b->style, DT_WORD_WOULD_HOLD));
    if (!b->view->listed && dt_view_left_out(b->view, DETENTE_SIM)) {
        dt_text_add(&b->line, DT_SIM_LEFT_OUT);
        dt_brief_put(b, "");
    }
}

/* ---- today ----------------------------------------------------------------------------------- */

/* Is the state unstable for the party under every concept that was decided? */
static bool would_leave(const dt_view *view, uint32_t party, uint64_t index)
{
    for (unsigned c = 0; c < DETENTE_CONCEPT_COUNT; c++) {
        if (dt_view_has_concept(view, c) && dt_view_stable(view, c, party, index)) {
            return false;
        }
    }
    return true;
}

/* The verdict that tells most: stable under the concept that asks least of what the party fears,
 * else not even when it fears any answer. */
static detente_concept telling_concept(const dt_view *view, uint32_t party, uint64_t index)
{
    uint32_t stable = 0;
    for (unsigned c = 0; c < DETENTE_CONCEPT_COUNT; c++) {
        if (dt_view_has_concept(view, c) && dt_view_stable(view, c, party, index)) {
            stable |= 1u << c;
        }
    }
    return stable == 0 ? DETENTE_GMR : (detente_concept)dt_lowest(dt_brief_strongest(stable));
}

/* The move that the party likes best: of those that are not met, where there are such. */
static const dt_temptation *best_temptation(const dt_view *view, const dt_witness *w)
{
    const uint32_t *ranks = view->model->states->ranks[w->party];
    uint32_t best = w->stable ? 0 : w->unmet;
    for (uint32_t k = 1; w->stable && k < w->temptation_count; k++) {
        best = ranks[w->temptations[k].to] > ranks[w->temptations[best].to] ? k : best;
    }
    return &w->temptations[best];
}

/* ", at a cost to B itself": the step is no improvement of its party, so it is not credible. */
static void say_cost(dt_brief *b, const dt_step *step, uint64_t from)
{
    const uint32_t *ranks = b->view->model->states->ranks[step->party];
    if (ranks[step->state] <= ranks[from]) {
        dt_text_add(&b->line, dt_say(b->style, ranks[step->state] < ranks[from] ? DT_WORD_AT_A_COST
                                                                                : DT_WORD_NO_GAIN));
        dt_text_add(&b->line, b->view->syntax->parties[step->party].name);
        dt_text_add(&b->line, " itself");
    }
}

/* ", but fears the answer of B: "Act", then of C: "Fight", at a cost to C itself" */
static void say_fears(dt_brief *b, const dt_witness *w, const dt_temptation *t)
{
    const bool joint = w->concept == DETENTE_SIM;
    uint64_t from = joint ? w->state : t->to;
    dt_text_add(&b->line, dt_say(b->style, joint ? DT_WORD_FEARS_JOINT : DT_WORD_FEARS));
    for (uint32_t k = 0; k < t->step_count; k++) {
        dt_text_add(&b->line, k == 0 ? " of " : joint ? ", and of " : ", then of ");
        dt_text_add(&b->line, b->view->syntax->parties[t->steps[k].party].name);
        dt_text_add(&b->line, ": ");
        dt_brief_change(b, from, t->steps[k].state);
        say_cost(b, &t->steps[k], from);
        from = joint ? w->state : t->steps[k].state;
    }
}

static void say_temptation(dt_brief *b, const dt_witness *w)
{
    const dt_temptation *t = best_temptation(b->view, w);
    dt_text_add(&b->line, b->view->syntax->parties[w->party].name);
    dt_text_add(&b->line,
                dt_say(b->style, w->stable ? DT_WORD_TEMPTED_BY : DT_WORD_WOULD_LEAVE_BY));
    dt_brief_change(b, w->state, t->to);
    if (w->stable) {
        say_fears(b, w, t);
    } else {
        dt_text_add(&b->line, dt_say(b->style, DT_WORD_WHATEVER));
    }
    dt_text_add_char(&b->line, '.');
    dt_brief_put(b, "");
}

static detente_status write_temptations(dt_brief *b, uint64_t here, detente_error *err)
{
    detente_status status = DETENTE_OK;
    dt_prover prover;
    DT_TRY(dt_prover_open(b->view->model, &prover, err));
    for (uint32_t party = 0; party < b->view->syntax->party_count && status == DETENTE_OK;
         party++) {
        dt_witness w;
        status = dt_witness_find(&prover, here, party, telling_concept(b->view, party, here), &w,
                                 err);
        if (status == DETENTE_OK) {
            if (w.temptation_count > 0) {
                say_temptation(b, &w);
            }
            dt_witness_clear(&w);
        }
    }
    dt_prover_clear(&prover);
done:
    return status;
}

static void write_today(dt_brief *b)
{
    const uint64_t here = b->view->model->status_quo;
    if (here > 0) {
        dt_brief_state(b, here - 1);
        dt_brief_firmness(b, dt_view_holds_under(b->view, here - 1));
        dt_text_add_char(&b->line, '.');
    } else {
        dt_text_add(&b->line, "not given; add a `status quo` line.");
    }
    dt_brief_put(b, dt_say(b->style, DT_WORD_TODAY));
}

/* ---- outcomes -------------------------------------------------------------------------------- */

/* Who would leave the only state of an outcome. */
static void say_leavers(dt_brief *b, uint64_t index)
{
    const char *before = ": ";
    for (uint32_t party = 0; party < b->view->syntax->party_count; party++) {
        if (would_leave(b->view, party, index)) {
            dt_text_add(&b->line, before);
            dt_text_add(&b->line, b->view->syntax->parties[party].name);
            before = ", ";
        }
    }
    dt_text_add_char(&b->line, ' ');
    dt_text_add(&b->line, dt_say(b->style, DT_WORD_WOULD_LEAVE));
}

typedef struct tally {
    uint64_t states;
    uint64_t first;
    uint32_t concepts; /* under which some state of it is an equilibrium */
    uint64_t holding;  /* states that are one under the strongest of them */
} tally;

static tally count_outcome(const dt_view *view, uint32_t outcome)
{
    tally t = {.first = DT_NO_STATE};
    uint64_t under[DETENTE_CONCEPT_COUNT] = {0};
    for (uint64_t k = 0; k < view->count; k++) {
        if (dt_view_is(view, outcome, k)) {
            const uint32_t concepts = dt_view_holds_under(view, k);
            t.first = t.first == DT_NO_STATE ? k : t.first;
            t.states++;
            t.concepts |= concepts;
            for (unsigned c = 0; c < DETENTE_CONCEPT_COUNT; c++) {
                under[c] += concepts >> c & 1;
            }
        }
    }
    t.holding = t.concepts == 0 ? 0 : under[dt_lowest(dt_brief_strongest(t.concepts))];
    return t;
}

/* " (states 3, 8)": those that hold under the strongest concept of an outcome, when they are few.
 */
static void say_holding(dt_brief *b, uint32_t outcome, const tally *t)
{
    const char *before = t->holding == 1 ? " (state " : " (states ";
    const uint32_t concept = dt_brief_strongest(t->concepts);
    for (uint64_t k = 0; t->holding <= MOST_NAMED_STATES && k < b->view->count; k++) {
        if (dt_view_is(b->view, outcome, k) && (dt_view_holds_under(b->view, k) & concept) != 0) {
            dt_text_add(&b->line, before);
            dt_text_number(&b->line, k + 1);
            before = ", ";
        }
    }
    dt_text_add(&b->line, before[0] == ',' ? ")" : "");
}

static void say_share(dt_brief *b, uint32_t outcome, const tally *t)
{
    if (t->states == 1 && t->holding == 0) {
        say_leavers(b, t->first);
    } else if (t->states > 1 && t->holding == 0) {
        dt_text_format(&b->line, ", in none of its %llu states", (unsigned long long)t->states);
    } else if (t->holding < t->states) {
        dt_text_format(&b->line, ", in %llu of its %llu states", (unsigned long long)t->holding,
                       (unsigned long long)t->states);
        say_holding(b, outcome, t);
    }
}

static void write_outcome(dt_brief *b, uint32_t outcome, const char *head)
{
    const tally t = count_outcome(b->view, outcome);
    dt_text_add(&b->line, b->view->syntax->outcomes[outcome].id);
    if (t.states == 0) {
        dt_text_add(&b->line, " is impossible");
    } else {
        dt_brief_firmness(b, t.concepts == 0 ? 0 : dt_brief_strongest(t.concepts));
        say_share(b, outcome, &t);
    }
    dt_text_add_char(&b->line, '.');
    dt_brief_put(b, head);
}

static void write_outcomes(dt_brief *b)
{
    for (uint32_t k = 0; k < b->view->syntax->outcome_count; k++) {
        write_outcome(b, k, k == 0 ? "Outcomes" : "");
    }
}

/* ---- claims ---------------------------------------------------------------------------------- */

static detente_status write_claims(dt_brief *b, detente_error *err)
{
    const dt_syntax *syntax = b->view->syntax;
    dt_text failing = {0};
    uint32_t held = 0;
    for (uint32_t k = 0; k < syntax->claim_count; k++) {
        dt_finding found = {0};
        const detente_status status = dt_claim_test(b->view, b->style, &syntax->claims[k], &found,
                                                    err);
        if (status != DETENTE_OK) {
            dt_text_clear(&failing);
            return status;
        }
        if (!found.holds) {
            dt_say_wrapped(&failing,
                           "              does not hold: ", dt_claim_words(&syntax->claims[k]),
                           b->style->width);
        }
        held += found.holds;
        dt_finding_clear(&found);
    }
    if (syntax->claim_count > 0 && held == syntax->claim_count) {
        dt_text_format(&b->line, "All %u that the file makes hold.", held);
        dt_brief_put(b, "Claims");
    } else if (syntax->claim_count > 0) {
        dt_text_format(&b->line, "%u of the file's %u hold%s.", held, syntax->claim_count,
                       held == 1 ? "s" : "");
        dt_brief_put(b, "Claims");
        dt_text_add_bytes(b->text, failing.length > 0 ? failing.bytes : "", failing.length);
    }
    b->text->failed = b->text->failed || failing.failed;
    dt_text_clear(&failing);
    return DETENTE_OK;
}

static void write_scenarios(dt_brief *b)
{
    const dt_syntax *syntax = b->view->syntax;
    if (syntax->scenario != DT_NONE || syntax->scenario_count == 0) {
        return;
    }
    dt_text_add(&b->line, "The file also tells: ");
    for (uint32_t k = 0; k < syntax->scenario_count; k++) {
        dt_text_format(&b->line, "%s%s (--scenario %s)", k == 0 ? "" : ", ",
                       syntax->scenarios[k].title, syntax->scenarios[k].id);
    }
    dt_text_add_char(&b->line, '.');
    dt_brief_put(b, "Scenarios");
}

/* ---- all ------------------------------------------------------------------------------------- */

static detente_status write_findings(dt_brief *b, detente_error *err)
{
    detente_status status = DETENTE_OK;
    dt_reach reach = {0};
    const uint64_t here = b->view->model->status_quo;
    write_head(b);
    write_size(b);
    write_counts(b);
    write_today(b);
    if (!b->view->listed) {
        dt_text_add(&b->line, "More than this is said of models whose states can be listed.");
        dt_brief_put(b, "");
        return DETENTE_OK;
    }
    if (here > 0) {
        DT_TRY(dt_reach_from(b->view->model, here - 1, true, REACH_MEMORY, &reach, err));
        DT_TRY(write_temptations(b, here - 1, err));
    }
    write_outcomes(b);
    if (here > 0) {
        DT_TRY(dt_brief_better(b, &reach, err));
    }
    DT_TRY(write_claims(b, err));
    write_scenarios(b);
done:
    dt_reach_clear(&reach);
    return status;
}

detente_status detente_write_summary(const detente_analysis *analysis, const detente_style *style,
                                     const detente_limits *limits, const detente_sink *sink,
                                     detente_error *err)
{
    if (analysis == NULL || sink == NULL) {
        return dt_fail(err, DETENTE_EINVAL, "an analysis and a sink are needed");
    }
    dt_poll poll;
    dt_poll_start(&poll, limits, "summing up", 0);
    sink = dt_poll_sink(&poll, sink);
    const detente_style filled = dt_style_of(style);
    dt_text text = {0};
    dt_view view;
    detente_status status = dt_view_open(analysis, &view, err);
    if (status != DETENTE_OK) {
        return status;
    }
    dt_brief b = {.view = &view, .style = &filled, .text = &text};
    DT_TRY(write_findings(&b, err));
    text.failed = text.failed || b.line.failed;
    DT_TRY(dt_text_flush(&text, sink, err));
done:
    dt_text_clear(&b.line);
    dt_text_clear(&text);
    dt_view_clear(&view);
    return dt_poll_end(&poll, status, err);
}
