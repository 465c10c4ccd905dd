/* glpk_rules.h: the rows of resources, floors and households, behind those of glpk_plan.c. Column
 * 1 + i is pair i. */
#ifndef OPSTAP_GLPK_RULES_H
#define OPSTAP_GLPK_RULES_H

#include <glpk.h>

#include "arena.h"
#include "glpk_plan.h"

void glpk_rules_add(Arena *arena, glp_prob *lp, const PeerProblem *problem);

#endif
