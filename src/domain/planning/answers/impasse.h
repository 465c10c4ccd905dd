/* impasse.h: why there is no plan: few demands that cannot hold together.
 *
 * Demands are what may be given up to have a plan: a duty to place somebody, a floor, a pin, a
 * prohibition, a household, a capacity, a minimum, a maximum, or a duty to start. What is found is
 * as small as can be: without any one of them there is a plan; another set, also a smaller one, may
 * clash too. Demands are given up by halves, then by quarters, down to one by one, each time asking
 * the search whether a plan is there, whatever it is worth (J. Chinneck, Feasibility and
 * Infeasibility in Optimization (2008), deletion filter). */
#ifndef OPSTAP_IMPASSE_H
#define OPSTAP_IMPASSE_H

#include "planning/search/search.h"

const char *impasse_kind_name(ImpasseKind kind);

/* For a problem that was found infeasible. The seconds hold for all questions together, the nodes
 * for each, at most 500. BROKEN: the
 * clock cannot be read. */
Result impasse_find(Arena *arena, const Problem *problem, SearchLimits limits,
                    Impasse *ret_impasse);

#endif
