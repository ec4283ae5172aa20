/* SPDX-License-Identifier: MIT
 *
 * Tables of names (a hash table with chains), words of the language, and the nearest known name.
 *
 * Look-up O(length of the name).  A suggestion compares with at most MOST_COMPARED names, and only
 * when a fault is reported.
 */
#include "language/names.h"

#define MOST_COMPARED 1000
#define LONGEST_COMPARED 40

/* ---- the table ------------------------------------------------------------------------------- */

/* FNV-1a */
static uint64_t hash_of(const char *text)
{
    uint64_t hash = 14695981039346656037u;
    for (; *text != '\0'; text++) {
        hash = (hash ^ (unsigned char)*text) * 1099511628211u;
    }
    return hash ^ (hash >> 32);
}

dt_name *dt_names_find(const dt_names *names, const char *text)
{
    if (names->bucket_count == 0) {
        return NULL;
    }
    uint32_t k = names->buckets[hash_of(text) & (names->bucket_count - 1)];
    while (k != DT_NONE && strcmp(names->list[k].text, text) != 0) {
        k = names->list[k].next;
    }
    return k == DT_NONE ? NULL : &names->list[k];
}

static void link_name(dt_names *names, uint32_t k)
{
    uint32_t *bucket = &names->buckets[hash_of(names->list[k].text) & (names->bucket_count - 1)];
    names->list[k].next = *bucket;
    *bucket = k;
}

/* Keep at least as many buckets as names. */
static bool make_buckets(dt_names *names)
{
    if (names->count < names->bucket_count) {
        return true;
    }
    const size_t wanted = names->bucket_count == 0 ? 64 : names->bucket_count * 2;
    uint32_t *buckets = dt_zeroed(wanted, sizeof *buckets);
    if (buckets == NULL) {
        return false;
    }
    memset(buckets, 0xFF, wanted * sizeof *buckets); /* DT_NONE */
    free(names->buckets);
    names->buckets = buckets;
    names->bucket_count = wanted;
    for (uint32_t k = 0; k < names->count; k++) {
        link_name(names, k);
    }
    return true;
}

dt_name *dt_names_add(dt_names *names, const char *text, dt_name_kind kind, uint32_t index,
                      uint32_t line)
{
    if (!dt_grow((void **)&names->list, &names->capacity, names->count, sizeof *names->list) ||
        !make_buckets(names)) {
        return NULL;
    }
    const uint32_t k = (uint32_t)names->count++;
    names->list[k] = (dt_name){.text = text, .kind = kind, .index = index, .line = line};
    link_name(names, k);
    return &names->list[k];
}

void dt_names_clear(dt_names *names)
{
    free(names->list);
    free(names->buckets);
    *names = (dt_names){0};
}

/* ---- did you mean ---------------------------------------------------------------------------- */

static unsigned char lower(char c)
{
    return (unsigned char)(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Single-character edits and swaps of neighbours from a to b (optimal string alignment), letters
 * compared without case. Both at most LONGEST_COMPARED bytes. */
static size_t edits(const char *a, size_t m, const char *b, size_t n)
{
    size_t rows[3][LONGEST_COMPARED + 1];
    for (size_t j = 0; j <= n; j++) {
        rows[0][j] = j;
    }
    for (size_t i = 1; i <= m; i++) {
        size_t *row = rows[i % 3];
        const size_t *above = rows[(i + 2) % 3];
        const size_t *above2 = rows[(i + 1) % 3];
        row[0] = i;
        for (size_t j = 1; j <= n; j++) {
            const bool same = lower(a[i - 1]) == lower(b[j - 1]);
            row[j] = least(above[j - 1] + (same ? 0 : 1), least(above[j], row[j - 1]) + 1);
            if (i > 1 && j > 1 && lower(a[i - 1]) == lower(b[j - 2]) &&
                lower(a[i - 2]) == lower(b[j - 1])) {
                row[j] = least(row[j], above2[j - 2] + 1);
            }
        }
    }
    return rows[m % 3][n];
}

/* Edits from `text` to `candidate`, or SIZE_MAX when too many to call it a slip: more than one
 * third of the letters. */
static size_t slips(const char *text, const char *candidate)
{
    const size_t m = strlen(text);
    const size_t n = strlen(candidate);
    const size_t allowed = least(4, (m > n ? m : n) / 3);
    if (m > LONGEST_COMPARED || n > LONGEST_COMPARED || m > n + allowed || n > m + allowed) {
        return SIZE_MAX;
    }
    const size_t count = edits(text, m, candidate, n);
    return count <= allowed ? count : SIZE_MAX;
}

/* `gov` for `government`, and the other way round: the only name that begins like `text` up to the
 * end of the shorter one, of at least three letters. */
static const char *same_start(const dt_names *names, const char *text)
{
    const char *found = NULL;
    const size_t length = strlen(text);
    for (size_t k = 0; k < names->count && k < MOST_COMPARED; k++) {
        const char *name = names->list[k].text;
        const size_t shared = least(length, strlen(name));
        size_t same = 0;
        while (same < shared && lower(name[same]) == lower(text[same])) {
            same++;
        }
        if (same == shared && same >= 3) {
            if (found != NULL) {
                return NULL;
            }
            found = name;
        }
    }
    return found;
}

const char *dt_names_near(const dt_names *names, const char *text)
{
    const char *best = NULL;
    size_t fewest = SIZE_MAX;
    for (size_t k = 0; k < names->count && k < MOST_COMPARED; k++) {
        const size_t count = slips(text, names->list[k].text);
        if (count < fewest) {
            fewest = count;
            best = names->list[k].text;
        }
    }
    return best != NULL ? best : same_start(names, text);
}

const char *dt_word_near(const char *const *words, size_t count, const char *text)
{
    const char *best = NULL;
    size_t fewest = SIZE_MAX;
    for (size_t k = 0; k < count; k++) {
        const size_t found = slips(text, words[k]);
        if (found < fewest) {
            fewest = found;
            best = words[k];
        }
    }
    return best;
}

/* ---- words of the language ------------------------------------------------------------------- */

#define COUNT(words) (sizeof(words) / sizeof *(words))

static const char *const line_words[] = {"conflict", "note",  "source", "date",    "party",
                                         "option",   "state", "same",   "claim",   "impossible",
                                         "exactly",  "at",    "status", "outcome", "scenario"};
static const char *const joining_words[] = {"and", "or", "xor", "if", "iff", "unless", "implies"};
static const char *const expression_words[] = {"not",   "true", "false", "exactly", "at", "most",
                                               "least", "one",  "none",  "all",     "of"};
static const char *const inner_words[] = {"rest", "may"}; /* of lines that begin with a name */
static const char *const later_words[] = {"believes", "prefers", "together", "forbidden",
                                          "attitude", "lever",   "perhaps",  "any-order"};

static bool is_among(const char *const *words, size_t count, const char *text)
{
    for (size_t k = 0; k < count; k++) {
        if (strcmp(words[k], text) == 0) {
            return true;
        }
    }
    return false;
}

bool dt_is_for_later(const char *text)
{
    return is_among(later_words, COUNT(later_words), text);
}

static bool is_line_word(const char *text)
{
    return is_among(line_words, COUNT(line_words), text);
}

bool dt_is_joining_word(const char *text)
{
    return is_among(joining_words, COUNT(joining_words), text);
}

bool dt_is_expression_word(const char *text)
{
    return is_among(expression_words, COUNT(expression_words), text) || dt_is_joining_word(text);
}

bool dt_is_reserved(const char *text)
{
    return is_line_word(text) || dt_is_expression_word(text) || dt_is_for_later(text) ||
           is_among(inner_words, COUNT(inner_words), text);
}

const char *dt_line_word_near(const char *text)
{
    const char *near = dt_word_near(line_words, COUNT(line_words), text);
    return near != NULL && strcmp(near, "at") != 0 ? near : NULL; /* any short word is near `at` */
}

const char *dt_expression_word_near(const char *text)
{
    const char *near = dt_word_near(joining_words, COUNT(joining_words), text);
    return near != NULL ? near : dt_word_near(expression_words, COUNT(expression_words), text);
}

/* Is `text` the word, which has small letters only, in whatever letters? */
static bool is_same_word(const char *text, const char *word)
{
    for (; *text != '\0' && *word != '\0'; text++, word++) {
        const char c = (char)(*text >= 'A' && *text <= 'Z' ? *text - 'A' + 'a' : *text);
        if (c != *word) {
            return false;
        }
    }
    return *text == *word;
}

const char *dt_expression_word_in_capitals(const char *text)
{
    const char *word = dt_expression_word_near(text);
    return word != NULL && is_same_word(text, word) ? word : NULL;
}
