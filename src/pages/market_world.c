#include "market_world.h"

static Result person_read(Visit *visit, CandidateRecord *ret_person) {
    return candidate_load(visit->db, visit->arena, visit->who.tenant, visit->id[0], true,
                          ret_person);
}

Result market_world_of_person(Visit *visit, const Market *market, World *ret_world) {
    CandidateRecord person;
    PlacementRows placements;
    Result result = person_read(visit, &person);
    if (result != OK) return result;
    result = placements_of(visit->db, visit->arena, visit->who.tenant, person.number, &placements);
    if (result != OK) return result;
    MarketShown shown = { &person, arena_many(visit->arena, int64_t, placements.count),
                          placements.count };
    for (size_t i = 0; i < shown.count; i++) shown.number[i] = placements.row[i].opening_number;
    result = market_show(market, visit->db, visit->arena, shown, ret_world);
    if (result == OK) ret_world->placements = placements;
    return result;
}

Result market_world_of_pair(Visit *visit, const Market *market, World *ret_world) {
    CandidateRecord person;
    int64_t tenant = visit->who.tenant;
    int64_t *number = arena_one(visit->arena, int64_t);
    Result result = person_read(visit, &person);
    if (result == OK) result = opening_number(visit->db, tenant, visit->id[1], number);
    if (result != OK) return result;
    result = market_show(market, visit->db, visit->arena, (MarketShown){ &person, number, 1 },
                         ret_world);
    if (result != OK) return result;
    return plan_pairs_load(visit->db, visit->arena, tenant, &ret_world->decided);
}
