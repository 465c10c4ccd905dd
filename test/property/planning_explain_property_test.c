/* What is said of a plan (explain.h), for thousands of tiny random problems with every rule mixed,
 * against trying every plan: envy, closed groups, what is full, and who is placed alike. */
#include "test.h"

#include "../every_plan.h"
#include "../problem_json.h"
#include "planning/answers/explain.h"

enum { PROBLEMS = 3000 };

/* What a question is about, and all that is related to it: everybody else stays as they are. */
typedef struct Related {
    bool candidate[PEOPLE_MAX], option[OPTIONS_MAX], class[CLASSES_MAX], resource[RESOURCES_MAX];
    const Every *plan;
    bool found;
    int64_t best;
} Related;

/* One of them drags the other along. */
static bool both(bool *one, bool *other) {
    bool more = *one != *other;
    *one = *other = *one || *other;
    return more;
}

static bool circle_grow(Related *related, const int32_t *member, int32_t count) {
    bool more = false;
    for (int32_t i = 1; i < count; i++) {
        more |= both(&related->candidate[member[0]], &related->candidate[member[i]]);
    }
    return more;
}

/* Everybody where they use most of it. What is asked about has run out. */
static bool runs_out(const Problem *problem, const Related *related, int32_t resource) {
    int64_t most[PEOPLE_MAX] = { 0 }, sum = 0;
    for (int32_t i = 0; i < problem->pair_count; i++) {
        const Pair *pair = &problem->pair[i];
        for (int32_t k = 0; pair->rule != RULE_FORBIDDEN && k < pair->demand_count; k++) {
            const PairDemand *demand = &problem->demand[pair->demand_first + k];
            bool larger = demand->amount > most[pair->candidate];
            if (demand->resource == resource && larger) most[pair->candidate] = demand->amount;
        }
    }
    for (int32_t i = 0; i < PEOPLE_MAX; i++) sum += most[i];
    return related->resource[resource] || sum > problem->resource[resource].capacity;
}

static bool related_grow(const Problem *problem, Related *related) {
    bool more = false;
    for (int32_t i = 0; i < problem->pair_count; i++) {
        const Pair *pair = &problem->pair[i];
        bool *option = &related->option[pair->option];
        if (pair->rule == RULE_FORBIDDEN) continue;
        more |= both(&related->candidate[pair->candidate], option);
        for (int32_t k = 0; k < pair->demand_count; k++) {
            int32_t resource = problem->demand[pair->demand_first + k].resource;
            if (!runs_out(problem, related, resource)) continue;
            more |= both(option, &related->resource[resource]);
        }
    }
    for (int32_t i = 0; i < problem->option_count; i++) {
        int32_t of = problem->option[i].class_index;
        if (of != PLAN_NO_CLASS) more |= both(&related->option[i], &related->class[of]);
    }
    for (int32_t i = 0; i < problem->floor_count; i++) {
        const Floor *floor = &problem->floor[i];
        if (floor->people) more |= circle_grow(related, floor->member, floor->member_count);
    }
    for (int32_t i = 0; i < problem->household_count; i++) {
        const Household *household = &problem->household[i];
        more |= circle_grow(related, household->member, household->member_count);
    }
    return more;
}

static void related_visit(const Every *every, int64_t value) {
    Related *related = every->context;
    for (int32_t i = 0; i < every->problem->candidate_count; i++) {
        if (!related->candidate[i] && every->taken[i] != related->plan->taken[i]) return;
    }
    if (related->found && value <= related->best) return;
    related->found = true;
    related->best = value;
}

static int64_t best_of(const Problem *problem, const Every *plan, Related related,
                       bool *ret_found) {
    Every every = { .problem = problem, .visit = related_visit, .context = &related };
    related.plan = plan;
    while (related_grow(problem, &related)) continue;
    for (int32_t i = 0; problem->measure_count && i < PEOPLE_MAX; i++) related.candidate[i] = true;
    every_try(&every, 0);
    *ret_found = related.found;
    return related.best;
}

static void problem_say(const Problem *problem) {
    TEST_ARENA(arena);
    printf("%s", problem_json(arena, problem).at); /* cmocka cuts long messages off */
}

static bool is_allowed(const Problem *problem, const Pair *pair) {
    bool pinned = false;
    for (int32_t i = 0; i < problem->pair_count; i++) {
        const Pair *other = &problem->pair[i];
        if (other->candidate != pair->candidate || other->rule != RULE_PINNED) continue;
        pinned |= other != pair;
    }
    return pair->rule != RULE_FORBIDDEN && !pinned;
}

static int64_t has_now(const Every *plan, int32_t candidate) {
    return plan->taken[candidate] ? plan->taken[candidate]->value : 0;
}

static int64_t people_in(const Every *plan, bool in_class, int32_t at) {
    int64_t people = 0;
    for (int32_t i = 0; i < plan->problem->candidate_count; i++) {
        const Pair *pair = plan->taken[i];
        if (!pair) continue;
        people += (in_class ? plan->problem->option[pair->option].class_index : pair->option) == at;
    }
    return people;
}

static bool lies_between(const Between *between, int64_t number, bool exact) {
    if (between->has_least && between->least > number) return false;
    if (between->has_most && between->most < number) return false;
    bool known = between->has_least && between->has_most && between->least == between->most;
    return !exact || known;
}

/* --- envy --- */

static bool is_plan_with(const Every *plan, const Pair *taken, int32_t leaves) {
    Every changed = *plan;
    int64_t value;
    changed.taken[taken->candidate] = taken;
    if (leaves != PLAN_UNPLACED) changed.taken[leaves] = NULL;
    return plan_worth(&changed, &value);
}

static bool has_started(const Every *plan, int32_t option) {
    const Option *of = &plan->problem->option[option];
    if (of->opening_cost > 0 && !people_in(plan, false, option)) return false;
    return of->class_index == PLAN_NO_CLASS || people_in(plan, true, of->class_index) ||
           plan->problem->option_class[of->class_index].opening_cost <= 0;
}

static bool envies(const Every *plan, const Pair *pair, int32_t *ret_of) {
    *ret_of = PLAN_UNPLACED;
    if (plan->taken[pair->candidate] == pair || !is_allowed(plan->problem, pair)) return false;
    if (pair->value <= has_now(plan, pair->candidate)) return false;
    if (has_started(plan, pair->option) && is_plan_with(plan, pair, PLAN_UNPLACED)) return true;
    for (int32_t j = 0; j < plan->problem->candidate_count; j++) {
        const Pair *other = plan->taken[j];
        if (!other || other->option != pair->option || other->value >= pair->value) continue;
        bool lower = *ret_of == PLAN_UNPLACED || other->value < plan->taken[*ret_of]->value;
        if (lower && is_plan_with(plan, pair, j)) *ret_of = j;
    }
    return *ret_of != PLAN_UNPLACED;
}

static void check_envy(int number, const Every *plan, const Envy *envy) {
    int64_t count = 0;
    assert_true(envy->counted);
    for (int32_t i = 0; i < plan->problem->pair_count; i++) {
        int32_t of;
        const Pair *pair = &plan->problem->pair[i];
        if (!envies(plan, pair, &of)) continue;
        if (count >= envy->listed_count) fail_msg("problem %d: pair %d envies", number, i);
        const EnvyRow *row = &envy->listed[count++];
        if (row->candidate != pair->candidate || row->option != pair->option || row->of != of) {
            fail_msg("problem %d: pair %d envies %d, told %d in %d of %d", number, i, of,
                     row->candidate, row->option, row->of);
        }
    }
    if (count != envy->count || count != envy->listed_count) {
        fail_msg("problem %d: %lld envy, told %lld", number, (long long)count,
                 (long long)envy->count);
    }
}

/* --- closed --- */

static void check_closed(int number, const Every *plan, const ClosedAnswer *closed, bool exact) {
    Problem forced = *plan->problem;
    Option option[OPTIONS_MAX];
    OptionClass class[CLASSES_MAX];
    for (int32_t i = 0; i < forced.option_count; i++) option[i] = forced.option[i];
    for (int32_t i = 0; i < forced.class_count; i++) class[i] = forced.option_class[i];
    forced.option = option;
    forced.option_class = class;
    *(closed->is_class ? &class[closed->at].must_start : &option[closed->at].must_start) = true;
    int64_t people = 0, without = 0;
    for (int32_t i = 0; i < forced.candidate_count; i++) {
        bool wants = false;
        for (int32_t k = 0; k < forced.pair_count; k++) {
            const Pair *pair = &forced.pair[k];
            int32_t at = closed->is_class ? option[pair->option].class_index : pair->option;
            wants |= pair->candidate == i && at == closed->at && is_allowed(plan->problem, pair);
        }
        people += wants;
        without += wants && !plan->taken[i];
    }
    int64_t minimum = closed->is_class ? class[closed->at].minimum : option[closed->at].minimum;
    assert_int_equal(closed->people, people);
    assert_int_equal(closed->without_place, without);
    assert_int_equal(closed->missing, minimum > without ? minimum - without : 0);
    Related related = { .option[0] = false };
    *(closed->is_class ? &related.class[closed->at] : &related.option[closed->at]) = true;
    bool found;
    int64_t best = best_of(&forced, plan, related, &found);
    if (closed->impossible && found) fail_msg("problem %d: it can start", number);
    if (exact && !closed->impossible && !found) fail_msg("problem %d: it cannot start", number);
    if (found && !lies_between(&closed->cost, plan->value - best, exact)) {
        problem_say(plan->problem);
        fail_msg("problem %d: forcing costs %lld, told %lld to %lld", number,
                 (long long)(plan->value - best), (long long)closed->cost.least,
                 (long long)closed->cost.most);
    }
}

static void check_all_closed(int number, const Every *plan, const PlanExplanation *told,
                             bool exact) {
    const Problem *problem = plan->problem;
    int32_t at = 0;
    for (int32_t i = 0; i < problem->option_count; i++) {
        if (!problem->option[i].minimum || people_in(plan, false, i)) continue;
        assert_true(at < told->closed_count && !told->closed[at].is_class);
        assert_int_equal(told->closed[at].at, i);
        check_closed(number, plan, &told->closed[at++], exact);
    }
    for (int32_t i = 0; i < problem->class_count; i++) {
        if (!problem->option_class[i].minimum || people_in(plan, true, i)) continue;
        assert_true(at < told->closed_count && told->closed[at].is_class);
        assert_int_equal(told->closed[at].at, i);
        check_closed(number, plan, &told->closed[at++], exact);
    }
    assert_int_equal(at, told->closed_count);
}

/* --- full --- */

static void check_full(int number, const Every *plan, const FullAnswer *full, bool exact) {
    Problem roomy = *plan->problem;
    Option option[OPTIONS_MAX];
    OptionClass class[CLASSES_MAX];
    Resource resource[RESOURCES_MAX];
    for (int32_t i = 0; i < roomy.option_count; i++) option[i] = roomy.option[i];
    for (int32_t i = 0; i < roomy.class_count; i++) class[i] = roomy.option_class[i];
    for (int32_t i = 0; i < roomy.resource_count; i++) resource[i] = roomy.resource[i];
    roomy.option = option;
    roomy.option_class = class;
    roomy.resource = resource;
    Related related = { .option[0] = false };
    if (full->kind == FULL_OPTION) {
        option[full->at].maximum += full->more;
        related.option[full->at] = true;
    } else if (full->kind == FULL_CLASS) {
        class[full->at].maximum += full->more;
        related.class[full->at] = true;
    } else {
        resource[full->at].capacity += full->more;
        related.resource[full->at] = true;
    }
    bool found;
    int64_t worth = best_of(&roomy, plan, related, &found) - plan->value;
    if (lies_between(&full->worth, worth, exact)) return;
    problem_say(plan->problem);
    fail_msg("problem %d: full %d of kind %d is worth %lld, told %lld to %lld", number, full->at,
             (int)full->kind, (long long)worth, (long long)full->worth.least,
             (long long)full->worth.most);
}

static int64_t amount_of(const Problem *problem, const Pair *pair, int32_t resource) {
    for (int32_t i = 0; pair && i < pair->demand_count; i++) {
        const PairDemand *demand = &problem->demand[pair->demand_first + i];
        if (demand->resource == resource) return demand->amount;
    }
    return 0;
}

/* The smallest amount that somebody misses; 0: nobody misses any. */
static int64_t missed(const Every *plan, int32_t resource) {
    const Problem *problem = plan->problem;
    int64_t rest = problem->resource[resource].capacity, least = 0;
    for (int32_t i = 0; i < problem->candidate_count; i++) {
        rest -= amount_of(problem, plan->taken[i], resource);
    }
    for (int32_t i = 0; i < problem->pair_count; i++) {
        const Pair *pair = &problem->pair[i], *now = plan->taken[pair->candidate];
        int64_t needs = amount_of(problem, pair, resource);
        if (now == pair || !needs || pair->value <= has_now(plan, pair->candidate)) continue;
        if (!is_allowed(problem, pair)) continue;
        int64_t lacks = needs - amount_of(problem, now, resource) - rest;
        if (lacks > 0 && (!least || lacks < least)) least = lacks;
    }
    return least;
}

static void check_all_full(int number, const Every *plan, const PlanExplanation *told, bool exact) {
    const Problem *problem = plan->problem;
    int32_t rows = 0;
    for (int32_t i = 0; i < problem->option_count; i++) {
        rows += people_in(plan, false, i) == problem->option[i].maximum;
    }
    for (int32_t i = 0; i < problem->class_count; i++) {
        rows += people_in(plan, true, i) == problem->option_class[i].maximum;
    }
    for (int32_t i = 0; i < problem->resource_count; i++) {
        int64_t lacks = missed(plan, i);
        rows += lacks > 0;
        rows += lacks > 1;
    }
    assert_int_equal(told->full_count, rows);
    for (int32_t i = 0; i < rows; i++) {
        const FullAnswer *full = &told->full[i];
        check_full(number, plan, full, exact);
        if (full->kind != FULL_RESOURCE) assert_int_equal(full->more, 1);
        else assert_true(full->more == 1 || full->more == missed(plan, full->at));
    }
}

/* --- alike --- */

typedef struct Places {
    int64_t least;
    bool in[PEOPLE_MAX][OPTIONS_MAX], without[PEOPLE_MAX];
} Places;

static void places_note(const Every *plan, int64_t value) {
    Places *places = plan->context;
    if (value < places->least) return;
    for (int32_t i = 0; i < plan->problem->candidate_count; i++) {
        if (plan->taken[i]) places->in[i][plan->taken[i]->option] = true;
        else places->without[i] = true;
    }
}

static Alike alike_of(const Places *places, int32_t candidate) {
    int options = 0;
    for (int32_t k = 0; k < OPTIONS_MAX; k++) options += places->in[candidate][k];
    if (!options) return ALIKE_NEVER;
    if (places->without[candidate]) return ALIKE_SOMETIMES;
    return options > 1 ? ALIKE_PLACED : ALIKE_SAME;
}

/* Does the plan with these two traded keep every rule, and is it good? */
static bool may_trade(const Every *plan, int32_t one, int32_t other, int64_t least) {
    Every traded = *plan;
    const Pair *a = plan->taken[one], *b = plan->taken[other];
    int64_t value;
    if ((a ? a->option : PLAN_UNPLACED) == (b ? b->option : PLAN_UNPLACED)) return false;
    traded.taken[one] = b ? pair_of(plan->problem, one, b->option) : NULL;
    traded.taken[other] = a ? pair_of(plan->problem, other, a->option) : NULL;
    if ((b && !traded.taken[one]) || (a && !traded.taken[other])) return false;
    return plan_worth(&traded, &value) && value >= least;
}

static void check_trades(int number, const Every *plan, const Within *within) {
    int32_t people = plan->problem->candidate_count, group[PEOPLE_MAX], told[PEOPLE_MAX];
    for (int32_t i = 0; i < people; i++) group[i] = told[i] = i;
    for (int32_t i = 0; i < people; i++) {
        for (int32_t k = 0; k < i; k++) {
            if (!may_trade(plan, i, k, plan->value - within->tolerance)) continue;
            int32_t from = group[i], to = group[k];
            for (int32_t m = 0; m < people; m++) {
                if (group[m] == from) group[m] = to;
            }
        }
    }
    for (int32_t g = 0; g < within->group_count; g++) {
        assert_true(within->group[g + 1] - within->group[g] > 1);
        for (int32_t i = within->group[g]; i < within->group[g + 1]; i++) {
            told[within->traded[i]] = within->traded[within->group[g]];
        }
    }
    assert_true(within->traded_all);
    for (int32_t i = 0; i < people; i++) {
        for (int32_t k = 0; k < i; k++) {
            if ((group[i] == group[k]) == (told[i] == told[k])) continue;
            fail_msg("problem %d: %d and %d are interchangeable: %d, told: %d", number, i, k,
                     group[i] == group[k], told[i] == told[k]);
        }
    }
}

static void check_within(int number, const Every *plan, const Within *within, bool exact) {
    Places places = { .least = plan->value - within->tolerance };
    Every every = { .problem = plan->problem, .visit = places_note, .context = &places };
    every_try(&every, 0);
    assert_true(within->exact || !exact);
    for (int32_t i = 0; i < plan->problem->candidate_count; i++) {
        Alike is = alike_of(&places, i), told = within->alike[i];
        if (told == is || (!exact && told == ALIKE_UNKNOWN)) continue;
        problem_say(plan->problem);
        fail_msg("problem %d: %d is %d, told %d", number, i, (int)is, (int)told);
    }
    for (int32_t i = 0; i < plan->problem->candidate_count; i++) {
        if (within->alike[i] == ALIKE_SAME) assert_true(places.in[i][within->option[i]]);
    }
    check_trades(number, plan, within);
}

/* --- */

typedef struct Counts {
    int64_t plans, envy, closed, full, alike, groups, unknown;
} Counts;

static void check_all(int number, const Every *plan, const PlanExplanation *told, bool exact,
                      Counts *counts) {
    check_envy(number, plan, &told->envy);
    check_all_closed(number, plan, told, exact);
    check_all_full(number, plan, told, exact);
    if (told->within.known) check_within(number, plan, &told->within, exact);
    counts->plans++;
    counts->envy += told->envy.count;
    counts->closed += told->closed_count;
    counts->full += told->full_count;
    counts->groups += told->within.group_count;
    for (int32_t i = 0; told->within.known && i < plan->problem->candidate_count; i++) {
        counts->alike += told->within.alike[i] == ALIKE_SAME;
        counts->unknown += told->within.alike[i] == ALIKE_UNKNOWN;
    }
}

static void counts_say(const Counts *counts) {
    print_message(
        "# %lld plans: %lld envy, %lld closed, %lld full, %lld placed alike, %lld groups, "
        "%lld unknown\n",
        (long long)counts->plans, (long long)counts->envy, (long long)counts->closed,
        (long long)counts->full, (long long)counts->alike, (long long)counts->groups,
        (long long)counts->unknown);
}

static void explain_many(int problems, int64_t nodes, bool exact) {
    Chance chance = chance_begin();
    Counts counts = { 0 };
    for (int i = 0; i < problems; i++) {
        TEST_ARENA(arena);
        Problem problem = problem_draw(&chance, arena, &problem_tiny);
        Solution solution;
        PlanExplanation told;
        ExplainWishes wishes = { .nodes = nodes };
        wishes.tolerance = one_in(&chance, 2) ? 0 : chance_between(&chance, 1, 30);
        SearchLimits limits = { .basis = one_in(&chance, 2) ? basis_new(arena, &problem) : NULL };
        assert_int_equal(problem_solve(arena, &problem, limits, &solution), OK);
        if (!solution.has_value) continue;
        wishes.start = limits.basis;
        assert_int_equal(explain_plan(arena, &problem, &solution, wishes, &told), OK);
        Every plan = { .problem = &problem };
        assert_true(every_take(&plan, &solution));
        assert_true(told.within.known);
        check_all(i, &plan, &told, exact, &counts);
    }
    counts_say(&counts);
    assert_true(counts.plans > problems / 5);
    assert_true(counts.closed > problems / 20 && counts.full > problems / 5);
    assert_true(counts.alike > problems / 10 && counts.groups > problems / 100);
}
static void what_is_said_of_a_plan_is_so(void **state) {
    (void)state;
    explain_many(PROBLEMS, INT32_MAX, true);
}

/* With hardly any nodes some of it stays unknown; what is said is true all the same. */
/* Any of the plans, each as likely: few of them are the best. */
typedef struct Draw {
    Chance *chance;
    int64_t plans, value;
    int32_t option_of[PEOPLE_MAX];
} Draw;

static void plan_draw(const Every *plan, int64_t value) {
    Draw *draw = plan->context;
    if (!one_in(draw->chance, ++draw->plans)) return;
    draw->value = value;
    for (int32_t i = 0; i < plan->problem->candidate_count; i++) {
        draw->option_of[i] = plan->taken[i] ? plan->taken[i]->option : PLAN_UNPLACED;
    }
}

static void what_is_said_of_any_plan_is_so(void **state) {
    (void)state;
    Chance chance = chance_begin();
    Counts counts = { 0 };
    for (int i = 0; i < PROBLEMS; i++) {
        TEST_ARENA(arena);
        Problem problem = problem_draw(&chance, arena, &problem_tiny);
        Draw draw = { .chance = &chance };
        Closed closed[OPTIONS_MAX + CLASSES_MAX] = { { 0 } };
        Every every = { .problem = &problem, .visit = plan_draw, .context = &draw };
        every_try(&every, 0);
        if (!every.found) continue;
        Solution solution = { .status = PLAN_FEASIBLE,
                              .has_value = true,
                              .value = draw.value,
                              .option_of = draw.option_of,
                              .option_closed = closed,
                              .class_closed = closed };
        PlanExplanation told;
        ExplainWishes wishes = { .nodes = INT32_MAX };
        assert_int_equal(explain_plan(arena, &problem, &solution, wishes, &told), OK);
        Every plan = { .problem = &problem };
        assert_true(every_take(&plan, &solution));
        assert_false(told.within.known);
        check_all(i, &plan, &told, true, &counts);
    }
    counts_say(&counts);
    assert_true(counts.plans > PROBLEMS / 5 && counts.envy > PROBLEMS / 10);
}

static void what_is_said_under_a_limit_is_so(void **state) {
    (void)state;
    explain_many(PROBLEMS / 3, 1, false);
}

SUITE("what is said of a plan, tried out", cmocka_unit_test(what_is_said_of_a_plan_is_so),
      cmocka_unit_test(what_is_said_of_any_plan_is_so),
      cmocka_unit_test(what_is_said_under_a_limit_is_so))
