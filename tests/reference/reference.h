/* SPDX-License-Identifier: MIT
 *
 * The judge of the program: the definitions, typed in one by one, as slowly as they read.
 *
 * It shares the reader's syntax tree with the program and nothing else: its own truth tables, its
 * own enumeration of states, its own moves, preferences, legal sequences and concepts, all by
 * lists and loops over whole matrices.  No cleverness: what is fast here would be wrong here.
 *
 * Time O(parties * states * moves) per concept and more; meant for at most a few hundred states.
 * Memory running out ends the test program.
 */
#ifndef REFERENCE_H
#define REFERENCE_H

#include "language/syntax.h"
#include "sets.h"

#define REFERENCE_MOST_OPTIONS 14

/* ---- a graph: moves and preferences, nothing else -------------------------------------------- */

/* Preferences are a relation, not payoffs: they may be intransitive. */
typedef struct reference_graph {
    uint32_t parties;
    uint32_t states;
    bool *moves;   /* [party][s][t]: t is in R_party(s) */
    bool *better;  /* [party][s][t]: t is preferred to s */
    bool *unknown; /* [party][s][t]: s and t compare in a way that is not known */
} reference_graph;

void reference_graph_init(reference_graph *graph, uint32_t parties, uint32_t states);
void reference_graph_clear(reference_graph *graph);
bool *reference_move(const reference_graph *graph, uint32_t party, uint32_t s, uint32_t t);
bool *reference_better(const reference_graph *graph, uint32_t party, uint32_t s, uint32_t t);
bool *reference_unknown(const reference_graph *graph, uint32_t party, uint32_t s, uint32_t t);

/* A group of parties as bits; everybody; everybody but one. */
uint64_t reference_everybody(const reference_graph *graph);
uint64_t reference_others(const reference_graph *graph, uint32_t party);

/* The states that a group can bring about from `start`, into reached[states].  `improvements`: each
 * step is an improvement of its mover over the state it leaves. */
typedef void reference_reach(const reference_graph *graph, uint64_t group, bool improvements,
                             uint32_t start, bool *reached);

reference_reach reference_legal; /* the definition: no party moves twice in succession */

/* What programs do instead by mistake; each changes a verdict of some small model. */
reference_reach reference_plain;   /* reachability, whoever moves */
reference_reach reference_once;    /* each party moves at most once */
reference_reach reference_single;  /* one move of one party */
reference_reach reference_visited; /* a search that marks states instead of (state, last mover) */

/* stable[states] under Nash, GMR, SMR, SEQ or SSEQ; `reach` is what the others can bring about. */
void reference_stable(const reference_graph *graph, detente_concept concept, uint32_t party,
                      reference_reach *reach, bool *stable);

/* Can the others answer party's improvement from s to s1 so that the concept (not SIM) has it
 * deterred? */
bool reference_deters(const reference_graph *graph, detente_concept concept, uint32_t party,
                      uint32_t s, uint32_t s1);

/* What a party makes of comparisons that are not known (docs/concepts.md): a, b, c, d. */
typedef enum reference_letter {
    REFERENCE_A,
    REFERENCE_B,
    REFERENCE_C,
    REFERENCE_D
} reference_letter;

/* stable[states] under a concept of the square as read by `letter`; is one move deterred? */
void reference_stable_as(const reference_graph *graph, detente_concept concept,
                         reference_letter letter, uint32_t party, bool *stable);
bool reference_deters_as(const reference_graph *graph, detente_concept concept,
                         reference_letter letter, uint32_t party, uint32_t s, uint32_t s1);
/* What the others can bring about from `start`, credibly by steps that pay or may pay. */
void reference_reached_as(const reference_graph *graph, bool credible, uint32_t party,
                          uint32_t start, bool *reached);
/* Does ending at s2 deter from leaving s?  Blk_l(s). */
bool reference_blocks_as(const reference_graph *graph, reference_letter letter, uint32_t party,
                         uint32_t s, uint32_t s2);
/* Does the move from s to s1 tempt?  Imp_l(s). */
bool reference_tempts_as(const reference_graph *graph, reference_letter letter, uint32_t party,
                         uint32_t s, uint32_t s1);

/* Stability by products of 0/1 matrices.  `returning`: coming back to the start deters (the logical
 * definition); without it, the matrix form of the literature. */
void reference_matrix_stable(const reference_graph *graph, detente_concept concept, uint32_t party,
                             bool returning, bool *stable);

/* shortest[states]: fewest moves of a legal sequence of all parties from `start`, UINT32_MAX where
 * there is none. */
void reference_distances(const reference_graph *graph, uint32_t start, bool improvements,
                         uint32_t *shortest);

/* R_H^{++}(s): the other states that the group can bring about and every member prefers to s. */
void reference_joint_improvements(const reference_graph *graph, uint64_t group, uint32_t s,
                                  bool *improvements);

/* The best joint way to a state: which group, whether each member gains or none loses, whether
 * steps that pay come before the joint move, and how many steps it has in all. */
typedef struct reference_joint_way {
    uint64_t group; /* 0: there is none */
    bool gains, led;
    uint32_t steps;
} reference_joint_way;

/* best[states]; of equally good ones that of the group which is the smallest number.  Where steps
 * that each pay lead to a state, the answer means nothing. */
void reference_joint_ways(const reference_graph *graph, uint32_t start, reference_joint_way *best);
/* Is `a` the better one to tell?  Both equally good: false. */
bool reference_joint_preferred(const reference_joint_way *a, const reference_joint_way *b);

/* How one of some states could come about from the start, which is none of them. */
typedef struct reference_coming {
    uint32_t kind; /* 0 by itself, 1 after a first step, 2 together, 3 at a cost, 4 not at all */
    uint32_t steps;
    uint32_t first; /* 1: who goes first, and whether that costs it something */
    bool costs;
    uint64_t group; /* 2: the members (another group may do as well), and whether each gains */
    bool gains;
    uint32_t losers; /* 3: how many are worse off in the end than at the start */
} reference_coming;

void reference_come(const reference_graph *graph, uint32_t start, const bool *ends,
                    reference_coming *out);

/* ---- a model: the syntax tree worked out ----------------------------------------------------- */

typedef struct reference_model {
    const dt_syntax *syntax;
    const char *fault; /* why the model is wrong, NULL: it is right and all below is filled */

    uint32_t member_count; /* feasible option codes (graph form: states), increasing */
    uint32_t *members;
    uint32_t *state_of; /* the state (from 0) that each member belongs to */
    bool coalesced;     /* some state has two members or more */

    uint32_t state_count;
    uint32_t *lowest;    /* lowest code of each state */
    char *patterns;      /* [state][option_count + 1] */
    uint32_t *ranks;     /* [party][state] dense, 1 = least preferred; all 0 where the party's
                            preference is no ranking */
    uint32_t status_quo; /* number from 1, 0 = none */
    reference_graph graph;
} reference_model;

/* `syntax` must be without faults and outlive the model. */
void reference_model_init(reference_model *model, const dt_syntax *syntax);
void reference_model_clear(reference_model *model);

/* Fill the ranks and the preference relation of one party; a fault goes to model->fault. */
void reference_rank_party(reference_model *model, uint32_t party);

const char *reference_pattern(const reference_model *model, uint32_t state);
uint32_t reference_rank(const reference_model *model, uint32_t party, uint32_t state);
/* Does `expr` hold at a state (a right model: the same at every member)? */
bool reference_holds(const reference_model *model, const dt_expr *expr, uint32_t state);
/* And at any combination of options, feasible or not?  Numbers of states are no words of it. */
bool reference_holds_at(const reference_model *model, const dt_expr *expr, uint32_t code);

/* Can SIM be asked of this model: option form, no coalesced state. */
bool reference_has_sim(const reference_model *model);
void reference_sim(const reference_model *model, uint32_t party, bool *stable);
bool reference_sim_deters(const reference_model *model, uint32_t party, uint32_t s, uint32_t s1);

/* Any concept, by the definitions. */
void reference_solve(const reference_model *model, detente_concept concept, uint32_t party,
                     bool *stable);
/* Is party's improvement from s to s1 deterred? */
bool reference_met(const reference_model *model, detente_concept concept, uint32_t party,
                   uint32_t s, uint32_t s1);
/* Stable for every party. */
void reference_equilibria(const reference_model *model, detente_concept concept, bool *stable);

/* Does a claim hold?  (language.md section 5)  Vacuous: it holds, of no state. */
typedef enum reference_finding {
    REFERENCE_FAILS,
    REFERENCE_HOLDS,
    REFERENCE_VACUOUS
} reference_finding;
reference_finding reference_claim(const reference_model *model, const dt_claim *claim);

/* Which corner of the square; ends the program at a concept that the reference does not define. */
typedef struct reference_corner {
    bool counter; /* the others may answer at all */
    bool credible;
    bool symmetric;
} reference_corner;
reference_corner reference_corner_of(detente_concept concept);

/* calloc that ends the program where memory runs out. */
void *reference_take(size_t count, size_t size);

#endif
