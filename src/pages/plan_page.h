/* plan_page.h: what the pages about a plan show. */
#ifndef OPSTAP_PLAN_PAGE_H
#define OPSTAP_PLAN_PAGE_H

#include "html.h"
#include "layout.h"
#include "page.h"

typedef struct PlanMemberView {
    Str name, address, opening, pair_address;
    bool demo, pinned, provisional;
    Phrase reason;
    const Phrase *questions; /* provisional: what to ask first */
    size_t questions_count;
} PlanMemberView;

typedef struct PlanReserveView {
    Str name, address;
} PlanReserveView;

typedef struct PlanGroupView {
    Str name, anchor;
    Day start_on;
    bool starts;
    int64_t placed, firm, provisional, minimum, maximum, able;
    Html bar; /* the same numbers as a picture */
    bool misses, no_places, never, worth_less; /* closed: one of them */
    int64_t missing, price;
    const PlanMemberView *members;
    size_t members_count;
    int64_t members_more;
    const PlanReserveView *reserves;
    size_t reserves_count;
} PlanGroupView;

/* People who are left, with the step that would help them most. */
typedef struct PlanLeftView {
    bool any_step, no_barrier;
    bool talk; /* it can reveal health: not said in a list */
    Str step;
    Word blocks;
    int64_t people, opens;
    const PlanReserveView *persons; /* the first of them */
    size_t persons_count;
    int64_t more;
} PlanLeftView;

typedef struct PlanChangeView {
    Str name, address;
    Str before, now; /* "" for none */
    Phrase cause;
} PlanChangeView;

typedef struct PlanPairView {
    Str candidate, candidate_id, opening, opening_id, pair_address;
    bool pinned;
} PlanPairView;

typedef struct PlanView {
    LayoutView layout;
    Str token;
    bool may_make, may_decide;
    bool waiting, running, failed; /* of the plan that is asked for */
    bool working; /* waiting or running: nothing else is shown */
    bool running_has_value;
    int64_t seconds, value, bound;
    Word why;
    bool has_plan, has_kept; /* one that was made here; one of before this program began */
    Day kept_on;
    int64_t kept_people;
    bool stale; /* something changed since */
    Day today;
    int64_t can_start, people, firm, provisional, left, groups_start, groups_all;
    int64_t pins_broken; /* pairs that people pinned and the plan could not keep */
    bool proven;
    int64_t gap_permille;
    const PlanGroupView *groups;
    size_t groups_count;
    const PlanMemberView *others; /* placed, in no group */
    size_t others_count;
    int64_t others_more;
    const PlanLeftView *left_groups;
    size_t left_groups_count;
    int64_t left_groups_more;
    bool has_before;
    Day before_on;
    const PlanChangeView *changes;
    size_t changes_count;
    int64_t changes_more;
    const PlanPairView *pairs;
    size_t pairs_count;
} PlanView;

#endif
