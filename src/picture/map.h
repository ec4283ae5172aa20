/* SPDX-License-Identifier: MIT
 *
 * The map in the making: its axes and sizes, shared by the files that draw it.
 *
 *   axes.c      which combinations occur, which way each axis runs, how long a step is
 *   headings.c  what stands beside the grid
 *   circle.c    models in graph form
 *   map.c       nodes, labels, arcs, and the order of all this
 */
#ifndef DT_MAP_H
#define DT_MAP_H

#include "picture/figure.h"

#define DT_MOST_AXES (2 * DT_MOST_PARTIES)
#define DT_BLOCK_GAP 26 /* between grids of a grid */
#define DT_LANES 36     /* left of the grid, for bent arcs */

typedef enum dt_way { DT_RIGHTWARDS, DT_DOWNWARDS, DT_OBLIQUE } dt_way;

typedef struct dt_axis {
    uint32_t party;
    uint64_t mask;    /* options of the axis */
    uint64_t *combos; /* in Gray-code order */
    uint32_t count;
    dt_way along;
    uint32_t level;  /* 0 = inner */
    int32_t dx, dy;  /* one step */
    bool dots;       /* heading rows of dots, because words do not fit */
    int32_t heading; /* DT_RIGHTWARDS: y of the first heading line; else x of the heading's edge */
    int32_t room;    /* height or width of the headings */
} dt_axis;

typedef struct dt_map {
    const dt_figure *figure;
    dt_scene *scene;
    dt_axis axes[DT_MOST_AXES];
    uint32_t axis_count;
    bool roomy;
    bool shortened; /* moves between grids are short arrows */
    bool numbered;  /* some of them lead beyond the next grid, to the number beside them */
    int32_t radius;
    int32_t step_x, step_y;
    int32_t left, top;     /* where the grid begins: centre of its first node */
    int32_t width, height; /* of the grid, between centres */
    int32_t label;         /* widest label */
} dt_map;

/* ---- axes.c ---------------------------------------------------------------------------------- */

/* Lowest option code of chosen state number k. */
uint64_t dt_map_code(const dt_map *m, uint32_t k);
/* The axis of one party, two where it has many combinations, none where it has one. */
void dt_map_add_axis(dt_map *m, uint32_t party, uint64_t mask);
void dt_map_choose_directions(dt_map *m);
/* Length of one step along every axis, and the size of the grid. */
void dt_map_set_steps(dt_map *m);
/* The axis of a direction and level, NULL = none. */
dt_axis *dt_map_axis(dt_map *m, dt_way along, uint32_t level);

/* ---- headings.c ------------------------------------------------------------------------------ */

/* Where headings go, from y down; sets where the grid begins. */
void dt_map_place_headings(dt_map *m, int32_t y);
void dt_map_draw_headings(dt_map *m);
void dt_map_draw_frames(dt_map *m);

/* ---- circle.c -------------------------------------------------------------------------------- */

/* Put the nodes on a circle, with their labels, from y down. */
void dt_map_place_on_circle(dt_map *m, int32_t y);

#endif
