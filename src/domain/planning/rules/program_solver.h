/* program_solver.h: a program while it is being solved.
 *
 * Prices come down by subgradient steps (program_ascent.c), plans are made from what the sets
 * choose (program_plans.c), and branch and bound decides the rest (program_tree.c). The tree is
 * searched for plans that are worth at least `need`: first close to the bound, then further off, so
 * that the bound rules out most before any plan is known (M. Posta, J. Ferland, P. Michelon,
 * Computational Optimization and Applications 52 (2012), for the generalised assignment problem).
 */
#ifndef OPSTAP_PROGRAM_SOLVER_H
#define OPSTAP_PROGRAM_SOLVER_H

#include "planning/groups/piece.h"
#include "program_bound.h"

typedef struct Ascending {
    Prices prices, lowest;     /* lowest: of the lowest bound since the ascent began */
    double *price, *direction; /* as prices, not yet rounded */
    double *scale, *least, *most;
    double *slope;
    int32_t *active; /* prices that are stepped */
    int32_t active_count;
    double reach; /* of the steps; kept from one ascent to the next */
} Ascending;

/* What the prices leave no side, or only a side that its unit has elsewhere. */
typedef struct Clash {
    const int8_t *list; /* of the state; NULL: nothing clashed */
    int32_t index;
    bool nowhere; /* neither in nor out */
} Clash;

typedef struct Solver {
    Arena *arena;
    const Program *program;
    State *state;
    Relaxed *relaxed;
    Ascending ascending;
    Watch *watch;
    Best *best;
    bool has_plan;
    int64_t value;   /* of the best plan */
    int64_t need;    /* plans that are worth less are of no use */
    int64_t ceiling; /* no plan is worth more */
    int64_t least;   /* no plan is worth less: any will do when this is what is needed */
    bool blank;      /* nothing is worth or costs anything: the question is whether there is a plan */
    struct Trial *trial;
    struct Certificate *paper; /* the tree is being written down (program_certificate.h); or NULL */
    Clash clash;               /* the last one that closed a node; of use to the paper */
    int64_t anew_at; /* once so much is needed, the tree is begun anew: it will be far smaller */
    bool stopped, anew;
} Solver;

/* Lowers the bound of the state by `steps` steps at most; ends early below `need`. False: no plan
 * of use is left. Leaves relaxed at the lowest bound found. */
bool prices_lower(Solver *solver, int steps);
void ascending_begin(Solver *solver);

/* When no column is free: the plan that is decided, if it is one. */
bool plan_of_state(Solver *solver);

/* What the sets choose is a plan when it keeps all that is paid for. */
bool plan_of_sets(Solver *solver);

/* Makes a plan of what the sets choose, by leaving out and putting in; mostly there is one. */
void plan_repair(Solver *solver);
struct Trial *trial_new(Arena *arena, const Program *program);

/* Keeps the plan that has these pairs (per candidate, as Best.pair_of), and makes it better by
 * putting in, moving and swapping. */
void plan_of_pairs(Solver *solver, const int32_t *pair_of);

/* Looks for any plan, for so many nodes (0: no limit), and keeps it. False: there is none. */
bool plan_any(Solver *solver, int64_t nodes);
bool program_is_blank(const Program *program);
Program program_blank(Arena *arena, const Program *program); /* with nothing worth anything */

/* program_starts.c: with nothing decided but what follows of the rules, after prices_lower: notes
 * what starting each place and group leaves, where best->if_option asks for it. */
void starts_note(Solver *solver);

/* Searches all of it for plans of at least solver->need. False: stopped before the end. */
bool program_tree(Solver *solver);

/* The same for a solver that has nothing yet but what it needs. */
bool program_tree_whole(Solver *solver);

/* What every plan of at least `need` has and has not, as far as prices and counting show: columns
 * that are decided. ret_placed: per unit, set when every such plan places it. NULL: there is none. */
const State *program_certain(Arena *arena, const Program *program, Watch *watch, int64_t need,
                             bool *ret_placed);

/* The whole: *best comes in empty and leaves with the best plan and the bound, as piece_solve. */
void program_solve(Arena *arena, const Program *program, Watch *watch, Best *best);

#endif
