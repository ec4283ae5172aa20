/* SPDX-License-Identifier: MIT
 *
 * A random model, its analysis and outlook, and all verdicts by the definitions.
 */
#ifndef OUTLOOK_TRIAL_H
#define OUTLOOK_TRIAL_H

#include "insight/outlook.h"
#include "reference/random_model.h"
#include "reference/verdicts.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

typedef struct trial {
    detente_model *model;
    detente_analysis *analysis;
    dt_view view;
    reference_model judge;
    reference_verdicts verdicts;
    const reference_graph *graph;
    dt_outlook outlook;
    uint32_t today; /* UINT32_MAX: none */
} trial;

static inline void open_trial(trial *t, random_form form, uint64_t seed)
{
    const random_knobs knobs = random_knobs_for(form);
    dt_text text = {0};
    *t = (trial){0};
    random_model(seed, &knobs, &text);
    assert_int_equal(
        detente_model_read(text.bytes, text.length, "random", NULL, NULL, &t->model, NULL, NULL),
        DETENTE_OK);
    dt_text_clear(&text);
    reference_model_init(&t->judge, t->model->syntax);
    assert_null(t->judge.fault);
    reference_verdicts_init(&t->verdicts, &t->judge, ALL_CONCEPTS);
    t->graph = &t->judge.graph;
    t->today = t->judge.status_quo == 0 ? UINT32_MAX : t->judge.status_quo - 1;
    assert_int_equal(detente_solve(t->model, NULL, NULL, &t->analysis, NULL), DETENTE_OK);
    assert_int_equal(dt_view_open(t->analysis, NULL, &t->view, NULL), DETENTE_OK);
    assert_int_equal(dt_outlook_find(&t->view, 0, NULL, &t->outlook, NULL), DETENTE_OK);
}

static inline void close_trial(trial *t)
{
    dt_outlook_clear(&t->outlook);
    dt_view_clear(&t->view);
    detente_analysis_free(t->analysis);
    detente_model_free(t->model);
    reference_verdicts_clear(&t->verdicts);
    reference_model_clear(&t->judge);
}

/* Is state s one of the outcome? */
static inline bool is(const trial *t, uint32_t outcome, uint32_t s)
{
    return reference_holds(&t->judge, t->judge.syntax->outcomes[outcome].expr, s);
}

#endif
