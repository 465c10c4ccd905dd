/* search.h: the best plan, proven; or a good one with an honest bound.
 *
 * The value of a plan is the sum of its pairs. A plan is proven when its value equals the bound:
 * then no plan whatever is worth more. See bound.h for why a bound can be trusted, and
 * doc/rooms/planning.md for the method.
 *
 * Deterministic: with the same problem and the same nodes_max the same answer on every machine, as
 * long as no time limit cuts the search off. Ties are broken by the order of the input.
 *
 * Ownership: the answer lives in the arena given; scratch memory is the search's own and is given
 * back. */
#ifndef OPSTAP_SEARCH_H
#define OPSTAP_SEARCH_H

#include "basis.h"

typedef enum PlanStatus {
    PLAN_OPTIMAL,    /* proven */
    PLAN_FEASIBLE,   /* a plan; the bound says what it may miss */
    PLAN_INFEASIBLE, /* proven: not everybody can be placed */
    PLAN_STOPPED     /* a limit came before any plan: there is no answer to write down */
} PlanStatus;

typedef struct SearchProgress {
    bool has_value;
    int64_t value, bound; /* over the whole problem; the bound is not below the value */
    int64_t nodes;
    double seconds;
} SearchProgress;

typedef struct SearchLimits {
    int64_t nodes_max;  /* nodes of the search tree; 0: no limit */
    double seconds_max; /* on the wall clock; 0: no limit */
    /* A plan will do when the bound is above its value by so many millionths of the value at most;
     * 0: only the best will. With nodes_max, or alone, the answer is the same on every machine. */
    int64_t gap_per_million;
    /* Called now and then, at most about ten times a second. Returning false stops the search; the
     * best plan so far is kept. May be NULL. */
    bool (*progress)(void *context, SearchProgress progress);
    void *context;
    const Basis *start; /* of an earlier plan, carried to this problem; or NULL */
    Basis *basis;       /* an empty one of this problem, to be filled; or NULL */
    /* Takes the proof of the answer, or NULL. Of use when the answer is optimal or infeasible
     * and certificate->has_gap is false. */
    struct Certificate *certificate;
} SearchLimits;

/* What is known of an option or class that does not start. Without a price, and not known never to
 * start: where nothing asks for two people and the rules are a flow nobody looks, and a search that
 * was cut off may not have come to it. */
typedef struct Closed {
    int64_t people; /* candidates that have a pair with it, in whatever plan */
    bool never;     /* proven: no plan starts it; then it has no price */
    bool has_price;
    int64_t price; /* starting it after all costs at least this much of the value; 0 or more */
} Closed;

#define IMPASSE_KINDS(K)                                                                           \
    K(must_place)                                                                                  \
    K(floor)                                                                                       \
    K(pin)                                                                                         \
    K(forbidden) K(household) K(capacity) K(option_minimum) K(option_maximum) K(class_minimum)     \
        K(class_maximum) K(option_start) K(class_start)

#define IMPASSE_ENUM(name) IMPASSE_##name,
typedef enum ImpasseKind { IMPASSE_KINDS(IMPASSE_ENUM) IMPASSE_KIND_COUNT } ImpasseKind;

/* Demands that cannot hold together (impasse.h). at: position in the list of the problem that it is
 * about; of a pin and a prohibition the pair. */
typedef struct ImpasseDemand {
    ImpasseKind kind;
    int32_t at;
} ImpasseDemand;

typedef struct Impasse {
    ImpasseDemand *demand; /* in the order of the kinds, then of the input */
    int32_t count;
    bool smallest; /* false: a limit came first, so some of them may not be needed */
} Impasse;

typedef struct Solution {
    PlanStatus status;
    bool has_value;
    int64_t value, bound; /* bound: no plan is worth more; only when has_bound */
    int64_t stay_bonus;   /* what of the value is bonus for who stays */
    bool has_bound;
    int32_t *option_of;    /* per candidate; PLAN_UNPLACED */
    bool *option_open;     /* per option: somebody is placed there */
    bool *class_open;      /* per class */
    Closed *option_closed; /* per option; of meaning where it is not open */
    Closed *class_closed;  /* per class */
    int64_t nodes;
    double seconds;
    const struct StageAnswer *stage; /* per stage (stages.h); NULL */
    int32_t stage_count;
    const Impasse *impasse; /* why there is no plan, once impasse_find has looked; NULL */
    const struct FloorCosts *floor_costs;      /* once floor_costs_find has looked; NULL */
    const struct Differences *differences;     /* once differences_find has looked; NULL */
    const struct PlanExplanation *explanation; /* once explain_plan has looked; NULL */
} Solution;

enum { PLAN_UNPLACED = -1 };

/* Is the bound above the value by no more than that? */
bool gap_is_within(int64_t value, int64_t bound, int64_t gap_per_million);

/* The problem must have passed problem_check. What cannot be found is told by the status. BROKEN:
 * the clock cannot be read. */
Result problem_solve(Arena *arena, const Problem *problem, SearchLimits limits,
                     Solution *ret_solution);

/* Whether a proof can be put on paper: the rules are a flow. */
bool problem_is_flow(const Problem *problem);

/* {"status":"optimal","value":1,"bound":1,"seconds":0.01,
 *  "assignments":[{"candidate":"c1","option":"A"}],"closed":["B"],"unassigned":["c2"]}
 * With an earlier answer also what differs (difference.h).
 * Where the problem has bonuses for who stays, after the bound "stay_bonus":0, which is part of the
 * value. In the order of the input; `closed`: options, then classes, with a minimum that do not
 * start. value is null when infeasible, bound is null without a bound; with an impasse also
 *  "clash":[{"demand":"must_place","candidate":"c1"},{"demand":"capacity","resource":"r"}],
 *  "clash_smallest":true; explained also "explanation", see explain.h, and "floors", see
 * floor_costs.h. Not for PLAN_STOPPED. */
void solution_write_json(Text *text, const Problem *problem, const Solution *solution);

#endif
