#include "fill_start.h"

#include <stdlib.h>

enum { NOBODY = -1, BIDS_EACH = 24, STEP_OF = 400 };

typedef struct Bid {
    int64_t bid;
    int32_t pair;
} Bid;

typedef struct Auction {
    const Part *part;
    int32_t *first, *pair; /* pairs of each person, and the end */
    Bid *bid;              /* of each option its best bids, the lowest first: a heap */
    int64_t *bid_first;    /* per option */
    int32_t *bid_count;
    int64_t *rent; /* per option: the lowest bid when it is full; else 0 */
    int32_t *queue, queue_count;
    int64_t step;
} Auction;

static int64_t option_room(const PartOption *option) {
    int64_t people = option->pair_end - option->pair_first;
    return option->maximum < people ? option->maximum : people;
}

static void pairs_list(Arena *arena, Auction *auction) {
    const Part *part = auction->part;
    auction->first = arena_many(arena, int32_t, (size_t)part->person_count + 2);
    auction->pair = arena_many(arena, int32_t, (size_t)part->pair_count);
    int32_t *first = auction->first + 1;
    for (int32_t i = 0; i < part->pair_count; i++) first[part->pair_person[i] + 1]++;
    for (int32_t i = 0; i < part->person_count; i++) first[i + 1] += first[i];
    for (int32_t i = 0; i < part->pair_count; i++) {
        auction->pair[first[part->pair_person[i]]++] = i;
    }
}

static Auction auction_new(Arena *arena, const Part *part) {
    size_t options = (size_t)part->option_count;
    Auction auction = { .part = part };
    pairs_list(arena, &auction);
    auction.bid_first = arena_many(arena, int64_t, options);
    auction.bid_count = arena_many(arena, int32_t, options);
    auction.rent = arena_many(arena, int64_t, options);
    auction.queue = arena_many(arena, int32_t, (size_t)part->person_count);
    int64_t places = 0, most = 0;
    for (int32_t k = 0; k < part->option_count; k++) {
        auction.bid_first[k] = places;
        places += option_room(&part->option[k]);
    }
    auction.bid = arena_many(arena, Bid, (size_t)places);
    for (int32_t i = 0; i < part->pair_count; i++) {
        int64_t size = part->pair_value[i] < 0 ? -part->pair_value[i] : part->pair_value[i];
        if (size > most) most = size;
    }
    auction.step = most / STEP_OF + 1;
    for (int32_t i = part->person_count - 1; i >= 0; i--)
        auction.queue[auction.queue_count++] = i;
    return auction;
}

/* --- the lowest bid on top --- */

static bool bid_below(Bid a, Bid b) {
    return a.bid < b.bid || (a.bid == b.bid && a.pair > b.pair);
}

static void heap_sink(Bid *heap, int32_t count, int32_t at) {
    for (;;) {
        int32_t low = 2 * at + 1;
        if (low >= count) return;
        if (low + 1 < count && bid_below(heap[low + 1], heap[low])) low++;
        if (!bid_below(heap[low], heap[at])) return;
        Bid held = heap[at];
        heap[at] = heap[low];
        heap[low] = held;
        at = low;
    }
}

static void heap_rise(Bid *heap, int32_t at) {
    while (at && bid_below(heap[at], heap[(at - 1) / 2])) {
        Bid held = heap[at];
        heap[at] = heap[(at - 1) / 2];
        heap[(at - 1) / 2] = held;
        at = (at - 1) / 2;
    }
}

/* --- bidding --- */

static void bid_place(Auction *auction, Bid bid) {
    const Part *part = auction->part;
    int32_t option = part->pair_option[bid.pair];
    Bid *heap = auction->bid + auction->bid_first[option];
    int32_t *count = &auction->bid_count[option];
    int64_t room = option_room(&part->option[option]);
    if (*count < room) {
        heap[*count] = bid;
        heap_rise(heap, (*count)++);
    } else {
        auction->queue[auction->queue_count++] = part->pair_person[heap[0].pair];
        heap[0] = bid;
        heap_sink(heap, *count, 0);
    }
    if (*count == room) auction->rent[option] = heap[0].bid;
}

static void person_bids(Auction *auction, int32_t person) {
    const Part *part = auction->part;
    int64_t best = INT64_MIN, next = part->must[person] ? -PLAN_VALUE_MAX * 4 : 0;
    int32_t pair = NOBODY;
    for (int32_t i = auction->first[person]; i < auction->first[person + 1]; i++) {
        int32_t at = auction->pair[i], option = part->pair_option[at];
        if (!option_room(&part->option[option])) continue;
        int64_t net = part->pair_value[at] - auction->rent[option];
        if (net > best) {
            next = best > next ? best : next;
            best = net;
            pair = at;
        } else if (net > next) {
            next = net;
        }
    }
    if (pair == NOBODY || best <= (part->must[person] ? INT64_MIN / 2 : 0)) return;
    if (part->must[person] && next < best - PLAN_VALUE_MAX) next = best - PLAN_VALUE_MAX;
    int64_t rent = auction->rent[part->pair_option[pair]];
    bid_place(auction, (Bid){ rent + best - next + auction->step, pair });
}

/* --- the tree --- */

typedef struct Hanging {
    const Auction *auction;
    FillStart *start;
    bool *hangs;   /* per option */
    int64_t *rent; /* per option that hangs: what the tree makes it */
} Hanging;

typedef struct Full {
    int64_t rent;
    int32_t option;
} Full;

static int full_by_rent(const void *a, const void *b) {
    const Full *left = a, *right = b;
    if (left->rent != right->rent) return left->rent < right->rent ? -1 : 1;
    return left->option < right->option ? -1 : 1;
}

/* Where a person would go next, of what hangs; NOBODY: nowhere. *ret_net: what that is worth. */
static int32_t next_best(const Hanging *hanging, int32_t person, int64_t *ret_net) {
    const Part *part = hanging->auction->part;
    int32_t best = NOBODY;
    *ret_net = part->must[person] ? INT64_MIN / 4 : 0;
    for (int32_t i = hanging->auction->first[person]; i < hanging->auction->first[person + 1];
         i++) {
        int32_t pair = hanging->auction->pair[i], option = part->pair_option[pair];
        if (!hanging->hangs[option]) continue;
        int64_t net = part->pair_value[pair] - hanging->rent[option];
        if (net <= *ret_net) continue;
        *ret_net = net;
        best = pair;
    }
    return best;
}

/* A full option hangs from the person in it who would leave first. */
static void option_hang(Hanging *hanging, int32_t option) {
    const Auction *auction = hanging->auction;
    const Part *part = auction->part;
    const Bid *bid = auction->bid + auction->bid_first[option];
    int64_t least = INT64_MAX;
    int32_t person = NOBODY, instead = NOBODY;
    for (int32_t i = 0; i < auction->bid_count[option]; i++) {
        int32_t here = part->pair_person[bid[i].pair];
        int64_t net;
        int32_t next = next_best(hanging, here, &net);
        if (next == NOBODY && part->must[here]) continue;
        if (part->pair_value[bid[i].pair] - net >= least) continue;
        least = part->pair_value[bid[i].pair] - net;
        person = here;
        instead = next;
    }
    hanging->hangs[option] = true;
    hanging->rent[option] = person == NOBODY || least < 0 ? 0 : least;
    if (person == NOBODY) return;
    if (instead == NOBODY) hanging->start->home[person] = true;
    else hanging->start->pair[instead] = true;
}

static void tree_make(Arena *arena, const Auction *auction, FillStart *start) {
    const Part *part = auction->part;
    size_t options = (size_t)part->option_count;
    Hanging hanging = { auction, start, arena_many(arena, bool, options),
                        arena_many(arena, int64_t, options) };
    Full *full = arena_many(arena, Full, options);
    int32_t count = 0;
    for (int32_t i = 0; i < part->person_count; i++) start->home[i] = true;
    for (int32_t k = 0; k < part->option_count; k++) {
        const Bid *bid = auction->bid + auction->bid_first[k];
        int64_t room = option_room(&part->option[k]);
        for (int32_t i = 0; i < auction->bid_count[k]; i++) {
            start->pair[bid[i].pair] = true;
            start->home[part->pair_person[bid[i].pair]] = false;
        }
        start->full[k] = room && auction->bid_count[k] == room && room < INT32_MAX;
        hanging.hangs[k] = !start->full[k];
        if (start->full[k]) full[count++] = (Full){ auction->rent[k], k };
    }
    qsort(full, (size_t)count, sizeof *full, full_by_rent);
    for (int32_t i = 0; i < count; i++) option_hang(&hanging, full[i].option);
}

FillStart fill_start(Arena *arena, const Part *part) {
    FillStart start = { .pair = arena_many(arena, bool, (size_t)part->pair_count),
                        .home = arena_many(arena, bool, (size_t)part->person_count),
                        .full = arena_many(arena, bool, (size_t)part->option_count) };
    Auction auction = auction_new(arena, part);
    int64_t bids = (int64_t)part->person_count * BIDS_EACH;
    while (auction.queue_count && bids--) {
        person_bids(&auction, auction.queue[--auction.queue_count]);
    }
    tree_make(arena, &auction, &start);
    return start;
}
