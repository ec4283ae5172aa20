/* SPDX-License-Identifier: MIT
 *
 * The fuzz target of the importers over its corpus, and over some thousand mutations of it: the
 * same on every machine, no fuzzing engine needed.
 */
#include "fuzz/fuzz_exchange.c"

#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#define FOLDER SOURCE_DIR "/tests/fuzz/corpus/exchange/"
#define MOST_FILES 64
#define MUTATIONS 150

static uint64_t draw(uint64_t *seed, uint64_t below)
{
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    *seed ^= *seed << 17;
    return (*seed >> 8) % below;
}

static void read_into(dt_text *text, const char *name)
{
    char path[512];
    char block[4096];
    snprintf(path, sizeof path, "%s%s", FOLDER, name);
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    for (size_t got = fread(block, 1, sizeof block, file); got > 0;
         got = fread(block, 1, sizeof block, file)) {
        dt_text_add_bytes(text, block, got);
    }
    fclose(file);
}

/* A few changes: a byte, a piece taken out, a piece put in again elsewhere. */
static void mutate(const dt_text *original, dt_text *changed, uint64_t *seed)
{
    static const char spice[] = "{}[]\",:;\\\n01239-YNtf#~\x80\xC3 ";
    changed->length = 0;
    dt_text_add_bytes(changed, original->bytes, original->length);
    for (uint64_t changes = 1 + draw(seed, 3); changes > 0 && changed->length > 2; changes--) {
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
        default:
            changed->bytes[from] = spice[draw(seed, sizeof spice - 1)];
        }
    }
}

static void test_replay(void **state)
{
    (void)state;
    uint64_t seed = 1975;
    unsigned files = 0;
    DIR *directory = opendir(FOLDER);
    assert_non_null(directory);
    for (const struct dirent *entry = readdir(directory); entry != NULL;
         entry = readdir(directory)) {
        if (entry->d_name[0] == '.') {
            continue;
        }
        dt_text original = {0};
        dt_text changed = {0};
        read_into(&original, entry->d_name);
        LLVMFuzzerTestOneInput((const uint8_t *)original.bytes, original.length);
        for (unsigned k = 0; k < MUTATIONS; k++) {
            mutate(&original, &changed, &seed);
            LLVMFuzzerTestOneInput((const uint8_t *)changed.bytes, changed.length);
        }
        dt_text_clear(&original);
        dt_text_clear(&changed);
        files++;
    }
    closedir(directory);
    assert_in_range(files, 8, MOST_FILES);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_replay)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
