/* Prices of places are what one place more is worth, and what is left of a person is what that person
 * adds: both counted by trying every division. */
#include "../chance.h"
#include "planning/prices/prices_parts.h"

enum { PEOPLE_MAX = 5, OPENINGS_MAX = 4, PAIRS_MAX = PEOPLE_MAX * OPENINGS_MAX, TINY_ROUNDS = 12000 };

typedef struct Tiny {
    PriceGraph graph;
    PricePair pair[PAIRS_MAX];
    int64_t places[OPENINGS_MAX];
} Tiny;

static void tiny_make(Tiny *tiny, Chance *chance) {
    static const int score_most[] = { 0, 1, 3, 12, 1000 };
    int most = score_most[chance_between(chance, 0, 4)];
    int64_t dense = chance_between(chance, 0, 10), known = chance_between(chance, 5, 10);
    *tiny = (Tiny){ .graph = { .person_count = (int32_t)chance_between(chance, 0, PEOPLE_MAX),
                               .opening_count = (int32_t)chance_between(chance, 0, OPENINGS_MAX) } };
    tiny->graph.places = tiny->places;
    tiny->graph.pair = tiny->pair;
    for (int32_t k = 0; k < tiny->graph.opening_count; k++) {
        bool is_known = chance_between(chance, 1, 10) <= known;
        tiny->places[k] = is_known ? chance_between(chance, 0, 3) : PLACES_UNKNOWN;
    }
    for (int32_t i = 0; i < tiny->graph.person_count; i++) {
        for (int32_t k = 0; k < tiny->graph.opening_count; k++) {
            if (chance_between(chance, 1, 10) > dense) continue;
            int32_t score = (int32_t)chance_between(chance, 0, most);
            tiny->pair[tiny->graph.pair_count++] = (PricePair){ i, k, score };
        }
    }
}

/* Every division of the places that are left, from this pair on; -1: nobody is left out. */
static int64_t value_from(const Tiny *tiny, int32_t at, int64_t *places, int32_t without) {
    int32_t count = tiny->graph.pair_count;
    if (at == count) return 0;
    int32_t person = tiny->pair[at].person, end = at;
    while (end < count && tiny->pair[end].person == person) end++;
    int64_t best = value_from(tiny, end, places, without);
    for (int32_t i = at; i < end && person != without; i++) {
        int64_t *left = &places[tiny->pair[i].opening];
        if (*left <= 0) continue;
        (*left)--;
        int64_t value = tiny->pair[i].score + value_from(tiny, end, places, without);
        (*left)++;
        if (value > best) best = value;
    }
    return best;
}

static int64_t value_of(const Tiny *tiny, int32_t one_more, int32_t without) {
    int64_t places[OPENINGS_MAX];
    for (int32_t k = 0; k < OPENINGS_MAX; k++) places[k] = tiny->places[k] + (k == one_more);
    return value_from(tiny, 0, places, without);
}

static void division_keeps_places(const PriceGraph *graph, const Prices *prices) {
    int64_t value = 0, used[64] = { 0 };
    int32_t placed = 0;
    for (int32_t i = 0; i < graph->person_count; i++) {
        if (prices->opening_of[i] != PRICE_NOWHERE) used[prices->opening_of[i]]++;
    }
    for (int32_t k = 0; k < graph->opening_count; k++) {
        assert_true(used[k] <= (graph->places[k] > 0 ? graph->places[k] : 0));
        placed += (int32_t)used[k];
        if (prices->price[k] > 0) assert_true(used[k] == graph->places[k]);
    }
    for (int32_t i = 0; i < graph->pair_count; i++) {
        const PricePair *pair = &graph->pair[i];
        if (prices->opening_of[pair->person] != pair->opening) continue;
        value += pair->score;
        placed--;
    }
    assert_int_equal(placed, 0);
    assert_int_equal(value, prices->value);
    assert_int_equal(prices_proof(graph, prices), prices->value);
}

static void a_price_is_what_one_place_more_is_worth(void **state) {
    (void)state;
    Chance chance = chance_begin();
    int64_t priced = 0, unknown = 0, full = 0;
    for (int round = 0; round < TINY_ROUNDS; round++) {
        TEST_ARENA(arena);
        Tiny tiny;
        tiny_make(&tiny, &chance);
        Prices prices = prices_find(arena, &tiny.graph);
        int64_t value = value_of(&tiny, PRICE_NOWHERE, PRICE_NOWHERE);
        assert_int_equal(prices.value, value);
        division_keeps_places(&tiny.graph, &prices);
        for (int32_t k = 0; k < tiny.graph.opening_count; k++) {
            bool known = tiny.places[k] != PLACES_UNKNOWN;
            int64_t more = known ? value_of(&tiny, k, PRICE_NOWHERE) - value : PLACE_PRICE_UNKNOWN;
            assert_int_equal(prices.price[k], more);
            priced += more > 0;
            full += known && !tiny.places[k];
            unknown += !known;
        }
        for (int32_t i = 0; i < tiny.graph.person_count; i++) {
            assert_int_equal(prices.left[i], value - value_of(&tiny, PRICE_NOWHERE, i));
        }
    }
    print_message("# %lld prices above 0, %lld openings without a place, %lld unknown\n",
                  (long long)priced, (long long)full, (long long)unknown);
    assert_true(priced > TINY_ROUNDS / 20 && unknown > 100 && full > 100);
}

/* --- larger ones, against themselves --- */

enum { MANY_PEOPLE = 60, MANY_OPENINGS = 12, MANY_ROUNDS = 60, MANY_PAIRS = MANY_PEOPLE * MANY_OPENINGS };

static int32_t many_make(Chance *chance, PricePair *pair, int64_t *places) {
    int32_t count = 0;
    int most = chance_between(chance, 0, 1) ? 1000 : 9;
    for (int32_t k = 0; k < MANY_OPENINGS; k++) places[k] = chance_between(chance, 0, 8);
    for (int32_t i = 0; i < MANY_PEOPLE; i++) {
        for (int32_t k = 0; k < MANY_OPENINGS; k++) {
            if (chance_between(chance, 0, 2)) continue;
            pair[count++] = (PricePair){ i, k, (int32_t)chance_between(chance, 0, most) };
        }
    }
    return count;
}

static void one_place_more_adds_the_price(void **state) {
    (void)state;
    Chance chance = chance_begin();
    for (int round = 0; round < MANY_ROUNDS; round++) {
        TEST_ARENA(arena);
        PricePair pair[MANY_PAIRS];
        int64_t places[MANY_OPENINGS];
        PriceGraph graph = { MANY_PEOPLE, MANY_OPENINGS, many_make(&chance, pair, places), places,
                             pair };
        Prices prices = prices_find(arena, &graph);
        division_keeps_places(&graph, &prices);
        for (int32_t k = 0; k < MANY_OPENINGS; k++) {
            places[k]++;
            Prices with = prices_find(arena, &graph);
            assert_int_equal(with.value - prices.value, prices.price[k]);
            for (int32_t i = 0; i < MANY_OPENINGS; i++) assert_true(with.price[i] <= prices.price[i]);
            places[k]--;
        }
    }
}

/* Who comes first in the lists, and which pair of a person, makes no price other. */
static void the_order_of_the_input_changes_no_price(void **state) {
    (void)state;
    Chance chance = chance_begin();
    for (int round = 0; round < MANY_ROUNDS * 4; round++) {
        TEST_ARENA(arena);
        PricePair pair[MANY_PAIRS], turned[MANY_PAIRS];
        int64_t places[MANY_OPENINGS], turned_places[MANY_OPENINGS];
        int32_t count = many_make(&chance, pair, places);
        for (int32_t i = 0; i < count; i++) {
            PricePair of = pair[count - 1 - i];
            turned[i] = (PricePair){ MANY_PEOPLE - 1 - of.person, MANY_OPENINGS - 1 - of.opening,
                                     of.score };
        }
        for (int k = 0; k < MANY_OPENINGS; k++) turned_places[k] = places[MANY_OPENINGS - 1 - k];
        PriceGraph graph = { MANY_PEOPLE, MANY_OPENINGS, count, places, pair };
        PriceGraph other = { MANY_PEOPLE, MANY_OPENINGS, count, turned_places, turned };
        Prices prices = prices_find(arena, &graph), again = prices_find(arena, &other);
        assert_int_equal(prices.value, again.value);
        for (int k = 0; k < MANY_OPENINGS; k++) {
            assert_int_equal(prices.price[k], again.price[MANY_OPENINGS - 1 - k]);
        }
        for (int i = 0; i < MANY_PEOPLE; i++) {
            assert_int_equal(prices.left[i], again.left[MANY_PEOPLE - 1 - i]);
        }
    }
}

static void forty_people_for_twelve_places(void **state) {
    (void)state;
    TEST_ARENA(arena);
    enum { FORTY = 40 };
    PricePair pair[2 * FORTY];
    int64_t places[] = { 12, 100 };
    for (int32_t i = 0; i < FORTY; i++) {
        pair[2 * i] = (PricePair){ i, 0, 800 };
        pair[2 * i + 1] = (PricePair){ i, 1, 500 + i };
    }
    PriceGraph graph = { FORTY, 2, 2 * FORTY, places, pair };
    Prices prices = prices_find(arena, &graph);
    assert_int_equal(prices.price[0], 800 - 512); /* the twelve who would have least elsewhere */
    assert_int_equal(prices.price[1], 0);
    assert_int_equal(prices.left[0], 512);
    assert_int_equal(prices.left[39], 539);
}

SUITE("prices of places",
      cmocka_unit_test(a_price_is_what_one_place_more_is_worth),
      cmocka_unit_test(one_place_more_adds_the_price),
      cmocka_unit_test(the_order_of_the_input_changes_no_price),
      cmocka_unit_test(forty_people_for_twelve_places))
