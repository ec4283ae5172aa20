/* SPDX-License-Identifier: MIT
 *
 * The sentences of `summary`, whole, against sentences made here from the definitions: random
 * models of every form, and small ones in which a wrong word was once said.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "reading.h"
#include "summary_trial.h"

#define MODELS 1000 /* per form */

static uint32_t implied_by[CONCEPT_COUNT]; /* filled once, by find_implied */

/* What has to be feared, the firmest first. */
static const struct {
    detente_concept concept;
    const char *words;
} fears[CONCEPT_COUNT] = {
    {DETENTE_NASH, ""},
    {DETENTE_SSEQ, "credible answers and weighs its own reply"},
    {DETENTE_SEQ, "credible answers"},
    {DETENTE_SMR, "any answer that it could not escape"},
    {DETENTE_GMR, "any answer, however costly to whoever gives it"},
    {DETENTE_SIM, "that others leave at the same moment"},
};

/* ---- names ----------------------------------------------------------------------------------- */

static bool is_in(const trial *t, uint32_t outcome, uint32_t s)
{
    return reference_holds(&t->reference, t->model->syntax->outcomes[outcome].expr, s);
}

/* "state 3 (x1, x2)", "state 3 (YN-)". */
static void numbered(const trial *t, uint32_t s, dt_text *out)
{
    const dt_syntax *syntax = t->model->syntax;
    const char *before = " (";
    dt_text_format(out, "state %u", s + 1);
    for (uint32_t k = 0; k < syntax->outcome_count; k++) {
        if (is_in(t, k, s)) {
            dt_text_format(out, "%s%s", before, syntax->outcomes[k].id);
            before = ", ";
        }
    }
    if (strcmp(before, " (") == 0) {
        dt_text_format(out, " (%s",
                       dt_is_graph_form(syntax) ? syntax->states[s].label
                                                : reference_pattern(&t->reference, s));
    }
    dt_text_add(out, ")");
}

static void option_id(const dt_syntax *syntax, uint32_t k, dt_text *out)
{
    const dt_option *o = &syntax->options[k];
    dt_text_format(out, "%s%s%s", o->qualified ? syntax->parties[o->party].id : "",
                   o->qualified ? "." : "", o->id);
}

/* "the x1" where this is the only state of x1; else what is done there. */
static void named(const trial *t, uint32_t s, dt_text *out)
{
    const dt_syntax *syntax = t->model->syntax;
    for (uint32_t k = 0; k < syntax->outcome_count; k++) {
        uint32_t members = 0;
        for (uint32_t other = 0; other < t->reference.state_count; other++) {
            members += is_in(t, k, other);
        }
        if (members == 1 && is_in(t, k, s)) {
            dt_text_format(out, "the %s", syntax->outcomes[k].id);
            return;
        }
    }
    if (dt_is_graph_form(syntax)) {
        dt_text_format(out, "“%s”", syntax->states[s].label);
        return;
    }
    uint32_t taken = 0;
    uint32_t open = 0;
    dt_text_add(out, "“");
    for (uint32_t k = 0; k < syntax->option_count; k++) {
        if (reference_pattern(&t->reference, s)[k] == 'Y') {
            dt_text_add(out, taken++ == 0 ? "" : ", ");
            option_id(syntax, k, out);
        }
    }
    dt_text_add(out, taken == 0 ? "no option taken" : "");
    for (uint32_t k = 0; k < syntax->option_count; k++) {
        if (reference_pattern(&t->reference, s)[k] == '-') {
            dt_text_add(out, open++ == 0 ? "; " : ", ");
            option_id(syntax, k, out);
        }
    }
    dt_text_add(out, open == 0 ? "”" : " or not”");
}

/* The labels of what changes from one letter to the other, after its verb; how many. */
static uint32_t changed(const trial *t, uint32_t from, uint32_t to, char before, char after,
                        const char *verb, dt_text *out)
{
    const dt_syntax *syntax = t->model->syntax;
    uint32_t changes[64];
    uint32_t count = 0;
    for (uint32_t k = 0; k < syntax->option_count; k++) {
        if (reference_pattern(&t->reference, from)[k] == before &&
            reference_pattern(&t->reference, to)[k] == after) {
            changes[count++] = k;
        }
    }
    for (uint32_t k = 0; k < count; k++) {
        dt_text_format(out, "%s\"%s\"",
                       k == 0           ? verb
                       : k + 1 == count ? " and "
                                        : ", ",
                       syntax->options[changes[k]].label);
    }
    return count;
}

/* What is taken up first, then what is given up, a verb for each. */
static void moved(const trial *t, uint32_t from, uint32_t to, bool gerund, dt_text *out)
{
    uint32_t count = 0;
    if (!dt_is_graph_form(t->model->syntax)) {
        count = changed(t, from, to, 'N', 'Y', gerund ? "taking up " : "take up ", out);
        count += changed(t, from, to, 'Y', 'N',
                         count > 0 ? gerund ? " and giving up " : " and give up "
                         : gerund  ? "giving up "
                                   : "give up ",
                         out);
    }
    if (count == 0) {
        dt_text_add(out, gerund ? "moving to " : "move to ");
        named(t, to, out);
    }
}

/* ---- firmness -------------------------------------------------------------------------------- */

static uint32_t all_decided(const trial *t)
{
    const uint32_t sim = reference_has_sim(&t->reference) ? 0 : 1u << DETENTE_SIM;
    return (t->verdicts.decided | sim) == ALL_CONCEPTS;
}

static void concepts_of(uint32_t concepts, const char *before, dt_text *out)
{
    for (uint32_t c = 0; c < CONCEPT_COUNT; c++) {
        if ((concepts >> c & 1) != 0) {
            dt_text_format(out, "%s%s", before, detente_concept_name((detente_concept)c));
            before = ", ";
        }
    }
}

/* ", in 1 of its 2 states (state 4)" of an outcome; nothing where all hold. */
static void shared(const trial *t, uint32_t outcome, detente_concept concept, dt_text *out)
{
    uint32_t members = 0;
    uint32_t holding[512];
    uint32_t count = 0;
    for (uint32_t s = 0; s < t->reference.state_count; s++) {
        members += is_in(t, outcome, s);
        if (is_in(t, outcome, s) && (reference_holds_under(&t->verdicts, s) >> concept & 1) != 0) {
            holding[count++] = s + 1;
        }
    }
    if (count == members) {
        return;
    }
    dt_text_format(out, ", in %u of its %u states", count, members);
    for (uint32_t k = 0; count <= 3 && k < count; k++) {
        dt_text_format(out, "%s%u",
                       k > 0        ? ", "
                       : count == 1 ? " (state "
                                    : " (states ",
                       holding[k]);
    }
    dt_text_add(out, count <= 3 ? ")" : "");
}

/* outcome DT_NONE: of no outcome, without shares. */
static void firmly(const trial *t, uint32_t concepts, uint32_t outcome, dt_text *out)
{
    const uint32_t firmest = firmest_of(concepts, implied_by);
    const bool only = concepts == 1u << DETENTE_GMR && all_decided(t);
    const char *before = only ? " would hold only if each fears " : " would hold if each fears ";
    if (concepts == 0) {
        dt_text_add(out, " would not hold");
        concepts_of(all_decided(t) ? 0 : t->verdicts.decided, " under ", out);
    }
    for (uint32_t k = 0; k < CONCEPT_COUNT; k++) {
        if ((firmest >> fears[k].concept & 1) != 0) {
            dt_text_add(out, k == 0 ? " would hold even if nobody fears retaliation" : before);
            dt_text_format(out, "%s (%s)", fears[k].words, detente_concept_name(fears[k].concept));
            if (outcome != DT_NONE) {
                shared(t, outcome, fears[k].concept, out);
            }
            before = ", or ";
        }
    }
}

/* ": p1, p2 would leave it whatever the answer", ": p1 would leave it under SMR; p2 would ...". */
static void leavers(const trial *t, uint32_t s, bool told_below, dt_text *out)
{
    const dt_syntax *syntax = t->model->syntax;
    uint32_t whatever = 0;
    for (uint32_t p = 0; p < syntax->party_count; p++) {
        whatever += reference_leaves_under(&t->verdicts, p, s) == t->verdicts.decided &&
                    (t->verdicts.decided >> DETENTE_GMR & 1) != 0;
    }
    if (whatever > 0 && told_below) {
        return;
    }
    const char *before = ": ";
    for (uint32_t p = 0; p < syntax->party_count; p++) {
        const uint32_t leaves = reference_leaves_under(&t->verdicts, p, s);
        if (whatever > 0 && leaves == t->verdicts.decided) {
            dt_text_format(out, "%s%s", before, syntax->parties[p].name);
            before = ", ";
        } else if (whatever == 0 && leaves != 0) {
            dt_text_format(out, "%s%s would leave it", before, syntax->parties[p].name);
            concepts_of(leaves, " under ", out);
            before = "; ";
        }
    }
    dt_text_add(out, whatever > 0 ? " would leave it whatever the answer" : "");
}

/* ---- lines ----------------------------------------------------------------------------------- */

static void begin(const char *head, dt_text *out)
{
    dt_text_format(out, "  %-12s", head);
}

static void cost(const trial *t, const dt_step *step, uint32_t from, dt_text *out)
{
    const reference_graph *g = &t->reference.graph;
    const char *name = t->model->syntax->parties[step->party].name;
    if (*reference_better(g, step->party, step->state, from)) {
        dt_text_format(out, ", at a cost to %s itself", name);
    } else if (!*reference_better(g, step->party, from, step->state)) {
        dt_text_format(out, ", which is all the same to %s itself", name);
    }
}

/* The data are judged by test_summary. */
static void tempted(const trial *t, const dt_tempted *x, dt_text *out)
{
    const dt_syntax *syntax = t->model->syntax;
    const uint32_t here = t->reference.status_quo - 1;
    const bool joint = x->concept == DETENTE_SIM;
    begin("", out);
    dt_text_format(out, "%s would ", syntax->parties[x->party].name);
    if (x->stays) {
        dt_text_add(out, "gain by ");
    } else if (x->concept == DETENTE_GMR) {
        dt_text_add(out, "leave it, by ");
    } else {
        dt_text_format(out, "leave it under %s, by ", detente_concept_name(x->concept));
    }
    moved(t, here, (uint32_t)x->to, true, out);
    dt_text_add(out, x->stays                    ? ", but fears "
                     : x->concept == DETENTE_GMR ? ", whatever the answer"
                                                 : "");
    dt_text_add(out, !x->stays ? "" : joint ? "a move at the same moment" : "the answer");
    uint32_t from = joint ? here : (uint32_t)x->to;
    for (uint32_t k = 0; k < x->step_count; k++) {
        dt_text_format(out, "%s of %s: it would ",
                       k == 0  ? ""
                       : joint ? ", and"
                               : ", then",
                       syntax->parties[x->steps[k].party].name);
        moved(t, from, x->steps[k].state, false, out);
        cost(t, &x->steps[k], from, out);
        from = joint ? here : x->steps[k].state;
    }
    dt_text_add(out, ".\n");
}

static void today(const trial *t, dt_text *out)
{
    begin("Today", out);
    if (t->reference.status_quo == 0) {
        dt_text_add(out, "not given; add a `status quo` line.\n");
        return;
    }
    const uint32_t here = t->reference.status_quo - 1;
    const uint32_t concepts = reference_holds_under(&t->verdicts, here);
    numbered(t, here, out);
    firmly(t, concepts, DT_NONE, out);
    if (concepts == 0) {
        leavers(t, here, true, out);
    }
    dt_text_add(out, ".\n");
    for (uint32_t k = 0; k < t->summary.tempted_count; k++) {
        tempted(t, &t->summary.tempted[k], out);
    }
}

static void outcomes(const trial *t, dt_text *out)
{
    for (uint32_t k = 0; k < t->model->syntax->outcome_count; k++) {
        uint32_t members = 0;
        uint32_t first = 0;
        uint32_t concepts = 0;
        for (uint32_t s = t->reference.state_count; s-- > 0;) {
            first = is_in(t, k, s) ? s : first;
            members += is_in(t, k, s);
            concepts |= is_in(t, k, s) ? reference_holds_under(&t->verdicts, s) : 0;
        }
        begin(k == 0 ? "Outcomes" : "", out);
        dt_text_add(out, t->model->syntax->outcomes[k].id);
        if (members == 0) {
            dt_text_add(out, " is impossible.\n");
            continue;
        }
        firmly(t, concepts, k, out);
        if (concepts == 0 && members == 1) {
            leavers(t, first, false, out);
        } else if (concepts == 0) {
            dt_text_format(out, ", in none of its %u states", members);
        }
        dt_text_add(out, ".\n");
    }
}

/* ": x1 in 2 states, x2, and 1 without a name (outcomes overlap)." */
static void members_of(const trial *t, const bool *holding, uint32_t count, dt_text *out)
{
    const dt_syntax *syntax = t->model->syntax;
    uint32_t sum = 0;
    uint32_t named_states = 0;
    uint32_t first = DT_NONE;
    const char *before = ": ";
    for (uint32_t s = 0; s < t->reference.state_count; s++) {
        bool any = false;
        for (uint32_t k = 0; k < syntax->outcome_count; k++) {
            any = any || is_in(t, k, s);
        }
        named_states += holding[s] && any;
        first = holding[s] && first == DT_NONE ? s : first;
    }
    for (uint32_t k = 0; k < syntax->outcome_count; k++) {
        uint32_t members = 0;
        for (uint32_t s = 0; s < t->reference.state_count; s++) {
            members += holding[s] && is_in(t, k, s);
        }
        sum += members;
        if (members > 0) {
            dt_text_format(out, "%s%s", before, syntax->outcomes[k].id);
            before = ", ";
        }
        if (members > 1) {
            dt_text_format(out, " in %u states", members);
        }
    }
    if (named_states == 0) {
        dt_text_add(out, count == 1 ? ": " : ", the first is ");
        numbered(t, first, out);
    } else if (named_states < count) {
        dt_text_format(out, ", and %u without a name", count - named_states);
    }
    dt_text_add(out, sum > named_states ? " (outcomes overlap).\n" : ".\n");
}

static void gains_of(const trial *t, const bool *holding, uint32_t count, dt_text *out)
{
    const reference_graph *g = &t->reference.graph;
    uint32_t gains[64] = {0};
    bool alike = true;
    const char *before = "Better off: ";
    for (uint32_t p = 0; p < g->parties; p++) {
        for (uint32_t s = 0; s < g->states; s++) {
            gains[p] += holding[s] && *reference_better(g, p, t->reference.status_quo - 1, s);
        }
        alike = alike && (gains[p] == 0 || gains[p] == count);
    }
    begin("", out);
    for (uint32_t p = 0; p < g->parties; p++) {
        if (gains[p] > 0) {
            dt_text_format(out, "%s%s", before, t->model->syntax->parties[p].name);
            before = ", ";
        }
        if (gains[p] == count && !alike) {
            dt_text_add(out, " in all");
        } else if (gains[p] > 0 && !alike) {
            dt_text_format(out, " in %u", gains[p]);
        }
    }
    dt_text_add(out, ".\n");
}

static void way_to(const trial *t, const bool *holding, dt_text *out)
{
    uint32_t shortest[512];
    uint32_t reached = 0;
    uint32_t nearest = DT_NONE;
    uint32_t as_near = 0;
    reference_distances(&t->reference.graph, t->reference.status_quo - 1, true, shortest);
    for (uint32_t s = 0; s < t->reference.state_count; s++) {
        if (!holding[s] || shortest[s] == UINT32_MAX) {
            continue;
        }
        reached++;
        const bool nearer = nearest == DT_NONE || shortest[s] < shortest[nearest];
        as_near = nearer ? 1 : as_near + (shortest[s] == shortest[nearest]);
        nearest = nearer ? s : nearest;
    }
    begin("", out);
    if (reached == 0) {
        dt_text_add(out, "No series of steps that each pay at once leads there from today "
                         "(see `detente paths`).\n");
        return;
    }
    dt_text_format(out, "%u %s within reach of steps that each pay at once; ", reached,
                   reached == 1 ? "is" : "are");
    if (as_near == 1) {
        dt_text_add(out, "the nearest is ");
    } else {
        dt_text_format(out, "%u are equally near, the first is ", as_near);
    }
    numbered(t, nearest, out);
    dt_text_format(out, ", by %u improvement%s.\n", shortest[nearest],
                   shortest[nearest] == 1 ? "" : "s");
}

static void prospect(const trial *t, bool better, dt_text *out)
{
    const uint32_t here = t->reference.status_quo - 1;
    bool holding[512] = {false};
    uint32_t there = 0;
    uint32_t count = 0;
    uint32_t concepts = 0;
    for (uint32_t s = 0; s < t->reference.state_count; s++) {
        holding[s] = s != here && reference_is_no_worse(&t->reference, here, s, better);
        there += holding[s];
        concepts |= holding[s] ? reference_holds_under(&t->verdicts, s) : 0;
    }
    concepts = firmest_of(concepts, implied_by);
    for (uint32_t s = 0; s < t->reference.state_count; s++) {
        holding[s] = holding[s] && (reference_holds_under(&t->verdicts, s) & concepts) != 0;
        count += holding[s];
    }
    if (!better && count == 0) {
        return;
    }
    begin(better ? "Better" : "", out);
    if (there == 0) {
        dt_text_add(out, "No state is better than today for somebody and worse for nobody.\n");
        return;
    }
    const uint32_t told = count > 0 ? count : there;
    dt_text_format(out, "%u %sstate%s%s", told, better ? "" : "other ", told == 1 ? "" : "s",
                   better ? " better than today for somebody and worse for nobody"
                          : ", as good as today for everybody,");
    firmly(t, concepts, DT_NONE, out);
    if (count == 0) {
        dt_text_add(out, ".\n");
        return;
    }
    members_of(t, holding, count, out);
    if (better) {
        gains_of(t, holding, count, out);
        way_to(t, holding, out);
    }
}

/* ---- all ------------------------------------------------------------------------------------- */

static void write_summary(const trial *t, dt_text *out)
{
    const detente_style style = {.width = 1000000};
    const detente_sink sink = {keep_bytes, out};
    assert_int_equal(detente_write_summary(t->analysis, &style, NULL, &sink, NULL), DETENTE_OK);
}

static void check_words(const trial *t)
{
    dt_text expected = {0};
    dt_text said = {0};
    today(t, &expected);
    outcomes(t, &expected);
    if (t->reference.status_quo != 0) {
        prospect(t, true, &expected);
        prospect(t, false, &expected);
    }
    write_summary(t, &said);
    const char *from = strstr(said.bytes, "  Today ");
    assert_non_null(from);
    if (strcmp(from, expected.bytes) != 0) {
        fail_msg("%s\n---- said\n%s---- expected\n%s", t->text.bytes, from, expected.bytes);
    }
    dt_text_clear(&said);
    dt_text_clear(&expected);
}

static void check_form(random_form form)
{
    for (uint64_t seed = 1; seed <= MODELS; seed++) {
        trial t;
        open_trial(&t, form, seed);
        check_words(&t);
        close_trial(&t);
    }
}

static void option_form_is_told_in_these_words(void **state)
{
    (void)state;
    check_form(RANDOM_OPTIONS);
}

static void coalesced_states_are_told_in_these_words(void **state)
{
    (void)state;
    check_form(RANDOM_COALESCED);
}

static void graph_form_is_told_in_these_words(void **state)
{
    (void)state;
    check_form(RANDOM_GRAPH);
}

/* ---- small models, by hand ------------------------------------------------------------------- */

static void expect_said(const char *model, const char *sentence, const char *never)
{
    trial t;
    dt_text said = {0};
    open_model(&t, model);
    check_words(&t);
    write_summary(&t, &said);
    if (strstr(said.bytes, sentence) == NULL || (never != NULL && strstr(said.bytes, never))) {
        fail_msg("not said: %s\n%s", sentence, said.bytes);
    }
    dt_text_clear(&said);
    close_trial(&t);
}

static void what_was_once_said_wrongly(void **state)
{
    (void)state;
    expect_said("conflict \"Equal\"\nparty a\n option x\nparty b\n option y\nstatus quo none\n"
                "a wants\n x iff y\nb wants\n x iff y\n",
                "1 other state, as good as today for everybody, would hold even if nobody fears "
                "retaliation (Nash): state 4 (YY).",
                "Nothing");
    expect_said("conflict \"Strikes\"\nparty e \"Upriver\"\n option data \"Share data\"\n"
                "party g \"Downriver\"\n option unsc \"Go to the Council\"\n"
                " option strike \"Strike the dam\"\nstatus quo unsc\n"
                "impossible strike and unsc\ne wants\n not strike\n data\n"
                "g wants\n unsc\n strike\n",
                "fears the answer of Downriver: it would take up \"Strike the dam\" and give up "
                "\"Go to the Council\", at a cost to Downriver itself.",
                "no longer");
    expect_said(SIM_WITHOUT_GMR,
                "here would not hold: a would leave it under Nash, GMR, SMR, SEQ, SSEQ; b would "
                "leave it under Nash, GMR, SMR, SEQ, SSEQ; c would leave it under Nash, SEQ, SSEQ, "
                "SIM.",
                "whatever");
    expect_said("conflict \"Only\"\nparty a\n option x\n option z\nparty b\n option y\n"
                "status quo x, y\na ranks\n state YYN\n state NNY\n state NYN\n ~ state YNN\n"
                " state YNY\n state NYY\n state YYY\n ~ state NNN\nb ranks\n state YYY\n"
                " state YYN\n ~ state NYY\n state YNN\n ~ state NNY\n state NNN\n ~ state YNY\n"
                " state NYN\n",
                "would hold if each fears any answer, however costly to whoever gives it (GMR), or "
                "that others leave at the same moment (SIM).",
                "only");
}

int main(void)
{
    find_implied(implied_by);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(option_form_is_told_in_these_words),
        cmocka_unit_test(coalesced_states_are_told_in_these_words),
        cmocka_unit_test(graph_form_is_told_in_these_words),
        cmocka_unit_test(what_was_once_said_wrongly),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
