#include "plan.h"

#include "plan_parts.h"

/* A pin outweighs any sum of scores: 1000 per person, and at most RECORDS_MAX people. */
static int64_t pin_bonus(const PlanInput *input) {
    return 1001 * ((int64_t)input->candidates->count + 1);
}

int64_t plan_places(const PlanInput *input, const PlanBasis *basis, int opening) {
    Value places = input->openings->record[opening].field[OPENING_places];
    int64_t free_places = (places.known ? places.number : 1) - basis->taken[opening];
    return free_places > 0 ? free_places : 0;
}

int32_t plan_class_of(const PlanInput *input, int opening) {
    Value named = input->openings->record[opening].field[OPENING_class];
    if (!named.known) return PLAN_NO_CLASS;
    for (size_t i = 0; i < input->classes->count; i++) {
        if (str_equal(input->classes->record[i].id, named.text)) return (int32_t)i;
    }
    return PLAN_NO_CLASS;
}

static int64_t known_or(Value value, int64_t otherwise) {
    return value.known ? value.number : otherwise;
}

/* People who started already count towards the minimum of their group. */
static int64_t class_taken(const PlanInput *input, const PlanBasis *basis, int32_t class_index) {
    int64_t taken = 0;
    for (size_t i = 0; i < input->openings->count; i++) {
        if (basis->taken[i] && plan_class_of(input, (int)i) == class_index)
            taken += basis->taken[i];
    }
    return taken;
}

static int64_t less(int64_t number, int64_t taken) {
    if (number == PLAN_UNLIMITED) return number;
    return number > taken ? number - taken : 0;
}

static void problem_options(Arena *arena, const PlanInput *input, const PlanBasis *basis,
                            Problem *problem) {
    problem->option_count = (int32_t)input->openings->count;
    problem->option = arena_many(arena, Option, input->openings->count);
    for (int32_t i = 0; i < problem->option_count; i++) {
        const OpeningRecord *record = &input->openings->record[i];
        int64_t minimum = known_or(record->field[OPENING_places_minimum], 0);
        problem->option[i] = (Option){ .id = record->id,
                                       .minimum = less(minimum, basis->taken[i]),
                                       .maximum = plan_places(input, basis, i),
                                       .class_index = plan_class_of(input, i) };
    }
    problem->class_count = (int32_t)input->classes->count;
    problem->option_class = arena_many(arena, OptionClass, input->classes->count);
    for (int32_t i = 0; i < problem->class_count; i++) {
        const ClassRecord *record = &input->classes->record[i];
        int64_t taken = class_taken(input, basis, i);
        int64_t minimum = known_or(record->field[CLASS_minimum], 0);
        int64_t maximum = known_or(record->field[CLASS_maximum], PLAN_UNLIMITED);
        problem->option_class[i] = (OptionClass){ .id = record->id, .minimum = less(minimum, taken),
                                                  .maximum = less(maximum, taken) };
    }
}

static Problem problem_make(Arena *arena, const PlanInput *input, const PlanBasis *basis) {
    Problem problem = { .candidate_count = (int32_t)input->candidates->count };
    problem.candidate = arena_many(arena, Str, input->candidates->count);
    for (size_t i = 0; i < input->candidates->count; i++) {
        problem.candidate[i] = input->candidates->record[i].id;
    }
    problem_options(arena, input, basis, &problem);
    problem.pair = arena_many(arena, Pair, basis->match_count);
    for (size_t i = 0; i < basis->match_count; i++) {
        const Match *match = &basis->match[i];
        bool pin = basis->pinned_opening[match->candidate] == match->opening;
        int64_t score = match->score > 0 ? match->score : 0;
        problem.pair[problem.pair_count++] =
            (Pair){ .candidate = match->candidate, .option = match->opening,
                    .value = score + (pin ? pin_bonus(input) : 0) };
    }
    return problem;
}

/* Sums of scores again: without the bonus of the pins that hold. */
static void values_without_bonus(const PlanInput *input, const Solution *solution, Plan *plan) {
    int64_t bonus = 0;
    for (size_t i = 0; i < plan->person_count; i++) {
        bool holds = plan->person[i].pinned && plan->person[i].opening >= 0;
        if (holds && plan->person[i].state != PERSON_STARTED) bonus += pin_bonus(input);
    }
    plan->value = solution->value - bonus;
    plan->bound = solution->bound - bonus;
}

static void people_count(Plan *plan) {
    for (size_t i = 0; i < plan->person_count; i++) {
        const PlanPerson *person = &plan->person[i];
        switch (person->state) {
        case PERSON_FIRM: plan->firm++; break;
        case PERSON_PROVISIONAL: plan->provisional++; break;
        case PERSON_STARTED: plan->started++; break;
        case PERSON_LEFT_NO_OPENING:
        case PERSON_LEFT_GROUP_CLOSED:
        case PERSON_LEFT_CROWDED_OUT:
        case PERSON_LEFT_DECIDED: plan->left++; break;
        }
        if (person->pinned && person->opening < 0) plan->pins_broken++;
    }
}

Result plan_make(Arena *arena, const PlanInput *input, Plan *ret_plan, Phrase *ret_why) {
    PlanBasis basis;
    Result result = plan_basis(arena, input, &basis);
    if (result != OK) return result;
    Problem problem = problem_make(arena, input, &basis);
    result = problem_check(arena, &problem, ret_why);
    if (result != OK) return result;
    Solution solution;
    result = problem_solve(arena, &problem, input->limits, &solution);
    if (result != OK) return result;
    Plan plan = { .input = input, .status = solution.status, .nodes = solution.nodes,
                  .person_count = input->candidates->count, .pair_count = basis.match_count };
    if (solution.has_value) {
        plan_people(arena, input, &basis, &solution, &plan);
        values_without_bonus(input, &solution, &plan);
        people_count(&plan);
        plan_groups(arena, input, &basis, &solution, &plan);
    }
    *ret_plan = plan;
    return OK;
}
