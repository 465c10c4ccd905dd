/* peer_model.h: a plan as rows and columns, for solvers of others.
 *
 * It knows nothing of src/domain: its form of a problem is its own, so that the bench and the
 * independent checker can both use it. The formulation is the strong one (a person is in an option
 * or a class no further than that is open), which is the better one for proofs. Without resources,
 * floors, households and measures only openings are whole, for the rest is a flow; with them the
 * pairs are too.
 *
 * Column i is pair i; then options, then classes: is it open? Numbers are floating point, as such
 * solvers want them: values whose sum passes PEER_SUM_MAX are beyond them. */
#ifndef OPSTAP_PEER_MODEL_H
#define OPSTAP_PEER_MODEL_H

#include <stdbool.h>
#include <stdint.h>

#include "arena.h"

enum { PEER_NO_CLASS = -1 };
#define PEER_SUM_MAX (INT64_C(1) << 48) /* their tolerance, a 2^-50th or so, stays below a half */

typedef struct PeerPlaces {
    int64_t minimum, maximum; /* maximum: INT64_MAX is unlimited */
    int class_index;          /* of an option; PEER_NO_CLASS */
    int64_t opening_cost;
    bool must_start;
    bool counted; /* a measure asks whether it starts */
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

/* Pairs count, less what starting costs, at least so much. */
typedef struct PeerMeasure {
    const int64_t *pair, *option_cost, *class_cost; /* the costs may be NULL */
    int64_t least;
} PeerMeasure;

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
    PeerMeasure *measure;
    int resource_count, use_count, floor_count, household_count, measure_count;
} PeerProblem;

/* least <= sum of factor x column <= most; -INFINITY and INFINITY: no limit that side. */
typedef struct PeerModel {
    int column_count, row_count;
    int entry_count;
    double *gain; /* per column, to be as large as can be */
    double *column_least, *column_most;
    int32_t *whole; /* per column: 1: only whole numbers */
    double *row_least, *row_most;
    int32_t *row_first; /* row_count + 1 positions in the entries */
    int32_t *column;    /* per entry */
    double *factor;
} PeerModel;

/* Everything lives in the arena. */
PeerModel peer_model_make(Arena *arena, const PeerProblem *problem);

/* What a solver found. */
typedef struct PeerOutcome {
    bool proven;    /* the value is the best there is, or no plan is possible */
    bool has_value; /* a plan was found */
    bool has_bound;
    double value, bound, seconds; /* bound: no plan is worth more, it says */
} PeerOutcome;

#endif
