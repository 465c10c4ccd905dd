#include "house.h"

#include "limits.h"
#include "log.h"
#include "memory.h"

Result house_open(const char *database, House **ret_house) {
    enum { RULES_BYTES_MAX = 16 * 1024 * 1024 };
    Arena *arena = arena_new("the house", RULES_BYTES_MAX);
    House *house = arena_one(arena, House);
    Rules *rules = NULL;
    Phrase why;
    house->arena = arena;
    house->database = str_zero_ended(arena, str_from(database));
    if (rules_load(arena, STR_EMPTY, &rules, &why) != OK) log_fatal("the rules built in are wrong");
    house->rules = rules;
    house->worlds = worlds_begin();
    house->figure_pairs_max = FIGURE_PAGE_PAIRS_MAX;
    house->market_openings = MARKET_OPENINGS_MIN;
    house->markets = markets_begin((MarketsAsked){ .database = house->database,
                                                   .changes_due = MARKET_CHANGES_DUE,
                                                   .changes_max = MARKET_CHANGES_MAX });
    house->registers = candidate_registers_begin();
    Result result = plan_jobs_begin(database, house->worlds, rules, &house->plans);
    if (result == OK) {
        result = crowding_jobs_begin(house->worlds, &house->crowding);
        if (result == OK) {
            result = figure_jobs_begin(house->worlds, &house->figures);
            *ret_house = house;
            if (result == OK) return OK;
            crowding_jobs_end(house->crowding);
        }
        plan_jobs_end(house->plans);
    }
    candidate_registers_end(house->registers);
    markets_end(house->markets);
    worlds_end(house->worlds);
    arena_end(arena);
    return result;
}

Str house_folder(const House *house, Arena *arena) {
    Str path = str_from(house->database);
    if (str_find(path, S("://")) < path.len) return STR_EMPTY;
    size_t slash = path.len;
    while (slash && path.at[slash - 1] != '/') slash--;
    if (!slash) return S(".");
    return str_from(str_zero_ended(arena, str_sub(path, 0, slash)));
}

void house_close(House *house) {
    figure_jobs_end(house->figures);
    crowding_jobs_end(house->crowding);
    plan_jobs_end(house->plans);
    candidate_registers_end(house->registers);
    markets_end(house->markets);
    worlds_end(house->worlds);
    arena_end(house->arena);
}

Result visit_world_take(Visit *visit, const World **ret_world) {
    WorldRequest request = {
        .tenant = visit->who.tenant, .today = visit->today, .rules = visit->house->rules
    };
    return worlds_take(visit->house->worlds, visit->db, request, ret_world);
}

void visit_world_give(Visit *visit, const World *world) {
    worlds_give(visit->house->worlds, world);
}

Result visit_market_take(Visit *visit, const Market **ret_market) {
    enum { TURNS = 5 }; /* others went on so often while this one began again: too busy */
    const House *house = visit->house;
    WorldRequest request = { visit->who.tenant, visit->today, house->rules, NULL };
    bool due = false;
    *ret_market = NULL;
    Result result = market_is_due(visit->db, request.tenant, house->market_openings, &due);
    if (result != OK || !due) return result;
    result = markets_take(house->markets, visit->db, request, ret_market);
    for (int i = 1; i < TURNS && result == BUSY; i++) {
        visit_rollback(visit);
        result = visit_begin_read(visit);
        if (result == OK) result = markets_take(house->markets, visit->db, request, ret_market);
    }
    return result;
}

void visit_market_give(Visit *visit, const Market *market) {
    markets_give(visit->house->markets, market);
}
