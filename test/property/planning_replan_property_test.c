/* Plans again, from the basis of an earlier plan: the same value and the same bound as without it,
 * for thousands of tiny problems with every rule mixed, and larger ones in which the tree has work.
 */
#include "test.h"

#include "../random_change.h"
#include "phrase.h"
#include "planning/search/basis_file.h"
#include "planning/search/replan.h"
#include "planning/search/search.h"

enum { TINY = 4000, LARGER = 120, CHAIN = 4 };

static const ProblemSize larger = {
    .people_minimum = 20, .people = 40, .options_minimum = 5, .options = 10, .classes = 3,
    .resources = 2, .floors = 2, .households = 2, .option_minimum = 6, .class_minimum = 9,
    .maximum = 9,
    .capacity = 12, .floor_people = 3, .household_people = 3, .ruled_pair_in = 6,
};

/* A draw of nothing is one of 0. */
static ProblemSize without_rules(void) {
    ProblemSize size = problem_tiny;
    size.people = 9;
    return size;
}

/* What makes a problem one of places only. */
static void rules_drop(Problem *problem) {
    problem->resource_count = problem->demand_count = 0;
    problem->floor_count = problem->household_count = problem->measure_count = 0;
    problem->must_place = NULL;
    for (int32_t i = 0; i < problem->pair_count; i++) {
        problem->pair[i].demand_count = 0;
        problem->pair[i].rule = RULE_NONE;
    }
    for (int32_t i = 0; i < problem->option_count; i++) {
        problem->option[i].opening_cost = 0;
        problem->option[i].must_start = false;
    }
    for (int32_t i = 0; i < problem->class_count; i++) {
        problem->option_class[i].opening_cost = 0;
        problem->option_class[i].must_start = false;
    }
}

static void assert_same(const Problem *problem, const Solution *cold, const Solution *warm,
                        int number) {
    if (cold->status != warm->status || cold->value != warm->value ||
        (cold->has_bound && cold->bound != warm->bound)) {
        fail_msg("problem %d of %d people: status %d, value %lld, bound %lld; "
                 "with a basis %d, %lld, %lld", number, problem->candidate_count, cold->status,
                 (long long)cold->value, (long long)cold->bound, warm->status,
                 (long long)warm->value, (long long)warm->bound);
    }
}

/* Prices that nobody found: any are allowed. */
static void basis_spoil(Chance *chance, Basis *basis) {
    for (int32_t k = 0; k < basis->prices_count; k++) {
        for (int32_t i = 0; i < basis->problem->candidate_count; i++) {
            if (one_in(chance, 2)) continue;
            double number = (double)chance_between(chance, -1000, 1000);
            basis->prices[k].candidate[i] = ldexp(number, (int)chance_between(chance, -30, 80));
        }
    }
    for (int32_t i = 0; i < basis->problem->pair_count; i++) {
        basis->tree.pair[i] = (int8_t)chance_between(chance, 0, 2);
        if (one_in(chance, 2)) basis->pair_of[basis->problem->pair[i].candidate] = i;
    }
    for (int32_t i = 0; i < basis->problem->option_count; i++) {
        basis->tree.option[i] = (int8_t)chance_between(chance, 0, 2);
        basis->tree.block[i] = (int8_t)chance_between(chance, 0, 2);
    }
    basis->has_tree = true;
}

/* Through a file, and with the plan of an answer made to fit. */
static const Basis *basis_read_back(Arena *arena, const Basis *basis) {
    Text text = text_new(arena, 1 << 22);
    const Basis *read;
    Phrase why = { 0 };
    basis_write(&text, basis);
    assert_true(basis_file_is_ours(text.at, text.len));
    if (basis_read(arena, text_str(&text), &read, &why) != OK) {
        Str said = phrase_text(arena, TONGUE_EN, why);
        fail_msg("not read: %.*s\n%s", STR_ARGS(said), text.at);
    }
    assert_int_equal(read->prices_count, basis->prices_count);
    assert_int_equal(read->has_tree, basis->has_tree);
    for (int32_t i = 0; i < basis->problem->candidate_count; i++) {
        int32_t old = basis->pair_of[i], pair = read->pair_of[i];
        assert_int_equal(old == PLAN_UNPLACED, pair == PLAN_UNPLACED);
        if (pair == PLAN_UNPLACED) continue;
        assert_int_equal(read->problem->pair[pair].option, basis->problem->pair[old].option);
    }
    return read;
}

static void chain_run(Chance *chance, const ProblemSize *size, bool rules, int number) {
    TEST_ARENA(arena);
    Phrase why;
    Problem problem = problem_draw(chance, arena, size);
    if (!rules) rules_drop(&problem);
    assert_int_equal(problem_check(arena, &problem, &why), OK);
    Basis *basis = basis_new(arena, &problem);
    Solution cold, warm;
    assert_int_equal(problem_solve(arena, &problem, (SearchLimits){ .basis = basis }, &cold), OK);
    for (int i = 0; i < CHAIN; i++) {
        int32_t lost;
        Problem *changed = arena_one(arena, Problem);
        *changed = problem_changed(chance, arena, basis->problem, chance_between(chance, 2, 12));
        assert_int_equal(problem_check(arena, changed, &why), OK);
        const Basis *old = one_in(chance, 4) ? basis_read_back(arena, basis) : basis;
        Basis *start = basis_carry(arena, old, changed, &lost);
        if (one_in(chance, 2)) plan_fit(arena, changed, start->pair_of);
        if (one_in(chance, 8)) basis_spoil(chance, start);
        basis = basis_new(arena, changed);
        assert_int_equal(problem_solve(arena, changed, (SearchLimits){ 0 }, &cold), OK);
        SearchLimits limits = { .start = start, .basis = basis };
        assert_int_equal(problem_solve(arena, changed, limits, &warm), OK);
        assert_same(changed, &cold, &warm, number);
    }
}

static void with_rules(void **state) {
    (void)state;
    Chance chance = chance_begin();
    for (int i = 0; i < TINY; i++) chain_run(&chance, &problem_tiny, true, i);
}

static void places_only(void **state) {
    (void)state;
    Chance chance = chance_begin();
    ProblemSize size = without_rules();
    for (int i = 0; i < TINY; i++) chain_run(&chance, &size, false, i);
}

static void larger_ones(void **state) {
    (void)state;
    Chance chance = chance_begin();
    for (int i = 0; i < LARGER; i++) chain_run(&chance, &larger, false, i);
}

SUITE("plans again from a basis", cmocka_unit_test(places_only), cmocka_unit_test(with_rules),
      cmocka_unit_test(larger_ones))
