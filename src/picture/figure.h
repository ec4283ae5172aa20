/* SPDX-License-Identifier: MIT
 *
 * Figures: from an analysis to a scene.
 *
 *   map        outcomes placed by their options, so that editing a preference moves nothing
 *   evolution  layers of improvements from the status quo
 *   heat       one cell per state of the product grid
 *
 * A figure shows chosen states: all of them where they can be read, else the status quo, the
 * equilibria and the roads between (choice.c).  Steps are the moves between chosen states that are
 * drawn (steps.c).
 */
#ifndef DT_FIGURE_H
#define DT_FIGURE_H

#include "insight/view.h"
#include "picture/scene.h"

#define DT_MOST_WHOLE 300 /* states that a map shows all of */
#define DT_MOST_BOXES 30  /* states that an evolution shows all of */
#define DT_MOST_CELLS ((uint64_t)1 << 20)

/* A move that is drawn, between positions of the list of chosen states. */
typedef struct dt_drawn {
    uint32_t party;
    uint32_t from, to;
    bool improvement;
    bool reversible;
} dt_drawn;

typedef struct dt_figure {
    const dt_view *view;
    detente_picture wish;
    uint64_t *chosen; /* state indices, increasing */
    uint32_t count;
    bool whole;       /* all states of the model */
    uint32_t *layers; /* evolution: steps from the status quo, per chosen state */
    dt_drawn *drawn;
    size_t drawn_count, drawn_capacity;
    size_t improvements; /* between chosen states; drawn_count may be less */
    bool best_only;      /* each party's best improvement alone is drawn */
    bool ways;           /* an evolution cut short shows ways to equilibria */
    bool roads_cut;      /* the roads could not be searched: too many moves */
} dt_figure;

/* Fill chosen (and layers) for a map or an evolution. */
detente_status dt_figure_choose_map(dt_figure *figure, detente_error *err);
detente_status dt_figure_choose_evolution(dt_figure *figure, detente_error *err);
/* Fill drawn. */
detente_status dt_figure_steps(dt_figure *figure, detente_error *err);
void dt_figure_clear(dt_figure *figure);

/* Make the scene that `wish` asks for.  EUNSUPPORTED: an evolution without a status quo; ELIMIT:
 * states that are not listed, or too many cells. */
detente_status dt_figure_scene(const dt_view *view, const detente_picture *wish, dt_scene *out,
                               detente_error *err);

void dt_map_scene(const dt_figure *figure, dt_scene *scene);
void dt_evolution_scene(const dt_figure *figure, dt_scene *scene);
detente_status dt_heat_scene(const dt_view *view, const detente_picture *wish, dt_scene *scene,
                             detente_error *err);

/* ---- what all figures say about a state and a move: legend.c --------------------------------- */

/* Under which concepts a state is ringed: those of the wish, else all decided. */
dt_ring dt_figure_ring(const dt_view *view, const detente_picture *wish, uint64_t state);
/* Number of a state, or its id in graph form where that is short. */
const char *dt_figure_name(dt_scene *scene, const dt_view *view, uint64_t state);
/* The name that tells an option apart. */
const char *dt_figure_option(dt_scene *scene, const dt_view *view, uint32_t option);
/* "threaten, act or not": what is taken in a state, in graph form its label; `none` for nothing. */
void dt_figure_taken(const dt_view *view, uint64_t state, const char *none, dt_text *text);
/* "state 3, deadlock: threaten, act. Equilibrium under Nash, GMR." */
const char *dt_figure_title(dt_scene *scene, const dt_view *view, uint64_t state);
/* "deadlock, quarrel": the outcomes that a state belongs to; "" when there are none. */
const char *dt_figure_outcomes(dt_scene *scene, const dt_view *view, uint64_t state);
/* Nodes and arcs need it: an arc with its words, not yet routed. */
dt_scene_arc dt_figure_arc(dt_scene *scene, const dt_figure *figure, const dt_drawn *step);
#define DT_MARGIN 24
/* The title line unless the wish is bare; the y where the picture begins. */
int32_t dt_figure_head(dt_scene *scene, const dt_figure *figure);
/* Parties' strokes and the rings that occur, from y down; the width is known.  The y below. */
int32_t dt_figure_key(dt_scene *scene, const dt_figure *figure, int32_t y);
/* What a bar means, where there is one. */
const char *dt_figure_bar_words(const dt_scene *scene);
/* What is drawn, in sentences; the height of the picture. */
int32_t dt_figure_about(dt_scene *scene, int32_t y);
/* Right and lower edge of all that is in the scene. */
int32_t dt_scene_right(const dt_scene *scene);
int32_t dt_scene_bottom(const dt_scene *scene);
/* Inverse of the Gray code: combinations that differ in one option are neighbours. */
uint64_t dt_gray_rank(uint64_t code);
/* The bits of `code` that `mask` has, moved together. */
uint64_t dt_squeeze(uint64_t code, uint64_t mask);

#endif
