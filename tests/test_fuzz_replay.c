/* SPDX-License-Identifier: MIT
 *
 * Through the fuzz targets, no crash and no broken promise: what fuzzing found worth keeping, of
 * every kind, and mutations of it, the same on every machine; every faulty file of the tests; and
 * the project's models with words and lines exchanged, doubled and lost, which stays closer to what
 * people write than random bytes do.
 */
#include "fuzz/fuzz.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>
#include <dirent.h>

#define CORPUS SOURCE_DIR "/tests/fuzz/corpus/"
#define MUTATIONS 6000 /* of each kind */

/* xorshift64* */
static uint32_t draw(uint64_t *seed, size_t below)
{
    *seed ^= *seed >> 12;
    *seed ^= *seed << 25;
    *seed ^= *seed >> 27;
    return (uint32_t)(((*seed * 2685821657736338717u) >> 33) % below);
}

static void read_into(dt_text *text, const char *path)
{
    char bytes[4096];
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    text->length = 0;
    dt_text_add(text, "");
    for (size_t got = fread(bytes, 1, sizeof bytes, file); got > 0;
         got = fread(bytes, 1, sizeof bytes, file)) {
        dt_text_add_bytes(text, bytes, got);
    }
    fclose(file);
}

/* In memory of just this size, so that tools see a byte read too many. */
static void run(fuzz_target *target, const dt_text *text)
{
    uint8_t *exact = malloc(text->length > 0 ? text->length : 1);
    assert_non_null(exact);
    memcpy(exact, text->bytes, text->length);
    assert_int_equal(target(exact, text->length), 0);
    free(exact);
}

/* ---- corpora --------------------------------------------------------------------------------- */

typedef struct corpus {
    const char *name;
    fuzz_target *target;
} corpus;

#define LIST(name) {#name, fuzz_##name},
static const corpus kinds[] = {FUZZ_KINDS(LIST)};
#define KINDS (sizeof kinds / sizeof kinds[0])

/* A few changes: a byte, a piece taken out, a piece put in again elsewhere. */
static void mutate(const dt_text *original, dt_text *changed, uint64_t *seed)
{
    static const char spice[] = "{}[]\",:;\\\n01239-YNtf#~=+@'\x80\xC3 ";
    changed->length = 0;
    dt_text_add_bytes(changed, original->bytes, original->length);
    for (uint32_t changes = 1 + draw(seed, 3); changes > 0 && changed->length > 2; changes--) {
        const size_t from = draw(seed, changed->length);
        const size_t most = changed->length - from;
        const size_t count = draw(seed, most < 40 ? most : 40);
        char piece[40];
        memcpy(piece, changed->bytes + from, count);
        switch (draw(seed, 4)) {
        case 0:
            memmove(changed->bytes + from, changed->bytes + from + count, most - count);
            changed->length -= count;
            break;
        case 1:
            dt_text_add_bytes(changed, piece, count);
            break;
        case 2:
            changed->bytes[from] = (char)draw(seed, 256);
            break;
        default:
            changed->bytes[from] = spice[draw(seed, sizeof spice - 1)];
        }
    }
}

/* All files of a folder, and mutations of them taken in turn; the number of files. */
static unsigned replay_folder(fuzz_target *target, const char *path, unsigned mutations)
{
    dt_text original = {0};
    dt_text changed = {0};
    uint64_t seed = 1975;
    unsigned files = 0;
    unsigned done = 0;
    do {
        DIR *folder = opendir(path);
        assert_non_null(folder);
        for (const struct dirent *entry = readdir(folder); entry != NULL; entry = readdir(folder)) {
            char name[1024];
            if (entry->d_name[0] == '.') {
                continue;
            }
            snprintf(name, sizeof name, "%s/%s", path, entry->d_name);
            read_into(&original, name);
            run(target, &original);
            files++;
            for (unsigned k = 0; k < 20 && done < mutations; k++, done++) {
                mutate(&original, &changed, &seed);
                run(target, &changed);
            }
        }
        closedir(folder);
    } while (done < mutations && files > 0);
    dt_text_clear(&original);
    dt_text_clear(&changed);
    return files;
}

static void corpora_are_safe(void **state)
{
    (void)state;
    for (size_t k = 0; k < KINDS; k++) {
        char path[512];
        snprintf(path, sizeof path, CORPUS "%s", kinds[k].name);
        if (replay_folder(kinds[k].target, path, MUTATIONS) < 10) {
            fail_msg("the corpus of %s is too small", kinds[k].name);
        }
    }
    assert_true(replay_folder(fuzz_reader, SOURCE_DIR "/tests/malformed", 0) >= 100);
}

/* Every verdict of every certificate of the target turned into its opposite, one at a time: a move
 * that is met claimed not to be, and the other way round. */
static void turned_verdicts_are_refused(void **state)
{
    (void)state;
    for (unsigned model = 0; model < 24; model++) {
        for (unsigned line = 0; line < 512; line++) {
            const uint8_t edit[] = {(uint8_t)model, 0, (uint8_t)(13 + 16 * (line >> 8)),
                                    (uint8_t)line,  0, 0};
            assert_int_equal(fuzz_certificate(edit, sizeof edit), 0);
        }
    }
}

/* ---- models with slips ----------------------------------------------------------------------- */

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
    size_t k = draw(seed, text->length);
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
    uint64_t seed = seed_of(name);
    dt_text text = {0};
    read_into(&text, path);
    for (int round = 0; round < 60; round++) {
        dt_text once = {0};
        dt_text twice = {0};
        slip(&text, &seed, &once);
        slip(&once, &seed, &twice);
        run(fuzz_reader, &once);
        run(fuzz_reader, &twice);
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
    const struct CMUnitTest tests[] = {cmocka_unit_test(corpora_are_safe),
                                       cmocka_unit_test(turned_verdicts_are_refused),
                                       cmocka_unit_test(slips_are_safe)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
