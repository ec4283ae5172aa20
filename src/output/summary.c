/* SPDX-License-Identifier: MIT
 *
 * What an analysis comes to, in plain sentences: what the conflict is about, whether today's
 * situation holds and for whom not, which named outcomes hold and how firmly, what better could
 * hold and whether a way leads there, how many of the claims are borne out.
 *
 * "How firmly" is the most cautious concept under which an outcome is an equilibrium, in the order
 * of `firmness`: an equilibrium under an earlier concept asks less of what the parties fear.
 * Time O(states x (outcomes + concepts x parties)), and the moves for the status quo (reach.h).
 */
#include "insight/claims.h"
#include "insight/reach.h"
#include "output/words.h"

#define REACH_MEMORY ((uint64_t)1 << 30)
#define NO_STATE UINT64_MAX

static const struct {
    detente_concept concept;
    dt_word words;
} firmness[DETENTE_CONCEPT_COUNT] = {
    {DETENTE_NASH, DT_WORD_HOLDS_NASH}, {DETENTE_SSEQ, DT_WORD_HOLDS_SSEQ},
    {DETENTE_SEQ, DT_WORD_HOLDS_SEQ},   {DETENTE_SMR, DT_WORD_HOLDS_SMR},
    {DETENTE_GMR, DT_WORD_HOLDS_GMR},   {DETENTE_SIM, DT_WORD_HOLDS_SIM},
};

typedef struct brief {
    const dt_view *view;
    const detente_style *style;
    dt_text line; /* the paragraph being made */
    dt_text *text;
} brief;

/* Put the line under its head, broken into lines. */
static void put(brief *b, const char *head)
{
    char first[] = "              ";
    memcpy(first + 2, head, strlen(head));
    dt_say_wrapped(b->text, first, b->line.failed ? "" : b->line.bytes, b->style->width);
    b->line.length = 0;
}

/* ---- words ------------------------------------------------------------------------------------- */

/* Concepts that follow from a stronger one are left out: Nash implies all; SSEQ implies SEQ and SMR,
 * each of which implies GMR (docs/concepts.md). */
static uint32_t firmest(uint32_t concepts)
{
    static const uint32_t implied[DETENTE_CONCEPT_COUNT] = {
        [DETENTE_NASH] = DETENTE_ALL_CONCEPTS & ~(1u << DETENTE_NASH),
        [DETENTE_SSEQ] = 1u << DETENTE_SEQ | 1u << DETENTE_SMR | 1u << DETENTE_GMR,
        [DETENTE_SEQ] = 1u << DETENTE_GMR,
        [DETENTE_SMR] = 1u << DETENTE_GMR,
    };
    uint32_t left = concepts;
    for (unsigned c = 0; c < DETENTE_CONCEPT_COUNT; c++) {
        left &= (concepts >> c & 1) != 0 ? ~implied[c] : DETENTE_ALL_CONCEPTS;
    }
    return left;
}

/* "would hold if each fears credible answers (SEQ)" */
static void say_firmness(brief *b, uint32_t concepts)
{
    concepts = firmest(concepts);
    dt_word words = DT_WORD_HOLDS_NOT;
    for (unsigned k = DETENTE_CONCEPT_COUNT; k-- > 0;) {
        words = (concepts >> firmness[k].concept & 1) != 0 ? firmness[k].words : words;
    }
    dt_text_add(&b->line, dt_say(b->style, words));
    const char *before = " (";
    for (unsigned c = 0; c < DETENTE_CONCEPT_COUNT; c++) {
        if ((concepts >> c & 1) != 0) {
            dt_text_add(&b->line, before);
            dt_text_add(&b->line, detente_concept_name((detente_concept)c));
            before = ", ";
        }
    }
    dt_text_add(&b->line, concepts != 0 ? ")" : "");
}

/* The concept that asks least of what the parties fear, of a non-empty set; as a bit. */
static uint32_t strongest(uint32_t concepts)
{
    unsigned k = 0;
    while ((concepts >> firmness[k].concept & 1) == 0) {
        k++;
    }
    return 1u << firmness[k].concept;
}

/* "state 8 (deadlock)": the outcomes that it belongs to, else its pattern, else its label. */
static void say_state(brief *b, uint64_t index)
{
    const dt_syntax *syntax = b->view->syntax;
    dt_text_add(&b->line, "state ");
    dt_text_number(&b->line, index + 1);
    const char *before = " (";
    for (uint32_t k = 0; b->view->listed && k < syntax->outcome_count; k++) {
        if (dt_view_is(b->view, k, index)) {
            dt_text_add(&b->line, before);
            dt_text_add(&b->line, syntax->outcomes[k].id);
            before = ", ";
        }
    }
    if (before[0] == ' ') {
        dt_text_add(&b->line, " (");
        if (dt_is_graph_form(syntax)) {
            dt_text_add(&b->line, syntax->states[index].label);
        } else {
            dt_view_name(b->view, index, &b->line);
        }
    }
    dt_text_add_char(&b->line, ')');
}

/* What a party does when it moves: "“Act”, no longer “Threaten”". */
static void say_change(brief *b, uint64_t from, uint64_t to)
{
    const dt_syntax *syntax = b->view->syntax;
    if (dt_is_graph_form(syntax)) {
        dt_text_add(&b->line, "moving to ");
        dt_text_add(&b->line, syntax->states[to].label);
        return;
    }
    const uint64_t after = dt_states_code(b->view->model, to);
    const uint64_t changed = dt_states_code(b->view->model, from) ^ after;
    const char *before = "";
    for (uint32_t k = 0; k < syntax->option_count; k++) {
        if ((changed >> k & 1) != 0) {
            dt_text_add(&b->line, before);
            dt_text_add(&b->line, (after >> k & 1) != 0 ? "\"" : "no longer \"");
            dt_text_add(&b->line, syntax->options[k].label);
            dt_text_add_char(&b->line, '"');
            before = ", ";
        }
    }
}

/* ---- the conflict ------------------------------------------------------------------------------ */

static void write_head(brief *b)
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

static void write_size(brief *b)
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
    put(b, "Conflict");
}

static void write_counts(brief *b)
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
    put(b, dt_say(b->style, DT_WORD_WOULD_HOLD));
}

/* ---- today --------------------------------------------------------------------------------------- */

/* The improvement that `party` likes best among its own from today; NO_STATE = it has none.  In the
 * reach by improvements these are its nodes at distance 1. */
static uint64_t best_improvement(const dt_view *view, const dt_reach *reach, uint32_t party)
{
    const uint32_t *ranks = view->model->states->ranks[party];
    uint64_t best = NO_STATE;
    const dt_search *search = &reach->search;
    for (size_t k = 0; k < search->count && search->nodes[k].length == 1; k++) {
        const uint32_t state = search->nodes[k].state;
        if (search->nodes[k].party == party && (best == NO_STATE || ranks[state] > ranks[best])) {
            best = state;
        }
    }
    return best;
}

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

static void write_temptations(brief *b, const dt_reach *reach, uint64_t here)
{
    for (uint32_t party = 0; party < b->view->syntax->party_count; party++) {
        const uint64_t best = best_improvement(b->view, reach, party);
        if (best != NO_STATE) {
            dt_text_add(&b->line, b->view->syntax->parties[party].name);
            dt_text_add_char(&b->line, ' ');
            dt_text_add(&b->line, dt_say(b->style, would_leave(b->view, party, here)
                                                       ? DT_WORD_WOULD_LEAVE
                                                       : DT_WORD_TEMPTED));
            dt_text_add(&b->line, ": ");
            say_change(b, here, best);
            dt_text_add_char(&b->line, '.');
            put(b, "");
        }
    }
}

static void write_today(brief *b)
{
    const uint64_t here = b->view->model->status_quo - 1;
    say_state(b, here);
    say_firmness(b, dt_view_holds_under(b->view, here));
    dt_text_add_char(&b->line, '.');
    put(b, dt_say(b->style, DT_WORD_TODAY));
}

/* ---- outcomes ------------------------------------------------------------------------------------ */

/* Who would leave the only state of an outcome. */
static void say_leavers(brief *b, uint64_t index)
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
    tally t = {.first = NO_STATE};
    uint64_t under[DETENTE_CONCEPT_COUNT] = {0};
    for (uint64_t k = 0; k < view->count; k++) {
        if (dt_view_is(view, outcome, k)) {
            const uint32_t concepts = dt_view_holds_under(view, k);
            t.first = t.first == NO_STATE ? k : t.first;
            t.states++;
            t.concepts |= concepts;
            for (unsigned c = 0; c < DETENTE_CONCEPT_COUNT; c++) {
                under[c] += concepts >> c & 1;
            }
        }
    }
    t.holding = t.concepts == 0 ? 0 : under[dt_lowest(strongest(t.concepts))];
    return t;
}

static void say_share(brief *b, const tally *t)
{
    if (t->states == 1 && t->holding == 0) {
        say_leavers(b, t->first);
    } else if (t->states > 1 && t->holding == 0) {
        dt_text_format(&b->line, ", in none of its %llu states", (unsigned long long)t->states);
    } else if (t->holding < t->states) {
        dt_text_format(&b->line, ", in %llu of its %llu states", (unsigned long long)t->holding,
                       (unsigned long long)t->states);
    }
}

static void write_outcome(brief *b, uint32_t outcome, const char *head)
{
    const tally t = count_outcome(b->view, outcome);
    dt_text_add(&b->line, b->view->syntax->outcomes[outcome].id);
    if (t.states == 0) {
        dt_text_add(&b->line, " is impossible");
    } else {
        say_firmness(b, t.concepts == 0 ? 0 : strongest(t.concepts));
        say_share(b, &t);
    }
    dt_text_add_char(&b->line, '.');
    put(b, head);
}

static void write_outcomes(brief *b)
{
    for (uint32_t k = 0; k < b->view->syntax->outcome_count; k++) {
        write_outcome(b, k, k == 0 ? "Outcomes" : "");
    }
}

/* ---- what would be better ---------------------------------------------------------------------- */

/* Does every party like a at least as much as b, and one more? */
static bool is_better(const dt_view *view, uint64_t a, uint64_t b)
{
    bool more = false;
    for (uint32_t party = 0; party < view->syntax->party_count; party++) {
        const uint32_t *ranks = view->model->states->ranks[party];
        if (ranks[a] < ranks[b]) {
            return false;
        }
        more = more || ranks[a] > ranks[b];
    }
    return more;
}

/* States better than today for everybody that hold under the strongest concept under which any
 * does; and the first of those that are reached by the fewest improvements. */
typedef struct better {
    uint64_t *set;
    uint64_t count;
    uint32_t concept; /* as a bit, 0 = there is none */
    uint64_t reached; /* how many are, by improvements */
    uint64_t nearest;
    uint32_t distance;
} better;

static uint32_t strongest_better(const dt_view *view, uint64_t here)
{
    uint32_t concepts = 0;
    for (uint64_t k = 0; k < view->count; k++) {
        concepts |= is_better(view, k, here) ? dt_view_holds_under(view, k) : 0;
    }
    return concepts == 0 ? 0 : strongest(concepts);
}

static better find_better(const dt_view *view, const dt_reach *reach, uint64_t here)
{
    better all = {.distance = DT_UNREACHED, .nearest = NO_STATE};
    all.concept = strongest_better(view, here);
    all.set = dt_zeroed(DT_WORDS(view->count), sizeof *all.set);
    for (uint64_t k = 0; all.set != NULL && k < view->count; k++) {
        if ((dt_view_holds_under(view, k) & all.concept) == 0 || !is_better(view, k, here)) {
            continue;
        }
        dt_set_bit(all.set, k);
        all.count++;
        const uint32_t distance = dt_reach_distance(reach, k);
        all.reached += distance != DT_UNREACHED;
        if (distance < all.distance) {
            all.distance = distance;
            all.nearest = k;
        }
    }
    return all;
}

/* "settlement, obedience in 18 states", or the first state where no named outcome is among them. */
static void say_members(brief *b, const better *all)
{
    const char *before = ": ";
    for (uint32_t outcome = 0; outcome < b->view->syntax->outcome_count; outcome++) {
        uint64_t count = 0;
        for (size_t w = 0; w < DT_WORDS(b->view->count); w++) {
            count += dt_popcount(all->set[w] & b->view->outcomes[outcome][w]);
        }
        if (count > 0) {
            dt_text_add(&b->line, before);
            dt_text_add(&b->line, b->view->syntax->outcomes[outcome].id);
            before = ", ";
        }
        if (count > 1) {
            dt_text_format(&b->line, " in %llu states", (unsigned long long)count);
        }
    }
    for (uint64_t k = 0; before[0] == ':' && k < b->view->count; k++) {
        if (dt_bit(all->set, k)) {
            dt_text_add(&b->line, all->count > 1 ? ", the first is " : ": ");
            say_state(b, k);
            break;
        }
    }
    dt_text_add(&b->line, ".");
}

static void say_way(brief *b, const better *all)
{
    if (all->reached == 0) {
        dt_text_add(&b->line, dt_say(b->style, DT_WORD_TOGETHER));
    } else {
        dt_text_number(&b->line, all->reached);
        dt_text_add(&b->line, all->reached == 1 ? " is" : " are");
        dt_text_add(&b->line, dt_say(b->style, DT_WORD_IN_REACH));
        say_state(b, all->nearest);
        dt_text_add(&b->line, ", by ");
        dt_say_count(&b->line, b->style, all->distance, DT_WORD_IMPROVEMENT, DT_WORD_IMPROVEMENTS);
        dt_text_add_char(&b->line, '.');
    }
    put(b, "");
}

static detente_status write_better(brief *b, const dt_reach *reach, detente_error *err)
{
    const better all = find_better(b->view, reach, b->view->model->status_quo - 1);
    if (all.set == NULL) {
        return dt_no_memory(err);
    }
    if (all.count == 0) {
        dt_text_add(&b->line, dt_say(b->style, DT_WORD_NOTHING_BETTER));
        put(b, "Better");
    } else {
        dt_say_count(&b->line, b->style, all.count, DT_WORD_STATE, DT_WORD_STATES);
        dt_text_add(&b->line, dt_say(b->style, DT_WORD_BETTER));
        say_firmness(b, all.concept);
        say_members(b, &all);
        put(b, "Better");
        say_way(b, &all);
    }
    free(all.set);
    return DETENTE_OK;
}

/* ---- claims -------------------------------------------------------------------------------------- */

static detente_status write_claims(brief *b, detente_error *err)
{
    const dt_syntax *syntax = b->view->syntax;
    dt_text failing = {0};
    uint32_t held = 0;
    for (uint32_t k = 0; k < syntax->claim_count; k++) {
        dt_finding found = {0};
        const detente_status status =
            dt_claim_test(b->view, b->style, &syntax->claims[k], &found, err);
        if (status != DETENTE_OK) {
            dt_text_clear(&failing);
            return status;
        }
        if (!found.holds) {
            dt_say_wrapped(&failing, "              does not hold: ",
                           dt_claim_words(&syntax->claims[k]), b->style->width);
        }
        held += found.holds;
        dt_finding_clear(&found);
    }
    if (syntax->claim_count > 0 && held == syntax->claim_count) {
        dt_text_format(&b->line, "All %u that the file makes hold.", held);
        put(b, "Claims");
    } else if (syntax->claim_count > 0) {
        dt_text_format(&b->line, "%u of the file's %u hold%s.", held, syntax->claim_count,
                       held == 1 ? "s" : "");
        put(b, "Claims");
        dt_text_add_bytes(b->text, failing.length > 0 ? failing.bytes : "", failing.length);
    }
    b->text->failed = b->text->failed || failing.failed;
    dt_text_clear(&failing);
    return DETENTE_OK;
}

static void write_scenarios(brief *b)
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
    put(b, "Scenarios");
}

/* ---- all ------------------------------------------------------------------------------------------- */

static detente_status write_findings(brief *b, detente_error *err)
{
    detente_status status = DETENTE_OK;
    dt_reach reach = {0};
    const uint64_t here = b->view->model->status_quo;
    write_head(b);
    write_size(b);
    write_counts(b);
    if (here > 0) {
        write_today(b);
    }
    if (!b->view->listed) {
        dt_text_add(&b->line, "More than this is said of models whose states can be listed.");
        put(b, "");
        return DETENTE_OK;
    }
    if (here > 0) {
        DT_TRY(dt_reach_from(b->view->model, here - 1, true, REACH_MEMORY, &reach, err));
        write_temptations(b, &reach, here - 1);
    }
    write_outcomes(b);
    if (here > 0) {
        DT_TRY(write_better(b, &reach, err));
    }
    DT_TRY(write_claims(b, err));
    write_scenarios(b);
done:
    dt_reach_clear(&reach);
    return status;
}

detente_status detente_write_summary(const detente_analysis *analysis, const detente_style *style,
                                     const detente_sink *sink, detente_error *err)
{
    if (analysis == NULL || sink == NULL) {
        return dt_fail(err, DETENTE_EINVAL, "an analysis and a sink are needed");
    }
    const detente_style filled = dt_style_of(style);
    dt_text text = {0};
    dt_view view;
    detente_status status = dt_view_open(analysis, &view, err);
    if (status != DETENTE_OK) {
        return status;
    }
    brief b = {.view = &view, .style = &filled, .text = &text};
    DT_TRY(write_findings(&b, err));
    text.failed = text.failed || b.line.failed;
    DT_TRY(dt_text_flush(&text, sink, err));
done:
    dt_text_clear(&b.line);
    dt_text_clear(&text);
    dt_view_clear(&view);
    return status;
}
