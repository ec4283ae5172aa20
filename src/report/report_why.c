/* SPDX-License-Identifier: MIT
 *
 * Reasons: the ways to what holds, the claims with what shows them, and under every state that is
 * told why it holds or not.
 */
#include "base/poll.h"
#include "report/report.h"
#include "words/finding.h"
#include "words/words.h"
#include "write/explain.h"
#include "write/paths.h"
#include "write/sensitivity.h"

#define MOST_WAYS 8 /* equilibria to which ways are told */
#define LARGE 4096  /* states: a way takes a search, so fewer are told */
#define MOST_LARGE 2
#define MOST_WHY 14 /* states that are explained */
#define FEW 3       /* states of an outcome that is explained state by state */

/* ---- ways ------------------------------------------------------------------------------------ */

/* Told equilibria but the status quo, one for each set of outcomes
 * (equilibria that agree in them are one to a reader): those that hold under most
 * concepts first, those with a name before the others. */
static uint32_t choose_ends(const dt_report *report, uint64_t *ends)
{
    const dt_view *view = report->view;
    uint32_t count = 0;
    for (unsigned turn = 0; turn < 2 * DT_CONCEPT_COUNT; turn++) {
        const unsigned concepts = DT_CONCEPT_COUNT - turn / 2;
        for (uint64_t k = 0; k < report->told.count && count < MOST_WAYS; k++) {
            const uint64_t state = report->told.states[k];
            const bool named = dt_view_outcomes_of(view, state) != 0;
            bool known = state + 1 == view->model->status_quo || named == (turn % 2 == 1) ||
                         dt_concepts_count(dt_view_holds_under(view, state)) != concepts;
            for (uint32_t j = 0; j < count; j++) {
                known = known ||
                        dt_view_outcomes_of(view, ends[j]) == dt_view_outcomes_of(view, state);
            }
            if (!known) {
                ends[count++] = state;
            }
        }
    }
    return count;
}

static detente_status add_ways(dt_report *report, const uint64_t *ends, uint32_t count,
                               detente_error *err)
{
    detente_status status = DETENTE_OK;
    dt_prose prose = {0};
    dt_paths paths = {0};
    DT_TRY(dt_paths_open(report->view, report->view->model->status_quo - 1, ends, &paths, err));
    for (uint32_t k = 0; k < count; k++) {
        DT_TRY(dt_path_tell(&paths, ends[k], &report->phrases, &prose, err));
        dt_text_add(&report->text, "<div class=\"keep\">\n");
        dt_prose_html(&prose, 3, &report->text);
        dt_text_add(&report->text, "</div>\n");
        dt_prose_clear(&prose);
    }
done:
    dt_paths_clear(&paths);
    dt_prose_clear(&prose);
    return status;
}

detente_status dt_report_ways(dt_report *report, detente_error *err)
{
    uint64_t ends[MOST_WAYS];
    if (report->view->model->status_quo == 0) {
        return DETENTE_OK;
    }
    const uint32_t found = choose_ends(report, ends);
    const uint32_t most = report->view->count > LARGE ? MOST_LARGE : MOST_WAYS;
    const uint32_t count = found < most ? found : most;
    detente_status status = DETENTE_OK;
    if (count > 0) {
        DT_TRY(add_ways(report, ends, count, err));
    }
    if (count == 0) {
        dt_html_paragraph(&report->text,
                          "Nothing but the status quo itself holds, if anything does.");
    } else {
        dt_text_add(&report->text, "<p class=\"note\">From the status quo to the equilibria that "
                                   "hold under most concepts, one "
                                   "for each set of named outcomes.</p>\n");
    }
    DT_TRY(dt_report_sheets(report, DETENTE_TABLE_EVOLUTION, 0, NULL, err));
done:
    return status;
}

/* ---- claims ---------------------------------------------------------------------------------- */

static void add_claim(dt_report *report, const dt_finding *found)
{
    const dt_claim *claim = found->claim;
    dt_text *text = &report->text;
    const detente_style style = dt_style_of(NULL);
    dt_text marks = {0};
    dt_text why = {0};
    dt_text_format(text, "<tr><td class=\"%sl\">%s</td>",
                   found->vacuous || found->undecided ? ""
                   : found->holds                     ? "good "
                                                      : "bad ",
                   dt_finding_verdict(found));
    dt_text_add(text, "<th scope=\"row\" class=\"l\">");
    dt_xml_text(text, dt_claim_words(claim));
    dt_view_marks(report->view, &claim->support, &marks);
    dt_text_add(text, marks.length > 0 ? " <span class=\"soft\">" : "");
    dt_xml_text(text, marks.length > 0 ? marks.bytes : "");
    dt_text_add(text, marks.length > 0 ? "</span></th><td class=\"l\">" : "</th><td class=\"l\">");
    dt_finding_say(report->view, &style, found, &why);
    dt_xml_text(text, why.failed ? "" : why.bytes);
    if (claim->support.note != NULL) {
        dt_text_add(text, "<br><span class=\"soft\">");
        dt_xml_text(text, claim->support.note);
        dt_text_add(text, "</span>");
    }
    dt_text_add(text, "</td></tr>\n");
    text->failed = text->failed || marks.failed || why.failed;
    dt_text_clear(&marks);
    dt_text_clear(&why);
}

detente_status dt_report_claims(dt_report *report, detente_error *err)
{
    dt_findings findings;
    if (report->view->syntax->claim_count == 0) {
        dt_html_paragraph(&report->text, "The model makes no claims.");
        return DETENTE_OK;
    }
    const detente_status status = dt_findings_make(report->view, &findings, err);
    if (status != DETENTE_OK) {
        return status;
    }
    dt_text_add(&report->text,
                "<div class=\"scroll\" tabindex=\"0\" role=\"region\" "
                "aria-label=\"Claims\"><table><caption>What the model's author expects, "
                "put to the test</caption>\n<thead><tr><th scope=\"col\" class=\"l\">"
                "Verdict</th><th scope=\"col\" class=\"l\">Claim</th>"
                "<th scope=\"col\" class=\"l\">What shows it</th></tr></thead>\n<tbody>\n");
    for (uint32_t k = 0; k < findings.count; k++) {
        add_claim(report, &findings.list[k]);
    }
    dt_findings_clear(&findings);
    dt_text_add(&report->text, "</tbody></table></div>\n");
    return DETENTE_OK;
}

/* ---- why ------------------------------------------------------------------------------------- */

static void add_summary(dt_report *report, uint64_t state)
{
    const dt_view *view = report->view;
    dt_text *text = &report->text;
    dt_scene scratch = {0};
    const char *outcomes = dt_figure_outcomes(&scratch, view, state);
    dt_text_format(text, "<summary>State %llu", (unsigned long long)state + 1);
    dt_text_add(text, outcomes[0] != '\0' ? ", " : "");
    dt_xml_text(text, outcomes);
    dt_text_add(text, state + 1 == view->model->status_quo ? " (status quo)" : "");
    const detente_concepts holds = dt_view_holds_under(view, state);
    const char *before = ": holds under ";
    DT_EACH_CONCEPT (c, holds) {
        dt_text_add(text, before);
        dt_text_add(text, detente_concept_name((detente_concept)c));
        before = ", ";
    }
    dt_text_add(text, dt_concepts_are_none(holds) ? ": does not hold</summary>\n" : "</summary>\n");
    text->failed = text->failed || scratch.failed;
    dt_scene_clear(&scratch);
}

static detente_status add_why(dt_report *report, dt_prover *prover, uint64_t state,
                              detente_error *err)
{
    detente_status status = DETENTE_OK;
    const dt_view *view = report->view;
    dt_prose prose = {0};
    for (uint32_t party = 0; party < view->syntax->party_count; party++) {
        dt_account account;
        DT_TRY(dt_account_find(prover, state, party, view->analysis->verdicts.concepts, &account,
                               err));
        dt_explain_account(&report->phrases, &account, false, &prose);
        dt_account_clear(&account);
    }
    dt_text_add(&report->text, "<details>");
    add_summary(report, state);
    dt_prose_html(&prose, 4, &report->text);
    dt_text_add(&report->text, "</details>\n");
done:
    dt_prose_clear(&prose);
    return status;
}

/* Worth explaining: an equilibrium, a state of a telling outcome, any state of a small model. */
static bool is_telling(const dt_view *view, uint64_t state)
{
    if (view->count <= MOST_WHY || !dt_concepts_are_none(dt_view_holds_under(view, state))) {
        return true;
    }
    for (uint32_t k = 0; k < view->syntax->outcome_count; k++) {
        if (dt_view_is(view, k, state) && dt_view_size(view, k) <= FEW) {
            return true;
        }
    }
    return false;
}

/* The status quo first; then, firmest first, one equilibrium for each set of outcomes; then others.
 */
static uint32_t choose_why(const dt_report *report, uint64_t *states)
{
    const dt_view *view = report->view;
    uint64_t ends[MOST_WAYS];
    const uint32_t end_count = choose_ends(report, ends);
    uint32_t count = 0;
    if (view->model->status_quo > 0) {
        states[count++] = view->model->status_quo - 1;
    }
    for (uint32_t k = 0; k < end_count; k++) {
        states[count++] = ends[k];
    }
    for (uint64_t k = 0; k < report->told.count && count < MOST_WHY; k++) {
        bool known = !is_telling(view, report->told.states[k]);
        for (uint32_t j = 0; j < count; j++) {
            known = known || states[j] == report->told.states[k];
        }
        if (!known) {
            states[count++] = report->told.states[k];
        }
    }
    return count;
}

detente_status dt_report_why(dt_report *report, detente_error *err)
{
    uint64_t states[MOST_WHY];
    const uint32_t count = choose_why(report, states);
    const detente_model *model = report->view->model;
    dt_prover prover;
    detente_status status = dt_prover_open(model, model->preferences, report->view->poll, &prover,
                                           err);
    if (status != DETENTE_OK) {
        return status;
    }
    for (uint32_t k = 0; k < count && status == DETENTE_OK; k++) {
        status = add_why(report, &prover, states[k], err);
    }
    dt_prover_clear(&prover);
    dt_text_format(&report->text,
                   "<p class=\"note\">%u of %llu states are told here. <code>detente "
                   "explain</code> tells any other, with every tempting move and its "
                   "answers.</p>\n",
                   count, (unsigned long long)report->view->count);
    return status;
}

/* ---- sensitivity ----------------------------------------------------------------------------- */

#define MOST_SENSITIVE 2048 /* states: beyond, two analyses per statement take long */

detente_status dt_report_sensitivity(dt_report *report, detente_error *err)
{
    if (report->view->count > MOST_SENSITIVE) {
        dt_text_add(&report->text,
                    "<p class=\"soft\">Left out for so many states; <code>detente solve "
                    "--sensitivity</code> tells.</p>\n");
        return DETENTE_OK;
    }
    const detente_model *model = report->view->model;
    if (dt_rankings_need(model, model->preferences, "this", NULL) != DETENTE_OK) {
        dt_text_add(&report->text, "<p class=\"soft\">Left out: a party's preference is no "
                                   "ranking.</p>\n");
        return DETENTE_OK;
    }
    dt_poll poll;
    dt_poll_start(&poll, report->limits, "trying every statement", 0);
    dt_matters matters;
    dt_prose prose = {0};
    const detente_status status = dt_matters_find(report->view, &poll, &matters, err);
    if (status == DETENTE_OK) {
        dt_sensitivity_tell(&matters, &report->phrases, &prose);
        dt_html_paragraph(&report->text,
                          "For each preference statement: what changes when it is left out, "
                          "or swapped with the next one.");
        dt_text_add(&report->text, "<details><summary>Statement by statement</summary>\n");
        dt_prose_html(&prose, 3, &report->text);
        dt_text_add(&report->text, "</details>\n");
        dt_matters_clear(&matters);
        dt_prose_clear(&prose);
    }
    return status;
}
