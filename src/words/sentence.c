/* SPDX-License-Identifier: MIT
 *
 * Lists of sentences, see sentence.h.  Time O(words), for the cut O(sentences x weights).
 */
#include "words/sentence.h"

void dt_sentence_put(dt_sentences *sentences, dt_sentence what)
{
    dt_text *line = &sentences->line;
    if (line->failed || line->length == 0 ||
        !dt_grow((void **)&sentences->list, &sentences->capacity, sentences->count,
                 sizeof *sentences->list)) {
        sentences->failed = true;
        return;
    }
    what.text = dt_arena_text(&sentences->arena, line->bytes, line->length);
    uint32_t *of = dt_arena_take(&sentences->arena, ((size_t)what.of_count + 1) * sizeof *of);
    if (what.text == NULL || of == NULL) {
        sentences->failed = true;
        return;
    }
    for (uint32_t k = 0; k < what.of_count; k++) {
        of[k] = what.of[k];
    }
    what.of = of;
    sentences->list[sentences->count++] = what;
    line->length = 0;
}

size_t dt_words_of(const char *text)
{
    size_t words = 0;
    for (size_t k = 0; text[k] != '\0'; k++) {
        words += text[k] != ' ' && (k == 0 || text[k - 1] == ' ');
    }
    return words;
}

/* The greatest weight below `limit`; 0: there is none. */
static uint32_t next_weight(const dt_sentences *sentences, uint32_t limit)
{
    uint32_t next = 0;
    for (size_t k = 0; k < sentences->count; k++) {
        const uint32_t weight = sentences->list[k].weight;
        next = weight < limit && weight > next ? weight : next;
    }
    return next;
}

static size_t words_of_weight(const dt_sentences *sentences, uint32_t weight)
{
    size_t words = 0;
    for (size_t k = 0; k < sentences->count; k++) {
        words += sentences->list[k].weight == weight ? dt_words_of(sentences->list[k].text) : 0;
    }
    return words;
}

/* Is what the sentences of this weight need left out already?  It weighs more than they do. */
static bool misses_what_it_needs(const dt_sentences *sentences, uint32_t weight)
{
    uint32_t needs = 0;
    for (size_t k = 0; k < sentences->count; k++) {
        needs = sentences->list[k].weight == weight ? sentences->list[k].needs : needs;
    }
    return needs != 0 && words_of_weight(sentences, needs) == 0;
}

static void drop_weight(dt_sentences *sentences, uint32_t weight)
{
    size_t kept = 0;
    for (size_t k = 0; k < sentences->count; k++) {
        if (sentences->list[k].weight != weight) {
            sentences->list[kept++] = sentences->list[k];
        }
    }
    sentences->count = kept;
}

void dt_sentences_cut(dt_sentences *sentences, size_t most)
{
    size_t used = 0;
    for (uint32_t weight = next_weight(sentences, UINT32_MAX); weight != 0;
         weight = next_weight(sentences, weight)) {
        const size_t words = words_of_weight(sentences, weight);
        if ((used == 0 || used + words <= most) && !misses_what_it_needs(sentences, weight)) {
            used += words;
        } else {
            drop_weight(sentences, weight);
        }
    }
}

void dt_sentences_json(const dt_sentences *sentences, const dt_syntax *syntax, dt_json *json)
{
    dt_json_key(json, "sentences");
    dt_json_array(json);
    for (size_t k = 0; k < sentences->count; k++) {
        const dt_sentence *s = &sentences->list[k];
        dt_json_line_object(json);
        dt_json_key_string(json, "says", s->says);
        dt_json_key(json, "of");
        dt_json_array(json);
        for (uint32_t a = 0; a < s->of_count; a++) {
            dt_json_string(json, syntax->outcomes[s->of[a]].id);
        }
        dt_json_end(json);
        dt_json_key(json, "under");
        dt_json_array(json);
        DT_EACH_CONCEPT (c, s->concepts) {
            dt_json_string(json, detente_concept_id((detente_concept)c));
        }
        dt_json_end(json);
        dt_json_key(json, "who");
        dt_json_array(json);
        for (uint64_t left = s->who; left != 0; left &= left - 1) {
            dt_json_string(json, syntax->parties[dt_lowest(left)].id);
        }
        dt_json_end(json);
        dt_json_key_number(json, "count", s->count);
        dt_json_key_string(json, "text", s->text);
        dt_json_end(json);
    }
    dt_json_end(json);
}

void dt_sentences_clear(dt_sentences *sentences)
{
    free(sentences->list);
    dt_text_clear(&sentences->line);
    dt_arena_clear(&sentences->arena);
    *sentences = (dt_sentences){0};
}
