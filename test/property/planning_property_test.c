/* Thousands of tiny random problems with everything mixed, against trying every plan. */
#include "test.h"

#include "../peers/plan_check.h"
#include "number.h"
#include "planning/groups/piece.h"

enum { PROBLEMS = 6000, LARGER_PROBLEMS = 400, PEOPLE_MAX = 7, OPTIONS_MAX = 4, CLASSES_MAX = 2 };

typedef struct Random {
    uint64_t state;
} Random;

/* SplitMix64 (G. Steele, D. Lea, C. Flood, 2014). */
static uint64_t random_next(Random *random) {
    uint64_t mixed = (random->state += UINT64_C(0x9E3779B97F4A7C15));
    mixed = (mixed ^ (mixed >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    mixed = (mixed ^ (mixed >> 27)) * UINT64_C(0x94D049BB133111EB);
    return mixed ^ (mixed >> 31);
}

static int64_t random_between(Random *random, int64_t low, int64_t high) {
    return low + (int64_t)(random_next(random) % (uint64_t)(high - low + 1));
}

typedef struct Size {
    int32_t people, options, classes;
} Size;

static int64_t random_maximum(Random *random) {
    return random_between(random, 0, 3) ? random_between(random, 0, 4) : PLAN_UNLIMITED;
}

static int64_t random_value(Random *random, int64_t kind) {
    if (kind == 0) return random_between(random, -2, 3); /* many ties */
    if (kind == 1) return random_between(random, -PLAN_VALUE_MAX, PLAN_VALUE_MAX);
    return random_between(random, -40, 100);
}

static Problem random_problem_within(Arena *arena, Random *random, Size largest) {
    Problem problem = { .must_place_all = random_between(random, 0, 2) == 0 };
    problem.candidate_count = (int32_t)random_between(random, 0, largest.people);
    problem.option_count = (int32_t)random_between(random, 0, largest.options);
    problem.class_count = (int32_t)random_between(random, 0, largest.classes);
    problem.candidate = arena_many(arena, Str, (size_t)largest.people);
    problem.option = arena_many(arena, Option, (size_t)largest.options);
    problem.option_class = arena_many(arena, OptionClass, (size_t)largest.classes);
    problem.pair = arena_many(arena, Pair, (size_t)largest.people * (size_t)largest.options);
    for (int32_t i = 0; i < problem.candidate_count; i++) {
        problem.candidate[i] = str_printf(arena, "c%d", (int)i);
    }
    for (int32_t i = 0; i < problem.class_count; i++) {
        problem.option_class[i] =
            (OptionClass){ str_printf(arena, "K%d", (int)i), random_between(random, 0, 4),
                           random_maximum(random) };
    }
    for (int32_t i = 0; i < problem.option_count; i++) {
        problem.option[i] =
            (Option){ str_printf(arena, "o%d", (int)i), random_between(random, 0, 3),
                      random_maximum(random),
                      (int32_t)random_between(random, -1, problem.class_count - 1) };
    }
    int64_t kind = random_between(random, 0, 3), density = random_between(random, 1, 4);
    for (int32_t i = 0; i < problem.candidate_count; i++) {
        for (int32_t k = 0; k < problem.option_count; k++) {
            if (random_between(random, 0, 4) > density) continue;
            problem.pair[problem.pair_count++] = (Pair){ i, k, random_value(random, kind) };
        }
    }
    return problem;
}

/* Small enough to try every plan. */
static Problem random_problem(Arena *arena, Random *random) {
    return random_problem_within(arena, random, (Size){ PEOPLE_MAX, OPTIONS_MAX, CLASSES_MAX });
}

/* Trying every plan: option_of counts through all of them. */
typedef struct Brute {
    const Problem *problem;
    bool there[PEOPLE_MAX][OPTIONS_MAX];
    int64_t value[PEOPLE_MAX][OPTIONS_MAX];
    int people_in[OPTIONS_MAX];
    const Pair *wanted; /* only plans with this pair; NULL: all */
    bool found;
    int64_t best;
} Brute;

static bool brute_fits(const Brute *brute) {
    const Problem *problem = brute->problem;
    int64_t in_class[CLASSES_MAX] = { 0 };
    for (int32_t k = 0; k < problem->option_count; k++) {
        const Option *option = &problem->option[k];
        int64_t people = brute->people_in[k];
        if (people && (people < option->minimum || people > option->maximum)) return false;
        if (option->class_index != PLAN_NO_CLASS) in_class[option->class_index] += people;
    }
    for (int32_t c = 0; c < problem->class_count; c++) {
        const OptionClass *class = &problem->option_class[c];
        if (in_class[c] && (in_class[c] < class->minimum || in_class[c] > class->maximum)) {
            return false;
        }
    }
    return true;
}

static void brute_try(Brute *brute, int32_t candidate, int64_t value) {
    const Problem *problem = brute->problem;
    if (candidate == problem->candidate_count) {
        if (!brute_fits(brute) || (brute->found && value <= brute->best)) return;
        brute->found = true;
        brute->best = value;
        return;
    }
    bool bound_here = brute->wanted && brute->wanted->candidate == candidate;
    if (!problem->must_place_all && !bound_here) brute_try(brute, candidate + 1, value);
    for (int32_t k = 0; k < problem->option_count; k++) {
        if (!brute->there[candidate][k] || (bound_here && brute->wanted->option != k)) continue;
        brute->people_in[k]++;
        brute_try(brute, candidate + 1, value + brute->value[candidate][k]);
        brute->people_in[k]--;
    }
}

static Brute brute_solve(const Problem *problem, const Pair *wanted) {
    Brute brute = { .problem = problem, .wanted = wanted };
    for (int32_t i = 0; i < problem->pair_count; i++) {
        const Pair *pair = &problem->pair[i];
        brute.there[pair->candidate][pair->option] = true;
        brute.value[pair->candidate][pair->option] = pair->value;
    }
    brute_try(&brute, 0, 0);
    return brute;
}

static void add_places(Text *text, int64_t minimum, int64_t maximum) {
    text_addf(text, "\"minimum\":%lld", (long long)minimum);
    if (maximum != PLAN_UNLIMITED) text_addf(text, ",\"maximum\":%lld", (long long)maximum);
}

static Str problem_json(Arena *arena, const Problem *problem) {
    Text text = text_new(arena, 1 << 20);
    text_add(&text, S("{\"candidates\":["));
    for (int32_t i = 0; i < problem->candidate_count; i++) {
        text_addf(&text, "%s{\"id\":\"c%d\"}", i ? "," : "", (int)i);
    }
    text_add(&text, S("],\"options\":["));
    for (int32_t i = 0; i < problem->option_count; i++) {
        text_addf(&text, "%s{\"id\":\"o%d\",", i ? "," : "", (int)i);
        add_places(&text, problem->option[i].minimum, problem->option[i].maximum);
        text_add_char(&text, '}');
    }
    text_add(&text, S("],\"classes\":["));
    for (int32_t c = 0; c < problem->class_count; c++) {
        text_addf(&text, "%s{\"id\":\"K%d\",", c ? "," : "", (int)c);
        add_places(&text, problem->option_class[c].minimum, problem->option_class[c].maximum);
        text_add(&text, S(",\"options\":["));
        bool more = false;
        for (int32_t i = 0; i < problem->option_count; i++) {
            if (problem->option[i].class_index != c) continue;
            text_addf(&text, "%s\"o%d\"", more ? "," : "", (int)i);
            more = true;
        }
        text_add(&text, S("]}"));
    }
    text_add(&text, S("],\"pairs\":["));
    for (int32_t i = 0; i < problem->pair_count; i++) {
        const Pair *pair = &problem->pair[i];
        text_addf(&text, "%s{\"candidate\":\"c%d\",\"option\":\"o%d\",\"value\":%lld}",
                  i ? "," : "", (int)pair->candidate, (int)pair->option, (long long)pair->value);
    }
    text_addf(&text, "],\"must_place_all\":%s}", problem->must_place_all ? "true" : "false");
    return text_str(&text);
}

static void check_one(Arena *arena, const Problem *problem, uint64_t seed, SearchLimits limits) {
    Str json = problem_json(arena, problem);
    Brute brute = brute_solve(problem, NULL);
    Solution solution;
    assert_int_equal(problem_solve(arena, problem, limits, &solution), OK);
    Text answer = text_new(arena, 1 << 20);
    PlanCheck check = { 0 };
    bool fine = solution.status == PLAN_STOPPED; /* no answer is not a wrong one */
    if (!fine) {
        solution_write_json(&answer, problem, &solution);
        fine = plan_check(json.at, json.len, answer.at, answer.len, &check);
    }
    bool agrees = limits.nodes_max
                      ? (!solution.has_bound || !brute.found || solution.bound >= brute.best)
                      : solution.status == (brute.found ? PLAN_OPTIMAL : PLAN_INFEASIBLE) &&
                            (!brute.found || solution.value == brute.best);
    if (fine && agrees) return;
    fail_msg("seed %llu: %s\nbest %lld (%d)\n%s\n%s", (unsigned long long)seed, check.why,
             (long long)brute.best, brute.found, json.at, answer.at);
}

static uint64_t seed_read(void) {
    int64_t seed = (int64_t)time(NULL);
    const char *given = getenv("OPSTAP_SEED");
    if (given) assert_true(number_read(str_from(given), &seed));
    print_message("# OPSTAP_SEED=%lld\n", (long long)seed);
    return (uint64_t)seed;
}

static void plans_equal_brute_force(void **state) {
    (void)state;
    uint64_t seed = seed_read();
    for (uint64_t i = 0; i < PROBLEMS; i++) {
        TEST_ARENA(arena);
        Random random = { seed + i };
        Problem problem = random_problem(arena, &random);
        check_one(arena, &problem, seed + i, (SearchLimits){ 0 });
        check_one(arena, &problem, seed + i, (SearchLimits){ .nodes_max = 1 });
    }
}

/* Too large to try every plan: the bound is for another solver to refute. */
static void bounds_hold_for_another_solver(void **state) {
    (void)state;
    uint64_t seed = seed_read();
    int proven = 0, refused = 0;
    for (uint64_t i = 0; i < LARGER_PROBLEMS; i++) {
        TEST_ARENA(arena);
        Random random = { seed + i };
        Problem problem = random_problem_within(arena, &random, (Size){ 40, 8, 3 });
        Str json = problem_json(arena, &problem);
        Solution solution;
        assert_int_equal(problem_solve(arena, &problem, (SearchLimits){ 0 }, &solution), OK);
        Text answer = text_new(arena, 1 << 20);
        solution_write_json(&answer, &problem, &solution);
        PlanCheck check;
        if (!plan_check(json.at, json.len, answer.at, answer.len, &check)) {
            fail_msg("seed %llu: %s\n%s\n%s", (unsigned long long)(seed + i), check.why, json.at,
                     answer.at);
        }
        if (check.bound == BOUND_UNASKED) skip();
        proven += check.bound == BOUND_TRUE;
        refused += check.bound == BOUND_UNPROVEN;
    }
    print_message("# %d bounds recomputed, %d beyond the other solver\n", proven, refused);
    assert_true(proven > LARGER_PROBLEMS / 2);
}

/* The search tree without anything that comes before it: only the first filling, as a start for
 * prices. */
static bool tree_alone(Arena *arena, const Problem *problem, int64_t *ret_value) {
    PartList list = part_list(arena, problem);
    Watch watch = { 0 };
    int32_t *pair_of = arena_many(arena, int32_t, PEOPLE_MAX);
    *ret_value = 0;
    if (list.impossible) return false;
    for (int32_t i = 0; i < list.count; i++) {
        const Part *part = &list.part[i];
        Best best = { .pair_of = pair_of,
                      .person = part->person_source,
                      .person_count = part->person_count,
                      .bound = INT64_C(1) << 62 };
        Piece *piece = piece_new(arena, part, &watch, &best);
        int64_t relaxed;
        if (!fill_solve(piece->fill, piece->trail.state, &relaxed)) return false;
        piece_add_fill_cut(piece);
        piece_lower_bound(piece, (Wide)relaxed * ((Wide)1 << piece->bound->shift));
        assert_true(tree_search(piece) == best.value || best.infeasible);
        if (!best.has_value) return false;
        *ret_value += best.value;
    }
    return true;
}

static void the_tree_alone_equals_brute_force(void **state) {
    (void)state;
    uint64_t seed = seed_read();
    for (uint64_t i = 0; i < PROBLEMS / 2; i++) {
        TEST_ARENA(arena);
        Random random = { seed + i };
        Problem problem = random_problem(arena, &random);
        Brute brute = brute_solve(&problem, NULL);
        int64_t value;
        bool found = tree_alone(arena, &problem, &value);
        if (found == brute.found && (!found || value == brute.best)) continue;
        fail_msg("seed %llu: %d %lld, best %d %lld\n%s", (unsigned long long)(seed + i), found,
                 (long long)value, brute.found, (long long)brute.best,
                 problem_json(arena, &problem).at);
    }
}

/* Any prices bound any plan, and a cut says at each full decision what bound.h says there, or more.
 */
static void any_prices_bound_every_plan(void **state) {
    (void)state;
    uint64_t seed = seed_read();
    for (uint64_t i = 0; i < PROBLEMS / 2; i++) {
        TEST_ARENA(arena);
        Random random = { seed + i };
        Problem problem = random_problem(arena, &random);
        Brute brute = brute_solve(&problem, NULL);
        PartList list = part_list(arena, &problem);
        int64_t sum = 0;
        for (int32_t k = 0; k < list.count; k++) {
            const Part *part = &list.part[k];
            Bound *bound = bound_new(arena, part);
            int64_t *price = arena_many(arena, int64_t, (size_t)price_count(part));
            int8_t *undecided = arena_many(arena, int8_t, (size_t)part->choice_count);
            int64_t size = random_between(&random, 1, 100) << bound->shift;
            for (int32_t p = 0; p < price_count(part); p++) {
                price[p] = random_between(&random, p < part->person_count && part->must[p] ? -size : 0, size);
            }
            Wide wide = bound_at(bound, price, undecided);
            Cuts cuts = cuts_new(arena, bound);
            cuts_add(&cuts, price);
            const Cut *cut;
            assert_true(cuts_at(&cuts, undecided, &cut) == wide);
            for (int32_t j = 0; j < part->choice_count; j++) {
                undecided[j] = random_between(&random, 0, 1) ? CHOICE_OPEN : CHOICE_CLOSED;
                if (!part->block[part->choice[j].block].has_inner) continue;
                undecided[j] = CHOICE_UNDECIDED;
            }
            assert_true(cuts_at(&cuts, undecided, &cut) >= bound_at(bound, price, undecided));
            sum += bound_value(bound, wide);
        }
        if (brute.found && sum < brute.best) fail_msg("seed %llu", (unsigned long long)(seed + i));
    }
}

/* A dropped pair is in no plan that is better than what was asked for. Prices are those of the
 * first filling, pushed about a little, so that much is dropped and not always the same. */
static int32_t drop_and_check(Arena *arena, const Problem *problem, const Part *part,
                              Random *random) {
    Brute brute = brute_solve(problem, NULL);
    int8_t *undecided = arena_many(arena, int8_t, (size_t)part->choice_count);
    int64_t *price = arena_many(arena, int64_t, (size_t)price_count(part)), value;
    bool *kept = arena_many(arena, bool, (size_t)part->pair_count);
    Fill *fill = fill_new(arena, part);
    Bound *bound = bound_new(arena, part);
    if (!brute.found || !fill_solve(fill, undecided, &value)) return 0;
    for (int32_t i = 0; i < part->person_count; i++) {
        price[i] =
            (fill_price(fill, i, 0) + random_between(random, -3, 3)) * (INT64_C(1) << bound->shift);
        if (price[i] < 0 && !part->must[i]) price[i] = 0;
    }
    int64_t asked = brute.best - random_between(random, 0, 2);
    Wide wide = bound_at(bound, price, undecided), target = bound_target(bound, asked);
    memset(kept, true, (size_t)part->pair_count);
    int32_t dropped = bound_drop_pairs(bound, price, undecided, wide, target, kept);
    for (int32_t i = 0; i < part->pair_count; i++) {
        if (kept[i]) continue;
        Brute with = brute_solve(problem, &problem->pair[part->pair_source[i]]);
        if (!with.found || with.best < asked + part->value_step) continue;
        fail_msg("pair %d of value %lld is in a plan of %lld, asked was above %lld\n%s", (int)i,
                 (long long)part->pair_value[i], (long long)with.best, (long long)asked,
                 problem_json(arena, problem).at);
    }
    return dropped;
}

static void dropped_pairs_are_in_no_better_plan(void **state) {
    (void)state;
    uint64_t seed = seed_read();
    int32_t dropped = 0;
    for (uint64_t i = 0; i < PROBLEMS / 3; i++) {
        TEST_ARENA(arena);
        Random random = { seed + i };
        Problem problem = random_problem(arena, &random);
        PartList list = part_list(arena, &problem);
        if (list.count != 1 || list.impossible) continue;
        dropped += drop_and_check(arena, &problem, &list.part[0], &random);
    }
    assert_in_range(dropped, PROBLEMS / 100, INT32_MAX);
}

/* The read problem is the made one: reading back what problem_json wrote gives the same answer. */
static void reading_gives_the_same_problem(void **state) {
    (void)state;
    uint64_t seed = seed_read();
    for (uint64_t i = 0; i < PROBLEMS / 10; i++) {
        TEST_ARENA(arena);
        Random random = { seed + i };
        Problem made = random_problem(arena, &random), read;
        Str json = problem_json(arena, &made);
        Phrase why = { 0 };
        assert_int_equal(problem_check(arena, &made, &why), OK);
        assert_int_equal(problem_read(arena, json, &read, &why), OK);
        assert_str(problem_json(arena, &read), str_zero_ended(arena, json));
    }
}

SUITE("planning property", cmocka_unit_test(plans_equal_brute_force),
      cmocka_unit_test(bounds_hold_for_another_solver),
      cmocka_unit_test(the_tree_alone_equals_brute_force),
      cmocka_unit_test(any_prices_bound_every_plan),
      cmocka_unit_test(dropped_pairs_are_in_no_better_plan),
      cmocka_unit_test(reading_gives_the_same_problem))
