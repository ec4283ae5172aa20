/* SPDX-License-Identifier: MIT
 *
 * Preferences: what is asked of them, against their definitions; the three relations under every
 * stance, against a table of the literature; and that no writer invents a rank where there is no
 * ranking.
 */
#include "reading.h"

#include "engines/engine.h"
#include "game/model.h"
#include "game/relations.h"
#include "game/states.h"

#define STATES 12u
#define LISTS 3u

static uint64_t seed_now = 1;

static uint32_t dice(uint32_t sides)
{
    seed_now = seed_now * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)(seed_now >> 33) % sides;
}

static uint32_t *draw_ranks(uint32_t levels)
{
    uint32_t *ranks = dt_zeroed(STATES, sizeof *ranks);
    assert_non_null(ranks);
    for (uint32_t s = 0; s < STATES; s++) {
        ranks[s] = 1 + dice(levels);
    }
    return ranks;
}

/* language.md: "s is preferred to t where every list says so, equal where every list says equal;
 * elsewhere the comparison is unknown". */
static detente_comparison by_definition(const dt_list *lists, uint32_t count, uint32_t s,
                                        uint32_t t)
{
    uint32_t better = 0;
    uint32_t worse = 0;
    uint32_t equal = 0;
    for (uint32_t k = 0; k < count; k++) {
        better += lists[k].ranks[s] > lists[k].ranks[t];
        worse += lists[k].ranks[s] < lists[k].ranks[t];
        equal += lists[k].ranks[s] == lists[k].ranks[t];
    }
    return better == count  ? DETENTE_BETTER
           : worse == count ? DETENTE_WORSE
           : equal == count ? DETENTE_EQUAL
                            : DETENTE_OPEN;
}

static void comparisons_are_as_defined(void **state)
{
    (void)state;
    uint32_t seen[4] = {0};
    for (uint32_t run = 0; run < 200; run++) {
        const uint32_t count = 1 + dice(LISTS);
        dt_preference p = {
            .open = true, .lists = dt_zeroed(count, sizeof *p.lists), .list_count = count};
        assert_non_null(p.lists);
        for (uint32_t k = 0; k < count; k++) {
            p.lists[k].ranks = draw_ranks(4);
        }
        dt_preference ranking = {.ranks = draw_ranks(4)};
        assert_true(dt_preference_is_ranking(&ranking) && !dt_preference_is_ranking(&p));
        assert_ptr_equal(dt_preference_ranks(&ranking), ranking.ranks);
        assert_null(dt_preference_ranks(&p));
        for (uint32_t s = 0; s < STATES; s++) {
            for (uint32_t t = 0; t < STATES; t++) {
                const detente_comparison wanted = by_definition(p.lists, count, s, t);
                assert_int_equal(dt_compare(&p, s, t), wanted);
                assert_int_equal(dt_prefers(&p, t, s), wanted == DETENTE_BETTER);
                seen[wanted + 1]++;
                const detente_comparison one = by_definition(&(dt_list){.ranks = ranking.ranks}, 1,
                                                             s, t);
                assert_int_equal(dt_compare(&ranking, s, t), one);
                assert_int_equal(dt_prefers(&ranking, t, s), one == DETENTE_BETTER);
            }
        }
        dt_preference_clear(&p);
        dt_preference_clear(&ranking);
    }
    for (uint32_t k = 0; k < 4; k++) {
        assert_true(seen[k] > 1000);
    }
}

/* Li, Hipel, Kilgour, Fang (2004), extensions a, b, c, d: which s1 tempt to leave s, which s2
 * deter. '>' s1 is preferred to s, '<' s is, '=' equal, '?' unknown. */
static void stances_are_those_of_the_literature(void **state)
{
    (void)state;
    static const struct {
        dt_stance stance;
        const char *tempt, *deter;
    } extensions[] = {{{true, false}, ">?", "<="},
                      {{false, false}, ">", "<="},
                      {{true, true}, ">?", "<=?"},
                      {{false, true}, ">", "<=?"}};
    /* state 0 against states 1 to 4: worse, preferred, equal, open */
    uint32_t first[] = {2, 1, 3, 2, 1};
    uint32_t second[] = {2, 1, 3, 2, 3};
    dt_list lists[] = {{.ranks = first}, {.ranks = second}};
    const dt_preference p = {.open = true, .lists = lists, .list_count = 2};
    static const char end[] = "0<>=?";
    for (size_t e = 0; e < sizeof extensions / sizeof extensions[0]; e++) {
        for (uint32_t s = 1; s < 5; s++) {
            const dt_stance stance = extensions[e].stance;
            assert_int_equal(dt_tempts(&p, stance, 0, s),
                             strchr(extensions[e].tempt, end[s]) != NULL);
            assert_int_equal(dt_deters(&p, stance, 0, s),
                             strchr(extensions[e].deter, end[s]) != NULL);
            assert_int_equal(dt_steps(&p, 0, s), end[s] == '>' || end[s] == '?');
        }
    }
    /* a ranking has nothing open: every stance says the same */
    const dt_preference ranking = {.ranks = first};
    for (size_t e = 0; e < sizeof extensions / sizeof extensions[0]; e++) {
        for (uint32_t s = 0; s < 25; s++) {
            const uint32_t from = s / 5;
            const uint32_t to = s % 5;
            const dt_stance stance = extensions[e].stance;
            assert_int_equal(dt_tempts(&ranking, stance, from, to), first[to] > first[from]);
            assert_int_equal(dt_deters(&ranking, stance, from, to), first[to] <= first[from]);
            assert_int_equal(dt_steps(&ranking, from, to), first[to] > first[from]);
        }
    }
}

/* ---- no ranking ------------------------------------------------------------------------------ */

static const char conflict[] = "conflict \"c\"\n"
                               "party a\n option x\n option y\n"
                               "party b\n option z\n"
                               "outcome deal = x and z\n"
                               "outcome idle = not x and not z\n"
                               "status quo none\n"
                               "a wants\n x\n not z\n"
                               "a may want\n y\n not x\n"
                               "b wants\n not x\n z\n"
                               "claim a prefers deal to idle\n";

typedef struct fixture {
    detente_model *model;
    detente_analysis *analysis;
    dt_text text;
    detente_sink sink;
} fixture;

/* A model in which it is not known what party a wants, solved. */
static void open_fixture(fixture *f)
{
    detente_error err = {0};
    *f = (fixture){0};
    f->sink = (detente_sink){keep_bytes, &f->text};
    if (detente_model_read(conflict, strlen(conflict), "test", NULL, NULL, &f->model, NULL, &err) !=
            DETENTE_OK ||
        detente_solve(f->model, NULL, NULL, &f->analysis, &err) != DETENTE_OK) {
        fail_msg("%s", err.message);
    }
}

static void close_fixture(fixture *f)
{
    dt_text_clear(&f->text);
    detente_analysis_free(f->analysis);
    detente_model_free(f->model);
}

static const char *solution(fixture *f, detente_format_kind format)
{
    const detente_style style = {.format = format};
    f->text.length = 0;
    assert_int_equal(detente_write_solution(f->analysis, &style, NULL, &f->sink, NULL), DETENTE_OK);
    return f->text.bytes;
}

static void numbers_are_told_of_rankings_only(void **state)
{
    (void)state;
    fixture f;
    open_fixture(&f);
    assert_non_null(strstr(solution(&f, DETENTE_JSON), "\"a\": null"));
    assert_non_null(strstr(f.text.bytes, "\"b\": ["));
    assert_non_null(strstr(solution(&f, DETENTE_TABLE), "(?)"));
    assert_non_null(strstr(solution(&f, DETENTE_MARKDOWN), "| ?"));
    solution(&f, DETENTE_CSV);
    uint32_t rank = 7;
    detente_error err = {0};
    assert_int_equal(detente_state_rank(f.model, 0, 1, &rank, &err), DETENTE_EUNSUPPORTED);
    assert_int_equal(rank, 7);
    assert_int_equal(detente_state_rank(f.model, 1, 1, &rank, &err), DETENTE_OK);
    for (uint32_t s = 0; s < f.model->state_count; s++) {
        for (uint32_t t = 0; t < f.model->state_count; t++) {
            detente_comparison found = DETENTE_EQUAL;
            assert_int_equal(detente_state_compare(f.model, 0, s + 1, t + 1, &found, &err),
                             DETENTE_OK);
            assert_int_equal(found, by_definition(f.model->preferences[0].lists, 2, s, t));
        }
    }
    close_fixture(&f);
}

static void every_writer_does_without_ranks(void **state)
{
    (void)state;
    fixture f;
    open_fixture(&f);
    const detente_style table = {.format = DETENTE_TABLE, .detail = true};
    const detente_style json = {.format = DETENTE_JSON};
    for (detente_table_kind kind = 0; kind < DETENTE_TABLE_COUNT; kind++) {
        f.text.length = 0;
        assert_int_equal(detente_write_table(f.analysis, kind, &table, NULL, &f.sink, NULL),
                         DETENTE_OK);
        assert_int_equal(strstr(f.text.bytes, "no ranking") != NULL, kind == DETENTE_TABLE_VECTORS);
        assert_int_equal(strchr(f.text.bytes, '?') != NULL, kind == DETENTE_TABLE_STATES);
    }
    for (uint32_t k = 0; k < 12; k++) {
        const detente_picture picture = {.view = k % 3, .format = k / 3, .arcs = DETENTE_ARCS_ALL};
        const detente_picture best = {.view = k % 3, .format = k / 3, .arcs = DETENTE_ARCS_BEST};
        assert_int_equal(detente_write_graph(f.analysis, &picture, NULL, &f.sink, NULL),
                         DETENTE_OK);
        assert_int_equal(detente_write_graph(f.analysis, &best, NULL, &f.sink, NULL), DETENTE_OK);
    }
    for (uint32_t k = 0; k < 2; k++) {
        const detente_style *style = k == 0 ? &table : &json;
        const detente_question question = {
            .state = "x, z", .party = DETENTE_EVERY_PARTY, .details = true};
        uint64_t failed = 0;
        assert_int_equal(detente_explain(f.model, &question, style, NULL, &f.sink, NULL),
                         DETENTE_OK);
        assert_int_equal(detente_write_paths(f.analysis, NULL, NULL, style, NULL, &f.sink, NULL),
                         DETENTE_OK);
        assert_int_equal(detente_check(f.analysis, style, NULL, &f.sink, &failed, NULL),
                         DETENTE_OK);
        assert_int_equal(detente_write_sensitivity(f.analysis, style, NULL, &f.sink, NULL),
                         DETENTE_EUNSUPPORTED);
    }
    assert_int_equal(detente_write_summary(f.analysis, &table, NULL, &f.sink, NULL), DETENTE_OK);
    f.text.length = 0;
    assert_int_equal(detente_write_report(f.analysis, NULL, NULL, &f.sink, NULL), DETENTE_OK);
    assert_non_null(strstr(f.text.bytes, "<td>no ranking</td>"));
    close_fixture(&f);
}

static void who_needs_rankings_says_so(void **state)
{
    (void)state;
    fixture f;
    open_fixture(&f);
    const detente_request request = {.engine = DETENTE_ENGINE_OPTION};
    detente_analysis *analysis = NULL;
    detente_error err = {0};
    assert_int_equal(detente_solve(f.model, &request, NULL, &analysis, &err), DETENTE_EUNSUPPORTED);
    assert_non_null(strstr(err.message, "the option engine does not decide"));
    dt_verdicts out = {0};
    const dt_task sim = dt_task_of(f.model, detente_concepts_one(DETENTE_SIM), NULL);
    assert_int_equal(dt_solve(&sim, DETENTE_ENGINE_AUTO, &out, &err), DETENTE_EUNSUPPORTED);
    assert_non_null(strstr(err.message, "needs rankings; that of a is none"));
    assert_int_equal(detente_model_to_nfg(f.model, "f", NULL, &f.sink, NULL, NULL),
                     DETENTE_EUNSUPPORTED);
    assert_int_equal(detente_model_to_gmcr(f.model, "f", NULL, &f.sink, NULL, NULL),
                     DETENTE_EUNSUPPORTED);
    assert_int_equal(detente_write_certificate(f.analysis, NULL, &f.sink, NULL),
                     DETENTE_EUNSUPPORTED);
    close_fixture(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(comparisons_are_as_defined),
        cmocka_unit_test(stances_are_those_of_the_literature),
        cmocka_unit_test(numbers_are_told_of_rankings_only),
        cmocka_unit_test(every_writer_does_without_ranks),
        cmocka_unit_test(who_needs_rankings_says_so),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
