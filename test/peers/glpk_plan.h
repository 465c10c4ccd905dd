/* glpk_plan.h: the best plan according to GLPK (GNU Linear Programming Kit), another solver.
 *
 * It knows nothing of src/domain: its form of a problem is its own, so that the bench and the
 * independent checker can both ask it. GLPK gets the strong formulation (a person is in an option
 * no further than the option is open), which is its better one for proofs, with presolve and all
 * its cuts; only openings are integer, for the rest is a flow. It reckons in floating point: values
 * whose sum passes PEER_SUM_MAX are beyond it. */
#ifndef OPSTAP_GLPK_PLAN_H
#define OPSTAP_GLPK_PLAN_H

#include <stdbool.h>
#include <stdint.h>

enum { PEER_NO_CLASS = -1 };
#define PEER_SUM_MAX (INT64_C(1) << 48) /* GLPK's tolerance, a 2^-50th or so, stays below a half */

typedef struct PeerPlaces {
    int64_t minimum, maximum; /* maximum: INT64_MAX is unlimited */
    int class_index;          /* of an option; PEER_NO_CLASS */
} PeerPlaces;

typedef struct PeerPair {
    int candidate, option;
    int64_t value;
} PeerPair;

/* Owned by the caller, every part. */
typedef struct PeerProblem {
    int candidate_count, option_count, class_count, pair_count;
    PeerPlaces *option, *option_class;
    PeerPair *pair;
    bool must_place_all;
} PeerProblem;

typedef struct PeerOutcome {
    bool proven;     /* the value is the best there is, or no plan is possible */
    bool has_value;  /* a plan was found */
    double value, seconds;
} PeerOutcome;

PeerOutcome glpk_plan(const PeerProblem *problem, double seconds_max);

#endif
