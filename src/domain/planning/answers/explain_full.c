/* What is full: what one more place, or one more unit, would be worth. */
#include "explain_asking.h"

typedef struct Rows {
    Arena *arena;
    PlanExplanation *explanation;
    size_t capacity;
} Rows;

static FullAnswer *row_add(Rows *rows, FullKind kind, int32_t at, int64_t more) {
    PlanExplanation *explanation = rows->explanation;
    explanation->full = arena_room(rows->arena, FullAnswer, explanation->full,
                                   (size_t)explanation->full_count, &rows->capacity);
    FullAnswer *row = &explanation->full[explanation->full_count++];
    *row = (FullAnswer){ .kind = kind, .at = at, .more = more };
    return row;
}

/* --- places --- */

/* Per option and class: has somebody who is not in it an allowed pair with it? */
static void others_note(const Standing *standing, bool *of_option, bool *of_class) {
    const Problem *problem = standing->problem;
    for (int32_t i = 0; i < problem->pair_count; i++) {
        const Pair *pair = &problem->pair[i];
        int32_t now = standing_option(standing, pair->candidate);
        int32_t class_index = problem->option[pair->option].class_index;
        if (!standing_allows(standing, i)) continue;
        if (now != pair->option) of_option[pair->option] = true;
        bool in_class = now != PLAN_UNPLACED && problem->option[now].class_index == class_index;
        if (class_index != PLAN_NO_CLASS && !in_class) of_class[class_index] = true;
    }
}

static void places_row_add(Rows *rows, FullKind kind, int32_t at, bool others, bool proven) {
    FullAnswer *row = row_add(rows, kind, at, 1);
    if (!others && proven) row->worth = (Between){ .has_least = true, .has_most = true };
}

static void places_gather(Rows *rows, const Standing *standing, bool proven) {
    const Problem *problem = standing->problem;
    bool *of_option = arena_many(rows->arena, bool, (size_t)problem->option_count);
    bool *of_class = arena_many(rows->arena, bool, (size_t)problem->class_count);
    others_note(standing, of_option, of_class);
    for (int32_t i = 0; i < problem->option_count; i++) {
        if (standing->in_option[i] != problem->option[i].maximum) continue;
        places_row_add(rows, FULL_OPTION, i, of_option[i], proven);
    }
    for (int32_t i = 0; i < problem->class_count; i++) {
        if (standing->in_class[i] != problem->option_class[i].maximum) continue;
        places_row_add(rows, FULL_CLASS, i, of_class[i], proven);
    }
}

/* --- resources --- */

static int64_t used_now(const Standing *standing, int32_t candidate, int32_t resource) {
    const Problem *problem = standing->problem;
    int32_t taken = standing->pair_of[candidate];
    if (taken == PLAN_UNPLACED) return 0;
    const Pair *pair = &problem->pair[taken];
    for (int32_t i = pair->demand_first; i < pair->demand_first + pair->demand_count; i++) {
        if (problem->demand[i].resource == resource) return problem->demand[i].amount;
    }
    return 0;
}

/* missed: per resource the smallest amount that a wanted pair misses; 0: none misses any. */
static void missed_note(const Standing *standing, int64_t *missed) {
    const Problem *problem = standing->problem;
    for (int32_t p = 0; p < problem->pair_count; p++) {
        const Pair *pair = &problem->pair[p];
        if (!pair->demand_count || !standing_wanted(standing, p)) continue;
        for (int32_t i = pair->demand_first; i < pair->demand_first + pair->demand_count; i++) {
            int32_t at = problem->demand[i].resource;
            int64_t rest = problem->resource[at].capacity - standing->used[at];
            int64_t lacks =
                problem->demand[i].amount - used_now(standing, pair->candidate, at) - rest;
            if (lacks > 0 && (!missed[at] || lacks < missed[at])) missed[at] = lacks;
        }
    }
}

static void resources_gather(Rows *rows, const Standing *standing) {
    const Problem *problem = standing->problem;
    int64_t *missed = arena_many(rows->arena, int64_t, (size_t)problem->resource_count);
    missed_note(standing, missed);
    for (int32_t i = 0; i < problem->resource_count; i++) {
        if (!missed[i]) continue;
        row_add(rows, FULL_RESOURCE, i, 1);
        if (missed[i] > 1) row_add(rows, FULL_RESOURCE, i, missed[i]);
    }
}

/* --- asking --- */

/* The maximum or the capacity that could be more, in the excerpt that it belongs to. */
static int64_t *full_limit(Excerpts *excerpts, const FullAnswer *row, Excerpt **ret_here) {
    int32_t at = row->at;
    switch (row->kind) {
    case FULL_OPTION:
        *ret_here = excerpt_take(excerpts, excerpts->option_of[at]);
        return &(*ret_here)->problem.option[excerpts->option_here[at]].maximum;
    case FULL_CLASS:
        *ret_here = excerpt_take(excerpts, excerpts->class_of[at]);
        return &(*ret_here)->problem.option_class[excerpts->class_here[at]].maximum;
    case FULL_RESOURCE: break;
    }
    *ret_here = excerpt_take(excerpts, excerpts->resource_of[at]);
    return &(*ret_here)->problem.resource[excerpts->resource_here[at]].capacity;
}

static void full_ask(Arena *arena, Asking *asking, FullAnswer *row) {
    Excerpt *here;
    int64_t *limit = full_limit(asking->excerpts, row, &here);
    ArenaMark mark = arena_mark(arena);
    *limit += row->more;
    Reply reply = asking_ask(arena, asking, &here->problem, here->start);
    *limit -= row->more;
    arena_rewind(arena, mark);
    row->asked = reply.answered;
    if (!reply.answered) return;
    /* The plan itself is one of those with more room. */
    bool better = reply.value.has_least && reply.value.least > here->value;
    row->worth = (Between){ .has_least = true,
                            .has_most = reply.value.has_most,
                            .least = better ? reply.value.least - here->value : 0,
                            .most = reply.value.most - here->value };
}

void full_explain(Arena *arena, Asking *asking, Standing *standing, const Solution *solution,
                  PlanExplanation *explanation) {
    Rows rows = { arena, explanation, 0 };
    places_gather(&rows, standing, solution->status == PLAN_OPTIMAL);
    resources_gather(&rows, standing);
    int32_t asked = 0;
    asking->total += explanation->full_count;
    for (int32_t i = 0; i < explanation->full_count; i++) {
        FullAnswer *row = &explanation->full[i];
        if (row->worth.has_most) {
            asking->done++;
            continue;
        }
        if (asking_next(asking, &asked)) full_ask(arena, asking, row);
        explanation->full_unasked += !row->asked;
    }
}
