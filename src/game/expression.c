/* SPDX-License-Identifier: MIT
 *
 * Reading an expression against a model.  See expression.h.
 */
#include "game/expression.h"
#include "base/arguments.h"

static detente_status compile(detente_expression *expression, const dt_expr *expr, dt_poll *poll,
                              dt_faults *faults, detente_error *err)
{
    detente_status status = DETENTE_OK;
    detente_model *view = &expression->view;
    DT_TRY(dt_circuit_init(&view->circuit, expression->model->circuit.inputs, err));
    DT_TRY(dt_model_outcomes(view, err));
    expression->wire = dt_model_wire(view, expr);
    if (expression->wire == DT_NO_WIRE) {
        return dt_no_memory(err);
    }
    DT_TRY(dt_states_check_one(view, expr, expression->wire, poll, faults, err));
    if (faults->errors > 0) {
        status = dt_fail(err, DETENTE_EMODEL, "the expression has an error");
    }
done:
    return status;
}

static detente_status read(const detente_model *model, const char *text, size_t length,
                           dt_poll *poll, dt_faults *faults, detente_expression **out,
                           detente_error *err)
{
    detente_status status = DETENTE_OK;
    dt_arena arena = {0};
    const dt_expr *expr = NULL;
    detente_expression *expression = dt_zeroed(1, sizeof *expression);
    if (expression == NULL) {
        return dt_no_memory(err);
    }
    expression->model = model;
    expression->view = *model;
    expression->view.circuit = (dt_circuit){0};
    expression->view.outcomes = NULL;
    DT_TRY(dt_expr_read(model->syntax, text, length, faults, &arena, &expr, err));
    DT_TRY(compile(expression, expr, poll, faults, err));
    *out = expression;
    expression = NULL;
done:
    detente_expression_free(expression);
    dt_arena_clear(&arena);
    return status;
}

detente_status detente_expression_read(const detente_model *model, const char *text, size_t length,
                                       const char *name, const detente_limits *limits,
                                       detente_expression **out, detente_faults **faults,
                                       detente_error *err)
{
    dt_arguments given = dt_given(err);
    dt_need(&given, model, "a model");
    dt_need_text(&given, text, length);
    dt_need(&given, name, "a name");
    dt_check_limits(&given, limits);
    dt_need(&given, out, "a place for the expression");
    if (given.status != DETENTE_OK) {
        return given.status;
    }
    detente_faults *found = dt_faults_new(name, text, length);
    if (found == NULL) {
        return dt_no_memory(err);
    }
    dt_poll poll;
    dt_poll_start(&poll, limits, "reading the expression", model->states->all_count);
    const detente_status status = dt_poll_end(
        &poll, read(model, text, length, &poll, &found->list, out, err), err);
    dt_faults_sort(&found->list);
    if (faults != NULL) {
        *faults = found;
    } else {
        detente_faults_free(found);
    }
    return status;
}

void detente_expression_free(detente_expression *expression)
{
    if (expression != NULL) {
        free(expression->view.outcomes);
        dt_circuit_clear(&expression->view.circuit);
        free(expression);
    }
}
