/* SPDX-License-Identifier: MIT
 *
 * What `compare` says of two random models, the second being the first with some lines gone,
 * doubled or in another order: which states are the same, who gained and lost what, and each cause,
 * held against the definitions in both.
 *
 * How a state or a move is called is taken from the program.
 */
#include "judged.h"
#include "reference/random_expr.h"
#include "words/phrases.h"

#define MODELS 1000 /* per form */
#define MOST_STATES 64
#define NONE UINT32_MAX
#define OTHER(side) (1 - (side))

/* Side 0 is the first model, 1 the second. */
typedef struct pair {
    judged model[2];
    dt_phrases phrases[2];
    uint32_t same_state[2][MOST_STATES]; /* [side][its state]: the other's, NONE */
    uint32_t same_party[2][16];
    bool stable[2][CONCEPT_COUNT][16][MOST_STATES];
    uint32_t concepts; /* decided in both */
    const char *at;    /* what is being read */
} pair;

static const char *const names[2] = {"A", "B"};

static void expect(const pair *p, bool holds, const char *what)
{
    if (!holds) {
        fail_msg("seed %llu: %s, at '%s'\n%s\n----\n%s", (unsigned long long)p->model[0].seed, what,
                 p->at == NULL ? "" : p->at, p->model[0].text.bytes, p->model[1].text.bytes);
    }
}

static bool says(pair *p, const char *words)
{
    const size_t length = strlen(words);
    const bool is = strncmp(p->at, words, length) == 0;
    p->at += is ? length : 0;
    return is;
}

static void must_say(pair *p, const char *words)
{
    expect(p, says(p, words), words);
}

/* ---- two models ------------------------------------------------------------------------------ */

/* The text with line `k` treated: 0 gone, 1 twice, 2 behind the next one. */
static void edit(const char *text, uint32_t k, uint32_t how, dt_text *out)
{
    const char *line = text;
    for (uint32_t n = 0; *line != '\0'; n++) {
        const size_t length = (size_t)(strchr(line, '\n') - line) + 1;
        const char *next = line + length;
        if (n != k) {
            dt_text_add_bytes(out, line, length);
        } else if (how == 1) {
            dt_text_add_bytes(out, line, length);
            dt_text_add_bytes(out, line, length);
        } else if (how == 2 && *next != '\0') {
            const size_t behind = (size_t)(strchr(next, '\n') - next) + 1;
            dt_text_add_bytes(out, next, behind);
            dt_text_add_bytes(out, line, length);
            next += behind;
            n++;
        }
        line = next;
    }
    dt_text_add_char(out, '\0');
    out->length--;
}

static bool is_sound(const dt_text *text)
{
    dt_syntax *syntax = NULL;
    reference_model model;
    if (dt_syntax_read(text->bytes, text->length, NULL, NULL, &syntax, NULL) != DETENTE_OK) {
        return false;
    }
    reference_model_init(&model, syntax);
    const bool sound = model.fault == NULL && model.state_count <= MOST_STATES;
    detente_model *read = NULL;
    const bool reads = detente_model_read(text->bytes, text->length, "edited", NULL, NULL, &read,
                                          NULL, NULL) == DETENTE_OK;
    reference_model_clear(&model);
    dt_syntax_free(syntax);
    detente_model_free(read);
    return sound && reads;
}

/* Some sound edits of the first model's text; as it is where none of many tries is sound. */
static void write_second(const dt_text *first, uint64_t seed, dt_text *out)
{
    random_source source = {.state = seed * 7 + 1};
    uint32_t edits = 1 + random_below(&source, 3);
    dt_text_add(out, first->bytes);
    for (int tries = 0; edits > 0 && tries < 30; tries++) {
        dt_text text = {0};
        uint32_t lines = 0;
        for (const char *c = out->bytes; *c != '\0'; c++) {
            lines += *c == '\n';
        }
        edit(out->bytes, 1 + random_below(&source, lines), random_below(&source, 3), &text);
        if (is_sound(&text)) {
            out->length = 0;
            dt_text_add(out, text.bytes);
            edits--;
        }
        dt_text_clear(&text);
    }
}

/* ---- what is the same ------------------------------------------------------------------------ */

static uint32_t party_like(const dt_syntax *syntax, const char *id)
{
    for (uint32_t k = 0; k < syntax->party_count; k++) {
        if (strcmp(syntax->parties[k].id, id) == 0) {
            return k;
        }
    }
    return NONE;
}

/* Is this option taken in a code of the other model: the option of the same name of that party? */
static bool takes(const dt_syntax *syntax, uint32_t code, const char *party, const char *id)
{
    for (uint32_t k = 0; k < syntax->option_count; k++) {
        const dt_option *option = &syntax->options[k];
        if ((code >> k & 1) && strcmp(option->id, id) == 0 &&
            strcmp(syntax->parties[option->party].id, party) == 0) {
            return true;
        }
    }
    return false;
}

static bool takes_all(const dt_syntax *syntax, uint32_t code, const dt_syntax *of, uint32_t taken)
{
    for (uint32_t k = 0; k < of->option_count; k++) {
        if ((taken >> k & 1) &&
            !takes(syntax, code, of->parties[of->options[k].party].id, of->options[k].id)) {
            return false;
        }
    }
    return true;
}

/* Each combination that state `s` of `a` stands for is one that state `t` of `b` stands for. */
static bool is_part(const judged *a, uint32_t s, const judged *b, uint32_t t)
{
    const reference_model *x = &a->reference;
    const reference_model *y = &b->reference;
    for (uint32_t k = 0; k < x->member_count; k++) {
        bool found = false;
        for (uint32_t m = 0; x->state_of[k] == s && m < y->member_count; m++) {
            found = found || (y->state_of[m] == t &&
                              takes_all(b->syntax, y->members[m], a->syntax, x->members[k]) &&
                              takes_all(a->syntax, x->members[k], b->syntax, y->members[m]));
        }
        if (x->state_of[k] == s && !found) {
            return false;
        }
    }
    return true;
}

static bool is_same(const judged *a, uint32_t s, const judged *b, uint32_t t)
{
    if (dt_is_graph_form(a->syntax)) {
        return strcmp(a->syntax->states[s].id, b->syntax->states[t].id) == 0;
    }
    return is_part(a, s, b, t) && is_part(b, t, a, s);
}

static void match(pair *p, int side)
{
    const judged *a = &p->model[side];
    const judged *b = &p->model[OTHER(side)];
    const uint32_t parties = a->syntax->party_count;
    for (uint32_t s = 0; s < a->reference.state_count; s++) {
        p->same_state[side][s] = NONE;
        for (uint32_t t = 0; t < b->reference.state_count; t++) {
            p->same_state[side][s] = is_same(a, s, b, t) ? t : p->same_state[side][s];
        }
    }
    assert_true(parties <= 16);
    for (uint32_t k = 0; k < parties; k++) {
        p->same_party[side][k] = party_like(b->syntax, a->syntax->parties[k].id);
        for (uint32_t c = 0; c < CONCEPT_COUNT; c++) {
            if (c != DETENTE_SIM || reference_has_sim(&a->reference)) {
                reference_solve(&a->reference, (detente_concept)c, k, p->stable[side][c][k]);
            }
        }
    }
}

/* ---- causes ---------------------------------------------------------------------------------- */

/* A change: `party` and `state` of each side, stable on one. */
typedef struct change {
    detente_concept concept;
    uint32_t party[2], state[2];
    int stable; /* the side where it is stable */
} change;

static bool moves(const pair *p, int side, uint32_t party, uint32_t s, uint32_t t)
{
    return judged_moves(&p->model[side], party, s, t);
}

static bool prefers(const pair *p, int side, uint32_t party, uint32_t t, uint32_t s)
{
    return judged_prefers(&p->model[side], party, t, s);
}

static void in_model(pair *p, int side)
{
    must_say(p, "in ‘");
    must_say(p, names[side]);
    must_say(p, "’ ");
}

/* The states of a side that the text may mean here; it goes on behind the longest name. */
static void read_states(pair *p, int side, bool *meant)
{
    const char *begin = p->at;
    size_t longest = 0;
    for (int round = 0; round < 2; round++) {
        for (uint32_t s = 0; s < p->model[side].reference.state_count; s++) {
            dt_text name = {0};
            dt_phrase_state(&p->phrases[side], s, &name);
            const bool is = strncmp(begin, name.bytes, name.length) == 0;
            longest = is && name.length > longest ? name.length : longest;
            meant[s] = is && name.length == longest;
            dt_text_clear(&name);
        }
    }
    expect(p, longest > 0, "a state");
    p->at = begin + longest;
}

static bool is_paying(detente_concept concept)
{
    return concept == DETENTE_SEQ || concept == DETENTE_SSEQ || concept == DETENTE_SIM;
}

/* "in ‘U’ it can move to X, which it prefers; in ‘S’ it cannot" */
static bool is_no_move(const pair *p, const change *c, const bool *meant)
{
    const int u = OTHER(c->stable);
    for (uint32_t t = 0; t < p->model[u].reference.state_count; t++) {
        const uint32_t there = p->same_state[u][t];
        if (meant[t] && moves(p, u, c->party[u], c->state[u], t) &&
            prefers(p, u, c->party[u], t, c->state[u]) &&
            (there == NONE ||
             !moves(p, c->stable, c->party[c->stable], c->state[c->stable], there))) {
            return true;
        }
    }
    return false;
}

/* "in ‘U’ it prefers X, in ‘S’ it does not", `moving`: to which it can move in both; or, the end of
 * an answer. */
static bool is_no_wish(const pair *p, const change *c, const bool *meant, bool moving)
{
    const int u = OTHER(c->stable);
    const int s = c->stable;
    for (uint32_t t = 0; t < p->model[u].reference.state_count; t++) {
        const uint32_t there = p->same_state[u][t];
        if (meant[t] && there != NONE && prefers(p, u, c->party[u], t, c->state[u]) &&
            !prefers(p, s, c->party[s], there, c->state[s]) &&
            (!moving || (moves(p, u, c->party[u], c->state[u], t) &&
                         moves(p, s, c->party[s], c->state[s], there)))) {
            return true;
        }
    }
    return false;
}

/* "the answer ends at X, from which in ‘U’ it has a way out to Y" */
static bool is_way_out(const pair *p, const change *c, const bool *ends, const bool *outs)
{
    const int u = OTHER(c->stable);
    const uint32_t states = p->model[u].reference.state_count;
    for (uint32_t x = 0; x < states; x++) {
        for (uint32_t y = 0; y < states; y++) {
            if (ends[x] && outs[y] && moves(p, u, c->party[u], x, y) &&
                prefers(p, u, c->party[u], y, c->state[u])) {
                return true;
            }
        }
    }
    return false;
}

/* Is a step of S open (and paying, where it has to) there and, `pays`, open but not paying in U;
 * else not open in U? */
static bool is_failing(const pair *p, const change *c, uint32_t mover, uint32_t x, uint32_t y,
                       bool pays)
{
    const int u = OTHER(c->stable);
    const int s = c->stable;
    const uint32_t party = p->same_party[s][mover];
    const uint32_t from = p->same_state[s][x];
    const uint32_t to = p->same_state[s][y];
    if (mover == c->party[s] || !moves(p, s, mover, x, y) ||
        (is_paying(c->concept) && !prefers(p, s, mover, y, x))) {
        return false;
    }
    const bool open = party != NONE && from != NONE && to != NONE && moves(p, u, party, from, to);
    return pays ? open && is_paying(c->concept) && !prefers(p, u, party, to, from) : !open;
}

/* "M takes up ‘x’ in answer; in ‘U’ it cannot", "... that would not pay it" */
static bool is_step(pair *p, const change *c)
{
    const int s = c->stable;
    const char *begin = p->at;
    const uint32_t states = p->model[s].reference.state_count;
    for (uint32_t mover = 0; mover < p->model[s].syntax->party_count; mover++) {
        for (uint32_t x = 0; x < states; x++) {
            for (uint32_t y = 0; y < states; y++) {
                dt_text words = {0};
                if (!moves(p, s, mover, x, y)) {
                    continue;
                }
                dt_text_format(&words, "%s ", p->model[s].syntax->parties[mover].name);
                dt_phrase_move(&p->phrases[s], mover, x, y, DT_VERB_FINITE, &words);
                dt_text_add(&words, c->concept == DETENTE_SIM ? " at the same time; in ‘"
                                                              : " in answer; in ‘");
                dt_text_add(&words, names[OTHER(s)]);
                dt_text_add(&words, "’ ");
                p->at = begin;
                const bool is = says(p, words.bytes);
                dt_text_clear(&words);
                const bool pays = is && strncmp(p->at, "that would not pay it", 21) == 0;
                if (is && (pays || strcmp(p->at, "it cannot") == 0) &&
                    is_failing(p, c, mover, x, y, pays)) {
                    return true;
                }
            }
        }
    }
    p->at = begin;
    return false;
}

static void judge_cause(pair *p, const change *c)
{
    const int u = OTHER(c->stable);
    bool meant[MOST_STATES];
    bool outs[MOST_STATES];
    dt_text unstable = {0};
    dt_text_format(&unstable, "in ‘%s’ ", names[u]);
    if (says(p, "the answer ends at ") || says(p, "together that ends at ")) {
        read_states(p, u, meant);
        const bool out = says(p, ", from which ");
        must_say(p, out ? "" : ", which ");
        in_model(p, u);
        if (out) {
            must_say(p, "it has a way out to ");
            read_states(p, u, outs);
            expect(p, is_way_out(p, c, meant, outs), "a way out");
        } else {
            must_say(p, "it prefers");
            expect(p, is_no_wish(p, c, meant, false), "an end that deters in one alone");
        }
    } else if (says(p, unstable.bytes)) {
        const bool can = says(p, "it can move to ");
        must_say(p, can ? "" : "it prefers ");
        read_states(p, u, meant);
        expect(p, can ? is_no_move(p, c, meant) : is_no_wish(p, c, meant, true), "a cause");
        p->at = strstr(p->at, can ? ", which it prefers; in ‘" : ", in ‘");
        expect(p, p->at != NULL, "the other model");
        must_say(p, can ? ", which it prefers; " : ", ");
        in_model(p, c->stable);
        must_say(p, can ? "it cannot" : "it does not");
    } else if (c->concept == DETENTE_SIM && says(p, "what the others choose at the same time")) {
        expect(p, p->model[u].reference.state_count < MOST_STATES, "a joint state");
    } else {
        in_model(p, c->stable);
        expect(p, is_step(p, c), "a step that fails in the other model");
    }
    dt_text_clear(&unstable);
}

/* ---- the answer for programs ----------------------------------------------------------------- */

static bool has_changed(const pair *p, uint32_t c, uint32_t party, uint32_t state)
{
    const uint32_t other = p->same_state[0][state];
    const uint32_t q = p->same_party[0][party];
    return (p->concepts >> c & 1) && other != NONE && q != NONE &&
           p->stable[0][c][party][state] != p->stable[1][c][q][other];
}

static void judge_json_change(pair *p, const json_t *each)
{
    change c;
    assert_true(detente_concept_find(json_words(each, "concept"), &c.concept));
    c.party[0] = judged_party(&p->model[0], json_words(each, "party"));
    c.party[1] = p->same_party[0][c.party[0]];
    c.state[0] = json_number(each, "n") - 1;
    c.state[1] = json_number(each, "n_second") - 1;
    p->at = json_words(each, "because");
    expect(p, has_changed(p, c.concept, c.party[0], c.state[0]), "a change");
    expect(p, p->same_state[0][c.state[0]] == c.state[1], "the same state");
    c.stable = p->stable[1][c.concept][c.party[1]][c.state[1]];
    expect(p, strcmp(json_words(each, "stable_in"), c.stable == 1 ? "second" : "first") == 0,
           "where it is stable");
    judge_cause(p, &c);
}

static uint32_t count_alone(const pair *p, int side)
{
    uint32_t count = 0;
    for (uint32_t s = 0; s < p->model[side].reference.state_count; s++) {
        count += p->same_state[side][s] == NONE;
    }
    return count;
}

static unsigned changes, differing;

static void judge_json(pair *p, const json_t *json)
{
    const json_t *list = json_object_get(json, "changes");
    size_t expected = 0;
    for (uint32_t c = 0; c < CONCEPT_COUNT; c++) {
        for (uint32_t k = 0; k < p->model[0].syntax->party_count; k++) {
            for (uint32_t s = 0; s < p->model[0].reference.state_count; s++) {
                expected += has_changed(p, c, k, s);
            }
        }
    }
    p->at = NULL;
    expect(p, strcmp(json_words(json, "first"), "A") == 0, "the first");
    expect(p, strcmp(json_words(json, "second"), "B") == 0, "the second");
    expect(p, json_number(json, "only_first") == count_alone(p, 0), "only in the first");
    expect(p, json_number(json, "only_second") == count_alone(p, 1), "only in the second");
    expect(p, json_number(json, "change_count") == expected, "the number of changes");
    expect(p, json_array_size(list) == expected, "all changes");
    for (size_t k = 0; k < expected; k++) {
        judge_json_change(p, json_array_get(list, k));
        for (size_t m = 0; m < k; m++) {
            expect(p, !json_equal(json_array_get(list, m), json_array_get(list, k)), "once");
        }
    }
    changes += (unsigned)expected;
    differing += json_array_size(json_object_get(json, "differences")) > 0;
}

/* ---- the words for people -------------------------------------------------------------------- */

static bool is_equilibrium(const pair *p, int side, uint32_t c, uint32_t state)
{
    bool all = true;
    for (uint32_t k = 0; k < p->model[side].syntax->party_count; k++) {
        all = all && p->stable[side][c][k][state];
    }
    return all;
}

/* Concepts under which a state of the first is an equilibrium of one side alone. */
static uint32_t equilibria_of(const pair *p, int side, uint32_t state)
{
    uint32_t concepts = 0;
    const uint32_t states[2] = {state, p->same_state[0][state]};
    for (uint32_t c = 0; states[1] != NONE && c < CONCEPT_COUNT; c++) {
        const bool alone = is_equilibrium(p, side, c, states[side]) &&
                           !is_equilibrium(p, OTHER(side), c, states[OTHER(side)]);
        concepts |= (uint32_t)((p->concepts >> c & 1) && alone) << c;
    }
    return concepts;
}

static uint32_t read_concepts(pair *p)
{
    uint32_t concepts = 0;
    do {
        for (uint32_t c = CONCEPT_COUNT; c-- > 0;) {
            concepts |= (uint32_t)says(p, detente_concept_name((detente_concept)c)) << c;
        }
    } while (says(p, ", ") || says(p, " and "));
    return concepts;
}

/* "- state 5, the deadlock, under Nash and GMR", in the order of the numbers, twelve at most. */
static void judge_equilibria(pair *p, const char *head, int side)
{
    uint32_t told = 0;
    p->at = strstr(p->at, head);
    expect(p, p->at != NULL, head);
    p->at += strlen(head);
    for (uint32_t s = 0; s < p->model[0].reference.state_count; s++) {
        const uint32_t concepts = equilibria_of(p, side, s);
        char line[32];
        if (concepts == 0 || told++ >= 12) {
            continue;
        }
        snprintf(line, sizeof line, "- state %u", s + 1);
        must_say(p, line);
        const char *end = strchr(p->at, '\n');
        for (const char *k = p->at; (k = strstr(k, ", under ")) != NULL && k < end; k++) {
            p->at = k + strlen(", under ");
        }
        expect(p, read_concepts(p) == concepts && p->at == end, "its concepts");
        p->at = end + 1;
        must_say(p, "  - ");
        p->at = strchr(p->at, '\n') + 1;
    }
    if (told == 0) {
        must_say(p, "none\n");
    } else if (told > 12) {
        must_say(p, "- and ");
        p->at = strchr(p->at, '\n') + 1;
    }
    must_say(p, "\n");
}

/* "- p1: Nash 1 gained, 0 lost; SEQ ..." */
static void judge_party(pair *p, uint32_t party)
{
    uint32_t said = 0;
    must_say(p, "- ");
    must_say(p, p->model[0].syntax->parties[party].name);
    must_say(p, ": ");
    for (uint32_t c = 0; c < CONCEPT_COUNT; c++) {
        uint32_t gained = 0, lost = 0;
        char words[64];
        for (uint32_t s = 0; s < p->model[0].reference.state_count; s++) {
            if (has_changed(p, c, party, s)) {
                *(p->stable[0][c][party][s] ? &lost : &gained) += 1;
            }
        }
        if (gained + lost > 0) {
            snprintf(words, sizeof words, "%s%s %u gained, %u lost", said++ == 0 ? "" : "; ",
                     detente_concept_name((detente_concept)c), gained, lost);
            must_say(p, words);
        }
    }
    must_say(p, said == 0 ? "no change\n" : "\n");
}

static void judge_page(pair *p, const char *page)
{
    p->at = page;
    must_say(p, "- A: ");
    judge_equilibria(p, "## Equilibria lost\n\n", 0);
    judge_equilibria(p, "## Equilibria gained\n\n", 1);
    must_say(p, "## Stable states, by party\n\n");
    for (uint32_t k = 0; k < p->model[0].syntax->party_count; k++) {
        if (p->same_party[0][k] != NONE) {
            judge_party(p, k);
        }
    }
    for (int side = 0; side < 2; side++) {
        for (uint32_t k = 0; k < p->model[side].syntax->party_count; k++) {
            char words[64];
            snprintf(words, sizeof words, "- %s: only in %s\n",
                     p->model[side].syntax->parties[k].id, names[side]);
            must_say(p, p->same_party[side][k] == NONE ? words : "");
        }
    }
    expect(p, *p->at == '\0', "the end");
}

/* ---- many models ----------------------------------------------------------------------------- */

static void write_comparison(const pair *p, detente_format_kind format, dt_text *out)
{
    const detente_sink sink = {.write = judged_take, .payload = out};
    const detente_style style = {.format = format};
    expect(p,
           detente_compare(p->model[0].analysis, "A", p->model[1].analysis, "B", &style, NULL,
                           &sink, NULL) == DETENTE_OK,
           "compare");
}

static void judge_pair(uint64_t seed, const random_knobs *knobs)
{
    pair *p = reference_take(1, sizeof *p);
    dt_text out = {0};
    p->model[0] = judge_random(seed, knobs);
    p->model[1].seed = seed;
    write_second(&p->model[0].text, seed, &p->model[1].text);
    judge_text(&p->model[1]);
    p->concepts = 0x1F;
    p->concepts |= reference_has_sim(&p->model[0].reference) &&
                           reference_has_sim(&p->model[1].reference)
                       ? 1u << DETENTE_SIM
                       : 0;
    for (int side = 0; side < 2; side++) {
        assert_true(p->model[side].reference.state_count <= MOST_STATES);
        match(p, side);
        assert_int_equal(dt_phrases_open(p->model[side].model, NULL, NULL, &p->phrases[side], NULL),
                         DETENTE_OK);
    }
    write_comparison(p, DETENTE_JSON, &out);
    json_t *json = judged_json(&p->model[0], &out);
    judge_json(p, json);
    json_decref(json);
    write_comparison(p, DETENTE_MARKDOWN, &out);
    judge_page(p, out.bytes);
    dt_text_clear(&out);
    for (int side = 0; side < 2; side++) {
        dt_phrases_clear(&p->phrases[side]);
        judged_clear(&p->model[side]);
    }
    free(p);
}

static void judge_many(random_form form)
{
    random_knobs knobs = random_knobs_for(form);
    knobs.most_options = 5;
    changes = differing = 0;
    for (uint64_t seed = 1; seed <= MODELS; seed++) {
        judge_pair(seed, &knobs);
    }
    assert_true(changes > MODELS && differing > MODELS / 2);
}

static void test_option_form(void **state)
{
    (void)state;
    judge_many(RANDOM_OPTIONS);
}

static void test_coalesced(void **state)
{
    (void)state;
    judge_many(RANDOM_COALESCED);
}

static void test_graph_form(void **state)
{
    (void)state;
    judge_many(RANDOM_GRAPH);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_option_form),
        cmocka_unit_test(test_coalesced),
        cmocka_unit_test(test_graph_form),
    };
    return cmocka_run_group_tests_name("compare", tests, NULL, NULL);
}
