/* SPDX-License-Identifier: MIT
 *
 * Through the entry point of the fuzzer, no crash and no broken promise: what fuzzing found worth
 * keeping, every faulty file of the tests, and the project's models with words and lines exchanged,
 * doubled and lost, which stays closer to what people write than random bytes do.
 */
#include "fuzz/fuzz_reader.c"

#include <setjmp.h>

#include <cmocka.h>
#include <dirent.h>

static int replay_file(const char *folder, const char *name)
{
    char path[1024];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = name[0] == '.' ? NULL : fopen(path, "rb");
    if (file == NULL) {
        return 0;
    }
    static uint8_t bytes[1 << 20];
    const size_t size = fread(bytes, 1, sizeof bytes, file);
    fclose(file);
    /* memory of just this size, so that tools see a byte read too many */
    uint8_t *exact = malloc(size > 0 ? size : 1);
    assert_non_null(exact);
    memcpy(exact, bytes, size);
    assert_int_equal(LLVMFuzzerTestOneInput(exact, size), 0);
    free(exact);
    return 1;
}

static int replay_folder(const char *path)
{
    DIR *folder = opendir(path);
    assert_non_null(folder);
    int files = 0;
    for (const struct dirent *entry = readdir(folder); entry != NULL; entry = readdir(folder)) {
        files += replay_file(path, entry->d_name);
    }
    closedir(folder);
    return files;
}

static void corpus_is_safe(void **state)
{
    (void)state;
    assert_true(replay_folder(SOURCE_DIR "/tests/fuzz/corpus/reader") >= 100);
    assert_true(replay_folder(SOURCE_DIR "/tests/malformed") >= 100);
}

/* ---- models with slips ----------------------------------------------------------------------- */

/* xorshift64* */
static uint32_t draw(uint64_t *seed, uint32_t below)
{
    *seed ^= *seed >> 12;
    *seed ^= *seed << 25;
    *seed ^= *seed >> 27;
    return (uint32_t)((*seed * 2685821657736338717u) >> 33) % below;
}

/* Where the piece after `from` starts: pieces are lines or words. */
static size_t piece_end(const dt_text *text, size_t from, bool lines)
{
    size_t k = from;
    while (k < text->length && text->bytes[k] != '\n' && (lines || text->bytes[k] != ' ')) {
        k++;
    }
    return k < text->length ? k + 1 : k;
}

static size_t random_piece(const dt_text *text, bool lines, uint64_t *seed)
{
    size_t k = draw(seed, (uint32_t)text->length);
    while (k > 0 && text->bytes[k - 1] != '\n' && (lines || text->bytes[k - 1] != ' ')) {
        k--;
    }
    return k;
}

/* Put piece a in the place of b, before it, or drop b. */
static void slip(const dt_text *text, uint64_t *seed, dt_text *out)
{
    const bool lines = draw(seed, 2) == 0;
    const uint32_t kind = draw(seed, 3);
    const size_t a = random_piece(text, lines, seed);
    const size_t b = random_piece(text, lines, seed);
    const size_t a_end = piece_end(text, a, lines);
    const size_t b_end = piece_end(text, b, lines);
    dt_text_add_bytes(out, text->bytes, b);
    if (kind != 0) {
        dt_text_add_bytes(out, text->bytes + a, a_end - a);
    }
    const size_t rest = kind == 2 ? b : b_end;
    dt_text_add_bytes(out, text->bytes + rest, text->length - rest);
}

/* The slips of a file depend on its name alone. */
static uint64_t seed_of(const char *name)
{
    uint64_t seed = 20171005;
    for (; *name != '\0'; name++) {
        seed = seed * 31 + (unsigned char)*name;
    }
    return seed;
}

static void slip_file(const char *path, const char *name)
{
    uint64_t state = seed_of(name);
    uint64_t *seed = &state;
    dt_text text = {0};
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    char bytes[4096];
    for (size_t got = fread(bytes, 1, sizeof bytes, file); got > 0;
         got = fread(bytes, 1, sizeof bytes, file)) {
        dt_text_add_bytes(&text, bytes, got);
    }
    fclose(file);
    for (int round = 0; round < 60; round++) {
        dt_text once = {0};
        dt_text twice = {0};
        slip(&text, seed, &once);
        slip(&once, seed, &twice);
        assert_int_equal(LLVMFuzzerTestOneInput((const uint8_t *)once.bytes, once.length), 0);
        assert_int_equal(LLVMFuzzerTestOneInput((const uint8_t *)twice.bytes, twice.length), 0);
        dt_text_clear(&once);
        dt_text_clear(&twice);
    }
    dt_text_clear(&text);
}

static void slips_are_safe(void **state)
{
    (void)state;
    static const char *const folders[] = {
        SOURCE_DIR "/models/seeds", SOURCE_DIR "/models/published", SOURCE_DIR "/models/tutorial"};
    int files = 0;
    for (size_t f = 0; f < 3; f++) {
        DIR *folder = opendir(folders[f]);
        assert_non_null(folder);
        for (const struct dirent *entry = readdir(folder); entry != NULL; entry = readdir(folder)) {
            if (strstr(entry->d_name, ".detente") != NULL) {
                char path[1024];
                snprintf(path, sizeof path, "%s/%s", folders[f], entry->d_name);
                slip_file(path, entry->d_name);
                files++;
            }
        }
        closedir(folder);
    }
    assert_true(files >= 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(corpus_is_safe),
                                       cmocka_unit_test(slips_are_safe)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
