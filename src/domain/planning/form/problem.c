#include "id_index.h"
#include "limits.h"
#include "problem_checker.h"

Result check_refuse(Checker *checker, Phrase why) {
    *checker->ret_why = why;
    return INVALID;
}

Result check_number(Checker *checker, Str place, int64_t number, Word allowed) {
    return check_refuse(
        checker, PHRASE(WORD_plan_problem_value, VALUE_TEXT("place", place),
                        VALUE_TEXT("value", str_printf(checker->arena, "%lld", (long long)number)),
                        VALUE_WORD("allowed", allowed)));
}

Result check_count(Checker *checker, const char *list, int64_t count, int64_t count_max) {
    if (count >= 0 && count <= count_max) return OK;
    return check_refuse(checker,
                        PHRASE(WORD_plan_problem_too_many, VALUE_TEXT("place", str_from(list)),
                               VALUE_NUMBER("number", count), VALUE_NUMBER("maximum", count_max)));
}

static Result check_counts(Checker *checker) {
    const Problem *problem = checker->problem;
    Result result = check_count(checker, "candidates", problem->candidate_count, RECORDS_MAX);
    if (result == OK) result = check_count(checker, "options", problem->option_count, RECORDS_MAX);
    if (result == OK) result = check_count(checker, "classes", problem->class_count, RECORDS_MAX);
    if (result == OK) result = check_count(checker, "pairs", problem->pair_count, PLAN_PAIRS_MAX);
    return result;
}

Result check_ids(Checker *checker, const char *list, const Str *id, int32_t count) {
    for (int32_t i = 0; i < count; i++) {
        if (id[i].len > 0 && id[i].len <= ID_BYTES_MAX) continue;
        Str place = str_printf(checker->arena, "%s[%d].id", list, (int)i);
        Str shown = str_sub(id[i], 0, PLAN_SHOWN_BYTES_MAX);
        while (!str_is_utf8(shown) && shown.len) shown.len--;
        return check_refuse(
            checker,
            PHRASE(WORD_plan_problem_value, VALUE_TEXT("place", place),
                   VALUE_TEXT("value", str_printf(checker->arena, "\"%.*s\"", STR_ARGS(shown))),
                   VALUE_WORD("allowed", WORD_plan_allowed_id)));
    }
    IdIndex index = id_index_new(checker->arena, id, count);
    int32_t position, earlier;
    if (!id_index_repeated(&index, &position, &earlier)) return OK;
    return check_refuse(
        checker,
        PHRASE(WORD_plan_problem_twice,
               VALUE_TEXT("place", str_printf(checker->arena, "%s[%d].id", list, (int)position)),
               VALUE_TEXT("value", id[position]),
               VALUE_TEXT("first", str_printf(checker->arena, "%s[%d].id", list, (int)earlier))));
}

static Result check_places(Checker *checker, const char *list, int32_t at, int64_t minimum,
                           int64_t maximum) {
    if (minimum >= 0 && maximum >= 0) return OK;
    Str place =
        str_printf(checker->arena, "%s[%d].%s", list, (int)at, minimum < 0 ? "minimum" : "maximum");
    return check_number(checker, place, minimum < 0 ? minimum : maximum, WORD_plan_allowed_places);
}

static Result check_options(Checker *checker) {
    const Problem *problem = checker->problem;
    Str *id = arena_many(checker->arena, Str, (size_t)problem->option_count);
    Result result = OK;
    for (int32_t i = 0; i < problem->option_count && result == OK; i++) {
        const Option *option = &problem->option[i];
        id[i] = option->id;
        result = check_places(checker, "options", i, option->minimum, option->maximum);
        bool known =
            option->class_index >= PLAN_NO_CLASS && option->class_index < problem->class_count;
        if (result == OK && !known) {
            Str place = str_printf(checker->arena, "options[%d].class_index", (int)i);
            result = check_number(checker, place, option->class_index, WORD_plan_allowed_position);
        }
    }
    return result == OK ? check_ids(checker, "options", id, problem->option_count) : result;
}

static Result check_classes(Checker *checker) {
    const Problem *problem = checker->problem;
    Str *id = arena_many(checker->arena, Str, (size_t)problem->class_count);
    Result result = OK;
    for (int32_t i = 0; i < problem->class_count && result == OK; i++) {
        const OptionClass *class = &problem->option_class[i];
        id[i] = class->id;
        result = check_places(checker, "classes", i, class->minimum, class->maximum);
    }
    return result == OK ? check_ids(checker, "classes", id, problem->class_count) : result;
}

static Result check_pair_ranges(Checker *checker) {
    const Problem *problem = checker->problem;
    for (int32_t i = 0; i < problem->pair_count; i++) {
        const Pair *pair = &problem->pair[i];
        const char *field = NULL;
        int64_t found = 0;
        if (pair->candidate < 0 || pair->candidate >= problem->candidate_count) {
            field = "candidate", found = pair->candidate;
        } else if (pair->option < 0 || pair->option >= problem->option_count) {
            field = "option", found = pair->option;
        } else if (pair->value > PLAN_VALUE_MAX || pair->value < -PLAN_VALUE_MAX) {
            field = "value", found = pair->value;
        } else if (pair->stay_bonus > PLAN_VALUE_MAX || pair->stay_bonus < 0) {
            field = "stay_bonus", found = pair->stay_bonus;
        } else {
            continue;
        }
        Str place = str_printf(checker->arena, "pairs[%d].%s", (int)i, field);
        return check_number(checker, place, found,
                            field[0] == 'v'   ? WORD_plan_allowed_value
                            : field[0] == 's' ? WORD_plan_allowed_amount
                                              : WORD_plan_allowed_position);
    }
    return OK;
}

static Result check_pair_twice(Checker *checker, int32_t position, int32_t earlier) {
    const Problem *problem = checker->problem;
    const Pair *pair = &problem->pair[position];
    Str candidate = problem->candidate[pair->candidate], option = problem->option[pair->option].id;
    return check_refuse(
        checker,
        PHRASE(WORD_plan_problem_twice,
               VALUE_TEXT("place", str_printf(checker->arena, "pairs[%d]", (int)position)),
               VALUE_TEXT("value", str_printf(checker->arena, "%.*s, %.*s", STR_ARGS(candidate),
                                              STR_ARGS(option))),
               VALUE_TEXT("first", str_printf(checker->arena, "pairs[%d]", (int)earlier))));
}

/* Pairs are gathered per candidate; a mark per option tells which candidate saw it last. */
static Result check_pairs_differ(Checker *checker) {
    const Problem *problem = checker->problem;
    size_t candidates = (size_t)problem->candidate_count, options = (size_t)problem->option_count;
    int32_t *first = arena_many(checker->arena, int32_t, candidates + 1);
    int32_t *next = arena_many(checker->arena, int32_t, (size_t)problem->pair_count);
    int32_t *seen_at = arena_many(checker->arena, int32_t, options);
    int32_t *seen_by = arena_many(checker->arena, int32_t, options);
    int32_t found = problem->pair_count, earlier = 0;
    for (int32_t i = problem->pair_count - 1; i >= 0; i--) {
        next[i] = first[problem->pair[i].candidate];
        first[problem->pair[i].candidate] = i + 1;
    }
    for (int32_t candidate = 0; candidate < problem->candidate_count; candidate++) {
        for (int32_t i = first[candidate] - 1; i >= 0; i = next[i] - 1) {
            int32_t option = problem->pair[i].option;
            if (seen_by[option] == candidate + 1 && i < found) {
                found = i;
                earlier = seen_at[option];
            }
            seen_by[option] = candidate + 1;
            seen_at[option] = i;
        }
    }
    return found < problem->pair_count ? check_pair_twice(checker, found, earlier) : OK;
}

static Result check_sum(Checker *checker, Str place, int64_t sum, int64_t power) {
    if (sum < INT64_C(1) << power) return OK;
    return check_refuse(checker, PHRASE(WORD_plan_problem_sum, VALUE_TEXT("place", place),
                                        VALUE_NUMBER("power", power)));
}

static Result check_cost(Checker *checker, const char *list, int32_t at, int64_t cost,
                         int64_t power, int64_t *sum) {
    if (!cost) return OK;
    Str place = str_printf(checker->arena, "%s[%d].opening_cost", list, (int)at);
    if (cost > PLAN_VALUE_MAX || cost < -PLAN_VALUE_MAX) {
        return check_number(checker, place, cost, WORD_plan_allowed_value);
    }
    *sum += cost < 0 ? -cost : cost;
    return check_sum(checker, place, *sum, power);
}

/* Where there are rules, prices come on top of the sums (program_bound.c). */
static Result check_sums(Checker *checker) {
    const Problem *problem = checker->problem;
    int64_t *largest = arena_many(checker->arena, int64_t, (size_t)problem->candidate_count);
    int64_t sum = 0, power = problem_has_rules(problem) || problem->stage_count
                                 ? SUM_BITS_WITH_RULES
                                 : SUM_BITS;
    Result result = OK;
    for (int32_t i = 0; i < problem->option_count && result == OK; i++) {
        result = check_cost(checker, "options", i, problem->option[i].opening_cost, power, &sum);
    }
    for (int32_t i = 0; i < problem->class_count && result == OK; i++) {
        result =
            check_cost(checker, "classes", i, problem->option_class[i].opening_cost, power, &sum);
    }
    for (int32_t i = 0; i < problem->pair_count && result == OK; i++) {
        const Pair *pair = &problem->pair[i];
        int64_t size = pair->value < 0 ? -pair->value : pair->value;
        if (size < pair->stay_bonus) size = pair->stay_bonus;
        if (size <= largest[pair->candidate]) continue;
        sum += size - largest[pair->candidate];
        largest[pair->candidate] = size;
        if (sum < INT64_C(1) << power) continue;
        result =
            check_sum(checker, str_printf(checker->arena, "pairs[%d].value", (int)i), sum, power);
    }
    return result;
}

const char *stage_aim_name(StageAim aim) {
#define STAGE_AIM_NAME(name) #name,
    static const char *const names[AIM_COUNT] = { STAGE_AIMS(STAGE_AIM_NAME) };
    return names[aim];
}

bool problem_has_rules(const Problem *problem) {
    if (problem->demand_count || problem->floor_count || problem->household_count) return true;
    if (problem->measure_count) return true;
    for (int32_t i = 0; i < problem->option_count; i++) {
        if (problem->option[i].opening_cost || problem->option[i].must_start) return true;
    }
    for (int32_t i = 0; i < problem->class_count; i++) {
        const OptionClass *class = &problem->option_class[i];
        if (class->opening_cost || class->must_start) return true;
    }
    for (int32_t i = 0; i < problem->pair_count; i++) {
        if (problem->pair[i].rule != RULE_NONE) return true;
    }
    for (int32_t i = 0; problem->must_place && i < problem->candidate_count; i++) {
        if (problem->must_place[i]) return true;
    }
    return false;
}

bool problem_has_stay(const Problem *problem) {
    for (int32_t i = 0; i < problem->pair_count; i++) {
        if (problem->pair[i].stay_bonus) return true;
    }
    return false;
}

Result problem_check(Arena *arena, const Problem *problem, Phrase *ret_why) {
    Checker checker = { arena, problem, ret_why };
    Result result = check_counts(&checker);
    if (result == OK) {
        result = check_ids(&checker, "candidates", problem->candidate, problem->candidate_count);
    }
    if (result == OK) result = check_options(&checker);
    if (result == OK) result = check_classes(&checker);
    if (result == OK) result = check_pair_ranges(&checker);
    if (result == OK) result = check_pairs_differ(&checker);
    if (result == OK) result = check_sums(&checker);
    if (result == OK) result = check_rules(&checker);
    return result == OK ? check_stages(&checker) : result;
}
