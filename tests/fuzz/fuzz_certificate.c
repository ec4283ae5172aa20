/* SPDX-License-Identifier: MIT
 *
 * Fuzzing certificates: whatever the checker verifies proves the equilibria that there are.
 *
 * Byte 0 chooses one of some small models, byte 1 its true certificate or that of a model with a
 * line less, which proves many of the same things and some that are false here; the others edit it,
 * four bytes an edit.  Where byte 0 is above RAW, they are the lines behind the head.
 */
#define _POSIX_C_SOURCE 200809L

#include "../reference/random_model.h"
#include "check.h"
#include "concepts/concepts.h"
#include "fuzz.h"

#include <stdio.h>

#define MODELS 24
#define NEIGHBOURS 12
#define RAW 224
#define MOST_LINES 4096
#define LONGEST_LINE 512

/* ---- models and their certificates ----------------------------------------------------------- */

typedef struct trial {
    dt_text text;
    dt_text certificates[1 + NEIGHBOURS]; /* its own, then those of models near it */
    uint32_t count;
    detente_model *model;
    detente_analysis *analysis;
    dt_syntax *syntax;
    conflict checked;
} trial;

static void certify(const detente_analysis *analysis, dt_text *out)
{
    const detente_sink sink = fuzz_sink(out);
    insist(detente_write_certificate(analysis, NULL, &sink, NULL) == DETENTE_OK, "no certificate");
}

/* The certificate of the model without one of its lines, where that is a model of as many states.
 */
static void add_neighbour(trial *t, const char *line)
{
    dt_text text = {0};
    detente_model *model = NULL;
    const size_t before = (size_t)(line - t->text.bytes);
    const size_t length = strcspn(line, "\n") + 1;
    dt_text_add_bytes(&text, t->text.bytes, before);
    dt_text_add(&text, line + length);
    if (detente_model_read(text.bytes, text.length, "fuzz", NULL, NULL, &model, NULL, NULL) ==
        DETENTE_OK) {
        if (detente_model_state_count(model) == detente_model_state_count(t->model) &&
            detente_model_party_count(model) == detente_model_party_count(t->model)) {
            detente_analysis *analysis = fuzz_solve(model, DETENTE_ENGINE_AUTO);
            certify(analysis, &t->certificates[t->count++]);
            detente_analysis_free(analysis);
        }
        detente_model_free(model);
    }
    dt_text_clear(&text);
}

/* Made when first asked for, and kept. */
static trial *trial_of(uint32_t number)
{
    static const random_form forms[] = {RANDOM_OPTIONS, RANDOM_GRAPH, RANDOM_COALESCED};
    static trial trials[MODELS];
    trial *t = &trials[number];
    if (t->model != NULL) {
        return t;
    }
    random_knobs knobs = random_knobs_for(forms[number % 3]);
    knobs.most_options = 3 + number % 2;
    knobs.most_parties = 3;
    random_model(number + 1, &knobs, &t->text);
    t->model = fuzz_model(&t->text);
    t->analysis = fuzz_solve(t->model, DETENTE_ENGINE_AUTO);
    certify(t->analysis, &t->certificates[t->count++]);
    const char *line = strchr(t->text.bytes, '\n');
    for (; line != NULL && line[1] != '\0' && t->count <= NEIGHBOURS; line = strchr(line, '\n')) {
        add_neighbour(t, ++line);
    }
    t->syntax = fuzz_tree(&t->text);
    insist(conflict_open(&t->checked, t->syntax) == NULL, "the checker cannot read the model");
    return t;
}

/* ---- edits ----------------------------------------------------------------------------------- */

typedef struct sheet {
    char lines[MOST_LINES][LONGEST_LINE];
    uint32_t count;
} sheet;

static void cut(const dt_text *certificate, sheet *s)
{
    s->count = 0;
    for (const char *at = certificate->bytes; *at != '\0' && s->count < MOST_LINES;) {
        const size_t length = strcspn(at, "\n");
        insist(length < LONGEST_LINE, "a certificate of a small model has a long line");
        memcpy(s->lines[s->count], at, length);
        s->lines[s->count++][length] = '\0';
        at += length + (at[length] == '\n');
    }
}

/* The k-th number of a line becomes `value`. */
static void set_number(char *line, uint32_t k, uint32_t value)
{
    char rest[LONGEST_LINE];
    char *at = line + strcspn(line, "0123456789");
    for (; k > 0 && *at != '\0'; k--) {
        at += strspn(at, "0123456789");
        at += strcspn(at, "0123456789");
    }
    if (*at != '\0') {
        snprintf(rest, sizeof rest, "%s", at + strspn(at, "0123456789"));
        snprintf(at, LONGEST_LINE - (size_t)(at - line), "%u%s", value, rest);
    }
}

static void insert(sheet *s, uint32_t at, const char *line)
{
    if (s->count < MOST_LINES) {
        memmove(s->lines[at + 1], s->lines[at], (s->count - at) * sizeof s->lines[0]);
        snprintf(s->lines[at], LONGEST_LINE, "%s", line);
        s->count++;
    }
}

static void drop(sheet *s, uint32_t at)
{
    if (s->count > 1) {
        memmove(s->lines[at], s->lines[at + 1], (s->count - at - 1) * sizeof s->lines[0]);
        s->count--;
    }
}

/* `+ STATE TO STEPS` becomes `- STATE TO`, and the other way round. */
static void flip(char *line)
{
    if (line[0] == '+' || line[0] == '-') {
        char *to = strchr(line + 2, ' ');
        line[0] = line[0] == '+' ? '-' : '+';
        if (to != NULL) {
            to[1 + strcspn(to + 1, " ")] = '\0';
        }
    }
}

/* One edit: what, the line (from the end for those that count there), two small numbers. */
static void edit(sheet *s, const uint8_t bytes[4])
{
    char copy[LONGEST_LINE];
    const uint32_t at = (bytes[1] + 256u * (bytes[0] / 16)) % s->count;
    const uint32_t other = (at + bytes[2] + s->count - 8) % s->count;
    char *line = s->lines[at];
    const size_t length = strlen(line);
    snprintf(copy, sizeof copy, "%s", s->lines[other]);
    switch (bytes[0] % 16) {
    case 0:
    case 1:
    case 2:
    case 3:
        set_number(line, bytes[2] % 8, bytes[3]);
        break;
    case 4:
        drop(s, at);
        break;
    case 5:
        insert(s, at, copy);
        break;
    case 6:
        memmove(s->lines[other], line, LONGEST_LINE);
        memcpy(line, copy, LONGEST_LINE);
        break;
    case 7:
        snprintf(line, LONGEST_LINE, "%s", copy);
        break;
    case 8:
    case 9:
        snprintf(line + length, LONGEST_LINE - length, " %u:%u", bytes[2] % 4 + 1u, bytes[3]);
        break;
    case 10:
        snprintf(line + length, LONGEST_LINE - length, " %u", bytes[3]);
        break;
    case 11:
    case 12:
        if (strrchr(line, ' ') != NULL) {
            *strrchr(line, ' ') = '\0';
        }
        break;
    case 13:
        flip(line);
        break;
    case 14:
        if (length > 0) {
            line[bytes[2] % length] = bytes[3] == '\n' || bytes[3] == 0 ? ' ' : (char)bytes[3];
        }
        break;
    default:
        snprintf(copy, sizeof copy, "g %u %u %u %u", bytes[2] % 16 + 1u, bytes[2] / 16,
                 bytes[3] % 4, bytes[3] / 4);
        insert(s, at, copy);
    }
}

/* ---- the target ------------------------------------------------------------------------------ */

/* `number` of the certificate; its head is made that of the model. */
static void compose(const trial *t, uint32_t number, const uint8_t *data, size_t size, bool raw,
                    dt_text *out)
{
    static sheet s;
    cut(&t->certificates[number % t->count], &s);
    snprintf(s.lines[1], LONGEST_LINE, "model %016llx",
             (unsigned long long)dt_digest(t->text.bytes, t->text.length));
    for (size_t k = 0; !raw && k + 4 <= size && k < 4 * 16; k += 4) {
        edit(&s, data + k);
    }
    for (uint32_t k = 0; k < s.count && (!raw || strncmp(s.lines[k], "section ", 8) != 0); k++) {
        dt_text_add(out, s.lines[k]);
        dt_text_add_char(out, '\n');
    }
    if (raw) {
        dt_text_add_bytes(out, (const char *)data, size);
    }
}

static bool is_stable(const trial *t, uint32_t concept, uint32_t party, uint64_t state)
{
    return detente_analysis_stable(t->analysis, (detente_concept)concept, party, state);
}

static void check_equilibria(const trial *t, const verification *v)
{
    insist(dt_concepts_within(v->concepts, detente_analysis_concepts(t->analysis)),
           "proved for a concept that does not apply");
    DT_EACH_CONCEPT (c, v->concepts) {
        for (uint64_t k = 0; k < t->checked.states; k++) {
            insist(dt_bit(v->equilibria[c], k) == is_stable(t, c, DETENTE_EVERY_PARTY, k + 1),
                   "a wrong equilibrium is proved");
        }
    }
}

/* Each line `+ STATE` or `- STATE` of what was verified. */
static void check_verdicts(const trial *t, const dt_text *certificate)
{
    uint32_t party = 0;
    detente_concept concept = DETENTE_NASH;
    for (const char *at = certificate->bytes; *at != '\0'; at += strcspn(at, "\n") + 1) {
        char id[32];
        char word[16];
        unsigned long long state = 0;
        if (sscanf(at, "section %31s %15s", id, word) == 2) {
            insist(detente_concept_find(word, &concept), "a section of no concept");
            for (party = 0; strcmp(t->syntax->parties[party].id, id) != 0; party++) {
            }
        } else if ((at[0] == '+' || at[0] == '-') && sscanf(at + 1, " %llu", &state) == 1) {
            insist(is_stable(t, concept, party, state) == (at[0] == '+'),
                   "a wrong verdict is proved");
        }
    }
}

int fuzz_certificate(const uint8_t *data, size_t size)
{
    dt_text out = {0};
    verification v;
    if (size < 2) {
        return 0;
    }
    trial *t = trial_of(data[0] % MODELS);
    compose(t, data[1], data + 2, size - 2, data[0] >= RAW, &out);
    FILE *file = fmemopen(out.bytes, out.length, "rb");
    insist(file != NULL, "no memory");
    verify_certificate(&t->checked, dt_digest(t->text.bytes, t->text.length), file, &v);
    fclose(file);
    if (v.verified) {
        check_equilibria(t, &v);
        check_verdicts(t, &out);
    } else {
        insist(v.message[0] != '\0', "refused without a word");
        insist(size > 2 || data[1] % t->count > 0 || data[0] >= RAW,
               "a true certificate is refused");
    }
    verification_clear(&v);
    dt_text_clear(&out);
    return 0;
}
