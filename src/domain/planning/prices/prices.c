/* The best division is the filling of a plan without minimums (fill.h), piece by piece; its prices
 * are some of those that prove it, and prices_bring_down takes them down to the smallest. */
#include "prices_parts.h"

#include <assert.h>

#include "auto.h"
#include "planning/groups/fill.h"

enum { SCRATCH_BYTES_MAX = INT32_MAX };
#define PRICES_BYTES_MAX ((size_t)SCRATCH_BYTES_MAX * 8)

static Problem problem_of(Arena *arena, const PriceGraph *graph) {
    Problem problem = { .candidate_count = graph->person_count,
                        .option_count = graph->opening_count };
    problem.candidate = arena_many(arena, Str, (size_t)graph->person_count);
    problem.option = arena_many(arena, Option, (size_t)graph->opening_count);
    for (int32_t i = 0; i < graph->opening_count; i++) {
        int64_t places = graph->places[i];
        problem.option[i] = (Option){ .maximum = places == PLACES_UNKNOWN ? 0 : places,
                                      .class_index = PLAN_NO_CLASS };
    }
    problem.pair = arena_many(arena, Pair, (size_t)graph->pair_count);
    for (int32_t i = 0; i < graph->pair_count; i++) {
        const PricePair *pair = &graph->pair[i];
        assert(pair->score >= 0 && pair->score <= PRICE_SCORE_MAX);
        if (graph->places[pair->opening] == PLACES_UNKNOWN) continue;
        problem.pair[problem.pair_count++] = (Pair){ .candidate = pair->person,
                                                     .option = pair->opening,
                                                     .value = pair->score };
    }
    return problem;
}

static void part_fill(Arena *scratch, const Part *part, Prices *prices) {
    ArenaMark mark = arena_mark(scratch);
    Fill *fill = fill_new(scratch, part);
    int64_t value = 0;
    bool filled = fill_solve(fill, NULL, &value);
    assert(filled && part->choice_count == 0);
    if (filled) prices->value += value;
    for (int32_t i = 0; i < part->pair_count; i++) {
        if (!fill_uses(fill, i)) continue;
        int32_t option = part->option[part->pair_option[i]].source;
        prices->opening_of[part->person_source[part->pair_person[i]]] = option;
    }
    for (int32_t i = 0; i < part->person_count; i++) {
        prices->left[part->person_source[i]] = (int32_t)fill_price(fill, i, 0);
    }
    arena_rewind(scratch, mark);
}

/* The least at which nobody would rather be there. A part counts no more places than people who
 * could come (part.h), so an opening with room for all of them may have a price here: it comes down
 * to 0. */
static void prices_raise(const PriceGraph *graph, Prices *prices) {
    for (int32_t i = 0; i < graph->opening_count; i++) {
        prices->price[i] = graph->places[i] == PLACES_UNKNOWN ? PLACE_PRICE_UNKNOWN : 0;
    }
    for (int32_t i = 0; i < graph->pair_count; i++) {
        const PricePair *pair = &graph->pair[i];
        int32_t *price = &prices->price[pair->opening];
        int32_t over = pair->score - prices->left[pair->person];
        if (*price != PLACE_PRICE_UNKNOWN && over > *price) *price = over;
    }
}

int64_t prices_proof(const PriceGraph *graph, const Prices *prices) {
    int64_t sum = 0;
    for (int32_t i = 0; i < graph->person_count; i++) sum += prices->left[i];
    for (int32_t i = 0; i < graph->opening_count; i++) {
        if (prices->price[i] > 0) sum += prices->price[i] * graph->places[i];
    }
    return sum;
}

Prices prices_find(Arena *arena, const PriceGraph *graph) {
    Prices prices = { .price = arena_many(arena, int32_t, (size_t)graph->opening_count),
                      .left = arena_many(arena, int32_t, (size_t)graph->person_count),
                      .opening_of = arena_many(arena, int32_t, (size_t)graph->person_count) };
    for (int32_t i = 0; i < graph->person_count; i++) prices.opening_of[i] = PRICE_NOWHERE;
    AUTO(arena_end_at) Arena *scratch = arena_new("prices", PRICES_BYTES_MAX);
    Problem problem = problem_of(scratch, graph);
    PartList list = part_list(scratch, &problem);
    assert(list.is_flow && !list.impossible);
    for (int32_t i = 0; i < list.count; i++) part_fill(scratch, &list.part[i], &prices);
    prices_raise(graph, &prices);
    prices_bring_down(scratch, graph, &prices);
    assert(prices_proof(graph, &prices) == prices.value);
    return prices;
}
