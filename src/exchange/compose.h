/* SPDX-License-Identifier: MIT
 *
 * What the importers share: faults handed out at the end, ids made of free names, quoted texts,
 * cubes as words of the language.
 */
#ifndef DT_COMPOSE_H
#define DT_COMPOSE_H

#include "exchange/cubes.h"
#include "language/syntax.h"

/* A readable id out of any name: lower case, everything but letters and digits becomes one hyphen,
 * cut near 30 characters between words; `fallback` leads where a digit or nothing would, or where a
 * word of the language comes out.  An id of taken[0..count-1] (NULLs skipped) gets a number behind
 * it.  In `arena`; NULL: no memory. */
const char *dt_make_id(dt_arena *arena, const char *name, const char *fallback,
                       const char *const *taken, size_t count);

/* How expressions write the options: words[k] is ids[k], with owners[k] and a dot before it where
 * another option has the same id.  False: no memory. */
bool dt_make_words(dt_arena *arena, const char *const *ids, const char *const *owners,
                   uint32_t count, const char **words);

/* May `id` name something as it stands? */
bool dt_is_plain_id(const char *id);

/* `string` in quotes; a quote inside is doubled, what no text may hold (line breaks, tabs, control
 * characters) becomes a blank, bytes that are not UTF-8 become U+FFFD. */
void dt_text_add_quoted(dt_text *text, const char *string);

/* `keyword`, the id, and the name in quotes where it says more. */
void dt_text_add_named(dt_text *text, const char *keyword, const char *id, const char *name);

/* A line `status quo`: the options of `code`, or none. */
void dt_text_add_status_quo(dt_text *text, uint64_t code, const char *const *words);

/* "a and not b" out of a cube; `words[k]` is how option k is written; true for the whole space. */
void dt_text_add_cube(dt_text *text, dt_cube cube, const char *const *words);

/* Lines of rules that leave out exactly the states of `cubes`: pairs that exclude each other become
 * `at most one of`, patterns of nothing but "not" `at least one of`, both together `exactly one
 * of`, all others `impossible`.  False: no memory.  Time O(cubes^2). */
bool dt_text_add_rules(dt_text *text, const dt_cubes *cubes, const char *const *words);

/* Rules that leave out all combinations of `options` options but codes[0..count-1] (increasing). */
bool dt_text_add_absent(dt_text *text, const uint64_t *codes, size_t count, uint32_t options,
                        const char *const *words);

/* Lines of a `ranks` block: state codes[k] stands in places[k], from 0 = best, below
 * `place_count`; places may be empty.  States that tie become patterns, `~` from the second on; the
 * last place, when it holds several states, `rest`.  False: no memory. */
bool dt_text_add_ranks(dt_text *text, const uint64_t *codes, const uint32_t *places, size_t count,
                       uint32_t place_count, uint32_t options);

/* A title out of a file name: no folders, no extension; "Imported conflict" for
 * nothing, "-" and "<stdin>". */
void dt_text_add_title(dt_text *text, const char *file);

/* The end of every importer: check and lay out the composed model, hand it to `sink`, and hand out
 * the faults.  EMODEL when there is an error among them; EINTERNAL when the composed text is not a
 * model. */
detente_status dt_compose_finish(dt_text *text, detente_faults *found, const detente_sink *sink,
                                 detente_error *err);
/* Give `found` to the caller, or free it where the caller does not want it (NULL). */
void dt_compose_hand_out(detente_faults *found, detente_faults **faults);

#endif
