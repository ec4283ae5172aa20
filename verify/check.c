/* SPDX-License-Identifier: MIT
 *
 * The checker: every line of a certificate against the definitions.
 *
 *   + s  every improvement of the party from s is listed, and its sanction is a legal sequence of
 *        the others (credible concepts: of improvements) to an end that is not preferred to s (with
 *        a reply: and from which the party can move to nothing that it prefers to s)
 *   - s  one improvement of the party, from which the guarantees exclude every such end
 *   g x  see guarantees.c
 */
#include "checking.h"

/* ---- the head -------------------------------------------------------------------------------- */

static bool expect_number(checking *k, const char *words, uint64_t wanted)
{
    uint64_t number = 0;
    if (!verify_next_line(k)) {
        return verify_fail(k, "the certificate ends too early");
    }
    if (verify_skip(k, "scenario ")) {
        return verify_fail(k, "the certificate is of a scenario: give --scenario %.100s", k->at);
    }
    if (!verify_skip(k, words) || !verify_read_number(k, &number) || !verify_at_end(k)) {
        return verify_fail(k, "'%s' and a number was expected", words);
    }
    return number == wanted || verify_fail(k, "the model has %llu, not %llu",
                                           (unsigned long long)wanted, (unsigned long long)number);
}

static bool check_digest(checking *k, uint64_t digest)
{
    char wanted[64];
    snprintf(wanted, sizeof wanted, "model %016llx", (unsigned long long)digest);
    return (verify_next_line(k) && strcmp(k->line, wanted) == 0) ||
           verify_fail(k, "the certificate is of another text: its line should be '%s'", wanted);
}

static bool check_scenario(checking *k)
{
    const dt_syntax *syntax = k->c->syntax;
    if (syntax->scenario == DT_NONE) {
        return true;
    }
    const char *id = syntax->scenarios[syntax->scenario].id;
    return (verify_next_line(k) && verify_skip(k, "scenario ") && strcmp(k->at, id) == 0) ||
           verify_fail(k, "'scenario %s' was expected", id);
}

static bool read_concepts(checking *k)
{
    if (!verify_next_line(k) || !verify_skip(k, "concepts")) {
        return verify_fail(k, "'concepts' was expected");
    }
    while (verify_skip(k, " ")) {
        uint32_t concept = 0;
        size_t length = strcspn(k->at, " ");
        while (concept < detente_concept_count() &&
               (strlen(detente_concept_id((detente_concept)concept)) != length ||
                strncmp(detente_concept_id((detente_concept)concept), k->at, length) != 0)) {
            concept++;
        }
        if (concept == detente_concept_count() ||
            detente_concepts_next(&k->v->concepts, concept) < DETENTE_MOST_CONCEPTS) {
            return verify_fail(k, "concepts, each once and in their order, were expected");
        }
        if (!proof_of((detente_concept)concept).known) {
            return verify_fail(k, "this checker knows no proof under %s",
                               detente_concept_id((detente_concept)concept));
        }
        if (concept == DETENTE_SIM && (k->c->code == NULL || k->c->state_of != NULL)) {
            return verify_fail(k, "sim has no meaning for this model");
        }
        detente_concepts_add(&k->v->concepts, (detente_concept)concept);
        k->at += length;
    }
    return !detente_concepts_are_none(&k->v->concepts) || verify_fail(k, "there is no concept");
}

static bool check_head(checking *k, uint64_t digest)
{
    if (!verify_next_line(k) || strcmp(k->line, "detente-certificate 1") != 0) {
        return verify_fail(
            k, "'detente-certificate 1' was expected: this is no certificate, or a newer one");
    }
    return check_digest(k, digest) && check_scenario(k) &&
           expect_number(k, "states ", k->c->states) && expect_number(k, "parties ", k->parties) &&
           read_concepts(k);
}

/* ---- sanctions ------------------------------------------------------------------------------- */

/* PARTY:STATE */
static bool read_step(checking *k, uint32_t *party, uint64_t *state)
{
    if (!verify_read_party(k, party)) {
        return false;
    }
    return verify_skip(k, ":") ? verify_read_state(k, state)
                               : verify_fail(k, "PARTY:STATE was expected");
}

/* A number that begins a step, not a tempting move? */
static bool is_step(const checking *k)
{
    const char *at = k->at;
    while (*at >= '0' && *at <= '9') {
        at++;
    }
    return *at == ':';
}

static bool check_step(checking *k, uint32_t mover, uint32_t before, uint64_t from, uint64_t to)
{
    if (mover == k->party) {
        return verify_fail(k, "party %u cannot move within its own sanction", mover + 1);
    }
    if (mover == before) {
        return verify_fail(k, "party %u moves twice in a row", mover + 1);
    }
    if (!conflict_may(k->c, mover, from, to)) {
        return verify_fail(k, "party %u cannot move from state %llu to %llu", mover + 1,
                           (unsigned long long)from + 1, (unsigned long long)to + 1);
    }
    if (is_credible(k) && !prefers(k, mover, to, from)) {
        return verify_fail(k, "party %u does not improve from state %llu to %llu", mover + 1,
                           (unsigned long long)from + 1, (unsigned long long)to + 1);
    }
    return true;
}

static bool check_end(checking *k, uint64_t state, uint64_t end)
{
    if (prefers(k, k->party, end, state)) {
        return verify_fail(k, "ending at state %llu is no sanction: it is preferred to state %llu",
                           (unsigned long long)end + 1, (unsigned long long)state + 1);
    }
    const uint32_t *list = NULL;
    const size_t count = has_reply(k) ? conflict_moves(k->c, k->party, end, &list) : 0;
    for (size_t j = 0; j < count; j++) {
        if (prefers(k, k->party, list[j], state)) {
            return verify_fail(k, "there is a way out of the sanction, from state %llu to %u",
                               (unsigned long long)end + 1, list[j] + 1);
        }
    }
    return true;
}

/* The steps after a tempting move to `to`. */
static bool check_sequence(checking *k, uint64_t state, uint64_t to)
{
    uint32_t before = DT_NONE;
    uint64_t from = to;
    while (k->at[0] == ' ' && (k->at++, is_step(k))) {
        uint32_t mover = 0;
        uint64_t next = 0;
        if (!read_step(k, &mover, &next) || !check_step(k, mover, before, from, next)) {
            return false;
        }
        before = mover;
        from = next;
    }
    if (before == DT_NONE) {
        return verify_fail(k, "nothing meets the move to state %llu", (unsigned long long)to + 1);
    }
    return check_end(k, state, from);
}

/* SIM: each choice is an improvement of its party from the state itself. */
static bool check_choices(checking *k, uint64_t state, uint64_t to)
{
    const uint64_t *code = k->c->code;
    uint64_t moved = 0; /* parties */
    uint64_t changed = code[state] ^ code[to];
    while (k->at[0] == ' ' && (k->at++, is_step(k))) {
        uint32_t mover = 0;
        uint64_t choice = 0;
        if (!read_step(k, &mover, &choice)) {
            return false;
        }
        if (mover == k->party || (moved >> mover & 1)) {
            return verify_fail(k, "party %u has no other choice to make", mover + 1);
        }
        if (!conflict_may(k->c, mover, state, choice) || !prefers(k, mover, choice, state)) {
            return verify_fail(k, "party %u has no improvement from state %llu to %llu", mover + 1,
                               (unsigned long long)state + 1, (unsigned long long)choice + 1);
        }
        moved |= (uint64_t)1 << mover;
        changed ^= code[state] ^ code[choice];
    }
    const uint64_t end = conflict_find(k->c, code[state] ^ changed);
    if (moved == 0 || end == UINT64_MAX) {
        return verify_fail(k, "the joint choice is not feasible");
    }
    return check_end(k, state, end);
}

/* ---- verdicts -------------------------------------------------------------------------------- */

/* Keep the party's improvements from a state in k->tempting. */
static void list_tempting(checking *k, uint64_t state)
{
    const uint32_t *list = NULL;
    const size_t count = conflict_moves(k->c, k->party, state, &list);
    k->tempting_count = 0;
    for (size_t j = 0; j < count; j++) {
        if (prefers(k, k->party, list[j], state)) {
            if (!dt_grow((void **)&k->tempting, &k->tempting_capacity, k->tempting_count,
                         sizeof *k->tempting)) {
                free(verify_take(SIZE_MAX / 2, 1));
            }
            k->tempting[k->tempting_count++] = list[j];
        }
    }
}

/* Strike a tempting move off; false when it is none, or is met twice. */
static bool strike(checking *k, uint64_t to)
{
    for (size_t j = 0; j < k->tempting_count; j++) {
        if (k->tempting[j] == to) {
            k->tempting[j] = k->tempting[--k->tempting_count];
            return true;
        }
    }
    return verify_fail(k, "state %llu is no (further) improvement", (unsigned long long)to + 1);
}

/* + STATE { TO { P:S } } */
static bool check_stable(checking *k, uint64_t state)
{
    list_tempting(k, state);
    bool more = k->at[0] == ' ' && *++k->at != '\0';
    while (more) {
        uint64_t to = 0;
        if (!verify_read_state(k, &to) || !strike(k, to)) {
            return false;
        }
        if (k->concept == DETENTE_NASH) {
            return verify_fail(k, "under nash no improvement can be met");
        }
        if (!(proof_of(k->concept).joint ? check_choices(k, state, to)
                                         : check_sequence(k, state, to))) {
            return false;
        }
        more = !verify_at_end(k);
    }
    if (!verify_at_end(k)) {
        return verify_fail(k, "nothing more was expected");
    }
    return k->tempting_count == 0 ||
           verify_fail(k, "the improvement from state %llu to %u is not met",
                       (unsigned long long)state + 1, k->tempting[0] + 1);
}

/* SIM: no joint choice of the others' improvements, with the move to `to`, deters.  Party by party,
 * at most 64 calls deep. */
static bool all_choices_fail(checking *k, uint64_t state, uint64_t changed, uint32_t party,
                             bool moved)
{
    const uint64_t *code = k->c->code;
    if (party == k->parties) {
        const uint64_t end = conflict_find(k->c, code[state] ^ changed);
        return !moved || end == UINT64_MAX || prefers(k, k->party, end, state) ||
               verify_fail(k, "the move is met: a joint choice leads to state %llu",
                           (unsigned long long)end + 1);
    }
    if (!all_choices_fail(k, state, changed, party + 1, moved)) {
        return false;
    }
    const uint32_t *list = NULL;
    const size_t count = party == k->party ? 0 : conflict_moves(k->c, party, state, &list);
    uint32_t *own = verify_take(count, sizeof *own);
    if (count > 0) {
        memcpy(own, list, count * sizeof *own);
    }
    bool good = true;
    for (size_t j = 0; good && j < count; j++) {
        good = !prefers(k, party, own[j], state) ||
               all_choices_fail(k, state, changed ^ code[state] ^ code[own[j]], party + 1, true);
    }
    free(own);
    return good;
}

/* - STATE TO */
static bool check_unstable(checking *k, uint64_t state)
{
    uint64_t to = 0;
    if (!verify_skip(k, " ") || !verify_read_state(k, &to) || !verify_at_end(k)) {
        return k->v->message[0] == '\0' ? verify_fail(k, "'- STATE STATE' was expected") : false;
    }
    if (!conflict_may(k->c, k->party, state, to) || !prefers(k, k->party, to, state)) {
        return verify_fail(k, "party %u has no improvement from state %llu to %llu", k->party + 1,
                           (unsigned long long)state + 1, (unsigned long long)to + 1);
    }
    if (k->concept == DETENTE_NASH) {
        return true;
    }
    if (proof_of(k->concept).joint) {
        return all_choices_fail(k, state, k->c->code[state] ^ k->c->code[to], 0, false);
    }
    for (uint32_t mover = 0; mover < k->parties; mover++) {
        if (mover != k->party &&
            verify_bound_of(k, to, mover) <= conflict_rank(k->c, k->party, state)) {
            return verify_fail(
                k, "no guarantee shows that the move from state %llu to %llu is not met",
                (unsigned long long)state + 1, (unsigned long long)to + 1);
        }
    }
    return true;
}

static bool check_verdict(checking *k, bool stable)
{
    uint64_t state = 0;
    if (!k->checked && !verify_check_guarantees(k)) {
        return false;
    }
    if (!verify_read_state(k, &state)) {
        return false;
    }
    if (dt_bit(k->seen, state)) {
        return verify_fail(k, "state %llu has a verdict already", (unsigned long long)state + 1);
    }
    if (!(stable ? check_stable(k, state) : check_unstable(k, state))) {
        return false;
    }
    dt_set_bit(k->seen, state);
    k->missing--;
    k->v->verdicts++;
    if (!stable) {
        k->v->equilibria[k->concept][state >> 6] &= ~((uint64_t)1 << (state & 63));
    }
    return true;
}

/* ---- sections -------------------------------------------------------------------------------- */

static void begin_section(checking *k)
{
    const size_t states = k->c->states;
    memset(k->first, 0, states * sizeof *k->first);
    memset(k->second, 0, states * sizeof *k->second);
    memset(k->by, 0, states);
    memset(k->seen, 0, DT_WORDS(states) * sizeof *k->seen);
    k->missing = states;
    k->checked = false;
}

/* All lines of a section; k->line is then the line after it. */
static bool check_section(checking *k)
{
    const char *party = k->c->syntax->parties[k->party].id;
    const char *concept = detente_concept_id(k->concept);
    if (!verify_skip(k, "section ") || !verify_skip(k, party) || !verify_skip(k, " ") ||
        !verify_skip(k, concept) || !verify_at_end(k)) {
        return verify_fail(k, "'section %s %s' was expected", party, concept);
    }
    begin_section(k);
    while (verify_next_line(k)) {
        bool good = false;
        if (verify_skip(k, "g ")) {
            good = verify_read_guarantee(k);
        } else if (verify_skip(k, "+ ")) {
            good = check_verdict(k, true);
        } else if (verify_skip(k, "- ")) {
            good = check_verdict(k, false);
        } else {
            return k->missing == 0 || verify_fail(k, "%llu states have no verdict for %s under %s",
                                                  (unsigned long long)k->missing, party, concept);
        }
        if (!good) {
            return false;
        }
    }
    return verify_fail(k, "the certificate ends too early");
}

static bool check_sections(checking *k)
{
    if (!verify_next_line(k)) {
        return verify_fail(k, "the certificate ends too early");
    }
    for (k->party = 0; k->party < k->parties; k->party++) {
        for (uint32_t concept = 0; concept < detente_concept_count(); concept++) {
            k->concept = (detente_concept)concept;
            if (detente_concepts_have(&k->v->concepts, k->concept) && !check_section(k)) {
                return false;
            }
        }
    }
    return true;
}

static bool check_last(checking *k)
{
    uint64_t number = 0;
    if (!verify_skip(k, "end ") || !verify_read_number(k, &number) || !verify_at_end(k) ||
        number != k->v->verdicts) {
        return verify_fail(k, "'end %llu' was expected", (unsigned long long)k->v->verdicts);
    }
    return !verify_next_line(k) || verify_fail(k, "nothing more was expected");
}

static void take_memory(checking *k)
{
    const size_t states = k->c->states;
    k->first = verify_take(states, sizeof *k->first);
    k->second = verify_take(states, sizeof *k->second);
    k->by = verify_take(states, 1);
    k->seen = verify_take(DT_WORDS(states), sizeof *k->seen);
    for (uint32_t concept = 0; concept < detente_concept_count(); concept++) {
        k->v->equilibria[concept] = verify_take(DT_WORDS(states), sizeof(uint64_t));
        for (size_t s = 0; s < states; s++) {
            dt_set_bit(k->v->equilibria[concept], s);
        }
    }
}

void verify_certificate(conflict *c, uint64_t digest, FILE *file, verification *out)
{
    *out = (verification){0};
    checking k = {.c = c, .file = file, .v = out, .parties = c->syntax->party_count};
    take_memory(&k);
    out->verified = check_head(&k, digest) && check_sections(&k) && check_last(&k);
    free(k.line);
    free(k.first);
    free(k.second);
    free(k.by);
    free(k.seen);
    free(k.tempting);
}

void verification_clear(verification *v)
{
    for (uint32_t concept = 0; concept < detente_concept_count(); concept++) {
        free(v->equilibria[concept]);
    }
    *v = (verification){0};
}
