/* glpk_plan.h: the best plan according to GLPK (GNU Linear Programming Kit), another solver.
 *
 * It knows nothing of src/domain: its form of a problem is its own, so that the bench and the
 * independent checker can both ask it. GLPK gets the strong formulation (a person is in an option
 * or a class no further than that is open), which is its better one for proofs, with presolve and
 * all its cuts. Without resources, floors and households only openings are integer, for the rest is
 * a flow; with them the pairs are too. It reckons in floating point: values whose sum passes
 * PEER_SUM_MAX are beyond it. */
#ifndef OPSTAP_GLPK_PLAN_H
#define OPSTAP_GLPK_PLAN_H

#include <stdbool.h>
#include <stdint.h>

enum { PEER_NO_CLASS = -1 };
#define PEER_SUM_MAX (INT64_C(1) << 48) /* GLPK's tolerance, a 2^-50th or so, stays below a half */

typedef struct PeerPlaces {
    int64_t minimum, maximum; /* maximum: INT64_MAX is unlimited */
    int class_index;          /* of an option; PEER_NO_CLASS */
    int64_t opening_cost;
} PeerPlaces;

typedef enum PeerRule { PEER_FREE, PEER_PINNED, PEER_FORBIDDEN } PeerRule;

typedef struct PeerPair {
    int candidate, option;
    int64_t value;
    PeerRule rule;
} PeerPair;

/* What a pair uses of a resource. */
typedef struct PeerUse {
    int pair, resource;
    int64_t amount;
} PeerUse;

/* Candidates that belong together: a group of which so many are placed, or a household. */
typedef struct PeerCircle {
    int *member;
    int member_count;
    int64_t placed_minimum; /* of a floor */
    bool same_option;       /* of a household */
} PeerCircle;

/* Owned by the caller, every part. */
typedef struct PeerProblem {
    int candidate_count, option_count, class_count, pair_count;
    PeerPlaces *option, *option_class;
    PeerPair *pair;
    bool must_place_all;
    bool *must_place; /* per candidate; NULL: nobody but by must_place_all */
    int64_t *capacity; /* per resource */
    PeerUse *use;
    PeerCircle *floor, *household;
    int resource_count, use_count, floor_count, household_count;
} PeerProblem;

typedef struct PeerOutcome {
    bool proven;     /* the value is the best there is, or no plan is possible */
    bool has_value;  /* a plan was found */
    double value, seconds;
} PeerOutcome;

/* ret_taken: per pair, whether the plan found has it; may be NULL. */
PeerOutcome glpk_plan(const PeerProblem *problem, double seconds_max, bool *ret_taken);

#endif
