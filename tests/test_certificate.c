/* SPDX-License-Identifier: MIT
 *
 * Certificates of random models of all forms: every one verifies, and one with a single planted
 * fault never does.  Where a fault has to be one by the definitions (a step that is no move, no
 * improvement, an end that is no sanction), the reference says so, not the program.
 */
#define _POSIX_C_SOURCE 200809L

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "check.h"
#include "detente.h"
#include "reading.h"
#include "reference/random_expr.h"
#include "reference/random_model.h"
#include "reference/reference.h"
#include "reference/sets.h"

#define MODELS 2000
#define FAULTS 2000
#define MOST_LINES 20000
#define MOST_TOKENS 256

/* ---- a model and its certificate ------------------------------------------------------------- */

typedef struct trial {
    dt_text text; /* of the model */
    dt_text certificate;
    dt_syntax *syntax;
    conflict checked;
    reference_model reference;
} trial;

static void write_certificate(trial *t)
{
    const detente_sink sink = {keep_bytes, &t->certificate};
    detente_model *model = NULL;
    detente_analysis *analysis = NULL;
    detente_error err = {0};
    assert_int_equal(
        detente_model_read(t->text.bytes, t->text.length, "random", NULL, NULL, &model, NULL, &err),
        DETENTE_OK);
    assert_int_equal(detente_solve(model, NULL, NULL, &analysis, &err), DETENTE_OK);
    assert_int_equal(detente_write_certificate(analysis, NULL, &sink, &err), DETENTE_OK);
    detente_analysis_free(analysis);
    detente_model_free(model);
}

static void open_trial(trial *t, uint64_t seed)
{
    static const random_form forms[] = {RANDOM_OPTIONS, RANDOM_GRAPH, RANDOM_COALESCED,
                                        RANDOM_GRAPH};
    const random_knobs knobs = random_knobs_for(forms[seed % 4]);
    *t = (trial){0};
    random_model(seed, &knobs, &t->text);
    write_certificate(t);
    t->syntax = read_text(t->text.bytes);
    assert_null(conflict_open(&t->checked, t->syntax));
    reference_model_init(&t->reference, t->syntax);
    assert_null(t->reference.fault);
}

static void close_trial(trial *t)
{
    conflict_close(&t->checked);
    reference_model_clear(&t->reference);
    dt_syntax_free(t->syntax);
    dt_text_clear(&t->text);
    dt_text_clear(&t->certificate);
}

/* Is it verified?  `why` receives the first failure. */
static bool verifies(trial *t, const char *certificate, size_t length, char *why, size_t size)
{
    FILE *file = fmemopen((void *)certificate, length, "rb");
    assert_non_null(file);
    verification v;
    verify_certificate(&t->checked, dt_digest(t->text.bytes, t->text.length), file, &v);
    fclose(file);
    const bool verified = v.verified;
    snprintf(why, size, "line %llu: %s", (unsigned long long)v.line, v.message);
    verification_clear(&v);
    return verified;
}

static void every_certificate_verifies(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= MODELS; seed++) {
        trial t;
        char why[300];
        open_trial(&t, seed);
        if (!verifies(&t, t.certificate.bytes, t.certificate.length, why, sizeof why)) {
            print_error("seed %d: %s\n", (int)seed, why);
            fail();
        }
        close_trial(&t);
    }
}

/* What the checker found, against the reference: it cannot call everything verified. */
static void the_checker_finds_the_equilibria_of_the_definitions(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 200; seed++) {
        trial t;
        verification v;
        bool stable[512];
        open_trial(&t, seed);
        FILE *file = fmemopen(t.certificate.bytes, t.certificate.length, "rb");
        verify_certificate(&t.checked, dt_digest(t.text.bytes, t.text.length), file, &v);
        fclose(file);
        for (uint32_t c = 0; c < CONCEPT_COUNT; c++) {
            const bool applies = c != DETENTE_SIM || reference_has_sim(&t.reference);
            assert_int_equal(bits_of(v.concepts) >> c & 1, applies);
            reference_equilibria(&t.reference, (detente_concept)c, stable);
            for (uint32_t s = 0; applies && s < t.reference.state_count; s++) {
                assert_int_equal(dt_bit(v.equilibria[c], s), stable[s]);
            }
        }
        verification_clear(&v);
        close_trial(&t);
    }
}

/* ---- lines and tokens ------------------------------------------------------------------------ */

/* A line, where it stands, and the section that it is in. */
typedef struct cert_line {
    size_t begin, length;
    uint32_t party;
    detente_concept concept;
    bool in_section;
} cert_line;

typedef struct tokens {
    char sign;                  /* + - g */
    uint64_t list[MOST_TOKENS]; /* a step is two tokens: party and state */
    bool is_mover[MOST_TOKENS];
    size_t count;
} tokens;

static size_t split_lines(const trial *t, cert_line *lines)
{
    size_t count = 0;
    cert_line now = {0};
    const dt_text *text = &t->certificate;
    for (size_t at = 0; at < text->length;) {
        const char *line = text->bytes + at;
        const size_t length = strcspn(line, "\n");
        char id[64];
        char concept[16];
        if (sscanf(line, "section %63s %15s", id, concept) == 2) {
            now.in_section = true;
            assert_true(detente_concept_find(concept, &now.concept));
            for (uint32_t p = 0; p < t->syntax->party_count; p++) {
                now.party = strcmp(t->syntax->parties[p].id, id) == 0 ? p : now.party;
            }
        }
        assert_true(count < MOST_LINES);
        lines[count] = now;
        lines[count].begin = at;
        lines[count++].length = length;
        at += length + 1;
    }
    return count;
}

static bool split_tokens(const trial *t, const cert_line *line, tokens *out)
{
    const char *at = t->certificate.bytes + line->begin;
    const char *end = at + line->length;
    *out = (tokens){.sign = *at};
    if (!line->in_section || (*at != '+' && *at != '-') || at[1] != ' ') {
        return false;
    }
    for (at += 2; at < end; at++) {
        char *after = NULL;
        assert_true(out->count < MOST_TOKENS);
        out->list[out->count] = strtoull(at, &after, 10);
        out->is_mover[out->count++] = *after == ':';
        at = after;
    }
    return true;
}

static void join_tokens(const tokens *line, dt_text *out)
{
    dt_text_format(out, "%c", line->sign);
    for (size_t k = 0; k < line->count; k++) {
        const bool after_mover = k > 0 && line->is_mover[k - 1];
        dt_text_format(out, "%s%llu", after_mover ? ":" : " ", (unsigned long long)line->list[k]);
    }
}

static void insert_tokens(tokens *line, size_t at, uint64_t mover, uint64_t to)
{
    memmove(line->list + at + 2, line->list + at, (line->count - at) * sizeof *line->list);
    memmove(line->is_mover + at + 2, line->is_mover + at,
            (line->count - at) * sizeof *line->is_mover);
    line->list[at] = mover;
    line->list[at + 1] = to;
    line->is_mover[at] = true;
    line->is_mover[at + 1] = false;
    line->count += 2;
}

static void remove_tokens(tokens *line, size_t at, size_t count)
{
    memmove(line->list + at, line->list + at + count,
            (line->count - at - count) * sizeof *line->list);
    memmove(line->is_mover + at, line->is_mover + at + count,
            (line->count - at - count) * sizeof *line->is_mover);
    line->count -= count;
}

/* ---- faults ---------------------------------------------------------------------------------- */

typedef struct planting {
    const trial *t;
    random_source *random;
    const cert_line *line;
    tokens parts;
} planting;

static const reference_graph *graph_of(const planting *p)
{
    return &p->t->reference.graph;
}

static bool is_move(const planting *p, uint64_t party, uint64_t from, uint64_t to)
{
    return from != to &&
           *reference_move(graph_of(p), (uint32_t)party - 1, (uint32_t)from - 1, (uint32_t)to - 1);
}

static bool is_better(const planting *p, uint64_t party, uint64_t from, uint64_t to)
{
    return *reference_better(graph_of(p), (uint32_t)party - 1, (uint32_t)from - 1,
                             (uint32_t)to - 1);
}

static bool is_square(const planting *p)
{
    return p->line->concept >= DETENTE_GMR && p->line->concept <= DETENTE_SSEQ;
}

static bool is_credible(const planting *p)
{
    return p->line->concept == DETENTE_SEQ || p->line->concept == DETENTE_SSEQ;
}

/* A random step of a `+` line: the place of its mover; 0 when there is none. */
static size_t pick_step(planting *p)
{
    const tokens *k = &p->parts;
    size_t steps[MOST_TOKENS];
    uint32_t count = 0;
    for (size_t at = 1; at < k->count && k->sign == '+'; at++) {
        if (k->is_mover[at]) {
            steps[count++] = at;
        }
    }
    return count == 0 ? 0 : steps[random_below(p->random, count)];
}

/* The state that a step leaves (not under SIM). */
static uint64_t state_before(const tokens *k, size_t mover)
{
    return k->list[mover - 1];
}

static bool is_last_step(const tokens *k, size_t mover)
{
    return mover + 2 >= k->count || !k->is_mover[mover + 2];
}

/* A random state that satisfies `suits`; 0 when none does. */
static uint64_t pick_state(planting *p, size_t mover,
                           bool (*suits)(const planting *p, size_t mover, uint64_t to))
{
    uint64_t list[512];
    uint32_t count = 0;
    for (uint64_t to = 1; to <= p->t->reference.state_count; to++) {
        if (to != p->parts.list[mover + 1] && suits(p, mover, to)) {
            list[count++] = to;
        }
    }
    return count == 0 ? 0 : list[random_below(p->random, count)];
}

static bool replace_target(planting *p, bool (*suits)(const planting *p, size_t mover, uint64_t to))
{
    const size_t mover = pick_step(p);
    const uint64_t to = mover == 0 ? 0 : pick_state(p, mover, suits);
    if (to != 0) {
        p->parts.list[mover + 1] = to;
    }
    return to != 0;
}

/* A legal step, but the end is preferred to the state, or has a reply to one that is. */
static bool is_wrong_end(const planting *p, size_t mover, uint64_t to)
{
    const tokens *k = &p->parts;
    const uint64_t from = state_before(k, mover);
    const uint64_t focal = p->line->party + 1;
    if (!is_last_step(k, mover) || !is_move(p, k->list[mover], from, to) ||
        (is_credible(p) && !is_better(p, k->list[mover], from, to))) {
        return false;
    }
    bool wrong = is_better(p, focal, k->list[0], to);
    const bool reply = p->line->concept == DETENTE_SMR || p->line->concept == DETENTE_SSEQ;
    for (uint64_t x = 1; x <= p->t->reference.state_count && reply; x++) {
        wrong |= is_move(p, focal, to, x) && is_better(p, focal, k->list[0], x);
    }
    return wrong;
}

static bool plant_wrong_sanction(planting *p)
{
    return is_square(p) && replace_target(p, is_wrong_end);
}

static bool is_no_move(const planting *p, size_t mover, uint64_t to)
{
    return !is_move(p, p->parts.list[mover], state_before(&p->parts, mover), to);
}

static bool plant_no_move(planting *p)
{
    return is_square(p) && replace_target(p, is_no_move);
}

static bool is_no_improvement(const planting *p, size_t mover, uint64_t to)
{
    const uint64_t from = state_before(&p->parts, mover);
    return is_move(p, p->parts.list[mover], from, to) &&
           !is_better(p, p->parts.list[mover], from, to);
}

static bool plant_no_improvement(planting *p)
{
    return is_credible(p) && replace_target(p, is_no_improvement);
}

/* A tempting move and its sanction are left out. */
static bool plant_missing_improvement(planting *p)
{
    tokens *k = &p->parts;
    size_t begins[MOST_TOKENS];
    uint32_t count = 0;
    for (size_t at = 1; at < k->count && k->sign == '+'; at++) {
        if (!k->is_mover[at] && !k->is_mover[at - 1]) {
            begins[count++] = at;
        }
    }
    if (count == 0) {
        return false;
    }
    const size_t begin = begins[random_below(p->random, count)];
    size_t end = begin + 1;
    while (end < k->count && k->is_mover[end]) {
        end += 2;
    }
    remove_tokens(k, begin, end - begin);
    return true;
}

/* The mover of a last step moves on, to any state that it can move to. */
static bool plant_two_in_a_row(planting *p)
{
    tokens *k = &p->parts;
    const size_t mover = is_square(p) ? pick_step(p) : 0;
    if (mover == 0 || !is_last_step(k, mover) || k->count + 2 > MOST_TOKENS) {
        return false;
    }
    for (uint64_t to = 1; to <= p->t->reference.state_count; to++) {
        if (is_move(p, k->list[mover], k->list[mover + 1], to) &&
            (!is_credible(p) || is_better(p, k->list[mover], k->list[mover + 1], to)) &&
            !is_better(p, p->line->party + 1, k->list[0], to)) {
            insert_tokens(k, mover + 2, k->list[mover], to);
            return true;
        }
    }
    return false;
}

/* An unmet move that is no improvement of the party. */
static bool plant_wrong_improvement(planting *p)
{
    tokens *k = &p->parts;
    if (k->sign != '-') {
        return false;
    }
    const uint64_t to = 1 + random_below(p->random, p->t->reference.state_count);
    const uint64_t focal = p->line->party + 1;
    if (is_move(p, focal, k->list[0], to) && is_better(p, focal, k->list[0], to)) {
        return false;
    }
    k->list[1] = to;
    return true;
}

/* `- s to` for a state that the definitions call stable, by an improvement that it has. */
static bool plant_false_verdict(planting *p)
{
    tokens *k = &p->parts;
    if (k->sign != '+' || k->count < 2) {
        return false;
    }
    k->sign = '-';
    k->count = 2;
    return true;
}

typedef bool plant(planting *p);
static plant *const plants[] = {
    plant_wrong_sanction, plant_no_move,           plant_no_improvement, plant_missing_improvement,
    plant_two_in_a_row,   plant_wrong_improvement, plant_false_verdict};
#define PLANTS (sizeof plants / sizeof plants[0])
#define KINDS (PLANTS + 2) /* and two for guarantees */

static void replace_line(const trial *t, const cert_line *line, const char *with, dt_text *out)
{
    const size_t after = line->begin + line->length;
    dt_text_add_bytes(out, t->certificate.bytes, line->begin);
    dt_text_add(out, with);
    dt_text_add_bytes(out, t->certificate.bytes + after, t->certificate.length - after);
}

/* g STATE BOUND ...: one more than the others can be held to is not closed (the writer's bounds are
 * exact); or the line is left out, although others rest on it. */
static bool plant_in_guarantee(const trial *t, const cert_line *line, bool leave_out, dt_text *out)
{
    const char *at = t->certificate.bytes + line->begin;
    unsigned long long state = 0;
    unsigned long long bound = 0;
    int used = 0;
    if (!line->in_section || *at != 'g' || sscanf(at, "g %llu %llu%n", &state, &bound, &used) < 2) {
        return false;
    }
    dt_text changed = {0};
    if (leave_out) {
        dt_text_add(&changed, "");
    } else {
        dt_text_format(&changed, "g %llu %llu", state, bound + 1);
        dt_text_add_bytes(&changed, at + used, line->length - (size_t)used);
    }
    if (leave_out) { /* with its newline */
        cert_line whole = *line;
        whole.length++;
        replace_line(t, &whole, "", out);
    } else {
        replace_line(t, line, changed.bytes, out);
    }
    dt_text_clear(&changed);
    return true;
}

static bool plant_fault(const trial *t, size_t kind, random_source *random, const cert_line *line,
                        dt_text *out)
{
    if (kind >= PLANTS) {
        return plant_in_guarantee(t, line, kind > PLANTS, out);
    }
    planting p = {.t = t, .random = random, .line = line};
    dt_text changed = {0};
    if (!split_tokens(t, line, &p.parts) || !plants[kind](&p)) {
        return false;
    }
    join_tokens(&p.parts, &changed);
    replace_line(t, line, changed.bytes, out);
    dt_text_clear(&changed);
    return true;
}

/* Plant one fault of this kind somewhere in a certificate; false where none finds a place. */
static bool plant_somewhere(trial *t, size_t kind, random_source *random, dt_text *out)
{
    static cert_line lines[MOST_LINES];
    const size_t count = split_lines(t, lines);
    const size_t begin = random_below(random, (uint32_t)count);
    for (size_t k = 0; k < count; k++) {
        if (plant_fault(t, kind, random, &lines[(begin + k) % count], out)) {
            return true;
        }
    }
    return false;
}

static void no_certificate_with_a_planted_fault_verifies(void **state)
{
    (void)state;
    size_t planted[KINDS] = {0};
    size_t total = 0;
    random_source random = {.state = 7};
    for (uint64_t seed = 1; total < FAULTS; seed++) {
        trial t;
        open_trial(&t, seed);
        for (size_t kind = 0; kind < KINDS; kind++) {
            dt_text faulty = {0};
            char why[300];
            if (plant_somewhere(&t, kind, &random, &faulty)) {
                if (verifies(&t, faulty.bytes, faulty.length, why, sizeof why)) {
                    print_error("seed %d: a fault of kind %d was not found\n", (int)seed,
                                (int)kind);
                    fail();
                }
                planted[kind]++;
                total++;
            }
            dt_text_clear(&faulty);
        }
        close_trial(&t);
    }
    for (size_t kind = 0; kind < KINDS; kind++) {
        print_message("kind %zu: %zu\n", kind, planted[kind]);
        assert_true(planted[kind] >= 20);
    }
}

/* ---- whole files ----------------------------------------------------------------------------- */

/* Certificates cut short, of another text, with a line too many or too few. */
static void broken_files_are_rejected(void **state)
{
    (void)state;
    trial t;
    char why[300];
    open_trial(&t, 6);
    const dt_text *c = &t.certificate;
    for (size_t length = 1; length < c->length; length += 7) {
        const bool whole = length == c->length - 1; /* only the last newline is missing */
        assert_true(whole || !verifies(&t, c->bytes, length, why, sizeof why));
    }
    static cert_line lines[MOST_LINES];
    const size_t count = split_lines(&t, lines);
    for (size_t k = 0; k < count; k++) {
        dt_text changed = {0};
        cert_line whole = lines[k];
        whole.length++;
        if (c->bytes[whole.begin] != 'g') { /* some of these may be spared */
            replace_line(&t, &whole, "", &changed);
            assert_false(verifies(&t, changed.bytes, changed.length, why, sizeof why));
            dt_text_clear(&changed);
        }
        changed = (dt_text){0};
        dt_text_add_bytes(&changed, c->bytes, whole.begin + whole.length);
        dt_text_add_bytes(&changed, c->bytes + whole.begin, c->length - whole.begin);
        const bool is_guarantee = c->bytes[whole.begin] == 'g'; /* saying it twice is no fault */
        assert_true(is_guarantee || !verifies(&t, changed.bytes, changed.length, why, sizeof why));
        dt_text_clear(&changed);
    }
    dt_text_add(&t.text, "\n");
    assert_false(verifies(&t, c->bytes, c->length, why, sizeof why));
    close_trial(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_certificate_verifies),
        cmocka_unit_test(the_checker_finds_the_equilibria_of_the_definitions),
        cmocka_unit_test(no_certificate_with_a_planted_fault_verifies),
        cmocka_unit_test(broken_files_are_rejected),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
