/* How far each price can come down, as a way of least length. For a pair, slack is what person and
 * opening together pay too much: left + price - score, 0 or more. When an opening's price comes down
 * by so much, so much more is left of those who are in it; who is nowhere has nothing left, whatever
 * happens. So an opening can come down by no more than the slack of any of its pairs, plus what the
 * opening where that person is comes down by. Lengths are small whole numbers: one list for each
 * (R. B. Dial, "Algorithm 360: shortest-path forest with topological ordering", Communications of
 * the ACM 12 (1969) 632-633). */
#include "prices_parts.h"

enum { NOTHING = -1 };

/* An opening that can come down by no more than the length whose list this stands in. */
typedef struct Lowered {
    int32_t opening, next;
} Lowered;

typedef struct Lowering {
    Arena *scratch;
    const PriceGraph *graph;
    const Prices *prices;
    int32_t *pair_first;   /* per person, and one past the last */
    int32_t *inside_first; /* per opening, and one past the last: in inside */
    int32_t *inside;       /* people, opening by opening */
    int32_t *down;         /* per opening: the least so far */
    bool *done;
    int32_t *first; /* per length: in row */
    Lowered *row;
    size_t row_count, row_capacity;
} Lowering;

static void pairs_find(Lowering *lowering) {
    const PriceGraph *graph = lowering->graph;
    size_t people = (size_t)graph->person_count;
    lowering->pair_first = arena_many(lowering->scratch, int32_t, people + 1);
    for (int32_t i = 0; i < graph->pair_count; i++) {
        lowering->pair_first[graph->pair[i].person + 1]++;
    }
    for (size_t i = 0; i < people; i++) lowering->pair_first[i + 1] += lowering->pair_first[i];
}

static void people_find(Lowering *lowering) {
    const int32_t *opening_of = lowering->prices->opening_of;
    size_t openings = (size_t)lowering->graph->opening_count;
    int32_t people = lowering->graph->person_count;
    int32_t *first = arena_many(lowering->scratch, int32_t, openings + 2) + 1;
    lowering->inside = arena_many(lowering->scratch, int32_t, (size_t)people);
    for (int32_t i = 0; i < people; i++) {
        if (opening_of[i] != PRICE_NOWHERE) first[opening_of[i] + 1]++;
    }
    for (size_t i = 0; i < openings; i++) first[i + 1] += first[i];
    for (int32_t i = 0; i < people; i++) {
        if (opening_of[i] != PRICE_NOWHERE) lowering->inside[first[opening_of[i]]++] = i;
    }
    lowering->inside_first = first - 1;
}

static void opening_bound(Lowering *lowering, int32_t opening, int32_t down) {
    lowering->down[opening] = down;
    size_t at = lowering->row_count++;
    lowering->row =
        arena_room(lowering->scratch, Lowered, lowering->row, at, &lowering->row_capacity);
    lowering->row[at] = (Lowered){ opening, lowering->first[down] };
    lowering->first[down] = (int32_t)at;
}

/* What the openings of a person may come down by, when what is left of that person grows by `more`. */
static void person_bounds(Lowering *lowering, int32_t person, int32_t more) {
    const Prices *prices = lowering->prices;
    for (int32_t i = lowering->pair_first[person]; i < lowering->pair_first[person + 1]; i++) {
        const PricePair *pair = &lowering->graph->pair[i];
        int32_t price = prices->price[pair->opening];
        if (price == PLACE_PRICE_UNKNOWN) continue;
        int32_t down = more + prices->left[person] + price - pair->score;
        if (down < lowering->down[pair->opening]) opening_bound(lowering, pair->opening, down);
    }
}

static int32_t lengths_begin(Lowering *lowering) {
    const PriceGraph *graph = lowering->graph;
    int32_t most = 0;
    for (int32_t i = 0; i < graph->opening_count; i++) {
        if (lowering->prices->price[i] > most) most = lowering->prices->price[i];
    }
    lowering->first = arena_many(lowering->scratch, int32_t, (size_t)most + 1);
    for (int32_t i = 0; i <= most; i++) lowering->first[i] = NOTHING;
    for (int32_t i = 0; i < graph->opening_count; i++) {
        if (lowering->prices->price[i] == PLACE_PRICE_UNKNOWN) continue;
        opening_bound(lowering, i, lowering->prices->price[i]);
    }
    for (int32_t i = 0; i < graph->person_count; i++) {
        if (lowering->prices->opening_of[i] == PRICE_NOWHERE) person_bounds(lowering, i, 0);
    }
    return most;
}

static void lengths_follow(Lowering *lowering, int32_t most) {
    for (int32_t length = 0; length <= most; length++) {
        while (lowering->first[length] != NOTHING) {
            Lowered next = lowering->row[lowering->first[length]];
            lowering->first[length] = next.next;
            if (lowering->done[next.opening]) continue;
            lowering->done[next.opening] = true;
            int32_t end = lowering->inside_first[next.opening + 1];
            for (int32_t i = lowering->inside_first[next.opening]; i < end; i++) {
                person_bounds(lowering, lowering->inside[i], length);
            }
        }
    }
}

void prices_bring_down(Arena *scratch, const PriceGraph *graph, Prices *prices) {
    size_t openings = (size_t)graph->opening_count;
    Lowering lowering = { .scratch = scratch,
                          .graph = graph,
                          .prices = prices,
                          .down = arena_many(scratch, int32_t, openings),
                          .done = arena_many(scratch, bool, openings) };
    pairs_find(&lowering);
    people_find(&lowering);
    lengths_follow(&lowering, lengths_begin(&lowering));
    for (int32_t i = 0; i < graph->person_count; i++) {
        if (prices->opening_of[i] == PRICE_NOWHERE) continue;
        prices->left[i] += lowering.down[prices->opening_of[i]];
    }
    for (int32_t i = 0; i < graph->opening_count; i++) {
        if (prices->price[i] != PLACE_PRICE_UNKNOWN) prices->price[i] -= lowering.down[i];
    }
}
