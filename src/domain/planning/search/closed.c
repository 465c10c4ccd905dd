#include "searching.h"

typedef struct Counting {
    const Problem *problem;
    bool *pinned;                   /* per candidate */
    int32_t *first, *next;          /* pairs of a candidate, + 1 */
    int64_t *option, *class_people; /* candidates who may be there in some plan */
    int32_t *class_by;
} Counting;

static Counting counting_new(Arena *arena, const Problem *problem) {
    size_t people = (size_t)problem->candidate_count, classes = (size_t)problem->class_count;
    Counting counting = { .problem = problem,
                          .pinned = arena_many(arena, bool, people),
                          .first = arena_many(arena, int32_t, people),
                          .next = arena_many(arena, int32_t, (size_t)problem->pair_count),
                          .option = arena_many(arena, int64_t, (size_t)problem->option_count),
                          .class_people = arena_many(arena, int64_t, classes),
                          .class_by = arena_many(arena, int32_t, classes) };
    for (int32_t i = problem->pair_count - 1; i >= 0; i--) {
        const Pair *pair = &problem->pair[i];
        counting.next[i] = counting.first[pair->candidate];
        counting.first[pair->candidate] = i + 1;
        if (pair->rule == RULE_PINNED) counting.pinned[pair->candidate] = true;
    }
    return counting;
}

/* Alone it breaks no rule. */
static bool pair_may_be(const Counting *counting, const Pair *pair) {
    const Problem *problem = counting->problem;
    if (pair->rule == RULE_FORBIDDEN) return false;
    if (counting->pinned[pair->candidate] && pair->rule != RULE_PINNED) return false;
    for (int32_t k = pair->demand_first; k < pair->demand_first + pair->demand_count; k++) {
        const PairDemand *demand = &problem->demand[k];
        if (demand->amount > problem->resource[demand->resource].capacity) return false;
    }
    return true;
}

/* Where `wanted`, only pairs that may be count. */
static void people_count(Counting *counting, bool wanted, Solution *solution) {
    const Problem *problem = counting->problem;
    for (int32_t i = 0; i < problem->class_count; i++) counting->class_by[i] = 0;
    for (int32_t candidate = 0; candidate < problem->candidate_count; candidate++) {
        for (int32_t i = counting->first[candidate]; i; i = counting->next[i - 1]) {
            const Pair *pair = &problem->pair[i - 1];
            int32_t of = problem->option[pair->option].class_index;
            if (wanted && !pair_may_be(counting, pair)) continue;
            if (wanted) counting->option[pair->option]++;
            else solution->option_closed[pair->option].people++;
            if (of == PLAN_NO_CLASS || counting->class_by[of] == candidate + 1) continue;
            counting->class_by[of] = candidate + 1;
            if (wanted) counting->class_people[of]++;
            else solution->class_closed[of].people++;
        }
    }
}

static bool falls_short(int64_t people, int64_t minimum, int64_t maximum) {
    int64_t least = minimum > 1 ? minimum : 1;
    return maximum < least || people < least;
}

void closed_count(Arena *arena, const Problem *problem, Solution *solution) {
    Counting counting = counting_new(arena, problem);
    people_count(&counting, false, solution);
    people_count(&counting, true, solution);
    bool *starts = arena_many(arena, bool, (size_t)problem->class_count);
    for (int32_t i = 0; i < problem->option_count; i++) {
        const Option *option = &problem->option[i];
        Closed *closed = &solution->option_closed[i];
        int32_t of = option->class_index;
        closed->never |= falls_short(counting.option[i], option->minimum, option->maximum);
        if (of == PLAN_NO_CLASS) continue;
        const OptionClass *class = &problem->option_class[of];
        closed->never |= falls_short(counting.class_people[of], class->minimum, class->maximum) ||
                         option->minimum > class->maximum || solution->class_closed[of].never;
        starts[of] |= !closed->never;
    }
    for (int32_t i = 0; i < problem->class_count; i++) {
        solution->class_closed[i].never |= !starts[i];
        if (solution->class_closed[i].never) solution->class_closed[i].has_price = false;
    }
    for (int32_t i = 0; i < problem->option_count; i++) {
        if (solution->option_closed[i].never) solution->option_closed[i].has_price = false;
    }
}
