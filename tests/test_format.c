/* SPDX-License-Identifier: MIT
 *
 * The formatter: one layout written out by hand; on all models of the project and on random ones
 * formatting twice changes nothing and the tree stays the same; printed expressions read back.
 */
#include "reference/random_model.h"
#include "same_tree.h"

#include <setjmp.h>
#include <stdio.h>

#include <cmocka.h>
#include <dirent.h>

static bool keep_bytes(void *payload, const char *bytes, size_t count)
{
    dt_text_add_bytes(payload, bytes, count);
    return true;
}

static void format(const char *text, size_t length, dt_text *out)
{
    detente_error err = {0};
    const detente_status status = dt_syntax_format(text, length, out, NULL, &err);
    if (status != DETENTE_OK) {
        fail_msg("%s in\n%.*s", err.message, (int)length, text);
    }
}

static dt_syntax *read_sound(const char *text, size_t length, const char *scenario)
{
    dt_syntax *tree = NULL;
    detente_error err = {0};
    if (dt_syntax_read(text, length, scenario, NULL, &tree, &err) != DETENTE_OK) {
        fail_msg("%s in\n%.*s", err.message, (int)length, text);
    }
    return tree;
}

/* ---- one layout by hand ---------------------------------------------------------------------- */

static const char untidy[] =
    "\xEF\xBB\xBF# Two camps\r\n"
    "conflict   \xE2\x80\x9CSay \"no\"\xE2\x80\x9D\r\n"
    "note \"first\"\r\n"
    "note \"second\"\r\n"
    "source a \"A\" at \"a.txt\"\r\n"
    "source long \"L\"\r\n"
    "note \"of the source\"\r\n"
    "date 2017\r\n"
    "party us \"United States\"[ a : 1 ,long:p. 3, a: ]   # the strong one\r\n"
    "option act\"Act\"    cannot be undone[a]\r\n"
    "\r\n"
    "\r\n"
    "option wait \"Wait and see\" note \"x\"[a] note \"y\"\r\n"
    "party them\r\n"
    "option yield   # last\r\n"
    "# what is not possible\r\n"
    "impossible   act and(wait or not( yield ))\r\n"
    "status quo act,wait\r\n"
    "us wants:\r\n"
    "\t-   not yield\r\n"
    "\t* ~  exactly one of(act,wait) [a]   # tie\r\n"
    "\t# why\r\n"
    "\tact\r\n"
    "\t# end\r\n"
    "\r\n"
    "them weighs\r\n"
    "-2.50 act\r\n"
    "3 yield if wait [a]\r\n"
    "claim the equilibria under NASH are state 2,4 , state YN-\r\n"
    "scenario calm\r\n"
    "them ranks\r\n"
    "state YN-, --Y\r\n"
    "rest";

static const char tidy[] = "# Two camps\n"
                           "conflict \"Say \"\"no\"\"\"\n"
                           "  note   \"first\"\n"
                           "  note   \"second\"\n"
                           "  source a    \"A\" at \"a.txt\"\n"
                           "  source long \"L\"\n"
                           "    note \"of the source\"\n"
                           "  date   2017\n"
                           "\n"
                           "party us \"United States\"  [a:1, long:p. 3, a]  # the strong one\n"
                           "  option act \"Act\"  cannot be undone  [a]\n"
                           "\n"
                           "  option wait \"Wait and see\"  note \"x\" [a] note \"y\"\n"
                           "\n"
                           "party them\n"
                           "  option yield  # last\n"
                           "\n"
                           "# what is not possible\n"
                           "impossible act and (wait or not (yield))\n"
                           "\n"
                           "status quo act, wait\n"
                           "\n"
                           "us wants\n"
                           "  not yield\n"
                           "  ~ exactly one of (act, wait)  [a]  # tie\n"
                           "  # why\n"
                           "  act\n"
                           "  # end\n"
                           "\n"
                           "them weighs\n"
                           "  -2.50 act\n"
                           "  3     yield if wait  [a]\n"
                           "\n"
                           "claim the equilibria under NASH are state 2, 4, state YN-\n"
                           "\n"
                           "scenario calm\n"
                           "\n"
                           "  them ranks\n"
                           "    state YN-, --Y\n"
                           "    rest\n";

static void untidy_text_becomes_tidy(void **state)
{
    (void)state;
    dt_text out = {0};
    format(untidy, sizeof untidy - 1, &out);
    assert_string_equal(out.bytes, tidy);
    dt_text_clear(&out);
    format(tidy, sizeof tidy - 1, &out);
    assert_string_equal(out.bytes, tidy);
    dt_text_clear(&out);
}

static void faulty_text_is_refused(void **state)
{
    (void)state;
    static const char faulty[] = "conflict \"c\"\nparty us\noption a\nus wants\nb\n";
    dt_text out = {0};
    detente_faults *faults = NULL;
    detente_error err = {0};
    const detente_sink sink = {keep_bytes, &out};
    assert_int_equal(detente_format(faulty, sizeof faulty - 1, "f", NULL, &sink, &faults, &err),
                     DETENTE_EMODEL);
    assert_int_equal(out.length, 0);
    assert_int_equal(detente_faults_errors(faults), 1);
    detente_faults_free(faults);
    assert_int_equal(detente_format(tidy, sizeof tidy - 1, "f", NULL, &sink, NULL, &err),
                     DETENTE_OK);
    assert_string_equal(out.bytes, tidy);
    dt_text_clear(&out);
}

/* ---- whatever is sound ----------------------------------------------------------------------- */

static size_t count_comments(const char *text)
{
    size_t count = 0;
    for (const char *k = strstr(text, "# "); k != NULL; k = strstr(k + 1, "# ")) {
        count++;
    }
    return count;
}

static void check_scenario(const char *text, size_t length, const dt_text *laid, const char *id)
{
    dt_syntax *before = read_sound(text, length, id);
    dt_syntax *after = read_sound(laid->bytes, laid->length, id);
    assert_true(same_tree(before, after));
    dt_syntax_free(before);
    dt_syntax_free(after);
}

static void check_layout(const char *text, size_t length)
{
    dt_text once = {0};
    dt_text twice = {0};
    format(text, length, &once);
    format(once.bytes, once.length, &twice);
    assert_string_equal(once.bytes, twice.bytes);
    assert_int_equal(count_comments(text), count_comments(once.bytes));
    check_scenario(text, length, &once, NULL);
    dt_syntax *tree = read_sound(text, length, NULL);
    for (uint32_t k = 0; k < tree->scenario_count; k++) {
        check_scenario(text, length, &once, tree->scenarios[k].id);
    }
    dt_syntax_free(tree);
    dt_text_clear(&once);
    dt_text_clear(&twice);
}

static void read_file(const char *path, dt_text *text)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        fail_msg("%s cannot be read", path);
    }
    char bytes[4096];
    for (size_t got = fread(bytes, 1, sizeof bytes, file); got > 0;
         got = fread(bytes, 1, sizeof bytes, file)) {
        dt_text_add_bytes(text, bytes, got);
    }
    fclose(file);
}

static int check_folder(const char *path)
{
    DIR *folder = opendir(path);
    assert_non_null(folder);
    int files = 0;
    for (const struct dirent *entry = readdir(folder); entry != NULL; entry = readdir(folder)) {
        const char *dot = strrchr(entry->d_name, '.');
        if (dot != NULL && strcmp(dot, ".detente") == 0) {
            char file[512];
            dt_text text = {0};
            snprintf(file, sizeof file, "%s/%s", path, entry->d_name);
            read_file(file, &text);
            check_layout(text.bytes, text.length);
            dt_text_clear(&text);
            files++;
        }
    }
    closedir(folder);
    return files;
}

static void models_keep_their_meaning(void **state)
{
    (void)state;
    assert_true(check_folder(SOURCE_DIR "/models/seeds") >= 5);
    assert_true(check_folder(SOURCE_DIR "/models/published") >= 5);
}

/* ---- random models --------------------------------------------------------------------------- */

/* `rest` and states by number or pattern stand in ranks only. */
static bool stands_anywhere(const dt_expr *expr)
{
    const dt_expr *first = expr != NULL && expr->kind == DT_EXPR_OR ? expr->first : expr;
    return expr != NULL && first->kind != DT_EXPR_NUMBER && first->kind != DT_EXPR_PATTERN;
}

/* Add one outcome per expression of the tree, as printed; returns their number. */
static uint32_t add_printed(const dt_syntax *tree, const dt_expr *expr, uint32_t number,
                            dt_text *text)
{
    if (!stands_anywhere(expr)) {
        return number;
    }
    dt_text_format(text, "outcome printed%u = ", (unsigned)number);
    dt_expr_print(tree, expr, text);
    dt_text_add(text, "\n");
    return number + 1;
}

static uint32_t check_printed(const dt_syntax *again, uint32_t first, const dt_expr *expr)
{
    if (!stands_anywhere(expr)) {
        return first;
    }
    assert_true(same_expr(again->outcomes[first].expr, expr));
    return first + 1;
}

static void check_expressions(const char *text, size_t length)
{
    dt_syntax *tree = read_sound(text, length, NULL);
    dt_text more = {0};
    dt_text_add_bytes(&more, text, length);
    dt_text_add(&more, "\n");
    uint32_t count = 0;
    for (uint32_t p = 0; p < tree->party_count; p++) {
        for (uint32_t k = 0; k < tree->preferences[p].count; k++) {
            count = add_printed(tree, tree->preferences[p].lines[k].expr, count, &more);
        }
    }
    for (uint32_t k = 0; k < tree->rule_count; k++) {
        count = add_printed(tree, tree->rules[k].expr, count, &more);
    }
    dt_syntax *again = read_sound(more.bytes, more.length, NULL);
    uint32_t next = tree->outcome_count;
    for (uint32_t p = 0; p < tree->party_count; p++) {
        for (uint32_t k = 0; k < tree->preferences[p].count; k++) {
            next = check_printed(again, next, tree->preferences[p].lines[k].expr);
        }
    }
    for (uint32_t k = 0; k < tree->rule_count; k++) {
        next = check_printed(again, next, tree->rules[k].expr);
    }
    assert_int_equal(next, tree->outcome_count + count);
    dt_syntax_free(again);
    dt_syntax_free(tree);
    dt_text_clear(&more);
}

static void random_models_keep_their_meaning(void **state)
{
    (void)state;
    const random_form forms[] = {RANDOM_OPTIONS, RANDOM_COALESCED, RANDOM_GRAPH};
    for (size_t f = 0; f < 3; f++) {
        random_knobs knobs = random_knobs_for(forms[f]);
        knobs.claims = true;
        for (uint64_t seed = 1; seed <= 500; seed++) {
            dt_text text = {0};
            random_model(seed, &knobs, &text);
            check_layout(text.bytes, text.length);
            check_expressions(text.bytes, text.length);
            dt_text_clear(&text);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(untidy_text_becomes_tidy),
        cmocka_unit_test(faulty_text_is_refused),
        cmocka_unit_test(models_keep_their_meaning),
        cmocka_unit_test(random_models_keep_their_meaning),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
