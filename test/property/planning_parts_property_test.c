/* What the flow engine rests on, over thousands of tiny problems with resources, floors, costs and
 * duties that are flows, against trying every plan: bounds from any prices, cuts, pairs that are
 * dropped, and the tree alone. */
#include "../every_plan.h"
#include "planning/groups/piece.h"

enum { PROBLEMS = 4000 };

/* A problem that is one part, or parts that were all looked at; is_flow is false where it is none.
 */
typedef struct Drawn {
    Problem problem;
    PartList list;
    Every every;
} Drawn;

static Drawn drawn(Chance *chance, Arena *arena, const ProblemSize *size) {
    Drawn drawn = { .problem = problem_draw(chance, arena, size) };
    drawn.list = part_list(arena, &drawn.problem);
    return drawn;
}

static void every_plan(Drawn *drawn) {
    drawn->every = (Every){ .problem = &drawn->problem };
    every_try(&drawn->every, 0);
}

static int8_t *undecided(Arena *arena, const Part *part) {
    return arena_many(arena, int8_t, (size_t)part->choice_count);
}

/* Small beside values of the same size; sometimes 0. */
static int64_t *prices_draw(Chance *chance, Arena *arena, const Bound *bound) {
    const Part *part = bound->part;
    int64_t *price = arena_many(arena, int64_t, (size_t)price_count(part));
    int64_t size = chance_between(chance, 0, 100) << bound->shift;
    for (int32_t i = 0; i < price_count(part); i++) {
        bool may_be_negative = i < part->person_count && part->must[i];
        price[i] = chance_between(chance, may_be_negative ? -size : 0, size);
        if (i >= part->person_count && one_in(chance, 2)) price[i] = 0;
    }
    return price;
}

/* Decisions that do not contradict each other. */
static int8_t *decisions_draw(Chance *chance, Arena *arena, const Part *part) {
    Trail trail = trail_new(arena, part);
    for (int32_t j = 0; j < part->choice_count; j++) {
        int8_t decision = (int8_t)chance_between(chance, CHOICE_CLOSED, CHOICE_OPEN);
        int32_t before = trail.count;
        if (decision && !trail_decide(&trail, part, j, decision)) trail_back(&trail, before);
    }
    return trail.state;
}

/* A cut says at every decision what bound.h says there, or more; counted blocks exactly that. */
static void cut_is_no_lower(Chance *chance, Arena *arena, Bound *bound, const int64_t *price,
                            Wide wide) {
    const Part *part = bound->part;
    Cuts cuts = cuts_new(arena, bound);
    int8_t *state = undecided(arena, part);
    const Cut *cut;
    cuts_add(&cuts, price);
    assert_true(cuts_at(&cuts, state, &cut) == wide);
    state = decisions_draw(chance, arena, part);
    Wide says = cuts_at(&cuts, state, &cut), is = bound_at(bound, price, state);
    assert_true(says >= is);
    bool exact = is > -((Wide)1 << 60);
    for (int32_t b = 0; b < part->block_count; b++) {
        bool table = bound->table_first[b] != TABLE_NONE;
        if (bound->choice_first[b + 1] - bound->choice_first[b] > 1 && !table) exact = false;
    }
    if (exact) assert_true(says == is);
}

static void any_prices_bound_every_plan(void **state) {
    (void)state;
    Chance chance = chance_begin();
    int64_t looked = 0;
    for (int i = 0; i < PROBLEMS; i++) {
        TEST_ARENA(arena);
        Drawn of = drawn(&chance, arena, &problem_tiny_flow);
        if (!of.list.is_flow || of.list.impossible) continue;
        int64_t sum = 0;
        for (int32_t k = 0; k < of.list.count; k++) {
            Bound *bound = bound_new(arena, &of.list.part[k]);
            const int64_t *price = prices_draw(&chance, arena, bound);
            Wide wide = bound_at(bound, price, undecided(arena, bound->part));
            cut_is_no_lower(&chance, arena, bound, price, wide);
            sum += bound_value(bound, wide);
        }
        every_plan(&of);
        looked += of.every.found;
        if (of.every.found && sum < of.every.best) fail_msg("problem %d", i);
    }
    assert_true(looked > PROBLEMS / 4);
}

/* The search tree without anything that comes before it: only the first filling, as a start for
 * prices. */
static bool tree_alone(Arena *arena, const Drawn *of, int64_t *ret_value) {
    Watch watch = { 0 };
    int32_t *pair_of = arena_many(arena, int32_t, PROBLEM_TINY_PEOPLE);
    *ret_value = 0;
    for (int32_t i = 0; i < of->list.count; i++) {
        const Part *part = &of->list.part[i];
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
    return !of->list.impossible;
}

static void the_tree_alone_finds_the_best(void **state) {
    (void)state;
    Chance chance = chance_begin();
    for (int i = 0; i < PROBLEMS; i++) {
        TEST_ARENA(arena);
        Drawn of = drawn(&chance, arena, &problem_tiny_flow);
        int64_t value;
        if (!of.list.is_flow) continue;
        bool found = tree_alone(arena, &of, &value);
        every_plan(&of);
        if (found == of.every.found && (!found || value == of.every.best)) continue;
        fail_msg("problem %d: %d %lld, best %d %lld", i, found, (long long)value, of.every.found,
                 (long long)of.every.best);
    }
}

/* A dropped pair is in no plan that is better than what was asked for. Prices are those of the
 * first filling, pushed about a little, so that much is dropped and not always the same. */
static int32_t drop_and_check(Chance *chance, Arena *arena, Drawn *of) {
    const Part *part = &of->list.part[0];
    int8_t *state = undecided(arena, part);
    bool *kept = arena_many(arena, bool, (size_t)part->pair_count);
    Watch watch = { 0 };
    Best best = { .bound = INT64_C(1) << 62 };
    Piece *piece = piece_new(arena, part, &watch, &best);
    int64_t most;
    if (!fill_solve(piece->fill, state, &most)) return 0;
    piece_add_fill_cut(piece);
    int64_t *price = piece->scratch_price;
    for (int32_t i = 0; i < price_count(part); i++) {
        price[i] += chance_between(chance, -3, 3) * (INT64_C(1) << piece->bound->shift);
        bool may_be_negative = i < part->person_count && part->must[i];
        if (price[i] < 0 && !may_be_negative) price[i] = 0;
    }
    every_plan(of);
    if (!of->every.found) return 0;
    int64_t asked = of->every.best - chance_between(chance, 0, 2);
    Wide wide = bound_at(piece->bound, price, state), target = bound_target(piece->bound, asked);
    memset(kept, true, (size_t)part->pair_count);
    int32_t dropped = bound_drop_pairs(piece->bound, price, state, wide, target, kept);
    for (int32_t i = 0; i < part->pair_count; i++) {
        if (kept[i]) continue;
        Every with = { .problem = &of->problem,
                       .wanted = &of->problem.pair[part->pair_source[i]] };
        every_try(&with, 0);
        if (!with.found || with.best < asked + part->value_step) continue;
        fail_msg("pair %d is in a plan of %lld, asked was above %lld", (int)i,
                 (long long)with.best, (long long)asked);
    }
    return dropped;
}

static void dropped_pairs_are_in_no_better_plan(void **state) {
    (void)state;
    Chance chance = chance_begin();
    int32_t dropped = 0, counted = 0;
    for (int i = 0; i < PROBLEMS; i++) {
        TEST_ARENA(arena);
        Drawn of = drawn(&chance, arena, &problem_tiny_flow);
        if (!of.list.is_flow || of.list.impossible || of.list.count != 1) continue;
        int32_t here = drop_and_check(&chance, arena, &of);
        dropped += here;
        if (bound_new(arena, &of.list.part[0])->counted) counted += here;
    }
    print_message("# %d pairs dropped, %d where blocks are counted\n", (int)dropped, (int)counted);
    assert_true(dropped > PROBLEMS / 20 && counted > PROBLEMS / 100);
}

SUITE("planning, parts and bounds", cmocka_unit_test(any_prices_bound_every_plan),
      cmocka_unit_test(the_tree_alone_finds_the_best),
      cmocka_unit_test(dropped_pairs_are_in_no_better_plan))
