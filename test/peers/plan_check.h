/* plan_check.h: is this answer to this problem true? An independent checker.
 *
 * It shares no code with src/domain/planning: it reads both JSON texts itself and recomputes
 * everything: that each assignment is a pair and every rule of the plain format is kept
 * (plan_rules.h), the value, the lists `closed` and `unassigned`, that the bound is not below the
 * value and equals it when the status is optimal, what is told of stages (plan_stages.h). The bound
 * itself it has recomputed by another solver (plan_bound.h): `bound` says how far that came. Or it
 * is proven by a certificate that the planner wrote (plan_certificate.h): no search, no floating
 * point. */
#ifndef OPSTAP_PLAN_CHECK_H
#define OPSTAP_PLAN_CHECK_H

#include <stdbool.h>
#include <stddef.h>

#include "plan_bound.h"
#include "plan_certificate.h"

typedef struct PlanCheck {
    bool has_value;
    long long value; /* as recomputed */
    PlanBound bound;
    PlanCertificate certificate; /* what was read of it, when one was given */
    char status[16];
    char why[320]; /* what is wrong, when something is */
} PlanCheck;

/* What the other solver gets for one answer. */
#define PLAN_CHECK_SECONDS_MAX 60

bool plan_check(const char *problem, size_t problem_bytes, const char *answer, size_t answer_bytes,
                PlanCheck *ret_check);

/* All but the bound, where the other solver would take too long: `bound` stays BOUND_UNASKED. */
bool plan_check_rules(const char *problem, size_t problem_bytes, const char *answer,
                      size_t answer_bytes, PlanCheck *ret_check);

/* The bound by a certificate. Problem and answer end with a zero byte. */
bool plan_check_certificate(const char *problem, const char *answer, const char *certificate,
                            size_t certificate_bytes, PlanCheck *ret_check);

#endif
