/* SPDX-License-Identifier: MIT
 *
 * From an analysis to a picture: choose states and steps, make the scene, hand it to a writer.
 */
#include "picture/figure.h"
#include "base/arguments.h"
#include "base/poll.h"
#include "picture/graphml.h"

#define TRIES_PER_ARC 64.0
#define MOST_SECONDS 60.0

static detente_status check(const dt_view *view, const detente_picture *wish, detente_error *err)
{
    if (!view->listed) {
        return dt_fail(err, DETENTE_ELIMIT, "%llu states are too many for a picture",
                       (unsigned long long)view->count);
    }
    if (view->count == 0) {
        return dt_fail(err, DETENTE_EUNSUPPORTED, "no state is feasible: there is nothing to draw");
    }
    if (wish->state > view->count) {
        return dt_fail(err, DETENTE_EINVAL, "there is no state %llu: the model has %llu",
                       (unsigned long long)wish->state, (unsigned long long)view->count);
    }
    if (wish->view == DETENTE_EVOLUTION && view->model->status_quo == 0 && wish->state == 0) {
        return dt_fail(err, DETENTE_EUNSUPPORTED,
                       "the model names no status quo, where an evolution starts");
    }
    return DETENTE_OK;
}

/* Every arrow is laid past all nodes, in some tries, and past all other arrows: estimated before it
 * is begun, and refused where it would take too long.  Measured: some 100 ns for each pair. */
static detente_status check_work(const dt_figure *figure, detente_error *err)
{
    const double arcs = (double)figure->drawn_count;
    const double seconds = 1e-7 * arcs * (arcs + TRIES_PER_ARC * figure->count);
    return seconds <= MOST_SECONDS
               ? DETENTE_OK
               : dt_fail(
                     err, DETENTE_ELIMIT,
                     "%zu arrows between %u states would take about %.0f minutes to lay out, "
                     "and nobody could read them; draw fewer states or moves, or write GraphML, "
                     "which has no layout",
                     figure->drawn_count, (unsigned)figure->count, seconds / 60 + 0.5);
}

detente_status dt_figure_scene(const dt_view *view, const detente_picture *theirs, dt_scene *out,
                               detente_error *err)
{
    detente_picture meant = *theirs;
    meant.concepts = dt_meant_by(theirs->concepts, dt_terms_of(view->model));
    const detente_picture *wish = &meant;
    dt_figure figure = {.view = view, .wish = *wish};
    dt_scene scene = {.poll = view->poll, .arena.poll = view->poll};
    detente_status status = check(view, wish, err);
    if (status != DETENTE_OK) {
        return status;
    }
    if (wish->view == DETENTE_HEAT) {
        DT_TRY(dt_heat_scene(view, wish, &scene, err));
    } else {
        DT_TRY(wish->view == DETENTE_MAP ? dt_figure_choose_map(&figure, err)
                                         : dt_figure_choose_evolution(&figure, err));
        DT_TRY(dt_figure_steps(&figure, err));
        DT_TRY(check_work(&figure, err));
        (wish->view == DETENTE_MAP ? dt_map_scene : dt_evolution_scene)(&figure, &scene);
    }
    if (scene.failed || dt_poll_stopped(view->poll)) {
        status = scene.failed ? dt_no_memory(err) : dt_poll_cancelled(view->poll, err);
        goto done;
    }
    *out = scene;
    scene = (dt_scene){0};
done:
    dt_scene_clear(&scene);
    dt_figure_clear(&figure);
    return status;
}

static detente_picture take_picture(dt_arguments *given, const detente_picture *theirs)
{
    detente_picture picture;
    DT_TAKE_STRUCT(given, detente_picture, bare, theirs, &picture);
    dt_check_kind(given, (uint32_t)picture.view, DETENTE_HEAT + 1, "view");
    dt_check_kind(given, (uint32_t)picture.format, DETENTE_SCENE + 1, "format of pictures");
    dt_check_kind(given, (uint32_t)picture.arcs, DETENTE_ARCS_ALL + 1, "choice of arcs");
    dt_check_concepts(given, &picture.concepts);
    return picture;
}

detente_status detente_write_graph(const detente_analysis *analysis, const detente_picture *theirs,
                                   const detente_limits *limits, const detente_sink *sink,
                                   detente_error *err)
{
    dt_arguments given = dt_given(err);
    dt_need(&given, analysis, "an analysis");
    dt_check_limits(&given, limits);
    dt_need_sink(&given, sink);
    const detente_picture wish = take_picture(&given, theirs);
    if (given.status != DETENTE_OK) {
        return given.status;
    }
    dt_poll poll;
    dt_poll_start(&poll, limits, "drawing the picture", 0);
    sink = dt_poll_sink(&poll, sink);
    dt_scene scene = {0};
    dt_text text = {.poll = &poll};
    dt_view view;
    detente_status status = dt_view_open(analysis, &poll, &view, err);
    if (status != DETENTE_OK) {
        return status;
    }
    if (wish.format == DETENTE_GRAPHML) {
        DT_TRY(dt_graphml_write(&view, &text, sink, err));
    } else {
        DT_TRY(dt_figure_scene(&view, &wish, &scene, err));
    }
    switch (wish.format) {
    case DETENTE_SVG:
        dt_scene_svg(&scene, &(dt_svg_style){.prefix = ""}, &text);
        break;
    case DETENTE_DOT:
        dt_scene_dot(&scene, &text);
        break;
    case DETENTE_SCENE:
        dt_scene_json(&scene, &text);
        break;
    case DETENTE_GRAPHML:
        break;
    }
    DT_TRY(dt_text_flush(&text, sink, err));
done:
    dt_text_clear(&text);
    dt_scene_clear(&scene);
    dt_view_clear(&view);
    return dt_poll_end(&poll, status, err);
}
