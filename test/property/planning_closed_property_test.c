/* What is told of what does not start, against every plan of tiny problems: starting it costs at
 * least its price, and what can never start does so in none. */
#include "test.h"

#include "../every_plan.h"
#include "planning/groups/part.h"

enum { PROBLEMS = 5000 };

/* The best plan in which each starts. */
typedef struct Starts {
    bool option[OPTIONS_MAX], class[CLASSES_MAX];
    int64_t option_best[OPTIONS_MAX], class_best[CLASSES_MAX];
} Starts;

static void keep_better(bool *there, int64_t *best, int64_t value) {
    if (*there && value <= *best) return;
    *there = true;
    *best = value;
}

static void starts_note(const Every *every, int64_t value) {
    Starts *starts = every->context;
    for (int32_t i = 0; i < every->problem->candidate_count; i++) {
        if (!every->taken[i]) continue;
        int32_t option = every->taken[i]->option;
        int32_t of = every->problem->option[option].class_index;
        keep_better(&starts->option[option], &starts->option_best[option], value);
        if (of != PLAN_NO_CLASS) keep_better(&starts->class[of], &starts -> class_best[of], value);
    }
}

typedef struct Tally {
    int64_t priced, above_nothing, exact, never, unknown;
} Tally;

static void is_told_right(const Closed *closed, bool starts, int64_t less, Tally *tally) {
    if (closed->never && (starts || closed->has_price)) fail_msg("it can start");
    if (less < 0) less = 0; /* the plan at hand is not the best */
    if (closed->has_price && starts && closed->price > less)
        fail_msg("it costs less: %lld, not %lld", (long long)less, (long long)closed->price);
    tally->never += closed->never;
    tally->priced += closed->has_price;
    tally->above_nothing += closed->has_price && closed->price > 0;
    tally->exact += closed->has_price && starts && closed->price == less;
    tally->unknown += !closed->has_price && !closed->never;
}

static Tally prices_of(const ProblemSize *size) {
    Chance chance = chance_begin();
    Tally tally = { 0 };
    for (int i = 0; i < PROBLEMS; i++) {
        TEST_ARENA(arena);
        Problem problem = problem_draw(&chance, arena, size);
        Solution solution;
        SearchLimits limits = { .nodes_max = one_in(&chance, 4) ? 1 : 0 };
        assert_int_equal(problem_solve(arena, &problem, limits, &solution), OK);
        if (!solution.has_value) continue;
        Starts starts = { 0 };
        Every every = { .problem = &problem, .visit = starts_note, .context = &starts };
        every_try(&every, 0);
        for (int32_t k = 0; k < problem.option_count; k++) {
            if (solution.option_open[k]) continue;
            is_told_right(&solution.option_closed[k], starts.option[k],
                          solution.value - starts.option_best[k], &tally);
        }
        for (int32_t k = 0; k < problem.class_count; k++) {
            if (solution.class_open[k]) continue;
            is_told_right(&solution.class_closed[k], starts.class[k],
                          solution.value - starts.class_best[k], &tally);
        }
    }
    print_message("# closed: %lld with a price, of %lld it is above 0, of %lld exact; %lld never, "
                  "%lld unknown\n",
                  (long long)tally.priced, (long long)tally.above_nothing, (long long)tally.exact,
                  (long long)tally.never, (long long)tally.unknown);
    return tally;
}

static void rules_tell_prices(void **state) {
    (void)state;
    Tally tally = prices_of(&problem_tiny);
    assert_true(tally.above_nothing > PROBLEMS / 50 && tally.never > PROBLEMS / 50);
}

static void flows_tell_prices(void **state) {
    (void)state;
    Tally tally = prices_of(&problem_tiny_flow);
    assert_true(tally.priced > PROBLEMS / 50 && tally.never > PROBLEMS / 50);
}

SUITE("what does not start, tried out", cmocka_unit_test(rules_tell_prices),
      cmocka_unit_test(flows_tell_prices))
