#include "market/shelf.h"

size_t market_openings(const Market *market) {
    return parts_openings(market->parts);
}

size_t market_rank(const Market *market, const CandidateRecord *candidate, size_t k,
                   PartsMatch *ret_match) {
    return parts_rank(market->parts, candidate, k, ret_match);
}

Result market_is_due(Db *db, int64_t tenant, int64_t from, bool *ret_due) {
    size_t count;
    Result result = openings_total(db, tenant, from, &count);
    if (result == OK) *ret_due = (int64_t)count >= from;
    return result;
}

static int number_order(const void *left, const void *right) {
    int64_t a = *(const int64_t *)left, b = *(const int64_t *)right;
    return (a > b) - (a < b);
}

Result market_show(const Market *market, Db *db, Arena *arena, MarketShown shown,
                   World *ret_world) {
    const WorldRequest *request = &market->ground->request;
    World world = { .rules = request->rules, .vocabulary = market->ground->vocabulary };
    world.candidates = (CandidateRows){ arena_one(arena, CandidateRecord), 1 };
    world.candidates.record[0] = *shown.candidate;
    world.openings.record = arena_many(arena, OpeningRecord, shown.count);
    if (shown.count) qsort(shown.number, shown.count, sizeof *shown.number, number_order);
    Result result = OK;
    for (size_t i = 0; i < shown.count && result == OK; i++) {
        OpeningRecord *record = &world.openings.record[world.openings.count++];
        result = opening_at(db, arena, request->tenant, shown.number[i], record);
    }
    if (result != OK) return result;
    world.snapshot = parts_shown(market->parts, arena, &world.candidates, &world.openings);
    *ret_world = world;
    return OK;
}
