#include "crowding.h"

#include <stdlib.h>

#include "auto.h"
#include "limits.h"
#include "matching/pairs/pairs.h"
#include "planning/plan_decided.h"

#define SCRATCH_BYTES_MAX ((size_t)8 << 30)

typedef struct Gathering {
    Arena *scratch;
    const PlanInput *input;
    const PlanDecided *decided;
    Crowding *crowding;
    PricePair *pair;
    size_t pair_count, pair_capacity;
    bool *asked;  /* per opening: it is in somebody's list */
    Arena *lists; /* for one list at a time */
    int32_t *person; /* those whose lists are asked, in order */
    size_t person_count, person_next;
    size_t asked_max; /* of each list */
} Gathering;

static void pair_add(Gathering *gathering, const Match *match) {
    gathering->pair = arena_room(gathering->scratch, PricePair, gathering->pair,
                                 gathering->pair_count, &gathering->pair_capacity);
    gathering->pair[gathering->pair_count++] =
        (PricePair){ match->candidate, match->opening, match->score };
    gathering->asked[match->opening] = true;
}

static bool is_first(const Gathering *gathering, const Match *match, const Match *than) {
    if (than->opening < 0 || match->score != than->score) return match->score > than->score;
    int64_t number = gathering->input->openings->record[match->opening].number;
    return number < gathering->input->openings->record[than->opening].number;
}

/* Every pair of one person. */
static void person_gather(Gathering *gathering, int candidate) {
    Match best = { .opening = -1, .score = -1 };
    for (int i = 0; i < (int)gathering->crowding->opening_count; i++) {
        Match match = match_pair(gathering->input->snapshot, candidate, i);
        if (match.unmet_count || plan_decided_away(gathering->decided, candidate, i)) continue;
        pair_add(gathering, &match);
        if (is_first(gathering, &match, &best)) best = match;
    }
    if (best.opening >= 0) gathering->crowding->opening[best.opening].demand++;
}

/* --- the best of each person --- */

static size_t away_most(const PlanDecided *decided) {
    size_t most = 0, same = 0;
    for (size_t i = 0; i < decided->away_count; i++) {
        same = i && decided->away[i].candidate == decided->away[i - 1].candidate ? same + 1 : 1;
        if (same > most) most = same;
    }
    return most;
}

/* Without what is away. False: what is away has made it shorter than it must be. */
static bool list_take(Gathering *gathering, const Match *match, size_t count, size_t asked) {
    size_t taken = 0, kept = (size_t)gathering->crowding->list_max;
    int candidate = gathering->person[gathering->person_next];
    size_t before = gathering->pair_count;
    for (size_t i = 0; i < count && taken < kept; i++) {
        if (plan_decided_away(gathering->decided, candidate, match[i].opening)) continue;
        Match of = match[i];
        of.candidate = candidate;
        pair_add(gathering, &of);
        taken++;
    }
    if (taken < kept && count == asked) {
        gathering->pair_count = before;
        return false;
    }
    if (taken) gathering->crowding->opening[gathering->pair[before].opening].demand++;
    return true;
}

/* Of somebody who declined very much. */
static void list_ask(Gathering *gathering) {
    ArenaMark mark = arena_mark(gathering->lists);
    int candidate = gathering->person[gathering->person_next];
    size_t asked = gathering->crowding->opening_count;
    Match *match = arena_many(gathering->lists, Match, asked);
    size_t count = rank_for_candidate(gathering->input->snapshot, candidate, asked, match);
    list_take(gathering, match, count, asked + 1);
    arena_rewind(gathering->lists, mark);
}

static Result lists_take(void *context, const PairsPart *part) {
    Gathering *gathering = context;
    for (size_t i = 0; i < part->count; i++) {
        const PersonList *list = &part->list[i];
        if (!list_take(gathering, list->match, list->count, gathering->asked_max)) {
            list_ask(gathering);
        }
        gathering->person_next++;
    }
    return OK;
}

static void lists_gather(Gathering *gathering) {
    size_t kept = (size_t)gathering->crowding->list_max, away = away_most(gathering->decided);
    gathering->asked_max = kept + (away < kept ? away : kept);
    AUTO(pairs_end_at) Pairs *pairs = pairs_begin((PairsAsked){ .snapshot = gathering->input->snapshot,
                                                                .k = gathering->asked_max,
                                                                .threads = 1,
                                                                .take = lists_take,
                                                                .context = gathering });
    for (size_t i = 0; i < gathering->person_count; i++) {
        pairs_add(pairs, &gathering->input->candidates->record[gathering->person[i]]);
    }
    pairs_finish(pairs);
}

/* --- places --- */

/* A person who is held holds a place too, unless it counts as taken already. */
static void places_fill(const Gathering *gathering) {
    const PlanDecided *decided = gathering->decided;
    Crowding *crowding = gathering->crowding;
    int64_t *held = arena_many(gathering->scratch, int64_t, crowding->opening_count);
    for (size_t i = 0; i < gathering->input->candidates->count; i++) {
        int opening = decided->pinned_opening[i];
        if (opening >= 0 && !decided->started[i]) held[opening]++;
    }
    for (size_t i = 0; i < crowding->opening_count; i++) {
        crowding->opening[i].places = opening_places_left(&gathering->input->openings->record[i],
                                                          held[i] + decided->taken[i]);
    }
}

static void people_find(Gathering *gathering) {
    size_t people = gathering->input->candidates->count;
    gathering->person = arena_many(gathering->scratch, int32_t, people);
    for (size_t i = 0; i < people; i++) {
        if (gathering->decided->pinned_opening[i] >= 0) continue;
        gathering->person[gathering->person_count++] = (int32_t)i;
    }
    gathering->crowding->people = (int64_t)gathering->person_count;
}

static void people_gather(Gathering *gathering) {
    people_find(gathering);
    if (gathering->crowding->list_max) lists_gather(gathering);
    for (size_t i = 0; !gathering->crowding->list_max && i < gathering->person_count; i++) {
        person_gather(gathering, gathering->person[i]);
    }
    gathering->crowding->pairs = (int64_t)gathering->pair_count;
}

static void prices_fill(Arena *arena, const Gathering *gathering) {
    Crowding *crowding = gathering->crowding;
    int64_t *places = arena_many(gathering->scratch, int64_t, crowding->opening_count);
    for (size_t i = 0; i < crowding->opening_count; i++) {
        places[i] = crowding->opening[i].places;
        crowding->places_unknown += places[i] == PLACES_UNKNOWN && gathering->asked[i];
    }
    PriceGraph graph = { .person_count = (int32_t)gathering->input->candidates->count,
                         .opening_count = (int32_t)crowding->opening_count,
                         .pair_count = (int32_t)gathering->pair_count,
                         .places = places,
                         .pair = gathering->pair };
    Prices prices = prices_find(arena, &graph);
    crowding->value = prices.value;
    for (size_t i = 0; i < crowding->opening_count; i++) {
        crowding->opening[i].price = prices.price[i];
    }
}

int32_t crowding_list_max(const PlanInput *input) {
    size_t people = input->candidates->count, openings = input->openings->count;
    bool few = !people || openings <= CROWDING_PAIRS_MAX / people;
    return few ? 0 : CROWDING_LIST_MAX;
}

Result crowding_make(Arena *arena, const PlanInput *input, int32_t list_max,
                     Crowding *ret_crowding) {
    size_t openings = input->openings->count;
    Crowding crowding = { .opening = arena_many(arena, Crowd, openings),
                          .opening_count = openings,
                          .list_max = list_max };
    AUTO(arena_end_at) Arena *scratch = arena_new("crowding", SCRATCH_BYTES_MAX);
    AUTO(arena_end_at) Arena *lists = arena_new("lists", SCRATCH_BYTES_MAX);
    PlanDecidedRows rows = { input->candidates, input->openings, input->decided,
                             input->placements };
    PlanDecided decided = plan_decided(scratch, &rows);
    Gathering gathering = { .scratch = scratch,
                            .input = input,
                            .decided = &decided,
                            .crowding = &crowding,
                            .lists = lists,
                            .asked = arena_many(scratch, bool, openings) };
    places_fill(&gathering);
    people_gather(&gathering);
    if (gathering.pair_count > PLAN_PAIRS_MAX) return INVALID;
    prices_fill(arena, &gathering);
    *ret_crowding = crowding;
    return OK;
}

/* --- a list in another order --- */

typedef struct Placed {
    Match match;
    size_t at;
    int left;
    bool has_price;
} Placed;

static int placed_order(const void *a, const void *b) {
    const Placed *first = a, *second = b;
    if (first->has_price != second->has_price) return first->has_price ? -1 : 1;
    if (first->has_price && first->left != second->left) {
        return first->left > second->left ? -1 : 1;
    }
    return first->at < second->at ? -1 : 1;
}

void crowding_order(Arena *scratch, const Crowding *crowding, Match *match, size_t count) {
    Placed *placed = arena_many(scratch, Placed, count);
    for (size_t i = 0; i < count; i++) {
        placed[i] = (Placed){ .match = match[i], .at = i };
        placed[i].has_price =
            crowd_left(&crowding->opening[match[i].opening], match[i].score, &placed[i].left);
    }
    if (count) qsort(placed, count, sizeof *placed, placed_order);
    for (size_t i = 0; i < count; i++) match[i] = placed[i].match;
}
