/* Tiny problems full of people and options that are alike, against trying every plan: leaving out
 * mirror images loses nothing, in either engine. */
#include "test.h"

#include "../every_plan.h"
#include "../twinned_problem.h"
#include "planning/groups/twins.h"
#include "planning/rules/program_solver.h"
#include "planning/rules/program_twins.h"
#include "planning/search/search.h"

enum { PROBLEMS = 4000, LARGER = 400, NODES = 3000 };

static const size_t ARENA_BYTES_MAX = (size_t)1 << 30;

/* The engine for programs, also where the rules are a flow. */
static Best program_best(Arena *arena, const Problem *problem, SearchLimits limits) {
    Best best = { .pair_of = arena_many(arena, int32_t, (size_t)problem->candidate_count) };
    Watch watch = { .problem = problem, .limits = limits };
    best.bound = PLAN_UNLIMITED;
    int32_t *person = arena_many(arena, int32_t, (size_t)problem->candidate_count);
    for (int32_t i = 0; i < problem->candidate_count; i++) person[i] = i;
    best.person = person;
    best.person_count = problem->candidate_count;
    program_solve(arena, program_new(arena, problem), &watch, &best);
    return best;
}

typedef struct Tally {
    int64_t feasible, choices, places, units;
} Tally;

static void tally(Arena *arena, const Problem *problem, Tally *tally) {
    const ProgramTwins *alike = program_twins_find(arena, program_new(arena, problem));
    PartList list = part_list(arena, problem);
    bool choices = false;
    for (int32_t i = 0; i < list.count; i++) {
        int8_t *state = arena_many(arena, int8_t, (size_t)list.part[i].choice_count);
        choices = choices || twins_find(arena, &list.part[i], state);
    }
    tally->choices += choices;
    tally->places += alike && alike->place_count;
    tally->units += alike && alike->unit_count;
}

static void mirror_images_are_no_loss(void **state) {
    (void)state;
    Chance chance = chance_begin();
    Tally seen = { 0 };
    for (int i = 0; i < PROBLEMS; i++) {
        AUTO(arena_end_at) Arena *arena = arena_new("twins", ARENA_BYTES_MAX);
        Problem problem = twinned_draw(&chance, arena, true);
        Phrase why;
        Solution solution;
        assert_int_equal(problem_check(arena, &problem, &why), OK);
        Every every = { .problem = &problem };
        every_try(&every, 0);
        assert_int_equal(problem_solve(arena, &problem, (SearchLimits){ 0 }, &solution), OK);
        Best best = program_best(arena, &problem, (SearchLimits){ 0 });
        bool found = solution.status == PLAN_OPTIMAL && !best.infeasible;
        if (found != every.found) fail_msg("problem %d: a plan is there: %d", i, every.found);
        if (!every.found) continue;
        if (solution.value != every.best || best.value != every.best || best.bound != every.best) {
            fail_msg("problem %d: best %lld, found %lld, with rules %lld of %lld", i,
                     (long long)every.best, (long long)solution.value, (long long)best.value,
                     (long long)best.bound);
        }
        Every told = { .problem = &problem };
        if (!every_take(&told, &solution)) fail_msg("problem %d: the plan breaks a rule", i);
        SearchLimits few = { .nodes_max = chance_between(&chance, 1, 6) };
        assert_int_equal(problem_solve(arena, &problem, few, &solution), OK);
        if (solution.bound < every.best) fail_msg("problem %d: bound too low", i);
        seen.feasible++;
        tally(arena, &problem, &seen);
    }
    print_message("# %lld of %d have a plan; alike are choices in %lld, places in %lld, people in "
                  "%lld\n",
                  (long long)seen.feasible, PROBLEMS, (long long)seen.choices,
                  (long long)seen.places, (long long)seen.units);
    assert_true(seen.choices > PROBLEMS / 20 && seen.places > PROBLEMS / 10);
    assert_true(seen.units > PROBLEMS / 10);
}

/* Both bounds hold for both: neither may be below the value that the other found. */
static bool agree(const Best *one, const Best *other) {
    if (one->infeasible || other->infeasible) return !one->has_value && !other->has_value;
    bool proven = one->has_value && other->has_value && one->value == one->bound &&
                  other->value == other->bound;
    if (proven && one->value != other->value) return false;
    if (one->has_value && other->bound < one->value) return false;
    return !other->has_value || one->bound >= other->value;
}

/* A certificate has all mirror images in it. */
static SearchLimits limits_of_all(Arena *arena) {
    Certificate *certificate = arena_one(arena, Certificate);
    certificate->text = text_new(arena, ARENA_BYTES_MAX / 2);
    return (SearchLimits){ .nodes_max = NODES, .certificate = certificate };
}

static Best solution_best(Arena *arena, const Problem *problem, SearchLimits limits) {
    Solution solution;
    assert_int_equal(problem_solve(arena, problem, limits, &solution), OK);
    return (Best){ .has_value = solution.has_value,
                   .value = solution.value,
                   .bound = solution.has_bound ? solution.bound : PLAN_UNLIMITED,
                   .infeasible = solution.status == PLAN_INFEASIBLE };
}

static void larger_ones_are_worth_the_same_without(void **state) {
    (void)state;
    Chance chance = chance_begin();
    for (int i = 0; i < LARGER; i++) {
        AUTO(arena_end_at) Arena *arena = arena_new("twins", ARENA_BYTES_MAX);
        Problem problem = twinned_draw(&chance, arena, false);
        Phrase why;
        if (problem_check(arena, &problem, &why) != OK) continue; /* too much together */
        SearchLimits few = { .nodes_max = NODES };
        Best one = solution_best(arena, &problem, few);
        Best all = solution_best(arena, &problem, limits_of_all(arena));
        Best with_rules = program_best(arena, &problem, few);
        if (!agree(&one, &all)) fail_msg("problem %d: mirror images are worth more", i);
        if (!agree(&one, &with_rules)) fail_msg("problem %d: the engines do not agree", i);
        if (!agree(&all, &with_rules)) fail_msg("problem %d: mirror images with rules", i);
    }
}

SUITE("planning with twins, tried out", cmocka_unit_test(mirror_images_are_no_loss),
      cmocka_unit_test(larger_ones_are_worth_the_same_without))
