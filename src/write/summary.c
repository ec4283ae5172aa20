/* SPDX-License-Identifier: MIT
 *
 * What an analysis comes to, in plain sentences: what the conflict is about, whether today's
 * situation holds and for whom not, which named outcomes hold and how firmly, what better could
 * hold and whether a way leads there, how many of the claims are borne out.
 *
 * Everything said of states is in insight/summary.h; here are the words.
 */
#include "write/summary.h"
#include "base/arguments.h"
#include "base/poll.h"
#include "words/finding.h"
#include "words/naming.h"
#include "write/summary_words.h"

/* ---- the conflict ---------------------------------------------------------------------------- */

static void write_head(dt_summary_text *b)
{
    const dt_syntax *syntax = b->view->syntax;
    dt_text *line = &b->prose->line;
    dt_name_model(syntax, line);
    dt_prose_put(b->prose, (dt_block){.kind = DT_HEADING, .depth = 2});
    if (syntax->support.note != NULL) {
        dt_text_add(line, syntax->support.note);
        dt_prose_paragraph(b->prose, 2);
    }
}

static void write_size(dt_summary_text *b)
{
    const dt_syntax *syntax = b->view->syntax;
    dt_say_count(&b->prose->line, b->style, syntax->party_count, DT_WORD_PARTY, DT_WORD_PARTIES);
    dt_text_add(&b->prose->line, ": ");
    for (uint32_t k = 0; k < syntax->party_count; k++) {
        dt_text_add(&b->prose->line, k == 0 ? "" : ", ");
        dt_text_add(&b->prose->line, syntax->parties[k].name);
    }
    dt_text_add(&b->prose->line, "; ");
    dt_say_count(&b->prose->line, b->style, b->view->count, DT_WORD_STATE, DT_WORD_STATES);
    dt_text_add(&b->prose->line, " possible.");
    dt_summary_put(b, "Conflict");
}

/* The decided readings of the concept that `first` is a reading of, with as many equilibria. */
static detente_concepts as_many(const dt_summary_text *b, uint32_t first)
{
    const dt_verdicts *verdicts = &b->view->analysis->verdicts;
    const detente_concept base = dt_concept_row((detente_concept)first)->base;
    detente_concepts same = {{0}};
    DT_EACH_CONCEPT (c, verdicts->concepts) {
        if (dt_concept_row((detente_concept)c)->base == base &&
            verdicts->equilibria[c] == verdicts->equilibria[first]) {
            dt_concepts_add(&same, c);
        }
    }
    return same;
}

static void write_counts(dt_summary_text *b)
{
    const dt_verdicts *verdicts = &b->view->analysis->verdicts;
    const char *before = "";
    detente_concepts left = verdicts->concepts;
    DT_EACH_CONCEPT (c, verdicts->concepts) {
        if (dt_concepts_have(&left, c)) {
            const detente_concepts same = as_many(b, c);
            dt_text_add(&b->prose->line, before);
            dt_text_number(&b->prose->line, verdicts->equilibria[c]);
            dt_summary_concepts(b, " under ", same);
            before = ", ";
            left = dt_concepts_without(left, same);
        }
    }
    dt_text_add_char(&b->prose->line, '.');
    dt_summary_put(b, dt_say(b->style, DT_WORD_WOULD_HOLD));
    if (!dt_terms_of(b->view->model).all_known) {
        dt_text_add(&b->prose->line, DT_READINGS_NOTE);
        dt_summary_put(b, "Not known");
    }
    if (!b->view->listed && dt_view_left_out(b->view, DETENTE_SIM)) {
        dt_text_add(&b->prose->line, DT_SIM_LEFT_OUT);
        dt_summary_put(b, "");
    }
}

/* ---- today ----------------------------------------------------------------------------------- */

/* ", at a cost to B itself": the step is no improvement of its party, so it is not credible. */
static void say_cost(dt_summary_text *b, const dt_step *step, uint64_t from)
{
    const detente_comparison after = dt_compare(&b->view->model->preferences[step->party],
                                                step->state, from);
    if (after == DETENTE_WORSE || after == DETENTE_EQUAL) {
        dt_text_add(&b->prose->line,
                    dt_say(b->style, after == DETENTE_WORSE ? DT_WORD_AT_A_COST : DT_WORD_NO_GAIN));
        dt_text_add(&b->prose->line, b->view->syntax->parties[step->party].name);
        dt_text_add(&b->prose->line, " itself");
    }
}

/* ", but fears the answer of B: it would take up "Act", then of C: it would give up "Talk", at a
 * cost to C itself" */
static void say_fears(dt_summary_text *b, const dt_tempted *t)
{
    const bool joint = dt_deterrent_of(t->concept) == DT_DETERRENT_JOINT;
    uint64_t from = joint ? b->summary->here : t->to;
    dt_text_add(&b->prose->line, dt_say(b->style, joint ? DT_WORD_FEARS_JOINT : DT_WORD_FEARS));
    for (uint32_t k = 0; k < t->step_count; k++) {
        const dt_step *step = &t->steps[k];
        dt_text_add(&b->prose->line, k == 0 ? " of " : joint ? ", and of " : ", then of ");
        dt_text_add(&b->prose->line, b->view->syntax->parties[step->party].name);
        dt_text_add(&b->prose->line, dt_say(b->style, DT_WORD_IT_WOULD));
        dt_phrase_move(&b->phrases, step->party, from, step->state, DT_VERB_INFINITIVE,
                       &b->prose->line);
        say_cost(b, step, from);
        from = joint ? b->summary->here : step->state;
    }
}

/* "A would leave it, by taking up "Act", whatever the answer." - short of GMR by which concept. */
static void say_tempted(dt_summary_text *b, const dt_tempted *t)
{
    const bool whatever = !t->stays && t->concept == DETENTE_GMR;
    dt_text_add(&b->prose->line, b->view->syntax->parties[t->party].name);
    if (t->stays || whatever) {
        dt_text_add(&b->prose->line,
                    dt_say(b->style, t->stays ? DT_WORD_TEMPTED_BY : DT_WORD_WOULD_LEAVE_BY));
    } else {
        dt_text_add(&b->prose->line, dt_say(b->style, DT_WORD_LEAVES_UNDER));
        dt_text_add(&b->prose->line, detente_concept_name(t->concept));
        dt_text_add(&b->prose->line, dt_say(b->style, DT_WORD_LEAVES_UNDER_BY));
    }
    dt_phrase_move(&b->phrases, t->party, b->summary->here, t->to, DT_VERB_GERUND, &b->prose->line);
    if (t->stays) {
        say_fears(b, t);
    }
    dt_text_add(&b->prose->line, whatever ? dt_say(b->style, DT_WORD_WHATEVER) : "");
    dt_text_add_char(&b->prose->line, '.');
    dt_summary_put(b, "");
}

/* Would some party leave such a state whatever the answer? */
static bool somebody_goes(const dt_summary_text *b, const dt_standing *standing)
{
    bool goes = false;
    for (uint32_t party = 0; party < b->view->syntax->party_count; party++) {
        goes = goes || dt_summary_goes(b->summary, standing, party);
    }
    return goes && dt_concepts_have(&b->summary->decided, DETENTE_GMR);
}

/* ": A, B would leave it whatever the answer"; where nobody would, different parties leave under
 * different concepts: ": A would leave it under Nash, SMR; B would leave it under SEQ". */
static void say_leavers(dt_summary_text *b, const dt_standing *standing)
{
    const char *before = ": ";
    const bool goes = somebody_goes(b, standing);
    for (uint32_t party = 0; party < b->view->syntax->party_count; party++) {
        if (dt_concepts_are_none(standing->leaves[party]) ||
            (goes && !dt_summary_goes(b->summary, standing, party))) {
            continue;
        }
        dt_text_add(&b->prose->line, before);
        dt_text_add(&b->prose->line, b->view->syntax->parties[party].name);
        if (!goes) {
            dt_summary_concepts(b, dt_say(b->style, DT_WORD_LEAVES_UNDER), standing->leaves[party]);
        }
        before = goes ? ", " : "; ";
    }
    dt_text_add(&b->prose->line, goes ? dt_say(b->style, DT_WORD_WOULD_LEAVE) : "");
}

static void write_today(dt_summary_text *b)
{
    const dt_standing *today = &b->summary->today;
    if (b->summary->here == DT_NO_STATE) {
        dt_text_add(&b->prose->line, "not given; add a `status quo` line.");
        dt_summary_put(b, dt_say(b->style, DT_WORD_TODAY));
        return;
    }
    dt_summary_state(b, b->summary->here);
    dt_summary_firmness(b, today->concepts);
    if (today->leaves != NULL && !somebody_goes(b, today)) {
        say_leavers(b, today); /* the lines below tell of each what keeps it */
    }
    dt_text_add_char(&b->prose->line, '.');
    dt_summary_put(b, dt_say(b->style, DT_WORD_TODAY));
    for (uint32_t k = 0; k < b->summary->tempted_count; k++) {
        say_tempted(b, &b->summary->tempted[k]);
    }
}

/* ---- outcomes -------------------------------------------------------------------------------- */

static void write_outcome(dt_summary_text *b, uint32_t outcome, const char *head)
{
    const dt_standing *standing = &b->summary->outcomes[outcome];
    dt_text_add(&b->prose->line, b->view->syntax->outcomes[outcome].id);
    if (standing->states == 0) {
        dt_text_add(&b->prose->line, " is impossible");
    } else {
        dt_summary_outcome_firmness(b, outcome);
    }
    if (standing->leaves != NULL) {
        say_leavers(b, standing);
    } else if (standing->states > 0 && dt_concepts_are_none(standing->concepts)) {
        dt_text_format(&b->prose->line, ", in none of its %llu states",
                       (unsigned long long)standing->states);
    }
    dt_text_add_char(&b->prose->line, '.');
    dt_summary_put(b, head);
}

static void write_outcomes(dt_summary_text *b)
{
    for (uint32_t k = 0; k < b->view->syntax->outcome_count; k++) {
        write_outcome(b, k, k == 0 ? "Outcomes" : "");
    }
}

/* ---- claims ---------------------------------------------------------------------------------- */

static void write_failing(dt_summary_text *b, const dt_findings *findings)
{
    for (uint32_t k = 0; k < findings->count; k++) {
        const dt_finding *finding = &findings->list[k];
        if (!finding->holds) {
            dt_text_add(&b->prose->line, dt_claim_words(finding->claim));
            dt_summary_put_after(b, dt_finding_verdict(finding));
        }
    }
}

static void write_claims(dt_summary_text *b, const dt_findings *findings)
{
    const dt_tally *tally = &findings->tally;
    if (findings->count > 0 && tally->held == findings->count) {
        if (tally->held == 1) {
            dt_text_add(&b->prose->line, "The one that the file makes holds.");
        } else {
            dt_text_format(&b->prose->line, "All %u that the file makes hold.", tally->held);
        }
        dt_summary_put(b, "Claims");
    } else if (findings->count > 0) {
        dt_text_format(&b->prose->line, "%u of the file's %u hold%s", tally->held, findings->count,
                       tally->held == 1 ? "s" : "");
        if (tally->vacuous > 0) {
            dt_text_format(&b->prose->line, ", %u %s vacuous", tally->vacuous,
                           tally->vacuous == 1 ? "is" : "are");
        }
        dt_text_add_char(&b->prose->line, '.');
        dt_summary_put(b, "Claims");
        write_failing(b, findings);
    }
}

static void write_scenarios(dt_summary_text *b)
{
    const dt_syntax *syntax = b->view->syntax;
    if (syntax->scenario != DT_NONE || syntax->scenario_count == 0) {
        return;
    }
    dt_text_add(&b->prose->line, "The file also tells: ");
    for (uint32_t k = 0; k < syntax->scenario_count; k++) {
        dt_text_format(&b->prose->line, "%s%s (--scenario %s)", k == 0 ? "" : ", ",
                       syntax->scenarios[k].title, syntax->scenarios[k].id);
    }
    dt_text_add_char(&b->prose->line, '.');
    dt_summary_put(b, "Scenarios");
}

/* ---- all ------------------------------------------------------------------------------------- */

static void write_findings(dt_summary_text *b, const dt_findings *claims)
{
    write_head(b);
    write_size(b);
    write_counts(b);
    write_today(b);
    if (!b->view->listed) {
        dt_text_add(&b->prose->line,
                    "More than this is said of models whose states can be listed.");
        dt_summary_put(b, "");
        return;
    }
    write_outcomes(b);
    if (b->summary->here != DT_NO_STATE) {
        dt_summary_better(b);
    }
    write_claims(b, claims);
    write_scenarios(b);
}

detente_status dt_summary_tell(const dt_view *view, const detente_style *style, dt_prose *prose,
                               detente_error *err)
{
    detente_status status = DETENTE_OK;
    dt_summary summary = {0};
    dt_findings claims = {0};
    dt_summary_text b = {.view = view, .summary = &summary, .style = style, .prose = prose};
    DT_TRY(dt_summary_find(view, dt_poll_memory(view->poll), view->poll, &summary, err));
    if (view->listed) {
        DT_TRY(dt_phrases_open(view->model, style, view->poll, &b.phrases, err));
        b.phrases.labels = true;
        DT_TRY(dt_findings_make(view, &claims, err));
    }
    write_findings(&b, &claims);
    prose->failed = prose->failed || b.phrases.failed;
done:
    dt_phrases_clear(&b.phrases);
    dt_findings_clear(&claims);
    dt_summary_clear(&summary);
    return status;
}

detente_status detente_write_summary(const detente_analysis *analysis, const detente_style *style,
                                     const detente_limits *limits, const detente_sink *sink,
                                     detente_error *err)
{
    dt_arguments given = dt_given(err);
    dt_need(&given, analysis, "an analysis");
    dt_check_style(&given, style, DT_FORMAT(DETENTE_TABLE) | DT_FORMAT(DETENTE_MARKDOWN));
    dt_check_limits(&given, limits);
    dt_need_sink(&given, sink);
    if (given.status != DETENTE_OK) {
        return given.status;
    }
    dt_poll poll;
    dt_poll_start(&poll, limits, "summing up", 0);
    sink = dt_poll_sink(&poll, sink);
    const detente_style filled = dt_style_of(style);
    dt_text text = {.poll = &poll};
    dt_prose prose = {.pool.poll = &poll};
    dt_view view;
    detente_status status = dt_view_open(analysis, &poll, &view, err);
    if (status != DETENTE_OK) {
        return status;
    }
    DT_TRY(dt_summary_tell(&view, &filled, &prose, err));
    dt_prose_write(&prose, &filled, &text);
    DT_TRY(dt_text_flush(&text, sink, err));
done:
    dt_prose_clear(&prose);
    dt_text_clear(&text);
    dt_view_clear(&view);
    return dt_poll_end(&poll, status, err);
}
