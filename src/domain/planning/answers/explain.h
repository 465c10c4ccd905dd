/* explain.h: what a plan that was found leaves to ask: who could envy, what forcing a closed group
 * costs, what one more place or unit is worth, and who would be placed alike in every good plan.
 *
 * Numbers are whole and proven. What could not be proven within the limits is said as "at least"
 * and "at most"; what is not known at all is not there. All of them are relative to the plan at
 * hand: when that is not proven to be the best, they say what is known of this plan. Nobody
 * moves who is not related to the question (excerpt.h).
 *
 * Closed. Every option or class that has a minimum above 0 and does not start, options first.
 *   people: candidates who have an allowed pair with it; without_place: of these, who has none in
 *   the plan; missing: the minimum less those, at least 0. cost: the value of the plan less that of
 *   the best plan in which it starts (problem.h, must_start).
 * Full. Every option and class that has as many people as its maximum, and every resource of which
 *   somebody misses some: an allowed pair is worth more to its candidate than what they have, and
 *   needs more of it than is left and than they would give back. worth: the value of the best plan
 *   with so much more, less that of the plan. `more` is a number of places, or of units of the
 *   resource: one, and in a second row the smallest number with which one such pair would no longer
 *   miss any, where that is more than one. A place, a point of a supervisor and a euro are
 * different units: these numbers are not to be compared with each other. Envy: envy.h. Alike within
 * a tolerance, and who may trade places: within.h.
 *
 * Each question is a problem of its own that is solved anew, with a limit of nodes of its own, and
 * all of a kind together EXPLAIN_NODES_TIMES as many; closed options and classes before what is
 * full, in the order of the input, and of both EXPLAIN_ASKED_MAX. What was not asked says so.
 *
 * Ownership: all in the arena given. */
#ifndef OPSTAP_PLAN_EXPLAIN_H
#define OPSTAP_PLAN_EXPLAIN_H

#include "envy.h"
#include "within.h"

enum { EXPLAIN_NODES = 200, EXPLAIN_NODES_TIMES = 20, EXPLAIN_ASKED_MAX = 100 };

typedef struct ExplainWishes {
    int64_t nodes;      /* of each question; 0: EXPLAIN_NODES */
    double seconds_max; /* of all together; 0: no limit */
    const Basis *start; /* that the plan left, so that questions start near their end; or NULL */
    int64_t tolerance;  /* how much less than the best plan a good plan may be worth; >= 0 */
    /* Called now and then with questions answered and known so far. False stops; what was found is
     * kept. May be NULL. */
    bool (*progress)(void *context, int64_t done, int64_t total);
    void *context;
} ExplainWishes;

/* Equal when the number is exact. */
typedef struct Between {
    bool has_least, has_most;
    int64_t least, most;
} Between;

typedef struct ClosedAnswer {
    bool is_class;
    int32_t at; /* option or class */
    int64_t people, without_place, missing;
    bool asked;      /* a search for the best plan with it was begun */
    bool impossible; /* proven: it can never start */
    Between cost;
} ClosedAnswer;

typedef enum FullKind { FULL_OPTION, FULL_CLASS, FULL_RESOURCE } FullKind;

typedef struct FullAnswer {
    FullKind kind;
    int32_t at;
    int64_t more;
    bool asked; /* false with a worth: known without asking */
    Between worth;
} FullAnswer;

typedef struct PlanExplanation {
    ClosedAnswer *closed;
    FullAnswer *full;
    int32_t closed_count, full_count;
    int32_t closed_unasked, full_unasked; /* of which nothing was asked, nor known without */
    Envy envy;
    Within within;
} PlanExplanation;

/* The solution must have a value. BROKEN: the clock cannot be read. */
Result explain_plan(Arena *arena, const Problem *problem, const Solution *solution,
                    ExplainWishes wishes, PlanExplanation *ret_explanation);

/* A member "explanation", with a comma before it:
 *  ,"explanation":{
 *    "closed":[{"option":"A","people":9,"without_place":3,"missing":5,
 *               "cost":{"at_least":10,"at_most":10},"impossible":false,"asked":true}],
 *    "closed_unasked":0,
 *    "full":[{"resource":"r","more":1,"worth":{"at_least":0,"at_most":7},"asked":true}],
 *    "full_unasked":0,
 *    "envy":{"count":1,"people":1,"listed":[{"candidate":"c1","option":"B","of":"c7"}]},
 *    "within":{"tolerance":0,"exact":true,
 *       "same_in_every_plan":[{"candidate":"c1","option":"A"}],"placed_in_every_plan":[],
 *       "sometimes_placed":["c2"],"never_placed":[],"unknown":[],
 *       "interchangeable":[["c2","c3"]],"interchangeable_all":true}}
 * What is not known is null; `within` too, when the plan is not proven to be the best. */
void plan_explanation_write_json(Text *text, const Problem *problem,
                                 const PlanExplanation *explanation);

#endif
