/* explain_asking.h: a question to the search within what the limits of an explanation leave. */
#ifndef OPSTAP_EXPLAIN_ASKING_H
#define OPSTAP_EXPLAIN_ASKING_H

#include "excerpt.h"
#include "explain.h"

typedef struct Asking {
    ExplainWishes wishes;
    double began, until, told; /* seconds on the monotonic clock; until 0: no end */
    int64_t done, total;       /* questions */
    int64_t nodes_left;        /* of this kind of questions */
    Excerpts *excerpts;        /* of the problem */
    bool stopped, given_up, clock_broken;
} Asking;

/* What the best plan of the changed problem is worth. */
typedef struct Reply {
    bool answered;   /* false: the limits came first, or its sums are out of range */
    bool impossible; /* proven: it has no plan */
    bool proven;     /* least and most are equal */
    Between value;
    const int32_t *option_of; /* of the plan found, when there is a least */
} Reply;

/* False when the time is up or somebody stopped it; tells the progress. */
bool asking_goes_on(Asking *asking);

/* The same for one more question; false too when enough were asked. */
bool asking_next(Asking *asking, int32_t *asked);

/* start: or NULL. Lives in the arena; scratch memory is its own. */
Reply asking_ask(Arena *arena, Asking *asking, const Problem *changed, const Basis *start);

/* For a search that is not a question of its own: it stops when the asking does. */
SearchLimits asking_limits(Asking *asking);

/* explain_closed.c, explain_full.c: all in the order of explain.h. */
void closed_explain(Arena *arena, Asking *asking, Standing *standing, const Solution *solution,
                    PlanExplanation *explanation);
void full_explain(Arena *arena, Asking *asking, Standing *standing, const Solution *solution,
                  PlanExplanation *explanation);

/* within.c */
void within_explain(Arena *arena, Asking *asking, Standing *standing, Within *ret_within);

#endif
