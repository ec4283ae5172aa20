/* SPDX-License-Identifier: MIT
 *
 * Sets of states as lines of a model: what is left out as rules, what ties as patterns.
 */
#include "exchange/compose.h"

/* Patterns times states above which patterns are not widened, which takes O(options) times that. */
#define MOST_WIDENED ((size_t)1 << 22)

/* ---- rules ----------------------------------------------------------------------------------- */

typedef enum rule_kind {
    RULE_IMPOSSIBLE,
    RULE_AT_MOST,
    RULE_AT_LEAST,
    RULE_EXACTLY,
    RULE_DONE
} rule_kind;

/* A line to be written in the place of the first pattern that it stands for. */
typedef struct rule {
    rule_kind kind;
    uint64_t options; /* of the "one of" kinds */
} rule;

static bool is_pair(dt_cube cube)
{
    return cube.care == cube.value && dt_popcount(cube.care) == 2;
}

static bool is_none(dt_cube cube)
{
    return cube.value == 0 && dt_popcount(cube.care) >= 2;
}

/* The pattern among those not yet used; SIZE_MAX when there is none. */
static size_t find(const dt_cubes *cubes, const rule *rules, dt_cube cube)
{
    for (size_t k = 0; k < cubes->count; k++) {
        if (rules[k].kind == RULE_IMPOSSIBLE && dt_cube_equal(cubes->list[k], cube)) {
            return k;
        }
    }
    return SIZE_MAX;
}

/* Excludes `option` each of `group`? */
static bool excludes_all(const dt_cubes *cubes, const rule *rules, uint64_t option, uint64_t group)
{
    for (uint64_t left = group; left != 0; left &= left - 1) {
        const uint64_t both = option | (left & (0 - left));
        if (find(cubes, rules, (dt_cube){both, both}) == SIZE_MAX) {
            return false;
        }
    }
    return true;
}

/* Use up all pairs within `group`; the first of them in the list carries the rule. */
static void use_group(const dt_cubes *cubes, rule *rules, uint64_t group, rule_kind kind)
{
    bool first = true;
    for (size_t k = 0; k < cubes->count; k++) {
        const dt_cube cube = cubes->list[k];
        const bool none = kind == RULE_EXACTLY && dt_cube_equal(cube, (dt_cube){group, 0});
        const bool pair = is_pair(cube) && (cube.care & ~group) == 0;
        if (rules[k].kind == RULE_IMPOSSIBLE && (pair || none)) {
            rules[k] = (rule){first ? kind : RULE_DONE, group};
            first = false;
        }
    }
}

/* Groups of options that exclude each other, found from the lowest pair up, so that the same set of
 * patterns gives the same groups in any order.  A group of two is worth a line of its own only
 * when it completes an "exactly one". */
static void fold_groups(const dt_cubes *cubes, rule *rules, const dt_cubes *sorted)
{
    for (size_t k = 0; k < sorted->count; k++) {
        if (!is_pair(sorted->list[k]) || find(cubes, rules, sorted->list[k]) == SIZE_MAX) {
            continue;
        }
        uint64_t group = sorted->list[k].care;
        for (unsigned j = 0; j < 64; j++) {
            const uint64_t option = (uint64_t)1 << j;
            if ((group & option) == 0 && excludes_all(cubes, rules, option, group)) {
                group |= option;
            }
        }
        const bool exact = find(cubes, rules, (dt_cube){group, 0}) != SIZE_MAX;
        if (exact || dt_popcount(group) > 2) {
            use_group(cubes, rules, group, exact ? RULE_EXACTLY : RULE_AT_MOST);
        }
    }
}

static void add_list(dt_text *text, const char *rule_words, uint64_t options,
                     const char *const *words)
{
    dt_text_add(text, rule_words);
    for (uint64_t left = options; left != 0; left &= left - 1) {
        dt_text_add(text, left == options ? " " : ", ");
        dt_text_add(text, words[dt_lowest(left)]);
    }
    dt_text_add_char(text, '\n');
}

static void add_rule(dt_text *text, dt_cube cube, rule line, const char *const *words)
{
    switch (line.kind) {
    case RULE_DONE:
        break;
    case RULE_AT_MOST:
        add_list(text, "at most one of", line.options, words);
        break;
    case RULE_EXACTLY:
        add_list(text, "exactly one of", line.options, words);
        break;
    case RULE_AT_LEAST:
        add_list(text, "at least one of", line.options, words);
        break;
    case RULE_IMPOSSIBLE:
        dt_text_add(text, "impossible ");
        dt_text_add_cube(text, cube, words);
        dt_text_add_char(text, '\n');
    }
}

bool dt_text_add_rules(dt_text *text, const dt_cubes *cubes, const char *const *words)
{
    dt_cubes sorted = {.poll = text->poll};
    rule *rules = dt_zeroed(cubes->count, sizeof *rules); /* all impossible */
    bool ok = rules != NULL;
    for (size_t k = 0; k < cubes->count && ok; k++) {
        ok = dt_cubes_add(&sorted, cubes->list[k]);
    }
    if (ok && sorted.count > 1) {
        qsort(sorted.list, sorted.count, sizeof *sorted.list, dt_cube_order);
    }
    if (ok) {
        fold_groups(cubes, rules, &sorted);
    }
    for (size_t k = 0; k < cubes->count && ok; k++) {
        if (rules[k].kind == RULE_IMPOSSIBLE && is_none(cubes->list[k])) {
            rules[k] = (rule){RULE_AT_LEAST, cubes->list[k].care};
        }
        add_rule(text, cubes->list[k], rules[k], words);
    }
    dt_cubes_clear(&sorted);
    free(rules);
    return ok;
}

/* ---- patterns -------------------------------------------------------------------------------- */

/* Does `cube` hold in a state not yet taken?  Takes them. */
static bool takes_new(dt_cube cube, const uint64_t *codes, size_t count, uint64_t *taken)
{
    bool any = false;
    for (size_t k = 0; k < count; k++) {
        if (!dt_bit(taken, k) && dt_cube_holds(cube, codes[k])) {
            dt_set_bit(taken, k);
            any = true;
        }
    }
    return any;
}

static void add_pattern(dt_text *text, dt_cube cube, uint32_t options, bool tied)
{
    char pattern[65];
    dt_cube_pattern(cube, options, pattern);
    dt_text_add(text, tied ? "~ state " : "state ");
    dt_text_add(text, pattern);
    dt_text_add_char(text, '\n');
}

/* Drop cubes that hold in no state that those before do not hold in. */
static bool drop_idle(dt_cubes *cubes, const uint64_t *codes, size_t count)
{
    uint64_t *taken = dt_zeroed(DT_WORDS(count), sizeof *taken);
    size_t kept = 0;
    for (size_t k = 0; k < cubes->count && taken != NULL; k++) {
        if (takes_new(cubes->list[k], codes, count, taken)) {
            cubes->list[kept++] = cubes->list[k];
        }
    }
    cubes->count = kept;
    free(taken);
    return taken != NULL;
}

/* Patterns that cover codes[0..count-1] and none of the others.  Patterns of these states alone
 * say more to a reader, so wider ones are used only where there are fewer of them. */
static bool cover(const uint64_t *codes, size_t count, const uint64_t *others, size_t other_count,
                  uint32_t options, dt_cubes *out)
{
    dt_cubes wide = {.poll = out->poll};
    bool ok = true;
    for (size_t k = 0; k < count && ok; k++) {
        ok = dt_cubes_add(out, (dt_cube){dt_all_options(options), codes[k]});
    }
    ok = ok && dt_cubes_merge(out);
    if (!ok || out->count == 1 || out->count > MOST_WIDENED / (other_count + 1)) {
        return ok;
    }
    for (size_t k = 0; k < out->count && ok; k++) {
        ok = dt_cubes_add(&wide, out->list[k]);
    }
    dt_cubes_expand(&wide, others, other_count);
    ok = ok && drop_idle(&wide, codes, count);
    if (ok && wide.count < out->count) {
        dt_cubes swapped = *out;
        *out = wide;
        wide = swapped;
    }
    dt_cubes_clear(&wide);
    return ok;
}

/* The states of one place, codes[0..count-1], as lines. */
static bool add_tied(dt_text *text, const uint64_t *codes, size_t count, const uint64_t *others,
                     size_t other_count, uint32_t options)
{
    dt_cubes cubes = {.poll = text->poll};
    const bool ok = cover(codes, count, others, other_count, options, &cubes);
    for (size_t k = 0; k < cubes.count && ok; k++) {
        add_pattern(text, cubes.list[k], options, k > 0);
    }
    dt_cubes_clear(&cubes);
    return ok;
}

/* ordered[first .. end-1] are the states of one place, `ordered` goes from the best to the worst.
 */
static bool add_place(dt_text *text, const uint64_t *ordered, size_t count, size_t first,
                      size_t end, uint64_t *others, uint32_t options)
{
    if (end - first > 1 && end == count) {
        dt_text_add(text, "rest\n");
        return true;
    }
    if (end - first == 1) {
        add_pattern(text, (dt_cube){dt_all_options(options), ordered[first]}, options, false);
        return true;
    }
    memcpy(others, ordered, first * sizeof *ordered);
    memcpy(others + first, ordered + end, (count - end) * sizeof *ordered);
    return end == first ||
           add_tied(text, ordered + first, end - first, others, count - (end - first), options);
}

bool dt_text_add_ranks(dt_text *text, const uint64_t *codes, const uint32_t *places, size_t count,
                       uint32_t place_count, uint32_t options)
{
    size_t *starts = dt_zeroed((size_t)place_count + 2, sizeof *starts);
    uint64_t *ordered = dt_zeroed(count, sizeof *ordered);
    uint64_t *others = dt_zeroed(count, sizeof *others);
    bool ok = starts != NULL && ordered != NULL && others != NULL;
    if (ok) { /* counting sort: place p begins at starts[p + 1], and in the end stops there */
        for (size_t k = 0; k < count; k++) {
            starts[places[k] + 2]++;
        }
        for (size_t p = 2; p < (size_t)place_count + 2; p++) {
            starts[p] += starts[p - 1];
        }
        for (size_t k = 0; k < count; k++) {
            ordered[starts[places[k] + 1]++] = codes[k];
        }
    }
    for (size_t p = 0; p < place_count && ok; p++) {
        ok = add_place(text, ordered, count, starts[p], starts[p + 1], others, options);
    }
    free(starts);
    free(ordered);
    free(others);
    return ok;
}

bool dt_text_add_absent(dt_text *text, const uint64_t *codes, size_t count, uint32_t options,
                        const char *const *words)
{
    dt_cubes cubes = {.poll = text->poll};
    bool ok = dt_cubes_absent(&cubes, codes, count, options) && dt_cubes_merge(&cubes);
    if (ok) {
        if (cubes.count <= MOST_WIDENED / (count + 1)) {
            dt_cubes_expand(&cubes, codes, count);
        }
        ok = dt_text_add_rules(text, &cubes, words);
    }
    dt_cubes_clear(&cubes);
    return ok;
}
