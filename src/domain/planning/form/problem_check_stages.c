/* The rules for what is wanted in stages, and for the measures that keep them. */
#include "limits.h"
#include "problem_checker.h"

/* --- measures --- */

static bool counts_fit(const int64_t *count, int32_t length) {
    for (int32_t i = 0; count && i < length; i++) {
        if (count[i] > PLAN_VALUE_MAX || count[i] < -PLAN_VALUE_MAX) return false;
    }
    return true;
}

static int64_t size_of(int64_t number) {
    return number < 0 ? -number : number;
}

/* The largest a plan can count, pairs and costs, in size; or 2^58 and more. */
static int64_t measure_reach(Checker *checker, const Measure *measure) {
    const Problem *problem = checker->problem;
    const int64_t most = INT64_C(1) << SUM_BITS_WITH_RULES;
    int64_t *largest = arena_many(checker->arena, int64_t, (size_t)problem->candidate_count);
    int64_t sum = 0;
    for (int32_t i = 0; measure->option_cost && i < problem->option_count && sum < most; i++) {
        sum += size_of(measure->option_cost[i]);
    }
    for (int32_t i = 0; measure->class_cost && i < problem->class_count && sum < most; i++) {
        sum += size_of(measure->class_cost[i]);
    }
    for (int32_t i = 0; i < problem->pair_count && sum < most; i++) {
        int64_t *here = &largest[problem->pair[i].candidate], size = size_of(measure->pair[i]);
        if (size <= *here) continue;
        sum += size - *here;
        *here = size;
    }
    return sum;
}

static Result check_measures(Checker *checker) {
    const Problem *problem = checker->problem;
    const int64_t most = INT64_C(1) << SUM_BITS_WITH_RULES;
    Str *id = arena_many(checker->arena, Str, (size_t)problem->measure_count);
    Result result = check_count(checker, "measures", problem->measure_count, PLAN_MEASURES_MAX);
    for (int32_t i = 0; i < problem->measure_count && result == OK; i++) {
        const Measure *measure = &problem->measure[i];
        id[i] = measure->id;
        bool fits = counts_fit(measure->pair, problem->pair_count) &&
                    counts_fit(measure->option_cost, problem->option_count) &&
                    counts_fit(measure->class_cost, problem->class_count);
        if (fits && measure->least < most && measure->least > -most &&
            measure_reach(checker, measure) < most) {
            continue;
        }
        result = check_refuse(
            checker, PHRASE(WORD_plan_problem_sum,
                            VALUE_TEXT("place", str_printf(checker->arena, "measures[%d]", (int)i)),
                            VALUE_NUMBER("power", SUM_BITS_WITH_RULES)));
    }
    return result == OK ? check_ids(checker, "measures", id, problem->measure_count) : result;
}

/* --- groups and stages --- */

static Result check_groups(Checker *checker) {
    const Problem *problem = checker->problem;
    Str *id = arena_many(checker->arena, Str, (size_t)problem->group_count);
    for (int32_t i = 0; i < problem->group_count; i++) {
        const PeopleGroup *group = &problem->group[i];
        Str place = str_printf(checker->arena, "groups[%d]", (int)i);
        id[i] = group->id;
        if (group->member_count < 1) {
            return check_number(checker, place, group->member_count, WORD_plan_allowed_people);
        }
        for (int32_t k = 0; k < group->member_count; k++) {
            bool there = group->member[k] >= 0 && group->member[k] < problem->candidate_count;
            if (there && (!k || group->member[k] > group->member[k - 1])) continue;
            return check_number(checker, place, group->member[k], WORD_plan_allowed_position);
        }
    }
    return check_ids(checker, "groups", id, problem->group_count);
}

static Result check_stage_groups(Checker *checker, int32_t at) {
    const Stage *stage = &checker->problem->stage[at];
    bool fits = stage->aim == AIM_least_group ? stage->group_count > 0
                                              : stage->group_count <= (stage->aim == AIM_placed);
    Str place = str_printf(checker->arena, "stages[%d].groups", (int)at);
    if (!fits) return check_number(checker, place, stage->group_count, WORD_plan_allowed_groups);
    for (int32_t i = 0; i < stage->group_count; i++) {
        if (stage->group[i] >= 0 && stage->group[i] < checker->problem->group_count) continue;
        return check_number(checker, place, stage->group[i], WORD_plan_allowed_position);
    }
    return OK;
}

static bool stages_same(const Stage *one, const Stage *other) {
    bool same = one->aim == other->aim && one->group_count == other->group_count;
    for (int32_t i = 0; i < one->group_count && same; i++) same = one->group[i] == other->group[i];
    return same;
}

static Result check_stage(Checker *checker, int32_t at) {
    const Stage *stage = &checker->problem->stage[at];
    int64_t most = stage->aim == AIM_least_group ? PLAN_SHARE_WHOLE : PLAN_VALUE_MAX;
    if (stage->tolerance < 0 || stage->tolerance > most) {
        Str place = str_printf(checker->arena, "stages[%d].tolerance", (int)at);
        Word allowed =
            stage->aim == AIM_least_group ? WORD_plan_allowed_parts : WORD_plan_allowed_amount;
        return check_number(checker, place, stage->tolerance, allowed);
    }
    Result result = check_stage_groups(checker, at);
    for (int32_t i = 0; i < at && result == OK; i++) {
        if (!stages_same(&checker->problem->stage[i], stage)) continue;
        Str place = str_printf(checker->arena, "stages[%d]", (int)at);
        Str first = str_printf(checker->arena, "stages[%d]", (int)i);
        result =
            check_refuse(checker, PHRASE(WORD_plan_problem_twice, VALUE_TEXT("place", place),
                                         VALUE_TEXT("value", str_from(stage_aim_name(stage->aim))),
                                         VALUE_TEXT("first", first)));
    }
    return result;
}

Result check_stages(Checker *checker) {
    Result result = check_measures(checker);
    if (result == OK) result = check_groups(checker);
    if (result == OK) {
        result = check_count(checker, "stages", checker->problem->stage_count, PLAN_STAGES_MAX);
    }
    for (int32_t i = 0; i < checker->problem->stage_count && result == OK; i++) {
        result = check_stage(checker, i);
    }
    return result;
}
