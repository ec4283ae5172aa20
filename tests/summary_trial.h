/* SPDX-License-Identifier: MIT
 *
 * A random model, its analysis and summary, and the same by the definitions.
 */
#ifndef SUMMARY_TRIAL_H
#define SUMMARY_TRIAL_H

#include "insight/summary.h"
#include "reference/random_model.h"
#include "reference/verdicts.h"

typedef struct trial {
    dt_text text;
    detente_model *model;
    detente_analysis *analysis;
    reference_model reference;
    reference_verdicts verdicts;
    dt_view view;
    dt_summary summary;
} trial;

static inline void open_text(trial *t, uint32_t asked)
{
    const detente_request request = {.concepts = set_of(asked)};
    assert_int_equal(detente_model_read(t->text.bytes, t->text.length, "random", NULL, NULL,
                                        &t->model, NULL, NULL),
                     DETENTE_OK);
    reference_model_init(&t->reference, t->model->syntax);
    assert_null(t->reference.fault);
    reference_verdicts_init(&t->verdicts, &t->reference, asked == 0 ? ALL_CONCEPTS : asked);
    assert_int_equal(detente_solve(t->model, &request, NULL, &t->analysis, NULL), DETENTE_OK);
    assert_int_equal(dt_view_open(t->analysis, NULL, &t->view, NULL), DETENTE_OK);
    assert_int_equal(dt_summary_find(&t->view, 0, NULL, &t->summary, NULL), DETENTE_OK);
}

static inline void open_trial(trial *t, random_form form, uint64_t seed)
{
    /* Every fifth model is asked for some concepts only. */
    const uint32_t asked = seed % 5 != 0 ? 0 : 1 + (uint32_t)(seed / 5) % ALL_CONCEPTS;
    const random_knobs knobs = random_knobs_for(form);
    *t = (trial){0};
    random_model(seed, &knobs, &t->text);
    const bool only_sim = asked == 1u << DETENTE_SIM; /* refused where it has no meaning */
    open_text(t, only_sim ? 0 : asked);
}

static inline void close_trial(trial *t)
{
    dt_summary_clear(&t->summary);
    dt_view_clear(&t->view);
    reference_verdicts_clear(&t->verdicts);
    reference_model_clear(&t->reference);
    detente_analysis_free(t->analysis);
    detente_model_free(t->model);
    dt_text_clear(&t->text);
}

/* ---- firmness -------------------------------------------------------------------------------- */

/* SIM without GMR: rules keep the others from answering what they could have prevented. */
#define SIM_WITHOUT_GMR                                                                            \
    "conflict \"Nobody leaves\"\n"                                                                 \
    "party a\n option x\n option w\nparty b\n option y\nparty c\n option z\n"                      \
    "impossible not x and not w\n"                                                                 \
    "impossible x and w and not (y and not z)\n"                                                   \
    "impossible x and none of (w, y, z)\n"                                                         \
    "impossible w and not x and (y xor z)\n"                                                       \
    "outcome here = x and not w and y and z\n"                                                     \
    "a ranks\n state NYYY\n ~ state YNYN\n rest\n"                                                 \
    "b ranks\n state YNNY\n rest\n"                                                                \
    "c ranks\n state YNYN\n ~ state YNNY\n ~ state NYNN\n rest\n"

static inline void open_model(trial *t, const char *text)
{
    *t = (trial){0};
    dt_text_add(&t->text, text);
    open_text(t, 0);
}

/* implied[c]: what no model contradicts, random ones or the one above. */
static inline void find_implied(uint32_t implied[CONCEPT_COUNT])
{
    for (uint32_t c = 0; c < CONCEPT_COUNT; c++) {
        implied[c] = ALL_CONCEPTS;
    }
    trial t;
    open_model(&t, SIM_WITHOUT_GMR);
    reference_contradict(&t.verdicts, implied);
    close_trial(&t);
    for (uint64_t seed = 1; seed <= 1500; seed++) {
        open_trial(&t, RANDOM_OPTIONS, seed);
        reference_contradict(&t.verdicts, implied);
        close_trial(&t);
        open_trial(&t, RANDOM_GRAPH, seed);
        reference_contradict(&t.verdicts, implied);
        close_trial(&t);
    }
}

/* The members of a set of concepts that no other member implies. */
static inline uint32_t firmest_of(uint32_t concepts, const uint32_t implied[CONCEPT_COUNT])
{
    uint32_t firmest = 0;
    for (uint32_t c = 0; c < CONCEPT_COUNT; c++) {
        bool follows = false;
        for (uint32_t other = 0; other < CONCEPT_COUNT; other++) {
            follows = follows || (other != c && (concepts >> other & 1) != 0 &&
                                  (implied[other] >> c & 1) != 0);
        }
        firmest |= (concepts >> c & 1) != 0 && !follows ? 1u << c : 0;
    }
    return firmest;
}

#endif
