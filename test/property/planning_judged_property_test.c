/* Problems with every rule mixed, too large to try every plan: the answers are judged by the
 * independent checker, which has the bound recomputed by another solver. Tiny ones too. All go
 * through their JSON, so what is solved is what was read. */
#include "test.h"

#include "../peers/plan_check.h"
#include "../problem_json.h"
#include "../random_problem.h"
#include "phrase.h"
#include "planning/search/stages.h"

enum { TINY_PROBLEMS = 500, LARGER_PROBLEMS = 300 };
#define SECONDS_MAX 1 /* for one problem; most take a hundredth of a second */

static const ProblemSize larger = {
    .people_minimum = 12, .people = 25, .options_minimum = 5, .options = 8, .classes = 3,
    .resources = 4, .floors = 3, .households = 4, .option_minimum = 5, .class_minimum = 9,
    .maximum = 9, .capacity = 40, .floor_people = 8, .household_people = 4, .ruled_pair_in = 20,
};

typedef struct Judged {
    int planned, impossible, unfinished, recomputed, beyond;
    double seconds;
} Judged;

static Problem read_back(Arena *arena, const Problem *drawn, Str json) {
    Problem problem;
    Phrase why = { 0 };
    if (problem_read(arena, json, &problem, &why) != OK) {
        Str said = phrase_text(arena, TONGUE_EN, why);
        fail_msg("not read: %.*s\n%s", STR_ARGS(said), json.at);
    }
    const char *difference = problem_difference(drawn, &problem);
    if (difference) fail_msg("read with other %s\n%s", difference, json.at);
    return problem;
}

static bool is_large(int64_t value) {
    return value > PLAN_VALUE_MAX / 1000 || value < -PLAN_VALUE_MAX / 1000;
}

/* More than another solver tells apart, in floating point. */
static bool has_large_values(const Problem *problem) {
    bool large = false;
    for (int32_t i = 0; i < problem->pair_count; i++) large |= is_large(problem->pair[i].value);
    for (int32_t i = 0; i < problem->option_count; i++) {
        large |= is_large(problem->option[i].opening_cost);
    }
    for (int32_t i = 0; i < problem->class_count; i++) {
        large |= is_large(problem->option_class[i].opening_cost);
    }
    return large;
}

static void judge(Arena *arena, const Problem *drawn, int number, Judged *judged) {
    Str json = problem_json(arena, drawn);
    Problem problem = read_back(arena, drawn, json);
    Solution solution;
    SearchLimits limits = { .seconds_max = SECONDS_MAX };
    const Problem *last;
    assert_int_equal(problem_solve_stages(arena, &problem, limits, &solution, &last), OK);
    judged->seconds += solution.seconds;
    judged->unfinished += solution.status == PLAN_FEASIBLE || solution.status == PLAN_STOPPED;
    if (solution.status == PLAN_STOPPED) return; /* no answer is not a wrong one */
    Text answer = text_new(arena, 1 << 16);
    solution_write_json(&answer, &problem, &solution);
    PlanCheck check;
    if (!plan_check(json.at, json.len, answer.at, answer.len, &check)) {
        fail_msg("problem %d: %s\n%s\n%s", number, check.why, json.at, answer.at);
    }
    judged->planned += check.has_value;
    judged->impossible += !check.has_value;
    judged->recomputed += check.bound == BOUND_TRUE;
    judged->beyond += check.bound == BOUND_UNPROVEN;
    if (check.bound == BOUND_UNPROVEN && !has_large_values(&problem)) {
        fail_msg("problem %d: bound not recomputed\n%s\n%s", number, json.at, answer.at);
    }
}

static void judge_many(const ProblemSize *size, int count, bool staged) {
    Chance chance = chance_begin();
    Judged judged = { 0 };
    for (int i = 0; i < count; i++) {
        TEST_ARENA(arena);
        Problem problem = problem_draw(&chance, arena, size);
        if (staged) stages_draw(&chance, arena, &problem, 200);
        judge(arena, &problem, i, &judged);
    }
    print_message("# %d with a plan, %d without, %d unfinished, in %.1f s\n", judged.planned,
                  judged.impossible, judged.unfinished, judged.seconds);
    print_message("# %d bounds recomputed, %d beyond the other solver\n", judged.recomputed,
                  judged.beyond);
    assert_true(judged.planned > count / 5 && judged.impossible > count / 10);
    assert_true(judged.unfinished <= count / (staged ? 20 : 100));
}

static void tiny_problems_hold(void **state) {
    (void)state;
    judge_many(&problem_tiny, TINY_PROBLEMS, false);
}

static void larger_problems_hold(void **state) {
    (void)state;
    judge_many(&larger, LARGER_PROBLEMS, false);
}

static void plans_in_stages_hold(void **state) {
    (void)state;
    judge_many(&problem_tiny, TINY_PROBLEMS, true);
    judge_many(&larger, LARGER_PROBLEMS, true);
}

SUITE("plans with rules, judged", cmocka_unit_test(tiny_problems_hold),
      cmocka_unit_test(larger_problems_hold), cmocka_unit_test(plans_in_stages_hold))
