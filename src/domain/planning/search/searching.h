/* searching.h: a search while it goes on; what the files that do it share. */
#ifndef OPSTAP_SEARCHING_H
#define OPSTAP_SEARCHING_H

#include "planning/groups/piece.h"
#include "planning/rules/program_solver.h"

/* 20 million pairs (limits.h), each some 200 bytes in flow, bound and cuts, and again when smaller.
 */
#define PLANNING_BYTES_MAX ((size_t)64 << 30)

/* Of all pieces but the one that is searched. */
typedef struct Elsewhere {
    int64_t value, bound; /* value: of those that are done */
    bool without_value;   /* one that is done has none */
} Elsewhere;

typedef struct Search {
    Arena *arena;
    const Problem *problem;
    Watch *watch;
    Solution *solution;
    int32_t *pair_of;
    int32_t *options_of; /* per class; while parts are searched */
    bool forced;         /* the whole problem (problem_forces) */
    Elsewhere elsewhere;
    bool is_last; /* no piece comes after it */
} Search;

/* Whether a plan in which nobody is placed may break a rule. */
bool problem_forces(const Problem *problem);

Solution solution_new(Arena *arena, const Problem *problem);
int32_t *pairs_new(Arena *arena, const Problem *problem); /* nobody placed */

/* Fill value, bound and status of the solution, prices, and the pairs of the plan. */
void search_parts(Search *search, PartList list);
void search_program(Search *search); /* what only the engine for programs can take */

/* closed.c: who could be in what, and what can never start, as far as counting shows. */
void closed_count(Arena *arena, const Problem *problem, Solution *solution);

/* search_pieces.c: cuts what is no flow into pieces (apart.h), and solves each with the engine that
 * suits it. BROKEN: the clock cannot be read. */
Result search_pieces(Search *search);

#endif
