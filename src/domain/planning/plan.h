/* plan.h: people and openings -> problem -> plan -> reasons.
 *
 * A plan says for everybody at once who could start where, so that the sum of scores is largest and
 * every group that starts reaches its minimum (problem.h, search.h). It proposes; people decide.
 * What people decided before it (pins, forbidden pairs, invitations, agreements, declines) it
 * keeps:
 *
 * - a pinned pair, and a pair that was invited, selected or agreed, stays together; nobody else
 *   gets the place. Only a group that cannot start can break a pin, and then the plan says so;
 * - a forbidden, declined or stopped pair is not proposed;
 * - a person who started somewhere is not planned, and the place is taken, also by somebody who is
 *   in work there and whose file was erased since.
 *
 * People with an unknown hard criterion may be placed: provisionally, counted apart, with the
 * question to ask. Everybody who is left gets one reason and the single step that would help most.
 *
 * Positions are those of the snapshot. Everything lives in the arena given. */
#ifndef OPSTAP_PLAN_H
#define OPSTAP_PLAN_H

#include "candidates/candidates.h"
#include "matching/matching.h"
#include "openings/openings.h"
#include "placements/placements.h"
#include "plan_store.h"
#include "planning/form/problem.h"
#include "planning/search/search.h"

typedef struct PlanInput {
    const Snapshot *snapshot;
    const CandidateRows *candidates;
    const OpeningRows *openings;
    const ClassRows *classes;
    const DecidedPairs *decided;
    const PlacementRows *placements;
    SearchLimits limits;
} PlanInput;

typedef enum PersonState {
    PERSON_FIRM,        /* every hard criterion is met */
    PERSON_PROVISIONAL, /* something must be asked first */
    PERSON_STARTED,     /* already in an opening: not planned */
    PERSON_LEFT_NO_OPENING,   /* no opening is feasible */
    PERSON_LEFT_GROUP_CLOSED, /* every feasible opening is in a group that does not start */
    PERSON_LEFT_CROWDED_OUT,  /* feasible openings went to others, for a larger sum */
    PERSON_LEFT_DECIDED       /* a person forbade every feasible pair, or a pin cannot hold */
} PersonState;

typedef struct PlanPerson {
    PersonState state;
    int opening;        /* -1: none */
    int score;          /* of the pair; 0 for a pin that is not feasible */
    bool pinned;
    int feasible_count; /* openings in which this person could start */
    Criterion blocks;   /* left: the criterion unmet most often; CRITERION_COUNT: none */
    Help help;          /* left: the step that helps most */
} PlanPerson;

/* A class, or an opening outside a class that has a minimum of its own above one. */
typedef struct PlanGroup {
    int class_index, opening; /* one of them is -1 */
    Str id, name;
    Day start_on;
    int minimum, maximum;     /* maximum: the places of its openings, at most the class's own */
    int employers;            /* openings with places in it */
    int firm, provisional;    /* people placed */
    int able;                 /* people who could start in it, whoever gets them */
    bool starts;
    int missing; /* closed: people short of the minimum of those able, 0 when enough are
                    able but are worth more elsewhere */
    bool never; /* closed: proven that no plan starts it */
    bool has_price;
    int64_t price;            /* closed: what starting it would cost the plan at least */
    int *member;              /* people placed, in order of score */
    int *reserve;             /* people left over who could start in it, best first */
    int reserve_count;
} PlanGroup;

typedef struct Plan {
    PlanStatus status;
    int64_t value, bound; /* sums of scores */
    int64_t nodes;
    PlanPerson *person;   /* per candidate of the snapshot */
    PlanGroup *group;
    size_t person_count, group_count;
    int firm, provisional, started, left;
    int pins_broken;
    size_t pair_count;    /* feasible pairs that went in */
    const PlanInput *input; /* what it was made of; must outlive it */
} Plan;

enum { RESERVES_MAX = 10 };

/* INVALID: *ret_why says which numbers pass the limits of problem.h. */
Result plan_make(Arena *arena, const PlanInput *input, Plan *ret_plan, Phrase *ret_why);

/* Why somebody who is left is left, as one phrase. */
Phrase plan_left_reason(const PlanPerson *person);

/* Of somebody who is placed: why there (the two soft parts that carry most of the score), and what
 * to ask before it is firm. */
typedef struct PlanQuestion {
    Criterion criterion;
    Phrase question;
} PlanQuestion;
typedef struct PlanPlacedTold {
    Phrase reason;
    PlanQuestion *question;
    size_t question_count;
} PlanPlacedTold;
PlanPlacedTold plan_placed_told(Arena *arena, const Plan *plan, int candidate);
Phrase plan_placed_reason(Arena *arena, const Plan *plan, int candidate);

/* People who are left, together with those whose step is said in the same words, or, where no step
 * is enough, who share what blocks most. Biggest first, those without a step last. */
enum { LEFT_FIRST_MAX = 8 };
typedef struct LeftGroup {
    bool any_step;
    Str step;
    StepKind kind;    /* of the step */
    Criterion blocks; /* without a step; CRITERION_COUNT: nothing */
    int count, opens; /* people; openings that it opens for them, added up */
    int person[LEFT_FIRST_MAX]; /* the first of them */
} LeftGroup;
size_t plan_left_groups(Arena *arena, Tongue tongue, const Plan *plan, LeftGroup **ret_group);

/* What to ask before a provisional place is firm: the questions of its unknown criteria. */
size_t plan_questions(Arena *arena, const Plan *plan, int candidate, Phrase *ret_question,
                      size_t count_max);

/* --- against the plan that was kept before --- */
typedef enum ChangeCause {
    CHANGE_DECIDED,         /* pinned, forbidden, declined or invited since */
    CHANGE_STARTED,         /* has begun somewhere */
    CHANGE_NOT_FEASIBLE,    /* the former pair is no longer feasible */
    CHANGE_GROUP_CLOSED,    /* the former group does not start any more */
    CHANGE_GROUP_STARTS,    /* the new group did not start before */
    CHANGE_BETTER_TOGETHER  /* another division of the same places is worth more for all together */
} ChangeCause;

typedef struct PlanChange {
    int candidate;
    int opening_before, opening_now; /* -1: none, or gone */
    ChangeCause cause;
} PlanChange;

size_t plan_changes(Arena *arena, const Plan *plan, const KeptPlan *before,
                    PlanChange **ret_change);
Phrase plan_change_cause(ChangeCause cause);

/* The plan in the form in which it is kept. */
KeptPlan plan_to_keep(Arena *arena, const Plan *plan);

/* Keeps the plan as of the snapshot's day and makes its proposals and reserves placements. Inside a
 * transaction. *ret_new: false when it is the plan that was kept before. */
Result plan_save(Db *db, Arena *arena, int64_t tenant, const Plan *plan, bool *ret_new);

#endif
