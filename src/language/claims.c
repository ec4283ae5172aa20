/* SPDX-License-Identifier: MIT
 *
 * Reads claims: what an author expects, for `detente check` to test.  O(tokens) time.
 *
 *     claim [every] OUTCOME is [not] an equilibrium under CONCEPTS
 *     claim [every] OUTCOME is [not] stable for PARTY under CONCEPTS
 *     claim the equilibria under CONCEPTS are none | STATE, STATE ...
 *     claim OUTCOME can | cannot be reached [by improvements]
 *     claim PARTY prefers OUTCOME to OUTCOME
 */
#include "language/reader.h"

static void read_concept(dt_cursor *cursor, dt_claim *claim)
{
    const dt_token *token = dt_peek(cursor);
    detente_concept concept = DETENTE_NASH;
    if (token == NULL || token->kind != DT_TOKEN_WORD) {
        dt_stop(cursor, dt_here(cursor), "expected nash, gmr, smr, seq, sseq or sim, found %s",
                dt_found(cursor));
        return;
    }
    cursor->next++;
    if (!detente_concept_find(token->value, &concept)) {
        dt_complain(cursor, token->at,
                    "'%s' is no concept; expected nash, gmr, smr, seq, sseq or sim", token->value);
        return;
    }
    detente_concepts_add(&claim->concepts, concept);
}

/* under CONCEPT, CONCEPT ... */
static void read_concepts(dt_cursor *cursor, dt_claim *claim)
{
    if (!dt_expect(cursor, "under", "'under' and the concepts")) {
        return;
    }
    do {
        read_concept(cursor, claim);
    } while (!cursor->failed && dt_skip(cursor, ","));
    if (!cursor->failed && dt_sees(cursor, "and")) {
        dt_stop(cursor, dt_here(cursor), "separate the concepts by commas");
    }
}

/* ---- the kinds ------------------------------------------------------------------------------- */

/* the equilibria under CONCEPTS are ... */
static void read_exactly(dt_cursor *cursor, dt_claim *claim)
{
    claim->kind = DT_CLAIM_EXACTLY;
    read_concepts(cursor, claim);
    if (!dt_expect(cursor, "are", "'are' and the states, or 'are none'") ||
        dt_skip(cursor, "none")) {
        return;
    }
    dt_expr *last = NULL;
    bool more = true;
    while (more && !cursor->failed) {
        const bool bare = last != NULL && !dt_sees_kind(cursor, DT_TOKEN_WORD);
        dt_expr *state = bare ? dt_read_state(cursor) : dt_read_set(cursor, "claims");
        if (last == NULL) {
            claim->what = state;
        } else {
            last->next = state;
        }
        last = state;
        /* `state 3, 5` goes on without the word, `state 3, settled` with a name */
        while (last != NULL && dt_more_states(cursor)) {
            dt_expr *next = dt_read_state(cursor);
            last->next = next;
            last = next;
        }
        more = last != NULL && dt_skip(cursor, ",");
    }
}

/* is stable [under CONCEPTS]: for whom? */
static void stop_without_party(dt_cursor *cursor)
{
    const dt_reader *reader = cursor->reader;
    const char *party = reader->tree->party_count > 0 ? reader->parties[0].id : "PARTY";
    dt_cursor ahead = *cursor;
    const bool under = dt_skip(&ahead, "under") && dt_sees_kind(&ahead, DT_TOKEN_WORD);
    const char *concept = under ? dt_peek(&ahead)->value : "seq";
    const dt_span at = cursor->line->tokens[cursor->next - 1].at;
    dt_stop(cursor, at, "'stable' needs a party: stable for %s under %s", party, concept);
}

/* an equilibrium under ... | stable for PARTY under ... */
static void read_is(dt_cursor *cursor, dt_claim *claim)
{
    claim->negated = dt_skip(cursor, "not");
    if (dt_skip_pair(cursor, "an", "equilibrium")) {
        claim->kind = DT_CLAIM_EQUILIBRIUM;
    } else if (dt_skip_pair(cursor, "stable", "for")) {
        claim->kind = DT_CLAIM_STABLE;
        claim->party = dt_take_party(cursor);
    } else if (dt_skip(cursor, "stable")) {
        stop_without_party(cursor);
        return;
    } else {
        dt_stop(cursor, dt_here(cursor),
                "expected 'an equilibrium under ...' or 'stable for PARTY under ...', found %s",
                dt_found(cursor));
        return;
    }
    read_concepts(cursor, claim);
}

/* can be reached ... | cannot be reached ... */
static void read_reached(dt_cursor *cursor, dt_claim *claim, const dt_token *every)
{
    claim->kind = DT_CLAIM_REACHED;
    claim->negated = dt_skip(cursor, "cannot");
    if (!claim->negated) {
        cursor->next++; /* can */
    }
    if (dt_sees(cursor, "not")) {
        dt_stop(cursor, dt_here(cursor), "write 'cannot be reached'");
        return;
    }
    if (!dt_expect(cursor, "be", "'be reached'") || !dt_expect(cursor, "reached", "'be reached'")) {
        return;
    }
    if (dt_skip(cursor, "by")) {
        claim->by_improvements = dt_expect(cursor, "improvements", "'by improvements'");
    }
    if (every != NULL) {
        dt_stop(cursor, every->at, "'every' does not go with 'can be reached'");
    } else if (cursor->reader->status_line == DT_NONE) {
        dt_stop(cursor, cursor->line->tokens[0].at,
                "a claim about what can be reached needs a 'status quo' line, and there is none");
    }
}

/* PARTY prefers OUTCOME to OUTCOME */
static void read_prefers(dt_cursor *cursor, dt_claim *claim)
{
    claim->kind = DT_CLAIM_PREFERS;
    claim->party = dt_take_party(cursor);
    cursor->next++; /* prefers */
    claim->what = dt_read_set(cursor, "claims");
    if (dt_expect(cursor, "to", "'to' and another outcome")) {
        claim->than = dt_read_set(cursor, "claims");
    }
}

static void read_about_set(dt_cursor *cursor, dt_claim *claim)
{
    const dt_token *every = dt_peek(cursor);
    dt_cursor ahead = *cursor;
    /* an outcome may be called `every` */
    claim->every = dt_skip(&ahead, "every") && !dt_sees(&ahead, "is") && !dt_sees(&ahead, "can") &&
                   !dt_sees(&ahead, "cannot");
    if (claim->every) {
        *cursor = ahead;
    }
    claim->what = dt_read_set(cursor, "claims");
    if (cursor->failed) {
        return;
    }
    if (dt_skip(cursor, "is")) {
        read_is(cursor, claim);
    } else if (dt_sees(cursor, "can") || dt_sees(cursor, "cannot")) {
        read_reached(cursor, claim, claim->every ? every : NULL);
    } else {
        dt_stop(cursor, dt_here(cursor),
                "expected 'is an equilibrium', 'is stable for', 'can be reached' or 'cannot be "
                "reached', found %s",
                dt_found(cursor));
    }
}

static bool second_is(const dt_cursor *cursor, const char *word)
{
    dt_cursor ahead = *cursor;
    ahead.next++;
    return dt_sees(&ahead, word);
}

void dt_read_claim(dt_reader *reader, uint32_t place)
{
    dt_cursor cursor = dt_cursor_at(reader, place, 1);
    dt_claim claim = {.party = DT_NONE};
    if (dt_sees(&cursor, "the") && second_is(&cursor, "equilibria")) {
        cursor.next += 2;
        read_exactly(&cursor, &claim);
    } else if (second_is(&cursor, "prefers")) {
        read_prefers(&cursor, &claim);
    } else {
        read_about_set(&cursor, &claim);
    }
    if (cursor.failed) {
        return;
    }
    claim.at = dt_span_from(&cursor, 0);
    claim.text = dt_keep_line(&cursor);
    claim.support = dt_read_support(&cursor);
    reader->claims[reader->tree->claim_count++] = claim;
}
