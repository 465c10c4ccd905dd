/* The smallest share placed of some groups, as large as can be: by halves over all shares there
 * are. */
#include <stdlib.h>

#include "staging.h"

enum { QUESTION_NODES = 100 };

/* --- shares --- */

static int sizes_compare(__int128 a, __int128 b) {
    return a < b ? -1 : a > b;
}

int shares_compare(Share a, Share b) {
    return sizes_compare((__int128)a.placed * b.size, (__int128)b.placed * a.size);
}

Share share_least(const Problem *problem, const Stage *stage, const int32_t *option_of) {
    Share least = { .size = 0 };
    for (int32_t i = 0; i < stage->group_count; i++) {
        const PeopleGroup *group = &problem->group[stage->group[i]];
        Share share = { stage->group[i], people_placed(option_of, group), group->member_count };
        if (!i || shares_compare(share, least) < 0) least = share;
    }
    return least;
}

int64_t share_parts(Share share) {
    return share.placed * PLAN_SHARE_WHOLE / share.size;
}

int64_t share_parts_up(Share share) {
    return (share.placed * PLAN_SHARE_WHOLE + share.size - 1) / share.size;
}

int64_t share_people(Share share, int64_t tolerance, int64_t size) {
    __int128 parts = (__int128)share.placed * PLAN_SHARE_WHOLE - (__int128)tolerance * share.size;
    __int128 whole = (__int128)share.size * PLAN_SHARE_WHOLE;
    return parts <= 0 ? 0 : (int64_t)((parts * size + whole - 1) / whole);
}

/* --- all shares that can be the smallest, by size --- */

typedef struct Ladder {
    Share *share; /* different, from small to large; the first is 0 */
    int64_t count;
} Ladder;

static int ladder_order(const void *a, const void *b) {
    return shares_compare(*(const Share *)a, *(const Share *)b);
}

static bool *people_with_pairs(Arena *arena, const Problem *problem) {
    bool *has = arena_many(arena, bool, (size_t)problem->candidate_count);
    for (int32_t i = 0; i < problem->pair_count; i++) {
        if (problem->pair[i].rule != RULE_FORBIDDEN) has[problem->pair[i].candidate] = true;
    }
    return has;
}

/* Of each group, all placed who have a pair; the smallest of these. */
static Share share_roof(Arena *arena, const Problem *problem, const Stage *stage) {
    const bool *has = people_with_pairs(arena, problem);
    Share roof = { .size = 0 };
    for (int32_t i = 0; i < stage->group_count; i++) {
        const PeopleGroup *group = &problem->group[stage->group[i]];
        Share share = { .group = stage->group[i], .size = group->member_count };
        for (int32_t k = 0; k < group->member_count; k++) share.placed += has[group->member[k]];
        if (!i || shares_compare(share, roof) < 0) roof = share;
    }
    return roof;
}

static Ladder ladder_new(Arena *arena, const Problem *problem, const Stage *stage) {
    Share roof = share_roof(arena, problem, stage);
    Ladder ladder = { .share = NULL };
    size_t room = 0;
    for (int32_t i = 0; i < stage->group_count; i++) {
        room += (size_t)problem->group[stage->group[i]].member_count + 1;
    }
    ladder.share = arena_many(arena, Share, room);
    for (int32_t i = 0; i < stage->group_count; i++) {
        Share share = { stage->group[i], 0, problem->group[stage->group[i]].member_count };
        for (; share.placed <= share.size && shares_compare(share, roof) <= 0; share.placed++) {
            ladder.share[ladder.count++] = share;
        }
    }
    qsort(ladder.share, (size_t)ladder.count, sizeof *ladder.share, ladder_order);
    int64_t count = 0;
    for (int64_t i = 0; i < ladder.count; i++) {
        bool again = count && !shares_compare(ladder.share[i], ladder.share[count - 1]);
        if (!again) ladder.share[count++] = ladder.share[i];
    }
    ladder.count = count;
    return ladder;
}

static int64_t ladder_find(const Ladder *ladder, Share share) {
    int64_t low = 0, high = ladder->count - 1;
    while (low < high) {
        int64_t middle = low + (high - low + 1) / 2;
        if (shares_compare(ladder->share[middle], share) <= 0) low = middle;
        else high = middle - 1;
    }
    return low;
}

/* --- the search --- */

static int32_t halvings(int64_t steps) {
    int32_t count = 1;
    for (; steps > 1; steps /= 2) count++;
    return count;
}

/* The questions of one stage: with everybody of its groups worth 1, which finds plans soon, and
 * with nothing worth anything, which tells soon that there is none. */
typedef struct Questions {
    const Stage *stage;
    Problem counting, blank;
} Questions;

static Questions questions_make(Staging *staging, const Stage *stage) {
    Arena *arena = staging->arena;
    const Problem *kept = &staging->kept;
    bool *counts = arena_many(arena, bool, (size_t)kept->candidate_count);
    for (int32_t i = 0; i < stage->group_count; i++) {
        const PeopleGroup *group = &kept->group[stage->group[i]];
        for (int32_t k = 0; k < group->member_count; k++) counts[group->member[k]] = true;
    }
    Questions questions = { stage, problem_counting(arena, kept, counts),
                            problem_counting(arena, kept, NULL) };
    floors_make_room(arena, &questions.counting, stage->group_count);
    floors_make_room(arena, &questions.blank, stage->group_count);
    return questions;
}

static Problem with_share(const Problem *problem, const Stage *stage, Share share) {
    Problem asked = *problem;
    for (int32_t i = 0; i < stage->group_count; i++) {
        const PeopleGroup *group = &asked.group[stage->group[i]];
        floor_add(&asked, group, share_people(share, 0, group->member_count));
    }
    return asked;
}

/* Can every group have this share? Keeps the plan, when it can. */
static Result share_ask(Staging *staging, const Questions *questions, Share share, Budget budget) {
    Problem counting = with_share(&questions->counting, questions->stage, share);
    Problem blank = with_share(&questions->blank, questions->stage, share);
    Budget some = budget;
    int64_t until = staging->nodes + QUESTION_NODES;
    if (!some.nodes || some.nodes > until) some.nodes = until;
    Result result = staging_solve(staging, &counting, some);
    bool known = staging->solution.has_value || staging->solution.status == PLAN_INFEASIBLE;
    if (result == OK && !known && !staging->interrupted) {
        result = staging_solve(staging, &blank, budget);
    }
    if (result == OK && staging->solution.has_value) {
        staging_take_plan(staging);
        staging->reached = share_least(staging->problem, questions->stage, staging->option_of);
    }
    return result;
}

/* Any plan to begin with. */
static Result plan_begin(Staging *staging, const Questions *questions, Budget budget,
                         int32_t searches) {
    Budget part;
    if (staging->has_plan) {
        staging->reached = share_least(staging->problem, questions->stage, staging->option_of);
        return OK;
    }
    Result result = budget_part(staging, budget, searches, &part);
    Share none = { 0, 0, 1 };
    if (result == OK) result = share_ask(staging, questions, none, part);
    staging->infeasible = result == OK && staging->solution.status == PLAN_INFEASIBLE;
    return result;
}

Result least_group_solve(Staging *staging, Budget budget, StageAnswer *answer) {
    const Stage *stage = &answer->stage;
    Questions questions = questions_make(staging, stage);
    Ladder ladder = ladder_new(staging->arena, staging->problem, stage);
    int64_t low, asked = ladder.count - 1, high = ladder.count - 1;
    Result result = plan_begin(staging, &questions, budget, halvings(high) + 1);
    if (result != OK || staging->infeasible || !staging->has_plan) return result;
    low = ladder_find(&ladder, staging->reached);
    while (low < asked && !staging->interrupted) {
        int64_t middle = low + (asked - low + 1) / 2;
        Budget part;
        result = budget_part(staging, budget, halvings(asked - low), &part);
        if (result == OK) result = share_ask(staging, &questions, ladder.share[middle], part);
        if (result != OK) return result;
        if (staging->solution.has_value) {
            low = ladder_find(&ladder, staging->reached);
        } else {
            asked = middle - 1;
            if (staging->solution.status == PLAN_INFEASIBLE && high >= middle) high = middle - 1;
        }
    }
    answer->value = share_parts(ladder.share[low]);
    answer->bound = low == high ? answer->value : share_parts_up(ladder.share[high]);
    return OK;
}
