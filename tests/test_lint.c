/* SPDX-License-Identifier: MIT
 *
 * What lint points out, against the definitions of insight/lint.h worked out by brute force over
 * the states of the reference: of thousands of random models in every form, the same findings, no
 * more and no fewer; and of planted faults, each is found.
 */
#include "judged.h"

#include "insight/lint.h"
#include "reading.h"

#define MOST 512

typedef struct expected {
    dt_lint list[MOST];
    size_t count;
} expected;

static void expect(expected *e, dt_lint_kind kind, dt_span at, uint32_t party, uint32_t item)
{
    assert_true(e->count < MOST);
    e->list[e->count++] = (dt_lint){
        .kind = kind, .at = at, .party = party, .item = item, .other = DT_NONE};
}

static dt_lint *last(expected *e)
{
    return &e->list[e->count - 1];
}

/* ---- moves ----------------------------------------------------------------------------------- */

static bool moves_at(const reference_model *r, uint32_t party, uint32_t s)
{
    bool any = false;
    for (uint32_t t = 0; t < r->state_count; t++) {
        any = any || *reference_move(&r->graph, party, s, t);
    }
    return any;
}

/* Could option o change here, were there no rules? */
static bool could_change(const dt_option *o, bool taken)
{
    return !(taken && o->direction == DT_CANNOT_BE_UNDONE) &&
           !(!taken && o->direction == DT_CANNOT_BE_RESUMED);
}

static bool breaks(const reference_model *r, const dt_rule *rule, uint32_t code)
{
    const bool holds = reference_holds_at(r, rule->expr, code);
    return rule->kind == DT_RULE_IMPOSSIBLE ? holds : rule->kind != DT_RULE_SAME && !holds;
}

static bool held_by_rules(const reference_model *r, uint32_t party, uint32_t s)
{
    bool any = false;
    for (uint32_t o = 0; o < r->syntax->option_count; o++) {
        const dt_option *option = &r->syntax->options[o];
        any = any || (option->party == party && could_change(option, r->lowest[s] >> o & 1));
    }
    return any && !moves_at(r, party, s);
}

static bool never_again(const reference_model *r, uint32_t party, uint32_t s)
{
    bool *reached = reference_take(r->state_count, sizeof *reached);
    bool moves = moves_at(r, party, s);
    reference_legal(&r->graph, reference_others(&r->graph, party), false, s, reached);
    for (uint32_t t = 0; t < r->state_count; t++) {
        moves = moves || (reached[t] && moves_at(r, party, t));
    }
    free(reached);
    return !moves;
}

static uint32_t blamed(const reference_model *r, uint32_t party, uint32_t s)
{
    for (uint32_t k = 0; k < r->syntax->rule_count; k++) {
        for (uint32_t o = 0; o < r->syntax->option_count; o++) {
            const dt_option *option = &r->syntax->options[o];
            if (option->party == party && could_change(option, r->lowest[s] >> o & 1) &&
                breaks(r, &r->syntax->rules[k], r->lowest[s] ^ (1u << o))) {
                return k;
            }
        }
    }
    return DT_NONE;
}

static void expect_moves(const reference_model *r, expected *e)
{
    for (uint32_t party = 0; party < r->syntax->party_count; party++) {
        bool moves = false;
        uint64_t held[2] = {0, 0};
        uint32_t first[2] = {0, 0};
        for (uint32_t s = 0; s < r->state_count; s++) {
            moves = moves || moves_at(r, party, s);
            if (!dt_is_graph_form(r->syntax) && !r->coalesced && held_by_rules(r, party, s)) {
                const bool forever = never_again(r, party, s);
                first[0] = held[0]++ == 0 ? s : first[0];
                first[1] = forever && held[1]++ == 0 ? s : first[1];
            }
        }
        if (!moves) {
            expect(e, DT_LINT_NO_MOVE, r->syntax->parties[party].at, party, DT_NONE);
        } else if (held[0] > 0) {
            const int k = held[1] > 0;
            const uint32_t rule = blamed(r, party, first[k]);
            assert_true(rule != DT_NONE);
            expect(e, k ? DT_LINT_FOREVER : DT_LINT_STUCK, r->syntax->rules[rule].at, party,
                   DT_NONE);
            last(e)->other = rule;
            last(e)->state = first[k];
            last(e)->count = held[k];
        }
    }
}

/* ---- options --------------------------------------------------------------------------------- */

static bool speaks_of(const dt_syntax *syntax, const dt_expr *expr, uint32_t option)
{
    bool any = (expr->kind == DT_EXPR_OPTION && expr->index == option) ||
               expr->kind == DT_EXPR_NUMBER ||
               (expr->kind == DT_EXPR_PATTERN && expr->pattern[option] != '-') ||
               (expr->kind == DT_EXPR_OUTCOME &&
                speaks_of(syntax, syntax->outcomes[expr->index].expr, option));
    for (const dt_expr *each = expr->first; each != NULL; each = each->next) {
        any = any || speaks_of(syntax, each, option);
    }
    return any;
}

static bool is_mentioned_in(const dt_syntax *syntax, uint32_t option)
{
    bool any = false;
    for (uint32_t party = 0; party < syntax->party_count; party++) {
        for (const dt_preferences *p = &syntax->preferences[party]; p != NULL; p = p->other) {
            for (uint32_t k = 0; k < p->count; k++) {
                any = any ||
                      (p->lines[k].expr != NULL && speaks_of(syntax, p->lines[k].expr, option));
            }
        }
    }
    for (uint32_t k = 0; k < syntax->unknown_count; k++) {
        any = any || speaks_of(syntax, syntax->unknowns[k].what, option) ||
              speaks_of(syntax, syntax->unknowns[k].than, option);
    }
    return any;
}

/* The model in hand under its scenarios. */
#define MOST_SCENARIOS 4
static struct {
    dt_syntax *trees[MOST_SCENARIOS];
    detente_model *models[MOST_SCENARIOS];
    size_t count;
} scenarios;

/* In the base model or a scenario, where the option may have another number. */
static bool is_mentioned(const dt_syntax *syntax, uint32_t option)
{
    bool any = is_mentioned_in(syntax, option);
    for (size_t s = 0; s < scenarios.count; s++) {
        const dt_syntax *tree = scenarios.trees[s];
        for (uint32_t k = 0; k < tree->option_count; k++) {
            any = any || (tree->options[k].party == syntax->options[option].party &&
                          strcmp(tree->options[k].id, syntax->options[option].id) == 0 &&
                          is_mentioned_in(tree, k));
        }
    }
    return any;
}

static bool all_indifferent(const reference_model *r, uint32_t s, uint32_t t)
{
    bool all = true;
    for (uint32_t party = 0; party < r->syntax->party_count; party++) {
        all = all && !*reference_better(&r->graph, party, s, t) &&
              !*reference_better(&r->graph, party, t, s) &&
              !*reference_unknown(&r->graph, party, s, t);
    }
    return all;
}

static void expect_options(const reference_model *r, expected *e)
{
    for (uint32_t o = 0; o < r->syntax->option_count; o++) {
        const dt_option *option = &r->syntax->options[o];
        uint32_t taken = 0;
        bool pair = false;
        bool minded = false;
        for (uint32_t a = 0; a < r->member_count; a++) {
            taken += r->members[a] >> o & 1;
            for (uint32_t b = 0; b < r->member_count; b++) {
                if ((r->members[a] ^ r->members[b]) == 1u << o) {
                    pair = true;
                    minded = minded || !all_indifferent(r, r->state_of[a], r->state_of[b]);
                }
            }
        }
        if (taken == 0 || taken == r->member_count) {
            expect(e, DT_LINT_FIXED, option->at, option->party, o);
            last(e)->count = taken > 0;
        } else if (pair && !is_mentioned(r->syntax, o)) {
            expect(e, DT_LINT_UNMENTIONED, option->at, option->party, o);
        } else if (pair && !minded && is_mentioned(r->syntax, o) && dt_all_rankings(r->syntax)) {
            expect(e, DT_LINT_IDLE, option->at, option->party, o);
        }
    }
}

/* ---- statements ------------------------------------------------------------------------------ */

static uint32_t states_of(const reference_model *r, const dt_expr *expr)
{
    uint32_t count = 0;
    for (uint32_t s = 0; s < r->state_count; s++) {
        count += reference_holds(r, expr, s);
    }
    return count;
}

/* In how many states do both say the same? */
static uint32_t agreements(const reference_model *r, const dt_expr *a, const dt_expr *b)
{
    uint32_t count = 0;
    for (uint32_t s = 0; s < r->state_count; s++) {
        count += reference_holds(r, a, s) == reference_holds(r, b, s);
    }
    return count;
}

/* The party's preferences with line k left out: who is preferred to whom, is it the same? */
static bool same_without(const reference_model *r, uint32_t party, uint32_t k)
{
    const dt_preferences *all = &r->syntax->preferences[party];
    const uint32_t parties = r->syntax->party_count;
    dt_statement *lines = reference_take(all->count, sizeof *lines);
    dt_preferences *preferences = reference_take(parties, sizeof *preferences);
    memcpy(preferences, r->syntax->preferences, parties * sizeof *preferences);
    uint32_t count = 0;
    for (uint32_t j = 0; j < all->count; j++) {
        if (j != k) {
            lines[count] = all->lines[j];
            /* the level that the line opened is opened by the next one */
            lines[count].tied = lines[count].tied && !(j == k + 1 && !all->lines[k].tied);
            count++;
        }
    }
    preferences[party].lines = lines;
    preferences[party].count = count;
    dt_syntax varied = *r->syntax;
    varied.preferences = preferences;
    reference_model model;
    reference_model_init(&model, &varied);
    bool same = model.fault == NULL;
    assert_true(same);
    for (uint32_t s = 0; s < r->state_count; s++) {
        for (uint32_t t = 0; t < r->state_count; t++) {
            same = same && *reference_better(&r->graph, party, s, t) ==
                               *reference_better(&model.graph, party, s, t);
        }
    }
    reference_model_clear(&model);
    free(preferences);
    free(lines);
    return same;
}

static void expect_line(const reference_model *r, uint32_t party, uint32_t list,
                        const dt_preferences *p, uint32_t k, expected *e)
{
    const dt_expr *expr = p->lines[k].expr;
    const uint32_t holds = states_of(r, expr);
    const size_t before = e->count;
    uint32_t same = DT_NONE;
    uint32_t turned = DT_NONE;
    for (uint32_t j = k; j-- > 0;) {
        const uint32_t agree = agreements(r, expr, p->lines[j].expr);
        same = agree == r->state_count ? j : same;
        turned = agree == 0 ? j : turned;
    }
    if (holds == r->state_count || holds == 0) {
        expect(e, holds == 0 ? DT_LINT_NEVER : DT_LINT_ALWAYS, p->lines[k].at, party, k);
    } else if (same != DT_NONE || turned != DT_NONE) {
        expect(e, same != DT_NONE ? DT_LINT_TWICE : DT_LINT_OPPOSITE, p->lines[k].at, party, k);
        last(e)->other = same != DT_NONE ? same : turned;
    } else if (dt_has_ranking(r->syntax, party) && same_without(r, party, k)) {
        expect(e, DT_LINT_UNDECIDING, p->lines[k].at, party, k);
    }
    if (e->count > before) {
        last(e)->list = list;
    }
}

static void expect_lines(const reference_model *r, expected *e)
{
    for (uint32_t party = 0; party < r->syntax->party_count; party++) {
        uint32_t list = 0;
        for (const dt_preferences *p = &r->syntax->preferences[party]; p != NULL; p = p->other) {
            for (uint32_t k = 0; k < p->count && (p->kind == DT_WANTS || p->kind == DT_WEIGHS);
                 k++) {
                expect_line(r, party, list, p, k, e);
            }
            list++;
        }
    }
}

/* ---- rules ----------------------------------------------------------------------------------- */

/* The combinations that the rules allow which are in force. */
static uint32_t allowed(const reference_model *r, const bool *off, bool *codes)
{
    uint32_t count = 0;
    for (uint32_t code = 0; code < 1u << r->syntax->option_count; code++) {
        codes[code] = true;
        for (uint32_t k = 0; k < r->syntax->rule_count; k++) {
            codes[code] = codes[code] && (off[k] || !breaks(r, &r->syntax->rules[k], code));
        }
        count += codes[code];
    }
    return count;
}

static void expect_rules(const reference_model *r, expected *e)
{
    const dt_syntax *syntax = r->syntax;
    if (dt_is_graph_form(syntax)) {
        return;
    }
    bool *off = reference_take(syntax->rule_count + 1, sizeof *off);
    bool *codes = reference_take((size_t)1 << syntax->option_count, sizeof *codes);
    const uint32_t all = allowed(r, off, codes);
    assert_int_equal(all, r->member_count);
    for (uint32_t k = syntax->rule_count; k-- > 0;) {
        const dt_rule *rule = &syntax->rules[k];
        if (rule->kind == DT_RULE_SAME) {
            uint32_t joined = 0;
            for (uint32_t a = 0; a < r->member_count; a++) {
                joined += reference_holds_at(r, rule->expr, r->members[a]);
            }
            if (joined < 2) {
                expect(e, DT_LINT_JOINS_NOTHING, rule->at, DT_NONE, k);
            }
            continue;
        }
        off[k] = true;
        if (allowed(r, off, codes) == all) {
            expect(e, DT_LINT_NO_RULE, rule->at, DT_NONE, k);
        } else {
            off[k] = false;
        }
    }
    free(codes);
    free(off);
}

/* ---- outcomes, claims, sources --------------------------------------------------------------- */

static void expect_outcomes(const reference_model *r, expected *e)
{
    for (uint32_t k = 0; k < r->syntax->outcome_count; k++) {
        const dt_outcome *x = &r->syntax->outcomes[k];
        const uint32_t count = states_of(r, x->expr);
        uint32_t other = DT_NONE;
        for (uint32_t j = k; j-- > 0;) {
            other = agreements(r, x->expr, r->syntax->outcomes[j].expr) == r->state_count ? j
                                                                                          : other;
        }
        if (count == 0 || count == r->state_count) {
            expect(e, count == 0 ? DT_LINT_EMPTY : DT_LINT_EVERYTHING, x->at, DT_NONE, k);
        } else if (other != DT_NONE) {
            expect(e, DT_LINT_EQUAL, x->at, DT_NONE, k);
            last(e)->other = other;
        }
    }
}

static void expect_claims(const reference_model *r, expected *e)
{
    for (uint32_t k = 0; k < r->syntax->claim_count; k++) {
        if (reference_claim(r, &r->syntax->claims[k]) == REFERENCE_VACUOUS) {
            expect(e, DT_LINT_VACUOUS, r->syntax->claims[k].at, DT_NONE, k);
        }
    }
}

/* By the text: "[d" or ", d" with what may follow a source's name. */
static bool is_cited(const char *text, const char *id)
{
    const size_t length = strlen(id);
    for (const char *at = strstr(text, id); at != NULL; at = strstr(at + 1, id)) {
        const char before = at == text ? ' ' : at[-1];
        const char after = at[length];
        if ((before == '[' || (before == ' ' && at[-2] == ',')) &&
            (after == ']' || after == ':' || after == ',')) {
            return true;
        }
    }
    return false;
}

static void expect_sources(const judged *j, expected *e)
{
    for (uint32_t k = 0; k < j->syntax->source_count; k++) {
        if (!is_cited(j->text.bytes, j->syntax->sources[k].id)) {
            expect(e, DT_LINT_UNUSED, j->syntax->sources[k].at, DT_NONE, k);
        }
    }
}

/* ---- both sides ------------------------------------------------------------------------------ */

static bool is_same(const dt_lint *a, const dt_lint *b)
{
    return a->kind == b->kind && a->at.line == b->at.line && a->at.column == b->at.column &&
           a->at.length == b->at.length && a->party == b->party && a->item == b->item &&
           a->list == b->list && a->other == b->other && a->state == b->state &&
           a->count == b->count;
}

static bool has(const dt_lint *list, size_t count, const dt_lint *wanted)
{
    for (size_t k = 0; k < count; k++) {
        if (is_same(&list[k], wanted)) {
            return true;
        }
    }
    return false;
}

static uint64_t seen_kinds[DT_LINT_COUNT];

static void lint(const judged *j, dt_lints *out)
{
    *out = (dt_lints){0};
    require(j,
            dt_lint_model(j->model, (const detente_model *const *)scenarios.models, scenarios.count,
                          NULL, out, NULL) == DETENTE_OK,
            "lint");
    require(j, out->complete, "complete");
}

static void compare(const judged *j)
{
    static const char *const names[] = {
#define NAME(name, json) #name,
        DT_LINT_LIST(NAME)
#undef NAME
    };
    static expected e;
    dt_lints found;
    e.count = 0;
    expect_moves(&j->reference, &e);
    expect_options(&j->reference, &e);
    expect_lines(&j->reference, &e);
    expect_rules(&j->reference, &e);
    expect_outcomes(&j->reference, &e);
    expect_claims(&j->reference, &e);
    expect_sources(j, &e);
    lint(j, &found);
    char what[128];
    for (size_t k = 0; k < e.count; k++) {
        snprintf(what, sizeof what, "missed: %s in line %u", names[e.list[k].kind],
                 (unsigned)e.list[k].at.line);
        require(j, has(found.list, found.count, &e.list[k]), what);
        seen_kinds[e.list[k].kind]++;
    }
    for (size_t k = 0; k < found.count; k++) {
        snprintf(what, sizeof what, "false alarm: %s in line %u", names[found.list[k].kind],
                 (unsigned)found.list[k].at.line);
        require(j, has(e.list, e.count, &found.list[k]), what);
        require(j, k == 0 || found.list[k - 1].at.line <= found.list[k].at.line, "in order");
    }
    require(j, e.count == found.count, "each once");
    dt_lints_clear(&found);
}

/* False: one of them is wrong, which base models are not. */
static bool read_scenarios(const judged *j)
{
    bool sound = true;
    scenarios.count = 0;
    for (uint32_t k = 0; k < j->syntax->scenario_count && sound; k++) {
        const char *id = j->syntax->scenarios[k].id;
        const size_t n = scenarios.count;
        require(j, n < MOST_SCENARIOS, "few scenarios");
        sound = detente_model_read(j->text.bytes, j->text.length, "scenario", id, NULL,
                                   &scenarios.models[n], NULL, NULL) == DETENTE_OK;
        if (sound) {
            require(j,
                    dt_syntax_read(j->text.bytes, j->text.length, id, NULL, &scenarios.trees[n],
                                   NULL) == DETENTE_OK,
                    "a scenario");
            scenarios.count++;
        }
    }
    return sound;
}

static void clear_scenarios(void)
{
    while (scenarios.count > 0) {
        scenarios.count--;
        detente_model_free(scenarios.models[scenarios.count]);
        dt_syntax_free(scenarios.trees[scenarios.count]);
    }
}

/* As judge_text, but nothing is solved: what is unknown may be linted. */
static void judge_unsolved(judged *j)
{
    require(j,
            dt_syntax_read(j->text.bytes, j->text.length, NULL, NULL, &j->syntax, NULL) ==
                DETENTE_OK,
            "reading");
    reference_model_init(&j->reference, j->syntax);
    require(j, j->reference.fault == NULL, "a sound model");
    require(j,
            detente_model_read(j->text.bytes, j->text.length, "judged", NULL, NULL, &j->model, NULL,
                               NULL) == DETENTE_OK,
            "a model");
}

static void test_random_models(void **state)
{
    (void)state;
    unsigned compared = 0;
    memset(seen_kinds, 0, sizeof seen_kinds);
    for (uint64_t seed = 0; seed < 1800; seed++) {
        random_knobs knobs = random_knobs_for((random_form)(seed % 3));
        knobs.rich = seed % 2 == 0;
        knobs.unknown = seed % 5 == 0;
        knobs.claims = !knobs.unknown;
        judged j = {.seed = seed};
        random_model(seed, &knobs, &j.text);
        judge_unsolved(&j);
        if (read_scenarios(&j)) {
            compare(&j);
            compared++;
        }
        clear_scenarios();
        judged_clear(&j);
    }
    assert_true(compared > 1500);
    for (int k = 0; k < DT_LINT_COUNT; k++) { /* each kind in many forms */
        assert_true(seen_kinds[k] >= 20);
    }
}

/* ---- planted --------------------------------------------------------------------------------- */

/* A model without a finding; each plant goes in at its sign. */
static const char clean[] = "conflict \"Two\"\n"
                            "source d \"A document\"\n"
                            "%S"
                            "party a \"First\"\n  option x [d]\n  option y\n"
                            "party b \"Second\"\n  option z\n"
                            "%P"
                            "%R"
                            "outcome deal = x and z\n"
                            "%O"
                            "a wants\n  z\n  x and y\n  not x\n"
                            "%A"
                            "b wants\n  x\n  z\n  not y\n"
                            "%B"
                            "claim deal is not an equilibrium under nash\n"
                            "%C";

static const struct plant {
    const char *kinds; /* what is found, in the order of the text, and nothing else */
    char where;
    const char *text, *said; /* part of what is said of the last of them */
} plants[] = {
    {"", 'A', "", ""},
    {"no move", 'P', "party c \"Third\"\nc wants\n  x\n", "No option is its own"},
    {"stuck, empty outcome, vacuous claim", 'R', "impossible x and z\n", ""},
    {"stuck", 'R', "impossible z and not y\n", ", and 1 more of the 6 states, Second can do"},
    {"unmentioned option, unmentioned option, stuck forever", 'P',
     "party c\n  option q cannot be undone\n  option r\nimpossible q and r\n",
     "can never do anything again, whatever the others do"},
    {"fixed option", 'P', "  option w\nimpossible w\n", "never taken"},
    {"fixed option", 'P', "  option w cannot be resumed\nstatus quo w\nimpossible not w\n",
     "taken in every state"},
    {"unmentioned option", 'P', "  option paint\n", "No preference speaks of it"},
    {"idle option, always holds", 'P',
     "  option paint\nparty c\n  option e\nc wants\n  e\n  paint or not paint\n",
     "decides nothing"},
    {"always holds", 'A', "  y or not y\n", "It holds in every state, so it decides nothing."},
    {"never holds", 'B', "  z and not z\n", "It holds in no state, so it decides nothing."},
    {"said twice", 'A', "  y and x\n", "the same as line"},
    {"decides nothing, said twice", 'B', "  ~ not (y or y)\n", "together they count twice"},
    {"opposite", 'B', "  not (z)\n", "the opposite of line"},
    {"opposite", 'B', "  ~ y\n", "one of them holds always"},
    {"decides nothing", 'B', "  x and y\n", "other lines have decided"},
    {"removes nothing", 'R', "impossible x and not x\n", "the same states are possible"},
    {"joins nothing", 'R', "same x and y and z\n", "joins nothing"},
    {"empty outcome", 'O', "outcome never = x and not x\n", "No state is one of these."},
    {"outcome of every state", 'O', "outcome ever = x or not x\n", "Every state is one"},
    {"equal outcomes", 'O', "outcome bargain = not (not z or not x)\n", "the same states as"},
    {"unused source", 'S', "source e \"Another\"\n", "No line cites it."},
    {"", 'C', "scenario s\nb wants\n  x\n", ""},
    {"", 'S', "  note \"Nothing\"\n", ""},
};

static void plant_into(const struct plant *p, dt_text *text)
{
    for (const char *c = clean; *c != '\0'; c++) {
        if (*c != '%') {
            dt_text_add_char(text, *c);
        } else if (*++c == p->where) {
            dt_text_add(text, p->text);
        }
    }
}

static bool keep(void *payload, const char *bytes, size_t count)
{
    dt_text_add_bytes(payload, bytes, count);
    return true;
}

static void test_planted(void **state)
{
    (void)state;
    for (size_t k = 0; k < sizeof plants / sizeof plants[0]; k++) {
        const struct plant *p = &plants[k];
        judged j = {.seed = k};
        plant_into(p, &j.text);
        judge_unsolved(&j);
        const detente_style style = {.format = DETENTE_JSON};
        dt_text out = {0};
        const detente_sink sink = {keep, &out};
        uint64_t found = 0;
        require(&j,
                detente_write_lint(j.model, NULL, 0, "planted", &style, NULL, &sink, &found,
                                   NULL) == DETENTE_OK,
                "lint");
        json_t *json = judged_json(&j, &out);
        const json_t *findings = json_object_get(json, "findings");
        dt_text kinds = {0};
        dt_text_add(&kinds, "");
        for (size_t n = 0; n < json_array_size(findings); n++) {
            const json_t *one = json_array_get(findings, n);
            dt_text_format(&kinds, "%s%s", n == 0 ? "" : ", ",
                           json_string_value(json_object_get(one, "kind")));
            require(&j, strlen(json_string_value(json_object_get(one, "remedy"))) > 10, "a remedy");
            require(&j,
                    n + 1 < found ||
                        strstr(json_string_value(json_object_get(one, "text")), p->said) != NULL,
                    p->said);
        }
        require(&j, found == json_array_size(findings), "the count");
        if (strcmp(kinds.bytes, p->kinds) != 0) {
            fail_msg("'%s', not '%s'\n%s", kinds.bytes, p->kinds, j.text.bytes);
        }
        dt_text_clear(&kinds);
        json_decref(json);
        dt_text_clear(&out);
        judged_clear(&j);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_random_models),
        cmocka_unit_test(test_planted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
