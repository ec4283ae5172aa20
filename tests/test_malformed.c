/* SPDX-License-Identifier: MIT
 *
 * Faulty files and what the analyst is told: every tests/malformed/NAME.detente has exactly the
 * faults of NAME.expect, one per line as LINE:COL: error: message, in this order.
 */
#include "language/syntax.h"

#include <setjmp.h>
#include <stdio.h>

#include <cmocka.h>
#include <dirent.h>

#define FOLDER SOURCE_DIR "/tests/malformed/"

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
    dt_text_add(text, "");
    fclose(file);
}

/* LINE:COL: error: message */
static void list_faults(const dt_faults *faults, dt_text *out)
{
    for (size_t k = 0; k < faults->count; k++) {
        const dt_fault *fault = &faults->list[k];
        dt_text_format(out, "%u:%u: %s: %s\n", (unsigned)fault->at.line, (unsigned)fault->at.column,
                       fault->is_warning ? "warning" : "error", fault->message);
    }
    dt_text_add(out, "");
}

/* Returns the number of files that differ (0 or 1). */
static int check_file(const char *name)
{
    char path[512];
    dt_text text = {0};
    dt_text wanted = {0};
    dt_text got = {0};
    dt_faults faults = {0};
    dt_syntax *tree = NULL;
    snprintf(path, sizeof path, "%s%s.detente", FOLDER, name);
    read_file(path, &text);
    snprintf(path, sizeof path, "%s%s.expect", FOLDER, name);
    read_file(path, &wanted);
    const detente_status status = dt_syntax_read(text.bytes, text.length, NULL, &faults, &tree,
                                                 NULL);
    list_faults(&faults, &got);
    const bool sound = strstr(wanted.bytes, ": error: ") == NULL;
    int wrong = strcmp(wanted.bytes, got.bytes) != 0 ? 1 : 0;
    if (wrong != 0) {
        print_error("%s\n  expected\n%s  got\n%s", name, wanted.bytes, got.bytes);
    }
    if (status != (sound ? DETENTE_OK : DETENTE_EMODEL) || (tree != NULL) != sound) {
        print_error("%s: unexpected status %d\n", name, (int)status);
        wrong = 1;
    }
    dt_syntax_free(tree);
    dt_faults_clear(&faults);
    dt_text_clear(&text);
    dt_text_clear(&wanted);
    dt_text_clear(&got);
    return wrong;
}

/* ---- proposed replacements ------------------------------------------------------------------- */

/* Byte offset of a place in code points. */
static size_t offset_of(const char *text, uint32_t line, uint32_t column)
{
    size_t at = memcmp(text, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    for (uint32_t k = 1; k < line; k++) {
        at += strcspn(text + at, "\n") + 1;
    }
    for (uint32_t k = 1; k < column; k++) {
        at++;
        while (((unsigned char)text[at] & 0xC0) == 0x80) {
            at++;
        }
    }
    return at;
}

/* `text` with fault `number` mended as proposed, into `mended`. */
static void mend(const char *text, const detente_fault *fault, dt_text *mended)
{
    const size_t from = offset_of(text, fault->line, fault->column);
    const size_t to = offset_of(text, fault->line, fault->column + fault->length);
    mended->length = 0;
    dt_text_add_bytes(mended, text, from);
    dt_text_add(mended, fault->replacement);
    dt_text_add(mended, text + to);
}

static detente_faults *faults_of(const char *text)
{
    detente_model *model = NULL;
    detente_faults *faults = NULL;
    detente_model_read(text, strlen(text), "test", NULL, NULL, &model, &faults, NULL);
    detente_model_free(model);
    return faults;
}

static bool has_fault(const detente_faults *faults, const detente_fault *wanted)
{
    detente_fault fault = {.size = sizeof fault};
    for (size_t k = 0; detente_faults_get(faults, k, &fault, NULL) == DETENTE_OK; k++) {
        if (fault.line == wanted->line && fault.column == wanted->column &&
            strcmp(fault.message, wanted->message) == 0) {
            return true;
        }
    }
    return false;
}

/* Each fault of a file that comes with a replacement is gone once that is written, and there are
 * fewer errors than before, or as many where the fault had hidden another.  Returns how many. */
static int check_replacements(const char *name)
{
    char path[512];
    dt_text text = {0};
    dt_text mended = {0};
    detente_fault fault = {.size = sizeof fault};
    int proposed = 0;
    snprintf(path, sizeof path, "%s%s.detente", FOLDER, name);
    read_file(path, &text);
    detente_faults *faults = faults_of(text.bytes);
    for (size_t k = 0; detente_faults_get(faults, k, &fault, NULL) == DETENTE_OK; k++) {
        if (fault.replacement == NULL) {
            continue;
        }
        proposed++;
        mend(text.bytes, &fault, &mended);
        detente_faults *left = faults_of(mended.bytes);
        if (has_fault(left, &fault) ||
            detente_faults_errors(left) > detente_faults_errors(faults)) {
            fail_msg("%s: not mended by '%s': %s", name, fault.replacement, fault.message);
        }
        detente_faults_free(left);
    }
    detente_faults_free(faults);
    dt_text_clear(&text);
    dt_text_clear(&mended);
    return proposed;
}

static void faults_are_as_expected(void **state)
{
    (void)state;
    DIR *folder = opendir(FOLDER);
    assert_non_null(folder);
    int files = 0;
    int wrong = 0;
    int proposed = 0;
    for (const struct dirent *entry = readdir(folder); entry != NULL; entry = readdir(folder)) {
        const char *dot = strrchr(entry->d_name, '.');
        if (dot != NULL && strcmp(dot, ".detente") == 0) {
            char name[256];
            snprintf(name, sizeof name, "%.*s", (int)(dot - entry->d_name), entry->d_name);
            wrong += check_file(name);
            proposed += check_replacements(name);
            files++;
        }
    }
    closedir(folder);
    assert_int_equal(wrong, 0);
    assert_true(files >= 100);
    assert_true(proposed >= 20);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(faults_are_as_expected)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
