/* plan_bound.h: is the bound of an answer true? Recomputed by another solver, from the JSON text of
 * the problem alone, with every rule of the plain format; part of the independent checker
 * (plan_check.h).
 *
 * A bound is false when a plan exists that is worth more; "infeasible" is false when a plan exists.
 * GLPK looks for such a plan, and proves that there is none. A plan it finds counts only when it
 * keeps every rule in whole numbers too (plan_rules.h). It reckons in floating point, so a
 * difference under half a point or one part in 10^9 is not seen. */
#ifndef OPSTAP_PLAN_BOUND_H
#define OPSTAP_PLAN_BOUND_H

#include <jansson.h>

typedef enum PlanBound {
    BOUND_TRUE,     /* proven: no plan is worth more than the bound, or there is none at all */
    BOUND_FALSE,    /* a plan that is worth more exists, or one exists where none should */
    BOUND_UNPROVEN, /* nothing better found: no proof in time, numbers beyond PEER_SUM_MAX, or a
                     * proof that the answer itself belies */
    BOUND_UNASKED   /* built without GLPK, or not asked for */
} PlanBound;

/* *ret_value: of GLPK's plan, when BOUND_FALSE. An answer without a value claims infeasibility. */
PlanBound plan_bound_check(json_t *problem, json_t *answer, double seconds_max, double *ret_value);

#endif
