/* SPDX-License-Identifier: MIT
 *
 * What is not known of a party's preference: the lines
 *
 *     unknown whether PARTY prefers OUTCOME to OUTCOME
 *
 * and how the lists of `PARTY may want` (blocks.c) stand beside the others.  O(tokens) time; lists
 * of one party are compared pair by pair.
 */
#include "language/reader.h"

#include <stdio.h>

/* The word must stand here; another one, with as many words behind it as ought to be there, was
 * meant to be it. */
static bool need(dt_cursor *cursor, const char *word, uint32_t behind, const char *wanted)
{
    const bool instead = dt_sees_kind(cursor, DT_TOKEN_WORD) && !cursor->failed &&
                         cursor->line->count - cursor->next > behind;
    const dt_span at = dt_here(cursor);
    const bool found = dt_expect(cursor, word, wanted);
    if (!found && instead) {
        dt_fault_propose(cursor->reader->faults, at, word);
    }
    return found;
}

void dt_read_unknown(dt_reader *reader, uint32_t place)
{
    dt_cursor cursor = dt_cursor_at(reader, place, 2); /* unknown whether */
    dt_unknown line = {.party = dt_take_party(&cursor)};
    if (need(&cursor, "prefers", 3, "'prefers' and two outcomes: prefers A to B")) {
        line.what = dt_read_set(&cursor, "these lines");
    }
    if (need(&cursor, "to", 1, "'to' and another outcome")) {
        line.than = dt_read_set(&cursor, "these lines");
    }
    if (cursor.failed) {
        return;
    }
    line.at = dt_span_from(&cursor, 0);
    line.text = dt_keep_line(&cursor);
    line.support = dt_read_support(&cursor);
    if (line.party != DT_NONE && reader->doubts[line.party].unknown == cursor.line->scenario) {
        reader->unknowns[reader->tree->unknown_count++] = line;
    }
}

/* ---- lists ----------------------------------------------------------------------------------- */

static dt_cursor cursor_of(dt_reader *reader, dt_span at)
{
    return dt_cursor_at(reader, at.line - 1, 0);
}

/* A list more goes with `wants`, which is the first one. */
static void check_beside(dt_reader *reader, uint32_t party)
{
    const dt_preferences *first = &reader->preferences[party];
    const char *id = reader->parties[party].id;
    dt_cursor cursor = cursor_of(reader, first->other->at);
    if (first->kind == DT_RANKS || first->kind == DT_WEIGHS) {
        dt_complain(&cursor, first->other->at,
                    "'%s may want' goes with '%s wants' alone, and '%s %s' stands in line %u", id,
                    id, id, first->kind == DT_RANKS ? "ranks" : "weighs", (unsigned)first->at.line);
    } else if (reader->block_line[party] == DT_NONE) {
        char words[256];
        snprintf(words, sizeof words, "%s wants", id);
        dt_complain(&cursor, first->other->at,
                    "'%s may want' is another list beside '%s wants', which is missing; write the "
                    "first list as '%s wants'",
                    id, id, id);
        dt_fault_propose(reader->faults, first->other->at, words);
    }
}

/* False also where memory runs out. */
static bool same_expr(dt_reader *reader, const dt_expr *a, const dt_expr *b)
{
    dt_text x = {0};
    dt_text y = {0};
    dt_expr_print(reader->tree, a, &x);
    dt_expr_print(reader->tree, b, &y);
    const bool failed = x.failed || y.failed;
    const bool same = !failed && strcmp(x.bytes, y.bytes) == 0;
    reader->failed = reader->failed || failed;
    dt_text_clear(&x);
    dt_text_clear(&y);
    return same;
}

static bool same_list(dt_reader *reader, const dt_preferences *a, const dt_preferences *b)
{
    bool same = a->count == b->count;
    for (uint32_t k = 0; k < a->count && same; k++) {
        same = a->lines[k].tied == b->lines[k].tied &&
               same_expr(reader, a->lines[k].expr, b->lines[k].expr);
    }
    return same;
}

/* Lists that leave nothing open, or open more than they seem to. */
static void warn_of_lists(dt_reader *reader, uint32_t party)
{
    const dt_preferences *first = &reader->preferences[party];
    const char *id = reader->parties[party].id;
    for (const dt_preferences *list = first->other; list != NULL; list = list->other) {
        if (list->count == 0) {
            dt_warning(reader->faults, list->at,
                       "party '%s' may want nothing: this list is indifferent between all states",
                       id);
        }
        const dt_preferences *same = first;
        while (same != list && !same_list(reader, same, list)) {
            same = same->other;
        }
        if (same != list) {
            dt_warning(reader->faults, list->at,
                       "this list is that of '%s %s' in line %u once more, and adds nothing", id,
                       same == first ? "wants" : "may want", (unsigned)same->at.line);
        }
    }
}

void dt_check_unknown(dt_reader *reader)
{
    for (uint32_t party = 0; party < reader->tree->party_count && !reader->failed; party++) {
        if (reader->preferences[party].other != NULL) {
            check_beside(reader, party);
        }
    }
    const bool tell = reader->is_chosen && reader->faults->errors == 0;
    for (uint32_t party = 0; party < reader->tree->party_count && tell; party++) {
        warn_of_lists(reader, party);
    }
}
