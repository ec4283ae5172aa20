/* SPDX-License-Identifier: MIT
 *
 * Which states the report chooses to tell, against what it says that it tells: small models whole;
 * of larger ones the status quo and equilibria.  What is an equilibrium comes from the reference.
 */
#include "reference/random_model.h"
#include "reference/reference.h"

#include "base/base.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

/* src/report/report.h and report_why.c */
#define ALL_TOLD 60
#define SOME_TOLD 30
#define MOST_WAYS 8
#define MOST_WHY 14
#define FEW 3

#define MOST_STATES 4096

typedef struct subject {
    dt_text text;
    dt_text page;
    detente_faults *faults;
    dt_syntax *syntax;
    reference_model reference;
    uint32_t states;
    uint32_t here;                  /* status quo, from 1; 0: none */
    uint32_t holds[MOST_STATES];    /* under how many concepts */
    uint64_t outcomes[MOST_STATES]; /* as bits */
} subject;

static bool append(void *payload, const char *bytes, size_t count)
{
    dt_text_add_bytes(payload, bytes, count);
    return true;
}

/* Number of concepts under which each state is an equilibrium, and the outcomes it belongs to. */
static void judge(subject *s)
{
    bool *stable = reference_take(s->states, sizeof *stable);
    for (uint32_t c = 0; c < CONCEPT_COUNT; c++) {
        if (c == DETENTE_SIM && !reference_has_sim(&s->reference)) {
            continue;
        }
        reference_equilibria(&s->reference, (detente_concept)c, stable);
        for (uint32_t k = 0; k < s->states; k++) {
            s->holds[k] += stable[k];
        }
    }
    free(stable);
    for (uint32_t k = 0; k < s->states; k++) {
        for (uint32_t o = 0; o < s->syntax->outcome_count; o++) {
            s->outcomes[k] |=
                (uint64_t)reference_holds(&s->reference, s->syntax->outcomes[o].expr, k) << o;
        }
    }
}

static void read_subject(subject *s, uint64_t seed, const random_knobs *knobs)
{
    detente_model *model = NULL;
    detente_analysis *analysis = NULL;
    const detente_sink sink = {append, &s->page};
    memset(s, 0, sizeof *s);
    random_model(seed, knobs, &s->text);
    s->faults = dt_faults_new("random", s->text.bytes, s->text.length);
    assert_int_equal(
        dt_syntax_read(s->text.bytes, s->text.length, NULL, &s->faults->list, &s->syntax, NULL),
        DETENTE_OK);
    reference_model_init(&s->reference, s->syntax);
    s->states = s->reference.state_count;
    s->here = s->reference.status_quo;
    assert_true(s->states <= MOST_STATES);
    judge(s);
    assert_int_equal(
        detente_model_read(s->text.bytes, s->text.length, "random", NULL, NULL, &model, NULL, NULL),
        DETENTE_OK);
    assert_int_equal(detente_solve(model, NULL, NULL, &analysis, NULL), DETENTE_OK);
    assert_int_equal(detente_write_report(analysis, NULL, NULL, &sink, NULL), DETENTE_OK);
    assert_false(s->page.failed);
    detente_analysis_free(analysis);
    detente_model_free(model);
}

static void clear_subject(subject *s)
{
    reference_model_clear(&s->reference);
    dt_syntax_free(s->syntax);
    detente_faults_free(s->faults);
    dt_text_clear(&s->text);
    dt_text_clear(&s->page);
}

/* ---- what is expected ------------------------------------------------------------------------ */

typedef struct list {
    uint32_t count;
    uint32_t states[MOST_STATES];
} list;

static bool has(const list *l, uint32_t state)
{
    for (uint32_t k = 0; k < l->count; k++) {
        if (l->states[k] == state) {
            return true;
        }
    }
    return false;
}

static bool has_kind(const subject *s, const list *l, uint32_t state)
{
    for (uint32_t k = 0; k < l->count; k++) {
        if (s->outcomes[l->states[k]] == s->outcomes[state]) {
            return true;
        }
    }
    return false;
}

static void add(list *l, uint32_t state)
{
    if (!has(l, state)) {
        l->states[l->count++] = state;
    }
}

/* The status quo; for each outcome its equilibrium under most concepts; all equilibria, those under
 * most concepts first. */
static void order_equilibria(const subject *s, list *all)
{
    all->count = 0;
    if (s->here > 0) {
        add(all, s->here - 1);
    }
    for (uint32_t o = 0; o < s->syntax->outcome_count; o++) {
        uint32_t best = UINT32_MAX;
        for (uint32_t k = 0; k < s->states; k++) {
            if ((s->outcomes[k] >> o & 1) != 0 && s->holds[k] > 0 &&
                (best == UINT32_MAX || s->holds[k] > s->holds[best])) {
                best = k;
            }
        }
        if (best != UINT32_MAX) {
            add(all, best);
        }
    }
    for (uint32_t concepts = CONCEPT_COUNT; concepts > 0; concepts--) {
        for (uint32_t k = 0; k < s->states; k++) {
            if (s->holds[k] == concepts) {
                add(all, k);
            }
        }
    }
}

/* The states that are told: of more than are told, one of each set of outcomes before others. */
static void expect_told(const subject *s, list *told)
{
    static list all;
    told->count = 0;
    if (s->states <= ALL_TOLD) {
        for (uint32_t k = 0; k < s->states; k++) {
            add(told, k);
        }
        return;
    }
    order_equilibria(s, &all);
    for (uint32_t k = 0; k < all.count && told->count < SOME_TOLD; k++) {
        if (!has_kind(s, told, all.states[k])) {
            add(told, all.states[k]);
        }
    }
    for (uint32_t k = 0; k < all.count && told->count < SOME_TOLD; k++) {
        add(told, all.states[k]);
    }
}

/* Ways lead to told equilibria, one for each set of outcomes: under most concepts first, of these
 * those that belong to an outcome. */
static void expect_ways(const subject *s, const list *told, list *ways)
{
    ways->count = 0;
    for (uint32_t concepts = CONCEPT_COUNT; concepts > 0; concepts--) {
        for (int named = 1; named >= 0; named--) {
            for (uint32_t k = 0; k < s->states; k++) {
                if (has(told, k) && s->holds[k] == concepts && k + 1 != s->here &&
                    (s->outcomes[k] != 0) == named && !has_kind(s, ways, k) &&
                    ways->count < MOST_WAYS) {
                    add(ways, k);
                }
            }
        }
    }
}

static bool is_telling(const subject *s, uint32_t state)
{
    bool telling = s->states <= MOST_WHY || s->holds[state] > 0;
    for (uint32_t o = 0; o < s->syntax->outcome_count; o++) {
        uint32_t count = 0;
        for (uint32_t k = 0; k < s->states; k++) {
            count += s->outcomes[k] >> o & 1;
        }
        telling = telling || (count <= FEW && (s->outcomes[state] >> o & 1) != 0);
    }
    return telling;
}

static void expect_why(const subject *s, const list *told, const list *ways, list *why)
{
    why->count = 0;
    if (s->here > 0) {
        add(why, s->here - 1);
    }
    for (uint32_t k = 0; k < ways->count; k++) {
        add(why, ways->states[k]);
    }
    for (uint32_t k = 0; k < s->states; k++) {
        if (has(told, k) && is_telling(s, k) && why->count < MOST_WHY) {
            add(why, k);
        }
    }
}

/* ---- what the page has ----------------------------------------------------------------------- */

/* The numbers after `word` that follow each `mark` between two places of the page. */
static void find_numbers(const char *from, const char *to, const char *mark, const char *word,
                         list *found)
{
    found->count = 0;
    for (const char *at = strstr(from, mark); at != NULL && at < to; at = strstr(at + 1, mark)) {
        const char *number = strstr(at, word);
        assert_non_null(number);
        add(found, (uint32_t)strtoul(number + strlen(word), NULL, 10) - 1);
    }
}

static const char *place_of(const subject *s, const char *words)
{
    const char *at = strstr(s->page.bytes, words);
    if (at == NULL) {
        fail_msg("the page lacks %s\n%s", words, s->text.bytes);
    }
    return at;
}

static void assert_list(const subject *s, const char *what, const list *found, const list *expected)
{
    bool same = found->count == expected->count;
    for (uint32_t k = 0; same && k < found->count; k++) {
        same = found->states[k] == expected->states[k];
    }
    if (!same) {
        dt_text text = {0};
        for (uint32_t k = 0; k < found->count; k++) {
            dt_text_format(&text, " %u", found->states[k] + 1);
        }
        dt_text_add(&text, ", expected");
        for (uint32_t k = 0; k < expected->count; k++) {
            dt_text_format(&text, " %u", expected->states[k] + 1);
        }
        fail_msg("%s:%s\n%s", what, text.bytes, s->text.bytes);
    }
}

/* The same states, in any order. */
static void assert_set(const subject *s, const char *what, const list *found, const list *expected)
{
    static list sorted;
    sorted.count = 0;
    for (uint32_t k = 0; k < s->states; k++) {
        if (has(found, k)) {
            add(&sorted, k);
        }
    }
    static list wanted;
    wanted.count = 0;
    for (uint32_t k = 0; k < s->states; k++) {
        if (has(expected, k)) {
            add(&wanted, k);
        }
    }
    assert_list(s, what, &sorted, &wanted);
}

static void check_page(const subject *s)
{
    static list told, ways, why, found;
    expect_told(s, &told);
    expect_ways(s, &told, &ways);
    expect_why(s, &told, &ways, &why);
    const char *ladder = place_of(s, "<table class=\"ladder\">");
    find_numbers(ladder, strstr(ladder, "</table>"), "<span class=\"state", "\">", &found);
    assert_set(s, "told", &found, &told);
    if (s->here > 0) {
        const char *chapter = place_of(s, "<h2 id=\"ways\">");
        find_numbers(chapter, strstr(chapter + 1, "<h2"), "<h3>To ", "state ", &found);
        assert_list(s, "ways", &found, &ways);
    }
    const char *chapter = place_of(s, "<h2 id=\"why\">");
    find_numbers(chapter, strstr(chapter + 1, "<h2"), "<summary>State", "State ", &found);
    assert_list(s, "why", &found, &why);
}

static unsigned pages_with_ways;
static unsigned large_pages;
static unsigned crowded_pages; /* more equilibria than are told */

static void check_models(const random_knobs *knobs, uint64_t first, uint64_t last)
{
    static subject s;
    for (uint64_t seed = first; seed < last; seed++) {
        read_subject(&s, seed, knobs);
        check_page(&s);
        uint32_t equilibria = 0;
        for (uint32_t k = 0; k < s.states; k++) {
            equilibria += s.holds[k] > 0;
        }
        pages_with_ways += strstr(s.page.bytes, "<h3>To ") != NULL;
        large_pages += s.states > ALL_TOLD;
        crowded_pages += s.states > ALL_TOLD && equilibria > SOME_TOLD;
        clear_subject(&s);
    }
}

static void of_small_models(void **state)
{
    (void)state;
    for (int form = RANDOM_OPTIONS; form <= RANDOM_GRAPH; form++) {
        const random_knobs knobs = random_knobs_for((random_form)form);
        check_models(&knobs, 1, 60);
    }
    assert_true(pages_with_ways > 60);
}

/* More than 60 states, and some with more than 30 equilibria. */
static void of_larger_models(void **state)
{
    (void)state;
    random_knobs knobs = random_knobs_for(RANDOM_OPTIONS);
    knobs.most_options = 8;
    knobs.plain = true;
    check_models(&knobs, 1, 100);
    assert_true(large_pages > 20 && crowded_pages > 5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(of_small_models),
        cmocka_unit_test(of_larger_models),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
